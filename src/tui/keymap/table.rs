//! The table of keys.

mod work;

use std::sync::LazyLock;

use crate::tui::{
    app::App,
    input::{Code, Key},
    possible::{self, always},
    review::ReviewKey,
    text::{Reason, Word},
    update::waiving,
};

use super::{Action, Binding, Ctx};

const fn row(
    ctx: Ctx,
    keys: &'static [Key],
    action: Action,
    label: Word,
    bar: u8,
    possible: fn(&App) -> Result<(), Reason>,
) -> Binding {
    Binding { ctx, keys, silent: &[], action, label, bar, possible }
}

const fn with(binding: Binding, silent: &'static [Key]) -> Binding {
    Binding { silent, ..binding }
}

/// A key of the review or of the round.
const fn step(ctx: Ctx, keys: &'static [Key], key: ReviewKey, label: Word, bar: u8) -> Binding {
    row(ctx, keys, Action::Reviewing(key), label, bar, always)
}

const UP: Key = Key::plain(Code::Up);
const DOWN: Key = Key::plain(Code::Down);
const LEFT: Key = Key::plain(Code::Left);
const RIGHT: Key = Key::plain(Code::Right);
const PAGE_UP: Key = Key::plain(Code::PageUp);
const PAGE_DOWN: Key = Key::plain(Code::PageDown);
const HOME: Key = Key::plain(Code::Home);
const END: Key = Key::plain(Code::End);
const ENTER: Key = Key::plain(Code::Enter);
const TAB: Key = Key::plain(Code::Tab);
const ESC: Key = Key::plain(Code::Esc);
const INSERT: Key = Key::plain(Code::Insert);
const DELETE: Key = Key::plain(Code::Delete);
const SPACE: Key = Key::char(' ');
const BACK_TAB: Key = Key { shift: true, ..TAB };

const fn function(number: u8) -> Key {
    Key::plain(Code::F(number))
}

/// Every key of the program.
pub static KEYS: LazyLock<Vec<Binding>> = LazyLock::new(|| [BASIS, work::WORK].concat());

