//! `backup`: a verified copy of the register in a place of one's choice.

use std::path::Path;

use crate::{
    cli::{args, context::Context, failure::Failure, output},
    policy::visible,
    register::exit_status::{DATA, DONE},
    store::{Backup, StoreError, Vault},
    tui::{app::leaving::Left, words::Word},
};

/// Makes the backup and prints where it is, alone on standard output. The exit status is `DATA` where the history in it does not
/// fit; then it lies apart from the good ones.
pub(super) fn run(context: &Context<'_>, args: &args::Backup) -> Result<u8, Failure> {
    let lang = context.lang;
    let (mut vault, _) = context.open()?;
    let made = make(context, &mut vault, &args.to);
    let guesses = vault.guesses_at(&args.to);
    let doubt = vault.history_doubt().map(|doubt| doubt.message(lang));
    context.close(vault);
    let backup = made.map_err(|error| Failure::store(&error, lang))?;
    output::print(&format!("{}\n", visible(&backup.path.display().to_string())), lang)?;
    let notice = |text: &str| output::tell(Word::CliNotice.say(lang), text);
    if let Some(guesses) = guesses {
        notice(&guesses.message(lang));
    }
    if backup.doubtful {
        notice(Word::CliBackupApart.say(lang));
    }
    Ok(doubt.map_or(DONE, |doubt| {
        notice(&doubt);
        DATA
    }))
}

/// Makes a backup, and tells the history. A further one in the register's own folder stays where the others are.
pub(super) fn make(context: &Context<'_>, vault: &mut Vault, to: &Path) -> Result<Backup, StoreError> {
    let made = vault.backup_to(to, &context.clock.stamp())?;
    if !is_same(to, &vault.places().backup_dir()) {
        context.tell_left(vault, Left::backup(&made.path));
    }
    Ok(made)
}

fn is_same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().ok();
    real(one).is_some_and(|one| real(other) == Some(one))
}
