//! What stands around a name and says whether it is a person's: what people are called by, and what makes a place of it.

use std::sync::LazyLock;

use super::{
    letters::{Letters, Script, compared_exactly},
    words::WORDS,
};

/// What follows a name out of politeness: the word, what cannot follow it (「様式」), and what else cannot where a
/// blank stands before it (「港 様子」).
const HONORIFICS: [(&str, &str, &str); 9] = [
    ("さん", "", ""),
    ("さま", "", ""),
    ("ちゃん", "", "と"),
    ("くん", "", ""),
    ("様", "式々相", "子"),
    ("氏", "名族", ""),
    ("殿", "堂", ""),
    ("君", "", ""),
    ("先生", "", ""),
];

/// What people are called by that says something of them; it stays in the text.
const TITLES: [&str; 88] = [
    "医師",
    "歯科医師",
    "看護師",
    "准看護師",
    "保健師",
    "助産師",
    "薬剤師",
    "歯科衛生士",
    "理学療法士",
    "作業療法士",
    "言語聴覚士",
    "療法士",
    "介護支援専門員",
    "介護福祉士",
    "社会福祉士",
    "介護士",
    "訪問介護員",
    "看護補助者",
    "管理栄養士",
    "栄養士",
    "相談員",
    "事務員",
    "ケアマネ",
    "ヘルパー",
    "ドクター",
    "ナース",
    "dr",
    "dr.",
    "主治医",
    "かかりつけ医",
    "担当医",
    "専門医",
    "内科医",
    "外科医",
    "産業医",
    "当直医",
    "ns",
    "pt",
    "ot",
    "st",
    "cm",
    "rn",
    "msw",
    "phn",
    "救急隊員",
    "消防士",
    "管理者",
    "副管理者",
    "主任",
    "副主任",
    "師長",
    "看護師長",
    "副師長",
    "看護主任",
    "室長",
    "科長",
    "医長",
    "看護部長",
    "部長",
    "課長",
    "係長",
    "所長",
    "副所長",
    "院長",
    "副院長",
    "事務長",
    "施設長",
    "事務局長",
    "局長",
    "病院長",
    "理事長",
    "理事",
    "会長",
    "社長",
    "店長",
    "園長",
    "校長",
    "区長",
    "市長",
    "町長",
    "駅長",
    "教授",
    "教諭",
    "弁護士",
    "警察官",
    "巡査",
    "保育士",
    "研修医",
];

/// What the recorded profession of somebody holds who is called by a title that says one. Whoever is called by another one is
/// somebody else; by the last ones, nobody of the office or of care.
const PROFESSIONS: [(&[&str], &[&str]); 16] = [
    (
        &[
            "医師",
            "主治医",
            "かかりつけ医",
            "担当医",
            "専門医",
            "内科医",
            "外科医",
            "産業医",
            "当直医",
            "研修医",
            "教授",
            "ドクター",
            "dr",
            "dr.",
        ],
        &["ドクター", "医"],
    ),
    (&["歯科医師"], &["歯科医"]),
    (&["看護師", "准看護師", "看護部長", "ナース", "ns", "rn"], &["看護", "ナース", "保健師", "助産師"]),
    (&["保健師", "phn"], &["保健"]),
    (&["助産師"], &["助産"]),
    (&["薬剤師"], &["薬剤"]),
    (&["歯科衛生士"], &["歯科衛生"]),
    (&["理学療法士", "pt"], &["理学", "療法", "pt"]),
    (&["作業療法士", "ot"], &["作業", "療法", "ot"]),
    (&["言語聴覚士", "st"], &["言語", "療法", "st"]),
    (&["療法士"], &["療法", "言語", "pt", "ot", "st"]),
    (&["介護支援専門員", "ケアマネ", "cm"], &["介護支援", "ケアマネ", "cm"]),
    (&["介護福祉士", "介護士", "訪問介護員", "ヘルパー", "看護補助者"], &["介護", "ヘルパー", "補助"]),
    (&["社会福祉士", "相談員", "msw"], &["福祉", "相談", "ソーシャル", "msw"]),
    (&["管理栄養士", "栄養士"], &["栄養"]),
    (
        &[
            "弁護士",
            "警察官",
            "巡査",
            "教諭",
            "保育士",
            "区長",
            "市長",
            "町長",
            "駅長",
            "校長",
            "園長",
            "救急隊員",
            "消防士",
        ],
        &[],
    ),
];
/// Who is called 先生.
const TEACHERS: [&str; 9] = ["医", "薬剤", "療法", "言語", "鍼灸", "柔道", "マッサージ", "教", "講師"];

