//! An incident that is led: what its first response and its guide share.

pub mod guide;
pub mod opening;
pub mod response;
mod view;

use ratatui::layout::{Position, Rect};

use crate::{
    policy::Finding,
    register::{
        Command, Fact, Key as RecordKey, Lang, Record, Register,
        id::IncidentId,
        records::Incident,
        subject::Subject,
        words::{Addressee, AnyAddressee, IncidentKind},
    },
    tui::{
        app::{
            App, Effect, Env, Layer, Next, Request, Scene, Session,
            allowed::{selected, write},
            binding::{Binding, row, writes},
        },
        desk::incident::proposed,
        keys::{Ctx, ch, ctrl, f, named},
        lists::{RowKey, Tab},
        recording::{
            asking,
            commit::carry,
            facts::{each, facts_of, targets},
            settle::{self, When},
        },
        terminal::{buffer::Buffer, input::Key, tone::Tone},
        widgets::scroll::ListPlace,
        words::{IncidentWord, Reason, Word, stage_label},
    },
};

use self::{
    guide::asked,
    response::steps,
    view::{draw_guide, draw_responses},
};

/// What of an incident is led.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Its first response.
    Responses,
    /// The guide to whether the law asks for a report of it.
    Guide,
}

/// An incident that is led: a list of its own, and below it what there is to read.
pub struct Case {
    part: Part,
    /// Which incident.
    pub incident: IncidentId,
    /// The selected line of the list.
    pub place: ListPlace,
    /// The first line in sight of what is read.
    pub scroll: usize,
    /// Whether there is more to read than had room, as it was drawn last.
    reads_on: bool,
}

impl Case {
    fn new(part: Part, incident: IncidentId) -> Self {
        Self { part, incident, place: ListPlace::new(), scroll: 0, reads_on: false }
    }
}

impl Layer for Case {
    fn ctx(&self) -> Ctx {
        match self.part {
            Part::Responses => Ctx::Responses,
            Part::Guide => Ctx::Guide,
        }
    }

    fn draw(&mut self, scene: Scene<'_>, area: Rect, buf: &mut Buffer) -> Position {
        match self.part {
            Part::Responses => draw_responses(scene, self, area, buf),
            Part::Guide => draw_guide(scene, self, area, buf),
        }
    }

    fn asks(&self) -> bool {
        self.part == Part::Guide
    }

    fn step(&mut self, by: isize, scene: Scene<'_>) {
        let Some(session) = scene.session else { return };
        let Some(incident) = session.desk.register.incidents().get(&self.incident) else { return };
        let rows = match self.part {
            Part::Responses => steps(session, &self.incident).len(),
            Part::Guide => asked(session, incident).len(),
        };
        self.place.step(by, rows);
        self.scroll = 0;
    }

    /// How many there are is known to who draws it, and holds the last one.
    fn jump(&mut self, end: bool) {
        self.place.select(if end { usize::MAX } else { 0 });
        self.scroll = 0;
    }

    fn spot(&self) -> Option<String> {
        Some(self.incident.to_string())
    }

    fn record(&self) -> Option<RecordKey> {
        Some(RecordKey::Incident(self.incident.clone()))
    }

    /// Only what is of the incident itself is taken back here.
    fn shows(&self, _subjects: &[Subject]) -> bool {
        true
    }

    fn lets_ask(&self) -> bool {
        self.part == Part::Responses
    }

    fn is_gone(&self, register: &Register) -> bool {
        !register.incidents().contains(&self.incident)
    }
}

/// The first response that is on top.
pub fn responses(app: &App) -> Option<&Case> {
    app.layers.top::<Case>().filter(|case| case.part == Part::Responses)
}

/// The guide that is on top.
pub fn guide_on_top(app: &App) -> Option<&Case> {
    app.layers.top::<Case>().filter(|case| case.part == Part::Guide)
}

pub static KEYS: &[Binding] = &[
    row(Ctx::Incidents, &[ch('s'), ctrl('s')], Word::KeyResponses, 2, selected, |app, _, _| {
        if let Some(id) = incident_here(app) {
            respond(app, id);
        }
    })
    .on_row(),
    row(Ctx::Incidents, named::REPORT, Word::KeyReport, 2, selected, |app, _, _| {
        app.request(Request::Report);
    })
    .on_row(),
    writes(Ctx::Incidents, &[ch('r'), ctrl('r')], Word::KeyReported, 3, selected, record_reported).on_marks(),
    row(Ctx::Incidents, &[ch('h'), f(9)], Word::KeyGuide, 3, guided, |app, _, _| {
        if let Some(id) = incident_here(app) {
            guide(app, id);
        }
    })
    .on_row(),
    writes(Ctx::Incidents, &[ch('z'), ctrl('e')], Word::KeyClose, 3, selected, close).on_marks(),
];

