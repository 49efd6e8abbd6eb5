//! How a fact is written into its record, where its row does not say it all.

use crate::register::{
    AddedName, AddedValue, Gone,
    date::{Date, Time},
    id::{GroupId, MembershipId, PersonId},
    kinds::{Key, Record},
    records::{
        Considered, Device, Filing, GroupSheet, Incident, Office, PaperText, Question, Report, Restriction,
        Review, Staff, TakeOut, Training, Waiver, non_blank,
    },
    subject::Subject,
    words::{
        Addressee, AnyAddressee, AnyControl, Assessment, ConsentBy, ConsideredResult, ControlState,
        DecisionResult, DeviceStatus, OrderedBy, ReportStage, RestrictionKind, ReviewDecision,
    },
};

use super::Refusal;

/// A fact on its way into its record.
pub(super) struct Writing<'f> {
    /// The day on which it happened.
    pub on: Date,
    /// The record.
    pub about: &'f Key,
    /// What is no longer in the register.
    pub gone: &'f Gone,
}

type Written = Result<(), Refusal>;

impl Writing<'_> {
    /// Records the day of what happens once. What was recorded is not replaced in passing: a form does that, on purpose.
    /// A day ahead has not happened yet.
    pub fn once(&self, slot: &mut Option<Date>) -> Written {
        if self.has_come(*slot) {
            return Err(self.recorded_already());
        }
        *slot = Some(self.on);
        Ok(())
    }

    /// Records the day of what happens again and again. A later fact replaces an earlier one; the same day twice is refused.
    pub fn again(&self, slot: &mut Option<Date>) -> Written {
        self.set(slot, Some(self.on))
    }

    pub fn set<T: PartialEq>(&self, slot: &mut Option<T>, value: Option<T>) -> Written {
        if *slot == value {
            return Err(self.recorded_already());
        }
        *slot = value;
        Ok(())
    }

    fn push<T: PartialEq>(&self, rows: &mut Vec<T>, row: T) -> Written {
        if rows.contains(&row) {
            return Err(self.recorded_already());
        }
        rows.push(row);
        Ok(())
    }

    fn subject(&self) -> Subject {
        self.about.subject()
    }

    fn recorded_already(&self) -> Refusal {
        Refusal::AlreadyRecorded(self.subject())
    }

    /// Whether a day lies before the fact or on its day.
    fn has_come(&self, day: Option<Date>) -> bool {
        day.is_some_and(|day| day <= self.on)
    }

    /// Who countersigns: somebody, and not whoever decided.
    fn somebody_else(
        &self,
        by: Option<PersonId>,
        decided_by: Option<&PersonId>,
    ) -> Result<PersonId, Refusal> {
        match by {
            None => Err(Refusal::NobodyNamed(self.subject())),
            Some(by) if Some(&by) == decided_by => Err(Refusal::CountersignByOneself(Subject::Staff(by))),
            Some(by) => Ok(by),
        }
    }
}

/// What a policy adds.
impl Writing<'_> {
    pub fn duty_kept(&self, record: &mut Record, duty: AddedName) -> Written {
        self.added(record, duty, AddedValue::Day(self.on))
    }

    pub fn duty_answered(&self, record: &mut Record, duty: AddedName, kept: bool) -> Written {
        self.added(record, duty, AddedValue::Flag(kept))
    }

    fn added(&self, record: &mut Record, duty: AddedName, value: AddedValue) -> Written {
        let facts = match record {
            Record::Office(row) => &mut row.added,
            Record::Staff(row) => &mut row.added,
            Record::Device(row) => &mut row.added,
            Record::Group(row) => &mut row.added,
            // A policy has no duties of its own on the others.
            _ => return Err(Refusal::NothingChanged),
        };
        let mut slot = facts.get(duty);
        self.set(&mut slot, Some(value))?;
        facts.set(duty, slot);
        Ok(())
    }
}

