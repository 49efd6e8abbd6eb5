//! An incident that is led: its first response, and the guide to whether the law asks for a report.

use crate::{
    policy::first_response,
    register::{
        Command, Date, Fact, Key as RecordKey, Record, Refusal,
        id::{IncidentId, PersonId},
        records::{Incident, Response},
        subject::Subject,
        wareki::parse_time,
        words::{Addressee, Assessment, Circumstance},
    },
    tui::{
        app::{App, Effect, Env, Next, Session},
        cases::proposed,
        forms::{binder::show_time, field::Candidates},
        keymap::Action,
        layers::{
            Case, Layer, Prompt, Purpose, ResponsePart,
            picker::{Choice, Item, Picker},
        },
        screens::{RowKey, Tab},
        text::{CaseWord, EnumWord, Word, refusal, stage_label},
        tone::Tone,
    },
};

use super::{commit::carry, open::candidates, settle};

/// How many lines a page key moves what is read.
const PAGE: isize = 5;

/// Carries out what a key asks for where an incident is led; says whether it did.
pub fn takes(app: &mut App, action: Action, env: Env, effects: &mut Vec<Effect>) -> bool {
    let responses = match app.layers.last() {
        Some(Layer::Responses(_)) => true,
        Some(Layer::Guide(_)) => false,
        _ => return false,
    };
    match action {
        Action::Up => step(app, -1),
        Action::Down => step(app, 1),
        Action::PageUp => scroll(app, -PAGE),
        Action::PageDown => scroll(app, PAGE),
        Action::Accept if responses => stamp(app, env, effects),
        Action::Accept | Action::Settle => ask_assessment(app),
        Action::StampAt => ask_when(app),
        Action::ResponseNote => ask_note(app),
        Action::OwnResponse => ask_own(app),
        Action::TakeOver => take_over(app, env, effects),
        Action::Reported => {
            if let Some(incident) = led(app) {
                reported(app, &incident.id, env, effects);
            }
        }
        Action::Guide => {
            if let Some(incident) = led(app) {
                guide(app, incident.id);
            }
        }
        Action::AnswerYes => answer(app, |_| Some(true), env, effects),
        Action::AnswerNo => answer(app, |_| Some(false), env, effects),
        Action::AnswerNothing => answer(app, |_| None, env, effects),
        Action::AnswerNext => {
            let next = |now| match now {
                None => Some(true),
                Some(true) => Some(false),
                Some(false) => None,
            };
            answer(app, next, env, effects);
        }
        _ => return false,
    }
    true
}

fn on_top(app: &mut App) -> Option<&mut Case> {
    match app.layers.last_mut() {
        Some(Layer::Responses(case) | Layer::Guide(case)) => Some(case),
        _ => None,
    }
}

/// The incident that is led on top.
pub(super) fn led(app: &App) -> Option<Incident> {
    let (Some(Layer::Responses(case) | Layer::Guide(case)), Some(session)) =
        (app.layers.last(), app.session())
    else {
        return None;
    };
    session.desk.register.incidents().get(&case.incident).cloned()
}

/// Moves the selection of the list.
fn step(app: &mut App, by: isize) {
    let Some(incident) = led(app) else { return };
    let Some(session) = app.session() else { return };
    let rows = match app.layers.last() {
        Some(Layer::Guide(_)) => asked(session, &incident).len(),
        _ => steps(session, &incident.id).len(),
    };
    if let Some(case) = on_top(app) {
        let here = case.place.selected(rows).unwrap_or(0);
        case.place.select(here.saturating_add_signed(by).min(rows.saturating_sub(1)));
        case.scroll = 0;
    }
}

/// Moves what is read; the view holds it at the end.
fn scroll(app: &mut App, by: isize) {
    if let Some(case) = on_top(app) {
        case.scroll = case.scroll.saturating_add_signed(by);
    }
}

/// Changes the incident that is led.
pub(super) fn edit(
    app: &mut App,
    before: Incident,
    after: Incident,
    next: Next,
    env: Env,
    effects: &mut Vec<Effect>,
) -> bool {
    let command = Command::Edit {
        key: RecordKey::Incident(before.id.clone()),
        before: Box::new(Record::Incident(Box::new(before))),
        after: Box::new(Record::Incident(Box::new(after))),
    };
    carry(app, &command, next, env, effects)
}

