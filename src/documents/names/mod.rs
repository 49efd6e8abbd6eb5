//! Who and which group: by name, or so that nobody is named.

mod birth_and_home;
mod context;
mod in_kana;
mod latin;
mod letters;
mod masked;
mod masks;
mod numbers_of_people;
mod phones_and_mail;
mod place;
mod responsible;
mod words;
mod written;

use std::{cell::OnceCell, convert::Infallible, rc::Rc};

pub use masked::{masked, shown};
use masked::{masked_by, unwatched};
use masks::{Known, Mask, Masks};
use responsible::Responsible;
pub(super) use responsible::administrators;
use serde::{Deserialize, Serialize};
use written::numbers;

use super::{
    text::{UNRECORDED, visible},
    words::group_kind,
};
use crate::register::{
    Date, Person, Register,
    id::{GroupId, PersonId},
    records::{Group, non_blank},
    words::GroupKind,
};

/// Whom a paper names: nobody, those who answer for the office, or everybody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Naming {
    /// People and patients' groups stand by number, and recorded names are taken out of free text. The default.
    #[default]
    Masked,
    /// The same, but whoever reads it can see whom to ask: the office manager, the MCS administrators and who reports an
    /// incident stand by name and telephone. Free text is masked as before.
    Named,
    /// Names stand as they are recorded.
    Full,
}

impl Naming {
    /// Every degree, the one that says least first.
    pub const ALL: [Self; 3] = [Self::Masked, Self::Named, Self::Full];

    /// The word by which it is asked for and recorded.
    pub fn word(self) -> &'static str {
        match self {
            Self::Masked => "masked",
            Self::Named => "named",
            Self::Full => "full",
        }
    }

    /// The degree of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|names| names.word() == word)
    }

    /// The next one; after the last, the first.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Masked => Self::Named,
            Self::Named => Self::Full,
            Self::Full => Self::Masked,
        }
    }
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
    /// Who stands by name where not everybody does.
    responsible: Rc<Responsible>,
    /// Who reports what the paper is about.
    contact: Option<PersonId>,
    /// To whose patient or family the paper is a letter: they read no numbers of the register.
    patient: Option<GroupId>,
    /// What is taken out of free text, where names are masked.
    masks: Option<Rc<Masks<'a>>>,
    /// The register as it is shown, once it was asked for.
    hidden: Rc<OnceCell<Box<Register>>>,
}

impl<'a> Namer<'a> {
    pub(super) fn new(register: &'a Register, names: Naming, today: Date) -> Self {
        let Ok(made) = Self::stepwise::<Infallible>(register, names, today, &|| Ok(()));
        made
    }

    /// The same, and the register as it is shown; at each person it is asked whether to go on.
    ///
    /// # Errors
    /// When it is not to go on.
    pub(super) fn watched<E>(
        register: &'a Register,
        names: Naming,
        today: Date,
        step: &dyn Fn() -> Result<(), E>,
    ) -> Result<Self, E> {
        let watched = Self::stepwise(register, names, today, step)?;
        if names != Naming::Full {
            // It is not there yet.
            let _ = watched.hidden.set(Box::new(masked_by(register, &watched, step)?));
        }
        Ok(watched)
    }

    fn stepwise<E>(
        register: &'a Register,
        names: Naming,
        today: Date,
        step: &dyn Fn() -> Result<(), E>,
    ) -> Result<Self, E> {
        let masks = if names == Naming::Full { None } else { Some(Rc::new(learned(register, today, step)?)) };
        let responsible = match names {
            Naming::Named => Responsible::of(register, today),
            Naming::Masked | Naming::Full => Responsible::default(),
        };
        let (responsible, hidden) = (Rc::new(responsible), Rc::default());
        Ok(Self { register, names, responsible, contact: None, patient: None, masks, hidden })
    }

    /// The same for a paper about what somebody reports, and for a letter to the patient of a group.
    pub(super) fn with_contact(&self, contact: Option<&PersonId>, patient: Option<&GroupId>) -> Self {
        Self {
            register: self.register,
            names: self.names,
            responsible: Rc::clone(&self.responsible),
            contact: contact.cloned(),
            patient: patient.cloned(),
            masks: self.masks.clone(),
            hidden: Rc::clone(&self.hidden),
        }
    }

