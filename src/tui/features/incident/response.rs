//! The first response of an incident: its steps, stamped, timed, numbered and taken out again.

use serde::{Deserialize, Serialize};

use crate::{
    policy::first_response,
    register::{
        Key as RecordKey, Refusal,
        id::IncidentId,
        records::{Incident, Response},
        subject::Subject,
        words::IncidentKind,
    },
    tui::{
        app::{
            App, Effect, Env, Layer, Next, Request, Session,
            allowed::always,
            binding::{Binding, row, writes},
            kept::{Ground, Keep, Kept, Unfit},
        },
        desk::incident::proposed,
        forms::day::Reading,
        keys::{Ctx, ch, ctrl, f},
        layers::{
            Done, Prompt, Purpose, Taken,
            moving::{self, back, bottom, down, top, up},
        },
        recording::{asking, open, reasons::again},
        terminal::{input::Key, tone::Tone},
        words::{IncidentWord, Reason, Word, refusal, show_time},
    },
};

use super::{edit, edit_of, led, opening, read_down, read_up, responses, tell_instead};

pub static KEYS: &[Binding] = &[
    // Not Enter: it chose what the incident is about a moment before.
    writes(Ctx::Responses, &[Key::SPACE], Word::KeyStampResponse, 1, always, stamp),
    row(Ctx::Responses, &[ch('w'), ctrl('w')], Word::KeyReportHere, 2, always, |app, _, _| {
        app.request(Request::Report);
    }),
    row(Ctx::Responses, &[ch('h'), f(9)], Word::KeyGuide, 3, super::guided, |app, _, _| {
        if let Some(incident) = led(app) {
            super::guide(app, incident.id);
        }
    }),
    writes(Ctx::Responses, &[Key::DELETE], Word::KeyRemoveResponse, 6, always, |app, _, _| ask_removal(app)),
    row(Ctx::Responses, &[ch('e'), f(4)], Word::KeyEditIncident, 4, always, |app, env, _| {
        if let Some(incident) = led(app) {
            open::edit(app, &RecordKey::Incident(incident.id), env);
        }
    }),
    writes(Ctx::Responses, &[ch('D'), ctrl('t')], Word::KeyStampAt, 5, always, |app, _, _| {
        ask_when(app);
    }),
    writes(Ctx::Responses, &[ch('m'), ctrl('e')], Word::KeyNote, 5, always, |app, _, _| {
        ask_note(app);
    }),
    writes(
        Ctx::Responses,
        &[ch('n'), ctrl('n'), Key::INSERT],
        Word::KeyOwnResponse,
        5,
        always,
        |app, _, _| ask_own(app),
    ),
    writes(Ctx::Responses, &[ch('r'), ctrl('r')], Word::KeyReported, 5, always, super::led_reported),
    read_down(Ctx::Responses, 6),
    read_up(Ctx::Responses),
    back(Ctx::Responses, 4),
    up(Ctx::Responses).or(&[ch('k')]),
    down(Ctx::Responses).or(&[ch('j')]),
    top(Ctx::Responses),
    bottom(Ctx::Responses),
    writes(Ctx::Responses, &[ch('a'), ctrl('a')], Word::KeyTakeOver, 2, something_proposed, super::take_over),
    writes(Ctx::Responses, &[ch('g'), ctrl('g')], Word::KeyGrow, 5, a_near_miss, |app, _, _| {
        opening::ask_growth(app);
    }),
];

/// The register has something to propose for the incident whose first response is shown.
fn something_proposed(app: &App) -> Result<(), Reason> {
    let Some(layer) = responses(app) else { return Err(Reason::NothingAffected) };
    app.session()
        .and_then(|session| proposed(&session.desk, &layer.incident))
        .filter(|(incident, found)| found.adds_to(incident))
        .map(drop)
        .ok_or(Reason::NothingAffected)
}

/// The first response of a near miss is shown.
fn a_near_miss(app: &App) -> Result<(), Reason> {
    match led(app) {
        Some(incident) if incident.kind == IncidentKind::NearMiss => Ok(()),
        _ => Err(Reason::NotANearMiss),
    }
}

/// Something about the first response of an incident is typed.
struct Typed {
    incident: IncidentId,
    about: ResponsePart,
}

