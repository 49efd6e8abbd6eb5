//! What leaves the register for files: made behind the screen, written whole or not at all.

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    documents::{HeldPlace, clear_unfinished, is_stop, write_folder, write_whole},
    input_file::{self, FileFault},
    policy::{
        POLICY_BYTES,
        course::course_days,
        judge,
        overview::{Month, Overview},
    },
    register::{Lang, Stage, Stopped, Work},
    store::{Places, StoreError, Vault},
    tui::{
        app::{
            Content, Delivered, Message, Output, WriteFault,
            delivery::{Delivery, Outgoing, Wanted},
            exports::{Export, ExportKind, ExportSource, Known, make},
            leaving::Left,
            packing::{Packing, PackingRead, published},
            past::PastOfPaper,
        },
        words::{PaperWord, PolicyWord, Word, place_fault},
    },
};

use super::{Event, Runtime, lock, working::with_vault};

/// The text of a policy file. A pipe or a device is none: to read it may never end.
pub(super) fn policy_in(path: &Path, lang: Lang) -> Result<String, String> {
    let shown = path.display().to_string();
    let read = input_file::open_ordinary(path).and_then(|file| input_file::read_at_most(file, POLICY_BYTES));
    let bytes = read.map_err(|fault| match fault {
        FileFault::NotAFile | FileFault::Folder => PolicyWord::NotAFile.fill(lang, &[&shown]),
        FileFault::TooLarge => PolicyWord::TooLarge.fill(lang, &[&shown]),
        fault => Word::CliPolicyFile.fill(lang, &[&shown, &fault.reason(lang)]),
    })?;
    String::from_utf8(bytes).map_err(|_| Word::CliPolicyNotText.fill(lang, &[&shown]))
}

impl Runtime {
    /// Makes ledgers, a calendar or the evidence pack on a thread of its own: the pack draws many papers.
    pub(super) fn export(&mut self, export: Export, delivery: Delivery) {
        let env = self.env();
        let head = env.head.map(|head| head.to_string()).unwrap_or_default();
        let Some(session) = self.app.session() else { return };
        let register = session.desk.register.clone();
        let findings = session.desk.findings.clone();
        let settings = &self.app.settings;
        let (policy, policy_text) = (Arc::clone(&settings.policy), Arc::clone(&settings.policy_text));
        let (forms, lang) = (settings.forms.clone(), settings.lang);
        let shared = Arc::clone(&self.shared);
        self.long(move |work| {
            let mut known = Ok(Known::default());
            let (mut head, mut register, mut findings) = (head, register, findings);
            if export.kind == ExportKind::Evidence {
                // All of the pack is of one moment: what another session writes meanwhile is in none of it.
                let read = with_vault(&shared, work, lang, |vault| PackingRead::now(vault, env.today()));
                // Worked out while the vault is free for the next key.
                let packing = |read| Packing::of(read, &policy).map_err(|why| why.message(lang));
                known = read.and_then(packing).map(|packing| {
                    (head, register) = (packing.head, packing.register);
                    Known { history: packing.history, past: packing.past, ..Known::default() }
                });
                findings = judge(&register, &policy, env.today());
            } else if export.kind == ExportKind::Calendar {
                let published = with_vault(&shared, work, lang, |vault| {
                    published(vault, &policy, env.today(), export.names)
                });
                known = published.map(|published| Known { published, ..Known::default() });
            }
            let source = ExportSource {
                register: &register,
                policy: &policy,
                policy_text: &policy_text,
                forms: forms.as_deref(),
                findings: &findings,
                today: env.today(),
                head: &head,
                lang,
                work,
            };
            let outcome = known.and_then(|known| make(export, &source, &known, &delivery.path));
            Event::Message(Message::Exported { delivery, outcome })
        });
    }

