//! Names of people as they stand in a cell: with honorifics, offices in brackets, readings beside or below.

use unicode_normalization::UnicodeNormalization as _;

use super::texts::single_spaced;
use crate::register::hidden::is_hidden;

/// A name taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Name {
    /// The name, its parts with one blank between them.
    pub name: String,
    /// How it is read, where the cell says so.
    pub kana: Option<String>,
    /// The office in brackets before or behind it.
    pub affiliation: Option<String>,
    /// Whether characters were left out that nobody sees.
    pub hidden: bool,
}

const HONORIFICS: &[&str] = &["先生", "医師", "さん", "様", "氏", "殿", "ドクター", "Dr.", "Dr", "DR"];

/// Words in the place of a name.
const NOBODY: &[&str] = &[
    "共用",
    "共有",
    "予備",
    "事務所",
    "退職者",
    "なし",
    "無し",
    "無",
    "未定",
    "不明",
    "空き",
    "未使用",
    "各自",
    "全員",
    "事業所",
    "在庫",
    "保管中",
    "該当なし",
    "欠員",
    "故障",
    "廃棄",
    "職員",
    "スタッフ",
    "兼用",
];

/// Takes a name apart.
pub fn take_apart(text: &str) -> Name {
    let hidden = text.chars().any(|c| is_hidden(c) && !matches!(c, '\n' | '\t' | '\r'));
    let text: String = text.chars().filter(|c| !is_hidden(*c) || matches!(c, '\n' | '\t' | '\r')).collect();
    let mut name = Name { hidden, ..Name::default() };
    let mut parts: Vec<String> = Vec::new();
    for line in text.lines() {
        for (inside, part) in bracketed(line) {
            let part = single_spaced(&part);
            if part.is_empty() {
                continue;
            }
            if is_kana(&part) && (inside || !parts.is_empty() || has_name_below(&text)) && name.kana.is_none()
            {
                name.kana = Some(katakana(&part));
            } else if inside {
                name.affiliation.get_or_insert(part);
            } else {
                parts.push(part);
            }
        }
    }
    if parts.is_empty() {
        // Nothing but what is in brackets, or kana alone: that is the name itself.
        parts.extend(name.kana.take().or_else(|| name.affiliation.take()));
    }
    without_honorific(&parts.join(" ")).clone_into(&mut name.name);
    name
}

/// Whether a text has, beside a line of kana, one with kanji in it.
fn has_name_below(text: &str) -> bool {
    text.lines().any(|line| line.chars().any(is_kanji))
}

/// The parts of a line with whether each stands in brackets.
fn bracketed(line: &str) -> Vec<(bool, String)> {
    let mut parts = vec![(false, String::new())];
    for c in line.chars() {
        match c {
            '(' | '（' | '[' | '［' | '〔' | '【' | '〈' => parts.push((true, String::new())),
            ')' | '）' | ']' | '］' | '〕' | '】' | '〉' => parts.push((false, String::new())),
            c => {
                if let Some((_, part)) = parts.last_mut() {
                    part.push(c);
                }
            }
        }
    }
    parts
}

fn without_honorific(name: &str) -> &str {
    let mut name = name.trim();
    for honorific in HONORIFICS {
        if let Some(rest) = name.strip_suffix(honorific)
            && rest.trim().chars().count() >= 2
        {
            name = rest.trim();
            break;
        }
    }
    name
}

fn is_kanji(c: char) -> bool {
    matches!(c, '一'..='\u{9FFF}' | '々' | '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether a text is a reading: kana and blanks, nothing else.
pub fn is_kana(text: &str) -> bool {
    let text: String = text.nfkc().collect();
    let mut some = false;
    let all = text.chars().all(|c| {
        let kana = matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '・');
        some |= kana;
        kana || c.is_whitespace()
    });
    all && some
}

/// A reading as it is recorded: 全角カタカナ, one blank between its parts.
pub fn katakana(text: &str) -> String {
    let folded: String = text.nfkc().filter(|c| !is_hidden(*c)).collect();
    let kana = folded.chars().map(|c| match c {
        'ぁ'..='ゖ' => char::from_u32(u32::from(c) + 0x60).unwrap_or(c),
        c => c,
    });
    single_spaced(&kana.collect::<String>())
}

/// Whether a text is no name but says that there is nobody, or everybody.
pub fn is_nobody(text: &str) -> bool {
    let core: String = text.nfkc().filter(|c| !matches!(c, '(' | ')' | '[' | ']' | ' ' | '※')).collect();
    core.is_empty()
        || core.chars().all(|c| !c.is_alphanumeric())
        || NOBODY.iter().any(|word| core == *word)
        || ["共用", "共有", "予備", "保管"].iter().any(|word| core.ends_with(word))
}

/// Whether a text can be a name at all: it begins with a letter and holds no sign of a formula.
pub fn could_be_a_name(text: &str) -> bool {
    let text = text.trim_start_matches([' ', '\u{3000}']);
    let first = text.chars().next();
    first.is_some_and(|c| c.is_alphabetic() || matches!(c, '【' | '（' | '(' | '「' | '〔'))
        && !text.chars().any(|c| c == '=' || c == '!' || c == '@' || is_hidden(c))
        && text.chars().count() <= 60
}

/// The family name and the rest, where a blank parts them.
pub fn family(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_taken_from_what_stands_around_it() {
        let of = |text: &str| {
            let name = take_apart(text);
            (name.name, name.kana.unwrap_or_default(), name.affiliation.unwrap_or_default())
        };
        let own = |a: &str, b: &str, c: &str| (a.to_owned(), b.to_owned(), c.to_owned());
        assert_eq!(of("（築港医院）夕凪 一郎 先生"), own("夕凪 一郎", "", "築港医院"));
        assert_eq!(of("磯路　光代（いそじ　みつよ）"), own("磯路 光代", "イソジ ミツヨ", ""));
        assert_eq!(of("イソジ ミツヨ\n磯路 光代"), own("磯路 光代", "イソジ ミツヨ", ""));
        assert_eq!(of("磯路 光代\nｲｿｼﾞ ﾐﾂﾖ"), own("磯路 光代", "イソジ ミツヨ", ""));
        assert_eq!(of("マリア サントス"), own("マリア サントス", "", ""));
        assert_eq!(of("港 三郎\u{202E}\u{200B}"), own("港 三郎", "", ""));
        assert_eq!(of("佐藤様"), own("佐藤", "", ""));
        for text in ["（予備）", "事務所共用", "退職者", "－", "", "共用"] {
            assert!(is_nobody(text), "{text}");
        }
        for text in ["磯路 光代", "佐藤", "マリア サントス", "医師会事務局"] {
            assert!(!is_nobody(text) && could_be_a_name(text), "{text}");
        }
        for text in ["=HYPERLINK(1)", "@SUM(1+1)", "\t=1+1", "+81", "12"] {
            assert!(!could_be_a_name(text), "{text}");
        }
    }
}
