//! `export` as tables and as a calendar, and `evidence`.

use std::{fmt::Write as _, fs, path::Path};

use sha2::{Digest as _, Sha256};

use crate::run::Desk;

const REGISTER: &str = r#"{
  "format": "mcs-register/1",
  "office": {"name": "みなと訪問看護"},
  "staff": [{"id": "S-001", "name": "𠮷田 真理子", "kana": "ヨシダ マリコ", "memo": "=1+1", "mcs": {"login": "mariko@example.jp",
             "password_changed_on": "2026-09-01"}}],
  "groups": [{"id": "G-001", "kind": "patient", "name": "岡崎 フミ様", "reviews": [{"signed_on": "2026-10-01"}],
              "memberships": [{"id": "M-001", "person": "S-001", "released_on": "2026-10-10"}]}],
  "incidents": [{"id": "R8-001", "kind": "device-loss", "reporter": "S-001", "summary": "真理子さんが失くした"}]
}"#;

const TODAY: [&str; 2] = ["--today", "2026-11-22"];

fn args<'a>(first: &[&'a str], path: &'a Path, more: &[&'a str]) -> Vec<&'a str> {
    [first, &["--out", path.to_str().unwrap()], more, &TODAY].concat()
}

#[test]
fn tables_and_calendars_are_written_whole_and_never_over_others() {
    let desk = Desk::with_vault(REGISTER);
    let folder = desk.path("ledgers");
    let run = desk.open(&args(&["export", "--format", "csv"], &folder, &[]));
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    let staff = fs::read_to_string(folder.join("staff.csv")).unwrap();
    assert!(staff.starts_with("\u{FEFF}職員番号,氏名,フリガナ,"), "{staff}");
    assert!(
        staff.contains("\r\nS-001,𠮷田 真理子,ヨシダ マリコ,") && staff.ends_with(",'=1+1\r\n"),
        "{staff}"
    );
    let again = desk.open(&args(&["export", "--format", "csv"], &folder, &[]));
    assert_eq!(again.status, Some(74));
    fs::write(folder.join("mine.txt"), "mine").unwrap();
    let forced = desk.open(&args(&["export", "--format", "csv"], &folder, &["--force", "--lang", "en"]));
    assert_eq!(forced.status, Some(74));
    assert!(forced.stderr.contains("did not make"), "{}", forced.stderr);
    assert_eq!(fs::read(folder.join("mine.txt")).unwrap(), b"mine");

    let narrow = desk.path("narrow");
    let run = desk.open(&args(&["export", "--format", "csv"], &narrow, &["--encoding", "cp932"]));
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains("U+20BB7"), "{}", run.stderr);
    let listed = fs::read_to_string(narrow.join("missing-characters.csv")).unwrap();
    assert!(listed.contains("𠮷,U+20BB7,staff.csv,1,氏名,吉\r\n"), "{listed}");

    let calendar = desk.path("due.ics");
    assert_eq!(desk.open(&args(&["export"], &calendar, &[])).status, Some(0));
    let text = fs::read_to_string(&calendar).unwrap();
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && !text.contains('𠮷'), "{text}");
    let run = desk.open(&args(&["export"], &calendar, &["--force", "--unmasked"]));
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert!(fs::read_to_string(&calendar).unwrap().contains("𠮷田"));

    let book = desk.path("book.xlsx");
    assert_eq!(desk.open(&args(&["export"], &book, &[])).status, Some(0));
    assert!(fs::read(&book).unwrap().starts_with(b"PK"));
}

