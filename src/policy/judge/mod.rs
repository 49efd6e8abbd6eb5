//! The judge: `(register, policy, today) -> findings`, in the order in which people and programs read them.

pub(super) mod finding;
pub mod period;
pub(super) mod rules;
pub mod waivers;

use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use self::{
    finding::{Finding, Rule, Urgency},
    period::ordinal,
};
use crate::{
    policy::file::{rulebook::Policy, settings::Settings},
    register::{
        Date, Register,
        subject::{Subject, SubjectKind},
        words::Control,
    },
};

/// Judges every record of a register under a policy on one day.
///
/// The same register, policy and day always give the same findings in the same order: overdue (most days first),
/// now, unknown, soon (nearest due day first), waived; within each by rule, subject and detail.
pub fn judge(register: &Register, policy: &Policy, today: Date) -> Vec<Finding> {
    let judge = Judge { register, policy, today, today_number: ordinal(today) };
    let mut findings = Vec::new();
    rules::office::judge(&judge, &mut findings);
    rules::staff::judge(&judge, &mut findings);
    rules::devices::judge(&judge, &mut findings);
    rules::take_outs::judge(&judge, &mut findings);
    rules::groups::judge(&judge, &mut findings);
    rules::incidents::judge(&judge, &mut findings);
    waive(&judge, &mut findings);
    order(policy, findings)
}

/// What every rule is judged with.
#[derive(Clone, Copy)]
pub(super) struct Judge<'a> {
    pub register: &'a Register,
    pub policy: &'a Policy,
    pub today: Date,
    /// Today in the unbroken count of days.
    today_number: i64,
}

impl Judge<'_> {
    /// The settings of a rule that is to be evaluated; `None` where the policy file sets it off.
    pub fn rule(&self, rule: Rule) -> Option<Asked<'_>> {
        let settings = self.policy.settings(rule);
        settings.on.then_some(Asked { judge: self, rule, settings })
    }

    /// A fact that has happened: one dated in the future counts as not recorded.
    pub fn past(&self, fact: Option<Date>) -> Option<Date> {
        fact.filter(|day| *day <= self.today)
    }

    /// Whether a fact has happened.
    pub fn happened(&self, fact: Option<Date>) -> bool {
        self.past(fact).is_some()
    }

    /// Today minus a day, in days.
    pub fn days_since(&self, day: Date) -> i64 {
        self.today_number - ordinal(day)
    }
}

/// One rule that is being evaluated, with its settings: it makes the findings.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    judge: &'a Judge<'a>,
    rule: Rule,
    pub settings: &'a Settings,
}

