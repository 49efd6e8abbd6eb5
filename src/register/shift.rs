//! A register moved in time, every day and minute in it by the same number of days.

use super::{
    Date, Register, Time,
    kinds::with_lists,
    slots::{Alter, Slot as _},
};

macro_rules! lists {
    ($($kind:ident in $list:ident: $row:ident by $id:ident,)*) => {
        /// The same register, with every date moved by a number of days. Ids stay as they are, the numbers of incidents
        /// too. Dates are held at the ends of the calendar.
        #[must_use]
        pub fn shifted(register: &Register, days: i64) -> Register {
            let (mut parts, by) = (register.parts.clone(), &mut Shift(days));
            parts.office.alter((), by);
            $(for row in parts.$list.rows_mut() {
                row.alter((), by);
            })*
            parts.waivers.alter((), by);
            Register::from_parts(parts)
        }
    };
}

with_lists! { lists }

/// A number of days. What stands on a paper is left: its days are words.
struct Shift(i64);

impl Alter for Shift {
    fn day(&mut self, day: &mut Date) {
        *day = day.plus_days(self.0);
    }

    fn minute(&mut self, time: &mut Time) {
        time.date = time.date.plus_days(self.0);
    }
}
