//! A number is never given twice, whatever becomes of its record: on real files, over locks, sessions, imports and
//! restorings.

use mcs_register::{
    register::{
        Change, Command, Date, Fact, Gone, Key, Record, RecordChange, RecordKind, Register, document,
        gaps::{Gap, How, gaps},
        id::{DeviceId, FilingId, GroupId, IncidentId, MembershipId, PersonId, TakeOutId},
        records::{Device, Filing, GroupSheet, Incident, Membership, Partner, Review, Staff, TakeOut},
        rename::untrimmed,
        subject::Subject,
        words::{Addressee, FilingKind, GroupKind, IncidentKind, ReportStage},
    },
    store::{Entry, IMPORT, Offer, Places, Restore, StoreError, Vault, restore},
};

use super::support::{Fixture, NOW, PASSWORD, everything, secret};

const LATER: &str = "2026-11-25T10:00:00+09:00";

const NUMBERED: [RecordKind; 8] = [
    RecordKind::Filing,
    RecordKind::Staff,
    RecordKind::Partner,
    RecordKind::Device,
    RecordKind::TakeOut,
    RecordKind::Group,
    RecordKind::Membership,
    RecordKind::Incident,
];

fn today() -> Date {
    "2026-11-22".parse().unwrap()
}

fn next(register: &Register, kind: RecordKind) -> String {
    register.next_id(kind, today()).unwrap()
}

/// A record of a kind with this id.
fn record(kind: RecordKind, id: &str) -> Record {
    match kind {
        RecordKind::Filing => Record::Filing(Filing::new(FilingId::trusted(id), FilingKind::Other)),
        RecordKind::Staff => Record::Staff(Staff::new(PersonId::trusted(id))),
        RecordKind::Partner => Record::Partner(Partner::new(PersonId::trusted(id))),
        RecordKind::Device => Record::Device(Device::new(DeviceId::trusted(id))),
        RecordKind::TakeOut => Record::TakeOut(TakeOut::new(TakeOutId::trusted(id))),
        RecordKind::Group => Record::Group(GroupSheet::new(GroupId::trusted(id), GroupKind::Patient)),
        RecordKind::Membership => {
            Record::Membership(Membership::new(MembershipId::trusted(id), PersonId::trusted("P-001")))
        }
        RecordKind::Incident => {
            Record::Incident(Box::new(Incident::new(IncidentId::trusted(id), IncidentKind::Other.into())))
        }
        other => unreachable!("{other:?}"),
    }
}

struct Session {
    vault: Vault,
    register: Register,
}

impl Session {
    fn of(mut vault: Vault) -> Self {
        let register = vault.load().unwrap();
        Self { vault, register }
    }

    fn commit(&mut self, change: &Change, entry: &Entry) -> u64 {
        let seq = self.vault.commit(change, entry).unwrap();
        self.register.apply(change).unwrap();
        seq
    }

    fn carry(&mut self, command: &Command) -> (Change, u64) {
        let change = command.plan(&self.register, today()).unwrap();
        let seq = self.commit(&change, &Entry::new(command.action(), NOW));
        (change, seq)
    }

    /// Adds a record under the next number.
    fn add(&mut self, kind: RecordKind) -> (Key, Change, u64) {
        let group = (kind == RecordKind::Membership).then(|| GroupId::trusted("G-001"));
        let record = Box::new(record(kind, &next(&self.register, kind)));
        let (change, seq) = self.carry(&Command::Add { record, group });
        (change.records[0].key.clone(), change, seq)
    }

    fn remove(&mut self, key: &Key) -> (Change, u64) {
        self.carry(&Command::Remove { key: key.clone() })
    }

    fn undo(&mut self, change: &Change, batch: u64) {
        self.commit(&change.inverse(), &Entry::undo(batch, NOW));
    }

    fn all_next(&self) -> Vec<String> {
        NUMBERED.iter().map(|kind| next(&self.register, *kind)).collect()
    }

    fn gaps(&mut self) -> Vec<Gap> {
        gaps(&self.register, &self.vault.gone_numbers().unwrap())
    }

    /// The same register, read anew: what was followed in memory and what the history tells are one.
    fn same_when_read(&mut self) {
        let read = self.vault.load().unwrap();
        assert_eq!(read.gone(), self.register.gone());
        assert_eq!(read, self.register);
    }
}

