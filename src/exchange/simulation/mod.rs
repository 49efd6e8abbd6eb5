//! What would happen if a file of tables came in: records that are new, change or stay, what is asked, what is left out. A
//! value that a screen can walk through; answered, it is simulated anew. Nothing is written here.

mod devices;
mod entry;
mod members;
mod others;
mod read;
mod session;
mod settle;
mod staff;
mod take_outs;
mod trainings;
mod who;

pub use session::{Action, Outcome, Results};

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    columns::{self, Asked, Column, Crossed, Headings, Kind, Layout, NoLayout, Why},
    mapping::Mapping,
    question::{Answers, LeftOut, Question},
    table::{Book, Sheet, Told},
    values::shown,
};
use crate::{
    policy::Policy,
    register::{Change, Date, Key, RecordChange, RecordKind, Register},
};
use session::Session;

/// Is told how many rows of how many are taken in, and says whether to go on.
#[derive(Clone, Copy)]
pub struct Watch<'a>(pub &'a dyn Fn(usize, usize) -> bool);

impl std::fmt::Debug for Watch<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Watch")
    }
}

/// How a file is to be taken in.
#[derive(Debug, Clone, Copy, Default)]
pub struct Settings<'a> {
    /// The kind of ledger.
    pub kind: Option<Kind>,
    /// The number of the row of headings.
    pub header: Option<u32>,
    /// How files of this sort were taken in before.
    pub mapping: Option<&'a Mapping>,
    /// The one sheet that is taken in.
    pub sheet: Option<&'a str>,
    /// Whether hidden sheets are taken in.
    pub hidden: bool,
    /// Who follows how far it is; what comes of one that is stopped means nothing.
    pub watch: Option<Watch<'a>>,
}

/// What would come of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetOutcome {
    /// Its name.
    pub sheet: String,
    /// How its text is encoded.
    pub encoding: Option<&'static str>,
    /// What reading it told.
    pub told: Vec<Told>,
    /// The kind of ledger; `None` where it is not taken in.
    pub kind: Option<Kind>,
    /// The number of the row of headings.
    pub header_row: Option<u32>,
    /// The columns.
    pub columns: Vec<Column>,
    /// The records, questions, and what was left out.
    pub results: Results,
}

/// What would come of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Simulation {
    /// Its sheets.
    pub sheets: Vec<SheetOutcome>,
    /// All that would change, in one change. Only right where no question is open.
    pub change: Change,
}

impl Simulation {
    /// The questions that are not answered.
    pub fn open(&self) -> impl Iterator<Item = (&SheetOutcome, &Question)> {
        let all = self
            .sheets
            .iter()
            .flat_map(|sheet| sheet.results.questions.iter().map(move |question| (sheet, question)));
        all.filter(|(_, question)| question.answer.is_none())
    }

    /// The text of a file by which the next one of its sort is taken in like this one.
    pub fn mapping(&self, answers: &Answers) -> String {
        let sheets = self.sheets.iter();
        let sheets =
            sheets.filter_map(|sheet| Some((sheet.sheet.as_str(), sheet.kind?, sheet.columns.as_slice())));
        Mapping::written(sheets, self.open().map(|(_, question)| question), answers)
    }

    /// How many records there are of each action.
    pub fn count(&self, action: Action) -> usize {
        let records = self.sheets.iter().flat_map(|sheet| &sheet.results.records);
        records.filter(|record| record.action == action).count()
    }
}

/// Rows by sheet.
type Rows = FxHashSet<(String, u32)>;

/// What would happen if a file came in, as the register stands and with these answers.
pub fn simulate(
    book: &Book,
    file: &str,
    register: &Register,
    policy: &Policy,
    today: Date,
    settings: Settings<'_>,
    answers: &Answers,
) -> Simulation {
    run(book, file, register, (policy, &Headings::new(policy)), today, settings, answers, &Rows::default())
}

