//! The third page: what would happen, as lists to walk through, and the questions that only a person can answer.

use rustc_hash::FxHashMap;

use crate::{
    exchange::{
        Simulation,
        question::{Answers, Choice, LeftOut, Question},
        simulation::{Action, Outcome},
        table::Book,
        values::{is_blank, shown},
    },
    policy::Policy,
    register::{Date, Lang, Register},
    tui::{
        terminal::width::visible,
        widgets::{lines::Line, scroll::ListPlace},
        words::{
            ImportWord as W, LedgerWord, field_label, key_label,
            ledgers::{choice, left_out, note, question},
            value_label,
        },
    },
};

/// The lists of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bucket {
    /// What only a person can answer.
    Asked,
    /// Records that are new.
    New,
    /// Records that change.
    Changed,
    /// Records that stay.
    Same,
    /// What is not taken in.
    LeftOut,
    /// What was done without asking.
    Told,
}

impl Bucket {
    /// All of them in their order.
    pub const ALL: [Self; 6] = [Self::Asked, Self::New, Self::Changed, Self::Same, Self::LeftOut, Self::Told];

    /// What it is called.
    pub fn word(self) -> W {
        match self {
            Self::Asked => W::Asked,
            Self::New => W::New,
            Self::Changed => W::Changed,
            Self::Same => W::Same,
            Self::LeftOut => W::LeftOut,
            Self::Told => W::Told,
        }
    }

    /// Its place.
    pub fn place(self) -> usize {
        Self::ALL.iter().position(|bucket| *bucket == self).unwrap_or(0)
    }

    /// The next or the previous one.
    pub fn turned(self, by: isize) -> Self {
        let count = isize::try_from(Self::ALL.len()).unwrap_or(1);
        let place = (isize::try_from(self.place()).unwrap_or(0) + by).rem_euclid(count);
        usize::try_from(place).ok().and_then(|place| Self::ALL.get(place)).copied().unwrap_or(self)
    }
}

/// Questions that are alike: they are answered together.
pub struct Group {
    sheet: usize,
    questions: Vec<usize>,
}

/// What the rows of the page are made from.
pub struct Ground<'a> {
    /// The tables.
    pub book: &'a Book,
    /// The register.
    pub register: &'a Register,
    /// The policy, whose words the labels have, and what it calls what it added.
    pub policy: &'a Policy,
    /// The language of the screens.
    pub lang: Lang,
}

/// What would happen.
#[expect(clippy::struct_excessive_bools, reason = "each says something else of what is shown")]
pub struct Trial {
    /// As it was found out.
    pub simulation: Simulation,
    /// On which day.
    pub on: Date,
    /// Only the rows without a question.
    pub partly: bool,
    /// The questions.
    pub groups: Vec<Group>,
    /// What each list holds: the sheet, and the place in it.
    lists: [Vec<(usize, usize)>; 6],
    /// What a question holds back, where only the rows without one are imported.
    pub held: Vec<String>,
    /// The list in front.
    pub bucket: Bucket,
    places: [ListPlace; 6],
    /// Whether it was on the screen: what was typed ahead of it imports nothing.
    pub seen: bool,
    /// Whether something has changed since it was found out.
    pub stale: bool,
    /// Only the first row of the selected questions is answered.
    pub single: bool,
    /// The question that was on the screen last: what was typed ahead of another one answers nothing.
    pub shown: Option<String>,
}

impl Trial {
    /// What would happen, from the first list in which something stands.
    pub fn new(simulation: Simulation, on: Date, partly: bool, held: Vec<String>) -> Self {
        let groups = groups(&simulation);
        let mut lists: [Vec<(usize, usize)>; 6] = Default::default();
        for (sheet, outcome) in simulation.sheets.iter().enumerate() {
            for (place, record) in outcome.results.records.iter().enumerate() {
                let bucket = match record.action {
                    Action::New => Bucket::New,
                    Action::Change => Bucket::Changed,
                    Action::Same => Bucket::Same,
                };
                lists[bucket.place()].push((sheet, place));
            }
            let every = |count: usize| (0..count).map(move |place| (sheet, place));
            lists[Bucket::LeftOut.place()].extend(every(outcome.results.left_out.len()));
            lists[Bucket::Told.place()].extend(every(outcome.told.len() + outcome.results.notes.len()));
        }
        lists[Bucket::Asked.place()] = (0..groups.len()).map(|place| (0, place)).collect();
        let none = simulation.sheets.len();
        lists[Bucket::LeftOut.place()].extend((0..held.len()).map(|place| (none, place)));
        let mut trial = Self {
            simulation,
            on,
            partly,
            groups,
            lists,
            held,
            bucket: Bucket::Asked,
            places: [ListPlace::new(); 6],
            seen: false,
            stale: false,
            single: false,
            shown: None,
        };
        let first = Bucket::ALL.into_iter().find(|bucket| trial.count(*bucket) > 0);
        trial.bucket = if trial.open() > 0 { Bucket::Asked } else { first.unwrap_or(Bucket::New) };
        if trial.open() == 0 && trial.bucket == Bucket::Asked {
            trial.bucket = Bucket::New;
        }
        trial.next_open();
        trial
    }

