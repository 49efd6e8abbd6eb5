//! 元に戻せる操作: the last changes that stand, with who and when, before and after, and whether each can be taken back.

pub mod keys;

use crate::{
    register::{Change, Lang, Refusal, undo::UndoStep},
    store::{HistoryEntry, PastChange},
    tui::{
        app::{Effect, Now},
        desk::Desk,
        forms::entry::details,
        keys::Ctx,
        layers::rows::{Row, Rows, join},
        recording::undo::called,
        terminal::tone::Tone,
        widgets::{lines::Line, scroll::ListPlace},
        words::{HistoryWord, RowsWord, Word, action_label, refusal, when_short},
    },
};

/// How many steps are asked for.
const MOST: usize = 100;

/// One change that stands.
pub struct Step {
    /// As the history has it.
    pub past: PastChange,
    /// Whether it can be taken back now.
    pub undo: UndoStep,
    /// What it is called.
    pub label: String,
}

/// The list of steps, the newest first.
#[derive(Default)]
pub struct Steps {
    list: Vec<Step>,
    rows: Vec<Row>,
    /// The register has changed since the vault was asked.
    pub stale: bool,
    /// Why the history could not be read.
    pub failed: Option<String>,
    /// Whether the vault has answered.
    pub there: bool,
}

impl Steps {
    /// A list that asks the vault first.
    pub fn new() -> Self {
        Self { stale: true, ..Self::default() }
    }

    /// The step at a place.
    pub fn at(&self, place: ListPlace) -> Option<&Step> {
        self.list.get(place.selected(self.list.len())?)
    }

    /// Takes what the vault answered.
    pub fn receive(&mut self, outcome: Result<Vec<PastChange>, String>, desk: &Desk) {
        self.there = true;
        let past = match outcome {
            Ok(past) => past,
            Err(why) => {
                (self.failed, self.list, self.rows) = (Some(why), Vec::new(), Vec::new());
                return;
            }
        };
        self.failed = None;
        // The register asks for the oldest first.
        let changes: Vec<Change> = past.iter().rev().map(|past| past.change.clone()).collect();
        let last = changes.len().saturating_sub(1);
        let undo = crate::register::undo::steps(&desk.register, &changes).into_iter().rev();
        let steps = past.into_iter().zip(undo).map(|(past, mut undo)| {
            undo.after = undo.after.into_iter().map(|place| last - place).collect();
            let label = label(&past, desk);
            Step { past, undo, label }
        });
        self.list = steps.collect();
        self.rows = self.list.iter().map(|step| row(step, desk.lang)).collect();
    }

    /// When, who, what of the selected step, whether it can be taken back, and every fact before and after.
    pub fn lines(&self, place: ListPlace, desk: &Desk) -> Vec<Line> {
        let Some(step) = self.at(place) else { return Vec::new() };
        let lang = desk.lang;
        let mut lines = vec![Line::Fact(RowsWord::StepBack.say(lang).to_owned(), self.answer(step, lang))];
        let (past, records) = (&step.past, &step.past.change.records);
        for (place, record) in records.iter().enumerate() {
            let entry = HistoryEntry {
                seq: past.batch,
                batch: past.batch,
                at: past.at.clone(),
                account: past.account.clone(),
                action: past.action.clone(),
                undoes: past.undoes.filter(|_| place == 0),
                key: Some(record.key.clone()),
                before: record.before.clone(),
                after: record.after.clone(),
                note: [None, None],
            };
            // When, who and what are those of the first record.
            lines.extend(details(&entry, desk).into_iter().skip(if place == 0 { 0 } else { 3 }));
        }
        lines
    }

    /// Whether a step can be taken back, in words; where later ones have to go first, which.
    pub fn answer(&self, step: &Step, lang: Lang) -> String {
        if step.past.change.records.is_empty() {
            let did = action_label(&step.past.action, lang);
            return RowsWord::StepReplaced.fill(lang, &[&did]);
        }
        let Err(why) = &step.undo.way_back else {
            let word = if step.past.undoes.is_some() { RowsWord::StepRedo } else { RowsWord::StepCan };
            return word.say(lang).to_owned();
        };
        let in_the_way: Vec<String> = self
            .in_the_way(step)
            .into_iter()
            .filter_map(|place| self.list.get(place))
            .map(|later| format!("{} {}", when_short(&later.past.at), later.called(lang)))
            .collect();
        match why {
            _ if !in_the_way.is_empty() => RowsWord::StepAfter.fill(lang, &[&in_the_way.join("、")]),
            Refusal::ChangedMeanwhile(_) => RowsWord::StepChanged.say(lang).to_owned(),
            other => refusal(other, lang),
        }
    }

