//! Whole screens: keys in, the screen as text out.

use crate::{
    pages::{self, ALL, JA, NARROW, WIDE, each_page},
    screen::Bench,
};
use mcs_register::{
    policy::Urgency,
    register::{Lang, words::IncidentKind},
    tui::{
        app::{Effect, Message},
        terminal::input::{Input, Key, parse_keys},
    },
};
use proptest::prelude::*;

/// Every list and two of the forms, whole, in both languages and both sizes.
#[test]
fn every_list_and_form() {
    let screens = [
        ("today", ""),
        ("staff", "2"),
        ("devices", "3"),
        ("take-outs", "4"),
        ("groups", "5"),
        ("members-of-a-group", "5 Down Down Down Down Down Enter"),
        ("members", "6"),
        ("incidents", "7"),
        ("partners", "8"),
        ("office", "9"),
        ("form-staff", "2 e Down Down"),
        ("form-incident", "7 e"),
    ];
    for (name, keys) in screens {
        for (lang, tag) in [(Lang::Ja, "ja"), (Lang::En, "en")] {
            for size in [NARROW, WIDE] {
                let screen = Bench::demo(lang, size).press(keys).screen();
                insta::assert_snapshot!(format!("{name}-{tag}-{}x{}", size.0, size.1), screen);
            }
        }
    }
}

/// What goes over a list or changes what it shows.
#[test]
fn every_page_over_a_list() {
    each_page(
        pages::lists::PAGES,
        &[("today-details", &[JA]), ("keys", &[JA]), ("palette", &[JA])],
        |lang, size, keys| {
            let mut bench = Bench::demo(lang, size);
            bench.press(keys);
            bench
        },
        |name, screen| insta::assert_snapshot!(name, screen),
    );
    // Which rows are marked, and that all that are left are overdue.
    for (lang, size) in ALL {
        let mut marked = Bench::demo(lang, size);
        let screen = marked.press("Space Space Down Space").screen();
        // Beside the side of the frame.
        let signs = |row: &str| row.chars().skip(1).take(2).collect::<String>();
        let rows: Vec<String> = screen.lines().skip(6).take(5).map(signs).collect();
        assert_eq!(rows, [" *", " *", "  ", " *", "> "], "{screen}");
        let overdue = Bench::demo(lang, size).press("f").screen();
        let other = ["│ 要対応", "│ 判定不能", "│ 期限間近", "│ To do", "│ Unknown", "│ Due soon"];
        assert!(!other.iter().any(|part| overdue.contains(part)), "{overdue}");
    }
}

/// J1: the morning look costs no key.
#[test]
fn today_stands_first() {
    let screen = Bench::demo(Lang::Ja, NARROW).screen();
    for word in ["期限超過", "要対応", "判定不能", "期限間近", "例外承認中"] {
        assert!(screen.contains(word), "{screen}");
    }
}

/// J1: what is overdue, due now, not known and due soon is counted, and the worst of it in sight with what is to be done, without
/// a key after the password.
#[test]
fn the_morning_look_takes_no_key() {
    for (lang, size) in [(Lang::Ja, (60, 16)), (Lang::Ja, NARROW), (Lang::En, NARROW), (Lang::Ja, WIDE)] {
        let mut bench = Bench::demo(lang, size);
        bench.send(Message::Idle);
        bench.unlock(crate::screen::demo_office());
        let screen = bench.screen();
        let desk = &bench.app.session().unwrap().desk;
        let counted = [Urgency::Overdue, Urgency::Now, Urgency::Unknown, Urgency::Soon];
        let counts =
            counted.map(|urgency| format!("{} {}", urgency.word_long().say(lang), desk.count(urgency)));
        // Where a piece of the line has no room, it is left out whole; the two that press most are there in any window.
        let room = if size.0 < 80 { 2 } else { 4 };
        assert!(counts.iter().take(room).all(|count| screen.contains(count.as_str())), "{size:?}\n{screen}");
        let worst = bench.app.session().unwrap().selected().unwrap();
        assert_eq!(worst.finding(desk).unwrap().urgency, Urgency::Overdue);
        assert!(screen.contains("│  d  "), "{size:?}\n{screen}");
    }
}

