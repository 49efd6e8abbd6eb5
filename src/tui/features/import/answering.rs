//! What is answered on the third page, and that it comes in.

use crate::{
    exchange::{
        question::{Choice, What},
        values::{days, plain},
    },
    register::{
        Lang,
        wareki::{Which, parse_date},
    },
    store::LEDGER_IMPORTED,
    tui::{
        app::{App, Effect, Env, Next, Pending, Undo, allowed::write, imports::Wants},
        layers::{
            Done as Shown, Prompt, Purpose, Taken,
            picker::{Item, Picker},
        },
        terminal::{tone::Tone, width::visible},
        words::{ImportWord as W, Word, ledgers::question},
    },
};

use super::{
    Does, Done, Ledger, Step,
    keys::{on_a_question, with},
    trial::{Bucket, Ground, history_label},
};

pub(super) fn turn_list(app: &mut App, by: isize) {
    with(app, |import, _| {
        if let Some(trial) = import.trial() {
            trial.bucket = trial.bucket.turned(by);
            trial.single = false;
        }
    });
}

/// Answers the selected questions with the choice of a number.
pub(super) fn answer_number(app: &mut App, number: usize, _env: Env, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    if let Err(reason) = on_a_question(app) {
        app.tell(reason.say(lang), Tone::Plain);
        return;
    }
    if !is_seen(app) {
        return;
    }
    match choice_at(app, number.saturating_sub(1)) {
        Some(choice) => take_choice(app, &choice, effects),
        None => app.tell(W::NotThatMany.fill(lang, &[&number.to_string()]), Tone::Plain),
    }
}

/// Whether the selected question was on the screen: what was typed ahead of it answers nothing.
fn is_seen(app: &mut App) -> bool {
    let seen = with(app, |import, _| {
        import.trial().is_some_and(|trial| trial.shown.as_deref() == trial.selected_key())
    });
    if seen != Some(true) {
        app.tell(W::NotSeenQuestion.say(app.lang()), Tone::Plain);
    }
    seen == Some(true)
}

fn choice_at(app: &mut App, place: usize) -> Option<Choice> {
    with(app, |import, _| {
        let trial = import.trial()?;
        let group = trial.selected_group()?;
        trial.question(group)?.choices.get(place).cloned()
    })
    .flatten()
}

fn take_choice(app: &mut App, choice: &Choice, effects: &mut Vec<Effect>) {
    if *choice == Choice::Type {
        ask_typed(app);
    } else {
        give_answer(app, Some(&choice.word()), effects);
    }
}

/// Answers the selected questions, and finds out what happens then.
pub(super) fn give_answer(app: &mut App, word: Option<&str>, effects: &mut Vec<Effect>) {
    with(app, |import, _| {
        let Some(Ledger { trial: Some(trial), answers, .. }) = &mut import.ledger else { return };
        trial.answer(word, answers);
        import.simulate_again(effects);
    });
}

/// Chooses an answer from a list.
pub(super) fn pick_answer(app: &mut App) {
    if !is_seen(app) {
        return;
    }
    let picker = with(app, |import, session| {
        let lang = session.desk.lang;
        let trial = import.trial()?;
        let says = trial.choices(&session.desk.register, &session.desk.policy, lang);
        let asked = trial.question(trial.selected_group()?)?;
        let offered = says.into_iter().zip(&asked.choices);
        let offered: Vec<_> =
            offered.map(|((says, _), choice)| (Item::new(says, []), choice.clone())).collect();
        let title = question(&asked.what, lang);
        Some(Picker::new(title, offered, |app, choice, _, effects| take_choice(app, &choice, effects)))
    });
    app.layers.extend(picker.flatten());
}

/// What is right is typed.
#[derive(Clone, Copy)]
enum Typing {
    Day,
    Year,
    Number,
    Text,
}

impl Purpose for Typing {
    fn handle(&self, typed: &str, app: &mut App, env: Env, effects: &mut Vec<Effect>) -> Taken {
        let value = self.value(typed, env, app.lang())?;
        give_answer(app, Some(&Choice::Take(value).word()), effects);
        Ok(Shown::Shown)
    }
}

impl Typing {
    fn of(what: &What) -> Self {
        match what {
            What::NoYear { .. } => Self::Year,
            What::NotANumber { .. } => Self::Number,
            What::NotADay { .. }
            | What::DoneNoDay { .. }
            | What::Serial { .. }
            | What::Ahead { .. }
            | What::DayOfMonth { .. }
            | What::Undated { .. }
            | What::PlannedLeave { .. } => Self::Day,
            _ => Self::Text,
        }
    }

    fn value(self, typed: &str, env: Env, lang: Lang) -> Result<String, String> {
        let plain = plain(typed);
        match self {
            Self::Day => parse_date(typed, env.today(), Which::Last)
                .map(|day| day.to_string())
                .map_err(|fault| fault.message(lang)),
            Self::Year => fiscal_year(&plain).ok_or_else(|| W::NotAYear.say(lang).to_owned()),
            Self::Number => plain
                .parse::<u32>()
                .map(|number| number.to_string())
                .map_err(|_| W::NotANumber.say(lang).to_owned()),
            Self::Text if plain.is_empty() => Err(String::new()),
            Self::Text => Ok(typed.to_owned()),
        }
    }
}

/// A fiscal year as it is typed: of our era by itself, or of whichever it says.
pub(super) fn fiscal_year(plain: &str) -> Option<String> {
    let text = plain.trim_end_matches("年度").trim_end_matches('年');
    let text = if text.len() <= 2 && text.bytes().all(|c| c.is_ascii_digit()) {
        format!("令和{text}年度")
    } else {
        format!("{text}年度")
    };
    days::fiscal_year(&text).map(|year| year.to_string())
}

