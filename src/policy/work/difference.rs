//! What a change does to the findings: how many of each rule it takes away, and how many it brings.

use std::cmp::Reverse;

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use crate::{
    policy::{
        file::rulebook::Policy,
        judge::{finding::Finding, judge},
        rule::Rule,
    },
    register::{Change, Date, Lang, Register, subject::Subject},
};

/// So many rules are named.
const NAMED: usize = 4;

/// So many findings of each rule, in the order of the rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted(pub Vec<(Rule, usize)>);

impl Counted {
    /// How many in all.
    pub fn sum(&self) -> usize {
        self.0.iter().map(|(_, count)| count).sum()
    }

    /// The rules with their numbers, those of the most first; the findings of those that are not named are counted.
    pub fn say(&self, policy: &Policy, lang: Lang) -> String {
        let mut rules = self.0.clone();
        rules.sort_by_key(|(_, count)| Reverse(*count));
        let named = rules.iter().take(NAMED).map(|(rule, count)| {
            let label = policy.rule_label(*rule, lang);
            match lang {
                Lang::Ja => format!("{label} {count}件"),
                Lang::En => format!("{label} {count}"),
            }
        });
        let others: usize = rules.iter().skip(NAMED).map(|(_, count)| count).sum();
        let others = (others > 0).then(|| match lang {
            Lang::Ja => format!("ほか{others}件"),
            Lang::En => format!("{others} of other rules"),
        });
        named.chain(others).collect::<Vec<_>>().join(if lang == Lang::Ja { "、" } else { ", " })
    }
}

/// The findings of a register as it is, against those as it would be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// Those that would be no more.
    pub gone: Counted,
    /// Those that would be new.
    pub come: Counted,
}

impl Difference {
    /// What a change would do on a day; nothing where it does not fit the register.
    pub fn of(change: &Change, register: &Register, policy: &Policy, today: Date) -> Self {
        let mut then = register.clone();
        if then.apply(change).is_err() {
            return Self::default();
        }
        let (before, after) = (judge(register, policy, today), judge(&then, policy, today));
        Self { gone: without(&before, &after), come: without(&after, &before) }
    }
}

/// The findings that have no match among others; how pressing they are makes no difference.
fn without(findings: &[Finding], others: &[Finding]) -> Counted {
    let there: FxHashSet<_> = others.iter().map(identity).collect();
    let mut counts = FxHashMap::default();
    for finding in findings.iter().filter(|finding| !there.contains(&identity(finding))) {
        *counts.entry(finding.rule).or_insert(0) += 1;
    }
    Counted(Rule::ALL.iter().filter_map(|rule| Some((*rule, *counts.get(rule)?))).collect())
}

fn identity(finding: &Finding) -> (Rule, &Subject, Option<&SmolStr>) {
    (finding.rule, &finding.subject, finding.detail.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::{Command, Key, Record, document::decode, records::Office, words::Host};

    fn edit(register: &Register, change: impl FnOnce(&mut Office)) -> Change {
        let before = register.office().clone();
        let mut after = before.clone();
        change(&mut after);
        let record = |office| Box::new(Record::Office(office));
        let command = Command::Edit { key: Key::Office, before: record(before), after: record(after) };
        command.plan(register, "2026-11-22".parse().unwrap()).unwrap()
    }

    #[test]
    fn what_a_later_day_takes_away_an_earlier_one_brings() {
        let document = r#"{"format": "mcs-register/1", "office": {"kept_since": "2026-04-01"},
            "staff": [{"id": "S-1", "mcs": {"login": "a"}}],
            "groups": [{"id": "G-1", "kind": "patient", "opened_on": "2026-05-01", "memberships": [
                {"id": "M-1", "person": "S-1", "joined_on": "2026-05-01"},
                {"id": "M-2", "person": "S-1", "joined_on": "2026-03-01"}]}]}"#;
        let register = decode(document.as_bytes(), &|_| None).unwrap();
        let (policy, today) = (Policy::minato().unwrap(), "2026-11-22".parse().unwrap());
        let later = edit(&register, |office| office.kept_since = Some("2026-11-22".parse().unwrap()));
        let found = Difference::of(&later, &register, &policy, today);
        let gone = Counted(vec![(Rule::MembershipReview, 1), (Rule::InvitationApproval, 1)]);
        assert_eq!(found, Difference { gone: gone.clone(), come: Counted::default() });
        assert_eq!(gone.sum(), 2);
        let many = Counted(Rule::ALL.iter().copied().zip(1..=6).collect());
        let most = policy.rule_label(Rule::ALL[5], Lang::Ja);
        let said = many.say(&policy, Lang::Ja);
        assert!(said.starts_with(&format!("{most} 6件、")) && said.ends_with("、ほか3件"), "{said}");

        let mut moved = register.clone();
        moved.apply(&later).unwrap();
        let back = Difference::of(&later.inverse(), &moved, &policy, today);
        assert_eq!(back, Difference { gone: Counted::default(), come: gone });

        let other = edit(&register, |office| office.default_host = Some(Host::Other));
        let found = Difference::of(&other, &register, &policy, today);
        assert!(found.come.0.is_empty() && found.gone.0.contains(&(Rule::PatientConsent, 1)), "{found:?}");
        // What does not fit the register changes nothing.
        assert_eq!(Difference::of(&other, &moved, &policy, today), Difference::default());
    }
}
