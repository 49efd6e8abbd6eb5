//! What the office settles itself (第18条): the one table of its settings, with name, bounds and unit. A row is a number
//! of a rule that the policy leaves to the office, a number of the program, or a field of the office's own record.

use super::error::PolicyError;
use crate::{
    policy::rule::{
        Rule,
        parameter::{Parameter, Unit},
    },
    register::{Lang, labels::Label, records::Office},
};

macro_rules! program_settings {
    ($($(#[$doc:meta])* $setting:ident = $name:literal, $unit:ident, $least:literal..=$greatest:literal, off $off:literal,
        $ja:literal, $en:literal;)*) => {
        /// A number of the program that the policy file sets beside the rules.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum ProgramSetting { $($(#[$doc])* $setting),* }

        impl ProgramSetting {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$setting),*];

            /// Its key in the policy file.
            pub fn name(self) -> &'static str {
                match self { $(Self::$setting => $name),* }
            }

            fn unit(self) -> Unit {
                match self { $(Self::$setting => Unit::$unit),* }
            }

            /// The least and the greatest value that makes sense.
            pub(super) fn range(self) -> (u16, u16) {
                match self { $(Self::$setting => ($least, $greatest)),* }
            }

            fn may_be_off(self) -> bool {
                match self { $(Self::$setting => $off),* }
            }

            pub(super) fn label(self, lang: Lang) -> &'static str {
                match (self, lang) { $((Self::$setting, Lang::Ja) => $ja, (Self::$setting, Lang::En) => $en),* }
            }
        }
    };
}

program_settings! {
    /// Without a key for so long, the screen locks.
    IdleLock = "idle_lock_minutes", Minutes, 1..=1440, off true,
        "自動ロックまでの時間", "Lock after";
    /// For so long a waiver may run.
    LongestWaiver = "waiver_longest_months", Months, 1..=1200, off true,
        "例外承認の最長期間", "Longest waiver";
    /// Of so many last days a backup is kept.
    BackupsDaily = "backup.daily", Days, 0..=366, off false,
        "残すバックアップ：日ごと", "Backups kept: days";
    /// Of so many last weeks a backup is kept.
    BackupsWeekly = "backup.weekly", Weeks, 0..=366, off false,
        "残すバックアップ：週ごと", "Backups kept: weeks";
    /// Of so many last months a backup is kept.
    BackupsMonthly = "backup.monthly", Months, 0..=366, off false,
        "残すバックアップ：月ごと", "Backups kept: months";
}

/// A field of the office's own record that decides what is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfficeField {
    /// From when the register is kept.
    KeptSince,
    /// Who answers for a patient's group that does not say.
    DefaultHost,
}

impl OfficeField {
    pub(super) const ALL: [Self; 2] = [Self::KeptSince, Self::DefaultHost];

    fn name(self) -> &'static str {
        match self {
            Self::KeptSince => "kept_since",
            Self::DefaultHost => "default_host",
        }
    }

    pub(super) fn label(self) -> Label {
        match self {
            Self::KeptSince => Office::kept_since,
            Self::DefaultHost => Office::default_host,
        }
    }
}

/// A setting of the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfficeSetting {
    /// A number of a rule.
    Rule(Rule, Parameter),
    /// A number of the program.
    Program(ProgramSetting),
    /// A field of the office's record.
    Office(OfficeField),
}

/// Why a value cannot be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingFault {
    /// There is no such setting under the policy in force.
    Unknown(String),
    /// Not a number within the bounds.
    Bounds {
        /// The setting.
        name: String,
        /// The least value.
        least: u16,
        /// The greatest value.
        greatest: u16,
        /// Whether it may be switched off.
        off: bool,
    },
    /// No backup at all would be kept.
    NoBackups,
    /// Not a day that has come.
    NotADay(String),
    /// Neither of the two words.
    NotAHost(String),
    /// What the register holds is no policy.
    Policy(Box<PolicyError>),
}

