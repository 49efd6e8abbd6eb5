//! What an unlock found although it succeeded.

use std::path::PathBuf;

use crate::register::Lang;

/// Something that the unlock found and that its user should be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// The key file was not the database's own, or damaged; it was put right from the copy in the database.
    KeysPutRight,
    /// The same, with a database whose history is not the one that the key file knew: it may be an older one.
    KeysPutRightBehind,
    /// The history is not the one that the key file knew: entries are missing (an older database was put back, or its
    /// write-ahead log was lost), or were written anew. Told at every unlock until it is accepted.
    HistoryWentBack {
        /// How many entries there were.
        known: u64,
        /// How many there are.
        found: u64,
    },
    /// The key file was missing or damaged; a backup's opened the register, and the copy in the database has put it right.
    KeysFromBackup,
    /// The place takes no changes: the register was opened to look.
    OpenedToLook,
    /// The disk is full, so the vault was opened to look.
    OpenedToLookFull,
    /// Wrong passwords or recovery keys were given since the last good one, or the trying of one was cut off.
    WrongPasswords {
        /// How many.
        count: u32,
        /// When the last was, in Japan's time with its offset.
        last: String,
    },
    /// Wrong passwords or recovery keys were given for a backup that lies elsewhere, such as on a stick.
    GuessedAtBackup {
        /// How many.
        count: u32,
        /// When the last was, in Japan's time with its offset.
        last: String,
    },
    /// A renewal of the data key could not be finished; the next unlock tries again.
    RenewalUnfinished,
    /// The byte order mark of its file, which earlier versions took for a part of the password, was taken out of the account's
    /// slot: the password opens as it is typed from now on.
    PasswordReadAnew,
    /// A file that is written into has a further name (a hard link): what lies under that is no copy.
    FurtherName(PathBuf),
}

/// From so many wrong passwords on, somebody may have guessed.
const GUESSED: u32 = 3;

/// The hours, in Japan's time, in which hardly anybody is at work.
const NIGHT: (u32, u32) = (22, 6);

impl Notice {
    /// Whether it only tells of a password or two that were mistyped by day.
    pub fn is_quiet(&self) -> bool {
        let Self::WrongPasswords { count, last } = self else { return false };
        let hour = last.split_once('T').and_then(|(_, time)| time.split(':').next()?.parse::<u32>().ok());
        // A stamp that cannot be read is no proof of daylight.
        let by_day = hour.is_some_and(|hour| (NIGHT.1..NIGHT.0).contains(&hour));
        *count < GUESSED && by_day
    }

    /// Whether it is told in passing, in a line that nobody has to close.
    pub fn is_told_in_passing(&self) -> bool {
        matches!(self, Self::WrongPasswords { .. })
    }

