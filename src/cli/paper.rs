//! `paper`: every paper that leaves the office or is printed inside it; and `report`, the short form of `paper incident`.

use std::path::Path;

use super::{
    args::{Paper, PaperFormat, PaperHow, Report, Target},
    context::Context,
    failure::Failure,
    output,
};
use crate::{
    documents::{Names, Paper as Sheets, PaperError, PaperKind, PaperOptions, paper},
    policy::{Policy, visible},
    register::{Command, Fact, Lang, Register},
    store::{Entry, Vault},
    tui::text::{Word, refusal},
};

/// What is asked for, from either command.
struct Wanted<'a> {
    kind: PaperKind,
    id: Option<&'a str>,
    format: PaperFormat,
    how: &'a PaperHow,
}

impl<'a> Wanted<'a> {
    fn new(kind: PaperKind, id: Option<&'a str>, how: &'a PaperHow) -> Self {
        let format = how.format.unwrap_or_else(|| format_of(how.target.out.as_deref()));
        Self { kind, id, format, how }
    }
}

/// Writes a paper.
pub(super) fn run(context: &Context<'_>, args: &Paper) -> Result<(), Failure> {
    let kind = PaperKind::from_word(&args.kind)
        .filter(|kind| kind.from_register())
        .ok_or_else(|| unknown_kind(&args.kind, context.lang))?;
    write(context, &Wanted::new(kind, args.id.as_deref(), &args.how))
}

/// Writes the report of an incident.
pub(super) fn report(context: &Context<'_>, args: &Report) -> Result<(), Failure> {
    write(context, &Wanted::new(PaperKind::Incident, Some(&args.incident), &args.how))
}

fn write(context: &Context<'_>, wanted: &Wanted<'_>) -> Result<(), Failure> {
    let lang = context.lang;
    let Wanted { kind, how, .. } = *wanted;
    if wanted.format == PaperFormat::Pdf && how.target.out.is_none() {
        return Err(Failure::usage(Word::CliPaperNeedsOut.say(lang)));
    }
    if kind.addressee().is_none() && (how.record || how.stage.is_some()) {
        return Err(Failure::usage(Word::CliPaperNoReport.say(lang)));
    }
    let policy = context.policy()?;
    let forms = context.forms()?;
    let (mut vault, register) = context.open()?;
    let head = vault.head().map_err(|error| Failure::store(&error, lang))?.code().to_string();
    let course = if kind == PaperKind::Monthly {
        let read = vault.course(&register, &policy, context.today());
        Some(read.map_err(|error| Failure::store(&error, lang))?)
    } else {
        None
    };
    let options = PaperOptions {
        id: wanted.id,
        names: how.unmasked.then_some(Names::Full),
        head: Some(&head),
        forms: forms.as_ref(),
        stage: how.stage.map(super::args::Stage::stage),
        recorded: how.record,
        course: course.as_deref(),
        ..PaperOptions::default()
    };
    let made =
        paper(kind, &register, &policy, context.today(), &options).map_err(|error| failure(&error, lang))?;
    // Drawn before anything is recorded: what cannot be drawn is not recorded either.
    let bytes = match wanted.format {
        PaperFormat::Md => made.markdown().into_bytes(),
        PaperFormat::Txt => made.plain_text().into_bytes(),
        PaperFormat::Pdf => pdf(&made, lang)?,
    };
    if how.record {
        let number = record(context, wanted, &mut vault, &register, &made)?;
        context.close_written(vault, &policy);
        output::tell(Word::CliNotice.say(lang), &Word::CliReportRecorded.fill(lang, &[&number]));
    } else {
        context.close(vault);
    }
    output::deliver(&bytes, &how.target, lang)
}

/// Records a report as it was written; gives back its number.
fn record(
    context: &Context<'_>,
    wanted: &Wanted<'_>,
    vault: &mut Vault,
    register: &Register,
    made: &Sheets,
) -> Result<String, Failure> {
    let lang = context.lang;
    let refused = |text: &str| Failure::usage(text);
    let incident = register.incidents().iter().find(|row| Some(row.id.as_str()) == wanted.id.map(str::trim));
    let (Some(incident), Some(to)) = (incident, wanted.kind.addressee()) else {
        return Err(refused(Word::CliReportKept.say(lang)));
    };
    let writer = vault.accounts().map_err(|error| Failure::store(&error, lang))?;
    let writer = writer.into_iter().find(|row| row.name == vault.account()).and_then(|row| row.staff);
    let now = context.clock.now();
    let fact = Fact::ReportWritten {
        incident: incident.id.clone(),
        to,
        stage: wanted.how.stage.map_or_else(|| incident.next_stage(to, now.date), super::args::Stage::stage),
        at: Some(now),
        by: writer.filter(|id| register.staff().contains(id)),
        paper: made.recorded(),
    };
    let command = Command::Facts { facts: vec![fact], on: now.date };
    let change = command.plan(register, now.date).map_err(|why| refused(&refusal(&why, lang)))?;
    let at = context.clock.stamp();
    vault
        .commit(&change, &Entry::new(command.action(), &at))
        .map_err(|error| Failure::store(&error, lang))?;
    Ok(incident.report_number(incident.next_report(to)))
}

/// The PDF; characters that could not be printed are told.
fn pdf(made: &Sheets, lang: Lang) -> Result<Vec<u8>, Failure> {
    let pdf = made.pdf().map_err(|error| Failure::data(error.message(lang)))?;
    if !pdf.missing.is_empty() {
        let missing: Vec<String> = pdf.missing.iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect();
        output::tell(Word::CliNotice.say(lang), &Word::CliPaperMissing.fill(lang, &[&missing.join(", ")]));
    }
    Ok(pdf.bytes)
}

/// Writes the sheet of a recovery key that was just made. The key is on standard output by then, whatever comes of it.
pub(super) fn key_sheet(
    context: &Context<'_>,
    policy: &Policy,
    register: &Register,
    key: &str,
    path: &Path,
) -> Result<(), Failure> {
    let lang = context.lang;
    let forms = context.forms()?;
    let options = PaperOptions { recovery_key: Some(key), forms: forms.as_ref(), ..PaperOptions::default() };
    let made = paper(PaperKind::RecoveryKey, register, policy, context.today(), &options)
        .map_err(|error| failure(&error, lang))?;
    let target = Target { out: Some(path.to_owned()), force: false };
    let bytes = match format_of(Some(path)) {
        PaperFormat::Pdf => pdf(&made, lang)?,
        PaperFormat::Txt => made.plain_text().into_bytes(),
        PaperFormat::Md => made.markdown().into_bytes(),
    };
    let bytes = zeroize::Zeroizing::new(bytes);
    output::write_quietly(&bytes, &target, lang)?;
    output::tell(Word::CliNotice.say(lang), &Word::CliKeySheet.fill(lang, &[&path.display().to_string()]));
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
    if PaperKind::from_word(word) == Some(PaperKind::RecoveryKey) {
        return Failure::usage(Word::CliPaperNoKey.say(lang));
    }
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
