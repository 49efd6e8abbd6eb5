//! 例外承認: what a new waiver has to satisfy, in words, and the warning of those that end soon.

use std::borrow::Cow;

use crate::{
    policy::{
        OFFICE_CHOICE, Policy, Rule, Urgency,
        waivers::{WaiverFault, check, ending, running},
    },
    register::{Command, Date, Lang, Register, subject::Subject},
    tui::words::{RowsWord, day_long},
};

use super::{
    Desk,
    care::{Care, CareAction},
    subject_name,
};

/// The beginning of the ids of these rows of today's list.
const PREFIX: &str = "waiver/";

/// Why a command must not record its waiver; `None` where it has none or a good one.
pub fn fault(
    command: &Command,
    register: &Register,
    policy: &Policy,
    today: Date,
    lang: Lang,
) -> Option<String> {
    let word = match check(command, register, policy, today).err()? {
        WaiverFault::NoRule => RowsWord::WaiverNoRule,
        WaiverFault::NotFlagged => RowsWord::WaiverNotFlagged,
        WaiverFault::NoReason => RowsWord::WaiverNoReason,
        WaiverFault::Ended => RowsWord::WaiverEnded,
        WaiverFault::RunsAlready => RowsWord::WaiverRunsAlready,
        WaiverFault::TooLong { months, last } => {
            return Some(RowsWord::WaiverTooLong.fill(lang, &[&months.to_string(), &day_long(last, lang)]));
        }
        WaiverFault::OfOnesOwnCheck => RowsWord::WaiverOfOwnCheck,
        WaiverFault::CountersignedByOneself => RowsWord::WaiverOwnCountersign,
    };
    Some(word.say(lang).to_owned())
}

/// The place of the waiver that covers a finding today; of several the one that runs longest.
pub fn covering(desk: &Desk, rule: Rule, subject: &Subject) -> Option<u32> {
    let all = running(&desk.register, desk.today);
    let mine = all.into_iter().rev().find(|(_, row)| row.rule == rule.name() && row.subject == *subject);
    mine.map(|(place, _)| place)
}

/// The waiver that a row of today's list warns of, by its place.
pub fn warned_of(desk: &Desk, id: &str) -> Option<u32> {
    let found = ending(&desk.register, desk.today).into_iter();
    found.map(|(place, _)| place).find(|place| id_of(desk, *place) == id)
}

fn id_of(desk: &Desk, place: u32) -> String {
    let row = desk.register.waivers().get(place as usize);
    row.map(|row| format!("{PREFIX}{}/{}", row.rule, row.subject)).unwrap_or_default()
}

/// The rows of today's list about waivers that end soon.
pub fn warnings(desk: &Desk) -> Vec<Care> {
    let lang = desk.lang;
    let count = running(&desk.register, desk.today).len();
    let rows = ending(&desk.register, desk.today).into_iter().map(|(place, row)| {
        let rule = Rule::from_name(&row.rule);
        let label = rule.map_or("", |rule| desk.policy.rule_label(rule, lang));
        let about = subject_name(desk, &row.subject);
        let by = desk.name(&row.approved_by);
        let days = row.until.days_since(desk.today).to_string();
        Care {
            id: id_of(desk, place).into(),
            urgency: Urgency::Soon,
            label: RowsWord::WaiverEnds.fill(lang, &[label]),
            sentence: RowsWord::WaiverEndsSentence.fill(
                lang,
                &[&about, label, &row.until.to_string(), &days, &row.reason, &by, &count.to_string()],
            ),
            about,
            to_do: RowsWord::WaiverEndsToDo.say(lang).to_owned(),
            due: Some(row.until),
            article: desk.policy.cited(OFFICE_CHOICE, Lang::Ja).map(Cow::into_owned),
            action: CareAction::None,
        }
    });
    rows.collect()
}

/// Whether a row of today's list is one of these.
pub fn is_warning(care: &Care) -> bool {
    care.id.starts_with(PREFIX)
}
