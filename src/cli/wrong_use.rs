//! What is wrong with the arguments, in the reader's language.

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use crate::{register::Lang, tui::words::Word};

/// What is wrong, what may have been meant, and where the help is.
pub(super) fn message(error: &Error, lang: Lang) -> String {
    let one = |kind| error.get(kind).map(shown).unwrap_or_default();
    let argument = one(ContextKind::InvalidArg);
    let mut sentences = vec![match error.kind() {
        ErrorKind::UnknownArgument => Word::CliUnknown.fill(lang, &[&argument]),
        ErrorKind::InvalidSubcommand => {
            Word::CliUnknownCommand.fill(lang, &[&one(ContextKind::InvalidSubcommand)])
        }
        ErrorKind::MissingRequiredArgument => Word::CliRequired.fill(lang, &[&argument]),
        ErrorKind::InvalidValue => {
            let value = one(ContextKind::InvalidValue);
            if value.is_empty() {
                Word::CliNoValue.fill(lang, &[&argument])
            } else {
                Word::CliBadValue.fill(lang, &[&value, &argument])
            }
        }
        ErrorKind::ArgumentConflict if argument == one(ContextKind::PriorArg) => {
            Word::CliTwice.fill(lang, &[&argument])
        }
        _ => Word::CliOtherUse.fill(lang, &[&plain(error)]),
    }];
    let meant = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
        .into_iter()
        .map(one)
        .find(|suggested| !suggested.is_empty());
    if let Some(meant) = meant {
        sentences.push(Word::CliDidYouMean.fill(lang, &[&meant]));
    }
    let values = one(ContextKind::ValidValue);
    if !values.is_empty() {
        sentences.push(Word::CliValues.fill(lang, &[&values]));
    }
    sentences.push(Word::CliHint.say(lang).to_owned());
    sentences.join(match lang {
        Lang::Ja => "",
        Lang::En => " ",
    })
}

fn shown(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        ContextValue::StyledStr(text) => text.to_string(),
        _ => String::new(),
    }
}

/// The parser's own first line.
fn plain(error: &Error) -> String {
    let text = error.render().to_string();
    let line = text.lines().next().unwrap_or_default();
    line.strip_prefix("error: ").unwrap_or(line).to_owned()
}