/// The same without the rows that a question holds back: what may be taken in already.
pub fn simulate_partly(
    book: &Book,
    file: &str,
    register: &Register,
    policy: &Policy,
    today: Date,
    settings: Settings<'_>,
    answers: &Answers,
) -> Simulation {
    let headings = Headings::new(policy);
    let mut held = Rows::default();
    loop {
        let simulation = run(book, file, register, (policy, &headings), today, settings, answers, &held);
        let before = held.len();
        for (sheet, question) in simulation.open() {
            held.extend(question.rows.iter().map(|row| (sheet.sheet.clone(), *row)));
        }
        // Without a row another one may ask what that had asked.
        if held.len() == before {
            return simulation;
        }
    }
}

/// What each sheet of a file is: its kind, its headings and its columns. Nothing of its rows is looked at but for what tells
/// that.
pub fn layouts<'b>(
    book: &'b Book,
    file: &str,
    headings: &Headings,
    today: Date,
    settings: Settings<'_>,
) -> Vec<(&'b Sheet, Result<Layout, NoLayout>)> {
    let title = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let title = title.rsplit_once('.').map_or(title, |(title, _)| title);
    let only = |sheet: &&Sheet| settings.sheet.is_none_or(|name| name == sheet.name);
    let found = book.sheets.iter().filter(only).map(|sheet| {
        let known = settings.mapping.and_then(|mapping| mapping.sheet(&sheet.name));
        if known.is_some_and(|known| known.left_out) {
            return (sheet, Err(NoLayout::Said));
        }
        let asked = Asked {
            kind: settings.kind.or_else(|| known.and_then(|known| known.kind)),
            header: settings.header.or_else(|| known.and_then(|known| known.header)),
            fields: known.map(|known| &known.columns),
        };
        (sheet, columns::find(sheet, title, headings, asked, settings.hidden, today))
    });
    found.collect()
}

#[allow(clippy::too_many_arguments, reason = "the two above give them names")]
fn run(
    book: &Book,
    file: &str,
    register: &Register,
    (policy, headings): (&Policy, &Headings),
    today: Date,
    settings: Settings<'_>,
    answers: &Answers,
    held: &Rows,
) -> Simulation {
    let mut session = Session::new(register, policy, today, answers);
    let mut sheets: Vec<(usize, SheetOutcome)> = Vec::new();
    let found = layouts(book, file, headings, today, settings).into_iter().enumerate();
    let mut found: Vec<_> = found.map(|(place, (sheet, layout))| (place, sheet, layout)).collect();
    let all = found.iter().filter_map(|(_, sheet, layout)| {
        layout.as_ref().ok().map(|layout| sheet.rows.len().saturating_sub(layout.body))
    });
    let mut seen = Seen { watch: settings.watch, done: 0, all: all.sum() };
    for (_, sheet, layout) in &found {
        if let Ok(layout) = layout {
            reserve(&mut session, sheet, layout);
        }
    }
    // People before those who name them, devices before what is taken out.
    found.sort_by_key(|(place, _, layout)| {
        (layout.as_ref().map_or(u8::MAX, |layout| turn(layout.kind)), *place)
    });
    for (place, sheet, layout) in found {
        let mut outcome = SheetOutcome {
            sheet: sheet.name.clone(),
            encoding: sheet.encoding,
            told: sheet.told.clone(),
            kind: None,
            header_row: None,
            columns: Vec::new(),
            results: Results::default(),
        };
        match layout {
            Ok(layout) => {
                outcome.kind = Some(layout.kind);
                outcome.header_row = Some(layout.header_row);
                take(&mut session, sheet, &layout, held, &mut seen);
                outcome.results = std::mem::take(&mut session.out);
                outcome.columns = layout.columns;
                outcome.columns.extend(layout.second_row);
            }
            Err(why) => outcome.results.left_out.push((None, None, LeftOut::Sheet(why))),
        }
        sheets.push((place, outcome));
    }
    sheets.sort_by_key(|(place, _)| *place);
    let change = change(register, &session);
    Simulation { sheets: sheets.into_iter().map(|(_, sheet)| sheet).collect(), change }
}

/// In which turn the ledgers of a file are taken in.
fn turn(kind: Kind) -> u8 {
    match kind {
        Kind::Staff => 0,
        Kind::Partners => 1,
        Kind::Pledges | Kind::Passwords | Kind::Trainings => 2,
        Kind::Devices => 3,
        Kind::Groups => 4,
        Kind::Members | Kind::TakeOuts | Kind::Filings => 5,
    }
}

