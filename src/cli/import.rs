//! `import`: ledgers of the office come in, or a document becomes the register, all or nothing.

use crate::{
    cli::{args::Import, context::Context, failure::Failure, ledgers, output},
    exchange::table,
    register::{exit_status::DONE, records::PolicySheet, rename::trim_ids, subject::Subject},
    store::{Entry, IMPORT},
    tui::words::{PolicyWord, Word},
};
/// How many records a notice names.
const MOST_NAMED: usize = 10;

/// Takes a file in: what it is decides how.
pub(super) fn run(context: &Context<'_>, args: &Import) -> Result<u8, Failure> {
    let name = args.file.file_name().unwrap_or(args.file.as_os_str()).to_string_lossy().into_owned();
    let bytes = context.file(&args.file)?;
    if table::is_table(&name, &bytes) {
        return ledgers::run(context, args, &name, &bytes);
    }
    ledgers::only_for_tables(&args.ledger, context.lang)?;
    document(context, args, &bytes).map(|()| DONE)
}

/// Replaces what the register holds; where it holds records, only on purpose.
fn document(context: &Context<'_>, args: &Import, bytes: &[u8]) -> Result<(), Failure> {
    let lang = context.lang;
    let (document, renamed) = if args.trim_ids {
        context.document_trimmed(&args.file, bytes)?
    } else {
        (context.document_in(&args.file, bytes)?, Vec::new())
    };
    let (mut vault, register) = context.open()?;
    if !register.is_empty() && !args.replace {
        return Err(Failure::usage(Word::CliImportRefused.say(lang)));
    }
    // A document that names no policy says nothing of it: the register goes on to be judged by its own.
    let keeps = *document.policy() == PolicySheet::default() && *register.policy() != PolicySheet::default();
    let document = if keeps { document.judged_by(register.policy().clone()) } else { document };
    let at = context.clock.stamp();
    let mut before = register;
    if args.trim_ids {
        // What is signed there is the same under the new id.
        trim_ids(&mut before);
    }
    let broken = before.seals_broken_in(&document);
    vault.replace_all(&document, &Entry::new(IMPORT, &at)).map_err(|error| Failure::store(&error, lang))?;
    let policy = context.policy_of(&mut vault)?;
    context.close_written(vault, &policy);
    super::trim_ids::tell(context, &renamed);
    if keeps {
        output::tell(Word::CliNotice.say(lang), PolicyWord::ImportKept.say(lang));
    }
    if !broken.is_empty() {
        // What it was is in the history; nobody should take what stands there now for what was sent.
        let named: Vec<&str> = broken.iter().take(MOST_NAMED).map(Subject::id).collect();
        let rest = broken.len() - named.len();
        let rest = if rest > 0 { Word::CliAndMore.fill(lang, &[&rest.to_string()]) } else { String::new() };
        let list = format!("{}{rest}", named.join(", "));
        output::tell(Word::CliNotice.say(lang), &Word::CliImportSeals.fill(lang, &[&list]));
    }
    let memberships: usize = document.groups().iter().map(|group| group.memberships.len()).sum();
    let counts = [
        document.staff().len(),
        document.partners().len(),
        document.devices().len(),
        document.take_outs().len(),
        document.groups().len(),
        memberships,
        document.incidents().len(),
    ]
    .map(|count| count.to_string());
    let said = Word::CliImported.fill(lang, &counts.each_ref().map(String::as_str));
    output::print(&format!("{said}\n"), lang)
}
