//! What the runtime asks of the vault beyond changes: the history, other sessions, visits, drafts and cares.

use std::{borrow::Cow, sync::Arc};

use zeroize::Zeroizing;

use crate::{
    policy::{Policy, Rule, Urgency},
    register::{Change, Date, Lang},
    store::{self, HistoryQuery, StoreError, UNDO, Vault},
    tui::{
        app::{
            MOST_OTHERS, Message, Visit, Waiting,
            asked::{Ask, Part, Scope},
        },
        desk::care::{Care, CareAction},
        words::{HistoryWord, Word},
    },
};

use super::{Event, Runtime, lock};

/// What other sessions changed after an entry of the history; `None` where the register has to be read anew.
pub fn changes_since(vault: &mut Vault, seen: u64) -> Result<Option<Vec<Change>>, StoreError> {
    vault.changes_since(seen)
}

/// How many entries the history has.
pub fn entries(vault: &Vault) -> Result<u64, StoreError> {
    Ok(vault.head()?.length)
}

/// A part of the history.
pub fn part(vault: &mut Vault, ask: &Ask, lang: Lang) -> Part {
    let (subject, after_seq) = match &ask.scope {
        Scope::Whole => (None, None),
        Scope::About(subject) => (Some(subject.clone()), None),
        Scope::Since(seq) => (None, Some(*seq)),
    };
    let limit = Some(ask.most);
    let query = HistoryQuery { subject, after_seq, before_seq: ask.before, limit, ..HistoryQuery::default() };
    Part { ticket: ask.ticket, entries: vault.history(&query).map_err(|why| why.message(lang)) }
}

/// Reads the register anew. How far the history had come is asked before: an entry in between is then looked at once
/// too often, never missed.
pub fn load(vault: &mut Vault, seen: &mut u64, lang: Lang) -> Message {
    let entries = entries(vault);
    match entries.and_then(|entries| Ok((entries, vault.load()?))) {
        Ok((entries, register)) => {
            *seen = entries;
            Message::Reloaded(Box::new(register))
        }
        Err(why) => Message::ReloadFailed(why.message(lang)),
    }
}

/// How many changes of the history are looked through for the one that an undo takes back.
const UNDO_LOOK: usize = 50;

/// The batch that a change takes back: the history then shows it as taken back.
pub fn undone_batch(vault: &mut Vault, change: &Change, action: &str) -> Option<u64> {
    if action != UNDO {
        return None;
    }
    // Nearly always it is the newest one; after an undo of several steps it may stand behind others.
    for most in [1, UNDO_LOOK] {
        let steps = vault.last_changes(most).ok()?;
        if let Some(step) = steps.iter().find(|step| step.change.inverse() == *change) {
            return Some(step.batch);
        }
    }
    None
}

/// When the account was here last, and how many entries others made since.
pub fn visit(vault: &mut Vault) -> Result<Option<Visit>, StoreError> {
    let Some(last) = vault.last_visit()? else { return Ok(None) };
    let limit = usize::try_from(MOST_OTHERS).ok();
    let query = HistoryQuery { after_seq: Some(last.seq), limit, ..HistoryQuery::default() };
    let entries = vault.history(&query)?;
    let others = entries.iter().filter(|entry| entry.account != vault.account()).count() as u64;
    Ok(Some(Visit { at: last.at, seq: last.seq, others }))
}

/// Keeps that the account was here until now. Where that cannot be written, the next visit tells of more than is new:
/// better than of less.
pub fn record_visit(vault: &mut Vault, at: &str) {
    let _ = vault.record_visit(at);
}

/// What was being typed when the register was locked. Where it cannot be read it is still kept, and this is told.
pub fn waiting(vault: &mut Vault, lang: Lang) -> Result<Option<Waiting>, String> {
    match vault.take_draft() {
        Ok(draft) => Ok(draft.map(|draft| Waiting { text: draft.text, when: draft.at })),
        Err(why) => Err(HistoryWord::DraftNotRead.fill(lang, &[&why.message(lang)])),
    }
}

/// Keeps what was being typed; says where that was not possible.
pub fn keep(vault: &mut Vault, draft: &str, at: &str, lang: Lang) -> Option<Message> {
    vault.save_draft(draft, at).err().map(|why| Message::DraftNotKept(why.message(lang)))
}

