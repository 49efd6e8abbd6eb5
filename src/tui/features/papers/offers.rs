//! Which papers are offered, and in which order: those that the selected row asks for first.

use std::collections::BTreeSet;

use crate::{
    documents::PaperKind,
    policy::Finding,
    register::{
        Key as RecordKey, Lang, RecordKind, id::GroupId, records::Incident, subject::Subject,
        words::GroupKind,
    },
    tui::{
        app::{
            App, Session,
            delivery::{Outgoing, Wanted},
            exports::{Export, ExportKind},
        },
        desk::subject_called,
        layers::picker::{Item, Picker},
        lists::{RowKey, Tab},
        words::{PaperWord, paper_label, stage_label},
    },
};

use super::keys::choose;

/// Asks which: what the selected row asks for next first, then the papers about its record, then those of the list in
/// front, then the rest, then what is no paper.
pub fn begin(app: &mut App) {
    let lang = app.lang();
    let Some(session) = app.session() else { return };
    let about = selected(session);
    let mut papers: Vec<(u8, Wanted)> =
        asked_for(session).into_iter().map(|wanted| (ASKED_FOR, wanted)).collect();
    let kinds = PaperKind::all(&session.desk.policy).filter(|kind| kind.from_register());
    papers.extend(kinds.flat_map(|kind| {
        let here = if of_tab(kind, session.tab) { OF_THE_LIST } else { OTHER };
        let id = about.as_ref().filter(|(of, _)| kind.about() == Some(*of)).map(|(_, id)| id.clone());
        let rank = match kind.about() {
            Some(_) if id.is_some() => OF_THE_RECORD,
            Some(_) => LACKS_RECORD,
            None => here,
        };
        let one = Wanted::new(kind, id);
        // A letter for each of the patients whom it concerns.
        let letters: Vec<(u8, Wanted)> = letter_groups(session, &one)
            .into_iter()
            .map(|group| (rank, Wanted { group: Some(group), ..one.clone() }))
            .collect();
        let one = (rank, one);
        let blank = kind.may_be_blank().then(|| (here, Wanted::new(kind, None)));
        let due = kind.takes_due().then(|| (here, Wanted { due: true, ..Wanted::new(kind, None) }));
        // A blank one is offered once.
        let alone = letters.is_empty() && (one.0 != LACKS_RECORD || blank.is_none());
        Some(one).filter(|_| alone).into_iter().chain(letters).chain(due).chain(blank)
    }));
    papers.sort_by_key(|(rank, _)| *rank);
    let mut seen: Vec<Wanted> = Vec::new();
    papers.retain(|(_, wanted)| {
        let new = !seen.contains(wanted);
        seen.push(wanted.clone());
        new
    });
    let other = if lang == Lang::Ja { Lang::En } else { Lang::Ja };
    let first = papers.iter().filter(|(rank, _)| *rank <= OF_THE_RECORD).count();
    let mut offered: Vec<(Item, Outgoing)> = papers
        .into_iter()
        .map(|(_, wanted)| {
            let (label, kind) = (called(session, &wanted, lang), wanted.kind);
            let mut item =
                Item::new(label, [&*kind.word(), &*paper_label(kind, &session.desk.policy, other)]);
            item.reason = not_yet(session, &wanted, lang);
            (item, Outgoing::Paper(wanted))
        })
        .collect();
    let written = match &about {
        Some((RecordKind::Incident, id)) => written_reports(session, id, lang),
        _ => Vec::new(),
    };
    offered.splice(first..first, written);
    offered.extend(ExportKind::ALL.map(|kind| {
        let item = Item::new(kind.label().say(lang).to_owned(), [kind.word(), kind.label().say(other)]);
        (item, Outgoing::Export(Export::new(kind)))
    }));
    app.layers.push(Picker::new(PaperWord::Title.say(lang), offered, choose));
}

