//! What the cells of a row say of the fields of its record.

use std::borrow::Cow;

use serde_json::Value as Json;

use super::{
    entry::{Entry, Fact},
    session::{Ask, Session},
    settle::{Draft, holds},
    who,
};
use crate::{
    exchange::{
        question::{Choice, Note, What},
        table::Value,
        values::{
            days::{self, Day},
            is_blank,
            marks::{Mark, mark, mark_at_the_beginning},
            names, phones, plain, shown, texts,
            words::{self, Said},
        },
    },
    register::{Date, RecordKind, labels::Holds},
};

/// Days that may lie ahead.
const AHEAD: &[&str] = &["/left_on", "/joined_on", "/from", "/until", "/retain_until", "/until_on"];

/// Reads every field of the record of a kind that a row names.
pub(super) fn fields(session: &mut Session<'_>, entry: &Entry<'_>, kind: RecordKind, draft: &mut Draft) {
    let start = format!("/{}", kind.word());
    for fact in &entry.facts {
        let Some(pointer) = fact.field.strip_prefix(start.as_str()).filter(|rest| rest.starts_with('/'))
        else {
            continue;
        };
        // What was read already stays, also as nothing.
        if draft.get(pointer).is_some_and(|known| known.is_null() || !JOINED.contains(&pointer)) {
            continue;
        }
        // A day says so by itself.
        let is_day = matches!(holds(kind, pointer), None | Some(Holds::Day | Holds::Id));
        if !is_day && matches!(*fact.value, Value::NoValue | Value::Fault(_)) {
            if let Some(typed) = no_result(session, entry.row, fact) {
                let fact = Fact { value: Cow::Owned(Value::Text(typed)), ..fact.clone() };
                let value = field(session, entry.row, kind, pointer, &fact, draft);
                if let Some(value) = value {
                    draft.set(pointer, value, Some(fact.place));
                }
            }
            continue;
        }
        if let Some(value) = field(session, entry.row, kind, pointer, fact, draft) {
            draft.set(pointer, value, Some(fact.place));
        }
    }
}

/// A formula whose result is not in the file, or that failed: what stands there is asked.
fn no_result(session: &mut Session<'_>, row: u32, fact: &Fact<'_>) -> Option<String> {
    let what = What::NoResult { text: shown(&fact.value).into_owned() };
    let choices = vec![Choice::Leave, Choice::Type, Choice::LeaveRow];
    let key = format!("result:{}", fact.field);
    match session.ask(Ask { key, row, place: Some(fact.place), what, choices, alike: false })? {
        Choice::Take(typed) => Some(typed),
        _ => None,
    }
}

/// Fields to which several columns may go.
const JOINED: &[&str] = &["/memo", "/line", "/note"];

fn field(
    session: &mut Session<'_>,
    row: u32,
    kind: RecordKind,
    pointer: &str,
    fact: &Fact<'_>,
    draft: &Draft,
) -> Option<Json> {
    let text = shown(&fact.value).into_owned();
    match holds(kind, pointer)? {
        Holds::Flag => flag(session, row, fact, &text).map(Json::Bool),
        // A mark says yes or no, anything else a day.
        Holds::Added if mark(&text).is_some() => flag(session, row, fact, &text).map(Json::Bool),
        Holds::Day | Holds::Added => day(session, row, fact, pointer, &fact.value).map(day_json),
        Holds::Number => number(session, row, fact, &text).map(Json::from),
        Holds::Word(_) => word(session, row, fact, &text).map(|word| Json::String(word.to_owned())),
        Holds::Person => {
            let staff = !matches!(pointer, "/attending_doctor" | "/invited_by" | "/released_by" | "/person");
            who::person_in(session, row, fact.place, &text, staff).map(|id| Json::String(id.to_string()))
        }
        Holds::Device => who::device(session, row, fact.place, &text).map(|id| Json::String(id.to_string())),
        Holds::Group => {
            who::known_group(session, row, fact.place, &text).map(|id| Json::String(id.to_string()))
        }
        Holds::Id => None,
        Holds::Text(_) => free_text(session, row, fact, pointer, &text, draft).map(Json::String),
    }
}

pub(super) fn day_json(day: Date) -> Json {
    Json::String(day.to_string())
}

