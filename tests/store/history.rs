//! The history: chained from the first entry, never edited, and the undo that it allows.

use mcs_register::{
    register::{Change, Key, Record, document},
    store::{Cost, Entry, Offer, Restore, StoreError, Vault, restore},
};
use rusqlite::{Connection, types::Value};
use sha2::{Digest, Sha256};

use super::support::{Fixture, NOW, PASSWORD, edit, everything, rename_office, secret};

/// SHA-256 over a label and fields, each with its length before it.
pub fn hash(label: &str, fields: &[Vec<u8>]) -> Vec<u8> {
    let mut hash = Sha256::new();
    for field in std::iter::once(&label.as_bytes().to_vec()).chain(fields) {
        hash.update((field.len() as u64).to_be_bytes());
        hash.update(field);
    }
    hash.finalize().to_vec()
}

/// The form of an entry from its columns in order, as entries.rs describes it.
pub fn form(columns: impl Iterator<Item = Value>) -> Vec<u8> {
    let mut form = Vec::new();
    for value in columns {
        let text = match value {
            Value::Null => {
                form.push(0);
                continue;
            }
            Value::Integer(number) => number.to_string(),
            Value::Text(text) => text,
            other => panic!("{other:?}"),
        };
        form.push(1);
        form.extend((text.len() as u64).to_be_bytes());
        form.extend(text.as_bytes());
    }
    form
}

/// Computes the chain anew, as entries.rs describes it.
fn verify(connection: &Connection) -> Vec<String> {
    let database: String =
        connection.query_row("SELECT value FROM meta WHERE name = 'database'", [], |row| row.get(0)).unwrap();
    let pair = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    let database: Vec<u8> = database.as_bytes().chunks(2).map(pair).collect();
    let mut prev = hash("mcs-register audit", &[database]);
    let mut statement = connection
        .prepare(
            "SELECT seq, batch, at, account, action, undoes, kind, subject, group_id, place, before, after, prev_hash, \
             hash FROM audit ORDER BY seq",
        )
        .unwrap();
    let mut rows = statement.query([]).unwrap();
    let mut actions = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        let form = form((0..12).map(|column| row.get::<_, Value>(column).unwrap()));
        assert_eq!(row.get::<_, Vec<u8>>(12).unwrap(), prev);
        prev = hash("mcs-register audit entry", &[prev, form]);
        assert_eq!(row.get::<_, Vec<u8>>(13).unwrap(), prev);
        actions.push(row.get(4).unwrap());
    }
    actions
}

