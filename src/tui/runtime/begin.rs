//! With what the screen begins.

use crate::{
    store::{Places, StoreError},
    tui::{
        app::{App, Effect, Env, Login, Message, Request, Settings, Stage, door::Door},
        shell::update,
        terminal::tone::Tone,
        words::RestoreWord,
    },
};

use super::{Clock, Folder, Shared, Start, asks_login, lock, look};

/// With what the screen goes on.
pub(super) struct Begun {
    pub app: App,
    pub places: Places,
    /// What a register that was opened at once asks of the world.
    pub effects: Vec<Effect>,
}

pub(super) fn begin(
    settings: Settings,
    start: Start,
    clock: Clock,
    shared: &Shared,
    folder: &Folder,
) -> Result<Begun, StoreError> {
    let mut effects = Vec::new();
    let (app, places) = match start {
        Start::Practice(vault, thrown_away) => {
            *lock(folder) = Some(thrown_away);
            return begin(settings, Start::Open(vault), clock, shared, folder);
        }
        Start::Unlock(places, account) => {
            let login = Login { asked: asks_login(&places), name: account.unwrap_or_default() };
            (App::closed(settings, login), places)
        }
        Start::Anew(places, handed) => {
            let mut app = App::closed(settings, handed.login());
            if let Stage::Door(door) = &mut app.stage {
                door.message.clone_from(&handed.said);
            }
            let asked = Message::AsksLogin(asks_login(&places));
            effects = update(&mut app, asked, Env { now: clock.now(), head: None });
            (app, places)
        }
        Start::FirstRun(places, backups) => {
            let mut app = App::new(settings, Door::first_run());
            if backups > 0 {
                // The way back before the way on.
                app.request(Request::Backups);
                let env = Env { now: clock.now(), head: None };
                effects = update(&mut app, Message::AsksLogin(false), env);
                let told = RestoreWord::OnlyBackups.fill(app.lang(), &[&backups.to_string()]);
                app.tell(told, Tone::Error);
            }
            (app, places)
        }
        Start::Open(mut vault) => {
            let places = vault.places().clone();
            let opened = look(&mut vault, clock.now().date, &settings.policy, settings.lang)?;
            *lock(shared) = Some(*vault);
            let mut app = App::new(settings, Door::unlock());
            let opened = Message::Unlocked(Ok(Box::new(opened)));
            effects = update(&mut app, opened, Env { now: clock.now(), head: None });
            (app, places)
        }
    };
    Ok(Begun { app, places, effects })
}
