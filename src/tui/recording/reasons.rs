//! A reason that is typed for many at once: for removing members, for refusing take-outs.

use serde::{Deserialize, Serialize};

use crate::{
    register::{
        Fact,
        id::{MembershipId, TakeOutId},
    },
    tui::{
        app::{
            App, Effect, Env, Layer,
            kept::{Ground, Keep, Kept, Unfit},
        },
        layers::{Prompt, Purpose, Taken, recorded},
        words::Word,
    },
};

use super::{settle, take_outs};

/// The reason for removing these members.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Removal {
    members: Vec<String>,
    #[serde(rename = "text")]
    typed: String,
}

/// The reason for refusing these take-outs.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Refusal {
    take_outs: Vec<String>,
    #[serde(rename = "text")]
    typed: String,
}

/// Asks why these members are removed.
pub fn ask_removal(app: &mut App, members: &[MembershipId], typed: &str) {
    let members = members.iter().map(MembershipId::to_string).collect();
    app.ask(Word::AskReason, typed, Removal { members, ..Removal::default() });
}

/// Asks why these take-outs are refused.
pub fn ask_refusal(app: &mut App, take_outs: &[TakeOutId]) {
    if !take_outs.is_empty() {
        let take_outs = take_outs.iter().map(TakeOutId::to_string).collect();
        app.ask(Word::AskRefusal, "", Refusal { take_outs, ..Refusal::default() });
    }
}

/// What was typed, where there is something.
pub fn needed<'t>(typed: &'t str, app: &App) -> Result<&'t str, String> {
    if typed.is_empty() { Err(Word::FaultNeeded.say(app.lang()).to_owned()) } else { Ok(typed) }
}

impl Purpose for Removal {
    fn handle(&self, typed: &str, app: &mut App, env: Env, effects: &mut Vec<Effect>) -> Taken {
        let reason = needed(typed, app)?;
        let facts = self.members.iter().map(|id| {
            let reason = Some(reason.to_owned());
            Fact::RemovalRequested { membership: MembershipId::trusted(id), reason }
        });
        recorded(settle::record_on(app, facts.collect(), env.today(), env, effects))
    }

    fn keep(&self, typed: &str) -> Option<Kept> {
        Kept::of(&Self { typed: typed.to_owned(), ..self.clone() })
    }
}

impl Keep for Removal {
    const KIND: &'static str = "removal";

    fn open(self, Ground { register, lang, .. }: Ground<'_>) -> Result<Box<dyn Layer>, Unfit> {
        let there = self.members.iter().all(|id| register.membership(&MembershipId::trusted(id)).is_some());
        again(Word::AskReason.say(lang), self.typed.clone(), there && !self.members.is_empty(), self)
    }
}

impl Purpose for Refusal {
    fn handle(&self, typed: &str, app: &mut App, env: Env, effects: &mut Vec<Effect>) -> Taken {
        let reason = needed(typed, app)?;
        let take_outs: Vec<TakeOutId> = self.take_outs.iter().map(|id| TakeOutId::trusted(id)).collect();
        recorded(take_outs::refused(app, &take_outs, reason, env, effects))
    }

    fn keep(&self, typed: &str) -> Option<Kept> {
        Kept::of(&Self { typed: typed.to_owned(), ..self.clone() })
    }
}

impl Keep for Refusal {
    const KIND: &'static str = "refusal";

    fn open(self, Ground { register, lang, .. }: Ground<'_>) -> Result<Box<dyn Layer>, Unfit> {
        let there = self.take_outs.iter().all(|id| register.take_outs().contains(&TakeOutId::trusted(id)));
        again(Word::AskRefusal.say(lang), self.typed.clone(), there && !self.take_outs.is_empty(), self)
    }
}

/// The line with what was typed, where what it is for is still there.
pub fn again(
    question: &str,
    typed: String,
    there: bool,
    purpose: impl Purpose,
) -> Result<Box<dyn Layer>, Unfit> {
    if there {
        Ok(Box::new(Prompt::new(question, &typed, purpose)))
    } else {
        Err(Unfit::new(question, typed))
    }
}
