//! From the file as written to a policy that is whole: every rule, control, form and kind is there, once.

use std::sync::Arc;

use serde::Deserialize as _;
use toml::{Deserializer, Spanned, de::DeTable};
use unicode_normalization::UnicodeNormalization;

use super::{
    additions::{Additions, additions},
    came_later::{Later, NO_LONGER_SAID},
    checks::{filled, level, said, within},
    citable::{self, Citations},
    error::{PolicyError, PolicyFault},
    forms::{PolicyForm, forms},
    layer::{self, Whole, placed, unreadable, whole},
    lists::{ControlEntry, KindEntry, controls, incident_kinds},
    office_settings::ProgramSetting,
    settings::{BackupRules, Level, Settings, Spared},
    shipped::Shelf,
    texts::{Words, check_placeholders},
    written::{BackupFile, FORMAT, OFF, PolicyFile, RuleFile, Setting, Text},
};
use crate::{
    policy::rule::{Rule, parameter::Parameter},
    register::{Date, hidden::visible, records::PolicySettings},
};

/// What the policy file says of one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RuleEntry {
    pub settings: Settings,
    pub words: Words,
}

/// A policy whose parts have all been checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Checked {
    /// Its file: as it was written, and whole where the office set something.
    pub text: Arc<str>,
    /// The whole of it as a file.
    pub whole: Arc<str>,
    pub id: String,
    pub base: Option<String>,
    pub version: Option<String>,
    pub in_force_on: Option<Date>,
    pub revised_on: Option<Date>,
    pub draft: bool,
    pub title: Text,
    pub network: Text,
    pub secretariat: Text,
    pub secretariat_addressed: Option<String>,
    pub host: Text,
    pub prefix: String,
    pub normal_prefix: String,
    pub idle_lock_minutes: Option<u16>,
    pub waiver_months: Option<u16>,
    pub backup: BackupRules,
    pub citations: Option<Citations>,
    /// By their numbers; one that the policy does not have is in none.
    pub forms: Vec<PolicyForm>,
    pub removal_reasons: Vec<Text>,
    pub controls: Vec<ControlEntry>,
    pub rules: Vec<RuleEntry>,
    /// The fixed ones in their order, then those of its own.
    pub incident_kinds: Vec<KindEntry>,
    pub additions: Arc<Additions>,
}

/// Reads a policy file, over its base where it has one. What came after version 0.1.0 and is in neither is taken from another
/// policy, if there is one.
pub(super) fn parse(
    text: &str,
    shelf: Shelf<'_>,
    settings: &PolicySettings,
    later: Option<&Checked>,
) -> Result<Checked, PolicyError> {
    let set = layer::written(settings)?;
    let Whole { mut table, base } = whole(text, shelf)?;
    layer::set(&mut table, &set);
    let file = Deserializer::from(Spanned::new(0..text.len(), table.clone()));
    let file = PolicyFile::deserialize(file).map_err(|error| unreadable(&error, text, Some(&table)))?;
    let checked = check(file, later).map_err(|error| placed(error, text, &table))?;
    let whole = if settings.is_empty() && base.is_none() { text.into() } else { written(text, table) };
    let text = if settings.is_empty() { text.into() } else { Arc::clone(&whole) };
    Ok(Checked { text, whole, base, ..checked })
}

/// The whole of what is in force, as a file.
fn written(text: &str, table: DeTable<'_>) -> Arc<str> {
    let table = toml::Table::deserialize(Deserializer::from(Spanned::new(0..0, table)));
    table.ok().and_then(|table| toml::to_string(&table).ok()).map_or_else(|| text.into(), Arc::from)
}

