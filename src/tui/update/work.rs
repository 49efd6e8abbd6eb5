//! The administrator's work by keys: removals and invitations, a person's sheet, who leaves and joins, take-outs.

use crate::{
    policy::leaving::removal_requests,
    register::{
        Command, Date, Fact, Key as RecordKey, Record, Register,
        id::{MembershipId, PersonId, TakeOutId},
        subject::Subject,
        words::DecisionResult,
    },
    tui::{
        app::{App, Effect, Env, Session},
        forms::{Form, Target},
        keymap::Action,
        layers::{
            Confirm, Layer, Purpose, Then,
            picker::{Choice, Item as Candidate, Picker},
        },
        screens::RowKey,
        text::{Word, WorkWord},
        tone::Tone,
        work::{Does, Item, Page, View, Work, roles},
    },
};

use super::{
    asking, open,
    settle::{self, When},
};

/// The list of work where it is on top.
fn on_top(app: &mut App) -> Option<&mut Work> {
    match app.layers.last_mut() {
        Some(Layer::Work(work)) => Some(work),
        _ => None,
    }
}

/// Brings every open list of work up to date.
pub fn refresh(app: &mut App) {
    let mut layers = std::mem::take(&mut app.layers);
    if let Some(session) = app.session_mut() {
        for layer in &mut layers {
            if let Layer::Work(work) = layer {
                session.desk.ready();
                work.refresh(&session.desk);
            }
        }
    }
    app.layers = layers;
}

fn push(app: &mut App, page: Page) {
    if let Some(session) = app.session_mut() {
        session.desk.ready();
        let work = Work::new(page, &session.desk);
        app.layers.push(Layer::Work(Box::new(work)));
    }
}

/// Whom the selected row of a list, or the selected line of a list of work, is about.
pub fn person_here(app: &App) -> Option<PersonId> {
    if let Some(Layer::Work(work)) = app.layers.last() {
        return match &work.page {
            Page::Removals { .. } => work.selected()?.person.clone(),
            Page::Person { .. } => None,
        };
    }
    let session = app.session()?;
    let register = &session.desk.register;
    match session.selected()? {
        RowKey::Record(key) => person_of(register, &key),
        RowKey::Finding(_, subject, _) => match subject {
            Subject::Staff(id) | Subject::Partner(id) => Some(id),
            Subject::Membership(id) => register.membership(&id).map(|(_, row)| row.person.clone()),
            Subject::Device(id) => register.devices().get(&id)?.holder.clone(),
            Subject::TakeOut(id) => register.take_outs().get(&id)?.requester.clone(),
            _ => None,
        },
        RowKey::Care(_) | RowKey::Heading => None,
    }
}

fn person_of(register: &Register, key: &RecordKey) -> Option<PersonId> {
    match key {
        RecordKey::Staff(id) | RecordKey::Partner(id) => Some(id.clone()),
        RecordKey::Membership(_, id) => register.membership(id).map(|(_, row)| row.person.clone()),
        RecordKey::Device(id) => register.devices().get(id)?.holder.clone(),
        RecordKey::TakeOut(id) => register.take_outs().get(id)?.requester.clone(),
        _ => None,
    }
}

/// Carries out an action of the administrator's work; says whether it was one.
pub fn perform(app: &mut App, action: Action, env: Env, effects: &mut Vec<Effect>) -> bool {
    match action {
        Action::Removals => push(app, Page::Removals { by_person: false }),
        Action::Person => person(app),
        Action::Leaves => leaves(app),
        Action::Again => again(app, env),
        Action::Refuse => refuse(app),
        _ if on_top(app).is_some() => return on_work(app, action, env, effects),
        _ => return false,
    }
    true
}

fn on_work(app: &mut App, action: Action, env: Env, effects: &mut Vec<Effect>) -> bool {
    match action {
        Action::Settle => settle(app, When::Today, env, effects),
        Action::SettleOnDay => settle(app, When::Asked, env, effects),
        Action::Open => {
            if let Some(key) = on_top(app).and_then(|work| work.selected().map(|item| item.key.clone())) {
                open_record(app, &key, env);
            }
        }
        Action::ChangeRole => change_role(app),
        Action::OffDuty => {
            let items = on_top(app).map(|work| work.targets()).unwrap_or_default();
            let facts = items.into_iter().filter_map(|item| match item.key {
                RecordKey::Membership(_, membership) => Some(Fact::OffDuty { membership }),
                _ => None,
            });
            settle::record(app, facts.collect(), When::Today, env, effects);
        }
        Action::NextFilter => {
            let mut layers = std::mem::take(&mut app.layers);
            if let (Some(Layer::Work(work)), Some(session)) = (layers.last_mut(), app.session()) {
                work.switch(&session.desk);
            }
            app.layers = layers;
        }
        _ => return moved(app, action),
    }
    true
}