    /// Stands where another one stood, as far as that is there.
    pub fn stand_like(&mut self, before: &Self) {
        self.places = before.places;
        let asked = Bucket::Asked.place();
        // A question that has come up meanwhile comes to the front.
        let new_question = before.open() == 0 && self.open() > 0;
        self.bucket = if new_question { Bucket::Asked } else { before.bucket };
        let wanted = before.selected_group().and_then(|group| before.key(group).map(str::to_owned));
        let here = wanted.and_then(|key| self.groups.iter().position(|group| self.key(group) == Some(&key)));
        if let Some(here) = here {
            self.places[asked].select(here);
        }
        if self.bucket == Bucket::Asked && self.selected_group().is_none_or(|group| !self.is_open(group)) {
            self.next_open();
        }
    }

    /// How many rows a list has.
    pub fn count(&self, bucket: Bucket) -> usize {
        self.lists[bucket.place()].len()
    }

    /// How many questions are open, alike ones as one.
    pub fn open(&self) -> usize {
        self.groups.iter().filter(|group| self.is_open(group)).count()
    }

    /// Where the selection of the list in front stands.
    pub fn list(&mut self) -> &mut ListPlace {
        &mut self.places[self.bucket.place()]
    }

    /// The selected row of the list in front.
    pub fn row(&self) -> Option<usize> {
        self.places[self.bucket.place()].selected(self.count(self.bucket))
    }

    /// The first question of a group.
    pub fn question(&self, group: &Group) -> Option<&Question> {
        self.simulation.sheets.get(group.sheet)?.results.questions.get(*group.questions.first()?)
    }

    fn key(&self, group: &Group) -> Option<&str> {
        self.question(group).map(|question| question.key.as_str())
    }

    /// Whether one of them is not answered.
    pub fn is_open(&self, group: &Group) -> bool {
        let Some(sheet) = self.simulation.sheets.get(group.sheet) else { return false };
        let mut questions = group.questions.iter().filter_map(|place| sheet.results.questions.get(*place));
        questions.any(|question| question.answer.is_none())
    }

    /// The questions that are selected.
    pub fn selected_group(&self) -> Option<&Group> {
        let place = self.places[Bucket::Asked.place()].selected(self.groups.len())?;
        (self.bucket == Bucket::Asked).then(|| self.groups.get(place)).flatten()
    }

    /// The key of the selected question.
    pub fn selected_key(&self) -> Option<&str> {
        self.key(self.selected_group()?)
    }

    /// Whether the selected questions are about more rows than one.
    pub fn has_several_rows(&self) -> bool {
        self.selected_group().is_some_and(|group| self.rows(group).len() > 1)
    }

    /// Goes to the next question that is open, from the top where there is none below; says whether there is one.
    pub fn next_open(&mut self) -> bool {
        let asked = Bucket::Asked.place();
        let here = self.places[asked].selected(self.groups.len()).unwrap_or(0);
        let open = |place: &usize| self.groups.get(*place).is_some_and(|group| self.is_open(group));
        let next = (here..self.groups.len()).find(open).or_else(|| (0..here).find(open));
        if let Some(next) = next {
            self.places[asked].select(next);
        }
        next.is_some()
    }

