//! What a key records for a finding is what settles it: every finding of every public case is put right by the facts that its
//! rule offers.

use std::{collections::BTreeMap, fs, path::Path};

use mcs_register::{
    policy::{Finding, Policy, Remedy, Rule, judge, remedy},
    register::{
        Answers, Asks, Command, Date, Fact, Refusal, Register, document,
        id::PersonId,
        words::{ConsentBy, ControlState},
    },
};
use serde_json::Value;

fn cases() -> Vec<(String, Register, Date)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let read = |path: std::path::PathBuf| {
        let case: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        let text = serde_json::to_vec(&case["register"]).unwrap();
        let register = document::decode(&text, &|rule| Rule::from_name(rule).map(Rule::waivable)).unwrap();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        (name, register, case["today"].as_str().unwrap().parse().unwrap())
    };
    files.filter(|path| path.extension().is_some_and(|extension| extension == "json")).map(read).collect()
}

/// Whoever is not the one whose decision is countersigned.
fn somebody(register: &Register, not: Option<&PersonId>) -> Option<PersonId> {
    register.staff().iter().map(|row| &row.id).find(|id| Some(*id) != not).cloned()
}

/// The fact with what it asks for, said by somebody; nothing where nobody could.
fn answered(fact: &Fact, register: &Register) -> Option<Fact> {
    let decided_by = match fact {
        Fact::TakeOutCountersigned { take_out, .. } => {
            register.take_outs().get(take_out).and_then(|row| row.decision.by.clone())
        }
        Fact::ReviewCountersigned { group, review, .. } => {
            let reviews = &register.group(group)?.reviews;
            reviews.get(usize::try_from(*review).ok()?).and_then(|review| review.reviewer.clone())
        }
        _ => None,
    };
    let answers = Answers {
        signer: somebody(register, decided_by.as_ref()),
        title: Some("個人情報保護".to_owned()),
        login: Some("a-login-of-nobody@example.jp".to_owned()),
        consent_by: Some(ConsentBy::Family),
        both_copies: Some(true),
        until: None,
    };
    let asks = fact.asks(None);
    if asks.signer() && answers.signer.is_none() {
        return None;
    }
    Some(if asks == Asks::Nothing { fact.clone() } else { fact.clone().with(&answers) })
}

/// Whether the finding is gone once the fact is recorded today.
fn settles(fact: &Fact, finding: &Finding, register: &Register, policy: &Policy, today: Date) -> bool {
    let command = Command::Facts { facts: vec![fact.clone()], on: today };
    let change = match command.plan(register, today) {
        Ok(change) => change,
        // A day ahead that is written stands in the way until somebody corrects it.
        Err(Refusal::Contradicts(..)) => return true,
        Err(_) => return false,
    };
    let mut after = register.clone();
    after.apply(&change).unwrap();
    !judge(&after, policy, today).iter().any(|other| {
        (other.rule, &other.subject, &other.detail) == (finding.rule, &finding.subject, &finding.detail)
    })
}

#[test]
fn what_a_key_records_settles_the_finding() {
    let policy = Policy::minato().unwrap();
    let mut tried: BTreeMap<Rule, usize> = BTreeMap::new();
    let mut open = Vec::new();
    for (name, register, today) in cases() {
        for finding in judge(&register, &policy, today) {
            let facts = match remedy(&finding, &register, &policy, today, None) {
                Remedy::Fact(fact) => vec![fact],
                Remedy::Choice(facts) => facts,
                _ => continue,
            };
            let facts: Vec<Fact> = facts.iter().filter_map(|fact| answered(fact, &register)).collect();
            if facts.is_empty() {
                continue;
            }
            *tried.entry(finding.rule).or_default() += 1;
            let left: Vec<&Fact> =
                facts.iter().filter(|fact| !settles(fact, &finding, &register, &policy, today)).collect();
            // That it is not so is an answer too, which the finding goes on saying.
            let says_no = |fact: &&Fact| {
                matches!(
                    fact,
                    Fact::ControlRecorded { state: ControlState::Unmet | ControlState::Declined, .. }
                ) || matches!(fact, Fact::OwnershipRecorded { .. })
            };
            let left: Vec<&&Fact> = left.iter().filter(|fact| !says_no(fact)).collect();
            if !left.is_empty() {
                open.push(format!("{name}: {finding:?}\n{left:?}"));
            }
        }
    }
    assert!(open.is_empty(), "{}", open.join("\n"));
    let untried: Vec<&Rule> = Rule::ALL.iter().filter(|rule| !tried.contains_key(rule)).collect();
    // These are put right in a form, a review or the guide.
    let by_hand = [
        Rule::DeviceMissing,
        Rule::TakeOutForm,
        Rule::TakeOutPeriod,
        Rule::TakeOutOverlap,
        Rule::AttendingDoctor,
        Rule::MembershipReview,
        Rule::FreeGroupName,
        Rule::IncidentAssessment,
        // The built-in policy has none: see `additions`.
        Rule::PolicyDuty,
        Rule::PolicyAddressee,
        Rule::RecordContradiction,
    ];
    assert_eq!(untried, by_hand.iter().collect::<Vec<_>>());
}
