//! A paper before it is written: its lines as they are, for a broken table cannot be read.

use ratatui::layout::{Position, Rect};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::tui::{
    terminal::{
        buffer::{Buffer, put},
        theme::Theme,
        width::{cells, fit, grapheme_cells, visible},
    },
    widgets::{frame::frame, lines::Line, scroll::scrollbar},
};

use super::Preview;

/// Draws the preview; says where the cursor rests.
pub fn draw(preview: &mut Preview, theme: &Theme, area: Rect, buf: &mut Buffer) -> Position {
    let inner = frame(&preview.page.title, theme, area, buf);
    let width = usize::from(inner.width);
    let height = usize::from(inner.height);
    let texts: Vec<&str> = preview
        .page
        .lines
        .iter()
        .filter_map(|line| match line {
            Line::Text(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    let widest = texts.iter().map(|text| cells(text)).max().unwrap_or(0);
    preview.is_wider = widest > width;
    preview.shift = preview.shift.min(widest.saturating_sub(width));
    preview.page.scroll = preview.page.scroll.min(texts.len().saturating_sub(height));
    let first = preview.page.scroll;
    for (y, text) in (inner.top()..inner.bottom()).zip(texts.iter().skip(first)) {
        let text = from_cell(&visible(text), preview.shift);
        put(buf, inner.x, y, &fit(&text, width), width, theme.text);
    }
    let bar = Rect { x: inner.right(), width: 1, ..inner };
    scrollbar(first..(first + height).min(texts.len()), texts.len(), bar, buf, theme.quiet);
    Position::new(inner.x, inner.y)
}

/// A line from a cell on; half of a wide character is a blank.
fn from_cell(text: &str, shift: usize) -> String {
    let mut at = 0;
    let mut rest = String::new();
    for grapheme in text.graphemes(true) {
        let next = at + grapheme_cells(grapheme);
        if at >= shift {
            rest.push_str(grapheme);
        } else if next > shift {
            rest.push(' ');
        }
        at = next;
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_begins_at_any_cell() {
        let shifts = [0, 1, 2, 3, 9].map(|shift| from_cell("機a器", shift));
        assert_eq!(shifts, ["機a器", " a器", "a器", "器", ""]);
    }
}
