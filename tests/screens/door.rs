//! The door by keys: the password, and the recovery key in its stead.

use crate::screen::{Bench, demo_office, settings};
use mcs_register::{
    register::Lang,
    store::{Notice, RecoveryKey},
    tui::app::{App, Denied, Effect, Login, Message, Opened, Waiting, door::Door},
};

/// 160 zero bits: every group's check character is the group's number.
const KEY: &str = "00001-00002-00003-00004-00005-00006-00007-00008";

fn door(door: Door, lang: Lang) -> Bench {
    Bench::with(App::new(settings(lang), door), (80, 24))
}

/// The form with a key and a password typed twice, before the last Enter.
fn filled(key: &str, password: &str, again: &str) -> Bench {
    let mut bench = door(Door::unlock(), Lang::Ja);
    bench.press(&format!("F3 \"{key}\" Enter \"{password}\" Enter \"{again}\""));
    bench
}

#[test]
fn f3_turns_the_door_to_the_recovery_key_and_esc_turns_it_back() {
    for (lang, [door_says, keys, form_says, form_keys]) in [
        (
            Lang::Ja,
            [
                "MCS管理台帳 台帳を開く パスワード 台帳の場所：/vault",
                "Enter 決定  F3 復旧キーで開く  Ctrl+Q 終了",
                "新しいパスワード ********** 新しいパスワード（確認） 台帳の場所：/vault",
                "Enter 決定  下 次の欄  Esc パスワードに戻る  Ctrl+Q 終了",
            ],
        ),
        (
            Lang::En,
            [
                "MCS register Open the register Password Register: /vault",
                "Enter OK  F3 Use the recovery key  Ctrl+Q Quit",
                "Type the recovery key from its paper, and a new password. At least 8 characters with letters and digits \
                 (art. 12(3)); longer is safer. Recovery key 00001-00002-00003-00004-00005-00006-00007-00008 \
                 New password ********** New password again Register: /vault",
                "Enter OK  Down Next field  Esc Back to password  Ctrl+Q Quit",
            ],
        ),
    ] {
        let mut bench = door(Door::unlock(), lang);
        bench.shows(door_says).shows(keys);
        bench.press(&format!("F3 \"{KEY}\" Tab \"hato4-beam\""));
        bench.shows(form_says).shows(form_keys);
        if lang == Lang::Ja {
            insta::assert_snapshot!("door-recover-ja", bench.screen());
        }
        assert!(bench.press("Esc").effects.is_empty());
        assert!(!bench.screen().contains("00001"), "what was typed is gone");
        assert_eq!(bench.press("Esc").effects, [Effect::Quit]);
    }
}

#[test]
fn the_first_run_has_no_recovery_key_to_offer() {
    let mut bench = door(Door::first_run(), Lang::Ja);
    assert!(!bench.screen().contains("復旧キーで開く"));
    assert!(!bench.press("F3").screen().contains("復旧キーで開く"));
    assert_eq!(bench.press("Esc").effects, [Effect::Quit]);
}

#[test]
fn the_key_and_the_new_password_go_to_the_vault_however_the_key_is_typed() {
    let wide: String =
        KEY.chars().map(|c| char::from_u32(u32::from(c) - 0x20 + 0xff00).unwrap_or(c)).collect();
    for typed in [KEY, &KEY.to_lowercase().replace('-', " ").replace('0', "o"), &wide] {
        let mut bench = filled(typed, "hato4-beam", "hato4-beam");
        let effects = bench.press("Enter").effects.clone();
        let [Effect::Recover { key, account: None, password }] = effects.as_slice() else {
            unreachable!("{effects:?}")
        };
        assert_eq!(*key, RecoveryKey::parse(KEY).unwrap());
        assert_eq!(password.as_str(), "hato4-beam");
        // Until the answer is there, nothing else is begun.
        assert!(bench.press("Enter Esc F3").effects.is_empty());
        assert!(bench.screen().contains("開いています"), "{}", bench.screen());
    }
}

#[test]
fn a_slip_in_the_key_is_told_with_its_group_before_the_password_is_asked() {
    let mut bench = door(Door::unlock(), Lang::Ja);
    bench.press(&format!("F3 \"{}\" Enter", KEY.replace("00003", "00013")));
    assert!(bench.screen().contains("復旧キーの3番目の組"), "{}", bench.screen());
    // Past the field by Tab, it is told at the end, and the key's field is in focus.
    bench.press("Tab \"hato4-beam\" Enter \"hato4-beam\" Enter");
    assert!(bench.effects.is_empty());
    assert!(bench.screen().contains("復旧キーの3番目の組"), "{}", bench.screen());
    bench.press("C-u").press(&format!("\"{KEY}\" Enter Enter Enter"));
    assert_eq!(bench.effects.len(), 1);
}

