//! What a message does to the state. No input or output happens here: what the world has to do comes back as effects.

mod commit;
pub(super) mod everywhere;
pub(super) mod follow;
mod form;
pub mod keep;
pub mod keymap;
mod likely;
mod lists;
mod palette;
mod requests;
pub mod view;

use super::{
    app::{
        App, Effect, Env, Message, Opened, Session, Stage, Typed,
        allowed::write,
        binding::{Binding, Of},
        door::{Door, Kind},
        page::Page,
    },
    features::{
        beginning, bulk, calendar, door, ending, history, import, incident, joining, overview, papers,
        people, review, settings, undo as steps, vault, waiving,
    },
    forms::Form,
    keys::Ctx,
    layers::{answers, pages},
    recording::{facts, marks, survey, take_outs, undo},
    terminal::{
        gate::{may_be_composed, text_of},
        input::{Folded, Input, Key},
        tone::Tone,
    },
    words::{TypingWord, Word},
};

pub use likely::works;

use follow::open_session;
use view::messages::take_long;

/// Every row of the table of keys, in the order in which the palette tells those of one rank.
pub fn rows() -> Vec<Binding> {
    [
        lists::KEYS,
        facts::KEYS,
        take_outs::KEYS,
        survey::KEYS,
        answers::KEYS,
        form::KEYS,
        pages::KEYS,
        papers::keys::KEYS,
        history::keys::KEYS,
        people::keys::PERSON,
        incident::opening::KEYS,
        incident::KEYS,
        incident::response::KEYS,
        incident::guide::KEYS,
        undo::KEYS,
        vault::keys::KEYS,
        vault::restoring::KEYS,
        import::keys::KEYS,
        beginning::KEYS,
        settings::KEYS,
        everywhere::KEYS,
        door::KEYS,
        review::keys::KEYS,
        review::round_keys::KEYS,
        waiving::KEYS,
        ending::KEYS,
        bulk::KEYS,
        joining::KEYS,
        steps::keys::KEYS,
        calendar::KEYS,
        overview::keys::KEYS,
        people::keys::KEYS,
    ]
    .concat()
}

