//! Papers as an office hands them in: every kind, taken back from its PDF.
//!
//! Text is taken back by `pdftotext` (Debian: poppler-utils). Where that is not installed these comparisons are left
//! out, except in CI.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop where it stands")]

use std::process::Command;

use mcs_register::{
    cli::demo_office::demo_office,
    documents::{Names, Paper, PaperError, PaperKind, PaperOptions, Part, paper, paper_file_name},
    policy::{Policy, Rule},
    register::{Date, Lang, Register, document::decode, subject::SubjectKind},
};

fn today() -> Date {
    "2026-11-22".parse().unwrap()
}

fn register(text: &str) -> Register {
    decode(text.as_bytes(), &|rule: &str| Rule::from_name(rule).map(Rule::flags)).unwrap()
}

fn make(kind: PaperKind, register: &Register, options: PaperOptions<'_>) -> Result<Paper, PaperError> {
    paper(kind, register, &Policy::minato().unwrap(), today(), &options)
}

/// The options for a kind: a record of the office where the kind is about one.
fn first(kind: PaperKind, register: &Register) -> Option<String> {
    match kind.about()? {
        SubjectKind::Incident => register.incidents().iter().next().map(|row| row.id.to_string()),
        SubjectKind::TakeOut => register.take_outs().iter().next().map(|row| row.id.to_string()),
        SubjectKind::Group => register.groups().iter().next().map(|row| row.sheet.id.to_string()),
        SubjectKind::Staff => register.staff().iter().next().map(|row| row.id.to_string()),
        _ => None,
    }
}

fn about(id: Option<&str>) -> PaperOptions<'_> {
    PaperOptions { id, recovery_key: Some("7F3KQ-9XW2M"), head: Some("312-7F3KQ"), ..PaperOptions::default() }
}

/// The text of a PDF in the order in which it was written, without blanks.
fn taken_back(pdf: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("paper.pdf");
    std::fs::write(&file, pdf).unwrap();
    match Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(&file).arg("-").output() {
        Ok(output) => {
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            Some(squeezed(&String::from_utf8(output.stdout).unwrap()))
        }
        Err(error) => {
            assert!(std::env::var_os("CI").is_none(), "pdftotext (poppler-utils) is needed: {error}");
            None
        }
    }
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Every text of a paper.
fn texts(paper: &Paper) -> Vec<String> {
    let mut texts = vec![paper.title.clone()];
    for part in &paper.parts {
        match part {
            Part::Heading(text) | Part::Text(text) | Part::Display(text) => texts.push(text.clone()),
            Part::Rows(rows) => {
                texts.extend(rows.iter().flat_map(|(label, value)| [label.clone(), value.clone()]));
            }
            Part::Table(table) => {
                texts.extend(table.columns.iter().map(|column| column.label.clone()));
                texts.extend(table.rows.iter().flatten().cloned());
            }
            Part::Checks(checks) => texts.extend(checks.iter().map(|check| check.text.clone())),
            Part::Seals(captions) => texts.extend(captions.iter().cloned()),
        }
    }
    texts.extend(paper.notes.iter().cloned());
    texts
}

#[test]
fn every_paper_of_an_office_comes_back_from_its_pdf() {
    let office = demo_office(today()).unwrap();
    for kind in PaperKind::ALL {
        let id = first(*kind, &office);
        let made = make(*kind, &office, about(id.as_deref())).unwrap();
        let pdf = made.pdf().unwrap();
        assert!(pdf.missing.is_empty(), "{kind:?}: {:?}", pdf.missing);
        let file = String::from_utf8_lossy(&pdf.bytes);
        assert!(file.starts_with("%PDF-1."), "{kind:?}");
        assert!(file.contains("<pdfaid:part>2</pdfaid:part>"), "{kind:?} is no PDF/A-2");
        assert_eq!(pdf, made.pdf().unwrap(), "{kind:?} is not the same twice");
        let Some(text) = taken_back(&pdf.bytes) else { continue };
        for wanted in texts(&made) {
            assert!(text.contains(&squeezed(&wanted)), "{kind:?}: {wanted}");
        }
        assert!(text.contains("312-7F3KQ") && text.contains(&format!("1/{}", pdf.pages)), "{kind:?}");
        assert!(text.contains("令和8年11月22日"), "{kind:?}");
    }
}

#[test]
fn an_empty_register_gives_empty_papers() {
    let empty = register(r#"{"format": "mcs-register/1"}"#);
    for kind in PaperKind::ALL {
        match make(*kind, &empty, about(None)) {
            Ok(made) => {
                assert!(made.pdf().unwrap().pages == 1, "{kind:?}");
                assert!(
                    made.plain_text().contains("未確認") || made.markdown().contains("ありません"),
                    "{kind:?}"
                );
            }
            Err(PaperError::NeedsId { known, .. }) => assert!(kind.about().is_some() && known.is_empty()),
            Err(other) => panic!("{kind:?}: {other:?}"),
        }
    }
}

/// An incident with texts as they come from people, systems and attackers.
fn incident(summary: &str) -> Register {
    let quoted = serde_json::to_string(summary).unwrap();
    register(&format!(
        r#"{{"format": "mcs-register/1", "office": {{"name": "髙﨑邉 訪問看護"}},
            "staff": [{{"id": "S-1", "name": "𠮷田 真理子", "kana": "ヨシダ マリコ", "profession": "看護師"}}],
            "incidents": [{{"id": "R8-001", "kind": "other", "reporter": "S-1", "summary": {quoted}}}]}}"#
    ))
}

