//! How the screen is to look: what the environment wishes, and where it wishes nothing, what the terminal answered.

use std::{ffi::OsString, time::Duration};

use serde::{Deserialize, Serialize};

use super::{
    backend::Ambiguous,
    probe::{Asks, Heard},
    signs::Lines,
    theme::{Colours, Ground, Theme},
};

/// What the environment wishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Looks {
    lines: Option<Lines>,
    theme: Option<Wish>,
    colours: Colours,
    /// How long the terminal took to answer whoever asked it before.
    took: Option<Duration>,
}

/// Looks by the words that wish them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    boxes: bool,
    light: Option<bool>,
    /// How long the terminal took to answer, in milliseconds.
    took: Option<u64>,
}

impl Named {
    /// What the variable of this name would say.
    pub fn wished(self, name: &str) -> Option<&'static str> {
        match name {
            "MCS_REGISTER_LINES" => Some(if self.boxes { "box" } else { "ascii" }),
            "MCS_REGISTER_THEME" => Some(match self.light {
                None => "mono",
                Some(true) => "light",
                Some(false) => "dark",
            }),
            _ => None,
        }
    }
}

/// A theme that is wished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    On(Ground),
    Mono,
}

impl Looks {
    /// Reads `MCS_REGISTER_LINES`, `MCS_REGISTER_THEME`, `NO_COLOR` (which wins where it holds anything), `COLORTERM` and
    /// `TERM`. What is none of the known words wishes nothing.
    pub fn of(environment: impl Fn(&str) -> Option<OsString>) -> Self {
        let said = |name: &str| environment(name).unwrap_or_default().to_string_lossy().to_lowercase();
        let lines = match said("MCS_REGISTER_LINES").as_str() {
            "box" => Some(Lines::Box),
            "ascii" => Some(Lines::Ascii),
            _ => None,
        };
        let theme = match said("MCS_REGISTER_THEME").as_str() {
            _ if environment("NO_COLOR").is_some_and(|value| !value.is_empty()) => Some(Wish::Mono),
            "dark" => Some(Wish::On(Ground::Dark)),
            "light" => Some(Wish::On(Ground::Light)),
            "mono" => Some(Wish::Mono),
            _ => None,
        };
        let term = said("TERM");
        let many = ["truecolor", "24bit"].contains(&said("COLORTERM").as_str())
            || ["256color", "kitty", "alacritty", "foot", "ghostty", "wezterm", "direct"]
                .iter()
                .any(|known| term.contains(known))
            || cfg!(windows);
        let colours = if many { Colours::Many } else { Colours::Sixteen };
        Self { lines, theme, colours, took: None }
    }

    /// What has to be asked of the terminal.
    pub fn asks(self) -> Asks {
        Asks { width: self.lines.is_none(), ground: self.theme.is_none() }
    }

    /// The signs of lines: ASCII where nobody knows better.
    pub fn lines(self, heard: &Heard) -> Lines {
        self.lines.unwrap_or(match heard.ambiguous {
            Ambiguous::Narrow => Lines::Box,
            Ambiguous::Wide | Ambiguous::Unknown => Lines::Ascii,
        })
    }

    /// The theme: the dark one where nobody knows better.
    pub fn theme(self, heard: &Heard) -> Theme {
        match self.theme.unwrap_or(Wish::On(heard.ground.unwrap_or(Ground::Dark))) {
            Wish::On(ground) => Theme::new(ground, self.colours),
            Wish::Mono => Theme::mono(),
        }
    }

    /// How it looks, to be wished by whoever goes on with the same terminal.
    pub fn named(self, heard: &Heard) -> Named {
        let light = match self.theme.unwrap_or(Wish::On(heard.ground.unwrap_or(Ground::Dark))) {
            Wish::On(ground) => Some(ground == Ground::Light),
            Wish::Mono => None,
        };
        let took = self.took(heard).map(|took| u64::try_from(took.as_millis()).unwrap_or(u64::MAX));
        Named { boxes: self.lines(heard) == Lines::Box, light, took }
    }

    /// These, with what the terminal answered before.
    #[must_use]
    pub fn named_before(self, before: Named) -> Self {
        Self { took: before.took.map(Duration::from_millis), ..self }
    }

    /// How long the terminal took to answer.
    pub fn took(self, heard: &Heard) -> Option<Duration> {
        heard.took.or(self.took)
    }

    /// How wide ambiguous characters are taken to be: whoever wishes boxes says that they are narrow.
    pub fn ambiguous(self, heard: &Heard) -> Ambiguous {
        if self.lines == Some(Lines::Box) { Ambiguous::Narrow } else { heard.ambiguous }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looks(set: &[(&str, &str)]) -> Looks {
        Looks::of(|name| set.iter().find(|(set, _)| *set == name).map(|(_, value)| OsString::from(value)))
    }

    #[test]
    fn what_is_wished_is_not_asked_and_no_colour_wins() {
        let nothing = Heard::default();
        let wished = looks(&[("MCS_REGISTER_LINES", "BOX"), ("MCS_REGISTER_THEME", "light")]);
        assert_eq!(wished.asks(), Asks::default());
        assert_eq!(wished.lines(&nothing), Lines::Box);
        assert_eq!(wished.theme(&nothing), Theme::new(Ground::Light, Colours::Sixteen));
        let mono = looks(&[("MCS_REGISTER_THEME", "dark"), ("NO_COLOR", "1"), ("COLORTERM", "truecolor")]);
        assert_eq!(mono.theme(&nothing), Theme::mono());
        assert_eq!(looks(&[("NO_COLOR", "")]).theme(&nothing), Theme::new(Ground::Dark, Colours::Sixteen));
        let unknown = looks(&[("MCS_REGISTER_LINES", "round"), ("MCS_REGISTER_THEME", "pink")]);
        assert_eq!(unknown.asks(), Asks { width: true, ground: true });
    }

    #[test]
    fn where_nothing_is_wished_the_answers_decide() {
        let many = looks(&[("TERM", "xterm-256color")]);
        let answered =
            Heard { ambiguous: Ambiguous::Narrow, ground: Some(Ground::Light), ..Heard::default() };
        assert_eq!(many.lines(&answered), Lines::Box);
        assert_eq!(many.theme(&answered), Theme::new(Ground::Light, Colours::Many));
        assert_eq!(many.lines(&Heard::default()), Lines::Ascii);
        let wide = Heard { ambiguous: Ambiguous::Wide, ..Heard::default() };
        assert_eq!(many.lines(&wide), Lines::Ascii);
    }
}
