//! Ids: strings that the office chose, one type for each kind so that none is taken for another.

use std::fmt;

use smol_str::SmolStr;

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
}

/// Checks what every id has to satisfy.
///
/// # Errors
/// The first [`IdFault`] found.
pub fn check_id(text: &str) -> Result<(), IdFault> {
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

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(SmolStr);

        impl $name {
            /// Takes a text as an id.
            ///
            /// # Errors
            /// When the text is blank, too long or holds a control character.
            pub fn new(text: &str) -> Result<Self, IdFault> {
                check_id(text)?;
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

ids! {
    /// A staff member or a partner: the two share one space of ids.
    PersonId,
    /// A device.
    DeviceId,
    /// A take-out.
    TakeOutId,
    /// A group.
    GroupId,
    /// A membership, unique in the whole register.
    MembershipId,
    /// An incident, numbered by 令和 year and serial: `R8-001`.
    IncidentId,
    /// A filing with the secretariat.
    FilingId,
}
