//! What asks for a day or a person says, and the question after it.

use super::Page;

const DAYS_JA: &str = "日付の書き方：2026-11-20、R8.11.20、11/20、昨日、今日";
const DAYS_EN: &str = "Days: 2026-11-20, R8.11.20, 11/20, yesterday, today";
const ANSWER_JA: &str = "> Esc 記録しない y/F10 記録する";
const ANSWER_EN: &str = "> Esc Do not record it y/F10 Record it";

pub const PAGES: &[Page] = &[
    Page(
        "countersigns",
        "/ \"別の人\" Enter * d",
        &[
            "== 精査の確認（4件） ==",
            "誰が確認したかを入力してください。次の画面で確かめてから記録します。",
            ">確認者（本人以外）",
            "Enter で候補から選ぶ",
            "Ctrl+S 決定  Esc やめる  Enter 次へ",
        ],
        &[
            "== Record: review countersigned (4) ==",
            "Say who it was. It is recorded after one more question.",
            ">Countersigned by",
            "Enter to pick",
            "Ctrl+S OK  Esc Cancel  Enter Next",
        ],
    ),
    Page(
        "countersigns-question",
        "/ \"別の人\" Enter * d Enter \"井上\" Enter Enter",
        &[
            "井上 正さんが確認したことを4件の精査に記録します。対象：G-1 患者1様、G-2 患者2様、G-3 患者3様 ほか1件。\
             よろしいですか？",
            ANSWER_JA,
            "y はい  Esc いいえ",
        ],
        &[
            "Record that 井上 正 countersigned 4 records (Review). They are: G-1 患者1様, G-2 患者2様, G-3 患者3様 \
             and 1 more. Go on?",
            ANSWER_EN,
            "y Yes  Esc No",
        ],
    ),
    Page(
        "consents",
        "/ \"同意書\" Enter * d \"R8.11.20\"",
        &[
            "== 同意書の受領（3件） ==",
            ">日付 R8.11.20 2026-11-20（金）令和8年11月20日 *同意した人 [記録なし] 本人 家族 同意書を双方が所持 [記録なし] はい いいえ",
            "1件は日付や人を確かめるため、別に記録してください（印を残しました）。",
        ],
        &[
            "== Record: consent signed (3) ==",
            "Say on which day, and who agreed. It is recorded after one more question.",
            DAYS_EN,
            ">Date R8.11.20 Friday 2026-11-20 *Consent by [not recorded] patient  family",
            "Both sides hold a copy [not recorded] yes  no",
            "Friday 2026-11-20",
            "1 asks for a day or a person: record it by itself (still marked).",
        ],
    ),
    Page(
        "consents-question",
        "/ \"同意書\" Enter * d \"R8.11.20\" Enter Right Right Enter Right Enter",
        &[
            "「同意書の受領」（2026-11-20（金）令和8年11月20日、同意した人：家族、同意書は双方が所持）を\
             グループ3件に記録します。対象：G-2 患者2様、G-3 患者3様、G-4 患者4様。よろしいですか？",
            ANSWER_JA,
        ],
        &[
            "Record \"consent signed\" (Friday 2026-11-20, consent by: family, both sides hold a copy): Groups, \
             3 records. They are: G-2 患者2様, G-3 患者3様, G-4 患者4様. Go on?",
            ANSWER_EN,
        ],
    ),
    Page(
        "pledge",
        "2 s",
        &[
            "== 誓約書の提出（1件） ==",
            "いつのことかを入力してください。次の画面で確かめてから記録します。",
            DAYS_JA,
            ">日付",
            "Ctrl+S 決定  Esc やめる",
        ],
        &[
            "== Record: pledge signed (1) ==",
            "Say on which day it was. It is recorded after one more question.",
            DAYS_EN,
            ">Date",
            "Ctrl+S OK  Esc Cancel",
        ],
    ),
    Page(
        "training",
        "2 Space Space t \"昨日\" Enter \"秋の研修\" Enter",
        &[
            "「教育の受講」（2026-11-21（土）令和8年11月21日、題名：秋の研修）を職員2名に記録します。\
             対象：S-2 井上 正、S-1 石田 早苗。よろしいですか？",
            ANSWER_JA,
        ],
        &[
            "Record \"training attended\" (Saturday 2026-11-21, title: 秋の研修): Staff, 2 people. \
             They are: S-2 井上 正, S-1 石田 早苗. Go on?",
            ANSWER_EN,
        ],
    ),
];
