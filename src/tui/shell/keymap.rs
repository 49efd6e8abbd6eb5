//! The one table of keys. The dispatcher, the bar, the keys page, the palette and `docs/keys.md` are made from it.

use std::{
    collections::HashMap,
    sync::{LazyLock, OnceLock},
};

use crate::tui::{app::binding::Binding, keys::Ctx, terminal::input::Key, words::Word};

use super::rows;

/// Every key of the program.
pub static KEYS: LazyLock<Vec<Binding>> = LazyLock::new(rows);

/// The row for a key in the first of some contexts that has one.
pub fn find(ctxs: &[Ctx], key: Key) -> Option<&'static Binding> {
    static PLACES: OnceLock<HashMap<(Ctx, Key), usize>> = OnceLock::new();
    let places = PLACES.get_or_init(|| {
        let mut places = HashMap::new();
        for (place, binding) in KEYS.iter().enumerate() {
            for key in binding.all_keys() {
                places.entry((binding.ctx, key)).or_insert(place);
            }
        }
        places
    });
    ctxs.iter().find_map(|ctx| places.get(&(*ctx, key))).and_then(|place| KEYS.get(*place))
}

/// The row for everywhere that is called so.
pub fn called(label: Word) -> Option<&'static Binding> {
    KEYS.iter().find(|row| row.ctx == Ctx::Anywhere && row.label == label)
}

#[cfg(test)]
mod tests;