/// What makes a company of the titles before it: 「港医師会」 is no person.
const COMPANIES: [&str; 5] = ["会", "部会", "協会", "協議会", "連絡会"];
/// 「看護師会議」 is no company.
const NO_COMPANY: &str = "議談話見計員食いうえっわ";

/// After these the word before them is where somebody went, or whom they went with.
const VISITS: [&str; 5] = ["受診", "診察", "通院", "往診", "担当"];
/// What makes somebody of a place: 「石田駅長」.
const SOMEBODY_OF: &str = "長員";
const NUMERALS: &str = "〇一二三四五六七八九十0123456789";
/// What follows a short word for a place where it is a word for itself; 「市ってから」 is none.
const AFTER_PLACES: &str = "がはをにへともでのやか";
/// What may follow a short word for a place all the same.
const NEAR_PLACES: [&str; 9] = ["立", "民", "内の", "役所", "役場", "付近", "周辺", "近く", "行き"];

/// What stands between somebody and what they are: 「長女の林隆」, 「患者（林隆）」, 「弟さんの林隆」.
const BETWEEN: &str = "の・(:「『";
/// The longest name of a ward, without its 区.
const LONGEST_WARD: usize = 4;
/// At most so many characters.
const MOST_BETWEEN: usize = 5;
/// The longest remark in brackets behind a name.
const LONGEST_REMARK: usize = 24;
/// What makes a house one's own: 「当院」.
const OWN: &str = "当自同本弊";
/// Houses beside those of the place words: whoever is of one that is not their own is somebody else.
const HOUSES: [&str; 11] =
    ["事務局", "警察", "消防", "役所", "センター", "ステーション", "協会", "連合会", "会社", "社協", "包括"];
/// What is said of who worked somewhere and does no longer.
const FORMERLY: [&str; 22] = [
    "退職した",
    "退職して",
    "退職済",
    "退職者",
    "退職後",
    "退職)",
    "離職した",
    "離職して",
    "離職者",
    "退社した",
    "辞めた",
    "辞めて",
    "以前の",
    "以前いた",
    "以前勤",
    "以前働",
    "以前在",
    "かつて",
    "昔の",
    "former",
    "retired",
    "ex-",
];
/// The same in front of what somebody was: 「元職員」, 「旧管理者」, 「前院長」.
const ONCE: &str = "元旧前";
/// What somebody was, beside what people are called by.
const WORKED_AS: [&str; 16] = [
    "職員",
    "スタッフ",
    "同僚",
    "従業員",
    "従事者",
    "社員",
    "部下",
    "上司",
    "担当",
    "任",
    "事務",
    "実習生",
    "研修生",
    "常勤",
    "非常勤",
    "パート",
];
/// How far before a name it is said.
const SAID_BEFORE: usize = 16;
/// What ends what is said of the name behind it.
const SAID_OF_OTHERS: &str = "がはをに。、「」";

/// Behind a name: somebody says that they are called so, or it stands on something.
const CLAIMS: [&str; 8] = ["という", "といった", "と名乗", "と名のる", "と称す", "と称し", "を名乗", "名義"];
/// Behind a name in a sentence in Latin letters: from elsewhere.
const OF: [&str; 3] = ["of", "from", "at"];

struct Context {
    honorifics: Vec<(Vec<String>, &'static str, &'static str)>,
    titles: Vec<Vec<String>>,
    /// What a title says of somebody's profession.
    professions: Vec<(Vec<String>, &'static [&'static str])>,
    claims: Vec<Vec<String>>,
    of: Vec<Vec<String>>,
    houses: Vec<Vec<String>>,
    formerly: Vec<Vec<String>>,
    worked_as: Vec<Vec<String>>,
    companies: Vec<Vec<String>>,
    near_places: Vec<Vec<String>>,
    visits: Vec<Vec<String>>,
}

static CONTEXT: LazyLock<Context> = LazyLock::new(|| {
    // The longest first, so that 「副所長」 is not half a word.
    let mut titles: Vec<Vec<String>> = TITLES.iter().map(|word| compared_exactly(word)).collect();
    titles.sort_by_key(|word| std::cmp::Reverse(word.len()));
    Context {
        honorifics: HONORIFICS.map(|(word, never, apart)| (compared_exactly(word), never, apart)).into(),
        titles,
        professions: PROFESSIONS
            .iter()
            .flat_map(|(titles, hold)| titles.iter().map(|title| (compared_exactly(title), *hold)))
            .collect(),
        claims: CLAIMS.map(compared_exactly).into(),
        of: OF.map(compared_exactly).into(),
        houses: HOUSES.map(compared_exactly).into(),
        formerly: FORMERLY.map(compared_exactly).into(),
        worked_as: WORKED_AS.map(compared_exactly).into(),
        companies: COMPANIES.map(compared_exactly).into(),
        near_places: NEAR_PLACES.map(compared_exactly).into(),
        visits: VISITS.map(compared_exactly).into(),
    }
});

