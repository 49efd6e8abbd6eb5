//! Making a vault: both files are whole before either comes to its place.

use std::{path::Path, time::Duration};

use rusqlite::{Connection, TransactionBehavior, params};

use crate::policy::Policy;
use crate::register::{
    Key, Record, RecordChange,
    records::{Office, PolicySheet},
};
use crate::store::{
    accounts::good_name,
    backup::{self, Turn},
    connection,
    error::StoreError,
    files::{self, KeyFile, Places},
    history::audit::{self, Entry, Head},
    keys::{
        self, DataKey, FIRST_ACCOUNT, Header,
        cost::Cost,
        recovery::RecoveryKey,
        secret::{Secret, check_password_of},
    },
    meta, restore,
    rows::{self, Book},
    schema,
};

/// What a new vault needs.
pub struct NewVault<'a> {
    /// The office's name.
    pub office_name: &'a str,
    /// The name of the first account, the administrator's.
    pub account: &'a str,
    /// Its password.
    pub password: &'a Secret,
    /// What a guess at the password is to cost: [`Cost::tuned`] for a real vault.
    pub cost: Cost,
    /// The office's local time with its offset, for the first entry of the history.
    pub now: &'a str,
}

/// Makes both files and gives the recovery key.
pub(in crate::store) fn make(places: &Places, new: &NewVault) -> Result<RecoveryKey, StoreError> {
    check_password_of(new.password, &[new.account, new.office_name]).map_err(StoreError::PasswordRefused)?;
    let new = &NewVault { account: good_name(new.account)?, ..*new };
    let (path, key_path) = (places.database(), places.key_file());
    let free = || -> Result<(), StoreError> {
        for file in [&path, &key_path] {
            if file.try_exists().map_err(|error| StoreError::file(file, error))? {
                return Err(StoreError::AlreadyThere(file.clone()));
            }
        }
        match backup::count_within(&places.dir) {
            0 => Ok(()),
            // A new register beside what is left of another one would hide the way back.
            count => Err(StoreError::OnlyBackups(places.dir.clone(), count)),
        }
    };
    free()?;
    // Two that make one at the same place would write into each other's files, and one remove what the other made.
    let _turn = Turn::take(&places.dir, Duration::ZERO)?;
    free()?;
    restore::clear_left(places);
    let recovery = RecoveryKey::random().map_err(|_| StoreError::NoRandomness)?;
    let database = keys::random()?;
    let (header, data_key) = Header::create(database, new.password, &recovery, new.cost)?;
    let unfinished = places.new_database();
    let made = (|| {
        files::ordinary::make(&unfinished).map_err(|error| StoreError::file(&unfinished, error))?;
        let head = fill(&unfinished, &data_key, &database, &header, new)
            .map_err(|error| StoreError::database(&path, &error))?;
        KeyFile::new(header, head, &data_key).write(places)?;
        files::rename(&unfinished, &path)
            .and_then(|()| files::sync_directory(&path))
            .map_err(|error| StoreError::file(&path, error))
    })();
    if made.is_err() {
        // Half a vault would only stand in the way of the next try. Nothing of it holds a record.
        for file in [&unfinished, &key_path, &places.new_key_file()] {
            let _ = files::remove_stale(file);
        }
    }
    made.map(|()| recovery)
}

/// Writes the full copy of the key slots.
pub(in crate::store) fn save_header(connection: &Connection, header: &Header) -> rusqlite::Result<()> {
    let text = serde_json::to_string(header)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    connection
        .execute(
            "INSERT INTO key_header (only, sequence, header) VALUES (1, ?1, ?2) ON CONFLICT (only) DO UPDATE SET sequence = \
             excluded.sequence, header = excluded.header",
            params![header.sequence, text],
        )
        .map(drop)
}

/// Makes the database of a new vault in a file of its own and closes it again.
fn fill(
    path: &Path,
    data_key: &DataKey,
    database: &[u8; 16],
    header: &Header,
    new: &NewVault,
) -> rusqlite::Result<Head> {
    let mut connection = connection::open(path, data_key, database, true)?;
    connection.pragma_update(None, "application_id", schema::APPLICATION_ID)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // There is no entry yet that names anybody.
    schema::migrate(&transaction, 0, |_| Ok(()))?;
    save_header(&transaction, header)?;
    meta::write(&transaction, meta::Name::Database, Some(&keys::hex(database)))?;
    transaction.execute(
        "INSERT INTO accounts (slot, name, role, created_at, password_changed_at) VALUES (?1, ?2, 'administrator', ?3, ?3)",
        params![FIRST_ACCOUNT, new.account, new.now],
    )?;
    let before = Office::default();
    let after = Office { name: Some(new.office_name.to_owned()), ..Office::default() };
    rows::save_office(&Book::new(&transaction), &after)?;
    let mut writer =
        audit::Writer::begin(&transaction, database, new.account, Entry::new(audit::CREATED, new.now))?;
    writer.record(&RecordChange {
        key: Key::Office,
        place: 0,
        before: Some(Record::Office(before)),
        after: Some(Record::Office(after)),
    })?;
    let policy = Policy::for_a_new_register();
    if policy != PolicySheet::default() {
        rows::save_policy(&Book::new(&transaction), &policy)?;
        writer.record(&RecordChange {
            key: Key::Policy,
            place: 0,
            before: Some(Record::Policy(PolicySheet::default())),
            after: Some(Record::Policy(policy)),
        })?;
    }
    let head = writer.finish();
    transaction.commit()?;
    connection::checkpoint(&connection)?;
    connection.close().map_err(|(_, error)| error)?;
    Ok(head)
}
