//! `export`: the register as a document, its ledgers as tables, its due dates as a calendar.

use std::path::Path;

use sha2::{Digest as _, Sha256};

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
    register::{Lang, Register, document::encode},
    store::HandedOut,
    tui::{
        app::packing::{CALENDAR, published},
        words::{Word, missing_of},
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
    let head = vault.head().map_err(|error| Failure::store(&error, lang))?.code();
    let today = context.today();
    match format {
        ExportFormat::Json => {
            context.close(vault);
            output::deliver(encode(&register).as_bytes(), &args.target, lang)?;
        }
        ExportFormat::Ics => {
            // A calendar is shown on telephones and kept by others.
            let names = names.unwrap_or(Naming::Masked);
            let policy = context.policy_judging(register.policy())?;
            let before = published(&mut vault, &policy, today, names);
            let before = before.map_err(|error| Failure::store(&error, lang))?;
            let text = calendar_file(&register, &policy, today, names, &before);
            output::deliver(text.as_bytes(), &args.target, lang)?;
            let sha256 = Some(Sha256::digest(&text).into());
            let out = HandedOut { what: CALENDAR, names: Some(names.word()), sha256 };
            context.close_handed_out(vault, &out, &policy);
        }
        ExportFormat::Csv | ExportFormat::Xlsx => {
            context.close(vault);
            // Ledgers stay in the office, as those on paper do.
            let names = names.unwrap_or(Naming::Full);
            let policy = context.policy_judging(register.policy())?;
            let findings = judge(&register, &policy, today);
            let ledgers = ledgers(&register, &policy, &findings, today, names);
            if format == ExportFormat::Csv {
                csv(args, &ledgers, lang)?;
            } else {
                xlsx(context, args, &register, &ledgers)?;
            }
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

/// A folder with a file for each ledger.
fn csv(args: &Export, ledgers: &[Ledger], lang: Lang) -> Result<(), Failure> {
    let Some(path) = args.target.file() else { return Ok(()) };
    let encoding = match args.encoding {
        Some(ExportEncoding::Cp932) => Encoding::Cp932,
        Some(ExportEncoding::Utf8) | None => Encoding::Utf8,
    };
    let (files, missing) = csv_files(ledgers, encoding);
    let files: Vec<(String, Vec<u8>)> = files.into_iter().map(|file| (file.name, file.bytes)).collect();
    output::deliver_folder(path, &files, args.target.force, &is_csv_file, lang)?;
    if !missing.is_empty() {
        let [count, which] = missing_of(&missing, lang);
        output::tell(Word::CliNotice.say(lang), &Word::CliExportMissing.fill(lang, &[&count, &which]));
    }
    Ok(())
}

/// One workbook with a sheet for each ledger.
fn xlsx(
    context: &Context<'_>,
    args: &Export,
    register: &Register,
    ledgers: &[Ledger],
) -> Result<(), Failure> {
    let lang = context.lang;
    let book = workbook(ledgers, register.office().name.as_deref(), context.today())
        .map_err(|error| Failure::data(error.message(lang)))?;
    output::deliver(&book.bytes, &args.target, lang)?;
    output::tell_cut(&book.cut, lang);
    Ok(())
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
