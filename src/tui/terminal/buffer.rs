//! The cells of a screen: what a frame is drawn into, and what the terminal shows.
//!
//! ratatui's buffer holds a string, three colours and a layout hint in every cell; here one is two words, so that a whole frame
//! is emptied, copied and compared in the time of a few texts. Areas, styles and colours are ratatui's.

use std::ops::{Index, Range};

use ratatui::layout::{Position, Rect, Size};
use ratatui::style::{Color, Modifier, Style};
use smol_str::SmolStr;
use unicode_segmentation::UnicodeSegmentation;

use super::{
    look::{Attr, ON_BLANK, ansi, named},
    width::{char_cells, grapheme_cells, is_ambiguous, plain_char},
};

/// A colour that is not one of the 256: the terminal's own.
const OWN: u16 = 256;

/// The characters of a cell, each in as many bits as a code point needs: the first in the lowest ones.
type Glyph = u64;

const POINT: u32 = 21;
const MOST: u32 = 3;
const BLANK: Glyph = 0x20;

/// The second column of a wide character has none.
const HALF: Glyph = 0;

/// What one column shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    glyph: Glyph,
    fg: u16,
    bg: u16,
    modifier: Modifier,
    width: u16,
}

impl Default for Cell {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl Cell {
    /// A blank in the terminal's own colours, as erasing leaves it.
    pub const EMPTY: Self = Self { glyph: BLANK, fg: OWN, bg: OWN, modifier: Modifier::empty(), width: 1 };

    /// The characters: one, and what clings to it; none in the second column of a wide character.
    pub fn chars(self) -> impl Iterator<Item = char> {
        let points = (0..MOST).map(move |place| (self.glyph >> (POINT * place)) & ((1 << POINT) - 1));
        points.take_while(|point| *point != 0).filter_map(|point| char::from_u32(u32::try_from(point).ok()?))
    }

    /// The same as a text.
    pub fn symbol(self) -> SmolStr {
        self.chars().collect()
    }

    /// How many columns it takes: 1 or 2; 0 in the second column of a wide character.
    pub const fn width(self) -> u16 {
        self.width
    }

    /// The colour of the text.
    pub fn fg(self) -> Color {
        named(colour(self.fg))
    }

    /// The colour of the ground.
    pub fn bg(self) -> Color {
        named(colour(self.bg))
    }

    /// What else its look is.
    pub const fn modifier(self) -> Modifier {
        self.modifier
    }

    /// Whether it has a ground of its own.
    pub const fn has_ground(self) -> bool {
        self.bg != OWN
    }

    /// Takes on a style; what that does not say stays.
    pub fn set_style(&mut self, style: Style) {
        self.take_on(Look::of(style));
    }

    pub(super) fn take_on(&mut self, look: Look) {
        self.fg = look.fg.unwrap_or(self.fg);
        self.bg = look.bg.unwrap_or(self.bg);
        self.modifier = (self.modifier | look.adds) - look.takes;
    }

    /// Shows one character of a known width from now on.
    pub(super) fn show(&mut self, c: char, width: u16) {
        (self.glyph, self.width) = (Glyph::from(u32::from(c)), width);
    }

    /// Becomes a blank in the look that it has.
    pub(super) fn blank(&mut self) {
        (self.glyph, self.width) = (BLANK, 1);
    }

    /// Becomes the second column of a wide character.
    pub(super) fn hide(&mut self) {
        *self = Self { glyph: HALF, width: 0, ..Self::EMPTY };
    }

    /// Whether it may be one of the signs of lines, none of which is an ASCII character or a wide one.
    pub(super) fn may_be_sign(self) -> bool {
        self.width == 1 && self.glyph > 0x7f
    }

    pub(super) fn is_blank(self) -> bool {
        self.glyph == BLANK
    }

    /// How it looks.
    pub(super) fn attr(self) -> Attr {
        Attr { fg: colour(self.fg), bg: colour(self.bg), modifier: self.modifier }
    }

