//! Which keys somebody is likely to press now: those that take what is in front a step on.

use crate::{
    documents::PaperKind,
    policy::{Remedy, Rule},
    register::{Asks, Command, Fact, Key as RecordKey, Refusal, id::IncidentId, words::DeviceStatus},
    tui::{
        app::{App, binding::Binding, page::Page},
        desk::{Desk, Standing, first_steps::is_step},
        features::incident,
        forms::{Form, Target},
        keys::named,
        lists::{
            RowKey,
            next::{self, Settling},
            take_out_state,
        },
        words::{NextWord, Reason, Word, refusal},
    },
};

/// From how many columns on the bar has room for more than what every list has.
const WIDE: usize = 100;

/// The keys that take what is in front a step on, the likeliest first.
pub fn next(app: &App) -> Vec<Word> {
    let mut next =
        if app.told_file().is_some() { vec![Word::KeyOpenFile, Word::KeyCopyPlace] } else { Vec::new() };
    next.extend(next_step(app));
    next
}

fn next_step(app: &App) -> Vec<Word> {
    let Some(session) = app.session().filter(|_| app.reading.is_none()) else { return Vec::new() };
    if let Some(next) = incident::guide::next(app) {
        return next;
    }
    if let Some(id) = incident::in_front(app) {
        return incident_next(&session.desk, id);
    }
    if let Some(form) = app.layers.top::<Form>() {
        // Before anything is typed, what repeats is taken over.
        let fresh = matches!(form.target, Target::Add { .. }) && !form.is_changed();
        return if fresh { vec![Word::KeySameAgain] } else { Vec::new() };
    }
    if !tells_of_row(app) {
        return Vec::new();
    }
    match session.selected() {
        // What is unfolded already is folded again.
        Some(row) if session.list().unfolded.contains(&row) => vec![Word::KeyFold, Word::KeySettle],
        Some(row) => {
            let mut next = of_row(&session.desk, &row);
            // A narrow bar has no room for it beside what every list has.
            if usize::from(app.size.0) >= WIDE {
                next.extend(paper_of(&session.desk, &row));
            }
            next
        }
        None => vec![Word::KeyNew],
    }
}

/// Whether the list is in front, or the page that tells of its selected row.
fn tells_of_row(app: &App) -> bool {
    let of_row = |page: &Page| page.keys().next().is_some();
    app.layers.is_empty() || app.layers.len() == 1 && app.layers.top::<Page>().is_some_and(of_row)
}

/// The key of the papers, where a finding asks for one.
fn paper_of(desk: &Desk, row: &RowKey) -> Option<Word> {
    let kind = match row {
        RowKey::Finding(..) => PaperKind::of_finding(row.finding(desk)?, &desk.policy),
        RowKey::Fold(rule, ..) => PaperKind::of_rule(*rule),
        _ => None,
    };
    kind.map(|_| Word::KeyPapers)
}

fn of_row(desk: &Desk, row: &RowKey) -> Vec<Word> {
    match row {
        RowKey::Finding(Rule::TakeOutApproval, ..) => vec![Word::KeyApprove, Word::KeyRefuse],
        RowKey::Finding(..) => match row.finding(desk).map(|finding| desk.remedy(finding)) {
            Some(Remedy::Fact(_) | Remedy::Choice(_)) => vec![Word::KeySettle, Word::KeySettleOnDay],
            Some(Remedy::NewIncident(_) | Remedy::Assessment(_) | Remedy::Review) => {
                vec![Word::KeySettle]
            }
            _ => vec![Word::KeyOpen],
        },
        RowKey::Fold(..) => vec![Word::KeyDetails, Word::KeySettle],
        RowKey::Care(id) => match desk.cares.iter().find(|care| care.id == *id) {
            Some(care) if is_step(care) => vec![Word::KeyOpen],
            _ => vec![Word::KeySettle],
        },
        RowKey::Record(key) => of_record(desk, key),
        RowKey::Heading => Vec::new(),
    }
}

/// What the keys that settle do with what is selected, or with what is marked.
pub fn settling(app: &App) -> Settling {
    let says = |does: Option<String>| Settling { does, on_another_day: true, opens: false };
    let Some(session) = app.session().filter(|_| tells_of_row(app)) else { return says(None) };
    let (desk, lang) = (&session.desk, session.desk.lang);
    let all = |count: String| says(Some(NextWord::SettleAll.fill(lang, &[&count])));
    let list = session.list();
    if !list.marks.is_empty() {
        return all(NextWord::Rows.fill(lang, &[&list.marks.len().to_string()]));
    }
    match session.selected() {
        Some(row @ RowKey::Finding(..)) => {
            row.finding(desk).map_or(says(None), |finding| next::settling(desk, finding, named::OPEN))
        }
        Some(RowKey::Fold(rule, urgency)) => all(desk.how_many(urgency, rule)),
        Some(RowKey::Care(id)) => match desk.cares.iter().find(|care| care.id == id) {
            Some(care) => Settling {
                does: Some(next::settles_care(desk, care)),
                on_another_day: false,
                opens: is_step(care),
            },
            None => says(None),
        },
        Some(RowKey::Record(key)) => {
            let subject = key.subject();
            let mut findings = desk.findings_on(&subject);
            match (findings.next(), findings.next()) {
                (Some(one), None) => says(next::settling(desk, one, named::SETTLE).does),
                (Some(_), Some(_)) => says(Some(NextWord::ChooseFinding.say(lang).to_owned())),
                _ => says(None),
            }
        }
        Some(RowKey::Heading) | None => says(None),
    }
}

