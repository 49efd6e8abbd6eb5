//! What has room stands there whole: in rows, in details, on pages.

use mcs_register::{
    policy::Rule,
    register::{Lang, Register, document},
    tui::{forms::Form, terminal::width::cells, widgets::lines::Line},
};
use serde_json::Value;

use crate::{
    looks::EVERYWHERE,
    pages::{NARROW, WIDE},
    screen::{Bench, demo_office},
};

/// The practice office with names and texts as they come in life: every third is longer, by up to `most` characters.
fn long_office(most: usize) -> Register {
    fn lengthen(value: &mut Value, most: usize, seen: &mut usize) {
        match value {
            Value::Array(all) => all.iter_mut().for_each(|value| lengthen(value, most, seen)),
            Value::Object(fields) => {
                for (name, value) in fields {
                    let told = ["name", "affiliation", "profession", "content", "summary", "reason"];
                    if let Value::String(text) = value
                        && told.contains(&name.as_str())
                    {
                        *seen += 1;
                        let more = if seen.is_multiple_of(3) { (*seen % 7 + 1) * most / 7 } else { 0 };
                        text.extend("・夕凪地域包括連携".chars().cycle().take(more));
                    } else {
                        lengthen(value, most, seen);
                    }
                }
            }
            _ => {}
        }
    }
    let mut document: Value = serde_json::from_str(&document::encode(&demo_office())).unwrap();
    lengthen(&mut document, most, &mut 0);
    let waivable = |rule: &str| Rule::from_name(rule).map(Rule::waivable);
    document::decode(document.to_string().as_bytes(), &waivable).unwrap()
}

/// Who, what and where are not cut in a row that has room for them, and the days stand straight below their heading.
#[test]
fn no_row_cuts_a_text_beside_empty_room() {
    for register in [demo_office(), long_office(8), long_office(300)] {
        let ja = ["(日)", "(月)", "(火)", "(水)", "(木)", "(金)", "(土)"];
        let en = ["Sun ", "Mon ", "Tue ", "Wed ", "Thu ", "Fri ", "Sat "];
        for (lang, due, days) in [(Lang::Ja, "期限 ", ja), (Lang::En, "Due ", en)] {
            for size in [NARROW, WIDE] {
                let mut bench = Bench::new(register.clone(), lang, size);
                for _ in 0..6 {
                    let screen = bench.screen();
                    let heading = screen.lines().nth(4).unwrap();
                    let (before, _) = heading.split_once(due).unwrap();
                    let straight = cells(before);
                    let rows = screen.lines().skip(5).take_while(|line| !line.starts_with(['├', '└']));
                    let (with_day, without): (Vec<&str>, Vec<&str>) = rows
                        .filter(|row| !row.contains("──"))
                        .partition(|row| days.iter().any(|day| row.contains(day)));
                    for row in without {
                        // The room of a day that is not there is room as well. A few cells may stay empty, with what parts them.
                        let row = row.trim_start_matches(['│', '>', ' ']);
                        let row = row.split_once(['│', '▐']).map_or(row, |(row, _)| row).trim_end();
                        let cut =
                            row.split_once("… ").is_some_and(|(_, after)| after.starts_with(&" ".repeat(12)));
                        assert!(!cut, "{row}\n{screen}");
                    }
                    for row in with_day {
                        let at = |wanted: usize| {
                            row.char_indices()
                                .find(|(at, _)| row.get(..*at).is_some_and(|text| cells(text) == wanted))
                                .map(|(at, _)| at)
                        };
                        // A blank parts the texts from the days.
                        let at = at(straight).unwrap_or_else(|| panic!("{row}\n{screen}"));
                        let texts = row.get(..at).unwrap().trim_start_matches(['│', '>', ' ']);
                        assert!(texts.ends_with(' '), "{row}\n{screen}");
                        // A few cells may stay empty where a text is cut in any case.
                        assert!(!texts.contains('…') || !texts.contains(&" ".repeat(10)), "{row}\n{screen}");
                    }
                    bench.press("PageDown");
                }
            }
        }
    }
}

