//! Incidents: the secretariat's report and the law's (第8条, 個人情報保護法26条).

use crate::{
    policy::judge::{
        asked::{Asked, Judge},
        finding::{Finding, Rule},
        period::{days_after, days_from},
    },
    register::{
        Date,
        records::Incident,
        subject::Subject,
        words::{Assessment, IncidentKind},
    },
};

/// Judges the incidents.
pub(in crate::policy::judge) fn judge(judge: &Judge, findings: &mut Vec<Finding>) {
    for incident in judge.register.incidents() {
        if incident.kind != IncidentKind::NearMiss {
            let known_on = judge.past(incident.known_at.map(|time| time.date));
            report(judge, incident, known_on, findings);
            law(judge, incident, known_on, findings);
        }
        measures(judge, incident, findings);
    }
}

fn subject(incident: &Incident) -> Subject {
    Subject::Incident(incident.id.clone())
}

fn report(judge: &Judge, incident: &Incident, known_on: Option<Date>, findings: &mut Vec<Finding>) {
    let Some(asked) = judge.rule(Rule::IncidentReport) else { return };
    if judge.happened(incident.reported_on) {
        return;
    }
    findings.push(match known_on {
        None => asked.unknown(subject(incident)),
        Some(day) => asked.overdue_or_now(subject(incident), days_after(day, asked.settings.due_days)),
    });
}

fn law(judge: &Judge, incident: &Incident, known_on: Option<Date>, findings: &mut Vec<Finding>) {
    let authority = &incident.authority;
    if authority.assessment.is_none()
        && !judge.happened(incident.closed_on)
        && let Some(asked) = judge.rule(Rule::IncidentAssessment)
    {
        findings.push(asked.now(subject(incident)).since(known_on));
    }
    if authority.assessment != Some(Assessment::Reportable) {
        return;
    }
    if !judge.happened(authority.preliminary_on)
        && let Some(asked) = judge.rule(Rule::IncidentPreliminary)
    {
        findings.push(match known_on {
            None => asked.unknown(subject(incident)),
            Some(day) => asked.overdue_or_now(subject(incident), days_from(day, asked.settings.due_days)),
        });
    }
    if !judge.happened(authority.final_on)
        && let Some(asked) = judge.rule(Rule::IncidentFinal)
    {
        findings.push(match known_on {
            None => asked.unknown(subject(incident)),
            Some(day) => final_report(judge, &asked, incident, day),
        });
    }
}

/// The final report is announced from the first day on; a day off at its end moves it, which the screen says.
fn final_report(judge: &Judge, asked: &Asked, incident: &Incident, known_on: Date) -> Finding {
    let days = match incident.authority.wrongful {
        Some(true) => asked.settings.wrongful_due_days,
        Some(false) | None => asked.settings.due_days,
    };
    let due = days_from(known_on, days);
    if judge.today > due { asked.overdue(subject(incident), due) } else { asked.soon(subject(incident), due) }
}

fn measures(judge: &Judge, incident: &Incident, findings: &mut Vec<Finding>) {
    let Some(asked) = judge.rule(Rule::IncidentMeasure) else { return };
    for (number, measure) in (1_u32..).zip(&incident.measures) {
        if let Some(due) = measure.due
            && !judge.happened(measure.done_on)
        {
            let finding = asked.overdue_or_soon(|| subject(incident), due);
            findings.extend(finding.map(|finding| finding.detail_text(&number.to_string())));
        }
    }
}
