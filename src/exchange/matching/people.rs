//! People by their number, their login, their name with its reading, and, where one person alone has it, their family name.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::exact_key;
use crate::{
    exchange::values::names::family,
    register::{Person, Register, id::PersonId, kana::search_key, records::Partner},
};

/// Who is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Who {
    /// The number.
    pub id: Option<String>,
    /// The login in MCS.
    pub login: Option<String>,
    /// The name.
    pub name: String,
    /// How it is read.
    pub kana: Option<String>,
    /// Where they work.
    pub affiliation: Option<String>,
    /// Whether only own staff can be meant.
    pub staff: bool,
}

/// How somebody is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// By the number, the login, or the whole name.
    Surely,
    /// By the family name, which nobody else has.
    ByFamilyName,
}

/// Who was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// This person.
    Same(PersonId, Known),
    /// Perhaps this person, whose name is written with other forms of its characters.
    Alike(PersonId),
    /// One of these.
    Several(Vec<PersonId>),
    /// This person, of whom the register says something else.
    Contradicts(PersonId),
    /// Nobody.
    Nobody,
}

/// The people of a register by what they are known by.
#[derive(Debug, Default)]
pub struct People {
    names: FxHashMap<String, Vec<PersonId>>,
    folded: FxHashMap<String, Vec<PersonId>>,
    families: FxHashMap<String, Vec<PersonId>>,
    logins: FxHashMap<String, PersonId>,
}

impl People {
    /// Everybody in a register.
    pub fn of(register: &Register) -> Self {
        let mut people = Self::default();
        for staff in register.staff() {
            people.add(Person::Staff(staff));
        }
        for partner in register.partners() {
            people.add(Person::Partner(partner));
        }
        people
    }

    /// Somebody who has come.
    pub fn add(&mut self, person: Person<'_>) {
        let id = person.id();
        if let Some(name) = person.name() {
            self.names.entry(exact_key(name)).or_default().push(id.clone());
            self.folded.entry(search_key(name)).or_default().push(id.clone());
            if name.split_whitespace().nth(1).is_some() {
                self.families.entry(search_key(family(name))).or_default().push(id.clone());
            }
        }
        if let Person::Staff(staff) = person
            && let Some(login) = &staff.mcs.login
        {
            self.logins.insert(login.trim().to_lowercase(), id.clone());
        }
    }

    /// Everybody of a name.
    pub fn namesakes(&self, name: &str) -> &[PersonId] {
        self.names.get(&exact_key(name)).map(Vec::as_slice).unwrap_or_default()
    }

    /// Looks for somebody.
    pub fn find(&self, who: &Who, register: &Register) -> Found {
        let own = who.is_own(register);
        // Whoever works here is nobody of another office, whatever they are called.
        let person = |id: &PersonId| match register.person(id)? {
            Person::Partner(partner) if own && works_elsewhere(partner, register) => None,
            Person::Partner(_) if who.staff => None,
            person => Some(person),
        };
        let by_number =
            who.id.as_deref().and_then(|id| PersonId::held(id).ok()).filter(|id| person(id).is_some());
        let by_login =
            || who.login.as_deref().and_then(|login| self.logins.get(&login.trim().to_lowercase())).cloned();
        if let Some(id) = by_number.or_else(by_login) {
            let named = register.person(&id).and_then(Person::name);
            let fits =
                who.name.is_empty() || named.is_none_or(|name| search_key(name) == search_key(&who.name));
            return if fits { Found::Same(id, Known::Surely) } else { Found::Contradicts(id) };
        }
        let key = search_key(&who.name);
        if key.is_empty() {
            return Found::Nobody;
        }
        let there = |ids: Option<&Vec<PersonId>>| -> Vec<PersonId> {
            ids.into_iter().flatten().filter(|id| person(id).is_some()).cloned().collect()
        };
        let exact = there(self.names.get(&exact_key(&who.name)));
        let (found, written_alike) =
            if exact.is_empty() { (there(self.folded.get(&key)), false) } else { (exact, true) };
        let reads = |id: &PersonId| reads_so(id, who, register);
        let works = |id: &PersonId| works_there(id, who, register);
        match found.as_slice() {
            [] => self.by_family_name(who, register, &there),
            [id] if reads(id) == Some(false) || works(id) == Some(false) => Found::Contradicts(id.clone()),
            [id] if written_alike || reads(id) == Some(true) => Found::Same(id.clone(), Known::Surely),
            [id] => Found::Alike(id.clone()),
            several => {
                let sure: Vec<&PersonId> = several
                    .iter()
                    .filter(|id| reads(id) == Some(true) || works(id) == Some(true))
                    .filter(|id| reads(id) != Some(false) && works(id) != Some(false))
                    .collect();
                match sure.as_slice() {
                    [id] if written_alike => Found::Same((*id).clone(), Known::Surely),
                    _ => Found::Several(several.to_vec()),
                }
            }
        }
    }

    fn by_family_name(
        &self,
        who: &Who,
        register: &Register,
        there: &dyn Fn(Option<&Vec<PersonId>>) -> Vec<PersonId>,
    ) -> Found {
        if who.name.split_whitespace().nth(1).is_some() {
            return Found::Nobody;
        }
        let found = there(self.families.get(&search_key(&who.name)));
        match found.as_slice() {
            [] => Found::Nobody,
            [id] => {
                let known = register.person(id).and_then(Person::name).map(family).unwrap_or_default();
                let same = exact_key(known) == exact_key(&who.name);
                if same { Found::Same(id.clone(), Known::ByFamilyName) } else { Found::Alike(id.clone()) }
            }
            several => Found::Several(several.to_vec()),
        }
    }
}

