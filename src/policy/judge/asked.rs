//! What the rules are judged with: the register and the day, and the findings that a rule makes.

use std::ops::Deref;

use smol_str::SmolStr;

use super::{
    finding::{Finding, Urgency},
    period::{months_after, ordinal},
    presence::{has_id, is_active, is_in_service},
};
use crate::{
    policy::{
        file::rulebook::Policy,
        rule::{Rule, parameter::Parameter},
    },
    register::{
        Date, Register,
        records::{Device, Staff},
        subject::Subject,
        words::{AnyControl, ConsideredResult},
    },
};

/// What every rule is judged with.
#[derive(Clone, Copy)]
pub(super) struct Judge<'a> {
    pub register: &'a Register,
    pub policy: &'a Policy,
    pub today: Date,
    /// Today in the unbroken count of days.
    today_number: i64,
}

impl<'a> Judge<'a> {
    pub fn new(register: &'a Register, policy: &'a Policy, today: Date) -> Self {
        Self { register, policy, today, today_number: ordinal(today) }
    }

    /// A rule that is to be evaluated; `None` where the policy file sets it off.
    pub fn asked(&self, rule: Rule) -> Option<Asked<'_>> {
        self.policy.is_on(rule).then_some(Asked { judge: self, rule })
    }

    /// The active staff who have an ID.
    pub fn users(&self) -> impl Iterator<Item = &'a Staff> + use<'a> {
        let today = self.today;
        self.register.staff().iter().filter(move |staff| is_active(today, staff) && has_id(today, staff))
    }

    /// A fact that has happened: one dated in the future counts as not recorded.
    pub fn past(&self, fact: Option<Date>) -> Option<Date> {
        self.today.past(fact)
    }

    /// *Kept since*: from when the register is kept, once that day has come.
    pub fn kept_since(&self) -> Option<Date> {
        self.past(self.register.office().kept_since)
    }

    /// *The office's decision* on a control: the newest, and of several on one day the later in the list.
    pub fn office_decision(&self, control: AnyControl) -> Option<ConsideredResult> {
        let considered = self.register.office().considered.iter();
        let come = considered.filter(|row| row.control == control && row.on <= self.today);
        come.max_by_key(|row| row.on).map(|row| row.result)
    }

    /// The devices in service.
    pub fn devices_in_service(&self) -> impl Iterator<Item = &'a Device> + use<'a> {
        let (today, register) = (self.today, self.register);
        register.devices().iter().filter(move |device| is_in_service(today, device, register))
    }

    /// Whether a fact has happened.
    pub fn happened(&self, fact: Option<Date>) -> bool {
        self.today.happened(fact)
    }

    /// Today minus a day, in days.
    pub fn days_since(&self, day: Date) -> i64 {
        self.today_number - ordinal(day)
    }
}

/// One rule that is being evaluated: it makes the findings.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    judge: &'a Judge<'a>,
    pub rule: Rule,
}

impl<'a> Deref for Asked<'a> {
    type Target = Judge<'a>;

    fn deref(&self) -> &Judge<'a> {
        self.judge
    }
}

impl Asked<'_> {
    /// What the policy file sets for a parameter of the rule.
    pub fn number(&self, parameter: Parameter) -> u16 {
        self.policy.settings(self.rule).get(parameter)
    }

    fn finding(&self, subject: Subject, urgency: Urgency) -> Finding {
        Finding {
            rule: self.rule,
            subject,
            detail: None,
            urgency,
            unwaived: urgency,
            since: None,
            due: None,
            days: None,
        }
    }

    /// To be done now, without a due date.
    pub fn now(&self, subject: Subject) -> Finding {
        self.finding(subject, Urgency::Now)
    }

    /// A fact that the rule needs is not recorded.
    pub fn unknown(&self, subject: Subject) -> Finding {
        self.finding(subject, Urgency::Unknown)
    }

    fn dated(&self, subject: Subject, urgency: Urgency, due: Date) -> Finding {
        let days = Some(self.judge.days_since(due));
        Finding { due: Some(due), days, ..self.finding(subject, urgency) }
    }

    /// Overdue, whatever today is.
    pub fn overdue(&self, subject: Subject, due: Date) -> Finding {
        self.dated(subject, Urgency::Overdue, due)
    }

    /// Announced, whatever the warning days are.
    pub fn soon(&self, subject: Subject, due: Date) -> Finding {
        self.dated(subject, Urgency::Soon, due)
    }

    /// Overdue after the due day; soon on it and on the rule's warning days before it; else nothing.
    pub fn overdue_or_soon(&self, subject: impl FnOnce() -> Subject, due: Date) -> Option<Finding> {
        self.overdue_or_soon_within(subject, due, self.number(Parameter::WarnDays))
    }

    /// The same with warning days that are not the rule's.
    pub fn overdue_or_soon_within(
        &self,
        subject: impl FnOnce() -> Subject,
        due: Date,
        warn_days: u16,
    ) -> Option<Finding> {
        let days = self.judge.days_since(due);
        if days > 0 {
            Some(self.overdue(subject(), due))
        } else if -days <= i64::from(warn_days) {
            Some(self.soon(subject(), due))
        } else {
            None
        }
    }

    /// What has to be done again after the rule's months; unknown where it is not recorded when it last was.
    pub fn months_after(&self, subject: impl FnOnce() -> Subject, last: Option<Date>) -> Option<Finding> {
        match last {
            None => Some(self.unknown(subject())),
            Some(day) => {
                self.overdue_or_soon(subject, months_after(day, self.number(Parameter::IntervalMonths)))
            }
        }
    }

    /// Overdue after the due day, to be done now until then.
    pub fn overdue_or_now(&self, subject: Subject, due: Date) -> Finding {
        let urgency = if self.judge.today > due { Urgency::Overdue } else { Urgency::Now };
        self.dated(subject, urgency, due)
    }
}

impl Finding {
    /// The same finding with a detail.
    pub(super) fn detail(self, detail: &'static str) -> Self {
        Self { detail: Some(SmolStr::new_static(detail)), ..self }
    }

    /// The same finding about a control.
    pub(super) fn of_control(self, control: AnyControl) -> Self {
        match control {
            AnyControl::Fixed(control) => self.detail(control.word()),
            AnyControl::Added(name) => self.detail_text(name.as_str()),
        }
    }

    /// The same finding with a detail that is not a fixed word.
    pub(super) fn detail_text(self, detail: &str) -> Self {
        Self { detail: Some(SmolStr::new(detail)), ..self }
    }

    /// The same finding with the day that the table's row names.
    pub(super) fn since(self, since: Option<Date>) -> Self {
        Self { since, ..self }
    }
}
