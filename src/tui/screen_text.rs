//! A screen as text, for snapshots: what a person sees, without the hidden halves of wide characters.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use super::width::grapheme_cells;

/// The whole screen as lines of text, without blanks at their ends.
pub fn screen_text(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in buffer.area.rows() {
        let mut line = String::new();
        for (_, cell) in seen(buffer, y.y) {
            line.push_str(cell.symbol());
        }
        out.push_str(line.trim_end_matches(' '));
        out.push('\n');
    }
    out
}

/// The styled runs of the screen, one a line: `row column-column style "text"`; what has the default style is left out.
///
/// Columns count cells from 0 and the second is the last of the run, so `3 0-9 reversed "山田花子"`.
pub fn styles_text(buffer: &Buffer) -> String {
    let mut out = String::new();
    for row in buffer.area.rows() {
        let mut run: Option<Run> = None;
        for (x, cell) in seen(buffer, row.y) {
            let style = style_name(cell);
            let end = x + cell_cells(cell) - 1;
            match &mut run {
                Some(open) if open.style == style => {
                    open.end = end;
                    open.text.push_str(cell.symbol());
                }
                _ => {
                    if let Some(done) = run.take() {
                        done.write(row.y, &mut out);
                    }
                    run = Some(Run { start: x, end, style, text: cell.symbol().to_owned() });
                }
            }
        }
        if let Some(done) = run {
            done.write(row.y, &mut out);
        }
    }
    out
}

struct Run {
    start: u16,
    end: u16,
    style: String,
    text: String,
}

impl Run {
    fn write(&self, y: u16, out: &mut String) {
        if !self.style.is_empty() {
            let _ =
                writeln!(out, "{y} {}-{} {} {:?}", self.start, self.end, self.style, self.text.trim_end());
        }
    }
}

/// The cells of a row that are seen, with their columns.
fn seen(buffer: &Buffer, y: u16) -> impl Iterator<Item = (u16, &Cell)> {
    let mut next = buffer.area.left();
    buffer.area.columns().filter_map(move |column| {
        let cell = buffer.cell((column.x, y))?;
        (column.x >= next).then(|| {
            next = column.x.saturating_add(cell_cells(cell));
            (column.x, cell)
        })
    })
}

fn cell_cells(cell: &Cell) -> u16 {
    u16::try_from(grapheme_cells(cell.symbol())).unwrap_or(1).max(1)
}

/// The style in words, `red on blue bold reversed`; empty for the default one.
fn style_name(cell: &Cell) -> String {
    let mut words = Vec::new();
    if cell.fg != Color::Reset {
        words.push(cell.fg.to_string().to_lowercase());
    }
    if cell.bg != Color::Reset {
        words.push(format!("on {}", cell.bg.to_string().to_lowercase()));
    }
    for (name, modifier) in Modifier::all().iter_names() {
        if cell.modifier.contains(modifier) {
            words.push(name.to_lowercase());
        }
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    fn sample() -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 16, 3));
        buffer.set_string(0, 0, "山田 ﾊﾟｿｺﾝ", Style::new());
        buffer.set_string(2, 2, "超過", Style::new().red().bold());
        buffer.set_string(6, 2, "  残り", Style::new().reversed());
        buffer
    }

    #[test]
    fn wide_characters_appear_once_and_lines_have_no_trailing_blanks() {
        assert_eq!(screen_text(&sample()), "山田 ﾊﾟｿｺﾝ\n\n  超過  残り\n");
    }

    #[test]
    fn styled_runs_are_named_with_their_cells() {
        let hidden_halves = styles_text(&sample());
        assert_eq!(
            hidden_halves, "2 2-5 red bold \"超過\"\n2 6-11 reversed \"  残り\"\n",
            "the hidden half of a wide character has no style of its own"
        );
    }

    #[test]
    fn an_empty_screen_is_an_empty_text() {
        assert_eq!(screen_text(&Buffer::empty(Rect::ZERO)), "");
        assert_eq!(styles_text(&Buffer::empty(Rect::ZERO)), "");
    }
}
