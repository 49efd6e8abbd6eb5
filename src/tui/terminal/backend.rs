//! Our own way from a frame's cells to the terminal: few bytes, one write a frame.
//!
//! ratatui's crossterm backend writes a cursor move after every wide character, 16 kB for a screen of Japanese. This one
//! keeps a picture of what the terminal shows and sends only what differs, in the shortest form it knows.

mod paint;
mod scroll;
mod sequence;
mod sgr;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use ratatui::layout::{Position, Rect, Size};

use super::buffer::Buffer;
use paint::Painter;

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

/// What ratatui's `Terminal` and its backend are for others, over anything that takes bytes.
///
/// A frame is drawn into one buffer and compared with what the terminal shows. Nothing is written but at the end of a frame, and then in a single `write_all`. Colours other
/// than the 256 count as the default colour.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about the terminal")]
pub struct TermBackend<W> {
    writer: W,
    ambiguous: Ambiguous,
    mono: bool,
    scrolling: bool,
    /// What the terminal shows; meaningless while `unknown`.
    shown: Buffer,
    /// What it is to show: what is drawn into.
    next: Buffer,
    painter: Painter,
    /// Where the cursor is wanted; `None` where none is.
    cursor: Option<Position>,
    cursor_visible: bool,
    unknown: bool,
    /// The bytes of the last frame, for measuring.
    last_frame: usize,
}

impl<W: Write> TermBackend<W> {
    /// A backend for a terminal of a size.
    pub fn new(writer: W, size: Size) -> Self {
        Self {
            writer,
            ambiguous: Ambiguous::Unknown,
            mono: false,
            scrolling: true,
            shown: Buffer::blank(size),
            next: Buffer::blank(size),
            painter: Painter::default(),
            cursor: None,
            cursor_visible: true,
            unknown: true,
            last_frame: 0,
        }
    }

    /// Draws for a terminal of this size from now on. Where it is another one than before, the next frame paints everything.
    pub fn resize(&mut self, size: Size) {
        if size != self.next.area.as_size() {
            self.next = Buffer::blank(size);
            self.unknown = true;
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

    /// Draws one frame: the cells that differ, in one write. `render` draws into an empty buffer and says where the cursor is
    /// parked; `None` hides it.
    ///
    /// # Errors
    /// When the terminal cannot be written to; the next frame paints everything then.
    pub fn draw(&mut self, render: impl FnOnce(&mut Buffer) -> Option<Position>) -> io::Result<()> {
        self.next.reset();
        self.cursor = if self.next.area.is_empty() { None } else { render(&mut self.next) };
        if self.mono {
            self.next.take_colours();
        }
        if self.ambiguous == Ambiguous::Wide {
            self.next.narrow();
        }
        self.next.finish();
        self.next.take_unseen();
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

    /// The bytes that turn what is shown into what is wanted.
    fn compose(&mut self) -> Vec<u8> {
        let body = self.compose_cells();
        let large = body.len() > SYNC_ABOVE;
        let mut frame = Vec::with_capacity(body.len() + 40);
        if large {
            frame.extend_from_slice(b"\x1b[?2026h");
        }
        if self.cursor_visible && (large || self.cursor.is_none()) {
            frame.extend_from_slice(b"\x1b[?25l");
            self.cursor_visible = false;
        }
        frame.extend_from_slice(&body);
        if let Some(cursor) = self.cursor {
            let limit = |n: u16, max: u16| n.min(max.saturating_sub(1));
            let Rect { width, height, .. } = self.next.area;
            self.painter.go(limit(cursor.x, width), limit(cursor.y, height));
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
            self.shown = Buffer::blank(self.next.area.as_size());
            self.painter.clear_screen();
            self.painter.paint(&self.shown, &self.next);
        } else if self.shown != self.next {
            let scrolled = self.scrolling.then(|| scroll::scrolled(&self.painter, &self.shown, &self.next));
            match scrolled.flatten() {
                Some((painter, true)) => self.painter = painter,
                scrolled => {
                    self.painter.paint(&self.shown, &self.next);
                    if let Some((painter, _)) = scrolled
                        && painter.out.len() < self.painter.out.len()
                    {
                        self.painter = painter;
                    }
                }
            }
        }
        std::mem::swap(&mut self.shown, &mut self.next);
        self.unknown = false;
        std::mem::take(&mut self.painter.out)
    }
}