    /// The later steps that have to go first, the newest first: those since a record last was what this step made of it.
    fn in_the_way(&self, step: &Step) -> Vec<usize> {
        let mut all = Vec::new();
        for record in &step.past.change.records {
            let mut since = Vec::new();
            // The list has the newest first.
            let mut later = step.undo.after.clone();
            later.sort_unstable_by(|a, b| b.cmp(a));
            for place in later {
                let changes = self.list.get(place).map_or(&[][..], |later| &later.past.change.records);
                match changes.iter().find(|change| change.key == record.key) {
                    Some(change) if change.after == record.after => since.clear(),
                    Some(_) => since.push(place),
                    None => {}
                }
            }
            all.extend(since);
        }
        all.sort_unstable();
        all.dedup();
        all
    }
}

impl Step {
    /// What it is called, with what was done.
    pub fn called(&self, lang: Lang) -> String {
        let did = action_label(&self.past.action, lang);
        match lang {
            Lang::Ja => format!("{}（{did}）", self.label),
            Lang::En => format!("{} ({did})", self.label),
        }
    }
}

/// What a step is called: its first record, and how many more.
fn label(past: &PastChange, desk: &Desk) -> String {
    let lang = desk.lang;
    let first = past.change.records.first();
    let name = first.map(|record| called(record, desk)).unwrap_or_default();
    match past.change.records.len() {
        0 | 1 => name,
        many => RowsWord::StepMore.fill(lang, &[&name, &(many - 1).to_string()]),
    }
}

fn row(step: &Step, lang: Lang) -> Row {
    let can = step.undo.way_back.is_ok();
    let mark = if can { "u" } else { "-" };
    let when = when_short(&step.past.at);
    let did = action_label(&step.past.action, lang);
    let cells = vec![mark.to_owned(), when, step.past.account.clone(), did, step.label.clone()];
    Row { cells, heading: false, tone: if can { Tone::Plain } else { Tone::Quiet } }
}

impl Rows for Steps {
    fn ctx(&self) -> Ctx {
        Ctx::Steps
    }

    fn title(&self) -> RowsWord {
        RowsWord::StepsTitle
    }

    fn rows(&self) -> &[Row] {
        &self.rows
    }

    fn summary(&self, lang: Lang) -> String {
        let can = self.list.iter().filter(|step| step.undo.way_back.is_ok()).count();
        join(&[
            &Word::Count.fill(lang, &[&self.list.len().to_string()]),
            &RowsWord::StepsCan.fill(lang, &[&can.to_string()]),
        ])
    }

    fn made_for(&self) -> &'static [u16] {
        &[1, 16, 8, 12, 12]
    }

    fn headings(&self, lang: Lang) -> Option<[&'static str; 5]> {
        let words = [HistoryWord::ColWhen, HistoryWord::ColWho, HistoryWord::ColDid, HistoryWord::ColOf]
            .map(|word| word.say(lang));
        let [when, who, did, of] = words;
        Some(["", when, who, did, of])
    }

    fn empty(&self, lang: Lang) -> String {
        match (&self.failed, self.there) {
            (Some(why), _) => why.clone(),
            (None, true) => RowsWord::StepsNone.say(lang).to_owned(),
            (None, false) => HistoryWord::HistoryLoading.say(lang).to_owned(),
        }
    }

    fn details(&self, place: ListPlace, desk: &Desk) -> Option<Vec<Line>> {
        Some(self.lines(place, desk))
    }

    fn refresh(&mut self, now: Now, effects: &mut Vec<Effect>) {
        if std::mem::take(&mut self.stale) | now.rewritten {
            effects.push(Effect::ReadPastChanges(MOST));
        }
    }
}
