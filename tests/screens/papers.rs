//! Papers from the screen: chosen, looked at, written.

use crate::{
    pages::{self, JA, NARROW, WIDE, each_page},
    screen::{Bench, settings},
};
use mcs_register::{
    register::Lang,
    tui::app::{AccountsAfter, App, Effect, Login, Message, Opened, door::Door},
};

const KEY: &str = "7F3KQ-AB2CD-9XYZW";

#[test]
fn the_papers_of_the_selected_record_stand_first() {
    each_page(
        pages::papers::PAGES,
        &[("papers", &[JA]), ("paper-preview", &[JA])],
        |lang, size, keys| {
            let mut bench = Bench::demo(lang, size);
            bench.press(keys);
            bench
        },
        |name, screen| insta::assert_snapshot!(name, screen),
    );
}

#[test]
fn a_paper_about_a_record_asks_for_one() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    let screen = bench.press("8 F6 \"take-out\" Down").screen();
    assert!(screen.contains("先に持ち出しの行を選んでください"), "{screen}");
    bench.press("Enter");
    assert!(bench.app.layers.len() == 1 || !bench.screen().contains("先に"), "it opens nothing");
}

/// The paper that a finding asks for is told beside its next step, stands first among the papers, and in the bar.
#[test]
fn a_finding_leads_to_its_paper() {
    let mut bench = Bench::demo(Lang::Ja, WIDE);
    for (keys, told, first) in [
        ("\"誓約書\" Enter Down", "書類：業務情報保持誓約書", "業務情報保持誓約書　対象すべて（"),
        ("\"同意書\" Enter Down", "書類：患者同意書", "患者同意書（2部） G-"),
        ("\"教育\" Enter", "書類：教育の受講者名簿", "教育の受講者名簿（署名用）"),
    ] {
        let screen = bench.press(&format!("1 / {keys}")).screen();
        assert!(screen.contains(told), "{told}: {screen}");
        assert!(screen.contains("F6 書類"), "{screen}");
        let papers = bench.press("F6").screen();
        let offered = papers
            .lines()
            .skip_while(|line| !line.contains("書類を選ぶ"))
            .find(|line| line.contains("業務情報") || line.contains("患者同意書") || line.contains("教育の"));
        assert!(offered.is_some_and(|line| line.contains(first)), "{first}: {papers}");
        bench.press("Enter").shows("プレビュー");
        bench.press("Esc Esc");
    }
}

#[test]
fn a_form_can_be_blank_and_only_a_patient_consents() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("8 F6 \"staff-pledge\"").shows("業務情報保持誓約書（白紙）");
    bench.press("Esc 5 F6 \"consent\"").shows("患者同意書（2部） G-");
    bench.press("Enter").shows("甲");
}

#[test]
fn the_ending_of_the_place_decides_what_is_written() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("3 F6 Enter Enter Enter");
    let (name, bytes) = bench.written().unwrap();
    assert!(name.ends_with("_機器台帳.pdf"), "{name}");
    assert!(bytes.starts_with(b"%PDF-"));
    assert!(bench.app.layers.is_empty(), "the preview has done its work");
    // The key of the prompt turns the ending: PDF, Markdown, text.
    bench.press("3 F6 Enter Enter C-t C-t Enter");
    let (name, bytes) = bench.written().unwrap();
    assert!(name.ends_with("_機器台帳.txt"), "{name}");
    assert!(String::from_utf8(bytes).unwrap().contains("機器"));
}

#[test]
fn the_report_of_an_incident_is_also_a_pdf() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("7 w Enter");
    let (name, bytes) = bench.written().unwrap();
    assert!(name.ends_with("_事故報告_R8-005-1.pdf"), "{name}");
    assert!(bytes.starts_with(b"%PDF-"));
}