    /// An empty cell in the terminal's own ground, as erasing leaves it.
    pub(super) fn is_erased(self) -> bool {
        self == Self::EMPTY
    }

    /// Whether the cursor is not certain to be where it should after it.
    pub(super) fn is_ambiguous(self) -> bool {
        self.chars().next().is_some_and(is_ambiguous)
    }

    /// How many bytes its text takes.
    pub(super) fn bytes(self) -> usize {
        if self.glyph < 0x80 { usize::from(self.width) } else { self.chars().map(char::len_utf8).sum() }
    }

    /// Appends its text.
    pub(super) fn write(self, out: &mut Vec<u8>) {
        match u8::try_from(self.glyph) {
            Ok(0) => {}
            Ok(ascii) if ascii.is_ascii() => out.push(ascii),
            _ => self.chars().for_each(|c| out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes())),
        }
    }

    /// Its text without its look.
    pub(super) const fn glyph(self) -> u64 {
        self.glyph
    }
}

/// A style as cells take it on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    fg: Option<u16>,
    bg: Option<u16>,
    adds: Modifier,
    takes: Modifier,
}

impl Look {
    pub(super) fn of(style: Style) -> Self {
        let Style { fg, bg, add_modifier: adds, sub_modifier: takes, .. } = style;
        Self { fg: fg.map(number), bg: bg.map(number), adds, takes }
    }
}

/// A rectangle of cells, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Buffer {
    /// Where it lies on the screen.
    pub area: Rect,
    cells: Vec<Cell>,
}

impl Buffer {
    /// An area of blanks.
    pub fn empty(area: Rect) -> Self {
        let cells = usize::from(area.width) * usize::from(area.height);
        Self { area, cells: vec![Cell::EMPTY; cells] }
    }

    /// A whole screen of blanks.
    pub fn blank(size: Size) -> Self {
        Self::empty(Rect::from((Position::ORIGIN, size)))
    }

    /// Empties it.
    pub fn reset(&mut self) {
        self.cells.fill(Cell::EMPTY);
    }

    /// The cell at a place; nothing outside of the area.
    pub fn cell(&self, at: impl Into<Position>) -> Option<Cell> {
        let at = at.into();
        self.row(at.y).get(usize::from(at.x.checked_sub(self.area.x)?)).copied()
    }

    /// A row of the screen; empty outside of the area.
    pub fn row(&self, y: u16) -> &[Cell] {
        self.columns(y, self.area.x..self.area.right()).and_then(|at| self.cells.get(at)).unwrap_or_default()
    }

    /// The cells of a row in these columns, as far as they lie in the area.
    pub(super) fn row_mut(&mut self, y: u16, columns: Range<u16>) -> &mut [Cell] {
        self.columns(y, columns).and_then(|at| self.cells.get_mut(at)).unwrap_or_default()
    }

    fn columns(&self, y: u16, columns: Range<u16>) -> Option<Range<usize>> {
        let area = self.area;
        let row = y.checked_sub(area.y).filter(|row| *row < area.height)?;
        let start = usize::from(row) * usize::from(area.width);
        let place = |x: u16| start + usize::from(x.clamp(area.x, area.right()) - area.x);
        Some(place(columns.start)..place(columns.end))
    }

    /// Lets an area take on a style.
    pub fn set_style(&mut self, area: Rect, style: Style) {
        let look = Look::of(style);
        self.restyle(area, |cell| cell.take_on(look));
    }

    /// Changes every cell of an area.
    pub fn restyle(&mut self, area: Rect, change: impl Fn(&mut Cell)) {
        for y in area.top()..area.bottom() {
            self.row_mut(y, area.left()..area.right()).iter_mut().for_each(&change);
        }
    }

    /// Empties an area.
    pub fn clear(&mut self, area: Rect) {
        self.restyle(area, |cell| *cell = Cell::EMPTY);
    }

