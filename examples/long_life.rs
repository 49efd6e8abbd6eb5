//! A register of ten years, to see how the vault bears it: 200 staff, 400 devices, 20,000 memberships and so many entries of
//! the history (500,000 unless told otherwise), with how long what looks into it takes.
//!
//! `cargo run --example long_life -- FOLDER [ENTRIES]`; the password is that of [`PASSWORD`].

#![allow(clippy::cast_precision_loss, clippy::unwrap_used, clippy::cast_possible_truncation)] // what cannot be made is nothing to be measured

use std::{path::Path, time::Instant};

use mcs_register::{
    register::{
        Change, Date, Key, Parts, Record, RecordChange, Register,
        id::{DeviceId, GroupId, MembershipId, PersonId},
        records::{Device, Group, GroupSheet, Membership, Staff},
        subject::Subject,
        table::Table,
        words::GroupKind,
    },
    store::{Cost, Entry, HistoryQuery, IMPORT, NewVault, Places, Secret, Vault},
};

const PASSWORD: &str = "hato4-beam-97";
const STAFF: usize = 200;
const DEVICES: usize = 400;
const GROUPS: usize = 1_000;
const MEMBERS: usize = 20;
/// So many records change in one command.
const AT_ONCE: usize = 50;

fn person(n: usize) -> PersonId {
    PersonId::trusted(&format!("S-{:04}", n % STAFF))
}

fn office() -> Register {
    let staff = (0..STAFF).map(|n| Staff {
        name: Some(format!("職員 {n}")),
        kana: Some(format!("ショクイン {n}")),
        ..Staff::new(person(n))
    });
    let devices = (0..DEVICES).map(|n| Device {
        name: Some(format!("iPad {n}")),
        ..Device::new(DeviceId::trusted(&format!("D-{n:04}")))
    });
    let groups = (0..GROUPS).map(|g| {
        let membership = |m: usize| {
            let id = MembershipId::trusted(&format!("M-{:07}", g * MEMBERS + m));
            Membership::new(id, person(g * 7 + m))
        };
        let sheet = GroupSheet {
            name: Some(format!("患者 {g} 様")),
            ..GroupSheet::new(GroupId::trusted(&format!("G-{g:05}")), GroupKind::Patient)
        };
        Group { sheet, memberships: (0..MEMBERS).map(membership).collect(), reviews: Vec::new() }
    });
    Register::from_parts(Parts {
        staff: Table::from_rows(staff.collect()).unwrap(),
        devices: Table::from_rows(devices.collect()).unwrap(),
        groups: Table::from_rows(groups.collect()).unwrap(),
        ..Parts::default()
    })
}

/// The stamp of a share of ten years.
fn at(share: f64) -> (Date, String) {
    let day = "2016-12-01".parse::<Date>().unwrap().plus_days((share * 3650.0) as i64);
    (day, format!("{day}T09:00:00+09:00"))
}

/// One change after the other: nine of ten of memberships, the others of devices.
fn live(vault: &mut Vault, entries: usize) {
    let mut register = vault.load().unwrap();
    for round in 0..entries / AT_ONCE {
        let (day, at) = at(round as f64 * AT_ONCE as f64 / entries as f64);
        let records = (0..AT_ONCE).map(|n| {
            let n = round * AT_ONCE + n;
            if n.is_multiple_of(10) {
                let place = n / 10 % DEVICES;
                let before = register.devices()[place].clone();
                let after =
                    Device { inspected_on: Some(day), os: Some(format!("18.{round}")), ..before.clone() };
                let key = Key::Device(before.id.clone());
                let [before, after] = [before, after].map(|row| Some(Record::Device(row)));
                return RecordChange { key, place: place as u32, before, after };
            }
            let (group, place) = (n * 13 % GROUPS, n % MEMBERS);
            let group = &register.groups()[group];
            let before = group.memberships[place].clone();
            let after = Membership {
                joined_on: Some(day),
                reason: Some(format!("担当 {round}").into()),
                approved_by: Some(person(n)),
                ..before.clone()
            };
            let key = Key::Membership(group.sheet.id.clone(), before.id.clone());
            let [before, after] = [before, after].map(|row| Some(Record::Membership(row)));
            RecordChange { key, place: place as u32, before, after }
        });
        let change = Change { records: records.collect() };
        vault.commit(&change, &Entry::new("edit", &at)).unwrap();
        register.apply(&change).unwrap();
    }
}

