//! The office that `mcs-register demo` opens: a made-up home-visit nursing station.

use crate::{
    documents::{PaperKind, PaperOptions, paper},
    policy::{Policy, Rule},
    register::{
        Command, Date, Fact, Key, Record, Register, Time,
        document::{DocumentError, decode},
        records::Incident,
        shift::shifted,
        words::{Addressee, ReportStage},
    },
};

/// The office as a register document, dated for [`WRITTEN_FOR`].
const OFFICE: &str = include_str!("../../data/demo/office.json");

/// The day for which the document is dated, as `yyyymmdd`.
const WRITTEN_FOR: u32 = 20_261_122;

/// The demo office as it stands on a day: 25 staff, 30 devices, 60 groups, 500 memberships, and a finding of every
/// rule on every day. All people in it are invented.
///
/// Two kinds of finding cannot stand in it. `administrator-appointed` needs an office without any active
/// administrator, but somebody has to approve and review in the others. `account-removal` is `now` only under a
/// policy that leaves a grace after the last day of work.
///
/// # Errors
/// When the built-in document cannot be read; the tests keep that from happening.
pub fn demo_office(today: Date) -> Result<Register, DocumentError> {
    let flags = |rule: &str| Rule::from_name(rule).map(Rule::waivable);
    let office = decode(OFFICE.as_bytes(), &flags)?;
    let days = Date::from_number(WRITTEN_FOR).map_or(0, |written_for| today.days_since(written_for));
    Ok(with_reports(shifted(&office, days)))
}

/// The office with the reports that it sent to the secretariat, each as the program writes it.
fn with_reports(office: Register) -> Register {
    let Ok(policy) = Policy::minato() else { return office };
    let mut register = office;
    let sent: Vec<(Incident, Date)> =
        register.incidents().iter().filter_map(|row| Some((row.clone(), row.reported_on?))).collect();
    for (row, on) in sent {
        let mut then = register.clone();
        carry(&mut then, &edit(&row, as_it_was(&row, on)), on);
        let (to, stage) = (Addressee::Secretariat, ReportStage::First);
        let id = Some(row.id.as_str());
        let options = PaperOptions { id, stage: Some(stage), recorded: true, ..PaperOptions::default() };
        let Ok(paper) = paper(PaperKind::Incident, &then, &policy, on, &options) else { continue };
        let (incident, by) = (row.id.clone(), row.reporter.clone());
        let at = Time::new(on, 10, 30).ok();
        let written = Fact::ReportWritten {
            incident,
            to: to.into(),
            group: None,
            stage,
            at,
            by,
            paper: paper.recorded(),
        };
        for fact in [written, Fact::ReportSent { incident: row.id.clone(), number: 1 }] {
            carry(&mut register, &Command::Facts { facts: vec![fact], on }, on);
        }
    }
    register
}

fn carry(register: &mut Register, command: &Command, on: Date) {
    if let Ok(change) = command.plan(register, on) {
        // Planned on this very register, it fits.
        let _ = register.apply(&change);
    }
}

fn edit(before: &Incident, after: Incident) -> Command {
    Command::Edit {
        key: Key::Incident(before.id.clone()),
        before: Box::new(Record::Incident(Box::new(before.clone()))),
        after: Box::new(Record::Incident(Box::new(after))),
    }
}

/// What was known of an incident on a day.
fn as_it_was(incident: &Incident, on: Date) -> Incident {
    let mut then = Incident { reported_on: None, closed_on: None, ..incident.clone() };
    for measure in &mut then.measures {
        measure.done_on = measure.done_on.filter(|day| *day <= on);
    }
    then
}
