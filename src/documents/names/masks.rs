//! Takes names, logins and telephone numbers out of a text.
//!
//! What is looked for stands in a tree by its characters, so that a long text costs little however many names there are.
//! What was masked never matters for what follows it, and a word that a mask would break decides nothing:
//! so a text that was masked stays as it is when it is masked again.

use rustc_hash::FxHashMap;

use super::{
    context::{Called, called, called_before, makes_a_place},
    letters::{Letters, Script, compared_exactly, has_kanji, parts_names},
    written::{self, Form, Written, forms, within_number},
};
use crate::register::id::{GroupId, PersonId};

/// Whose name it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known<'a> {
    Staff(&'a PersonId),
    Partner(&'a PersonId),
    Group(&'a GroupId),
}

/// What stands for something in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mask<'a> {
    Known(Known<'a>),
    /// Several people may be meant, or somebody whom the register does not know.
    Somebody,
    /// A login or a telephone number.
    Hidden,
}

/// What is looked for in a text, and what stands for it.
pub(super) struct Masks<'a> {
    /// Characters by their number.
    characters: FxHashMap<String, u32>,
    steps: FxHashMap<(Node, u32), Node>,
    names: FxHashMap<Node, Name<'a>>,
    /// Where a login or a telephone number ends, or the number of a person or a group that stands for a name.
    others: FxHashMap<Node, Other>,
    last: Node,
}

type Node = u32;
/// Where the trees begin. Each has characters of its own that do not count within it.
const NAMES: Node = 0;
const LOGINS: Node = 1;
const NUMBERS: Node = 2;

impl Default for Masks<'_> {
    fn default() -> Self {
        Self {
            characters: FxHashMap::default(),
            steps: FxHashMap::default(),
            names: FxHashMap::default(),
            others: FxHashMap::default(),
            last: NUMBERS,
        }
    }
}

/// What one form of a name stands for.
#[derive(Clone, Copy)]
struct Name<'a> {
    /// Without anything that people are called by; `None`: it is no name then.
    alone: Option<AloneName<'a>>,
    called: Mask<'a>,
    family: bool,
    guess: bool,
    /// Of one kanji, or without any: it may be the end of a longer name.
    short: bool,
}

#[derive(Clone, Copy)]
struct AloneName<'a> {
    mask: Mask<'a>,
    place: bool,
    apart: bool,
    /// At least three characters of a whole name: it is found over the end of a line.
    over_lines: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Other {
    /// What stands for a name, or belongs to it.
    Label,
    Login,
    Number,
}

/// Something that was found.
struct Hit<'a> {
    end: usize,
    /// `None`: it stands for a name already.
    mask: Option<Mask<'a>>,
}

/// What stands before a place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Text,
    /// Nothing, or something that was masked and ends there.
    Nothing,
    /// What was masked as a family name alone, and may have been the beginning of a longer one.
    Family,
}

/// A text with its characters by number.
struct Text<'t> {
    letters: Letters<'t>,
    numbers: Vec<Option<u32>>,
}

impl<'a> Masks<'a> {
    /// Somebody by name and reading, and the number that stands for them.
    pub(super) fn learn(&mut self, label: &str, name: Option<&str>, reading: Option<&str>, known: Known<'a>) {
        let node = self.node(NAMES, &compared_exactly(label));
        self.others.insert(node, Other::Label);
        for (recorded, written) in [(name, Written::Name), (reading, Written::Reading)] {
            // In a register that was masked the number is the name.
            for form in recorded.filter(|name| *name != label).iter().flat_map(|name| forms(name, written)) {
                self.learn_form(&form, known);
            }
        }
    }

