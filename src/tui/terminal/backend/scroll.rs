//! Finding out that a list scrolled, so that the terminal can move its rows by itself.

use super::{
    super::buffer::{Buffer, Cell},
    paint::Painter,
};

/// So many glyphs that need not be written again are more than a scroll takes.
const SURELY: usize = 200;

/// At most so many bytes takes a glyph that has to be written again because it was moved away.
const BYTES: usize = 8;

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

    /// Of both halves of a row, whatever they look like.
    fn of_row(row: &[Cell]) -> [Self; 2] {
        let (left, right) = row.split_at(row.len() / 2);
        [Self::of(left), Self::of(right)]
    }
}

/// The frame with one scroll of a region first, and whether that is certain to take fewer bytes than without; nothing where no
/// list scrolled.
pub(super) fn scrolled(before: &Painter, shown: &Buffer, next: &Buffer) -> Option<(Painter, bool)> {
    let (moved, lost) = find(shown, next)?;
    let mut painter = before.clone();
    let mut scrolled = shown.clone();
    scrolled.scroll(moved.top, moved.bottom, moved.by);
    painter.scroll(moved.top, moved.bottom, moved.by);
    painter.paint(&scrolled, next);
    Some((painter, moved.saved >= SURELY + lost * BYTES))
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

/// The block of rows whose moving saves most, and how many glyphs it moves away that stand where they are to stand.
fn find(shown: &Buffer, next: &Buffer) -> Option<(Moved, usize)> {
    let height = next.area.height;
    let stays = |y: &u16| shown.row(*y) == next.row(*y);
    if (0..height).filter(|y| !stays(y)).count() < usize::from(FEWEST_ROWS) {
        return None;
    }
    let old: Vec<_> = (0..height).map(|y| Print::of_row(shown.row(y))).collect();
    let new: Vec<_> = old
        .iter()
        .zip(0..height)
        .map(|(old, y)| if stays(&y) { *old } else { Print::of_row(next.row(y)) })
        .collect();
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
    let best = best.filter(|moved| moved.saved > 0)?;
    let lost = (best.top..=best.bottom).map(|y| {
        let from =
            u16::try_from(i32::from(y) + best.by).ok().filter(|y| (best.top..=best.bottom).contains(y));
        let [from, here] = [from, Some(y)].map(|y| y.and_then(|y| old.get(usize::from(y))));
        let halves =
            here.into_iter().flatten().zip(new.get(usize::from(y)).into_iter().flatten()).enumerate();
        let stood = halves.filter(|(half, (here, to))| {
            here.hash == to.hash
                && from.is_none_or(|from| from.get(*half).is_none_or(|from| from.hash != to.hash))
        });
        stood.map(|(_, (_, to))| to.glyphs).sum::<usize>()
    });
    let lost = lost.sum();
    Some((best, lost))
}
