//! `verify --pack`: an evidence pack against the register.

use std::{fmt::Write as _, path::Path};

use serde_json::{Value, json};

use crate::{
    cli::{args::ListFormat, context::Context, failure::Failure, output, verify},
    documents::{EvidenceSource, Pack, PackCheck, PackHeader, PackProblem, ReadFault},
    policy::{Policy, course::course_days, visible},
    register::{
        Lang, Register,
        exit_status::{DATA, DONE},
    },
    store::{
        EarlierMoment, HANDED_OUT, HeadCode, HistoryEntry, HistoryQuery, StoreError, Vault, Verification,
        history_document,
    },
    tui::{
        app::packing::{Packing, PackingRead},
        words::{EntryWords, Word},
    },
};

/// The most entries since a pack that are told one by one.
const TOLD: usize = 30;

/// What was found.
#[derive(Default)]
struct Found {
    problems: Vec<PackProblem>,
    by_sum_alone: Vec<String>,
    /// How many files are what the register gives.
    same: Option<usize>,
    /// Whether it was judged by another policy than the one in force.
    other_policy: bool,
    /// The entry about the making.
    recorded: Option<HistoryEntry>,
    /// The entries since, the oldest first.
    since: Vec<HistoryEntry>,
}

/// Compares a pack with the register.
pub(super) fn run(context: &Context<'_>, path: &Path, format: ListFormat) -> Result<u8, Failure> {
    let lang = context.lang;
    let pack = Pack::open(path).map_err(|fault| unread(&fault, lang))?;
    if context.has_no_register()? {
        let found = Found { problems: pack.problems.clone(), ..Found::default() };
        let text = match format {
            ListFormat::Text => heading(path, &pack, &found, lang) + Word::CliPackNoRegister.say(lang) + "\n",
            ListFormat::Json => as_json(&pack, &found, None, 0, lang),
        };
        output::print(&text, lang)?;
        // Only half of what was asked for could be done.
        return Err(context.open_vault().err().unwrap_or_else(|| Failure::data(String::new())));
    }
    let failed = |error: StoreError| Failure::store(&error, lang);
    let mut vault = context.open_vault()?;
    let code = pack.header.as_ref().and_then(|header| HeadCode::parse(&header.head).ok());
    let verified = vault.verify(None).map_err(failed)?;
    let register = vault.load().map_err(failed)?;
    let mut found = Found { problems: pack.problems.clone(), ..Found::default() };
    if let (Some(header), Some(code)) = (&pack.header, &code) {
        look(context, path, &mut vault, &pack, header, code, &mut found)?;
    } else if pack.header.is_some() {
        let why = Word::CliPackNoCode.say(lang).to_owned();
        found.problems.push(PackProblem::OtherHistory(why));
    }
    context.close(vault);
    let length = code.map_or(0, |code| code.length());
    let text = match format {
        ListFormat::Text => {
            let policy = context.policy_kept(register.policy())?;
            as_text(path, &pack, &found, &verified, (&register, &policy), length, lang)
        }
        ListFormat::Json => as_json(&pack, &found, Some(&verified), length, lang),
    };
    output::print(&text, lang)?;
    let fits = verified.problems.is_empty() && found.problems.is_empty();
    Ok(if fits { DONE } else { DATA })
}

fn unread(fault: &ReadFault, lang: Lang) -> Failure {
    let message = fault.message(lang);
    if fault.is_of_the_system() { Failure::file(message) } else { Failure::data(message) }
}

