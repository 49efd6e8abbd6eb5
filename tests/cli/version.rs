//! The words of `--version`, and where the build script has them from.

use std::{fs, path::Path, process::Command};

use crate::run::Desk;

#[path = "../../build.rs"]
#[allow(dead_code)] // its `main` is cargo's
mod build;

#[test]
fn the_version_is_that_of_the_package_and_what_the_build_knew_of_the_commit() {
    let said = Desk::new().run(&["--version"]).stdout;
    assert_eq!(said, format!("mcs-register {}\n", env!("MCS_REGISTER_VERSION")));
    let rest = said.strip_prefix(concat!("mcs-register ", env!("CARGO_PKG_VERSION"))).unwrap().trim_end();
    assert!(rest.is_empty() || rest.starts_with(" (") && rest.ends_with(')'), "{said}");
}

#[test]
fn without_a_commit_the_version_stands_alone() {
    assert_eq!(build::said("1.2.3", None), "1.2.3");
    assert_eq!(build::said("1.2.3", Some(" \n")), "1.2.3");
    assert_eq!(build::said("1.2.3", Some("abc\n2026-11-30\n")), "1.2.3 (abc 2026-11-30)");
}

#[test]
fn a_source_archive_says_its_commit_and_a_clone_nothing_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(build::archived(folder.path()), None);
    fs::create_dir(folder.path().join("packaging")).unwrap();
    let file = folder.path().join("packaging/commit");
    // As it lies in the repository: not written by `git archive`.
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging/commit");
    let ours = fs::read_to_string(ours).unwrap();
    fs::write(&file, &ours).unwrap();
    if ours.contains('$') {
        assert_eq!(build::archived(folder.path()), None);
    }
    fs::write(&file, "# words\n0123456789ab 2026-11-30\n").unwrap();
    assert_eq!(build::archived(folder.path()).as_deref(), Some("0123456789ab 2026-11-30"));
}

/// The repository with git tells its commit; what is not as it was committed is said; a page of the docs does not go in.
#[test]
fn git_tells_the_commit_and_whether_what_goes_in_is_as_committed() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    assert_eq!(build::commit_of(folder), None, "no repository");
    let git = |args: &[&str]| {
        let mut git = Command::new("git");
        git.arg("-C").arg(folder).args(["-c", "user.name=港 花子", "-c", "user.email=hanako@example.jp"]);
        git.args(["-c", "commit.gpgsign=false"])
            .args(args)
            .env("GIT_COMMITTER_DATE", "2026-11-22T09:00:00+09:00");
        let out = git.output().unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).unwrap().trim().to_owned()
    };
    git(&["init", "-q"]);
    assert_eq!(build::commit_of(folder), None, "no commit");
    fs::create_dir_all(folder.join("src/inner")).unwrap();
    fs::write(folder.join("src/main.rs"), "fn main() {}\n").unwrap();
    git(&["add", "."]);
    git(&["commit", "-q", "-m", "Begin"]);
    let commit = git(&["rev-parse", "--short=12", "HEAD"]);
    let clean = Some(format!("{commit} 2026-11-22"));
    assert_eq!(build::commit_of(folder), clean);
    fs::write(folder.join("README.md"), "words").unwrap();
    assert_eq!(build::commit_of(folder), clean);
    fs::write(folder.join("src/main.rs"), "fn main() { }\n").unwrap();
    assert_eq!(build::commit_of(folder), Some(format!("{commit}-dirty 2026-11-22")));
    assert_eq!(build::commit_of(&folder.join("src/inner")), None, "somebody else's repository");
}
