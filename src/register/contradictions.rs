//! Facts of one record that cannot both be right, whatever today is: of two days the one that comes before the other although
//! it cannot.

use super::{
    date::{Date, Time},
    labels::Label,
    records::{Consent, Device, GroupSheet, Incident, McsAccount, Membership, Staff, TakeOut},
};

/// A field that lies before another one although it cannot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contradiction {
    /// The field's own name.
    pub field: &'static str,
    /// What it is called.
    pub label: Label,
    /// What stands there.
    pub on: Moment,
    /// The field that it cannot lie before.
    pub than: Label,
    /// What stands there.
    pub than_on: Moment,
}

/// A day or a minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "a day or a minute")]
pub enum Moment {
    Day(Date),
    Minute(Time),
}

impl std::fmt::Display for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            Self::Minute(time) => write!(f, "{} {:02}:{:02}", time.date, time.hour(), time.minute()),
        }
    }
}

type Dated = (&'static str, Label, Option<Date>);

fn before((field, label, on): Dated, (_, than, than_on): Dated) -> Option<Contradiction> {
    let (on, than_on) = on.zip(than_on).filter(|(on, than_on)| on < than_on)?;
    Some(Contradiction { field, label, on: Moment::Day(on), than, than_on: Moment::Day(than_on) })
}

/// A field with its name, its label and its day.
macro_rules! dated {
    ($record:ident $field:ident, $row:expr) => {
        (stringify!($field), $record::$field, $row.$field)
    };
}

/// What is wrong in a record, by itself: the first of its list.
pub trait Contradicts {
    /// The first contradiction.
    fn contradiction(&self) -> Option<Contradiction>;
}

impl Contradicts for Staff {
    fn contradiction(&self) -> Option<Contradiction> {
        let registered = dated!(McsAccount registered_on, self.mcs);
        before(dated!(Staff left_on, self), dated!(Staff joined_on, self))
            .or_else(|| before(dated!(McsAccount released_on, self.mcs), registered))
            .or_else(|| before(dated!(McsAccount deleted_on, self.mcs), registered))
    }
}

impl Contradicts for Device {
    fn contradiction(&self) -> Option<Contradiction> {
        before(dated!(Device returned_on, self), dated!(Device lent_on, self))
    }
}

impl Contradicts for TakeOut {
    fn contradiction(&self) -> Option<Contradiction> {
        before(dated!(TakeOut until, self), dated!(TakeOut from, self))
            .or_else(|| before(dated!(TakeOut returned_on, self), dated!(TakeOut out_on, self)))
    }
}

impl Contradicts for GroupSheet {
    fn contradiction(&self) -> Option<Contradiction> {
        let opened = dated!(GroupSheet opened_on, self);
        before(dated!(GroupSheet archived_on, self), opened)
            .or_else(|| before(dated!(GroupSheet deleted_on, self), opened))
            .or_else(|| {
                before(dated!(Consent withdrawn_on, self.consent), dated!(Consent signed_on, self.consent))
            })
    }
}

impl Contradicts for Membership {
    fn contradiction(&self) -> Option<Contradiction> {
        let (invited, joined) = (dated!(Membership invited_on, self), dated!(Membership joined_on, self));
        let released = dated!(Membership released_on, self);
        before(joined, invited).or_else(|| before(released, invited)).or_else(|| before(released, joined))
    }
}

impl Contradicts for Incident {
    fn contradiction(&self) -> Option<Contradiction> {
        let known = self.known_at.zip(self.occurred_at).filter(|(known, occurred)| known < occurred);
        let known = known.map(|(known, occurred)| Contradiction {
            field: "known_at",
            label: Self::known_at,
            on: Moment::Minute(known),
            than: Self::occurred_at,
            than_on: Moment::Minute(occurred),
        });
        let known_on = ("known_at", Self::known_at, self.known_at.map(|time| time.date));
        known.or_else(|| before(dated!(Incident closed_on, self), known_on))
    }
}
