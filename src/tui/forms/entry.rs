//! One entry in full: when, who, what, and every fact before and after.

use crate::{
    register::{
        Date, Key as RecordKey, Lang, Person, Record, Time, command::RENAME, id::PersonId, records::Review,
        wareki::format_wareki,
    },
    store::{self, HistoryEntry},
    tui::{
        desk::Desk,
        terminal::width::{cells, shown},
        widgets::lines::Line,
        words::{EnumWord, HistoryWord, Word, key_label, moment, note_lines, record_label},
    },
};

use super::{
    facts_of,
    field::{Candidates, Entry, Field},
};

/// Values that fit into one line beside each other; longer ones stand below each other.
const BESIDE: usize = 56;

fn when_long(at: &str, lang: Lang) -> String {
    let clock = at.split('T').nth(1).and_then(|rest| rest.split(['+', 'Z']).next());
    match (moment(at), clock, lang) {
        (Some(time), Some(clock), Lang::Ja) => {
            format!("{}（{}） {clock}", time.date, format_wareki(time.date))
        }
        (Some(time), Some(clock), Lang::En) => format!("{} {clock}", time.date),
        _ => shown(Some(at)),
    }
}

pub fn account(name: &str, lang: Lang) -> String {
    if name == store::RECOVERY_ACCOUNT {
        HistoryWord::RecoveryHolder.say(lang).to_owned()
    } else {
        shown(Some(name))
    }
}

/// What an action is called; one that is not known is shown as it stands in the file.
pub fn action_label(action: &str, lang: Lang) -> String {
    shown(Some(&crate::tui::words::action_label(action, lang)))
}

/// What an entry is about: as the record is called now, or as it was called then.
pub fn about(entry: &HistoryEntry, desk: &Desk) -> String {
    let lang = desk.lang;
    let Some(key) = &entry.key else { return Word::Program.say(lang).to_owned() };
    let label = key_label(key, &desk.register, lang);
    let Some(record) = entry.after.as_ref().or(entry.before.as_ref()) else { return label };
    // What is gone from the register still has the name that it had.
    if desk.register.record(key).is_none() {
        let name = match record {
            Record::Staff(row) => row.name.as_deref(),
            Record::Partner(row) => row.name.as_deref(),
            Record::Device(row) => row.name.as_deref(),
            Record::Group(row) => row.name.as_deref(),
            Record::Membership(row) => return format!("{label} {}", desk.name(&row.person)),
            _ => None,
        };
        if let Some(name) = name {
            return format!("{} {}", record_label(record, lang), shown(Some(name)));
        }
    }
    match (key, record) {
        (RecordKey::Membership(group, _), _) => match desk.register.group(group) {
            Some(group) => {
                let name = group.sheet.name.as_deref().unwrap_or(group.sheet.id.as_str());
                format!("{label}（{}）", shown(Some(name)))
            }
            None => label,
        },
        (RecordKey::TakeOut(_), Record::TakeOut(row)) => match &row.requester {
            Some(person) => format!("{label} {}", desk.name(person)),
            None => label,
        },
        _ => label,
    }
}

/// The readings of the people that an entry is about, for the search.
pub fn readings(entry: &HistoryEntry, desk: &Desk) -> Vec<String> {
    let record = entry.after.as_ref().or(entry.before.as_ref());
    let people: Vec<&PersonId> = match record {
        Some(Record::Staff(row)) => vec![&row.id],
        Some(Record::Partner(row)) => vec![&row.id],
        Some(Record::Membership(row)) => vec![&row.person],
        Some(Record::Device(row)) => row.holder.iter().collect(),
        Some(Record::TakeOut(row)) => row.requester.iter().collect(),
        _ => Vec::new(),
    };
    let people = people.into_iter().filter_map(|id| desk.register.person(id));
    people.filter_map(|person| person.kana().map(str::to_owned)).collect()
}

