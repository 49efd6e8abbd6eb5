//! What an incident's page says beside its facts: the clocks that run, its reports, what the law asks, what it may touch.

use crate::{
    policy::{
        Policy,
        affected::{Affected, affected},
        clocks::{Clock, ClockState, clocks},
        reportability::{Speaks, told_by_register},
    },
    register::{
        Date, Lang,
        id::IncidentId,
        labels::in_short,
        records::Incident,
        words::{AnyControl, Circumstance, ControlState, DeviceStatus, IncidentKind},
    },
    tui::{
        terminal::tone::Tone,
        widgets::lines::Line,
        words::{EnumWord as _, IncidentWord, Word, stage_label},
    },
};

use super::Desk;

/// The clocks of an incident, a line each; none for a near miss.
pub fn clock_lines(desk: &Desk, incident: &Incident) -> Vec<Line> {
    let clocks = clocks(incident, &desk.policy, desk.today);
    let line = |clock| {
        let (label, text) = clock_text(&desk.policy, clock, desk.lang);
        Line::Fact(label, text)
    };
    let lines = clocks.iter().map(line).collect();
    headed(IncidentWord::ClocksTitle, lines, desk.lang)
}

/// What a clock counts, and how it stands.
pub fn clock_text(policy: &Policy, clock: &Clock, lang: Lang) -> (String, String) {
    let day = |day: Date| day.to_string();
    let text = match clock.state {
        ClockState::Done(on) => IncidentWord::ClockDone.fill(lang, &[&day(on)]),
        ClockState::NotKnown { ahead: None } => IncidentWord::ClockNotKnown.say(lang).to_owned(),
        ClockState::NotKnown { ahead: Some(on) } => IncidentWord::ClockAhead.fill(lang, &[&day(on)]),
        ClockState::NotAsked => IncidentWord::ClockNotAsked.say(lang).to_owned(),
        ClockState::Runs { due, left, moved, undecided } => {
            let mut text = IncidentWord::ClockDue.fill(lang, &[&day(due), &left_of(left, lang)]);
            if undecided {
                text = IncidentWord::ClockUndecided.fill(lang, &[&text]);
            }
            if let Some(moved) = moved {
                text = IncidentWord::ClockMoved.fill(lang, &[&text, &day(moved)]);
            }
            text
        }
    };
    (clock.label(policy, lang).to_owned(), text)
}

/// The numbered reports of an incident, a line each; none where none was written.
pub fn report_lines(desk: &Desk, incident: &Incident) -> Vec<Line> {
    let lang = desk.lang;
    let lines = incident.reports.iter().enumerate().map(|(place, report)| {
        let which = stage_label(report.to, report.stage, lang);
        let number = incident.report_number(place);
        let text = match report.sent_on {
            Some(on) => IncidentWord::ReportSent.fill(lang, &[which, &on.to_string()]),
            None if desk.outdated(&number).is_some() => IncidentWord::ReportOutdated.fill(lang, &[which]),
            None => IncidentWord::ReportNotSent.fill(lang, &[which]),
        };
        Line::Fact(number, text)
    });
    headed(IncidentWord::ReportsTitle, lines.collect(), lang)
}

fn headed(heading: IncidentWord, lines: Vec<Line>, lang: Lang) -> Vec<Line> {
    let heading = Line::Heading(heading.say(lang).to_owned());
    if lines.is_empty() { lines } else { std::iter::once(heading).chain(lines).collect() }
}

/// Whether the law asks for a report, as somebody decided; nothing for a near miss.
pub fn assessment_lines(desk: &Desk, incident: &Incident) -> Vec<Line> {
    if incident.kind == IncidentKind::NearMiss {
        return Vec::new();
    }
    headed(IncidentWord::GuideTitle, decision_lines(desk, incident, IncidentWord::GuideNotOpened), desk.lang)
}

/// What was decided about the report by law, by whom and why; what is to be done where nothing was.
fn decision_lines(desk: &Desk, incident: &Incident, undecided: IncidentWord) -> Vec<Line> {
    let lang = desk.lang;
    let authority = &incident.authority;
    let fact = |label: IncidentWord, text: String| Line::Fact(label.say(lang).to_owned(), text);
    let mut lines = Vec::new();
    match authority.assessment {
        None => lines.push(fact(IncidentWord::GuideDecision, undecided.say(lang).to_owned())),
        Some(assessment) => {
            let on = authority.assessed_on.map(|on| on.to_string()).unwrap_or_default();
            let nobody = || IncidentWord::NobodyRecorded.say(lang).to_owned();
            let by = authority.assessed_by.as_ref().map_or_else(nobody, |id| desk.name(id));
            let text = IncidentWord::GuideAssessed.fill(lang, &[assessment.say(lang), &on, &by]);
            lines.push(fact(IncidentWord::GuideDecision, text.replace("（ ", "（").replace("( ", "(")));
            if let Some(reason) = &authority.assessment_reason {
                lines.push(fact(IncidentWord::GuideReason, reason.clone()));
            }
        }
    }
    lines
}

