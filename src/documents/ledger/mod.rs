//! The ledgers as tables of values: defined once, written as XLSX and as CSV.
//!
//! Each ledger is a list of columns, each a heading with what stands under it; so a heading cannot part from its values.
//! A cell is blank where nothing is recorded: a word there would keep a column of days from being one. Days stay days and
//! numbers stay numbers.

mod cases;
mod cp932;
mod csv;
mod groups;
mod kind;
mod people;
mod things;
mod xlsx;

pub use cp932::Unencodable;
pub(super) use csv::csv_table;
pub use csv::{CsvFile, Encoding, csv_files, is_csv_file};
pub use kind::LedgerKind;
pub use xlsx::{Cut, Workbook, XlsxError, workbook};

use std::{borrow::Cow, fmt};

use super::{
    names::{Naming, shown},
    text::visible,
    words::{self, group_kind},
};
use crate::{
    policy::{DutyShape, Finding, Policy},
    register::{
        AddedFacts, AddedValue, Date, Lang, RecordKind, Register, Time,
        id::{DeviceId, GroupId, PersonId},
        records::non_blank,
    },
};

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing is recorded.
    Blank,
    /// A text, on one line or several. Control and direction characters stand as their numbers.
    Text(String),
    /// A day.
    Day(Date),
    /// A minute of a day.
    Minute(Time),
    /// A number.
    Number(i64),
}

/// Days and minutes in the way that every spreadsheet takes for one.
impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Blank => Ok(()),
            Self::Text(text) => f.write_str(text),
            Self::Day(day) => write!(f, "{day}"),
            Self::Minute(time) => write!(f, "{} {:02}:{:02}", time.date, time.hour(), time.minute()),
            Self::Number(number) => write!(f, "{number}"),
        }
    }
}

/// What a column holds, also where nothing is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Texts.
    Text,
    /// Days.
    Day,
    /// Minutes of days.
    Minute,
    /// Numbers.
    Number,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its words.
    pub label: Cow<'static, str>,
    /// How wide its column is, in half-width characters.
    pub width: u8,
    /// What stands under it.
    pub holds: Holds,
}

/// A ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    /// Which.
    pub kind: LedgerKind,
    /// The headings.
    pub headings: Vec<Heading>,
    /// The rows, each with a cell for every heading.
    pub rows: Vec<Vec<Cell>>,
}

/// Every ledger of a register, in the order of [`LedgerKind::ALL`]. One without rows is there too, with its headings.
pub fn ledgers(
    register: &Register,
    policy: &Policy,
    findings: &[Finding],
    today: Date,
    names: Naming,
) -> Vec<Ledger> {
    let register = &*shown(register, names, today);
    let book = Book { register, policy, findings, today };
    LedgerKind::ALL.iter().map(|kind| book.ledger(*kind)).collect()
}

/// What the ledgers are taken from.
struct Book<'a> {
    register: &'a Register,
    policy: &'a Policy,
    findings: &'a [Finding],
    today: Date,
}

