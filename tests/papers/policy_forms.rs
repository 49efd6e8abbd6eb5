//! The policy's own forms, blank sheets and what hangs on the wall.

use mcs_register::{
    cli::demo_office::demo_office,
    documents::{
        Content, Naming, Paper, PaperError, PaperKind, PaperOptions, Part, Templates, check_policy_forms,
        paper,
    },
    policy::{Policy, PolicyFault, Rule, judge},
    register::{Date, Lang, Register, document::decode},
};
use serde_json::{Value, json};

fn today() -> Date {
    "2026-11-22".parse().unwrap()
}

fn register(document: &Value) -> Register {
    let flags = |rule: &str| Rule::from_name(rule).map(Rule::waivable);
    decode(document.to_string().as_bytes(), &flags).unwrap()
}

fn try_make(kind: PaperKind, register: &Register, options: &PaperOptions<'_>) -> Result<Paper, PaperError> {
    paper(kind, register, &Policy::minato().unwrap(), today(), options)
}

fn make(kind: PaperKind, register: &Register, id: Option<&str>) -> Paper {
    try_make(kind, register, &PaperOptions { id, ..PaperOptions::default() }).unwrap()
}

fn due(kind: PaperKind, register: &Register) -> Result<Paper, PaperError> {
    try_make(kind, register, &PaperOptions { due: true, ..PaperOptions::default() })
}

/// How many sheets a paper has.
fn sheets(paper: &Paper) -> usize {
    1 + paper.parts.iter().filter(|part| matches!(part, Part::NextSheet(_))).count()
}

/// The forms that a secretary has on one page, each about what it is about in an office.
const ON_ONE_PAGE: [(PaperKind, Option<&str>); 10] = [
    (PaperKind::Application, None),
    (PaperKind::ConfidentialityPledge, None),
    (PaperKind::StaffPledge, Some("S-1")),
    (PaperKind::StaffPledge, None),
    (PaperKind::Consent, Some("G-1")),
    (PaperKind::TakeOutBlank, None),
    (PaperKind::ReviewBlank, Some("G-1")),
    (PaperKind::TrainingSheet, None),
    (PaperKind::SelfCheck, Some("S-1")),
    (PaperKind::Handout, None),
];

/// An office of some people with everything recorded that stands on the forms, in words of a length.
fn office(people: usize, long: &str) -> Value {
    let staff: Vec<Value> = (1..=people)
        .map(|number| {
            json!({"id": format!("S-{number}"), "name": format!("築港 {number}郎{long}"), "profession": format!("看護師{long}"),
                "phone": "090-0000-0000", "mcs": {"login": format!("a{number}@example.jp"),
                "registered_on": "2026-01-05", "role": if number == 1 { "administrator" } else { "user" }}})
        })
        .collect();
    let members: Vec<Value> = (1..=people)
        .map(|number| json!({"id": format!("M-{number}"), "person": format!("S-{number}")}))
        .collect();
    json!({"format": "mcs-register/1",
        "office": {"name": format!("みなと訪問看護ステーション{long}"), "kind": "訪問看護ステーション", "manager": "S-1",
            "phone": "06-0000-0000", "address": format!("大阪市港区弁天1-2-3{long}"),
            "corporation": format!("一般社団法人みなと{long}"), "representative": "弁天 太郎"},
        "staff": staff,
        "groups": [{"id": "G-1", "kind": "patient", "name": format!("田中 一様{long}"), "memberships": members,
            "consent": {"relation": "長女", "explained_by": "S-1", "kept_at": format!("事務室の書庫{long}")}}]})
}

#[test]
fn each_form_is_one_page_where_a_secretary_expects_one() {
    for office in [office(1, ""), office(4, ""), office(4, "（港区南部地域連携事業部）")] {
        let register = register(&office);
        for (kind, id) in ON_ONE_PAGE {
            let made = make(kind, &register, id);
            assert_eq!(made.pdf().unwrap().pages, sheets(&made), "{kind:?}:\n{}", made.plain_text());
        }
    }
}

