//! Keeps `docs/forms.md` and `docs/forms.ja.md` true: their lists of facts are made from the facts themselves, and their
//! messages from mistakes. `UPDATE_DOCS=1 cargo test forms_doc` writes them anew.

use std::{collections::BTreeMap, env, fmt::Write as _, fs, path::Path};

use super::*;
use crate::{
    policy::Rule,
    register::{Lang, document::decode},
};

const OFFICE: &[u8] = include_bytes!("../../../data/demo/office.json");
const PAGES: [(&str, Lang); 2] = [("docs/forms.md", Lang::En), ("docs/forms.ja.md", Lang::Ja)];
/// From here on a page is made by this test.
const LISTS: &str = "<!-- the lists below are made by a test -->\n";

#[test]
fn the_pages_about_forms_list_the_facts_of_every_paper() {
    for (page, lang) in PAGES {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
        let written = fs::read_to_string(&path).unwrap();
        let (words, _) = written.split_once(LISTS).unwrap();
        let made = format!("{words}{LISTS}{}{}", messages(lang), lists(lang));
        if env::var_os("UPDATE_DOCS").is_some() {
            fs::write(&path, &made).unwrap();
        } else {
            assert!(written == made, "{page} is out of date: run UPDATE_DOCS=1 cargo test forms_doc");
        }
    }
}

/// The forms that a page shows whole begin with the name of their file.
#[test]
fn the_forms_that_the_pages_show_are_forms() {
    for (page, _) in PAGES {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
        let blocks = text.split("```toml\n").skip(1).filter_map(|rest| rest.split_once("\n```"));
        let shown: Vec<(&str, &str)> = blocks.filter_map(|(block, _)| named(block)).collect();
        assert!(!shown.is_empty(), "{page} shows no form");
        for (file, form) in shown {
            let kind = PaperKind::from_word(file).unwrap_or_else(|| panic!("{page}: {file}"));
            check_template(kind, form).unwrap_or_else(|error| panic!("{page}: {file}: {error}"));
        }
    }
}

/// A block that is a whole form, with the word of its paper.
fn named(block: &str) -> Option<(&str, &str)> {
    let first = block.lines().next()?.strip_prefix("# ")?;
    Some((first.strip_suffix(".toml")?, block))
}

/// Both pages say the same of every key that a form may have.
#[test]
fn the_pages_name_every_key_of_a_form() {
    let file = include_str!("../template/file.rs");
    let fields = file.lines().filter_map(|line| line.trim().strip_prefix("pub ")?.split_once(": "));
    let keys: Vec<&str> = fields.map(|(name, _)| name).filter(|name| !name.contains(' ')).collect();
    assert!(keys.len() > 25, "{keys:?}");
    for (page, _) in PAGES {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
        let (words, _) = text.split_once(LISTS).unwrap();
        for key in keys.iter().filter(|key| **key != "part") {
            assert!(words.contains(key), "{page} does not say what `{key}` is");
        }
    }
}

/// Mistakes as they are made, in a form of the handout.
const MISTAKES: [&str; 9] = [
    "wordz = \"…\"",
    "text = \"office.nmae\"",
    "words = \"{policy-name}\"",
    "words = \"…\"\ntext = \"today\"",
    "table = \"people\"",
    "rows = [{ label = \"事業所名\" }]",
    "heading = \"…\"\nalign = \"right\"",
    "checks = [\"…\"]\ncolumns = [{ label = \"事項\", fact = \"text\", width = 90 }]",
    "checks = [\"…\"]\ncolumns = [{ label = \"事項\", fact = \"text\", width = 2 }]",
];

/// How much of a message is shown, in characters.
const MOST: usize = 240;

/// What is said of each mistake.
fn messages(lang: Lang) -> String {
    let (title, kind) = match lang {
        Lang::Ja => ("間違いを知らせるメッセージ", "書いたもの | メッセージ"),
        Lang::En => ("Messages about mistakes", "written | message"),
    };
    let mut text = format!("\n## {title}\n\n| {kind} |\n|---|---|\n");
    for part in MISTAKES {
        let form = format!("title = \"題\"\nfile = \"題\"\nnames = \"masked\"\n\n[[part]]\n{part}\n");
        let error = check_template(PaperKind::Handout, &form).unwrap_err();
        let said = error.in_file(Some("handout.toml")).message(lang);
        // What may be cited is long, and stands in the words above.
        let said = match said.char_indices().nth(MOST) {
            Some((at, _)) => format!("{}…", said.get(..at).unwrap_or_default()),
            None => said,
        };
        let _ = writeln!(text, "| `{}` | {} |", part.replace('\n', "` `"), said.replace(['\n', '|'], " "));
    }
    text
}

