//! What each action does, where it is pressed.

use crate::tui::{
    app::{App, Effect, Env, Login, Next, Stage},
    door::Door,
    keep,
    keymap::{Action, Ctx},
    layers::{Confirm, Layer, Then, sheet::Sheet},
    screens::Tab,
    text::Word,
    tone::Tone,
};

use super::{
    answers::{accept, answer, decline},
    asking, case,
    commit::{carry, reopening},
    follow, guide,
    history::{self, Which},
    incident, open, papers, review, routine,
    settle::{self, When},
    undo, vault, waiving, work,
};

/// Carries out an action.
#[expect(clippy::too_many_lines, reason = "a table: one arm an action")]
pub fn perform(app: &mut App, action: Action, env: Env, effects: &mut Vec<Effect>) {
    if work::perform(app, action, env, effects)
        || routine::takes(app, action, env, effects)
        || case::takes(app, action, env, effects)
    {
        return;
    }
    match action {
        Action::Quit => quit(app, env, effects),
        Action::Lock => lock(app, env, effects),
        Action::Suspend => suspend(app, env, effects),
        Action::Keys => open::keys(app),
        Action::Palette => open::palette(app),
        Action::Undo => undo::undo(app, effects),
        Action::Steps | Action::Calendar | Action::TrainingRound | Action::PasswordRound => {
            routine::open(app, action);
        }
        Action::Waive => waiving::waive(app, env),
        Action::EndWaiver => waiving::ask_end(app, env),
        Action::NextTab => turn(app, 1),
        Action::PreviousTab => turn(app, Tab::ALL.len() - 1),
        Action::Tab(place) => go(app, usize::from(place)),
        Action::Up => step(app, -1),
        Action::Down => step(app, 1),
        Action::PageUp => step(app, -page(app)),
        Action::PageDown => step(app, page(app)),
        Action::Top => jump(app, false),
        Action::Bottom => jump(app, true),
        Action::Search => match history::on_top(app) {
            Some(page) => page.searching = true,
            None => with_list(app, |list, _| list.searching = true),
        },
        Action::NextFilter if history::on_top(app).is_some() => history::change_scope(app, true),
        Action::NextFilter => with_list(app, |list, desk| list.change_filter(desk, true)),
        Action::PreviousFilter => with_list(app, |list, desk| list.change_filter(desk, false)),
        Action::Mark => with_list(app, |list, desk| list.toggle_mark(desk)),
        Action::MarkAll => with_list(app, |list, desk| list.toggle_all_marks(desk)),
        Action::Open => open_here(app, env),
        Action::History => history::open(app, Which::Record),
        Action::HistoryAll => history::open(app, Which::Whole),
        Action::HistorySince => history::open(app, Which::Since),
        Action::MembersOn => history::ask_members_day(app),
        Action::TakeTheirs | Action::KeepMine => {
            if let Some(Layer::Form(form)) = app.layers.last_mut() {
                if action == Action::TakeTheirs { form.swap_theirs() } else { form.keep_mine() }
            }
        }
        Action::Edit => open::edit_selected(app, env),
        Action::New => open::new(app, env),
        Action::Remove => open::remove(app),
        Action::Settle => settle_here(app, When::Today, env, effects),
        Action::SettleOnDay => settle_here(app, When::Asked, env, effects),
        Action::Details if review::on_top(app).is_some() => review::details(app),
        Action::Details => open::details(app),
        Action::NewIncident => incident::begin(app),
        Action::Back => back(app),
        Action::Responses | Action::Guide => {
            use crate::{register::Key as RecordKey, tui::screens::RowKey};
            if let Some(RowKey::Record(RecordKey::Incident(id))) =
                app.session().and_then(crate::tui::app::Session::selected)
            {
                if action == Action::Guide { case::guide(app, id) } else { case::respond(app, id) }
            }
        }
        Action::Report => papers::ask_report(app, env),
        Action::Grow => incident::ask_growth(app),
        Action::Papers
        | Action::WritePaper
        | Action::NextFormat
        | Action::NextStage
        | Action::PanLeft
        | Action::PanRight
        | Action::SwitchNames
        | Action::KeySheet => papers::perform(app, action, env),
        Action::PasswordChanged
        | Action::PledgeSigned
        | Action::TrainingAttended
        | Action::DeviceInspected
        | Action::DeviceReturned
        | Action::Approve
        | Action::Refuse
        | Action::Left
        | Action::Returned
        | Action::Archive
        | Action::OffDuty
        | Action::RequestRemoval
        | Action::RemovalDone
        | Action::Joined
        | Action::Reported
        | Action::Close
        | Action::Checked => settle::fact_key(app, action, env, effects),
        // Those of the administrator's work and of an incident that is led, which have nothing to do here.
        Action::Person
        | Action::Removals
        | Action::Leaves
        | Action::ChangeRole
        | Action::Again
        | Action::TakeBack
        | Action::MarkEverybody
        | Action::TakeOver
        | Action::StampAt
        | Action::ResponseNote
        | Action::OwnResponse
        | Action::AnswerYes
        | Action::AnswerNo
        | Action::AnswerNext
        | Action::AnswerNothing => {}
        Action::Accept => accept(app, env, effects),
        Action::Answer => answer(app, env, effects),
        Action::Cancel => cancel(app, env),
        Action::UseRecoveryKey => turn_door(app, Door::recover),
        Action::Accounts => vault::accounts(app, effects),
        Action::AddAccount => vault::sheet(app, Sheet::add(app.lang())),
        Action::RemoveAccount => vault::remove(app),
        Action::ChangePassword => vault::sheet(app, Sheet::password(app.lang())),
        Action::RenewRecoveryKey => vault::sheet(app, Sheet::recovery_key(app.lang())),
        Action::About => vault::about(app, effects),
        Action::Verify => vault::verify(app, effects),
        Action::BackUp => vault::back_up(app, effects),
        Action::Review | Action::Round | Action::Reviewing(_) => review::perform(app, action, env, effects),
        Action::Save
        | Action::NextField
        | Action::PreviousField
        | Action::NextChoice
        | Action::PreviousChoice
        | Action::PickFromList
        | Action::Stamp => in_form(app, action, env, effects),
    }
}

