//! The register document: every malformed case is refused at its place, and what is written is read back the same.

use std::{fs, path::Path};

use crate::support::arbitrary;
use mcs_register::{
    policy::Rule,
    register::{
        Lang, RecordKind, Register,
        document::{self, DocumentError, Fault, Found, Wanted},
        id::IdFault,
    },
};
use proptest::prelude::*;

fn flags(rule: &str) -> Option<&'static [RecordKind]> {
    Rule::from_name(rule).map(Rule::waivable)
}

fn decode(bytes: &[u8]) -> Result<Register, DocumentError> {
    document::decode(bytes, &flags)
}

fn cases(folder: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(folder);
    let mut cases = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "json") {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            cases.push((name, fs::read(&path).unwrap()));
        }
    }
    cases.sort();
    cases
}

#[test]
fn every_malformed_case_is_answered_with_its_place() {
    let mut wrong = Vec::new();
    let cases = cases("bad");
    assert!(cases.len() > 80, "the cases are not there");
    for (name, bytes) in cases {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/bad");
        let expected = fs::read_to_string(folder.join(format!("{name}.expect.txt"))).unwrap();
        let mut parts = expected.trim().split(" | ");
        let (outcome, place) = (parts.next().unwrap(), parts.next().unwrap());
        match (outcome, decode(&bytes)) {
            ("accepted", Ok(register)) => {
                assert_eq!(decode(document::encode(&register).as_bytes()).unwrap(), register, "{name}");
            }
            ("exit 65", Err(error)) => {
                let pointer = if error.is_whole() { "(document)" } else { error.pointer.as_str() };
                let message = error.message(Lang::Ja);
                if pointer != place || !message.starts_with(place) || message.contains(char::is_control) {
                    wrong.push(format!("{name}: wanted {place}, got {message}"));
                }
            }
            (_, got) => wrong.push(format!("{name}: wanted {outcome}, got {:?}", got.err())),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The pointer and the fault of a document that is refused.
fn refusal(document: &str) -> (String, Fault) {
    let error = decode(document.as_bytes()).expect_err(document);
    (error.pointer, error.fault)
}

#[test]
fn a_fault_is_named_by_its_kind_and_its_place() {
    let body = |fields: &str| format!("{{\"format\": \"mcs-register/1\", {fields}}}");
    let whole = |number: &str| {
        body(&format!("\"groups\": [{{\"id\": \"G\", \"kind\": \"patient\", \"patients\": {number}}}]"))
    };
    let wrong = |wanted, found| Fault::WrongType { wanted, found };
    let group = "\"id\": \"G\", \"kind\": \"patient\", \"memberships\": [{\"id\": \"M\", \"person\": \"S\"}]";
    let staff = "\"staff\": [{\"id\": \"S\"}]";
    for (document, pointer, fault) in [
        (whole("1.0"), "/groups/0/patients", wrong(Wanted::WholeNumber, Found::OtherNumber)),
        (whole("-1"), "/groups/0/patients", wrong(Wanted::WholeNumber, Found::OtherNumber)),
        (whole("4294967296"), "/groups/0/patients", Fault::TooLarge),
        (whole("1e400"), "", Fault::NotJson),
        (body("\"staff\": [null]"), "/staff/0", Fault::NullInList),
        (body("\"staff\": 3"), "/staff", wrong(Wanted::List, Found::WholeNumber)),
        (body("\"office\": []"), "/office", wrong(Wanted::Object, Found::List)),
        (
            body("\"staff\": [{\"id\": \"S\", \"trainings\": [null]}]"),
            "/staff/0/trainings/0",
            Fault::NullInList,
        ),
        (
            body("\"incidents\": [{\"id\": \"I\", \"kind\": \"other\", \"groups\": [null]}]"),
            "/incidents/0/groups/0",
            Fault::NullInList,
        ),
        (
            body("\"incidents\": [{\"id\": \"I\", \"kind\": \"other\", \"groups\": [\"G\"]}]"),
            "/incidents/0/groups/0",
            Fault::NoGroup { id: "G".into() },
        ),
        (
            body(
                "\"incidents\": [{\"id\": \"I\", \"kind\": \"other\", \"first_response\": [{\"by\": \"S\"}]}]",
            ),
            "/incidents/0/first_response/0/by",
            Fault::NoStaff { id: "S".into(), is_partner: false },
        ),
        (
            body(&format!(
                "{staff}, \"groups\": [{{{group}, \"reviews\": [{{\"decisions\": [{{\"membership\": \"M\"}}, {{\"membership\": \"M\"}}]}}]}}]"
            )),
            "/groups/0/reviews/0/decisions/1/membership",
            Fault::DecidedTwice { id: "M".into() },
        ),
        (body("\"staff\": [{\"id\": \" \"}]"), "/staff/0/id", Fault::BadId(IdFault::Blank)),
        (body("\"staff\": [{\"id\": \"a\\u0007\"}]"), "/staff/0/id", Fault::BadId(IdFault::Control)),
        (body("\"a/b~c\\u001b\": 1"), "/a~1b~0c\u{1b}", Fault::UnknownField { name: "a/b~c\u{1b}".into() }),
        (body("\"staff\": [], \"staff\": []"), "", Fault::SameKeyTwice { key: "staff".into() }),
        ("3".into(), "", Fault::NotAnObject),
        (" \n".into(), "", Fault::Empty),
        // An unknown format explains every other unknown thing, wherever it stands.
        (
            "{\"rooms\": [], \"format\": \"mcs-register/2\"}".into(),
            "/format",
            Fault::UnknownFormat { format: "mcs-register/2".into() },
        ),
        // Text that is no JSON comes before a wrong field.
        ("{\"format\": \"mcs-register/1\", \"rooms\": [".into(), "", Fault::Truncated),
    ] {
        assert_eq!(refusal(&document), (pointer.to_owned(), fault), "{document}");
    }
}

#[test]
fn a_message_holds_no_control_character_and_no_long_text() {
    let document =
        format!("{{\"format\": \"mcs-register/1\", \"x\\u001b[2J\\u202e{}\": 1}}", "長".repeat(9_000));
    let error = decode(document.as_bytes()).unwrap_err();
    for lang in [Lang::Ja, Lang::En] {
        let sentence = error.fault.sentence(lang);
        assert!(!sentence.contains(char::is_control) && !sentence.contains('\u{202e}'), "{sentence}");
        assert!(sentence.chars().count() < 200, "{sentence}");
    }
    assert!(error.message(Lang::Ja).starts_with("/x\\u001b[2J\\u202e長"));
}

#[test]
fn what_is_not_recorded_is_not_written() {
    let text = r#"{"format": "mcs-register/1", "office": {"name": null}, "staff": [{"id": "S-1", "mcs": {}, "trainings": [{}], "memo": ""}]}"#;
    let register = decode(text.as_bytes()).unwrap();
    let written = [
        "{",
        " \"format\": \"mcs-register/1\",",
        " \"staff\": [",
        "  {",
        "   \"id\": \"S-1\",",
        "   \"trainings\": [",
        "    {}",
        "   ],",
        "   \"memo\": \"\"",
        "  }",
        " ]",
        "}",
        "",
    ];
    assert_eq!(document::encode(&register), written.join("\n"));
}

#[test]
fn a_record_is_one_line_with_its_fields_in_order() {
    let text =
        r#"{"name": "港\n花子\u001b", "id": "S-1", "mcs": {"shared": false, "login": "a"}, "kana": null}"#;
    let record = document::record_from_json(RecordKind::Staff, text).unwrap();
    let line = document::record_to_json(&record);
    assert_eq!(line, r#"{"id":"S-1","name":"港\n花子\u001b","mcs":{"login":"a","shared":false}}"#);
    let error = document::record_from_json(RecordKind::Staff, r#"{"id": "S-1", "mcs": {"role": "king"}}"#)
        .unwrap_err();
    assert_eq!(error.pointer, "/mcs/role");
    for kind in RecordKind::ALL {
        assert_eq!(RecordKind::from_word(kind.word()), Some(*kind));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back(register in arbitrary::register()) {
        let text = document::encode(&register);
        prop_assert!(text.chars().all(|c| c == '\n' || !c.is_control()));
        let again = decode(text.as_bytes()).map_err(|error| TestCaseError::fail(error.message(Lang::En)))?;
        prop_assert_eq!(&again, &register);
        prop_assert_eq!(document::encode(&again), text);
        for record in arbitrary::records(&register) {
            let line = document::record_to_json(&record);
            prop_assert!(!line.contains(char::is_control));
            prop_assert_eq!(document::record_from_json(record.kind(), &line), Ok(record));
        }
    }

    #[test]
    fn no_damage_makes_the_reader_panic(
        register in arbitrary::register(),
        damage in proptest::collection::vec((any::<proptest::sample::Index>(), 0_u8..4, any::<u8>()), 1..6),
    ) {
        let mut bytes = document::encode(&register).into_bytes();
        for (place, way, byte) in damage {
            if bytes.is_empty() {
                break;
            }
            let place = place.index(bytes.len());
            match way {
                0 => bytes.truncate(place),
                1 => bytes[place] = byte,
                2 => drop(bytes.remove(place)),
                _ => bytes.insert(place, b"{}[]\",:\\0n"[usize::from(byte) % 10]),
            }
        }
        if let Err(error) = decode(&bytes) {
            prop_assert!(!error.message(Lang::Ja).contains(char::is_control));
            prop_assert!(!error.message(Lang::En).contains(char::is_control));
        }
    }
}
