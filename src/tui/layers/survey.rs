//! What many records are asked at once, in one small form. A field that is left as it is changes nothing, and no day is
//! presumed: where there is one, it is one for all, and typed.

use crate::{
    policy::{Level, Policy},
    register::{
        Date, Fact, Lang, Names, Time, Timing,
        id::{DeviceId, GroupId, MembershipId, PersonId},
        labels::Label,
        records::{Consent, Decision, Device, GroupSheet, Membership},
        words::{AnyControl, ConsentBy, ConsideredResult, ControlState, Host, Rights},
    },
    tui::{
        forms::{
            day::Reading,
            field::{Candidates, Entry, Field},
        },
        widgets::text_input::TextInput,
        words::{BulkWord, EnumWord, Word, day_long},
    },
};

/// The records that are asked about, and what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Survey {
    /// Controls of devices (第13条), each device with those that are asked of it.
    Controls(Vec<(DeviceId, Vec<AnyControl>)>),
    /// The office's own decision on controls (第13条(6)-(8)).
    Considered(Vec<AnyControl>),
    /// Members of groups.
    Members(Vec<MembershipId>),
    /// Patient groups.
    Groups(Vec<GroupId>),
    /// People who come into a group, each with the number of the membership.
    Joining(GroupId, Vec<(MembershipId, PersonId)>),
}

/// What one field asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the field of its name")]
pub enum Question {
    /// A control with the states in the order in which they are offered.
    State(AnyControl, &'static [ControlState]),
    InspectedOn,
    Result(AnyControl),
    DecidedBy,
    DecidedOn,
    Reason,
    Rights,
    JoinedOn,
    Host,
    OnePatient,
    SignedOn,
    ConsentBy,
    BothCopies,
    JoiningRights,
    InvitedOn,
    InvitedBy,
    WhyMember,
}

/// What was answered. `None` leaves everything as it is.
#[derive(Default)]
struct Said {
    states: Vec<(AnyControl, ControlState)>,
    results: Vec<(AnyControl, ConsideredResult)>,
    day: Option<Date>,
    by: Option<PersonId>,
    reason: Option<String>,
    rights: Option<Rights>,
    host: Option<Host>,
    one_patient: bool,
    consent_by: Option<ConsentBy>,
    both_copies: Option<bool>,
}

use ControlState::{Adopted, Declined, Met, NotApplicable, Unmet};

/// Every day that is asked for is one that has come.
const DEED: Reading = Reading::day(Timing::Deed);

/// The states of a control that is to be there. The likeliest stand first.
const TO_DO: &[ControlState] = &[Met, Unmet, NotApplicable, Adopted, Declined];
/// Those of one that is only to be considered: another order, so that what is said of all others is not said of it.
const TO_CONSIDER: &[ControlState] = &[Adopted, Declined, NotApplicable, Met, Unmet];

impl Survey {
    /// What is asked, in the order of the fields. Controls stand in the order of the policy.
    pub fn questions(&self, policy: &Policy) -> Vec<Question> {
        let in_order = |asked: &dyn Fn(AnyControl) -> bool| {
            let all = policy.controls(Lang::Ja).map(|info| info.control);
            all.filter(|control| asked(*control)).collect::<Vec<_>>()
        };
        match self {
            Self::Controls(devices) => {
                let asked = |control| devices.iter().any(|(_, controls)| controls.contains(&control));
                let states = in_order(&asked).into_iter().map(|control| {
                    let known = policy.control(control, Lang::Ja);
                    let consider = known.is_some_and(|known| known.level == Level::Consider);
                    Question::State(control, if consider { TO_CONSIDER } else { TO_DO })
                });
                states.chain([Question::InspectedOn]).collect()
            }
            Self::Considered(controls) => {
                let results = in_order(&|control| controls.contains(&control)).into_iter();
                let rest = [Question::DecidedBy, Question::DecidedOn, Question::Reason];
                results.map(Question::Result).chain(rest).collect()
            }
            Self::Members(_) => vec![Question::Rights, Question::JoinedOn],
            Self::Groups(_) => vec![
                Question::Host,
                Question::OnePatient,
                Question::SignedOn,
                Question::ConsentBy,
                Question::BothCopies,
            ],
            Self::Joining(..) => {
                vec![Question::WhyMember, Question::JoiningRights, Question::InvitedOn, Question::InvitedBy]
            }
        }
    }

    /// How many records are asked about.
    pub fn count(&self) -> usize {
        match self {
            Self::Controls(devices) => devices.len(),
            Self::Considered(controls) => controls.len(),
            Self::Members(members) => members.len(),
            Self::Groups(groups) => groups.len(),
            Self::Joining(_, people) => people.len(),
        }
    }

    /// The title, with how many are asked about.
    pub fn title(&self, lang: Lang) -> String {
        let word = match self {
            Self::Controls(_) => BulkWord::ControlsTitle,
            Self::Considered(_) => BulkWord::ConsideredTitle,
            Self::Members(_) => BulkWord::MembersTitle,
            Self::Groups(_) => BulkWord::GroupsTitle,
            Self::Joining(..) => BulkWord::JoiningTitle,
        };
        word.fill(lang, &[&self.count().to_string()])
    }