/// What is done in a form.
fn in_form(app: &mut App, action: Action, env: Env, effects: &mut Vec<Effect>) {
    match action {
        Action::Save => save(app, env, effects),
        Action::NextField => move_focus(app, 1),
        Action::PreviousField => move_focus(app, -1),
        Action::NextChoice => choose(app, 1),
        Action::PreviousChoice => choose(app, -1),
        Action::PickFromList => enter_in_form(app, env, effects),
        Action::Stamp => stamp(app, env),
        _ => {}
    }
}

/// The next or the previous choice of the field in focus.
fn choose(app: &mut App, by: isize) {
    match app.layers.last_mut() {
        Some(Layer::Form(form)) => form.choose(by),
        Some(Layer::Sheet(sheet)) => sheet.choose(by),
        _ => {}
    }
}

/// Puts the day or the time of now into the field in focus.
fn stamp(app: &mut App, env: Env) {
    if let Some(Layer::Form(form)) = app.layers.last_mut()
        && let Some(stamp) = form.stamp(env.now)
    {
        form.put(&stamp);
    }
}

/// Enter in a form: the candidates of the field or the next one; at the end of a small form it is sent.
fn enter_in_form(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    match app.layers.last() {
        Some(Layer::Sheet(sheet)) if sheet.at_end() => send(app, env, effects),
        _ => open::pick_for_field(app),
    }
}

/// Ends the small form on top.
fn send(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    match app.layers.last() {
        Some(Layer::Sheet(sheet)) if sheet.is_about_facts() => asking::send(app, env),
        _ => vault::send(app, effects),
    }
}

/// Enter: the entry of the history, what the vault asks for, or the row of a list.
fn open_here(app: &mut App, env: Env) {
    if history::on_top(app).is_some() {
        history::open_entry(app);
    } else if follow::selected_care(app).is_some() {
        open::details(app);
    } else {
        open::open(app, env);
    }
}

/// Settles what the vault asks for where that is selected, else findings.
fn settle_here(app: &mut App, when: When, env: Env, effects: &mut Vec<Effect>) {
    // Marked rows come first.
    let marked = app.session().is_some_and(|session| !session.list().marks.is_empty());
    match follow::selected_care(app).filter(|_| !marked) {
        Some(care) => {
            if let Some(action) = follow::settle_care(app, &care) {
                perform(app, action, env, effects);
            }
        }
        None => settle::settle(app, when, env, effects),
    }
}

