//! What a policy has beyond the fixed words: duties of its own and further addressees of an incident's report. Its own
//! controls and kinds of incident stand in the lists of the fixed ones.

use super::{
    checks::{filled, level, said, within},
    error::{PolicyError, PolicyFault},
    forms::PolicyForm,
    lists::{ControlEntry, KindEntry},
    settings::Level,
    written::{AddresseeFile, DutyFile, Head, OFF, Setting, ShapeWord, Text},
};
use crate::register::{
    AddedFacts, AddedName, AddedValue, Adds, Date, Declared, Lang, RecordKind,
    words::{AnyIncidentKind, DeviceKind, GroupKind},
};

/// Days before a due day on which it is announced, where the file does not say.
const WARN_DAYS: u16 = 30;

/// What a duty asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DutyShape {
    /// A day that repeats every so many months.
    Day {
        /// The months.
        months: u16,
        /// On how many days before its end it is announced.
        warn_days: u16,
    },
    /// Something that must be so.
    Yes,
    /// A paper that must be filed, with its day.
    Paper,
}

/// What every addition says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    /// Its name in documents.
    pub name: AddedName,
    /// Whether it is asked for.
    pub on: bool,
    /// The article that it comes from.
    pub article: String,
    /// How strictly the policy words it.
    pub level: Level,
    /// What it is called.
    pub label: Text,
    /// What the policy says of it.
    pub says: Text,
    /// What to do next, where the file says it.
    pub next_step: Option<Text>,
}

/// A duty of the policy's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddedDuty {
    /// What it says of itself.
    pub is: Declaration,
    /// Of which records it is: of the office, of staff, devices or groups.
    pub of: RecordKind,
    /// What it asks.
    pub shape: DutyShape,
    /// The kinds of device to which it applies; all where none is named.
    pub devices: Vec<DeviceKind>,
    /// The kinds of group to which it applies; all where none is named.
    pub groups: Vec<GroupKind>,
    /// The number of the form by which it is done.
    pub form: Option<u8>,
}

/// Somebody else to whom an incident is reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddedAddressee {
    /// What it says of itself.
    pub is: Declaration,
    /// On how many days after it was known an incident is reported.
    pub due_days: u16,
    /// The kinds of incident that are; all but near misses where none is named.
    pub kinds: Vec<AnyIncidentKind>,
}

/// All that a policy adds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Additions {
    /// Controls of its own, with their names.
    pub controls: Vec<(AddedName, Text)>,
    /// Kinds of incident of its own, with their names.
    pub incident_kinds: Vec<(AddedName, Text)>,
    /// Duties of its own.
    pub duties: Vec<AddedDuty>,
    /// Further addressees.
    pub addressees: Vec<AddedAddressee>,
}

impl Additions {
    /// The names that are declared.
    pub fn declared(&self) -> Declared {
        let mut declared = Declared::default();
        declared.extend(self.controls.iter().map(|(name, _)| (Adds::Control, *name)));
        declared.extend(self.incident_kinds.iter().map(|(name, _)| (Adds::IncidentKind, *name)));
        declared.extend(self.duties.iter().map(|duty| (Adds::Duty, duty.is.name)));
        declared.extend(self.addressees.iter().map(|one| (Adds::Addressee, one.is.name)));
        declared
    }

    /// The duties of a kind of record that are asked for.
    pub fn duties_of(&self, kind: RecordKind) -> impl Iterator<Item = &AddedDuty> {
        self.duties.iter().filter(move |duty| duty.of == kind && duty.is.on)
    }

    /// The addressees of an incident of a kind.
    pub fn addressees_of(&self, kind: AnyIncidentKind) -> impl Iterator<Item = &AddedAddressee> {
        let of =
            move |one: &&AddedAddressee| one.is.on && (one.kinds.is_empty() || one.kinds.contains(&kind));
        self.addressees.iter().filter(of)
    }

    /// A duty by its name.
    pub fn duty(&self, name: &str) -> Option<&AddedDuty> {
        self.duties.iter().find(|duty| duty.is.name.as_str() == name)
    }

    /// An addressee by its name.
    pub fn addressee(&self, name: &str) -> Option<&AddedAddressee> {
        self.addressees.iter().find(|one| one.is.name.as_str() == name)
    }

