//! Sentences with what tells somebody beside a whole name: a day of birth, a house, initials, a half-read name; and with
//! those who are here no longer.

use super::{tests::expect, *};
use crate::register::document::decode;

fn office() -> Register {
    let text = r#"{"format": "mcs-register/1", "office": {"name": "みなと訪問看護ステーション"},
        "staff": [{"id": "S-1", "name": "林 隆", "kana": "ハヤシ タカシ", "profession": "看護師"},
                  {"id": "S-2", "name": "金 民俊", "kana": "キム ミンジュン", "profession": "理学療法士"},
                  {"id": "S-3", "name": "渡邉󠄂 孝", "kana": "ワタナベ タカシ"},
                  {"id": "S-4", "name": "大阪 花", "kana": "オオサカ ハナ", "profession": "准看護師"},
                  {"id": "S-5", "name": "Maria Cristina Cruz-Santos"}, {"id": "S-6", "name": "John Smith"},
                  {"id": "S-7", "name": "岸本 茂", "left_on": "2026-03-31", "profession": "看護師"},
                  {"id": "S-8", "name": "築港 みなと", "kana": "チッコウ ミナト"}],
        "partners": [{"id": "P-1", "name": "田中 実", "profession": "医療ソーシャルワーカー"},
                     {"id": "P-2", "name": "吉村誠", "profession": "医師"}, {"id": "P-3", "name": "原 学"}],
        "groups": [{"id": "G-1", "kind": "patient", "name": "岡崎 フミ様", "kana": "オカザキ フミ"},
                   {"id": "G-2", "kind": "patient", "name": "港 よしゑ様", "kana": "ミナト ヨシエ"}]}"#;
    decode(text.as_bytes(), &|_| None).unwrap()
}

#[test]
fn a_day_of_birth_leaves_and_other_days_stay() {
    expect(
        &office(),
        &[
            ("昭和12年3月4日生まれの女性", "（伏せる）生まれの女性"),
            ("生年月日：S12.3.4、大正十四年一月二日生", "生年月日：（伏せる）、（伏せる）生"),
            ("1937年3月4日（昭和12年）生まれ、1937/03/04生", "（伏せる）生まれ、（伏せる）生"),
            ("誕生日は 3月4日。生年月日19370304", "誕生日は （伏せる）。生年月日（伏せる）"),
            ("DOB: 1937-03-04, born on March 4, 1937", "DOB: （伏せる）, born on （伏せる）"),
            (
                "2026年11月22日に生じた。小学2年生の孫、3月4日生活相談、78歳、令和8年度",
                "2026年11月22日に生じた。小学2年生の孫、3月4日生活相談、78歳、令和8年度",
            ),
        ],
    );
}

#[test]
fn the_number_of_a_house_leaves_and_the_town_stays() {
    expect(
        &office(),
        &[
            ("三先2丁目3番4号、三先二丁目三番四号", "三先2丁目（伏せる）、三先二丁目（伏せる）"),
            ("港区三先２－３－４－１０１、三先2ー3ー4の路上", "港区三先（伏せる）、三先（伏せる）の路上"),
            ("自宅は三先3-2、住所：三先12番地", "自宅は三先（伏せる）、住所：三先（伏せる）"),
            (
                "三先町3-2、三先12番地の5、コーポ三先101号室",
                "三先町（伏せる）、三先（伏せる）、コーポ三先（伏せる）",
            ),
            ("Misaki 2-3-4, Minato-ku", "Misaki （伏せる）, Minato-ku"),
            // 築港 is somebody's name, and nothing is left of it without a place behind it.
            ("築港2丁目3番4号、築港2-3-4", "築港2丁目（伏せる）、〔氏名〕（伏せる）"),
            (
                "三先2丁目の路上、1丁目2名、2丁目 18:00、第3-2-1条、3-2-1、iPad 3号、2026-11-22、3番目",
                "三先2丁目の路上、1丁目2名、2丁目 18:00、第3-2-1条、3-2-1、iPad 3号、2026-11-22、3番目",
            ),
        ],
    );
}

#[test]
fn initials_leave_where_somebody_is_called_by_them() {
    expect(
        &office(),
        &[
            ("K様とＹさん、M医師、Dr. K、A.T.様", "〔氏名〕と〔氏名〕、〔氏名〕医師、Dr. 〔氏名〕、〔氏名〕"),
            ("患者T.Y.の家族、Ｔ・Ｙ様", "患者〔氏名〕.の家族、〔氏名〕"),
            (
                "Q.O.L.、9:00 A.M.、A棟、X線、C型、T字杖、I.D.",
                "Q.O.L.、9:00 A.M.、A棟、X線、C型、T字杖、I.D.",
            ),
        ],
    );
}

