//! What the office's settings are set to under a policy: their values, words and JSON.

use serde_json::{Value, json};

use super::{
    citable::OFFICE_CHOICE,
    office_settings::{AS_SHIPPED, OfficeField, OfficeSetting, ProgramSetting, SettingFault},
    rulebook::Policy,
    settings::Basis,
    written::OFF,
};
use crate::{
    policy::rule::{
        Rule,
        parameter::{Parameter, Unit},
    },
    register::{
        Date, Lang, Register,
        records::{Office, SettingValue},
        words::{EnumWord as _, Host},
    },
};

/// The format that `settings --format json` prints.
const FORMAT: &str = "mcs-register-settings/1";

/// What a setting is set to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen {
    /// A number.
    Number(u16),
    /// None of it.
    Off,
    /// A day.
    Day(Date),
    /// Who answers for the patients' groups.
    Host(Host),
    /// Nothing is recorded.
    NotRecorded,
}

impl OfficeSetting {
    /// Reads what somebody typed; `None` where the policy's own shall hold again.
    ///
    /// # Errors
    /// With the bounds, where it is outside them.
    pub fn read(self, typed: &str, today: Date) -> Result<Option<Chosen>, SettingFault> {
        let name = self.name();
        match (self, typed.trim()) {
            (_, AS_SHIPPED) => Ok(None),
            (Self::Office(OfficeField::KeptSince), typed) => match typed.parse::<Date>() {
                Ok(day) if day <= today => Ok(Some(Chosen::Day(day))),
                _ => Err(SettingFault::NotADay(name)),
            },
            (Self::Office(OfficeField::DefaultHost), typed) => {
                Host::from_word(typed).map(Chosen::Host).map(Some).ok_or(SettingFault::NotAHost(name))
            }
            (_, OFF) if self.may_be_off() => Ok(Some(Chosen::Off)),
            (_, typed) => {
                let (least, greatest) = self.range().unwrap_or_default();
                let number = typed.parse::<u16>().ok().filter(|number| (least..=greatest).contains(number));
                let fault = SettingFault::Bounds { name, least, greatest, off: self.may_be_off() };
                number.map(Chosen::Number).map(Some).ok_or(fault)
            }
        }
    }
}

impl ProgramSetting {
    fn number(self, policy: &Policy) -> Option<u16> {
        match self {
            Self::IdleLock => policy.idle_lock_minutes(),
            Self::LongestWaiver => policy.waiver_months(),
            Self::BackupsDaily => Some(policy.backup_rules().daily),
            Self::BackupsWeekly => Some(policy.backup_rules().weekly),
            Self::BackupsMonthly => Some(policy.backup_rules().monthly),
        }
    }
}

impl Chosen {
    /// How it is typed.
    pub fn typed(self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Off => OFF.to_owned(),
            Self::Day(day) => day.to_string(),
            Self::Host(host) => host.word().to_owned(),
            Self::NotRecorded => String::new(),
        }
    }

    /// As it stands in JSON.
    pub fn json(self) -> Value {
        match self {
            Self::Number(number) => number.into(),
            Self::NotRecorded => Value::Null,
            other => other.typed().into(),
        }
    }

    /// As the register keeps it with the policy; `None` for what stands in the office's record.
    pub fn kept(self) -> Option<SettingValue> {
        match self {
            Self::Number(number) => Some(SettingValue::Number(number.into())),
            Self::Off => Some(SettingValue::Off),
            Self::Day(_) | Self::Host(_) | Self::NotRecorded => None,
        }
    }
}

impl Policy {
    /// The settings that are the office's under this policy, in the order of the rules, then the program's, then the office's.
    pub fn office_settings(&self) -> Vec<OfficeSetting> {
        let of_rules = Rule::ALL
            .iter()
            .filter(|rule| self.is_on(**rule) && self.settings(**rule).basis != Basis::Law)
            .flat_map(|rule| {
                let parameters = rule.parameters().iter().copied();
                let office = self.settings(*rule).basis == Basis::Office;
                // Under a number of the policy's own, how early it is announced is still the office's.
                let open = parameters.filter(move |parameter| office || *parameter == Parameter::WarnDays);
                open.map(|parameter| OfficeSetting::Rule(*rule, parameter))
            });
        let of_program = ProgramSetting::ALL.iter().copied().map(OfficeSetting::Program);
        of_rules.chain(of_program).chain(OfficeField::ALL.into_iter().map(OfficeSetting::Office)).collect()
    }

