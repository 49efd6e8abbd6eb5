//! A policy file may say only what differs from another one, its base. Here the two are laid over each other as they are
//! written, before anything is checked, and each key is found again at its line.

use toml::{
    Spanned,
    de::{DeArray, DeTable, DeValue},
};

use super::{
    error::{PolicyError, PolicyFault},
    office_settings::OfficeSetting,
    shipped::Shelf,
    written::OFF,
};
use crate::register::records::{PolicySettings, SettingValue};

/// The key that names the base, and the one that says what becomes of what the file does not name.
const BASE: &str = "base";
const UNNAMED: &str = "unnamed";

/// Lists whose rows are found by a key, and that key.
const LISTS: [(&str, &str); 4] =
    [("controls", "control"), ("forms", "number"), ("duties", "duty"), ("addressees", "addressee")];

/// What tells an edition of a policy from another one; of a layer with an id of its own the base has nothing to say there.
const EDITION: [&str; 4] = ["version", "in_force_on", "revised_on", "draft"];

/// A policy file with all that it takes from its base.
pub(super) struct Whole<'t> {
    pub table: DeTable<'t>,
    /// The id of its base, where it has one.
    pub base: Option<String>,
}

/// Reads a file, and its base where it names one. What comes from a base has no place in the file.
pub(super) fn whole<'t>(text: &'t str, shelf: Shelf<'_>) -> Result<Whole<'t>, PolicyError> {
    let table = DeTable::parse(text).map_err(|error| unreadable(&error, text, None))?.into_inner();
    let placed = |error: PolicyError, table: &DeTable<'_>| PolicyError {
        line_column: at_key(table, &error.key).and_then(|at| line_column(text, at)),
        ..error
    };
    let Some(base) = table.get(BASE) else { return Ok(Whole { table, base: None }) };
    let base = base.get_ref().as_str().unwrap_or_default();
    let Some(under) = shelf.text(base) else {
        return Err(placed(PolicyError::at(BASE, PolicyFault::NoSuchBase(shelf.ids())), &table));
    };
    let base = base.to_owned();
    let mut below = whole(under, shelf)?.table;
    take_places(&mut below);
    let mut over = table.clone();
    over.remove(BASE);
    let laid = lay_over(&mut below, over);
    laid.map_err(|error| placed(error, &table))?;
    Ok(Whole { table: below, base: Some(base) })
}

/// Lays what a layer says over what its base says.
fn lay_over<'t>(base: &mut DeTable<'t>, mut layer: DeTable<'t>) -> Result<(), PolicyError> {
    if let Some(unnamed) = layer.remove(UNNAMED) {
        match unnamed.get_ref().as_str() {
            Some(OFF) => switch_off(base, &layer),
            _ => return Err(PolicyError::at(UNNAMED, PolicyFault::Unknown)),
        }
    }
    if layer.contains_key("id") {
        for key in EDITION {
            base.remove(key);
        }
    }
    if layer.contains_key("secretariat") {
        // Its legal form is that of the base's own.
        base.remove("secretariat_addressed");
    }
    // A layer adds no rules: a name that the base does not have is a slip.
    let named = |table: &DeTable<'_>| -> Vec<String> {
        let rules = table.get("rules").and_then(|rules| rules.get_ref().as_table());
        let names = rules.map(|rules| rules.keys().map(|name| name.get_ref().to_string()).collect());
        names.unwrap_or_default()
    };
    let known = named(base);
    if let Some(name) = named(&layer).into_iter().find(|name| !known.contains(name)) {
        return Err(PolicyError::at(format!("rules.{name}"), PolicyFault::Unknown));
    }
    merge(base, layer)
}

fn merge<'t>(base: &mut DeTable<'t>, layer: DeTable<'t>) -> Result<(), PolicyError> {
    for (key, value) in layer {
        let by = LISTS.iter().find(|(list, _)| *list == key.get_ref().as_ref()).map(|(_, by)| *by);
        let (span, value) = (value.span(), value.into_inner());
        let value = match (base.get_mut(key.get_ref().as_ref()).map(Spanned::get_mut), value) {
            // A text says all that is said there: its Japanese with another one's English would be two texts.
            (Some(DeValue::Table(below)), DeValue::Table(over)) if !is_text(&over) && !is_text(below) => {
                merge(below, over)?;
                continue;
            }
            (Some(DeValue::Array(below)), DeValue::Array(over)) if by.is_some() => {
                merge_rows(below, over, key.get_ref(), by.unwrap_or_default())?;
                continue;
            }
            (_, value) => value,
        };
        // The place of the key is that of the layer as well.
        base.remove(key.get_ref().as_ref());
        base.insert(key, Spanned::new(span, value));
    }
    Ok(())
}

