//! Letters, pasted text and answers: what is typed is text where somebody types, and no command that nobody meant.

use crate::screen::{Bench, minato, settings};
use mcs_register::{
    register::{
        Key as RecordKey, Lang, Record,
        id::DeviceId,
        records::Device,
        words::{AnyControl, Control},
    },
    tui::{
        app::{App, Effect, Env, Layer, Message, Opened, door::Door},
        features::review::Review,
        forms::{Form, Target, field::Entry},
        keys::Ctx,
        layers::{Answers, Confirm, picker::Picker, sheet::Sheet, survey::Survey},
        terminal::{
            input::{Input, Key, parse_keys},
            width::wrap,
        },
        update,
        words::{AnswerWord, TypingWord, Word, reading},
    },
};

const NARROW: (u16, u16) = (80, 24);

/// What a hand, an input method and a keyboard in full width may give.
const LETTERS: &str = "a b c d e f g h i j k l m n o p q r s t u v w x y z A D F H P R T U W X 0 1 2 3 4 5 6 7 8 9 ? / * . ｉ Ｄ ？ あ イ 解";

fn demo() -> mcs_register::register::Register {
    mcs_register::cli::demo_office::demo_office(crate::screen::today()).unwrap()
}

/// A record of every kind, with all its rows.
fn one_of_each() -> Vec<Record> {
    let mut all: Vec<Record> = Vec::new();
    for record in crate::support::arbitrary::records(&demo()) {
        let kind = std::mem::discriminant(&record);
        if !all.iter().any(|there| std::mem::discriminant(there) == kind) {
            all.push(record);
        }
    }
    all
}

/// What lies over the list, where it is one thing of this type.
fn only<T: Layer>(bench: &Bench) -> Option<&T> {
    bench.app.layers.top().filter(|_| bench.app.layers.len() == 1)
}

fn form_on(record: &Record, lang: Lang) -> Form {
    let now = mcs_register::register::Time::new(crate::screen::today(), 9, 10).unwrap();
    let target = Target::Edit { key: RecordKey::Office, before: Box::new(record.clone()) };
    Form::new("x".to_owned(), record.clone(), target, minato(), lang, now)
}

/// `3`, `n`, `iPad` opened an incident, and two Enters recorded it.
#[test]
fn an_ipad_in_the_form_of_a_device_is_no_incident() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    let before = bench.register().clone();
    bench.press("3 n \"iPad\" Enter Enter");
    assert!(only::<Form>(&bench).is_some(), "{}", bench.screen());
    assert_eq!(*bench.register(), before);
}

/// Whatever field has the focus: no letter of any form opens anything, leaves the form or goes out to the world.
#[test]
fn in_a_form_every_letter_is_text_or_choice() {
    for lang in [Lang::Ja, Lang::En] {
        let mut bench = Bench::demo(lang, NARROW);
        for record in one_of_each() {
            let count = form_on(&record, lang).fields.len();
            for focus in 0..count {
                let mut form = form_on(&record, lang);
                form.focus = focus;
                bench.app.layers.clear();
                bench.app.layers.push(form);
                bench.press(LETTERS);
                let Some(form) = only::<Form>(&bench) else {
                    panic!("{:?}: {}", record, bench.screen());
                };
                assert_eq!(form.focus, focus, "{}", form.fields[focus].label);
                assert!(bench.effects.is_empty());
            }
        }
        // An incident waits for nobody all the same.
        bench.press("F8");
        assert!(bench.app.layers.is_top::<Picker>());
    }
}

#[test]
fn in_a_small_form_about_the_vault_as_well() {
    for lang in [Lang::Ja, Lang::En] {
        let mut bench = Bench::demo(lang, NARROW);
        for focus in 0..6 {
            let mut sheet = Sheet::add(lang);
            sheet.focus = focus;
            bench.app.layers.clear();
            bench.app.layers.push(sheet);
            bench.press(LETTERS);
            assert!(only::<Sheet>(&bench).is_some(), "{focus}");
            assert!(bench.effects.is_empty());
        }
    }
}

