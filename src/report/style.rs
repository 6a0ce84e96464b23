//! Colour, where the caller wants any.

use std::borrow::Cow;

use annotate_snippets::renderer::{AnsiColor, Style as Ansi};

use crate::model::state::Tone;

/// Whether a report may colour its text; who decides is the caller, who knows the stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// No escape sequence anywhere.
    #[default]
    Plain,
    /// ANSI colours.
    Coloured,
}

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Strong,
    Quiet,
    Good,
    Open,
    Stopped,
    Risk,
    Added,
    Removed,
    Gutter,
}

impl Role {
    /// The role of a state's word; none for a quiet one.
    pub(super) fn of_tone(tone: Option<Tone>) -> Option<Self> {
        match tone? {
            Tone::Open => Some(Self::Open),
            Tone::Good => Some(Self::Good),
            Tone::Stopped => Some(Self::Stopped),
            Tone::Risk => Some(Self::Risk),
            Tone::Quiet => None,
        }
    }

    fn ansi(self) -> Ansi {
        match self {
            Self::Strong => Ansi::new().bold(),
            Self::Quiet => Ansi::new().dimmed(),
            Self::Good | Self::Added => AnsiColor::Green.on_default(),
            Self::Open => AnsiColor::Cyan.on_default(),
            Self::Stopped | Self::Removed => AnsiColor::Red.on_default(),
            Self::Risk => AnsiColor::Yellow.on_default(),
            Self::Gutter => AnsiColor::BrightBlue.on_default().bold(),
        }
    }
}

impl Style {
    /// The text in the colour of its role.
    pub(super) fn paint(self, role: Role, text: &str) -> Cow<'_, str> {
        match self {
            Self::Plain => Cow::Borrowed(text),
            Self::Coloured => {
                let ansi = role.ansi();
                Cow::Owned(format!("{ansi}{text}{ansi:#}"))
            }
        }
    }
}
