//! Who and which group: by name, or so that nobody is named.

mod context;
mod letters;
mod masks;
mod written;

use masks::{Known, Mask, Masks};
use serde::{Deserialize, Serialize};
use written::numbers;

use super::{
    text::{UNRECORDED, visible},
    words,
};
use crate::register::{
    Person, Register,
    id::{GroupId, PersonId},
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

/// What stands in free text where a name may be that of several people, or of nobody whom the register knows.
const SOMEBODY: &str = "〔氏名〕";
/// What stands in a column of names where names are masked, and in free text for a login or a telephone number.
pub(super) const HIDDEN: &str = "（伏せる）";

/// Writes people, groups and free texts as the paper's [`Names`] ask.
pub(super) struct Namer<'a> {
    register: &'a Register,
    names: Names,
    /// What is taken out of free text, where names are masked.
    masks: Option<Masks<'a>>,
}

impl<'a> Namer<'a> {
    pub(super) fn new(register: &'a Register, names: Names) -> Self {
        let masks = match names {
            Names::Masked => Some(learned(register)),
            Names::Full => None,
        };
        Self { register, names, masks }
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

    /// A free text; where names are masked, without the names, logins and telephone numbers that the register knows.
    /// What was masked stays as it is when it is masked again.
    pub(super) fn text(&self, text: &str) -> String {
        let text = visible(text);
        match &self.masks {
            Some(masks) => masks.mask(&text, &|mask| match mask {
                Mask::Known(Known::Staff(id) | Known::Partner(id)) => self.person(id),
                Mask::Known(Known::Group(id)) => self.group(id),
                Mask::Somebody => SOMEBODY.to_owned(),
                Mask::Hidden => HIDDEN.to_owned(),
            }),
            None => text,
        }
    }

    /// Side, id and, between two marks, the profession. A profession that names somebody is left out where names
    /// are masked.
    fn by_number(&self, person: Person<'_>, open: &str, close: &str) -> String {
        let number = number_of(person);
        let Some(profession) = said(person.profession()) else {
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

/// Every name, login and telephone number that the register knows.
fn learned(register: &Register) -> Masks<'_> {
    let mut masks = Masks::default();
    for staff in register.staff() {
        let (known, label) = (Known::Staff(&staff.id), number_of(Person::Staff(staff)));
        masks.learn(&label, staff.name.as_deref(), staff.kana.as_deref(), known);
        masks.learn_login(staff.mcs.login.as_deref().unwrap_or_default());
    }
    for partner in register.partners() {
        let (known, label) = (Known::Partner(&partner.id), number_of(Person::Partner(partner)));
        masks.learn(&label, partner.name.as_deref(), partner.kana.as_deref(), known);
    }
    for group in register.groups().iter().filter(|group| group.sheet.kind == GroupKind::Patient) {
        let (known, label) = (Known::Group(&group.sheet.id), group_by_number(group));
        masks.learn(&label, group.sheet.name.as_deref(), group.sheet.kana.as_deref(), known);
    }
    let phones = register.staff().iter().map(|row| &row.phone);
    let phones = phones.chain(register.partners().iter().map(|row| &row.phone));
    let phones = phones.chain(register.devices().iter().map(|row| &row.line));
    // The office's own number stands on everything that leaves it.
    let own = register.office().phone.as_deref().map(numbers).unwrap_or_default();
    for number in phones.flatten().flat_map(|phone| numbers(phone)) {
        if !own.contains(&number) {
            masks.learn_number(&number);
        }
    }
    masks
}

fn number_of(person: Person<'_>) -> String {
    let side = match person {
        Person::Staff(_) => "職員",
        Person::Partner(_) => "連携先",
    };
    format!("{side} {}", visible(person.id().as_str()))
}

fn group_by_number(group: &Group) -> String {
    format!("{} {}", words::group_kind(group.sheet.kind), visible(group.sheet.id.as_str()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
        expect(
            &register(),
            &[
                ("𠮷田が", "〔氏名〕が"),
                ("吉田　真理子さん", "職員 S-1（看護師）"),
                ("ﾖｼﾀﾞﾏﾘｺから", "職員 S-1（看護師）から"),
                ("真理子さんと真理", "職員 S-1（看護師）と真理"),
                ("モリさんのUSBメモリ", "職員 S-2のUSBメモリ"),
                ("森さんは森林へ", "職員 S-2は森林へ"),
                ("森 一が", "職員 S-2が"),
                ("グエンさん", "職員 S-3（職種未確認）"),
                ("葛城医師", "連携先 P-1（医師）医師"),
                ("岡崎 フミ様宅", "患者グループ G-1宅"),
                ("田中様", "〔氏名〕"),
                ("田中正雄", "患者グループ G-2"),
                ("勉強会で", "勉強会で"),
                ("\u{11A84}吉田さん", "\u{11A84}職員 S-1（看護師）"),
                ("吉\n田", "吉\n田"),
                // Whoever is called 様 is nobody of the staff.
                ("吉田様宅", "〔氏名〕宅"),
                ("吉田 さま", "〔氏名〕"),
                ("おかざきさん、フミさん", "患者グループ G-1、患者グループ G-1"),
            ],
        );
    }

    #[test]
    fn a_family_name_alone_may_be_anybodys() {
        expect(
            &office(),
            &[
                ("夕凪が三先の患者宅へ", "〔氏名〕が〔氏名〕の患者宅へ"),
                ("夕凪さんが訪問", "職員 S-1（看護師）が訪問"),
                ("夕凪 美咲が訪問", "職員 S-1（看護師）が訪問"),
                ("中村橋本の2名", "〔氏名〕〔氏名〕の2名"),
                ("石田市岡の2名", "〔氏名〕〔氏名〕の2名"),
                // A reading alone is a name where it is a word of its own.
                ("ヨシダが、よしだが。昨日はﾖｼﾀﾞ", "〔氏名〕が、〔氏名〕が。昨日は〔氏名〕"),
                ("ヨシダヤでツヨシダ、よしだ屋", "ヨシダヤでツヨシダ、よしだ屋"),
                ("ケアプランみなとのみなと通り", "ケアプランみなとのみなと通り"),
                ("メモリとモリ", "メモリとモリ"),
            ],
        );
    }

    #[test]
    fn a_place_stays_a_place() {
        let office = office();
        for text in [
            "夕凪1丁目の訪問先",
            "夕凪二丁目、夕凪３番、夕凪四番地",
            "夕凪3-2の路上、夕凪２－１０－１",
            "夕凪埠頭で",
            "三先町駅から三先橋へ",
            "三先小学校前、三先クリニックの先",
            "夕凪橋内科と夕凪歯科",
            "池島のバス停から池島の交差点まで",
            "築港の桟橋付近",
            "福島県の親族",
            "千葉方面",
            "海岸通内科",
            "夕凪通の家、夕凪通沿い",
            "石田川へ",
            "港医師会の管理者会議",
            "小港区",
        ] {
            expect(&office, &[(text, text)]);
        }
        expect(
            &office,
            &[
                ("夕凪の家族", "〔氏名〕の家族"),
                ("石田通って", "〔氏名〕通って"),
                ("石田病院受診に同行", "〔氏名〕病院受診に同行"),
                ("石田3番目、石田一番", "〔氏名〕3番目、〔氏名〕一番"),
                ("石田川田の2名", "〔氏名〕川田の2名"),
                (
                    "石田の駅前で石田様式、石田さんの駅",
                    "石田の駅前で〔氏名〕様式、職員 S-5（職種未確認）の駅",
                ),
                ("夕凪美咲病院", "職員 S-1（看護師）病院"),
                // A place needs no whole name.
                ("山田太郎町", "職員 S-9（職種未確認）町"),
            ],
        );
    }

    #[test]
    fn people_are_called_in_many_ways() {
        expect(
            &office(),
            &[
                ("林看護師が", "連携先 P-2（医師）看護師が"),
                ("担当林看護師", "担当〔氏名〕看護師"),
                (
                    "Dr.林、Dr 林、林Dr.",
                    "Dr.連携先 P-2（医師）、Dr 連携先 P-2（医師）、連携先 P-2（医師）Dr.",
                ),
                (
                    "港管理者と港くん、港君",
                    "職員 S-8（職種未確認）管理者と職員 S-8（職種未確認）、職員 S-8（職種未確認）",
                ),
                ("港ヘルパーステーション", "港ヘルパーステーション"),
                ("港 様子を見て", "港 様子を見て"),
                ("港 さん", "職員 S-8（職種未確認）"),
                ("キヨさまとキヨちゃん", "患者グループ G-1と患者グループ G-1"),
                ("ユキヨさん", "ユ〔氏名〕"),
                ("ラン看護師、ケアプラン主任", "職員 S-7（職種未確認）看護師、ケアプラン主任"),
                ("ラン サンプル", "ラン サンプル"),
                ("中村林さん、夕凪さん林さん", "〔氏名〕〔氏名〕、職員 S-1（看護師）連携先 P-2（医師）"),
                ("石川氏、石川殿", "患者グループ G-1、患者グループ G-1"),
                (
                    "福島ケアマネジャー、福島ドクター",
                    "患者グループ G-2ケアマネジャー、患者グループ G-2ドクター",
                ),
            ],
        );
    }

    #[test]
    fn a_name_is_found_however_it_is_recorded() {
        expect(
            &office(),
            &[
                (
                    "山田太郎、山田さん、太郎さん",
                    "職員 S-9（職種未確認）、職員 S-9（職種未確認）、職員 S-9（職種未確認）",
                ),
                ("ヤマダさん、ヤマダタロウ", "職員 S-9（職種未確認）、職員 S-9（職種未確認）"),
                ("山田が山田川へ", "〔氏名〕が山田川へ"),
                ("白井様、白井", "患者グループ G-3、〔氏名〕"),
                ("長谷川の", "〔氏名〕の"),
                ("大山様と大川様", "患者グループ G-5と患者グループ G-6"),
                ("【訪看】大山 次郎様のグループ", "患者グループ G-5のグループ"),
                ("(訪看) 大沢一郎様、大沢様", "患者グループ G-7、患者グループ G-7"),
                ("小沢様", "患者グループ G-8"),
                ("訪問チームの訪問先", "患者グループ G-10の訪問先"),
            ],
        );
    }

    #[test]
    fn nothing_inside_a_name_hides_it() {
        expect(
            &office(),
            &[
                ("夕凪\n美咲の", "職員 S-1（看護師）の"),
                (
                    "石田，浩二が石田、浩二と石田・浩二",
                    "職員 S-5（職種未確認）が職員 S-5（職種未確認）と職員 S-5（職種未確認）",
                ),
                ("石\u{200B}田", "〔氏名〕"),
                ("石川\u{200B}キヨ", "患者グループ G-1"),
                ("石\u{AD}川\u{2060}キ\u{FEFF}ヨ\u{202E}様", "患者グループ G-1"),
                // On a paper that was kept they stand like this.
                ("石川〔U+200B〕キヨ、〔U+200B〕a", "患者グループ G-1、〔U+200B〕a"),
            ],
        );
    }

    #[test]
    fn logins_and_telephone_numbers_leave_free_text() {
        expect(
            &office(),
            &[
                ("Yunagi.Misaki@Example.jp で", "（伏せる） で"),
                ("yunagi.misaki＠example.jpへ", "（伏せる）へ"),
                ("yunagi.misaki でログイン", "（伏せる） でログイン"),
                ("IDはｙｕｎａ１でありyuna12ではない", "IDは（伏せる）でありyuna12ではない"),
                ("abc", "abc"),
                ("090-0000-0001、０９０ ００００ ０００１", "（伏せる）、（伏せる）"),
                ("09000000001または+81 90-0000-0001", "（伏せる）または+（伏せる）"),
                ("06(0000)1001へ", "（伏せる）へ"),
                ("SIMは09000005001、停止は0120000000", "SIMは（伏せる）、停止は（伏せる）"),
                ("1090-0000-00012", "1090-0000-00012"),
                ("06-0000-0100は事業所、内線24、119", "06-0000-0100は事業所、内線24、119"),
            ],
        );
    }

    /// In a register that was masked a number is the name; no word of it is anybody's.
    #[test]
    fn a_number_in_place_of_a_name_names_nobody() {
        let text = r#"{"format": "mcs-register/1", "staff": [{"id": "S-1", "name": "職員 S-1"}],
            "groups": [{"id": "G-1", "kind": "patient", "name": "患者グループ G-1"}]}"#;
        let register = decode(text.as_bytes(), &|_| None).unwrap();
        expect(&register, &[("職員が患者グループで職員 S-1さんへ", "職員が患者グループで職員 S-1さんへ")]);
    }

    fn office() -> Register {
        let text = r#"{"format": "mcs-register/1", "office": {"name": "みなと", "phone": "06-0000-0100"},
            "staff": [{"id": "S-1", "name": "夕凪 美咲", "profession": "看護師", "phone": "090-0000-0001",
                        "mcs": {"login": "yunagi.misaki@example.jp"}},
                      {"id": "S-2", "name": "三先 智子", "mcs": {"login": "yuna1"}, "phone": "06-0000-0100"},
                      {"id": "S-3", "name": "中村 陽子", "mcs": {"login": "abc"}}, {"id": "S-4", "name": "市岡 誠"},
                      {"id": "S-5", "name": "石田 浩二"}, {"id": "S-6", "name": "𠮷田 真理子", "kana": "ヨシダ マリコ"},
                      {"id": "S-7", "name": "ｸﾞｴﾝ ﾃｨ ﾗﾝ"}, {"id": "S-8", "name": "港 花子", "kana": "ミナト ハナコ"},
                      {"id": "S-9", "name": "山田太郎", "kana": "ヤマダタロウ"}],
            "partners": [{"id": "P-1", "name": "海岸通 順子", "phone": "06（0000）1001、内線24"},
                         {"id": "P-2", "name": "林 隆", "profession": "医師"}, {"id": "P-3", "name": "橋本 茂"},
                         {"id": "P-4", "name": "築港 一郎"}, {"id": "P-5", "name": "池島 修"},
                         {"id": "P-6", "name": "森 恵子", "kana": "モリ ケイコ"}],
            "devices": [{"id": "D-1", "line": "SIM 090-0000-5001、停止の連絡先 0120-000-000（24時間）"}],
            "groups": [{"id": "G-1", "kind": "patient", "name": "石川 キヨ様", "kana": "イシカワ キヨ"},
                       {"id": "G-2", "kind": "patient", "name": "福島 実様"},
                       {"id": "G-3", "kind": "patient", "name": "白井三郎様"},
                       {"id": "G-4", "kind": "patient", "name": "長谷川清様"},
                       {"id": "G-5", "kind": "patient", "name": "【訪看】大山 次郎様"},
                       {"id": "G-6", "kind": "patient", "name": "大川 花様（訪問）"},
                       {"id": "G-7", "kind": "patient", "name": "(訪看) 大沢 一郎 様"},
                       {"id": "G-8", "kind": "patient", "name": "小沢 花様 訪問チーム"},
                       {"id": "G-9", "kind": "patient", "name": "千葉 ヨシ子様"},
                       {"id": "G-10", "kind": "patient", "name": "訪問チーム"}]}"#;
        decode(text.as_bytes(), &|_| None).unwrap()
    }

    fn expect(register: &Register, rows: &[(&str, &str)]) {
        let namer = Namer::new(register, Names::Masked);
        for (text, expected) in rows {
            let masked = namer.text(text);
            assert_eq!(masked, *expected, "{text}");
            assert_eq!(namer.text(&masked), masked, "{text}, masked again");
            assert_eq!(Namer::new(register, Names::Full).text(text), visible(text));
        }
    }

    proptest! {
        /// Whatever stands side by side.
        #[test]
        fn what_was_masked_stays_as_it_is(
            words in proptest::collection::vec(proptest::sample::select(vec![
                "石田", "浩二", "橋本", "茂", "港", "森", "キヨ", "ヨシダ", "みなと", "よしだ", "林", "山田", "太郎", "石川",
                "さん", "様", "くん", "氏", "医師", "会", "式", "ケアマネ", "Dr.", "橋", "町", "駅", "通", "川", "二丁目", "3番", "の", "バス停",
                "は", "が", "メ", "ー", "プ", "a", "1", "、", " ", "\n", "\u{200B}", "（", "職員", "職員 S-1", "090", "-0000-", "0001",
                "yuna1", "abc", "病院", "受診", "内科",
            ]), 0..14)
        ) {
            let register = office();
            let namer = Namer::new(&register, Names::Masked);
            let masked = namer.text(&words.concat());
            prop_assert_eq!(namer.text(&masked), masked);
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