impl Asked<'_> {
    fn finding(&self, subject: Subject, urgency: Urgency) -> Finding {
        Finding { rule: self.rule, subject, detail: None, urgency, since: None, due: None, days: None }
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
        let days = self.judge.days_since(due);
        if days > 0 {
            Some(self.overdue(subject(), due))
        } else if -days <= i64::from(self.settings.warn_days) {
            Some(self.soon(subject(), due))
        } else {
            None
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

    /// The same finding with a detail that is not a fixed word.
    pub(super) fn detail_text(self, detail: &str) -> Self {
        Self { detail: Some(SmolStr::new(detail)), ..self }
    }

    /// The same finding with the day that the table's row names.
    pub(super) fn since(self, since: Option<Date>) -> Self {
        Self { since, ..self }
    }
}

/// Marks what a running waiver covers: its rule and its subject, with every detail. The dates stay.
fn waive(judge: &Judge, findings: &mut [Finding]) {
    let mut covered = FxHashSet::default();
    let mut rules = [false; Rule::ALL.len()];
    for waiver in judge.register.waivers() {
        let Some(rule) = Rule::from_name(&waiver.rule) else { continue };
        if judge.today <= waiver.until && !waiver.reason.trim().is_empty() {
            covered.insert((rule, &waiver.subject));
            rules[rule.place()] = true;
        }
    }
    if covered.is_empty() {
        return;
    }
    for finding in findings {
        if rules[finding.rule.place()] && covered.contains(&(finding.rule, &finding.subject)) {
            finding.urgency = Urgency::Waived;
        }
    }
}

/// Puts findings in their order.
///
/// What decides most comparisons is packed into one number; the texts are compared only where it is equal.
fn order(policy: &Policy, findings: Vec<Finding>) -> Vec<Finding> {
    let mut keys: Vec<(u128, u32)> =
        findings.iter().zip(0..).map(|(finding, place)| (key(finding), place)).collect();
    keys.sort_by(|(a, a_place), (b, b_place)| {
        a.cmp(b).then_with(|| {
            let (a, b) = (&findings[*a_place as usize], &findings[*b_place as usize]);
            a.subject.id().cmp(b.subject.id()).then_with(|| compare_details(policy, a, b))
        })
    });
    let mut findings: Vec<Option<Finding>> = findings.into_iter().map(Some).collect();
    keys.iter().filter_map(|(_, place)| findings.get_mut(*place as usize)?.take()).collect()
}

/// Urgency, then the most days first where days decide, then the rule, then the kind and the first ten bytes of the subject.
fn key(finding: &Finding) -> u128 {
    let days = match finding.urgency {
        Urgency::Overdue | Urgency::Soon => finding.days.unwrap_or(0),
        Urgency::Now | Urgency::Unknown | Urgency::Waived => 0,
    };
    // Dates lie within 0001 to 9999, so that days fit into 32 bits with room.
    let days = u32::try_from(i64::from(1_u32 << 31) - days).unwrap_or(u32::MAX);
    // Of the rules only `countersign` flags two kinds of subject: `group/` comes before `take-out/`.
    let kind = u128::from(finding.subject.kind() == SubjectKind::TakeOut);
    let mut start = [0; 16];
    for (to, from) in start.iter_mut().skip(6).zip(finding.subject.id().bytes()) {
        *to = from;
    }
    (finding.urgency as u128) << 125
        | u128::from(days) << 93
        | (finding.rule.place() as u128) << 85
        | kind << 84
        | u128::from_be_bytes(start)
}

/// Controls in the order of their list, measures by number, everything else by its bytes.
fn compare_details(policy: &Policy, a: &Finding, b: &Finding) -> std::cmp::Ordering {
    let rank = |finding: &Finding| -> usize {
        let Some(detail) = &finding.detail else { return 0 };
        match finding.rule {
            Rule::DeviceControl => {
                Control::from_word(detail).map_or(0, |control| policy.control_place(control))
            }
            Rule::IncidentMeasure => detail.parse().unwrap_or(0),
            _ => 0,
        }
    };
    rank(a).cmp(&rank(b)).then_with(|| a.detail.cmp(&b.detail))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::register::{Parts, id::PersonId, records::Waiver};

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    const TODAY: &str = "2026-11-22";

    /// An office of which nothing is recorded is flagged for its papers, its administrator and the guidelines.
    fn judged(waivers: Vec<Waiver>) -> Vec<(Rule, Urgency)> {
        let register = Register::from_parts(Parts { waivers, ..Parts::default() });
        let findings = judge(&register, &Policy::minato().unwrap(), day(TODAY));
        findings.iter().map(|finding| (finding.rule, finding.urgency)).collect()
    }

    fn waiver(rule: Rule, subject: Subject, reason: &str, until: &str) -> Waiver {
        Waiver {
            rule: rule.name().to_owned(),
            subject,
            reason: reason.to_owned(),
            approved_by: PersonId::trusted("S-001"),
            until: day(until),
        }
    }

    #[test]
    fn an_empty_register_is_not_in_order() {
        let all = [
            (Rule::OfficeApplication, Urgency::Now),
            (Rule::OfficeConfidentialityPledge, Urgency::Now),
            (Rule::AdministratorAppointed, Urgency::Now),
            (Rule::GuidelineConfirmed, Urgency::Unknown),
        ];
        assert_eq!(judged(Vec::new()), all);
    }

    #[test]
    fn of_several_waivers_one_that_runs_is_enough() {
        let rule = Rule::AdministratorAppointed;
        let run_out = waiver(rule, Subject::Office, "交代の間", "2026-11-21");
        let runs = waiver(rule, Subject::Office, "交代の間", TODAY);
        let of = |waivers| judged(waivers).into_iter().find(|(found, _)| *found == rule).map(|found| found.1);
        assert_eq!(of(vec![run_out.clone()]), Some(Urgency::Now));
        assert_eq!(of(vec![runs.clone(), run_out.clone()]), Some(Urgency::Waived));
        assert_eq!(of(vec![run_out, runs]), Some(Urgency::Waived));
    }

    #[test]
    fn a_waiver_covers_nothing_else_and_needs_a_reason() {
        let other = Subject::Staff(PersonId::trusted("S-001"));
        let rule = Rule::AdministratorAppointed;
        let waivers = vec![
            waiver(rule, other, "理由", "2027-03-31"),
            waiver(rule, Subject::Office, "　", "2027-03-31"),
            waiver(Rule::PasswordAge, Subject::Office, "理由", "2027-03-31"),
        ];
        assert!(judged(waivers).iter().all(|(_, urgency)| *urgency != Urgency::Waived));
    }

    #[test]
    fn what_the_policy_sets_off_is_not_evaluated() {
        let text = Policy::minato_text();
        let start = "[rules.administrator-appointed]\nenabled = true\narticle = \"第7条\"\nlevel = \"must\"";
        let off = [
            start.replace("enabled = true", "enabled = false"),
            start.replace("\"第7条\"", "\"off\""),
            start.replace("\"must\"", "\"off\""),
        ];
        assert!(text.contains(start));
        for off in off {
            let policy = Policy::parse(&text.replace(start, &off)).unwrap();
            let findings = judge(&Register::default(), &policy, day(TODAY));
            let rules: Vec<Rule> = findings.iter().map(|finding| finding.rule).collect();
            let wanted =
                [Rule::OfficeApplication, Rule::OfficeConfidentialityPledge, Rule::GuidelineConfirmed];
            assert_eq!(rules, wanted, "{off}");
        }
    }

    fn any_finding() -> impl Strategy<Value = Finding> {
        let cases = prop::sample::select(vec![
            (Rule::PasswordAge, "staff", vec![""]),
            (Rule::DeviceReturn, "staff", vec!["D-1", "D-10", "D-2"]),
            (Rule::DeviceControl, "device", vec!["screen-lock", "antivirus", "boot-password", "mdm"]),
            (Rule::Countersign, "group", vec![""]),
            (Rule::Countersign, "take-out", vec![""]),
            (Rule::IncidentMeasure, "incident", vec!["1", "2", "10", "12"]),
        ]);
        let subjects =
            prop::sample::select(vec!["a", "a-1", "a-2", "a-10", "日本", "a-long-id-1", "a-long-id-2"]);
        let urgencies = prop::sample::select(Urgency::ALL.to_vec());
        (cases, subjects, urgencies, 0_usize..4, -3_i64..4).prop_map(
            |((rule, kind, details), id, urgency, detail, days)| Finding {
                rule,
                subject: Subject::parse(&format!("{kind}/{id}")).unwrap(),
                detail: details
                    .get(detail)
                    .filter(|detail| !detail.is_empty())
                    .map(|detail| SmolStr::new(*detail)),
                urgency,
                since: None,
                due: None,
                days: Some(days),
            },
        )
    }

    /// The order as `rules.md` words it, without any of the shortcuts.
    fn plainly(a: &Finding, b: &Finding) -> std::cmp::Ordering {
        let days = |finding: &Finding| match finding.urgency {
            Urgency::Overdue | Urgency::Soon => -finding.days.unwrap_or(0),
            _ => 0,
        };
        let detail = |finding: &Finding| match (finding.rule, finding.detail.as_deref()) {
            (_, None) => (0, String::new()),
            (Rule::DeviceControl, Some(control)) => {
                (1 + Control::ALL.iter().position(|known| known.word() == control).unwrap(), String::new())
            }
            (Rule::IncidentMeasure, Some(number)) => (number.parse().unwrap(), String::new()),
            (_, Some(text)) => (1, text.to_owned()),
        };
        (a.urgency, days(a), a.rule, a.subject.to_string().into_bytes(), detail(a)).cmp(&(
            b.urgency,
            days(b),
            b.rule,
            b.subject.to_string().into_bytes(),
            detail(b),
        ))
    }

    proptest! {
        #[test]
        fn findings_are_ordered_as_the_rules_say(findings in prop::collection::vec(any_finding(), 0..40)) {
            let mut wanted = findings.clone();
            wanted.sort_by(plainly);
            prop_assert_eq!(order(&Policy::minato().unwrap(), findings), wanted);
        }
    }
}
