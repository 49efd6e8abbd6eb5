//! Rows about partners, groups and filings.

use super::{
    entry::Entry,
    read,
    session::{Ask, Session},
    settle::{Draft, Target, settle},
    staff::number_in,
    who,
};
use crate::{
    exchange::{
        matching::{Found, Who},
        question::{Choice, What},
        values::{names, shown, texts, words},
    },
    register::{
        Key, RecordKind,
        id::{FilingId, GroupId, PersonId},
        words::GroupKind,
    },
};

/// Takes a row about somebody of another office in.
pub(super) fn partner(session: &mut Session<'_>, entry: &Entry<'_>) {
    let row = entry.row;
    let mut draft = Draft::default();
    let mut text =
        entry.fact("/partner/name").map(|fact| shown(&fact.value).into_owned()).unwrap_or_default();
    if text.trim().is_empty() {
        text = format!("{} {}", entry.text("/partner/family"), entry.text("/partner/given"));
    }
    let text = texts::unmarked(texts::undefused(&text)).into_owned();
    let name = names::take_apart(&text);
    let place = entry.place("/partner/name");
    if !name.name.is_empty() && !names::could_be_a_name(&name.name) {
        let what = What::NotAName { text: name.name.clone() };
        let choices = vec![Choice::Take(name.name.clone()), Choice::LeaveRow];
        session.ask(Ask { key: format!("name:{}", name.name), row, place, what, choices, alike: false });
    }
    let kana =
        Some(entry.text("/partner/kana")).filter(|kana| !kana.is_empty()).map(|kana| names::katakana(&kana));
    let offered = || entry.fact("/partner/name").and_then(|fact| fact.reading).map(names::katakana);
    let kana = kana.or(name.kana).or_else(offered);
    let affiliation = Some(texts::tidy(&entry.text("/partner/affiliation")))
        .filter(|text| !text.is_empty())
        .or(name.affiliation);
    let who = Who {
        id: number_in(&entry.text("/partner/id")),
        name: name.name,
        kana,
        affiliation: affiliation.map(|text| texts::unmarked(&text).into_owned()),
        ..Who::default()
    };
    for (pointer, value) in
        [("/name", Some(&who.name)), ("/kana", who.kana.as_ref()), ("/affiliation", who.affiliation.as_ref())]
    {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            draft.set(pointer, value.as_str(), None);
        }
    }
    read::fields(session, entry, RecordKind::Partner, &mut draft);
    if matches!(session.find(&who), Found::Nobody) {
        let said = [
            who.affiliation.clone(),
            draft.get("/profession").and_then(serde_json::Value::as_str).map(str::to_owned),
        ];
        let said: Vec<String> = said.into_iter().flatten().collect();
        who::secretariat(session, row, &who.name, said.iter().map(String::as_str), &mut draft);
    }
    let new = || Target::New(RecordKind::Partner, who.id.clone(), None);
    let (what, candidates) = match session.find(&who) {
        Found::Nobody => {
            settle(session, row, new(), draft);
            return;
        }
        Found::Same(id, crate::exchange::matching::Known::Surely)
            if session.register.partners().contains(&id) =>
        {
            settle(session, row, Target::Known(Key::Partner(id)), draft);
            return;
        }
        Found::Same(id, _) | Found::Alike(id) => {
            (What::Alike { name: who.name.clone(), known: who::known(session, &id) }, vec![id])
        }
        Found::Contradicts(id) => {
            (What::OtherThanKnown { name: who.name.clone(), known: who::known(session, &id) }, vec![id])
        }
        Found::Several(ids) => (What::Several { name: who.name.clone() }, ids),
    };
    let same = candidates.iter().filter(|id| session.register.partners().contains(*id));
    let mut choices: Vec<Choice> = same.map(|id| Choice::Same(id.to_string())).collect();
    choices.extend([Choice::Add, Choice::LeaveRow]);
    let likeliest = candidates
        .iter()
        .find(|id| session.register.partners().contains(*id))
        .map(|id| Key::Partner(id.clone()));
    let question = format!("partner:{} {}", who.name, who.affiliation.as_deref().unwrap_or_default());
    let target = match session.ask(Ask { key: question, row, place, what, choices, alike: false }) {
        Some(Choice::Same(id)) => Target::Known(Key::Partner(PersonId::trusted(&id))),
        Some(Choice::LeaveRow) => return,
        None => likeliest.map_or_else(new, Target::Known),
        Some(_) => new(),
    };
    settle(session, row, target, draft);
}

/// Takes a row about a group in.
pub(super) fn group(session: &mut Session<'_>, entry: &Entry<'_>) {
    let row = entry.row;
    let place = entry.place("/group/name");
    let kind = words::word("/group/kind", &entry.text("/group/kind")).and_then(GroupKind::from_word);
    let name = texts::undefused(&entry.text("/group/name")).to_owned();
    let given = number_in(&texts::unmarked(&entry.text("/group/id")));
    let Some(id) = who::group(session, row, place, &name, given.as_deref(), kind, true) else { return };
    let mut draft = Draft::default();
    read::fields(session, entry, RecordKind::Group, &mut draft);
    settle(session, row, Target::Known(Key::Group(id)), draft);
}

/// Takes a row about a filing in.
pub(super) fn filing(session: &mut Session<'_>, entry: &Entry<'_>) {
    let row = entry.row;
    let mut draft = Draft::default();
    read::fields(session, entry, RecordKind::Filing, &mut draft);
    let given = number_in(&texts::unmarked(&entry.text("/filing/id")));
    let known = given
        .as_deref()
        .and_then(|id| FilingId::held(id).ok())
        .filter(|id| session.register.filings().contains(id));
    let known = known.or_else(|| {
        let says = |pointer: &str| draft.get(pointer).and_then(serde_json::Value::as_str);
        let mut same = session.register.filings().iter().filter(|filing| {
            Some(filing.kind.word()) == says("/kind")
                && filing.submitted_on.map(|day| day.to_string()).as_deref() == says("/submitted_on")
                && filing.group.as_ref().map(GroupId::as_str) == says("/group")
        });
        same.next().map(|filing| filing.id.clone())
    });
    if known.is_none() && draft.get("/kind").is_none() {
        return;
    }
    let target = match known {
        Some(id) => Target::Known(Key::Filing(id)),
        None => Target::New(RecordKind::Filing, given, None),
    };
    settle(session, row, target, draft);
}
