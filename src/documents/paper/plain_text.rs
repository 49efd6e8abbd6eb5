//! A paper as plain text for mail and fax.

use super::{
    cells::{cells, pad, wrap},
    chart::UNKNOWN,
    letter,
    model::{Align, Bar, Chart, Check, Field, Line, Paper, Part, Sheet, Table, clause_number, sign},
};

/// The widest that the column of labels becomes.
const LABELS: usize = 26;
/// How far the contents of a numbered part stand in.
const INDENT: usize = 2;

/// The signs of a chart's series.
const SIGNS: &[u8] = b"#+?.o";

impl Paper {
    /// The columns of every form fit into this much.
    const NARROWEST: usize = 76;

    /// The paper as plain text for mail and fax: lines of at most [`Sheet::cells`] cells, a full-width character
    /// being two.
    /// Where its values are to be copied, each is one line, however long.
    pub fn plain_text(&self) -> String {
        if self.one_line { self.in_lines() } else { write(self, self.sheet.cells()) }
    }

    /// One value a line.
    fn in_lines(&self) -> String {
        let mut text = format!("{}\n", one_line(&self.title));
        let mut line = |said: &str| {
            text.push_str(said);
            text.push('\n');
        };
        for part in &self.parts {
            match part {
                Part::Heading(title) | Part::Annex(title) => line(&format!("\n■ {}", one_line(title))),
                Part::Text(said) | Part::Display(said) | Part::Line(Line { text: said, .. }) => {
                    line(&one_line(said));
                }
                Part::Rows(rows) => rows.iter().for_each(|(label, value)| {
                    line(&format!("{}：{}", one_line(label), one_line(value.printed())));
                }),
                Part::Table(table) => {
                    for row in &table.rows {
                        let said = table.columns.iter().zip(row);
                        let said = said.map(|(column, text)| {
                            format!("{}：{}", one_line(&column.label), one_line(text.printed()))
                        });
                        line(&said.collect::<Vec<_>>().join("　"));
                    }
                }
                Part::Checks(checks) => checks.iter().for_each(|check| {
                    line(&format!("{} {}", sign(check.done), one_line(&check.text)));
                }),
                Part::Clauses(clauses) => {
                    for (place, said) in clauses.items.iter().enumerate() {
                        line(&format!("{} {}", clause_number(place), one_line(said)));
                    }
                }
                Part::NextSheet(next) => {
                    next.notes.iter().for_each(|note| line(&format!("※ {}", one_line(note))));
                    line(&format!("\n{}", one_line(&next.title)));
                }
                Part::Chart(_) | Part::Seals(_) => {}
            }
        }
        self.notes.iter().for_each(|note| line(&format!("※ {}", one_line(note))));
        self.foot().lines().for_each(|said| line(&one_line(said)));
        text
    }

    /// The same in narrower lines: an upright sheet fits a window that is not quite as wide.
    pub fn plain_text_within(&self, cells: usize) -> String {
        let cells = match self.sheet {
            Sheet::Portrait => self.sheet.cells().min(cells.max(Self::NARROWEST)),
            Sheet::Landscape => self.sheet.cells(),
        };
        write(self, cells)
    }
}

