//! Due dates as a calendar file (iCalendar, RFC 5545): an all-day event for each duty, which every calendar takes; tasks
//! (VTODO) are passed over by most.
//!
//! By hand rather than by a library: the few properties that we write are less than what a library would bring, and the
//! bytes depend on the register and the day alone.

use std::{collections::BTreeMap, fmt::Write as _};

use sha2::{Digest as _, Sha256};

use super::{
    names::{Naming, shown},
    text::visible,
    words,
};
use crate::{
    policy::{
        Basis, Finding, Policy, Rule, Urgency,
        calendar::{Due, What, calendar},
        clocks::{ClockState, clocks},
    },
    register::{Date, Lang, Register, records::non_blank, subject::Subject},
};

/// How far ahead the file looks, in weeks.
const WEEKS: u16 = 53;
/// The most bytes of a line without its end (RFC 5545, 3.1).
const LINE_BYTES: usize = 75;

/// The most titles of what is overdue that its one event lists.
const MOST_LISTED: usize = 60;

/// An event as a calendar holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarEvent {
    /// Its identifier: the same in every file for the same duty.
    id: String,
    /// Its day.
    pub day: Date,
    /// Its title.
    pub title: String,
    says: String,
}

/// What is overdue and what falls due within a year, as a calendar file. A duty keeps its identifier, so a calendar that
/// takes a later file in moves the event instead of adding another; of what earlier files held (`published`) and this one does not,
/// as it is done or overdue meanwhile, the event is cancelled.
pub fn calendar_file(
    register: &Register,
    policy: &Policy,
    today: Date,
    names: Naming,
    published: &[CalendarEvent],
) -> String {
    let office = non_blank(register.office().name.as_deref()).map(visible).unwrap_or_default();
    let mut lines = Lines::default();
    lines.put("BEGIN", "VCALENDAR");
    lines.put("VERSION", "2.0");
    lines.put("PRODID", "-//mcs-register//MCS register//JA");
    lines.put("CALSCALE", "GREGORIAN");
    lines.put("METHOD", "PUBLISH");
    lines.text("X-WR-CALNAME", &format!("MCSの期限 {office}"));
    let events = calendar_events(register, policy, today, names);
    for event in &events {
        put(&mut lines, event, today, false);
    }
    let gone: BTreeMap<&str, &CalendarEvent> =
        published.iter().map(|event| (event.id.as_str(), event)).collect();
    for event in gone.into_values().filter(|gone| events.iter().all(|event| event.id != gone.id)) {
        put(&mut lines, &CalendarEvent { day: event.day.max(today), ..event.clone() }, today, true);
    }
    lines.put("END", "VCALENDAR");
    lines.0
}

/// What the calendar file holds, in its order: what is overdue as one event of today, then what lies ahead.
pub fn calendar_events(
    register: &Register,
    policy: &Policy,
    today: Date,
    names: Naming,
) -> Vec<CalendarEvent> {
    let shown = shown(register, names, today);
    let office = non_blank(shown.office().name.as_deref()).map(visible).unwrap_or_default();
    let mut seen = BTreeMap::new();
    let mut made: Vec<CalendarEvent> = dues(register, policy, today)
        .iter()
        .map(|(due, conditional)| {
            let (title, says) = wording(due, &shown, policy, today);
            let (title, says) = if *conditional {
                (format!("{CONDITIONAL}{title}"), format!("{says}\n{CONDITIONAL_SAYS}"))
            } else {
                (title, says)
            };
            CalendarEvent { id: identifier(&mut seen, due, &office), day: due.day, title, says }
        })
        .collect();
    let ahead = made.split_off(made.iter().position(|event| event.day >= today).unwrap_or(made.len()));
    overdue(&made, &office, today).into_iter().chain(ahead).collect()
}

/// What stands before the title of what counts only if the law asks for a report, which nobody has decided yet.
const CONDITIONAL: &str = "要否未判断（対象なら）：";
const CONDITIONAL_SAYS: &str =
    "法に基づく報告が必要かどうかが、まだ判断されていません。必要と判断した場合の期限です。";

