//! What is being typed, as one line of text: it waits inside the vault while the register is closed.

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::{
    documents::{Names, PaperKind},
    register::{
        Asks, Lang, Register, Time,
        id::{IncidentId, MembershipId, PersonId, TakeOutId},
        words::{Assessment, ReportStage},
    },
};

use super::{
    forms::{KeptForm, Unfit},
    layers::{Layer, Prompt, Purpose, ResponsePart, page::Page, sheet::Sheet},
    papers::{self, Outgoing, Wanted},
    routine::session::{About, Session},
    screens::Line,
    text::{CaseWord, EnumWord as _, Said, Word},
};

/// What an unlock gave back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Waiting {
    /// What was kept: one set of layers a line.
    pub text: Zeroizing<String>,
    /// When, as people read it.
    pub when: String,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kept {
    Form(Box<KeptForm>),
    Training {
        staff: Vec<String>,
        text: String,
    },
    /// The same, as it was kept before there was one form for both.
    Session {
        staff: Vec<String>,
        text: String,
    },
    Removal {
        members: Vec<String>,
        text: String,
    },
    Refusal {
        take_outs: Vec<String>,
        text: String,
    },
    NearMiss {
        text: String,
    },
    /// The number or note of a response; without a place, what was done besides the list.
    Response {
        incident: String,
        place: Option<usize>,
        /// The step that it belongs to.
        #[serde(default)]
        step: String,
        text: String,
    },
    Assessed {
        incident: String,
        assessment: String,
        by: Option<String>,
        text: String,
    },
    Paper {
        kind: String,
        about: Option<String>,
        named: Option<bool>,
        /// Which report of an incident, where that was chosen.
        #[serde(default)]
        stage: Option<String>,
        text: String,
    },
    /// Something that has no place any more, and is only shown.
    Text {
        title: String,
        typed: Vec<(String, String)>,
    },
}

/// The layers in which something was typed, as one line; `None` where there is none.
pub fn keep(layers: &[Layer]) -> Option<Zeroizing<String>> {
    let kept: Vec<Kept> = layers.iter().filter_map(kept).collect();
    if kept.is_empty() {
        return None;
    }
    serde_json::to_string(&kept).ok().map(Zeroizing::new)
}

fn kept(layer: &Layer) -> Option<Kept> {
    match layer {
        Layer::Form(form) => form.is_changed().then(|| Kept::Form(Box::new(KeptForm::of(form)))),
        Layer::Prompt(prompt) if !prompt.input.text().trim().is_empty() => {
            let text = prompt.input.text().to_owned();
            Some(match &prompt.purpose {
                Purpose::Removal(members) => {
                    Kept::Removal { members: members.iter().map(MembershipId::to_string).collect(), text }
                }
                Purpose::Refusal(ids) => {
                    Kept::Refusal { take_outs: ids.iter().map(TakeOutId::to_string).collect(), text }
                }
                Purpose::NearMiss => Kept::NearMiss { text },
                Purpose::Response { incident, about } => {
                    let (place, step) = match about {
                        ResponsePart::Note(place, of) => {
                            (Some(*place), of.as_ref().and_then(|of| of.text.clone()))
                        }
                        ResponsePart::Own => (None, None),
                        // A time is typed again sooner than it is found again.
                        ResponsePart::When(..) | ResponsePart::Done(_) => return None,
                    };
                    let (incident, step) = (incident.to_string(), step.unwrap_or_default());
                    Kept::Response { incident, place, step, text }
                }
                Purpose::Assessed { incident, assessment, by } => Kept::Assessed {
                    incident: incident.to_string(),
                    assessment: assessment.word().to_owned(),
                    by: by.as_ref().map(PersonId::to_string),
                    text,
                },
                // A recovery key is kept nowhere; the manager's page counts the past months first.
                Purpose::Place(Outgoing::Paper(wanted))
                    if wanted.key.is_some() || wanted.course.is_some() =>
                {
                    return None;
                }
                Purpose::Place(Outgoing::Paper(wanted)) => Kept::Paper {
                    kind: wanted.kind.word().to_owned(),
                    about: wanted.about.clone(),
                    named: wanted.names.map(|names| names == Names::Full),
                    stage: wanted.stage.map(|stage| stage.word().to_owned()),
                    text,
                },
                // A day is typed again sooner than it is found again, and a place of what is chosen in two keys.
                Purpose::Day(_)
                | Purpose::MembersOn(_)
                | Purpose::LastDay(_)
                | Purpose::Place(Outgoing::Export(_)) => return None,
            })
        }
        Layer::Sheet(sheet) => sheet.typed_title().map(|(staff, text)| Kept::Training {
            staff: staff.into_iter().map(PersonId::to_string).collect(),
            text: text.to_owned(),
        }),
        Layer::Page(page) => page
            .kept
            .as_ref()
            .map(|unfit| Kept::Text { title: unfit.title.clone(), typed: unfit.typed.clone() }),
        _ => None,
    }
}

/// Opens again what was kept; what no longer fits the register is a page to copy from, on top.
pub fn open(text: &str, register: &Register, lang: Lang, now: Time) -> Vec<Layer> {
    let mut layers = Vec::new();
    let mut unfit = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        match serde_json::from_str::<Vec<Kept>>(line) {
            Ok(kept) => {
                for kept in kept {
                    match fit(kept, register, lang, now) {
                        Ok(layer) => layers.push(layer),
                        Err(text) => unfit.push(text),
                    }
                }
            }
            // Kept by another version: whatever it says is shown as it is.
            Err(_) => unfit.push(Unfit {
                title: Said::DraftUnreadable.say(lang).to_owned(),
                typed: vec![(String::new(), line.to_owned())],
            }),
        }
    }
    layers.extend(unfit.into_iter().map(|unfit| Layer::Page(page(unfit, lang))));
    layers
}

