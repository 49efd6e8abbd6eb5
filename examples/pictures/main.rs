//! Makes the pictures of the README from the program's own screens, without a terminal.
//!
//! `cargo run --example pictures` writes `docs/pictures/*.svg`; with `-- --check` it compares them instead and ends
//! with 1 where one is out of date. The day is fixed and the office is the made-up one of `mcs-register demo`, so
//! that the same program always draws the same pictures.

mod svg;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use mcs_register::{
    cli::demo_office::demo_office,
    policy::Policy,
    register::{Date, Lang, Time},
    tui::{
        self,
        app::{App, Effect, Env, Message, Opened, Settings},
        terminal::{
            backend::mend,
            input::{Input, parse_keys},
            theme::Theme,
        },
        words::Word,
    },
};
use ratatui::{Terminal, backend::TestBackend};
use svg::svg;

/// The day on which the pictures are taken, as `yyyymmdd`.
const DAY: u32 = 20_261_122;

/// A picture: its name, its language, its size in cells, and the keys that lead to it.
struct Picture {
    name: &'static str,
    lang: Lang,
    size: (u16, u16),
    keys: &'static str,
}

const PICTURES: &[Picture] = &[
    Picture { name: "today", lang: Lang::Ja, size: (120, 36), keys: "Down Down" },
    Picture { name: "today-80x24", lang: Lang::Ja, size: (80, 24), keys: "Down Down" },
    Picture { name: "staff", lang: Lang::Ja, size: (120, 36), keys: "2 Down Down Down" },
    Picture { name: "members", lang: Lang::Ja, size: (120, 36), keys: "5 / \"杉山\" Enter Enter Down" },
    Picture { name: "incident", lang: Lang::Ja, size: (120, 36), keys: "i Enter Enter Space Space" },
    Picture { name: "guide", lang: Lang::Ja, size: (120, 36), keys: "7 h Down Down" },
    Picture { name: "paper", lang: Lang::Ja, size: (120, 36), keys: "7 F6 Enter" },
    Picture { name: "form", lang: Lang::Ja, size: (120, 36), keys: "2 Down Down Down e Down Down" },
    Picture { name: "keys", lang: Lang::Ja, size: (120, 36), keys: "F1" },
    Picture { name: "today-en", lang: Lang::En, size: (120, 36), keys: "Down Down" },
];

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
    let policy = Arc::new(Policy::minato().map_err(|why| why.to_string())?);
    let mut stale = Vec::new();
    for picture in PICTURES {
        let drawn = draw(picture, Arc::clone(&policy)).map_err(|why| format!("{}: {why}", picture.name))?;
        let path = folder.join(picture.name).with_extension("svg");
        if !check {
            fs::create_dir_all(&folder).map_err(|why| format!("{}: {why}", folder.display()))?;
            fs::write(&path, drawn).map_err(|why| format!("{}: {why}", path.display()))?;
        } else if fs::read_to_string(&path).ok().as_deref() != Some(drawn.as_str()) {
            stale.push(format!("docs/pictures/{}.svg", picture.name));
        }
    }
    if stale.is_empty() {
        return Ok(());
    }
    Err(format!("out of date: {}. Run `cargo run --example pictures` and look at them.", stale.join(", ")))
}

/// Starts the program on the demo office, types the keys and draws what is then on the screen.
fn draw(picture: &Picture, policy: Arc<Policy>) -> Result<String, String> {
    let today = Date::from_number(DAY).map_err(|why| why.to_string())?;
    let now = Time::new(today, 9, 10).map_err(|why| why.to_string())?;
    let settings = Settings {
        lang: picture.lang,
        policy,
        policy_text: Policy::minato_text().into(),
        forms: None,
        theme: Theme::new(),
        day_given: false,
        practice: true,
        report_dir: PathBuf::from("."),
        home: None,
        place: String::new(),
    };
    let register = demo_office(today).map_err(|why| why.to_string())?;
    let mut app = App::open(settings, Opened { register, ..Opened::default() }, today);
    let (width, height) = picture.size;
    let mut terminal = Terminal::new(TestBackend::new(width, height)).map_err(|why| why.to_string())?;
    let env = Env { now, head: None };
    for key in parse_keys(picture.keys).map_err(|word| format!("{word} is no key"))? {
        // The screen learns how many rows are in sight when it draws.
        terminal.draw(|frame| tui::view(&mut app, frame)).map_err(|why| why.to_string())?;
        let mut messages = vec![Message::Input(Input::Key(key))];
        while let Some(message) = messages.pop() {
            for effect in tui::update(&mut app, message, env) {
                match effect {
                    Effect::Commit { .. } => messages.push(Message::Committed(Ok(()))),
                    other => return Err(format!("{key} asks for {other:?}, which a picture cannot give")),
                }
            }
        }
    }
    let frame = terminal
        .draw(|frame| {
            tui::view(&mut app, frame);
            mend(frame.buffer_mut());
        })
        .map_err(|why| why.to_string())?;
    let buffer = frame.buffer.clone();
    let Ok(cursor) = terminal.get_cursor_position();
    Ok(svg(&buffer, Word::Program.say(picture.lang), Some(cursor)))
}
