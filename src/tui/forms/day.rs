//! A day or a minute as it is typed: which one is meant, whether the field takes it, and how it is shown in full before
//! anything is saved.

use crate::{
    register::{
        Date, Lang, Moment, Time, Timing,
        labels::Label,
        wareki::{DateInputFault, parse_date, parse_time},
    },
    tui::{
        terminal::width::cells,
        words::{Word, moment_forms, not_yet},
    },
};

/// Why what was typed cannot be saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldFault {
    /// What a field of any kind may say.
    Word(Word),
    /// It is no day, or no minute.
    Day(DateInputFault),
    /// It lies ahead, where only what has happened is recorded.
    Ahead(Moment),
}

impl From<Word> for FieldFault {
    fn from(word: Word) -> Self {
        Self::Word(word)
    }
}

impl FieldFault {
    /// What is wrong and what to do.
    pub fn say(self, lang: Lang) -> String {
        match self {
            Self::Word(word) => word.say(lang).to_owned(),
            Self::Day(fault) => fault.message(lang),
            Self::Ahead(on) => not_yet(on, lang),
        }
    }

    /// Whether it is wrong however it is typed on.
    fn is_final(self) -> bool {
        use DateInputFault as F;
        match self {
            Self::Word(_) => false,
            // The zero before another digit.
            Self::Day(F::NoSuchDay { month, day, .. }) => month > 0 && day > 0,
            Self::Day(fault) => !matches!(
                fault,
                F::Empty
                    | F::NotUnderstood
                    | F::TimeNotUnderstood
                    | F::Incomplete
                    | F::WhichYear
                    | F::NoClock
            ),
            Self::Ahead(_) => true,
        }
    }
}

/// How a field reads a day or a minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    timing: Timing,
    /// The first day of the period that the day ends.
    begin: Option<Date>,
    /// What the record has there: it may stay, wherever it lies.
    stands: Option<Moment>,
    /// Whether a minute is wanted.
    minute: bool,
}

impl Reading {
    /// A day.
    pub const fn day(timing: Timing) -> Self {
        Self { timing, begin: None, stands: None, minute: false }
    }

    /// A minute.
    pub const fn minute(timing: Timing) -> Self {
        Self { minute: true, ..Self::day(timing) }
    }

    /// The day of a field.
    pub fn of(label: Label, stands: Option<Date>) -> Self {
        let timing = label.timing.unwrap_or(Timing::Either);
        Self { stands: stands.map(Moment::Day), ..Self::day(timing) }
    }

    /// The minute of a field.
    pub fn minute_of(label: Label, stands: Option<Time>) -> Self {
        let timing = label.timing.unwrap_or(Timing::Either);
        Self { stands: stands.map(Moment::Minute), ..Self::minute(timing) }
    }

    /// The same, for the last day of a period that begins on a day.
    #[must_use]
    pub const fn from(self, begin: Option<Date>) -> Self {
        Self { begin, ..self }
    }

    /// Whether a day ahead is taken.
    pub fn may_lie_ahead(&self) -> bool {
        self.timing.may_lie_ahead()
    }

    /// The day that is meant.
    ///
    /// # Errors
    /// Why there is none that the field takes.
    pub fn read_day(&self, typed: &str, now: Time) -> Result<Date, FieldFault> {
        let day =
            parse_date(typed.trim(), now.date, self.timing.which(self.begin)).map_err(FieldFault::Day)?;
        self.taken(Moment::Day(day), Moment::Day(now.date)).map(|()| day)
    }

    /// The minute that is meant.
    ///
    /// # Errors
    /// Why there is none that the field takes.
    pub fn read_minute(&self, typed: &str, now: Time) -> Result<Time, FieldFault> {
        let time = parse_time(typed.trim(), now, self.timing.which(self.begin)).map_err(FieldFault::Day)?;
        self.taken(Moment::Minute(time), Moment::Minute(now)).map(|()| time)
    }

    fn taken(&self, read: Moment, now: Moment) -> Result<(), FieldFault> {
        let ahead = !self.may_lie_ahead() && read > now && self.stands != Some(read);
        if ahead { Err(FieldFault::Ahead(read)) } else { Ok(()) }
    }

    /// What is meant by what was typed so far; nothing while that cannot be told.
    pub fn so_far(&self, typed: &str, now: Time) -> Option<Result<Moment, FieldFault>> {
        let read = if self.minute {
            self.read_minute(typed, now).map(Moment::Minute)
        } else {
            self.read_day(typed, now).map(Moment::Day)
        };
        match read {
            Err(fault) if !fault.is_final() => None,
            read => Some(read),
        }
    }
}

/// The fullest way of writing a day that fits into some cells, and whether it is the whole.
pub fn fitting(on: Moment, lang: Lang, room: usize) -> (Option<String>, bool) {
    let mut forms = moment_forms(on, lang).into_iter().enumerate();
    let found = forms.find(|(_, form)| cells(form) <= room);
    let whole = matches!(found, Some((0, _)));
    (found.map(|(_, form)| form), whole)
}
