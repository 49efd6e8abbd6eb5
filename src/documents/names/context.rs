//! What stands around a name and says whether it is a person's: what people are called by, and what makes a place of it.

use std::sync::LazyLock;

use super::letters::{Letters, Script, compared_exactly};

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
const TITLES: [&str; 45] = [
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
];

/// What makes a company of the titles before it: 「港医師会」 is no person.
const COMPANIES: [&str; 4] = ["会", "部会", "協議会", "連絡会"];
/// 「看護師会議」 is no company.
const NO_COMPANY: &str = "議談話見計員食いうえっわ";

/// What makes a place of the family name before it: 「石田駅」 is no person. Whose office it is may be known; that is told.
const PLACES: &str = "\
    駅 県 区 埠頭 ふ頭 方面 地区 交差点 踏切 桟橋 空港 海岸 公園 団地 商店街 通り 停留所 バス停 会館 図書館 郵便局 交番 警察署 消防署 \
    小学校 中学校 高校 高等学校 大学 幼稚園 保育園 病院 医院 診療所 クリニック 在宅クリニック 医療センター 医師会 薬剤師会 \
    内科 外科 歯科 眼科 整形外科 皮膚科 耳鼻科 耳鼻咽喉科 小児科 泌尿器科 精神科 心療内科 脳神経外科 整骨院 薬局 \
    訪問看護ステーション マンション ビル ハイツ コーポ 神社";
/// The same, but names begin with these too (橋本, 川口, 町田): what follows must not be a kanji that could go on.
const SHORT_PLACES: &str = "町 市 村 郡 府 橋 川 寺 港 通";
/// What may follow a short one all the same.
const NEAR_PLACES: &str = "立 民 内の 役所 役場 沿い 付近 周辺 近く 行き";
/// What follows a short one where it is a word for itself; 「通って」 is none.
const AFTER_PLACES: &str = "がはをにへともでのやか";
/// What makes a place of the name before 「の」.
const OWN_PLACES: &str = "バス停 停留所 交差点 桟橋 駅";
/// What makes a place of the name before a number.
const NUMBERED: &str = "丁目 番地 番";
const NUMERALS: &str = "〇一二三四五六七八九十0123456789";
/// After these the word before them is where somebody went, or whom they went with.
const VISITS: &str = "受診 診察 通院 往診 担当";

struct Words {
    honorifics: Vec<(Vec<String>, &'static str, &'static str)>,
    titles: Vec<Vec<String>>,
    companies: Vec<Vec<String>>,
    places: Vec<Vec<String>>,
    short_places: Vec<Vec<String>>,
    near_places: Vec<Vec<String>>,
    own_places: Vec<Vec<String>>,
    numbered: Vec<Vec<String>>,
    visits: Vec<Vec<String>>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let all = |words: &str| words.split_whitespace().map(compared_exactly).collect::<Vec<_>>();
    // The longest first, so that 「副所長」 is not half a word.
    let mut titles: Vec<Vec<String>> = TITLES.iter().map(|word| compared_exactly(word)).collect();
    titles.sort_by_key(|word| std::cmp::Reverse(word.len()));
    Words {
        honorifics: HONORIFICS.map(|(word, never, apart)| (compared_exactly(word), never, apart)).into(),
        titles,
        companies: COMPANIES.map(compared_exactly).into(),
        places: all(PLACES),
        short_places: all(SHORT_PLACES),
        near_places: all(NEAR_PLACES),
        own_places: all(OWN_PLACES),
        numbered: all(NUMBERED),
        visits: all(VISITS),
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
    let polite = WORDS.honorifics.iter().find(|(word, never, apart)| {
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

/// Whether what stands at a place is what somebody is called by.
fn titled(text: &Letters<'_>, begin: usize, named: &dyn Fn(usize) -> bool) -> bool {
    let title = |at: usize| {
        WORDS.titles.iter().find(|word| text.has(at, word)).map(|word| at + word.len()).filter(|end| {
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
    let company = WORDS.companies.iter().any(|word| {
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

/// Whether what stands at a place makes a place of the family name before it. Where another recorded name begins
/// in it, it does not.
pub(super) fn makes_a_place(text: &Letters<'_>, at: usize, named: &dyn Fn(usize) -> bool) -> bool {
    place_words(text, at, named).into_iter().any(|end| {
        let visited = WORDS.visits.iter().any(|word| text.has(end, word));
        !visited && !(at..end).any(named)
    })
}

/// Where words for a place end that begin here.
fn place_words(text: &Letters<'_>, at: usize, named: &dyn Fn(usize) -> bool) -> Vec<usize> {
    let ends = |words: &[Vec<String>], at: usize| -> Vec<usize> {
        words.iter().filter(|word| text.has(at, word)).map(|word| at + word.len()).collect()
    };
    if text.one_of(at, "の") {
        return ends(&WORDS.own_places, at + 1);
    }
    let mut number = at;
    while text.one_of(number, NUMERALS) {
        number += 1;
    }
    if number > at {
        // 「石田3番目」 and 「石田一番」 tell an order.
        let counts =
            |end: usize| text.one_of(end - 1, "番") && (text.one_of(end, "目") || !text.digit(number - 1));
        let mut found: Vec<usize> =
            ends(&WORDS.numbered, number).into_iter().filter(|end| !counts(*end)).collect();
        // 「海岸通3-2」: the number of a house. A telephone number has more digits.
        if number - at <= 2 && text.one_of(number, "-－−‐ー") && text.digit(number + 1) {
            found.push(number + 2);
        }
        return found;
    }
    let mut found = ends(&WORDS.places, at);
    found.extend(ends(&WORDS.short_places, at).into_iter().filter(|end| {
        let alone = match text.script(*end) {
            None | Some(Script::Other | Script::Katakana | Script::Latin) => true,
            Some(Script::Hiragana) => text.one_of(*end, AFTER_PLACES),
            Some(Script::Kanji) => false,
        };
        let near = [&WORDS.near_places, &WORDS.places, &WORDS.short_places];
        alone || near.iter().any(|words| !ends(words, *end).is_empty()) || named(*end)
    }));
    found
}
