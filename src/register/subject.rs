//! A subject as text, as waivers and the history write it.

use std::fmt;

use super::{id::check_held, kinds::RecordKind};

pub use super::kinds::Subject;

impl Subject {
    /// Reads `kind/id`, `office` or `policy`; `None` for an unknown kind or an impossible id. Nothing of the id is trimmed.
    pub fn parse(text: &str) -> Option<Self> {
        let one = [Self::Office, Self::Policy].into_iter().find(|one| text == one.kind().word());
        if one.is_some() {
            return one;
        }
        let (kind, id) = text.split_once('/')?;
        check_held(id).ok()?;
        Self::of(RecordKind::from_word(kind)?, id)
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Office | Self::Policy => f.write_str(self.kind().word()),
            _ => write!(f, "{}/{}", self.kind().word(), self.id()),
        }
    }
}
