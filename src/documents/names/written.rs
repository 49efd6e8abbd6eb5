//! The forms in which what is recorded of somebody may stand in a text.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization as _;

use super::{
    super::text::visible,
    context::{is_title, without_honorific},
    letters::{
        ENDS_OF_NAMES, Letters, Script, compared_exactly, has_kanji, is_digit, is_latin, is_latin_letter,
        kanji_before_kana, spelled,
    },
    words::{LONGEST_FAMILY, WORDS},
};

/// Whether a name stands as it is written or as it is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    Name,
    Reading,
}

/// Whose name it is: what a patients' group is called need not be a person's name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Person,
    Patient,
}

/// A form in which a name may stand in a text.
#[derive(Debug, Clone)]
pub(super) struct Form {
    pub(super) letters: Vec<String>,
    pub(super) counts: Counts,
}

/// What a form is of a name, and with that, where it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Counts {
    /// The whole name in the scripts in which it is recorded: it alone tells whose it is.
    Whole(Vec<Script>),
    /// The whole name of a patients' group that is no more than a family name or a given name (「田中様」): with what
    /// the group calls them by, and where nothing says that it is somebody else.
    Guarded(Vec<Script>),
    /// All that is recorded of a name, and not sure to be the whole of it: whoever is called so too is not known by it.
    Single,
    /// The whole reading: there may be others of the same sound.
    WholeReading,
    /// A part of the name of two characters and more; whether it is recorded in 平仮名.
    Part { hiragana: bool },
    /// A part of the reading; whether it is recorded in 平仮名, and long enough to be looked for inside of words.
    Reading { hiragana: bool },
    /// A given name with a kanji: what stands in kana before it may be the family name.
    Given,
    /// A family name of one kanji: as a word of its own, and where somebody is called by it.
    Family,
    /// Where somebody is called by it.
    Called,
    /// The same, and nothing may stand before it: where an unparted name in kana is parted is not known.
    Guess,
    /// What a given name begins with, where somebody is called by it as friends are: 「花ちゃん」.
    Nickname,
}

/// A name without a blank that is longer is a sentence.
const LONGEST_UNPARTED: usize = 20;
/// The reading of a family name has up to four kana: 「ユウナギタカシ」 is the reading of the whole name.
const LONGEST_READING: usize = 4;
const BLANKS: [char; 11] = [' ', '\u{3000}', '・', '･', '\n', ',', '，', '、', '.', '．', '/'];
const BRACKETS: [(char, char); 13] = [
    ('【', '】'),
    ('（', '）'),
    ('(', ')'),
    ('［', '］'),
    ('[', ']'),
    ('〔', '〕'),
    ('「', '」'),
    ('『', '』'),
    ('〈', '〉'),
    ('《', '》'),
    ('<', '>'),
    ('＜', '＞'),
    ('｛', '｝'),
];

/// What stands in brackets before a name that is somebody's too: 「（旧姓 中村）」.
const OTHER_NAMES: [&str; 5] = ["旧姓", "旧名", "本名", "通称", "別名"];
/// What an organisation's name holds somewhere: 「ケアプランセンター港」.
const OF_ORGANISATIONS: [&str; 3] = ["せんたー", "くりにっく", "すてーしょん"];

/// A name or a reading as it is recorded, taken apart once.
pub(super) struct Recorded {
    text: String,
    /// How many parts it has, and those that are somebody's.
    parts: usize,
    people: Vec<Spelled>,
}

impl Recorded {
    pub(super) fn new(text: &str, of: Of) -> Self {
        let text = visible(text);
        let parts = parts(bare(&text));
        let people = of_people(&parts, of).into_iter().cloned().collect();
        Self { parts: parts.len(), people, text }
    }

    /// The forms of it: whole, by the family name, by the given names. An organisation's name has none.
    pub(super) fn forms(&self, written: Written, of: Of) -> Vec<Form> {
        let Self { text: recorded, parts, people } = self;
        let bare = bare(recorded);
        let reading = written == Written::Reading;
        let mut wholes = vec![Spelled::new(bare)];
        if of == Of::Patient && without_honorific(recorded.trim()) != bare {
            // 「【訪看】大山 次郎様」; with no more than 様 behind it, the name may be another's too.
            wholes.push(Spelled::new(recorded));
        } else if people.len() > 1 && people.len() < *parts {
            // 「港クリニック 田中 一郎」: only the latter are somebody's.
            wholes.push(Spelled::joined(people));
        }
        let wholes = wholes.into_iter().filter_map(|whole| whole.whole(reading));
        let mut forms = Vec::new();
        match people.as_slice() {
            [] if of == Of::Person => {}
            [] => forms.extend(wholes),
            [one] => {
                let longest = if reading { LONGEST_READING } else { LONGEST_FAMILY };
                let unparted = one.letters.len() > longest && (reading || has_kanji(&one.letters));
                if unparted || *parts > 1 && of == Of::Patient {
                    forms.extend(wholes);
                } else if of == Of::Patient && !reading {
                    let counts = Counts::Guarded(one.scripts.clone());
                    forms.push(Form { letters: one.letters.clone(), counts });
                } else if !reading {
                    forms.push(Form { letters: one.letters.clone(), counts: Counts::Single });
                }
                forms.extend(unparted_forms(one, reading));
            }
            [family, given @ ..] => {
                forms.extend(wholes);
                forms.extend(family.part(reading, true));
                forms.extend(given.iter().filter_map(|given| given.part(reading, false)));
                forms.extend(given.iter().filter_map(Spelled::nickname));
                forms.extend(given.iter().filter_map(Spelled::given));
            }
        }
        let asides = asides(recorded);
        forms.extend(asides.iter().filter_map(|(aside, read)| aside.part(reading || *read, true)));
        forms
    }

