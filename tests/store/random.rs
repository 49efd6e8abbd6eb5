//! Random registers: what goes in comes out, whole or one change at a time, and the way back is the same way.

use mcs_register::{
    register::{Change, Key, RecordChange},
    store::Entry,
};
use proptest::prelude::*;

use super::{
    arbitrary,
    support::{Fixture, NOW, addition, edit, records},
};

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_register_survives_import_and_single_changes(goal in arbitrary::register(), picks in proptest::collection::vec(any::<prop::sample::Index>(), 6)) {
        let (_fixture, mut vault) = Fixture::unlocked();
        let entry = Entry::new("edit", NOW);
        let mut register = vault.load().unwrap();
        for (key, _) in records(&goal) {
            let change = addition(&goal, &key);
            vault.commit(&change, &entry).unwrap();
            register.apply(&change).unwrap();
        }
        for key in [Key::Office, Key::Policy] {
            let (_, one) = goal.record(&key).unwrap();
            let change = edit(&register, &key, |record| *record = one);
            vault.commit(&change, &entry).unwrap();
            register.apply(&change).unwrap();
        }
        prop_assert_eq!(&vault.load().unwrap(), &goal);

        // Take records away and put them back, wherever the rules allow it: memory and file agree at every step.
        let keys = records(&goal);
        register = goal.clone();
        for pick in picks.iter().filter(|_| !keys.is_empty()) {
            let (key, _) = pick.get(&keys);
            let Some((place, before)) = register.record(key) else { continue };
            let removal = Change {
                records: vec![RecordChange { key: key.clone(), place, before: Some(before), after: None }],
            };
            if vault.commit(&removal, &entry).is_err() {
                prop_assert_eq!(&vault.load().unwrap(), &register);
                continue;
            }
            register.apply(&removal).unwrap();
            prop_assert_eq!(&vault.load().unwrap(), &register);
            let last = vault.last_change().unwrap().unwrap();
            prop_assert_eq!(&last.change, &removal);
            vault.commit(&last.change.inverse(), &Entry::undo(last.batch, NOW)).unwrap();
            register.apply(&removal.inverse()).unwrap();
            prop_assert_eq!(&vault.load().unwrap(), &register);
        }
        prop_assert_eq!(&register, &goal);

        vault.replace_all(&goal, &Entry::new("import", NOW)).unwrap();
        prop_assert_eq!(&vault.load().unwrap(), &goal);
    }
}
