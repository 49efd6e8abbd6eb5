//! Templates: the forms (様式) of papers as data, what stands on each, where and under which label. An association changes
//! a paper by changing its file in `data/forms/`; the facts that a form can name come from [`Facts`], and what its words
//! cite comes from the policy.

mod facts;
mod fault;
mod file;

pub(super) use facts::{Facts, List, Value, shown};
pub use fault::{TemplateError, TemplateFault};

use std::ops::Range;

use super::{
    names::Naming,
    paper::{
        Bar, ByHand, Chart, Check, Clauses, Column, Content, Field, Letter, Line, NextSheet, Paper, Part,
        Sheet, Table, sign,
    },
    text::UNRECORDED,
};
use crate::{
    policy::{Policy, citable, not_citable},
    register::{Date, Lang},
};
use file::{ColumnFile, LetterFile, PartFile, RowFile, TemplateFile};
use toml::Spanned;

/// So many times its empty rows has a list to be written by hand that has no other row.
const BLANK_TIMES: usize = 3;

/// The narrowest column, in cells: two full-width characters.
const NARROWEST: usize = 4;

/// A form that was read; its names are checked when it is filled.
#[derive(Debug)]
pub(super) struct Template<'t> {
    /// The text of the file, to say the line of a mistake.
    text: &'t str,
    file: TemplateFile,
}

/// What a paper says beside its facts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame<'a> {
    pub office: &'a str,
    pub date: Date,
    pub head: Option<&'a str>,
    /// The policy by which it judges, and its edition.
    pub policy: Option<&'a str>,
    pub names: Naming,
}

