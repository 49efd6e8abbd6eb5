//! The policy that a register is judged by, from what the register says of it.

use super::{
    error::{PolicyError, PolicyFault},
    office_settings::OfficeSetting,
    rulebook::Policy,
    shipped::{MINATO, Shelf},
};
use crate::register::{
    Date,
    records::{PolicySettings, PolicySheet, SettingValue},
};

/// A newer edition of a register's base that came with the program: it judges once an administrator takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewerEdition {
    /// The base.
    pub base: String,
    /// The edition that judges.
    pub judges: String,
    /// The one that waits.
    pub waits: String,
}

impl Policy {
    /// The policy that a register is judged by; the built-in one where it names none.
    ///
    /// # Errors
    /// When what the register holds is no policy that this program can read.
    pub fn of(sheet: &PolicySheet) -> Result<Self, PolicyError> {
        Self::of_shelf(sheet, Shelf::of_program())
    }

    pub(super) fn of_shelf(sheet: &PolicySheet, shelf: Shelf<'static>) -> Result<Self, PolicyError> {
        let base = base_of(sheet);
        let version = sheet.base_version.as_deref();
        // Registers that name no edition began with the oldest.
        let version = version.or_else(|| shelf.oldest(base?).map(|edition| edition.version));
        if let (Some(base), Some(version)) = (base, version)
            && shelf.pinned(base, version).edition(base).is_none()
        {
            let edition = format!("{base} {version}");
            return Err(PolicyError::at("base_version", PolicyFault::NoSuchEdition(edition)));
        }
        let shelf = match (base, version) {
            (Some(base), Some(version)) => shelf.pinned(base, version),
            _ => shelf,
        };
        let text = match (sheet.layer.as_deref(), base) {
            (Some(layer), _) => layer,
            (None, base) => {
                let base = base.unwrap_or(MINATO);
                let missing = || PolicyError::at("base", PolicyFault::NoSuchBase(shelf.ids()));
                shelf.text(base).ok_or_else(missing)?
            }
        };
        let policy = Self::parse_with(text, shelf, &sheet.settings)?;
        let open = policy.office_settings();
        let closed = |name: &&str| {
            let setting = OfficeSetting::from_name(name).filter(|setting| !open.contains(setting));
            // What was set of a rule that is off by now does nothing.
            setting.is_some_and(|setting| match setting {
                OfficeSetting::Rule(rule, _) => policy.is_on(rule),
                OfficeSetting::Program(_) | OfficeSetting::Office(_) => true,
            })
        };
        match sheet.settings.recorded().map(|(name, _)| name).find(closed) {
            Some(name) => Err(PolicyError::at(name, PolicyFault::NotTheOffices)),
            None => Ok(policy),
        }
    }

    /// What a new register says: the edition with which it began, where the program has had others. One that names none began
    /// with the first.
    pub fn for_a_new_register() -> PolicySheet {
        Self::for_new_of(Shelf::of_program())
    }

    fn for_new_of(shelf: Shelf<'_>) -> PolicySheet {
        let newest = shelf.newest(MINATO).filter(|newest| shelf.oldest(MINATO) != Some(*newest));
        newest.map_or_else(PolicySheet::default, |edition| PolicySheet {
            base: Some(edition.id.to_owned()),
            base_version: Some(edition.version.to_owned()),
            ..PolicySheet::default()
        })
    }

    /// What a register is to say once it is judged by a policy that comes with the program.
    ///
    /// # Errors
    /// When there is none of this id.
    pub fn take_shipped(id: &str, now: &PolicySheet, today: Date) -> Result<PolicySheet, PolicyError> {
        let shelf = Shelf::of_program();
        let missing = || PolicyError::at("base", PolicyFault::NoSuchBase(shelf.ids()));
        let edition = shelf.newest(id).ok_or_else(missing)?;
        let sheet = PolicySheet {
            base: Some(edition.id.to_owned()),
            base_version: Some(edition.version.to_owned()),
            since: Some(today),
            ..PolicySheet::default()
        };
        complete(sheet, now)
    }

