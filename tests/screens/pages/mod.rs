//! What a screen says, asserted word by word: for the steps of which no whole screen is kept.
//!
//! A whole screen is kept where a person reads it: the lists in both languages and sizes, of a feature the page that
//! says most. One that changed on purpose is taken anew with `INSTA_UPDATE=always cargo test --test screens`.

pub mod asking;
pub mod history;
pub mod lists;
pub mod papers;
pub mod people_and_take_outs;
pub mod reviews;
pub mod undo_and_calendar;
pub mod vault;

use crate::screen::Bench;
use mcs_register::{
    register::{Lang, labels::Label},
    tui::{forms::Form, layers::sheet::Sheet, terminal::width::cells},
};

/// The size of a window, in columns and rows.
pub type Size = (u16, u16);

pub const NARROW: Size = (80, 24);
pub const WIDE: Size = (120, 36);

/// In which language and size a page is kept whole.
pub type Look = (Lang, Size);

pub const JA: Look = (Lang::Ja, NARROW);
pub const EN_WIDE: Look = (Lang::En, WIDE);

/// Every language and size.
pub const ALL: [Look; 4] = [JA, (Lang::Ja, WIDE), (Lang::En, NARROW), EN_WIDE];

/// A page of a feature: its name, the keys that lead to it, and what it says, in Japanese and in English.
pub struct Page(pub &'static str, pub &'static str, pub &'static [&'static str], pub &'static [&'static str]);

/// Asserts what each page says in both languages and sizes, and hands over those that are kept whole.
pub fn each_page(
    pages: &[Page],
    kept: &[(&str, &[Look])],
    open: impl Fn(Lang, Size, &str) -> Bench,
    mut keep: impl FnMut(String, String),
) {
    let mut missing = Vec::new();
    for Page(name, keys, ja, en) in pages {
        for (lang, size) in ALL {
            let (words, tag) = if lang == Lang::Ja { (ja, "ja") } else { (en, "en") };
            let name_here = format!("{name}-{tag}-{}x{}", size.0, size.1);
            let screen = open(lang, size, keys).screen();
            let lacks: Vec<&&str> = words.iter().filter(|words| !said(&screen, words)).collect();
            if !lacks.is_empty() {
                missing.push(format!("{name_here} does not say {lacks:#?}\n{screen}"));
            }
            if kept.iter().any(|(kept, looks)| kept == name && looks.contains(&(lang, size))) {
                keep(name_here, screen);
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
    for (name, _) in kept {
        assert!(pages.iter().any(|page| page.0 == *name), "no page is called {name}");
    }
}

impl Bench {
    /// Asserts that the screen says this. A sentence may go over several lines, and blanks do not count.
    pub fn shows(&mut self, words: &str) -> &mut Self {
        let screen = self.screen();
        assert!(said(&screen, words), "the screen does not say {words}\n{screen}");
        self
    }

    /// Presses Down until the screen says this.
    pub fn down_to(&mut self, words: &str) -> &mut Self {
        for _ in 0..500 {
            if said(&self.screen(), words) {
                return self;
            }
            self.press("Down");
        }
        panic!("nothing says {words}\n{}", self.screen());
    }

    /// Puts the focus of the form on top on a field.
    pub fn at_field(&mut self, label: Label) -> &mut Self {
        let label = label.say(self.app.lang(), &*self.app.settings.policy);
        let Some(form) = self.app.layers.top_mut::<Form>() else { panic!("no form: {}", self.screen()) };
        form.focus = form.fields.iter().position(|field| field.label == label).unwrap();
        self
    }

    /// Puts the focus of the small form on top on a field.
    pub fn at_sheet_field(&mut self, label: Label) -> &mut Self {
        let label = label.say(self.app.lang(), &*self.app.settings.policy);
        let Some(sheet) = self.app.layers.top_mut::<Sheet>() else { panic!("no form: {}", self.screen()) };
        sheet.focus = sheet.fields.iter().position(|field| field.label == label).unwrap();
        self
    }

    /// Asserts that the screen does not say this.
    pub fn hides(&mut self, words: &str) -> &mut Self {
        let screen = self.screen();
        assert!(!said(&screen, words), "the screen says {words}\n{screen}");
        self
    }

    /// The first line with these words.
    pub fn line_with(&mut self, words: &str) -> String {
        let screen = self.screen();
        let line = screen.lines().find(|line| line.contains(words));
        line.unwrap_or_else(|| panic!("no line with {words}\n{screen}")).to_owned()
    }

    /// What is told of the last key: the line above that of the keys.
    pub fn notice(&mut self) -> String {
        self.line_from_below(1)
    }

    /// The last line: the keys that are offered.
    pub fn bar(&mut self) -> String {
        self.line_from_below(0)
    }

    pub fn line_from_below(&mut self, above: usize) -> String {
        let screen = self.screen();
        // Below the screen stands the place of the cursor.
        let whole = screen.split("\n\n(cursor").next().unwrap();
        whole.lines().rev().nth(above).unwrap().to_owned()
    }
}

/// Whether the screen, or a frame on it, says this. In the words `== title ==` is the line of a frame with its title, and
/// `[heading]` is a heading with the line that follows it.
fn said(screen: &str, words: &str) -> bool {
    let words = words.split_whitespace().collect::<String>();
    frames(screen).into_iter().any(|(left, right)| {
        [true, false].into_iter().any(|headings| {
            let lines = screen.lines().map(|line| plain(&columns(line, left, right), headings));
            lines.collect::<String>().replace("====", "==").contains(&words)
        })
    })
}

/// From which to which column each frame goes, and the whole screen.
fn frames(screen: &str) -> Vec<(usize, usize)> {
    let mut frames = vec![(0, usize::MAX)];
    for line in screen.lines() {
        let (mut column, mut left) = (0, None);
        for letter in line.chars() {
            match letter {
                '┌' => left = Some(column),
                '┐' => frames.extend(left.take().map(|left| (left, column + 1))),
                _ => {}
            }
            column += cells(letter.encode_utf8(&mut [0; 4]));
        }
    }
    frames
}

/// What stands between two columns.
fn columns(line: &str, left: usize, right: usize) -> String {
    let mut column = 0;
    let mut text = String::new();
    for letter in line.chars() {
        if column >= left && column < right {
            text.push(letter);
        }
        column += cells(letter.encode_utf8(&mut [0; 4]));
    }
    text
}

/// A line without blanks, sides of frames and scroll bars: of a frame's line only its title is left between `==`, of a
/// heading its text, between brackets where they are wanted.
fn plain(line: &str, headings: bool) -> String {
    let is_edge = |letter| "─┌┐└┘├┤".contains(letter);
    let text: String =
        line.chars().filter(|letter| !letter.is_whitespace() && !"│▐".contains(*letter)).collect();
    if !text.starts_with(is_edge) {
        let heading = text.trim_end_matches('─');
        let wanted = headings && heading.len() < text.len();
        return if wanted { format!("[{heading}]") } else { heading.to_owned() };
    }
    let titles: Vec<&str> = text.split(is_edge).filter(|title| !title.is_empty()).collect();
    if titles.is_empty() { "==".to_owned() } else { format!("=={}==", titles.join("==")) }
}
