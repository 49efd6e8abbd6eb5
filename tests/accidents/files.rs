//! Files that are not what they should be. Each ends in one sentence in either language, which says what is safe and what
//! to do, with its exit status; and nothing in the directory has changed.

use std::{
    fs,
    io::{BufRead as _, BufReader, Write as _},
    os::unix::{fs::PermissionsExt as _, process::CommandExt as _},
    path::Path,
    process::Command,
};

use super::office::{Office, Outcome};

/// What says that the data is safe, in either language: one of them stands in each sentence.
const SAFE: &[&str] = &[
    "手を付けて",
    "無事",
    "変わっていません",
    "これ以上は書き込みません",
    "not touched",
    "was touched",
    "unharmed",
    "not changed",
    "Nothing was changed",
    "Nothing more is written",
];

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";

/// Breaks a vault, and says with which status every command ends then.
fn refused(about: &str, status: i32, says: [&str; 2], spoil: impl Fn(&Office)) {
    let office = Office::new();
    spoil(&office);
    refused_as_it_is(&office, about, status, says);
}

fn refused_as_it_is(office: &Office, about: &str, status: i32, says: [&str; 2]) {
    let before = office.files();
    let commands = office.apply_file(&[super::model::small(1)]);
    let apply = ["apply", commands.to_str().unwrap()];
    for (lang, says) in ["ja", "en"].into_iter().zip(says) {
        for args in [&["export"][..], &["check"], &apply] {
            let outcome = office.run(&[args, &["--lang", lang]].concat());
            let about = format!("{about}, {} in {lang}", args[0]);
            assert_refusal(&outcome, &about, status, says);
            assert!(office.files() == before, "{about}: something in the directory changed");
        }
    }
}

fn assert_refusal(outcome: &Outcome, about: &str, status: i32, says: &str) {
    outcome.assert_says_something(about);
    assert_eq!((outcome.status, outcome.stdout.as_str()), (Some(status), ""), "{about}: {}", outcome.stderr);
    assert_eq!(outcome.stderr.lines().count(), 1, "{about}: {}", outcome.stderr);
    assert!(outcome.stderr.contains(says), "{about}: {}", outcome.stderr);
    assert!(SAFE.iter().any(|safe| outcome.stderr.contains(safe)), "{about}: {}", outcome.stderr);
}

fn replace(office: &Office, name: &str, bytes: &[u8]) {
    fs::write(office.vault_file(name), bytes).unwrap();
}

/// The database as another program with the key sees it.
fn with_the_key(office: &Office, sql: &str) {
    let key = office.unlock().unwrap().raw_key();
    let connection = rusqlite::Connection::open(office.vault_file("register.db")).unwrap();
    let set_key = format!("PRAGMA cipher_log_level = NONE; PRAGMA key = \"x'{}'\";", *key);
    connection.execute_batch(&(set_key + sql)).unwrap();
    connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
}

#[test]
fn a_key_file_that_is_half_written_empty_or_of_something_else() {
    let keys = "register.keys";
    let damaged = ["鍵ファイルのバックアップ", "Put the key file back"];
    refused("half written", 65, damaged, |office| {
        let bytes = fs::read(office.vault_file(keys)).unwrap();
        replace(office, keys, &bytes[..bytes.len() / 2]);
    });
    refused("without its last line", 65, damaged, |office| {
        let text = fs::read_to_string(office.vault_file(keys)).unwrap();
        replace(office, keys, text.trim_end().trim_end_matches('}').as_bytes());
    });
    for (about, bytes) in [
        ("empty", &b""[..]),
        ("a picture", PNG),
        ("a diary", "今日は晴れ。\n".as_bytes()),
        ("zeros", &[0; 2000]),
    ] {
        refused(about, 65, damaged, |office| replace(office, keys, bytes));
    }
    refused("of another vault", 65, ["別々の台帳", "different registers"], |office| {
        replace(office, keys, &fs::read(Office::new().vault_file(keys)).unwrap());
    });
    refused("of a newer version", 65, ["プログラムを更新", "Update the program"], |office| {
        let text = fs::read_to_string(office.vault_file(keys)).unwrap();
        replace(office, keys, text.replace("mcs-register-keys/1", "mcs-register-keys/2").as_bytes());
    });
}

