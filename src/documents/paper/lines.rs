//! Breaking shaped text into lines as Japanese is set: forbidden line starts and ends, the blank halves of brackets and
//! stops squeezed, even right edges for running text.

use std::ops::Range;

use super::shape::Shaped;
use crate::register::kinsoku::{may_break, may_break_word};

/// Full-width marks whose ink stands in the right half.
const OPENING: &str = "「『【〔〈《（［｛";
/// Full-width marks whose ink stands in the left half.
const CLOSING: &str = "、。，．」』】〕〉》）］｝";
/// The blank half of such a mark, in em.
const HALF: f32 = 0.5;
/// The widest gap that evens out a line, in em. More would look torn, and be read as a blank when text is taken back.
const WIDEST_GAP: f32 = 0.09;
/// Widths are sums of fractions.
const TOLERANCE: f32 = 0.001;

/// One line: which units stand on it, and how they are spaced. Lengths in em.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub units: Range<usize>,
    /// What is added between two units that may stand apart.
    pub gap: f32,
    /// Its width.
    pub width: f32,
}

/// Whether the right edge is even.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    Ragged,
    Even,
}

/// Breaks a text into lines of at most `width` em. An empty text is one empty line.
pub(super) fn break_lines(shaped: &Shaped, width: f32, edge: Edge) -> Vec<Line> {
    let count = shaped.units.len();
    let mut lines = Vec::new();
    let mut start = 0;
    while start < count {
        let end = line_end(shaped, start, width);
        let last = end >= count;
        let mut visible = end;
        while visible > start && shaped.unit_text(visible - 1) == " " {
            visible -= 1;
        }
        let units = start..visible;
        let natural = natural_width(shaped, &units);
        let gap = if edge == Edge::Even && !last { even_gap(shaped, &units, width - natural) } else { 0.0 };
        let gaps = gap_count(shaped, &units);
        lines.push(Line { units, gap, width: natural + gap * gaps });
        start = end;
        while !last && start < count && shaped.unit_text(start) == " " {
            start += 1;
        }
    }
    if lines.is_empty() {
        lines.push(Line { units: 0..0, gap: 0.0, width: 0.0 });
    }
    lines
}

/// Where each unit of a line stands: its place among the units and its distance from the line's start, in em. The
/// distance is that of the glyph's own box, whose blank half may lie under its neighbour.
pub(super) fn places(shaped: &Shaped, line: &Line) -> Vec<(usize, f32)> {
    let mut at = 0.0;
    let mut places = Vec::with_capacity(line.units.len());
    for unit in line.units.clone() {
        if unit > line.units.start {
            at -= squeeze(shaped, unit - 1, unit);
            if may_stand_apart(shaped, unit - 1, unit) {
                at += line.gap;
            }
        } else if is_opening(shaped, unit) {
            at -= HALF;
        }
        places.push((unit, at));
        at += shaped.units.get(unit).map_or(0.0, |unit| unit.advance);
    }
    places
}

fn natural_width(shaped: &Shaped, units: &Range<usize>) -> f32 {
    let line = Line { units: units.clone(), gap: 0.0, width: 0.0 };
    let end = places(shaped, &line).last().map_or(0.0, |(unit, at)| {
        let hangs = if is_closing(shaped, *unit) { HALF } else { 0.0 };
        at + shaped.units.get(*unit).map_or(0.0, |unit| unit.advance) - hangs
    });
    end.max(0.0)
}

