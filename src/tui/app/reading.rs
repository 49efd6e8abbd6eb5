//! A message that is too long for the line at the bottom: read in full over everything else, and closed.

use std::path::PathBuf;

use crate::{
    register::Lang,
    tui::{widgets::lines::Line, words::Word},
};

use super::page::Page;

/// Messages to be read in full.
pub struct Reading {
    /// The messages.
    pub page: Page,
    /// The file or folder that one of them tells of.
    pub file: Option<PathBuf>,
    /// Whether they were on the screen: what was typed ahead of them closes nothing.
    pub shown: bool,
}

impl Reading {
    /// A message.
    pub fn new(text: String, lang: Lang) -> Self {
        let page = Page::new(Word::NoticesTitle.say(lang).to_owned(), vec![Line::Text(text)]);
        Self { page, file: None, shown: false }
    }

    /// All of it.
    pub fn said(&self) -> String {
        let texts = self.page.lines.iter().filter_map(|line| match line {
            Line::Text(text) if !text.is_empty() => Some(text.as_str()),
            _ => None,
        });
        texts.collect::<Vec<_>>().join(" ")
    }

    /// One more message.
    pub fn add(&mut self, text: String) {
        let there = self.page.lines.iter().any(|line| matches!(line, Line::Text(line) if *line == text));
        if !there {
            self.page.lines.extend([Line::Text(String::new()), Line::Text(text)]);
            self.shown = false;
        }
    }
}
