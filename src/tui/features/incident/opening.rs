//! An incident from the first minute: what happened, and what it is about.

use serde::{Deserialize, Serialize};

use crate::{
    register::{
        Command, Key as RecordKey, Lang, Person, Record, RecordKind,
        id::{DeviceId, GroupId, IncidentId, PersonId},
        records::Incident,
        words::{AnyIncidentKind, GroupKind, IncidentKind},
    },
    tui::{
        app::{
            App, Effect, Env, Layer, Next, Session,
            allowed::always,
            binding::{Binding, writes},
            kept::{Ground, Keep, Kept, Unfit},
        },
        forms::{draft, field::Candidates},
        keys::{Ctx, ch, f},
        layers::{
            Prompt, Purpose, Taken,
            picker::{Item, Picker},
            recorded,
        },
        lists::RowKey,
        recording::{candidates::candidates, commit::carry, reasons::needed},
        terminal::width::visible,
        words::{IncidentWord, Word},
    },
};

use super::{edit, led, respond, select_quietly};

pub static KEYS: &[Binding] =
    &[writes(Ctx::Anywhere, &[ch('i'), f(8)], Word::KeyNewIncident, 4, always, |app, _, _| {
        begin(app);
    })
    // An incident waits for nobody: what is being typed stays below.
    .counting(|app, key| {
        let vault = app.layers.last().is_some_and(Layer::takes_passwords);
        app.session().is_some() && !vault && !app.is_answer(key)
    })];

/// What an incident is about.
pub enum About {
    /// Nothing that the register has.
    Nothing,
    /// A device.
    Device(DeviceId),
    /// Somebody's ID.
    Person(PersonId),
    /// A group.
    Group(GroupId),
}

/// What a list asks that leads to an incident: it is asked once.
const INCIDENT: &str = "incident";

/// Asks what happened.
fn begin(app: &mut App) {
    let lang = app.lang();
    if app.layers.all().any(|picker: &Picker| picker.asks(INCIDENT)) {
        // It is asked already.
        return;
    }
    let title = Word::PickIncidentKind.say(lang);
    let picker = Picker::new(title, kinds(app, |_| true), chosen_kind);
    app.layers.push(picker.once(INCIDENT));
}

/// Some kinds of incidents, as they are chosen from.
fn kinds(app: &App, some: impl Fn(AnyIncidentKind) -> bool) -> Vec<(Item, AnyIncidentKind)> {
    let lang = app.lang();
    let policy = &*app.settings.policy;
    let kinds = policy.incident_kinds().filter(|kind| some(*kind));
    let item = |kind: AnyIncidentKind| {
        let name = policy.incident_kind_name(&kind, lang).to_owned();
        Item::new(name, [kind.word(), &kind.say(policy, lang)])
    };
    kinds.map(|kind| (item(kind), kind)).collect()
}

/// Goes on with the kind: what it is about is asked for where the register may have it.
fn chosen_kind(app: &mut App, kind: AnyIncidentKind, env: Env, effects: &mut Vec<Effect>) {
    if kind == IncidentKind::NearMiss {
        // One line and it is done: whoever has to fill in a form records no near miss.
        app.ask(Word::AskNearMiss, "", NearMiss);
    } else if !ask_about(app, kind, None) {
        open(app, kind, About::Nothing, env, effects);
    }
}

/// Asks what an incident of a kind is about, or what one that is there is now about; says whether there is something to ask.
fn ask_about(app: &mut App, kind: AnyIncidentKind, of: Option<IncidentId>) -> bool {
    let lang = app.lang();
    let Some(session) = app.session() else { return false };
    // What one of the policy's own is about, the register does not know.
    let Some(fixed) = kind.fixed() else { return false };
    let (title, offered) = match fixed {
        IncidentKind::DeviceLoss | IncidentKind::DeviceTheft => {
            (Word::PickDevice.say(lang), devices(session, lang))
        }
        IncidentKind::UnauthorisedAccess | IncidentKind::SharedId => {
            (IncidentWord::PickWhose.say(lang), people(session, lang))
        }
        IncidentKind::WrongPost | IncidentKind::WrongInvitation | IncidentKind::FreeGroupPatientData => {
            (IncidentWord::PickWhere.say(lang), groups(session, kind, lang))
        }
        IncidentKind::NearMiss | IncidentKind::SystemFault | IncidentKind::Other => return false,
    };
    let mut offered = offered;
    // Whatever is typed: an incident waits for no register.
    let unknown = Item { always: true, ..Item::new(IncidentWord::PickUnknown.say(lang).to_owned(), []) };
    offered.push((unknown, About::Nothing));
    let picker = Picker::new(title, offered, move |app, about, env, effects| match of {
        Some(id) => grow_about(app, &id, kind, about, env, effects),
        None => open(app, kind, about, env, effects),
    });
    app.layers.push(picker.once(INCIDENT));
    true
}