/// Records what the register proposes: the holder's groups, how many patients, what was carried. Nothing recorded is
/// changed.
fn take_over(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    let Some(before) = led(app) else { return };
    let Some(session) = app.session() else { return };
    let after = proposed(&session.desk, &before.id).and_then(|(_, found)| found.taken_over(&before));
    if let Some(after) = after {
        edit(app, before, after, Next::Stay, env, effects);
    }
}

/// Records that an incident was reported; asks which report it was where several wait to be sent.
pub fn reported(app: &mut App, incident: &IncidentId, env: Env, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    let row = app.session().and_then(|session| session.desk.register.incidents().get(incident));
    let Some(row) = row else { return };
    let fact = || Fact::IncidentReported { incident: incident.clone() };
    let mut offered: Vec<(String, Fact)> = row
        .reports
        .iter()
        .enumerate()
        .filter(|(_, report)| report.sent_on.is_none())
        .filter_map(|(place, report)| {
            let label =
                format!("{} {}", row.report_number(place), stage_label(report.to, report.stage, lang));
            let label = CaseWord::SentTo.fill(lang, &[&label, report.to.say(lang)]);
            let number = u32::try_from(place + 1).ok()?;
            Some((label, Fact::ReportSent { incident: incident.clone(), number }))
        })
        .collect();
    if row.reported_on.is_none() && row.unsent_report(Addressee::Secretariat).is_none() {
        offered.push((CaseWord::ToldSecretariat.say(lang).to_owned(), fact()));
    }
    let (labels, mut facts): (Vec<String>, Vec<Fact>) = offered.into_iter().unzip();
    if facts.len() > 1 {
        let items = labels.into_iter().map(|label| Item::new(label, [])).collect();
        let title = CaseWord::WhichSent.say(lang).to_owned();
        app.layers.push(Layer::Picker(Box::new(Picker::new(title, items, Choice::Remedy(facts)))));
        return;
    }
    let fact = facts.pop().unwrap_or_else(fact);
    settle::record_on(app, vec![fact], env.today(), env, effects);
}

/// An incident that is gone, since it was taken back or removed elsewhere, is led no longer.
pub fn sync(app: &mut App) {
    let Some(session) = app.session() else { return };
    let incidents = session.desk.register.incidents();
    let gone = |layer: &Layer| match layer {
        Layer::Responses(case) | Layer::Guide(case) => !incidents.contains(&case.incident),
        _ => false,
    };
    let stays: Vec<bool> = app.layers.iter().map(|layer| !gone(layer)).collect();
    let mut stays = stays.into_iter();
    app.layers.retain(|_| stays.next().unwrap_or(true));
}

/// Shows the first response of an incident, over the list of incidents.
pub fn respond(app: &mut App, id: IncidentId) {
    select(app, &id);
    app.layers.push(Layer::Responses(Case::new(id)));
}

/// Shows the guide for an incident, over the list of incidents.
pub fn guide(app: &mut App, id: IncidentId) {
    if !matches!(app.layers.last(), Some(Layer::Responses(_))) {
        select(app, &id);
    }
    app.layers.push(Layer::Guide(Case::new(id)));
}

/// Brings the incident to the front of the lists. What lies over them stays: a form that is being filled in is behind.
fn select(app: &mut App, id: &IncidentId) {
    if !app.layers.is_empty() {
        return;
    }
    let Some(session) = app.session_mut() else { return };
    session.go(Tab::Incidents);
    let (list, desk) = session.list_and_desk();
    let key = RowKey::Record(RecordKey::Incident(id.clone()));
    if !list.select(desk, &key) {
        list.clear(desk);
        list.select(desk, &key);
    }
}

/// A step of the first response: what it says, and whether and when it was done.
pub struct Step {
    /// What is to be done, or was.
    pub text: String,
    /// What is asked for once it is done, such as the number that the police gave.
    pub asks: Option<String>,
    /// The stamp, where it was done.
    pub done: Option<Response>,
    /// Its place among what was recorded.
    pub place: Option<usize>,
    /// Whether something recorded besides tells of it.
    pub told: bool,
}

