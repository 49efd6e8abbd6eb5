//! A report as plain text for mail and fax.

use super::{
    layout::{cells, pad, wrap},
    report::{Block, Field, Report},
};

/// The width of a line in cells.
pub(super) const WIDTH: usize = 80;
/// The widest that the column of labels becomes.
const LABELS: usize = 26;
/// How far the contents of a section stand in.
const INDENT: usize = 2;

/// Writes the report.
pub(super) fn write(report: &Report) -> String {
    let mut out = Lines::default();
    let left = WIDTH.saturating_sub(cells(&report.title)) / 2;
    for line in wrap(&report.title, WIDTH) {
        out.push(&format!("{}{line}", " ".repeat(left)));
    }
    out.push("");
    out.fields(&report.head, 0);
    for (number, section) in (1..).zip(&report.sections) {
        out.push("");
        out.wrapped(&format!("{number}. {}", section.heading), 0);
        for block in &section.blocks {
            match block {
                Block::Fields(rows) => out.fields(rows, INDENT),
                Block::Text(text) => out.wrapped(text, INDENT),
                Block::Table { columns, rows } => out.table(columns, rows),
            }
        }
    }
    if !report.notes.is_empty() {
        out.push("");
        out.push(&"-".repeat(WIDTH));
        for note in &report.notes {
            out.wrapped(note, 0);
        }
    }
    if let Some(footer) = &report.footer {
        out.push("");
        out.wrapped(footer, 0);
    }
    out.0
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    fn push(&mut self, line: &str) {
        self.0.push_str(line.trim_end_matches(' '));
        self.0.push('\n');
    }

    fn wrapped(&mut self, text: &str, indent: usize) {
        for line in wrap(text, WIDTH - indent) {
            self.push(&format!("{}{line}", " ".repeat(indent)));
        }
    }

    fn fields(&mut self, rows: &[Field], indent: usize) {
        let widest = rows.iter().map(|(label, _)| cells(label)).max().unwrap_or(0).min(LABELS);
        let columns = [(String::new(), widest), (String::new(), 0)];
        for (label, value) in rows {
            let widths = widths(&columns, indent, 2);
            self.row(&[label, value], &widths, indent, " : ");
        }
    }

    fn table(&mut self, columns: &[(String, usize)], rows: &[Vec<String>]) {
        let widths = widths(columns, INDENT, columns.len());
        let heads: Vec<&str> = columns.iter().map(|(head, _)| head.as_str()).collect();
        self.row(&heads, &widths, INDENT, " | ");
        let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
        self.push(&format!("{}{}", " ".repeat(INDENT), rule.join("-+-")));
        for row in rows {
            let texts: Vec<&str> = row.iter().map(String::as_str).collect();
            self.row(&texts, &widths, INDENT, " | ");
        }
    }

    /// One row of texts side by side, each wrapped in its column. The separator between a label and its value
    /// stands on the first line only.
    fn row(&mut self, texts: &[&str], widths: &[usize], indent: usize, separator: &str) {
        let columns: Vec<Vec<String>> =
            texts.iter().zip(widths).map(|(text, width)| wrap(text, *width)).collect();
        let height = columns.iter().map(Vec::len).max().unwrap_or(0);
        for place in 0..height {
            let mut line = " ".repeat(indent);
            for (number, (column, width)) in columns.iter().zip(widths).enumerate() {
                if number > 0 {
                    let blank = place > 0 && separator == " : ";
                    line.push_str(if blank { "   " } else { separator });
                }
                line.push_str(&pad(column.get(place).map_or("", String::as_str), *width));
            }
            self.push(&line);
        }
    }
}

/// The widths of columns: what the fixed ones leave goes to the ones without a width.
fn widths(columns: &[(String, usize)], indent: usize, count: usize) -> Vec<usize> {
    let fixed: usize = columns.iter().map(|(_, width)| width).sum();
    let open = columns.iter().filter(|(_, width)| *width == 0).count().max(1);
    let rest = WIDTH.saturating_sub(indent + fixed + 3 * count.saturating_sub(1)) / open;
    columns.iter().map(|(_, width)| if *width == 0 { rest } else { *width }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::Section;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_line_is_wider_than_the_paper(texts in proptest::collection::vec("\\PC{0,120}", 6)) {
            let field = || (texts[0].clone(), texts[1].clone());
            let columns = vec![(texts[2].clone(), 10), (texts[3].clone(), 0)];
            let report = Report {
                title: texts[4].clone(),
                head: vec![field()],
                sections: vec![Section {
                    heading: texts[5].clone(),
                    blocks: vec![
                        Block::Fields(vec![field()]),
                        Block::Text(texts[1].clone()),
                        Block::Table { columns, rows: vec![vec![texts[4].clone(), texts[5].clone()]] },
                    ],
                }],
                notes: texts.clone(),
                footer: Some(texts[0].clone()),
            };
            for line in write(&report).lines() {
                prop_assert!(cells(line) <= WIDTH, "{line:?}");
            }
        }
    }
}
