//! A page to read: details, keys.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use crate::{
    register::Lang,
    tui::{
        keys::Ctx,
        terminal::theme::Theme,
        widgets::{
            frame::frame,
            lines::{self, Line},
            scroll::scrollbar,
        },
        words::Word,
    },
};

use super::{
    Layer, Scene,
    kept::{Kept, Unfit},
};

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

    /// A page with everything that the unlock found, where it found something.
    pub fn notices(found: &[String], lang: Lang) -> Option<Self> {
        let mut lines: Vec<Line> = Vec::new();
        for text in found {
            if !lines.is_empty() {
                lines.push(Line::Text(String::new()));
            }
            lines.push(Line::Text(text.clone()));
        }
        let title = Word::NoticesTitle.say(lang).to_owned();
        (!found.is_empty()).then(|| Self::new(title, lines))
    }

    /// Scrolls by some lines; drawing holds it at the end.
    pub fn scroll_by(&mut self, by: isize) {
        self.scroll = self.scroll.saturating_add_signed(by);
    }

    /// Draws it; says where the cursor rests.
    pub fn draw(&mut self, theme: &Theme, area: Rect, buf: &mut Buffer) -> Position {
        let inner = frame(&self.title, theme, area, buf);
        let laid = lines::lay(&self.lines, theme, inner.width, usize::MAX);
        let height = usize::from(inner.height);
        self.scroll = self.scroll.min(laid.len().saturating_sub(height));
        lines::draw(laid.iter().skip(self.scroll), inner, buf);
        let bar = Rect { x: inner.right(), width: 1, ..inner };
        scrollbar(self.scroll..(self.scroll + height).min(laid.len()), laid.len(), bar, buf, theme.quiet);
        Position::new(inner.x, inner.y)
    }
}

impl Layer for Page {
    fn ctx(&self) -> Ctx {
        Ctx::Page
    }

    fn draw(&mut self, scene: Scene<'_>, area: Rect, buf: &mut Buffer) -> Position {
        self.draw(&scene.settings.theme, area, buf)
    }

    fn step(&mut self, by: isize, _scene: Scene<'_>) {
        self.scroll_by(by);
    }

    /// Goes to its beginning or its end; drawing holds it at the end.
    fn jump(&mut self, end: bool) {
        self.scroll = if end { usize::MAX } else { 0 };
    }

    fn keep(&self) -> Option<Kept> {
        Kept::of(self.kept.as_ref()?)
    }
}