/// J2: a changed password is recorded with two keys from its finding, many with their marks and one key.
#[test]
fn a_password_change_takes_two_keys() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    let before = bench.app.session().unwrap().desk.findings.len();
    bench.press("Down d");
    assert_eq!(password_day(&bench, "S-012"), Some(crate::screen::today()));
    assert_eq!(bench.app.session().unwrap().desk.findings.len(), before - 1);
    bench.shows("期限超過 24 要対応 53").shows("> 超過 iPad 17号 D-017 起動パスワード");
    bench.shows("記録しました：職員 S-012 池島 修　パスワードの変更（2026-11-22） u で元に戻す");
    bench.press("u");
    assert_ne!(password_day(&bench, "S-012"), Some(crate::screen::today()));
    assert_eq!(bench.app.session().unwrap().desk.findings.len(), before);
}

fn password_day(bench: &Bench, staff: &str) -> Option<mcs_register::register::Date> {
    let id = mcs_register::register::id::PersonId::new(staff).unwrap();
    bench.register().staff().get(&id).unwrap().mcs.password_changed_on
}

#[test]
fn many_marked_findings_are_one_change_and_one_undo() {
    let mut bench = Bench::demo(Lang::Ja, WIDE);
    let before = bench.register().clone();
    bench.press("2 f Space Space Space p");
    let commits = bench.effects.iter().filter(|effect| matches!(effect, Effect::Commit { .. })).count();
    assert_eq!(commits, 1);
    assert_ne!(*bench.register(), before);
    bench.press("u");
    assert_eq!(*bench.register(), before);
}

/// J4: approved with one key from its finding; refused likewise; the return is one key more.
#[test]
fn a_take_out_is_decided_and_returned_from_the_list_of_today() {
    let mut bench = Bench::demo(Lang::Ja, WIDE);
    bench.press("/ \"T-008\" Enter a");
    // Its tablet has not come back from somebody else.
    bench.shows("T-007（");
    bench.press("y");
    let id = mcs_register::register::id::TakeOutId::new("T-008").unwrap();
    let decision = bench.register().take_outs().get(&id).unwrap().decision.clone();
    assert_eq!(decision.on, Some(crate::screen::today()));
    // Who decides is known where the office has one administrator.
    assert!(decision.by.is_some());
    bench.press("Esc 4 / \"T-008\" Enter r");
    assert_eq!(bench.register().take_outs().get(&id).unwrap().returned_on, Some(crate::screen::today()));
}

/// J6: a lost tablet is an incident after four keys at most, its report on disk after two more.
#[test]
fn a_lost_tablet_takes_four_keys_and_its_report_two() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("F8 Enter Enter");
    let incident = bench.register().incidents().iter().last().unwrap().clone();
    assert_eq!(incident.kind, IncidentKind::DeviceLoss);
    assert_eq!(incident.known_at, Some(bench.now));
    assert!(incident.device.is_some());
    bench.press("Space Space");
    let incident = bench.register().incidents().get(&incident.id).unwrap().clone();
    assert_eq!(incident.first_response.len(), 2);
    assert!(incident.first_response.iter().all(|response| response.at == Some(bench.now)));
    bench.shows("[x] 最後に使った場所と時刻を確かめた 2026-11-22 09:10 港 花子 [x] 全端末からログアウトした 2026-11-22 09:10 港 花子");
    bench.shows("[ ] MCSのパスワードを変更した [ ] 該当するグループから解除した");
    assert_eq!(bench.notice(), "インシデント R8-007を保存しました。u で元に戻せます。");
    bench.press("w Enter");
    let (name, bytes) = bench.written().unwrap();
    assert!(name.ends_with("-1.pdf") && bytes.starts_with(b"%PDF-"), "{name}");
    bench.press("w C-t Enter");
    let (name, bytes) = bench.written().unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(name.ends_with("-1.md"), "{name}");
    assert!(text.contains(incident.id.as_str()));
    // Whom to ask is named; nobody else is.
    assert!(text.contains("港 花子") && !text.contains("𠮷田"), "{text}");
}

#[test]
fn a_report_that_is_there_is_only_replaced_after_a_yes() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.file_exists = true;
    bench.press("7 w Enter");
    bench.shows(
        "/reports/R081122_みなと訪問看護ステーション_事故報告_R8-005-1.pdfはすでにあります。上書きしますか？",
    );
    bench.shows("> Esc 上書きしない（別の保存先を入力する） y/F10 上書きする");
    bench.press("y");
    let overwritten =
        bench.effects.iter().any(|effect| matches!(effect, Effect::Write { overwrite: true, .. }));
    assert!(overwritten);
}

