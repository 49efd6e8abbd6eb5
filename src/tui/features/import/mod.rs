//! 台帳の取り込み: an office's own ledgers come in, in four pages: the file, its columns, what would happen, what came of it.
//! Reading and finding out are done by a thread of their own; nothing is written before the third page says so.

mod answering;
mod columns;
mod file;
mod keep;
pub mod keys;
pub mod news;
mod saying;
mod trial;
mod view;

use std::{path::PathBuf, sync::Arc};

use ratatui::layout::{Position, Rect};

use crate::{
    documents::{Align, Column, Naming, Paper, Part, Sheet, Table},
    exchange::{Mapping, question::Answers, signature::remembered, table::Book},
    policy::Policy,
    register::{Date, Lang, RecordChange},
    tui::{
        app::{
            Effect, Env, Layer, Now, Scene, Typed, a_page,
            delivery::ReadyMade,
            imports::{FilePassword, ImportTask, ReadLedger, Source, Tables, Ticket, Trial as Asked, Wants},
            kept::Kept,
        },
        desk::Desk,
        keys::Ctx,
        terminal::{
            buffer::Buffer,
            input::{Code, Folded, Key},
            width::visible,
        },
        widgets::{lines::Line, text_input::Edit},
        words::ImportWord as W,
    },
};

use columns::Columns;
use file::FilePage;
pub use keep::KeptImport;
use trial::Trial;

/// The page in front.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    File,
    Columns,
    Trial,
    Done,
}

/// What a thread is at work on.
enum Does {
    Lists,
    Copies,
    Reads(Source),
    Simulates { partly: bool, held: Vec<String> },
}

/// Work that is on its way; whoever drops it gives it up.
struct Running {
    ticket: Ticket,
    does: Does,
    at: Option<(usize, usize)>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.ticket.give_up();
    }
}

/// A ledger that was read.
#[expect(clippy::struct_excessive_bools, reason = "each says something else of it")]
struct Ledger {
    name: String,
    path: Option<PathBuf>,
    pasted: bool,
    /// Its file waits inside the vault, known by this mark.
    kept: bool,
    mark: u64,
    book: Arc<Book>,
    mapping: Mapping,
    answers: Answers,
    columns: Columns,
    /// Ledgers with these headings came in before.
    known: bool,
    partly: bool,
    trial: Option<Trial>,
    done: Option<Done>,
}

/// What came in.
struct Done {
    count: usize,
    /// The first of what was written, by which it is seen whether it stands.
    first: Option<RecordChange>,
    /// It was taken back.
    taken_back: bool,
    not_taken: Vec<(String, String)>,
    /// The same as papers say it.
    on_paper: Vec<(String, String)>,
}

impl Ledger {
    fn done_lines(&self, lang: Lang) -> Vec<Line> {
        let Some(done) = &self.done else { return Vec::new() };
        let name = visible(&self.name);
        let mut lines = if done.count == 0 {
            vec![Line::Text(W::CameNothing.fill(lang, &[&name]))]
        } else {
            let count = done.count.to_string();
            vec![
                Line::Text(W::Came.fill(lang, &[&name, &count])),
                Line::Text(if done.taken_back { W::TakenBack } else { W::CameUndo }.say(lang).to_owned()),
            ]
        };
        lines.push(Line::Text(W::NextMonth.say(lang).to_owned()));
        lines.push(Line::Text(String::new()));
        if done.not_taken.is_empty() {
            lines.push(Line::Text(W::AllTaken.say(lang).to_owned()));
        } else {
            lines.push(Line::Heading(W::NotTaken.fill(lang, &[&done.not_taken.len().to_string()])));
            let rows = done.not_taken.iter();
            lines.extend(rows.map(|(at, says)| Line::Fact(at.clone(), says.clone())));
        }
        lines
    }