fn ask_typed(app: &mut App) {
    let asked = with(app, |import, _| {
        let trial = import.trial()?;
        Some(Typing::of(&trial.question(trial.selected_group()?)?.what))
    });
    let Some(typing) = asked.flatten() else { return };
    let question = match typing {
        Typing::Day => W::AskTypedDay,
        Typing::Year => W::AskTypedYear,
        Typing::Number | Typing::Text => W::AskTyped,
    };
    let prompt = Prompt::new(question.say(app.lang()), "", typing);
    app.layers.push(prompt);
}

/// Only the rows without a question, or all of them.
pub(super) fn turn_partly(app: &mut App, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    let said = with(app, |import, session| {
        let ledger = import.ledger.as_mut()?;
        let trial = ledger.trial.as_ref()?;
        let open = trial.open();
        if ledger.partly {
            ledger.partly = false;
            import.simulate(Vec::new(), effects);
            return Some(W::Whole.say(lang).to_owned());
        }
        if open == 0 {
            return Some(W::NoneAsked.say(lang).to_owned());
        }
        let ground = Ground {
            book: &ledger.book,
            register: &session.desk.register,
            policy: &session.desk.policy,
            lang,
        };
        let held = trial.open_in_lines(&ground);
        ledger.partly = true;
        import.simulate(held, effects);
        Some(W::Partly.fill(lang, &[&open.to_string()]))
    });
    if let Some(said) = said.flatten() {
        app.tell(said, Tone::Plain);
    }
}

/// What Enter does where what would happen is shown.
enum Enters {
    Waits(W),
    Asks,
    Open(usize),
    Nothing,
    Takes,
}

/// Enter: the choices of the question in front; where all is answered, what is shown happens.
pub(super) fn enter(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    let enters = with(app, |import, _| {
        let busy = import.running.is_some();
        let Some(trial) = import.trial() else { return Enters::Waits(W::StillRunning) };
        if trial.selected_group().is_some_and(|group| trial.is_open(group)) {
            return Enters::Asks;
        }
        let open = trial.open();
        if open > 0 {
            trial.bucket = Bucket::Asked;
            trial.next_open();
            return Enters::Open(open);
        }
        if busy {
            return Enters::Waits(W::StillRunning);
        }
        if trial.stale || trial.on != env.today() {
            import.simulate_again(effects);
            return Enters::Waits(W::StillRunning);
        }
        if !trial.seen {
            return Enters::Waits(W::NotSeen);
        }
        if trial.simulation.change.records.is_empty() { Enters::Nothing } else { Enters::Takes }
    });
    match enters {
        Some(Enters::Waits(why)) => app.tell(why.say(lang), Tone::Plain),
        Some(Enters::Asks) => pick_answer(app),
        Some(Enters::Open(open)) => app.tell(W::StillOpen.fill(lang, &[&open.to_string()]), Tone::Plain),
        Some(Enters::Nothing) => came_in(app, 0, effects),
        Some(Enters::Takes) => take_in(app, effects),
        None => {}
    }
}

/// Writes what is shown as one step of the history.
fn take_in(app: &mut App, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    if let Err(reason) = write(app) {
        app.tell(reason.say(lang), Tone::Plain);
        return;
    }
    if app.pending.is_some() {
        app.tell(Word::WaitingForCommit.say(lang), Tone::Plain);
        return;
    }
    let found = with(app, |import, _| {
        let ledger = import.ledger.as_ref()?;
        Some((ledger.name.clone(), ledger.trial.as_ref()?.simulation.change.clone()))
    });
    let Some((name, change)) = found.flatten() else { return };
    let count = change.records.len();
    let name = visible(&name).into_owned();
    let action = format!("{LEDGER_IMPORTED}/{count}/{name}");
    effects.push(Effect::Commit { change: change.clone(), action });
    let notice = format!("{}{}", W::Came.fill(lang, &[&name, &count.to_string()]), W::CameUndo.say(lang));
    let next = Next::then(move |app, _, effects| came_in(app, count, effects));
    app.pending =
        Some(Pending { change, notice, label: history_label(&name, count, lang), undo: Undo::No, next });
}

/// It has come in: what was left out is told, and how it was taken in is remembered.
fn came_in(app: &mut App, count: usize, effects: &mut Vec<Effect>) {
    with(app, |import, session| {
        let lang = session.desk.lang;
        let Some(ledger) = &mut import.ledger else { return };
        let Some(trial) = &ledger.trial else { return };
        let said = |lang| {
            trial.not_taken(&Ground {
                book: &ledger.book,
                register: &session.desk.register,
                policy: &session.desk.policy,
                lang,
            })
        };
        let first = trial.simulation.change.records.first().cloned();
        ledger.done =
            Some(Done { taken_back: false, first, count, not_taken: said(lang), on_paper: said(Lang::Ja) });
        let remembered = ledger.remembered();
        (import.step, import.scroll) = (Step::Done, 0);
        import.begin(Does::Lists, Wants::Finish(remembered), effects);
        import.running = None;
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fiscal_year_is_typed_as_people_say_it() {
        for (typed, expected) in
            [("8", "2026"), ("R8", "2026"), ("令和8年度", "2026"), ("2025", "2025"), ("平成31", "2019")]
        {
            let plain = plain(typed);
            assert_eq!(fiscal_year(&plain).as_deref(), Some(expected), "{typed}");
        }
        assert_eq!(fiscal_year("x"), None);
    }
}
