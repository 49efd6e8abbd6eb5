//! Why an action is not possible now. An action that is not possible is greyed with its reason, never hidden.

use crate::{
    policy::Rule,
    register::{Key as RecordKey, subject::Subject},
};

use super::{
    app::{App, Stage},
    forms::field::Entry,
    layers::Layer,
    screens::RowKey,
    text::Reason,
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
        Some(RowKey::Heading) => Err(Reason::NoRecord),
        None => Err(Reason::NoRow),
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
        RowKey::Finding(..) => Ok(()),
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

/// The door asks for more than one thing.
pub fn several_fields(app: &App) -> Result<(), Reason> {
    match &app.stage {
        Stage::Door(door) if door.fields.len() < 2 => Err(Reason::OneField),
        _ => Ok(()),
    }
}

/// There is a change of this session to take back.
pub fn undo(app: &App) -> Result<(), Reason> {
    let some = app.session().is_some_and(|session| !session.undo.is_empty());
    if some { Ok(()) } else { Err(Reason::NothingToUndo) }
}

/// The field in focus has choices.
pub fn choice(app: &App) -> Result<(), Reason> {
    match app.layers.last() {
        Some(Layer::Form(form)) if form.takes_choice() => Ok(()),
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
