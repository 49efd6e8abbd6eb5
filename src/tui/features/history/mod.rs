//! 履歴: what was changed, newest first; about one record, about one person, since the last visit, or all of it.
//!
//! Entries come in parts, by their numbers: the page asks for the next part when the selection nears the end of what is there,
//! and goes on asking while a search is on. A long history costs no more than what is looked at.

pub(crate) mod keys;
mod members;
mod view;

use ratatui::layout::{Position, Rect};

use crate::{
    register::{
        Lang,
        kana::{Query, SearchKey},
        subject::Subject,
    },
    store::HistoryEntry,
    tui::{
        app::{
            Effect, Layer, Now, Scene, Typed, a_page,
            asked::{Ask, Part, Scope},
        },
        desk::Desk,
        forms::entry::{self, action_label},
        keys::Ctx,
        terminal::{buffer::Buffer, input::Key},
        widgets::{
            columns::Columns,
            scroll::ListPlace,
            text_input::{Edit, TextInput},
        },
        words::{HistoryWord, when_short},
    },
};

pub use members::members_on;

/// How many entries are asked for at once: some screenfuls.
pub const PART: usize = 200;

/// How near the end of what is there the selection may come before more is asked for.
const AHEAD: usize = 60;

/// An entry with what the list shows of it.
pub struct Row {
    /// The entry.
    pub entry: HistoryEntry,
    /// When, short.
    pub when: String,
    /// What was done.
    pub did: String,
    /// To what.
    pub of: String,
    key: SearchKey,
}

/// The page.
pub struct History {
    /// What it can be narrowed to, with the title of each.
    pub scopes: Vec<(Scope, HistoryWord)>,
    /// Which of them is shown.
    pub scope: usize,
    /// What the record is called that it is about.
    pub name: Option<String>,
    rows: Vec<Row>,
    shown: Vec<usize>,
    /// Whether there is nothing more to ask for.
    pub complete: bool,
    /// Whether an answer is awaited.
    pub loading: bool,
    /// Why the history could not be read.
    pub failed: Option<String>,
    /// The selected entry.
    pub place: ListPlace,
    /// What is typed into the search line.
    pub search: TextInput,
    /// Whether keys go to the search line.
    pub searching: bool,
    /// How many rows were in sight last.
    pub page: usize,
    columns: Columns,
    ticket: u32,
    lang: Lang,
}

impl History {
    /// A page that has asked for nothing yet. `ticket` is a number that no page had before.
    pub fn new(record: Option<(Subject, String)>, since: Option<u64>, ticket: u32, lang: Lang) -> Self {
        let mut scopes = Vec::new();
        let mut name = None;
        if let Some((subject, called)) = record {
            let said = match &subject {
                Subject::Staff(_) | Subject::Partner(_) => HistoryWord::HistoryPerson,
                _ => HistoryWord::HistoryAbout,
            };
            scopes.push((Scope::About(subject), said));
            name = Some(called);
        }
        scopes.push((Scope::Whole, HistoryWord::HistoryWhole));
        if let Some(since) = since {
            scopes.push((Scope::Since(since), HistoryWord::HistorySince));
        }
        Self {
            scopes,
            scope: 0,
            name,
            rows: Vec::new(),
            shown: Vec::new(),
            complete: false,
            loading: false,
            failed: None,
            place: ListPlace::new(),
            search: TextInput::new(),
            searching: false,
            page: 10,
            columns: Columns::default(),
            ticket,
            lang,
        }
    }

    /// The entry at a place of the list: of those that match the search, newest first.
    pub fn row(&self, place: usize) -> Option<&Row> {
        self.shown.get(place).and_then(|place| self.rows.get(*place))
    }

    /// How many entries match.
    pub fn len(&self) -> usize {
        self.shown.len()
    }

    /// Whether no entry matches.
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// How many entries are there, whether they match or not.
    pub fn loaded(&self) -> usize {
        self.rows.len()
    }

    /// The selected entry.
    pub fn selected(&self) -> Option<&Row> {
        self.row(self.place.selected(self.len())?)
    }

