//! Writing that somebody has stopped.

use std::{error::Error, io};

use crate::register::work::Stopped;

impl From<Stopped> for io::Error {
    fn from(stopped: Stopped) -> Self {
        Self::new(io::ErrorKind::Interrupted, stopped)
    }
}

/// Whether writing ended because somebody stopped it.
pub fn is_stop(error: &io::Error) -> bool {
    error.get_ref().is_some_and(<dyn Error + Send + Sync>::is::<Stopped>)
}
