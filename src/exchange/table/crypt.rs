//! Workbooks with a password ([MS-OFFCRYPTO]): the agile encryption of Excel since 2010, and the standard one of Excel 2007.
//! The ciphers and hashes are `RustCrypto`'s; here is only in which order Office uses them.

use aes::{
    Aes128, Aes192, Aes256,
    cipher::{BlockModeDecrypt, KeyIvInit, block_padding::NoPadding},
};
use base64ct::{Base64, Encoding as _};
use quick_xml::{Reader, events::Event};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use super::{
    Format, TableFault,
    package::{attribute, number},
};

/// With this password Excel encrypts what nobody gave one: a workbook that is protected against changes. It opens such a
/// workbook without asking, and so do we.
const UNASKED: &str = "VelvetSweatshop";

/// How often a password is hashed at most; Excel does it 100,000 times, and a file that asks for more would keep us busy.
const MAX_SPINS: u32 = 1_000_000;

/// Opens an encrypted package with a password, or with the one that is nobody's.
pub(super) fn open(info: &[u8], package: Vec<u8>, password: Option<&str>) -> Result<Vec<u8>, TableFault> {
    let info = Info::read(info).ok_or(TableFault::Encrypted(Format::Xlsx))?;
    for tried in password.into_iter().chain([UNASKED]) {
        if let Some(key) = info.key(tried) {
            return info.decrypt(&key, package).ok_or(TableFault::Damaged(Format::Xlsx));
        }
    }
    Err(if password.is_some() { TableFault::WrongPassword } else { TableFault::NeedsPassword })
}

type Bytes = Zeroizing<Vec<u8>>;

/// How a package is encrypted.
enum Info {
    Agile(Box<Agile>),
    Standard(Standard),
}

/// Excel 2010 and later.
struct Agile {
    /// How the content is encrypted.
    content: Way,
    /// How its key is encrypted by the password.
    password: Way,
    spins: u32,
    verifier: Vec<u8>,
    verifier_hash: Vec<u8>,
    key: Vec<u8>,
}

/// A hash, the length of a key in bytes, and a salt.
struct Way {
    hash: Hash,
    key: usize,
    salt: Vec<u8>,
}

/// Excel 2007.
struct Standard {
    key: usize,
    salt: Vec<u8>,
    verifier: Vec<u8>,
    verifier_hash: Vec<u8>,
}

#[derive(Clone, Copy)]
enum Hash {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    fn of(self, parts: [&[u8]; 2]) -> Vec<u8> {
        fn hashed<D: Digest>(parts: [&[u8]; 2]) -> Vec<u8> {
            let [first, second] = parts;
            D::new().chain_update(first).chain_update(second).finalize().to_vec()
        }
        match self {
            Self::Sha1 => hashed::<Sha1>(parts),
            Self::Sha256 => hashed::<Sha256>(parts),
            Self::Sha384 => hashed::<Sha384>(parts),
            Self::Sha512 => hashed::<Sha512>(parts),
        }
    }

    /// The hash of a password, hashed again and again.
    fn of_password(self, salt: &[u8], password: &str, spins: u32) -> Bytes {
        let password: Bytes = Zeroizing::new(password.encode_utf16().flat_map(u16::to_le_bytes).collect());
        let mut hash = Zeroizing::new(self.of([salt, &password]));
        for spin in 0..spins {
            hash = Zeroizing::new(self.of([&spin.to_le_bytes(), &hash]));
        }
        hash
    }
}

impl Info {
    fn read(info: &[u8]) -> Option<Self> {
        let word = |at: usize| Some(u16::from_le_bytes(info.get(at..at + 2)?.try_into().ok()?));
        match (word(0)?, word(2)?) {
            (4, 4) => Agile::read(info.get(8..)?).map(|agile| Self::Agile(Box::new(agile))),
            (2..=4, 2) => Standard::read(info.get(8..)?).map(Self::Standard),
            _ => None,
        }
    }

    /// The key of the content, where the password is right.
    fn key(&self, password: &str) -> Option<Bytes> {
        match self {
            Self::Agile(agile) => agile.key(password),
            Self::Standard(standard) => standard.key(password),
        }
    }

    /// The content: its length, and what is encrypted.
    fn decrypt(&self, key: &[u8], package: Vec<u8>) -> Option<Vec<u8>> {
        let length = u64::from_le_bytes(package.get(..8)?.try_into().ok()?);
        let mut content = package;
        content.drain(..8);
        content.truncate(content.len() / BLOCK * BLOCK);
        match self {
            Self::Agile(agile) => {
                for (number, piece) in (0_u32..).zip(content.chunks_mut(4096)) {
                    let iv = agile.content.hash.of([&agile.content.salt, &number.to_le_bytes()]);
                    cbc(key, &iv, piece)?;
                }
            }
            Self::Standard(_) => ecb(key, &mut content)?,
        }
        content.truncate(usize::try_from(length).ok()?);
        Some(content)
    }
}