/// Whether somebody's name is read as is said; `None` where one of the two is not said.
fn reads_so(id: &PersonId, who: &Who, register: &Register) -> Option<bool> {
    let known = register.person(id).and_then(Person::kana).filter(|kana| !kana.trim().is_empty())?;
    let said = who.kana.as_deref().filter(|kana| !kana.trim().is_empty())?;
    Some(search_key(known) == search_key(said))
}

/// Whether somebody works where is said; `None` where one of the two is not said. Own staff work here, whatever the office is
/// called in the ledger.
fn works_there(id: &PersonId, who: &Who, register: &Register) -> Option<bool> {
    let said = search_key(who.affiliation.as_deref().filter(|text| !text.trim().is_empty())?);
    match register.person(id)? {
        Person::Staff(_) => is_own_office(&said, register).then_some(true),
        Person::Partner(partner) => {
            let known = search_key(partner.affiliation.as_deref().filter(|text| !text.trim().is_empty())?);
            Some(known.contains(&said) || said.contains(&known))
        }
    }
}

/// Whether a partner is recorded as of another office.
fn works_elsewhere(partner: &Partner, register: &Register) -> bool {
    let known = partner.affiliation.as_deref().map(search_key).filter(|key| !key.is_empty());
    known.is_some_and(|key| !is_own_office(&key, register))
}

/// Whether a key of an office means this one.
pub(super) fn is_own_office(key: &str, register: &Register) -> bool {
    const OWN: &[&str] =
        &["自事業所", "当事業所", "当院", "自施設", "当ステーション", "自社", "当薬局", "自"];
    static KEYS: LazyLock<Vec<String>> = LazyLock::new(|| OWN.iter().map(|word| search_key(word)).collect());
    KEYS.iter().any(|known| known == key)
        || register.office().name.as_deref().is_some_and(|name| search_key(name) == key)
}

impl Who {
    /// Whether they are said to work here.
    pub fn is_own(&self, register: &Register) -> bool {
        self.affiliation.as_deref().is_some_and(|text| is_own_office(&search_key(text), register))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::document;

    fn register() -> Register {
        let text = r#"{"format": "mcs-register/1", "office": {"name": "みなと"}, "staff": [
            {"id": "S-1", "name": "髙橋 健一", "kana": "タカハシ ケンイチ", "mcs": {"login": "t@example.jp"}},
            {"id": "S-2", "name": "佐藤 恵", "kana": "サトウ メグミ"}, {"id": "S-3", "name": "佐藤 恵美"},
            {"id": "S-4", "name": "磯路 光代"}],
            "partners": [{"id": "P-1", "name": "夕凪 一郎", "affiliation": "築港医院"}]}"#;
        document::decode(text.as_bytes(), &|_| None).unwrap()
    }

    #[test]
    fn nobody_is_guessed() {
        let register = register();
        let people = People::of(&register);
        let find = |who: Who| people.find(&who, &register);
        let named = |name: &str| Who { name: name.to_owned(), ..Who::default() };
        let id = |id: &str| PersonId::trusted(id);
        let surely = |text: &str| Found::Same(id(text), Known::Surely);
        assert_eq!(find(named("髙橋健一")), surely("S-1"));
        assert_eq!(find(named("高橋 健一")), Found::Alike(id("S-1")));
        let read = |name: &str, kana: &str| Who { kana: Some(kana.to_owned()), ..named(name) };
        assert_eq!(find(read("高橋 健一", "たかはし けんいち")), surely("S-1"));
        assert_eq!(find(read("髙橋 健一", "タカハシ タケカズ")), Found::Contradicts(id("S-1")));
        assert_eq!(find(named("佐藤")), Found::Several(vec![id("S-2"), id("S-3")]));
        assert_eq!(find(named("磯路")), Found::Same(id("S-4"), Known::ByFamilyName));
        assert_eq!(find(named("佐藤 進")), Found::Nobody);
        assert_eq!(find(Who { id: Some("S-2".to_owned()), ..named("佐藤 恵") }), surely("S-2"));
        assert_eq!(
            find(Who { id: Some("S-2".to_owned()), ..named("磯路 光代") }),
            Found::Contradicts(id("S-2"))
        );
        assert_eq!(find(Who { login: Some("T@example.jp".to_owned()), ..Who::default() }), surely("S-1"));
        let works = |name: &str, at: &str| Who { affiliation: Some(at.to_owned()), ..named(name) };
        assert_eq!(find(works("夕凪 一郎", "築港医院")), surely("P-1"));
        assert_eq!(find(works("夕凪 一郎", "夕凪医院")), Found::Contradicts(id("P-1")));
        assert_eq!(find(works("夕凪 一郎", "自事業所")), Found::Nobody, "a namesake who works here");
        assert_eq!(find(Who { staff: true, ..named("夕凪 一郎") }), Found::Nobody);
        assert!(works("誰か", "みなと").is_own(&register) && works("誰か", "自事業所").is_own(&register));
    }
}
