//! Deleting a record that was entered by mistake: what is asked before.

use crate::{
    register::{Command, Key as RecordKey, Lang},
    tui::{
        app::App,
        desk::Desk,
        forms::entry::says,
        lists::RowKey,
        terminal::{
            tone::Tone,
            width::{truncate, visible},
        },
        words::{Word, key_label, refusal},
    },
};

use super::asking;

/// Asks before a record is deleted as a mistake.
pub fn remove(app: &mut App) {
    let lang = app.lang();
    let Some(session) = app.session() else { return };
    if let Some(RowKey::Record(key)) = session.selected() {
        let question = ask_removal(&key, &session.desk);
        let command = Command::Remove { key };
        if let Err(why) = command.plan(&session.desk.register, session.desk.today) {
            // What cannot be done is not asked for.
            app.tell(refusal(&why, lang), Tone::Error);
            return;
        }
        asking::confirm(app, question, command);
    }
}

/// So many facts of a record are named before it is deleted; the others are counted.
const NAMED: usize = 4;

/// The most cells of one of them.
const FACT: usize = 30;

/// The question before a record is deleted: its name, and what is gone with it.
fn ask_removal(key: &RecordKey, desk: &Desk) -> String {
    let lang = desk.lang;
    let mut question = Word::AskRemove.fill(lang, &[&key_label(key, &desk.register, lang)]);
    let Some((_, record)) = desk.register.record(key) else { return question };
    // Its number stands in its name.
    let says = says(&record, desk).into_iter().skip(usize::from(record.id().is_some()));
    let says: Vec<String> =
        says.map(|(label, value)| format!("{label} {}", value.replace('\n', " "))).collect();
    let between = if lang == Lang::Ja { "、" } else { ", " };
    let named = says.iter().take(NAMED).map(|fact| truncate(&visible(fact), FACT));
    let named = named.collect::<Vec<_>>().join(between);
    let named = match says.len().saturating_sub(NAMED) {
        0 => named,
        more => Word::RemoveMore.fill(lang, &[&named, &more.to_string()]),
    };
    if !says.is_empty() {
        question.push_str(&Word::RemoveSays.fill(lang, &[&named]));
    }
    if desk.register.next_id(record.kind(), desk.today).is_some() && record.id().is_some() {
        question.push_str(Word::RemoveNumber.say(lang));
    }
    question
}
