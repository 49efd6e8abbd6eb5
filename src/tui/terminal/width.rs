//! Widths: the only place that measures text in terminal cells.
//!
//! Every width comes from `ratatui::buffer::CellWidth`, grapheme by grapheme, so that what is measured here is what
//! ratatui lays out. Line breaking is in [`wrap`].

mod breaks;

use std::borrow::Cow;
use std::fmt::Write as _;

use ratatui::buffer::CellWidth;
use unicode_segmentation::UnicodeSegmentation;

use crate::register::hidden::is_hidden;

use super::signs::CUT;

pub use breaks::{line_starts, wrap, wrap_within};

/// The width of a text in cells, as ratatui lays it out: graphemes that hold a control character take no room.
///
/// Measure what [`visible`] gives when the text comes from a person or a file.
pub fn cells(text: &str) -> usize {
    plain_cells(text).unwrap_or_else(|| text.graphemes(true).map(grapheme_cells).sum())
}

/// The width of one grapheme in cells; 0 for one that holds a control character.
pub fn grapheme_cells(grapheme: &str) -> usize {
    if grapheme.contains(char::is_control) { 0 } else { usize::from(grapheme.cell_width()) }
}

/// The width of a text made only of ASCII, our own signs, kana and common kanji, none of which joins its neighbour; otherwise `None`.
fn plain_cells(text: &str) -> Option<usize> {
    text.chars().try_fold(0, |sum, c| Some(sum + plain_char(c)?))
}

/// The width of a character that is always a grapheme of its own and never in doubt.
pub(super) const fn plain_char(c: char) -> Option<usize> {
    match c {
        ' '..='~' | '\u{2500}'..='\u{253c}' | '…' | '▐' | '▸' | '▾' => Some(1),
        '\u{3000}'..='\u{3029}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30a1}'..='\u{30ff}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ff01}'..='\u{ff5e}' => Some(2),
        _ => None,
    }
}

/// The text with nothing in it that could steer, mislead or shift a terminal; borrowed when nothing had to change.
///
/// - Tab, line feed, carriage return (one for CR LF): one blank.
/// - Other C0 controls and DEL: caret notation, `^[` for escape, `^?` for DEL.
/// - C1 controls, line and paragraph separators, bidirectional controls and everything else that takes no room of its
///   own (a zero-width space, a combining mark without its base): the code point, `<U+202E>`.
/// - A sequence that terminals draw at a different width than ratatui lays it out (joined emoji, emoji with a variation
///   selector): its first character only. Combining marks and ideographic variation sequences are kept.
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| plain_char(c).is_some()) || text.graphemes(true).all(is_safe) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for grapheme in text.graphemes(true) {
        push_visible(&mut out, grapheme);
    }
    Cow::Owned(out)
}

fn push_visible(out: &mut String, grapheme: &str) {
    if is_safe(grapheme) {
        out.push_str(grapheme);
        return;
    }
    match grapheme {
        "\t" | "\n" | "\r" | "\r\n" => out.push(' '),
        _ => {
            let mut chars = grapheme.chars();
            let Some(first) = chars.next() else { return };
            match first {
                '\0'..='\u{1f}' => {
                    out.push('^');
                    out.push(char::from(b'@' + u8::try_from(u32::from(first)).unwrap_or(0)));
                }
                '\u{7f}' => out.push_str("^?"),
                _ if char_cells(first) == 0 || is_hidden(first) => {
                    let _ = write!(out, "<U+{:04X}>", u32::from(first));
                    // A mark that follows a hidden character would cling to the `>`: show it by itself as well.
                    let rest = chars.as_str();
                    if !rest.is_empty() {
                        out.push_str(&visible(rest));
                    }
                }
                _ => out.push(first),
            }
        }
    }
}

/// Whether every terminal draws the grapheme at the width at which ratatui lays it out, and it shows.
fn is_safe(grapheme: &str) -> bool {
    let mut chars = grapheme.chars();
    match (chars.next(), chars.next()) {
        (None, _) => true,
        (Some(c), None) => plain_char(c).is_some() || (!is_hidden(c) && char_cells(c) > 0),
        (Some(_), Some(_)) => {
            let width = grapheme_cells(grapheme);
            width > 0
                && width == grapheme.chars().map(char_cells).sum::<usize>()
                && !grapheme.chars().any(is_hidden)
                && grapheme.chars().next().is_some_and(|c| char_cells(c) > 0)
        }
    }
}

/// The width that a terminal gives to one code point.
pub(crate) fn char_cells(c: char) -> usize {
    if c.is_control() { 0 } else { usize::from(c.encode_utf8(&mut [0; 4]).cell_width()) }
}

/// Whether Japanese terminals may draw the character two cells wide although ratatui lays it out as one
/// (East Asian Ambiguous: ※ → ● ① “ ” and the line-drawing characters).
#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that measures; ratatui does not know the class"
)]
pub fn is_ambiguous(c: char) -> bool {
    use unicode_width::UnicodeWidthChar;
    !c.is_ascii() && c.width() == Some(1) && c.width_cjk() == Some(2)
}

/// The text in exactly `width` cells, left-aligned: padded with blanks, or cut with [`CUT`] where it does not fit.
///
/// Goes through [`visible`]; never splits a grapheme or a wide character.
pub fn fit(text: &str, width: usize) -> String {
    let (mut out, used) = cut(text, width);
    pad(&mut out, width - used);
    out
}

/// The text in exactly `width` cells, right-aligned, for numbers; cut where it does not fit.
pub fn fit_right(text: &str, width: usize) -> String {
    let (kept, used) = cut(text, width);
    let mut out = String::with_capacity(kept.len() + width - used);
    pad(&mut out, width - used);
    out.push_str(&kept);
    out
}

