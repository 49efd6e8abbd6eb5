//! `restore`: the way back, and the drill that proves it.

use super::{args, context::Context, failure::Failure, output};
use crate::{
    policy::visible,
    store::{Offer, Restore, StoreError, Vault, drill, restore},
    tui::text::Word,
};

/// Puts a backup in the place of the register, or tries that elsewhere.
pub(super) fn run(context: &Context<'_>, args: &args::Restore) -> Result<(), Failure> {
    let lang = context.lang;
    let failed = |error: StoreError| Failure::store(&error, lang);
    let policy = context.policy()?;
    let at = context.clock.stamp();
    let password = context.ask_password()?;
    let offer = Offer::Password { login: None, password: &password };
    let said = if args.drill {
        let (mut vault, _) = context.unlock_there(&password)?;
        let drilled = drill(&args.backup, &mut vault, &offer, &at);
        context.close_written(vault, &policy);
        drilled.map_err(failed)?.message(lang)
    } else {
        let to = context.places()?;
        let wanted = Restore { backup: &args.backup, to: &to, replace: args.replace, at: &at };
        let restored = restore(&wanted, &offer).map_err(|error| match error {
            // There is nothing to be made anew: the password is of the time of the backup.
            StoreError::WrongPassword => Failure::locked(Word::CliRestorePassword.say(lang)),
            other => failed(other),
        })?;
        match Vault::unlock(&to, &password) {
            // What came back begins with a backup of its own, and this shows that it opens.
            Ok(vault) => context.close_written(vault, &policy),
            Err(error) => output::tell(Word::CliNotice.say(lang), &error.message(lang)),
        }
        restored.message(lang)
    };
    output::print(&format!("{}\n", visible(&said)), lang)
}
