//! Breaking lines as Japanese is set: where a phrase ends, where one is near; else anywhere between characters, except where
//! a mark would be left alone.

use unicode_segmentation::UnicodeSegmentation;

use crate::register::kinsoku;

use super::{super::signs::CUT, cells, grapheme_cells, plain_char, truncate, visible};

/// The text in lines of at most `width` cells, as Japanese is set.
///
/// Line breaks in the text are kept; each line goes through [`visible`]. A word in Latin letters or a number stays whole
/// unless it is longer than a line; no line begins with `、。」）ー々っ` and the like or ends with `「（`, unless the line
/// would otherwise be empty. Blanks at a break are dropped. A grapheme wider than the line stands alone. A line ends with a
/// phrase where one ends near, so that no word or name is broken there: nearer for what can be parted at need than for what
/// cannot ([`Seam`]).
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let paragraph = visible(paragraph.strip_suffix('\r').unwrap_or(paragraph));
        if cells(&paragraph) <= width {
            lines.push(paragraph.into_owned());
            continue;
        }
        let graphemes = pieces(&paragraph);
        let starts = starts(&graphemes, width, width * 2 / 3);
        for (i, &start) in starts.iter().enumerate() {
            let last = i + 1 == starts.len();
            let end = starts.get(i + 1).copied().unwrap_or(graphemes.len());
            let line = graphemes.get(start..end).unwrap_or_default().concat();
            lines.push(if last { line } else { line.trim_end_matches(' ').to_owned() });
        }
    }
    lines
}

/// The text in at most so many lines: where it has no room its middle is left out, so that how it begins and ends is read.
pub fn wrap_within(text: &str, width: usize, most: usize) -> Vec<String> {
    let whole = wrap(text, width);
    if whole.len() <= most {
        return whole;
    }
    let text = visible(text);
    let graphemes: Vec<&str> = text.graphemes(true).collect();
    // As many of them as have room.
    let within = |room: usize, pieces: &mut dyn Iterator<Item = &&str>| {
        let fits = |used: &mut usize, piece: &&str| {
            *used += piece_cells(piece);
            (*used <= room).then_some(())
        };
        pieces.scan(0, fits).count()
    };
    let shortened = |room: usize| {
        let head = within(room / 2, &mut graphemes.iter());
        let tail = graphemes.len() - within(room - room / 2, &mut graphemes.iter().rev());
        let piece = |range: std::ops::Range<usize>| graphemes.get(range).unwrap_or_default().concat();
        format!("{}{CUT}{}", piece(0..head), piece(tail..graphemes.len()))
    };
    let rooms = (1..width * most).rev();
    let fitting = rooms.map(|room| wrap(&shortened(room), width)).find(|lines| lines.len() <= most);
    fitting.unwrap_or_else(|| vec![truncate(&text, width)])
}

/// Where the lines of one paragraph begin, as indices into its graphemes; the first is always 0.
///
/// Blanks that do not fit hang at the end of their line.
pub fn line_starts(graphemes: &[&str], width: usize) -> Vec<usize> {
    starts(graphemes, width, 0)
}

/// The same; a line ends with a phrase where that leaves no more than `spare` cells of it empty.
fn starts(graphemes: &[&str], width: usize, spare: usize) -> Vec<usize> {
    let mut starts = vec![0];
    let mut start = 0;
    let mut used = 0;
    let mut i = 0;
    while let Some(grapheme) = graphemes.get(i) {
        let cells = piece_cells(grapheme);
        if used + cells <= width || i == start || *grapheme == " " {
            used += cells;
            i += 1;
            continue;
        }
        let last = (start + 1..=i).rev().find(|&at| may_break(graphemes, at)).unwrap_or(i);
        start = best_end(graphemes, (start, last), (width, spare));
        starts.push(start);
        used = graphemes.get(start..i).unwrap_or_default().iter().map(|g| piece_cells(g)).sum();
    }
    starts
}