enum ResponsePart {
    /// The number or note of the response at this place, as it was then.
    Note(usize, Option<Response>),
    /// When the response at this place, as it was then, was made.
    When(usize, Option<Response>),
    /// When this step was done, that is not recorded yet.
    Done(String),
    /// What was done besides the list.
    Own,
}

impl ResponsePart {
    /// How the time is read, where one is typed.
    fn reading(&self) -> Option<Reading> {
        match self {
            Self::When(_, of) => Some(Reading::minute_of(Response::at, of.as_ref().and_then(|of| of.at))),
            Self::Done(_) => Some(Reading::minute_of(Response::at, None)),
            Self::Note(..) | Self::Own => None,
        }
    }
}

/// What is kept of it: the number or note of a response; without a place, what was done besides the list.
#[derive(Serialize, Deserialize)]
pub struct KeptResponse {
    incident: String,
    place: Option<usize>,
    /// The step that it belongs to.
    #[serde(default)]
    step: String,
    text: String,
}

impl Purpose for Typed {
    fn handle(&self, text: &str, app: &mut App, env: Env, effects: &mut Vec<Effect>) -> Taken {
        typed(app, self, text, env, effects).map(|()| Done::Recorded)
    }

    fn reading(&self) -> Option<Reading> {
        self.about.reading()
    }

    /// A time is typed again sooner than it is found again.
    fn keep(&self, typed: &str) -> Option<Kept> {
        let (place, step) = match &self.about {
            ResponsePart::Note(place, of) => (Some(*place), of.as_ref().and_then(|of| of.text.clone())),
            ResponsePart::Own => (None, None),
            ResponsePart::When(..) | ResponsePart::Done(_) => return None,
        };
        let (incident, step) = (self.incident.to_string(), step.unwrap_or_default());
        Kept::of(&KeptResponse { incident, place, step, text: typed.to_owned() })
    }
}

impl Keep for KeptResponse {
    const KIND: &'static str = "response";

    fn open(self, Ground { register, lang, .. }: Ground<'_>) -> Result<Box<dyn Layer>, Unfit> {
        let Self { incident, place, step, text } = self;
        let id = IncidentId::trusted(&incident);
        let row = register.incidents().get(&id);
        let response = row.zip(place).and_then(|(row, place)| row.first_response.get(place)).cloned();
        // It says of which step it is the number.
        let of = response.as_ref().and_then(|response| response.text.clone()).unwrap_or_default();
        let there = row.is_some() && response.as_ref().is_none_or(|row| row.note.is_none());
        let there = there && (place.is_none() || response.is_some() && of == step);
        let question = match place {
            Some(_) => format!("{step}　{}", IncidentWord::Note.say(lang)),
            None => IncidentWord::AskOwn.say(lang).to_owned(),
        };
        let about = place.map_or(ResponsePart::Own, |place| ResponsePart::Note(place, response));
        again(&format!("{id} {question}"), text, there, Typed { incident: id, about })
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
    let case = responses(app)?;
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
        app.tell(IncidentWord::DoneAlready.say(lang), Tone::Plain);
        return;
    }
    let Some(text) = listed(app) else { return };
    let next = match step.asks {
        Some(what) => {
            let place = incident.first_response.len();
            let incident = incident.id.clone();
            Next::then(move |app, _, _| ask_note_of(app, incident, place, what))
        }
        None => Next::Stay,
    };
    if respond_with(app, incident, text, env, next, effects) {
        moving::step(app, 1);
    }
}

/// The selected step in the words in which the list has it, as it is recorded.
fn listed(app: &App) -> Option<String> {
    let case = responses(app)?;
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
    app.layers.push(Prompt::new(question, text, Typed { incident, about }));
}

/// Asks when the selected step was done: another time than now, or another than was recorded.
fn ask_when(app: &mut App) {
    let lang = app.lang();
    let Some((incident, step)) = selected(app) else { return };
    let at = step.done.as_ref().and_then(|done| done.at).map(show_time);
    let about = match (step.place, listed(app)) {
        (Some(place), _) => ResponsePart::When(place, step.done),
        (None, Some(text)) => ResponsePart::Done(text),
        (None, None) => return,
    };
    let question = match at {
        Some(at) => IncidentWord::AskOtherTime.fill(lang, &[&step.text, &at]),
        None => IncidentWord::AskWhen.fill(lang, &[&step.text]),
    };
    ask(app, question, "", incident.id, about);
}

