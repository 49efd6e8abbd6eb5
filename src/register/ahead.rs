//! Whether a record says of something that it happened on a day that has not come.

use super::{
    date::Date,
    slots::{Look, Slot},
    timing::{Moment, Timing},
};

/// Whether any day of a record lies ahead that says what has happened, or will be said to have.
pub fn has_deed_ahead(record: &impl Slot<Class = ()>, today: Date) -> bool {
    let mut ahead = DeedAhead { today, found: false };
    record.look((), &mut ahead);
    ahead.found
}

struct DeedAhead {
    today: Date,
    found: bool,
}

impl Look<'_> for DeedAhead {
    fn dated(&mut self, on: Moment, timing: Timing) {
        self.found |= matches!(timing, Timing::Deed | Timing::Announced) && on.day() > self.today;
    }
}