/// Where a line that begins at `start` ends best: from the last place where it may end backwards, as far as cells may stay empty.
fn best_end(graphemes: &[&str], (start, last): (usize, usize), (width, spare): (usize, usize)) -> usize {
    let (mut best, mut lowest, mut empty) = (last, usize::MAX, 0);
    for at in (start + 1..=last).rev() {
        if at < last {
            empty += graphemes.get(at).map_or(0, |grapheme| piece_cells(grapheme));
        }
        // Further back nothing costs less.
        if empty > spare || empty >= lowest {
            break;
        }
        if may_break(graphemes, at) {
            let costs = empty + Seam::at(graphemes, at).costs(width);
            if costs < lowest {
                (best, lowest) = (at, costs);
            }
        }
    }
    best
}

/// Whether a line may begin with the grapheme at `at`.
fn may_break(graphemes: &[&str], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|i| graphemes.get(i));
    before.zip(graphemes.get(at)).is_none_or(|(before, after)| kinsoku::may_break(before, after))
}

/// Between which pieces of a text a line would end, from where a reader halts to where none does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seam {
    /// A phrase ends: behind a mark, a particle, before an opening bracket.
    Phrase,
    /// A word ends, as its letters tell: 復旧キー.
    Word,
    /// Inside of what belongs together: a name, 書き間違い, 個人情報.
    Inside,
    /// Where nobody would part it: an ending from its word, a number from what it counts.
    Torn,
}

impl Seam {
    /// How many cells may stay empty before a line ends there rather than at a phrase.
    fn costs(self, width: usize) -> usize {
        match self {
            Self::Phrase => 0,
            Self::Word => width / 4 + 2,
            Self::Inside => width * 2 / 5 + 1,
            Self::Torn => width * 2 / 3,
        }
    }

    /// What the graphemes before and from `at` meet in.
    fn at(graphemes: &[&str], at: usize) -> Self {
        let sort_at = |at: usize| graphemes.get(at).map_or(Sort::Mark, |grapheme| Sort::of(grapheme));
        let (Some(last), here) = (at.checked_sub(1), sort_at(at)) else { return Self::Phrase };
        let begins = |words: &[&str]| {
            let rest = graphemes.get(at..).unwrap_or_default();
            words.iter().any(|word| word.graphemes(true).eq(rest.iter().copied().take(word.chars().count())))
        };
        let follows = |letters: &[&str]| graphemes.get(last).is_some_and(|last| letters.contains(last));
        let is_honour = |at: usize| {
            matches!(graphemes.get(at), Some(&("お" | "ご")))
                && matches!(sort_at(at + 1), Sort::Kanji | Sort::Katakana)
        };
        match (sort_at(last), here) {
            (Sort::Closing, Sort::Kana) => Self::Torn,
            (Sort::Mark | Sort::Closing, _) => Self::Phrase,
            (before, Sort::Opening) if before != Sort::Opening => Self::Phrase,
            // A key with what it does: u で元に戻す.
            (Sort::Blank, Sort::Kana) if last.checked_sub(1).is_some_and(|at| sort_at(at) == Sort::Latin) => {
                Self::Torn
            }
            (Sort::Blank, _) => {
                let named = |sort| matches!(sort, Sort::Kanji | Sort::Katakana | Sort::Kana);
                let in_name = last.checked_sub(1).is_some_and(|at| named(sort_at(at))) && named(here);
                if in_name { Self::Inside } else { Self::Phrase }
            }
            (_, Sort::Kanji) if begins(&["様"]) => Self::Torn,
            (Sort::Kana, Sort::Kanji | Sort::Katakana | Sort::Latin) if is_honour(last) => Self::Torn,
            (Sort::Kana, Sort::Kanji) if goes_on(graphemes, at) => Self::Inside,
            (Sort::Kana, Sort::Kanji | Sort::Katakana | Sort::Latin) => Self::Phrase,
            (Sort::Kana, Sort::Kana) if is_honour(at) || follows(&["を"]) || begins(WORDS) => Self::Phrase,
            (Sort::Kana, Sort::Kana) if follows(&["て"]) && begins(HELPERS) => Self::Word,
            (Sort::Kanji | Sort::Katakana, Sort::Kana) if begins(WORDS) => Self::Word,
            (Sort::Kanji, Sort::Katakana) | (Sort::Katakana, Sort::Kanji | Sort::Latin) => Self::Word,
            (Sort::Latin, Sort::Kanji | Sort::Katakana) if !follows(DIGITS) => Self::Word,
            (Sort::Kanji, Sort::Latin) if !begins(DIGITS) => Self::Word,
            (Sort::Kanji, Sort::Kanji) => Self::Inside,
            _ => Self::Torn,
        }
    }
}