/// The step above the selected one, where it was recorded last.
fn stamped_above(app: &App, incident: &Incident) -> Option<Step> {
    let case = responses(app)?;
    let mut all = steps(app.session()?, &incident.id);
    let above = case.place.selected(all.len())?.checked_sub(1)?;
    let newest = incident.first_response.len().checked_sub(1);
    let is_newest = all.get(above).is_some_and(|step| newest.is_some() && step.place == newest);
    is_newest.then(|| all.swap_remove(above))
}

/// Asks for the number or note of the selected step.
fn ask_note(app: &mut App) {
    let lang = app.lang();
    let Some((incident, mut step)) = selected(app) else { return };
    if step.place.is_none() {
        // The stamp went on to this step: it is the one above that has just been recorded.
        let Some(last) = stamped_above(app, &incident) else {
            app.tell(IncidentWord::NotDoneYet.say(lang), Tone::Plain);
            return;
        };
        step = last;
    }
    let Some(place) = step.place else { return };
    let what = step.asks.as_deref().unwrap_or(IncidentWord::Note.say(lang));
    let question = format!("{}　{what}", step.text);
    let note = step.done.as_ref().and_then(|done| done.note.clone()).unwrap_or_default();
    ask(app, question, &note, incident.id, ResponsePart::Note(place, step.done));
}

/// Asks whether the selected step is taken out of the record.
fn ask_removal(app: &mut App) {
    let lang = app.lang();
    let Some((before, step)) = selected(app) else { return };
    let Some(place) = step.place.filter(|place| *place < before.first_response.len()) else {
        app.tell(IncidentWord::NothingToRemove.say(lang), Tone::Plain);
        return;
    };
    let question = IncidentWord::AskRemoval.fill(lang, &[&step.text]);
    let mut after = before.clone();
    after.first_response.remove(place);
    asking::confirm(app, question, edit_of(before, after));
}

/// Asks for the number of a step that was stamped.
pub fn ask_note_of(app: &mut App, incident: IncidentId, place: usize, what: String) {
    let row = app.session().and_then(|session| session.desk.register.incidents().get(&incident));
    let response = row.and_then(|row| row.first_response.get(place)).cloned();
    // Where something else was begun meanwhile, the number can be added with a key of its own.
    if responses(app).is_some() && response.is_some() {
        ask(app, what, "", incident, ResponsePart::Note(place, response));
    }
}

/// Asks what was done besides the list.
fn ask_own(app: &mut App) {
    let lang = app.lang();
    if let Some(incident) = led(app) {
        ask(app, IncidentWord::AskOwn.say(lang).to_owned(), "", incident.id, ResponsePart::Own);
    }
}

/// Whether a step of the list has its stamp, from another session for instance.
fn is_done(app: &App, incident: &Incident, listed: &str) -> bool {
    let Some(session) = app.session() else { return false };
    first_response::steps(&session.desk.policy, incident)
        .iter()
        .any(|step| step.done.is_some() && step.asked.is_some_and(|asked| asked.text.ja == listed))
}

/// Takes what was typed about the first response.
///
/// # Errors
/// Why it cannot be taken, in the reader's language; empty where that was told already.
fn typed(
    app: &mut App,
    Typed { incident: id, about }: &Typed,
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
    let at = match about.reading() {
        Some(reading) => Some(reading.read_minute(typed, env.now).map_err(|fault| fault.say(lang))?),
        None if matches!(about, ResponsePart::Own) => Some(env.now),
        None => None,
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
        ResponsePart::Done(step) if is_done(app, &before, step) => {
            return Err(IncidentWord::DoneAlready.say(lang).to_owned());
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
    let early = at.filter(|at| before.known_at.is_some_and(|known| *at < known)).and(before.known_at);
    if !edit(app, before, after, Next::Stay, env, effects) {
        return Err(String::new());
    }
    if let Some(known) = early {
        tell_instead(app, IncidentWord::BeforeKnown.fill(lang, &[&show_time(known)]));
    }
    Ok(())
}