/// The steps of an incident: those of the policy for its kind, then what else was recorded.
pub fn steps(session: &Session, id: &IncidentId) -> Vec<Step> {
    let desk = &session.desk;
    let Some(incident) = desk.register.incidents().get(id) else { return Vec::new() };
    first_response::steps(&desk.policy, incident)
        .into_iter()
        .map(|step| {
            let asked = step.asked.map(|asked| asked.text.get(desk.lang).to_owned());
            let own = || step.done.and_then(|done| done.text.clone());
            let asks = step.asked.and_then(|asked| asked.ask.as_ref());
            Step {
                text: asked.or_else(own).unwrap_or_default(),
                asks: asks.map(|asks| asks.get(desk.lang).to_owned()),
                done: step.done.cloned(),
                place: step.place,
                told: step.told,
            }
        })
        .collect()
}

/// The selected step of the first response, with its incident.
fn selected(app: &App) -> Option<(Incident, Step)> {
    let Some(Layer::Responses(case)) = app.layers.last() else { return None };
    let incident = led(app)?;
    let mut all = steps(app.session()?, &incident.id);
    let place = case.place.selected(all.len())?;
    Some((incident, all.swap_remove(place)))
}

/// Stamps the selected step with the time of now and the person at the keyboard; a step that has its stamp is left alone.
fn stamp(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    let Some((incident, step)) = selected(app) else { return };
    if step.done.is_some() {
        let subject = Subject::Incident(incident.id);
        app.tell(refusal(&Refusal::AlreadyRecorded(subject), lang), Tone::Plain);
        return;
    }
    let Some(text) = listed(app) else { return };
    let next = match step.asks {
        Some(what) => {
            let place = incident.first_response.len();
            Next::AskNote { incident: incident.id.clone(), place, what }
        }
        None => Next::Stay,
    };
    if respond_with(app, incident, text, env, next, effects) {
        self::step(app, 1);
    }
}

/// The selected step in the words in which the list has it, as it is recorded.
fn listed(app: &App) -> Option<String> {
    let Some(Layer::Responses(case)) = app.layers.last() else { return None };
    let desk = &app.session()?.desk;
    let incident = desk.register.incidents().get(&case.incident)?;
    let all = first_response::steps(&desk.policy, incident);
    all.get(case.place.selected(all.len())?)?.asked.map(|asked| asked.text.ja.clone())
}

/// Records a response that was made now.
fn respond_with(
    app: &mut App,
    before: Incident,
    text: String,
    env: Env,
    next: Next,
    effects: &mut Vec<Effect>,
) -> bool {
    let mut after = before.clone();
    let by = app.session().and_then(|session| session.desk.decider());
    after.first_response.push(Response { at: Some(env.now), text: Some(text), by, note: None });
    edit(app, before, after, next, env, effects)
}

fn ask(app: &mut App, question: String, text: &str, incident: IncidentId, about: ResponsePart) {
    let purpose = Purpose::Response { incident, about };
    app.layers.push(Layer::Prompt(Prompt::new(question, text, purpose)));
}

/// Asks when the selected step was done: another time than now, or another than was recorded.
fn ask_when(app: &mut App) {
    let lang = app.lang();
    let Some((incident, step)) = selected(app) else { return };
    let at = step.done.as_ref().and_then(|done| done.at).map(show_time).unwrap_or_default();
    let about = match (step.place, listed(app)) {
        (Some(place), _) => ResponsePart::When(place, step.done),
        (None, Some(text)) => ResponsePart::Done(text),
        (None, None) => return,
    };
    ask(app, CaseWord::AskWhen.fill(lang, &[&step.text]), &at, incident.id, about);
}

/// Asks for the number or note of the selected step.
fn ask_note(app: &mut App) {
    let lang = app.lang();
    let Some((incident, step)) = selected(app) else { return };
    let Some(place) = step.place else {
        app.tell(CaseWord::NotDoneYet.say(lang), Tone::Plain);
        return;
    };
    let what = step.asks.unwrap_or_else(|| CaseWord::Note.say(lang).to_owned());
    let note = step.done.as_ref().and_then(|done| done.note.clone()).unwrap_or_default();
    ask(app, what, &note, incident.id, ResponsePart::Note(place, step.done));
}

