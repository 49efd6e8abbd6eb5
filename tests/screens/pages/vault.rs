//! What the pages about the vault say.

use super::Page;

pub const PAGES: &[Page] = &[
    Page(
        "accounts",
        "Down",
        &[
            "> 八幡屋",
            "[八幡屋] 役割 代行者 職員 S-002 弁天 太郎",
            "次に変更する期限 2026-11-30 期限間近（第12条(3)）",
        ],
        &[
            "== Accounts ==",
            "弁天 恵 administrator 港 花子 2026-04-01 2026-11-01 In time",
            "> 八幡屋 deputy 弁天 太郎 2026-04-01 2026-09-30 Due soon",
            "所長 office manager 2026-04-01 2026-09-01 Overdue",
            "監査 view only 2026-04-01 2026-11-20 In time",
            "[八幡屋] Role deputy Staff S-002 弁天 太郎 Password set on 2026-09-30",
            "To be changed by 2026-11-30 Due soon (第12条(3))",
            "Roles decide what the screens allow. They do not protect the contents from somebody who can get at the files.",
            "n Add  p My password  Delete Remove  r Renew recovery key  Esc Back",
        ],
    ),
    Page(
        "account-add",
        "n \"高潮\" Tab Left Tab \"S-003\" Tab \"himawari-7\"",
        &["== アカウントの追加 ==", "*アカウント名 高潮 *役割 MCS管理者 代行者 [事業所の管理者] 閲覧のみ"],
        &[
            "== Add an account ==",
            "The name is typed at the unlock and stays in the history. Let its owner type the password.",
            "*Account name 高潮 *Role administrator  deputy [office manager] view only",
            "Staff member, if any S-003 髙﨑 由美 >Its password **********",
            "*Its password again *Your own password",
            "Ctrl+S OK  Esc Cancel  Enter Next",
        ],
    ),
    Page(
        "account-remove",
        "Down Del",
        &[
            "== アカウントの削除 ==",
            "「八幡屋」のアカウントを削除しますか？　操作履歴の名前は残ります。 削除すると、データの鍵を新しいものに\
             替えます。ほかの人のパスワードと復旧キーはそのまま使えます。",
            "ただし、本人が以前の台帳ファイルのコピーを持っていれば、その中身はこれからも読めます。",
            ">あなたの今のパスワード",
            "Ctrl+S 決定  Esc やめる",
        ],
        &[
            "== Remove an account ==",
            "Remove the account \"八幡屋\"? Its name stays in the history. The key of the data is renewed. \
             The other passwords and the recovery key stay valid.",
            "An old copy of the files that the person may hold stays readable to them.",
            ">Your own password",
            "Ctrl+S OK  Esc Cancel",
        ],
    ),
    Page(
        "own-password",
        "p \"hato4\"",
        &[
            "== 自分のパスワードの変更 ==",
            "8文字以上、英字と数字を混ぜてください（第12条(3)）。長いほど安全です。",
            ">今のパスワード ***** *新しいパスワード *新しいパスワード（確認）",
        ],
        &[
            "== Change your own password ==",
            "At least 8 characters with letters and digits (art. 12(3)); longer is safer.",
            ">Present password ***** *New password *New password again",
        ],
    ),
    Page(
        "recovery-renew",
        "r",
        &[
            "== 復旧キーの更新 ==",
            "新しい復旧キーを作り、一度だけ表示します。今までの復旧キーはすぐに使えなくなります。紙と筆記具を用意してから\
             進めてください。",
            ">あなたの今のパスワード",
        ],
        &[
            "== Renew the recovery key ==",
            "A new recovery key is made and shown once. The one you have stops working at once. \
             Have paper and pen ready.",
            ">Your own password",
        ],
    ),
];

pub const ABOUT: &[Page] = &[Page(
    "about",
    "",
    &[
        "== この台帳について ==",
        "履歴コード 312-7F3KQ-0A2BC-9XY4T-MN05R",
        "v 検証する  b 今すぐバックアップ  r バックアップの一覧  Esc 戻る",
    ],
    &[
        "== About this register ==",
        "[History] Head code 312-7F3KQ-0A2BC-9XY4T-MN05R Entries 312, the last on 2026-11-21 17:42",
        "Verification Press v to verify that the files, the history and the records all fit.",
        "[Backups] Last backup 2026-11-21 17:43 /vault/backups/20261121-174300-312 (312 entries)",
        "Kept in /vault/backups [Who is in] Account 弁天 恵 (administrator) [Register]",
        "Records 681 (Staff 25, Partners 40, Devices 30, Take-outs 15, Groups 60, Members 500, Incidents 6, \
         Filing 5)",
        "Folder /vault Key file /vault/register.keys File format 2",
        "Policy Minato Anshin Net operating policy (minato-anshin-net)",
        "v Verify  b Back up now  r Backups  Esc Back",
    ],
)];
