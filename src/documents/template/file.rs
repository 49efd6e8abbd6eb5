//! A form as it is written in its file.

use std::collections::BTreeSet;

use serde::Deserialize;
use toml::Spanned;

use crate::documents::{Align, Naming, Sheet};

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TemplateFile {
    pub title: Spanned<String>,
    /// What the paper is called in file names.
    pub file: Spanned<String>,
    pub names: Naming,
    /// What each copy of the paper is called, after its title; left out where there is one.
    #[serde(default)]
    pub copies: Vec<String>,
    #[serde(default)]
    pub sheet: SheetSetting,
    /// Whether its text form has every value in one line, to be copied.
    #[serde(default)]
    pub one_line: bool,
    /// Whether its foot says by which policy it judges and cites.
    #[serde(default = "yes")]
    pub policy: bool,
    #[serde(default)]
    pub notes: Vec<String>,
    /// Notes where nobody is named, where only those who answer for the office are, and where everybody is. A form that does
    /// not say what holds for the second has what holds for the first.
    #[serde(default)]
    pub notes_masked: Vec<String>,
    pub notes_named: Option<Vec<String>>,
    #[serde(default)]
    pub notes_full: Vec<String>,
    /// What stands above the title of a letter.
    pub letter: Option<LetterFile>,
    pub part: Vec<Spanned<PartFile>>,
}

fn yes() -> bool {
    true
}

/// The beginning of a letter: to whom, and two lists of labelled facts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LetterFile {
    pub to: Spanned<String>,
    #[serde(default)]
    pub marks: Vec<Spanned<RowFile>>,
    #[serde(default)]
    pub from: Vec<Spanned<RowFile>>,
}

impl TemplateFile {
    /// The form's own words, which may cite the policy.
    pub fn words_mut(&mut self) -> Vec<&mut String> {
        let mut words = vec![self.title.get_mut()];
        let notes = self.notes.iter_mut().chain(&mut self.notes_masked);
        words.extend(&mut self.copies);
        words.extend(notes.chain(self.notes_named.iter_mut().flatten()).chain(&mut self.notes_full));
        let letter =
            self.letter.iter_mut().flat_map(|letter| letter.marks.iter_mut().chain(&mut letter.from));
        words.extend(letter.filter_map(|row| row.get_mut().label.as_mut()));
        for part in self.part.iter_mut().map(Spanned::get_mut) {
            words.extend(
                [&mut part.heading, &mut part.annex, &mut part.words, &mut part.axis, &mut part.empty]
                    .into_iter()
                    .flatten(),
            );
            words.extend(part.clauses.iter_mut().flatten());
            words.extend(part.checks.iter_mut().chain(&mut part.seals).flatten());
            for ColumnFile { label, write, .. } in part.columns.iter_mut().map(Spanned::get_mut) {
                words.extend(std::iter::once(label).chain(write));
            }
            let rows = part.rows.iter_mut().flatten().chain(&mut part.series);
            words.extend(
                rows.map(Spanned::get_mut)
                    .flat_map(|row| row.label.iter_mut().chain(&mut row.write).chain(&mut row.words)),
            );
        }
        words
    }

    /// The names that may be those of lists.
    pub fn lists(&self) -> BTreeSet<String> {
        let parts = self.part.iter().map(Spanned::get_ref);
        let letter = self.letter.iter().flat_map(|letter| letter.marks.iter().chain(&letter.from));
        let each = parts.clone().flat_map(|part| part.rows.iter().flatten()).chain(letter);
        let each = each.filter_map(|row| row.get_ref().each.as_ref());
        let named =
            parts.flat_map(|part| [&part.table, &part.chart, &part.checklist, &part.when, &part.unless]);
        named.flatten().chain(each).map(|name| name.get_ref().clone()).collect()
    }
}