/// The text in at most `width` cells: cut where it does not fit, not padded.
pub fn truncate(text: &str, width: usize) -> String {
    cut(text, width).0
}

fn pad(out: &mut String, blanks: usize) {
    out.extend(std::iter::repeat_n(' ', blanks));
}

/// The visible text cut to `width` cells, and the cells it takes.
fn cut(text: &str, width: usize) -> (String, usize) {
    let text = visible(text);
    let full = cells(&text);
    if full <= width {
        return (text.into_owned(), full);
    }
    let Some(room) = width.checked_sub(1) else { return Default::default() };
    let (mut out, used) = head(&text, room);
    out.push_str(CUT);
    (out, used + 1)
}

/// As many whole graphemes from the start as fit into `width` cells.
fn head(text: &str, width: usize) -> (String, usize) {
    let mut out = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        let w = grapheme_cells(grapheme);
        if used + w > width {
            break;
        }
        used += w;
        out.push_str(grapheme);
    }
    (out, used)
}

/// A text that may be shown; empty where none is recorded.
pub fn shown(text: Option<&str>) -> String {
    visible(text.unwrap_or_default()).into_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::buffer::Buffer as Laid;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    #[test]
    fn half_width_kana_with_sound_marks_take_one_cell_each() {
        assert_eq!(cells("ﾊﾟ"), 2);
        assert_eq!(cells("ｶﾞｷﾞｸﾞ"), 6);
        assert_eq!(cells("ﾔﾏﾀﾞ"), 4);
    }

    #[test]
    fn kanji_outside_of_the_common_plane_and_variants_take_two_cells() {
        assert_eq!(cells("葛\u{e0100}"), 2);
        assert_eq!(cells("𠮷野家"), 6);
        assert_eq!(cells("か\u{3099}"), 2);
        assert_eq!(cells("髙橋"), 4);
        assert_eq!(cells("\u{3000}"), 2);
        assert_eq!(cells("é"), 1);
        assert_eq!(cells("e\u{301}"), 1);
    }

    #[test]
    fn the_quick_way_agrees_with_ratatui_for_every_plain_character() {
        for c in (0x20..0x1_0000).filter_map(char::from_u32) {
            if let Some(width) = plain_char(c) {
                assert_eq!(width, char_cells(c), "{c:?}");
                let pair = format!("{c}{c}山");
                assert_eq!(pair.graphemes(true).count(), 3, "{c:?} joins its neighbour");
            }
        }
    }

    #[test]
    fn nothing_that_steers_a_terminal_stays_in_a_visible_text() {
        assert_eq!(visible("\u{1b}[31m赤"), "^[[31m赤");
        assert_eq!(visible("一行目\r\n二行目\t終\n"), "一行目 二行目 終 ");
        assert_eq!(visible("a\u{7f}b\u{9b}c"), "a^?b<U+009B>c");
        assert_eq!(visible("山\u{202e}田\u{2028}"), "山<U+202E>田<U+2028>");
        assert_eq!(visible("a\u{200b}b"), "a<U+200B>b");
        assert_eq!(visible("\u{3099}か"), "<U+3099>か");
        assert_eq!(visible("👨\u{200d}👩\u{200d}👧"), "👨");
        assert!(matches!(visible("葛\u{e0100}城 か\u{3099} ｶﾞ"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_cut_is_marked_and_a_wide_character_is_never_split() {
        assert_eq!(fit("山田花子", 8), "山田花子");
        assert_eq!(fit("山田花子", 10), "山田花子  ");
        assert_eq!(fit("山田花子", 7), "山田花…");
        assert_eq!(fit("山田花子", 3), "山…");
        assert_eq!(fit("山田花子", 1), "…");
        assert_eq!(fit("山田花子", 0), "");
        assert_eq!(fit("訪問看護ステーション", 10), "訪問看護… ");
        assert_eq!(fit_right("12", 5), "   12");
        assert_eq!(fit_right("123456", 5), "1234…");
        assert_eq!(truncate("山田花子", 5), "山田…");
        assert_eq!(truncate("山", 9), "山");
    }

    #[test]
    fn ambiguous_characters_are_known() {
        for c in "※→●①“─│…".chars() {
            assert!(is_ambiguous(c), "{c}");
        }
        for c in "a山ア・ｱ〜-".chars() {
            assert!(!is_ambiguous(c), "{c}");
        }
    }

    proptest! {
        #[test]
        fn fit_always_fills_its_cells(text in any::<String>(), width in 0usize..40) {
            prop_assert_eq!(cells(&fit(&text, width)), width);
            prop_assert_eq!(cells(&fit_right(&text, width)), width);
            prop_assert!(cells(&truncate(&text, width)) <= width);
        }

        #[test]
        fn visible_leaves_no_control_and_is_stable(text in any::<String>()) {
            let once = visible(&text).into_owned();
            prop_assert!(!once.contains(|c: char| c.is_control() || is_hidden(c)));
            prop_assert_eq!(visible(&once), once.as_str());
            prop_assert_eq!(once.graphemes(true).map(|g| g.chars().map(char_cells).sum::<usize>()).sum::<usize>(), cells(&once));
        }

        #[test]
        fn ratatui_lays_out_what_is_measured(text in "[ -~ぁ-んァ-ヶｦ-ﾟ一-龥々ー。、\u{3099}\u{309a}\u{e0100}𠮷①※é\u{301}😀\u{200b}\n]{0,24}") {
            let mut buf = Laid::empty(Rect::new(0, 0, 200, 1));
            let (x, _) = buf.set_stringn(0, 0, &text, 200, Style::new());
            prop_assert_eq!(usize::from(x), cells(&text));
        }
    }
}
