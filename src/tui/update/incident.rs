//! An incident from the first minute: what happened, which device, the first response, the report.

use crate::{
    policy::first_response,
    register::{
        Command, Key as RecordKey, Person, Record,
        id::{DeviceId, IncidentId},
        records::{Incident, Response},
        words::IncidentKind,
    },
    tui::{
        app::{App, Effect, Env, Next, Session},
        cases::proposed,
        forms::draft::{Draft, draft},
        layers::{
            Layer, Purpose, Responses,
            picker::{Choice, Item, Picker},
        },
        screens::{RowKey, Tab},
        text::{EnumWord, Word},
        tone::Tone,
        widgets::scroll::ListPlace,
        width::visible,
    },
};

use super::commit::carry;

/// Asks what happened.
pub fn begin(app: &mut App) {
    let lang = app.lang();
    let kinds = IncidentKind::CHOICES.to_vec();
    let policy = &app.settings.policy;
    let items = kinds.iter().map(|kind| {
        Item::new(policy.incident_kind_name(*kind, lang).to_owned(), [kind.word(), kind.say(lang)])
    });
    let title = Word::PickIncidentKind.say(lang).to_owned();
    app.layers.push(Layer::Picker(Box::new(Picker::new(
        title,
        items.collect(),
        Choice::IncidentKind(kinds),
    ))));
}

/// Goes on with the kind: a missing device has to be named, anything else is opened at once.
pub fn chosen_kind(app: &mut App, kind: IncidentKind, env: Env, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    if kind == IncidentKind::NearMiss {
        // One line and it is done: whoever has to fill in a form records no near miss.
        app.ask(Word::AskNearMiss, "", Purpose::NearMiss);
        return;
    }
    if !matches!(kind, IncidentKind::DeviceLoss | IncidentKind::DeviceTheft) {
        open(app, kind, None, env, effects);
        return;
    }
    let Some(session) = app.session() else { return };
    let desk = &session.desk;
    let out: Vec<&DeviceId> = desk
        .register
        .take_outs()
        .iter()
        .filter(|row| row.out_on.is_some_and(|on| on <= desk.today))
        .filter(|row| row.returned_on.is_none_or(|on| on > desk.today))
        .filter_map(|row| row.device.as_ref())
        .collect();
    let here = match session.selected() {
        Some(RowKey::Record(RecordKey::Device(id))) => Some(id),
        _ => None,
    };
    // What was selected, then what is out of the house, then the rest.
    let mut devices: Vec<&crate::register::records::Device> = desk.register.devices().iter().collect();
    devices.sort_by_key(|row| (here.as_ref() != Some(&row.id), !out.contains(&&row.id)));
    let mut items = Vec::new();
    let mut ids = Vec::new();
    for device in devices {
        let holder = device.holder.as_ref().and_then(|id| desk.register.person(id));
        let kana = holder.and_then(Person::kana).unwrap_or_default();
        let name = device.holder.as_ref().map(|id| desk.name(id)).unwrap_or_default();
        let mut label = format!("{} {} {name}", device.id, device.name.as_deref().unwrap_or_default());
        if out.contains(&&device.id) {
            label = format!("{label}（{}）", Word::StateOut.say(lang));
        }
        items.push(Item::new(visible(label.trim()).into_owned(), [kana]));
        ids.push(Some(device.id.clone()));
    }
    items.push(Item::new(Word::PickNone.say(lang).to_owned(), []));
    ids.push(None);
    let choice = Choice::IncidentDevice { kind, devices: ids };
    let title = Word::PickDevice.say(lang).to_owned();
    app.layers.push(Layer::Picker(Box::new(Picker::new(title, items, choice))));
}

/// Writes the incident: known now, reported by the person at the keyboard unless somebody says otherwise.
pub fn open(
    app: &mut App,
    kind: IncidentKind,
    device: Option<DeviceId>,
    env: Env,
    effects: &mut Vec<Effect>,
) {
    let Some(session) = app.session() else { return };
    let desk = &session.desk;
    let Record::Incident(mut incident) =
        draft(Draft::Incident, &desk.register, env.now, desk.decider().as_ref())
    else {
        return;
    };
    incident.kind = kind;
    incident.device = device;
    let id = incident.id.clone();
    let command = Command::Add { record: Box::new(Record::Incident(incident)), group: None };
    carry(app, &command, Next::Respond(id), env, effects);
}

/// Writes a near miss in its one line; says whether it was written.
pub fn near_miss(app: &mut App, summary: &str, env: Env, effects: &mut Vec<Effect>) -> bool {
    let Some(session) = app.session() else { return false };
    let desk = &session.desk;
    let Record::Incident(mut incident) =
        draft(Draft::Incident, &desk.register, env.now, desk.decider().as_ref())
    else {
        return false;
    };
    incident.kind = IncidentKind::NearMiss;
    incident.summary = Some(summary.to_owned());
    let command = Command::Add { record: Box::new(Record::Incident(incident)), group: None };
    carry(app, &command, Next::Stay, env, effects)
}

