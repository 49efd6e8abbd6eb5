//! `policy` and `settings`: by what the register is judged, and what the office settles itself.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::{
    cli::{
        args::{ListFormat, PolicyCommand, PolicyFormat, Settings, SettingsCommand},
        context::{Context, policy_in},
        failure::Failure,
        output,
        verify::pretty,
    },
    policy::{
        Chosen, Finding, NewerEdition, Policy, PolicyError, SettingFault, simulation::PolicyStep, visible,
    },
    register::{
        Lang, Record, Refusal, Register, records::PolicySheet, subject::Subject, wareki::format_wareki,
    },
    store::{Entry, HistoryQuery, StoreError, Vault},
    tui::{
        terminal::width,
        words::{PolicyWord, refusal},
    },
};

/// The format that `policy show --format json` prints.
const FORMAT: &str = "mcs-register-policy-in-force/1";

/// How often a change is planned anew while other sessions keep changing the register.
const ATTEMPTS: usize = 5;

/// Shows, tries or changes the policy in force.
pub(super) fn run(context: &Context<'_>, command: &PolicyCommand) -> Result<(), Failure> {
    match command {
        PolicyCommand::Show(args) => show(context, args.format),
        PolicyCommand::Try(args) => {
            let (mut vault, register) = context.open()?;
            let policy = context.policy_of(&mut vault)?;
            context.close(vault);
            let step = step_to(context, &args.policy, &register, &policy)?;
            output::print(&tried(context, &step, &register, &policy), context.lang)
        }
        PolicyCommand::Use(args) => {
            change(context, |register, policy| step_to(context, &args.policy, register, policy))
        }
    }
}

/// Lists the settings, or changes one.
pub(super) fn settings(context: &Context<'_>, args: &Settings) -> Result<(), Failure> {
    if let Some(SettingsCommand::Set(args)) = &args.command {
        return change(context, |register, policy| {
            PolicyStep::set(&args.name, &args.value, register, policy, context.today())
                .map_err(|fault| setting_failure(&fault, context.lang))
        });
    }
    let lang = context.lang;
    let (mut vault, register) = context.open()?;
    let policy = context.policy_of(&mut vault)?;
    context.close(vault);
    let text = match args.format {
        ListFormat::Json => pretty(&policy.settings_to_json(&register, lang)),
        ListFormat::Text => settings_text(&policy, &register, lang),
    };
    output::print(&text, lang)
}

fn setting_failure(fault: &SettingFault, lang: Lang) -> Failure {
    let message = visible(&fault.message(lang)).into_owned();
    match fault {
        SettingFault::Policy(_) => Failure::data(message),
        _ => Failure::usage(message),
    }
}

/// The step to a policy that comes with the program, or to that of a file.
fn step_to(
    context: &Context<'_>,
    named: &std::path::Path,
    register: &Register,
    policy: &Policy,
) -> Result<PolicyStep, Failure> {
    let (lang, today) = (context.lang, context.today());
    let failed = |error: PolicyError| Failure::policy(&error, lang);
    let shipped = named.to_str().filter(|id| Policy::is_shipped(id));
    let sheet = match shipped {
        Some(id) => Policy::take_shipped(id, register.policy(), today),
        None => Policy::take_file(&policy_in(named, lang)?.0, register.policy(), today),
    };
    PolicyStep::to(sheet.map_err(failed)?, register, policy, today).map_err(failed)
}

