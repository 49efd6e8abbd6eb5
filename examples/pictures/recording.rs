//! A recording in the form of asciinema (asciicast 2): the very bytes that the program sends to a terminal, with the
//! time at which it sends them.

use std::fmt::Write as _;

use mcs_register::{
    register::Lang,
    tui::terminal::{
        backend::{Ambiguous, TermBackend},
        input::parse_keys,
        theme::Ground,
    },
};
use ratatui::layout::Size;
use serde_json::json;

use super::stage::Stage;

/// The time between two keys, in seconds.
const BETWEEN: f64 = 0.5;

/// A recording: its name, its language, its size in cells, and what is shown.
pub struct Recording {
    pub name: &'static str,
    pub lang: Lang,
    pub size: (u16, u16),
    pub scenes: &'static [Scene],
}

/// Some keys, and for how long what they show is looked at, in seconds.
pub struct Scene {
    pub keys: &'static str,
    pub rest: f64,
}

impl Recording {
    /// The file.
    pub fn make(&self) -> Result<String, String> {
        let (width, height) = self.size;
        let mut backend = TermBackend::new(Vec::new(), Size { width, height });
        backend.set_ambiguous(Ambiguous::Narrow);
        let mut stage = Stage::new(self.lang, Ground::Dark)?;
        let mut file = format!("{}\n", json!({"version": 2, "width": width, "height": height}));
        let mut at = 0.0;
        show(&mut stage, &mut backend, at, &mut file)?;
        for scene in self.scenes {
            for key in parse_keys(scene.keys).map_err(|word| format!("{word} is no key"))? {
                at += BETWEEN;
                stage.press(key)?;
                show(&mut stage, &mut backend, at, &mut file)?;
            }
            at += scene.rest;
        }
        // The last screen stands until here.
        let _ = writeln!(file, "{}", json!([seconds(at), "o", ""]));
        Ok(file)
    }
}

/// Draws, and writes down what was sent for it.
fn show(
    stage: &mut Stage,
    backend: &mut TermBackend<Vec<u8>>,
    at: f64,
    file: &mut String,
) -> Result<(), String> {
    backend.draw(|buf| stage.draw(buf)).map_err(|why| why.to_string())?;
    let sent = std::mem::take(backend.writer_mut());
    let sent = String::from_utf8(sent).map_err(|why| why.to_string())?;
    let _ = writeln!(file, "{}", json!([seconds(at), "o", sent]));
    Ok(())
}

/// A time to the tenth.
fn seconds(at: f64) -> f64 {
    (at * 10.0).round() / 10.0
}