#[test]
fn the_chain_can_be_computed_by_somebody_else() {
    let fixture = Fixture::filled();
    let mut vault = fixture.unlock();
    let register = everything();
    let mut change = rename_office(&register, "別名");
    let key = Key::Device(register.devices()[0].id.clone());
    change.records.extend(
        edit(&register, &key, |record| {
            let Record::Device(row) = record else { unreachable!() };
            row.memo = None;
        })
        .records,
    );
    assert_eq!(vault.commit(&change, &Entry::new("edit", NOW)).unwrap(), 4);
    let head = vault.head().unwrap();
    assert_eq!(head.length, 4);
    vault.lock().unwrap();
    let connection = fixture.raw();
    assert_eq!(verify(&connection), ["vault-created", "import", "edit", "edit"]);
    let (batch, before, after): (i64, String, String) = connection
        .query_row("SELECT batch, before, after FROM audit WHERE seq = 4", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .unwrap();
    assert_eq!(batch, 3, "both records of one command share a batch");
    assert_eq!(before, document::record_to_json(change.records[1].before.as_ref().unwrap()));
    assert_eq!(after, document::record_to_json(change.records[1].after.as_ref().unwrap()));
    let counts: String =
        connection.query_row("SELECT after FROM audit WHERE seq = 2", [], |row| row.get(0)).unwrap();
    assert!(counts.contains("\"memberships\":4") && counts.contains("\"sha256\""), "{counts}");
}

#[test]
fn the_history_is_neither_edited_nor_shortened_nor_rewritten() {
    let fixture = Fixture::filled();
    let connection = fixture.raw();
    for sql in [
        "UPDATE audit SET account = 'somebody else'",
        "DELETE FROM audit WHERE seq = 2",
        "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 1",
        "INSERT INTO audit SELECT seq + 5, batch, at, account, action, undoes, kind, subject, group_id, place, before, \
         after, prev_hash, hash FROM audit WHERE seq = 2",
    ] {
        let error = connection.execute(sql, []).unwrap_err();
        assert!(error.to_string().contains("the history is not"), "{sql}: {error}");
    }
}

#[test]
fn an_undo_outlives_the_session_and_takes_back_one_batch_after_the_other() {
    let fixture = Fixture::filled();
    let mut vault = fixture.unlock();
    assert_eq!(vault.last_change().unwrap(), None, "an import is not undone");
    let start = everything();
    let mut register = start.clone();
    let group = register.groups()[0].sheet.id.clone();
    let review = Key::Review(group, 1);
    let mut changes = vec![rename_office(&register, "一"), rename_office(&register, "一")];
    register.apply(&changes[0]).unwrap();
    changes[1] = rename_office(&register, "二");
    register.apply(&changes[1]).unwrap();
    let (place, before) = register.record(&review).unwrap();
    let key = review.clone();
    let removed = mcs_register::register::RecordChange { key, place, before: Some(before), after: None };
    changes.push(Change { records: vec![removed] });
    for change in &changes {
        vault.commit(change, &Entry::new("edit", NOW)).unwrap();
    }
    // What is no change of a record is not in the way.
    vault.set_password(&secret(PASSWORD), Cost::THROWAWAY, NOW).unwrap();
    drop(vault);
    for change in changes.iter().rev() {
        let mut vault = fixture.unlock();
        let last = vault.last_change().unwrap().unwrap();
        assert_eq!((&last.change, last.action.as_str()), (change, "edit"));
        vault.commit(&last.change.inverse(), &Entry::undo(last.batch, NOW)).unwrap();
    }
    let mut vault = fixture.unlock();
    assert_eq!(vault.last_change().unwrap(), None);
    assert_eq!(vault.load().unwrap(), start);
    vault.lock().unwrap();
    verify(&fixture.raw());
}

/// Neither the last change nor a list of several goes past a restoring or an import, and the vault refuses to write an undo that
/// would; what was recorded after it is taken back as ever, and done again.
#[test]
fn no_undo_passes_what_replaced_the_whole_register() {
    let fixture = Fixture::filled();
    let mut vault = fixture.unlock();
    let mut register = everything();
    let mut rename = |vault: &mut Vault, name: &str, entry: &Entry| {
        let change = rename_office(&register, name);
        register.apply(&change).unwrap();
        vault.commit(&change, entry).unwrap();
        change
    };
    let edit = Entry::new("edit", NOW);
    rename(&mut vault, "一", &edit);
    let before = vault.last_change().unwrap().unwrap();
    let backup = vault.backup_to(&fixture.dir.path().join("stick"), NOW).unwrap();
    vault.lock().unwrap();
    let password = secret(PASSWORD);
    let offer = Offer::Password { login: None, password: &password };
    restore(&Restore::of(&backup.path, &fixture.places, NOW).replacing(true), &offer).unwrap();
    let mut vault = fixture.unlock();
    assert_eq!(vault.last_change().unwrap(), None);
    assert!(vault.last_changes(9).unwrap().is_empty());
    assert_eq!(vault.replaced().unwrap().unwrap().action, "restored");
    let past = vault.commit(&before.change.inverse(), &Entry::undo(before.batch, NOW));
    assert!(matches!(past, Err(StoreError::Refused(_))), "{past:?}");
    // What comes after it goes back, and forth.
    let made = rename(&mut vault, "二", &edit);
    let last = vault.last_change().unwrap().unwrap();
    assert_eq!(last.change, made);
    vault.commit(&last.change.inverse(), &Entry::undo(last.batch, NOW)).unwrap();
    assert_eq!(vault.last_change().unwrap(), None);
    let undo = vault.last_changes(9).unwrap().remove(0);
    vault.commit(&undo.change.inverse(), &Entry::undo(undo.batch, NOW)).unwrap();
    assert_eq!(vault.last_changes(9).unwrap().len(), 1);
    vault.replace_all(&everything(), &Entry::new("import", NOW)).unwrap();
    assert!(vault.last_change().unwrap().is_none() && vault.last_changes(9).unwrap().is_empty());
    assert_eq!(vault.replaced().unwrap().unwrap().action, "import");
}

#[test]
fn the_changes_that_stand_are_listed_newest_first_and_an_undo_is_one_of_them() {
    let fixture = Fixture::filled();
    let mut vault = fixture.unlock();
    assert!(vault.last_changes(9).unwrap().is_empty(), "what came before an import is not taken back");
    let mut register = everything();
    for name in ["一", "二", "三"] {
        let change = rename_office(&register, name);
        register.apply(&change).unwrap();
        vault.commit(&change, &Entry::new("edit", NOW)).unwrap();
    }
    // Not about records: not in the list.
    vault.set_password(&secret(PASSWORD), Cost::THROWAWAY, NOW).unwrap();
    let batches = |vault: &mut Vault, limit| {
        let steps = vault.last_changes(limit).unwrap();
        steps.into_iter().map(|step| (step.batch, step.undoes)).collect::<Vec<_>>()
    };
    assert_eq!(batches(&mut vault, 9), [(5, None), (4, None), (3, None)]);
    assert_eq!(batches(&mut vault, 2), [(5, None), (4, None)]);
    let newest = vault.last_changes(1).unwrap().remove(0);
    assert_eq!((newest.at.as_str(), newest.action.as_str()), (NOW, "edit"));
    vault.commit(&newest.change.inverse(), &Entry::undo(newest.batch, NOW)).unwrap();
    assert_eq!(batches(&mut vault, 9), [(7, Some(5)), (4, None), (3, None)]);
    // Taking the undo back does the change again, and the list holds it once.
    let undo = vault.last_changes(1).unwrap().remove(0);
    assert_eq!(undo.change, newest.change.inverse());
    vault.commit(&undo.change.inverse(), &Entry::undo(undo.batch, NOW)).unwrap();
    assert_eq!(batches(&mut vault, 9), [(8, Some(7)), (4, None), (3, None)]);
    assert_eq!(vault.load().unwrap(), register);
    vault.lock().unwrap();
    verify(&fixture.raw());
}
