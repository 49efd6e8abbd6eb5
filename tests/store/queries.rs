//! Looking into the history.

use std::collections::BTreeSet;

use mcs_register::{
    register::{
        Change, Command, Fact, Key, Record, RecordChange, Register, difference,
        document::record_to_json,
        id::{GroupId, PersonId},
        members_on,
        subject::Subject,
    },
    store::{Entry, HistoryEntry, HistoryQuery, Since, UNDO, Vault, Visit},
};

use super::support::{Fixture, NOW, everything, records, rename_office};

fn carry(vault: &mut Vault, register: &mut Register, command: &Command, at: &str) -> Change {
    let change = command.plan(register, "2026-11-30".parse().unwrap()).unwrap();
    vault.commit(&change, &Entry::new(command.action(), at)).unwrap();
    register.apply(&change).unwrap();
    change
}

fn all(vault: &mut Vault) -> Vec<HistoryEntry> {
    vault.history(&HistoryQuery { oldest_first: true, ..HistoryQuery::default() }).unwrap()
}

fn seqs(entries: &[HistoryEntry]) -> Vec<u64> {
    entries.iter().map(|entry| entry.seq).collect()
}

/// A vault in which a person's password, a device and an office were changed on three days.
fn session() -> (Fixture, Vault, Register) {
    let fixture = Fixture::filled();
    let mut vault = fixture.unlock();
    let mut register = everything();
    let staff = register.staff()[0].id.clone();
    let device = register.devices()[0].id.clone();
    let on = "2026-11-23".parse().unwrap();
    for (at, fact) in [
        ("2026-11-23T09:00:00+09:00", Fact::PasswordChanged { staff }),
        ("2026-11-24T09:00:00+09:00", Fact::DeviceInspected { device }),
        ("2026-11-25T09:00:00+09:00", Fact::GuidelineConfirmed {}),
    ] {
        carry(&mut vault, &mut register, &Command::Facts { facts: vec![fact], on }, at);
    }
    (fixture, vault, register)
}

#[test]
fn entries_come_with_their_records_the_newest_first() {
    let (_fixture, mut vault, register) = session();
    let entries = vault.history(&HistoryQuery::default()).unwrap();
    assert_eq!(seqs(&entries), [5, 4, 3, 2, 1]);
    let password = &entries[2];
    assert_eq!((password.action.as_str(), password.account.as_str()), ("password-changed", "港 花子"));
    assert_eq!(password.key, Some(Key::Staff(register.staff()[0].id.clone())));
    assert_eq!(password.after, Some(Record::Staff(register.staff()[0].clone())));
    let changed = difference(password.before.as_ref(), password.after.as_ref());
    assert_eq!(
        changed.iter().map(|field| field.path.as_str()).collect::<Vec<_>>(),
        ["/mcs/password_changed_on"]
    );
    let import = &entries[3];
    assert_eq!(
        (import.key.as_ref(), import.before.as_ref(), import.subject()),
        (None, None, Subject::Office)
    );
    assert!(import.note[1].as_ref().unwrap().contains("sha256"));
}

#[test]
fn since_after_limit_and_words_narrow_it_down() {
    let (_fixture, mut vault, register) = session();
    let mut ask =
        |query: HistoryQuery| seqs(&vault.history(&HistoryQuery { oldest_first: true, ..query }).unwrap());
    let since = |since| HistoryQuery { since: Some(since), ..HistoryQuery::default() };
    assert_eq!(ask(since(Since::Day("2026-11-24".parse().unwrap()))), [4, 5]);
    assert_eq!(ask(since(Since::Moment("2026-11-24T00:00:00+00:00".to_owned()))), [4, 5]);
    assert_eq!(ask(since(Since::Moment("2026-11-24T00:00:01+00:00".to_owned()))), [5]);
    assert_eq!(ask(HistoryQuery { after_seq: Some(3), ..HistoryQuery::default() }), [4, 5]);
    assert_eq!(ask(HistoryQuery { after_seq: Some(9), ..HistoryQuery::default() }), Vec::<u64>::new());
    assert_eq!(ask(HistoryQuery { limit: Some(2), ..HistoryQuery::default() }), [1, 2]);
    let words = |text: &str| HistoryQuery { text: Some(text.to_owned()), ..HistoryQuery::default() };
    let name = register.staff()[0].name.clone().unwrap();
    assert!(ask(words(&name)).contains(&3));
    assert_eq!(ask(words("device-inspected")), [4]);
    assert_eq!(ask(words("mcs password_changed_on")), Vec::<u64>::new(), "names of fields are no values");
    assert_eq!(ask(words(" ")).len(), 5);
}

