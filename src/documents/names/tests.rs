//! What masking makes of texts.

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
fn only_a_whole_name_becomes_a_number() {
    expect(
        &register(),
        &[
            ("𠮷田が", "〔氏名〕が"),
            ("吉田　真理子さん", "職員 S-1（看護師）"),
            ("𠮷田 真理子が、吉田真理子宅で", "職員 S-1（看護師）が、職員 S-1（看護師）宅で"),
            // There are others of the same sound.
            ("ﾖｼﾀﾞﾏﾘｺから、よしだ まりこさんへ", "〔氏名〕から、〔氏名〕へ"),
            ("真理子さんと真理", "〔氏名〕と真理"),
            ("モリさんのUSBメモリ", "〔氏名〕のUSBメモリ"),
            ("森さんは森林へ", "〔氏名〕は森林へ"),
            ("森 一が", "職員 S-2が"),
            ("森一つない、森一郎が", "〔氏名〕つない、〔氏名〕が"),
            ("グエンさん、グエン ティ ラン", "〔氏名〕、職員 S-3（職種未確認）"),
            ("葛城医師と葛城直人医師", "〔氏名〕医師と関係者 P-1（医師）"),
            ("岡崎 フミ様宅", "患者（G-1）宅"),
            ("おかざき ふみ様", "〔氏名〕"),
            ("岡崎フミエ様", "〔氏名〕"),
            ("田中様、田中正雄", "〔氏名〕、患者（G-2）"),
            ("勉強会で", "勉強会で"),
            ("\u{11A84}吉田さん", "\u{11A84}〔氏名〕"),
            ("吉\n田", "吉\n田"),
            // Whoever is called 様 is nobody of the staff.
            ("吉田真理子様宅", "〔氏名〕宅"),
            ("吉田 さま", "〔氏名〕"),
        ],
    );
}

/// Relatives, neighbours and doctors of elsewhere bear the names of staff and patients too.
#[test]
fn nobody_is_taken_for_somebody_else() {
    let register = people(
        &["林 隆", "渡邊 誠", "山田 太郎", "石田 早苗", "高橋 一"],
        &["吉田 ハナ様", "田中様", "佐藤 清様"],
    );
    expect(
        &register,
        &[
            (
                "患者の長女の林さんに電話した。近所の渡邊さんが拾って交番へ届けた。吉田医師（大学病院）に照会した",
                "患者の長女の〔氏名〕に電話した。近所の〔氏名〕が拾って交番へ届けた。〔氏名〕医師（大学病院）に照会した",
            ),
            ("小林さんと小林先生", "〔氏名〕と〔氏名〕"),
            ("小林隆さん、担当林隆さん", "〔氏名〕、担当職員 S-1（職種未確認）"),
            ("小山田太郎さんが、山田太郎丸が", "〔氏名〕が、〔氏名〕が"),
            ("小山田さんが小山田町へ", "〔氏名〕が小山田町へ"),
            ("渡辺さん、渡邉 誠、渡部さん", "〔氏名〕、職員 S-2（職種未確認）、渡部さん"),
            ("佐藤様の娘の佐藤さん", "〔氏名〕の娘の〔氏名〕"),
            (
                "長女の田中様へ。田中様宅で。田中様（次女）と",
                "長女の〔氏名〕へ。患者（G-2）宅で。〔氏名〕（次女）と",
            ),
            ("佐藤清様宅、佐藤 清さん", "患者（G-3）宅、患者（G-3）"),
            ("長女の患者の佐藤 清様へ。患者の佐藤 清様宅", "長女の患者の〔氏名〕へ。患者（G-3）宅"),
            ("石田、早苗の2名、石田\n早苗", "〔氏名〕の2名、〔氏名〕"),
            ("高橋一同、高橋一様", "〔氏名〕、〔氏名〕"),
            ("高橋一さん、高橋 一が", "職員 S-5（職種未確認）、職員 S-5（職種未確認）が"),
            ("夫の山田太郎の弟、山田太郎の弟", "夫の〔氏名〕の弟、職員 S-3（職種未確認）の弟"),
            (
                "林が来た。林の携帯、林宅へ。林業の林道で",
                "〔氏名〕が来た。〔氏名〕の携帯、〔氏名〕宅へ。林業の林道で",
            ),
        ],
    );
    // Two people of one name: nobody knows which.
    let twins = people(&["山田 太郎", "山田 太郎"], &["林 隆様"]);
    expect(&twins, &[("山田太郎さんが林 隆様宅へ", "〔氏名〕が患者（G-1）宅へ")]);
    let twins = people(&["林 隆"], &["林 隆様"]);
    expect(&twins, &[("林隆さん、林 隆様", "〔氏名〕、〔氏名〕")]);
    let twins = people(&["グエンラン", "林隆"], &["グエン ラン様", "林 隆様"]);
    expect(&twins, &[("グエン ラン様が林 隆様と", "〔氏名〕が〔氏名〕と")]);
}

