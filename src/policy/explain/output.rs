//! Findings as text: the JSON of `check --format json`, and plain lines for people.

use std::fmt::Write as _;

use serde::Serialize;

use super::wording::days_text;
use crate::{
    policy::{
        file::rulebook::Policy,
        judge::finding::{Counts, Finding, Urgency, of_urgency},
    },
    register::{
        Date, Lang, Register,
        hidden::{is_hidden, visible},
    },
};

/// The format of the JSON.
const FORMAT: &str = "mcs-register-findings/1";

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    today: String,
    policy: &'a str,
    counts: CountsRow,
    findings: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct CountsRow {
    overdue: u32,
    now: u32,
    unknown: u32,
    soon: u32,
    waived: u32,
}

#[derive(Serialize)]
struct Row<'a> {
    rule: &'static str,
    subject: String,
    detail: Option<&'a str>,
    article: &'a str,
    level: &'static str,
    basis: &'static str,
    urgency: &'static str,
    since: Option<String>,
    due: Option<String>,
    days: Option<i64>,
    label: String,
    sentence: String,
}

/// Findings as the JSON that `check --format json` prints, one line break at the end. No control character stands in it as it is.
pub fn findings_to_json(
    policy: &Policy,
    register: &Register,
    findings: &[Finding],
    today: Date,
    lang: Lang,
) -> String {
    let counts = Counts::of(findings);
    let date = |date: Option<Date>| date.map(|date| date.to_string());
    let row = |finding| -> Row<'_> {
        let finding: &Finding = finding;
        Row {
            rule: finding.rule.name(),
            subject: finding.subject.to_string(),
            detail: finding.detail.as_deref(),
            article: policy.article(finding),
            level: policy.level(finding).word(),
            basis: policy.basis(finding).word(),
            urgency: finding.urgency.word(),
            since: date(finding.since),
            due: date(finding.due),
            days: finding.days,
            label: visible(&policy.label(finding, lang)).into_owned(),
            sentence: policy.sentence(finding, register, today, lang),
        }
    };
    let document = Document {
        format: FORMAT,
        today: today.to_string(),
        policy: policy.id(),
        counts: CountsRow {
            overdue: counts.get(Urgency::Overdue),
            now: counts.get(Urgency::Now),
            unknown: counts.get(Urgency::Unknown),
            soon: counts.get(Urgency::Soon),
            waived: counts.get(Urgency::Waived),
        },
        findings: findings.iter().map(row).collect(),
    };
    // Writing strings and numbers to memory does not fail.
    let mut json = escape_hidden(serde_json::to_string_pretty(&document).unwrap_or_default());
    json.push('\n');
    json
}

/// JSON with every control and direction character as an escape. `serde_json` escapes C0 only; the others stand inside
/// strings alone, so they may be escaped afterwards.
pub fn escape_hidden(json: String) -> String {
    let raw = |c: char| c != '\n' && is_hidden(c);
    if !json.contains(raw) {
        return json;
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if raw(c) {
            // Writing to a `String` does not fail.
            let _ = write!(escaped, "\\u{:04x}", u32::from(c));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

/// Findings as plain text: the counts, then a block for each urgency with one line a finding. No colours, no control characters.
pub fn findings_to_text(
    policy: &Policy,
    register: &Register,
    findings: &[Finding],
    today: Date,
    lang: Lang,
) -> String {
    let counts = Counts::of(findings);
    let mut text = match lang {
        Lang::Ja => format!("{}  {today} 現在\n", visible(policy.title(lang))),
        Lang::En => format!("{}, on {today}\n", visible(policy.title(lang))),
    };
    let words: Vec<String> = Urgency::ALL
        .iter()
        .map(|urgency| format!("{} {}", urgency.name(lang), counts.get(*urgency)))
        .collect();
    text.push_str(&words.join(match lang {
        Lang::Ja => "・",
        Lang::En => ", ",
    }));
    text.push('\n');
    if findings.is_empty() {
        text.push_str(match lang {
            Lang::Ja => "指摘はありません。\n",
            Lang::En => "Nothing is flagged.\n",
        });
    }
    for urgency in Urgency::ALL {
        let mut found = of_urgency(findings, urgency).peekable();
        if found.peek().is_none() {
            continue;
        }
        // Writing to a `String` does not fail.
        let _ = match lang {
            Lang::Ja => writeln!(text, "\n■ {} {}件", urgency.name(lang), counts.get(urgency)),
            Lang::En => writeln!(text, "\n{}: {}", urgency.name(lang), counts.get(urgency)),
        };
        for finding in found {
            line(&mut text, policy, register, finding, (today, lang));
        }
    }
    text
}

fn line(
    text: &mut String,
    policy: &Policy,
    register: &Register,
    finding: &Finding,
    (today, lang): (Date, Lang),
) {
    let subject = finding.subject.to_string();
    let _ = write!(
        text,
        "{}  {}  {}",
        finding.urgency.name(lang),
        visible(&subject),
        policy.sentence(finding, register, today, lang)
    );
    if let (Some(due), Some(days)) = (finding.due, finding.days) {
        let amount = days_text(days.unsigned_abs(), lang);
        let _ = match (lang, days) {
            (Lang::Ja, 0) => write!(text, "  期限 {due}（本日）"),
            (Lang::Ja, 1..) => write!(text, "  期限 {due}（{amount}超過）"),
            (Lang::Ja, _) => write!(text, "  期限 {due}（あと{amount}）"),
            (Lang::En, 0) => write!(text, "  due {due} (today)"),
            (Lang::En, 1..) => write!(text, "  due {due} ({amount} ago)"),
            (Lang::En, _) => write!(text, "  due {due} (in {amount})"),
        };
    }
    let _ = writeln!(text, "  {}・{}", visible(policy.article(finding)), policy.level(finding).name(lang));
}