#[test]
fn the_new_password_keeps_the_rules_of_the_first_run() {
    for (password, again, said) in [
        ("hato4-beam", "hato4-bean", "一致しません"),
        ("hato4", "hato4", "8文字以上にしてください"),
        ("password1", "password1", "すぐに推測されます"),
        ("", "", "新しいパスワードを入力してください"),
    ] {
        let mut bench = filled(KEY, password, again);
        assert!(bench.press("Enter").effects.is_empty());
        assert!(bench.screen().contains(said), "{}", bench.screen());
    }
}

#[test]
fn a_yes_opens_the_register_and_a_no_leaves_the_form_as_it_was() {
    let mut bench = filled(KEY, "hato4-beam", "hato4-beam");
    bench.press("Enter").send(Message::Recovered(Err("この復旧キーでは開けません。".to_owned().into())));
    assert!(bench.screen().contains("この復旧キーでは開けません"), "{}", bench.screen());
    assert!(bench.screen().contains("00001-00002"));
    assert_eq!(bench.press("Enter Enter Enter").effects.len(), 1);
    let opened = Opened { notices: vec!["履歴が戻っています。".to_owned()], ..Opened::default() };
    for (opened, more) in [(Opened::default(), ""), (opened, "履歴が戻っています。")] {
        let mut bench = filled(KEY, "hato4-beam", "hato4-beam");
        bench.press("Enter").send(Message::Recovered(Ok(Box::new(opened))));
        let screen = bench.screen();
        assert!(bench.app.session().is_some());
        assert!(
            screen.contains("パスワードを新しくしました。復旧キーはこれまでのものが使えます。"),
            "{screen}"
        );
        assert!(screen.contains(more), "{screen}");
    }
}

/// The smallest window has room for the form, its slip and the keys.
#[test]
fn the_form_fits_the_smallest_window() {
    let mut bench = filled(&KEY.replace("00008", "00018"), "", "");
    bench.resize((60, 16));
    bench.press("Enter").shows("復旧キーで開く 紙の復旧キーと、これから使うパスワードを入力してください。");
    bench.shows("復旧キー -00004-00005-00006-00007-00018 新しいパスワード 新しいパスワード（確認）");
    bench.shows("復旧キーの8番目の組に打ち間違いがあります。紙と見比べてください。 台帳の場所：/vault");
    bench.shows("Enter 決定  下 次の欄  Esc パスワードに戻る  Ctrl+Q 終了");
}

/// Whoever forgot the password over an idle session still finds what was being typed.
#[test]
fn what_was_put_aside_by_the_idle_lock_outlives_the_recovery() {
    let mut bench = Bench::demo(Lang::Ja, (80, 24));
    bench.press("2 n \"築港 さくら\"").send(Message::Idle);
    assert!(bench.app.session().is_none());
    bench.press("F3 Esc F3").press(&format!("\"{KEY}\" Enter \"hato4-beam\" Enter \"hato4-beam\" Enter"));
    assert!(!bench.screen().contains("築港"));
    let waiting = bench.draft.take().map(|text| Waiting { text: text.into(), ..Waiting::default() });
    bench.send(Message::Recovered(Ok(Box::new(Opened { waiting, ..Opened::default() }))));
    assert!(bench.screen().contains("築港 さくら"), "{}", bench.screen());
}

/// The door of a vault with several accounts.
fn shared(name: &str, lang: Lang) -> Bench {
    let login = Login { asked: true, name: name.to_owned() };
    Bench::with(App::closed(settings(lang), login), (80, 24))
}

fn wrong(wait: u32) -> Message {
    let why = "アカウント名かパスワードが違います。".to_owned();
    Message::Unlocked(Err(Denied { why, wait, wrong_password: true }))
}

