//! What another policy, or another setting of the office, does to the findings: seen before it is recorded.

use rustc_hash::FxHashSet;

use crate::{
    policy::{
        file::{
            chosen::Chosen,
            error::PolicyError,
            office_settings::{OfficeField, OfficeSetting, SettingFault},
            rulebook::Policy,
        },
        judge::{
            finding::{Counts, Finding, Urgency},
            judge,
        },
        rule::Rule,
    },
    register::{Command, Date, Key, Lang, Record, Register, records::PolicySheet},
};

/// The findings of a register as it is judged now, against those as they would be.
#[derive(Debug, Clone)]
pub struct Simulation {
    before: Vec<Finding>,
    after: Vec<Finding>,
}

impl Simulation {
    /// The same records under two policies, or before and after a change of them.
    pub fn of(before: (&Register, &Policy), after: (&Register, &Policy), today: Date) -> Self {
        let of = |(register, policy): (&Register, &Policy)| judge(register, policy, today);
        Self { before: of(before), after: of(after) }
    }

    /// The findings that would be no more.
    pub fn gone(&self) -> Vec<&Finding> {
        without(&self.before, &self.after)
    }

    /// The findings that would be new.
    pub fn come(&self) -> Vec<&Finding> {
        without(&self.after, &self.before)
    }

    /// How many of each urgency there are, before and after; of one rule, or of all.
    pub fn counts(&self, rule: Option<Rule>) -> [Counts; 2] {
        let of = |findings: &[Finding]| {
            Counts::of(findings.iter().filter(|finding| rule.is_none_or(|rule| finding.rule == rule)))
        };
        [of(&self.before), of(&self.after)]
    }

    /// What would change, by urgency: 「期限超過 30→4」.
    pub fn say(&self, rule: Option<Rule>, lang: Lang) -> String {
        let [before, after] = self.counts(rule);
        let shifts = Urgency::ALL.iter().filter_map(|urgency| {
            let (was, is) = (before.get(*urgency), after.get(*urgency));
            (was != is).then(|| format!("{} {was}→{is}", urgency.name(lang)))
        });
        let shifts: Vec<String> = shifts.collect();
        match (shifts.is_empty(), lang) {
            (true, Lang::Ja) => "本日の指摘は変わりません".to_owned(),
            (true, Lang::En) => "today's findings stay the same".to_owned(),
            (false, Lang::Ja) => shifts.join("、"),
            (false, Lang::En) => shifts.join(", "),
        }
    }
}

/// The findings that have no match among others; how pressing they are makes no difference.
fn without<'f>(findings: &'f [Finding], others: &[Finding]) -> Vec<&'f Finding> {
    let identity = |finding: &Finding| (finding.rule, finding.subject.clone(), finding.detail.clone());
    let there: FxHashSet<_> = others.iter().map(identity).collect();
    findings.iter().filter(|finding| !there.contains(&identity(finding))).collect()
}

/// A change of the policy or of a setting, with what it does to the findings.
#[derive(Debug, Clone)]
pub struct PolicyStep {
    /// The change.
    pub command: Command,
    /// The policy that judges after it.
    pub policy: Policy,
    /// What it does.
    pub simulation: Simulation,
    /// Which setting it is about, and what that is before and after; none where it is the policy itself.
    pub setting: Option<(OfficeSetting, Chosen, Chosen)>,
}

impl PolicyStep {
    /// Another policy in the place of the one in force.
    ///
    /// # Errors
    /// When what shall judge is no policy.
    pub fn to(
        sheet: PolicySheet,
        register: &Register,
        policy: &Policy,
        today: Date,
    ) -> Result<Self, PolicyError> {
        let judges = Policy::of(&sheet)?;
        let then = register.clone().judged_by(sheet.clone());
        let simulation = Simulation::of((register, policy), (&then, &judges), today);
        let record = |sheet: PolicySheet| Box::new(Record::Policy(sheet));
        let (before, after) = (record(register.policy().clone()), record(sheet));
        let command = Command::Edit { key: Key::Policy, before, after };
        Ok(Self { command, policy: judges, simulation, setting: None })
    }

