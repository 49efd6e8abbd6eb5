//! Details as lines of a given width.

use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use crate::{
    policy::Urgency,
    tui::terminal::{
        signs::ACROSS,
        theme::Theme,
        tone::Tone,
        width::{cells, put, truncate, visible, wrap},
    },
};

/// A line ready to be drawn: pieces of text with their looks, each at its column.
pub struct Laid(Vec<(u16, String, Style)>);

/// Breaks lines to a width; labels of facts stand in one column, and one that is longer pushes its value along or takes
/// several lines beside it. Nothing is broken once there are `most` lines.
pub fn lay(lines: &[Line], theme: &Theme, width: u16, most: usize) -> Vec<Laid> {
    let room = usize::from(width).max(10);
    let column = label_column(lines, room);
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
                let label = visible(label);
                let whole = cells(&label) + 1;
                let column = if on_one_line(whole, value, room) { column.max(whole) } else { column };
                let start = laid.len();
                push(&mut laid, value, column, theme.text, room - column);
                for (line, part) in wrap(&label, column - 1).into_iter().enumerate() {
                    match laid.get_mut(start + line) {
                        Some(Laid(pieces)) => pieces.insert(0, (0, part, theme.quiet)),
                        None => laid.push(Laid(vec![(0, part, theme.quiet)])),
                    }
                }
            }
        }
    }
    laid
}

/// Whether a label, of so many cells with the blank after it, has room for its value beside it.
fn on_one_line(label: usize, value: &str, room: usize) -> bool {
    !value.contains('\n') && label + cells(value) <= room
}

/// Where values begin: where the facts take the fewest lines, and the fewest of them stand out of the column.
fn label_column(lines: &[Line], room: usize) -> usize {
    let facts: Vec<(usize, &str)> = lines
        .iter()
        .filter_map(|line| match line {
            Line::Fact(label, value) => Some((cells(label) + 1, value.as_str())),
            _ => None,
        })
        .collect();
    let widest = facts.iter().map(|(label, _)| *label).max().unwrap_or(0);
    if facts.iter().all(|(_, value)| on_one_line(widest, value, room)) {
        return widest.min(room - 1);
    }
    let least = widest.min(room * 2 / 5 + 1);
    let cost = |column: usize| -> (usize, usize) {
        facts.iter().fold((0, 0), |(taken, out), (label, value)| {
            let within = *label <= column;
            if on_one_line(column.max(*label), value, room) {
                return (taken + 1, out + usize::from(!within));
            }
            let of_value: usize = value.lines().map(|line| cells(line).div_ceil(room - column).max(1)).sum();
            (taken + of_value.max((label - 1).div_ceil((column - 1).max(1))), out)
        })
    };
    (least..=widest.min(room * 3 / 5).max(least)).min_by_key(|column| cost(*column)).unwrap_or(least)
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
        let text = at + cells(key) + 3;
        line.push((column(at), format!(" {key} "), theme.key_chip));
        // What does not even fit alone goes on below itself.
        let mut parts = wrap(does, room.saturating_sub(text)).into_iter();
        line.push((column(text), parts.next().unwrap_or_default(), theme.text));
        for part in parts {
            laid.push(Laid(std::mem::take(&mut line)));
            line.push((column(text), part, theme.text));
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::{
        screen_text::screen_text,
        terminal::theme::{Colours, Ground},
    };

    fn drawn(lines: &[Line], width: u16, height: u16) -> String {
        let theme = Theme::new(Ground::Dark, Colours::Sixteen);
        let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
        draw_lines(lines, &theme, buf.area, &mut buf);
        screen_text(&buf)
    }

    fn fact(label: &str, value: &str) -> Line {
        Line::Fact(label.into(), value.into())
    }

    #[test]
    fn a_label_is_never_cut() {
        let lines = [
            fact("電話番号", "090-0000-0008"),
            fact("2要素認証の開始日", "記録なし"),
            fact("MCSのID（メール）", "ichioka.makoto@minato-houkan.example"),
            fact("災害グループの参加資格を確かめた日", "記録なし"),
        ];
        let wanted = "\
電話番号          090-0000-0008
2要素認証の開始日 記録なし
MCSのID（メール） ichioka.makot
                  o@minato-houk
                  an.example
災害グループの    記録なし
参加資格を確かめ
た日
";
        assert_eq!(drawn(&lines, 31, 9).trim_end(), wanted.trim_end());
    }

    #[test]
    fn what_a_key_does_goes_on_below_itself() {
        let keys = Line::Keys(vec![("d".into(), "教育の受講を記録（日付などを入れる）".into())]);
        assert_eq!(drawn(&[keys], 24, 3).trim_end(), " d  教育の受講を記録\n    （日付などを入れる）");
    }
}
