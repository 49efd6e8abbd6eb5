//! What comes in from outside, as nobody wrote it: documents, commands, policies, forms, ledgers. Each is taken or refused with a
//! sentence, and never with a panic. The key file has a test of its own (`tests/store/fuzz.rs`), tables another (`tables/hostile.rs`).
//!
//! At length: `PROPTEST_CASES=1000000 cargo test --test register fuzz::documents`.

use std::{fs, path::Path, sync::LazyLock};

use mcs_register::{
    documents::{PaperKind, PaperOptions, Templates, paper},
    exchange::{
        Settings,
        question::Answers,
        simulate, simulate_partly,
        table::{self, Asked},
    },
    policy::{Policy, Rule, judge},
    register::{
        Date, Lang, RecordKind, Register,
        document::{self, Request},
        hidden::is_hidden,
    },
};
use proptest::{prelude::*, sample::Index};

use crate::slips::{Slip, cases, slip};

fn today() -> Date {
    "2026-11-22".parse().unwrap()
}

fn flags(rule: &str) -> Option<&'static [RecordKind]> {
    Rule::from_name(rule).map(Rule::waivable)
}

/// Every file of a folder with one ending, with its name.
fn files(folder: &str, ending: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file() && path.to_string_lossy().ends_with(ending))
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap()))
        .collect();
    found.sort();
    assert!(!found.is_empty());
    found
}

/// What is told stands in a line of a terminal.
fn is_sentence(said: &str) -> Result<(), TestCaseError> {
    let hidden = |c: char| c != '\n' && is_hidden(c);
    prop_assert!(!said.trim().is_empty() && !said.contains(hidden), "{said:?}");
    Ok(())
}

fn changed(bytes: &[u8], slips: &[Slip]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for slip in slips {
        slip.make(&mut bytes);
        // Repeated again and again it would only take longer.
        bytes.truncate(1 << 20);
    }
    bytes
}

static DOCUMENTS: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let mut all = files("tests/cases", ".json");
    all.extend(files("tests/cases/bad", ".json"));
    all.extend(files("tests/store", ".json"));
    all
});

const JSON: &[&[u8]] = &[
    b"null",
    b"true",
    b"[]",
    b"{}",
    b"\"\"",
    b"-1",
    b"18446744073709551616",
    b"1e400",
    b"\\ud800",
    b"\\u0000",
    b"\xEF\xBB\xBF",
    b"\xFF",
    b"\"2026-02-30\"",
    b"\"9999-12-31\"",
    b"\"0000-00-00\"",
    b"\"id\": \"S-001\",",
    b"\"S-001\"",
    b"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    b"\"\xE2\x80\xAE\xE2\x80\x8B\"",
];

/// What is read can be judged, made into every paper, and written and read again.
fn lives(register: &Register) -> Result<(), TestCaseError> {
    let text = document::encode(register);
    let again = document::decode(text.as_bytes(), &|_| Some(RecordKind::ALL))
        .map_err(|error| TestCaseError::fail(error.message(Lang::En)))?;
    // What a register knows beside its records, such as numbers that are gone, stands in no document.
    prop_assert_eq!(document::encode(&again), text);
    let policy = Policy::minato().unwrap();
    judge(register, &policy, today());
    Ok(())
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn documents(at in any::<Index>(), slips in prop::collection::vec(slip(JSON), 1..6)) {
        let (_, bytes) = &DOCUMENTS[at.index(DOCUMENTS.len())];
        match document::decode(&changed(bytes, &slips), &flags) {
            Ok(register) => lives(&register)?,
            Err(error) => {
                is_sentence(&error.message(Lang::Ja))?;
                is_sentence(&error.message(Lang::En))?;
            }
        }
    }
}

static COMMANDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    // Every command of the page, which a test of its own keeps true.
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/apply.md")).unwrap();
    let lines: Vec<String> =
        page.lines().map(str::trim).filter(|line| line.starts_with("{\"")).map(str::to_owned).collect();
    assert!(lines.len() > 3, "{}", lines.len());
    lines
});

static REGISTER: LazyLock<Register> = LazyLock::new(|| {
    let text = files("tests/store", "everything.json").remove(0).1;
    document::decode(&text, &|_| Some(RecordKind::ALL)).unwrap()
});

proptest! {
    #![proptest_config(cases(192))]

    #[test]
    fn apply(lines in prop::collection::vec((any::<Index>(), prop::collection::vec(slip(JSON), 0..5)), 1..6)) {
        let mut register = REGISTER.clone();
        for (at, slips) in &lines {
            let line = changed(COMMANDS[at.index(COMMANDS.len())].as_bytes(), slips);
            let request = match Request::read(&line) {
                Ok(request) => request,
                Err(error) => {
                    is_sentence(&error.message(Lang::Ja))?;
                    continue;
                }
            };
            let Ok(command) = request.command(&register, today(), &flags) else { continue };
            let Ok(change) = command.plan(&register, today()) else { continue };
            // What is planned can be carried out, and taken back.
            let before = register.clone();
            prop_assert!(register.apply(&change).is_ok());
            let mut back = register.clone();
            prop_assert!(back.apply(&change.inverse()).is_ok());
            prop_assert_eq!(document::encode(&back), document::encode(&before));
        }
        lives(&register)?;
    }
}

