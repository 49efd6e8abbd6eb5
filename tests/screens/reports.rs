//! Reports of an incident from the screen: written, recorded, sent, printed again; and what leaves the register beside papers.

use crate::{
    pages::{NARROW, WIDE},
    screen::{Bench, today},
};
use mcs_register::{
    documents::Naming,
    register::{
        Command, Fact, Lang, Register, Time,
        records::Incident,
        words::{Addressee, ReportStage},
    },
    store::HeadCode,
    tui::app::{
        Access, Content, Effect, Message, Output, WriteFault,
        leaving::{Leaving, Untold},
    },
};

/// Another session writes the first report of that incident and records that it was sent.
fn sent_elsewhere(bench: &mut Bench) {
    let incident = lost(bench.register()).id.clone();
    let written = Fact::ReportWritten {
        incident: incident.clone(),
        to: Addressee::Secretariat.into(),
        group: None,
        stage: ReportStage::First,
        at: None,
        by: None,
        paper: None,
    };
    for fact in [written, Fact::IncidentReported { incident }] {
        bench.elsewhere(&Command::Facts { facts: vec![fact], on: today() });
    }
}

/// An office with that incident alone, of which a paper cannot be printed as it was entered.
fn unprintable() -> Register {
    let text = "{'format': 'mcs-register/1', 'incidents': [{'id': 'R8-005', 'kind': 'other', 'summary': '\u{10FFFD}'}]}";
    let text = text.replace('\'', "\"");
    mcs_register::register::document::decode(text.as_bytes(), &|_| None).unwrap()
}

/// The incident that stands first in the list of the demo office.
fn lost(register: &Register) -> &Incident {
    register.incidents().iter().find(|row| row.id.as_str() == "R8-005").unwrap()
}

fn commits(bench: &Bench) -> usize {
    bench.effects.iter().filter(|effect| matches!(effect, Effect::Commit { .. })).count()
}

fn text(bench: &Bench) -> (String, String) {
    let (name, bytes) = bench.written().unwrap();
    (name, String::from_utf8(bytes).unwrap())
}

#[test]
fn a_report_is_recorded_before_its_file_is_written() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("7 w C-t Enter");
    let place = |find: fn(&Effect) -> bool| bench.effects.iter().position(find).unwrap();
    let committed = place(|effect| matches!(effect, Effect::Commit { .. }));
    assert!(committed < place(|effect| matches!(effect, Effect::Write { .. })));
    let (name, written) = text(&bench);
    assert!(name.ends_with("_事故報告_R8-005-1.md") && written.contains("R8-005-1"), "{name}");
    assert!(!written.contains("下書き"), "{written}");
    let report = &lost(bench.register()).reports[0];
    assert_eq!(
        (report.stage, report.written_at, report.sent_on),
        (ReportStage::First, Some(bench.now), None)
    );
    assert!(report.written_by.is_some() && report.paper.is_some());
    assert!(bench.screen().contains("書き出しました"), "{}", bench.screen());
}

#[test]
fn written_again_it_takes_the_place_of_the_one_that_was_not_sent() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    let head = |code: &str| HeadCode::parse(code).unwrap();
    let (before, after) = ("2-G9YHW-MMKEC-S22A4-YZ5K4", "2-6DJP0-2VAXH-M213M-0VZD9");
    bench.head = Some(head(before));
    bench.press("7 w Enter");
    // What is recorded moves the head of the history on.
    bench.head = Some(head(after));
    let first = lost(bench.register()).reports[0].clone();
    bench.press("w C-t Enter");
    assert_eq!(commits(&bench), 0, "in another format it is the same report");
    assert_eq!(lost(bench.register()).reports, [first]);
    assert!(text(&bench).1.contains(before), "{}", text(&bench).1);
    bench.now = Time::new(today(), 10, 0).unwrap();
    bench.press("s Space Esc w C-t Enter");
    let reports = &lost(bench.register()).reports;
    assert_eq!((reports.len(), reports[0].written_at), (1, Some(bench.now)));
    assert!(text(&bench).1.contains(after), "{}", text(&bench).1);
    bench.press("u");
    assert_eq!(lost(bench.register()).reports[0].written_at, Some(Time::new(today(), 9, 10).unwrap()));
}

