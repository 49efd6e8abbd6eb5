//! What leaves the register, cut off in the middle: what stays in the folder is visible as unfinished and goes with the next
//! writing there, which says so. And what leaves a register that can take no entry about it.

use std::{collections::BTreeSet, fs, path::Path, process::Command};

use super::{
    full::{fill, on_a_small_disk, small_disk},
    office::{Office, Outcome, REGISTER, register},
    points::can_trace,
};

/// Every call by which a file or a folder comes to its place.
const CALLS: &[&str] = &[
    "write",
    "fsync",
    "?mkdir",
    "mkdirat",
    "?rename",
    "?renameat",
    "?renameat2",
    "?link",
    "?linkat",
    "?unlink",
    "unlinkat",
    "?rmdir",
];

/// What is in a folder.
fn names(folder: &Path) -> BTreeSet<String> {
    let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
    fs::read_dir(folder).unwrap().map(name).collect()
}

/// Runs a command with a kill at one call; whether it came.
fn killed(office: &Office, args: &[&str], call: &str, number: usize) -> bool {
    let trace = office.path("trace");
    let inject = format!("inject={call}:signal=KILL:when={number}");
    let trace_of = format!("trace={call}");
    let by = ["strace", "-f", "-qq", "-o", trace.to_str().unwrap(), "-e", &trace_of, "-e", &inject];
    office.wrapped(&by, args).output().unwrap();
    fs::read_to_string(trace).unwrap().contains("killed by SIGKILL")
}

/// Kills a command that writes to `out/PLACE` at the first, second, … of each of its calls, or at some of them.
fn killed_at_its_calls(args: &[&str], place: &str, next: impl Fn(usize) -> usize) {
    if !can_trace() {
        return;
    }
    let pristine = Office::new();
    let (mut kills, mut left) = (0, 0);
    for call in CALLS {
        let mut number = 1;
        loop {
            let office = pristine.copy();
            let out = office.path("out");
            fs::create_dir(&out).unwrap();
            let target = out.join(place);
            let args = [args, &["--out", target.to_str().unwrap(), "--lang", "en"]].concat();
            let about = format!("{args:?} {call} {number}");
            let came = killed(&office, &args, call, number);
            let unfinished: BTreeSet<String> = names(&out).into_iter().filter(|name| name != place).collect();
            for name in &unfinished {
                assert!(name.starts_with(place) && name.ends_with(".unfinished"), "{about}: {name}");
            }
            // Over what came to its place whole, or anew.
            let again = office.run(&[&args[..], &["--force"]].concat());
            assert_eq!(again.status, Some(0), "{about}: {again:?}");
            assert_eq!(names(&out), BTreeSet::from([place.to_owned()]), "{about}");
            for name in &unfinished {
                assert!(again.stderr.contains(name.as_str()), "{about}: {}", again.stderr);
                left += 1;
            }
            let told = again.stderr.contains("had left unfinished");
            assert_eq!(told, !unfinished.is_empty(), "{about}: {}", again.stderr);
            if !came {
                break;
            }
            kills += 1;
            number = next(number);
        }
    }
    eprintln!("{args:?}: {kills} kills, {left} unfinished");
    assert!(kills > 3 && left > 1, "{kills} kills left {left} unfinished");
}

#[test]
fn a_killed_export_leaves_only_what_is_visible_and_goes_with_the_next() {
    killed_at_its_calls(&["export"], "all.json", |number| number + 1);
}

#[test]
fn a_killed_export_of_a_folder_leaves_only_what_is_visible_and_goes_with_the_next() {
    killed_at_its_calls(&["export", "--format", "csv"], "tables", |number| number + 2);
}

#[test]
fn a_killed_paper_leaves_only_what_is_visible_and_goes_with_the_next() {
    killed_at_its_calls(&["paper", "staff-ledger"], "staff.txt", |number| number + 1);
}

#[test]
fn a_killed_pack_leaves_only_what_is_visible_and_goes_with_the_next() {
    killed_at_its_calls(&["evidence"], "pack", |number| number * 5);
    killed_at_its_calls(&["evidence"], "pack.zip", |number| number + 1);
}

