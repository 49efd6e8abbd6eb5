//! Every way in which the vault and the commands refuse something, with long places in them.

use std::{io, path::PathBuf};

use mcs_register::{
    policy::Policy,
    register::{
        Ahead, Date, Key, Moment, Refusal,
        contradictions::Contradiction,
        id::*,
        records::{Authority, Measure, Membership},
        subject::Subject,
    },
    store::{BackupFault, HistoryDoubt, PasswordFault, Standing, StoreError},
};

/// A folder whose name is longer than two lines of a small window.
fn place() -> PathBuf {
    PathBuf::from("/media/kyoyu-server/みなと訪問看護ステーション/事務/個人情報/MCS管理台帳/令和8年度/正本（書き込みは管理者のみ）")
        .join("register-of-the-office-with-a-very-long-name-that-nobody-reads-twice-2026-11-22")
        .join("register.db")
}

fn group() -> Key {
    Key::Group(GroupId::new("G-2026-夕凪の会-0001").unwrap())
}

/// One of every kind. A kind that is missing here is found by [`number`].
pub fn store_errors() -> Vec<StoreError> {
    let what = || "database disk image is malformed: page 1203 of table entries, cell 17".to_owned();
    let file = || io::Error::other("Input/output error (os error 5) while reading the header of the page");
    let day = |day: &str| day.to_owned();
    let doubt = HistoryDoubt {
        at: "2026-11-22T09:10:11+09:00".to_owned(),
        kind: "records-differ".to_owned(),
        entry: Some(12_345),
        count: 678,
    };
    let mut all = vec![
        StoreError::NotThere(place()),
        StoreError::AlreadyThere(place()),
        StoreError::OnlyBackups(place(), 23),
        StoreError::BackupOfAnother(place()),
        StoreError::Missing(place()),
        StoreError::WrongPassword,
        StoreError::WrongRecoveryKey,
        StoreError::KeysPutRight,
        StoreError::KeysDamaged(place()),
        StoreError::LaterVersion(place()),
        StoreError::Foreign(place()),
        StoreError::NotAPair(place()),
        StoreError::Empty(place()),
        StoreError::Damaged(place(), what()),
        StoreError::ChangedElsewhere(Box::new(group())),
        StoreError::Refused(what()),
        StoreError::Busy,
        StoreError::DiskFull(place()),
        StoreError::ReadOnly(place()),
        StoreError::File(place(), file()),
        StoreError::NoRandomness,
        StoreError::OutOfMemory,
        StoreError::ClosedUntidy(Box::new(StoreError::DiskFull(place()))),
        StoreError::Database(what()),
        StoreError::OpenedToLook(place()),
        StoreError::LogLeft(place()),
        StoreError::NotOrdinary(place()),
        StoreError::OfAnotherUser(place()),
        StoreError::InUse(place()),
        StoreError::OpenByAnotherName(place()),
        StoreError::KeysPutRightBehind { known: 12_345, found: 9_876 },
        StoreError::KeysOlder(place(), place()),
        StoreError::Replaced(place()),
        StoreError::NoBackup(place()),
        StoreError::SeveralBackups(
            place(),
            (0..30).map(|n| format!("2026-11-22T1640{n:02}-000312")).collect(),
        ),
        StoreError::HalfBackup(place()),
        StoreError::BackupDamaged(place(), what()),
        StoreError::Signed(Box::new(group())),
        StoreError::Wait { seconds: 3_601 },
        StoreError::ReadersOnlyLook,
        StoreError::AdministratorsOnly,
        StoreError::NoPolicy(Box::new(Policy::parse("base = \"夕凪橋\"").unwrap_err())),
        StoreError::NameNeeded,
        StoreError::NoSuchAccount("夕凪橋の管理者の代わりに開く人".to_owned()),
        StoreError::AccountExists("夕凪橋の管理者の代わりに開く人".to_owned()),
        StoreError::AccountNameRefused,
        StoreError::LastManager,
        StoreError::KeysChanged,
        StoreError::KeysOfAnotherTime(place()),
        StoreError::RenewalUnfinished(Box::new(StoreError::File(place(), file()))),
        StoreError::Unconfirmed(place()),
        StoreError::LogOfAnother(place(), place().with_extension("db-wal")),
        StoreError::Stopped,
        StoreError::BackupDoubtful(place(), Box::new(doubt)),
        StoreError::GuessUnderWay,
    ];
    all.extend(
        [
            PasswordFault::TooShort,
            PasswordFault::NoLetter,
            PasswordFault::NoDigit,
            PasswordFault::Common,
            PasswordFault::Name,
        ]
        .map(StoreError::PasswordRefused),
    );
    let backup = [
        BackupFault::DiskFull,
        BackupFault::NotWritable,
        BackupFault::Busy,
        BackupFault::NotVerified(what()),
        BackupFault::Other(what()),
    ];
    all.extend(backup.map(|why| StoreError::BackupNotMade(place(), why)));
    let standing = [
        Standing::Newer { lost: 12_345, days: Some((day("2026-11-02"), day("2026-11-22"))) },
        Standing::Forked { common: 12_345, lost: 678 },
        Standing::Unrelated,
        Standing::Unknown { known: Some(12_345), backup: 9_876 },
        Standing::Unknown { known: None, backup: 9_876 },
    ];
    all.extend(standing.map(|standing| StoreError::WouldReplace(place(), Box::new(standing))));
    all
}

/// How many kinds there are, and which of them this is: a new kind does not compile before it is numbered.
pub const KINDS: usize = 58;

