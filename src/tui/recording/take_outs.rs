//! Take-outs: approved, refused with a reason, out, back, looked through, asked for again.

use std::sync::Arc;

use crate::{
    policy::Rule,
    register::{
        Fact, Key as RecordKey, Record,
        id::{PersonId, TakeOutId},
        subject::Subject,
        words::DecisionResult,
    },
    tui::{
        app::{
            App, Effect, Env, Session,
            allowed::selected,
            binding::{Binding, Check, writes},
        },
        forms::{Form, Target},
        keys::{Ctx, ch, ctrl, named},
        lists::RowKey,
        words::{Reason, Word},
    },
};

use super::{
    asking,
    commit::tell_more,
    facts::{each, fact, targets},
    reasons::ask_refusal,
    settle,
};

pub static KEYS: &[Binding] = &[
    approve(Ctx::TakeOuts, 2, selected),
    refuse(Ctx::TakeOuts, 3, selected),
    fact!(Ctx::TakeOuts, &[ch('o'), ctrl('o')], Word::KeyLeft, 3, |row, _| {
        Fact::TakeOutLeft { take_out: take_out(row)? }
    }),
    fact!(Ctx::TakeOuts, &[ch('r'), ctrl('r')], Word::KeyReturned, 2, |row, _| {
        Fact::TakeOutReturned { take_out: take_out(row)? }
    }),
    writes(Ctx::TakeOuts, &[ch('t'), ctrl('w')], Word::KeyExtend, 6, extendable, |app, env, _| {
        extend(app, env);
    })
    .on_marks(),
    approve(Ctx::Today, 0, waits),
    refuse(Ctx::Today, 0, waits),
    writes(Ctx::TakeOuts, &[ch('c'), ctrl('e')], Word::KeyAgain, 4, selected, |app, env, _| again(app, env))
        .on_row(),
    fact!(Ctx::TakeOuts, &[ch('s'), ctrl('s')], Word::KeyChecked, 4, |row, by| {
        Fact::TakeOutChecked { take_out: take_out(row)?, by }
    }),
];

const fn approve(ctx: Ctx, bar: u8, possible: Check) -> Binding {
    let keys = const { &[ch('a'), ctrl('a')] };
    writes(ctx, keys, Word::KeyApprove, bar, possible, |app, env, effects| each(app, approved, env, effects))
        .recording(approved)
}

const fn refuse(ctx: Ctx, bar: u8, possible: Check) -> Binding {
    writes(ctx, named::REFUSE, Word::KeyRefuse, bar, possible, |app, _, _| ask_selected_refusal(app))
        .recording(refused_here)
}

/// The selected row is a take-out that waits for approval.
fn waits(app: &App) -> Result<(), Reason> {
    match app.session().and_then(Session::selected) {
        Some(RowKey::Finding(Rule::TakeOutApproval, Subject::TakeOut(_), _)) => Ok(()),
        Some(_) => Err(Reason::NotATakeOut),
        None => Err(Reason::NoRow),
    }
}

/// An approved take-out with an end that is not back yet is selected.
fn extendable(app: &App) -> Result<(), Reason> {
    let session = app.session().ok_or(Reason::NoRow)?;
    let id = take_out(&session.selected().ok_or(Reason::NoRow)?).ok_or(Reason::NoRow)?;
    let row = session.desk.register.take_outs().get(&id).ok_or(Reason::NoRow)?;
    let approved = row.decision.result == Some(DecisionResult::Approved) && row.until.is_some();
    if approved && row.returned_on.is_none() { Ok(()) } else { Err(Reason::NotExtendable) }
}

/// Asks until when the take-outs that are marked or selected may last; that is a decision of its own.
fn extend(app: &mut App, env: Env) {
    let ids: Vec<TakeOutId> = targets(app).iter().filter_map(take_out).collect();
    let facts =
        ids.into_iter().map(|take_out| Fact::TakeOutExtended { take_out, until: env.today(), by: None });
    let facts: Vec<Fact> = facts.collect();
    asking::ask(app, &facts, env);
}

fn take_out(row: &RowKey) -> Option<TakeOutId> {
    match row {
        RowKey::Record(RecordKey::TakeOut(id)) => Some(id.clone()),
        _ => None,
    }
}

fn approved(row: &RowKey, by: Option<PersonId>) -> Option<Fact> {
    let (RowKey::Record(RecordKey::TakeOut(id))
    | RowKey::Finding(Rule::TakeOutApproval, Subject::TakeOut(id), _)) = row
    else {
        return None;
    };
    let result = DecisionResult::Approved;
    Some(Fact::TakeOutDecided { take_out: id.clone(), result, by, note: None })
}

/// What a refusal records, but for its reason.
fn refused_here(row: &RowKey, by: Option<PersonId>) -> Option<Fact> {
    let Some(Fact::TakeOutDecided { take_out, by, .. }) = approved(row, by) else { return None };
    Some(Fact::TakeOutDecided { take_out, result: DecisionResult::Refused, by, note: None })
}

/// Opens the form of a new request that says what the selected one says.
fn again(app: &mut App, env: Env) {
    let lang = app.lang();
    let Some(session) = app.session() else { return };
    let Some(RowKey::Record(RecordKey::TakeOut(id))) = session.selected() else { return };
    let Some(take_out) = session.desk.register.take_outs().get(&id) else { return };
    let record = Record::TakeOut(take_out.again(&session.desk.register, env.today()));
    let title = Form::title_for(&record, true, lang);
    let policy = Arc::clone(&session.desk.policy);
    let form = Form::new(title, record, Target::Add { group: None }, policy, lang, env.now);
    app.layers.push(form);
}

/// Asks for the reason for refusing the requests that are marked or selected.
fn ask_selected_refusal(app: &mut App) {
    let ids = targets(app).into_iter().filter_map(|row| match row {
        RowKey::Record(RecordKey::TakeOut(id)) | RowKey::Finding(_, Subject::TakeOut(id), _) => Some(id),
        _ => None,
    });
    ask_refusal(app, &ids.collect::<Vec<_>>());
}

/// Refuses requests with a reason.
pub fn refused(app: &mut App, ids: &[TakeOutId], reason: &str, env: Env, effects: &mut Vec<Effect>) -> bool {
    let by = app.session().and_then(|session| session.desk.decider());
    let facts = ids.iter().map(|id| Fact::TakeOutDecided {
        take_out: id.clone(),
        result: DecisionResult::Refused,
        by: by.clone(),
        note: Some(reason.to_owned()),
    });
    let facts: Vec<Fact> = facts.collect();
    let done = settle::record_on(app, facts.clone(), env.today(), env, effects);
    if done {
        tell_more(app, &facts, env.today());
    }
    done
}
