//! Keeps `docs/forms.md` true: its lists of facts are made from the facts themselves. `UPDATE_DOCS=1 cargo test forms_doc`
//! writes them anew.

use std::{env, fmt::Write as _, fs, path::Path};

use super::*;
use crate::{policy::Rule, register::document::decode};

const OFFICE: &[u8] = include_bytes!("../../../data/demo/office.json");
/// From here on the page is made by this test.
const LISTS: &str = "<!-- the lists below are made by a test -->\n";

#[test]
fn docs_forms_md_lists_the_facts_of_every_paper() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/forms.md");
    let written = fs::read_to_string(&path).unwrap();
    let (words, _) = written.split_once(LISTS).unwrap();
    let page = format!("{words}{LISTS}{}", lists());
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &page).unwrap();
        return;
    }
    assert!(written == page, "docs/forms.md is out of date: run UPDATE_DOCS=1 cargo test forms_doc");
}

fn lists() -> String {
    let register = decode(OFFICE, &|rule| Rule::from_name(rule).map(Rule::waivable)).unwrap();
    let policy = Policy::minato().unwrap();
    let today = "2026-11-22".parse().unwrap();
    let findings = judge(&register, &policy, today);
    let source = Source::new(
        &register,
        &policy,
        today,
        &findings,
        Rc::new(Namer::new(&register, Naming::Full, today)),
    );
    let facts = |kind: PaperKind| {
        let id = kind.about().map(|about| match about {
            crate::register::RecordKind::Incident => "R8-005",
            crate::register::RecordKind::TakeOut => "T-001",
            crate::register::RecordKind::Group => "G-001",
            _ => "S-001",
        });
        let group = kind.is_for_a_group().then_some("G-005");
        let options = PaperOptions { id, group, recovery_key: Some("7F3KQ"), ..PaperOptions::default() };
        gather(kind, &source, &options).unwrap()
    };
    let mut common = Facts::default();
    office::common(&source, &mut common);
    let mut text = String::from("\n## On every paper\n\n");
    list(&common, &Facts::default(), &mut text);
    for kind in PaperKind::ALL {
        let _ = write!(text, "\n## `{}.toml`\n\n", kind.word());
        list(&facts(*kind), &common, &mut text);
    }
    text
}

/// The facts and the lists that are not among others.
fn list(facts: &Facts, others: &Facts, text: &mut String) {
    let values: Vec<String> = facts
        .value_names()
        .into_iter()
        .filter(|name| others.value(name).is_none())
        .map(|name| format!("`{name}`"))
        .collect();
    if !values.is_empty() {
        let _ = writeln!(text, "Facts: {}.", values.join(", "));
    }
    for name in facts.list_names().into_iter().filter(|name| others.rows(name).is_none()) {
        let columns = facts.rows(name).map(|list| list.names).unwrap_or_default();
        let columns: Vec<String> = columns.iter().map(|column| format!("`{column}`")).collect();
        let _ = writeln!(text, "\nList `{name}`: {}.", columns.join(", "));
    }
}