fn moved(app: &mut App, action: Action) -> bool {
    let Some(work) = on_top(app) else { return false };
    let page = isize::try_from(work.height.saturating_sub(1).max(1)).unwrap_or(10);
    match action {
        Action::Up => work.step(-1),
        Action::Down => work.step(1),
        Action::PageUp => work.step(-page),
        Action::PageDown => work.step(page),
        Action::Top => work.jump(false),
        Action::Bottom => work.jump(true),
        Action::Mark => work.toggle_mark(),
        Action::MarkAll => work.toggle_all_marks(),
        _ => return false,
    }
    true
}

/// Opens the sheet of the person that the row is about; who leaves is shown with what is open.
fn person(app: &mut App) {
    let Some(id) = person_here(app) else { return };
    let leaves = app
        .session()
        .and_then(|session| session.desk.register.staff().get(&id))
        .is_some_and(|staff| staff.left_on.is_some());
    let view = if leaves { View::Leaving } else { View::Sheet };
    push(app, Page::Person { id, view });
}

/// Asks for the last day of work; of somebody of another office, for the reason of leaving every group.
fn leaves(app: &mut App) {
    let id = match app.layers.last() {
        Some(Layer::Work(work)) => match &work.page {
            Page::Person { id, .. } => Some(id.clone()),
            Page::Removals { .. } => None,
        },
        _ => person_here(app),
    };
    let lang = app.lang();
    let (Some(id), Some(session)) = (id, app.session()) else { return };
    let staff = session.desk.register.staff().get(&id);
    let (question, text, purpose) = if let Some(staff) = staff {
        let text = staff.left_on.map(|day| day.to_string()).unwrap_or_default();
        (Word::AskLastDay, text, Purpose::LastDay(id))
    } else {
        let members = removals_of(session, &id);
        if members.is_empty() {
            app.tell(WorkWord::NothingLeft.say(lang), Tone::Plain);
            return;
        }
        (Word::AskReason, WorkWord::ReasonLeft.say(lang).to_owned(), Purpose::Removal(members))
    };
    app.ask(question, &text, purpose);
}

fn removals_of(session: &Session, id: &PersonId) -> Vec<MembershipId> {
    let facts = removal_requests(&session.desk.register, id, None, session.desk.today);
    let members = facts.into_iter().filter_map(|fact| match fact {
        Fact::RemovalRequested { membership, .. } => Some(membership),
        _ => None,
    });
    members.collect()
}

/// Records the last day of work and shows what is open.
pub fn last_day(app: &mut App, id: &PersonId, day: Date, env: Env, effects: &mut Vec<Effect>) -> bool {
    let announced = Fact::LeavingAnnounced { staff: id.clone(), last_day: day };
    if !settle::record_on(app, vec![announced], env.today(), env, effects) {
        return false;
    }
    let page = Page::Person { id: id.clone(), view: View::Leaving };
    if matches!(app.layers.last(), Some(Layer::Work(_))) {
        app.layers.pop();
    }
    push(app, page);
    true
}

/// Opens the form of a new request that says what the selected one says.
fn again(app: &mut App, env: Env) {
    let lang = app.lang();
    let Some(session) = app.session() else { return };
    let Some(RowKey::Record(RecordKey::TakeOut(id))) = session.selected() else { return };
    let Some(take_out) = session.desk.register.take_outs().get(&id) else { return };
    let record = Record::TakeOut(take_out.again(&session.desk.register, env.today()));
    let title = Form::title_for(&record, true, lang);
    let form = Form::new(title, record, Target::Add { group: None }, lang, env.now);
    app.layers.push(Layer::Form(Box::new(form)));
}

/// Asks for the reason for refusing the requests that are marked or selected.
fn refuse(app: &mut App) {
    let Some(session) = app.session() else { return };
    let targets = session.list().targets(&session.desk);
    let ids: Vec<TakeOutId> = targets
        .into_iter()
        .filter_map(|target| match target {
            RowKey::Record(RecordKey::TakeOut(id)) | RowKey::Finding(_, Subject::TakeOut(id), _) => Some(id),
            _ => None,
        })
        .collect();
    ask_refusal(app, ids);
}

fn ask_refusal(app: &mut App, ids: Vec<TakeOutId>) {
    if !ids.is_empty() {
        app.ask(Word::AskRefusal, "", Purpose::Refusal(ids));
    }
}