/// Writes the paper in lines of a width.
fn write(paper: &Paper, width: usize) -> String {
    let mut out = Lines { text: String::new(), width };
    if let Some(letter) = &paper.letter {
        letter::write(&mut out, letter);
    }
    out.title(&paper.title, paper);
    let mut number = 0;
    for part in &paper.parts {
        let indent = if number > 0 { INDENT } else { 0 };
        // Under a heading things follow each other closely; without one they are set apart.
        let apart = matches!(part, Part::Heading(_) | Part::Seals(_) | Part::Annex(_) | Part::NextSheet(_));
        if number == 0 || apart {
            out.push("");
        }
        match part {
            Part::Annex(title) => {
                out.push(&"=".repeat(width));
                out.wrapped(title, 0);
            }
            Part::Heading(text) => {
                number += 1;
                out.wrapped(&format!("{number}. {text}"), 0);
            }
            Part::Rows(rows) => out.fields(rows, indent),
            Part::Line(line) => out.aligned(&line.text, line.align),
            Part::Clauses(clauses) => out.clauses(&clauses.items, indent),
            Part::NextSheet(next) => {
                number = 0;
                out.notes(&next.notes);
                out.push("");
                out.push(&"=".repeat(width));
                out.push("");
                out.title(&next.title, paper);
            }
            Part::Text(text) | Part::Display(text) => out.wrapped(text, indent),
            Part::Table(table) => out.table(table, indent),
            Part::Chart(chart) => out.chart(chart, indent),
            Part::Checks(checks) => out.checks(checks, indent),
            Part::Seals(captions) => out.seals(captions, indent),
        }
    }
    if !paper.notes.is_empty() {
        out.push("");
        out.notes(&paper.notes);
    }
    for (place, line) in paper.foot().lines().enumerate() {
        if place == 0 {
            out.push("");
        }
        // An edition that does not fit beside its policy stands below it.
        match line.rfind('（').and_then(|at| line.split_at_checked(at)).filter(|_| cells(line) > width) {
            Some((title, edition)) => [title, edition].iter().for_each(|part| out.wrapped(part, 0)),
            None => out.wrapped(line, 0),
        }
    }
    out.text
}

/// A text without line breaks.
fn one_line(text: &str) -> String {
    text.lines().collect::<Vec<_>>().join("　")
}

pub(super) struct Lines {
    text: String,
    /// The length of a line in cells.
    pub width: usize,
}

impl Lines {
    pub(super) fn push(&mut self, line: &str) {
        self.text.push_str(line.trim_end_matches(' '));
        self.text.push('\n');
    }

    fn wrapped(&mut self, text: &str, indent: usize) {
        for line in wrap(text, self.width - indent) {
            self.push(&format!("{}{line}", " ".repeat(indent)));
        }
    }

    fn title(&mut self, title: &str, paper: &Paper) {
        let left = self.width.saturating_sub(cells(title)) / 2;
        for line in wrap(title, self.width) {
            self.push(&format!("{}{line}", " ".repeat(left)));
        }
        if let Some(line) = paper.dateline() {
            self.push("");
            self.wrapped(&line, 0);
        }
    }

    fn notes(&mut self, notes: &[String]) {
        if !notes.is_empty() {
            self.push(&"-".repeat(self.width));
        }
        for note in notes {
            self.wrapped(note, 0);
        }
    }

    pub(super) fn aligned(&mut self, text: &str, align: Align) {
        for line in wrap(text, self.width) {
            let left = self.width.saturating_sub(cells(&line));
            let left = match align {
                Align::Left => 0,
                Align::Center => left / 2,
                Align::Right => left,
            };
            self.push(&format!("{}{line}", " ".repeat(left)));
        }
    }

    fn clauses(&mut self, items: &[String], indent: usize) {
        let widest = cells(&clause_number(items.len().saturating_sub(1)));
        let widths = [widest, self.width.saturating_sub(indent + widest + 1)];
        for (place, text) in items.iter().enumerate() {
            self.row(&[&clause_number(place), text], &widths, indent, " ");
        }
    }

    fn fields(&mut self, rows: &[Field], indent: usize) {
        let widest = rows.iter().map(|(label, _)| cells(label)).max().unwrap_or(0).min(LABELS);
        let widths = self.widths(&[widest, 0], indent);
        for (label, value) in rows {
            let room = widths.last().copied().unwrap_or_default();
            self.row(&[label, &value.as_text(room)], &widths, indent, " : ");
        }
    }