/// The incident that is led or selected is more than a near miss: of that the law asks nothing.
pub fn guided(app: &App) -> Result<(), Reason> {
    let session = app.session().ok_or(Reason::NoRow)?;
    let led = responses(app).map(|case| case.incident.clone()).or_else(|| incident_here(app));
    let incident = led.and_then(|id| session.desk.register.incidents().get(&id));
    match incident.ok_or(Reason::NoRow)?.kind.fixed() {
        Some(IncidentKind::NearMiss) => Err(Reason::OnlyANearMiss),
        _ => Ok(()),
    }
}

fn id_of(row: RowKey) -> Option<IncidentId> {
    match row {
        RowKey::Record(RecordKey::Incident(id)) => Some(id),
        _ => None,
    }
}

/// The selected incident of the list.
fn incident_here(app: &App) -> Option<IncidentId> {
    app.session().and_then(Session::selected).and_then(id_of)
}

/// Records that incidents were reported; of one it may be asked which report it was.
fn record_reported(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    if let [RowKey::Record(RecordKey::Incident(id))] = targets(app).as_slice() {
        reported(app, id, env, effects);
        return;
    }
    let fact = |row: &RowKey, _| Some(Fact::IncidentReported { incident: id_of(row.clone())? });
    each(app, fact, env, effects);
}

/// Closes incidents, after a question where the rules still ask something of them.
fn close(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    let rows = targets(app);
    let fact = |row: &RowKey, _| Some(Fact::IncidentClosed { incident: id_of(row.clone())? });
    let Some(facts) = facts_of(app, fact, env) else { return };
    match closing_question(app, &rows).filter(|_| write(app).is_ok()) {
        Some(question) => {
            asking::confirm_facts(app, question, facts, env);
        }
        None => settle::record(app, facts, When::Today, env, effects),
    }
}

/// What is still open of incidents that are about to be closed: the rules ask no more of what is closed.
fn closing_question(app: &App, targets: &[RowKey]) -> Option<String> {
    let desk = &app.session()?.desk;
    let lang = app.lang();
    let incidents = targets.iter().filter_map(|target| match target {
        RowKey::Record(key @ RecordKey::Incident(_)) => Some(key.subject()),
        _ => None,
    });
    let open: Vec<&Finding> =
        incidents.flat_map(|subject| desk.findings_on(&subject).collect::<Vec<_>>()).collect();
    let mut rules: Vec<&str> =
        open.iter().map(|finding| desk.policy.rule_label(finding.rule, lang)).collect();
    rules.dedup();
    let between = if lang == Lang::Ja { "、" } else { ", " };
    (!open.is_empty())
        .then(|| IncidentWord::AskClose.fill(lang, &[&open.len().to_string(), &rules.join(between)]))
}

/// The incident that is led on top, as the register has it.
pub fn led(app: &App) -> Option<Incident> {
    let (case, session) = (app.layers.top::<Case>()?, app.session()?);
    session.desk.register.incidents().get(&case.incident).cloned()
}

/// How many lines a page key moves what is read.
const PAGE: isize = 5;

/// There is more to read than has room.
fn reads_on(app: &App) -> Result<(), Reason> {
    match app.layers.top::<Case>() {
        Some(case) if !case.reads_on => Err(Reason::AllInSight),
        _ => Ok(()),
    }
}

/// Reads on.
pub const fn read_down(ctx: Ctx, bar: u8) -> Binding {
    row(ctx, &[Key::PAGE_DOWN], Word::KeyReadDown, bar, reads_on, |app, _, _| scroll(app, PAGE))
}

/// Reads back.
pub const fn read_up(ctx: Ctx) -> Binding {
    row(ctx, &[Key::PAGE_UP], Word::KeyReadUp, 0, reads_on, |app, _, _| scroll(app, -PAGE))
}

/// Moves what is read; the view holds it at the end.
fn scroll(app: &mut App, by: isize) {
    if let Some(case) = app.layers.top_mut::<Case>() {
        case.scroll = case.scroll.saturating_add_signed(by);
    }
}

/// Changes the incident that is led.
pub fn edit(
    app: &mut App,
    before: Incident,
    after: Incident,
    next: Next,
    env: Env,
    effects: &mut Vec<Effect>,
) -> bool {
    carry(app, &edit_of(before, after), next, env, effects)
}

/// The command that changes an incident.
pub fn edit_of(before: Incident, after: Incident) -> Command {
    Command::Edit {
        key: RecordKey::Incident(before.id.clone()),
        before: Box::new(Record::Incident(Box::new(before))),
        after: Box::new(Record::Incident(Box::new(after))),
    }
}

/// What is told once the change on its way is written, in the place of the usual words.
pub fn tell_instead(app: &mut App, told: String) {
    if let Some(pending) = &mut app.pending {
        pending.notice = told;
    }
}

