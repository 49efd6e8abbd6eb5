//! The administrator's work as lists over the register: removals that wait, and a person's sheet with what is open when
//! somebody leaves or joins. Each line leads to its record, and most are settled with one key.

pub mod keys;
mod matters;
mod person;
mod removals;
mod view;

use ratatui::layout::{Position, Rect};
use rustc_hash::FxHashSet;

use crate::{
    register::{
        Fact, Key as RecordKey,
        id::{PersonId, TakeOutId},
        subject::Subject,
    },
    tui::{
        app::{Effect, Layer, Now, Scene, a_page},
        desk::Desk,
        keys::Ctx,
        terminal::{buffer::Buffer, tone::Tone},
        widgets::{columns::Columns, scroll::ListPlace},
        words::PeopleWord,
    },
};
pub use matters::roles;

/// Which list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Page {
    /// Removals that were decided and invitations that wait.
    Removals {
        /// Put together by person instead of by group.
        by_person: bool,
    },
    /// A person.
    Person {
        /// Who.
        id: PersonId,
        /// What of the person.
        view: View,
    },
}

/// What is shown of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// Everything that is recorded.
    Sheet,
    /// What is open when the person leaves.
    Leaving,
    /// What a new ID still needs.
    Joining,
}

/// What the key for settling does on a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Does {
    /// Opens the record.
    Open,
    /// Records a fact.
    Fact(Fact),
    /// Records one of several facts.
    Pick {
        /// What is asked.
        title: PeopleWord,
        /// What is told where there is none.
        none: PeopleWord,
        /// The facts with what each is called.
        facts: Vec<(String, Fact)>,
    },
    /// Asks for the reason for refusing.
    Refuse(TakeOutId),
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// A heading; never selected.
    Heading(String),
    /// Something to look at or to settle.
    Item(Box<Item>),
}

impl Row {
    /// What is no heading.
    pub fn item(&self) -> Option<&Item> {
        match self {
            Self::Item(item) => Some(item),
            Self::Heading(_) => None,
        }
    }
}

/// Something to look at or to settle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What selection and marks hold on to.
    pub id: String,
    /// Which part of the list it stands in: marking all marks one part.
    pub part: u8,
    /// What it is.
    pub label: String,
    /// More about it.
    pub note: String,
    /// How pressing it is.
    pub flag: Option<(String, Tone)>,
    /// The record that it is about.
    pub key: RecordKey,
    /// Whom it is about, where that is not the page's person.
    pub person: Option<PersonId>,
    /// What the key for settling does.
    pub does: Does,
    /// What to do, in words.
    pub hint: String,
}

/// Removals that wait, or what there is to say and to do about a person.
pub struct PeopleList {
    /// Which.
    pub page: Page,
    /// Its title.
    pub title: String,
    /// What stands above the lines.
    pub head: String,
    /// What is told where there is no line.
    pub empty: String,
    /// The lines.
    pub rows: Vec<Row>,
    /// The marked items.
    pub marks: FxHashSet<String>,
    /// The selected line.
    pub place: ListPlace,
    /// How many lines were in sight last.
    pub height: usize,
    columns: Columns,
    judged: u64,
}

impl PeopleList {
    /// A list with its first item selected.
    pub fn new(page: Page, desk: &Desk) -> Self {
        let mut list = Self {
            page,
            title: String::new(),
            head: String::new(),
            empty: String::new(),
            rows: Vec::new(),
            marks: FxHashSet::default(),
            place: ListPlace::new(),
            height: 10,
            columns: Columns::default(),
            judged: 0,
        };
        list.make(desk);
        list
    }

    fn make(&mut self, desk: &Desk) {
        let before = self.selected().map(|item| item.id.clone());
        self.judged = desk.judged;
        match self.page.clone() {
            Page::Removals { by_person } => removals::make(self, desk, by_person),
            Page::Person { id, view } => person::make(self, desk, &id, view),
        }
        let here: FxHashSet<String> = self.items().map(|item| item.id.clone()).collect();
        self.marks.retain(|id| here.contains(id));
        let same = before
            .and_then(|id| self.rows.iter().position(|row| matches!(row, Row::Item(item) if item.id == id)));
        let place = same.or_else(|| self.place.selected(self.rows.len())).unwrap_or(0);
        self.place.select(place);
        self.skip_headings(true);
    }