    /// Writes what leaves the register, and tells the history. What is large goes to its place on a thread of its own, as to a
    /// slow stick; nothing of it is there where it is stopped.
    pub(super) fn write_out(&mut self, output: Output, overwrite: bool) -> Option<Message> {
        let (places, shared, lang) = (self.places.clone(), Arc::clone(&self.shared), self.app.lang());
        let (at, is_small) = (self.clock.stamp(), output.content.bytes() < LARGE);
        let run = move |work: &Work| {
            // Held to the end: whoever locks the register meanwhile finds the entry in it.
            let mut vault = lock(&shared);
            let wrote = write(&output, overwrite, &places, lang, work)
                .map(|(cleared, left)| Wrote { cleared, recorded: record(vault.as_mut(), left, &at, lang) });
            drop(vault);
            (output, wrote)
        };
        if is_small {
            let (output, wrote) = run(&Work::default());
            return Some(self.wrote(output, wrote));
        }
        self.long(move |work| {
            let (output, wrote) = run(work);
            Event::Wrote(Box::new(output), wrote)
        });
        None
    }

    /// What was written, and that the session has seen the entry about it.
    pub(super) fn wrote(&mut self, output: Output, wrote: Result<Wrote, WriteFault>) -> Message {
        let outcome = wrote.map(|Wrote { cleared, recorded }| {
            if let (Ok(Some(last)), Some(session)) = (&recorded, self.app.session_mut())
                && *last == session.seen + 1
            {
                session.seen = *last;
            }
            Delivered { cleared, unrecorded: recorded.err() }
        });
        Message::Written { output, outcome }
    }

    /// Reads what the history knows for a paper on a thread of its own: the whole history is walked back.
    pub(super) fn read_past(&mut self, wanted: Wanted) {
        let today = self.env().today();
        let policy = Arc::clone(&self.app.settings.policy);
        let lang = self.app.lang();
        let shared = Arc::clone(&self.shared);
        self.long(move |work| {
            let past = with_vault(&shared, work, lang, |vault| {
                PastOfPaper::read(vault, wanted.kind, wanted.about.as_deref(), today)
            });
            // Counted while the vault is free for the next key.
            let outcome = past.and_then(|past| past.told(&policy).map_err(|why| why.message(lang)));
            Event::Message(Message::PastRead { wanted, outcome })
        });
    }

    /// Counts the duties at the end of each of the last months on a thread of its own.
    pub(super) fn read_months(&mut self, ticket: u32) {
        let today = self.env().today();
        let policy = Arc::clone(&self.app.settings.policy);
        let lang = self.app.lang();
        let shared = Arc::clone(&self.shared);
        self.long(move |work| {
            let past = with_vault(&shared, work, lang, |vault| vault.past(course_days(today)));
            // Counted while the vault is free for the next key.
            let outcome = past.and_then(|past| {
                let days = past.each_day(|register, day| Overview::of(register, &policy, day));
                let days = days.map_err(|stopped| StoreError::from(stopped).message(lang))?;
                Ok(days.into_iter().map(|(day, overview)| Month { day, overview }).collect())
            });
            Event::Message(Message::MonthsRead { ticket, outcome })
        });
    }
}

/// So much is written in a moment, on most disks.
const LARGE: usize = 1 << 20;

/// What was written.
pub(super) struct Wrote {
    /// What was left unfinished there and is gone now.
    cleared: Vec<PathBuf>,
    /// The entry about it, where there is one, or why there is none.
    recorded: Result<Option<u64>, String>,
}

/// Tells the history what has left.
fn record(vault: Option<&mut Vault>, left: Left, at: &str, lang: Lang) -> Result<Option<u64>, String> {
    match vault {
        Some(vault) => left.record(vault, at).map_err(|why| why.message(lang)),
        None if left.is_told() => Err(Word::Locked.say(lang).to_owned()),
        None => Ok(None),
    }
}

