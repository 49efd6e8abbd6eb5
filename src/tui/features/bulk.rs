//! 一括記録: the people of a training session or of a round of password changes, ticked once and recorded together.

use rustc_hash::FxHashSet;

use crate::{
    policy::{Rule, Urgency},
    register::{Date, Key as RecordKey, Lang, id::PersonId, records::Staff, subject::Subject},
    tui::{
        app::{
            App, Env,
            allowed::always,
            binding::{Binding, row, writes},
        },
        desk::Desk,
        keys::{Ctx, ch, ctrl, f},
        layers::{
            asked::About,
            moving::{back, bottom, down, page_down, page_up, top, up},
            rows::{Listing, Row, Rows, join},
        },
        lists::{RowKey, Tab},
        recording::{asking, settle},
        terminal::{input::Key, tone::Tone, width::shown},
        widgets::scroll::ListPlace,
        words::{Reason, RowsWord, Word},
    },
};

/// Somebody who may be ticked.
struct Attendant {
    id: PersonId,
    ticked: bool,
    due: Option<(Urgency, Option<Date>)>,
    last: Option<Date>,
    name: String,
    profession: String,
}

/// The list of those who may be ticked.
pub struct BulkRecord {
    /// What is recorded.
    pub about: About,
    people: Vec<Attendant>,
    rows: Vec<Row>,
    lang: Lang,
}

impl BulkRecord {
    /// The active staff in the order of their readings; those who are marked in the list of staff are ticked.
    pub fn new(about: About, desk: &Desk, marked: &FxHashSet<PersonId>) -> Self {
        let rule = match about {
            About::Training => Rule::Training,
            About::Passwords => Rule::PasswordAge,
        };
        let due_of = |id: &PersonId| {
            let subject = Subject::Staff(id.clone());
            let found =
                desk.findings.iter().find(|finding| finding.rule == rule && finding.subject == subject);
            found.filter(|finding| finding.urgency != Urgency::Waived).map(|it| (it.urgency, it.due))
        };
        let staff: Vec<_> = desk.register.staff().iter().collect();
        let readings: Vec<_> =
            staff.iter().map(|row| (row.kana.as_deref(), row.name.as_deref(), row.id.as_str())).collect();
        let order = desk.in_order(&readings);
        let people = order.iter().filter_map(|place| staff.get(*place as usize)).filter_map(|row| {
            let due = due_of(&row.id);
            let here = row.joined_on.is_none_or(|day| day <= desk.today)
                && row.left_on.is_none_or(|day| day >= desk.today);
            // Whoever has no ID has no password to change.
            let meant = here && (about == About::Training || due.is_some() || row.mcs.login.is_some());
            meant.then(|| Attendant {
                id: row.id.clone(),
                ticked: marked.contains(&row.id),
                due,
                last: last(about, row),
                name: desk.name(&row.id),
                profession: shown(row.profession.as_deref()),
            })
        });
        let mut record = Self { about, people: people.collect(), rows: Vec::new(), lang: desk.lang };
        record.lay();
        record
    }

    fn lay(&mut self) {
        let lang = self.lang;
        let rows = self.people.iter().map(|person| {
            let last =
                person.last.map_or_else(|| Word::NotRecorded.say(lang).to_owned(), |day| day.to_string());
            let due = match person.due {
                Some((urgency, day)) => {
                    let day = day.map(|day| day.to_string()).unwrap_or_default();
                    format!("{} {day}", urgency.word_short().say(lang))
                }
                None => String::new(),
            };
            let tick = if person.ticked { "[x]" } else { "[ ]" };
            let tone = person.due.map_or(Tone::Plain, |(urgency, _)| Tone::of(urgency));
            let cells = vec![
                tick.to_owned(),
                person.name.clone(),
                person.profession.clone(),
                last,
                due.trim().to_owned(),
            ];
            Row { cells, heading: false, tone }
        });
        self.rows = rows.collect();
    }

    /// Ticks the person at a place, or takes the tick away.
    pub fn toggle(&mut self, place: ListPlace) {
        if let Some(person) = place.selected(self.people.len()).and_then(|place| self.people.get_mut(place)) {
            person.ticked = !person.ticked;
        }
        self.lay();
    }

    /// Ticks all who are due, or everybody; where all of them are ticked already, takes their ticks away.
    pub fn toggle_all(&mut self, only_due: bool) {
        let meant = |person: &Attendant| !only_due || person.due.is_some();
        let to = self.people.iter().any(|person| meant(person) && !person.ticked);
        for person in self.people.iter_mut().filter(|person| meant(person)) {
            person.ticked = to;
        }
        self.lay();
    }

    /// Those who are ticked.
    pub fn ticked(&self) -> Vec<PersonId> {
        self.people.iter().filter(|person| person.ticked).map(|person| person.id.clone()).collect()
    }
}