#[test]
fn which_report_it_is_can_be_said_where_its_place_is_typed_and_over_its_preview() {
    let place = "/reports/R081122_みなと訪問看護ステーション_事故報告_R8-005-1.pdf";
    for (lang, further, preview, keys) in [
        (
            Lang::Ja,
            "== 書類の保存先　R8-005-1 続報 ==",
            "== プレビュー：R8-005-1 最終報告　［PDF］　責任者名のみ（様式の決まり） ==",
            "Enter 決定  Esc やめる  Ctrl+T 形式を変える  Ctrl+R 報告区分",
        ),
        (
            Lang::En,
            "== Write the paper to: R8-005-1 further report ==",
            "== Preview: R8-005-1 final report [PDF] in charge named (by the form) ==",
            "Enter OK  Esc Cancel  Ctrl+T Format  Ctrl+R Which report",
        ),
    ] {
        let mut bench = Bench::demo(lang, NARROW);
        bench.press("7 w C-r").shows(further).shows(place).shows(keys);
        bench.press("Enter");
        assert_eq!(lost(bench.register()).reports[0].stage, ReportStage::Further);
        // It goes on from what was recorded last.
        bench.press("F6 Enter r");
        bench.shows(preview).shows("R8-005-1");
        bench.press("f Enter Enter");
        assert_eq!(lost(bench.register()).reports[0].stage, ReportStage::Final);
    }
}

#[test]
fn what_was_sent_is_asked_about_once_and_stays() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("7 w C-t Enter r");
    insta::assert_snapshot!("report-sent-question", bench.screen());
    bench.press("Esc");
    assert_eq!((commits(&bench), lost(bench.register()).reported_on), (0, None));
    bench.press("r y");
    let incident = lost(bench.register());
    assert_eq!((incident.reports[0].sent_on, incident.reported_on), (Some(today()), Some(today())));
    assert!(!bench.screen().contains("u で元に戻"), "{}", bench.screen());
    assert!(bench.press("u").screen().contains("送付"), "{}", bench.screen());
    assert_eq!(lost(bench.register()).reports[0].sent_on, Some(today()), "it is not taken back");
    // The next one is a further report with a number of its own.
    bench.press("Esc w C-t Enter");
    assert!(text(&bench).0.ends_with("_R8-005-2.md"));
    assert_eq!(lost(bench.register()).reports[1].stage, ReportStage::Further);
    // The finding's own key asks as well.
    bench.press("r y");
    assert_eq!(lost(bench.register()).reports[1].sent_on, Some(today()));
}

/// What the report is about has changed since it was written: which one was sent is asked first, and nothing is sealed unasked.
#[test]
fn a_report_that_is_outdated_is_asked_about_before_it_is_marked_as_sent() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("7 w C-t Enter");
    let mut changed = lost(bench.register()).clone();
    changed.cause = Some("鞄の口が開いていた。".to_owned());
    let key = mcs_register::register::Key::Incident(changed.id.clone());
    let before = Box::new(bench.register().record(&key).unwrap().1);
    let after = Box::new(mcs_register::register::Record::Incident(Box::new(changed)));
    bench.elsewhere(&Command::Edit { key, before, after });
    bench.press("r").shows("作成したあとで記録が変わり").press("Enter");
    assert_eq!((commits(&bench), lost(bench.register()).reported_on), (0, None));
    // Written anew it says what is so now.
    bench.press("r Down Enter C-t Enter r");
    bench.hides("作成したあとで記録が変わり").press("y");
    let incident = lost(bench.register());
    assert_eq!(incident.reports.len(), 1);
    assert!(incident.reports[0].paper.as_ref().unwrap().as_str().contains("鞄の口"));
    assert_eq!(incident.reports[0].sent_on, Some(today()));
}

