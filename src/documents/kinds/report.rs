//! The report of an incident that comes next: which one it is, and whether it lies there already.

use super::PaperKind;
use crate::{
    documents::paper::Paper,
    register::{
        Date, Fact, Register, Time,
        id::{GroupId, PersonId},
        records::{Incident, Report},
        words::{AnyAddressee, ReportStage},
    },
};

/// A report that is still to be written: of which incident, to whom, and which one it is.
#[derive(Debug, Clone, Copy)]
pub struct NextReport<'r> {
    register: &'r Register,
    /// The incident.
    pub incident: &'r Incident,
    /// To whom.
    pub to: AnyAddressee,
    /// Of a letter to a patient or family, the group.
    pub group: Option<&'r GroupId>,
    /// Which one.
    pub stage: ReportStage,
}

impl<'r> NextReport<'r> {
    /// The report that a paper of a kind about an incident is; the stage as the record has it where none is chosen. `None`
    /// where it is another paper, or a report that is named by its own number.
    pub fn find(
        register: &'r Register,
        kind: PaperKind,
        id: Option<&str>,
        group: Option<&str>,
        stage: Option<ReportStage>,
        today: Date,
    ) -> Option<Self> {
        let (to, id) = (kind.addressee()?, id?);
        let incident = register.incidents().named(id)?;
        let group = group.and_then(|group| incident.groups.iter().find(|row| row.as_str() == group));
        let stage = stage.unwrap_or_else(|| incident.next_stage(to, group, today));
        (group.is_some() == kind.is_for_a_group()).then_some(Self { register, incident, to, group, stage })
    }

    /// The number that it gets.
    pub fn number(&self) -> String {
        self.incident.next_report_number(self.to, self.group, self.register.gone())
    }

    /// Whether it takes the place of one that was not sent yet.
    pub fn replaces_one(&self) -> bool {
        self.unsent().is_some()
    }

    /// The report as it was written last and is not sent yet, where it says what a newly made one says: that one is meant,
    /// whatever its format, and nothing more is recorded.
    pub fn written_already(&self, made: &Paper) -> Option<Paper> {
        let report = self.unsent()?;
        let paper = Paper::from_recorded(report.paper.as_ref()?)?;
        (report.stage == self.stage && paper.says_what(made)).then_some(paper)
    }

    fn unsent(&self) -> Option<&'r Report> {
        self.incident.reports.get(self.incident.unsent_report(self.to, self.group)?)
    }

    /// That it was written as this paper.
    pub fn written(&self, at: Time, by: Option<PersonId>, paper: &Paper) -> Fact {
        Fact::ReportWritten {
            incident: self.incident.id.clone(),
            to: self.to,
            group: self.group.cloned(),
            stage: self.stage,
            at: Some(at),
            by,
            paper: paper.recorded(),
        }
    }
}
