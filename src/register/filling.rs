//! How the places of a wording are filled in, and the words that follow a number.

use std::fmt::Display;

/// Fills the places `{}` of a text, in order; `{record|records}` is the first where the place before it holds 1, else the second.
pub fn filled(text: &str, values: &[&str]) -> String {
    let mut parts = text.split("{}");
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for (part, value) in parts.zip(values.iter().copied().chain(std::iter::repeat(""))) {
        filled.push_str(value);
        push_counted(&mut filled, part, value == "1");
    }
    filled
}

/// A number with the word for so many, in English.
pub fn counted(number: impl Display, one: &str, many: &str) -> String {
    let number = number.to_string();
    format!("{number} {}", if number == "1" { one } else { many })
}

/// Appends a text with each `{one|many}` in it decided.
fn push_counted(to: &mut String, text: &str, is_one: bool) {
    let mut rest = text;
    while let Some((before, one, many, after)) = next_choice(rest) {
        to.push_str(before);
        to.push_str(if is_one { one } else { many });
        rest = after;
    }
    to.push_str(rest);
}

/// What stands before the first `{one|many}`, its two words, and what follows.
fn next_choice(text: &str) -> Option<(&str, &str, &str, &str)> {
    let (before, inside) = text.split_once('{')?;
    let (choice, after) = inside.split_once('}')?;
    let (one, many) = choice.split_once('|')?;
    Some((before, one, many, after))
}

#[cfg(test)]
mod tests {
    use super::{counted, filled};

    #[test]
    fn values_fill_the_places_in_order() {
        assert_eq!(filled("{} of {} rows", &["3", "10"]), "3 of 10 rows");
        assert_eq!(filled("{} of {} rows", &["3"]), "3 of  rows");
    }

    #[test]
    fn a_word_follows_the_number_before_it() {
        let text = "{} {record|records} in {} {group|groups}; {} {is|are} open{|, all of them}.";
        assert_eq!(filled(text, &["1", "2", "1"]), "1 record in 2 groups; 1 is open.");
        assert_eq!(filled(text, &["0", "1", "12"]), "0 records in 1 group; 12 are open, all of them.");
        assert_eq!(filled("{} <{x}> {", &["1"]), "1 <{x}> {");
        assert_eq!(
            [0, 1, 2].map(|count| counted(count, "entry", "entries")),
            ["0 entries", "1 entry", "2 entries"]
        );
    }
}