impl Agile {
    fn read(xml: &[u8]) -> Option<Self> {
        let mut reader = Reader::from_reader(xml);
        reader.config_mut().expand_empty_elements = true;
        let (mut content, mut agile) = (None, None);
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            let tag = match reader.read_event_into(&mut buffer).ok()? {
                Event::Start(tag) => tag,
                Event::Eof => break,
                Event::DocType(_) => return None,
                _ => continue,
            };
            let bytes = |name| Base64::decode_vec(&attribute(&tag, name)?).ok();
            let way = || {
                let hash = match &*attribute(&tag, "hashAlgorithm")? {
                    "SHA1" | "SHA-1" => Hash::Sha1,
                    "SHA256" | "SHA-256" => Hash::Sha256,
                    "SHA384" | "SHA-384" => Hash::Sha384,
                    "SHA512" | "SHA-512" => Hash::Sha512,
                    _ => return None,
                };
                let is_cbc = attribute(&tag, "cipherAlgorithm")? == "AES"
                    && attribute(&tag, "cipherChaining")? == "ChainingModeCBC";
                let key = usize::try_from(number(&tag, "keyBits")? / 8).ok()?;
                is_cbc.then_some(Way { hash, key, salt: bytes("saltValue")? })
            };
            match tag.local_name().as_ref() {
                "keyData" => content = Some(way()?),
                "encryptedKey" => {
                    agile = Some((
                        way()?,
                        number(&tag, "spinCount").filter(|spins| *spins <= MAX_SPINS)?,
                        bytes("encryptedVerifierHashInput")?,
                        bytes("encryptedVerifierHashValue")?,
                        bytes("encryptedKeyValue")?,
                    ));
                }
                _ => {}
            }
        }
        let (password, spins, verifier, verifier_hash, key) = agile?;
        Some(Self { content: content?, password, spins, verifier, verifier_hash, key })
    }

    fn key(&self, password: &str) -> Option<Bytes> {
        const VERIFIER: [u8; 8] = [0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79];
        const VERIFIER_HASH: [u8; 8] = [0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E];
        const KEY: [u8; 8] = [0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6];
        let way = &self.password;
        let hash = way.hash.of_password(&way.salt, password, self.spins);
        let decrypted = |purpose: [u8; 8], encrypted: &[u8]| {
            let mut key = Zeroizing::new(way.hash.of([&hash, &purpose]));
            key.resize(way.key, 0x36);
            let mut bytes = Zeroizing::new(encrypted.to_vec());
            cbc(&key, &way.salt, &mut bytes)?;
            Some(bytes)
        };
        let verifier = decrypted(VERIFIER, &self.verifier)?;
        let expected = decrypted(VERIFIER_HASH, &self.verifier_hash)?;
        if !same(&way.hash.of([&verifier, &[]]), &expected) {
            return None;
        }
        let mut key = decrypted(KEY, &self.key)?;
        key.truncate(self.content.key);
        Some(key)
    }
}

impl Standard {
    fn read(info: &[u8]) -> Option<Self> {
        const SHA1: u32 = 0x8004;
        let word =
            |bytes: &[u8], at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        let length = usize::try_from(word(info, 0)?).ok()?;
        let (header, verifier) = info.get(4..)?.split_at_checked(length)?;
        let key = match (word(header, 8)?, word(header, 12)?) {
            (0x660E, 0 | SHA1) => 16,
            (0x660F, 0 | SHA1) => 24,
            (0x6610, 0 | SHA1) => 32,
            _ => return None,
        };
        let part = |range| verifier.get(range).map(<[u8]>::to_vec);
        Some(Self { key, salt: part(4..20)?, verifier: part(20..36)?, verifier_hash: part(40..72)? })
    }

    fn key(&self, password: &str) -> Option<Bytes> {
        let hash = Hash::Sha1.of_password(&self.salt, password, 50_000);
        let hash = Zeroizing::new(Hash::Sha1.of([&hash, &[0; 4]]));
        let filled = |with: u8| {
            let mut filled = Zeroizing::new(vec![with; 64]);
            filled.iter_mut().zip(hash.iter()).for_each(|(byte, other)| *byte ^= other);
            Hash::Sha1.of([&filled, &[]])
        };
        let mut key = Zeroizing::new([filled(0x36), filled(0x5C)].concat());
        key.truncate(self.key);
        let decrypted = |encrypted: &[u8]| {
            let mut bytes = Zeroizing::new(encrypted.to_vec());
            ecb(&key, &mut bytes).map(|()| bytes)
        };
        let (verifier, expected) = (decrypted(&self.verifier)?, decrypted(&self.verifier_hash)?);
        same(&Hash::Sha1.of([&verifier, &[]]), &expected).then_some(key)
    }
}

/// Whether a hash is the one that was kept, with what fills its last block up behind it.
fn same(hash: &[u8], kept: &[u8]) -> bool {
    kept.get(..hash.len()).is_some_and(|kept| bool::from(hash.ct_eq(kept)))
}

/// The length of a block of AES.
const BLOCK: usize = 16;

/// Decrypts whole blocks, each bound to the one before it.
fn cbc(key: &[u8], iv: &[u8], bytes: &mut [u8]) -> Option<()> {
    fn decrypted<D: KeyIvInit + BlockModeDecrypt>(key: &[u8], iv: &[u8], bytes: &mut [u8]) -> Option<()> {
        D::new_from_slices(key, iv).ok()?.decrypt_padded::<NoPadding>(bytes).ok().map(|_| ())
    }
    let iv = iv.get(..BLOCK)?;
    match key.len() {
        16 => decrypted::<cbc::Decryptor<Aes128>>(key, iv, bytes),
        24 => decrypted::<cbc::Decryptor<Aes192>>(key, iv, bytes),
        32 => decrypted::<cbc::Decryptor<Aes256>>(key, iv, bytes),
        _ => None,
    }
}

/// Decrypts whole blocks, each by itself.
fn ecb(key: &[u8], bytes: &mut [u8]) -> Option<()> {
    bytes.chunks_exact_mut(BLOCK).try_for_each(|block| cbc(key, &[0; BLOCK], block))
}