#[test]
fn wrong_use_and_unwritable_places_are_told_and_leave_nothing() {
    let desk = Desk::with_vault(REGISTER);
    for (args, status) in [
        (vec!["export", "--format", "csv"], 2),
        (vec!["export", "--format", "xlsx"], 2),
        (vec!["export", "--format", "pdf", "--out", "x"], 2),
        (vec!["export", "--format", "ics", "--encoding", "cp932"], 2),
        (vec!["export", "--masked"], 2),
        (vec!["evidence"], 2),
        // What is in a file must be what its name says.
        (vec!["export", "--out", "x.pdf"], 2),
        (vec!["export", "--out", "x.docx"], 2),
        (vec!["export", "--format", "xlsx", "--out", "x.CSV"], 2),
        (vec!["export", "--format", "csv", "--out", "x.json"], 2),
        (vec!["evidence", "--out", "x.tar"], 2),
        (vec!["evidence", "--out", "x.tar.gz"], 2),
        (vec!["export", "--format", "csv", "--out", "-"], 2),
        (vec!["evidence", "--out", "-"], 2),
        (vec!["export", "--format", "csv", "--out", "no/such/place"], 74),
        (vec!["evidence", "--out", "no/such/place"], 74),
        (vec!["evidence", "--out", "no/such/place.zip"], 74),
    ] {
        let run = desk.open(&args);
        assert_eq!(run.status, Some(status), "{args:?}: {}", run.stderr);
        assert!(!run.stderr.is_empty() && run.stdout.is_empty(), "{args:?}");
    }
    let mut left: Vec<String> = fs::read_dir(desk.path(""))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    left.sort();
    assert_eq!(left, ["password", "tmp", "vault"]);
}

#[test]
fn a_dash_is_standard_output() {
    let desk = Desk::with_vault(REGISTER);
    let said = desk.open(&["export", "--out", "-"]);
    assert_eq!(said.status, Some(0), "{}", said.stderr);
    assert_eq!(said.stdout, desk.open(&["export"]).stdout);
    assert!(!desk.path("-").exists());
}

/// Replaced by a file, a device would be missing from the machine, and a pipe would hand the register to whoever reads it.
#[cfg(unix)]
#[test]
fn only_an_ordinary_file_or_folder_is_written() {
    use std::os::unix::{fs::FileTypeExt as _, net::UnixListener};
    let desk = Desk::with_vault(REGISTER);
    let (pipe, socket, link) = (desk.path("pipe"), desk.path("socket"), desk.path("link"));
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let _listening = UnixListener::bind(&socket).unwrap();
    std::os::unix::fs::symlink(&pipe, &link).unwrap();
    for place in ["pipe", "socket", "link", "/dev/null", "/dev/stdout"] {
        for (command, more) in [
            ("export", &["--format", "json"] as &[&str]),
            ("export", &["--format", "csv"]),
            ("paper", &["training", "--format", "pdf"]),
            ("evidence", &[]),
        ] {
            for force in [&[] as &[&str], &["--force"]] {
                let args = [&[command], more, &["--out", place], force].concat();
                let run = desk.open(&args);
                assert_eq!((run.status, run.stdout.as_str()), (Some(2), ""), "{args:?}: {}", run.stderr);
                assert!(run.stderr.contains(place), "{args:?}: {}", run.stderr);
                let streams = more.contains(&"json");
                assert_eq!(run.stderr.contains("--out -"), streams, "{args:?}: {}", run.stderr);
            }
        }
    }
    assert!(fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo());
    assert!(fs::symlink_metadata(&socket).unwrap().file_type().is_socket());
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
}

/// What a killed program left is plain text with names; it lies where everybody sees it, and the next writing there takes it
/// away and says so.
#[test]
fn what_was_left_unfinished_is_taken_away_and_told() {
    let desk = Desk::with_vault(REGISTER);
    let left = desk.path("register.json.mcs-register-a1B2c3.unfinished");
    let written_now = desk.path("other.json.mcs-register-d4E5f6.unfinished");
    for path in [&left, &written_now] {
        fs::write(path, "names").unwrap();
    }
    let lock = fs::OpenOptions::new().write(true).open(&written_now).unwrap();
    lock.lock().unwrap();
    let run = desk.open(&args(&["export"], &desk.path("register.json"), &[]));
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains("register.json.mcs-register-a1B2c3.unfinished"), "{}", run.stderr);
    assert!(!run.stderr.contains("other.json"), "{}", run.stderr);
    assert!(!left.exists() && written_now.exists());
}

