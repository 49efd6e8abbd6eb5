//! The overview: each duty with how much of it is kept, and the course of the open findings.

use std::fmt::Write as _;

use mcs_register::{
    documents::PaperKind,
    policy::{Rule, overview::Overview},
    register::{Command, Fact, Lang, Register, document::decode, id::PersonId},
    tui::{
        app::{App, Effect, Message, Opened},
        lists::Tab,
    },
};

use crate::screen::{Bench, demo_office, settings, today};

const SIZES: [(u16, u16); 3] = [(60, 16), (80, 24), (120, 36)];

#[test]
fn it_opens_from_today_and_from_the_office_with_its_course() {
    for (lang, title, course) in [
        (Lang::Ja, "見渡し：ポリシーの義務ごとの状態", "履歴から分かるのは 2026-07-31 からです"),
        (
            Lang::En,
            "Overview: how each duty of the policy stands",
            "the history tells them from 2026-07-31 on",
        ),
    ] {
        for keys in ["v", "9 v", "C-s"] {
            let mut bench = Bench::demo(lang, (120, 36));
            bench.press(keys);
            bench.shows(title).shows(course).shows("█").shows("?");
            assert!(bench.effects.iter().any(|effect| matches!(effect, Effect::ReadMonths(_))));
        }
    }
}

#[test]
fn it_has_room_in_every_window() {
    for lang in [Lang::Ja, Lang::En] {
        for size in SIZES {
            for register in [demo_office(), Register::default()] {
                let mut bench = Bench::new(register, lang, size);
                bench.press("v End Home PgDn");
                let screen = bench.screen();
                let rule = Overview::of(bench.register(), &settings(lang).policy, today()).duties[0].rule;
                assert!(!screen.is_empty() && !settings(lang).policy.rule_label(rule, lang).is_empty());
                let title = if lang == Lang::Ja { "見渡し" } else { "Overview" };
                bench.shows(title);
            }
        }
    }
}

#[test]
fn the_worst_stands_first_and_what_applies_to_nothing_last() {
    let mut bench = Bench::demo(Lang::Ja, (120, 36));
    bench.press("v End");
    bench.shows("該当なし");
    let mut bench = Bench::new(Register::default(), Lang::Ja, (80, 24));
    bench.press("v");
    // Nothing recorded is nothing kept: three things to do, one not known, and no full bar.
    bench.shows("要対応の義務 3").shows("不明 1").shows("守られている 0");
}

#[test]
fn a_duty_leads_to_its_findings_and_one_without_any_says_so() {
    let mut bench = Bench::demo(Lang::Ja, (80, 24));
    bench.press("v Enter");
    let session = bench.app.session().unwrap();
    assert!(bench.app.layers.is_empty() && session.tab == Tab::Today);
    // All that is found of it, each in a row of its own, and of no other duty, whatever its name.
    let rule = session.list().duty().unwrap();
    let rows = session.list().rows().len() - session.list().headings_before(usize::MAX);
    assert_eq!(rows, session.desk.findings.iter().filter(|finding| finding.rule == rule).count());
    assert_eq!(session.selected().unwrap().finding(&session.desk).unwrap().rule, rule);
    let label = session.desk.policy.rule_label(rule, Lang::Ja).to_owned();
    bench.shows(&format!("「{label}」だけ")).shows("Esc で全体に戻ります");
    bench.press("Esc").hides("だけ");
    assert_eq!(bench.app.session().unwrap().list().duty(), None);

    bench.press("v End Enter");
    bench.shows("今日、この義務の指摘はありません。");
    assert!(!bench.app.layers.is_empty());
}

/// A duty is shown alone until Esc: a search looks within it, what is settled leaves it, and nothing left says so.
#[test]
fn a_duty_alone_is_searched_settled_and_left() {
    let mut bench = Bench::demo(Lang::Ja, (120, 36));
    let duty = |bench: &Bench| bench.app.session().unwrap().list().duty();
    let rule = Rule::PasswordAge;
    for down in 0..Rule::ALL.len() {
        bench.press("v").press(&"Down ".repeat(down)).press("Enter");
        if duty(&bench) == Some(rule) {
            break;
        }
        bench.press("Esc");
    }
    assert_eq!(duty(&bench), Some(rule));
    bench.press("d");
    assert_eq!(duty(&bench), Some(rule));
    let left = bench.app.session().unwrap().desk.findings.iter().filter(|found| found.rule == rule).count();
    let shown = bench.app.session().unwrap().list().rows().len();
    assert!(shown <= left + 5, "{}", bench.screen());
    bench.press("/ \"そんな人はいない\" Enter");
    assert!(bench.app.session().unwrap().list().rows().is_empty());
    bench.press("Esc");
    assert_eq!(duty(&bench), None);
}

