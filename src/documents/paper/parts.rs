//! The parts of a paper on its pages.

use super::{
    chart,
    grid::{self, Grid},
    letter,
    lines::Edge,
    model::{Align, Check, Content, Line, Paper, Part, Sheet, Table, sign},
    sheet::{MM, Mark, Pages, Style, f32_of},
};

/// Running text.
const TEXT: Style = Style::new(10.0, 16.0);
/// Headings of parts.
const HEADING: Style = Style::new(10.5, 16.0).bold();
/// The title of an annex.
const ANNEX: Style = Style::new(12.0, 18.0).bold();
/// The title.
const TITLE: Style = Style::new(16.0, 24.0).bold();
/// Labelled rows, and tables on an upright sheet.
const CELL: Style = Style::new(9.0, 13.0);
/// Labelled rows of a letter.
const CLOSE_CELL: Style = Style::new(9.0, 12.0);
/// Tables on a sheet that lies on its long side.
const SMALL_CELL: Style = Style::new(8.0, 11.5);
/// Something to be read letter by letter.
const DISPLAY: Style = Style::new(15.0, 26.0).bold();
/// The height of a row that is written into by hand.
const HAND: f32 = 8.5 * MM;
/// Notes at the end.
const NOTE: Style = Style::new(8.0, 12.0);
/// How far a note stands behind its sign.
const NOTE_HANGING: f32 = 1.4 * 8.0;
/// The width of labels in cells.
const LABELS: usize = 24;
const NARROW_LABELS: usize = 18;
/// How far running text stands in.
const INDENT: f32 = 4.0;
/// The width of a place for a seal, and its height below the caption.
const SEAL_BOX: f32 = 26.0 * MM;
const SEAL: f32 = 20.0 * MM;

/// Draws title, parts and notes.
pub(super) fn draw(pages: &mut Pages, paper: &Paper) {
    let (left, width) = (pages.left(), pages.width());
    if let Some(letter) = &paper.letter {
        letter::draw(pages, letter);
    }
    for line in pages.set(&paper.title, TITLE, width, Edge::Ragged) {
        pages.need(TITLE.leading);
        let (x, top) = (left + (width - line.width()) / 2.0, pages.y);
        pages.put(&line, x, top, TITLE.leading);
        pages.y += TITLE.leading;
    }
    pages.space(6.0);
    let mut number = 0;
    let notes_height = notes_height(pages, paper);
    for (place, part) in paper.parts.iter().enumerate() {
        // Seals and notes do not stand alone on a page: the end of what comes before goes with them.
        let after = tail_height(pages, paper.parts.get(place + 1..).unwrap_or_default(), notes_height);
        match part {
            Part::Heading(text) => {
                number += 1;
                heading(pages, &format!("{number}. {text}"));
            }
            Part::Rows(rows) => {
                // A letter says much in few lines.
                let (labels, style) = match paper.letter {
                    Some(_) => (NARROW_LABELS, CLOSE_CELL),
                    None => (LABELS, CELL),
                };
                let grid = Grid {
                    widths: grid::widths(&[labels, 0], Sheet::Portrait, width),
                    heading: None,
                    rows: rows.iter().map(|(label, value)| vec![label.as_str(), value.printed()]).collect(),
                    labels: true,
                    right: Vec::new(),
                    least: rows.iter().map(|(_, value)| f32_of(value.room()) * HAND).collect(),
                    style,
                    after,
                };
                grid::draw(pages, &grid);
                pages.space(6.0);
            }
            Part::Line(line) => draw_line(pages, line),
            Part::Annex(title) => annex(pages, title),
            Part::Text(text) => {
                let lines = pages.set(text, TEXT, width - 2.0 * INDENT, Edge::Even);
                pages.flow(&lines, left + INDENT, TEXT.leading);
                pages.space(6.0);
            }
            Part::Display(text) => draw_display(pages, text),
            Part::Table(table) => {
                draw_table(pages, table, paper.sheet, after);
            }
            Part::Chart(chart) => {
                chart::draw(pages, chart);
                pages.space(6.0);
            }
            Part::Checks(checks) => draw_checks(pages, checks, after),
            Part::Seals(captions) => {
                pages.reserve = after;
                draw_seals(pages, captions);
                pages.reserve = 0.0;
            }
        }
    }
    notes(pages, paper);
}