/// The whole entry.
pub fn details(entry: &HistoryEntry, desk: &Desk) -> Vec<Line> {
    let lang = desk.lang;
    let fact = |label: HistoryWord, value: String| Line::Fact(label.say(lang).to_owned(), value);
    let mut lines = vec![
        fact(HistoryWord::EntryWhen, when_long(&entry.at, lang)),
        fact(HistoryWord::EntryWho, account(&entry.account, lang)),
        fact(HistoryWord::EntryDid, action_label(&entry.action, lang)),
        fact(HistoryWord::EntryOf, about(entry, desk)),
    ];
    if let Some(RecordKey::Membership(group, _) | RecordKey::Review(group, _)) = &entry.key {
        let label = key_label(&RecordKey::Group(group.clone()), &desk.register, lang);
        lines.push(fact(HistoryWord::EntryGroup, label));
    }
    if let Some(undone) = entry.undoes {
        let number = HistoryWord::EntryUndoesNumber.fill(lang, &[&undone.to_string()]);
        lines.push(fact(HistoryWord::EntryUndoes, number));
    }
    if entry.batch != entry.seq {
        let number = HistoryWord::EntryTogetherNumber.fill(lang, &[&entry.batch.to_string()]);
        lines.push(fact(HistoryWord::EntryTogether, number));
    }
    if entry.note != [None, None] {
        lines.push(Line::Heading(HistoryWord::EntryNote.say(lang).to_owned()));
        let note = note_lines(entry, &desk.policy, lang).join("\n");
        lines.extend(note.lines().map(|line| Line::Text(line.to_owned())));
    }
    lines.extend(changes(entry, desk));
    lines
}

/// What changed, fact by fact; of a record that came or went, all that it said.
fn changes(entry: &HistoryEntry, desk: &Desk) -> Vec<Line> {
    let lang = desk.lang;
    let heading = |said: HistoryWord| Line::Heading(said.say(lang).to_owned());
    match (&entry.before, &entry.after) {
        (None, None) => Vec::new(),
        (None, Some(one)) | (Some(one), None) => {
            let said = match (entry.before.is_none(), entry.action == RENAME) {
                (true, false) => HistoryWord::EntryAdded,
                (false, false) => HistoryWord::EntryRemoved,
                (true, true) => HistoryWord::EntryRenamedTo,
                (false, true) => HistoryWord::EntryRenamedFrom,
            };
            let facts = said_facts(one, desk).into_iter().filter(|(_, value)| !value.is_empty());
            std::iter::once(heading(said))
                .chain(facts.map(|(label, value)| Line::Fact(label, value)))
                .collect()
        }
        (Some(before), Some(after)) => {
            let mut lines = vec![heading(HistoryWord::EntryChanges)];
            for (label, was, is) in differences(before, after, desk) {
                lines.push(Line::Fact(label, beside(&was, &is, lang)));
            }
            if lines.len() == 1 {
                lines.push(Line::Text(HistoryWord::EntryNothing.say(lang).to_owned()));
            }
            lines
        }
    }
}

