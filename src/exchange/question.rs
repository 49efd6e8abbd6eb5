//! What only a person can decide, what was decided, and what is told beside. Typed: the words are with the screens.

use std::collections::BTreeMap;

use crate::register::{Date, Refusal, contradictions::Contradiction, wareki::DateInputFault};

/// A question with its choices.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// By which it is answered; the same again when the file comes again.
    pub key: String,
    /// The rows that it holds back.
    pub rows: Vec<u32>,
    /// The letters of the column.
    pub column: Option<String>,
    /// What is asked.
    pub what: What,
    /// What may be answered.
    pub choices: Vec<Choice>,
    /// The answer, where there is one.
    pub answer: Option<Choice>,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "each holds what its sentence names")]
pub enum What {
    /// The text is no day, with the reason where there is one to give.
    NotADay { text: String, why: Option<DateInputFault> },
    /// It was done, but when is not said.
    DoneNoDay { text: String },
    /// A number that is probably a day.
    Serial { text: String, day: Date },
    /// A day without a year.
    NoYear { text: String },
    /// A day that lies ahead.
    Ahead { day: Date },
    /// The result of a formula is not in the file, or it is an error.
    NoResult { text: String },
    /// A month in which it was done, without its day.
    DayOfMonth { text: String, month: String },
    /// None of the words that the field holds.
    UnknownWord { text: String },
    /// A mark that could mean several things.
    UnsureMark { text: String, legend: Option<String> },
    /// A text that is no number.
    NotANumber { text: String },
    /// A text in the place of a name that is none.
    NotAName { text: String },
    /// A name with characters that nobody sees.
    HiddenCharacters { name: String },
    /// People whom the register does not have.
    UnknownPeople { names: Vec<String> },
    /// Staff whom the register does not have.
    UnknownStaff { names: Vec<String> },
    /// Somebody written otherwise than in the register.
    Alike { name: String, known: String },
    /// Several people could be meant.
    Several { name: String },
    /// The register says otherwise of whoever is meant.
    OtherThanKnown { name: String, known: String },
    /// No person stands where one should.
    NotAPerson { text: String },
    /// A device that the register does not have.
    UnknownDevice { text: String },
    /// A group that the register does not have, or has more than once.
    WhichGroup { name: String },
    /// Whether a new group is a free one.
    FreeGroup { name: String },
    /// The number is that of another record.
    NumberTaken { id: String, known: String },
    /// Two numbers that differ in zeros alone.
    NumbersAlike { one: String, other: String },
    /// The same record twice in one file.
    Twice { name: String, row: u32 },
    /// What is recorded differs.
    Differs { label: [String; 2], before: String, after: String },
    /// Two facts that cannot both be so.
    Contradicts(Contradiction),
    /// The command is refused.
    Refused(Refusal),
    /// A last day that is planned.
    PlannedLeave { text: String, day: Option<Date> },
    /// Somebody is on leave.
    OnLeave { text: String },
    /// Somebody takes part without a day, and the register is kept since one.
    Undated { since: Date },
    /// Whether somebody new is of the secretariat.
    Secretariat { name: String, text: String },
    /// Nothing is said of a pledge.
    PledgeDash { text: String },
    /// The medium is of another kind than the device.
    OtherMedium { medium: String, device: String },
    /// Somebody is named as the doctor of a group.
    AttendingDoctor { name: String, group: String },
    /// A birthday that cannot be.
    Birth { text: String, age: i16 },
}

/// What may be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// This value.
    Take(String),
    /// A value that somebody types.
    Type,
    /// This record.
    Same(String),
    /// New records of the kind that each seems to be.
    Add,
    /// New staff.
    AddStaff,
    /// New partners.
    AddPartners,
    /// What the file has.
    Change,
    /// What the register has.
    Keep,
    /// Nothing in this field.
    Leave,
    /// Not this row.
    LeaveRow,
}

impl Choice {
    /// The choice as a word.
    pub fn word(&self) -> String {
        match self {
            Self::Take(value) => format!("take:{value}"),
            Self::Type => "take:…".to_owned(),
            Self::Same(id) => format!("same:{id}"),
            Self::Add => "add".to_owned(),
            Self::AddStaff => "add-staff".to_owned(),
            Self::AddPartners => "add-partners".to_owned(),
            Self::Change => "change".to_owned(),
            Self::Keep => "keep".to_owned(),
            Self::Leave => "leave".to_owned(),
            Self::LeaveRow => "leave-row".to_owned(),
        }
    }

    /// The choice of a word, where it is one of these or a value that may be typed.
    pub fn among(choices: &[Self], word: &str) -> Option<Self> {
        let known = choices.iter().find(|choice| **choice != Self::Type && choice.word() == word);
        known.cloned().or_else(|| {
            let typed = word.strip_prefix("take:").filter(|value| !value.is_empty() && *value != "…");
            typed.filter(|_| choices.contains(&Self::Type)).map(|value| Self::Take(value.to_owned()))
        })
    }
}

/// Answers by the keys of their questions: `key` for all alike, `key@sheet!row` for one.
pub type Answers = BTreeMap<String, String>;

/// What was done with a cell without asking, and should be known.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "each holds what its sentence names")]
pub enum Note {
    /// A leading zero was put back.
    Zero { text: String, whole: String },
    /// A day stood in a remark.
    DayInside { text: String, day: Date },
    /// An era that had ended.
    EndedEra { text: String, day: Date },
    /// The family name alone, which one person has.
    FamilyName { text: String, name: String },
    /// What the file has is older than what is recorded.
    Older { label: [String; 2], kept: String, file: String },
    /// Somebody of the register has the same name.
    Namesake { name: String, known: String },
    /// The number of a file's row is not the register's.
    OtherNumber { text: String, id: String },
    /// What stood there is not recorded.
    NotTaken { text: String },
    /// Joined to the record of the row above.
    Joined { above: u32 },
    /// What a remark said was recorded.
    FromRemark { text: String, field: String },
    /// Whom a row is about stays as the register has them.
    AsRecorded { label: [String; 2], kept: String, file: String },
}

/// Why something of a sheet is not taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "each holds what its sentence names")]
pub enum LeftOut {
    /// A total.
    Total { text: String },
    /// A note.
    Remark { text: String },
    /// Nobody and nothing is named.
    NoName,
    /// Whom or what it is about is the result of a formula, which is not in the file.
    NoResult,
    /// Somebody said so.
    Answered,
    /// A column that goes nowhere.
    Column { heading: String, why: super::columns::Why },
    /// A mark that says that there is nothing.
    Mark { heading: String, text: String },
    /// The whole sheet.
    Sheet(super::columns::NoLayout),
}