#[test]
fn what_was_added_and_taken_back_or_removed_keeps_its_number_over_locks_and_sessions() {
    let fixture = Fixture::filled();
    let mut here = Session::of(fixture.unlock());
    let mut there = Session::of(fixture.unlock());
    let first = here.all_next();
    for kind in NUMBERED {
        let (_, change, seq) = here.add(kind);
        here.undo(&change, seq);
        let (key, ..) = here.add(kind);
        here.remove(&key);
    }
    let then = here.all_next();
    for (first, then) in first.iter().zip(&then) {
        let number = |id: &str| id.rsplit('-').next().unwrap().parse::<u32>().unwrap();
        assert_eq!(number(then), number(first) + 2, "{first} {then}");
    }
    here.same_when_read();
    // Another session follows by the history, and by reading.
    for change in there.vault.changes_since(2).unwrap().unwrap() {
        there.register.apply(&change).unwrap();
    }
    assert_eq!(there.all_next(), then);
    there.same_when_read();
    drop((here, there));
    let mut again = Session::of(fixture.unlock());
    assert_eq!(again.all_next(), then);
    for (kind, then) in NUMBERED.iter().zip(&then) {
        assert_eq!(again.add(*kind).0.id().unwrap(), then);
    }
    assert!(again.vault.verify(None).unwrap().fits());
}

#[test]
fn what_comes_back_has_its_number_and_papers_know_no_other_by_it() {
    let fixture = Fixture::filled();
    let mut here = Session::of(fixture.unlock());
    for kind in [RecordKind::TakeOut, RecordKind::Incident] {
        let (key, ..) = here.add(kind);
        let (removal, seq) = here.remove(&key);
        let again = Command::Add { record: Box::new(record(kind, key.id().unwrap())), group: None };
        assert!(again.plan(&here.register, today()).is_err());
        here.undo(&removal, seq);
        assert!(here.register.has(&key.subject()));
        assert!(here.gaps().iter().all(|gap| gap.kind != kind), "{:?}", here.gaps());
        here.remove(&key);
        here.same_when_read();
    }
}

#[test]
fn a_session_that_has_not_followed_gives_no_number_that_went_meanwhile() {
    let fixture = Fixture::filled();
    let mut here = Session::of(fixture.unlock());
    let mut there = Session::of(fixture.unlock());
    let (key, ..) = there.add(RecordKind::Incident);
    there.remove(&key);
    let record = Box::new(record(RecordKind::Incident, key.id().unwrap()));
    let late = Command::Add { record, group: None }.plan(&here.register, today()).unwrap();
    let refused = here.vault.commit(&late, &Entry::new("add", NOW));
    assert!(matches!(refused, Err(StoreError::ChangedElsewhere(at)) if *at == key));
    here.register = here.vault.load().unwrap();
    assert_ne!(here.add(RecordKind::Incident).0, key);
}

#[test]
fn a_document_in_the_place_of_the_register_brings_no_number_back() {
    let fixture = Fixture::filled();
    let mut here = Session::of(fixture.unlock());
    let (key, ..) = here.add(RecordKind::Incident);
    here.remove(&key);
    for kind in NUMBERED {
        here.add(kind);
    }
    let then = here.all_next();
    here.vault.replace_all(&everything(), &Entry::new(IMPORT, LATER)).unwrap();
    here.register = here.vault.load().unwrap();
    assert_eq!(here.all_next(), then);
    // And again: what the first import told is not read any more.
    here.vault.replace_all(&Register::default(), &Entry::new(IMPORT, LATER)).unwrap();
    here.register = here.vault.load().unwrap();
    assert_eq!(here.all_next(), then);
    let gone = here.gaps();
    let how = |id: &str| gone.iter().find(|gap| gap.first == id).and_then(|gap| Some(gap.going.clone()?.how));
    assert_eq!(how(key.id().unwrap()), Some(How::Removed));
    assert_eq!(how("R8-002"), Some(How::Imported));
    assert!(gone.iter().any(|gap| gap.kind == RecordKind::Review), "{gone:?}");
    // The document brings its own back.
    here.vault.replace_all(&everything(), &Entry::new(IMPORT, LATER)).unwrap();
    here.register = here.vault.load().unwrap();
    assert_eq!(here.all_next(), then);
    assert!(!here.gaps().iter().any(|gap| gap.first == "R8-002" || gap.kind == RecordKind::Review));
    assert!(here.vault.verify(None).unwrap().fits());
}

