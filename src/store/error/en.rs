//! What went wrong with the vault, in English.

use super::{StoreError, waiting};
use crate::register::Lang;

impl StoreError {
    #[expect(clippy::too_many_lines, reason = "a table of sentences, one a case")]
    pub(super) fn en(&self) -> String {
        match self {
            Self::NotThere(dir) => format!(
                "There is no register at {}. Nothing was made there. If you used one there, see whether the folder was moved or \
                 deleted and whether the stick or the shared folder is connected, or restore a backup. To begin, make one with \
                 `mcs-register init`, or name its place with --vault.",
                dir.display()
            ),
            Self::OnlyBackups(dir, count) => format!(
                "The folder {} holds neither of a register's two files, only {count} of its backups. Nothing was made, and no \
                 backup was touched. Restore one of them on the screen (F4) or with `mcs-register restore`. To \
                 begin a new register, name another place with --vault.",
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
            Self::PasswordRefused(fault) => fault.message(None, Lang::En),
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
            Self::KeysPutRightBehind { known, found } => format!(
                "The key file did not fit the database and was made to agree with the copy inside. But the history is not \
                 the one that was there before ({known} entries then, {found} now): an older database may have been put \
                 back. Give the password of that time once more to open it, and see whether there is a newer backup."
            ),
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
            Self::OpenByAnotherName(path) => format!(
                "The register's file {} is open under another of its names (a hard link). Used under both at once it would lose \
                 records, so it was not opened; nothing has changed. Close the screen or command that has it open under the \
                 other name, and open it again.",
                path.display()
            ),
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
                "{} may not be read or written to. Nothing was changed. Check the permissions of the file and its \
                 directory, or move the register to a place where both are allowed.",
                path.display()
            ),
            Self::OfAnotherUser(path) => format!(
                "{} belongs to another user of this machine, who alone may open it. Nothing was changed. Log in as the user \
                 who made the register. Where several people use it, all of them come in as that one user and are told \
                 apart by the accounts of the register.",
                path.display()
            ),
            Self::InUse(path) => format!(
                "Another program has {} open, so that it can be neither read nor written. The register was not changed. Try again when \
                 that program (one that looks for viruses, synchronises or makes copies, for example) is done with it.",
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
                 something, check the permissions of the directory and the room on the disk, or move the register, and \
                 open it again.",
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
            Self::NotOrdinary(path) => format!(
                "{} is no ordinary file but a link, a pipe or the like. Files of the register are not opened through links, \
                 and what it leads to was not touched. Find out who put it there; then remove it and put the file itself in \
                 its place or, for the key, name its own place with --keys.",
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
            Self::BackupOfAnother(path) => format!(
                "The backup {} is not of the open register but of another one. There was no drill. Neither the register nor the \
                 backup was touched. Choose a backup of this register.",
                path.display()
            ),
            Self::BackupDoubtful(dir, doubt) => format!(
                "The records and the history of the backup {} do not fit each other ({}), so it was not restored. Nothing \
                 was changed. Use a backup from before. To restore this one all the same, add --accept-doubtful.",
                dir.display(),
                doubt.found(Lang::En)
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
            Self::GuessUnderWay => {
                "Another session has been trying a password for more than 30 seconds, so this one was not tried. The register \
                 stays locked and is unharmed. End a mcs-register that hangs, if there is one, and try again."
                    .to_owned()
            }
            Self::ReadersOnlyLook => {
                "A view-only account cannot change anything, and nothing was written. Ask the administrator or a deputy.".to_owned()
            }
            Self::AdministratorsOnly => {
                "Only an administrator changes the policy and the office's settings, so nothing was written. Ask the \
                 administrator."
                    .to_owned()
            }
            Self::NoPolicy(error) => format!("{} Nothing was written. Put it right and try again.", error.message(Lang::En)),
            Self::NameNeeded => {
                "This register has several accounts: please give the name of yours as well (--account NAME on the \
                 command line)."
                    .to_owned()
            }
            Self::NoSuchAccount(name) => format!(
                "There is no account {name:?}. Nothing was changed. `mcs-register account list` shows the names."
            ),
            Self::AccountExists(name) => {
                format!(
                    "There is an account {name:?} already; one that differs in capitals or in letters that look alike is \
                     not taken either. Nothing was changed. Choose another name."
                )
            }
            Self::AccountNameRefused => {
                "An account's name has 1 to 64 characters, no control characters, none that cannot be seen, and no letters \
                 of scripts that are not written together, such as Cyrillic among Latin ones. Nothing was changed. Choose \
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
                 the keys. Neither was touched. Put together two files of the same time, or bring both back from a \
                 backup with restore.",
                path.display()
            ),
            Self::KeysOlder(path, fitting) => format!(
                "The key file {} is from before a renewal of the keys. The one that fits the database is that of a \
                 backup: {}. Neither was touched. Move the key file away, copy the fitting one under its name and open \
                 the register again.",
                path.display(),
                fitting.display()
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
            Self::LogOfAnother(database, log) => format!(
                "The database {} and the changes left beside it in {} are of different times: an older file was put back, or one \
                 of the two was replaced. Neither was touched. If there is a newer database, put it back in its place and \
                 open it; if not, restore the newest backup. To go on with what the database holds by itself, move the file \
                 of the changes elsewhere first (they will not be in the register).",
                database.display(),
                log.display()
            ),
            Self::Stopped => {
                "Stopped on the way. Nothing was written, and the register is unharmed. You may begin again at any time."
                    .to_owned()
            }
        }
    }
}
