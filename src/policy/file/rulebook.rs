//! A policy: everything that one association's rules say, read from its data file.

use std::sync::Arc;

use super::{
    citations::Citations,
    error::PolicyError,
    law::Guide,
    parse::{self, Checked, ControlEntry},
    settings::{BackupRules, Level, Settings},
    texts::Words,
    written::ResponseStep,
};
use crate::{
    policy::rule::{Rule, parameter::Parameter},
    register::{
        Lang,
        words::{Control, DeviceKind, IncidentKind},
    },
};

/// The policy that is built in.
const MINATO: &str = include_str!("../../../data/policy/minato-anshin-net.toml");

/// A policy that was read from its file and checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    checked: Checked,
    control_places: [usize; Control::ALL.len()],
    controls_asked: Vec<(Control, Level)>,
    guide: Arc<Guide>,
}

/// A control as the policy describes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ControlInfo<'a> {
    /// Which control.
    pub control: Control,
    /// The article that it comes from.
    pub article: &'a str,
    /// How strictly the policy words it.
    pub level: Level,
    /// Its name.
    pub name: &'a str,
    /// What the policy says of it, in our words.
    pub says: &'a str,
}

impl Policy {
    /// The policy of 港あんしんネット, which is built in.
    ///
    /// # Errors
    /// When the built-in file is faulty, which a test keeps from happening.
    pub fn minato() -> Result<Self, PolicyError> {
        Self::parse(MINATO)
    }

