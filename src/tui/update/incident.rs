//! An incident from the first minute: what happened, and what it is about.

use crate::{
    register::{
        Command, Key as RecordKey, Lang, Person, Record, RecordKind,
        id::{DeviceId, GroupId, IncidentId, PersonId},
        records::Incident,
        words::{GroupKind, IncidentKind},
    },
    tui::{
        allowed::always,
        app::{App, Effect, Env, Next, Session},
        forms::{draft::draft, field::Candidates},
        keys::{Binding, Ctx, ch, f, writes},
        layers::{
            Layer, Purpose,
            picker::{Choice, IncidentAbout, Item, Picker},
        },
        screens::RowKey,
        text::{CaseWord, EnumWord, Word},
        width::visible,
    },
};

use super::{
    case::{edit, led},
    commit::carry,
    is_answer,
    open::candidates,
};

pub static KEYS: &[Binding] =
    &[writes(Ctx::Anywhere, &[ch('i'), f(8)], Word::KeyNewIncident, 4, always, |app, _, _| {
        begin(app);
    })
    // An incident waits for nobody: what is being typed stays below.
    .counting(|app, key| {
        let vault = |layer: &Layer| matches!(layer, Layer::Sheet(sheet) if !sheet.is_about_facts());
        app.session().is_some() && !app.layers.last().is_some_and(vault) && !is_answer(app, key)
    })];

/// Asks what happened.
fn begin(app: &mut App) {
    let lang = app.lang();
    let asks = |layer: &Layer| match layer {
        Layer::Picker(picker) => {
            matches!(picker.choice, Choice::IncidentKind(_) | Choice::IncidentAbout { .. })
        }
        _ => false,
    };
    if app.layers.iter().any(asks) {
        // It is asked already.
        return;
    }
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

/// Goes on with the kind: what it is about is asked for where the register may have it.
pub fn chosen_kind(app: &mut App, kind: IncidentKind, env: Env, effects: &mut Vec<Effect>) {
    if kind == IncidentKind::NearMiss {
        // One line and it is done: whoever has to fill in a form records no near miss.
        app.ask(Word::AskNearMiss, "", Purpose::NearMiss);
    } else if !ask_about(app, kind, None) {
        open(app, kind, IncidentAbout::Nothing, env, effects);
    }
}

/// Asks what an incident of a kind is about, or what one that is there is now about; says whether there is something to ask.
fn ask_about(app: &mut App, kind: IncidentKind, of: Option<IncidentId>) -> bool {
    let lang = app.lang();
    let Some(session) = app.session() else { return false };
    let (title, offered) = match kind {
        IncidentKind::DeviceLoss | IncidentKind::DeviceTheft => {
            (Word::PickDevice.say(lang), devices(session, lang))
        }
        IncidentKind::UnauthorisedAccess | IncidentKind::SharedId => {
            (CaseWord::PickWhose.say(lang), people(session, lang))
        }
        IncidentKind::WrongPost | IncidentKind::WrongInvitation | IncidentKind::FreeGroupPatientData => {
            (CaseWord::PickWhere.say(lang), groups(session, kind, lang))
        }
        IncidentKind::NearMiss | IncidentKind::SystemFault | IncidentKind::Other => return false,
    };
    let (mut items, mut about): (Vec<Item>, Vec<IncidentAbout>) = offered.into_iter().unzip();
    // Whatever is typed: an incident waits for no register.
    items.push(Item { always: true, ..Item::new(CaseWord::PickUnknown.say(lang).to_owned(), []) });
    about.push(IncidentAbout::Nothing);
    let choice = Choice::IncidentAbout { kind, about, of };
    app.layers.push(Layer::Picker(Box::new(Picker::new(title.to_owned(), items, choice))));
    true
}

/// The devices: what was selected, then what is out of the house, then the rest.
fn devices(session: &Session, lang: Lang) -> Vec<(Item, IncidentAbout)> {
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
                label = format!("{label}（{}）", CaseWord::IncidentRuns.fill(lang, &[row.id.as_str()]));
            } else if out.contains(&&device.id) {
                label = format!("{label}（{}）", Word::StateOut.say(lang));
            }
            let item = Item::new(visible(label.trim()).into_owned(), [kana]);
            (item, IncidentAbout::Device(device.id.clone()))
        })
        .collect()
}

