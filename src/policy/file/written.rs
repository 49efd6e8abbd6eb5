//! The policy file as it is written (TOML), before it is checked.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Deserializer, de};

use super::{citable::Citations, settings::Basis};
use crate::{
    policy::rule::parameter::{Parameter, for_every_parameter},
    register::{Lang, RecordKind, hidden::visible},
};

/// The format that this program reads.
pub(super) const FORMAT: &str = "mcs-register-policy/1";

/// A text in both languages. In the file the English may be left out: the Japanese is shown then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Japanese.
    pub ja: String,
    /// English.
    pub en: String,
}

impl Text {
    fn of(ja: &str, en: Option<&str>) -> Self {
        let ja = visible(ja).into_owned();
        let en = en.map_or_else(|| ja.clone(), |en| visible(en).into_owned());
        Self { ja, en }
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Languages {
            ja: String,
            en: Option<String>,
        }
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Text;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, or { ja = \"…\", en = \"…\" }")
            }

            fn visit_str<E: de::Error>(self, ja: &str) -> Result<Text, E> {
                Ok(Text::of(ja, None))
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Text, A::Error> {
                let Languages { ja, en } =
                    Languages::deserialize(de::value::MapAccessDeserializer::new(map))?;
                Ok(Text::of(&ja, en.as_deref()))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// A text that people will see: the file may have escaped a control character into it.
fn shown<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    String::deserialize(deserializer).map(|text| visible(&text).into_owned())
}

impl Text {
    /// The text in a language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ja => &self.ja,
            Lang::En => &self.en,
        }
    }
}

/// The reasons of a removal where the file names none of its own.
fn removal_reasons() -> Vec<Text> {
    [
        ("退職したため", "Left the office"),
        ("担当から外れたため", "No longer on the patient's team"),
        ("患者の利用終了のため", "The patient no longer uses MCS"),
        ("誤って招待したため", "Invited by mistake"),
        ("事務局の指示による", "Ordered by the secretariat"),
        ("本人の申し出による", "At the person's own wish"),
    ]
    .map(|(ja, en)| Text { ja: ja.to_owned(), en: en.to_owned() })
    .to_vec()
}

