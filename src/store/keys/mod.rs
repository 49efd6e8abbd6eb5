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

pub(super) mod attempts;
pub(super) mod cost;
mod guard;
pub(super) mod paper_code;
pub(super) mod recovery;
pub(super) mod rekey;
pub(super) mod secret;
mod slot;

use aes_gcm::{
    Aes256Gcm,
    aead::{Aead, KeyInit, Payload},
};
use base64ct::{Base64, Encoding};
use hkdf::Hkdf;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

pub use attempts::seconds_to_wait;
pub use cost::Cost;
pub(super) use guard::DataKey;
pub use guard::protect_process;
pub use paper_code::SlipKind;
pub use recovery::{RECOVERY_GROUPS, RecoveryKey, RecoveryKeyFault, RecoveryKeyFaultKind};
pub use secret::{
    GOOD_PASSWORD_CHARS, MAX_TYPED_CHARS, MIN_PASSWORD_CHARS, PasswordFault, PasswordFileFault,
    PasswordStrength, Secret, check_password, check_password_of,
};
pub use slot::Offer;
use slot::Sealed;
pub(super) use slot::{Slot, SlotKind, fold_name};

use super::error::StoreError;

/// The format of the key file.
pub(super) const FORMAT: &str = "mcs-register-keys/1";

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
    /// The data key to come, while the data is re-keyed: whichever of the two the database has, every slot opens it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pending: Option<Pending>,
}

/// The data key to come, sealed to every slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pending {
    pub commitment: Bytes,
    sealed: Vec<Sealed>,
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

/// Opens what was sealed into a place of the same size.
fn open(key: &[u8; 32], nonce: &Bytes, sealed: &Bytes, aad: &[u8], out: &mut [u8]) -> Option<()> {
    let nonce: [u8; 12] = nonce.array()?;
    let payload = Payload { msg: &sealed.0, aad };
    let plain = Aes256Gcm::new(key.into()).decrypt(&nonce.into(), payload).ok().map(Zeroizing::new)?;
    (plain.len() == out.len()).then(|| out.copy_from_slice(&plain))
}

fn commitment(data_key: &DataKey) -> [u8; 32] {
    digest(b"mcs-register data key commitment", &[data_key.as_slice()])
}

/// A new data key.
pub(super) fn new_data_key() -> Result<DataKey, StoreError> {
    let mut key = DataKey::zeros();
    getrandom::fill(key.as_mut_slice()).map_err(|_| StoreError::NoRandomness)?;
    Ok(key)
}