#[test]
fn a_part_of_a_name_leaves_wherever_it_stands() {
    expect(
        &office(),
        &[
            ("夕凪が三先の患者宅へ", "〔氏名〕が〔氏名〕の患者宅へ"),
            ("夕凪さんが訪問、美咲から", "〔氏名〕が訪問、〔氏名〕から"),
            ("夕凪 美咲が訪問", "職員 S-1（看護師）が訪問"),
            ("昨日夕凪が、看護師夕凪が、担当三先へ", "昨日〔氏名〕が、看護師〔氏名〕が、担当〔氏名〕へ"),
            ("中村橋本の2名、石田市岡の2名", "〔氏名〕〔氏名〕の2名、〔氏名〕〔氏名〕の2名"),
            ("ヨシダが、よしだが。昨日はﾖｼﾀﾞ", "〔氏名〕が、〔氏名〕が。昨日は〔氏名〕"),
            ("ヨシダヤでツヨシダ、よしだ屋", "〔氏名〕で〔氏名〕、よしだ屋"),
            ("ケアプランみなとのみなと公園", "ケアプランみなとのみなと公園"),
            ("メモリとモリ、スタッフモリ", "メモリと〔氏名〕、スタッフ〔氏名〕"),
            ("石田通って、石田川へ", "〔氏名〕って、〔氏名〕へ"),
        ],
    );
}

#[test]
fn a_place_stays_a_place() {
    let office = office();
    for text in [
        "夕凪1丁目の訪問先",
        "夕凪二丁目、夕凪１２丁目",
        "夕凪埠頭で",
        "三先町駅から三先駅へ",
        "三先小学校前、三先クリニックの先",
        "夕凪歯科、夕凪公園、石田倉庫、石田病院",
        "福島県の親族",
        "千葉方面、千葉市へ",
        "海岸通内科",
        "港医師会の管理者会議",
        "小港区",
        "港ヘルパーステーション",
        "大阪港の桟橋",
    ] {
        expect(&office, &[(text, text)]);
    }
    expect(
        &office,
        &[
            ("夕凪の家族", "〔氏名〕の家族"),
            ("港 様子を見て", "〔氏名〕 様子を見て"),
            ("夕凪3-2の路上、夕凪四番地", "〔氏名〕3-2の路上、〔氏名〕（伏せる）"),
            ("石田病院受診に同行", "〔氏名〕病院受診に同行"),
            ("石田駅長、石田病院長、石田町長", "〔氏名〕駅長、〔氏名〕病院長、〔氏名〕町長"),
            ("石田3番目、石田06-1234-5678", "〔氏名〕3番目、〔氏名〕（伏せる）"),
            ("石田町田の2名", "〔氏名〕の2名"),
            ("石田の駅、石田さんの駅", "〔氏名〕の駅、〔氏名〕の駅"),
            // It bears a name, and is nobody.
            ("夕凪美咲病院、山田太郎町", "〔氏名〕病院、〔氏名〕"),
        ],
    );
}

