//! What an incident's page says beside its facts: the clocks that run, and what it may touch.

use crate::{
    policy::{
        affected::{Affected, affected},
        clocks::{Clock, ClockState, clocks},
    },
    register::{
        id::IncidentId,
        records::Incident,
        words::{Control, ControlState},
    },
};

use super::{
    desk::Desk,
    screens::{Line, day_long},
    text::{CaseWord, EnumWord as _, Word},
};

/// The clocks of an incident, a line each; none for a near miss.
pub fn clock_lines(desk: &Desk, incident: &Incident) -> Vec<Line> {
    let clocks = clocks(incident, &desk.policy, desk.today);
    let heading = Line::Heading(CaseWord::ClocksTitle.say(desk.lang).to_owned());
    let lines = clocks.iter().map(|clock| clock_line(desk, clock));
    if clocks.is_empty() { Vec::new() } else { std::iter::once(heading).chain(lines).collect() }
}

fn clock_line(desk: &Desk, clock: &Clock) -> Line {
    let lang = desk.lang;
    let day = |day| day_long(desk, Some(day));
    let text = match clock.state {
        ClockState::Done(on) => CaseWord::ClockDone.fill(lang, &[&day(on)]),
        ClockState::NotKnown => CaseWord::ClockNotKnown.say(lang).to_owned(),
        ClockState::NotAsked => CaseWord::ClockNotAsked.say(lang).to_owned(),
        ClockState::Runs { due, left, moved, undecided } => {
            let how = match left {
                0 => CaseWord::ClockToday.say(lang).to_owned(),
                1.. => CaseWord::ClockLeft.fill(lang, &[&left.to_string()]),
                _ => CaseWord::ClockOver.fill(lang, &[&left.unsigned_abs().to_string()]),
            };
            let mut text = CaseWord::ClockDue.fill(lang, &[&day(due), &how]);
            if undecided {
                text = CaseWord::ClockUndecided.fill(lang, &[&text]);
            }
            if let Some(moved) = moved {
                text = CaseWord::ClockMoved.fill(lang, &[&text, &day(moved)]);
            }
            text
        }
    };
    Line::Fact(desk.policy.rule_label(clock.rule, lang).to_owned(), text)
}

/// An incident with what the register proposes for it.
pub fn proposed(desk: &Desk, id: &IncidentId) -> Option<(Incident, Affected)> {
    let incident = desk.register.incidents().get(id)?;
    Some((incident.clone(), affected(&desk.register, &desk.policy, incident, desk.today)))
}

/// What an incident may touch, a line each; none where the register cannot tell.
pub fn affected_lines(desk: &Desk, incident: &Incident) -> Vec<Line> {
    let lang = desk.lang;
    let found = affected(&desk.register, &desk.policy, incident, desk.today);
    if found == Affected::default() {
        return Vec::new();
    }
    let fact = |label: CaseWord, text: String| Line::Fact(label.say(lang).to_owned(), text);
    let mut lines = vec![Line::Heading(CaseWord::AffectedTitle.say(lang).to_owned())];
    if let Some(holder) = &found.holder {
        lines.push(fact(CaseWord::AffectedHolder, desk.name(holder)));
    }
    if !found.groups.is_empty() {
        let patients = found.patients.map_or_else(
            || CaseWord::AffectedUnsure.say(lang).to_owned(),
            |patients| CaseWord::AffectedPatients.fill(lang, &[&patients.to_string()]),
        );
        let count = CaseWord::AffectedCount.fill(lang, &[&found.groups.len().to_string(), &patients]);
        lines.push(fact(CaseWord::AffectedGroups, count));
    }
    if let Some(data) = found.data {
        lines.push(fact(CaseWord::AffectedData, data));
    }
    let Some(device) = found.device else { return lines };
    let state = |(control, state): &(Control, Option<ControlState>)| {
        let name = desk.policy.control(*control, lang).map(|control| control.name).unwrap_or_default();
        let state = state.map_or_else(|| CaseWord::AffectedUnrecorded.say(lang), |state| state.say(lang));
        format!("{name}: {state}")
    };
    let controls: Vec<String> = device.controls.iter().map(state).collect();
    if !controls.is_empty() {
        lines.push(fact(CaseWord::AffectedControls, controls.join(" / ")));
    }
    let encrypted = match device.encrypted {
        Some(encrypted) => if encrypted { Word::Yes } else { Word::No }.say(lang),
        None => CaseWord::AffectedUnrecorded.say(lang),
    };
    lines.push(fact(CaseWord::AffectedEncrypted, encrypted.to_owned()));
    if let Some(line) = device.line {
        lines.push(fact(CaseWord::AffectedLine, line));
    }
    lines
}
