//! The key slots: who can come to the data key, and how.
//!
//! A random *data key* encrypts the database. Each slot holds an X25519 public key in the clear and its private key
//! under a key derived from a password (argon2id, AES-256-GCM); the data key is sealed to the public key (an
//! ephemeral X25519 key, HKDF-SHA256, AES-256-GCM). So a further account, or a new data key, can be sealed to
//! everybody without knowing anybody's password.
//!
//! **Login names.** The salt of the derivation is SHA-256 over the header's salt and the login, so the file names
//! nobody and one run of argon2 tries every slot of the same cost. A slot made with the *empty* login is opened by
//! the password alone: that is how the one account of a young register is made, and why its unlock screen asks for
//! nothing else. Once there are several accounts each slot is made with its login (`named`), and the first account's
//! is remade on that occasion, when its owner types the password anyway. Who an account is (name, role, staff
//! number) stands in the encrypted database, under the slot's id.
//!
//! **Binding.** Everything a slot seals is authenticated together with the format, the database's id, the slot's id
//! and kind and the cost of the derivation, so parts cannot be swapped between slots, files or costs. A commitment to the data key tells
//! a wrong password from a damaged file.

use aes_gcm::{
    Aes256Gcm,
    aead::{Aead, KeyInit, Payload},
};
use base64ct::{Base64, Encoding};
use hkdf::Hkdf;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use unicode_normalization::UnicodeNormalization;
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

use super::{cost::Cost, error::StoreError, recovery::RecoveryKey, secret::Secret};

/// The format of the key file.
pub(super) const FORMAT: &str = "mcs-register-keys/1";

/// The key of the database.
pub(super) type DataKey = Zeroizing<[u8; 32]>;

/// Bytes, written as base 64.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Bytes(pub(super) Vec<u8>);

impl Bytes {
    fn array<const N: usize>(&self) -> Option<[u8; N]> {
        self.0.as_slice().try_into().ok()
    }
}

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&Base64::encode_string(&self.0))
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Base64::decode_vec(&text).map(Self).map_err(|_| D::Error::custom("not base 64"))
    }
}

/// What a slot is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum SlotKind {
    /// A person's password.
    Account,
    /// The recovery key on paper.
    Recovery,
}

/// One way to the data key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Slot {
    pub id: String,
    pub kind: SlotKind,
    /// Whether the login goes into the derivation.
    pub named: bool,
    pub argon2id: Cost,
    pub public_key: Bytes,
    pub private_key_nonce: Bytes,
    /// The private key under the password.
    pub private_key: Bytes,
    pub ephemeral: Bytes,
    pub data_key_nonce: Bytes,
    /// The data key sealed to the public key.
    pub data_key: Bytes,
}

/// The slots and what they share. The database holds a full copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Header {
    /// The database's id: the first 16 bytes of its file.
    pub database: Bytes,
    /// Goes up by one with every change of the slots.
    pub sequence: u64,
    pub salt: Bytes,
    pub commitment: Bytes,
    pub slots: Vec<Slot>,
}

/// What somebody offers to open the vault.
pub enum Offer<'a> {
    /// A password, with the login once there are several accounts.
    Password {
        /// The login; `None` where there is one account.
        login: Option<&'a str>,
        /// The password.
        password: &'a Secret,
    },
    /// The recovery key.
    Recovery(&'a RecoveryKey),
}

