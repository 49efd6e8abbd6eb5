//! The papers of an incident as their receivers read them: the secretariat, the authority, a patient.

use mcs_register::{
    cli::demo_office::demo_office,
    documents::{Naming, Paper, PaperError, PaperKind, PaperOptions, Part, paper},
    policy::{Policy, Rule},
    register::{Command, Date, Fact, Lang, Register, document::decode},
};

fn today() -> Date {
    "2026-11-22".parse().unwrap()
}

fn register(text: &str) -> Register {
    decode(text.as_bytes(), &|rule: &str| Rule::from_name(rule).map(Rule::waivable)).unwrap()
}

fn make(kind: PaperKind, register: &Register, options: PaperOptions<'_>) -> Paper {
    paper(kind, register, &Policy::minato().unwrap(), today(), &options).unwrap()
}

fn about(id: &str) -> PaperOptions<'_> {
    PaperOptions { id: Some(id), recorded: true, ..PaperOptions::default() }
}

fn row<'p>(paper: &'p Paper, label: &str) -> Option<&'p str> {
    let rows = paper.parts.iter().filter_map(|part| match part {
        Part::Rows(rows) => Some(rows),
        _ => None,
    });
    rows.flatten().find(|(name, _)| name == label).map(|(_, value)| value.printed())
}

/// A lost tablet and a wrong invitation, as they come: the day after, and weeks later with all that was done.
#[test]
fn an_ordinary_report_is_one_page() {
    let office = demo_office(today()).unwrap();
    for id in ["R8-005", "R8-003", "R8-001", "R8-006", "R8-004"] {
        let made = make(PaperKind::Incident, &office, about(id));
        assert_eq!(made.pdf().unwrap().pages, 1, "{id}\n{}", made.plain_text());
    }
    let invited = register(
        r#"{"format": "mcs-register/1", "office": {"name": "築港訪問看護リハビリステーション", "phone": "06-0000-0000",
            "address": "大阪市港区築港0丁目0番0号", "corporation": "医療法人築港会", "representative": "築港 一郎", "manager": "S-1"},
        "staff": [{"id": "S-1", "name": "三先 智子", "profession": "看護師", "phone": "090-0000-0001", "mcs": {"role": "administrator", "login": "a@example.jp"}},
            {"id": "S-2", "name": "池島 修", "profession": "理学療法士"}],
        "groups": [{"id": "G-1", "kind": "patient", "name": "夕凪 ハル", "patients": 1}],
        "incidents": [{"id": "R8-001", "kind": "wrong-invitation", "occurred_at": "2026-11-19T17:20", "known_at": "2026-11-20T08:30",
            "place": "事業所の事務室", "reporter": "S-2", "groups": ["G-1"], "affected_people": 1, "affected_data": "氏名、病名、訪問の記録",
            "summary": "担当者会議のあと、同じ名字の別の事業所の方を患者グループへ招待した。翌朝、相手からの電話で分かり、すぐに解除した。",
            "first_response": [{"at": "2026-11-20T08:35", "text": "グループから解除した", "by": "S-1"},
                {"at": "2026-11-20T08:50", "text": "相手に閲覧の有無を確かめ、口外しないよう依頼した", "by": "S-1", "note": "閲覧したのは投稿2件"},
                {"at": "2026-11-20T09:10", "text": "管理者へ報告した", "by": "S-2"}],
            "cause": "候補に並んだ同じ名字の2人の所属を確かめずに選んだ。", "secondary_damage": "現在のところ確認していない。",
            "people_told": "11月20日に家族へ電話でお詫びした。", "prevention": "招待は2人で所属を確かめてから送る。",
            "authority": {"assessment": "reportable", "assessed_on": "2026-11-20", "persons_notified_on": "2026-11-20"},
            "measures": [{"text": "招待の手順書を改める", "due": "2026-12-10"}, {"text": "全職員に周知する", "due": "2026-11-30", "done_on": "2026-11-21"}]}]}"#,
    );
    let made = make(PaperKind::Incident, &invited, about("R8-001"));
    assert_eq!(made.pdf().unwrap().pages, 1, "{}", made.plain_text());
    let text: String = made.plain_text().split_whitespace().collect();
    let order = [
        "R8-001-1",
        "一般社団法人大阪市港区医師会事務局御中",
        "所在地",
        "医療法人築港会",
        "築港一郎",
        "三先智子",
        "06-0000-0000",
        "インシデント報告書",
        "下記のとおり報告します",
        "記報告区分",
        "何が起きたか",
        "発生日時",
        "事業所の事務室",
        "池島修",
        "対象となる方",
        "初動対応",
        "11月20日8時35分",
        "原因",
        "再発防止策",
        "12月10日までに実施予定",
        "11月21日実施",
        "個人情報保護委員会",
        "今後の予定",
        "以上",
        "受付",
    ];
    let mut rest = text.as_str();
    for word in order {
        let Some((_, behind)) = rest.split_once(word) else {
            panic!("{word} is not behind what comes before\n{text}");
        };
        rest = behind;
    }
    // Nobody else is named.
    assert!(!text.contains("夕凪"), "{text}");
}