    /// Whether somebody stands by name.
    fn names(&self, id: &PersonId) -> bool {
        match self.names {
            Naming::Full => true,
            Naming::Named => self.responsible.has(id) || self.contact.as_ref() == Some(id),
            Naming::Masked => false,
        }
    }

    /// The register as it is shown: where names are masked, without them.
    pub(super) fn shown(&self) -> &Register {
        match self.names {
            Naming::Full => self.register,
            Naming::Masked | Naming::Named => {
                self.hidden.get_or_init(|| Box::new(unwatched(self.register, self)))
            }
        }
    }

    /// A person: 「職員 S-002（看護師）」, with the name in front where names are asked for.
    pub(super) fn person(&self, id: &PersonId) -> String {
        let Some(person) = self.register.person(id) else {
            return visible(id.as_str());
        };
        match (self.names(id), non_blank(person.name())) {
            (true, Some(name)) => format!("{}（{}）", visible(name), self.by_number(person, "・", "")),
            (true, None) => format!("氏名{UNRECORDED}（{}）", self.by_number(person, "・", "")),
            (false, _) => self.by_number(person, "（", "）"),
        }
    }

    /// A person with how they are reached, where they stand by name: by their own telephone, else by the office's.
    pub(super) fn contact(&self, id: &PersonId) -> String {
        let person = self.person(id);
        if !self.names(id) {
            return person;
        }
        let own = self.register.staff().get(id).and_then(|staff| non_blank(staff.phone.as_deref()));
        let office = || non_blank(self.register.office().phone.as_deref());
        let phone =
            own.map(visible).or_else(|| office().map(|phone| format!("{}（事業所）", visible(phone))));
        format!("{person}　電話 {}", phone.as_deref().unwrap_or(UNRECORDED))
    }

    /// A person as one signs a letter: 「港 花子（看護師）」.
    pub(super) fn signature(&self, id: &PersonId) -> String {
        let Some(person) = self.register.person(id) else { return visible(id.as_str()) };
        match (self.names(id), non_blank(person.name())) {
            (true, Some(name)) => format!("{}{}", visible(name), self.in_brackets(person)),
            _ => self.person(id),
        }
    }

    /// Somebody at the end of a line: by name alone where they stand by name.
    pub(super) fn by(&self, id: &PersonId) -> String {
        let name = self.register.person(id).and_then(|person| non_blank(person.name()));
        match name.filter(|_| self.names(id)) {
            Some(name) => visible(name),
            None => self.person(id),
        }
    }

    /// Somebody who answers for the office, as a letter's sender: with how they are reached.
    pub(super) fn sender(&self, id: &PersonId) -> String {
        let own = self.register.staff().get(id).and_then(|staff| non_blank(staff.phone.as_deref()));
        let phone = own.filter(|_| self.names(id)).map(|phone| format!("　電話 {}", visible(phone)));
        format!("{}{}", self.signature(id), phone.unwrap_or_default())
    }

    /// The profession of somebody between brackets, where it is recorded and names nobody.
    fn in_brackets(&self, person: Person<'_>) -> String {
        let profession = non_blank(person.profession()).map(visible);
        let profession =
            profession.filter(|text| self.masks.as_ref().is_none_or(|masks| !masks.finds_any(text)));
        profession.map(|profession| format!("（{profession}）")).unwrap_or_default()
    }

    /// A name alone, for a column that stands beside the number; masked, what stands for it.
    pub(super) fn name(&self, id: &PersonId) -> Option<String> {
        self.shown_or_hidden(id, Person::name)
    }

    /// A reading alone; masked, what stands for it.
    pub(super) fn kana(&self, id: &PersonId) -> Option<String> {
        self.shown_or_hidden(id, Person::kana)
    }

    /// The telephone of somebody; masked, what stands for it.
    pub(super) fn phone(&self, id: &PersonId) -> Option<String> {
        self.shown_or_hidden(id, Person::phone)
    }

