//! What there is to say about the register itself: its files, its history, its backups, who is in.

use ratatui::layout::{Position, Rect};

use crate::tui::terminal::buffer::Buffer;
use crate::{
    register::{Lang, RecordKind, records::Office},
    tui::{
        app::{
            Access, Layer, Scene, Session, Settings,
            page::Page,
            vault::{Backup, Facts, Verified},
        },
        keys::Ctx,
        widgets::lines::Line,
        words::{EnumWord as _, Reason, Word, list_label},
    },
};

/// What is known of a piece of work that runs beside the screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Loading<T> {
    /// It was not asked for.
    #[default]
    NotYet,
    /// It runs.
    Running,
    /// It has ended.
    Done(Result<T, String>),
}

/// The page about the register.
pub struct About {
    /// What the vault says; `None` until it was asked.
    pub facts: Option<Facts>,
    /// The look through the whole vault.
    pub check: Loading<Verified>,
    /// The backup that was asked for here.
    pub backup: Loading<Backup>,
    /// What is shown.
    pub page: Page,
}

impl About {
    /// A page that knows only what the screen knows.
    pub fn new(session: &Session, settings: &Settings) -> Self {
        let page = Page::new(Word::AboutTitle.say(settings.lang).to_owned(), Vec::new());
        let mut about = Self { facts: None, check: Loading::NotYet, backup: Loading::NotYet, page };
        about.renew(session, settings);
        about
    }

    /// Writes the page anew from what is known now; it stays where it was scrolled to.
    pub fn renew(&mut self, session: &Session, settings: &Settings) {
        let lang = settings.lang;
        let mut lines = Vec::new();
        let heading =
            |lines: &mut Vec<Line>, word: Word| lines.push(Line::Heading(word.say(lang).to_owned()));
        let fact = |label: Word, value: String| Line::Fact(label.say(lang).to_owned(), value);
        let unread = || Word::AboutReading.say(lang).to_owned();

        heading(&mut lines, Word::AboutHistory);
        match self.facts.as_ref().map(|facts| facts.head.as_ref()) {
            None => lines.push(fact(Word::AboutHead, unread())),
            Some(None) => lines.push(fact(Word::AboutHead, Word::AboutUnread.say(lang).to_owned())),
            Some(Some(head)) => {
                lines.extend(head.code.iter().map(|code| fact(Word::AboutHead, code.clone())));
                let printed = head.printed.iter().map(|code| Word::AboutPrintedTold.fill(lang, &[code]));
                lines.extend(printed.map(|told| fact(Word::AboutPrinted, told)));
                let last =
                    head.last_at.as_deref().map_or_else(|| Word::NotRecorded.say(lang).to_owned(), moment);
                let told = Word::AboutEntriesTold.fill(lang, &[&head.entries.to_string(), &last]);
                lines.push(fact(Word::AboutEntries, told));
            }
        }
        lines.push(fact(Word::AboutCheck, self.check_text(lang)));

        heading(&mut lines, Word::AboutBackup);
        lines.push(fact(Word::AboutLastBackup, self.backup_text(lang)));
        lines.extend(self.apart_text(lang).map(|told| fact(Word::AboutApart, told)));
        if let Some(facts) = &self.facts {
            lines.push(fact(Word::AboutBackupDir, facts.backup_dir.clone()));
            let room = facts.room.map(|bytes| (bytes / 1_000_000).to_string());
            let told = room.map(|room| Word::AboutRoomTold.fill(lang, &[&room]));
            lines.extend(told.map(|told| fact(Word::AboutRoom, told)));
        }

        heading(&mut lines, Word::AboutWho);
        let role = session.role.map(|role| Word::Aside.fill(lang, &[role.say(lang)])).unwrap_or_default();
        lines.push(fact(Word::ColAccount, format!("{}{role}", session.account)));
        match session.access {
            Access::Full => {}
            Access::Reader => lines.push(Line::Text(Reason::ReaderLooks.say(lang).to_owned())),
            Access::LookOnly => lines.push(Line::Text(Reason::OpenedToLook.say(lang).to_owned())),
        }

        heading(&mut lines, Word::AboutRegister);
        let office = session.desk.register.office().name.clone().unwrap_or_default();
        lines.push(Line::Fact(Office::name.unfilled(lang).to_owned(), office));
        lines.push(fact(Word::AboutRecords, records(session, lang)));
        lines.push(fact(Word::AboutPlace, settings.place.clone()));
        if let Some(facts) = &self.facts {
            lines.push(fact(Word::AboutKeyFile, facts.key_file.clone()));
            if let Some(schema) = facts.schema {
                lines.push(fact(Word::AboutSchema, schema.to_string()));
            }
        }

        let id = Word::Aside.fill(lang, &[settings.policy.id()]);
        lines.push(fact(Word::AboutPolicy, format!("{}{id}", settings.policy.title(lang))));
        lines.push(fact(Word::AboutVersion, format!("mcs-register {}", env!("MCS_REGISTER_VERSION"))));
        if let Some(fault) = self.facts.as_ref().and_then(|facts| facts.fault.clone()) {
            lines.push(Line::Text(fault));
        }
        self.page.lines = lines;
    }

