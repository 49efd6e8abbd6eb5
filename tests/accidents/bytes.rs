//! Flipped, cut and lost bytes of the database and of its write-ahead log: the register is the one that was committed, or
//! there is a sentence. Never another one.
//!
//! The key file's bytes are flipped in `tests/store/accidents.rs`.

use std::{collections::BTreeMap, fs, time::Duration};

use mcs_register::{
    register::{Lang, Register, document},
    store::{Entry, Notice, StoreError, Vault},
};

use super::{
    model::{self, Dice},
    office::{NOW, Office, register},
};

const SEED: u64 = 0x6279_7465_2026_1122;

/// Opens and reads everything.
fn read(office: &Office) -> Result<(Register, Vec<Notice>), StoreError> {
    let mut vault = office.unlock()?;
    let register = vault.load()?;
    Ok((register, vault.notices().to_vec()))
}

fn assert_sentence(error: &StoreError, about: &str) {
    let (ja, en) = (error.message(Lang::Ja), error.message(Lang::En));
    assert!(ja.ends_with("ください。"), "{about}: {ja}");
    assert!(en.ends_with('.') && !en.contains("panicked"), "{about}: {en}");
}

#[test]
fn no_flipped_byte_of_the_database_gives_another_register() {
    // With something of every kind of record.
    let right = register(include_str!("../store/everything.json"));
    let office = Office::with(&right);
    let path = office.vault_file("register.db");
    let whole = fs::read(&path).unwrap();
    let mut dice = Dice::new(SEED);
    // The first page: salt, header, schema. Then each page where chance takes it, its ends included: there the
    // authentication code stands.
    let first = (0..4096).step_by(5);
    let pages = (1..whole.len() / 4096).flat_map(|page| {
        let places =
            [0, dice.below(4000), dice.below(4000), 4015, 4016 + dice.below(16), 4032 + dice.below(64)];
        places.map(|place| page * 4096 + usize::try_from(place).unwrap())
    });
    let places: Vec<usize> = first.chain(pages).collect();
    let (mut refused, mut unread) = (0, 0);
    for (number, place) in places.iter().enumerate() {
        let mut bytes = whole.clone();
        bytes[*place] ^= 1 << (number % 8);
        fs::write(&path, &bytes).unwrap();
        let about = format!("byte {place}, seed {SEED:#x}");
        match read(&office) {
            Ok((found, notices)) => {
                // A page that reading does not need, such as one of the history.
                assert!(found == right, "{about}: another register");
                assert!(!document::encode(&found).is_empty());
                assert!(*place >= 4096, "{about}: the first page is always read");
                assert!(notices.len() <= 1, "{about}: {notices:?}");
                unread += 1;
            }
            Err(error) => {
                assert!(
                    matches!(error, StoreError::Damaged(..) | StoreError::NotAPair(_)),
                    "{about}: {error:?}"
                );
                assert_sentence(&error, &about);
                refused += 1;
            }
        }
        // Nothing of it was left for the next one.
        fs::remove_file(office.vault_file("register.db-wal")).ok();
        fs::remove_file(office.vault_file("register.db-shm")).ok();
    }
    assert!(refused > 1_000, "{refused} refused, {unread} not read");
    fs::write(&path, &whole).unwrap();
    let (found, notices) = read(&office).unwrap();
    assert!(found == right && notices.is_empty(), "{notices:?}");
}

/// A session that was cut off: its files as they lay there, every register that it had committed by the length of the
/// history, and the length that the key file knew.
struct CutOff {
    office: Office,
    committed: BTreeMap<u64, Register>,
    marked: u64,
}

fn cut_off() -> CutOff {
    let office = Office::new();
    let mut vault = office.unlock().unwrap();
    let mut register = vault.load().unwrap();
    let mut committed = BTreeMap::from([(2, register.clone())]);
    let mut commit = |vault: &mut Vault, line: &str| {
        let today = "2026-11-22".parse().unwrap();
        let request = document::Request::read(line.as_bytes()).unwrap();
        let command = request.command(&register, today, &|_| None).unwrap();
        let change = command.plan(&register, today).unwrap();
        let length = vault.commit(&change, &Entry::new(command.action(), NOW)).unwrap();
        register.apply(&change).unwrap();
        committed.insert(length, register.clone());
        length
    };
    for n in 0..4 {
        commit(&mut vault, &model::small(n));
    }
    commit(&mut vault, &model::facts(1));
    // The key file is told of the history now and then: wait, so that it learns of the commits above.
    std::thread::sleep(Duration::from_millis(2_100));
    let marked = commit(&mut vault, &model::small(9));
    for n in 10..13 {
        commit(&mut vault, &model::small(n));
    }
    // Copied before it is locked.
    let copy = office.copy();
    vault.lock().unwrap();
    assert!(copy.files()["register.db-wal"].len() > 20_000);
    CutOff { office: copy, committed, marked }
}