/// What is over, as one event of today: in past months nobody looks.
fn overdue(late: &[CalendarEvent], office: &str, today: Date) -> Option<CalendarEvent> {
    if late.is_empty() {
        return None;
    }
    let line = |event: &CalendarEvent| format!("・{}（{}）", event.title, words::short_day(event.day));
    let mut says: Vec<String> = late.iter().take(MOST_LISTED).map(line).collect();
    let more = late.len().saturating_sub(MOST_LISTED);
    if more > 0 {
        says.push(format!("ほか{more}件"));
    }
    // What the law may not even ask for is not overdue yet.
    let open = late.iter().filter(|event| event.title.starts_with(CONDITIONAL)).count();
    let counted =
        [("期限超過", late.len() - open), ("要否未判断", open)].into_iter().filter(|(_, count)| *count > 0);
    let title: Vec<String> = counted.map(|(what, count)| format!("{what} {count}件")).collect();
    Some(CalendarEvent {
        id: digest(&format!("{office}\noverdue")) + HOST,
        day: today,
        title: title.join("、"),
        says: says.join("\n"),
    })
}

/// What falls due by its day, the longest overdue first, and whether it counts only if the law asks for a report.
fn dues(register: &Register, policy: &Policy, today: Date) -> Vec<(Due, bool)> {
    let found = calendar(register, policy, today, WEEKS);
    let certain = found.overdue.into_iter().chain(found.weeks.into_iter().flat_map(|week| week.dues));
    let mut dues: Vec<(Due, bool)> = certain.map(|due| (due, false)).collect();
    for incident in register.incidents().iter().filter(|row| !today.happened(row.closed_on)) {
        dues.extend(clocks(incident, policy, today).into_iter().filter_map(|clock| match clock.state {
            ClockState::Runs { due: day, undecided: true, .. } => {
                let what = What::Duty { rule: clock.rule, detail: None };
                Some((Due { day, what, subject: Subject::Incident(incident.id.clone()) }, true))
            }
            _ => None,
        }));
    }
    dues.sort_by_key(|(due, _)| due.day);
    dues
}

fn put(lines: &mut Lines, event: &CalendarEvent, today: Date, cancelled: bool) {
    let CalendarEvent { id, day, title, says } = event;
    lines.put("BEGIN", "VEVENT");
    lines.put("UID", id);
    lines.put("DTSTAMP", &format!("{:08}T000000Z", today.number()));
    // Grows from day to day: of two files the later one counts.
    lines.put("SEQUENCE", &today.number().to_string());
    lines.put("DTSTART;VALUE=DATE", &format!("{:08}", day.number()));
    // The end is the first day that is no longer part of it; the calendar's last day has none.
    let next = day.plus_days(1);
    if next > *day {
        lines.put("DTEND;VALUE=DATE", &format!("{:08}", next.number()));
    }
    if cancelled {
        lines.put("STATUS", "CANCELLED");
    }
    lines.text("SUMMARY", title);
    lines.text("DESCRIPTION", says);
    lines.text("CATEGORIES", "MCS");
    lines.put("TRANSP", "TRANSPARENT");
    lines.put("END", "VEVENT");
}

fn wording(due: &Due, register: &Register, policy: &Policy, today: Date) -> (String, String) {
    let about =
        if due.subject.id().is_empty() { String::new() } else { format!("（{}）", subject(due, register)) };
    match &due.what {
        What::Duty { rule, detail } => {
            let days = today.days_since(due.day);
            let urgency = if days > 0 { Urgency::Overdue } else { Urgency::Soon };
            let finding = Finding {
                rule: *rule,
                subject: due.subject.clone(),
                detail: detail.as_deref().map(Into::into),
                urgency,
                unwaived: urgency,
                since: None,
                due: Some(due.day),
                days: Some(days),
            };
            let title = format!("{}{about}", policy.label(&finding, Lang::Ja));
            let article = policy.article(&finding);
            // A law's article is none of the policy's.
            let basis = match policy.basis(&finding) {
                Basis::Law => article.to_owned(),
                Basis::Policy | Basis::Office => format!("{} {article}", policy.title(Lang::Ja)),
            };
            let says = format!("期限：{}\n根拠：{basis}", words::day(due.day));
            (title, says)
        }
        What::WaiverEnds { waiver } => {
            let place = usize::try_from(*waiver).unwrap_or(usize::MAX);
            let waiver = register.waivers().get(place);
            let rule = waiver.and_then(|waiver| Rule::from_name(&waiver.rule));
            let rule = rule.map_or("", |rule| policy.rule_label(rule, Lang::Ja));
            (format!("例外承認の期限：{rule}{about}"), format!("期限：{}", words::day(due.day)))
        }
    }
}

