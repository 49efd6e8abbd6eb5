//! Why an action is not possible now. An action that is not possible is greyed with its reason, never hidden.

use crate::{
    policy::Rule,
    register::{Key as RecordKey, subject::Subject, words::IncidentKind},
};

use super::{
    app::{Access, App, Stage},
    cases::proposed,
    forms::field::Entry,
    keymap::{Action, Ctx},
    layers::{Layer, Prompt, Purpose, about::Work, sheet::Errand},
    papers::Outgoing,
    screens::RowKey,
    text::Reason,
    work::Page,
};

/// Always possible.
#[expect(clippy::unnecessary_wraps, reason = "every function of the table has this shape")]
pub fn always(_app: &App) -> Result<(), Reason> {
    Ok(())
}

/// A row is selected.
pub fn row(app: &App) -> Result<(), Reason> {
    app.session().and_then(super::app::Session::selected).map(|_| ()).ok_or(Reason::NoRow)
}

/// A row with a record is selected.
pub fn record(app: &App) -> Result<(), Reason> {
    match app.session().and_then(super::app::Session::selected) {
        Some(RowKey::Record(_) | RowKey::Finding(..)) => Ok(()),
        Some(RowKey::Care(_) | RowKey::Heading) => Err(Reason::NoRecord),
        None => Err(Reason::NoRow),
    }
}

/// A row with a history of its own is selected: any but those about the vault, which the whole history tells.
pub fn history(app: &App) -> Result<(), Reason> {
    record(app)
}

/// An entry of the history is selected.
pub fn entry(app: &App) -> Result<(), Reason> {
    match app.layers.last() {
        Some(Layer::History(page)) if !page.is_empty() => Ok(()),
        _ => Err(Reason::NoRow),
    }
}

/// It is known when this account was here last.
pub fn visited(app: &App) -> Result<(), Reason> {
    let known = app.session().is_some_and(|session| session.visit.is_some());
    if known { Ok(()) } else { Err(Reason::NoVisit) }
}

/// The field in focus has a value of another session beside the one typed here.
pub fn two_values(app: &App) -> Result<(), Reason> {
    match app.layers.last() {
        Some(Layer::Form(form)) if form.field().is_some_and(|field| field.theirs.is_some()) => Ok(()),
        _ => Err(Reason::OneValue),
    }
}

/// A record of a list is selected, not a finding.
pub fn removable(app: &App) -> Result<(), Reason> {
    match app.session().and_then(super::app::Session::selected) {
        Some(RowKey::Record(RecordKey::Office)) | None => Err(Reason::NoRow),
        Some(RowKey::Record(_)) => Ok(()),
        Some(_) => Err(Reason::NoRecord),
    }
}

/// Something can be added here.
pub fn new_record(app: &App) -> Result<(), Reason> {
    let drafts = app.session().map(|session| session.tab.screen().drafts()).unwrap_or_default();
    if drafts.is_empty() { Err(Reason::NotHere) } else { Ok(()) }
}

/// The selected row, or a marked one, has a finding that may be settled.
pub fn settle(app: &App) -> Result<(), Reason> {
    let session = app.session().ok_or(Reason::NoRow)?;
    if !session.list().marks.is_empty() {
        return Ok(());
    }
    match session.selected().ok_or(Reason::NoRow)? {
        RowKey::Finding(..) | RowKey::Care(_) => Ok(()),
        RowKey::Record(key) if session.desk.flag(&key.subject()).is_some() => Ok(()),
        RowKey::Record(RecordKey::Filing(id))
            if session.desk.register.filings().get(&id).is_some_and(|row| row.submitted_on.is_none()) =>
        {
            Ok(())
        }
        RowKey::Record(_) | RowKey::Heading => Err(Reason::NoFinding),
    }
}

/// The selected row is a take-out that waits for approval.
pub fn take_out_waits(app: &App) -> Result<(), Reason> {
    match app.session().and_then(super::app::Session::selected) {
        Some(RowKey::Finding(Rule::TakeOutApproval, Subject::TakeOut(_), _)) => Ok(()),
        Some(_) => Err(Reason::NotATakeOut),
        None => Err(Reason::NoRow),
    }
}

