//! The reports that were written and not sent yet, and no longer say what the register says.

use crate::{
    documents::{Paper, PaperKind, PaperOptions, paper},
    policy::{Policy, Urgency},
    register::{
        Lang,
        id::{GroupId, IncidentId},
        records::{Incident, Report},
        words::AnyAddressee,
    },
    tui::words::{IncidentWord, stage_label},
};

use super::{
    Desk,
    care::{Care, CareAction},
};

/// The beginning of the ids of these rows of today's list.
const PREFIX: &str = "report/";

/// A report that would say something else if it were written now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outdated {
    /// Of which incident.
    pub incident: IncidentId,
    /// Its number.
    pub number: String,
    /// Whom it goes to.
    pub to: AnyAddressee,
    /// Of a letter, whose patient or family it is for.
    pub group: Option<GroupId>,
    /// The report by number, kind and addressee.
    label: String,
}

impl Outdated {
    fn id(&self) -> String {
        format!("{PREFIX}{}", self.number)
    }

    /// That it no longer says what is so.
    pub fn says(&self, lang: Lang) -> String {
        IncidentWord::Outdated.fill(lang, &[&self.label])
    }
}

/// A report by number, kind and addressee.
pub fn report_to(number: &str, report: &Report, policy: &Policy, lang: Lang) -> String {
    let stage = stage_label(report.to, report.stage, lang);
    let group = report.group.as_ref().map(|group| format!(" {group}")).unwrap_or_default();
    IncidentWord::ReportTo.fill(lang, &[number, stage, &format!("{}{group}", report.to.say(policy, lang))])
}

impl Desk {
    /// Looks again which reports no longer say what the register says: once for each state of the register, since each is
    /// composed anew to see it.
    pub(super) fn compare_reports(&mut self) {
        let unsent = |incident: &Incident| {
            let places = (0..incident.reports.len()).collect::<Vec<_>>();
            let unsent = |place: &usize| incident.reports.get(*place).is_some_and(|it| it.sent_on.is_none());
            places.into_iter().filter(unsent).collect::<Vec<_>>()
        };
        let incidents = self.register.incidents().iter();
        let outdated = incidents.flat_map(|incident| {
            let places = unsent(incident).into_iter();
            places.filter_map(|place| self.outdated_report(incident, place))
        });
        self.outdated = outdated.collect();
    }

    fn outdated_report(&self, incident: &Incident, place: usize) -> Option<Outdated> {
        let report = incident.reports.get(place)?;
        let written = report.paper.as_ref().and_then(Paper::from_recorded)?;
        let on = report.written_at?.date;
        // As it was written: for those it names, and on its day.
        let now = |with_findings| {
            let options = PaperOptions {
                with_findings,
                id: Some(incident.id.as_str()),
                group: report.group.as_ref().map(GroupId::as_str),
                names: Some(written.names),
                findings: (on == self.today).then_some(self.findings.as_slice()),
                forms: self.forms.as_deref(),
                stage: Some(report.stage),
                recorded: true,
                ..PaperOptions::default()
            };
            paper(PaperKind::report_to(report.to), &self.register, &self.policy, on, &options).ok()
        };
        let plain = now(false)?;
        // With the findings as an annex it has more parts.
        let is_so = written.says_what(&plain)
            || written.parts.len() > plain.parts.len()
                && now(true).is_some_and(|with_findings| written.says_what(&with_findings));
        let number = incident.report_number(place);
        (!is_so).then(|| Outdated {
            incident: incident.id.clone(),
            label: report_to(&number, report, &self.policy, self.lang),
            number,
            to: report.to,
            group: report.group.clone(),
        })
    }

    /// The reports of an incident that no longer say what the register says.
    pub fn outdated_of<'a>(&'a self, incident: &'a IncidentId) -> impl Iterator<Item = &'a Outdated> + 'a {
        self.outdated.iter().filter(move |report| report.incident == *incident)
    }

    /// A report that no longer says what the register says, by its number.
    pub fn outdated(&self, number: &str) -> Option<&Outdated> {
        self.outdated.iter().find(|report| report.number == number)
    }
}

/// The rows of today's list about them.
pub fn remarks(desk: &Desk) -> Vec<Care> {
    let lang = desk.lang;
    let row = |report: &Outdated| Care {
        id: report.id().into(),
        urgency: Urgency::Now,
        about: report.number.clone(),
        label: IncidentWord::OutdatedLabel.say(lang).to_owned(),
        sentence: report.says(lang),
        to_do: IncidentWord::OutdatedToDo.say(lang).to_owned(),
        due: None,
        article: None,
        action: CareAction::WriteReport,
    };
    desk.outdated.iter().map(row).collect()
}

/// The report that a row of today's list is about.
pub fn remarked<'d>(desk: &'d Desk, care: &Care) -> Option<&'d Outdated> {
    desk.outdated(care.id.strip_prefix(PREFIX)?)
}
