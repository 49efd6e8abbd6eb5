//! The facts of a letter to a patient or family whose data an incident concerns (個人情報保護法26条2項). It names the
//! patient to whom it goes and those who answer for the office; of everybody else it says only what they are.

use super::{
    catalogue::PaperKind,
    error::PaperError,
    source::{Source, minute, plain},
};
use crate::{
    documents::{
        names::{Namer, politely},
        template::{Facts, Value},
        text::NOT_YET,
    },
    register::{
        Register,
        records::{Group, Incident},
        words::{ConsentBy, GroupKind},
    },
};

/// Whose patient or family is told; `None` for a paper that is no letter.
///
/// # Errors
/// When no group is named, or one whose patient the incident does not concern.
pub(super) fn told<'r>(
    kind: PaperKind,
    register: &'r Register,
    incident: &Incident,
    group: Option<&str>,
) -> Result<Option<&'r Group>, PaperError> {
    if !kind.is_for_a_group() {
        return Ok(None);
    }
    let concerned = || {
        let groups = incident.groups.iter().filter_map(|id| register.group(id));
        groups.filter(|group| group.sheet.kind == GroupKind::Patient)
    };
    let group = group.filter(|group| !group.is_empty());
    let found = concerned().find(|row| Some(row.sheet.id.as_str()) == group);
    found.map(Some).ok_or_else(|| PaperError::NotConcerned {
        incident: incident.id.to_string(),
        group: group.map(str::to_owned),
        known: concerned().map(|row| row.sheet.id.to_string()).collect(),
    })
}

/// What the letter says beside the facts of the incident.
pub(super) fn facts(source: &Source<'_>, incident: &Incident, group: &Group, facts: &mut Facts) {
    let recorded = |text: Option<&str>| source.text(text).or_else(|| Some(NOT_YET.to_owned()));
    facts.say("letter.to", Some(addressee(group)));
    facts.say("letter.summary", recorded(incident.summary.as_deref()));
    let said = |at| minute(at).or_else(|| Some(NOT_YET.to_owned()));
    facts.say("letter.occurred", said(incident.occurred_at));
    facts.say("letter.known", said(incident.known_at));
    facts.say("letter.data", recorded(incident.affected_data.as_deref()));
    facts.say("letter.cause", recorded(incident.cause.as_deref()));
    facts.say("letter.secondary_damage", recorded(incident.secondary_damage.as_deref()));
    facts.say("letter.prevention", recorded(prevention(source, incident).as_deref()));
    let office = source.register.office();
    let phone = plain(office.phone.as_deref());
    facts.say("letter.phone", phone.or_else(|| Some("当事業所までお問い合わせください。".to_owned())));
    facts.say("letter.manager", source.signed(office.manager.as_ref()));
    facts.say("letter.administrators", source.administrators(Namer::signature, "\n"));
}

/// To whom it goes: by whom the consent was signed, where that is recorded.
fn addressee(group: &Group) -> String {
    let name = politely(group.sheet.name.as_deref()).unwrap_or_default();
    let family = match group.sheet.consent.by {
        Some(ConsentBy::Family) => "ご家族 様",
        Some(ConsentBy::Patient) => "",
        None => "ご家族の皆様",
    };
    [name.as_str(), family].into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// What is done that it does not happen again, and each measure.
fn prevention(source: &Source<'_>, incident: &Incident) -> Value {
    let measures = incident.measures.iter().filter_map(|row| source.text(row.text.as_deref()));
    let said = source.text(incident.prevention.as_deref());
    let lines: Vec<String> = said.into_iter().chain(measures).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}