/// A letter finds a word by its reading: so every word that is offered and is not read as it is written has one.
#[test]
fn every_choice_has_a_reading() {
    let mut words: Vec<String> = Vec::new();
    let fields = one_of_each().iter().flat_map(|record| form_on(record, Lang::Ja).fields).collect::<Vec<_>>();
    let policy = mcs_register::policy::Policy::minato().unwrap();
    let controls: Vec<AnyControl> = Control::ALL.iter().copied().map(AnyControl::Fixed).collect();
    let surveys = [
        Survey::Controls(vec![(DeviceId::trusted("D-1"), controls.clone())]),
        Survey::Considered(controls),
        Survey::Members(Vec::new()),
        Survey::Groups(Vec::new()),
    ];
    let surveyed = surveys.into_iter().flat_map(|survey| Sheet::survey(survey, &policy, Lang::Ja).fields);
    for field in fields.into_iter().chain(Sheet::add(Lang::Ja).fields).chain(surveyed) {
        if let Entry::Choice { options, .. } = field.entry {
            words.extend(options);
        }
    }
    assert!(words.len() > 60);
    for word in words {
        let kana = |text: &str| text.chars().all(|c| matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '・'));
        assert!(kana(&word) || reading(&word).is_some_and(kana), "{word}");
    }
}

fn status(bench: &Bench) -> String {
    let Some(form) = bench.app.layers.top::<Form>() else { panic!("no form") };
    form.field().unwrap().entry.shown().to_owned()
}

/// A form of a device with its state in focus.
fn at_the_status(lang: Lang) -> Bench {
    let mut bench = Bench::demo(lang, NARROW);
    bench.press("3 e");
    let Some(form) = bench.app.layers.top_mut::<Form>() else { panic!("no form") };
    let label = Device::status.unfilled(lang);
    form.focus = form.fields.iter().position(|field| field.label == label).unwrap();
    bench
}

/// Also in the smallest window, where not all of them have room: the chosen one is in sight.
#[test]
fn the_chosen_word_is_in_sight() {
    for (size, keys) in [((60, 16), "haiki"), ((60, 16), "kiroku"), (NARROW, "haiki")] {
        let mut bench = at_the_status(Lang::Ja);
        bench.resize(size);
        bench.press(&format!("\"{keys}\""));
        let chosen = format!("[{}]", status(&bench));
        assert!(bench.screen().contains(&chosen), "{}", bench.screen());
    }
}

/// By its kana, in 羅馬字, by its number, and on from letter to letter; what fits nothing is told and changes nothing.
#[test]
fn letters_choose_by_the_reading() {
    let mut bench = at_the_status(Lang::Ja);
    for (keys, chosen) in [
        ("\"ふ\"", "紛失"),
        ("\"と\"", "盗難"),
        ("\"haiki\"", "廃棄済み"),
        ("Home \"ｓ\"", "使用中"),
        ("s", "修理中"),
        ("Left Right \"shuuri\"", "修理中"),
        ("Left Right \"siyou\"", "使用中"),
        ("\"紛\"", "紛失"),
        ("3", "予備"),
        ("５", "紛失"),
        ("9", "紛失"),
        ("\"ぬ\"", "紛失"),
        ("?", "紛失"),
        ("Space", "盗難"),
        ("\"\u{3000}\"", "廃棄済み"),
    ] {
        bench.press(keys);
        assert_eq!(status(&bench), chosen, "{keys}\n{}", bench.screen());
    }
    bench.press("\"ぬ\"");
    let said = TypingWord::NoSuchChoice.fill(Lang::Ja, &["ぬ"]);
    assert!(bench.screen().replace(['\n', ' '], "").contains(&said.replace(' ', "")), "{}", bench.screen());
    let mut bench = at_the_status(Lang::En);
    for (keys, chosen) in
        [("l", "lost"), ("st", "stolen"), ("re", "retired"), ("x", "retired"), ("rep", "repair")]
    {
        bench.press(&format!("\"{keys}\""));
        assert_eq!(status(&bench), chosen, "{keys}");
    }
    // What an input method or a paste gives at once.
    let mut bench = at_the_status(Lang::Ja);
    for (text, chosen) in [("ふんしつ", "紛失"), ("盗難", "盗難"), ("iPad", "盗難"), ("使用中\n", "使用中")]
    {
        bench.send(Message::Input(Input::Paste(text.to_owned())));
        assert_eq!(status(&bench), chosen, "{text}");
    }
}

