//! One line to type.

use std::any::Any;

use ratatui::layout::{Position, Rect};

use crate::{
    register::{Date, Lang},
    tui::{
        app::{App, Effect, Env, Layer, Says, Scene, Typed, binding::Handler, kept::Kept},
        forms::day::Reading,
        keys::Ctx,
        terminal::{
            buffer::{Buffer, put},
            input::Key,
        },
        widgets::{
            frame::{BOX, BOX_LINES, frame, lines, middle},
            text_input::TextInput,
        },
        words::{Word, moment_long},
    },
};

use super::{Confirm, sheet::Sheet};

/// What a line that was typed has led to.
pub enum Done {
    /// Something is on its way to the vault, or is asked about first.
    Recorded,
    /// Something is shown.
    Shown,
}

/// What became of a line that was typed; an error says in the reader's language why nothing did, or is empty where that
/// was told already.
pub type Taken = Result<Done, String>;

/// What a line is typed for.
pub trait Purpose: Any {
    /// Does it with what was typed.
    ///
    /// # Errors
    /// Why it cannot be done, in the reader's language; empty where that was told already.
    fn handle(&self, typed: &str, app: &mut App, env: Env, effects: &mut Vec<Effect>) -> Taken;

    /// How what is typed is read, where that is a day or a minute: it is shown in full before anything is done with it.
    fn reading(&self) -> Option<Reading> {
        None
    }

    /// A context whose keys go before those of every line.
    fn ctx(&self) -> Option<Ctx> {
        None
    }

    /// What is kept of what is being typed; nothing where that is typed again sooner than it is found again.
    fn keep(&self, _typed: &str) -> Option<Kept> {
        None
    }
}

/// What carrying out a command has led to; a refusal was told already.
///
/// # Errors
/// Where nothing was recorded.
pub fn recorded(done: bool) -> Taken {
    if done { Ok(Done::Recorded) } else { Err(String::new()) }
}

struct OnDay<F> {
    reading: Reading,
    take: F,
}

impl<F> Purpose for OnDay<F>
where
    F: Fn(&mut App, Date, Env, &mut Vec<Effect>) -> Taken + 'static,
{
    fn handle(&self, typed: &str, app: &mut App, env: Env, effects: &mut Vec<Effect>) -> Taken {
        let day = self.reading.read_day(typed, env.now).map_err(|fault| fault.say(app.lang()))?;
        (self.take)(app, day, env, effects)
    }

    fn reading(&self) -> Option<Reading> {
        Some(self.reading)
    }
}

/// A day is typed for something.
pub fn on_day(
    reading: Reading,
    take: impl Fn(&mut App, Date, Env, &mut Vec<Effect>) -> Taken + 'static,
) -> impl Purpose {
    OnDay { reading, take }
}

/// One line to type.
pub struct Prompt {
    /// What is asked for.
    pub question: String,
    /// What is typed.
    pub input: TextInput,
    /// What it is for.
    pub purpose: Box<dyn Purpose>,
    /// Why it was not taken.
    pub message: Option<String>,
}

impl Prompt {
    /// A line with a text in it already.
    pub fn new(question: impl Into<String>, text: &str, purpose: impl Purpose) -> Self {
        Self {
            question: question.into(),
            input: TextInput::with_text(text),
            purpose: Box::new(purpose),
            message: None,
        }
    }

    /// What it is for, where that is of this type.
    pub fn purpose<T: Purpose>(&self) -> Option<&T> {
        (&*self.purpose as &dyn Any).downcast_ref()
    }
}

fn accept(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    let Some(mut prompt) = app.layers.pop_top::<Prompt>() else { return };
    let below = app.layers.len();
    let done = prompt.purpose.handle(prompt.input.text().trim(), app, env, effects);
    if matches!(done, Ok(Done::Shown)) {
        return;
    }
    let asks = app.layers.is_top::<Confirm>() || app.layers.is_top::<Sheet>();
    if asks && app.layers.len() > below {
        // It is asked about first: with a no, what was typed is there again.
        app.layers.insert(below, prompt);
        return;
    }
    match done {
        Ok(_) => {
            if let Some(session) = app.session_mut() {
                session.list_and_desk().0.marks.clear();
            }
        }
        Err(why) => {
            if !why.is_empty() {
                prompt.message = Some(why);
            } else if prompt.message.is_none() {
                // A refusal was told as a notice while the line was away.
                prompt.message = app.notice.take().map(|notice| notice.text);
            }
            app.layers.push(prompt);
        }
    }
}

impl Layer for Prompt {
    fn ctx(&self) -> Ctx {
        Ctx::Prompt
    }

    fn draw(&mut self, scene: Scene<'_>, area: Rect, buf: &mut Buffer) -> Position {
        let theme = &scene.settings.theme;
        let inner = frame(&self.question, theme, middle(area, area.width.min(BOX), 6), buf);
        let field = Rect { height: 1, ..inner };
        buf.set_style(field, theme.field_focus);
        let caret = self.input.view(field, buf, theme.field_focus);
        let lang = scene.lang();
        let so_far = self.purpose.reading().zip(scene.now);
        let so_far = so_far.and_then(|(reading, now)| reading.so_far(self.input.text(), now));
        let said = match (&self.message, so_far) {
            (Some(message), _) => Some((message.clone(), theme.error)),
            (None, Some(Ok(on))) => Some((moment_long(on, lang), theme.text)),
            (None, Some(Err(fault))) => Some((fault.say(lang), theme.error)),
            (None, None) => None,
        };
        if let Some((said, style)) = said {
            let room = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
            for (y, line) in (room.top()..room.bottom()).zip(lines(&said, room.width)) {
                put(buf, room.x, y, &line, usize::from(room.width), style);
            }
        }
        caret
    }

    fn first_ctx(&self) -> Option<Ctx> {
        self.purpose.ctx()
    }

    fn takes_text(&self) -> bool {
        true
    }

    fn type_key(&mut self, key: Key, _scene: Scene<'_>) -> Typed {
        self.message = None;
        self.input.handle(key).into()
    }

    fn paste(&mut self, text: &str, _lang: Lang) {
        self.message = None;
        self.input.paste(text);
    }

    fn accept(&self) -> Handler {
        accept
    }

    fn says(&mut self) -> Option<Says<'_>> {
        Some(Says { text: &mut self.message, widest: BOX, lines: BOX_LINES, instead: None })
    }

    fn keep(&self) -> Option<Kept> {
        let text = self.input.text();
        if text.trim().is_empty() { None } else { self.purpose.keep(text) }
    }

    fn spot(&self) -> Option<String> {
        None
    }
}

impl App {
    /// Asks for a line, with a text in it already.
    pub fn ask(&mut self, question: Word, text: &str, purpose: impl Purpose) {
        let question = question.say(self.lang());
        self.layers.push(Prompt::new(question, text, purpose));
    }
}