static POLICIES: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| files("data/policy", ".toml"));

const TOML: &[&[u8]] = &[
    b"\n[",
    b"]\n",
    b"[[x]]\n",
    b"= ",
    b"\"\"\"",
    b"-1",
    b"9223372036854775808",
    b"0",
    b"true",
    b"\"{\"",
    b"{}",
    b"{{",
    b"}}",
    b"{staff-pledge}",
    b"{\xEF\xBC\x88staff-pledge\xEF\xBC\x89}",
    b"extends = \"minato-anshin-net\"\n",
    b"\xEF\xBB\xBF",
    b"\xFF",
    b"\xE2\x80\xAE",
];

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn policies(at in any::<Index>(), slips in prop::collection::vec(slip(TOML), 1..5)) {
        let (_, bytes) = &POLICIES[at.index(POLICIES.len())];
        let text = String::from_utf8_lossy(&changed(bytes, &slips)).into_owned();
        match Policy::parse(&text) {
            Ok(policy) => {
                judge(&REGISTER, &policy, today());
            }
            Err(error) => {
                is_sentence(&error.message(Lang::Ja))?;
                is_sentence(&error.message(Lang::En))?;
            }
        }
    }
}

static FORMS: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| files("data/forms", ".toml"));

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn forms(at in any::<Index>(), slips in prop::collection::vec(slip(TOML), 1..5)) {
        let (name, bytes) = &FORMS[at.index(FORMS.len())];
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(name), changed(bytes, &slips)).unwrap();
        match Templates::read(folder.path()) {
            Ok(forms) => {
                let kind = PaperKind::from_word(name.trim_end_matches(".toml")).unwrap();
                let about = kind.about().and_then(first);
                let id = about.as_deref();
                let options = PaperOptions { id, forms: Some(&forms), ..PaperOptions::default() };
                let policy = Policy::minato().unwrap();
                if let Ok(made) = paper(kind, &REGISTER, &policy, today(), &options) {
                    made.markdown();
                    made.plain_text();
                }
            }
            Err(error) => {
                is_sentence(&error.message(Lang::Ja))?;
                is_sentence(&error.message(Lang::En))?;
            }
        }
    }
}

/// The first record of a kind.
fn first(kind: RecordKind) -> Option<String> {
    match kind {
        RecordKind::Staff => REGISTER.staff().iter().next().map(|row| row.id.to_string()),
        RecordKind::Group => REGISTER.groups().iter().next().map(|row| row.sheet.id.to_string()),
        RecordKind::Incident => REGISTER.incidents().iter().next().map(|row| row.id.to_string()),
        RecordKind::TakeOut => REGISTER.take_outs().iter().next().map(|row| row.id.to_string()),
        _ => None,
    }
}

static LEDGERS: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let mut all = files("tests/cases/ledgers", "");
    all.retain(|(name, bytes)| {
        name.rsplit_once('.').is_none_or(|(_, ending)| ending != "json") && bytes.len() < 100_000
    });
    all
});

static HELD: LazyLock<Register> = LazyLock::new(|| {
    let text = files("tests/cases/ledgers", "start.json").remove(0).1;
    document::decode(&text, &|_| None).unwrap()
});

const CELLS: &[&[u8]] = &[
    b",",
    b"\n",
    b"\r\n",
    b"\"",
    b"\t",
    b"S-001",
    b"=1+1",
    b"R8.2.30",
    b"99999999999999999999",
    b"\xE6\xB0\x8F\xE5\x90\x8D",
    b"\xE3\x80\x87",
    b"\xE3\x80\x80",
    b"\x82\xA0",
    b"\xFF\xFE",
    b"\0",
];

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn ledgers(
        at in any::<Index>(),
        slips in prop::collection::vec(slip(CELLS), 0..6),
        choices in prop::collection::vec(any::<Index>(), 0..8),
    ) {
        let (name, bytes) = &LEDGERS[at.index(LEDGERS.len())];
        let Ok(book) = table::read(name, &changed(bytes, &slips), &Asked::default()) else { return Ok(()) };
        let policy = Policy::minato().unwrap();
        let mut answers = Answers::new();
        for choice in &choices {
            let found = simulate(&book, name, &HELD, &policy, today(), Settings::default(), &answers);
            let open: Vec<(String, String)> = found
                .open()
                .filter(|(_, question)| !question.choices.is_empty())
                .map(|(_, question)| {
                    let choice = &question.choices[choice.index(question.choices.len())];
                    (question.key.clone(), choice.word())
                })
                .collect();
            if open.is_empty() {
                break;
            }
            answers.extend(open);
        }
        let found = simulate_partly(&book, name, &HELD, &policy, today(), Settings::default(), &answers);
        // What would be taken in can be, and taken back.
        let mut register = HELD.clone();
        prop_assert!(register.apply(&found.change).is_ok(), "{:?}", found.change);
        lives(&register)?;
        prop_assert!(register.apply(&found.change.inverse()).is_ok());
        prop_assert_eq!(document::encode(&register), document::encode(&HELD));
    }
}
