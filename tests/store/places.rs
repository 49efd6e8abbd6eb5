//! Places that take no changes, are full, or change under an open register.

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::Command,
};

use mcs_register::{
    register::Lang,
    store::{
        BackupFault, BackupRules, Cost, Entry, Notice, Offer, Places, Restore, Shelf, StoreError, Vault,
        drill, restore,
    },
};

use super::support::{Fixture, NOW, PASSWORD, everything, rename_office, secret};

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn is_root(dir: &Path) -> bool {
    let probe = dir.join("probe");
    fs::set_permissions(dir, fs::Permissions::from_mode(0o555)).unwrap();
    let root = fs::write(&probe, "").is_ok();
    let _ = fs::remove_file(probe);
    fs::set_permissions(dir, fs::Permissions::from_mode(0o755)).unwrap();
    root
}

/// Runs one test of this program again: as nobody where this is root, who may write anywhere.
fn run_again(fixture: &Fixture, test: &str, variable: &str, value: &Path) {
    let program = fixture.dir.path().join("again");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(fixture.dir.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let mut again = if is_root(fixture.dir.path()) {
        let mut again = Command::new("setpriv");
        again.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&program);
        again
    } else {
        Command::new(&program)
    };
    let output = again
        .args(["--exact", test])
        .env(variable, value)
        .current_dir("/")
        .output()
        .expect("setpriv (util-linux) is needed to run this test as root");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}

/// A copy of a filled vault with the files of these names.
fn copy(fixture: &Fixture, names: &[&str]) -> PathBuf {
    let copy = fixture.dir.path().join("read-only");
    fs::create_dir(&copy).unwrap();
    for name in names {
        fs::copy(fixture.places.dir.join(name), copy.join(name)).unwrap();
        fs::set_permissions(copy.join(name), fs::Permissions::from_mode(0o444)).unwrap();
    }
    fs::set_permissions(&copy, fs::Permissions::from_mode(0o555)).unwrap();
    copy
}

