//! OK: what was picked, confirmed or typed is carried out.

use crate::{
    register::{Command, Fact, wareki::parse_date},
    tui::{
        allowed::always,
        app::{App, Effect, Env, Next},
        care::CareAction,
        input::Key,
        keys::{Binding, Ctx, ch, f, row},
        layers::{
            Layer, Purpose, Then,
            picker::{Choice, Picker},
        },
        text::{PaperWord, Word},
        tone::Tone,
    },
};

use super::{
    asking,
    commit::carry,
    deliver, guide, history, incident,
    moving::{back, down, page_down, page_up, up},
    open, papers, press_named, response, review, routine,
    settle::{self, When},
    take_outs, undo, work,
};

pub static KEYS: &[Binding] = &[
    row(Ctx::Picker, &[Key::ENTER], Word::KeyChoose, 1, always, accept_picker),
    back(Ctx::Picker, 2).called(Word::KeyCancel, 2),
    up(Ctx::Picker),
    down(Ctx::Picker),
    page_up(Ctx::Picker),
    page_down(Ctx::Picker),
    row(Ctx::Confirm, &[ch('y'), f(10)], Word::KeyYes, 1, always, accept_confirm),
    row(Ctx::Confirm, &[Key::ESC], Word::KeyNo, 2, always, |app, env, _| decline(app, env)).or(&[ch('n')]),
    row(Ctx::Confirm, &[Key::ENTER], Word::KeyAnswer, 3, always, answer),
    other_answer(&[Key::DOWN, Key::RIGHT, Key::TAB]),
    other_answer(&[Key::UP, Key::LEFT, Key::BACK_TAB]),
    page_up(Ctx::Confirm).called(Word::KeyReadUp, 0),
    page_down(Ctx::Confirm).called(Word::KeyReadDown, 0),
    row(Ctx::Prompt, &[Key::ENTER], Word::KeyAccept, 1, always, |app, env, effects| {
        match app.layers.last() {
            // The reason for removing a member is typed on the review itself.
            Some(Layer::Review(_)) => review::accept(app, env, effects),
            _ => accept_prompt(app, env, effects),
        }
    }),
    row(Ctx::Prompt, &[Key::ESC], Word::KeyCancel, 2, always, |app, _, _| match app.layers.last() {
        Some(Layer::Review(_)) => review::cancel(app),
        _ => {
            app.layers.pop();
        }
    }),
];

const fn other_answer(keys: &'static [Key]) -> Binding {
    row(Ctx::Confirm, keys, Word::KeyOtherAnswer, 0, always, |app, _, _| {
        if let Some(Layer::Confirm(confirm)) = app.layers.last_mut() {
            confirm.focus.turn();
        }
    })
}

fn accept_picker(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    let Some(Layer::Picker(picker)) = app.layers.pop() else { return };
    let Some((place, item)) = picker.chosen() else {
        if review::typed(app, &picker, env, effects) {
            return;
        }
        app.layers.push(Layer::Picker(picker));
        return;
    };
    if let Some(reason) = item.reason.clone() {
        app.layers.push(Layer::Picker(picker));
        app.tell(reason, Tone::Plain);
        return;
    }
    let Picker { choice, .. } = *picker;
    match choice {
        Choice::Field(ids) => match (ids.get(place), app.layers.last_mut()) {
            (Some(id), Some(Layer::Form(form))) => {
                form.put(id);
                form.move_focus(1);
            }
            (Some(id), Some(Layer::Sheet(sheet))) => {
                sheet.put(id);
                sheet.move_focus(1);
            }
            _ => {}
        },
        Choice::Remedy(facts) => {
            let fact = facts.get(place).cloned();
            settle::record(app, fact.into_iter().collect(), When::Today, env, effects);
        }
        Choice::Finding(subject) => {
            let finding =
                app.session().and_then(|session| session.desk.findings_on(&subject).nth(place).cloned());
            if let Some(finding) = finding {
                settle::settle_one(app, &finding, When::Today, env, effects);
            }
        }
        Choice::New(kinds) => {
            if let Some(kind) = kinds.get(place) {
                open::new_draft(app, *kind, env);
            }
        }
        Choice::IncidentKind(kinds) => {
            if let Some(kind) = kinds.get(place) {
                incident::chosen_kind(app, *kind, env, effects);
            }
        }
        Choice::IncidentAbout { kind, mut about, of } if place < about.len() => {
            let about = about.swap_remove(place);
            match of {
                Some(id) => incident::grow_about(app, &id, kind, about, env, effects),
                None => incident::open(app, kind, about, env, effects),
            }
        }
        Choice::IncidentAbout { .. } => {}
        Choice::Assessment { incident, choices } => {
            if let Some(assessment) = choices.get(place) {
                guide::ask_assessor(app, incident, *assessment);
            }
        }
        Choice::AssessedBy { incident, assessment, people } => {
            guide::ask_reason(app, incident, assessment, people.get(place).cloned().flatten());
        }
        Choice::Review(pick) => review::picked(app, pick, place, env, effects),
        Choice::Grow { incident: id, kinds } => {
            if let Some(kind) = kinds.get(place) {
                incident::grow(app, &id, *kind, env, effects);
            }
        }
        Choice::Outgoing(offered) => {
            if let Some(what) = offered.get(place) {
                papers::choose(app, what.clone(), env, effects);
            }
        }
        Choice::Key(rows) => {
            if let Some(row) = rows.get(place) {
                (row.handler)(app, env, effects);
            }
        }
    }
}

