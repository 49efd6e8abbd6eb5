//! The picture of a screen as a terminal holds it: one unit for every glyph.

use ratatui::layout::Size;
use smol_str::SmolStr;

use crate::tui::terminal::width::{char_cells, grapheme_cells, is_ambiguous};

use super::sgr::Attr;

/// What one column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unit {
    /// The glyph; empty in the second column of a wide one.
    pub(super) text: SmolStr,
    /// Columns: 1 or 2, or 0 in the second column of a wide glyph.
    pub(super) width: u8,
    pub(super) attr: Attr,
}

const BLANK: SmolStr = SmolStr::new_static(" ");

impl Unit {
    fn blank(attr: Attr) -> Self {
        Self { text: BLANK, width: 1, attr: attr.on_blank() }
    }

    /// An empty cell in the default background, as erasing leaves it.
    pub(super) fn is_erased(&self) -> bool {
        self.width == 1 && self.text == " " && self.attr == Attr::default()
    }

    /// Whether the cursor is not certain to be where it should after this glyph.
    pub(super) fn is_ambiguous(&self) -> bool {
        self.text.chars().next().is_some_and(is_ambiguous)
    }
}

/// A screen of units, and which of its rows were written to.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    size: Size,
    units: Vec<Unit>,
    /// For every column where a symbol of ratatui's begins, the columns that it takes.
    spans: Vec<u8>,
    touched: Vec<bool>,
}

impl Grid {
    /// An empty screen.
    pub(super) fn blank(size: Size) -> Self {
        let cells = usize::from(size.width) * usize::from(size.height);
        Self {
            size,
            units: vec![Unit::blank(Attr::default()); cells],
            spans: vec![1; cells],
            touched: vec![false; usize::from(size.height)],
        }
    }

    pub(super) const fn size(&self) -> Size {
        self.size
    }

    pub(super) fn row(&self, y: u16) -> &[Unit] {
        let width = usize::from(self.size.width);
        let start = usize::from(y) * width;
        self.units.get(start..start + width).unwrap_or_default()
    }

    fn row_mut(&mut self, y: u16) -> &mut [Unit] {
        let width = usize::from(self.size.width);
        let start = usize::from(y) * width;
        self.units.get_mut(start..start + width).unwrap_or_default()
    }

    /// Whether anything was put since the last [`Grid::take_touched`].
    pub(super) fn touched(&self) -> bool {
        self.touched.contains(&true)
    }

    pub(super) fn row_touched(&self, y: u16) -> bool {
        self.touched.get(usize::from(y)).copied().unwrap_or(false)
    }

    /// Becomes equal to `other` in the rows that were written to there (or in all), and marks them as done.
    pub(super) fn take_touched(&mut self, other: &mut Self, all: bool) {
        for y in 0..self.size.height {
            if all || other.row_touched(y) {
                self.row_mut(y).clone_from_slice(other.row(y));
            }
        }
        other.touched.fill(false);
    }

    /// Scrolls the rows `top..=bottom` up by `by` rows, or down where it is negative; what comes in is empty.
    pub(super) fn scroll(&mut self, top: u16, bottom: u16, by: i32) {
        let rows: Vec<u16> = if by > 0 { (top..=bottom).collect() } else { (top..=bottom).rev().collect() };
        for y in rows {
            let from = u16::try_from(i32::from(y) + by).ok().filter(|f| (top..=bottom).contains(f));
            let row = from.map_or_else(
                || vec![Unit::blank(Attr::default()); usize::from(self.size.width)],
                |from| self.row(from).to_vec(),
            );
            self.row_mut(y).clone_from_slice(&row);
        }
    }

