//! Excel workbooks of before 2007: a stream of records, first those of the workbook, then those of each sheet.

mod records;

use std::collections::HashMap;

use super::{
    Asked, Book, Format, Sheet, TableFault, Told, Value,
    grid::{Area, Grid, Place},
    limits::Room,
    serial::Shown,
    strings::Strings,
};
use records::{Record, records};

/// Reads the records of a workbook.
pub(super) fn read(stream: &[u8], asked: &Asked<'_>) -> Result<Book, TableFault> {
    let mut room = Room::default();
    let workbook = Workbook::read(stream, &mut room)?;
    // Sheets stand one behind the other. What lists one of them many times keeps nobody busy.
    let mut left = stream.len();
    let mut sheets = Vec::new();
    for listed in &workbook.sheets {
        if listed.hidden && !asked.hidden {
            sheets.push(Sheet {
                name: listed.name.clone(),
                encoding: None,
                hidden: true,
                rows: Vec::new(),
                told: vec![Told::HiddenSheetLeft],
            });
            continue;
        }
        let grid = workbook.sheet(stream, listed.start, &mut left, &mut room)?;
        sheets.push(grid.finish(listed.name.clone(), listed.hidden, asked.hidden, &mut room)?);
    }
    if sheets.is_empty() {
        return Err(DAMAGED);
    }
    if workbook.links
        && let Some(first) = sheets.iter_mut().find(|sheet| !sheet.hidden)
    {
        first.told.push(Told::LinksLeft);
    }
    Ok(Book { format: Format::Xls, sheets })
}

const DAMAGED: TableFault = TableFault::Damaged(Format::Xls);

/// The kinds of records that are read.
mod kind {
    pub const FORMULA: u16 = 0x06;
    pub const END: u16 = 0x0A;
    pub const SINCE_1904: u16 = 0x22;
    pub const PASSWORD: u16 = 0x2F;
    pub const COLUMNS: u16 = 0x7D;
    pub const SHEET: u16 = 0x85;
    pub const NUMBERS: u16 = 0xBD;
    pub const RICH_TEXT: u16 = 0xD6;
    pub const STYLE: u16 = 0xE0;
    pub const MERGED: u16 = 0xE5;
    pub const SHARED: u16 = 0xFC;
    pub const SHARED_TEXT: u16 = 0xFD;
    pub const BOOK: u16 = 0x01AE;
    pub const NUMBER: u16 = 0x203;
    pub const TEXT: u16 = 0x204;
    pub const FLAG_OR_FAULT: u16 = 0x205;
    pub const FORMULA_TEXT: u16 = 0x207;
    pub const ROW: u16 = 0x208;
    pub const SHORT_NUMBER: u16 = 0x27E;
    pub const FORMAT: u16 = 0x41E;
    pub const BEGIN: u16 = 0x809;
}

/// What the sheets of a workbook share.
#[derive(Default)]
struct Workbook {
    since_1904: bool,
    links: bool,
    sheets: Vec<Listed>,
    formats: HashMap<u16, Shown>,
    styles: Vec<Shown>,
    strings: Strings,
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    start: usize,
    hidden: bool,
}

impl Workbook {
    fn read(stream: &[u8], room: &mut Room) -> Result<Self, TableFault> {
        let mut workbook = Self::default();
        for record in records(stream, 0) {
            match record.kind {
                kind::END => return Ok(workbook),
                kind::PASSWORD if record.word(0) != Some(0) => {
                    return Err(TableFault::Encrypted(Format::Xls));
                }
                kind::SINCE_1904 => workbook.since_1904 = record.word(0) == Some(1),
                kind::FORMAT => {
                    let id = record.word(0).ok_or(DAMAGED)?;
                    let (code, _) = record.from(2).text().ok_or(DAMAGED)?;
                    workbook.formats.insert(id, Shown::of(&code));
                }
                kind::STYLE => {
                    let id = record.word(2).ok_or(DAMAGED)?;
                    let own = workbook.formats.get(&id).cloned();
                    workbook.styles.push(own.unwrap_or_else(|| Shown::built_in(id)));
                }
                kind::SHEET if record.byte(5) == Some(0) => workbook.sheets.push(Listed {
                    name: record.from(6).short_text().ok_or(DAMAGED)?,
                    start: record.long(0).and_then(|start| usize::try_from(start).ok()).ok_or(DAMAGED)?,
                    hidden: record.byte(4).is_some_and(|state| state & 3 != 0),
                }),
                kind::SHARED => {
                    let mut cursor = record.from(8);
                    while !cursor.is_at_end() {
                        let (text, reading) = cursor.text().ok_or(DAMAGED)?;
                        workbook.strings.push(&text, reading, room)?;
                    }
                }
                // Another file, and not this one (1 sheet or more, then a mark).
                kind::BOOK => workbook.links |= !matches!(record.word(2), Some(0x0401 | 0x3A01)),
                _ => {}
            }
        }
        Err(DAMAGED)
    }

    fn sheet(
        &self,
        stream: &[u8],
        start: usize,
        left: &mut usize,
        room: &mut Room,
    ) -> Result<Grid, TableFault> {
        let mut reading =
            Reading { workbook: self, grid: Grid::default(), hidden: vec![false; 1 << 16], room };
        // Charts and the like begin and end within the sheet.
        let mut depth = 0_usize;
        // The text of a formula stands in a record behind it.
        let mut formula = None;
        for record in records(stream, start) {
            *left = left.checked_sub(record.whole()).ok_or(DAMAGED)?;
            match record.kind {
                kind::BEGIN => depth += 1,
                kind::END => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return Ok(reading.grid);
                    }
                }
                _ if depth != 1 => {}
                kind::FORMULA_TEXT => {
                    if let Some(place) = formula.take() {
                        let (text, _) = record.from(0).text().ok_or(DAMAGED)?;
                        reading.put(place, Value::text(&text), None)?;
                    }
                }
                kind::FORMULA if record.word(12) == Some(0xFFFF) && record.byte(6) == Some(0) => {
                    formula = Some(place(&record, 0)?);
                }
                _ => reading.take(&record)?,
            }
        }
        Err(DAMAGED)
    }
}

