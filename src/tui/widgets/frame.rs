//! The boxes in which lists, details and layers are drawn.

use ratatui::{layout::Rect, style::Style};

use crate::tui::terminal::{
    buffer::{Buffer, put},
    signs::{ACROSS, CORNERS, DOWN, TEES},
    theme::Theme,
    width::{cells, truncate, visible, wrap},
};

/// The cells that a frame takes at its two sides, with the air inside.
pub const SIDES: u16 = 4;

/// The lines that a frame takes at its two ends.
pub const ENDS: u16 = 2;

/// Below this width a layer takes all of it.
pub const WIDE: u16 = 100;

/// Clears a box for a layer, draws its frame with the title in it, and gives the room inside.
pub fn frame(title: &str, theme: &Theme, area: Rect, buf: &mut Buffer) -> Rect {
    Frame { title, note: "", focus: true }.draw(theme, area, buf)
}

/// A frame, with what stands in its upper line.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// What is in it.
    pub title: &'a str,
    /// What stands at the right: where in a list one is, how many there are.
    pub note: &'a str,
    /// Whether keys go to it.
    pub focus: bool,
}

impl Frame<'_> {
    /// Clears the box and draws the frame on its four sides; gives the room inside, with a cell of air at either side.
    pub fn draw(self, theme: &Theme, area: Rect, buf: &mut Buffer) -> Rect {
        buf.clear(area);
        self.around(theme, area, buf)
    }

    /// Draws the frame where nothing stands yet; gives the room inside.
    pub fn around(self, theme: &Theme, area: Rect, buf: &mut Buffer) -> Rect {
        if area.width < SIDES || area.height < ENDS {
            return Rect { height: 0, ..area };
        }
        let line = if self.focus { theme.line_focus } else { theme.line };
        let [top_left, top_right, ..] = CORNERS;
        let bottom = area.bottom() - 1;
        for y in area.y + 1..bottom {
            for x in [area.x, area.right() - 1] {
                put(buf, x, y, DOWN, 1, line);
            }
        }
        let titled = if self.focus { theme.title } else { theme.heading };
        self.across(theme, ([top_left, top_right], titled), Rect { height: 1, ..area }, buf);
        Frame { title: "", note: "", ..self }.ends(theme, area, buf);
        inside(area)
    }

    /// Draws its lower line, with what is said there.
    pub fn ends(self, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let [_, _, left, right] = CORNERS;
        let last = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area };
        self.across(theme, ([left, right], theme.heading), last, buf);
    }

    /// Parts a frame by a line across it, which has a title of its own.
    pub fn part(self, theme: &Theme, area: Rect, buf: &mut Buffer) {
        self.across(theme, (TEES, theme.heading), Rect { height: 1, ..area }, buf);
    }

    fn across(
        self,
        theme: &Theme,
        ([left, right], titled): ([&str; 2], Style),
        area: Rect,
        buf: &mut Buffer,
    ) {
        let line = if self.focus { theme.line_focus } else { theme.line };
        let width = usize::from(area.width);
        rule(area, line, buf);
        put(buf, area.x, area.y, left, 1, line);
        put(buf, area.right() - 1, area.y, right, 1, line);
        // The corners, a piece of line, and a blank on both sides of what is said.
        let room = width.saturating_sub(6);
        let note = truncate(self.note, room);
        let note_room = if note.is_empty() { 0 } else { cells(&note) + 3 };
        let title = truncate(&visible(self.title), room.saturating_sub(note_room));
        let mut say = |x: u16, text: &str, style: Style| {
            if !text.is_empty() {
                let text = format!(" {text} ");
                // A look without a colour of its own would leave that of the line.
                buf.clear(Rect { x, width: u16::try_from(cells(&text)).unwrap_or(0), ..area });
                put(buf, x, area.y, &text, width, style);
            }
        };
        say(area.x + 2, &title, titled);
        say(area.right().saturating_sub(4 + u16::try_from(cells(&note)).unwrap_or(0)), &note, theme.quiet);
    }
}

/// The room inside a frame.
pub fn inside(area: Rect) -> Rect {
    Rect {
        x: area.x + SIDES / 2,
        y: area.y + ENDS / 2,
        width: area.width.saturating_sub(SIDES),
        height: area.height.saturating_sub(ENDS),
    }
}

/// The frame around the room inside it.
pub fn around(inner: Rect) -> Rect {
    Rect {
        x: inner.x.saturating_sub(SIDES / 2),
        y: inner.y.saturating_sub(ENDS / 2),
        width: inner.width + SIDES,
        height: inner.height + ENDS,
    }
}

/// A line over the whole width.
pub fn rule(area: Rect, style: Style, buf: &mut Buffer) {
    let width = usize::from(area.width);
    put(buf, area.x, area.y, &ACROSS.repeat(width), width, style);
}

/// A box in the middle; in a narrow window as wide as that.
pub fn middle(area: Rect, width: u16, height: u16) -> Rect {
    let width = if area.width < WIDE { area.width } else { width.min(area.width) };
    let height = height.min(area.height);
    Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height }
}

/// The most lines of a message at the bottom, and in a form.
pub const LINES: usize = 2;

/// The most lines of a message in a small box.
pub const BOX_LINES: usize = 3;

/// The widest small box.
pub const BOX: u16 = 100;

/// A message in lines of a width.
pub fn lines(text: &str, width: u16) -> Vec<String> {
    wrap(&visible(text), usize::from(width))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::{
        screen_text::screen_text,
        terminal::theme::{Colours, Ground},
    };

    fn drawn(title: &str, note: &str, size: (u16, u16)) -> (String, Rect) {
        let theme = Theme::new(Ground::Dark, Colours::Sixteen);
        let mut buf = Buffer::empty(Rect::new(0, 0, size.0, size.1));
        let inner = Frame { title, note, focus: true }.draw(&theme, buf.area, &mut buf);
        (screen_text(&buf), inner)
    }

    #[test]
    fn a_frame_has_four_sides_a_title_a_note_and_a_cell_of_air() {
        let (text, inner) = drawn("職員", "3/14", (24, 4));
        let wanted = "┌─ 職員 ──────── 3/14 ─┐\n│                      │\n│                      │\n└──────────────────────┘\n";
        assert_eq!(text, wanted);
        assert_eq!(inner, Rect::new(2, 1, 20, 2));
    }

    #[test]
    fn a_long_title_leaves_the_note_and_the_corners() {
        let (text, _) = drawn("みなと訪問看護ステーション", "5/79", (24, 3));
        assert!(text.starts_with("┌─ みなと訪問… ─ 5/79 ─┐\n"), "{text}");
    }

    /// Grey lines are too dark for letters.
    #[test]
    fn what_is_said_in_a_line_has_not_its_colour() {
        for colours in [Colours::Sixteen, Colours::Many] {
            let theme = Theme::new(Ground::Dark, colours);
            let mut buf = Buffer::empty(Rect::new(0, 0, 30, 3));
            Frame { title: "iPad 17号", note: "3/14", focus: false }.draw(&theme, buf.area, &mut buf);
            for x in [4, 24] {
                let fg = buf[(x, 0)].fg();
                assert_ne!(Some(fg), theme.line.fg, "{colours:?} at {x}");
            }
        }
    }

    #[test]
    fn no_size_panics() {
        for size in [(0, 0), (1, 1), (3, 2), (4, 1), (4, 2), (7, 3)] {
            let (_, inner) = drawn("職員", "5/79", size);
            assert!(inner.width <= size.0 && inner.height <= size.1);
        }
    }
}
