//! The records of a workbook of before 2007 ([MS-XLS]), and the texts in them, which may run on into the next record.

use super::super::reading::{self, Run};

/// A record with those that continue it.
pub(super) struct Record<'a> {
    pub kind: u16,
    pieces: Vec<&'a [u8]>,
}

/// A record that continues the one before it.
const CONTINUE: u16 = 0x3C;

/// The records of a stream from a place on.
pub(super) fn records(stream: &[u8], start: usize) -> impl Iterator<Item = Record<'_>> {
    let mut rest = stream.get(start..).unwrap_or_default();
    let mut next = move |only: Option<u16>| {
        let (head, behind) = rest.split_at_checked(4)?;
        let kind = u16::from_le_bytes([head[0], head[1]]);
        if only.is_some_and(|only| only != kind) {
            return None;
        }
        let (data, behind) = behind.split_at_checked(usize::from(u16::from_le_bytes([head[2], head[3]])))?;
        rest = behind;
        Some((kind, data))
    };
    std::iter::from_fn(move || {
        let (kind, data) = next(None)?;
        let mut pieces = vec![data];
        while let Some((_, data)) = next(Some(CONTINUE)) {
            pieces.push(data);
        }
        Some(Record { kind, pieces })
    })
}

impl<'a> Record<'a> {
    fn first(&self) -> &'a [u8] {
        self.pieces.first().copied().unwrap_or_default()
    }

    /// Two bytes at a place.
    pub fn word(&self, at: usize) -> Option<u16> {
        Some(u16::from_le_bytes(self.first().get(at..at + 2)?.try_into().ok()?))
    }

    /// Four bytes at a place.
    pub fn long(&self, at: usize) -> Option<u32> {
        Some(u32::from_le_bytes(self.first().get(at..at + 4)?.try_into().ok()?))
    }

    /// One byte at a place.
    pub fn byte(&self, at: usize) -> Option<u8> {
        self.first().get(at).copied()
    }

    /// A number at a place.
    pub fn float(&self, at: usize) -> Option<f64> {
        Some(f64::from_le_bytes(self.first().get(at..at + 8)?.try_into().ok()?))
    }

    /// How long it is, without what continues it.
    pub fn len(&self) -> usize {
        self.first().len()
    }

    /// How much of the stream it takes, with what continues it.
    pub fn whole(&self) -> usize {
        self.pieces.iter().map(|piece| 4 + piece.len()).sum()
    }

    /// What stands from a place on.
    pub fn from(&self, at: usize) -> Cursor<'_, 'a> {
        Cursor { pieces: &self.pieces, piece: 0, at }
    }
}

/// A place in a record and those that continue it.
pub(super) struct Cursor<'r, 'a> {
    pieces: &'r [&'a [u8]],
    piece: usize,
    at: usize,
}

impl Cursor<'_, '_> {
    fn rest(&self) -> &[u8] {
        self.pieces.get(self.piece).and_then(|piece| piece.get(self.at..)).unwrap_or_default()
    }

    /// Goes on to the next record where this one has ended. Says whether it did.
    fn turn(&mut self) -> bool {
        let turns = self.rest().is_empty() && self.piece + 1 < self.pieces.len();
        if turns {
            self.piece += 1;
            self.at = 0;
        }
        turns
    }

    /// Whether nothing more stands in it.
    pub fn is_at_end(&mut self) -> bool {
        while self.turn() {}
        self.rest().is_empty()
    }

    /// The next byte.
    pub fn byte(&mut self) -> Option<u8> {
        while self.turn() {}
        let byte = *self.rest().first()?;
        self.at += 1;
        Some(byte)
    }

    /// The next two bytes.
    pub fn word(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    /// The next four bytes.
    pub fn long(&mut self) -> Option<u32> {
        Some(u32::from(self.word()?) | u32::from(self.word()?) << 16)
    }

    fn skip(&mut self, mut length: usize) -> Option<()> {
        while length > 0 {
            while self.turn() {}
            let here = self.rest().len().min(length);
            if here == 0 {
                return None;
            }
            self.at += here;
            length -= here;
        }
        Some(())
    }

    fn bytes(&mut self, length: usize) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        while bytes.len() < length {
            while self.turn() {}
            let rest = self.rest();
            let here =
                rest.get(..rest.len().min(length - bytes.len())).filter(|here| !here.is_empty())?.to_vec();
            self.at += here.len();
            bytes.extend(here);
        }
        Some(bytes)
    }

