//! The picture of a screen as a terminal holds it: one unit for every glyph.

use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Size;
use ratatui::style::{Color, Modifier};
use smol_str::SmolStr;

use crate::tui::terminal::width::{char_cells, grapheme_cells, is_ambiguous, symbol_cells};

use super::sgr::Attr;

/// What one column holds.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// What ratatui's cell says: a character, or [`SEVERAL`] and a hash of them.
    code: u32,
    /// The glyph; empty in the second column of a wide one.
    pub(super) text: SmolStr,
    /// Columns: 1 or 2, or 0 in the second column of a wide glyph.
    pub(super) width: u8,
    pub(super) attr: Attr,
}

const BLANK: SmolStr = SmolStr::new_static(" ");

impl PartialEq for Unit {
    /// The same character is the same text: only of several at once the text has to be looked at.
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
            && self.width == other.width
            && self.attr == other.attr
            && (self.code & SEVERAL == 0 || self.text == other.text)
    }
}

impl Unit {
    const BLANK: u32 = ' ' as u32;

    fn blank(attr: Attr) -> Self {
        Self { code: Self::BLANK, text: BLANK, width: 1, attr: attr.on_blank() }
    }

    /// An empty cell in the default background, as erasing leaves it.
    pub(super) fn is_erased(&self) -> bool {
        self.code == Self::BLANK && self.attr == Attr::default()
    }

    /// Whether the cursor is not certain to be where it should after this glyph.
    pub(super) fn is_ambiguous(&self) -> bool {
        self.text.chars().next().is_some_and(is_ambiguous)
    }
}

/// The code of a symbol of several characters has this bit, which no character has.
const SEVERAL: u32 = 1 << 31;

/// A number of a symbol: that of its character, where it is one.
fn code(symbol: &str) -> u32 {
    if let [ascii] = symbol.as_bytes() {
        return u32::from(*ascii);
    }
    let mut chars = symbol.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => u32::from(c),
        (None, _) => Unit::BLANK,
        _ => {
            symbol.chars().fold(0, |code: u32, c| code.wrapping_mul(31).wrapping_add(u32::from(c))) | SEVERAL
        }
    }
}

/// The look of the last cell: its neighbour mostly has the same.
struct Looks {
    mono: bool,
    of: (Color, Color, Modifier),
    attr: Attr,
}

impl Looks {
    fn new(mono: bool) -> Self {
        Self { mono, of: Default::default(), attr: Attr::default() }
    }

    fn of(&mut self, cell: &Cell) -> Attr {
        let of = (cell.fg, cell.bg, cell.modifier);
        if of != self.of {
            self.of = of;
            self.attr = Attr::of(cell, self.mono);
        }
        self.attr
    }
}

/// What tells the text of half a row from nearly every other one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Print {
    pub(super) hash: u64,
    /// How many glyphs it has that are not blank.
    pub(super) glyphs: usize,
}

impl Print {
    fn of(units: &[Unit]) -> Self {
        let mut print = Self::default();
        for unit in units {
            print.hash =
                (print.hash.rotate_left(5) ^ u64::from(unit.code)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            print.glyphs += usize::from(unit.width > 0 && unit.code != Unit::BLANK);
        }
        print
    }
}

/// What a cell of ratatui's is to show.
struct Wanted<'c> {
    symbol: &'c str,
    code: u32,
    attr: Attr,
}

/// The first column from `x` on at which a cell begins that a row of units does not show yet.
fn first_other<'c>(
    row: &[Unit],
    cells: &'c [Cell],
    mut x: usize,
    looks: &mut Looks,
) -> Option<(usize, Wanted<'c>)> {
    loop {
        let (cell, unit) = cells.get(x).zip(row.get(x))?;
        let symbol = cell.symbol();
        let code = code(symbol);
        let attr = looks.of(cell);
        let attr = if code == Unit::BLANK { attr.on_blank() } else { attr };
        if unit.code != code || unit.attr != attr || code & SEVERAL != 0 {
            return Some((x, Wanted { symbol, code, attr }));
        }
        x += usize::from(unit.width).max(1);
    }
}

/// A screen of units, and which of its columns were written to.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    size: Size,
    units: Vec<Unit>,
    /// The columns of every row among which those are that were written to.
    touched: Vec<Range<usize>>,
    /// Of both halves of every row, and whether they still hold.
    prints: Vec<[Print; 2]>,
    printed: Vec<bool>,
}