fn fit(kept: Kept, register: &Register, lang: Lang, now: Time) -> Result<Layer, Unfit> {
    let prompt =
        |question: Word, purpose, text: &str| Layer::Prompt(Prompt::new(question.say(lang), text, purpose));
    let unfit = |question: Word, text: String| Unfit {
        title: question.say(lang).to_owned(),
        typed: vec![(String::new(), text)],
    };
    match kept {
        Kept::Form(form) => form.open(register, lang, now).map(|form| Layer::Form(Box::new(form))),
        Kept::Training { staff, text } | Kept::Session { staff, text } => {
            let Some(staff) = all_there(&staff, register) else { return Err(unfit(Word::AskTraining, text)) };
            let facts = Session::facts(About::Training, &staff);
            Ok(Layer::Sheet(Box::new(Sheet::facts(facts, Asks::DayAndTitle, &text, lang))))
        }
        Kept::Removal { members, text } => {
            let members: Vec<MembershipId> = members.iter().map(|id| MembershipId::trusted(id)).collect();
            let there = members.iter().all(|id| register.membership(id).is_some());
            if there && !members.is_empty() {
                Ok(prompt(Word::AskReason, Purpose::Removal(members), &text))
            } else {
                Err(unfit(Word::AskReason, text))
            }
        }
        Kept::Refusal { take_outs, text } => {
            let ids: Vec<TakeOutId> = take_outs.iter().map(|id| TakeOutId::trusted(id)).collect();
            let there = ids.iter().all(|id| register.take_outs().get(id).is_some());
            if there && !ids.is_empty() {
                Ok(prompt(Word::AskRefusal, Purpose::Refusal(ids), &text))
            } else {
                Err(unfit(Word::AskRefusal, text))
            }
        }
        Kept::NearMiss { text } => Ok(prompt(Word::AskNearMiss, Purpose::NearMiss, &text)),
        Kept::Response { incident, place, step, text } => {
            let id = IncidentId::trusted(&incident);
            let row = register.incidents().get(&id);
            let response = row.zip(place).and_then(|(row, place)| row.first_response.get(place)).cloned();
            // It says of which step it is the number.
            let of = response.as_ref().and_then(|response| response.text.clone()).unwrap_or_default();
            let there = row.is_some() && response.as_ref().is_none_or(|row| row.note.is_none());
            let there = there && (place.is_none() || response.is_some() && of == step);
            let question = match place {
                Some(_) => format!("{step}　{}", CaseWord::Note.say(lang)),
                None => CaseWord::AskOwn.say(lang).to_owned(),
            };
            let about = place.map_or(ResponsePart::Own, |place| ResponsePart::Note(place, response));
            let title = format!("{id} {question}");
            if there {
                let purpose = Purpose::Response { incident: id, about };
                Ok(Layer::Prompt(Prompt::new(title, &text, purpose)))
            } else {
                Err(Unfit { title, typed: vec![(String::new(), text)] })
            }
        }
        Kept::Assessed { incident, assessment, by, text } => {
            let id = IncidentId::trusted(&incident);
            let decided = Assessment::from_word(&assessment);
            let reason =
                decided.map(|decided| CaseWord::AskAssessmentReason.fill(lang, &[decided.say(lang)]));
            let title =
                format!("{id} {}", reason.unwrap_or_else(|| CaseWord::GuideReason.say(lang).to_owned()));
            let by = by.map(|by| PersonId::trusted(&by)).filter(|by| register.staff().contains(by));
            match decided.filter(|_| register.incidents().contains(&id)) {
                Some(assessment) => {
                    let purpose = Purpose::Assessed { incident: id, assessment, by };
                    Ok(Layer::Prompt(Prompt::new(title, &text, purpose)))
                }
                None => Err(Unfit { title, typed: vec![(String::new(), text)] }),
            }
        }
        Kept::Paper { kind, about, named, stage, text } => {
            let stage = stage.and_then(|stage| ReportStage::from_word(&stage));
            let names = named.map(|named| if named { Names::Full } else { Names::Masked });
            let wanted = PaperKind::from_word(&kind)
                .map(|kind| Wanted { names, stage, ..Wanted::new(kind, about) })
                .filter(|wanted| wanted.is_in(register));
            match wanted {
                Some(wanted) => {
                    let report = wanted.next_report(register, now.date);
                    let report = report.map(|report| papers::report_label(&report, lang));
                    let question = papers::place_question(report.as_deref(), lang);
                    let purpose = Purpose::Place(Outgoing::Paper(wanted));
                    Ok(Layer::Prompt(Prompt::new(question, &text, purpose)))
                }
                None => Err(unfit(Word::AskPath, text)),
            }
        }
        Kept::Text { title, typed } => Err(Unfit { title, typed }),
    }
}

/// These people, where there is somebody and all of them are still there.
fn all_there(staff: &[String], register: &Register) -> Option<Vec<PersonId>> {
    let staff: Vec<PersonId> = staff.iter().map(|id| PersonId::trusted(id)).collect();
    let there = staff.iter().all(|id| register.staff().get(id).is_some());
    (there && !staff.is_empty()).then_some(staff)
}

fn page(unfit: Unfit, lang: Lang) -> Page {
    let mut lines =
        vec![Line::Text(Said::DraftUnfitHint.say(lang).to_owned()), Line::Heading(unfit.title.clone())];
    lines.extend(unfit.typed.iter().map(|(label, text)| Line::Fact(label.clone(), text.clone())));
    let mut page = Page::new(Said::DraftUnfit.say(lang).to_owned(), lines);
    page.kept = Some(unfit);
    page
}
