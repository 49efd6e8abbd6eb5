//! What comes from elsewhere: another session's changes, the vault's own cares, and what was being typed before the
//! lock.

use rustc_hash::FxHashSet;

use crate::{
    register::{Change, Key as RecordKey, Record, Register},
    tui::{
        app::{App, Effect, Env, Layers, Opened, Request, Stage, allowed::write, kept::Ground},
        desk::{
            care::{Care, CareAction, ask_about_ids},
            first_steps::FirstStep,
            reports,
        },
        features::beginning,
        forms::{Form, draft},
        layers::{Answers, Confirm},
        lists::{
            RowKey, Tab,
            steps::{Goes, goes},
        },
        recording::asking,
        terminal::tone::Tone,
        words::{HistoryWord, Reason, Word, key_label, moment, record_label, show_time},
    },
};

use super::{keep, lists::go, press_named};
/// Another session made changes: memory follows, the place and what is being typed stay.
pub fn followed(app: &mut App, changes: &[Change], env: Env, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    let Some(session) = app.session_mut() else { return };
    if changes.iter().all(Change::is_empty) {
        return;
    }
    let all: Vec<&Change> = changes.iter().collect();
    if session.desk.apply(&all).is_err() {
        effects.push(Effect::Reload);
        return;
    }
    let keys: FxHashSet<&RecordKey> =
        changes.iter().flat_map(|change| &change.records).map(|record| &record.key).collect();
    // What others changed since is not taken back; what stands by its place may have moved.
    let by_place = |key: &RecordKey| key.place().is_some();
    let moved = keys.iter().any(|key| by_place(key));
    for step in &mut session.steps {
        let touched = |key: &RecordKey| keys.contains(key) || moved && by_place(key);
        step.overtaken |= step.change.records.iter().any(|record| touched(&record.key));
    }
    let name = changes.iter().flat_map(|change| &change.records).next().map(|record| {
        let register = &session.desk.register;
        match (&record.after, register.record(&record.key)) {
            (None, None) => record.before.as_ref().map_or_else(String::new, |was| record_label(was, lang)),
            _ => key_label(&record.key, register, lang),
        }
    });
    let more = keys.len().saturating_sub(1);
    session.spoil();
    app.follow_policy();
    let name = name.unwrap_or_default();
    let said = if more == 0 {
        HistoryWord::FollowedOne.fill(lang, &[&name])
    } else {
        HistoryWord::FollowedMany.fill(lang, &[&name, &more.to_string()])
    };
    app.tell(said, Tone::Plain);
    rebase_forms(app, env);
}

/// The register was read anew.
pub fn reloaded(app: &mut App, register: Register, env: Env) {
    let lang = app.lang();
    if let Some(session) = app.session_mut() {
        session.desk.replace(register);
        session.steps.clear();
        session.spoil();
        app.follow_policy();
        let said = Word::ChangedElsewhere.say(lang);
        match app.notice.take() {
            // Why something was not recorded is not lost behind what follows from it.
            Some(notice) if notice.tone == Tone::Error => {
                app.tell(format!("{} {said}", notice.text), notice.tone);
            }
            _ => app.tell(said, Tone::Plain),
        }
        rebase_forms(app, env);
    }
}

/// Open forms follow what another session wrote.
pub fn rebase_forms(app: &mut App, env: Env) {
    let (layers, scene) = app.split();
    let mut said = None;
    if let Some(session) = scene.session {
        let register = &session.desk.register;
        let actor = session.desk.decider();
        let next = |base: &Record| {
            let next = draft(base.kind(), register, env.now, actor.as_ref());
            next.and_then(|record| Some(record.id()?.to_owned())).unwrap_or_default()
        };
        for form in layers.all_mut::<Form>() {
            said = said.or(form.follow(register, next));
        }
    }
    if let Some(said) = said {
        app.tell(said, Tone::Plain);
    }
}