fn lists(lang: Lang) -> String {
    let register = decode(OFFICE, &|rule| Rule::from_name(rule).map(Rule::waivable)).unwrap();
    let policy = Policy::minato().unwrap();
    let today = "2026-11-22".parse().unwrap();
    let findings = judge(&register, &policy, today);
    let source =
        Source::new(&register, &policy, today, &findings, &AtHand::new(&register, Naming::Full, today));
    let facts = |kind: PaperKind| {
        let id = kind.about().map(|about| match about {
            RecordKind::Incident => "R8-005",
            RecordKind::TakeOut => "T-001",
            RecordKind::Group => "G-001",
            RecordKind::Device => "D-001",
            _ => "S-001",
        });
        let group = kind.is_for_a_group().then_some("G-005");
        let options = PaperOptions { id, group, recovery_key: Some("7F3KQ"), ..PaperOptions::default() };
        gather(kind, &source, &options, &Facts::default()).unwrap().remove(0)
    };
    let mut common = Facts::default();
    office::common(&source, &mut common);
    let labels = Labels::of_all();
    let title = match lang {
        Lang::Ja => "どの書類でも使えるもの",
        Lang::En => "On every paper",
    };
    let mut text = format!("\n## {title}\n\n");
    list(&common, &Facts::default(), &|fact| labels.say(None, fact), lang, &mut text);
    for kind in PaperKind::ALL {
        let of = match lang {
            Lang::Ja => format!("　{}", title_of(*kind, &policy)),
            Lang::En => String::new(),
        };
        let _ = write!(text, "\n## `{}.toml`{of}\n\n", kind.word());
        list(&facts(*kind), &common, &|fact| labels.say(Some(*kind), fact), lang, &mut text);
    }
    for kind in own() {
        let of = kind.about().unwrap_or(RecordKind::Office);
        let title = match lang {
            Lang::Ja => format!("運用ポリシーが加えた様式（`on = \"{}\"`）", of.word()),
            Lang::En => format!("A form that a policy adds, `on = \"{}\"`", of.word()),
        };
        let _ = write!(text, "\n## {title}\n\n");
        list(&facts(kind), &common, &|fact| labels.say(Some(kind), fact), lang, &mut text);
    }
    text
}

/// A form of a policy's own about each kind of record.
fn own() -> impl Iterator<Item = PaperKind> {
    let of = [RecordKind::Office, RecordKind::Staff, RecordKind::Device, RecordKind::Group];
    of.into_iter().map(|of| PaperKind::Own(OwnForm { number: 5, of }))
}

fn title_of(kind: PaperKind, policy: &Policy) -> String {
    let form: toml::Table = kind.template().parse().unwrap();
    policy.cite(form["title"].as_str().unwrap(), Lang::Ja)
}

/// Under which label each fact stands on a built-in form: what it is, in the words of the papers.
struct Labels(BTreeMap<(PaperKind, String), String>);

impl Labels {
    fn of_all() -> Self {
        let mut labels = BTreeMap::new();
        for kind in PaperKind::ALL.iter().copied().chain(own()) {
            let form: toml::Table = kind.template().parse().unwrap();
            for part in form["part"].as_array().unwrap() {
                let part = part.as_table().unwrap();
                let said = |table: &toml::Table, key: &str| {
                    Some(table.get(key)?.as_str()?.split('{').next()?.to_owned())
                };
                let mut label = |fact: Option<String>, label: Option<String>| {
                    if let (Some(fact), Some(label)) = (fact, label.filter(|label| !label.is_empty())) {
                        labels.entry((kind, fact)).or_insert(label);
                    }
                };
                label(said(part, "text").or_else(|| said(part, "table")), said(part, "heading"));
                let list = ["table", "checklist", "chart"].iter().find_map(|key| said(part, key));
                for (key, list) in [("rows", None), ("columns", list.as_ref()), ("series", list.as_ref())] {
                    for row in part.get(key).and_then(|rows| rows.as_array()).into_iter().flatten() {
                        let row = row.as_table().unwrap();
                        let fact = said(row, "fact").map(|fact| match list {
                            Some(list) => format!("{list}/{fact}"),
                            None => fact,
                        });
                        label(fact, said(row, "label"));
                    }
                }
            }
        }
        Self(labels)
    }

    /// As its own form has it; what every paper may say, and what has a name in two parts, as most forms have it.
    fn say(&self, kind: Option<PaperKind>, fact: &str) -> Option<&str> {
        let own = kind.and_then(|kind| self.0.get(&(kind, fact.to_owned())));
        let others = || {
            let labels = self.0.iter().filter(|((_, named), _)| named == fact);
            let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
            for (_, label) in labels {
                *counts.entry(label).or_default() += 1;
            }
            counts.into_iter().max_by_key(|(_, count)| *count).map(|(label, _)| label)
        };
        let everywhere = kind.is_none() || (fact.contains('.') && !fact.contains('/'));
        own.map(String::as_str).or_else(|| others().filter(|_| everywhere))
    }
}

/// The facts and the lists that are not among others.
fn list<'l>(
    facts: &Facts,
    others: &Facts,
    label: &dyn Fn(&str) -> Option<&'l str>,
    lang: Lang,
    text: &mut String,
) {
    let said = |name: &str, of: &str| match (lang, label(of)) {
        (Lang::Ja, Some(label)) => format!("`{name}`（{label}）"),
        _ => format!("`{name}`"),
    };
    let (is_fact, is_list, between, colon, stop) = match lang {
        Lang::Ja => ("項目", "一覧", "、", "：", ""),
        Lang::En => ("Facts", "List", ", ", ": ", "."),
    };
    let values: Vec<String> = facts
        .value_names()
        .into_iter()
        .filter(|name| others.value(name).is_none())
        .map(|name| said(name, name))
        .collect();
    if !values.is_empty() {
        let _ = writeln!(text, "{is_fact}{colon}{}{stop}", values.join(between));
    }
    for name in facts.list_names().into_iter().filter(|name| others.rows(name).is_none()) {
        let columns = facts.rows(name).map(|list| list.names).unwrap_or_default();
        let columns: Vec<String> =
            columns.iter().map(|column| said(column, &format!("{name}/{column}"))).collect();
        let _ = writeln!(text, "\n{is_list} {}{colon}{}{stop}", said(name, name), columns.join(between));
    }
}