fn free_text(
    session: &mut Session<'_>,
    row: u32,
    fact: &Fact<'_>,
    pointer: &str,
    text: &str,
    draft: &Draft,
) -> Option<String> {
    let text = texts::unmarked(&texts::tidy(texts::undefused(text))).into_owned();
    if mark(&text) == Some(Mark::Dash) || text.is_empty() {
        return None;
    }
    match pointer {
        "/kana" => Some(names::katakana(&text)),
        "/name" if fact.field != "/device/name" => Some(texts::single_spaced(&text)),
        "/phone" => Some(phone(session, row, fact, &text)),
        "/line" => {
            let part = phone(session, row, fact, &text);
            Some(match draft.get(pointer).and_then(Json::as_str) {
                Some(before) => format!("{before} {part}"),
                None => part,
            })
        }
        "/memo" | "/note" => Some(match draft.get(pointer).and_then(Json::as_str) {
            Some(before) => format!("{before}\n{text}"),
            None => text,
        }),
        "/mcs/login" => Some(plain(&text)),
        "/name"
            if fact.field == "/device/name" && text.chars().any(|c| matches!(c, '\u{FF61}'..='\u{FF9F}')) =>
        {
            // 半角カナ is a habit of old terminals and not how a thing is called.
            Some(wide_kana(&text))
        }
        _ => Some(text),
    }
}

/// A text with its half-width kana in full width, and nothing else changed.
fn wide_kana(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    let mut out = String::with_capacity(text.len());
    let mut half = String::new();
    for c in text.chars() {
        if matches!(c, '\u{FF61}'..='\u{FF9F}') {
            half.push(c);
        } else {
            out.extend(std::mem::take(&mut half).nfkc());
            out.push(c);
        }
    }
    out.extend(half.nfkc());
    out
}

fn phone(session: &mut Session<'_>, row: u32, fact: &Fact<'_>, text: &str) -> String {
    match phones::with_its_zero(text) {
        Some(whole) => {
            session.note(row, Some(fact.place), Note::Zero { text: text.to_owned(), whole: whole.clone() });
            whole
        }
        None => text.to_owned(),
    }
}

/// Reads a day; what is none, or could be another, is asked.
pub(super) fn day(
    session: &mut Session<'_>,
    row: u32,
    fact: &Fact<'_>,
    pointer: &str,
    value: &Value,
) -> Option<Date> {
    let said = days::read(value, session.years);
    told_day(session, row, fact.place, fact.field, pointer, &shown(value), &said)
}

/// What a cell said of a day, with what has to be asked about it.
pub(super) fn told_day(
    session: &mut Session<'_>,
    row: u32,
    place: usize,
    field: &str,
    pointer: &str,
    text: &str,
    said: &Day,
) -> Option<Date> {
    let text = text.trim().to_owned();
    let typed = vec![Choice::Leave, Choice::Type, Choice::LeaveRow];
    let (what, choices) = match *said {
        Day::Nothing => {
            return None;
        }
        Day::On(day) => return ahead(session, row, place, field, pointer, day),
        Day::Inside(day) => {
            session.note(row, Some(place), Note::DayInside { text, day });
            return ahead(session, row, place, field, pointer, day);
        }
        Day::EndedEra(day) => {
            session.note(row, Some(place), Note::EndedEra { text, day });
            return ahead(session, row, place, field, pointer, day);
        }
        Day::NoYear { month, day } => return no_year(session, row, place, &text, (month, day)),
        Day::Serial(day) => {
            let choices = vec![Choice::Take(day.to_string()), Choice::Leave, Choice::Type, Choice::LeaveRow];
            (What::Serial { text: text.clone(), day }, choices)
        }
        Day::DoneNoDay => (What::DoneNoDay { text: text.clone() }, typed),
        Day::NotADay => {
            let why = days::why_not(&text, session.years);
            (What::NotADay { text: text.clone(), why }, typed)
        }
        Day::NoResult => (What::NoResult { text: text.clone() }, typed),
    };
    let key = format!("day:{field}:{text}");
    match session.ask(Ask { key, row, place: Some(place), what, choices, alike: false })? {
        Choice::Take(typed) => match days::read(&Value::Text(typed), session.years) {
            Day::On(day) | Day::EndedEra(day) => Some(day),
            _ => None,
        },
        _ => None,
    }
}

/// Days without a year: asked once for all of a sheet, in fiscal years.
fn no_year(
    session: &mut Session<'_>,
    row: u32,
    place: usize,
    text: &str,
    (month, day): (i8, i8),
) -> Option<Date> {
    let today = session.years.today;
    let this = if today.month() >= 4 { today.year() } else { today.year() - 1 };
    let choices = vec![
        Choice::Take(this.to_string()),
        Choice::Take((this - 1).to_string()),
        Choice::Type,
        Choice::Leave,
        Choice::LeaveRow,
    ];
    let what = What::NoYear { text: text.to_owned() };
    match session.ask(Ask { key: "year".to_owned(), row, place: Some(place), what, choices, alike: true })? {
        Choice::Take(year) => days::in_fiscal_year(year.parse().ok()?, month, day),
        _ => None,
    }
}

