//! By which policy the open register is judged.

use std::sync::Arc;

use crate::{
    policy::Policy,
    tui::{terminal::tone::Tone, words::PolicyWord},
};

use super::{App, Stage};

impl App {
    /// The policy is the register's own, unless a file judges this once. Says what is wrong with one that cannot be read.
    pub fn follow_policy(&mut self) {
        let lang = self.settings.lang;
        let (Some(made_of), Stage::Open(session)) = (&self.settings.policy_of, &mut self.stage) else {
            return;
        };
        let kept = session.desk.register.policy();
        if kept == made_of {
            return;
        }
        match Policy::of(kept) {
            Ok(policy) => {
                let (policy, kept) = (Arc::new(policy), kept.clone());
                self.settings.policy_text = Arc::clone(policy.whole_text());
                self.settings.policy = Arc::clone(&policy);
                self.settings.policy_of = Some(kept);
                session.desk.judge_by(policy);
                session.spoil();
            }
            Err(error) => {
                let judges = self.settings.policy.title(lang);
                let said = PolicyWord::Unreadable.fill(lang, &[judges, &error.message(lang)]);
                self.tell(said, Tone::Error);
            }
        }
    }
}
