//! Answers for many records at once: which are asked about, the question that names them all, one change.

use rustc_hash::FxHashSet;

use crate::{
    register::{Change, Command, Date, Fact, Key as RecordKey, Lang, Refusal, words::GroupKind},
    tui::{
        app::{
            App, Env, Session,
            allowed::selected,
            binding::{Binding, writes},
        },
        desk::Desk,
        forms::entry::differences,
        keys::{Ctx, ch, f},
        layers::{
            moving::with_list,
            sheet::Sheet,
            survey::{Survey, is_dated, told},
        },
        lists::{RowKey, Tab},
        words::{BulkWord, Reason, Word, refusal},
    },
};

use super::{
    asking,
    facts::targets,
    offer::{controls_of, show},
};

pub static KEYS: &[Binding] = &[
    many(Ctx::Devices),
    many(Ctx::Groups),
    many(Ctx::Memberships),
    writes(Ctx::Today, &[ch('+'), f(9)], Word::KeyMarkSame, 8, a_finding, |app, _, _| {
        with_list(app, |list, desk| {
            if let Some(RowKey::Finding(rule, ..) | RowKey::Fold(rule, _)) = list.selected(desk) {
                list.mark_all(desk, |key| matches!(key, RowKey::Finding(other, ..) if *other == rule));
            }
        });
    })
    .on_row(),
    writes(Ctx::Survey, &[f(9)], Word::KeyRestSame, 3, chooses, |app, _, _| {
        if let Some(sheet) = app.layers.top_mut::<Sheet>() {
            sheet.rest_the_same();
        }
    }),
];

const fn many(ctx: Ctx) -> Binding {
    let keys = const { &[ch('m'), f(9)] };
    writes(ctx, keys, Word::KeyMany, 4, selected, |app, _, _| open(app)).on_marks()
}

/// A finding is selected.
fn a_finding(app: &App) -> Result<(), Reason> {
    match app.session().and_then(Session::selected) {
        Some(RowKey::Finding(..) | RowKey::Fold(..)) => Ok(()),
        _ => Err(Reason::NoFinding),
    }
}

/// The field in focus has choices.
fn chooses(app: &App) -> Result<(), Reason> {
    let chooses = app.layers.top().is_some_and(Sheet::takes_choice);
    if chooses { Ok(()) } else { Err(Reason::NotAChoice) }
}

/// Asks about the records that are marked, or the selected one.
fn open(app: &mut App) {
    let rows = targets(app);
    let Some(session) = app.session() else { return };
    let desk = &session.desk;
    let survey = match session.tab {
        Tab::Devices => {
            let devices = rows.into_iter().filter_map(|row| match row {
                RowKey::Record(RecordKey::Device(id)) => {
                    let controls = controls_of(desk, &id);
                    Some((id, controls))
                }
                _ => None,
            });
            Survey::Controls(devices.collect())
        }
        Tab::Memberships => Survey::Members(
            rows.into_iter()
                .filter_map(|row| match row {
                    RowKey::Record(RecordKey::Membership(_, id)) => Some(id),
                    _ => None,
                })
                .collect(),
        ),
        _ => {
            // Consent and host are of patient groups; others that are marked stay marked.
            let of_patient =
                |id: &_| desk.register.group(id).is_some_and(|group| group.sheet.kind == GroupKind::Patient);
            let groups = rows.into_iter().filter_map(|row| match row {
                RowKey::Record(RecordKey::Group(id)) => Some(id).filter(of_patient),
                _ => None,
            });
            Survey::Groups(groups.collect())
        }
    };
    show(app, survey);
}

/// Ends the form on top: the question before anything is recorded, or what is wrong with what was answered.
pub fn send(app: &mut App, env: Env) {
    let lang = app.lang();
    let keyboard = app.session().and_then(|session| session.desk.decider());
    let Some(mut sheet) = app.layers.pop_top::<Sheet>() else { return };
    let answered = sheet.surveyed_facts(env.today(), keyboard.as_ref(), lang);
    let asked = match (answered, sheet.surveyed(), app.session()) {
        (Some((on, facts)), Some(survey), Some(session)) => Some(question(survey, facts, on, &session.desk)),
        _ => None,
    };
    if let Some(Err(why)) = &asked {
        sheet.message = Some(why.clone());
    }
    app.layers.push(sheet);
    if let Some(Ok((question, command))) = asked {
        asking::confirm(app, question, command);
    }
}

/// What is recorded, of how many and which, how many of them change something and how many stay as they are; or why nothing
/// can be recorded.
fn question(survey: &Survey, facts: Vec<Fact>, on: Date, desk: &Desk) -> Result<(String, Command), String> {
    let lang = desk.lang;
    let mut kept = FxHashSet::default();
    let mut new = Vec::new();
    // In the order of the fields, whichever record lacks which of them.
    let mut said: Vec<(String, bool)> = Vec::new();
    for fact in facts {
        let told = told(&fact, on, &*desk.policy, lang);
        let at = said.iter().position(|(other, _)| *other == told).unwrap_or_else(|| {
            said.push((told, false));
            said.len() - 1
        });
        let one = Command::Facts { facts: vec![fact.clone()], on };
        match one.plan(&desk.register, desk.today) {
            Ok(_) => {
                said[at].1 = true;
                new.push(fact);
            }
            // That a day is there already is told; what says the same anyway is not.
            Err(Refusal::AlreadyRecorded(subject)) => kept.extend(is_dated(&fact).then_some(subject)),
            Err(why) => return Err(refusal(&why, lang)),
        }
    }
    if new.is_empty() {
        return Err(BulkWord::AllRecorded.say(lang).to_owned());
    }
    let said: Vec<String> = said.into_iter().filter(|(_, new)| *new).map(|(told, _)| told).collect();
    let command = Command::Facts { facts: new, on };
    let change = command.plan(&desk.register, desk.today).map_err(|why| refusal(&why, lang))?;
    let between = if lang == Lang::Ja { "、" } else { ", " };
    let word = match survey {
        Survey::Controls(_) => BulkWord::OfDevices,
        Survey::Considered(_) => BulkWord::OfOffice,
        Survey::Members(_) | Survey::Joining(..) => BulkWord::OfMembers,
        Survey::Groups(_) => BulkWord::OfGroups,
    };
    let many = word.fill(lang, &[&change.records.len().to_string()]);
    let mut question = BulkWord::Ask.fill(lang, &[&many, &said.join(between)]);
    if !matches!(survey, Survey::Considered(_)) {
        question.push_str(&BulkWord::AskWhich.fill(lang, &[&asking::names(&change, desk)]));
    }
    let counts = [(BulkWord::AskChanges, changed(&change, desk)), (BulkWord::AskKept, kept.len())];
    for (word, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
        question.push_str(&word.fill(lang, &[&count.to_string()]));
    }
    question.push_str(BulkWord::GoOn.say(lang));
    Ok((question, command))
}

/// How many records say something else now than they will.
fn changed(change: &Change, desk: &Desk) -> usize {
    let says_else = |record: &&crate::register::RecordChange| match (&record.before, &record.after) {
        (Some(before), Some(after)) => {
            differences(before, after, desk).iter().any(|(_, was, _)| !was.is_empty())
        }
        _ => false,
    };
    change.records.iter().filter(says_else).count()
}
