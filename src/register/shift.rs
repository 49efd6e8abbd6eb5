//! A register moved in time, every day and minute in it by the same number of days.

use super::{
    Date, Parts, Register, Time,
    slots::{Alter, Slot},
    table::{Keyed, Table},
};

/// The same register, with every date moved by a number of days. Ids stay as they are, the numbers of incidents
/// too. Dates are held at the ends of the calendar.
#[must_use]
pub fn shifted(register: &Register, days: i64) -> Register {
    let mut parts = Parts {
        office: register.office().clone(),
        filings: register.filings().clone(),
        staff: register.staff().clone(),
        partners: register.partners().clone(),
        devices: register.devices().clone(),
        take_outs: register.take_outs().clone(),
        groups: register.groups().clone(),
        incidents: register.incidents().clone(),
        waivers: register.waivers().to_vec(),
    };
    let by = &mut Shift(days);
    parts.office.alter((), by);
    rows(&mut parts.filings, by);
    rows(&mut parts.staff, by);
    rows(&mut parts.partners, by);
    rows(&mut parts.devices, by);
    rows(&mut parts.take_outs, by);
    rows(&mut parts.groups, by);
    rows(&mut parts.incidents, by);
    parts.waivers.alter((), by);
    Register::from_parts(parts)
}

fn rows<T: Keyed + Slot<Class = ()>>(table: &mut Table<T>, by: &mut Shift) {
    for row in table.rows_mut() {
        row.alter((), by);
    }
}

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
