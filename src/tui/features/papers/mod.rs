//! Papers on the screen: which one, in which form, and how it looks before it is written.

pub mod deliver;
pub mod keys;
mod offers;
mod view;

use ratatui::layout::{Position, Rect};

use crate::{
    documents::NextReport,
    register::Lang,
    tui::{
        app::{
            Layer, Scene,
            delivery::{Format, Outgoing},
            page::Page,
        },
        keys::Ctx,
        words::{PaperWord, Word, stage_label},
    },
};

use self::view as papers;
use crate::tui::terminal::buffer::Buffer;

/// The number of a report and which one it is, in the addressee's words.
pub fn report_label(report: &NextReport<'_>, lang: Lang) -> String {
    format!("{} {}", report.number(), stage_label(report.to, report.stage, lang))
}

/// What is asked for where the place of a paper is typed; of a report it says which one it is.
pub fn place_question(report: Option<&str>, lang: Lang) -> String {
    match report {
        Some(report) => PaperWord::AskPathOf.fill(lang, &[report]),
        None => Word::AskPath.say(lang).to_owned(),
    }
}

/// Something before it is written to a file.
pub struct Preview {
    /// What.
    pub what: Outgoing,
    /// As what a paper will be written.
    pub format: Format,
    /// How it reads, as plain text.
    pub page: Page,
    /// How many cells of each line are out of sight at the left.
    pub shift: usize,
    /// Whether it is wider than the window, as it was drawn last.
    pub is_wider: bool,
    /// The labelled values, where they are there to be copied one by one.
    pub values: Vec<(String, String)>,
}

impl Layer for Preview {
    fn ctx(&self) -> Ctx {
        Ctx::Paper
    }

    fn draw(&mut self, scene: Scene<'_>, area: Rect, buf: &mut Buffer) -> Position {
        papers::draw(self, &scene.settings.theme, area, buf)
    }

    fn step(&mut self, by: isize, _scene: Scene<'_>) {
        self.page.scroll_by(by);
    }

    fn jump(&mut self, end: bool) {
        self.page.jump(end);
    }

    fn lets_ask(&self) -> bool {
        true
    }
}