fn burst(text: &str) -> Message {
    let keys = text.chars().map(|c| if c == '\r' { parse_keys("Enter").unwrap()[0] } else { Key::char(c) });
    Message::Input(Input::Burst(keys.collect()))
}

/// Text that is pasted where keys are commands, with marks or without: nothing happens, and a line says so.
#[test]
fn pasted_text_does_nothing_on_a_list_and_says_so() {
    let places = [
        "",
        "2",
        "3",
        "4",
        "5",
        "6",
        "7",
        "8",
        "9",
        "6 Space Space",
        "2 Delete",
        "?",
        "R",
        "U",
        "C",
        "F5",
        "F2",
        "5 r",
        "2 T",
        "7 s",
        "7 h",
        "2 P",
        "F6 Enter",
    ];
    for keys in places {
        let mut bench = Bench::demo(Lang::Ja, NARROW);
        bench.press(keys);
        let (layers, before) = (bench.app.layers.len(), bench.register().clone());
        for text in ["iPad 3号を紛失", "r\rd\rd", "xRd", "スタッフ解除\r", "yyy\ryes", "\r\rd\r"] {
            for message in [burst(text), Message::Input(Input::Paste(text.replace('\r', "\n")))] {
                bench.app.notice = None;
                bench.send(message);
                assert_eq!(bench.app.layers.len(), layers, "{keys} {text:?}");
                assert_eq!(*bench.register(), before, "{keys} {text:?}");
                assert!(!bench.effects.iter().any(|effect| matches!(effect, Effect::Commit { .. })));
                let said = bench.app.notice.as_ref().map(|notice| notice.text.as_str());
                assert_eq!(said, Some(TypingWord::Pasted.say(Lang::Ja)), "{keys} {text:?}");
            }
        }
        // What an input method gave in one piece is told as it ever was.
        bench.send(burst("ｄかいじょ"));
        assert_eq!(bench.app.notice.as_ref().unwrap().text, Word::JapaneseInput.say(Lang::Ja), "{keys}");
    }
}

/// In a field it is text: its line ends accept nothing.
#[test]
fn pasted_text_is_text_in_a_field() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("2 t Down").send(burst("個人情報\rの研修\r"));
    let Some(sheet) = bench.app.layers.top::<Sheet>() else { panic!("{}", bench.screen()) };
    assert_eq!(sheet.field().and_then(|field| field.typed()), Some("個人情報 の研修"));
    bench.press("Esc /").send(burst("nakam\r"));
    let session = bench.app.session().unwrap();
    assert!(session.list().searching);
    assert_eq!(session.list().search.text(), "nakam");
    bench.press("Esc Esc 3 n");
    let Some(form) = bench.app.layers.top_mut::<Form>() else { panic!("no form") };
    form.focus = form.fields.iter().position(|field| field.label == "名称").unwrap();
    bench.send(burst("iPad 3号"));
    let Some(form) = bench.app.layers.top::<Form>() else { panic!("no form") };
    assert_eq!(form.field().unwrap().typed(), Some("iPad 3号"));
    // A day that the form filled in is replaced, as by a hand.
    bench.press("Esc y 4 n");
    let Some(form) = bench.app.layers.top_mut::<Form>() else { panic!("no form") };
    form.focus = form.fields.iter().position(|field| field.fresh).unwrap();
    bench.send(burst("11/30"));
    let Some(form) = bench.app.layers.top::<Form>() else { panic!("no form") };
    assert_eq!(form.field().unwrap().typed(), Some("11/30"));
}

