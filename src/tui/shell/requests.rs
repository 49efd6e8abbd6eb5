//! What the rooms want of each other.

use crate::tui::{
    app::{App, Effect, Env, Request},
    features::{incident, papers, review, undo, vault},
};

use super::{everywhere, follow, press_named};

/// Carries out what the handlers asked for.
pub fn carry_out(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    for request in std::mem::take(&mut app.requests) {
        match request {
            Request::Key(label) => press_named(app, label, env, effects),
            Request::Enter(opened) => follow::open_session(app, *opened, env),
            Request::Backups => vault::restoring::open(app, effects),
            Request::PutBack(wanted) => {
                everywhere::lock(app, env, effects);
                if let Some(Effect::Lock { restores, .. }) = effects.last_mut() {
                    *restores = true;
                }
                vault::restoring::put_back(app, *wanted, effects);
            }
            Request::KeySheet => papers::keys::warn_of_key_sheet(app),
            Request::Guide(incident) => incident::guide(app, incident),
            Request::Incident(kind, device) => {
                let about = incident::opening::About::Device(device);
                incident::opening::open(app, kind.into(), about, env, effects);
            }
            Request::Report => papers::keys::ask_report(app, env),
            Request::WriteAnew(report) => papers::keys::ask_anew_for(app, &report, env),
            Request::Review(group) => review::keys::start(app, &group, env, effects),
            Request::Paper(kind) => papers::keys::offer(app, kind, env, effects),
            Request::Steps => undo::keys::show(app),
            Request::Show(made) => papers::keys::show_made(app, made, env),
        }
    }
}