/// The devices: what was selected, then what is out of the house, then the rest.
fn devices(session: &Session, lang: Lang) -> Vec<(Item, About)> {
    let desk = &session.desk;
    let out: Vec<&DeviceId> = desk
        .register
        .take_outs()
        .iter()
        .filter(|row| desk.today.happened(row.out_on))
        .filter(|row| row.returned_on.is_none_or(|on| on > desk.today))
        .filter_map(|row| row.device.as_ref())
        .collect();
    let here = match session.selected() {
        Some(RowKey::Record(RecordKey::Device(id))) => Some(id),
        _ => None,
    };
    let mut devices: Vec<&crate::register::records::Device> = desk.register.devices().iter().collect();
    devices.sort_by_key(|row| (here.as_ref() != Some(&row.id), !out.contains(&&row.id)));
    devices
        .into_iter()
        .map(|device| {
            let holder = device.holder.as_ref().and_then(|id| desk.register.person(id));
            let kana = holder.and_then(Person::kana).unwrap_or_default();
            let name = device.holder.as_ref().map(|id| desk.name(id)).unwrap_or_default();
            let mut label = format!("{} {} {name}", device.id, device.name.as_deref().unwrap_or_default());
            // What it is about already stands first: the same loss is not recorded twice.
            let open = |row: &&Incident| row.device.as_ref() == Some(&device.id) && row.closed_on.is_none();
            if let Some(row) = desk.register.incidents().iter().find(open) {
                label = format!("{label}（{}）", IncidentWord::IncidentRuns.fill(lang, &[row.id.as_str()]));
            } else if out.contains(&&device.id) {
                label = format!("{label}（{}）", Word::StateOut.say(lang));
            }
            let item = Item::new(visible(label.trim()).into_owned(), [kana]);
            (item, About::Device(device.id.clone()))
        })
        .collect()
}

/// The staff, whose IDs these are: who was selected stands first.
fn people(session: &Session, lang: Lang) -> Vec<(Item, About)> {
    let here = match session.selected() {
        Some(RowKey::Record(RecordKey::Staff(id))) => Some(id.to_string()),
        _ => None,
    };
    let (_, people) = candidates(&session.desk, Candidates::Staff, None, lang);
    let about = |id: String| About::Person(PersonId::trusted(&id));
    offered(people, |id| here.as_deref() == Some(id), about)
}

/// The groups: the one that was selected first; where patients' data stand in a free group, the free groups.
fn groups(session: &Session, kind: AnyIncidentKind, lang: Lang) -> Vec<(Item, About)> {
    let register = &session.desk.register;
    let here = match session.selected() {
        Some(RowKey::Record(RecordKey::Group(id) | RecordKey::Membership(id, _))) => Some(id),
        _ => session.list().scope.clone(),
    };
    let free = |id: &str| {
        let group = register.group(&GroupId::trusted(id));
        group.is_some_and(|group| group.sheet.kind == GroupKind::Free)
    };
    let (_, groups) = candidates(&session.desk, Candidates::Groups, None, lang);
    let first = |id: &str| {
        here.as_ref().map(GroupId::as_str) == Some(id)
            || kind == IncidentKind::FreeGroupPatientData && free(id)
    };
    offered(groups, first, |id| About::Group(GroupId::trusted(&id)))
}

/// Candidates with what they stand for, some of them first.
fn offered(
    all: Vec<(Item, String)>,
    first: impl Fn(&str) -> bool,
    about: impl Fn(String) -> About,
) -> Vec<(Item, About)> {
    let (mut sooner, later): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, id)| first(id));
    sooner.extend(later);
    sooner.into_iter().map(|(item, id)| (item, about(id))).collect()
}