    /// What was not taken in, as a paper; papers are in Japanese.
    fn paper(&self, office: String, env: Env) -> Option<ReadyMade> {
        let done = self.done.as_ref()?;
        let column = |label: &str, width| Column { label: label.to_owned(), width, align: Align::Left };
        let rows = done.on_paper.iter().map(|(at, says)| vec![at.as_str().into(), says.as_str().into()]);
        let came = if done.count == 0 { W::CameNothing } else { W::Came };
        let came = came.fill(Lang::Ja, &[&visible(&self.name), &done.count.to_string()]);
        let paper = Paper {
            title: W::ListTitle.say(Lang::Ja).to_owned(),
            sheet: Sheet::Portrait,
            office,
            date: env.today(),
            head: env.head.map(|head| head.to_string()),
            policy: None,
            names: Naming::Full,
            one_line: false,
            letter: None,
            parts: vec![
                Part::Text(came),
                Part::Table(Table {
                    columns: vec![
                        column(W::ListWhere.say(Lang::Ja), 26),
                        column(W::ListWhy.say(Lang::Ja), 0),
                    ],
                    rows: rows.collect(),
                    roomy: false,
                }),
            ],
            notes: Vec::new(),
        };
        Some(ReadyMade { paper: Arc::new(paper), name: W::ListFile.say(Lang::Ja).to_owned() })
    }

    /// How tables with the same headings will be taken in: where their columns go, and what words mean in them. What was
    /// answered about single rows or people is asked again.
    fn remembered(&self) -> Vec<(String, String)> {
        let mut meanings = self.answers.clone();
        meanings.retain(|key, _| ["word:", "mark:"].iter().any(|start| key.starts_with(start)));
        let mut all = Vec::new();
        for look in &self.columns.sheets {
            let sheet = self.book.sheets.iter().find(|sheet| sheet.name == look.name);
            let Some((sheet, layout)) = sheet.zip(look.layout.as_ref().ok()) else { continue };
            let said = self.mapping.sheets.get(&look.name).cloned().unwrap_or_default();
            let text = Mapping::remembered(&said, &meanings);
            all.extend(remembered(sheet, layout).into_iter().map(|headings| (headings, text.clone())));
        }
        all
    }
}

/// An import.
pub struct Import {
    step: Step,
    file: FilePage,
    ledger: Option<Ledger>,
    running: Option<Running>,
    /// What waited inside the vault and is read again.
    waiting: Option<KeptImport>,
    /// Whether that was asked for.
    woken: bool,
    /// What is told on the first page.
    message: Option<String>,
    /// It was left for later.
    later: bool,
    /// How many rows were in sight last.
    page: usize,
    /// The first line in sight of the last page.
    scroll: usize,
}

impl Import {
    /// An import from its beginning.
    fn new(folder: PathBuf) -> Self {
        Self {
            step: Step::File,
            file: FilePage::new(folder),
            ledger: None,
            running: None,
            waiting: None,
            woken: false,
            message: None,
            later: false,
            page: 10,
            scroll: 0,
        }
    }

    /// One that waited inside the vault.
    fn waiting(kept: KeptImport) -> Self {
        let folder = kept.path.as_ref().and_then(|path| Some(PathBuf::from(path).parent()?.to_owned()));
        let mut import = Self::new(folder.unwrap_or_default());
        import.file.how = kept.how.clone();
        import.later = kept.later;
        import.waiting = Some(kept);
        import
    }

    fn begin(&mut self, does: Does, wants: Wants, effects: &mut Vec<Effect>) {
        let ticket = Ticket::default();
        self.running = Some(Running { ticket: ticket.clone(), does, at: None });
        effects.push(Effect::Import(ImportTask { ticket, wants }));
    }

    fn list(&mut self, folder: PathBuf, effects: &mut Vec<Effect>) {
        self.begin(Does::Lists, Wants::Folder(folder), effects);
    }

    fn read(&mut self, source: Source, password: Option<FilePassword>, effects: &mut Vec<Effect>) {
        self.message = None;
        let how = self.file.how.clone();
        let wants = Wants::Read { source: source.clone(), how, password };
        self.begin(Does::Reads(source), wants, effects);
    }

