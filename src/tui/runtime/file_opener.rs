//! A written file, handed to the system's own program for it: by name and argument, never through a shell.

use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::tui::app::{Message, OpenFault};

/// Opens a file or folder; says what became of it once the program has said so itself.
pub fn open(file: PathBuf) -> Message {
    let outcome = program().ok_or(OpenFault::NoProgram).and_then(|program| show(&program, &file));
    Message::Opened { file, outcome }
}

fn show(program: &Path, file: &Path) -> Result<(), OpenFault> {
    let failed = |why: &dyn std::fmt::Display| OpenFault::Failed(why.to_string());
    // A name that begins with a hyphen is no option.
    let file = std::path::absolute(file).map_err(|why| failed(&why))?;
    let mut command = Command::new(program);
    command.arg(file).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let status = command.status().map_err(|why| failed(&why))?;
    // The Explorer says 1 whatever it did.
    if status.success() || cfg!(windows) { Ok(()) } else { Err(failed(&status)) }
}

/// The program that opens files here: the Explorer, `open`, or `xdg-open` where there is a screen to show them on.
fn program() -> Option<PathBuf> {
    if cfg!(windows) {
        return env::var_os("SystemRoot").map(|root| Path::new(&root).join("explorer.exe"));
    }
    if cfg!(target_os = "macos") {
        return Some(PathBuf::from("/usr/bin/open"));
    }
    let screen =
        ["WAYLAND_DISPLAY", "DISPLAY"].iter().any(|name| env::var_os(name).is_some_and(|it| !it.is_empty()));
    let paths = env::var_os("PATH").filter(|_| screen)?;
    env::split_paths(&paths).map(|folder| folder.join("xdg-open")).find(|program| program.is_file())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shown(program: &str, file: &str) -> Result<(), OpenFault> {
        show(Path::new(program), Path::new(file))
    }

    #[test]
    fn a_program_gets_the_whole_name_and_its_failure_is_told() {
        let dir = tempfile::tempdir().unwrap();
        // `test` takes one argument and fails on none; a shell would make several of this one.
        let file = dir.path().join("報告書 1; exit 1.pdf");
        std::fs::write(&file, "%PDF").unwrap();
        assert_eq!(shown("/bin/ls", file.to_str().unwrap()), Ok(()));
        assert!(matches!(shown("/bin/ls", "/not/there"), Err(OpenFault::Failed(_))));
        assert!(matches!(shown("/not/there", "/"), Err(OpenFault::Failed(_))));
    }
}