/// Where the line that begins at `start` ends: as far as it fits, then back to where it may break.
fn line_end(shaped: &Shaped, start: usize, width: f32) -> usize {
    let count = shaped.units.len();
    let mut used = if is_opening(shaped, start) { -HALF } else { 0.0 };
    let mut full = start;
    while let Some(unit) = shaped.units.get(full) {
        if full > start {
            used -= squeeze(shaped, full - 1, full);
        }
        used += unit.advance;
        let hangs = if is_closing(shaped, full) { HALF } else { 0.0 };
        // Blanks at the end of a line take no room.
        if used - hangs > width + TOLERANCE && full > start && shaped.unit_text(full) != " " {
            break;
        }
        full += 1;
    }
    if full >= count {
        return count;
    }
    let breaks = |rule: fn(&str, &str) -> bool, from: usize| {
        (from..=full).rev().find(|at| rule(shaped.unit_text(at - 1), shaped.unit_text(*at)))
    };
    let half = start + (full - start) / 2;
    // Near the end of the line; else far back, where that lets a word be whole on the next line; else within a word.
    breaks(may_break, half.max(start + 1))
        .or_else(|| breaks(may_break, start + 1).filter(|at| run_fits(shaped, *at, width)))
        .or_else(|| breaks(may_break_word, half.max(start + 1)))
        .unwrap_or(full)
}

/// Whether what must stay together from a place on fits on a line of its own.
fn run_fits(shaped: &Shaped, start: usize, width: f32) -> bool {
    let end = (start + 1..shaped.units.len())
        .find(|at| may_break(shaped.unit_text(at - 1), shaped.unit_text(*at)))
        .unwrap_or(shaped.units.len());
    natural_width(shaped, &(start..end)) <= width
}

/// The gap that makes a line end at the edge; none where it would tear the line.
fn even_gap(shaped: &Shaped, units: &Range<usize>, missing: f32) -> f32 {
    let gap = missing / gap_count(shaped, units).max(1.0);
    if (0.0..=WIDEST_GAP).contains(&gap) { gap } else { 0.0 }
}

#[allow(clippy::cast_precision_loss, reason = "a line has some hundred units at most")]
fn gap_count(shaped: &Shaped, units: &Range<usize>) -> f32 {
    let from = units.start + 1;
    (from..units.end.max(from)).filter(|unit| may_stand_apart(shaped, unit - 1, *unit)).count() as f32
}

/// Letters of a word are not moved apart.
fn may_stand_apart(shaped: &Shaped, before: usize, after: usize) -> bool {
    let narrow = |unit: usize| shaped.units.get(unit).is_some_and(|unit| unit.advance < 0.9);
    !(narrow(before) && narrow(after))
}

/// How much of the blank between two neighbouring marks goes: of 」「 and 。」 one half, not both.
fn squeeze(shaped: &Shaped, before: usize, after: usize) -> f32 {
    let closes = is_closing(shaped, before) && (is_closing(shaped, after) || is_opening(shaped, after));
    let opens = is_opening(shaped, before) && is_opening(shaped, after);
    if closes || opens { HALF } else { 0.0 }
}

fn is_opening(shaped: &Shaped, unit: usize) -> bool {
    is_one_of(OPENING, shaped, unit)
}

fn is_closing(shaped: &Shaped, unit: usize) -> bool {
    is_one_of(CLOSING, shaped, unit)
}

