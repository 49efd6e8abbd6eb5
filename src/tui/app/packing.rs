//! What an evidence pack is made of, read from the vault: for the screen, the command line and whoever checks a pack.

use std::collections::BTreeMap;

use serde_json::Value;

use super::past::without_recovery_holder;
use crate::{
    documents::{CalendarEvent, EvidencePast, Naming, PaperHistory, calendar_events},
    policy::{
        Policy,
        course::{course, course_days},
    },
    register::{Date, Lang, Register},
    store::{HistoryEntry, Moment, StoreError, Vault, history_document},
    tui::words::{action_label, leaving::CALENDAR, what_left},
};

/// The register with all that a pack says, as of one moment.
pub struct Packing {
    /// The register.
    pub register: Register,
    /// The head code.
    pub head: String,
    /// The history, as `history --format json` prints it.
    pub history: Value,
    /// What else only the history knows.
    pub past: EvidencePast,
}

/// What was read while the vault was held; [`Packing::of`] works it out while it is free.
pub struct PackingRead {
    moment: Moment,
    fits: Option<bool>,
}

impl PackingRead {
    /// Reads the vault as it stands, and verifies it.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn now(vault: &mut Vault, today: Date) -> Result<Self, StoreError> {
        let moment = vault.moment(course_days(today))?;
        let fits = vault.verify(Some(&moment.head))?.fits();
        Ok(Self { moment, fits: Some(fits) })
    }

    /// What an earlier moment was, with what was said of it then.
    pub fn earlier(moment: Moment, fits: Option<bool>) -> Self {
        Self { moment, fits }
    }
}

impl Packing {
    /// Works out what the pack says of the past.
    ///
    /// # Errors
    /// When somebody stopped it.
    pub fn of(read: PackingRead, policy: &Policy) -> Result<Self, StoreError> {
        let PackingRead { moment, fits } = read;
        let history = history_document(&moment.history);
        let actions = moment.history.iter().map(|entry| action(entry, policy)).collect();
        let take_outs: BTreeMap<String, PaperHistory> = moment
            .take_out_states()
            .into_iter()
            .map(|(id, take_out)| {
                (id.as_str().to_owned(), PaperHistory { take_out, ..PaperHistory::default() })
            })
            .collect();
        let Moment { register, head, past, mut gone, .. } = moment;
        without_recovery_holder(&mut gone);
        let course = course(policy, |count| past.each_day(count))?;
        let monthly = PaperHistory { course, gone, ..PaperHistory::default() };
        let past = EvidencePast { actions, monthly, take_outs, fits };
        Ok(Self { register, head: head.to_string(), history, past })
    }
}

/// What an entry did, in words, with what left the register.
fn action(entry: &HistoryEntry, policy: &Policy) -> String {
    let label = action_label(&entry.action, Lang::Ja);
    let [_, after] = &entry.note;
    let after = after.as_deref().and_then(|after| serde_json::from_str(after).ok());
    match what_left(after.as_ref(), policy, Lang::Ja) {
        Some(what) => format!("{label}：{what}"),
        None => label,
    }
}

/// The events that earlier calendar files held: of those that are gone the next one says so.
///
/// # Errors
/// When the history cannot be read.
pub fn published(
    vault: &mut Vault,
    policy: &Policy,
    today: Date,
    names: Naming,
) -> Result<Vec<CalendarEvent>, StoreError> {
    let registers = vault.registers_handed_out(CALENDAR, today, MOST_CALENDARS)?;
    // The latest word on an event comes last.
    let events = registers.iter().rev();
    Ok(events.flat_map(|(day, register)| calendar_events(register, policy, *day, names)).collect())
}

/// How many days of earlier calendar files are looked at.
const MOST_CALENDARS: usize = 12;
