//! Sentences with names and numbers that no record holds as they are written: a given name in kana of somebody who is recorded
//! in kanji, and by which number or account somebody is known. And ordinary sentences, of which every word stays.

use super::{
    tests::{expect, people},
    *,
};

fn office() -> Register {
    people(
        &["田中 稔", "鬼頭 朔太郎", "渡部 ひろみ", "森 隆", "東 光", "Kowalska Agnieszka"],
        &["田中 実様", "山本 鶴様", "大山 薫様"],
    )
}

#[test]
fn a_given_name_in_kana_leaves_with_the_family_name() {
    expect(
        &office(),
        &[
            ("みのるさんが転倒し、ミノル様、ﾐﾉﾙ氏へ", "〔氏名〕が転倒し、〔氏名〕、〔氏名〕へ"),
            ("田中みのりさんから、田中ひろし氏へ", "〔氏名〕から、〔氏名〕へ"),
            ("関みのるさんと林氏みのるさん", "関〔氏名〕と林氏〔氏名〕"),
            ("鬼頭さくたろうが、鬼頭 サクタロウへ", "〔氏名〕が、〔氏名〕へ"),
            ("きとう朔太郎が", "〔氏名〕が"),
            ("森たかしが、森から森へ", "〔氏名〕が、〔氏名〕から〔氏名〕へ"),
            ("田中（ひろし）の家族", "〔氏名〕の家族"),
            ("長男のけんじさん、近所のトメさんと", "長男の〔氏名〕、近所の〔氏名〕と"),
            ("つるちゃんとツルさん", "〔氏名〕と〔氏名〕"),
            ("ジャン＝ピエール・デュポン氏、サントス マリアさん", "〔氏名〕、〔氏名〕"),
            (
                "田中 稔（みのる）が、田中 稔（リーダー）が",
                "職員 S-1（職種未確認）が、職員 S-1（職種未確認）（リーダー）が",
            ),
            ("O'Connorに、スタッフ ホアさん", "〔氏名〕に、スタッフ 〔氏名〕"),
            (
                "田中だけが知り、田中および鬼頭から、田中さんへ",
                "〔氏名〕だけが知り、〔氏名〕および〔氏名〕から、〔氏名〕へ",
            ),
        ],
    );
    let register = people(&[], &["田中みのる様"]);
    expect(&register, &[("みのるさん、みのるが、田中みのる様", "〔氏名〕、〔氏名〕が、患者（G-1）")]);
}

#[test]
fn the_number_of_somebody_leaves_however_short_it_is() {
    expect(
        &office(),
        &[
            ("患者番号 12345の方、患者番号12345か", "患者番号 （伏せる）の方、患者番号（伏せる）か"),
            ("ID 004512、ＩＤ：００４５１２", "ID （伏せる）、ＩＤ：（伏せる）"),
            (
                "カルテNo.8812、カルテ№8812、カルテ番号は8812",
                "カルテNo.（伏せる）、カルテ№（伏せる）、カルテ番号は（伏せる）",
            ),
            (
                "患者No.12345、患者#12345、診察券 8812",
                "患者No.（伏せる）、患者#（伏せる）、診察券 （伏せる）",
            ),
            ("被保険者番号：H1234567", "被保険者番号：（伏せる）"),
            ("暗証番号は4649、LINEのID：hanako_m", "暗証番号は（伏せる）、LINEのID：（伏せる）"),
            ("なにわ500あ12-34の車", "なにわ（伏せる）の車"),
            ("1234 5678 9012", "（伏せる）"),
            ("ID004512、記号1234番号567、カルテ 8812", "ID（伏せる）、記号（伏せる）、カルテ （伏せる）"),
            ("hanako[アット]docomo.example、hanako★mail.example", "（伏せる）、（伏せる）"),
        ],
    );
}

#[test]
fn the_number_of_a_house_leaves_where_no_town_is_told() {
    expect(
        &office(),
        &[
            ("3番地の家、十二番地で", "（伏せる）の家、（伏せる）で"),
            ("1-3番地、5番の部屋、12号のお宅", "（伏せる）、（伏せる）の部屋、（伏せる）のお宅"),
            (
                "203号室へ、コーポ南 203、コーポみなと203",
                "（伏せる）へ、コーポ南 （伏せる）、コーポみなと（伏せる）",
            ),
            (
                "3番目、第8条、2号様式、1番の方、自宅から3番目、2号車、1丁目の路上",
                "3番目、第8条、2号様式、1番の方、自宅から3番目、2号車、1丁目の路上",
            ),
        ],
    );
}

#[test]
fn who_was_born_long_ago_was_born_on_that_day() {
    expect(
        &office(),
        &[
            ("昭和12年3月4日の女性、S12.3.4", "（伏せる）の女性、（伏せる）"),
            ("1937年3月4日、昭12.3.4、S.12.3.4", "（伏せる）、（伏せる）、（伏せる）"),
            (
                "令和8年11月22日、2026/11/22、昭和の建物、平成31年",
                "令和8年11月22日、2026/11/22、昭和の建物、平成31年",
            ),
        ],
    );
}

/// Nothing in them names anybody, though half of the words are given names too.
const ORDINARY: &str = include_str!("../../../tests/data/ordinary-sentences.txt");

#[test]
fn ordinary_sentences_stay_as_they_are() {
    let office = office();
    let sentences: Vec<(&str, &str)> = ORDINARY.lines().map(|line| (line, line)).collect();
    assert!(sentences.len() > 40);
    expect(&office, &sentences);
}