/// The patients' groups that the incident of a letter concerns.
fn letter_groups(session: &Session, wanted: &Wanted) -> Vec<String> {
    let register = &session.desk.register;
    let incident = register.incidents().iter().find(|row| Some(row.id.as_str()) == wanted.about.as_deref());
    let Some(incident) = incident.filter(|_| wanted.kind.is_for_a_group()) else { return Vec::new() };
    let patient = |id: &&GroupId| register.group(id).is_some_and(|row| row.sheet.kind == GroupKind::Patient);
    incident.groups.iter().filter(patient).map(ToString::to_string).collect()
}

/// In which order papers are offered.
const ASKED_FOR: u8 = 0;
const OF_THE_RECORD: u8 = 1;
const OF_THE_LIST: u8 = 2;
const OTHER: u8 = 3;
const LACKS_RECORD: u8 = 4;

/// What a paper is called where it is chosen: with its record, or that it is for all that are due, or blank.
pub fn called(session: &Session, wanted: &Wanted, lang: Lang) -> String {
    let label = &*paper_label(wanted.kind, &session.desk.policy, lang);
    match &wanted.about {
        Some(id) => match &wanted.group {
            Some(group) => {
                let called = Subject::of(RecordKind::Group, group)
                    .map(|subject| subject_called(&session.desk, &subject).0);
                PaperWord::LetterTo.fill(lang, &[&format!("{label} {id}"), &called.unwrap_or_default()])
            }
            None => format!("{label} {id}"),
        },
        None if wanted.due => {
            PaperWord::ForDue.fill(lang, &[label, &due(session, wanted.kind).len().to_string()])
        }
        None if wanted.kind.may_be_blank() => PaperWord::Blank.fill(lang, &[label]),
        None => label.to_owned(),
    }
}

/// Why a paper cannot be chosen now.
fn not_yet(session: &Session, wanted: &Wanted, lang: Lang) -> Option<String> {
    let register = &session.desk.register;
    let of = wanted.kind.about()?;
    match &wanted.about {
        Some(id) => {
            let of_patient = || {
                let group = register.groups().iter().find(|group| group.sheet.id.as_str() == id);
                group.is_none_or(|group| group.sheet.kind == GroupKind::Patient)
            };
            if wanted.kind.is_for_a_group() && wanted.group.is_none() {
                return Some(PaperWord::NeedsGroups.say(lang).to_owned());
            }
            let fits = wanted.kind != PaperKind::Consent || of_patient();
            (!fits).then(|| PaperWord::OfPatients.say(lang).to_owned())
        }
        None if wanted.due => {
            due(session, wanted.kind).is_empty().then(|| PaperWord::NothingDue.say(lang).to_owned())
        }
        None if wanted.kind.may_be_blank() => None,
        None => Some(PaperWord::NeedsRecord.fill(lang, &[of.title(lang)])),
    }
}

/// The records of which a paper is due today.
fn due(session: &Session, kind: PaperKind) -> BTreeSet<String> {
    PaperKind::due(kind, &session.desk.findings, &session.desk.policy).map(str::to_owned).collect()
}

/// The papers that the selected row asks for next: by its own finding, by those folded into it, or by what is found of its
/// record.
fn asked_for(session: &Session) -> Vec<Wanted> {
    let desk = &session.desk;
    let of = |finding: &Finding| {
        let record = desk.register.key_of(&finding.subject).and_then(|key| record_of(&key));
        papers_of(PaperKind::of_finding(finding, &desk.policy), record)
    };
    match session.selected() {
        Some(row @ RowKey::Finding(..)) => row.finding(desk).map(of).unwrap_or_default(),
        Some(RowKey::Fold(rule, _)) => papers_of(PaperKind::of_rule(rule), None),
        // The reports of an incident stand in the order in which they are due.
        Some(RowKey::Record(key)) => {
            let subject = key.subject();
            let asked = desk.findings_on(&subject).flat_map(of);
            asked.filter(|wanted| wanted.kind.addressee().is_none()).collect()
        }
        Some(RowKey::Care(_) | RowKey::Heading) | None => Vec::new(),
    }
}

