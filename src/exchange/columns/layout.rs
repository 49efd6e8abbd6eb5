//! What a sheet is: its kind, its rows of headings, and its columns.

use std::collections::BTreeMap;

use super::{
    Sight,
    cross::{self, Cross, Unknown},
    header::{self, Header},
    headings::{Field, Headings, Meaning, heading_key},
    kind::{self, Kind},
    letters, stands_alone, text_at,
};
use crate::exchange::{
    table::{Row, Sheet, Value},
    values::{
        days::{self, Day, Years},
        is_blank, shown,
    },
};
use crate::register::Date;

/// How a sheet is to be read, where somebody has said so.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'a> {
    /// The kind of ledger.
    pub kind: Option<Kind>,
    /// The number of the row of headings.
    pub header: Option<u32>,
    /// Where headings go; nowhere where there is nothing.
    pub fields: Option<&'a BTreeMap<String, Option<String>>>,
}

/// Why a column goes where it goes, or nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Its heading says so.
    Heading,
    /// What stands below says so.
    Below,
    /// Somebody said so.
    Given,
    /// It is one of the columns with marks.
    Marks,
    /// Another column has the field already.
    Twice,
    /// Nobody knows the heading.
    Unknown,
    /// The file hides it.
    Hidden,
    /// It is known, and not taken in.
    LeftOut(Meaning),
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its place, from 0.
    pub place: usize,
    /// Its heading, the rows of it joined.
    pub heading: String,
    /// Where it goes.
    pub field: Option<Field>,
    /// Why.
    pub why: Why,
}

impl Column {
    /// Its letters.
    pub fn letters(&self) -> String {
        letters(self.place)
    }
}

/// What a sheet is.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// The kind of ledger.
    pub kind: Kind,
    /// The number of the row of headings in which most of them stand.
    pub header_row: u32,
    /// The columns.
    pub columns: Vec<Column>,
    /// The columns of the second row that every record has, where it has two.
    pub second_row: Vec<Column>,
    /// The marks, where it is a table with marks.
    pub cross: Option<Cross>,
    /// The place of the first row of records among the rows.
    pub body: usize,
    /// What stands above the headings, with the name of the sheet and of the file.
    pub titles: Vec<String>,
    /// The fiscal year of a title.
    pub fiscal: Option<i16>,
    /// The group that the whole sheet is about.
    pub group: Option<String>,
}

/// Why a sheet is not taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoLayout {
    /// It is empty.
    Empty,
    /// The file hides it.
    Hidden,
    /// It is an example of how to fill it in.
    Example,
    /// It is a list of another sort.
    Other,
    /// No row of headings is found.
    NoHeadings,
    /// Somebody said so.
    Said,
}

/// What a sheet is.
///
/// # Errors
/// Why it is not taken in.
pub fn find(
    sheet: &Sheet,
    file: &str,
    headings: &Headings,
    asked: Asked<'_>,
    hidden_too: bool,
    today: Date,
) -> Result<Layout, NoLayout> {
    if sheet.hidden && !hidden_too {
        return Err(NoLayout::Hidden);
    }
    if sheet.rows.is_empty() {
        return Err(NoLayout::Empty);
    }
    if asked.kind.is_none() && kind::is_example(&sheet.name) {
        return Err(NoLayout::Example);
    }
    if asked.kind.is_none() && kind::is_other(&sheet.name) {
        return Err(NoLayout::Other);
    }
    let mut best: Option<(usize, Layout)> = None;
    for kind in Kind::ALL.iter().copied().filter(|kind| asked.kind.is_none_or(|asked| asked == *kind)) {
        let Some(header) = header::find(sheet, kind, headings, asked) else { continue };
        let (score, layout) = laid_out(sheet, file, kind, header, headings, asked, today);
        let stands = score > 0 || asked.kind.is_some();
        if stands && best.as_ref().is_none_or(|(known, _)| score > *known) {
            best = Some((score, layout));
        }
    }
    best.map(|(_, layout)| layout).ok_or(NoLayout::NoHeadings)
}

