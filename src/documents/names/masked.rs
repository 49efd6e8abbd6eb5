//! A register in which nobody is named: for tables and lists that leave the office.

use unicode_normalization::UnicodeNormalization as _;

use super::{HIDDEN, Namer, Naming};
use crate::register::{
    Parts, Register,
    records::{Group, non_blank},
    slots::{Alter, Becomes, Privacy, Slot},
    table::{Keyed, Table},
    words::GroupKind,
};

/// The same register with people and patients' groups by number, without readings, logins and telephones, and with names
/// taken out of free text. The judge finds the same in it, since the rules ask whether something is recorded and when, not
/// what people are called.
pub fn masked(register: &Register) -> Register {
    masked_by(register, &Namer::new(register, Naming::Masked))
}

/// The same with a namer that is at hand and masks.
pub(super) fn masked_by(register: &Register, namer: &Namer<'_>) -> Register {
    let mask = Mask::new(register, namer);
    let side = |side: &str, id: &dyn std::fmt::Display| Some(format!("{side} {id}"));
    let patient = |group: &Group| group.sheet.kind == GroupKind::Patient;
    Register::from_parts(Parts {
        office: mask.masked(register.office(), None),
        filings: rows(register.filings(), |row| mask.masked(row, None)),
        staff: rows(register.staff(), |row| mask.masked(row, side("職員", &row.id))),
        partners: rows(register.partners(), |row| mask.masked(row, side("関係者", &row.id))),
        devices: rows(register.devices(), |row| mask.masked(row, None)),
        take_outs: rows(register.take_outs(), |row| mask.masked(row, None)),
        groups: rows(register.groups(), |row| {
            mask.masked(row, side("患者グループ", &row.sheet.id).filter(|_| patient(row)))
        }),
        incidents: rows(register.incidents(), |row| mask.masked(row, None)),
        waivers: register.waivers().iter().map(|row| mask.masked(row, None)).collect(),
    })
}

/// What masks a register.
struct Mask<'a> {
    namer: &'a Namer<'a>,
    /// The logins as two of them are compared, sorted.
    logins: Vec<String>,
}

impl<'a> Mask<'a> {
    fn new(register: &Register, namer: &'a Namer<'a>) -> Self {
        let recorded = register.staff().iter().filter_map(|row| non_blank(row.mcs.login.as_deref()));
        let mut logins: Vec<String> = recorded.map(compared).collect();
        logins.sort();
        logins.dedup();
        Self { namer, logins }
    }

    /// A record in which nobody is named; `number` stands for its name, where that tells who it is.
    fn masked<T: Clone + Slot<Class = ()>>(&self, row: &T, number: Option<String>) -> T {
        let mut row = row.clone();
        row.alter((), &mut Masking { mask: self, number });
        row
    }

    /// Two people with one login stay two people with one login: that is a finding.
    fn login(&self, login: &str) -> String {
        let place = self.logins.binary_search(&compared(login)).unwrap_or(0);
        format!("（伏せる {}）", place + 1)
    }
}

/// What masks one record.
struct Masking<'a> {
    mask: &'a Mask<'a>,
    number: Option<String>,
}

impl Alter for Masking<'_> {
    fn text(&mut self, text: &str, privacy: Privacy) -> Becomes {
        match (privacy, &self.number) {
            (Privacy::Open, _) => Becomes::Same,
            (Privacy::Name, Some(number)) => Becomes::Text(number.clone()),
            (Privacy::Name, None) | (Privacy::Free, _) => Becomes::Text(self.mask.namer.text(text)),
            // Whatever a group is for: a reading says the names in it once more. And what was sent stands there word by
            // word: whoever wants it without names asks for the paper.
            (Privacy::Reading | Privacy::Sent, _) => Becomes::Nothing,
            (Privacy::Login | Privacy::Reach, _) if text.trim().is_empty() => Becomes::Nothing,
            (Privacy::Login, _) => Becomes::Text(self.mask.login(text)),
            (Privacy::Reach, _) => Becomes::Text(HIDDEN.to_owned()),
        }
    }
}

/// The same ids in the same order, so nothing is there twice.
fn rows<T: Keyed>(table: &Table<T>, masked: impl Fn(&T) -> T) -> Table<T> {
    Table::from_rows(table.iter().map(masked).collect()).unwrap_or_default()
}

/// A login as two of them are compared.
fn compared(login: &str) -> String {
    login.trim().nfkc().collect::<String>().to_lowercase()
}