/// A sheet while it is read.
struct Reading<'a> {
    workbook: &'a Workbook,
    grid: Grid,
    /// Which rows are hidden.
    hidden: Vec<bool>,
    room: &'a mut Room,
}

impl Reading<'_> {
    fn put(&mut self, place: Place, value: Value, reading: Option<String>) -> Result<(), TableFault> {
        let hidden = usize::try_from(place.row).ok().and_then(|row| self.hidden.get(row)).copied();
        Ok(self.grid.put(place, hidden.unwrap_or(false), value, reading, self.room)?)
    }

    /// What a number is, in the style at a place of its record.
    fn number(&self, number: f64, record: &Record<'_>, style: usize) -> Value {
        let style = record.word(style).map(usize::from).and_then(|style| self.workbook.styles.get(style));
        style.map_or(Value::Number(number), |shown| shown.value(number, self.workbook.since_1904))
    }

    fn take(&mut self, record: &Record<'_>) -> Result<(), TableFault> {
        match record.kind {
            kind::ROW => {
                let row = record.word(0).ok_or(DAMAGED)?;
                let hidden = record.word(12).ok_or(DAMAGED)? & 0x20 != 0;
                if let Some(slot) = self.hidden.get_mut(usize::from(row)) {
                    *slot = hidden;
                }
                Ok(())
            }
            kind::COLUMNS if record.word(8).is_some_and(|flags| flags & 1 != 0) => {
                let (first, last) = (record.word(0).ok_or(DAMAGED)?, record.word(2).ok_or(DAMAGED)?);
                Ok(self.grid.hide_columns(first.into(), last.into(), self.room)?)
            }
            kind::MERGED => {
                for area in 0..usize::from(record.word(0).ok_or(DAMAGED)?) {
                    let word = |at: usize| record.word(2 + area * 8 + at).map(u32::from).ok_or(DAMAGED);
                    let first = Place { row: word(0)?, column: word(4)? };
                    let last = Place { row: word(2)?, column: word(6)? };
                    self.grid.merge(Area { first, last }, self.room)?;
                }
                Ok(())
            }
            kind::NUMBER => {
                let value = self.number(record.float(6).ok_or(DAMAGED)?, record, 4);
                self.put(place(record, 0)?, value, None)
            }
            kind::SHORT_NUMBER => {
                let value = self.number(short(record.long(6).ok_or(DAMAGED)?), record, 4);
                self.put(place(record, 0)?, value, None)
            }
            kind::NUMBERS => {
                let mut place = place(record, 0)?;
                // A style and a number for each, between the place of the first and the column of the last.
                for at in (4..record.len().saturating_sub(2)).step_by(6) {
                    let value = self.number(short(record.long(at + 2).ok_or(DAMAGED)?), record, at);
                    self.put(place, value, None)?;
                    place.column += 1;
                }
                Ok(())
            }
            kind::SHARED_TEXT => {
                let number = record.long(6).and_then(|number| usize::try_from(number).ok()).ok_or(DAMAGED)?;
                let (text, reading) = self.workbook.strings.get(number).ok_or(DAMAGED)?;
                self.put(place(record, 0)?, Value::text(text), reading.map(str::to_owned))
            }
            kind::TEXT | kind::RICH_TEXT => {
                let (text, _) = record.from(6).text().ok_or(DAMAGED)?;
                self.put(place(record, 0)?, Value::text(&text), None)
            }
            kind::FLAG_OR_FAULT => {
                let (value, is_fault) = (record.byte(6).ok_or(DAMAGED)?, record.byte(7) == Some(1));
                self.put(
                    place(record, 0)?,
                    if is_fault { fault(value) } else { Value::Flag(value != 0) },
                    None,
                )
            }
            kind::FORMULA => {
                let value = match (record.word(12), record.byte(6)) {
                    (Some(0xFFFF), Some(1)) => Value::Flag(record.byte(8) != Some(0)),
                    (Some(0xFFFF), Some(2)) => fault(record.byte(8).ok_or(DAMAGED)?),
                    (Some(0xFFFF), _) => Value::Empty,
                    _ => self.number(record.float(6).ok_or(DAMAGED)?, record, 4),
                };
                self.put(place(record, 0)?, value, None)
            }
            _ => Ok(()),
        }
    }
}

/// The place of a cell.
fn place(record: &Record<'_>, at: usize) -> Result<Place, TableFault> {
    let word = |at| record.word(at).map(u32::from).ok_or(DAMAGED);
    Ok(Place { row: word(at)?, column: word(at + 2)? })
}

/// A number in four bytes (RK): the upper half of a number, or a whole one; a hundredth of either.
fn short(bits: u32) -> f64 {
    let number = if bits & 2 != 0 {
        f64::from(bits.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(bits & !3) << 32)
    };
    if bits & 1 != 0 { number / 100.0 } else { number }
}

fn fault(code: u8) -> Value {
    let mark = match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    };
    Value::Fault(mark.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_four_bytes() {
        for (bits, expected) in [(0x4059_0000, 100.0), ((123 << 2) | 2, 123.0), ((12_345 << 2) | 3, 123.45)] {
            assert!((short(bits) - expected).abs() < f64::EPSILON, "{bits:x}");
        }
        assert!((short(((-5_i32) << 2).cast_unsigned() | 2) + 5.0).abs() < f64::EPSILON);
    }
}
