//! Every frame goes through a real terminal parser: what it shows has to be what was drawn.

use proptest::prelude::*;
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::{Color, Modifier, Style};

use super::*;
use crate::tui::terminal::{buffer::Cell, buffer::put};

trait Text {
    fn set_string(&mut self, x: u16, y: u16, text: impl AsRef<str>, style: Style);
}

impl Text for Buffer {
    fn set_string(&mut self, x: u16, y: u16, text: impl AsRef<str>, style: Style) {
        put(self, x, y, text.as_ref(), usize::MAX, style);
    }
}

/// A terminal that counts what it is sent.
struct Screen {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    /// How often it was written to.
    writes: usize,
}

impl Write for Screen {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        let sent = std::str::from_utf8(buf).expect("whole characters");
        assert!(ends_whole(sent), "a sequence is cut off: {:?}", sent.escape_debug());
        self.writes += 1;
        // The parser takes the half-width sound marks for combining ones; terminals give them a cell, as ratatui does.
        let text = sent.replace('ﾞ', "｡").replace('ﾟ', "｢");
        self.parser.process(text.as_bytes());
        self.bytes.extend_from_slice(buf);
        Ok(buf.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Whether the last control sequence of a text has its end.
fn ends_whole(text: &str) -> bool {
    text.rsplit_once('\x1b').is_none_or(|(_, last)| {
        last.strip_prefix('[').is_some_and(|sequence| sequence.contains(|c| ('@'..='~').contains(&c)))
    })
}

fn terminal(columns: u16, rows: u16) -> TermBackend<Screen> {
    let size = |n: u16| std::num::NonZeroU16::new(n).unwrap();
    let parser = vt100::Parser::new(size(rows.max(1)), size(columns.max(1)), 0);
    let screen = Screen { parser, bytes: Vec::new(), writes: 0 };
    let mut backend = TermBackend::new(screen, Size::new(columns, rows));
    backend.set_ambiguous(Ambiguous::Narrow);
    backend
}

/// Draws a picture and gives back the bytes that it took.
fn draw(terminal: &mut TermBackend<Screen>, cursor: (u16, u16), paint: impl FnOnce(&mut Buffer)) -> String {
    let screen = terminal.writer_mut();
    screen.bytes.clear();
    screen.writes = 0;
    let mut wanted = None;
    terminal
        .draw(|buf| {
            paint(buf);
            buf.finish();
            wanted = Some(buf.clone());
            Some(cursor.into())
        })
        .unwrap();
    let screen = terminal.writer_mut();
    compare(&screen.parser, &wanted.unwrap());
    assert_eq!(screen.writes, usize::from(!screen.bytes.is_empty()), "a frame is one writing");
    assert_eq!(screen.parser.screen().cursor_position(), (cursor.1, cursor.0), "the cursor is parked last");
    assert!(!screen.parser.screen().hide_cursor());
    String::from_utf8(screen.bytes.clone()).unwrap()
}

type Look = (vt100::Color, vt100::Color, [bool; 5]);

fn look_of(cell: &vt100::Cell) -> Look {
    (
        cell.fgcolor(),
        cell.bgcolor(),
        [cell.bold(), cell.dim(), cell.italic(), cell.underline(), cell.inverse()],
    )
}

fn wanted_look(cell: Cell) -> Look {
    let colour = |c: Color| match c {
        Color::Red => vt100::Color::Idx(1),
        Color::Cyan => vt100::Color::Idx(6),
        Color::Yellow => vt100::Color::Idx(3),
        Color::LightRed => vt100::Color::Idx(9),
        _ => vt100::Color::Default,
    };
    let has = |m| cell.modifier().contains(m);
    let modifiers =
        [Modifier::BOLD, Modifier::DIM, Modifier::ITALIC, Modifier::UNDERLINED, Modifier::REVERSED];
    (colour(cell.fg()), colour(cell.bg()), modifiers.map(has))
}

/// What can be seen of a look on a blank.
fn on_blank((fg, bg, [bold, dim, italic, underline, inverse]): Look) -> Look {
    if underline || inverse {
        return (fg, bg, [bold, dim, italic, underline, inverse]);
    }
    (vt100::Color::Default, bg, [false; 5])
}

fn compare(parser: &vt100::Parser, wanted: &Buffer) {
    for y in wanted.area.top()..wanted.area.bottom() {
        let mut x = 0;
        while x < wanted.area.right() {
            let cell = wanted[(x, y)];
            let seen = parser.screen().cell(y, x).unwrap();
            let text = if seen.has_contents() { seen.contents() } else { " " };
            let width = cell.width();
            let mut together = text.to_owned();
            for i in 1..width {
                together.push_str(parser.screen().cell(y, x + i).unwrap().contents());
            }
            let together = together.replace('｡', "ﾞ").replace('｢', "ﾟ");
            assert_eq!(together, cell.symbol(), "at {x},{y}\n{}", parser.screen().contents());
            let (seen, wanted) = (look_of(seen), wanted_look(cell));
            if cell.symbol().starts_with(' ') {
                assert_eq!(on_blank(seen), on_blank(wanted), "the look of the blank at {x},{y}");
            } else {
                assert_eq!(seen, wanted, "the look of {:?} at {x},{y}", cell.symbol());
            }
            x += width;
        }
    }
}

const NAMES: [&str; 6] =
    ["佐々木 健太郎", "山田 花子", "髙橋 ﾔﾏﾀﾞ", "𠮷野 葛\u{e0100}", "小林 Mary", "渡邉 が\u{3099}"];

/// A list as the program draws one: a heading, rows with columns, one selected, a footer.
fn list(buf: &mut Buffer, offset: usize, selected: usize) {
    let width = buf.area.width;
    buf.set_string(0, 0, "MCS管理台帳  職員", Style::new().bold());
    for y in 2..buf.area.height - 2 {
        let i = offset + usize::from(y) - 2;
        let row = Rect::new(0, y, width, 1);
        buf.set_string(1, y, NAMES[i % 6], Style::new());
        buf.set_string(22, y, ["介護支援専門員", "看護師", "医師"][i % 3], Style::new());
        buf.set_string(40, y, format!("みなと訪問看護 {i:03}"), Style::new());
        if i.is_multiple_of(4) {
            buf.set_string(66, y, "超過", Style::new().red().bold());
        }
        if i == selected {
            buf.set_style(row, Style::new().reversed());
        }
    }
    let bottom = buf.area.height - 1;
    buf.set_string(0, bottom, "Enter 開く  F2 編集  Esc 戻る", Style::new().dim());
}

#[test]
fn a_selection_moves_with_hardly_more_than_its_two_rows() {
    let mut terminal = terminal(80, 24);
    draw(&mut terminal, (0, 5), |buf| list(buf, 0, 3));
    let bytes = draw(&mut terminal, (0, 6), |buf| list(buf, 0, 4));
    let text: usize = [3, 4]
        .map(|i: usize| {
            let (job, place) =
                (["介護支援専門員", "看護師", "医師"][i % 3], format!("みなと訪問看護 {i:03}"));
            NAMES[i % 6].len() + job.len() + place.len() + if i.is_multiple_of(4) { 6 } else { 0 }
        })
        .iter()
        .sum();
    // The selected row needs its blanks as well, as reverse is seen on them.
    assert!(bytes.len() <= text + 110, "{} bytes for {text} of text: {bytes:?}", bytes.len());
    assert!(!bytes.contains("?2026"), "a small frame needs no marks");
}

#[test]
fn nothing_is_sent_when_nothing_changes() {
    let mut terminal = terminal(80, 24);
    draw(&mut terminal, (0, 5), |buf| list(buf, 0, 3));
    assert_eq!(draw(&mut terminal, (0, 5), |buf| list(buf, 0, 3)), "");
    assert_eq!(draw(&mut terminal, (0, 6), |buf| list(buf, 0, 3)), "\r\n");
}

#[test]
fn a_full_repaint_of_japanese_takes_no_cursor_move_within_a_row() {
    let mut terminal = terminal(40, 4);
    let rows = |buf: &mut Buffer| {
        for y in 0..4 {
            buf.set_string(0, y, "患者様の同意を得てから、参加者を招待する", Style::new());
        }
    };
    let bytes = draw(&mut terminal, (0, 0), rows);
    assert_eq!(
        bytes.matches('\x1b').count(),
        4 + 1,
        "the erasing and the parking of the cursor only: {bytes:?}"
    );
}

#[test]
fn a_style_change_on_a_wide_character_repaints_all_of_it() {
    let mut terminal = terminal(20, 2);
    let paint = |style: Style| {
        move |buf: &mut Buffer| {
            buf.set_string(0, 0, "山田", Style::new());
            buf.set_style(Rect::new(0, 0, 20, 1), style);
        }
    };
    draw(&mut terminal, (0, 0), paint(Style::new().reversed()));
    let bytes = draw(&mut terminal, (0, 0), paint(Style::new()));
    assert_eq!(bytes, "\x1b[m山田\x1b[K\r");
}

#[test]
fn blank_ends_are_erased_and_short_gaps_are_written_again() {
    let mut terminal = terminal(40, 4);
    draw(&mut terminal, (0, 0), |buf| buf.set_string(0, 1, "2026-11-22 超過 12 日", Style::new()));
    let bytes = draw(&mut terminal, (0, 1), |buf| buf.set_string(0, 1, "2026-12-21", Style::new()));
    assert_eq!(bytes, "\x1b[2;7H2-21\x1b[K\r");
}

#[test]
fn a_cursor_parked_within_a_wide_character_misleads_nobody() {
    let mut terminal = terminal(20, 1);
    draw(&mut terminal, (1, 0), |buf| buf.set_string(0, 0, "山田花", Style::new()));
    draw(&mut terminal, (1, 0), |buf| buf.set_string(0, 0, "山口花", Style::new()));
}

#[test]
fn a_list_that_scrolls_is_scrolled_by_the_terminal() {
    let mut terminal = terminal(80, 24);
    draw(&mut terminal, (0, 21), |buf| list(buf, 0, 19));
    let down = draw(&mut terminal, (0, 21), |buf| list(buf, 1, 20));
    assert!(down.contains("\x1b[3;22r\x1b[S\x1b[r"), "{down:?}");
    assert!(down.len() < 330, "{} bytes: {down:?}", down.len());
    terminal.set_scrolling(false);
    let plain = draw(&mut terminal, (0, 21), |buf| list(buf, 2, 21));
    assert!(!plain.contains('S') && plain.len() > 700, "{plain:?}");
    terminal.set_scrolling(true);
    let up = draw(&mut terminal, (0, 2), |buf| list(buf, 1, 1));
    assert!(up.contains('T'), "{up:?}");
}

#[test]
fn a_list_is_scrolled_although_the_details_beside_it_are_others() {
    let beside = |offset: usize| {
        move |buf: &mut Buffer| {
            list(buf, offset, offset + 19);
            let details = Rect { x: 70, width: 50, ..buf.area };
            buf.clear(details);
            for y in 0..22 {
                buf.set_string(70, y, format!("その記録の{offset}番目の詳細の{y}行目"), Style::new());
            }
        }
    };
    let mut terminal = terminal(120, 24);
    draw(&mut terminal, (0, 21), beside(0));
    let down = draw(&mut terminal, (0, 21), beside(1));
    assert!(down.contains("\x1b[S"), "{down:?}");
    terminal.set_scrolling(false);
    let plain = draw(&mut terminal, (0, 21), beside(2));
    assert!(down.len() * 3 < plain.len() * 2, "{} of {} bytes", down.len(), plain.len());
}

#[test]
fn a_large_frame_is_one_synchronised_update_with_the_cursor_hidden() {
    let mut terminal = terminal(80, 24);
    let bytes = draw(&mut terminal, (0, 2), |buf| list(buf, 0, 0));
    assert!(
        bytes.starts_with("\x1b[?2026h\x1b[?25l") && bytes.ends_with("\x1b[?25h\x1b[?2026l"),
        "{bytes:?}"
    );
}

/// What lies between has buffers of 4 and 8 KiB; none of them is to cut a frame.
#[test]
fn a_frame_larger_than_any_buffer_is_one_writing() {
    let mut terminal = terminal(200, 60);
    let sent = draw(&mut terminal, (0, 0), |buf| {
        for y in 0..60 {
            let colour = if y % 2 == 0 { Color::Red } else { Color::Cyan };
            buf.set_string(0, y, "𠮷田髙橋".repeat(25), Style::new().fg(colour));
        }
    });
    assert!(sent.len() > 2 * 8192 && sent.contains('𠮷'), "{}", sent.len());
    assert!(ends_whole("\x1b[1;2Hあ") && !ends_whole("\x1b[1;2") && !ends_whole("あ\x1b"));
}

#[test]
fn no_escape_sequence_of_a_text_reaches_the_terminal() {
    let mut terminal = terminal(20, 2);
    terminal
        .draw(|buf| {
            buf.set_string(0, 0, "\u{1b}[2J\u{9b}終", Style::new());
            None
        })
        .unwrap();
    let screen = terminal.writer_mut();
    assert!(screen.parser.screen().contents().contains("[2J終"), "{:?}", screen.parser.screen().contents());
    assert_eq!(String::from_utf8_lossy(&screen.bytes).matches("\x1b[2J").count(), 1, "only our own");
}

#[test]
fn ambiguous_characters_shift_nothing_whatever_their_width() {
    for (ambiguous, expected) in
        [(Ambiguous::Narrow, "a※b\r"), (Ambiguous::Unknown, "a※\x1b[;3Hb\r"), (Ambiguous::Wide, "a*b\r")]
    {
        let mut terminal = terminal(20, 2);
        terminal.set_ambiguous(ambiguous);
        terminal.draw(|_| Some(Position::ORIGIN)).unwrap();
        terminal.writer_mut().bytes.clear();
        terminal
            .draw(|buf| {
                buf.set_string(0, 0, "a※b", Style::new());
                Some(Position::ORIGIN)
            })
            .unwrap();
        assert_eq!(String::from_utf8(terminal.writer_mut().bytes.clone()).unwrap(), expected);
    }
}

#[test]
fn mono_sends_no_colour_but_keeps_reverse_and_bold() {
    let mut terminal = terminal(20, 1);
    terminal.set_mono(true);
    terminal
        .draw(|buf| {
            buf.set_string(0, 0, "超過", Style::new().red().on_cyan().bold().reversed());
            None
        })
        .unwrap();
    let screen = terminal.writer_mut();
    let cell = screen.parser.screen().cell(0, 0).unwrap();
    assert_eq!(
        look_of(cell),
        (vt100::Color::Default, vt100::Color::Default, [true, false, false, false, true])
    );
}

#[test]
fn no_size_panics() {
    for (columns, rows) in [(0, 0), (1, 1), (0, 5), (5, 0), (1, 30)] {
        let mut terminal = terminal(columns, rows);
        for text in ["山田花子", "x"] {
            terminal
                .draw(|buf| {
                    buf.set_string(0, 0, text, Style::new());
                    Some(Position::new(7, 7))
                })
                .unwrap();
        }
    }
}

fn style() -> impl Strategy<Value = Style> {
    let colour =
        || prop::sample::select(vec![Color::Reset, Color::Reset, Color::Red, Color::Cyan, Color::LightRed]);
    let modifier = prop::sample::select(vec![
        Modifier::empty(),
        Modifier::empty(),
        Modifier::BOLD,
        Modifier::DIM,
        Modifier::REVERSED,
        Modifier::UNDERLINED | Modifier::ITALIC,
    ]);
    (colour(), colour(), modifier).prop_map(|(fg, bg, m)| Style::new().fg(fg).bg(bg).add_modifier(m))
}

/// One thing that a frame does to the picture before it.
#[derive(Debug, Clone)]
enum Act {
    Text(u16, u16, String, Style),
    Restyle(Rect, Style),
    Blank(Rect),
    List(usize, usize),
    Empty,
}

fn act() -> impl Strategy<Value = Act> {
    let rect = || (0u16..30, 0u16..12, 1u16..30, 1u16..12).prop_map(|(x, y, w, h)| Rect::new(x, y, w, h));
    prop_oneof![
        4 => (0u16..30, 0u16..12, "[a-z0-9 山田花子々ーﾊﾟｶﾞ𠮷。①─ ]{1,12}", style()).prop_map(|(x, y, t, s)| Act::Text(x, y, t, s)),
        2 => (rect(), style()).prop_map(|(r, s)| Act::Restyle(r, s)),
        1 => rect().prop_map(Act::Blank),
        2 => (0usize..20, 0usize..20).prop_map(|(a, b)| Act::List(a, b)),
        1 => Just(Act::Empty),
    ]
}

/// The parser knows one of bold and dim only.
fn one_intensity(buf: &mut Buffer) {
    buf.restyle(buf.area, |cell| {
        if cell.modifier().contains(Modifier::BOLD) {
            cell.set_style(Style::new().remove_modifier(Modifier::DIM));
        }
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_terminal_shows_what_was_drawn(
        frames in prop::collection::vec((prop::collection::vec(act(), 1..5), (0u16..36, 0u16..12)), 1..8),
    ) {
        let mut terminal = terminal(36, 12);
        let mut picture = Buffer::empty(Rect::new(0, 0, 36, 12));
        for (acts, cursor) in frames {
            for act in acts {
                match act {
                    Act::Text(x, y, text, style) => picture.set_string(x, y, text, style),
                    Act::Restyle(rect, style) => picture.set_style(rect, style),
                    Act::Blank(rect) => picture.clear(rect),
                    Act::List(offset, selected) => {
                        picture.reset();
                        for y in 1..11u16 {
                            let i = offset + usize::from(y);
                            picture.set_string(0, y, format!("{} 患者様の同意 {i}", NAMES[i % 6]), Style::new());
                            if i == selected {
                                picture.set_style(Rect::new(0, y, 36, 1), Style::new().reversed());
                            }
                        }
                    }
                    Act::Empty => picture.reset(),
                }
            }
            one_intensity(&mut picture);
            picture.finish();
            draw(&mut terminal, cursor, |buf| *buf = picture.clone());
        }
    }
}
