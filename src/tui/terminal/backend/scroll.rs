//! Finding out that a list scrolled, so that the terminal can move its rows by itself.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use super::{grid::Grid, paint::Painter};
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

/// The frame with one scroll of a region first, when that takes fewer bytes than `plain`.
pub(super) fn shorter(before: &Painter, shown: &Grid, next: &Grid, plain: usize) -> Option<Painter> {
    if plain < WORTH_FROM {
        return None;
    }
    let moved = find(shown, next)?;
    let mut painter = before.clone();
    let mut scrolled = shown.clone();
    scrolled.scroll(moved.top, moved.bottom, moved.by);
    painter.scroll(moved.top, moved.bottom, moved.by);
    painter.paint(&scrolled, next);
    (painter.out.len() < plain).then_some(painter)
}

/// The block of rows whose moving saves most.
fn find(shown: &Grid, next: &Grid) -> Option<Moved> {
    let height = next.size().height;
    let (old, new) = (texts(shown), texts(next));
    let furthest = i32::from(height / 2).min(FURTHEST);
    let mut best: Option<Moved> = None;
    for by in (-furthest..=furthest).filter(|&by| by != 0) {
        let mut saved = 0;
        let mut rows = 0;
        for y in 0..=height {
            let from = usize::try_from(i32::from(y) + by).ok();
            let same = y < height
                && from.and_then(|f| old.get(f)).is_some_and(|o| new.get(usize::from(y)) == Some(o));
            if same {
                rows += 1;
                let (hash, bytes) = new.get(usize::from(y)).copied().unwrap_or_default();
                if old.get(usize::from(y)).is_some_and(|(here, _)| *here != hash) {
                    saved += bytes;
                }
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

/// For every row a hash of its text, whatever it looks like, and the bytes of it.
fn texts(grid: &Grid) -> Vec<(u64, usize)> {
    (0..grid.size().height)
        .map(|y| {
            let mut hasher = FxHasher::default();
            let mut bytes = 0;
            for unit in grid.row(y) {
                unit.text.hash(&mut hasher);
                bytes += if unit.text == " " { 0 } else { unit.text.len() };
            }
            (hasher.finish(), bytes)
        })
        .collect()
}