/// What a record says, fact by fact: what each is called, and what it is.
pub fn says(record: &Record, desk: &Desk) -> Vec<(String, String)> {
    said_facts(record, desk).into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

/// The facts in which two states of a record differ: what each is called, what it was and what it is; empty where nothing is
/// recorded.
pub fn differences(before: &Record, after: &Record, desk: &Desk) -> Vec<(String, String, String)> {
    let (before, after) = (said_facts(before, desk), said_facts(after, desk));
    let old = |label: &str| before.iter().find(|(name, _)| name == label).map_or("", |(_, was)| was);
    let gone = before
        .iter()
        .filter(|(label, was)| !was.is_empty() && !after.iter().any(|(name, _)| name == label))
        .map(|(label, was)| (label.clone(), was.clone(), String::new()));
    let changed = after
        .iter()
        .filter(|(label, is)| old(label) != is)
        .map(|(label, is)| (label.clone(), old(label).to_owned(), is.clone()));
    changed.chain(gone).collect()
}

/// Two values: in one line where they fit, else below each other.
fn beside(was: &str, is: &str, lang: Lang) -> String {
    let said = |value: &str| {
        if value.is_empty() { Word::NotRecorded.say(lang).to_owned() } else { value.to_owned() }
    };
    let (was, is) = (said(was), said(is));
    if cells(&was) + cells(&is) <= BESIDE && !was.contains('\n') && !is.contains('\n') {
        format!("{was} -> {is}")
    } else {
        format!(
            "{}\n{}",
            HistoryWord::EntryBefore.fill(lang, &[&was]),
            HistoryWord::EntryAfter.fill(lang, &[&is])
        )
    }
}

/// The facts of a record with the labels of its form, in words.
fn said_facts(record: &Record, desk: &Desk) -> Vec<(String, String)> {
    let mut facts: Vec<(String, String)> = Vec::new();
    if let Record::Review(review) = record {
        facts.extend(review_facts(review, desk));
    }
    let now = Time::midnight(desk.today);
    for field in facts_of(record, &desk.policy, desk.lang, now) {
        let value = value(&field, desk);
        // Two facts of one name are told apart, so that each finds its own before.
        let label = if facts.iter().any(|(label, _)| *label == field.label) {
            format!("{}（2）", field.label)
        } else {
            field.label
        };
        facts.push((label, value));
    }
    facts
}

fn value(field: &Field, desk: &Desk) -> String {
    let text = field.entry.shown();
    match &field.entry {
        Entry::Day(_) => match (text.parse::<Date>(), desk.lang) {
            (Ok(day), Lang::Ja) => format!("{day}（{}）", format_wareki(day)),
            _ => shown(Some(text)),
        },
        Entry::Reference { from, .. } if !text.is_empty() => match called(*from, text, desk) {
            Some(name) => format!("{} {name}", shown(Some(text))),
            None => shown(Some(text)),
        },
        Entry::Area(_) => text.to_owned(),
        _ => shown(Some(text)),
    }
}

/// What people call a record that a fact names.
fn called(from: Candidates, id: &str, desk: &Desk) -> Option<String> {
    use crate::register::id::{DeviceId, GroupId};
    let register = &desk.register;
    let name = match from {
        Candidates::People | Candidates::Staff => {
            register.person(&PersonId::held(id).ok()?).and_then(Person::name)?
        }
        Candidates::Devices => register.devices().get(&DeviceId::held(id).ok()?)?.name.as_deref()?,
        Candidates::Groups => register.group(&GroupId::held(id).ok()?)?.sheet.name.as_deref()?,
        Candidates::Rules => desk.policy.rule_label(crate::policy::Rule::from_name(id)?, desk.lang),
        Candidates::Subjects | Candidates::Professions | Candidates::Relations => return None,
    };
    Some(shown(Some(name)))
}

/// What a review says beyond its form: the day, who reviewed, and the decision on each member.
fn review_facts(review: &Review, desk: &Desk) -> Vec<(String, String)> {
    let lang = desk.lang;
    let day = |day: Date| match lang {
        Lang::Ja => format!("{day}（{}）", format_wareki(day)),
        Lang::En => day.to_string(),
    };
    let mut facts = vec![
        (HistoryWord::FieldSignedOn.say(lang).to_owned(), review.signed_on.map(day).unwrap_or_default()),
        (
            HistoryWord::FieldReviewer.say(lang).to_owned(),
            review.reviewer.as_ref().map(|id| desk.name(id)).unwrap_or_default(),
        ),
    ];
    for decision in &review.decisions {
        let Some(id) = &decision.membership else { continue };
        let member = desk.register.membership(id);
        let name = member
            .map_or_else(|| id.to_string(), |(_, member)| format!("{id} {}", desk.name(&member.person)));
        let what = decision.decision.map_or("", |decision| decision.say(lang));
        let value = format!("{what} {}", shown(decision.reason.as_deref()));
        facts.push((HistoryWord::FieldDecisionOf.fill(lang, &[&name]), value.trim().to_owned()));
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{register::Fact, tui::words::when_short};

    #[test]
    fn every_word_of_a_command_has_a_label() {
        for lang in [Lang::Ja, Lang::En] {
            for word in Fact::WORDS.iter().chain(&["add", "edit", "remove", "facts", "undo", "import"]) {
                assert_ne!(action_label(word, lang), **word, "{word}");
            }
        }
        assert_eq!(action_label("something-new", Lang::Ja), "something-new");
    }

    #[test]
    fn a_stamp_is_read_and_what_is_none_is_shown_as_it_is() {
        assert_eq!(when_short("2026-11-22T09:10:11+09:00"), "2026-11-22 09:10");
        assert_eq!(
            when_long("2026-11-22T09:10:11+09:00", Lang::Ja),
            "2026-11-22（令和8年11月22日） 09:10:11"
        );
        assert_eq!(when_short("yesterday"), "yesterday");
        assert_eq!(when_long("yesterday", Lang::En), "yesterday");
    }
}
