//! Passwords: held only as long as needed, wiped afterwards, never shown.

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use crate::{
    policy::Policy,
    register::{Lang, hidden::is_hidden},
};

/// The fewest characters that 第12条(3) allows.
pub const MIN_PASSWORD_CHARS: usize = 8;
/// The most characters that the screen takes.
pub const MAX_TYPED_CHARS: usize = 256;

/// The byte order mark, which some editors and shells put before a text.
const MARK: char = '\u{feff}';

/// A text that must not be shown, logged or left behind in memory. It has no `Debug` and no `Clone` on purpose.
pub struct Secret {
    text: Zeroizing<String>,
    /// What earlier versions made of the same file, where that is another.
    before: Option<Box<Self>>,
}

/// Why what a file holds is no password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordFileFault {
    /// It is no text: neither UTF-8, nor UTF-16 with its mark.
    NotText,
    /// Nothing is in it but a mark and a line end.
    Empty,
}

impl Secret {
    /// Takes a text over; the caller keeps no copy.
    pub fn new(text: String) -> Self {
        Self { text: Zeroizing::new(text), before: None }
    }

    /// Takes the password from what a file or standard input holds, in UTF-8 or, with its mark, in UTF-16, as `>` of Windows
    /// PowerShell writes it. A byte order mark before it and the line end after it are no part of it: nobody types
    /// them.
    ///
    /// # Errors
    /// What the file holds instead.
    pub fn of_file(bytes: &[u8]) -> Result<Self, PasswordFileFault> {
        let wide = match bytes {
            [0xff, 0xfe, rest @ ..] => Some(utf16(rest, u16::from_le_bytes)),
            [0xfe, 0xff, rest @ ..] => Some(utf16(rest, u16::from_be_bytes)),
            _ => None,
        };
        if let Some(text) = wide {
            return Self::plain(&text.ok_or(PasswordFileFault::NotText)?);
        }
        let text = std::str::from_utf8(bytes).map_err(|_| PasswordFileFault::NotText)?;
        let mut secret = Self::plain(text)?;
        // Earlier versions took the line end away and left the mark.
        let before = line_of(text);
        if before != secret.expose() {
            secret.before = Some(Box::new(Self::new(before.to_owned())));
        }
        Ok(secret)
    }

    /// A text without marks before it and the line end after it.
    fn plain(text: &str) -> Result<Self, PasswordFileFault> {
        let plain = line_of(text.trim_start_matches(MARK));
        if plain.is_empty() { Err(PasswordFileFault::Empty) } else { Ok(Self::new(plain.to_owned())) }
    }

    /// The text. Do not keep what this lends.
    pub fn expose(&self) -> &str {
        &self.text
    }

    /// Whether somebody can type it: a line break ends what is typed, and the screen takes no hidden characters.
    pub fn is_typable(&self) -> bool {
        !self.text.contains(is_hidden) && self.text.chars().count() <= MAX_TYPED_CHARS
    }

    /// What earlier versions made of the same file, where that is another.
    pub(in crate::store) fn before(&self) -> Option<&Self> {
        self.before.as_deref()
    }

    /// The text in the one form (NFKC) that every keyboard and input method ends in, so that a password typed in
    /// full-width letters opens the same vault.
    pub(in crate::store) fn folded(&self) -> Zeroizing<String> {
        // Room for the longest expansion there is (18-fold), so that growing leaves no copy behind.
        let mut folded = Zeroizing::new(String::with_capacity(self.text.len().saturating_mul(18)));
        folded.extend(self.text.nfkc());
        folded
    }
}

/// A text without the line end after it.
fn line_of(text: &str) -> &str {
    text.strip_suffix('\n').map_or(text, |line| line.strip_suffix('\r').unwrap_or(line))
}

/// A text in UTF-16 without its mark, with room for all from the start, so that growing leaves no copy behind. Nobody's text
/// holds zeros: what does is of another width.
fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<Zeroizing<String>> {
    let mut text = Zeroizing::new(String::with_capacity(bytes.len().saturating_mul(2)));
    let (pairs, rest) = bytes.as_chunks::<2>();
    for c in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        text.push(c.ok().filter(|c| *c != '\0')?);
    }
    rest.is_empty().then_some(text)
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

