//! `backup`: a verified copy of the register in a place of one's choice.

use std::path::Path;

use crate::{
    cli::{args::Backup, context::Context, failure::Failure, output},
    policy::visible,
    register::exit_status::{DATA, DONE},
    tui::{app::leaving::Left, words::Word},
};

/// Makes the backup and prints where it is, alone on standard output. The exit status is `DATA` where the history in it does not
/// fit; then it lies apart from the good ones.
pub(super) fn run(context: &Context<'_>, args: &Backup) -> Result<u8, Failure> {
    let lang = context.lang;
    let (mut vault, _) = context.open()?;
    let made = vault.backup_to(&args.to, &context.clock.stamp());
    let doubt = vault.history_doubt().map(|doubt| doubt.message(lang));
    match &made {
        // A further one in the register's own folder stays where the others are.
        Ok(backup) if !is_same(&args.to, &vault.places().backup_dir()) => {
            context.close_left(vault, Left::backup(&backup.path));
        }
        _ => context.close(vault),
    }
    let backup = made.map_err(|error| Failure::store(&error, lang))?;
    output::print(&format!("{}\n", visible(&backup.path.display().to_string())), lang)?;
    let notice = |text: &str| output::tell(Word::CliNotice.say(lang), text);
    if backup.doubtful {
        notice(Word::CliBackupApart.say(lang));
    }
    Ok(doubt.map_or(DONE, |doubt| {
        notice(&doubt);
        DATA
    }))
}

fn is_same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().ok();
    real(one).is_some_and(|one| real(other) == Some(one))
}
