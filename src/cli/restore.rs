//! `restore`: the way back, and the drill that proves it.

use crate::{
    cli::{args, context::Context, failure::Failure, output},
    policy::visible,
    register::exit_status::{DATA, DONE},
    store::{Offer, Places, Presence, Restore, StoreError, drill, presence, restore},
    tui::words::Word,
};
/// Puts a backup in the place of the register, or tries that elsewhere. The exit status is `DATA` where the history of the backup
/// does not fit; then it becomes the register on purpose only.
pub(super) fn run(context: &Context<'_>, args: &args::Restore) -> Result<u8, Failure> {
    let lang = context.lang;
    let failed = |error: StoreError| Failure::store(&error, lang);
    let at = context.clock.stamp();
    let places = context.places()?;
    let several = matches!(presence(&Places::in_dir(&args.backup)), Ok(Presence::Vault { asks_login: true }));
    let (account, password) = context.ask(several)?;
    let offer = Offer::Password { login: account.as_deref(), password: &password };
    let (said, doubt) = if args.drill {
        let mut vault = context.open_vault_as(&places, account.as_deref(), &password)?;
        let policy = context.policy_of(&mut vault)?;
        let drilled = drill(&args.backup, &mut vault, &offer, &at);
        if let Some(guesses) = drilled.is_ok().then(|| vault.guesses_at(&args.backup)).flatten() {
            output::tell(Word::CliNotice.say(lang), &guesses.message(lang));
        }
        context.close_written(vault, &policy);
        let drilled = drilled.map_err(failed)?;
        (drilled.message(lang), drilled.doubt)
    } else {
        let (replace, accept_doubtful) = (args.replace, args.accept_doubtful);
        let work = context.work.clone();
        let wanted = Restore::of(&args.backup, &places, &at)
            .replacing(replace)
            .of_doubtful(accept_doubtful)
            .watched_by(&work);
        let restored = restore(&wanted, &offer).map_err(|error| match error {
            // There is nothing to be made anew: the password is of the time of the backup.
            StoreError::WrongPassword => Failure::locked(Word::CliRestorePassword.say(lang)),
            other => failed(other),
        })?;
        match context.unlock(&places, account.as_deref(), &password) {
            // What came back begins with a backup of its own, and this shows that it opens.
            Ok(mut vault) => {
                for notice in vault.notices() {
                    output::tell(Word::CliNotice.say(lang), &notice.message(lang));
                }
                let policy = context.policy_of(&mut vault)?;
                context.close_written(vault, &policy);
            }
            Err(failure) => output::tell(Word::CliNotice.say(lang), &failure.message),
        }
        (restored.message(lang), restored.doubt)
    };
    output::print(&format!("{}\n", visible(&said)), lang)?;
    Ok(doubt.map_or(DONE, |doubt| {
        output::tell(Word::CliNotice.say(lang), &doubt.message(lang));
        if args.drill {
            output::tell(Word::CliNotice.say(lang), Word::CliDrillDoubtful.say(lang));
        }
        DATA
    }))
}