    /// What was found, what it means for the data, and what to do next.
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Ja => self.in_japanese(),
            Lang::En => self.in_english(),
        }
    }

    fn in_japanese(&self) -> String {
        match self {
            Self::KeysPutRight => {
                "鍵ファイルが台帳本体と合わなかったため、台帳の中の控えから正しいものに戻しました。内容は無事です。\
                 心当たりがなければ、誰かがファイルに触れていないか確かめてください。"
                    .to_owned()
            }
            Self::KeysPutRightBehind => {
                "鍵ファイルが台帳本体と合わなかったため、台帳の中の控えに合わせました。台帳本体のほうが古いファイルかもしれません。\
                 このまま使う前に、新しいバックアップがないか確かめてください。"
                    .to_owned()
            }
            Self::HistoryWentBack { known, found } => format!(
                "台帳の履歴が、前に開いたときと合いません（前回{known}件、今回{found}件）。古いファイルに戻されたか、最後の変更が\
                 失われています。このまま使う前に、新しいバックアップがないか確かめてください。"
            ),
            Self::KeysFromBackup => {
                "鍵ファイルがないか壊れていたため、バックアップの鍵ファイルで開き、台帳の中の控えから作り直しました。内容は\
                 無事です。心当たりがなければ、誰かがファイルに触れていないか確かめてください。"
                    .to_owned()
            }
            Self::OpenedToLook => {
                "この場所には書き込めないため、台帳を読み取り専用で開きました。変更はできません。変更するときは、書き込める場所へ\
                 移してから開いてください。"
                    .to_owned()
            }
            Self::OpenedToLookFull => {
                "ディスクに空きがないため、台帳を読み取り専用で開きました。内容は無事です。変更するときは、不要なファイルを別の場所へ\
                 移して空きを作ってから、開き直してください。"
                    .to_owned()
            }
            Self::WrongPasswords { count, last } => {
                let last = moment(last);
                let said = format!("前回から、パスワード・復旧キーの誤りが{count}回ありました（最後は{last}）。");
                if self.is_quiet() {
                    return said;
                }
                format!("{said}心当たりがなければ、誰が触れたかを確かめ、パスワードを変えてください。")
            }
            Self::GuessedAtBackup { count, last } => format!(
                "そこにあるバックアップで、パスワード・復旧キーの誤りが{count}回ありました（最後は{}）。心当たりがなければ、誰が\
                 そのバックアップに触れたかを確かめ、パスワードを変えてください。",
                moment(last)
            ),
            Self::PasswordReadAnew => {
                "パスワードのファイルの先頭にある目に見えない印（BOM）が、パスワードの一部になっていました。それを除いて鍵を\
                 作り直しました。内容は無事です。これからは、画面で同じパスワードを入力しても開けます。"
                    .to_owned()
            }
            Self::FurtherName(path) => format!(
                "台帳のファイル {} は、別の名前（ハードリンク）でもつながっています。これからの記録はその名前のファイルにも入るため、\
                 それは控えになりません。控えはバックアップ（backup --to）で作ってください。心当たりがあれば、その別名を消すとこの\
                 お知らせは出なくなります。",
                path.display()
            ),
            Self::RenewalUnfinished => {
                "鍵の更新がまだ終わっていません。外した人は、もう開けません。内容は無事で、このまま使えます。ディスクの空きを\
                 確かめ、ほかの画面を閉じてから台帳を開き直すと、続きを済ませます。"
                    .to_owned()
            }
        }
    }

    fn in_english(&self) -> String {
        match self {
            Self::KeysPutRightBehind => {
                "The key file did not fit the database and was made to agree with the copy inside. It may be the database \
                 that is the older one: before going on, see whether there is a newer backup."
                    .to_owned()
            }
            Self::KeysPutRight => {
                "The key file did not fit the database and was put right from the copy inside it. The register is \
                 unharmed. If you do not know why, see whether somebody touched the files."
                    .to_owned()
            }
            Self::HistoryWentBack { known, found } => format!(
                "The history is not the one that was there before ({known} entries then, {found} now). An older file was \
                 put back, or the last changes were lost. Before going on, see whether there is a newer backup."
            ),
            Self::KeysFromBackup => {
                "The key file was missing or damaged: a backup's opened the register, and it was made anew from the copy \
                 inside. The register is unharmed. If you do not know why, see whether somebody touched the files."
                    .to_owned()
            }
            Self::OpenedToLook => {
                "The place cannot be written to, so the register was opened for reading only. To change something, move it \
                 to a place that can be written to."
                    .to_owned()
            }
            Self::OpenedToLookFull => {
                "The disk is full, so the register was opened for reading only. The register is unharmed. To change \
                 something, make room by moving other files away and open it again."
                    .to_owned()
            }
            Self::WrongPasswords { count, last } => {
                let last = moment(last);
                let times = times(*count);
                let said = format!("A wrong password or recovery key was given {times} since the last unlock (last: {last}).");
                if self.is_quiet() {
                    return said;
                }
                format!("{said} If not by you, see who touched this and change it.")
            }
            Self::GuessedAtBackup { count, last } => format!(
                "At the backups there a wrong password or recovery key was given {} (last: {}). If not by you, see who touched them \
                 and change the password.",
                times(*count),
                moment(last)
            ),
            Self::PasswordReadAnew => {
                "An invisible mark (BOM) at the beginning of the password's file had become a part of the password. The key was \
                 made anew without it, and the register is unharmed. From now on the same password also opens when it is \
                 typed on the screen."
                    .to_owned()
            }
            Self::FurtherName(path) => format!(
                "The register's file {} has a further name elsewhere (a hard link). What is recorded from now on goes into the file \
                 under that name too, so it is no copy of an earlier state. Make copies by a backup (backup --to). Once the further \
                 name is removed this is not told any more.",
                path.display()
            ),
            Self::RenewalUnfinished => {
                "The renewal of the keys is not finished yet. Whoever was removed is kept out already, and the register is \
                 unharmed and can be used. Make room on the disk, close other sessions and open the register again: the \
                 rest is done then."
                    .to_owned()
            }
        }
    }
}

fn times(count: u32) -> String {
    if count == 1 { "once".to_owned() } else { format!("{count} times") }
}

/// A stamp as people read it: the day and the minute.
fn moment(stamp: &str) -> String {
    stamp.chars().take(16).map(|c| if c == 'T' { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_many_wrong_passwords_or_one_at_night_ask_who_touched_the_register() {
        let asks = |count, time: &str| {
            let notice = Notice::WrongPasswords { count, last: format!("2026-11-21T{time}+09:00") };
            let said = notice.message(Lang::Ja);
            assert_eq!(said.contains("誰が触れたか"), notice.message(Lang::En).contains("who touched"));
            said.contains("誰が触れたか")
        };
        for (time, night) in [
            ("21:59:59", false),
            ("22:00:00", true),
            ("23:14:00", true),
            ("00:00:00", true),
            ("05:59:59", true),
            ("06:00:00", false),
        ] {
            assert_eq!((asks(1, time), asks(2, time), asks(3, time)), (night, night, true), "{time}");
        }
        assert!(asks(1, "?"));
    }
}