fn laid_out(
    sheet: &Sheet,
    file: &str,
    kind: Kind,
    header: Header,
    headings: &Headings,
    asked: Asked<'_>,
    today: Date,
) -> (usize, Layout) {
    let rows = sheet.rows.as_slice();
    let above: Vec<String> = rows[..header.first].iter().flat_map(own_texts).collect();
    let titles: Vec<String> = above.iter().cloned().chain([sheet.name.clone(), file.to_owned()]).collect();
    let fiscal = titles.iter().find_map(|title| days::fiscal_year(title));
    let years = Years { today, fiscal };
    let sight = Sight { kind, rows, headings, asked, years };
    let mut body = header.end;
    let mut second_row = Vec::new();
    let width = rows.iter().skip(header.first).take(200).map(|row| row.cells.len()).max().unwrap_or(0);
    let mut columns = assigned(&sight, header, width, body);
    if let Some(below) =
        rows.get(body).filter(|_| header.first == header.main && header.end == header.main + 1)
    {
        let second = Header { first: body, main: body, end: body + 1, ..header };
        if is_second_heading_row(below, &columns, kind, headings) {
            second_row = assigned(&sight, second, width, body + 1);
            body += 1;
        }
    }
    let first_heading = columns
        .iter()
        .find(|column| !column.heading.is_empty() && column.why != Why::LeftOut(Meaning::RowNumber));
    let first_heading = first_heading.map(|column| column.heading.clone()).unwrap_or_default();
    let unknown: Vec<Unknown> = columns
        .iter()
        .filter(|column| column.field.is_none() && matches!(column.why, Why::Unknown | Why::Twice))
        .map(|column| Unknown { place: column.place, heading: header::heading(rows, header, column.place) })
        .filter(|column| !column.heading.is_empty())
        .collect();
    let cross = cross::find(&sight, &unknown, body, &first_heading, &titles)
        .filter(|_| second_row.is_empty() && may_cross(kind, &columns));
    if let Some(cross) = &cross {
        body += cross.more_rows;
        for column in &mut columns {
            if let Some(across) = cross.columns.iter().find(|across| across.place == column.place) {
                column.heading.clone_from(&across.heading);
                column.why = Why::Marks;
            }
        }
    }
    let named = columns.iter().chain(&second_row).filter(|column| column.field.is_some());
    let named: usize = named.map(|column| weight_of(column, kind, headings)).sum();
    let in_sheet = kind::fits(kind, &sheet.name);
    let in_titles = above.iter().map(|title| kind::fits(kind, title)).max().unwrap_or(0);
    let in_file = kind::fits(kind, file);
    let mut score = named * 4
        + in_sheet * 3
        + in_titles * 3
        + in_file * 2
        + cross.as_ref().map_or(0, |cross| 6 + cross.columns.len());
    let group = if kind == Kind::Members && cross.is_none() {
        group_of_sheet(sheet, header, &columns, headings)
    } else {
        None
    };
    // A sheet that is called like anything is about a group where the rest says that it is about members.
    let says_members = in_sheet + in_titles + in_file > 0
        || columns
            .iter()
            .any(|column| column.field.as_deref().is_some_and(|field| OF_MEMBERS.contains(&field)));
    let group = group.filter(|(_, sure)| *sure || says_members);
    if group.as_ref().is_some_and(|(_, sure)| *sure) {
        score += 8;
    }
    let group = group.map(|(name, _)| name);
    let layout = Layout {
        kind,
        header_row: rows[header.main].number,
        columns,
        second_row,
        cross,
        body,
        titles,
        fiscal,
        group,
    };
    // Whatever its columns are called: what says too little to be of the kind is not of it.
    (if layout.missing().is_empty() { score } else { 0 }, layout)
}

/// Fields that only a list of members has.
const OF_MEMBERS: &[&str] = &[
    "/membership/invited_on",
    "/membership/joined_on",
    "/membership/released_on",
    "/membership/id",
    "/membership/approved_on",
];

/// Whether the columns leave anything to marks: not where a row says itself who takes part in what and when.
fn may_cross(kind: Kind, columns: &[Column]) -> bool {
    let some = |start: &str| {
        columns.iter().any(|column| column.field.as_deref().is_some_and(|field| field.starts_with(start)))
    };
    let both = kind == Kind::Members && some("/group/") && some("/person/");
    !both && !some("/membership/") && !some("/training/on") && !some("/staff/mcs/password")
}

/// Fields of which a table has at least one.
pub type Need = &'static [&'static str];

const PERSON: Need = &["/person/name", "/person/id", "/person/family", "/person/login"];
const STAFF: Need = &["/staff/name", "/staff/id", "/staff/family", "/staff/mcs/login"];
const GROUP: Need = &["/group/name", "/group/id"];

