//! The backups that can be put back or tried, before any of them is opened.

use ratatui::layout::{Position, Rect};

use crate::{
    register::Lang,
    store::{Known, Shelf, Shelved, Whose},
    tui::{
        app::{Layer, Says, Scene, below},
        keys::Ctx,
        terminal::{
            buffer::{Buffer, put},
            tone::Tone,
            width::fit,
        },
        widgets::{
            columns::{self, Columns, PageColumn, Stays},
            frame::{BOX_LINES, frame},
            lines::{self, Line},
            scroll::{ListPlace, scrollbar},
            toned,
        },
        words::RestoreWord as W,
    },
};

/// The list of backups.
#[derive(Default)]
pub struct Backups {
    /// What lies there; `None` until it was read.
    pub shelf: Option<Shelf>,
    /// Why it could not be read, in the reader's language.
    pub fault: Option<String>,
    place: ListPlace,
    columns: Columns,
}

impl Backups {
    fn rows(&self) -> &[Shelved] {
        self.shelf.as_ref().map_or(&[], |shelf| &shelf.backups)
    }

    /// The selected one.
    pub fn selected(&self) -> Option<&Shelved> {
        let rows = self.rows();
        rows.get(self.place.selected(rows.len())?)
    }

    /// Another folder's backups, from the newest on.
    pub fn put(&mut self, found: Shelf) {
        (self.shelf, self.fault, self.place) = (Some(found), None, ListPlace::default());
    }
}

/// The day and the minute when a backup was made, as its name says it.
pub fn made(backup: &Shelved, lang: Lang) -> String {
    backup.name.map_or_else(
        || W::Unnamed.say(lang).to_owned(),
        |name| {
            let (hour, minute, _) = name.time();
            format!("{} {hour:02}:{minute:02}", name.date())
        },
    )
}

/// A size as people read it.
fn size(bytes: u64) -> String {
    let tenths = |unit: u64| {
        let tenths = bytes.saturating_mul(10) / unit;
        format!("{}.{}", tenths / 10, tenths % 10)
    };
    match bytes {
        0..0x10_0000 => format!("{} kB", bytes.div_ceil(1 << 10)),
        0x10_0000..0x4000_0000 => format!("{} MB", tenths(1 << 20)),
        _ => format!("{} GB", tenths(1 << 30)),
    }
}

fn state(known: Known) -> (W, W, Tone) {
    match known {
        Known::Verified => (W::Verified, W::VerifiedTold, Tone::Good),
        Known::Unopened => (W::Unopened, W::UnopenedTold, Tone::Plain),
        Known::Doubtful => (W::Doubtful, W::DoubtfulTold, Tone::Error),
        Known::NoKeys => (W::NoKeys, W::NoKeysTold, Tone::Error),
    }
}

fn cells_of(backup: &Shelved, lang: Lang) -> [String; 5] {
    let whose = match backup.whose {
        Whose::Own => W::Own,
        Whose::Another => W::Another,
        Whose::Unknown => W::Unknown,
    };
    [
        made(backup, lang),
        state(backup.known).0.say(lang).to_owned(),
        backup.name.map(|name| name.entries().to_string()).unwrap_or_default(),
        size(backup.bytes),
        whose.say(lang).to_owned(),
    ]
}

/// What there is to say of the selected one.
fn details(backups: &Backups, lang: Lang) -> Vec<Line> {
    let text = |word: W| Line::Text(word.say(lang).to_owned());
    if let Some(fault) = &backups.fault {
        return vec![Line::Text(fault.clone())];
    }
    let Some(backup) = backups.selected() else {
        return vec![text(if backups.shelf.is_some() { W::None } else { W::Reading })];
    };
    let another = (backup.whose == Whose::Another).then(|| text(W::AnotherTold));
    let folder = Line::Fact(W::Folder.say(lang).to_owned(), backup.path.display().to_string());
    [text(state(backup.known).1)].into_iter().chain(another).chain([folder]).collect()
}

impl Layer for Backups {
    fn ctx(&self) -> Ctx {
        Ctx::Backups
    }

    fn draw(&mut self, scene: Scene<'_>, area: Rect, buf: &mut Buffer) -> Position {
        let lang = scene.lang();
        let theme = scene.settings.theme;
        let dir = self.shelf.as_ref().map(|shelf| shelf.dir.display().to_string()).unwrap_or_default();
        let inner = frame(&W::Title.fill(lang, &[&dir]), &theme, area, buf);
        let about = lines::lay(&details(self, lang), &theme, inner.width, usize::MAX);
        let height = u16::try_from(about.len()).unwrap_or(u16::MAX).min(inner.height.saturating_sub(4));
        let rows = Rect { y: inner.y + 1, height: inner.height.saturating_sub(height + 2), ..inner };
        let all = [
            PageColumn(W::ColMade.say(lang), 16, Stays::Always),
            PageColumn(W::ColState.say(lang), 8, Stays::Always),
            PageColumn(W::ColEntries.say(lang), 6, Stays::WithRoom),
            PageColumn(W::ColSize.say(lang), 6, Stays::Always),
            PageColumn(W::ColWhose.say(lang), 8, Stays::Always),
        ];
        let count = self.rows().len();
        let selected = self.place.selected(count);
        let range = self.place.visible_range(count, usize::from(rows.height));
        let shown = self.rows().get(range.clone()).unwrap_or_default();
        let (texts, tones): (Vec<_>, Vec<_>) =
            shown.iter().map(|backup| (cells_of(backup, lang), state(backup.known).2)).unzip();
        let room = Rect { x: inner.x + SIGN, width: inner.width.saturating_sub(SIGN), height: 1, ..inner };
        self.columns.fit_page(range.clone(), room.width, &all, columns::texts(&texts));
        if count > 0 {
            for (place, at) in self.columns.across(room, []) {
                let PageColumn(heading, ..) =
                    all.get(place).copied().unwrap_or(PageColumn("", 0, Stays::Always));
                let width = usize::from(at.width);
                put(buf, at.x, at.y, &fit(heading, width), width, theme.quiet);
            }
        }
        let mut cursor = Position::new(rows.x, rows.y);
        for ((y, place), (texts, tone)) in (rows.y..).zip(range.clone()).zip(texts.iter().zip(tones)) {
            let here = selected == Some(place);
            put(buf, rows.x, y, if here { "> " } else { "  " }, usize::from(SIGN), theme.text);
            for (place, at) in
                self.columns.across(Rect { y, ..room }, columns::with_straight(texts, &[0, 2, 3]))
            {
                let tone = if place == 1 { tone } else { Tone::default() };
                toned(texts.get(place).map_or("", String::as_str), tone, &theme, at, buf);
            }
            if here {
                theme.select(Rect { y, height: 1, ..rows }, buf);
                cursor = Position::new(rows.x, y);
            }
        }
        scrollbar(range, count, Rect { x: rows.right(), width: 1, ..rows }, buf, theme.quiet);
        let top = if count == 0 { inner.y } else { inner.bottom().saturating_sub(height) };
        below::draw(&about, Rect { y: top, height, ..inner }, area, (&theme, lang), buf);
        cursor
    }

    fn step(&mut self, by: isize, _scene: Scene<'_>) {
        let rows = self.rows().len();
        self.place.step(by, rows);
    }

    fn jump(&mut self, end: bool) {
        let rows = self.rows().len();
        self.place.jump(end, rows);
    }

    fn says(&mut self) -> Option<Says<'_>> {
        Some(Says { text: &mut self.fault, widest: u16::MAX, lines: BOX_LINES, instead: None })
    }
}

/// The cells before a row: whether it is selected.
const SIGN: u16 = 2;
