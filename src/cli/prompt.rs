//! Asks for a password at the terminal, without showing it.

use std::io::{self, BufRead as _, IsTerminal as _, Read as _, Write as _};

use crate::{
    cli::{failure::Failure, output, signals},
    policy::Policy,
    register::Lang,
    store::{PasswordStrength, Secret, StoreError, check_password_of},
    tui::words::{AccountWord, LedgerWord, Word},
};
/// More than any name has.
const MAX_NAME_BYTES: u64 = 4096;

/// The password that somebody types; `None` where nobody can be asked: standard input is no terminal, the terminal
/// does not answer, or its input has ended.
pub(super) fn password(question: Word, lang: Lang) -> Result<Option<Secret>, Failure> {
    ask(question.say(lang), lang)
}

/// The password of a file that is read, in the same way.
pub(super) fn password_of_file(name: &str, lang: Lang) -> Result<Option<Secret>, Failure> {
    ask(&LedgerWord::AskFilePassword.fill(lang, &[name]), lang)
}

fn ask(question: &str, lang: Lang) -> Result<Option<Secret>, Failure> {
    if !io::stdin().is_terminal() {
        return Ok(None);
    }
    let asked = signals::while_asking(|| rpassword::prompt_password(question));
    let Some(typed) = asked else { return Ok(None) };
    match typed {
        Ok(typed) => Ok(Some(Secret::new(typed))),
        Err(error) if error.kind() == io::ErrorKind::Interrupted => {
            Err(Failure::locked(Word::CliCancelled.say(lang)))
        }
        Err(_) => Ok(None),
    }
}

/// The name of the account that somebody types; `None` where nobody can be asked, or nothing was typed.
pub(super) fn name(lang: Lang) -> Result<Option<String>, Failure> {
    if !io::stdin().is_terminal() {
        return Ok(None);
    }
    let mut line = String::new();
    let asked = write!(io::stderr(), "{}", AccountWord::AskName.say(lang))
        .and_then(|()| io::stdin().lock().take(MAX_NAME_BYTES).read_line(&mut line));
    match asked {
        Ok(0) | Err(_) => Err(Failure::locked(Word::CliCancelled.say(lang))),
        Ok(_) => Ok(Some(line.trim().to_owned()).filter(|name| !name.is_empty())),
    }
}

/// Tells that a longer password would be better, where it would.
pub(super) fn advise(password: &Secret, lang: Lang) {
    if let Some(hint) = PasswordStrength::of(password).hint(lang) {
        output::tell(Word::CliNotice.say(lang), hint);
    }
}

/// A new password, typed twice; one that breaks the rule, is one of the names, or could only be pasted is refused before it is
/// typed again.
pub(super) fn new_password(names: &[&str], policy: &Policy, lang: Lang) -> Result<Option<Secret>, Failure> {
    let Some(first) = password(Word::CliAskNewPassword, lang)? else { return Ok(None) };
    if !first.is_typable() {
        return Err(Failure::locked(Word::CliTypedNotTypable.say(lang)));
    }
    check_password_of(&first, names)
        .map_err(|fault| Failure::store_citing(&StoreError::PasswordRefused(fault), policy, lang))?;
    let Some(again) = password(Word::CliAskAgain, lang)? else { return Ok(None) };
    if first.expose() != again.expose() {
        return Err(Failure::locked(Word::CliPasswordsDiffer.say(lang)));
    }
    Ok(Some(first))
}