#[test]
fn people_are_called_in_many_ways() {
    expect(
        &office(),
        &[
            ("林看護師が、担当林看護師", "〔氏名〕看護師が、担当〔氏名〕看護師"),
            ("Dr.林、Dr 林、林Dr.", "Dr.〔氏名〕、Dr 〔氏名〕、〔氏名〕Dr."),
            ("港管理者と港くん、港君", "〔氏名〕管理者と〔氏名〕、〔氏名〕"),
            ("港 さん", "〔氏名〕"),
            ("キヨさまとキヨちゃん、ユキヨさん", "〔氏名〕と〔氏名〕、〔氏名〕"),
            ("おいしかわさん、いしかわさん", "〔氏名〕、〔氏名〕"),
            ("ラン看護師、ケアプラン主任", "〔氏名〕看護師、ケアプラン主任"),
            ("中村林さん、夕凪さん林さん", "〔氏名〕、〔氏名〕〔氏名〕"),
            ("石川氏、石川殿、福島ケアマネジャー", "〔氏名〕、〔氏名〕、〔氏名〕ケアマネジャー"),
            ("ご本人様、みなさん", "ご本人様、みなさん"),
        ],
    );
}

#[test]
fn a_name_is_found_however_it_is_recorded() {
    expect(
        &office(),
        &[
            ("山田太郎、山田さん、太郎さん", "職員 S-9（職種未確認）、〔氏名〕、〔氏名〕"),
            ("ヤマダさん、ヤマダタロウ", "〔氏名〕、〔氏名〕"),
            ("白井三郎様、白井", "患者（G-3）、〔氏名〕"),
            ("長谷川の", "〔氏名〕の"),
            ("大山 次郎様と大川 花様", "患者（G-5）と患者（G-6）"),
            ("【訪看】大山 次郎様のグループ", "患者（G-5）のグループ"),
            ("(訪看) 大沢一郎様、大沢様", "患者（G-7）、〔氏名〕"),
            ("小沢 花様", "患者（G-8）"),
            ("訪問チームの訪問先", "患者（G-10）の訪問先"),
        ],
    );
    let register = people(
        &[
            "田中 一郎（旧姓 中村）",
            "港クリニック 佐々木 実",
            "はる 山本",
            "三浦 さくら（ミウラ）",
            "林隆",
            "山本 友人",
            "担当 市岡",
        ],
        &[],
    );
    expect(
        &register,
        &[
            ("中村さん、田中一郎さん", "〔氏名〕、職員 S-1（職種未確認）"),
            ("佐々木実が港クリニックで", "職員 S-2（職種未確認）が港クリニックで"),
            ("山本友人が、友人が、担当の市岡が", "職員 S-6（職種未確認）が、〔氏名〕が、担当の〔氏名〕が"),
            ("林さん、隆さん、林隆が", "〔氏名〕、〔氏名〕、〔氏名〕が"),
            ("はるかさんが、さくら公園のさくら、ミウラへ", "〔氏名〕が、さくら公園の〔氏名〕、〔氏名〕へ"),
        ],
    );
}

#[test]
fn a_reading_in_hiragana_is_found_inside_of_words() {
    let text =
        r#"{"format": "mcs-register/1", "staff": [{"id": "S-1", "name": "石田 俊", "kana": "いしだ とし"}]}"#;
    let register = decode(text.as_bytes(), &|_| None).unwrap();
    expect(
        &register,
        &[
            ("いしだとしね、こいしだね", "〔氏名〕ね、こ〔氏名〕ね"),
            ("担当として、としさん", "担当として、〔氏名〕"),
        ],
    );
}