fn check(file: PolicyFile, later: Option<&Checked>) -> Result<Checked, PolicyError> {
    if file.format != FORMAT {
        return Err(PolicyError::at("format", PolicyFault::Format));
    }
    let id_like = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if file.id.is_empty() || !file.id.chars().all(id_like) {
        return Err(PolicyError::at("id", PolicyFault::Id));
    }
    let prefix = file.free_group_prefix.trim().to_owned();
    if prefix.is_empty() {
        return Err(PolicyError::at("free_group_prefix", PolicyFault::Blank));
    }
    for (place, reason) in file.removal_reasons.iter().enumerate() {
        said(reason, &format!("removal_reasons[{place}]"))?;
    }
    let network = match (&file.network, &file.citations) {
        (Some(network), _) => said(network, "network")?,
        (None, Some(_)) => return Err(PolicyError::at("network", PolicyFault::Missing)),
        (None, None) => &file.title,
    };
    let mut rules = rules(file.rules, later.map(|later| Later::of(later, &file.id)))?;
    let controls = controls(file.controls)?;
    let incident_kinds = incident_kinds(file.incident_kinds)?;
    let forms = forms(file.forms)?;
    let additions = additions(file.duties, file.addressees, &controls, &incident_kinds, &forms)?;
    // Where nothing is added, nothing is looked for.
    for (rule, asked) in [
        (Rule::PolicyDuty, additions.duties.iter().any(|duty| duty.is.on)),
        (Rule::PolicyAddressee, additions.addressees.iter().any(|one| one.is.on)),
    ] {
        if let Some(entry) = rules.get_mut(rule.place()) {
            entry.settings.on &= asked;
        }
    }
    let prefix_off = prefix == OFF;
    if prefix_off && let Some(entry) = rules.get_mut(Rule::FreeGroupName.place()) {
        entry.settings.on = false;
    }
    let mut title = said(&file.title, "title").cloned()?;
    if file.draft {
        // Wherever it is named: nobody takes it for what the association has said.
        title = Text {
            ja: format!("{}（案・要確認）", title.ja),
            en: format!("{} (draft, to be checked)", title.en),
        };
    }
    Ok(Checked {
        text: Arc::from(""),
        whole: Arc::from(""),
        id: file.id,
        base: None,
        version: file.version.map(|version| filled(&version, "version")).transpose()?,
        in_force_on: day(file.in_force_on.as_deref(), "in_force_on")?,
        revised_on: day(file.revised_on.as_deref(), "revised_on")?,
        draft: file.draft,
        title,
        network: network.clone(),
        secretariat: said(&file.secretariat, "secretariat").cloned()?,
        secretariat_addressed: file.secretariat_addressed.filter(|text| !text.trim().is_empty()),
        host: match (&file.host, later) {
            (Some(host), _) => said(host, "host").cloned()?,
            (None, Some(later)) => later.host.clone(),
            (None, None) => return Err(PolicyError::at("host", PolicyFault::Missing)),
        },
        normal_prefix: prefix.nfkc().collect::<String>().trim().to_owned(),
        prefix: if prefix_off { String::new() } else { prefix },
        idle_lock_minutes: unless_off(file.idle_lock_minutes, ProgramSetting::IdleLock)?,
        waiver_months: unless_off(file.waiver_longest_months, ProgramSetting::LongestWaiver)?,
        backup: backup(file.backup.as_ref())?,
        citations: citable::checked(file.citations)?,
        forms,
        removal_reasons: file.removal_reasons,
        controls,
        rules,
        incident_kinds,
        additions: Arc::new(additions),
    })
}

fn day(text: Option<&str>, key: &str) -> Result<Option<Date>, PolicyError> {
    text.map(|text| text.parse().map_err(|_| PolicyError::at(key, PolicyFault::NotADay))).transpose()
}

fn unless_off(setting: Setting, of: ProgramSetting) -> Result<Option<u16>, PolicyError> {
    match setting {
        Setting::Off => Ok(None),
        Setting::Number(number) => within(number, of.range(), of.name()).map(Some),
    }
}

