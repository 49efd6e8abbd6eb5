//! The extract of the history, in full or so that it names nobody.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{
    documents::names::Naming,
    policy::escape_hidden,
    register::{Date, RecordKind, Time, labels::Holds, slots::Privacy},
};

/// What stands for a text.
const HIDDEN: &str = "（伏せる）";

/// What an entry says of itself in numbers, days and fixed words, and a note that is about no record: which role, and
/// whose account by number.
const PLAIN: [&str; 9] = ["at", "action", "kind", "subject", "group", "role", "staff", "what", "names"];

/// The history as JSON, as it stands in the pack.
pub(super) fn history(history: &Value, names: Naming) -> String {
    written(&masked(history, names))
}

/// A history as it is written.
pub(super) fn written(history: &Value) -> String {
    let mut text = escape_hidden(serde_json::to_string_pretty(history).unwrap_or_default());
    text.push('\n');
    text
}

/// The history with who is named in it. Masked, accounts stand by number, and every text that is no day, number or fixed word is hidden:
/// what was deleted from the register long ago may still be named here.
pub(super) fn masked(history: &Value, names: Naming) -> Value {
    let mut history = history.clone();
    if names != Naming::Full {
        let mut accounts = BTreeMap::new();
        for entry in history.get_mut("entries").and_then(Value::as_array_mut).into_iter().flatten() {
            mask_entry(entry, &mut accounts);
        }
    }
    history
}

fn mask_entry(entry: &mut Value, accounts: &mut BTreeMap<String, usize>) {
    let Some(entry) = entry.as_object_mut() else { return };
    let kind = entry.get("kind").and_then(Value::as_str).and_then(RecordKind::from_word);
    for (key, value) in entry.iter_mut() {
        match (key.as_str(), &mut *value) {
            ("account", Value::String(name)) => {
                let next = accounts.len() + 1;
                *name = format!("アカウント{}", accounts.entry(name.clone()).or_insert(next));
            }
            ("changed", Value::Array(fields)) => {
                for field in fields.iter_mut().filter_map(Value::as_object_mut) {
                    let path = field.get("path").and_then(Value::as_str).unwrap_or_default().to_owned();
                    for side in ["before", "after"] {
                        if let Some(value) = field.get_mut(side) {
                            mask(kind, &path, value);
                        }
                    }
                }
            }
            ("before" | "after", value) => mask(kind, "", value),
            (key, value) => mask(None, &format!("/{key}"), value),
        }
    }
}

/// Hides the texts at a path in a record of this kind, or in what is no record.
fn mask(kind: Option<RecordKind>, path: &str, value: &mut Value) {
    match value {
        Value::String(text) if !names_nobody(kind, path, text) => HIDDEN.clone_into(text),
        Value::Array(values) => {
            for (place, value) in values.iter_mut().enumerate() {
                mask(kind, &format!("{path}/{place}"), value);
            }
        }
        Value::Object(fields) => {
            for (key, value) in fields {
                mask(kind, &format!("{path}/{key}"), value);
            }
        }
        _ => {}
    }
}

/// What the field's row says; a path that leads to no field may hold anything.
fn names_nobody(kind: Option<RecordKind>, path: &str, text: &str) -> bool {
    let Some(kind) = kind else {
        return PLAIN.iter().any(|key| path.strip_prefix('/') == Some(key))
            || text.parse::<Date>().is_ok()
            || text.parse::<Time>().is_ok();
    };
    match kind.field(path).map(|field| field.holds) {
        Some(Holds::Text(privacy)) => privacy == Privacy::Open,
        Some(_) => true,
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn masked_it_says_what_happened_when_and_names_nobody() {
        let entry = json!({
            "seq": 7, "at": "2026-11-22T09:00:00+09:00", "account": "港 花子", "action": "edit", "kind": "staff",
            "subject": "staff/S-1", "undoes": null,
            "before": null,
            "after": {"id": "S-1", "name": "港 花子", "mcs": {"login": "hana@example.jp", "shared": false}, "phone": "09000001234",
                      "joined_on": "2026-04-01", "trainings": [{"title": "港の話", "on": "2026-05-01"}]},
            "changed": [{"path": "/name", "before": null, "after": "港 花子"},
                        {"path": "/joined_on", "before": null, "after": "2026-04-01"},
                        {"path": "/phone", "before": null, "after": "09000001234"},
                        {"path": "/nowhere", "before": null, "after": "港"}],
        });
        let change = |kind: &str, path: &str, after: &str| json!({"kind": kind, "account": "管理者", "changed": [{"path": path, "before": null, "after": after}]});
        let shown = [
            ("group", "/patients", "2"),
            ("incident", "/groups/0", "G-1"),
            ("device", "/controls/screen-lock", "met"),
            ("waiver", "/rule", "training"),
            ("membership", "/person", "S-1"),
        ];
        let note = json!({"seq": 8, "account": "管理者", "action": "account-added", "subject": "office", "changed": [],
                          "after": {"name": "港 花子", "role": "deputy"}});
        let mut entries = vec![entry, note];
        entries.extend(shown.map(|(kind, path, after)| change(kind, path, after)));
        let text = history(&json!({"format": "mcs-register-history/1", "entries": entries}), Naming::Masked);
        for hidden in ["港", "花子", "hana", "管理者", "0900000"] {
            assert!(!text.contains(hidden), "{hidden}: {text}");
        }
        let back: Value = serde_json::from_str(&text).unwrap();
        let first = &back["entries"][0];
        assert_eq!(first["account"], "アカウント1");
        assert_eq!(back["entries"][1]["account"], "アカウント2");
        assert_eq!(first["at"], "2026-11-22T09:00:00+09:00");
        assert_eq!(first["after"]["joined_on"], "2026-04-01");
        assert_eq!(first["after"]["mcs"], json!({"login": HIDDEN, "shared": false}));
        assert_eq!(first["changed"][0]["after"], HIDDEN);
        assert_eq!(first["after"]["trainings"], json!([{"title": HIDDEN, "on": "2026-05-01"}]));
        for (place, (.., after)) in shown.iter().enumerate() {
            assert_eq!(back["entries"][2 + place]["changed"][0]["after"], *after);
        }
        assert_eq!(back["entries"][1]["after"]["role"], "deputy");
    }
}
