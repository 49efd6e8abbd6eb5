//! Takes names, logins, telephone numbers and addresses out of a text.
//!
//! What is looked for stands in a tree by its characters, so that a long text costs little however many names there are.
//! Everything that is found is found first, each for itself; then what overlaps becomes one, and no part of a name is left
//! beside it. What was masked never matters for what follows it.

use rustc_hash::FxHashMap;

use super::{
    birth_and_home,
    context::{Whose, politely},
    in_kana::called_by_name,
    latin::Latin,
    letters::{Letters, Script, compared_exactly, parts_names},
    numbers_of_people, phones_and_mail,
    place::Place,
    written::{self, Counts, Form, Of, Recorded, Written, half_read, within_number},
};
use crate::register::{
    Date, Person,
    id::{GroupId, PersonId},
    records::non_blank,
};

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
    /// What tells who somebody is, or by which they are reached: a login, a telephone number, a day of birth.
    Hidden,
}

/// What is looked for in a text, and what stands for it.
#[derive(Default)]
pub(super) struct Masks<'a> {
    /// Characters by their number.
    characters: FxHashMap<String, u32>,
    steps: FxHashMap<(Node, u32), Node>,
    names: FxHashMap<Node, Name<'a>>,
    /// Where a login or a telephone number ends, or what stands for a name.
    others: FxHashMap<Node, Other<'a>>,
    last: Node,
    latin: Latin,
    /// What else is known of those whose names these are.
    people: FxHashMap<&'a PersonId, Work<'a>>,
}

/// What somebody is.
struct Work<'a> {
    profession: Option<&'a str>,
    /// Where they work, as it is compared.
    home: Vec<String>,
    left: bool,
}

type Node = u32;
/// Where the trees begin. Each has characters of its own that do not count within it.
const NAMES: Node = 0;
const LOGINS: Node = 1;
const NUMBERS: Node = 2;

/// What one form of a name counts as; two people may have it in common.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a way to count, and a form may count in several")]
pub(super) struct Name<'a> {
    /// Whose whole name it is.
    pub(super) whose: Option<Known<'a>>,
    /// Of two people, and it stands for neither.
    pub(super) several: bool,
    /// In which scripts the whole name is recorded.
    pub(super) whole: Option<Vec<Script>>,
    pub(super) guarded: Option<Vec<Script>>,
    pub(super) whole_reading: bool,
    pub(super) part: bool,
    /// A given name with a kanji.
    pub(super) given: bool,
    /// Recorded in 平仮名: it counts inside of words too.
    pub(super) hiragana: bool,
    pub(super) reading: bool,
    pub(super) family: bool,
    pub(super) called: bool,
    pub(super) guess: bool,
    pub(super) nickname: bool,
    /// A part of the name of somebody who is called 様 as well: a patient, or somebody of elsewhere.
    guest: Option<Known<'a>>,
    guests: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Other<'a> {
    /// What stands for a name, and for whose where it is a person's number.
    Label(Option<Known<'a>>),
    Login,
    Number,
}

/// Something that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) mask: Mask<'a>,
}

/// A text with its characters by number.
pub(super) struct Text<'t> {
    pub(super) letters: Letters<'t>,
    numbers: Vec<Option<u32>>,
}

impl<'a> Masks<'a> {
    /// Something that stands for a name already: it stays as it is.
    pub(super) fn learn_label(&mut self, label: &str, known: Option<Known<'a>>) {
        self.last = self.last.max(NUMBERS);
        let node = self.node(NAMES, &compared_exactly(label));
        self.others.insert(node, Other::Label(known));
    }