/// Why a text may not become a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordFault {
    /// Fewer than [`MIN_PASSWORD_CHARS`] characters (第12条(3)).
    TooShort,
    /// No letter in it (第12条(3)).
    NoLetter,
    /// No digit in it (第12条(3)).
    NoDigit,
    /// One of those that are tried first.
    Common,
    /// The account's or the office's name with nothing but digits and signs about it.
    Name,
}

impl PasswordFault {
    /// What is wrong with the password and how to choose a better one.
    ///
    /// The policy, where one is at hand, is cited for what it asks of a password.
    pub fn message(self, policy: Option<&Policy>, lang: Lang) -> String {
        let cited = policy.map(|policy| match lang {
            Lang::Ja => policy.cite("{（password-age）}", lang),
            Lang::En => policy.cite("{ (password-age)}", lang),
        });
        let said = match (self, lang) {
            (Self::TooShort, Lang::Ja) => "パスワードは8文字以上にしてください{}。",
            (Self::NoLetter, Lang::Ja) => "パスワードには英字も入れてください{}。",
            (Self::NoDigit, Lang::Ja) => "パスワードには数字も入れてください{}。",
            (Self::Common, Lang::Ja) => {
                "このパスワードは広く使われていて、すぐに推測されます。別のものにしてください。"
            }
            (Self::Name, Lang::Ja) => {
                "アカウント名や事業所名に数字や記号を付けただけのパスワードは、すぐに推測されます。別のものにしてください。"
            }
            (Self::TooShort, Lang::En) => "Use a password of at least 8 characters{}.",
            (Self::NoLetter, Lang::En) => "Use letters as well in the password{}.",
            (Self::NoDigit, Lang::En) => "Use digits as well in the password{}.",
            (Self::Common, Lang::En) => {
                "This password is widely used and quickly guessed. Please choose another one."
            }
            (Self::Name, Lang::En) => {
                "The name of the account or the office with digits or signs is quickly guessed. Please choose another \
                 password."
            }
        };
        said.replacen("{}", &cited.unwrap_or_default(), 1)
    }
}

/// Words that people put digits and signs about, and keyboard rows: such a password is tried early on whatever the
/// digits are. In lower case.
const COMMON_WORDS: &[&str] = &[
    "a",
    "aa",
    "aaa",
    "ab",
    "abc",
    "abcd",
    "abcde",
    "abcdef",
    "abcdefg",
    "access",
    "admin",
    "administrator",
    "aiueo",
    "asahi",
    "asdf",
    "asdfg",
    "asdfgh",
    "asdfghjk",
    "asdfghjkl",
    "care",
    "changeme",
    "clinic",
    "computer",
    "default",
    "doraemon",
    "dragon",
    "family",
    "football",
    "guest",
    "hello",
    "himitsu",
    "hospital",
    "houmon",
    "houmonkango",
    "iloveyou",
    "japan",
    "kaigo",
    "kango",
    "kangoshi",
    "kanri",
    "kanrisha",
    "letmein",
    "login",
    "master",
    "mcs",
    "medical",
    "medicalcare",
    "medicalcarestation",
    "minato",
    "monkey",
    "nippon",
    "nurse",
    "office",
    "pass",
    "passcode",
    "passwd",
    "password",
    "pasuwado",
    "pikachu",
    "pokemon",
    "princess",
    "q",
    "qaz",
    "qazwsx",
    "qazwsxedc",
    "qwe",
    "qweasd",
    "qweasdzxc",
    "qwer",
    "qwert",
    "qwerty",
    "qwertyu",
    "qwertyui",
    "qwertyuiop",
    "root",
    "sakura",
    "secret",
    "shine",
    "station",
    "sunshine",
    "system",
    "tanaka",
    "tarou",
    "taro",
    "hanako",
    "test",
    "tester",
    "tokyo",
    "user",
    "welcome",
    "yamada",
    "zaq",
    "zxc",
    "zxcv",
    "zxcvb",
    "zxcvbn",
    "zxcvbnm",
    "あいうえお",
    "さくら",
    "パスワード",
    "ぱすわーど",
    "ひみつ",
    "管理",
    "管理者",
    "看護",
    "訪問看護",
    "病院",
    "港",
    "港区",
];