    /// The setting of a name, where it is the office's under this policy.
    ///
    /// # Errors
    /// When there is none.
    pub fn office_setting(&self, name: &str) -> Result<OfficeSetting, SettingFault> {
        let found = OfficeSetting::from_name(name).filter(|setting| self.office_settings().contains(setting));
        found.ok_or_else(|| SettingFault::Unknown(name.to_owned()))
    }

    /// What a setting is set to.
    pub fn chosen(&self, setting: OfficeSetting, office: &Office) -> Chosen {
        match setting {
            OfficeSetting::Rule(rule, parameter) => {
                self.parameter(rule, parameter).map_or(Chosen::Off, Chosen::Number)
            }
            OfficeSetting::Program(setting) => setting.number(self).map_or(Chosen::Off, Chosen::Number),
            OfficeSetting::Office(OfficeField::KeptSince) => {
                office.kept_since.map_or(Chosen::NotRecorded, Chosen::Day)
            }
            OfficeSetting::Office(OfficeField::DefaultHost) => {
                office.default_host.map_or(Chosen::NotRecorded, Chosen::Host)
            }
        }
    }

    /// What a setting is called.
    pub fn setting_label(&self, setting: OfficeSetting, lang: Lang) -> String {
        match setting {
            OfficeSetting::Rule(rule, parameter) => {
                let (rule, number) = (self.words(rule).label.get(lang), parameter.name(lang));
                match lang {
                    Lang::Ja => format!("{rule}：{number}"),
                    Lang::En => format!("{rule}: {number}"),
                }
            }
            OfficeSetting::Program(setting) => setting.label(lang).to_owned(),
            OfficeSetting::Office(field) => field.label().say(lang, self).into_owned(),
        }
    }

    /// Where the policy leaves it to the office, or what it sets a number for.
    pub fn setting_article(&self, setting: OfficeSetting, lang: Lang) -> String {
        let of_rule = match setting {
            OfficeSetting::Rule(rule, _) => self.cited(rule.name(), lang),
            OfficeSetting::Program(_) | OfficeSetting::Office(_) => None,
        };
        of_rule.or_else(|| self.cited(OFFICE_CHOICE, lang)).unwrap_or_default().into_owned()
    }

    /// A value with its unit.
    pub fn setting_text(&self, setting: OfficeSetting, value: Chosen, lang: Lang) -> String {
        match (value, setting.unit()) {
            (Chosen::Number(number), Some(unit)) => unit.text(number, lang),
            (Chosen::Number(number), None) => number.to_string(),
            (Chosen::Off, _) => match lang {
                Lang::Ja => "なし".to_owned(),
                Lang::En => "none".to_owned(),
            },
            (Chosen::Day(day), _) => day.to_string(),
            (Chosen::Host(host), _) => host.say(lang).to_owned(),
            (Chosen::NotRecorded, _) => match lang {
                Lang::Ja => "記録なし".to_owned(),
                Lang::En => "not recorded".to_owned(),
            },
        }
    }

    /// All settings as JSON.
    pub fn settings_to_json(&self, register: &Register, lang: Lang) -> Value {
        let rows = self.office_settings().into_iter().map(|setting| {
            let (least, greatest) = setting.range().unzip();
            let of = |policy: &Self| policy.chosen(setting, register.office());
            let shipped = match setting {
                OfficeSetting::Office(_) => Chosen::NotRecorded,
                _ => of(self.as_left()),
            };
            json!({
                "name": setting.name(), "label": self.setting_label(setting, lang),
                "article": self.setting_article(setting, lang), "unit": setting.unit().map(Unit::word),
                "value": of(self).json(), "shipped": shipped.json(), "least": least, "greatest": greatest,
                "off": setting.may_be_off(), "set": of(self) != shipped,
            })
        });
        json!({ "format": FORMAT, "policy": self.id(), "settings": rows.collect::<Vec<_>>() })
    }
}
