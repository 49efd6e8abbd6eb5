//! A paper as Markdown.

use std::fmt::Write as _;

use super::{
    chart::UNKNOWN,
    letter,
    model::{Align, Chart, Field, Letter, Paper, Part, Table},
};

/// How long the lines are that are drawn for what is written by hand, in cells.
const WIDTH: usize = 16;

impl Paper {
    /// The paper as Markdown (with the tables of GitHub's dialect). Recorded text stays text: nothing in it
    /// becomes a heading, a link or markup.
    pub fn markdown(&self) -> String {
        write(self)
    }
}

fn write(paper: &Paper) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "# {}", one_line(&paper.title));
    if let Some(letter) = &paper.letter {
        out.push('\n');
        write_letter(&mut out, letter);
    }
    if let Some(line) = paper.dateline() {
        let _ = writeln!(out, "\n{}", one_line(&line));
    }
    let mut number = 0;
    for part in &paper.parts {
        out.push('\n');
        match part {
            Part::Annex(title) => {
                let _ = writeln!(out, "---\n\n# {}", one_line(title));
            }
            Part::Heading(text) => {
                number += 1;
                let _ = writeln!(out, "## {number}. {}", one_line(text));
            }
            Part::Rows(rows) => fields(&mut out, rows),
            Part::Line(line) => paragraph(&mut out, &line.text),
            Part::Clauses(clauses) => {
                for (place, text) in clauses.items.iter().enumerate() {
                    let _ = writeln!(out, "{}. {}", place + 1, one_line(text));
                }
            }
            Part::NextSheet(next) => {
                number = 0;
                write_notes(&mut out, &next.notes);
                let _ = writeln!(out, "---\n\n# {}", one_line(&next.title));
                if let Some(line) = paper.dateline() {
                    let _ = writeln!(out, "\n{}", one_line(&line));
                }
            }
            Part::Text(text) | Part::Display(text) => paragraph(&mut out, text),
            Part::Table(table) => write_table(&mut out, table),
            Part::Chart(chart) => write_chart(&mut out, chart),
            Part::Checks(checks) => {
                for check in checks {
                    let sign = if check.done { 'x' } else { ' ' };
                    let _ = writeln!(out, "- [{sign}] {}", one_line(&check.text));
                }
            }
            Part::Seals(captions) => {
                let captions: Vec<String> = captions.iter().map(|caption| cell(caption)).collect();
                let _ = writeln!(out, "| {} |", captions.join(" | "));
                let _ = writeln!(out, "|{}", "---|".repeat(captions.len()));
                let _ = writeln!(out, "|{}", " 印 |".repeat(captions.len()));
            }
        }
    }
    if !paper.notes.is_empty() {
        out.push('\n');
        write_notes(&mut out, &paper.notes);
    }
    for line in paper.foot().lines() {
        let _ = writeln!(out, "\n{}", one_line(line));
    }
    out
}

fn write_letter(out: &mut String, letter: &Letter) {
    paragraph(out, &letter::marks(letter).collect::<Vec<_>>().join("\n"));
    out.push('\n');
    paragraph(out, &letter.to);
    out.push('\n');
    fields(out, &letter.from);
}

fn write_notes(out: &mut String, notes: &[String]) {
    if notes.is_empty() {
        return;
    }
    out.push_str("---\n\n");
    for note in notes {
        let _ = writeln!(out, "- {}", one_line(note));
    }
}

fn fields(out: &mut String, rows: &[Field]) {
    out.push_str("| 項目 | 内容 |\n|---|---|\n");
    for (label, value) in rows {
        let _ = writeln!(out, "| {} | {} |", cell(label), cell(&value.as_text(WIDTH)));
    }
}

fn write_table(out: &mut String, table: &Table) {
    let heads: Vec<String> = table.columns.iter().map(|column| cell(&column.label)).collect();
    let _ = writeln!(out, "| {} |", heads.join(" | "));
    let rule: String = table
        .columns
        .iter()
        .map(|column| if column.align == Align::Right { "---:|" } else { "---|" })
        .collect();
    let _ = writeln!(out, "|{rule}");
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(|content| cell(&content.as_text(WIDTH))).collect();
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
}

/// The numbers of a chart as a table.
fn write_chart(out: &mut String, chart: &Chart) {
    let heads: Vec<String> =
        std::iter::once(&chart.axis).chain(&chart.series).map(|head| cell(head)).collect();
    let _ = writeln!(out, "| {} |", heads.join(" | "));
    let _ = writeln!(out, "|---|{}", "---:|".repeat(chart.series.len()));
    for bar in &chart.bars {
        let values = match &bar.values {
            Some(values) => values.iter().map(ToString::to_string).collect(),
            None => vec![UNKNOWN.to_owned(); chart.series.len()],
        };
        let _ = writeln!(out, "| {} | {} |", cell(&bar.label), values.join(" | "));
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
