//! はじめに: the steps by which a new register is filled, how far each of them is, and when they go.

use crate::{policy::Urgency, register::Lang, tui::words::FirstWord};

use super::{
    Desk,
    care::{Care, CareAction},
};

/// A row a step: what it is called in the ids of rows, its name, what it is for, and what is done.
macro_rules! steps {
    ($($(#[$doc:meta])* $step:ident = $id:literal: $label:ident, $what:ident, $todo:ident;)*) => {
        /// A step by which a new register is filled, in the order in which they follow on each other.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum FirstStep { $($(#[$doc])* $step),* }

        impl FirstStep {
            /// Every step in order.
            pub const ALL: &'static [Self] = &[$(Self::$step),*];

            fn id(self) -> &'static str {
                match self { $(Self::$step => concat!("first/", $id)),* }
            }

            fn words(self) -> (FirstWord, FirstWord, FirstWord) {
                match self { $(Self::$step => (FirstWord::$label, FirstWord::$what, FirstWord::$todo)),* }
            }
        }
    };
}

steps! {
    /// From when the register is kept, and who hosts (連携元).
    Office = "office": Office, OfficeWhat, OfficeToDo;
    /// The office's own ledgers are brought in.
    Ledger = "ledger": Ledger, LedgerWhat, LedgerToDo;
    /// 職員
    Staff = "staff": Staff, StaffWhat, StaffToDo;
    /// 機器
    Devices = "devices": Devices, DevicesWhat, DevicesToDo;
    /// 関係者
    Partners = "partners": Partners, PartnersWhat, PartnersToDo;
    /// Groups and who sits in them.
    Groups = "groups": Groups, GroupsWhat, GroupsToDo;
}

impl FirstStep {
    /// Those that every office needs.
    const NEEDED: [Self; 4] = [Self::Office, Self::Staff, Self::Devices, Self::Groups];

    /// Whether it is done.
    pub fn is_done(self, desk: &Desk) -> bool {
        let register = &desk.register;
        match self {
            Self::Office => {
                let office = register.office();
                !desk.asks_beginning || office.kept_since.is_some() || office.default_host.is_some()
            }
            // What there was to bring in is there.
            Self::Ledger => [Self::Staff, Self::Devices, Self::Groups].iter().all(|step| step.is_done(desk)),
            Self::Staff => !register.staff().is_empty(),
            Self::Devices => !register.devices().is_empty(),
            Self::Partners => !register.partners().is_empty(),
            Self::Groups => register.groups().iter().any(|group| !group.memberships.is_empty()),
        }
    }

    /// How far it is.
    fn so_far(self, desk: &Desk) -> String {
        let (register, lang) = (&desk.register, desk.lang);
        let count = |word: FirstWord, count: usize| word.fill(lang, &[&count.to_string()]);
        match self {
            _ if !self.is_done(desk) => match self {
                Self::Ledger => FirstWord::Optional.say(lang).to_owned(),
                Self::Groups if !register.groups().is_empty() => {
                    count(FirstWord::GroupsOnly, register.groups().len())
                }
                _ => FirstWord::Open.say(lang).to_owned(),
            },
            Self::Office | Self::Ledger => FirstWord::Done.say(lang).to_owned(),
            Self::Staff => count(FirstWord::People, register.staff().len()),
            Self::Devices => count(FirstWord::DevicesCount, register.devices().len()),
            Self::Partners => count(FirstWord::People, register.partners().len()),
            Self::Groups => count(FirstWord::GroupsOnly, register.groups().len()),
        }
    }

    fn care(self, desk: &Desk) -> Care {
        let lang: Lang = desk.lang;
        let (label, what, to_do) = self.words();
        Care {
            id: self.id().into(),
            urgency: Urgency::Unknown,
            about: self.so_far(desk),
            label: label.say(lang).to_owned(),
            sentence: what.say(lang).to_owned(),
            to_do: to_do.say(lang).to_owned(),
            due: None,
            article: None,
            action: CareAction::FirstStep(self),
        }
    }
}

/// Whether a row is one of these.
pub fn is_step(care: &Care) -> bool {
    matches!(care.action, CareAction::FirstStep(_))
}

impl Desk {
    /// Whether the first steps stand on today's list: nobody has put them away, and one that every office needs is open.
    pub fn shows_first_steps(&self) -> bool {
        self.first_steps && FirstStep::NEEDED.iter().any(|step| !step.is_done(self))
    }

    /// Whether the register is in use: it has staff, and devices or members. What is open then may never be needed here: it
    /// stands below everything else, until it is done or put away.
    pub fn is_in_use(&self) -> bool {
        let in_use = [FirstStep::Devices, FirstStep::Groups];
        FirstStep::Staff.is_done(self) && in_use.iter().any(|step| step.is_done(self))
    }

    pub(super) fn first_step_rows(&self) -> Vec<Care> {
        let is_shown = |step: &&FirstStep| {
            self.shows_first_steps()
                && (!self.is_in_use() || FirstStep::NEEDED.contains(step) && !step.is_done(self))
        };
        FirstStep::ALL.iter().filter(is_shown).map(|step| step.care(self)).collect()
    }
}