/// Asks for the number of a step that was stamped.
pub fn ask_note_of(app: &mut App, incident: IncidentId, place: usize, what: String) {
    let row = app.session().and_then(|session| session.desk.register.incidents().get(&incident));
    let response = row.and_then(|row| row.first_response.get(place)).cloned();
    // Where something else was begun meanwhile, the number can be added with a key of its own.
    if matches!(app.layers.last(), Some(Layer::Responses(_))) && response.is_some() {
        ask(app, what, "", incident, ResponsePart::Note(place, response));
    }
}

/// Asks what was done besides the list.
fn ask_own(app: &mut App) {
    let lang = app.lang();
    if let Some(incident) = led(app) {
        ask(app, CaseWord::AskOwn.say(lang).to_owned(), "", incident.id, ResponsePart::Own);
    }
}

/// Takes what was typed about the first response.
///
/// # Errors
/// Why it cannot be taken, in the reader's language; empty where that was told already.
pub fn typed(
    app: &mut App,
    id: &IncidentId,
    about: &ResponsePart,
    typed: &str,
    env: Env,
    effects: &mut Vec<Effect>,
) -> Result<(), String> {
    let lang = app.lang();
    let incident = app.session().and_then(|session| session.desk.register.incidents().get(id).cloned());
    let Some(before) = incident else {
        return Err(refusal(&Refusal::Gone(Subject::Incident(id.clone())), lang));
    };
    let mut after = before.clone();
    let text = Some(typed.to_owned()).filter(|text| !text.is_empty());
    let at = match about {
        ResponsePart::When(..) | ResponsePart::Done(_) => {
            let at = parse_time(typed, env.now).map_err(|fault| fault.message(lang))?;
            if at > env.now {
                return Err(CaseWord::NotYet.say(lang).to_owned());
            }
            Some(at)
        }
        ResponsePart::Note(..) => None,
        ResponsePart::Own => Some(env.now),
    };
    let by = app.session().and_then(|session| session.desk.decider());
    match about {
        ResponsePart::Note(place, of) | ResponsePart::When(place, of) => {
            match after.first_response.get_mut(*place) {
                Some(response) if Some(&*response) == of.as_ref() => match about {
                    ResponsePart::Note(..) => response.note = text,
                    _ => response.at = at,
                },
                // Another session changed or moved it: the number would go to another step.
                _ => return Err(refusal(&Refusal::ChangedMeanwhile(Subject::Incident(id.clone())), lang)),
            }
        }
        ResponsePart::Done(step) => {
            after.first_response.push(Response { at, text: Some(step.clone()), by, note: None });
        }
        ResponsePart::Own if text.is_none() => return Err(Word::FaultNeeded.say(lang).to_owned()),
        ResponsePart::Own => after.first_response.push(Response { at, text, by, note: None }),
    }
    if after == before {
        return Ok(());
    }
    if edit(app, before, after, Next::Stay, env, effects) { Ok(()) } else { Err(String::new()) }
}

/// The circumstances that are asked about, as far as it was answered.
pub fn asked(session: &Session, incident: &Incident) -> Vec<Circumstance> {
    session.desk.policy.guide().asked(&incident.authority).map(|question| question.about).collect()
}

/// Answers the selected question and goes on to the next.
fn answer(app: &mut App, to: impl FnOnce(Option<bool>) -> Option<bool>, env: Env, effects: &mut Vec<Effect>) {
    let Some(Layer::Guide(case)) = app.layers.last() else { return };
    let place = case.place;
    let Some(before) = led(app) else { return };
    let Some(session) = app.session() else { return };
    let questions = asked(session, &before);
    let Some(about) = place.selected(questions.len()).and_then(|place| questions.get(place)) else { return };
    let now = before.authority.answer(*about);
    let answer = to(now);
    if answer == now {
        step(app, 1);
        return;
    }
    let mut after = before.clone();
    after.authority.set_answer(*about, answer);
    edit(app, before, after, Next::Stay, env, effects);
}

/// Asks what was decided: nothing follows from the answers by itself.
fn ask_assessment(app: &mut App) {
    let lang = app.lang();
    let Some(incident) = led(app) else { return };
    let choices = Assessment::ALL.to_vec();
    let items = choices.iter().map(|choice| Item::new(choice.say(lang).to_owned(), [choice.word()]));
    let items = items.collect();
    let title = CaseWord::PickAssessment.say(lang).to_owned();
    let choice = Choice::Assessment { incident: incident.id, choices };
    app.layers.push(Layer::Picker(Box::new(Picker::new(title, items, choice))));
}