    /// Shows another side of the same: by person or by group, the next view of a person.
    pub fn switch(&mut self, desk: &Desk) {
        self.page = match self.page.clone() {
            Page::Removals { by_person } => Page::Removals { by_person: !by_person },
            Page::Person { id, view } => {
                let staff = desk.register.staff().get(&id).is_some();
                let view = match view {
                    View::Sheet => View::Leaving,
                    View::Leaving if staff => View::Joining,
                    View::Leaving | View::Joining => View::Sheet,
                };
                Page::Person { id, view }
            }
        };
        self.place = ListPlace::new();
        self.make(desk);
    }

    /// The items in order.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.rows.iter().filter_map(Row::item)
    }

    /// The selected item.
    pub fn selected(&self) -> Option<&Item> {
        self.rows.get(self.place.selected(self.rows.len())?)?.item()
    }

    /// What an action is about: the marked items, or the selected one where none is marked.
    pub fn targets(&self) -> Vec<Item> {
        if self.marks.is_empty() {
            return self.selected().cloned().into_iter().collect();
        }
        self.items().filter(|item| self.marks.contains(&item.id)).cloned().collect()
    }

    /// Moves the selection, past headings.
    fn step_by(&mut self, by: isize) {
        self.place.step(by, self.rows.len());
        self.skip_headings(by >= 0);
    }

    /// Leaves a heading: onwards, or back where nothing follows.
    fn skip_headings(&mut self, down: bool) {
        let Some(here) = self.place.selected(self.rows.len()) else { return };
        let is_item = |place: &usize| matches!(self.rows.get(*place), Some(Row::Item(_)));
        let after = (here..self.rows.len()).find(is_item);
        let before = (0..=here).rev().find(is_item);
        if let Some(place) = if down { after.or(before) } else { before.or(after) } {
            self.place.select(place);
        }
    }

    /// Marks the selected item or takes its mark away, and goes on.
    pub fn toggle_mark(&mut self) {
        if let Some(id) = self.selected().map(|item| item.id.clone()) {
            if !self.marks.remove(&id) {
                self.marks.insert(id);
            }
            self.step_by(1);
        }
    }

    /// Marks every item of the selected one's part, or none where all are marked.
    pub fn toggle_all_marks(&mut self) {
        let Some(part) = self.selected().map(|item| item.part) else { return };
        let ids: FxHashSet<String> =
            self.items().filter(|item| item.part == part).map(|item| item.id.clone()).collect();
        if ids.iter().all(|id| self.marks.contains(id)) {
            self.marks.clear();
        } else {
            self.marks.extend(ids);
        }
    }
}

impl Layer for PeopleList {
    fn ctx(&self) -> Ctx {
        Ctx::People
    }

    fn draw(&mut self, scene: Scene<'_>, area: Rect, buf: &mut Buffer) -> Position {
        view::draw(self, (&scene.settings.theme, scene.lang()), area, buf)
    }

    fn step(&mut self, by: isize, _scene: Scene<'_>) {
        self.step_by(by);
    }

    fn jump(&mut self, end: bool) {
        self.place.jump(end, self.rows.len());
        self.skip_headings(!end);
    }

    fn page(&self) -> Option<usize> {
        Some(a_page(self.height))
    }

    fn spot(&self) -> Option<String> {
        Some(format!("{:?}", self.page))
    }

    fn shows(&self, subjects: &[Subject]) -> bool {
        let here: FxHashSet<Subject> = self.items().map(|item| item.key.subject()).collect();
        subjects.iter().all(|subject| here.contains(subject))
    }

    /// Looks again where the register has changed since.
    fn refresh(&mut self, desk: &mut Desk, _now: Now, _effects: &mut Vec<Effect>) {
        desk.ready();
        if self.judged != desk.judged {
            self.make(desk);
        }
    }
}
