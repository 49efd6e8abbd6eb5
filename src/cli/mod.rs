//! The command line: one file a subcommand; nothing is decided here.

mod account;
mod apply;
mod args;
mod backup;
mod check;
mod context;
mod demo;
pub mod demo_office;
mod evidence;
mod export;
mod failure;
mod hand_over;
mod help;
mod history;
mod import;
mod init;
mod ledgers;
mod manual;
mod names;
mod output;
mod paper;
mod place;
mod policy;
mod progress;
mod prompt;
mod restore;
mod screen;
mod signals;
mod trim_ids;
mod verify;
mod verify_pack;
mod wrong_use;

use std::process::ExitCode;

use args::{Cli, Command};
use context::Context;
use failure::Failure;

use crate::register::exit_status::DONE;

/// Parses the command line, runs it and gives the exit status (`register::exit_status`).
pub fn main() -> ExitCode {
    // Before the first secret.
    crate::store::protect_process();
    let (cli, lang) = match args::parse(std::env::args_os()) {
        Ok(parsed) => parsed,
        Err(status) => return ExitCode::from(status),
    };
    // After a lock this process is one that was begun anew, in front of the closed register.
    let handed = if cli.command.is_none() { crate::tui::Handover::taken() } else { None };
    let ended = run(&cli, lang, handed);
    progress::quiet();
    match ended {
        Ok(status) => ExitCode::from(status),
        Err(failure) => {
            crate::tui::give_back();
            output::tell(failure.kind().say(lang), &failure.message);
            ExitCode::from(failure.status)
        }
    }
}

fn run(cli: &Cli, lang: crate::register::Lang, handed: Option<crate::tui::Handover>) -> Result<u8, Failure> {
    let context = Context::new(&cli.options, lang)?;
    // A screen hears signals itself: it closes the register first.
    let screen = matches!(cli.command, None | Some(Command::Demo));
    let context = if screen { context } else { context.watched() };
    match &cli.command {
        None => screen::run(&context, handed).map(|()| DONE),
        Some(Command::Init(args)) => init::run(&context, args).map(|()| DONE),
        Some(Command::Account(args)) => account::run(&context, &args.command).map(|()| DONE),
        Some(Command::Policy(args)) => policy::run(&context, &args.command).map(|()| DONE),
        Some(Command::Settings(args)) => policy::settings(&context, args).map(|()| DONE),
        Some(Command::Import(args)) => import::run(&context, args),
        Some(Command::Export(args)) => export::run(&context, args).map(|()| DONE),
        Some(Command::Check(args)) => check::run(&context, args),
        Some(Command::Paper(args)) => paper::run(&context, args).map(|()| DONE),
        Some(Command::Report(args)) => paper::report(&context, args).map(|()| DONE),
        Some(Command::Evidence(args)) => evidence::run(&context, args).map(|()| DONE),
        Some(Command::Backup(args)) => backup::run(&context, args),
        Some(Command::HandOver(args)) => hand_over::run(&context, args),
        Some(Command::Restore(args)) => restore::run(&context, args),
        Some(Command::Apply(args)) => apply::run(&context, args),
        Some(Command::TrimIds) => trim_ids::run(&context).map(|()| DONE),
        Some(Command::Verify(args)) => verify::verify(&context, args),
        Some(Command::Head(args)) => verify::head(&context, args.format).map(|()| DONE),
        Some(Command::History(args)) => history::run(&context, args).map(|()| DONE),
        Some(Command::Manual(args)) => manual::run(args, lang).map(|()| DONE),
        Some(Command::Demo) => demo::run(&context).map(|()| DONE),
    }
}