/// Makes a change that only administrators make, as one step of the history, and says what it does.
fn change(
    context: &Context<'_>,
    step: impl Fn(&Register, &Policy) -> Result<PolicyStep, Failure>,
) -> Result<(), Failure> {
    let lang = context.lang;
    let failed = |error: &StoreError| Failure::store(error, lang);
    if context.once().is_some() {
        // What it would change is not what judges here.
        return Err(Failure::usage(PolicyWord::NotWithOnce.say(lang)));
    }
    let (mut vault, mut register) = context.open()?;
    vault.may_administer().map_err(|error| failed(&error))?;
    for attempt in 1.. {
        let policy = match Policy::of(register.policy()) {
            Ok(policy) => policy,
            // Even one that cannot be read gives way to another.
            Err(_) => context.policy()?,
        };
        let step = step(&register, &policy)?;
        let change = match step.command.plan(&register, context.today()) {
            Ok(change) => change,
            Err(Refusal::NothingChanged) => {
                context.close(vault);
                return output::print(&format!("{}\n", PolicyWord::NothingChanged.say(lang)), lang);
            }
            Err(why) => return Err(Failure::usage(refusal(&why, lang))),
        };
        let at = context.clock.stamp();
        match vault.commit(&change, &Entry::new(step.command.action(), &at)) {
            Err(StoreError::ChangedElsewhere(_)) if attempt < ATTEMPTS => {
                register = vault.load().map_err(|error| failed(&error))?;
                continue;
            }
            other => other.map_err(|error| failed(&error))?,
        };
        context.close_written(vault, &step.policy);
        return output::print(&format!("{}\n", visible(&step.say(lang))), lang);
    }
    Ok(())
}

/// Which findings come and go.
fn tried(context: &Context<'_>, step: &PolicyStep, register: &Register, policy: &Policy) -> String {
    let (lang, today) = (context.lang, context.today());
    let mut text = format!("{}\n", visible(&step.say(lang)));
    let lists = [
        (PolicyWord::Gone, step.simulation.gone(), policy),
        (PolicyWord::Come, step.simulation.come(), &step.policy),
    ];
    for (head, findings, policy) in lists {
        let _ = writeln!(text, "\n■ {}", head.fill(lang, &[&findings.len().to_string()]));
        for finding in findings {
            let _ = writeln!(text, "  {}", line(finding, policy, register, today, lang));
        }
    }
    text
}

fn line(
    finding: &Finding,
    policy: &Policy,
    register: &Register,
    today: crate::register::Date,
    lang: Lang,
) -> String {
    let sentence = policy.sentence(finding, register, today, lang);
    match policy.cited(finding.rule.name(), lang) {
        Some(article) => format!("[{article}] {}", visible(&sentence)),
        None => visible(&sentence).into_owned(),
    }
}

fn show(context: &Context<'_>, format: PolicyFormat) -> Result<(), Failure> {
    let lang = context.lang;
    let (mut vault, register) = context.open()?;
    let policy = context.policy_judging(register.policy())?;
    let by = taken_by(&mut vault, register.policy(), lang)?;
    context.close(vault);
    let text = match format {
        PolicyFormat::Toml => policy.text().to_string(),
        PolicyFormat::Json => pretty(&in_force(context, &policy, &register, by.as_deref())),
        PolicyFormat::Text => in_force_text(context, &policy, &register, by.as_deref()),
    };
    output::print(&text, lang)
}

/// Who took the policy in, as the history has it.
fn taken_by(vault: &mut Vault, sheet: &PolicySheet, lang: Lang) -> Result<Option<String>, Failure> {
    if sheet.since.is_none() {
        return Ok(None);
    }
    let query = HistoryQuery { subject: Some(Subject::Policy), ..HistoryQuery::default() };
    let entries = vault.history(&query).map_err(|error| Failure::store(&error, lang))?;
    let of = |record: &Option<Record>| match record {
        Some(Record::Policy(sheet)) => Some((sheet.base.clone(), sheet.layer.clone(), sheet.since)),
        _ => None,
    };
    // The newest first: whoever made it what it is now.
    Ok(entries.into_iter().find(|entry| of(&entry.before) != of(&entry.after)).map(|entry| entry.account))
}

fn in_force(context: &Context<'_>, policy: &Policy, register: &Register, by: Option<&str>) -> Value {
    let (lang, sheet) = (context.lang, register.policy());
    let day = |day: Option<crate::register::Date>| day.map(|day| day.to_string());
    let settings = sheet.settings.recorded().map(|(name, _)| {
        let value = policy.office_setting(name).map(|setting| policy.chosen(setting, register.office()));
        (name.to_owned(), value.map_or(Value::Null, Chosen::json))
    });
    let once = context.once().is_some();
    let newer = NewerEdition::of(sheet).filter(|_| !once);
    json!({
        "format": FORMAT,
        "id": policy.id(), "title": policy.title(lang), "version": policy.version(),
        "in_force_on": day(policy.in_force_on()), "revised_on": day(policy.revised_on()),
        "draft": policy.is_draft(), "base": policy.base().or(sheet.base.as_deref()),
        "base_version": sheet.base_version, "since": if once { None } else { day(sheet.since) },
        "by": by.filter(|_| !once), "once": once,
        "newer": newer.map(|newer| json!({ "base": newer.base, "judges": newer.judges, "waits": newer.waits })),
        "settings": settings.collect::<serde_json::Map<_, _>>(),
    })
}