    /// So many characters, of one or two bytes each. Where they run on into the next record, it says anew which.
    fn characters(&mut self, count: usize, mut wide: bool) -> Option<String> {
        let mut units: Vec<u16> = Vec::new();
        while units.len() < count {
            if self.turn() {
                wide = self.byte()? & 1 != 0;
                continue;
            }
            let low = *self.rest().first()?;
            let high = if wide { *self.rest().get(1)? } else { 0 };
            self.at += if wide { 2 } else { 1 };
            units.push(u16::from_le_bytes([low, high]));
        }
        Some(String::from_utf16_lossy(&units))
    }

    /// A text whose length has one byte.
    pub fn short_text(&mut self) -> Option<String> {
        let count = usize::from(self.byte()?);
        let wide = self.byte()? & 1 != 0;
        self.characters(count, wide)
    }

    /// A text, and its reading where it has one. Its formats are left.
    pub fn text(&mut self) -> Option<(String, Option<String>)> {
        let count = usize::from(self.word()?);
        // A text without a character may leave out the byte that says how wide they are.
        let Some(flags) = self.byte() else { return Some((String::new(), None)) };
        let formats = if flags & 8 != 0 { usize::from(self.word()?) * 4 } else { 0 };
        let beside = if flags & 4 != 0 { usize::try_from(self.long()?).ok()? } else { 0 };
        let text = self.characters(count, flags & 1 != 0)?;
        self.skip(formats)?;
        let reading = if beside > 0 { reading::whole(&text, runs(&self.bytes(beside)?)) } else { None };
        Some((text, reading))
    }
}

/// The readings that stand beside a text (`ExtRst`).
fn runs(beside: &[u8]) -> Vec<Run> {
    let word = |at: usize| Some(usize::from(u16::from_le_bytes(beside.get(at..at + 2)?.try_into().ok()?)));
    let read = || {
        let (count, length) = (word(8)?, word(12)?);
        let units: Vec<u16> =
            (0..length).map_while(|unit| word(14 + unit * 2)).map_while(|n| n.try_into().ok()).collect();
        let table = 14 + length * 2;
        let run = |number: usize| {
            let at = table + number * 6;
            let start = word(at)?;
            let end = if number + 1 < count { word(at + 6)? } else { units.len() };
            let first = word(at + 2)?;
            let text = String::from_utf16_lossy(units.get(start..end)?);
            Some(Run { first, end: first + word(at + 4)?, text })
        };
        Some((0..count).map_while(run).collect())
    };
    read().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
    }

    fn wide(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn a_text_runs_on_into_the_next_record_with_another_width() {
        let stream = [
            record(0xFC, &[&[5, 0, 1][..], &wide("磯路")].concat()),
            record(CONTINUE, b"\0ab"),
            record(CONTINUE, &[&[1][..], &wide("港"), &[1, 0, 0, b'x']].concat()),
            record(0x0A, &[]),
        ]
        .concat();
        let found: Vec<_> = records(&stream, 0).collect();
        assert_eq!(found.iter().map(|record| record.kind).collect::<Vec<_>>(), [0xFC, 0x0A]);
        let mut cursor = found[0].from(0);
        assert_eq!(cursor.text(), Some(("磯路ab港".to_owned(), None)));
        assert_eq!(cursor.text(), Some(("x".to_owned(), None)));
        assert!(cursor.is_at_end());
        assert_eq!(cursor.text(), None);
    }

    #[test]
    fn formats_are_left_and_the_reading_stands_beside_the_text() {
        let beside = [
            &[1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 6, 0, 6, 0][..],
            &wide("イソジミツヨ"),
            &[0, 0, 0, 0, 2, 0, 3, 0, 3, 0, 2, 0],
        ]
        .concat();
        let length = u32::try_from(beside.len()).unwrap().to_le_bytes();
        let data = [
            &[5, 0, 0b1101, 1, 0][..],
            &length,
            &wide("磯路 光代"),
            &[9, 9, 9, 9],
            &beside,
            &[1, 0, 0, b'x'],
        ]
        .concat();
        let stream = record(0xFC, &data);
        let found = records(&stream, 0).next().unwrap();
        let mut cursor = found.from(0);
        assert_eq!(cursor.text(), Some(("磯路 光代".to_owned(), Some("イソジ ミツヨ".to_owned()))));
        assert_eq!(cursor.text(), Some(("x".to_owned(), None)));
    }

    #[test]
    fn a_record_that_is_cut_off_ends_the_stream() {
        let mut stream = [record(1, b"ab"), record(2, b"cd")].concat();
        stream.pop();
        assert_eq!(records(&stream, 0).count(), 1);
        assert_eq!(records(&stream, 99).count(), 0);
        let whole = record(1, &[9, 0, 1, b'a']);
        assert_eq!(records(&whole, 0).next().unwrap().from(0).text(), None);
    }
}
