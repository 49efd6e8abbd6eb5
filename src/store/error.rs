//! What can go wrong with the vault, said so that the reader knows what is safe and what to do.

use std::{
    io,
    path::{Path, PathBuf},
};

use rusqlite::ErrorCode;

use super::{backup::BackupFault, restore::Standing, secret::PasswordFault};
use crate::register::Lang;

/// Why something could not be done with the vault.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub enum StoreError {
    /// There is no vault at this place yet.
    NotThere(PathBuf),
    /// A vault, or a part of one, is there already; it is not touched.
    AlreadyThere(PathBuf),
    /// One of the two files is there, the other (this one) is not.
    Missing(PathBuf),
    /// The new password does not satisfy the rule.
    PasswordRefused(PasswordFault),
    /// No slot opens with this password.
    WrongPassword,
    /// No slot opens with this recovery key.
    WrongRecoveryKey,
    /// The key file was another than the database's own; it has been put right, and the password has to be given again.
    KeysPutRight,
    /// The key file cannot be read as one.
    KeysDamaged(PathBuf),
    /// The key file or the database was written by a later version of this program.
    LaterVersion(PathBuf),
    /// The file is no database of this program.
    Foreign(PathBuf),
    /// The key file belongs to another database.
    NotAPair(PathBuf),
    /// The database file is empty.
    Empty(PathBuf),
    /// The database cannot be read, or holds what no register holds; the text says what.
    Damaged(PathBuf, String),
    /// Somebody else changed this record since it was read.
    ChangedElsewhere(Box<crate::register::Key>),
    /// The file's own rules refuse the change; the text says which.
    Refused(String),
    /// Another session is writing and has not finished within five seconds.
    Busy,
    /// The disk is full.
    DiskFull(PathBuf),
    /// The place cannot be written to.
    ReadOnly(PathBuf),
    /// A file could not be read or written.
    File(PathBuf, io::Error),
    /// The operating system gives no random numbers.
    NoRandomness,
    /// There is not enough memory to derive the key.
    OutOfMemory,
    /// Everything is saved, but what closing does beside (the log into the file, the history's mark) was not finished.
    ClosedUntidy(Box<StoreError>),
    /// The database library reports something unforeseen.
    Database(String),
    /// The place (this directory) takes no changes, so the vault was opened to look.
    OpenedToLook(PathBuf),
    /// The place takes no changes, and this log beside the database holds changes that cannot be brought in there.
    LogLeft(PathBuf),
    /// The database's file was removed or replaced while it was open.
    Replaced(PathBuf),
    /// No backup was made in this directory.
    BackupNotMade(PathBuf, BackupFault),
    /// There is no backup at this place.
    NoBackup(PathBuf),
    /// There are several backups at this place; these are their names.
    SeveralBackups(PathBuf, Vec<String>),
    /// A backup without this one of its two files.
    HalfBackup(PathBuf),
    /// A backup that cannot be read in full; the text says where.
    BackupDamaged(PathBuf, String),
    /// The vault at this place would lose something if the backup came in its place.
    WouldReplace(PathBuf, Box<Standing>),
    /// The change would alter what somebody has signed.
    Signed(Box<crate::register::Key>),
    /// After several wrong passwords the next may be tried in so many seconds.
    Wait {
        /// What is left to wait.
        seconds: u64,
    },
    /// A reader's account may change nothing.
    ReadersOnlyLook,
    /// There are several accounts, so it has to be said whose password it is.
    NameNeeded,
    /// There is no account of this name.
    NoSuchAccount(String),
    /// There is an account of this name already.
    AccountExists(String),
    /// Empty, too long, or with characters that no name has.
    AccountNameRefused,
    /// Nobody but readers would be left.
    LastManager,
    /// Another session gave the data another key; this one has to unlock again.
    KeysChanged,
    /// The key file holds a data key of another time than the database.
    KeysOfAnotherTime(PathBuf),
    /// What was asked for is done, but the data key that goes with it is renewed only at the next unlock.
    RenewalUnfinished(Box<StoreError>),
    /// The change was written, but the disk did not confirm it: after a restart it may be there or not.
    Unconfirmed(PathBuf),
}

