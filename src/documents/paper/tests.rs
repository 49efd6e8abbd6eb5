//! What holds for every paper on its pages, whatever stands on it.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{
    Align, ByHand, Check, Column, Content, Paper, Part, Sheet, Table,
    pdf::lay_out,
    sheet::{Mark, Pages},
};
use crate::documents::names::Naming;

fn paper(sheet: Sheet, parts: Vec<Part>) -> Paper {
    Paper {
        title: "題".to_owned(),
        sheet,
        office: "みなと訪問看護ステーション".to_owned(),
        date: "2026-11-22".parse().unwrap(),
        head: Some("312-7F3KQ".to_owned()),
        names: Naming::Masked,
        one_line: false,
        letter: None,
        parts,
        notes: vec!["注".to_owned()],
    }
}

fn table(widths: &[usize], rows: Vec<Vec<String>>) -> Part {
    let rows = rows.into_iter().map(|row| row.into_iter().map(Content::from).collect()).collect();
    let column = |width: &usize| Column { label: "見出し".to_owned(), width: *width, align: Align::Left };
    Part::Table(Table { columns: widths.iter().map(column).collect(), rows, roomy: false })
}

/// Every mark lies on the sheet, and text within the margins.
fn assert_on_the_sheet(pages: &Pages) {
    let (width, height) = pages.size();
    let right = pages.left() + pages.width() + 0.5;
    for mark in pages.sheets.iter().flatten() {
        match mark {
            Mark::Text { x, baseline, size, shaped, line } => {
                assert!(*x >= pages.left() - 0.5 && x + line.width * size <= right, "{}", shaped.text);
                assert!((0.0..height).contains(baseline), "{}", shaped.text);
            }
            Mark::Rule { from, to, .. } => {
                assert!(from.1 >= 0.0 && to.1 < height && to.0 <= width, "{from:?} {to:?}");
            }
            Mark::Fill { area, .. } => assert!(area.1 >= 0.0 && area.1 + area.3 < height, "{area:?}"),
        }
    }
}

/// The text of all pages in the order in which it is drawn.
fn drawn(pages: &Pages) -> String {
    let mut text = String::new();
    for mark in pages.sheets.iter().flatten() {
        if let Mark::Text { shaped, line, .. } = mark {
            text.extend(line.units.clone().map(|unit| shaped.unit_text(unit)));
        }
    }
    text
}

fn counted(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        *counts.entry(c).or_default() += 1;
    }
    counts
}

#[test]
fn a_cell_longer_than_a_page_goes_on_with_its_heading() {
    let long = "訪問の帰りに紛失した。".repeat(400);
    let rows = vec![vec!["1".to_owned(), long.clone()], vec!["2".to_owned(), "次".to_owned()]];
    let pages = lay_out(&paper(Sheet::Portrait, vec![table(&[6, 20], rows)]));
    assert_on_the_sheet(&pages);
    assert!(pages.sheets.len() > 2, "{}", pages.sheets.len());
    let text = drawn(&pages);
    assert_eq!(counted(&text)[&'失'], 400);
    assert_eq!(text.matches("見出し").count(), 2 * pages.sheets.len());
}

#[test]
fn a_heading_longer_than_a_page_ends_too() {
    let mut part = table(&[6, 0], vec![vec!["1".to_owned(), "次".to_owned()]]);
    if let Part::Table(table) = &mut part {
        table.columns[0].label = "長い見出し".repeat(200);
    }
    let pages = lay_out(&paper(Sheet::Landscape, vec![part]));
    assert_on_the_sheet(&pages);
    assert!(drawn(&pages).contains('次'));
}

#[test]
fn a_word_of_300_letters_stays_in_its_column() {
    let word = "x".repeat(300);
    let rows = vec![vec![word.clone(); 6]];
    let pages = lay_out(&paper(
        Sheet::Portrait,
        vec![
            table(&[4, 4, 10, 10, 10, 0], rows),
            Part::Text(word.clone()),
            Part::Seals(vec![word.clone(), "印".to_owned()]),
            Part::Display(word.clone()),
            Part::Rows(vec![(word.clone(), word.into())]),
        ],
    ));
    assert_on_the_sheet(&pages);
    assert_eq!(counted(&drawn(&pages))[&'x'], 300 * 11);
}

/// A cell is as tall as the lines that are to be written in it, and so is its row.
#[test]
fn there_is_room_to_write() {
    let by_hand = |lines| Content::ByHand(ByHand { printed: String::new(), lines });
    let height = |lines| {
        let rows = vec![("欄".to_owned(), by_hand(lines)), ("次".to_owned(), by_hand(1))];
        let pages = lay_out(&paper(Sheet::Portrait, vec![Part::Rows(rows)]));
        assert_on_the_sheet(&pages);
        let rules = pages.sheets[0].iter().filter_map(|mark| match mark {
            Mark::Rule { from, to, .. } if from.1 < to.1 => Some(to.1 - from.1),
            _ => None,
        });
        rules.fold(0.0_f32, f32::max)
    };
    let line = height(1);
    assert!(line > 20.0, "a pen needs 7 mm and more: {line}");
    assert!((height(3) - 3.0 * line).abs() < 0.1);
    assert!(height(255) < 600.0, "a cell is no taller than a page");
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[あ-んー、。「」（）a-z0-9 ﾊﾟ\\n]{0,200}",
        "[ -~]{0,80}",
        "\\PC{0,60}",
        Just("葛\u{E0100}城ﾊﾟ①髙﨑邉𠮷".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn nothing_runs_over_and_nothing_is_lost(
        texts in proptest::collection::vec(any_text(), 8),
        widths in proptest::collection::vec(prop_oneof![Just(0_usize), 4_usize..30], 1..9),
        landscape in any::<bool>(),
    ) {
        let sheet = if landscape { Sheet::Landscape } else { Sheet::Portrait };
        let row: Vec<String> = widths.iter().zip(texts.iter().cycle()).map(|(_, text)| text.clone()).collect();
        let made = paper(sheet, vec![
            Part::Heading(texts[0].clone()),
            Part::Rows(vec![("欄".to_owned(), texts[2].clone().into())]),
            Part::Text(texts[3].clone()),
            Part::Checks(vec![Check { done: true, text: texts[4].clone() }]),
            Part::Seals(vec![texts[5].clone()]),
            table(&widths, vec![row.clone(), row.clone()]),
        ]);
        let pages = lay_out(&made);
        assert_on_the_sheet(&pages);
        let found = counted(&drawn(&pages));
        let mut wanted = texts[0].clone() + &texts[2] + &texts[3] + &texts[4] + &texts[5];
        wanted.push_str(&row.concat());
        wanted.push_str(&row.concat());
        let missing = pages.fonts.missing();
        // A sign that asks for a picture in colour, or for none, is not for paper.
        let is_text = |c: char| !matches!(c, '\u{FE0E}' | '\u{FE0F}') && !missing.contains(&c);
        for (c, count) in counted(&wanted).into_iter().filter(|(c, _)| is_text(*c)) {
            prop_assert!(found.get(&c).copied().unwrap_or(0) >= count, "{c:?}: {count}");
        }
    }
}
