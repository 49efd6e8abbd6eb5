//! Ids with a blank at an end on the screen: told on top of today's list, put right by a key after a question, taken back by
//! another; and refused, with a sentence at the field, where one is typed.

use crate::{
    pages::{ALL, JA, NARROW, WIDE},
    screen::{Bench, settings, today},
};
use mcs_register::{
    register::{
        Command, Lang, Register, document::decode_untrimmed, id::PersonId, records::Device, rename::untrimmed,
    },
    store::AccountRole,
    tui::app::{Access, AccountChange, App, Effect, Message, Opened},
};

fn old() -> Register {
    let text = r#"{"format": "mcs-register/1",
      "office": {"name": "みなと訪問看護", "manager": "S-001　"},
      "staff": [{"id": "S-001　", "name": "港 花子"}, {"id": "S-002", "name": "石田 早苗"}],
      "devices": [{"id": "D-001", "kind": "tablet", "holder": "S-001　"}],
      "groups": [{"id": "G-001", "kind": "patient", "name": "田中様"},
        {"id": "G-001 ", "kind": "patient", "name": "佐藤様", "memberships": [{"id": "M-1", "person": "S-001　"}],
         "reviews": [{"signed_on": "2026-09-01", "reviewer": "S-001　",
           "decisions": [{"membership": "M-1", "decision": "keep"}]}]}]}"#;
    decode_untrimmed(text.as_bytes(), &|_| None).unwrap()
}

#[test]
fn an_old_register_says_so_on_top_and_a_key_puts_it_right_after_a_question() {
    for (lang, size) in ALL {
        let told: [&[&str]; 4] = match lang {
            Lang::Ja => [
                &[
                    "台帳そのもの 1件 > 対応",
                    "番号の前か後ろに空白があるものが2件あります。空白だけが違う番号と取り違えるおそれがあります。",
                ],
                &[
                    "== 詳細 ==",
                    "次のように直せます：職員「S-001　」を「S-001」に、グループ「G-001 」を「G-001-2」に。",
                    "[次にすること] d 実行する 番号から空白を取り除きます。その番号を使っている記録も、まとめて直します\
                     （u で元に戻せます）。空白を除いた番号がすでに使われているときは、空いている番号にします。",
                ],
                &[
                    "グループ「G-001 」を「G-001-2」に、職員「S-001　」を「S-001」に直します。",
                    "> Esc 直さない y/F10 番号を直す",
                ],
                &[
                    "要対応 8",
                    "番号を2件直しました（u で元に戻せます）：職員「S-001　」を「S-001」に、グループ「G-001 」を「G-001-2」に",
                ],
            ],
            Lang::En => [
                &[
                    "The register itself 1 row > To do",
                    "2 numbers have a space at an end and are easily taken for others.",
                ],
                &[
                    "== Details ==",
                    "They can be corrected: staff \"S-001　\" to \"S-001\"; group \"G-001 \" to \"G-001-2\".",
                    "[What to do next] d Do it The spaces are removed from the numbers, and every record that names them follows (u takes it \
                     back). Where the number without its space is in use, the next free one is taken.",
                ],
                &[
                    "Where the number without its space is in use, the next free one is taken. Correct group \
                     \"G-001 \" to \"G-001-2\", staff \"S-001　\" to \"S-001\"? Every record that names them follows.",
                    "> Esc Leave them as they are y/F10 Put the numbers right",
                ],
                &[
                    "To do now 8",
                    "2 numbers corrected (u takes it back): staff \"S-001　\" to \"S-001\", group \"G-001 \" to \"G-001-2\"",
                ],
            ],
        };
        let mut steps = told.into_iter();
        let mut shows = |bench: &mut Bench| {
            for words in steps.next().unwrap() {
                bench.shows(words);
            }
        };
        let mut bench = Bench::new(old(), lang, size);
        shows(&mut bench);
        shows(bench.press("Right"));
        bench.press("Esc d");
        assert!(bench.effects.is_empty(), "a question comes first");
        shows(&mut bench);
        if (lang, size) == JA {
            insta::assert_snapshot!("ids-question-ja-80x24", bench.screen());
        }
        bench.press("Esc");
        assert_eq!(*bench.register(), old(), "no is no");
        bench.press("d y");
        assert!(matches!(&bench.effects[..], [Effect::Commit { action, .. }, ..] if action == "rename"));
        shows(&mut bench);
        let now = bench.register().clone();
        assert!(untrimmed(&now).is_empty());
        let names: Vec<&str> = now.groups().iter().map(|group| group.sheet.id.as_str()).collect();
        assert_eq!(names, ["G-001", "G-001-2"]);
        assert_eq!(now.groups()[1].reviews[0].reviewer.as_ref().map(PersonId::as_str), Some("S-001"));
        bench.press("u");
        assert_eq!(*bench.register(), old());
        let told =
            if lang == Lang::Ja { "番号を元に戻しました：職員" } else { "Ids went back: staff" };
        assert!(bench.screen().contains(told), "{}", bench.screen());
        bench.press("1 Home").down_to(if lang == Lang::Ja {
            "前か後ろに空白"
        } else {
            "a space at an end"
        });
    }
}