fn backup(file: Option<&BackupFile>) -> Result<BackupRules, PolicyError> {
    let usual = BackupRules::default();
    let Some(file) = file else { return Ok(usual) };
    let number = |given: Option<i64>, usual: u16, of: ProgramSetting| match given {
        Some(number) => within(number, of.range(), of.name()),
        None => Ok(usual),
    };
    let rules = BackupRules {
        daily: number(file.daily, usual.daily, ProgramSetting::BackupsDaily)?,
        weekly: number(file.weekly, usual.weekly, ProgramSetting::BackupsWeekly)?,
        monthly: number(file.monthly, usual.monthly, ProgramSetting::BackupsMonthly)?,
    };
    if rules.daily == 0 && rules.weekly == 0 && rules.monthly == 0 {
        // To keep none at all would make each backup the end of the one before.
        let of = ProgramSetting::BackupsDaily;
        let fault = PolicyFault::OutOfRange { least: 1, greatest: of.range().1 };
        return Err(PolicyError::at(of.name(), fault));
    }
    Ok(rules)
}

fn rules(
    mut files: std::collections::BTreeMap<String, RuleFile>,
    later: Option<Later<'_>>,
) -> Result<Vec<RuleEntry>, PolicyError> {
    let mut entries = Vec::with_capacity(Rule::ALL.len());
    for rule in Rule::ALL {
        // Every rule has to be there, switched off where it is not wanted, so that none goes unchecked unnoticed.
        let key = format!("rules.{rule}");
        let entry = match files.remove(rule.name()) {
            Some(file) => Some(rule_entry(*rule, file, &key, later)?),
            None => later.and_then(|later| later.rule(*rule)),
        };
        entries.push(entry.ok_or_else(|| PolicyError::at(&key, PolicyFault::Missing))?);
    }
    match files.keys().next() {
        Some(name) => Err(PolicyError::at(format!("rules.{name}"), PolicyFault::Unknown)),
        None => Ok(entries),
    }
}

/// While what of a person a rule asks nothing of them, by its words. Only the change of passwords has such.
fn spared(rule: Rule, words: &[String], key: &str) -> Result<Vec<Spared>, PolicyError> {
    let unknown = |place: usize| PolicyError::at(format!("{key}.not_while[{place}]"), PolicyFault::Unknown);
    let known = |word: &str| Spared::from_word(word).filter(|_| rule == Rule::PasswordAge);
    let words = words.iter().enumerate();
    words.map(|(place, word)| known(word).ok_or_else(|| unknown(place))).collect()
}

fn rule_entry(
    rule: Rule,
    file: RuleFile,
    key: &str,
    later: Option<Later<'_>>,
) -> Result<RuleEntry, PolicyError> {
    let mut on = file.enabled;
    let mut numbers = [0; Parameter::ALL.len()];
    for (number, parameter) in numbers.iter_mut().zip(Parameter::ALL) {
        let key = format!("{key}.{}", parameter.key());
        let given = file.setting(*parameter).or_else(|| later?.number(rule, *parameter));
        match (rule.parameters().contains(parameter), given) {
            (false, None) => {}
            (false, Some(_)) => return Err(PolicyError::at(key, PolicyFault::Unknown)),
            (true, None) => return Err(PolicyError::at(key, PolicyFault::Missing)),
            (true, Some(Setting::Off)) => on = false,
            (true, Some(Setting::Number(value))) => *number = within(value, parameter.range(), &key)?,
        }
    }
    // The controls, and what a policy adds, have articles and levels of their own.
    let of_controls = rule.has_articles_of_its_own();
    let own = |there: bool, word: &str| match (there, of_controls) {
        (true, true) => Err(PolicyError::at(format!("{key}.{word}"), PolicyFault::Unknown)),
        (false, false) => Err(PolicyError::at(format!("{key}.{word}"), PolicyFault::Missing)),
        _ => Ok(()),
    };
    own(file.article.is_some(), "article")?;
    own(file.level.is_some(), "level")?;
    own(file.says.is_some(), "says")?;
    let article = file.article.as_deref().map(visible).unwrap_or_default().into_owned();
    if !of_controls && article.trim().is_empty() {
        return Err(PolicyError::at(format!("{key}.article"), PolicyFault::Blank));
    }
    on &= article != OFF;
    let level = file.level.map_or(Some(Level::Recommended), level);
    on &= level.is_some();
    let not_while = spared(rule, file.not_while.as_deref().unwrap_or_default(), key)?;
    let level = level.unwrap_or(Level::Consider);
    let settings = Settings { on, article, level, basis: file.basis, numbers, not_while };
    let mut sentences = file.sentences;
    let mut ordered = Vec::new();
    for case in rule.sentences() {
        let key = format!("{key}.sentences.{case}");
        let given = sentences.remove(*case).or_else(|| later?.sentence(rule, case));
        let text = given.ok_or_else(|| PolicyError::at(&key, PolicyFault::Missing))?;
        check_placeholders(said(&text, &key)?, &key)?;
        ordered.push((*case, text));
    }
    if rule == NO_LONGER_SAID.0 {
        sentences.remove(NO_LONGER_SAID.1);
    }
    if let Some(case) = sentences.keys().next() {
        return Err(PolicyError::at(format!("{key}.sentences.{case}"), PolicyFault::Unknown));
    }
    let matter = file.matter.or_else(|| later?.matter(rule));
    let words = Words {
        label: file.label,
        matter: matter.ok_or_else(|| PolicyError::at(format!("{key}.matter"), PolicyFault::Missing))?,
        sentences: ordered,
        says: file.says,
        number: file.number,
        guideline: file.guideline,
        next_step: file.next_step,
    };
    for (name, text) in words.texts() {
        let key = format!("{key}.{name}");
        check_placeholders(said(text, &key)?, &key)?;
    }
    Ok(RuleEntry { settings, words })
}