fn merge_rows<'t>(
    base: &mut DeArray<'t>,
    layer: DeArray<'t>,
    list: &str,
    by: &str,
) -> Result<(), PolicyError> {
    let mut given: Vec<String> = Vec::new();
    for (place, row) in layer.into_iter().enumerate() {
        let name = name_of(row.get_ref(), by);
        if let Some(name) = &name {
            if given.contains(name) {
                return Err(PolicyError::at(format!("{list}[{place}].{by}"), PolicyFault::Twice));
            }
            given.push(name.clone());
        }
        let known = base.iter_mut().find(|known| name.is_some() && name_of(known.get_ref(), by) == name);
        match (known.map(Spanned::get_mut), row.get_ref()) {
            (Some(DeValue::Table(below)), DeValue::Table(over)) => merge(below, over.clone())?,
            _ => base.push(row),
        }
    }
    Ok(())
}

/// Whether a table is a text in two languages.
fn is_text(table: &DeTable<'_>) -> bool {
    table.contains_key("ja")
}

/// By what a row of a list is known.
fn name_of(row: &DeValue<'_>, by: &str) -> Option<String> {
    match row.get(by)?.get_ref() {
        DeValue::String(name) => Some(name.to_string()),
        DeValue::Integer(number) => Some(number.as_str().to_owned()),
        _ => None,
    }
}

/// Switches off all that a base asks and the layer does not name. The law's own rules stay: they hold under any policy.
fn switch_off(base: &mut DeTable<'_>, layer: &DeTable<'_>) {
    let text = |text: &'static str| Spanned::new(0..0, DeValue::String(text.into()));
    let off = |row: &mut DeTable<'_>, key: &'static str| {
        row.insert(Spanned::new(0..0, key.into()), text(OFF));
    };
    let named =
        |table: &str, name: &str| layer.get(table).and_then(|table| table.get_ref().get(name)).is_some();
    if let Some(DeValue::Table(rules)) = base.get_mut("rules").map(Spanned::get_mut) {
        for (name, rule) in rules.iter_mut() {
            let of_law =
                rule.get_ref().get("basis").is_some_and(|basis| basis.get_ref().as_str() == Some("law"));
            let DeValue::Table(rule) = rule.get_mut() else { continue };
            // What the layer has of its own lists is asked.
            let listed = match name.get_ref().as_ref() {
                "device-control" => layer.contains_key("controls"),
                "policy-duty" | "policy-addressee" => true,
                _ => false,
            };
            if !of_law && !listed && !named("rules", name.get_ref()) {
                if rule.contains_key("article") { off(rule, "article") } else { off_flag(rule) }
            }
        }
    }
    if let Some(DeValue::Table(places)) = base.get_mut("citations").map(Spanned::get_mut) {
        for (name, place) in places.iter_mut() {
            if !named("citations", name.get_ref()) {
                *place = text(OFF);
            }
        }
    }
    for (list, by) in LISTS {
        let rows = layer.get(list).and_then(|rows| rows.get_ref().as_array());
        let named: Vec<_> = rows.into_iter().flatten().filter_map(|row| name_of(row.get_ref(), by)).collect();
        let Some(DeValue::Array(rows)) = base.get_mut(list).map(Spanned::get_mut) else { continue };
        for row in rows.iter_mut().map(Spanned::get_mut) {
            if name_of(row, by).is_some_and(|name| named.contains(&name)) {
                continue;
            }
            if let DeValue::Table(row) = row {
                off(row, if list == "forms" { "name" } else { "article" });
            }
        }
    }
}

/// A rule of the controls has no article of its own.
fn off_flag(rule: &mut DeTable<'_>) {
    rule.insert(Spanned::new(0..0, "enabled".into()), Spanned::new(0..0, DeValue::Boolean(false)));
}

/// What comes from a base stands nowhere in the file that is read.
fn take_places(table: &mut DeTable<'_>) {
    let rows = std::mem::take(table).into_iter();
    *table = rows
        .map(|(key, value)| {
            let mut value = value.into_inner();
            placeless(&mut value);
            (Spanned::new(0..0, key.into_inner()), Spanned::new(0..0, value))
        })
        .collect();
}

fn placeless(value: &mut DeValue<'_>) {
    match value {
        DeValue::Table(table) => take_places(table),
        DeValue::Array(rows) => {
            for row in rows.iter_mut() {
                let mut inner = std::mem::replace(row.get_mut(), DeValue::Boolean(false));
                placeless(&mut inner);
                *row = Spanned::new(0..0, inner);
            }
        }
        _ => {}
    }
}

