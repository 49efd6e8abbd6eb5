//! `export`: the register as a document, its ledgers as tables, its due dates as a calendar.

use std::path::Path;

use crate::{
    cli::{
        args::{Export, ExportEncoding, ExportFormat},
        context::Context,
        failure::Failure,
        output,
        place::{self, Outgoing},
    },
    documents::{Encoding, Ledger, Naming, calendar_file, csv_files, is_csv_file, ledgers, workbook},
    policy::judge,
    register::{Lang, Register, Stage, Work, document::encode},
    tui::{
        app::{
            Content,
            leaving::{Leaving, Left},
            packing::published,
        },
        words::{
            Word,
            leaving::{CALENDAR, CSV, CSV_CP932, DOCUMENT, WORKBOOK},
            missing_of,
        },
    },
};
/// Writes the register.
pub(super) fn run(context: &Context<'_>, args: &Export) -> Result<(), Failure> {
    let lang = context.lang;
    let format = args.format.unwrap_or_else(|| format_of(args.target.file()));
    let names = args.names.or_masked(args.masked, lang)?;
    check(args, format, names, lang)?;
    place::check(context, args.target.file(), outgoing(format))?;
    let (mut vault, register) = context.open()?;
    let head = vault.code_to_print().map_err(|error| Failure::store(&error, lang))?;
    let today = context.today();
    match format {
        ExportFormat::Json => {
            let leaving = Leaving::export(DOCUMENT, Naming::Full);
            let left = file(leaving, encode(&register).into_bytes(), args, lang)?;
            context.close_left(vault, left);
        }
        ExportFormat::Ics => {
            // A calendar is shown on telephones and kept by others.
            let names = names.unwrap_or(Naming::Masked);
            let policy = context.policy_judging(register.policy())?;
            let before = published(&mut vault, &policy, today, names);
            let before = before.map_err(|error| Failure::store(&error, lang))?;
            let text = calendar_file(&register, &policy, today, names, &before);
            let left = file(Leaving::export(CALENDAR, names), text.into_bytes(), args, lang)?;
            context.close_left(vault, left);
        }
        ExportFormat::Csv | ExportFormat::Xlsx => {
            // Ledgers stay in the office, as those on paper do.
            let names = names.unwrap_or(Naming::Full);
            let policy = context.policy_judging(register.policy())?;
            let stopped = |_| Failure::stopped(lang);
            let making = context.work.begin(Stage::Ledgers, 0).map_err(stopped)?;
            let findings = judge(&register, &policy, today);
            let ledgers = ledgers(&register, &policy, &findings, today, names);
            let left = if format == ExportFormat::Csv {
                csv(args, &ledgers, names, &context.work, lang)?
            } else {
                xlsx(context, args, &register, &ledgers, names)?
            };
            drop(making);
            context.close_left(vault, left);
        }
    }
    // Beside the document and not in it: its readers are strict about fields that they do not know.
    output::tell(Word::CliNotice.say(lang), &Word::CliHead.fill(lang, &[&head.to_string()]));
    Ok(())
}

/// What does not go together is said before the password is asked for.
fn check(args: &Export, format: ExportFormat, names: Option<Naming>, lang: Lang) -> Result<(), Failure> {
    let Outgoing { format: name, streams, .. } = outgoing(format);
    if !streams && args.target.file().is_none() {
        Err(Failure::usage(Word::CliExportNeedsOut.fill(lang, &[name])))
    } else if args.encoding.is_some() && format != ExportFormat::Csv {
        Err(Failure::usage(Word::CliExportEncoding.say(lang)))
    } else if names.is_some_and(|names| names != Naming::Full) && format == ExportFormat::Json {
        Err(Failure::usage(Word::CliExportJsonMasked.say(lang)))
    } else {
        Ok(())
    }
}

fn outgoing(format: ExportFormat) -> Outgoing<'static> {
    let (format, streams) = match format {
        ExportFormat::Json => ("json", true),
        ExportFormat::Csv => ("csv", false),
        ExportFormat::Xlsx => ("xlsx", false),
        ExportFormat::Ics => ("ics", true),
    };
    Outgoing { option: "--out", format, endings: ".json .csv .xlsx .ics", streams }
}

fn file(leaving: Leaving, bytes: Vec<u8>, args: &Export, lang: Lang) -> Result<Left, Failure> {
    output::deliver(leaving, &Content::File(bytes.into()), &args.target, &|_| false, &Work::default(), lang)
}

/// A folder with a file for each ledger.
fn csv(args: &Export, ledgers: &[Ledger], names: Naming, work: &Work, lang: Lang) -> Result<Left, Failure> {
    let (encoding, what) = match args.encoding {
        Some(ExportEncoding::Cp932) => (Encoding::Cp932, CSV_CP932),
        Some(ExportEncoding::Utf8) | None => (Encoding::Utf8, CSV),
    };
    let (files, missing) = csv_files(ledgers, encoding);
    let files = Content::Folder(files.into_iter().map(|file| (file.name, file.bytes)).collect());
    let left = output::deliver(Leaving::export(what, names), &files, &args.target, &is_csv_file, work, lang)?;
    if !missing.is_empty() {
        let [count, which] = missing_of(&missing, lang);
        output::tell(Word::CliNotice.say(lang), &Word::CliExportMissing.fill(lang, &[&count, &which]));
    }
    Ok(left)
}

/// One workbook with a sheet for each ledger.
fn xlsx(
    context: &Context<'_>,
    args: &Export,
    register: &Register,
    ledgers: &[Ledger],
    names: Naming,
) -> Result<Left, Failure> {
    let lang = context.lang;
    let book = workbook(ledgers, register.office().name.as_deref(), context.today())
        .map_err(|error| Failure::data(error.message(lang)))?;
    let left = file(Leaving::export(WORKBOOK, names), book.bytes, args, lang)?;
    output::tell_cut(&book.cut, lang);
    Ok(left)
}

/// The format that the ending of a file names; all else is the document.
fn format_of(out: Option<&Path>) -> ExportFormat {
    let is = |wanted: &str| {
        out.and_then(Path::extension).is_some_and(|ending| ending.eq_ignore_ascii_case(wanted))
    };
    if is("xlsx") {
        ExportFormat::Xlsx
    } else if is("ics") {
        ExportFormat::Ics
    } else if is("csv") {
        ExportFormat::Csv
    } else {
        ExportFormat::Json
    }
}
