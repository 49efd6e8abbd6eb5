//! `verify` and `head`: the file against its history, and against a paper.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::{
    cli::{
        args::{ListFormat, Verify},
        context::Context,
        failure::Failure,
        output, verify_pack,
    },
    policy::{escape_hidden, visible},
    register::{
        Lang,
        exit_status::{DATA, DONE},
    },
    store::{HeadCode, Notice, Problem, StoreError, Vault, Verification, blank_ids},
    tui::words::{EntryWords, Word, verify_words},
};
/// Prints what the verification found; the exit status is `DATA` where something does not fit.
pub(super) fn verify(context: &Context<'_>, args: &Verify) -> Result<u8, Failure> {
    let lang = context.lang;
    if let Some(pack) = &args.pack {
        return verify_pack::run(context, pack, args.format);
    }
    let paper = match &args.head {
        Some(text) => {
            let fault = |fault: crate::store::HeadCodeFault| Failure::usage(fault.message(lang));
            Some(HeadCode::parse(text).map_err(fault)?)
        }
        None => None,
    };
    let failed = |error: StoreError| Failure::store(&error, lang);
    let mut vault = context.open_vault()?;
    let policy = context.policy_of(&mut vault)?;
    let at = context.clock.stamp();
    let accepted = args.accept_history && accept(context, &mut vault, &at)?;
    let mut found = vault.verify(paper.as_ref()).map_err(failed)?;
    let rebuilt = args.rebuild_index && rebuild_index(context, &mut vault, &found, &at)?;
    if rebuilt {
        found = vault.verify(paper.as_ref()).map_err(failed)?;
    }
    // What cannot be read is among what was found.
    if let Some(said) = vault.load().ok().and_then(|register| blank_ids(&register, lang)) {
        output::tell(Word::CliCares.say(lang), &said);
    }
    if let Err(error) = vault.remember_verification(&found, &at)
        && !matches!(error, StoreError::OpenedToLook(_))
    {
        output::tell(Word::CliNotice.say(lang), &error.message(lang));
    }
    if accepted || rebuilt {
        context.close_written(vault, &policy);
    } else {
        context.close(vault);
    }
    let text = match args.format {
        ListFormat::Text => as_text(&found, lang),
        ListFormat::Json => as_json(&found, lang),
    };
    output::print(&text, lang)?;
    Ok(if found.fits() { DONE } else { DATA })
}

/// Accepts a history that is not the one which the key file knew; says whether there was one. The option is the word that
/// this takes: nobody asks again.
fn accept(context: &Context<'_>, vault: &mut Vault, at: &str) -> Result<bool, Failure> {
    let lang = context.lang;
    vault.may_write().map_err(|error| Failure::store(&error, lang))?;
    let differs = vault.notices().iter().any(|notice| matches!(notice, Notice::HistoryWentBack { .. }));
    if differs {
        vault.accept_history(at).map_err(|error| Failure::store(&error, lang))?;
    }
    let said = if differs { Word::CliHistoryAccepted } else { Word::CliNothingToAccept };
    output::tell(Word::CliNotice.say(lang), said.say(lang));
    Ok(differs)
}

/// Makes the index of names anew where a verification found that it does not fit; says whether it was.
fn rebuild_index(
    context: &Context<'_>,
    vault: &mut Vault,
    found: &Verification,
    at: &str,
) -> Result<bool, Failure> {
    let lang = context.lang;
    vault.may_write().map_err(|error| Failure::store(&error, lang))?;
    let differs = found.problems.contains(&Problem::Named);
    if differs {
        vault.rebuild_index(at).map_err(|error| Failure::store(&error, lang))?;
    }
    let said = if differs { Word::CliIndexRebuilt } else { Word::CliNoIndexToRebuild };
    output::tell(Word::CliNotice.say(lang), said.say(lang));
    Ok(differs)
}

/// Prints the head's short form, alone on its line.
pub(super) fn head(context: &Context<'_>, format: ListFormat) -> Result<(), Failure> {
    let vault = context.open_vault()?;
    let head = vault.head().map_err(|error| Failure::store(&error, context.lang))?;
    context.close(vault);
    let code = head.code().to_string();
    let text = match format {
        ListFormat::Text => format!("{code}\n"),
        ListFormat::Json => {
            pretty(&json!({ "format": "mcs-register-head/1", "head": code, "entries": head.length }))
        }
    };
    output::print(&text, context.lang)
}

/// JSON as the commands print it: indented, one line break at the end, no control character as it is.
pub(super) fn pretty(value: &Value) -> String {
    // Writing strings and numbers to memory does not fail.
    let mut text = escape_hidden(serde_json::to_string_pretty(value).unwrap_or_default());
    text.push('\n');
    text
}

pub(super) fn as_text(found: &Verification, lang: Lang) -> String {
    let words = verify_words(lang);
    let mut out = String::new();
    let mut line = |text: &str| {
        let _ = writeln!(out, "{}", visible(text));
    };
    let time = |at: &Option<String>| at.as_deref().map_or_else(|| "-".to_owned(), EntryWords::time);
    line(&format!(
        "{}{}  {} - {}",
        words.entries,
        found.head.length,
        time(&found.first_at),
        time(&found.last_at)
    ));
    line(&format!("{}{}", words.code, found.head.code()));
    for set_back in &found.set_back {
        line(&set_back.message(lang));
    }
    for (number, problem) in (1..).zip(&found.problems) {
        line(&format!("{number}. {}", problem.message(lang)));
    }
    if let Some(paper) = found.paper {
        line(&paper.message(found.head.length, lang));
    }
    line(if found.problems.is_empty() { words.fits } else { words.does_not_fit });
    out
}

fn as_json(found: &Verification, lang: Lang) -> String {
    let entry = |name: &crate::store::EntryName| {
        json!({
            "seq": name.seq, "at": name.at, "account": name.account, "action": name.action, "subject": name.subject,
        })
    };
    let problems: Vec<Value> = found
        .problems
        .iter()
        .map(|problem| {
            json!({
                "kind": problem.word(), "entry": problem.entry().map(entry), "message": problem.message(lang),
            })
        })
        .collect();
    let set_back: Vec<Value> = found
        .set_back
        .iter()
        .map(|back| json!({ "seq": back.seq, "from": back.from, "to": back.to, "recorded": back.recorded }))
        .collect();
    let paper = found.paper.map(|paper| {
        let since = match paper {
            crate::store::Paper::Fits { since } => Some(since),
            _ => None,
        };
        json!({
            "result": paper.word(), "since": since, "message": paper.message(found.head.length, lang),
        })
    });
    pretty(&json!({
        "format": "mcs-register-verification/1",
        "fits": found.fits(),
        "entries": found.head.length,
        "head": found.head.code().to_string(),
        "first_at": found.first_at,
        "last_at": found.last_at,
        "problems": problems,
        "clock_set_back": set_back,
        "paper": paper,
    }))
}
