//! Who and which group: by name, or so that nobody is named.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use unicode_normalization::char::is_combining_mark;

use super::{
    text::{UNRECORDED, visible},
    words,
};
use crate::register::{
    Person, Register,
    id::{GroupId, PersonId},
    kana::search_key,
    records::{Group, said},
    words::GroupKind,
};

/// Whether a paper names people.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Names {
    /// People and patients' groups stand by number, and recorded names are taken out of free text. The default.
    #[default]
    Masked,
    /// Names stand as they are recorded.
    Full,
}

/// What stands in free text where a name may be that of several people.
const SOMEBODY: &str = "〔氏名〕";
/// What stands in a column of names where names are masked.
pub(super) const HIDDEN: &str = "（伏せる）";
/// What follows a name of one character: 「森さん」 is a person, 「森林」 is not.
const HONORIFICS: [&str; 5] = ["さん", "様", "氏", "先生", "殿"];

/// What makes a place of the family name before it: 「石田駅」 is no person. Whose office it is may be known; that is told.
const PLACES: [&str; 34] = [
    "町",
    "駅",
    "橋",
    "公園",
    "小学校",
    "中学校",
    "高校",
    "高等学校",
    "大学",
    "幼稚園",
    "保育園",
    "交番",
    "警察署",
    "消防署",
    "区",
    "市",
    "村",
    "通り",
    "丁目",
    "病院",
    "医院",
    "クリニック",
    "診療所",
    "薬局",
    "歯科",
    "神社",
    "郵便局",
    "図書館",
    "会館",
    "団地",
    "マンション",
    "ビル",
    "商店街",
    "バス停",
];
/// In characters; a longer match is a whole name.
const LONGEST_FAMILY_NAME: usize = 3;
/// What members of the staff are called by.
const STAFF: &str = "職員";

/// Writes people, groups and free texts as the paper's [`Names`] ask.
pub(super) struct Namer<'a> {
    register: &'a Register,
    names: Names,
    /// By first character: names as they are compared with what stands for them, the longest first.
    masks: BTreeMap<String, Vec<(Vec<String>, String)>>,
}

impl<'a> Namer<'a> {
    pub(super) fn new(register: &'a Register, names: Names) -> Self {
        let mut writer = Self { register, names, masks: BTreeMap::new() };
        if names == Names::Masked {
            writer.learn_masks();
        }
        writer
    }

    /// A person: 「職員 S-002（看護師）」, with the name in front where names are asked for.
    pub(super) fn person(&self, id: &PersonId) -> String {
        let Some(person) = self.register.person(id) else {
            return visible(id.as_str());
        };
        match (self.names, said(person.name())) {
            (Names::Full, Some(name)) => format!("{}（{}）", visible(name), self.by_number(person, "・", "")),
            (Names::Full, None) => format!("氏名{UNRECORDED}（{}）", self.by_number(person, "・", "")),
            (Names::Masked, _) => self.by_number(person, "（", "）"),
        }
    }

    /// A name alone, for a column that stands beside the number; masked, what stands for it.
    pub(super) fn name(&self, id: &PersonId) -> Option<String> {
        let person = self.register.person(id)?;
        match self.names {
            Names::Full => said(person.name()).map(visible),
            Names::Masked => Some(HIDDEN.to_owned()),
        }
    }

    /// A reading alone; masked, what stands for it.
    pub(super) fn kana(&self, id: &PersonId) -> Option<String> {
        let person = self.register.person(id)?;
        match self.names {
            Names::Full => said(person.kana()).map(visible),
            Names::Masked => Some(HIDDEN.to_owned()),
        }
    }

    /// Something that tells who somebody is, such as a login; masked, what stands for it.
    pub(super) fn private(&self, text: Option<&str>) -> Option<String> {
        match self.names {
            Names::Full => said(text).map(visible),
            Names::Masked => Some(HIDDEN.to_owned()),
        }
    }