    /// A duty or an addressee by its name.
    pub(in crate::policy) fn declaration(&self, name: &str) -> Option<&Declaration> {
        let duty = self.duty(name).map(|duty| &duty.is);
        duty.or_else(|| self.addressee(name).map(|one| &one.is))
    }

    /// What is recorded although the policy in force does not ask for it, by the names of those that do not apply.
    pub fn no_longer_asked<'f>(
        &self,
        facts: &'f AddedFacts,
        kind: RecordKind,
    ) -> impl Iterator<Item = (AddedName, AddedValue)> + use<'f> {
        let asked: Vec<AddedName> = match kind {
            RecordKind::Incident => self.addressees.iter().map(|one| one.is.name).collect(),
            kind => self.duties_of(kind).map(|duty| duty.is.name).collect(),
        };
        facts.recorded().filter(move |(name, _)| !asked.contains(name))
    }

    /// With at least so many days of warning before every due day.
    pub(super) fn announce(&mut self, days: u16) {
        for duty in &mut self.duties {
            if let DutyShape::Day { warn_days, .. } = &mut duty.shape {
                *warn_days = (*warn_days).max(days);
            }
        }
    }

    pub(super) fn texts_mut(&mut self) -> impl Iterator<Item = &mut Text> {
        let duties = self.duties.iter_mut().map(|duty| &mut duty.is);
        let declared = duties.chain(self.addressees.iter_mut().map(|one| &mut one.is));
        let named = self.controls.iter_mut().chain(&mut self.incident_kinds).map(|(_, name)| name);
        declared
            .flat_map(|is| [&mut is.label, &mut is.says].into_iter().chain(&mut is.next_step))
            .chain(named)
    }
}

impl Additions {
    /// What is added under a name; `None` where nothing is.
    pub fn added(&self, name: &str, lang: Lang) -> Option<&str> {
        let mut plain = self.controls.iter().chain(&self.incident_kinds);
        let plain = plain.find(|(known, _)| known.as_str() == name).map(|(_, label)| label);
        plain.or_else(|| Some(&self.declaration(name)?.label)).map(|label| label.get(lang))
    }
}

impl AddedDuty {
    /// How what is recorded of it stands.
    pub fn recorded(&self, facts: &AddedFacts) -> Option<AddedValue> {
        facts.get(self.is.name)
    }

    /// When it was done, or filed.
    pub fn day(&self, facts: &AddedFacts) -> Option<Date> {
        facts.day(self.is.name)
    }

    /// Whether it applies to a device of a kind; one that is not recorded counts as applying.
    pub fn applies_to_device(&self, kind: Option<DeviceKind>) -> bool {
        self.devices.is_empty() || kind.is_none_or(|kind| self.devices.contains(&kind))
    }

    /// Whether it applies to a group of a kind.
    pub fn applies_to_group(&self, kind: GroupKind) -> bool {
        self.groups.is_empty() || self.groups.contains(&kind)
    }
}

/// A name of the policy's own.
pub(super) fn name(word: &str, key: &str) -> Result<AddedName, PolicyError> {
    AddedName::new(word).ok_or_else(|| PolicyError::at(key, PolicyFault::Id))
}

fn declaration(head: Head, by: &str, key: &str) -> Result<Declaration, PolicyError> {
    let Head { word, enabled, article, level: strict, name: label, says, next_step } = head;
    let strict = level(strict);
    let label = said(&label, &format!("{key}.name"))?.clone();
    let says = says.map(|says| said(&says, &format!("{key}.says")).cloned()).transpose()?;
    let next_step = next_step.map(|step| said(&step, &format!("{key}.next_step")).cloned()).transpose()?;
    Ok(Declaration {
        name: name(&word, &format!("{key}.{by}"))?,
        on: enabled && article != OFF && strict.is_some(),
        article: filled(&article, &format!("{key}.article"))?,
        level: strict.unwrap_or(Level::Consider),
        says: says.unwrap_or_else(|| label.clone()),
        label,
        next_step,
    })
}