    fn table(&mut self, table: &Table, indent: usize) {
        let columns: Vec<usize> = table.columns.iter().map(|column| column.width).collect();
        let widths = self.widths(&columns, indent);
        let heads: Vec<&str> = table.columns.iter().map(|column| column.label.as_str()).collect();
        self.row(&heads, &widths, indent, " | ");
        let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
        self.push(&format!("{}{}", " ".repeat(indent), rule.join("-+-")));
        for row in &table.rows {
            let texts: Vec<_> =
                row.iter().zip(&widths).map(|(content, width)| content.as_text(*width)).collect();
            let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
            self.row(&texts, &widths, indent, " | ");
        }
    }

    /// Each place as a line: its numbers, then a row of signs as long as they are great.
    fn chart(&mut self, chart: &Chart, indent: usize) {
        let signs = |series: usize| char::from(*SIGNS.get(series % SIGNS.len()).unwrap_or(&b'*'));
        let names: Vec<String> =
            chart.series.iter().enumerate().map(|(place, name)| format!("{name} {}", signs(place))).collect();
        let labels =
            chart.bars.iter().map(|bar| cells(&bar.label)).chain([cells(&chart.axis)]).max().unwrap_or(0);
        let mut widths = vec![labels.min(LABELS)];
        let left = self.width.saturating_sub(indent + widths[0] + 3 * (names.len() + 1));
        // Names that are too long are broken in their columns, as those of a table.
        let share = (left / names.len().max(1)).max(4);
        widths.extend(names.iter().map(|name| cells(name).clamp(4, share)));
        let room = left.saturating_sub(widths.iter().skip(1).sum());
        let room = u64::try_from(room).unwrap_or(0);
        let greatest = chart.bars.iter().map(Bar::sum).max().unwrap_or(0).max(1);
        // Where there is no room beside the numbers, the numbers alone say it.
        widths.push(usize::try_from(room).unwrap_or(0));
        let heads: Vec<&str> = std::iter::once(chart.axis.as_str())
            .chain(names.iter().map(String::as_str))
            .chain([""])
            .collect();
        self.row(&heads, &widths, indent, " | ");
        for bar in &chart.bars {
            let mut texts = vec![bar.label.clone()];
            match &bar.values {
                Some(values) => texts.extend(
                    values.iter().zip(widths.iter().skip(1)).map(|(value, width)| format!("{value:>width$}")),
                ),
                None => texts.extend(names.iter().map(|_| UNKNOWN.to_owned())),
            }
            let values: Vec<u64> = bar.values.iter().flatten().map(|value| u64::from(*value)).collect();
            let row: String = lengths(&values, greatest, room)
                .into_iter()
                .enumerate()
                .map(|(series, length)| {
                    signs(series).to_string().repeat(usize::try_from(length).unwrap_or(0))
                })
                .collect();
            texts.push(row);
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            self.row(&texts, &widths, indent, " | ");
        }
    }

    fn checks(&mut self, checks: &[Check], indent: usize) {
        for check in checks {
            let sign = sign(check.done);
            for (place, line) in wrap(&check.text, self.width - indent - 3).iter().enumerate() {
                let sign = if place == 0 { sign } else { "  " };
                self.push(&format!("{}{sign} {line}", " ".repeat(indent)));
            }
        }
    }

    fn seals(&mut self, captions: &[String], indent: usize) {
        for caption in captions {
            self.wrapped(&format!("{caption}　＿＿＿＿＿＿＿＿＿＿＿＿　印"), indent);
        }
    }

