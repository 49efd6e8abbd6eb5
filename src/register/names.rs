//! What a record is about or names: the other way round from following its references.

use super::{
    kinds::{Record, with_kinds},
    slots::{Alter, Look, Means, Named, Slot},
    subject::Subject,
};

macro_rules! walks {
    ($($kind:ident,)*) => {
        impl Record {
            /// Whether the record is the subject's own or names it anywhere. A person is the same person as staff and as
            /// partner. That a membership or a review stands in a group is in its key, not in it.
            pub fn names(&self, subject: &Subject) -> bool {
                matches!((self, subject), (Self::Office(_), Subject::Office) | (Self::Policy(_), Subject::Policy))
                    || match self { $(Self::$kind(row) => Seek::of(row, subject).named),* }
            }

            /// Shows everything that it names, itself among them: what [`Record::names`] finds.
            pub fn each_named<'r>(&'r self, mut tell: impl FnMut(Named<'r>)) {
                match self {
                    Self::Office(_) => tell(Named::Subject(&Subject::Office)),
                    Self::Policy(_) => tell(Named::Subject(&Subject::Policy)),
                    _ => {}
                }
                self.look(&mut Every(tell));
            }

            /// Lets somebody change what is recorded.
            pub(super) fn alter(&mut self, by: &mut dyn Alter) {
                match self { $(Self::$kind(row) => row.alter((), by)),* };
            }

            /// Shows every record that is named.
            pub(super) fn look<'r>(&'r self, by: &mut impl Look<'r>) {
                match self { $(Self::$kind(row) => row.look((), by)),* }
            }
        }
    };
}

with_kinds!(walks);

/// Tells every subject that is named in a record.
struct Every<F>(F);

impl<'r, F: FnMut(Named<'r>)> Look<'r> for Every<F> {
    fn named(&mut self, named: Named<'r>, _: Means) {
        (self.0)(named);
    }
}

/// Looks for a subject in a record.
pub(super) struct Seek<'s> {
    subject: &'s Subject,
    /// Whether it is named anywhere.
    named: bool,
    /// Whether it is named otherwise than as the record itself.
    pub(super) referred: bool,
}

impl<'s> Seek<'s> {
    pub(super) fn of(record: &impl Slot<Class = ()>, subject: &'s Subject) -> Self {
        let mut seek = Self { subject, named: false, referred: false };
        record.look((), &mut seek);
        seek
    }
}

impl<'r> Look<'r> for Seek<'_> {
    fn named(&mut self, named: Named<'r>, means: Means) {
        let found = named.is(self.subject);
        self.named |= found;
        self.referred |= found && means != Means::Own;
    }
}
