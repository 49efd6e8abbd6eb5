//! Key files as no program writes them.

use std::fs;

use mcs_register::store::{Places, StoreError, Vault};

use super::support::{Fixture, PASSWORD, secret};

/// A small generator of its own, so that a failure can be had again.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % end
    }
}

#[test]
fn a_key_file_with_anything_in_it_opens_rightly_or_not_at_all() {
    let fixture = Fixture::filled();
    let whole = fs::read(fixture.places.key_file()).unwrap();
    let places: Places = fixture.places.clone();
    let attempts = places.key_file().with_extension("attempts");
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let mut opened = 0;
    let runs: usize = std::env::var("FUZZ").ok().and_then(|n| n.parse().ok()).unwrap_or(300);
    for run in 0..runs {
        let mut text = whole.clone();
        for _ in 0..=dice.below(3) {
            let at = dice.below(text.len());
            match dice.below(6) {
                0 => text[at] ^= 1 << dice.below(8),
                1 => text[at] = b"0123456789AZaz\"{}[]:,-+/=\0\xff"[dice.below(27)],
                2 => text.truncate(at.max(1)),
                3 => drop(text.remove(at)),
                4 => {
                    let end = (at + dice.below(200)).min(text.len());
                    let piece = text[at..end].to_vec();
                    let to = dice.below(text.len());
                    text.splice(to..to, piece);
                }
                _ => {
                    let end = (at + dice.below(40)).min(text.len());
                    text.drain(at..end);
                }
            }
            if text.is_empty() {
                text.push(b'{');
            }
        }
        fs::write(places.key_file(), &text).unwrap();
        match Vault::unlock(&places, &secret(PASSWORD)) {
            Ok(mut vault) => {
                opened += 1;
                assert_eq!(vault.account(), "港 花子", "run {run}");
                vault.load().unwrap();
                vault.lock().unwrap();
                assert_eq!(Vault::unlock(&places, &secret(PASSWORD)).unwrap().notices(), &[], "run {run}");
            }
            Err(
                StoreError::KeysDamaged(_)
                | StoreError::KeysPutRight
                | StoreError::KeysPutRightBehind { .. }
                | StoreError::NotAPair(_)
                | StoreError::LaterVersion(_)
                | StoreError::WrongPassword,
            ) => {}
            Err(other) => panic!("run {run}: {other:?}"),
        }
        let _ = fs::remove_file(&attempts);
        fs::write(places.key_file(), &text).unwrap();
        assert!(Vault::unlock(&places, &secret("wrong-55-pass")).is_err(), "run {run}");
        let _ = fs::remove_file(&attempts);
    }
    fs::write(places.key_file(), &whole).unwrap();
    fixture.unlock();
    assert!(opened > 0);
}