    /// Answers the selected questions, or takes their answer away; it is found out anew what happens then.
    pub fn answer(&mut self, word: Option<&str>, answers: &mut Answers) {
        let Some(group) = self.selected_group() else { return };
        let (sheet, mut questions) = (group.sheet, group.questions.clone());
        let Some(sheet) = self.simulation.sheets.get_mut(sheet) else { return };
        let single = std::mem::take(&mut self.single) && word.is_some();
        if single {
            questions.truncate(1);
        }
        for place in questions {
            let Some(question) = sheet.results.questions.get_mut(place) else { continue };
            match word {
                Some(word) if single && question.rows.len() > 1 => {
                    // The others stay as they are.
                    let row = question.rows.first().map(|row| format!("@{}!{row}", sheet.sheet));
                    answers.insert(format!("{}{}", question.key, row.unwrap_or_default()), word.to_owned());
                }
                Some(word) => {
                    question.answer = Choice::among(&question.choices, word);
                    answers.insert(question.key.clone(), word.to_owned());
                }
                None => {
                    question.answer = None;
                    answers.remove(&question.key);
                }
            }
        }
        self.stale = true;
        if word.is_some() {
            self.next_open();
        }
    }

    /// What a question that stays open holds back, in lines.
    pub fn open_in_lines(&self, ground: &Ground<'_>) -> Vec<String> {
        let open = self.groups.iter().enumerate().filter(|(_, group)| self.is_open(group));
        let line = |(place, _)| {
            let (at, says) = self.cells(Bucket::Asked, place, ground);
            W::HeldBack.fill(ground.lang, &[&format!("{at} {says}")])
        };
        open.map(line).collect()
    }

    /// A row of a list: where it stands in the file, and what it says.
    pub fn cells(&self, bucket: Bucket, row: usize, ground: &Ground<'_>) -> (String, String) {
        let Some((sheet, place)) = self.lists[bucket.place()].get(row).copied() else {
            return Default::default();
        };
        let lang = ground.lang;
        if bucket == Bucket::Asked {
            return self.group_cells(place, lang);
        }
        let Some(outcome) = self.simulation.sheets.get(sheet) else {
            return (String::new(), self.held.get(place).cloned().unwrap_or_default());
        };
        let at = |rows: &[u32], column: Option<&str>| self.at(sheet, rows, column, lang);
        match bucket {
            Bucket::New | Bucket::Changed | Bucket::Same => {
                let Some(record) = outcome.results.records.get(place) else { return Default::default() };
                (at(&[record.row], None), said_of(record, ground))
            }
            Bucket::LeftOut => {
                let Some((row, column, why)) = outcome.results.left_out.get(place) else {
                    return Default::default();
                };
                let rows: Vec<u32> = row.iter().copied().collect();
                (at(&rows, column.as_deref()), left_out_says(why, lang))
            }
            _ => {
                if let Some(told) = outcome.told.get(place) {
                    return (at(&[], None), told.message(lang));
                }
                let note_at = place.saturating_sub(outcome.told.len());
                let Some((row, column, what)) = outcome.results.notes.get(note_at) else {
                    return Default::default();
                };
                (at(&[*row], column.as_deref()), note(what, ground.policy, lang))
            }
        }
    }

    fn group_cells(&self, place: usize, lang: Lang) -> (String, String) {
        let Some((group, asked)) =
            self.groups.get(place).and_then(|group| Some((group, self.question(group)?)))
        else {
            return Default::default();
        };
        let rows = self.rows(group);
        let says = question(&asked.what, lang);
        (self.at(group.sheet, &rows, asked.column.as_deref(), lang), says)
    }

    /// The rows that questions are about.
    fn rows(&self, group: &Group) -> Vec<u32> {
        let Some(sheet) = self.simulation.sheets.get(group.sheet) else { return Vec::new() };
        let questions = group.questions.iter().filter_map(|place| sheet.results.questions.get(*place));
        let mut rows: Vec<u32> = questions.flat_map(|question| question.rows.iter().copied()).collect();
        rows.dedup();
        rows
    }

