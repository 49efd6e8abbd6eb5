//! A simulation for people.

use std::fmt::Write as _;

use super::Of;
use crate::{
    exchange::{
        Simulation,
        question::LeftOut,
        simulation::{Action, SheetOutcome},
    },
    policy::visible,
    register::Lang,
    tui::words::{
        LedgerWord as W,
        ledgers::{choice, field_label, left_out, note, question},
    },
};

/// How many lines of one sort a sheet has.
const MOST: usize = 40;

/// The simulation as lines.
pub(super) fn written(simulation: &Simulation, of: Of<'_>, lang: Lang) -> String {
    let mut out = String::new();
    for sheet in &simulation.sheets {
        of_sheet(&mut out, sheet, of, lang);
        out.push('\n');
    }
    out
}

fn line(out: &mut String, text: &str) {
    // A text takes what it is given.
    let _ = writeln!(out, "{}", visible(text));
}

fn of_sheet(out: &mut String, sheet: &SheetOutcome, of: Of<'_>, lang: Lang) {
    let results = &sheet.results;
    let Some((kind, header)) = sheet.kind.zip(sheet.header_row) else {
        let why: Vec<String> = results.left_out.iter().map(|(_, _, why)| left_out(why, lang)).collect();
        line(out, &W::SheetOut.fill(lang, &[&sheet.sheet, &why.join(" ")]));
        return;
    };
    let encoding = sheet.encoding.map(|encoding| format!(", {encoding}")).unwrap_or_default();
    line(out, &W::SheetLine.fill(lang, &[&sheet.sheet, kind.title(lang), &header.to_string(), &encoding]));
    let count =
        |action: Action| results.records.iter().filter(|record| record.action == action).count().to_string();
    let open: Vec<_> = results.questions.iter().filter(|question| question.answer.is_none()).collect();
    let counts = [
        count(Action::New),
        count(Action::Change),
        count(Action::Same),
        open.len().to_string(),
        results.left_out.iter().filter(|(row, _, _)| row.is_some()).count().to_string(),
    ];
    line(out, &W::Counts.fill(lang, &counts.each_ref().map(String::as_str)));
    let changes: Vec<String> = results
        .records
        .iter()
        .filter(|record| record.action != Action::Same)
        .map(|record| {
            let word = if record.action == Action::New { W::ActionNew } else { W::ActionChange };
            let name =
                |key: &str| record.fields.get(key).and_then(serde_json::Value::as_str).map(str::to_owned);
            let named = name("name").unwrap_or_else(|| {
                record.names.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(" / ")
            });
            let fields = record.differences.iter().map(|difference| {
                let label = field_label(
                    &format!("/{}{}", record.key.kind().word(), difference.path),
                    of.policy,
                    lang,
                );
                let before = difference.before.as_deref().unwrap_or("-");
                format!("{label} {before} → {}", difference.after.as_deref().unwrap_or("-"))
            });
            let fields: Vec<String> = fields.collect();
            let about = record.key.subject().to_string();
            format!(
                "{} {} {about} {named} {}",
                W::RowOf.fill(lang, &[&record.row.to_string()]),
                word.say(lang),
                fields.join(", ")
            )
        })
        .collect();
    list(out, W::ChangeHeading, &changes, lang);
    let questions: Vec<String> = open
        .iter()
        .map(|asked| {
            let choices: Vec<String> = asked
                .choices
                .iter()
                .map(|known| choice(known, &asked.what, of.register, of.policy, lang))
                .collect();
            format!(
                "{} {} [{}]",
                place(&asked.rows, asked.column.as_deref(), lang),
                question(&asked.what, lang),
                choices.join(" / ")
            )
        })
        .collect();
    list(out, W::AskHeading, &questions, lang);
    let notes = results.notes.iter().map(|(row, column, what)| {
        format!("{} {}", place(&[*row], column.as_deref(), lang), note(what, of.policy, lang))
    });
    let notes: Vec<String> = sheet.told.iter().map(|told| told.message(lang)).chain(notes).collect();
    list(out, W::NoteHeading, &notes, lang);
    let left: Vec<String> = results
        .left_out
        .iter()
        .map(|(row, column, why)| {
            let rows: Vec<u32> = row.iter().copied().collect();
            let text = match why {
                LeftOut::Total { text } | LeftOut::Remark { text } => format!(" {text}"),
                _ => String::new(),
            };
            format!("{}{text} {}", place(&rows, column.as_deref(), lang), left_out(why, lang))
        })
        .collect();
    list(out, W::OutHeading, &left, lang);
}

fn list(out: &mut String, heading: W, lines: &[String], lang: Lang) {
    if lines.is_empty() {
        return;
    }
    line(out, heading.say(lang));
    for text in lines.iter().take(MOST) {
        line(out, &format!("    {}", text.trim_end()));
    }
    let more = lines.len().saturating_sub(MOST);
    if more > 0 {
        line(out, &format!("    {}", W::More.fill(lang, &[&more.to_string()])));
    }
}

fn place(rows: &[u32], column: Option<&str>, lang: Lang) -> String {
    let row = rows.first().map(|row| W::RowOf.fill(lang, &[&row.to_string()]));
    let more = rows.len().saturating_sub(1);
    let more = (more > 0).then(|| W::RowsMore.fill(lang, &[&more.to_string()]));
    let column = column.map(|column| W::ColumnOf.fill(lang, &[column]));
    let parts: Vec<String> = [row, more, column].into_iter().flatten().collect();
    parts.join(" ")
}