impl Offer<'_> {
    fn kind(&self) -> SlotKind {
        match self {
            Self::Password { .. } => SlotKind::Account,
            Self::Recovery(_) => SlotKind::Recovery,
        }
    }

    fn named(&self) -> bool {
        matches!(self, Self::Password { login: Some(_), .. })
    }

    fn derive(&self, cost: Cost, salt: &[u8]) -> Result<Zeroizing<[u8; 32]>, StoreError> {
        let (label, login): (&[u8], String) = match self {
            Self::Password { login, .. } => (b"account", login.unwrap_or_default().nfkc().collect()),
            Self::Recovery(_) => (b"recovery", String::new()),
        };
        let salt = digest(b"mcs-register kdf salt", &[label, salt, login.as_bytes()]);
        let key = match self {
            Self::Password { password, .. } => cost.derive(password.folded().as_bytes(), &salt),
            Self::Recovery(key) => cost.derive(key.symbols(), &salt),
        };
        key.map_err(|_| StoreError::OutOfMemory)
    }

    /// What is said when no slot opens.
    fn refused(&self) -> StoreError {
        match self {
            Self::Password { .. } => StoreError::WrongPassword,
            Self::Recovery(_) => StoreError::WrongRecoveryKey,
        }
    }
}

/// SHA-256 over a label and fields, each with its length before it, so that no two lists of fields look alike.
pub(super) fn digest(label: &[u8], fields: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for field in [label].iter().chain(fields) {
        hash.update((field.len() as u64).to_be_bytes());
        hash.update(field);
    }
    hash.finalize().into()
}

/// Bytes in hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(bytes.len() * 2);
    push_hex(&mut digits, bytes);
    digits
}

/// Adds hexadecimal digits to a text with room for them, so that growing leaves no copy behind.
pub(super) fn push_hex(digits: &mut String, bytes: &[u8]) {
    for byte in bytes {
        for half in [byte >> 4, byte & 0xf] {
            digits.push(char::from_digit(u32::from(half), 16).unwrap_or('0'));
        }
    }
}

/// Random bytes from the operating system.
pub(super) fn random<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| StoreError::NoRandomness)?;
    Ok(bytes)
}

fn secret_random() -> Result<Zeroizing<[u8; 32]>, StoreError> {
    let mut bytes = Zeroizing::new([0; 32]);
    getrandom::fill(bytes.as_mut()).map_err(|_| StoreError::NoRandomness)?;
    Ok(bytes)
}

fn hkdf(secret: &[u8], label: &[u8], fields: &[&[u8]]) -> Zeroizing<[u8; 32]> {
    let mut key = Zeroizing::new([0; 32]);
    let info = digest(label, fields);
    // HKDF refuses only outputs of more than 8,160 bytes.
    let _ = Hkdf::<Sha256>::new(None, secret).expand(&info, key.as_mut());
    key
}

fn seal(key: &[u8; 32], nonce: [u8; 12], message: &[u8], aad: &[u8]) -> Result<Vec<u8>, StoreError> {
    Aes256Gcm::new(key.into())
        .encrypt(&nonce.into(), Payload { msg: message, aad })
        .map_err(|_| StoreError::OutOfMemory)
}

fn open(key: &[u8; 32], nonce: &Bytes, sealed: &Bytes, aad: &[u8]) -> Option<Zeroizing<[u8; 32]>> {
    let nonce: [u8; 12] = nonce.array()?;
    let plain = Aes256Gcm::new(key.into())
        .decrypt(&nonce.into(), Payload { msg: &sealed.0, aad })
        .ok()
        .map(Zeroizing::new)?;
    let mut out = Zeroizing::new([0; 32]);
    (plain.len() == out.len()).then(|| out.copy_from_slice(&plain))?;
    Some(out)
}

fn commitment(data_key: &DataKey) -> [u8; 32] {
    digest(b"mcs-register data key commitment", &[data_key.as_slice()])
}

/// The authenticated data of what a slot seals.
fn binding(database: &[u8], id: &str, kind: SlotKind, named: bool, cost: Cost, public: &[u8]) -> [u8; 32] {
    let kind: &[u8] = match kind {
        SlotKind::Account => b"account",
        SlotKind::Recovery => b"recovery",
    };
    let [memory, passes, lanes] = cost.numbers().map(u32::to_be_bytes);
    digest(
        b"mcs-register slot",
        &[
            FORMAT.as_bytes(),
            database,
            id.as_bytes(),
            kind,
            &[u8::from(named)],
            &memory,
            &passes,
            &lanes,
            public,
        ],
    )
}