fn duty(file: DutyFile, forms: &[PolicyForm], key: &str) -> Result<AddedDuty, PolicyError> {
    let of = file.on.kind();
    let unknown = |word: &str| PolicyError::at(format!("{key}.{word}"), PolicyFault::Unknown);
    let shape = match (file.shape, file.interval_months, file.warn_days) {
        (ShapeWord::Day, None, _) => {
            return Err(PolicyError::at(format!("{key}.interval_months"), PolicyFault::Missing));
        }
        (ShapeWord::Day, Some(months), warn_days) => DutyShape::Day {
            months: within(months, (1, 1200), &format!("{key}.interval_months"))?,
            warn_days: warn_days
                .map_or(Ok(WARN_DAYS), |days| within(days, (0, 3650), &format!("{key}.warn_days")))?,
        },
        (_, Some(_), _) => return Err(unknown("interval_months")),
        (_, _, Some(_)) => return Err(unknown("warn_days")),
        (ShapeWord::Yes, None, None) => DutyShape::Yes,
        (ShapeWord::Paper, None, None) => DutyShape::Paper,
    };
    let (mut devices, mut groups) = (Vec::new(), Vec::new());
    for (place, word) in file.kinds.iter().flatten().enumerate() {
        let known = match of {
            RecordKind::Device => DeviceKind::from_word(word).map(|kind| devices.push(kind)),
            RecordKind::Group => GroupKind::from_word(word).map(|kind| groups.push(kind)),
            _ => None,
        };
        known.ok_or_else(|| unknown(&format!("kinds[{place}]")))?;
    }
    let fits = |number: &u8| forms.iter().any(|form| form.number == *number && form.of == Some(of));
    if file.form.is_some_and(|number| !fits(&number)) {
        return Err(unknown("form"));
    }
    let form = file.form;
    let is = declaration(file.head(), "duty", key)?;
    Ok(AddedDuty { is, of, shape, devices, groups, form })
}

fn addressee(
    file: AddresseeFile,
    key: &str,
    known: impl Fn(&AnyIncidentKind) -> bool,
) -> Result<AddedAddressee, PolicyError> {
    let kind = |(place, word): (usize, &String)| {
        let unknown = || PolicyError::at(format!("{key}.kinds[{place}]"), PolicyFault::Unknown);
        AnyIncidentKind::from_word(word).filter(&known).ok_or_else(unknown)
    };
    let kinds = file.kinds.iter().flatten().enumerate().map(kind).collect::<Result<_, _>>()?;
    let due_days = match file.due_days {
        Setting::Off => None,
        Setting::Number(days) => Some(within(days, (0, 3650), &format!("{key}.due_days"))?),
    };
    let is = declaration(file.head(), "addressee", key)?;
    let is = Declaration { on: is.on && due_days.is_some(), ..is };
    Ok(AddedAddressee { is, due_days: due_days.unwrap_or_default(), kinds })
}

/// What the file adds. A name stands for one thing.
pub(super) fn additions(
    duties: Vec<DutyFile>,
    addressees: Vec<AddresseeFile>,
    controls: &[ControlEntry],
    kinds: &[KindEntry],
    forms: &[PolicyForm],
) -> Result<Additions, PolicyError> {
    let own = |entry: &ControlEntry| Some((entry.control.added()?, entry.name.clone()));
    let mut all = Additions {
        controls: controls.iter().filter_map(own).collect(),
        incident_kinds: kinds
            .iter()
            .filter_map(|entry| Some((entry.kind.added()?, entry.name.clone())))
            .collect(),
        ..Additions::default()
    };
    let mut given: Vec<AddedName> =
        all.controls.iter().chain(&all.incident_kinds).map(|(name, _)| *name).collect();
    let mut unused = |name: AddedName, key: String| {
        if given.contains(&name) {
            return Err(PolicyError::at(key, PolicyFault::Twice));
        }
        given.push(name);
        Ok(())
    };
    for (place, file) in duties.into_iter().enumerate() {
        let key = format!("duties[{place}]");
        let duty = duty(file, forms, &key)?;
        unused(duty.is.name, format!("{key}.duty"))?;
        all.duties.push(duty);
    }
    for (place, file) in addressees.into_iter().enumerate() {
        let key = format!("addressees[{place}]");
        let one = addressee(file, &key, |kind| kinds.iter().any(|entry| entry.kind == *kind))?;
        unused(one.is.name, format!("{key}.addressee"))?;
        all.addressees.push(one);
    }
    Ok(all)
}