#[test]
fn the_sums_of_the_evidence_pack_hold_and_masked_it_names_nobody() {
    let desk = Desk::with_vault(REGISTER);
    let folder = desk.path("pack");
    let head = desk.open(&["head"]).stdout;
    let run = desk.open(&args(&["evidence"], &folder, &[]));
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    let manifest = fs::read_to_string(folder.join("MANIFEST")).unwrap();
    assert!(manifest.contains("\n# day: 2026-11-22\n"), "{manifest}");
    let code = manifest.lines().find_map(|line| line.strip_prefix("# head: ")).unwrap();
    assert!(head.contains(code), "{head}");
    let mut names = Vec::new();
    for line in manifest.lines().filter(|line| !line.starts_with('#')) {
        let (sum, name) = line.split_once("  ").unwrap();
        let bytes = fs::read(folder.join(name)).unwrap();
        let mut found = String::new();
        for byte in Sha256::digest(&bytes) {
            write!(found, "{byte:02x}").unwrap();
        }
        assert_eq!(found, sum, "{name}");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        for person in ["𠮷田", "真理子", "ヨシダ", "mariko", "岡崎"] {
            assert!(!text.contains(person), "{name} names {person}");
        }
        names.push(name.to_owned());
    }
    for wanted in ["findings.json", "history.json", "policy.toml", "ledgers/removals.csv", "ledgers.xlsx"] {
        assert!(names.iter().any(|name| name == wanted), "{wanted}");
    }
    for paper in ["papers/staff-ledger.pdf", "papers/review-G-001.pdf", "papers/incident-R8-001.pdf"] {
        assert!(names.iter().any(|name| name == paper), "{paper}");
    }
    assert!(!names.iter().any(|name| name == "register.json"));
    let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/policy/minato-anshin-net.toml");
    assert_eq!(fs::read(folder.join("policy.toml")).unwrap(), fs::read(built_in).unwrap());
    assert_eq!(desk.open(&args(&["evidence"], &folder, &["--force"])).status, Some(0));
}

/// Whoever is told of in free text: only a whole recorded name becomes a number, and a reading says a name once more.
#[test]
fn what_is_masked_names_nobody_and_takes_nobody_for_another() {
    const TOLD: &str = "患者の長女の林さんに電話した。近所の渡邊さんが拾って交番へ届けた。小林さんと吉田医師（大学病院）に照会した。\
        石田 早苗が吉田 ハナ様宅で受け取り、090-1234-5678とJohn Smithさんへ連絡した。";
    let desk = Desk::with_vault(&format!(
        r#"{{"format": "mcs-register/1",
            "staff": [{{"id": "S-002", "name": "石田 早苗", "kana": "イシダ サナエ", "profession": "看護師"}},
                      {{"id": "S-006", "name": "林 隆", "profession": "看護師"}}, {{"id": "S-010", "name": "渡邊 健", "profession": "看護師"}}],
            "groups": [{{"id": "G-001", "kind": "free", "name": "【港あんしんネット】石田 早苗さん送別", "kana": "イシダ サナエさん送別"}},
                       {{"id": "G-002", "kind": "patient", "name": "吉田 ハナ様"}},
                       {{"id": "G-003", "kind": "disaster", "name": "災害", "kana": "イシダ サナエさんの班"}}],
            "incidents": [{{"id": "R8-001", "kind": "other", "summary": "{TOLD}"}}]}}"#
    ));
    let (csv, book, pack) = (desk.path("csv"), desk.path("book.xlsx"), desk.path("pack"));
    for (first, path) in [
        (&["export", "--masked", "--format", "csv"] as &[&str], &csv),
        (&["export", "--masked", "--format", "xlsx"], &book),
        (&["evidence"], &pack),
    ] {
        let run = desk.open(&args(first, path, &[]));
        assert_eq!(run.status, Some(0), "{}", run.stderr);
    }
    let mut texts = Vec::new();
    for name in ["groups.csv", "incidents.csv", "findings.csv"] {
        texts.push(fs::read_to_string(csv.join(name)).unwrap());
        assert_eq!(fs::read_to_string(pack.join("ledgers").join(name)).unwrap(), *texts.last().unwrap());
    }
    for file in [fs::File::open(&book), fs::File::open(pack.join("ledgers.xlsx"))] {
        let mut zip = zip::ZipArchive::new(file.unwrap()).unwrap();
        texts.push(std::io::read_to_string(zip.by_name("xl/sharedStrings.xml").unwrap()).unwrap());
    }
    let paper = desk.open(&["paper", "incident", "R8-001", "--format", "txt"]);
    assert_eq!(paper.status, Some(0), "{}", paper.stderr);
    texts.push(paper.stdout.split_whitespace().collect());
    for text in &texts {
        for name in ["石田", "早苗", "イシダ", "サナエ", "林さん", "渡邊", "吉田", "ハナ", "Smith", "1234"]
        {
            assert!(!text.contains(name), "{name} in {text}");
        }
    }
    let told = "患者の長女の〔氏名〕に電話した。近所の〔氏名〕が拾って交番へ届けた。〔氏名〕と〔氏名〕医師（大学病院）に照会した。\
        職員 S-002（看護師）が患者（G-002）宅で受け取り、（伏せる）と〔氏名〕へ連絡した。";
    assert!(texts[1].contains(told), "{}", texts[1]);
}

