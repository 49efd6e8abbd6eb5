//! Sentences that would have a masked text say what is not so.

use super::{
    Naming,
    tests::{expect, people},
    *,
};
use crate::register::document::decode;

fn office() -> Register {
    let text = r#"{"format": "mcs-register/1", "office": {"name": "みなと訪問看護ステーション"},
        "staff": [{"id": "S-1", "name": "林 隆", "kana": "ハヤシ タカシ", "profession": "看護師"},
                  {"id": "S-2", "name": "看護師 石田早苗"}, {"id": "S-3", "name": "José Müller"},
                  {"id": "S-4", "name": "Maria Cristina Cruz-Santos"}, {"id": "S-5", "name": "John Smith"},
                  {"id": "S-6", "name": "渡邊 誠"}, {"id": "S-7", "name": "港 花子"}],
        "partners": [{"id": "P-1", "name": "築港 一郎", "profession": "医師", "affiliation": "築港医院"},
                     {"id": "P-2", "name": "後藤 医師"}],
        "groups": [{"id": "G-1", "kind": "patient", "name": "吉田 ハナ様"},
                   {"id": "G-2", "kind": "patient", "name": "川上様"},
                   {"id": "G-3", "kind": "patient", "name": "川上 太郎様"}]}"#;
    decode(text.as_bytes(), &|_| None).unwrap()
}

/// Whatever they are called: relatives, neighbours, patients, those of elsewhere.
#[test]
fn a_whole_name_is_nobodys_where_it_is_said_of_somebody_else() {
    expect(
        &office(),
        &[
            ("夫の林隆さん、患者の林隆さん（78歳）", "夫の〔氏名〕、患者の〔氏名〕（78歳）"),
            (
                "長女（林隆）、弟さんの林隆、友人・林隆、隣人　林隆",
                "長女（〔氏名〕）、弟さんの〔氏名〕、友人・〔氏名〕、隣人　〔氏名〕",
            ),
            ("近所に住む林隆さん、向かいの方の林隆さん", "近所に住む〔氏名〕、向かいの方の〔氏名〕"),
            (
                "林隆（患者の弟）、林隆さん（大学病院）、林隆（78歳）",
                "〔氏名〕（患者の弟）、〔氏名〕（大学病院）、〔氏名〕（78歳）",
            ),
            ("林隆と名乗る男性、同姓同名の林隆", "〔氏名〕と名乗る男性、同姓同名の〔氏名〕"),
            (
                "大学病院の林隆、警察の林隆さん、事務局の林隆",
                "大学病院の〔氏名〕、警察の〔氏名〕、事務局の〔氏名〕",
            ),
            (
                "吉田ハナ看護師、看護師の吉田ハナさん、長女の吉田ハナ様",
                "〔氏名〕看護師、看護師の〔氏名〕、長女の〔氏名〕",
            ),
            // Of one of two patients of the name nobody knows which.
            ("川上様宅、川上太郎様宅", "〔氏名〕宅、患者（G-3）宅"),
        ],
    );
}

/// A name that is borne beside another, stands on something or goes on.
#[test]
fn a_name_that_is_only_called_so_is_nobodys() {
    expect(
        &office(),
        &[
            (
                "吉田ハナ（旧姓 港花子）、通称林隆、別名：港花子",
                "〔氏名〕（旧姓 〔氏名〕）、通称〔氏名〕、別名：〔氏名〕",
            ),
            ("「港花子」という名札、港花子名義の口座", "「〔氏名〕」という名札、〔氏名〕名義の口座"),
            // 一郎 is known of another.
            (
                "林隆一郎が、林隆築港一郎が、林隆、一郎が",
                "〔氏名〕〔氏名〕が、職員 S-1（看護師）関係者 P-1（医師）が、職員 S-1（看護師）、〔氏名〕が",
            ),
            (
                "neighbor John Smith, his wife John Smith, John Smith (grandson), John Smith from City Hospital",
                "neighbor 〔氏名〕, his wife 〔氏名〕, 〔氏名〕 (grandson), 〔氏名〕 from City Hospital",
            ),
            (
                "John Smith offered, John Smith found",
                "職員 S-5（職種未確認） offered, 職員 S-5（職種未確認） found",
            ),
        ],
    );
}

#[test]
fn a_nickname_leaves_with_the_name() {
    expect(
        &office(),
        &[
            ("花ちゃんが、タカちゃんが、たかさんへ", "〔氏名〕が、〔氏名〕が、〔氏名〕へ"),
            ("花が咲く、花様々、多様な、花見、タカが外れる", "花が咲く、花様々、多様な、花見、タカが外れる"),
        ],
    );
    let register = people(&["キム ミンジュン", "Maria Cristina Cruz-Santos"], &[]);
    expect(&register, &[("Kim Min-jun、Minjun-i、MRI-ct", "〔氏名〕、〔氏名〕、MRI-ct")]);
}

#[test]
fn who_is_meant_keeps_the_number() {
    expect(
        &office(),
        &[
            (
                "当院の林隆、担当の林隆、みなと訪問看護ステーションの林隆が、林隆（担当）",
                "当院の職員 S-1（看護師）、担当の職員 S-1（看護師）、みなと訪問看護ステーションの職員 S-1（看護師）が、職員 S-1（看護師）（担当）",
            ),
            (
                "港花子、林隆が林隆の弟へ",
                "職員 S-7（職種未確認）、職員 S-1（看護師）が職員 S-1（看護師）の弟へ",
            ),
            (
                "築港医院の築港一郎、築港一郎（築港医院）",
                "築港医院の関係者 P-1（医師）、関係者 P-1（医師）（築港医院）",
            ),
            ("患者の吉田ハナ様の長女、吉田ハナさん（78歳）", "患者（G-1）の長女、患者（G-1）（78歳）"),
        ],
    );
}

