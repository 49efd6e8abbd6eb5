//! The program on the made-up office of `mcs-register demo`, on a fixed day, so that it always shows the same.

use std::{path::PathBuf, sync::Arc};

use mcs_register::{
    cli::demo_office::demo_office,
    policy::Policy,
    register::{Date, Lang, Time, records::PolicySheet},
    tui::{
        self,
        app::{App, Effect, Env, Message, Opened, Settings},
        terminal::{
            buffer::Buffer,
            input::{Input, Key},
            signs::Lines,
            theme::{Colours, Ground, Theme},
        },
    },
};
use ratatui::layout::Position;

/// The day on which the pictures are taken, as `yyyymmdd`.
const DAY: u32 = 20_261_122;

/// The program.
pub struct Stage {
    app: App,
    env: Env,
}

impl Stage {
    /// The program as it stands when the office is opened.
    pub fn new(lang: Lang, ground: Ground) -> Result<Self, String> {
        let today = Date::from_number(DAY).map_err(|why| why.to_string())?;
        let now = Time::new(today, 9, 10).map_err(|why| why.to_string())?;
        let settings = Settings {
            lang,
            policy: Arc::new(Policy::minato().map_err(|why| why.to_string())?),
            policy_text: Policy::minato_text().into(),
            policy_of: Some(PolicySheet::default()),
            forms: None,
            theme: Theme::new(ground, Colours::Many),
            lines: Lines::Box,
            day_given: false,
            practice: true,
            report_dir: PathBuf::from("."),
            home: None,
            place: String::new(),
        };
        let register = demo_office(today).map_err(|why| why.to_string())?;
        let app = App::open(settings, Opened { register, ..Opened::default() }, today);
        Ok(Self { app, env: Env { now, head: None } })
    }

    /// Presses a key; what is to be kept is kept.
    pub fn press(&mut self, key: Key) -> Result<(), String> {
        let mut messages = vec![Message::Input(Input::Key(key))];
        while let Some(message) = messages.pop() {
            for effect in tui::update(&mut self.app, message, self.env) {
                match effect {
                    Effect::Commit { .. } => messages.push(Message::Committed(Ok(()))),
                    other => return Err(format!("{key} asks for {other:?}, which a picture cannot give")),
                }
            }
        }
        Ok(())
    }

    /// Draws the screen into an empty buffer; gives the place of the cursor.
    pub fn draw(&mut self, buf: &mut Buffer) -> Option<Position> {
        tui::view(&mut self.app, buf)
    }
}