/// What a report is about changes after it was written: it is seen on the incident's row, above its details and on Today, with the
/// key that writes it anew, until it is written anew or was sent.
#[test]
fn a_report_that_is_outdated_is_seen_before_it_is_sent() {
    for size in [NARROW, WIDE] {
        let mut bench = Bench::demo(Lang::Ja, size);
        bench.press("7 w C-t Enter").hides("要再作成").press("1").hides("作成後に変更あり");
        let mut changed = lost(bench.register()).clone();
        changed.cause = Some("鞄の口が開いていた。".to_owned());
        let key = mcs_register::register::Key::Incident(changed.id.clone());
        let before = Box::new(bench.register().record(&key).unwrap().1);
        let after = Box::new(mcs_register::register::Record::Incident(Box::new(changed)));
        bench.elsewhere(&Command::Edit { key, before, after });
        // On Today it is a row of its own, and its key asks where the report goes.
        bench.press("/ \"R8-005-1\" Enter");
        let row =
            |line: &str| ["対応", "インシデント", "作成後に変更あり"].iter().all(|word| line.contains(word));
        let screen = bench.screen();
        assert!(screen.lines().any(row), "{screen}");
        bench
            .shows("R8-005-1 第一報（事務局あて）は、作成したあとで記録が変わり")
            .shows("d 報告書を作成し直す");
        bench.press("d").shows("R8-005-1").press("Esc Esc");
        // Among the incidents it stands in its row, and first in its details.
        bench.press("7");
        assert!(bench.line_with("> R8-005").contains("要再作成"), "{}", bench.screen());
        bench.shows("作成したあとで記録が変わり").shows("w 報告書を作成し直す");
        bench.press("w C-t Enter").hides("要再作成").hides("作成したあとで記録が変わり");
        assert_eq!(lost(bench.register()).reports.len(), 1, "it keeps its number");
        bench.press("1").hides("作成後に変更あり");
        // What was sent stays as it is, whatever is recorded later.
        bench.press("7 r y");
        let mut changed = lost(bench.register()).clone();
        assert!(changed.reports[0].sent_on.is_some());
        changed.cause = Some("鍵を掛けていなかった。".to_owned());
        let key = mcs_register::register::Key::Incident(changed.id.clone());
        let before = Box::new(bench.register().record(&key).unwrap().1);
        let after = Box::new(mcs_register::register::Record::Incident(Box::new(changed)));
        bench.elsewhere(&Command::Edit { key, before, after });
        bench.hides("要再作成").hides("作成したあとで記録が変わり").press("1").hides("作成後に変更あり");
    }
}

#[test]
fn a_day_that_is_typed_is_asked_about_too() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("7 w C-t Enter 1 / \"R8-005\" Enter");
    bench.press("D");
    if !bench.screen().contains("いつの日付") {
        bench.press("Enter");
    }
    bench.press("\"今日\" Enter");
    assert!(bench.screen().contains("R8-005-1"), "{}", bench.screen());
    bench.press("y");
    assert_eq!(lost(bench.register()).reports[0].sent_on, Some(today()));
}

#[test]
fn a_report_is_printed_again_as_it_was_written() {
    let mut bench = Bench::demo(Lang::Ja, WIDE);
    bench.press("7 w C-t Enter");
    let first = text(&bench).1;
    bench.press("r y e Down Down Down Down Down \"D-001\"");
    bench.press("Esc y F6");
    bench.shows("== 書類を選ぶ == > > インシデント報告書（事務局あて） R8-005 漏えい等報告の9項目（個人情報保護法） R8-005");
    bench.shows("作成済み R8-005-1 第一報（2026-11-22 送付） 持ち出し台帳");
    bench.press("Esc");
    assert!(bench.line_with("> R8-005").contains("報告済み"));
    bench.press("F6 \"R8-005-1\" Enter n");
    bench.shows("== プレビュー：R8-005-1　［PDF］　作成時の控え ==").shows("報告番号　R8-005-1");
    assert_eq!(bench.notice(), "作成時の控えのため、変えられません。");
    bench.press("PgDn").shows("対象となる方 : 3名");
    assert!(bench.press("r").screen().contains("作成時の控えのため"), "{}", bench.screen());
    bench.press("f Enter Enter");
    assert_eq!(commits(&bench), 0);
    assert_eq!(text(&bench).1, first);
}