/// Whoever is called by another profession is somebody else of the name.
#[test]
fn a_title_that_is_not_theirs_is_somebody_elses() {
    expect(
        &office(),
        &[
            (
                "林隆看護師が、林隆医師が、主治医の林隆が",
                "職員 S-1（看護師）が、〔氏名〕医師が、主治医の〔氏名〕が",
            ),
            ("林隆先生、林隆駅長、林隆主任", "〔氏名〕、〔氏名〕駅長、職員 S-1（看護師）主任"),
            (
                "築港一郎医師、築港一郎先生、築港一郎（薬剤師）",
                "関係者 P-1（医師）、関係者 P-1（医師）、〔氏名〕（薬剤師）",
            ),
            // A title is no given name, and no family name.
            ("後藤医師が、看護師が、早苗が、林Nsが", "〔氏名〕医師が、看護師が、〔氏名〕が、〔氏名〕Nsが"),
        ],
    );
}

#[test]
fn a_place_is_a_place_behind_a_particle_too() {
    expect(
        &office(),
        &[
            ("築港の倉庫、築港の公園", "築港の倉庫、築港の公園"),
            (
                "築港の家、築港さんの倉庫、看護師築港の倉庫",
                "〔氏名〕の家、〔氏名〕の倉庫、看護師〔氏名〕の倉庫",
            ),
            ("築港一郎の倉庫", "関係者 P-1（医師）の倉庫"),
        ],
    );
}

#[test]
fn a_latin_name_leaves_however_it_is_written() {
    expect(
        &office(),
        &[
            (
                "Cruz-Santosに連絡、Johnが拾った、maria cristinaへ",
                "〔氏名〕に連絡、〔氏名〕が拾った、〔氏名〕へ",
            ),
            (
                "ＣＲＵＺ－ＳＡＮＴＯＳ、ＪＯＨＮ、ｍａｒｉａ、Cruz‐Santos",
                "〔氏名〕、〔氏名〕、〔氏名〕、〔氏名〕",
            ),
            ("CruzSantos、john.smith、smithjohn", "〔氏名〕、〔氏名〕、〔氏名〕"),
            ("Jose Muller、joséへ、MÜLLER", "〔氏名〕、〔氏名〕へ、〔氏名〕"),
            ("John SmithLINEのID taro_s、PaCO2は40", "〔氏名〕のID （伏せる）、PaCO2は40"),
        ],
    );
    // A name that is a word is hidden with the word, and not inside of others.
    let register = people(&["Lan May", "O'Brien Pat", "Case Will"], &[]);
    expect(
        &register,
        &[
            (
                "LANケーブル、Mayに、lanへ、suitcaseとwilling",
                "〔氏名〕ケーブル、〔氏名〕に、〔氏名〕へ、suitcaseとwilling",
            ),
            ("O'Brien、OBrien、Ｏ’Ｂｒｉｅｎ", "〔氏名〕、〔氏名〕、〔氏名〕"),
        ],
    );
}

#[test]
fn whatever_looks_like_a_number_or_an_address_leaves() {
    expect(
        &office(),
        &[
            (
                "長女の携帯は090-1111-2222、自宅06(6571)0000、０６６５７１００００、+81-90-1111-2222",
                "長女の携帯は（伏せる）、自宅（伏せる）、（伏せる）、（伏せる）",
            ),
            ("090/1111/2222、090・1111・2222、090一1111一2222", "（伏せる）、（伏せる）、（伏せる）"),
            ("〇九〇-一二三四-五六七八、二〇二六年、三一四", "（伏せる）、二〇二六年、三一四"),
            (
                "電話6571 0000、TEL:65710000、携帯は1111-2222",
                "電話（伏せる）、TEL:（伏せる）、携帯は（伏せる）",
            ),
            (
                "taro(at)example.com、taro [at] example [dot] com、TARO @ EXAMPLE.COM",
                "（伏せる）、（伏せる）、（伏せる）",
            ),
            (
                "taro at example.com、太郎@例え.jp、taro@例え.jpへ送った",
                "（伏せる）、（伏せる）、（伏せる）へ送った",
            ),
            ("2026/11/22 18:00、連絡先@自宅。", "2026/11/22 18:00、連絡先@自宅。"),
        ],
    );
}

/// A text is read once, however it is built and however many names there are.
#[test]
fn a_long_text_is_read_in_one_go() {
    let written: Vec<String> = (0..2_000).map(|number| format!("Nam{number}e Nome")).collect();
    let others: Vec<&str> = written.iter().map(String::as_str).collect();
    let register = people(&[&["林 隆", "森 モリ"], others.as_slice()].concat(), &[]);
    let namer = Namer::new(&register, Naming::Masked, Date::MAX);
    for piece in ["1-", "林", "モリ", "a@", "John ", "大学病院の林隆", "Nam1", "（", "隆様の", "〇", "(at)"]
    {
        let masked = namer.text(&piece.repeat(20_000 / piece.len()));
        assert!(!masked.is_empty(), "{piece}");
    }
}
