//! Looks by meaning. A word always says the same as a colour does.

use ratatui::{
    layout::Rect,
    style::{Color, Modifier, Style},
};

use super::buffer::Buffer;

/// The table of roles: each with its look on a dark ground, on a light one, and without any colour.
///
/// A look is a colour of the text (of the 16 of ANSI, by its number), one of the ground, and what else there is to it;
/// `None` is what the person chose for the terminal.
macro_rules! roles {
    ($($(#[$doc:meta])* $role:ident: dark $dark:expr, light $light:expr, mono $mono:expr;)*) => {
        /// What a piece of the screen means, and so how it looks.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct Theme {
            $($(#[$doc])* pub $role: Style,)*
            /// Nothing has a colour.
            pub mono: bool,
        }

        impl Theme {
            const DARK: Self = Self { $($role: $dark,)* mono: false };
            const LIGHT: Self = Self { $($role: $light,)* mono: false };
            const MONO: Self = Self { $($role: $mono,)* mono: true };

            /// Every look with the name of its role.
            pub fn all(&self) -> Vec<(&'static str, Style)> {
                vec![$((stringify!($role), self.$role)),*]
            }
        }
    };
}

const PLAIN: Style = Style::new();
const BOLD: Style = PLAIN.add_modifier(Modifier::BOLD);
const REVERSED: Style = PLAIN.add_modifier(Modifier::REVERSED);
const UNDERLINED: Style = PLAIN.add_modifier(Modifier::UNDERLINED);

const fn text(colour: Color) -> Style {
    PLAIN.fg(colour)
}

const fn bold(colour: Color) -> Style {
    BOLD.fg(colour)
}

const fn on(text: Color, ground: Color) -> Style {
    PLAIN.fg(text).bg(ground)
}

use Color::{
    Black, Blue, Cyan, DarkGray, Gray, LightCyan, LightRed, LightYellow, Magenta, Red, White, Yellow,
};

// What is bold and in one of the eight dark colours comes out in its bright one on some terminals (PuTTY): none is.
roles! {
    /// What one looks at is called: the title of a frame, the program.
    title: dark BOLD, light BOLD, mono BOLD;
    /// What stands over other lines. It is no bolder than they are: the title is.
    heading: dark PLAIN, light PLAIN, mono PLAIN;
    /// Ordinary text.
    text: dark PLAIN, light PLAIN, mono PLAIN;
    /// What may be passed over: heads of columns, notes, hints, empty places. It is as plain as text where no grey is known
    /// to be legible.
    quiet: dark PLAIN, light PLAIN, mono PLAIN;
    /// The one thing in focus, among its neighbours.
    accent: dark text(LightCyan), light text(Blue), mono BOLD;
    /// The lines around what is in focus.
    line_focus: dark text(LightCyan), light text(Blue), mono PLAIN;
    /// Other lines: no text is in their colour.
    line: dark text(DarkGray), light text(DarkGray), mono PLAIN;
    /// The bar at the top.
    bar: dark on(Black, Gray), light on(Black, Gray), mono REVERSED;
    /// What holds of everything on the screen, in the bar: practice, a given day, looking only.
    badge: dark on(Black, Yellow), light on(Black, Yellow), mono BOLD;
    /// The selected row. See [`Theme::select`].
    selected: dark on(White, Blue), light on(White, Blue), mono REVERSED;
    /// 超過: a day has passed. As a text, and as a chip: a word on a ground of its own.
    overdue: dark text(LightRed), light text(Red), mono BOLD;
    /// 超過, as a chip.
    overdue_chip: dark on(White, Red), light on(White, Red), mono REVERSED.add_modifier(Modifier::BOLD);
    /// 要対応: to be done now.
    now: dark text(LightYellow), light text(Red), mono BOLD;
    /// 要対応, as a chip.
    now_chip: dark on(Black, Yellow), light on(Black, Yellow), mono REVERSED;
    /// 判定不能: not recorded, so it cannot be said.
    unknown: dark PLAIN, light text(Magenta), mono PLAIN;
    /// 判定不能, as a chip.
    unknown_chip: dark on(White, Magenta), light on(White, Magenta), mono BOLD;
    /// 期限間近: a day comes soon.
    soon: dark text(LightCyan), light text(Blue), mono PLAIN;
    /// 期限間近, as a chip.
    soon_chip: dark on(Black, Cyan), light on(Black, Cyan), mono UNDERLINED;
    /// 例外承認中: waived for a time, with a reason.
    waived: dark PLAIN, light PLAIN, mono PLAIN;
    /// 例外承認中, as a chip.
    waived_chip: dark on(Black, Gray), light on(Black, Gray), mono PLAIN;
    /// Nothing to be done, or something was done.
    ok: dark text(Color::LightGreen), light text(Blue), mono PLAIN;
    /// What went wrong.
    error: dark text(LightRed), light text(Red), mono BOLD;
    /// The name of a key in the bar.
    key: dark bold(LightYellow), light BOLD, mono BOLD;
    /// The name of a key to be pressed now, as a chip.
    key_chip: dark on(Black, Yellow), light on(Black, Yellow), mono REVERSED;
    /// The label of a field.
    label: dark PLAIN, light PLAIN, mono PLAIN;
    /// A field that can be typed into.
    field: dark UNDERLINED, light UNDERLINED, mono UNDERLINED;
    /// The field that has the focus.
    field_focus: dark on(White, Blue), light on(White, Blue), mono UNDERLINED.add_modifier(Modifier::BOLD);
}

/// Whether the ground of the terminal is dark or light.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// Light text on dark.
    Dark,
    /// Dark text on light.
    Light,
}

/// How many colours the terminal is known to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colours {
    /// The 16 of ANSI, in shades of the person's own.
    Sixteen,
    /// 256: those from 16 on are the same everywhere.
    Many,
}

impl Theme {
    /// The looks on a ground.
    pub fn new(ground: Ground, colours: Colours) -> Self {
        let mut theme = match ground {
            Ground::Dark => Self::DARK,
            Ground::Light => Self::LIGHT,
        };
        if colours == Colours::Many {
            // Greys are the same everywhere, and legible on the ground that they are for.
            let (quiet, line, bar, behind) = match ground {
                Ground::Dark => (247, 240, 254, 237),
                Ground::Light => (241, 249, 234, 252),
            };
            theme.quiet = text(Color::Indexed(quiet));
            theme.label = theme.quiet;
            theme.line = text(Color::Indexed(line));
            theme.bar = on(Color::Indexed(bar), Color::Indexed(behind));
            match ground {
                Ground::Dark => theme.unknown = text(Color::Indexed(177)),
                Ground::Light => {
                    theme.ok = text(Color::Indexed(22));
                    // Of the sixteen only red can be read there; as a chip it is gold.
                    theme.now = text(Color::Indexed(94));
                }
            }
        }
        theme
    }

    /// The looks without any colour: bold, reverse, underline and words only.
    pub const fn mono() -> Self {
        Self::MONO
    }

    /// Shows that a row is selected. What has a ground of its own keeps it: a chip is read on the selected row too.
    pub fn select(&self, row: Rect, buf: &mut Buffer) {
        buf.restyle(row, |cell| {
            if !cell.has_ground() {
                cell.set_style(self.selected);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::terminal::{
        buffer::put,
        look::ansi,
        palettes::{PALETTES, contrast, shade},
    };

    /// The number of a colour among the 256.
    fn number(colour: Color) -> Option<u8> {
        assert!(!matches!(colour, Color::Rgb(..)), "a colour that not every terminal has");
        ansi(colour)
    }

    fn coloured() -> Vec<(Ground, Theme)> {
        let both = [Ground::Dark, Ground::Light];
        let all = both.map(|ground| {
            [Colours::Sixteen, Colours::Many].map(|colours| (ground, Theme::new(ground, colours)))
        });
        all.into_iter().flatten().collect()
    }

    /// Every text on its ground, also on that of the selected row.
    #[test]
    fn every_text_can_be_read_on_its_ground_in_the_palettes_that_terminals_come_with() {
        for (ground, theme) in coloured() {
            for (name, palette) in PALETTES {
                let (plain, behind) = match ground {
                    Ground::Dark => (palette[7], palette[0]),
                    Ground::Light => (palette[0], palette[15]),
                };
                for (role, style) in theme.all().into_iter().filter(|(role, _)| !role.starts_with("line")) {
                    let of = |colour: Option<Color>, otherwise| {
                        colour.and_then(number).map_or(otherwise, |number| shade(number, &palette))
                    };
                    let ratio = contrast(of(style.fg, plain), of(style.bg, behind));
                    assert!(ratio >= 4.5, "{role} on {ground:?}, {name}: {ratio:.2}");
                    assert!(
                        style.fg.is_some() || style.bg.is_none(),
                        "{role}: a ground of ours, a text of theirs"
                    );
                }
            }
        }
    }

    /// Bold makes a dark colour a bright one on some terminals, and faint is legible on none.
    #[test]
    fn no_look_depends_on_what_a_terminal_makes_of_it() {
        for (_, theme) in coloured() {
            for (role, style) in theme.all() {
                let dark = style.fg.and_then(number).is_some_and(|number| number < 8);
                assert!(!(dark && style.add_modifier.contains(Modifier::BOLD)), "{role}");
                assert!(!style.add_modifier.contains(Modifier::DIM), "{role}");
                let grey = role.starts_with("line") || style.fg != Some(Color::DarkGray);
                assert!(grey, "{role} is a text in bright black");
            }
        }
    }

    #[test]
    fn mono_has_no_colour_and_keeps_the_selection() {
        for (role, style) in Theme::mono().all() {
            assert_eq!((style.fg, style.bg), (None, None), "{role}");
        }
        assert!(Theme::mono().selected.add_modifier.contains(Modifier::REVERSED));
    }

    #[test]
    fn a_chip_stays_what_it_is_on_the_selected_row() {
        let theme = Theme::new(Ground::Dark, Colours::Sixteen);
        let mut buf = Buffer::empty(Rect::new(0, 0, 12, 1));
        put(&mut buf, 0, 0, "超過", usize::MAX, theme.overdue_chip);
        put(&mut buf, 5, 0, "山田", usize::MAX, theme.quiet);
        theme.select(buf.area, &mut buf);
        assert_eq!((buf[(0, 0)].fg(), buf[(0, 0)].bg()), (Color::White, Color::Red));
        assert_eq!((buf[(5, 0)].fg(), buf[(5, 0)].bg()), (Color::White, Color::Blue));
        assert_eq!(buf[(11, 0)].bg(), Color::Blue);
    }
}
