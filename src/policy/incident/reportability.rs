//! The guide to whether the law asks for a report (個人情報保護法26条, 施行規則7条): questions of yes and no, and what each
//! answer speaks for. It never decides; somebody does, and is recorded.

use crate::register::{
    Register,
    records::{Authority, Incident},
    words::{Circumstance, IncidentKind},
};

pub use crate::policy::file::law::{Guide, Meaning, Question, Speaks};

/// What the answers of an incident come to. No decision follows from it by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Weighed<'g> {
    /// What speaks for a report.
    pub speaks_for: Vec<&'g Meaning>,
    /// What speaks against one.
    pub speaks_against: Vec<&'g Meaning>,
    /// How many questions that are asked have no answer yet.
    pub open: usize,
}

impl<'g> Weighed<'g> {
    fn take(&mut self, meaning: &'g Meaning, speaks: Speaks) {
        match speaks {
            Speaks::For => self.speaks_for.push(meaning),
            Speaks::Against => self.speaks_against.push(meaning),
            Speaks::Neither => {}
        }
    }
}

impl Guide {
    /// The questions that are asked as far as it was answered.
    pub fn asked<'g>(&'g self, authority: &'g Authority) -> impl Iterator<Item = &'g Question> {
        let asks =
            |question: &&Question| question.after.is_none_or(|after| authority.answer(after) == Some(true));
        self.questions.iter().filter(asks)
    }

    /// Which way the answer to a question speaks, beside what else was answered.
    pub fn speaks(&self, meaning: &Meaning, authority: &Authority) -> Speaks {
        let outdone = |about: Circumstance| {
            self.asked(authority).any(|question| question.about == about)
                && authority.answer(about) == Some(true)
        };
        if meaning.unless.is_some_and(outdone) { Speaks::Neither } else { meaning.speaks }
    }

    /// What the answers come to.
    pub fn weigh<'g>(&'g self, authority: &'g Authority) -> Weighed<'g> {
        let mut weighed = Weighed::default();
        for question in self.asked(authority) {
            let Some(answer) = authority.answer(question.about) else {
                weighed.open += 1;
                continue;
            };
            let meaning = question.meaning(answer);
            weighed.take(meaning, self.speaks(meaning, authority));
        }
        if self.cases.iter().all(|case| authority.answer(*case) == Some(false)) {
            weighed.take(&self.none_holds, self.none_holds.speaks);
        }
        weighed
    }
}