/// A question of the guide with what has to be known to answer it, and what its answer means.
pub fn question_lines(desk: &Desk, incident: &Incident, about: Circumstance) -> Vec<Line> {
    let lang = desk.lang;
    let authority = &incident.authority;
    let Some(question) = desk.policy.guide().asked(authority).find(|question| question.about == about) else {
        return Vec::new();
    };
    let fact = |label: IncidentWord, text: &str| Line::Fact(label.say(lang).to_owned(), text.to_owned());
    let mut lines = vec![
        Line::Text(question.ask.get(lang).to_owned()),
        fact(IncidentWord::GuideHelp, question.help.get(lang)),
        fact(IncidentWord::GuideSource, question.source.get(lang)),
    ];
    if let Some(told) = told_by_register(&desk.register, incident, about) {
        lines.push(fact(IncidentWord::GuideTold, if told { Word::Yes } else { Word::No }.say(lang)));
    }
    if let Some(answer) = authority.answer(about) {
        let meaning = question.meaning(answer);
        let way = match desk.policy.guide().speaks(meaning, authority) {
            Speaks::For => IncidentWord::GuideSpeaksFor,
            Speaks::Against => IncidentWord::GuideSpeaksAgainst,
            Speaks::Neither => IncidentWord::GuideSpeaksNeither,
        };
        let text = format!("{}　[{}]", meaning.text.get(lang), way.say(lang));
        lines.push(fact(IncidentWord::GuideMeans, &text));
    }
    lines
}

/// What is looked for first in the guide: what was decided or speaks for a report, and what is not answered.
pub fn guide_results(desk: &Desk, incident: &Incident) -> Vec<(Tone, String)> {
    let lang = desk.lang;
    let weighed = desk.policy.guide().weigh(&incident.authority);
    let count = |word: IncidentWord, count: usize| word.fill(lang, &[&count.to_string()]);
    let result = match (incident.authority.assessment, weighed.speaks_for.len()) {
        (Some(assessment), _) => Some((Tone::Waived, assessment.say(lang).to_owned())),
        // As long as something is open nobody knows that nothing speaks for it.
        (None, 0) if weighed.open > 0 => None,
        (None, 0) => Some((Tone::Waived, IncidentWord::GuideForNone.say(lang).to_owned())),
        (None, some) => Some((Tone::Overdue, count(IncidentWord::GuideFor, some))),
    };
    let open = (weighed.open > 0).then(|| (Tone::Unknown, count(IncidentWord::GuideOpen, weighed.open)));
    result.into_iter().chain(open).collect()
}

/// What is looked for first in an incident: the clocks that run, with what is left of each.
pub fn clock_results(desk: &Desk, incident: &Incident) -> Vec<(Tone, String)> {
    let result = |clock: &Clock| {
        let ClockState::Runs { left, undecided, .. } = clock.state else { return None };
        let tone = match left {
            _ if undecided => Tone::Unknown,
            0 => Tone::Now,
            1.. => Tone::Soon,
            _ => Tone::Overdue,
        };
        // Beside what is left there is room for what it is called, not for what goes with that in brackets.
        let label = clock.label(&desk.policy, desk.lang);
        let label = in_short(label).unwrap_or(label);
        let said = format!("{label} {}", left_of(left, desk.lang));
        Some((tone, if undecided { IncidentWord::ClockUndecided.fill(desk.lang, &[&said]) } else { said }))
    };
    clocks(incident, &desk.policy, desk.today).iter().filter_map(result).collect()
}

/// How many days a clock has left, or how many it is over.
fn left_of(left: i64, lang: Lang) -> String {
    match left {
        0 => IncidentWord::ClockToday.say(lang).to_owned(),
        1.. => IncidentWord::ClockLeft.fill(lang, &[&left.to_string()]),
        _ => IncidentWord::ClockOver.fill(lang, &[&left.unsigned_abs().to_string()]),
    }
}