    /// The built-in file, as it is read.
    pub const fn minato_text() -> &'static str {
        MINATO
    }

    /// Reads a policy file. The rules, numbers and texts that a file of version 0.1.0 does not have are those of the built-in
    /// policy: they are evaluated, and nothing goes unchecked because a file is old.
    ///
    /// # Errors
    /// When the text is no policy file; the error names the key or the line and says what to do.
    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        let later = if text == MINATO { None } else { Some(parse::parse(MINATO, None)?) };
        let checked = parse::parse(text, later.as_ref())?;
        let mut control_places = [0; Control::ALL.len()];
        for (place, entry) in checked.controls.iter().enumerate() {
            control_places[entry.control.place()] = place;
        }
        let asked = checked.controls.iter().filter(|entry| entry.on);
        let controls_asked = asked.map(|entry| (entry.control, entry.level)).collect();
        Ok(Self { checked, control_places, controls_asked, guide: Arc::new(Guide::built_in()?) })
    }

    /// The guide to whether the law asks for a report of an incident. It is the law's, whatever the policy.
    pub fn guide(&self) -> &Guide {
        &self.guide
    }

    /// The same policy, with at least so many days of warning before every due day that is announced at all.
    pub(in crate::policy) fn announcing(&self, days: u16) -> Self {
        let mut policy = self.clone();
        for entry in &mut policy.checked.rules {
            let warn_days = &mut entry.settings.numbers[Parameter::WarnDays as usize];
            *warn_days = (*warn_days).max(days);
        }
        policy
    }

    /// The id, which findings name.
    pub fn id(&self) -> &str {
        &self.checked.id
    }

    /// The title.
    pub fn title(&self, lang: Lang) -> &str {
        self.checked.title.get(lang)
    }

    /// What the network is called; in a file of before there was a name, its title.
    pub fn network(&self, lang: Lang) -> &str {
        self.checked.network.get(lang)
    }

    /// What the secretariat is called.
    pub fn secretariat(&self, lang: Lang) -> &str {
        self.checked.secretariat.get(lang)
    }

    /// How papers address the secretariat, with its legal form where the file says it.
    pub fn secretariat_addressed(&self) -> &str {
        self.checked.secretariat_addressed.as_deref().unwrap_or_else(|| self.secretariat(Lang::Ja))
    }

    /// What a free group's name has to begin with (第17条(4)); empty where the policy has no such rule.
    pub fn free_group_prefix(&self) -> &str {
        &self.checked.prefix
    }

    /// After how many minutes without a key the screen locks; `None` where it does not.
    pub fn idle_lock_minutes(&self) -> Option<u16> {
        self.checked.idle_lock_minutes
    }

    /// For how many months a waiver may be granted at most; `None` where that is open.
    pub fn waiver_months(&self) -> Option<u16> {
        self.checked.waiver_months
    }

    /// How many backups of the register are kept.
    pub fn backup_rules(&self) -> BackupRules {
        self.checked.backup
    }

    /// The name of a form by its number from 1 (様式1 to 4); `None` for another number.
    pub fn form_name(&self, number: usize, lang: Lang) -> Option<&str> {
        Some(self.checked.forms.get(number.checked_sub(1)?)?.get(lang))
    }

    /// The reasons for a removal that the screen offers.
    pub fn removal_reasons(&self, lang: Lang) -> impl Iterator<Item = &str> {
        self.checked.removal_reasons.iter().map(move |reason| reason.get(lang))
    }

    /// The name of a kind of incident.
    pub fn incident_kind_name(&self, kind: IncidentKind, lang: Lang) -> &str {
        self.checked.incident_kinds.get(kind as usize).map_or("", |entry| entry.name.get(lang))
    }

    /// What is done first in an incident of this kind, as a checklist.
    pub fn first_response(&self, kind: IncidentKind) -> &[ResponseStep] {
        self.checked.incident_kinds.get(kind as usize).map_or(&[], |entry| entry.first_response.as_slice())
    }

    /// The controls that are asked for, in the order of their list.
    pub fn controls(&self, lang: Lang) -> impl Iterator<Item = ControlInfo<'_>> {
        self.checked.controls.iter().filter(|entry| entry.on).map(move |entry| entry.info(lang))
    }

    /// A control by its name, whether it is asked for or not.
    pub fn control(&self, control: Control, lang: Lang) -> Option<ControlInfo<'_>> {
        Some(self.control_entry(control)?.info(lang))
    }

    pub(in crate::policy) fn control_entry(&self, control: Control) -> Option<&ControlEntry> {
        self.checked.controls.get(self.control_place(control))
    }

    /// Whether a rule is evaluated.
    pub fn is_on(&self, rule: Rule) -> bool {
        self.settings(rule).on
    }

    /// The value of a rule's parameter; `None` where the rule has no such parameter or is off.
    pub fn parameter(&self, rule: Rule, parameter: Parameter) -> Option<u16> {
        (self.is_on(rule) && rule.parameters().contains(&parameter))
            .then(|| self.settings(rule).get(parameter))
    }

    /// The article of a rule; empty for the rules of the controls, which have their own.
    pub fn rule_article(&self, rule: Rule) -> &str {
        &self.settings(rule).article
    }

    pub(in crate::policy) fn settings(&self, rule: Rule) -> &Settings {
        // One entry a rule, in order: `parse` sees to it.
        &self.checked.rules[rule.place()].settings
    }

    pub(in crate::policy) fn words(&self, rule: Rule) -> &Words {
        &self.checked.rules[rule.place()].words
    }

    pub(in crate::policy) fn control_place(&self, control: Control) -> usize {
        self.control_places[control.place()]
    }

    /// Whether a control applies to a device of a kind; one that is not recorded counts as applying.
    pub fn applies(&self, control: Control, kind: Option<DeviceKind>) -> bool {
        let named = |kind| self.control_entry(control).is_none_or(|entry| entry.kinds.contains(&kind));
        kind.is_none_or(named)
    }

    /// Whether the policy asks the office to consider a control, once for all devices.
    pub fn considers(&self, control: Control) -> bool {
        self.controls_asked().any(|(asked, level)| asked == control && level == Level::Consider)
    }

    pub(in crate::policy) fn controls_asked(&self) -> impl Iterator<Item = (Control, Level)> + '_ {
        self.controls_asked.iter().copied()
    }

    pub(in crate::policy) fn citations(&self) -> Option<&Citations> {
        self.checked.citations.as_ref()
    }

    pub(in crate::policy) fn normal_prefix(&self) -> &str {
        &self.checked.normal_prefix
    }
}

impl ControlEntry {
    fn info(&self, lang: Lang) -> ControlInfo<'_> {
        ControlInfo {
            control: self.control,
            article: &self.article,
            level: self.level,
            name: self.name.get(lang),
            says: self.says.get(lang),
        }
    }
}
