//! 一括記録: the people of a training session or of a round of password changes, ticked once and recorded together.

use rustc_hash::FxHashSet;

use crate::{
    policy::{Rule, Urgency},
    register::{Date, Lang, id::PersonId, records::Staff, subject::Subject},
    tui::{
        desk::Desk,
        layers::asked::About,
        terminal::{tone::Tone, width::shown},
        widgets::scroll::ListPlace,
        words::{RoutineWord, Word},
    },
};

use super::{Row, view::join};

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
pub struct Session {
    /// What is recorded.
    pub about: About,
    people: Vec<Attendant>,
    rows: Vec<Row>,
    lang: Lang,
}

impl Session {
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
        let mut session = Self { about, people: people.collect(), rows: Vec::new(), lang: desk.lang };
        session.lay();
        session
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

    /// Its rows.
    pub fn rows(&self) -> &[Row] {
        &self.rows
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

    /// The title of the list.
    pub fn title(&self) -> RoutineWord {
        match self.about {
            About::Training => RoutineWord::TrainingTitle,
            About::Passwords => RoutineWord::PasswordsTitle,
        }
    }

    /// The headings of its columns.
    pub fn headings(&self) -> [&'static str; 5] {
        let last = match self.about {
            About::Training => RoutineWord::ColLastTraining,
            About::Passwords => RoutineWord::ColLastPassword,
        };
        [
            "",
            Word::ColName.say(self.lang),
            Word::ColProfession.say(self.lang),
            last.say(self.lang),
            Word::ColDue.say(self.lang),
        ]
    }

    /// What the line of conditions says.
    pub fn summary(&self) -> String {
        let count = |number: usize| number.to_string();
        let due = self.people.iter().filter(|person| person.due.is_some()).count();
        join(&[
            &RoutineWord::Ticked.fill(self.lang, &[&count(self.ticked().len()), &count(self.people.len())]),
            &RoutineWord::DueCount.fill(self.lang, &[&count(due)]),
        ])
    }
}

/// When somebody was last trained, or changed their password.
fn last(about: About, row: &Staff) -> Option<Date> {
    match about {
        About::Training => row.trainings.iter().filter_map(|training| training.on).max(),
        About::Passwords => row.mcs.password_changed_on,
    }
}