/// A part: a heading, and at most one of the others.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PartFile {
    /// The title of an annex that begins here, on a page of its own.
    pub annex: Option<String>,
    pub heading: Option<String>,
    /// Labelled rows.
    pub rows: Option<Vec<Spanned<RowFile>>>,
    /// A fact as running text.
    pub text: Option<Spanned<String>>,
    /// A fact that is read letter by letter, large.
    pub display: Option<Spanned<String>>,
    /// Words of the form itself.
    pub words: Option<String>,
    /// Where the running text or the words are a line of their own.
    pub align: Option<LineSetting>,
    /// Numbered sentences.
    pub clauses: Option<Vec<String>>,
    /// Whether they are read from a distance.
    #[serde(default)]
    pub large: bool,
    /// A list as a table, with its columns.
    pub table: Option<Spanned<String>>,
    #[serde(default)]
    pub columns: Vec<Spanned<ColumnFile>>,
    /// A list as stacked columns: what its places are called, and the numbers that are stacked.
    pub chart: Option<Spanned<String>>,
    pub axis: Option<String>,
    #[serde(default)]
    pub series: Vec<Spanned<RowFile>>,
    /// Whether the table is to be written into by hand.
    #[serde(default)]
    pub roomy: bool,
    /// What stands where the list has no rows; else one row of 「未確認」.
    pub empty: Option<String>,
    /// How many empty rows follow those of the list, to be written by hand.
    #[serde(default)]
    pub blank_rows: u8,
    /// Words with a box to tick by hand.
    pub checks: Option<Vec<String>>,
    /// A list with boxes that are ticked where `done` says something.
    pub checklist: Option<Spanned<String>>,
    /// Captions of places for seals.
    pub seals: Option<Vec<String>>,
    /// The part stands only where this is recorded.
    pub when: Option<Spanned<String>>,
    /// The part stands only where this is not recorded.
    pub unless: Option<Spanned<String>>,
}

impl PartFile {
    /// How many things the part is.
    pub fn kinds(&self) -> usize {
        let there = [
            self.rows.is_some(),
            self.text.is_some(),
            self.display.is_some(),
            self.words.is_some(),
            self.clauses.is_some(),
            self.table.is_some(),
            self.chart.is_some(),
            self.checks.is_some(),
            self.checklist.is_some(),
            self.seals.is_some(),
        ];
        there.into_iter().filter(|there| *there).count()
    }
}

/// A row: a label with its fact, with words or with what is written by hand, or every row of a list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RowFile {
    pub label: Option<String>,
    pub fact: Option<Spanned<String>>,
    /// Words of the form itself.
    pub words: Option<String>,
    pub each: Option<Spanned<String>>,
    /// Where the fact is not recorded, or there is none, room to write it by hand, with these words printed in it.
    pub write: Option<String>,
    /// How many lines of handwriting that has.
    pub lines: Option<u8>,
    /// The row is left out where the fact is not recorded.
    #[serde(default)]
    pub optional: bool,
}

/// A column of a table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ColumnFile {
    pub label: String,
    pub fact: Option<Spanned<String>>,
    /// In cells; 0 takes what the others leave.
    pub width: usize,
    /// As of a row.
    pub write: Option<String>,
    pub lines: Option<u8>,
    #[serde(default)]
    pub align: AlignSetting,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum AlignSetting {
    #[default]
    Left,
    Right,
}

impl From<AlignSetting> for Align {
    fn from(setting: AlignSetting) -> Self {
        match setting {
            AlignSetting::Left => Self::Left,
            AlignSetting::Right => Self::Right,
        }
    }
}

/// Where a line of its own stands.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum LineSetting {
    Left,
    Center,
    Right,
}

impl From<LineSetting> for Align {
    fn from(setting: LineSetting) -> Self {
        match setting {
            LineSetting::Left => Self::Left,
            LineSetting::Center => Self::Center,
            LineSetting::Right => Self::Right,
        }
    }
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum SheetSetting {
    #[default]
    Portrait,
    Landscape,
}

impl From<SheetSetting> for Sheet {
    fn from(setting: SheetSetting) -> Self {
        match setting {
            SheetSetting::Portrait => Self::Portrait,
            SheetSetting::Landscape => Self::Landscape,
        }
    }
}
