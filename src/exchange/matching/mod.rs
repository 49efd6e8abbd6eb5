//! Who is who: people, groups and devices of the register, as a ledger names them.

mod people;

pub use people::{Found, Known, People, Who};

use super::values::plain;
use crate::register::kana::search_key;

/// A name or number in the form in which it is compared: no blanks, widths folded.
pub fn exact_key(text: &str) -> String {
    let mut key = plain(text);
    key.retain(|c| !c.is_whitespace());
    key
}

/// A group's name without what some write behind it, variants folded.
pub fn group_key(name: &str) -> String {
    let key = search_key(name);
    let bare = ["様", "さま", "さん", "殿"].iter().find_map(|honorific| key.strip_suffix(honorific));
    bare.filter(|bare| !bare.is_empty()).unwrap_or(&key).to_owned()
}
