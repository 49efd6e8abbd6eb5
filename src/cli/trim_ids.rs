//! `trim-ids`: ids with a blank at an end, which earlier versions took in, are put right with all that names them.

use crate::{
    cli::{context::Context, failure::Failure, output},
    policy::visible,
    register::{
        Command,
        rename::{Rename, untrimmed},
    },
    store::Entry,
    tui::words::{Word, refusal},
};
/// One change, which can be taken back; tells every id that was renamed.
pub(super) fn run(context: &Context<'_>) -> Result<(), Failure> {
    let lang = context.lang;
    let (mut vault, register) = context.open()?;
    let policy = context.policy_kept(register.policy())?;
    vault.may_write().map_err(|error| Failure::store(&error, lang))?;
    let ids = untrimmed(&register);
    if ids.is_empty() {
        context.close(vault);
        return output::print(&format!("{}\n", Word::CliNoIdsToTrim.say(lang)), lang);
    }
    let command = Command::Rename { ids: ids.clone() };
    let change =
        command.plan(&register, context.today()).map_err(|why| Failure::data(refusal(&why, lang)))?;
    let at = context.clock.stamp();
    vault
        .commit(&change, &Entry::new(command.action(), &at))
        .map_err(|error| Failure::store(&error, lang))?;
    context.close_written(vault, &policy);
    let lines: Vec<String> = ids.iter().map(|rename| line(context, rename)).collect();
    output::print(&lines.concat(), lang)
}

fn line(context: &Context<'_>, rename: &Rename) -> String {
    let said = Word::CliIdsTrimmed.fill(context.lang, &[&rename.say(context.lang)]);
    format!("{}\n", visible(&said))
}

/// Tells every id that was renamed before a document was taken in.
pub(super) fn tell(context: &Context<'_>, renamed: &[Rename]) {
    for rename in renamed {
        let said = Word::CliIdsTrimmed.fill(context.lang, &[&rename.say(context.lang)]);
        output::tell(Word::CliNotice.say(context.lang), &said);
    }
}