#[test]
fn a_form_to_be_filled_in_has_room_where_nothing_is_recorded() {
    let empty = register(&json!({"format": "mcs-register/1", "staff": [{"id": "S-1"}],
        "groups": [{"id": "G-1", "kind": "patient"}]}));
    for (kind, id) in ON_ONE_PAGE {
        let made = make(kind, &empty, id);
        assert_eq!(made.pdf().unwrap().pages, sheets(&made), "{kind:?}");
        let text = made.plain_text();
        assert!(text.contains('＿'), "{kind:?} has nowhere to write:\n{text}");
        // Whose it is stands above each sheet.
        let body = text.replace("事業所名 未確認", "").replace("名称未確認", "");
        assert!(!body.contains("未確認"), "{kind:?}:\n{text}");
    }
}

#[test]
fn what_is_recorded_is_filled_in() {
    let register = register(&office(3, ""));
    for (kind, id, said) in [
        (
            PaperKind::Application,
            None,
            &["一般社団法人みなと", "大阪市港区弁天1-2-3", "弁天 太郎", "a3@example.jp"] as &[&str],
        ),
        (PaperKind::ConfidentialityPledge, None, &["06-0000-0000", "弁天 太郎", "築港 1郎"]),
        (PaperKind::StaffPledge, Some("S-2"), &["S-2", "築港 2郎", "看護師"]),
        (PaperKind::Consent, Some("G-1"), &["田中 一様", "長女", "築港 1郎", "事務室の書庫", "看護師"]),
        (PaperKind::ReviewBlank, Some("G-1"), &["築港 3郎", "□継続　□解除　□要確認"]),
        (PaperKind::TrainingSheet, None, &["築港 1郎", "築港 2郎", "築港 3郎"]),
        (PaperKind::SelfCheck, Some("S-2"), &["築港 2郎"]),
        (PaperKind::Handout, None, &["築港 1郎", "090-0000-0000"]),
    ] {
        let text = make(kind, &register, id).plain_text();
        for said in said {
            assert!(text.contains(said), "{kind:?} lacks {said}:\n{text}");
        }
    }
}

/// A pledge is for the one who signs it: nobody else stands on it, and masked nobody does.
#[test]
fn a_pledge_names_whose_it_is_and_nobody_else() {
    let office = demo_office(today()).unwrap();
    for kind in [PaperKind::StaffPledge, PaperKind::SelfCheck] {
        for staff in office.staff() {
            for names in Naming::ALL {
                let options = PaperOptions {
                    id: Some(staff.id.as_str()),
                    names: Some(names),
                    ..PaperOptions::default()
                };
                let text = try_make(kind, &office, &options).unwrap().plain_text();
                let named = office
                    .staff()
                    .iter()
                    .filter(|other| other.name.as_deref().is_some_and(|name| text.contains(name)));
                let named: Vec<&str> = named.map(|other| other.id.as_str()).collect();
                let wanted: &[&str] = if names == Naming::Masked { &[] } else { &[staff.id.as_str()] };
                assert_eq!(named, wanted, "{kind:?} {names:?}:\n{text}");
            }
        }
    }
}

#[test]
fn masked_forms_name_nobody_and_the_letters_to_the_secretariat_whom_to_ask() {
    let register = register(&office(3, ""));
    for (kind, id) in ON_ONE_PAGE {
        let options = PaperOptions { id, names: Some(Naming::Masked), ..PaperOptions::default() };
        let text = try_make(kind, &register, &options).unwrap().plain_text();
        for name in ["築港", "田中", "弁天 太郎", "example.jp", "090-0000"] {
            assert!(!text.contains(name), "{kind:?}: {name}\n{text}");
        }
    }
    let pledge = make(PaperKind::ConfidentialityPledge, &register, None);
    assert_eq!(pledge.names, Naming::Named);
    assert!(!pledge.plain_text().contains("築港 2郎"), "{}", pledge.plain_text());
}