/// The office and what it files.
impl Writing<'_> {
    pub fn control_considered(
        &self,
        office: &mut Office,
        control: AnyControl,
        result: ConsideredResult,
        decided_by: Option<PersonId>,
        reason: Option<String>,
    ) -> Written {
        let same = |row: &Considered| (row.control, row.result, row.on) == (control, result, self.on);
        if office.considered.iter().any(same) {
            return Err(self.recorded_already());
        }
        let row = Considered::new(control, result, self.on);
        office.considered.push(Considered { reason, decided_by, ..row });
        Ok(())
    }

    pub fn filing_answered(&self, filing: &mut Filing, result: DecisionResult) -> Written {
        let (answer, other) = match result {
            DecisionResult::Approved => (&mut filing.approved_on, &mut filing.refused_on),
            DecisionResult::Refused => (&mut filing.refused_on, &mut filing.approved_on),
        };
        // It has one answer; one that lies ahead has not come.
        if self.has_come(*other) {
            return Err(self.recorded_already());
        }
        self.once(answer)?;
        *other = None;
        Ok(())
    }

    pub fn waiver_ended(&self, waiver: &mut Waiver) -> Written {
        let last = self.on.plus_days(-1);
        if waiver.until <= last {
            return Err(Refusal::AlreadyRecorded(waiver.subject.clone()));
        }
        waiver.until = last;
        Ok(())
    }
}

/// People.
impl Writing<'_> {
    pub fn registered(&self, staff: &mut Staff) -> Written {
        let mcs = &mut staff.mcs;
        // Registered again after the last ID ended.
        if self.has_come(mcs.released_on) || self.has_come(mcs.deleted_on) {
            (mcs.released_on, mcs.deleted_on, mcs.deletion_asked_on) = (None, None, None);
            return self.again(&mut mcs.registered_on);
        }
        self.once(&mut mcs.registered_on)
    }

    pub fn id_recorded(&self, staff: &mut Staff, login: Option<String>) -> Written {
        let login = login.filter(|login| non_blank(Some(login)).is_some());
        match (&login, non_blank(staff.mcs.login.as_deref())) {
            (None, _) => Err(Refusal::NothingChanged),
            (Some(_), Some(_)) => Err(self.recorded_already()),
            (Some(_), None) => self.set(&mut staff.mcs.login, login),
        }
    }

    pub fn eligibility_recorded(&self, person: &mut Record) -> Written {
        match person {
            Record::Staff(staff) => self.set(&mut staff.disaster_eligible, Some(true)),
            Record::Partner(partner) => self.set(&mut partner.disaster_eligible, Some(true)),
            _ => Err(Refusal::NothingChanged),
        }
    }

    pub fn training_attended(&self, staff: &mut Staff, title: Option<String>) -> Written {
        self.push(&mut staff.trainings, Training { on: Some(self.on), title })
    }

    pub fn restriction_ordered(
        &self,
        staff: &mut Staff,
        kind: RestrictionKind,
        by: OrderedBy,
        reason: Option<String>,
    ) -> Written {
        let restriction = Restriction {
            kind,
            by: Some(by),
            ordered_on: Some(self.on),
            enforced_on: None,
            lifted_on: None,
            reason,
        };
        self.push(&mut staff.restrictions, restriction)
    }

    pub fn restriction_enforced(&self, staff: &mut Staff, kind: RestrictionKind) -> Written {
        let mut open = staff
            .restrictions
            .iter_mut()
            .filter(|restriction| {
                restriction.kind == kind
                    && self.has_come(restriction.ordered_on)
                    && !self.has_come(restriction.enforced_on)
                    && !self.has_come(restriction.lifted_on)
            })
            .peekable();
        if open.peek().is_none() {
            return Err(self.recorded_already());
        }
        open.for_each(|restriction| restriction.enforced_on = Some(self.on));
        Ok(())
    }
}

