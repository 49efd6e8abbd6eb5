//! `check`: what is overdue, pending, unapproved or unknown.

use super::{
    args::{Check, CheckFormat},
    context::Context,
    failure::Failure,
    output,
};
use crate::policy::{Counts, findings_to_json, findings_to_text, judge};

/// Prints the findings; the exit status is 1 where one asks for action, else 0.
pub(super) fn run(context: &Context<'_>, args: &Check) -> Result<u8, Failure> {
    let policy = context.policy()?;
    let register = match &args.register {
        Some(path) => context.document(path)?,
        None => context.read()?,
    };
    let today = context.today();
    let findings = judge(&register, &policy, today);
    let write = match args.format {
        CheckFormat::Text => findings_to_text,
        CheckFormat::Json => findings_to_json,
    };
    output::print(&write(&policy, &register, &findings, today, context.lang), context.lang)?;
    Ok(u8::from(Counts::of(&findings).asks_for_action()))
}