/// Writes a file or a folder whole or not at all: under another name first, then into place. Gives what was left unfinished
/// there and is gone now, and what the history is to be told.
fn write(
    output: &Output,
    overwrite: bool,
    places: &Places,
    lang: Lang,
    work: &Work,
) -> Result<(Vec<PathBuf>, Left), WriteFault> {
    let path = &output.delivery.path;
    not_in_vault(path, places, lang)?;
    let cleared = clear_unfinished(path);
    let written = match &output.content {
        Content::File(bytes) => {
            let _stage = work.begin(Stage::Files, 0).map_err(|why| stopped(why, lang))?;
            write_whole(path, bytes, overwrite)
        }
        Content::Folder(files) => {
            let ours: Box<dyn Fn(&str) -> bool> = match &output.delivery.what {
                Outgoing::Export(export) => export.kind.made(path),
                Outgoing::Paper(_) | Outgoing::ReadyMade(_) => Box::new(|_| false),
            };
            write_folder(path, files, overwrite, &*ours, work)
        }
    };
    written.map_err(|why| fault(&why, lang))?;
    Ok((cleared, Left::new(output.delivery.leaving.clone(), &output.content, Some(path))))
}

/// Whether a place would take a file, of which nothing is written yet.
pub(super) fn try_place(
    output: &Output,
    overwrite: bool,
    places: &Places,
    lang: Lang,
) -> Result<(), WriteFault> {
    let path = &output.delivery.path;
    not_in_vault(path, places, lang)?;
    HeldPlace::new(path, overwrite).map(drop).map_err(|why| fault(&why, lang))
}

/// Nothing is written over the register, its key or its backups, whatever else may be overwritten.
fn not_in_vault(path: &Path, places: &Places, lang: Lang) -> Result<(), WriteFault> {
    if places.owns(path) {
        return Err(WriteFault::Other(PaperWord::InVault.say(lang).to_owned()));
    }
    Ok(())
}

fn stopped(why: Stopped, lang: Lang) -> WriteFault {
    WriteFault::Other(StoreError::from(why).message(lang))
}

fn fault(why: &io::Error, lang: Lang) -> WriteFault {
    if is_stop(why) {
        return stopped(Stopped, lang);
    }
    if why.kind() == io::ErrorKind::AlreadyExists {
        return WriteFault::Exists;
    }
    WriteFault::Other(place_fault(why, lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn output(kind: ExportKind, path: &Path, content: Content) -> Output {
        let (what, leaving) = (Outgoing::Export(Export::new(kind)), Export::new(kind).into());
        Output {
            delivery: Delivery { what, path: path.to_owned(), leaving, report: None, visit: 0 },
            content,
        }
    }

    #[test]
    fn the_register_itself_is_never_written_over() {
        let desk = tempfile::tempdir().unwrap();
        let database = desk.path().join("register.db");
        std::fs::write(&database, "the register").unwrap();
        let places = Places::in_dir(desk.path());
        let output = |path: &Path| output(ExportKind::Calendar, path, Content::File(b"x".to_vec().into()));
        let refused = |outcome| matches!(outcome, Err(WriteFault::Other(why)) if why.contains("置き場所"));
        assert!(refused(write(&output(&database), true, &places, Lang::Ja, &Work::default()).map(drop)));
        assert!(refused(try_place(&output(&desk.path().join("new.pdf")), false, &places, Lang::Ja)));
        assert_eq!(std::fs::read(&database).unwrap(), b"the register");
    }

    #[test]
    fn a_folder_that_is_stopped_at_any_file_is_not_there() {
        let desk = tempfile::tempdir().unwrap();
        let files = || Content::Folder((0..5).map(|n| (format!("{n}.csv"), b"x".to_vec())).collect());
        let folder = |path: &Path| output(ExportKind::Evidence, path, files());
        let (out, places) = (desk.path().join("pack"), Places::in_dir(desk.path().join("vault")));
        let mut stopped = 0;
        while let Err(why) =
            write(&folder(&out), false, &places, Lang::Ja, &Work::stopping_after(stopped)).map(drop)
        {
            assert!(matches!(why, WriteFault::Other(said) if said.contains("中止")), "{stopped}");
            assert_eq!(std::fs::read_dir(desk.path()).unwrap().count(), 0, "{stopped}");
            stopped += 1;
        }
        assert!(stopped >= 5, "{stopped}");
        assert_eq!(std::fs::read_dir(&out).unwrap().count(), 5);
    }
}