/// The incident whose first response is on top.
fn led(app: &App) -> Option<Incident> {
    let Some(Layer::Responses(layer)) = app.layers.last() else { return None };
    app.session()?.desk.register.incidents().get(&layer.incident).cloned()
}

fn edit(app: &mut App, before: Incident, after: Incident, env: Env, effects: &mut Vec<Effect>) {
    let command = Command::Edit {
        key: RecordKey::Incident(before.id.clone()),
        before: Box::new(Record::Incident(Box::new(before))),
        after: Box::new(Record::Incident(Box::new(after))),
    };
    carry(app, &command, Next::Stay, env, effects);
}

/// Records what the register proposes: the holder's groups, how many patients, what was carried. Nothing recorded is
/// changed.
pub fn take_over(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    let Some(before) = led(app) else { return };
    let Some(session) = app.session() else { return };
    let after = proposed(&session.desk, &before.id).and_then(|(_, found)| found.taken_over(&before));
    if let Some(after) = after {
        edit(app, before, after, env, effects);
    }
}

/// Asks what a near miss has become.
pub fn ask_growth(app: &mut App) {
    let lang = app.lang();
    let Some(incident) = led(app) else { return };
    let kinds: Vec<IncidentKind> =
        IncidentKind::CHOICES.iter().copied().filter(|kind| *kind != IncidentKind::NearMiss).collect();
    let policy = &app.settings.policy;
    let items = kinds.iter().map(|kind| {
        Item::new(policy.incident_kind_name(*kind, lang).to_owned(), [kind.word(), kind.say(lang)])
    });
    let items = items.collect();
    let title = Word::PickGrow.say(lang).to_owned();
    let choice = Choice::Grow { incident: incident.id, kinds };
    app.layers.push(Layer::Picker(Box::new(Picker::new(title, items, choice))));
}

/// A near miss becomes an incident: its number and all that is recorded stay.
pub fn grow(app: &mut App, id: &IncidentId, kind: IncidentKind, env: Env, effects: &mut Vec<Effect>) {
    let before = app.session().and_then(|session| session.desk.register.incidents().get(id).cloned());
    if let Some(before) = before {
        let after = Incident { kind, ..before.clone() };
        edit(app, before, after, env, effects);
    }
}

/// Shows the first response of an incident, over the list of incidents.
pub fn respond(app: &mut App, id: IncidentId) {
    let Some(session) = app.session_mut() else { return };
    session.go(Tab::Incidents);
    let (list, desk) = session.list_and_desk();
    let key = RowKey::Record(RecordKey::Incident(id.clone()));
    if !list.select(desk, &key) {
        list.clear(desk);
        list.select(desk, &key);
    }
    app.layers.push(Layer::Responses(Responses { incident: id, place: ListPlace::new() }));
}

/// A step of the first response: what it says, and whether and when it was done.
pub struct Step {
    /// What is to be done, or was.
    pub text: String,
    /// The stamp, where it was done.
    pub done: Option<Response>,
}

/// The steps of an incident: those of the policy for its kind, then what else was recorded.
pub fn steps(session: &Session, id: &IncidentId) -> Vec<Step> {
    let desk = &session.desk;
    let Some(incident) = desk.register.incidents().get(id) else { return Vec::new() };
    first_response::steps(&desk.policy, incident)
        .into_iter()
        .map(|step| {
            // Told in words of one's own, it stands in these.
            let own = step.done.filter(|_| !step.is_stamp()).and_then(|done| done.text.clone());
            let asked = || step.asked.map(|asked| asked.text.get(desk.lang).to_owned());
            Step { text: own.or_else(asked).unwrap_or_default(), done: step.done.cloned() }
        })
        .collect()
}

/// Stamps the selected step with the time of now; a step that has its stamp is left alone.
pub fn stamp(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    let Some(Layer::Responses(layer)) = app.layers.last() else { return };
    let id = layer.incident.clone();
    let Some(session) = app.session() else { return };
    let all = steps(session, &id);
    let Some(place) = layer.place.selected(all.len()) else { return };
    let Some(incident) = session.desk.register.incidents().get(&id) else { return };
    let lang = app.lang();
    if all.get(place).is_some_and(|step| step.done.is_some()) {
        app.tell(
            crate::tui::text::refusal(
                &crate::register::Refusal::AlreadyRecorded(crate::register::subject::Subject::Incident(id)),
                lang,
            ),
            Tone::Plain,
        );
        return;
    }
    let Some(step) = session.desk.policy.first_response(incident.kind).get(place) else { return };
    let before = incident.clone();
    let mut after = before.clone();
    after.first_response.push(Response {
        at: Some(env.now),
        text: Some(step.text.ja.clone()),
        by: session.desk.decider(),
        note: None,
    });
    let command = Command::Edit {
        key: RecordKey::Incident(id),
        before: Box::new(Record::Incident(Box::new(before))),
        after: Box::new(Record::Incident(Box::new(after))),
    };
    if carry(app, &command, Next::Stay, env, effects)
        && let Some(Layer::Responses(layer)) = app.layers.last_mut()
    {
        layer.place.select((place + 1).min(all.len().saturating_sub(1)));
    }
}
