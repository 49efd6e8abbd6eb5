//! A file that nobody tampered with verifies, whatever was done with it.

use mcs_register::{
    register::{Change, Command, Fact, Key, Lang, Register, words::FilingKind},
    store::{CLOCK_SET_BACK, Cost, Entry, HeadCode, Paper, Places, Vault, Verification},
};
use proptest::{prelude::*, sample::Index};

use super::{
    arbitrary,
    support::{Fixture, NOW, PASSWORD, addition, edit, everything, records, rename_office, secret},
};

/// Fails with what does not fit.
pub fn assert_fits(found: &Verification) {
    let said: Vec<String> = found.problems.iter().map(|problem| problem.message(Lang::En)).collect();
    assert!(found.fits(), "{said:#?} {:?}", found.paper);
}

/// One step of a session.
#[derive(Debug, Clone)]
enum Step {
    /// Puts in the next record of the goal.
    Add,
    /// Takes a record away, where nothing names it.
    Remove(Index),
    /// Gives a record another place's content: an edit of the office, or a filing recorded as a fact.
    Edit(String),
    File,
    Undo,
    Import,
    ChangePassword,
    ClockBack,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => Just(Step::Add),
        4 => any::<Index>().prop_map(Step::Remove),
        2 => arbitrary::text().prop_map(Step::Edit),
        2 => Just(Step::File),
        4 => Just(Step::Undo),
        1 => Just(Step::Import),
        1 => Just(Step::ChangePassword),
        1 => Just(Step::ClockBack),
    ]
}

fn commit(vault: &mut Vault, register: &mut Register, change: &Change, entry: &Entry) -> bool {
    if change.is_empty() || vault.commit(change, entry).is_err() {
        return false;
    }
    register.apply(change).unwrap();
    true
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn whatever_was_done_verifies(goal in arbitrary::register(), steps in proptest::collection::vec(step(), 8..40)) {
        let (_fixture, mut vault) = Fixture::unlocked();
        let mut register = vault.load().unwrap();
        let wanted = records(&goal);
        let mut next = wanted.iter();
        let mut hour = 20;
        let mut codes: Vec<HeadCode> = Vec::new();
        for step in steps {
            let at = format!("2026-11-22T{hour:02}:00:00+09:00");
            let entry = Entry::new("edit", &at);
            match step {
                Step::Add => {
                    let Some((key, _)) = next.next() else { continue };
                    if register.record(key).is_none() {
                        let change = addition(&goal, key);
                        commit(&mut vault, &mut register, &change, &entry);
                    }
                }
                Step::Remove(pick) if !wanted.is_empty() => {
                    let key = pick.get(&wanted).0.clone();
                    let today = "2026-11-22".parse().unwrap();
                    if let Ok(change) = (Command::Remove { key }).plan(&register, today) {
                        commit(&mut vault, &mut register, &change, &entry);
                    }
                }
                Step::Remove(_) => {}
                Step::Edit(text) => {
                    let change = rename_office(&register, &text);
                    commit(&mut vault, &mut register, &change, &entry);
                }
                Step::File => {
                    let today = "2026-11-22".parse().unwrap();
                    let fact = |kind| Fact::FilingSubmitted { kind };
                    let facts = vec![fact(FilingKind::Application), fact(FilingKind::FreeGroup)];
                    if let Ok(change) = (Command::Facts { facts, on: today }).plan(&register, today) {
                        commit(&mut vault, &mut register, &change, &entry);
                    }
                }
                Step::Undo => {
                    if let Some(last) = vault.last_change().unwrap() {
                        commit(&mut vault, &mut register, &last.change.inverse(), &Entry::undo(last.batch, &at));
                    }
                }
                Step::Import => {
                    vault.replace_all(&goal, &Entry::new("import", &at)).unwrap();
                    register = goal.clone();
                }
                Step::ChangePassword => vault.set_password(&secret(PASSWORD), Cost::THROWAWAY, &at).unwrap(),
                Step::ClockBack => hour -= 1,
            }
            codes.push(vault.head().unwrap().code());
        }
        prop_assert_eq!(&vault.load().unwrap(), &register);
        let length = vault.head().unwrap().length;
        assert_fits(&vault.verify(None).unwrap());
        for code in codes {
            let found = vault.verify(Some(&code)).unwrap();
            assert_fits(&found);
            prop_assert_eq!(found.paper, Some(Paper::Fits { since: length - code.length() }));
        }
    }
}