pub fn with_list(
    app: &mut App,
    change: impl FnOnce(&mut crate::tui::list::List, &mut crate::tui::desk::Desk),
) {
    if let Some(session) = app.session_mut() {
        let (list, desk) = session.list_and_desk();
        change(list, desk);
    }
}

/// A form whose words were not saved is not left without a question.
fn unsaved(app: &App) -> bool {
    app.layers.iter().any(|layer| matches!(layer, Layer::Form(form) if form.is_changed()))
}

fn quit(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    if let Stage::Door(door) = &mut app.stage
        && !door.is_copied()
    {
        // Whoever leaves now loses the recovery key for ever.
        door.message = Some(Word::NotCopied.say(lang).to_owned());
        return;
    }
    if vault::shows_key(app) {
        vault::leave(app);
        return;
    }
    if unsaved(app) {
        let question = Word::AskDiscard.say(app.lang()).to_owned();
        app.layers.push(Layer::Confirm(Confirm::new(question, Then::Quit)));
    } else {
        review::spend(app, env, effects);
        effects.push(Effect::Quit);
    }
}

/// Closes the register. What was being typed waits inside the vault and is in memory no longer.
pub fn lock(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    if app.settings.practice {
        app.tell(Word::PracticeNoLock.say(app.lang()), Tone::Plain);
        return;
    }
    if app.session().is_none() {
        return;
    }
    review::spend(app, env, effects);
    let lost_key = vault::shows_key(app);
    let draft = keep::keep(&std::mem::take(&mut app.layers));
    app.notice = None;
    app.reading = None;
    app.pending = None;
    app.wait = 0;
    // Nothing may stand on the screen behind a lock, a key that nobody copied neither: this is told instead.
    let said = if lost_key { Word::KeyNotCopied } else { Word::Locked };
    let mut door = Door::closed(&app.login);
    door.message = Some(said.say(app.lang()).to_owned());
    app.stage = Stage::Door(door);
    effects.push(Effect::Lock { draft });
}

fn suspend(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    lock(app, env, effects);
    effects.push(Effect::Suspend);
}

fn turn(app: &mut App, by: usize) {
    if let Some(session) = app.session() {
        let place = (session.tab.place() + by) % Tab::ALL.len();
        go(app, place);
    }
}

fn go(app: &mut App, place: usize) {
    let Some(tab) = Tab::ALL.get(place) else { return };
    if let Some(session) = app.session_mut() {
        // Coming by its number shows all members, not those of the group that was open last.
        let list = &mut session.lists[place];
        if list.scope.take().is_some() {
            list.spoil();
        }
        session.go(*tab);
    }
}

fn page(app: &App) -> isize {
    match app.layers.last() {
        Some(Layer::Confirm(_)) => return 5,
        Some(Layer::Review(review)) if review.ctx() == Ctx::ReviewSign => return 5,
        _ => {}
    }
    if let Some(Layer::History(page)) = app.layers.last() {
        return isize::try_from(page.page.saturating_sub(1).max(1)).unwrap_or(10);
    }
    if let Some(Layer::Review(review)) = app.layers.last() {
        return isize::try_from(review.page.saturating_sub(1).max(1)).unwrap_or(10);
    }
    if let Some(Layer::Routine(work)) = app.layers.last() {
        return isize::try_from(work.page.saturating_sub(1).max(1)).unwrap_or(10);
    }
    app.session().map_or(10, |session| isize::try_from(session.page.saturating_sub(1).max(1)).unwrap_or(10))
}

fn step(app: &mut App, by: isize) {
    match app.layers.last_mut() {
        Some(Layer::Picker(picker)) => picker.step(by),
        Some(Layer::Page(page)) => page.step(by),
        Some(Layer::Form(form)) => form.move_focus(by),
        Some(Layer::Sheet(sheet)) => sheet.move_focus(by),
        Some(Layer::Accounts(accounts)) => accounts.step(by),
        Some(Layer::About(about)) => about.page.step(by),
        Some(Layer::Paper(preview)) => preview.page.step(by),
        Some(Layer::History(page)) => page.step(by),
        Some(Layer::Review(review)) => review.step(by),
        Some(Layer::Round(round)) => round.step(by),
        Some(Layer::Routine(work)) => work.step(by),
        Some(Layer::Confirm(confirm)) => confirm.scroll = confirm.scroll.saturating_add_signed(by),
        Some(Layer::Prompt(_) | Layer::Work(_) | Layer::Responses(_) | Layer::Guide(_)) => {}
        None => with_list(app, |list, desk| list.step(desk, by)),
    }
}

