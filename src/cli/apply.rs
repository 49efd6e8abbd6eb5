//! `apply`: commands from a file or a script, one a line, each its own transaction.

use std::{
    io::{self, BufRead, BufReader, Read as _, Write as _},
    path::Path,
};

use crate::{
    cli::{args::Apply, context::Context, failure::Failure, output::tell},
    documents::policy_with_forms,
    input_file::{self, FileFault},
    policy::{
        Policy, PolicyError, Rule,
        doubts::{doubts, in_words},
        visible,
    },
    register::{
        Change, Command, Record, Refusal, Register,
        document::{Request, RequestFault},
        exit_status::{DATA, DONE},
    },
    store::{Entry, StoreError, Vault},
    tui::{
        desk::{considered, waiver},
        words::{self, Word},
    },
};
/// The longest line, in bytes: a record with much text is far below it.
const MAX_LINE: u64 = 1 << 20;

/// How often a line is planned anew while other sessions keep changing the register. Each time one of them has got on.
const ATTEMPTS: usize = 30;

/// Answers every line with `ok SEQ` or `refused LINE: why`. The exit status is `DATA` where one was refused; a vault that
/// cannot be written to ends it.
pub(super) fn run(context: &Context<'_>, args: &Apply) -> Result<u8, Failure> {
    let from_stdin = args.commands.as_os_str() == "-";
    if from_stdin && context.password_from_stdin() {
        return Err(Failure::usage(Word::CliApplyBothInputs.say(context.lang)));
    }
    let input: Box<dyn BufRead> = if from_stdin {
        Box::new(io::stdin().lock())
    } else {
        // Opened before the vault: a wrong name is told before any password is asked for.
        let file =
            input_file::open(&args.commands).map_err(|fault| not_read(context, &args.commands, &fault))?;
        Box::new(BufReader::with_capacity(1 << 16, file))
    };
    let (vault, register) = context.open()?;
    let policy = context.policy_judging(register.policy())?;
    // Told once, and not for every line.
    vault.may_write().map_err(|error| Failure::store(&error, context.lang))?;
    let mut session = Session { context, policy, vault, register, line: 0, done: 0, refused: 0 };
    let ended = session.all(input, &args.commands);
    let refused = session.refused > 0;
    if ended.is_ok() && session.done > 0 {
        context.close_written(session.vault, &session.policy);
    } else if ended.is_ok() {
        context.close(session.vault);
    } else {
        // What went wrong is told already; that closing went no better would only hide it.
        drop(session.vault);
    }
    ended.map(|()| if refused { DATA } else { DONE })
}

fn not_read(context: &Context<'_>, path: &Path, fault: &FileFault) -> Failure {
    let path = path.display().to_string();
    Failure::file(Word::CliApplyFile.fill(context.lang, &[&path, &fault.reason(context.lang)]))
}

struct Session<'c, 'o> {
    context: &'c Context<'o>,
    policy: Policy,
    vault: Vault,
    register: Register,
    /// The line that is being worked on, from 1.
    line: u64,
    done: u64,
    refused: u64,
}

/// Why a line is not recorded.
enum NotDone {
    /// The line's own fault; the next one may be better.
    Refused(String),
    /// The vault's; no further line would fare better.
    Failed(StoreError),
}

impl From<StoreError> for NotDone {
    fn from(error: StoreError) -> Self {
        Self::Failed(error)
    }
}