/// Devices and what is taken out on them.
impl Writing<'_> {
    pub fn device_lent(&self, device: &mut Device, staff: PersonId) -> Written {
        let is_back = self.has_come(device.returned_on);
        if device.holder.as_ref() == Some(&staff) && !is_back {
            return Err(self.recorded_already());
        }
        device.holder = Some(staff);
        device.lent_on = Some(self.on);
        device.returned_on = None;
        if device.status == Some(DeviceStatus::Spare) {
            device.status = Some(DeviceStatus::InUse);
        }
        Ok(())
    }

    pub fn device_returned(&self, device: &mut Device) -> Written {
        // Lent again after it came back: this return is a new one.
        if device.lent_on > device.returned_on {
            self.again(&mut device.returned_on)?;
        } else {
            self.once(&mut device.returned_on)?;
        }
        if device.status == Some(DeviceStatus::InUse) {
            device.status = Some(DeviceStatus::Spare);
        }
        Ok(())
    }

    pub fn device_missing(&self, device: &mut Device, stolen: bool) -> Written {
        let status = if stolen { DeviceStatus::Stolen } else { DeviceStatus::Lost };
        if device.status == Some(status) && self.has_come(device.missing_since) {
            return Err(self.recorded_already());
        }
        (device.status, device.missing_since) = (Some(status), Some(self.on));
        Ok(())
    }

    pub fn device_found(&self, device: &mut Device) -> Written {
        if !device.status.is_some_and(DeviceStatus::is_missing) {
            return Err(Refusal::NothingChanged);
        }
        let held = device.holder.is_some() && !self.has_come(device.returned_on);
        device.status = Some(if held { DeviceStatus::InUse } else { DeviceStatus::Spare });
        device.missing_since = None;
        Ok(())
    }

    pub fn control_recorded(&self, device: &mut Device, control: AnyControl, state: ControlState) -> Written {
        if device.controls.get(control) == Some(state) {
            return Err(self.recorded_already());
        }
        device.controls.set(control, Some(state));
        Ok(())
    }

    pub fn take_out_decided(
        &self,
        take_out: &mut TakeOut,
        result: DecisionResult,
        by: Option<PersonId>,
        note: Option<String>,
    ) -> Written {
        let decision = &mut take_out.decision;
        if decision.result.is_some() && self.has_come(decision.on) {
            return Err(self.recorded_already());
        }
        (decision.result, decision.on) = (Some(result), Some(self.on));
        (decision.by, decision.countersigned_by) = (by, None);
        if note.is_some() {
            decision.note = note;
        }
        Ok(())
    }

    pub fn take_out_extended(&self, take_out: &mut TakeOut, until: Date, by: Option<PersonId>) -> Written {
        let decision = &mut take_out.decision;
        if decision.result != Some(DecisionResult::Approved) {
            return Err(Refusal::NotDecided(self.subject()));
        }
        if take_out.until.is_none_or(|day| day >= until) {
            return Err(Refusal::NoExtension(until));
        }
        take_out.until = Some(until);
        (decision.on, decision.by, decision.countersigned_by) = (Some(self.on), by, None);
        Ok(())
    }

    pub fn take_out_returned(&self, take_out: &mut TakeOut) -> Written {
        self.is_out(take_out)?;
        self.once(&mut take_out.returned_on)
    }

    pub fn take_out_checked(&self, take_out: &mut TakeOut, by: Option<PersonId>) -> Written {
        self.is_out(take_out)?;
        self.once(&mut take_out.checked_on)?;
        take_out.checked_by = by;
        Ok(())
    }

    fn is_out(&self, take_out: &TakeOut) -> Written {
        take_out.out_on.map(drop).ok_or_else(|| Refusal::NotOut(self.subject()))
    }

    pub fn take_out_countersigned(&self, take_out: &mut TakeOut, by: Option<PersonId>) -> Written {
        let decision = &mut take_out.decision;
        if decision.result.is_none() {
            return Err(Refusal::NotDecided(self.subject()));
        }
        let by = self.somebody_else(by, decision.by.as_ref())?;
        self.set(&mut decision.countersigned_by, Some(by))
    }
}