#[test]
fn a_read_only_place_is_opened_to_look_and_nothing_is_written() {
    const PLACE: &str = "MCS_REGISTER_TEST_LOOK";
    if let Some(dir) = std::env::var_os(PLACE) {
        let places = Places::in_dir(dir);
        let mut vault = Vault::unlock(&places, &secret(PASSWORD)).unwrap();
        assert!(vault.opened_to_look());
        assert_eq!(vault.notices(), &[Notice::OpenedToLook]);
        assert_eq!(vault.load().unwrap(), everything());
        assert!(!vault.changed_elsewhere().unwrap());
        let change = rename_office(&everything(), "別名");
        let error = vault.commit(&change, &Entry::new("edit", NOW)).unwrap_err();
        assert!(matches!(&error, StoreError::OpenedToLook(dir) if *dir == places.dir), "{error:?}");
        assert_eq!(error.exit_status(), 74);
        for lang in [Lang::Ja, Lang::En] {
            assert!(error.message(lang).contains(&places.dir.display().to_string()));
        }
        let error = vault.replace_all(&everything(), &Entry::new("import", NOW)).unwrap_err();
        assert!(matches!(error, StoreError::OpenedToLook(_)), "{error:?}");
        assert!(matches!(vault.accept_history(NOW), Err(StoreError::OpenedToLook(_))));
        assert_eq!(vault.back_up(&BackupRules::default(), NOW).unwrap(), None);
        // A copy elsewhere can be made of it.
        let stick = tempfile::tempdir().unwrap();
        let backup = vault.backup_to(stick.path(), NOW).unwrap();
        let mut copy = Vault::unlock(&Places::in_dir(backup.path), &secret(PASSWORD)).unwrap();
        assert!(!copy.opened_to_look());
        assert_eq!(copy.load().unwrap(), everything());
        vault.tidy().unwrap();
        vault.lock().unwrap();
        return;
    }
    let fixture = Fixture::filled();
    let copy = copy(&fixture, &["register.db", "register.keys"]);
    let before = fs::read(copy.join("register.db")).unwrap();
    run_again(&fixture, "places::a_read_only_place_is_opened_to_look_and_nothing_is_written", PLACE, &copy);
    assert_eq!(fs::read(copy.join("register.db")).unwrap(), before);
    assert_eq!(names(&copy), ["register.db", "register.keys"]);
    fs::set_permissions(&copy, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_read_only_place_with_changes_in_the_log_is_looked_at_elsewhere() {
    const PLACE: &str = "MCS_REGISTER_TEST_LOG_LEFT";
    if let Some(dir) = std::env::var_os(PLACE) {
        let places = Places::in_dir(dir);
        let before = names(&places.dir);
        let mut vault = Vault::unlock(&places, &secret(PASSWORD)).unwrap();
        assert!(vault.opened_to_look());
        assert_eq!(vault.load().unwrap(), everything(), "with what stands in the log alone");
        assert!(vault.verify(None).unwrap().fits());
        vault.lock().unwrap();
        assert_eq!(names(&places.dir), before);
        return;
    }
    let (fixture, mut vault) = Fixture::unlocked();
    vault.replace_all(&everything(), &Entry::new("import", NOW)).unwrap();
    // As a machine leaves it that stops here.
    let copy = copy(&fixture, &["register.db", "register.db-wal", "register.keys"]);
    run_again(
        &fixture,
        "places::a_read_only_place_with_changes_in_the_log_is_looked_at_elsewhere",
        PLACE,
        &copy,
    );
    fs::set_permissions(&copy, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn nothing_is_acknowledged_that_went_into_a_file_which_is_gone() {
    type Accident = fn(&Fixture);
    let accidents: [(&str, Accident); 5] = [
        ("removed", |f| fs::remove_file(f.places.database()).unwrap()),
        ("moved away", |f| fs::rename(f.places.database(), f.places.dir.join("old.db")).unwrap()),
        ("replaced by a copy", |f| {
            let copy = f.places.dir.join("copy.db");
            fs::copy(f.places.database(), &copy).unwrap();
            fs::rename(copy, f.places.database()).unwrap();
        }),
        ("log removed", |f| fs::remove_file(f.places.dir.join("register.db-wal")).unwrap()),
        ("directory moved", |f| fs::rename(&f.places.dir, f.dir.path().join("elsewhere")).unwrap()),
    ];
    for (accident, happens) in accidents {
        let (fixture, mut vault) = Fixture::unlocked();
        vault.replace_all(&everything(), &Entry::new("import", NOW)).unwrap();
        let register = vault.load().unwrap();
        happens(&fixture);
        for _ in 0..2 {
            let change = rename_office(&register, "別名");
            let error = vault.commit(&change, &Entry::new("edit", NOW)).unwrap_err();
            assert!(matches!(error, StoreError::Replaced(_)), "{accident}: {error:?}");
            assert_eq!(error.exit_status(), 74);
            assert!(error.message(Lang::Ja).contains("保存していません"));
        }
        assert_eq!(vault.load().unwrap(), register, "{accident}: what is shown can be read");
        assert!(vault.lock().is_err(), "{accident}");
    }
}

#[test]
fn a_key_file_that_is_removed_while_open_comes_back() {
    let (fixture, vault) = Fixture::unlocked();
    fs::remove_file(fixture.places.key_file()).unwrap();
    vault.lock().unwrap();
    assert_eq!(fixture.unlock().notices(), &[]);
}

/// Runs one test again with a disk of a few hundred kilobytes of its own.
fn run_on_a_small_disk(test: &str, variable: &str, kilobytes: u32) {
    let dir = tempfile::tempdir().unwrap();
    let place = dir.path().display();
    let program = std::env::current_exe().unwrap();
    let script = format!(
        "mount -t tmpfs -o size={kilobytes}k none '{place}' && exec \"$0\" --exact {test} --nocapture"
    );
    let output = Command::new("unshare")
        .args(["-rm", "sh", "-c", &script])
        .arg(program)
        .env(variable, dir.path())
        .output()
        .expect("unshare (util-linux) is needed for a disk of its own");
    let (said, told) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if !said.contains("running 1 test") {
        eprintln!(
            "\n*** NOT TESTED: no file system can be mounted here, so no disk was filled. {told} ***\n"
        );
        return;
    }
    assert!(output.status.success() && said.contains("1 passed"), "{said}\n{told}");
}

#[test]
fn a_full_disk_makes_no_backup_and_harms_none() {
    const PLACE: &str = "MCS_REGISTER_TEST_FULL";
    let Some(disk) = std::env::var_os(PLACE).map(PathBuf::from) else {
        run_on_a_small_disk("places::a_full_disk_makes_no_backup_and_harms_none", PLACE, 1000);
        return;
    };
    let (fixture, mut vault) = Fixture::unlocked();
    vault.replace_all(&everything(), &Entry::new("import", NOW)).unwrap();
    let stick = disk.join("stick");
    let good = vault.backup_to(&stick, NOW).unwrap();
    let before = fs::read(good.path.join("register.db")).unwrap();
    let mut full = 0;
    // From no room at all to nearly enough: it fails in the database, in the key file, or not.
    for room in (0..=before.len() / 4096 + 6).step_by(3) {
        let filler = disk.join("filler");
        fs::write(&filler, "").unwrap();
        let mut bytes = vec![0; 4096];
        while fs::OpenOptions::new()
            .append(true)
            .open(&filler)
            .and_then(|mut file| std::io::Write::write_all(&mut file, &bytes))
            .is_ok()
        {}
        bytes.clear();
        let size = fs::metadata(&filler).unwrap().len() / 4096 * 4096;
        let room = u64::try_from(room * 4096).unwrap();
        fs::OpenOptions::new().write(true).open(&filler).unwrap().set_len(size - room).unwrap();
        match vault.backup_to(&stick, "2026-11-22T17:00:00+09:00") {
            Err(StoreError::BackupNotMade(_, why)) => {
                assert_eq!(why, BackupFault::DiskFull, "{room}");
                full += 1;
            }
            Ok(made) => fs::remove_dir_all(made.path).unwrap(),
            Err(other) => panic!("{room}: {other:?}"),
        }
        assert_eq!(names(&stick), [good.name.to_string()], "{room}: nothing half is left");
        fs::remove_file(&filler).unwrap();
    }
    assert!(full > 10, "{full}");
    assert_eq!(fs::read(good.path.join("register.db")).unwrap(), before);
    drop(vault);
    // The same for a register that is to come to a full disk.
    let filler = disk.join("filler");
    fs::write(&filler, vec![0; 1 << 17]).unwrap();
    let password = secret(PASSWORD);
    let offer = mcs_register::store::Offer::Password { login: None, password: &password };
    let to = Places::in_dir(disk.join("vault"));
    let wanted = Restore::of(&good.path, &to, NOW);
    while mcs_register::store::restore(&wanted, &offer).is_ok() {
        fs::remove_dir_all(&to.dir).unwrap();
        let more = fs::metadata(&filler).unwrap().len() + (1 << 15);
        fs::write(&filler, vec![0; usize::try_from(more).unwrap()]).unwrap();
    }
    assert!(!to.database().exists() && names(&to.dir).is_empty(), "{:?}", names(&to.dir));
    drop(fixture);
}

/// Whoever may write beside the vault must not lead its writing into other files, nor its reading.
#[test]
fn no_file_of_the_vault_is_opened_through_a_link() {
    let fixture = Fixture::filled();
    let at = |name: &str| fixture.places.dir.join(name);
    let other = fixture.dir.path().join("another's");
    fs::write(&other, "another's").unwrap();
    for name in ["register.db", "register.keys"] {
        let kept = fixture.dir.path().join("kept");
        fs::rename(at(name), &kept).unwrap();
        // Also where it leads to the right file: what is read through it now may be another's tomorrow.
        for target in [&kept, &other] {
            std::os::unix::fs::symlink(target, at(name)).unwrap();
            let refused = Vault::unlock(&fixture.places, &secret(PASSWORD)).unwrap_err();
            assert!(matches!(&refused, StoreError::NotOrdinary(path) if *path == at(name)), "{refused:?}");
            fs::remove_file(at(name)).unwrap();
        }
        assert!(Command::new("mkfifo").arg(at(name)).status().unwrap().success());
        let refused = Vault::unlock(&fixture.places, &secret(PASSWORD)).unwrap_err();
        assert!(matches!(&refused, StoreError::NotOrdinary(path) if *path == at(name)), "{refused:?}");
        fs::remove_file(at(name)).unwrap();
        fs::rename(&kept, at(name)).unwrap();
    }
    // What the library makes beside the database: it would write into another file by its further name as well.
    for name in ["register.db-wal", "register.db-shm"] {
        for hard in [false, true] {
            let laid = if hard {
                fs::hard_link(&other, at(name))
            } else {
                std::os::unix::fs::symlink(&other, at(name))
            };
            laid.unwrap();
            let refused = Vault::unlock(&fixture.places, &secret(PASSWORD)).unwrap_err();
            assert!(matches!(&refused, StoreError::NotOrdinary(path) if *path == at(name)), "{refused:?}");
            assert_eq!(fs::read_to_string(&other).unwrap(), "another's", "{name}");
            fs::remove_file(at(name)).unwrap();
        }
    }
    // What the program makes itself.
    for name in ["restore.pending", "restore.pending.new", "register.keys.new", "register.attempts"] {
        std::os::unix::fs::symlink(&other, at(name)).unwrap();
        let unlocked = Vault::unlock(&fixture.places, &secret(PASSWORD));
        let read = ["restore.pending"].contains(&name);
        assert_eq!(unlocked.is_err(), read, "{name}");
        if let Ok(mut vault) = unlocked {
            vault.set_password(&secret("another password 1"), Cost::THROWAWAY, NOW).unwrap();
            vault.set_password(&secret(PASSWORD), Cost::THROWAWAY, NOW).unwrap();
        }
        assert_eq!(fs::read_to_string(&other).unwrap(), "another's", "{name}");
        fs::remove_file(at(name)).ok();
    }
    assert_eq!(fixture.unlock().load().unwrap(), everything());
}

/// Whoever makes copies by links (`cp -al` of the folder) gives every file a further name. Nobody is kept out by that, and it is
/// told where something is written into such a file.
#[test]
fn further_names_keep_nobody_out_and_are_told() {
    let fixture = Fixture::filled();
    let dir = &fixture.places.dir;
    let link_all = |name: &str| {
        let to = fixture.dir.path().join(name);
        fs::create_dir(&to).unwrap();
        for entry in fs::read_dir(dir).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_file()) {
            fs::hard_link(entry.path(), to.join(entry.file_name())).unwrap();
        }
        to
    };
    // A session is at work, so its log is among them; another one comes in, and both go on.
    let mut first = fixture.unlock();
    let register = first.load().unwrap();
    first.commit(&rename_office(&register, "一"), &Entry::new("edit", NOW)).unwrap();
    fs::write(dir.join("register.attempts"), r#"{"format":"mcs-register-attempts/1","count":2,"last":9}"#)
        .unwrap();
    let copy = link_all("copy");
    let keys = fs::read(copy.join("register.keys")).unwrap();
    let mut second = fixture.unlock();
    let told = second.notices();
    let database = fixture.places.database();
    assert!(told.contains(&Notice::FurtherName(database.clone())), "{told:?}");
    assert!(told.iter().any(|notice| matches!(notice, Notice::WrongPasswords { count: 2, .. })), "{told:?}");
    let register = second.load().unwrap();
    second.commit(&rename_office(&register, "二"), &Entry::new("edit", NOW)).unwrap();
    second.set_password(&secret("another password 1"), Cost::THROWAWAY, NOW).unwrap();
    drop(second);
    drop(first);
    assert_eq!(fs::read(copy.join("register.keys")).unwrap(), keys, "the key file is made anew each time");
    let password = secret("another password 1");
    let mut third = Vault::unlock(&fixture.places, &password).unwrap();
    assert_eq!(third.load().unwrap().office().name.as_deref(), Some("二"));
    assert_eq!(third.notices(), &[Notice::FurtherName(database)]);
    third.lock().unwrap();
    // A backup among copies that are linked with each other is read, and not written into.
    let stick = fixture.dir.path().join("stick");
    let made = Vault::unlock(&fixture.places, &password).unwrap().backup_to(&stick, NOW).unwrap();
    fs::remove_dir_all(&copy).unwrap();
    for name in ["register.db", "register.keys"] {
        fs::hard_link(made.path.join(name), fixture.dir.path().join(name)).unwrap();
    }
    let to = Places::in_dir(fixture.dir.path().join("back"));
    let offer = Offer::Password { login: None, password: &password };
    restore(&Restore::of(&made.path, &to, NOW), &offer).unwrap();
    assert_eq!(Vault::unlock(&to, &password).unwrap().notices(), &[]);
    assert_eq!(Vault::unlock(&fixture.places, &password).unwrap().notices(), &[]);
}

/// The key file on a stick, what a restoring leaves, and a backup: whatever lies there in their stead is neither read nor
/// written into, nor waited for.
#[test]
fn no_other_file_is_opened_through_a_link_or_a_pipe() {
    let fixture = Fixture::filled();
    let other = fixture.dir.path().join("another's");
    fs::write(&other, "another's").unwrap();
    let stick = fixture.dir.path().join("stick");
    let made = fixture.unlock().backup_to(&stick, NOW).unwrap();
    let apart = fixture.dir.path().join("my.keys");
    let places = Places { keys: Some(apart.clone()), ..fixture.places.clone() };
    fs::rename(fixture.places.key_file(), &apart).unwrap();
    let back = Places::in_dir(fixture.dir.path().join("back"));
    let password = secret(PASSWORD);
    let offer = Offer::Password { login: None, password: &password };
    let lay = |at: &Path, kind: &str| match kind {
        "pipe" => assert!(Command::new("mkfifo").arg(at).status().unwrap().success()),
        "link" => std::os::unix::fs::symlink(&other, at).unwrap(),
        _ => fs::hard_link(&other, at).unwrap(),
    };
    let no_file = |why: StoreError, at: &Path| {
        let refused = matches!(&why, StoreError::NotOrdinary(path) if path == at);
        assert!(refused, "{}: {why:?}", at.display());
    };
    // What is only read.
    for kind in ["pipe", "link"] {
        for at in [&apart, &places.database(), &places.dir.join("restore.pending")] {
            let kept = fixture.dir.path().join("kept");
            let there = fs::rename(at, &kept).is_ok();
            lay(at, kind);
            no_file(Vault::unlock(&places, &password).unwrap_err(), at);
            fs::remove_file(at).unwrap();
            if there {
                fs::rename(&kept, at).unwrap();
            }
        }
        for name in ["register.db", "register.keys"] {
            let (at, kept) = (made.path.join(name), fixture.dir.path().join("kept"));
            fs::rename(&at, &kept).unwrap();
            lay(&at, kind);
            assert!(restore(&Restore::of(&made.path, &back, NOW), &offer).is_err(), "{kind} {name}");
            assert!(!back.database().exists() && !back.key_file().exists());
            fs::remove_file(&at).unwrap();
            fs::rename(&kept, &at).unwrap();
        }
    }
    // What is made: its place is taken, and what lay there is as it was.
    for kind in ["pipe", "link", "further name"] {
        for name in ["my.keys.new", "my.keys.before", "my.attempts", "register.db.new"] {
            let at = if name.starts_with("my") { fixture.dir.path() } else { &places.dir }.join(name);
            lay(&at, kind);
        }
        for name in [
            "restore.pending.new",
            "register.db.restored",
            "register.keys.restored",
            "register.keys.restored.new",
        ] {
            fs::create_dir_all(&back.dir).unwrap();
            lay(&back.dir.join(name), kind);
        }
        lay(&stick.join("2026-11-22T090000-9.attempts"), kind);
        let mut vault = Vault::unlock(&places, &password).unwrap();
        vault.set_password(&password, Cost::THROWAWAY, NOW).unwrap();
        vault.lock().unwrap();
        restore(&Restore::of(&made.path, &back, NOW).replacing(true), &offer).unwrap();
        assert_eq!(Vault::unlock(&back, &password).unwrap().load().unwrap(), everything());
        assert_eq!(fs::read_to_string(&other).unwrap(), "another's", "{kind}");
        for left in ["my.keys.new", "my.keys.before", "my.attempts"] {
            let _ = fs::remove_file(fixture.dir.path().join(left));
        }
        let _ = fs::remove_file(places.dir.join("register.db.new"));
        let _ = fs::remove_file(stick.join("2026-11-22T090000-9.attempts"));
        fs::remove_dir_all(&back.dir).unwrap();
    }
}

/// Whoever closes a file takes every lock away that the same program has on it: then another session would take itself for the
/// last one, and the log away with it.
#[test]
#[cfg(target_os = "linux")]
fn the_list_of_backups_leaves_the_locks_of_the_open_register_alone() {
    use std::os::unix::fs::MetadataExt as _;
    let fixture = Fixture::filled();
    let vault = fixture.unlock();
    let number = fs::metadata(fixture.places.database()).unwrap().ino();
    let locks = || {
        let all = fs::read_to_string("/proc/locks").unwrap();
        all.lines().filter(|line| line.contains("POSIX") && line.contains(&format!(":{number} "))).count()
    };
    let before = locks();
    assert!(before > 0);
    let open = Some(vault.database_id());
    for dir in [None, Some(fixture.places.dir.as_path())] {
        Shelf::look(dir, &fixture.places, open).unwrap();
        assert_eq!(locks(), before, "{dir:?}");
    }
    let way = fixture.dir.path().join("way");
    std::os::unix::fs::symlink(&fixture.places.dir, &way).unwrap();
    Shelf::look(Some(&way), &fixture.places, open).unwrap();
    let mut vault = vault;
    let password = secret(PASSWORD);
    let offer = Offer::Password { login: None, password: &password };
    let refused = drill(&way, &mut vault, &offer, NOW).unwrap_err();
    assert!(matches!(refused, StoreError::AlreadyThere(_)), "{refused:?}");
    assert_eq!(locks(), before);
    vault.own_password().check(&password).unwrap();
    assert_eq!(locks(), before, "nor does the question for the present password");
    Shelf::look(None, &fixture.places, None).unwrap();
    assert!(locks() < before, "what happens where nobody says that it is open");
}

/// A folder on the way may be a link: a home folder on another disk.
#[test]
fn a_vault_behind_a_linked_folder_opens() {
    let fixture = Fixture::filled();
    let way = fixture.dir.path().join("way");
    std::os::unix::fs::symlink(&fixture.places.dir, &way).unwrap();
    let mut vault = Vault::unlock(&Places::in_dir(way), &secret(PASSWORD)).unwrap();
    assert_eq!(vault.load().unwrap(), everything());
}

/// Fills a disk but for so many pages of 4 KiB.
fn fill(disk: &Path, room: usize) {
    let filler = disk.join("filler");
    let mut file = fs::File::create(&filler).unwrap();
    while std::io::Write::write_all(&mut file, &[0; 4096]).is_ok() {}
    let size = fs::metadata(&filler).unwrap().len() / 4096;
    file.set_len((size - u64::try_from(room).unwrap()) * 4096).unwrap();
}

/// Whoever has to look something up in the middle of the night is not told to clear the disk first.
#[test]
fn a_register_on_a_full_disk_can_be_looked_at() {
    const PLACE: &str = "MCS_REGISTER_TEST_FULL_LOOK";
    let Some(disk) = std::env::var_os(PLACE).map(PathBuf::from) else {
        run_on_a_small_disk("places::a_register_on_a_full_disk_can_be_looked_at", PLACE, 4000);
        return;
    };
    let fixture = Fixture::filled();
    let places = Places::in_dir(disk.join("vault"));
    let mut looked = 0;
    for room in 0..24 {
        fs::create_dir(&places.dir).unwrap();
        for name in ["register.db", "register.keys"] {
            fs::copy(fixture.places.dir.join(name), places.dir.join(name)).unwrap();
        }
        let before = fs::read(places.database()).unwrap();
        fill(&disk, room);
        let mut vault =
            Vault::unlock(&places, &secret(PASSWORD)).unwrap_or_else(|why| panic!("{room}: {why:?}"));
        assert_eq!(vault.load().unwrap(), everything(), "{room}");
        if vault.opened_to_look() {
            looked += 1;
            assert_eq!(vault.notices(), &[Notice::OpenedToLookFull], "{room}");
            assert_eq!(fs::read(places.database()).unwrap(), before, "{room}");
            let change = rename_office(&everything(), "別名");
            let refused = vault.commit(&change, &Entry::new("edit", NOW)).unwrap_err();
            assert!(matches!(refused, StoreError::OpenedToLook(_)), "{room}: {refused:?}");
        }
        drop(vault);
        fs::remove_dir_all(&places.dir).unwrap();
        fs::remove_file(disk.join("filler")).unwrap();
    }
    assert!(looked > 3, "{looked}");
}

/// "Cannot be written to" would send somebody to the permissions, which are as they have to be.
#[test]
fn another_users_register_is_told_as_such() {
    const PLACE: &str = "MCS_REGISTER_TEST_OWNER";
    if let Some(dir) = std::env::var_os(PLACE).map(PathBuf::from) {
        // What is in a closed folder cannot be seen: it is the folder that belongs to somebody.
        for (name, file) in [("closed", ""), ("open", "register.keys")] {
            let places = Places::in_dir(dir.join(name));
            let refused = Vault::unlock(&places, &secret(PASSWORD)).unwrap_err();
            assert!(
                matches!(&refused, StoreError::OfAnotherUser(path) if *path == places.dir.join(file)),
                "{name}: {refused:?}"
            );
        }
        return;
    }
    let fixture = Fixture::filled();
    if !is_root(fixture.dir.path()) {
        eprintln!("\n*** NOT TESTED: only root can be another user here. ***\n");
        return;
    }
    for (name, rights) in [("closed", 0o700), ("open", 0o755)] {
        let place = fixture.dir.path().join(name);
        fs::create_dir(&place).unwrap();
        for file in ["register.db", "register.keys"] {
            fs::copy(fixture.places.dir.join(file), place.join(file)).unwrap();
            fs::set_permissions(place.join(file), fs::Permissions::from_mode(0o600)).unwrap();
        }
        fs::set_permissions(&place, fs::Permissions::from_mode(rights)).unwrap();
    }
    run_again(&fixture, "places::another_users_register_is_told_as_such", PLACE, fixture.dir.path());
}