/// A program may type a password: at the door the keys of a burst are keys, and what is left over opens nothing.
#[test]
fn at_the_door_a_burst_is_what_was_typed() {
    let mut bench = Bench::with(App::new(settings(Lang::Ja), Door::unlock()), NARROW);
    bench.send(burst("hato4-beam\r"));
    assert!(matches!(bench.effects.last(), Some(Effect::Unlock { .. })), "{:?}", bench.effects);
    let opened = Opened { register: demo(), ..Opened::default() };
    let key = zeroize::Zeroizing::new("00001-00002".to_owned());
    let mut bench = Bench::with(App::new(settings(Lang::Ja), Door::recovery(key, Box::new(opened))), NARROW);
    let before = demo();
    bench.send(burst("00002\r2ppp\r"));
    assert_eq!(*bench.register(), before);
    assert!(bench.app.layers.is_empty() && bench.app.session().is_some());
}

/// A question that does something with a yes.
fn asked(answers: Answers) -> Confirm {
    Confirm::new("本当に？", answers, |_, _, effects| effects.push(Effect::Quit))
}

/// The two answers with their keys, the safe one first and in focus; Enter on it, Esc and n say what was not done.
#[test]
fn a_no_says_what_was_not_done() {
    for lang in [Lang::Ja, Lang::En] {
        for size in [(60, 16), NARROW, (120, 36)] {
            for asked_about in Answers::ALL.iter().copied() {
                let ways = ["Enter", "Esc", "n", "Down Up Enter", "Tab S-Tab Enter", "Right Left Enter"];
                for no in if size == NARROW && lang == Lang::Ja { &ways[..] } else { &ways[..1] } {
                    let mut bench = Bench::demo(lang, size);
                    let before = bench.register().clone();
                    bench.app.layers.push(asked(asked_about));
                    bench.send(Message::Input(Input::FocusGained));
                    let screen = bench.screen();
                    let lines: Vec<&str> = screen.lines().collect();
                    let at = |word: AnswerWord| lines.iter().position(|line| line.contains(word.say(lang)));
                    let (safe, yes) = (at(asked_about.no).unwrap(), at(asked_about.yes).unwrap());
                    assert!(lines[safe].contains("> Esc") && lines[yes].contains("y/F10"), "{screen}");
                    assert!(!lines[yes].contains('>') && screen.contains(&format!(", {safe})")), "{screen}");
                    bench.press(no);
                    assert!(bench.app.layers.is_empty());
                    assert!(bench.effects.is_empty(), "{:?}", bench.effects);
                    assert_eq!(*bench.register(), before);
                    let said = bench.app.notice.as_ref().map(|notice| notice.text.clone());
                    assert_eq!(said.as_deref(), Some(asked_about.not_done.say(lang)));
                    assert!(bench.screen().contains(asked_about.not_done.say(lang)), "{}", bench.screen());
                }
            }
        }
    }
}

/// No answer of one question is that of another deed.
#[test]
fn every_question_has_words_of_its_own() {
    let all = Answers::ALL;
    for (place, one) in all.iter().enumerate() {
        assert_ne!(one.yes.say(Lang::Ja), one.no.say(Lang::Ja));
        assert!(!all[place + 1..].contains(one), "{one:?}");
    }
}

/// With the other answer in focus Enter does it, and so do y and F10 at once.
#[test]
fn a_yes_does_it() {
    for yes in ["y", "F10", "Down Enter", "Tab Enter", "Left Enter", "Down Down Down Enter"] {
        let mut bench = Bench::demo(Lang::Ja, NARROW);
        let devices = bench.register().devices().len();
        bench.press("3 n");
        let Some(form) = bench.app.layers.top_mut::<Form>() else { panic!("no form") };
        form.focus = form.fields.iter().position(|field| field.label == "名称").unwrap();
        bench.press("\"iPad 3\" F10");
        assert_eq!(bench.register().devices().len(), devices + 1, "{}", bench.screen());
        bench.press("Delete");
        assert!(bench.screen().contains("誤登録として削除する"), "{}", bench.screen());
        bench.press(yes);
        assert_eq!(bench.register().devices().len(), devices, "{yes}: {}", bench.screen());
    }
}