#[test]
fn the_pledges_that_are_due_are_one_file_with_a_sheet_each() {
    let mut office = office(4, "");
    office["staff"][1]["pledge"] = json!({"signed_on": "2026-02-01"});
    office["staff"][2]["pledge"] = json!({"exempt": "入職時の誓約書あり"});
    let register = self::register(&office);
    let made = due(PaperKind::StaffPledge, &register).unwrap();
    let text = made.plain_text();
    assert_eq!((sheets(&made), made.pdf().unwrap().pages), (2, 2), "{text}");
    let place = |name: &str| text.find(name).unwrap();
    assert!(
        place("築港 1郎") < place("築港 4郎") && !text.contains("築港 2郎") && !text.contains("築港 3郎")
    );
    // Who need not sign is not asked to: the waiver says so.
    office["waivers"] = json!([{"rule": "staff-pledge", "subject": "staff/S-4", "reason": "休職中", "approved_by": "S-1",
        "until": "2027-01-31"}]);
    assert_eq!(sheets(&due(PaperKind::StaffPledge, &self::register(&office)).unwrap()), 1);
    for number in 0..4 {
        office["staff"][number]["pledge"] = json!({"signed_on": "2026-02-01"});
    }
    let none = due(PaperKind::StaffPledge, &self::register(&office)).unwrap_err();
    assert_eq!(none, PaperError::NobodyDue { kind: PaperKind::StaffPledge });
}

#[test]
fn a_consent_is_two_copies_of_one_text() {
    let register = register(&office(2, ""));
    let made = make(PaperKind::Consent, &register, Some("G-1"));
    let at = made.parts.iter().position(|part| matches!(part, Part::NextSheet(_))).unwrap();
    assert_eq!(made.parts[..at], made.parts[at + 1..], "both sides hold the same");
    let Part::NextSheet(second) = &made.parts[at] else { panic!() };
    assert!(made.title.contains('甲') && second.title.contains('乙'), "{} {}", made.title, second.title);
    // What has to be said: why, what MCS is, what and with whom, how little, how to withdraw, what becomes of it.
    let Some(Part::Rows(said)) = made.parts.iter().find(|part| matches!(part, Part::Rows(_))) else {
        panic!()
    };
    assert!(said.iter().all(|(_, text)| !matches!(text, Content::Text(text) if text.is_empty())));
    let text = made.plain_text();
    for said in [
        "目的",
        "MCSとは",
        "共有する情報",
        "共有する職種",
        "最小限",
        "撤回",
        "ご逝去",
        "説明した者",
        "続柄",
        "保管場所",
    ] {
        assert!(text.contains(said), "{said}:\n{text}");
    }
}

#[test]
fn only_a_patient_s_group_is_consented_to() {
    let mut office = office(2, "");
    office["groups"][0]["kind"] = json!("free");
    let error = try_make(
        PaperKind::Consent,
        &register(&office),
        &PaperOptions { id: Some("G-1"), ..PaperOptions::default() },
    );
    assert_eq!(error.unwrap_err(), PaperError::NotOfPatient { id: "G-1".into() });
}

/// Many users are a list of their own: the application itself stays one page.
#[test]
fn many_users_are_an_annex_of_the_application() {
    for (people, pages) in [(1, 1), (4, 1), (5, 2), (22, 2)] {
        let made = make(PaperKind::Application, &register(&office(people, "")), None);
        assert_eq!(made.pdf().unwrap().pages, pages, "{people}");
        let annexes = made.parts.iter().filter(|part| matches!(part, Part::Annex(_))).count();
        assert_eq!(annexes, pages - 1, "{people}");
        assert!(made.plain_text().contains(&format!("築港 {people}郎")));
    }
}

/// What is found asks for papers that can be made of it.
#[test]
fn every_finding_leads_to_its_paper() {
    let office = demo_office(today()).unwrap();
    let policy = Policy::minato().unwrap();
    let findings = judge(&office, &policy, today());
    let mut made = 0;
    for finding in &findings {
        // A letter is to one of the patients whom the incident concerns.
        let Some(kind) = PaperKind::of_finding(finding, &policy).filter(|kind| !kind.is_for_a_group()) else {
            continue;
        };
        let id = kind.about().filter(|about| *about == finding.subject.kind()).map(|_| finding.subject.id());
        if kind.about().is_some() && id.is_none() {
            // A question of a review is a member's; the sheet is of the group.
            assert_eq!(finding.rule, Rule::ReviewQuestion, "{finding:?}");
            continue;
        }
        let options = PaperOptions { id, findings: Some(&findings), ..PaperOptions::default() };
        paper(kind, &office, &policy, today(), &options).unwrap();
        made += 1;
    }
    assert!(made > 20, "{made}");
    assert_eq!(PaperKind::of_rule(Rule::StaffPledge), Some(PaperKind::StaffPledge));
}

