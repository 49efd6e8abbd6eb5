//! The judge: `(register, policy, today) -> findings`, in the order in which people and programs read them.

mod asked;
pub(super) mod finding;
mod order;
pub mod period;
pub(super) mod presence;
pub(super) mod rules;
pub mod waivers;

use self::{
    asked::Judge,
    finding::Finding,
    rules::{Applies, Rules, of_policy, open_group},
};
use crate::{
    policy::{file::rulebook::Policy, rule::Rule},
    register::{AddedName, Date, Register},
};

/// Judges every record of a register under a policy on one day.
///
/// The same register, policy and day always give the same findings in the same order: overdue (most days first),
/// now, unknown, soon (nearest due day first), waived; within each by rule, subject and detail.
pub fn judge(register: &Register, policy: &Policy, today: Date) -> Vec<Finding> {
    let judge = Judge::new(register, policy, today);
    let rules = Rules::of(&judge);
    let mut findings = Vec::new();
    rules.judge_records(&mut findings);
    open_group::judge(&judge, &rules, &mut findings);
    waivers::hide_waived(register, today, &mut findings);
    order::order(policy, findings)
}

/// To how many records, or parts of them such as one control of a device, each rule applies, by its place: whether it
/// is kept there or not. `None` for a rule that the policy sets off. Of each, the judge finds one thing at the most.
pub(super) fn applies(register: &Register, policy: &Policy, today: Date) -> Applies {
    let judge = Judge::new(register, policy, today);
    let rules = Rules::of(&judge);
    let mut applies = Rule::ALL.iter().map(|rule| policy.is_on(*rule).then_some(0));
    let mut applies: Applies = std::array::from_fn(|_| applies.next().flatten());
    rules.count_records(&mut applies);
    open_group::count(&judge, &rules, &mut applies);
    applies
}

/// The same of each duty and addressee that the policy adds.
pub(super) fn applies_of_additions(
    register: &Register,
    policy: &Policy,
    today: Date,
) -> Vec<(Rule, AddedName, usize)> {
    let judge = Judge::new(register, policy, today);
    let asked = |rule| judge.asked(rule).into_iter();
    let duties = asked(Rule::PolicyDuty).flat_map(|asked| of_policy::applying_duties(&asked));
    let duties = duties.map(|(name, count)| (Rule::PolicyDuty, name, count));
    let reports = asked(Rule::PolicyAddressee).flat_map(|asked| of_policy::applying_addressees(&asked));
    duties.chain(reports.map(|(name, count)| (Rule::PolicyAddressee, name, count))).collect()
}

#[cfg(test)]
mod tests {
    use super::{finding::Urgency, *};
    use crate::{
        policy::rule::Rule,
        register::{
            Parts,
            id::{GroupId, PersonId},
            records::{Group, GroupSheet, Waiver},
            subject::Subject,
            table::Table,
            words::GroupKind,
        },
    };

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
        let (reason, by) = (reason.to_owned(), PersonId::trusted("S-001"));
        Waiver::new(rule.name().to_owned(), subject, reason, by, day(until))
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

    /// A password may stand while the person has what a policy names in its place, and only from its day on.
    #[test]
    fn a_policy_may_let_a_password_stand() {
        let text = r#"{"format": "mcs-register/1", "staff": [
            {"id": "S-1", "mcs": {"login": "a", "two_factor_since": "2026-11-22"}},
            {"id": "S-2", "mcs": {"login": "b", "two_factor_since": "2026-11-23"}},
            {"id": "S-3", "mcs": {"login": "c", "long_password_since": "2026-01-05"}},
            {"id": "S-4", "mcs": {"login": "d", "password_changed_on": "2026-01-05"}}]}"#;
        let register = crate::register::document::decode(text.as_bytes(), &|_| None).unwrap();
        let asked = |line: &str| {
            let text = format!("base = \"minato-anshin-net\"\n[rules.password-age]\n{line}\n");
            let findings = judge(&register, &Policy::parse(&text).unwrap(), day(TODAY));
            let of_rule = findings.iter().filter(|finding| finding.rule == Rule::PasswordAge);
            let mut ids: Vec<String> = of_rule.map(|finding| finding.subject.id().to_owned()).collect();
            ids.sort();
            ids.join(" ")
        };
        assert_eq!(asked(""), "S-1 S-2 S-3 S-4");
        assert_eq!(asked("not_while = []"), "S-1 S-2 S-3 S-4");
        assert_eq!(asked("not_while = [\"two-factor\"]"), "S-2 S-3 S-4");
        assert_eq!(asked("not_while = [\"two-factor\", \"long-password\"]"), "S-2 S-4");
        for (rule, word) in [("password-age", "long"), ("training", "two-factor")] {
            let text = format!("base = \"minato-anshin-net\"\n[rules.{rule}]\nnot_while = [\"{word}\"]\n");
            let error = Policy::parse(&text).unwrap_err();
            assert_eq!(error.key, format!("rules.{rule}.not_while[0]"));
            assert_eq!(error.line_column.map(|(line, _)| line), Some(3));
        }
    }

    /// Each processor judges a share of many groups; none is left out, and none is judged twice.
    #[test]
    fn every_one_of_many_groups_is_judged_once() {
        let groups = (0..9_001).map(|number| Group {
            sheet: GroupSheet::new(GroupId::trusted(&format!("G-{number:04}")), GroupKind::Patient),
            memberships: Vec::new(),
            reviews: Vec::new(),
        });
        let groups = Table::from_rows(groups.collect()).unwrap();
        let register = Register::from_parts(Parts { groups, ..Parts::default() });
        let findings = judge(&register, &Policy::minato().unwrap(), day(TODAY));
        let of_rule = findings.iter().filter(|finding| finding.rule == Rule::PatientConsent);
        let ids: Vec<&str> = of_rule.map(|finding| finding.subject.id()).collect();
        let wanted: Vec<&str> = register.groups().iter().map(|group| group.sheet.id.as_str()).collect();
        assert_eq!(ids, wanted);
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
}
