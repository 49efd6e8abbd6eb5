//! Tables with marks: people down and groups, sessions or months across, or groups down and people across.

use super::{
    Sight,
    headings::{Headings, heading_key},
    kind::{self, Kind},
    text_at,
};
use crate::exchange::{
    table::{Row, Value},
    values::{days, is_blank, marks::mark_at_the_beginning, plain, shown},
};

/// What stands across.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Crossed {
    /// People down, groups across.
    Groups,
    /// Groups down, people across.
    People,
    /// People down, trainings across.
    Trainings,
    /// What the rows are about down, months across: when it was done.
    Months,
}

/// A column with marks.
#[derive(Debug, Clone, PartialEq)]
pub struct Across {
    /// Its place.
    pub place: usize,
    /// Its heading.
    pub heading: String,
    /// The day that stands below the heading.
    pub day: Option<Value>,
    /// The month that the heading is, with its year where that is known.
    pub month: Option<(Option<i16>, i8)>,
}

/// A table with marks.
#[derive(Debug, Clone, PartialEq)]
pub struct Cross {
    /// What stands across.
    pub of: Crossed,
    /// The columns with marks.
    pub columns: Vec<Across>,
    /// The rows that still belong to the headings: the one with the days.
    pub more_rows: usize,
}

/// How many rows are looked at.
const FAR_DOWN: usize = 200;

/// Whether a cell is a mark, a day in the place of one, or nothing longer than a word.
pub(super) fn is_mark(value: &Value) -> bool {
    match value {
        Value::Day(_) | Value::Moment(_) | Value::Flag(_) => true,
        Value::Text(text) => {
            mark_at_the_beginning(text).is_some() || days::month_and_day(&plain(text)).is_some()
        }
        _ => false,
    }
}

/// A column that goes to no field: its place, and the parts of its heading from above.
pub(super) struct Unknown {
    pub place: usize,
    pub heading: Vec<String>,
}

/// The cross table that a sheet is, where enough of its unknown columns hold marks.
pub(super) fn find(
    sight: &Sight<'_>,
    unknown: &[Unknown],
    body: usize,
    first_heading: &str,
    titles: &[String],
) -> Option<Cross> {
    let Sight { kind, rows, headings, years, .. } = *sight;
    if !matches!(kind, Kind::Members | Kind::Trainings | Kind::Passwords | Kind::Devices) {
        return None;
    }
    let (more_rows, days_row) = match rows.get(body) {
        Some(row) if is_row_of_days(row, unknown) => (1, Some(row)),
        _ => (0, None),
    };
    let below = || rows.iter().skip(body + more_rows).take(FAR_DOWN);
    let mut columns = Vec::new();
    let mut some = false;
    for column in unknown {
        let Some(heading) = column.heading.last() else { continue };
        let (mut marks, mut all) = (0, 0);
        for value in below().filter_map(|row| row.cells.get(column.place)).map(|cell| &cell.value) {
            // Numbers are the totals below.
            if !is_blank(value) && !matches!(value, Value::Number(_)) {
                all += 1;
                marks += usize::from(is_mark(value));
            }
        }
        some |= all > 0 && marks * 2 >= all;
        // Nobody need take part yet; but a column full of texts is none of them.
        if marks * 2 >= all && (all > 0 || some || column.heading.len() > 1) {
            let day = days_row.and_then(|row| row.cells.get(column.place)).map(|cell| cell.value.clone());
            let month = days::month(heading, years);
            columns.push(Across { place: column.place, heading: heading.clone(), day, month });
        }
    }
    if !some {
        return None;
    }
    let of = crossed(kind, &columns, unknown, first_heading, headings, titles)?;
    Some(Cross { of, columns, more_rows })
}

/// A row below the headings that says when: 実施日, and days under the columns.
fn is_row_of_days(row: &Row, unknown: &[Unknown]) -> bool {
    let label = (0..row.cells.len()).map(|place| text_at(row, place)).find(|text| !text.is_empty());
    let label = label.map(|label| heading_key(&label)).unwrap_or_default();
    let named = ["実施日", "開催日", "研修日", "日付", "年月日", "日時", "受講日", "日", "日程"]
        .iter()
        .any(|word| heading_key(word) == label);
    let is_day = |place: usize| match row.cells.get(place).map(|cell| &cell.value) {
        Some(Value::Day(_) | Value::Moment(_)) => true,
        Some(Value::Text(text)) => text.bytes().any(|byte| byte.is_ascii_digit()) || text.contains('月'),
        _ => false,
    };
    let all_days = || {
        let filled: Vec<usize> = unknown
            .iter()
            .map(|column| column.place)
            .filter(|place| !text_at(row, *place).is_empty())
            .collect();
        !filled.is_empty() && filled.iter().all(|place| is_day(*place)) && text_at(row, 0).is_empty()
    };
    (named && unknown.iter().any(|column| is_day(column.place)))
        || (all_days()
            && row.cells.iter().all(
                |cell| !matches!(&cell.value, Value::Text(text) if mark_at_the_beginning(text).is_some()),
            ))
}

fn crossed(
    kind: Kind,
    columns: &[Across],
    unknown: &[Unknown],
    first_heading: &str,
    headings: &Headings,
    titles: &[String],
) -> Option<Crossed> {
    if columns.iter().filter(|column| column.month.is_some()).count() * 2 > columns.len() {
        return matches!(kind, Kind::Passwords | Kind::Devices | Kind::Trainings).then_some(Crossed::Months);
    }
    let over = || {
        unknown.iter().flat_map(|column| column.heading.iter().take(column.heading.len().saturating_sub(1)))
    };
    let is_group = |text: &str| {
        headings.of(Kind::Members, text).iter().any(|candidate| candidate.field == "/group/name")
    };
    let is_training = |text: &str| {
        headings.of(Kind::Trainings, text).iter().any(|candidate| candidate.field == "/training/title")
    };
    match kind {
        Kind::Trainings => {
            let says = over().any(|text| is_training(text))
                || titles.iter().any(|title| kind::fits(Kind::Trainings, title) > 0)
                || columns.iter().any(|column| {
                    column.day.is_some()
                        || has_a_day(&column.heading)
                        || sounds_like_a_training(&column.heading)
                });
            (says && !over().any(|text| is_group(text))).then_some(Crossed::Trainings)
        }
        Kind::Members => {
            let groups_down = is_group(first_heading);
            let trainings =
                over().any(|text| is_training(text)) || columns.iter().any(|column| column.day.is_some());
            (!trainings).then_some(if groups_down { Crossed::People } else { Crossed::Groups })
        }
        _ => None,
    }
}

fn has_a_day(heading: &str) -> bool {
    let digits = heading.chars().filter(|c| c.is_numeric()).count();
    digits >= 3 && shown(&Value::Text(heading.to_owned())).contains(['.', '/', '月', '年'])
}

/// Words of trainings; headings of groups hold none of them.
fn sounds_like_a_training(heading: &str) -> bool {
    ["研修", "講習", "勉強会", "セミナー", "教育", "訓練", "対策", "保護", "セキュリティ"]
        .iter()
        .any(|word| heading.contains(word))
}