/// Whom or what it is about: the number and, where there is one, the name.
fn subject(due: &Due, register: &Register) -> String {
    use crate::register::Person;
    let id = visible(due.subject.id());
    let group_name =
        |group: &crate::register::records::Group| non_blank(group.sheet.name.as_deref()).map(visible);
    let person =
        |id| register.person(id).and_then(Person::name).and_then(|name| non_blank(Some(name))).map(visible);
    let name = match &due.subject {
        Subject::Staff(person_id) | Subject::Partner(person_id) => person(person_id),
        Subject::Device(device) => {
            register.devices().get(device).and_then(|device| non_blank(device.name.as_deref())).map(visible)
        }
        Subject::Group(group) => register.group(group).and_then(group_name),
        Subject::Membership(membership) => register.membership(membership).map(|(group, row)| {
            let who = person(&row.person).unwrap_or_else(|| visible(row.person.as_str()));
            let group = group_name(group).unwrap_or_else(|| visible(group.sheet.id.as_str()));
            format!("{group}・{who}")
        }),
        _ => None,
    };
    match name {
        // A masked name holds the number already.
        Some(name) if name.contains(&id) => name,
        Some(name) => format!("{id} {name}"),
        None => id,
    }
}

/// The identifier of a duty: the same in every file, whatever day it falls due on. It says nothing to a stranger.
fn identifier(seen: &mut BTreeMap<String, u32>, due: &Due, office: &str) -> String {
    let what = match &due.what {
        What::Duty { rule, detail } => format!("{rule}\n{}", detail.as_deref().unwrap_or_default()),
        What::WaiverEnds { .. } => "waiver\n".to_owned(),
    };
    let mut name = digest(&format!("{office}\n{}\n{what}", due.subject));
    let again = seen.entry(name.clone()).and_modify(|count| *count += 1).or_insert(0);
    if *again > 0 {
        let _ = write!(name, "-{again}");
    }
    name + HOST
}

/// What ends every identifier.
const HOST: &str = "@mcs-register";

/// What tells a text from others and does not say it.
fn digest(text: &str) -> String {
    let mut name = String::with_capacity(48);
    for byte in Sha256::digest(text).iter().take(16) {
        let _ = write!(name, "{byte:02x}");
    }
    name
}

/// Lines as the format wants them: folded, each ended by CR LF.
#[derive(Default)]
struct Lines(String);

impl Lines {
    /// A property whose value needs no escaping.
    fn put(&mut self, name: &str, value: &str) {
        let mut room = LINE_BYTES;
        for c in name.chars().chain([':']).chain(value.chars()) {
            if c.len_utf8() > room {
                self.0.push_str("\r\n ");
                // The blank that continues the line counts.
                room = LINE_BYTES - 1;
            }
            self.0.push(c);
            room -= c.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// A property whose value is a text (RFC 5545, 3.3.11).
    fn text(&mut self, name: &str, value: &str) {
        let mut escaped = String::with_capacity(value.len() + 8);
        for c in value.chars() {
            match c {
                '\\' | ';' | ',' => escaped.extend(['\\', c]),
                '\n' => escaped.push_str("\\n"),
                c if c.is_control() => {}
                c => escaped.push(c),
            }
        }
        self.put(name, &escaped);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_line_is_folded_between_characters_and_unfolds_to_what_it_was(text in "[a-z,;\\\\ 港𠮷\u{E0100}]{0,200}") {
            let mut lines = Lines::default();
            lines.text("SUMMARY", &text);
            for line in lines.0.split("\r\n") {
                prop_assert!(line.len() <= LINE_BYTES);
            }
            let unfolded = lines.0.replace("\r\n ", "");
            let value = unfolded.strip_prefix("SUMMARY:").unwrap().strip_suffix("\r\n").unwrap();
            let mut back = String::new();
            let mut chars = value.chars();
            while let Some(c) = chars.next() {
                back.push(if c == '\\' { chars.next().unwrap() } else { c });
            }
            prop_assert_eq!(back, text);
        }
    }
}