/// An association's own form takes the place of a new kind as of any other.
#[test]
fn a_form_of_ones_own_takes_the_place_of_a_new_kind() {
    let folder = tempfile::tempdir().unwrap();
    let form = "title = \"当会の同意書\"\nfile = \"同意\"\nnames = \"full\"\ncopies = [\"正\", \"副\", \"控\"]\n\n[[part]]\nrows = [{ label = \"患者\", fact = \"group\" }]\n";
    std::fs::write(folder.path().join("consent.toml"), form).unwrap();
    let forms = Templates::read(folder.path()).unwrap();
    let options = PaperOptions { id: Some("G-1"), forms: Some(&forms), ..PaperOptions::default() };
    let made = try_make(PaperKind::Consent, &register(&office(1, "")), &options).unwrap();
    assert_eq!((made.title.as_str(), sheets(&made)), ("当会の同意書　正", 3));
}

const OWN: &str = include_str!("../data/kamome-care-net.toml");

/// A form that a policy adds comes out by what the policy says of it, filled in or blank, and by the program's own sheet where it
/// says nothing.
#[test]
fn a_form_of_a_policys_own_is_a_paper() {
    let policy = Policy::parse(OWN).unwrap();
    check_policy_forms(&policy).unwrap();
    let register = register(&json!({
        "format": "mcs-register/1", "office": {"name": "かもめ訪問看護"},
        "staff": [{"id": "S-001", "name": "白波 一"}],
        "devices": [{"id": "D-001", "kind": "tablet", "name": "板1", "serial": "X-77", "holder": "S-001"}]}));
    let text = |word: &str, id| {
        let kind = PaperKind::find(word, &policy).unwrap();
        let options = PaperOptions { id, ..PaperOptions::default() };
        paper(kind, &register, &policy, today(), &options)
            .map(|paper| (paper.title.clone(), paper.plain_text()))
    };
    let (title, said) = text("電池点検票", Some("D-001")).unwrap();
    assert_eq!(title, "電池点検票（別表4）");
    for word in ["かもめケアネット利用要領に基づき", "板1", "X-77", "白波 一"] {
        assert!(said.contains(word), "{word}: {said}");
    }
    let (_, blank) = text("form-5", None).unwrap();
    assert!(!blank.contains("X-77") && !blank.contains("未確認") && blank.contains("＿＿"), "{blank}");
    let (title, said) = text("6", None).unwrap();
    assert_eq!(title, "賠償保険の届（別表5）");
    assert!(said.contains("かもめケアネット（要領3）により届け出ます。"), "{said}");
    let error = text("form-5", Some("D-404")).unwrap_err();
    assert!(matches!(error, PaperError::UnknownId { .. }), "{error}");
    assert!(matches!(text("form-6", Some("S-001")), Err(PaperError::TakesNoId { .. })));
    // What a duty asks for leads to its form.
    let findings = judge(&register, &policy, today());
    let kinds: Vec<String> = findings
        .iter()
        .filter(|finding| finding.rule == Rule::PolicyDuty)
        .filter_map(|finding| Some(PaperKind::of_finding(finding, &policy)?.word().into_owned()))
        .collect();
    assert_eq!(kinds, ["form-6", "form-5"]);
}

/// Where the policy says what stands on one of the forms that the program knows, that stands there; an office's own file goes
/// before it.
#[test]
fn a_policy_may_say_a_form_that_the_program_knows() {
    let form = "[[forms]]\nnumber = 3\nname = \"誓い\"\nform = \"\"\"\ntitle = \"{form-3}\"\nfile = \"誓い\"\nnames = \"full\"\n\
        [[part]]\nrows = [{ label = \"名\", fact = \"person.name\", write = \"\" }]\n\"\"\"\n";
    let policy =
        Policy::parse(&format!("base = \"minato-anshin-net\"\n{}", form.replace("\\\"", "\""))).unwrap();
    check_policy_forms(&policy).unwrap();
    let register = register(&office(1, ""));
    let made = |forms| {
        let options = PaperOptions { id: Some("S-1"), forms, ..PaperOptions::default() };
        paper(PaperKind::StaffPledge, &register, &policy, today(), &options).unwrap()
    };
    assert_eq!((made(None).title.as_str(), made(None).parts.len()), ("誓い", 1));
    let folder = tempfile::tempdir().unwrap();
    let own = "title = \"当所の誓い\"\nfile = \"誓い\"\nnames = \"full\"\n[[part]]\nwords = \"文\"\n";
    std::fs::write(folder.path().join("staff-pledge.toml"), own).unwrap();
    assert_eq!(made(Some(&Templates::read(folder.path()).unwrap())).title, "当所の誓い");
}