/// Nothing that is meant for whoever writes the report leaves the office with it, and nothing of the office's own check unless
/// that is asked for.
#[test]
fn what_is_for_the_writer_stays_in_the_office() {
    let office = demo_office(today()).unwrap();
    let own = ["確認してください", "あと", "超過", "印のない", "判定不能", "要対応", "期限間近"];
    for kind in [PaperKind::Incident, PaperKind::NineItems] {
        for incident in office.incidents() {
            for names in Naming::ALL {
                let options = PaperOptions { names: Some(names), ..about(incident.id.as_str()) };
                let text = make(kind, &office, options).plain_text();
                for word in own {
                    assert!(!text.contains(word), "{kind:?} {}: {word}\n{text}", incident.id);
                }
            }
        }
        let plain = make(kind, &office, about("R8-005"));
        let with = make(kind, &office, PaperOptions { with_findings: true, ..about("R8-005") });
        assert!(with.parts.len() > plain.parts.len() && with.plain_text().contains("要対応"));
        assert_eq!(with.parts[..plain.parts.len()], plain.parts[..], "the annex stands at the end");
    }
}

/// 「未確認」 is for what is not known; what was not done is not done.
#[test]
fn what_is_not_known_and_what_is_not_done_are_two_things() {
    let empty = register(r#"{"format": "mcs-register/1", "incidents": [{"id": "R8-001", "kind": "other"}]}"#);
    let made = make(PaperKind::Incident, &empty, about("R8-001"));
    for (label, said) in [
        ("何が起きたか", "未確認"),
        ("発生場所", "未確認"),
        ("原因", "未確認"),
        ("対象となる方", "人数未確認"),
        ("初動対応", "未実施"),
        ("本人・家族への対応", "未実施"),
        ("公表", "未実施"),
        ("再発防止策", "検討中"),
        ("個人情報保護委員会", "報告の要否を検討中"),
    ] {
        assert_eq!(row(&made, label), Some(said), "{label}");
    }
    assert_eq!(made.pdf().unwrap().pages, 1);
    let told = register(
        r#"{"format": "mcs-register/1", "incidents": [{"id": "R8-001", "kind": "other", "known_at": "2026-11-01T09:00",
            "authority": {"assessment": "reportable", "preliminary_on": "2026-11-03", "notice_alternative": "連絡先が分からず、掲示した。"},
            "measures": [{"text": "甲", "due": "2026-11-10"}, {"text": "乙", "due": "2026-12-10"}, {"text": "丙", "done_on": "2026-11-05"}, {"text": "丁"}],
            "closed_on": "2026-11-20"}]}"#,
    );
    let made = make(PaperKind::Incident, &told, about("R8-001"));
    assert_eq!(
        row(&made, "再発防止策"),
        Some(
            "・甲（未実施、期限 令和8年11月10日）\n・乙（令和8年12月10日までに実施予定）\n・丙（令和8年11月5日 実施）\n・丁（未実施）"
        )
    );
    assert_eq!(
        row(&made, "個人情報保護委員会"),
        Some("速報　令和8年11月3日 提出\n確報　未提出（期限 令和8年11月30日）")
    );
    assert_eq!(row(&made, "本人・家族への対応"), Some("通知に代わる措置：連絡先が分からず、掲示した。"));
    assert_eq!(row(&made, "今後の予定"), Some("令和8年11月20日 対応完了"));
}