fn in_force_text(context: &Context<'_>, policy: &Policy, register: &Register, by: Option<&str>) -> String {
    let (lang, sheet) = (context.lang, register.policy());
    let day = |day: crate::register::Date| match lang {
        Lang::Ja => format!("{day}（{}）", format_wareki(day)),
        Lang::En => day.to_string(),
    };
    let mut rows = vec![(PolicyWord::Title, format!("{}（{}）", policy.title(lang), policy.id()))];
    rows.extend(policy.version().map(|version| (PolicyWord::Version, version.to_owned())));
    rows.extend(policy.in_force_on().map(|on| (PolicyWord::InForce, day(on))));
    rows.extend(policy.revised_on().map(|on| (PolicyWord::Revised, day(on))));
    rows.extend(policy.base().map(|base| {
        let version = sheet.base_version.as_deref().unwrap_or_default();
        (PolicyWord::Base, format!("{base} {version}").trim_end().to_owned())
    }));
    if context.once().is_none() {
        let since = match (sheet.since, by) {
            (Some(since), Some(by)) => PolicyWord::SinceBy.fill(lang, &[&day(since), by]),
            (Some(since), None) => day(since),
            (None, _) => PolicyWord::BuiltIn.say(lang).to_owned(),
        };
        rows.push((PolicyWord::Since, since));
    }
    let mut text = columns(rows.iter().map(|(label, value)| [label.say(lang).to_owned(), value.clone()]));
    let set = policy.set_otherwise(register.office()).into_iter().map(|row| {
        let said = |value| policy.setting_text(row.setting, value, lang);
        let shift = format!("{}→{}", said(row.shipped), said(row.now));
        [row.setting.name(), policy.setting_label(row.setting, lang), shift]
    });
    let set: Vec<[String; 3]> = set.collect();
    if !set.is_empty() {
        let _ = write!(text, "\n■ {}\n{}", PolicyWord::Settings.say(lang), columns(set.into_iter()));
    }
    text
}

fn settings_text(policy: &Policy, register: &Register, lang: Lang) -> String {
    let head = [
        PolicyWord::HeadName,
        PolicyWord::HeadLabel,
        PolicyWord::HeadArticle,
        PolicyWord::HeadValue,
        PolicyWord::HeadShipped,
        PolicyWord::HeadBounds,
    ]
    .map(|word| word.say(lang).to_owned());
    let rows = policy.office_settings().into_iter().map(|setting| {
        let of = |policy: &Policy| policy.chosen(setting, register.office());
        let said = |value| policy.setting_text(setting, value, lang);
        let bounds = setting.range().map_or_else(String::new, |(least, greatest)| {
            let off = if setting.may_be_off() { " / off" } else { "" };
            format!("{least}-{greatest}{off}")
        });
        let shipped = if setting.range().is_some() { said(of(policy.as_left())) } else { String::new() };
        [
            setting.name(),
            policy.setting_label(setting, lang),
            policy.setting_article(setting, lang),
            said(of(policy)),
            shipped,
            bounds,
        ]
    });
    columns(std::iter::once(head).chain(rows))
}

/// Rows in columns.
fn columns<const N: usize>(rows: impl Iterator<Item = [String; N]>) -> String {
    let rows: Vec<[String; N]> = rows.map(|row| row.map(|cell| visible(&cell).into_owned())).collect();
    let mut widths = [0; N];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(width::cells(cell));
        }
    }
    let line = |row: &[String; N]| {
        let cells = row.iter().zip(widths).map(|(cell, width)| width::fit(cell, width));
        format!("{}\n", cells.collect::<Vec<_>>().join("  ").trim_end())
    };
    rows.iter().map(line).collect()
}
