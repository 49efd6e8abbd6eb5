//! Whether something may be written to the place that was named; told before a password is asked for.

use std::path::Path;

use super::{context::Context, failure::Failure};
use crate::tui::text::Word;

/// Nothing is written over the register, its key or its backups, whatever else may be overwritten.
pub(super) fn check(context: &Context<'_>, path: Option<&Path>) -> Result<(), Failure> {
    let Some(path) = path else { return Ok(()) };
    if context.places()?.owns(path) {
        let shown = path.display().to_string();
        return Err(Failure::usage(Word::CliInVault.fill(context.lang, &[&shown])));
    }
    Ok(())
}