pub fn number(error: &StoreError) -> usize {
    match error {
        StoreError::NotThere(_) => 0,
        StoreError::AlreadyThere(_) => 1,
        StoreError::Missing(_) => 2,
        StoreError::PasswordRefused(_) => 3,
        StoreError::WrongPassword => 4,
        StoreError::WrongRecoveryKey => 5,
        StoreError::KeysPutRight => 6,
        StoreError::KeysDamaged(_) => 7,
        StoreError::LaterVersion(_) => 8,
        StoreError::Foreign(_) => 9,
        StoreError::NotAPair(_) => 10,
        StoreError::Empty(_) => 11,
        StoreError::Damaged(..) => 12,
        StoreError::ChangedElsewhere(_) => 13,
        StoreError::Refused(_) => 14,
        StoreError::Busy => 15,
        StoreError::DiskFull(_) => 16,
        StoreError::ReadOnly(_) => 17,
        StoreError::File(..) => 18,
        StoreError::NoRandomness => 19,
        StoreError::OutOfMemory => 20,
        StoreError::ClosedUntidy(_) => 21,
        StoreError::Database(_) => 22,
        StoreError::OpenedToLook(_) => 23,
        StoreError::LogLeft(_) => 24,
        StoreError::Replaced(_) => 25,
        StoreError::BackupNotMade(..) => 26,
        StoreError::NoBackup(_) => 27,
        StoreError::SeveralBackups(..) => 28,
        StoreError::HalfBackup(_) => 29,
        StoreError::BackupDamaged(..) => 30,
        StoreError::WouldReplace(..) => 31,
        StoreError::Signed(_) => 32,
        StoreError::Wait { .. } => 33,
        StoreError::ReadersOnlyLook => 34,
        StoreError::NameNeeded => 35,
        StoreError::NoSuchAccount(_) => 36,
        StoreError::AccountExists(_) => 37,
        StoreError::AccountNameRefused => 38,
        StoreError::LastManager => 39,
        StoreError::KeysChanged => 40,
        StoreError::KeysOfAnotherTime(_) => 41,
        StoreError::RenewalUnfinished(_) => 42,
        StoreError::Unconfirmed(_) => 43,
        StoreError::LogOfAnother(..) => 44,
        StoreError::BackupDoubtful(..) => 45,
        StoreError::GuessUnderWay => 46,
        StoreError::NotOrdinary(_) => 47,
        StoreError::OfAnotherUser(_) => 48,
        StoreError::KeysPutRightBehind { .. } => 49,
        StoreError::KeysOlder(..) => 50,
        StoreError::AdministratorsOnly => 51,
        StoreError::NoPolicy(_) => 52,
        StoreError::OnlyBackups(..) => 53,
        StoreError::BackupOfAnother(_) => 54,
        StoreError::Stopped => 55,
        StoreError::InUse(_) => 56,
        StoreError::OpenByAnotherName(_) => 57,
    }
}

/// One of every kind of refusal of a command.
pub fn refusals() -> Vec<Refusal> {
    let about = || Subject::Group(GroupId::new("G-2026-夕凪の会-0001").unwrap());
    let member = |n: usize| MembershipId::new(&format!("M-2026-{n:04}")).unwrap();
    let day: Date = "2026-11-30".parse().unwrap();
    let long = || "P-2026-夕凪橋訪問看護ステーション-0001".to_owned();
    vec![
        Refusal::Gone(about()),
        Refusal::ChangedMeanwhile(about()),
        Refusal::IdTaken(long()),
        Refusal::BadId(GroupId::new("").unwrap_err()),
        Refusal::IdIsFixed,
        Refusal::NoSuch(about()),
        Refusal::NotStaff(long()),
        Refusal::Named(about()),
        Refusal::GroupNotEmpty,
        Refusal::AlreadyRecorded(about()),
        Refusal::NotYet(day),
        Refusal::Ahead(Box::new(Ahead {
            subject: about(),
            label: Measure::done_on,
            row: Some(12),
            on: Moment::Day(day),
        })),
        Refusal::NothingChanged,
        Refusal::CountersignByOneself(about()),
        Refusal::NobodyNamed(about()),
        Refusal::NotDecided(about()),
        Refusal::ReviewDoesNotFit,
        Refusal::GroupMissing,
        Refusal::Signed(about()),
        Refusal::NotSigned(about()),
        Refusal::ReviewInProgress(about()),
        Refusal::NoReviewInProgress(about()),
        Refusal::NothingToAmend(about()),
        Refusal::Archived(about()),
        Refusal::Undecided((0..200).map(member).collect()),
        Refusal::NotInReview(about()),
        Refusal::ReasonMissing(about()),
        Refusal::NotAsked(about()),
        Refusal::Contradicts(
            about(),
            Box::new(Contradiction {
                field: "persons_notified_on",
                label: Authority::persons_notified_on,
                on: Moment::Day(day),
                than: Authority::notice_alternative,
                than_on: Moment::Day(day),
            }),
        ),
        Refusal::AlreadyMember(Box::new(Membership {
            joined_on: Some(day),
            ..Membership::new(member(1), PersonId::new(&long()).unwrap())
        })),
        Refusal::NotOut(about()),
        Refusal::NoExtension(day),
        Refusal::DayUnsaid("preliminary-report-filed"),
        Refusal::SignerUnsaid("preliminary-report-filed"),
        Refusal::Unconfirmed("preliminary-report-filed"),
        Refusal::NoSuchMeasure(12),
        Refusal::NoSuchReport(12),
        Refusal::WrittenLater(day),
    ]
}
