//! A report as Markdown.

use std::fmt::Write as _;

use super::report::{Block, Field, Report};

/// Writes the report.
pub(super) fn write(report: &Report) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "# {}", one_line(&report.title));
    out.push('\n');
    fields(&mut out, &report.head);
    for (number, section) in (1..).zip(&report.sections) {
        let _ = write!(out, "\n## {number}. {}\n", one_line(&section.heading));
        for block in &section.blocks {
            out.push('\n');
            match block {
                Block::Fields(rows) => fields(&mut out, rows),
                Block::Text(text) => paragraph(&mut out, text),
                Block::Table { columns, rows } => table(&mut out, columns, rows),
            }
        }
    }
    if !report.notes.is_empty() {
        out.push_str("\n---\n\n");
        for note in &report.notes {
            let _ = writeln!(out, "- {}", one_line(note));
        }
    }
    if let Some(footer) = &report.footer {
        let _ = write!(out, "\n{}\n", one_line(footer));
    }
    out
}

fn fields(out: &mut String, rows: &[Field]) {
    out.push_str("| 項目 | 内容 |\n|---|---|\n");
    for (label, value) in rows {
        let _ = writeln!(out, "| {} | {} |", cell(label), cell(value));
    }
}

fn table(out: &mut String, columns: &[(String, usize)], rows: &[Vec<String>]) {
    let heads: Vec<String> = columns.iter().map(|(head, _)| cell(head)).collect();
    let _ = writeln!(out, "| {} |", heads.join(" | "));
    let _ = writeln!(out, "|{}", "---|".repeat(columns.len()));
    for row in rows {
        let cells: Vec<String> = row.iter().map(|text| cell(text)).collect();
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
}

/// Running text: a line break stays one, an empty line begins a paragraph.
fn paragraph(out: &mut String, text: &str) {
    let mut lines = text.split('\n').map(|line| escape(line.trim())).peekable();
    while let Some(line) = lines.next() {
        let breaks = !line.is_empty() && lines.peek().is_some_and(|next| !next.is_empty());
        let _ = writeln!(out, "{line}{}", if breaks { "\\" } else { "" });
    }
}

fn one_line(text: &str) -> String {
    escape(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn cell(text: &str) -> String {
    text.trim().lines().map(|line| escape(line.trim())).collect::<Vec<_>>().join("<br>")
}

/// Escapes one line so that a reader of Markdown shows it as it stands.
fn escape(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    // Numbers and signs make lists and rules at the beginning of a line only.
    let mut begins = true;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let special = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '$' | '@' => true,
            '-' | '+' | '=' => begins,
            '.' | ')' => out.chars().all(|c| c.is_ascii_digit()) || out.ends_with("www"),
            ':' => chars.peek() == Some(&'/'),
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
        begins = false;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recorded_text_stays_text() {
        for (text, expected) in [
            ("# 見出し", "\\# 見出し"),
            ("- 項目", "\\- 項目"),
            ("1. 項目", "1\\. 項目"),
            ("a | b", "a \\| b"),
            ("<script>", "\\<script\\>"),
            ("[a](b)", "\\[a\\](b)"),
            ("https://example.jp", "https\\://example.jp"),
            ("www.example.jp", "www\\.example.jp"),
            ("a@example.jp", "a\\@example.jp"),
            ("R8-001", "R8-001"),
            ("第13条(1)", "第13条(1)"),
            ("&amp;", "\\&amp;"),
        ] {
            assert_eq!(escape(text), expected);
        }
    }

    #[test]
    fn a_line_break_stays_inside_its_cell() {
        assert_eq!(cell("一\n| 二 |\n"), "一<br>\\| 二 \\|");
    }

    #[test]
    fn a_paragraph_cannot_become_a_block_of_code() {
        let mut out = String::new();
        paragraph(&mut out, "    一\n二\n\n三");
        assert_eq!(out, "一\\\n二\n\n三\n");
    }
}