    /// Something that is recorded of somebody; of what is not, nothing is hidden.
    fn shown_or_hidden(&self, id: &PersonId, of: fn(Person<'a>) -> Option<&'a str>) -> Option<String> {
        let recorded = non_blank(of(self.register.person(id)?))?;
        Some(if self.names(id) { visible(recorded) } else { HIDDEN.to_owned() })
    }

    /// Somebody among others in one line: by name where they stand by name, else by number.
    pub(super) fn briefly(&self, id: &PersonId) -> String {
        let name = self.register.person(id).and_then(|person| non_blank(person.name()));
        visible(name.filter(|_| self.names(id)).unwrap_or(id.as_str()))
    }

    /// The name of somebody who stands for the office and is none of its staff; where nobody is named, what stands for it.
    pub(super) fn of_the_office(&self, name: Option<&str>) -> Option<String> {
        let name = non_blank(name)?;
        Some(if self.names == Naming::Masked { HIDDEN.to_owned() } else { visible(name) })
    }

    /// Something that tells who somebody is, such as a login; where not everybody is named, what stands for it.
    pub(super) fn private(&self, text: Option<&str>) -> Option<String> {
        let text = non_blank(text)?;
        Some(match self.names {
            Naming::Full => visible(text),
            Naming::Masked | Naming::Named => HIDDEN.to_owned(),
        })
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
            (Naming::Masked | Naming::Named, _) => by_number,
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
            Some(masks) => masks.written_out(&sentence, &|known| match known {
                Known::Staff(id) | Known::Partner(id) => Some((self.numbered(id), self.person(id))),
                Known::Group(_) => None,
            }),
            None => sentence,
        }
    }

    /// What stands in free text for something that was found.
    fn stands_for(&self, mask: Mask<'_>) -> String {
        match mask {
            Mask::Known(known) if self.patient.is_some() => self.in_a_letter(known),
            Mask::Known(Known::Staff(id) | Known::Partner(id)) => self.numbered(id),
            Mask::Known(Known::Group(id)) => patient_by_number(id),
            Mask::Somebody => SOMEBODY.to_owned(),
            Mask::Hidden => HIDDEN.to_owned(),
        }
    }

    /// What stands in a letter for somebody: the patient by name, of everybody else what they are.
    fn in_a_letter(&self, known: Known<'_>) -> String {
        match known {
            Known::Group(id) if self.patient.as_ref() == Some(id) => {
                let name = self.register.group(id).and_then(|group| politely(group.sheet.name.as_deref()));
                name.unwrap_or_else(|| SOMEBODY.to_owned())
            }
            Known::Group(_) => "別の利用者様".to_owned(),
            Known::Staff(id) | Known::Partner(id) => match self.register.person(id) {
                Some(person @ Person::Staff(_)) => format!("職員{}", self.in_brackets(person)),
                Some(person @ Person::Partner(_)) => format!("関係者{}", self.in_brackets(person)),
                None => SOMEBODY.to_owned(),
            },
        }
    }

    /// A person by number, whoever it is: 「職員 S-002（看護師）」.
    fn numbered(&self, id: &PersonId) -> String {
        match self.register.person(id) {
            Some(person) => self.by_number(person, "（", "）"),
            None => visible(id.as_str()),
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

/// A patient's name as a letter has it.
pub(super) fn politely(name: Option<&str>) -> Option<String> {
    let name = visible(non_blank(name)?.trim());
    let polite = ["様", "さま", "さん", "殿"].iter().any(|end| name.ends_with(end));
    Some(if polite { name } else { format!("{name} 様") })
}

/// Every name, login and telephone number that the register knows, and what stands for names.
fn learned<'a, E>(
    register: &'a Register,
    today: Date,
    step: &dyn Fn() -> Result<(), E>,
) -> Result<Masks<'a>, E> {
    let mut masks = Masks::default();
    for label in [SOMEBODY, "（伏せる", HIDDEN] {
        masks.learn_label(label, None);
    }
    for staff in register.staff() {
        step()?;
        let label = number_of(Person::Staff(staff));
        learn(&mut masks, &label, staff.name.as_deref(), staff.kana.as_deref(), Known::Staff(&staff.id));
        let office = register.office().name.as_deref();
        masks.learn_work(Person::Staff(staff), office, today);
        masks.learn_login(staff.mcs.login.as_deref().unwrap_or_default());
    }
    for partner in register.partners() {
        step()?;
        masks.learn_work(Person::Partner(partner), partner.affiliation.as_deref(), today);
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
    Ok(masks)
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
mod hostile;
#[cfg(test)]
mod identifying;
#[cfg(test)]
mod random;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod unrecorded;
