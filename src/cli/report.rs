//! `report`: the incident report for the secretariat.

use std::path::Path;

use super::{
    args::{Report, ReportFormat},
    context::Context,
    failure::Failure,
    output,
};
use crate::{
    documents::{Names, ReportContext, incident_report},
    policy::judge,
    register::{Lang, Register},
    tui::text::Word,
};

/// How many incidents a message lists.
const LISTED: usize = 20;

/// Writes the report.
pub(super) fn run(context: &Context<'_>, args: &Report) -> Result<(), Failure> {
    let policy = context.policy()?;
    let (vault, register) = context.open()?;
    let head = vault.head().map_err(|error| Failure::store(&error, context.lang))?.code().to_string();
    context.close(vault);
    let Some(incident) = register.incidents().iter().find(|incident| incident.id.as_str() == args.incident)
    else {
        let known = known(&register, context.lang);
        return Err(Failure::usage(Word::CliNoIncident.fill(context.lang, &[&args.incident, &known])));
    };
    let today = context.today();
    let findings = judge(&register, &policy, today);
    let names = if args.unmasked { Names::Full } else { Names::Masked };
    let about = ReportContext { today, findings: &findings, policy: &policy, names, head: Some(&head) };
    let report = incident_report(&register, incident, &about);
    let text = match args.format.unwrap_or_else(|| format_of(args.target.out.as_deref())) {
        ReportFormat::Md => report.markdown(),
        ReportFormat::Txt => report.plain_text(),
    };
    output::deliver(&text, &args.target, context.lang)
}

/// The format that the ending of a file names: `.txt` is plain text, all else Markdown.
fn format_of(out: Option<&Path>) -> ReportFormat {
    let ending = out.and_then(Path::extension);
    if ending.is_some_and(|ending| ending.eq_ignore_ascii_case("txt")) {
        ReportFormat::Txt
    } else {
        ReportFormat::Md
    }
}

/// The incidents that there are, the last first.
fn known(register: &Register, lang: Lang) -> String {
    let incidents = register.incidents();
    if incidents.is_empty() {
        return Word::None.say(lang).to_owned();
    }
    let mut ids: Vec<String> =
        incidents.iter().rev().take(LISTED).map(|incident| incident.id.to_string()).collect();
    if let Some(more) = incidents.len().checked_sub(LISTED).filter(|more| *more > 0) {
        ids.push(Word::CliMore.fill(lang, &[&more.to_string()]));
    }
    ids.join(", ")
}
