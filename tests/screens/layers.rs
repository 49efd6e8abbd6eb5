//! What holds wherever keys go: of every list, and of every layer that can lie over one. Each context of the table of keys is
//! come to, in both languages and in small windows and large ones.

use std::{collections::BTreeSet, fs};

use mcs_register::{
    register::{Key as RecordKey, Lang, Record, Time},
    tui::{
        app::{App, Message, Opened, Settings},
        forms::{Form, Target, field::Entry},
        keys::Ctx,
        shell::{contexts, keymap::KEYS, takes_text},
        terminal::input::{Input, Key},
        words::Word,
    },
};

use crate::screen::{Bench, demo_office, minato, settings, today};

/// How one comes to each context.
const WAYS: &[(Ctx, &str)] = &[
    (Ctx::Today, "1"),
    (Ctx::Staff, "2"),
    (Ctx::Devices, "3"),
    (Ctx::TakeOuts, "4"),
    (Ctx::Groups, "5"),
    (Ctx::Memberships, "6"),
    (Ctx::Incidents, "7"),
    (Ctx::Partners, "8"),
    (Ctx::Office, "9"),
    (Ctx::Search, "2 /"),
    (Ctx::Search, "F5 /"),
    (Ctx::Form, "2 e"),
    (Ctx::Form, "5 n"),
    (Ctx::Picker, "C-p"),
    (Ctx::Picker, "F8"),
    (Ctx::Picker, "F6"),
    (Ctx::Confirm, "2 e \"x\" Esc"),
    (Ctx::Prompt, "2 x"),
    (Ctx::Place, "F6 Enter Enter"),
    (Ctx::Page, "?"),
    (Ctx::Page, "2 Right"),
    (Ctx::Responses, "7 s"),
    (Ctx::Guide, "7 h"),
    (Ctx::Sheet, "2 s"),
    (Ctx::Survey, "3 * m"),
    (Ctx::About, "F2"),
    (Ctx::ImportFile, "I"),
    (Ctx::ImportColumns, "I Enter"),
    (Ctx::ImportTrial, "I Enter Enter"),
    (Ctx::ImportDone, "I Enter Enter Enter"),
    (Ctx::History, "F5"),
    (Ctx::Review, "5 s Enter"),
    (Ctx::Prompt, "5 s Enter x"),
    (Ctx::ReviewSign, "5 s Enter p y K y s"),
    (Ctx::Round, "5 r"),
    (Ctx::Steps, "U"),
    (Ctx::Weeks, "C"),
    (Ctx::Overview, "v"),
    (Ctx::Session, "2 T"),
    (Ctx::People, "R"),
    (Ctx::People, "2 P"),
    (Ctx::Paper, "F6 Enter"),
];

fn at(way: &str, lang: Lang, size: (u16, u16)) -> Bench {
    let folder = tempfile::tempdir().unwrap();
    let text = "氏名,フリガナ,職種\n港 冬子,ミナト フユコ,看護師\n港 秋子,ミナト アキコ,看護師\n";
    fs::write(folder.path().join("職員名簿.csv"), text).unwrap();
    let settings = Settings { home: Some(folder.path().to_owned()), ..settings(lang) };
    let opened = Opened { register: demo_office(), account: "弁天 恵".to_owned(), ..Opened::default() };
    let mut bench = Bench::with(App::open(settings, opened, today()), size);
    bench.history = crate::history::history();
    bench.press(way);
    bench
}

/// The contexts of lists.
const IS_LIST: [Ctx; 9] = [
    Ctx::Today,
    Ctx::Staff,
    Ctx::Devices,
    Ctx::TakeOuts,
    Ctx::Groups,
    Ctx::Memberships,
    Ctx::Incidents,
    Ctx::Partners,
    Ctx::Office,
];

const LOOKS: [(Lang, (u16, u16)); 3] = [(Lang::Ja, (80, 24)), (Lang::En, (60, 16)), (Lang::Ja, (120, 36))];

