//! A register in which nobody is named: for tables and lists that leave the office.

use std::{borrow::Cow, convert::Infallible};

use unicode_normalization::UnicodeNormalization as _;

use super::{HIDDEN, Namer, Naming};
use crate::register::{
    Date, Parts, Register,
    kinds::with_lists,
    records::non_blank,
    slots::{Alter, Becomes, Privacy, Slot},
    subject::Subject,
    table::{Keyed, Table},
    words::GroupKind,
};

/// The register with people and patients' groups by number, without readings, logins and telephones, and with names
/// taken out of free text. The judge finds the same in it, since the rules ask whether something is recorded and when, not
/// what people are called.
pub fn masked(register: &Register) -> Register {
    // Nobody is responsible for anything where nobody is named: the day does not matter.
    unwatched(register, &Namer::new(register, Naming::Masked, Date::MAX))
}

/// The register as it is shown on a day: masked, with those who answer for the office by name, or as it is recorded.
pub fn shown(register: &Register, names: Naming, today: Date) -> Cow<'_, Register> {
    match names {
        Naming::Full => Cow::Borrowed(register),
        Naming::Masked | Naming::Named => {
            Cow::Owned(unwatched(register, &Namer::new(register, names, today)))
        }
    }
}

/// The same with a namer that is at hand and masks.
pub(super) fn unwatched(register: &Register, namer: &Namer<'_>) -> Register {
    let Ok(masked) = masked_by::<Infallible>(register, namer, &|| Ok(()));
    masked
}

/// The same; at each record it is asked whether to go on.
pub(super) fn masked_by<E>(
    register: &Register,
    namer: &Namer<'_>,
    step: &dyn Fn() -> Result<(), E>,
) -> Result<Register, E> {
    let mask = Mask::new(register, namer);
    let office =
        if namer.names == Naming::Masked { Stands::Instead(HIDDEN.to_owned()) } else { Stands::ByName };
    macro_rules! masked {
        ($($kind:ident in $list:ident: $row:ident by $id:ident,)*) => {
            Parts {
                office: mask.masked(register.office(), office),
                $($list: rows(register.$list(), |row| {
                    step()?;
                    Ok(mask.masked(row, mask.stands(register, &Subject::$kind(row.id().clone()))))
                })?,)*
                // It names nobody.
                policy: register.policy().clone(),
                waivers: register.waivers().iter().map(|row| mask.masked(row, Stands::Masked)).collect(),
            }
        };
    }
    Ok(Register::from_parts(with_lists! { masked }))
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

    /// Where the name of a record that is found by its id stands.
    fn stands(&self, register: &Register, subject: &Subject) -> Stands {
        let is_patient = |id| register.group(id).is_some_and(|row| row.sheet.kind == GroupKind::Patient);
        let side = match subject {
            Subject::Staff(id) if self.namer.responsible.has(id) => return Stands::ByName,
            Subject::Staff(_) => "職員",
            Subject::Partner(_) => "関係者",
            Subject::Group(id) if is_patient(id) => "患者グループ",
            _ => return Stands::Masked,
        };
        Stands::Instead(format!("{side} {}", subject.id()))
    }

    /// A record in which nobody is named but whom it is about, where they stand by name.
    fn masked<T: Clone + Slot<Class = ()>>(&self, row: &T, name: Stands) -> T {
        let mut row = row.clone();
        row.alter((), &mut Masking { mask: self, name });
        row
    }

    /// Two people with one login stay two people with one login: that is a finding.
    fn login(&self, login: &str) -> String {
        let place = self.logins.binary_search(&compared(login)).unwrap_or(0);
        format!("（伏せる {}）", place + 1)
    }
}

/// What becomes of the name of a record.
enum Stands {
    /// It tells who it is: this stands in its place.
    Instead(String),
    /// It is called so, and names may stand in it.
    Masked,
    /// It stays, with its reading and how they are reached.
    ByName,
}

/// What masks one record.
struct Masking<'a> {
    mask: &'a Mask<'a>,
    name: Stands,
}

impl Alter for Masking<'_> {
    fn text(&mut self, text: &str, privacy: Privacy) -> Becomes {
        match (privacy, &self.name) {
            (Privacy::Open, _) | (Privacy::Name | Privacy::Reading | Privacy::Reach, Stands::ByName) => {
                Becomes::Same
            }
            (Privacy::Name, Stands::Instead(name)) => Becomes::Text(name.clone()),
            (Privacy::Name, Stands::Masked) | (Privacy::Free, _) => Becomes::Text(self.mask.namer.text(text)),
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
fn rows<T: Keyed, E>(table: &Table<T>, masked: impl Fn(&T) -> Result<T, E>) -> Result<Table<T>, E> {
    let rows: Vec<T> = table.iter().map(masked).collect::<Result<_, E>>()?;
    Ok(Table::from_rows(rows).unwrap_or_default())
}

/// A login as two of them are compared.
fn compared(login: &str) -> String {
    login.trim().nfkc().collect::<String>().to_lowercase()
}
