//! A message that is too long for the line at the bottom: read in full over everything else, and closed.

use crate::{
    register::Lang,
    tui::{keymap::Action, screens::Line, text::Word},
};

use super::page::Page;

/// Messages to be read in full.
pub struct Reading {
    /// The messages.
    pub page: Page,
    /// Whether they were on the screen: what was typed ahead of them closes nothing.
    pub shown: bool,
}

impl Reading {
    /// A message.
    pub fn new(text: String, lang: Lang) -> Self {
        let page = Page::new(Word::NoticesTitle.say(lang).to_owned(), vec![Line::Text(text)]);
        Self { page, shown: false }
    }

    /// One more message.
    pub fn add(&mut self, text: String) {
        let there = self.page.lines.iter().any(|line| matches!(line, Line::Text(line) if *line == text));
        if !there {
            self.page.lines.extend([Line::Text(String::new()), Line::Text(text)]);
            self.shown = false;
        }
    }

    /// Reads on; says whether the action was one of reading.
    pub fn turn(&mut self, action: Action) -> bool {
        match action {
            Action::Up => self.page.step(-1),
            Action::Down => self.page.step(1),
            Action::PageUp => self.page.step(-5),
            Action::PageDown => self.page.step(5),
            Action::Top => self.page.jump(false),
            Action::Bottom => self.page.jump(true),
            _ => return false,
        }
        true
    }
}