/// The door, or the small form on top, asks for more than one thing.
pub fn several_fields(app: &App) -> Result<(), Reason> {
    let fields = match (&app.stage, app.layers.last()) {
        (Stage::Door(door), _) => door.fields.len(),
        (_, Some(Layer::Sheet(sheet))) => sheet.fields.len(),
        _ => usize::MAX,
    };
    if fields < 2 { Err(Reason::OneField) } else { Ok(()) }
}

/// There is a change of this session to take back.
pub fn undo(app: &App) -> Result<(), Reason> {
    let session = app.session().ok_or(Reason::NothingToUndo)?;
    let none = if session.replaced { Reason::ReplacedSince } else { Reason::NothingToUndo };
    let change = &session.last_step().ok_or(none)?.change;
    match app.layers.last() {
        // Where an incident is led, what happened elsewhere before is out of sight.
        Some(Layer::Responses(case) | Layer::Guide(case)) => {
            let key = RecordKey::Incident(case.incident.clone());
            let own = change.records.iter().all(|record| record.key == key);
            if own { Ok(()) } else { Err(Reason::LastIsElsewhere) }
        }
        _ => Ok(()),
    }
}

/// The field in focus has choices.
pub fn choice(app: &App) -> Result<(), Reason> {
    match app.layers.last() {
        Some(Layer::Form(form)) if form.takes_choice() => Ok(()),
        Some(Layer::Sheet(sheet)) if sheet.takes_choice() => Ok(()),
        _ => Err(Reason::NotAChoice),
    }
}

/// The field in focus takes a day or a time.
pub fn stamp(app: &App) -> Result<(), Reason> {
    match app.layers.last() {
        Some(Layer::Form(form))
            if matches!(form.field().map(|field| &field.entry), Some(Entry::Day(_) | Entry::Moment(_))) =>
        {
            Ok(())
        }
        _ => Err(Reason::NotATime),
    }
}

/// The register may be changed.
pub fn write(app: &App) -> Result<(), Reason> {
    match app.session().map_or(Access::Full, |session| session.access) {
        Access::Full => Ok(()),
        Access::Reader => Err(Reason::ReaderLooks),
        Access::LookOnly => Err(Reason::OpenedToLook),
    }
}

/// The action changes nothing, or the account may change what it changes.
pub fn permitted(ctx: Ctx, action: Action, app: &App) -> Result<(), Reason> {
    let own = match app.layers.last() {
        // Their own password is everybody's to change, unless the files are only looked at.
        Some(Layer::Sheet(sheet)) => {
            matches!(sheet.errand, Errand::Password | Errand::CopyKey(_))
        }
        _ => action == Action::ChangePassword,
    };
    match write(app) {
        Err(Reason::ReaderLooks) if own => Ok(()),
        Err(reason) if writes(ctx, action) => Err(reason),
        _ => Ok(()),
    }
}