#[test]
fn names_are_shown_only_on_request() {
    let mut bench = Bench::demo(Lang::Ja, WIDE);
    bench.press("7 F6 Enter f Enter Enter");
    let masked = String::from_utf8(bench.written().unwrap().1).unwrap();
    bench.press("7 F6 Enter n f Enter Enter");
    let named = String::from_utf8(bench.written().unwrap().1).unwrap();
    assert_ne!(masked, named);
    assert!(named.contains("氏名を伏せていません"), "{named}");
    assert!(!masked.contains("氏名を伏せていません"), "{masked}");
}

#[test]
fn a_place_that_cannot_be_written_is_asked_for_again_with_what_was_typed() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.write_fault = Some("フォルダーがありません。".to_owned());
    bench.press("3 F6 Enter f Enter Enter");
    bench.shows(
        "== 書類の保存先 == /reports/R081122_みなと訪問看護ステーション_機器台帳.md \
         書き出せませんでした。フォルダーがありません。",
    );
    bench.write_fault = None;
    bench.press("Enter");
    assert!(bench.app.layers.is_empty());
}

#[test]
fn characters_that_cannot_be_printed_are_told_before_anything_is_written() {
    let text = "{'format': 'mcs-register/1', 'incidents': [{'id': 'R8-001', 'kind': 'other', 'summary': '\u{10FFFD}'}]}";
    let text = text.replace('\'', "\"");
    let register = mcs_register::register::document::decode(text.as_bytes(), &|_| None).unwrap();
    let mut bench = Bench::new(register, Lang::Ja, NARROW);
    bench.press("7 F6 Enter Enter Enter");
    assert!(bench.written().is_none());
    let screen = bench.screen();
    assert!(screen.contains("U+10FFFD"), "{screen}");
    bench.press("y");
    assert!(bench.written().is_some());
}

#[test]
fn a_place_that_was_being_typed_waits_behind_the_lock() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    let register = bench.register().clone();
    bench.press("3 F6 Enter Enter Left Left Left Left \"の写し\" C-l");
    assert!(bench.draft.as_ref().unwrap().contains("device-ledger"));
    bench.unlock(register);
    bench.press("Enter");
    assert!(bench.written().unwrap().0.ends_with("_機器台帳の写し.pdf"));
}

/// First run: the key's sheet is written on request, after a warning, and nothing of the key is kept.
#[test]
fn the_sheet_of_a_first_recovery_key_is_written_after_a_warning() {
    let app = App::closed(settings(Lang::Ja), Login::default());
    let mut bench = Bench::with(app, NARROW);
    let register = crate::screen::demo_office();
    let opened = Box::new(Opened { register, ..Opened::default() });
    let door = Door::recovery(KEY.to_owned().into(), opened);
    bench.app.stage = mcs_register::tui::app::Stage::Door(door);
    bench.press("F6").shows(
        "復旧キーをファイルに書き出します。このファイルを開いた人は誰でも台帳を開けます。印刷したら、ファイルをすぐに\
         削除し、ごみ箱も空にしてください。書き出しますか？",
    );
    bench.shows("> Esc 書き出さない y/F10 用紙を書き出す");
    bench.press("Esc");
    assert!(bench.app.layers.is_empty());
    bench.press("F6 y").shows("== 復旧キーの用紙の保存先（印刷後に必ず削除） ==");
    bench.shows("/reports/R081122_みなと訪問看護ステーション_復旧キー.pdf");
    bench.press("C-t C-t Enter");
    let (name, bytes) = bench.written().unwrap();
    assert!(name.ends_with("_復旧キー.txt"), "{name}");
    assert!(String::from_utf8(bytes).unwrap().contains(KEY));
    bench.shows("必ずこのファイルを削除してください");
    // The key still has to be copied.
    bench.press("\"9XYZW\" Enter");
    assert!(bench.app.session().is_some());
}

#[test]
fn the_sheet_of_a_renewed_key_is_forgotten_by_a_lock() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    let after = AccountsAfter { key: Some(KEY.to_owned().into()), ..AccountsAfter::default() };
    bench.send(Message::AccountsChanged(Ok(after)));
    bench.press("F6 y");
    assert!(bench.screen().contains("復旧キーの用紙"), "{}", bench.screen());
    bench.press("C-l");
    assert_eq!(bench.draft, None);
    assert!(bench.app.layers.is_empty());
}

