//! The second page: what each sheet is, and where each of its columns goes.

use std::sync::Arc;

use ratatui::layout::{Position, Rect};

use crate::{
    exchange::{
        Mapping, Settings,
        columns::{Column, Headings, Kind, Layout, NoLayout, Why},
        layouts,
        table::{Book, Sheet},
        values::{is_blank, shown},
    },
    policy::Policy,
    register::{Date, Lang},
    tui::{
        app::below,
        terminal::{
            buffer::{Buffer, put},
            theme::Theme,
            width::{fit, visible},
        },
        widgets::{
            frame::around,
            lines::{Line, lay},
            scroll::{ListPlace, scrollbar},
        },
        words::{
            ImportWord as W, Word,
            ledgers::{column_why, field_label, sheet_why},
        },
    },
};

/// So many values are shown of a column.
const SAMPLES: usize = 3;
/// So many rows are looked at for them.
const FAR_DOWN: usize = 200;

/// Fields to which several columns may go.
const SHARED: &[&str] =
    &["/device/line", "/staff/memo", "/device/memo", "/group/memo", "/row/remark", "/filing/note"];

/// A sheet as the page shows it.
pub struct SheetLook {
    /// Its name.
    pub name: String,
    /// What it is called: a table that was pasted has no name.
    label: String,
    /// What it is, or why it is not taken in.
    pub layout: Result<Layout, NoLayout>,
    /// What stands in its columns.
    samples: Vec<Vec<String>>,
    /// What else there is to know about it.
    told: Vec<String>,
    encoding: Option<&'static str>,
    /// Whose words the fields' names have.
    pub policy: Arc<Policy>,
}

impl SheetLook {
    /// Its columns.
    pub fn columns(&self) -> impl Iterator<Item = &Column> {
        let layout = self.layout.as_ref().ok();
        layout.into_iter().flat_map(|layout| layout.columns.iter().chain(&layout.second_row))
    }
}

/// The page.
pub struct Columns {
    /// The sheets.
    pub sheets: Vec<SheetLook>,
    /// The rows: a sheet, and one of its columns where the row is about one.
    rows: Vec<(usize, Option<usize>)>,
    /// Where the selection stands.
    pub list: ListPlace,
}