/// What the office set, each with its value as a file writes it.
pub(super) fn written(settings: &PolicySettings) -> Result<Vec<(OfficeSetting, String)>, PolicyError> {
    let row = |(name, value): (&str, SettingValue)| {
        let refused = |fault| PolicyError::at(name, fault);
        let setting = OfficeSetting::from_name(name);
        let (setting, (least, greatest)) = setting
            .and_then(|setting| Some((setting, setting.range()?)))
            .ok_or_else(|| refused(PolicyFault::NotTheOffices))?;
        match value {
            SettingValue::Off if setting.may_be_off() => Ok((setting, format!("\"{OFF}\""))),
            SettingValue::Number(number) if (u32::from(least)..=u32::from(greatest)).contains(&number) => {
                Ok((setting, number.to_string()))
            }
            _ => Err(refused(PolicyFault::OutOfRange { least, greatest })),
        }
    };
    settings.recorded().map(row).collect()
}

/// Lays what the office set over its policy.
pub(super) fn set<'t>(table: &mut DeTable<'t>, written: &'t [(OfficeSetting, String)]) {
    for (setting, text) in written {
        // It was written as TOML just now.
        if let Ok(value) = DeValue::parse(text) {
            put(table, &setting.path(), value.into_inner());
        }
    }
}

fn put<'t>(table: &mut DeTable<'t>, path: &[&'static str], value: DeValue<'t>) {
    match path {
        [] => {}
        [key] => {
            table.remove(*key);
            table.insert(Spanned::new(0..0, (*key).into()), Spanned::new(0..0, value));
        }
        [key, rest @ ..] => {
            let below = table
                .entry(Spanned::new(0..0, (*key).into()))
                .or_insert_with(|| Spanned::new(0..0, DeValue::Table(DeTable::new())));
            if let DeValue::Table(below) = below.get_mut() {
                put(below, rest, value);
            }
        }
    }
}

/// What the reader of TOML found, with the key at that place.
pub(super) fn unreadable(error: &toml::de::Error, text: &str, table: Option<&DeTable<'_>>) -> PolicyError {
    let at = error.span().map(|span| span.start);
    let key = at.zip(table).and_then(|(at, table)| key_at(table, at)).unwrap_or_default();
    let unknown = error.message().starts_with("unknown field") && !key.is_empty();
    let fault =
        if unknown { PolicyFault::Unknown } else { PolicyFault::Unreadable(error.message().to_owned()) };
    PolicyError { key, line_column: at.and_then(|at| line_column(text, at)), fault }
}

/// The same error, with the line of its key, or of what that would stand in.
pub(super) fn placed(error: PolicyError, text: &str, table: &DeTable<'_>) -> PolicyError {
    let at = at_key(table, &error.key);
    PolicyError { line_column: error.line_column.or_else(|| line_column(text, at?)), ..error }
}

/// The same for a fault that was found later, in a policy's file.
pub(super) fn placed_in(error: PolicyError, text: &str) -> PolicyError {
    match DeTable::parse(text) {
        Ok(table) => placed(error, text, table.get_ref()),
        Err(_) => error,
    }
}

fn line_column(text: &str, at: usize) -> Option<(usize, usize)> {
    let before = text.get(..at)?;
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Some((line, column))
}

/// The key that stands at a place.
fn key_at(table: &DeTable<'_>, at: usize) -> Option<String> {
    fn within(value: &DeValue<'_>, path: &str, at: usize) -> Option<String> {
        match value {
            DeValue::Table(table) => table.iter().find_map(|(key, value)| {
                let path = if path.is_empty() {
                    key.get_ref().to_string()
                } else {
                    format!("{path}.{}", key.get_ref())
                };
                let inside = || within(value.get_ref(), &path, at);
                let here = [key.span(), value.span()].iter().any(|span| !span.is_empty() && span.start == at);
                inside().or_else(|| here.then(|| path.clone()))
            }),
            DeValue::Array(rows) => rows.iter().enumerate().find_map(|(place, row)| {
                let path = format!("{path}[{place}]");
                let inside = || within(row.get_ref(), &path, at);
                inside().or_else(|| (!row.span().is_empty() && row.span().start == at).then(|| path.clone()))
            }),
            _ => None,
        }
    }
    within(&DeValue::Table(table.clone()), "", at)
}

