//! Where somebody was when the register was locked, as it waits inside the vault with what was being typed: it goes to nobody
//! but the account that was in.

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::tui::lists::{Tab, list::KeptList};

use super::Session;

/// Where a session is: the list in front, and each list as it is narrowed. Ids and what was searched for, no record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    tab: String,
    lists: Vec<(String, KeptList)>,
    /// It was said that the question from when the register is kept waits.
    pub beginning_told: bool,
}

fn name(tab: Tab) -> String {
    format!("{tab:?}")
}

impl Place {
    /// The word that it is written with, as a kept layer has one.
    pub const KIND: &'static str = "place";

    /// Where a session is.
    pub fn of(session: &Session, beginning_told: bool) -> Self {
        let lists = session.lists.iter().map(|list| (name(list.tab), list.kept())).collect();
        Self { tab: name(session.tab), lists, beginning_told }
    }

    /// As one line, as layers are written ([`super::kept`]).
    pub fn line(&self) -> Option<Zeroizing<String>> {
        let text = Zeroizing::new(serde_json::to_string(self).ok()?);
        Some(Zeroizing::new(format!("[{{\"{}\":{}}}]", Self::KIND, *text)))
    }

    /// Goes back there.
    pub fn restore(&self, session: &mut Session) {
        let Session { desk, lists, tab, .. } = session;
        for list in lists.iter_mut() {
            if let Some((_, kept)) = self.lists.iter().find(|(of, _)| *of == name(list.tab)) {
                list.take_up(kept);
            }
            if list.scope.as_ref().is_some_and(|group| desk.register.group(group).is_none()) {
                list.scope = None;
            }
        }
        *tab = Tab::ALL.into_iter().find(|tab| name(*tab) == self.tab).unwrap_or(*tab);
        session.spoil();
    }
}
