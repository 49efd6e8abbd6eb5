//! Lines of plain text, measured in cells as Japanese mail and fax count them.

use unicode_segmentation::UnicodeSegmentation;

use crate::register::kinsoku::may_break;

/// How many cells a text takes: ASCII and half-width kana one, everything else two.
///
/// This is not the width on a terminal (`tui::width` knows that): on paper and in Japanese mail programs
/// characters such as ① and … take two.
pub(super) fn cells(text: &str) -> usize {
    text.graphemes(true).map(grapheme_cells).sum()
}

fn grapheme_cells(grapheme: &str) -> usize {
    let narrow = |c: char| c.is_ascii() || matches!(c, '\u{FF61}'..='\u{FF9F}');
    match grapheme.chars().next() {
        // A half-width kana and its mark (ﾊﾟ) are one grapheme of two cells.
        Some(first) if narrow(first) => grapheme.chars().filter(|c| narrow(*c)).count().min(2),
        Some(_) => 2,
        None => 0,
    }
}

/// Breaks a text into lines of at most `width` cells. Words of Latin letters and numbers stay whole where they
/// fit on a line; closing punctuation does not begin a line and opening brackets do not end one.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    text.split('\n').flat_map(|line| wrap_line(line.trim_end(), width.max(4))).collect()
}

fn wrap_line(line: &str, width: usize) -> Vec<String> {
    let pieces: Vec<&str> = line.graphemes(true).collect();
    let mut lines = Vec::new();
    let mut start = 0;
    while start < pieces.len() {
        let end = line_end(&pieces, start, width);
        let text: String = pieces[start..end].concat();
        lines.push(text.trim_end_matches(' ').to_owned());
        start = end;
        while start < pieces.len() && pieces[start] == " " {
            start += 1;
        }
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

/// Where the line that begins at `start` ends: as far as it fits, then back to a place where it may break.
fn line_end(pieces: &[&str], start: usize, width: usize) -> usize {
    let mut used = 0;
    let mut full = start;
    while full < pieces.len() {
        used += grapheme_cells(pieces[full]);
        if used > width && full > start {
            break;
        }
        full += 1;
    }
    if full >= pieces.len() {
        return pieces.len();
    }
    let Some(back) = (start + 1..=full).rev().find(|at| may_break(pieces[at - 1], pieces[*at])) else {
        return full;
    };
    // Further back than half a line only for a word that fits on the next one whole, such as a date: a long word or a row of
    // brackets is cut where it must.
    let end =
        (back + 1..pieces.len()).find(|at| may_break(pieces[at - 1], pieces[*at])).unwrap_or(pieces.len());
    let word: usize = pieces[back..end].iter().map(|piece| grapheme_cells(piece)).sum();
    let near = back >= start + (full - start) / 2;
    if near || word <= width { back } else { full }
}

/// A text followed by blanks up to a width in cells.
pub(super) fn pad(text: &str, width: usize) -> String {
    let blanks = width.saturating_sub(cells(text));
    format!("{text}{}", " ".repeat(blanks))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn counts_cells_as_paper_does() {
        for (text, expected) in
            [("abc", 3), ("漢字", 4), ("ﾊﾟ", 2), ("ｸﾞｴﾝ", 4), ("葛\u{E0100}城", 4), ("①", 2), ("𠮷", 2)]
        {
            assert_eq!(cells(text), expected, "{text}");
        }
    }

    #[test]
    fn closing_punctuation_does_not_begin_a_line() {
        assert_eq!(wrap("あいうえお、かき", 10), ["あいうえ", "お、かき"]);
        assert_eq!(wrap("あいうえ（かき）", 10), ["あいうえ", "（かき）"]);
        assert_eq!(wrap("あい R8-001 と", 8), ["あい", "R8-001", "と"]);
        assert_eq!(wrap("一\n\n二", 10), ["一", "", "二"]);
        // A date is not cut into another one.
        assert_eq!(wrap("却下 R8.11.11", 12), ["却下", "R8.11.11"]);
        assert_eq!(wrap("あ abcdefghijklmn", 8), ["あ abcde", "fghijklm", "n"]);
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_nothing_is_lost(text in "[a-z あ-んｱ-ﾝﾞ、。（）「」]{0,80}", width in 4_usize..40) {
            let lines = wrap(&text, width);
            for line in &lines {
                prop_assert!(cells(line) <= width, "{line:?}");
            }
            let squeeze = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(squeeze(&lines.concat()), squeeze(&text));
        }
    }
}