/// Writes the incident: known now, reported by the person at the keyboard unless somebody says otherwise.
pub fn open(app: &mut App, kind: AnyIncidentKind, about: About, env: Env, effects: &mut Vec<Effect>) {
    let Some(mut incident) = drafted(app, kind, env) else { return };
    take_in(&mut incident, about);
    let id = incident.id.clone();
    let command = Command::Add { record: Box::new(Record::Incident(incident)), group: None };
    carry(app, &command, Next::then(|app, _, _| respond(app, id)), env, effects);
}

/// What was chosen, where the incident does not say it already.
fn take_in(incident: &mut Incident, about: About) {
    match about {
        About::Nothing => {}
        About::Device(id) => incident.device = Some(id),
        About::Person(id) => incident.person = Some(id),
        About::Group(id) if incident.groups.contains(&id) => {}
        About::Group(id) => incident.groups.push(id),
    }
}

fn drafted(app: &App, kind: AnyIncidentKind, env: Env) -> Option<Box<Incident>> {
    let desk = &app.session()?.desk;
    let Record::Incident(mut incident) =
        draft(RecordKind::Incident, &desk.register, env.now, desk.decider().as_ref())?
    else {
        return None;
    };
    incident.kind = kind;
    Some(incident)
}

/// Writes a near miss in its one line; says whether it was written.
fn near_miss(app: &mut App, summary: &str, env: Env, effects: &mut Vec<Effect>) -> bool {
    let Some(mut incident) = drafted(app, IncidentKind::NearMiss.into(), env) else { return false };
    incident.summary = Some(summary.to_owned());
    let id = incident.id.clone();
    let command = Command::Add { record: Box::new(Record::Incident(incident)), group: None };
    carry(app, &command, Next::then(move |app, _, _| select_quietly(app, &id)), env, effects)
}

/// What nearly happened is typed.
struct NearMiss;

/// What is kept of it.
#[derive(Serialize, Deserialize)]
pub struct KeptNearMiss {
    text: String,
}

impl Purpose for NearMiss {
    fn handle(&self, typed: &str, app: &mut App, env: Env, effects: &mut Vec<Effect>) -> Taken {
        recorded(near_miss(app, needed(typed, app)?, env, effects))
    }

    fn keep(&self, typed: &str) -> Option<Kept> {
        Kept::of(&KeptNearMiss { text: typed.to_owned() })
    }
}

impl Keep for KeptNearMiss {
    const KIND: &'static str = "near-miss";

    fn open(self, ground: Ground<'_>) -> Result<Box<dyn Layer>, Unfit> {
        Ok(Box::new(Prompt::new(Word::AskNearMiss.say(ground.lang), &self.text, NearMiss)))
    }
}

/// Asks what a near miss has become.
pub fn ask_growth(app: &mut App) {
    let lang = app.lang();
    let Some(incident) = led(app) else { return };
    let kinds = kinds(app, |kind| kind != IncidentKind::NearMiss);
    app.layers.push(Picker::new(Word::PickGrow.say(lang), kinds, move |app, kind, env, effects| {
        grow(app, &incident.id, kind, env, effects);
    }));
}

/// A near miss becomes an incident: its number and all that is recorded stay. What it is about is asked for, unless it says.
fn grow(app: &mut App, id: &IncidentId, kind: AnyIncidentKind, env: Env, effects: &mut Vec<Effect>) {
    let row = app.session().and_then(|session| session.desk.register.incidents().get(id));
    let said = row.is_some_and(|row| row.device.is_some() || row.person.is_some() || !row.groups.is_empty());
    if said || !ask_about(app, kind, Some(id.clone())) {
        grow_about(app, id, kind, About::Nothing, env, effects);
    }
}

/// A near miss becomes an incident about something.
fn grow_about(
    app: &mut App,
    id: &IncidentId,
    kind: AnyIncidentKind,
    about: About,
    env: Env,
    effects: &mut Vec<Effect>,
) {
    let before = app.session().and_then(|session| session.desk.register.incidents().get(id).cloned());
    if let Some(before) = before {
        let mut after = Incident { kind, ..before.clone() };
        take_in(&mut after, about);
        edit(app, before, after, Next::Stay, env, effects);
    }
}
