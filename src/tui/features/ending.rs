//! 利用の終了: what ended the use of a group, recorded at once, and what is left to do about it as a list.

use crate::{
    register::{Command, Key as RecordKey, Record, id::GroupId},
    tui::{
        app::{
            App, Env, Next, Session,
            allowed::selected,
            binding::{Binding, writes},
        },
        keys::{Ctx, ch, ctrl},
        layers::{
            Answers, Confirm,
            ending::{Ended, Ending},
            sheet::Sheet,
        },
        lists::{RowKey, Tab},
        recording::commit::{carry_asked, doubts_about, doubts_in_words},
        terminal::tone::Tone,
        words::{EndingWord, Word, day_long, key_label},
    },
};

pub static KEYS: &[Binding] =
    &[writes(Ctx::Groups, &[ch('x'), ctrl('x')], Word::KeyEndGroup, 5, selected, |app, _, _| ask(app))
        .on_row()];

fn selected_group(app: &App) -> Option<GroupId> {
    match app.session().and_then(Session::selected) {
        Some(RowKey::Record(RecordKey::Group(id))) => Some(id),
        _ => None,
    }
}

/// Opens the small form.
fn ask(app: &mut App) {
    let lang = app.lang();
    let Some((session, id)) = app.session().zip(selected_group(app)) else { return };
    let Some(sheet) = session.desk.register.group(&id).map(|group| &group.sheet) else { return };
    let today = session.desk.today;
    if sheet.is_over(today) || today.happened(sheet.archived_on) {
        app.tell(EndingWord::Already.say(lang), Tone::Plain);
        return;
    }
    let sheet = Sheet::ending(sheet, lang);
    app.layers.push(sheet);
}

/// Asks before what was answered is recorded: the group, what happened, the day, until when it is kept.
pub fn send(app: &mut App, env: Env) {
    let lang = app.lang();
    let Some(sheet) = app.layers.top_mut::<Sheet>() else { return };
    let Some(ended) = sheet.ended(env.today(), lang) else { return };
    let Some(id) = sheet.ends().cloned() else { return };
    let Some(session) = app.session() else { return };
    let Some(before) = session.desk.register.group(&id).map(|group| group.sheet.clone()) else { return };
    let Ended { what, on, retain_until } = ended;
    let mut after = before.clone();
    after.retain_until = retain_until;
    match what {
        Ending::Death => after.deceased_on = Some(on),
        Ending::Move | Ending::Over => after.ended_on = Some(on),
    }
    let key = RecordKey::Group(id.clone());
    let label = key_label(&key, &session.desk.register, lang);
    let (day, why) = (day_long(on, lang), what.word().say(lang));
    let mut question = match what {
        Ending::Death => EndingWord::AskDeath.fill(lang, &[&label, &day]),
        Ending::Move | Ending::Over => EndingWord::AskEnd.fill(lang, &[&label, &day, why]),
    };
    question.push_str(&match retain_until {
        Some(until) => EndingWord::AskKept.fill(lang, &[&day_long(until, lang)]),
        None => EndingWord::AskOpen.say(lang).to_owned(),
    });
    let record = |sheet| Box::new(Record::Group(sheet));
    let command = Command::Edit { key, before: record(before), after: record(after) };
    let doubts = doubts_about(app, &command);
    if doubts.is_empty() {
        question.push_str(EndingWord::GoOn.say(lang));
    } else {
        question.push_str(&doubts_in_words(app, &doubts));
    }
    let answers = Answers::RECORD;
    app.layers.push(Confirm::new(question, answers, move |app, env, effects| {
        let next = Next::then(move |app, _, _| queue(app, &id));
        carry_asked(app, &command, next, &doubts, env, effects);
    }));
}

/// Closes the form, and lists what is left to do about the group.
fn queue(app: &mut App, id: &GroupId) {
    let lang = app.lang();
    app.layers.pop_top::<Sheet>();
    let Some(session) = app.session_mut() else { return };
    let list = &mut session.lists[Tab::Today.place()];
    list.seek(id.as_str());
    session.go(Tab::Today);
    let (list, desk) = session.list_and_desk();
    list.jump(desk, false);
    let screen = Tab::Today.screen();
    let left = list.rows().iter().filter(|row| screen.heading(desk, **row).is_none()).count();
    let said = match left {
        0 => EndingWord::QueueEmpty.say(lang).to_owned(),
        left => EndingWord::Queue.fill(lang, &[&left.to_string()]),
    };
    app.tell(said, Tone::Good);
}
