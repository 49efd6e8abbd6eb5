//! What cites the policy reads it from the policy: the program's own words name no policy's articles, network, prefix or
//! secretariat. Comments may say where a rule comes from.

use std::{
    fs,
    io::Read as _,
    path::{Path, PathBuf},
};

use mcs_register::{
    policy::{OFFICE_CHOICE, Policy, Rule},
    register::Lang,
};

use crate::built_in_policy::named;

fn files(folder: &str) -> Vec<(PathBuf, String)> {
    fn walk(dir: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() { walk(&entry, found) } else { found.push(entry) }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
    let read = |path: PathBuf| fs::read_to_string(&path).ok().map(|text| (path, text));
    found.into_iter().filter_map(read).collect()
}

#[test]
fn no_literal_of_the_program_names_a_policy() {
    let sources = files("src");
    assert!(sources.len() > 300);
    let of_tests = |path: &Path| {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let mut parents = sources.iter().filter(|(parent, _)| {
            let beside = parent.parent() == path.parent()
                || Some(parent.with_extension("").as_path()) == path.parent();
            beside && parent != path
        });
        parents.any(|(_, text)| text.contains(&format!("#[cfg(test)]\nmod {name};")))
    };
    // How offices write what comes in, and by which words a key is found: nobody is shown them.
    let takes_in = |path: &Path| {
        path.components().any(|part| part.as_os_str() == "exchange") || path.ends_with("words/synonyms.rs")
    };
    let faults: Vec<String> = sources
        .iter()
        .filter(|(path, _)| !of_tests(path) && !takes_in(path))
        .flat_map(|(path, text)| literals(text).into_iter().map(move |literal| (path, named(&literal))))
        .filter(|(_, found)| !found.is_empty())
        .map(|(path, found)| format!("{}: {}", path.display(), found.join(", ")))
        .collect();
    assert!(
        faults.is_empty(),
        "to be read from the policy (`CitingWord`, `Policy::cite`):\n{}",
        faults.join("\n")
    );
}

#[test]
fn no_form_and_no_other_data_names_a_policy() {
    let mut looked_at = 0;
    let mut faults = Vec::new();
    for (path, text) in ["data/forms", "data/law"].into_iter().flat_map(files) {
        let words: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
        // The law has articles of its own, and English names them alike.
        let of_law = |name: &String| path.iter().any(|part| part == "law") && name.starts_with("art. ");
        let found: Vec<String> = named(&words.join("\n")).into_iter().filter(|name| !of_law(name)).collect();
        if !found.is_empty() {
            faults.push(format!("{}: {}", path.display(), found.join(", ")));
        }
        looked_at += 1;
    }
    assert!(looked_at >= 15);
    assert!(faults.is_empty(), "to be cited as `{{（staff-pledge）}}`:\n{}", faults.join("\n"));
}

/// The literals of a source outside its tests, as they are written.
fn literals(source: &str) -> Vec<String> {
    let (program, _) = source.split_once("#[cfg(test)]\nmod tests {").unwrap_or((source, ""));
    let mut literals = Vec::new();
    let mut rest = program;
    while let Some(at) = rest.find(['"', '/', '\'']) {
        let (before, from) = rest.split_at(at);
        let raw = before.trim_end_matches('#');
        let marks = before.len() - raw.len();
        let is_raw = raw.ends_with('r') && !raw.ends_with("br_");
        let (end, text) = if from.starts_with("//") {
            (from.find('\n').unwrap_or(from.len()), None)
        } else if from.starts_with("/*") {
            (from.find("*/").unwrap() + 2, None)
        } else if let Some(inside) = from.strip_prefix('"') {
            let length =
                if is_raw { inside.find(&format!("\"{}", "#".repeat(marks))) } else { end_of(inside) };
            let length = length.unwrap();
            (length + 2, inside.get(..length))
        } else if from.starts_with("'\"'") {
            (3, None)
        } else if from.starts_with("'\\\"'") || from.starts_with("'\\''") || from.starts_with("'\\\\'") {
            (4, None)
        } else {
            (1, None)
        };
        literals.extend(text.map(str::to_owned));
        rest = from.get(end..).unwrap();
    }
    literals
}

/// Where a text ends whose first mark is behind.
fn end_of(inside: &str) -> Option<usize> {
    let mut escaped = false;
    inside.char_indices().find_map(|(at, c)| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends.then_some(at)
    })
}

#[test]
fn the_scanner_finds_what_is_said_and_leaves_alone_what_is_meant_for_us() {
    for (source, found) in [
        (r#"let a = "誓約書（第9条）";"#, 1),
        (r#"let a = "言い換え\"第12条(3)\"", b = '"', c = "第 18 条";"#, 2),
        ("let a = r#\"art. 9 of \"it\"\"#;", 1),
        (r#"fn f<'a>(c: &'a str) { g("【港あんしんネット】") }"#, 2),
        (r#"write("大阪市港区医師会事務局 御中")"#, 2),
        ("/// 第9条 \"第9条\"\nlet a = \"b\"; // \"第9条\"\n/* \"第8条\" */", 0),
        ("let a = \"施行規則7条、個人情報保護法26条、第三者、第2報\";", 0),
        ("let a = \"b\";\n#[cfg(test)]\nmod tests {\n    const A: &str = \"第9条\";\n}", 0),
        (r#"let a = "{（staff-pledge）}";"#, 0),
    ] {
        let named: Vec<String> = literals(source).iter().flat_map(|literal| named(literal)).collect();
        assert_eq!(named.len(), found, "{source}: {named:?}");
    }
}

/// The policy file that version 0.1.0 had built in, as it put it into an evidence pack.
pub fn policy_of_before() -> String {
    let pack = include_bytes!("../released/0.1.0/evidence.zip");
    let mut pack = zip::ZipArchive::new(std::io::Cursor::new(pack)).unwrap();
    let mut text = String::new();
    pack.by_name("evidence-20261122/policy.toml").unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The policy file as version 0.1.0 had it, which offices copied and made their own: it has no citations and no network.
#[test]
fn a_policy_file_of_a_released_version_is_read_and_cites_what_it_says_itself() {
    let text = policy_of_before();
    assert!(!text.contains("[citations]"));
    let own = text.replace("article = \"第9条\"", "article = \"第31条\"");
    let policy = Policy::parse(&own).unwrap();
    let cited = |name: &str| policy.cited(name, Lang::Ja).map(String::from);
    assert_eq!(cited(Rule::StaffPledge.name()).as_deref(), Some("第31条"));
    assert_eq!(cited("secrecy-after-leaving").as_deref(), Some("第31条"));
    // Which article leaves something to the office nothing of the file says.
    assert_eq!(cited(OFFICE_CHOICE), None);
    assert_eq!(policy.network(Lang::Ja), policy.title(Lang::Ja));
    // What it says of its rules is what the file of today says, but for two that were worded anew; what it does not have
    // is the built-in policy's.
    let worded_anew = [Rule::SharedId, Rule::Retention];
    let today = Policy::minato().unwrap();
    let old = Policy::parse(&text).unwrap();
    for rule in Rule::ALL.iter().filter(|rule| !worded_anew.contains(rule)) {
        assert_eq!(old.rule_article(*rule), today.rule_article(*rule), "{rule}");
    }
}
