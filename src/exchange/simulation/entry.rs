//! The rows of a table as entries: what each says of which field. Totals, notes and repeated headings are left out, what is
//! as above is taken from there, and what goes on in a second row is joined.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::exchange::{
    columns::{Column, Kind, Layout},
    question::{LeftOut, Note},
    table::{Cell, Row, Value},
    values::{is_blank, marks::is_ditto, plain, shown},
};

/// What a cell says of a field.
#[derive(Debug, Clone)]
pub(super) struct Fact<'a> {
    /// Its column.
    pub place: usize,
    /// The field.
    pub field: &'a str,
    /// What stands there.
    pub value: Cow<'a, Value>,
    /// How the file says that it is read.
    pub reading: Option<&'a str>,
}

/// A row, or what belongs together of several.
#[derive(Debug, Clone)]
pub(super) struct Entry<'a> {
    /// The number of its first row.
    pub row: u32,
    /// What stands in its columns.
    pub facts: Vec<Fact<'a>>,
    /// What stands in the columns with marks, by their place in the list of them.
    pub marks: Vec<(usize, &'a Value)>,
    /// What stands in columns that go nowhere but are looked at.
    pub beside: Vec<(&'a Column, &'a Value)>,
}

impl<'a> Entry<'a> {
    /// What is said of a field.
    pub fn fact(&self, field: &str) -> Option<&Fact<'a>> {
        self.facts.iter().find(|fact| fact.field == field)
    }

    /// What is said of a field, as a text; empty where nothing is.
    pub fn text(&self, field: &str) -> String {
        self.fact(field).map(|fact| shown(&fact.value).trim().to_owned()).unwrap_or_default()
    }

    /// The column of a field.
    pub fn place(&self, field: &str) -> Option<usize> {
        self.fact(field).map(|fact| fact.place)
    }
}

/// The entries of a sheet, with what was left out and what was joined.
pub(super) struct Entries<'a> {
    pub rows: Vec<Entry<'a>>,
    pub left_out: Vec<(u32, LeftOut)>,
    pub notes: Vec<(u32, Note)>,
    /// What marks mean, as the sheet says: `○：実施`.
    pub legend: FxHashMap<String, String>,
}

const TOTALS: &[&str] = &[
    "合計",
    "計",
    "小計",
    "総計",
    "総数",
    "参加人数",
    "出席者数",
    "人数",
    "台数",
    "件数",
    "参加者数",
    "受講者数",
    "合計人数",
    "合計台数",
    "平均",
    "出席率",
    "受講率",
    "参加率",
];

/// The fields that say which record a row is about.
fn naming(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Staff | Kind::Pledges | Kind::Passwords => {
            &["/staff/name", "/staff/family", "/staff/id", "/staff/mcs/login"]
        }
        Kind::Partners => &["/partner/name", "/partner/family", "/partner/id"],
        Kind::Devices => &["/device/id", "/device/name"],
        Kind::TakeOuts => &["/take-out/id", "/take-out/requester", "/take-out/requested_on"],
        Kind::Groups => &["/group/name", "/group/id"],
        Kind::Members => &["/person/name", "/person/family", "/person/id", "/group/name", "/group/id"],
        Kind::Trainings => &["/person/name", "/person/family", "/person/id"],
        Kind::Filings => &["/filing/kind", "/filing/id"],
    }
}

