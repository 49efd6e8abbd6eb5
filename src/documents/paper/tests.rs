//! What holds for every paper on its pages, whatever stands on it.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{
    Align, Bar, ByHand, Chart, Check, Column, Content, Paper, Part, Sheet, Table,
    pdf::lay_out,
    sheet::{Belongs, Ink, Pages},
    tags::{NodeId, Role},
    variants::Unprinted,
};
use crate::{documents::names::Naming, register::Work};

fn laid_out(paper: &Paper) -> Pages {
    lay_out(paper, &Work::default()).unwrap()
}

fn paper(sheet: Sheet, parts: Vec<Part>) -> Paper {
    Paper {
        title: "題".to_owned(),
        sheet,
        office: "みなと訪問看護ステーション".to_owned(),
        date: "2026-11-22".parse().unwrap(),
        head: Some("312-7F3KQ".to_owned()),
        policy: None,
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
        match &mark.ink {
            Ink::Text { x, baseline, size, shaped, line } => {
                assert!(*x >= pages.left() - 0.5 && x + line.width * size <= right, "{}", shaped.text);
                assert!((0.0..height).contains(baseline), "{}", shaped.text);
            }
            Ink::Rule { from, to, .. } => {
                assert!(from.1 >= 0.0 && to.1 < height && to.0 <= width, "{from:?} {to:?}");
            }
            Ink::Black { area } | Ink::White { area } => {
                assert!(area.1 >= 0.0 && area.1 + area.3 < height, "{area:?}");
            }
        }
    }
}

