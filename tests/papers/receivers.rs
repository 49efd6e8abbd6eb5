//! Papers read as whoever receives them does: what would mislead them, or tell them nothing.

use mcs_register::{
    documents::{Naming, Paper, PaperKind, PaperOptions, paper},
    policy::{Policy, Rule},
    register::{Register, document::decode},
};

fn register(text: &str) -> Register {
    decode(text.as_bytes(), &|rule: &str| Rule::from_name(rule).map(Rule::waivable)).unwrap()
}

fn made(kind: PaperKind, register: &Register, id: Option<&str>, names: Option<Naming>) -> Paper {
    let options = PaperOptions { id, names, ..PaperOptions::default() };
    let today = "2026-11-22".parse().unwrap();
    paper(kind, register, &Policy::minato().unwrap(), today, &options).unwrap()
}

fn text(kind: PaperKind, register: &Register, id: Option<&str>, names: Option<Naming>) -> String {
    made(kind, register, id, names).markdown()
}

/// A take-out that was refused and stayed here asks nobody when it came back.
#[test]
fn a_refused_take_out_has_nothing_to_come_back() {
    let register = register(
        r#"{"format": "mcs-register/1", "staff": [{"id": "S-1", "name": "港 花子"}], "take_outs": [
            {"id": "T-1", "requester": "S-1", "decision": {"result": "refused", "on": "2026-11-01", "by": "S-1"}},
            {"id": "T-2", "requester": "S-1", "decision": {"result": "refused", "on": "2026-11-01", "by": "S-1"},
             "out_on": "2026-11-02"}]}"#,
    );
    let slip = |id| text(PaperKind::TakeOut, &register, Some(id), None);
    for part in ["持ち出しと返却", "持ち出し前の確認"] {
        assert!(!slip("T-1").contains(part), "{part}");
        assert!(slip("T-2").contains(part), "it went all the same: {part}");
    }
}

/// A successor knows people, and no number of a membership; and what serves no longer is not handed over.
#[test]
fn a_successor_reads_whom_findings_are_about() {
    let register = register(
        r#"{"format": "mcs-register/1",
            "staff": [{"id": "S-1", "name": "港 花子"}, {"id": "S-2", "name": "金 さくら"}],
            "devices": [{"id": "D-1", "status": "in-use"}, {"id": "D-2", "status": "retired"},
                        {"id": "D-3", "status": "lost"}, {"id": "D-4"}],
            "groups": [{"id": "G-1", "kind": "patient", "opened_on": "2026-01-01", "memberships": [
                {"id": "M-8", "person": "S-1", "off_duty_on": "2026-10-01"},
                {"id": "M-9", "person": "S-2", "off_duty_on": "2026-10-02"}]}]}"#,
    );
    let page = text(PaperKind::Handover, &register, None, None);
    assert!(page.contains("港 花子（G-1）、金 さくら（G-1）") && !page.contains("M-8"), "{page}");
    assert!(page.contains("2台"), "{page}");
    let masked = text(PaperKind::Handover, &register, None, Some(Naming::Masked));
    assert!(masked.contains("S-1（G-1）、S-2（G-1）") && !masked.contains("花子"), "{masked}");
    assert!(masked.contains("S-1、S-2"), "whose IDs are not recorded: {masked}");
}

/// Nothing is hidden where nothing is recorded.
#[test]
fn what_is_not_recorded_is_not_said_to_be_hidden() {
    let register = register(
        r#"{"format": "mcs-register/1",
            "staff": [{"id": "S-1"}, {"id": "S-2", "name": "港 花子", "mcs": {"login": "a@example.jp"}}],
            "devices": [{"id": "D-1", "name": "iPad"}, {"id": "D-2", "name": "iPad", "line": "090-0000-0001"}]}"#,
    );
    let hidden = |kind, id: &str| {
        let text = text(kind, &register, None, Some(Naming::Masked));
        text.lines().find(|line| line.starts_with(&format!("| {id} |"))).unwrap().contains("伏せる")
    };
    assert!(!hidden(PaperKind::StaffLedger, "S-1") && hidden(PaperKind::StaffLedger, "S-2"));
    assert!(!hidden(PaperKind::DeviceLedger, "D-1") && hidden(PaperKind::DeviceLedger, "D-2"));
}

/// Who reports is said once, though the office's name begins with that of its corporation.
#[test]
fn the_authority_reads_the_offices_name_once() {
    let report = |corporation: &str| {
        let register = register(&format!(
            r#"{{"format": "mcs-register/1", "office": {{"corporation": "{corporation}", "name": "医療法人みなと会 三先内科"}},
                "devices": [{{"id": "D-1", "kind": "tablet", "name": "タブレット"}}],
                "incidents": [{{"id": "R8-001", "kind": "device-loss", "device": "D-1"}}]}}"#
        ));
        let paper = made(PaperKind::NineItems, &register, Some("R8-001"), None);
        let value = |wanted: &str| {
            paper.values().iter().find(|(label, _)| *label == wanted).map(|(_, value)| (*value).to_owned())
        };
        ["報告者の氏名又は名称", "機器"].map(|label| value(label).unwrap())
    };
    let [name, device] = report("医療法人みなと会");
    assert_eq!(name, "医療法人みなと会 三先内科");
    assert!(device.starts_with("タブレット　D-1"), "its name says no more than its kind: {device}");
    assert_eq!(report("社会福祉法人三先会")[0], "社会福祉法人三先会　医療法人みなと会 三先内科");
}

/// What the manager signs names the first of what waits and of what happened, near misses last; the annex has all of it.
#[test]
fn the_managers_page_names_the_first_and_the_annex_all() {
    let rows =
        |count: usize, row: &dyn Fn(usize) -> String| (1..=count).map(row).collect::<Vec<_>>().join(",");
    let incidents = rows(25, &|at| {
        let kind = if at == 25 { "device-loss" } else { "near-miss" };
        format!(r#"{{"id": "R8-{at:03}", "kind": "{kind}", "known_at": "2026-11-20T09:00"}}"#)
    });
    let take_outs = rows(9, &|at| {
        format!(
            r#"{{"id": "T-{at}", "requester": "S-1", "requested_on": "2026-11-01",
                "decision": {{"result": "approved", "on": "2026-11-01", "by": "S-1"}}}}"#
        )
    });
    let document = format!(
        r#"{{"format": "mcs-register/1", "staff": [{{"id": "S-1", "name": "港 花子"}}],
            "incidents": [{incidents}], "take_outs": [{take_outs}]}}"#
    );
    let text = text(PaperKind::Monthly, &register(&document), None, None);
    let (page, annex) = text.split_once("規則ごとの件数").unwrap();
    assert!(page.contains("R8-025") && !page.contains("R8-024"), "{page}");
    assert!(page.contains("ほか19件は、別紙の一覧にあります。") && annex.contains("R8-024"), "{text}");
    assert!(page.contains("ほか3件は、別紙の一覧にあります。") && annex.contains("T-9"), "{text}");
}
