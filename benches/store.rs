//! What the vault costs: unlocking without the password's derivation, reading everything, one change, an import, a
//! verified backup; one change beside the same statements on an encrypted and on a plain SQLite file, measured in turns in
//! the same run; and verifying a history of 100,000 entries (`cargo bench --bench store -- verify` for that alone).
//!
//! `cargo bench --bench store` measures an office of 500 staff and 20,000 memberships, and one of 5,000 and 1,000,000
//! with 400,000 review decisions, encrypted, in a temporary directory. Medians; the first reading after an unlock
//! counts, since that is what somebody waits for.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss
)]

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use mcs_register::{
    policy::Policy,
    register::{
        Change, Date, Key, Lang, Parts, Record, RecordChange, Register,
        id::{GroupId, MembershipId, PersonId},
        records::{
            Consent, Group, GroupSheet, McsAccount, Membership, MembershipDecision, Pledge, Review, Staff,
        },
        subject::Subject,
        table::Table,
        words::{GroupKind, ReviewDecision, Rights},
    },
    store::{Cost, Entry, HistoryQuery, NewVault, Places, Secret, Vault},
    tui::desk::Desk,
};
use rusqlite::Connection;

const NOW: &str = "2026-11-22T09:00:00+09:00";

fn day(offset: usize) -> Option<Date> {
    "2025-01-01".parse::<Date>().ok().map(|date| date.plus_days(i64::try_from(offset % 600).unwrap()))
}

fn office(staff: usize, groups: usize, members: usize, reviewed: usize) -> Register {
    let person = |n: usize| PersonId::trusted(&format!("S-{:04}", n % staff));
    let people = (0..staff).map(|n| Staff {
        name: Some(format!("職員 {n}")),
        kana: Some(format!("ショクイン {n}")),
        profession: Some("看護師".to_owned()),
        joined_on: day(n),
        mcs: McsAccount {
            login: Some(format!("s{n}@example.jp")),
            password_changed_on: day(n),
            ..McsAccount::default()
        },
        pledge: Pledge { signed_on: day(n), exempt: None },
        ..Staff::new(person(n))
    });
    let list = (0..groups).map(|g| {
        let memberships: Vec<Membership> = (0..members)
            .map(|m| Membership {
                rights: Some(if m == 0 { Rights::Admin } else { Rights::Member }),
                invited_on: day(g),
                invited_by: Some(person(g)),
                approved_on: day(g + 1),
                approved_by: Some(person(g)),
                joined_on: day(g + 2),
                ..Membership::new(
                    MembershipId::trusted(&format!("M-{:07}", g * members + m)),
                    person(g * 7 + m),
                )
            })
            .collect();
        let decide = |membership: &Membership| MembershipDecision {
            membership: Some(membership.id.clone()),
            decision: Some(ReviewDecision::Keep),
            ..MembershipDecision::default()
        };
        let decisions = memberships.iter().take(reviewed).map(decide).collect();
        let review =
            Review { signed_on: day(g + 300), reviewer: Some(person(g)), decisions, ..Review::default() };
        let sheet = GroupSheet {
            name: Some(format!("患者 {g} 様")),
            kana: Some(format!("カンジャ {g}")),
            opened_on: day(g),
            patients: Some(1),
            consent: Consent { signed_on: day(g), ..Consent::default() },
            ..GroupSheet::new(GroupId::trusted(&format!("G-{g:05}")), GroupKind::Patient)
        };
        Group { sheet, memberships, reviews: vec![review] }
    });
    Register::from_parts(Parts {
        staff: Table::from_rows(people.collect()).unwrap(),
        groups: Table::from_rows(list.collect()).unwrap(),
        ..Parts::default()
    })
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1000.0
}

fn measure(times: usize, mut run: impl FnMut()) -> f64 {
    median(
        (0..times)
            .map(|_| {
                let begun = Instant::now();
                run();
                begun.elapsed()
            })
            .collect(),
    )
}

/// Another session's change until the screen could draw it: what the history tells, followed in memory, against reading
/// everything anew.
fn followed(places: &Places, writer: &mut Vault, register: &Register) {
    let mut vault = Vault::unlock(places, &Secret::new("hato4-beam-97".to_owned())).unwrap();
    let policy = Arc::new(Policy::minato().unwrap());
    let today = Date::from_number(20_261_122).unwrap();
    let mut desk = Desk::new(vault.load().unwrap(), policy, Lang::Ja, today);
    let mut n = 0;
    let (mut reads, mut follows) = (Vec::new(), Vec::new());
    for _ in 0..20 {
        n += 1;
        let seen = vault.head().unwrap().length;
        let staff = &register.staff()[n];
        let (place, before) = desk.register.record(&Key::Staff(staff.id.clone())).unwrap();
        let mut after = staff.clone();
        after.profession = Some(format!("看護師{n}"));
        let key = Key::Staff(staff.id.clone());
        let change = RecordChange { key, place, before: Some(before), after: Some(Record::Staff(after)) };
        writer.commit(&Change { records: vec![change] }, &Entry::new("edit", NOW)).unwrap();
        let begun = Instant::now();
        let changes = vault.changes_since(seen).unwrap().unwrap();
        reads.push(begun.elapsed());
        desk.apply(&changes.iter().collect::<Vec<_>>()).unwrap();
        follows.push(begun.elapsed());
    }
    println!("  followed      {:9.2} ms (of which read {:.2})", median(follows), median(reads));
    let took = measure(3, || desk.replace(vault.load().unwrap()));
    println!("  read anew     {took:9.2} ms");
}

