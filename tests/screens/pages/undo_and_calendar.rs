//! What the steps back, the calendar, waivers and the work for many people say.

use super::Page;

const STEPS_JA: &str = "Esc 戻る";
const STEPS_EN: &str = "Esc Back";

pub const PAGES: &[Page] = &[
    Page(
        "today-with-waiver",
        "",
        &[
            "期限超過 3  要対応 4  判定不能 2  期限間近 1  例外承認中 1",
            "期限超過 3件 > 超過",
            "要対応 4件 対応",
            "石井 恵さんの教育の期限（2026-06-01）を174日過ぎています。",
        ],
        &[
            "Overdue 3  To do now 4  Unknown 2  Due soon 1  Waived 1",
            "Overdue 3 rows > Overdue",
            "To do now 4 rows To do",
            "石井 恵's training was due on 2026-06-01, 174 days ago.",
        ],
    ),
    Page(
        "today-waiver-details",
        "f f f f Right",
        &[
            "== 詳細 ==",
            "上田 進の「プロフィール」の例外承認は 2026-11-30 まで（あと8日）です。理由：入力の代行を調整中　\
             承認者：青木 聡　現在の例外承認は1件です。 [次にすること]",
            "期限の翌日から、また指摘されます。期限までに対応を済ませるか、続ける理由があれば事業所の画面で\
             新しい例外承認を登録してください。z で終えられます。",
        ],
        &[
            "== Details ==",
            "The waiver of 上田 進 (\"Profile\") ends on 2026-11-30 (in 8 days). Reason: 入力の代行を調整中. \
             Approved by 青木 聡. 1 waiver runs now. [What to do next]",
            "It is flagged again from the day after. Settle it until then, or record a new waiver in the office list \
             if there is a reason to go on. z ends it now.",
        ],
    ),
    Page(
        "steps",
        "2 p Down p Down s \"11/22\" Enter y U",
        &["3件 うち今すぐ元に戻せるもの 3件"],
        &[
            "== Changes that can be taken back ==",
            "3 rows  3 can be taken back now",
            "u 2026-11-22 09:10 弁天 恵 pledge signed Staff S-03 上田 進",
            "u 2026-11-22 09:10 弁天 恵 password changed Staff S-02 石井 恵",
            "u 2026-11-22 09:10 弁天 恵 password changed Staff S-01 青木 聡",
            "Taking back possible (u). It becomes a new entry of the history. When 2026-11-22 09:10:02",
            "About Staff S-03 上田 進 [What changed] Pledge signed not recorded -> 2026-11-22",
            STEPS_EN,
        ],
    ),
    Page(
        "steps-later-first",
        "2 p e Down Down \"x\" C-s U Down",
        &[
            "2件 うち今すぐ元に戻せるもの 1件",
            "u 2026-11-22 09:10 弁天 恵 編集 職員 S-01 青木 聡 - 2026-11-22 09:10 弁天 恵 パスワードの変更",
            "元に戻す あとの操作で変わっています。先に元に戻すもの：2026-11-22 09:10 職員 S-01 青木 聡（編集）",
            "日時 2026-11-22（令和8年11月22日） 09:10:00 操作した人 弁天 恵 操作 パスワードの変更",
        ],
        &[
            "2 rows  1 can be taken back now",
            "u 2026-11-22 09:10 弁天 恵 edited Staff S-01 青木 聡 - 2026-11-22 09:10 弁天 恵 password changed",
            "Taking back changed since; take back first: 2026-11-22 09:10 Staff S-01 青木 聡 (edited)",
            "When 2026-11-22 09:10:00 Who 弁天 恵 What password changed",
            "Password changed 2026-10-20 -> 2026-11-22",
        ],
    ),
    Page(
        "steps-full",
        "2 p Down p Down s \"11/22\" Enter y U Down Enter",
        &[
            "== 履歴 2 ==",
            "元に戻す できます（u）。履歴には新しい操作として残ります。 日時 2026-11-22（令和8年11月22日） 09:10:01",
            "操作した人 弁天 恵 操作 パスワードの変更 対象 職員 S-02 石井 恵 [変わったこと]",
            "パスワード変更日 2026-08-01（令和8年8月1日） -> 2026-11-22（令和8年11月22日）",
            "Esc 戻る",
        ],
        &[
            "== Entry 2 ==",
            "Taking back possible (u). It becomes a new entry of the history. When 2026-11-22 09:10:01",
            "Who 弁天 恵 What password changed About Staff S-02 石井 恵 [What changed]",
            "Password changed 2026-08-01 -> 2026-11-22",
            "Esc Back",
        ],
    ),
    Page(
        "steps-taken-back",
        "2 p Down p Down s \"11/22\" Enter y U Down u",
        &[
            "3件 うち今すぐ元に戻せるもの 3件",
            "u 2026-11-22 09:10 弁天 恵 元に戻す 職員 S-02 石井 恵 u 2026-11-22 09:10 弁天 恵 誓約書の提出",
            "u 2026-11-22 09:10 弁天 恵 パスワードの変更 職員 S-01 青木 聡",
            "元に戻す できます（u）。履歴には新しい操作として残ります。 日時 2026-11-22（令和8年11月22日） 09:10:02",
            "職員 S-02 石井 恵：パスワード変更日「2026-11-22」を取り消し「2026-08-01」に戻しました。",
            STEPS_JA,
        ],
        &[
            "3 rows  3 can be taken back now",
            "u 2026-11-22 09:10 弁天 恵 taken back Staff S-02 石井 恵 u 2026-11-22 09:10 弁天 恵 pledge signed",
            "Taking back possible (u). It becomes a new entry of the history. When 2026-11-22 09:10:02",
            "Staff S-02 石井 恵: Password changed \"2026-11-22\" was taken back to \"2026-08-01\".",
        ],
    ),
    Page(
        "steps-none",
        "C-y",
        &[
            "== 元に戻せる操作 ==",
            "0件 うち今すぐ元に戻せるもの 0件",
            "元に戻せる操作はありません。",
            STEPS_JA,
        ],
        &[
            "== Changes that can be taken back ==",
            "0 rows  0 can be taken back now",
            "There is no change to take back.",
            STEPS_EN,
        ],
    ),
    Page(
        "calendar",
        "F10",
        &["== 期日の予定（12週間） ==", "期限超過 3件 今日から12週の予定 2件"],
        &[
            "== Due dates of the next 12 weeks ==",
            "overdue: 3  within 12 weeks: 2",
            "2026-06-01 Mon 174 days",
            "2026-11-16 - 11-22 this week  nothing due",
            "2026-11-30 Mon 8 days waiver ends: Profile 上田 進",
            "2026-12-20 Sun 28 days Password change 青木 聡",
            "Enter Go to record  Esc Back",
        ],
    ),
    Page(
        "training",
        "2 Space T *",
        &["選択 3名 / 3名 期限が来ている人 2名"],
        &[
            "== Record a training for many ==",
            "3 of 3 ticked  2 due",
            "[x] 青木 聡 管理者 2026-06-01 [x] 石井 恵 看護師 2025-06-01 Overdue 2026-06-01",
            "[x] 上田 進 理学療法士 not recorded Unknown",
            "Space Tick  * All who are due  a Everybody  Enter Date and record",
        ],
    ),
    Page(
        "training-day",
        "2 T a Enter \"11/20\" Enter \"個人情報の研修\"",
        &[
            "== 教育の受講（3件） ==",
            "いつのことかを入力してください。次の画面で確かめてから記録します。",
            "*日付 11/20 2026-11-20（金）",
            ">教育の題名（空欄でも可） 個人情報の研修",
            "Ctrl+S 決定  Esc やめる  Enter 次へ",
        ],
        &[
            "== Record: training attended (3) ==",
            "Say on which day it was. It is recorded after one more question.",
            "*Date 11/20 Friday 2026-11-20 >Title of the training (may be empty) 個人情報の研修",
            "Ctrl+S OK  Esc Cancel  Enter Next",
        ],
    ),
    Page(
        "passwords",
        "2 W *",
        &[
            "== パスワードの変更をまとめて記録 ==",
            "選択 2名 / 3名 期限が来ている人 2名",
            "[ ] 青木 聡 管理者 2026-10-20 [x] 石井 恵 看護師 2026-08-01 超過 2026-10-01",
            "[x] 上田 進 理学療法士 2026-09-10 超過 2026-11-10",
            "Space 選ぶ  * 期限の人を全員  a 全員  Enter 日付を入れて記録",
        ],
        &[
            "== Record changed passwords for many ==",
            "2 of 3 ticked  2 due",
            "[ ] 青木 聡 管理者 2026-10-20 [x] 石井 恵 看護師 2026-08-01 Overdue 2026-10-01",
            "[x] 上田 進 理学療法士 2026-09-10 Overdue 2026-11-10",
            "Space Tick  * All who are due  a Everybody  Enter Date and record",
        ],
    ),
    Page(
        "waiver-form",
        "Down w",
        &["== 例外承認の追加 ==", ">理由", "*承認者 青木 聡 S-01 管理者"],
        &[
            "== Add: Waiver ==",
            "*Rule Password change",
            "*Subject staff/S-02",
            ">Reason",
            "*Approved by 青木 聡 S-01 管理者",
            "Approved on 2026-11-22",
            "*Until (this day included) 2027-02-22",
            "Ctrl+S Save  Esc Cancel",
        ],
    ),
    Page(
        "waiver-end-question",
        "f f f f z",
        &[
            "上田 進の例外承認（2026-11-30まで）を昨日までで終えますか？　今日から通常どおり指摘されます。",
            "> Esc 例外承認を続ける y/F10 例外承認を終える",
        ],
        &[
            "End the waiver of 上田 進 (until 2026-11-30) as of yesterday? From today on it is flagged as usual.",
            "> Esc Let it run y/F10 End the waiver",
        ],
    ),
];
