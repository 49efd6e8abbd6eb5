//! No subcommand: the screen.

use std::{
    env,
    io::{self, IsTerminal as _},
    path::PathBuf,
    sync::Arc,
};

use crate::{
    cli::{context::Context, failure::Failure, output},
    register::records::PolicySheet,
    store::{Places, Presence, StoreError, presence},
    tui::{
        self, Handover, Start,
        app::Settings,
        terminal::{looks::Looks, probe::Heard},
        words::Word,
    },
};

/// Opens the vault on the screen, or begins the first run where there is none.
pub(super) fn run(context: &Context<'_>, handed: Option<Handover>) -> Result<(), Failure> {
    let lang = context.lang;
    if !io::stdout().is_terminal() {
        return Err(Failure::usage(Word::CliNoTerminal.say(lang)));
    }
    let places = context.places()?;
    let settings = settings(context, &places, false)?;
    if let Some(handed) = handed {
        // Whatever may lie there by now: it was locked, and the door is what stands in front of it.
        let looks = handed.looks(|name| env::var_os(name));
        return show_as(context, settings, looks, Start::Anew(places, Box::new(handed)));
    }
    let start = match presence(&places).map_err(|error| Failure::store(&error, lang))? {
        Presence::Nothing => Start::FirstRun(places, 0),
        Presence::OnlyBackups(count) => Start::FirstRun(places, count),
        Presence::Missing(path) => return Err(Failure::store(&StoreError::Missing(path), lang)),
        Presence::Vault { .. } => match context.password()? {
            None => Start::Unlock(places, context.account()),
            Some(password) => {
                let vault = context.unlock(&places, context.account().as_deref(), &password)?;
                Start::Open(Box::new(vault))
            }
        },
    };
    show(context, settings, start)
}

/// Shows the screen to its end, and tells what kept the last backup from being made.
pub(super) fn show(context: &Context<'_>, settings: Settings, start: Start) -> Result<(), Failure> {
    show_as(context, settings, looks(), start)
}

fn show_as(context: &Context<'_>, settings: Settings, looks: Looks, start: Start) -> Result<(), Failure> {
    let lang = context.lang;
    let backup =
        tui::run(settings, looks, start, context.clock).map_err(|error| Failure::screen(&error, lang))?;
    if let Some(error) = backup {
        output::tell(Word::CliNotice.say(lang), &error.message(lang));
    }
    Ok(())
}

/// How the environment wishes the screen to look.
fn looks() -> Looks {
    Looks::of(|name| env::var_os(name))
}

/// With what a screen begins.
///
/// # Errors
/// When the policy file or a form cannot be used: better before the register is open than when a report is due.
pub(super) fn settings(context: &Context<'_>, places: &Places, practice: bool) -> Result<Settings, Failure> {
    let policy = context.policy()?;
    let forms = context.forms()?;
    Ok(Settings {
        lang: context.lang,
        policy_text: Arc::clone(policy.whole_text()),
        policy: Arc::new(policy),
        policy_of: context.once().is_none().then(PolicySheet::default),
        forms: forms.map(Arc::new),
        // Until the terminal has answered.
        theme: looks().theme(&Heard::default()),
        lines: looks().lines(&Heard::default()),
        day_given: context.day_given(),
        practice,
        report_dir: env::current_dir().unwrap_or_else(|_| PathBuf::from(".")),
        home: env::home_dir(),
        place: places.dir.display().to_string(),
    })
}