/// Takes a message.
pub fn update(app: &mut App, message: Message, env: Env) -> Vec<Effect> {
    let mut effects = Vec::new();
    let mut moved = !matches!(message, Message::Input(_));
    app.now = Some(env.now);
    if let Some(session) = app.session_mut()
        && session.desk.today != env.today()
    {
        // Midnight has passed since the last key.
        session.desk.judge(env.today());
        session.spoil();
        moved = true;
    }
    let rewritten = matches!(message, Message::Committed(_) | Message::Followed(_) | Message::Reloaded(_));
    match message {
        Message::Input(Input::Key(key)) => press(app, key, env, &mut effects),
        Message::Input(Input::Burst(keys)) => burst(app, &keys, env, &mut effects),
        Message::Input(Input::Paste(text)) => paste(app, &text),
        Message::Input(Input::Closed) => {
            // The line is gone: what was being typed is kept before the end.
            everywhere::lock(app, env, &mut effects);
            effects.push(Effect::Quit);
        }
        Message::Input(Input::Resize(columns, rows)) => app.size = (columns, rows),
        Message::Input(Input::FocusGained | Input::FocusLost) => {}
        Message::Committed(outcome) => commit::committed(app, outcome, env, &mut effects),
        Message::Unlocked(Ok(opened)) => open_session(app, *opened, env),
        Message::Recovered(Ok(opened)) => recovered(app, *opened, env),
        Message::Unlocked(Err(denied)) | Message::Recovered(Err(denied)) | Message::Created(Err(denied)) => {
            if let Stage::Door(door) = &mut app.stage {
                let wait = denied.wait;
                door.refused(denied);
                vault::keys::wait(app, wait, &mut effects);
            }
        }
        Message::Created(Ok((opened, key))) => app.stage = Stage::Door(Door::recovery(key, opened)),
        Message::Opened { file, outcome } => everywhere::opened(app, file, outcome),
        Message::Written { output, outcome } => {
            papers::deliver::written(app, output, outcome, env);
        }
        Message::PlaceTried { output, overwrite, outcome } => {
            papers::deliver::place_tried(app, output, overwrite, outcome, env, &mut effects);
        }
        Message::Rendered { delivery, outcome } => {
            papers::deliver::rendered(app, delivery, outcome, env, &mut effects);
        }
        Message::Exported { delivery, outcome } => {
            papers::deliver::exported(app, delivery, outcome, env, &mut effects);
        }
        Message::Import(news) => import::news::receive(app, *news, env, &mut effects),
        Message::PastRead { wanted, outcome } => papers::keys::past_read(app, wanted, outcome, env),
        Message::MonthsRead { ticket, outcome } => overview::keys::receive(app, ticket, &outcome),
        Message::Reloaded(register) => follow::reloaded(app, *register, env),
        Message::Followed(changes) => follow::followed(app, &changes, env, &mut effects),
        Message::History(part) => history::keys::receive(app, part),
        Message::PastChanges(outcome) => steps::keys::receive(app, outcome),
        Message::Cares(cares) => follow::cares(app, cares),
        Message::CareSettled(outcome) => follow::care_settled(app, outcome),
        Message::DraftNotKept(why) => follow::not_kept(app, &why),
        Message::ReloadFailed(why) => app.tell(why, Tone::Error),
        Message::AsksLogin(asked) => asks_login(app, asked),
        Message::WaitLeft(seconds) => app.wait = seconds,
        Message::AccountsRead(outcome) => vault::keys::accounts_read(app, outcome),
        Message::AccountsChanged(outcome) => vault::keys::accounts_changed(app, outcome, &mut effects),
        Message::AboutRead(facts) => vault::keys::about_read(app, *facts),
        Message::Verified(outcome) => vault::keys::verified(app, outcome),
        Message::PolicyRead(outcome) => settings::read(app, outcome, env),
        Message::BackedUp(outcome) => vault::keys::backed_up(app, outcome),
        Message::ShelfRead(outcome) => vault::restoring::shelf_read(app, outcome),
        Message::BackupLookedAt(outcome) => vault::restoring::looked_at(app, outcome),
        Message::Drilled(outcome) => vault::restoring::drilled(app, outcome),
        Message::PutBack(outcome) => vault::restoring::put(app, outcome),
        Message::Working(at) => app.working = at,
        Message::Idle => everywhere::lock(app, env, &mut effects),
    }
    requests::carry_out(app, env, &mut effects);
    if moved {
        review::keys::sync(app, env, &mut effects);
    }
    if let Stage::Open(session) = &mut app.stage {
        app.layers.refresh(&mut session.desk, rewritten, &mut effects);
        if app.layers.is_empty() && app.pending.is_none() {
            let Session { lists, desk, .. } = &mut **session;
            for list in lists.iter_mut() {
                list.take_back_marks(desk);
            }
        }
    }
    take_long(app);
    effects
}

/// The closed vault asks for a name, or no longer does. What was being typed into another door stands.
fn asks_login(app: &mut App, asked: bool) {
    if app.login.asked == asked {
        return;
    }
    app.login.asked = asked;
    if let Stage::Door(door) = &mut app.stage
        && matches!(door.kind, Kind::Unlock)
        && !door.busy
    {
        let message = door.message.take();
        *door = Door { message, ..Door::closed(&app.login) };
    }
}

/// A new password is told before whatever else the unlock found.
fn recovered(app: &mut App, opened: Opened, env: Env) {
    open_session(app, opened, env);
    let said = Word::Recovered.say(app.lang());
    match app.notice.take() {
        Some(notice) => app.tell(format!("{said} {}", notice.text), notice.tone),
        None => app.tell(said, Tone::Good),
    }
}

/// Keys that came too fast for a hand: text where text is typed, and nothing where keys are commands.
///
/// At the door and in the small forms about the vault they are the keys that they are: a program may type a password, and
/// nothing is recorded there.
fn burst(app: &mut App, keys: &[Key], env: Env, effects: &mut Vec<Effect>) {
    let mut keys = keys;
    while let ([key, rest @ ..], true) = (keys, takes_passwords(app)) {
        press(app, *key, env, effects);
        keys = rest;
    }
    let text = text_of(keys);
    if may_be_composed(&text) && !takes_text(app) {
        if !text.is_empty() {
            app.tell(Word::JapaneseInput.say(app.lang()), Tone::Plain);
        }
        return;
    }
    paste(app, &text);
}

