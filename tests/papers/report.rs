//! The incident report: whole papers as snapshots, and what holds for every incident.

use mcs_register::{
    documents::{Naming, Paper, PaperKind, PaperOptions, paper, paper_file_name},
    policy::{Policy, Rule},
    register::{Date, Register, document::decode},
};
use proptest::prelude::*;

const TODAY: &str = "2026-11-22";

fn today() -> Date {
    TODAY.parse().unwrap()
}

fn register(text: &str) -> Register {
    decode(text.as_bytes(), &|rule: &str| Rule::from_name(rule).map(Rule::waivable)).unwrap()
}

fn report(register: &Register, id: &str, names: Naming) -> Paper {
    let policy = Policy::minato().unwrap();
    let options = PaperOptions { id: Some(id), names: Some(names), ..PaperOptions::default() };
    paper(PaperKind::Incident, register, &policy, today(), &options).unwrap()
}

/// An office in which a lost tablet touches a record of every kind that a report cites, and in which free texts are
/// hostile to Markdown, to terminals and to the people they name.
fn office() -> Register {
    register(include_str!("../data/report-office.json"))
}

#[test]
fn a_full_incident() {
    let office = office();
    let masked = report(&office, "R8-001", Naming::Masked);
    insta::assert_snapshot!("full_masked_md", masked.markdown());
    insta::assert_snapshot!("full_masked_txt", masked.plain_text());
    let full = report(&office, "R8-001", Naming::Full);
    insta::assert_snapshot!("full_named_md", full.markdown());
    insta::assert_snapshot!("full_named_txt", full.plain_text());
}

#[test]
fn the_head_of_the_history_is_the_last_line_of_every_paper() {
    let office = office();
    let without = report(&office, "R8-001", Naming::Masked);
    let code = "312-7F3KQ-00000-ZZZZZ-9ABCD";
    let with = Paper { head: Some(code.to_owned()), ..without.clone() };
    assert_eq!(with.markdown(), format!("{}\n台帳の履歴コード：{code}\n", without.markdown()));
    assert_eq!(with.plain_text(), format!("{}台帳の履歴コード：{code}\n", without.plain_text()));
}

#[test]
fn an_empty_incident() {
    let office =
        register(r#"{"format": "mcs-register/1", "incidents": [{"id": "R8-001", "kind": "other"}]}"#);
    let masked = report(&office, "R8-001", Naming::Masked);
    insta::assert_snapshot!("empty_masked_md", masked.markdown());
    insta::assert_snapshot!("empty_masked_txt", masked.plain_text());
    let full = report(&office, "R8-001", Naming::Full);
    insta::assert_snapshot!("empty_named_md", full.markdown());
    insta::assert_snapshot!("empty_named_txt", full.plain_text());
}

/// The lines of a plain report that begin with a label.
fn value(report: &str, label: &str) -> String {
    let line = report.lines().find(|line| line.trim_start().starts_with(label));
    line.and_then(|line| line.split_once(" : ")).map_or_else(String::new, |(_, value)| value.to_owned())
}

#[test]
fn every_fact_that_is_not_recorded_is_unconfirmed() {
    let office = register(
        r#"{"format": "mcs-register/1", "devices": [{"id": "D-1"}], "incidents": [
            {"id": "R8-001", "kind": "other", "device": "D-1", "first_response": [{}], "measures": [{}]}]}"#,
    );
    let text = report(&office, "R8-001", Naming::Masked).plain_text();
    // Above the title it is written by hand: whoever sends it knows it.
    for label in ["所在地", "事業所名", "管理者", "MCS管理者", "電話"] {
        let line = text.lines().map(str::trim).find(|line| line.starts_with(label));
        assert_eq!(line, Some(label), "{text}");
    }
    for label in [
        "何が起きたか",
        "発生日時",
        "発生場所",
        "気づいた日時",
        "報告者",
        "対象となる情報",
        "原因",
        "二次被害（おそれ）",
    ] {
        assert_eq!(value(&text, label), "未確認", "{label}");
    }
    assert_eq!(value(&text, "関係する機器"), "D-1　暗号化：未確認");
    assert_eq!(value(&text, "初動対応"), "時刻未確認　未確認");
    assert_eq!(value(&text, "再発防止策"), "・未確認（未実施）");
}