/// What a table of a kind has to say to be one, beside what its marks and its titles say.
fn needs(kind: Kind, cross: Option<cross::Crossed>, group: bool) -> Vec<Need> {
    match kind {
        Kind::Staff => vec![STAFF],
        Kind::Pledges => vec![STAFF, &["/staff/pledge/signed_on", "/staff/pledge/exempt"]],
        Kind::Passwords if cross.is_some() => vec![STAFF],
        Kind::Passwords => vec![STAFF, &["/staff/mcs/password_changed_on"]],
        Kind::Partners => vec![&["/partner/name", "/partner/family", "/partner/id"]],
        Kind::Devices => vec![&["/device/id", "/device/name"]],
        Kind::TakeOuts => vec![
            &["/take-out/requester", "/take-out/device", "/take-out/content"],
            &[
                "/take-out/requested_on",
                "/take-out/period",
                "/take-out/from",
                "/take-out/out_on",
                "/take-out/id",
            ],
        ],
        Kind::Members => match cross {
            Some(cross::Crossed::People) => vec![GROUP],
            Some(_) => vec![PERSON],
            None if group => vec![PERSON],
            None => vec![PERSON, GROUP],
        },
        Kind::Groups => vec![GROUP],
        Kind::Trainings if cross.is_some() => vec![PERSON],
        Kind::Trainings => vec![PERSON, &["/training/on"]],
        Kind::Filings => vec![&["/filing/kind"]],
    }
}

impl Layout {
    /// What it would have to say and does not: of each, one of these fields.
    pub fn missing(&self) -> Vec<Need> {
        let mut needs = needs(self.kind, self.cross.as_ref().map(|cross| cross.of), self.group.is_some());
        let has = |field: &&str| {
            let mut columns = self.columns.iter().chain(&self.second_row);
            columns.any(|column| column.field.as_deref() == Some(*field))
        };
        needs.retain(|need| !need.iter().any(has));
        needs
    }
}

fn weight_of(column: &Column, kind: Kind, headings: &Headings) -> usize {
    let known = headings.of(kind, last_line(&column.heading));
    known
        .iter()
        .find(|candidate| Some(&candidate.field) == column.field.as_ref())
        .map_or(1, |candidate| usize::from(candidate.weight))
}

/// The lowest part of a heading of several rows.
fn last_line(heading: &str) -> &str {
    heading.rsplit(" / ").next().unwrap_or(heading)
}

fn own_texts(row: &Row) -> Vec<String> {
    let alone = row.cells.iter().enumerate().filter(|(_, cell)| stands_alone(cell));
    alone.map(|(place, _)| text_at(row, place)).collect()
}

/// Fields that several columns may go to: their texts are joined.
const JOINED: &[&str] =
    &["/device/line", "/staff/memo", "/device/memo", "/group/memo", "/row/remark", "/filing/note"];

/// Where a column goes when its own field is taken.
const ELSE: &[(&str, &str)] =
    &[("/device/name", "/device/model"), ("/take-out/requested_on", "/take-out/out_on")];

fn assigned(sight: &Sight<'_>, header: Header, width: usize, body: usize) -> Vec<Column> {
    let Sight { kind, rows, headings, asked, years } = *sight;
    let mut columns: Vec<Column> = Vec::with_capacity(width);
    // What each column could be: how likely, and where it stands.
    let mut wishes: Vec<(usize, usize, Field)> = Vec::new();
    for place in 0..width {
        let parts = header::heading(rows, header, place);
        let joined = parts.concat();
        let mut column = Column { place, heading: parts.join(" / "), field: None, why: Why::Unknown };
        let given = asked.fields.and_then(|given| {
            given.get(&column.heading).or_else(|| parts.last().and_then(|heading| given.get(heading)))
        });
        let hidden = rows
            .iter()
            .skip(header.first)
            .take(3)
            .filter_map(|row| row.cells.get(place))
            .any(|cell| cell.hidden);
        if let Some(given) = given {
            column.field = given.as_ref().map(Field::new);
            column.why = Why::Given;
        } else if hidden && parts.is_empty() {
            column.why = Why::Hidden;
        } else if !parts.is_empty() {
            let texts = || [Some(&joined), parts.last()].into_iter().flatten();
            let candidates = texts().map(|text| headings.of(kind, text)).find(|found| !found.is_empty());
            let candidates = candidates.or_else(|| {
                // Of two rows the upper one says it where the lower is nothing known.
                // One that stands over several columns names none of them.
                let beside = [place.checked_sub(1), place.checked_add(1)].into_iter().flatten();
                let shared = beside
                    .into_iter()
                    .any(|other| header::heading(rows, header, other).first() == parts.first());
                let upper = parts.first().filter(|_| parts.len() > 1 && !shared);
                let known = parts.last().is_some_and(|lower| headings.left_out(lower).is_some());
                upper.filter(|_| !known).map(|text| headings.of(kind, text)).filter(|found| !found.is_empty())
            });
            match candidates {
                Some(candidates) => {
                    wishes.extend(candidates.iter().map(|wish| (wish.rank, place, wish.field.clone())));
                }
                None => match texts().find_map(|text| headings.left_out(text)) {
                    Some(Meaning::Password) if holds_days(rows, body, place, years) => {
                        column.field = Some(Field::new("/staff/mcs/password_changed_on"));
                        column.why = Why::Below;
                    }
                    Some(meaning) => column.why = Why::LeftOut(meaning),
                    None => {}
                },
            }
        }
        columns.push(column);
    }
    wishes.sort_by_key(|(rank, place, _)| (*rank, *place));
    let taken =
        |columns: &[Column], field: &str| columns.iter().any(|column| column.field.as_deref() == Some(field));
    for (_, place, field) in &wishes {
        if columns[*place].field.is_some() {
            continue;
        }
        let free = !taken(&columns, field) || JOINED.contains(&field.as_str());
        let instead = ELSE.iter().find(|(known, _)| known == field).map(|(_, instead)| *instead);
        let goes_to = if free {
            Some(field.clone())
        } else {
            instead.filter(|field| !taken(&columns, field)).map(Field::new)
        };
        match goes_to {
            Some(field) => {
                columns[*place].field = Some(field);
                columns[*place].why = Why::Heading;
            }
            None => columns[*place].why = Why::Twice,
        }
    }
    by_what_stands_below(rows, body, kind, &mut columns);
    columns.retain(|column| !column.heading.is_empty() || column.field.is_some());
    columns
}

