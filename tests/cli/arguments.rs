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

/// Wherever a file is named, what would never end or never begin is refused: a pipe that nobody writes into, a device.
#[cfg(target_os = "linux")]
#[test]
fn a_pipe_that_nobody_writes_into_and_a_device_are_refused_wherever_a_file_is_named() {
    use std::{fs, process::Stdio, thread, time::Duration};

    let desk = Desk::with_vault(r#"{"format": "mcs-register/1"}"#);
    let table = desk.file("staff.csv", "氏名,職種\n港 花子,看護師\n");
    fs::create_dir(desk.path("forms")).unwrap();
    for pipe in ["pipe", "forms/training.toml"] {
        assert!(std::process::Command::new("mkfifo").arg(desk.path(pipe)).status().unwrap().success());
    }
    let table = table.to_str().unwrap();
    let mut runs = Vec::new();
    for place in ["pipe", "/dev/zero"] {
        for args in [
            &["import", place] as &[&str],
            &["import", table, "--map", place],
            &["import", table, "--password-file", place],
            &["apply", place],
            &["check", "--register", place],
            &["check", "--policy", place],
            &["policy", "try", place],
            &["policy", "use", place],
            &["verify", "--pack", place],
            &["account", "password", "--new-password-file", place],
            &["init", "--office", "港", "--account", "港", "--vault", "other", "--password-file", place],
            &["paper", "training", "--forms", "forms"],
        ] {
            let mut command = desk.command(args);
            command.stdout(Stdio::piped()).stderr(Stdio::piped());
            command.env("MCS_REGISTER_PASSWORD_FILE", desk.path("password"));
            runs.push((args.join(" "), command.spawn().unwrap()));
        }
    }
    for _ in 0..600 {
        if runs.iter_mut().all(|(_, child)| child.try_wait().unwrap().is_some()) {
            break;
        }
        thread::sleep(Duration::from_millis(50));
    }
    for (args, mut child) in runs {
        let waits = child.try_wait().unwrap().is_none();
        child.kill().unwrap();
        let run = crate::run::outcome(child.wait_with_output().unwrap());
        assert!(!waits, "{args} waits");
        assert!(matches!(run.status, Some(65 | 74)), "{args}: {run:?}");
        let told = ["パイプです", "通常のファイルではありません", "zipのファイルでもありません"];
        assert!(told.iter().any(|told| run.stderr.contains(told)), "{args}: {run:?}");
    }
    assert!(!desk.path("other").exists());
    // A pipe that somebody writes into is read.
    let fed = std::process::Command::new("bash")
        .args(["-c", r#""$0" apply <(echo '{"command":"set","subject":"office","fields":{"name":"港"}}')"#])
        .arg(env!("CARGO_BIN_EXE_mcs-register"))
        .env("MCS_REGISTER_VAULT", desk.path("vault"))
        .env("MCS_REGISTER_PASSWORD_FILE", desk.path("password"))
        .output()
        .unwrap();
    assert_eq!(fed.stdout, b"ok 3\n", "{fed:?}");
}
