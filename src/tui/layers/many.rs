//! A small form about records, as it waits inside the vault while the register is closed: what was typed for many is not
//! typed again.

use serde::{Deserialize, Serialize};

use crate::{
    policy::Policy,
    register::{
        Asks, Command, Date, Fact, Lang, RecordKind, Refusal, Register,
        document::{Request, command_to_json},
        id::{DeviceId, GroupId, MembershipId, PersonId},
        records::GroupSheet,
        words::{AnyControl, GroupKind},
    },
    tui::{
        app::{
            Layer,
            kept::{Ground, Keep, Unfit},
        },
        forms::keep::KeptField,
    },
};

use super::{
    sheet::{Errand, Sheet},
    survey::Survey,
};

/// A small form that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptSheet {
    /// What it is about.
    about: About,
    typed: Vec<KeptField>,
    focus: usize,
}

/// What a small form is about, by numbers and words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum About {
    Controls(Vec<(String, Vec<String>)>),
    Considered(Vec<String>),
    Members(Vec<String>),
    Groups(Vec<String>),
    Joining {
        group: String,
        people: Vec<String>,
    },
    /// Facts, as a line of a script.
    Facts(String),
    /// What ended the use of a group.
    Ending(String),
    /// From when the register is kept, and who hosts.
    Beginning,
}

impl Sheet {
    /// What is kept of it: nothing where nothing was typed, or where it is about the vault.
    pub(super) fn kept(&self) -> Option<KeptSheet> {
        let about = match &self.errand {
            _ if !self.touched => return None,
            Errand::Facts { facts, .. } => {
                // Their day is one of the fields.
                let on = "2000-01-01".parse().ok()?;
                About::Facts(command_to_json(&Command::Facts { facts: facts.clone(), on }))
            }
            Errand::Survey { survey, .. } => About::of(survey),
            Errand::Ending { group, .. } => About::Ending(group.to_string()),
            Errand::Beginning => About::Beginning,
            Errand::Add
            | Errand::Remove(_)
            | Errand::Password
            | Errand::RecoveryKey
            | Errand::OfBackup { .. }
            | Errand::CopyKey(_) => {
                return None;
            }
        };
        Some(KeptSheet { about, typed: KeptField::all(&self.fields), focus: self.focus })
    }
}

impl About {
    fn of(survey: &Survey) -> Self {
        let ids = |ids: &[MembershipId]| ids.iter().map(ToString::to_string).collect();
        let words = |controls: &[AnyControl]| controls.iter().map(|it| it.word().to_owned()).collect();
        match survey {
            Survey::Controls(devices) => {
                Self::Controls(devices.iter().map(|(id, all)| (id.to_string(), words(all))).collect())
            }
            Survey::Considered(controls) => Self::Considered(words(controls)),
            Survey::Members(members) => Self::Members(ids(members)),
            Survey::Groups(groups) => Self::Groups(groups.iter().map(ToString::to_string).collect()),
            Survey::Joining(group, people) => Self::Joining {
                group: group.to_string(),
                people: people.iter().map(|(_, person)| person.to_string()).collect(),
            },
        }
    }

    /// The form before anything is typed; nothing where something that it is about is gone from a register.
    fn fresh(&self, register: Option<&Register>, policy: &Policy, today: Date, lang: Lang) -> Option<Sheet> {
        let controls = |words: &[String]| -> Option<Vec<AnyControl>> {
            words.iter().map(|word| AnyControl::from_word(word)).collect()
        };
        let there = |is: &dyn Fn(&Register) -> bool| register.is_none_or(is).then_some(());
        let survey = match self {
            Self::Controls(devices) => {
                let devices = devices.iter().map(|(id, words)| {
                    let id = DeviceId::trusted(id);
                    there(&|register| register.devices().get(&id).is_some())?;
                    Some((id, controls(words)?))
                });
                Survey::Controls(devices.collect::<Option<_>>()?)
            }
            Self::Considered(words) => Survey::Considered(controls(words)?),
            Self::Members(ids) => {
                let ids: Vec<_> = ids.iter().map(|id| MembershipId::trusted(id)).collect();
                there(&|register| ids.iter().all(|id| register.membership(id).is_some()))?;
                Survey::Members(ids)
            }
            Self::Groups(ids) => {
                let ids: Vec<_> = ids.iter().map(|id| GroupId::trusted(id)).collect();
                there(&|register| ids.iter().all(|id| register.group(id).is_some()))?;
                Survey::Groups(ids)
            }
            Self::Joining { group, people } => {
                let group = GroupId::trusted(group);
                let people: Vec<_> = people.iter().map(|id| PersonId::trusted(id)).collect();
                there(&|register| {
                    register.group(&group).is_some() && people.iter().all(|id| register.person(id).is_some())
                })?;
                // Their numbers may be given by now.
                let ids = register.map(|register| register.next_ids(RecordKind::Membership, people.len()));
                let ids = ids.unwrap_or_else(|| vec![String::new(); people.len()]);
                let people = ids.iter().map(|id| MembershipId::trusted(id)).zip(people).collect();
                Survey::Joining(group, people)
            }
            Self::Facts(line) => return facts(line, register, today, lang),
            Self::Ending(group) => {
                let id = GroupId::trusted(group);
                let Some(register) = register else {
                    return Some(Sheet::ending(&GroupSheet::new(id, GroupKind::Patient), lang));
                };
                let sheet = &register.group(&id)?.sheet;
                return (!sheet.is_over(today)).then(|| Sheet::ending(sheet, lang));
            }
            Self::Beginning => {
                let office = register.map(|register| register.office().clone());
                return Some(Sheet::beginning(&office.unwrap_or_default(), policy, lang));
            }
        };
        Some(Sheet::survey(survey, policy, lang))
    }
}

/// The form that facts ask for.
fn facts(line: &str, register: Option<&Register>, today: Date, lang: Lang) -> Option<Sheet> {
    let request = Request::read(line.as_bytes()).ok()?;
    let facts: Vec<Fact> = request.facts()?.to_vec();
    if let Some(register) = register {
        let command = Command::Facts { facts: facts.clone(), on: today };
        if let Err(Refusal::Gone(_) | Refusal::NoSuch(_)) = command.plan(register, today) {
            return None;
        }
    }
    let asks = facts.first()?.asks(None);
    if asks == Asks::Extension {
        return Some(Sheet::extension(facts, None, today, lang));
    }
    Some(Sheet::facts(facts, asks, "", lang))
}

impl Keep for KeptSheet {
    const KIND: &'static str = "sheet";

    fn open(self, Ground { register, policy, lang, now }: Ground<'_>) -> Result<Box<dyn Layer>, Unfit> {
        let fresh = self.about.fresh(Some(register), policy, now.date, lang);
        let opened = fresh.and_then(|mut sheet| {
            KeptField::put_all(&self.typed, &mut sheet.fields)?;
            sheet.focus = self.focus.min(sheet.fields.len().saturating_sub(1));
            sheet.touched = true;
            Some(sheet)
        });
        if let Some(sheet) = opened {
            return Ok(Box::new(sheet));
        }
        let title = self.about.fresh(None, policy, now.date, lang).map(|sheet| sheet.title(lang));
        Err(Unfit { title: title.unwrap_or_default(), typed: KeptField::as_text(&self.typed) })
    }
}
