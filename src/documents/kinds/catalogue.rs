//! Which papers there are.

use std::borrow::Cow;

use crate::{
    policy::{Policy, PolicyForm},
    register::{
        AddedName, Lang, Open, RecordKind,
        words::{Addressee, AnyAddressee},
    },
};

/// A form of the policy's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OwnForm {
    /// Its number in the policy.
    pub number: u8,
    /// What one is about; the office is the whole register.
    pub of: RecordKind,
}

/// Before the name of whom the policy adds, in the word of the report to it.
const INCIDENT_TO: &str = "incident-";

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $word:literal, $about:expr);* $(;)?) => {
        /// A kind of paper.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum PaperKind {
            $($(#[$doc])* $variant,)*
            /// The incident report for somebody whom the policy adds.
            IncidentTo(AddedName),
            /// A form of the policy's own.
            Own(OwnForm),
        }

        impl PaperKind {
            /// Every kind that there is under any policy, in the order in which they are listed.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word of the command line.
            pub fn word(self) -> Cow<'static, str> {
                match self {
                    $(Self::$variant => $word.into(),)*
                    Self::IncidentTo(name) => format!("{INCIDENT_TO}{name}").into(),
                    Self::Own(form) => format!("form-{}", form.number).into(),
                }
            }

            /// The kind of a word, of those that there are under any policy.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }

            /// What one paper of this kind is about; `None` for papers about the whole register.
            pub fn about(self) -> Option<RecordKind> {
                match self {
                    $(Self::$variant => $about,)*
                    Self::IncidentTo(_) => Some(RecordKind::Incident),
                    Self::Own(form) => Some(form.of).filter(|of| *of != RecordKind::Office),
                }
            }

            /// The form that is built in; `of` is the form of the policy's own that takes its place where that says nothing.
            pub(super) fn template(self) -> &'static str {
                match self {
                    $(Self::$variant => include_str!(concat!("../../../data/forms/", $word, ".toml")),)*
                    Self::IncidentTo(_) => Self::Incident.template(),
                    Self::Own(form) => match form.of {
                        RecordKind::Staff => include_str!("../../../data/forms/own/staff.toml"),
                        RecordKind::Device => include_str!("../../../data/forms/own/device.toml"),
                        RecordKind::Group => include_str!("../../../data/forms/own/group.toml"),
                        _ => include_str!("../../../data/forms/own/office.toml"),
                    },
                }
            }
        }
    };
}

impl PaperKind {
    /// Whether it may also be about nobody yet: blank, to be filled in by hand.
    pub fn may_be_blank(self) -> bool {
        matches!(self, Self::StaffPledge | Self::SelfCheck) || self.is_own() && self.about().is_some()
    }

    /// Whether it is a form of the policy's own.
    pub fn is_own(self) -> bool {
        matches!(self, Self::Own(_))
    }

    /// Whether it is made for everybody of whom a rule asks for it, all in one file.
    pub fn takes_due(self) -> bool {
        matches!(self, Self::StaffPledge | Self::Consent | Self::ReviewBlank)
    }

    /// Whom a report of an incident goes to; `None` for papers that are none.
    pub fn addressee(self) -> Option<AnyAddressee> {
        match self {
            Self::Incident => Some(Addressee::Secretariat.into()),
            Self::NineItems => Some(Addressee::Authority.into()),
            Self::Notice => Some(Addressee::Person.into()),
            Self::IncidentTo(name) => Some(AnyAddressee::Added(name)),
            _ => None,
        }
    }

    /// The kind of the reports to somebody.
    pub fn report_to(addressee: AnyAddressee) -> Self {
        match addressee {
            Open::Fixed(Addressee::Secretariat) => Self::Incident,
            Open::Fixed(Addressee::Authority) => Self::NineItems,
            Open::Fixed(Addressee::Person) => Self::Notice,
            Open::Added(name) => Self::IncidentTo(name),
        }
    }