/// The papers by which what a finding asks for of a record is done.
fn papers_of(kind: Option<PaperKind>, record: Option<(RecordKind, String)>) -> Vec<Wanted> {
    // The letters of an incident stand among its own papers, one for each patient.
    let Some(kind) = kind.filter(|kind| !kind.is_for_a_group()) else {
        return Vec::new();
    };
    let Some(about) = kind.about() else { return vec![Wanted::new(kind, None)] };
    let one = record.filter(|(of, _)| *of == about).map(|(_, id)| Wanted::new(kind, Some(id)));
    let due = kind.takes_due().then(|| Wanted { due: true, ..Wanted::new(kind, None) });
    match kind {
        // They are signed by all at once, as at a meeting.
        PaperKind::StaffPledge => due.into_iter().chain(one).collect(),
        _ => one.into_iter().chain(due).collect(),
    }
}

/// The reports of an incident that were kept as they were written, to be printed again.
fn written_reports(session: &Session, id: &str, lang: Lang) -> Vec<(Item, Outgoing)> {
    let incident = session.desk.register.incidents().iter().find(|row| row.id.as_str() == id);
    let Some(incident) = incident else { return Vec::new() };
    let kept = incident.reports.iter().enumerate().filter(|(_, report)| report.paper.is_some());
    kept.map(|(place, report)| {
        let kind = PaperKind::report_to(report.to);
        let number = incident.report_number(place);
        let label = PaperWord::WrittenReport
            .fill(lang, &[&number, stage_label(report.to, report.stage, lang), &sent(incident, place, lang)]);
        let mut item = Item::new(label, [&*kind.word()]);
        if session.desk.register.report(&number).is_none() {
            item.reason = Some(PaperWord::NumberOfAnother.fill(lang, &[&number]));
        }
        (item, Outgoing::Paper(Wanted::new(kind, Some(number))))
    })
    .collect()
}

/// Whether and when a report was sent, in words.
fn sent(incident: &Incident, place: usize, lang: Lang) -> String {
    match incident.reports.get(place).and_then(|report| report.sent_on) {
        Some(on) => PaperWord::Sent.fill(lang, &[&on.to_string()]),
        None => PaperWord::NotSent.say(lang).to_owned(),
    }
}

/// The record that the selected row is about, as papers know it.
fn selected(session: &Session) -> Option<(RecordKind, String)> {
    match session.selected()? {
        RowKey::Record(key) => record_of(&key),
        RowKey::Finding(_, subject, _) => record_of(&session.desk.register.key_of(&subject)?),
        RowKey::Fold(..) | RowKey::Care(_) | RowKey::Heading => None,
    }
}

/// A record as papers know it: a member's papers are those of the group.
fn record_of(key: &RecordKey) -> Option<(RecordKind, String)> {
    Some(match key.group() {
        Some(group) => (RecordKind::Group, group.to_string()),
        None => (key.kind(), key.id()?.to_owned()),
    })
}

fn of_tab(kind: PaperKind, tab: Tab) -> bool {
    match tab {
        Tab::Today => kind == PaperKind::Monthly,
        Tab::Staff if kind.is_own() => kind.about() == Some(RecordKind::Staff),
        Tab::Devices if kind.is_own() => kind.about() == Some(RecordKind::Device),
        Tab::Groups | Tab::Memberships if kind.is_own() => kind.about() == Some(RecordKind::Group),
        Tab::Office if kind.is_own() => kind.about().is_none(),
        Tab::Staff => matches!(
            kind,
            PaperKind::StaffLedger
                | PaperKind::Training
                | PaperKind::TrainingSheet
                | PaperKind::StaffPledge
                | PaperKind::SelfCheck
                | PaperKind::Handout
        ),
        Tab::Devices => kind == PaperKind::DeviceLedger,
        Tab::TakeOuts => matches!(kind, PaperKind::TakeOutLedger | PaperKind::TakeOutBlank),
        Tab::Groups | Tab::Memberships => {
            matches!(kind, PaperKind::DisasterList | PaperKind::Consent | PaperKind::ReviewBlank)
        }
        Tab::Office => matches!(
            kind,
            PaperKind::Filings
                | PaperKind::Handover
                | PaperKind::Application
                | PaperKind::ConfidentialityPledge
        ),
        _ => false,
    }
}
