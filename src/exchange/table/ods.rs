//! `OpenDocument` spreadsheets, as `LibreOffice` writes them: all sheets in one part, cells that are alike written once.

use std::collections::HashSet;

use super::{
    Asked, Book, Bound, Format, MAX_CELL_BYTES, MAX_COLUMNS, MAX_ROWS, TableFault, Told, Value,
    grid::{Area, Grid, Place},
    limits::Room,
    lines,
    package::{Package, Part, Token, attribute, number},
    reading::{self, Run},
};
use quick_xml::events::BytesStart;

const DAMAGED: TableFault = TableFault::Damaged(Format::Ods);

/// Reads a spreadsheet.
pub(super) fn read(package: Package<'_>, asked: &Asked<'_>) -> Result<Book, TableFault> {
    let mut package = package.of(Format::Ods);
    if is_encrypted(&mut package)? {
        return Err(TableFault::Encrypted(Format::Ods));
    }
    let mut part = package.part("content.xml")?.ok_or(DAMAGED)?;
    let mut room = Room::default();
    let mut hidden_styles: HashSet<String> = HashSet::new();
    let mut style = String::new();
    let mut sheets = Vec::new();
    loop {
        match part.next()? {
            Token::Start(tag) => match tag.name().as_ref() {
                "style:style" => style = attribute(&tag, "name").unwrap_or_default().into_owned(),
                "style:table-properties"
                    if attribute(&tag, "display").is_some_and(|shown| shown == "false") =>
                {
                    room.take(0, style.len() + size_of::<String>())?;
                    hidden_styles.insert(style.clone());
                }
                // What was changed and taken back is kept there.
                "table:tracked-changes" => part.skip()?,
                "table:table" => {
                    let name = attribute(&tag, "name").unwrap_or_default().into_owned();
                    let hidden =
                        attribute(&tag, "style-name").is_some_and(|name| hidden_styles.contains(&*name));
                    let mut sheet =
                        Reading { part: &mut part, grid: Grid::default(), row: 0, room: &mut room };
                    sheet.read()?;
                    let grid = sheet.grid;
                    let mut sheet = grid.finish(name, hidden, asked.hidden, &mut room)?;
                    if hidden && !asked.hidden {
                        sheet.rows = Vec::new();
                        sheet.told = vec![Told::HiddenSheetLeft];
                    }
                    sheets.push(sheet);
                }
                _ => {}
            },
            Token::Eof => break,
            _ => {}
        }
    }
    if sheets.is_empty() {
        return Err(DAMAGED);
    }
    Ok(Book { format: Format::Ods, sheets })
}

fn is_encrypted(package: &mut Package<'_>) -> Result<bool, TableFault> {
    if package.has("encrypted-package") {
        return Ok(true);
    }
    let Some(mut part) = package.part("META-INF/manifest.xml")? else { return Ok(false) };
    loop {
        match part.next()? {
            Token::Start(tag) if tag.local_name().as_ref() == "encryption-data" => return Ok(true),
            Token::Eof => return Ok(false),
            _ => {}
        }
    }
}

/// A sheet while it is read.
struct Reading<'r, 'p> {
    part: &'r mut Part<'p>,
    grid: Grid,
    row: u32,
    room: &'r mut Room,
}

/// How often something stands in the file that is written once.
fn repeated(tag: &BytesStart<'_>, name: &str) -> u32 {
    number(tag, name).unwrap_or(1).max(1)
}

impl Reading<'_, '_> {
    /// Reads up to the end of the sheet.
    fn read(&mut self) -> Result<(), TableFault> {
        let mut column = 0_u32;
        loop {
            match self.part.next()? {
                Token::Start(tag) => match tag.name().as_ref() {
                    "table:table-column" => {
                        let count = repeated(&tag, "number-columns-repeated");
                        if is_hidden(&tag) {
                            self.grid.hide_columns(column, column.saturating_add(count - 1), self.room)?;
                        }
                        column = column.saturating_add(count);
                    }
                    "table:table-row" => {
                        let count = repeated(&tag, "number-rows-repeated");
                        let hidden = is_hidden(&tag);
                        self.row(count, hidden)?;
                    }
                    // Drawings, and tables within them.
                    "table:shapes" | "office:forms" => self.part.skip()?,
                    _ => {}
                },
                Token::End(tag) if tag.local_name().as_ref() == "table" => return Ok(()),
                Token::Eof => return Err(DAMAGED),
                _ => {}
            }
        }
    }

