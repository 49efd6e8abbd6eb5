//! Lists of rows in columns over the lists: a line of what counts, the headings, the rows in sight, and below them what
//! belongs to the selected one.

use std::any::Any;

use ratatui::layout::{Position, Rect};

use crate::{
    register::Lang,
    tui::{
        app::{Effect, Layer, Now, Scene, a_page, below},
        desk::Desk,
        keys::Ctx,
        terminal::{
            buffer::{Buffer, put},
            theme::Theme,
            tone::Tone,
            width::{fit, visible, wrap},
        },
        widgets::{
            columns::{Columns, PageColumn, Stays, Widest},
            frame::{Frame, frame},
            lines::{Line, lay},
            scroll::{ListPlace, scrollbar},
            toned,
        },
        words::RowsWord,
    },
};

/// A row of one of these lists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Its columns; a heading has one.
    pub cells: Vec<String>,
    /// It only heads those below it.
    pub heading: bool,
    /// How its first column looks.
    pub tone: Tone,
}

impl Row {
    fn widths(&self, theme: &Theme) -> impl Iterator<Item = Widest> {
        let chip = self.tone.chip(theme).is_some();
        self.cells.iter().enumerate().map(move |(place, text)| {
            let Widest { text, .. } = Widest::of(text);
            let text = text + if chip && place == CHIP && text > 0 { 2 } else { 0 };
            Widest { text, all: text }
        })
    }
}

/// The column that stands as a chip where the row has the tone of one.
const CHIP: usize = 1;

/// The most columns that a list has.
const COLUMNS: usize = 5;

/// What is listed.
pub trait Rows: Any {
    /// The context of its keys.
    fn ctx(&self) -> Ctx;

    /// What stands above it.
    fn title(&self) -> RowsWord;

    /// The rows.
    fn rows(&self) -> &[Row];

    /// What counts, in one line.
    fn summary(&self, lang: Lang) -> String;

    /// The widths of the columns where there is no room for their widest values.
    fn made_for(&self) -> &'static [u16];

    /// The headings of the columns.
    fn headings(&self, _lang: Lang) -> Option<[&'static str; COLUMNS]> {
        None
    }

    /// What is told where there is no row.
    fn empty(&self, _lang: Lang) -> String {
        String::new()
    }

    /// What belongs to the selected row, where that is shown below.
    fn details(&self, _place: ListPlace, _desk: &Desk) -> Option<Vec<Line>> {
        None
    }

    /// Whether it ends with what was asked for here.
    fn ends_when_recorded(&self) -> bool {
        false
    }

    /// After every message: asks the world for what it wants.
    fn refresh(&mut self, _now: Now, _effects: &mut Vec<Effect>) {}
}

/// A list over the lists.
pub struct Listing<R> {
    /// What is listed.
    pub of: R,
    /// Where the selection stands.
    pub place: ListPlace,
    /// How many rows were in sight last.
    page: usize,
    columns: Columns,
}

impl<R: Rows> Listing<R> {
    /// The list from its beginning.
    pub fn new(of: R) -> Self {
        let mut listing = Self { of, place: ListPlace::new(), page: 10, columns: Columns::default() };
        listing.jump(false);
        listing
    }

    /// Moves the selection; headings are passed over.
    pub fn step_by(&mut self, by: isize) {
        let rows = self.of.rows();
        let last = rows.len().saturating_sub(1);
        let here = self.place.selected(rows.len()).unwrap_or(0);
        let aim = here.saturating_add_signed(by).min(last);
        let stands = |place: &usize| rows.get(*place).is_some_and(|row| !row.heading);
        let found = if by < 0 {
            (0..=aim).rev().find(stands).or_else(|| (aim..=last).find(stands))
        } else {
            (aim..=last).find(stands).or_else(|| (0..=aim).rev().find(stands))
        };
        self.place.select(found.unwrap_or(0));
    }
}

impl<R: Rows> Layer for Listing<R> {
    fn ctx(&self) -> Ctx {
        self.of.ctx()
    }