fn is_one_of(set: &str, shaped: &Shaped, unit: usize) -> bool {
    let full = shaped.units.get(unit).is_some_and(|unit| unit.advance > 0.9);
    full && shaped.unit_text(unit).chars().next().is_some_and(|c| set.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    use crate::documents::paper::{
        fonts::Fonts,
        shape::{Weight, shape},
    };

    const NOT_FIRST: &str = "、。」）ーっゃ々";
    const NOT_LAST: &str = "「（";

    fn set(text: &str, width: f32) -> Vec<String> {
        let shaped = shape(&mut Fonts::new(), text, Weight::Regular).remove(0);
        let lines = break_lines(&shaped, width, Edge::Even);
        lines.iter().map(|line| line.units.clone().map(|unit| shaped.unit_text(unit)).collect()).collect()
    }

    #[test]
    fn brackets_and_stops_stand_where_they_belong() {
        assert_eq!(set("あいうえお。かき", 5.0), ["あいうえ", "お。かき"]);
        assert_eq!(set("あいうえお。かき", 5.5), ["あいうえお。", "かき"]);
        assert_eq!(set("「あい」「うえ」お", 5.0), ["「あい」「う", "え」お"]);
    }

    #[test]
    fn no_line_begins_or_ends_wrongly_at_any_width() {
        let text = "訪問の帰り（午後６時ごろ）、「予約表」と「申し送り」を入れたかばんを、自転車のかごに置いたまま買い物をした。\
                    戻ったときには、かばんごとなくなっていた。「R8-001」として記録し、https://example.jp/very/long/path を確認した。";
        let shaped = shape(&mut Fonts::new(), text, Weight::Regular).remove(0);
        for half_ems in 10..120_u8 {
            let width = f32::from(half_ems) / 2.0;
            let lines = break_lines(&shaped, width, Edge::Even);
            let joined: String =
                lines.iter().flat_map(|line| line.units.clone()).map(|unit| shaped.unit_text(unit)).collect();
            assert_eq!(joined.replace(' ', ""), text.replace(' ', ""));
            for (number, line) in lines.iter().enumerate() {
                assert!(line.width <= width + 0.01, "{width}: {line:?}");
                let first = shaped.unit_text(line.units.start);
                let last = shaped.unit_text(line.units.end - 1);
                assert!(number == 0 || !NOT_FIRST.contains(first), "{width}: begins with {first}");
                assert!(number + 1 == lines.len() || !NOT_LAST.contains(last), "{width}: ends with {last}");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

        #[test]
        fn any_sentence_is_set_rightly(
            words in proptest::collection::vec("(「[あ-んア-ン]{1,4}」|（[亜-熙]{1,3}）|[あ-ん]{1,5}[、。]?|[a-z0-9]{1,7}|[ア-ン]ー)", 1..60),
            half_ems in 18..90_u8,
        ) {
            let text = words.concat();
            let width = f32::from(half_ems) / 2.0;
            let shaped = shape(&mut Fonts::new(), &text, Weight::Regular).remove(0);
            // What runs on without any place to break may be longer than a line, and is cut.
            let units: Vec<&str> = (0..shaped.units.len()).map(|unit| shaped.unit_text(unit)).collect();
            let run = units.chunk_by(|before, after| !may_break(before, after)).map(<[&str]>::len).max();
            prop_assume!(run.unwrap_or(0) <= usize::from(half_ems) / 4);
            let lines = break_lines(&shaped, width, Edge::Even);
            for (number, line) in lines.iter().enumerate() {
                prop_assert!(line.width <= width + 0.01, "{width}: {line:?}");
                let (first, last) = (units[line.units.start], units[line.units.end - 1]);
                prop_assert!(number == 0 || !NOT_FIRST.contains(first), "{width}: begins with {first}");
                prop_assert!(number + 1 == lines.len() || !NOT_LAST.contains(last), "{width}: ends with {last}");
            }
            let set: String = lines.iter().flat_map(|line| line.units.clone()).map(|unit| units[unit]).collect();
            // What no font has stands as 〓.
            prop_assert_eq!(set, shaped.text);
        }
    }

    #[test]
    fn a_word_longer_than_the_line_is_cut_and_a_shorter_one_is_not() {
        assert_eq!(set("港 ABCDEFGH", 4.5), ["港", "ABCDEFGH"]);
        let long = "x".repeat(300);
        let lines = set(&long, 10.0);
        assert_eq!((lines.len(), lines.concat()), (15, long));
    }

    #[test]
    fn running_text_ends_evenly() {
        let text = "あいう、えお。".repeat(40);
        let shaped = shape(&mut Fonts::new(), &text, Weight::Regular).remove(0);
        let lines = break_lines(&shaped, 30.3, Edge::Even);
        for line in lines.iter().rev().skip(1) {
            assert!((line.width - 30.3).abs() < 0.01, "{line:?}");
        }
    }
}
