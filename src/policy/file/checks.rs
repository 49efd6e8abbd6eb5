//! What is checked of a value of a policy file, wherever it stands.

use super::{
    error::{PolicyError, PolicyFault},
    settings::Level,
    written::{LevelSetting, Text},
};
use crate::register::hidden::visible;

pub(super) fn filled(text: &str, key: &str) -> Result<String, PolicyError> {
    if text.trim().is_empty() {
        return Err(PolicyError::at(key, PolicyFault::Blank));
    }
    Ok(visible(text).into_owned())
}

/// A text that says something in both languages.
pub(super) fn said<'a>(text: &'a Text, key: &str) -> Result<&'a Text, PolicyError> {
    for (lang, text) in [("ja", &text.ja), ("en", &text.en)] {
        if text.trim().is_empty() {
            return Err(PolicyError::at(format!("{key}.{lang}"), PolicyFault::Blank));
        }
    }
    Ok(text)
}

pub(super) fn within(number: i64, (least, greatest): (u16, u16), key: &str) -> Result<u16, PolicyError> {
    u16::try_from(number)
        .ok()
        .filter(|number| (least..=greatest).contains(number))
        .ok_or_else(|| PolicyError::at(key, PolicyFault::OutOfRange { least, greatest }))
}

pub(super) fn level(setting: LevelSetting) -> Option<Level> {
    match setting {
        LevelSetting::Must => Some(Level::Must),
        LevelSetting::Recommended => Some(Level::Recommended),
        LevelSetting::Consider => Some(Level::Consider),
        LevelSetting::Off => None,
    }
}
