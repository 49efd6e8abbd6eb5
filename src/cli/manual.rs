//! The pages of `man` and what shells complete, from the same definitions as the help.

use std::{borrow::Cow, fs, io, path::Path};

use clap::{Arg, Command, builder::PossibleValuesParser};
use clap_complete::Shell;
use clap_mangen::{
    Man,
    roff::{Roff, bold, roman},
};

use crate::{
    cli::{args::Manual, failure::Failure, help},
    documents::PaperKind,
    register::Lang,
    tui::words::Word,
};

const PROGRAM: &str = "mcs-register";

/// Where each language's pages stand, as `man` looks for them.
const PAGES: [(Lang, &str); 2] = [(Lang::En, "man/man1"), (Lang::Ja, "man/ja/man1")];

const SHELLS: [(Shell, &str); 4] = [
    (Shell::Bash, "completions/mcs-register.bash"),
    (Shell::Fish, "completions/mcs-register.fish"),
    (Shell::PowerShell, "completions/mcs-register.ps1"),
    (Shell::Zsh, "completions/_mcs-register"),
];

/// The headings that `clap_mangen` writes, and ours.
const HEADINGS: [(&str, Word); 5] = [
    ("NAME", Word::ManName),
    ("SYNOPSIS", Word::ManSynopsis),
    ("DESCRIPTION", Word::ManDescription),
    ("EXTRA", Word::ManStatuses),
    ("VERSION", Word::ManVersion),
];

/// Writes all of it below a folder, for who makes a package or installs without one.
pub(super) fn run(args: &Manual, lang: Lang) -> Result<(), Failure> {
    for (name, bytes) in files().map_err(|error| not_written(&args.folder, &error, lang))? {
        let path = args.folder.join(name);
        let written = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&path, bytes));
        written.map_err(|error| not_written(&path, &error, lang))?;
    }
    Ok(())
}

fn not_written(path: &Path, error: &io::Error, lang: Lang) -> Failure {
    Failure::file(Word::CliNotWritten.fill(lang, &[&path.display().to_string(), &error.to_string()]))
}

/// All pages and completions, each with its place.
fn files() -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    for (lang, folder) in PAGES {
        let mut command = help::command(lang).after_help(statuses(lang));
        command.build();
        pages(command, folder, lang, &mut files)?;
    }
    for (shell, name) in SHELLS {
        files.push((name.to_owned(), completion(shell)));
    }
    Ok(files)
}

fn pages(command: Command, folder: &str, lang: Lang, files: &mut Vec<(String, Vec<u8>)>) -> io::Result<()> {
    for inner in command.get_subcommands().filter(|inner| !inner.is_hide_set()) {
        pages(inner.clone(), folder, lang, files)?;
    }
    let page =
        Man::new(command).source(format!("{PROGRAM} {}", env!("MCS_REGISTER_VERSION"))).manual(PROGRAM);
    let name = page.get_filename();
    let mut bytes = Vec::new();
    page.render(&mut bytes)?;
    let mut text = String::from_utf8_lossy(&bytes).into_owned();
    for (theirs, ours) in HEADINGS {
        text = text.replacen(&format!("\n.SH {theirs}\n"), &format!("\n.SH {}\n", ours.say(lang)), 1);
    }
    // Japanese has few blanks that could be widened.
    text = text.replacen("\n.SH ", "\n.ad l\n.SH ", 1);
    let mut more = Roff::new();
    more.control("SH", [Word::ManSeeAlso.say(lang)]);
    if name != format!("{PROGRAM}.1") {
        more.text([bold(PROGRAM), roman("(1),")]);
    }
    more.text([roman(Word::ManDocs.say(lang))]);
    text.push_str(&more.to_roff());
    files.push((format!("{folder}/{name}"), text.into_bytes()));
    Ok(())
}

/// What the help says of exit statuses, without its heading: the page has one.
fn statuses(lang: Lang) -> &'static str {
    let said = Word::HelpStatuses.say(lang);
    said.split_once('\n').map_or(said, |(_, lines)| lines)
}