/// A text of several pages goes on, and what happened stands on the first.
#[test]
fn a_very_long_report_goes_on_and_loses_nothing() {
    let long = "訪問先の玄関先で荷物を持ち替えたときに落とした可能性がある。".repeat(120);
    let text = format!(
        r#"{{"format": "mcs-register/1", "incidents": [{{"id": "R8-001", "kind": "other", "summary": "{long}", "cause": "{long}"}}]}}"#
    );
    let register = register(&text);
    let made = make(PaperKind::Incident, &register, about("R8-001"));
    let pages = made.pdf().unwrap().pages;
    assert!((3..9).contains(&pages), "{pages}");
    assert_eq!(row(&made, "原因"), Some(long.as_str()));
}

/// What the register knows is filled in; a choice that it does not know stands with boxes, and every value is one line.
#[test]
fn the_authoritys_report_is_ready_to_copy() {
    let office = demo_office(today()).unwrap();
    let made = make(PaperKind::NineItems, &office, about("R8-003"));
    for (label, said) in [
        ("控えの番号", "R8-003-K1"),
        ("報告種別", "新規（速報）"),
        ("施行規則7条の該当する号", "1号（要配慮個人情報が含まれる）"),
        ("原因の区分", "誤送信（誤招待）"),
        ("媒体", "電子媒体（MCS上の情報）"),
        ("報告者の氏名又は名称", "一般社団法人みなと　みなと訪問看護ステーション"),
        ("本人の数", "1名"),
    ] {
        assert_eq!(row(&made, label), Some(said), "{label}");
    }
    for label in ["業種", "発生事案", "発生元", "有無", "個人番号（マイナンバー）"] {
        let said = row(&made, label).unwrap();
        assert!(said.starts_with('□') && said.matches('□').count() > 1, "{label}: {said}");
    }
    assert!(row(&made, "実施状況").unwrap().starts_with("対応済み（令和8年10月9日 通知）"));
    assert!(
        row(&made, "実施済みの措置").unwrap().contains("要望")
            && row(&made, "今後実施予定の措置").unwrap().contains("改訂")
    );
    let text = made.plain_text();
    for (label, value) in made.values() {
        let line = format!("{label}：{}\n", value.lines().collect::<Vec<_>>().join("　"));
        assert!(text.contains(&line), "{line}");
    }
    let stage =
        PaperOptions { stage: Some(mcs_register::register::words::ReportStage::Final), ..about("R8-003") };
    assert_eq!(row(&make(PaperKind::NineItems, &office, stage), "報告種別"), Some("確報"));
    let empty = register(r#"{"format": "mcs-register/1", "incidents": [{"id": "R8-001", "kind": "other"}]}"#);
    let made = make(PaperKind::NineItems, &empty, about("R8-001"));
    for label in ["施行規則7条の該当する号", "媒体", "原因の区分", "委託元・委託先"]
    {
        assert!(row(&made, label).unwrap().matches('□').count() > 1, "{label}");
    }
}

fn two_patients() -> Register {
    register(
        r#"{"format": "mcs-register/1", "office": {"name": "みなと訪問看護ステーション", "manager": "S-1", "phone": "06-0000-0000"},
        "staff": [{"id": "S-1", "name": "港 花子", "profession": "看護師"}, {"id": "S-2", "name": "弁天 太郎", "profession": "理学療法士", "phone": "090-0000-0002"}],
        "partners": [{"id": "P-1", "name": "築港 一郎", "profession": "医師"}],
        "groups": [{"id": "G-1", "kind": "patient", "name": "夕凪 ハル", "consent": {"by": "family"}}, {"id": "G-2", "kind": "patient", "name": "田中 一郎様"},
            {"id": "G-3", "kind": "patient", "name": "石田 勇"}],
        "incidents": [{"id": "R8-001", "kind": "wrong-post", "groups": ["G-1", "G-2"], "reporter": "S-2",
            "summary": "弁天 太郎が夕凪 ハルさんの記録を田中 一郎様のグループに投稿し、築港 一郎先生が気づいた。田中さんの長男 090-1111-2222 にも伝わった。"}]}"#,
    )
}

