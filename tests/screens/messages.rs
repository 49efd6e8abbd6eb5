//! What is told is read in full: every refusal, in both languages, in every window, wherever it is told.

use crate::refusals::{KINDS, number, refusals, store_errors};
use crate::screen::{Bench, settings};
use mcs_register::{
    register::Lang,
    tui::{
        app::{App, Denied, Effect, Failure, Layer, Login, Message, OpenFault, door::Door},
        layers::picker::Picker,
        terminal::{input::Input, tone::Tone, width::wrap},
        words::refusal,
    },
};
use proptest::prelude::*;

const SIZES: [(u16, u16); 3] = [(60, 16), (80, 24), (120, 36)];

/// Whether every line of a text, broken to one width, stands on one of the screens that reading on shows.
fn is_read(bench: &mut Bench, text: &str, size: (u16, u16)) -> bool {
    let mut screens = vec![bench.screen()];
    while bench.app.reading.is_some() {
        let screen = bench.press("Down").screen();
        if screens.last() == Some(&screen) {
            break;
        }
        screens.push(screen);
    }
    let rows: Vec<&str> = screens.iter().flat_map(|screen| screen.lines()).collect();
    let width = usize::from(size.0);
    [width, width - 4, width.min(100) - 4, width.min(76)].into_iter().any(|width| {
        wrap(text, width).iter().all(|line| rows.iter().any(|row| row.contains(line.trim_end())))
    })
}

/// Closes what is read; what lies below it is as it was.
fn close(bench: &mut Bench, layers: usize) {
    if bench.app.reading.is_some() {
        bench.press("Enter");
    }
    assert!(bench.app.reading.is_none());
    assert_eq!(bench.app.layers.len(), layers);
    bench.app.notice = None;
}

fn texts(lang: Lang) -> Vec<String> {
    let errors = store_errors();
    let mut texts: Vec<String> = errors.iter().map(|error| error.message(lang)).collect();
    texts.extend(
        errors
            .iter()
            .map(|error| mcs_register::tui::words::Word::CommitFailed.fill(lang, &[&error.message(lang)])),
    );
    texts.extend(refusals().iter().map(|why| refusal(why, lang)));
    texts
}

#[test]
fn there_is_one_of_every_kind() {
    let mut kinds: Vec<usize> = store_errors().iter().map(number).collect();
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(kinds, (0..KINDS).collect::<Vec<_>>());
}

/// On a list, over a form, a question, a page, a line to type and a list to choose from.
#[test]
fn every_refusal_is_read_in_full_wherever_it_is_told() {
    for lang in [Lang::Ja, Lang::En] {
        for size in SIZES {
            let places = ["2", "2 e", "2 Delete", "?", "2 t", "C-p", "F2", "5 r", "R", "F5"];
            // In the smallest window everywhere, in the others where most is told.
            let places = if size == SIZES[0] { &places[..] } else { &places[..2] };
            for keys in places {
                let mut bench = Bench::demo(lang, size);
                let layers = bench.press(keys).app.layers.len();
                for text in texts(lang) {
                    bench.send(Message::ReloadFailed(text.clone()));
                    assert!(is_read(&mut bench, &text, size), "{keys} {size:?}: {text}\n{}", bench.screen());
                    close(&mut bench, layers);
                }
            }
        }
    }
}

/// Where a form, a line to type, a small form about the vault or the accounts say it themselves.
#[test]
fn every_refusal_is_read_in_full_where_it_was_typed() {
    for lang in [Lang::Ja, Lang::En] {
        for size in SIZES {
            for keys in ["2 e", "2 t", "F7", "F7 p", "F7 n"] {
                let mut bench = Bench::demo(lang, size);
                bench.press(keys.split(' ').next().unwrap());
                bench.send(Message::AccountsRead(Ok(Vec::new())));
                bench.press(keys.split_once(' ').map_or("", |(_, rest)| rest));
                let layers = bench.app.layers.len();
                for text in texts(lang) {
                    match bench.app.layers.last_mut().and_then(Layer::says) {
                        Some(says) => *says.text = Some(text.clone()),
                        None => panic!("{keys}"),
                    }
                    bench.send(Message::Input(Input::FocusGained));
                    assert!(is_read(&mut bench, &text, size), "{keys} {size:?}: {text}\n{}", bench.screen());
                    close(&mut bench, layers);
                }
            }
        }
    }
}

