//! A forger with the key at work on real encrypted files. Each test says what tells the forgery: the file alone (with its
//! key file), or only the head on a paper. `docs/history.md` has the table.

use mcs_register::{
    register::{Key, Record, subject::Subject},
    store::{Cost, Entry, EntryFault, HeadCode, HistoryQuery, Notice, Paper, Problem, Vault, Verification},
};
use rusqlite::{Connection, types::Value};

use super::{
    history::hash,
    support::{Fixture, NOW, PASSWORD, edit, everything, rename_office, secret},
    verify::assert_fits,
};

/// After the last of them.
const LATER: &str = "2026-11-22T12:00:00+09:00";

/// A vault with six entries (made, imported, renamed, a device, renamed, a device), and the paper of its head.
fn history() -> (Fixture, HeadCode) {
    let fixture = Fixture::filled();
    let mut vault = fixture.unlock();
    let mut register = everything();
    let device = Key::Device(register.devices()[0].id.clone());
    for (number, name) in ["一", "二"].into_iter().enumerate() {
        let at = format!("2026-11-22T1{number}:00:00+09:00");
        let memo = |record: &mut Record| {
            let Record::Device(row) = record else { unreachable!() };
            row.memo = Some(name.to_owned());
        };
        for rename in [true, false] {
            let change = if rename { rename_office(&register, name) } else { edit(&register, &device, memo) };
            vault.commit(&change, &Entry::new("edit", &at)).unwrap();
            register.apply(&change).unwrap();
        }
    }
    let paper = vault.head().unwrap().code();
    assert_fits(&vault.verify(Some(&paper)).unwrap());
    vault.lock().unwrap();
    assert_eq!(paper.length(), 6);
    (fixture, paper)
}

/// Does something to the file as a careful forger would: the triggers are out of the way meanwhile, and back afterwards.
fn forge(fixture: &Fixture, work: impl FnOnce(&Connection)) {
    let raw = fixture.raw();
    let triggers: Vec<(String, String)> = raw
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(triggers.len(), 5);
    for (name, _) in &triggers {
        raw.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
    }
    run(&raw, "PRAGMA ignore_check_constraints = ON");
    work(&raw);
    run(&raw, "PRAGMA ignore_check_constraints = OFF");
    for (_, sql) in &triggers {
        raw.execute_batch(sql).unwrap();
    }
}