/// Enter on a question: the answer in focus. Of a question that nobody has seen yet it answers nothing.
fn answer(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    match app.layers.last() {
        Some(Layer::Confirm(confirm)) if !confirm.focus.is_shown() => {}
        Some(Layer::Confirm(confirm)) if confirm.focus.is_yes() => accept_confirm(app, env, effects),
        _ => decline(app, env),
    }
}

/// No: the question is closed, and what was not done is told. Where a place was typed, it is there to be changed.
fn decline(app: &mut App, env: Env) {
    let Some(Layer::Confirm(confirm)) = app.layers.pop() else { return };
    let not_done = confirm.answers().not_done.say(app.lang());
    if let Then::Overwrite(output) | Then::Write(output) = confirm.then {
        let delivery = output.delivery;
        let again = papers::prompt(app, delivery.what, &delivery.path.display().to_string(), None, env);
        app.layers.push(again);
    }
    app.tell(not_done, Tone::Plain);
}

fn accept_confirm(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    let Some(Layer::Confirm(confirm)) = app.layers.pop() else { return };
    // What was typed has its answer.
    if matches!(confirm.then, Then::Seal { .. } | Then::Record(_) | Then::Carry(_))
        && matches!(app.layers.last(), Some(Layer::Prompt(_)))
    {
        app.layers.pop();
        if let Some(session) = app.session_mut() {
            session.list_and_desk().0.marks.clear();
        }
    }
    match confirm.then {
        Then::Seal { command, reports } => settle::seal(app, &command, &reports, env, effects),
        Then::Carry(command @ Command::Facts { .. }) => asking::record(app, &command, env, effects),
        Then::Carry(command) => {
            carry(app, &command, Next::Stay, env, effects);
        }
        Then::Save(command) => {
            carry(app, &command, Next::CloseForm, env, effects);
        }
        Then::Record(facts) => settle::record(app, facts, When::Today, env, effects),
        Then::TakeBack(taken) => undo::take(app, *taken, effects),
        Then::Discard => {
            app.layers.pop();
        }
        Then::Quit => effects.push(Effect::Quit),
        Then::Care(CareAction::AcceptHistory) => effects.push(Effect::AcceptHistory),
        Then::Care(CareAction::Key(label)) => press_named(app, label, env, effects),
        // A question about ids is answered by the command that it names.
        Then::Care(CareAction::None | CareAction::TrimIds) => {}
        Then::Overwrite(output) => deliver::send(output, true, effects),
        Then::Write(output) => deliver::send(output, false, effects),
        Then::KeySheet => papers::ask_key_path(app, env),
    }
}

fn accept_prompt(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    let Some(Layer::Prompt(mut prompt)) = app.layers.pop() else { return };
    let below = app.layers.len();
    let typed = prompt.input.text().trim().to_owned();
    let done = match &prompt.purpose {
        Purpose::Day(facts) => match parse_date(&typed, env.today()) {
            Ok(on) => settle::record_asked(app, facts.clone(), on, env, effects),
            Err(fault) => {
                prompt.message = Some(fault.message(app.lang()));
                false
            }
        },
        Purpose::MembersOn(group) => match parse_date(&typed, env.today()) {
            Ok(on) => {
                history::show_members(app, &group.clone(), on);
                return;
            }
            Err(fault) => {
                prompt.message = Some(fault.message(app.lang()));
                false
            }
        },
        Purpose::Removal(_) | Purpose::Refusal(_) | Purpose::NearMiss if typed.is_empty() => {
            prompt.message = Some(Word::FaultNeeded.say(app.lang()).to_owned());
            false
        }
        Purpose::Removal(members) => {
            let reason = Some(typed.clone()).filter(|reason| !reason.is_empty());
            let facts = members
                .iter()
                .map(|id| Fact::RemovalRequested { membership: id.clone(), reason: reason.clone() });
            settle::record_on(app, facts.collect(), env.today(), env, effects)
        }
        Purpose::Refusal(take_outs) => take_outs::refused(app, take_outs, &typed, env, effects),
        Purpose::LastDay(staff) => match parse_date(&typed, env.today()) {
            Ok(day) => work::last_day(app, staff, day, env, effects),
            Err(fault) => {
                prompt.message = Some(fault.message(app.lang()));
                false
            }
        },
        Purpose::NearMiss => incident::near_miss(app, &typed, env, effects),
        Purpose::Response { incident, about } => {
            match response::typed(app, incident, about, &typed, env, effects) {
                Ok(()) => true,
                Err(why) => {
                    prompt.message = Some(why).filter(|why| !why.is_empty());
                    false
                }
            }
        }
        Purpose::Assessed { incident, assessment, by } => {
            guide::assessed(app, incident, *assessment, by.as_ref(), &typed, env, effects)
        }
        Purpose::Place(_) if typed.is_empty() => {
            prompt.message = Some(PaperWord::NoPlace.say(app.lang()).to_owned());
            false
        }
        Purpose::Place(what) => match deliver::make(app, what, &typed, env, effects) {
            Ok(()) => true,
            Err(why) => {
                prompt.message = Some(why);
                false
            }
        },
    };
    let asks = |layer: &Layer| matches!(layer, Layer::Confirm(_) | Layer::Sheet(_));
    if app.layers.last().is_some_and(asks) && app.layers.len() > below {
        // It is asked about first: with a no, what was typed is there again.
        app.layers.insert(below, Layer::Prompt(prompt));
        return;
    }
    if done {
        if let Some(session) = app.session_mut() {
            session.list_and_desk().0.marks.clear();
        }
        routine::recorded(app);
        return;
    }
    if prompt.message.is_none() {
        // A refusal was told as a notice while the prompt was away.
        prompt.message = app.notice.take().map(|notice| notice.text);
    }
    app.layers.push(Layer::Prompt(prompt));
}
