//! Incidents: the secretariat's report and the law's (第8条, 個人情報保護法26条).

use crate::{
    policy::{
        file::rulebook::Policy,
        judge::{
            asked::Asked,
            finding::Finding,
            period::{days_after, days_from},
        },
        rule::{Rule, parameter::Parameter},
    },
    register::{
        Date,
        records::{Incident, non_blank},
        subject::Subject,
        words::{Assessment, IncidentKind},
    },
};

pub(super) fn subject(incident: &Incident) -> Subject {
    Subject::Incident(incident.id.clone())
}

/// What happened, near misses left out, with the day on which the office knew.
pub(super) fn happened<'a>(asked: &Asked<'a>) -> impl Iterator<Item = (&'a Incident, Option<Date>)> {
    let (judge, today) = (asked.register, asked.today);
    let happened = judge.incidents().iter().filter(|incident| incident.kind != IncidentKind::NearMiss);
    happened
        .map(move |incident| (incident, incident.known_at.map(|time| time.date).filter(|day| *day <= today)))
}

/// The last good day of the report that a rule asks for, of an incident that was known on a day.
pub(in crate::policy) fn report_due(
    rule: Rule,
    incident: &Incident,
    known_on: Date,
    policy: &Policy,
) -> Date {
    let days = |parameter| policy.settings(rule).get(parameter);
    match (rule, incident.authority.wrongful) {
        (Rule::IncidentReport, _) => days_after(known_on, days(Parameter::DueDays)),
        (Rule::IncidentFinal, Some(true)) => days_from(known_on, days(Parameter::WrongfulDueDays)),
        _ => days_from(known_on, days(Parameter::DueDays)),
    }
}

/// What happened, near misses left out.
pub(super) fn all_but_near_misses(asked: &Asked) -> usize {
    happened(asked).count()
}

pub(super) fn report(asked: &Asked, findings: &mut Vec<Finding>) {
    for (incident, known_on) in happened(asked) {
        if !asked.happened(incident.reported_on) {
            findings.push(overdue_or_now(asked, incident, known_on));
        }
    }
}

fn overdue_or_now(asked: &Asked, incident: &Incident, known_on: Option<Date>) -> Finding {
    match known_on {
        None => asked.unknown(subject(incident)),
        Some(day) => {
            asked.overdue_or_now(subject(incident), report_due(asked.rule, incident, day, asked.policy))
        }
    }
}

/// Those that are assessed or still to be: what was closed without it is not judged.
pub(super) fn assessed_or_open(asked: &Asked) -> usize {
    let counts =
        |incident: &Incident| incident.authority.assessment.is_some() || !asked.happened(incident.closed_on);
    happened(asked).filter(|(incident, _)| counts(incident)).count()
}

pub(super) fn assessment(asked: &Asked, findings: &mut Vec<Finding>) {
    for (incident, known_on) in happened(asked) {
        if incident.authority.assessment.is_none() && !asked.happened(incident.closed_on) {
            findings.push(asked.now(subject(incident)).since(known_on));
        }
    }
}

/// The incidents of which somebody decided that the law asks for a report.
fn reportable<'a>(asked: &Asked<'a>) -> impl Iterator<Item = (&'a Incident, Option<Date>)> {
    happened(asked).filter(|(incident, _)| incident.authority.assessment == Some(Assessment::Reportable))
}

pub(super) fn reportable_ones(asked: &Asked) -> usize {
    reportable(asked).count()
}

pub(super) fn preliminary(asked: &Asked, findings: &mut Vec<Finding>) {
    for (incident, known_on) in reportable(asked) {
        if !asked.happened(incident.authority.preliminary_on) {
            findings.push(overdue_or_now(asked, incident, known_on));
        }
    }
}

/// The final report is announced from the first day on; a day off at its end moves it, which the screen says.
pub(super) fn final_report(asked: &Asked, findings: &mut Vec<Finding>) {
    for (incident, known_on) in reportable(asked) {
        if asked.happened(incident.authority.final_on) {
            continue;
        }
        findings.push(match known_on.map(|day| report_due(asked.rule, incident, day, asked.policy)) {
            None => asked.unknown(subject(incident)),
            Some(due) if asked.today > due => asked.overdue(subject(incident), due),
            Some(due) => asked.soon(subject(incident), due),
        });
    }
}

/// The persons are told, or what was done in place of it is recorded.
pub(super) fn notice(asked: &Asked, findings: &mut Vec<Finding>) {
    for (incident, known_on) in reportable(asked) {
        let authority = &incident.authority;
        if !asked.happened(authority.persons_notified_on)
            && non_blank(authority.notice_alternative.as_deref()).is_none()
        {
            findings.push(asked.now(subject(incident)).since(known_on));
        }
    }
}

/// The measures that are done or have a due day: of the others nothing is judged.
pub(super) fn measures_judged(asked: &Asked) -> usize {
    let measures = asked.register.incidents().iter().flat_map(|incident| &incident.measures);
    measures.filter(|measure| measure.due.is_some() || asked.happened(measure.done_on)).count()
}

pub(super) fn measures(asked: &Asked, findings: &mut Vec<Finding>) {
    for incident in asked.register.incidents() {
        for (number, measure) in (1_u32..).zip(&incident.measures) {
            if let Some(due) = measure.due
                && !asked.happened(measure.done_on)
            {
                let finding = asked.overdue_or_soon(|| subject(incident), due);
                findings.extend(finding.map(|finding| finding.detail_text(&number.to_string())));
            }
        }
    }
}