    /// Where something stands in the file.
    fn at(&self, sheet: usize, rows: &[u32], column: Option<&str>, lang: Lang) -> String {
        let name = self.simulation.sheets.get(sheet).filter(|_| self.simulation.sheets.len() > 1);
        let name = name.map(|sheet| visible(&sheet.sheet).into_owned());
        let row = match rows {
            [] => None,
            [row] => Some(W::RowSays.fill(lang, &[&row.to_string()])),
            [row, more @ ..] => Some(W::RowsAlike.fill(lang, &[&row.to_string(), &more.len().to_string()])),
        };
        let column = column.map(|column| W::InColumn.fill(lang, &[column]));
        [name, row, column].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// What belongs to the selected row, where that is no question.
    pub fn details(&self, ground: &Ground<'_>) -> Vec<Line> {
        let lang = ground.lang;
        let Some(row) = self.row() else { return vec![Line::Text(W::NoneHere.say(lang).to_owned())] };
        let (at, says) = self.cells(self.bucket, row, ground);
        let here = self.lists[self.bucket.place()].get(row).copied();
        let record = here.and_then(|(sheet, place)| {
            let records = matches!(self.bucket, Bucket::New | Bucket::Changed | Bucket::Same);
            self.simulation.sheets.get(sheet).filter(|_| records)?.results.records.get(place)
        });
        let Some(record) = record else {
            let mut lines = vec![Line::Text(if at.is_empty() { says } else { format!("{at}　{says}") })];
            lines.extend(
                here.and_then(|(sheet, place)| {
                    self.row_in_file(sheet, self.row_of(sheet, place)?, ground.book)
                })
                .map(Line::Text),
            );
            return lines;
        };
        let mut lines = vec![Line::Heading(format!("{at} {says}"))];
        let kind = record.key.kind();
        let label = |path: &str| field_label(kind, path, ground.policy, lang);
        let value =
            |path: &str, text: &str| value_label(kind, path, text, ground.register, (ground.policy, lang));
        if record.action == Action::Change {
            lines.extend(record.differences.iter().map(|found| {
                let [before, after] = [&found.before, &found.after].map(|text| {
                    text.as_deref().map_or_else(|| "-".to_owned(), |text| value(&found.path, text))
                });
                Line::Fact(label(&found.path), format!("{before} -> {after}"))
            }));
            return lines;
        }
        lines.extend(record.names.iter().map(|(_, name)| Line::Text(name.clone())));
        let mut fields = Vec::new();
        flattened(&record.fields, String::new(), &mut fields);
        lines.extend(
            fields
                .into_iter()
                .filter(|(path, _)| kind.field(path).is_some())
                .map(|(path, text)| Line::Fact(label(&path), value(&path, &text))),
        );
        lines
    }

    fn row_of(&self, sheet: usize, place: usize) -> Option<u32> {
        let outcome = self.simulation.sheets.get(sheet)?;
        match self.bucket {
            Bucket::LeftOut => outcome.results.left_out.get(place)?.0,
            _ => Some(outcome.results.notes.get(place.checked_sub(outcome.told.len())?)?.0),
        }
    }

    /// What stands in the row that the selected question is about first.
    pub fn asked_row(&self, book: &Book) -> Option<String> {
        let group = self.selected_group()?;
        self.row_in_file(group.sheet, *self.question(group)?.rows.first()?, book)
    }

    fn row_in_file(&self, sheet: usize, number: u32, book: &Book) -> Option<String> {
        let name = &self.simulation.sheets.get(sheet)?.sheet;
        let rows = &book.sheets.iter().find(|sheet| sheet.name == *name)?.rows;
        let row = rows.get(rows.binary_search_by_key(&number, |row| row.number).ok()?)?;
        let cells = row.cells.iter().filter(|cell| !cell.merged && !is_blank(&cell.value));
        let texts: Vec<String> =
            cells.map(|cell| shown(&cell.value).trim().replace('\n', " ")).take(12).collect();
        Some(texts.join(" | "))
    }

    /// The choices of the selected question in words, and which of them was taken.
    pub fn choices(&self, register: &Register, policy: &Policy, lang: Lang) -> Vec<(String, bool)> {
        let Some(asked) = self.selected_group().and_then(|group| self.question(group)) else {
            return Vec::new();
        };
        let typed = match &asked.answer {
            Some(Choice::Take(value)) if !asked.choices.contains(&Choice::Take(value.clone())) => Some(value),
            _ => None,
        };
        let said = asked.choices.iter().map(|known| {
            let mut says = choice(known, &asked.what, register, policy, lang);
            let here = match (known, typed) {
                (Choice::Type, Some(value)) => {
                    says = format!("{says} ({})", visible(value));
                    true
                }
                _ => asked.answer.as_ref() == Some(known),
            };
            (says, here)
        });
        said.collect()
    }

    /// Everything that is not taken in, in lines to print: where it stands, and why.
    pub fn not_taken(&self, ground: &Ground<'_>) -> Vec<(String, String)> {
        (0..self.count(Bucket::LeftOut)).map(|row| self.cells(Bucket::LeftOut, row, ground)).collect()
    }
}

/// Why something is not taken in, with what it says.
fn left_out_says(why: &LeftOut, lang: Lang) -> String {
    let text = match why {
        LeftOut::Total { text } | LeftOut::Remark { text } => format!("「{}」", text.replace('\n', " ")),
        _ => String::new(),
    };
    format!("{text}{}", left_out(why, lang))
}

/// A record in one line: what it is, and what changes.
fn said_of(record: &Outcome, ground: &Ground<'_>) -> String {
    let lang = ground.lang;
    let kind = record.key.kind();
    let text = |key: &str| record.fields.get(key).and_then(serde_json::Value::as_str).map(str::to_owned);
    let names = || record.names.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(" / ");
    let name = match record.action {
        Action::New => {
            let name = text("name").unwrap_or_else(names);
            format!("{} {} {name}", kind.title(lang), record.key.id().unwrap_or_default())
        }
        _ => key_label(&record.key, ground.register, lang),
    };
    let changes = record.differences.iter().filter(|_| record.action == Action::Change).map(|found| {
        let label = field_label(kind, &found.path, ground.policy, lang);
        let value = |text: &Option<String>| {
            text.as_deref().map_or_else(
                || "-".to_owned(),
                |text| value_label(kind, &found.path, text, ground.register, (ground.policy, lang)),
            )
        };
        format!("{label} {} -> {}", value(&found.before), value(&found.after))
    });
    let changes: Vec<String> = changes.collect();
    format!("{name}  {}", changes.join(", ")).trim_end().replace('\n', " ")
}

/// The values of a record with their pointers.
fn flattened(json: &serde_json::Value, at: String, out: &mut Vec<(String, String)>) {
    use serde_json::Value;
    match json {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| flattened(value, format!("{at}/{name}"), out));
        }
        Value::Array(values) => values
            .iter()
            .enumerate()
            .for_each(|(place, value)| flattened(value, format!("{at}/{place}"), out)),
        Value::String(text) => out.push((at, text.clone())),
        Value::Null => {}
        other => out.push((at, other.to_string())),
    }
}

