//! Findings that ask the same of many records: those of one rule in one urgency, and what one row says of all of them.
//! Worked out once: a list in which they are folded says it at each key.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use crate::{
    policy::{Finding, Policy, Rule, Urgency, overview::duty_of},
    register::RecordKind,
    tui::words::NextWord,
};

use super::Desk;

/// The findings of one rule in one urgency.
#[derive(Default)]
struct Alike {
    /// Their places among all of them, in order.
    places: Vec<u32>,
    together: OnceLock<Together>,
}

/// What one row says of all of them.
pub struct Together {
    /// What they are counted as.
    counted: NextWord,
    /// The articles that they cite, each once.
    pub articles: String,
    /// Whether they are of one duty: of several that the policy adds none speaks for the others.
    pub of_one_duty: bool,
}

impl Together {
    fn of<'f>(policy: &Policy, findings: impl Iterator<Item = &'f Finding> + Clone) -> Self {
        let mut articles: Vec<&str> = Vec::new();
        for article in findings.clone().map(|finding| policy.article(finding)) {
            if !articles.contains(&article) {
                articles.push(article);
            }
        }
        let mut duties = findings.clone().map(duty_of);
        let first = duties.next();
        let of_one_duty = duties.all(|duty| Some(duty) == first);
        Self { counted: counted(findings), articles: articles.join("・"), of_one_duty }
    }
}

/// What findings are counted as, as people count.
fn counted<'f>(findings: impl Iterator<Item = &'f Finding> + Clone) -> NextWord {
    let counted = match findings.clone().next().map(|first| first.subject.kind()) {
        Some(RecordKind::Staff | RecordKind::Partner) => NextWord::People,
        Some(RecordKind::Device) => NextWord::Devices,
        _ => return NextWord::Rows,
    };
    // Several findings of one record are counted, not the record.
    let mut subjects = FxHashSet::default();
    let each_once = findings.map(|finding| &finding.subject).all(|subject| subjects.insert(subject));
    if each_once { counted } else { NextWord::Rows }
}

/// All findings by what they ask.
#[derive(Default)]
pub(super) struct ByRule(Vec<Alike>);

impl ByRule {
    pub(super) fn of(findings: &[Finding]) -> Self {
        let mut all: Vec<Alike> = Vec::new();
        all.resize_with(Urgency::ALL.len() * Rule::ALL.len(), Alike::default);
        for (place, finding) in (0_u32..).zip(findings) {
            if let Some(alike) = all.get_mut(slot(finding.urgency, finding.rule)) {
                alike.places.push(place);
            }
        }
        Self(all)
    }

    fn get(&self, urgency: Urgency, rule: Rule) -> Option<&Alike> {
        self.0.get(slot(urgency, rule))
    }
}

fn slot(urgency: Urgency, rule: Rule) -> usize {
    urgency as usize * Rule::ALL.len() + rule.place()
}

impl Desk {
    /// The findings of a rule in an urgency, in order.
    pub fn alike(&self, urgency: Urgency, rule: Rule) -> impl ExactSizeIterator<Item = &Finding> + Clone {
        let places = self.by_rule.get(urgency, rule).map_or(&[][..], |alike| &alike.places);
        places.iter().map(|place| &self.findings[*place as usize])
    }

    /// What one row says of all of them, where there are any.
    pub fn together(&self, urgency: Urgency, rule: Rule) -> Option<&Together> {
        let alike = self.by_rule.get(urgency, rule).filter(|alike| !alike.places.is_empty())?;
        Some(alike.together.get_or_init(|| Together::of(&self.policy, self.alike(urgency, rule))))
    }

    /// How many there are of a rule in an urgency, counted as people count them.
    pub fn how_many(&self, urgency: Urgency, rule: Rule) -> String {
        let counted = self.together(urgency, rule).map_or(NextWord::Rows, |together| together.counted);
        counted.fill(self.lang, &[&self.alike(urgency, rule).len().to_string()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::subject::Subject;

    fn finding(rule: Rule, subject: &str, detail: Option<&str>) -> Finding {
        Finding {
            rule,
            subject: Subject::parse(subject).unwrap(),
            detail: detail.map(Into::into),
            urgency: Urgency::Now,
            unwaived: Urgency::Now,
            since: None,
            due: None,
            days: None,
        }
    }

    #[test]
    fn records_are_counted_as_people_count_and_several_findings_of_one_are_rows() {
        let counted = |findings: &[Finding]| counted(findings.iter());
        let person = |id| finding(Rule::PasswordAge, id, None);
        assert_eq!(counted(&[person("staff/S-1"), person("staff/S-2")]), NextWord::People);
        let control = |id, control| finding(Rule::DeviceControl, id, Some(control));
        assert_eq!(counted(&[control("device/D-1", "mdm"), control("device/D-2", "mdm")]), NextWord::Devices);
        assert_eq!(
            counted(&[control("device/D-1", "mdm"), control("device/D-1", "antivirus")]),
            NextWord::Rows
        );
        assert_eq!(counted(&[finding(Rule::Countersign, "group/G-1", None)]), NextWord::Rows);
        assert_eq!(counted(&[]), NextWord::Rows);
    }

    #[test]
    fn every_finding_stands_once_under_its_rule_and_urgency() {
        let mut findings = vec![
            finding(Rule::PasswordAge, "staff/S-1", None),
            finding(Rule::DeviceControl, "device/D-1", Some("mdm")),
            finding(Rule::PasswordAge, "staff/S-2", None),
        ];
        findings[2].urgency = Urgency::Soon;
        let by_rule = ByRule::of(&findings);
        let places = |urgency, rule| by_rule.get(urgency, rule).unwrap().places.clone();
        assert_eq!(places(Urgency::Now, Rule::PasswordAge), [0]);
        assert_eq!(places(Urgency::Soon, Rule::PasswordAge), [2]);
        assert_eq!(places(Urgency::Now, Rule::DeviceControl), [1]);
        assert_eq!(by_rule.0.iter().map(|alike| alike.places.len()).sum::<usize>(), 3);
    }
}
