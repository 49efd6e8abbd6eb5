//! The one table of keys. The dispatcher, the bar, the keys page, the palette and `docs/keys.md` are made from it.

mod table;

use std::{collections::HashMap, sync::OnceLock};

pub use table::KEYS;

use super::{
    app::App,
    input::Key,
    possible::{self},
    review::ReviewKey,
    text::{Reason, Word},
};

/// Where a key is pressed. The topmost layer decides; [`Ctx::Anywhere`] holds under every list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ctx {
    /// Every list of the open register.
    List,
    /// 本日の対応
    Today,
    /// 職員
    Staff,
    /// 機器
    Devices,
    /// 持ち出し
    TakeOuts,
    /// グループ
    Groups,
    /// 参加
    Memberships,
    /// インシデント
    Incidents,
    /// 関係者
    Partners,
    /// 事業所
    Office,
    /// Typing into the search line.
    Search,
    /// A form.
    Form,
    /// A list to choose from.
    Picker,
    /// A question.
    Confirm,
    /// The place of a file, in a line to type.
    Place,
    /// One line to type.
    Prompt,
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
    /// The page about the register.
    About,
    /// The history.
    History,
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
    /// The people of a session.
    Session,
    /// A list of work: removals, a person.
    Work,
    /// Every open-register context, under whatever is on top unless it takes text.
    Anywhere,
    /// The unlock screen and the first run.
    Door,
    /// The password of a register that is there.
    Unlock,
    /// The form that takes the recovery key.
    Recover,
    /// A paper before it is written.
    Paper,
    /// The recovery key that is shown once.
    Recovery,
}

/// What a key does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each action is explained by its label in the table")]
pub enum Action {
    Quit,
    Lock,
    Suspend,
    Keys,
    Palette,
    Undo,
    NextTab,
    PreviousTab,
    Tab(u8),
    Up,
    Down,
    PageUp,
    PageDown,
    Top,
    Bottom,
    Search,
    NextFilter,
    PreviousFilter,
    Mark,
    MarkAll,
    Open,
    Edit,
    New,
    Remove,
    Settle,
    SettleOnDay,
    Details,
    NewIncident,
    Back,
    PasswordChanged,
    PledgeSigned,
    TrainingAttended,
    DeviceInspected,
    DeviceReturned,
    Approve,
    Refuse,
    Left,
    Returned,
    Archive,
    OffDuty,
    RequestRemoval,
    RemovalDone,
    Joined,
    Responses,
    Report,
    Reported,
    Close,
    Accept,
    Answer,
    Cancel,
    Save,
    NextField,
    PreviousField,
    NextChoice,
    PreviousChoice,
    PickFromList,
    Stamp,
    UseRecoveryKey,
    Accounts,
    AddAccount,
    RemoveAccount,
    ChangePassword,
    RenewRecoveryKey,
    About,
    Verify,
    BackUp,
    History,
    HistoryAll,
    HistorySince,
    MembersOn,
    TakeTheirs,
    KeepMine,
    Review,
    Round,
    Reviewing(ReviewKey),
    Steps,
    TakeBack,
    Calendar,
    TrainingRound,
    PasswordRound,
    MarkEverybody,
    Waive,
    EndWaiver,
    Person,
    Removals,
    Leaves,
    ChangeRole,
    Again,
    Checked,
    Papers,
    WritePaper,
    NextFormat,
    NextStage,
    SwitchNames,
    KeySheet,
    TakeOver,
    StampAt,
    ResponseNote,
    OwnResponse,
    Guide,
    AnswerYes,
    AnswerNo,
    AnswerNext,
    AnswerNothing,
    Grow,
    PanLeft,
    PanRight,
}

/// A row of the table.
#[derive(Clone, Copy)]
pub struct Binding {
    /// Where.
    pub ctx: Ctx,
    /// The keys that are shown.
    pub keys: &'static [Key],
    /// Keys that work too and are not shown.
    pub silent: &'static [Key],
    /// What it does.
    pub action: Action,
    /// What it is called.
    pub label: Word,
    /// Place in the bar: the smaller, the sooner it is shown; 0 is not in the bar.
    pub bar: u8,
    /// Says why it is not possible now, apart from what the account may do at all.
    possible: fn(&App) -> Result<(), Reason>,
}

/// The row for a key in the first of some contexts that has one.
pub fn find(ctxs: &[Ctx], key: Key) -> Option<&'static Binding> {
    static PLACES: OnceLock<HashMap<(Ctx, Key), usize>> = OnceLock::new();
    let places = PLACES.get_or_init(|| {
        let mut places = HashMap::new();
        for (place, binding) in KEYS.iter().enumerate() {
            for key in binding.all_keys() {
                places.entry((binding.ctx, key)).or_insert(place);
            }
        }
        places
    });
    ctxs.iter().find_map(|ctx| places.get(&(*ctx, key))).and_then(|place| KEYS.get(*place))
}

impl Binding {
    /// Whether it is possible now.
    ///
    /// # Errors
    /// Why it is not: the account only looks, or what the row itself asks for is not there.
    pub fn possible(&self, app: &App) -> Result<(), Reason> {
        possible::permitted(self.ctx, self.action, app)?;
        (self.possible)(app)
    }

    /// The keys that are shown.
    pub fn shown_keys(&self) -> impl Iterator<Item = Key> + '_ {
        self.keys.iter().copied()
    }

    /// The keys that are shown and those that are not.
    pub fn all_keys(&self) -> impl Iterator<Item = Key> + '_ {
        self.shown_keys().chain(self.silent.iter().copied())
    }
}

#[cfg(test)]
mod tests;
