//! How the screen is framed, in whatever signs, and what stands at its top.

use crate::{
    pages::{ALL, NARROW, WIDE},
    screen::{Bench, demo_office, settings, today},
};
use mcs_register::{
    register::Lang,
    tui::{
        app::{App, Opened, Settings},
        terminal::{
            signs::Lines,
            theme::{Colours, Ground, Theme},
            width::cells,
        },
    },
};
use ratatui::style::Modifier;

/// The demo office on a terminal that may draw lines two cells wide.
fn plain(lang: Lang, size: (u16, u16)) -> Bench {
    let settings = Settings { lines: Lines::Ascii, ..settings(lang) };
    let opened = Opened { register: demo_office(), ..Opened::default() };
    Bench::with(App::open(settings, opened, today()), size)
}

/// Lists, a form, a page, a question, a list to choose from, what is led through, and a paper.
const KEYS: [&str; 9] = ["", "2", "5 Enter", "2 e", "F1", "2 e x Esc", "F6", "F8 Enter Enter", "7 F6 Enter"];

#[test]
fn in_ascii_nothing_takes_two_cells_and_everything_is_framed() {
    for size in [NARROW, WIDE] {
        for keys in KEYS {
            let mut bench = plain(Lang::Ja, size);
            let screen = bench.press(keys).screen();
            assert!(
                !screen.contains(['─', '│', '┌', '┐', '└', '┘', '├', '┤', '▐', '▸', '▾', '…']),
                "{screen}"
            );
            assert!(screen.contains("+- ") && screen.contains("-+"), "{keys}: {screen}");
            assert!(screen.lines().all(|line| cells(line) <= usize::from(size.0)), "{keys}: {screen}");
        }
        let name = format!("today-ascii-{}x{}", size.0, size.1);
        insta::assert_snapshot!(name, plain(Lang::Ja, size).screen());
    }
}

/// What lies behind a layer would stand beside it in torn words.
#[test]
fn beside_a_layer_nothing_of_the_list_is_seen() {
    for (lang, size) in ALL {
        for keys in KEYS.into_iter().skip(3) {
            let mut bench = Bench::demo(lang, size);
            let screen = bench.press(keys).screen();
            let lines: Vec<&str> = screen.lines().collect();
            let top = lines.iter().position(|line| line.contains('┌')).unwrap();
            let (before, _) = lines[top].split_once('┌').unwrap();
            assert!(size.0 >= 100 || before.is_empty(), "{keys}: {screen}");
            assert!(before.trim().is_empty(), "{keys}: {screen}");
            for line in &lines[2.min(top)..usize::from(size.1) - 2] {
                let outside: String = line.chars().take(before.len()).collect();
                let is_bar = line.starts_with(" MCS") || line.starts_with(" 1");
                assert!(is_bar || outside.trim().is_empty(), "{keys}: {screen}");
                assert!(
                    is_bar || line.is_empty() || line.trim_end().ends_with(['│', '┐', '┘', '┤', '▐']),
                    "{keys}: {screen}"
                );
            }
        }
    }
}

#[test]
fn every_tab_is_in_sight_in_every_window_with_what_is_open_on_it_where_there_is_room() {
    for lang in [Lang::Ja, Lang::En] {
        for size in [(60, 16), NARROW, (100, 30), WIDE] {
            let bench = Bench::demo(lang, size);
            let screen = bench.screen();
            let tabs = screen.lines().nth(1).unwrap();
            assert!(cells(tabs) <= usize::from(size.0), "{screen}");
            for number in 1..=9 {
                let starts = |part: &str| part.starts_with(&number.to_string());
                assert!(tabs.split_whitespace().any(starts), "{number}: {tabs}");
            }
            let open = bench.app.session().unwrap().desk.findings.len() - 1;
            assert_eq!(tabs.contains(&open.to_string()), size.0 >= 80, "{open}: {tabs}");
        }
    }
}

/// The title of what is in focus is bold, and its frame alone has the accent; the bars at the two ends are lines of their own.
#[test]
fn one_line_is_bold_and_one_frame_has_the_accent() {
    let lists = ["3", "4", "6", "7", "8", "9"];
    let pages = ["v", "C", "R", "F5", "F7", "2 End P", "2 >", "/ \"波除\"", "5 s", "7 g", "2 t"];
    for (ground, colours) in [(Ground::Dark, Colours::Sixteen), (Ground::Light, Colours::Many)] {
        let theme = Theme::new(ground, colours);
        for size in [(60, 16), NARROW, WIDE] {
            for keys in KEYS.into_iter().chain(lists).chain(pages) {
                let settings = Settings { theme, ..settings(Lang::Ja) };
                let opened = Opened { register: demo_office(), ..Opened::default() };
                let mut bench = Bench::with(App::open(settings, opened, today()), size);
                bench.press(keys);
                let buf = bench.buffer();
                let is_bold = |x: u16, y: u16| {
                    buf[(x, y)].modifier().contains(Modifier::BOLD) && buf[(x, y)].symbol() != " "
                };
                let bold: Vec<u16> =
                    (0..size.1 - 1).filter(|y| (0..size.0).any(|x| is_bold(x, *y))).collect();
                // A list of keys says them as the bar does.
                if keys == "F1" {
                    continue;
                }
                assert_eq!(bold.len(), 1, "{keys:?} at {size:?}: {bold:?}\n{}", bench.screen());
                let cells = || (0..size.1).flat_map(|y| (0..size.0).map(move |x| (x, y)));
                let corners: Vec<_> = cells()
                    .filter(|at| buf[*at].symbol() == "┌" && Some(buf[*at].fg()) == theme.line_focus.fg)
                    .collect();
                assert_eq!(corners.len(), 1, "{keys:?} at {size:?}: {corners:?}\n{}", bench.screen());
                assert_eq!(corners[0].1, bold[0], "{keys:?} at {size:?}\n{}", bench.screen());
            }
        }
    }
}