#[test]
fn a_reader_writes_a_draft_that_is_not_recorded() {
    let mut bench = Bench::demo_as(Access::Reader, Lang::Ja, NARROW);
    bench.press("7 w");
    assert!(bench.screen().contains("下書き"), "{}", bench.screen());
    assert!(bench.press("C-r").screen().contains("閲覧のみ"));
    bench.press("C-t Enter");
    assert!(text(&bench).1.contains("R8-005-1（下書き）"));
    assert!(lost(bench.register()).reports.is_empty());
}

#[test]
fn a_report_that_is_not_wanted_with_its_gaps_is_not_recorded() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("7 e");
    let mut bench = Bench::new(unprintable(), Lang::Ja, NARROW);
    bench.press("7 w Enter");
    assert!(bench.screen().contains("U+10FFFD"), "{}", bench.screen());
    // Its place is there again, to be changed or given up.
    bench.press("Esc Esc");
    assert!(lost(bench.register()).reports.is_empty() && bench.written().is_none());
    bench.press("7 w Enter y");
    assert!(lost(bench.register()).reports.len() == 1 && bench.written().is_some());
}

#[test]
fn a_report_whose_place_cannot_be_written_is_not_recorded_and_its_place_asked_for_again() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.write_fault = Some("空き容量がありません。".to_owned());
    bench.press("7 w C-t Enter");
    assert!(bench.screen().contains("空き容量がありません"), "{}", bench.screen());
    assert!(lost(bench.register()).reports.is_empty());
    bench.write_fault = None;
    bench.press("Enter");
    assert!(text(&bench).0.ends_with("_R8-005-1.md"));
    assert_eq!(lost(bench.register()).reports.len(), 1);
}

#[test]
fn ledgers_due_dates_and_the_pack_are_looked_at_and_written() {
    let said: [(&str, &str, &[&str]); 3] = [
        (
            "\"excel\"",
            "_台帳.xlsx",
            &[
                "== プレビュー：台帳（Excel）　氏名を出す ==",
                "台帳ごとに1枚のシートになります。以下は各シートの最初の数行です。",
                "■ 指摘（110件） 緊急度 | 規則 | 条文 | 位置づけ | 対象 | 指摘 | 起算日 | 期限",
                "ほか105件 ■ 職員・ID（25件） 職員番号 | 氏名 | フリガナ | 職種 | 入職日 | 退職日 | MCSのID",
                "S-012 | 池島 修 | イケジマ オサム | 理学療法士 | 2022-08-27 |",
                "ほか20件",
            ],
        ),
        (
            "\"ics\"",
            "_MCSの期限.ics",
            &[
                "== プレビュー：期限のカレンダー（ICS）　氏名を伏せる ==",
                "期限を過ぎたものと今後1年の期限147件を、終日の予定にします。",
                "2026-11-22 期限超過",
            ],
        ),
        ("\"zip\"", "_証跡パッケージ.zip", &["== プレビュー：証跡パッケージ（監査用）　責任者名のみ =="]),
    ];
    for (keys, ending, said) in said {
        let mut bench = Bench::demo(Lang::Ja, NARROW);
        bench.press(&format!("F6 {keys} Enter"));
        for words in said {
            bench.shows(words);
        }
        if keys.contains("zip") {
            insta::assert_snapshot!("export-evidence", bench.screen());
        }
        assert!(bench.press("f").screen().contains("形式は1つだけです"));
        bench.press("Enter Enter");
        assert!(bench.written().unwrap().0.ends_with(ending), "{keys}");
        assert!(bench.app.layers.is_empty());
        let (what, names) = match keys {
            "\"zip\"" => ("evidence", Naming::Named),
            "\"ics\"" => ("export ics", Naming::Masked),
            "\"cp932\"" => ("export csv cp932", Naming::Full),
            "\"utf-8\"" => ("export csv", Naming::Full),
            _ => ("export xlsx", Naming::Full),
        };
        let leaving = bench.effects.iter().find_map(|effect| match effect {
            Effect::Write { output, .. } => Some(output.delivery.leaving.clone()),
            _ => None,
        });
        assert_eq!(leaving, Some(Leaving::export(what, names)), "{keys}");
    }
}

