//! Details as lines of a given width.

use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use crate::{
    policy::Urgency,
    tui::terminal::{
        signs::ACROSS,
        theme::Theme,
        tone::Tone,
        width::{cells, fit, put, truncate, visible, wrap},
    },
};

/// A line ready to be drawn: pieces of text with their looks, each at its column.
pub struct Laid(Vec<(u16, String, Style)>);

/// Breaks lines to a width; labels of facts stand in one column. Nothing is broken once there are `most` lines.
pub fn lay(lines: &[Line], theme: &Theme, width: u16, most: usize) -> Vec<Laid> {
    let room = usize::from(width).max(10);
    let labels = lines.iter().filter_map(|line| match line {
        Line::Fact(label, _) => Some(cells(label)),
        _ => None,
    });
    // A label is whole where every value is whole beside it.
    let values = lines.iter().filter_map(|line| match line {
        Line::Fact(_, value) => Some(cells(value)),
        _ => None,
    });
    let beside = room.saturating_sub(values.max().unwrap_or(0) + 1);
    let column = labels.max().unwrap_or(0).min(beside.max(room * 2 / 5)) + 1;
    let mut laid = Vec::new();
    for line in lines {
        if laid.len() >= most {
            break;
        }
        match line {
            Line::Heading(text) => {
                let text = truncate(&visible(text), room);
                let rest = room.saturating_sub(cells(&text) + 1);
                let at = u16::try_from(room - rest).unwrap_or(0);
                laid.push(Laid(vec![(0, text, theme.quiet), (at, ACROSS.repeat(rest), theme.line)]));
            }
            Line::Text(text) => push(&mut laid, text, 0, theme.text, room),
            Line::Finding(urgency, text) => {
                let style = Tone::of(*urgency).style(theme);
                push(&mut laid, text, 0, style, room);
            }
            Line::Keys(keys) => lay_keys(&mut laid, keys, theme, room),
            Line::Fact(label, value) => {
                let start = laid.len();
                push(&mut laid, value, column, theme.text, room - column);
                if let Some(Laid(pieces)) = laid.get_mut(start) {
                    pieces.insert(0, (0, fit(&visible(label), column - 1), theme.quiet));
                }
            }
        }
    }
    laid
}

/// Keys beside each other, as many in a line as have room whole.
fn lay_keys(laid: &mut Vec<Laid>, keys: &[(String, String)], theme: &Theme, room: usize) {
    let mut line: Vec<(u16, String, Style)> = Vec::new();
    let mut at = 0;
    for (key, does) in keys {
        // Its name as a chip with a cell of ground on both sides, a blank, what it does.
        let width = cells(key) + 3 + cells(does);
        if !line.is_empty() && at + width > room {
            laid.push(Laid(std::mem::take(&mut line)));
            at = 0;
        }
        let column = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
        line.push((column(at), format!(" {key} "), theme.key_chip));
        line.push((column(at + cells(key) + 3), does.clone(), theme.text));
        at += width + 2;
    }
    laid.push(Laid(line));
}

fn push(laid: &mut Vec<Laid>, text: &str, column: usize, style: Style, room: usize) {
    let at = u16::try_from(column).unwrap_or(0);
    // A text of several lines keeps its lines; each is broken to the room that is there.
    let mut any = false;
    for line in text.lines() {
        for part in wrap(&visible(line), room) {
            laid.push(Laid(vec![(at, part, style)]));
            any = true;
        }
    }
    if !any {
        laid.push(Laid(vec![(at, String::new(), style)]));
    }
}

/// Breaks lines to an area and draws as many as it holds.
pub fn draw_lines(lines: &[Line], theme: &Theme, area: Rect, buf: &mut Buffer) {
    let laid = lay(lines, theme, area.width, usize::from(area.height));
    draw(laid.iter(), area, buf);
}

/// Draws lines into an area from its top.
pub fn draw<'a>(lines: impl Iterator<Item = &'a Laid>, area: Rect, buf: &mut Buffer) {
    for (y, Laid(pieces)) in (area.top()..area.bottom()).zip(lines) {
        for (column, text, style) in pieces {
            if *column < area.width {
                let room = usize::from(area.width - column);
                put(buf, area.x + column, y, text, room, *style);
            }
        }
    }
}

/// A line of a row's details.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// A heading.
    Heading(String),
    /// A fact with its label.
    Fact(String, String),
    /// A sentence.
    Text(String),
    /// A finding, in its tone.
    Finding(Urgency, String),
    /// Keys with what each of them does.
    Keys(Vec<(String, String)>),
}
