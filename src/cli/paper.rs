//! `paper`: every paper that leaves the office or is printed inside it; and `report`, the short form of `paper incident`.

use std::path::Path;

use crate::{
    cli::{
        args::{Paper, PaperFormat, PaperHow, Report},
        context::Context,
        failure::Failure,
        help,
        output::{self, Held},
        place::{self, Outgoing},
    },
    documents::{NextReport, Paper as Sheets, PaperError, PaperKind, PaperOptions, Templates, paper},
    policy::{Policy, judge, visible},
    register::{Command, Lang, Register, Work},
    store::{Entry, Vault},
    tui::{
        app::{
            Content,
            leaving::{Leaving, Untold},
            past::PastOfPaper,
        },
        desk::sending::Before,
        words::{Word, refusal},
    },
};
/// What is asked for, from either command.
struct Wanted<'a> {
    kind: PaperKind,
    id: Option<&'a str>,
    group: Option<&'a str>,
    due: bool,
    format: PaperFormat,
    how: &'a PaperHow,
}

impl<'a> Wanted<'a> {
    fn new(kind: PaperKind, id: Option<&'a str>, group: Option<&'a str>, how: &'a PaperHow) -> Self {
        let format = how.format.unwrap_or_else(|| format_of(how.target.file()));
        Self { kind, id, group, due: false, format, how }
    }
}

/// Writes a paper.
pub(super) fn run(context: &Context<'_>, args: &Paper) -> Result<(), Failure> {
    let (id, group) = (args.id.as_deref(), args.group.as_deref());
    let wanted = |kind| Wanted { due: args.due, ..Wanted::new(kind, id, group, &args.how) };
    match PaperKind::from_word(&args.kind) {
        Some(kind) if kind.from_register() => write(context, &wanted(kind)),
        Some(_) => Err(Failure::usage(Word::CliPaperNoKey.say(context.lang))),
        None if !may_be_of_policy(&args.kind) => Err(unknown_kind(&args.kind, None, context.lang)),
        // What else there is only the policy of the register says.
        None => {
            let opened = context.open()?;
            let policy = context.policy_kept(opened.1.policy())?;
            let kind = PaperKind::find(&args.kind, &policy).filter(|kind| kind.from_register());
            let kind = kind.ok_or_else(|| unknown_kind(&args.kind, Some(&policy), context.lang))?;
            let wanted = wanted(kind);
            before(context, &wanted)?;
            write_of(context, &wanted, opened)
        }
    }
}

/// Writes the report of an incident.
pub(super) fn report(context: &Context<'_>, args: &Report) -> Result<(), Failure> {
    write(context, &Wanted::new(PaperKind::Incident, Some(&args.incident), None, &args.how))
}

fn write(context: &Context<'_>, wanted: &Wanted<'_>) -> Result<(), Failure> {
    before(context, wanted)?;
    write_of(context, wanted, context.open()?)
}

/// Whether what is asked for goes together.
fn before(context: &Context<'_>, wanted: &Wanted<'_>) -> Result<(), Failure> {
    let lang = context.lang;
    let Wanted { kind, how, .. } = *wanted;
    let names = how.names.wanted(lang)?;
    if how.target.file().is_none() {
        if how.record {
            return Err(Failure::usage(Word::CliRecordNeedsFile.say(lang)));
        }
        if wanted.format == PaperFormat::Pdf {
            return Err(Failure::usage(Word::CliPaperNeedsOut.say(lang)));
        }
    }
    if kind.addressee().is_none() && (how.record || how.stage.is_some()) {
        return Err(Failure::usage(Word::CliPaperNoReport.say(lang)));
    }
    if how.with_findings && !kind.may_have_findings() {
        return Err(Failure::usage(Word::CliPaperNoFindings.say(lang)));
    }
    if wanted.group.is_some() && !kind.is_for_a_group() {
        return Err(Failure::usage(Word::CliPaperNoGroup.say(lang)));
    }
    if names.is_some() && kind.is_for_a_group() {
        return Err(Failure::usage(Word::CliPaperNamesOfLetter.say(lang)));
    }
    place::check(context, how.target.file(), outgoing("--out", wanted.format))
}