#[test]
fn a_form_of_a_policy_with_a_mistake_is_told_by_line_and_key() {
    for (from, to, line) in [
        (
            "rows = [{ label = \"事業所名\", fact = \"office.name\"",
            "rows = [{ label = \"事業所名\", fact = \"office.nmae\"",
            7,
        ),
        ("words = \"{network}", "wordz = \"{network}", 5),
    ] {
        let text = OWN.replacen(from, to, 1);
        assert_ne!(text, OWN);
        let error = check_policy_forms(&Policy::parse(&text).unwrap()).unwrap_err();
        assert_eq!(error.key, "forms[number=6].form");
        assert!(matches!(&error.fault, PolicyFault::Form { line: at, .. } if *at == line), "{error}");
        let place = text.lines().position(|line| line.starts_with("form = '''")).unwrap() + 1;
        assert_eq!(error.line_column, Some((place, 1)), "{error}");
        assert!(
            error.message(Lang::Ja).contains(&format!("様式の{line}行目")),
            "{}",
            error.message(Lang::Ja)
        );
    }
    // What it is called is a citation that the policy does not have.
    let text = OWN.replacen("title = \"{form-6}\"", "title = \"{（password-age）}\"", 1);
    let error = check_policy_forms(&Policy::parse(&text).unwrap()).unwrap_err();
    assert!(matches!(&error.fault, PolicyFault::Form { line: 1, .. }), "{error}");
    let fault = |from: &str, to: &str| {
        let error = Policy::parse(&OWN.replacen(from, to, 1)).unwrap_err();
        (error.key, error.fault)
    };
    assert_eq!(fault("on = \"device\"\n[[forms]]", "on = \"room\"\n[[forms]]").0, "forms[4].on");
    let known = fault("name = \"守秘の誓い（別表2）\"", "name = \"守秘の誓い（別表2）\"\non = \"group\"");
    assert_eq!(known, ("forms[number=3].on".to_owned(), PolicyFault::Unknown));
    assert_eq!(fault("form = 5", "form = 6"), ("duties[0].form".to_owned(), PolicyFault::Unknown));
}

/// A report to whom a policy adds is addressed to it, cites its article, and tells it of the secretariat.
#[test]
fn a_report_to_whom_a_policy_adds_is_addressed_to_it() {
    let policy = Policy::parse(OWN).unwrap();
    let register = register(&json!({
        "format": "mcs-register/1", "office": {"name": "かもめ訪問看護"},
        "incidents": [{"id": "R8-001", "kind": "device-loss", "known_at": "2026-11-20T09:00", "summary": "駅で失くした"}]}));
    let kind = PaperKind::find("incident-city-office", &policy).unwrap();
    let options = PaperOptions { id: Some("R8-001"), recorded: true, ..PaperOptions::default() };
    let said = paper(kind, &register, &policy, today(), &options).unwrap().plain_text();
    let words = [
        "R8-001-CITY-OFFICE-1",
        "かもめ市高齢福祉課 御中",
        "（要領9(2)）により",
        "第一報",
        "かもめ在宅連携室への報告",
        "駅で失くした",
    ];
    for word in words {
        assert!(said.contains(word), "{word}: {said}");
    }
    assert!(!said.contains("かもめ市高齢福祉課への報告"), "{said}");
    let to_secretariat =
        paper(PaperKind::Incident, &register, &policy, today(), &options).unwrap().plain_text();
    assert!(to_secretariat.contains("かもめ市高齢福祉課への報告"), "{to_secretariat}");
    let findings = judge(&register, &policy, today());
    let asked = findings.iter().find(|finding| finding.rule == Rule::PolicyAddressee).unwrap();
    assert_eq!(PaperKind::of_finding(asked, &policy), Some(kind));
}
