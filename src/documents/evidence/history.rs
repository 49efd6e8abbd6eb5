//! The extract of the history, in full or so that it names nobody.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::{
    documents::names::Names,
    policy::escape_hidden,
    register::{Date, Time, words::Control},
};

/// What stands for a text.
const HIDDEN: &str = "（伏せる）";

/// Fields that hold a number of a record or a fixed word, which name nobody.
const PLAIN: [&str; 42] = [
    "at",
    "action",
    "undoes",
    "kind",
    "subject",
    "group",
    "path",
    "id",
    "rule",
    "by",
    "role",
    "result",
    "status",
    "ownership",
    "rights",
    "decision",
    "assessment",
    "person",
    "membership",
    "device",
    "holder",
    "requester",
    "reporter",
    "reviewer",
    "manager",
    "attending_doctor",
    "invited_by",
    "approved_by",
    "released_by",
    "countersigned_by",
    "checked_by",
    "assessed_by",
    "written_by",
    "to",
    "stage",
    "whom",
    "groups",
    "format",
    "staff",
    "seq",
    "batch",
    "entries",
];

/// Fields that hold a count, which stands as a text among what changed. A telephone number is digits too.
const NUMBERS: [&str; 2] = ["patients", "affected_people"];

/// The history as JSON. Masked, accounts stand by number, and every text that is no day, number or fixed word is hidden:
/// what was deleted from the register long ago may still be named here.
pub(super) fn history(history: &Value, names: Names) -> String {
    let mut history = history.clone();
    if names == Names::Masked {
        let mut accounts = BTreeMap::new();
        for entry in history.get_mut("entries").and_then(Value::as_array_mut).into_iter().flatten() {
            mask_entry(entry, &mut accounts);
        }
    }
    let mut text = escape_hidden(serde_json::to_string_pretty(&history).unwrap_or_default());
    text.push('\n');
    text
}

fn mask_entry(entry: &mut Value, accounts: &mut BTreeMap<String, usize>) {
    let Some(entry) = entry.as_object_mut() else { return };
    for (key, value) in entry.iter_mut() {
        match (key.as_str(), &mut *value) {
            ("account", Value::String(name)) => {
                let next = accounts.len() + 1;
                *name = format!("アカウント{}", accounts.entry(name.clone()).or_insert(next));
            }
            ("changed", Value::Array(fields)) => {
                for field in fields.iter_mut().filter_map(Value::as_object_mut) {
                    mask_field(field);
                }
            }
            (key, value) => mask(key, value),
        }
    }
}

/// A field that changed: what may stand there is decided by the name at the end of its path.
fn mask_field(field: &mut Map<String, Value>) {
    let path = field.get("path").and_then(Value::as_str).unwrap_or_default();
    let is_place = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    let name = path.rsplit('/').find(|part| !is_place(part)).unwrap_or_default().to_owned();
    for side in ["before", "after"] {
        if let Some(value) = field.get_mut(side) {
            mask(&name, value);
        }
    }
}

fn mask(key: &str, value: &mut Value) {
    match value {
        Value::String(text) if !names_nobody(key, text) => HIDDEN.clone_into(text),
        Value::Array(values) => values.iter_mut().for_each(|value| mask(key, value)),
        Value::Object(fields) => fields.iter_mut().for_each(|(key, value)| mask(key, value)),
        _ => {}
    }
}

fn names_nobody(key: &str, text: &str) -> bool {
    PLAIN.contains(&key)
        || Control::ALL.iter().any(|control| control.word() == key)
        || text.parse::<Date>().is_ok()
        || text.parse::<Time>().is_ok()
        || matches!(text, "true" | "false")
        || (NUMBERS.contains(&key) && text.bytes().all(|byte| byte.is_ascii_digit()))
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
                        {"path": "/patients", "before": "1", "after": "2"},
                        {"path": "/groups/0", "before": null, "after": "G-1"},
                        {"path": "/controls/screen-lock", "before": "unmet", "after": "met"}],
        });
        let note = json!({"seq": 8, "account": "管理者", "action": "account-added", "subject": "office", "changed": [],
                          "after": {"name": "港 花子", "role": "deputy"}});
        let text =
            history(&json!({"format": "mcs-register-history/1", "entries": [entry, note]}), Names::Masked);
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
        assert_eq!(first["changed"][3]["after"], "2");
        assert_eq!(first["changed"][4]["after"], "G-1");
        assert_eq!(first["changed"][5]["after"], "met");
        assert_eq!(back["entries"][1]["after"]["role"], "deputy");
    }
}