impl Checked {
    /// Every text that may cite something, or hold what a finding fills in.
    pub(super) fn texts_mut(&mut self) -> impl Iterator<Item = &mut Text> {
        let rules = self.rules.iter_mut().flat_map(|entry| entry.words.texts_mut());
        let controls = self.controls.iter_mut().flat_map(|entry| [&mut entry.name, &mut entry.says]);
        let kinds = self.incident_kinds.iter_mut().flat_map(|entry| {
            let steps = entry.first_response.iter_mut();
            let steps =
                steps.flat_map(|step| [Some(&mut step.text), step.ask.as_mut()].into_iter().flatten());
            std::iter::once(&mut entry.name).chain(steps)
        });
        let additions = Arc::make_mut(&mut self.additions).texts_mut();
        rules.chain(controls).chain(kinds).chain(additions).chain(&mut self.removal_reasons)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        policy::Policy,
        register::{
            Lang,
            words::{Control, IncidentKind},
        },
    };

    const MINATO: &str = include_str!("../../../data/policy/minato-anshin-net.toml");

    /// The built-in file with one passage changed.
    fn changed(from: &str, to: &str) -> String {
        assert!(MINATO.contains(from), "{from}");
        MINATO.replacen(from, to, 1)
    }

    fn error(text: &str) -> (String, PolicyFault) {
        let error = Policy::parse(text).unwrap_err();
        assert!(error.message(Lang::Ja).contains(&error.key));
        (error.key, error.fault)
    }

    #[test]
    fn the_built_in_policy_is_whole_and_all_of_it_is_on() {
        let policy = Policy::minato().unwrap();
        assert_eq!(policy.id(), "minato-anshin-net");
        // It adds nothing, so that nothing is asked of it.
        assert!(Rule::ALL.iter().all(|rule| policy.is_on(*rule) != rule.is_of_additions()));
        let controls: Vec<Control> =
            policy.controls(Lang::Ja).filter_map(|info| info.control.fixed()).collect();
        assert_eq!(controls, Control::ALL);
        assert_eq!(policy.form_name(3, Lang::Ja), Some("業務情報保持誓約書（様式3）"));
        assert_eq!(policy.form_name(0, Lang::Ja).or(policy.form_name(5, Lang::Ja)), None);
        assert!(IncidentKind::ALL.iter().all(|kind| !policy.first_response(*kind).is_empty()));
        assert_eq!(policy.idle_lock_minutes(), Some(4));
        assert_eq!(policy.waiver_months(), Some(12));
    }