fn jump(app: &mut App, end: bool) {
    match app.layers.last_mut() {
        Some(Layer::Page(page)) => page.jump(end),
        Some(Layer::About(about)) => about.page.jump(end),
        Some(Layer::Paper(preview)) => preview.page.jump(end),
        Some(Layer::History(page)) => page.jump(end),
        Some(Layer::Review(review)) => review.jump(end),
        Some(Layer::Round(round)) => round.jump(end),
        Some(Layer::Routine(work)) => work.jump(end),
        Some(_) => {}
        None => with_list(app, |list, desk| list.jump(desk, end)),
    }
}

fn move_focus(app: &mut App, by: isize) {
    match (&mut app.stage, app.layers.last_mut()) {
        (_, Some(Layer::Confirm(confirm))) => confirm.focus.turn(),
        (_, Some(Layer::Review(review))) => {
            if let Some(focus) = review.focus() {
                focus.turn();
            }
        }
        (Stage::Door(door), _) => door.move_focus(by),
        (_, Some(Layer::Form(form))) => form.move_focus(by),
        (_, Some(Layer::Sheet(sheet))) => sheet.move_focus(by),
        _ => {}
    }
}

/// Esc: closes what is on top; on a list clears what narrows it, then leaves a group's members, then goes to today.
fn back(app: &mut App) {
    if let Some(page) = history::on_top(app)
        && !page.search.is_empty()
    {
        page.search.clear();
        page.narrow();
        return;
    }
    if app.layers.pop().is_some() {
        return;
    }
    let Some(session) = app.session_mut() else { return };
    let (list, desk) = session.list_and_desk();
    if list.clear(desk) {
        return;
    }
    if list.scope.take().is_some() {
        list.spoil();
        session.go(Tab::Groups);
    } else {
        session.go(Tab::Today);
    }
}

/// The door asks for something else, unless it awaits an answer.
fn turn_door(app: &mut App, to: fn(&Login) -> Door) {
    if let Stage::Door(door) = &mut app.stage
        && !door.busy
    {
        *door = to(&app.login);
    }
}

fn cancel(app: &mut App, env: Env) {
    if matches!(app.stage, Stage::Door(_)) && app.layers.is_empty() {
        turn_door(app, Door::closed);
        return;
    }
    let lang = app.lang();
    match app.layers.last() {
        Some(Layer::Form(form)) if form.is_changed() => {
            let question = Word::AskDiscard.say(lang).to_owned();
            app.layers.push(Layer::Confirm(Confirm::new(question, Then::Discard)));
        }
        Some(Layer::Confirm(_)) => decline(app, env),
        Some(Layer::Sheet(_)) => vault::leave(app),
        Some(Layer::Review(_)) => review::cancel(app),
        Some(Layer::History(_)) => {
            if let Some(page) = history::on_top(app) {
                page.searching = false;
                page.search.clear();
                page.narrow();
            }
        }
        Some(_) => {
            app.layers.pop();
        }
        None => with_list(app, |list, desk| {
            list.searching = false;
            list.search.clear();
            list.search_changed(desk);
        }),
    }
}

fn save(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    if matches!(app.layers.last(), Some(Layer::Sheet(_))) {
        send(app, env, effects);
        return;
    }
    let Some(Layer::Form(form)) = app.layers.last_mut() else { return };
    let Ok(command) = form.command(env.now) else { return };
    let decider = app.session().and_then(|session| session.desk.decider());
    let command = guide::decided_now(command, decider, env.today());
    if let Some(question) = reopening(app, &command, env) {
        app.layers.push(Layer::Confirm(Confirm::new(question, Then::Save(command))));
        return;
    }
    carry(app, &command, Next::CloseForm, env, effects);
}