fn write_of(
    context: &Context<'_>,
    wanted: &Wanted<'_>,
    (mut vault, register): (Vault, Register),
) -> Result<(), Failure> {
    let lang = context.lang;
    let Wanted { kind, how, .. } = *wanted;
    let names = how.names.wanted(lang)?;
    let forms = context.forms()?;
    let policy = context.policy_judging(register.policy())?;
    if (how.record || how.stage.is_some() || names.is_some()) && is_kept(&register, wanted) {
        return Err(Failure::usage(Word::CliReportKept.say(lang)));
    }
    let head = vault.code_to_print().map_err(|error| Failure::store(&error, lang))?.to_string();
    let past = PastOfPaper::read(&mut vault, kind, wanted.id, context.today());
    let history = past.and_then(|past| past.told(&policy)).map_err(|error| Failure::store(&error, lang))?;
    let options = PaperOptions {
        id: wanted.id,
        group: wanted.group,
        due: wanted.due,
        names,
        head: Some(&head),
        forms: forms.as_ref(),
        stage: how.stage.map(super::args::Stage::stage),
        recorded: how.record,
        with_findings: how.with_findings,
        history: Some(&history),
        ..PaperOptions::default()
    };
    let made =
        paper(kind, &register, &policy, context.today(), &options).map_err(|error| failure(&error, lang))?;
    if how.record {
        let today = context.today();
        let findings = judge(&register, &policy, today);
        let before = Before { register: &register, policy: &policy, findings: &findings, today, lang };
        for line in before.sending(kind, wanted.id, &made) {
            output::tell(Word::CliNotice.say(lang), &line);
        }
    }
    let (true, Some(path)) = (how.record, how.target.file()) else {
        let written = content_of(&made, wanted.format, &context.work, lang)?;
        let left =
            output::deliver(leaving(wanted, &made), &written, &how.target, &|_| false, &context.work, lang)?;
        context.close_left(vault, left);
        return Ok(());
    };
    write_recorded(context, wanted, vault, &register, made, path, &policy)
}

/// What the history is told of it.
fn leaving(wanted: &Wanted<'_>, made: &Sheets) -> Leaving {
    Leaving::paper(wanted.kind, wanted.id, wanted.group, made.names)
}

/// A paper in the format that is asked for.
fn content_of(made: &Sheets, format: PaperFormat, work: &Work, lang: Lang) -> Result<Content, Failure> {
    let bytes = match format {
        PaperFormat::Md => made.markdown().into_bytes(),
        PaperFormat::Txt => made.plain_text().into_bytes(),
        PaperFormat::Pdf => pdf(made, work, lang)?,
    };
    Ok(Content::File(bytes.into()))
}

/// Writes a report and records it under its number.
fn write_recorded(
    context: &Context<'_>,
    wanted: &Wanted<'_>,
    mut vault: Vault,
    register: &Register,
    made: Sheets,
    path: &Path,
    policy: &Policy,
) -> Result<(), Failure> {
    let lang = context.lang;
    let stage = wanted.how.stage.map(super::args::Stage::stage);
    let next = NextReport::find(register, wanted.kind, wanted.id, wanted.group, stage, context.today());
    let next = next.ok_or_else(|| Failure::usage(Word::CliReportKept.say(lang)))?;
    let number = next.number();
    // In another format it is the report that was recorded already, with the head code that stands on the first.
    let before = next.written_already(&made);
    let is_there = before.is_some();
    let made = before.unwrap_or(made);
    // Drawn before anything is recorded: what cannot be drawn is not recorded either.
    let written = content_of(&made, wanted.format, &context.work, lang)?;
    // The file lies on the disk beside its place before the report is recorded.
    let mut place = Held::new(path, wanted.how.target.force, lang)?;
    if let Content::File(bytes) = &written {
        place.fill_or_tell(bytes, lang)?;
    }
    if !is_there {
        record(context, &next, &mut vault, register, &made)?;
    }
    let kept = place.keep(leaving(wanted, &made), &written);
    let kept = kept.map(|left| context.tell_left(&mut vault, left));
    context.close_written(vault, policy);
    let notice = |text: &str| output::tell(Word::CliNotice.say(lang), text);
    if !is_there && next.replaces_one() {
        // Whoever has sent that one already has to say so.
        notice(&Word::CliReportReplaced.fill(lang, &[&number]));
    }
    notice(&Word::CliReportRecorded.fill(lang, &[&number]));
    kept.map_err(|error| {
        let again = format!("paper {} {number}", wanted.kind.word());
        Failure::file(Word::CliRecordedNotWritten.fill(lang, &[&number, &error.to_string(), &again]))
    })?;
    output::print_written(path, lang)
}

/// Whether a report is named by its own number: it stays as it was written.
fn is_kept(register: &Register, wanted: &Wanted<'_>) -> bool {
    wanted.kind.addressee().is_some() && wanted.id.is_some_and(|id| register.report(id).is_some())
}