#[test]
fn whoever_is_at_the_keyboard_is_the_same_person_under_the_new_number() {
    let staff = Some(PersonId::held("S-001　").unwrap());
    let opened = Opened { register: old(), staff, account: "事務".to_owned(), ..Opened::default() };
    let mut bench = Bench::with(App::open(settings(Lang::Ja), opened, today()), NARROW);
    let decider = |bench: &Bench| bench.app.session().unwrap().desk.decider().map(|id| id.to_string());
    bench.press("d y");
    assert_eq!(decider(&bench).as_deref(), Some("S-001"));
    bench.press("u");
    assert_eq!(decider(&bench).as_deref(), Some("S-001　"));
    let command = Command::Rename { ids: untrimmed(bench.register()) };
    bench.elsewhere(&command);
    assert_eq!(decider(&bench).as_deref(), Some("S-001"));
}

#[test]
fn who_only_looks_is_told_and_changes_nothing() {
    let opened = Opened {
        register: old(),
        access: Access::Reader,
        account: "監査".to_owned(),
        role: Some(AccountRole::Reader),
        ..Opened::default()
    };
    let mut bench = Bench::with(App::open(settings(Lang::Ja), opened, today()), NARROW);
    bench.press("d y");
    assert!(bench.effects.is_empty() && *bench.register() == old());
}

#[test]
fn another_session_that_puts_the_ids_right_is_followed() {
    let mut bench = Bench::new(old(), Lang::Ja, WIDE);
    // A form is open on a record that gets another id.
    bench.press("2 e \"　改\"");
    let command = Command::Rename { ids: untrimmed(bench.register()) };
    let change = command.plan(bench.register(), today()).unwrap();
    bench.send(Message::Followed(vec![change]));
    assert!(untrimmed(bench.register()).is_empty());
    bench.press("C-s");
    assert!(bench.effects.is_empty(), "what is typed goes to no other record");
}

#[test]
fn an_account_is_for_exactly_the_one_of_the_staff_whose_number_is_typed() {
    for (typed, there) in
        [("S-001", false), ("S-001　", true), ("S-002 ", false), ("S-002", true), ("", true)]
    {
        let mut bench = Bench::new(old(), Lang::Ja, NARROW);
        bench.press("9 a");
        bench.send(Message::AccountsRead(Ok(Vec::new())));
        bench.press(&format!(
            "n \"高潮\" Tab Tab \"{typed}\" Tab \"himawari-7\" Tab \"himawari-7\" Tab \"hato4-beam\" Enter"
        ));
        let asked = bench.effects.iter().find_map(|effect| match effect {
            Effect::ChangeAccounts { change: AccountChange::Add { staff, .. }, .. } => Some(staff.clone()),
            _ => None,
        });
        let wanted = there.then(|| PersonId::held(typed).ok());
        assert_eq!(asked, wanted, "{typed:?} {}", bench.screen());
        assert_eq!(bench.screen().contains("台帳にありません"), !there, "{typed:?} {}", bench.screen());
    }
}

#[test]
fn a_blank_at_an_end_is_refused_at_the_field_where_it_is_typed() {
    for (lang, said) in [(Lang::Ja, "番号の前か後ろに空白"), (Lang::En, "There is a space before or after")]
    {
        for blank in [" ", "\u{3000}"] {
            let mut bench = Bench::demo(lang, NARROW);
            let before = bench.register().clone();
            for keys in [
                format!("2 n S-Tab End \"{blank}\" C-s"),
                format!("4 n S-Tab End \"{blank}\" C-s"),
                format!("3 n S-Tab End \"{blank}\" C-s"),
            ] {
                bench.press(&keys);
                assert!(bench.screen().contains(said), "{keys} {}", bench.screen());
                assert!(bench.effects.is_empty() && *bench.register() == before, "{keys}");
                bench.press("Esc y");
            }
            // A record is named exactly: who types a blank behind a number is told, and nothing is trimmed.
            bench.press("3 e").at_field(Device::holder);
            bench.press(&format!("\"{blank}\" C-s"));
            let said = if lang == Lang::Ja { "「S-001" } else { "S-001" };
            let why = if lang == Lang::Ja { "空白" } else { "space" };
            let screen = bench.screen();
            assert!(screen.contains(said) && screen.contains(why), "{screen}");
            assert!(bench.effects.is_empty() && *bench.register() == before);
        }
    }
}
