//! Forms over records: what was not touched stays as it was, whatever the record holds.

use crate::support::arbitrary;
use mcs_register::{
    register::{Command, Key, Lang, Record, Register, Time},
    tui::forms::{Form, Target},
};
use proptest::prelude::*;

fn now() -> Time {
    Time::new(crate::screen::today(), 9, 10).unwrap()
}

fn through_the_form(record: &Record) -> Record {
    let target = Target::Edit { key: Key::Office, before: Box::new(record.clone()) };
    let mut form = Form::new(String::new(), record.clone(), target, Lang::Ja, now());
    match form.command(now()) {
        Ok(Command::Edit { after, .. }) => *after,
        other => panic!("{record:?}: {other:?}"),
    }
}

fn records(register: &Register) -> Vec<Record> {
    arbitrary::records(register)
}

#[test]
fn a_form_that_is_only_looked_at_changes_nothing() {
    let demo = mcs_register::cli::demo_office::demo_office(crate::screen::today()).unwrap();
    for record in records(&demo) {
        assert_eq!(through_the_form(&record), record);
    }
}

#[test]
fn a_form_follows_what_another_session_wrote_and_keeps_what_was_typed() {
    let demo = mcs_register::cli::demo_office::demo_office(crate::screen::today()).unwrap();
    let mine = demo.staff()[0].clone();
    let key = Key::Staff(mine.id.clone());
    let before = Record::Staff(mine.clone());
    let target = Target::Edit { key: key.clone(), before: Box::new(before.clone()) };
    let mut form = Form::new(String::new(), before, target, Lang::Ja, now());
    // The profession is typed here, the memo and the profession are changed elsewhere.
    form.move_focus(2);
    form.put("保健師");
    let mut theirs = mine;
    theirs.memo = Some("別の画面から".to_owned());
    theirs.profession = Some("助産師".to_owned());
    form.rebase(&Record::Staff(theirs.clone()));
    assert_eq!(form.fields.iter().filter(|field| field.waits()).count(), 1);
    // Nothing is saved before somebody has chosen between the two.
    assert!(form.command(now()).is_err());
    assert_eq!(form.field().and_then(|field| field.typed()), Some("保健師"));
    form.swap_theirs();
    assert_eq!(form.field().and_then(|field| field.typed()), Some("助産師"));
    form.swap_theirs();
    let Ok(Command::Edit { before, after, .. }) = form.command(now()) else { panic!("no edit") };
    assert_eq!(*before, Record::Staff(theirs.clone()));
    theirs.profession = Some("保健師".to_owned());
    assert_eq!(*after, Record::Staff(theirs));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Rows of a list in which nothing is recorded go; everything else stays to the letter.
    #[test]
    fn any_record_survives_its_form(register in arbitrary::register()) {
        for record in records(&register) {
            let once = through_the_form(&record);
            prop_assert_eq!(&through_the_form(&once), &once);
        }
    }
}
