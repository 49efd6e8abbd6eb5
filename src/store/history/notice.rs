//! What an unlock found although it succeeded.

use crate::register::Lang;

/// Something that the unlock found and that its user should be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// The key file was not the database's own, or damaged; it was put right from the copy in the database.
    KeysPutRight,
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
    /// Wrong passwords or recovery keys were given since the last good one, or the trying of one was cut off.
    WrongPasswords {
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
}

impl Notice {
    /// What was found, what it means for the data, and what to do next.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::KeysPutRight, Lang::Ja) => {
                "鍵ファイルが台帳本体と合わなかったため、台帳の中の控えから正しいものに戻しました。内容は無事です。\
                 心当たりがなければ、だれかがファイルに触れていないか確かめてください。"
                    .to_owned()
            }
            (Self::KeysPutRight, Lang::En) => {
                "The key file did not fit the database and was put right from the copy inside it. The register is \
                 unharmed. If you do not know why, see whether somebody touched the files."
                    .to_owned()
            }
            (Self::HistoryWentBack { known, found }, Lang::Ja) => format!(
                "台帳の履歴が、前に開いたときと合いません（前回{known}件、今回{found}件）。古いファイルに戻されたか、最後の変更が\
                 失われています。このまま使う前に、新しいバックアップがないか確かめてください。"
            ),
            (Self::HistoryWentBack { known, found }, Lang::En) => format!(
                "The history is not the one that was there before ({known} entries then, {found} now). An older file was \
                 put back, or the last changes were lost. Before going on, see whether there is a newer backup."
            ),
            (Self::KeysFromBackup, Lang::Ja) => {
                "鍵ファイルがないか壊れていたため、バックアップの鍵ファイルで開き、台帳の中の控えから作り直しました。内容は\
                 無事です。心当たりがなければ、だれかがファイルに触れていないか確かめてください。"
                    .to_owned()
            }
            (Self::KeysFromBackup, Lang::En) => {
                "The key file was missing or damaged: a backup's opened the register, and it was made anew from the copy \
                 inside. The register is unharmed. If you do not know why, see whether somebody touched the files."
                    .to_owned()
            }
            (Self::OpenedToLook, Lang::Ja) => {
                "この場所には書き込めないため、台帳を閲覧用に開きました。変更はできません。変更するときは、書き込める場所へ\
                 移してから開いてください。"
                    .to_owned()
            }
            (Self::OpenedToLook, Lang::En) => {
                "The place cannot be written to, so the register was opened for reading only. To change something, move it \
                 to a place that can be written to."
                    .to_owned()
            }
            (Self::WrongPasswords { count, last }, Lang::Ja) => format!(
                "前回開いてから、パスワードまたは復旧キーの誤りが{count}回ありました（確かめる途中で終わったものを含む。最後は{}）。\
                 心当たりがなければ、パスワードを変更し、端末とファイルに触れた人がいないか確かめてください。",
                moment(last)
            ),
            (Self::WrongPasswords { count, last }, Lang::En) => format!(
                "Since the register was last opened, a wrong password or recovery key was given {count} time(s), counting any \
                 that was cut off; the last on {}. If that was not you, change your password and see who touched the computer or the files.",
                moment(last)
            ),
            (Self::PasswordReadAnew, Lang::Ja) => {
                "パスワードのファイルの先頭にある目に見えない印（BOM）が、パスワードの一部になっていました。それを除いて鍵を\
                 作り直しました。内容は無事です。これからは、画面で同じパスワードを入力しても開けます。"
                    .to_owned()
            }
            (Self::PasswordReadAnew, Lang::En) => {
                "An invisible mark (BOM) at the beginning of the password's file had become a part of the password. The key was \
                 made anew without it, and the register is unharmed. From now on the same password also opens when it is \
                 typed on the screen."
                    .to_owned()
            }
            (Self::RenewalUnfinished, Lang::Ja) => {
                "鍵の更新がまだ終わっていません。外した人は、もう開けません。内容は無事で、このまま使えます。ディスクの空きを\
                 確かめ、ほかの画面を閉じてから台帳を開き直すと、続きを行います。"
                    .to_owned()
            }
            (Self::RenewalUnfinished, Lang::En) => {
                "The renewal of the keys is not finished yet. Whoever was removed is kept out already, and the register is \
                 unharmed and can be used. Make room on the disk, close other sessions and open the register again: the \
                 rest is done then."
                    .to_owned()
            }
        }
    }
}

/// A stamp as people read it: the day and the minute.
fn moment(stamp: &str) -> String {
    stamp.chars().take(16).map(|c| if c == 'T' { ' ' } else { c }).collect()
}
