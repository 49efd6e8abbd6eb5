//! The texts of a rule, and what may stand between braces in them.

use super::{
    citable,
    error::{PolicyError, PolicyFault},
    written::Text,
};
use crate::policy::rule::parameter::Parameter;

/// The texts of one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::policy) struct Words {
    pub label: Text,
    /// What is to be done, in a word or two: a column of the list of the day.
    pub matter: Text,
    /// One a case, in the order of [`Rule::sentences`].
    pub sentences: Vec<(&'static str, Text)>,
    /// What the policy says, in our words; of `device-control` each control has its own.
    pub says: Option<Text>,
    pub number: Option<Text>,
    pub guideline: Option<Text>,
    pub next_step: Text,
}

impl Words {
    /// Every text but the sentences, with its key.
    pub fn texts(&self) -> impl Iterator<Item = (&'static str, &Text)> {
        [
            ("label", Some(&self.label)),
            ("matter", Some(&self.matter)),
            ("next_step", Some(&self.next_step)),
            ("says", self.says.as_ref()),
            ("number", self.number.as_ref()),
            ("guideline", self.guideline.as_ref()),
        ]
        .into_iter()
        .filter_map(|(key, text)| Some((key, text?)))
    }

    /// Every text, to be changed.
    pub fn texts_mut(&mut self) -> impl Iterator<Item = &mut Text> {
        let Self { label, matter, sentences, says, number, guideline, next_step } = self;
        let sentences = sentences.iter_mut().map(|(_, text)| text);
        [label, matter, next_step].into_iter().chain(says).chain(number).chain(guideline).chain(sentences)
    }

    /// The sentence of a case; the first where there is none of that name, which a test excludes.
    pub fn sentence(&self, case: &str) -> Option<&Text> {
        let found = self.sentences.iter().find(|(name, _)| *name == case);
        found.or_else(|| self.sentences.first()).map(|(_, text)| text)
    }
}

/// What may stand between braces in a text of the policy file, besides the parameters.
const PLACEHOLDERS: [&str; 10] =
    ["name", "person", "group", "what", "due", "since", "days", "left", "prefix", "secretariat"];

fn is_known(placeholder: &str) -> bool {
    PLACEHOLDERS.contains(&placeholder)
        || Parameter::from_placeholder(placeholder).is_some()
        || citable::cites(placeholder)
}

/// A piece of a text: words as they stand, or the name of a placeholder.
pub(in crate::policy) enum Piece<'a> {
    Words(&'a str),
    Placeholder(&'a str),
}

/// Splits a text at its placeholders; a brace without its pair is given back as the fault.
pub(in crate::policy) fn pieces(text: &str) -> Result<Vec<Piece<'_>>, String> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').ok_or_else(|| format!("{{{after}"))?;
        pieces.push(Piece::Words(before));
        pieces.push(Piece::Placeholder(name));
        rest = after;
    }
    pieces.push(Piece::Words(rest));
    if pieces.iter().any(|piece| matches!(piece, Piece::Words(words) if words.contains('}'))) {
        return Err("}".to_owned());
    }
    Ok(pieces)
}

/// Checks that a text holds no placeholder that nothing fills.
pub(in crate::policy) fn check_placeholders(text: &Text, key: &str) -> Result<(), PolicyError> {
    for (lang, text) in [("ja", &text.ja), ("en", &text.en)] {
        let fault = match pieces(text) {
            Err(fault) => Some(fault),
            Ok(pieces) => pieces.iter().find_map(|piece| match piece {
                Piece::Placeholder(name) if !is_known(name) => Some(format!("{{{name}}}")),
                _ => None,
            }),
        };
        if let Some(fault) = fault {
            return Err(PolicyError::at(format!("{key}.{lang}"), PolicyFault::Placeholder(fault)));
        }
    }
    Ok(())
}
