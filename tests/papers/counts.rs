//! A number and the list beside it are one and the same, on whatever register; and people stand in one order everywhere.

use std::collections::{BTreeMap, BTreeSet};

use mcs_register::{
    documents::{
        Cell, Ledger, LedgerKind, Naming, Paper, PaperKind, PaperOptions, Part, Table, ledgers, paper,
    },
    policy::{Counts, Finding, Policy, Rule, Urgency, findings_to_json, findings_to_text, judge},
    register::{Date, Lang, Register, document::decode},
};
use proptest::prelude::*;

use crate::support::arbitrary;

fn made(kind: PaperKind, register: &Register, names: Naming, today: Date) -> Paper {
    let options = PaperOptions { names: Some(names), ..PaperOptions::default() };
    paper(kind, register, &Policy::minato().unwrap(), today, &options).unwrap()
}

/// The tables of a paper, each with the heading above it.
fn tables(paper: &Paper) -> Vec<(String, Table)> {
    let mut heading = String::new();
    let mut found = Vec::new();
    for part in &paper.parts {
        match part {
            Part::Heading(said) => heading.clone_from(said),
            Part::Table(table) => found.push((heading.clone(), table.clone())),
            _ => {}
        }
    }
    found
}

/// The rows of the table under a heading; none where a sentence stands in its place.
fn rows(paper: &Paper, heading: &str) -> Vec<Vec<String>> {
    let found = tables(paper).into_iter().find(|(said, _)| said.contains(heading));
    found.map(|(_, table)| printed(&table)).unwrap_or_default()
}

fn printed(table: &Table) -> Vec<Vec<String>> {
    table.rows.iter().map(|row| row.iter().map(|cell| cell.printed().to_owned()).collect()).collect()
}

fn number(text: &str) -> u32 {
    text.trim_end_matches('件').parse().unwrap_or(0)
}

/// The counts of a paper's own table.
fn counted(paper: &Paper) -> BTreeMap<String, u32> {
    let all = tables(paper);
    let (_, table) = all.iter().find(|(said, _)| said.contains("指摘の件数")).unwrap();
    table
        .columns
        .iter()
        .zip(&table.rows[0])
        .map(|(column, cell)| (column.label.clone(), number(cell.printed())))
        .collect()
}

fn ledger(register: &Register, findings: &[Finding], names: Naming, kind: LedgerKind, today: Date) -> Ledger {
    let all = ledgers(register, &Policy::minato().unwrap(), findings, today, names);
    all.into_iter().find(|ledger| ledger.kind == kind).unwrap()
}

/// What stands in a column, without what stands there again right below.
fn column(rows: &[Vec<String>], place: usize) -> Vec<String> {
    let mut found: Vec<String> = rows.iter().map(|row| row[place].clone()).collect();
    found.dedup();
    found
}

fn texts(ledger: &Ledger) -> Vec<Vec<String>> {
    ledger.rows.iter().map(|row| row.iter().map(Cell::to_string).collect()).collect()
}

/// Every number of every paper, ledger and list about findings is that of what is listed.
fn agree(register: &Register, today: Date) {
    let policy = Policy::minato().unwrap();
    let findings = judge(register, &policy, today);
    let counts = Counts::of(&findings);
    let monthly = made(PaperKind::Monthly, register, Naming::Full, today);
    let said = counted(&monthly);
    for urgency in Urgency::ALL {
        assert_eq!(
            said.get(urgency.name(Lang::Ja).trim_end_matches('中')).copied(),
            Some(counts.get(urgency))
        );
    }
    assert_eq!(rows(&monthly, "これから期限が来る").len(), counts.get(Urgency::Soon) as usize);
    // On the page, or in the annex where the page has not room for all.
    let late = tables(&monthly).into_iter().filter(|(said, _)| said.contains("期限を過ぎているもの"));
    let most = late.map(|(_, table)| table.rows.len()).max().unwrap_or_default();
    assert_eq!(most, counts.get(Urgency::Overdue) as usize);
    let by_rule =
        tables(&monthly).into_iter().find(|(said, _)| said.contains("規則ごと")).map(|(_, table)| table);
    for urgency in [Urgency::Overdue, Urgency::Now, Urgency::Unknown, Urgency::Soon] {
        let sum: u32 = by_rule
            .iter()
            .flat_map(|table| {
                let place =
                    table.columns.iter().position(|column| column.label == urgency.name(Lang::Ja)).unwrap();
                table.rows.iter().map(move |row| number(row[place].printed()))
            })
            .sum();
        assert_eq!(sum, counts.get(urgency), "{urgency:?}");
    }
    let table = ledger(register, &findings, Naming::Full, LedgerKind::Findings, today);
    let text = findings_to_text(&policy, register, &findings, today, Lang::Ja);
    let json: serde_json::Value =
        serde_json::from_str(&findings_to_json(&policy, register, &findings, today, Lang::Ja)).unwrap();
    for urgency in Urgency::ALL {
        let name = urgency.name(Lang::Ja);
        let wanted = counts.get(urgency) as usize;
        let of = |rows: Vec<Vec<String>>| rows.iter().filter(|row| row[0] == name).count();
        assert_eq!(of(texts(&table)), wanted);
        assert_eq!(text.lines().filter(|line| line.starts_with(&format!("{name}  "))).count(), wanted);
        let listed = json["findings"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|row| row["urgency"] == urgency.word())
            .count();
        assert_eq!((listed, json["counts"][urgency.word()].as_u64()), (wanted, Some(wanted as u64)));
    }
}

#[test]
fn every_number_of_the_practice_office_is_that_of_its_list() {
    let flags = |rule: &str| Rule::from_name(rule).map(Rule::waivable);
    let office = decode(include_bytes!("../../data/demo/office.json"), &flags).unwrap();
    let first: Date = "2026-11-01".parse().unwrap();
    (0..60).step_by(4).for_each(|days| agree(&office, first.plus_days(days)));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn every_number_is_that_of_its_list(register in arbitrary::register(), days in 0_i64..800) {
        agree(&register, "2026-01-15".parse::<Date>().unwrap().plus_days(days));
    }

    #[test]
    fn people_stand_in_one_order_everywhere(register in arbitrary::register()) {
        let today: Date = "2026-11-22".parse().unwrap();
        for names in Naming::ALL {
            let all = |kind| texts(&ledger(&register, &[], names, kind, today));
            let staff = column(&all(LedgerKind::Staff), 0);
            let paper = made(PaperKind::StaffLedger, &register, names, today);
            let on_paper = tables(&paper).into_iter().next().map(|(_, table)| column(&printed(&table), 0));
            prop_assert!(on_paper.is_none_or(|found| found == staff || staff.is_empty()), "{:?}", names);
            // Of the same people in another list none stands before whom it stands behind there.
            let place = |id: &String| staff.iter().position(|known| known == id);
            let mut lists = vec![column(&all(LedgerKind::Trainings), 0), column(&all(LedgerKind::Restrictions), 0)];
            for (kind, heading) in [(PaperKind::Training, ""), (PaperKind::Filings, "誓約書")] {
                lists.push(column(&rows(&made(kind, &register, names, today), heading), 0));
            }
            let members = all(LedgerKind::Memberships);
            let groups: BTreeSet<&String> = members.iter().map(|row| &row[1]).collect();
            for group in groups {
                lists.push(members.iter().filter(|row| row[1] == *group).map(|row| row[2].clone()).collect());
            }
            for list in lists {
                let places: Vec<usize> = list.iter().filter_map(place).collect();
                prop_assert!(places.is_sorted(), "{:?} {:?} {:?}", names, list, staff);
            }
        }
    }
}