/// The next step of every finding is in sight on the smallest usual screen, of the list of the day and of the list of its
/// record, however long names are.
#[test]
fn a_name_of_300_characters_leaves_the_next_step_in_sight() {
    for lang in [Lang::Ja, Lang::En] {
        for size in [NARROW, WIDE] {
            let mut bench = Bench::new(long_office(300), lang, size);
            for tab in 1..=9 {
                bench.press(&format!("{tab}"));
                for _ in 0..60 {
                    let session = bench.app.session().unwrap();
                    let Some(row) = session.list().row() else { break };
                    let lines = session.tab.screen().details(&session.desk, row);
                    let step = lines.iter().position(|line| matches!(line, Line::Keys(_)));
                    let Some(Line::Keys(keys)) = step.map(|step| &lines[step]) else {
                        bench.press("Down");
                        continue;
                    };
                    let key = format!("│  {}  ", keys[0].0);
                    let screen = bench.screen();
                    assert!(screen.contains(&key), "{lang:?} {size:?} {tab} {key}\n{screen}");
                    bench.press("Down");
                }
            }
        }
    }
}

/// What has no room in the details is counted in the line below them.
#[test]
fn what_follows_below_the_details_is_counted() {
    for (lang, said) in [(Lang::Ja, "行  右: 詳細"), (Lang::En, "more lines  Right: Details")] {
        for size in [NARROW, WIDE] {
            let mut bench = Bench::demo(lang, size);
            bench.press("2");
            let screen = bench.screen();
            let below = screen.lines().rev().find(|line| line.contains('└')).unwrap();
            assert!(below.contains(said), "{screen}");
        }
        // A pane with room for everything says nothing.
        Bench::demo(lang, (120, 80)).press("3").hides(said);
    }
}

/// What a page says below its list of the selected row, and has no room for, is counted in the line below it as well.
#[test]
fn what_follows_below_the_list_of_a_page_is_counted() {
    for (lang, said) in [(Lang::Ja, "あと"), (Lang::En, "more lines")] {
        for keys in ["R", "5 s Enter", "2 p U"] {
            let below = |bench: &Bench| {
                let screen = bench.screen();
                screen.lines().rev().find(|line| line.contains('└')).unwrap().to_owned()
            };
            let mut bench = Bench::new(long_office(300), lang, (60, 16));
            let rows: Vec<String> =
                (0..20).map(|place| below(bench.press(if place == 0 { keys } else { "Down" }))).collect();
            assert!(rows.iter().any(|row| row.contains(said)), "{keys}\n{}", bench.screen());
            let wide = below(Bench::demo(lang, (120, 60)).press(keys));
            assert!(!wide.contains(said), "{keys} {wide}");
        }
    }
}

/// Nothing is cut in a row that has room for it, wherever one is.
#[test]
fn nothing_is_cut_beside_room() {
    let mut cut = Vec::new();
    let looks = [(Lang::Ja, (60, 16)), (Lang::Ja, (110, 32)), (Lang::En, NARROW), (Lang::En, (110, 32))];
    for (lang, size) in looks {
        for keys in EVERYWHERE {
            let mut bench = Bench::new(long_office(8), lang, size);
            bench.press(keys);
            // The two columns of a form have each its own room.
            let is_form = bench.app.layers.top::<Form>().is_some();
            for row in bench.screen().lines() {
                for part in row.split(['│', '▐', '├', '┌', '└', '┤', '┐', '┘']) {
                    let Some((_, after)) = part.split_once('…') else { continue };
                    let room = if is_form { after } else { part };
                    if room.trim().contains(&" ".repeat(12)) {
                        cut.push(format!("{lang:?} {size:?} {keys}: {part}"));
                    }
                }
            }
        }
    }
    assert!(cut.is_empty(), "{}", cut.join("\n"));
}