/// Keeps what was being typed and where somebody was; says where the first was not possible.
pub fn keep_all(
    vault: &mut Vault,
    draft: Option<&str>,
    place: Option<&str>,
    at: &str,
    lang: Lang,
) -> Option<Message> {
    let lines: Vec<&str> = draft.into_iter().chain(place).collect();
    let text = Zeroizing::new(lines.join("\n"));
    let not_kept = if text.is_empty() { None } else { keep(vault, &text, at, lang) };
    not_kept.filter(|_| draft.is_some())
}

/// What the vault asks for on a day.
pub fn cares(vault: &mut Vault, today: Date, policy: &Policy, lang: Lang) -> Vec<Care> {
    let found = match vault.cares(today) {
        Ok(found) => found,
        Err(why) => return vec![unread(why.message(lang), lang)],
    };
    found.iter().map(|care| of_the_vault(care, policy, lang)).collect()
}

/// What is asked for where it could not be found out: nothing is green for want of a look.
fn unread(why: String, lang: Lang) -> Care {
    Care {
        id: "unread".into(),
        urgency: Urgency::Unknown,
        about: HistoryWord::CareSubject.say(lang).to_owned(),
        label: HistoryWord::HistoryTitle.say(lang).to_owned(),
        sentence: why,
        to_do: HistoryWord::CareBackupToDo.say(lang).to_owned(),
        due: None,
        article: None,
        action: CareAction::None,
    }
}

fn of_the_vault(care: &store::Care, policy: &Policy, lang: Lang) -> Care {
    let blank = Care {
        id: "history".into(),
        urgency: Urgency::Overdue,
        about: HistoryWord::HistoryTitle.say(lang).to_owned(),
        label: HistoryWord::CareHistoryLabel.say(lang).to_owned(),
        sentence: care.message(policy, lang),
        to_do: HistoryWord::CareHistoryToDo.say(lang).to_owned(),
        due: None,
        article: None,
        action: CareAction::AcceptHistory,
    };
    match care {
        store::Care::HistoryWentBack { .. } => blank,
        store::Care::PasswordOld { account, due } => Care {
            id: format!("password/{account}").into(),
            about: account.clone(),
            label: HistoryWord::CarePasswordLabel.say(lang).to_owned(),
            to_do: HistoryWord::CarePasswordToDo.say(lang).to_owned(),
            due: Some(*due),
            article: policy.cited(Rule::PasswordAge.name(), Lang::Ja).map(Cow::into_owned),
            action: CareAction::Key(Word::KeyAccounts),
            ..blank
        },
        store::Care::HistoryDoubt(_) => Care {
            id: "doubt".into(),
            to_do: HistoryWord::CareDoubtToDo.say(lang).to_owned(),
            action: CareAction::Key(Word::KeyAbout),
            ..blank
        },
        store::Care::BackupFailed(_) | store::Care::BackupBehind { .. } => Care {
            id: "backup".into(),
            about: HistoryWord::CareSubject.say(lang).to_owned(),
            label: HistoryWord::CareBackupLabel.say(lang).to_owned(),
            to_do: HistoryWord::CareBackupToDo.say(lang).to_owned(),
            action: CareAction::Key(Word::KeyAbout),
            ..blank
        },
    }
}

impl Runtime {
    /// Reads a part of the history on a thread of its own: a search may look through all of it.
    pub(super) fn read_history(&self, ask: Ask) {
        let shared = Arc::clone(&self.shared);
        let lang = self.app.lang();
        self.long(move |work| {
            let mut vault = lock(&shared);
            let empty = || Part { ticket: ask.ticket, entries: Ok(Vec::new()) };
            let part = vault
                .as_mut()
                .map_or_else(empty, |vault| vault.watched(work, |vault| part(vault, &ask, lang)));
            Event::Message(Message::History(part))
        });
    }

    pub(super) fn reload(&mut self) -> Message {
        let lang = self.app.lang();
        let locked = || Message::ReloadFailed(Word::Locked.say(lang).to_owned());
        match (self.app.session_mut(), lock(&self.shared).as_mut()) {
            (Some(session), Some(vault)) => load(vault, &mut session.seen, lang),
            _ => locked(),
        }
    }

    pub(super) fn accept_history(&self) -> Result<Vec<Care>, String> {
        let lang = self.app.lang();
        let mut vault = lock(&self.shared);
        let vault = vault.as_mut().ok_or_else(|| Word::Locked.say(lang).to_owned())?;
        vault.accept_history(&self.clock.stamp()).map_err(|why| why.message(lang))?;
        Ok(cares(vault, self.clock.now().date, &self.app.settings.policy, lang))
    }
}