    /// Asks for the next part where it is wanted now.
    fn ask(&mut self) -> Option<Ask> {
        if self.complete || self.loading || self.failed.is_some() {
            return None;
        }
        let here = self.place.selected(self.len()).unwrap_or(0);
        let wanted = !self.search.is_empty() || here + AHEAD.max(self.page) >= self.len();
        if !wanted {
            return None;
        }
        self.loading = true;
        Some(Ask {
            ticket: self.ticket,
            scope: self.scopes.get(self.scope).map_or(Scope::Whole, |(scope, _)| scope.clone()),
            before: self.rows.last().map(|row| row.entry.seq),
            most: PART,
        })
    }

    /// Takes an answer; one to an earlier question is dropped.
    pub fn receive(&mut self, part: Part, desk: &Desk) {
        if part.ticket != self.ticket {
            return;
        }
        self.loading = false;
        match part.entries {
            Ok(entries) => {
                self.complete = entries.len() < PART;
                let query = Query::new(self.search.text());
                for entry in entries {
                    let row = self.make(entry, desk);
                    if query.is_empty() || query.matches(&row.key) {
                        self.shown.push(self.rows.len());
                    }
                    self.rows.push(row);
                }
            }
            Err(why) => self.failed = Some(why),
        }
    }

    fn make(&self, entry: HistoryEntry, desk: &Desk) -> Row {
        let when = when_short(&entry.at);
        let did = action_label(&entry.action, self.lang);
        let of = entry::about(&entry, desk);
        let account = entry::account(&entry.account, self.lang);
        let number = entry.seq.to_string();
        let day = entry.at.split('T').next().unwrap_or_default();
        let fields = [of.as_str(), &did, &account, &number, day, &entry.action];
        let kana = entry::readings(&entry, desk);
        let key = SearchKey::new(fields.into_iter().chain(kana.iter().map(String::as_str)));
        Row { entry, when, did, of, key }
    }

    /// Searches what is there for what is typed now.
    pub fn narrow(&mut self) {
        let query = Query::new(self.search.text());
        let rows = self.rows.iter().enumerate();
        let rows = rows.filter(|(_, row)| query.is_empty() || query.matches(&row.key));
        self.shown = rows.map(|(place, _)| place).collect();
        self.place = ListPlace::new();
    }

    /// Shows other entries; what was read is forgotten. `ticket` is a number that no page had before.
    pub fn change_scope(&mut self, to: usize, ticket: u32) {
        self.scope = to % self.scopes.len().max(1);
        self.ticket = ticket;
        self.rows.clear();
        self.shown.clear();
        self.complete = false;
        self.loading = false;
        self.failed = None;
        self.place = ListPlace::new();
    }
}

impl Layer for History {
    fn ctx(&self) -> Ctx {
        if self.searching { Ctx::Search } else { Ctx::History }
    }

    fn draw(&mut self, scene: Scene<'_>, area: Rect, buf: &mut Buffer) -> Position {
        view::draw(self, &scene.settings.theme, area, buf)
    }

    fn takes_text(&self) -> bool {
        self.searching
    }

    fn type_key(&mut self, key: Key, _scene: Scene<'_>) -> Typed {
        if !self.searching {
            return Typed::Ignored;
        }
        let edit = self.search.handle(key);
        if edit == Edit::Changed {
            self.narrow();
        }
        edit.into()
    }

    fn paste(&mut self, text: &str, _lang: Lang) {
        if self.searching {
            self.search.paste(text);
            self.narrow();
        }
    }

    fn step(&mut self, by: isize, _scene: Scene<'_>) {
        self.place.step(by, self.shown.len());
    }

    /// Selects the first entry, or the last one that is there.
    fn jump(&mut self, end: bool) {
        self.place.jump(end, self.shown.len());
    }

    fn page(&self) -> Option<usize> {
        Some(a_page(self.page))
    }

    /// Asks for more where more is wanted.
    fn refresh(&mut self, _desk: &mut Desk, now: Now, effects: &mut Vec<Effect>) {
        if now.on_top {
            effects.extend(self.ask().map(Effect::History));
        }
    }
}