    /// Finds out what would happen, as everything stands now.
    fn simulate(&mut self, held: Vec<String>, effects: &mut Vec<Effect>) {
        let Some(ledger) = &mut self.ledger else { return };
        if let Some(trial) = &mut ledger.trial {
            trial.stale = true;
            // It is never written, and of a long file it is large.
            trial.simulation.change.records = Vec::new();
        }
        let partly = ledger.partly;
        let asked = Asked {
            tables: Tables(Arc::clone(&ledger.book)),
            name: ledger.name.clone(),
            mapping: ledger.mapping.clone(),
            answers: ledger.answers.clone(),
            hidden: self.file.how.hidden,
            partly,
        };
        self.begin(Does::Simulates { partly, held }, Wants::Simulate(Box::new(asked)), effects);
    }

    /// Finds it out anew; what a question holds back stays.
    fn simulate_again(&mut self, effects: &mut Vec<Effect>) {
        let trial = self.ledger.as_ref().and_then(|ledger| ledger.trial.as_ref());
        let held = trial.map(|trial| trial.held.clone()).unwrap_or_default();
        self.simulate(held, effects);
    }

    /// Takes a ledger that was read. What waited for it, or what is known of its headings, goes along.
    fn take(&mut self, read: ReadLedger, pasted: bool, policy: &Policy, today: Date, lang: Lang) {
        let ReadLedger { name, path, book, kept, mark, known } = read;
        let waiting = self.waiting.take_if(|waiting| waiting.name == name);
        self.waiting = None;
        let (mut mapping, mut answers) = (Mapping::default(), Answers::new());
        let mut partly = false;
        let is_known = !known.is_empty() && waiting.is_none();
        if let Some(waiting) = waiting {
            (mapping, answers, partly) = (waiting.mapping(), waiting.answers, waiting.partly);
        } else {
            for (sheet, before) in &known {
                answers.extend(before.answers.clone());
                if let Some(said) = before.sheet(sheet) {
                    mapping.sheets.insert(sheet.clone(), said.clone());
                }
            }
        }
        let columns = Columns::new(&book, &name, &mapping, self.file.how.hidden, policy, today, lang);
        self.step = Step::Columns;
        self.message = None;
        self.scroll = 0;
        self.ledger = Some(Ledger {
            name,
            path,
            pasted,
            kept,
            mark,
            book,
            mapping,
            answers,
            columns,
            known: is_known,
            partly,
            trial: None,
            done: None,
        });
    }

    /// Looks at the columns anew, after something was said of them.
    fn look(&mut self, policy: &Policy, today: Date, lang: Lang) {
        let hidden = self.file.how.hidden;
        let Some(ledger) = &mut self.ledger else { return };
        let list = ledger.columns.list;
        ledger.columns =
            Columns::new(&ledger.book, &ledger.name, &ledger.mapping, hidden, policy, today, lang);
        ledger.columns.list = list;
        ledger.trial = None;
    }

    /// What stands in the last lines of a page.
    fn status(&self, lang: Lang) -> Option<String> {
        if let Some(running) = &self.running {
            return Some(match (&running.does, running.at) {
                (Does::Lists, _) => W::Listing.say(lang).to_owned(),
                (Does::Copies, _) => W::Copying.say(lang).to_owned(),
                (Does::Reads(_), _) => W::Reading.say(lang).to_owned(),
                (Does::Simulates { .. }, Some((done, all))) => {
                    W::SimulatingAt.fill(lang, &[&done.to_string(), &all.to_string()])
                }
                (Does::Simulates { .. }, None) => W::Simulating.say(lang).to_owned(),
            });
        }
        match self.step {
            Step::File if !self.file.pasted.is_empty() => {
                let rows = file::rows_of(&self.file.pasted).count();
                Some(W::Pasted.fill(lang, &[&rows.to_string()]))
            }
            Step::File => Some(self.message.clone().unwrap_or_else(|| {
                let encoding = self.file.how.encoding.as_deref().unwrap_or(W::EncodingFound.say(lang));
                format!("{} {}", W::FileHint.say(lang), W::EncodingIs.fill(lang, &[encoding]))
            })),
            Step::Columns => Some(W::ColumnsHint.say(lang).to_owned()),
            Step::Trial | Step::Done => None,
        }
    }

    fn trial(&mut self) -> Option<&mut Trial> {
        self.ledger.as_mut()?.trial.as_mut()
    }
}

