//! `demo`: the made-up office, to practise on.

use std::io::{self, IsTerminal as _};

use crate::{
    cli::{context::Context, demo_office::demo_office, failure::Failure, output, screen},
    policy::{findings_to_text, judge},
    register::Register,
    store::{Cost, Entry, IMPORT, NewVault, Places, Secret, StoreError, Vault},
    tui::{Start, words::Word},
};
/// Opens the vault of the practice office again after it was locked. It protects nothing.
const PASSWORD: &str = "thrown-away-at-the-end-7";

/// Opens the office on the screen; where there is none, prints its findings.
pub(super) fn run(context: &Context<'_>) -> Result<(), Failure> {
    let register =
        demo_office(context.today()).map_err(|error| Failure::data(error.message(context.lang)))?;
    if io::stdout().is_terminal() { show(context, &register) } else { print(context, &register) }
}

fn print(context: &Context<'_>, register: &Register) -> Result<(), Failure> {
    let policy = context.policy()?;
    let today = context.today();
    let findings = judge(register, &policy, today);
    output::print(&findings_to_text(&policy, register, &findings, today, context.lang), context.lang)
}

fn show(context: &Context<'_>, register: &Register) -> Result<(), Failure> {
    let lang = context.lang;
    let folder =
        private_folder().map_err(|error| Failure::file(Word::CliDemo.fill(lang, &[&error.to_string()])))?;
    let places = Places::in_dir(folder.path().join("vault"));
    let vault = throw_away_vault(context, &places, register)
        .map_err(|error| Failure::file(Word::CliDemo.fill(lang, &[&error.message(lang)])))?;
    let settings = screen::settings(context, &places, true)?;
    let start = Start::Practice(Box::new(vault), folder);
    screen::show(context, settings, start)
}

/// A folder that only its owner may enter, removed with everything in it when it is dropped.
fn private_folder() -> io::Result<tempfile::TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("mcs-register-demo-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(std::fs::Permissions::from_mode(0o700));
    }
    builder.tempdir()
}

fn throw_away_vault(
    context: &Context<'_>,
    places: &Places,
    register: &Register,
) -> Result<Vault, StoreError> {
    let at = context.clock.stamp();
    let new = NewVault {
        office_name: register.office().name.as_deref().unwrap_or_default(),
        account: Word::Practice.say(context.lang),
        password: &Secret::new(PASSWORD.to_owned()),
        cost: Cost::THROWAWAY,
        now: &at,
    };
    let (mut vault, _) = Vault::create(places, &new)?;
    vault.replace_all(register, &Entry::new(IMPORT, &at))?;
    Ok(vault)
}
