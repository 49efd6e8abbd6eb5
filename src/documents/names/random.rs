//! Masking, held against random registers and random sentences.

#![allow(clippy::string_slice, reason = "a test may stop where it stands")]

use proptest::prelude::*;

use super::{Namer, Naming};
use crate::register::{Date, document::decode};

/// Names as they are recorded: family, given, how they are read.
const RECORDED: [(&str, &str, &str); 20] = [
    ("石田", "早苗", "イシダ サナエ"),
    ("林", "隆", "ハヤシ タカシ"),
    ("小林", "一", "コバヤシ ハジメ"),
    ("渡邊", "美咲", "ワタナベ ミサキ"),
    ("髙橋", "一郎", "タカハシ イチロウ"),
    ("山田", "太郎", "ヤマダ タロウ"),
    ("吉田", "真理", "ヨシダ マリ"),
    ("𠮷田", "真理子", "ヨシダ マリコ"),
    ("森", "さくら", "モリ サクラ"),
    ("田中", "フミ", "タナカ フミ"),
    ("長谷川", "はる", "ハセガワ ハル"),
    ("港", "ヨシ子", "ミナト ヨシコ"),
    ("五十嵐", "実", "イガラシ ミノル"),
    ("一ノ瀬", "学", "イチノセ マナブ"),
    ("佐々木", "二郎", "ササキ ジロウ"),
    ("石", "田", "イシ デン"),
    ("大町", "市子", "オオマチ イチコ"),
    ("駅田", "公", "エキタ コウ"),
    ("グエン", "ラン", "グエン ラン"),
    ("Nguyen", "Thi", "グエン ティ"),
];

/// What stands beside names.
const BESIDE: [&str; 101] = [
    "さん",
    "様",
    "さま",
    "くん",
    "氏",
    "先生",
    "医師",
    "看護師",
    "主任",
    "ケアマネ",
    "管理者",
    "Dr.",
    "丁目",
    "町",
    "駅",
    "公園",
    "倉庫",
    "病院",
    "1",
    "3",
    "三",
    "-",
    "090-1234-5678",
    "０６－６５７１－１２３４",
    "6571-9876",
    "taro@example.jp",
    "John Smith",
    "が",
    "は",
    "を",
    "の",
    "に",
    "へ",
    "と",
    "から",
    "って",
    "、",
    "。",
    "（",
    "）",
    " ",
    "　",
    "\n",
    "・",
    "小",
    "大",
    "川",
    "郎",
    "子",
    "丸",
    "宅",
    "江",
    "昨日",
    "担当",
    "長女の",
    "近所の",
    "メモリ",
    "セミナー",
    "ヤ",
    "か",
    "長",
    "（伏せる）",
    "〔氏名〕",
    "夫の",
    "患者の",
    "患者（",
    "大学病院の",
    "（大学病院）",
    "（長女）",
    "の倉庫",
    "の公園",
    "隆史",
    "Maria",
    "cruz",
    " at ",
    "＠",
    "電話",
    "と名乗る",
    "同姓同名の",
    "当院の",
    "元職員の",
    "昨年退職した",
    "（元職員）",
    "昭和12年3月4日生まれ",
    "生年月日：",
    "2丁目3番4号",
    "2-3-4",
    "自宅は",
    "101号室",
    "K様",
    "T.Y.",
    "市港区",
    "みのる",
    "、みのるさん、",
    "、ミノル様、",
    "患者番号 12345",
    "患者ID：004512",
    "、カルテNo.8812、",
    "、3番地の家",
    "S5.6.7",
    "LINEのID hanako_m",
];