/// What the register says of a circumstance; `None` where it cannot tell. An answer is only what somebody gave.
pub fn told_by_register(register: &Register, incident: &Incident, about: Circumstance) -> Option<bool> {
    match about {
        Circumstance::Encrypted => {
            incident.device.as_ref().and_then(|id| register.devices().get(id))?.encrypted
        }
        Circumstance::OverThousand => incident.affected_people.map(|people| people > 1_000),
        Circumstance::Wrongful => {
            let wrongful = [IncidentKind::DeviceTheft, IncidentKind::UnauthorisedAccess];
            wrongful.iter().any(|kind| incident.kind == *kind).then_some(true)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guide() -> Guide {
        Guide::built_in().unwrap()
    }

    fn authority(answers: &[(Circumstance, bool)]) -> Authority {
        let mut authority = Authority::default();
        for (about, answer) in answers {
            authority.set_answer(*about, Some(*answer));
        }
        authority
    }

    #[test]
    fn one_patients_record_speaks_for_a_report() {
        let guide = guide();
        let authority = authority(&[
            (Circumstance::PersonalData, true),
            (Circumstance::LivingPerson, true),
            (Circumstance::SensitiveData, true),
            (Circumstance::OverThousand, false),
        ]);
        let weighed = guide.weigh(&authority);
        assert_eq!((weighed.speaks_for.len(), weighed.speaks_against.len()), (1, 0));
        // Harm, purpose, encryption, recovery, entrusting.
        assert_eq!(weighed.open, 5);
    }

    /// That data leaked asks for a report only where one of the four cases holds.
    #[test]
    fn a_leak_that_is_none_of_the_four_cases_speaks_against_one() {
        let guide = guide();
        let mut authority = authority(&[
            (Circumstance::PersonalData, true),
            (Circumstance::LivingPerson, true),
            (Circumstance::SensitiveData, false),
            (Circumstance::FinancialHarm, false),
            (Circumstance::Wrongful, false),
        ]);
        let weighed = guide.weigh(&authority);
        assert_eq!((weighed.speaks_for.len(), weighed.speaks_against.len()), (0, 0), "one is open");
        authority.set_answer(Circumstance::OverThousand, Some(false));
        let weighed = guide.weigh(&authority);
        assert_eq!((weighed.speaks_for.len(), weighed.speaks_against.len()), (0, 1));
    }

    #[test]
    fn encryption_speaks_against_one_only_with_its_key_apart() {
        let guide = guide();
        let of = |answers: &[(Circumstance, bool)]| {
            let authority = authority(answers);
            let weighed = guide.weigh(&authority);
            (weighed.speaks_for.len(), weighed.speaks_against.len())
        };
        let asked = |answers: &[(Circumstance, bool)]| {
            let authority = authority(answers);
            guide.asked(&authority).any(|question| question.about == Circumstance::KeyApart)
        };
        assert!(!asked(&[]) && !asked(&[(Circumstance::Encrypted, false)]));
        assert!(asked(&[(Circumstance::Encrypted, true)]));
        assert_eq!(of(&[(Circumstance::Encrypted, true)]), (0, 0));
        assert_eq!(of(&[(Circumstance::Encrypted, true), (Circumstance::KeyApart, true)]), (0, 1));
        assert_eq!(of(&[(Circumstance::Encrypted, true), (Circumstance::KeyApart, false)]), (0, 0));
        // A key that was kept apart says nothing once it turns out that nothing was encrypted.
        assert_eq!(of(&[(Circumstance::Encrypted, false), (Circumstance::KeyApart, true)]), (0, 0));
    }

    /// What is to become personal data is none yet, and counts all the same where the purpose was wrongful.
    #[test]
    fn what_was_about_to_be_collected_speaks_for_one_where_the_purpose_was_wrongful() {
        let guide = guide();
        let mut authority =
            authority(&[(Circumstance::PersonalData, false), (Circumstance::BeingCollected, true)]);
        let came = |authority: &Authority| {
            let weighed = guide.weigh(authority);
            (weighed.speaks_for.len(), weighed.speaks_against.len())
        };
        assert_eq!(came(&authority), (0, 1), "nobody asks before a wrongful purpose is possible");
        authority.set_answer(Circumstance::Wrongful, Some(true));
        assert_eq!(came(&authority), (2, 0));
        authority.set_answer(Circumstance::BeingCollected, Some(false));
        assert_eq!(came(&authority), (1, 1));
        authority.set_answer(Circumstance::Wrongful, Some(false));
        authority.set_answer(Circumstance::BeingCollected, Some(true));
        assert_eq!(came(&authority), (0, 1), "an answer from before says nothing any more");
    }

    #[test]
    fn the_dead_and_what_was_recovered_unseen_speak_against_one() {
        let guide = guide();
        let authority =
            authority(&[(Circumstance::LivingPerson, false), (Circumstance::RecoveredUnseen, true)]);
        assert_eq!(guide.weigh(&authority).speaks_against.len(), 2);
    }

    #[test]
    fn a_wrongful_purpose_is_the_fact_that_moves_the_due_date() {
        let mut authority = Authority::default();
        authority.set_answer(Circumstance::Wrongful, Some(true));
        assert_eq!(authority.wrongful, Some(true));
        assert_eq!(guide().weigh(&authority).speaks_for.len(), 1);
    }
}
