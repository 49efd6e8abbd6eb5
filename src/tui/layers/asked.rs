//! What facts ask for before a key records them, as a small form: it begins empty, since neither the day nor the person is
//! ever presumed.

use serde::{Deserialize, Serialize};

use crate::{
    policy::Policy,
    register::{
        Answers, Asks, Date, Fact, Lang, NoNames, Time, Timing,
        id::{GroupId, MembershipId, PersonId},
        labels::Label,
        records::{Consent, Decision, McsAccount, Membership, TakeOut},
        words::ConsentBy,
    },
    tui::{
        app::{
            Layer,
            kept::{Ground, Keep, Unfit},
        },
        forms::{
            day::Reading,
            field::{Candidates, Entry, Field},
        },
        widgets::text_input::TextInput,
        words::{AskWord, EnumWord as _, Word},
    },
};

use super::{
    sheet::{Errand, Sheet},
    survey::Survey,
};

/// The day of facts: they have happened.
const DAY: Reading = Reading::day(Timing::Deed);

/// The title of a training that was being typed, as an earlier version kept it, with the people who attended it.
#[derive(Serialize, Deserialize)]
pub struct Training {
    staff: Vec<String>,
    text: String,
}

impl Keep for Training {
    const KIND: &'static str = "training";

    /// Where there is somebody and all of them are still there.
    fn open(self, Ground { register, lang, .. }: Ground<'_>) -> Result<Box<dyn Layer>, Unfit> {
        let staff: Vec<PersonId> = self.staff.iter().map(|id| PersonId::trusted(id)).collect();
        if staff.is_empty() || !staff.iter().all(|id| register.staff().contains(id)) {
            return Err(Unfit::new(Word::AskTraining.say(lang), self.text));
        }
        let facts = About::Training.facts(&staff);
        Ok(Box::new(Sheet::facts(facts, Asks::DayAndTitle, &self.text, lang)))
    }
}

impl Sheet {
    /// Asks what facts of one kind ask for; `text` is what was typed already: the title of a training, or a login.
    pub fn facts(facts: Vec<Fact>, asks: Asks, text: &str, lang: Lang) -> Self {
        let mut fields = Vec::new();
        if asks.day() {
            let day = Field::needed(Word::ColDate, Entry::Day(TextInput::new()), lang);
            fields.push(Field { reading: Some(DAY), ..day });
        }
        if asks.signer() {
            let from = Candidates::Staff;
            fields.push(Field::needed(
                signer_label(&facts),
                Entry::Reference { from, id: TextInput::new() },
                lang,
            ));
        }
        let choice = |words: Vec<&str>| {
            let unknown = std::iter::once(Word::NotRecorded.say(lang));
            Entry::Choice { options: unknown.chain(words).map(str::to_owned).collect(), at: 0 }
        };
        let optional = |field| Field { needed: false, ..field };
        match asks {
            Asks::DayAndConsent => {
                let by = ConsentBy::CHOICES.iter().map(|by| by.say(lang)).collect();
                fields.push(Field::needed(Consent::by, choice(by), lang));
                let copies = vec![Word::Yes.say(lang), Word::No.say(lang)];
                fields.push(optional(Field::needed(Consent::both_copies, choice(copies), lang)));
            }
            Asks::DayAndTitle => {
                let title = Entry::Text(TextInput::with_text(text));
                fields.push(optional(Field::needed(Word::AskTraining, title, lang)));
            }
            Asks::Login => {
                fields.push(Field::needed(McsAccount::login, Entry::Text(TextInput::with_text(text)), lang));
            }
            _ => {}
        }
        Self::new(Errand::Facts { facts, asks }, fields)
    }

    /// Asks until when take-outs may last, and for the decision on it. What whoever is at the keyboard decides is of today.
    pub fn extension(facts: Vec<Fact>, decider: Option<&PersonId>, today: Date, lang: Lang) -> Self {
        let day = |label: Label, text: &str, reading: Reading| Field {
            reading: Some(reading),
            ..Field::needed(label, Entry::Day(TextInput::with_text(text)), lang)
        };
        let on = decider.map(|_| today.to_string()).unwrap_or_default();
        let by = TextInput::with_text(decider.map_or("", PersonId::as_str));
        let by = Entry::Reference { from: Candidates::Staff, id: by };
        let fields = vec![
            day(Word::ExtendUntil.into(), "", Reading::of(TakeOut::until, None)),
            day(Decision::on, &on, DAY),
            Field::needed(Decision::by, by, lang),
        ];
        Self::new(Errand::Facts { facts, asks: Asks::Extension }, fields)
    }

    /// Whether it is what facts ask for, of a few records or of many.
    pub fn is_about_facts(&self) -> bool {
        matches!(self.errand, Errand::Facts { .. } | Errand::Survey { .. })
    }