/// Groups, their members and reviews.
impl Writing<'_> {
    pub fn consent_signed(
        &self,
        sheet: &mut GroupSheet,
        by: Option<ConsentBy>,
        both_copies: Option<bool>,
    ) -> Written {
        let consent = &mut sheet.consent;
        if consent.withdrawn_on.is_some() {
            // Signed again after it was withdrawn.
            consent.withdrawn_on = None;
            self.again(&mut consent.signed_on)?;
        } else {
            self.once(&mut consent.signed_on)?;
        }
        consent.by = by.or(consent.by);
        consent.both_copies = both_copies.or(consent.both_copies);
        Ok(())
    }

    pub fn review_countersigned(&self, review: &mut Review, by: Option<PersonId>) -> Written {
        if review.signed_on.is_none() {
            return Err(Refusal::NotSigned(self.subject()));
        }
        review.countersigned_by = Some(self.somebody_else(by, review.reviewer.as_ref())?);
        Ok(())
    }

    pub fn question_answered(
        &self,
        review: &mut Review,
        membership: &MembershipId,
        answer: Option<String>,
    ) -> Written {
        let subject = || Subject::Membership(membership.clone());
        let decision = review.decisions.iter_mut().find(|decision| {
            decision.membership.as_ref() == Some(membership) && decision.decision == Some(ReviewDecision::Ask)
        });
        let Some(decision) = decision else { return Err(Refusal::NotAsked(subject())) };
        let question = decision.question.get_or_insert_with(|| Box::new(Question::default()));
        self.once(&mut question.answered_on).map_err(|_| Refusal::AlreadyRecorded(subject()))?;
        question.answer = answer.map(Box::from);
        Ok(())
    }
}

/// Incidents.
impl Writing<'_> {
    #[expect(clippy::too_many_arguments, reason = "they are the parts of a report")]
    pub fn report_written(
        &self,
        incident: &mut Incident,
        to: AnyAddressee,
        group: Option<GroupId>,
        stage: ReportStage,
        written_at: Option<Time>,
        written_by: Option<PersonId>,
        paper: Option<PaperText>,
    ) -> Written {
        let report = Report { to, number: None, group, stage, written_at, written_by, sent_on: None, paper };
        incident.write_report(report, self.gone)
    }

    pub fn report_sent(&self, incident: &mut Incident, number: u32) -> Written {
        incident.send_report(place(number).ok_or(Refusal::NoSuchReport(number))?, self.on)
    }

    pub fn incident_reported(&self, incident: &mut Incident) -> Written {
        match incident.report_sent_by(Addressee::Secretariat, None, self.on) {
            Some(place) => incident.send_report(place, self.on),
            None => self.once(&mut incident.reported_on),
        }
    }

    pub fn reported_to(&self, incident: &mut Incident, to: AddedName) -> Written {
        if let Some(place) = incident.report_sent_by(AnyAddressee::Added(to), None, self.on) {
            return incident.send_report(place, self.on);
        }
        let mut day = incident.added.day(to);
        self.once(&mut day)?;
        incident.added.set(to, day.map(AddedValue::Day));
        Ok(())
    }

    pub fn incident_assessed(
        &self,
        incident: &mut Incident,
        assessment: Assessment,
        by: Option<PersonId>,
        reason: Option<String>,
    ) -> Written {
        let authority = &mut incident.authority;
        self.set(&mut authority.assessment, Some(assessment))?;
        authority.assessed_on = Some(self.on);
        (authority.assessed_by, authority.assessment_reason) = (by, reason);
        Ok(())
    }

    pub fn preliminary_report_filed(&self, incident: &mut Incident) -> Written {
        self.once(&mut incident.authority.preliminary_on)?;
        self.file_report(incident, ReportStage::First)
    }

    pub fn final_report_filed(&self, incident: &mut Incident) -> Written {
        self.once(&mut incident.authority.final_on)?;
        self.file_report(incident, ReportStage::Final)
    }

    /// The report of a stage to the authority went with the day on which it was filed, where one was written.
    fn file_report(&self, incident: &mut Incident, stage: ReportStage) -> Written {
        let place = incident.report_sent_by(Addressee::Authority, Some(stage), self.on);
        place.map_or(Ok(()), |place| incident.send_report(place, self.on))
    }

    pub fn measure_done(&self, incident: &mut Incident, number: u32) -> Written {
        let measure = place(number).and_then(|place| incident.measures.get_mut(place));
        self.once(&mut measure.ok_or(Refusal::NoSuchMeasure(number))?.done_on)
    }
}

/// The place in a list of what people count from 1.
fn place(number: u32) -> Option<usize> {
    usize::try_from(number).ok()?.checked_sub(1)
}