/// Asks who decided it: the manager of the office and whoever is at the keyboard stand first.
pub fn ask_assessor(app: &mut App, incident: IncidentId, assessment: Assessment) {
    let lang = app.lang();
    let Some(session) = app.session() else { return };
    let desk = &session.desk;
    let manager = desk.register.office().manager.clone();
    let decider = desk.decider();
    let rank = |id: &PersonId| match () {
        () if decider.as_ref() == Some(id) => 0,
        () if manager.as_ref() == Some(id) => 1,
        () => 2,
    };
    let (_, items, ids) = candidates(desk, Candidates::Staff, None, lang);
    let mut offered: Vec<(Item, PersonId)> =
        items.into_iter().zip(ids.iter().map(|id| PersonId::trusted(id))).collect();
    offered.sort_by_key(|(_, id)| rank(id));
    let (mut items, people): (Vec<Item>, Vec<PersonId>) = offered.into_iter().unzip();
    let mut people: Vec<Option<PersonId>> = people.into_iter().map(Some).collect();
    items.push(Item::new(Word::PickNone.say(lang).to_owned(), []));
    people.push(None);
    let title = CaseWord::PickAssessor.fill(lang, &[assessment.say(lang)]);
    let choice = Choice::AssessedBy { incident, assessment, people };
    app.layers.push(Layer::Picker(Box::new(Picker::new(title, items, choice))));
}

/// Asks for the reason.
pub fn ask_reason(app: &mut App, incident: IncidentId, assessment: Assessment, by: Option<PersonId>) {
    let lang = app.lang();
    let reason = app
        .session()
        .and_then(|session| session.desk.register.incidents().get(&incident))
        .and_then(|incident| incident.authority.assessment_reason.clone());
    let question = CaseWord::AskAssessmentReason.fill(lang, &[assessment.say(lang)]);
    let purpose = Purpose::Assessed { incident, assessment, by };
    app.layers.push(Layer::Prompt(Prompt::new(question, &reason.unwrap_or_default(), purpose)));
}

/// A form that turns a decision about the report by law over, and leaves its day, its decider and its reason as they were,
/// would ascribe the new one to whoever decided the other way: it is decided today, at this keyboard.
pub fn decided_now(command: Command, decider: Option<PersonId>, today: Date) -> Command {
    let Command::Edit { key, before, after } = command else { return command };
    let mut after = after;
    if let (Record::Incident(before), Record::Incident(after)) = (&*before, &mut *after) {
        let (was, now) = (&before.authority, &mut after.authority);
        let same = (now.assessed_on, &now.assessed_by, &now.assessment_reason)
            == (was.assessed_on, &was.assessed_by, &was.assessment_reason);
        if now.assessment != was.assessment && same {
            now.assessed_on = now.assessment.map(|_| today);
            now.assessed_by = now.assessment.and(decider);
            now.assessment_reason = None;
        }
    }
    Command::Edit { key, before, after }
}

/// Records what was decided, by whom and why.
pub fn assessed(
    app: &mut App,
    incident: &IncidentId,
    assessment: Assessment,
    by: Option<&PersonId>,
    reason: &str,
    env: Env,
    effects: &mut Vec<Effect>,
) -> bool {
    let reason = Some(reason.to_owned()).filter(|reason| !reason.is_empty());
    let before = app.session().and_then(|session| session.desk.register.incidents().get(incident).cloned());
    if let Some(before) = before
        && before.authority.assessment == Some(assessment)
    {
        // The same decision with another reason, or of somebody else.
        let mut after = before.clone();
        after.authority.assessed_by = by.cloned();
        after.authority.assessment_reason = reason;
        // Somebody else's decision has a day of its own.
        let same = before.authority.assessed_by.as_ref() == by;
        after.authority.assessed_on = before.authority.assessed_on.filter(|_| same).or(Some(env.today()));
        return after == before || edit(app, before, after, Next::Stay, env, effects);
    }
    let fact = Fact::IncidentAssessed { incident: incident.clone(), assessment, by: by.cloned(), reason };
    settle::record_on(app, vec![fact], env.today(), env, effects)
}