    /// A setting as somebody typed it.
    ///
    /// # Errors
    /// When it is none, or outside its bounds.
    pub fn set(
        name: &str,
        typed: &str,
        register: &Register,
        policy: &Policy,
        today: Date,
    ) -> Result<Self, SettingFault> {
        let setting = policy.office_setting(name)?;
        let chosen = setting.read(typed, today)?;
        let unfit = |error: PolicyError| match setting {
            // Each number is within its bounds: together they keep none.
            OfficeSetting::Program(_) => SettingFault::NoBackups,
            _ => SettingFault::Policy(Box::new(error)),
        };
        let was = policy.chosen(setting, register.office());
        let (command, then) = if let OfficeSetting::Office(field) = setting {
            let mut office = register.office().clone();
            match (field, chosen) {
                (OfficeField::KeptSince, Some(Chosen::Day(day))) => office.kept_since = Some(day),
                (OfficeField::KeptSince, _) => office.kept_since = None,
                (OfficeField::DefaultHost, Some(Chosen::Host(host))) => office.default_host = Some(host),
                (OfficeField::DefaultHost, _) => office.default_host = None,
            }
            let record = |office| Box::new(Record::Office(office));
            let (before, after) = (record(register.office().clone()), record(office));
            (Command::Edit { key: Key::Office, before, after }, register.policy().clone())
        } else {
            let kept = chosen.and_then(Chosen::kept);
            let sheet = register.policy().with_setting(&setting.name(), kept).map_err(unfit)?;
            let record = |sheet| Box::new(Record::Policy(sheet));
            let (before, after) = (record(register.policy().clone()), record(sheet.clone()));
            (Command::Edit { key: Key::Policy, before, after }, sheet)
        };
        let judges = Policy::of(&then).map_err(unfit)?;
        let mut after = register.clone();
        if let Ok(change) = command.plan(register, today) {
            // It was planned against this very register.
            let _ = after.apply(&change);
        }
        let simulation = Simulation::of((register, policy), (&after, &judges), today);
        let is = judges.chosen(setting, after.office());
        Ok(Self { command, policy: judges, simulation, setting: Some((setting, was, is)) })
    }

    /// Whether it says what is so already.
    pub fn changes_nothing(&self) -> bool {
        matches!(&self.command, Command::Edit { before, after, .. } if before == after)
    }