/// Passwords whose letters and digits are mixed, tried first all the same, in lower case and without digits that look like
/// letters.
const COMMON_MIXED: &[&str] = &[
    "1q2w3e4r",
    "1q2w3e4r5t",
    "1q2w3e4r5t6y",
    "1qaz2wsx",
    "1qaz2wsx3edc",
    "1qazxsw2",
    "2wsx3edc",
    "q1w2e3r4",
    "q1w2e3r4t5",
    "zaq12wsx",
    "zaq1xsw2",
    "zaq1zaq1",
    "a1b2c3d4",
    "a1s2d3f4",
    "1a2b3c4d",
    "1q1q1q1q",
    "qwe123qwe",
    "123qweasd",
    "123qwe123",
    "abc123abc",
    "1234qwer",
    "123456qwerty",
    "1234abcd",
    "a1a1a1a1",
    "asd123asd",
];

/// Above so many characters a password is hard to guess whatever it is made of.
pub const GOOD_PASSWORD_CHARS: usize = 12;

/// How good a password is that satisfies the rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordStrength {
    /// It satisfies the rule; a longer one would be better.
    Short,
    /// [`GOOD_PASSWORD_CHARS`] characters or more.
    Good,
}

impl PasswordStrength {
    /// How good a password is.
    pub fn of(password: &Secret) -> Self {
        let short = password.folded().chars().count() < GOOD_PASSWORD_CHARS;
        if short { Self::Short } else { Self::Good }
    }

    /// What to advise, where something is to be.
    pub fn hint(self, lang: Lang) -> Option<&'static str> {
        match (self, lang) {
            (Self::Good, _) => None,
            (Self::Short, Lang::Ja) => {
                Some("パスワードは12文字以上をお勧めします（短い言葉をいくつか並べると覚えやすくなります）。")
            }
            (Self::Short, Lang::En) => Some(
                "A password of 12 characters or more is better; a few short words in a row are easy to remember.",
            ),
        }
    }
}

/// Whether a password in lower case is among those that are tried first.
fn is_common(lower: &str) -> bool {
    // 0 for o, 1 and ! for i or l, 3 for e, 4 and @ for a, 5 and $ for s: every list of rules has them.
    let letters_of = |looks: fn(char) -> char| {
        let text = lower.trim_matches(|c: char| c.is_ascii_digit() || !c.is_alphanumeric());
        // One more character at either end may be such a digit: `pa55w0rd`, `p@ssw0rd1`.
        kept(lower.len(), text.chars().map(looks).filter(|c| c.is_alphabetic()))
    };
    let plain = letters_of(|c| c);
    let spelt = letters_of(|c| match c {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        other => other,
    });
    let without_signs = kept(lower.len(), lower.chars().filter(|c| c.is_alphanumeric()));
    COMMON_WORDS.contains(&plain.as_str())
        || COMMON_WORDS.contains(&spelt.as_str())
        || COMMON_MIXED
            .iter()
            .any(|common| without_signs.strip_prefix(common).is_some_and(|rest| rest.len() <= 2))
        || repeats(&without_signs)
}

/// Characters with room for all from the start, so that growing leaves no copy behind.
fn kept(room: usize, chars: impl Iterator<Item = char>) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(room));
    text.extend(chars);
    text
}

/// Whether a text is one short piece again and again (`ab1ab1ab1`), one character but for one other, or little else than
/// steps of one from character to character (`abcd1234`, `4321dcba`).
fn repeats(text: &str) -> bool {
    let mut chars: Zeroizing<Vec<char>> = Zeroizing::new(Vec::with_capacity(text.len()));
    chars.extend(text.chars());
    let Some(first) = chars.first() else { return true };
    let one_char = chars.iter().skip(1).filter(|c| *c != first).count() <= 1;
    let piece = |length: usize| chars.iter().zip(chars.iter().skip(length)).all(|(one, next)| one == next);
    let step = |(one, next): (&char, &char)| {
        matches!(i64::from(u32::from(*next)) - i64::from(u32::from(*one)), -1..=1)
    };
    // Every place where the row is broken (`abcd|1234`) is one more thing to guess.
    let breaks = chars.iter().zip(chars.iter().skip(1)).filter(|pair| !step(*pair)).count();
    one_char || (1..=4).any(|length| chars.len() >= length * 2 && piece(length)) || breaks <= 1
}