#[test]
fn every_refusal_is_read_in_full_at_the_door() {
    let login = Login { asked: true, name: "弁天 恵".to_owned() };
    let doors: [fn(&Login) -> Door; 4] =
        [|_| Door::unlock(), |login| Door::log_in(&login.name), |_| Door::first_run(), Door::recover];
    for lang in [Lang::Ja, Lang::En] {
        for size in SIZES {
            for (place, door) in doors.iter().enumerate() {
                for wait in [0, 95] {
                    let mut bench = Bench::with(App::new(settings(lang), door(&login)), size);
                    for why in store_errors().iter().map(|error| error.message(lang)) {
                        let denied = Denied { why: why.clone(), wait, wrong_password: false };
                        bench.send(Message::Unlocked(Err(denied)));
                        assert!(
                            is_read(&mut bench, &why, size),
                            "{place} {size:?}: {why}\n{}",
                            bench.screen()
                        );
                        let waits = bench.app.reading.is_some()
                            || wait == 0
                            || bench.screen().contains("95")
                            || bench.screen().contains("35");
                        assert!(waits, "{place} {size:?} {why}\n{}", bench.screen());
                        close(&mut bench, 0);
                    }
                }
            }
        }
    }
}

/// A message that fits into two lines takes no key to close; one that does not, waits until it was on the screen.
#[test]
fn a_short_message_stands_in_two_lines_and_a_long_one_is_closed() {
    let mut bench = Bench::demo(Lang::Ja, (80, 24));
    bench.app.tell("あ".repeat(80), Tone::Error);
    bench.send(Message::Input(Input::FocusGained));
    assert!(bench.app.reading.is_none() && bench.screen().matches(&"あ".repeat(40)).count() == 2);
    let long = "長い文です。".repeat(40);
    bench.send(Message::ReloadFailed(long.clone()));
    // In a larger window it has room as it is; it is closed with the key all the same.
    for (keys, open) in [("j", true), ("Down", true), ("x", true), ("i", true), ("Esc", false)] {
        bench.press(keys);
        assert_eq!(bench.app.reading.is_some(), open, "{keys}");
        assert!(bench.app.layers.is_empty() && bench.effects.is_empty(), "{keys}");
    }
    // What was typed ahead of it closes nothing.
    bench.app.tell(long, Tone::Error);
    let env = mcs_register::tui::app::Env { now: bench.now, head: None };
    mcs_register::tui::update(&mut bench.app, Message::Input(Input::FocusGained), env);
    for key in mcs_register::tui::terminal::input::parse_keys("Enter Esc").unwrap() {
        mcs_register::tui::update(&mut bench.app, Message::Input(Input::Key(key)), env);
    }
    assert!(bench.app.reading.is_some());
    bench.send(Message::Input(Input::FocusGained));
    // The way out is never shut, and an incident waits for nobody.
    bench.press("F8");
    assert!(bench.app.reading.is_none() && bench.app.layers.is_top::<Picker>());
}

/// A window that becomes smaller cuts nothing.
#[test]
fn a_message_stays_whole_in_a_window_that_shrinks() {
    let mut bench = Bench::demo(Lang::Ja, (120, 36));
    let text = "台帳の場所に書き込めません。".repeat(7);
    bench.send(Message::ReloadFailed(text.clone()));
    assert!(bench.app.reading.is_none());
    bench.resize((60, 16));
    assert!(is_read(&mut bench, &text, (60, 16)), "{}", bench.screen());
}

/// Behind a lock nothing that was told is left.
#[test]
fn a_lock_takes_away_what_is_read() {
    let mut bench = Bench::demo(Lang::Ja, (80, 24));
    bench.send(Message::ReloadFailed("みなと訪問看護の台帳。".repeat(40)));
    assert!(bench.app.reading.is_some());
    bench.press("C-l");
    assert!(bench.app.reading.is_none() && bench.app.session().is_none());
    assert!(!bench.screen().contains("みなと訪問看護"), "{}", bench.screen());
}

