//! `backup`: a verified copy of the register in a place of one's choice.

use super::{args::Backup, context::Context, failure::Failure, output};
use crate::policy::visible;

/// Makes the backup and prints where it is, alone on standard output.
pub(super) fn run(context: &Context<'_>, args: &Backup) -> Result<(), Failure> {
    let lang = context.lang;
    let (mut vault, _) = context.open()?;
    let made = vault.backup_to(&args.to, &context.clock.stamp());
    context.close(vault);
    let backup = made.map_err(|error| Failure::store(&error, lang))?;
    output::print(&format!("{}\n", visible(&backup.path.display().to_string())), lang)
}