/// How much room is taken by what follows a part, where nothing but seals and notes does.
fn tail_height(pages: &mut Pages, rest: &[Part], notes: f32) -> f32 {
    let mut height = notes;
    for part in rest {
        let Part::Seals(captions) = part else { return 0.0 };
        let across = fitting(pages.width() / SEAL_BOX).max(1);
        let rows = captions.len().div_ceil(across);
        height += 8.0 + f32_of(rows) * (2.0 * CELL.leading + 4.0 + SEAL + 8.0);
    }
    // What fills most of a page would only move everything on.
    if height < pages.height() / 3.0 { height } else { 0.0 }
}

/// An annex begins a page, with its title above it.
fn annex(pages: &mut Pages, title: &str) {
    if pages.begun() {
        pages.new_page();
    }
    let (left, width) = (pages.left(), pages.width());
    let lines = pages.set(title, ANNEX, width, Edge::Ragged);
    pages.flow(&lines, left, ANNEX.leading);
    pages.space(4.0);
}

/// A line at a side or in the middle.
fn draw_line(pages: &mut Pages, line: &Line) {
    let width = pages.width() - 2.0 * INDENT;
    let lines = pages.set(&line.text, TEXT, width, Edge::Ragged);
    pages.need(TEXT.leading * f32_of(lines.len().min(3)));
    for set in &lines {
        pages.need(TEXT.leading);
        let inset = match line.align {
            Align::Left => 0.0,
            Align::Center => (width - set.width()) / 2.0,
            Align::Right => width - set.width(),
        };
        let (x, top) = (pages.left() + INDENT + inset, pages.y);
        pages.put(set, x, top, TEXT.leading);
        pages.y += TEXT.leading;
    }
    pages.space(4.0);
}

fn heading(pages: &mut Pages, text: &str) {
    pages.space(6.0);
    let (left, width) = (pages.left(), pages.width());
    let lines = pages.set(text, HEADING, width, Edge::Ragged);
    // A heading does not stay alone at the end of a page.
    pages.need(HEADING.leading * f32_of(lines.len()) + 4.0 * TEXT.leading);
    pages.flow(&lines, left, HEADING.leading);
    pages.y += 2.0;
}

fn draw_table(pages: &mut Pages, table: &Table, sheet: Sheet, after: f32) {
    let columns: Vec<usize> = table.columns.iter().map(|column| column.width).collect();
    let grid = Grid {
        widths: grid::widths(&columns, sheet, pages.width()),
        heading: Some(table.columns.iter().map(|column| column.label.as_str()).collect()),
        rows: table.rows.iter().map(|row| row.iter().map(Content::printed).collect()).collect(),
        labels: false,
        right: table.columns.iter().map(|column| column.align == Align::Right).collect(),
        least: table.rows.iter().map(|row| f32_of(room(row, table.roomy)) * HAND).collect(),
        style: if sheet == Sheet::Portrait { CELL } else { SMALL_CELL },
        after,
    };
    grid::draw(pages, &grid);
    pages.space(6.0);
}

/// How many lines of handwriting a row has room for.
fn room(row: &[Content], roomy: bool) -> usize {
    row.iter().map(Content::room).chain([usize::from(roomy)]).max().unwrap_or_default()
}

/// Large and centred in a frame, line by line as it is given.
fn draw_display(pages: &mut Pages, text: &str) {
    let (left, width) = (pages.left(), pages.width());
    let lines = pages.set(text, DISPLAY, width - 2.0 * DISPLAY.size, Edge::Ragged);
    pages.need(DISPLAY.leading * f32_of(lines.len().min(12)) + 12.0);
    let top = pages.y;
    pages.y += 6.0;
    let page = pages.sheets.len();
    for line in &lines {
        pages.need(DISPLAY.leading);
        let (x, top) = (left + (width - line.width()) / 2.0, pages.y);
        pages.put(line, x, top, DISPLAY.leading);
        pages.y += DISPLAY.leading;
    }
    pages.y += 6.0;
    if pages.sheets.len() == page {
        let height = pages.y - top;
        pages.frame((left, top, width, height), 0.8);
    }
    pages.space(6.0);
}