/// What somebody is called by.
#[derive(Clone, Copy)]
pub(super) enum Called {
    /// Politely; it goes with the name, and ends here.
    Politely { end: usize, as_a_guest: bool, as_a_teacher: bool },
    /// By what they are; that stays. It stands between two places, or before the name.
    ByTitle(Option<(usize, usize)>),
}

/// A name without what follows it out of politeness.
pub(super) fn without_honorific(name: &str) -> &str {
    HONORIFICS
        .iter()
        .find_map(|(word, ..)| name.strip_suffix(word).map(str::trim).filter(|rest| !rest.is_empty()))
        .unwrap_or(name)
}

/// What somebody is called by whose name ends at a place. `named` tells whether a name begins at a place: then
/// nothing that stands there belongs to the word before.
pub(super) fn called(text: &Letters<'_>, at: usize, named: &dyn Fn(usize) -> bool) -> Option<Called> {
    if let Some((begin, end)) = politely(text, at, named) {
        let as_a_guest = text.one_of(begin, "様") || text.one_of(end - 1, "ま");
        let as_a_teacher = text.one_of(end - 1, "生");
        return Some(Called::Politely { end, as_a_guest, as_a_teacher });
    }
    let begin = text.past_blanks(at);
    titled(text, begin, named).map(|end| Called::ByTitle(Some((begin, end))))
}

/// What follows a name out of politeness, from one place to another.
pub(super) fn politely(
    text: &Letters<'_>,
    at: usize,
    named: &dyn Fn(usize) -> bool,
) -> Option<(usize, usize)> {
    let begin = text.past_blanks(at);
    // ｻﾝﾌﾟﾙ begins like さん.
    let goes_on = |end: usize| {
        text.script(begin) == Some(Script::Katakana)
            && text.script(end) == Some(Script::Katakana)
            && !named(end)
    };
    let polite = CONTEXT.honorifics.iter().find(|(word, never, apart)| {
        let end = begin + word.len();
        let other = text.one_of(end, never) || begin > at && text.one_of(end, apart);
        text.has(begin, word) && !goes_on(end) && (!other || named(end))
    });
    polite.map(|(word, ..)| (begin, begin + word.len()))
}

/// Who somebody is whose whole name stands in a text.
pub(super) struct Whose<'w> {
    /// Whether they are cared for; else they work.
    pub(super) patient: bool,
    /// Whether they are known to have left.
    pub(super) left: bool,
    /// As it is recorded.
    pub(super) profession: Option<&'w str>,
    /// As it is compared: where they work.
    pub(super) home: &'w [String],
}