#[test]
fn a_greater_number_of_the_document_counts() {
    let fixture = Fixture::filled();
    let mut here = Session::of(fixture.unlock());
    let text = r#"{"format": "mcs-register/1", "take_outs": [{"id": "T-0500"}], "incidents": [{"id": "R8-090", "kind": "other"}]}"#;
    let document = document::decode(text.as_bytes(), &|_| None).unwrap();
    here.vault.replace_all(&document, &Entry::new(IMPORT, LATER)).unwrap();
    here.register = here.vault.load().unwrap();
    assert_eq!(next(&here.register, RecordKind::TakeOut), "T-0501");
    assert_eq!(next(&here.register, RecordKind::Incident), "R8-091");
    let next_year = here.register.next_id(RecordKind::Incident, "2027-01-04".parse().unwrap()).unwrap();
    assert_eq!(next_year, "R9-001");
}

#[test]
fn an_import_of_an_earlier_version_hides_no_number_that_the_history_names() {
    let fixture = Fixture::filled();
    let mut here = Session::of(fixture.unlock());
    let (key, ..) = here.add(RecordKind::TakeOut);
    here.vault.replace_all(&everything(), &Entry::new(IMPORT, LATER)).unwrap();
    // As such a version wrote it: nothing of what is gone.
    let raw = fixture.raw();
    raw.execute_batch(
        "DROP TRIGGER audit_is_not_edited; UPDATE audit SET after = json_remove(after, '$.gone') WHERE kind = 'register';",
    )
    .unwrap();
    here.register = here.vault.load().unwrap();
    assert!(here.register.id_was_given(RecordKind::TakeOut, key.id().unwrap()));
    let gap = here.gaps().into_iter().find(|gap| gap.first == key.id().unwrap()).unwrap();
    assert_eq!(gap.going, None, "nothing says when it went");
}

#[test]
fn a_backup_in_the_place_of_the_register_brings_no_number_back() {
    let fixture = Fixture::filled();
    let mut here = Session::of(fixture.unlock());
    let before = here.all_next();
    let backup = here.vault.backup_to(&fixture.dir.path().join("stick"), NOW).unwrap();
    for kind in NUMBERED {
        here.add(kind);
    }
    let (gone, ..) = here.add(RecordKind::Incident);
    here.remove(&gone);
    let then = here.all_next();
    assert_ne!(before, then);
    here.vault.lock().unwrap();
    let password = secret(PASSWORD);
    let offer = Offer::Password { login: None, password: &password };
    let wanted = |to, replace| Restore::of(&backup.path, to, LATER).replacing(replace);
    restore(&wanted(&fixture.places, true), &offer).unwrap();
    let mut here = Session::of(fixture.unlock());
    assert_eq!(here.all_next(), then);
    let how: Vec<How> = here.gaps().into_iter().filter_map(|gap| Some(gap.going?.how)).collect();
    assert_eq!(how, [How::Restored; 3], "two incidents and a take-out");
    assert!(here.vault.verify(None).unwrap().fits());
    here.vault.lock().unwrap();
    // Where nothing stood, nothing but the backup is known.
    let elsewhere = Places::in_dir(fixture.dir.path().join("elsewhere"));
    restore(&wanted(&elsewhere, false), &offer).unwrap();
    let there = Session::of(Vault::unlock(&elsewhere, &secret(PASSWORD)).unwrap());
    assert_eq!(there.all_next(), before);
}

#[test]
fn ids_put_right_and_not_leave_no_gap() {
    let fixture = Fixture::new();
    let text = r#"{"format": "mcs-register/1", "take_outs": [{"id": "T-001"}, {"id": "T-002　"}]}"#;
    let document = document::decode_untrimmed(text.as_bytes(), &|_| None).unwrap();
    let mut here = Session::of(fixture.unlock());
    here.vault.replace_all(&document, &Entry::new(IMPORT, NOW)).unwrap();
    here.register = here.vault.load().unwrap();
    let trim = Command::Rename { ids: untrimmed(&here.register) };
    let (change, seq) = here.carry(&trim);
    here.same_when_read();
    let ours = |gap: &Gap| gap.kind == RecordKind::TakeOut;
    assert!(!here.gaps().iter().any(ours), "{:?}", here.gaps());
    here.undo(&change, seq);
    assert!(!here.gaps().iter().any(ours), "{:?}", here.gaps());
    here.carry(&Command::Rename { ids: untrimmed(&here.register) });
    assert!(here.register.has(&Subject::TakeOut(TakeOutId::trusted("T-002"))));
    assert_eq!(next(&here.register, RecordKind::TakeOut), "T-003");
}

