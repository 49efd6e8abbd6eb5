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
        }
    }
}
