//! The wording about the vault itself: accounts, waits, the page about the register.

use crate::{register::Lang, store::AccountRole};

use super::{EnumWord, account_role};

/// Hands the words of the vault to the one table of words, after those that stand there.
macro_rules! with_words_of_the_vault {
    ($table:ident! { $($words:tt)* }) => {
        $table! {
            $($words)*

    // The door of several accounts.
    Login: "アカウント名", "Account";
    RecoverHintWhose: "紙の復旧キー、パスワードを新しくする人のアカウント名、これから使うパスワードを入力してください。", "Type the recovery key from its paper, the account that needs a new password, and that password.";
    WrongNameOrPassword: "アカウント名かパスワードが違います。台帳は閉じたままで、内容に影響はありません。もう一度入力してください。パスワードを忘れたときは、画面の「復旧キーで開く」を使ってください。", "The account or the password is wrong. The register stays locked and is unharmed. Try again. If the password is forgotten, choose \"Use the recovery key\" on the screen.";
    WrongPassword: "パスワードが違います。", "The password is wrong.";
    WrongPair: "アカウント名かパスワードが違います。", "The account or the password is wrong.";
    WrongSeveralTimes: "パスワードの誤りが続きました。", "There were several wrong passwords.";
    WaitSeconds: "次に試せるまで、あと{}秒お待ちください。", "Please wait {} s before the next try.";
    WaitMinutes: "次に試せるまで、あと{}分{}秒お待ちください。", "Please wait {} min {} s before the next try.";
    NoticesTitle: "お知らせ", "Please note";
    KeyNotCopied: "ロックしました。新しい復旧キーは、書き写しが済んでいないため、もう表示できません。古いキーも使えません。開いてから、アカウントの画面で復旧キーをもう一度更新してください。", "Locked. The new recovery key was not copied and cannot be shown again; the old one is no longer valid. Open the register and renew the key once more on the page of accounts.";

    // The mark in the header.
    MarkReader: "閲覧のみ", "view only";
    MarkLookOnly: "読み取り専用", "read-only";

    // The accounts.
    AccountsTitle: "アカウント", "Accounts";
    ColAccount: "アカウント", "Account";
    ColAccountRole: "役割", "Role";
    ColAccountStaff: "職員", "Staff";
    ColMadeOn: "作成日", "Made on";
    ColPasswordSet: "PW設定日", "Password";
    FactPasswordSet: "パスワードの設定日", "Password set on";
    FactPasswordDue: "次に変更する期限", "To be changed by";
    AccountInUse: "（今使っているアカウント）", " (the account in use)";
    PasswordFresh: "期限内", "In time";
    RolesAreHabits: "役割は画面の操作を分けるものです。ファイルそのものを扱える人から内容を守るものではありません。", "Roles decide what the screens allow. They do not protect the contents from somebody who can get at the files.";
    ReadersOnlyLook: "「閲覧のみ」のアカウントでは、自分のパスワードのほかは何も変えられません。", "A view-only account can change nothing but its own password.";
    AccountStaff: "職員（台帳にいる場合）", "Staff member, if any";
    NewAccountName: "アカウント名", "Account name";
    NewAccountPassword: "本人のパスワード", "Its password";
    NewAccountPasswordAgain: "本人のパスワード（確認）", "Its password again";
    YourPassword: "あなたの今のパスワード", "Your own password";
    PresentPassword: "今のパスワード", "Present password";
    AddAccountTitle: "アカウントの追加", "Add an account";
    AddAccountHint: "名前は台帳を開くときに入力し、操作履歴に残ります。パスワードは本人が入力してください。", "The name is typed at the unlock and stays in the history. Let its owner type the password.";
    AccountTaken: "アカウント名「{}」はすでに使われています。", "The account name {} is taken.";
    RemoveAccountTitle: "アカウントの削除", "Remove an account";
    AskRemoveAccount: "「{}」のアカウントを削除しますか？　操作履歴の名前は残ります。", "Remove the account \"{}\"? Its name stays in the history.";
    RemoveAccountHint: "削除すると、データの鍵を新しいものに替えます。ほかの人のパスワードと復旧キーはそのまま使えます。", "The key of the data is renewed. The other passwords and the recovery key stay valid.";
    RemoveAccountCopies: "ただし、本人が以前の台帳ファイルのコピーを持っていれば、その中身はこれからも読めます。", "An old copy of the files that the person may hold stays readable to them.";
    OwnPasswordTitle: "自分のパスワードの変更", "Change your own password";
    SamePassword: "今と同じパスワードです。別のものにしてください。", "That is the present password. Please choose another.";
    RenewKeyTitle: "復旧キーの更新", "Renew the recovery key";
    RenewKeyHint: "新しい復旧キーを作り、一度だけ表示します。今までの復旧キーはすぐに使えなくなります。紙と筆記具を用意してから進めてください。", "A new recovery key is made and shown once. The one you have stops working at once. Have paper and pen ready.";
    Working: "処理しています…", "Working...";
    AccountAdded: "アカウント「{}」を追加しました。", "Added the account {}.";
    AccountRemoved: "アカウント「{}」を削除し、データの鍵を新しくしました。", "Removed the account {}; the key of the data is a new one.";
    PasswordSet: "パスワードを変更しました。", "The password was changed.";
    KeyRenewed: "新しい復旧キーが有効です。古い紙は破棄してください。", "The new recovery key is valid. Destroy the old paper.";
    AccountsLoading: "読み込んでいます…", "Reading...";
    KeyNext: "次へ", "Next";
    KeyAccounts: "アカウント", "Accounts";
    KeyChangePassword: "自分のPW変更", "My password";
    KeyRemoveAccount: "削除", "Remove";
    KeyRenewRecovery: "復旧キーを更新", "Renew recovery key";

    // About the register.
    AboutTitle: "この台帳について", "About this register";
    AboutHistory: "操作履歴", "History";
    AboutHead: "履歴コード", "Head code";
    AboutPrinted: "書類の履歴コード", "On papers";
    AboutPrintedTold: "{}（最後に記録を変更した時点のコードです。書き出しや印刷では変わりません）", "{} (the head code of the last change; what is written out does not move it)";
    AboutEntries: "履歴", "Entries";
    AboutEntriesTold: "{}件、最後は {}", "{}, the last on {}";
    AboutCheck: "検証", "Verification";
    AboutCheckHint: "v を押すと、ファイル・履歴・記録がすべて合うかを検証します。", "Press v to verify that the files, the history and the records all fit.";
    AboutChecking: "検証しています…（このまま操作を続けられます）", "Verifying... (you can go on working)";
    AboutFits: "合っています。", "Everything fits.";
    AboutDoesNotFit: "合わないところがあります。", "Something does not fit.";
    AboutNotChecked: "検証できませんでした。{}", "It could not be verified. {}";
    AboutBackup: "バックアップ", "Backups";
    AboutLastBackup: "最後のバックアップ", "Last backup";
    AboutRoom: "ファイルの空き", "Free room";
    AboutRoomTold: "台帳ファイルの半分より多く（{} MB）が空いています。次のバックアップの前に詰めて、ディスクに返します。記録は変わりません。", "More than half of the register's file ({} MB) is free. It is given back to the disk before the next backup; no record changes.";
    AboutBackupDir: "保存先", "Kept in";
    AboutBackupTold: "{}　{}（履歴{}件）", "{}  {} ({} {entry|entries})";
    AboutApart: "分けて保管", "Kept apart";
    AboutApartTold: "検証で合わないものが{}件あります。最後は {}。合うバックアップには影響しません。r を押すと一覧で確かめられます。", "{} {does|do} not verify; the last {}. The good ones are not affected. Press r for the list.";
    AboutMadeApart: "台帳の記録と操作履歴が合わないため、合うバックアップとは別に作りました。{}", "The records and the history do not fit, so this one was made apart from the good ones: {}";
    AboutBackingUp: "バックアップしています…（このまま操作を続けられます）", "Making a backup... (you can go on working)";
    AboutNoBackup: "バックアップできませんでした。{}", "No backup was made. {}";
    AboutNeverBackedUp: "まだありません。b を押すと今すぐ作成します。", "There is none yet. Press b to make one now.";
    AboutWho: "使っている人", "Who is in";
    AboutRegister: "台帳", "Register";
    AboutRecords: "記録", "Records";
    AboutPlace: "台帳の場所", "Folder";
    AboutKeyFile: "鍵ファイル", "Key file";
    AboutSchema: "ファイル形式の版", "File format";
    AboutPolicy: "運用ポリシー", "Policy";
    AboutVersion: "プログラムの版", "Version";
    AboutCount: "{}件", "{}";
    Aside: "（{}）", " ({})";
    ListComma: "、", ", ";
    AboutReading: "読み込んでいます…", "Reading...";
    AboutUnread: "読み込めませんでした。", "It could not be read.";
    KeyBeginning: "記録開始日など", "Kept since, host";
    KeySettings: "事業所の設定", "Settings";
    KeyAbout: "この台帳について", "About this register";
    KeyVerify: "検証する", "Verify";
    KeyBackups: "バックアップの一覧", "Backups";
    KeyRestore: "復元する", "Restore";
    KeyDrill: "復元の訓練", "Restore drill";
    KeyOtherFolder: "別の場所を見る", "Look elsewhere";
    BackupPassword: "当時のパスワード", "Its password";
    AskBackupFolder: "バックアップのある場所", "Where the backups are";
    KeyBackUp: "今すぐバックアップ", "Back up now";
    BackupMadeApart: "台帳の記録と操作履歴が合わないため、分けてバックアップしました：{}", "The records and the history do not fit; a backup was made apart: {}";
    BackupMade: "バックアップしました：{}", "Backup made: {}";
        }
    };
}

impl EnumWord for AccountRole {
    const CHOICES: &'static [Self] = &Self::ALL;

    fn say(self, lang: Lang) -> &'static str {
        account_role(self).say(lang)
    }
}
