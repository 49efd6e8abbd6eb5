//! What the vault answers to a change: memory follows, and what was to come next.

use crate::tui::{
    app::{App, Effect, Env, Failure, Next, Session, Step, Undo},
    forms::Form,
    lists::RowKey,
    recording::{open, undo::screen},
    terminal::tone::Tone,
    words::Word,
};

/// The vault has answered.
pub fn committed(app: &mut App, outcome: Result<(), Failure>, env: Env, effects: &mut Vec<Effect>) {
    let Some(pending) = app.pending.take() else { return };
    let lang = app.lang();
    match outcome {
        Ok(()) => {
            let on = screen(app);
            let Some(session) = app.session_mut() else { return };
            if session.desk.apply(&[&pending.change]).is_err() {
                effects.push(Effect::Reload);
                return;
            }
            app.follow_policy();
            let Some(session) = app.session_mut() else { return };
            let key = pending.change.records.first().map(|record| RowKey::Record(record.key.clone()));
            // What was done again can be taken back with one key, as any change of this session.
            let stands = matches!(pending.undo, Undo::No | Undo::Step { redo: true, .. });
            if let Undo::Step { step, redo: false } = &pending.undo
                && let Some(taken) =
                    session.steps.iter_mut().rev().find(|made| made.stands && made.change == *step)
            {
                taken.stands = false;
            }
            // Other ids mean the same records.
            let undone = matches!(pending.undo, Undo::Step { .. }) && pending.change.renamed().is_empty();
            session.steps.push(Step {
                change: pending.change,
                label: pending.label,
                on,
                stands,
                overtaken: false,
            });
            session.spoil();
            if let Some(key) = key.as_ref().filter(|_| undone) {
                go_back_to(session, key);
            }
            app.tell(pending.notice, Tone::Good);
            follow(app, pending.next, key, env, effects);
        }
        Err(Failure::ChangedElsewhere(why)) => {
            app.tell(why, Tone::Error);
            effects.push(Effect::Reload);
        }
        Err(Failure::ToldWhole(why)) => app.tell(why, Tone::Error),
        Err(Failure::Other(why)) => app.tell(Word::CommitFailed.fill(lang, &[&why]), Tone::Error),
    }
}

/// Selects the row of what was taken back: the record where the list in front has it, else a finding about it.
fn go_back_to(session: &mut Session, key: &RowKey) {
    let RowKey::Record(record) = key else { return };
    let subject = record.subject();
    let (list, desk) = session.list_and_desk();
    if list.select(desk, key) {
        return;
    }
    let about = desk.findings.iter().filter(|finding| finding.subject == subject);
    let rows: Vec<RowKey> = about.map(RowKey::of).collect();
    for row in rows {
        if list.select(desk, &row) {
            return;
        }
    }
}

/// Goes on after a change, of which `key` is the first record.
fn follow(app: &mut App, next: Next, key: Option<RowKey>, env: Env, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    match next {
        Next::Stay => {}
        Next::CloseForm => {
            let offer = app.layers.top::<Form>().and_then(open::offer_another);
            if app.layers.is_top::<Form>() {
                app.layers.pop();
            }
            if let (Some(notice), Some(offer)) = (&mut app.notice, offer) {
                notice.text.push_str(offer.say(lang));
            }
            if let (Some(session), Some(key)) = (app.session_mut(), key) {
                let (list, desk) = session.list_and_desk();
                list.select(desk, &key);
            }
        }
        Next::Then(then) => then(app, env, effects),
    }
}
