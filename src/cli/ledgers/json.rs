//! A simulation for programs: `mcs-register-import/1`.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::Of;
use crate::{
    exchange::{
        Simulation,
        question::{LeftOut, Question},
        simulation::{Outcome, SheetOutcome},
    },
    register::{Lang, hidden::is_hidden},
    tui::words::ledgers::{choice, column_why, left_out, note, question},
};

/// The format.
const FORMAT: &str = "mcs-register-import/1";

/// The simulation as a text in JSON.
pub(super) fn written(simulation: &Simulation, file: &str, of: Of<'_>, written: bool, lang: Lang) -> String {
    let sheets: Vec<Value> = simulation.sheets.iter().map(|sheet| sheet_json(sheet, of, lang)).collect();
    let all = json!({ "format": FORMAT, "file": file, "written": written, "sheets": sheets });
    escaped(&serde_json::to_string_pretty(&all).unwrap_or_default()) + "\n"
}

/// The same text with every character that could steer a terminal as an escape.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c != '\n' && is_hidden(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // A text takes what it is given.
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    out
}

fn sheet_json(sheet: &SheetOutcome, of: Of<'_>, lang: Lang) -> Value {
    let columns = sheet.columns.iter().map(|column| {
        json!({
            "column": column.letters(),
            "heading": column.heading,
            "field": column.field.as_deref(),
            "why": column_why(column.why, &column.heading, lang),
        })
    });
    let held: Vec<&Question> =
        sheet.results.questions.iter().filter(|question| question.answer.is_none()).collect();
    let is_open = |row: u32| held.iter().any(|question| question.rows.binary_search(&row).is_ok());
    let records = sheet.results.records.iter().map(|record| record_json(record, is_open(record.row)));
    let questions = held.iter().map(|asked| {
        let choices = asked.choices.iter().map(
            |known| json!({ "choice": known.word(), "says": choice(known, &asked.what, of.register, of.policy, lang) }),
        );
        json!({
            "row": asked.rows.first(),
            "rows": asked.rows,
            "column": asked.column,
            "key": asked.key,
            "what": question(&asked.what, lang),
            "choices": choices.collect::<Vec<_>>(),
        })
    });
    let out =
        sheet.results.left_out.iter().map(|(row, column, why)| out_json(*row, column.as_deref(), why, lang));
    let told = sheet.told.iter().map(|told| json!({ "what": told.message(lang) }));
    let notes = sheet.results.notes.iter().map(
        |(row, column, what)| json!({ "row": row, "column": column, "what": note(what, of.policy, lang) }),
    );
    json!({
        "sheet": sheet.sheet,
        "kind": sheet.kind.map(crate::exchange::columns::Kind::word),
        "header_row": sheet.header_row,
        "encoding": sheet.encoding,
        "columns": columns.collect::<Vec<_>>(),
        "records": records.collect::<Vec<_>>(),
        "questions": questions.collect::<Vec<_>>(),
        "left_out": out.collect::<Vec<_>>(),
        "told": told.chain(notes).collect::<Vec<_>>(),
    })
}

fn record_json(record: &Outcome, open: bool) -> Value {
    let mut json = json!({
        "row": record.row,
        "action": record.action.word(),
        "kind": record.key.kind().word(),
        "id": record.key.id(),
        "fields": record.fields,
    });
    if let Value::Object(fields) = &mut json {
        if !record.names.is_empty() {
            let names: Map<String, Value> = record
                .names
                .iter()
                .map(|(field, name)| ((*field).to_owned(), Value::String(name.clone())))
                .collect();
            fields.insert("names".to_owned(), Value::Object(names));
        }
        if open {
            fields.insert("open".to_owned(), Value::Bool(true));
        }
        if !record.differences.is_empty() {
            let changes = record.differences.iter().map(|difference| {
                json!({ "field": difference.path, "before": difference.before, "after": difference.after })
            });
            fields.insert("changes".to_owned(), Value::Array(changes.collect()));
        }
    }
    json
}

fn out_json(row: Option<u32>, column: Option<&str>, why: &LeftOut, lang: Lang) -> Value {
    let mut json = json!({ "why": left_out(why, lang) });
    if let Value::Object(fields) = &mut json {
        if let Some(row) = row {
            fields.insert("row".to_owned(), json!(row));
        }
        if let Some(column) = column {
            fields.insert("column".to_owned(), json!(column));
        }
        if let LeftOut::Column { heading, .. } = why {
            fields.insert("heading".to_owned(), json!(heading));
        }
        if let LeftOut::Total { text } | LeftOut::Remark { text } = why {
            fields.insert("text".to_owned(), json!(text));
        }
    }
    json
}
