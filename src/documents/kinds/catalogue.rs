//! Which papers there are.

use crate::register::{RecordKind, words::Addressee};

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $word:literal, $about:expr);* $(;)?) => {
        /// A kind of paper.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum PaperKind { $($(#[$doc])* $variant),* }

        impl PaperKind {
            /// Every kind, in the order in which they are listed.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word of the command line.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// The kind of a word.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }

            /// What one paper of this kind is about; `None` for papers about the whole register.
            pub fn about(self) -> Option<RecordKind> {
                match self { $(Self::$variant => $about),* }
            }

            /// Whether it may also be about nobody yet: blank, to be filled in by hand.
            pub fn may_be_blank(self) -> bool {
                matches!(self, Self::StaffPledge | Self::SelfCheck)
            }

            /// Whether it is made for everybody of whom a rule asks for it, all in one file.
            pub fn takes_due(self) -> bool {
                matches!(self, Self::StaffPledge | Self::Consent | Self::ReviewBlank)
            }

            /// Whom a report of an incident goes to; `None` for papers that are none.
            pub fn addressee(self) -> Option<Addressee> {
                match self {
                    Self::Incident => Some(Addressee::Secretariat),
                    Self::NineItems => Some(Addressee::Authority),
                    Self::Notice => Some(Addressee::Person),
                    _ => None,
                }
            }

            /// The kind of the reports to somebody.
            pub fn report_to(addressee: Addressee) -> Self {
                match addressee {
                    Addressee::Secretariat => Self::Incident,
                    Addressee::Authority => Self::NineItems,
                    Addressee::Person => Self::Notice,
                }
            }

            /// Whether the paper is for the patient or family of one group of the record that it is about.
            pub fn is_for_a_group(self) -> bool {
                self.addressee() == Some(Addressee::Person)
            }

            /// Whether what the office's own check found may go along, as an annex.
            pub fn may_have_findings(self) -> bool {
                self.addressee().is_some() && !self.is_for_a_group()
            }

            /// Whether the register is all that the paper needs: the sheet of the recovery key needs the key, a cover what
            /// lies under it.
            pub fn from_register(self) -> bool {
                !matches!(self, Self::RecoveryKey | Self::EvidenceCover)
            }

            /// Whether the paper says something of the past that only the history knows.
            pub fn tells_the_past(self) -> bool {
                matches!(self, Self::Monthly | Self::TakeOut)
            }

            /// The form that is built in.
            pub(super) fn template(self) -> &'static str {
                match self {
                    $(Self::$variant => include_str!(concat!("../../../data/forms/", $word, ".toml"))),*
                }
            }
        }
    };
}

kinds! {
    /// The incident report for the secretariat (第8条).
    Incident = "incident", Some(RecordKind::Incident);
    /// The nine items of the law's report (個人情報保護法施行規則8条), for copying into the authority's form.
    NineItems = "nine-items", Some(RecordKind::Incident);
    /// The letter to a patient or family whose data an incident concerns (個人情報保護法26条2項).
    Notice = "notice", Some(RecordKind::Incident);
    /// The slip of one take-out (第13条(9)).
    TakeOut = "take-out", Some(RecordKind::TakeOut);
    /// All take-outs.
    TakeOutLedger = "take-out-ledger", None;
    /// The review of a group's members (留意事項(1)).
    Review = "review", Some(RecordKind::Group);
    /// What a leaver holds, to be ticked off.
    Leaver = "leaver", Some(RecordKind::Staff);
    /// Staff and their IDs.
    StaffLedger = "staff-ledger", None;
    /// Devices with their controls (第13条).
    DeviceLedger = "device-ledger", None;
    /// Who attended which training (第9条).
    Training = "training", None;
    /// Application, pledges and consents (第4条・第9条・第10条).
    Filings = "filings", None;
    /// The page for the office manager.
    Monthly = "monthly", None;
    /// Whom to reach through the disaster group (第15条).
    DisasterList = "disaster-list", None;
    /// What a successor has to know.
    Handover = "handover", None;
    /// 様式1: the application for use.
    Application = "application", None;
    /// 様式2: the office's pledge on confidentiality in cooperation.
    ConfidentialityPledge = "confidentiality-pledge", None;
    /// 様式3: the pledge of a staff member, or a blank one.
    StaffPledge = "staff-pledge", Some(RecordKind::Staff);
    /// 様式4: the consent of a patient, in two copies.
    Consent = "consent", Some(RecordKind::Group);
    /// A take-out to be written by hand.
    TakeOutBlank = "take-out-blank", None;
    /// A review of a group's members to be decided on paper.
    ReviewBlank = "review-blank", Some(RecordKind::Group);
    /// Who attends a training, to be signed.
    TrainingSheet = "training-sheet", None;
    /// What users check on themselves (第11条), of a staff member or blank.
    SelfCheck = "self-check", Some(RecordKind::Staff);
    /// The rules for users, for the wall.
    Handout = "handout", None;
    /// What lies on top of an evidence pack.
    EvidenceCover = "evidence-cover", None;
    /// The recovery key, to be kept in a safe.
    RecoveryKey = "recovery-key", None;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_leads_back_to_its_kind() {
        for kind in PaperKind::ALL {
            assert_eq!(PaperKind::from_word(kind.word()), Some(*kind));
        }
        assert_eq!(PaperKind::from_word("letter"), None);
        for to in Addressee::ALL {
            assert_eq!(PaperKind::report_to(*to).addressee(), Some(*to));
        }
    }
}
