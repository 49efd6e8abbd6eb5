//! 見渡し: each duty of the policy with how much of it is kept, and how many findings were open at the end of each month.

mod bar;
pub(crate) mod keys;
mod view;

use ratatui::layout::{Position, Rect};

use crate::tui::terminal::buffer::Buffer;
use crate::{
    policy::{
        Urgency,
        overview::{Duty, DutyKey, Month, Overview},
    },
    register::Date,
    tui::{
        app::{Effect, Layer, Now, Scene, a_page},
        desk::Desk,
        keys::Ctx,
        widgets::scroll::ListPlace,
    },
};

/// What is known of the months before.
enum Course {
    /// It has to be asked for.
    Wanted,
    /// It is being read.
    Awaited,
    /// The last is today.
    Known(Vec<Month>),
    /// Why it could not be read.
    Failed(String),
}

/// The page.
pub struct OverviewPage {
    /// Today's duties: they follow whatever is recorded.
    now: Overview,
    /// The day, and the number of the judgement, that they are of.
    of: (Date, u64),
    course: Course,
    /// How many months before today is shown.
    back: usize,
    /// The duties, those with something to do first.
    order: Vec<DutyKey>,
    place: ListPlace,
    /// How many rows were in sight last.
    page: usize,
    ticket: u32,
}

impl OverviewPage {
    /// The page of a register. `ticket` is a number that no page had before.
    pub fn new(desk: &Desk, ticket: u32) -> Self {
        let mut page = Self {
            now: Overview::default(),
            of: (desk.today, desk.judged),
            course: Course::Wanted,
            back: 0,
            order: Vec::new(),
            place: ListPlace::new(),
            page: 10,
            ticket,
        };
        page.look(desk);
        page
    }

    /// Looks at the register as it is now; the selected duty stays selected.
    fn look(&mut self, desk: &Desk) {
        let selected = self.selected();
        self.now = Overview::new(&desk.register, &desk.policy, desk.today, &desk.findings);
        self.of = (desk.today, desk.judged);
        let mut duties: Vec<&Duty> = self.now.duties.iter().collect();
        duties.sort_by_key(|duty| turn(duty));
        self.order = duties.into_iter().map(Duty::key).collect();
        let place = self.order.iter().position(|key| Some(*key) == selected);
        self.place.select(place.unwrap_or(0));
    }

    /// The selected duty.
    pub fn selected(&self) -> Option<DutyKey> {
        self.order.get(self.place.selected(self.order.len())?).copied()
    }

    /// The duties of the day that is shown; `None` where they are not known.
    fn shown(&self) -> Option<&Overview> {
        if self.back == 0 { Some(&self.now) } else { self.month(self.back)?.overview.as_ref() }
    }

    /// The day that is shown.
    fn day(&self) -> Date {
        self.month(self.back).map_or(self.of.0, |month| month.day)
    }

    /// So many months back.
    fn month(&self, back: usize) -> Option<&Month> {
        self.months().iter().rev().nth(back)
    }

    fn months(&self) -> &[Month] {
        match &self.course {
            Course::Known(months) => months,
            _ => &[],
        }
    }

    /// Shows an earlier month, or a later one.
    fn turn_month(&mut self, earlier: bool) {
        let last = self.months().len().saturating_sub(1);
        self.back = if earlier { (self.back + 1).min(last) } else { self.back.saturating_sub(1) };
    }

    /// Takes the months; an answer to an earlier question is dropped.
    pub fn receive(&mut self, ticket: u32, months: Result<Vec<Month>, String>) {
        if ticket == self.ticket {
            self.course = months.map_or_else(Course::Failed, Course::Known);
        }
    }
}

/// What has to be done first stands first; what applies to nothing last.
fn turn(duty: &Duty) -> usize {
    let there = [
        duty.broken() > 0,
        duty.count(Urgency::Unknown) > 0,
        duty.count(Urgency::Soon) > 0,
        duty.applies > 0,
    ];
    there.iter().position(|there| *there).unwrap_or(there.len())
}

impl Layer for OverviewPage {
    fn ctx(&self) -> Ctx {
        Ctx::Overview
    }

    fn draw(&mut self, scene: Scene<'_>, area: Rect, buf: &mut Buffer) -> Position {
        view::draw(self, scene, area, buf)
    }

    fn step(&mut self, by: isize, _scene: Scene<'_>) {
        self.place.step(by, self.order.len());
    }

    fn jump(&mut self, end: bool) {
        self.place.jump(end, self.order.len());
    }

    fn page(&self) -> Option<usize> {
        Some(a_page(self.page))
    }

    fn lets_ask(&self) -> bool {
        true
    }

    fn refresh(&mut self, desk: &mut Desk, now: Now, effects: &mut Vec<Effect>) {
        if self.of != (desk.today, desk.judged) {
            if self.of.0 != desk.today {
                // The months end on other days now.
                (self.course, self.back) = (Course::Wanted, 0);
            }
            self.look(desk);
        }
        if now.on_top && matches!(self.course, Course::Wanted) {
            self.course = Course::Awaited;
            effects.push(Effect::ReadMonths(self.ticket));
        }
    }
}