    /// Reads a row that stands there so many times.
    fn row(&mut self, count: u32, hidden: bool) -> Result<(), TableFault> {
        let mut cells: Vec<(u32, Value, Option<String>)> = Vec::new();
        let mut column = 0_u32;
        loop {
            match self.part.next()? {
                Token::Start(tag) => match tag.local_name().as_ref() {
                    "table-cell" | "covered-table-cell" => {
                        let times = repeated(&tag, "number-columns-repeated");
                        let (rows, columns) =
                            (repeated(&tag, "number-rows-spanned"), repeated(&tag, "number-columns-spanned"));
                        let written = Written::of(&tag);
                        if rows > 1 || columns > 1 {
                            let first = Place { row: self.row, column };
                            let last = Place {
                                row: self.row.saturating_add(rows - 1),
                                column: column.saturating_add(columns - 1),
                            };
                            self.grid.merge(Area { first, last }, self.room)?;
                        }
                        let (value, reading) = written.read(self.part)?;
                        if !value.is_empty() {
                            if usize::try_from(column.saturating_add(times)).unwrap_or(usize::MAX)
                                > MAX_COLUMNS
                            {
                                return Err(Bound::Columns.into());
                            }
                            let cell = |column| (column, value.clone(), reading.clone());
                            cells.extend((column..column + times).map(cell));
                        }
                        column = column.saturating_add(times);
                    }
                    _ => {}
                },
                Token::End(tag) if tag.local_name().as_ref() == "table-row" => break,
                Token::Eof => return Err(DAMAGED),
                _ => {}
            }
        }
        if !cells.is_empty() {
            if usize::try_from(count).unwrap_or(usize::MAX) > MAX_ROWS {
                return Err(Bound::Rows.into());
            }
            for row in self.row..self.row.saturating_add(count) {
                for (column, value, reading) in &cells {
                    let place = Place { row, column: *column };
                    self.grid.put(place, hidden, value.clone(), reading.clone(), self.room)?;
                }
            }
        }
        self.row = self.row.saturating_add(count);
        Ok(())
    }
}

fn is_hidden(tag: &BytesStart<'_>) -> bool {
    attribute(tag, "visibility").is_some_and(|shown| shown != "visible")
}

/// A cell as its tag says; what is `None` stands in its text.
struct Written {
    value: Option<Value>,
    is_fault: bool,
    has_formula: bool,
}

impl Written {
    fn of(tag: &BytesStart<'_>) -> Self {
        let (mut kind, mut is_fault, mut has_formula) = (String::new(), false, false);
        let (mut number, mut day, mut flag, mut text) = (None, None, None, None);
        for found in tag.attributes().with_checks(false).flatten() {
            let value = || attribute(tag, found.key.local_name().as_ref()).unwrap_or_default().into_owned();
            match found.key.as_ref() {
                "office:value-type" => kind = value(),
                "calcext:value-type" => is_fault = value() == "error",
                "table:formula" => has_formula = true,
                "office:value" => number = value().trim().parse().ok(),
                "office:date-value" => day = super::xlsx::iso(value().trim()),
                "office:boolean-value" => flag = Some(value() == "true"),
                "office:string-value" => text = Some(value()),
                _ => {}
            }
        }
        let value = match kind.as_str() {
            _ if is_fault => None,
            "float" | "percentage" | "currency" => number.map(Value::Number),
            "date" => day,
            "boolean" => flag.map(Value::Flag),
            "string" => text.filter(|text| !text.is_empty()).map(|text| Value::text(&text)),
            _ => None,
        };
        Self { value, is_fault, has_formula }
    }

    /// Reads the text of the cell, and its reading.
    fn read(self, part: &mut Part<'_>) -> Result<(Value, Option<String>), TableFault> {
        let mut text = String::new();
        let mut units = 0;
        let mut runs: Vec<Run> = Vec::new();
        let mut paragraphs = 0;
        let (mut in_text, mut base, mut in_reading) = (0_usize, 0, false);
        loop {
            let piece = match part.next()? {
                Token::Start(tag) => match tag.name().as_ref() {
                    "text:p" => {
                        in_text += 1;
                        paragraphs += 1;
                        if paragraphs > 1 { "\n".to_owned() } else { continue }
                    }
                    "text:s" => {
                        let count = usize::try_from(number(&tag, "c").unwrap_or(1)).unwrap_or(usize::MAX);
                        if count > MAX_CELL_BYTES {
                            return Err(Bound::Cell { row: 0 }.into());
                        }
                        " ".repeat(count)
                    }
                    "text:tab" => "\t".to_owned(),
                    "text:line-break" => "\n".to_owned(),
                    "text:ruby-base" => {
                        base = units;
                        continue;
                    }
                    "text:ruby-text" => {
                        in_reading = true;
                        if runs.len() == MAX_CELL_BYTES {
                            return Err(Bound::Cell { row: 0 }.into());
                        }
                        runs.push(Run { first: base, end: units, text: String::new() });
                        continue;
                    }
                    // Remarks, drawings and what is in them.
                    "office:annotation" | "draw:frame" | "table:table" => {
                        part.skip()?;
                        continue;
                    }
                    _ => continue,
                },
                Token::End(tag) => {
                    match tag.local_name().as_ref() {
                        "p" => in_text = in_text.saturating_sub(1),
                        "ruby-text" => in_reading = false,
                        "table-cell" | "covered-table-cell" => break,
                        _ => {}
                    }
                    continue;
                }
                Token::Text(piece) if in_text > 0 => piece.into_owned(),
                Token::Eof => return Err(DAMAGED),
                _ => continue,
            };
            let into = match runs.last_mut() {
                Some(run) if in_reading => &mut run.text,
                _ => {
                    units += piece.encode_utf16().count();
                    &mut text
                }
            };
            into.push_str(&piece);
            if into.len() > MAX_CELL_BYTES {
                return Err(Bound::Cell { row: 0 }.into());
            }
        }
        let value = match self.value {
            Some(value) => value,
            None if self.is_fault => Value::Fault(lines(&text).into_owned()),
            None if text.is_empty() && self.has_formula => Value::NoValue,
            None => Value::text(&text),
        };
        let reading = matches!(value, Value::Text(_)).then(|| reading::whole(&text, runs)).flatten();
        Ok((value, reading))
    }
}
