//! One sheet of a workbook.

use super::super::{
    Bound, Format, MAX_CELL_BYTES, TableFault, Value,
    grid::{Area, Grid, Place},
    limits::Room,
    package::{Package, Part, Token, attribute, flag, number},
    serial::Shown,
    strings::Strings,
};
use super::strings::{self, unescaped};
use crate::register::{Date, Time};

/// What the sheets of a workbook share.
pub(super) struct Context<'a> {
    pub strings: &'a Strings,
    /// What each style shows of a number.
    pub shown: &'a [Shown],
    pub since_1904: bool,
}

/// Reads a sheet.
pub(super) fn read(
    package: &mut Package<'_>,
    path: &str,
    context: &Context<'_>,
    room: &mut Room,
) -> Result<Grid, TableFault> {
    let damaged = TableFault::Damaged(Format::Xlsx);
    let mut part = package.part(path)?.ok_or_else(|| damaged.clone())?;
    let mut grid = Grid::default();
    // Rows and cells may leave their place unsaid: it is the next one then.
    let mut next = Place { row: 0, column: 0 };
    let mut hidden = false;
    loop {
        match part.next()? {
            Token::Start(tag) => match tag.local_name().as_ref() {
                "col" if flag(&tag, "hidden") => {
                    let place = |name| number(&tag, name).unwrap_or(1).saturating_sub(1);
                    grid.hide_columns(place("min"), place("max"), room)?;
                }
                "row" => {
                    if let Some(row) = number(&tag, "r") {
                        next.row = row.checked_sub(1).ok_or_else(|| damaged.clone())?;
                    }
                    next.column = 0;
                    hidden = flag(&tag, "hidden");
                }
                "c" => {
                    let place = match attribute(&tag, "r") {
                        Some(name) => self::place(&name).ok_or_else(|| damaged.clone())?,
                        None => next,
                    };
                    let cell = Written {
                        kind: Kind::of(&attribute(&tag, "t").unwrap_or_default()),
                        style: number(&tag, "s").and_then(|style| usize::try_from(style).ok()).unwrap_or(0),
                    };
                    next.column = place.column.saturating_add(1);
                    let (value, reading) = cell.read(&mut part, context)?;
                    grid.put(place, hidden, value, reading, room)?;
                }
                "mergeCell" => {
                    let area = attribute(&tag, "ref").and_then(|name| area(&name));
                    grid.merge(area.ok_or_else(|| damaged.clone())?, room)?;
                }
                // A sheet of a macro or a chart keeps its cells elsewhere.
                _ => {}
            },
            Token::End(tag) if tag.local_name().as_ref() == "row" => next.row = next.row.saturating_add(1),
            Token::Eof => return Ok(grid),
            _ => {}
        }
    }
}

/// What the value of a cell is, as its tag says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Shared,
    Text,
    Flag,
    Fault,
    Iso,
}

impl Kind {
    fn of(name: &str) -> Self {
        match name {
            "s" => Self::Shared,
            "str" | "inlineStr" => Self::Text,
            "b" => Self::Flag,
            "e" => Self::Fault,
            "d" => Self::Iso,
            _ => Self::Number,
        }
    }
}

/// A cell as its tag says.
struct Written {
    kind: Kind,
    style: usize,
}