    /// What stands above the fields: what is left alone, and what the day is for.
    pub fn hints(&self, lang: Lang) -> Vec<String> {
        let day = match self {
            Self::Controls(_) => BulkWord::HintInspected,
            Self::Considered(_) => BulkWord::HintConsidered,
            Self::Members(_) => BulkWord::HintJoined,
            Self::Groups(_) => BulkWord::HintConsent,
            Self::Joining(..) => return vec![BulkWord::HintJoining.say(lang).to_owned()],
        };
        [BulkWord::HintLeft, day].map(|word| word.say(lang).to_owned()).into()
    }

    /// The facts that were answered, and their day. What has no day of its own, and what whoever is at the keyboard decided, is
    /// of today.
    ///
    /// # Errors
    /// Which field is missing or cannot be read, and why.
    pub fn answered(
        &self,
        (questions, fields): (&[Question], &[Field]),
        today: Date,
        keyboard: Option<&PersonId>,
        lang: Lang,
    ) -> Result<(Date, Vec<Fact>), (Option<usize>, String)> {
        let said = read(questions, fields, today, lang).map_err(|(at, why)| (Some(at), why))?;
        let needed = match self {
            Self::Considered(_) => {
                let own = said.by.is_some() && said.by.as_ref() == keyboard;
                (said.day.is_none() && !own).then_some(Question::DecidedOn)
            }
            // A consent is of a day, and of somebody.
            Self::Groups(_) => match (said.day, said.consent_by) {
                (None, Some(_)) => Some(Question::SignedOn),
                (None, None) => said.both_copies.map(|_| Question::SignedOn),
                (Some(_), None) => Some(Question::ConsentBy),
                (Some(_), Some(_)) => None,
            },
            Self::Joining(..) => said.day.is_none().then_some(Question::InvitedOn),
            Self::Controls(_) | Self::Members(_) => None,
        };
        if let Some(wanted) = needed {
            let at = questions.iter().position(|question| *question == wanted);
            let label = at.and_then(|at| fields.get(at)).map(|field| field.label.as_str());
            return Err((at, Word::FieldNeeded.fill(lang, &[label.unwrap_or_default()])));
        }
        let facts = self.facts(&said);
        if facts.is_empty() {
            return Err((None, BulkWord::Nothing.say(lang).to_owned()));
        }
        Ok((said.day.unwrap_or(today), facts))
    }

    /// What is recorded of all of them, by what was answered.
    fn facts(&self, said: &Said) -> Vec<Fact> {
        let mut facts = Vec::new();
        match self {
            Self::Controls(devices) => {
                for (device, controls) in devices {
                    let states = said.states.iter().filter(|(control, _)| controls.contains(control));
                    facts.extend(states.map(|(control, state)| Fact::ControlRecorded {
                        device: device.clone(),
                        control: *control,
                        state: *state,
                    }));
                    facts.extend(said.day.map(|_| Fact::DeviceInspected { device: device.clone() }));
                }
            }
            Self::Considered(_) => {
                facts.extend(said.results.iter().map(|(control, result)| Fact::ControlConsidered {
                    control: *control,
                    result: *result,
                    by: said.by.clone(),
                    reason: said.reason.clone(),
                }));
            }
            Self::Members(members) => {
                for membership in members {
                    let membership = || membership.clone();
                    let rights = said.rights;
                    facts.extend(
                        rights.map(|rights| Fact::RightsRecorded { membership: membership(), rights }),
                    );
                    facts.extend(said.day.map(|_| Fact::InvitationJoined { membership: membership() }));
                }
            }
            Self::Joining(group, people) => {
                facts.extend(people.iter().map(|(membership, person)| Fact::Invited {
                    group: group.clone(),
                    membership: membership.clone(),
                    person: person.clone(),
                    rights: said.rights,
                    by: said.by.clone(),
                    reason: said.reason.clone(),
                }));
            }
            Self::Groups(groups) => {
                for group in groups {
                    let group = || group.clone();
                    facts.extend(said.host.map(|host| Fact::HostRecorded { group: group(), host }));
                    facts.extend(said.one_patient.then(|| Fact::OnePatientConfirmed { group: group() }));
                    facts.extend(said.day.map(|_| Fact::ConsentSigned {
                        group: group(),
                        by: said.consent_by,
                        both_copies: said.both_copies,
                    }));
                }
            }
        }
        facts
    }
}

/// Whether a fact has a day of its own.
pub fn is_dated(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::DeviceInspected { .. }
            | Fact::InvitationJoined { .. }
            | Fact::ConsentSigned { .. }
            | Fact::ControlConsidered { .. }
            | Fact::Invited { .. }
    )
}

/// A fact as the question tells it.
pub fn told(fact: &Fact, on: Date, names: &dyn Names, lang: Lang) -> String {
    let said = fact.say(names, lang);
    if is_dated(fact) { BulkWord::OnDay.fill(lang, &[&said, &day_long(on, lang)]) } else { said }
}