    fn learn_form(&mut self, form: &Form, known: Known<'a>) {
        let node = self.node(NAMES, &form.letters);
        let new = Name {
            alone: None,
            called: Mask::Known(known),
            family: false,
            guess: true,
            short: form.letters.len() == 1 || !has_kanji(&form.letters),
        };
        let name = self.names.entry(node).or_insert(new);
        // A name that two people share stands for neither of them.
        if name.called != Mask::Known(known) {
            name.called = Mask::Somebody;
        }
        name.family |= form.family;
        name.guess &= form.guess;
        if let Some(alone) = form.alone {
            let new = AloneName {
                mask: if alone.whole { Mask::Known(known) } else { Mask::Somebody },
                place: alone.place,
                apart: alone.apart,
                over_lines: alone.whole && form.letters.len() > 2,
            };
            name.alone = Some(name.alone.map_or(new, |seen| AloneName {
                mask: if seen.mask == new.mask { new.mask } else { Mask::Somebody },
                place: seen.place && new.place,
                apart: seen.apart && new.apart,
                over_lines: seen.over_lines || new.over_lines,
            }));
        }
    }

    pub(super) fn learn_login(&mut self, login: &str) {
        for letters in written::login(login) {
            let node = self.node(LOGINS, &letters);
            self.others.insert(node, Other::Login);
        }
    }

    /// A telephone number by its digits.
    pub(super) fn learn_number(&mut self, digits: &[String]) {
        let node = self.node(NUMBERS, digits);
        self.others.insert(node, Other::Number);
    }

    fn node(&mut self, tree: Node, letters: &[String]) -> Node {
        let mut node = tree;
        for letter in letters {
            let next = u32::try_from(self.characters.len()).unwrap_or(u32::MAX);
            let character = match self.characters.get(letter) {
                Some(character) => *character,
                None => *self.characters.entry(letter.clone()).or_insert(next),
            };
            let last = &mut self.last;
            node = *self.steps.entry((node, character)).or_insert_with(|| {
                *last += 1;
                *last
            });
        }
        node
    }