#[test]
fn a_new_person_is_typed_and_saved() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("2 n \"築港 さくら\" Tab \"チッコウ サクラ\" Tab \"看護師\" Tab \"R8.11.1\" C-s");
    let staff = bench.register().staff().iter().last().unwrap();
    assert_eq!(staff.name.as_deref(), Some("築港 さくら"));
    assert_eq!(staff.joined_on.map(|day| day.to_string()).as_deref(), Some("2026-11-01"));
    bench.shows("23件／26件 絞り込み: 在籍中").shows("> S-026 築港 さくら 看護師 在籍 利用者");
    let offer = "次の追加は n（F5で値を引き継ぎ）。";
    assert_eq!(bench.notice(), format!("職員 S-026を保存しました。u で元に戻せます。{offer}"));
    // What repeats is offered in the bar of the next form until something is typed.
    bench.press("n");
    assert!(bench.bar().starts_with("F5 値を引き継ぐ"), "{}", bench.bar());
    bench.press("\"築\"");
    assert!(!bench.bar().starts_with("F5"), "{}", bench.bar());
    bench.press("BS F5").shows("S-026から引き継ぎました").shows("職種 看護師");
}

#[test]
fn a_field_that_cannot_be_read_keeps_the_form_open() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    let before = bench.register().clone();
    bench.press("2 n Tab Tab Tab \"13月\" C-s");
    insta::assert_snapshot!("form-fault", bench.screen());
    assert_eq!(*bench.register(), before);
    bench.shows("!入職日 13月").shows("年月日がそろっていません。").press("Esc");
    bench.shows("入力中の内容を破棄しますか？ > Esc 入力を続ける y/F10 破棄して閉じる");
    bench.press("y");
    assert!(bench.app.layers.is_empty());
}

#[test]
fn letters_of_the_input_method_are_told_and_full_width_keys_work() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    assert!(bench.press("あ").screen().contains("日本語入力がオンです"));
    // ２ with the input method on is the key for the staff.
    assert!(bench.press("２").screen().contains("フリガナ") || bench.screen().contains("職種"));
}

#[test]
fn a_key_without_effect_says_so() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    assert!(bench.press("8 C-s").screen().contains("Ctrl+S"));
    assert!(bench.press("1 C-a").screen().contains("承認待ち"));
}

#[test]
fn lists_without_records_say_how_to_begin() {
    let mut bench = Bench::new(mcs_register::register::Register::default(), Lang::Ja, NARROW);
    insta::assert_snapshot!("empty-today", bench.screen());
    bench.press("2").shows("0件 絞り込み: 在籍中").shows("まだ登録がありません。n で追加します。");
    // What fills an empty list goes before what needs a row.
    assert!(bench.bar().starts_with("n 追加"), "{}", bench.bar());
    let bar = bench.press("1").bar();
    assert!(bar.contains("n 追加"), "{bar}");
    bench.press("2");
}

#[test]
fn a_window_that_is_too_small_says_so() {
    for size in [(59, 24), (80, 15), (20, 5), (1, 1)] {
        let screen = Bench::demo(Lang::Ja, size).screen();
        assert!(size.0 < 10 || screen.contains("画面"), "{screen}");
    }
}

