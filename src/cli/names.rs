//! Who is named in what is written: `--names`, and the older words that say the same.

use clap::{Args, ValueEnum};

use crate::{cli::failure::Failure, documents::Naming, register::Lang, tui::words::Word};

/// Who is named.
#[derive(Debug, Args)]
pub(super) struct Names {
    #[arg(long, value_name = "WHO")]
    names: Option<Degree>,
    /// As `--names full`.
    #[arg(long)]
    unmasked: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Degree {
    Masked,
    Named,
    Full,
}

impl From<Degree> for Naming {
    fn from(degree: Degree) -> Self {
        match degree {
            Degree::Masked => Self::Masked,
            Degree::Named => Self::Named,
            Degree::Full => Self::Full,
        }
    }
}

impl Names {
    /// What is asked for, if anything is.
    pub(super) fn wanted(&self, lang: Lang) -> Result<Option<Naming>, Failure> {
        self.or_masked(false, lang)
    }

    /// The same beside `--masked`. Words that contradict each other are an error, whichever stands first.
    pub(super) fn or_masked(&self, masked: bool, lang: Lang) -> Result<Option<Naming>, Failure> {
        let asked = self.names.map(Naming::from).into_iter();
        let asked =
            asked.chain(self.unmasked.then_some(Naming::Full)).chain(masked.then_some(Naming::Masked));
        let asked: Vec<Naming> = asked.collect();
        match asked.as_slice() {
            [first, others @ ..] if others.iter().any(|other| other != first) => {
                Err(Failure::usage(Word::CliNamesContradict.say(lang)))
            }
            asked => Ok(asked.first().copied()),
        }
    }
}