    /// Somebody by name and reading.
    pub(super) fn learn(&mut self, name: Option<&str>, reading: Option<&str>, known: Known<'a>) {
        self.last = self.last.max(NUMBERS);
        let of = if matches!(known, Known::Group(_)) { Of::Patient } else { Of::Person };
        let recorded = [name, reading].map(|text| text.map(|text| Recorded::new(text, of)));
        let mut forms: Vec<Form> = Vec::new();
        for (recorded, written) in recorded.iter().zip([Written::Name, Written::Reading]) {
            forms.extend(recorded.iter().flat_map(|recorded| recorded.forms(written, of)));
        }
        self.latin.learn(name, reading);
        if let [Some(name), read] = &recorded {
            forms.extend(half_read(name, read.as_ref()));
            for read in name.common_readings().iter().filter(|_| read.is_none()) {
                self.latin.learn(None, Some(read));
            }
        }
        for form in forms {
            let node = self.node(NAMES, &form.letters);
            self.names.entry(node).or_default().add(form.counts, known);
        }
    }

    /// What somebody is, where they work, and whether they have left.
    pub(super) fn learn_work(&mut self, person: Person<'a>, home: Option<&str>, today: Date) {
        let home = home.map(compared_exactly).unwrap_or_default();
        let left = matches!(person, Person::Staff(staff) if staff.left_on.is_some_and(|day| day < today));
        let work = Work { profession: non_blank(person.profession()), home, left };
        self.people.insert(person.id(), work);
    }

    /// What is known of somebody beside the name.
    pub(super) fn whose(&self, known: Known<'a>) -> Whose<'_> {
        let person = match known {
            Known::Staff(id) | Known::Partner(id) => self.people.get(id),
            Known::Group(_) => None,
        };
        Whose {
            patient: matches!(known, Known::Group(_)),
            profession: person.and_then(|work| work.profession),
            home: person.map(|work| work.home.as_slice()).unwrap_or_default(),
            left: person.is_some_and(|work| work.left),
        }
    }

    pub(super) fn learn_login(&mut self, login: &str) {
        self.last = self.last.max(NUMBERS);
        for letters in written::login(login) {
            let node = self.node(LOGINS, &letters);
            self.others.insert(node, Other::Login);
        }
    }

    /// A telephone number by its digits.
    pub(super) fn learn_number(&mut self, digits: &[String]) {
        self.last = self.last.max(NUMBERS);
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
        let pieces = Letters::new(text).pieces;
        let (mut out, mut at) = (String::new(), 0);
        let copy = |from: usize, to: usize| pieces.get(from..to).into_iter().flatten().copied();
        for Span { start, end, mask } in self.spans(text) {
            out.extend(copy(at, start));
            let label = written(mask);
            let bare = label.strip_prefix('（').and_then(|label| label.strip_suffix('）'));
            let closes = pieces.get(end).is_some_and(|piece| matches!(*piece, "）" | ")"));
            // In brackets that stand there already it needs none of its own.
            let bare = bare.filter(|_| closes && out.ends_with(['（', '(']));
            out.push_str(bare.unwrap_or(&label));
            at = end;
        }
        out.extend(copy(at, pieces.len()));
        out
    }

    /// Whether a text holds anything that is looked for.
    pub(super) fn finds_any(&self, text: &str) -> bool {
        !self.spans(text).is_empty()
    }

    /// Everything that is found in a text, in its order; nothing overlaps.
    fn spans(&self, text: &str) -> Vec<Span<'a>> {
        let mut text = self.read(text);
        self.blot_labels(&mut text);
        let mut spans: Vec<Span<'a>> = Vec::new();
        for (start, end) in self.reached(&text) {
            text.blot(start, end);
            spans.push(Span { start, end, mask: Mask::Hidden });
        }
        let mut names: Vec<Span<'a>> = Vec::new();
        let mut before = 0;
        for at in 0..text.numbers.len() {
            if let Some(span) = self.found(&text, at, before) {
                before = before.max(span.end);
                names.push(span);
            }
        }
        names.extend(self.called_in_kana(&text));
        let latin = self.latin.find(&text.letters);
        names.extend(latin.into_iter().map(|(start, end)| Span { start, end, mask: Mask::Somebody }));
        spans.extend(merged(names));
        spans.sort_by_key(|span| span.start);
        spans
    }