/// Refuses requests with a reason.
pub fn refused(app: &mut App, ids: &[TakeOutId], reason: &str, env: Env, effects: &mut Vec<Effect>) -> bool {
    let by = app.session().and_then(|session| session.desk.decider());
    let facts = ids.iter().map(|id| Fact::TakeOutDecided {
        take_out: id.clone(),
        result: DecisionResult::Refused,
        by: by.clone(),
        note: Some(reason.to_owned()),
    });
    let facts: Vec<Fact> = facts.collect();
    let done = settle::record_on(app, facts.clone(), env.today(), env, effects);
    if done {
        tell_more(app, &facts, env.today());
    }
    done
}

/// Adds to what is told of take-outs what the register makes of them: no approval, approved afterwards, decided by oneself.
pub fn tell_more(app: &mut App, facts: &[Fact], on: Date) {
    let lang = app.lang();
    let Some(session) = app.session() else { return };
    let take_outs = session.desk.register.take_outs();
    let mut words: Vec<WorkWord> = Vec::new();
    for fact in facts {
        match fact {
            Fact::TakeOutLeft { take_out } => {
                let approved = take_outs.get(take_out).and_then(|row| row.decided(on));
                if !matches!(approved, Some((DecisionResult::Approved, _))) {
                    words.push(WorkWord::OutUnapproved);
                }
            }
            Fact::TakeOutDecided { take_out, result, by, .. } => {
                let Some(row) = take_outs.get(take_out) else { continue };
                if *result == DecisionResult::Approved && row.out_on.is_some_and(|day| day < on) {
                    words.push(WorkWord::ApprovedLater);
                }
                if by.is_some() && *by == row.requester {
                    words.push(WorkWord::DecidedOwn);
                }
            }
            _ => {}
        }
    }
    words.dedup();
    if let Some(pending) = &mut app.pending {
        // What asks for something goes first: the end of a long line is cut.
        for word in words.iter().rev() {
            pending.notice = format!("{} {}", word.say(lang), pending.notice);
        }
    }
}

fn open_record(app: &mut App, key: &RecordKey, env: Env) {
    match key {
        // A review is decided on its members.
        RecordKey::Review(group, _) => {
            app.layers.clear();
            open::members(app, group.clone());
        }
        key => open::edit(app, key, env),
    }
}

/// Settles the marked items, or the selected one.
fn settle(app: &mut App, when: When, env: Env, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    let items: Vec<Item> = on_top(app).map(|work| work.targets()).unwrap_or_default();
    if let [item] = items.as_slice() {
        settle_one(app, item, when, env, effects);
        return;
    }
    let facts = items.iter().filter_map(|item| match &item.does {
        Does::Fact(fact) => Some(fact.clone()),
        _ => None,
    });
    let (facts, left) = asking::together(app, facts.collect());
    let skipped = items.len() - facts.len();
    if facts.is_empty() {
        app.tell(Word::SkippedSome.fill(lang, &[&skipped.to_string()]), Tone::Plain);
        return;
    }
    if when == When::Today && asking::of_several_kinds(&facts) {
        let question = asking::mixed(&facts, skipped, env.today(), env, lang);
        let then = Then::Carry(Command::Facts { facts, on: env.today() });
        app.layers.push(Layer::Confirm(Confirm::new(question, then)));
        return;
    }
    settle::record(app, facts, when, env, effects);
    settle::tell_left_out(app, left, skipped - left);
}

fn settle_one(app: &mut App, item: &Item, when: When, env: Env, effects: &mut Vec<Effect>) {
    match &item.does {
        Does::Open => open_record(app, &item.key, env),
        Does::Fact(fact) => settle::record(app, vec![fact.clone()], when, env, effects),
        Does::Pick { .. } => pick(app, &item.does),
        Does::Refuse(id) => ask_refusal(app, vec![id.clone()]),
    }
}

fn pick(app: &mut App, does: &Does) {
    let lang = app.lang();
    let Does::Pick { title, none, facts } = does else { return };
    if facts.is_empty() {
        app.tell(none.say(lang), Tone::Plain);
        return;
    }
    let items = facts.iter().map(|(label, _)| Candidate::new(label.clone(), [])).collect();
    let facts = facts.iter().map(|(_, fact)| fact.clone()).collect();
    let picker = Picker::new(title.say(lang).to_owned(), items, Choice::Remedy(facts));
    app.layers.push(Layer::Picker(Box::new(picker)));
}

fn change_role(app: &mut App) {
    let Some(Page::Person { id, .. }) = on_top(app).map(|work| work.page.clone()) else { return };
    let does = app
        .session()
        .filter(|session| session.desk.register.staff().get(&id).is_some())
        .map(|session| roles(&session.desk, &id));
    if let Some(does) = does {
        pick(app, &does);
    }
}
