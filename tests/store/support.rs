//! A vault in a directory of its own, and a register with something of everything.

use mcs_register::{
    register::{Change, Key, Record, RecordChange, RecordKind, Register, document},
    store::{Cost, Entry, NewVault, Places, RecoveryKey, Secret, Vault},
};
use tempfile::TempDir;

pub const NOW: &str = "2026-11-22T09:00:00+09:00";
pub const PASSWORD: &str = "hato4-beam-97";

pub fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

pub struct Fixture {
    pub dir: TempDir,
    pub places: Places,
    pub recovery: RecoveryKey,
}

impl Fixture {
    /// A new vault, locked.
    pub fn new() -> Self {
        let (fixture, vault) = Self::unlocked();
        vault.lock().unwrap();
        fixture
    }

    pub fn unlocked() -> (Self, Vault) {
        let dir = tempfile::tempdir().unwrap();
        let places = Places::in_dir(dir.path().join("vault"));
        let (vault, recovery) = create(&places);
        (Self { dir, places, recovery }, vault)
    }

    /// A vault that holds [`everything`], locked.
    pub fn filled() -> Self {
        let (fixture, mut vault) = Self::unlocked();
        vault.replace_all(&everything(), &Entry::new("import", NOW)).unwrap();
        vault.lock().unwrap();
        fixture
    }

    /// The database as another program with the key sees it.
    pub fn raw(&self) -> rusqlite::Connection {
        // Unlocked first: see CIPHER_READY in connection.rs.
        let key = self.unlock().raw_key();
        let connection = rusqlite::Connection::open(self.places.database()).unwrap();
        connection
            .execute_batch(&format!("PRAGMA cipher_log_level = NONE; PRAGMA key = \"x'{}'\";", *key))
            .unwrap();
        connection
    }

    pub fn unlock(&self) -> Vault {
        Vault::unlock(&self.places, &secret(PASSWORD)).unwrap()
    }
}

pub fn create(places: &Places) -> (Vault, RecoveryKey) {
    let password = secret(PASSWORD);
    let new = NewVault {
        office_name: "みなと訪問看護ステーション",
        account: "港 花子",
        password: &password,
        cost: Cost::THROWAWAY,
        now: NOW,
    };
    Vault::create(places, &new).unwrap()
}

/// A register in which every kind of record is there and every field of it is recorded.
pub fn everything() -> Register {
    document::decode(include_bytes!("everything.json"), &|_| {
        Some(&[RecordKind::Staff, RecordKind::Office, RecordKind::Membership])
    })
    .unwrap()
}

/// The same register before anybody signed a review or sent a report: what is signed or sent cannot be changed or
/// taken away again.
pub fn before_signing() -> Register {
    let text = String::from_utf8(include_bytes!("everything.json").to_vec()).unwrap();
    let text = text
        .replace(r#""signed_on": "2026-08-01", "reviewer""#, r#""reviewer""#)
        .replace(r#"{"signed_on": "2026-09-01"}"#, r#"{"begun_on": "2026-09-01"}"#)
        .replace(r#""written_by": "S-001", "sent_on": "2026-11-20""#, r#""written_by": "S-001""#);
    let register = document::decode(text.as_bytes(), &|_| {
        Some(&[RecordKind::Staff, RecordKind::Office, RecordKind::Membership])
    });
    let register = register.unwrap();
    assert!(
        register.groups().iter().flat_map(|group| &group.reviews).all(|review| review.signed_on.is_none())
    );
    assert!(register.incidents().iter().flat_map(|row| &row.reports).all(|report| report.sent_on.is_none()));
    register
}

/// Every record of a register with its key, in an order in which each comes after what it names.
pub fn records(register: &Register) -> Vec<(Key, u32)> {
    let mut keys = Vec::new();
    let mut add = |place: usize, key: Key| keys.push((key, u32::try_from(place).unwrap()));
    for (place, staff) in register.staff().iter().enumerate() {
        add(place, Key::Staff(staff.id.clone()));
    }
    for (place, partner) in register.partners().iter().enumerate() {
        add(place, Key::Partner(partner.id.clone()));
    }
    for (place, device) in register.devices().iter().enumerate() {
        add(place, Key::Device(device.id.clone()));
    }
    for (place, take_out) in register.take_outs().iter().enumerate() {
        add(place, Key::TakeOut(take_out.id.clone()));
    }
    for (place, group) in register.groups().iter().enumerate() {
        let id = &group.sheet.id;
        add(place, Key::Group(id.clone()));
        for (place, membership) in group.memberships.iter().enumerate() {
            add(place, Key::Membership(id.clone(), membership.id.clone()));
        }
        for place in 0..group.reviews.len() {
            add(place, Key::Review(id.clone(), u32::try_from(place).unwrap()));
        }
    }
    // A filing names a group.
    for (place, filing) in register.filings().iter().enumerate() {
        add(place, Key::Filing(filing.id.clone()));
    }
    for (place, incident) in register.incidents().iter().enumerate() {
        add(place, Key::Incident(incident.id.clone()));
    }
    for place in 0..register.waivers().len() {
        add(place, Key::Waiver(u32::try_from(place).unwrap()));
    }
    keys
}

/// The change that puts one record of a register into a register without it.
pub fn addition(register: &Register, key: &Key) -> Change {
    let (place, record) = register.record(key).unwrap();
    Change { records: vec![RecordChange { key: key.clone(), place, before: None, after: Some(record) }] }
}

/// The change of one record.
pub fn edit(register: &Register, key: &Key, change: impl FnOnce(&mut Record)) -> Change {
    let (place, before) = register.record(key).unwrap();
    let mut after = before.clone();
    change(&mut after);
    Change {
        records: vec![RecordChange { key: key.clone(), place, before: Some(before), after: Some(after) }],
    }
}

/// Gives the office another name.
pub fn rename_office(register: &Register, name: &str) -> Change {
    edit(register, &Key::Office, |record| {
        let Record::Office(office) = record else { unreachable!() };
        office.name = Some(name.to_owned());
    })
}
