//! One slot: a way to the data key for whoever knows its password.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

use super::{Bytes, DataKey, FORMAT, Header, digest, hkdf, open, random, seal, secret_random};
use crate::store::{
    error::StoreError,
    keys::{cost::Cost, recovery::RecoveryKey, secret::Secret},
};

/// What a slot is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::store) enum SlotKind {
    /// A person's password.
    Account,
    /// The recovery key on paper.
    Recovery,
}

/// One way to the data key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::store) struct Slot {
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

/// The next data key, sealed to one slot while the data is re-keyed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::store) struct Sealed {
    pub slot: String,
    pub ephemeral: Bytes,
    pub data_key_nonce: Bytes,
    pub data_key: Bytes,
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
    /// The same with the password as earlier versions read it from its file, where that is another.
    pub(super) fn before(&self) -> Option<Offer<'_>> {
        match self {
            Self::Password { login, password } => {
                password.before().map(|password| Offer::Password { login: *login, password })
            }
            Self::Recovery(_) => None,
        }
    }

    pub(super) fn kind(&self) -> SlotKind {
        match self {
            Self::Password { .. } => SlotKind::Account,
            Self::Recovery(_) => SlotKind::Recovery,
        }
    }

    /// Whether a slot with or without a login in its derivation may open: a login opens both, since the first
    /// account's slot has none until its password is changed.
    pub(super) fn fits(&self, slot: &Slot) -> bool {
        let login = matches!(self, Self::Password { login: Some(_), .. });
        slot.kind == self.kind() && (login || !slot.named) && slot.argon2id.is_sane()
    }

    pub(super) fn derive(
        &self,
        cost: Cost,
        salt: &[u8],
        named: bool,
    ) -> Result<Zeroizing<[u8; 32]>, StoreError> {
        let (label, login): (&[u8], String) = match self {
            Self::Password { login, .. } => {
                (b"account", login.filter(|_| named).map(fold_name).unwrap_or_default())
            }
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
    pub(super) fn refused(&self) -> StoreError {
        match self {
            Self::Password { .. } => StoreError::WrongPassword,
            Self::Recovery(_) => StoreError::WrongRecoveryKey,
        }
    }
}

/// The one form of an account's name in which names are compared: width and blanks about it make no difference.
pub(in crate::store) fn fold_name(name: &str) -> String {
    name.nfkc().collect::<String>().trim().to_owned()
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
    /// A new slot that opens with what is offered. Slow by design; it needs no lock, since a header never changes what
    /// goes into it.
    pub(in crate::store) fn make(
        header: &Header,
        data_key: &DataKey,
        id: String,
        offer: &Offer,
        cost: Cost,
    ) -> Result<Self, StoreError> {
        let kind = offer.kind();
        let named = matches!(offer, Offer::Password { login: Some(_), .. });
        let private = StaticSecret::from(*secret_random()?);
        let public = PublicKey::from(&private).to_bytes();
        let aad = binding(&header.database.0, &id, kind, named, cost, &public);
        let key = offer.derive(cost, &header.salt.0, named)?;
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
        let sealed = slot.seal_data_key(&header.database.0, data_key)?;
        slot.take(sealed);
        Ok(slot)
    }

    fn binding(&self, database: &[u8]) -> [u8; 32] {
        binding(database, &self.id, self.kind, self.named, self.argon2id, &self.public_key.0)
    }

    /// Seals a data key to this slot; nobody's password is needed for it.
    pub(super) fn seal_data_key(&self, database: &[u8], data_key: &DataKey) -> Result<Sealed, StoreError> {
        let public: [u8; 32] = self.public_key.array().ok_or(StoreError::OutOfMemory)?;
        let secret = StaticSecret::from(*secret_random()?);
        let ephemeral = PublicKey::from(&secret).to_bytes();
        let shared = secret.diffie_hellman(&PublicKey::from(public));
        let aad = self.binding(database);
        let key = sealing_key(shared.as_bytes(), &ephemeral, &public, &aad);
        let nonce = random()?;
        Ok(Sealed {
            slot: self.id.clone(),
            ephemeral: Bytes(ephemeral.to_vec()),
            data_key_nonce: Bytes(nonce.to_vec()),
            data_key: Bytes(seal(&key, nonce, data_key.as_slice(), &aad)?),
        })
    }

    /// Makes a sealed data key this slot's own.
    pub(super) fn take(&mut self, sealed: Sealed) {
        self.ephemeral = sealed.ephemeral;
        self.data_key_nonce = sealed.data_key_nonce;
        self.data_key = sealed.data_key;
    }

    /// The slot's private key, if this derived key is the right one.
    pub(super) fn private_key(&self, database: &[u8], derived: &[u8; 32]) -> Option<StaticSecret> {
        let mut private = Zeroizing::new([0; 32]);
        let aad = self.binding(database);
        open(derived, &self.private_key_nonce, &self.private_key, &aad, private.as_mut())?;
        Some(StaticSecret::from(*private))
    }

    /// This slot with its private key under another derived key: what is sealed to it stays.
    pub(super) fn seal_anew(
        &self,
        database: &[u8],
        private: &StaticSecret,
        derived: &[u8; 32],
    ) -> Result<Self, StoreError> {
        let nonce = random()?;
        let private_key = seal(derived, nonce, private.as_bytes(), &self.binding(database))?;
        Ok(Self { private_key_nonce: Bytes(nonce.to_vec()), private_key: Bytes(private_key), ..self.clone() })
    }

    /// The data key that this slot holds.
    pub(super) fn data_key(&self, database: &[u8], private: &StaticSecret) -> Option<DataKey> {
        self.unseal(database, private, [&self.ephemeral, &self.data_key_nonce, &self.data_key])
    }

    /// The data key that is sealed to this slot beside it.
    pub(super) fn next_key(
        &self,
        database: &[u8],
        private: &StaticSecret,
        sealed: &Sealed,
    ) -> Option<DataKey> {
        self.unseal(database, private, [&sealed.ephemeral, &sealed.data_key_nonce, &sealed.data_key])
    }

    fn unseal(
        &self,
        database: &[u8],
        private: &StaticSecret,
        [ephemeral, nonce, sealed]: [&Bytes; 3],
    ) -> Option<DataKey> {
        let ephemeral: [u8; 32] = ephemeral.array()?;
        let public: [u8; 32] = self.public_key.array()?;
        let shared = private.diffie_hellman(&PublicKey::from(ephemeral));
        let aad = self.binding(database);
        let key = sealing_key(shared.as_bytes(), &ephemeral, &public, &aad);
        let mut data_key = DataKey::zeros();
        open(&key, nonce, sealed, &aad, data_key.as_mut_slice())?;
        Some(data_key)
    }

    /// Whether the same secret opens this slot and another.
    pub(super) fn opens_as(&self, other: &Self) -> bool {
        let parts =
            |slot: &Self| (slot.id.clone(), slot.kind, slot.public_key.clone(), slot.private_key.clone());
        parts(self) == parts(other)
    }
}