    /// Makes of what was drawn what a terminal can show.
    ///
    /// A wide character that something was drawn over in part is blanked: the whole of it would be drawn, and what lies over it
    /// lost. Its second half has its look.
    pub fn finish(&mut self) {
        let width = usize::from(self.area.width).max(1);
        for row in self.cells.chunks_mut(width) {
            let mut rest = row;
            while let Some((lead, after)) = rest.split_first_mut() {
                rest = after;
                match (lead.width, rest.first_mut()) {
                    (2, Some(half)) if half.width == 0 => {
                        *half = Cell { glyph: HALF, width: 0, ..*lead };
                        rest = rest.get_mut(1..).unwrap_or_default();
                    }
                    (1, _) => {}
                    _ => lead.blank(),
                }
            }
        }
    }

    /// Leaves blanks what is seen of their look.
    pub(super) fn take_unseen(&mut self) {
        for cell in self.cells.iter_mut().filter(|cell| cell.glyph == BLANK) {
            if !cell.modifier.intersects(ON_BLANK) {
                (cell.fg, cell.modifier) = (OWN, Modifier::empty());
            }
        }
    }

    /// Takes every colour away.
    pub(super) fn take_colours(&mut self) {
        for cell in &mut self.cells {
            (cell.fg, cell.bg) = (OWN, OWN);
        }
    }

    /// Puts ASCII in the place of what takes one column here and may take two in the terminal.
    pub(super) fn narrow(&mut self) {
        for cell in self.cells.iter_mut().filter(|cell| cell.may_be_sign()) {
            if let Some(c) = cell.chars().next().filter(|c| is_ambiguous(*c)) {
                cell.show(ascii_for(c), 1);
            }
        }
    }

    /// Scrolls the rows `top..=bottom` up by `by` rows, or down where it is negative; what comes in is empty.
    pub(super) fn scroll(&mut self, top: u16, bottom: u16, by: i32) {
        let columns = self.area.x..self.area.right();
        let rows: Vec<u16> = if by > 0 { (top..=bottom).collect() } else { (top..=bottom).rev().collect() };
        for y in rows {
            let from = u16::try_from(i32::from(y) + by).ok().filter(|f| (top..=bottom).contains(f));
            let to = self.columns(y, columns.clone());
            let from = from.and_then(|from| self.columns(from, columns.clone()));
            match (to, from) {
                (Some(to), Some(from)) => self.cells.copy_within(from, to.start),
                (Some(to), None) => self.cells.get_mut(to).unwrap_or_default().fill(Cell::EMPTY),
                (None, _) => {}
            }
        }
    }
}

/// For tests and pictures: the empty cell outside of the area.
impl Index<(u16, u16)> for Buffer {
    type Output = Cell;

    fn index(&self, (x, y): (u16, u16)) -> &Cell {
        let place = self.columns(y, x..x.saturating_add(1)).filter(|at| !at.is_empty());
        place.and_then(|at| self.cells.get(at.start)).unwrap_or(&Cell::EMPTY)
    }
}

fn colour(number: u16) -> Option<u8> {
    u8::try_from(number).ok()
}

fn number(colour: Color) -> u16 {
    ansi(colour).map_or(OWN, u16::from)
}

/// Writes a text into a buffer, at most so many cells of it; graphemes that hold a control character are left out.
///
/// A text of plain characters, which nearly all are, is written without looking for graphemes in it: that is most of
/// what a frame costs.
pub fn put(buf: &mut Buffer, x: u16, y: u16, text: &str, width: usize, style: Style) {
    let end = x.saturating_add(u16::try_from(width).unwrap_or(u16::MAX));
    let room = buf.row_mut(y, x..end);
    // What is plain so far is written without looking for graphemes, but for the last character: a mark may cling to it.
    let look = Look::of(style);
    let (mut at, mut last) = (0, None::<(usize, char, usize)>);
    for (start, c) in text.char_indices() {
        let Some(width) = plain_char(c) else {
            let rest = last.map_or(start, |(start, ..)| start);
            return put_graphemes(
                room.get_mut(at..).unwrap_or_default(),
                text.get(rest..).unwrap_or_default(),
                look,
            );
        };
        if let Some((_, c, width)) = last.replace((start, c, width)) {
            at += put_plain(room.get_mut(at..).unwrap_or_default(), c, width, look);
        }
    }
    if let Some((_, c, width)) = last {
        put_plain(room.get_mut(at..).unwrap_or_default(), c, width, look);
    }
}