/// The key that seals a data key to a slot, from the secret that both sides share.
fn sealing_key(shared: &[u8; 32], ephemeral: &[u8], public: &[u8], aad: &[u8]) -> Zeroizing<[u8; 32]> {
    hkdf(shared, b"mcs-register data key sealing", &[ephemeral, public, aad])
}

impl Slot {
    fn make(
        header: &Header,
        data_key: &DataKey,
        id: String,
        offer: &Offer,
        cost: Cost,
    ) -> Result<Self, StoreError> {
        let (kind, named) = (offer.kind(), offer.named());
        let private = StaticSecret::from(*secret_random()?);
        let public = PublicKey::from(&private).to_bytes();
        let aad = binding(&header.database.0, &id, kind, named, cost, &public);
        let key = offer.derive(cost, &header.salt.0)?;
        let private_key_nonce = random()?;
        let private_key = seal(&key, private_key_nonce, private.as_bytes(), &aad)?;
        let mut slot = Self {
            id,
            kind,
            named,
            argon2id: cost,
            public_key: Bytes(public.to_vec()),
            private_key_nonce: Bytes(private_key_nonce.to_vec()),
            private_key: Bytes(private_key),
            ephemeral: Bytes::default(),
            data_key_nonce: Bytes::default(),
            data_key: Bytes::default(),
        };
        slot.seal_data_key(&header.database.0, data_key)?;
        Ok(slot)
    }

    fn binding(&self, database: &[u8]) -> [u8; 32] {
        binding(database, &self.id, self.kind, self.named, self.argon2id, &self.public_key.0)
    }

    /// Seals a data key to this slot; nobody's password is needed for it.
    fn seal_data_key(&mut self, database: &[u8], data_key: &DataKey) -> Result<(), StoreError> {
        let public: [u8; 32] = self.public_key.array().ok_or(StoreError::OutOfMemory)?;
        let secret = StaticSecret::from(*secret_random()?);
        let ephemeral = PublicKey::from(&secret).to_bytes();
        let shared = secret.diffie_hellman(&PublicKey::from(public));
        let aad = self.binding(database);
        let key = sealing_key(shared.as_bytes(), &ephemeral, &public, &aad);
        let nonce = random()?;
        self.data_key = Bytes(seal(&key, nonce, data_key.as_slice(), &aad)?);
        self.data_key_nonce = Bytes(nonce.to_vec());
        self.ephemeral = Bytes(ephemeral.to_vec());
        Ok(())
    }

    /// The slot's private key, if this derived key is the right one.
    fn private_key(&self, database: &[u8], derived: &[u8; 32]) -> Option<StaticSecret> {
        let private = open(derived, &self.private_key_nonce, &self.private_key, &self.binding(database))?;
        Some(StaticSecret::from(*private))
    }

    fn data_key(&self, database: &[u8], private: &StaticSecret) -> Option<DataKey> {
        let ephemeral: [u8; 32] = self.ephemeral.array()?;
        let public: [u8; 32] = self.public_key.array()?;
        let shared = private.diffie_hellman(&PublicKey::from(ephemeral));
        let aad = self.binding(database);
        let key = sealing_key(shared.as_bytes(), &ephemeral, &public, &aad);
        open(&key, &self.data_key_nonce, &self.data_key, &aad)
    }
}

/// What opening a slot gives.
pub(super) struct Opened {
    pub data_key: DataKey,
    /// The slot that opened.
    pub slot: String,
}

/// The id of the first account's slot.
pub(super) const FIRST_ACCOUNT: &str = "account-1";
/// The id of the recovery slot.
pub(super) const RECOVERY: &str = "recovery";