impl Book<'_> {
    fn name(&self, id: &PersonId) -> Cell {
        text(self.register.person(id).and_then(crate::register::Person::name))
    }

    /// Number and name in one cell, for the columns that name who did something.
    fn who(&self, id: Option<&PersonId>) -> Cell {
        let Some(id) = id else { return Cell::Blank };
        let name = self.register.person(id).and_then(crate::register::Person::name);
        Cell::Text(joined(id.as_str(), non_blank(name)))
    }

    fn device_name(&self, id: Option<&DeviceId>) -> Cell {
        let Some(id) = id else { return Cell::Blank };
        let device = self.register.devices().get(id);
        let name = device.and_then(|device| non_blank(device.name.as_deref()));
        let name = name.or_else(|| device.and_then(|device| device.kind).map(words::ja));
        Cell::Text(joined(id.as_str(), name))
    }

    /// What the policy's own duties ask of a kind of record, a column each.
    fn duties<'s, T>(
        &'s self,
        kind: RecordKind,
        facts: impl Fn(&T) -> &AddedFacts + Copy + 's,
    ) -> impl Iterator<Item = Column<'s, T>> {
        self.policy.additions().duties_of(kind).map(move |duty| {
            let label = visible(duty.is.label.get(LANG));
            match duty.shape {
                DutyShape::Yes => column(label, 16, move |row: &T| {
                    yes_no(duty.recorded(facts(row)).and_then(AddedValue::flag))
                }),
                DutyShape::Day { .. } | DutyShape::Paper => {
                    column(label, 16, move |row: &T| day(duty.day(facts(row))))
                }
            }
        })
    }

    fn group_name(&self, id: &GroupId) -> Cell {
        let group = self.register.group(id);
        let name = group.and_then(|group| non_blank(group.sheet.name.as_deref()));
        Cell::Text(joined(id.as_str(), name.or_else(|| group.map(|group| group_kind(group.sheet.kind)))))
    }
}

fn joined(id: &str, name: Option<&str>) -> String {
    match name {
        // A masked name holds the number already.
        Some(name) if name.ends_with(id) => visible(name),
        Some(name) => format!("{}　{}", visible(id), visible(name)),
        None => visible(id),
    }
}

/// A heading with what stands under it.
struct Column<'a, T> {
    heading: Heading,
    cell: Box<dyn Fn(&T) -> Cell + 'a>,
}

fn column<'a, T, V: Value>(
    label: impl Into<Cow<'static, str>>,
    width: u8,
    value: impl Fn(&T) -> V + 'a,
) -> Column<'a, T> {
    let heading = Heading { label: label.into(), width, holds: V::HOLDS };
    Column { heading, cell: Box::new(move |record| value(record).cell()) }
}

/// What stands in the cells of a column.
trait Value {
    /// What all of them hold.
    const HOLDS: Holds;
    /// One of them.
    fn cell(self) -> Cell;
}

impl Value for Cell {
    const HOLDS: Holds = Holds::Text;
    fn cell(self) -> Cell {
        self
    }
}

/// Something other than a text, where it is recorded.
struct Typed<T>(Option<T>);

impl Value for Typed<Date> {
    const HOLDS: Holds = Holds::Day;
    fn cell(self) -> Cell {
        self.0.map_or(Cell::Blank, Cell::Day)
    }
}

impl Value for Typed<Time> {
    const HOLDS: Holds = Holds::Minute;
    fn cell(self) -> Cell {
        self.0.map_or(Cell::Blank, Cell::Minute)
    }
}

impl Value for Typed<i64> {
    const HOLDS: Holds = Holds::Number;
    fn cell(self) -> Cell {
        self.0.map_or(Cell::Blank, Cell::Number)
    }
}

fn table<T>(kind: LedgerKind, columns: Vec<Column<'_, T>>, records: impl IntoIterator<Item = T>) -> Ledger {
    let row = |record: T| columns.iter().map(|column| (column.cell)(&record)).collect();
    let rows = records.into_iter().map(row).collect();
    Ledger { kind, headings: columns.into_iter().map(|column| column.heading).collect(), rows }
}

fn text(text: Option<&str>) -> Cell {
    non_blank(text).map_or(Cell::Blank, |text| Cell::Text(visible(text)))
}

fn word(word: Option<&'static str>) -> Cell {
    text(word)
}

fn day(day: Option<Date>) -> Typed<Date> {
    Typed(day)
}

fn minute(time: Option<Time>) -> Typed<Time> {
    Typed(time)
}

fn number(number: Option<impl Into<i64>>) -> Typed<i64> {
    Typed(number.map(Into::into))
}

fn yes_no(said: Option<bool>) -> Cell {
    word(said.map(|said| if said { "はい" } else { "いいえ" }))
}

/// The language of the ledgers.
const LANG: Lang = Lang::Ja;