/// The history tells what earlier files held; two on one day are the same.
#[test]
fn a_calendar_cancels_what_was_done_since_the_last_one() {
    let now = chrono::Utc::now().date_naive();
    let day = |ahead: u64| (now + chrono::Days::new(ahead)).format("%Y-%m-%d").to_string();
    let measures = format!(r#"[{{"text": "鍵を付ける", "due": "{}"}}]"#, day(40));
    let incident = format!(r#"{{"id": "R8-001", "kind": "other", "measures": {measures}}}"#);
    let desk = Desk::with_vault(&format!(r#"{{"format": "mcs-register/1", "incidents": [{incident}]}}"#));
    let export = |name: &str, today: &str| {
        let path = desk.path(name);
        let run = desk.open(&["export", "--today", today, "--out", path.to_str().unwrap()]);
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        fs::read_to_string(path).unwrap()
    };
    // The machine's clock says when a file left: the later ones are asked for on days ahead of it.
    let first = export("first.ics", &day(0));
    let [one, two] = ["one.ics", "two.ics"].map(|name| export(name, &day(3)));
    assert_eq!(one, two);
    for text in [&first, &one] {
        assert!(text.contains("再発防止") && !text.contains("STATUS:CANCELLED"), "{text}");
    }
    let run = desk.feed(
        &["apply", "-", "--password-file", desk.path("password").to_str().unwrap()],
        r#"{"command":"remove","subject":"incident/R8-001"}"#,
    );
    assert_eq!(run.status, Some(0), "{} {}", run.stdout, run.stderr);
    let run = desk.open(&["history"]);
    assert!(run.stdout.contains("期限のカレンダー（ICS）、氏名を伏せる"), "{}", run.stdout);
    let gone = export("three.ics", &day(3));
    assert_eq!(gone.matches("STATUS:CANCELLED").count(), 1, "{gone}");
}

/// Whatever its name: a file that the manifest does not list is somebody's own.
#[test]
fn a_pack_is_replaced_only_where_nothing_else_is_in_its_folder() {
    let desk = Desk::with_vault(REGISTER);
    let folder = desk.path("pack");
    fs::create_dir_all(folder.join("papers")).unwrap();
    fs::write(folder.join("papers/contract.pdf"), "mine").unwrap();
    fs::write(folder.join("README.txt"), "mine").unwrap();
    let refused = || {
        let run = desk.open(&args(&["evidence"], &folder, &["--force"]));
        assert_eq!(run.status, Some(74), "{}", run.stderr);
        assert!(run.stderr.contains("以外のファイル"), "{}", run.stderr);
    };
    refused();
    for mine in ["papers/contract.pdf", "README.txt"] {
        assert_eq!(fs::read(folder.join(mine)).unwrap(), b"mine");
    }
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!(desk.open(&args(&["evidence"], &folder, &[])).status, Some(0));
    fs::write(folder.join("papers/contract.pdf"), "mine").unwrap();
    refused();
    assert_eq!(fs::read(folder.join("papers/contract.pdf")).unwrap(), b"mine");
    fs::remove_file(folder.join("papers/contract.pdf")).unwrap();
    assert_eq!(desk.open(&args(&["evidence"], &folder, &["--force"])).status, Some(0));
}

#[test]
fn one_zip_holds_the_pack_and_the_same_day_gives_the_same_bytes() {
    let desk = Desk::with_vault(REGISTER);
    let [first, second] = ["a.zip", "b.zip"].map(|name| desk.path(name));
    for path in [&first, &second] {
        let run = desk.open(&args(&["evidence"], path, &["--unmasked"]));
        assert_eq!(run.status, Some(0), "{}", run.stderr);
    }
    assert!(fs::read(&first).unwrap() == fs::read(&second).unwrap());
    let mut zip = zip::ZipArchive::new(fs::File::open(&first).unwrap()).unwrap();
    let mut register = zip.by_name("evidence-20261122/register.json").unwrap();
    let text = std::io::read_to_string(&mut register).unwrap();
    assert!(text.contains("𠮷田 真理子"));
}

/// Not even with `--force`: a register that was written over is gone.
#[test]
fn nothing_is_written_where_the_register_lies() {
    let desk = Desk::with_vault(REGISTER);
    let database = fs::read(desk.path("vault/register.db")).unwrap();
    let copies = desk.path("copies");
    fs::create_dir(&copies).unwrap();
    for (command, place) in [
        (&["paper", "staff-ledger"] as &[&str], "vault/register.db"),
        (&["export"], "vault/register.keys"),
        (&["export", "--format", "csv"], "vault/backups"),
        (&["evidence"], "vault"),
        (&["evidence"], "copies/2026-11-22T164000-000312/pack.zip"),
        (&["evidence"], "copies"),
    ] {
        let more = ["--force", "--backups", copies.to_str().unwrap()];
        let run = desk.open(&args(command, &desk.path(place), &more));
        assert_eq!(run.status, Some(2), "{command:?}: {}", run.stderr);
        assert!(run.stderr.contains("置き場所") && run.stdout.is_empty(), "{}", run.stderr);
    }
    let sheet = desk.path("vault/key.pdf");
    let run = desk.open(&["account", "recovery-key", "--sheet", sheet.to_str().unwrap()]);
    assert_eq!((run.status, run.stdout.as_str()), (Some(2), ""), "{}", run.stderr);
    assert!(fs::read(desk.path("vault/register.db")).unwrap() == database);
    assert_eq!(fs::read_dir(&copies).unwrap().count(), 0);
}

#[test]
fn a_text_too_long_for_a_cell_is_told_with_the_pack_too() {
    let desk = Desk::with_vault(&REGISTER.replace("真理子さんが失くした", &"語".repeat(33_000)));
    let pack = desk.path("pack");
    for (command, path) in [("export", desk.path("book.xlsx")), ("evidence", pack.clone())] {
        let run = desk.open(&args(&[command], &path, &[]));
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        assert!(run.stderr.contains("インシデント 2 概要"), "{command}: {}", run.stderr);
    }
    let readme = fs::read_to_string(pack.join("README.txt")).unwrap();
    assert!(readme.contains("1つの欄に入らない長い文章は"), "{readme}");
}

#[test]
fn the_advice_fits_what_is_in_the_place() {
    let desk = Desk::with_vault(REGISTER);
    let file = desk.file("pack", "mine");
    for force in [&[] as &[&str], &["--force"]] {
        for (command, path, told) in [
            ("evidence", file.as_path(), "ファイルかリンク"),
            ("evidence", Path::new("."), "使用中"),
            ("evidence", Path::new("pack/inner"), "ファイルかリンク"),
            ("export", Path::new("."), "同じ名前のフォルダー"),
        ] {
            let run = desk.open(&args(&[command], path, force));
            assert_eq!(run.status, Some(74), "{}", run.stderr);
            assert!(run.stderr.contains(told), "{path:?}: {}", run.stderr);
            assert!(!run.stderr.contains("--force") && !run.stderr.contains("os error"), "{}", run.stderr);
        }
    }
    assert_eq!(fs::read(&file).unwrap(), b"mine");
}