fn main() {
    // `-- verify` alone: the rest takes minutes.
    if std::env::args().any(|arg| arg == "verify") {
        return verification();
    }
    let sizes: [(&str, [usize; 4]); 2] = [
        ("500 staff, 20,000 memberships", [500, 1_000, 20, 8]),
        ("5,000 staff, 1,000,000 memberships", [5_000, 10_000, 100, 40]),
    ];
    for (label, [staff, groups, members, reviewed]) in sizes {
        let register = office(staff, groups, members, reviewed);
        let dir = tempfile::tempdir().unwrap();
        let places = Places::in_dir(dir.path().join("vault"));
        let password = || Secret::new("hato4-beam-97".to_owned());
        let new = NewVault {
            office_name: "みなと",
            account: "管理者",
            password: &password(),
            cost: Cost::THROWAWAY,
            now: NOW,
        };
        let (mut vault, _) = Vault::create(&places, &new).unwrap();
        println!("{label}");
        let took = measure(1, || {
            vault.replace_all(&register, &Entry::new("import", NOW)).unwrap();
        });
        println!("  import        {took:9.1} ms");
        vault.lock().unwrap();
        let size = std::fs::metadata(places.database()).unwrap().len();
        println!("  file          {:9.1} MB", size as f64 / 1e6);
        let mut loads = Vec::new();
        let mut unlocks = Vec::new();
        for _ in 0..7 {
            let begun = Instant::now();
            let mut vault = Vault::unlock(&places, &password()).unwrap();
            unlocks.push(begun.elapsed());
            let begun = Instant::now();
            let loaded = vault.load().unwrap();
            loads.push(begun.elapsed());
            assert_eq!(loaded.groups().len(), groups);
        }
        println!("  unlock        {:9.1} ms (without argon2)", median(unlocks));
        println!("  load          {:9.1} ms", median(loads));
        let mut vault = Vault::unlock(&places, &password()).unwrap();
        let key = vault.raw_key().to_string();
        let files = copies(&places, &key);
        let mut n = 0;
        let commit = || {
            let group = &register.groups()[n * 13 % groups];
            let before = group.memberships[n % members].clone();
            let after = Membership { released_on: day(n), ..before.clone() };
            let change = Change {
                records: vec![RecordChange {
                    key: Key::Membership(group.sheet.id.clone(), before.id.clone()),
                    place: (n % members) as u32,
                    before: Some(Record::Membership(before)),
                    after: Some(Record::Membership(after)),
                }],
            };
            vault.commit(&change, &Entry::new("edit", NOW)).unwrap();
            n += 1;
        };
        beside_plain_sqlite(&files, [groups, members], commit);
        let (stick, mut second) = (dir.path().join("stick"), 0);
        let took = measure(5, || {
            let at = format!("2026-11-22T09:{:02}:{:02}+09:00", second / 60, second % 60);
            vault.backup_to(&stick, &at).unwrap();
            second += 1;
        });
        println!("  backup        {took:9.1} ms (copied, and all of it read again)");
        followed(&places, &mut vault, &register);
    }
    verification();
}

/// How long a history of so many entries takes to be verified, and how much memory that needs beyond the vault's.
const ENTRIES: usize = 100_000;

