//! Whole entries of the history in words, for the screen and the command line.

use crate::{
    policy::Policy,
    register::{Lang, RecordKind, Register, command::RENAME, difference},
    store::{AccountRole, HistoryEntry},
};

use super::{
    HistoryWord, Word, account_role, action_label, field_label, key_label, list_label, value_label,
    what_left, where_left,
};

/// An entry as people read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryWords {
    /// What was done.
    pub action: String,
    /// Which record, with its name today; one that is gone has the name that it had. `None` for the vault itself.
    pub subject: Option<String>,
    /// What it changed, one field a line: `field: before → after`.
    pub changes: Vec<String>,
}

impl EntryWords {
    /// The words of an entry. Names are those of the register as it is today.
    pub fn of(entry: &HistoryEntry, register: &Register, policy: &Policy, lang: Lang) -> Self {
        let mut action = action_label(&entry.action, lang);
        if let Some(batch) = entry.undoes {
            action = match lang {
                Lang::Ja => format!("{action}（#{batch}）"),
                Lang::En => format!("{action} (#{batch})"),
            };
        }
        Self {
            action,
            subject: subject(entry, register, lang),
            changes: changes(entry, register, policy, lang),
        }
    }

    /// The day and the minute of a stamp: `2026-11-22 09:10`.
    pub fn time(at: &str) -> String {
        at.chars().take(16).map(|c| if c == 'T' { ' ' } else { c }).collect()
    }
}

fn subject(entry: &HistoryEntry, register: &Register, lang: Lang) -> Option<String> {
    let key = entry.key.as_ref()?;
    let label = key_label(key, register, lang);
    if register.record(key).is_some() {
        return Some(label);
    }
    let record = entry.after.as_ref().or(entry.before.as_ref());
    let name = difference(None, record).into_iter().find(|field| field.path == "/name");
    Some(match name.and_then(|field| field.after) {
        Some(name) => format!("{label} {name}"),
        None => label,
    })
}

fn changes(entry: &HistoryEntry, register: &Register, policy: &Policy, lang: Lang) -> Vec<String> {
    let Some(record) = entry.after.as_ref().or(entry.before.as_ref()) else {
        return note_lines(entry, policy, lang);
    };
    let kind = record.kind();
    let nothing = Word::NotRecorded.say(lang);
    let renamed = match (&entry.before, &entry.after) {
        (None, _) => Some(HistoryWord::EntryRenamedTo),
        (_, None) => Some(HistoryWord::EntryRenamedFrom),
        _ => None,
    };
    let renamed = renamed.filter(|_| entry.action == RENAME).map(|said| said.say(lang).to_owned());
    let fields = difference(entry.before.as_ref(), entry.after.as_ref()).into_iter().map(|field| {
        let label = field_label(kind, &field.path, policy, lang);
        let say = |value: &Option<String>| {
            value.as_ref().map_or_else(
                || nothing.to_owned(),
                |value| value_label(kind, &field.path, value, register, (policy, lang)),
            )
        };
        // What is new or gone has one state only.
        match (&entry.before, &entry.after) {
            (None, _) => format!("{label}: {}", say(&field.after)),
            (_, None) => format!("{label}: {}", say(&field.before)),
            _ => format!("{label}: {} → {}", say(&field.before), say(&field.after)),
        }
    });
    renamed.into_iter().chain(fields).collect()
}

