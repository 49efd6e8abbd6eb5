//! Which ledgers there are.

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $word:literal, $title:literal);* $(;)?) => {
        /// A kind of ledger.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum LedgerKind { $($(#[$doc])* $variant),* }

        impl LedgerKind {
            /// Every kind, in the order of the sheets.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word under which its file is written: ASCII, so that every system reads it back the same.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// The name of its sheet.
            pub fn title(self) -> &'static str {
                match self { $(Self::$variant => $title),* }
            }
        }
    };
}

kinds! {
    /// What asks for action, from the judge.
    Findings = "findings", "指摘";
    /// Staff and their IDs.
    Staff = "staff", "職員・ID";
    /// Trainings attended (第9条).
    Trainings = "trainings", "研修";
    /// Restrictions ordered (第14条).
    Restrictions = "restrictions", "利用制限";
    /// People of other offices.
    Partners = "partners", "関係者";
    /// Devices with their controls (第13条).
    Devices = "devices", "機器";
    /// Take-outs (第13条(9)).
    TakeOuts = "take-outs", "持ち出し";
    /// Groups.
    Groups = "groups", "グループ";
    /// Memberships.
    Memberships = "memberships", "参加";
    /// Reviews, a row a decision (留意事項(1)).
    Reviews = "reviews", "精査";
    /// Removals, done and open (第8条・留意事項(1)).
    Removals = "removals", "解除";
    /// Incidents (第8条).
    Incidents = "incidents", "インシデント";
    /// What was done first after an incident.
    FirstResponses = "first-responses", "初動対応";
    /// Reports that were written, each with its number.
    Reports = "reports", "報告書";
    /// Measures against recurrence.
    Measures = "measures", "再発防止策";
    /// Papers filed with the secretariat.
    Filings = "filings", "届出";
    /// Exceptions (第18条).
    Waivers = "waivers", "例外承認";
}

impl LedgerKind {
    /// How many columns on its left say what a row is about: its number, and its name where it has one.
    pub(super) fn naming_columns(self) -> usize {
        match self {
            // Number, group, person's number, name.
            Self::Memberships | Self::Removals => 4,
            // Number, kind, name.
            Self::Groups | Self::Devices => 3,
            Self::Reviews => 1,
            _ => 2,
        }
    }
}