impl<'t> Template<'t> {
    /// Reads a form.
    ///
    /// # Errors
    /// When the text is no form; the error names the line.
    pub fn parse(text: &'t str) -> Result<Self, TemplateError> {
        let file: TemplateFile = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            TemplateError::at(text, at, TemplateFault::Unreadable(error.message().to_owned()))
        })?;
        let mut template = Self { text, file };
        if let Some(name) = template.file.words_mut().into_iter().find_map(|words| not_citable(words)) {
            let in_braces = |at: &usize| {
                let before = text.get(..*at).and_then(|before| before.rsplit('{').next());
                before.is_some_and(|before| !before.contains(['}', '"', '\n']))
            };
            let at = text.match_indices(&name).map(|(at, _)| at).find(in_braces).unwrap_or_default();
            let known = citable().map(str::to_owned).collect();
            return Err(TemplateError::at(text, at, TemplateFault::Unknown { name, known }));
        }
        template.is_named()?;
        Ok(template)
    }

    /// Whether it says what the paper is called.
    ///
    /// # Errors
    /// When it does not; the error names the line.
    pub fn is_named(&self) -> Result<(), TemplateError> {
        match [&self.file.title, &self.file.file].into_iter().find(|said| said.get_ref().trim().is_empty()) {
            Some(blank) => Err(self.error(&blank.span(), TemplateFault::Blank)),
            None => Ok(()),
        }
    }

    /// The form under a policy. A note that was a citation alone is left out where the policy has nothing of it.
    pub fn citing(mut self, policy: &Policy) -> Self {
        for words in self.file.words_mut() {
            *words = policy.cite(words, Lang::Ja);
        }
        self
    }

    /// The facts that are to be gathered for it, none of them said yet.
    pub fn facts(&self) -> Facts {
        Facts::for_lists(self.file.lists())
    }

    /// Whom the paper names unless it is told otherwise.
    pub fn names(&self) -> Naming {
        self.file.names
    }

    /// What the paper is called in file names.
    pub fn file_word(&self) -> &str {
        self.file.file.get_ref()
    }

    /// The paper: the form with the facts in their places, a sheet for each of them and for each copy.
    ///
    /// # Errors
    /// When the form names what the paper does not know, or does not fit the sheet; the error names the line.
    pub fn fill(&self, sheets: &[Facts], frame: &Frame<'_>) -> Result<Paper, TemplateError> {
        // A letter is to one.
        let letter = self.file.letter.as_ref().zip(sheets.first());
        let letter = letter.map(|(letter, facts)| self.letter(letter, facts)).transpose()?;
        let more = match frame.names {
            Naming::Masked => &self.file.notes_masked,
            Naming::Named => self.file.notes_named.as_ref().unwrap_or(&self.file.notes_masked),
            Naming::Full => &self.file.notes_full,
        };
        let notes = self.file.notes.iter().chain(more).filter(|note| !note.is_empty());
        let notes: Vec<String> = notes.cloned().collect();
        let mut parts = Vec::new();
        let titles = self.titles();
        for (place, facts) in sheets.iter().enumerate() {
            for (copy, title) in titles.iter().enumerate() {
                if place + copy > 0 {
                    parts.push(Part::NextSheet(NextSheet { title: title.clone(), notes: notes.clone() }));
                }
                let mut sheet = Vec::new();
                for part in &self.file.part {
                    self.part(part, facts, &mut sheet)?;
                }
                without_empty_annexes(&mut sheet);
                parts.extend(sheet);
            }
        }
        Ok(Paper {
            title: titles.into_iter().next().unwrap_or_default(),
            sheet: self.file.sheet.into(),
            office: frame.office.to_owned(),
            date: frame.date,
            head: frame.head.map(str::to_owned),
            policy: frame.policy.filter(|_| self.file.policy).map(str::to_owned),
            names: frame.names,
            letter,
            one_line: self.file.one_line,
            parts,
            notes,
        })
    }

    /// The title of each copy.
    fn titles(&self) -> Vec<String> {
        let title = self.file.title.get_ref();
        if self.file.copies.is_empty() {
            return vec![title.clone()];
        }
        self.file.copies.iter().map(|copy| format!("{title}　{copy}")).collect()
    }

    fn part(
        &self,
        spanned: &Spanned<PartFile>,
        facts: &Facts,
        out: &mut Vec<Part>,
    ) -> Result<(), TemplateError> {
        let part = spanned.get_ref();
        let named = part.heading.is_some() || part.annex.is_some();
        if part.kinds() > 1 || (part.kinds() == 0 && !named) {
            return Err(self.error(&spanned.span(), TemplateFault::NotOneThing));
        }
        let may_have_columns = part.table.is_some() || part.checks.is_some() || part.checklist.is_some();
        let has_rows = !part.columns.is_empty();
        if (part.table.is_some() && !has_rows) || (has_rows && !may_have_columns) {
            return Err(self.error(&spanned.span(), TemplateFault::TableAndColumns));
        }
        if part.blank_rows > 0 && !has_rows {
            return Err(self.error(&spanned.span(), TemplateFault::TableAndColumns));
        }
        if part.chart.is_some() == part.series.is_empty() || part.chart.is_some() != part.axis.is_some() {
            return Err(self.error(&spanned.span(), TemplateFault::ChartAndSeries));
        }
        let alone = |key, beside| Err(self.error(&spanned.span(), TemplateFault::Alone { key, beside }));
        if part.align.is_some() && part.text.is_none() && part.words.is_none() {
            return alone("align", "text / words");
        }
        if part.large && part.clauses.is_none() {
            return alone("large", "clauses");
        }
        // Conditions are checked on every paper, kept or not, so that a mistake shows at once.
        let mut kept = true;
        for (condition, wanted) in [(&part.when, true), (&part.unless, false)] {
            if let Some(name) = condition {
                let there = match facts.rows(name.get_ref()) {
                    Some(list) => !list.rows.is_empty(),
                    None => self.value(name, facts)?.is_some(),
                };
                kept &= there == wanted;
            }
        }
        let mut made = Vec::new();
        if let Some(title) = &part.annex {
            made.push(Part::Annex(title.clone()));
        }
        if let Some(heading) = &part.heading {
            made.push(Part::Heading(heading.clone()));
        }
        if let Some(rows) = &part.rows {
            made.push(Part::Rows(self.rows(rows, facts)?));
        }
        let said = |text: String| match part.align {
            Some(align) => Part::Line(Line { text, align: align.into() }),
            None => Part::Text(text),
        };
        if let Some(name) = &part.text {
            made.push(said(shown(self.value(name, facts)?)));
        }
        if let Some(name) = &part.display {
            made.push(Part::Display(shown(self.value(name, facts)?)));
        }
        if let Some(words) = &part.words {
            made.push(said(words.clone()));
        }
        if let Some(items) = &part.clauses {
            made.push(Part::Clauses(Clauses { items: items.clone(), large: part.large }));
        }
        if let Some(name) = &part.table {
            made.push(self.table(name, part, facts)?);
        }
        if let Some(name) = &part.chart {
            made.push(self.chart(name, part, facts)?);
        }
        if let Some(checks) = &part.checks {
            let rows = checks.iter().map(|text| vec![Some(text.clone()), None]).collect();
            let list = List { names: &["text", "done"], rows };
            made.push(self.checks_of(&list, spanned, part)?);
        }
        if let Some(name) = &part.checklist {
            let list = self.list(name, facts)?;
            self.place(name, list, "text")?;
            self.place(name, list, "done")?;
            made.push(self.checks_of(list, spanned, part)?);
        }
        if let Some(seals) = &part.seals {
            made.push(Part::Seals(seals.clone()));
        }
        if kept {
            out.extend(made);
        }
        Ok(())
    }

    fn letter(&self, letter: &LetterFile, facts: &Facts) -> Result<Letter, TemplateError> {
        Ok(Letter {
            marks: self.rows(&letter.marks, facts)?,
            to: shown(self.value(&letter.to, facts)?),
            from: self.rows(&letter.from, facts)?,
        })
    }

    fn rows(&self, rows: &[Spanned<RowFile>], facts: &Facts) -> Result<Vec<Field>, TemplateError> {
        let mut fields = Vec::new();
        for spanned in rows {
            let row = spanned.get_ref();
            match (&row.label, &row.fact, &row.each) {
                (Some(label), None, None) if row.words.is_some() && row.write.is_none() => {
                    fields.push((label.clone(), row.words.clone().unwrap_or_default().into()));
                }
                (Some(label), fact, None)
                    if row.words.is_none() && (fact.is_some() || row.write.is_some()) =>
                {
                    let fact = fact.as_ref().map(|fact| self.value(fact, facts)).transpose()?;
                    let said = fact.unwrap_or(&None);
                    if said.is_some() || !row.optional {
                        fields.push((label.clone(), content(said, row.write.as_ref(), row.lines)));
                    }
                }
                (None, None, Some(each)) if row.write.is_none() && row.words.is_none() => {
                    let list = self.list(each, facts)?;
                    let (label, value) = (self.place(each, list, "label")?, self.place(each, list, "value")?);
                    let shown_at =
                        |row: &[Option<String>], place: usize| row.get(place).map_or_else(String::new, shown);
                    fields.extend(
                        list.rows.iter().map(|row| (shown_at(row, label), shown_at(row, value).into())),
                    );
                }
                _ => return Err(self.error(&spanned.span(), TemplateFault::RowShape)),
            }
        }
        Ok(fields)
    }

    fn table(&self, name: &Spanned<String>, part: &PartFile, facts: &Facts) -> Result<Part, TemplateError> {
        let list = self.list(name, facts)?;
        self.list_as_table(list, part, |_, _| None)
    }

    /// Words with boxes, ticked where `done` says something; with columns a table, whose boxes stand before `text`.
    fn checks_of(
        &self,
        list: &List,
        spanned: &Spanned<PartFile>,
        part: &PartFile,
    ) -> Result<Part, TemplateError> {
        let (Some(text), Some(done)) = (list.place("text"), list.place("done")) else {
            return Err(self.error(&spanned.span(), TemplateFault::NotOneThing));
        };
        let day = |row: &[Value]| row.get(done).cloned().flatten().filter(|said| !said.is_empty());
        if !part.columns.is_empty() {
            return self
                .list_as_table(list, part, |row, place| (place == text).then(|| sign(day(row).is_some())));
        }
        if list.rows.is_empty() {
            return Ok(Part::Text(part.empty.clone().unwrap_or_else(|| UNRECORDED.to_owned())));
        }
        let check = |row: &Vec<Value>| {
            let (text, day) = (row.get(text).map_or_else(String::new, shown), day(row));
            Check {
                done: day.is_some(),
                text: day.map_or_else(|| text.clone(), |day| format!("{text}（{day} 済）")),
            }
        };
        Ok(Part::Checks(list.rows.iter().map(check).collect()))
    }

    /// The rows of a list with the columns of a part; `sign` stands before what is in a place of a row.
    fn list_as_table(
        &self,
        list: &List,
        part: &PartFile,
        sign: impl Fn(&[Value], usize) -> Option<&'static str>,
    ) -> Result<Part, TemplateError> {
        self.check_widths(&part.columns)?;
        let mut places = Vec::new();
        let mut columns = Vec::new();
        for column in &part.columns {
            let ColumnFile { label, fact, width, align, write, .. } = column.get_ref();
            if fact.is_none() && write.is_none() {
                return Err(self.error(&column.span(), TemplateFault::ColumnShape));
            }
            let place = fact.as_ref().map(|fact| self.place(fact, list, fact.get_ref())).transpose()?;
            places.push((place, column.get_ref()));
            columns.push(Column { label: label.clone(), width: *width, align: (*align).into() });
        }
        if list.rows.is_empty()
            && part.blank_rows == 0
            && let Some(empty) = &part.empty
        {
            return Ok(Part::Text(empty.clone()));
        }
        let row = |row: &Vec<Value>| -> Vec<Content> {
            let cell = |(place, column): &(Option<usize>, &ColumnFile)| {
                let value = place.and_then(|place| row.get(place)).unwrap_or(&None);
                match (
                    content(value, column.write.as_ref(), column.lines),
                    place.and_then(|at| sign(row, at)),
                ) {
                    (Content::Text(text), Some(sign)) => Content::Text(format!("{sign} {text}")),
                    (content, _) => content,
                }
            };
            places.iter().map(cell).collect()
        };
        let mut rows: Vec<Vec<Content>> = list.rows.iter().map(row).collect();
        if rows.is_empty() && part.blank_rows == 0 {
            rows.push(vec![UNRECORDED.into(); columns.len()]);
        }
        let blank = |(_, column): &(_, &ColumnFile)| {
            content(&None, Some(&column.write.clone().unwrap_or_default()), column.lines)
        };
        let blank: Vec<Content> = places.iter().map(blank).collect();
        // A sheet on which nobody stands yet is filled in by hand as a whole.
        let times = if list.rows.is_empty() { BLANK_TIMES } else { 1 };
        rows.extend(std::iter::repeat_n(blank, usize::from(part.blank_rows) * times));
        Ok(Part::Table(Table { columns, rows, roomy: part.roomy }))
    }

    /// The places of a list as stacked columns: `label` names each, the others are numbers.
    fn chart(&self, name: &Spanned<String>, part: &PartFile, facts: &Facts) -> Result<Part, TemplateError> {
        let list = self.list(name, facts)?;
        let label = self.place(name, list, "label")?;
        let mut places = Vec::new();
        let mut series = Vec::new();
        for spanned in &part.series {
            let RowFile { label: Some(label), fact: Some(fact), each: None, write: None, .. } =
                spanned.get_ref()
            else {
                return Err(self.error(&spanned.span(), TemplateFault::RowShape));
            };
            places.push(self.place(fact, list, fact.get_ref())?);
            series.push(label.clone());
        }
        if list.rows.is_empty()
            && let Some(empty) = &part.empty
        {
            return Ok(Part::Text(empty.clone()));
        }
        let bar = |row: &Vec<Option<String>>| {
            let value = |place: &usize| row.get(*place).and_then(|value| value.as_deref()?.parse().ok());
            Bar {
                label: row.get(label).map_or_else(String::new, shown),
                values: places.iter().map(value).collect(),
            }
        };
        let bars = list.rows.iter().map(bar).collect();
        Ok(Part::Chart(Chart { axis: part.axis.clone().unwrap_or_default(), series, bars }))
    }

    /// The widths must fit the line of plain text, which is the narrower measure: separators of three cells, an indent of
    /// two, and six cells for each column without a width.
    fn check_widths(&self, columns: &[Spanned<ColumnFile>]) -> Result<(), TemplateError> {
        let cells = Sheet::from(self.file.sheet).cells();
        let mut wanted = 2 + 3 * columns.len().saturating_sub(1);
        for column in columns {
            let width = column.get_ref().width;
            if width != 0 && width < NARROWEST {
                return Err(self.error(&column.span(), TemplateFault::Narrow { least: NARROWEST }));
            }
            wanted = wanted.saturating_add(if width == 0 { 6 } else { width });
        }
        match columns.last() {
            Some(last) if wanted > cells => {
                Err(self.error(&last.span(), TemplateFault::TooWide { cells, over: wanted - cells }))
            }
            _ => Ok(()),
        }
    }

    fn value<'f>(
        &self,
        name: &Spanned<String>,
        facts: &'f Facts,
    ) -> Result<&'f Option<String>, TemplateError> {
        facts.value(name.get_ref()).ok_or_else(|| self.unknown(name, facts.value_names()))
    }

    fn list<'f>(&self, name: &Spanned<String>, facts: &'f Facts) -> Result<&'f List, TemplateError> {
        facts.rows(name.get_ref()).ok_or_else(|| self.unknown(name, facts.list_names()))
    }

    fn place(&self, at: &Spanned<String>, list: &List, name: &str) -> Result<usize, TemplateError> {
        list.place(name).ok_or_else(|| {
            let known = list.names.to_vec();
            let fault = TemplateFault::Unknown {
                name: name.to_owned(),
                known: known.into_iter().map(str::to_owned).collect(),
            };
            self.error(&at.span(), fault)
        })
    }

    fn unknown(&self, name: &Spanned<String>, known: Vec<&'static str>) -> TemplateError {
        let known = known.into_iter().map(str::to_owned).collect();
        self.error(&name.span(), TemplateFault::Unknown { name: name.get_ref().clone(), known })
    }

    fn error(&self, span: &Range<usize>, fault: TemplateFault) -> TemplateError {
        TemplateError::at(self.text, span.start, fault)
    }
}

/// What stands in a cell: what is recorded; room to write it by hand where the form has that; else that it is not.
fn content(value: &Value, write: Option<&String>, lines: Option<u8>) -> Content {
    match (value, write) {
        (None, Some(printed)) => {
            Content::ByHand(ByHand { printed: printed.clone(), lines: lines.unwrap_or(1) })
        }
        _ => Content::Text(shown(value)),
    }
}

/// An annex in which nothing stands is none.
fn without_empty_annexes(parts: &mut Vec<Part>) {
    let is_annex = |part: &Part| matches!(part, Part::Annex(_));
    let mut follows = false;
    parts.reverse();
    parts.retain(|part| {
        let keep = !is_annex(part) || follows;
        follows = !is_annex(part);
        keep
    });
    parts.reverse();
}

#[cfg(test)]
mod tests;