#[test]
fn everything_about_a_person_is_what_names_the_person() {
    let (_fixture, mut vault) = Fixture::unlocked();
    let register = everything();
    // Under a history that holds each of them: an import would hold none.
    vault.replace_all(&Register::default(), &Entry::new("import", NOW)).unwrap();
    for (key, _) in records(&register) {
        vault.commit(&super::support::addition(&register, &key), &Entry::new("add", NOW)).unwrap();
    }
    let entries = all(&mut vault);
    let people = register.staff().iter().map(|row| Subject::Staff(row.id.clone()));
    let people = people.chain(register.partners().iter().map(|row| Subject::Partner(row.id.clone())));
    let mut names_somebody = BTreeSet::new();
    for subject in people {
        let found = vault
            .history(&HistoryQuery {
                subject: Some(subject.clone()),
                oldest_first: true,
                ..HistoryQuery::default()
            })
            .unwrap();
        // The ids of this register stand nowhere else but where they name somebody.
        let quoted = [format!("\"{}\"", subject.id()), format!("\"{subject}\"")];
        let wanted: Vec<u64> = entries
            .iter()
            .filter(|entry| {
                let text = entry.after.as_ref().map(record_to_json).unwrap_or_default();
                quoted.iter().any(|quoted| text.contains(quoted))
            })
            .map(|entry| entry.seq)
            .collect();
        assert_eq!(seqs(&found), wanted, "{subject}");
        names_somebody.extend(found.iter().filter_map(|entry| {
            let record = entry.after.as_ref()?;
            Some(record.kind())
        }));
    }
    assert_eq!(
        names_somebody.len(),
        9,
        "every kind but filings and the office, which was not edited: {names_somebody:?}"
    );
}

#[test]
fn everything_about_a_group_has_its_memberships_and_reviews() {
    let (_fixture, mut vault) = Fixture::unlocked();
    let register = everything();
    vault.replace_all(&Register::default(), &Entry::new("import", NOW)).unwrap();
    for (key, _) in records(&register) {
        vault.commit(&super::support::addition(&register, &key), &Entry::new("add", NOW)).unwrap();
    }
    let group = register.groups().iter().find(|group| group.reviews.len() > 1).unwrap();
    let subject = Some(Subject::Group(group.sheet.id.clone()));
    let found = vault.history(&HistoryQuery { subject, ..HistoryQuery::default() }).unwrap();
    let of = |wanted: fn(&Key) -> bool| {
        found.iter().filter(|entry| entry.key.as_ref().is_some_and(wanted)).count()
    };
    assert_eq!(of(|key| matches!(key, Key::Membership(..))), group.memberships.len());
    assert_eq!(of(|key| matches!(key, Key::Review(..))), group.reviews.len());
    assert_eq!(of(|key| matches!(key, Key::Group(_))), 1);
    let day = "2026-11-22".parse().unwrap();
    assert!(members_on(group, day).len() <= group.memberships.len());
    let nobody = Subject::Staff(PersonId::new("nobody").unwrap());
    assert!(
        vault.history(&HistoryQuery { subject: Some(nobody), ..HistoryQuery::default() }).unwrap().is_empty()
    );
    let odd = Subject::Group(GroupId::new("a\"b\\").unwrap());
    assert!(
        vault.history(&HistoryQuery { subject: Some(odd), ..HistoryQuery::default() }).unwrap().is_empty()
    );
}

#[test]
fn what_another_session_changed_is_followed_without_loading_anew() {
    let fixture = Fixture::filled();
    let mut here = fixture.unlock();
    let mut mine = here.load().unwrap();
    let seen = here.head().unwrap().length;
    assert_eq!(here.changes_since(seen).unwrap(), Some(Vec::new()));
    let mut there = fixture.unlock();
    let mut theirs = there.load().unwrap();
    let facts: Vec<Fact> =
        theirs.staff().iter().map(|row| Fact::PasswordChanged { staff: row.id.clone() }).collect();
    let many = Command::Facts { facts, on: "2026-11-23".parse().unwrap() };
    let at = "2026-11-23T09:00:00+09:00";
    let mut changes = vec![carry(&mut there, &mut theirs, &many, at)];
    assert!(changes[0].records.len() > 1, "one command of several records");
    // The clock note in between is no change.
    let change = rename_office(&theirs, "別名");
    there.commit(&change, &Entry::new("edit", NOW)).unwrap();
    changes.push(change);
    assert!(here.changed_elsewhere().unwrap());
    let found = here.changes_since(seen).unwrap().unwrap();
    assert_eq!(found, changes);
    for change in &found {
        mine.apply(change).unwrap();
    }
    assert_eq!(mine, there.load().unwrap());
    there
        .commit(&changes[1].inverse(), &Entry { action: UNDO, at: NOW, undoes: Some(changes.len() as u64) })
        .unwrap();
    assert_eq!(here.changes_since(seen).unwrap().map(|changes| changes.len()), Some(3));
    there.replace_all(&theirs, &Entry::new("import", NOW)).unwrap();
    assert_eq!(here.changes_since(seen).unwrap(), None);
    assert_eq!(here.changes_since(1_000).unwrap(), None);
}

