//! Whether something may be written to the place that was named; told before a password is asked for.

use std::path::Path;

use crate::{
    cli::{context::Context, failure::Failure},
    documents::{is_of_another_format, is_ordinary},
    tui::words::Word,
};
/// What is to be written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Outgoing<'a> {
    /// The option that names the place.
    pub option: &'a str,
    /// The format, which is its ending too.
    pub format: &'a str,
    /// The endings of all formats that the command has.
    pub endings: &'a str,
    /// Whether it goes to standard output where no place is named.
    pub streams: bool,
}

/// Says what is wrong with a place: it has no file's name, its ending is that of something else, or the register itself lies
/// there. No ending, or one that says nothing, is as good as the right one.
pub(super) fn check(
    context: &Context<'_>,
    path: Option<&Path>,
    outgoing: Outgoing<'_>,
) -> Result<(), Failure> {
    let (Some(path), lang) = (path, context.lang) else { return Ok(()) };
    let Outgoing { option, format, endings, streams } = outgoing;
    if path.as_os_str() == "-" {
        return Err(Failure::usage(Word::CliNoDash.fill(lang, &[option])));
    }
    let shown = path.display().to_string();
    if !is_ordinary(path) {
        let word = if streams { Word::CliNoOrdinaryFile } else { Word::CliNoOrdinaryPlace };
        return Err(Failure::usage(word.fill(lang, &[&shown])));
    }
    if is_of_another_format(path, format) {
        return Err(Failure::usage(Word::CliOtherEnding.fill(lang, &[&shown, format, format, endings])));
    }
    // Whatever else may be overwritten.
    if context.places()?.owns(path) {
        return Err(Failure::usage(Word::CliInVault.fill(lang, &[&shown])));
    }
    Ok(())
}