impl Whose<'_> {
    /// Whether what stands around a whole name says that it is somebody else of the same name: a relative, a neighbour, a
    /// doctor of elsewhere.
    pub(super) fn is_another(
        &self,
        text: &Letters<'_>,
        start: usize,
        end: usize,
        called: Option<Called>,
    ) -> bool {
        let (after, called_so) = match called {
            Some(Called::Politely { end, as_a_teacher: true, .. }) => (
                end,
                !self.patient
                    && self.profession.is_none_or(|is| TEACHERS.iter().any(|word| is.contains(word))),
            ),
            Some(Called::Politely { end, .. }) => (end, true),
            Some(Called::ByTitle(Some((from, to)))) => {
                let title = text.folded.get(from..to).unwrap_or_default();
                (to, !self.patient && self.may_be_called(title))
            }
            Some(Called::ByTitle(None)) => {
                (end, !self.patient && self.may_be_called(&compared_exactly("dr")))
            }
            None => (end, true),
        };
        let once = !self.patient && !self.left && is_formerly(text, start);
        !called_so || once || self.is_another_before(text, start) || self.is_another_after(text, after)
    }

    /// Whether what is recorded agrees with a title, or says nothing of it.
    fn may_be_called(&self, title: &[String]) -> bool {
        let said = CONTEXT.professions.iter().filter(|(word, _)| title.starts_with(word));
        let Some((_, hold)) = said.max_by_key(|(word, _)| word.len()) else { return true };
        let profession = self.profession.map(|said| compared_exactly(said).concat());
        let holds = |said: &String| hold.iter().any(|word| said.contains(&compared_exactly(word).concat()));
        !hold.is_empty() && profession.as_ref().is_none_or(holds)
    }

    fn is_another_before(&self, text: &Letters<'_>, start: usize) -> bool {
        let mut before = start;
        loop {
            if self.says_another(text, before, before < start) {
                return true;
            }
            let honorific = HONORIFICS.iter().find(|(word, ..)| {
                let len = word.chars().count();
                before.checked_sub(len).is_some_and(|at| before < start && text.spells(at, word))
            });
            let back = match honorific {
                Some((word, ..)) => word.chars().count(),
                None if before.checked_sub(1).is_some_and(|at| is_between(text, at)) => 1,
                None => return false,
            };
            before -= back;
            if start - before > MOST_BETWEEN {
                return false;
            }
        }
    }

    /// Whether a word ends at a place that is said of somebody else; `apart` where something stands between it and the name.
    fn says_another(&self, text: &Letters<'_>, end: usize, apart: bool) -> bool {
        if WORDS.others.ends_at(text, end) || !self.patient && WORDS.patients.ends_at(text, end) {
            return true;
        }
        let title = CONTEXT
            .titles
            .iter()
            .find(|word| end.checked_sub(word.len()).is_some_and(|at| text.has(at, word)));
        if let Some(title) = title {
            return self.patient || !self.may_be_called(title);
        }
        apart && !self.patient && self.is_elsewhere(text, end)
    }

    /// Whether the name of a house ends at a place that is not their own.
    fn is_elsewhere(&self, text: &Letters<'_>, end: usize) -> bool {
        let house = CONTEXT
            .houses
            .iter()
            .filter_map(|word| end.checked_sub(word.len()).filter(|at| text.has(*at, word)));
        let Some(word) = WORDS.places.longest_before(text, end).into_iter().chain(house).min() else {
            return false;
        };
        let own = word.checked_sub(1).is_some_and(|at| text.one_of(at, OWN));
        let home = !self.home.is_empty()
            && end.checked_sub(self.home.len()).is_some_and(|at| text.has(at, self.home));
        end - word > 1 && !own && !home
    }

    fn is_another_after(&self, text: &Letters<'_>, after: usize) -> bool {
        let begin = text.past_blanks(after);
        let quoted = if text.one_of(begin, "」』\"") { text.past_blanks(begin + 1) } else { begin };
        let of = |word: &&Vec<String>| {
            text.has(begin, word) && begin > after && text.script(begin + word.len()) != Some(Script::Latin)
        };
        if CONTEXT.claims.iter().any(|word| text.has(quoted, word)) || CONTEXT.of.iter().find(of).is_some() {
            return true;
        }
        if !text.one_of(begin, "(") {
            return false;
        }
        let close = (begin + 1..begin + 1 + LONGEST_REMARK).find(|at| text.one_of(*at, ")"));
        let end = close.unwrap_or(begin + 1 + LONGEST_REMARK).min(text.pieces.len());
        let aged = || (begin + 1..end).any(|at| text.one_of(at, "歳才") && text.digit(at - 1));
        let another = |at: usize| self.says_another(text, at, true);
        let once = !self.patient && !self.left && is_formerly(text, end);
        once || (begin + 2..=end).any(another) || !self.patient && aged()
    }
}

/// Whether what stands right before a place is said of somebody who is here no longer: 「元職員の」, 「昨年退職した看護師の」.
fn is_formerly(text: &Letters<'_>, end: usize) -> bool {
    let last = end.saturating_sub(SAID_BEFORE);
    let of_it = |at: &usize| !text.one_of(*at, SAID_OF_OTHERS) && text.pieces.get(*at) != Some(&"\n");
    let once = |at: usize| {
        // 「午前担当」
        let kanji = at.checked_sub(1).and_then(|before| text.script(before)) == Some(Script::Kanji);
        let begins = !kanji || !text.one_of(at, "前") || WORDS.plain.ends_at(text, at);
        let was = |words: &[Vec<String>]| {
            words.iter().any(|word| text.has(at + 1, word) && at + 1 + word.len() <= end)
        };
        text.one_of(at, ONCE) && begins && (was(&CONTEXT.worked_as) || was(&CONTEXT.titles))
    };
    (last..end)
        .rev()
        .take_while(of_it)
        .any(|at| once(at) || CONTEXT.formerly.iter().any(|word| text.has(at, word)))
}

fn is_between(text: &Letters<'_>, at: usize) -> bool {
    text.folded.get(at).is_some_and(String::is_empty) || text.one_of(at, BETWEEN)
}