/// In Japanese, as the program speaks unless it is told otherwise.
fn completion(shell: Shell) -> Vec<u8> {
    // A form that a policy adds has a word of its own, which is not known here.
    let known = |kind: &PaperKind| match kind.word() {
        Cow::Borrowed(word) if kind.from_register() => Some(word),
        _ => None,
    };
    let kinds = PaperKind::ALL.iter().filter_map(known);
    let kinds = PossibleValuesParser::new(kinds);
    let with_kinds = |arg: Arg| if arg.get_id() == "kind" { arg.value_parser(kinds.clone()) } else { arg };
    let mut command = help::command(Lang::Ja).mut_subcommand("paper", |paper| paper.mut_args(with_kinds));
    // Without a byte order mark PowerShell 5 reads the code page of the machine.
    let mut bytes = if shell == Shell::PowerShell { "\u{feff}".into() } else { Vec::new() };
    clap_complete::generate(shell, &mut command, PROGRAM, &mut bytes);
    if shell != Shell::Bash {
        return bytes;
    }
    // `clap_complete` 4.6 spells a program's name with a hyphen in two ways, so that nothing is completed after a
    // command (clap-rs/clap#6529).
    String::from_utf8_lossy(&bytes).replace("mcs__subcmd__register", "mcs__register").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each command with the words that lead to it, the program itself first; none that is hidden.
    fn commands(command: &Command, name: &str, found: &mut Vec<(String, Command)>) {
        found.push((name.to_owned(), command.clone()));
        for inner in command.get_subcommands().filter(|inner| !inner.is_hide_set()) {
            commands(inner, &format!("{name}-{}", inner.get_name()), found);
        }
    }

    fn text(files: &[(String, Vec<u8>)], name: &str) -> String {
        let found = files.iter().find(|(place, _)| place == name);
        String::from_utf8(found.unwrap_or_else(|| panic!("{name} is missing")).1.clone()).unwrap()
    }

    #[test]
    fn every_command_has_a_page_in_both_languages_with_all_its_options() {
        let files = files().unwrap();
        let mut wanted = 0;
        for (lang, folder) in PAGES {
            let mut root = help::command(lang);
            root.build();
            let mut all = Vec::new();
            commands(&root, PROGRAM, &mut all);
            wanted += all.len();
            for (name, command) in all {
                let page = text(&files, &format!("{folder}/{name}.1"));
                for (theirs, ours) in &HEADINGS[..3] {
                    let heading = format!("\n.SH {}\n", ours.say(lang));
                    assert!(page.contains(&heading), "{name}: {heading}");
                    assert!(lang == Lang::En || !page.contains(&format!("\n.SH {theirs}\n")), "{name}");
                }
                let said = page.replace("\\-", "-").replace("\\*(Aq", "'");
                assert!(said.contains(&command.get_about().unwrap().to_string()), "{name}");
                for long in command.get_arguments().filter_map(Arg::get_long) {
                    assert!(said.contains(&format!("--{long}")), "{name} --{long}");
                }
            }
        }
        assert!(wanted >= 2 * 25);
        assert_eq!(files.len(), wanted + SHELLS.len());
    }

    #[test]
    fn every_shell_completes_every_command_and_option() {
        let files = files().unwrap();
        let root = help::command(Lang::Ja);
        for (shell, name) in SHELLS {
            let script = text(&files, name);
            for command in root.get_subcommands().filter(|command| !command.is_hide_set()) {
                assert!(script.contains(command.get_name()), "{name} {}", command.get_name());
                for long in command.get_arguments().filter_map(Arg::get_long) {
                    assert!(script.contains(long), "{name} {} --{long}", command.get_name());
                }
            }
            // For the others `clap_complete` knows no values of arguments without a name.
            let knows_values = matches!(shell, Shell::Bash | Shell::Zsh);
            assert!(script.contains("take-out-ledger") || !knows_values, "{name}: no kinds of papers");
            if shell == Shell::Bash {
                let states = script.lines().filter_map(|line| line.trim().strip_prefix("cmd=\""));
                let states = states.map(|rest| rest.trim_end_matches('"')).filter(|state| !state.is_empty());
                let lost: Vec<&str> = states
                    .filter(|state| !script.lines().any(|line| line.trim() == format!("{state})")))
                    .collect();
                assert!(lost.is_empty(), "nothing is completed after {lost:?}");
            }
            assert_eq!(script.starts_with('\u{feff}'), shell == Shell::PowerShell, "{name}");
        }
    }
}