/// Checks a new password by 第12条(3): at least 8 characters with letters and digits, and none of the commonest.
///
/// # Errors
/// The first fault found.
pub fn check_password(password: &Secret) -> Result<(), PasswordFault> {
    let folded = password.folded();
    if folded.chars().count() < MIN_PASSWORD_CHARS {
        return Err(PasswordFault::TooShort);
    }
    if !folded.chars().any(char::is_alphabetic) {
        return Err(PasswordFault::NoLetter);
    }
    if !folded.chars().any(char::is_numeric) {
        return Err(PasswordFault::NoDigit);
    }
    let mut lower = Zeroizing::new(String::with_capacity(folded.len().saturating_mul(3)));
    lower.extend(folded.chars().flat_map(char::to_lowercase));
    if is_common(&lower) {
        return Err(PasswordFault::Common);
    }
    Ok(())
}

/// Checks a new password as [`check_password`] does, and that it is none of these names (the account's, the office's)
/// with nothing but digits and signs about it. Case, width and blanks make no difference.
///
/// # Errors
/// The first fault found.
pub fn check_password_of(password: &Secret, names: &[&str]) -> Result<(), PasswordFault> {
    let fault = match check_password(password) {
        // A name is the better reason.
        Err(PasswordFault::Common) => Err(PasswordFault::Common),
        other => Ok(other?),
    };
    let letters = letters(password.expose());
    let is_name = |name: &&str| {
        let name = self::letters(name);
        !name.is_empty() && *name == *letters
    };
    if names.iter().any(is_name) { Err(PasswordFault::Name) } else { fault }
}