    /// How the family name may be read where no reading is recorded, and how long it is.
    fn commonly_read(&self) -> Option<(usize, &'static [&'static str])> {
        WORDS.read(&self.people.first()?.letters)
    }

    /// The readings alone.
    pub(super) fn common_readings(&self) -> &'static [&'static str] {
        self.commonly_read().map(|(_, readings)| readings).unwrap_or_default()
    }
}

/// The forms of a name of which one half stands as it is written and the other as it is read: 「たなか実」, 「田中みのる」. Where no
/// reading is recorded, the family name is read as it commonly is.
pub(super) fn half_read(name: &Recorded, reading: Option<&Recorded>) -> Vec<Form> {
    let joined = |family: &Spelled, given: &[Spelled]| {
        let parts: Vec<Spelled> = [family].into_iter().chain(given).cloned().collect();
        Spelled::joined(&parts).whole(true).filter(|_| !given.is_empty())
    };
    let [family, given @ ..] = name.people.as_slice() else { return Vec::new() };
    let read = reading.map(|reading| reading.people.as_slice()).unwrap_or_default();
    if let [read_family, read_given @ ..] = read {
        let both = [joined(read_family, given), joined(family, read_given)].into_iter().flatten();
        return both.filter(|_| !given.is_empty() && !read_given.is_empty()).collect();
    }
    let mut forms = Vec::new();
    let Some((len, readings)) = name.commonly_read() else { return forms };
    // What follows it in an unparted name is the given one.
    let rest = Some(family.slice(len, family.letters.len())).filter(|rest| !rest.letters.is_empty());
    let given: Vec<Spelled> = rest.into_iter().chain(given.iter().cloned()).collect();
    for reading in readings.iter().map(|reading| Spelled::new(reading)) {
        forms.extend(joined(&reading, &given));
        // はら is the beginning of ハラスメント.
        let guess = Form { letters: reading.letters.clone(), counts: Counts::Guess };
        forms.extend(if reading.letters.len() > 2 { reading.part(true, true) } else { Some(guess) });
    }
    forms
}

/// A name or a part of it: as it is compared, and how each character is written.
#[derive(Clone, Default)]
struct Spelled {
    letters: Vec<String>,
    scripts: Vec<Script>,
}

impl Spelled {
    fn new(text: &str) -> Self {
        let (letters, scripts) = spelled(text);
        Self { letters, scripts }
    }

    fn joined(parts: &[Self]) -> Self {
        let letters = parts.iter().flat_map(|part| &part.letters).cloned().collect();
        Self { letters, scripts: parts.iter().flat_map(|part| &part.scripts).copied().collect() }
    }

    fn slice(&self, from: usize, to: usize) -> Self {
        let letters = self.letters.get(from..to).unwrap_or_default().to_vec();
        Self { letters, scripts: self.scripts.get(from..to).unwrap_or_default().to_vec() }
    }

    fn whole(self, reading: bool) -> Option<Form> {
        let counts = if reading { Counts::WholeReading } else { Counts::Whole(self.scripts) };
        (self.letters.len() > 1).then_some(Form { letters: self.letters, counts })
    }

    fn part(&self, reading: bool, family: bool) -> Option<Form> {
        let letters = self.letters.clone();
        let sound = |script: &Script| matches!(script, Script::Kanji | Script::Hiragana | Script::Katakana);
        // Words in Latin letters are looked for as words.
        if !self.scripts.iter().any(sound) || is_organisation(&letters) {
            return None;
        }
        let hiragana = self.scripts.iter().all(|script| *script == Script::Hiragana);
        let counts = match (letters.len(), reading) {
            (1, false) if family && has_kanji(&letters) => Counts::Family,
            (1, _) => Counts::Called,
            // Of two characters it is the end of too many words: とし in 「として」.
            (len, true) => Counts::Reading { hiragana: hiragana && len > 2 },
            (_, false) => Counts::Part { hiragana },
        };
        Some(Form { letters, counts })
    }
}