/// Records what the register proposes: the holder's groups, how many patients, what was carried. Nothing recorded is
/// changed.
pub fn take_over(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    let Some(before) = led(app) else { return };
    let Some(session) = app.session() else { return };
    let after = proposed(&session.desk, &before.id).and_then(|(_, found)| found.taken_over(&before));
    if let Some(after) = after {
        let lang = app.lang();
        let groups = after.groups.len().saturating_sub(before.groups.len());
        let people = after.affected_people.filter(|_| before.affected_people.is_none());
        let taken = [
            (groups > 0).then(|| IncidentWord::TakenGroups.fill(lang, &[&groups.to_string()])),
            people.map(|people| IncidentWord::TakenPeople.fill(lang, &[&people.to_string()])),
            (after.affected_data != before.affected_data)
                .then(|| IncidentWord::TakenData.say(lang).to_owned()),
        ];
        let taken: Vec<String> = taken.into_iter().flatten().collect();
        let between = if lang == Lang::Ja { "、" } else { ", " };
        let told = IncidentWord::TakenOver.fill(lang, &[&taken.join(between)]);
        if edit(app, before, after, Next::Stay, env, effects) {
            tell_instead(app, told);
        }
    }
}

/// Records that the incident that is led was reported.
pub fn led_reported(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    if let Some(incident) = led(app) {
        reported(app, &incident.id, env, effects);
    }
}

/// Records that an incident was reported; asks which report it was where several wait to be sent.
fn reported(app: &mut App, incident: &IncidentId, env: Env, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    let row = app.session().and_then(|session| session.desk.register.incidents().get(incident));
    let Some(row) = row else { return };
    let mut offered: Vec<(String, Fact)> = row
        .reports
        .iter()
        .enumerate()
        .filter(|(_, report)| report.sent_on.is_none())
        .filter_map(|(place, report)| {
            let label =
                format!("{} {}", row.report_number(place), stage_label(report.to, report.stage, lang));
            let group = report.group.as_ref().map(|group| format!(" {group}")).unwrap_or_default();
            let to = format!("{}{group}", report.to.say(&*app.settings.policy, lang));
            let label = IncidentWord::SentTo.fill(lang, &[&label, &to]);
            let number = u32::try_from(place + 1).ok()?;
            Some((label, Fact::ReportSent { incident: incident.clone(), number }))
        })
        .collect();
    if row.reported_on.is_none() && row.unsent_report(Addressee::Secretariat, None).is_none() {
        let fact = Fact::IncidentReported { incident: incident.clone() };
        offered.push((IncidentWord::ToldSecretariat.say(lang).to_owned(), fact));
    }
    let policy = &app.settings.policy;
    for one in policy.additions().addressees_of(row.kind) {
        let unsent = row.unsent_report(AnyAddressee::Added(one.is.name), None);
        if row.added.day(one.is.name).is_none() && unsent.is_none() {
            let fact = Fact::ReportedTo { incident: incident.clone(), to: one.is.name };
            offered.push((IncidentWord::ToldAddressee.fill(lang, &[one.is.label.get(lang)]), fact));
        }
    }
    if offered.len() > 1 {
        settle::pick(app, IncidentWord::WhichSent.say(lang), offered);
        return;
    }
    match offered.pop() {
        Some((_, fact)) => {
            settle::record_on(app, vec![fact], env.today(), env, effects);
        }
        None => app.tell(IncidentWord::NothingToSend.say(lang), Tone::Plain),
    }
}

/// The incident whose first response or guide is in front.
pub fn in_front(app: &App) -> Option<&IncidentId> {
    app.layers.top::<Case>().map(|case| &case.incident)
}

/// Shows the first response of an incident, over the list of incidents.
pub fn respond(app: &mut App, id: IncidentId) {
    select(app, &id);
    app.layers.push(Case::new(Part::Responses, id));
}

/// Shows the guide for an incident, over the list of incidents.
pub fn guide(app: &mut App, id: IncidentId) {
    if responses(app).is_none() {
        select(app, &id);
    }
    app.layers.push(Case::new(Part::Guide, id));
}

/// Selects the incident in its list, and brings that to the front unless something lies over another one: a form that is
/// being filled in stays where it is.
fn select(app: &mut App, id: &IncidentId) {
    let free = app.layers.is_empty();
    if let Some(session) = app.session_mut().filter(|_| free) {
        session.go(Tab::Incidents);
    }
    select_quietly(app, id);
}

/// Selects the incident in its list, whichever list is in front: a key there is meant for it, not for an older one.
pub fn select_quietly(app: &mut App, id: &IncidentId) {
    let Some(session) = app.session_mut() else { return };
    let Session { lists, desk, .. } = session;
    let Some(list) = lists.get_mut(Tab::Incidents.place()) else { return };
    let key = RowKey::Record(RecordKey::Incident(id.clone()));
    if !list.select(desk, &key) {
        list.clear(desk);
        list.select(desk, &key);
    }
}
