//! The history as a table that people read: a row an entry, in words.

use serde_json::Value;

use crate::{
    documents::{
        ledger::csv_table,
        names::{HIDDEN, Namer},
        text::visible,
    },
    policy::Policy,
    register::{
        Lang, Names as _, RecordKind,
        id::{GroupId, PersonId},
        labels::Holds,
        subject::Subject,
    },
};

const HEADINGS: [&str; 6] = ["番号", "日時", "アカウント", "操作", "対象", "内容"];

/// The table as CSV, from a history of which whoever is not to be named was taken out already, the newest entry first;
/// `actions` says in words what each did. The oldest entry stands first.
pub(super) fn table(history: &Value, actions: &[String], namer: &Namer<'_>, policy: &Policy) -> Vec<u8> {
    let none = Vec::new();
    let entries = history["entries"].as_array().unwrap_or(&none);
    let row = |(place, entry): (usize, &Value)| -> Vec<String> {
        let text = |name: &str| entry[name].as_str().map(visible).unwrap_or_default();
        let said = actions.get(place).cloned().unwrap_or_else(|| text("action"));
        let action = match entry["undoes"].as_u64() {
            Some(batch) => format!("{said}（#{batch}）"),
            None => said,
        };
        let at = text("at");
        let at = at.get(..16).map_or_else(|| at.clone(), |minute| minute.replace('T', " "));
        let number = entry["seq"].to_string();
        vec![
            number,
            at,
            text("account"),
            action,
            subject(entry, namer),
            changes(entry, namer, policy).join("\n"),
        ]
    };
    let mut rows: Vec<Vec<String>> = entries.iter().enumerate().map(row).collect();
    rows.reverse();
    csv_table(&HEADINGS, &rows)
}

/// What an entry is about, by kind, number and name.
fn subject(entry: &Value, namer: &Namer<'_>) -> String {
    let Some(kind) = kind_of(entry) else { return String::new() };
    let noun = kind.title(Lang::Ja);
    let about = match entry["subject"].as_str().and_then(Subject::parse) {
        Some(Subject::Staff(id) | Subject::Partner(id)) => namer.person(&id),
        Some(Subject::Group(id)) => namer.group(&id),
        Some(Subject::Office) | None => String::new(),
        Some(other) => visible(other.id()),
    };
    let group = entry["group"].as_str().map(|id| format!("（{}）", namer.group(&GroupId::trusted(id))));
    format!("{noun} {about}{}", group.unwrap_or_default()).trim().to_owned()
}

fn kind_of(entry: &Value) -> Option<RecordKind> {
    entry["kind"].as_str().and_then(RecordKind::from_word)
}

/// What it changed, a field a line.
fn changes(entry: &Value, namer: &Namer<'_>, policy: &Policy) -> Vec<String> {
    let Some(kind) = kind_of(entry) else { return note(&entry["after"]) };
    let none = Vec::new();
    let fields = entry["changed"].as_array().unwrap_or(&none);
    let new = entry["before"].is_null();
    let gone = entry["after"].is_null();
    fields
        .iter()
        .map(|field| {
            let path = field["path"].as_str().unwrap_or_default();
            let label = kind.field(path).map_or_else(|| visible(path), |field| field.say(policy, Lang::Ja));
            let say = |value: &Value| {
                value
                    .as_str()
                    .map_or_else(|| "記録なし".to_owned(), |text| said(kind, path, text, namer, policy))
            };
            match (new, gone) {
                (true, _) => format!("{label}：{}", say(&field["after"])),
                (_, true) => format!("{label}：{}", say(&field["before"])),
                _ => format!("{label}：{} → {}", say(&field["before"]), say(&field["after"])),
            }
        })
        .collect()
}

/// A value in words: a fixed word as papers have it, and who or what a number means.
fn said(kind: RecordKind, path: &str, value: &str, namer: &Namer<'_>, policy: &Policy) -> String {
    let word = kind.field(path).and_then(|field| match field.holds {
        Holds::Word(say) => say(value, Lang::Ja).or_else(|| policy.added(value, Lang::Ja)).map(str::to_owned),
        Holds::Added if !matches!(value, "true" | "false") => None,
        Holds::Flag | Holds::Added => Some(if value == "true" { "はい" } else { "いいえ" }.to_owned()),
        Holds::Person => PersonId::held(value).ok().map(|id| namer.person(&id)),
        Holds::Group => GroupId::held(value).ok().map(|id| namer.group(&id)),
        Holds::Device | Holds::Text(_) | Holds::Day | Holds::Number | Holds::Id => None,
    });
    word.unwrap_or_else(|| visible(value))
}

/// What an entry about the register itself says, as far as it may be said.
fn note(after: &Value) -> Vec<String> {
    let Some(fields) = after.as_object() else { return Vec::new() };
    // What left is said with the action.
    let labels = [("to", "書き出し先"), ("sha256", "SHA-256"), ("name", "アカウント"), ("role", "役割")];
    let line = |(key, label): (&str, &str)| {
        let text = fields.get(key)?.as_str().filter(|text| *text != HIDDEN)?;
        let text = if key == "to" && text == "-" { "標準出力".to_owned() } else { visible(text) };
        Some(format!("{label}：{text}"))
    };
    labels.into_iter().filter_map(line).collect()
}