#[test]
fn several_accounts_are_asked_for_their_name() {
    for (lang, says) in [
        (Lang::Ja, "台帳を開く アカウント名 弁天　めぐみ パスワード ********** 台帳の場所：/vault"),
        (Lang::En, "Open the register Account 弁天　めぐみ Password ********** Register: /vault"),
    ] {
        let mut bench = shared("", lang);
        bench.press("\"弁天　めぐみ\" Enter \"hato4-beam\"").shows(says);
        let effects = bench.press("Enter").effects.clone();
        let [Effect::Unlock { account, password }] = effects.as_slice() else { unreachable!("{effects:?}") };
        assert_eq!((account.as_deref(), password.as_str()), (Some("弁天　めぐみ"), "hato4-beam"));
    }
    // Without a name nothing is tried.
    let mut bench = shared("", Lang::Ja);
    assert!(bench.press("Enter \"hato4-beam\" Enter").effects.is_empty());
    assert!(bench.screen().contains("アカウント名を入力してください"), "{}", bench.screen());
    assert_eq!(bench.press("\"弁天\" Enter Enter").effects.len(), 1, "the password stands");
}

#[test]
fn a_wrong_password_leaves_the_name_and_waits() {
    for (lang, says) in [
        (
            Lang::Ja,
            "アカウント名 弁天 パスワード アカウント名かパスワードが違います。 次に試せるまで、あと2分5秒お待ちください。 \
             台帳の場所：/vault",
        ),
        (
            Lang::En,
            "Account 弁天 Password アカウント名かパスワードが違います。 Please wait 2 min 5 s before the next try. \
             Register: /vault",
        ),
    ] {
        let mut bench = shared("弁天", lang);
        bench.press("\"hato4-bean\" Enter").send(wrong(125));
        assert_eq!(bench.effects.last(), Some(&Effect::CountDown(125)));
        bench.shows(says);
    }
    let mut bench = shared("弁天", Lang::Ja);
    bench.press("\"hato4-bean\" Enter").send(wrong(2));
    // What is typed meanwhile stands and is tried once the wait is over; F3 does not shorten it.
    assert!(bench.press("\"hato4-beam\" Enter").effects.is_empty());
    bench.send(Message::WaitLeft(1));
    assert!(bench.screen().contains("あと1秒"), "{}", bench.screen());
    assert!(bench.press("Enter").effects.is_empty());
    bench.send(Message::WaitLeft(0));
    assert!(!bench.screen().contains("お待ちください"), "{}", bench.screen());
    let effects = bench.press("Enter").effects.clone();
    let [Effect::Unlock { account, password }] = effects.as_slice() else { unreachable!("{effects:?}") };
    assert_eq!((account.as_deref(), password.as_str()), (Some("弁天"), "hato4-beam"));
    let mut bench = filled(KEY, "hato4-beam", "hato4-beam");
    bench.press("Enter");
    let denied = Denied {
        why: "この復旧キーでは開けません。".to_owned(), wait: 8, wrong_password: false
    };
    bench.send(Message::Recovered(Err(denied)));
    assert!(bench.press("Esc").screen().contains("あと8秒"), "{}", bench.screen());
    assert!(bench.press("\"hato4-beam\" Enter").effects.is_empty());
}

#[test]
fn the_recovery_key_of_several_accounts_asks_whose_password_it_sets() {
    for (lang, asks, fields) in [
        (
            Lang::Ja,
            "紙の復旧キー、パスワードを新しくする人のアカウント名、これから使うパスワードを入力してください。",
            "アカウント名 弁天 新しいパスワード 新しいパスワード（確認）",
        ),
        (
            Lang::En,
            "Type the recovery key from its paper, the account that needs a new password, and that password.",
            "Account 弁天 New password New password again",
        ),
    ] {
        let mut bench = shared("弁天", lang);
        bench.press(&format!("F3 \"{KEY}\" Enter")).shows(asks).shows(fields);
        bench.press("C-u \"所長\" Enter \"hato4-beam\" Enter \"hato4-beam\" Enter");
        let effects = bench.effects.clone();
        let [Effect::Recover { account, password, .. }] = effects.as_slice() else {
            unreachable!("{effects:?}")
        };
        assert_eq!((account.as_deref(), password.as_str()), (Some("所長"), "hato4-beam"));
    }
    let mut bench = shared("", Lang::Ja);
    bench.press(&format!("F3 \"{KEY}\" Enter Tab \"hato4-beam\" Enter \"hato4-beam\" Enter"));
    assert!(bench.effects.is_empty());
    assert!(bench.screen().contains("アカウント名を入力してください"), "{}", bench.screen());
    bench.resize((60, 16));
    insta::assert_snapshot!("door-recover-whose-small", bench.screen());
}

