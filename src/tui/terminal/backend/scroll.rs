//! Finding out that a list scrolled, so that the terminal can move its rows by itself.

use super::{
    super::buffer::{Buffer, Cell},
    paint::Painter,
};

/// A frame of fewer bytes than this is not worth looking for a scroll.
const WORTH_FROM: usize = 200;

/// The furthest that is looked for: a key, or a few that came in one frame, move a list by little.
const FURTHEST: i32 = 6;

/// The fewest rows that have to move together.
const FEWEST_ROWS: u16 = 4;

/// A block of rows that moved.
struct Moved {
    top: u16,
    bottom: u16,
    by: i32,
    saved: usize,
}

/// What tells the text of half a row from nearly every other one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Print {
    hash: u64,
    /// How many glyphs it has that are not blank.
    glyphs: usize,
}

impl Print {
    fn of(cells: &[Cell]) -> Self {
        let mut print = Self::default();
        for cell in cells {
            print.hash = (print.hash.rotate_left(5) ^ cell.glyph()).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            print.glyphs += usize::from(cell.width() > 0 && !cell.is_blank());
        }
        print
    }

    /// Of both halves of every row, whatever they look like.
    fn of_rows(buffer: &Buffer) -> Vec<[Self; 2]> {
        let halves = |y| {
            let row = buffer.row(y);
            let (left, right) = row.split_at(row.len() / 2);
            [Self::of(left), Self::of(right)]
        };
        (0..buffer.area.height).map(halves).collect()
    }
}

/// The frame with one scroll of a region first, when that takes fewer bytes than `plain`.
pub(super) fn shorter(before: &Painter, shown: &Buffer, next: &Buffer, plain: usize) -> Option<Painter> {
    if plain < WORTH_FROM {
        return None;
    }
    let moved = find(&Print::of_rows(shown), &Print::of_rows(next))?;
    let mut painter = before.clone();
    let mut scrolled = shown.clone();
    scrolled.scroll(moved.top, moved.bottom, moved.by);
    painter.scroll(moved.top, moved.bottom, moved.by);
    painter.paint(&scrolled, next);
    (painter.out.len() < plain).then_some(painter)
}

/// The glyphs that it saves when a row has come to where another one stands. What stands beside what moved need not have
/// moved with it, as the details beside a list do not; but nothing is no reason to move a row.
fn saves(from: &[Print; 2], to: &[Print; 2], here: &[Print; 2]) -> Option<usize> {
    if from.iter().zip(to).all(|(from, to)| from.hash != to.hash) {
        return None;
    }
    let mut saved = None;
    for ((from, to), here) in from.iter().zip(to).zip(here) {
        if from.hash == to.hash && (from.glyphs > 0 || saved.is_some()) {
            let glyphs = if here.hash == to.hash { 0 } else { to.glyphs };
            saved = Some(saved.unwrap_or(0) + glyphs);
        }
    }
    saved.or((from == to).then_some(0))
}

/// The block of rows whose moving saves most.
fn find(old: &[[Print; 2]], new: &[[Print; 2]]) -> Option<Moved> {
    let height = u16::try_from(new.len()).unwrap_or(0);
    let furthest = i32::from(height / 2).min(FURTHEST);
    let mut best: Option<Moved> = None;
    for by in (-furthest..=furthest).filter(|&by| by != 0) {
        let mut saved = 0;
        let mut rows = 0;
        for y in 0..=height {
            let from = usize::try_from(i32::from(y) + by).ok().and_then(|from| old.get(from));
            let here = old.get(usize::from(y)).zip(new.get(usize::from(y)));
            if let Some(glyphs) = from.zip(here).and_then(|(from, (here, to))| saves(from, to, here)) {
                rows += 1;
                saved += glyphs;
                continue;
            }
            if rows >= FEWEST_ROWS && best.as_ref().is_none_or(|b| saved > b.saved) {
                let (first, last) = (i32::from(y - rows), i32::from(y) - 1);
                let (top, bottom) = if by > 0 { (first, last + by) } else { (first + by, last) };
                if let (Ok(top), Ok(bottom)) = (u16::try_from(top), u16::try_from(bottom)) {
                    best = Some(Moved { top, bottom, by, saved });
                }
            }
            saved = 0;
            rows = 0;
        }
    }
    best.filter(|moved| moved.saved > 0)
}
