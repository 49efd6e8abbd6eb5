//! Facts of one record that cannot both be right, whatever today is: of two days the one that comes before the other although
//! it cannot.

use super::{
    date::Date,
    kinds::Record,
    labels::Label,
    records::{Consent, Device, GroupSheet, Incident, McsAccount, Membership, Staff, TakeOut},
    timing::Moment,
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

type Dated = (&'static str, Label, Option<Date>);

#[inline] // asked of a million memberships
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

/// What is wrong in a record, by itself.
pub trait Contradicts {
    /// The first contradiction of its list.
    fn contradiction(&self) -> Option<Contradiction>;

    /// All of them.
    fn contradictions(&self) -> Vec<Contradiction>;
}

/// The list of a record: each entry is `before(what cannot lie before, what)`.
macro_rules! contradictions {
    ($record:ident, $row:ident: $($found:expr),+ $(,)?) => {
        impl Contradicts for $record {
            // Asked of every record whenever the rules are judged: none is looked at past the first.
            #[inline]
            fn contradiction(&self) -> Option<Contradiction> {
                let $row = self;
                None$(.or_else(|| $found))+
            }

            fn contradictions(&self) -> Vec<Contradiction> {
                let $row = self;
                [$($found),+].into_iter().flatten().collect()
            }
        }
    };
}

contradictions! { Staff, row:
    before(dated!(Staff left_on, row), dated!(Staff joined_on, row)),
    before(dated!(McsAccount released_on, row.mcs), dated!(McsAccount registered_on, row.mcs)),
    before(dated!(McsAccount deleted_on, row.mcs), dated!(McsAccount registered_on, row.mcs)),
}

contradictions! { Device, row:
    before(dated!(Device returned_on, row), dated!(Device lent_on, row)),
}

contradictions! { TakeOut, row:
    before(dated!(TakeOut until, row), dated!(TakeOut from, row)),
    before(dated!(TakeOut returned_on, row), dated!(TakeOut out_on, row)),
}

contradictions! { GroupSheet, row:
    before(dated!(GroupSheet archived_on, row), dated!(GroupSheet opened_on, row)),
    before(dated!(GroupSheet deleted_on, row), dated!(GroupSheet opened_on, row)),
    before(dated!(Consent withdrawn_on, row.consent), dated!(Consent signed_on, row.consent)),
}

contradictions! { Membership, row:
    before(dated!(Membership joined_on, row), dated!(Membership invited_on, row)),
    before(dated!(Membership released_on, row), dated!(Membership invited_on, row)),
    before(dated!(Membership released_on, row), dated!(Membership joined_on, row)),
}

contradictions! { Incident, row:
    known_before_occurred(row),
    before(
        dated!(Incident closed_on, row),
        ("known_at", Incident::known_at, row.known_at.map(|time| time.date)),
    ),
}

/// To the minute.
fn known_before_occurred(row: &Incident) -> Option<Contradiction> {
    let (known, occurred) = row.known_at.zip(row.occurred_at).filter(|(known, occurred)| known < occurred)?;
    Some(Contradiction {
        field: "known_at",
        label: Incident::known_at,
        on: Moment::Minute(known),
        than: Incident::occurred_at,
        than_on: Moment::Minute(occurred),
    })
}

impl Record {
    /// What of the record cannot be right.
    pub fn contradictions(&self) -> Vec<Contradiction> {
        match self {
            Self::Staff(row) => row.contradictions(),
            Self::Device(row) => row.contradictions(),
            Self::TakeOut(row) => row.contradictions(),
            Self::Group(row) => row.contradictions(),
            Self::Membership(row) => row.contradictions(),
            Self::Incident(row) => row.contradictions(),
            _ => Vec::new(),
        }
    }
}
