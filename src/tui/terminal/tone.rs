//! What a piece of text means, apart from how it looks.

use ratatui::style::Style;

use crate::policy::Urgency;

use super::theme::Theme;

/// The meaning of a piece of text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// Ordinary.
    #[default]
    Plain,
    /// May be passed over.
    Quiet,
    /// 期限超過
    Overdue,
    /// 要対応
    Now,
    /// 判定不能
    Unknown,
    /// 期限間近
    Soon,
    /// 例外承認中
    Waived,
    /// Something went wrong.
    Error,
    /// Something was done.
    Good,
}

impl Tone {
    /// The tone of an urgency.
    pub fn of(urgency: Urgency) -> Self {
        match urgency {
            Urgency::Overdue => Self::Overdue,
            Urgency::Now => Self::Now,
            Urgency::Unknown => Self::Unknown,
            Urgency::Soon => Self::Soon,
            Urgency::Waived => Self::Waived,
        }
    }

    /// How it looks as a chip: a word on a ground of its own. Only an urgency is one.
    pub fn chip(self, theme: &Theme) -> Option<Style> {
        Some(match self {
            Self::Overdue => theme.overdue_chip,
            Self::Now => theme.now_chip,
            Self::Unknown => theme.unknown_chip,
            Self::Soon => theme.soon_chip,
            Self::Waived => theme.waived_chip,
            Self::Plain | Self::Quiet | Self::Error | Self::Good => return None,
        })
    }

    /// How it looks as a text.
    pub fn style(self, theme: &Theme) -> Style {
        match self {
            Self::Plain => theme.text,
            Self::Quiet => theme.quiet,
            Self::Overdue => theme.overdue,
            Self::Now => theme.now,
            Self::Unknown => theme.unknown,
            Self::Soon => theme.soon,
            Self::Waived => theme.waived,
            Self::Error => theme.error,
            Self::Good => theme.ok,
        }
    }
}