/// Keeps the numbers that stand in a sheet from being given to others.
fn reserve(session: &mut Session<'_>, sheet: &Sheet, layout: &Layout) {
    let ids = layout
        .columns
        .iter()
        .filter(|column| column.field.as_deref().is_some_and(|field| field.ends_with("/id")));
    for column in ids {
        let cells = sheet.rows.iter().skip(layout.body).filter_map(|row| row.cells.get(column.place));
        session.reserved.extend(cells.filter_map(|cell| staff::number_in(&shown(&cell.value))));
    }
}

/// How far a simulation is.
struct Seen<'a> {
    watch: Option<Watch<'a>>,
    done: usize,
    all: usize,
}

/// So many rows are taken in between two looks at whether to go on.
const BETWEEN: usize = 64;

impl Seen<'_> {
    /// One row more; says whether to go on.
    fn go_on(&mut self) -> bool {
        self.done += 1;
        !self.done.is_multiple_of(BETWEEN) || self.watch.is_none_or(|Watch(watch)| watch(self.done, self.all))
    }
}

fn take(session: &mut Session<'_>, sheet: &Sheet, layout: &Layout, held: &Rows, seen: &mut Seen<'_>) {
    session.begin(&sheet.name, layout.fiscal);
    let entries = entry::entries(&sheet.rows, layout);
    session.legend = entries.legend;
    for column in layout
        .columns
        .iter()
        .chain(&layout.second_row)
        .filter(|column| column.field.is_none() && column.why != Why::Marks)
    {
        let why = LeftOut::Column { heading: column.heading.clone(), why: column.why };
        session.out.left_out.push((None, Some(column.letters()), why));
    }
    session.out.left_out.extend(entries.left_out.into_iter().map(|(row, why)| (Some(row), None, why)));
    session.out.notes.extend(entries.notes.into_iter().map(|(row, note)| (row, None, note)));
    let alike: FxHashMap<u32, (u32, String, String)> = if layout.kind == Kind::Devices {
        devices::alike_numbers(&entries.rows).into_iter().map(|found| (found.0, found)).collect()
    } else {
        FxHashMap::default()
    };
    let months = layout.cross.as_ref().is_some_and(|cross| cross.of == Crossed::Months);
    if layout.kind == Kind::Members && !held.contains(&(sheet.name.clone(), layout.header_row)) {
        members::groups_across(session, layout);
    }
    for entry in &entries.rows {
        if !seen.go_on() {
            return;
        }
        if !held.is_empty() && held.contains(&(sheet.name.clone(), entry.row)) {
            continue;
        }
        match layout.kind {
            _ if months => trainings::months(session, entry, layout),
            kind @ (Kind::Staff | Kind::Pledges | Kind::Passwords) => staff::take(session, entry, kind),
            Kind::Partners => others::partner(session, entry),
            Kind::Devices => devices::take(session, entry, &layout.titles, alike.get(&entry.row)),
            Kind::TakeOuts => take_outs::take(session, entry),
            Kind::Groups => others::group(session, entry),
            Kind::Members => members::take(session, entry, layout),
            Kind::Trainings if layout.cross.is_some() => trainings::marked(session, entry, layout),
            Kind::Trainings => {
                trainings::one(session, entry);
                trainings::remark(session, entry);
            }
            Kind::Filings => others::filing(session, entry),
        }
    }
}

/// All that was touched as one change: each record as it was and as it would be. Those that others name come first.
fn change(before: &Register, session: &Session<'_>) -> Change {
    let first = |key: &Key| match key.kind() {
        RecordKind::Staff | RecordKind::Partner => 0,
        RecordKind::Device | RecordKind::Group => 1,
        _ => 2,
    };
    let mut touched: Vec<&Key> = session.touched.iter().collect();
    // What is new comes before what may name it.
    touched.sort_by_cached_key(|key| (before.record(key).is_some(), first(key)));
    let records = touched.into_iter().filter_map(|key| {
        let (place, after) = session.register.record(key)?;
        let before = before.record(key).map(|(_, record)| record);
        (before.as_ref() != Some(&after)).then(|| RecordChange {
            key: key.clone(),
            place,
            before,
            after: Some(after),
        })
    });
    Change { records: records.collect() }
}