/// The letters of a text, folded by width and case.
fn letters(text: &str) -> Zeroizing<String> {
    // Room for the longest expansions there are, so that growing leaves no copy behind.
    let mut letters = Zeroizing::new(String::with_capacity(text.len().saturating_mul(54)));
    letters.extend(text.nfkc().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase));
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Result<(), PasswordFault> {
        check_password(&Secret::new(text.to_owned()))
    }

    fn of_file(bytes: &[u8]) -> Result<(String, Option<String>), PasswordFileFault> {
        let secret = Secret::of_file(bytes)?;
        Ok((secret.expose().to_owned(), secret.before().map(|before| before.expose().to_owned())))
    }

    #[test]
    fn the_mark_and_the_line_end_of_a_file_are_no_part_of_the_password() {
        for plain in ["hato4-be", "hato4-be\n", "hato4-be\r\n"] {
            assert_eq!(of_file(plain.as_bytes()), Ok(("hato4-be".to_owned(), None)), "{plain:?}");
        }
        for (text, before) in [
            ("\u{feff}hato4-be", "\u{feff}hato4-be"),
            ("\u{feff}hato4-be\n", "\u{feff}hato4-be"),
            ("\u{feff}hato4-be\r\n", "\u{feff}hato4-be"),
            ("\u{feff}\u{feff}hato4-be\n", "\u{feff}\u{feff}hato4-be"),
        ] {
            let read = of_file(text.as_bytes());
            assert_eq!(read, Ok(("hato4-be".to_owned(), Some(before.to_owned()))), "{text:?}");
        }
        for kept in [" 鳩４ \u{feff}be ", "hato4\nbe", "hato4-be\r"] {
            assert_eq!(of_file(kept.as_bytes()), Ok((kept.to_owned(), None)), "{kept:?}");
        }
        assert_eq!(of_file(b"hato4-be\n\n"), Ok(("hato4-be\n".to_owned(), None)), "one line end");
        for empty in ["", "\n", "\r\n", "\u{feff}", "\u{feff}\r\n"] {
            assert_eq!(of_file(empty.as_bytes()), Err(PasswordFileFault::Empty), "{empty:?}");
        }
    }

    #[test]
    fn a_password_in_utf_16_is_read_by_its_mark() {
        let wide = |text: &str, unit: fn(u16) -> [u8; 2]| -> Vec<u8> {
            text.encode_utf16().flat_map(unit).collect()
        };
        for unit in [u16::to_le_bytes, u16::to_be_bytes] {
            let bytes = wide("\u{feff}鳩4-𠮷be\r\n", unit);
            assert_eq!(of_file(&bytes), Ok(("鳩4-𠮷be".to_owned(), None)));
            assert_eq!(of_file(&bytes[..bytes.len() - 1]), Err(PasswordFileFault::NotText), "half a unit");
            assert_eq!(of_file(&wide("\u{feff}\r\n", unit)), Err(PasswordFileFault::Empty));
            assert_eq!(of_file(&wide("\u{feff}", unit)), Err(PasswordFileFault::Empty));
            assert_eq!(of_file(&wide("\u{feff}a\0b", unit)), Err(PasswordFileFault::NotText), "UTF-32");
        }
        assert_eq!(of_file(&[0xff, 0xfe, 0x00, 0xd8]), Err(PasswordFileFault::NotText), "half a pair");
        assert_eq!(of_file(&[0x8e, 0x71]), Err(PasswordFileFault::NotText), "Shift_JIS");
    }

    #[test]
    fn what_nobody_can_type_is_told_apart() {
        let typable = |text: &str| Secret::new(text.to_owned()).is_typable();
        assert!(typable("鳩 4-be"));
        for text in
            ["hato4\nbe", "h\0a\0", "hato4\tbe", "hato4\u{feff}be", "hato4-be\u{200b}", "\u{202a}hato4-be"]
        {
            assert!(!typable(text), "{text:?}");
        }
        assert!(typable(&"鳩".repeat(MAX_TYPED_CHARS)) && !typable(&"鳩".repeat(MAX_TYPED_CHARS + 1)));
    }

    #[test]
    fn holds_article_12_3() {
        assert_eq!(check("hato4-be"), Ok(()));
        assert_eq!(check("hato4be"), Err(PasswordFault::TooShort));
        assert_eq!(check("hatobaede"), Err(PasswordFault::NoDigit));
        assert_eq!(check("8402-1973"), Err(PasswordFault::NoLetter));
        assert_eq!(check("あさひばし8ばんち"), Ok(()), "letters of any script count");
    }

    #[test]
    fn refuses_what_is_tried_first() {
        for text in [
            "password1",
            "PassWord2026!",
            "qwerty123",
            "ｑｗｅｒｔｙ１２３",
            "aaaaaaa1",
            "mcs20261122",
            "P@ssw0rd",
            "pa55w0rd1",
            "2026sakura",
            "kanrisha-2026",
            "houmonkango1",
            "ぱすわーど2026",
            "管理者20261122",
            "1q2w3e4r",
            "1qaz2wsx!!",
            "abcd1234",
            "4321dcba",
            "ab12ab12ab12",
            "a1a1a1a1",
            "abcdefgh1",
            "12345678a",
        ] {
            assert_eq!(check(text), Err(PasswordFault::Common), "{text}");
        }
        for text in ["sakura-to-ume-8", "hato4-beam", "kanri7neko", "aki5fuyu", "test-no-kawa-3"] {
            assert_eq!(check(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn longer_ones_are_encouraged() {
        let hint = |text: &str| PasswordStrength::of(&Secret::new(text.to_owned())).hint(Lang::Ja);
        assert!(hint("hato4-beam").is_some_and(|hint| hint.contains("12文字以上をお勧めします")));
        assert_eq!(hint("hato4-beam-9"), None);
    }

    #[test]
    fn refuses_a_name_with_digits_and_signs() {
        let check = |text: &str| {
            check_password_of(
                &Secret::new(text.to_owned()),
                &["Hanako Minato", "みなと訪問看護ステーション", "42"],
            )
        };
        for text in [
            "hanakominato2026",
            "ＨＡＮＡＫＯ-ｍｉｎａｔｏ-７",
            "20hanako.26.minato!",
            "みなと訪問看護ステーション1",
        ] {
            assert_eq!(check(text), Err(PasswordFault::Name), "{text}");
        }
        assert_eq!(check("hanako-to-neko-8"), Ok(()), "other letters beside the name");
        assert_eq!(check("hanako1"), Err(PasswordFault::TooShort), "the rule comes first");
    }
}
