//! Who and which group: by name, or so that nobody is named.

mod context;
mod latin;
mod letters;
mod masked;
mod masks;
mod place;
mod reached;
mod words;
mod written;

use std::cell::OnceCell;

pub use masked::masked;
use masked::masked_by;
use masks::{Known, Mask, Masks};
use serde::{Deserialize, Serialize};
use written::numbers;

use super::{
    text::{UNRECORDED, visible},
    words::group_kind,
};
use crate::register::{
    Person, Register,
    id::{GroupId, PersonId},
    records::{Group, non_blank},
    words::GroupKind,
};

/// Whether a paper names people.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Naming {
    /// People and patients' groups stand by number, and recorded names are taken out of free text. The default.
    #[default]
    Masked,
    /// Names stand as they are recorded.
    Full,
}

/// How often a text is looked at, at most.
const ROUNDS: usize = 4;
/// What stands in free text where a name may be that of several people, or of nobody whom the register knows.
const SOMEBODY: &str = "〔氏名〕";
/// What stands in a column of names where names are masked, and in free text for a login or a telephone number.
pub(super) const HIDDEN: &str = "（伏せる）";

/// Writes people, groups and free texts as the paper's [`Naming`] ask.
pub(super) struct Namer<'a> {
    register: &'a Register,
    names: Naming,
    /// What is taken out of free text, where names are masked.
    masks: Option<Masks<'a>>,
    /// The register in which nobody is named, once it was asked for.
    hidden: OnceCell<Box<Register>>,
}

impl<'a> Namer<'a> {
    pub(super) fn new(register: &'a Register, names: Naming) -> Self {
        let masks = match names {
            Naming::Masked => Some(learned(register)),
            Naming::Full => None,
        };
        Self { register, names, masks, hidden: OnceCell::new() }
    }

    /// The register as it is shown: where names are masked, without them.
    pub(super) fn shown(&self) -> &Register {
        match self.names {
            Naming::Full => self.register,
            Naming::Masked => self.hidden.get_or_init(|| Box::new(masked_by(self.register, self))),
        }
    }

    /// A person: 「職員 S-002（看護師）」, with the name in front where names are asked for.
    pub(super) fn person(&self, id: &PersonId) -> String {
        let Some(person) = self.register.person(id) else {
            return visible(id.as_str());
        };
        match (self.names, non_blank(person.name())) {
            (Naming::Full, Some(name)) => {
                format!("{}（{}）", visible(name), self.by_number(person, "・", ""))
            }
            (Naming::Full, None) => format!("氏名{UNRECORDED}（{}）", self.by_number(person, "・", "")),
            (Naming::Masked, _) => self.by_number(person, "（", "）"),
        }
    }

    /// A name alone, for a column that stands beside the number; masked, what stands for it.
    pub(super) fn name(&self, id: &PersonId) -> Option<String> {
        let person = self.register.person(id)?;
        match self.names {
            Naming::Full => non_blank(person.name()).map(visible),
            Naming::Masked => Some(HIDDEN.to_owned()),
        }
    }

    /// A reading alone; masked, what stands for it.
    pub(super) fn kana(&self, id: &PersonId) -> Option<String> {
        let person = self.register.person(id)?;
        match self.names {
            Naming::Full => non_blank(person.kana()).map(visible),
            Naming::Masked => Some(HIDDEN.to_owned()),
        }
    }

    /// Something that tells who somebody is, such as a login; masked, what stands for it.
    pub(super) fn private(&self, text: Option<&str>) -> Option<String> {
        match self.names {
            Naming::Full => non_blank(text).map(visible),
            Naming::Masked => Some(HIDDEN.to_owned()),
        }
    }

    /// A group: 「患者グループ G-001」, with the name where names are asked for.
    pub(super) fn group(&self, id: &GroupId) -> String {
        let Some(group) = self.register.group(id) else {
            return visible(id.as_str());
        };
        let by_number = group_by_number(group);
        match (self.names, non_blank(group.sheet.name.as_deref())) {
            (Naming::Full, Some(name)) => format!("{by_number}「{}」", visible(name)),
            (Naming::Full, None) => format!("{by_number}（名称{UNRECORDED}）"),
            (Naming::Masked, _) => by_number,
        }
    }