/// Where no reading is recorded, a common family name is looked for as it is commonly read.
#[test]
fn a_name_that_is_half_read_leaves() {
    expect(
        &office(),
        &[
            ("たなか実さん、たなかさん、Tanakaへ", "〔氏名〕、〔氏名〕、〔氏名〕へ"),
            ("よしむら誠医師、ヨシムラ医師", "〔氏名〕医師、〔氏名〕医師"),
            ("はやし隆が、林たかしが、ﾊﾔｼ隆", "〔氏名〕が、〔氏名〕が、〔氏名〕"),
            ("はらさんがハラスメント研修へ、はら学", "〔氏名〕がハラスメント研修へ、〔氏名〕"),
            ("田中実が、吉村誠医師が", "関係者 P-1（医療ソーシャルワーカー）が、〔氏名〕医師が"),
        ],
    );
}

/// A former colleague of the name may be anybody, unless the register knows that they have left.
#[test]
fn who_is_here_no_longer_is_nobody_of_today() {
    expect(
        &office(),
        &[
            ("元職員の林隆から電話", "元職員の〔氏名〕から電話"),
            (
                "元看護師の林隆、旧職員林隆、前院長の林隆",
                "元看護師の〔氏名〕、旧職員〔氏名〕、前院長の〔氏名〕",
            ),
            ("昨年退職した看護師の林隆、林隆（元職員）", "昨年退職した看護師の〔氏名〕、〔氏名〕（元職員）"),
            ("林隆（昨年退職）、以前勤めていた林隆", "〔氏名〕（昨年退職）、以前勤めていた〔氏名〕"),
            ("former nurse John Smith, ex-nurse John Smith", "former nurse 〔氏名〕, ex-nurse 〔氏名〕"),
            // Known to have left.
            ("元職員の岸本茂から電話", "元職員の職員 S-7（看護師）から電話"),
            (
                "元職員が林隆に、午前担当の林隆、地元の林隆、手元の林隆の端末",
                "元職員が職員 S-1（看護師）に、午前担当の職員 S-1（看護師）、地元の職員 S-1（看護師）、手元の職員 S-1（看護師）の端末",
            ),
        ],
    );
}

/// Sentences as they are written in a hurry.
#[test]
fn hostile_sentences_name_nobody() {
    expect(
        &office(),
        &[
            ("金さんが「お金は払う」と言った、金が来た", "〔氏名〕が「お金は払う」と言った、〔氏名〕が来た"),
            ("金曜日に料金と現金、金額を確認", "金曜日に料金と現金、金額を確認"),
            ("キムさん、ｷﾑ様、Kimに、Min-junへ", "〔氏名〕、〔氏名〕、〔氏名〕に、〔氏名〕へ"),
            ("渡邉󠄂さん、渡辺孝、渡邉孝さん", "〔氏名〕、職員 S-3（職種未確認）、職員 S-3（職種未確認）"),
            ("大阪へ出張、大阪さんへ連絡、大阪駅で", "〔氏名〕へ出張、〔氏名〕へ連絡、大阪駅で"),
            ("大阪花さん、大阪市立病院、大阪府", "職員 S-4（准看護師）、大阪市立病院、大阪府"),
            ("大阪市港区築港の路上、大阪市町田様", "大阪市港区築港の路上、〔氏名〕"),
            ("回線停止（0120-000-000）、(長女、090-1234-5678)", "回線停止（伏せる）、(長女、（伏せる）)"),
            ("築港の倉庫で築港さんに、築港みなと公園", "築港の倉庫で〔氏名〕に、〔氏名〕公園"),
            ("港区の港さん宅、港よしゑ様宅", "港区の〔氏名〕宅、患者（G-2）宅"),
            ("岡崎様のお嬢様の岡崎さん、フミ様", "〔氏名〕のお嬢様の〔氏名〕、〔氏名〕"),
            ("姪御さんの林隆様、林隆くん（孫）", "姪御さんの〔氏名〕、〔氏名〕（孫）"),
            ("市民病院の林隆先生、市民病院・林隆", "市民病院の〔氏名〕、市民病院・〔氏名〕"),
            (
                "林 隆看護師長、林隆Ns、林隆薬剤師",
                "職員 S-1（看護師）看護師長、職員 S-1（看護師）Ns、〔氏名〕薬剤師",
            ),
            ("cruz santosへ、CRUZ-SANTOS、ﾏﾘｱさん", "〔氏名〕へ、〔氏名〕、〔氏名〕"),
            ("maria cristinaがjohnと、Johnny", "〔氏名〕が〔氏名〕と、〔氏名〕"),
            ("Mrs. Smith said John's phone rang.", "Mrs. 〔氏名〕 said 〔氏名〕 phone rang."),
            ("the patient's son John Smith, Okazaki-san", "the patient's son 〔氏名〕, 〔氏名〕"),
            ("090 1234 5678（長女）、ＴＥＬ０６（６５７１）００００", "（伏せる）（長女）、ＴＥＬ（伏せる）"),
        ],
    );
}