impl Spelled {
    fn given(&self) -> Option<Form> {
        let fits = self.letters.len() > 1 && has_kanji(&self.letters);
        fits.then(|| Form { letters: self.letters.clone(), counts: Counts::Given })
    }

    /// Of 花子 the first kanji, of タカシ the first two kana.
    fn nickname(&self) -> Option<Form> {
        let kana = |script: &Script| matches!(script, Script::Hiragana | Script::Katakana);
        let len = match self.scripts.first()? {
            Script::Kanji => 1,
            _ if self.scripts.iter().all(kana) => 2,
            _ => return None,
        };
        let letters = self.letters.get(..len).filter(|_| self.letters.len() > len)?.to_vec();
        Some(Form { letters, counts: Counts::Nickname })
    }
}

/// The parts of a name, each without what follows it out of politeness.
fn parts(name: &str) -> Vec<Spelled> {
    name.split(|c| BLANKS.contains(&c) || BRACKETS.iter().any(|(open, close)| c == *open || c == *close))
        .map(|part| Spelled::new(without_honorific(part)))
        .filter(|part| !part.letters.is_empty())
        .collect()
}

/// The parts of a name that are somebody's. An ordinary word is none (「訪問 担当」), but behind a family name: 「山本 友人」.
fn of_people(parts: &[Spelled], of: Of) -> Vec<&Spelled> {
    let mut found: Vec<&Spelled> = Vec::new();
    for part in parts {
        let given = of == Of::Person && !found.is_empty();
        if !is_organisation(&part.letters)
            && !is_title(&part.letters)
            && (given || !WORDS.plain.make_up(&part.letters))
        {
            found.push(part);
        }
    }
    found
}

/// Whether a part of a recorded name is an organisation's (「港区医師会」) or a number, and nobody's.
fn is_organisation(part: &[String]) -> bool {
    let organisation = WORDS.companies.has(part) || part.len() > 2 && WORDS.organisations.end(part);
    let whole = part.concat();
    organisation
        || OF_ORGANISATIONS.iter().any(|word| whole.contains(word))
        || part.iter().all(|piece| is_digit(piece))
}

/// The forms of a name that does not say where its family name ends.
fn unparted_forms(whole: &Spelled, reading: bool) -> Vec<Form> {
    let mut forms: Vec<Form> = whole.part(reading, true).into_iter().collect();
    let (letters, len) = (&whole.letters, whole.letters.len());
    // 「訪問チーム」 is nobody.
    let begins = (2..len).any(|len| letters.get(..len).is_some_and(|word| WORDS.plain.has(word)));
    let word = begins || letters.iter().any(|piece| piece == "ー");
    if word || !(2..=LONGEST_UNPARTED).contains(&len) || is_latin(letters) {
        return forms;
    }
    let kanji = kanji_before_kana(letters);
    let changes = script_changes(whole);
    for at in 1..len {
        let (first, last) = (whole.slice(0, at), whole.slice(at, len));
        if len < 7 && at <= kanji.min(LONGEST_FAMILY) || changes == Some(at) {
            let parts = [first, last].into_iter().filter(|part| !WORDS.plain.make_up(&part.letters));
            forms.extend(parts.filter_map(|part| part.part(reading, false)));
        } else {
            let guesses = [first, last].into_iter().filter(|part| part.letters.len() > 1);
            forms.extend(guesses.map(|part| Form { letters: part.letters, counts: Counts::Guess }));
        }
    }
    forms
}

/// Where a family name in kana is parted from a given name in kanji: 「パク心」, but not 「ヨシ子」.
fn script_changes(whole: &Spelled) -> Option<usize> {
    let at = whole.scripts.iter().position(|script| *script == Script::Kanji)?;
    let (family, given) = (whole.scripts.get(..at)?, whole.scripts.get(at..)?);
    let kana = |script: &Script| matches!(script, Script::Hiragana | Script::Katakana);
    let end = whole.letters.get(at).is_some_and(|letter| ENDS_OF_NAMES.contains(letter.as_str()));
    let parted = at > 1 && family.iter().all(kana) && given.iter().all(|script| *script == Script::Kanji);
    (parted && !(end && given.len() == 1)).then_some(at)
}