#[test]
fn a_review_that_a_document_left_out_keeps_its_number() {
    let fixture = Fixture::filled();
    let mut here = Session::of(fixture.unlock());
    let group = GroupId::trusted("G-002");
    let number = |here: &Session, place| here.register.review_number(&group, place);
    let numbers: Vec<String> = (0..9).filter_map(|place| number(&here, place)).collect();
    assert_eq!(numbers, ["G-002-1", "G-002-2"]);
    let mut text: serde_json::Value = serde_json::from_str(&document::encode(&here.register)).unwrap();
    for group in text["groups"].as_array_mut().unwrap() {
        group.as_object_mut().unwrap().remove("reviews");
    }
    let without = document::decode(text.to_string().as_bytes(), &|_| {
        Some(&[RecordKind::Staff, RecordKind::Office, RecordKind::Membership])
    });
    here.vault.replace_all(&without.unwrap(), &Entry::new(IMPORT, LATER)).unwrap();
    here.register = here.vault.load().unwrap();
    let review = Review { signed_on: Some(today()), ..Review::default() };
    let key = Key::Review(group.clone(), 0);
    let change = RecordChange { key, place: 0, before: None, after: Some(Record::Review(review)) };
    here.commit(&Change { records: vec![change] }, &Entry::new("add", NOW));
    assert_eq!(number(&here, 0).as_deref(), Some("G-002-3"));
    here.same_when_read();
}

/// A report that was taken back may lie on a desk somewhere: its number is not given to another one, and the gap says why.
#[test]
fn the_number_of_a_report_that_was_taken_back_is_not_given_again() {
    let fixture = Fixture::filled();
    let mut here = Session::of(fixture.unlock());
    let mut there = Session::of(fixture.unlock());
    let (key, ..) = here.add(RecordKind::Incident);
    let Key::Incident(incident) = key.clone() else { unreachable!() };
    let written = |to: Addressee, at: &str| Command::Facts {
        facts: vec![Fact::ReportWritten {
            incident: incident.clone(),
            to: to.into(),
            group: None,
            stage: ReportStage::First,
            at: Some(at.parse().unwrap()),
            by: None,
            paper: None,
        }],
        on: today(),
    };
    let numbers = |session: &Session| -> Vec<String> {
        session.register.incidents().get(&incident).unwrap().report_numbers().collect()
    };
    there.register = there.vault.load().unwrap();
    let (first, batch) = here.carry(&written(Addressee::Secretariat, "2026-11-22T09:00"));
    assert_eq!(numbers(&here), [format!("{incident}-1")]);
    here.undo(&first, batch);
    here.same_when_read();
    // Another session that knows nothing of it is refused, and counts on once it has read again.
    let same = written(Addressee::Secretariat, "2026-11-22T09:30").plan(&there.register, today()).unwrap();
    let refused = there.vault.commit(&same, &Entry::new("report-written", NOW)).unwrap_err();
    assert!(matches!(refused, StoreError::ChangedElsewhere(_)), "{refused:?}");
    there.register = there.vault.load().unwrap();
    there.carry(&written(Addressee::Secretariat, "2026-11-22T09:30"));
    there.carry(&written(Addressee::Authority, "2026-11-22T09:40"));
    assert_eq!(numbers(&there), [format!("{incident}-2"), format!("{incident}-K1")]);
    there.same_when_read();
    let gap = there.gaps().into_iter().find(|gap| gap.first == format!("{incident}-1")).unwrap();
    assert_eq!(gap.going.unwrap().how, How::TakenBack);
    // What came in the place of the whole register knows it too.
    let other = there.register.clone().knowing_gone(Gone::default());
    there.vault.replace_all(&other, &Entry::new(IMPORT, LATER)).unwrap();
    there.register = there.vault.load().unwrap();
    assert!(there.register.gone().has(RecordKind::Incident, &format!("{incident}-1")));
    // Taken back in turn, the undo gives the report its own number again.
    let (second, batch) = there.carry(&written(Addressee::Person, "2026-11-22T10:00"));
    let back = second.inverse();
    let undo = there.commit(&back, &Entry::undo(batch, LATER));
    there.commit(&second, &Entry::undo(undo, LATER));
    assert_eq!(numbers(&there).last().unwrap(), &format!("{incident}-T1"));
    there.same_when_read();
    assert!(!there.gaps().iter().any(|gap| gap.first == format!("{incident}-T1")));
}
