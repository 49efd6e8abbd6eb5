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

/// Both halves of a row: what stands beside a list need not move with it.
type Halves<'b> = [&'b [Cell]; 2];

fn halves(buffer: &Buffer, y: u16) -> Halves<'_> {
    let row = buffer.row(y);
    let (left, right) = row.split_at(row.len() / 2);
    [left, right]
}

/// Whether two halves say the same, whatever they look like.
fn says(one: &[Cell], other: &[Cell]) -> bool {
    one.iter().zip(other).all(|(one, other)| one.glyph() == other.glyph())
}

/// How many glyphs there are that are not blank.
fn glyphs(cells: &[Cell]) -> usize {
    cells.iter().filter(|cell| cell.width() > 0 && !cell.is_blank()).count()
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
fn saves(from: Halves<'_>, to: Halves<'_>, here: Halves<'_>) -> Option<usize> {
    let moved = [0, 1].map(|half| says(from[half], to[half]));
    let mut saved = None;
    for half in (0..2).filter(|half| moved[*half]) {
        let count = glyphs(to[half]);
        if count > 0 || saved.is_some() {
            saved = Some(saved.unwrap_or(0) + if says(here[half], to[half]) { 0 } else { count });
        }
    }
    saved.or((moved == [true; 2]).then_some(0))
}

/// The block of rows whose moving saves most, and how many glyphs it moves away that stand where they are to stand.
fn find(shown: &Buffer, next: &Buffer) -> Option<(Moved, usize)> {
    let height = next.area.height;
    let differs = |y: &u16| shown.row(*y) != next.row(*y);
    if (0..height).filter(differs).count() < usize::from(FEWEST_ROWS) {
        return None;
    }
    let furthest = i32::from(height / 2).min(FURTHEST);
    let mut best: Option<Moved> = None;
    for by in (-furthest..=furthest).filter(|&by| by != 0) {
        let (mut saved, mut rows) = (0, 0);
        for y in 0..=height {
            let from = u16::try_from(i32::from(y) + by).ok().filter(|from| y < height && *from < height);
            let glyphs = from.and_then(|from| saves(halves(shown, from), halves(next, y), halves(shown, y)));
            if let Some(glyphs) = glyphs {
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
            (saved, rows) = (0, 0);
        }
    }
    let best = best.filter(|moved| moved.saved > 0)?;
    let region = best.top..=best.bottom;
    let lost = region.clone().map(|y| {
        let from = u16::try_from(i32::from(y) + best.by).ok().filter(|from| region.contains(from));
        let (to, here) = (halves(next, y), halves(shown, y));
        let comes = |half: usize| from.is_some_and(|from| says(halves(shown, from)[half], to[half]));
        let stood = (0..2).filter(|half| says(here[*half], to[*half]) && !comes(*half));
        stood.map(|half| glyphs(to[half])).sum::<usize>()
    });
    let lost = lost.sum();
    Some((best, lost))
}