impl Columns {
    /// What the sheets are as far as something was said of them.
    pub fn new(
        book: &Arc<Book>,
        name: &str,
        mapping: &Mapping,
        hidden: bool,
        policy: &Policy,
        today: Date,
        lang: Lang,
    ) -> Self {
        let settings = Settings { mapping: Some(mapping), hidden, ..Settings::default() };
        let found = layouts(book, name, &Headings::new(policy), today, settings);
        let policy = Arc::new(policy.clone());
        let looks = found.into_iter().map(|(sheet, layout)| {
            let columns = layout.as_ref().ok().into_iter();
            let columns = columns.flat_map(|found| {
                let all = found.columns.iter().chain(&found.second_row);
                all.map(|column| samples(sheet, found.body, column.place))
            });
            SheetLook {
                name: sheet.name.clone(),
                label: if sheet.name.is_empty() { name.to_owned() } else { sheet.name.clone() },
                samples: columns.collect(),
                told: sheet.told.iter().map(|told| told.message(lang)).collect(),
                encoding: sheet.encoding,
                policy: Arc::clone(&policy),
                layout,
            }
        });
        let sheets: Vec<SheetLook> = looks.collect();
        let rows = sheets.iter().enumerate().flat_map(|(place, sheet)| {
            let columns = sheet.columns().enumerate().map(move |(column, _)| (place, Some(column)));
            std::iter::once((place, None)).chain(columns)
        });
        Self { rows: rows.collect(), sheets, list: ListPlace::new() }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The sheet that is selected, and its column where one is.
    pub fn selected(&self) -> Option<(&SheetLook, Option<&Column>)> {
        let (sheet, column) = *self.rows.get(self.list.selected(self.rows.len())?)?;
        let sheet = self.sheets.get(sheet)?;
        Some((sheet, column.and_then(|column| sheet.columns().nth(column))))
    }

    /// What is missing before anything can come in, in a sentence.
    pub fn missing(&self, lang: Lang) -> Option<String> {
        let taken = self.sheets.iter().filter_map(|sheet| Some((sheet, sheet.layout.as_ref().ok()?)));
        let mut none = true;
        for (sheet, layout) in taken {
            none = false;
            if let Some(need) = needs(sheet, layout, lang) {
                return Some(W::MissingIn.fill(lang, &[&visible(&sheet.label), &need]));
            }
        }
        none.then(|| W::NothingChosen.say(lang).to_owned())
    }

    /// Draws it; says where the cursor rests and how many rows were in sight.
    pub fn draw(
        &mut self,
        said: &[String],
        lang: Lang,
        theme: &Theme,
        inner: Rect,
        buf: &mut Buffer,
    ) -> (Position, usize) {
        let width = usize::from(inner.width);
        let details = self.details(lang);
        let below = u16::try_from(said.len()).unwrap_or(1).min(3);
        let pane_height = (inner.height.saturating_sub(below) * 2 / 5).max(3);
        let rows = Rect {
            height: inner.height.saturating_sub(below + pane_height + 1),
            width: inner.width - 1,
            ..inner
        };
        let height = usize::from(rows.height);
        let range = self.list.visible_range(self.rows.len(), height);
        let selected = self.list.selected(self.rows.len());
        let mut cursor = Position::new(rows.x, rows.y);
        for (y, (row, (sheet, column))) in
            (rows.y..).zip(self.rows.iter().enumerate().skip(range.start).take(range.len()))
        {
            let Some(sheet) = self.sheets.get(*sheet) else { continue };
            let at = Rect { y, height: 1, ..rows };
            match column {
                None => draw_sheet(sheet, lang, theme, at, buf),
                Some(column) => draw_column(sheet, *column, lang, theme, at, buf),
            }
            if selected == Some(row) {
                buf.set_style(at, theme.selected);
                cursor = Position::new(rows.x, y);
            }
        }
        let bar = Rect { x: inner.right() - 1, width: 1, ..rows };
        scrollbar(range, self.rows.len(), bar, buf, theme.quiet);
        put(buf, inner.x, rows.bottom(), &"-".repeat(width), width, theme.quiet);
        let pane = Rect { y: rows.bottom() + 1, height: pane_height, ..inner };
        let laid = lay(&details, theme, pane.width, usize::MAX);
        below::draw(&laid, pane, around(inner), (theme, lang), buf);
        for (y, line) in (pane.bottom()..inner.bottom()).zip(said) {
            put(buf, inner.x, y, line, width, theme.text);
        }
        (cursor, height)
    }

    fn details(&self, lang: Lang) -> Vec<Line> {
        let Some((sheet, column)) = self.selected() else { return Vec::new() };
        let Some(column) = column else {
            let mut lines = vec![Line::Text(sheet_line(sheet, lang))];
            match &sheet.layout {
                Ok(layout) => {
                    lines.extend(
                        needs(sheet, layout, lang).map(|need| Line::Text(W::Missing.fill(lang, &[&need]))),
                    );
                }
                Err(why) => lines.push(Line::Text(sheet_why(*why, lang))),
            }
            lines.extend(sheet.told.iter().map(|told| Line::Text(told.clone())));
            return lines;
        };
        let place = sheet.columns().position(|other| other == column).unwrap_or(0);
        let samples = sheet.samples.get(place).map(|samples| samples.join(" / ")).unwrap_or_default();
        let why = column_why(column.why, &column.heading, lang);
        vec![
            Line::Fact(W::InColumn.fill(lang, &[&column.letters()]), column.heading.clone()),
            Line::Fact(W::Examples.say(lang).to_owned(), samples),
            Line::Fact(W::GoesTo.say(lang).to_owned(), format!("< {} >", goes_to(sheet, column, lang))),
            Line::Fact(W::Because.say(lang).to_owned(), why),
        ]
    }
}

/// The fields that a column may go to with the next key: those that no other column has.
pub fn free_fields(sheet: &SheetLook, column: &Column) -> Vec<&'static str> {
    let Ok(layout) = &sheet.layout else { return Vec::new() };
    let taken = |field: &str| {
        let mut others = sheet.columns().filter(|other| *other != column);
        !SHARED.contains(&field) && others.any(|other| other.field.as_deref() == Some(field))
    };
    Headings::fields(layout.kind).into_iter().filter(|field| !taken(field)).collect()
}

/// The column that has a field already, which one alone may have.
pub fn taken_by<'s>(sheet: &'s SheetLook, column: &Column, field: &str) -> Option<&'s Column> {
    let mut others = sheet.columns().filter(|other| *other != column && !SHARED.contains(&field));
    others.find(|other| other.field.as_deref() == Some(field))
}

/// The next of some things after the one that is there; behind the last comes nothing, which is one of them.
pub fn turned<T: PartialEq + Copy>(all: &[T], here: Option<T>, by: isize) -> Option<T> {
    let places = isize::try_from(all.len()).unwrap_or(0) + 1;
    let here = here.and_then(|here| all.iter().position(|one| *one == here)).map_or(0, |place| place + 1);
    let next = (isize::try_from(here).unwrap_or(0) + by).rem_euclid(places);
    usize::try_from(next - 1).ok().and_then(|place| all.get(place).copied())
}

