//! What a recorded name is where it stands in a text: somebody by their whole name, somebody, or nobody.

use super::{
    context::{Called, called, called_before, is_of_a_place, makes_a_place, same_title, title_ends},
    in_kana::{family_before, given_after, past_reading},
    letters::{ENDS_OF_NAMES, Script},
    masks::{Known, Mask, Masks, Name, Span, Text},
    words::WORDS,
};

/// Kanji that are numbers too: 「森一つない」.
const NUMBERS_IN_KANJI: &str = "〇一二三四五六七八九十百千";
/// What follows a whole name that ends there and is no name, besides particles, titles and the words of the lists.
const AFTER_NAMES: [&str; 12] =
    ["宅", "側", "宛", "達", "ら", "から", "より", "まで", "だけ", "です", "だっ", "たち"];
/// Where somebody lives: 「林宅」.
const HOMES: &str = "宅邸家方";
/// Family names of one kanji that are everyday words as well: only whoever is called by one is masked.
const EVERYDAY_KANJI: &str = "中今上下前後東西南北先本口所方次元内外角道川橋";
const PARTICLES: &str = "がはをにへともでのや";
/// Behind one kanji a given name in kana that is shorter may be the end of a word: 「森づくり」.
const SHORTEST_BEHIND_ONE: usize = 3;

/// A name at a place of a text.
pub(super) struct Place<'p, 'a, 't> {
    pub(super) masks: &'p Masks<'a>,
    pub(super) text: &'p Text<'t>,
    pub(super) at: usize,
    pub(super) end: usize,
    pub(super) before: usize,
}

