//! What the administrator's work says: removals, who leaves and who joins, take-outs.

use super::Page;

const BAR_JA: &str = "d 済みにする  Enter 開く  Space 印  f 表示の切替  x 退職  Esc 戻る";
const REMOVALS_JA: &str = "d 済みにする  Enter 開く  Space 印  f 表示の切替  Esc 戻る";
const REMOVALS_EN: &str = "d Done today  Enter Open  Space Mark  f Switch view  Esc Back";
const BAR_EN: &str = "d Done today  Enter Open  Space Mark  f Switch view  x Leaves  Esc Back";

pub const PAGES: &[Page] = &[
    Page(
        "removals-by-group",
        "R",
        &[
            "解除待ち 2件　招待 2件　並べ方：グループごと",
            "[三津屋 キヨ様　1件] 池島 薫 担当から外れた 2026-11-10 超過",
            "[八幡屋 一郎様　1件] 池島 薫 解除を決定 2026-11-20（薬局の",
        ],
        &[
            "== Removals and invitations ==",
            "To remove: 2  Invitations: 2  By group",
            "[三津屋 キヨ様  1] 池島 薫 off duty since 2026-11-10 Overdue",
            "[八幡屋 一郎様  1] 池島 薫 decided on 2026-11-20 (薬局の",
            "[Invitations  2] 磯路 誠　三津屋 キヨ様 by 夕凪 明 2026-11-20 to approve",
            "磯路 誠　八幡屋 一郎様 by 夕凪 明 2026-10-01 unanswered",
            "In MCS, open \"三津屋 キヨ様\", choose 池島 薫 in the list of its members and remove them. \
             Then press d to record it.",
            REMOVALS_EN,
        ],
    ),
    Page(
        "removals-by-person",
        "R f",
        &[
            "解除待ち 2件　招待 2件　並べ方：人ごと",
            "[池島 薫　2件] 三津屋 キヨ様 担当から外れた 2026-11-10 超過 八幡屋 一郎様 解除を決定 2026-11-20（薬局の",
            "[招待　2件] 磯路 誠　三津屋 キヨ様 招待：夕凪 明 2026-11-20 承認待ち",
            "磯路 誠　八幡屋 一郎様 招待：夕凪 明 2026-10-01 返事なし",
            "MCSで「三津屋 キヨ様」を開き、メンバーの一覧から池島 薫さんを選んで「解除」します。済んだら d で記録してください。",
            REMOVALS_JA,
        ],
        &[
            "To remove: 2  Invitations: 2  By person",
            "[池島 薫  2] 三津屋 キヨ様 off duty since 2026-11-10 Overdue 八幡屋 一郎様 decided on 2026-11-20 (薬局の",
            "[Invitations  2] 磯路 誠　三津屋 キヨ様 by 夕凪 明 2026-11-20 to approve",
            "磯路 誠　八幡屋 一郎様 by 夕凪 明 2026-10-01 unanswered",
        ],
    ),
    Page(
        "sheet",
        "2 End P",
        &[
            "== S-2 夕凪 明 看護師の記録 ==",
            "[参加グループ　2件] 八幡屋 一郎様",
            "[機器　1件] D-1 訪問用タブレット",
        ],
        &[
            "== The record of S-2 夕凪 明 看護師 ==",
            "Showing: record.  f: leaving (5 open), joining (0 open)",
            "[ID, pledge, trainings] MCS ID yunagi@chikko.example user Registered in MCS 2021-04-01",
            "Password changed 2026-11-01 First day 2021-04-01 Pledge signed 2021-04-01",
            "Training 2026-06-20 個人情報保護 [Groups  2] 八幡屋 一郎様 member since 2026-04-01 訪問",
            "三津屋 キヨ様 member since 2026-04-01 [Devices  1] D-1 訪問用タブレット office lent 2026-04-01 Unknown",
            "[Take-outs  1] T-001 訪問記録 out until 2026-11-25 [Incidents  0]",
            "Enter opens the record.",
            BAR_EN,
        ],
    ),
    Page(
        "leaving",
        "2 End x \"R8.12.15\" Enter",
        &[
            "退職の手続き　最終勤務日 2026-12-15（令和8年12月15日）　残り5件",
            "記録しました：職員 S-2 夕凪 明　退職（最終勤務日 2026-12-15）（2026-11-22） u で元に戻す",
        ],
        &[
            "Leaving.  Last day 2026-12-15  5 open",
            "Account deleted by the person prepare",
            "Removal from \"八幡屋 一郎様\" since 2026-04-01 prepare",
            "Removal from \"三津屋 キヨ様\" since 2026-04-01 prepare",
            "Device back: D-1 訪問用タブレット prepare",
            "Take-out back: T-001 訪問記録 prepare",
            "Before the last day is over, the person logs in to MCS and deletes the account. Afterwards it can only \
             be released, and the account remains.",
            "Recorded: Staff S-2 夕凪 明　leaves, last day 2026-12-15 (2026-11-22) u: undo",
        ],
    ),
    Page(
        "joining",
        "2 / \"nami\" Enter P f f",
        &[
            "== S-3 波除 晴 医療事務の記録 ==",
            "入職の手続き　残り8件 誓約書の提出（第9条） 未了 教育の受講（第9条） 未了 MCSへの登録（第8条） 未了",
            "MCSのIDの記録 未了 役割の記録 未了 最初のパスワードの変更（第12条(3)） 未了",
            "プロフィールの登録（留意事項(3)） 未了 使う機器 未了",
            "済んだら d で記録します。日付を選ぶときは D です。",
            BAR_JA,
        ],
        &[
            "== The record of S-3 波除 晴 医療事務 ==",
            "Joining.  8 open Pledge (art. 9) open Training (art. 9) open Registration in MCS (art. 8) open",
            "MCS login open Role open First password of one's own (art. 12(3)) open Profile open A device open",
            "Press d when it is done, D for another day.",
            BAR_EN,
        ],
    ),
    Page(
        "take-outs",
        "4",
        &[
            "2件 絞り込み: すべて",
            "> T-002 石田 早苗",
            "承認待ち 間近",
            "T-001 夕凪 明 訪問記録",
            "持ち出し中",
            "石田 早苗さんの持ち出し（T-002）が承認を待っています。持ち出しの開始は2日後（2026-11-24）です。",
            "a 承認  x 却下",
        ],
        &[
            "2 rows  Filter: all",
            "> T-002 石田 早苗",
            "waiting Soon",
            "T-001 夕凪 明 訪問記録",
            "out",
            "石田 早苗's take-out T-002 waits for a decision; it is to begin in 2 days (2026-11-24).",
            "a Approve  x Refuse",
        ],
    ),
    Page(
        "refusal",
        "4 x",
        &["== 却下の理由 ==", "Enter 決定  Esc やめる"],
        &["== Reason for refusing ==", "Enter OK  Esc Cancel"],
    ),
];