/// Takes the rows of a sheet apart.
pub(super) fn entries<'a>(rows: &'a [Row], layout: &'a Layout) -> Entries<'a> {
    let mut out =
        Entries { rows: Vec::new(), left_out: Vec::new(), notes: Vec::new(), legend: FxHashMap::default() };
    for row in rows.iter().take(layout.body) {
        row.cells
            .iter()
            .filter(|cell| !cell.merged)
            .for_each(|cell| legend(&shown(&cell.value), &mut out.legend));
    }
    let step = if layout.second_row.is_empty() { 1 } else { 2 };
    let mut above: Vec<&'a Cell> = Vec::new();
    let mut place = layout.body;
    while let Some(row) = rows.get(place) {
        place += 1;
        if let Some(why) = not_a_record(row, layout, &mut out.legend) {
            out.left_out.push((row.number, why));
            continue;
        }
        let mut entry = Entry { row: row.number, facts: Vec::new(), marks: Vec::new(), beside: Vec::new() };
        take(row, &layout.columns, &above, &mut entry);
        if let Some(cross) = &layout.cross {
            let cells = cross.columns.iter().enumerate();
            let cells =
                cells.filter_map(|(number, across)| Some((number, value_at(row, across.place, &above)?)));
            entry.marks.extend(cells);
        }
        for (column, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !is_blank(&cell.value)) {
            if above.len() <= column {
                above.resize(column + 1, &EMPTY);
            }
            if !matches!(&cell.value, Value::Text(text) if is_ditto(text)) {
                above[column] = cell;
            }
        }
        if step == 2
            && let Some(second) = rows.get(place).filter(|next| next.number == row.number + 1)
        {
            place += 1;
            take(second, &layout.second_row, &[], &mut entry);
        } else if step == 1 && layout.kind == Kind::TakeOuts && goes_on(row, &entry, &out.rows) {
            let before = out.rows.last().map_or(row.number, |before| before.row);
            out.notes.push((row.number, Note::Joined { above: before }));
            if let Some(joined) = out.rows.last_mut().and_then(|before| join(before, entry)) {
                out.rows.push(joined);
            }
            continue;
        }
        if layout.kind == Kind::TakeOuts
            && plain(&entry.text("/take-out/step")).starts_with("返却")
            && let Some(before) = came_back(&mut out.rows, &entry)
        {
            out.notes.push((row.number, Note::Joined { above: before }));
            continue;
        }
        if naming(layout.kind).iter().all(|field| entry.text(field).is_empty()) {
            let computed = naming(layout.kind)
                .iter()
                .any(|field| entry.fact(field).is_some_and(|fact| *fact.value == Value::NoValue));
            out.left_out.push((row.number, if computed { LeftOut::NoResult } else { LeftOut::NoName }));
            continue;
        }
        out.rows.push(entry);
    }
    out
}

const EMPTY: Cell = Cell { value: Value::Empty, reading: None, merged: false, hidden: false };

fn value_at<'a>(row: &'a Row, place: usize, above: &[&'a Cell]) -> Option<&'a Value> {
    let cell = row.cells.get(place)?;
    let cell = match &cell.value {
        Value::Text(text) if is_ditto(text) => above.get(place).copied().unwrap_or(cell),
        _ => cell,
    };
    (!is_blank(&cell.value)).then_some(&cell.value)
}

fn take<'a>(row: &'a Row, columns: &'a [Column], above: &[&'a Cell], entry: &mut Entry<'a>) {
    for column in columns {
        let Some(cell) = row.cells.get(column.place) else { continue };
        let cell = match &cell.value {
            Value::Text(text) if is_ditto(text) => above.get(column.place).copied().unwrap_or(cell),
            _ => cell,
        };
        if is_blank(&cell.value) {
            continue;
        }
        match &column.field {
            Some(field) => entry.facts.push(Fact {
                place: column.place,
                field,
                value: Cow::Borrowed(&cell.value),
                reading: cell.reading.as_deref(),
            }),
            None => entry.beside.push((column, &cell.value)),
        }
    }
}

/// Why a row is no record.
fn not_a_record(row: &Row, layout: &Layout, marks: &mut FxHashMap<String, String>) -> Option<LeftOut> {
    let alone: Vec<(usize, String)> = row
        .cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| !cell.merged && !is_blank(&cell.value))
        .map(|(place, cell)| (place, shown(&cell.value).trim().to_owned()))
        .take(4)
        .collect();
    let (place, first) = alone.first()?;
    let key = plain(first);
    let is_total = TOTALS.iter().any(|total| key == *total)
        || (key.chars().count() <= 8 && (key.ends_with('計') || key.ends_with("合計")));
    if is_total {
        return Some(LeftOut::Total { text: first.clone() });
    }
    let is_note = first.starts_with(['※', '＊', '*', '★', '◆'])
        || ["注)", "注:", "注1", "注意", "(注", "備考:", "凡例", "以上", "以下余白"]
            .iter()
            .any(|start| key.starts_with(start));
    let names = naming(layout.kind);
    let is_name = layout.columns.iter().any(|column| {
        column.place == *place && column.field.as_deref().is_some_and(|field| names.contains(&field))
    });
    let lonely = alone.len() == 1 && layout.columns.len() > 1;
    let is_sentence =
        first.chars().count() > 15 && (first.contains(['。', '：']) || first.chars().count() > 40);
    if is_note
        || (lonely
            && (is_sentence || (!is_name && layout.second_row.is_empty() && layout.kind != Kind::TakeOuts)))
    {
        legend(first, marks);
        return Some(LeftOut::Remark { text: first.clone() });
    }
    let headings = alone.iter().filter(|(place, text)| {
        layout.columns.iter().any(|column| column.place == *place && column.heading == *text)
    });
    if alone.len() > 1 && headings.count() == alone.len() {
        return Some(LeftOut::Remark { text: first.clone() });
    }
    None
}