/// A letter names its patient and whom to ask; everybody else is what they are, whoever reads it.
#[test]
fn a_letter_names_its_patient_and_nobody_else() {
    let register = two_patients();
    let letter = |group: &str, names| {
        let options = PaperOptions { group: Some(group), names, ..about("R8-001") };
        make(PaperKind::Notice, &register, options)
    };
    for names in [None, Some(Naming::Full), Some(Naming::Masked)] {
        let one = letter("G-1", names);
        let text = one.plain_text();
        assert!(text.contains("夕凪 ハル 様\nご家族 様") && text.contains("港 花子"), "{text}");
        let squeezed: String = text.split_whitespace().collect();
        assert!(squeezed.contains("職員（理学療法士）が夕凪ハル様の記録を別の利用者様"), "{text}");
        for other in ["弁天", "太郎", "田中", "築港", "1111", "G-1", "G-2", "S-1", "S-2", "P-1", "0002"]
        {
            assert!(!text.contains(other), "{other}\n{text}");
        }
        // It names a patient, so it goes into no pack but one that names everybody.
        assert_eq!(one.names, Naming::Full);
    }
    let two = letter("G-2", None).plain_text();
    assert!(two.contains("田中 一郎様\nご家族の皆様") && !two.contains("夕凪"), "{two}");
    let error = |group| {
        let options = PaperOptions { group, ..about("R8-001") };
        paper(PaperKind::Notice, &register, &Policy::minato().unwrap(), today(), &options).unwrap_err()
    };
    assert!(matches!(error(None), PaperError::NotConcerned { group: None, .. }));
    let other = error(Some("G-3"));
    assert!(other.message(Lang::Ja).contains("G-1, G-2"), "{}", other.message(Lang::Ja));
    assert_eq!(letter("G-1", None).pdf().unwrap().pages, 1);
}

/// A kept letter a patient: once each was sent, the day on which all were told stands on the incident.
#[test]
fn the_day_of_notice_is_recorded_with_the_letter_to_the_last_patient() {
    let mut register = two_patients();
    let incident = register.incidents()[0].id.clone();
    let mut carry = |facts: Vec<Fact>, on: &str| {
        let change = Command::Facts { facts, on: on.parse().unwrap() }.plan(&register, today()).unwrap();
        register.apply(&change).unwrap();
        register.incidents()[0].clone()
    };
    for group in ["G-1", "G-2"] {
        let group = Some(mcs_register::register::id::GroupId::trusted(group));
        let (to, stage) = (
            mcs_register::register::words::Addressee::Person.into(),
            mcs_register::register::words::ReportStage::First,
        );
        let incident = incident.clone();
        carry(
            vec![Fact::ReportWritten { incident, to, group, stage, at: None, by: None, paper: None }],
            "2026-11-20",
        );
    }
    let sent = |number| vec![Fact::ReportSent { incident: incident.clone(), number }];
    let row = carry(sent(1), "2026-11-20");
    assert_eq!(row.report_numbers().collect::<Vec<_>>(), ["R8-001-T1", "R8-001-T2"]);
    assert_eq!(row.authority.persons_notified_on, None, "one of two was told");
    let row = carry(sent(2), "2026-11-21");
    assert_eq!(row.authority.persons_notified_on, Some("2026-11-21".parse().unwrap()));
}