/// A paper on its long side is wider than the window: its lines are not broken, the window moves.
#[test]
fn a_wide_paper_moves_under_the_window() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    let left = "番号   | 種類       | 名称      | 所有        | 個人端末 | 使用者      | 状…";
    bench.press("3 F6 Enter").line_with(left);
    bench.line_with("D-001  | タブレット | iPad 1号  | 事業所      |          | 港 花子     | 使…");
    bench.press("Right Right Right").hides("番号 | 種類");
    bench.line_with("| 使用者      | 状態     | 点検日   | 対策                       | 起動PW");
    bench.line_with("| 港 花子     | 使用中   | R8.10.2  |");
    let right = bench.screen();
    assert_eq!(bench.press("Left Right").screen(), right, "held at the end");
}

/// What the form says of names is told in words.
#[test]
fn the_title_says_whether_people_are_named() {
    let mut bench = Bench::demo(Lang::Ja, WIDE);
    assert!(
        bench.press("7 F6 Enter").screen().contains("責任者名のみ（様式の決まり）"),
        "{}",
        bench.screen()
    );
    // One key goes through the degrees; the form's own is left to the form.
    for said in ["氏名を出す ", "氏名を伏せる ", "責任者名のみ（様式の決まり）"] {
        assert!(bench.press("n").screen().contains(said), "{said}: {}", bench.screen());
    }
    bench.press("Esc Esc");
    for (key, said) in
        [("3 F6 Enter", "氏名を出す（様式の決まり）"), ("n", "氏名を伏せる "), ("n", "責任者名のみ ")]
    {
        assert!(bench.press(key).screen().contains(said), "{said}: {}", bench.screen());
    }
}

/// A name that other programs would open as something else is refused, with what it may be.
#[test]
fn a_place_says_what_is_written_there() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    for (what, place, told) in [
        ("3 F6 Enter Enter", "台帳.docx", ".pdf / .md / .txt"),
        ("3 F6 Enter Enter", "", "保存先を入力してください"),
        ("F6 \"excel\" Enter Enter", "台帳.pdf", ".xlsx"),
        ("F6 \"ics\" Enter Enter", "期限.txt", ".ics"),
        ("F6 \"zip\" Enter Enter", "証跡.pdf", ".zip"),
    ] {
        bench.press(what).press(&format!("C-u \"{place}\"").replace(" \"\"", "")).press("Enter");
        assert!(bench.screen().contains(told), "{place}: {}", bench.screen());
        assert!(bench.effects.is_empty(), "{place}: nothing is begun");
        bench.press("Esc Esc Esc");
        assert!(bench.app.layers.is_empty(), "{place}");
    }
}

#[test]
fn a_place_is_in_the_folder_for_papers_or_at_home() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    for (typed, place) in [
        ("a.md", "/reports/a.md"),
        ("紙/a.md", "/reports/紙/a.md"),
        ("~/a.md", "/home/hanako/a.md"),
        ("/mnt/a.md", "/mnt/a.md"),
    ] {
        bench.press(&format!("3 F6 Enter Enter C-u \"{typed}\" Enter"));
        let written = bench.effects.iter().find_map(|effect| match effect {
            Effect::Write { output, .. } => Some(output.delivery.path.display().to_string()),
            _ => None,
        });
        assert_eq!(written.as_deref(), Some(place), "{typed}");
    }
}

#[test]
fn a_file_that_is_not_to_be_replaced_leaves_what_was_typed() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.file_exists = true;
    bench.press("3 F6 Enter Enter C-u \"写し.md\" Enter");
    assert!(bench.screen().contains("上書きしますか"), "{}", bench.screen());
    bench.press("Esc");
    assert!(bench.screen().contains("写し.md"), "{}", bench.screen());
    assert!(bench.effects.is_empty());
}
