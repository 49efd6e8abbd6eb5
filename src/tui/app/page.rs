//! A page to read: details, keys.

use ratatui::layout::{Position, Rect};

use crate::{
    register::Lang,
    tui::{
        keys::Ctx,
        terminal::{buffer::Buffer, theme::Theme},
        widgets::{
            frame::{WIDE, frame},
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

/// The cells between two columns.
const BETWEEN: u16 = 3;

/// A page.
pub struct Page {
    /// Its title.
    pub title: String,
    /// Its lines, not yet broken to the window's width.
    pub lines: Vec<Line>,
    /// The first line in sight.
    pub scroll: usize,
    /// Whether it is longer than the window, as it was drawn last.
    pub reads_on: bool,
    /// Its lines are short: in a wide window they stand in two columns.
    pub is_list: bool,
    /// What was being typed and has no other place any more; kept until the page is closed.
    pub kept: Option<Unfit>,
}

impl Page {
    /// A page from its beginning.
    pub fn new(title: String, lines: Vec<Line>) -> Self {
        Self { title, lines, scroll: 0, reads_on: false, is_list: false, kept: None }
    }

    /// A page whose lines are short.
    pub fn list(title: String, lines: Vec<Line>) -> Self {
        Self { is_list: true, ..Self::new(title, lines) }
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

    /// The keys that it names, with what each of them does with the row that it tells of.
    pub fn keys(&self) -> impl Iterator<Item = &(String, String)> {
        self.lines
            .iter()
            .filter_map(|line| if let Line::Keys(keys) = line { Some(keys) } else { None })
            .flatten()
    }

    /// Scrolls by some lines; drawing holds it at the end.
    pub fn scroll_by(&mut self, by: isize) {
        self.scroll = self.scroll.saturating_add_signed(by);
    }

    /// Draws it; says where the cursor rests.
    pub fn draw(&mut self, theme: &Theme, area: Rect, buf: &mut Buffer) -> Position {
        let inner = frame(&self.title, theme, area, buf);
        let columns = if self.is_list && area.width >= WIDE { 2 } else { 1 };
        let width = (inner.width - BETWEEN * (columns - 1)) / columns;
        let laid = lines::lay(&self.lines, theme, width, usize::MAX);
        // They scroll as one: what follows at the end of the first stands at the top of the second.
        let count = laid.len().div_ceil(usize::from(columns));
        let height = usize::from(inner.height);
        self.scroll = self.scroll.min(count.saturating_sub(height));
        self.reads_on = count > height;
        for (column, lines) in (0..columns).zip(laid.chunks(count.max(1))) {
            let at = Rect { x: inner.x + column * (width + BETWEEN), width, ..inner };
            lines::draw(lines.iter().skip(self.scroll), at, buf);
        }
        let bar = Rect { x: inner.right(), width: 1, ..inner };
        scrollbar(self.scroll..(self.scroll + height).min(count), count, bar, buf, theme.quiet);
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
