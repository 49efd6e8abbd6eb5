//! How everything looks, wherever one may be: every list, page, form and layer, in every window.

use mcs_register::{
    register::Lang,
    tui::{
        self,
        app::{App, Opened, Settings},
        terminal::{
            backend::TermBackend,
            theme::{Colours, Ground, Theme},
        },
    },
};
use ratatui::layout::Size;

use crate::{
    palettes::{PALETTES, contrast, shade},
    screen::{Bench, demo_office, settings, today},
};

/// The ways to everything that is drawn.
pub const EVERYWHERE: &[&str] = &[
    "",
    "Right",
    "w",
    "o",
    "r",
    "r Enter k",
    "v",
    "v Left",
    "2",
    "2 e",
    "2 n",
    "2 Right",
    "2 s",
    "2 t",
    "2 x",
    "2 P",
    "2 P f",
    "2 End P f",
    "2 P f f",
    "2 T",
    "2 W",
    "2 Delete",
    "2 / \"a\"",
    "2 >",
    "2 Space * d",
    "3",
    "3 e",
    "3 x",
    "3 m",
    "4",
    "4 e",
    "4 n",
    "4 x",
    "4 a",
    "5",
    "5 e",
    "5 x",
    "5 N",
    "5 w",
    "5 s",
    "5 s x",
    "5 s a",
    "5 s K",
    "5 Enter",
    "5 s K y p y s",
    "6",
    "6 e",
    "6 x",
    "7",
    "7 s",
    "7 h",
    "7 e",
    "7 F6",
    "7 F6 Enter",
    "7 F6 Enter f",
    "8",
    "8 e",
    "8 n",
    "9",
    "9 e",
    "9 n",
    "9 s",
    "R",
    "R f",
    "i",
    "i Enter Enter",
    "F1",
    "F2",
    "F3",
    "F5",
    "F6",
    "F7",
    "F10",
    "F12",
    "U",
    "C-p",
    "C-p \"死\"",
    "2 p U",
    "2 e Down \"x\" Esc",
    "q",
];

fn themes() -> Vec<(Ground, Theme)> {
    let all = [Ground::Dark, Ground::Light]
        .map(|ground| [Colours::Sixteen, Colours::Many].map(|colours| (ground, Theme::new(ground, colours))));
    all.into_iter().flatten().chain([(Ground::Dark, Theme::mono()), (Ground::Light, Theme::mono())]).collect()
}

/// Every letter that a terminal gets can be read on its ground, from the bytes that are sent.
#[test]
fn every_letter_that_is_sent_can_be_read() {
    let size = (100, 30);
    for (ground, theme) in themes() {
        for keys in EVERYWHERE {
            let settings = Settings { theme, ..settings(Lang::Ja) };
            let opened = Opened { register: demo_office(), ..Opened::default() };
            let mut bench = Bench::with(App::open(settings, opened, today()), size);
            bench.press(keys);
            let mut backend = TermBackend::new(Vec::new(), Size::new(size.0, size.1));
            backend.draw(|buf| tui::view(&mut bench.app, buf)).unwrap();
            let cells = |n: u16| n.try_into().unwrap();
            let mut terminal = vt100::Parser::new(cells(size.1), cells(size.0), 0);
            terminal.process(backend.writer_mut());
            for (y, x) in (0..size.1).flat_map(|y| (0..size.0).map(move |x| (y, x))) {
                let Some(cell) = terminal.screen().cell(y, x) else { continue };
                let text = cell.contents();
                // Lines carry no text, and of a wide letter the first half says how it looks.
                let line = text.chars().all(|letter| " ─│┌┐└┘├┤".contains(letter));
                if line || cell.is_wide_continuation() {
                    continue;
                }
                for (name, palette) in PALETTES {
                    let (plain, behind) = match ground {
                        Ground::Dark => (palette[7], palette[0]),
                        Ground::Light => (palette[0], palette[15]),
                    };
                    let of = |colour, otherwise| match colour {
                        vt100::Color::Default => otherwise,
                        vt100::Color::Idx(number) => shade(number, &palette),
                        vt100::Color::Rgb(..) => panic!("a colour that not every terminal has"),
                    };
                    let (fg, bg) = (of(cell.fgcolor(), plain), of(cell.bgcolor(), behind));
                    let ratio = contrast(fg, bg);
                    assert!(
                        ratio >= 4.5,
                        "{keys:?}: {text} at {x}, {y} on {ground:?}, {name}: {ratio:.2}\n{}",
                        bench.screen()
                    );
                }
            }
        }
    }
}