#[test]
fn cites_only_what_the_incident_touches() {
    let office = office();
    let options = PaperOptions {
        id: Some("R8-001"),
        names: Some(Naming::Masked),
        with_findings: true,
        ..PaperOptions::default()
    };
    let policy = Policy::minato().unwrap();
    let made = paper(PaperKind::Incident, &office, &policy, today(), &options).unwrap();
    let text = made.plain_text();
    let cited = text.split_once("この件に関わる運用ポリシー上の指摘").unwrap().1;
    let cited = cited.split_once("関係する機器の対策").unwrap().0;
    for article in ["第8条", "第12条(3)", "第13条(6)", "第13条(9)", "第10条"] {
        assert!(cited.contains(article), "{article}: {cited}");
    }
    // S-003's training, D-002's inspection and G-003's consent have nothing to do with it.
    for other in ["S-003", "D-002", "G-003", "第9条"] {
        assert!(!cited.contains(other), "{other}: {cited}");
    }
}

#[test]
fn the_file_name_names_no_person() {
    let office = office();
    let name = paper_file_name(
        PaperKind::Incident,
        &office,
        &Policy::minato().unwrap(),
        today(),
        &PaperOptions { id: Some("R8-001"), ..PaperOptions::default() },
        "md",
    )
    .unwrap();
    assert_eq!(name, "R081122_みなと訪問看護ステーション_事故報告_R8-001-1.md");
}

/// Text as people and attackers write it.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~あ-んァ-ン亜-熙\\n\\t|*_#<>`\\[\\]\\\\]{0,60}",
        any::<String>(),
        "(港 花子|港花子|髙﨑|高崎 由美|岡崎 フミ|[a-z、。\\n]){0,12}",
    ]
}

fn name() -> impl Strategy<Value = String> {
    proptest::sample::select(vec!["弁天 太郎", "髙﨑 由美", "𠮷田　真理子", "葛\u{E0100}城 直人", "ｸﾞｴﾝ ﾗﾝ"])
        .prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_incident_gives_a_clean_report(
        texts in proptest::collection::vec(any_text(), 8),
        names in proptest::collection::vec(name(), 3),
        glue in any_text(),
        people in any::<u32>(),
    ) {
        let quoted = |text: &str| serde_json::to_string(text).unwrap();
        let [summary, cause, data, response, measure, device, office, profession] = texts.as_slice() else {
            unreachable!("eight were asked for")
        };
        let told = format!("{glue}{}{summary}{}", names[0], names[1]);
        let document = format!(
            r#"{{"format": "mcs-register/1", "office": {{"name": {office}}},
                "staff": [{{"id": "S-1", "name": {first}, "profession": {profession}}}],
                "partners": [{{"id": "P-1", "name": {second}}}],
                "devices": [{{"id": "D-1", "name": {device}, "holder": "S-1"}}],
                "groups": [{{"id": "G-1", "kind": "patient", "name": {third}, "patients": {people}}}],
                "incidents": [{{"id": "R8-001", "kind": "other", "device": "D-1", "groups": ["G-1"], "reporter": "S-1",
                    "summary": {told}, "cause": {cause}, "affected_data": {data}, "affected_people": {people},
                    "first_response": [{{"text": {response}, "by": "S-1"}}], "measures": [{{"text": {measure}}}]}}]}}"#,
            office = quoted(office), first = quoted(&names[0]), profession = quoted(profession),
            second = quoted(&names[1]), third = quoted(&names[2]), device = quoted(device), told = quoted(&told),
            cause = quoted(cause), data = quoted(data), response = quoted(response), measure = quoted(measure),
        );
        let register = register(&document);
        for mode in [Naming::Masked, Naming::Full] {
            let paper = report(&register, "R8-001", mode);
            for text in [paper.markdown(), paper.plain_text()] {
                let controls = text.chars().find(|c| c.is_control() && *c != '\n');
                prop_assert_eq!(controls, None);
                // The office's name stands as it is; everything else is masked.
                if mode == Naming::Masked && !names.iter().any(|name| office.contains(name.as_str())) {
                    for name in &names {
                        prop_assert!(!text.contains(name.as_str()), "{name} in {text}");
                    }
                }
            }
            prop_assert_eq!(&paper, &report(&register, "R8-001", mode));
        }
    }
}
