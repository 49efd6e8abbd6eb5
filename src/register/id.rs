//! Ids: strings that the office chose, one type for each kind so that none is taken for another.

use std::{borrow::Borrow, fmt};

use smol_str::SmolStr;

use super::kinds::{RecordKind, with_ids};

/// The most characters (code points) that an id may have.
pub const MAX_ID_CHARS: usize = 64;

/// Why a text is no id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdFault {
    /// Nothing, or blanks only.
    Blank,
    /// More than [`MAX_ID_CHARS`] characters.
    TooLong,
    /// A control character inside.
    Control,
    /// A blank at an end, which nobody sees: as a cell of Excel is pasted.
    BlankEnd,
}

/// Checks what every id has to satisfy that a record is given.
///
/// # Errors
/// The first [`IdFault`] found.
pub fn check_id(text: &str) -> Result<(), IdFault> {
    check_held(text)?;
    if has_blank_end(text) { Err(IdFault::BlankEnd) } else { Ok(()) }
}

/// Whether a blank (Unicode `White_Space`) stands at an end of an id. Earlier versions took such ids in.
pub fn has_blank_end(id: &str) -> bool {
    // Asked of every id after every change: one that begins and ends as nearly all do is not looked at further.
    let plain = |end: Option<&u8>| end.is_some_and(u8::is_ascii_graphic);
    let bytes = id.as_bytes();
    !(plain(bytes.first()) && plain(bytes.last())) && id.trim().len() != id.len()
}

/// Checks what the id of a record satisfies that earlier versions may have taken in.
pub(super) fn check_held(text: &str) -> Result<(), IdFault> {
    if text.trim().is_empty() {
        Err(IdFault::Blank)
    } else if text.chars().count() > MAX_ID_CHARS {
        Err(IdFault::TooLong)
    } else if text.chars().any(char::is_control) {
        Err(IdFault::Control)
    } else {
        Ok(())
    }
}

/// An id of any kind of record.
pub(super) trait Id {
    /// The kind that is numbered by it; a person's is the same as staff and as partner.
    const KIND: RecordKind;
    /// The text as the office wrote it.
    fn as_str(&self) -> &str;
    /// The id of a record that is there.
    fn trusted(text: &str) -> Self;
}

macro_rules! ids {
    ($(
        $(#[$doc:meta])* $name:ident of $kind:ident $(| $also:ident)*, named $named:ident, holds $holds:ident;
    )*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(SmolStr);

        impl $name {
            /// Takes a text as the id of a new record.
            ///
            /// # Errors
            /// When the text is blank, too long, holds a control character or has a blank at an end.
            pub fn new(text: &str) -> Result<Self, IdFault> {
                check_id(text)?;
                Ok(Self(SmolStr::new(text)))
            }

            /// Takes a text as the id of a record that may be there, exactly as it stands: nothing is trimmed where a record
            /// is looked up, and one of an earlier version may have a blank at an end.
            ///
            /// # Errors
            /// When no record can have it: the text is blank, too long or holds a control character.
            pub fn held(text: &str) -> Result<Self, IdFault> {
                check_held(text)?;
                Ok(Self(SmolStr::new(text)))
            }

            /// The id of a row that the vault holds: checked when it was written.
            pub fn trusted(text: &str) -> Self {
                Self(SmolStr::new(text))
            }

            /// The text as the office wrote it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Id for $name {
            const KIND: RecordKind = RecordKind::$kind;

            fn as_str(&self) -> &str {
                &self.0
            }

            fn trusted(text: &str) -> Self {
                Self::trusted(text)
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

with_ids! { ids }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_id_has_no_blank_at_an_end_and_one_that_is_there_is_taken_as_it_is() {
        // Every White_Space that is no control character: those are refused as such.
        let blanks = ('\0'..=char::MAX).filter(|c| c.is_whitespace() && !c.is_control());
        assert_eq!(blanks.clone().count(), 19);
        for blank in blanks {
            for text in
                [format!("G-001{blank}"), format!("{blank}G-001"), format!("{blank}{blank}G 1{blank}")]
            {
                assert_eq!(GroupId::new(&text), Err(IdFault::BlankEnd), "{text:?}");
                assert_eq!(GroupId::held(&text).unwrap().as_str(), text);
            }
            assert!(GroupId::new(&format!("G{blank}001")).is_ok());
            assert_eq!(GroupId::held(&blank.to_string()), Err(IdFault::Blank));
        }
        for text in ["\tG", "G\n", "G\u{85}"] {
            assert_eq!(GroupId::held(text), Err(IdFault::Control));
        }
        assert!(GroupId::new(&"長".repeat(64)).is_ok());
        assert_eq!(GroupId::new(&"長".repeat(65)), Err(IdFault::TooLong));
    }
}