/// A day that lies ahead is no day of what was done.
fn ahead(
    session: &mut Session<'_>,
    row: u32,
    place: usize,
    field: &str,
    pointer: &str,
    day: Date,
) -> Option<Date> {
    if day <= session.years.today || AHEAD.contains(&pointer) {
        return Some(day);
    }
    let choices = vec![
        Choice::Take(day.plus_months(-12).to_string()),
        Choice::Take(day.to_string()),
        Choice::Leave,
        Choice::Type,
        Choice::LeaveRow,
    ];
    let ask = Ask {
        key: format!("ahead:{field}:{day}"),
        row,
        place: Some(place),
        what: What::Ahead { day },
        choices,
        alike: false,
    };
    match session.ask(ask)? {
        Choice::Take(typed) => match days::read(&Value::Text(typed), session.years) {
            Day::On(day) => Some(day),
            _ => None,
        },
        _ => None,
    }
}

fn flag(session: &mut Session<'_>, row: u32, fact: &Fact<'_>, text: &str) -> Option<bool> {
    match mark(text).or_else(|| mark_at_the_beginning(text)) {
        Some(Mark::Yes | Mark::Double) => Some(true),
        Some(Mark::No) => Some(false),
        Some(Mark::Dash | Mark::NotYet) => None,
        _ if is_blank(&fact.value) => None,
        _ => {
            let yes_or_no =
                vec![Choice::Take("はい".to_owned()), Choice::Take("いいえ".to_owned()), Choice::Leave];
            match unknown_word(session, row, fact, text, yes_or_no)? {
                Choice::Take(word) => Some(word == "はい"),
                _ => None,
            }
        }
    }
}

fn number(session: &mut Session<'_>, row: u32, fact: &Fact<'_>, text: &str) -> Option<u32> {
    let folded = plain(text);
    let core = folded.trim_end_matches(['名', '人', '件', '台', '部', '枚', '約']).trim();
    if mark(text) == Some(Mark::Dash) {
        return None;
    }
    if let Ok(number) = core.parse() {
        return Some(number);
    }
    let what = What::NotANumber { text: text.to_owned() };
    let choices = vec![Choice::Leave, Choice::Type, Choice::LeaveRow];
    let key = format!("number:{}:{text}", fact.field);
    match session.ask(Ask { key, row, place: Some(fact.place), what, choices, alike: true })? {
        Choice::Take(typed) => plain(&typed).parse().ok(),
        _ => None,
    }
}

/// Reads a fixed word; one that is none of them is asked once for all rows that have it.
pub(super) fn word(session: &mut Session<'_>, row: u32, fact: &Fact<'_>, text: &str) -> Option<&'static str> {
    if let Some(control) = words::control(fact.field) {
        return match words::state(control, text) {
            Said::State(state) => Some(state.word()),
            Said::Nothing => {
                session.note(row, Some(fact.place), Note::NotTaken { text: text.to_owned() });
                None
            }
            Said::Unsure => asked_word(session, row, fact, text),
        };
    }
    if let Some(word) = words::word(fact.field, text) {
        return Some(word);
    }
    match mark(text) {
        Some(Mark::Dash) => None,
        _ => asked_word(session, row, fact, text),
    }
}

fn asked_word(session: &mut Session<'_>, row: u32, fact: &Fact<'_>, text: &str) -> Option<&'static str> {
    let known = words::choices(fact.field);
    let considered = words::control(fact.field).map(crate::register::words::AnyControl::is_to_consider);
    let fits = |word: &str| match considered {
        None => true,
        // What is to be considered is adopted or declined, what is a duty is met or not.
        Some(true) => !matches!(word, "met" | "unmet"),
        Some(false) => !matches!(word, "adopted" | "declined"),
    };
    let choices =
        known.iter().filter(|(word, _)| fits(word)).map(|(word, _)| Choice::Take((*word).to_owned()));
    let choices = choices.chain([Choice::Leave]).collect();
    match unknown_word(session, row, fact, text, choices)? {
        Choice::Take(taken) => known.iter().map(|(word, _)| *word).find(|word| *word == taken),
        _ => None,
    }
}

fn unknown_word(
    session: &mut Session<'_>,
    row: u32,
    fact: &Fact<'_>,
    text: &str,
    choices: Vec<Choice>,
) -> Option<Choice> {
    let what = match mark(text) {
        Some(_) => {
            What::UnsureMark { text: text.to_owned(), legend: session.legend.get(&plain(text)).cloned() }
        }
        None => What::UnknownWord { text: text.to_owned() },
    };
    let key = format!("word:{}:{text}", fact.field);
    session.ask(Ask { key, row, place: Some(fact.place), what, choices, alike: true })
}
