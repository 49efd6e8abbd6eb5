//! `check`: what is overdue, pending, unapproved or unknown.

use crate::{
    cli::{
        args::{Check, ListFormat},
        context::Context,
        failure::Failure,
        output,
    },
    policy::{Counts, Policy, findings_to_json, findings_to_text, judge, visible},
    register::{
        Register,
        exit_status::{ASKS, DONE},
    },
    store::{Care, blank_ids},
    tui::words::Word,
};
/// Prints the findings, and before them what the vault itself asks for; the exit status is `ASKS` where something asks for
/// action.
pub(super) fn run(context: &Context<'_>, args: &Check) -> Result<u8, Failure> {
    let (register, cares) = match &args.register {
        Some(path) => (context.document(path)?, Vec::new()),
        None => read(context)?,
    };
    let policy = context.policy_judging(register.policy())?;
    let ids = blank_ids(&register, context.lang);
    if let Some(said) = &ids {
        output::tell(Word::CliCares.say(context.lang), said);
    }
    let today = context.today();
    let findings = judge(&register, &policy, today);
    let write = match args.format {
        ListFormat::Text => findings_to_text,
        ListFormat::Json => findings_to_json,
    };
    let list = write(&policy, &register, &findings, today, context.lang);
    let text = match args.format {
        ListFormat::Text => cares_to_text(context, &policy, &cares) + &list,
        ListFormat::Json => {
            // The list of findings is a format of its own, which scripts read.
            for care in &cares {
                output::tell(Word::CliCares.say(context.lang), &care.message(&policy, context.lang));
            }
            list
        }
    };
    output::print(&text, context.lang)?;
    let asks = Counts::of(&findings).asks_for_action() || !cares.is_empty() || ids.is_some();
    Ok(if asks { ASKS } else { DONE })
}

fn read(context: &Context<'_>) -> Result<(Register, Vec<Care>), Failure> {
    let (mut vault, register) = context.open()?;
    let cares = vault.cares(context.today()).map_err(|error| Failure::store(&error, context.lang))?;
    context.close(vault);
    Ok((register, cares))
}

fn cares_to_text(context: &Context<'_>, policy: &Policy, cares: &[Care]) -> String {
    if cares.is_empty() {
        return String::new();
    }
    let lines: Vec<String> =
        cares.iter().map(|care| visible(&care.message(policy, context.lang)).into_owned()).collect();
    format!("■ {}\n{}\n\n", Word::CliCares.say(context.lang), lines.join("\n"))
}