#[test]
fn a_long_name_is_cut_with_dots_and_moves_no_column() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    let name = "寿".repeat(300);
    bench.press(&format!("2 n \"{name}\" C-s"));
    let screen = bench.screen();
    assert!(screen.contains("寿寿…"), "{screen}");
    for line in screen.lines() {
        assert!(mcs_register::tui::terminal::width::cells(line) <= 80, "{line}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is pressed in whatever window, nothing panics and nothing is wider than the window.
    #[test]
    fn no_keys_panic(keys in prop::collection::vec(key(), 1..60), width in 1_u16..140, height in 1_u16..45) {
        let mut bench = Bench::demo(Lang::Ja, (width.max(60), height.max(16)));
        for (place, key) in keys.into_iter().enumerate() {
            bench.send(mcs_register::tui::app::Message::Input(Input::Key(key)));
            if place == 20 {
                bench.resize((width, height));
            }
        }
    }
}

fn key() -> impl Strategy<Value = Key> {
    let names = [
        "Up", "Down", "Left", "Right", "Enter", "Esc", "Tab", "S-Tab", "Space", "PgUp", "PgDn", "Home",
        "End", "Del", "Ins", "F1", "F2", "F3", "F4", "F5", "F8", "F10", "F12", "H", "C-w", "C-s", "C-p",
        "C-f", "C-t", "C-d", "C-u", "BS", "/", "?", "*", "あ", "ｊ", "髙",
    ];
    let special = prop::sample::select(names.to_vec())
        .prop_map(|name| mcs_register::tui::terminal::input::parse_keys(name).unwrap()[0]);
    let letters = prop::char::range('a', 'z').prop_map(Key::char);
    let digits = prop::char::range('0', '9').prop_map(Key::char);
    prop_oneof![4 => special, 3 => letters, 2 => digits]
}

#[test]
fn an_idle_session_locks_and_gives_back_what_was_being_typed() {
    use mcs_register::tui::app::Message;
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    let register = bench.register().clone();
    bench.press("2 n \"築港\"");
    bench.effects.clear();
    bench.send(Message::Idle);
    assert!(matches!(bench.effects.as_slice(), [Effect::Lock { draft: Some(_), .. }]));
    let locked = bench.screen();
    assert!(!locked.contains("築港") && !locked.contains("みなと訪問"), "{locked}");
    bench.unlock(register);
    assert!(bench.screen().contains("築港"));
}

#[test]
fn many_facts_of_several_kinds_are_asked_about_first() {
    let mut bench = Bench::demo(Lang::Ja, WIDE);
    let before = bench.register().clone();
    bench.press("* d");
    assert_eq!(*bench.register(), before);
    // A decision among deeds of today is named as what it is.
    bench.shows("種類の違う51件（パスワードの変更 4件、起動時パスワードの変更 3件、機器の点検 3件、");
    bench.shows("指導の実施 1件、情報の消去の確認 1件、持ち出しの承認 3件、趣旨の伝達 1件、患者情報の削除 1件、招待の承認 2件、");
    bench.shows(
        "最新ガイドラインの確認 1件）を、すべて本日付で済みにしますか？対象：S-012 池島 修、D-017 iPad 17号、D-004 iPad 4号 ほか",
    );
    bench.shows("ほかの58件は、別に記録してください。 > Esc 記録しない y/F10 記録する");
    bench.press("y");
    assert_ne!(*bench.register(), before);
    // What one fact does not settle is still there and still marked.
    assert!(bench.screen().contains("印"), "{}", bench.screen());
    bench.press("u");
    assert_eq!(*bench.register(), before);
}

#[test]
fn many_facts_of_several_kinds_are_asked_about_on_another_day_too() {
    let mut bench = Bench::demo(Lang::Ja, WIDE);
    let before = bench.register().clone();
    bench.press("* D \"昨日\" Enter");
    assert_eq!(*bench.register(), before);
    bench.shows("2026-11-21付で済みに");
    bench.press("Enter");
    assert_eq!(*bench.register(), before);
    bench.press("Enter y");
    let screen = bench.screen();
    assert_ne!(*bench.register(), before, "{screen}");
}

#[test]
fn the_recovery_key_is_not_lost_by_a_key_typed_ahead() {
    use mcs_register::tui::app::{App, Message, Opened, door::Door};
    let mut bench = Bench::with(App::new(crate::screen::settings(Lang::Ja), Door::first_run()), NARROW);
    let key = zeroize::Zeroizing::new("AAAAA-BBBBB-CCCCC".to_owned());
    bench.send(Message::Created(Ok((Box::new(Opened::default()), key))));
    insta::assert_snapshot!("recovery-key", bench.screen());
    bench.press("Enter Esc C-q");
    assert!(bench.effects.is_empty());
    assert!(bench.screen().contains("AAAAA-BBBBB-CCCCC"));
    bench.press("\"ｃｃｃｃｃ\" Enter");
    assert!(bench.app.session().is_some());
}

/// J4: from the list of today, three keys each: the take-outs, the row, what is done with it.
#[test]
fn what_waits_for_a_decision_stands_first_and_what_is_out_after_it() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    let before = bench.register().clone();
    bench.press("4 a");
    let decided = |bench: &Bench| {
        let rows = bench.register().take_outs().iter().zip(before.take_outs().iter());
        rows.filter(|(now, then)| now.decision != then.decision).count()
    };
    assert_eq!(decided(&bench), 1);
    bench.press("u x");
    assert_eq!(decided(&bench), 0, "a refusal asks for its reason");
    bench.press("\"紙は不可\" Enter");
    assert_eq!(decided(&bench), 1);
}

