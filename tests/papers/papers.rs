//! Papers as an office hands them in: every kind, taken back from its PDF.
//!
//! Text is taken back by `pdftotext` (Debian: poppler-utils). Where that is not installed these comparisons are left
//! out, except in CI.

use std::process;

use mcs_register::{
    cli::demo_office::demo_office,
    documents::{
        Content, Naming, Paper, PaperError, PaperHistory, PaperKind, PaperOptions, Part, Sheet, Templates,
        TemplatesError, Unprinted, paper, paper_file_name,
    },
    policy::{
        Counts, Policy, Rule, Urgency,
        course::{CoursePoint, course_days},
        judge,
    },
    register::{
        Command, Date, Fact, Key, Lang, Record, RecordKind, Register,
        decisions::TakeOutState,
        document::decode,
        gaps::{Going, GoneNumber, How},
        records::TakeOut,
        words::{Addressee, ReportStage, Role},
    },
};

fn today() -> Date {
    "2026-11-22".parse().unwrap()
}

fn register(text: &str) -> Register {
    decode(text.as_bytes(), &|rule: &str| Rule::from_name(rule).map(Rule::waivable)).unwrap()
}

fn make(kind: PaperKind, register: &Register, options: PaperOptions<'_>) -> Result<Paper, PaperError> {
    paper(kind, register, &Policy::minato().unwrap(), today(), &options)
}

/// The options for a kind: a record of the office where the kind is about one.
fn first(kind: PaperKind, register: &Register) -> Option<String> {
    match kind.about()? {
        RecordKind::Incident => register.incidents().iter().next().map(|row| row.id.to_string()),
        RecordKind::TakeOut => register.take_outs().iter().next().map(|row| row.id.to_string()),
        RecordKind::Group => register.groups().iter().next().map(|row| row.sheet.id.to_string()),
        RecordKind::Staff => register.staff().iter().next().map(|row| row.id.to_string()),
        _ => None,
    }
}

/// The group for a letter about the first incident.
fn first_group(kind: PaperKind, register: &Register) -> Option<String> {
    let incident = register.incidents().iter().next().filter(|_| kind.is_for_a_group())?;
    incident.groups.first().map(ToString::to_string)
}

fn about(id: Option<&str>) -> PaperOptions<'_> {
    PaperOptions { id, recovery_key: Some("7F3KQ-9XW2M"), head: Some("312-7F3KQ"), ..PaperOptions::default() }
}