/// A backup is encrypted: what a kill leaves of one is no text, bears no backup's name, and goes with the next one.
#[test]
fn a_killed_backup_leaves_no_half_one_under_a_good_name() {
    if !can_trace() {
        return;
    }
    let pristine = Office::new();
    let (mut kills, mut left) = (0, 0);
    for call in ["pwrite64", "fsync", "?rename", "mkdir"] {
        let mut number = 1;
        loop {
            let office = pristine.copy();
            let out = office.path("stick");
            fs::create_dir(&out).unwrap();
            let args = ["backup", "--to", out.to_str().unwrap(), "--lang", "en"];
            let came = killed(&office, &args, call, number);
            let about = format!("{call} {number}");
            let found = names(&out);
            let (unfinished, made): (Vec<&String>, Vec<&String>) = found
                .iter()
                .filter(|name| *name != "lock" && !name.starts_with('.'))
                .partition(|name| is_new(name));
            left += unfinished.len();
            for name in made {
                let drill = office.run(&["restore", out.join(name).to_str().unwrap(), "--drill"]);
                assert_eq!(drill.status, Some(0), "{about}: {name}: {drill:?}");
            }
            let again = office.run(&args);
            // Where the killed one has the name of the same second already, nothing is made over it.
            assert!(matches!(again.status, Some(0 | 74)), "{about}: {again:?}");
            assert!(!names(&out).iter().any(|name| is_new(name)), "{about}: {:?}", names(&out));
            if !came {
                break;
            }
            kills += 1;
            number *= 2;
        }
    }
    assert!(kills > 5 && left > 1, "{kills} kills left {left}");
}

/// The commands by which something leaves, to a folder that takes it.
fn ways(out: &Path) -> Vec<Vec<String>> {
    let place = |name: &str| out.join(name).display().to_string();
    let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    vec![
        [words("export --out"), vec![place("all.json")]].concat(),
        [words("export --format csv --out"), vec![place("tables")]].concat(),
        [words("evidence --out"), vec![place("pack.zip")]].concat(),
        [words("paper staff-ledger --out"), vec![place("staff.txt")]].concat(),
        [words("backup --to"), vec![place("stick")]].concat(),
    ]
}

fn made_and_told(office: &Office, out: &Path, about: &str) {
    for way in ways(out) {
        let args: Vec<&str> = way.iter().map(String::as_str).chain(["--lang", "en"]).collect();
        let run: Outcome = office.run(&args);
        assert_eq!(run.status, Some(0), "{about} {args:?}: {run:?}");
        assert!(run.stderr.contains("the history could not record that"), "{about} {args:?}: {}", run.stderr);
        let target = way.last().map(Path::new).unwrap();
        assert!(target.exists(), "{about} {args:?}");
    }
}

#[test]
fn what_leaves_a_full_disk_is_made_and_says_that_it_is_not_recorded() {
    let Some(disk) = small_disk() else {
        on_a_small_disk("leaving::what_leaves_a_full_disk_is_made_and_says_that_it_is_not_recorded");
        return;
    };
    let office = Office::at(tempfile::tempdir_in(&disk).unwrap(), &register(REGISTER));
    let before = office.unlock().unwrap().head().unwrap();
    let out = tempfile::tempdir().unwrap();
    let filler = fill(&disk);
    made_and_told(&office, out.path(), "full");
    fs::remove_file(filler).unwrap();
    assert_eq!(office.unlock().unwrap().head().unwrap(), before);
    // A place that takes no changes at all, not even root's.
    let remount = |how: &str| {
        let done = Command::new("mount").args(["-o", &format!("remount,{how}")]).arg(&disk).status();
        assert!(done.unwrap().success());
    };
    remount("ro");
    let other = tempfile::tempdir().unwrap();
    made_and_told(&office, other.path(), "read-only");
    remount("rw");
    assert_eq!(office.unlock().unwrap().head().unwrap(), before);
}

/// The part of a backup that is not whole yet.
fn is_new(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ending == "new")
}