/// How far a title goes that begins at a place and says what is recorded of somebody: 「医師」 of a doctor.
pub(super) fn same_title(
    text: &Letters<'_>,
    called: Option<Called>,
    profession: Option<&str>,
) -> Option<usize> {
    let Some(Called::ByTitle(Some((from, to)))) = called else { return None };
    let profession = compared_exactly(profession?);
    let said = text.folded.get(from..to)?.iter().filter(|piece| !piece.is_empty());
    // 「看護師長」 says more.
    (said.eq(profession.iter()) && !text.one_of(to, "長")).then_some(to)
}

/// Whether a word that people are called by ends at a place: of 「看護師石田」 the first.
pub(super) fn title_ends(text: &Letters<'_>, end: usize) -> bool {
    CONTEXT.titles.iter().any(|word| end.checked_sub(word.len()).is_some_and(|at| text.has(at, word)))
}

/// Whether what stands at a place is what somebody is called by.
fn titled(text: &Letters<'_>, begin: usize, named: &dyn Fn(usize) -> bool) -> Option<usize> {
    let title = |at: usize| {
        CONTEXT.titles.iter().find(|word| text.has(at, word)).map(|word| at + word.len()).filter(|end| {
            let (last, next) = (text.script(end - 1), text.script(*end));
            let whole = match last {
                // 「ヘルパーステーション」, but 「ケアマネジャー」.
                Some(Script::Katakana) => next != last || text.one_of(at, "け"),
                Some(Script::Latin) => next != last,
                _ => true,
            };
            whole || named(*end)
        })
    };
    let mut end = title(begin)?;
    while let Some(next) = title(end) {
        end = next;
    }
    let company = CONTEXT.companies.iter().any(|word| {
        let after = end + word.len();
        text.has(end, word) && !(text.one_of(after, NO_COMPANY)) && !(end..after).any(named)
    });
    (!company).then_some(end)
}

/// Whether the name of a ward stands at a place: of 「大阪市港区」 what follows the city.
fn is_ward(text: &Letters<'_>, at: usize) -> bool {
    let kanji = (at..=at + LONGEST_WARD).take_while(|at| text.script(*at) == Some(Script::Kanji));
    kanji.skip(1).any(|at| text.one_of(at, "区"))
}

/// Whether a word is what people are called by, and nobody's name.
pub(super) fn is_title(word: &[String]) -> bool {
    CONTEXT.titles.iter().any(|title| title == word)
}

/// Whether a の and a place follow: 「築港の倉庫」.
pub(super) fn is_of_a_place(text: &Letters<'_>, at: usize, named: &dyn Fn(usize) -> bool) -> bool {
    let free = |end: usize| !text.one_of(end, SOMEBODY_OF) && !(at + 1..end).any(named);
    text.one_of(at, "の") && WORDS.common_places.ends(text, at + 1).any(free)
}

/// Whether 「Dr.」 stands before a name.
pub(super) fn called_before(text: &Letters<'_>, at: usize) -> bool {
    let mut before = at;
    while before > 0 && text.folded.get(before - 1).is_some_and(|piece| piece.is_empty() || piece == ".") {
        before -= 1;
    }
    let spells = |place: usize, letter: &str| {
        before.checked_sub(place).is_some_and(|place| text.one_of(place, letter))
    };
    let begins = before.checked_sub(3).and_then(|place| text.script(place)) != Some(Script::Latin);
    spells(1, "r") && spells(2, "d") && begins
}

/// Whether what stands at a place makes a place of the name before it. Where another recorded name begins in it, it
/// does not.
pub(super) fn makes_a_place(text: &Letters<'_>, at: usize, named: &dyn Fn(usize) -> bool) -> bool {
    let mut number = at;
    while text.one_of(number, NUMERALS) {
        number += 1;
    }
    if number > at {
        return WORDS.numbered.begins(text, number);
    }
    let free = |end: usize| {
        let visited = CONTEXT.visits.iter().any(|word| text.has(end, word));
        !visited && !text.one_of(end, SOMEBODY_OF) && !(at..end).any(named)
    };
    let alone = |end: usize| match text.script(end) {
        None | Some(Script::Other | Script::Katakana | Script::Latin) => true,
        Some(Script::Hiragana) => text.one_of(end, AFTER_PLACES),
        Some(Script::Kanji) => {
            CONTEXT.near_places.iter().any(|word| text.has(end, word))
                || WORDS.places.begins(text, end)
                || is_ward(text, end)
        }
    };
    WORDS.places.ends(text, at).any(free)
        || WORDS.short_places.ends(text, at).any(|end| free(end) && alone(end))
}
