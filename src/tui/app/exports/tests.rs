use crate::{
    policy::{Rule, judge},
    register::{Work, document::decode},
};

use super::*;

const OFFICE: &[u8] = include_bytes!("../../../../data/demo/office.json");

fn with_demo<T>(give: impl FnOnce(&ExportSource<'_>) -> T) -> T {
    let today = "2026-11-22".parse().unwrap();
    let register = decode(OFFICE, &|rule| Rule::from_name(rule).map(Rule::waivable)).unwrap();
    let policy = Policy::minato().unwrap();
    let findings = judge(&register, &policy, today);
    give(&ExportSource {
        register: &register,
        policy: &policy,
        policy_text: Policy::minato_text(),
        forms: None,
        findings: &findings,
        today,
        head: "AAAA-BBBB",
        lang: Lang::Ja,
        work: &Work::default(),
    })
}

#[test]
fn what_is_shown_is_what_is_written() {
    with_demo(|source| {
        for kind in ExportKind::ALL {
            let export = Export::new(kind);
            let shown = preview(export, source);
            assert!(shown.len() > 5, "{kind:?}");
            let made = make(export, source, &Known::default(), Path::new("x.zip")).unwrap();
            match (kind, made.content) {
                (ExportKind::Csv | ExportKind::CsvCp932, Content::Folder(files)) => {
                    assert!(files.iter().all(|(name, _)| kind.made(Path::new("x"))(name)), "{kind:?}");
                    let sheets = shown.iter().filter(|line| line.starts_with('■')).count();
                    let ledgers = files.iter().filter(|(name, _)| name != "missing-characters.csv").count();
                    assert_eq!(sheets, ledgers);
                }
                (ExportKind::Calendar, Content::File(bytes)) => {
                    let text = String::from_utf8(bytes.to_vec()).unwrap();
                    let events = text.matches("BEGIN:VEVENT").count();
                    assert_eq!(shown.len(), events + 2);
                }
                (ExportKind::Workbook | ExportKind::Evidence, Content::File(bytes)) => {
                    assert!(bytes.starts_with(b"PK"), "{kind:?}");
                }
                (kind, content) => panic!("{kind:?} {content:?}"),
            }
        }
    });
}

#[test]
fn characters_that_cp932_has_not_are_shown_with_their_places_and_asked_about() {
    with_demo(|source| {
        let export = Export::new(ExportKind::CsvCp932);
        let shown = preview(export, source).join("\n");
        assert!(shown.contains("𠮷 U+20BB7  staff.csv"), "{shown}");
        let made = make(export, source, &Known::default(), Path::new("x")).unwrap();
        assert!(made.doubt.unwrap().contains("U+20BB7"));
        let utf8 = make(Export::new(ExportKind::Csv), source, &Known::default(), Path::new("x")).unwrap();
        assert_eq!(utf8.doubt, None);
    });
}

#[test]
fn the_pack_is_a_folder_unless_its_name_ends_in_zip() {
    with_demo(|source| {
        let export = Export::new(ExportKind::Evidence);
        let made = make(export, source, &Known::default(), Path::new("証跡")).unwrap();
        let Content::Folder(files) = made.content else { panic!("not a folder") };
        assert!(files.iter().any(|(name, _)| name == "MANIFEST"));
        let folder = tempfile::tempdir().unwrap();
        let manifest = files.iter().find(|(name, _)| name == "MANIFEST").unwrap();
        std::fs::write(folder.path().join("MANIFEST"), &manifest.1).unwrap();
        let made = export.kind.made(folder.path());
        assert!(files.iter().all(|(name, _)| made(name)));
    });
}

/// The workbook in the pack is no less than a workbook alone.
#[test]
fn a_text_too_long_for_a_cell_is_asked_about_in_the_pack_too() {
    with_demo(|source| {
        let mut office: serde_json::Value = serde_json::from_slice(OFFICE).unwrap();
        office["incidents"][0]["summary"] = "語".repeat(33_000).into();
        let flags = |rule: &str| Rule::from_name(rule).map(Rule::waivable);
        let register = decode(office.to_string().as_bytes(), &flags).unwrap();
        let source = ExportSource { register: &register, ..*source };
        for kind in [ExportKind::Workbook, ExportKind::Evidence] {
            let made = make(Export::new(kind), &source, &Known::default(), Path::new("x.zip")).unwrap();
            let doubt = made.doubt.unwrap();
            assert!(doubt.contains("インシデント 2 概要") && doubt.ends_with('？'), "{kind:?}: {doubt}");
        }
    });
}
