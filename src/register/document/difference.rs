//! What changed between two states of a record, field by field, by its one written form.

use std::hash::BuildHasher as _;

use rustc_hash::FxBuildHasher;

use crate::register::Record;

use super::{
    path::Path,
    record_to_json,
    tree::{self, Json},
    value::rewrite,
    writer::Writer,
};

/// One field that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The field as a pointer into the record: `/mcs/password_changed_on`, `/trainings/0/on`.
    pub path: String,
    /// Its value before; `None` where nothing was recorded.
    pub before: Option<String>,
    /// Its value after.
    pub after: Option<String>,
}

/// The fields that differ, in the order of the format's description. Of a record that is new or gone, all of them.
pub fn difference(before: Option<&Record>, after: Option<&Record>) -> Vec<Difference> {
    let fields = |record: Option<&Record>| {
        let mut fields = Vec::new();
        if let Some(record) = record {
            let text = record_to_json(record);
            // What was just written can be read.
            if let Ok(json) = tree::parse(&text) {
                collect(&json, String::new(), &mut fields);
            }
        }
        fields
    };
    let (mut old, new) = (fields(before), fields(after));
    let mut differences: Vec<Difference> = Vec::new();
    for (path, after) in new {
        match old.iter().position(|(known, _)| *known == path) {
            Some(at) => {
                // What stood before it and is not there any more keeps its place in the order.
                differences.extend(old.drain(..at).map(gone));
                let (path, before) = old.remove(0);
                if before != after {
                    differences.push(Difference { path, before: Some(before), after: Some(after) });
                }
            }
            None => differences.push(Difference { path, before: None, after: Some(after) }),
        }
    }
    differences.extend(old.into_iter().map(gone));
    differences
}

/// Tells every value of a record in its written form, as [`difference`] has them; says whether it could be read.
pub fn each_value(text: &str, mut tell: impl FnMut(&str)) -> bool {
    tree::parse(text).map(|json| values(&json, &mut tell)).is_ok()
}

fn values(json: &Json<'_>, tell: &mut impl FnMut(&str)) {
    match json {
        Json::Null | Json::Number => {}
        Json::Bool(value) => tell(if *value { "true" } else { "false" }),
        Json::Whole(value) => tell(&value.to_string()),
        Json::Text(value) => tell(value),
        Json::List(items) => items.iter().for_each(|item| values(item, tell)),
        Json::Object(members) => {
            for (key, value) in members {
                if key == PAPER { tell(&title(value)) } else { values(value, tell) }
            }
        }
    }
}

fn gone((path, before): (String, String)) -> Difference {
    Difference { path, before: Some(before), after: None }
}

/// The leaves of a value with their pointers.
fn collect(json: &Json<'_>, path: String, fields: &mut Vec<(String, String)>) {
    match json {
        Json::Null | Json::Number => {}
        Json::Bool(value) => fields.push((path, value.to_string())),
        Json::Whole(value) => fields.push((path, value.to_string())),
        Json::Text(value) => fields.push((path, value.to_string())),
        Json::List(items) => {
            for (place, item) in items.iter().enumerate() {
                collect(item, format!("{path}/{place}"), fields);
            }
        }
        Json::Object(members) => {
            for (key, value) in members {
                let path = format!("{path}/{key}");
                if key == PAPER {
                    fields.push((path, title(value)));
                } else {
                    collect(value, path, fields);
                }
            }
        }
    }
}

/// The field that holds a whole paper: told by its title, not line by line.
const PAPER: &str = "paper";

/// The title of a paper, and a mark by which two of one title are told apart.
fn title(paper: &Json<'_>) -> String {
    let mut out = Writer::line();
    // What was just written can be read.
    let _ = rewrite(paper, &mut out, &Path::ROOT);
    let text = out.finish();
    let mark = FxBuildHasher.hash_one(&text);
    let title = match paper {
        Json::Object(fields) => fields.iter().find(|(key, _)| key == "title"),
        _ => None,
    };
    match title {
        Some((_, Json::Text(title))) => format!("{title} [{mark:016x}]"),
        _ => format!("[{mark:016x}]"),
    }
}

#[cfg(test)]
mod tests {
    use crate::register::RecordKind;

    use super::{super::record_from_json, *};

    #[test]
    fn names_each_field_that_differs_in_order() {
        let staff = |text: &str| record_from_json(RecordKind::Staff, text).unwrap();
        let before =
            staff(r#"{"id":"S","name":"一","mcs":{"shared":true},"trainings":[{"title":"a"}],"memo":"m"}"#);
        let after = staff(
            r#"{"id":"S","kana":"イチ","mcs":{"login":"x","shared":false},"trainings":[{"title":"a"},{"on":"2026-11-22"}],"memo":"m"}"#,
        );
        let found: Vec<(String, Option<String>, Option<String>)> = difference(Some(&before), Some(&after))
            .into_iter()
            .map(|difference| (difference.path, difference.before, difference.after))
            .collect();
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            found,
            [
                ("/kana".to_owned(), None, some("イチ")),
                ("/mcs/login".to_owned(), None, some("x")),
                ("/name".to_owned(), some("一"), None),
                ("/mcs/shared".to_owned(), some("true"), some("false")),
                ("/trainings/1/on".to_owned(), None, some("2026-11-22")),
            ]
        );
        assert_eq!(difference(Some(&before), Some(&before)), []);
        assert_eq!(difference(None, Some(&before)).len(), 5);
        assert_eq!(difference(Some(&before), None).len(), 5);
    }
}
