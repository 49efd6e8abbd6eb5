//! `init`: a new vault.

use zeroize::Zeroizing;

use crate::{
    cli::{args::Init, context::Context, failure::Failure, output, paper::KeySheet, prompt},
    register::Lang,
    store::{Cost, NewVault, Presence, StoreError, Vault, presence},
    tui::words::Word,
};
/// Makes the vault and prints the recovery key, alone on standard output.
pub(super) fn run(context: &Context<'_>, args: &Init) -> Result<(), Failure> {
    let lang = context.lang;
    let failed = |error: &StoreError| Failure::store(error, lang);
    let Some(account) = context.account() else {
        let needed =
            [Word::CliRequired.fill(lang, &["--account <NAME>"]), Word::CliHint.say(lang).to_owned()];
        return Err(Failure::usage(needed.join(if lang == Lang::Ja { "" } else { " " })));
    };
    for (name, given) in [(Word::OfficeName, &args.office), (Word::AccountName, &account)] {
        if given.trim().is_empty() {
            return Err(Failure::usage(Word::FieldNeeded.fill(lang, &[name.say(lang)])));
        }
    }
    let policy = context.policy()?;
    let places = context.places()?;
    // Before any password is read or worked on.
    match presence(&places).map_err(|error| failed(&error))? {
        Presence::Nothing => {}
        Presence::OnlyBackups(count) => {
            return Err(failed(&StoreError::OnlyBackups(places.dir.clone(), count)));
        }
        Presence::Vault { .. } => return Err(failed(&StoreError::AlreadyThere(places.database()))),
        Presence::Missing(path) => return Err(failed(&StoreError::Missing(path))),
    }
    let password = match context.password_file() {
        Some(path) => Some(context.new_password_in(&path)?),
        None => prompt::new_password(&[&account, &args.office], &policy, lang)?,
    };
    let password = password.ok_or_else(|| Failure::usage(Word::CliInitNoPassword.say(lang)))?;
    let sheet = KeySheet::prepare(context, args.sheet.as_deref())?;
    let new = NewVault {
        office_name: &args.office,
        account: &account,
        password: &password,
        cost: Cost::tuned(),
        now: &context.clock.stamp(),
    };
    let (mut vault, key) =
        Vault::create(&places, &new).map_err(|error| Failure::store_citing(&error, &policy, lang))?;
    let register = vault.load().map_err(|error| failed(&error))?;
    context.close_written(vault, &policy);
    let line = Zeroizing::new(format!("{key}\n"));
    let dir = places.dir.display().to_string();
    // Not even a closed pipe is passed over here: without the key a forgotten password is the end.
    output::write_out(&line)
        .map_err(|error| Failure::file(Word::CliRecoveryLost.fill(lang, &[&error.to_string(), &dir])))?;
    prompt::advise(&password, lang);
    let notice = Word::CliNotice.say(lang);
    output::tell(notice, &Word::CliCreated.fill(lang, &[&dir]));
    output::tell(notice, Word::CliRecovery.say(lang));
    sheet.write(context, &policy, &register, &key.to_string())
}
