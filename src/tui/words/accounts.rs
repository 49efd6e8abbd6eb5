//! What the command line says about accounts.

use crate::{register::Lang, store::AccountRole};

words! { "A fixed piece of wording about accounts." AccountWord:
    Administrator: "MCS管理者", "administrator";
    Deputy: "代行者", "deputy";
    Manager: "事業所の管理者", "office manager";
    Reader: "閲覧のみ", "view only";
    HeadName: "名前", "Name";
    HeadRole: "役割", "Role";
    HeadStaff: "職員", "Staff";
    HeadPassword: "パスワードの変更日", "Password changed";
    PasswordDue: "（{}までに変更が必要でした）", " (was to be changed by {})";
    AskName: "アカウント名: ", "Account name: ";
    Added: "「{}」を追加しました。開くときは、アカウント名とパスワードの両方が必要です。", "Added {}. To unlock, both the name and the password are needed.";
    Removed: "「{}」を外し、台帳の鍵を更新しました。", "Removed {} and renewed the key of the data.";
    OldCopies: "その人が以前に写した台帳のファイル（バックアップを含む）は、その人のパスワードで読めるままです。手元に残っていないか確かめ、回収または消去してください。", "Copies of the files that this person made before (backups included) stay readable with their password. See whether they still have any, and have them returned or erased.";
    PasswordSet: "パスワードを変更しました。次からは新しいパスワードで開いてください。", "The password was changed. Use the new one from now on.";
    RecoveryRenewed: "復旧キーを作り直しました。前の紙では、もう開けません。前の紙は破棄してください。", "There is a new recovery key. The old paper opens nothing any more: destroy it.";
    RecoveryLost: "復旧キーを作り直しましたが、表示できませんでした（{}）。前の紙では、もう開けません。もう一度 account recovery-key を実行してください。", "There is a new recovery key, but it could not be shown ({}). The old paper opens nothing any more. Run account recovery-key once more.";
    NoNewPassword: "何も変えていません。新しいパスワードを書いたファイルを --new-password-file で指定するか、端末で実行してください。", "Nothing was changed. Name a file that holds the new password with --new-password-file, or run this at a terminal.";
    TwoFromInput: "標準入力からは、パスワードを1つしか読めません。--password-file か --new-password-file の一方をファイルにしてください。", "Only one password can be read from standard input. Name a file for --password-file or for --new-password-file.";
    NoSuchStaff: "職員「{}」は台帳にありません。アカウントは追加していません。番号を確かめてください。", "There is no staff member {} in the register. No account was added. Please check the number.";
}

/// The role as people call it.
pub fn account_role(role: AccountRole) -> AccountWord {
    match role {
        AccountRole::Administrator => AccountWord::Administrator,
        AccountRole::Deputy => AccountWord::Deputy,
        AccountRole::Manager => AccountWord::Manager,
        AccountRole::Reader => AccountWord::Reader,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_the_same_in_both_languages() {
        for word in AccountWord::ALL {
            let places = |lang| word.say(lang).matches("{}").count();
            assert_eq!(places(Lang::Ja), places(Lang::En), "{word:?}");
        }
    }
}
