//! `import`: a document becomes the register, all or nothing.

use super::{args::Import, context::Context, failure::Failure, output};
use crate::{
    store::{Entry, IMPORT},
    tui::text::Word,
};

/// Replaces what the register holds; where it holds records, only on purpose.
pub(super) fn run(context: &Context<'_>, args: &Import) -> Result<(), Failure> {
    let lang = context.lang;
    let policy = context.policy()?;
    let document = context.document(&args.file)?;
    let (mut vault, register) = context.open()?;
    if !register.is_empty() && !args.replace {
        return Err(Failure::usage(Word::CliImportRefused.say(lang)));
    }
    let at = context.clock.stamp();
    vault.replace_all(&document, &Entry::new(IMPORT, &at)).map_err(|error| Failure::store(&error, lang))?;
    context.close_written(vault, &policy);
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