    /// A text with what stands for everything in it that is looked for.
    pub(super) fn mask(&self, text: &str, written: &dyn Fn(Mask<'a>) -> String) -> String {
        let text = self.read(text);
        let mut out = String::new();
        let (mut at, mut before) = (0, Before::Nothing);
        while let Some(piece) = text.letters.pieces.get(at) {
            let Some(hit) = self.hit(&text, at, before) else {
                out.push_str(piece);
                (at, before) = (at + 1, Before::Text);
                continue;
            };
            match hit.mask {
                Some(mask) => out.push_str(&written(mask)),
                None => out.extend(text.letters.pieces.get(at..hit.end).into_iter().flatten().copied()),
            }
            at = hit.end;
            before = if hit.mask == Some(Mask::Somebody) { Before::Family } else { Before::Nothing };
        }
        out
    }

    /// Whether a text holds anything that is looked for.
    pub(super) fn finds_any(&self, text: &str) -> bool {
        let text = self.read(text);
        let before = |at: usize| if at == 0 { Before::Nothing } else { Before::Text };
        (0..text.numbers.len()).any(|at| self.hit(&text, at, before(at)).is_some())
    }

    fn read<'t>(&self, text: &'t str) -> Text<'t> {
        let letters = Letters::new(text);
        let numbers = letters.folded.iter().map(|piece| self.characters.get(piece).copied()).collect();
        Text { letters, numbers }
    }

    /// What begins at a place.
    fn hit(&self, text: &Text<'_>, at: usize, before: Before) -> Option<Hit<'a>> {
        let free = before != Before::Text;
        self.number(text, at, free)
            .or_else(|| self.login(text, at, free))
            .map(|end| Hit { end, mask: Some(Mask::Hidden) })
            .or_else(|| {
                let mut ends = self.ends(text, NAMES, at);
                ends.reverse();
                ends.into_iter().find_map(|found| self.name(text, at, before, found))
            })
    }

    /// Every end of something in a tree that begins at a place, and whether it goes over what parts names.
    fn ends(&self, text: &Text<'_>, tree: Node, at: usize) -> Vec<(Node, usize, bool)> {
        let mut ends = Vec::new();
        let (mut node, mut place, mut over) = (tree, at, false);
        while let Some(piece) = text.letters.folded.get(place) {
            let next = text.numbers.get(place).copied().flatten();
            let next = next.and_then(|character| self.steps.get(&(node, character)));
            place += 1;
            if let Some(next) = next {
                node = *next;
                if self.names.contains_key(&node) || self.others.contains_key(&node) {
                    ends.push((node, place, over));
                }
            } else if node == tree {
                break;
            } else if tree == NAMES && parts_names(piece) {
                over = true;
            } else if !(piece.is_empty() || tree == NUMBERS && within_number(piece)) {
                break;
            }
        }
        ends
    }

    fn number(&self, text: &Text<'_>, at: usize, free: bool) -> Option<usize> {
        let begins = text.letters.digit(at) && (free || at == 0 || !text.letters.digit(at - 1));
        let ends = if begins { self.ends(text, NUMBERS, at) } else { Vec::new() };
        ends.into_iter().map(|(_, end, _)| end).rev().find(|end| !text.letters.digit(*end))
    }

    fn login(&self, text: &Text<'_>, at: usize, free: bool) -> Option<usize> {
        let ends = self.ends(text, LOGINS, at).into_iter().rev().map(|(_, end, _)| end);
        ends.into_iter().find(|end| text.letters.apart(at, *end, free, self.named(text, *end)))
    }

    fn name(
        &self,
        text: &Text<'_>,
        at: usize,
        before: Before,
        found: (Node, usize, bool),
    ) -> Option<Hit<'a>> {
        let (node, end, over) = found;
        if !over && self.others.get(&node) == Some(&Other::Label) {
            return Some(Hit { end, mask: None });
        }
        let name =
            self.names.get(&node).filter(|name| !over || name.alone.is_some_and(|alone| alone.over_lines))?;
        self.called(text, at, before, end, name).or_else(|| {
            let alone = name.alone?;
            let named = |at: usize| self.named(text, at);
            let word = alone.apart && !text.letters.apart(at, end, before != Before::Text, named(end));
            let place = alone.place && makes_a_place(&text.letters, end, &named);
            (!word && !place).then_some(Hit { end, mask: Some(alone.mask) })
        })
    }

    /// A name with what somebody is called by.
    fn called(
        &self,
        text: &Text<'_>,
        at: usize,
        before: Before,
        end: usize,
        name: &Name<'a>,
    ) -> Option<Hit<'a>> {
        let called = self.how_called(text, at, end)?;
        let part = name.short && name.alone.is_none_or(|alone| alone.mask == Mask::Somebody);
        let leans = part && before == Before::Text && text.letters.leans(at);
        let by_title = matches!(called, Called::ByTitle);
        // 「プラン」 before a title is nobody called ラン, but 「担当林看護師」 is somebody.
        let family = name.family && text.letters.script(at) == Some(Script::Kanji);
        if leans && (name.guess || by_title && !family) {
            return None;
        }
        let (end, as_a_guest) = match called {
            Called::Politely { end, as_a_guest } => (end, as_a_guest),
            Called::ByTitle => (end, false),
        };
        // Of the staff nobody is called 様: it is somebody else of the same name. And 久保田 is neither 久保 nor 田.
        let staff = matches!(name.called, Mask::Known(Known::Staff(_)));
        let other = leans || part && before == Before::Family || staff && as_a_guest;
        Some(Hit { end, mask: Some(if other { Mask::Somebody } else { name.called }) })
    }

    fn how_called(&self, text: &Text<'_>, at: usize, end: usize) -> Option<Called> {
        // Whatever begins there, so that this asks no further.
        let begins = |at: usize| {
            [NAMES, LOGINS, NUMBERS].into_iter().any(|tree| !self.ends(text, tree, at).is_empty())
        };
        let before = || called_before(&text.letters, at).then_some(Called::ByTitle);
        called(&text.letters, end, &begins).or_else(before)
    }

    /// Whether something that is looked for begins at a place, whatever stands around it.
    fn named(&self, text: &Text<'_>, at: usize) -> bool {
        let name = |(node, end, _): (Node, usize, bool)| {
            let name = self.names.get(&node);
            self.others.contains_key(&node)
                || name.is_some_and(|name| name.alone.is_some() || self.how_called(text, at, end).is_some())
        };
        self.ends(text, NAMES, at).into_iter().any(name)
            || [LOGINS, NUMBERS].into_iter().any(|tree| !self.ends(text, tree, at).is_empty())
    }
}