impl<'a> Place<'_, 'a, '_> {
    /// What is masked for a name here, if it counts here.
    pub(super) fn span(&self, name: &Name<'a>, over: bool) -> Option<Span<'a>> {
        let Self { at, end, .. } = *self;
        let whole = name.whole.is_some() || name.whole_reading;
        if over {
            // Two people, or one in two lines: 「石田、浩二」.
            return (whole && end - at > 2).then(|| Span {
                start: at,
                end: self.past_politeness(end),
                mask: Mask::Somebody,
            });
        }
        let known = name.whose.filter(|_| !name.several);
        for (scripts, guarded) in [(&name.whole, false), (&name.guarded, true)] {
            // 「林様」, where there is a 林 太郎様 too: nobody knows which.
            let found = known.zip(scripts.as_deref());
            let found = found.filter(|(known, _)| !(guarded && name.is_another_guests(*known)));
            if let Some(found) = found.and_then(|(known, scripts)| self.known(known, scripts, guarded)) {
                return Some(found);
            }
        }
        let called = self.called();
        let kana = self.script_of_all();
        let polite = called.is_some();
        let counts = match kana {
            // 「本人様」 is nobody called 人, and 「はい様」 nobody called イ.
            _ if name.called && self.is_one() => {
                let kanji = kana == Some(Script::Kanji);
                let word = WORDS.plain.ends_at(&self.text.letters, end) || !kanji && !self.begins();
                polite && !word || kanji && name.family && self.stands_alone()
            }
            _ if name.nickname && self.is_called_as_a_friend() && self.begins() => true,
            _ if name.guess && (polite && self.begins() || self.is_all_of_a_word()) => true,
            Some(Script::Hiragana) => {
                let apart = || self.is_apart();
                let sound = name.reading || name.part || name.guarded.is_some();
                name.hiragana
                    || name.whole.is_some()
                    || name.whole_reading && (end - at > 3 || apart())
                    || sound && (polite || end - at > 2 && apart())
            }
            Some(Script::Katakana) => {
                (whole || name.part || name.reading || name.guarded.is_some()) && !self.is_plain()
            }
            _ => whole || name.part || name.reading || name.guarded.is_some(),
        };
        let may_be_one = !(whole && end - at > 3 || name.called && self.is_one());
        let place = may_be_one && self.makes_a_place();
        (counts && !place).then(|| self.swallowed(name))
    }

    /// Somebody by their whole name, where nothing stands beside it that could belong to it.
    fn known(&self, known: Known<'a>, scripts: &[Script], guarded: bool) -> Option<Span<'a>> {
        let Self { at, end, .. } = *self;
        let called = self.called_at(end);
        let (after, as_a_guest) = match called {
            Some(Called::Politely { end, as_a_guest, .. }) => (end, as_a_guest),
            _ => (end, false),
        };
        let whose = self.masks.whose(known);
        let letters = &self.text.letters;
        let written = (at..end).filter(|at| letters.folded.get(*at).is_some_and(|piece| !piece.is_empty()));
        let as_recorded = written.filter_map(|at| letters.script(at)).eq(scripts.iter().copied());
        // Of the staff nobody is called 様: it is somebody else of the same name.
        let other = matches!(known, Known::Staff(_)) && as_a_guest;
        let alone = !guarded || as_a_guest && self.is_nobody_elses(after);
        let titled = called.or_else(|| called_before(letters, at).then_some(Called::ByTitle(None)));
        let start = self.after_patient(known);
        // 「長女の患者の田中様」 is nobody's patient here.
        let another = || [at, start].into_iter().any(|start| whose.is_another(letters, start, end, titled));
        let clear = as_recorded && !other && alone && self.begins() && self.ends(called) && !another();
        // 「関係者 P-1（医師）医師」 says it twice.
        let end = same_title(letters, called, whose.profession).unwrap_or(after);
        let end = past_reading(letters, end).unwrap_or(end);
        clear.then_some(Span { start, end, mask: Mask::Known(known) })
    }

    /// Where somebody begins: 「患者の患者（G-001）」 says it twice.
    fn after_patient(&self, known: Known<'a>) -> usize {
        let said = ["患者の", "患者"].iter().filter(|_| matches!(known, Known::Group(_)));
        let mut said = said.filter_map(|word| self.at.checked_sub(word.chars().count()).zip(Some(word)));
        let found = said.find(|(at, word)| *at >= self.before && self.text.letters.spells(*at, word));
        found.map_or(self.at, |(at, _)| at)
    }

    /// Whether nothing around 「田中様」 says that it is another of the name: 「長女の田中様」, 「田中様（長女）」.
    fn is_nobody_elses(&self, after: usize) -> bool {
        let letters = &self.text.letters;
        let blank = |at: &usize| letters.folded.get(*at).is_some_and(String::is_empty);
        let before = match (0..self.at).rev().find(|at| !blank(at)) {
            None => true,
            Some(before) => match letters.script(before) {
                Some(Script::Other) => !letters.one_of(before, "(&"),
                Some(Script::Hiragana) => letters.one_of(before, "がはをにへとも"),
                _ => false,
            },
        };
        before && !letters.one_of(after, "(") && !letters.one_of(letters.past_blanks(after), "(")
    }

    /// A name with whatever may belong to it: 「小林さん」 where 林 is recorded, 「山田原さん」 where 山田 is.
    fn swallowed(&self, name: &Name<'a>) -> Span<'a> {
        let letters = &self.text.letters;
        let (mut start, mut end) = (self.at, self.end);
        while !self.boundary_before(start) {
            start -= 1;
        }
        if name.given && start == self.at {
            start = family_before(letters, start).filter(|start| *start >= self.before).unwrap_or(start);
        }
        while !self.boundary_after(end) {
            end += 1;
        }
        if letters.script(end.saturating_sub(1)) == Some(Script::Hiragana) {
            // 「はるかさん」 where はる is recorded.
            let named = |at: usize| self.masks.named(self.text, at);
            let longer = (end + 1..=end + 2).find(|end| {
                letters.script(end - 1) == Some(Script::Hiragana) && called(letters, *end, &named).is_some()
            });
            end = longer.filter(|_| self.called_at(end).is_none()).unwrap_or(end);
        }
        // 「田中みのるさん」, where 田中 is recorded; but not 「森一つない」, where 森一 is.
        if name.whole.is_none() && self.called_at(end).is_none() {
            end = self.given_after(end).unwrap_or(end);
        }
        let end = if name.whole.is_some() { past_reading(letters, end).unwrap_or(end) } else { end };
        Span { start, end: self.past_politeness(end), mask: Mask::Somebody }
    }

    /// Where what somebody is called by out of politeness ends, whose name ends at a place.
    fn past_politeness(&self, end: usize) -> usize {
        match self.called_at(end) {
            Some(Called::Politely { end, .. }) => end,
            _ => end,
        }
    }

    /// Where a given name in kana ends that stands behind a family name and is none that another name begins with.
    fn given_after(&self, family: usize) -> Option<usize> {
        let letters = &self.text.letters;
        let given = || given_after(letters, family, &|end: usize| self.called_at(end).is_some());
        let another = self.masks.named_wholly(self.text, letters.past_blanks(family));
        if another { None } else { given() }
    }

    fn begins(&self) -> bool {
        self.boundary_before(self.at)
    }

    /// Whether a whole name ends here, and no longer one goes on.
    fn ends(&self, called: Option<Called>) -> bool {
        let Self { end, .. } = *self;
        let letters = &self.text.letters;
        let last = letters.script(end - 1);
        let particle = letters.one_of(end, PARTICLES) && self.called_at(end + 1).is_none();
        let word = AFTER_NAMES.iter().any(|word| letters.spells(end, word));
        match letters.script(end) {
            _ if called.is_some() => true,
            None | Some(Script::Other) => true,
            Some(Script::Hiragana) => particle || word,
            Some(Script::Kanji | Script::Katakana) if !self.goes_on() => {
                let number = letters.one_of(end - 1, NUMBERS_IN_KANJI);
                word || !(number && last == letters.script(end) || self.makes_a_place())
            }
            Some(Script::Kanji | Script::Katakana) => false,
            Some(next) => last != Some(next) && !self.makes_a_place(),
        }
    }

    /// Whether a given name could go on here: 「ハナ子」, 「文ヨ」.
    fn goes_on(&self) -> bool {
        let Self { end, .. } = *self;
        let letters = &self.text.letters;
        let run =
            (end..letters.pieces.len()).take_while(|at| letters.script(*at) == letters.script(end)).count();
        let other = letters.script(end) != letters.script(end - 1);
        if other && letters.script(end) == Some(Script::Katakana) && run > 2 {
            return false;
        }
        // 「林隆一郎」 is not 林 隆, though 一郎 is known of another.
        !(self.ordinary_begins(end) || self.masks.named_wholly(self.text, end))
    }

    fn called(&self) -> Option<Called> {
        let before = || called_before(&self.text.letters, self.at).then_some(Called::ByTitle(None));
        self.called_at(self.end).or_else(before)
    }

    fn called_at(&self, end: usize) -> Option<Called> {
        called(&self.text.letters, end, &|at: usize| self.masks.named(self.text, at))
    }

    /// 「花ちゃん」, 「タカさん」; 「多様」 is nobody.
    fn is_called_as_a_friend(&self) -> bool {
        let friend = matches!(self.called_at(self.end), Some(Called::Politely { as_a_guest: false, .. }));
        friend && self.text.letters.script(self.text.letters.past_blanks(self.end)) == Some(Script::Hiragana)
    }

    fn makes_a_place(&self) -> bool {
        let (letters, named) = (&self.text.letters, |at: usize| self.masks.named(self.text, at));
        makes_a_place(letters, self.end, &named)
            || is_of_a_place(letters, self.end, &named) && !title_ends(letters, self.at)
    }

    /// Whether it is one character.
    fn is_one(&self) -> bool {
        self.end - self.at == 1
    }

    /// The one script in which it is written.
    fn script_of_all(&self) -> Option<Script> {
        let letters = &self.text.letters;
        let written = |at: &usize| letters.folded.get(*at).is_some_and(|piece| !piece.is_empty());
        let mut scripts = (self.at..self.end).filter(written).filter_map(|at| letters.script(at));
        let first = scripts.next()?;
        scripts.all(|script| script == first).then_some(first)
    }

    /// Whether it stands in 平仮名 as a word of its own: 「みさきが」, 「担当みさき昨日」.
    fn is_apart(&self) -> bool {
        let Self { at, end, .. } = *self;
        let letters = &self.text.letters;
        let word_before = WORDS.plain.ends_at(letters, at) || title_ends(letters, at);
        let kanji = |at: usize| letters.script(at) == Some(Script::Kanji);
        let begins = at.checked_sub(1).is_some_and(kanji) && word_before;
        let ends = kanji(end) && WORDS.plain.begins(letters, end);
        (begins || letters.begins_apart(at)) && (ends || letters.ends_apart(end))
    }

    /// Whether something in kana that may be a part of a name is a word of its own.
    fn is_all_of_a_word(&self) -> bool {
        let Self { at, end, .. } = *self;
        match self.script_of_all() {
            Some(Script::Hiragana) => end - at > 2 && self.is_apart(),
            Some(Script::Katakana) => self.text.letters.apart(at, end, false) && !self.is_plain(),
            _ => false,
        }
    }

    /// Whether a family name of one kanji is a word of its own, and likely nothing else: 「林が来た」, 「林宅」.
    fn stands_alone(&self) -> bool {
        let Self { at, end, .. } = *self;
        let letters = &self.text.letters;
        let kanji = |at: usize| letters.script(at) == Some(Script::Kanji);
        let after = match letters.script(end) {
            None | Some(Script::Other) => true,
            Some(Script::Hiragana) => {
                letters.one_of(end, "がはをともへのにや")
                    || AFTER_NAMES.iter().any(|word| letters.spells(end, word))
            }
            Some(Script::Kanji) => letters.one_of(end, HOMES) && !kanji(end + 1),
            _ => false,
        };
        // 「森たかし」, but not 「森から」
        let given = self.given_after(end).is_some_and(|given| {
            given - end >= SHORTEST_BEHIND_ONE
                || matches!(self.called_at(given), Some(Called::Politely { .. }))
        });
        let after = after || given;
        let begins = !at.checked_sub(1).is_some_and(kanji) || self.begins();
        let money = at.checked_sub(1).is_some_and(|before| letters.spells(before, "お金"));
        begins && after && !money && !letters.one_of(at, EVERYDAY_KANJI)
    }

    /// Whether it stands inside an ordinary word: モリ in メモリ.
    fn is_plain(&self) -> bool {
        let Self { at, end, .. } = *self;
        let letters = &self.text.letters;
        let katakana = |at: usize| letters.script(at) == Some(Script::Katakana);
        let (mut first, mut last) = (at, end);
        while first > 0 && katakana(first - 1) {
            first -= 1;
        }
        while katakana(last) {
            last += 1;
        }
        // The run, cut into words: places up to which it can be, from the one side and from the other.
        let mut begun = vec![first];
        for from in first..last {
            if begun.contains(&from) {
                begun.extend(WORDS.plain.ends(letters, from).filter(|end| *end <= last));
            }
        }
        if !begun.contains(&last) {
            return false;
        }
        let inside = |from: &usize| {
            let longer = |to: usize| to >= end && to <= last && (*from, to) != (at, end);
            *from <= at && WORDS.plain.ends(letters, *from).any(longer)
        };
        begun.iter().any(inside)
    }

    /// Whether nothing that stands before a place can be the beginning of a name that goes on there.
    fn boundary_before(&self, at: usize) -> bool {
        let letters = &self.text.letters;
        let Some(before) = at.checked_sub(1) else { return true };
        let script = letters.script(before);
        if self.before >= at || script != letters.script(at) {
            return true;
        }
        match script {
            Some(Script::Kanji) => WORDS.plain.ends_at(letters, at) || title_ends(letters, at),
            Some(Script::Katakana) => WORDS.plain.ends_at(letters, at),
            Some(Script::Hiragana) => self.called_at(self.end).is_none() || letters.one_of(before, PARTICLES),
            Some(Script::Latin) => letters.digit(before),
            Some(Script::Other) | None => true,
        }
    }

    /// Whether nothing that stands at a place can be the rest of a name that ends there.
    fn boundary_after(&self, end: usize) -> bool {
        let letters = &self.text.letters;
        let (last, script) = (letters.script(end - 1), letters.script(end));
        let kana = matches!(last, Some(Script::Hiragana | Script::Katakana));
        if script == Some(Script::Kanji) && kana && letters.one_of(end, ENDS_OF_NAMES) {
            return self.word_begins(end);
        }
        if script.is_none() || script != last {
            return true;
        }
        match script {
            Some(Script::Kanji | Script::Katakana) => self.word_begins(end),
            Some(Script::Latin) => letters.digit(end),
            _ => true,
        }
    }

    /// Whether a word begins at a place that is no part of a name, or another name.
    fn word_begins(&self, at: usize) -> bool {
        self.ordinary_begins(at) || self.masks.named(self.text, at)
    }

    /// Whether a word begins at a place that is no part of a name.
    fn ordinary_begins(&self, at: usize) -> bool {
        let letters = &self.text.letters;
        WORDS.plain.begins(letters, at)
            || WORDS.places.begins(letters, at)
            || AFTER_NAMES.iter().any(|word| letters.spells(at, word))
            || self.called_at(at).is_some()
    }
}