impl CutOff {
    /// Puts another log in place, opens, and says how long the history is. A history shorter than the key file knows is
    /// told; whatever its length, the register is the one that was committed then.
    fn with_log(&self, log: Option<&[u8]>, about: &str) -> Option<u64> {
        let office = self.office.copy();
        let path = office.vault_file("register.db-wal");
        match log {
            Some(bytes) => fs::write(path, bytes).unwrap(),
            None => fs::remove_file(path).unwrap(),
        }
        let opened = office.unlock().and_then(|mut vault| {
            let register = vault.load()?;
            Ok((register, vault.head()?.length, vault.notices().to_vec()))
        });
        match opened {
            Ok((found, length, notices)) => {
                assert!(
                    self.committed.get(&length) == Some(&found),
                    "{about}: {length} entries, another register"
                );
                let told = notices.contains(&Notice::HistoryWentBack { known: self.marked, found: length });
                assert_eq!(told, length < self.marked, "{about}: {length} entries, {notices:?}");
                Some(length)
            }
            Err(error) => {
                assert_sentence(&error, about);
                None
            }
        }
    }
}

#[test]
fn a_log_that_is_lost_cut_or_flipped_is_told_and_gives_no_register_that_never_was() {
    let session = cut_off();
    let whole = session.office.files()["register.db-wal"].clone();
    let all = *session.committed.keys().last().unwrap();
    assert_eq!(session.with_log(Some(&whole), "whole"), Some(all));
    assert_eq!(session.with_log(None, "deleted"), Some(2));
    assert_eq!(session.with_log(Some(b""), "empty"), Some(2));
    let mut dice = Dice::new(SEED);
    let mut lengths = Vec::new();
    for _ in 0..150 {
        let end = usize::try_from(dice.below(whole.len() as u64)).unwrap();
        lengths.push(session.with_log(Some(&whole[..end]), &format!("cut at {end}")));
    }
    for number in 0..400 {
        // Every byte of the log's own header, then anywhere.
        let place =
            if number < 32 { number } else { usize::try_from(dice.below(whole.len() as u64)).unwrap() };
        let mut bytes = whole.clone();
        bytes[place] ^= 1 << (number % 8);
        lengths.push(session.with_log(Some(&bytes), &format!("log byte {place}, seed {SEED:#x}")));
    }
    let told = lengths.iter().flatten().filter(|length| **length < session.marked).count();
    assert!(told > 100 && lengths.contains(&Some(session.marked)), "{told} told: {lengths:?}");
}

/// Somebody puts an older copy of the database back after a crash, and the log of the newer one still lies beside it:
/// SQLite plays its pages over the older ones, and the register that comes out never was. The unlock holds it against its
/// history first and touches neither file. A word in them that this version does not use says nothing of that.
#[test]
fn an_older_database_beside_the_log_of_a_newer_one_is_told() {
    for strange in ["", "INSERT INTO meta (name, value) VALUES ('later', 'of another version')"] {
        an_older_database_is_told(strange);
    }
}

fn an_older_database_is_told(strange: &str) {
    let office = Office::new();
    let key = office.unlock().unwrap().raw_key();
    let raw = rusqlite::Connection::open(office.vault_file("register.db")).unwrap();
    let keyed = format!("PRAGMA cipher_log_level = NONE; PRAGMA key = \"x'{}'\"; {strange};", *key);
    raw.execute_batch(&keyed).unwrap();
    drop(raw);
    let change = |line: &str| {
        let commands = office.apply_file(&[line.to_owned()]);
        let outcome = office.run(&["apply", commands.to_str().unwrap()]);
        assert_eq!(outcome.acknowledged(), 1, "{outcome:?}");
    };
    change(&model::small(1));
    let older = fs::read(office.vault_file("register.db")).unwrap();
    change(r#"{"command":"set","subject":"staff/S-001","fields":{"memo":"older does not have this"}}"#);
    let before = read(&office).unwrap().0;
    let mut vault = office.unlock().unwrap();
    let line = model::small(2);
    let request = document::Request::read(line.as_bytes()).unwrap();
    let today = "2026-11-22".parse().unwrap();
    let command = request.command(&before, today, &|_| None).unwrap();
    vault.commit(&command.plan(&before, today).unwrap(), &Entry::new("set", NOW)).unwrap();
    let after = vault.load().unwrap();
    let stopped = office.copy();
    fs::write(stopped.vault_file("register.db"), older).unwrap();
    let lying = stopped.files();
    for _ in 0..2 {
        let error = read(&stopped).unwrap_err();
        assert!(matches!(error, StoreError::LogOfAnother(..)), "{error:?}");
        assert_sentence(&error, "an older database");
        for name in ["register.db", "register.db-wal"] {
            assert!(stopped.files()[name] == lying[name], "{name} was touched");
        }
    }
    // The ways out that the sentence names: the newer database back in its place, or the older one by itself.
    let newer = office.copy();
    assert_eq!(read(&newer).unwrap().0, after);
    fs::remove_file(stopped.vault_file("register.db-wal")).unwrap();
    let (found, notices) = read(&stopped).unwrap();
    assert!(found != after && matches!(notices[..], [Notice::HistoryWentBack { .. }]), "{notices:?}");
}