/// Whether the door, or a small form about the vault, has the keys.
fn takes_passwords(app: &App) -> bool {
    match app.layers.last() {
        _ if app.working.is_some() || app.reading.is_some() => false,
        Some(layer) => layer.takes_passwords(),
        None => matches!(app.stage, Stage::Door(_)),
    }
}

fn paste(app: &mut App, text: &str) {
    if app.working.is_some() {
        return;
    }
    if !takes_text(app) {
        app.tell(TypingWord::Pasted.say(app.lang()), Tone::Plain);
        return;
    }
    if let Stage::Door(door) = &mut app.stage
        && app.layers.is_empty()
    {
        door.paste(text);
        return;
    }
    if only_looks(app) {
        return;
    }
    match app.layers.last_mut() {
        Some(layer) => layer.paste(text, app.settings.lang),
        None => {
            if let Some(session) = app.session_mut() {
                let (list, desk) = session.list_and_desk();
                if list.searching {
                    list.search.paste(text);
                    list.search_changed(desk);
                }
            }
        }
    }
}

/// The contexts that look at a key, the topmost first.
pub fn contexts(app: &App) -> Vec<Ctx> {
    if app.working.is_some() {
        return vec![Ctx::Working];
    }
    if app.reading.is_some() {
        return vec![Ctx::Page];
    }
    match (&app.stage, app.layers.last()) {
        (_, Some(layer)) => layer.first_ctx().into_iter().chain([layer.ctx(), Ctx::Anywhere]).collect(),
        (Stage::Door(door), None) => match door.kind {
            Kind::Unlock => vec![Ctx::Unlock, Ctx::Door],
            Kind::Recover => vec![Ctx::Recover, Ctx::Door],
            Kind::Recovery { .. } => vec![Ctx::Recovery, Ctx::Door],
            Kind::FirstRun => vec![Ctx::FirstRun, Ctx::Door],
        },
        (Stage::Open(session), None) if session.list().searching => vec![Ctx::Search, Ctx::Anywhere],
        (Stage::Open(session), None) => vec![session.tab.ctx(), Ctx::List, Ctx::Anywhere],
    }
}

/// Whether letters are text where the keys go now.
pub fn takes_text(app: &App) -> bool {
    if app.working.is_some() || app.reading.is_some() {
        return false;
    }
    match (&app.stage, app.layers.last()) {
        (_, Some(layer)) => layer.takes_text(),
        (Stage::Door(door), None) => !door.fields.is_empty(),
        (Stage::Open(session), None) => session.list().searching,
    }
}

/// A key while a message is read in full: it turns or closes the message. What ends the program, locks it or opens an
/// incident closes it as well, and is done.
fn press_reading(app: &mut App, key: Key, env: Env, effects: &mut Vec<Effect>) {
    if !app.reading.as_ref().is_some_and(|reading| reading.shown) {
        return;
    }
    let Folded::Command(key) = key.fold() else { return };
    let Some(binding) = keymap::find(&[Ctx::Page, Ctx::Anywhere], key) else { return };
    if binding.ctx == Ctx::Anywhere {
        if key.text().is_some() || !(binding.counts)(app, key) || binding.possible(app).is_err() {
            return;
        }
        app.file = app.reading.take().and_then(|reading| reading.file);
    }
    (binding.handler)(app, env, effects);
}

/// Does what the key for everywhere of this name does.
fn press_named(app: &mut App, label: Word, env: Env, effects: &mut Vec<Effect>) {
    if let Some(binding) = keymap::called(label) {
        (binding.handler)(app, env, effects);
    }
}

fn press(app: &mut App, key: Key, env: Env, effects: &mut Vec<Effect>) {
    dispatch(app, key, env, effects);
    requests::carry_out(app, env, effects);
}

/// A key while something takes long: it stops that, or leaves the register, which stops it too. No other does anything.
fn press_working(app: &mut App, key: Key, env: Env, effects: &mut Vec<Effect>) {
    let binding = keymap::find(&[Ctx::Working, Ctx::Anywhere], key);
    let leaves = [Word::KeyStop, Word::KeyLock, Word::KeySuspend];
    if let Some(binding) = binding.filter(|row| leaves.contains(&row.label) && row.possible(app).is_ok()) {
        (binding.handler)(app, env, effects);
    }
}