/// Words in kana with which a phrase of ours begins although kana stand before it.
const WORDS: &[&str] = &[
    "ください",
    "ありま",
    "あとで",
    "いない",
    "いつ",
    "できま",
    "できる",
    "すべて",
    "まとめて",
    "まだ",
    "もう一度",
];

/// What follows on a verb in て: a word of its own that leans on it.
const HELPERS: &[&str] = &["い", "お", "く", "し", "あ", "か", "み"];

const DIGITS: &[&str] = &["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

/// Whether the kanji at `at` goes on with a word that an ending in kana has only joined: 書き間違い, 取り消し, 使い方, 問い合わせ先.
fn goes_on(graphemes: &[&str], at: usize) -> bool {
    const JOINS: &str = "いきぎしちみびりえけげせねべめれ";
    const JOINS_AFTER_ANOTHER: &str = "きけしせめりれ";
    const PARTICLES: [&str; 5] = ["だけ", "のみ", "ため", "より", "なし"];
    let kana = |place: &usize| graphemes.get(*place).is_some_and(|letter| Sort::of(letter) == Sort::Kana);
    let ending = (0..at).rev().take_while(kana).count();
    let begin = at - ending;
    let stem = begin.checked_sub(1).and_then(|place| graphemes.get(place));
    if stem.is_none_or(|letter| Sort::of(letter) != Sort::Kanji) {
        return false;
    }
    let said = graphemes.get(begin..at).unwrap_or_default();
    match said {
        [one] => JOINS.contains(one),
        [_, last] => JOINS_AFTER_ANOTHER.contains(last) && !PARTICLES.contains(&said.concat().as_str()),
        _ => false,
    }
}

/// What a grapheme is, as far as phrases ask.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Blank,
    /// A mark after which a phrase begins.
    Mark,
    Closing,
    Opening,
    Kana,
    Katakana,
    Kanji,
    Latin,
}

impl Sort {
    fn of(grapheme: &str) -> Self {
        match grapheme.chars().next().unwrap_or(' ') {
            ' ' | '\u{3000}' => Self::Blank,
            '、' | '。' | '，' | '．' | '？' | '！' | '・' | '：' | '／' | '→' => Self::Mark,
            '」' | '』' | '）' | '】' | '］' | '〉' | '》' => Self::Closing,
            '「' | '『' | '（' | '【' | '［' | '〈' | '《' => Self::Opening,
            'ぁ'..='ゖ' => Self::Kana,
            'ァ'..='ヿ' | 'ｦ'..='ﾟ' => Self::Katakana,
            c if c.is_ascii() || (c < '\u{2E80}' && c.is_alphanumeric()) => Self::Latin,
            _ => Self::Kanji,
        }
    }
}

/// The graphemes of a text. Where all its characters are plain, each is one, and nothing has to be looked up.
fn pieces(text: &str) -> Vec<&str> {
    if text.chars().any(|c| plain_char(c).is_none()) {
        return text.graphemes(true).collect();
    }
    text.char_indices().filter_map(|(at, c)| text.get(at..at + c.len_utf8())).collect()
}

