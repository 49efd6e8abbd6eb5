//! Our own way from ratatui's cells to the terminal: few bytes, one write a frame.
//!
//! ratatui's crossterm backend writes a cursor move after every wide character, 16 kB for a screen of Japanese. This one
//! keeps a picture of what the terminal shows and sends only what differs, in the shortest form it knows.

mod grid;
mod mend;
mod paint;
mod scroll;
mod sequence;
mod sgr;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use grid::Grid;
use paint::Painter;
use sgr::Attr;

pub use mend::mend;
pub use sgr::ansi;

/// A frame of more bytes than this is wrapped into a synchronised update (DEC mode 2026) with the cursor hidden.
///
/// A smaller one arrives in one packet anyway.
const SYNC_ABOVE: usize = 1024;

/// How wide the terminal draws East Asian Ambiguous characters (※ → ● ① “ ─).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Ambiguous {
    /// Not known: the cursor is set anew after each of them, so that nothing else shifts.
    #[default]
    Unknown,
    /// One cell, as ratatui lays them out.
    Narrow,
    /// Two cells: each is replaced by an ASCII character.
    Wide,
}

/// A backend for ratatui over anything that takes bytes.
///
/// Nothing is written before [`Backend::flush`], and then in a single `write_all`. Colours other than the 256
/// count as the default colour.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about the terminal")]
pub struct TermBackend<W> {
    writer: W,
    measure: Box<dyn Fn() -> io::Result<Size> + Send>,
    ambiguous: Ambiguous,
    mono: bool,
    scrolling: bool,
    /// What the terminal shows; meaningless while `unknown`.
    shown: Grid,
    /// What it is to show.
    next: Grid,
    painter: Painter,
    cursor: Position,
    cursor_wanted: bool,
    cursor_visible: bool,
    unknown: bool,
    /// The bytes of the last frame, for measuring.
    last_frame: usize,
}

impl<W: Write> TermBackend<W> {
    /// A backend that asks the terminal for its size.
    ///
    /// # Errors
    /// When the size cannot be read.
    pub fn new(writer: W) -> io::Result<Self> {
        Self::with_measure(writer, Box::new(|| crossterm::terminal::size().map(Size::from)))
    }

    /// A backend for a terminal of a fixed size, for tests and pictures.
    pub fn fixed(writer: W, size: Size) -> Self {
        Self::build(writer, Box::new(move || Ok(size)), size)
    }

    fn with_measure(writer: W, measure: Box<dyn Fn() -> io::Result<Size> + Send>) -> io::Result<Self> {
        let size = measure()?;
        Ok(Self::build(writer, measure, size))
    }

    fn build(writer: W, measure: Box<dyn Fn() -> io::Result<Size> + Send>, size: Size) -> Self {
        Self {
            writer,
            measure,
            ambiguous: Ambiguous::Unknown,
            mono: false,
            scrolling: true,
            shown: Grid::blank(size),
            next: Grid::blank(size),
            painter: Painter::default(),
            cursor: Position::ORIGIN,
            cursor_wanted: true,
            cursor_visible: true,
            unknown: true,
            last_frame: 0,
        }
    }

    /// Says how wide ambiguous characters are drawn. Takes effect with the next full repaint.
    pub fn set_ambiguous(&mut self, ambiguous: Ambiguous) {
        self.ambiguous = ambiguous;
        self.unknown = true;
    }

    /// With `true` no colour is ever sent.
    pub fn set_mono(&mut self, mono: bool) {
        self.mono = mono;
        self.unknown = true;
    }

    /// With `false` lists are not scrolled by the terminal, for one that cannot (SU and SD within a region).
    pub fn set_scrolling(&mut self, scrolling: bool) {
        self.scrolling = scrolling;
    }

    /// Forgets what the terminal shows: something else wrote to it. The next frame erases and paints everything.
    pub fn forget(&mut self) {
        self.unknown = true;
    }

    /// Where the bytes go.
    pub fn writer_mut(&mut self) -> &mut W {
        &mut self.writer
    }

    /// How many bytes the last frame took.
    pub fn last_frame(&self) -> usize {
        self.last_frame
    }

    /// The bytes that turn what is shown into what is wanted.
    fn compose(&mut self) -> Vec<u8> {
        let body = self.compose_cells();
        let large = body.len() > SYNC_ABOVE;
        let mut frame = Vec::with_capacity(body.len() + 40);
        if large {
            frame.extend_from_slice(b"\x1b[?2026h");
        }
        if self.cursor_visible && (large || !self.cursor_wanted) {
            frame.extend_from_slice(b"\x1b[?25l");
            self.cursor_visible = false;
        }
        frame.extend_from_slice(&body);
        if self.cursor_wanted {
            let limit = |n: u16, max: u16| n.min(max.saturating_sub(1));
            let size = self.next.size();
            self.painter.go(limit(self.cursor.x, size.width), limit(self.cursor.y, size.height));
            frame.append(&mut self.painter.out);
            if !self.cursor_visible {
                frame.extend_from_slice(b"\x1b[?25h");
                self.cursor_visible = true;
            }
        }
        if large {
            frame.extend_from_slice(b"\x1b[?2026l");
        }
        frame
    }

    fn compose_cells(&mut self) -> Vec<u8> {
        self.painter.ambiguous_shifts = self.ambiguous == Ambiguous::Unknown;
        if self.unknown {
            self.shown = Grid::blank(self.next.size());
            self.painter.clear_screen();
            let all = 0..usize::from(self.next.size().width);
            self.painter.paint(&self.shown, &self.next, |_| all.clone());
        } else if self.next.is_touched() {
            let before = self.painter.clone();
            self.painter.paint(&self.shown, &self.next, |y| self.next.touched(y));
            if self.scrolling
                && let Some(scrolled) =
                    scroll::shorter(&before, &mut self.shown, &mut self.next, self.painter.out.len())
            {
                self.painter = scrolled;
            }
        }
        if self.unknown || self.next.is_touched() {
            self.shown.take_touched(&mut self.next, self.unknown);
        }
        self.unknown = false;
        std::mem::take(&mut self.painter.out)
    }
}

impl<W: Write> Backend for TermBackend<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        for (x, y, cell) in content {
            let attr = Attr::of(cell, self.mono);
            self.next.put(x, y, cell.symbol(), attr, self.ambiguous == Ambiguous::Wide);
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.cursor_wanted = false;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.cursor_wanted = true;
        Ok(())
    }

    /// Where the cursor is wanted; the terminal is not asked.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor = position.into();
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.next = Grid::blank((self.measure)()?);
        self.unknown = true;
        Ok(())
    }

    /// Clears everything, whatever part is asked for: the program always fills the whole screen.
    fn clear_region(&mut self, _clear_type: ClearType) -> io::Result<()> {
        self.clear()
    }

    fn size(&self) -> io::Result<Size> {
        (self.measure)()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: (self.measure)()?, pixels: Size::ZERO })
    }

    fn flush(&mut self) -> io::Result<()> {
        let frame = self.compose();
        self.last_frame = frame.len();
        if frame.is_empty() {
            return Ok(());
        }
        let written = self.writer.write_all(&frame).and_then(|()| self.writer.flush());
        if written.is_err() {
            self.unknown = true;
        }
        written
    }
}
