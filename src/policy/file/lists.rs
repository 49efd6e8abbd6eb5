//! The controls and the kinds of incident of a policy file: every fixed one is there, once, and then those of the policy's own.

use std::collections::BTreeMap;

use super::{
    checks::{level, said},
    error::{PolicyError, PolicyFault},
    settings::Level,
    written::{ControlFile, IncidentKindFile, OFF, ResponseStep, Text},
};
use crate::register::words::{AnyControl, AnyIncidentKind, Control, DeviceKind, IncidentKind};

/// What the policy file says of one control.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::policy) struct ControlEntry {
    pub control: AnyControl,
    pub on: bool,
    pub article: String,
    pub level: Level,
    /// The kinds of device to which it applies.
    pub kinds: Vec<DeviceKind>,
    pub name: Text,
    pub says: Text,
}

/// What the policy file says of one kind of incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct KindEntry {
    pub kind: AnyIncidentKind,
    pub name: Text,
    pub first_response: Vec<ResponseStep>,
}

/// Kinds of device, by their words.
fn kinds(words: &[String], key: &str) -> Result<Vec<DeviceKind>, PolicyError> {
    let kind = |(place, word): (usize, &String)| {
        let unknown = || PolicyError::at(format!("{key}.kinds[{place}]"), PolicyFault::Unknown);
        DeviceKind::from_word(word).ok_or_else(unknown)
    };
    words.iter().enumerate().map(kind).collect()
}

pub(super) fn controls(files: Vec<ControlFile>) -> Result<Vec<ControlEntry>, PolicyError> {
    let mut entries: Vec<ControlEntry> = Vec::new();
    for (place, file) in files.into_iter().enumerate() {
        let key = format!("controls[{place}]");
        let control = AnyControl::from_word(&file.control)
            .ok_or_else(|| PolicyError::at(format!("{key}.control"), PolicyFault::Id))?;
        if entries.iter().any(|entry| entry.control == control) {
            return Err(PolicyError::at(format!("{key}.control"), PolicyFault::Twice));
        }
        if file.article.trim().is_empty() {
            return Err(PolicyError::at(format!("{key}.article"), PolicyFault::Blank));
        }
        said(&file.name, &format!("{key}.name"))?;
        let says = match (file.says, control) {
            (Some(says), _) => said(&says, &format!("{key}.says"))?.clone(),
            (None, AnyControl::Added(_)) => file.name.clone(),
            (None, AnyControl::Fixed(_)) => {
                return Err(PolicyError::at(format!("{key}.says"), PolicyFault::Missing));
            }
        };
        let level = level(file.level);
        let kinds = match file.kinds {
            None => DeviceKind::ALL.iter().copied().filter(|kind| *kind != DeviceKind::Media).collect(),
            Some(words) => kinds(&words, &key)?,
        };
        entries.push(ControlEntry {
            control,
            on: file.enabled && file.article != OFF && level.is_some(),
            article: file.article,
            level: level.unwrap_or(Level::Consider),
            kinds,
            name: file.name,
            says,
        });
    }
    match Control::ALL.iter().find(|control| entries.iter().all(|entry| entry.control != **control)) {
        Some(control) => Err(PolicyError::at(format!("controls[{control}]"), PolicyFault::Missing)),
        None => Ok(entries),
    }
}

pub(super) fn incident_kinds(
    mut files: BTreeMap<String, IncidentKindFile>,
) -> Result<Vec<KindEntry>, PolicyError> {
    let mut entries = Vec::new();
    let mut kinds: Vec<AnyIncidentKind> =
        IncidentKind::ALL.iter().copied().map(AnyIncidentKind::Fixed).collect();
    for word in files.keys().filter(|word| IncidentKind::from_word(word).is_none()) {
        let unknown = || PolicyError::at(format!("incident_kinds.{word}"), PolicyFault::Id);
        kinds.push(AnyIncidentKind::from_word(word).ok_or_else(unknown)?);
    }
    for kind in kinds {
        let key = format!("incident_kinds.{kind}");
        let file = files.remove(kind.word()).ok_or_else(|| PolicyError::at(&key, PolicyFault::Missing))?;
        said(&file.name, &format!("{key}.name"))?;
        for (place, step) in file.first_response.iter().enumerate() {
            let key = format!("{key}.first_response[{place}]");
            said(&step.text, &key)?;
            step.ask.as_ref().map_or(Ok(()), |ask| said(ask, &format!("{key}.ask")).map(drop))?;
        }
        entries.push(KindEntry { kind, name: file.name, first_response: file.first_response });
    }
    Ok(entries)
}
