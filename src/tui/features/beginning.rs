//! From when the register is kept and who hosts the patients' groups (連携元事業所): asked for until it is answered, with a line
//! after the unlock and a row on Today, and with a key whenever somebody likes.

use crate::{
    register::{Command, Key as RecordKey, Record, Refusal, records::Office},
    store::{AccountRole, Answered},
    tui::{
        app::{
            App, Effect, Env, Next, Session,
            allowed::{always, write},
            binding::{Binding, writes},
        },
        desk::{care, first_steps::is_step},
        keys::{Ctx, ch, ctrl},
        layers::sheet::{Errand, Sheet},
        lists::RowKey,
        recording::commit::{carry_asked, doubts_about},
        terminal::tone::Tone,
        words::{BeginningWord, FirstWord, Word, refusal},
    },
};

pub static KEYS: &[Binding] = &[key(Ctx::Today, 0), key(Ctx::Office, 9)];

/// Whether a step of the beginning is selected.
pub fn is_at_a_step(session: &Session) -> bool {
    let Some(RowKey::Care(id)) = session.selected() else { return false };
    session.desk.cares.iter().any(|care| care.id == id && is_step(care))
}

/// Takes the first steps off today's list for good.
pub fn put_away(app: &mut App, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    let Some(session) = app.session_mut() else { return };
    session.desk.first_steps = false;
    renew(session);
    effects.push(Effect::Answered(Answered::FirstSteps));
    app.tell(FirstWord::PutAwayDone.say(lang), Tone::Plain);
}

/// The rows of today's list that come from the register are worked out again.
fn renew(session: &mut Session) {
    let cares = std::mem::take(&mut session.desk.cares);
    session.desk.set_cares(cares);
    session.spoil();
}

const fn key(ctx: Ctx, bar: u8) -> Binding {
    let keys = const { &[ch('o'), ctrl('o')] };
    writes(ctx, keys, Word::KeyBeginning, bar, always, |app, _, _| ask(app))
}

/// Says once that it is to be answered, when the register is open: to an administrator who may record the answer. Nothing is
/// laid over the list: whoever types on at once does not type into a question.
pub fn offer(app: &mut App) {
    let Some(session) = app.session() else { return };
    let administrator = session.role == Some(AccountRole::Administrator);
    let told = app.beginning_told
        || !app.layers.is_empty()
        || app.notice.is_some()
        || session.desk.cares.iter().any(care::doubts_the_history);
    if administrator && !told && session.desk.asks_for_beginning() && write(app).is_ok() {
        app.beginning_told = true;
        app.tell(BeginningWord::Asked.say(app.lang()), Tone::Plain);
    }
}

/// Opens the small form.
pub fn ask(app: &mut App) {
    if let Err(reason) = write(app) {
        app.tell(reason.say(app.lang()), Tone::Plain);
        return;
    }
    let lang = app.lang();
    let Some(session) = app.session() else { return };
    let sheet = Sheet::beginning(session.desk.register.office(), &session.desk.policy, lang);
    app.layers.push(sheet);
}

/// Leaves it.
pub fn leave(app: &mut App) {
    app.layers.pop_top::<Sheet>();
    let lang = app.lang();
    if app.session().is_some_and(|session| session.desk.asks_for_beginning()) {
        app.tell(BeginningWord::PutOff.say(lang), Tone::Plain);
    }
}

/// Records the answer. An answer that leaves both open changes nothing in the register, and is remembered all the same.
pub fn send(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    let Some(sheet) = app.layers.top_mut::<Sheet>() else { return };
    let Some((since, host)) = sheet.beginning_answered(env.today(), lang) else { return };
    let Some(session) = app.session() else { return };
    let before = session.desk.register.office().clone();
    let after = Office { kept_since: since, default_host: host, ..before.clone() };
    let first = before.kept_since.is_none() && before.default_host.is_none();
    if after == before {
        answered(app, effects);
        let unchanged = refusal(&Refusal::NothingChanged, lang);
        let open = || BeginningWord::AnsweredOpen.say(lang).to_owned();
        app.tell(if first { open() } else { unchanged }, Tone::Plain);
        return;
    }
    let record = |office| Box::new(Record::Office(office));
    // A first answer is given to a question that says what follows; whoever moves it later is asked.
    let command = Command::Edit { key: RecordKey::Office, before: record(before), after: record(after) };
    let asked = if first { doubts_about(app, &command) } else { Vec::new() };
    carry_asked(app, &command, Next::then(|app, _, effects| answered(app, effects)), &asked, env, effects);
}

/// The form is closed, and nothing asks any more.
fn answered(app: &mut App, effects: &mut Vec<Effect>) {
    if app.layers.top::<Sheet>().is_some_and(|sheet| matches!(sheet.errand, Errand::Beginning)) {
        app.layers.pop();
    }
    effects.push(Effect::Answered(Answered::Beginning));
    if let Some(session) = app.session_mut() {
        session.desk.asks_beginning = false;
        renew(session);
    }
}