    /// What a register is to say once it is judged by a policy file.
    ///
    /// # Errors
    /// When the text is no policy file.
    pub fn take_file(text: &str, now: &PolicySheet, today: Date) -> Result<PolicySheet, PolicyError> {
        let policy = Self::parse(text)?;
        let shelf = Shelf::of_program();
        let base = policy.base().and_then(|base| shelf.newest(base));
        let sheet = PolicySheet {
            base: base.map(|edition| edition.id.to_owned()),
            base_version: base.map(|edition| edition.version.to_owned()),
            layer: Some(text.to_owned()),
            since: Some(today),
            ..PolicySheet::default()
        };
        complete(sheet, now)
    }

    /// Whether an id is that of a policy that comes with the program.
    pub fn is_shipped(id: &str) -> bool {
        Shelf::of_program().newest(id).is_some()
    }

    /// The ids of the policies that come with the program.
    pub fn shipped_ids() -> String {
        Shelf::of_program().ids()
    }
}

impl PolicySheet {
    /// The same with a setting of the office's, or without it; it names the edition that judges.
    ///
    /// # Errors
    /// When what the register holds is no policy.
    pub fn with_setting(&self, name: &str, value: Option<SettingValue>) -> Result<Self, PolicyError> {
        let mut now = self.clone();
        now.settings.set(name, value);
        let program = Shelf::of_program();
        let base = base_of(self).map(str::to_owned);
        let version = self.base_version.clone();
        let oldest = || {
            base.as_deref().and_then(|base| program.oldest(base)).map(|edition| edition.version.to_owned())
        };
        let sheet = Self {
            base_version: version.or_else(oldest),
            base,
            settings: PolicySettings::default(),
            ..now.clone()
        };
        complete(sheet, &now)
    }
}

impl NewerEdition {
    /// The edition that waits for a register, where one does.
    pub fn of(sheet: &PolicySheet) -> Option<Self> {
        Self::of_shelf(sheet, Shelf::of_program())
    }

    fn of_shelf(sheet: &PolicySheet, shelf: Shelf<'_>) -> Option<Self> {
        let base = base_of(sheet)?;
        let judges =
            sheet.base_version.as_deref().or_else(|| shelf.oldest(base).map(|edition| edition.version))?;
        let newest = shelf.newest(base)?.version;
        (newest != judges).then(|| Self {
            base: base.to_owned(),
            judges: judges.to_owned(),
            waits: newest.to_owned(),
        })
    }

    /// What the register is to say once the newer edition judges.
    ///
    /// # Errors
    /// When what it is laid under is no policy over the newer one.
    pub fn taken(&self, sheet: &PolicySheet, today: Date) -> Result<PolicySheet, PolicyError> {
        let now = sheet.clone();
        let sheet = PolicySheet {
            base: Some(self.base.clone()),
            base_version: Some(self.waits.clone()),
            since: Some(today),
            ..now.clone()
        };
        complete(sheet, &now)
    }
}

/// The policy over which a register's own is laid, or which it is. A whole file has none.
fn base_of(sheet: &PolicySheet) -> Option<&str> {
    match (&sheet.base, &sheet.layer) {
        (Some(base), _) => Some(base),
        (None, None) => Some(MINATO),
        (None, Some(_)) => None,
    }
}

/// With what follows from the policy: its id and edition, and of what the office set what still is its own to set.
fn complete(mut sheet: PolicySheet, now: &PolicySheet) -> Result<PolicySheet, PolicyError> {
    let policy = Policy::of(&sheet)?;
    let open = policy.office_settings();
    for (name, value) in now.settings.recorded() {
        if OfficeSetting::from_name(name).is_some_and(|setting| open.contains(&setting)) {
            sheet.settings.set(name, Some(value));
        }
    }
    // What was recorded under the names of a policy before keeps them.
    sheet.controls.clone_from(&now.controls);
    sheet.incident_kinds.clone_from(&now.incident_kinds);
    sheet.duties.clone_from(&now.duties);
    sheet.addressees.clone_from(&now.addressees);
    sheet.declare(&policy.additions().declared());
    sheet.id = Some(policy.id().to_owned());
    sheet.version = policy.version().map(str::to_owned);
    sheet.in_force_on = policy.revised_on().or(policy.in_force_on());
    Policy::of(&sheet)?;
    Ok(sheet)
}

#[cfg(test)]
mod tests {
    use super::{super::shipped::Shipped, *};
    use crate::{
        policy::{Parameter, Rule},
        register::records::SettingValue,
    };

    fn today() -> Date {
        "2026-11-30".parse().unwrap()
    }

