//! A page to read: details, keys.

use crate::tui::{forms::Unfit, screens::Line};

/// A page.
pub struct Page {
    /// Its title.
    pub title: String,
    /// Its lines, not yet broken to the window's width.
    pub lines: Vec<Line>,
    /// The first line in sight.
    pub scroll: usize,
    /// What was being typed and has no other place any more; kept until the page is closed.
    pub kept: Option<Unfit>,
}

impl Page {
    /// A page from its beginning.
    pub fn new(title: String, lines: Vec<Line>) -> Self {
        Self { title, lines, scroll: 0, kept: None }
    }

    /// Scrolls by some lines; the view holds it at the end.
    pub fn step(&mut self, by: isize) {
        self.scroll = self.scroll.saturating_add_signed(by);
    }

    /// Goes to its beginning or its end; the view holds it at the end.
    pub fn jump(&mut self, end: bool) {
        self.scroll = if end { usize::MAX } else { 0 };
    }
}