impl Session<'_, '_> {
    fn all(&mut self, mut input: Box<dyn BufRead>, path: &Path) -> Result<(), Failure> {
        let lang = self.context.lang;
        let mut line = Vec::new();
        loop {
            self.line += 1;
            let read = next_line(&mut *input, &mut line)
                .map_err(|error| self.stopped(&not_read(self.context, path, &FileFault::of(error))))?;
            let answer = match read {
                Line::End => return Ok(()),
                Line::Whole if says_nothing(&line) => continue,
                Line::Whole => self.answer(&line),
                Line::TooLong => Err(NotDone::Refused(Word::CliApplyTooLong.say(lang).to_owned())),
            };
            let (text, count) = match answer {
                Ok(seq) => (format!("ok {seq}\n"), &mut self.done),
                Err(NotDone::Refused(why)) => {
                    (format!("refused {}: {}\n", self.line, visible(&why)), &mut self.refused)
                }
                Err(NotDone::Failed(error)) => return Err(self.stopped(&Failure::store(&error, lang))),
            };
            let mut stdout = io::stdout().lock();
            match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
                Ok(()) => *count += 1,
                Err(error) => {
                    let why = Word::CliApplyUnheard.fill(lang, &[&error.to_string()]);
                    return Err(self.stopped(&Failure::file(why)));
                }
            }
        }
    }

    /// The failure that ends the run, with how far it came.
    fn stopped(&self, failure: &Failure) -> Failure {
        let counts = [self.line.to_string(), self.done.to_string()];
        let values = [counts[0].as_str(), counts[1].as_str(), failure.message.as_str()];
        Failure { status: failure.status, message: Word::CliApplyStopped.fill(self.context.lang, &values) }
    }

    /// Carries out one line and says the number of its last entry in the history, once it is durable.
    fn answer(&mut self, line: &[u8]) -> Result<u64, NotDone> {
        let request = Request::read(line).map_err(|mut error| {
            // Within the input, not within the line.
            let number = usize::try_from(self.line).unwrap_or(usize::MAX);
            error.line_column = error.line_column.map(|(_, column)| (number, column));
            NotDone::Refused(error.message(self.context.lang))
        })?;
        if request.goes_by_place() && self.vault.changed_elsewhere()? {
            // Another session may have moved what the line counts.
            self.register = self.vault.load()?;
        }
        let mut result = self.record(&request);
        for _ in 0..ATTEMPTS {
            let again =
                matches!(result, Err(NotDone::Refused(_) | NotDone::Failed(StoreError::ChangedElsewhere(_))));
            if !again || !self.vault.changed_elsewhere()? {
                break;
            }
            // Refused, perhaps, only because another session has changed the register.
            self.register = self.vault.load()?;
            result = self.record(&request);
        }
        result.map_err(|why| match why {
            NotDone::Failed(error @ StoreError::ChangedElsewhere(_)) => {
                NotDone::Refused(error.message(self.context.lang))
            }
            other => other,
        })
    }

    fn record(&mut self, request: &Request<'_>) -> Result<u64, NotDone> {
        let lang = self.context.lang;
        let today = self.context.today();
        let flags = |rule: &str| Rule::from_name(rule).map(Rule::waivable);
        let refused = |refusal: &Refusal| NotDone::Refused(self.why(refusal));
        let command: Command =
            request.command(&self.register, today, &flags).map_err(|fault| match fault {
                RequestFault::Wrong(error) => NotDone::Refused(error.message(lang)),
                RequestFault::Refused(refusal) => refused(&refusal),
            })?;
        let fault = waiver::fault(&command, &self.register, &self.policy, today, lang)
            .or_else(|| considered::fault(&command, &self.policy, lang));
        if let Some(why) = fault {
            return Err(NotDone::Refused(why));
        }
        let change = command.plan(&self.register, today).map_err(|refusal| refused(&refusal))?;
        no_policy(&change).map_err(|error| NotDone::Refused(error.message(lang)))?;
        let doubts = if request.is_confirmed() {
            Vec::new()
        } else {
            doubts(&self.register, &self.policy, &command, &change, today)
        };
        if !doubts.is_empty() {
            let said = in_words(&doubts, &self.register, lang);
            return Err(NotDone::Refused(Word::CliApplyUnconfirmed.fill(lang, &[&said])));
        }
        let at = self.context.clock.stamp();
        let seq = match self.vault.commit(&change, &Entry::new(command.action(), &at)) {
            Err(StoreError::Refused(what)) => {
                let why = Word::CliApplyFileRefused.fill(lang, &[&what]);
                return Err(NotDone::Refused(why));
            }
            other => other?,
        };
        if let Some(along) = words::changed_along(&command.completes(&change), lang) {
            tell("note", &Word::CliApplyAlong.fill(lang, &[&self.line.to_string(), &along]));
        }
        let judged_by = self.register.policy().clone();
        if self.register.apply(&change).is_err() {
            // The file has taken it, so it is the copy in memory that is out of date.
            self.register = self.vault.load()?;
        }
        if judged_by != *self.register.policy()
            && let Ok(policy) = self.context.policy_kept(self.register.policy())
        {
            self.policy = policy;
        }
        Ok(seq)
    }

    /// Why a command was refused, in words that fit a script.
    fn why(&self, refusal: &Refusal) -> String {
        let lang = self.context.lang;
        match refusal {
            Refusal::AlreadyRecorded(subject) => Word::CliApplyRecorded.fill(lang, &[&subject.to_string()]),
            Refusal::ChangedMeanwhile(subject) => Word::CliApplyChanged.fill(lang, &[&subject.to_string()]),
            other => words::refusal(other, lang),
        }
    }
}