/// Writes a plain character into the first of these cells, where it has room; says how many it takes.
fn put_plain(room: &mut [Cell], c: char, width: usize, look: Look) -> usize {
    match room {
        [cell, half, ..] if width == 2 => {
            cell.show(c, 2);
            cell.take_on(look);
            half.hide();
        }
        [cell, ..] if width == 1 => {
            cell.show(c, 1);
            cell.take_on(look);
        }
        _ => return room.len(),
    }
    width
}

fn put_graphemes(mut room: &mut [Cell], text: &str, look: Look) {
    for grapheme in text.graphemes(true).filter(|grapheme| grapheme_cells(grapheme) > 0) {
        let Some(taken) = put_grapheme(room, grapheme, look) else { break };
        room = room.get_mut(taken..).unwrap_or_default();
    }
}

/// Writes a grapheme into the first of these cells; says how many it took, or nothing where it has no room.
///
/// What a terminal would draw at another width, or obey, is replaced: together the cells are as wide as the grapheme is measured.
fn put_grapheme(room: &mut [Cell], grapheme: &str, look: Look) -> Option<usize> {
    let width = grapheme_cells(grapheme);
    let room = room.get_mut(..width)?;
    let mut glyphs: Vec<(Glyph, usize)> = Vec::new();
    for c in grapheme.chars() {
        let point = Glyph::from(u32::from(c));
        match (char_cells(c), glyphs.last_mut()) {
            // What clings beyond the third is not drawn.
            (0, Some((glyph, _))) if !c.is_control() => {
                let place = (1..MOST).find(|place| *glyph >> (POINT * place) == 0);
                *glyph |= place.map_or(0, |place| point << (POINT * place));
            }
            (0, _) => glyphs.push((Glyph::from(b'?'), 1)),
            (cells, _) => glyphs.push((point, cells)),
        }
    }
    if glyphs.iter().map(|(_, cells)| cells).sum::<usize>() != width {
        // A sequence that terminals draw at widths of their own: its first character and blanks.
        let first = grapheme.chars().next().map(|c| (Glyph::from(u32::from(c)), char_cells(c)));
        let (glyph, taken) =
            first.filter(|(_, cells)| (1..=width).contains(cells)).unwrap_or((Glyph::from(b'?'), 1));
        glyphs = vec![(glyph, taken)];
        glyphs.extend((taken..width).map(|_| (BLANK, 1)));
    }
    let mut cells = room.iter_mut();
    for (glyph, taken) in glyphs {
        if let Some(cell) = cells.next() {
            (cell.glyph, cell.width) = (glyph, u16::try_from(taken).unwrap_or(1));
            cell.take_on(look);
        }
        cells.by_ref().take(taken.saturating_sub(1)).for_each(Cell::hide);
    }
    Some(width)
}