/// Where kana end and kanji begin, a name that is written in one is parted.
#[test]
fn an_unparted_name_is_parted_where_its_script_changes() {
    let register = people(&["パク心", "さとう明", "ヨシ子"], &[]);
    expect(
        &register,
        &[
            ("昨日パクへ、パク心が", "昨日〔氏名〕へ、〔氏名〕が"),
            ("さとうへ照会し、明さんと明るい", "〔氏名〕へ照会し、〔氏名〕と明るい"),
            ("ヨシ子さん、子が", "〔氏名〕、子が"),
        ],
    );
}

#[test]
fn a_reading_that_is_recorded_without_a_blank_is_found() {
    let text = r#"{"format": "mcs-register/1", "staff": [
        {"id": "S-1", "name": "夕凪 隆", "kana": "ユウナギタカシ"}]}"#;
    let register = decode(text.as_bytes(), &|_| None).unwrap();
    expect(
        &register,
        &[
            ("（担当ゆうなぎたかし来る", "（担当〔氏名〕来る"),
            ("ユウナギが、ﾀｶｼが、ゆうなぎが", "〔氏名〕が、〔氏名〕が、〔氏名〕が"),
            ("ユウナギマンション、タカシマヤ", "ユウナギマンション、タカシマヤ"),
        ],
    );
}

/// Beside an ordinary word in kanji it stands as well alone as beside a blank.
#[test]
fn a_reading_in_hiragana_is_found_beside_ordinary_words() {
    let text = r#"{"format": "mcs-register/1", "staff": [
        {"id": "S-1", "name": "小林 美咲", "kana": "コバヤシ ミサキ"}]}"#;
    let register = decode(text.as_bytes(), &|_| None).unwrap();
    expect(
        &register,
        &[
            ("担当みさき昨日、患者みさきの", "担当〔氏名〕昨日、患者〔氏名〕の"),
            ("主任みさき、みさき長女", "主任〔氏名〕、〔氏名〕長女"),
            ("美しみさきだつ", "美しみさきだつ"),
        ],
    );
}

/// An organisation is no person, and neither is a word of the program.
#[test]
fn an_organisations_name_is_nobodys() {
    let register = people(
        &["港区医師会事務局", "事務局", "大阪市港区医師会", "訪問看護", "共有アカウント", "やまだ薬局"],
        &[],
    );
    for text in [
        "大阪市港区医師会事務局 御中",
        "事務局へ報告し、医師会の訪問看護の担当へ",
        "共有アカウントを解除した。やまだ薬局へ",
    ] {
        expect(&register, &[(text, text)]);
    }
}

#[test]
fn nothing_inside_a_name_hides_it() {
    expect(
        &office(),
        &[
            ("石\u{200B}田", "〔氏名〕"),
            ("石川\u{200B}キヨ、石川・キヨ", "患者（G-1）、患者（G-1）"),
            ("石\u{AD}川\u{2060}キ\u{FEFF}ヨ\u{202E}様", "患者（G-1）"),
            // On a paper that was kept they stand like this.
            ("石川〔U+200B〕キヨ、〔U+200B〕a", "患者（G-1）、〔U+200B〕a"),
        ],
    );
}

