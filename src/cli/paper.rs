//! `paper`: every paper that leaves the office or is printed inside it; and `report`, the short form of `paper incident`.

use std::path::Path;

use super::{
    args::{Paper, PaperFormat, Report, Target},
    context::Context,
    failure::Failure,
    output,
};
use crate::{
    documents::{Names, Paper as Sheets, PaperError, PaperKind, PaperOptions, paper},
    policy::visible,
    register::Lang,
    tui::text::Word,
};

/// What is asked for, from either command.
struct Wanted<'a> {
    kind: PaperKind,
    id: Option<&'a str>,
    format: PaperFormat,
    unmasked: bool,
    target: &'a Target,
}

/// Writes a paper.
pub(super) fn run(context: &Context<'_>, args: &Paper) -> Result<(), Failure> {
    let kind = PaperKind::from_word(&args.kind)
        .filter(|kind| kind.from_register())
        .ok_or_else(|| unknown_kind(&args.kind, context.lang))?;
    let format = args.format.unwrap_or_else(|| format_of(args.target.out.as_deref()));
    write(
        context,
        &Wanted { kind, id: args.id.as_deref(), format, unmasked: args.unmasked, target: &args.target },
    )
}

/// Writes the report of an incident.
pub(super) fn report(context: &Context<'_>, args: &Report) -> Result<(), Failure> {
    let format = args.format.unwrap_or_else(|| format_of(args.target.out.as_deref()));
    write(
        context,
        &Wanted {
            kind: PaperKind::Incident,
            id: Some(&args.incident),
            format,
            unmasked: args.unmasked,
            target: &args.target,
        },
    )
}

fn write(context: &Context<'_>, wanted: &Wanted<'_>) -> Result<(), Failure> {
    let lang = context.lang;
    if wanted.format == PaperFormat::Pdf && wanted.target.out.is_none() {
        return Err(Failure::usage(Word::CliPaperNeedsOut.say(lang)));
    }
    let policy = context.policy()?;
    let (vault, register) = context.open()?;
    let head = vault.head().map_err(|error| Failure::store(&error, lang))?.code().to_string();
    context.close(vault);
    let options = PaperOptions {
        id: wanted.id,
        names: wanted.unmasked.then_some(Names::Full),
        head: Some(&head),
        ..PaperOptions::default()
    };
    let made = paper(wanted.kind, &register, &policy, context.today(), &options)
        .map_err(|error| failure(&error, lang))?;
    match wanted.format {
        PaperFormat::Md => output::deliver(made.markdown().as_bytes(), wanted.target, lang),
        PaperFormat::Txt => output::deliver(made.plain_text().as_bytes(), wanted.target, lang),
        PaperFormat::Pdf => pdf(&made, wanted.target, lang),
    }
}

/// Writes a PDF; characters that could not be printed are told.
fn pdf(made: &Sheets, target: &Target, lang: Lang) -> Result<(), Failure> {
    let pdf = made.pdf().map_err(|error| Failure::data(error.message(lang)))?;
    output::deliver(&pdf.bytes, target, lang)?;
    if !pdf.missing.is_empty() {
        let missing: Vec<String> = pdf.missing.iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect();
        output::tell(Word::CliNotice.say(lang), &Word::CliPaperMissing.fill(lang, &[&missing.join(", ")]));
    }
    Ok(())
}

fn failure(error: &PaperError, lang: Lang) -> Failure {
    let message = error.message(lang);
    match error {
        PaperError::Form(_) => Failure::data(message),
        _ => Failure::usage(message),
    }
}

fn unknown_kind(word: &str, lang: Lang) -> Failure {
    let kinds: Vec<&str> =
        PaperKind::ALL.iter().filter(|kind| kind.from_register()).map(|kind| kind.word()).collect();
    Failure::usage(Word::CliNoPaper.fill(lang, &[&visible(word), &kinds.join(", ")]))
}

/// The format that the ending of a file names: `.pdf`, `.txt`; all else is Markdown.
fn format_of(out: Option<&Path>) -> PaperFormat {
    let is = |wanted: &str| {
        out.and_then(Path::extension).is_some_and(|ending| ending.eq_ignore_ascii_case(wanted))
    };
    if is("pdf") {
        PaperFormat::Pdf
    } else if is("txt") {
        PaperFormat::Txt
    } else {
        PaperFormat::Md
    }
}
