//! A screen as text, for snapshots: what a person sees, without the hidden halves of wide characters.

// Both the library, whose own tests use this, and the test binaries have it here.
use super::buffer::Buffer;

/// The whole screen as lines of text, without blanks at their ends.
pub fn screen_text(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in buffer.area.top()..buffer.area.bottom() {
        let line: String = buffer.row(y).iter().flat_map(|cell| cell.chars()).collect();
        out.push_str(line.trim_end_matches(' '));
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::{super::buffer::put, *};

    fn sample() -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 16, 3));
        let mut put = |x, y, text: &str, style| put(&mut buffer, x, y, text, 16, style);
        put(0, 0, "山田 ﾊﾟｿｺﾝ", Style::new());
        put(2, 2, "超過", Style::new().red().bold());
        put(6, 2, "  残り", Style::new().reversed());
        buffer
    }

    #[test]
    fn wide_characters_appear_once_and_lines_have_no_trailing_blanks() {
        assert_eq!(screen_text(&sample()), "山田 ﾊﾟｿｺﾝ\n\n  超過  残り\n");
    }

    #[test]
    fn an_empty_screen_is_an_empty_text() {
        assert_eq!(screen_text(&Buffer::empty(Rect::ZERO)), "");
    }
}
