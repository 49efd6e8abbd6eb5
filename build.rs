//! Gives the program the words of `--version`: the version, and the commit that it was built from with its day.
//!
//! The commit comes from `MCS_REGISTER_COMMIT` where somebody who builds a package sets it; else from what `git archive`
//! wrote into `packaging/commit`; else from git. Where there is none of them the version stands alone, and nothing fails.
//!
//! A development build does not ask git: each commit would compile the whole program anew.

use std::{env, ffi::OsStr, fs, path::Path, process::Command};

/// What goes into the program: with a change there it is compiled anyway, and is no longer the commit.
const GOES_IN: [&str; 5] = ["src", "data", "Cargo.toml", "Cargo.lock", "build.rs"];
const GIVEN: &str = "MCS_REGISTER_COMMIT";
const ARCHIVED: &str = "packaging/commit";

fn main() {
    let folder = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    let folder = Path::new(&folder);
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={ARCHIVED}");
    println!("cargo::rerun-if-env-changed={GIVEN}");
    let given = env::var(GIVEN).ok().filter(|commit| !commit.trim().is_empty());
    let release = env::var("PROFILE").is_ok_and(|profile| profile == "release");
    let commit = given.or_else(|| archived(folder)).or_else(|| {
        let commit = release.then(|| commit_of(folder)).flatten()?;
        for path in moved_by_a_commit(folder).iter().map(String::as_str).chain(GOES_IN) {
            println!("cargo::rerun-if-changed={path}");
        }
        Some(commit)
    });
    let version = said(&env::var("CARGO_PKG_VERSION").unwrap_or_default(), commit.as_deref());
    println!("cargo::rustc-env=MCS_REGISTER_VERSION={version}");
}

/// The words of `--version`.
pub fn said(version: &str, commit: Option<&str>) -> String {
    // On one line, whatever the environment says.
    let words: Vec<&str> = commit.unwrap_or_default().split_whitespace().collect();
    if words.is_empty() { version.to_owned() } else { format!("{version} ({})", words.join(" ")) }
}

/// The commit that `git archive` wrote down: a source archive has no git.
pub fn archived(folder: &Path) -> Option<String> {
    let text = fs::read_to_string(folder.join(ARCHIVED)).ok()?;
    let line = text.lines().find(|line| !line.starts_with('#'))?.trim();
    (!line.is_empty() && !line.contains('$')).then(|| line.to_owned())
}

/// What git says of the commit, with `-dirty` where what goes in is not as it was committed.
pub fn commit_of(folder: &Path) -> Option<String> {
    // Within somebody else's repository, their commit is not ours.
    if !git(folder, ["rev-parse", "--show-prefix"])?.is_empty() {
        return None;
    }
    let commit = git(folder, ["show", "--no-show-signature", "-s", "--abbrev=12", "--format=%h", "HEAD"])?;
    let day = git(folder, ["show", "--no-show-signature", "-s", "--format=%cs", "HEAD"])?;
    let status = ["status", "--porcelain", "--"].into_iter().chain(GOES_IN);
    let dirty = if git(folder, status)?.is_empty() { "" } else { "-dirty" };
    Some(format!("{commit}{dirty} {day}"))
}

/// The files that another commit changes.
fn moved_by_a_commit(folder: &Path) -> Vec<String> {
    let branch = git(folder, ["symbolic-ref", "-q", "HEAD"]);
    let names = ["HEAD".to_owned(), "packed-refs".to_owned()].into_iter().chain(branch);
    let paths = names.filter_map(|name| git(folder, ["rev-parse", "--git-path", &name]));
    // One that is missing would be taken as changed at every build.
    paths.filter(|path| folder.join(path).exists()).collect()
}

fn git(folder: &Path, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Option<String> {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder).args(args).env("GIT_OPTIONAL_LOCKS", "0");
    let out = git.output().ok().filter(|out| out.status.success())?;
    Some(String::from_utf8(out.stdout).ok()?.trim().to_owned())
}