/// What is written goes with what the history is told of it, and what the history could not be told stands beside it.
#[test]
fn what_leaves_the_screen_says_whether_the_history_is_told() {
    let told = |what: &str, names| Leaving::Told { what: what.to_owned(), names: Some(names) };
    let cases = [
        ("\"staff-ledger\" Enter", told("paper staff-ledger", Naming::Full)),
        ("\"staff-ledger\" Enter n", Leaving::Untold(Untold::Masked)),
        ("\"monthly\" Enter", told("paper monthly", Naming::Full)),
    ];
    for (keys, wanted) in cases {
        let mut bench = Bench::demo(Lang::Ja, NARROW);
        bench.unrecorded = Some("容量がありません".to_owned());
        bench.press(&format!("F6 {keys}")).press("f Enter Enter");
        let leaving = bench.effects.iter().find_map(|effect| match effect {
            Effect::Write { output, .. } => Some(output.delivery.leaving.clone()),
            _ => None,
        });
        assert_eq!(leaving, Some(wanted), "{keys}: {}", bench.screen());
        bench.shows("書き出したことを履歴に記録できませんでした（容量がありません）");
    }
}

#[test]
fn characters_that_cp932_has_not_are_shown_and_asked_about() {
    let folder = |bench: &Bench| {
        bench.effects.iter().find_map(|effect| match effect {
            Effect::Write { output: Output { content: Content::Folder(files), .. }, .. } => Some(files.len()),
            _ => None,
        })
    };
    let mut bench = Bench::demo(Lang::Ja, WIDE);
    let lost = "CP932にない文字：85か所（U+20BB7, U+E0100）。似た文字か〔U+番号〕で書き、一覧を \
                missing-characters.csv に入れます。";
    bench.press("F6 \"cp932\" Enter").shows("== プレビュー：台帳（CSV・CP932）　氏名を出す ==").shows(lost);
    bench.shows("台帳ごとに1つのファイルになります。以下は各ファイルの最初の数行です。");
    bench.shows("𠮷 U+20BB7 findings.csv 10行目 対象").shows("U+E0100 staff.csv 8行目 氏名");
    bench.press("Enter Enter").shows(&format!("{lost} このまま書き出しますか？"));
    bench.shows("> Esc 書き出さない y/F10 このまま書き出す");
    assert_eq!(folder(&bench), None);
    bench.press("y");
    assert!(folder(&bench).unwrap() > 10);
}

#[test]
fn the_page_for_the_manager_counts_the_past_months_first() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("F6 \"monthly\" Enter");
    assert!(bench.effects.iter().any(|effect| matches!(effect, Effect::ReadPast(_))));
    assert!(bench.screen().contains("管理者確認書"), "{}", bench.screen());
    bench.press("f Enter Enter");
    assert!(text(&bench).1.contains("指摘の推移"), "{}", text(&bench).1);
}

#[test]
fn a_report_that_another_session_sent_meanwhile_keeps_its_number() {
    let mut bench = Bench::new(unprintable(), Lang::Ja, NARROW);
    // The question about what cannot be printed stays open.
    bench.press("7 w Enter");
    sent_elsewhere(&mut bench);
    bench.press("y");
    assert!(bench.screen().contains("別の画面で R8-005-1 が送付されました"), "{}", bench.screen());
    assert_eq!(lost(bench.register()).reports.len(), 1);
    bench.press("Enter y");
    let reports = &lost(bench.register()).reports;
    assert_eq!((reports.len(), reports[1].stage), (2, ReportStage::Further));
    assert!(reports[1].paper.as_ref().unwrap().as_str().contains("R8-005-2"));
    assert!(bench.written().unwrap().0.ends_with("_R8-005-2.pdf"));
}