    fn check_text(&self, lang: Lang) -> String {
        match &self.check {
            Loading::NotYet => Word::AboutCheckHint.say(lang).to_owned(),
            Loading::Running => Word::AboutChecking.say(lang).to_owned(),
            Loading::Done(Ok(found)) => {
                let word = if found.fits { Word::AboutFits } else { Word::AboutDoesNotFit };
                format!("{} {}", word.say(lang), found.text)
            }
            Loading::Done(Err(why)) => Word::AboutNotChecked.fill(lang, &[why]),
        }
    }

    fn backup_text(&self, lang: Lang) -> String {
        // One that does not verify stands apart: the last good one is still the one to compare with.
        let made = match &self.backup {
            Loading::Done(Ok(backup)) if backup.doubtful => None,
            Loading::NotYet => None,
            made => Some(made),
        };
        match (made, self.facts.as_ref().map(|facts| facts.backup.as_ref())) {
            (Some(Loading::Running), _) => Word::AboutBackingUp.say(lang).to_owned(),
            (Some(Loading::Done(Err(why))), _) => Word::AboutNoBackup.fill(lang, &[why]),
            (Some(Loading::Done(Ok(backup))), _) | (_, Some(Some(backup))) => told(backup, lang),
            (_, Some(None)) => Word::AboutNeverBackedUp.say(lang).to_owned(),
            (_, None) => Word::AboutReading.say(lang).to_owned(),
        }
    }

    /// What there is to say of backups that do not verify.
    fn apart_text(&self, lang: Lang) -> Option<String> {
        if let Loading::Done(Ok(backup)) = &self.backup
            && backup.doubtful
        {
            return Some(Word::AboutMadeApart.fill(lang, &[&told(backup, lang)]));
        }
        let (count, last) = self.facts.as_ref()?.apart.as_ref()?;
        Some(Word::AboutApartTold.fill(lang, &[&count.to_string(), &told(last, lang)]))
    }
}

impl Layer for About {
    fn ctx(&self) -> Ctx {
        Ctx::About
    }

    fn draw(&mut self, scene: Scene<'_>, area: Rect, buf: &mut Buffer) -> Position {
        self.page.draw(&scene.settings.theme, area, buf)
    }

    fn step(&mut self, by: isize, _scene: Scene<'_>) {
        self.page.scroll_by(by);
    }

    fn jump(&mut self, end: bool) {
        self.page.jump(end);
    }
}

/// A backup as the page tells it.
fn told(backup: &Backup, lang: Lang) -> String {
    let entries = backup.entries.to_string();
    Word::AboutBackupTold.fill(lang, &[&moment(&backup.at), &backup.place, &entries])
}

/// A moment of the history as people read it: the day and the minute of the office's own clock.
pub fn moment(at: &str) -> String {
    let minute: String = at.chars().take(16).collect();
    minute.replace('T', " ")
}

/// How many records of each kind there are.
fn records(session: &Session, lang: Lang) -> String {
    let register = &session.desk.register;
    let kinds: Vec<RecordKind> = RecordKind::counted().chain([RecordKind::Filing]).collect();
    let all: usize = kinds.iter().map(|kind| register.count(*kind)).sum();
    let told = |kind: &RecordKind| format!("{} {}", list_label(*kind, lang), register.count(*kind));
    let parts: Vec<String> = kinds.iter().map(told).collect();
    let parts = Word::Aside.fill(lang, &[&parts.join(Word::ListComma.say(lang))]);
    format!("{}{parts}", Word::AboutCount.fill(lang, &[&all.to_string()]))
}