/// Gives every entry from a number on the hashes that its content asks for.
fn rechain(raw: &Connection, from: i64) {
    let before =
        raw.query_row("SELECT hash FROM audit WHERE seq < ?1 ORDER BY seq DESC LIMIT 1", [from], |row| {
            row.get(0)
        });
    let mut prev: Vec<u8> = before.unwrap_or_else(|_| origin(raw));
    let seqs: Vec<i64> = raw
        .prepare("SELECT seq FROM audit WHERE seq >= ?1 ORDER BY seq")
        .unwrap()
        .query_map([from], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    for seq in seqs {
        raw.execute("UPDATE audit SET prev_hash = ?1 WHERE seq = ?2", rusqlite::params![prev, seq]).unwrap();
        rehash(raw, seq);
        prev = raw.query_row("SELECT hash FROM audit WHERE seq = ?1", [seq], |row| row.get(0)).unwrap();
    }
}

fn origin(raw: &Connection) -> Vec<u8> {
    let id: String =
        raw.query_row("SELECT value FROM meta WHERE name = 'database'", [], |row| row.get(0)).unwrap();
    let pair = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    hash("mcs-register audit", &[id.as_bytes().chunks(2).map(pair).collect()])
}

/// Gives one entry the hash of its content.
fn rehash(raw: &Connection, seq: i64) {
    let columns =
        "seq, batch, at, account, action, undoes, kind, subject, group_id, place, before, after, prev_hash";
    let (form, prev): (Vec<u8>, Vec<u8>) = raw
        .query_row(&format!("SELECT {columns} FROM audit WHERE seq = ?1"), [seq], |row| {
            let values = (0..12).map(|column| row.get::<_, Value>(column).unwrap());
            Ok((super::history::form(values), row.get(12)?))
        })
        .unwrap();
    let hash = hash("mcs-register audit entry", &[prev, form]);
    raw.execute("UPDATE audit SET hash = ?1 WHERE seq = ?2", rusqlite::params![hash, seq]).unwrap();
}

fn run(raw: &Connection, sql: &str) {
    raw.execute_batch(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
}

fn verify(fixture: &Fixture, paper: &HeadCode) -> Verification {
    fixture.unlock().verify(Some(paper)).unwrap()
}

/// Has the program itself seal a key file for the forged history: a damaged one is written anew at the unlock.
fn reseal(fixture: &Fixture) {
    let path = fixture.places.key_file();
    let text = std::fs::read_to_string(&path).unwrap();
    let mut keys: serde_json::Value = serde_json::from_str(&text).unwrap();
    keys["history"]["length"] = 0.into();
    std::fs::write(&path, keys.to_string()).unwrap();
    let vault = fixture.unlock();
    assert_eq!(vault.notices(), [Notice::KeysPutRight], "that the key file was touched is told once");
    vault.lock().unwrap();
    assert_eq!(fixture.unlock().notices(), []);
}

/// The first problem is an entry's.
#[track_caller]
fn assert_entry(found: &Verification, seq: u64, fault: &EntryFault) {
    match found.problems.first() {
        Some(Problem::Entry { entry, fault: told }) => assert_eq!((entry.seq, told), (seq, fault)),
        other => panic!("{other:?}"),
    }
    assert!(!found.fits());
}

/// Nothing in the file tells; the paper does.
#[track_caller]
fn assert_only_the_paper(found: &Verification, paper: Paper) {
    assert_eq!(found.problems, [], "the file alone says nothing");
    assert_eq!(found.paper, Some(paper));
    assert!(!found.fits());
}

#[test]
fn an_edited_field_is_told_by_the_file() {
    for set in [
        "after = replace(after, '一', '三')",
        "before = NULL",
        "account = '誰か'",
        "at = '2026-11-22T10:00:01+09:00'",
        "action = 'device-inspected'",
        "subject = 'device/D-9'",
        "place = place + 1",
        "group_id = 'G-001'",
        "batch = 3",
        "undoes = 3",
        "kind = NULL",
    ] {
        let (fixture, paper) = history();
        forge(&fixture, |raw| run(raw, &format!("UPDATE audit SET {set} WHERE seq = 4")));
        assert_entry(&verify(&fixture, &paper), 4, &EntryFault::Altered);
    }
}

#[test]
fn an_edited_hash_is_told_by_the_file() {
    for column in ["hash", "prev_hash"] {
        let (fixture, paper) = history();
        forge(&fixture, |raw| run(raw, &format!("UPDATE audit SET {column} = zeroblob(32) WHERE seq = 4")));
        assert_entry(&verify(&fixture, &paper), 4, &EntryFault::Altered);
    }
}

#[test]
fn a_deleted_entry_is_told_by_the_file() {
    let (fixture, paper) = history();
    forge(&fixture, |raw| run(raw, "DELETE FROM audit WHERE seq = 4"));
    assert_entry(&verify(&fixture, &paper), 5, &EntryFault::Gap { after: 3 });

    let (fixture, paper) = history();
    forge(&fixture, |raw| {
        run(raw, "DELETE FROM audit WHERE seq = 4; UPDATE audit SET seq = 4, batch = 4 WHERE seq = 5");
        run(raw, "UPDATE audit SET seq = 5, batch = 5 WHERE seq = 6");
        for seq in [4, 5] {
            rehash(raw, seq);
        }
    });
    assert_entry(&verify(&fixture, &paper), 4, &EntryFault::Chain);

    // Chained anew, the records tell: the device's last entry finds what no entry left.
    let (fixture, paper) = history();
    forge(&fixture, |raw| {
        run(raw, "DELETE FROM audit WHERE seq = 5; UPDATE audit SET seq = 5, batch = 5 WHERE seq = 6");
        rechain(raw, 5);
    });
    let found = verify(&fixture, &paper);
    let Some(Problem::Record { key: Key::Office, last: Some(last) }) = found.problems.first() else {
        panic!("{:?}", found.problems)
    };
    assert_eq!(last.seq, 3);
}

#[test]
fn a_cut_tail_is_told_by_the_key_file_and_the_records() {
    let (fixture, paper) = history();
    forge(&fixture, |raw| run(raw, "DELETE FROM audit WHERE seq > 4"));
    let found = verify(&fixture, &paper);
    assert!(
        matches!(
            &found.problems[..],
            [
                Problem::Record { key: Key::Office, .. },
                Problem::Record { .. },
                Problem::WentBack { known: 6, found: 4 }
            ] | [
                Problem::Record { .. },
                Problem::Record { key: Key::Office, .. },
                Problem::WentBack { known: 6, found: 4 }
            ]
        ),
        "{:?}",
        found.problems
    );
    assert_eq!(found.paper, Some(Paper::Older { paper: 6 }));
}

#[test]
fn a_cut_tail_with_its_records_put_back_and_the_key_file_sealed_anew_is_told_by_a_paper_only() {
    let (fixture, paper) = history();
    forge(&fixture, |raw| {
        run(raw, "DELETE FROM audit WHERE seq > 4; UPDATE office SET name = '一'");
        run(raw, "UPDATE devices SET memo = '一' WHERE memo = '二'; DELETE FROM audit_named WHERE seq > 4");
    });
    let found = verify(&fixture, &paper);
    assert_eq!(found.problems, [Problem::WentBack { known: 6, found: 4 }], "the key file still tells");
    reseal(&fixture);
    assert_only_the_paper(&verify(&fixture, &paper), Paper::Older { paper: 6 });
}

#[test]
fn a_cut_head_is_told_by_the_file() {
    let (fixture, paper) = history();
    forge(&fixture, |raw| run(raw, "DELETE FROM audit WHERE seq < 3"));
    assert_entry(&verify(&fixture, &paper), 3, &EntryFault::Gap { after: 0 });

    let (fixture, paper) = history();
    forge(&fixture, |raw| {
        run(raw, "DELETE FROM audit WHERE seq = 1; UPDATE audit SET seq = -seq");
        run(raw, "UPDATE audit SET seq = -seq - 1, batch = -seq - 1");
        rechain(raw, 1);
    });
    assert_entry(&verify(&fixture, &paper), 1, &EntryFault::NotTheFirst);
}

#[test]
fn swapped_entries_are_told_by_the_file() {
    let swap = "UPDATE audit SET seq = -4 WHERE seq = 4; UPDATE audit SET seq = 4, batch = 4 WHERE seq = 5; \
                UPDATE audit SET seq = 5, batch = 5 WHERE seq = -4";
    let (fixture, paper) = history();
    forge(&fixture, |raw| run(raw, swap));
    assert_entry(&verify(&fixture, &paper), 4, &EntryFault::Altered);

    let (fixture, paper) = history();
    forge(&fixture, |raw| {
        run(raw, swap);
        rehash(raw, 4);
        rehash(raw, 5);
    });
    assert_entry(&verify(&fixture, &paper), 4, &EntryFault::Chain);
}

#[test]
fn a_duplicated_entry_is_told_by_the_file() {
    let copy = "INSERT INTO audit SELECT 7, 7, at, account, action, undoes, kind, subject, group_id, place, before, after, \
                prev_hash, hash FROM audit WHERE seq = 6";
    let (fixture, paper) = history();
    forge(&fixture, |raw| run(raw, copy));
    assert_entry(&verify(&fixture, &paper), 7, &EntryFault::Altered);

    // Chained on properly, it left what stands there but did not find it.
    let (fixture, paper) = history();
    forge(&fixture, |raw| {
        run(raw, copy);
        rechain(raw, 7);
    });
    assert_entry(&verify(&fixture, &paper), 6, &EntryFault::NotWhatStands);
}

#[test]
fn an_older_database_is_told_by_the_key_file_and_an_older_pair_by_a_paper_only() {
    let (fixture, _) = history();
    let places = &fixture.places;
    let old = [places.database(), places.key_file()].map(|path| std::fs::read(path).unwrap());
    let mut vault = fixture.unlock();
    let register = vault.load().unwrap();
    vault.commit(&rename_office(&register, "三"), &Entry::new("edit", NOW)).unwrap();
    let paper = vault.head().unwrap().code();
    let length = paper.length();
    vault.lock().unwrap();

    std::fs::write(places.database(), &old[0]).unwrap();
    let found = verify(&fixture, &paper);
    assert_eq!(found.problems, [Problem::WentBack { known: length, found: 6 }]);
    std::fs::write(places.key_file(), &old[1]).unwrap();
    assert_only_the_paper(&verify(&fixture, &paper), Paper::Older { paper: length });

    // Used on, it grows beyond the paper's number; the hash at that number tells.
    let mut vault = fixture.unlock();
    let mut register = vault.load().unwrap();
    for name in ["四", "五", "六"] {
        let change = rename_office(&register, name);
        vault.commit(&change, &Entry::new("edit", "2026-11-22T18:00:00+09:00")).unwrap();
        register.apply(&change).unwrap();
    }
    vault.lock().unwrap();
    assert_only_the_paper(&verify(&fixture, &paper), Paper::Rewritten { paper: length });
}

#[test]
fn a_history_chained_anew_is_told_by_the_key_file_and_with_that_sealed_anew_by_a_paper_only() {
    let (fixture, paper) = history();
    forge(&fixture, |raw| {
        run(raw, "UPDATE audit SET account = '誰か' WHERE seq = 4");
        rechain(raw, 4);
    });
    let found = verify(&fixture, &paper);
    assert_eq!(found.problems, [Problem::WentBack { known: 6, found: 6 }]);
    assert_eq!(found.paper, Some(Paper::Rewritten { paper: 6 }));
    reseal(&fixture);
    assert_only_the_paper(&verify(&fixture, &paper), Paper::Rewritten { paper: 6 });
}

#[test]
fn what_was_chained_anew_after_a_paper_was_printed_is_told_only_by_a_later_paper() {
    let (fixture, paper) = history();
    forge(&fixture, |raw| {
        run(
            raw,
            "INSERT INTO audit SELECT 7, 7, at, account, 'rekeyed', NULL, NULL, 'office', NULL, NULL, NULL, '{}', prev_hash, \
                  hash FROM audit WHERE seq = 6",
        );
        rechain(raw, 7);
    });
    let found = verify(&fixture, &paper);
    assert!(found.fits(), "who has the key may go on writing: {:?}", found.problems);
    assert_eq!(found.paper, Some(Paper::Fits { since: 1 }));
}

#[test]
fn an_unchained_entry_is_told_by_the_file() {
    for (hashes, own, fault) in [
        ("zeroblob(32), zeroblob(32)", false, EntryFault::Altered),
        ("prev_hash, hash", true, EntryFault::Chain),
    ] {
        let (fixture, paper) = history();
        forge(&fixture, |raw| {
            run(
                raw,
                &format!(
                    "INSERT INTO audit SELECT 7, 7, at, account, 'rekeyed', NULL, NULL, 'office', NULL, NULL, NULL, '{{}}', \
                               {hashes} FROM audit WHERE seq = 6"
                ),
            );
            if own {
                rehash(raw, 7);
            }
        });
        assert_entry(&verify(&fixture, &paper), 7, &fault);
    }
}

#[test]
fn a_gap_in_the_numbers_is_told_by_the_file() {
    let (fixture, paper) = history();
    forge(&fixture, |raw| {
        run(raw, "UPDATE audit SET seq = 9, batch = 9 WHERE seq = 6");
        rechain(raw, 9);
    });
    assert_entry(&verify(&fixture, &paper), 9, &EntryFault::Gap { after: 5 });
}

#[test]
fn batches_and_times_that_no_program_wrote_are_told_by_the_file() {
    for (set, fault) in [
        ("batch = 2", EntryFault::Batch),
        ("undoes = 4", EntryFault::Batch),
        ("action = 'undo'", EntryFault::Batch),
        ("at = '2026-11-22 10:00'", EntryFault::Stamp),
        ("at = '2026-13-22T10:00:00+09:00'", EntryFault::Stamp),
        ("action = 'vault-created'", EntryFault::NotTheFirst),
        ("subject = 'device'", EntryFault::Unreadable("subject".to_owned())),
        ("kind = 'machine'", EntryFault::Unreadable("kind".to_owned())),
    ] {
        let (fixture, paper) = history();
        forge(&fixture, |raw| {
            run(raw, &format!("UPDATE audit SET {set} WHERE seq = 4"));
            rechain(raw, 4);
        });
        let found = verify(&fixture, &paper);
        assert_entry(&found, 4, &fault);
    }
}

#[test]
fn a_wrong_key_opens_nothing_ever() {
    let (fixture, _) = history();
    let key = fixture.unlock().raw_key();
    let (key, salt) = key.split_at(64);
    let opens = |digits: &str| {
        let raw = Connection::open(fixture.places.database()).unwrap();
        raw.execute_batch(&format!("PRAGMA cipher_log_level = NONE; PRAGMA key = \"x'{digits}{salt}'\";"))
            .unwrap();
        raw.query_row("SELECT count(*) FROM audit", [], |row| row.get::<_, i64>(0)).is_ok()
    };
    assert!(opens(key));
    for bit in 0..256 {
        let mut digits: Vec<char> = key.chars().collect();
        let digit = digits[bit / 4].to_digit(16).unwrap() ^ (1 << (bit % 4));
        digits[bit / 4] = char::from_digit(digit, 16).unwrap();
        assert!(!opens(&digits.iter().collect::<String>()), "bit {bit}");
    }
    for number in 0..64 {
        let wrong = secret(&format!("{PASSWORD}{number}"));
        assert!(Vault::unlock(&fixture.places, &wrong).is_err());
    }
}

#[test]
fn another_encoding_of_the_same_content_is_told_by_the_file() {
    for after in [
        "replace(after, '\",\"', '\", \"')",
        "after || ' '",
        "replace(after, '一', '\\u4e00')",
        "replace(after, '{\"id\"', '{\"memo\":null,\"id\"')",
        "replace(after, '{', '{\"lent_on\":null,')",
    ] {
        let (fixture, paper) = history();
        forge(&fixture, |raw| run(raw, &format!("UPDATE audit SET after = {after} WHERE seq = 4")));
        assert_entry(&verify(&fixture, &paper), 4, &EntryFault::Altered);
        forge(&fixture, |raw| rechain(raw, 4));
        let found = verify(&fixture, &paper);
        match found.problems.first() {
            // One key twice is no JSON of ours at all.
            Some(Problem::Entry { entry, fault: EntryFault::Form | EntryFault::Unreadable(_) }) => {
                assert_eq!(entry.seq, 4);
            }
            other => panic!("{after}: {other:?}"),
        }
    }
}

#[test]
fn a_record_edited_without_an_entry_is_told_by_the_file() {
    let (fixture, paper) = history();
    forge(&fixture, |raw| run(raw, "UPDATE office SET name = '三'"));
    let found = verify(&fixture, &paper);
    let [Problem::Record { key: Key::Office, last: Some(last) }] = &found.problems[..] else {
        panic!("{:?}", found.problems)
    };
    assert_eq!((last.seq, last.action.as_str(), last.subject.as_str()), (5, "edit", "office"));
    assert_eq!(
        found.paper,
        Some(Paper::Fits { since: 0 }),
        "the paper is about the history, not the records"
    );

    // No entry since the import is about these: its hash tells.
    for sql in [
        "UPDATE staff SET memo = 'x' WHERE position = 0",
        "UPDATE memberships SET released_on = 20261101",
        "DELETE FROM waivers",
        "INSERT INTO filings (id, position, kind) VALUES ('F-99', 99, 'other')",
        "UPDATE staff SET position = -position",
    ] {
        let (fixture, paper) = history();
        forge(&fixture, |raw| run(raw, sql));
        let found = verify(&fixture, &paper);
        assert!(
            matches!(&found.problems[..], [Problem::Import { entry }] if entry.seq == 2),
            "{sql}: {:?}",
            found.problems
        );
    }
}

#[test]
fn records_that_no_entry_ever_made_are_told_where_nothing_was_imported() {
    let (fixture, vault) = Fixture::unlocked();
    let paper = vault.head().unwrap().code();
    drop(vault);
    forge(&fixture, |raw| run(raw, "INSERT INTO filings (id, position, kind) VALUES ('F-99', 0, 'other')"));
    let found = verify(&fixture, &paper);
    assert!(
        matches!(&found.problems[..], [Problem::Record { key: Key::Filing(id), last: None }] if id.as_str() == "F-99")
    );
}

#[test]
fn a_changed_schema_is_told_by_the_file() {
    for (sql, name) in [
        ("DROP TRIGGER audit_is_not_edited", "audit_is_not_edited"),
        (
            "DROP TRIGGER audit_is_in_order; CREATE TRIGGER audit_is_in_order BEFORE INSERT ON audit WHEN 0 BEGIN SELECT 1; END",
            "audit_is_in_order",
        ),
        ("CREATE TRIGGER helper AFTER INSERT ON audit BEGIN UPDATE office SET name = 'x'; END", "helper"),
        ("CREATE TABLE more (x)", "more"),
        ("DROP VIEW membership_list", "membership_list"),
        ("PRAGMA user_version = 1", "user_version"),
    ] {
        let (fixture, paper) = history();
        let vault = fixture.unlock();
        run(&fixture.raw(), sql);
        let found = vault.verify(Some(&paper)).unwrap();
        assert!(
            matches!(&found.problems[..], [Problem::Schema { name: told, .. }] if told == name),
            "{sql}: {:?}",
            found.problems
        );
    }
}

#[test]
fn a_forged_account_is_told_by_the_file() {
    for (sql, name) in [
        ("UPDATE accounts SET role = 'reader'", "港 花子"),
        ("UPDATE accounts SET staff = 'S-001'", "港 花子"),
        ("UPDATE accounts SET created_at = '2026-01-01T00:00:00+09:00'", "港 花子"),
        ("UPDATE accounts SET password_changed_at = '2026-11-01T00:00:00+09:00'", "港 花子"),
        (
            "INSERT INTO accounts (slot, name, role, created_at) VALUES ('account-9', '誰か', 'deputy', '')",
            "誰か",
        ),
    ] {
        let (fixture, paper) = history();
        forge(&fixture, |raw| run(raw, sql));
        assert_eq!(verify(&fixture, &paper).problems, [Problem::Account { name: name.to_owned() }], "{sql}");
    }
}

#[test]
fn a_password_is_as_old_as_the_history_says() {
    let fixture = Fixture::filled();
    let mut vault = fixture.unlock();
    let at = "2026-11-22T12:00:00+09:00";
    vault.set_password(&secret("mado-kara-umi-93"), Cost::THROWAWAY, at).unwrap();
    assert_fits(&vault.verify(None).unwrap());
    let raw = Connection::open(fixture.places.database()).unwrap();
    raw.pragma_update(None, "key", format!("x'{}'", vault.raw_key().as_str())).unwrap();
    run(&raw, "UPDATE accounts SET password_changed_at = created_at");
    let found = vault.verify(None).unwrap();
    assert_eq!(found.problems, [Problem::Account { name: "港 花子".to_owned() }]);
}

/// Also with the chain made anew and the key file sealed anew, which only a paper would tell otherwise.
#[test]
fn an_action_that_this_program_never_writes_is_told_by_the_file() {
    let cases = [
        ("UPDATE audit SET action = 'approved-by-the-board' WHERE seq = 5", 5),
        // What is written of records is not written of the vault, nor the other way round.
        ("UPDATE audit SET action = 'restored' WHERE seq = 5", 5),
        ("UPDATE audit SET action = 'edit' WHERE seq = 2", 2),
        ("UPDATE audit SET action = 'ledger-imported' WHERE seq = 5", 5),
        ("UPDATE audit SET action = 'ledger-imported/many/x.csv' WHERE seq = 5", 5),
    ];
    for (sql, seq) in cases {
        let (fixture, paper) = history();
        forge(&fixture, |raw| {
            run(raw, sql);
            rechain(raw, seq);
        });
        reseal(&fixture);
        let found = verify(&fixture, &paper);
        assert_entry(&found, u64::try_from(seq).unwrap(), &EntryFault::Action);
    }
    let (fixture, _) = history();
    forge(&fixture, |raw| {
        run(raw, "UPDATE audit SET action = 'ledger-imported/1/職員.csv' WHERE seq = 5");
        rechain(raw, 5);
    });
    reseal(&fixture);
    assert_fits(&fixture.unlock().verify(None).unwrap());
}

#[test]
fn what_the_file_remembers_under_no_name_of_this_program_is_told_by_the_file() {
    let (fixture, paper) = history();
    forge(&fixture, |raw| run(raw, "INSERT INTO meta (name, value) VALUES ('note', 'of a stranger')"));
    let told = Problem::Note { name: "meta.note".to_owned() };
    assert_eq!(verify(&fixture, &paper).problems, [told]);
}

#[test]
fn another_policy_without_an_entry_is_told_by_the_file() {
    let (fixture, paper) = history();
    forge(&fixture, |raw| {
        run(raw, "DELETE FROM policy");
        run(raw, "INSERT INTO policy (only, sheet) VALUES (1, '{\"edition\":\"2020-01-01\"}')");
    });
    let found = verify(&fixture, &paper);
    assert!(!found.problems.is_empty(), "{found:?}");
}

/// What says nothing about the office is not proven: what somebody was shown last, was typing, or answered.
#[test]
fn visits_drafts_and_what_was_answered_are_not_proven() {
    let (fixture, paper) = history();
    forge(&fixture, |raw| {
        for sql in [
            "INSERT INTO visits (account, at, seq) VALUES ('誰か', '2026-11-22T09:00:00+09:00', 1)",
            "INSERT INTO drafts (account, at, draft) VALUES ('誰か', '2026-11-22T09:00:00+09:00', 'x')",
            "INSERT INTO meta (name, value) VALUES ('beginning-answered', 'no')",
            "INSERT INTO meta (name, value) VALUES ('backups-verified', '[]')",
        ] {
            run(raw, sql);
        }
    });
    assert_fits(&verify(&fixture, &paper));
}

#[test]
fn damaged_pages_and_lost_references_are_told_by_the_file() {
    let (fixture, paper) = history();
    let vault = fixture.unlock();
    run(&fixture.raw(), "PRAGMA foreign_keys = OFF; DELETE FROM groups");
    let found = vault.verify(Some(&paper)).unwrap();
    assert!(
        found
            .problems
            .iter()
            .any(|problem| matches!(problem, Problem::Reference { parent, .. } if parent == "groups"))
    );
    drop(vault);

    let (fixture, paper) = history();
    let path = fixture.places.database();
    let bytes = std::fs::read(&path).unwrap();
    let mut told = 0;
    for page in 2..bytes.len() / 4096 {
        let mut damaged = bytes.clone();
        damaged[page * 4096 + 100] ^= 1;
        std::fs::write(&path, &damaged).unwrap();
        match Vault::unlock(&fixture.places, &secret(PASSWORD)) {
            Err(_) => told += 1,
            Ok(vault) => match vault.verify(Some(&paper)) {
                Err(_) => told += 1,
                Ok(found) => {
                    assert!(matches!(found.problems.first(), Some(Problem::Pages { .. })), "page {page}");
                    told += 1;
                }
            },
        }
    }
    assert!(told > 20, "{told}");
}

/// A forger who hides an entry from the history of a person, or lays one under another.
#[test]
fn a_forged_index_of_names_is_told_by_the_file() {
    for sql in [
        "DELETE FROM audit_named WHERE seq = 4",
        "DELETE FROM audit_named",
        "UPDATE audit_named SET name = 'office/x' WHERE seq = 3 AND name = 'office'",
        "INSERT INTO audit_named VALUES ('staff/S-777', 3)",
        "INSERT INTO audit_named VALUES ('office', 99)",
        "UPDATE audit_named SET seq = 9 WHERE seq = 3",
        // What no text, no kind or no entry is.
        "INSERT INTO audit_named VALUES (CAST(X'ff' AS TEXT), 3)",
        "INSERT INTO audit_named VALUES ('nobody/S-001', 3)",
        "INSERT INTO audit_named VALUES ('office', -1)",
    ] {
        let (fixture, paper) = history();
        forge(&fixture, |raw| run(raw, sql));
        assert_eq!(verify(&fixture, &paper).problems, [Problem::Named], "{sql}");
        // It is made anew from the entries, as it was, with one that says so.
        let mut vault = fixture.unlock();
        vault.rebuild_index(LATER).unwrap();
        let found = vault.verify(Some(&paper)).unwrap();
        assert_eq!((found.problems, found.paper), (Vec::new(), Some(Paper::Fits { since: 1 })), "{sql}");
        let last = vault.history(&HistoryQuery { limit: Some(1), ..HistoryQuery::default() }).unwrap();
        assert_eq!(last[0].action, "index-rebuilt");
        let device = Subject::Device(everything().devices()[0].id.clone());
        let of_device = HistoryQuery { subject: Some(device), ..HistoryQuery::default() };
        let seqs: Vec<u64> = vault.history(&of_device).unwrap().iter().map(|entry| entry.seq).collect();
        assert_eq!(seqs, [6, 4], "{sql}");
        assert!(
            fixture.raw().execute_batch("DELETE FROM audit_named").is_err(),
            "what keeps it from edits is back"
        );
    }
}

/// A row of the index that lies where the next entry's is to go keeps nobody from recording.
#[test]
fn a_forged_index_of_names_refuses_no_change() {
    let (fixture, _) = history();
    forge(&fixture, |raw| run(raw, "INSERT INTO audit_named VALUES ('office', 7)"));
    let mut vault = fixture.unlock();
    let register = vault.load().unwrap();
    vault.commit(&rename_office(&register, "三"), &Entry::new("edit", LATER)).unwrap();
    assert_fits(&vault.verify(None).unwrap());
}