/// The text of a PDF in the order in which it was written, without blanks.
fn taken_back(pdf: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("paper.pdf");
    std::fs::write(&file, pdf).unwrap();
    match process::Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(&file).arg("-").output() {
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
    if let Some(letter) = &paper.letter {
        texts.push(letter.to.clone());
        let rows = letter.marks.iter().chain(&letter.from);
        texts.extend(rows.flat_map(|(label, value)| [label.clone(), value.printed().to_owned()]));
    }
    for part in &paper.parts {
        match part {
            Part::Heading(text) | Part::Text(text) | Part::Display(text) | Part::Annex(text) => {
                texts.push(text.clone());
            }
            Part::Line(line) => texts.push(line.text.clone()),
            Part::Rows(rows) => {
                texts.extend(
                    rows.iter().flat_map(|(label, value)| [label.clone(), value.printed().to_owned()]),
                );
            }
            Part::Table(table) => {
                texts.extend(table.columns.iter().map(|column| column.label.clone()));
                texts.extend(table.rows.iter().flatten().map(|content| content.printed().to_owned()));
            }
            Part::Chart(chart) => {
                // A single series is named by the heading above it.
                texts.extend(chart.series.iter().filter(|_| chart.series.len() > 1).cloned());
                texts.extend(chart.bars.iter().map(|bar| bar.label.clone()));
            }
            Part::Checks(checks) => texts.extend(checks.iter().map(|check| check.text.clone())),
            Part::Seals(captions) => texts.extend(captions.iter().cloned()),
            Part::Clauses(clauses) => texts.extend(clauses.items.iter().cloned()),
            Part::NextSheet(next) => {
                texts.push(next.title.clone());
                texts.extend(next.notes.iter().cloned());
            }
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
        let group = first_group(*kind, &office);
        let options = PaperOptions { group: group.as_deref(), ..about(id.as_deref()) };
        let made = make(*kind, &office, options).unwrap();
        let narrow = made.plain_text_within(77);
        let cells = |c: char| match c {
            '\u{E0100}'..='\u{E01EF}' => 0,
            '\u{FF61}'..='\u{FF9F}' => 1,
            c => 1 + usize::from(!c.is_ascii()),
        };
        let wide = |line: &&str| line.chars().map(cells).sum::<usize>() > 77;
        let wide = narrow.lines().find(wide).filter(|_| made.sheet == Sheet::Portrait);
        assert_eq!(wide, None, "{kind:?} runs out of a window of 80 columns");
        let pdf = made.pdf().unwrap();
        assert!(pdf.missing.is_empty(), "{kind:?}: {:?}", pdf.missing);
        let file = String::from_utf8_lossy(&pdf.bytes);
        assert!(file.starts_with("%PDF-1."), "{kind:?}");
        for kept in ["<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<", "/DisplayDocTitle true"]
        {
            assert!(file.contains(kept), "{kind:?}: {kept}");
        }
        assert_eq!(pdf, made.pdf().unwrap(), "{kind:?} is not the same twice");
        let Some(text) = taken_back(&pdf.bytes) else { continue };
        // Line by line: between two lines a page may end.
        for wanted in texts(&made).iter().flat_map(|text| text.lines()) {
            assert!(text.contains(&squeezed(wanted)), "{kind:?}: {wanted}");
        }
        // Every sheet is numbered by itself.
        let sheets = 1 + made.parts.iter().filter(|part| matches!(part, Part::NextSheet(_))).count();
        let of_one = pdf.pages / sheets;
        assert!(text.contains("312-7F3KQ") && text.contains(&format!("1/{of_one}")), "{kind:?}");
        assert!(text.contains("令和8年11月22日"), "{kind:?}");
    }
}

/// On every page of what judges or cites the policy, in every form and however it names people; the recovery key is for none.
#[test]
fn every_paper_says_of_which_edition_its_policy_is() {
    let office = demo_office(today()).unwrap();
    let taken = Policy::take_shipped("tsuyama", office.policy(), today()).unwrap();
    let tsuyama = Policy::of(&taken).unwrap();
    for (policy, edition) in [
        (
            &Policy::minato().unwrap(),
            "港あんしんネット運用ポリシー（版 2020-10-01、令和2年4月1日施行、令和2年10月1日改訂）",
        ),
        (&tsuyama, "津山市MCS運用ポリシー（案・要確認）（版 draft-1、施行日の記載なし）"),
    ] {
        for kind in PaperKind::ALL {
            let (id, group) = (first(*kind, &office), first_group(*kind, &office));
            for names in [Naming::Masked, Naming::Full] {
                let options =
                    PaperOptions { group: group.as_deref(), names: Some(names), ..about(id.as_deref()) };
                let made = paper(*kind, &office, policy, today(), &options).unwrap();
                let wanted = usize::from(*kind != PaperKind::RecoveryKey);
                let said = |text: &str| squeezed(text).matches(&squeezed(edition)).count();
                assert_eq!(said(&made.plain_text()), wanted, "{kind:?}");
                assert_eq!(said(&made.markdown()), wanted, "{kind:?}");
                let kept = Paper::from_recorded(&made.recorded().unwrap()).unwrap();
                assert_eq!(kept, made, "{kind:?}");
                let pdf = made.pdf().unwrap();
                let Some(text) = taken_back(&pdf.bytes) else { continue };
                assert_eq!(said(&text), wanted * pdf.pages, "{kind:?}");
            }
        }
    }
}

/// A report that was kept before papers named the policy is printed as it was, and still says what today's says.
#[test]
fn a_paper_that_was_kept_without_its_policy_stays_so() {
    let office = demo_office(today()).unwrap();
    let made =
        make(PaperKind::Incident, &office, about(first(PaperKind::Incident, &office).as_deref())).unwrap();
    let older = Paper { policy: None, ..made.clone() };
    let kept = older.recorded().unwrap();
    assert!(!kept.as_str().contains("policy"));
    let printed = Paper::from_recorded(&kept).unwrap();
    assert_eq!(printed.pdf().unwrap(), older.pdf().unwrap());
    assert!(!printed.plain_text().contains("施行"), "{}", printed.plain_text());
    assert!(printed.says_what(&made) && made.says_what(&printed));
    assert!(!made.says_what(&Paper { policy: Some("ほかの版".to_owned()), ..made.clone() }));
}

#[test]
fn an_empty_register_gives_empty_papers() {
    let empty = register(r#"{"format": "mcs-register/1"}"#);
    for kind in PaperKind::ALL {
        match make(*kind, &empty, about(None)) {
            Ok(made) => {
                // Some have pictures in front of their details.
                let most = if matches!(kind, PaperKind::Monthly | PaperKind::Handover) { 2 } else { 1 };
                assert!(made.pdf().unwrap().pages <= most, "{kind:?}");
                assert!(
                    made.plain_text().contains(['＿', '未']) || made.markdown().contains("ありません"),
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
    let options = PaperOptions { names: Some(Naming::Full), ..about(Some("R8-001")) };
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

/// An emoji with its sign for a picture in colour, wherever it was typed, stops no paper.
#[test]
fn a_picture_in_colour_stops_no_paper() {
    for text in ["研修❤\u{FE0F}", "⚠\u{FE0F}至急✔\u{FE0F}", "👨\u{200D}⚕\u{FE0F}👍🏻🇯🇵1\u{FE0F}\u{20E3}"]
    {
        let made = make(PaperKind::Incident, &incident(text), about(Some("R8-001"))).unwrap();
        let pdf = made.pdf().unwrap_or_else(|error| panic!("{text}: {error}"));
        assert!(text.starts_with(['研', '⚠']) || !pdf.missing.is_empty(), "{text}");
    }
}

#[test]
fn a_character_that_no_font_has_is_told() {
    let made = make(PaperKind::Incident, &incident("番号\u{10FFFD}号"), about(Some("R8-001"))).unwrap();
    let pdf = made.pdf().unwrap();
    assert_eq!(pdf.missing.iter().collect::<Vec<_>>(), [&Unprinted::Character('\u{10FFFD}')]);
    if let Some(text) = taken_back(&pdf.bytes) {
        assert!(text.contains("番号〓号") && text.contains("U+10FFFD"), "{text}");
    }
}

/// A name in a shape that no font has is printed in the usual one; that is told on the paper and to whoever makes it.
#[test]
fn a_shape_that_no_font_has_is_told() {
    let made =
        make(PaperKind::Incident, &incident("渡邉\u{E0102}と葛\u{E0100}城"), about(Some("R8-001"))).unwrap();
    let pdf = made.pdf().unwrap();
    assert_eq!(pdf.missing.iter().collect::<Vec<_>>(), [&Unprinted::Variant('邉', '\u{E0102}')]);
    if let Some(text) = taken_back(&pdf.bytes) {
        assert!(text.contains("標準の字形で示しています（邉U+9089U+E0102）"), "{text}");
    }
}

#[test]
fn papers_that_leave_the_office_name_only_whom_to_ask() {
    let office = demo_office(today()).unwrap();
    let names: Vec<&str> = office.staff().iter().filter_map(|staff| staff.name.as_deref()).collect();
    for kind in [PaperKind::Incident, PaperKind::NineItems] {
        for incident in office.incidents() {
            let text = make(kind, &office, about(Some(incident.id.as_str()))).unwrap().plain_text();
            // Only those who are asked: the manager, the MCS administrators, who reports.
            let told = office.staff().iter().filter(|staff| {
                let asked = [office.office().manager.as_ref(), incident.reporter.as_ref()];
                let answers = asked.contains(&Some(&staff.id)) || staff.mcs.role == Some(Role::Administrator);
                !answers && staff.name.as_deref().is_some_and(|name| text.contains(name))
            });
            assert_eq!(told.count(), 0, "{kind:?} {}: {text}", incident.id);
        }
    }
    for kind in PaperKind::ALL {
        let id = first(*kind, &office);
        if kind.is_for_a_group() {
            // A letter names whom to ask, whatever is chosen.
            continue;
        }
        let options = PaperOptions { names: Some(Naming::Masked), ..about(id.as_deref()) };
        let text = make(*kind, &office, options).unwrap().plain_text();
        let told: Vec<&&str> = names.iter().filter(|name| text.contains(**name)).collect();
        assert!(told.is_empty(), "{kind:?}: {told:?}");
        let file = paper_file_name(
            *kind,
            &office,
            &Policy::minato().unwrap(),
            today(),
            &PaperOptions { id: id.as_deref(), ..PaperOptions::default() },
            "pdf",
        )
        .unwrap();
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
    let folder = tempfile::tempdir().unwrap();
    let write = |text: &str| std::fs::write(folder.path().join("incident.toml"), text).unwrap();
    let form = "title = \"紛失届\"\nfile = \"紛失届\"\nnames = \"masked\"\n\n[[part]]\nrows = [{ label = \"番号\", fact = \"id\" }]\n";
    write(form);
    let forms = Templates::read(folder.path()).unwrap();
    let options = PaperOptions { forms: Some(&forms), ..about(Some("R8-001")) };
    let made = make(PaperKind::Incident, &office, options).unwrap();
    assert_eq!(made.parts, [Part::Rows(vec![("番号".to_owned(), "R8-001".into())])]);
    let name =
        paper_file_name(PaperKind::Incident, &office, &Policy::minato().unwrap(), today(), &options, "pdf");
    assert!(name.unwrap().contains("_紛失届_R8-001-2"));
    // Another paper keeps the built-in form.
    assert!(make(PaperKind::NineItems, &office, options).unwrap().title.contains("記入用控え"));
    write(&form.replace("\"id\"", "\"idd\""));
    // A name that this paper does not have shows before any paper is asked for.
    let error = Templates::read(folder.path()).unwrap_err();
    let TemplatesError::Template(fault) = &error else { panic!("not a fault of the form") };
    assert_eq!(fault.line, 6);
    assert!(
        error.message(Lang::Ja).contains("incident.toml を使えません。6行目"),
        "{}",
        error.message(Lang::Ja)
    );
}

/// An incident whose first report was sent, and then its cause was found.
fn reported() -> Register {
    let text = r#"{"format": "mcs-register/1", "office": {"name": "みなと訪問看護ステーション"},
        "staff": [{"id": "S-1", "name": "𠮷田 真理子"}],
        "incidents": [{"id": "R8-001", "kind": "device-loss", "known_at": "2026-11-20T09:10", "reporter": "S-1",
            "summary": "𠮷田 真理子が置き忘れた"}]}"#;
    let mut register = register(text);
    let day: Date = "2026-11-20".parse().unwrap();
    let options = PaperOptions { recorded: true, ..about(Some("R8-001")) };
    let made = paper(PaperKind::Incident, &register, &Policy::minato().unwrap(), day, &options).unwrap();
    let incident = register.incidents()[0].id.clone();
    let mut carry = |facts: Vec<Fact>, on: Date| {
        let change = Command::Facts { facts, on }.plan(&register, today()).unwrap();
        register.apply(&change).unwrap();
    };
    carry(
        vec![Fact::ReportWritten {
            incident: incident.clone(),
            to: Addressee::Secretariat.into(),
            group: None,
            stage: ReportStage::First,
            at: Some("2026-11-20T10:00".parse().unwrap()),
            by: None,
            paper: made.recorded(),
        }],
        day,
    );
    carry(vec![Fact::IncidentReported { incident: incident.clone() }], day);
    let key = Key::Incident(incident);
    let (_, before) = register.record(&key).unwrap();
    let mut after = before.clone();
    let Record::Incident(row) = &mut after else { panic!("not an incident") };
    row.cause = Some("声かけが抜けた".to_owned());
    let command = Command::Edit { key, before: Box::new(before), after: Box::new(after) };
    let change = command.plan(&register, today()).unwrap();
    register.apply(&change).unwrap();
    register
}

#[test]
fn what_was_sent_is_printed_again_as_it_was_and_the_next_report_has_the_next_number() {
    let register = reported();
    let options = PaperOptions { names: Some(Naming::Full), ..about(Some("R8-001-1")) };
    let sent = make(PaperKind::Incident, &register, options).unwrap().plain_text();
    assert!(sent.contains("R8-001-1\n") && sent.contains("第一報"), "{sent}");
    assert!(sent.contains("令和8年11月20日") && !sent.contains("声かけ"), "{sent}");
    let told = "職員 S-1（職種未確認）が置き忘れた";
    assert!(sent.contains(told), "names are what they were when it was sent\n{sent}");
    let next = make(PaperKind::Incident, &register, about(Some("R8-001"))).unwrap().plain_text();
    assert!(
        next.contains("R8-001-2（下書き）") && next.contains("続報") && next.contains("声かけ"),
        "{next}"
    );
    let options = PaperOptions { recorded: true, stage: Some(ReportStage::Final), ..about(Some("R8-001")) };
    let last = make(PaperKind::Incident, &register, options).unwrap().plain_text();
    assert!(last.contains("R8-001-2\n") && last.contains("最終報告"), "{last}");
    // The authority's reports have numbers of their own, and the law's words.
    let nine = make(PaperKind::NineItems, &register, about(Some("R8-001"))).unwrap().plain_text();
    assert!(nine.contains("R8-001-K1（下書き）") && nine.contains("速報"), "{nine}");
    let error = make(PaperKind::NineItems, &register, about(Some("R8-001-1"))).unwrap_err();
    assert!(matches!(error, PaperError::OtherAddressee { kind: PaperKind::Incident, .. }), "{error:?}");
}

/// The report that settles the duty is not held against whoever sends it; a late one is.
#[test]
fn a_report_in_time_is_not_cited_against_itself() {
    let register = register(
        r#"{"format": "mcs-register/1", "incidents": [
            {"id": "R8-001", "kind": "other", "known_at": "2026-11-21T09:10"},
            {"id": "R8-002", "kind": "other", "known_at": "2026-11-01T09:10"},
            {"id": "R8-003", "kind": "other"}]}"#,
    );
    let text = |id: &str, recorded: bool| {
        let options = PaperOptions { recorded, with_findings: true, ..about(Some(id)) };
        make(PaperKind::Incident, &register, options).unwrap().markdown()
    };
    let asked = |text: &str| text.contains("事務局へ報告してください") || text.contains("事務局への報告が");
    assert!(!asked(&text("R8-001", true)));
    assert!(text("R8-002", true).contains("期限超過"));
    assert!(text("R8-003", true).contains("判定不能"), "a doubt stays");
}

/// What the register tells of take-outs is nowhere told more mildly: by oneself, afterwards, refused and yet out.
#[test]
fn take_outs_are_told_as_they_were() {
    let register = register(
        r#"{"format": "mcs-register/1", "staff": [{"id": "S-1", "name": "港 花子"}, {"id": "S-2", "name": "弁天 太郎"}],
        "take_outs": [
            {"id": "T-1", "requester": "S-1", "content": "資料1", "decision": {"result": "approved", "on": "2026-11-01", "by": "S-1"}, "out_on": "2026-11-02", "returned_on": "2026-11-03"},
            {"id": "T-2", "requester": "S-1", "content": "資料2", "decision": {"result": "approved", "on": "2026-11-03", "by": "S-2"}, "out_on": "2026-11-02", "returned_on": "2026-11-03"},
            {"id": "T-3", "requester": "S-1", "content": "資料3", "decision": {"result": "refused", "on": "2026-11-01", "by": "S-2"}, "out_on": "2026-11-02"},
            {"id": "T-4", "requester": "S-1", "content": "資料4", "from": "2026-11-23"}]}"#,
    );
    let text = |kind, id| make(kind, &register, about(id)).unwrap().plain_text();
    let slip = text(PaperKind::TakeOut, Some("T-1"));
    assert!(slip.contains("管理者の確認 : 未確認（届出者本人が決定）"), "{slip}");
    let slip = text(PaperKind::TakeOut, Some("T-2"));
    assert!(slip.contains(" : 事後承認") && !slip.contains("管理者の確認"), "{slip}");
    let ledger = squeezed(&text(PaperKind::TakeOutLedger, None));
    assert!(ledger.contains("本人が決定") && ledger.contains("事後承認"), "{ledger}");
    let rows = make(PaperKind::TakeOutLedger, &register, about(None)).unwrap().parts;
    let Some(Part::Table(table)) = rows.first() else { panic!("no table") };
    let returned: Vec<&str> = table.rows.iter().map(|row| row.last().unwrap().printed()).collect();
    assert_eq!(returned, ["R8.11.3", "R8.11.3", "未確認", ""]);
    // Only what is outside is handed over as not returned.
    let handover = text(PaperKind::Handover, None);
    let out = handover.split("戻っていない持ち出し").nth(1).unwrap().split("例外承認").next().unwrap();
    assert!(out.contains("T-3") && !out.contains("T-4") && !out.contains("T-1"), "{out}");
}

/// Who came after the review was signed is none of those who were reviewed; who left after it is.
#[test]
fn a_review_is_of_those_who_were_there() {
    let register = register(
        r#"{"format": "mcs-register/1", "staff": [{"id": "S-1", "name": "港 花子"}, {"id": "S-2", "name": "弁天 太郎"}, {"id": "S-3", "name": "三先 智子"}, {"id": "S-4", "name": "池島 修"}],
        "groups": [{"id": "G-1", "kind": "patient", "memberships": [
            {"id": "M-1", "person": "S-1", "joined_on": "2026-01-01"},
            {"id": "M-2", "person": "S-2", "joined_on": "2026-01-01", "released_on": "2026-10-10"},
            {"id": "M-3", "person": "S-3", "joined_on": "2026-11-09"},
            {"id": "M-4", "person": "S-4", "joined_on": "2026-01-01", "released_on": "2026-08-01"}],
            "reviews": [{"signed_on": "2026-09-20", "decisions": [{"membership": "M-1", "decision": "keep"}]}]}]}"#,
    );
    let made = make(PaperKind::Review, &register, about(Some("G-1"))).unwrap();
    let table = made.parts.iter().find_map(|part| match part {
        Part::Table(table) => Some(table),
        _ => None,
    });
    let rows: Vec<(&str, &str)> =
        table.unwrap().rows.iter().map(|row| (row[1].printed(), row[4].printed())).collect();
    assert_eq!(rows, [("港 花子", "継続"), ("弁天 太郎", ""), ("三先 智子", "精査後に参加（対象外）")]);
    assert!(made.plain_text().contains("2名"));
    // What is not decided is to be written, with the day of the release and who did it; of whoever stays there is none.
    let by_hand = |row: &[Content]| row.iter().filter(|cell| matches!(cell, Content::ByHand(_))).count();
    let by_hand: Vec<usize> = table.unwrap().rows.iter().map(|row| by_hand(row)).collect();
    assert_eq!(by_hand, [0, 2, 0]);
}

/// Seals and notes do not stand on a page of their own.
#[test]
fn seals_take_the_end_of_the_paper_with_them() {
    for groups in 20..60 {
        let rows: Vec<String> = (0..groups)
            .map(|n| format!(r#"{{"id": "G-{n}", "kind": "patient", "memberships": [{{"id": "M-{n}", "person": "S-1"}}]}}"#))
            .collect();
        let text = format!(
            r#"{{"format": "mcs-register/1", "staff": [{{"id": "S-1", "name": "港 花子"}}], "groups": [{}]}}"#,
            rows.join(",")
        );
        let pdf = make(PaperKind::Leaver, &register(&text), about(Some("S-1"))).unwrap().pdf().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("paper.pdf");
        std::fs::write(&file, &pdf.bytes).unwrap();
        let page = pdf.pages.to_string();
        let Ok(last) = process::Command::new("pdftotext").args(["-f", &page]).arg(&file).arg("-").output()
        else {
            return;
        };
        let last = squeezed(&String::from_utf8(last.stdout).unwrap());
        assert!(
            last.contains("患者の情報が残っていない") && last.contains("事業所の管理者"),
            "{groups}: {last}"
        );
    }
}

#[test]
fn a_report_without_its_copy_is_told() {
    let register = register(
        r#"{"format": "mcs-register/1", "incidents": [{"id": "R8-001", "kind": "other",
            "reports": [{"to": "secretariat", "stage": "first"}, {"to": "secretariat", "stage": "further", "paper": {"x": 1}}]}]}"#,
    );
    for number in ["R8-001-1", "R8-001-2"] {
        let error = make(PaperKind::Incident, &register, about(Some(number))).unwrap_err();
        assert_eq!(error, PaperError::NotKept { number: number.to_owned() });
        assert!(error.message(Lang::En).contains(number));
    }
}

#[test]
fn the_course_of_a_year_and_the_weeks_ahead_are_pictures_with_their_numbers() {
    let office = demo_office(today()).unwrap();
    let policy = Policy::minato().unwrap();
    let now = Counts::of(&judge(&office, &policy, today()));
    let course: Vec<CoursePoint> = course_days(today())
        .into_iter()
        .enumerate()
        .map(|(place, day)| CoursePoint { day, counts: (place > 8).then_some(now) })
        .collect();
    let history = PaperHistory { course, ..PaperHistory::default() };
    let options = PaperOptions { history: Some(&history), ..about(None) };
    let made = make(PaperKind::Monthly, &office, options).unwrap();
    let charts: Vec<_> = made
        .parts
        .iter()
        .filter_map(|part| match part {
            Part::Chart(chart) => Some(chart),
            _ => None,
        })
        .collect();
    assert_eq!(charts.len(), 2);
    assert_eq!((charts[0].bars.len(), charts[0].bars[0].label.as_str()), (12, "R7.12"));
    assert_eq!(charts[0].bars[8].values, None);
    assert_eq!(charts[0].bars[11].values.as_ref().unwrap()[0], now.get(Urgency::Overdue));
    assert_eq!(charts[1].bars.len(), 12);
    let text = made.plain_text();
    assert!(
        text.contains("記録なし") && text.lines().any(|line| line.contains("R8.11") && line.contains("####")),
        "{text}"
    );
    let markdown = made.markdown();
    assert!(
        markdown.contains("| 月末 | 期限超過 | 要対応 |") && markdown.contains("| R8.8 | 記録なし |"),
        "{markdown}"
    );
    if let Some(text) = taken_back(&made.pdf().unwrap().bytes) {
        assert!(text.contains("記録なし") && text.contains("R7.12") && text.contains("期限超過"), "{text}");
    }
    // Without the history only the day is known, and that is said.
    let without = make(PaperKind::Monthly, &office, about(None)).unwrap().plain_text();
    assert!(without.contains("過去の件数は、この書類には含まれていません"), "{without}");
}

/// A paper with what the history knows.
fn with_history(kind: PaperKind, id: Option<&str>, register: &Register, history: &PaperHistory) -> Paper {
    let options = PaperOptions { history: Some(history), names: Some(Naming::Full), ..about(id) };
    make(kind, register, options).unwrap()
}

#[test]
fn the_monthly_page_says_why_numbers_are_missing() {
    let office = register(
        r#"{"format": "mcs-register/1", "staff": [{"id": "S-001"}], "take_outs": [{"id": "T-004"}],
        "incidents": [{"id": "R8-002", "kind": "other"}]}"#,
    );
    let going = |at: &str, how| Some(Going { at: at.to_owned(), account: "港 花子".to_owned(), how });
    let number = |kind, id: &str, going| GoneNumber { kind, id: id.to_owned(), going };
    let gone = vec![
        number(RecordKind::TakeOut, "T-003", going("2026-11-20T09:10:00+09:00", How::TakenBack)),
        number(RecordKind::Incident, "R8-001", going("2026-11-21T09:10:00+09:00", How::Removed)),
        number(RecordKind::Incident, "R8-003", going("2026-11-19T09:10:00+09:00", How::Restored)),
        number(RecordKind::Review, "G-001-2", going("2026-11-18T09:10:00+09:00", How::Imported)),
    ];
    let mut history = PaperHistory { gone, ..PaperHistory::default() };
    let text = with_history(PaperKind::Monthly, None, &office, &history).plain_text();
    let lines: Vec<&str> = text.lines().skip_while(|line| !line.contains("欠番")).collect();
    for said in [
        "R8-001",
        "R8.11.21 に削除（港 花子）",
        "R8.11.20 に登録を取り消し（港 花子）",
        "T-001〜T-002",
        "使われた記録がありません",
        "復元",
        "取り込み",
        "G-001-2",
    ] {
        assert!(lines.iter().any(|line| line.contains(said)), "{said}: {text}");
    }
    // Masked, nobody who holds an account is named.
    let options = PaperOptions { history: Some(&history), names: Some(Naming::Masked), ..about(None) };
    let masked = make(PaperKind::Monthly, &office, options).unwrap().plain_text();
    assert!(masked.contains("R8.11.21 に削除") && !masked.contains("港 花子"), "{masked}");
    // Of many the last ones, and how many more.
    history.gone = (10..40)
        .map(|n| {
            number(RecordKind::TakeOut, &format!("T-0{n}"), going("2026-11-20T09:10:00+09:00", How::Removed))
        })
        .collect();
    let text = with_history(PaperKind::Monthly, None, &office, &history).plain_text();
    assert!(text.contains("mcs-register history"), "{text}");
    history.gone.clear();
    let whole = register(r#"{"format": "mcs-register/1", "take_outs": [{"id": "T-001"}]}"#);
    assert!(!with_history(PaperKind::Monthly, None, &whole, &history).plain_text().contains("欠番"));
}

#[test]
fn the_slip_says_what_was_approved_when() {
    let text = r#"{"format": "mcs-register/1", "staff": [{"id": "S-001", "name": "港 花子"}, {"id": "S-002", "name": "浜 次郎"}],
        "devices": [{"id": "D-001"}], "take_outs": [{"id": "T-001", "device": "D-001", "requester": "S-002",
        "requested_on": "2026-11-01", "content": "訪問記録3名分", "medium": "端末本体", "purpose": "訪問", "from": "2026-11-02",
        "until": "UNTIL", "destination": "利用者宅", "records": 3, "protection": "暗号化", "out_on": "2026-11-02", DECISION}]}"#;
    let at = |until: &str, decision: &str| {
        let office = register(&text.replace("UNTIL", until).replace("DECISION", decision));
        let take_out = office.take_outs()[0].clone();
        (office, take_out)
    };
    let first = r#""decision": {"result": "approved", "on": "2026-11-01", "by": "S-001"}"#;
    let second = r#""decision": {"result": "approved", "on": "2026-11-06", "by": "S-001"}"#;
    let (plain, approved) = at("2026-11-05", first);
    let (waiting, extended) = at("2026-11-12", r#""decision": {}"#);
    let (again, decided) = at("2026-11-12", second);
    let state = |at: &str, before: &_, after: &_| TakeOutState {
        at: at.to_owned(),
        before: Some(TakeOut::clone(before)),
        after: TakeOut::clone(after),
    };
    let mut history = PaperHistory {
        take_out: vec![
            state("2026-11-05T18:00:00+09:00", &approved, &extended),
            state("2026-11-06T08:30:00+09:00", &extended, &decided),
        ],
        ..PaperHistory::default()
    };
    let slip =
        |office, history: &PaperHistory| with_history(PaperKind::TakeOut, Some("T-001"), office, history);
    let made = slip(&again, &history);
    let said = made.plain_text();
    for part in [
        "決定の経緯",
        "承認 R8.11.1",
        "事後承認 R8.11.6",
        "R8.11.5 まで",
        "現在の決定",
        "※期間：R8.11.2〜R8.11.12",
        "期間：R8.11.2〜R8.11.5",
        "保護：暗号化",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert_eq!(said.matches('※').count(), 2, "the heading and what changed: {said}");
    assert!(pages(&made) <= 2);
    history.take_out.truncate(1);
    let said = slip(&waiting, &history).plain_text();
    assert!(
        said.contains("決定待ち") && said.contains("R8.11.5 まで") && !said.contains("現在の決定"),
        "{said}"
    );
    // One decision that covers what is written above needs no table.
    let made = slip(&plain, &PaperHistory::default());
    assert!(!made.plain_text().contains("決定の経緯"));
    // What an earlier version let change under a decision shows.
    history.take_out = vec![state("2026-11-05T18:00:00+09:00", &approved, &at("2026-11-12", first).1)];
    let said = slip(&at("2026-11-12", first).0, &history).plain_text();
    assert!(said.contains("（その後に内容の"), "{said}");
}

/// How many pages a paper has.
fn pages(paper: &Paper) -> usize {
    paper.pdf().unwrap().pages
}

#[test]
fn an_account_that_only_its_owner_could_delete_is_a_standing_risk() {
    let text = r#"{"format": "mcs-register/1", "staff": [{"id": "S-009", "name": "浜 次郎", "left_on": "2026-09-30",
        "mcs": {"registered_on": "2025-04-01", "released_on": "2026-10-01", "deletion_asked_on": "2026-10-05"}}]}"#;
    let office = register(text);
    let history = PaperHistory::default();
    let sheet = with_history(PaperKind::Leaver, Some("S-009"), &office, &history).plain_text();
    assert!(sheet.contains("残存リスク：令和8年10月5日に本人へ削除を依頼"), "{sheet}");
    let page = with_history(PaperKind::Monthly, None, &office, &history).plain_text();
    assert!(page.contains("残存リスク") && page.contains("浜 次郎") && page.contains("R8.10.5"), "{page}");
    let deleted = register(
        &text.replace("\"deletion_asked_on\"", "\"deleted_on\": \"2026-10-20\", \"deletion_asked_on\""),
    );
    for (kind, id) in [(PaperKind::Leaver, Some("S-009")), (PaperKind::Monthly, None)] {
        assert!(!with_history(kind, id, &deleted, &history).plain_text().contains("残存リスク"));
    }
}

/// The pages before the annex, and those with it.
fn front_and_all(paper: &Paper) -> (usize, usize) {
    let annex = paper.parts.iter().position(|part| matches!(part, Part::Annex(_)));
    let front = paper.parts[..annex.unwrap_or(paper.parts.len())].to_vec();
    (pages(&Paper { parts: front, ..paper.clone() }), pages(paper))
}

/// What is handed over as one sheet is one, in the practice office and in another.
#[test]
fn forms_that_are_signed_are_one_page() {
    let office = demo_office(today()).unwrap();
    for take_out in office.take_outs() {
        let made = make(PaperKind::TakeOut, &office, about(Some(take_out.id.as_str()))).unwrap();
        assert_eq!(pages(&made), 1, "{}", take_out.id);
    }
    for group in office.groups() {
        let made = make(PaperKind::Review, &office, about(Some(group.sheet.id.as_str()))).unwrap();
        assert_eq!(pages(&made), 1, "{}", group.sheet.id);
    }
    let policy = Policy::minato().unwrap();
    let counts = Some(Counts::of(&judge(&office, &policy, today())));
    let course = course_days(today()).into_iter().map(|day| CoursePoint { day, counts }).collect();
    let history = PaperHistory { course, ..PaperHistory::default() };
    let made = with_history(PaperKind::Monthly, None, &office, &history);
    let (front, all) = front_and_all(&made);
    assert_eq!(front, 1);
    assert!(all > 1, "what each finding is stands in an annex");
    assert!(pages(&make(PaperKind::Handover, &office, about(None)).unwrap()) <= 6);
}

/// However much there is, what the manager signs is one page; the rest of each list follows in the annex, and is all of it.
#[test]
fn the_managers_page_is_one_where_much_has_gone_wrong() {
    for (many, long) in [(23, 1), (23, 3), (60, 6)] {
        let name = "長谷部 紗江子".repeat(long);
        let staff = (1..=many).map(|n| {
            format!(
                r#"{{"id": "S-{n:03}", "name": "{name}{n}", "left_on": "2026-09-30", "mcs": {{"registered_on": "2025-04-01",
                    "released_on": "2026-10-01", "deletion_asked_on": "2026-10-05"}}}}"#
            )
        });
        let incidents = (1..=many).map(|n| {
            format!(
                r#"{{"id": "R8-{n:03}", "kind": "device-loss", "known_at": "2026-10-{:02}T09:10"}}"#,
                n % 28 + 1
            )
        });
        let take_outs = (1..=many).map(|n| {
            format!(
                r#"{{"id": "T-{n:03}", "requester": "S-001", "from": "2026-09-01", "until": "2026-09-{:02}",
                    "out_on": "2026-09-01", "decision": {{"result": "approved", "on": "2026-09-01", "by": "S-001"}}}}"#,
                n % 28 + 2
            )
        });
        let [staff, incidents, take_outs] = [staff.collect(), incidents.collect(), take_outs.collect()]
            .map(|rows: Vec<String>| rows.join(","));
        let office = register(&format!(
            r#"{{"format": "mcs-register/1", "staff": [{staff}], "incidents": [{incidents}], "take_outs": [{take_outs}]}}"#
        ));
        let policy = Policy::minato().unwrap();
        let counts = Some(Counts::of(&judge(&office, &policy, today())));
        let course = course_days(today()).into_iter().map(|day| CoursePoint { day, counts }).collect();
        let history = PaperHistory { course, ..PaperHistory::default() };
        let made = with_history(PaperKind::Monthly, None, &office, &history);
        assert_eq!(front_and_all(&made).0, 1, "{many} of {long}");
        let text = made.plain_text();
        let (front, annex) = text.split_once("別紙　").unwrap();
        assert!(front.matches("は、別紙の一覧にあります").count() > 2, "{front}");
        for n in 1..=many {
            assert!(annex.contains(&format!("R8-{n:03}")), "R8-{n:03} of {annex}");
            assert!(annex.contains(&format!("（職員 S-{n:03}")), "S-{n:03} of {annex}");
        }
    }
}