impl StoreError {
    /// The exit status for it: 77 locked or not allowed, 65 bad data, 74 not read or written, 2 wrong use
    /// (as `rules.md` lists them).
    pub fn exit_status(&self) -> u8 {
        match self {
            Self::WrongPassword
            | Self::WrongRecoveryKey
            | Self::KeysPutRight
            | Self::PasswordRefused(_)
            | Self::Wait { .. }
            | Self::ReadersOnlyLook
            | Self::NameNeeded
            | Self::LastManager
            | Self::KeysChanged => 77,
            Self::NoSuchAccount(_)
            | Self::AccountExists(_)
            | Self::AccountNameRefused
            | Self::SeveralBackups(..)
            | Self::WouldReplace(..) => 2,
            Self::KeysDamaged(_)
            | Self::LaterVersion(_)
            | Self::Foreign(_)
            | Self::NotAPair(_)
            | Self::Empty(_)
            | Self::Damaged(..)
            | Self::ChangedElsewhere(_)
            | Self::Refused(_)
            | Self::HalfBackup(_)
            | Self::BackupDamaged(..)
            | Self::Signed(_)
            | Self::KeysOfAnotherTime(_) => 65,
            Self::NotThere(_)
            | Self::AlreadyThere(_)
            | Self::Missing(_)
            | Self::Busy
            | Self::DiskFull(_)
            | Self::ReadOnly(_)
            | Self::File(..)
            | Self::NoRandomness
            | Self::OutOfMemory
            | Self::ClosedUntidy(_)
            | Self::Database(_)
            | Self::OpenedToLook(_)
            | Self::LogLeft(_)
            | Self::Replaced(_)
            | Self::BackupNotMade(..)
            | Self::NoBackup(_)
            | Self::RenewalUnfinished(_)
            | Self::Unconfirmed(_) => 74,
        }
    }