/// An ASCII character for one that the terminal draws too wide.
const fn ascii_for(c: char) -> char {
    match c {
        '─' | '━' | '—' | '―' | '‐' => '-',
        '│' | '┃' | '‖' => '|',
        '┌' | '┐' | '└' | '┘' | '├' | '┤' | '┬' | '┴' | '┼' => '+',
        '“' | '”' | '″' => '"',
        '‘' | '’' | '′' => '\'',
        '→' | '▶' => '>',
        '←' | '◀' => '<',
        '↑' | '▲' | '△' => '^',
        '↓' | '▼' | '▽' => 'v',
        '※' | '★' | '☆' => '*',
        '●' | '○' | '◎' => 'o',
        '■' | '□' | '◆' | '◇' => '#',
        '…' | '‥' | '·' => '.',
        '×' => 'x',
        '①' => '1',
        '②' => '2',
        '③' => '3',
        '④' => '4',
        '⑤' => '5',
        '⑥' => '6',
        '⑦' => '7',
        '⑧' => '8',
        '⑨' => '9',
        _ => '?',
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::buffer::Buffer as Laid;

    use super::*;
    use crate::tui::terminal::width::visible;

    fn shown(buffer: &Buffer) -> String {
        buffer.row(0).iter().flat_map(|cell| cell.chars()).collect()
    }

    fn text(text: &str, width: u16) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, 1));
        put(&mut buffer, 0, 0, text, usize::MAX, Style::new());
        buffer
    }

    #[test]
    fn a_half_covered_character_goes_and_hidden_halves_take_the_look_of_the_whole() {
        let mut buffer = text("", 8);
        put(&mut buffer, 0, 0, "山田花", 8, Style::new().red());
        put(&mut buffer, 3, 0, "|", 1, Style::new());
        buffer.finish();
        assert_eq!(shown(&buffer), "山 |花  ");
        assert_eq!(buffer[(1, 0)].fg(), Color::Red);
        let mut buffer = text("山田花子太郎", 12);
        buffer.clear(Rect::new(3, 0, 4, 1));
        buffer.finish();
        assert_eq!(shown(&buffer), "山      太郎");
        buffer.clear(Rect::new(0, 0, 99, 9));
        assert_eq!(shown(&buffer), " ".repeat(12));
    }

    #[test]
    fn what_clings_to_a_character_stands_in_its_cell() {
        let buffer = text("葛\u{e0100}か\u{3099}e\u{301}ｶﾞ", 9);
        let cells: Vec<String> = buffer.row(0).iter().map(|cell| cell.symbol().to_string()).collect();
        assert_eq!(cells, ["葛\u{e0100}", "", "か\u{3099}", "", "e\u{301}", "ｶ", "ﾞ", " ", " "]);
        // Of a heap of marks those that have room.
        assert_eq!(shown(&text("a\u{301}\u{302}\u{303}b", 3)), "a\u{301}\u{302}b ");
    }

    #[test]
    fn outside_of_the_area_there_is_nothing() {
        let mut buffer = Buffer::empty(Rect::new(2, 1, 3, 1));
        for (x, y) in [(0, 0), (2, 0), (5, 1), (2, 2), (u16::MAX, u16::MAX)] {
            put(&mut buffer, x, y, "x", 9, Style::new());
            assert_eq!((buffer.cell((x, y)), buffer[(x, y)]), (None, Cell::EMPTY));
        }
        put(&mut buffer, 3, 1, "abc", 9, Style::new());
        let row: Vec<String> = buffer.row(1).iter().map(|cell| cell.symbol().to_string()).collect();
        assert_eq!(row, [" ", "a", "b"]);
    }

    proptest! {
        /// What may be shown stands in the columns in which ratatui lays it out.
        #[test]
        fn a_text_lies_where_ratatui_lays_it(text in "[a-z ｱｶﾞﾟ山𠮷葛か゚゙\u{e0100}\u{301}…─※é한👨👩\u{200d}\u{fe0f}]{0,14}", width in 1_u16..12) {
            let text = visible(&text);
            let area = Rect::new(0, 0, width, 1);
            let (mut ours, mut theirs) = (Buffer::empty(area), Laid::empty(area));
            put(&mut ours, 0, 0, &text, usize::MAX, Style::new());
            theirs.set_stringn(0, 0, &text, usize::MAX, Style::new());
            let mut marks = 0;
            let laid: String = (0..width).map(|x| theirs[(x, 0)].symbol().to_owned()).scan(0_usize, |hidden, symbol| {
                if *hidden > 0 {
                    *hidden -= 1;
                    return Some(String::new());
                }
                *hidden = grapheme_cells(&symbol).saturating_sub(1);
                marks = marks.max(symbol.chars().count());
                Some(symbol)
            }).collect();
            if marks <= 3 {
                prop_assert_eq!(shown(&ours), laid);
            }
        }
    }
}