fn summary_comes_back(summary: &str) {
    let register = incident(summary);
    let options = PaperOptions { names: Some(Names::Full), ..about(Some("R8-001")) };
    let made = make(PaperKind::Incident, &register, options).unwrap();
    let shown = made.parts.iter().find_map(|part| match part {
        Part::Text(text) => Some(text.clone()),
        _ => None,
    });
    let pdf = made.pdf().unwrap();
    let Some(text) = taken_back(&pdf.bytes) else { return };
    let whole = squeezed(&shown.unwrap());
    if text.contains(&whole) {
        return;
    }
    // A page may end within the text; its footer and the next header stand between. So all that can be missed is at most
    // one place for each page, and no character.
    let chars: Vec<char> = whole.chars().collect();
    let torn = chars.windows(12).filter(|piece| !text.contains(&piece.iter().collect::<String>())).count();
    assert!(torn <= 11 * (pdf.pages - 1), "{torn} of {} are not there\n{text}", chars.len());
    for c in whole.chars().collect::<std::collections::BTreeSet<_>>() {
        assert!(text.matches(c).count() >= whole.matches(c).count(), "{c}");
    }
}

#[test]
fn rare_characters_come_back() {
    // 𠮷 and the variation selector need no more than a machine with one Japanese font.
    summary_comes_back("髙﨑邉と葛󠄀城さんが①②ﾊﾟｿｺﾝとﾌﾞﾗｳｻﾞを確認。ガ（ＡＢＣ）〜―…");
    let made = make(PaperKind::Incident, &incident("𠮷"), about(Some("R8-001"))).unwrap();
    let pdf = made.pdf().unwrap();
    if pdf.missing.is_empty()
        && let Some(text) = taken_back(&pdf.bytes)
    {
        assert!(text.contains('𠮷'));
    }
}

#[test]
fn long_texts_and_hostile_texts_come_back_as_text() {
    summary_comes_back(&"訪問の帰りに、かばんごと紛失した（予約表を含む）。".repeat(400));
    summary_comes_back(&"x".repeat(300));
    summary_comes_back(
        "<script>alert(1)</script> %PDF-1.7 endstream endobj \\n \u{202E}逆\u{1b}[31m赤\0 {{x}} #set",
    );
}

#[test]
fn a_character_that_no_font_has_is_told() {
    let made = make(PaperKind::Incident, &incident("番号\u{10FFFD}号"), about(Some("R8-001"))).unwrap();
    let pdf = made.pdf().unwrap();
    assert_eq!(pdf.missing.iter().collect::<Vec<_>>(), [&'\u{10FFFD}']);
    if let Some(text) = taken_back(&pdf.bytes) {
        assert!(text.contains("番号〓号") && text.contains("U+10FFFD"), "{text}");
    }
}

#[test]
fn papers_that_leave_the_office_name_nobody() {
    let office = demo_office(today()).unwrap();
    let names: Vec<&str> = office.staff().iter().filter_map(|staff| staff.name.as_deref()).collect();
    for kind in [PaperKind::Incident, PaperKind::NineItems] {
        for incident in office.incidents() {
            let text = make(kind, &office, about(Some(incident.id.as_str()))).unwrap().plain_text();
            assert!(!names.iter().any(|name| text.contains(name)), "{kind:?} {}", incident.id);
        }
    }
    for kind in PaperKind::ALL {
        let id = first(*kind, &office);
        let options = PaperOptions { names: Some(Names::Masked), ..about(id.as_deref()) };
        let text = make(*kind, &office, options).unwrap().plain_text();
        let told: Vec<&&str> = names.iter().filter(|name| text.contains(**name)).collect();
        assert!(told.is_empty(), "{kind:?}: {told:?}");
        let file = paper_file_name(*kind, office.office(), id.as_deref(), today(), "pdf").unwrap();
        assert!(file.starts_with("R081122_みなと訪問看護ステーション_") && !file.contains(' '), "{file}");
    }
}

#[test]
fn a_record_that_is_not_there_is_told_with_those_that_are() {
    let office = demo_office(today()).unwrap();
    for kind in PaperKind::ALL {
        let error = make(*kind, &office, about(Some("X-999")));
        match (kind.about(), error.unwrap_err()) {
            (Some(_), PaperError::UnknownId { id, known, .. }) => {
                assert_eq!(id, "X-999");
                assert!(!known.is_empty(), "{kind:?}");
            }
            (None, PaperError::TakesNoId { .. }) => {}
            (_, other) => panic!("{kind:?}: {other:?}"),
        }
    }
    let error = make(PaperKind::Incident, &office, about(None)).unwrap_err();
    assert!(error.message(Lang::Ja).contains("R8-001"), "{}", error.message(Lang::Ja));
    let error = make(PaperKind::RecoveryKey, &office, PaperOptions::default()).unwrap_err();
    assert_eq!(error, PaperError::NoRecoveryKey);
}

#[test]
fn a_form_of_ones_own_takes_the_place_of_the_built_in_one() {
    let office = demo_office(today()).unwrap();
    let form = "title = \"紛失届\"\nfile = \"紛失届\"\nnames = \"masked\"\n\n[[part]]\nrows = [{ label = \"番号\", fact = \"id\" }]\n";
    let options = PaperOptions { form: Some(form), ..about(Some("R8-001")) };
    let made = make(PaperKind::Incident, &office, options).unwrap();
    assert_eq!(made.parts, [Part::Rows(vec![("番号".to_owned(), "R8-001".to_owned())])]);
    let wrong = form.replace("\"id\"", "\"idd\"");
    let options = PaperOptions { form: Some(&wrong), ..about(Some("R8-001")) };
    let PaperError::Form(error) = make(PaperKind::Incident, &office, options).unwrap_err() else {
        panic!("not a fault of the form")
    };
    assert_eq!(error.line, 6);
}