impl Grid {
    /// An empty screen.
    pub(super) fn blank(size: Size) -> Self {
        let cells = usize::from(size.width) * usize::from(size.height);
        Self {
            size,
            units: vec![Unit::blank(Attr::default()); cells],
            touched: vec![0..0; usize::from(size.height)],
            prints: vec![Default::default(); usize::from(size.height)],
            printed: vec![false; usize::from(size.height)],
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
    pub(super) fn is_touched(&self) -> bool {
        !self.touched.iter().all(Range::is_empty)
    }

    /// Among which columns of a row something was put since then.
    pub(super) fn touched(&self, y: u16) -> Range<usize> {
        self.touched.get(usize::from(y)).cloned().unwrap_or_default()
    }

    fn touch(&mut self, y: u16, columns: Range<usize>) {
        let (y, width) = (usize::from(y), usize::from(self.size.width));
        if let (Some(touched), Some(printed)) = (self.touched.get_mut(y), self.printed.get_mut(y)) {
            let end = columns.end.min(width);
            *touched = if Range::is_empty(touched) {
                columns.start..end
            } else {
                touched.start.min(columns.start)..touched.end.max(end)
            };
            *printed = false;
        }
    }

    /// What tells the halves of the rows from others, whatever they look like.
    pub(super) fn prints(&mut self) -> &[[Print; 2]] {
        let width = usize::from(self.size.width).max(1);
        let rows = self.units.chunks(width).zip(&mut self.prints).zip(&mut self.printed);
        for ((row, prints), printed) in rows.filter(|(_, printed)| !**printed) {
            let (left, right) = row.split_at(width / 2);
            *prints = [Print::of(left), Print::of(right)];
            *printed = true;
        }
        &self.prints
    }

    /// Becomes equal to `other` where something was put there (or everywhere), and marks it as done.
    pub(super) fn take_touched(&mut self, other: &mut Self, all: bool) {
        for y in 0..self.size.height {
            let columns = if all { 0..usize::from(self.size.width) } else { other.touched(y) };
            let from = other.row(y).get(columns.clone());
            if let (Some(to), Some(from)) = (self.row_mut(y).get_mut(columns), from) {
                to.clone_from_slice(from);
            }
        }
        self.prints.clone_from(&other.prints);
        self.printed.clone_from(&other.printed);
        other.touched.fill(0..0);
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

    /// Becomes what a picture of the same size shows.
    pub(super) fn take(&mut self, picture: &Buffer, mono: bool, narrow: bool) {
        let width = usize::from(self.size.width).max(1);
        let mut looks = Looks::new(mono);
        for (y, cells) in (0..self.size.height).zip(picture.content.chunks(width)) {
            self.take_row(y, cells, &mut looks, narrow);
        }
    }

    /// From the left to the right: what a glyph leaves of a wide one that it covers in part is looked at, and written over, next.
    fn take_row(&mut self, y: u16, cells: &[Cell], looks: &mut Looks, narrow: bool) {
        let mut x = 0;
        while let Some((differs, wanted)) = first_other(self.row(y), cells, x, looks) {
            x = self.put((differs, y), wanted, narrow);
        }
    }

    /// Puts a symbol of ratatui's; says where the next one begins.
    fn put(
        &mut self,
        (mut x, y): (usize, u16),
        Wanted { symbol, code, attr }: Wanted,
        narrow: bool,
    ) -> usize {
        if let Some((text, width)) = glyph(symbol, narrow) {
            return self.put_unit((x, y), Unit { code, text, width, attr });
        }
        for (text, width) in glyphs(symbol, narrow) {
            let attr = if text == " " { attr.on_blank() } else { attr };
            let width = u8::try_from(width).unwrap_or(1);
            x = self.put_unit((x, y), Unit { code, text, width, attr });
        }
        x
    }

    /// Puts a glyph with all its columns, or blanks where the row has no room for it; says where the next one begins.
    fn put_unit(&mut self, (x, y): (usize, u16), unit: Unit) -> usize {
        let width = usize::from(unit.width).max(1);
        let half = Unit { code: 0, text: SmolStr::default(), width: 0, attr: unit.attr };
        let row = self.row_mut(y);
        let Some(columns) = row.get_mut(x..x + width) else {
            let attr = unit.attr;
            row.get_mut(x..).unwrap_or_default().fill(Unit::blank(attr));
            self.touch(y, x..x + width);
            return x + width;
        };
        let stands = columns.iter().eq(std::iter::once(&unit).chain(std::iter::repeat_n(&half, width - 1)));
        if !stands {
            columns.fill(half);
            if let Some(first) = columns.first_mut() {
                *first = unit;
            }
            self.touch(y, x..x + width);
        }
        x + width
    }
}

/// The glyph of a symbol that is one, as nearly all are, with its columns.
fn glyph(symbol: &str, narrow: bool) -> Option<(SmolStr, u8)> {
    if matches!(symbol, "" | " ") {
        return Some((BLANK, 1));
    }
    let mut chars = symbol.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else { return None };
    if c.is_control() {
        return None;
    }
    if narrow && is_ambiguous(c) {
        return Some((ascii_for(c), 1));
    }
    let width = u8::try_from(symbol_cells(symbol)).unwrap_or(0);
    (width > 0).then(|| (SmolStr::new(symbol), width))
}

/// The glyphs that a terminal makes of a symbol, with their columns; together as wide as ratatui laid the symbol out.
///
/// What a terminal would draw at another width, or obey, is replaced.
fn glyphs(symbol: &str, narrow: bool) -> Vec<(SmolStr, usize)> {
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