/// The key of a question without the row that it is about.
fn base<'k>(key: &'k str, sheet: &str, row: Option<&u32>) -> &'k str {
    let suffix = row.map(|row| format!("@{sheet}!{row}")).unwrap_or_default();
    key.strip_suffix(suffix.as_str()).unwrap_or(key)
}

/// How many groups of one key a question is held against.
const LOOKED_AT: usize = 16;

/// The questions of a simulation, those together that ask the same.
fn groups(simulation: &Simulation) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (place, sheet) in simulation.sheets.iter().enumerate() {
        let mut known: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        let questions = &sheet.results.questions;
        for (number, question) in questions.iter().enumerate() {
            let alike = known.entry(base(&question.key, &sheet.sheet, question.rows.first())).or_default();
            let same = alike.iter().rev().take(LOOKED_AT).copied().find(|group| {
                let first = groups.get(*group).and_then(|group| questions.get(*group.questions.first()?));
                first.is_some_and(|first| {
                    first.what == question.what
                        && first.choices == question.choices
                        && first.column == question.column
                        && first.answer == question.answer
                })
            });
            if let Some(group) = same.and_then(|group| groups.get_mut(group)) {
                group.questions.push(number);
            } else {
                alike.push(groups.len());
                groups.push(Group { sheet: place, questions: vec![number] });
            }
        }
    }
    groups
}

/// The counts of a trial in one line, for whoever reads it aloud.
pub fn summary(trial: &Trial, lang: Lang) -> String {
    let open = trial.open();
    let count = trial.simulation.change.records.len();
    if trial.stale {
        W::Stale.say(lang).to_owned()
    } else if open > 0 {
        W::CountOpen.fill(lang, &[&open.to_string()])
    } else if count == 0 {
        W::NothingChanges.say(lang).to_owned()
    } else {
        let partly = trial.partly.then(|| W::Partly.fill(lang, &[&trial.held.len().to_string()]));
        let says = partly.unwrap_or_else(|| W::NothingYet.say(lang).to_owned());
        format!("{says}{}{}", between(lang), W::EnterTakes.fill(lang, &[&count.to_string()]))
    }
}

/// Japanese sentences follow each other without a blank.
fn between(lang: Lang) -> &'static str {
    if lang == Lang::Ja { "" } else { " " }
}

/// The word by which an import stands in the history.
pub fn history_label(name: &str, count: usize, lang: Lang) -> String {
    LedgerWord::HistoryLabel.fill(lang, &[&visible(name), &count.to_string()])
}