    /// A group: 「患者グループ G-001」, with the name where names are asked for.
    pub(super) fn group(&self, id: &GroupId) -> String {
        let Some(group) = self.register.group(id) else {
            return visible(id.as_str());
        };
        let by_number = group_by_number(group);
        match (self.names, said(group.sheet.name.as_deref())) {
            (Names::Full, Some(name)) => format!("{by_number}「{}」", visible(name)),
            (Names::Full, None) => format!("{by_number}（名称{UNRECORDED}）"),
            (Names::Masked, _) => by_number,
        }
    }

    /// A free text; where names are masked, without the names that the register knows.
    pub(super) fn text(&self, text: &str) -> String {
        let text = visible(text);
        if self.masks.is_empty() { text } else { self.mask(&text) }
    }

    /// Side, id and, between two marks, the profession. A profession that names somebody is left out where names
    /// are masked.
    fn by_number(&self, person: Person<'_>, open: &str, close: &str) -> String {
        let side = match person {
            Person::Staff(_) => STAFF,
            Person::Partner(_) => "連携先",
        };
        let number = format!("{side} {}", visible(person.id().as_str()));
        let Some(profession) = said(person.profession()) else {
            return format!("{number}{open}職種{UNRECORDED}{close}");
        };
        let profession = visible(profession);
        if self.mask(&profession) == profession {
            format!("{number}{open}{profession}{close}")
        } else {
            number
        }
    }

    /// Collects every name that the register knows, then what stands for each.
    fn learn_masks(&mut self) {
        let mut found: BTreeMap<Vec<String>, Option<Known<'a>>> = BTreeMap::new();
        let mut learn = |name: Option<&str>, written: Written, known: Known<'a>| {
            for needle in needles(name.unwrap_or_default(), written) {
                let seen = found.entry(needle).or_insert(Some(known));
                // A name that two people share stands for neither of them.
                if seen.is_some_and(|seen| seen != known) {
                    *seen = None;
                }
            }
        };
        for staff in self.register.staff() {
            learn(staff.name.as_deref(), Written::Name, Known::Person(&staff.id));
            learn(staff.kana.as_deref(), Written::Reading, Known::Person(&staff.id));
        }
        for partner in self.register.partners() {
            learn(partner.name.as_deref(), Written::Name, Known::Person(&partner.id));
            learn(partner.kana.as_deref(), Written::Reading, Known::Person(&partner.id));
        }
        for group in self.register.groups().iter().filter(|group| group.sheet.kind == GroupKind::Patient) {
            learn(group.sheet.name.as_deref(), Written::Name, Known::Group(&group.sheet.id));
            learn(group.sheet.kana.as_deref(), Written::Reading, Known::Group(&group.sheet.id));
        }
        // First every name with a neutral mask, so that a profession is checked against all of them.
        for needle in found.keys() {
            if let Some(first) = needle.first() {
                self.masks.entry(first.clone()).or_default().push((needle.clone(), SOMEBODY.to_owned()));
            }
        }
        let known: BTreeMap<&Vec<String>, String> = found
            .iter()
            .filter_map(|(needle, known)| Some((needle, (*known)?)))
            .map(|(needle, known)| match known {
                Known::Person(id) => (needle, self.person(id)),
                Known::Group(id) => (needle, self.group(id)),
            })
            .collect();
        for (needle, mask) in self.masks.values_mut().flatten() {
            if let Some(label) = known.get(needle) {
                mask.clone_from(label);
            }
        }
        for names in self.masks.values_mut() {
            names.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        }
    }

    fn mask(&self, text: &str) -> String {
        let pieces = pieces(text);
        let folded: Vec<String> = pieces.iter().map(|piece| fold(piece)).collect();
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        while let (Some(piece), Some(first)) = (pieces.get(at), folded.get(at)) {
            let found = self.masks.get(first).and_then(|names| {
                names.iter().find_map(|(name, mask)| Some((self.end_of(&folded, at, name)?, mask)))
            });
            if let Some((end, mask)) = found {
                // Of the staff nobody is called 様: it is somebody else of the same name.
                let other = mask.starts_with(STAFF) && folded.get(end - 1).is_some_and(|last| last == "様");
                out.push_str(if other { SOMEBODY } else { mask });
                at = end;
            } else {
                out.push_str(piece);
                at += 1;
            }
        }
        out
    }

    /// Where a name that begins at a place ends; blanks inside it do not count.
    fn end_of(&self, text: &[String], at: usize, name: &[String]) -> Option<usize> {
        let mut place = at;
        for wanted in name {
            while text.get(place)?.is_empty() {
                place += 1;
            }
            if text.get(place)? != wanted {
                return None;
            }
            place += 1;
        }
        // What follows a name out of politeness goes with it.
        let rest = text.get(place..).unwrap_or_default();
        let honorific = HONORIFICS.iter().map(|end| compared(end)).find(|end| rest.starts_with(end));
        // A family name before a word for a place is that place's name, unless another name begins there.
        let begins_name = || {
            rest.first()
                .and_then(|first| self.masks.get(first))
                .is_some_and(|names| names.iter().any(|(name, _)| rest.starts_with(name)))
        };
        let of_a_place = || PLACES.iter().any(|end| rest.starts_with(&compared(end))) && !begins_name();
        if honorific.is_none() && name.len() <= LONGEST_FAMILY_NAME && of_a_place() {
            return None;
        }
        Some(place + honorific.map_or(0, |end| end.len()))
    }
}

