//! Makes the pictures and the recording of the README from the program's own screens, without a terminal.
//!
//! `cargo run --example pictures` writes `docs/pictures/*.svg` and `*.cast`; with `-- --check` it compares them instead
//! and ends with 1 where one is out of date. The day is fixed and the office is the made-up one of `mcs-register demo`, so
//! that the same program always draws the same pictures.

mod recording;
mod stage;
mod svg;

use std::{env, fs, path::Path, process::ExitCode};

use mcs_register::{
    register::Lang,
    tui::{
        terminal::{buffer::Buffer, input::parse_keys, theme::Ground},
        words::Word,
    },
};
use ratatui::layout::Rect;
use recording::{Recording, Scene};
use stage::Stage;
use svg::svg;

/// A picture: its name, its language, its size in cells, the keys that lead to it, and on what ground.
struct Picture {
    name: &'static str,
    lang: Lang,
    size: (u16, u16),
    keys: &'static str,
    ground: Ground,
}

const PICTURES: &[Picture] = &[
    Picture { name: "today", lang: Lang::Ja, size: (120, 36), keys: "Down Down", ground: Ground::Dark },
    Picture {
        name: "today-light",
        lang: Lang::Ja,
        size: (120, 36),
        keys: "Down Down",
        ground: Ground::Light,
    },
    Picture { name: "today-80x24", lang: Lang::Ja, size: (80, 24), keys: "Down Down", ground: Ground::Dark },
    Picture {
        name: "staff",
        lang: Lang::Ja,
        size: (120, 36),
        keys: "2 Down Down Down",
        ground: Ground::Dark,
    },
    Picture {
        name: "members",
        lang: Lang::Ja,
        size: (120, 36),
        keys: "5 / \"杉山\" Enter Enter Down",
        ground: Ground::Dark,
    },
    Picture {
        name: "incident",
        lang: Lang::Ja,
        size: (120, 36),
        keys: "i Enter Enter Space Space",
        ground: Ground::Dark,
    },
    Picture { name: "guide", lang: Lang::Ja, size: (120, 36), keys: "7 h Down Down", ground: Ground::Dark },
    Picture { name: "paper", lang: Lang::Ja, size: (120, 36), keys: "7 F6 Enter", ground: Ground::Dark },
    Picture {
        name: "form",
        lang: Lang::Ja,
        size: (120, 36),
        keys: "2 Down Down Down e Down Down",
        ground: Ground::Dark,
    },
    Picture { name: "keys", lang: Lang::Ja, size: (120, 36), keys: "F1", ground: Ground::Dark },
    Picture { name: "today-en", lang: Lang::En, size: (120, 36), keys: "Down Down", ground: Ground::Dark },
];

/// A nurse's day in less than a minute.
const RECORDINGS: &[Recording] = &[Recording {
    name: "day",
    lang: Lang::Ja,
    size: (100, 30),
    scenes: &[
        // The morning look: what is overdue, and what is to be done about it.
        Scene { keys: "", rest: 3.0 },
        Scene { keys: "Down Down Down", rest: 2.0 },
        // A group's members are reviewed and signed for.
        Scene { keys: "r", rest: 2.0 },
        Scene { keys: "Enter k k k", rest: 1.5 },
        Scene { keys: "K", rest: 1.5 },
        Scene { keys: "y s", rest: 3.0 },
        Scene { keys: "Esc Esc Esc", rest: 1.0 },
        // A tablet is lost.
        Scene { keys: "i Enter Enter", rest: 2.5 },
        Scene { keys: "Space Space Space", rest: 3.0 },
    ],
}];

fn main() -> ExitCode {
    let check = match env::args().nth(1).as_deref() {
        None => false,
        Some("--check") => true,
        Some(other) => {
            eprintln!("pictures: {other} is not known; give nothing, or --check");
            return ExitCode::from(2);
        }
    };
    match make_all(check) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("pictures: {why}");
            ExitCode::FAILURE
        }
    }
}

fn make_all(check: bool) -> Result<(), String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures");
    let pictures = PICTURES.iter().map(|picture| (format!("{}.svg", picture.name), draw(picture)));
    let recordings =
        RECORDINGS.iter().map(|recording| (format!("{}.cast", recording.name), recording.make()));
    let mut stale = Vec::new();
    for (name, made) in pictures.chain(recordings) {
        let made = made.map_err(|why| format!("{name}: {why}"))?;
        let path = folder.join(&name);
        if !check {
            fs::create_dir_all(&folder).map_err(|why| format!("{}: {why}", folder.display()))?;
            fs::write(&path, made).map_err(|why| format!("{}: {why}", path.display()))?;
        } else if fs::read_to_string(&path).ok().as_deref() != Some(made.as_str()) {
            stale.push(format!("docs/pictures/{name}"));
        }
    }
    if stale.is_empty() {
        return Ok(());
    }
    Err(format!("out of date: {}. Run `cargo run --example pictures` and look at them.", stale.join(", ")))
}

/// The screen of the demo office after the keys.
fn draw(picture: &Picture) -> Result<String, String> {
    let (width, height) = picture.size;
    let mut stage = Stage::new(picture.lang, picture.ground)?;
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    for key in parse_keys(picture.keys).map_err(|word| format!("{word} is no key"))? {
        // The screen learns how many rows are in sight when it draws.
        stage.draw(&mut buffer);
        buffer.reset();
        stage.press(key)?;
    }
    let cursor = stage.draw(&mut buffer);
    buffer.finish();
    Ok(svg(&buffer, Word::Program.say(picture.lang), cursor, picture.ground))
}
