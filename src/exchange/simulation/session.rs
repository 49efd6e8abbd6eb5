//! A simulation while it runs: the register as it would be, what is asked, what is told, and the numbers that are given.

use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value as Json;

use crate::{
    exchange::{
        columns::letters,
        matching::{Found, People, Who, exact_key, group_key},
        question::{Answers, Choice, LeftOut, Note, Question, What},
        values::days::Years,
    },
    policy::Policy,
    register::{
        Date, Difference, Key, Lang, RecordKind, Register,
        id::{DeviceId, GroupId, MembershipId, PersonId, check_id},
        kana::search_key,
    },
};

/// What becomes of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// It is new.
    New,
    /// It changes.
    Change,
    /// It stays.
    Same,
}

impl Action {
    /// The action as a word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Change => "change",
            Self::Same => "same",
        }
    }
}

/// A record that a row is about, as it would be.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The row.
    pub row: u32,
    /// What becomes of the record.
    pub action: Action,
    /// Where it is found.
    pub key: Key,
    /// What the row says of it, as the register document would hold it.
    pub fields: Json,
    /// The names of those who stand there by their numbers.
    pub names: Vec<(&'static str, String)>,
    /// What changes, with before and after.
    pub differences: Vec<Difference>,
}

/// What came of a sheet.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Results {
    /// The records, in the order of the rows.
    pub records: Vec<Outcome>,
    /// The questions, answered or not.
    pub questions: Vec<Question>,
    /// What is not taken in: the row or the letters of the column, and why.
    pub left_out: Vec<(Option<u32>, Option<String>, LeftOut)>,
    /// What was done without asking: the row, the letters of the column, and what.
    pub notes: Vec<(u32, Option<String>, Note)>,
}

/// A question as it is put.
pub(super) struct Ask {
    pub key: String,
    pub row: u32,
    pub place: Option<usize>,
    pub what: What,
    pub choices: Vec<Choice>,
    /// Whether all rows of the same key make one question.
    pub alike: bool,
}

/// A simulation while it runs.
pub(super) struct Session<'a> {
    /// Whose words the labels have.
    policy: &'a Policy,
    /// The register as it would be.
    pub register: Register,
    pub years: Years,
    pub answers: &'a Answers,
    /// The name of the sheet at hand.
    pub sheet: String,
    pub out: Results,
    /// Every record that was changed or added, in that order.
    pub touched: Vec<Key>,
    pub is_touched: FxHashSet<Key>,
    /// The row of this sheet by which a record was met first.
    pub met: FxHashMap<Key, u32>,
    people: People,
    found: FxHashMap<Who, Found>,
    /// The groups by their names.
    pub groups: FxHashMap<String, Vec<GroupId>>,
    /// The groups by their names without honorifics, variants folded.
    pub groups_alike: FxHashMap<String, Vec<GroupId>>,
    /// The devices by their names.
    pub devices: FxHashMap<String, Vec<DeviceId>>,
    /// The memberships by group and person.
    pub members: FxHashMap<(GroupId, PersonId), Vec<MembershipId>>,
    /// Numbers that stand in the file: none of them is given to another record.
    pub reserved: FxHashSet<String>,
    counted: FxHashMap<RecordKind, (String, usize, u64)>,
    /// What marks mean, as the sheet at hand says.
    pub legend: FxHashMap<String, String>,
    /// The open questions by their keys.
    open: FxHashMap<String, usize>,
    /// Rows that somebody leaves out.
    left: FxHashSet<u32>,
    /// People who are new only if an open question is answered so.
    pub proposed: FxHashSet<PersonId>,
}

impl<'a> Session<'a> {
    /// What a field is called, in both languages.
    pub fn label(&self, kind: RecordKind, pointer: &str) -> [String; 2] {
        let described = kind.field(pointer);
        [Lang::Ja, Lang::En].map(|lang| {
            let label = described.map(|described| described.label.say(lang, self.policy).into_owned());
            label.unwrap_or_else(|| pointer.to_owned())
        })
    }

    pub fn new(register: &Register, policy: &'a Policy, today: Date, answers: &'a Answers) -> Self {
        let mut groups: FxHashMap<String, Vec<GroupId>> = FxHashMap::default();
        let mut members: FxHashMap<(GroupId, PersonId), Vec<MembershipId>> = FxHashMap::default();
        let mut groups_alike = groups.clone();
        let mut devices: FxHashMap<String, Vec<DeviceId>> = FxHashMap::default();
        for device in register.devices() {
            if let Some(name) = &device.name {
                devices.entry(search_key(name)).or_default().push(device.id.clone());
            }
        }
        for group in register.groups() {
            if let Some(name) = &group.sheet.name {
                groups.entry(exact_key(name)).or_default().push(group.sheet.id.clone());
                groups_alike.entry(group_key(name)).or_default().push(group.sheet.id.clone());
            }
            for row in &group.memberships {
                members.entry((group.sheet.id.clone(), row.person.clone())).or_default().push(row.id.clone());
            }
        }
        Self {
            policy,
            people: People::of(register),
            register: register.clone(),
            years: Years { today, fiscal: None },
            answers,
            sheet: String::new(),
            out: Results::default(),
            touched: Vec::new(),
            is_touched: FxHashSet::default(),
            met: FxHashMap::default(),
            found: FxHashMap::default(),
            groups,
            groups_alike,
            devices,
            members,
            reserved: FxHashSet::default(),
            counted: FxHashMap::default(),
            legend: FxHashMap::default(),
            open: FxHashMap::default(),
            left: FxHashSet::default(),
            proposed: FxHashSet::default(),
        }
    }