impl Written {
    /// Reads what stands in the cell.
    fn read(
        &self,
        part: &mut Part<'_>,
        context: &Context<'_>,
    ) -> Result<(Value, Option<String>), TableFault> {
        let mut text = String::new();
        let (mut formula, mut in_value) = (false, false);
        loop {
            match part.next()? {
                Token::Start(tag) => match tag.local_name().as_ref() {
                    "v" => in_value = true,
                    "f" => formula = true,
                    "is" => {
                        let (text, reading) = strings::rich(part, "is")?;
                        part.skip_to_end("c")?;
                        return Ok((Value::text(&text), reading));
                    }
                    _ => {}
                },
                Token::End(tag) => match tag.local_name().as_ref() {
                    "v" => in_value = false,
                    "c" => break,
                    _ => {}
                },
                Token::Text(piece) if in_value => {
                    text.push_str(&piece);
                    if text.len() > 16 * MAX_CELL_BYTES {
                        return Err(Bound::Cell { row: 0 }.into());
                    }
                }
                Token::Eof => break,
                _ => {}
            }
        }
        let damaged = TableFault::Damaged(Format::Xlsx);
        if text.is_empty() {
            let value = if formula && self.kind != Kind::Text { Value::NoValue } else { Value::Empty };
            return Ok((value, None));
        }
        let value = match self.kind {
            Kind::Shared => {
                let number = text.trim().parse().map_err(|_| damaged.clone())?;
                let (text, reading) = context.strings.get(number).ok_or(damaged)?;
                return Ok((Value::text(text), reading.map(str::to_owned)));
            }
            Kind::Text => Value::text(&unescaped(&text)),
            Kind::Flag => match text.trim() {
                "0" | "false" | "FALSE" => Value::Flag(false),
                _ => Value::Flag(true),
            },
            Kind::Fault => Value::Fault(text),
            Kind::Iso => iso(text.trim()).unwrap_or_else(|| Value::text(&text)),
            Kind::Number => match text.trim().parse() {
                Ok(number) => {
                    let shown = context.shown.get(self.style);
                    shown.map_or(Value::Number(number), |shown| shown.value(number, context.since_1904))
                }
                Err(_) => Value::text(&text),
            },
        };
        Ok((value, None))
    }
}

/// A day or a moment as the standard writes it: `2026-04-01`, `2026-04-01T09:30:00`.
pub(in super::super) fn iso(text: &str) -> Option<Value> {
    let Some((day, clock)) = text.trim_end_matches('Z').split_once('T') else {
        return text.parse::<Date>().ok().map(Value::Day);
    };
    let day = day.parse::<Date>().ok()?;
    let mut parts = clock.split([':', '.']).map(str::parse::<u8>);
    let (hour, minute) = (parts.next()?.ok()?, parts.next()?.ok()?);
    Some(match (hour, minute) {
        (0, 0) => Value::Day(day),
        _ => Value::Moment(Time::new(day, hour, minute).ok()?),
    })
}

/// The place of a name: `B3`, `$B$3`.
fn place(name: &str) -> Option<Place> {
    let name = name.trim();
    let letters = name.bytes().filter(|byte| *byte != b'$').take_while(u8::is_ascii_alphabetic);
    let mut column = 0_u32;
    let mut count = 0;
    for letter in letters {
        count += 1;
        column = column.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)?;
    }
    let row: String = name.chars().filter(|c| *c != '$').skip(count).collect();
    let row: u32 = row.parse().ok()?;
    Some(Place { row: row.checked_sub(1)?, column: column.checked_sub(1)? })
}

/// The area of a name: `A1:C2`.
fn area(name: &str) -> Option<Area> {
    let (first, last) = name.split_once(':').unwrap_or((name, name));
    Some(Area { first: place(first)?, last: place(last)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_by_their_names() {
        let told = |name| place(name).map(|place| (place.row, place.column));
        assert_eq!(told("A1"), Some((0, 0)));
        assert_eq!(told("$AB$12"), Some((11, 27)));
        assert_eq!(told("XFD1048576"), Some((1_048_575, 16_383)));
        for wrong in ["", "A", "1", "A0", "A-1", "1A", "A1B", "AAAAAAAAAAAA1", "A99999999999", "あ1"] {
            assert_eq!(told(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn days_may_be_written_as_the_standard_has_them() {
        let day: Date = "2026-04-01".parse().unwrap();
        assert_eq!(iso("2026-04-01"), Some(Value::Day(day)));
        assert_eq!(iso("2026-04-01T00:00:00"), Some(Value::Day(day)));
        assert_eq!(iso("2026-04-01T09:30:15.250Z"), Some(Value::Moment(Time::new(day, 9, 30).unwrap())));
        assert_eq!(iso("2026-04-31"), None);
        assert_eq!(iso("2026-04-01T9"), None);
    }
}
