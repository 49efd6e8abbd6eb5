//! The forms (様式) of a policy: those that the program knows, by what the policy calls them, and those of its own.

use super::{
    checks::said,
    error::{PolicyError, PolicyFault},
    written::{FormFile, OFF, OnWord, Text},
};
use crate::register::RecordKind;

/// The forms of which the program knows what they are for; a policy may have more.
pub const KNOWN_FORMS: u8 = 4;

/// A form of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyForm {
    /// Its number.
    pub number: u8,
    /// What it is called.
    pub name: Text,
    /// What one is about, of a form of its own.
    pub of: Option<RecordKind>,
    /// What stands on it, where the policy says it.
    pub text: Option<String>,
}

pub(super) fn forms(files: Vec<FormFile>) -> Result<Vec<PolicyForm>, PolicyError> {
    let mut forms: Vec<PolicyForm> = Vec::new();
    for form in files {
        let FormFile { number, name, on, form: text } = form;
        let key = format!("forms[number={number}]");
        if number == 0 {
            return Err(PolicyError::at(key, PolicyFault::Unknown));
        }
        if forms.iter().any(|form| form.number == number) {
            return Err(PolicyError::at(key, PolicyFault::Twice));
        }
        let known = number <= KNOWN_FORMS;
        if known && on.is_some() {
            // What these are about is not the policy's to say.
            return Err(PolicyError::at(format!("{key}.on"), PolicyFault::Unknown));
        }
        if text.as_ref().is_some_and(|text| text.trim().is_empty()) {
            return Err(PolicyError::at(format!("{key}.form"), PolicyFault::Blank));
        }
        let name = said(&name, &format!("{key}.name"))?.clone();
        let of = (!known).then(|| on.map_or(RecordKind::Office, OnWord::kind));
        forms.push(PolicyForm { number, name, of, text });
    }
    forms.sort_by_key(|form| form.number);
    // Those that the program asks for stand there, off where the policy does not have them.
    let missing = (1..=KNOWN_FORMS).find(|number| !forms.iter().any(|form| form.number == *number));
    if let Some(number) = missing {
        return Err(PolicyError::at(format!("forms[number={number}]"), PolicyFault::Missing));
    }
    forms.retain(|form| form.name.ja != OFF);
    Ok(forms)
}
