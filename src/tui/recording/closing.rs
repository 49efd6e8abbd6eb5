//! What is closed when a command is on its way: the line or the form that it was typed in, the list that asked, its marks.

use crate::{
    register::Command,
    tui::{
        app::{App, Layer},
        layers::{Prompt, sheet::Sheet},
        lists::Tab,
    },
};

use super::commit::tell_more;

/// A command is on its way after a yes: what it was typed in is closed. Of what could not be recorded the form stays.
pub fn close_asking(app: &mut App, command: &Command) {
    while app.layers.is_top::<Prompt>() || app.layers.top().is_some_and(Sheet::is_about_facts) {
        app.layers.pop();
    }
    let Command::Facts { facts, on } = command else { return };
    tell_more(app, facts, *on);
    // On today's list what is settled goes with its mark.
    let plain = app.layers.is_empty();
    if let Some(session) = app.session_mut()
        && plain
        && session.tab != Tab::Today
    {
        session.list_and_desk().0.marks.clear();
    }
    close_recorded(app);
}

/// What was asked for is recorded: the list that asked is closed, and the marks that it took over are gone.
pub fn close_recorded(app: &mut App) {
    if app.layers.last().is_some_and(Layer::ends_when_recorded) {
        app.layers.pop();
        if let Some(session) = app.session_mut() {
            session.lists[Tab::Staff.place()].marks.clear();
        }
    }
}