/// Opens the register, with what was being typed when it was locked.
pub fn open_session(app: &mut App, mut opened: Opened, env: Env) {
    let lang = app.lang();
    let waiting = opened.waiting.take();
    let visit = app.visit.wrapping_add(1);
    let (size, beginning_told) = (app.size, app.beginning_told);
    *app = App { size, visit, beginning_told, ..App::open(app.settings.clone(), opened, env.today()) };
    let policy = app.settings.policy.clone();
    let place = waiting.as_ref().and_then(|waiting| keep::place(&waiting.text));
    app.beginning_told |= place.as_ref().is_some_and(|place| place.beginning_told);
    let Some(session) = app.session_mut() else { return };
    if let Some(place) = place {
        place.restore(session);
    }
    let ground = Ground { register: &session.desk.register, policy: &policy, lang, now: env.now };
    let mut layers = Layers::default();
    if let Some(waiting) = &waiting {
        layers.append(keep::open(&waiting.text, ground));
    }
    if layers.is_empty() {
        beginning::offer(app);
        return;
    }
    app.aside = layers.split_resting();
    app.layers = layers;
    rebase_forms(app, env);
    let when =
        waiting.and_then(|waiting| moment(&waiting.when)).map_or_else(|| show_time(env.now), show_time);
    let back = HistoryWord::DraftBack.fill(lang, &[&when]);
    match app.notice.take() {
        Some(notice) => app.tell(format!("{back} {}", notice.text), notice.tone),
        None => app.tell(back, Tone::Plain),
    }
}

/// What was being typed could not be kept in the vault, and behind a lock it stays nowhere else: this is told.
pub fn not_kept(app: &mut App, why: &str) {
    let said = HistoryWord::DraftNotKept.fill(app.lang(), &[why]);
    if let Stage::Door(door) = &mut app.stage {
        door.message = Some(said);
    } else {
        app.tell(said, Tone::Error);
    }
}

/// The vault's own cares are these now.
pub fn cares(app: &mut App, cares: Vec<Care>) {
    if let Some(session) = app.session_mut() {
        let before = session.desk.cares.clone();
        session.desk.set_cares(cares);
        if session.desk.cares == before {
            return;
        }
        session.cache.clear();
        session.lists[Tab::Today.place()].spoil();
        session.refresh();
    }
}

/// A care was settled, or was not.
pub fn care_settled(app: &mut App, outcome: Result<Vec<Care>, String>) {
    let lang = app.lang();
    match outcome {
        Ok(left) => {
            let settled = app.session().and_then(|session| {
                let gone = |care: &&Care| !left.iter().any(|other| other.id == care.id);
                session.desk.cares.iter().find(gone).map(|care| care.label.clone())
            });
            cares(app, left);
            app.tell(HistoryWord::CareDone.fill(lang, &[&settled.unwrap_or_default()]), Tone::Good);
        }
        Err(why) => app.tell(HistoryWord::CareFailed.fill(lang, &[&why]), Tone::Error),
    }
}

/// The care that is selected, where one is.
pub fn selected_care(app: &App) -> Option<Care> {
    let session = app.session()?;
    let Some(RowKey::Care(id)) = session.selected() else { return None };
    session.desk.cares.iter().find(|care| care.id == id).cloned()
}

/// Goes where a step of the beginning is done.
pub fn take_step(app: &mut App, step: FirstStep) {
    match goes(step) {
        Goes::Question => beginning::ask(app),
        Goes::Pages(label, _) => app.request(Request::Key(label)),
        Goes::List(tab) => go(app, tab.place()),
    }
}

/// The key for settling on a care: does what settles it, after a question where one is due.
pub fn settle_care(app: &mut App, care: &Care, env: Env, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    match care.action {
        CareAction::None | CareAction::FirstStep(_) => app.tell(Reason::ByTheDetails.say(lang), Tone::Plain),
        CareAction::Beginning => beginning::ask(app),
        CareAction::WriteReport => {
            let report = app.session().and_then(|session| reports::remarked(&session.desk, care).cloned());
            if let Some(report) = report {
                app.request(Request::WriteAnew(report));
            }
        }
        CareAction::Key(label) => press_named(app, label, env, effects),
        CareAction::TrimIds => {
            let asked = app.session().and_then(|session| ask_about_ids(&session.desk.register, lang));
            if let Err(reason) = write(app) {
                app.tell(reason.say(lang), Tone::Plain);
            } else if let Some((question, command)) = asked {
                asking::confirm(app, question, command);
            }
        }
        CareAction::AcceptHistory => {
            let question = HistoryWord::CareAskHistory.say(lang);
            app.layers.push(Confirm::new(question, Answers::ACCEPT_HISTORY, |_, _, effects| {
                effects.push(Effect::AcceptHistory);
            }));
        }
    }
}