/// Records a report as it was written.
fn record(
    context: &Context<'_>,
    next: &NextReport<'_>,
    vault: &mut Vault,
    register: &Register,
    made: &Sheets,
) -> Result<(), Failure> {
    let lang = context.lang;
    let writer = vault.accounts().map_err(|error| Failure::store(&error, lang))?;
    let writer = writer.into_iter().find(|row| row.name == vault.account()).and_then(|row| row.staff);
    let now = context.clock.now();
    let fact = next.written(now, writer.filter(|id| register.staff().contains(id)), made);
    let command = Command::Facts { facts: vec![fact], on: now.date };
    let change = command.plan(register, now.date).map_err(|why| Failure::usage(refusal(&why, lang)))?;
    let at = context.clock.stamp();
    let committed = vault.commit(&change, &Entry::new(command.action(), &at));
    committed.map(drop).map_err(|error| Failure::store(&error, lang))
}

/// The PDF; characters that could not be printed are told.
fn pdf(made: &Sheets, work: &Work, lang: Lang) -> Result<Vec<u8>, Failure> {
    let pdf = made.pdf_watched(work).map_err(|error| {
        if error.stopped { Failure::stopped(lang) } else { Failure::data(error.message(lang)) }
    })?;
    if !pdf.missing.is_empty() {
        let missing: Vec<String> = pdf.missing.iter().map(ToString::to_string).collect();
        output::tell(Word::CliNotice.say(lang), &Word::CliPaperMissing.fill(lang, &[&missing.join(", ")]));
    }
    Ok(pdf.bytes)
}

/// The sheet of a recovery key: its place and its form are made sure of before the key is made.
pub(super) struct KeySheet {
    held: Option<Held>,
    forms: Option<Templates>,
}

impl KeySheet {
    /// What is asked for; nothing where no sheet is.
    pub(super) fn prepare(context: &Context<'_>, path: Option<&Path>) -> Result<Self, Failure> {
        let outgoing = Outgoing { streams: false, ..outgoing("--sheet", format_of(path)) };
        place::check(context, path, outgoing)?;
        let held = path.map(|path| Held::new(path, false, context.lang)).transpose()?;
        let forms = if held.is_some() { context.forms()? } else { None };
        Ok(Self { held, forms })
    }

    /// Writes the sheet, where one is asked for. The key is on standard output by then: whatever comes of it, it is in force.
    pub(super) fn write(
        self,
        context: &Context<'_>,
        policy: &Policy,
        register: &Register,
        key: &str,
    ) -> Result<(), Failure> {
        let lang = context.lang;
        let Some(mut held) = self.held else { return Ok(()) };
        let path = held.path().to_owned();
        let not_written = |why: &str| Failure::file(Word::CliKeySheetNotWritten.fill(lang, &[why]));
        let forms = self.forms.as_ref();
        let options = PaperOptions { recovery_key: Some(key), forms, ..PaperOptions::default() };
        let made = paper(PaperKind::RecoveryKey, register, policy, context.today(), &options)
            .map_err(|error| not_written(&error.message(lang)))?;
        let bytes = zeroize::Zeroizing::new(match format_of(Some(&path)) {
            PaperFormat::Pdf => made.pdf().map_err(|error| not_written(&error.message(lang)))?.bytes,
            PaperFormat::Txt => made.plain_text().into_bytes(),
            PaperFormat::Md => made.markdown().into_bytes(),
        });
        let written = held.fill(&bytes).and_then(|()| held.keep_quietly(Untold::RecoveryKey));
        written.map_err(|error| not_written(&error.to_string()))?;
        output::tell(
            Word::CliNotice.say(lang),
            &Word::CliKeySheet.fill(lang, &[&path.display().to_string()]),
        );
        Ok(())
    }
}

fn failure(error: &PaperError, lang: Lang) -> Failure {
    let message = error.message(lang);
    match error {
        PaperError::Template(_) => Failure::data(message),
        _ => Failure::usage(message),
    }
}

/// Whether a word that is none of the fixed ones may be what a policy adds: nobody types a password to hear of a slip of the pen.
fn may_be_of_policy(word: &str) -> bool {
    let plain = word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    !plain || word.starts_with("form-") || word.starts_with("incident-")
}

fn unknown_kind(word: &str, policy: Option<&Policy>, lang: Lang) -> Failure {
    Failure::usage(Word::CliNoPaper.fill(lang, &[&visible(word), &help::kinds_of_papers(policy, lang)]))
}

fn outgoing(option: &str, format: PaperFormat) -> Outgoing<'_> {
    let (format, streams) = match format {
        PaperFormat::Pdf => ("pdf", false),
        PaperFormat::Md => ("md", true),
        PaperFormat::Txt => ("txt", true),
    };
    Outgoing { option, format, endings: ".pdf .md .txt", streams }
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
