//! What people call what the register holds.

use crate::{
    register::{
        id::{DeviceId, TakeOutId},
        subject::Subject,
    },
    tui::{terminal::width::shown, words::Word},
};

use super::Desk;

/// The number of a finding's subject.
fn subject_word(desk: &Desk, subject: &Subject) -> String {
    match subject {
        Subject::Office => Word::Office.say(desk.lang).to_owned(),
        other => shown(Some(other.id())),
    }
}

/// What people call a finding's subject: the name of the person, the device or the group.
pub fn subject_name(desk: &Desk, subject: &Subject) -> String {
    let register = &desk.register;
    let key = register.key_of(subject);
    let who = match subject {
        Subject::Staff(id) | Subject::Partner(id) => Some(id),
        Subject::Membership(_) | Subject::TakeOut(_) => key.as_ref().and_then(|key| register.person_of(key)),
        _ => None,
    };
    if let Some(id) = who {
        return desk.name(id);
    }
    let name = key.as_ref().and_then(|key| register.name_of(key));
    match name.filter(|name| !name.trim().is_empty()) {
        Some(name) => shown(Some(name)),
        None => subject_word(desk, subject),
    }
}

/// What people call a finding's subject in a row of today's list, and its number where that is not said already.
pub fn subject_called(desk: &Desk, subject: &Subject) -> (String, String) {
    match subject {
        Subject::Office => (Word::Office.say(desk.lang).to_owned(), String::new()),
        Subject::Incident(id) => {
            let kind = desk.register.incidents().get(id).map(|row| row.kind);
            let kind = kind.as_ref().map_or("", |kind| desk.policy.incident_kind_name(kind, desk.lang));
            (format!("{} {kind}", shown(Some(id.as_str()))).trim_end().to_owned(), String::new())
        }
        other => {
            let (name, id) = (subject_name(desk, other), subject_word(desk, other));
            let id = if name == id { String::new() } else { id };
            (name, id)
        }
    }
}

/// What a device is called.
pub fn device_called(desk: &Desk, id: &DeviceId) -> String {
    let name = desk.register.devices().get(id).and_then(|device| device.name.as_deref());
    format!("{id} {}", shown(name)).trim_end().to_owned()
}

/// What a take-out is called.
pub fn take_out_called(desk: &Desk, id: &TakeOutId) -> String {
    let content = desk.register.take_outs().get(id).and_then(|row| row.content.as_deref());
    format!("{id} {}", shown(content)).trim_end().to_owned()
}
