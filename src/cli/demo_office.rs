//! The office that `mcs-register demo` opens: a made-up home-visit nursing station.

use crate::{
    policy::Rule,
    register::{
        Date, Register,
        document::{DocumentError, decode},
        shift::shifted,
    },
};

/// The office as a register document, dated for [`WRITTEN_FOR`].
const OFFICE: &str = include_str!("../../data/demo/office.json");

/// The day for which the document is dated, as `yyyymmdd`.
const WRITTEN_FOR: u32 = 20_261_122;

/// The demo office as it stands on a day: 25 staff, 30 devices, 60 groups, 500 memberships, and a finding of every
/// rule on every day. All people in it are invented.
///
/// Two kinds of finding cannot stand in it. `administrator-appointed` needs an office without any active
/// administrator, but somebody has to approve and review in the others. `account-removal` is `now` only under a
/// policy that leaves a grace after the last day of work.
///
/// # Errors
/// When the built-in document cannot be read; the tests keep that from happening.
pub fn demo_office(today: Date) -> Result<Register, DocumentError> {
    let flags = |rule: &str| Rule::from_name(rule).map(Rule::flags);
    let office = decode(OFFICE.as_bytes(), &flags)?;
    let days = Date::from_number(WRITTEN_FOR).map_or(0, |written_for| today.days_since(written_for));
    Ok(shifted(&office, days))
}
