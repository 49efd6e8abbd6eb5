//! Writes every paper of the practice office as PDF into a folder, to be looked at:
//! `cargo run --example papers -- FOLDER`.

#![allow(clippy::unwrap_used, reason = "a tool that may stop where it stands")]

use std::path::PathBuf;

use mcs_register::{
    cli::demo_office::demo_office,
    documents::{PaperHistory, PaperKind, PaperOptions, paper},
    policy::{
        Counts, Policy,
        course::{CoursePoint, course_days},
        judge,
    },
    register::{Date, RecordKind, Register},
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

fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap());
    std::fs::create_dir_all(&folder).unwrap();
    let today: Date = "2026-11-22".parse().unwrap();
    let register = demo_office(today).unwrap();
    let policy = Policy::minato().unwrap();
    let history = PaperHistory { course: course(&register, &policy, today), ..PaperHistory::default() };
    for kind in PaperKind::ALL {
        let id = match kind.about() {
            // One that says much.
            Some(RecordKind::Incident) => {
                register.incidents().iter().find(|row| row.device.is_some()).map(|row| row.id.to_string())
            }
            Some(RecordKind::TakeOut) => register.take_outs().iter().next().map(|row| row.id.to_string()),
            Some(RecordKind::Group) => register.groups().iter().next().map(|row| row.sheet.id.to_string()),
            Some(RecordKind::Staff) => {
                let leaver = register.staff().iter().find(|staff| staff.left_on.is_some());
                leaver.map(|row| row.id.to_string())
            }
            _ => None,
        };
        let group =
            register.incidents().iter().find(|row| row.device.is_some()).map(|row| row.groups[0].to_string());
        let options = PaperOptions {
            id: id.as_deref(),
            group: group.as_deref().filter(|_| kind.is_for_a_group()),
            history: Some(&history),
            head: Some("312-7F3KQ-9XW2M-C4T8R-0HJDA"),
            recovery_key: Some("7F3KQ-9XW2M-C4T8R-0HJDA-7F3KQ-9XW2M-C4T8R-0HJDA-7F3KQ-9XW2M-C4T8R"),
            ..PaperOptions::default()
        };
        let paper = paper(*kind, &register, &policy, today, &options).unwrap();
        let pdf = paper.pdf().unwrap();
        std::fs::write(folder.join(kind.word()).with_extension("pdf"), pdf.bytes).unwrap();
        std::fs::write(folder.join(kind.word()).with_extension("txt"), paper.plain_text()).unwrap();
        println!("{} {}", kind.word(), pdf.pages);
    }
}