/// Looks for what the vault knows of a pack.
fn look(
    context: &Context<'_>,
    path: &Path,
    vault: &mut Vault,
    pack: &Pack,
    header: &PackHeader,
    code: &HeadCode,
    found: &mut Found,
) -> Result<(), Failure> {
    let lang = context.lang;
    let failed = |error: StoreError| Failure::store(&error, lang);
    let length = vault.head().map_err(failed)?.length;
    let moment = vault.moment_of(code, course_days(header.day)).map_err(failed)?;
    if let EarlierMoment::NotHere(paper) = moment {
        found.problems.push(PackProblem::OtherHistory(paper.message(length, lang)));
        return Ok(());
    }
    let query =
        HistoryQuery { after_seq: Some(code.length()), oldest_first: true, ..HistoryQuery::default() };
    let later = vault.history(&query).map_err(failed)?;
    let sum = pack.sum();
    found.recorded = later.iter().find(|entry| sum.is_some_and(|sum| entry.hands_out(&sum))).cloned();
    found.since = later.into_iter().filter(|entry| entry.action != HANDED_OUT).collect();
    let recorded = found.recorded.is_some();
    let check = match moment {
        EarlierMoment::Whole(moment) => {
            // What judged at that moment.
            let in_force = context.policy_kept(moment.register.policy())?;
            let read = PackingRead::earlier(*moment, pack.said_fits());
            anew(context, path, pack, header, read, &in_force, recorded)?
        }
        EarlierMoment::HistoryOnly(history) => {
            pack.compare_without_register(&history_document(&history), header.names, recorded)
        }
        EarlierMoment::NotHere(_) => PackCheck::default(),
    };
    found.problems.extend(check.problems);
    found.by_sum_alone = check.by_sum_alone;
    found.same = Some(check.same);
    found.other_policy = check.other_policy;
    Ok(())
}

/// Makes the pack anew from the register of that moment.
fn anew(
    context: &Context<'_>,
    path: &Path,
    pack: &Pack,
    header: &PackHeader,
    read: PackingRead,
    in_force: &Policy,
    recorded: bool,
) -> Result<PackCheck, Failure> {
    let lang = context.lang;
    // One that cannot be read is told as another one than that in force.
    let in_pack = pack.policy_text().filter(|text| *text != &**in_force.whole_text());
    let own = in_pack.and_then(|text| Some((Policy::parse(text).ok()?, text)));
    let (policy, policy_text) = match &own {
        Some((policy, text)) => (policy, *text),
        None => (in_force, &**in_force.whole_text()),
    };
    let forms = context.forms()?;
    let packing = Packing::of(read, policy).map_err(|error| Failure::store(&error, lang))?;
    let source = EvidenceSource {
        register: &packing.register,
        policy,
        policy_text,
        forms: forms.as_ref(),
        today: header.day,
        names: header.names,
        head: &packing.head,
        history: &packing.history,
        past: &packing.past,
        version: env!("CARGO_PKG_VERSION"),
        work: &context.work,
    };
    pack.compare_files(&source, in_force.whole_text(), recorded)
        .map_err(|error| Failure::pack(&error, path, lang))
}

/// What the pack says of itself, and what is wrong with it.
fn heading(path: &Path, pack: &Pack, found: &Found, lang: Lang) -> String {
    let mut out = String::new();
    let mut line = |text: &str| {
        let _ = writeln!(out, "{}", visible(text));
    };
    line(&Word::CliPackTitle.fill(lang, &[&path.display().to_string()]));
    if let Some(PackHeader { day, head, version, names, .. }) = &pack.header {
        let program = format!("mcs-register {version}");
        line(&Word::CliPackSays.fill(lang, &[&day.to_string(), names.word(), &program, head]));
    }
    if pack.problems.is_empty() {
        line(&Word::CliPackListed.fill(lang, &[&pack.count().to_string()]));
    }
    if pack.repacked {
        line(Word::CliPackRepacked.say(lang));
    }
    for (number, problem) in (1..).zip(&found.problems) {
        line(&format!("{number}. {}", problem.message(lang)));
    }
    out
}