#[test]
fn logins_numbers_and_addresses_leave_free_text() {
    expect(
        &office(),
        &[
            ("Yunagi.Misaki@Example.jp で", "（伏せる） で"),
            ("yunagi.misaki＠example.jpへ", "（伏せる）へ"),
            ("yunagi.misaki でログイン", "（伏せる） でログイン"),
            ("IDはｙｕｎａ１でありyuna12ではない", "IDは（伏せる）でありyuna12ではない"),
            ("abc", "abc"),
            ("090-0000-0001、０９０ ００００ ０００１", "（伏せる）、（伏せる）"),
            ("09000000001または+81 90-0000-0001", "（伏せる）または（伏せる）"),
            ("06(0000)1001へ", "（伏せる）へ"),
            // Recorded or not.
            ("someone+1@mail.example.com. 宛", "（伏せる）. 宛"),
            ("電話０３－１２３４－５６７８、(06)6571-9999", "電話（伏せる）、（伏せる）"),
            ("0120ー444ー444、６５７１－１２３４、552-0007", "（伏せる）、（伏せる）、（伏せる）"),
            ("+44 20 7946 0958、06-6571-1234090-1234-5678", "（伏せる）、（伏せる）"),
            (
                "TEL06-6571-9999、090 - 1234 - 5678、tel.09012345678",
                "TEL（伏せる）、（伏せる）、tel.（伏せる）",
            ),
            ("SIMは09000005001、停止は0120000000", "SIMは（伏せる）、停止は（伏せる）"),
            (
                "2026-11-22、2025-2026年度、R8-001-1、S-0001-2345、受付 12-34、内線24、119、3,000円",
                "2026-11-22、2025-2026年度、R8-001-1、S-0001-2345、受付 12-34、内線24、119、3,000円",
            ),
            ("①②③④⑤⑥⑦⑧⑨、18:00、3-2-1", "①②③④⑤⑥⑦⑧⑨、18:00、3-2-1"),
        ],
    );
}

#[test]
fn names_in_latin_letters_leave_free_text() {
    let text = r#"{"format": "mcs-register/1",
        "staff": [{"id": "S-1", "name": "Nguyen Thi Lan"}, {"id": "S-2", "name": "石田 早苗", "kana": "イシダ サナエ"},
                  {"id": "S-3", "name": "大野 祐子", "kana": "オオノ ユウコ"}, {"id": "S-4", "name": "May Chan"}]}"#;
    let register = decode(text.as_bytes(), &|_| None).unwrap();
    expect(
        &register,
        &[
            ("Nguyen Thi Lanさんが", "職員 S-1（職種未確認）が"),
            ("nguyenさん、NGUYEN、Lanの端末", "〔氏名〕、〔氏名〕、〔氏名〕の端末"),
            ("LANケーブルとWi-Fi、Land", "〔氏名〕ケーブルとWi-Fi、〔氏名〕"),
            // By how it is read.
            ("ishidaに、ISHIDA Sanae、Ono Yukoへ", "〔氏名〕に、〔氏名〕、〔氏名〕へ"),
            // Recorded or not.
            ("John Smithさん、Smith医師、Mr. Brown", "〔氏名〕、〔氏名〕医師、Mr. 〔氏名〕"),
            ("TANAKA Hanako、J. Lee、Yamamotoより", "〔氏名〕、〔氏名〕、〔氏名〕より"),
            (
                "We called Yamada about it. The tablet was lost.",
                "We called 〔氏名〕 about it. The tablet was lost.",
            ),
            ("Ishida called. Sent to Osaka.", "〔氏名〕 called. Sent to Osaka."),
            (
                "Mr. Okada and Dr Yoshida. Contact: 0120-444-444",
                "Mr. 〔氏名〕 and Dr 〔氏名〕. Contact: （伏せる）",
            ),
            (
                "iPad 3号、iPhone、Windows 11、Medical Care Station、USB SSD、MCSのID、Minato Clinicで",
                "iPad 3号、iPhone、Windows 11、Medical Care Station、USB SSD、MCSのID、Minato Clinicで",
            ),
        ],
    );
    let register = people(&[], &["Anna Lindt様"]);
    expect(&register, &[("lindtの家族、Anna Lindt様宅", "〔氏名〕の家族、患者（G-1）宅")]);
}

/// In a register that was masked a number is the name; no word of it is anybody's.
#[test]
fn a_number_in_place_of_a_name_names_nobody() {
    let text = r#"{"format": "mcs-register/1", "staff": [{"id": "S-1", "name": "職員 S-1"}],
        "groups": [{"id": "G-1", "kind": "patient", "name": "患者グループ G-1"}]}"#;
    let register = decode(text.as_bytes(), &|_| None).unwrap();
    let text = "職員が患者グループで職員 S-1さんへ、患者（G-1）宅で〔氏名〕の（伏せる 1）";
    expect(&register, &[(text, text)]);
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

