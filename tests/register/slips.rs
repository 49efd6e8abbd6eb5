//! Files as nobody wrote them: bytes changed by chance, or by what has made readers stumble.

use proptest::{prelude::*, sample::Index};

/// One change of some bytes.
#[derive(Debug, Clone)]
pub enum Slip {
    Byte(Index, u8),
    Cut(Index),
    Remove(Index, usize),
    Repeat(Index, usize, usize),
    Insert(Index, &'static [u8]),
}

impl Slip {
    pub fn make(&self, bytes: &mut Vec<u8>) {
        if bytes.is_empty() {
            return;
        }
        let length = bytes.len();
        let range = |at: &Index, count: usize| at.index(length)..(at.index(length) + count).min(length);
        match self {
            Self::Byte(at, byte) => bytes[at.index(length)] = *byte,
            Self::Cut(at) => bytes.truncate(at.index(length)),
            Self::Remove(at, count) => _ = bytes.drain(range(at, *count)),
            Self::Repeat(at, count, times) => {
                let again = bytes[range(at, *count)].repeat(*times);
                let at = at.index(length);
                bytes.splice(at..at, again);
            }
            Self::Insert(at, piece) => {
                let at = at.index(length);
                bytes.splice(at..at, piece.iter().copied());
            }
        }
    }
}

/// A change by chance, or with one of some pieces.
pub fn slip(pieces: &'static [&'static [u8]]) -> impl Strategy<Value = Slip> {
    let at = any::<Index>;
    prop_oneof![
        4 => (at(), any::<u8>()).prop_map(|(at, byte)| Slip::Byte(at, byte)),
        1 => at().prop_map(Slip::Cut),
        2 => (at(), 1_usize..200).prop_map(|(at, count)| Slip::Remove(at, count)),
        2 => (at(), 1_usize..200, 1_usize..50).prop_map(|(at, count, times)| Slip::Repeat(at, count, times)),
        3 => (at(), prop::sample::select(pieces)).prop_map(|(at, piece)| Slip::Insert(at, piece)),
    ]
}

/// So many cases as `PROPTEST_CASES` says, else few: what is tried at length is tried by hand.
pub fn cases(few: u32) -> ProptestConfig {
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if asked { config } else { ProptestConfig { cases: few, ..config } }
}
