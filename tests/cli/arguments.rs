//! How the command line is used, and what it says where it is used wrongly.

use crate::run::Desk;

#[test]
fn wrong_use_is_status_2_and_says_where_the_help_is() {
    let desk = Desk::new();
    for args in [
        &["chek"] as &[&str],
        &["check", "--formt", "json"],
        &["check", "--format", "xml"],
        &["check", "--today"],
        &["check", "--lang", "fr"],
        &["check", "--lang", "en", "--lang", "ja"],
        &["init", "--office", "みなと"],
        &["paper"],
        &["paper", "incident", "R8-001", "--format", "docx"],
        &["report"],
        &["report", "R8-001", "R8-002"],
        &["export", "--force"],
        &["import"],
        &["check", "\u{1b}[31m"],
        &["--password", "secret"],
    ] {
        for lang in ["ja", "en"] {
            let run = desk.run(&[args, &[&format!("--lang={lang}")]].concat());
            assert_eq!((run.status, run.stdout.as_str()), (Some(2), ""), "{args:?}: {}", run.stderr);
            assert!(run.stderr.contains("mcs-register --help"), "{args:?}: {}", run.stderr);
            run.assert_no_raw_controls();
        }
    }
}

#[test]
fn a_day_is_given_in_one_form_only() {
    let desk = Desk::new();
    for day in
        ["2026-1-1", "2026-02-30", "R8.11.22", "", "２０２６-11-22", "2026-11-22T00:00", "2026-11-2\u{1b}"]
    {
        let run = desk.run(&["demo", "--today", day]);
        assert_eq!((run.status, run.stdout.as_str()), (Some(2), ""), "{day}");
        assert!(run.stderr.contains("--today"), "{}", run.stderr);
        run.assert_no_raw_controls();
    }
}

#[test]
fn help_is_in_the_language_that_is_asked_for() {
    let desk = Desk::new();
    let ja = desk.run(&["--help"]);
    assert_eq!((ja.status, ja.stderr.as_str()), (Some(0), ""));
    assert!(ja.stdout.contains("使い方:") && !ja.stdout.contains("Print"), "{}", ja.stdout);
    let en = desk.run(&["--lang", "en", "check", "--help"]);
    assert_eq!(en.status, Some(0));
    assert!(en.stdout.contains("Usage:") && en.stdout.is_ascii(), "{}", en.stdout);
}

#[test]
fn the_screen_needs_a_terminal() {
    let desk = Desk::new();
    let run = desk.run::<&str>(&[]);
    assert_eq!((run.status, run.stdout.as_str()), (Some(2), ""));
    assert!(run.stderr.contains("--help"), "{}", run.stderr);
    assert!(!desk.path("vault").exists());
}

#[test]
fn an_office_or_an_account_has_a_name() {
    let desk = Desk::new();
    for args in [["--office", " ", "--account", "管理者"], ["--office", "みなと", "--account", ""]] {
        let run = desk.run(&[&["init"] as &[&str], &args].concat());
        assert_eq!((run.status, run.stdout.as_str()), (Some(2), ""), "{args:?}: {}", run.stderr);
        assert!(run.stderr.contains("入力してください"), "{}", run.stderr);
    }
}