impl SettingFault {
    /// What is wrong, and what may be written.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Unknown(name), Lang::Ja) => {
                format!("設定「{name}」はありません。設定の名前は mcs-register settings で確かめてください。")
            }
            (Self::Unknown(name), Lang::En) => {
                format!("There is no setting \"{name}\". `mcs-register settings` lists them.")
            }
            (Self::Bounds { name, least, greatest, off }, Lang::Ja) => {
                let off = if *off { "、または off" } else { "" };
                format!("「{name}」は {least} から {greatest} までの整数{off}にしてください。")
            }
            (Self::Bounds { name, least, greatest, off }, Lang::En) => {
                let off = if *off { ", or off" } else { "" };
                format!("Set \"{name}\" to a whole number from {least} to {greatest}{off}.")
            }
            (Self::NoBackups, Lang::Ja) => {
                "バックアップの数を3つとも 0 にはできません。どれかを 1 から 366 までにしてください。"
                    .to_owned()
            }
            (Self::NoBackups, Lang::En) => {
                "The three numbers of backups cannot all be 0. Set one of them from 1 to 366.".to_owned()
            }
            (Self::NotADay(name), Lang::Ja) => {
                format!("「{name}」は今日までの日付（例：2026-04-01）にしてください。")
            }
            (Self::NotADay(name), Lang::En) => {
                format!("Set \"{name}\" to a day up to today, such as 2026-04-01.")
            }
            (Self::NotAHost(name), Lang::Ja) => {
                format!("「{name}」は own（自事業所）か other（他の事業所）にしてください。")
            }
            (Self::Policy(error), lang) => error.message(lang),
            (Self::NotAHost(name), Lang::En) => format!("Set \"{name}\" to own or other."),
        }
    }
}

/// The word for a setting that is left to the policy again.
pub const AS_SHIPPED: &str = "default";

impl OfficeSetting {
    /// Its name on the command line and in the register.
    pub fn name(self) -> String {
        match self {
            Self::Rule(rule, parameter) => format!("{rule}.{}", parameter.key()),
            Self::Program(setting) => setting.name().to_owned(),
            Self::Office(field) => field.name().to_owned(),
        }
    }

    /// The setting of a name, whatever the policy.
    pub fn from_name(name: &str) -> Option<Self> {
        let rules = Rule::ALL
            .iter()
            .flat_map(|rule| rule.parameters().iter().map(|parameter| Self::Rule(*rule, *parameter)));
        let others = ProgramSetting::ALL.iter().copied().map(Self::Program);
        let office = OfficeField::ALL.into_iter().map(Self::Office);
        rules.chain(others).chain(office).find(|setting| setting.name() == name)
    }

    /// The least and the greatest value, where it is a number.
    pub fn range(self) -> Option<(u16, u16)> {
        match self {
            Self::Rule(_, parameter) => Some(parameter.range()),
            Self::Program(setting) => Some(setting.range()),
            Self::Office(_) => None,
        }
    }

    /// What may be typed where it is no number.
    pub fn words(self) -> &'static str {
        match self {
            Self::Office(OfficeField::KeptSince) => "2026-04-01",
            Self::Office(OfficeField::DefaultHost) => "own / other",
            Self::Rule(..) | Self::Program(_) => "",
        }
    }

    /// Whether it may be switched off. A duty of the policy may not.
    pub fn may_be_off(self) -> bool {
        matches!(self, Self::Program(setting) if setting.may_be_off())
    }

    /// The steps to it in the policy file.
    pub(super) fn path(self) -> Vec<&'static str> {
        match self {
            Self::Rule(rule, parameter) => vec!["rules", rule.name(), parameter.key()],
            Self::Program(setting) => setting.name().split('.').collect(),
            Self::Office(_) => Vec::new(),
        }
    }

    pub(super) fn unit(self) -> Option<Unit> {
        match self {
            Self::Rule(_, parameter) => Some(parameter.unit()),
            Self::Program(setting) => Some(setting.unit()),
            Self::Office(_) => None,
        }
    }
}