fn draw_checks(pages: &mut Pages, checks: &[Check], after: f32) {
    let left = pages.left() + INDENT;
    let hanging = 1.6 * TEXT.size;
    let width = pages.width() - 2.0 * INDENT - hanging;
    for (place, check) in checks.iter().enumerate() {
        if place + 1 == checks.len() && place > 0 {
            pages.reserve = after;
        }
        let lines = pages.set(&check.text, TEXT, width, Edge::Ragged);
        pages.need(TEXT.leading * f32_of(lines.len().min(3)));
        let sign = pages.set(sign(check.done), TEXT, TEXT.size, Edge::Ragged);
        let top = pages.y;
        for line in &sign {
            pages.put(line, left, top, TEXT.leading);
        }
        pages.flow(&lines, left + hanging, TEXT.leading);
        pages.reserve = 0.0;
    }
    pages.space(6.0);
}

/// Boxes at the right edge, each with its caption above the place for a seal.
fn draw_seals(pages: &mut Pages, captions: &[String]) {
    let across = fitting(pages.width() / SEAL_BOX).max(1);
    pages.space(8.0);
    for captions in captions.chunks(across) {
        let cells: Vec<_> =
            captions.iter().map(|caption| pages.set(caption, CELL, SEAL_BOX - 6.0, Edge::Ragged)).collect();
        let lines = cells.iter().map(Vec::len).max().unwrap_or(1);
        let caption_height = f32_of(lines) * CELL.leading + 4.0;
        pages.need(caption_height + SEAL);
        let top = pages.y;
        let mut x = pages.left() + pages.width() - f32_of(captions.len()) * SEAL_BOX;
        for cell in &cells {
            pages.mark(Mark::Fill { area: (x, top, SEAL_BOX, caption_height), grey: 0.93 });
            for (place, line) in cell.iter().enumerate() {
                let at = x + (SEAL_BOX - line.width()) / 2.0;
                pages.put(line, at, top + 2.0 + f32_of(place) * CELL.leading, CELL.leading);
            }
            pages.frame((x, top, SEAL_BOX, caption_height), 0.5);
            pages.frame((x, top + caption_height, SEAL_BOX, SEAL), 0.5);
            x += SEAL_BOX;
        }
        pages.y += caption_height + SEAL + 8.0;
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some boxes side by side")]
fn fitting(boxes: f32) -> usize {
    boxes.floor().max(0.0) as usize
}

/// How much room the notes take.
fn notes_height(pages: &mut Pages, paper: &Paper) -> f32 {
    let width = pages.width() - NOTE_HANGING;
    let lines: usize = paper.notes.iter().map(|note| pages.set(note, NOTE, width, Edge::Ragged).len()).sum();
    if lines == 0 { 0.0 } else { f32_of(lines) * NOTE.leading + 20.0 }
}

fn notes(pages: &mut Pages, paper: &Paper) {
    let (left, width) = (pages.left(), pages.width());
    let mut notes: Vec<String> = paper.notes.clone();
    let missing = pages.fonts.missing();
    if !missing.is_empty() {
        let numbers: Vec<String> = missing.iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect();
        notes.push(format!(
            "印刷に使える書体にない文字は「〓」で示しています（{}）。手書きで補ってください。",
            numbers.join("、")
        ));
    }
    if notes.is_empty() {
        return;
    }
    pages.space(8.0);
    pages.need(3.0 * NOTE.leading);
    let y = pages.y;
    pages.mark(Mark::Rule { from: (left, y), to: (left + width, y), width: 0.4 });
    pages.y += 4.0;
    for note in &notes {
        let sign = pages.set("※", NOTE, NOTE.size, Edge::Ragged);
        let lines = pages.set(note, NOTE, width - NOTE_HANGING, Edge::Ragged);
        pages.need(NOTE.leading * f32_of(lines.len().min(2)));
        let top = pages.y;
        for line in &sign {
            pages.put(line, left, top, NOTE.leading);
        }
        pages.flow(&lines, left + NOTE_HANGING, NOTE.leading);
    }
}