    /// Whoever is called by a name in kana, recorded or not.
    fn called_in_kana(&self, text: &Text<'_>) -> Vec<Span<'a>> {
        let letters = &text.letters;
        let kana = |at: usize| matches!(letters.script(at), Some(Script::Hiragana | Script::Katakana));
        let called = (1..letters.pieces.len()).filter(|at| kana(at - 1)).filter_map(|at| {
            let (begin, end) = politely(letters, at, &|at: usize| self.named(text, at))?;
            let start = called_by_name(letters, (at, end)).filter(|_| begin == at)?;
            Some(Span { start, end, mask: Mask::Somebody })
        });
        called.collect()
    }

    fn read<'t>(&self, text: &'t str) -> Text<'t> {
        let letters = Letters::new(text);
        let numbers = letters.folded.iter().map(|piece| self.characters.get(piece).copied()).collect();
        Text { letters, numbers }
    }

    fn blot_labels(&self, text: &mut Text<'_>) {
        for (start, end, _) in self.labels(text) {
            text.blot(start, end);
        }
    }

    /// What stands for names already.
    fn labels(&self, text: &Text<'_>) -> Vec<(usize, usize, Option<Known<'a>>)> {
        let (mut found, mut at) = (Vec::new(), 0);
        while at < text.numbers.len() {
            let mut ends = self.ends(text, NAMES, at).into_iter().rev();
            let label = ends.find_map(|(node, end, over)| match self.others.get(&node) {
                Some(Other::Label(known)) if !over => Some((at, end, *known)),
                _ => None,
            });
            found.extend(label);
            at = label.map_or(at + 1, |(_, end, _)| end);
        }
        found
    }

    /// A sentence in which numbers stand for people, with the person written out; nobody calls a number さん. `written` gives
    /// how a person stands in a masked text, and how in the sentence.
    pub(super) fn written_out(
        &self,
        sentence: &str,
        written: &dyn Fn(Known<'a>) -> Option<(String, String)>,
    ) -> String {
        let text = self.read(sentence);
        let (mut out, mut at) = (String::new(), 0);
        let copy = |from: usize, to: usize| text.letters.pieces.get(from..to).into_iter().flatten().copied();
        for (start, end, known) in self.labels(&text) {
            let Some((masked, word)) = known.and_then(written) else { continue };
            // In a recorded text between the words of the sentence it is written out already.
            if copy(start, text.letters.pieces.len()).collect::<String>().starts_with(&masked) {
                continue;
            }
            out.extend(copy(at, start));
            out.push_str(&word);
            at = if text.letters.spells(end, "さん") { end + 2 } else { end };
        }
        out.extend(copy(at, text.letters.pieces.len()));
        out
    }

    /// Logins, and what looks like a telephone number, an address, a day of birth or the number of a house, recorded or not.
    fn reached(&self, text: &Text<'_>) -> Vec<(usize, usize)> {
        let mut found = phones_and_mail::find(&text.letters);
        found.extend(birth_and_home::find(&text.letters));
        found.extend(numbers_of_people::find(&text.letters));
        let recorded = |at: usize| self.number(text, at).or_else(|| self.login(text, at));
        found.extend((0..text.numbers.len()).filter_map(|at| Some((at, recorded(at)?))));
        found.sort_unstable();
        let mut apart: Vec<(usize, usize)> = Vec::new();
        for (start, end) in found {
            match apart.last_mut() {
                Some(last) if last.1 > start => last.1 = last.1.max(end),
                _ => apart.push((start, end)),
            }
        }
        apart
    }

    fn number(&self, text: &Text<'_>, at: usize) -> Option<usize> {
        let begins = text.letters.digit(at) && (at == 0 || !text.letters.digit(at - 1));
        let ends = if begins { self.ends(text, NUMBERS, at) } else { Vec::new() };
        ends.into_iter().map(|(_, end, _)| end).rev().find(|end| !text.letters.digit(*end))
    }

    fn login(&self, text: &Text<'_>, at: usize) -> Option<usize> {
        let ends = self.ends(text, LOGINS, at).into_iter().rev().map(|(_, end, _)| end);
        ends.into_iter().find(|end| text.letters.apart(at, *end, self.named(text, *end)))
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

    /// The longest of the names that begin at a place and count there. Up to `before` names were found already.
    fn found(&self, text: &Text<'_>, at: usize, before: usize) -> Option<Span<'a>> {
        let ends = self.ends(text, NAMES, at).into_iter().rev();
        ends.filter_map(|(node, end, over)| Some((self.names.get(&node)?, end, over)))
            .find_map(|(name, end, over)| Place { masks: self, text, at, end, before }.span(name, over))
    }

    /// Whether something that is looked for begins at a place, whatever stands around it.
    pub(super) fn named(&self, text: &Text<'_>, at: usize) -> bool {
        self.any(text, at, |name| name.whole.is_some() || name.guarded.is_some() || name.part || name.reading)
    }

    /// The same, and it is a whole name: no part that another name before it may go on with.
    pub(super) fn named_wholly(&self, text: &Text<'_>, at: usize) -> bool {
        self.any(text, at, |name| name.whole.is_some())
    }

    fn any(&self, text: &Text<'_>, at: usize, is: impl Fn(&Name<'a>) -> bool) -> bool {
        let ends = self.ends(text, NAMES, at).into_iter();
        ends.filter_map(|(node, ..)| self.names.get(&node)).any(is)
    }
}

impl<'a> Name<'a> {
    fn add(&mut self, counts: Counts, known: Known<'a>) {
        if matches!(counts, Counts::Whole(_) | Counts::Guarded(_) | Counts::Single) {
            self.several |= *self.whose.get_or_insert(known) != known;
        }
        let part = matches!(counts, Counts::Part { .. } | Counts::Family | Counts::Called | Counts::Single);
        if part && !matches!(known, Known::Staff(_)) {
            self.guests |= *self.guest.get_or_insert(known) != known;
        }
        match counts {
            Counts::Whole(scripts) => self.whole = Some(scripts),
            Counts::Guarded(scripts) => self.guarded = Some(scripts),
            Counts::Single => {}
            Counts::WholeReading => self.whole_reading = true,
            Counts::Part { hiragana } => {
                self.part = true;
                self.hiragana |= hiragana;
            }
            Counts::Reading { hiragana } => {
                self.reading = true;
                self.hiragana |= hiragana;
            }
            Counts::Family => (self.family, self.called) = (true, true),
            Counts::Called => self.called = true,
            Counts::Given => self.given = true,
            Counts::Guess => self.guess = true,
            Counts::Nickname => self.nickname = true,
        }
    }

    /// Whether it is a part of the name of another one than this who is called 様 as well.
    pub(super) fn is_another_guests(&self, known: Known<'a>) -> bool {
        self.guests || self.guest.is_some_and(|guest| guest != known)
    }
}

impl Text<'_> {
    fn blot(&mut self, start: usize, end: usize) {
        self.letters.blot(start, end);
        self.numbers.iter_mut().take(end).skip(start).for_each(|number| *number = None);
    }
}

/// What overlaps becomes one; what stands inside a whole name belongs to it.
fn merged(mut names: Vec<Span<'_>>) -> Vec<Span<'_>> {
    names.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let mut out: Vec<Span<'_>> = Vec::new();
    for span in names {
        match out.last_mut() {
            Some(last) if last.end > span.start => {
                // One that goes further, or is as long and tells somebody else: nobody knows who is meant.
                let alike = last.end == span.end && last.start == span.start && last.mask == span.mask;
                let inside = last.end >= span.end && (last.start < span.start || span.mask == Mask::Somebody);
                if !alike && !inside {
                    last.mask = Mask::Somebody;
                }
                last.end = last.end.max(span.end);
            }
            _ => out.push(span),
        }
    }
    out
}
