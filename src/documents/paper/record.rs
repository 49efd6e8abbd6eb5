//! A paper as it is recorded with a report that goes out, so that it can be printed again word by word.

use serde::{Deserialize, Serialize};

use super::model::{Bar, Chart, Letter, Paper, Part, Sheet, Table};
use crate::{
    documents::names::Naming,
    register::{Date, document::paper_text, records::PaperText},
};

/// The format that this version reads and writes.
const FORMAT: &str = "mcs-register-paper/1";

/// A paper as JSON.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Recorded {
    format: String,
    title: String,
    sheet: Sheet,
    office: String,
    date: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    head: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    policy: Option<String>,
    /// Where it does not say, it may name people.
    #[serde(default = "full")]
    names: Naming,
    #[serde(default, skip_serializing_if = "is_false")]
    one_line: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    letter: Option<Letter>,
    parts: Vec<Part>,
    #[serde(default)]
    notes: Vec<String>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands it so")]
fn is_false(said: &bool) -> bool {
    !said
}

fn full() -> Naming {
    Naming::Full
}

impl Paper {
    /// The paper as it is recorded; `None` where it cannot be written down, which no paper of ours is.
    pub fn recorded(&self) -> Option<PaperText> {
        let Self { title, sheet, office, date, head, policy, names, one_line, letter, parts, notes } =
            self.clone();
        let recorded = Recorded {
            format: FORMAT.to_owned(),
            title,
            sheet,
            office,
            date: date.to_string(),
            head,
            policy,
            names,
            one_line,
            letter,
            parts,
            notes,
        };
        serde_json::to_string(&recorded).ok().and_then(|text| paper_text(&text).ok())
    }

    /// A paper that was recorded; `None` where the text is none that this version knows.
    pub fn from_recorded(text: &PaperText) -> Option<Self> {
        let recorded: Recorded = serde_json::from_str(text.as_str()).ok()?;
        let Recorded {
            format,
            title,
            sheet,
            office,
            date,
            head,
            policy,
            names,
            one_line,
            letter,
            parts,
            notes,
        } = recorded;
        let date: Date = date.parse().ok()?;
        let whole = parts.iter().all(|part| is_whole(part, sheet));
        (format == FORMAT && whole).then_some(Self {
            title,
            sheet,
            office,
            date,
            head,
            policy,
            names,
            one_line,
            letter,
            parts,
            notes,
        })
    }

    /// Whether it says what another one says: all but the head code, which moves on with every change of the register, and
    /// the policy where one of them was kept before papers named it.
    pub fn says_what(&self, other: &Self) -> bool {
        let Self { title, sheet, office, date, head: _, policy, names, one_line: _, letter, parts, notes } =
            self;
        let policies = policy.as_ref().zip(other.policy.as_ref());
        if policies.is_some_and(|(one, other)| one != other) {
            return false;
        }
        let same = (title, sheet, office, date, names)
            == (&other.title, &other.sheet, &other.office, &other.date, &other.names);
        same && (letter, parts, notes) == (&other.letter, &other.parts, &other.notes)
    }
}

/// Whether every row has a text for each column, the columns fit the sheet, and every bar has a number for each series.
fn is_whole(part: &Part, sheet: Sheet) -> bool {
    match part {
        Part::Table(Table { columns, rows, .. }) => {
            let mut widths = columns.iter().map(|column| column.width);
            let wide = widths.try_fold(0_usize, usize::checked_add).is_some_and(|sum| sum <= sheet.cells());
            wide && !columns.is_empty() && rows.iter().all(|row| row.len() == columns.len())
        }
        Part::Chart(Chart { series, bars, .. }) => {
            let fits =
                |Bar { values, .. }: &Bar| values.as_ref().is_none_or(|values| values.len() == series.len());
            bars.iter().all(fits)
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::{Align, ByHand, Check, Column, Content};

    fn paper() -> Paper {
        Paper {
            title: "インシデント報告書".into(),
            sheet: Sheet::Portrait,
            office: "髙﨑邉 \"訪問\"\u{1b}看護".into(),
            date: "2026-11-20".parse().unwrap(),
            head: Some("312-7F3KQ".into()),
            policy: Some("港あんしんネット運用ポリシー（版 2）".into()),
            names: Naming::Masked,
            one_line: true,
            letter: Some(Letter {
                marks: vec![("報告番号".into(), "R8-001-1".into())],
                to: "事務局 御中".into(),
                from: vec![("電話".into(), "06-0000-0000".into())],
            }),
            parts: vec![
                Part::Line(crate::documents::Line { text: "記".into(), align: Align::Center }),
                Part::Heading("概要".into()),
                Part::Rows(vec![("番号".into(), "R8-001-1".into())]),
                Part::Text("一行目\n二行目".into()),
                Part::Table(Table {
                    columns: vec![Column { label: "数".into(), width: 6, align: Align::Right }],
                    rows: vec![
                        vec!["1".into()],
                        vec![Content::ByHand(ByHand { printed: "　　件".into(), lines: 2 })],
                    ],
                    roomy: true,
                }),
                Part::Chart(Chart {
                    axis: "月末".into(),
                    series: vec!["期限超過".into()],
                    bars: vec![
                        Bar { label: "11月".into(), values: Some(vec![3]) },
                        Bar { label: "12月".into(), values: None },
                    ],
                }),
                Part::Checks(vec![Check { done: true, text: "済".into() }]),
                Part::Seals(vec!["MCS管理者".into()]),
                Part::Annex("別紙".into()),
            ],
            notes: vec!["注".into()],
        }
    }

    #[test]
    fn a_recorded_paper_comes_back_word_by_word() {
        let recorded = paper().recorded().unwrap();
        let back = Paper::from_recorded(&recorded).unwrap();
        assert_eq!(back, paper());
        assert_eq!(back.pdf().unwrap(), paper().pdf().unwrap());
        assert_eq!(back.recorded().unwrap(), recorded);
    }

    #[test]
    fn a_paper_that_does_not_say_so_may_name_people() {
        let text = paper().recorded().unwrap().as_str().replace(r#""names":"masked","#, "");
        let read = Paper::from_recorded(&paper_text(&text).unwrap()).unwrap();
        assert_eq!(read, Paper { names: Naming::Full, ..paper() });
    }

    #[test]
    fn what_is_no_paper_is_none() {
        let text = paper().recorded().unwrap().as_str().to_owned();
        let read = |text: &str| Paper::from_recorded(&paper_text(text).unwrap());
        assert!(read("{}").is_none());
        for (from, to) in [
            (FORMAT, "mcs-register-paper/9"),
            ("2026-11-20", "today"),
            (r#""names":"masked""#, r#""names":"some""#),
            (r#""width":6"#, r#""width":600"#),
            (r#""width":6"#, r#""width":18446744073709551615"#),
            (r#""rows":[["1"]"#, r#""rows":[["1","2"]"#),
            (r#""lines":2"#, r#""lines":200000"#),
            (r#""values":[3]"#, r#""values":[3,4]"#),
            (r#""heading""#, r#""headline""#),
        ] {
            assert!(text.contains(from), "{from}");
            assert!(read(&text.replacen(from, to, 1)).is_none(), "{to}");
        }
    }
}
