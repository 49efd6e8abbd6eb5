//! Writes every paper as PDF and text into a folder, to be looked at: of the practice office, or of every record of a register
//! document under a policy file.
//! `cargo run --example papers -- FOLDER [REGISTER.json [POLICY.toml]]`.

#![allow(clippy::unwrap_used, reason = "a tool that may stop where it stands")]

use std::path::PathBuf;

use mcs_register::{
    cli::demo_office::demo_office,
    documents::{PaperHistory, PaperKind, PaperOptions, paper},
    policy::{
        Counts, Policy, Rule,
        course::{CoursePoint, course_days},
        judge,
    },
    register::{Date, RecordKind, Register, document::decode},
};

/// A course to look at: the office of the day as it would have been judged, once it is half a year old.
fn course(register: &Register, policy: &Policy, today: Date) -> Vec<CoursePoint> {
    let days = course_days(today).into_iter().enumerate();
    let known = |(place, day)| {
        let counts = (place > 5).then(|| Counts::of(&judge(register, policy, day)));
        CoursePoint { day, counts }
    };
    days.map(known).collect()
}

/// What each paper of a kind is about: of the practice office one record that says much, of another register every one.
fn abouts(kind: PaperKind, register: &Register, every: bool) -> Vec<Option<String>> {
    let ids: Vec<String> = match kind.about() {
        Some(RecordKind::Incident) => {
            let rows = register.incidents().iter().filter(|row| every || row.device.is_some());
            rows.map(|row| row.id.to_string()).collect()
        }
        Some(RecordKind::TakeOut) => register.take_outs().iter().map(|row| row.id.to_string()).collect(),
        Some(RecordKind::Group) => register.groups().iter().map(|row| row.sheet.id.to_string()).collect(),
        Some(RecordKind::Device) => register.devices().iter().map(|row| row.id.to_string()).collect(),
        Some(RecordKind::Staff) => {
            let rows = register.staff().iter().filter(|row| every || row.left_on.is_some());
            rows.map(|row| row.id.to_string()).collect()
        }
        _ => return vec![None],
    };
    let blank = kind.may_be_blank().then_some(None);
    let some = ids.into_iter().take(if every { usize::MAX } else { 1 }).map(Some);
    some.chain(blank.filter(|_| every)).collect()
}

fn main() {
    let mut given = std::env::args().skip(1);
    let folder = PathBuf::from(given.next().unwrap());
    std::fs::create_dir_all(&folder).unwrap();
    let today: Date = "2026-11-22".parse().unwrap();
    let document = given.next().map(|path| std::fs::read(path).unwrap());
    let policy = match given.next() {
        Some(path) => Policy::parse(&std::fs::read_to_string(path).unwrap()).unwrap(),
        None => Policy::minato().unwrap(),
    };
    let register = match &document {
        Some(bytes) => decode(bytes, &|rule| Rule::from_name(rule).map(Rule::waivable)).unwrap(),
        None => demo_office(today).unwrap(),
    };
    let history = PaperHistory { course: course(&register, &policy, today), ..PaperHistory::default() };
    for kind in PaperKind::all(&policy) {
        for id in abouts(kind, &register, document.is_some()) {
            let incident = register.incidents().iter().find(|row| Some(row.id.as_str()) == id.as_deref());
            let group = incident.and_then(|row| Some(row.groups.first()?.to_string()));
            let options = PaperOptions {
                id: id.as_deref(),
                group: group.as_deref().filter(|_| kind.is_for_a_group()),
                history: Some(&history),
                head: Some("312-7F3KQ-9XW2M-C4T8R-0HJDA"),
                recovery_key: Some("7F3KQ-9XW2M-C4T8R-0HJDA-7F3KQ-9XW2M-C4T8R-0HJDA-7F3KQ-9XW2M-C4T8R"),
                ..PaperOptions::default()
            };
            let paper = match paper(kind, &register, &policy, today, &options) {
                Ok(paper) => paper,
                Err(error) => {
                    println!("{} {error}", kind.word());
                    continue;
                }
            };
            let pdf = paper.pdf().unwrap();
            let name = match id.filter(|_| document.is_some()) {
                Some(id) => format!("{}-{id}", kind.word()),
                None => kind.word().into_owned(),
            };
            std::fs::write(folder.join(format!("{name}.pdf")), pdf.bytes).unwrap();
            std::fs::write(folder.join(format!("{name}.txt")), paper.plain_text()).unwrap();
            println!("{name} {}", pdf.pages);
        }
    }
}