#[test]
fn a_long_name_does_not_hide_what_is_wrong() {
    let name = "寿".repeat(300);
    for size in [NARROW, WIDE] {
        let mut bench = Bench::demo(Lang::Ja, size);
        bench.press(&format!(
            "2 n \"{name}\" Tab Tab Tab Tab Tab \"login@example.jp\" C-s 1 / \"寿寿\" Enter"
        ));
        let screen = bench.screen();
        let rows = screen.lines().filter(|line| line.contains("12(3)"));
        assert!(rows.into_iter().any(|line| line.contains("パスワードの変更")), "{screen}");
    }
}

/// A profession is whole before a name gets empty room; why somebody is a member, how a group ended and where somebody is
/// reached stand where one looks for them.
#[test]
fn what_one_looks_for_stands_where_one_looks() {
    let document = serde_json::json!({
        "format": "mcs-register/1",
        "office": {"name": "築港クリニック", "kept_since": "2026-11-22"},
        "staff": [{"id": "S-1", "name": "福田 幸恵", "profession": "介護支援専門員", "phone": "090-1111-2222",
            "mcs": {"login": "s1@example.jp", "role": "administrator"}}],
        "devices": [{"id": "D-1", "kind": "tablet", "holder": "S-1"}],
        "take_outs": [{"id": "T-1", "requester": "S-1"}],
        "partners": [{"id": "P-1", "name": "山本 久美", "profession": "医師", "phone": "06-1111-3333"}],
        "groups": [{"id": "G-1", "kind": "patient", "name": "小川 義男様", "attending_doctor": "P-1",
            "deceased_on": "2026-11-01", "retain_until": "2031-11-01",
            "memberships": [{"id": "M-1", "person": "S-1", "joined_on": "2026-04-02", "reason": "担当"}]}],
    });
    let register =
        mcs_register::register::document::decode(document.to_string().as_bytes(), &|_| None).unwrap();
    for size in [NARROW, WIDE] {
        let mut bench = Bench::new(register.clone(), Lang::Ja, size);
        bench.press("2").shows("介護支援専門員");
        for (list, words) in [
            (2, &["090-1111-2222"] as &[&str]),
            (3, &["090-1111-2222"]),
            (4, &["090-1111-2222"]),
            (8, &["06-1111-3333"]),
            (5, &["逝去日", "2026-11-01", "2031-11-01", "山本 久美", "06-1111-3333"]),
        ] {
            bench.press(&format!("{list} Right"));
            for words in words {
                bench.shows(words);
            }
            bench.press("Esc");
        }
        bench.press("Enter").shows("参加の理由").shows("介護支援専門員");
        assert!(bench.line_with("> 福田 幸恵").contains("担当"), "{}", bench.screen());
        bench.press("6").shows("介護支援専門員");
        bench.press("Right").shows("参加の理由（担当） 担当").shows("090-1111-2222");
    }
}

/// The details are broken to lines once and kept: whatever is recorded, folded, searched or turned to, they say what is so now.
#[test]
fn details_that_are_kept_are_those_of_the_record_as_it_is() {
    let mut bench = Bench::demo(Lang::Ja, WIDE);
    let details = |bench: &mut Bench| -> Vec<String> {
        let screen = bench.screen();
        screen.lines().filter_map(|line| line.split_once("││")).map(|(_, pane)| pane.to_owned()).collect()
    };
    let keys = "Down d u Down Down Down Down Down Down Down Right Down Left / \"minato\" Enter Down Esc + Esc \
                2 Down p u Up Down e Tab Tab C-u \"保健師\" C-s Down Up f Down 3 Down r u 5 Down Enter Down Esc \
                7 Down 9 Down 1 Home d u v Enter Down Esc";
    for key in parse_keys(keys).unwrap() {
        bench.send(Message::Input(Input::Key(key)));
        if !bench.app.layers.is_empty() {
            continue;
        }
        let kept = details(&mut bench);
        assert!(kept.len() > 10, "{}", bench.screen());
        bench.app.session_mut().unwrap().cache.clear();
        bench.send(Message::Input(Input::FocusGained));
        assert_eq!(kept, details(&mut bench), "{key:?}");
    }
}