    fn months(policy: &Policy) -> Option<u16> {
        policy.parameter(Rule::MembershipReview, Parameter::IntervalMonths)
    }

    #[test]
    fn a_register_that_names_no_policy_has_the_built_in_one() {
        assert_eq!(Policy::of(&PolicySheet::default()).unwrap(), Policy::minato().unwrap());
        assert_eq!(NewerEdition::of(&PolicySheet::default()), None);
    }

    #[test]
    fn what_the_office_set_is_laid_over_the_policy_and_kept_under_another_one() {
        let mut sheet = PolicySheet::default();
        sheet.settings.set("membership-review.interval_months", Some(SettingValue::Number(6)));
        sheet.settings.set("idle_lock_minutes", Some(SettingValue::Off));
        let policy = Policy::of(&sheet).unwrap();
        assert_eq!((months(&policy), policy.idle_lock_minutes()), (Some(6), None));
        assert_eq!(months(policy.as_left()), Some(3));
        let layer =
            "base = \"minato-anshin-net\"\nid = \"tempozan\"\nrules.membership-review.interval_months = 2\n";
        let taken = Policy::take_file(layer, &sheet, today()).unwrap();
        assert_eq!((taken.id.as_deref(), taken.since), (Some("tempozan"), Some(today())));
        assert_eq!(taken.settings, sheet.settings);
        assert_eq!(months(&Policy::of(&taken).unwrap()), Some(6));
        // What the other policy sets itself is no longer the office's to set.
        let own = format!("{layer}rules.membership-review.basis = \"policy\"\n");
        let taken = Policy::take_file(&own, &sheet, today()).unwrap();
        assert_eq!(taken.settings.get("membership-review.interval_months"), None);
        assert_eq!(months(&Policy::of(&taken).unwrap()), Some(2));
    }

    #[test]
    fn a_setting_outside_its_bounds_is_no_policy() {
        let mut sheet = PolicySheet::default();
        for (name, value) in [
            ("membership-review.interval_months", SettingValue::Number(0)),
            ("membership-review.interval_months", SettingValue::Off),
            ("incident-final.due_days", SettingValue::Number(40)),
            ("kept_since", SettingValue::Number(1)),
            ("reviews", SettingValue::Number(1)),
        ] {
            sheet.settings = PolicySettings::default();
            sheet.settings.set(name, Some(value));
            let error = Policy::of(&sheet).unwrap_err();
            assert!(error.key.contains(name.rsplit('.').next().unwrap()), "{error}");
        }
    }

    #[test]
    fn an_older_edition_judges_until_the_newer_one_is_taken() {
        let minato = Policy::minato_text();
        let newer = minato.replacen("\"2020-10-01\"", "\"2027-04-01\"", 1);
        let newer = newer.replace("interval_months = 3\n", "interval_months = 4\n");
        let editions: &'static [Shipped] = Box::leak(Box::new([
            Shipped { id: MINATO, version: "2027-04-01", text: Box::leak(newer.into_boxed_str()) },
            Shipped { id: MINATO, version: "2020-10-01", text: minato },
        ]));
        let shelf = Shelf::of(editions);
        let sheet = PolicySheet::default();
        assert_eq!(months(&Policy::of_shelf(&sheet, shelf).unwrap()), Some(3));
        let waits = NewerEdition::of_shelf(&sheet, shelf).unwrap();
        assert_eq!((waits.judges.as_str(), waits.waits.as_str()), ("2020-10-01", "2027-04-01"));
        // A register that begins today says with which it began, and nothing waits for it.
        assert_eq!(Policy::for_a_new_register(), PolicySheet::default());
        let begun = Policy::for_new_of(shelf);
        assert_eq!(begun.base_version.as_deref(), Some("2027-04-01"));
        assert_eq!(NewerEdition::of_shelf(&begun, shelf), None);
        assert_eq!(months(&Policy::of_shelf(&begun, shelf).unwrap()), Some(4));
        let taken = PolicySheet { base_version: Some(waits.waits), ..sheet };
        assert_eq!(months(&Policy::of_shelf(&taken, shelf).unwrap()), Some(4));
        assert_eq!(NewerEdition::of_shelf(&taken, shelf), None);
        let unknown = PolicySheet { base_version: Some("2031-01-01".to_owned()), ..PolicySheet::default() };
        assert_eq!(Policy::of(&unknown).unwrap_err().key, "base_version");
    }
}