/// Where a column goes, in words.
fn goes_to(sheet: &SheetLook, column: &Column, lang: Lang) -> String {
    match (&column.field, column.why) {
        (Some(field), _) => field_label(field, &sheet.policy, lang),
        (None, Why::Marks) => W::IsMarks.say(lang).to_owned(),
        (None, _) => W::Nowhere.say(lang).to_owned(),
    }
}

fn needs(sheet: &SheetLook, layout: &Layout, lang: Lang) -> Option<String> {
    let said = |need: &[&str]| {
        let fields: Vec<String> = need.iter().map(|field| field_label(field, &sheet.policy, lang)).collect();
        fields.join(W::Or.say(lang))
    };
    let missing: Vec<String> = layout.missing().into_iter().map(said).collect();
    (!missing.is_empty()).then(|| missing.join(Word::ListComma.say(lang)))
}

fn samples(sheet: &Sheet, body: usize, place: usize) -> Vec<String> {
    let mut samples: Vec<String> = Vec::new();
    let cells = sheet.rows.iter().skip(body).take(FAR_DOWN).filter_map(|row| row.cells.get(place));
    for cell in cells.filter(|cell| !is_blank(&cell.value)) {
        let text = shown(&cell.value).trim().replace('\n', " ");
        if !samples.contains(&text) {
            samples.push(text);
        }
        if samples.len() == SAMPLES {
            break;
        }
    }
    samples
}

fn sheet_line(sheet: &SheetLook, lang: Lang) -> String {
    let what = match &sheet.layout {
        Ok(layout) => {
            let headings = W::HeadingsIn.fill(lang, &[&layout.header_row.to_string()]);
            let more = sheet.encoding.map(|encoding| format!(", {encoding}")).unwrap_or_default();
            format!("{} ({headings}{more})", layout.kind.title(lang))
        }
        Err(_) => W::SheetNotTaken.say(lang).to_owned(),
    };
    W::SheetIs.fill(lang, &[&visible(&sheet.label), &what])
}

fn draw_sheet(sheet: &SheetLook, lang: Lang, theme: &Theme, at: Rect, buf: &mut Buffer) {
    let width = usize::from(at.width);
    let missing = sheet.layout.as_ref().ok().and_then(|layout| needs(sheet, layout, lang));
    let (text, style) = match missing {
        Some(need) => {
            (format!("{}  {}", sheet_line(sheet, lang), W::Missing.fill(lang, &[&need])), theme.error)
        }
        None => (sheet_line(sheet, lang), theme.heading),
    };
    put(buf, at.x, at.y, &fit(&text, width), width, style);
}

fn draw_column(sheet: &SheetLook, place: usize, lang: Lang, theme: &Theme, at: Rect, buf: &mut Buffer) {
    let Some(column) = sheet.columns().nth(place) else { return };
    let rest = usize::from(at.width).saturating_sub(6);
    let (heading, field) = (rest * 3 / 10, rest * 3 / 10);
    let samples = sheet.samples.get(place).map(|samples| samples.join(" / ")).unwrap_or_default();
    let style = if column.field.is_none() && column.why != Why::Marks { theme.quiet } else { theme.text };
    let mut x = at.x + 1;
    for (text, room) in [
        (column.letters(), 3),
        (visible(&column.heading.replace('\n', " ")).into_owned(), heading),
        (goes_to(sheet, column, lang), field),
        (visible(&samples).into_owned(), rest.saturating_sub(heading + field + 2)),
    ] {
        put(buf, x, at.y, &fit(&text, room), room, style);
        x += u16::try_from(room + 1).unwrap_or(0);
    }
}

/// The kinds of ledger, the one that is there, and one step on.
pub fn next_kind(sheet: &SheetLook, by: isize) -> Option<Kind> {
    turned(Kind::ALL, sheet.layout.as_ref().ok().map(|layout| layout.kind), by)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_turn_round_and_nothing_is_one_of_them() {
        assert_eq!(turned(&["a", "b"], None, 1), Some("a"));
        assert_eq!(turned(&["a", "b"], Some("b"), 1), None);
        assert_eq!(turned(&["a", "b"], None, -1), Some("b"));
        assert_eq!(turned(&["a", "b"], Some("gone"), 1), Some("a"));
        assert_eq!(turned::<u8>(&[], None, 1), None);
    }
}
