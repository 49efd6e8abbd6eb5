//! 例外承認: granted from a finding, ended early.

use std::sync::Arc;

use crate::{
    register::{Command, Fact, Key as RecordKey, Record, RecordKind},
    tui::{
        app::{
            App, Env,
            binding::{Binding, writes},
        },
        desk::{subject_name, waiver},
        forms::{Form, Target, draft},
        keys::{Ctx, ch, ctrl},
        lists::RowKey,
        recording::asking,
        words::{Reason, RowsWord, Word},
    },
};

pub static KEYS: &[Binding] = &[
    writes(Ctx::Today, &[ch('w'), ctrl('w')], Word::KeyWaive, 6, can_waive, |app, env, _| {
        waive(app, env);
    })
    .on_row(),
    end_waiver(Ctx::Today, 0),
    end_waiver(Ctx::Office, 9),
];

const fn end_waiver(ctx: Ctx, bar: u8) -> Binding {
    let keys = const { &[ch('z'), ctrl('e')] };
    writes(ctx, keys, Word::KeyEndWaiver, bar, can_end_waiver, |app, env, _| ask_end(app, env)).on_row()
}

/// A finding is selected, and no waiver of it runs.
fn can_waive(app: &App) -> Result<(), Reason> {
    let session = app.session().ok_or(Reason::NoRow)?;
    match session.selected().ok_or(Reason::NoRow)? {
        RowKey::Finding(rule, subject, _) if waiver::covering(&session.desk, rule, &subject).is_some() => {
            Err(Reason::WaiverRuns)
        }
        RowKey::Finding(..) => Ok(()),
        RowKey::Care(id) if waiver::warned_of(&session.desk, &id).is_some() => Ok(()),
        _ => Err(Reason::NotWaivable),
    }
}

/// A waiver that runs, or a row under one, is selected.
fn can_end_waiver(app: &App) -> Result<(), Reason> {
    selected(app).map(|_| ()).ok_or(Reason::NoWaiver)
}

/// The waiver behind the selected row, where it runs today.
fn selected(app: &App) -> Option<u32> {
    let session = app.session()?;
    let desk = &session.desk;
    match session.selected()? {
        RowKey::Finding(rule, subject, _) => waiver::covering(desk, rule, &subject),
        RowKey::Care(id) => waiver::warned_of(desk, &id),
        RowKey::Record(RecordKey::Waiver(place)) => {
            let row = desk.register.waivers().get(place as usize)?;
            (row.until >= desk.today).then_some(place)
        }
        _ => None,
    }
}

/// Opens the form of a new waiver with the finding's rule and subject; of one that ends soon, with all it said.
fn waive(app: &mut App, env: Env) {
    let lang = app.lang();
    let Some(session) = app.session() else { return };
    let desk = &session.desk;
    let record = draft(RecordKind::Waiver, &desk.register, env.now, desk.decider().as_ref());
    let Some(mut record) = record else { return };
    let Record::Waiver(row) = &mut record else { return };
    match session.selected() {
        Some(RowKey::Finding(rule, subject, _)) => {
            rule.name().clone_into(&mut row.rule);
            row.subject = subject;
        }
        Some(RowKey::Care(id)) => {
            let place = waiver::warned_of(desk, &id);
            let Some(was) = place.and_then(|place| desk.register.waivers().get(place as usize)) else {
                return;
            };
            row.rule.clone_from(&was.rule);
            row.subject = was.subject.clone();
            row.reason.clone_from(&was.reason);
        }
        _ => return,
    }
    let title = Form::title_for(&record, true, lang);
    let policy = Arc::clone(&session.desk.policy);
    let mut form = Form::new(title, record, Target::Add { group: None }, policy, lang, env.now);
    // What the finding says is there; the reason is what is missing.
    form.focus = 2.min(form.fields.len().saturating_sub(1));
    app.layers.push(form);
}

/// Asks before a waiver is ended early.
fn ask_end(app: &mut App, env: Env) {
    let lang = app.lang();
    let (Some(place), Some(session)) = (selected(app), app.session()) else { return };
    let Some(row) = session.desk.register.waivers().get(place as usize) else { return };
    let name = subject_name(&session.desk, &row.subject);
    let question = RowsWord::AskEndWaiver.fill(lang, &[&name, &row.until.to_string()]);
    let facts = vec![Fact::WaiverEnded { waiver: place }];
    asking::confirm(app, question, Command::Facts { facts, on: env.today() });
}