/// A register of staff and of patients' groups by their names.
pub(super) fn people(staff: &[&str], patients: &[&str]) -> Register {
    let numbered = |side: &str, names: &[&str]| {
        let rows = names.iter().enumerate().map(|(place, name)| {
            let kind = if side == "G" { r#""kind": "patient", "# } else { "" };
            format!(r#"{{{kind}"id": "{side}-{}", "name": "{name}"}}"#, place + 1)
        });
        rows.collect::<Vec<_>>().join(",")
    };
    let (staff, groups) = (numbered("S", staff), numbered("G", patients));
    let text = format!(r#"{{"format": "mcs-register/1", "staff": [{staff}], "groups": [{groups}]}}"#);
    decode(text.as_bytes(), &|_| None).unwrap()
}

pub(super) fn expect(register: &Register, rows: &[(&str, &str)]) {
    let namer = Namer::new(register, Naming::Masked, Date::MAX);
    let mut wrong = Vec::new();
    for (text, expected) in rows {
        let masked = namer.text(text);
        if masked != *expected {
            wrong.push(format!("{text}\n  is     {masked}\n  wanted {expected}"));
        }
        assert_eq!(namer.text(&masked), masked, "{text}, masked again");
        assert_eq!(Namer::new(register, Naming::Full, Date::MAX).text(text), visible(text));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
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
        let namer = Namer::new(&register, Naming::Masked, Date::MAX);
        let masked = namer.text(&words.concat());
        prop_assert_eq!(namer.text(&masked), masked);
    }
}

proptest! {
    /// Whatever is put in.
    #[test]
    fn any_text_comes_out_and_stays(text in "\\PC{0,40}") {
        let register = office();
        let namer = Namer::new(&register, Naming::Masked, Date::MAX);
        let masked = namer.text(&text);
        prop_assert_eq!(namer.text(&masked), masked);
    }
}

#[test]
fn in_a_sentence_numbers_are_written_out_once() {
    let register = register();
    let namer = Namer::new(&register, Naming::Masked, Date::MAX);
    for (sentence, expected) in [
        (
            "職員 S-1さんの対策1「職員 S-1（看護師）が事務局へ」",
            "職員 S-1（看護師）の対策1「職員 S-1（看護師）が事務局へ」",
        ),
        ("「患者グループ G-1」の関係者 P-1は", "「患者グループ G-1」の関係者 P-1（医師）は"),
    ] {
        assert_eq!(namer.sentence(sentence), expected);
    }
}

#[test]
fn full_names_stand_as_they_are_recorded() {
    let register = register();
    let namer = Namer::new(&register, Naming::Full, Date::MAX);
    assert_eq!(namer.text("𠮷田が"), "𠮷田が");
    assert_eq!(namer.person(&PersonId::new("S-1").unwrap()), "𠮷田 真理子（職員 S-1・看護師）");
    assert_eq!(namer.group(&GroupId::new("G-1").unwrap()), "患者グループ G-1「岡崎 フミ様」");
}

#[test]
fn a_register_is_masked_to_its_end_or_left_at_any_person() {
    let register = register();
    let steps = std::cell::Cell::new(0);
    let masked = |most: usize| {
        steps.set(0);
        Namer::watched(&register, Naming::Masked, Date::MAX, &|| {
            steps.set(steps.get() + 1);
            if steps.get() > most { Err(()) } else { Ok(()) }
        })
    };
    assert_eq!(*masked(usize::MAX).ok().unwrap().shown(), super::masked(&register));
    let needed = steps.get();
    let people = register.staff().len() + register.partners().len();
    assert!(needed >= 2 * people, "once to learn each name and once to mask each record: {needed}");
    for most in 0..needed {
        assert!(masked(most).is_err(), "{most}");
        assert_eq!(steps.get(), most + 1, "nothing is done after it");
    }
}
