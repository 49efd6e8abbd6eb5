//! From a command to the vault and back: plan, write, then follow in memory.

use super::closing::close_asking;
use crate::{
    policy::doubts::{Doubt, doubts, in_words},
    register::{Command, Date, Fact, Lang, Names, Refusal, ReviewStep, words::DecisionResult},
    tui::{
        app::{App, Effect, Env, Layer, Next, Pending, Undo, allowed::write},
        desk::{beginning, care::some_of, considered, waiver},
        layers::{Answers, Confirm},
        terminal::tone::Tone,
        words::{
            CitingWord, HistoryWord, IncidentWord, PeopleWord, ReviewWord, Word, changed_along, key_label,
            record_label, refusal, step_label,
        },
    },
};

/// Plans a command and sends its change to the vault; a refusal is told and gives `false`. So does a doubt, which is asked
/// about first: with a yes the command is carried out after all, and what it was typed in is closed.
pub fn carry(app: &mut App, command: &Command, next: Next, env: Env, effects: &mut Vec<Effect>) -> bool {
    carry_asked(app, command, next, &[], env, effects)
}

/// As [`carry`], where these doubts were named in a question and answered with a yes.
pub fn carry_asked(
    app: &mut App,
    command: &Command,
    next: Next,
    asked: &[Doubt],
    env: Env,
    effects: &mut Vec<Effect>,
) -> bool {
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
    let desk = &session.desk;
    let fault = waiver::fault(command, &desk.register, &desk.policy, env.today(), lang)
        .or_else(|| considered::fault(command, &desk.policy, lang));
    if let Some(why) = fault {
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
    let doubts = doubts(register, &session.desk.policy, command, &change, env.today());
    if doubts.iter().any(|doubt| !asked.contains(doubt)) {
        ask_despite(app, command.clone(), next, doubts);
        return false;
    }
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
        Command::Facts { facts, on } => {
            facts_notice(facts, &name, &on.to_string(), (&*session.desk.policy, lang))
        }
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
        Command::Edit { .. } if !command.opens_again(&change).is_empty() => {
            (Word::SavedReopened.fill(lang, &[&name]), name)
        }
        Command::Add { .. } | Command::Edit { .. } => (Word::Saved.fill(lang, &[&name]), name),
        Command::Rename { ids } => {
            let count = ids.len().to_string();
            let what = some_of(ids, lang);
            (
                HistoryWord::IdsRenamed.fill(lang, &[&count, &what]),
                HistoryWord::IdsRenaming.fill(lang, &[&count]),
            )
        }
    };
    let sent = super::reports::reports_sent(&change);
    let sent: Vec<String> = sent.iter().map(|sent| sent.label(&app.settings.policy, lang)).collect();
    let notice = if sent.is_empty() {
        notice
    } else {
        // It is not taken back.
        IncidentWord::SentRecorded.fill(lang, &[&sent.join(", ")])
    };
    let also = [
        // What an answer about the register's beginning does is told, whatever form it was given in.
        beginning::told(&change, register, &session.desk.policy, env.today(), lang),
        changed_along(&command.completes(&change), lang),
    ];
    let also: Vec<String> = also.into_iter().flatten().collect();
    let between = if lang == Lang::Ja { "" } else { " " };
    let notice = match also.join(between) {
        also if also.is_empty() => notice,
        also => format!("{notice}{between}{also}"),
    };
    effects.push(Effect::Commit { change: change.clone(), action: command.action().to_owned() });
    app.pending = Some(Pending { change, notice, label, undo: Undo::No, next });
    true
}

/// What there is to ask about before a command is carried out.
pub fn doubts_about(app: &App, command: &Command) -> Vec<Doubt> {
    let Some(desk) = app.session().map(|session| &session.desk) else { return Vec::new() };
    let planned = command.plan(&desk.register, desk.today);
    let of = |change| doubts(&desk.register, &desk.policy, command, &change, desk.today);
    planned.map(of).unwrap_or_default()
}

/// Doubts in words, as they stand in a question.
pub fn doubts_in_words(app: &App, doubts: &[Doubt]) -> String {
    let lang = app.lang();
    app.session().map(|session| in_words(doubts, &session.desk.register, lang)).unwrap_or_default()
}

/// Asks whether a command is meant in spite of doubts.
fn ask_despite(app: &mut App, command: Command, next: Next, doubts: Vec<Doubt>) {
    let lang = app.lang();
    let between = if lang == Lang::Ja { "" } else { " " };
    let question = format!("{}{between}{}", doubts_in_words(app, &doubts), Word::AskDespite.say(lang));
    app.layers.push(Confirm::new(question, Answers::despite(&command, &doubts), move |app, env, effects| {
        if carry_asked(app, &command, next, &doubts, env, effects) {
            close_asking(app, &command);
        }
    }));
}

/// Tells why something is not recorded, where it was typed.
fn refuse(app: &mut App, text: String) {
    match app.layers.last_mut().and_then(Layer::says) {
        Some(says) => *says.text = Some(text),
        None => app.tell(text, Tone::Error),
    }
}

fn facts_notice(facts: &[Fact], name: &str, on: &str, (names, lang): (&dyn Names, Lang)) -> (String, String) {
    match facts {
        [fact] => {
            let what = format!("{name}　{}", fact.say(names, lang));
            (Word::Done.fill(lang, &[&what, on]), what)
        }
        many => {
            let count = many.len().to_string();
            let label = Word::Count.fill(lang, &[&count]);
            (Word::DoneMany.fill(lang, &[&count, on]), label)
        }
    }
}

/// Adds to what is told of take-outs what the register makes of them: no approval, approved afterwards, decided by oneself.
pub fn tell_more(app: &mut App, facts: &[Fact], on: Date) {
    let lang = app.lang();
    let Some(session) = app.session() else { return };
    let take_outs = session.desk.register.take_outs();
    let mut words: Vec<String> = Vec::new();
    for fact in facts {
        match fact {
            Fact::TakeOutLeft { take_out } => {
                let approved = take_outs.get(take_out).and_then(|row| row.decided(on));
                if !matches!(approved, Some((DecisionResult::Approved, _))) {
                    words.push(PeopleWord::OutUnapproved.say(lang).to_owned());
                }
            }
            Fact::TakeOutDecided { take_out, result, by, .. } => {
                let Some(row) = take_outs.get(take_out) else { continue };
                if *result == DecisionResult::Approved && row.out_on.is_some_and(|day| day < on) {
                    words.push(PeopleWord::ApprovedLater.say(lang).to_owned());
                }
                if by.is_some() && *by == row.requester {
                    words.push(CitingWord::DecidedOwn.say(&session.desk.policy, lang));
                }
            }
            _ => {}
        }
    }
    words.dedup();
    if let Some(pending) = &mut app.pending {
        // What asks for something goes first: the end of a long line is cut.
        for word in words.iter().rev() {
            pending.notice = format!("{word} {}", pending.notice);
        }
    }
}
