//! From a command to the vault and back: plan, write, then follow in memory.

use crate::{
    register::{Command, Fact, Refusal, ReviewStep},
    tui::{
        app::{App, Effect, Env, Failure, Layer, Next, Pending, Step, Undo, allowed::write},
        desk::waiver,
        forms::Form,
        lists::RowKey,
        terminal::tone::Tone,
        words::{CaseWord, ReviewWord, Said, Word, key_label, record_label, refusal, step_label},
    },
};

/// Plans a command and sends its change to the vault; a refusal is told and gives `false`.
pub fn carry(app: &mut App, command: &Command, next: Next, env: Env, effects: &mut Vec<Effect>) -> bool {
    let lang = app.lang();
    if let Err(reason) = write(app) {
        // No key leads here; should one ever, nothing is written all the same.
        app.tell(reason.say(lang), Tone::Plain);
        return false;
    }
    let Some(session) = app.session() else { return false };
    if app.pending.is_some() {
        app.tell(Word::WaitingForCommit.say(lang), Tone::Plain);
        return false;
    }
    if let Some(why) = waiver::fault(command, &session.desk.register, &session.desk.policy, env.today(), lang)
    {
        refuse(app, why);
        return false;
    }
    let register = &session.desk.register;
    let change = match command.plan(register, env.today()) {
        Ok(change) => change,
        Err(Refusal::NothingChanged) if matches!(next, Next::CloseForm) => {
            app.layers.pop();
            app.tell(refusal(&Refusal::NothingChanged, lang), Tone::Plain);
            return true;
        }
        Err(why) => {
            refuse(app, refusal(&why, lang));
            return false;
        }
    };
    let name = change
        .records
        .first()
        .map(|record| match (&record.before, &record.after) {
            // A new record is not in the register yet: its number names it.
            (None, Some(after)) => record_label(after, lang),
            _ => key_label(&record.key, register, lang),
        })
        .unwrap_or_default();
    let (notice, label) = match command {
        Command::Facts { facts, on } => facts_notice(facts, &name, &on.to_string(), lang),
        Command::Remove { .. } => (Word::Removed.fill(lang, &[&name]), name),
        Command::Review { group, step } => {
            let sheet = register.group(group).map(|group| &group.sheet);
            let name = sheet.and_then(|sheet| sheet.name.as_deref()).unwrap_or(group.as_str());
            let what = ReviewWord::StepOf.fill(lang, &[name, &step_label(step, lang)]);
            let said = match step {
                // What is signed is not taken back.
                ReviewStep::Sign { .. } => Word::ReviewSigned.fill(lang, &[&what]),
                _ => ReviewWord::Saved.fill(lang, &[&what]),
            };
            (said, what)
        }
        Command::Edit { .. } if command.opens_again(&change) => {
            (Word::SavedReopened.fill(lang, &[&name]), name)
        }
        Command::Add { .. } | Command::Edit { .. } => (Word::Saved.fill(lang, &[&name]), name),
        Command::Rename { ids } => {
            let count = ids.len().to_string();
            let what = crate::tui::desk::care::some_of(ids, lang);
            (Said::IdsRenamed.fill(lang, &[&count, &what]), Said::IdsRenaming.fill(lang, &[&count]))
        }
    };
    let sent = super::settle::reports_sent(&change);
    let sent: Vec<String> = sent.iter().map(|sent| super::settle::report_to(sent, lang)).collect();
    let notice = if sent.is_empty() {
        notice
    } else {
        // It is not taken back.
        CaseWord::SentRecorded.fill(lang, &[&sent.join(", ")])
    };
    effects.push(Effect::Commit { change: change.clone(), action: command.action().to_owned() });
    app.pending = Some(Pending { change, notice, label, undo: Undo::No, next });
    true
}

/// The question before a form is saved that opens a decision again.
pub fn reopening(app: &App, command: &Command, env: Env) -> Option<String> {
    write(app).ok()?;
    let register = &app.session()?.desk.register;
    let change = command.plan(register, env.today()).ok().filter(|change| command.opens_again(change))?;
    let record = change.records.first()?;
    Some(Word::AskReopen.fill(app.lang(), &[&key_label(&record.key, register, app.lang())]))
}

/// Tells why something is not recorded, where it was typed.
fn refuse(app: &mut App, text: String) {
    match app.layers.last_mut().and_then(Layer::says) {
        Some(says) => *says.text = Some(text),
        None => app.tell(text, Tone::Error),
    }
}

fn facts_notice(facts: &[Fact], name: &str, on: &str, lang: crate::register::Lang) -> (String, String) {
    match facts {
        [fact] => {
            let what = format!("{name}　{}", fact.say(lang));
            (Word::Done.fill(lang, &[&what, on]), what)
        }
        many => {
            let count = many.len().to_string();
            let label = Word::Count.fill(lang, &[&count]);
            (Word::DoneMany.fill(lang, &[&count, on]), label)
        }
    }
}

/// The vault has answered.
pub fn committed(app: &mut App, outcome: Result<(), Failure>, env: Env, effects: &mut Vec<Effect>) {
    let Some(pending) = app.pending.take() else { return };
    let lang = app.lang();
    match outcome {
        Ok(()) => {
            let on = super::undo::screen(app);
            let Some(session) = app.session_mut() else { return };
            if session.desk.apply(&[&pending.change]).is_err() {
                effects.push(Effect::Reload);
                return;
            }
            let key = pending.change.records.first().map(|record| RowKey::Record(record.key.clone()));
            // What was done again can be taken back with one key, as any change of this session.
            let stands = matches!(pending.undo, Undo::No | Undo::Step { redo: true, .. });
            if let Undo::Step { step, redo: false } = &pending.undo
                && let Some(taken) =
                    session.steps.iter_mut().rev().find(|made| made.stands && made.change == *step)
            {
                taken.stands = false;
            }
            session.steps.push(Step { change: pending.change, label: pending.label, on, stands });
            session.spoil();
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

/// Goes on after a change, of which `key` is the first record.
fn follow(app: &mut App, next: Next, key: Option<RowKey>, env: Env, effects: &mut Vec<Effect>) {
    match next {
        Next::Stay => {}
        Next::CloseForm => {
            if app.layers.is_top::<Form>() {
                app.layers.pop();
            }
            if let (Some(session), Some(key)) = (app.session_mut(), key) {
                let (list, desk) = session.list_and_desk();
                list.select(desk, &key);
            }
        }
        Next::Respond(id) => crate::tui::features::incident::respond(app, id),
        Next::SelectIncident(id) => crate::tui::features::incident::select_quietly(app, &id),
        Next::AskNote { incident, place, what } => {
            crate::tui::features::incident::response::ask_note_of(app, incident, place, what)
        }
        Next::Write { output, overwrite } => effects.push(Effect::Write { output: *output, overwrite }),
        Next::Review(group) => crate::tui::features::review::keys::open(app, group, env),
    }
}