/// Where a key stands (`rules.password-age.warn_days`, `controls[mdm].name`), else the innermost of what it would stand in.
fn at_key(table: &DeTable<'_>, key: &str) -> Option<usize> {
    let mut steps: Vec<&str> = key.split(['.', '[', ']']).filter(|step| !step.is_empty()).collect();
    steps.reverse();
    let mut found = None;
    let mut note = |span: std::ops::Range<usize>| {
        if !span.is_empty() {
            found = Some(span.start);
        }
    };
    let (name, value) = table.get_key_value(steps.pop()?)?;
    note(name.span());
    let mut here = value;
    while let Some(step) = steps.pop() {
        let next = match here.get_ref() {
            DeValue::Table(table) => {
                let Some((name, value)) = table.get_key_value(step) else { break };
                note(name.span());
                value
            }
            DeValue::Array(rows) => {
                let by_place = step.parse::<usize>().ok().and_then(|place| rows.get(place));
                let name = step.rsplit('=').next().unwrap_or(step);
                let named = |row: &&Spanned<DeValue<'_>>| {
                    LISTS.iter().any(|(_, by)| name_of(row.get_ref(), by).as_deref() == Some(name))
                };
                let Some(row) = by_place.or_else(|| rows.iter().find(named)) else { break };
                note(row.span());
                row
            }
            _ => break,
        };
        here = next;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        policy::{Parameter, Policy, Rule},
        register::{Lang, words::Control},
    };

    fn layer(rest: &str) -> Result<Policy, PolicyError> {
        Policy::parse(&format!("base = \"minato-anshin-net\"\n{rest}"))
    }

    #[test]
    fn what_a_layer_does_not_name_stays() {
        let minato = Policy::minato().unwrap();
        let policy = layer("rules.training.interval_months = 6\nidle_lock_minutes = 9\n").unwrap();
        assert_eq!(policy.parameter(Rule::Training, Parameter::IntervalMonths), Some(6));
        assert_eq!(policy.parameter(Rule::Training, Parameter::WarnDays), Some(30));
        assert_eq!((policy.idle_lock_minutes(), policy.base()), (Some(9), Some("minato-anshin-net")));
        assert_eq!(policy.title(Lang::En), minato.title(Lang::En));
        assert_eq!(policy.version(), minato.version());
        for rule in Rule::ALL {
            assert_eq!(policy.rule_article(*rule), minato.rule_article(*rule));
            assert_eq!(policy.rule_label(*rule, Lang::En), minato.rule_label(*rule, Lang::En));
        }
    }

    /// A letter must never go to the base's association.
    #[test]
    fn another_secretariat_is_not_addressed_as_the_bases() {
        let minato = Policy::minato().unwrap();
        assert_eq!(minato.secretariat_addressed(), layer("").unwrap().secretariat_addressed());
        let own = layer("secretariat = \"天保山医師会事務局\"\n").unwrap();
        assert_eq!(own.secretariat_addressed(), "天保山医師会事務局");
        let both =
            "secretariat = \"天保山医師会事務局\"\nsecretariat_addressed = \"公益社団法人天保山医師会\"\n";
        assert_eq!(layer(both).unwrap().secretariat_addressed(), "公益社団法人天保山医師会");
    }

    #[test]
    fn japanese_alone_is_enough() {
        let text = "title = \"天保山ケアネット運用指針\"\n[rules.training]\nlabel = { ja = \"研修\" }\n";
        let policy = layer(text).unwrap();
        for lang in [Lang::Ja, Lang::En] {
            assert_eq!(policy.title(lang), "天保山ケアネット運用指針");
            assert_eq!(policy.rule_label(Rule::Training, lang), "研修");
        }
    }

    #[test]
    fn rows_of_lists_are_laid_over_those_of_their_name() {
        let text = "[[controls]]\ncontrol = \"mdm\"\narticle = \"第40条\"\n[[forms]]\nnumber = 3\nname = \"off\"\n\
                    [[forms]]\nnumber = 7\nname = \"点検表\"\n";
        let policy = layer(text).unwrap();
        let mdm = policy.control(Control::Mdm, Lang::En).unwrap();
        assert_eq!((mdm.article, mdm.name), ("第40条", "device management (MDM)"));
        assert_eq!(policy.controls(Lang::Ja).count(), Control::ALL.len());
        assert_eq!(policy.form_name(3, Lang::Ja), None);
        assert_eq!(policy.form_name(7, Lang::En), Some("点検表"));
        assert_eq!(policy.cite("様式{（form-3）}", Lang::Ja), "様式");
        let twice = layer("[[forms]]\nnumber = 3\n[[forms]]\nnumber = 3\nname = \"a\"\n").unwrap_err();
        assert_eq!((twice.key.as_str(), twice.fault), ("forms[1].number", PolicyFault::Twice));
    }

    #[test]
    fn every_mistake_is_named_by_line_and_key() {
        for (line, key, fault) in [
            ("rules.training.interval_month = 6", "rules.training.interval_month", PolicyFault::Unknown),
            ("rules.trainings.interval_months = 6", "rules.trainings", PolicyFault::Unknown),
            ("titel = \"a\"", "titel", PolicyFault::Unknown),
            ("unnamed = \"on\"", "unnamed", PolicyFault::Unknown),
            ("in_force_on = \"令和2年\"", "in_force_on", PolicyFault::NotADay),
            ("citations.filing = \"第4条\"", "citations.filing", PolicyFault::Unknown),
            ("controls = [{ control = \"wifi\" }]", "controls[9]", PolicyFault::Unreadable(String::new())),
            (
                "rules.training.interval_months = 0",
                "rules.training.interval_months",
                PolicyFault::OutOfRange { least: 1, greatest: 1200 },
            ),
            (
                "rules.training.label = { ja = \"{who}\" }",
                "rules.training.label.ja",
                PolicyFault::Placeholder("{who}".to_owned()),
            ),
            ("rules.training.enabled = 1", "rules.training.enabled", PolicyFault::Unreadable(String::new())),
            ("title = { jp = \"a\" }", "title.jp", PolicyFault::Unknown),
        ] {
            let error = layer(&format!("\n{line}\n")).unwrap_err();
            let given = if matches!(fault, PolicyFault::Unreadable(_)) { &fault } else { &error.fault };
            assert_eq!((error.key.as_str(), given), (key, &fault), "{line}: {error}");
            let place = error.line_column.map(|(line, _)| line);
            assert_eq!(place, Some(3), "{line}: {error}");
            for lang in [Lang::Ja, Lang::En] {
                assert!(error.message(lang).contains(key) && error.message(lang).contains('3'), "{error}");
            }
        }
        let error = Policy::parse("base = \"minato\"\n").unwrap_err();
        assert!(matches!(error.fault, PolicyFault::NoSuchBase(_)), "{error}");
        assert_eq!(error.line_column, Some((1, 1)));
        assert!(error.message(Lang::Ja).contains("minato-anshin-net"));
    }

    #[test]
    fn a_layer_may_switch_off_what_it_does_not_name() {
        let text = "unnamed = \"off\"\nid = \"tempozan\"\ncitations.office-choice = \"第12条\"\n\
                    rules.patient-consent.article = \"第6条\"\n[[controls]]\ncontrol = \"mdm\"\n";
        let policy = layer(text).unwrap();
        let on: Vec<&str> =
            Rule::ALL.iter().filter(|rule| policy.is_on(**rule)).map(|rule| rule.name()).collect();
        // The law's own rules hold under any policy.
        assert!(on.contains(&"patient-consent") && on.contains(&"incident-final"), "{on:?}");
        assert!(!on.contains(&"training") && !on.contains(&"control-consideration"), "{on:?}");
        assert_eq!(policy.controls(Lang::Ja).count(), 1);
        assert_eq!(policy.form_name(4, Lang::Ja), None);
        assert_eq!((policy.version(), policy.in_force_on()), (None, None));
        assert_eq!(policy.cited("training", Lang::Ja), None);
        assert_eq!(policy.cited("filings", Lang::Ja), None);
        assert_eq!(policy.cited("office-choice", Lang::Ja).as_deref(), Some("第12条"));
    }

    #[test]
    fn a_base_is_of_the_edition_that_is_asked_for() {
        use super::super::shipped::Shipped;
        let minato = Policy::minato_text();
        let newer = minato
            .replacen("2020-10-01", "2027-04-01", 1)
            .replace("interval_months = 2\n", "interval_months = 3\n");
        let newer: &'static str = Box::leak(newer.into_boxed_str());
        let editions: &'static [Shipped] = Box::leak(Box::new([
            Shipped { id: "minato-anshin-net", version: "2027-04-01", text: newer },
            Shipped { id: "minato-anshin-net", version: "2020-10-01", text: minato },
        ]));
        let shelf = Shelf::of(editions);
        let months = |shelf: Shelf<'_>| {
            let text = "base = \"minato-anshin-net\"\nidle_lock_minutes = 5\n";
            let policy = Policy::parse_with(text, shelf, &PolicySettings::default());
            policy.unwrap().parameter(Rule::PasswordAge, Parameter::IntervalMonths)
        };
        assert_eq!(months(shelf), Some(3));
        assert_eq!(months(shelf.pinned("minato-anshin-net", "2020-10-01")), Some(2));
    }
}
