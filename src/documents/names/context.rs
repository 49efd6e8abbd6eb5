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
const TITLES: [&str; 66] = [
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
    "pt",
    "ot",
    "管理者",
    "副管理者",
    "主任",
    "副主任",
    "師長",
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

struct Context {
    honorifics: Vec<(Vec<String>, &'static str, &'static str)>,
    titles: Vec<Vec<String>>,
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
        companies: COMPANIES.map(compared_exactly).into(),
        near_places: NEAR_PLACES.map(compared_exactly).into(),
        visits: VISITS.map(compared_exactly).into(),
    }
});

/// What somebody is called by.
#[derive(Clone, Copy)]
pub(super) enum Called {
    /// Politely; it goes with the name, and ends here.
    Politely { end: usize, as_a_guest: bool },
    /// By what they are; that stays.
    ByTitle,
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
    if let Some((word, ..)) = polite {
        let end = begin + word.len();
        let as_a_guest = text.one_of(begin, "様") || text.one_of(end - 1, "ま");
        return Some(Called::Politely { end, as_a_guest });
    }
    titled(text, begin, named).then_some(Called::ByTitle)
}

/// Whether a word that people are called by ends at a place: of 「看護師石田」 the first.
pub(super) fn title_ends(text: &Letters<'_>, end: usize) -> bool {
    CONTEXT.titles.iter().any(|word| end.checked_sub(word.len()).is_some_and(|at| text.has(at, word)))
}

/// Whether what stands at a place is what somebody is called by.
fn titled(text: &Letters<'_>, begin: usize, named: &dyn Fn(usize) -> bool) -> bool {
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
    let Some(mut end) = title(begin) else { return false };
    while let Some(next) = title(end) {
        end = next;
    }
    let company = CONTEXT.companies.iter().any(|word| {
        let after = end + word.len();
        text.has(end, word) && !(text.one_of(after, NO_COMPANY)) && !(end..after).any(named)
    });
    !company
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
            CONTEXT.near_places.iter().any(|word| text.has(end, word)) || WORDS.places.begins(text, end)
        }
    };
    WORDS.places.ends(text, at).any(free)
        || WORDS.short_places.ends(text, at).any(|end| free(end) && alone(end))
}