    /// A free text; where names are masked, without names, logins, telephone numbers and mail addresses. Only a whole recorded
    /// name becomes somebody's number. What was masked stays as it is when it is masked again.
    pub(super) fn text(&self, text: &str) -> String {
        let mut text = visible(text);
        let Some(masks) = &self.masks else { return text };
        // What a mask makes of its surroundings may be looked at once more; the second time nearly always finds nothing.
        for _ in 0..ROUNDS {
            let masked = masks.mask(&text, &|mask| self.stands_for(mask));
            if masked == text {
                break;
            }
            text = masked;
        }
        text
    }

    /// A sentence about the register as it is shown ([`Self::shown`]): people stand in it as on the rest of the paper.
    pub(super) fn sentence(&self, sentence: &str) -> String {
        let sentence = visible(sentence);
        match &self.masks {
            Some(masks) => masks.written_out(&sentence, &|mask| self.stands_for(mask)),
            None => sentence,
        }
    }

    /// What stands in free text for something that was found.
    fn stands_for(&self, mask: Mask<'_>) -> String {
        match mask {
            Mask::Known(Known::Staff(id) | Known::Partner(id)) => self.person(id),
            Mask::Known(Known::Group(id)) => patient_by_number(id),
            Mask::Somebody => SOMEBODY.to_owned(),
            Mask::Hidden => HIDDEN.to_owned(),
        }
    }

    /// Side, id and, between two marks, the profession. A profession that names somebody is left out where names
    /// are masked.
    fn by_number(&self, person: Person<'_>, open: &str, close: &str) -> String {
        let number = number_of(person);
        let Some(profession) = non_blank(person.profession()) else {
            return format!("{number}{open}職種{UNRECORDED}{close}");
        };
        let profession = visible(profession);
        if self.masks.as_ref().is_some_and(|masks| masks.finds_any(&profession)) {
            number
        } else {
            format!("{number}{open}{profession}{close}")
        }
    }
}

/// Every name, login and telephone number that the register knows, and what stands for names.
fn learned(register: &Register) -> Masks<'_> {
    let mut masks = Masks::default();
    for label in [SOMEBODY, "（伏せる", HIDDEN] {
        masks.learn_label(label, None);
    }
    for staff in register.staff() {
        let label = number_of(Person::Staff(staff));
        learn(&mut masks, &label, staff.name.as_deref(), staff.kana.as_deref(), Known::Staff(&staff.id));
        masks.learn_login(staff.mcs.login.as_deref().unwrap_or_default());
    }
    for partner in register.partners() {
        let label = number_of(Person::Partner(partner));
        learn(
            &mut masks,
            &label,
            partner.name.as_deref(),
            partner.kana.as_deref(),
            Known::Partner(&partner.id),
        );
    }
    for group in register.groups().iter().filter(|group| group.sheet.kind == GroupKind::Patient) {
        let sheet = &group.sheet;
        masks.learn_label(&patient_by_number(&sheet.id), None);
        let label = group_by_number(group);
        learn(&mut masks, &label, sheet.name.as_deref(), sheet.kana.as_deref(), Known::Group(&sheet.id));
    }
    let phones = register.staff().iter().map(|row| &row.phone);
    let phones = phones.chain(register.partners().iter().map(|row| &row.phone));
    let phones = phones.chain(register.devices().iter().map(|row| &row.line));
    for number in phones.flatten().flat_map(|phone| numbers(phone)) {
        masks.learn_number(&number);
    }
    masks
}

/// Somebody by name and reading, and the number that stands for them. In a register that was masked it is the name.
fn learn<'a>(
    masks: &mut Masks<'a>,
    label: &str,
    name: Option<&str>,
    reading: Option<&str>,
    known: Known<'a>,
) {
    let person = Some(known).filter(|known| !matches!(known, Known::Group(_)));
    masks.learn_label(label, person);
    masks.learn(name.filter(|name| *name != label), reading, known);
}

/// What stands in free text for a patient: 「患者（G-001）」.
fn patient_by_number(id: &GroupId) -> String {
    format!("患者（{}）", visible(id.as_str()))
}

fn number_of(person: Person<'_>) -> String {
    let side = match person {
        Person::Staff(_) => "職員",
        Person::Partner(_) => "関係者",
    };
    format!("{side} {}", visible(person.id().as_str()))
}

fn group_by_number(group: &Group) -> String {
    format!("{} {}", group_kind(group.sheet.kind), visible(group.sheet.id.as_str()))
}

#[cfg(test)]
mod random;
#[cfg(test)]
mod tests;
