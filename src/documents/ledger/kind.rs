//! Which ledgers there are: a row a ledger.

use super::{Book, LANG, Ledger};
use crate::register::RecordKind;

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $word:literal, $title:expr, $rows:ident);* $(;)?) => {
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

        impl Book<'_> {
            pub(super) fn ledger(&self, kind: LedgerKind) -> Ledger {
                match kind { $(LedgerKind::$variant => self.$rows()),* }
            }
        }
    };
}

kinds! {
    /// What asks for action, from the judge.
    Findings = "findings", "指摘", findings;
    /// Staff and their IDs.
    Staff = "staff", "職員・ID", staff;
    /// Trainings attended (第9条).
    Trainings = "trainings", "研修", trainings;
    /// Restrictions ordered (第14条).
    Restrictions = "restrictions", "利用制限", restrictions;
    /// People of other offices.
    Partners = "partners", RecordKind::Partner.title(LANG), partners;
    /// Devices with their controls (第13条).
    Devices = "devices", RecordKind::Device.title(LANG), devices;
    /// What the office decided on the controls that the policy asks to consider (第13条(6)-(8)).
    Considered = "considered", "対策の検討", considered;
    /// Take-outs (第13条(9)).
    TakeOuts = "take-outs", RecordKind::TakeOut.title(LANG), take_outs;
    /// Groups.
    Groups = "groups", RecordKind::Group.title(LANG), groups;
    /// Memberships.
    Memberships = "memberships", RecordKind::Membership.title(LANG), memberships;
    /// Reviews, a row a decision (留意事項(1)).
    Reviews = "reviews", RecordKind::Review.title(LANG), reviews;
    /// Removals, done and open (第8条・留意事項(1)).
    Removals = "removals", "解除", removals;
    /// Incidents (第8条).
    Incidents = "incidents", RecordKind::Incident.title(LANG), incidents;
    /// What was done first after an incident.
    FirstResponses = "first-responses", "初動対応", first_responses;
    /// Reports that were written, each with its number.
    Reports = "reports", "報告書", reports;
    /// Measures against recurrence.
    Measures = "measures", "再発防止策", measures;
    /// Papers filed with the secretariat.
    Filings = "filings", RecordKind::Filing.title(LANG), filings;
    /// Exceptions (第18条).
    Waivers = "waivers", RecordKind::Waiver.title(LANG), waivers;
}

impl LedgerKind {
    /// How many columns on its left say what a row is about: its number, and its name where it has one.
    pub(super) fn naming_columns(self) -> usize {
        match self {
            // Number, group, person's number, name.
            Self::Memberships | Self::Removals => 4,
            // Number, kind, name.
            Self::Groups | Self::Devices => 3,
            Self::Reviews | Self::Considered => 1,
            _ => 2,
        }
    }
}