/// Somebody by their name, and as what of [`SIDES`] they are recorded.
type Recorded = ((&'static str, &'static str, &'static str), u8);

/// Staff, partners, patients; and staff whose name does not say where its family name ends.
const SIDES: [&str; 4] = ["S", "P", "G", "S"];

/// A word of a sentence: something of a recorded name, in one of its spellings, or what stands beside names.
fn word(recorded: Vec<(&'static str, &'static str, &'static str)>) -> impl Strategy<Value = String> {
    let of_a_name = (proptest::sample::select(recorded), 0..9_u8).prop_map(|((family, given, kana), way)| {
        let variant = |name: &str| name.replace('髙', "高").replace('邊', "辺").replace('𠮷', "吉");
        match way {
            0 => format!("{family} {given}"),
            1 => format!("{family}{given}"),
            2 => variant(&format!("{family}　{given}")),
            3 => format!("{family}・{given}"),
            4 | 5 => family.to_owned(),
            6 => variant(given),
            7 => kana.to_owned(),
            _ => kana.split(' ').next().unwrap_or_default().to_owned(),
        }
    });
    let beside = proptest::sample::select(BESIDE.to_vec()).prop_map(str::to_owned);
    prop_oneof![of_a_name, beside.clone(), beside]
}

/// People, each with where they are recorded, and a sentence about them and others.
fn told() -> impl Strategy<Value = (Vec<Recorded>, String)> {
    let person = (proptest::sample::select(RECORDED.to_vec()), 0..4_u8);
    proptest::collection::vec(person, 1..6).prop_flat_map(|people| {
        // Those who are not recorded are told of too.
        let known: Vec<_> = people.iter().map(|(name, _)| *name).collect();
        let words = prop_oneof![3 => word(known), 1 => word(RECORDED.to_vec())];
        (Just(people), proptest::collection::vec(words, 0..14).prop_map(|words| words.concat()))
    })
}

/// What is left where a name may stand in front of it: by the list as it is shipped, read anew here.
fn in_front_of_a_place(rest: &str) -> bool {
    let list = include_str!("../../../data/masking/place-words.txt");
    let words = list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace);
    let number = rest.trim_start_matches(|c: char| c.is_numeric() || "〇一二三四五六七八九十".contains(c));
    let behind = rest.strip_prefix('の').unwrap_or_default();
    let common =
        ["倉庫", "公園", "緑地", "広場", "埠頭", "桟橋", "路上"].iter().any(|word| behind.starts_with(word));
    common || words.into_iter().any(|word| rest.starts_with(word) || number.starts_with(word))
}

/// Every place of a text where a part of a name stands, with what follows it.
fn places<'t>(text: &'t str, part: &'t str) -> impl Iterator<Item = (&'t str, &'t str)> {
    text.match_indices(part).map(|(at, _)| (&text[..at], &text[at + part.len()..]))
}

/// As two spellings of a name are compared: without blanks, in one of its variants.
fn plain(text: &str) -> String {
    let same = |c: char| match c {
        '髙' => '高',
        '邊' => '辺',
        '𠮷' => '吉',
        c => c,
    };
    text.chars().filter(|c| !c.is_whitespace() && *c != '・').map(same).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    /// Masking says nothing that is not so: no part of a recorded name is left but in front of a place word, and nobody's
    /// number stands where their whole name did not.
    #[test]
    fn masking_names_nobody_and_takes_nobody_for_another((people, text) in told()) {
        let row = |(place, ((family, given, kana), side)): (usize, &((&str, &str, &str), u8))| {
            let kind = if *side == 2 { r#""kind": "patient", "# } else { "" };
            let polite = if *side == 2 { "様" } else { "" };
            let id = format!("{}-{}", SIDES[usize::from(*side)], place + 1);
            let written = match side {
                3 => format!(r#""name": "{family}{given}""#),
                _ => format!(r#""name": "{family} {given}{polite}", "kana": "{kana}""#),
            };
            (*side, format!(r#"{{{kind}"id": "{id}", {written}}}"#))
        };
        let rows: Vec<(u8, String)> = people.iter().enumerate().map(row).collect();
        let of = |wanted: u8| {
            rows.iter().filter(|(side, _)| side % 3 == wanted).map(|(_, row)| row.as_str()).collect::<Vec<_>>().join(",")
        };
        let document = format!(
            r#"{{"format": "mcs-register/1", "staff": [{}], "partners": [{}], "groups": [{}]}}"#,
            of(0), of(1), of(2)
        );
        let register = decode(document.as_bytes(), &|_| None).unwrap();
        let namer = Namer::new(&register, Naming::Masked, Date::MAX);
        let masked = namer.text(&text);
        prop_assert_eq!(namer.text(&masked), masked.clone());
        for (((family, given, kana), side), place) in people.iter().zip(1..) {
            let unparted = format!("{family}{given}");
            let parts = match side {
                3 => vec![unparted.as_str()],
                _ => [*family, *given].into_iter().chain(kana.split(' ')).collect(),
            };
            for part in parts.into_iter().filter(|part| part.chars().count() > 1) {
                for (before, after) in places(&masked, part) {
                    let word = before.ends_with('メ') && part == "モリ";
                    prop_assert!(word || in_front_of_a_place(after), "{part} of {text:?} in {masked:?}");
                }
            }
            let number = match side {
                0 | 3 => format!("職員 S-{place}（"),
                1 => format!("関係者 P-{place}（"),
                _ => format!("患者（G-{place}）"),
            };
            let whole = plain(&format!("{family}{given}"));
            prop_assert!(
                !masked.contains(&number) || plain(&text).contains(&whole),
                "{number} for {whole} of {text:?} in {masked:?}"
            );
            for other in
                ["夫の", "長女の", "近所の", "同姓同名の", "大学病院の", "患者の", "元職員の", "昨年退職した"]
            {
                // A patient may be one of that hospital, and may have worked here.
                if *side == 2 && matches!(other, "大学病院の" | "患者の" | "元職員の" | "昨年退職した") {
                    continue;
                }
                let said = format!("{other}{number}");
                prop_assert!(!masked.contains(&said), "{said} of {text:?} in {masked:?}");
            }
            let twins = people.iter().filter(|((other, called, _), _)| (other, called) == (family, given)).count();
            prop_assert!(twins == 1 || !masked.contains(&number), "{number} of twins in {masked:?}");
        }
        let beside = ["1234-5678", "６５７１", "6571-9876", "taro@", "Smith"];
        for hidden in beside.into_iter().chain(["みのるさん", "ミノル様", "12345", "004512", "8812", "3番地", "hanako"]) {
            prop_assert!(!masked.contains(hidden), "{hidden} of {text:?} in {masked:?}");
        }
    }
}
