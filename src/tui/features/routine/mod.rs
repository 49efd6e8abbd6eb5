//! Lists over the lists: the steps that can be taken back, the next weeks, and whom a session is recorded for.

pub mod calendar;
pub mod keys;
pub mod session;
pub mod steps;
mod view;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use crate::tui::{
    app::{App, Effect, Layer, Now, Scene, a_page},
    desk::Desk,
    keys::Ctx,
    terminal::tone::Tone,
    widgets::scroll::ListPlace,
    words::Reason,
};

use calendar::Weeks;
use session::Session;
use steps::{MOST, Steps};

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

/// Which list, and what it holds.
pub enum Kind {
    /// 元に戻せる操作
    Steps(Steps),
    /// 期日の予定
    Weeks(Weeks),
    /// 教育・パスワード変更の一括記録
    Session(Session),
}

/// One of these lists, open.
pub struct Routine {
    /// Which, with its rows.
    pub kind: Kind,
    /// The selected row.
    pub place: ListPlace,
    /// How many rows were in sight last.
    pub page: usize,
}

impl Routine {
    /// A list with its first row selected.
    pub fn new(kind: Kind) -> Self {
        let mut work = Self { kind, place: ListPlace::new(), page: 10 };
        work.jump(false);
        work
    }

    /// Its rows.
    pub fn rows(&self) -> &[Row] {
        match &self.kind {
            Kind::Steps(steps) => steps.rows(),
            Kind::Weeks(weeks) => weeks.rows(),
            Kind::Session(session) => session.rows(),
        }
    }

    /// The place of the selected row.
    pub fn selected(&self) -> Option<usize> {
        self.place.selected(self.rows().len())
    }

    /// Moves the selection, past headings.
    pub fn step_by(&mut self, by: isize) {
        let rows = self.rows();
        let last = rows.len().saturating_sub(1);
        let here = self.selected().unwrap_or(0);
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

impl Layer for Routine {
    fn ctx(&self) -> Ctx {
        match &self.kind {
            Kind::Steps(_) => Ctx::Steps,
            Kind::Weeks(_) => Ctx::Weeks,
            Kind::Session(_) => Ctx::Session,
        }
    }

    fn draw(&mut self, scene: Scene<'_>, area: Rect, buf: &mut Buffer) -> Position {
        view::draw(self, scene, area, buf)
    }

    fn step(&mut self, by: isize, _scene: Scene<'_>) {
        self.step_by(by);
    }

    /// Selects the first row or the last one.
    fn jump(&mut self, end: bool) {
        let last = self.rows().len().saturating_sub(1);
        self.place.select(if end { last } else { 0 });
        self.step_by(0);
    }

    fn ends_when_recorded(&self) -> bool {
        matches!(self.kind, Kind::Session(_))
    }

    fn page(&self) -> Option<usize> {
        Some(a_page(self.page))
    }

    /// Asks the vault for the steps where the list wants them.
    fn refresh(&mut self, _desk: &mut Desk, now: Now, effects: &mut Vec<Effect>) {
        if let Kind::Steps(steps) = &mut self.kind
            && std::mem::take(&mut steps.stale) | now.rewritten
        {
            effects.push(Effect::ReadPastChanges(MOST));
        }
    }
}

/// The open list, where one is on top.
pub fn on_top(app: &App) -> Option<&Routine> {
    app.layers.top()
}

/// A step is selected; whether it can be taken back is told with it.
///
/// # Errors
/// When no step is selected.
pub fn can_take_back(app: &App) -> Result<(), Reason> {
    match on_top(app) {
        Some(Routine { kind: Kind::Steps(steps), place, .. }) if steps.at(*place).is_some() => Ok(()),
        _ => Err(Reason::NoRow),
    }
}

/// A row that leads to a record is selected.
///
/// # Errors
/// When none is selected.
pub fn leads_to_record(app: &App) -> Result<(), Reason> {
    match on_top(app) {
        Some(Routine { kind: Kind::Weeks(weeks), place, .. }) if weeks.subject(*place).is_some() => Ok(()),
        _ => Err(Reason::NoRow),
    }
}

/// Somebody is in the list.
///
/// # Errors
/// When nobody is.
pub fn somebody(app: &App) -> Result<(), Reason> {
    match on_top(app) {
        Some(work) if !work.rows().is_empty() => Ok(()),
        _ => Err(Reason::NoRow),
    }
}