    /// Begins with a sheet.
    pub fn begin(&mut self, sheet: &str, fiscal: Option<i16>) {
        sheet.clone_into(&mut self.sheet);
        self.years.fiscal = fiscal;
        self.open.clear();
        self.left.clear();
        self.met.clear();
    }

    /// Puts a question. Where it is answered, the answer is given, and nothing is held back.
    pub fn ask(&mut self, ask: Ask) -> Option<Choice> {
        let place = format!("{}!{}", self.sheet, ask.row);
        let own = format!("{}@{place}", ask.key);
        let by_itself = self.answers.get(&own);
        let alike = ask.alike && by_itself.is_none();
        let word = by_itself.or_else(|| self.answers.get(&ask.key));
        let answer = word.and_then(|word| Choice::among(&ask.choices, word));
        if answer == Some(Choice::LeaveRow) {
            self.leave_row(ask.row);
        }
        // What one row is answered says nothing of the others.
        let key = if alike { ask.key } else { own };
        let column = ask.place.map(letters);
        if let Some(known) = self.open.get(&key).and_then(|known| self.out.questions.get_mut(*known)) {
            // Rows come in their order.
            if known.rows.last().is_none_or(|last| *last < ask.row) {
                known.rows.push(ask.row);
            }
            join(&mut known.what, ask.what);
            return answer;
        }
        self.open.insert(key.clone(), self.out.questions.len());
        self.out.questions.push(Question {
            key,
            rows: vec![ask.row],
            column,
            what: ask.what,
            choices: ask.choices,
            answer: answer.clone(),
        });
        answer
    }

    /// Tells what was done without asking.
    pub fn note(&mut self, row: u32, place: Option<usize>, note: Note) {
        self.out.notes.push((row, place.map(letters), note));
    }

    /// Leaves a row out because somebody said so.
    pub fn leave_row(&mut self, row: u32) {
        if self.left.insert(row) {
            self.out.left_out.push((Some(row), None, LeftOut::Answered));
        }
    }

    /// Whether somebody leaves a row out.
    pub fn is_left(&self, row: u32) -> bool {
        self.left.contains(&row)
    }

    /// Looks for somebody.
    pub fn find(&mut self, who: &Who) -> Found {
        if let Some(found) = self.found.get(who) {
            return found.clone();
        }
        let found = self.people.find(who, &self.register);
        self.found.insert(who.clone(), found.clone());
        found
    }

    /// Everybody of a name.
    pub fn namesakes(&self, name: &str) -> &[PersonId] {
        self.people.namesakes(name)
    }

    /// Somebody has come.
    pub fn person_came(&mut self, id: &PersonId) {
        if let Some(person) = self.register.person(id) {
            self.people.add(person);
        }
        // Whoever was unknown may be known now; whoever was found stays found.
        self.found.retain(|_, found| matches!(found, Found::Same(..)));
    }

    /// The number of a new record: the one in the file, where it may be one and is free; else the next.
    pub fn number(&mut self, kind: RecordKind, given: Option<&str>) -> String {
        if let Some(given) = given
            && check_id(given).is_ok()
            && !self.is_used(kind, given)
        {
            return given.to_owned();
        }
        let kind_of_ids = kind;
        if !self.counted.contains_key(&kind_of_ids) {
            let next = self.register.next_id(kind, self.years.today).unwrap_or_else(|| "1".to_owned());
            let digits = next.bytes().rev().take_while(u8::is_ascii_digit).count();
            let (prefix, number) = next.split_at_checked(next.len() - digits).unwrap_or((&next, ""));
            self.counted.insert(kind_of_ids, (prefix.to_owned(), digits, number.parse().unwrap_or(1)));
        }
        loop {
            let Some((prefix, digits, number)) = self.counted.get_mut(&kind_of_ids) else {
                return String::new();
            };
            let id = format!("{prefix}{:0width$}", *number, width = *digits);
            *number += 1;
            if !self.reserved.contains(&id) && !self.is_used(kind, &id) {
                return id;
            }
        }
    }

    /// Whether a number is that of a record that is there, or of one that is gone.
    fn is_used(&self, kind: RecordKind, id: &str) -> bool {
        self.register.id_is_taken(kind, id) || self.register.id_was_given(kind, id)
    }
}

/// Adds the names of one question to those of another of the same key.
fn join(known: &mut What, more: What) {
    match (known, more) {
        (What::UnknownPeople { names }, What::UnknownPeople { names: more })
        | (What::UnknownStaff { names }, What::UnknownStaff { names: more }) => {
            for name in more {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        _ => {}
    }
}
