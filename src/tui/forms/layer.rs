//! A form as a layer.

use ratatui::layout::{Position, Rect};

use crate::{
    policy::Rule,
    register::{
        Lang,
        id::{DeviceId, GroupId, PersonId},
    },
    tui::{
        app::{Layer, Says, Scene, Typed, kept::Kept},
        desk::Desk,
        keys::Ctx,
        terminal::{buffer::Buffer, input::Key},
        widgets::frame::LINES,
    },
};

use super::{Called, Form, KeptForm, field::Candidates};

impl Layer for Form {
    fn ctx(&self) -> Ctx {
        Ctx::Form
    }

    fn draw(&mut self, scene: Scene<'_>, area: Rect, buf: &mut Buffer) -> Position {
        let desk = scene.session.map(|session| &session.desk);
        let called = |from, id: &str| name_of(desk?, from, id);
        self.at(scene.now);
        self.draw(&called, &scene.settings.theme, area, buf)
    }

    /// Whatever field has the focus: a letter is text there, or it chooses.
    fn takes_text(&self) -> bool {
        true
    }

    fn type_key(&mut self, key: Key, scene: Scene<'_>) -> Typed {
        self.at(scene.now);
        self.type_key(key).into()
    }

    fn paste(&mut self, text: &str, _lang: Lang) {
        self.paste(text);
    }

    fn step(&mut self, by: isize, _scene: Scene<'_>) {
        self.move_focus(by);
    }

    fn says(&mut self) -> Option<Says<'_>> {
        Some(Says { text: &mut self.message, widest: u16::MAX, lines: LINES, instead: None })
    }

    fn keep(&self) -> Option<Kept> {
        self.is_changed().then(|| Kept::of(&KeptForm::of(self))).flatten()
    }

    fn spot(&self) -> Option<String> {
        None
    }
}

/// What people call the record that a field names, and what tells two of one name apart.
pub fn name_of(desk: &Desk, from: Candidates, id: &str) -> Option<Called> {
    let register = &desk.register;
    let name = match from {
        Candidates::People | Candidates::Staff => {
            let person = register.person(&PersonId::held(id).ok()?)?;
            let more = person.profession().unwrap_or_default();
            return Some(Called { name: person.name()?.to_owned(), more: format!("{id} {more}") });
        }
        Candidates::Devices => register.devices().get(&DeviceId::held(id).ok()?)?.name.as_deref(),
        Candidates::Groups => register.group(&GroupId::held(id).ok()?)?.sheet.name.as_deref(),
        Candidates::Rules => Some(desk.policy.rule_label(Rule::from_name(id)?, desk.lang)),
        Candidates::Subjects | Candidates::Professions | Candidates::Relations => None,
    };
    let more = if from == Candidates::Rules { String::new() } else { id.to_owned() };
    name.map(|name| Called { name: name.to_owned(), more })
}