/// The longest waiver where the file names none, as no file of before this number does.
fn waiver_longest_months() -> Setting {
    Setting::Number(12)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PolicyFile {
    pub format: String,
    pub id: String,
    pub version: Option<String>,
    pub in_force_on: Option<String>,
    pub revised_on: Option<String>,
    /// Whether its association has still to check it.
    #[serde(default)]
    pub draft: bool,
    pub title: Text,
    /// Of every file that has `citations`.
    pub network: Option<Text>,
    pub secretariat: Text,
    /// The same with its legal form, as papers are addressed.
    pub secretariat_addressed: Option<String>,
    /// What the office is called that answers for a patient's group. A file of 0.1.0 does not say.
    pub host: Option<Text>,
    #[serde(deserialize_with = "shown")]
    pub free_group_prefix: String,
    pub idle_lock_minutes: Setting,
    #[serde(default = "waiver_longest_months")]
    pub waiver_longest_months: Setting,
    pub backup: Option<BackupFile>,
    pub citations: Option<Citations>,
    pub forms: Vec<FormFile>,
    #[serde(default = "removal_reasons")]
    pub removal_reasons: Vec<Text>,
    pub controls: Vec<ControlFile>,
    pub rules: BTreeMap<String, RuleFile>,
    pub incident_kinds: BTreeMap<String, IncidentKindFile>,
    /// Duties of its own, and further addressees of an incident's report.
    #[serde(default)]
    pub duties: Vec<DutyFile>,
    #[serde(default)]
    pub addressees: Vec<AddresseeFile>,
}

/// What is named is on, unless it says otherwise.
fn yes() -> bool {
    true
}

/// What is named is a duty, unless it says otherwise.
fn must() -> LevelSetting {
    LevelSetting::Must
}

/// How many backups are kept; what is not named is as [`super::settings::BackupRules::default`] says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BackupFile {
    pub daily: Option<i64>,
    pub weekly: Option<i64>,
    pub monthly: Option<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FormFile {
    pub number: u8,
    pub name: Text,
    /// What one is about, of a form that the program does not know.
    pub on: Option<OnWord>,
    /// What stands on it, as a file of the forms says it.
    pub form: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ControlFile {
    pub control: String,
    #[serde(default = "yes")]
    pub enabled: bool,
    #[serde(deserialize_with = "shown")]
    pub article: String,
    #[serde(default = "must")]
    pub level: LevelSetting,
    /// The kinds of device to which it applies. A file of 0.1.0 does not say.
    pub kinds: Option<Vec<String>>,
    pub name: Text,
    /// Of one of the policy's own its name may say all.
    pub says: Option<Text>,
}

/// What every duty and addressee of the policy's own says of itself, as it is written.
pub(super) struct Head {
    pub word: String,
    pub enabled: bool,
    pub article: String,
    pub level: LevelSetting,
    pub name: Text,
    pub says: Option<Text>,
    pub next_step: Option<Text>,
}

/// A row with a [`Head`], which is known by `$by`. (Serde's own way to share fields would know neither an unknown key nor the
/// line of a mistake.)
macro_rules! headed {
    ($(#[$doc:meta])* $file:ident, $by:ident, { $($(#[$of:meta])* $key:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $file {
            $by: String,
            $($(#[$of])* pub $key: $type,)*
            #[serde(default = "yes")]
            enabled: bool,
            #[serde(deserialize_with = "shown")]
            article: String,
            #[serde(default = "must")]
            level: LevelSetting,
            name: Text,
            says: Option<Text>,
            next_step: Option<Text>,
        }

        impl $file {
            /// What it says of itself.
            pub fn head(self) -> Head {
                let Self { $by: word, enabled, article, level, name, says, next_step, .. } = self;
                Head { word, enabled, article, level, name, says, next_step }
            }
        }
    };
}

headed!(
    /// A duty as it is written.
    DutyFile, duty, {
        /// Whose it is.
        on: OnWord,
        shape: ShapeWord,
        interval_months: Option<i64>,
        warn_days: Option<i64>,
        /// The kinds of device or group to which it applies.
        kinds: Option<Vec<String>>,
        /// The form of the policy's own by which it is done.
        form: Option<u8>,
    }
);

headed!(
    /// An addressee as it is written.
    AddresseeFile, addressee, {
        due_days: Setting,
        /// The kinds of incident that are reported to it; all but near misses where the file does not say.
        kinds: Option<Vec<String>>,
    }
);

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum OnWord {
    Office,
    Staff,
    Device,
    Group,
}

impl OnWord {
    /// The kind of record.
    pub fn kind(self) -> RecordKind {
        match self {
            Self::Office => RecordKind::Office,
            Self::Staff => RecordKind::Staff,
            Self::Device => RecordKind::Device,
            Self::Group => RecordKind::Group,
        }
    }
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum ShapeWord {
    Day,
    Yes,
    Paper,
}

macro_rules! rule_file {
    ($($(#[$doc:meta])* $parameter:ident = $key:ident, $placeholder:literal, $unit:ident,
        $least:literal..=$greatest:literal, $ja:literal, $en:literal;)*) => {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct RuleFile {
            pub enabled: bool,
            /// Of every rule but those of the controls, which have their own.
            pub article: Option<String>,
            pub level: Option<LevelSetting>,
            pub basis: Basis,
            /// Of the change of passwords: while what of a person nothing is asked for.
            pub not_while: Option<Vec<String>>,
            $($key: Option<Setting>,)*
            pub label: Text,
            pub matter: Option<Text>,
            pub sentences: BTreeMap<String, Text>,
            pub says: Option<Text>,
            pub number: Option<Text>,
            pub guideline: Option<Text>,
            pub next_step: Text,
        }

        impl RuleFile {
            /// What it sets for a parameter.
            pub fn setting(&self, parameter: Parameter) -> Option<Setting> {
                match parameter { $(Parameter::$parameter => self.$key),* }
            }
        }
    };
}

for_every_parameter!(rule_file);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IncidentKindFile {
    pub name: Text,
    pub first_response: Vec<ResponseStep>,
}

/// A step of the first response to a kind of incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResponseStep {
    /// What is done.
    pub text: Text,
    /// What is asked for once it is done, such as the number under which the police took it in.
    pub ask: Option<Text>,
}

impl<'de> Deserialize<'de> for ResponseStep {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        /// As it is written: a text, and what is asked for beside it.
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Step {
            ja: String,
            en: Option<String>,
            ask: Option<Text>,
        }
        let Step { ja, en, ask } = Step::deserialize(deserializer)?;
        Ok(Self { text: Text::of(&ja, en.as_deref()), ask })
    }
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum LevelSetting {
    Must,
    Recommended,
    Consider,
    Off,
}

/// A number, or `"off"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Setting {
    Number(i64),
    Off,
}

impl<'de> Deserialize<'de> for Setting {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Setting;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number or \"off\"")
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Setting, E> {
                Ok(Setting::Number(number))
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Setting, E> {
                Ok(Setting::Number(i64::try_from(number).unwrap_or(i64::MAX)))
            }

            fn visit_str<E: de::Error>(self, word: &str) -> Result<Setting, E> {
                if word == OFF {
                    Ok(Setting::Off)
                } else {
                    Err(E::invalid_value(de::Unexpected::Str(word), &self))
                }
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// The word that sets an article, a level, a parameter or the prefix off, and with it the rule.
pub(super) const OFF: &str = "off";
