//! Looks by meaning. A word always says the same as a colour does.

use ratatui::style::{Color, Modifier, Style};

/// What a piece of the screen means, and so how it looks.
///
/// The foreground and the background are those that the person chose for the terminal; colours are accents out of the 16
/// of ANSI, and white, black and yellow, which vanish on one kind of background or the other, are not among the text
/// colours. In [`Theme::mono`] nothing has a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// The name of the screen, the head of a table.
    pub heading: Style,
    /// Ordinary text.
    pub text: Style,
    /// The selected row.
    pub selected: Style,
    /// The selected row of a list that does not have the focus.
    pub selected_unfocused: Style,
    /// 超過: a day has passed.
    pub overdue: Style,
    /// 要対応: to be done now.
    pub now: Style,
    /// 確認不能: not recorded, so it cannot be said.
    pub unknown: Style,
    /// 期限間近: a day comes soon.
    pub soon: Style,
    /// 猶予: waived for a time, with a reason.
    pub waived: Style,
    /// Nothing to be done.
    pub ok: Style,
    /// What may be passed over: notes, hints, empty places.
    pub dim: Style,
    /// What went wrong.
    pub error: Style,
    /// The name of a key in the footer.
    pub key: Style,
    /// The label of a field.
    pub label: Style,
    /// A field that can be typed into.
    pub field: Style,
    /// The field that has the focus.
    pub field_focus: Style,
    /// The screen that is open, among its neighbours.
    pub tab_active: Style,
    /// Another screen.
    pub tab: Style,
    /// What a search found in a text.
    pub found: Style,
}

impl Theme {
    /// The theme in accents of colour.
    pub const fn new() -> Self {
        const PLAIN: Style = Style::new();
        const fn accent(colour: Color) -> Style {
            Style::new().fg(colour)
        }
        Self {
            heading: PLAIN.add_modifier(Modifier::BOLD),
            text: PLAIN,
            selected: PLAIN.add_modifier(Modifier::REVERSED),
            selected_unfocused: PLAIN.add_modifier(Modifier::BOLD),
            overdue: accent(Color::Red).add_modifier(Modifier::BOLD),
            now: accent(Color::Red),
            unknown: accent(Color::Magenta),
            soon: accent(Color::Cyan),
            waived: PLAIN.add_modifier(Modifier::DIM),
            ok: accent(Color::Green),
            dim: PLAIN.add_modifier(Modifier::DIM),
            error: accent(Color::Red).add_modifier(Modifier::BOLD),
            key: PLAIN.add_modifier(Modifier::BOLD),
            label: PLAIN,
            field: PLAIN.add_modifier(Modifier::UNDERLINED),
            field_focus: PLAIN.add_modifier(Modifier::UNDERLINED).add_modifier(Modifier::BOLD),
            tab_active: PLAIN.add_modifier(Modifier::REVERSED),
            tab: PLAIN,
            found: PLAIN.add_modifier(Modifier::UNDERLINED),
        }
    }

    /// The same without any colour: bold, reverse, underline and words only.
    #[must_use]
    pub const fn mono() -> Self {
        let mut theme = Self::new();
        theme.overdue = Style::new().add_modifier(Modifier::BOLD);
        theme.now = theme.overdue;
        theme.unknown = Style::new();
        theme.soon = Style::new();
        theme.ok = Style::new();
        theme.error = theme.overdue;
        theme
    }

    /// The mono theme where the environment asks for no colour (`NO_COLOR` set to anything but nothing), otherwise the
    /// coloured one.
    pub fn for_environment(no_color: Option<&std::ffi::OsStr>) -> Self {
        if no_color.is_some_and(|value| !value.is_empty()) { Self::mono() } else { Self::new() }
    }

    /// Every style with its name, for a page that shows them and for tests.
    pub const fn all(&self) -> [(&'static str, Style); 19] {
        [
            ("heading", self.heading),
            ("text", self.text),
            ("selected", self.selected),
            ("selected_unfocused", self.selected_unfocused),
            ("overdue", self.overdue),
            ("now", self.now),
            ("unknown", self.unknown),
            ("soon", self.soon),
            ("waived", self.waived),
            ("ok", self.ok),
            ("dim", self.dim),
            ("error", self.error),
            ("key", self.key),
            ("label", self.label),
            ("field", self.field),
            ("field_focus", self.field_focus),
            ("tab_active", self.tab_active),
            ("tab", self.tab),
            ("found", self.found),
        ]
    }
}

impl Default for Theme {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mono_has_no_colour_and_keeps_the_selection() {
        for (name, style) in Theme::mono().all() {
            assert_eq!((style.fg, style.bg), (None, None), "{name}");
        }
        assert!(Theme::mono().selected.add_modifier.contains(Modifier::REVERSED));
        assert_eq!(Theme::for_environment(Some("1".as_ref())), Theme::mono());
        assert_eq!(Theme::for_environment(Some("".as_ref())), Theme::new());
        assert_eq!(Theme::for_environment(None), Theme::new());
    }

    #[test]
    fn no_text_is_in_a_colour_that_vanishes_on_some_background() {
        for (name, style) in Theme::new().all() {
            let vanishing =
                [Color::White, Color::Black, Color::Yellow, Color::LightYellow, Color::Gray, Color::DarkGray];
            assert!(style.fg.is_none_or(|colour| !vanishing.contains(&colour)), "{name}");
            assert_eq!(style.bg, None, "{name}");
        }
    }
}