/// Whether what a change makes of the policy is one, which is the line's own fault. Forms are looked at where they come with it:
/// one that stands there already hinders no setting.
fn no_policy(change: &Change) -> Result<(), PolicyError> {
    for record in &change.records {
        match (&record.before, &record.after) {
            (Some(Record::Policy(before)), Some(Record::Policy(after))) if before.layer == after.layer => {
                Policy::of(after)?;
            }
            (_, Some(Record::Policy(after))) => {
                policy_with_forms(after)?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// What the next line is.
enum Line {
    Whole,
    TooLong,
    End,
}

/// Reads a line without its end into `line`. Of one that is too long nothing is kept.
fn next_line(input: &mut dyn BufRead, line: &mut Vec<u8>) -> io::Result<Line> {
    line.clear();
    (&mut *input).take(MAX_LINE + 1).read_until(b'\n', line)?;
    if line.is_empty() {
        return Ok(Line::End);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
        return Ok(Line::Whole);
    }
    if line.len() as u64 <= MAX_LINE {
        return Ok(Line::Whole);
    }
    line.clear();
    loop {
        let buffer = match input.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            other => other?,
        };
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let used = end.map_or(buffer.len(), |end| end + 1);
        let over = end.is_some() || used == 0;
        input.consume(used);
        if over {
            return Ok(Line::TooLong);
        }
    }
}

/// Whether a line is blank or a comment.
fn says_nothing(line: &[u8]) -> bool {
    let line = line.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(line).trim_ascii();
    line.first().is_none_or(|first| *first == b'#')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_where_they_end_and_long_ones_are_passed_over() {
        let long = "x".repeat(1 << 20);
        let text = format!("a\n\n{long}\n{long}y\nb\r\n{long}{long}\nlast");
        // A small buffer, so that a line comes in many pieces.
        let mut input = BufReader::with_capacity(1000, text.as_bytes());
        let mut line = Vec::new();
        let mut next = || match next_line(&mut input, &mut line).unwrap() {
            Line::Whole => line.len().to_string(),
            Line::TooLong => "long".to_owned(),
            Line::End => "end".to_owned(),
        };
        let lines: Vec<String> = (0..8).map(|_| next()).collect();
        assert_eq!(lines, ["1", "0", "1048576", "long", "2", "long", "4", "end"]);
    }

    #[test]
    fn blanks_and_comments_say_nothing() {
        for line in ["", "  \t", "\r", "# {}", "  #", "\u{FEFF}# a", "\u{FEFF}"] {
            assert!(says_nothing(line.as_bytes()), "{line:?}");
        }
        for line in ["{}", "\"#\"", " x", "\u{3000}"] {
            assert!(!says_nothing(line.as_bytes()), "{line:?}");
        }
    }
}