#[test]
fn every_context_is_come_to() {
    for (ctx, way) in WAYS {
        let bench = at(way, Lang::Ja, (80, 24));
        assert_eq!(contexts(&bench.app).first(), Some(ctx), "{way}\n{}", bench.screen());
    }
    let there: BTreeSet<Ctx> = WAYS.iter().map(|(ctx, _)| *ctx).collect();
    // Behind the door, under everything, and what only the world's answers open.
    let others = [
        Ctx::Unlock,
        Ctx::FirstRun,
        Ctx::Recover,
        Ctx::Recovery,
        Ctx::Door,
        Ctx::List,
        Ctx::Anywhere,
        Ctx::Working,
        Ctx::Accounts,
        Ctx::Backups,
    ];
    let missing = KEYS.iter().map(|row| row.ctx).filter(|ctx| !there.contains(ctx) && !others.contains(ctx));
    let missing: BTreeSet<Ctx> = missing.collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// The key in the bar does what the bar calls it: no row that is asked before has the same key.
#[test]
fn the_bar_calls_a_key_what_it_does() {
    let mut other = Vec::new();
    for (ctx, way) in WAYS {
        for lang in [Lang::Ja, Lang::En] {
            let mut bench = at(way, lang, (400, 60));
            let bar = bench.bar();
            let mut here = contexts(&bench.app);
            if here.first() == Some(&Ctx::Page) {
                // The page of a row names what is done with the row.
                here.extend([bench.app.session().unwrap().tab.ctx(), Ctx::List]);
            }
            let mut seen = BTreeSet::new();
            for entry in bar.split("  ").filter(|entry| !entry.trim().is_empty()) {
                let Some((key, said)) = entry.trim().split_once(' ') else { continue };
                if !seen.insert(key.to_owned()) {
                    other.push(format!("{ctx:?} {way}: {key} twice in {bar}"));
                }
                let first = here.iter().find_map(|ctx| {
                    KEYS.iter().find(|row| row.ctx == *ctx && row.all_keys().any(|it| it.name(lang) == key))
                });
                // What `d` does with the very row is said in the words of that row.
                let own = |row: &mcs_register::tui::app::binding::Binding| row.label == Word::KeySettle;
                if !first.is_some_and(|row| own(row) || said.trim() == row.label.say(lang)) {
                    other.push(format!(
                        "{ctx:?} {way}: {key} {said} / {:?}",
                        first.map(|row| row.label.say(lang))
                    ));
                }
            }
        }
    }
    assert!(other.is_empty(), "{}", other.join("\n"));
}

/// Every letter, with the input method on as well, is text where text is typed: it opens nothing, leaves nothing, records nothing.
#[test]
fn letters_are_text_wherever_text_is_typed() {
    let letters = "a b c d e f g h i j k l m n o p q r s t u v w x y z A D F H I N P R T U W X 0 1 5 9 ? / * . + < > ! ｉ Ｄ ？ あ 解";
    let mut typed = BTreeSet::new();
    for (ctx, way) in WAYS {
        for (lang, size) in LOOKS {
            let mut bench = at(way, lang, size);
            if !takes_text(&bench.app) {
                continue;
            }
            typed.insert(*ctx);
            let (before, depth) = (bench.register().clone(), bench.app.layers.len());
            bench.press(letters);
            // A reason of a removal is chosen by its number.
            let chosen = way.ends_with("Enter x");
            assert!(bench.effects.is_empty() || chosen, "{way}: {:?}", bench.effects);
            assert_eq!(
                (contexts(&bench.app)[0], bench.app.layers.len()),
                (*ctx, depth),
                "{way}\n{}",
                bench.screen()
            );
            assert!(*bench.register() == before || chosen, "{way}");
        }
    }
    assert!(typed.len() >= 7, "{typed:?}");
}

/// Text that is pasted, with its marks or without, runs nothing wherever keys are commands, and a line says so.
#[test]
fn pasted_text_runs_nothing_wherever_keys_are_commands() {
    for (ctx, way) in WAYS {
        for (lang, size) in LOOKS {
            let mut bench = at(way, lang, size);
            if takes_text(&bench.app) {
                continue;
            }
            let (before, depth) = (bench.register().clone(), bench.app.layers.len());
            for text in ["iPad 3号を紛失", "dyd\ny\n", "xRd", "y\ny\n", "skKs\r\ny"] {
                let keys = text.chars().map(|c| if c == '\n' { Key::ENTER } else { Key::char(c) });
                for input in [Input::Burst(keys.collect()), Input::Paste(text.to_owned())] {
                    bench.effects.clear();
                    bench.send(Message::Input(input));
                    assert!(bench.effects.is_empty(), "{way} {text:?}: {:?}", bench.effects);
                    assert_eq!(
                        (contexts(&bench.app)[0], bench.app.layers.len()),
                        (*ctx, depth),
                        "{way} {text:?}"
                    );
                    assert!(*bench.register() == before, "{way} {text:?}");
                    let notice = bench.app.notice.as_ref().map(|notice| notice.text.as_str());
                    assert!(
                        notice.is_some() || bench.app.reading.is_some(),
                        "{way} {text:?}\n{}",
                        bench.screen()
                    );
                }
            }
        }
    }
}

/// Wherever the arrows go through rows, Home and End go to the first and the last of them.
#[test]
fn home_and_end_work_wherever_the_arrows_do() {
    for ctx in KEYS.iter().filter(|row| row.label == Word::KeyDown).map(|row| row.ctx) {
        // In a search line they go to the ends of what is typed.
        if ctx == Ctx::Search {
            continue;
        }
        for key in [Key::HOME, Key::END] {
            let there = KEYS.iter().any(|row| row.ctx == ctx && row.all_keys().any(|it| it == key));
            assert!(there, "{ctx:?} has no {key:?}");
        }
    }
    for (ctx, way) in WAYS {
        let rows = |label| {
            KEYS.iter().any(|row| {
                (row.ctx == *ctx || IS_LIST.contains(ctx) && row.ctx == Ctx::List) && row.label == label
            })
        };
        if !rows(Word::KeyBottom) || !rows(Word::KeyDown) {
            continue;
        }
        for (lang, size) in LOOKS {
            let mut bench = at(way, lang, size);
            let begin = bench.press("Home").screen();
            let stepped = bench.press("Down").screen();
            let home = bench.press("Home").screen();
            assert!(home == begin, "{way} Home\n{home}\n{begin}");
            let end = bench.press("End").screen();
            assert!(stepped == begin || end != begin, "{way} End\n{end}");
            let last = bench.press("Down").screen();
            assert!(last == end, "{way} End is not the last\n{end}\n{last}");
        }
    }
}

/// Of every field with words to choose from, each of them is in sight and marked once it is chosen, by letter and by arrow.
#[test]
fn the_chosen_word_of_every_field_is_in_sight() {
    let mut seen: BTreeSet<&'static str> = BTreeSet::new();
    let mut words = 0;
    for record in crate::support::arbitrary::records(&demo_office()) {
        if !seen.insert(record.kind().word()) {
            continue;
        }
        for (lang, size) in [
            (Lang::Ja, (60, 16)),
            (Lang::En, (60, 16)),
            (Lang::Ja, (80, 24)),
            (Lang::En, (80, 24)),
            (Lang::Ja, (120, 36)),
        ] {
            let mut bench = at("2", lang, size);
            for place in 0..form_on(&record, lang).fields.len() {
                let mut form = form_on(&record, lang);
                let Entry::Choice { options, .. } = &form.fields[place].entry else { continue };
                if !form.fields[place].is_shown() {
                    continue;
                }
                let count = options.len();
                form.focus = place;
                bench.app.layers.clear();
                bench.app.layers.push(form);
                for _ in 0..count {
                    bench.press("Right");
                    let Some(form) = bench.app.layers.top::<Form>() else { panic!("{}", bench.screen()) };
                    if form.focus != place || !form.fields[place].is_shown() {
                        break;
                    }
                    let field = &form.fields[place];
                    let chosen = format!("[{}]", field.entry.shown());
                    words += 1;
                    assert!(
                        bench.screen().contains(&chosen),
                        "{} {chosen} {size:?}\n{}",
                        field.label,
                        bench.screen()
                    );
                }
            }
        }
    }
    assert!(words > 500, "{words}");
}

fn form_on(record: &Record, lang: Lang) -> Form {
    let now = Time::new(today(), 9, 10).unwrap();
    let target = Target::Edit { key: RecordKey::Office, before: Box::new(record.clone()) };
    Form::new("x".to_owned(), record.clone(), target, minato(), lang, now)
}
