//! What a paper says of the past, read from the vault's history.

use crate::{
    documents::{PaperHistory, PaperKind},
    policy::{
        Policy,
        course::{course, course_days},
    },
    register::{Date, Lang, gaps::GoneNumber, id::TakeOutId},
    store::{Past, RECOVERY_ACCOUNT, StoreError, Vault},
    tui::words::HistoryWord,
};

/// What was read while the vault was held; [`PastOfPaper::told`] works it out while it is free.
pub struct PastOfPaper {
    past: Option<Past>,
    history: PaperHistory,
}

impl PastOfPaper {
    /// Reads what a paper needs; nothing for one that says nothing of the past.
    ///
    /// # Errors
    /// When the history cannot be read.
    pub fn read(
        vault: &mut Vault,
        kind: PaperKind,
        id: Option<&str>,
        today: Date,
    ) -> Result<Self, StoreError> {
        let mut read = Self { past: None, history: PaperHistory::default() };
        match (kind, id) {
            (PaperKind::Monthly, _) => {
                read.past = Some(vault.past(course_days(today))?);
                read.history.gone = vault.gone_numbers()?;
                without_recovery_holder(&mut read.history.gone);
            }
            (PaperKind::TakeOut, Some(id)) => {
                read.history.take_out = vault.take_out_states(&TakeOutId::trusted(id))?;
            }
            _ => {}
        }
        Ok(read)
    }

    /// What the paper is told.
    ///
    /// # Errors
    /// When somebody stopped it.
    pub fn told(self, policy: &Policy) -> Result<PaperHistory, StoreError> {
        let Self { past, mut history } = self;
        if let Some(past) = past {
            history.course = course(policy, |count| past.each_day(count))?;
        }
        Ok(history)
    }
}

/// Says in words who came in by the recovery key.
pub(super) fn without_recovery_holder(gone: &mut [GoneNumber]) {
    for going in gone.iter_mut().filter_map(|gone| gone.going.as_mut()) {
        if going.account == RECOVERY_ACCOUNT {
            HistoryWord::RecoveryHolder.say(Lang::Ja).clone_into(&mut going.account);
        }
    }
}