fn dispatch(app: &mut App, key: Key, env: Env, effects: &mut Vec<Effect>) {
    if app.working.is_some() {
        press_working(app, key, env, effects);
        return;
    }
    if app.reading.is_some() {
        press_reading(app, key, env, effects);
        return;
    }
    if let Folded::Command(folded) = key.fold()
        && named(app, folded).is_some()
    {
        // It is done with what the page tells of, which is selected behind it.
        app.layers.pop();
    }
    let typing = takes_text(app);
    let ctxs = contexts(app);
    // A text takes letters as they are; only keys that write nothing can be commands there.
    let command = match key.fold() {
        Folded::Command(folded) if !typing => Some(folded),
        _ if key.text().is_none() => Some(key),
        Folded::JapaneseInput if !typing => {
            app.tell(Word::JapaneseInput.say(app.lang()), Tone::Plain);
            return;
        }
        _ => None,
    };
    let binding =
        command.and_then(|key| keymap::find(&ctxs, key).filter(|binding| fits(binding, app, key, typing)));
    match binding {
        Some(binding) => {
            let possible = binding.possible(app);
            app.file = app.notice.take().and_then(|notice| notice.file);
            match possible {
                Ok(()) if binding.of == Of::Marks && marks::ask(app, binding) => {}
                Ok(()) => (binding.handler)(app, env, effects),
                Err(reason) => app.tell(reason.say(app.lang()), Tone::Plain),
            }
        }
        None if type_key(app, key, env, effects) => {}
        None if app.asks() && key.text().is_some() => {
            app.tell(TypingWord::OnlyAnswers.say(app.lang()), Tone::Plain);
        }
        None => {
            let name = key.name(app.lang());
            app.tell(Word::NoSuchKey.fill(app.lang(), &[&name]), Tone::Quiet);
        }
    }
}

/// The row of a key that the page on top names as the next step of what is selected behind it.
fn named(app: &App, key: Key) -> Option<&'static Binding> {
    let page = app.layers.top::<Page>().filter(|_| app.layers.len() == 1 && app.reading.is_none())?;
    let session = app.session()?;
    let row = keymap::find(&[session.tab.ctx(), Ctx::List, Ctx::Anywhere], key)?;
    // It would be done with the marked rows, and the page tells of one.
    if row.of == Of::Marks && !session.list().marks.is_empty() {
        return None;
    }
    let mut names = page.keys().map(|(name, _)| name);
    names.any(|name| row.shown_keys().any(|key| key.name(app.lang()) == *name)).then_some(row)
}

/// Whether a row of the table counts now: over a layer or a text only a few of the keys for everywhere do, and a text of
/// several lines keeps Enter and the arrows.
fn fits(binding: &Binding, app: &App, key: Key, typing: bool) -> bool {
    let in_front = binding.ctx == Ctx::Anywhere && !typing && app.layers.is_empty();
    in_front || (binding.counts)(app, key)
}

/// Whether a form is open that may only be looked at; then this is told.
fn only_looks(app: &mut App) -> bool {
    if !app.layers.is_top::<Form>() {
        return false;
    }
    match write(app) {
        Ok(()) => false,
        Err(reason) => {
            app.tell(reason.say(app.lang()), Tone::Plain);
            true
        }
    }
}

fn type_key(app: &mut App, key: Key, env: Env, effects: &mut Vec<Effect>) -> bool {
    use super::widgets::text_input::Edit;
    if let Stage::Door(door) = &mut app.stage
        && app.layers.is_empty()
    {
        return door.type_key(key);
    }
    // Enter goes on to the next field.
    let writes =
        if key == Key::ENTER { app.layers.top().is_some_and(Form::takes_lines) } else { !key.moves() };
    if writes && only_looks(app) {
        return true;
    }
    let (layers, scene) = app.split();
    match layers.last_mut().map(|layer| layer.type_key(key, scene)) {
        Some(Typed::Act(act)) => {
            act(app, env, effects);
            true
        }
        Some(typed) => matches!(typed, Typed::Taken),
        None => {
            let Some(session) = app.session_mut() else { return false };
            let (list, desk) = session.list_and_desk();
            if !list.searching {
                return false;
            }
            let edit = list.search.handle(key);
            if edit == Edit::Changed {
                list.search_changed(desk);
            }
            edit != Edit::Ignored
        }
    }
}