    /// The day and what else was said; nothing where something is missing or cannot be read, which is told. What has no day on
    /// its record is of today.
    pub fn answers(&mut self, today: Date, lang: Lang) -> Option<(Date, Answers)> {
        if !self.is_filled(lang) {
            return None;
        }
        let (mut on, mut answers, mut fault) = (today, Answers::default(), None);
        let extends = matches!(self.errand, Errand::Facts { asks: Asks::Extension, .. });
        for (at, field) in self.fields.iter().enumerate() {
            match &field.entry {
                Entry::Day(input) => {
                    let reading = field.reading.unwrap_or(DAY);
                    match reading.read_day(input.text(), Time::midnight(today)) {
                        Ok(day) if extends && at == 0 => answers.until = Some(day),
                        Ok(day) => on = day,
                        Err(why) => fault = fault.or(Some((at, why.say(lang)))),
                    }
                }
                Entry::Reference { id, .. } => match PersonId::held(id.text()) {
                    Ok(id) => answers.signer = Some(id),
                    Err(_) => fault = fault.or(Some((at, Word::FaultId.say(lang).to_owned()))),
                },
                Entry::Text(input) => {
                    let text = Some(input.text().trim().to_owned()).filter(|text| !text.is_empty());
                    // A training may go without its title, an ID not without a login.
                    if field.needed { answers.login = text } else { answers.title = text }
                }
                // Who agreed has to be chosen; who holds a copy may stay open.
                Entry::Choice { at, .. } if field.needed => {
                    answers.consent_by = at.checked_sub(1).and_then(|at| ConsentBy::CHOICES.get(at)).copied();
                }
                Entry::Choice { at, .. } => answers.both_copies = at.checked_sub(1).map(|at| at == 0),
                _ => {}
            }
        }
        match fault {
            Some((at, message)) => {
                self.fault(at, message);
                None
            }
            None => Some((on, answers)),
        }
    }
}

impl Sheet {
    /// Asks about many records at once.
    pub fn survey(survey: Survey, policy: &Policy, lang: Lang) -> Self {
        let questions = survey.questions(policy);
        let fields = questions.iter().map(|question| question.field(policy, lang)).collect();
        Self::new(Errand::Survey { survey, questions }, fields)
    }

    /// Asks what is the same for all who come into a group; the day and who invites them stand there already.
    pub fn joining(
        group: GroupId,
        people: Vec<(MembershipId, PersonId)>,
        by: Option<&PersonId>,
        today: Date,
        policy: &Policy,
        lang: Lang,
    ) -> Self {
        let mut sheet = Self::survey(Survey::Joining(group, people), policy, lang);
        for field in &mut sheet.fields {
            match &mut field.entry {
                Entry::Day(input) => input.set_text(&today.to_string()),
                Entry::Reference { id, .. } => id.set_text(by.map_or("", PersonId::as_str)),
                _ => {}
            }
        }
        sheet
    }

    /// What it asks about many records, where it does.
    pub fn surveyed(&self) -> Option<&Survey> {
        match &self.errand {
            Errand::Survey { survey, .. } => Some(survey),
            _ => None,
        }
    }

    /// Gives the fields below that have the same choices, and are left as they are, the choice of the one in focus.
    pub fn rest_the_same(&mut self) {
        let Some(Field { entry: Entry::Choice { options, at }, .. }) = self.field() else { return };
        let (options, at) = (options.clone(), *at);
        let mut last = self.focus;
        for (place, field) in self.fields.iter_mut().enumerate().skip(self.focus + 1) {
            if let Entry::Choice { options: theirs, at: left @ 0 } = &mut field.entry
                && *theirs == options
            {
                *left = at;
                last = place;
            }
        }
        self.move_focus(isize::try_from(last - self.focus).unwrap_or(0));
    }

    /// The facts that were answered, and their day; nothing where something is missing or cannot be read, which is told.
    pub fn surveyed_facts(
        &mut self,
        today: Date,
        keyboard: Option<&PersonId>,
        lang: Lang,
    ) -> Option<(Date, Vec<Fact>)> {
        if !self.is_filled(lang) {
            return None;
        }
        let Errand::Survey { survey, questions } = &self.errand else { return None };
        match survey.answered((questions, &self.fields), today, keyboard, lang) {
            Ok(answered) => Some(answered),
            Err((at, why)) => {
                let at = at.unwrap_or(self.focus);
                self.fault(at, why);
                None
            }
        }
    }
}

/// Whom the form asks for.
fn signer_label(facts: &[Fact]) -> Label {
    match facts.first() {
        Some(Fact::InvitationApproved { .. }) => Membership::approved_by,
        Some(Fact::TakeOutDecided { .. } | Fact::ControlConsidered { .. }) => Decision::by,
        Some(Fact::TakeOutChecked { .. }) => TakeOut::checked_by,
        _ => Decision::countersigned_by,
    }
}

pub fn title(facts: &[Fact], lang: Lang) -> String {
    let label = facts.first().map(|fact| match fact {
        // Until when is what the form asks for.
        Fact::TakeOutExtended { .. } => Fact::action(fact.word(), lang).unwrap_or_default().to_owned(),
        // What a policy adds asks for no form of its own.
        fact => fact.say(&NoNames, lang),
    });
    let label = label.unwrap_or_default();
    AskWord::FormTitle.fill(lang, &[&label, &facts.len().to_string()])
}

pub fn hints(asks: Asks, lang: Lang) -> Vec<String> {
    let who = match asks {
        Asks::DayAndSigner => AskWord::HintDayAndSigner,
        Asks::Extension => AskWord::HintExtension,
        Asks::DayAndConsent => AskWord::HintConsent,
        Asks::Signer => AskWord::HintSigner,
        Asks::Login => AskWord::HintLogin,
        _ => AskWord::HintDay,
    };
    let days = asks.day().then(|| AskWord::HintDays.say(lang).to_owned());
    [who.say(lang).to_owned()].into_iter().chain(days).collect()
}

/// What is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// 教育の受講
    Training,
    /// MCSのパスワードの変更
    Passwords,
}

impl About {
    /// What is recorded for those who are ticked.
    pub fn facts(self, staff: &[PersonId]) -> Vec<Fact> {
        let staff = staff.iter().cloned();
        match self {
            About::Training => staff.map(|staff| Fact::TrainingAttended { staff, title: None }).collect(),
            About::Passwords => staff.map(|staff| Fact::PasswordChanged { staff }).collect(),
        }
    }
}
