//! What whoever sends a report looks at before it goes. It stands above the report on the screen, and is told on the command
//! line; nothing of it is on the paper.

use crate::{
    documents::{Paper, PaperKind, findings_about},
    policy::{
        Finding, Policy, Rule,
        clocks::{Clock, ClockState, clocks},
        first_response::steps,
    },
    register::{
        Date, Lang, Register,
        records::{Incident, non_blank},
    },
    tui::words::PaperWord,
};

use super::incident::clock_text;

/// What there is to look at, in which language.
#[derive(Clone, Copy)]
pub struct Before<'a> {
    /// The register.
    pub register: &'a Register,
    /// The policy in force.
    pub policy: &'a Policy,
    /// What the judge found.
    pub findings: &'a [Finding],
    /// The day.
    pub today: Date,
    /// The reader's language.
    pub lang: Lang,
}

impl Before<'_> {
    /// The lines about a paper of an incident; none about any other paper.
    pub fn sending(&self, kind: PaperKind, id: Option<&str>, paper: &Paper) -> Vec<String> {
        let incident = self.register.incidents().iter().find(|row| Some(row.id.as_str()) == id);
        let Some(incident) = incident.filter(|_| kind.addressee().is_some()) else { return Vec::new() };
        let lang = self.lang;
        let between = if lang == Lang::Ja { "、" } else { ", " };
        let mut lines = Vec::new();
        let unknown = paper.unknown();
        if !unknown.is_empty() {
            lines.push(PaperWord::BeforeUnknown.fill(lang, &[&unknown.join("、")]));
        }
        lines.extend(self.due(kind, incident));
        if self.is_late(kind, incident) && non_blank(incident.delay_reason.as_deref()).is_none() {
            lines.push(PaperWord::BeforeDelay.say(lang).to_owned());
        }
        let open: Vec<&str> = steps(self.policy, incident)
            .iter()
            .filter(|step| step.done.is_none() && !step.told)
            .filter_map(|step| step.asked.map(|asked| asked.text.get(lang)))
            .collect();
        if !open.is_empty() {
            lines.push(PaperWord::BeforeSteps.fill(lang, &[&open.join(between)]));
        }
        let found = findings_about(self.register, incident, self.findings, self.today).count();
        if found > 0 && kind.may_have_findings() {
            lines.push(PaperWord::BeforeFindings.fill(lang, &[&found.to_string()]));
        }
        lines.push(PaperWord::BeforeNames.say(lang).to_owned());
        lines
    }

    /// The clocks that run until a report is there.
    fn open(&self, kind: PaperKind, incident: &Incident) -> Vec<Clock> {
        let own = |clock: &Clock| match kind {
            PaperKind::Incident => clock.rule == Rule::IncidentReport,
            PaperKind::IncidentTo(name) => clock.to == Some(name),
            _ => !matches!(clock.rule, Rule::IncidentReport | Rule::PolicyAddressee),
        };
        let mut clocks = clocks(incident, self.policy, self.today);
        clocks
            .retain(|clock| own(clock) && !matches!(clock.state, ClockState::Done(_) | ClockState::NotAsked));
        clocks
    }

    /// Whether a report to somebody who asks why comes after its day.
    fn is_late(&self, kind: PaperKind, incident: &Incident) -> bool {
        let over =
            |clock: &Clock| matches!(clock.state, ClockState::Runs { left: ..0, undecided: false, .. });
        kind != PaperKind::Notice && self.open(kind, incident).iter().any(over)
    }

    /// Until when it has to be there.
    fn due(&self, kind: PaperKind, incident: &Incident) -> Vec<String> {
        let line = |clock: &Clock| {
            let (label, text) = clock_text(self.policy, clock, self.lang);
            PaperWord::BeforeDue.fill(self.lang, &[&label, &text])
        };
        self.open(kind, incident).iter().map(line).collect()
    }
}