#[test]
fn which_report_was_sent_is_asked_where_several_wait() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("7 F6 \"9項目\" Enter Enter Enter");
    assert_eq!(lost(bench.register()).reports[0].to, Addressee::Authority);
    // The secretariat was told without a report.
    bench.press("r").shows(
        "== どれを報告しましたか == > > R8-005-K1 速報（個人情報保護委員会あて）を送付した \
         事務局へ報告した（報告書の控えなし） ==",
    );
    bench.press("Enter y");
    let incident = lost(bench.register());
    assert_eq!(
        (incident.reports[0].sent_on, incident.authority.preliminary_on),
        (Some(today()), Some(today()))
    );
    assert_eq!(incident.reported_on, None);
    // A further report to the authority is sealed in the same way.
    bench.press("F6 \"9項目\" Enter r r Enter Enter");
    assert_eq!(lost(bench.register()).reports[1].stage, ReportStage::Further);
    bench.press("r Enter y");
    assert_eq!(lost(bench.register()).reports[1].sent_on, Some(today()));
    bench.press("r");
    assert_eq!(lost(bench.register()).reported_on, Some(today()), "nothing else waits");
}

/// Filing with the authority has a day of its own; what was written by then is sealed with it, and that is said.
#[test]
fn a_filing_with_the_authority_asks_for_its_day_and_seals_its_report() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("7 / \"R8-003\" Enter F6 \"9項目\" Enter Enter Enter").press("Esc 1 Home d");
    bench.shows("速報の提出（1件）").shows("いつのことかを入力してください");
    let incident = |bench: &Bench| {
        bench.register().incidents().iter().find(|it| it.id.as_str() == "R8-003").unwrap().clone()
    };
    assert_eq!(incident(&bench).authority.preliminary_on, None);
    bench.press("\"今日\" F10").shows("「速報の提出」（2026-11-22");
    bench.shows("送付した報告書は、以後変更も取り消しもできません").press("y");
    let filed = incident(&bench);
    assert_eq!(filed.authority.preliminary_on, Some(today()));
    assert!(filed.reports.iter().any(|report| report.sent_on == Some(today())), "{:?}", filed.reports);
    assert!(bench.app.layers.is_empty());
}

#[test]
fn which_report_it_is_waits_behind_the_lock() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    let register = bench.register().clone();
    bench.press("7 w C-r C-r C-l");
    bench.unlock(register);
    assert!(bench.screen().contains("R8-005-1 最終報告"), "{}", bench.screen());
    bench.press("Enter");
    assert_eq!(lost(bench.register()).reports[0].stage, ReportStage::Final);
}

/// No number without a paper: the place is tried before the report is recorded.
#[test]
fn the_place_of_a_report_is_tried_before_it_is_recorded() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("7 w C-t Enter");
    let place = |find: fn(&Effect) -> bool| bench.effects.iter().position(find).unwrap();
    let tried = place(|effect| matches!(effect, Effect::TryPlace { .. }));
    assert!(tried < place(|effect| matches!(effect, Effect::Commit { .. })));
    // A file that is there: nothing is recorded until somebody says that it may be replaced.
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.file_exists = true;
    bench.press("7 w C-t Enter");
    assert!(bench.screen().contains("上書きしますか"), "{}", bench.screen());
    assert!(lost(bench.register()).reports.is_empty());
    // No: the place stands there to be changed.
    bench.press("Esc");
    assert!(bench.screen().contains("_R8-005-1.md"), "{}", bench.screen());
    bench.press("Enter y");
    assert_eq!(lost(bench.register()).reports.len(), 1);
    assert!(bench.effects.iter().any(|effect| matches!(effect, Effect::Write { overwrite: true, .. })));
}