/// Whether an action changes the register or the vault, or what was typed of a record. A new action has to say.
#[expect(clippy::too_many_lines, reason = "a table: one line an action")]
fn writes(ctx: Ctx, action: Action) -> bool {
    match action {
        // Yes and OK carry out what was asked for by an action of its own; the first response stamps, the guide decides.
        Action::Accept => matches!(ctx, Ctx::Responses | Ctx::Guide),
        Action::Reviewing(key) => key.writes(),
        Action::Undo
        | Action::New
        | Action::Remove
        | Action::Settle
        | Action::SettleOnDay
        | Action::NewIncident
        | Action::PasswordChanged
        | Action::PledgeSigned
        | Action::TrainingAttended
        | Action::DeviceInspected
        | Action::DeviceReturned
        | Action::Approve
        | Action::Refuse
        | Action::Left
        | Action::Returned
        | Action::Archive
        | Action::OffDuty
        | Action::RequestRemoval
        | Action::RemovalDone
        | Action::Joined
        | Action::Reported
        | Action::Close
        | Action::Save
        | Action::NextChoice
        | Action::PreviousChoice
        | Action::Stamp
        | Action::AddAccount
        | Action::RemoveAccount
        | Action::ChangePassword
        | Action::RenewRecoveryKey
        | Action::TakeTheirs
        | Action::KeepMine
        | Action::Review
        | Action::TakeBack
        | Action::TrainingRound
        | Action::PasswordRound
        | Action::Waive
        | Action::EndWaiver
        | Action::Leaves
        | Action::ChangeRole
        | Action::Again
        | Action::Checked
        | Action::TakeOver
        | Action::StampAt
        | Action::ResponseNote
        | Action::OwnResponse
        | Action::AnswerYes
        | Action::AnswerNo
        | Action::AnswerNext
        | Action::AnswerNothing
        | Action::Grow => true,
        Action::Quit
        | Action::Lock
        | Action::Suspend
        | Action::Keys
        | Action::Palette
        | Action::NextTab
        | Action::PreviousTab
        | Action::Tab(_)
        | Action::Up
        | Action::Down
        | Action::PageUp
        | Action::PageDown
        | Action::Top
        | Action::Bottom
        | Action::Search
        | Action::NextFilter
        | Action::PreviousFilter
        | Action::Mark
        | Action::MarkAll
        | Action::Open
        | Action::Edit
        | Action::Details
        | Action::Back
        | Action::Responses
        | Action::Guide
        | Action::Report
        | Action::Answer
        | Action::Cancel
        | Action::NextField
        | Action::PreviousField
        | Action::PickFromList
        | Action::UseRecoveryKey
        | Action::Accounts
        | Action::About
        | Action::Verify
        | Action::BackUp
        | Action::History
        | Action::HistoryAll
        | Action::HistorySince
        | Action::MembersOn
        | Action::Round
        | Action::Steps
        | Action::Calendar
        | Action::MarkEverybody
        | Action::Person
        | Action::Removals
        | Action::Papers
        | Action::WritePaper
        | Action::NextFormat
        | Action::NextStage
        | Action::SwitchNames
        | Action::KeySheet
        | Action::PanLeft
        | Action::PanRight => false,
    }
}

/// The accounts may be changed: they were read, and the register is a real one.
pub fn accounts(app: &App) -> Result<(), Reason> {
    if app.settings.practice {
        return Err(Reason::PracticeAccounts);
    }
    match app.layers.last() {
        Some(Layer::Accounts(accounts)) if accounts.rows.is_some() => Ok(()),
        _ => Err(Reason::AccountsUnread),
    }
}

/// An account is selected that is not the one that is in.
pub fn other_account(app: &App) -> Result<(), Reason> {
    accounts(app)?;
    let Some(Layer::Accounts(accounts)) = app.layers.last() else { return Err(Reason::AccountsUnread) };
    let own = app.session().map(|session| session.account.as_str());
    match accounts.selected() {
        None => Err(Reason::NoRow),
        Some(account) if own == Some(account.name.as_str()) => Err(Reason::OwnAccount),
        Some(_) => Ok(()),
    }
}

/// Nothing else is looking the vault through.
pub fn verify(app: &App) -> Result<(), Reason> {
    match app.layers.last() {
        Some(Layer::About(about)) if about.check == Work::Running => Err(Reason::Running),
        _ => Ok(()),
    }
}

/// No backup is on its way, and the register is a real one.
pub fn back_up(app: &App) -> Result<(), Reason> {
    match app.layers.last() {
        _ if app.settings.practice => Err(Reason::PracticeBackup),
        Some(Layer::About(about)) if about.backup == Work::Running => Err(Reason::Running),
        _ => Ok(()),
    }
}

/// A line of a list of work is selected.
pub fn work_item(app: &App) -> Result<(), Reason> {
    match app.layers.last() {
        Some(Layer::Work(work)) if work.selected().is_some() => Ok(()),
        _ => Err(Reason::NoRow),
    }
}