/// The lists, the forms, the door and the pages.
static BASIS: &[Binding] = &[
    // Lists.
    with(row(Ctx::List, &[UP], Action::Up, Word::KeyUp, 0, always), &[Key::char('k')]),
    with(row(Ctx::List, &[DOWN], Action::Down, Word::KeyDown, 0, always), &[Key::char('j')]),
    row(Ctx::List, &[PAGE_UP], Action::PageUp, Word::KeyPageUp, 0, always),
    row(Ctx::List, &[PAGE_DOWN], Action::PageDown, Word::KeyPageDown, 0, always),
    with(row(Ctx::List, &[HOME], Action::Top, Word::KeyTop, 0, always), &[Key::char('g')]),
    with(row(Ctx::List, &[END], Action::Bottom, Word::KeyBottom, 0, always), &[Key::char('G')]),
    with(row(Ctx::List, &[ENTER], Action::Open, Word::KeyOpen, 1, possible::row), &[Key::char('l')]),
    row(Ctx::List, &[RIGHT], Action::Details, Word::KeyDetails, 7, possible::row),
    row(Ctx::List, &[Key::char('/'), Key::ctrl('f')], Action::Search, Word::KeySearch, 6, always),
    row(Ctx::List, &[Key::char('f'), Key::ctrl('g')], Action::NextFilter, Word::KeyFilter, 8, always),
    row(Ctx::List, &[Key::char('F'), Key::ctrl('b')], Action::PreviousFilter, Word::KeyFilterBack, 0, always),
    row(Ctx::List, &[SPACE], Action::Mark, Word::KeyMark, 5, possible::row),
    row(Ctx::List, &[Key::char('*'), Key::ctrl('k')], Action::MarkAll, Word::KeyMarkAll, 0, possible::row),
    row(Ctx::List, &[TAB], Action::NextTab, Word::KeyNextTab, 0, always),
    row(Ctx::List, &[BACK_TAB], Action::PreviousTab, Word::KeyPreviousTab, 0, always),
    row(Ctx::List, &[ESC], Action::Back, Word::KeyBack, 0, always),
    row(Ctx::List, &[Key::char('e'), function(4)], Action::Edit, Word::KeyEdit, 5, possible::record),
    row(
        Ctx::List,
        &[Key::char('n'), Key::ctrl('n'), INSERT],
        Action::New,
        Word::KeyNew,
        4,
        possible::new_record,
    ),
    row(Ctx::List, &[DELETE], Action::Remove, Word::KeyRemove, 0, possible::removable),
    row(Ctx::List, &[Key::char('d'), Key::ctrl('d')], Action::Settle, Word::KeySettle, 2, possible::settle),
    row(
        Ctx::List,
        &[Key::char('D'), Key::ctrl('t')],
        Action::SettleOnDay,
        Word::KeySettleOnDay,
        3,
        possible::settle,
    ),
    row(Ctx::List, &[Key::char('H'), function(3)], Action::History, Word::KeyHistory, 9, possible::history),
    // One list each.
    row(
        Ctx::Staff,
        &[Key::char('p'), function(9)],
        Action::PasswordChanged,
        Word::KeyPasswordChanged,
        2,
        possible::row,
    ),
    row(
        Ctx::Staff,
        &[Key::char('s'), Key::ctrl('s')],
        Action::PledgeSigned,
        Word::KeyPledgeSigned,
        3,
        possible::row,
    ),
    row(
        Ctx::Staff,
        &[Key::char('t'), Key::ctrl('e')],
        Action::TrainingAttended,
        Word::KeyTrainingAttended,
        3,
        possible::row,
    ),
    row(
        Ctx::Devices,
        &[Key::char('c'), Key::ctrl('e')],
        Action::DeviceInspected,
        Word::KeyDeviceInspected,
        2,
        possible::row,
    ),
    row(
        Ctx::Devices,
        &[Key::char('r'), Key::ctrl('r')],
        Action::DeviceReturned,
        Word::KeyReturned,
        3,
        possible::row,
    ),
    row(
        Ctx::TakeOuts,
        &[Key::char('a'), Key::ctrl('a')],
        Action::Approve,
        Word::KeyApprove,
        2,
        possible::row,
    ),
    row(Ctx::TakeOuts, &[Key::char('x'), Key::ctrl('x')], Action::Refuse, Word::KeyRefuse, 3, possible::row),
    row(Ctx::TakeOuts, &[Key::char('o'), Key::ctrl('o')], Action::Left, Word::KeyLeft, 3, possible::row),
    row(
        Ctx::TakeOuts,
        &[Key::char('r'), Key::ctrl('r')],
        Action::Returned,
        Word::KeyReturned,
        2,
        possible::row,
    ),
    row(
        Ctx::Today,
        &[Key::char('a'), Key::ctrl('a')],
        Action::Approve,
        Word::KeyApprove,
        0,
        possible::take_out_waits,
    ),
    row(
        Ctx::Today,
        &[Key::char('x'), Key::ctrl('x')],
        Action::Refuse,
        Word::KeyRefuse,
        0,
        possible::take_out_waits,
    ),
    row(Ctx::Office, &[Key::char('a'), Key::ctrl('a')], Action::Accounts, Word::KeyAccounts, 3, always),
    row(Ctx::Groups, &[Key::char('z'), Key::ctrl('e')], Action::Archive, Word::KeyArchive, 3, possible::row),
    row(
        Ctx::Memberships,
        &[Key::char('a'), Key::ctrl('a')],
        Action::Approve,
        Word::KeyApproveInvitation,
        3,
        possible::row,
    ),
    row(
        Ctx::Memberships,
        &[Key::char('o'), Key::ctrl('o')],
        Action::Joined,
        Word::KeyJoined,
        3,
        possible::row,
    ),
    row(
        Ctx::Memberships,
        &[Key::char('t'), Key::ctrl('e')],
        Action::OffDuty,
        Word::KeyOffDuty,
        3,
        possible::row,
    ),
    row(
        Ctx::Memberships,
        &[Key::char('x'), Key::ctrl('x')],
        Action::RequestRemoval,
        Word::KeyRequestRemoval,
        2,
        possible::row,
    ),
    row(
        Ctx::Memberships,
        &[Key::char('r'), Key::ctrl('r')],
        Action::RemovalDone,
        Word::KeyRemovalDone,
        2,
        possible::row,
    ),
    row(
        Ctx::Incidents,
        &[Key::char('s'), Key::ctrl('s')],
        Action::Responses,
        Word::KeyResponses,
        2,
        possible::row,
    ),
    row(Ctx::Incidents, &[Key::char('w'), Key::ctrl('w')], Action::Report, Word::KeyReport, 2, possible::row),
    row(
        Ctx::Incidents,
        &[Key::char('r'), Key::ctrl('r')],
        Action::Reported,
        Word::KeyReported,
        3,
        possible::row,
    ),
    row(Ctx::Incidents, &[Key::char('h'), function(9)], Action::Guide, Word::KeyGuide, 3, possible::guided),
    row(Ctx::Incidents, &[Key::char('z'), Key::ctrl('e')], Action::Close, Word::KeyClose, 3, possible::row),
    row(
        Ctx::Groups,
        &[Key::char('w'), Key::ctrl('w')],
        Action::MembersOn,
        Word::KeyMembersOn,
        4,
        possible::row,
    ),
    row(
        Ctx::Memberships,
        &[Key::char('w'), Key::ctrl('w')],
        Action::MembersOn,
        Word::KeyMembersOn,
        4,
        possible::row,
    ),
    row(Ctx::TakeOuts, &[Key::char('c'), Key::ctrl('e')], Action::Again, Word::KeyAgain, 4, possible::row),
    row(
        Ctx::TakeOuts,
        &[Key::char('s'), Key::ctrl('s')],
        Action::Checked,
        Word::KeyChecked,
        4,
        possible::row,
    ),
    row(Ctx::Staff, &[Key::char('x'), Key::ctrl('x')], Action::Leaves, Word::KeyLeaves, 4, possible::row),
    row(Ctx::Partners, &[Key::char('x'), Key::ctrl('x')], Action::Leaves, Word::KeyLeaves, 4, possible::row),
    row(Ctx::List, &[Key::char('P'), function(11)], Action::Person, Word::KeyPerson, 8, possible::person),
    // Search line.
    row(Ctx::Search, &[ENTER], Action::Accept, Word::KeySearchDone, 1, always),
    row(Ctx::Search, &[ESC], Action::Cancel, Word::KeySearchClear, 2, always),
    row(Ctx::Search, &[UP], Action::Up, Word::KeyUp, 0, always),
    row(Ctx::Search, &[DOWN], Action::Down, Word::KeyDown, 0, always),
    row(Ctx::Search, &[PAGE_UP], Action::PageUp, Word::KeyPageUp, 0, always),
    row(Ctx::Search, &[PAGE_DOWN], Action::PageDown, Word::KeyPageDown, 0, always),
    // Form.
    row(Ctx::Form, &[Key::ctrl('s'), function(10)], Action::Save, Word::KeySave, 1, always),
    row(Ctx::Form, &[ESC], Action::Cancel, Word::KeyCancel, 2, always),
    with(row(Ctx::Form, &[DOWN, TAB], Action::NextField, Word::KeyNextField, 3, always), &[]),
    row(Ctx::Form, &[UP, BACK_TAB], Action::PreviousField, Word::KeyPreviousField, 0, always),
    row(Ctx::Form, &[ENTER], Action::PickFromList, Word::KeyPick, 4, always),
    row(Ctx::Form, &[RIGHT], Action::NextChoice, Word::KeyNextChoice, 5, possible::choice),
    row(Ctx::Form, &[LEFT], Action::PreviousChoice, Word::KeyPreviousChoice, 0, possible::choice),
    row(Ctx::Form, &[Key::ctrl('t')], Action::Stamp, Word::KeyStamp, 5, possible::stamp),
    row(Ctx::Form, &[function(2)], Action::TakeTheirs, Word::KeyTakeTheirs, 0, possible::two_values),
    row(Ctx::Form, &[function(3)], Action::KeepMine, Word::KeyKeepMine, 0, possible::two_values),
    row(Ctx::Form, &[PAGE_UP], Action::PageUp, Word::KeyPageUp, 0, always),
    row(Ctx::Form, &[PAGE_DOWN], Action::PageDown, Word::KeyPageDown, 0, always),
    // Picker.
    row(Ctx::Picker, &[ENTER], Action::Accept, Word::KeyChoose, 1, always),
    row(Ctx::Picker, &[ESC], Action::Cancel, Word::KeyCancel, 2, always),
    row(Ctx::Picker, &[UP], Action::Up, Word::KeyUp, 0, always),
    row(Ctx::Picker, &[DOWN], Action::Down, Word::KeyDown, 0, always),
    row(Ctx::Picker, &[PAGE_UP], Action::PageUp, Word::KeyPageUp, 0, always),
    row(Ctx::Picker, &[PAGE_DOWN], Action::PageDown, Word::KeyPageDown, 0, always),
    // Question.
    row(Ctx::Confirm, &[Key::char('y'), function(10)], Action::Accept, Word::KeyYes, 1, always),
    with(row(Ctx::Confirm, &[ESC], Action::Cancel, Word::KeyNo, 2, always), &[Key::char('n')]),
    row(Ctx::Confirm, &[ENTER], Action::Answer, Word::KeyAnswer, 3, always),
    row(Ctx::Confirm, &[DOWN, RIGHT, TAB], Action::NextField, Word::KeyOtherAnswer, 0, always),
    row(Ctx::Confirm, &[UP, LEFT, BACK_TAB], Action::PreviousField, Word::KeyOtherAnswer, 0, always),
    row(Ctx::Confirm, &[PAGE_UP], Action::PageUp, Word::KeyReadUp, 0, always),
    row(Ctx::Confirm, &[PAGE_DOWN], Action::PageDown, Word::KeyReadDown, 0, always),
    // One line to type.
    row(Ctx::Prompt, &[ENTER], Action::Accept, Word::KeyAccept, 1, always),
    row(Ctx::Prompt, &[ESC], Action::Cancel, Word::KeyCancel, 2, always),
    // The place of a file.
    row(Ctx::Place, &[Key::ctrl('t')], Action::NextFormat, Word::KeyFormat, 3, possible::format),
    row(Ctx::Place, &[Key::ctrl('r')], Action::NextStage, Word::KeyStage, 4, possible::stage),
    // Page.
    with(row(Ctx::Page, &[ESC, ENTER], Action::Back, Word::KeyBack, 1, always), &[Key::char('q'), LEFT]),
    with(row(Ctx::Page, &[UP], Action::Up, Word::KeyUp, 0, always), &[Key::char('k')]),
    with(row(Ctx::Page, &[DOWN], Action::Down, Word::KeyDown, 0, always), &[Key::char('j')]),
    row(Ctx::Page, &[PAGE_UP], Action::PageUp, Word::KeyPageUp, 0, always),
    with(row(Ctx::Page, &[PAGE_DOWN], Action::PageDown, Word::KeyPageDown, 3, always), &[SPACE]),
    row(Ctx::Page, &[HOME], Action::Top, Word::KeyTop, 0, always),
    row(Ctx::Page, &[END], Action::Bottom, Word::KeyBottom, 0, always),
    // First response.
    // Not Enter: it chose what the incident is about a moment before.
    row(Ctx::Responses, &[SPACE], Action::Accept, Word::KeyStampResponse, 1, always),
    row(Ctx::Responses, &[Key::char('w'), Key::ctrl('w')], Action::Report, Word::KeyReportHere, 2, always),
    row(Ctx::Responses, &[Key::char('h'), function(9)], Action::Guide, Word::KeyGuide, 3, possible::guided),
    row(Ctx::Responses, &[DELETE], Action::Remove, Word::KeyRemoveResponse, 6, always),
    row(Ctx::Responses, &[Key::char('e'), function(4)], Action::Edit, Word::KeyEditIncident, 4, always),
    row(Ctx::Responses, &[Key::char('D'), Key::ctrl('t')], Action::StampAt, Word::KeyStampAt, 5, always),
    row(Ctx::Responses, &[Key::char('m'), Key::ctrl('e')], Action::ResponseNote, Word::KeyNote, 5, always),
    row(
        Ctx::Responses,
        &[Key::char('n'), Key::ctrl('n'), INSERT],
        Action::OwnResponse,
        Word::KeyOwnResponse,
        5,
        always,
    ),
    row(Ctx::Responses, &[Key::char('r'), Key::ctrl('r')], Action::Reported, Word::KeyReported, 5, always),
    row(Ctx::Responses, &[PAGE_DOWN], Action::PageDown, Word::KeyReadDown, 6, always),
    row(Ctx::Responses, &[PAGE_UP], Action::PageUp, Word::KeyReadUp, 0, always),
    row(Ctx::Responses, &[ESC], Action::Back, Word::KeyBack, 4, always),
    with(row(Ctx::Responses, &[UP], Action::Up, Word::KeyUp, 0, always), &[Key::char('k')]),
    with(row(Ctx::Responses, &[DOWN], Action::Down, Word::KeyDown, 0, always), &[Key::char('j')]),
    row(
        Ctx::Responses,
        &[Key::char('a'), Key::ctrl('a')],
        Action::TakeOver,
        Word::KeyTakeOver,
        2,
        possible::affected,
    ),
    row(
        Ctx::Responses,
        &[Key::char('g'), Key::ctrl('g')],
        Action::Grow,
        Word::KeyGrow,
        5,
        possible::near_miss,
    ),
    // The guide to the law.
    row(Ctx::Guide, &[Key::char('y'), Key::ctrl('y')], Action::AnswerYes, Word::KeyAnswerYes, 1, always),
    row(Ctx::Guide, &[Key::char('n'), Key::ctrl('n')], Action::AnswerNo, Word::KeyAnswerNo, 1, always),
    row(Ctx::Guide, &[SPACE], Action::AnswerNext, Word::KeyAnswerNext, 0, always),
    row(Ctx::Guide, &[DELETE], Action::AnswerNothing, Word::KeyAnswerNothing, 3, always),
    with(
        row(Ctx::Guide, &[ENTER], Action::Accept, Word::KeyDecide, 2, always),
        &[Key::char('d'), Key::ctrl('d')],
    ),
    row(Ctx::Guide, &[PAGE_DOWN], Action::PageDown, Word::KeyReadDown, 4, always),
    row(Ctx::Guide, &[PAGE_UP], Action::PageUp, Word::KeyReadUp, 0, always),
    with(row(Ctx::Guide, &[ESC], Action::Back, Word::KeyBack, 4, always), &[Key::char('q'), LEFT]),
    with(row(Ctx::Guide, &[UP], Action::Up, Word::KeyUp, 0, always), &[Key::char('k')]),
    with(row(Ctx::Guide, &[DOWN], Action::Down, Word::KeyDown, 0, always), &[Key::char('j')]),
    // The accounts.
    row(
        Ctx::Accounts,
        &[Key::char('n'), Key::ctrl('n'), INSERT],
        Action::AddAccount,
        Word::KeyNew,
        1,
        possible::accounts,
    ),
    row(
        Ctx::Accounts,
        &[Key::char('p'), function(9)],
        Action::ChangePassword,
        Word::KeyChangePassword,
        2,
        possible::accounts,
    ),
    row(Ctx::Accounts, &[DELETE], Action::RemoveAccount, Word::KeyRemoveAccount, 3, possible::other_account),
    row(
        Ctx::Accounts,
        &[Key::char('r'), Key::ctrl('r')],
        Action::RenewRecoveryKey,
        Word::KeyRenewRecovery,
        4,
        possible::accounts,
    ),
    with(row(Ctx::Accounts, &[ESC], Action::Back, Word::KeyBack, 5, always), &[Key::char('q'), LEFT]),
    with(row(Ctx::Accounts, &[UP], Action::Up, Word::KeyUp, 0, always), &[Key::char('k')]),
    with(row(Ctx::Accounts, &[DOWN], Action::Down, Word::KeyDown, 0, always), &[Key::char('j')]),
    row(Ctx::Accounts, &[PAGE_UP], Action::PageUp, Word::KeyPageUp, 0, always),
    row(Ctx::Accounts, &[PAGE_DOWN], Action::PageDown, Word::KeyPageDown, 0, always),
    // A small form about the vault.
    row(Ctx::Sheet, &[Key::ctrl('s'), function(10)], Action::Save, Word::KeyAccept, 1, always),
    row(Ctx::Sheet, &[ESC], Action::Cancel, Word::KeyCancel, 2, always),
    row(Ctx::Sheet, &[ENTER], Action::PickFromList, Word::KeyNext, 3, always),
    row(Ctx::Sheet, &[DOWN, TAB], Action::NextField, Word::KeyNextField, 4, possible::several_fields),
    row(
        Ctx::Sheet,
        &[UP, BACK_TAB],
        Action::PreviousField,
        Word::KeyPreviousField,
        0,
        possible::several_fields,
    ),
    row(Ctx::Sheet, &[RIGHT], Action::NextChoice, Word::KeyNextChoice, 5, possible::choice),
    row(Ctx::Sheet, &[LEFT], Action::PreviousChoice, Word::KeyPreviousChoice, 0, possible::choice),
    // About the register.
    row(Ctx::About, &[Key::char('v'), function(5)], Action::Verify, Word::KeyVerify, 1, possible::verify),
    row(Ctx::About, &[Key::char('b'), function(7)], Action::BackUp, Word::KeyBackUp, 2, possible::back_up),
    with(row(Ctx::About, &[ESC, ENTER], Action::Back, Word::KeyBack, 3, always), &[Key::char('q'), LEFT]),
    with(row(Ctx::About, &[UP], Action::Up, Word::KeyUp, 0, always), &[Key::char('k')]),
    with(row(Ctx::About, &[DOWN], Action::Down, Word::KeyDown, 0, always), &[Key::char('j')]),
    row(Ctx::About, &[PAGE_UP], Action::PageUp, Word::KeyPageUp, 0, always),
    with(row(Ctx::About, &[PAGE_DOWN], Action::PageDown, Word::KeyPageDown, 0, always), &[SPACE]),
    row(Ctx::About, &[HOME], Action::Top, Word::KeyTop, 0, always),
    row(Ctx::About, &[END], Action::Bottom, Word::KeyBottom, 0, always),
    // The history.
    with(
        row(Ctx::History, &[ENTER, RIGHT], Action::Open, Word::KeyDetails, 1, possible::entry),
        &[Key::char('l')],
    ),
    row(Ctx::History, &[Key::char('/'), Key::ctrl('f')], Action::Search, Word::KeySearch, 2, always),
    row(Ctx::History, &[Key::char('f'), Key::ctrl('g')], Action::NextFilter, Word::KeyFilter, 3, always),
    with(row(Ctx::History, &[ESC], Action::Back, Word::KeyBack, 4, always), &[Key::char('q'), LEFT]),
    with(row(Ctx::History, &[UP], Action::Up, Word::KeyUp, 0, always), &[Key::char('k')]),
    with(row(Ctx::History, &[DOWN], Action::Down, Word::KeyDown, 0, always), &[Key::char('j')]),
    row(Ctx::History, &[PAGE_UP], Action::PageUp, Word::KeyPageUp, 0, always),
    with(row(Ctx::History, &[PAGE_DOWN], Action::PageDown, Word::KeyPageDown, 0, always), &[SPACE]),
    with(row(Ctx::History, &[HOME], Action::Top, Word::KeyTop, 0, always), &[Key::char('g')]),
    with(row(Ctx::History, &[END], Action::Bottom, Word::KeyBottom, 0, always), &[Key::char('G')]),
    // Everywhere in the open register.
    row(Ctx::Anywhere, &[function(6)], Action::Papers, Word::KeyPapers, 0, always),
    row(Ctx::Anywhere, &[function(5)], Action::HistoryAll, Word::KeyHistoryAll, 0, always),
    row(Ctx::Anywhere, &[function(12)], Action::HistorySince, Word::KeyHistorySince, 0, possible::visited),
    row(Ctx::Anywhere, &[Key::char('i'), function(8)], Action::NewIncident, Word::KeyNewIncident, 4, always),
    row(Ctx::Anywhere, &[Key::char('u'), Key::ctrl('u')], Action::Undo, Word::KeyUndo, 9, possible::undo),
    row(Ctx::Anywhere, &[function(2)], Action::About, Word::KeyAbout, 0, always),
    row(Ctx::Anywhere, &[function(7)], Action::Accounts, Word::KeyAccounts, 0, always),
    row(Ctx::Anywhere, &[Key::char('1')], Action::Tab(0), Word::Today, 0, always),
    row(Ctx::Anywhere, &[Key::char('2')], Action::Tab(1), Word::Staff, 0, always),
    row(Ctx::Anywhere, &[Key::char('3')], Action::Tab(2), Word::Devices, 0, always),
    row(Ctx::Anywhere, &[Key::char('4')], Action::Tab(3), Word::TakeOuts, 0, always),
    row(Ctx::Anywhere, &[Key::char('5')], Action::Tab(4), Word::Groups, 0, always),
    row(Ctx::Anywhere, &[Key::char('6')], Action::Tab(5), Word::Memberships, 0, always),
    row(Ctx::Anywhere, &[Key::char('7')], Action::Tab(6), Word::Incidents, 0, always),
    row(Ctx::Anywhere, &[Key::char('8')], Action::Tab(7), Word::Partners, 0, always),
    row(Ctx::Anywhere, &[Key::char('9')], Action::Tab(8), Word::Office, 0, always),
    with(row(Ctx::Anywhere, &[function(1), Key::char('?')], Action::Keys, Word::KeyKeys, 10, always), &[]),
    row(Ctx::Anywhere, &[Key::ctrl('p')], Action::Palette, Word::KeyPalette, 11, always),
    row(Ctx::Anywhere, &[Key::ctrl('l')], Action::Lock, Word::KeyLock, 11, always),
    row(Ctx::Anywhere, &[Key::ctrl('z')], Action::Suspend, Word::KeySuspend, 0, always),
    row(Ctx::Anywhere, &[Key::char('q'), Key::ctrl('q')], Action::Quit, Word::KeyQuit, 10, always),
    // The door: what is there only before a password, or only in the form for the recovery key, goes before the rest.
    row(Ctx::Unlock, &[function(3)], Action::UseRecoveryKey, Word::KeyUseRecovery, 3, always),
    row(Ctx::Recover, &[ESC], Action::Cancel, Word::KeyBackToPassword, 3, always),
    row(Ctx::Recovery, &[function(6)], Action::KeySheet, Word::KeyKeySheet, 2, always),
    row(Ctx::Door, &[ENTER], Action::Accept, Word::KeyAccept, 1, always),
    row(Ctx::Door, &[DOWN, TAB], Action::NextField, Word::KeyNextField, 2, possible::several_fields),
    row(
        Ctx::Door,
        &[UP, BACK_TAB],
        Action::PreviousField,
        Word::KeyPreviousField,
        0,
        possible::several_fields,
    ),
    row(Ctx::Door, &[Key::ctrl('q'), ESC], Action::Quit, Word::KeyQuit, 3, always),
];