impl Rows for BulkRecord {
    fn ctx(&self) -> Ctx {
        Ctx::Session
    }

    fn rows(&self) -> &[Row] {
        &self.rows
    }

    fn made_for(&self) -> &'static [u16] {
        &[3, 14, 10, 10, 12]
    }

    fn empty(&self, lang: Lang) -> String {
        RowsWord::NobodyToTick.say(lang).to_owned()
    }

    fn ends_when_recorded(&self) -> bool {
        true
    }

    fn title(&self) -> RowsWord {
        match self.about {
            About::Training => RowsWord::TrainingTitle,
            About::Passwords => RowsWord::PasswordsTitle,
        }
    }

    fn headings(&self, lang: Lang) -> Option<[&'static str; 5]> {
        let last = match self.about {
            About::Training => RowsWord::ColLastTraining,
            About::Passwords => RowsWord::ColLastPassword,
        };
        Some([
            "",
            Word::ColName.say(lang),
            Word::ColProfession.say(lang),
            last.say(lang),
            Word::ColDue.say(lang),
        ])
    }

    fn summary(&self, lang: Lang) -> String {
        let count = |number: usize| number.to_string();
        let due = self.people.iter().filter(|person| person.due.is_some()).count();
        join(&[
            &RowsWord::Ticked.fill(lang, &[&count(self.ticked().len()), &count(self.people.len())]),
            &RowsWord::DueCount.fill(lang, &[&count(due)]),
        ])
    }
}

pub static KEYS: &[Binding] = &[
    writes(Ctx::Staff, &[ch('T'), ctrl('o')], Word::KeyTrainingRound, 6, always, |app, _, _| {
        open(app, About::Training);
    }),
    writes(Ctx::Staff, &[ch('W'), ctrl('r')], Word::KeyPasswordRound, 6, always, |app, _, _| {
        open(app, About::Passwords);
    }),
    row(Ctx::Session, &[Key::SPACE], Word::KeyTick, 1, somebody, |app, _, _| tick(app)),
    row(Ctx::Session, &[ch('*'), ctrl('k')], Word::KeyTickDue, 2, somebody, |app, _, _| {
        tick_all(app, true);
    }),
    row(Ctx::Session, &[ch('a'), ctrl('a')], Word::KeyTickAll, 3, somebody, |app, _, _| {
        tick_all(app, false);
    }),
    row(Ctx::Session, &[Key::ENTER, f(10)], Word::KeyRecordTicked, 4, somebody, |app, env, _| {
        ask_for_ticked(app, env);
    }),
    back(Ctx::Session, 5).or(&[ch('q'), Key::LEFT]),
    up(Ctx::Session).or(&[ch('k')]),
    down(Ctx::Session).or(&[ch('j')]),
    page_up(Ctx::Session),
    page_down(Ctx::Session),
    top(Ctx::Session),
    bottom(Ctx::Session),
];

fn somebody(app: &App) -> Result<(), Reason> {
    match app.layers.top::<Listing<BulkRecord>>() {
        Some(listing) if !listing.of.rows.is_empty() => Ok(()),
        _ => Err(Reason::NoRow),
    }
}

fn open(app: &mut App, about: About) {
    let Some(session) = app.session() else { return };
    let marks = session.lists[Tab::Staff.place()].marks.iter().filter_map(|key| match key {
        RowKey::Record(RecordKey::Staff(id)) => Some(id.clone()),
        _ => None,
    });
    let marked: FxHashSet<PersonId> = marks.collect();
    let people = BulkRecord::new(about, &session.desk, &marked);
    app.layers.push(Listing::new(people));
}

fn tick(app: &mut App) {
    if let Some(listing) = app.layers.top_mut::<Listing<BulkRecord>>() {
        listing.of.toggle(listing.place);
        listing.step_by(1);
    }
}

fn tick_all(app: &mut App, due_only: bool) {
    if let Some(listing) = app.layers.top_mut::<Listing<BulkRecord>>() {
        listing.of.toggle_all(due_only);
    }
}

/// Asks for the day, and for what else has to be known.
fn ask_for_ticked(app: &mut App, env: Env) {
    let Some(listing) = app.layers.top::<Listing<BulkRecord>>() else { return };
    let facts = listing.of.about.facts(&listing.of.ticked());
    if facts.is_empty() {
        app.tell(RowsWord::NobodyTicked.say(app.lang()), Tone::Plain);
    } else if !asking::ask(app, &facts, env) {
        settle::ask_day(app, &env.today().to_string(), facts);
    }
}

/// When somebody was last trained, or changed their password.
fn last(about: About, row: &Staff) -> Option<Date> {
    match about {
        About::Training => row.trainings.iter().filter_map(|training| training.on).max(),
        About::Passwords => row.mcs.password_changed_on,
    }
}