fn verification() {
    let [staff, groups, members, reviewed] = [500, 1_000, 20, 8];
    let register = office(staff, groups, members, reviewed);
    let dir = tempfile::tempdir().unwrap();
    let places = Places::in_dir(dir.path().join("vault"));
    let password = Secret::new("hato4-beam-97".to_owned());
    let new = NewVault {
        office_name: "みなと",
        account: "管理者",
        password: &password,
        cost: Cost::THROWAWAY,
        now: NOW,
    };
    let (mut vault, _) = Vault::create(&places, &new).unwrap();
    vault.replace_all(&register, &Entry::new("import", NOW)).unwrap();
    // A hundred memberships a command: the entries count here and not the commits.
    let mut state = register;
    for round in 0..ENTRIES / 100 {
        let records = (0..100).map(|n| {
            let n = round * 100 + n;
            let group = &state.groups()[n / members % groups];
            let before = group.memberships[n % members].clone();
            let after = Membership { off_duty_on: day(round), released_on: day(n), ..before.clone() };
            RecordChange {
                key: Key::Membership(group.sheet.id.clone(), before.id.clone()),
                place: (n % members) as u32,
                before: Some(Record::Membership(before)),
                after: Some(Record::Membership(after)),
            }
        });
        let change = Change { records: records.collect() };
        vault.commit(&change, &Entry::new("removal-done", NOW)).unwrap();
        state.apply(&change).unwrap();
    }
    drop(state);
    let before = resident();
    let mut found = None;
    let took = measure(3, || found = Some(vault.verify(None).unwrap()));
    let found = found.unwrap();
    assert!(found.fits(), "{:?}", found.problems);
    println!("{} entries over 500 staff, 20,000 memberships", found.head.length);
    let size = std::fs::metadata(places.database()).unwrap().len();
    println!("  file          {:9.1} MB", size as f64 / 1e6);
    println!("  verify        {took:9.1} ms");
    let after = resident();
    println!("  memory        {:9.1} MB more at its peak", (after.saturating_sub(before)) as f64 / 1e3);
    let query = HistoryQuery { text: Some("S-0007".to_owned()), ..HistoryQuery::default() };
    let took = measure(3, || drop(vault.history(&query).unwrap()));
    println!("  search        {took:9.1} ms (words in every entry)");
    let subject = Some(Subject::Staff(PersonId::trusted("S-0007")));
    let query = HistoryQuery { subject, ..HistoryQuery::default() };
    let took = measure(3, || drop(vault.history(&query).unwrap()));
    println!("  one person    {took:9.1} ms");
}

/// The most memory that this process has held, in kB; 0 where the system does not say.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

/// A copy of the database, and the same without encryption, set up as the vault is.
fn copies(places: &Places, key: &str) -> [Connection; 2] {
    let (copy, plain) = (places.dir.join("copy.db"), places.dir.join("plain.db"));
    std::fs::copy(places.database(), &copy).unwrap();
    let encrypted = Connection::open(&copy).unwrap();
    let set_key = format!("PRAGMA cipher_log_level = NONE; PRAGMA key = \"x'{key}'\";");
    encrypted.execute_batch(&set_key).unwrap();
    let export = format!(
        "ATTACH '{}' AS plain KEY ''; SELECT sqlcipher_export('plain'); DETACH plain;",
        plain.to_str().unwrap()
    );
    encrypted.execute_batch(&export).unwrap();
    let files = [encrypted, Connection::open(&plain).unwrap()];
    for file in &files {
        file.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
             PRAGMA cache_size = -65536; PRAGMA recursive_triggers = ON;",
        )
        .unwrap();
    }
    files
}

/// A commit of the vault, and its rows alone (a membership and its entry in the history) on a copy of the database and on
/// the same without encryption. In turns, so that whatever else the disk does meets all three.
fn beside_plain_sqlite(
    [encrypted, plain]: &[Connection; 2],
    [groups, members]: [usize; 2],
    mut commit: impl FnMut(),
) {
    let mut times = [Vec::new(), Vec::new(), Vec::new()];
    for n in 0..400 {
        let mut took = |of: usize, run: &mut dyn FnMut()| {
            let begun = Instant::now();
            run();
            times[of].push(begun.elapsed());
        };
        took(0, &mut commit);
        took(1, &mut || change_a_membership(encrypted, n * 13 % groups, n % members, n));
        took(2, &mut || change_a_membership(plain, n * 13 % groups, n % members, n));
    }
    let [commit, encrypted, plain] = times.map(median);
    println!("  commit        {commit:9.3} ms: {:.2} times the plain rows", commit / plain);
    println!("  its rows      {encrypted:9.3} ms encrypted: {:.2} times the plain rows", encrypted / plain);
    println!("  its rows      {plain:9.3} ms in plain SQLite");
}

fn change_a_membership(connection: &Connection, group: usize, member: usize, n: usize) {
    let record = r#"{"id":"M-0000001","person":"S-0001","rights":"member","invited_on":"2025-01-01","invited_by":"S-0001","approved_on":"2025-01-02","approved_by":"S-0001","joined_on":"2025-01-03"}"#;
    connection.execute_batch("BEGIN IMMEDIATE").unwrap();
    let changed = connection
        .prepare_cached(
            "UPDATE memberships SET released_on = ?3 WHERE no = ?2 \
             AND group_no = (SELECT no FROM groups WHERE id = ?1)",
        )
        .unwrap()
        .execute((format!("G-{group:05}"), member, 20_250_101 + n % 28))
        .unwrap();
    assert_eq!(changed, 1);
    let last = "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1";
    let (seq, hash): (i64, Vec<u8>) =
        connection.prepare_cached(last).unwrap().query_row([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    connection
        .prepare_cached(
            "INSERT INTO audit VALUES (?1, ?1, ?2, '管理者', 'edit', NULL, 'membership', 'membership/M-0000001', \
             'G-00001', 1, ?3, ?3, ?4, ?4)",
        )
        .unwrap()
        .execute((seq + 1, NOW, record, hash))
        .unwrap();
    connection.execute_batch("COMMIT").unwrap();
}
