//! The beginning of a letter: number and day, to whom it goes, from whom it comes.

use super::{
    cells::cells,
    lines::Edge,
    model::{Align, Letter},
    plain_text::Lines,
    sheet::{Pages, Style, f32_of},
};

/// Number and day, and who sends it.
const SMALL: Style = Style::new(9.0, 13.0);
/// To whom it goes.
const TO: Style = Style::new(11.0, 16.0);
/// What of the width the sender takes at the right, and what of that the labels.
const SENDER: f32 = 0.62;
const LABELS: f32 = 0.2;

/// Draws it from the top of the page.
pub(super) fn draw(pages: &mut Pages, letter: &Letter) {
    let (left, width) = (pages.left(), pages.width());
    for mark in marks(letter) {
        for line in pages.set(&mark, SMALL, width, Edge::Ragged) {
            pages.need(SMALL.leading);
            let (x, top) = (left + width - line.width(), pages.y);
            pages.put(&line, x, top, SMALL.leading);
            pages.y += SMALL.leading;
        }
    }
    let to = pages.set(&letter.to, TO, width, Edge::Ragged);
    pages.flow(&to, left, TO.leading);
    pages.space(4.0);
    let block = width * SENDER;
    let x = left + width - block;
    for (label, value) in &letter.from {
        let labels = pages.set(label, SMALL, block * LABELS, Edge::Ragged);
        let values = pages.set(value.printed(), SMALL, block * (1.0 - LABELS), Edge::Ragged);
        let lines = labels.len().max(values.len());
        pages.need(SMALL.leading * f32_of(lines.min(3)));
        for place in 0..lines {
            pages.need(SMALL.leading);
            let top = pages.y;
            if let Some(line) = labels.get(place) {
                pages.put(line, x, top, SMALL.leading);
            }
            if let Some(line) = values.get(place) {
                pages.put(line, x + block * LABELS, top, SMALL.leading);
            }
            pages.y += SMALL.leading;
        }
    }
    pages.space(4.0);
}

/// Writes it as text.
pub(super) fn write(out: &mut Lines, letter: &Letter) {
    for mark in marks(letter) {
        out.aligned(&mark, Align::Right);
    }
    out.push("");
    out.aligned(&letter.to, Align::Left);
    out.push("");
    // The sender stands as far at the right as the longest line lets it.
    let labels = letter.from.iter().map(|(label, _)| cells(label)).max().unwrap_or(0).min(out.width / 4);
    let longest =
        letter.from.iter().flat_map(|(_, value)| value.printed().lines()).map(cells).max().unwrap_or(0);
    let inset = out.width.saturating_sub(longest + labels + 2).min(out.width / 2);
    let widths = [labels, out.width - inset - labels - 2];
    for (label, value) in &letter.from {
        out.row(&[label, value.printed()], &widths, inset, "  ");
    }
    out.push("");
}

/// Number and day, a line each.
pub(super) fn marks(letter: &Letter) -> impl Iterator<Item = String> {
    letter.marks.iter().map(|(label, value)| match label.as_str() {
        "" => value.printed().to_owned(),
        label => format!("{label}　{}", value.printed()),
    })
}