#[test]
fn a_visit_is_remembered_and_is_no_entry() {
    let (fixture, mut vault, register) = session();
    assert_eq!(vault.last_visit().unwrap(), None);
    let head = vault.head().unwrap();
    vault.record_visit(NOW).unwrap();
    vault.record_visit("2026-11-26T09:00:00+09:00").unwrap();
    assert_eq!(vault.head().unwrap(), head);
    vault
        .commit(&rename_office(&register, "別名"), &Entry::new("edit", "2026-11-26T10:00:00+09:00"))
        .unwrap();
    vault.lock().unwrap();
    let mut vault = fixture.unlock();
    let visit = vault.last_visit().unwrap().unwrap();
    assert_eq!(visit, Visit { at: "2026-11-26T09:00:00+09:00".to_owned(), seq: 5 });
    let since =
        vault.history(&HistoryQuery { after_seq: Some(visit.seq), ..HistoryQuery::default() }).unwrap();
    assert_eq!(seqs(&since), [6]);
    let code = vault.head().unwrap().code();
    assert!(vault.verify(Some(&code)).unwrap().fits());
}

/// Every subject that any entry names, and one that none does: what its index finds is what a walk through all entries finds.
#[test]
fn the_history_of_each_subject_is_found_by_its_index_as_by_a_walk() {
    let fixture = Fixture::filled();
    let mut vault = fixture.unlock();
    let mut register = everything();
    // Each record once over, so that each kind with its references stands in an entry.
    for (key, _) in records(&register) {
        let (place, record) = register.record(&key).unwrap();
        let [before, after] = [Some(record.clone()), Some(record)];
        let change = Change { records: vec![RecordChange { key, place, before, after }] };
        vault.commit(&change, &Entry::new("edit", NOW)).unwrap();
        register.apply(&change).unwrap();
    }
    let entries = all(&mut vault);
    assert!(entries.len() > 20, "{}", entries.len());
    let mut subjects: BTreeSet<Subject> = BTreeSet::new();
    for entry in &entries {
        subjects.extend(entry.group().map(|id| Subject::Group(id.clone())));
        for record in entry.before.iter().chain(&entry.after) {
            record.each_named(|named| {
                let subject = named.subject();
                assert!(record.names(&subject), "{subject}");
                if let Subject::Staff(id) = &subject {
                    subjects.insert(Subject::Partner(id.clone()));
                }
                subjects.insert(subject);
            });
        }
    }
    let kinds: BTreeSet<_> = subjects.iter().map(|subject| subject.kind().word()).collect();
    assert!(kinds.len() > 8, "{kinds:?}");
    subjects.insert(Subject::Staff(PersonId::trusted("S-999")));
    for subject in subjects {
        let about = HistoryQuery { subject: Some(subject.clone()), ..HistoryQuery::default() };
        let walked: Vec<u64> =
            entries.iter().rev().filter(|entry| entry.is_about(&subject)).map(|entry| entry.seq).collect();
        assert_eq!(seqs(&vault.history(&about).unwrap()), walked, "{subject}");
        let first = HistoryQuery { limit: Some(1), oldest_first: true, ..about.clone() };
        assert_eq!(seqs(&vault.history(&first).unwrap()), walked.last().copied().as_slice(), "{subject}");
        let part = HistoryQuery { after_seq: Some(5), before_seq: Some(12), ..about };
        let within: Vec<u64> = walked.into_iter().filter(|seq| (6..12).contains(seq)).collect();
        assert_eq!(seqs(&vault.history(&part).unwrap()), within, "{subject}");
    }
}

/// What is asked at each look into one person's history, and at each undo, reads by an index.
#[test]
fn neither_a_renaming_nor_a_batch_is_looked_for_in_the_whole_history() {
    let (fixture, vault, _) = session();
    vault.lock().unwrap();
    let raw = fixture.raw();
    let plan = |sql: &str| -> String {
        let mut statement = raw.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let rows = statement.query_map([], |row| row.get::<_, String>(3)).unwrap();
        rows.map(Result::unwrap).collect::<Vec<_>>().join("\n")
    };
    for (sql, index) in [
        ("SELECT seq FROM audit WHERE action = 'rename' AND seq = batch", "audit_renamed"),
        (
            "SELECT * FROM audit WHERE (seq = 3 AND batch = 3) OR (batch = 3 AND batch < seq) ORDER BY seq",
            "audit_of_batch",
        ),
        ("SELECT seq FROM audit_named WHERE name = 'a' AND seq > 1 AND seq < 9", "PRIMARY KEY"),
    ] {
        let plan = plan(sql);
        // An index of the few that are meant is gone through whole.
        let walks = plan.lines().any(|line| line.contains("SCAN") && !line.contains(index));
        assert!(plan.contains(index) && !walks, "{sql}\n{plan}");
    }
}