/// Columns without a known heading whose cells leave no doubt.
fn by_what_stands_below(rows: &[Row], body: usize, kind: Kind, columns: &mut [Column]) {
    if kind != Kind::Staff || columns.iter().any(|column| column.field.as_deref() == Some("/staff/mcs/login"))
    {
        return;
    }
    for column in columns.iter_mut().filter(|column| column.field.is_none() && column.why == Why::Unknown) {
        let values = rows
            .iter()
            .skip(body)
            .take(50)
            .filter_map(|row| row.cells.get(column.place))
            .map(|cell| &cell.value);
        let texts: Vec<_> = values.filter(|value| !is_blank(value)).map(shown).collect();
        let mails = texts
            .iter()
            .filter(|text| {
                text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
            })
            .count();
        if mails > 0 && mails * 2 > texts.len() {
            column.field = Some(Field::new("/staff/mcs/login"));
            column.why = Why::Below;
            return;
        }
    }
}

fn holds_days(rows: &[Row], body: usize, place: usize, years: Years) -> bool {
    let values =
        rows.iter().skip(body).take(50).filter_map(|row| row.cells.get(place)).map(|cell| &cell.value);
    let filled: Vec<&Value> = values.filter(|value| !is_blank(value)).collect();
    let days = filled
        .iter()
        .filter(|value| matches!(days::read(value, years), Day::On(_) | Day::Nothing | Day::NoYear { .. }))
        .count();
    !filled.is_empty() && days * 2 > filled.len()
}

/// Whether a row below headings has headings of its own in the same columns: a record has two rows then.
fn is_second_heading_row(row: &Row, columns: &[Column], kind: Kind, headings: &Headings) -> bool {
    let (mut other, mut same, mut cells) = (0, 0, 0);
    for (place, _) in row.cells.iter().enumerate().filter(|(_, cell)| stands_alone(cell)) {
        cells += 1;
        let text = text_at(row, place);
        let known = headings.of(kind, &text).first();
        let above = columns.iter().find(|column| column.place == place);
        match (known, above) {
            (Some(known), Some(above)) if above.field.as_ref() != Some(&known.field) => other += 1,
            (Some(_), _) => same += 1,
            _ => {}
        }
    }
    other >= 2 && (other + same) * 2 > cells
}

/// The group that a sheet without a column of groups is about: as a title names it, else as the sheet is called. With whether
/// that leaves no doubt.
fn group_of_sheet(
    sheet: &Sheet,
    header: Header,
    columns: &[Column],
    headings: &Headings,
) -> Option<(String, bool)> {
    if columns.iter().any(|column| matches!(column.field.as_deref(), Some("/group/name" | "/group/id"))) {
        return None;
    }
    let is_group = |text: &str| {
        headings.of(Kind::Members, text).iter().any(|candidate| candidate.field == "/group/name")
    };
    for row in &sheet.rows[..header.first] {
        let texts = own_texts(row);
        for (place, text) in texts.iter().enumerate() {
            if let Some((label, name)) = text.split_once(['：', ':'])
                && is_group(label)
                && !name.trim().is_empty()
            {
                return Some((name.trim().to_owned(), true));
            }
            if is_group(text)
                && let Some(name) = texts.get(place + 1)
            {
                return Some((name.clone(), true));
            }
        }
    }
    let name = sheet.name.trim();
    let key = heading_key(name);
    let general = key.strip_prefix("sheet").is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()))
        || Kind::ALL.iter().any(|kind| kind::fits(*kind, name) >= name.chars().count())
        || is_group(name)
        || sheet.encoding.is_some();
    (!general && !name.is_empty())
        .then(|| (name.to_owned(), name.ends_with(['様', '殿']) || name.ends_with("さん")))
}