/// What the unlock found is read in full; the list of today is behind it.
#[test]
fn what_the_unlock_found_is_a_page() {
    for (lang, title, found) in [
        (
            Lang::Ja,
            "== お知らせ ==",
            "前回開いてから、パスワードまたは復旧キーの誤りが3回ありました（最後は2026-11-21 23:14）。",
        ),
        (
            Lang::En,
            "== Please note ==",
            "A wrong password was given 3 times since the last unlock, the last on 2026-11-21 23:14.",
        ),
    ] {
        let mut bench = door(Door::unlock(), lang);
        let notices = vec![found.to_owned(), "Another sentence that the unlock has to say.".to_owned()];
        bench
            .press("\"hato4-beam\" Enter")
            .send(Message::Unlocked(Ok(Box::new(Opened { notices, ..Opened::default() }))));
        bench.shows(&format!("{title} {found} Another sentence that the unlock has to say. =="));
        assert!(bench.press("Enter").app.layers.is_empty());
    }
}

/// An account that another session added is asked for at the next door; one that went no longer is.
#[test]
fn the_door_asks_for_a_name_as_soon_as_there_are_several() {
    let mut bench = Bench::demo(Lang::Ja, (80, 24));
    bench.press("C-l").send(Message::AsksLogin(true));
    assert!(
        bench.screen().contains("アカウント名") && bench.screen().contains("ロックしました"),
        "{}",
        bench.screen()
    );
    bench.send(Message::AsksLogin(false));
    assert!(!bench.screen().contains("アカウント名"), "{}", bench.screen());
    assert_eq!(bench.press("\"hato4-beam\" Enter").effects.len(), 1);
}

/// A mistyped password costs one quiet line, whatever the wait.
#[test]
fn a_mistyped_password_is_one_line() {
    for size in [(80, 24), (120, 36)] {
        for wait in [0, 8] {
            let login = Login { asked: true, name: "弁天".to_owned() };
            let mut bench = Bench::with(App::closed(settings(Lang::Ja), login), size);
            let before = bench.screen().lines().filter(|line| !line.trim().is_empty()).count();
            bench.press("\"hato4-bean\" Enter").send(wrong(wait));
            let after = bench.screen().lines().filter(|line| !line.trim().is_empty()).count();
            assert_eq!(after, before + 1, "{}", bench.screen());
            let line = bench.line_with("パスワードが違います。");
            assert_eq!(line.contains("あと8秒"), wait > 0, "{line}");
        }
    }
}

/// What an unlock tells of wrong passwords lies over nothing: the next key does what it does.
#[test]
fn wrong_passwords_before_are_told_in_passing() {
    for size in [(80, 24), (60, 16)] {
        for (count, last) in [(1, "2026-11-21T12:00:00+09:00"), (3, "2026-11-21T23:14:00+09:00")] {
            for lang in [Lang::Ja, Lang::En] {
                let told = Notice::WrongPasswords { count, last: last.to_owned() }.message(lang);
                let mut bench = Bench::with(App::new(settings(lang), Door::unlock()), size);
                bench.press("\"hato4-beam\" Enter");
                let opened =
                    Opened { register: demo_office(), told: Some(told.clone()), ..Opened::default() };
                bench.send(Message::Unlocked(Ok(Box::new(opened))));
                bench.shows(&told);
                bench.press("2");
                assert_eq!(bench.app.session().unwrap().tab.place(), 1);
            }
        }
    }
}

/// After unlocking one is where one was: the screen, its search, its row, its marks.
#[test]
fn after_unlocking_one_is_where_one_was() {
    let mut bench = Bench::demo(Lang::Ja, (80, 24));
    bench.press("2 > > > Space Space / \"in\" Enter Down");
    let state = |bench: &Bench| {
        let session = bench.app.session().unwrap();
        let list = session.list();
        (session.tab, session.selected(), list.search.text().to_owned(), list.sort, list.marks.clone())
    };
    let before = state(&bench);
    assert!(before.1.is_some() && before.4.len() == 2);
    bench.press("C-l");
    assert!(bench.app.session().is_none());
    let register = demo_office();
    bench.press("\"hato4-beam\" Enter").unlock(register);
    assert_eq!(state(&bench), before);
    bench.shows("印 2件");
    // Nothing of it is another account's.
    bench.press("C-l \"hato4-beam\" Enter");
    let opened = Opened { register: demo_office(), account: "弁天 恵".to_owned(), ..Opened::default() };
    bench.open(opened);
    let after = state(&bench);
    assert_eq!((after.0.place(), after.2.as_str(), after.4.len()), (0, "", 0));
}