/// A group of 25 whose members have long names and offices, and nothing of whose review is recorded.
#[test]
fn the_review_of_a_large_group_is_one_page() {
    let people = (1..=25).map(|n| {
        format!(r#"{{"id": "P-{n:03}", "name": "長谷部 紗江子", "profession": "介護支援専門員", "affiliation": "築港ケアプラン"}}"#)
    });
    let members = (1..=25)
        .map(|n| format!(r#"{{"id": "M-{n:03}", "person": "P-{n:03}", "joined_on": "2026-04-{n:02}"}}"#));
    let (people, members) = (people.collect::<Vec<_>>().join(","), members.collect::<Vec<_>>().join(","));
    for reviews in ["", r#", "reviews": [{"signed_on": "2026-11-01"}]"#] {
        let register = register(&format!(
            r#"{{"format": "mcs-register/1", "partners": [{people}],
                "groups": [{{"id": "G-001", "kind": "patient", "memberships": [{members}]{reviews}}}]}}"#
        ));
        let made = make(PaperKind::Review, &register, about(Some("G-001"))).unwrap();
        assert_eq!(pages(&made), 1, "{reviews}");
    }
}

/// A fax machine knows black and white, and 204 by 98 points an inch: nothing on any paper is between the two.
#[test]
fn papers_are_black_and_white() {
    let office = demo_office(today()).unwrap();
    for kind in PaperKind::ALL {
        let id = first(*kind, &office);
        // One that concerns two records is made of them elsewhere.
        let Ok(made) = make(*kind, &office, about(id.as_deref())) else { continue };
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("paper.pdf");
        std::fs::write(&file, made.pdf().unwrap().bytes).unwrap();
        let args = ["-gray", "-rx", "204", "-ry", "98", "-aa", "no", "-aaVector", "no", "-l", "3"];
        let Ok(drawn) = process::Command::new("pdftoppm").args(args).arg(&file).output() else {
            assert!(std::env::var_os("CI").is_none(), "pdftoppm (poppler-utils) is needed");
            return;
        };
        // A page is a heading of three lines (P5, width and height, 255) and a byte a point.
        let mut rest = drawn.stdout.as_slice();
        while !rest.is_empty() {
            let mut lines = rest.splitn(4, |byte| *byte == b'\n');
            let (_, size, _, points) =
                (lines.next(), lines.next().unwrap(), lines.next(), lines.next().unwrap());
            let size: Vec<usize> =
                String::from_utf8_lossy(size).split(' ').map(|number| number.parse().unwrap()).collect();
            let (page, after) = points.split_at(size[0] * size[1]);
            assert!(page.iter().all(|point| matches!(point, 0 | 255)), "{kind:?} has grey");
            let black: usize = page.iter().map(|point| usize::from(*point == 0)).sum();
            assert!(black > page.len() / 500, "{kind:?} is not blank");
            rest = after;
        }
    }
}
