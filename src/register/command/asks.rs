//! What has to be said before a fact is recorded with a key: nothing of a deed of today; the day and the person of what
//! somebody else signed, confirmed or permitted.

use crate::register::{Date, id::PersonId, words::ConsentBy};

use super::{Fact, Refusal};

/// What has to be said before a fact is recorded with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// Nothing: a deed of today, or what was seen today.
    Nothing,
    /// Only that it is so: it lies with somebody else, and the record has no day for it.
    Yes,
    /// Its day.
    Day,
    /// Its day, and the title of the training.
    DayAndTitle,
    /// Its day, who agreed, and whether both sides hold a copy.
    DayAndConsent,
    /// Its day, and whose it was.
    DayAndSigner,
    /// Its day, whose it was, and until when.
    Extension,
    /// Whose it was: the record has no day for it.
    Signer,
    /// The login.
    Login,
}

/// What was said in answer. What a fact does not ask for is not looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// Whose it was.
    pub signer: Option<PersonId>,
    /// Until when a take-out may last.
    pub until: Option<Date>,
    /// The title of the training.
    pub title: Option<String>,
    /// The login.
    pub login: Option<String>,
    /// Who agreed.
    pub consent_by: Option<ConsentBy>,
    /// Whether both sides hold a copy.
    pub both_copies: Option<bool>,
}

impl Asks {
    /// Whether the day is asked for.
    pub fn day(self) -> bool {
        !matches!(self, Self::Nothing | Self::Yes | Self::Signer | Self::Login)
    }

    /// Whether a person is asked for.
    pub fn signer(self) -> bool {
        matches!(self, Self::DayAndSigner | Self::Extension | Self::Signer)
    }
}

impl Fact {
    /// What has to be said before the fact is recorded with a key by the person at the `keyboard`. A decision of that
    /// person is a deed of today; of anybody else it has a day of its own.
    pub fn asks(&self, keyboard: Option<&PersonId>) -> Asks {
        let own = |by: &Option<PersonId>| by.is_some() && by.as_ref() == keyboard;
        match self {
            // Who assessed it is asked for before, and may be left open.
            Self::IncidentAssessed { by, .. } if by.is_none() || own(by) => Asks::Nothing,
            Self::TakeOutDecided { by, .. }
            | Self::TakeOutChecked { by, .. }
            | Self::InvitationApproved { by, .. }
            | Self::ControlConsidered { by, .. }
                if own(by) =>
            {
                Asks::Nothing
            }
            fact => fact.asks_anybody(),
        }
    }

    /// Whether it decides anew on a take-out: what it changes is what it decides on.
    pub(super) fn decides(&self) -> bool {
        matches!(self, Self::TakeOutDecided { .. } | Self::TakeOutExtended { .. })
    }

    /// Whose act or word it is, where it says so.
    pub fn by(&self) -> Option<&PersonId> {
        match self {
            Self::TakeOutExtended { by, .. }
            | Self::TakeOutDecided { by, .. }
            | Self::TakeOutChecked { by, .. }
            | Self::InvitationApproved { by, .. }
            | Self::ControlConsidered { by, .. }
            | Self::IncidentAssessed { by, .. }
            | Self::TakeOutCountersigned { by, .. }
            | Self::ReviewCountersigned { by, .. } => by.as_ref(),
            _ => None,
        }
    }

    /// Whether a line of a script may record it: what is never made from today unasked says its day and its person.
    ///
    /// # Errors
    /// The first that is not said.
    pub(in crate::register) fn is_said(&self, has_day: bool) -> Result<(), Refusal> {
        let asks = self.asks_anybody();
        if asks.day() && !has_day {
            Err(Refusal::DayUnsaid(self.word()))
        } else if asks.signer() && self.by().is_none() {
            Err(Refusal::SignerUnsaid(self.word()))
        } else if asks == Asks::Yes {
            Err(Refusal::Unconfirmed(self.word()))
        } else {
            Ok(())
        }
    }

    /// The fact with what was said of it.
    #[must_use]
    pub fn with(mut self, said: &Answers) -> Self {
        match &mut self {
            Self::TrainingAttended { title, .. } => title.clone_from(&said.title),
            Self::IdRecorded { login, .. } => login.clone_from(&said.login),
            Self::ConsentSigned { by, both_copies, .. } => {
                (*by, *both_copies) = (said.consent_by, said.both_copies);
            }
            Self::TakeOutExtended { until, by, .. } => {
                by.clone_from(&said.signer);
                *until = said.until.unwrap_or(*until);
            }
            Self::TakeOutDecided { by, .. }
            | Self::TakeOutChecked { by, .. }
            | Self::InvitationApproved { by, .. }
            | Self::ControlConsidered { by, .. }
            | Self::TakeOutCountersigned { by, .. }
            | Self::ReviewCountersigned { by, .. } => by.clone_from(&said.signer),
            _ => {}
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::{
        id::{GroupId, TakeOutId},
        words::DecisionResult,
    };

    fn person(id: &str) -> PersonId {
        PersonId::trusted(id)
    }

    #[test]
    fn a_decision_of_the_person_at_the_keyboard_is_a_deed_of_today_and_of_anybody_else_it_is_not() {
        let decided = |by: Option<&str>| Fact::TakeOutDecided {
            take_out: TakeOutId::trusted("T-1"),
            result: DecisionResult::Approved,
            by: by.map(person),
            note: None,
        };
        let here = person("S-1");
        assert_eq!(decided(Some("S-1")).asks(Some(&here)), Asks::Nothing);
        for (by, keyboard) in
            [(Some("S-2"), Some(&here)), (None, Some(&here)), (Some("S-1"), None), (None, None)]
        {
            assert_eq!(decided(by).asks(keyboard), Asks::DayAndSigner, "{by:?} {keyboard:?}");
        }
    }

    #[test]
    fn a_countersign_asks_whoever_it_names_already() {
        let here = person("S-1");
        for by in [None, Some(here.clone()), Some(person("S-2"))] {
            let fact = Fact::ReviewCountersigned { group: GroupId::trusted("G-1"), review: 0, by };
            assert_eq!(fact.asks(Some(&here)), Asks::Signer);
            let said = Answers { signer: Some(person("S-3")), ..Answers::default() };
            assert!(
                matches!(fact.with(&said), Fact::ReviewCountersigned { by: Some(by), .. } if by == person("S-3"))
            );
        }
    }
}