    /// Puts a symbol of ratatui's at a cell; outside of the screen nothing happens.
    pub(super) fn put(&mut self, x: u16, y: u16, symbol: &str, attr: Attr, narrow: bool) {
        if let Some(touched) = self.touched.get_mut(usize::from(y)) {
            *touched = true;
        }
        let glyphs = glyphs(symbol, narrow);
        let span: usize = glyphs.iter().map(|(_, width)| width).sum();
        let mut x = usize::from(x);
        let at = usize::from(y) * usize::from(self.size.width) + x;
        let columns = span.min(usize::from(self.size.width).saturating_sub(x));
        let before = self.spans.get(at..at + columns).unwrap_or_default();
        let covered = before.iter().enumerate().map(|(i, &n)| i + usize::from(n)).max().unwrap_or(0);
        if let Some(spans) = self.spans.get_mut(at..at + columns) {
            spans.fill(1);
            if let Some(first) = spans.first_mut() {
                *first = u8::try_from(span).unwrap_or(1);
            }
        }
        let row = self.row_mut(y);
        // ratatui counts on a wide symbol to go as a whole when part of it is written over, which a kana with its half-width sound mark does not.
        // What is left of it has the look that it had, see `settle`.
        for rest in x + span..x + covered {
            let look = row.get(rest).map_or_else(Attr::default, |unit| unit.attr);
            break_wide(row, rest);
            if let Some(unit) = row.get_mut(rest) {
                *unit = Unit::blank(look);
            }
        }
        for (text, width) in glyphs {
            if x + width > row.len() {
                if let Some(rest) = row.get_mut(x..) {
                    rest.fill(Unit::blank(attr));
                }
                return;
            }
            break_wide(row, x);
            break_wide(row, x + width);
            let attr = if text == " " { attr.on_blank() } else { attr };
            for i in 0..width {
                if let Some(unit) = row.get_mut(x + i) {
                    *unit = if i == 0 {
                        Unit { text: text.clone(), width: u8::try_from(width).unwrap_or(1), attr }
                    } else {
                        Unit { text: SmolStr::default(), width: 0, attr }
                    };
                }
            }
            x += width;
        }
    }
}

/// Where the second half of a wide glyph is at `x`, blanks both halves, as a terminal does.
fn break_wide(row: &mut [Unit], x: usize) {
    if x > 0 && row.get(x).is_some_and(|unit| unit.width == 0) {
        for half in [x - 1, x] {
            if let Some(unit) = row.get_mut(half) {
                *unit = Unit::blank(unit.attr);
            }
        }
    }
}

/// The glyphs that a terminal makes of a symbol, with their columns; together as wide as ratatui laid the symbol out.
///
/// What a terminal would draw at another width, or obey, is replaced.
fn glyphs(symbol: &str, narrow: bool) -> Vec<(SmolStr, usize)> {
    let mut chars = symbol.chars();
    match (chars.next(), chars.next()) {
        (None, _) => return vec![(BLANK, 1)],
        (Some(c), None) if !c.is_control() => {
            if narrow && is_ambiguous(c) {
                return vec![(ascii_for(c), 1)];
            }
            let width = char_cells(c);
            if width > 0 {
                return vec![(SmolStr::new(symbol), width)];
            }
        }
        _ => {}
    }
    let width = grapheme_cells(symbol).max(1);
    let mut glyphs: Vec<(SmolStr, usize)> = Vec::new();
    for c in symbol.chars() {
        match (char_cells(c), glyphs.last_mut()) {
            (0, Some((text, _))) if !c.is_control() => *text = SmolStr::new(format!("{text}{c}")),
            (0, _) => glyphs.push((SmolStr::new_static("?"), 1)),
            (1, _) if narrow && is_ambiguous(c) => glyphs.push((ascii_for(c), 1)),
            (n, _) => glyphs.push((SmolStr::new(c.encode_utf8(&mut [0; 4])), n)),
        }
    }
    if glyphs.iter().map(|(_, n)| n).sum::<usize>() == width {
        return glyphs;
    }
    // A sequence that terminals draw at widths of their own: its first character and blanks.
    let first = symbol.chars().next().filter(|&c| (1..=width).contains(&char_cells(c)));
    let (text, taken) =
        first.map_or((SmolStr::new_static("?"), 1), |c| (SmolStr::new(c.to_string()), char_cells(c)));
    let mut glyphs = vec![(text, taken)];
    glyphs.extend((taken..width).map(|_| (BLANK, 1)));
    glyphs
}

/// An ASCII character for one that the terminal draws too wide.
fn ascii_for(c: char) -> SmolStr {
    SmolStr::new_static(match c {
        '─' | '━' | '—' | '―' | '‐' => "-",
        '│' | '┃' | '‖' => "|",
        '┌' | '┐' | '└' | '┘' | '├' | '┤' | '┬' | '┴' | '┼' => "+",
        '“' | '”' | '″' => "\"",
        '‘' | '’' | '′' => "'",
        '→' | '▶' => ">",
        '←' | '◀' => "<",
        '↑' | '▲' | '△' => "^",
        '↓' | '▼' | '▽' => "v",
        '※' | '★' | '☆' => "*",
        '●' | '○' | '◎' => "o",
        '■' | '□' | '◆' | '◇' => "#",
        '…' | '‥' | '·' => ".",
        '×' => "x",
        '①'..='⑨' => {
            return SmolStr::new(
                char::from_digit(u32::from(c) - u32::from('①') + 1, 10).unwrap_or('?').to_string(),
            );
        }
        _ => "?",
    })
}