    /// Whether the paper is for the patient or family of one group of the record that it is about.
    pub fn is_for_a_group(self) -> bool {
        self == Self::Notice
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

    /// The kinds that a policy adds: reports to whom it adds, and forms of its own.
    pub fn of_policy(policy: &Policy) -> impl Iterator<Item = Self> + '_ {
        let addressees = policy.additions().addressees.iter().filter(|one| one.is.on);
        let forms = policy.forms().iter().filter(|form| form.of.is_some());
        addressees.map(|one| Self::IncidentTo(one.is.name)).chain(forms.filter_map(Self::of_form))
    }

    /// Every kind that there is under a policy.
    pub fn all(policy: &Policy) -> impl Iterator<Item = Self> + '_ {
        Self::ALL.iter().copied().chain(Self::of_policy(policy))
    }

    /// The kind that is made of a form of a policy.
    pub fn of_form(form: &PolicyForm) -> Option<Self> {
        match (form.number, form.of) {
            (1, _) => Some(Self::Application),
            (2, _) => Some(Self::ConfidentialityPledge),
            (3, _) => Some(Self::StaffPledge),
            (4, _) => Some(Self::Consent),
            (number, of) => of.map(|of| Self::Own(OwnForm { number, of })),
        }
    }

    /// The kind of a word under a policy: also of the number or the name of one of its forms (`form-5`, `5`, 「点検表」).
    pub fn find(word: &str, policy: &Policy) -> Option<Self> {
        let word = word.trim();
        let number = word.strip_prefix("form-").unwrap_or(word).parse::<u8>().ok();
        let called = |form: &&PolicyForm| {
            let whole = [Lang::Ja, Lang::En].map(|lang| form.name.get(lang));
            let short = [Lang::Ja, Lang::En].map(|lang| policy.form_title(form.number, lang));
            Some(form.number) == number || whole.contains(&word) || short.contains(&word)
        };
        let form = || policy.forms().iter().find(called).and_then(Self::of_form);
        let added = || Self::of_policy(policy).find(|kind| kind.word() == word);
        Self::from_word(word).or_else(added).or_else(form)
    }
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
            assert_eq!(PaperKind::from_word(&kind.word()), Some(*kind));
        }
        assert_eq!(PaperKind::from_word("letter"), None);
        for to in Addressee::ALL {
            assert_eq!(PaperKind::report_to((*to).into()).addressee(), Some((*to).into()));
        }
    }

    #[test]
    fn what_a_policy_adds_is_found_by_word_number_and_name() {
        let text = "base = \"minato-anshin-net\"\n[[forms]]\nnumber = 7\nname = \"鍵の預かり証（別表4）\"\non = \"staff\"\n\
            [[addressees]]\naddressee = \"city\"\ndue_days = 3\narticle = \"9\"\nname = \"市\"\n";
        let policy = Policy::parse(text).unwrap();
        let own = PaperKind::Own(OwnForm { number: 7, of: RecordKind::Staff });
        for word in ["form-7", "7", "鍵の預かり証", " 鍵の預かり証（別表4） "] {
            assert_eq!(PaperKind::find(word, &policy), Some(own), "{word}");
        }
        for word in ["form-4", "4", "患者同意書", "consent"] {
            assert_eq!(PaperKind::find(word, &policy), Some(PaperKind::Consent), "{word}");
        }
        for word in ["form-8", "8", "0", "", "鍵", "incident-ward"] {
            assert_eq!(PaperKind::find(word, &policy), None, "{word}");
        }
        let to = PaperKind::find("incident-city", &policy).unwrap();
        assert_eq!((to.word().as_ref(), to.about()), ("incident-city", Some(RecordKind::Incident)));
        assert_eq!(PaperKind::report_to(to.addressee().unwrap()), to);
        assert_eq!(PaperKind::all(&policy).count(), PaperKind::ALL.len() + 2);
    }
}