#[test]
fn nothing_waits_to_be_sent() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("7 w C-t Enter r y r");
    assert!(bench.screen().contains("送っていない報告書はありません"), "{}", bench.screen());
    assert_eq!(commits(&bench), 2, "written and sent");
}

/// What another session wrote anew is not marked as sent by a yes that meant the report before.
#[test]
fn a_report_that_was_written_anew_is_not_sealed_by_an_open_question() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("7 w Enter r");
    assert!(bench.screen().contains("09:10 港 花子 作成"), "{}", bench.screen());
    let before = lost(bench.register()).clone();
    let fact = Fact::ReportWritten {
        incident: before.id.clone(),
        to: Addressee::Secretariat.into(),
        group: None,
        stage: ReportStage::First,
        at: Some(Time::new(today(), 9, 11).unwrap()),
        by: None,
        paper: before.reports[0].paper.clone(),
    };
    bench.elsewhere(&Command::Facts { facts: vec![fact], on: today() });
    bench.press("y");
    assert_eq!(
        lost(bench.register()).reports[0].sent_on,
        None,
        "{}",
        bench.app.notice.as_ref().unwrap().text
    );
    assert!(bench.screen().contains("作成し直されています"), "{}", bench.screen());
    bench.press("r y");
    assert_eq!(lost(bench.register()).reports[0].sent_on, Some(today()));
}

/// A stage that was chosen for the report that is gone says nothing of the next one.
#[test]
fn a_number_that_was_taken_meanwhile_gives_the_next_report_its_own_stage() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("7 F6 Enter r r r f Enter");
    let delivery = {
        bench.file_exists = true;
        bench.press("Enter");
        bench.file_exists = false;
        sent_elsewhere(&mut bench);
        bench.press("y");
        bench.screen()
    };
    assert!(delivery.contains("R8-005-2 続報 と"), "{delivery}");
    bench.press("Enter");
    assert_eq!(lost(bench.register()).reports[1].stage, ReportStage::Further);
}

/// A yes that was meant for something else does not answer a question that comes late.
#[test]
fn a_late_question_waits_until_what_was_begun_is_closed() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("F6 \"zip\" Enter Enter Enter");
    let output = bench.effects.iter().find_map(|effect| match effect {
        Effect::Write { output, .. } => Some(output.clone()),
        _ => None,
    });
    let output = output.unwrap();
    let exists = || Message::Written { output: output.clone(), outcome: Err(WriteFault::Exists) };
    bench.press("2 n Down \"yama\"");
    bench.send(exists());
    bench.press("\"y\"");
    assert!(bench.screen().contains("yamay"), "{}", bench.screen());
    assert!(!bench.effects.iter().any(|effect| matches!(effect, Effect::Write { .. })));
    bench.press("Esc y");
    assert!(bench.screen().contains("上書きしますか"), "{}", bench.screen());
    bench.press("y");
    assert!(bench.effects.iter().any(|effect| matches!(effect, Effect::Write { overwrite: true, .. })));
    // What was begun in a visit is not finished in the next one.
    let register = bench.register().clone();
    bench.press("C-l");
    bench.unlock(register);
    bench.send(exists());
    assert!(bench.screen().contains("ロックの前に始めた書き出し"), "{}", bench.screen());
    assert!(bench.app.layers.is_empty());
}

/// With a no, what was typed is there again.
#[test]
fn a_day_that_was_typed_stands_again_after_a_no() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("7 w Enter 1 / \"R8-005\" Enter D");
    if !bench.screen().contains("いつの日付") {
        bench.press("Enter");
    }
    bench.press("\"今日\" Enter Esc");
    assert!(bench.screen().contains("今日"), "{}", bench.screen());
    bench.press("Enter y");
    assert_eq!(lost(bench.register()).reports[0].sent_on, Some(today()));
    assert!(bench.app.layers.is_empty(), "{}", bench.screen());
}