    #[test]
    fn a_missing_or_unknown_rule_is_an_error() {
        let renamed = changed("[rules.profile]", "[rules.profiles]");
        assert_eq!(error(&renamed), ("rules.profile".to_owned(), PolicyFault::Missing));
        let more = changed("[rules.profile]", "[rules.code]\nenabled = true\n[rules.profile]");
        assert!(matches!(error(&more).1, PolicyFault::Unreadable(_)));
    }

    #[test]
    fn a_file_without_reasons_of_a_removal_has_the_usual_ones() {
        let (before, rest) = MINATO.split_once("removal_reasons = [").unwrap();
        let (_, after) = rest.split_once("\n]\n").unwrap();
        let policy = Policy::parse(&format!("{before}{after}")).unwrap();
        assert!(policy.removal_reasons(Lang::Ja).any(|reason| reason == "退職したため"));
        assert_eq!(policy.removal_reasons(Lang::En).count(), 6);
    }

    #[test]
    fn a_file_may_say_how_long_a_waiver_runs_and_one_of_before_says_a_year() {
        let line = "waiver_longest_months = 12\n";
        let months = |other: &str| Policy::parse(&changed(line, other)).map(|policy| policy.waiver_months());
        assert_eq!(months("").unwrap(), Some(12));
        assert_eq!(months("waiver_longest_months = 6\n").unwrap(), Some(6));
        assert_eq!(months("waiver_longest_months = \"off\"\n").unwrap(), None);
        assert_eq!(error(&changed(line, "waiver_longest_months = 0\n")).0, "waiver_longest_months");
    }

    #[test]
    fn what_the_file_format_does_not_know_is_named_by_its_line() {
        let error =
            Policy::parse(&changed("idle_lock_minutes = 4", "idle_lock_minutes = 4\ncode = 1")).unwrap_err();
        let line = MINATO.lines().position(|line| line.starts_with("idle_lock_minutes")).unwrap() + 2;
        assert_eq!(error.line_column, Some((line, 1)));
        assert!(error.message(Lang::En).contains("code"), "{error}");
        assert!(Policy::parse("format = ").unwrap_err().line_column.is_some());
    }

    #[test]
    fn numbers_stay_in_their_range() {
        for (value, fine) in [("1", true), ("0", false), ("1201", false), ("-1", false), ("\"off\"", true)] {
            let text = changed("interval_months = 12", &format!("interval_months = {value}"));
            assert_eq!(Policy::parse(&text).is_ok(), fine, "{value}");
        }
        let (key, fault) = error(&changed("interval_months = 12", "interval_months = 0"));
        assert_eq!(key, "rules.guideline-confirmed.interval_months");
        assert_eq!(fault, PolicyFault::OutOfRange { least: 1, greatest: 1200 });
        assert!(Policy::parse(&changed("interval_months = 12", "interval_months = \"never\"")).is_err());
    }

    #[test]
    fn the_backups_that_are_kept_may_be_named_and_never_be_none() {
        let of = |table: &str| changed("[backup]\ndaily = 7\nweekly = 4\nmonthly = 12\n", table);
        let rules = |table: &str| Policy::parse(&of(table)).map(|policy| policy.backup_rules());
        assert_eq!(rules("").unwrap(), BackupRules { daily: 7, weekly: 4, monthly: 12 });
        assert_eq!(Policy::minato().unwrap().backup_rules(), BackupRules::default());
        let some = rules("[backup]\ndaily = 0\nmonthly = 1\n").unwrap();
        assert_eq!(some, BackupRules { daily: 0, weekly: 4, monthly: 1 });
        let (key, fault) = error(&of("[backup]\ndaily = 0\nweekly = 0\nmonthly = 0\n"));
        assert_eq!(
            (key.as_str(), fault),
            ("backup.daily", PolicyFault::OutOfRange { least: 1, greatest: 366 })
        );
        assert_eq!(error(&of("[backup]\nweekly = -1\n")).0, "backup.weekly");
        assert_eq!(error(&of("[backup]\nhourly = 1\n")), ("backup.hourly".to_owned(), PolicyFault::Unknown));
    }