impl Header {
    /// A new header with one account and the recovery key, and the data key behind them.
    pub(super) fn create(
        database: [u8; 16],
        password: &Secret,
        recovery: &RecoveryKey,
        cost: Cost,
    ) -> Result<(Self, DataKey), StoreError> {
        let data_key = secret_random()?;
        let mut header = Self {
            database: Bytes(database.to_vec()),
            sequence: 1,
            salt: Bytes(random::<32>()?.to_vec()),
            commitment: Bytes(commitment(&data_key).to_vec()),
            slots: Vec::new(),
        };
        let account = Offer::Password { login: None, password };
        let account = Slot::make(&header, &data_key, FIRST_ACCOUNT.to_owned(), &account, cost)?;
        // 160 random bits need no slow derivation; the floor keeps to one rule for every slot.
        let floor = if cost == Cost::THROWAWAY { cost } else { Cost::FLOOR };
        let recovery =
            Slot::make(&header, &data_key, RECOVERY.to_owned(), &Offer::Recovery(recovery), floor)?;
        header.slots = vec![account, recovery];
        Ok((header, data_key))
    }

    /// This header with another password in the slot of an account; one sequence number on.
    pub(super) fn with_password(
        &self,
        data_key: &DataKey,
        id: &str,
        password: &Secret,
        cost: Cost,
    ) -> Result<Self, StoreError> {
        let offer = Offer::Password { login: None, password };
        let slot = Slot::make(self, data_key, id.to_owned(), &offer, cost)?;
        let mut header = Self { sequence: self.sequence + 1, ..self.clone() };
        header.slots.retain(|old| old.id != id);
        header.slots.insert(0, slot);
        Ok(header)
    }

    /// The database's id.
    pub(super) fn database_id(&self) -> Option<[u8; 16]> {
        self.database.array()
    }

    /// Whether a login has to be asked for at unlock.
    pub(super) fn asks_login(&self) -> bool {
        self.slots.iter().any(|slot| slot.kind == SlotKind::Account && slot.named)
    }

    /// Tries what is offered on every slot of its kind, with one derivation for each cost among them.
    ///
    /// # Errors
    /// [`StoreError::WrongPassword`] or [`StoreError::WrongRecoveryKey`] when no slot opens; `None` in the result
    /// when a slot opened but what it holds is not the data key: the file is damaged.
    pub(super) fn open(&self, offer: &Offer) -> Result<Option<Opened>, StoreError> {
        let mut derived: Vec<(Cost, Zeroizing<[u8; 32]>)> = Vec::new();
        let fitting = |slot: &&Slot| {
            slot.kind == offer.kind() && slot.named == offer.named() && slot.argon2id.is_sane()
        };
        for slot in self.slots.iter().filter(fitting) {
            let cost = slot.argon2id;
            let key = if let Some((_, key)) = derived.iter().find(|(known, _)| *known == cost) {
                key.clone()
            } else {
                let key = offer.derive(cost, &self.salt.0)?;
                derived.push((cost, key.clone()));
                key
            };
            let Some(private) = slot.private_key(&self.database.0, &key) else { continue };
            let opened = slot.data_key(&self.database.0, &private).filter(|data_key| {
                bool::from(commitment(data_key).as_slice().ct_eq(self.commitment.0.as_slice()))
            });
            return Ok(opened.map(|data_key| Opened { data_key, slot: slot.id.clone() }));
        }
        Err(offer.refused())
    }

    /// Whether a slot of this header is the very same in another.
    pub(super) fn shares_slot(&self, other: &Self, id: &str) -> bool {
        let find = |header: &Self| header.slots.iter().find(|slot| slot.id == id).cloned();
        self.commitment == other.commitment && find(self).is_some_and(|slot| Some(slot) == find(other))
    }
}

