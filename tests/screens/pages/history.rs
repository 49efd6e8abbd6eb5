//! What the history, its entries and the vault's own cares say.

use super::Page;

const BAR_JA: &str = "Enter 詳細  / 検索  f 絞り込み  Esc 戻る";
const BAR_EN: &str = "Enter Details  / Search  f Filter  Esc Back";
const BACK_JA: &str = "Esc 戻る";
const BACK_EN: &str = "Esc Back";

pub const PAGES: &[Page] = &[
    Page(
        "visit-and-cares",
        "",
        &[
            "期限超過 26",
            "台帳そのもの 2件 > 超過",
            "前回（11月20日 9時11分）から、ほかの人の変更が3件あります。F12 で確かめられます。",
        ],
        &[
            "Overdue 26",
            "The register itself 2 rows > Overdue",
            "Tue 11/24",
            "台帳の履歴が、前に開いたときと合いません（前回312件、今回300件）。 [What to do next] d Do it",
            "Since your last visit (2026-11-20 09:11) others made 3 changes. F12 shows them.",
        ],
    ),
    Page(
        "care-details",
        "Right",
        &[
            "== 詳細 ==",
            "台帳の履歴が、前に開いたときと合いません（前回312件、今回300件）。 [次にすること] d 実行する",
            "新しいバックアップがあれば復元してください。",
            BACK_JA,
        ],
        &[
            "== Details ==",
            "台帳の履歴が、前に開いたときと合いません（前回312件、今回300件）。 [What to do next] d Do it",
            "新しいバックアップがあれば復元してください。",
            BACK_EN,
        ],
    ),
    Page(
        "care-question",
        "d",
        &[
            "履歴の食い違いを承認しますか？　原因を確かめてから承認してください（承認も履歴に残ります）。",
            "> Esc 承認しない y/F10 この履歴を承認する",
        ],
        &[
            "Accept the history as it is now? Find out why first; the history records that you accepted it.",
            "> Esc Do not accept it y/F10 Accept this history",
        ],
    ),
    Page(
        "history-whole",
        "F5",
        &["== 履歴 ==", "6件 絞り込み: すべて", "1 2026-11-01 08:00 管理者 台帳の作成 MCS管理台帳", BAR_JA],
        &[
            "== History ==",
            "6 rows  Filter: all",
            "6 2026-11-21 17:00 副管理者 added Membership M-0001",
            "5 not a stamp 管理者 something-newer MCS register",
            "4 2026-11-20 09:12 副管理者 taken back Staff S-012 池島 修",
            "3 2026-11-20 09:10 管理者 password changed Staff S-012 池島 修",
            "1 2026-11-01 08:00 管理者 register made MCS register",
            BAR_EN,
        ],
    ),
    Page(
        "history-since",
        "F12",
        &[
            "3件 絞り込み: 前回から",
            "6 2026-11-21 17:00 副管理者",
            "5 not a stamp",
            "4 2026-11-20 09:12 副管理者 元に戻す 職員 S-012 池島 修 ==",
        ],
        &[
            "3 rows  Filter: since last visit",
            "6 2026-11-21 17:00 副管理者",
            "5 not a stamp",
            "4 2026-11-20 09:12 副管理者 taken back Staff S-012 池島 修 ==",
        ],
    ),
    Page(
        "history-of-a-person",
        "2 / \"S-012\" Enter H",
        &[
            "== 履歴：職員 S-012 池島 修 ==",
            "2件 絞り込み: この人に関わるもの",
            "4 2026-11-20 09:12 副管理者 元に戻す 職員 S-012 池島 修",
            "3 2026-11-20 09:10 管理者 パスワードの変更 職員 S-012 池島 修 ==",
        ],
        &[
            "== History: Staff S-012 池島 修 ==",
            "2 rows  Filter: all about this person",
            "4 2026-11-20 09:12 副管理者 taken back Staff S-012 池島 修",
            "3 2026-11-20 09:10 管理者 password changed Staff S-012 池島 修 ==",
        ],
    ),
    Page(
        "history-entry",
        "F5 Down Down Enter",
        &[
            "== 履歴 4 ==",
            "日時 2026-11-20（令和8年11月20日） 09:12:40 操作した人 副管理者 操作 元に戻す",
            "対象 職員 S-012 池島 修 元に戻した操作 3番から始まる操作 [変わったこと]",
            "パスワード変更日 前：2026-11-20（令和8年11月20日） 後：2026-08-18（令和8年8月18日） 備考 前：長い備考です。",
            "後：記録なし",
            BACK_JA,
        ],
        &[
            "== Entry 4 ==",
            "When 2026-11-20 09:12:40 Who 副管理者 What taken back About Staff S-012 池島 修",
            "Takes back the command that begins with entry 3 [What changed]",
            "Password changed 2026-11-20 -> 2026-08-18 Memo before: 長い備考です。",
            "after: not recorded",
            BACK_EN,
        ],
    ),
    Page(
        "history-entry-changed",
        "F5 Down Down Down Enter",
        &["== 履歴 3 ==", "操作 パスワードの変更", "備考 前：記録なし 後：長い備考です。長い備考です。"],
        &[
            "== Entry 3 ==",
            "When 2026-11-20 09:10:11 Who 管理者 What password changed About Staff S-012 池島 修 [What changed]",
            "Password changed 2026-08-18 -> 2026-11-20 Memo before: not recorded after: 長い備考です。長い備考です。",
        ],
    ),
    Page(
        "history-entry-added",
        "F5 Enter",
        &[
            "== 履歴 6 ==",
            "操作 追加 対象 参加者 M-0001 港 花子（石川 キヨ様） グループ グループ G-001 石川 キヨ様",
            "同じ操作 5番から始まる操作の一部 [登録した内容] 番号 M-0001 参加者 S-001 港 花子 権限 管理者",
            "招待した人 S-001 港 花子 招待の承認日 2024-12-23（令和6年12月23日） 承認した人 S-001 港 花子",
            "参加日 2024-12-25（令和6年12月25日）",
        ],
        &[
            "== Entry 6 ==",
            "What added About Membership M-0001 港 花子（石川 キヨ様） Group Groups G-001 石川 キヨ様",
            "Same command part of the command that begins with entry 5 [What was recorded] No. M-0001",
            "Person S-001 港 花子 Rights admin Invited 2024-12-22 Invited by S-001 港 花子 Approved 2024-12-23",
            "Approved by S-001 港 花子 Joined 2024-12-25",
        ],
    ),
    Page(
        "history-entry-note",
        "F5 End Up Enter",
        &[
            "== 履歴 2 ==",
            "操作した人 復旧キーの使用者 操作 アカウントのパスワード変更 対象 MCS管理台帳",
            "[控え] {\"slot\":\"2\"}",
        ],
        &[
            "== Entry 2 ==",
            "Who whoever holds the recovery key What account's password changed About MCS register",
            "[Note] {\"slot\":\"2\"}",
        ],
    ),
    Page(
        "history-search",
        "F5 / \"副管理\"",
        &[
            "検索: 副管理 2件 絞り込み: すべて",
            "6 2026-11-21 17:00 副管理者 追加",
            "4 2026-11-20 09:12 副管理者 元に戻す 職員 S-012 池島 修 ==",
            "Enter 一覧へ  Esc 検索をやめる",
        ],
        &[
            "Search: 副管理 2 rows  Filter: all",
            "6 2026-11-21 17:00 副管理者 added",
            "4 2026-11-20 09:12 副管理者 taken back Staff S-012 池島 修 ==",
            "Enter To the list  Esc Clear",
        ],
    ),
    Page(
        "history-no-match",
        "F5 / \"どこにもない\" Enter",
        &[
            "検索: どこにもない 0件",
            "条件に合う履歴がありません。Esc で検索を解除します。",
            "/ 検索  f 絞り込み  Esc 戻る",
        ],
        &[
            "Search: どこにもない 0 rows",
            "No entry matches. Esc clears the search.",
            "/ Search  f Filter  Esc Back",
        ],
    ),
    Page(
        "members-on-a-day",
        "5 Down Down w \"R8.10.1\" Enter",
        &[
            "== 石川 キヨ様の参加者　2026-10-01（令和8年10月1日） ==",
            "[2026-10-01（令和8年10月1日）に参加していた人：5名]",
            "近藤 勉 介護支援専門員 参加 2024-12-25、解除の記録なし 髙﨑 由美 看護師 参加 2024-12-25、解除の記録なし",
            "築港 一郎 医師 参加 2024-12-25、解除の記録なし 港 花子 看護師 参加 2024-12-25、解除の記録なし",
            "山崎 直樹 薬剤師 参加 2024-12-25、解除の記録なし 誤登録として削除した参加は含みません。",
        ],
        &[
            "== Members of 石川 キヨ様 on 2026-10-01 ==",
            "[Members on 2026-10-01: 5]",
            "近藤 勉 介護支援専門員 joined 2024-12-25, no removal recorded 髙﨑 由美 看護師 joined 2024-12-25",
            "築港 一郎 医師 joined 2024-12-25, no removal recorded 港 花子 看護師 joined 2024-12-25",
            "山崎 直樹 薬剤師 joined 2024-12-25, no removal recorded Memberships deleted as mistakes are not counted; \
             the history has them.",
        ],
    ),
    Page(
        "members-on-which-day",
        "5 w \"13月\" Enter",
        &[
            "== いつの参加者を調べますか（例：R8.10.1、2026-10-01、昨日） ==",
            "13月 年月日がそろっていません。例: R8.11.22、2026-11-22、11/22",
            "Enter 決定  Esc やめる",
        ],
        &[
            "== Members on which day? (such as R8.10.1, 2026-10-01, yesterday) ==",
            "13月 Year, month or day is missing. Type it as 2026-11-22, R8.11.22 or 11/22.",
            "Enter OK  Esc Cancel",
        ],
    ),
];
