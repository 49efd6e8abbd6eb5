//! Where a key is pressed, and keys as the table of keys writes them.

use super::terminal::input::{Code, Key};

/// Where a key is pressed, in the order of `docs/keys.md`. The topmost layer decides; [`Ctx::Anywhere`] holds under every
/// list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ctx {
    /// Every list of the open register.
    List,
    /// 職員
    Staff,
    /// 機器
    Devices,
    /// 持ち出し
    TakeOuts,
    /// 本日の対応
    Today,
    /// 事業所
    Office,
    /// グループ
    Groups,
    /// 参加
    Memberships,
    /// インシデント
    Incidents,
    /// 関係者
    Partners,
    /// Typing into the search line.
    Search,
    /// A form.
    Form,
    /// A list to choose from.
    Picker,
    /// A question.
    Confirm,
    /// One line to type.
    Prompt,
    /// The place of a file, in a line to type.
    Place,
    /// Long work, over everything else.
    Working,
    /// A page to read.
    Page,
    /// The first response of an incident.
    Responses,
    /// The guide to whether the law asks for a report.
    Guide,
    /// The accounts of the vault.
    Accounts,
    /// A small form about the vault.
    Sheet,
    /// Answers for many records at once, besides the keys of a small form.
    Survey,
    /// The page about the register.
    About,
    /// The backups that can be put back.
    Backups,
    /// A ledger that comes in: its file.
    ImportFile,
    /// A ledger that comes in: its columns.
    ImportColumns,
    /// A ledger that comes in: what would happen.
    ImportTrial,
    /// A ledger that has come in.
    ImportDone,
    /// The history.
    History,
    /// Every open-register context, under whatever is on top unless it takes text.
    Anywhere,
    /// The password of a register that is there.
    Unlock,
    /// The first run: there is no register yet.
    FirstRun,
    /// The form that takes the recovery key.
    Recover,
    /// The recovery key that is shown once.
    Recovery,
    /// The unlock screen and the first run.
    Door,
    /// The review of a group's members.
    Review,
    /// The signature of a review.
    ReviewSign,
    /// The round of reviews.
    Round,
    /// The steps that can be taken back.
    Steps,
    /// The calendar.
    Weeks,
    /// The overview of all duties.
    Overview,
    /// The people of a session.
    Session,
    /// The matters of people: removals, a person.
    People,
    /// A paper before it is written.
    Paper,
}

/// A character, as a key.
pub const fn ch(c: char) -> Key {
    Key::char(c)
}

/// Ctrl and a letter.
pub const fn ctrl(c: char) -> Key {
    Key::ctrl(c)
}

/// Alt and a letter.
pub const fn alt(c: char) -> Key {
    Key { alt: true, ..Key::char(c) }
}

/// A function key, from 1.
pub const fn f(number: u8) -> Key {
    Key::plain(Code::F(number))
}

/// Keys that screens name beside the rows that they are for. A screen never spells a key out: it takes it from here, as
/// the table of keys does.
pub mod named {
    use super::{Key, ch, ctrl, f};

    /// Opens the selected row.
    pub const OPEN: &[Key] = &[Key::ENTER];
    /// Brings a ledger in.
    pub const IMPORT: &[Key] = &[ch('I'), Key { shift: true, ..f(7) }];
    /// Records it as done today.
    pub const SETTLE: &[Key] = &[ch('d'), ctrl('d')];
    /// Records it on a day that is asked for.
    pub const SETTLE_ON_DAY: &[Key] = &[ch('D'), ctrl('t')];
    /// Marks the selected row.
    pub const MARK: &[Key] = &[Key::SPACE];
    /// The details of the selected row; unfolds one that stands for several.
    pub const DETAILS: &[Key] = &[Key::RIGHT];
    /// Folds what stands for several.
    pub const FOLD: &[Key] = &[Key::LEFT];
    /// Deletes a record; puts the first steps away.
    pub const REMOVE: &[Key] = &[Key::DELETE];
    /// The papers.
    pub const PAPERS: &[Key] = &[f(6)];
    /// Writes the report of an incident.
    pub const REPORT: &[Key] = &[ch('w'), ctrl('w')];
    /// Refuses a take-out.
    pub const REFUSE: &[Key] = &[ch('x'), ctrl('x')];
}