#[test]
fn a_verification_says_how_far_the_history_reaches() {
    let fixture = Fixture::filled();
    let mut vault = fixture.unlock();
    let later = "2026-11-23T08:30:00+09:00";
    vault.commit(&rename_office(&everything(), "別名"), &Entry::new("edit", later)).unwrap();
    let found = vault.verify(None).unwrap();
    assert_fits(&found);
    assert_eq!((found.first_at.as_deref(), found.last_at.as_deref()), (Some(NOW), Some(later)));
    assert_eq!(found.head, vault.head().unwrap());
    assert_eq!((found.set_back, found.paper), (Vec::new(), None));
}

#[test]
fn a_paper_of_another_register_does_not_fit() {
    let (one, other) = (Fixture::filled(), Fixture::filled());
    let paper = other.unlock().head().unwrap().code();
    let found = one.unlock().verify(Some(&paper)).unwrap();
    assert_eq!(found.paper, Some(Paper::Rewritten { paper: 2 }));
    assert!(found.problems.is_empty() && !found.fits());
}

#[test]
fn a_clock_that_was_set_back_is_recorded_and_disturbs_no_undo() {
    let fixture = Fixture::filled();
    let mut vault = fixture.unlock();
    let register = everything();
    // The same moment in another zone is not earlier.
    vault.commit(&rename_office(&register, "一"), &Entry::new("edit", "2026-11-22T00:00:00+00:00")).unwrap();
    assert_eq!(vault.head().unwrap().length, 3);
    let mut after = register.clone();
    after.apply(&rename_office(&register, "一")).unwrap();
    let back = "2026-11-21T09:00:00+09:00";
    let change = rename_office(&after, "二");
    assert_eq!(vault.commit(&change, &Entry::new("edit", back)).unwrap(), 5);
    let last = vault.last_change().unwrap().unwrap();
    assert_eq!((last.batch, &last.change, last.action.as_str()), (5, &change, "edit"));
    vault.commit(&last.change.inverse(), &Entry::undo(last.batch, back)).unwrap();
    assert_eq!(vault.last_change().unwrap().unwrap().batch, 3);
    let found = vault.verify(None).unwrap();
    assert_fits(&found);
    let [set_back] = found.set_back.as_slice() else { panic!("{:?}", found.set_back) };
    assert_eq!((set_back.seq, set_back.to.as_str(), set_back.recorded), (4, back, true));
    drop(vault);
    let raw = fixture.raw();
    let (action, kind, batch, before, after): (String, Option<String>, u64, String, String) = raw
        .query_row("SELECT action, kind, batch, before, after FROM audit WHERE seq = 4", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
        })
        .unwrap();
    assert_eq!((action.as_str(), kind, batch), (CLOCK_SET_BACK, None, 4));
    assert_eq!(before, r#"{"at":"2026-11-22T00:00:00+00:00"}"#);
    assert_eq!(after, format!(r#"{{"at":"{back}"}}"#));
}

#[test]
fn verifies_while_another_session_has_it_open_and_after_a_move() {
    let fixture = Fixture::filled();
    let mut other = fixture.unlock();
    let register = other.load().unwrap();
    let vault = fixture.unlock();
    other.commit(&rename_office(&register, "別名"), &Entry::new("edit", NOW)).unwrap();
    assert_fits(&vault.verify(None).unwrap());
    drop((vault, other));
    let moved = fixture.dir.path().join("moved");
    std::fs::rename(&fixture.places.dir, &moved).unwrap();
    let vault = Vault::unlock(&Places::in_dir(moved), &secret(PASSWORD)).unwrap();
    assert_fits(&vault.verify(None).unwrap());
}

#[test]
fn an_edit_of_every_kind_of_record_verifies() {
    let fixture = Fixture::filled();
    let mut vault = fixture.unlock();
    let mut register = everything();
    for (key, _) in records(&everything()) {
        let removal = Command::Remove { key: key.clone() }.plan(&register, "2026-11-22".parse().unwrap());
        let Ok(change) = removal else { continue };
        commit(&mut vault, &mut register, &change, &Entry::new("remove", NOW));
    }
    let (_, office) = register.record(&Key::Office).unwrap();
    let change = edit(&register, &Key::Office, |record| *record = office);
    commit(&mut vault, &mut register, &change, &Entry::new("edit", NOW));
    assert!(vault.head().unwrap().length > 6);
    assert_fits(&vault.verify(None).unwrap());
}

#[test]
fn what_was_signed_is_walked_back_through() {
    let (_fixture, mut vault) = Fixture::unlocked();
    let register = everything();
    for (key, _) in records(&register) {
        vault.commit(&addition(&register, &key), &Entry::new("add", NOW)).unwrap();
    }
    let signed = register.groups().iter().flat_map(|group| &group.reviews);
    assert!(signed.filter(|review| review.signed_on.is_some()).count() > 1);
    assert_fits(&vault.verify(None).unwrap());
}