#[test]
fn a_database_that_is_cut_empty_or_of_something_else() {
    let database = "register.db";
    refused("empty", 65, ["空です", "is empty"], |office| replace(office, database, b""));
    let foreign = ["台帳ではありません", "no register of this program"];
    refused("plain SQLite", 65, foreign, |office| {
        fs::remove_file(office.vault_file(database)).unwrap();
        let plain = rusqlite::Connection::open(office.vault_file(database)).unwrap();
        plain.execute_batch("CREATE TABLE diary (text TEXT); INSERT INTO diary VALUES ('晴れ')").unwrap();
    });
    let not_a_pair = ["別々の台帳", "different registers"];
    refused("a picture", 65, not_a_pair, |office| replace(office, database, PNG));
    refused("a diary", 65, not_a_pair, |office| replace(office, database, "晴れ。".repeat(3000).as_bytes()));
    refused("of another vault", 65, not_a_pair, |office| {
        replace(office, database, &fs::read(Office::new().vault_file(database)).unwrap());
    });
    let damaged = ["バックアップから戻して", "go back to a backup"];
    for (about, part) in [("half of it", 2), ("a tenth of it", 10)] {
        refused(about, 65, damaged, |office| {
            let bytes = fs::read(office.vault_file(database)).unwrap();
            replace(office, database, &bytes[..bytes.len() / 4096 / part * 4096]);
        });
    }
    refused("cut inside a page", 65, damaged, |office| {
        let bytes = fs::read(office.vault_file(database)).unwrap();
        replace(office, database, &bytes[..bytes.len() - 100]);
    });
    refused("of a newer version", 65, ["プログラムを更新", "Update the program"], |office| {
        with_the_key(office, "PRAGMA user_version = 1000");
    });
    refused("of another program with the key", 65, foreign, |office| {
        with_the_key(office, "PRAGMA application_id = 7");
    });
}

#[test]
fn files_that_are_missing_or_directories() {
    for name in ["register.db", "register.keys"] {
        refused(&format!("{name} missing"), 74, [name, name], |office| {
            fs::remove_file(office.vault_file(name)).unwrap();
        });
        refused(&format!("{name} a directory"), 74, [name, name], |office| {
            fs::remove_file(office.vault_file(name)).unwrap();
            fs::create_dir(office.vault_file(name)).unwrap();
        });
    }
}

/// Root may read anything, so the binary runs as nobody where the test is root.
#[test]
fn files_that_may_not_be_read() {
    let office = Office::new();
    let binary = office.path("mcs-register");
    let command = office.command(&["export"]);
    fs::copy(command.get_program(), &binary).unwrap();
    let open = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    open(office.places.dir.parent().unwrap(), 0o755);
    open(&office.path("password"), 0o644);
    let root = fs::write("/proc/self/oom_score_adj", "0").is_ok()
        && fs::metadata("/proc/self").is_ok_and(|own| {
            use std::os::unix::fs::MetadataExt as _;
            own.uid() == 0
        });
    let run = |lang: &str| {
        let mut command = Command::new(&binary);
        command
            .args(["export", "--lang", lang, "--vault"])
            .arg(&office.places.dir)
            .arg("--password-file")
            .arg(office.path("password"))
            .env_clear();
        if root {
            command.uid(65_534).gid(65_534);
        }
        command.output().map(Outcome::of)
    };
    let before = office.files();
    for (name, mode) in [("register.keys", 0o000), ("register.db", 0o000), ("", 0o000)] {
        // Else everything may be read.
        open(&office.places.dir, 0o755);
        open(&office.vault_file("register.keys"), 0o644);
        open(&office.vault_file("register.db"), 0o644);
        let spoilt = if name.is_empty() { office.places.dir.clone() } else { office.vault_file(name) };
        open(&spoilt, mode);
        // Of root's files somebody else is told whose they are, their owner what may not be done.
        let says = if root { ["別の利用者", "another user"] } else { ["権限", "permissions"] };
        for (lang, says) in ["ja", "en"].into_iter().zip(says) {
            // Where nobody may not even start the binary there is nothing to see.
            let Ok(outcome) = run(lang) else { return };
            assert_refusal(&outcome, &format!("{name} not to be read, {lang}"), 74, says);
        }
    }
    open(&office.places.dir, 0o700);
    assert!(office.files() == before);
}

/// SQLite would write on into a file that nobody finds again, and call it saved.
#[test]
fn nothing_is_acknowledged_when_the_database_was_replaced_or_removed_while_open() {
    for replaced in [true, false] {
        let office = Office::new();
        let mut child = office.apply();
        let mut input = child.stdin.take().unwrap();
        let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
        writeln!(input, "{}", super::model::small(1)).unwrap();
        assert_eq!(answers.next().unwrap().unwrap(), "ok 3");
        let other = fs::read(Office::new().vault_file("register.db")).unwrap();
        fs::remove_file(office.vault_file("register.db")).unwrap();
        if replaced {
            replace(&office, "register.db", &other);
        }
        let keys = fs::read(office.vault_file("register.keys")).unwrap();
        writeln!(input, "{}", super::model::small(2)).unwrap();
        drop(input);
        assert!(answers.next().is_none());
        let outcome = Outcome::of(child.wait_with_output().unwrap());
        assert_refusal(&outcome, &format!("replaced: {replaced}"), 74, "put the right file back");
        assert!(fs::read(office.vault_file("register.keys")).unwrap() == keys, "it knows what it knew");
        if replaced {
            assert!(fs::read(office.vault_file("register.db")).unwrap() == other);
        } else {
            assert!(!office.vault_file("register.db").exists());
        }
    }
}