/// What the answers come to, and what was decided.
pub fn weighed_lines(desk: &Desk, incident: &Incident) -> Vec<Line> {
    let lang = desk.lang;
    let weighed = desk.policy.guide().weigh(&incident.authority);
    let mut lines = vec![Line::Heading(IncidentWord::GuideWeighed.say(lang).to_owned())];
    for (label, meanings) in [
        (IncidentWord::GuideSpeaksFor, &weighed.speaks_for),
        (IncidentWord::GuideSpeaksAgainst, &weighed.speaks_against),
    ] {
        let texts: Vec<&str> = meanings.iter().map(|meaning| meaning.text.get(lang)).collect();
        let text =
            if texts.is_empty() { IncidentWord::GuideNothing.say(lang).to_owned() } else { texts.join("\n") };
        lines.push(Line::Fact(label.say(lang).to_owned(), text));
    }
    lines.extend(decision_lines(desk, incident, IncidentWord::GuideUndecided));
    lines
}

/// An incident with what the register proposes for it.
pub fn proposed<'d>(desk: &'d Desk, id: &IncidentId) -> Option<(&'d Incident, Affected)> {
    let incident = desk.register.incidents().get(id)?;
    Some((incident, affected(&desk.register, &desk.policy, incident, desk.today)))
}

/// That the register still has a device in use whose loss or theft this is.
fn state_to_change(desk: &Desk, incident: &Incident) -> Option<String> {
    let status = match incident.kind.fixed()? {
        IncidentKind::DeviceLoss => DeviceStatus::Lost,
        IncidentKind::DeviceTheft => DeviceStatus::Stolen,
        _ => return None,
    };
    let device = desk.register.devices().get(incident.device.as_ref()?)?;
    let now =
        device.status.filter(|now| incident.closed_on.is_none() && DeviceStatus::in_service(Some(*now)))?;
    Some(IncidentWord::DeviceStateOld.fill(desk.lang, &[now.say(desk.lang), status.say(desk.lang)]))
}

/// What an incident may touch, a line each; none where the register cannot tell.
pub fn affected_lines(desk: &Desk, incident: &Incident) -> Vec<Line> {
    let lang = desk.lang;
    let found = affected(&desk.register, &desk.policy, incident, desk.today);
    if found == Affected::default() {
        return Vec::new();
    }
    let fact = |label: IncidentWord, text: String| Line::Fact(label.say(lang).to_owned(), text);
    let to_take = found.adds_to(incident);
    let title = if to_take { IncidentWord::AffectedToTake } else { IncidentWord::AffectedTitle };
    let mut lines = vec![Line::Heading(title.say(lang).to_owned())];
    // Whom to call comes first: it is what is looked for in the first minute.
    if let Some(line) = found.device.as_ref().and_then(|device| device.line.clone()) {
        lines.push(fact(IncidentWord::AffectedLine, line));
    }
    if let Some(text) = state_to_change(desk, incident) {
        lines.push(fact(IncidentWord::DeviceState, text));
    }
    if let Some(holder) = &found.holder {
        lines.push(fact(IncidentWord::AffectedHolder, desk.name(holder)));
    }
    if found.groups.is_empty()
        && let Some(patients) = found.patients
    {
        let patients = IncidentWord::AffectedPatients.fill(lang, &[&patients.to_string()]);
        lines.push(fact(IncidentWord::AffectedNamed, patients));
    }
    if !found.groups.is_empty() {
        let patients = found.patients.map_or_else(
            || IncidentWord::AffectedUnsure.say(lang).to_owned(),
            |patients| IncidentWord::AffectedPatients.fill(lang, &[&patients.to_string()]),
        );
        let count = IncidentWord::AffectedCount.fill(lang, &[&found.groups.len().to_string(), &patients]);
        lines.push(fact(IncidentWord::AffectedGroups, count));
    }
    if let Some(data) = found.data {
        lines.push(fact(IncidentWord::AffectedData, data));
    }
    let Some(device) = found.device else { return lines };
    let encrypted = match device.encrypted {
        Some(encrypted) => if encrypted { Word::Yes } else { Word::No }.say(lang),
        None => IncidentWord::AffectedUnrecorded.say(lang),
    };
    lines.push(fact(IncidentWord::AffectedEncrypted, encrypted.to_owned()));
    let state = |(control, state): &(AnyControl, Option<ControlState>)| {
        let name = desk.policy.control(*control, lang).map(|control| control.name).unwrap_or_default();
        let state = state.map_or_else(|| IncidentWord::AffectedUnrecorded.say(lang), |state| state.say(lang));
        format!("{name}: {state}")
    };
    let controls: Vec<String> = device.controls.iter().map(state).collect();
    if !controls.is_empty() {
        lines.push(fact(IncidentWord::AffectedControls, controls.join(" / ")));
    }
    lines
}
