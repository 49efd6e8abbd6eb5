//! The beginning of a letter: number and day, to whom it goes, from whom it comes.

use super::{
    cells::cells,
    flow::{self, Block, Flow},
    lines::Edge,
    model::{Align, Content, Letter},
    plain_text::Lines,
    sheet::{Belongs, Style},
    tags::Role,
};

/// Number and day, and who sends it.
const SMALL: Style = Style::new(9.0, 13.0);
/// To whom it goes.
const TO: Style = Style::new(11.0, 16.0);
/// What of the width the sender takes at the right, and what of that the labels.
const SENDER: f32 = 0.62;
const LABELS: f32 = 0.2;

/// How far the line on which something is written by hand lies below its row's middle, and how thick it is.
const RULE: (f32, f32) = (11.5, 0.5);
/// The room between the sender and the title.
const BELOW: f32 = 8.0;

/// Draws it from the top of the page.
pub(super) fn draw(flow: &mut Flow<'_>, letter: &Letter) {
    let (left, width) = (flow.pages.left(), flow.pages.width());
    for mark in marks(letter) {
        let node = flow.node(Role::Paragraph);
        for line in flow.pages.set(&mark, SMALL, width, Edge::Ragged) {
            let mut block = Block::new(0.0, SMALL.leading);
            block.put(&line, (left + width - line.width(), 0.0), SMALL.leading, Belongs::To(node));
            flow.push(block);
        }
    }
    let node = flow.node(Role::Paragraph);
    let to = flow.pages.set(&letter.to, TO, width, Edge::Ragged);
    flow.blocks.extend(flow::lines(&to, (left, TO.leading, 0.0), node));
    let block = width * SENDER;
    let x = left + width - block;
    let mut above = 4.0;
    for (label, value) in &letter.from {
        let node = flow.node(Role::Paragraph);
        let labels = flow.pages.set(label, SMALL, block * LABELS, Edge::Ragged);
        let values = flow.pages.set(value.printed(), SMALL, block * (1.0 - LABELS), Edge::Ragged);
        for place in 0..labels.len().max(values.len()) {
            let mut row = Block::new(above, SMALL.leading);
            if let Some(line) = labels.get(place) {
                row.put(line, (x, 0.0), SMALL.leading, Belongs::To(node));
            }
            if let Some(line) = values.get(place) {
                row.put(line, (x + block * LABELS, 0.0), SMALL.leading, Belongs::To(node));
            }
            if matches!(value, Content::ByHand(_)) {
                let (low, thick) = RULE;
                row.rule((x + block * LABELS, low), (x + block, low), thick);
            }
            flow.push(row);
            above = 0.0;
        }
    }
    flow.push(Block::new(0.0, BELOW));
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
