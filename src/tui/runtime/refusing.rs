//! Why the vault did not write a change, as the screen tells it.

use crate::{register::Lang, store::StoreError, tui::app::Failure};

/// Why a change was not written, as it is told.
pub fn failure(why: &StoreError, lang: Lang) -> Failure {
    let said = why.message(lang);
    match why {
        StoreError::ChangedElsewhere(_) => Failure::ChangedElsewhere(said),
        // Where another file stands in its place, nobody can say that the register is what it was.
        StoreError::Unconfirmed(_) | StoreError::Replaced(_) => Failure::ToldWhole(said),
        _ => Failure::Other(said),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_another_file_took_its_place_the_register_is_not_said_to_be_unchanged() {
        let place = || std::path::PathBuf::from("register.db");
        for why in [StoreError::Replaced(place()), StoreError::Unconfirmed(place())] {
            assert!(matches!(failure(&why, Lang::Ja), Failure::ToldWhole(_)), "{why:?}");
        }
        assert!(matches!(failure(&StoreError::NotThere(place()), Lang::Ja), Failure::Other(_)));
    }
}
