//! A policy: everything that one association's rules say, read from its data file.

use std::sync::Arc;

use super::{
    additions::Additions,
    citable::Citations,
    error::{PolicyError, PolicyFault},
    forms::PolicyForm,
    law::Guide,
    layer,
    lists::{ControlEntry, KindEntry},
    parse::{self, Checked},
    settings::{BackupRules, Level, Settings},
    shipped::{self, Shelf},
    texts::Words,
    written::ResponseStep,
};
use crate::{
    policy::rule::{Rule, parameter::Parameter},
    register::{
        Date, Lang, Names,
        document::PolicySays,
        records::PolicySettings,
        words::{AnyControl, AnyIncidentKind, Control, DeviceKind},
    },
};

/// A policy that was read from its file and checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    checked: Checked,
    control_places: [usize; Control::ALL.len()],
    controls_asked: Vec<(AnyControl, Level)>,
    guide: Arc<Guide>,
    /// The same without what the office set, where it set something.
    left: Option<Arc<Policy>>,
}

/// A control as the policy describes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ControlInfo<'a> {
    /// Which control.
    pub control: AnyControl,
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
        Self::parse(Self::minato_text())
    }

    /// The built-in file, as it is read.
    pub const fn minato_text() -> &'static str {
        shipped::MINATO_TEXT
    }

    /// Reads a policy file: a whole one, or one that names a base and says what differs. The rules, numbers and texts that a
    /// file of version 0.1.0 does not have are those of the built-in policy: they are evaluated, and nothing goes unchecked
    /// because a file is old.
    ///
    /// # Errors
    /// When the text is no policy file; the error names the key and the line and says what to do.
    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        Self::parse_with(text, Shelf::of_program(), &PolicySettings::default())
    }

    pub(super) fn parse_with(
        text: &str,
        shelf: Shelf<'_>,
        settings: &PolicySettings,
    ) -> Result<Self, PolicyError> {
        let built_in = Self::minato_text();
        let of_built_in = || parse::parse(built_in, shelf, &PolicySettings::default(), None);
        let later = if text == built_in { None } else { Some(of_built_in()?) };
        let checked = parse::parse(text, shelf, settings, later.as_ref())?;
        let mut control_places = [0; Control::ALL.len()];
        for (place, entry) in checked.controls.iter().enumerate() {
            if let AnyControl::Fixed(control) = entry.control {
                control_places[control.place()] = place;
            }
        }
        let asked = checked.controls.iter().filter(|entry| entry.on);
        let controls_asked = asked.map(|entry| (entry.control, entry.level)).collect();
        let left = if settings.is_empty() {
            None
        } else {
            Some(Arc::new(Self::parse_with(text, shelf, &PolicySettings::default())?))
        };
        let guide = Arc::new(Guide::built_in()?);
        let policy = Self { checked, control_places, controls_asked, guide, left };
        Ok(policy.cited_in_texts())
    }

    /// With its own citations in its texts. What a finding fills in stays between braces.
    fn cited_in_texts(mut self) -> Self {
        let mut checked = self.checked.clone();
        for text in checked.texts_mut() {
            text.ja = self.cite(&text.ja, Lang::Ja);
            text.en = self.cite(&text.en, Lang::En);
        }
        self.checked = checked;
        self
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
        if !policy.checked.additions.duties.is_empty() {
            Arc::make_mut(&mut policy.checked.additions).announce(days);
        }
        policy
    }

    /// The id, which findings name.
    pub fn id(&self) -> &str {
        &self.checked.id
    }

    /// Its file: as it was written, and with what the office set where it set something.
    pub fn text(&self) -> &Arc<str> {
        &self.checked.text
    }

    /// The same with all that it takes from its base: what another program, or a later one, judges by as this one does.
    pub fn whole_text(&self) -> &Arc<str> {
        &self.checked.whole
    }

    /// The same without what the office set.
    pub fn as_left(&self) -> &Self {
        self.left.as_deref().unwrap_or(self)
    }

    /// The policy over which it is laid, where it is a layer.
    pub fn base(&self) -> Option<&str> {
        self.checked.base.as_deref()
    }

    /// Which edition of the policy it is, where the file says so.
    pub fn version(&self) -> Option<&str> {
        self.checked.version.as_deref()
    }

    /// From when the association's policy is in force.
    pub fn in_force_on(&self) -> Option<Date> {
        self.checked.in_force_on
    }

    /// From when its last revision is.
    pub fn revised_on(&self) -> Option<Date> {
        self.checked.revised_on
    }

    /// Whether its association has still to check it; its title says so too.
    pub fn is_draft(&self) -> bool {
        self.checked.draft
    }

    /// What the office is called that answers for a patient's group.
    pub fn host(&self, lang: Lang) -> &str {
        self.checked.host.get(lang)
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

    /// The forms that the policy has, by their numbers.
    pub fn forms(&self) -> &[PolicyForm] {
        &self.checked.forms
    }

    /// A form by its number; `None` where the policy has none.
    pub fn form(&self, number: u8) -> Option<&PolicyForm> {
        self.forms().iter().find(|form| form.number == number)
    }

    /// The name of a form, as it appears on papers.
    pub fn form_name(&self, number: u8, lang: Lang) -> Option<&str> {
        self.form(number).map(|form| form.name.get(lang))
    }

    /// That what stands on a form cannot be used, with what is wrong there in both languages; `line` is counted in the form.
    pub fn form_fault(&self, number: u8, line: usize, [ja, en]: [String; 2]) -> PolicyError {
        let key = format!("forms[number={number}].form");
        let error = PolicyError::at(key, PolicyFault::Form { line, ja, en });
        layer::placed_in(error, self.text())
    }

    /// The reasons for a removal that the screen offers.
    pub fn removal_reasons(&self, lang: Lang) -> impl Iterator<Item = &str> {
        self.checked.removal_reasons.iter().map(move |reason| reason.get(lang))
    }

    /// The name of a kind of incident.
    pub fn incident_kind_name<'a>(&'a self, kind: &'a AnyIncidentKind, lang: Lang) -> &'a str {
        // One that an earlier policy had keeps its word.
        self.kind_entry(*kind).map_or_else(|| kind.word(), |entry| entry.name.get(lang))
    }

    /// What is done first in an incident of this kind, as a checklist.
    pub fn first_response(&self, kind: impl Into<AnyIncidentKind>) -> &[ResponseStep] {
        self.kind_entry(kind.into()).map_or(&[], |entry| entry.first_response.as_slice())
    }

    /// The kinds of incident that there are: the fixed ones, then the policy's own.
    pub fn incident_kinds(&self) -> impl Iterator<Item = AnyIncidentKind> + '_ {
        self.checked.incident_kinds.iter().map(|entry| entry.kind)
    }

    fn kind_entry(&self, kind: AnyIncidentKind) -> Option<&KindEntry> {
        match kind {
            AnyIncidentKind::Fixed(fixed) => self.checked.incident_kinds.get(fixed as usize),
            AnyIncidentKind::Added(_) => self.checked.incident_kinds.iter().find(|entry| entry.kind == kind),
        }
    }

    /// What reading a register document needs of it.
    pub fn for_reading(&self) -> PolicySays {
        let considered = self.controls_asked().filter(|(_, level)| *level == Level::Consider);
        PolicySays {
            considered: considered.map(|(control, _)| control).collect(),
            declared: self.additions().declared(),
        }
    }

    /// What the policy adds to the fixed words.
    pub fn additions(&self) -> &Arc<Additions> {
        &self.checked.additions
    }

    /// The controls that are asked for, in the order of their list.
    pub fn controls(&self, lang: Lang) -> impl Iterator<Item = ControlInfo<'_>> {
        self.checked.controls.iter().filter(|entry| entry.on).map(move |entry| entry.info(lang))
    }

    /// A control by its name, whether it is asked for or not.
    pub fn control(&self, control: impl Into<AnyControl>, lang: Lang) -> Option<ControlInfo<'_>> {
        Some(self.control_entry(control.into())?.info(lang))
    }

    pub(in crate::policy) fn control_entry(&self, control: AnyControl) -> Option<&ControlEntry> {
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

    /// The place of a control in the policy's list; behind its end for one that it does not have.
    pub(in crate::policy) fn control_place(&self, control: AnyControl) -> usize {
        match control {
            AnyControl::Fixed(fixed) => self.control_places[fixed.place()],
            AnyControl::Added(_) => {
                let place = self.checked.controls.iter().position(|entry| entry.control == control);
                place.unwrap_or(self.checked.controls.len())
            }
        }
    }

    /// Whether a control applies to a device of a kind; one that is not recorded counts as applying.
    pub fn applies(&self, control: impl Into<AnyControl>, kind: Option<DeviceKind>) -> bool {
        let control = control.into();
        let named = |kind| self.control_entry(control).is_none_or(|entry| entry.kinds.contains(&kind));
        kind.is_none_or(named)
    }

    /// Whether the policy asks the office to consider a control, once for all devices.
    pub fn considers(&self, control: AnyControl) -> bool {
        self.controls_asked().any(|(asked, level)| asked == control && level == Level::Consider)
    }

    pub(in crate::policy) fn controls_asked(&self) -> impl Iterator<Item = (AnyControl, Level)> + '_ {
        self.controls_asked.iter().copied()
    }

    pub(in crate::policy) fn citations(&self) -> Option<&Citations> {
        self.checked.citations.as_ref()
    }

    pub(in crate::policy) fn normal_prefix(&self) -> &str {
        &self.checked.normal_prefix
    }
}

impl Names for Policy {
    fn added(&self, name: &str, lang: Lang) -> Option<&str> {
        self.checked.additions.added(name, lang)
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
