//! What each step of the review and of the round says.

use super::Page;

const BAR_JA: &str = "k 継続  x 解除  a 要確認  s 署名へ  Esc 中断  K 残りを継続";
const BAR_EN: &str = "k Keep  x Remove  a Ask  s Sign  Esc Interrupt  K Keep all others";

pub const PAGES: &[Page] = &[
    Page(
        "begun",
        "5 s",
        &[
            "== 精査　患者 001様 ==",
            "全20名：継続 0　解除 0　要確認 0　未決 20",
            "未決 職員 14 看護師",
            "職員 01（看護師・弁天訪問看護）　権限 管理者",
            "参加 2026-04-02　招待 2026-04-01 職員 01　前回の精査の記録なし",
            "患者 001様　精査の開始：保存しました。",
            BAR_JA,
        ],
        &[
            "== Review: 患者 001様 ==",
            "All 20: keep 0  remove 0  ask 0  open 20",
            "open 職員 14 看護師",
            "職員 01 (看護師, 弁天訪問看護)  rights: admin",
            "Member since 2026-04-02  invited 2026-04-01 職員 01  No earlier review decided on this member",
            "患者 001様: review begun: saved.",
            BAR_EN,
        ],
    ),
    Page(
        "deciding",
        "5 s k k k k k k k",
        &[
            "未決 13",
            "継続 職員 07",
            "未決 職員 08",
            "提案：解除　退職したため（2026-10-31から）、退職 2026-10-31",
            "職員 07：継続",
        ],
        &[
            "open 13",
            "keep 職員 07",
            "open 職員 08",
            "Proposed: remove - Left the office (since 2026-10-31); left 2026-10-31",
            "職員 07: keep",
        ],
    ),
    Page(
        "reason",
        "5 s k k k k k k k x",
        &[
            "== 職員 08を解除する理由（番号で選ぶか、入力して Enter） ==",
            "Enter：退職したため 1 退職したため 2 担当から外れたため 3 休職中のため 4 誤って招待したため",
            "5 患者の利用終了のため 6 事務局の指示による 7 本人の申し出による",
            "Enter 決定  Esc やめる",
        ],
        &[
            "== Why 職員 08 is removed (a number, or type it and press Enter) ==",
            "Enter: Left the office 1 Left the office 2 No longer on the patient's team 3 On leave",
            "4 Invited by mistake 5 The patient no longer uses MCS 6 Ordered by the secretariat",
            "7 At the person's own wish",
            "Enter OK  Esc Cancel",
        ],
    ),
    Page(
        "ask",
        "5 s a",
        &[
            "== 職員 01　誰に確かめますか（一覧になければ、聞くことを入力して Enter） ==",
            "> 相手はあとで決める S-01 職員 01 看護師 S-02 職員 02 看護師",
            "Enter 決定  Esc やめる",
        ],
        &[
            "== 職員 01: whom to ask (or type what to ask and press Enter) ==",
            "> Decide later whom to ask S-01 職員 01 看護師",
            "Enter Choose  Esc Cancel",
        ],
    ),
    Page(
        "details",
        "5 s Down Down Down Right",
        &[
            "== 職員 04 ==",
            "パスワードの変更 職員 04さんのパスワードは2か月の期限（2026-07-01）を144日過ぎています。",
            "[記録] 職種 看護師 所属 弁天訪問看護 権限 メンバー 招待日 2026-04-01 職員 01",
            "招待の承認日 2026-04-01 職員 02 参加日 2026-04-02 理由 前回の精査",
            "Esc 戻る",
        ],
        &[
            "== 職員 04 ==",
            "Password change 職員 04's password passed its limit of 2 months on 2026-07-01, 144 days ago.",
            "[Facts] Profession 看護師 Office 弁天訪問看護 Rights member Invited 2026-04-01 職員 01",
            "Approved 2026-04-01 職員 02 Joined 2026-04-02 Reason Last review",
            "Esc Back",
        ],
    ),
    Page(
        "keep-others",
        "5 s K",
        &[
            "未決の20名のうち、解除の提案がない18名を継続にしますか？ > Esc 未決のままにする y/F10 継続にする",
            "y はい  Esc いいえ",
        ],
        &[
            "Of the 20 that are open, keep the 18 for whom nothing is proposed? > Esc Leave them open y/F10 Keep them",
            "y Yes  Esc No",
        ],
    ),
    Page(
        "refused",
        "5 s k k s",
        &["未決 18", "職員 03（看護師", "まだ18名が未決です：職員 03、職員 04、職員 05 ほか15名", BAR_JA],
        &["open 18", "職員 03 (看護師", "18 still open: 職員 03, 職員 04, 職員 05 and 15 more", BAR_EN],
    ),
    Page(
        "sign",
        "5 s k k a Enter K y p y s",
        &[
            "== 精査の署名　患者 001様 ==",
            "[継続 17 ＋ 解除 2 ＋ 要確認 1 ＝ 全20名]",
            "解除する人 職員 08　退職したため 職員 15　担当から外れたため 確かめる人 職員 03　相手は未定",
            "> Esc 署名しないで一覧に戻る y/F10 署名する",
        ],
        &[
            "== Sign the review: 患者 001様 ==",
            "[keep 17 + remove 2 + ask 1 = all 20]",
            "The reviewer decided on a membership of their own. Once signed, somebody else (such as the office manager) \
             is asked to countersign (art. 8).",
            "Once signed it cannot be changed; to correct it, review once more. Each removal stays open until it is \
             recorded as done in MCS.",
            "To be removed 職員 08  Left the office 職員 15  No longer on the patient's team",
            "To be asked about 職員 03  not said whom",
            "> Esc Do not sign; back to the list y/F10 Sign",
            "y Sign  Esc Back  p Reviewer",
        ],
    ),
    Page(
        "sign-many",
        "5 s x 1 x 1 x 1 x 1 x 1 x 1 x 1 x 1 x 1 x 1 x 1 x 1 K y p y s",
        &[
            "[継続 7 ＋ 解除 13 ＋ 要確認 0 ＝ 全20名]",
            "注意：管理者権限を持つ参加者がいなくなります。",
            "解除する人 職員 01　退職したため 職員 02　退職したため",
            "職員 09　退職したため",
            "> Esc 署名しないで一覧に戻る y/F10 署名する",
        ],
        &[
            "[keep 7 + remove 13 + ask 0 = all 20]",
            "Note: nobody with admin rights would be left.",
            "To be removed 職員 01  Left the office 職員 02  Left the office",
            "職員 09  Left the office",
            "> Esc Do not sign; back to the list y/F10 Sign",
        ],
    ),
    Page(
        "left-in-between",
        "5 s k k Esc",
        &[
            "> G-001 患者 001様",
            "「患者 001様」のメンバーの精査の期限（2026-07-01）を144日過ぎています。",
            "精査を中断しました。判断は保存されています（2 / 20名）。",
        ],
        &[
            "> G-001 患者 001様",
            "The review of the members of 患者 001様 was due on 2026-07-01, 144 days ago.",
            "The review is interrupted; what was decided is kept (2 of 20).",
        ],
    ),
    Page(
        "signed",
        "5 s K y p y s y",
        &[
            "> G-001 患者 001様",
            "2026-11-22 20 利用中 対応",
            "2026-11-22の精査では、精査した人が自分の参加を判断しており、別の人の確認の記録がありません。",
            "患者 001様　精査の署名。直すときは、もう一度精査してください。",
        ],
        &[
            "> G-001 患者 001様",
            "2026-11-22 20 open To do",
            "In the review of 患者 001様 on 2026-11-22 the reviewer decided on their own membership; \
             nobody else countersigned.",
            "患者 001様: review signed. To correct it, begin a new review.",
        ],
    ),
    Page(
        "again",
        "5 s K y p y s y s",
        &[
            "== 患者 001様の精査 ==",
            "> 新しい精査を始める（全員を見直す） 前回の精査（2026-11-22）を改める（判断を引き継ぐ）",
        ],
        &[
            "== Review of 患者 001様 ==",
            "> Begin a new review (everybody anew) Amend the last review (2026-11-22), with its decisions",
        ],
    ),
    Page(
        "round",
        "r",
        &[
            "== 棚卸し　0 / 2グループ ==",
            "2026-11-22から　精査の期限が近い・過ぎたグループ",
            "未着手 2026-07-01 患者 001様",
            "未着手 2026-07-01 患者 002様",
            "Enter 精査へ  s まとめ  f 対象の切替  Esc 戻る",
        ],
        &[
            "== Round: 0 / 2 groups ==",
            "since 2026-11-22  groups whose review is due",
            "waiting 2026-07-01 患者 001様",
            "waiting 2026-07-01 患者 002様",
            "Enter Go on  s Summary  f Which groups  Esc Back",
        ],
    ),
    Page(
        "round-review",
        "r Enter k",
        &[
            "== 棚卸し 0 / 2　精査　患者 001様 ==",
            "継続 1　解除 0　要確認 0　未決 19",
            "職員 02（看護師",
            "職員 01：継続",
            BAR_JA,
        ],
        &[
            "== Round 0 / 2 - review: 患者 001様 ==",
            "keep 1  remove 0  ask 0  open 19",
            "職員 02 (看護師",
            "職員 01: keep",
            BAR_EN,
        ],
    ),
    Page(
        "round-going-on",
        "r Enter K y p y s y",
        &[
            "== 棚卸し 1 / 2　精査　患者 002様 ==",
            "継続 0　解除 0　要確認 0　未決 20",
            "患者 002様　精査の開始：保存しました。",
        ],
        &[
            "== Round 1 / 2 - review: 患者 002様 ==",
            "keep 0  remove 0  ask 0  open 20",
            "患者 002様: review begun: saved.",
        ],
    ),
    Page(
        "round-summary",
        "r Enter K y p y s y Esc Right",
        &[
            "== 棚卸しのまとめ ==",
            "[1グループ・のべ20名：継続 18　解除 2　要確認 0　時間 1分未満]",
            "患者 001様　全20名：継続 18　解除 2　要確認 0　1分未満 2026-11-22　職員 01 確認待ち（自分の参加を含む）",
            "[まだのグループ] まだのグループの参加者はそのまま継続し、指摘は残ります。 患者 002様",
        ],
        &[
            "== Summary of the round ==",
            "[1 group, 20 members: 18 kept, 2 removed, 0 asked, under a minute]",
            "患者 001様  all 20: 18 kept, 2 removed, 0 asked, under a minute 2026-11-22, 職員 01",
            "countersign asked for (own membership)",
            "[Not done] Members of these groups stay, and the findings stay. 患者 002様",
        ],
    ),
    Page(
        "round-over",
        "r Enter K y p y s y K y p y s y",
        &["[2グループ・のべ40名：継続 36　解除 4　要確認 0　時間 1分未満]", "患者 002様　精査の署名。"],
        &[
            "The round is finished.",
            "[2 groups, 40 members: 36 kept, 4 removed, 0 asked, under a minute]",
            "患者 002様  all 20: 18 kept, 2 removed, 0 asked, under a minute 2026-11-22, 職員 01",
            "患者 002様: review signed. To correct it, begin a new review.",
        ],
    ),
];
