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
    },
    register::{Date, Lang, Register, records::non_blank},
};

/// How far ahead the file looks, in weeks.
const WEEKS: u16 = 53;
/// The most bytes of a line without its end (RFC 5545, 3.1).
const LINE_BYTES: usize = 75;

/// What is overdue and what falls due within a year, as a calendar file. A duty keeps its identifier, so a calendar that
/// takes a later file in moves the event instead of adding another.
pub fn calendar_file(register: &Register, policy: &Policy, today: Date, names: Naming) -> String {
    let shown = &*shown(register, names, today);
    let office = non_blank(register.office().name.as_deref()).map(visible).unwrap_or_default();
    let mut lines = Lines::default();
    lines.put("BEGIN", "VCALENDAR");
    lines.put("VERSION", "2.0");
    lines.put("PRODID", "-//mcs-register//MCS register//JA");
    lines.put("CALSCALE", "GREGORIAN");
    lines.put("METHOD", "PUBLISH");
    lines.text("X-WR-CALNAME", &format!("MCSの期限 {office}"));
    let mut seen = BTreeMap::new();
    for due in dues(register, policy, today) {
        event(&mut lines, &mut seen, &due, &office, shown, policy, today);
    }
    lines.put("END", "VCALENDAR");
    lines.0
}

/// What the calendar file holds: each event's day and title, in its order.
pub fn calendar_events(
    register: &Register,
    policy: &Policy,
    today: Date,
    names: Naming,
) -> Vec<(Date, String)> {
    let shown = shown(register, names, today);
    dues(register, policy, today).iter().map(|due| (due.day, title(due, &shown, policy, today).0)).collect()
}

fn dues(register: &Register, policy: &Policy, today: Date) -> Vec<Due> {
    let found = calendar(register, policy, today, WEEKS);
    found.overdue.into_iter().chain(found.weeks.into_iter().flat_map(|week| week.dues)).collect()
}

fn event(
    lines: &mut Lines,
    seen: &mut BTreeMap<String, u32>,
    due: &Due,
    office: &str,
    register: &Register,
    policy: &Policy,
    today: Date,
) {
    let (title, says) = title(due, register, policy, today);
    lines.put("BEGIN", "VEVENT");
    lines.put("UID", &identifier(seen, due, office));
    lines.put("DTSTAMP", &format!("{:08}T000000Z", today.number()));
    // Grows from day to day: of two files the later one counts.
    lines.put("SEQUENCE", &today.number().to_string());
    lines.put("DTSTART;VALUE=DATE", &format!("{:08}", due.day.number()));
    // The end is the first day that is no longer part of it; the calendar's last day has none.
    let next = due.day.plus_days(1);
    if next > due.day {
        lines.put("DTEND;VALUE=DATE", &format!("{:08}", next.number()));
    }
    lines.text("SUMMARY", &title);
    lines.text("DESCRIPTION", &says);
    lines.text("CATEGORIES", "MCS");
    lines.put("TRANSP", "TRANSPARENT");
    lines.put("END", "VEVENT");
}

/// Title and sentence of what falls due; the title says where it is overdue.
fn title(due: &Due, register: &Register, policy: &Policy, today: Date) -> (String, String) {
    let (title, says) = wording(due, register, policy, today);
    let overdue = if due.day < today { "期限超過：" } else { "" };
    (format!("{overdue}{title}"), says)
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
    use crate::register::{Person, subject::Subject};
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
    let digest = Sha256::digest(format!("{office}\n{}\n{what}", due.subject));
    let mut name = String::with_capacity(48);
    for byte in digest.iter().take(16) {
        let _ = write!(name, "{byte:02x}");
    }
    let again = seen.entry(name.clone()).and_modify(|count| *count += 1).or_insert(0);
    if *again > 0 {
        let _ = write!(name, "-{again}");
    }
    name + "@mcs-register"
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