/// The text of all pages in the order in which it is drawn.
fn drawn(pages: &Pages) -> String {
    let mut text = String::new();
    for mark in pages.sheets.iter().flatten() {
        if let Ink::Text { shaped, line, .. } = &mark.ink {
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
    let pages = laid_out(&paper(Sheet::Portrait, vec![table(&[6, 20], rows)]));
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
    let pages = laid_out(&paper(Sheet::Landscape, vec![part]));
    assert_on_the_sheet(&pages);
    assert!(drawn(&pages).contains('次'));
}

#[test]
fn a_word_of_300_letters_stays_in_its_column() {
    let word = "x".repeat(300);
    let rows = vec![vec![word.clone(); 6]];
    let pages = laid_out(&paper(
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
        let pages = laid_out(&paper(Sheet::Portrait, vec![Part::Rows(rows)]));
        assert_on_the_sheet(&pages);
        let rules = pages.sheets[0].iter().filter_map(|mark| match &mark.ink {
            Ink::Rule { from, to, .. } if from.1 < to.1 => Some(to.1 - from.1),
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
        let pages = laid_out(&made);
        assert_on_the_sheet(&pages);
        let found = counted(&drawn(&pages));
        let mut wanted = texts[0].clone() + &texts[2] + &texts[3] + &texts[4] + &texts[5];
        wanted.push_str(&row.concat());
        wanted.push_str(&row.concat());
        let missing = pages.fonts.missing();
        // A sign that asks for a picture in colour, or for none, is not for paper.
        let is_text = |c: char| !matches!(c, '\u{FE0E}' | '\u{FE0F}') && !missing.contains(&Unprinted::Character(c));
        for (c, count) in counted(&wanted).into_iter().filter(|(c, _)| is_text(*c)) {
            prop_assert!(found.get(&c).copied().unwrap_or(0) >= count, "{c:?}: {count}");
        }
    }
}

/// What stands on a page, in order and each once: with its row, where it is in one.
fn read_on(pages: &Pages, page: usize) -> Vec<NodeId> {
    let mut nodes: Vec<NodeId> = Vec::new();
    for mark in &pages.sheets[page] {
        let Belongs::To(mut node) = mark.belongs else { continue };
        while let (role, Some(parent)) = pages.tree.node(node) {
            if *role == Role::Row || *role == Role::Item {
                break;
            }
            node = parent;
        }
        if nodes.last() != Some(&node) {
            nodes.push(node);
        }
    }
    nodes
}

fn is_heading(pages: &Pages, node: NodeId) -> bool {
    matches!(pages.tree.node(node).0, Role::Heading(..))
}

/// The rows of the table that a row is in.
fn rows_of(pages: &Pages, row: NodeId) -> Vec<NodeId> {
    let (_, table) = pages.tree.node(row);
    let all = (0..pages.sheets.len()).flat_map(|page| read_on(pages, page));
    all.filter(|node| pages.tree.node(*node) == (&Role::Row, table)).collect()
}

fn any_part() -> impl Strategy<Value = Vec<Part>> {
    let words = || "[あ-ん、。]{1,120}";
    let heading = || Part::Heading("見出し".to_owned());
    prop_oneof![
        words().prop_map(move |text| vec![heading(), Part::Text(text)]),
        (1_usize..40, "[あ-ん]{1,60}").prop_map(move |(rows, text)| {
            let row = vec![text, "二".to_owned()];
            vec![heading(), table(&[0, 10], vec![row; rows])]
        }),
        (1_usize..12)
            .prop_map(move |rows| { vec![Part::Rows(vec![("欄".to_owned(), "値".into()); rows])] }),
        (1_usize..12, words()).prop_map(move |(count, text)| {
            vec![heading(), Part::Checks(vec![Check { done: false, text }; count])]
        }),
        (1_u32..9).prop_map(move |value| {
            let bar = Bar { label: "11月".to_owned(), values: Some(vec![value]) };
            let chart = Chart { axis: "月".to_owned(), series: vec!["件数".to_owned()], bars: vec![bar] };
            vec![heading(), Part::Chart(chart)]
        }),
        Just(vec![heading(), Part::Display("7F3KQ".to_owned())]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// Pages break as a secretary would break them.
    #[test]
    fn nothing_stands_alone_on_a_page(
        parts in proptest::collection::vec(any_part(), 1..9),
        annex in proptest::option::of(any_part()),
        seals in 0_usize..3,
        notes in 0_usize..4,
    ) {
        let mut parts: Vec<Part> = parts.into_iter().flatten().collect();
        if seals > 0 {
            parts.push(Part::Seals(vec!["印".to_owned(); seals]));
        }
        let whole = parts.clone();
        let has_annex = annex.is_some();
        if let Some(part) = annex {
            parts.push(Part::Annex("別紙".to_owned()));
            parts.extend(part);
        }
        let made = Paper { notes: vec!["注".repeat(60); notes], ..paper(Sheet::Portrait, parts) };
        let pages = laid_out(&made);
        assert_on_the_sheet(&pages);
        for page in 0..pages.sheets.len() {
            let read = read_on(&pages, page);
            let (Some(first), Some(last)) = (read.first(), read.last()) else { panic!("an empty page") };
            prop_assert!(!is_heading(&pages, *last), "a heading is the last on page {page}");
            // A seal's caption and a note have something before them.
            let text = |node: NodeId| pages.sheets[page].iter().find_map(|mark| match &mark.ink {
                Ink::Text { shaped, .. } if mark.belongs == Belongs::To(node) => Some(shaped.text.clone()),
                _ => None,
            });
            prop_assert!(text(*first).as_deref() != Some("印"), "seals are the first on page {page}");
            let labels = pages.sheets[page].iter().filter_map(|mark| match &mark.ink {
                Ink::Text { shaped, .. } if matches!(mark.belongs, Belongs::To(_)) => Some(shaped.text.as_str()),
                _ => None,
            });
            prop_assert!(labels.take(1).all(|text| text != "※"), "notes are the first on page {page}");
            if *pages.tree.node(*first).0 == Role::Row {
                let rows = rows_of(&pages, *first);
                prop_assert!(rows.len() < 2 || rows.last() != Some(first), "a last row is the first on page {page}");
            }
        }
        // An annex begins a page, and what stands before it is set as it would be by itself.
        if has_annex {
            let alone = laid_out(&Paper { parts: whole, ..made.clone() });
            let begins = (0..pages.sheets.len()).find(|page| {
                let first = read_on(&pages, *page)[0];
                matches!(pages.tree.node(first).0, Role::Heading(1, words) if words == "別紙")
            });
            prop_assert_eq!(begins, Some(alone.sheets.len()));
        }
    }
}

/// However many rows a table has: two of them on a page of their own are overlooked.
#[test]
fn the_last_page_of_a_table_is_no_thin_one() {
    for sheet in [Sheet::Portrait, Sheet::Landscape] {
        for count in (1..150).step_by(3) {
            let rows: Vec<Vec<String>> =
                (0..count).map(|n| vec!["一\n二".repeat(1 + n % 2), "三".to_owned()]).collect();
            let pages = laid_out(&paper(sheet, vec![table(&[6, 0], rows)]));
            let last = pages.sheets.last().unwrap();
            let lowest = last.iter().filter_map(|mark| match &mark.ink {
                Ink::Text { baseline, .. } if matches!(mark.belongs, Belongs::To(_)) => Some(*baseline),
                _ => None,
            });
            let used = lowest.fold(0.0, f32::max) - pages.body_top();
            let full = pages.sheets.len() == 1 || used > pages.height() / 5.0;
            assert!(full, "{count} rows, {sheet:?}: {used} of {}", pages.height());
        }
    }
}

/// What explains the words of a table stands on a page with its last rows, and so do the seals below it.
#[test]
fn what_explains_a_table_stands_with_its_rows() {
    for count in 20..80 {
        let rows = vec![vec!["一".to_owned(), "未確認".to_owned()]; count];
        let says = Part::Text("「未確認」は、台帳に記録がないことを示します。".to_owned());
        let seals = Part::Seals(vec!["印".to_owned(); 2]);
        let pages = laid_out(&paper(Sheet::Portrait, vec![table(&[6, 0], rows), says, seals]));
        for page in 1..pages.sheets.len() {
            let first = read_on(&pages, page)[0];
            assert!(*pages.tree.node(first).0 == Role::Row, "{count} rows: page {page} begins with none");
        }
    }
}

/// Whoever has the paper read out hears it from above to below, and of everything what it is.
#[test]
fn the_structure_says_what_everything_is() {
    let rows = vec![vec!["一".to_owned(), String::new()]; 60];
    let made = paper(
        Sheet::Portrait,
        vec![
            Part::Heading("頭".to_owned()),
            table(&[6, 0], rows),
            Part::Rows(vec![("欄".to_owned(), "値".into())]),
        ],
    );
    let pages = laid_out(&made);
    assert!(pages.sheets.len() > 1);
    let count = |wanted: &Role| {
        let mut nodes: Vec<NodeId> = Vec::new();
        for mark in pages.sheets.iter().flatten() {
            if let Belongs::To(node) = mark.belongs
                && pages.tree.node(node).0 == wanted
                && !nodes.contains(&node)
            {
                nodes.push(node);
            }
        }
        nodes.len()
    };
    assert_eq!(count(&Role::ColumnHead), 2, "a heading that is repeated is read once");
    assert_eq!((count(&Role::Cell), count(&Role::RowHead)), (121, 1), "an empty cell is a cell too");
    let headings: Vec<(u16, &str)> = pages.tree.headings().map(|(_, level, words)| (level, words)).collect();
    assert_eq!(headings, [(1, "題"), (2, "1. 頭")]);
    let pdf = made.pdf().unwrap();
    let file = String::from_utf8_lossy(&pdf.bytes);
    for said in
        ["/StructTreeRoot", "/Marked true", "/DisplayDocTitle true", "/Scope/Column", "<pdfuaid:part>1<"]
    {
        assert!(file.contains(said), "{said}");
    }
}

/// What a fax can carry: two colours, and letters that are not too small for 98 lines an inch.
#[test]
fn letters_are_large_enough_for_a_fax() {
    let chart = Chart {
        axis: "月".to_owned(),
        series: vec!["一".to_owned(), "二".to_owned()],
        bars: vec![Bar { label: "11月".to_owned(), values: Some(vec![3, 4]) }],
    };
    let made =
        paper(Sheet::Landscape, vec![Part::Chart(chart), table(&[0], vec![vec!["字".to_owned()]; 40])]);
    for mark in laid_out(&made).sheets.iter().flatten() {
        match &mark.ink {
            Ink::Text { size, shaped, .. } => assert!(*size >= 8.0, "{size}: {}", shaped.text),
            Ink::Rule { width, .. } => assert!(*width >= 0.3, "{width}"),
            Ink::Black { .. } | Ink::White { .. } => {}
        }
    }
}

/// Stopped at each of its steps, a long paper gives nothing; left alone, the same as ever.
#[test]
fn a_long_paper_stops_at_any_row_and_any_page() {
    let rows = vec![vec!["港".to_owned(), "花子".to_owned()]; 60];
    let made = paper(Sheet::Portrait, vec![table(&[10, 10], rows)]);
    let whole = made.pdf().unwrap();
    let mut steps = 0;
    let stopped = loop {
        match made.pdf_watched(&Work::stopping_after(steps)) {
            Ok(pdf) => break pdf,
            Err(error) => assert!(error.stopped, "after {steps} steps: {error}"),
        }
        steps += 1;
    };
    assert!(steps > 60 && stopped == whole, "{steps}");
}