/// What opening a slot gives.
pub(super) struct Opened {
    pub data_key: DataKey,
    /// The data key to come, while the data is re-keyed.
    pub next_key: Option<DataKey>,
    /// The slot that opened.
    pub slot: String,
    /// Whether a login went into the slot's derivation; else the name has to be looked at afterwards.
    pub named: bool,
    /// The slot under the password as it is read now, where only what earlier versions read from its file opened.
    pub anew: Option<Slot>,
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
        let data_key = new_data_key()?;
        let mut header = Self {
            database: Bytes(database.to_vec()),
            sequence: 1,
            salt: Bytes(random::<32>()?.to_vec()),
            commitment: Bytes(commitment(&data_key).to_vec()),
            slots: Vec::new(),
            pending: None,
        };
        let account = Offer::Password { login: None, password };
        let account = Slot::make(&header, &data_key, FIRST_ACCOUNT.to_owned(), &account, cost)?;
        let recovery = header.recovery_slot(&data_key, recovery, cost)?;
        header.slots = vec![account, recovery];
        Ok((header, data_key))
    }

    /// A slot for a recovery key.
    pub(super) fn recovery_slot(
        &self,
        data_key: &DataKey,
        recovery: &RecoveryKey,
        cost: Cost,
    ) -> Result<Slot, StoreError> {
        // 160 random bits need no slow derivation; the floor keeps to one rule for every slot.
        let floor = if cost == Cost::THROWAWAY { cost } else { Cost::FLOOR };
        Slot::make(self, data_key, RECOVERY.to_owned(), &Offer::Recovery(recovery), floor)
    }

    /// This header with a slot in the place of the one of its id, or added; one sequence number on.
    pub(super) fn with_slot(&self, slot: Slot) -> Self {
        let mut header = Self { sequence: self.sequence + 1, ..self.clone() };
        match header.slots.iter_mut().find(|old| old.id == slot.id) {
            Some(old) => *old = slot,
            None => header.slots.push(slot),
        }
        header
    }

    /// This header with a slot of an earlier one sealed anew, one sequence number on; `None` where something else opens the
    /// slot by now.
    pub(super) fn with_sealed_anew(&self, earlier: &Self, anew: Slot) -> Option<Self> {
        let own = self.slots.iter().find(|slot| slot.id == anew.id)?;
        let Slot { private_key_nonce, private_key, .. } = anew;
        let slot = Slot { private_key_nonce, private_key, ..own.clone() };
        self.shares_slot(earlier, &slot.id).then(|| self.with_slot(slot))
    }

    /// This header with the slots of these accounts and the recovery slot alone, and with a data key to come sealed to each;
    /// one sequence number on. Whatever else somebody has put into the header comes to the new key no more.
    pub(super) fn renewing(&self, accounts: &[String], next: &DataKey) -> Result<Self, StoreError> {
        let mut header = Self { sequence: self.sequence + 1, ..self.clone() };
        let strangers = self.strangers(accounts);
        let mut place = 0;
        header.slots.retain(|_| {
            place += 1;
            !strangers.contains(&(place - 1))
        });
        let sealed = header.slots.iter().map(|slot| slot.seal_data_key(&header.database.0, next));
        let sealed = sealed.collect::<Result<_, _>>()?;
        header.pending = Some(Pending { commitment: Bytes(commitment(next).to_vec()), sealed });
        Ok(header)
    }

    /// The places of the slots that are neither the one of an account nor the one recovery slot.
    pub(super) fn strangers(&self, accounts: &[String]) -> Vec<usize> {
        let belongs = |slot: &Slot| match slot.kind {
            SlotKind::Account => accounts.contains(&slot.id),
            SlotKind::Recovery => slot.id == RECOVERY,
        };
        let first = |place: usize, slot: &Slot| {
            self.slots.iter().position(|other| other.id == slot.id) == Some(place)
        };
        let strange = |(place, slot): &(usize, &Slot)| !belongs(slot) || !first(*place, slot);
        self.slots.iter().enumerate().filter(strange).map(|(place, _)| place).collect()
    }

    /// This header with the data key to come as the only one; one sequence number on.
    pub(super) fn renewed(&self) -> Self {
        let mut header = Self { sequence: self.sequence + 1, ..self.clone() };
        let Some(pending) = header.pending.take() else { return header };
        header.commitment = pending.commitment;
        for sealed in pending.sealed {
            if let Some(slot) = header.slots.iter_mut().find(|slot| slot.id == sealed.slot) {
                slot.take(sealed);
            }
        }
        header
    }

    /// Whether a data key is the one that this header holds, and no other is to come.
    pub(super) fn holds_only(&self, data_key: &DataKey) -> bool {
        self.pending.is_none() && self.commitment.0 == commitment(data_key)
    }

    /// Whether a data key is the one to come.
    pub(super) fn is_to_come(&self, data_key: &DataKey) -> bool {
        self.pending.as_ref().is_some_and(|pending| pending.commitment.0 == commitment(data_key))
    }

    /// The cost of a slot.
    pub(super) fn cost_of(&self, id: &str) -> Option<Cost> {
        self.slots.iter().find(|slot| slot.id == id).map(|slot| slot.argon2id)
    }

    /// The database's id.
    pub(super) fn database_id(&self) -> Option<[u8; 16]> {
        self.database.array()
    }

    /// Whether a login has to be asked for at unlock.
    pub(super) fn asks_login(&self) -> bool {
        self.slots.iter().any(|slot| slot.kind == SlotKind::Account && slot.named)
    }

    /// Tries what is offered on every slot of its kind, with one derivation for each cost among them; where a password from
    /// a file opens none, also what earlier versions would have read from that file. Both are one guess.
    ///
    /// # Errors
    /// [`StoreError::WrongPassword`] or [`StoreError::WrongRecoveryKey`] when no slot opens; `None` in the result
    /// when a slot opened but what it holds is not the data key: the file is damaged.
    pub(super) fn open(&self, offer: &Offer) -> Result<Option<Opened>, StoreError> {
        match (self.try_slots(offer, None), offer.before()) {
            (Err(StoreError::WrongPassword), Some(before)) => self.try_slots(&before, Some(offer)),
            (outcome, _) => outcome,
        }
    }

    /// Tries an offer; the slot that opens is sealed anew for another one, where there is one.
    fn try_slots(&self, offer: &Offer, anew: Option<&Offer>) -> Result<Option<Opened>, StoreError> {
        let mut derived: Vec<(Cost, bool, Zeroizing<[u8; 32]>)> = Vec::new();
        // Slots with a login first: they are the rule once there are several accounts.
        let (named, unnamed): (Vec<_>, Vec<_>) =
            self.slots.iter().filter(|slot| offer.fits(slot)).partition(|slot| slot.named);
        for slot in named.into_iter().chain(unnamed) {
            let (cost, named) = (slot.argon2id, slot.named);
            let known = derived.iter().find(|(of, with, _)| (*of, *with) == (cost, named));
            let key = if let Some((.., key)) = known {
                key.clone()
            } else {
                let key = offer.derive(cost, &self.salt.0, named)?;
                derived.push((cost, named, key.clone()));
                key
            };
            let database = &self.database.0;
            let Some(private) = slot.private_key(database, &key) else { continue };
            let is = |wanted: &Bytes, key: &DataKey| bool::from(commitment(key).as_slice().ct_eq(&wanted.0));
            let opened = slot.data_key(database, &private).filter(|key| is(&self.commitment, key));
            let next_key = self.pending.as_ref().and_then(|pending| {
                let sealed = pending.sealed.iter().find(|sealed| sealed.slot == slot.id)?;
                slot.next_key(database, &private, sealed).filter(|key| is(&pending.commitment, key))
            });
            let anew = anew.and_then(|offer| {
                let key = offer.derive(cost, &self.salt.0, named).ok()?;
                slot.seal_anew(database, &private, &key).ok()
            });
            let of = |data_key| Opened { data_key, next_key, slot: slot.id.clone(), named, anew };
            return Ok(opened.map(of));
        }
        let tried = !derived.is_empty();
        let nameless = matches!(offer, Offer::Password { login: None, .. });
        Err(if nameless && !tried && self.asks_login() { StoreError::NameNeeded } else { offer.refused() })
    }

    /// Whether what opens a slot of this header opens it in another: neither its password nor its key was changed.
    pub(super) fn shares_slot(&self, other: &Self, id: &str) -> bool {
        let find = |header: &Self| header.slots.iter().find(|slot| slot.id == id).cloned();
        find(self).zip(find(other)).is_some_and(|(slot, other)| slot.opens_as(&other))
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
        let first = try_open(&header, Some("jiro"), "hato4-beam").unwrap().unwrap();
        assert!(
            !first.named && first.slot == FIRST_ACCOUNT,
            "whose slot has no login, as the caller has to look at"
        );
        header.slots.retain(|slot| slot.id != FIRST_ACCOUNT);
        assert!(matches!(try_open(&header, Some("jiro"), "hato4-beam"), Err(StoreError::WrongPassword)));
        assert!(matches!(try_open(&header, None, "hato4-beam"), Err(StoreError::NameNeeded)));
    }

    #[test]
    fn a_new_data_key_reaches_every_slot_without_a_password() {
        let (header, old, recovery) = header();
        let next = new_data_key().unwrap();
        let both = header.renewing(&[FIRST_ACCOUNT.to_owned()], &next).unwrap();
        let opened = try_open(&both, None, "hato4-beam").unwrap().unwrap();
        assert!(opened.data_key == old && opened.next_key.as_ref() == Some(&next));
        assert!(both.is_to_come(&next) && !both.is_to_come(&old) && !both.holds_only(&old));
        let only = both.renewed();
        for opened in [try_open(&only, None, "hato4-beam"), only.open(&Offer::Recovery(&recovery))] {
            let opened = opened.unwrap().unwrap();
            assert!(opened.data_key == next && opened.next_key.is_none());
        }
        assert!(only.holds_only(&next) && only.shares_slot(&header, FIRST_ACCOUNT));
        let without = header.renewing(&[], &next).unwrap();
        assert!(matches!(try_open(&without, None, "hato4-beam"), Err(StoreError::WrongPassword)));
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