    /// What happened, what it means for the data, and what to do next.
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Ja => self.ja(),
            Lang::En => self.en(),
        }
    }

    #[expect(clippy::too_many_lines, reason = "a table of sentences, one a case")]
    fn ja(&self) -> String {
        match self {
            Self::NotThere(dir) => format!(
                "台帳がまだありません（{}）。`mcs-register init` で作成するか、--vault で場所を指定してください。",
                dir.display()
            ),
            Self::AlreadyThere(path) => format!(
                "すでに台帳のファイルがあります（{}）。上書きはしていません。別の場所を --vault で指定してください。",
                path.display()
            ),
            Self::Missing(path) => format!(
                "台帳の2つのファイルのうち、一方（{}）が見つかりません。もう一方には手を付けていません。ファイルを移動して\
                 いないか確かめてください。見つからないときは、`mcs-register restore` でバックアップから戻してください。",
                path.display()
            ),
            Self::PasswordRefused(fault) => fault.message(Lang::Ja).to_owned(),
            Self::WrongPassword => {
                "パスワードが違います。台帳は閉じたままで、内容に影響はありません。もう一度入力してください。忘れたときは、\
                 画面の「復旧キーで開く」を使ってください。"
                    .to_owned()
            }
            Self::WrongRecoveryKey => {
                "この復旧キーでは開けません。台帳の内容に影響はありません。別の台帳のものや、作り直す前の古いものでないか、\
                 紙を確かめてください。"
                    .to_owned()
            }
            Self::KeysPutRight => {
                "鍵ファイルが台帳本体と合わなかったため、台帳の中の控えから正しいものに戻しました。内容は無事です。\
                 現在のパスワードをもう一度入力してください。"
                    .to_owned()
            }
            Self::KeysDamaged(path) => format!(
                "鍵ファイル（{}）が壊れています。台帳本体には手を付けていません。鍵ファイルのバックアップを同じ場所に\
                 戻してください。",
                path.display()
            ),
            Self::LaterVersion(path) => format!(
                "このファイル（{}）は新しい版のプログラムで書かれています。内容は無事で、手を付けていません。\
                 プログラムを更新してから開いてください。",
                path.display()
            ),
            Self::Foreign(path) => format!(
                "このファイル（{}）は台帳ではありません。手を付けていません。場所の指定（--vault）を確かめてください。",
                path.display()
            ),
            Self::NotAPair(path) => format!(
                "鍵ファイルと台帳本体（{}）が別々の台帳のものか、台帳本体の先頭が壊れています。どちらにも手を付けて\
                 いません。正しい組み合わせにするか、`mcs-register restore` でバックアップから戻してください。",
                path.display()
            ),
            Self::Empty(path) => format!(
                "台帳本体（{}）が空です。コピーの途中で止まった可能性があります。手を付けていません。\
                 `mcs-register restore` でバックアップから戻してください。",
                path.display()
            ),
            Self::Damaged(path, what) => format!(
                "台帳本体（{}）に読めないところがあります（{what}）。これ以上は書き込みません。このファイルは別の\
                 場所に取っておき、`mcs-register restore` でバックアップから戻してください。",
                path.display()
            ),
            Self::ChangedElsewhere(key) => format!(
                "この記録（{}）は、ほかの画面で先に変更されています。今の入力は書き込んでいません。最新の内容を確かめて\
                 から、もう一度操作してください。",
                key.subject()
            ),
            Self::Refused(what) => format!(
                "この変更は台帳の決まりに合わないため、何も書き込んでいません（{what}）。ほかの記録がこの記録を参照して\
                 いないか確かめてください。"
            ),
            Self::Busy => {
                "ほかの画面が書き込み中です。今の変更は書き込んでいません。少し待ってから、もう一度操作してください。"
                    .to_owned()
            }
            Self::ClosedUntidy(_) => {
                "記録はすべて保存されています。ただし、閉じるときの整理が終わりませんでした。ディスクの空きと、フォルダーに\
                 書き込めることを確かめてください。整理の続きは、次に台帳を閉じるときに行います。"
                    .to_owned()
            }
            Self::DiskFull(path) => format!(
                "ディスクに空きがありません（{}）。今の変更は書き込んでいません。これまでの内容は無事です。空きを作って\
                 から、もう一度操作してください。",
                path.display()
            ),
            Self::ReadOnly(path) => format!(
                "この場所（{}）には書き込めません。内容は変わっていません。フォルダーの権限を確かめるか、書き込める場所へ\
                 移してください。",
                path.display()
            ),
            Self::File(path, error) => format!(
                "ファイル（{}）を読み書きできません（{error}）。台帳の内容は変わっていません。場所と権限を確かめてください。",
                path.display()
            ),
            Self::NoRandomness => {
                "OSから乱数を得られないため、安全な鍵を作れません。何も書き込んでいません。コンピューターを再起動してから、\
                 もう一度お試しください。".to_owned()
            }
            Self::OutOfMemory => {
                "鍵の計算に必要なメモリーが足りません。内容に影響はありません。ほかのプログラムを閉じてから、もう一度\
                 操作してください。"
                    .to_owned()
            }
            Self::Database(what) => format!(
                "台帳を読み書きできません（{what}）。途中の変更は取り消されています。プログラムを開き直してください。それでも\
                 続くときは、バックアップを確かめてください。"
            ),
            Self::OpenedToLook(dir) => format!(
                "この場所（{}）には書き込めないため、台帳を閲覧用に開いています。何も書き込んでいません。変更するときは、\
                 フォルダーの権限を確かめるか、書き込める場所へ移してから開き直してください。",
                dir.display()
            ),
            Self::LogLeft(path) => format!(
                "この場所には書き込めず、台帳の最後の変更がまだ {} に残っているため、閲覧用にも開けません。どのファイルにも手を\
                 付けていません。フォルダーごと書き込める場所へコピーして、そこで開いてください。",
                path.display()
            ),
            Self::Replaced(path) => format!(
                "台帳を開いている間に、台帳本体（{}）が別のファイルに置き換えられたか、削除されました。今の変更は保存して\
                 いません。今あるファイルには手を付けていません。画面に見えているのは、それまでの内容です。変更しようとした\
                 ことを書き留め、同期やバックアップのプログラムが触れていないか確かめ、正しいファイルを元の場所に戻してから\
                 開き直してください。",
                path.display()
            ),
            Self::BackupNotMade(dir, why) => format!(
                "バックアップを {} に作成できませんでした（{}）。台帳と、これまでのバックアップは無事です。空き容量と書き込みの\
                 権限を確かめるか、`mcs-register backup --to フォルダー` で別の場所に作成してください。",
                dir.display(),
                why.reason(Lang::Ja)
            ),
            Self::NoBackup(path) => format!(
                "バックアップが見つかりません（{}）。何も変更していません。`2026-11-22T164000-000312` のような名前の\
                 フォルダーを指定してください。",
                path.display()
            ),
            Self::SeveralBackups(dir, names) => format!(
                "{} にはバックアップが{}件あります。何も変更していません。戻したいものを1つ指定してください（新しい順）：{}",
                dir.display(),
                names.len(),
                names.join("、")
            ),
            Self::HalfBackup(path) => format!(
                "バックアップの2つのファイルのうち、一方（{}）がありません。これだけでは開けないため、何も変更していません。\
                 別のバックアップを使うか、鍵ファイルを別に保管しているときは --keys で指定してください。",
                path.display()
            ),
            Self::BackupDamaged(path, what) => format!(
                "このバックアップ（{}）は壊れているため、戻していません（{what}）。台帳には手を付けていません。別の\
                 バックアップを使ってください。",
                path.display()
            ),
            Self::WouldReplace(path, standing) => standing.refusal(path, Lang::Ja),
            Self::Signed(_) => {
                "署名済みの精査は変更も取り消しもできません。何も書き込んでいません。新しい精査で改めてください。".to_owned()
            }
            Self::Wait { seconds } => format!(
                "パスワードの誤りが続いたため、あと{}お待ちください。台帳は閉じたままで、内容に影響はありません。時間がたってから、\
                 もう一度入力してください。",
                waiting(*seconds, Lang::Ja)
            ),
            Self::ReadersOnlyLook => {
                "閲覧者のアカウントでは変更できません。何も書き込んでいません。変更が必要なときは、管理者か代行者に依頼して\
                 ください。"
                    .to_owned()
            }
            Self::NameNeeded => {
                "この台帳には複数のアカウントがあります。アカウント名も指定してください（命令では --account 名前）。"
                    .to_owned()
            }
            Self::NoSuchAccount(name) => format!(
                "「{name}」というアカウントはありません。何も変えていません。`mcs-register account list` で名前を確かめてください。"
            ),
            Self::AccountExists(name) => format!(
                "「{name}」というアカウントはすでにあります。何も変えていません。別の名前にしてください。"
            ),
            Self::AccountNameRefused => {
                "アカウント名は1～64文字にしてください（改行などの制御文字は使えません）。何も変えていません。別の名前にして\
                 ください。"
                    .to_owned()
            }
            Self::LastManager => {
                "台帳を管理できるアカウントがなくなるため、外せません。何も変えていません。先に別の管理者を追加してください。"
                    .to_owned()
            }
            Self::KeysChanged => {
                "ほかの画面で台帳の鍵が変わりました。保存済みの内容は無事です。今の操作は書き込んでいません。台帳を開き直して\
                 ください。"
                    .to_owned()
            }
            Self::KeysOfAnotherTime(path) => format!(
                "鍵ファイル（{}）と台帳本体の鍵の時期が合いません。どちらかが、鍵を更新する前の古いものです。どちらにも手を付けて\
                 いません。同じ時期の2つのファイルを揃えてください。",
                path.display()
            ),
            Self::RenewalUnfinished(why) => format!(
                "登録は済みましたが、鍵の更新が終わりませんでした。外した人は、もう開けません。内容は無事です。次に台帳を開く\
                 ときに続きを行います。（{}）",
                why.message(Lang::Ja)
            ),
            Self::Unconfirmed(path) => format!(
                "ディスク（{}）が書き込みの完了を確認できませんでした。これまでの内容は無事ですが、今の変更は保存されたかどうか\
                 分かりません。プログラムを開き直し、記録があるか確かめてから、必要ならもう一度操作してください。続くときは、\
                 ディスクの故障を疑い、バックアップを確かめてください。",
                path.display()
            ),
        }
    }

    #[expect(clippy::too_many_lines, reason = "a table of sentences, one a case")]
    fn en(&self) -> String {
        match self {
            Self::NotThere(dir) => format!(
                "There is no register at {} yet. Make one with `mcs-register init`, or name its place with --vault.",
                dir.display()
            ),
            Self::AlreadyThere(path) => format!(
                "{} is there already and was not touched. Name another place with --vault.",
                path.display()
            ),
            Self::Missing(path) => format!(
                "One of the register's two files is missing: {}. The other was not touched. See whether it was moved, \
                 or go back to a backup with `mcs-register restore`.",
                path.display()
            ),
            Self::PasswordRefused(fault) => fault.message(Lang::En).to_owned(),
            Self::WrongPassword => {
                "The password is wrong. The register stays locked and is unharmed. Try again. If it is forgotten, \
                 choose \"Use the recovery key\" on the screen."
                    .to_owned()
            }
            Self::WrongRecoveryKey => {
                "This recovery key does not open the register, which is unharmed. See whether the paper is of another \
                 register or was replaced by a newer one."
                    .to_owned()
            }
            Self::KeysPutRight => {
                "The key file did not fit the database and was put right from the copy inside it. The register is \
                 unharmed. Please give the present password again."
                    .to_owned()
            }
            Self::KeysDamaged(path) => format!(
                "The key file {} is damaged. The database was not touched. Put the key file back from a backup.",
                path.display()
            ),
            Self::LaterVersion(path) => format!(
                "{} was written by a later version of this program. It is unharmed and was not touched. Update the \
                 program to open it.",
                path.display()
            ),
            Self::Foreign(path) => format!(
                "{} is no register of this program. It was not touched. Check the place (--vault).",
                path.display()
            ),
            Self::NotAPair(path) => format!(
                "The key file and the database {} belong to different registers, or the start of the database is \
                 damaged. Neither was touched. Put the right pair back, or go back to a backup with \
                 `mcs-register restore`.",
                path.display()
            ),
            Self::Empty(path) => format!(
                "The database {} is empty; perhaps a copy stopped half way. It was not touched. Go \
                 back to a backup with `mcs-register restore`.",
                path.display()
            ),
            Self::Damaged(path, what) => format!(
                "The database {} cannot be read in full ({what}). Nothing more is written to it. Keep this file and \
                 go back to a backup with `mcs-register restore`.",
                path.display()
            ),
            Self::ChangedElsewhere(key) => format!(
                "The record {} was changed in another session first. Nothing was written. Look at it as it is now and \
                 try again.",
                key.subject()
            ),
            Self::Refused(what) => format!(
                "The change does not fit the rules of the file, so nothing was written ({what}). See whether another \
                 record still refers to this one."
            ),
            Self::Busy => {
                "Another session is writing. Nothing was written here. Wait a moment and try again.".to_owned()
            }
            Self::ClosedUntidy(_) => {
                "Everything is saved, but tidying up at closing was not finished. Check that the disk has room and the \
                 directory can be written to; the rest is done when the register is closed next."
                    .to_owned()
            }
            Self::DiskFull(path) => format!(
                "The disk is full ({}). This change was not written; everything before it is safe. Make room and try \
                 again.",
                path.display()
            ),
            Self::ReadOnly(path) => format!(
                "{} cannot be written to. Nothing was changed. Check the permissions of the directory, or move the \
                 register to a place that can be written to.",
                path.display()
            ),
            Self::File(path, error) => format!(
                "{} could not be read or written ({error}). The register was not changed. Check the place and its \
                 permissions.",
                path.display()
            ),
            Self::NoRandomness => {
                "The operating system gives no random numbers, so no safe key can be made. Nothing was written. \
                 Restart the computer and try again."
                    .to_owned()
            }
            Self::OutOfMemory => {
                "There is not enough memory to derive the key. The register is unharmed. Close other programs and try \
                 again."
                    .to_owned()
            }
            Self::Database(what) => format!(
                "The register could not be read or written ({what}). What was under way was taken back. Open the \
                 program again; if it goes on, check the backup."
            ),
            Self::OpenedToLook(dir) => format!(
                "{} cannot be written to, so the register is open for reading only. Nothing was written. To change \
                 something, check the permissions of the directory or move the register, and open it again.",
                dir.display()
            ),
            Self::LogLeft(path) => format!(
                "The place cannot be written to, and the last changes still stand in {}, so the register cannot be opened \
                 even for reading. Nothing was touched. Copy the whole directory to a place that can be written to and \
                 open it there.",
                path.display()
            ),
            Self::Replaced(path) => format!(
                "While it was open, the database {} was removed or another file was put in its place. This change was not \
                 saved; the file that is there now was not touched, and the screen still shows what was read before. Note \
                 down what you were changing, see whether a program that syncs or backs up did it, put the right file back \
                 and open it again.",
                path.display()
            ),
            Self::BackupNotMade(dir, why) => format!(
                "No backup could be made in {} ({}). The register and the earlier backups are safe. Check the room and the \
                 permissions there, or make one elsewhere with `mcs-register backup --to DIR`.",
                dir.display(),
                why.reason(Lang::En)
            ),
            Self::NoBackup(path) => format!(
                "There is no backup at {}. Nothing was changed. Name a directory such as 2026-11-22T164000-000312.",
                path.display()
            ),
            Self::SeveralBackups(dir, names) => format!(
                "There are {} backups in {}. Nothing was changed. Name the one to go back to (newest first): {}.",
                names.len(),
                dir.display(),
                names.join(", ")
            ),
            Self::HalfBackup(path) => format!(
                "One of the backup's two files is missing: {}. It cannot be opened without, so nothing was changed. Use \
                 another backup, or name the key file with --keys if it is kept apart.",
                path.display()
            ),
            Self::BackupDamaged(path, what) => format!(
                "The backup {} is damaged and was not restored ({what}). The register was not touched. Use another \
                 backup.",
                path.display()
            ),
            Self::WouldReplace(path, standing) => standing.refusal(path, Lang::En),
            Self::Signed(_) => {
                "A signed review is neither changed nor taken back. Nothing was written. Amend it by a new review."
                    .to_owned()
            }
            Self::Wait { seconds } => format!(
                "After several wrong passwords the next can be tried in {}. The register stays locked and is unharmed.",
                waiting(*seconds, Lang::En)
            ),
            Self::ReadersOnlyLook => {
                "A reader's account changes nothing, so nothing was written. Ask the administrator or a deputy.".to_owned()
            }
            Self::NameNeeded => {
                "This register has several accounts: please give the name of yours as well (--account NAME on the \
                 command line)."
                    .to_owned()
            }
            Self::NoSuchAccount(name) => format!(
                "There is no account {name:?}. Nothing was changed. `mcs-register account list` shows the names."
            ),
            Self::AccountExists(name) => {
                format!("There is an account {name:?} already. Nothing was changed. Choose another name.")
            }
            Self::AccountNameRefused => {
                "An account's name has 1 to 64 characters and no control characters. Nothing was changed. Choose \
                 another name."
                    .to_owned()
            }
            Self::LastManager => {
                "Nobody who may manage the register would be left, so nothing was changed. Add another administrator \
                 first."
                    .to_owned()
            }
            Self::KeysChanged => {
                "The keys were changed in another session. What was saved is safe; what was under way here was not \
                 written. Unlock the register again."
                    .to_owned()
            }
            Self::KeysOfAnotherTime(path) => format!(
                "The key file {} and the database hold keys of different times: one of them is older than a renewal of \
                 the keys. Neither was touched. Put together two files of the same time.",
                path.display()
            ),
            Self::RenewalUnfinished(why) => format!(
                "It is done, but the renewal of the keys was not finished. Whoever was removed is kept out already, and \
                 the register is unharmed. The next unlock finishes it. ({})",
                why.message(Lang::En)
            ),
            Self::Unconfirmed(path) => format!(
                "The disk did not confirm the change to {}. Everything before it is safe; this change may have been \
                 written or not. Open the program again, see whether it is there, and only then repeat it. If it goes \
                 on, the disk may be failing: check the backup.",
                path.display()
            ),
        }
    }

    /// What an operation on a file says.
    pub(super) fn file(path: &Path, error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => {
                Self::ReadOnly(path.to_owned())
            }
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull(path.to_owned()),
            _ => Self::File(path.to_owned(), error),
        }
    }

    /// What the database library says about this file.
    pub(super) fn database(path: &Path, error: &rusqlite::Error) -> Self {
        let path = path.to_owned();
        match error {
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::QueryReturnedNoRows => return Self::Damaged(path, error.to_string()),
            rusqlite::Error::ToSqlConversionFailure(what) => return Self::Refused(what.to_string()),
            _ => {}
        }
        match error.sqlite_error().map(|error| error.extended_code) {
            // The log is whole when the disk refuses to confirm it, so the next session may find the change in it.
            Some(rusqlite::ffi::SQLITE_IOERR_FSYNC) => return Self::Unconfirmed(path),
            // The index of the log grows before anything is written; it does not where there is no room.
            Some(rusqlite::ffi::SQLITE_IOERR_SHMSIZE) => return Self::DiskFull(path),
            _ => {}
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DiskFull) => Self::DiskFull(path),
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly(path),
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
                Self::Damaged(path, error.to_string())
            }
            Some(ErrorCode::ConstraintViolation) => Self::Refused(error.to_string()),
            Some(ErrorCode::OutOfMemory) => Self::OutOfMemory,
            _ => Self::Database(error.to_string()),
        }
    }

    /// Whether the connection must not be used after it: SQLite answers writes with "read only" once it has met a
    /// damaged page.
    pub(super) fn ends_connection(&self) -> bool {
        matches!(self, Self::Damaged(..) | Self::KeysChanged)
    }
}

/// A time to wait, rounded up to minutes where it is long.
fn waiting(seconds: u64, lang: Lang) -> String {
    match (seconds, lang) {
        (0..=90, Lang::Ja) => format!("{seconds}秒"),
        (_, Lang::Ja) => format!("{}分", seconds.div_ceil(60)),
        (1, Lang::En) => "1 second".to_owned(),
        (0..=90, Lang::En) => format!("{seconds} seconds"),
        (_, Lang::En) => format!("{} minutes", seconds.div_ceil(60)),
    }
}
