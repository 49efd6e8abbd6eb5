//! The history as JSON.

use serde_json::{Value, json};

use crate::register::{Record, difference, document::record_to_json};
use crate::store::history::query::HistoryEntry;

/// Entries of the history as a document, for programs and for an audit.
pub fn history_document(entries: &[HistoryEntry]) -> Value {
    let record = |record: &Option<Record>| {
        record.as_ref().and_then(|record| serde_json::from_str::<Value>(&record_to_json(record)).ok())
    };
    let note = |text: &Option<String>| {
        text.as_ref().map(|text| serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.clone())))
    };
    let entries: Vec<Value> = entries
        .iter()
        .map(|entry| {
            let changed: Vec<Value> = difference(entry.before.as_ref(), entry.after.as_ref())
                .into_iter()
                .map(|field| json!({ "path": field.path, "before": field.before, "after": field.after }))
                .collect();
            let kind = entry.after.as_ref().or(entry.before.as_ref()).map(|record| record.kind().word());
            let [note_before, note_after] = &entry.note;
            json!({
                "seq": entry.seq,
                "batch": entry.batch,
                "at": entry.at,
                "account": entry.account,
                "action": entry.action,
                "undoes": entry.undoes,
                "kind": kind,
                "subject": entry.subject().to_string(),
                "group": entry.group().map(ToString::to_string),
                "before": record(&entry.before).or_else(|| note(note_before)),
                "after": record(&entry.after).or_else(|| note(note_after)),
                "changed": changed,
            })
        })
        .collect();
    json!({ "format": "mcs-register-history/1", "entries": entries })
}