/// Learns what marks mean from a line such as `○：実施　×：未実施`.
fn legend(text: &str, marks: &mut FxHashMap<String, String>) {
    for part in text.split(['\u{3000}', ' ', '、', '，', '\n', '／']) {
        if let Some((mark, meaning)) = part.split_once(['：', ':', '＝'])
            && (1..=2).contains(&mark.trim().chars().count())
            && !meaning.trim().is_empty()
        {
            marks.insert(plain(mark), meaning.trim().to_owned());
        }
    }
}

/// A row that says 返却 is about the last take-out of the same device or person that has not come back: its day is the day of
/// the return. Gives the row of that take-out.
fn came_back(entries: &mut [Entry<'_>], entry: &Entry<'_>) -> Option<u32> {
    let days = ["/take-out/returned_on", "/take-out/requested_on", "/take-out/out_on", "/take-out/from"];
    let day = days.iter().find_map(|field| entry.fact(field))?;
    let fits = |before: &Entry<'_>, field: &str| {
        let (one, other) = (before.text(field), entry.text(field));
        one.is_empty() || other.is_empty() || one == other
    };
    let before = entries.iter_mut().rev().find(|before| {
        before.fact("/take-out/returned_on").is_none()
            && fits(before, "/take-out/device")
            && fits(before, "/take-out/requester")
            && fits(before, "/take-out/id")
    })?;
    let value = Cow::Owned(day.value.clone().into_owned());
    before.facts.push(Fact { place: day.place, field: "/take-out/returned_on", value, reading: None });
    Some(before.row)
}

/// Whether a row of a book of take-outs goes on with the one above: what says who asked and when stands in cells that are
/// merged with those above, or not at all.
fn goes_on(row: &Row, entry: &Entry<'_>, before: &[Entry<'_>]) -> bool {
    let Some(above) = before.last() else { return false };
    let own = |field: &str| {
        entry.fact(field).is_some_and(|fact| !row.cells.get(fact.place).is_some_and(|cell| cell.merged))
    };
    let merged = |field: &str| entry.fact(field).is_some() && !own(field);
    let any_merged = ["/take-out/requester", "/take-out/requested_on"].iter().any(|field| merged(field));
    let says_who = [
        "/take-out/requester",
        "/take-out/requested_on",
        "/take-out/id",
        "/take-out/period",
        "/take-out/from",
    ];
    let says_who = says_who.iter().any(|field| own(field));
    !says_who && (any_merged || (!entry.facts.is_empty() && row.number == last_row(above) + 1))
}

fn last_row(entry: &Entry<'_>) -> u32 {
    entry.row
}

/// Joins what goes on to the entry above. Of another device it is an entry of its own, with what it does not say itself.
fn join<'a>(before: &mut Entry<'a>, more: Entry<'a>) -> Option<Entry<'a>> {
    let device = |entry: &Entry<'a>| entry.text("/take-out/device");
    if !device(&more).is_empty() && device(&more) != device(before) && !device(before).is_empty() {
        let mut own = more;
        for fact in &before.facts {
            if own.fact(fact.field).is_none() {
                own.facts.push(fact.clone());
            }
        }
        return Some(own);
    }
    for fact in more.facts {
        match before.facts.iter_mut().find(|known| known.field == fact.field) {
            None => before.facts.push(fact),
            Some(known) if *known.value == *fact.value => {}
            Some(known) => {
                let joined = format!("{}\n{}", shown(&known.value), shown(&fact.value));
                known.value = Cow::Owned(Value::Text(joined));
            }
        }
    }
    None
}
