//! Which edition of a policy judges, in words, and what the office set otherwise than the policy has it.

use super::{chosen::Chosen, office_settings::OfficeSetting, rulebook::Policy};
use crate::register::{Date, Lang, records::Office, wareki::format_wareki};

/// A setting of the office that is not as the policy has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SetOtherwise {
    /// Which.
    pub setting: OfficeSetting,
    /// As the policy has it.
    pub shipped: Chosen,
    /// As the office set it.
    pub now: Chosen,
}

impl Policy {
    /// Its edition and since when it is in force: 「版 2020-10-01、令和2年4月1日施行、令和2年10月1日改訂」.
    pub fn edition(&self, lang: Lang) -> String {
        let day = |day: Date| match lang {
            Lang::Ja => format_wareki(day),
            Lang::En => day.to_string(),
        };
        let version = self.version().map(|version| match lang {
            Lang::Ja => format!("版 {version}"),
            Lang::En => format!("edition {version}"),
        });
        let in_force = match (self.in_force_on().map(day), lang) {
            (Some(day), Lang::Ja) => format!("{day}施行"),
            (Some(day), Lang::En) => format!("in force since {day}"),
            (None, Lang::Ja) => "施行日の記載なし".to_owned(),
            (None, Lang::En) => "without a day from which it is in force".to_owned(),
        };
        let revised = self.revised_on().map(day).map(|day| match lang {
            Lang::Ja => format!("{day}改訂"),
            Lang::En => format!("revised on {day}"),
        });
        let parts: Vec<String> = [version, Some(in_force), revised].into_iter().flatten().collect();
        parts.join(if lang == Lang::Ja { "、" } else { ", " })
    }

    /// Its title with its edition: 「港あんしんネット運用ポリシー（版 2020-10-01、令和2年4月1日施行）」.
    pub fn named_with_edition(&self, lang: Lang) -> String {
        let (title, edition) = (self.title(lang), self.edition(lang));
        match lang {
            Lang::Ja => format!("{title}（{edition}）"),
            Lang::En => format!("{title} ({edition})"),
        }
    }

    /// What the office set otherwise than the policy has it, in the order of the settings. What stands in the office's own
    /// record the policy has no value for.
    pub fn set_otherwise(&self, office: &Office) -> Vec<SetOtherwise> {
        let numbers = self.office_settings().into_iter().filter(|setting| setting.range().is_some());
        let rows = numbers.map(|setting| {
            let [shipped, now] = [self.as_left(), self].map(|policy| policy.chosen(setting, office));
            SetOtherwise { setting, shipped, now }
        });
        rows.filter(|row| row.shipped != row.now).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::records::{PolicySheet, SettingValue};

    #[test]
    fn an_edition_says_what_its_file_says() {
        let minato = Policy::minato().unwrap();
        assert_eq!(minato.edition(Lang::Ja), "版 2020-10-01、令和2年4月1日施行、令和2年10月1日改訂");
        assert_eq!(
            minato.edition(Lang::En),
            "edition 2020-10-01, in force since 2020-04-01, revised on 2020-10-01"
        );
        let today = "2026-11-30".parse().unwrap();
        let sheet = Policy::take_shipped("tsuyama", &PolicySheet::default(), today).unwrap();
        assert_eq!(Policy::of(&sheet).unwrap().edition(Lang::Ja), "版 draft-1、施行日の記載なし");
    }

    #[test]
    fn what_the_office_set_stands_beside_what_the_policy_has() {
        let mut sheet = PolicySheet::default();
        let office = Office::default();
        assert!(Policy::of(&sheet).unwrap().set_otherwise(&office).is_empty());
        sheet.settings.set("membership-review.interval_months", Some(SettingValue::Number(6)));
        sheet.settings.set("idle_lock_minutes", Some(SettingValue::Off));
        // Set to what the policy has anyway.
        sheet.settings.set("training.interval_months", Some(SettingValue::Number(12)));
        let policy = Policy::of(&sheet).unwrap();
        let rows: Vec<(String, Chosen, Chosen)> = policy
            .set_otherwise(&office)
            .iter()
            .map(|row| (row.setting.name(), row.shipped, row.now))
            .collect();
        assert_eq!(
            rows,
            [
                ("membership-review.interval_months".to_owned(), Chosen::Number(3), Chosen::Number(6)),
                ("idle_lock_minutes".to_owned(), Chosen::Number(4), Chosen::Off),
            ]
        );
    }
}
