//! ほかの運用ポリシー: another policy from the list or from a file, seen before it is taken, and a newer edition that waits.

use mcs_register::{
    register::{Lang, Record, Register, records::PolicySheet},
    store::AccountRole,
    tui::app::{Access, App, Effect, Message, Opened, Settings},
};

use crate::screen::{Bench, demo_office, settings, today};

const LAYER: &str = "base = \"minato-anshin-net\"\nunnamed = \"off\"\nid = \"tempozan\"\nversion = \"3\"\n\
    in_force_on = \"2024-04-01\"\ntitle = \"天保山ケアネット運用指針\"\n\
    [rules.membership-review]\narticle = \"第9条\"\ninterval_months = 1\n";

fn id(bench: &Bench) -> String {
    let desk = &bench.app.session().unwrap().desk;
    assert_eq!(*desk.policy, *bench.app.settings.policy);
    desk.policy.id().to_owned()
}

fn findings(bench: &Bench) -> usize {
    bench.app.session().unwrap().desk.findings.len()
}

/// The place that is to be read.
fn wanted(bench: &Bench) -> Option<String> {
    bench.effects.iter().find_map(|effect| match effect {
        Effect::ReadPolicy(path) => Some(path.display().to_string()),
        _ => None,
    })
}

#[test]
fn a_policy_file_is_seen_before_it_is_taken_and_taken_back() {
    let mut bench = Bench::demo(Lang::Ja, (120, 36));
    let before = findings(&bench);
    bench.press("9 s End Enter").shows("津山市MCS運用ポリシー（案・要確認）（版 draft-1、施行日の記載なし）");
    bench.press("End Enter").shows("運用ポリシーのファイルの場所");
    bench.press("Enter").shows("入力");
    bench.press("\"~/tempozan.toml\" Enter");
    let place = wanted(&bench).unwrap();
    assert!(place.ends_with("tempozan.toml") && !place.contains('~'), "{place}");
    // What is no policy is named by its line and key, and nothing changes.
    bench.send(Message::PolicyRead(Ok(LAYER.replace("interval_months", "interval_month"))));
    bench.shows("9行").shows("rules.membership-review.interval_month");
    assert_eq!(id(&bench), "minato-anshin-net");
    bench.send(Message::PolicyRead(Err("読めませんでした".to_owned())));
    bench.shows("読めませんでした");
    bench.send(Message::PolicyRead(Ok(LAYER.to_owned())));
    bench.shows("天保山ケアネット運用指針：").shows("この運用ポリシーに替える").shows("なくなる：");
    insta::assert_snapshot!("policy-seen-120x36-ja", bench.screen());
    // A finding is there to be read.
    bench.press("Down Enter").shows("この運用ポリシーに替える");
    assert_eq!(id(&bench), "minato-anshin-net");
    bench.press("Home Enter").shows("変更しますか");
    bench.press("n");
    assert_eq!((id(&bench), findings(&bench)), ("minato-anshin-net".to_owned(), before));
    bench.send(Message::PolicyRead(Ok(LAYER.to_owned())));
    bench.press("Enter y");
    assert_eq!(id(&bench), "tempozan");
    assert!(findings(&bench) < before);
    bench.shows("天保山ケアネット運用指針");
    let layer = bench.app.session().unwrap().desk.register.policy().layer.clone();
    assert_eq!(layer.as_deref(), Some(LAYER));
    bench.press("Esc u");
    assert_eq!((id(&bench), findings(&bench)), ("minato-anshin-net".to_owned(), before));
}

#[test]
fn who_is_no_administrator_takes_no_policy() {
    for (access, role) in [(Access::Reader, AccountRole::Reader), (Access::Full, AccountRole::Manager)] {
        let mut bench = Bench::demo_as(access, Lang::Ja, (120, 36));
        bench.app.session_mut().unwrap().role = Some(role);
        bench.press("9 s End Enter End Enter");
        bench.send(Message::PolicyRead(Ok(LAYER.to_owned())));
        bench.hides("この運用ポリシーに替える").press("Enter y");
        assert!(!bench.effects.iter().any(|effect| matches!(effect, Effect::Commit { .. })), "{role:?}");
        assert_eq!(id(&bench), "minato-anshin-net");
    }
}

/// A register that was made under an edition before the one that comes with the program.
fn older() -> (Register, PolicySheet) {
    let sheet = PolicySheet {
        base: Some("minato-anshin-net".to_owned()),
        base_version: Some("2020-04-01".to_owned()),
        ..PolicySheet::default()
    };
    (demo_office().judged_by(sheet.clone()), sheet)
}

#[test]
fn a_newer_edition_is_named_until_an_administrator_takes_it() {
    let (register, sheet) = older();
    let settings = Settings { policy_of: Some(sheet), ..settings(Lang::Ja) };
    let opened = Opened { register, role: Some(AccountRole::Administrator), ..Opened::default() };
    let mut bench = Bench::with(App::open(settings, opened, today()), (120, 36));
    bench.press("Home").shows("ポリシーの新しい版").shows("2020-10-01 に替えるまで");
    bench.press("d").shows("事業所の設定").shows("運用ポリシーの新しい版 2020-10-01 に替える");
    bench.press("Home Enter").shows("この運用ポリシーに替える");
    bench.press("Home Enter").shows("変更しますか").press("y");
    let policy = bench.app.session().unwrap().desk.register.policy().clone();
    assert_eq!(policy.base_version.as_deref(), Some("2020-10-01"));
    assert_eq!(policy.since, Some(today()));
    bench.press("Esc 1 Home").hides("ポリシーの新しい版");
    assert!(matches!(
        bench.app.session().unwrap().desk.register.record(&mcs_register::register::Key::Policy),
        Some((_, Record::Policy(_)))
    ));
}