impl Question {
    /// The field that asks it.
    pub fn field(self, names: &dyn Names, lang: Lang) -> Field {
        let choice = |words: Vec<&str>| {
            let left = std::iter::once(BulkWord::AsItIs.say(lang));
            Entry::Choice { options: left.chain(words).map(str::to_owned).collect(), at: 0 }
        };
        let called = |label: String, entry| Field { label, ..Field::needed(Word::ColState, entry, lang) };
        // The short name: the choices need the room.
        let about = |control: AnyControl, entry| called(control.say(names, lang).into_owned(), entry);
        let labelled = |label: Label, entry| Field::needed(label, entry, lang);
        let day = |label: Label| Field {
            reading: Some(Reading::of(label, None)),
            ..labelled(label, Entry::Day(TextInput::new()))
        };
        let field = match self {
            Self::State(control, states) => {
                about(control, choice(states.iter().map(|state| state.say(lang)).collect()))
            }
            Self::Result(control) => about(control, choice(words::<ConsideredResult>(lang))),
            Self::InspectedOn => day(Device::inspected_on),
            Self::DecidedOn => day(Decision::on),
            Self::JoinedOn => day(Membership::joined_on),
            Self::SignedOn => day(Consent::signed_on),
            Self::DecidedBy => {
                labelled(Decision::by, Entry::Reference { from: Candidates::Staff, id: TextInput::new() })
            }
            Self::Reason => called(BulkWord::Reason.say(lang).to_owned(), Entry::Text(TextInput::new())),
            Self::Rights => labelled(Membership::rights, choice(words::<Rights>(lang))),
            Self::Host => labelled(GroupSheet::host, choice(words::<Host>(lang))),
            Self::OnePatient => labelled(GroupSheet::patients, choice(vec![BulkWord::One.say(lang)])),
            Self::JoiningRights => {
                let unknown = std::iter::once(Word::NotRecorded.say(lang));
                let options = unknown.chain(words::<Rights>(lang)).map(str::to_owned).collect();
                let member = Rights::CHOICES.iter().position(|rights| *rights == Rights::Member);
                let at = member.map_or(0, |at| at + 1);
                labelled(Membership::rights, Entry::Choice { options, at })
            }
            Self::InvitedOn => day(Membership::invited_on),
            Self::InvitedBy => {
                let id = TextInput::new();
                labelled(Membership::invited_by, Entry::Reference { from: Candidates::People, id })
            }
            Self::WhyMember => labelled(Membership::reason, Entry::Text(TextInput::new())),
            Self::ConsentBy => labelled(Consent::by, choice(words::<ConsentBy>(lang))),
            Self::BothCopies => {
                labelled(Consent::both_copies, choice(vec![Word::Yes.say(lang), Word::No.say(lang)]))
            }
        };
        // Whether something is missing follows from the rest of what was answered.
        Field { needed: self == Self::DecidedBy, ..field }
    }
}

/// Every word of a choice, as it is offered.
fn words<T: EnumWord>(lang: Lang) -> Vec<&'static str> {
    T::CHOICES.iter().map(|word| word.say(lang)).collect()
}

/// The word that was chosen.
fn of<T: EnumWord>(chosen: Option<usize>) -> Option<T> {
    chosen.and_then(|at| T::CHOICES.get(at)).copied()
}

/// What the fields say; an error names the field.
fn read(questions: &[Question], fields: &[Field], today: Date, lang: Lang) -> Result<Said, (usize, String)> {
    let mut said = Said::default();
    for ((place, question), field) in questions.iter().enumerate().zip(fields) {
        let chosen = match &field.entry {
            Entry::Choice { at, .. } => at.checked_sub(1),
            _ => None,
        };
        let text = field.typed().map(str::trim).filter(|text| !text.is_empty());
        match question {
            Question::State(control, states) => {
                let state = chosen.and_then(|at| states.get(at));
                said.states.extend(state.map(|state| (*control, *state)));
            }
            Question::Result(control) => {
                said.results.extend(of(chosen).map(|result: ConsideredResult| (*control, result)));
            }
            Question::InspectedOn
            | Question::DecidedOn
            | Question::JoinedOn
            | Question::SignedOn
            | Question::InvitedOn => {
                let Some(text) = text else { continue };
                let read = field.reading.unwrap_or(DEED).read_day(text, Time::midnight(today));
                said.day = Some(read.map_err(|why| (place, why.say(lang)))?);
            }
            Question::DecidedBy => {
                let id = PersonId::held(text.unwrap_or_default());
                said.by = Some(id.map_err(|_| (place, Word::FaultId.say(lang).to_owned()))?);
            }
            Question::InvitedBy => {
                let id = text.map(PersonId::held).transpose();
                said.by = id.map_err(|_| (place, Word::FaultId.say(lang).to_owned()))?;
            }
            Question::Reason | Question::WhyMember => said.reason = text.map(str::to_owned),
            Question::Rights | Question::JoiningRights => said.rights = of(chosen),
            Question::Host => said.host = of(chosen),
            Question::OnePatient => said.one_patient = chosen.is_some(),
            Question::ConsentBy => said.consent_by = of(chosen),
            Question::BothCopies => said.both_copies = chosen.map(|at| at == 0),
        }
    }
    Ok(said)
}
