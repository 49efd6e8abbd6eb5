//! 設定: what the office settles itself, and what a change of it does before it is recorded.

use mcs_register::{
    policy::{Parameter, Policy, Rule},
    register::{Change, Command, Key, Lang, Record, records::SettingValue},
    store::AccountRole,
    tui::app::{Access, Effect, Message},
};

use crate::screen::{Bench, today};

const NAME: &str = "membership-review.interval_months";

fn reviews(bench: &Bench) -> usize {
    let desk = &bench.app.session().unwrap().desk;
    desk.findings.iter().filter(|finding| finding.rule == Rule::MembershipReview).count()
}

fn interval(bench: &Bench) -> Option<u16> {
    let desk = &bench.app.session().unwrap().desk;
    assert_eq!(*desk.policy, *bench.app.settings.policy);
    desk.policy.parameter(Rule::MembershipReview, Parameter::IntervalMonths)
}

#[test]
fn every_setting_is_listed_with_its_value() {
    let mut bench = Bench::demo(Lang::Ja, (120, 50));
    let screen = bench.press("9 s").screen();
    let policy = Policy::minato().unwrap();
    assert!(screen.contains("事業所の設定（港あんしんネット運用ポリシー）"), "{screen}");
    for setting in policy.office_settings().iter().take(20) {
        let label = policy.setting_label(*setting, Lang::Ja);
        assert!(screen.contains(&label), "{label}:\n{screen}");
    }
    insta::assert_snapshot!("settings-80x24-ja", Bench::demo(Lang::Ja, (80, 24)).press("9 s").screen());
    insta::assert_snapshot!("settings-60x16-en", Bench::demo(Lang::En, (60, 16)).press("9 s").screen());
}

#[test]
fn a_setting_is_changed_by_keys_as_was_said_and_taken_back() {
    let mut bench = Bench::demo(Lang::Ja, (120, 36));
    let before = reviews(&bench);
    assert!(before > 0 && interval(&bench) == Some(3));
    bench.press("9 s \"メンバーの精査 間隔\" Enter");
    bench.shows("メンバーの精査：間隔（留意事項(1)）");
    bench.press("C-u \"0\" Enter");
    bench.shows("1 から 1200 までの整数");
    bench.press("C-u \"3\" Enter");
    bench.shows("何も変えていません");
    bench.press("C-u \"60\" Enter");
    bench.shows("メンバーの精査：間隔 3か月→60か月：");
    let said = bench.screen();
    assert_eq!(interval(&bench), Some(3), "not before it is meant");
    bench.press("Esc");
    assert_eq!(interval(&bench), Some(3));
    bench.press("Enter y");
    assert_eq!(interval(&bench), Some(60));
    let shift = |from: usize, to: usize| format!("{from}→{to}");
    let desk = &bench.app.session().unwrap().desk;
    let overdue = |rule: Rule| {
        desk.findings
            .iter()
            .filter(|finding| finding.rule == rule && finding.urgency.word() == "overdue")
            .count()
    };
    assert!(said.contains(&shift(before_overdue(), overdue(Rule::MembershipReview))), "{said}");
    let kept = &desk.register.policy().settings;
    assert_eq!(kept.get(NAME), Some(SettingValue::Number(60)));
    // The list is there again, with the value that was shipped.
    bench.shows("メンバーの精査：間隔（ポリシーの値 3か月）");
    bench.press("Esc u");
    assert_eq!((interval(&bench), reviews(&bench)), (Some(3), before));
}

/// How many reviews of the demo office are overdue.
fn before_overdue() -> usize {
    let bench = Bench::demo(Lang::Ja, (80, 24));
    let findings = &bench.app.session().unwrap().desk.findings;
    let overdue = findings.iter().filter(|finding| finding.rule == Rule::MembershipReview);
    overdue.filter(|finding| finding.urgency.word() == "overdue").count()
}

/// The change of a setting, as another session makes it.
fn elsewhere(bench: &Bench, value: SettingValue) -> Change {
    let register = &bench.app.session().unwrap().desk.register;
    let sheet = register.policy().with_setting(NAME, Some(value)).unwrap();
    let record = |sheet| Box::new(Record::Policy(sheet));
    let (before, after) = (record(register.policy().clone()), record(sheet));
    Command::Edit { key: Key::Policy, before, after }.plan(register, today()).unwrap()
}

#[test]
fn what_another_session_sets_judges_here_at_once() {
    let mut bench = Bench::demo(Lang::Ja, (100, 30));
    let before = reviews(&bench);
    let change = elsewhere(&bench, SettingValue::Number(60));
    bench.send(Message::Followed(vec![change]));
    assert_eq!(interval(&bench), Some(60));
    assert!(reviews(&bench) < before);
    bench.shows("運用ポリシー");
}

#[test]
fn a_policy_file_of_one_start_stays_whatever_is_set_elsewhere() {
    let mut bench = Bench::demo(Lang::Ja, (100, 30));
    bench.app.settings.policy_of = None;
    let change = elsewhere(&bench, SettingValue::Number(60));
    bench.send(Message::Followed(vec![change]));
    assert_eq!(interval(&bench), Some(3));
    bench.press("9 s Enter");
    bench.shows("--policy");
}

#[test]
fn who_is_no_administrator_sees_and_changes_nothing() {
    for (access, role) in [
        (Access::Reader, AccountRole::Reader),
        (Access::Full, AccountRole::Deputy),
        (Access::Full, AccountRole::Manager),
    ] {
        let mut bench = Bench::demo_as(access, Lang::Ja, (120, 36));
        bench.app.session_mut().unwrap().role = Some(role);
        bench.press("9 s \"メンバーの精査 間隔\"");
        bench.shows("メンバーの精査：間隔");
        bench.press("Enter y");
        assert!(!bench.effects.iter().any(|effect| matches!(effect, Effect::Commit { .. })), "{role:?}");
        assert_eq!(interval(&bench), Some(3));
    }
}
