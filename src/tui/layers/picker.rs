//! A list to choose from, narrowed by typing.

use crate::{
    register::{
        Fact, RecordKind,
        id::{DeviceId, GroupId, IncidentId, PersonId},
        kana::{Query, SearchKey},
        subject::Subject,
        words::{Assessment, IncidentKind},
    },
    tui::{
        keys::Binding,
        papers::Outgoing,
        widgets::{scroll::ListPlace, text_input::TextInput},
    },
};

/// Something to choose.
pub struct Item {
    /// What is shown.
    pub label: String,
    /// What the search looks at.
    pub key: SearchKey,
    /// Why it cannot be chosen now.
    pub reason: Option<String>,
    /// Whether it is offered whatever is typed.
    pub always: bool,
}

impl Item {
    /// Something found by what is shown and by more words.
    pub fn new<'a>(label: String, more: impl IntoIterator<Item = &'a str>) -> Self {
        let mut fields: Vec<&str> = more.into_iter().collect();
        fields.push(&label);
        let key = SearchKey::new(fields);
        Self { key, label, reason: None, always: false }
    }
}

/// What an incident is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IncidentAbout {
    /// Nothing that the register has.
    Nothing,
    /// A device.
    Device(DeviceId),
    /// Somebody's ID.
    Person(PersonId),
    /// A group.
    Group(GroupId),
}

/// What choosing does: each list runs beside the items.
pub enum Choice {
    /// Puts an id into the field of the form below.
    Field(Vec<String>),
    /// Records one of these facts.
    Remedy(Vec<Fact>),
    /// Settles one of the findings on a subject, by their order.
    Finding(Subject),
    /// Adds a record of this kind.
    New(Vec<RecordKind>),
    /// Opens an incident of this kind.
    IncidentKind(Vec<IncidentKind>),
    /// Opens an incident about one of these.
    IncidentAbout {
        /// The kind that was chosen.
        kind: IncidentKind,
        /// What it may be about, beside the items.
        about: Vec<IncidentAbout>,
        /// The near miss that becomes this; else a new one is opened.
        of: Option<IncidentId>,
    },
    /// Goes on with what was decided about an incident's report by law.
    Assessment {
        /// Which incident.
        incident: IncidentId,
        /// What may be decided, beside the items.
        choices: Vec<Assessment>,
    },
    /// Goes on with who decided it.
    AssessedBy {
        /// Which incident.
        incident: IncidentId,
        /// What was decided.
        assessment: Assessment,
        /// Who may have, beside the items.
        people: Vec<Option<PersonId>>,
    },
    /// Goes on with a review.
    Review(crate::tui::review::Pick),
    /// Makes a near miss an incident of one of these kinds.
    Grow {
        /// Which.
        incident: IncidentId,
        /// The kinds, beside the items.
        kinds: Vec<IncidentKind>,
    },
    /// Shows one of these before it is written.
    Outgoing(Vec<Outgoing>),
    /// Does what one of these keys does.
    Key(Vec<&'static Binding>),
}

/// A list to choose from.
pub struct Picker {
    /// Its title.
    pub title: String,
    items: Vec<Item>,
    shown: Vec<usize>,
    /// What is typed.
    pub input: TextInput,
    /// The selected item.
    pub place: ListPlace,
    /// What choosing does.
    pub choice: Choice,
}

impl Picker {
    /// A list with its first item selected.
    pub fn new(title: String, items: Vec<Item>, choice: Choice) -> Self {
        let shown = (0..items.len()).collect();
        Self { title, items, shown, input: TextInput::new(), place: ListPlace::new(), choice }
    }

    /// The items that match, in order.
    pub fn shown(&self) -> impl ExactSizeIterator<Item = &Item> + '_ {
        self.shown.iter().map(|place| &self.items[*place])
    }

    /// How many items match.
    pub fn len(&self) -> usize {
        self.shown.len()
    }

    /// Whether no item matches.
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// Narrows the list to what is typed.
    pub fn narrow(&mut self) {
        let query = Query::new(self.input.text());
        self.shown = (0..self.items.len())
            .filter(|place| {
                let matches = |item: &Item| item.always || query.matches(&item.key);
                query.is_empty() || self.items.get(*place).is_some_and(matches)
            })
            .collect();
        self.place = ListPlace::new();
    }

    /// Moves the selection.
    pub fn step(&mut self, by: isize) {
        let last = self.shown.len().saturating_sub(1);
        let here = self.place.selected(self.shown.len()).unwrap_or(0);
        self.place.select(here.saturating_add_signed(by).min(last));
    }

    /// Selects an item by its place among all.
    pub fn select(&mut self, item: usize) {
        if let Some(place) = self.shown.iter().position(|shown| *shown == item) {
            self.place.select(place);
        }
    }

    /// The chosen item, by its place among all.
    pub fn chosen(&self) -> Option<(usize, &Item)> {
        let place = *self.shown.get(self.place.selected(self.shown.len())?)?;
        Some((place, self.items.get(place)?))
    }
}