/// A code that only holders of the data key can make: what the key file says was written by this program.
pub(super) fn authenticate(data_key: &DataKey, message: &[u8]) -> [u8; 32] {
    *hkdf(data_key.as_slice(), b"mcs-register key file seal", &[message])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header() -> (Header, DataKey, RecoveryKey) {
        let recovery = RecoveryKey::random().unwrap();
        let password = Secret::new("hato4-beam".to_owned());
        let (header, key) = Header::create([7; 16], &password, &recovery, Cost::THROWAWAY).unwrap();
        (header, key, recovery)
    }

    fn try_open(header: &Header, login: Option<&str>, password: &str) -> Result<Option<Opened>, StoreError> {
        header.open(&Offer::Password { login, password: &Secret::new(password.to_owned()) })
    }

    #[test]
    fn both_slots_hold_the_same_key() {
        let (header, key, recovery) = header();
        let opened = try_open(&header, None, "ｈａｔｏ４-beam").unwrap().unwrap();
        assert_eq!((opened.data_key, opened.slot.as_str()), (key.clone(), FIRST_ACCOUNT));
        let opened = header.open(&Offer::Recovery(&recovery)).unwrap().unwrap();
        assert_eq!((opened.data_key, opened.slot.as_str()), (key, RECOVERY));
        assert!(matches!(try_open(&header, None, "hato4-bean"), Err(StoreError::WrongPassword)));
        let other = RecoveryKey::random().unwrap();
        assert!(matches!(header.open(&Offer::Recovery(&other)), Err(StoreError::WrongRecoveryKey)));
    }

    #[test]
    fn several_accounts_share_one_derivation_and_keep_their_logins_apart() {
        let (mut header, key, _) = header();
        for (id, login) in [("account-2", "hanako"), ("account-3", "ichiro")] {
            // The same password on purpose: the login alone tells the two apart.
            let password = Secret::new("hato4-beam".to_owned());
            let offer = Offer::Password { login: Some(login), password: &password };
            let slot = Slot::make(&header, &key, id.to_owned(), &offer, Cost::THROWAWAY).unwrap();
            header.slots.push(slot);
        }
        assert!(header.asks_login());
        assert_eq!(try_open(&header, Some("ichiro"), "hato4-beam").unwrap().unwrap().slot, "account-3");
        assert!(matches!(try_open(&header, Some("jiro"), "hato4-beam"), Err(StoreError::WrongPassword)));
    }

    #[test]
    fn a_new_data_key_reaches_every_slot_without_a_password() {
        let (mut header, _, _) = header();
        let renewed: DataKey = Zeroizing::new([9; 32]);
        header.commitment = Bytes(commitment(&renewed).to_vec());
        for slot in &mut header.slots {
            slot.seal_data_key(&[7; 16], &renewed).unwrap();
        }
        assert_eq!(try_open(&header, None, "hato4-beam").unwrap().unwrap().data_key, renewed);
    }

    #[test]
    fn nothing_in_a_slot_can_be_changed_or_moved() {
        let (header, _, _) = header();
        let changes: [fn(&mut Header); 7] = [
            |header| header.database.0[0] ^= 1,
            |header| header.salt.0[0] ^= 1,
            |header| {
                header.slots[0].argon2id =
                    serde_json::from_str(r#"{"memory_kib":8,"passes":2,"lanes":1}"#).unwrap();
            },
            |header| header.slots[0].id = "account-9".to_owned(),
            |header| header.slots[0].private_key.0[3] ^= 1,
            |header| header.slots[0].public_key.0[3] ^= 1,
            |header| header.slots[0].private_key = header.slots[1].private_key.clone(),
        ];
        for (number, change) in changes.into_iter().enumerate() {
            let mut forged = header.clone();
            change(&mut forged);
            let outcome = try_open(&forged, None, "hato4-beam");
            assert!(matches!(outcome, Err(StoreError::WrongPassword)), "change {number}");
        }
        let damages: [fn(&mut Header); 3] = [
            |header| header.commitment.0[0] ^= 1,
            |header| header.slots[0].data_key.0[0] ^= 1,
            |header| header.slots[0].ephemeral.0[0] ^= 1,
        ];
        for (number, damage) in damages.into_iter().enumerate() {
            let mut forged = header.clone();
            damage(&mut forged);
            assert!(try_open(&forged, None, "hato4-beam").unwrap().is_none(), "damage {number}");
        }
    }
}
