//! Wording about backups that are put back or tried.

use crate::register::Lang;

words! { "A fixed piece of wording about backups that are put back or tried." RestoreWord:
    Title: "バックアップ（{}）", "Backups ({})";
    Reading: "バックアップを読み込んでいます…", "Reading the backups...";
    None: "ここにはバックアップがありません。f を押して、USBメモリーや共有フォルダーなど、ほかの場所を指定してください。", "There is no backup here. Press f and name another place, such as a USB stick or a shared folder.";
    ColMade: "作成日時", "Made";
    ColEntries: "履歴", "Entries";
    ColSize: "大きさ", "Size";
    ColState: "検証", "Verified";
    ColWhose: "台帳", "Register";
    Folder: "場所", "Folder";
    Verified: "検証済み", "yes";
    Unopened: "戻すときに検証", "when restored";
    Doubtful: "疑いあり", "doubtful";
    NoKeys: "鍵なし", "no key file";
    VerifiedTold: "作成したときに検証し、台帳と合っていました。戻すときに、もう一度検証します。", "It was verified when it was made. It is verified again when it is restored.";
    UnopenedTold: "まだ開いていないため、検証の結果は分かりません。戻す前に全体を検証し、合わなければ戻しません。", "It has not been opened yet, so the result is not known. All of it is verified before it is restored, and one that does not fit is not restored.";
    DoubtfulTold: "記録と操作履歴に合わないところがあり、分けて保管しています。合うバックアップがあれば、そちらを戻してください。", "Its records and its history do not fit each other, so it is kept apart. Restore one that fits, if there is one.";
    NoKeysTold: "鍵ファイル（register.keys）が見つからないため、開けません。鍵を別に保管しているときは、--keys で指定して起動してください。", "Its key file (register.keys) is not there, so it cannot be opened. Where keys are kept apart, start with --keys.";
    Own: "この台帳", "this one";
    Another: "別の台帳", "another";
    Unknown: "不明", "unknown";
    AnotherTold: "この場所にある台帳のものではありません。", "It does not belong to the register in this folder.";
    Unnamed: "名前から分かりません", "its name does not say";
    RestoreTitle: "バックアップから戻す", "Restore a backup";
    DrillTitle: "復元の訓練", "Restore drill";
    PasswordHint: "バックアップを作成した時点のパスワードを入力してください。開いて全体を検証し、何が失われるかを先にお知らせします。まだ何も変更しません。", "Type the password of the time when the backup was made. It is opened and verified, and you are told first what would be lost. Nothing is changed yet.";
    DrillHint: "バックアップを作成した時点のパスワードを入力してください。一時フォルダーに戻して開けることを確かめ、終わると消します。台帳は変わりません。", "Type the password of the time when the backup was made. It is restored into a temporary folder, opened, read and removed again. The register stays as it is.";
    Opening: "バックアップを開いて検証しています…", "Opening and verifying the backup...";
    WrongPassword: "このパスワードではバックアップを開けません。何も変更していません。バックアップを作成した時点のパスワードを入力してください。", "This password does not open the backup. Nothing was changed. Type the password of the time when the backup was made.";
    Ask: "バックアップ {}（履歴{}件）を台帳に戻しますか？　", "Make the backup {} ({} {entry|entries}) the register?";
    Moved: "確認の間に、台帳の内容が変わりました。もう一度確認します。", "The register has changed meanwhile, so you are asked again.";
    NothingThere: "{} に台帳として置きます。", "It becomes the register at {}.";
    NothingLost: "今の台帳の内容はすべてバックアップに入っているため、失われるものはありません。", "All that the present register holds is in the backup: nothing is lost.";
    KeptAside: "今のファイルは、replaced- で始まるフォルダーに残します。", "The present files are kept in a folder whose name begins with replaced-.";
    Accounts: "アカウントとパスワードは、バックアップの時点のもの（{}）になります。", "Accounts and passwords become those of the backup ({}).";
    LocksFirst: "開いている台帳は、先に閉じます。", "The open register is closed first.";
    AskDoubtful: "このバックアップは、検証で合わないところがあります（{}）。内容を承知のうえで、それでも戻しますか？　疑いは、戻した台帳にも引き継がれて表示されます。", "This backup does not verify ({}). Restore it all the same, knowing that? The doubt stays with the restored register and is still shown.";
    Restoring: "バックアップから戻しています…（電源を切らないでください）", "Restoring the backup... (do not switch off)";
    NotOpened: "戻した台帳をまだ開いていません。{}", "The register that came back was not opened yet. {}";
    OnlyBackups: "ここに台帳はなく、バックアップだけが{}件あります。", "There is no register here, only {} {backup|backups} of it.";
    DrillDoubtful: "訓練で戻したバックアップには、検証で合わないところがあります（{}）。", "The backup of this drill does not verify ({}).";
}