    #[test]
    fn a_rule_has_its_parameters_and_no_others() {
        let missing = changed("interval_months = 12\n", "");
        assert_eq!(
            error(&missing),
            ("rules.guideline-confirmed.interval_months".to_owned(), PolicyFault::Missing)
        );
        let more = changed("interval_months = 12\n", "interval_months = 12\ngrace_days = 1\n");
        assert_eq!(error(&more), ("rules.guideline-confirmed.grace_days".to_owned(), PolicyFault::Unknown));
    }

    #[test]
    fn a_parameter_a_control_or_the_prefix_can_be_off() {
        let policy = Policy::parse(&changed("interval_months = 12", "interval_months = \"off\"")).unwrap();
        assert!(!policy.is_on(Rule::GuidelineConfirmed) && policy.is_on(Rule::Training));
        let policy = Policy::parse(&changed("\"【港あんしんネット】\"", "\"off\"")).unwrap();
        assert!(!policy.is_on(Rule::FreeGroupName));
        let control = "control = \"mdm\"\nenabled = true";
        let policy = Policy::parse(&changed(control, "control = \"mdm\"\nenabled = false")).unwrap();
        assert!(policy.controls(Lang::En).all(|info| info.control != Control::Mdm));
    }

    #[test]
    fn texts_are_there_and_hold_known_placeholders_only() {
        let sentence = "sentences.now = { ja = \"{form-1}を事務局へ提出した記録がありません。\"";
        let key = "rules.office-application.sentences.now.ja".to_owned();
        for (text, fault) in [
            ("{nobody}。", PolicyFault::Placeholder("{nobody}".to_owned())),
            ("{name。", PolicyFault::Placeholder("{name。".to_owned())),
            ("name}。", PolicyFault::Placeholder("}".to_owned())),
            (" ", PolicyFault::Blank),
        ] {
            let text = changed(sentence, &format!("sentences.now = {{ ja = \"{text}\""));
            assert_eq!(error(&text), (key.clone(), fault));
        }
        let renamed = changed("sentences.now = {", "sentences.later = {");
        let (key, fault) = error(&renamed);
        assert_eq!((key.as_str(), fault), ("rules.office-application.sentences.now", PolicyFault::Missing));
    }

    #[test]
    fn no_text_of_the_file_can_steer_a_terminal() {
        let policy = Policy::parse(&changed("\"第12条(3)\"", "\"第12条\\u001b(3)\"")).unwrap();
        assert_eq!(policy.rule_article(Rule::PasswordAge), "第12条\u{fffd}(3)");
        let policy = Policy::parse(&changed("ja = \"港あんしん", "ja = \"\\u202e港あんしん")).unwrap();
        assert!(policy.title(Lang::Ja).starts_with('\u{fffd}'));
    }

    #[test]
    fn controls_forms_and_kinds_are_each_there_once() {
        let (key, fault) = error(&changed("control = \"mdm\"", "control = \"antivirus\""));
        assert_eq!((key.as_str(), fault), ("controls[8].control", PolicyFault::Twice));
        let (key, fault) = error(&changed("number = 4", "number = 3"));
        assert_eq!((key.as_str(), fault), ("forms[number=3]", PolicyFault::Twice));
        let (key, fault) = error(&changed("[incident_kinds.near-miss]", "[incident_kinds.near]"));
        assert_eq!((key.as_str(), fault), ("incident_kinds.near-miss", PolicyFault::Missing));
        assert_eq!(error(&changed("policy/1", "policy/2")), ("format".to_owned(), PolicyFault::Format));
        assert_eq!(error(&changed("id = \"minato", "id = \"Minato")), ("id".to_owned(), PolicyFault::Id));
    }
}