    /// One row of texts side by side, each wrapped in its column. The separator between a label and its value
    /// stands on the first line only.
    pub(super) fn row(&mut self, texts: &[&str], widths: &[usize], indent: usize, separator: &str) {
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

    /// The widths of columns: what the fixed ones leave goes to the ones without a width.
    fn widths(&self, columns: &[usize], indent: usize) -> Vec<usize> {
        let fixed: usize = columns.iter().sum();
        let open = columns.iter().filter(|width| **width == 0).count().max(1);
        let rest = self.width.saturating_sub(indent + fixed + 3 * columns.len().saturating_sub(1)) / open;
        columns.iter().map(|width| if *width == 0 { rest } else { *width }).collect()
    }
}

/// How many signs each number of a bar gets in some room: as they are where the greatest bar fits, else each its share, and
/// at least one as long as there is room for it.
fn lengths(values: &[u64], greatest: u64, room: u64) -> Vec<u64> {
    let share = |value: &u64| {
        if greatest <= room { *value } else { (value * room / greatest).max((*value > 0).into()) }
    };
    let mut lengths: Vec<u64> = values.iter().map(share).collect();
    while lengths.iter().sum::<u64>() > room {
        let Some(longest) = lengths.iter_mut().max_by_key(|length| **length) else { break };
        *longest = longest.saturating_sub(1);
    }
    lengths
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::{
        names::Naming,
        paper::{Align, ByHand, Column, Content, Letter, Line, Sheet},
    };
    use proptest::prelude::*;

    #[test]
    fn every_series_of_a_bar_is_seen() {
        assert_eq!(lengths(&[5, 10, 10, 11], 36, 20), [2, 5, 5, 6]);
        assert_eq!(lengths(&[1, 90, 1, 0], 100, 20), [1, 18, 1, 0]);
        assert_eq!(lengths(&[300, 300, 300, 1], 901, 10), [3, 3, 3, 1]);
        assert_eq!(lengths(&[9, 9, 9, 9], 36, 2), [1, 1, 0, 0]);
        assert_eq!(lengths(&[1, 2], 3, 20), [1, 2]);
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_the_paper(texts in proptest::collection::vec("\\PC{0,120}", 6)) {
            let field = || (texts[0].clone(), texts[1].clone().into());
            let by_hand = ByHand { printed: texts[3].clone(), lines: 2 };
            let by_hand = (texts[1].clone(), Content::ByHand(by_hand));
            let column = |label: &str, width| Column { label: label.to_owned(), width, align: Align::Left };
            let paper = Paper {
                title: texts[4].clone(),
                sheet: Sheet::Portrait,
                office: texts[2].clone(),
                date: "2026-11-22".parse().unwrap(),
                head: Some(texts[3].clone()),
                policy: Some(texts[2].clone()),
                names: Naming::Masked,
                one_line: false,
                letter: Some(Letter {
                    marks: vec![(texts[0].clone(), texts[1].clone().into())],
                    to: texts[2].clone(),
                    from: vec![(texts[3].clone(), texts[4].clone().into())],
                }),
                parts: vec![
                    Part::Line(Line { text: texts[3].clone(), align: Align::Right }),
                    Part::Annex(texts[3].clone()),
                    Part::Seals(texts.clone()),
                    Part::Heading(texts[5].clone()),
                    Part::Rows(vec![field(), by_hand]),
                    Part::Text(texts[1].clone()),
                    Part::Chart(Chart {
                        axis: texts[0].clone(),
                        series: vec![texts[1].clone(), texts[2].clone()],
                        bars: vec![
                            Bar { label: texts[3].clone(), values: Some(vec![3, 40_000]) },
                            Bar { label: texts[4].clone(), values: None },
                        ],
                    }),
                    Part::Checks(vec![Check { done: true, text: texts[2].clone() }]),
                    Part::Table(Table {
                        columns: vec![column(&texts[2], 10), column(&texts[3], 0)],
                        rows: vec![vec![texts[4].clone().into(), texts[5].clone().into()]],
                        roomy: false,
                    }),
                ],
                notes: texts.clone(),
            };
            for text in [paper.plain_text(), paper.plain_text_within(80), paper.plain_text_within(81)] {
                prop_assert!(text.lines().all(|line| cells(line) <= Sheet::Portrait.cells()), "{text}");
            }
            for text in [paper.plain_text_within(76), paper.plain_text_within(0)] {
                prop_assert!(text.lines().all(|line| cells(line) <= 76), "{text}");
            }
        }
    }
}
