//! `history`: who did what, when, and what it changed.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::{
    cli::{
        args::{History, ListFormat},
        context::Context,
        failure::Failure,
        output,
        verify::pretty,
    },
    policy::{Policy, visible},
    register::{
        Date, Lang, Register, members_on,
        subject::Subject,
        wareki::{Which, parse_date},
    },
    store::{HistoryEntry, HistoryQuery, Since, Vault, history_document},
    tui::{
        terminal::width::{cells, wrap},
        words::{EntryWords, Word, history_words, key_label},
    },
};
/// The width of a line in cells.
const WIDTH: usize = 80;

/// Prints the entries, or who was in a group.
pub(super) fn run(context: &Context<'_>, args: &History) -> Result<(), Failure> {
    let lang = context.lang;
    let words = history_words(lang);
    let today = context.today();
    let day = |text: &String| {
        parse_date(text, today, Which::Last)
            .map_err(|why| Failure::usage(format!("{text}: {}", why.message(lang))))
    };
    let since = args.since.as_ref().map(day).transpose()?;
    let members_on = args.members_on.as_ref().map(day).transpose()?;
    let subject = match &args.subject {
        Some(text) => {
            let wrong = || Failure::usage(words.bad_subject.replace("{}", text));
            Some(Subject::parse(text).ok_or_else(wrong)?)
        }
        None => None,
    };
    let (mut vault, register) = context.open()?;
    let text = match (members_on, &subject) {
        (Some(day), Some(Subject::Group(id))) => {
            let missing = || Failure::usage(words.no_group.replace("{}", id.as_str()));
            let group = register.group(id).ok_or_else(missing)?;
            match args.format {
                ListFormat::Text => members_text(&register, group, day, lang),
                ListFormat::Json => members_json(&register, group, day),
            }
        }
        (Some(_), _) => return Err(Failure::usage(words.needs_group)),
        (None, _) => {
            let query = HistoryQuery {
                subject,
                since: since.map(Since::Day),
                after_seq: after(args, &mut vault, lang)?,
                ..HistoryQuery::default()
            };
            let entries = vault.history(&query).map_err(|error| Failure::store(&error, lang))?;
            match args.format {
                ListFormat::Text => {
                    as_text(&entries, &register, &context.policy_kept(register.policy())?, lang)
                }
                ListFormat::Json => pretty(&history_document(&entries)),
            }
        }
    };
    context.close(vault);
    output::print(&text, lang)
}

/// The last entry that the owner of the account has seen; nothing where there was no visit yet.
fn after(args: &History, vault: &mut Vault, lang: Lang) -> Result<Option<u64>, Failure> {
    if !args.since_visit {
        return Ok(None);
    }
    let visit = vault.last_visit().map_err(|error| Failure::store(&error, lang))?;
    Ok(visit.map(|visit| visit.seq))
}

fn as_text(entries: &[HistoryEntry], register: &Register, policy: &Policy, lang: Lang) -> String {
    let mut out = String::new();
    if entries.is_empty() {
        let _ = writeln!(out, "{}", history_words(lang).nothing);
    }
    for entry in entries {
        let words = EntryWords::of(entry, register, policy, lang);
        let account = visible(&entry.account);
        push(
            &mut out,
            0,
            &format!("#{}  {}  {account}  {}", entry.seq, EntryWords::time(&entry.at), words.action),
        );
        if let Some(subject) = &words.subject {
            push(&mut out, 2, subject);
        }
        for line in &words.changes {
            push(&mut out, 4, line);
        }
    }
    out
}

/// A text in lines of at most 80 cells, each standing in.
fn push(out: &mut String, indent: usize, text: &str) {
    for line in wrap(&visible(&text.replace('\n', " ⏎ ")), WIDTH - indent) {
        debug_assert!(cells(&line) <= WIDTH - indent);
        let _ = writeln!(out, "{}{line}", " ".repeat(indent));
    }
}

fn members_text(
    register: &Register,
    group: &crate::register::records::Group,
    day: Date,
    lang: Lang,
) -> String {
    let words = history_words(lang);
    let mut out = String::new();
    let label = key_label(&crate::register::Key::Group(group.sheet.id.clone()), register, lang);
    let found = members_on(group, day);
    push(&mut out, 0, &format!("{label}  {day}  {}", Word::Count.fill(lang, &[&found.len().to_string()])));
    for member in found {
        let row = member.membership;
        let name = register.person(&row.person).and_then(crate::register::Person::name).unwrap_or("-");
        let joined = row.joined_on.map_or_else(|| words.joining_unknown.to_owned(), |day| day.to_string());
        let released = row.released_on.map(|day| day.to_string()).unwrap_or_default();
        push(&mut out, 2, &format!("{} {}  {name}  {joined} - {released}", row.id, row.person));
    }
    out
}

fn members_json(register: &Register, group: &crate::register::records::Group, day: Date) -> String {
    let members: Vec<Value> = members_on(group, day)
        .into_iter()
        .map(|member| {
            let row = member.membership;
            json!({
                "membership": row.id.as_str(),
                "person": row.person.as_str(),
                "name": register.person(&row.person).and_then(crate::register::Person::name),
                "joined_on": row.joined_on.map(|day| day.to_string()),
                "released_on": row.released_on.map(|day| day.to_string()),
                "certain": member.certain,
            })
        })
        .collect();
    pretty(&json!({
        "format": "mcs-register-members/1", "group": group.sheet.id.as_str(), "on": day.to_string(), "members": members,
    }))
}
