//! Where the records and cells of a text end: looked through before anything is kept, so that quotation marks that do not
//! fit and cells without an end are told and not swallowed.

use super::{
    super::{Bound, MAX_CELL_BYTES, MAX_COLUMNS, TableFault},
    LOOKED_AT,
};

/// The separator that cuts most lines alike: comma, tabulator or semicolon.
pub(super) fn separator(text: &str) -> u8 {
    let end = text.floor_char_boundary(LOOKED_AT);
    let text = text.get(..end).unwrap_or(text);
    let score = |separator: u8| {
        let mut counts = Vec::new();
        // A fault of the marks is told later, by whichever separator is taken.
        let _ = records(text.as_bytes(), separator, true, |cells| counts.push(cells));
        counts.retain(|cells| *cells > 1);
        let cut: usize = counts.iter().sum();
        counts.sort_unstable();
        let alike = counts.chunk_by(PartialEq::eq).map(<[usize]>::len).max().unwrap_or(0);
        (alike, cut)
    };
    // The first of equals is the last of `max`.
    [b';', b'\t', b','].into_iter().max_by_key(|separator| score(*separator)).unwrap_or(b',')
}

/// Looks at every record of a text, and tells how many cells each has.
///
/// # Errors
/// When quotation marks do not enclose a whole cell, or a bound is passed.
pub(super) fn records(
    text: &[u8],
    separator: u8,
    quoting: bool,
    mut record: impl FnMut(usize),
) -> Result<(), TableFault> {
    let (mut line, mut row, mut place) = (1, 1, 0);
    let mut cells = 1;
    loop {
        let start = place;
        let opened = line;
        if quoting && text.get(place) == Some(&b'"') {
            place =
                closing(text, place, &mut line).ok_or(TableFault::Quotes { line: opened, closed: false })?;
            while text.get(place) == Some(&b' ') {
                place += 1;
            }
            if text.get(place).is_some_and(|byte| ![separator, b'\r', b'\n'].contains(byte)) {
                return Err(TableFault::Quotes { line: opened, closed: true });
            }
        } else {
            let rest = text.get(place..).unwrap_or_default();
            let length = rest.iter().position(|byte| [separator, b'\r', b'\n'].contains(byte));
            place += length.unwrap_or(rest.len());
        }
        if place - start > MAX_CELL_BYTES {
            return Err(Bound::Cell { row }.into());
        }
        let end = text.get(place);
        place += 1;
        if end == Some(&separator) {
            cells += 1;
            if cells > MAX_COLUMNS {
                return Err(Bound::Columns.into());
            }
            continue;
        }
        record(cells);
        cells = 1;
        if end.is_none() {
            return Ok(());
        }
        if end == Some(&b'\r') && text.get(place) == Some(&b'\n') {
            place += 1;
        }
        line += 1;
        row += 1;
    }
}

/// The place behind the mark that closes the one at `place`, which is doubled where it is meant.
fn closing(text: &[u8], place: usize, line: &mut usize) -> Option<usize> {
    let mut place = place + 1;
    loop {
        match text.get(place)? {
            b'"' if text.get(place + 1) == Some(&b'"') => place += 1,
            b'"' => return Some(place + 1),
            b'\n' => *line += 1,
            b'\r' if text.get(place + 1) != Some(&b'\n') => *line += 1,
            _ => {}
        }
        place += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_the_one_that_cuts_most_lines_alike() {
        for (text, expected) in [
            ("a,b,c\n1,2,3\n", b','),
            ("氏名\t備考\n港 花子\ta,b;c\n港 次郎\td,e,f\n", b'\t'),
            ("a;b\n1,5;2,5\n2,5;3\n", b';'),
            ("職員名簿\n\n番号,氏名\n1,\"港\t花子\n\"\n", b','),
            ("氏名\n港 花子\n", b','),
            ("", b','),
        ] {
            assert_eq!(char::from(separator(text)), char::from(expected), "{text}");
        }
    }

    #[test]
    fn marks_that_do_not_enclose_a_cell_are_told_with_their_line() {
        let fault = |text: &str| records(text.as_bytes(), b',', true, |_| ()).unwrap_err();
        let quotes = |line, closed| TableFault::Quotes { line, closed };
        assert_eq!(fault("a,b\n\"1\n2\",3\n4,\"5\n6,7\n"), quotes(4, false));
        assert_eq!(fault("a,b\r\n1,\"渡邊\r\n2,\"進\"\r\n"), quotes(2, true));
        assert_eq!(fault("a\r\r\"b"), quotes(3, false));
        for fine in ["", "\"\"", "\"a\"\"b\",\"c\nd\"\r\n", "5\" disk,\"x\" ,y\n", "a\n\n\nb"] {
            assert_eq!(records(fine.as_bytes(), b',', true, |_| ()), Ok(()), "{fine}");
        }
    }

    #[test]
    fn a_cell_or_a_line_without_an_end_is_refused() {
        let long = format!("a\n{}", "x".repeat(MAX_CELL_BYTES + 1));
        assert_eq!(records(long.as_bytes(), b',', true, |_| ()), Err(Bound::Cell { row: 2 }.into()));
        let wide = ",".repeat(MAX_COLUMNS);
        assert_eq!(records(wide.as_bytes(), b',', true, |_| ()), Err(Bound::Columns.into()));
    }
}