/// Other names in the brackets of a recorded one, each with whether it is a reading.
fn asides(recorded: &str) -> Vec<(Spelled, bool)> {
    let mut found = Vec::new();
    for (open, close) in BRACKETS {
        let inner = recorded.split(open).skip(1).filter_map(|rest| rest.split_once(close));
        for inner in inner.map(|(inner, _)| inner.trim()) {
            let other = OTHER_NAMES.iter().find_map(|word| inner.strip_prefix(word));
            let other = other.map(|name| (name.trim_start_matches([':', '：']), false));
            let kana = |script: &Script| matches!(script, Script::Hiragana | Script::Katakana);
            let read = || Spelled::new(inner).scripts.iter().all(kana).then_some((inner, true));
            if let Some((name, read)) = other.or_else(read) {
                let word = |part: &Spelled| part.letters.len() < 2 || WORDS.plain.make_up(&part.letters);
                let parts = parts(name).into_iter().filter(|part| !word(part));
                found.extend(parts.map(|part| (part, read)));
            }
        }
    }
    found
}

/// The parts of a recorded name in Latin letters, as they are written.
pub(super) fn latin_parts(name: &str) -> Vec<String> {
    let recorded: String = visible(name).nfkc().collect();
    let words = recorded.split(|c: char| !is_latin_letter(c));
    words.filter(|word| word.chars().count() > 1).map(str::to_owned).collect()
}

/// A name without what stands around it: 「【訪看】大山 次郎様」, 「大山 次郎様（訪問）」.
fn bare(name: &str) -> &str {
    let mut name = name.trim();
    loop {
        let mut rest = without_honorific(name);
        for (open, close) in BRACKETS {
            let inner = rest.strip_prefix(open).and_then(|rest| rest.split_once(close));
            rest = inner.map_or(rest, |(inner, after)| if after.trim().is_empty() { inner } else { after });
            let inner = rest.strip_suffix(close).and_then(|rest| rest.rsplit_once(open));
            rest =
                inner.map_or(rest, |(before, inner)| if before.trim().is_empty() { inner } else { before });
        }
        // 「大山 次郎様グループ」
        if let Some((before, _)) = rest.split_once('様').or_else(|| rest.split_once("さま"))
            && !before.trim().is_empty()
        {
            rest = before;
        }
        if rest.trim() == name {
            return name;
        }
        name = rest.trim();
    }
}

/// A login as it is compared; one of less than four characters could be anything. Of an address also what stands before the
/// @, where it is no word by itself: `minato.hanako`.
pub(super) fn login(login: &str) -> impl Iterator<Item = Vec<String>> {
    let whole = compared_exactly(login.trim());
    let at = whole.iter().position(|letter| matches!(letter.as_str(), "@" | "＠"));
    let local = at.and_then(|at| whole.get(..at)).map(<[String]>::to_vec);
    let local = local.filter(|local| {
        local.len() > 5 && local.iter().any(|letter| matches!(letter.as_str(), "." | "_" | "-"))
    });
    [Some(whole).filter(|whole| whole.len() >= 4), local].into_iter().flatten()
}

/// Digits of a telephone number, at least; fewer may be a room, a day or a sum.
const SHORTEST_NUMBER: usize = 9;
/// By international agreement.
const LONGEST_NUMBER: usize = 15;

/// The telephone numbers in what is recorded, by their digits; also as they are dialled from abroad.
pub(super) fn numbers(recorded: &str) -> BTreeSet<Vec<String>> {
    let mut numbers = BTreeSet::new();
    // Every group of digits may begin a number: 「1) 090-…」.
    let mut begun: Vec<Vec<String>> = Vec::new();
    let mut in_group = false;
    for piece in Letters::new(recorded).folded.iter().map(String::as_str).chain(["\n"]) {
        if is_digit(piece) {
            if !in_group {
                begun.push(Vec::new());
            }
            in_group = true;
            for number in &mut begun {
                number.push(piece.to_owned());
            }
            continue;
        }
        in_group = false;
        // A hyphen goes on; a blank or a bracket does where the number is not yet long enough.
        let full = begun.first().is_some_and(|number| number.len() >= SHORTEST_NUMBER);
        if is_hyphen(piece) || within_number(piece) && !full {
            continue;
        }
        for number in
            begun.drain(..).filter(|digits| (SHORTEST_NUMBER..=LONGEST_NUMBER).contains(&digits.len()))
        {
            if let Some(("0", rest)) = number.split_first().map(|(first, rest)| (first.as_str(), rest)) {
                numbers
                    .insert(["8", "1"].map(str::to_owned).into_iter().chain(rest.iter().cloned()).collect());
            }
            numbers.insert(number);
        }
    }
    numbers
}

fn is_hyphen(folded: &str) -> bool {
    matches!(folded, "-" | "ー" | "―" | "─" | "~" | "〜")
}

/// Whether something may stand between the digits of one number.
pub(super) fn within_number(folded: &str) -> bool {
    is_hyphen(folded) || matches!(folded, "" | "(" | ")" | "." | "/")
}