    /// What it changes, in one line: 「メンバーの精査：間隔 3か月→6か月：期限超過 30→4」.
    pub fn say(&self, lang: Lang) -> String {
        let Some((setting, was, is)) = self.setting else {
            let said = self.simulation.say(None, lang);
            return match lang {
                Lang::Ja => format!("{}：{said}", self.policy.title(lang)),
                Lang::En => format!("{}: {said}", self.policy.title(lang)),
            };
        };
        let rule = match setting {
            OfficeSetting::Rule(rule, _) => Some(rule),
            OfficeSetting::Program(_) | OfficeSetting::Office(_) => None,
        };
        let (label, said) = (self.policy.setting_label(setting, lang), self.simulation.say(rule, lang));
        let [was, is] = [was, is].map(|value| self.policy.setting_text(setting, value, lang));
        match lang {
            Lang::Ja => format!("{label} {was}→{is}：{said}"),
            Lang::En => format!("{label} {was} → {is}: {said}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::{document::decode, records::SettingValue};

    const OFFICE: &str = r#"{"format": "mcs-register/1", "office": {"kept_since": "2026-04-01"},
        "staff": [{"id": "S-1", "mcs": {"login": "a"}}],
        "groups": [
            {"id": "G-1", "kind": "patient", "opened_on": "2026-05-01"},
            {"id": "G-2", "kind": "patient", "opened_on": "2026-07-15"},
            {"id": "G-3", "kind": "patient", "opened_on": "2026-11-01"}]}"#;

    fn today() -> Date {
        "2026-11-30".parse().unwrap()
    }

    #[test]
    fn what_is_said_of_a_setting_is_what_then_happens() {
        let register = decode(OFFICE.as_bytes(), &|_| None).unwrap();
        let policy = Policy::minato().unwrap();
        let name = "membership-review.interval_months";
        let step = PolicyStep::set(name, "6", &register, &policy, today()).unwrap();
        assert_eq!(step.say(Lang::Ja), "メンバーの精査：間隔 3か月→6か月：期限超過 2→1");
        assert_eq!((step.simulation.gone().len(), step.simulation.come().len()), (1, 0));
        let change = step.command.plan(&register, today()).unwrap();
        let mut then = register.clone();
        then.apply(&change).unwrap();
        let kept = Policy::of(then.policy()).unwrap();
        assert_eq!(judge(&then, &kept, today()), step.simulation.after);
        assert_eq!(then.policy().settings.get(name), Some(SettingValue::Number(6)));
        assert_eq!(then.policy().id.as_deref(), Some("minato-anshin-net"));
        // Taken back, and left to the policy again.
        then.apply(&change.inverse()).unwrap();
        assert_eq!(then, register);
        then.apply(&change).unwrap();
        let back = PolicyStep::set(name, "default", &then, &kept, today()).unwrap();
        assert_eq!(back.say(Lang::En), "Review of members: interval 6 months → 3 months: Overdue 1→2");
    }

    #[test]
    fn bounds_are_checked_and_said() {
        let register = decode(OFFICE.as_bytes(), &|_| None).unwrap();
        let policy = Policy::minato().unwrap();
        for (name, typed, said) in [
            ("membership-review.interval_months", "0", "1 から 1200"),
            ("membership-review.interval_months", "off", "1 から 1200"),
            ("membership-review.interval_months", "三", "1 から 1200"),
            ("idle_lock_minutes", "1441", "1 から 1440 までの整数、または off"),
            ("backup.daily", "400", "0 から 366"),
            ("password-age.interval_months", "3", "設定「password-age.interval_months」はありません"),
            ("incident-final.due_days", "40", "ありません"),
            ("kept_since", "2026-12-01", "今日までの日付"),
            ("default_host", "we", "own"),
            ("nothing", "1", "ありません"),
        ] {
            let fault = PolicyStep::set(name, typed, &register, &policy, today()).unwrap_err();
            assert!(fault.message(Lang::Ja).contains(said), "{name} {typed}: {}", fault.message(Lang::Ja));
            assert!(fault.message(Lang::En).contains(name), "{name}");
        }
        // How early a number of the policy's own is announced is the office's.
        assert!(PolicyStep::set("password-age.warn_days", "30", &register, &policy, today()).is_ok());
    }

    #[test]
    fn no_backup_at_all_is_not_to_be_kept() {
        let mut register = decode(OFFICE.as_bytes(), &|_| None).unwrap();
        for name in ["backup.daily", "backup.weekly"] {
            let policy = Policy::of(register.policy()).unwrap();
            let step = PolicyStep::set(name, "0", &register, &policy, today()).unwrap();
            register.apply(&step.command.plan(&register, today()).unwrap()).unwrap();
        }
        let policy = Policy::of(register.policy()).unwrap();
        let fault = PolicyStep::set("backup.monthly", "0", &register, &policy, today()).unwrap_err();
        assert_eq!(fault, SettingFault::NoBackups);
    }

    #[test]
    fn who_hosts_is_a_setting_of_the_offices_own_record() {
        let register = decode(OFFICE.as_bytes(), &|_| None).unwrap();
        let policy = Policy::minato().unwrap();
        let step = PolicyStep::set("default_host", "other", &register, &policy, today()).unwrap();
        assert!(step.simulation.gone().len() > 5 && step.simulation.come().is_empty());
        assert!(matches!(step.command, Command::Edit { key: Key::Office, .. }));
    }

    #[test]
    fn another_policy_shows_what_comes_and_goes() {
        let register = decode(OFFICE.as_bytes(), &|_| None).unwrap();
        let policy = Policy::minato().unwrap();
        let text = "base = \"minato-anshin-net\"\nunnamed = \"off\"\nid = \"tempozan\"\ntitle = \"天保山指針\"\n\
                    rules.membership-review.article = \"第9条\"\nrules.membership-review.interval_months = 2\n";
        let sheet = Policy::take_file(text, register.policy(), today()).unwrap();
        let step = PolicyStep::to(sheet, &register, &policy, today()).unwrap();
        assert!(step.say(Lang::Ja).starts_with("天保山指針："), "{}", step.say(Lang::Ja));
        assert!(step.simulation.come().is_empty());
        assert!(step.simulation.gone().iter().all(|finding| finding.rule != Rule::MembershipReview));
        assert!(!step.simulation.gone().is_empty());
    }
}