/// Says how long something took by the clock, how much of that the processor was at it, and the peak of memory until then.
fn took<T>(what: &str, run: impl FnOnce() -> T) -> T {
    let (begun, before) = (Instant::now(), processor());
    let done = run();
    let (clock, processor) = (begun.elapsed().as_millis(), (processor() - before) * 10);
    println!("{what:32} {clock:8} ms   {processor:8} ms of processor   {:6} MB", peak() / 1000);
    done
}

/// How long the processor was at it, in hundredths of a second; 0 where the system does not say.
fn processor() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(") ").next().unwrap_or_default().split(' ');
    fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum()
}

/// The most memory that this process has held so far, in kB; 0 where the system does not say.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

fn size(path: &Path) -> f64 {
    std::fs::metadata(path).map_or(0.0, |found| found.len() as f64 / 1e6)
}

fn main() {
    let mut args = std::env::args().skip(1);
    let folder = args.next().unwrap();
    let entries = args.next().map_or(500_000, |count| count.parse().unwrap());
    let places = Places::in_dir(Path::new(&folder));
    let password = Secret::new(PASSWORD.to_owned());
    if !places.database().exists() {
        let now = &at(0.0).1;
        let new = NewVault {
            office_name: "みなと",
            account: "管理者",
            password: &password,
            cost: Cost::THROWAWAY,
            now,
        };
        let (mut vault, _) = Vault::create(&places, &new).unwrap();
        vault.replace_all(&office(), &Entry::new(IMPORT, now)).unwrap();
        took("made", || live(&mut vault, entries));
        took("locked", || vault.lock().unwrap());
    }
    println!(
        "the file has {:.0} MB, its log {:.0}",
        size(&places.database()),
        size(&places.dir.join("register.db-wal"))
    );
    let mut vault = took("unlock", || Vault::unlock(&places, &password).unwrap());
    took("load", || vault.load().unwrap());
    took("last change", || vault.last_change().unwrap());
    took("what can be taken back (50)", || vault.last_changes(50).unwrap());
    took("what replaced all", || vault.replaced().unwrap());
    took("last visit", || vault.last_visit().unwrap());
    took("cares", || vault.cares(at(1.0).0).unwrap());
    took("head to print", || vault.code_to_print().unwrap());
    took("gone numbers", || vault.gone_numbers().unwrap());
    let page = |before_seq| HistoryQuery { before_seq, limit: Some(100), ..HistoryQuery::default() };
    took("history, first page", || vault.history(&page(None)).unwrap());
    took("history, a page in the middle", || vault.history(&page(Some(entries as u64 / 2))).unwrap());
    let subject = Some(Subject::Staff(person(7)));
    let about = HistoryQuery { subject, limit: Some(100), ..HistoryQuery::default() };
    took("one person, first page", || vault.history(&about).unwrap());
    took("one person, all", || vault.history(&HistoryQuery { limit: None, ..about }).unwrap());
    let words = |text: &str| HistoryQuery { text: Some(text.to_owned()), ..HistoryQuery::default() };
    took("words that stand nowhere", || vault.history(&words("どこにもない")).unwrap());
    took("past of twelve months", || vault.past(vec![at(0.9).0, at(1.0).0]).unwrap());
    took("verify", || assert!(vault.verify(None).unwrap().fits()));
    let stick = places.dir.join("stick");
    took("backup, read again", || vault.backup_to(&stick, &at(1.0).1).unwrap());
    took("lock", || vault.lock().unwrap());
}