#[test]
fn months_are_turned_and_one_that_is_not_known_is_not_green() {
    let mut bench = Bench::demo(Lang::Ja, (80, 24));
    bench.press("v");
    bench.shows("今日 2026-11-22");
    bench.press("Left");
    bench.shows("2026-10-31 の終わり").shows("守られている");
    bench.press("Left Left Left");
    bench.shows("2026-07-31 の終わり");
    bench.press("Left");
    bench.shows("2026-06-30 の終わり").shows("履歴からは分かりません。").shows("分かりません");
    bench.press("Left Left Left Left Left Left Left Left");
    bench.shows("2025-12-31 の終わり");
    bench.press(&"Right ".repeat(20));
    bench.shows("今日 2026-11-22");
}

#[test]
fn what_is_recorded_meanwhile_is_followed_and_the_duty_stays_selected() {
    let text = r#"{"format": "mcs-register/1", "staff": [{"id": "S-1", "mcs": {"login": "a"}}]}"#;
    let register = decode(text.as_bytes(), &|_| None).unwrap();
    let mut bench = Bench::new(register, Lang::Ja, (120, 36));
    let pledge = "第9条 職員の誓約書";
    bench.press("v");
    let unkept = format!("{pledge}：1件のうち、守られているもの 0件");
    let comes = (0..60).any(|_| {
        bench.screen().contains(&unkept) || {
            bench.press("Down");
            false
        }
    });
    assert!(comes, "{}", bench.screen());
    let staff = PersonId::trusted("S-1");
    bench.elsewhere(&Command::Facts { on: today(), facts: vec![Fact::PledgeSigned { staff }] });
    bench.shows("第9条 職員の誓約書：1件のうち、守られているもの 1件");
}

#[test]
fn a_late_answer_and_a_failed_one_are_told() {
    let opened = Opened { register: demo_office(), ..Opened::default() };
    let app = App::open(settings(Lang::Ja), opened, today());
    let mut bench = Bench::with(app, (80, 24));
    bench.press("v");
    let ticket = bench.app.session().unwrap().asked;
    bench.send(Message::MonthsRead { ticket: ticket - 1, outcome: Err("古い答え".to_owned()) });
    bench.hides("古い答え");
    bench.send(Message::MonthsRead { ticket, outcome: Err("ファイルを読めません。".to_owned()) });
    bench.shows("12か月の動きを数えられませんでした。ファイルを読めません。");
    bench.press("Left");
    bench.shows("12か月の動きは、履歴から数えられませんでした。");
}

#[test]
fn the_monthly_page_lies_over_it() {
    let mut bench = Bench::demo(Lang::Ja, (80, 24));
    bench.press("v F6");
    assert!(
        bench
            .effects
            .iter()
            .any(|effect| matches!(effect, Effect::ReadPast(wanted) if wanted.kind == PaperKind::Monthly))
    );
    assert_eq!(bench.app.layers.len(), 2);
    bench.press("Esc");
    bench.shows("見渡し");
}

#[test]
fn a_large_office_has_its_numbers_whole() {
    let mut text = String::from(r#"{"format": "mcs-register/1", "staff": ["#);
    for number in 0..10_000 {
        let comma = if number > 0 { "," } else { "" };
        let _ = write!(text, r#"{comma}{{"id": "S-{number}", "mcs": {{"login": "a{number}"}}}}"#);
    }
    text.push_str("]}");
    let register = decode(text.as_bytes(), &|_| None).unwrap();
    for size in SIZES {
        let mut bench = Bench::new(register.clone(), Lang::Ja, size);
        bench.press("v");
        bench.shows("10000");
    }
}