fn as_text(
    path: &Path,
    pack: &Pack,
    found: &Found,
    verified: &Verification,
    of: (&Register, &Policy),
    length: u64,
    lang: Lang,
) -> String {
    let mut out = verify::as_text(verified, lang);
    out.push('\n');
    out.push_str(&heading(path, pack, found, lang));
    let mut line = |text: &str| {
        let _ = writeln!(out, "{}", visible(text));
    };
    if let Some(same) = found.same {
        match &found.recorded {
            Some(entry) => {
                let at = EntryWords::time(&entry.at);
                line(&Word::CliPackRecorded.fill(lang, &[&entry.seq.to_string(), &at, &entry.account]));
            }
            None => line(Word::CliPackUnrecorded.say(lang)),
        }
        line(&Word::CliPackSame.fill(lang, &[&pack.count().to_string(), &same.to_string()]));
        if !found.by_sum_alone.is_empty() {
            let names = found.by_sum_alone.join(Word::ListComma.say(lang));
            line(&Word::CliPackBySum.fill(lang, &[&names]));
        }
        if found.other_policy && found.recorded.is_some() {
            line(Word::CliPackOtherPolicy.say(lang));
        }
        since(found, of, length, lang, &mut line);
    }
    let fits = found.problems.is_empty() && verified.problems.is_empty();
    line(if fits { Word::CliPackFits } else { Word::CliPackDoesNotFit }.say(lang));
    out
}

/// What was changed since the pack was made: no fault of it.
fn since(
    found: &Found,
    (register, policy): (&Register, &Policy),
    length: u64,
    lang: Lang,
    line: &mut dyn FnMut(&str),
) {
    if found.since.is_empty() {
        return line(Word::CliPackUnaltered.say(lang));
    }
    let back = found.since.iter().filter(|entry| takes_back(entry, length)).count();
    line(&Word::CliPackSince.fill(lang, &[&found.since.len().to_string(), &back.to_string()]));
    for entry in found.since.iter().take(TOLD) {
        let words = EntryWords::of(entry, register, policy, lang);
        let about = words.subject.unwrap_or_default();
        let back = if takes_back(entry, length) { Word::CliPackTakesBack.say(lang) } else { "" };
        let at = EntryWords::time(&entry.at);
        let parts = [at.as_str(), &entry.account, &words.action, &about, back];
        let said: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        line(&format!("  #{}  {}", entry.seq, said.join("  ")));
    }
    let more = found.since.len().saturating_sub(TOLD);
    if more > 0 {
        line(&format!("  {}", Word::CliMore.fill(lang, &[&more.to_string()])));
    }
}

/// Whether an entry takes back a command of the pack's own history.
fn takes_back(entry: &HistoryEntry, length: u64) -> bool {
    entry.undoes.is_some_and(|batch| batch <= length)
}

fn as_json(pack: &Pack, found: &Found, verified: Option<&Verification>, length: u64, lang: Lang) -> String {
    let problems: Vec<Value> = found
        .problems
        .iter()
        .map(|problem| {
            json!({ "kind": problem.word(), "place": problem.place(), "message": problem.message(lang) })
        })
        .collect();
    let entry = |entry: &HistoryEntry| {
        json!({
            "seq": entry.seq, "at": entry.at, "account": entry.account, "action": entry.action,
            "subject": entry.subject().to_string(), "takes_back": takes_back(entry, length),
        })
    };
    let header = pack.header.as_ref().map(|header| {
        json!({
            "day": header.day.to_string(), "head": header.head, "names": header.names.word(),
            "program": header.version,
        })
    });
    let register = verified.map(|verified| {
        json!({
            "fits": verified.problems.is_empty(),
            "recorded": found.recorded.as_ref().map(entry),
            "same": found.same,
            "by_sum_alone": found.by_sum_alone,
            "other_policy": found.other_policy,
            "since": found.since.iter().map(entry).collect::<Vec<Value>>(),
        })
    });
    let proved = verified.is_some_and(|verified| verified.problems.is_empty()) && found.problems.is_empty();
    verify::pretty(&json!({
        "format": "mcs-register-pack-verification/1",
        "fits": proved,
        "files": pack.count(),
        "pack": header,
        "repacked": pack.repacked,
        "problems": problems,
        "register": register,
    }))
}