/// What a record waits for, as it stands.
fn of_record(desk: &Desk, key: &RecordKey) -> Vec<Word> {
    let register = &desk.register;
    let today = desk.today;
    let known = match key {
        RecordKey::TakeOut(id) => register.take_outs().get(id).map(|row| match take_out_state(row, today) {
            Word::StateWaiting => vec![Word::KeyApprove, Word::KeyRefuse],
            Word::StateApproved => vec![Word::KeyLeft],
            Word::StateOut => vec![Word::KeyReturned, Word::KeyExtend],
            Word::StateReturned if row.checked_on.is_none() => vec![Word::KeyChecked],
            _ => vec![Word::KeyAgain],
        }),
        RecordKey::Membership(_, id) => {
            register.membership(id).map(|(_, row)| match Standing::of(row, today) {
                Standing::Invited if row.approved_on.is_none() => vec![Word::KeyApproveInvitation],
                Standing::Invited => vec![Word::KeyJoined],
                Standing::OffDuty => vec![Word::KeyRequestRemoval],
                Standing::ToRemove => vec![Word::KeyRemovalDone],
                Standing::Member | Standing::Released => Vec::new(),
            })
        }
        RecordKey::Group(id) => register.group(id).map(|group| {
            let sheet = &group.sheet;
            if sheet.is_over(today) && !today.happened(sheet.archived_on) {
                vec![Word::KeyArchive]
            } else {
                Vec::new()
            }
        }),
        RecordKey::Device(id) => register.devices().get(id).map(|device| {
            let missing = device.status.is_some_and(DeviceStatus::is_missing);
            if missing { vec![Word::KeyFound] } else { Vec::new() }
        }),
        RecordKey::Incident(id) => Some(incident_next(desk, id)),
        _ => None,
    };
    let mut next = known.unwrap_or_default();
    // What a finding on it is put right by has a key of its own in the list, or the one for all findings.
    let subject = key.subject();
    let mut remedies = desk.findings_on(&subject).map(|finding| desk.remedy(finding));
    if remedies.any(|remedy| matches!(remedy, Remedy::Fact(_) | Remedy::Choice(_) | Remedy::Review)) {
        next.push(Word::KeySettle);
    }
    next
}

/// What an incident waits for: its first response, its report, that the report is sent, its end.
fn incident_next(desk: &Desk, id: &IncidentId) -> Vec<Word> {
    let Some(row) = desk.register.incidents().get(id) else { return Vec::new() };
    if row.closed_on.is_some() {
        return Vec::new();
    }
    if row.reports.iter().any(|report| report.sent_on.is_none()) {
        return vec![Word::KeyReported, Word::KeyStampResponse, Word::KeyResponses];
    }
    if row.reported_on.is_none() {
        return vec![
            Word::KeyStampResponse,
            Word::KeyResponses,
            Word::KeyReport,
            Word::KeyReportHere,
            Word::KeyReported,
        ];
    }
    vec![Word::KeyClose, Word::KeyStampResponse]
}

/// So many marked rows are looked at before it is known which keys are of use to them; of more it is seen when one is pressed.
const LOOKED_AT: usize = 100;

/// Whether a key does anything now: it is possible, and the fact that it records would change something.
///
/// # Errors
/// Why it does not, in the reader's language.
pub fn works(app: &App, binding: &Binding) -> Result<(), String> {
    let lang = app.lang();
    binding.possible(app).map_err(|reason| reason.say(lang).to_owned())?;
    let Some((fact, session)) = binding.fact.zip(app.session()) else { return Ok(()) };
    let (desk, marks) = (&session.desk, &session.list().marks);
    let would = |row: &RowKey| -> Result<(), String> {
        let fact: Fact =
            fact(row, desk.decider()).ok_or_else(|| Reason::NotOfThisRow.say(lang).to_owned())?;
        let asks = fact.asks(desk.decider().as_ref()) != Asks::Nothing;
        match (Command::Facts { facts: vec![fact], on: desk.today }).plan(&desk.register, desk.today) {
            // What else it wants is asked for first.
            Err(why) if !asks || is_settled(&why) => Err(refusal(&why, lang)),
            _ => Ok(()),
        }
    };
    if marks.is_empty() {
        return would(&session.selected().ok_or_else(|| Reason::NoRow.say(lang).to_owned())?);
    }
    let mut fault = Ok(());
    for row in marks.iter().take(LOOKED_AT) {
        fault = would(row);
        if fault.is_ok() {
            break;
        }
    }
    if marks.len() > LOOKED_AT { Ok(()) } else { fault }
}

/// Whether it is refused since there is nothing more to record, whatever is asked for first.
fn is_settled(why: &Refusal) -> bool {
    matches!(
        why,
        Refusal::AlreadyRecorded(_)
            | Refusal::NothingChanged
            | Refusal::NotOut(_)
            | Refusal::Archived(_)
            | Refusal::NotDecided(_)
    )
}