/// What an entry about the vault says.
pub fn note_lines(entry: &HistoryEntry, policy: &Policy, lang: Lang) -> Vec<String> {
    let value = |text: &Option<String>| {
        text.as_ref().and_then(|text| serde_json::from_str::<serde_json::Value>(text).ok())
    };
    let [before, after] = entry.note.each_ref().map(value);
    let text = |value: &Option<serde_json::Value>, name: &str| {
        value.as_ref().and_then(|value| value.get(name)?.as_str().map(str::to_owned))
    };
    let mut lines = Vec::new();
    if let Some(name) = text(&after, "name").or_else(|| text(&before, "name")) {
        let role = text(&after, "role").and_then(|word| AccountRole::from_word(&word));
        lines.push(role.map_or(name.clone(), |role| format!("{name}（{}）", account_role(role).say(lang))));
    }
    if let (Some(from), Some(to)) = (text(&before, "staff"), text(&after, "staff")) {
        lines.push(format!("「{from}」 → 「{to}」"));
    }
    // What left the register, who is named in it, and its sum.
    lines.extend(what_left(after.as_ref(), policy, lang));
    if text(&after, "what").is_some() {
        lines.extend(text(&after, "to").map(|to| where_left(&to, lang)));
        lines.extend(text(&after, "sha256").map(|sum| format!("SHA-256 {sum}")));
    }
    // A backup by its name, how a drill ended, and why it did not.
    lines.extend(["from", "result", "why"].into_iter().filter_map(|name| text(&after, name)));
    if let (Some(from), Some(to)) = (text(&before, "at"), text(&after, "at")) {
        lines.push(format!("{} → {}", EntryWords::time(&from), EntryWords::time(&to)));
    }
    if let Some(counts) = after.as_ref().and_then(|after| after.get("counts")) {
        let count = |kind: RecordKind| {
            let number = counts.get(kind.list())?.as_u64()?;
            Some(format!("{} {number}", list_label(kind, lang)))
        };
        lines.push(RecordKind::counted().filter_map(count).collect::<Vec<_>>().join("  "));
    }
    lines
}

/// The fixed wording of `history`.
pub struct HistoryWords {
    /// No entry fits.
    pub nothing: &'static str,
    /// A subject that is none.
    pub bad_subject: &'static str,
    /// `--members-on` without a group.
    pub needs_group: &'static str,
    /// A group that is not there.
    pub no_group: &'static str,
    /// The day of joining is not recorded.
    pub joining_unknown: &'static str,
}

/// The fixed wording of `history`.
pub fn history_words(lang: Lang) -> HistoryWords {
    match lang {
        Lang::Ja => HistoryWords {
            nothing: "該当する履歴はありません。",
            bad_subject: "「{}」は対象として読めません。staff/S-001、group/G-001 のように指定してください。",
            needs_group: "--members-on には --subject group/… でグループを指定してください。",
            no_group: "グループ「{}」は台帳にありません。",
            joining_unknown: "参加日の記録なし",
        },
        Lang::En => HistoryWords {
            nothing: "No entry of the history fits.",
            bad_subject: "\"{}\" is no subject. Give it as staff/S-001 or group/G-001.",
            needs_group: "--members-on needs a group: add --subject group/...",
            no_group: "There is no group \"{}\" in the register.",
            joining_unknown: "day of joining not recorded",
        },
    }
}

/// The fixed wording of `verify`.
pub struct VerifyWords {
    /// Before the number of entries.
    pub entries: &'static str,
    /// Before the head code.
    pub code: &'static str,
    /// Everything fits.
    pub fits: &'static str,
    /// Something does not.
    pub does_not_fit: &'static str,
}

/// The fixed wording of `verify`.
pub fn verify_words(lang: Lang) -> VerifyWords {
    match lang {
        Lang::Ja => VerifyWords {
            entries: "履歴の件数：",
            code: "履歴コード：",
            fits: "ファイル・履歴・記録はすべて一致しています。",
            does_not_fit: "合わないところがあります。このファイルは使い続けずに別の場所に取っておき、新しいバックアップと紙の履歴コードを確かめてください。",
        },
        Lang::En => VerifyWords {
            entries: "Entries: ",
            code: "Head code: ",
            fits: "The file, its history and its records all agree.",
            does_not_fit: "Something does not fit. Set this file aside, and compare a recent backup with the head code on a paper.",
        },
    }
}