    fn draw(&mut self, scene: Scene<'_>, area: Rect, buf: &mut Buffer) -> Position {
        let theme = scene.settings.theme;
        let lang = scene.lang();
        let inner = frame(self.of.title().say(lang), &theme, area, buf);
        let Some(session) = scene.session else { return Position::new(inner.x, inner.y) };
        let width = usize::from(inner.width);
        put(buf, inner.x, inner.y, &fit(&self.of.summary(lang), width), width, theme.heading);
        let mut y = inner.y + 1;
        let headings = self.of.headings(lang);
        let names = Rect { y, height: 1, ..inner };
        y += u16::from(headings.is_some());
        let room = inner.bottom().saturating_sub(y);
        let details = self.of.details(self.place, &session.desk);
        let pane_height = if details.is_some() { room * 3 / 5 } else { 0 };
        let rows = Rect { y, height: room.saturating_sub(pane_height), ..inner };
        self.page = usize::from(rows.height);
        let all = self.of.rows();
        if all.is_empty() {
            for (y, text) in (rows.y..inner.bottom()).zip(wrap(&visible(&self.of.empty(lang)), width)) {
                put(buf, rows.x, y, &text, width, theme.text);
            }
            return Position::new(rows.x, rows.y);
        }
        let range = self.place.visible_range(all.len(), usize::from(rows.height));
        let shown = all.get(range.clone()).unwrap_or_default();
        let (names_of, made_for) = (headings.unwrap_or_default(), self.of.made_for());
        let wanted =
            made_for.iter().zip(names_of).map(|(width, name)| PageColumn(name, *width, Stays::Always));
        let wanted: Vec<PageColumn> = wanted.collect();
        let widest = shown.iter().filter(|row| !row.heading).map(|row| row.widths(&theme));
        self.columns.fit_page(range.clone(), inner.width, &wanted, widest);
        if let Some(headings) = headings {
            let headings = Row { cells: headings.map(str::to_owned).to_vec(), ..Row::default() };
            line(&headings, &self.columns, (&theme, theme.quiet, None), names, buf);
        }
        let selected = self.place.selected(all.len());
        let mut cursor = Position::new(rows.x, rows.y);
        for (y, (place, row)) in (rows.y..).zip(range.clone().zip(shown)) {
            let at = Rect { y, height: 1, ..rows };
            draw_row(row, &self.columns, &theme, at, buf);
            if selected == Some(place) {
                theme.select(at, buf);
                cursor = Position::new(rows.x, y);
            }
        }
        let bar = Rect { x: inner.right(), width: 1, ..rows };
        scrollbar(range, all.len(), bar, buf, theme.quiet);
        if let Some(details) = details {
            let pane = Rect { y: rows.bottom() + 1, height: pane_height.saturating_sub(1), ..inner };
            let parting = Frame { title: "", note: "", focus: true };
            parting.part(&theme, Rect { y: rows.bottom(), ..area }, buf);
            let laid = lay(&details, &theme, pane.width, usize::MAX);
            below::draw(&laid, pane, area, (&theme, lang), buf);
        }
        cursor
    }

    fn step(&mut self, by: isize, _scene: Scene<'_>) {
        self.step_by(by);
    }

    fn jump(&mut self, end: bool) {
        let last = self.of.rows().len().saturating_sub(1);
        self.place.select(if end { last } else { 0 });
        self.step_by(0);
    }

    fn page(&self) -> Option<usize> {
        Some(a_page(self.page))
    }

    fn ends_when_recorded(&self) -> bool {
        self.of.ends_when_recorded()
    }

    fn refresh(&mut self, _desk: &mut Desk, now: Now, effects: &mut Vec<Effect>) {
        self.of.refresh(now, effects);
    }
}

/// Pieces of a line of conditions.
pub fn join(parts: &[&str]) -> String {
    parts.join("  ")
}

fn draw_row(row: &Row, columns: &Columns, theme: &Theme, area: Rect, buf: &mut Buffer) {
    if row.heading {
        let width = usize::from(area.width);
        let text = row.cells.first().map(|text| visible(text).into_owned()).unwrap_or_default();
        put(buf, area.x, area.y, &fit(&text, width), width, theme.heading);
        return;
    }
    line(row, columns, (theme, theme.text, Some(row.tone)), area, buf);
}

fn line(
    row: &Row,
    columns: &Columns,
    (theme, style, tone): (&Theme, ratatui::style::Style, Option<Tone>),
    area: Rect,
    buf: &mut Buffer,
) {
    // Days stand straight, and so does where a chip begins.
    let straight = |(place, value): (usize, Widest)| (value.text == 0 || place > 0).then_some(value);
    for (place, at) in columns.across(area, row.widths(theme).enumerate().map(straight)) {
        let room = usize::from(at.width);
        let text = row.cells.get(place).map_or("", String::as_str);
        match tone {
            Some(tone) if place == CHIP => toned(text, tone, theme, at, buf),
            Some(tone) if place == 0 => put(buf, at.x, at.y, &fit(text, room), room, tone.style(theme)),
            _ => put(buf, at.x, at.y, &fit(text, room), room, style),
        }
    }
}
