//! What a cell says: days, marks, words, names and telephone numbers, in the ways in which offices write them.

pub mod days;
pub mod marks;
pub mod names;
pub mod phones;
pub mod texts;
pub mod words;

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;

use super::table::Value;

/// A cell as a text, as a spreadsheet shows it.
pub fn shown(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Empty | Value::NoValue => Cow::Borrowed(""),
        Value::Text(text) => Cow::Borrowed(text),
        Value::Number(number) => {
            Cow::Owned(whole(*number).map_or_else(|| number.to_string(), |whole| whole.to_string()))
        }
        Value::Day(day) => Cow::Owned(day.to_string()),
        Value::Moment(time) => Cow::Owned(time.to_string()),
        Value::Flag(flag) => Cow::Borrowed(if *flag { "TRUE" } else { "FALSE" }),
        Value::Fault(mark) => Cow::Borrowed(mark),
    }
}

/// A number without a fraction, from 0.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "within bounds and without a fraction"
)]
pub fn whole(number: f64) -> Option<u64> {
    ((0.0..=9e15).contains(&number) && number.fract() == 0.0).then_some(number as u64)
}

/// Whether a cell says nothing.
pub fn is_blank(value: &Value) -> bool {
    match value {
        Value::Empty => true,
        Value::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}

/// A text in full-width and half-width forms folded, without blanks at its ends.
pub fn plain(text: &str) -> String {
    let folded: String = text.nfkc().collect();
    folded.trim().to_owned()
}
