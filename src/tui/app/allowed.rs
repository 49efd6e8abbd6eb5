//! Why something is not possible now, as far as several topics ask it. What is not possible is greyed with its reason,
//! never hidden.

use crate::tui::{lists::RowKey, words::Reason};

use super::{Access, App, Session};

/// Always possible.
#[expect(clippy::unnecessary_wraps, reason = "every function of the table has this shape")]
pub fn always(_app: &App) -> Result<(), Reason> {
    Ok(())
}

/// A row is selected.
pub fn selected(app: &App) -> Result<(), Reason> {
    app.session().and_then(Session::selected).map(|_| ()).ok_or(Reason::NoRow)
}

/// A row with a record is selected.
pub fn record(app: &App) -> Result<(), Reason> {
    match app.session().and_then(Session::selected) {
        Some(RowKey::Record(_) | RowKey::Finding(..)) => Ok(()),
        Some(RowKey::Fold(..) | RowKey::Care(_) | RowKey::Heading) => Err(Reason::NoRecord),
        None => Err(Reason::NoRow),
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

/// What is one's own may be changed: that is everybody's, unless the files are only looked at.
pub fn write_own(app: &App) -> Result<(), Reason> {
    match write(app) {
        Err(Reason::ReaderLooks) => Ok(()),
        other => other,
    }
}