/// Keys that were typed before the question stood on the screen: Enter and the arrows answer nothing.
#[test]
fn what_was_typed_ahead_of_a_question_answers_nothing() {
    for keys in ["Enter", "Down Enter", "Tab Enter Enter", "Enter Enter"] {
        let mut bench = Bench::demo(Lang::Ja, NARROW);
        let before = bench.register().clone();
        let env = Env { now: bench.now, head: None };
        bench.app.layers.push(asked(Answers::ALL[0]));
        for key in parse_keys(keys).unwrap() {
            let effects = update(&mut bench.app, Message::Input(Input::Key(key)), env);
            assert!(effects.is_empty());
        }
        assert!(bench.app.layers.is_top::<Confirm>(), "{keys}");
        bench.send(Message::Input(Input::FocusGained));
        bench.press("Enter");
        assert!(bench.app.layers.is_empty());
        assert_eq!(*bench.register(), before);
    }
}

/// `hai` and `iie` at a question are answers, and no incident and no end of the program.
#[test]
fn where_a_question_is_answered_no_letter_means_something_else() {
    for answers in Answers::ALL.iter().copied() {
        let mut bench = Bench::demo(Lang::Ja, NARROW);
        bench.app.layers.push(asked(answers));
        bench.send(Message::Input(Input::FocusGained));
        bench.press("h a i i i e q ? u 1 U R ｉ");
        assert!(only::<Confirm>(&bench).is_some(), "{}", bench.screen());
        assert!(bench.effects.is_empty());
        assert_eq!(bench.app.notice.as_ref().unwrap().text, TypingWord::OnlyAnswers.say(Lang::Ja));
    }
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("7 h");
    let layers = bench.app.layers.len();
    bench.press("i ?");
    assert_eq!(bench.app.layers.len(), layers, "{}", bench.screen());
    bench.press("F8");
    assert_eq!(bench.app.layers.len(), layers + 1);
}

/// A question that is longer than the window is read by scrolling; its answers stay in sight.
#[test]
fn a_long_question_is_read_in_full() {
    let question = (0..60).map(|n| format!("{n}番の記録です。")).collect::<Vec<_>>().concat();
    let mut bench = Bench::demo(Lang::Ja, (60, 16));
    bench.app.layers.push(Confirm::new(question.clone(), Answers::DISCARD, |_, _, _| {}));
    bench.send(Message::Input(Input::FocusGained));
    let mut seen = String::new();
    for _ in 0..12 {
        let screen = bench.screen();
        assert!(screen.contains("入力を続ける") && screen.contains("破棄して閉じる"), "{screen}");
        seen.push_str(&screen);
        bench.press("PageDown");
    }
    for line in wrap(&question, 57) {
        assert!(seen.contains(&line), "{line}");
    }
}

/// The signature of a review: Enter on the page does not sign, and says so.
#[test]
fn enter_on_the_signature_says_that_nothing_is_signed() {
    for (keys, signed) in [("Enter", false), ("Esc", false), ("Down Enter", true), ("y", true)] {
        let mut bench = Bench::demo(Lang::Ja, NARROW);
        let group = bench.register().groups().iter().find(|group| {
            mcs_register::register::review::in_progress(group).is_none() && !group.memberships.is_empty()
        });
        let name = group.unwrap().sheet.id.as_str().to_owned();
        bench.press(&format!("5 f f / \"{name}\" Enter s"));
        if bench.app.layers.is_top::<Picker>() {
            bench.press("Enter");
        }
        assert!(bench.app.layers.is_top::<Review>(), "{}", bench.screen());
        bench.press("K Down Enter s");
        assert!(bench.screen().contains("署名する"), "{}", bench.screen());
        let contexts = |bench: &Bench| bench.app.layers.top::<Review>().map(Layer::ctx);
        assert_eq!(contexts(&bench), Some(Ctx::ReviewSign), "{}", bench.screen());
        bench.press(keys);
        let said = bench.app.notice.as_ref().map(|notice| notice.text.clone()).unwrap_or_default();
        assert_eq!(said == AnswerWord::NotSigned.say(Lang::Ja), !signed, "{keys}: {said}");
        assert_eq!(contexts(&bench), (!signed).then_some(Ctx::Review), "{keys}: {}", bench.screen());
    }
}