/// What the vault answers to a change: it is told as it is, also where the register is read anew because of it.
#[test]
fn a_refusal_of_the_vault_is_not_lost_behind_what_follows() {
    let key = mcs_register::tui::terminal::input::parse_keys("p").unwrap()[0];
    for lang in [Lang::Ja, Lang::En] {
        for error in store_errors() {
            let why = error.message(lang);
            let failure = match number(&error) {
                13 => Failure::ChangedElsewhere(why.clone()),
                43 => Failure::ToldWhole(why.clone()),
                _ => Failure::Other(why.clone()),
            };
            let mut bench = Bench::demo(lang, (60, 16));
            bench.press("2");
            let env = mcs_register::tui::app::Env { now: bench.now, head: None };
            let effects = mcs_register::tui::update(&mut bench.app, Message::Input(Input::Key(key)), env);
            assert!(matches!(effects.as_slice(), [Effect::Commit { .. }]), "{effects:?}");
            let register = bench.register().clone();
            let effects = mcs_register::tui::update(&mut bench.app, Message::Committed(Err(failure)), env);
            if effects == [Effect::Reload] {
                bench.send(Message::Reloaded(Box::new(register)));
            }
            bench.send(Message::Input(Input::FocusGained));
            let mut shown = bench.screen();
            while bench.app.reading.is_some() {
                let screen = bench.press("Down").screen();
                if shown.ends_with(&screen) {
                    break;
                }
                shown.push_str(&screen);
            }
            let squeezed = |text: &str| text.replace([' ', '\n', '▐', '│'], "");
            let last: String = why.chars().rev().take(12).collect::<Vec<_>>().into_iter().rev().collect();
            assert!(squeezed(&shown).contains(&squeezed(&last)), "{why}\n{shown}");
            // Nobody says that nothing changed where it is not known.
            let unchanged = ["台帳は変わっていません", "the register is unchanged"];
            let told = unchanged.iter().any(|said| squeezed(&shown).contains(&squeezed(said)));
            assert!(number(&error) != 43 || !told, "{shown}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is told, however long it is.
    #[test]
    fn anything_told_is_read_in_full(text in "[a-z /ぁ-ん一-龠。、\u{1b}\n]{1,900}", size in prop::sample::select(SIZES.to_vec())) {
        let mut bench = Bench::new(mcs_register::register::Register::default(), Lang::Ja, size);
        let shown = text.replace('\n', " ");
        bench.send(Message::ReloadFailed(shown.clone()));
        prop_assert!(is_read(&mut bench, &shown, size), "{shown}\n{}", bench.screen());
    }
}

/// The place of a written file is read in whole, copied, and opened for as long as it stands.
#[test]
fn a_written_file_is_opened_and_its_place_copied_while_that_is_told() {
    for size in SIZES {
        for lang in [Lang::Ja, Lang::En] {
            let mut bench = Bench::demo(lang, size);
            bench.press("7 w Enter");
            let Some(path) = bench.app.told_file().cloned() else { panic!("{}", bench.screen()) };
            let folder = path.parent().unwrap().display().to_string();
            bench.shows(&path.file_name().unwrap().to_string_lossy()).shows(&folder).shows("Alt+O");
            bench.press("A-c");
            assert_eq!(bench.effects, [Effect::Copy(path.display().to_string())]);
            bench.shows(&path.display().to_string());
            bench.press("A-o");
            assert_eq!(bench.effects, [Effect::Open(path.clone())]);
            // What became of it is told, and the place stays.
            for fault in [OpenFault::NoProgram, OpenFault::Failed("exit status: 4".to_owned())] {
                bench.send(Message::Opened { file: path.clone(), outcome: Err(fault) });
                bench.shows(&path.display().to_string());
                bench.press("A-c");
                assert_eq!(bench.effects, [Effect::Copy(path.display().to_string())]);
            }
            bench.app.reading = None;
            bench.press("Down A-o");
            assert!(bench.effects.is_empty());
            bench.shows(if lang == Lang::Ja {
                "保存先が表示されている間に使えます"
            } else {
                "just written is shown"
            });
        }
    }
}