/// Whose name it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known<'a> {
    Person(&'a PersonId),
    Group(&'a GroupId),
}

/// The forms in which a recorded name may stand in a text: whole, by the family name, by the given name. What is
/// too short to be told from an ordinary word (「森」, the モリ in メモリ, a given name) counts only before 「さん」 and
/// the like.
fn needles(name: &str, written: Written) -> Vec<Vec<String>> {
    let name = visible(name);
    let name = HONORIFICS.iter().find_map(|end| name.trim().strip_suffix(end)).unwrap_or(&name).trim();
    let mut parts = name.split([' ', '\u{3000}', '・']).map(compared);
    let family = parts.next().unwrap_or_default();
    let given = parts.next_back().unwrap_or_default();
    let whole = compared(name);
    let (whole_alone, family_alone) = match written {
        Written::Name => (whole.len() > 1, family.len() > 2 || (family.len() > 1 && has_kanji(&family))),
        Written::Reading => (whole.len() > 3, false),
    };
    let mut needles = BTreeSet::new();
    for (part, alone) in [(whole, whole_alone), (family, family_alone), (given, false)] {
        if alone {
            needles.insert(part);
        } else if !part.is_empty() {
            needles.extend(HONORIFICS.iter().map(|end| [part.clone(), compared(end)].concat()));
        }
    }
    needles.into_iter().collect()
}

/// Whether a name stands as it is written or as it is read.
#[derive(Clone, Copy)]
enum Written {
    Name,
    Reading,
}

fn has_kanji(name: &[String]) -> bool {
    name.iter()
        .flat_map(|piece| piece.chars())
        .any(|c| matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}'))
}

/// A text in characters, each with the marks that follow it. Other than a grapheme, a piece never begins with a
/// sign that only leans on the next character, behind which a name could hide.
fn pieces(text: &str) -> Vec<&str> {
    let follows = |c: char| is_combining_mark(c) || matches!(c, '\u{FF9E}' | '\u{FF9F}');
    let starts: Vec<usize> =
        text.char_indices().filter(|(at, c)| *at == 0 || !follows(*c)).map(|(at, _)| at).collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().zip(ends).filter_map(|(start, end)| text.get(*start..end)).collect()
}

fn compared(text: &str) -> Vec<String> {
    pieces(text).into_iter().map(fold).filter(|piece| !piece.is_empty()).collect()
}

/// A character as names are compared: as the search compares it, so that 高 finds 髙 and ﾖ finds ヨ, and without
/// marks that combine. Blanks become nothing; a line break stays.
fn fold(piece: &str) -> String {
    if piece.contains('\n') {
        return "\n".to_owned();
    }
    search_key(piece).chars().filter(|c| !is_combining_mark(*c)).collect()
}

fn group_by_number(group: &Group) -> String {
    format!("{} {}", words::group_kind(group.sheet.kind), visible(group.sheet.id.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::document::decode;

    fn register() -> Register {
        let text = r#"{"format": "mcs-register/1",
            "staff": [{"id": "S-1", "name": "𠮷田 真理子", "kana": "ヨシダ マリコ", "profession": "看護師"},
                      {"id": "S-2", "name": "森 一", "kana": "モリ ハジメ", "profession": "森 一の代理"},
                      {"id": "S-3", "name": "ｸﾞｴﾝ ﾃｨ ﾗﾝ"}],
            "partners": [{"id": "P-1", "name": "葛󠄀城　直人", "profession": "医師"},
                         {"id": "P-2", "name": "田中 裕子"}, {"id": "P-3", "name": "橋本 茂", "profession": "薬剤師"}],
            "groups": [{"id": "G-1", "kind": "patient", "name": "岡崎 フミ様", "kana": "オカザキ フミ"},
                       {"id": "G-2", "kind": "patient", "name": "田中 正雄様"},
                       {"id": "G-3", "kind": "free", "name": "【港あんしんネット】勉強会"}]}"#;
        decode(text.as_bytes(), &|_| None).unwrap()
    }

    #[test]
    fn recorded_names_leave_free_text() {
        let register = register();
        let namer = Namer::new(&register, Names::Masked);
        for (text, expected) in [
            ("𠮷田が", "職員 S-1（看護師）が"),
            ("吉田　真理子さん", "職員 S-1（看護師）"),
            ("ﾖｼﾀﾞﾏﾘｺから", "職員 S-1（看護師）から"),
            ("真理子さんと真理", "職員 S-1（看護師）と真理"),
            ("モリさんのUSBメモリ", "職員 S-2のUSBメモリ"),
            ("森さんは森林へ", "職員 S-2は森林へ"),
            ("グエンさん", "職員 S-3（職種未確認）"),
            ("葛城医師", "連携先 P-1（医師）医師"),
            ("岡崎 フミ様宅", "患者グループ G-1宅"),
            ("田中様", "〔氏名〕"),
            ("田中正雄", "患者グループ G-2"),
            ("勉強会で", "勉強会で"),
            ("\u{11A84}吉田", "\u{11A84}職員 S-1（看護師）"),
            ("吉\n田", "吉\n田"),
            // A place is no person, and whoever is called 様 is nobody of the staff.
            ("吉田町駅から吉田橋へ", "吉田町駅から吉田橋へ"),
            ("吉田小学校前、吉田クリニックの先", "吉田小学校前、吉田クリニックの先"),
            // Another name that begins like a word for a place is no place.
            ("吉田橋本が訪問", "職員 S-1（看護師）連携先 P-3（薬剤師）が訪問"),
            ("吉田真理子病院", "職員 S-1（看護師）病院"),
            ("吉田様宅", "〔氏名〕宅"),
            ("おかざきさん、フミさん", "患者グループ G-1、患者グループ G-1"),
        ] {
            assert_eq!(namer.text(text), expected);
        }
    }

    #[test]
    fn full_names_stand_as_they_are_recorded() {
        let register = register();
        let namer = Namer::new(&register, Names::Full);
        assert_eq!(namer.text("𠮷田が"), "𠮷田が");
        assert_eq!(namer.person(&PersonId::new("S-1").unwrap()), "𠮷田 真理子（職員 S-1・看護師）");
        assert_eq!(namer.group(&GroupId::new("G-1").unwrap()), "患者グループ G-1「岡崎 フミ様」");
    }
}