/// A line about a membership is selected.
pub fn work_membership(app: &App) -> Result<(), Reason> {
    match app.layers.last() {
        Some(Layer::Work(work)) => match work.selected().map(|item| &item.key) {
            Some(RecordKey::Membership(..)) => Ok(()),
            _ => Err(Reason::NotAMembership),
        },
        _ => Err(Reason::NoRow),
    }
}

/// A person's sheet is open.
pub fn leaver(app: &App) -> Result<(), Reason> {
    match app.layers.last() {
        Some(Layer::Work(work)) if matches!(work.page, Page::Person { .. }) => Ok(()),
        _ => Err(Reason::NotALeaver),
    }
}

/// What is selected is about a person.
pub fn person(app: &App) -> Result<(), Reason> {
    super::update::person_here(app).map(|_| ()).ok_or(Reason::NotAPerson)
}

/// What is about to be written.
fn outgoing(app: &App) -> Option<&Outgoing> {
    match app.layers.last()? {
        Layer::Paper(preview) => Some(&preview.what),
        Layer::Prompt(Prompt { purpose: Purpose::Place(what), .. }) => Some(what),
        _ => None,
    }
}

/// What is about to be written has several formats.
pub fn format(app: &App) -> Result<(), Reason> {
    match outgoing(app) {
        Some(Outgoing::Paper(_)) => Ok(()),
        _ => Err(Reason::OneFormat),
    }
}

/// What is about to be written may name people or mask them.
pub fn names(app: &App) -> Result<(), Reason> {
    match outgoing(app) {
        Some(Outgoing::Paper(wanted)) if super::update::is_kept(app, wanted) => Err(Reason::AsItWasWritten),
        _ => Ok(()),
    }
}

/// What is about to be written is a report of which it can be said which one it is.
pub fn stage(app: &App) -> Result<(), Reason> {
    write(app)?;
    match outgoing(app).zip(app.session()) {
        Some((Outgoing::Paper(wanted), session))
            if wanted.next_report(&session.desk.register, session.desk.today).is_some() =>
        {
            Ok(())
        }
        Some((Outgoing::Paper(wanted), _)) if super::update::is_kept(app, wanted) => {
            Err(Reason::AsItWasWritten)
        }
        _ => Err(Reason::NotAReport),
    }
}

/// The register has something to propose for the incident whose first response is shown.
pub fn affected(app: &App) -> Result<(), Reason> {
    let Some(Layer::Responses(layer)) = app.layers.last() else { return Err(Reason::NothingAffected) };
    app.session()
        .and_then(|session| proposed(&session.desk, &layer.incident))
        .filter(|(incident, found)| found.adds_to(incident))
        .map(drop)
        .ok_or(Reason::NothingAffected)
}

/// The incident that is led or selected is more than a near miss: of that the law asks nothing.
pub fn guided(app: &App) -> Result<(), Reason> {
    let session = app.session().ok_or(Reason::NoRow)?;
    let incidents = session.desk.register.incidents();
    let incident = match (app.layers.last(), session.selected()) {
        (Some(Layer::Responses(layer)), _) => incidents.get(&layer.incident),
        (_, Some(RowKey::Record(RecordKey::Incident(id)))) => incidents.get(&id),
        _ => None,
    };
    match incident.ok_or(Reason::NoRow)?.kind {
        IncidentKind::NearMiss => Err(Reason::OnlyANearMiss),
        _ => Ok(()),
    }
}

/// The first response of a near miss is shown.
pub fn near_miss(app: &App) -> Result<(), Reason> {
    let Some(Layer::Responses(layer)) = app.layers.last() else { return Err(Reason::NotANearMiss) };
    let incident = app.session().and_then(|session| session.desk.register.incidents().get(&layer.incident));
    match incident {
        Some(incident) if incident.kind == IncidentKind::NearMiss => Ok(()),
        _ => Err(Reason::NotANearMiss),
    }
}