impl Layer for Import {
    fn ctx(&self) -> Ctx {
        match self.step {
            Step::File => Ctx::ImportFile,
            Step::Columns => Ctx::ImportColumns,
            Step::Trial => Ctx::ImportTrial,
            Step::Done => Ctx::ImportDone,
        }
    }

    fn draw(&mut self, scene: Scene<'_>, area: Rect, buf: &mut Buffer) -> Position {
        view::draw(self, scene, area, buf)
    }

    fn takes_text(&self) -> bool {
        self.step == Step::File
    }

    fn type_key(&mut self, key: Key, _scene: Scene<'_>) -> Typed {
        match self.step {
            Step::File if !self.file.pasted.is_empty() => (key.text().is_some()).into(),
            Step::File => {
                let edit = self.file.input.handle(key);
                if edit == Edit::Changed {
                    self.message = None;
                    self.file.narrow();
                }
                edit.into()
            }
            Step::Trial => match key.fold() {
                Folded::Command(Key { code: Code::Char(c @ '1'..='9'), ctrl: false, alt: false, .. }) => {
                    let number = c.to_digit(10).and_then(|number| usize::try_from(number).ok());
                    Typed::Act(Box::new(move |app, env, effects| {
                        answering::answer_number(app, number.unwrap_or(0), env, effects);
                    }))
                }
                _ => Typed::Ignored,
            },
            Step::Columns | Step::Done => Typed::Ignored,
        }
    }

    fn paste(&mut self, text: &str, _lang: Lang) {
        if self.step == Step::File {
            self.message = None;
            self.file.paste(text);
        }
    }

    fn step(&mut self, by: isize, _scene: Scene<'_>) {
        match (self.step, &mut self.ledger) {
            (Step::Columns, Some(ledger)) => {
                let rows = ledger.columns.len();
                ledger.columns.list.step(by, rows);
            }
            (Step::Trial, Some(Ledger { trial: Some(trial), .. })) => {
                let rows = trial.count(trial.bucket);
                trial.list().step(by, rows);
            }
            (Step::Done, _) => self.scroll = self.scroll.saturating_add_signed(by),
            _ => {
                let rows = self.file.len();
                self.file.list.step(by, rows);
            }
        }
    }

    fn jump(&mut self, end: bool) {
        match (self.step, &mut self.ledger) {
            (Step::Columns, Some(ledger)) => {
                let rows = ledger.columns.len();
                ledger.columns.list.jump(end, rows);
            }
            (Step::Trial, Some(Ledger { trial: Some(trial), .. })) => {
                let rows = trial.count(trial.bucket);
                trial.list().jump(end, rows);
            }
            (Step::Done, _) => self.scroll = if end { usize::MAX } else { 0 },
            _ => self.file.list.jump(end, self.file.len()),
        }
    }

    fn page(&self) -> Option<usize> {
        Some(a_page(self.page))
    }

    fn rests(&self) -> bool {
        self.later
    }

    fn keep(&self) -> Option<Kept> {
        Kept::of(&KeptImport::of(self)?)
    }

    /// What comes in is one step from the third page to the fourth.
    fn spot(&self) -> Option<String> {
        Some("Import".to_owned())
    }

    /// What another session has changed is what things would happen to now.
    fn refresh(&mut self, desk: &mut Desk, now: Now, effects: &mut Vec<Effect>) {
        if let Some(waiting) = self.waiting.as_ref().filter(|_| !self.woken) {
            self.woken = true;
            let KeptImport { name, pasted, mark, .. } = waiting.clone();
            let source = Source::Kept { name, pasted, mark };
            self.read(source, None, effects);
        }
        let done = self.ledger.as_mut().and_then(|ledger| ledger.done.as_mut());
        if let Some((done, first)) = done.and_then(|done| done.first.clone().map(|first| (done, first)))
            && now.rewritten
        {
            done.taken_back = desk.register.record(&first.key).map(|(_, now)| now) == first.before;
        }
        if now.rewritten && self.step == Step::Trial {
            self.simulate_again(effects);
        }
    }
}