/// The width of a grapheme, which is nearly always a plain character.
fn piece_cells(grapheme: &str) -> usize {
    let mut chars = grapheme.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => plain_char(c).unwrap_or_else(|| grapheme_cells(grapheme)),
        _ => grapheme_cells(grapheme),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn japanese_breaks_between_any_two_characters() {
        assert_eq!(wrap("患者様の同意を得る", 8), ["患者様の", "同意を", "得る"]);
        assert_eq!(wrap("", 8), [""]);
        assert_eq!(wrap("一\n\n二\r\n", 8), ["一", "", "二", ""]);
    }

    /// Where lines end that would be full inside of a word: with `|`.
    #[test]
    fn no_word_is_parted_where_a_phrase_ends_near() {
        for (said, width) in [
            ("2026-12-01はまだ来ていません。年の|書き間違いではありませんか。", 40),
            ("書類の控えの|取り消しは|できません", 18),
            ("入力した値の|受け付け方を|選びます", 16),
            ("この人への|問い合わせ先を|選びます", 18),
            ("期限（2026-10-25）を28日過ぎて|います。", 34),
            ("中に何も残っていないことを|確かめています。", 36),
            ("厚生労働省のガイドライン|第6.0版では", 30),
            ("台帳の|復旧キーを|新しくします", 14),
            ("この件の担当は|大野 ハル様です", 18),
            ("小林 大輔さんのスタッフ|解除です", 24),
            ("同意書を|令和8年11月までに|出す", 20),
            ("期限は次のとおり|変更できません。", 22),
            ("MCSの|管理者だけが|使えます", 12),
            ("「港花子」を取り消し|「林」に戻します", 20),
        ] {
            assert_eq!(wrap(&said.replace('|', ""), width).join("|"), said, "at {width}");
        }
    }

    #[test]
    fn a_line_ends_with_a_phrase_where_one_is_near() {
        assert_eq!(wrap("提出日を記録してください。", 24), ["提出日を記録して", "ください。"]);
        assert_eq!(
            wrap("期限（2026-10-21）を41日過ぎています。", 22),
            ["期限（2026-10-21）を", "41日過ぎています。"]
        );
        assert_eq!(wrap("小川 義男様のグループの菅原 進様", 26), ["小川 義男様のグループの", "菅原 進様"]);
        assert_eq!(wrap("予定の担当者を弁天 恵に", 20), ["予定の担当者を", "弁天 恵に"]);
        assert_eq!(wrap("この方のお名前です", 12), ["この方の", "お名前です"]);
        // Where none is near a line is full.
        assert_eq!(wrap("港区在宅医療介護連携支援", 14), ["港区在宅医療介", "護連携支援"]);
    }

    #[test]
    fn what_has_no_room_in_so_many_lines_loses_its_middle() {
        let name = "港区在宅医療介護連携支援".repeat(20);
        let said = format!("「{name}」の期限を41日過ぎています。");
        assert_eq!(wrap_within(&said, 30, 1), ["「港区在宅医療…過ぎています。"]);
        let two = wrap_within(&said, 30, 2);
        assert!(
            two.len() == 2 && two[1].ends_with("41日過ぎています。") && two[0].starts_with("「港区"),
            "{two:?}"
        );
        assert_eq!(wrap_within("短い", 30, 1), ["短い"]);
    }

    #[test]
    fn no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() {
        assert_eq!(wrap("退職した。翌日", 8), ["退職し", "た。翌日"]);
        assert_eq!(wrap("職員「山田」", 6), ["職員", "「山", "田」"]);
        assert_eq!(
            wrap("佐々木", 3),
            ["佐", "々", "木"],
            "where nothing else is possible the line is cut all the same"
        );
        assert_eq!(wrap("サーバー室", 8), ["サーバー", "室"]);
        assert_eq!(wrap("あったこと", 4), ["あっ", "たこ", "と"]);
        assert_eq!(wrap("いってらっしゃい", 6), ["いって", "らっ", "しゃい"]);
    }

    #[test]
    fn words_and_numbers_stay_whole_unless_they_are_longer_than_a_line() {
        assert_eq!(wrap("期限は2026-11-22です", 12), ["期限は", "2026-11-22で", "す"]);
        assert_eq!(wrap("the quick brown", 9), ["the quick", "brown"]);
        assert_eq!(wrap("abcdefghij", 4), ["abcd", "efgh", "ij"]);
    }

    #[test]
    fn blanks_at_a_break_hang() {
        assert_eq!(wrap("abcd   efgh", 4), ["abcd", "efgh"]);
        assert_eq!(wrap("ab ", 4), ["ab "]);
    }

    proptest! {
        #[test]
        fn lines_fit_and_nothing_but_blanks_is_lost(text in "[ -~ぁ-んァ-ヶｦ-ﾟ一-龥々ー。、「」（）\n]{0,60}", width in 3usize..20) {
            let lines = wrap(&text, width);
            for line in &lines {
                prop_assert!(cells(line.trim_end_matches(' ')) <= width, "{line:?}");
            }
            let squeeze = |s: &str| s.chars().filter(|c| !matches!(c, ' ' | '\n')).collect::<String>();
            prop_assert_eq!(squeeze(&lines.concat()), squeeze(&visible(&text)));
        }
    }
}