/// The staff, whose IDs these are: who was selected stands first.
fn people(session: &Session, lang: Lang) -> Vec<(Item, IncidentAbout)> {
    let here = match session.selected() {
        Some(RowKey::Record(RecordKey::Staff(id))) => Some(id.to_string()),
        _ => None,
    };
    let (_, items, ids) = candidates(&session.desk, Candidates::Staff, None, lang);
    let about = |id: String| IncidentAbout::Person(PersonId::trusted(&id));
    offered(items, ids, |id| here.as_deref() == Some(id), about)
}

/// The groups: the one that was selected first; where patients' data stand in a free group, the free groups.
fn groups(session: &Session, kind: IncidentKind, lang: Lang) -> Vec<(Item, IncidentAbout)> {
    let register = &session.desk.register;
    let here = match session.selected() {
        Some(RowKey::Record(RecordKey::Group(id) | RecordKey::Membership(id, _))) => Some(id),
        _ => session.list().scope.clone(),
    };
    let free = |id: &str| {
        let group = register.group(&GroupId::trusted(id));
        group.is_some_and(|group| group.sheet.kind == GroupKind::Free)
    };
    let (_, items, ids) = candidates(&session.desk, Candidates::Groups, None, lang);
    let first = |id: &str| {
        here.as_ref().map(GroupId::as_str) == Some(id)
            || kind == IncidentKind::FreeGroupPatientData && free(id)
    };
    offered(items, ids, first, |id| IncidentAbout::Group(GroupId::trusted(&id)))
}

/// Candidates with what they stand for, some of them first.
fn offered(
    items: Vec<Item>,
    ids: Vec<String>,
    first: impl Fn(&str) -> bool,
    about: impl Fn(String) -> IncidentAbout,
) -> Vec<(Item, IncidentAbout)> {
    let (mut sooner, later): (Vec<_>, Vec<_>) = items.into_iter().zip(ids).partition(|(_, id)| first(id));
    sooner.extend(later);
    sooner.into_iter().map(|(item, id)| (item, about(id))).collect()
}

/// Writes the incident: known now, reported by the person at the keyboard unless somebody says otherwise.
pub fn open(app: &mut App, kind: IncidentKind, about: IncidentAbout, env: Env, effects: &mut Vec<Effect>) {
    let Some(mut incident) = drafted(app, kind, env) else { return };
    take_in(&mut incident, about);
    let id = incident.id.clone();
    let command = Command::Add { record: Box::new(Record::Incident(incident)), group: None };
    carry(app, &command, Next::Respond(id), env, effects);
}

/// What was chosen, where the incident does not say it already.
fn take_in(incident: &mut Incident, about: IncidentAbout) {
    match about {
        IncidentAbout::Nothing => {}
        IncidentAbout::Device(id) => incident.device = Some(id),
        IncidentAbout::Person(id) => incident.person = Some(id),
        IncidentAbout::Group(id) if incident.groups.contains(&id) => {}
        IncidentAbout::Group(id) => incident.groups.push(id),
    }
}

fn drafted(app: &App, kind: IncidentKind, env: Env) -> Option<Box<Incident>> {
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
pub fn near_miss(app: &mut App, summary: &str, env: Env, effects: &mut Vec<Effect>) -> bool {
    let Some(mut incident) = drafted(app, IncidentKind::NearMiss, env) else { return false };
    incident.summary = Some(summary.to_owned());
    let id = incident.id.clone();
    let command = Command::Add { record: Box::new(Record::Incident(incident)), group: None };
    carry(app, &command, Next::SelectIncident(id), env, effects)
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

/// A near miss becomes an incident: its number and all that is recorded stay. What it is about is asked for, unless it says.
pub fn grow(app: &mut App, id: &IncidentId, kind: IncidentKind, env: Env, effects: &mut Vec<Effect>) {
    let row = app.session().and_then(|session| session.desk.register.incidents().get(id));
    let said = row.is_some_and(|row| row.device.is_some() || row.person.is_some() || !row.groups.is_empty());
    if said || !ask_about(app, kind, Some(id.clone())) {
        grow_about(app, id, kind, IncidentAbout::Nothing, env, effects);
    }
}

/// A near miss becomes an incident about something.
pub fn grow_about(
    app: &mut App,
    id: &IncidentId,
    kind: IncidentKind,
    about: IncidentAbout,
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
