//! Passwords: held only as long as needed, wiped afterwards, never shown.

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use crate::register::Lang;

/// The fewest characters that 第12条(3) allows.
pub const MIN_PASSWORD_CHARS: usize = 8;

/// A text that must not be shown, logged or left behind in memory. It has no `Debug` and no `Clone` on purpose.
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes a text over; the caller keeps no copy.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The text. Do not keep what this lends.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The text in the one form (NFKC) that every keyboard and input method ends in, so that a password typed in
    /// full-width letters opens the same vault.
    pub(super) fn folded(&self) -> Zeroizing<String> {
        // Room for the longest expansion there is (18-fold), so that growing leaves no copy behind.
        let mut folded = Zeroizing::new(String::with_capacity(self.0.len().saturating_mul(18)));
        folded.extend(self.0.nfkc());
        folded
    }
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
    pub fn message(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::TooShort, Lang::Ja) => "パスワードは8文字以上にしてください（第12条(3)）。",
            (Self::NoLetter, Lang::Ja) => "パスワードには英字も入れてください（第12条(3)）。",
            (Self::NoDigit, Lang::Ja) => "パスワードには数字も入れてください（第12条(3)）。",
            (Self::Common, Lang::Ja) => {
                "このパスワードは広く使われていて、すぐに推測されます。別のものにしてください。"
            }
            (Self::Name, Lang::Ja) => {
                "アカウント名や事業所名に数字や記号を付けただけのパスワードは、すぐに推測されます。別のものにしてください。"
            }
            (Self::TooShort, Lang::En) => "Use a password of at least 8 characters (Art. 12(3)).",
            (Self::NoLetter, Lang::En) => "Use letters as well in the password (Art. 12(3)).",
            (Self::NoDigit, Lang::En) => "Use digits as well in the password (Art. 12(3)).",
            (Self::Common, Lang::En) => {
                "This password is widely used and quickly guessed. Please choose another one."
            }
            (Self::Name, Lang::En) => {
                "The name of the account or the office with digits or signs is quickly guessed. Please choose another \
                 password."
            }
        }
    }
}

/// Passwords that satisfy the rule and are tried first all the same, in lower case.
const COMMON: &[&str] = &[
    "1234567a",
    "12345678a",
    "123456789a",
    "a1234567",
    "a12345678",
    "a123456789",
    "aa123456",
    "aa12345678",
    "abc12345",
    "abc123456",
    "abcd1234",
    "abcd12345",
    "abcde12345",
    "asdf1234",
    "admin123",
    "admin1234",
    "kanri123",
    "kanri1234",
    "kango123",
    "kango1234",
    "1q2w3e4r",
    "1q2w3e4r5t",
    "1qaz2wsx",
    "1qaz2wsx3edc",
    "q1w2e3r4",
    "q1w2e3r4t5",
    "zaq12wsx",
    "qwer1234",
    "qwerty12",
    "qwerty123",
    "qwerty1234",
    "asdfgh12",
    "test1234",
    "user1234",
    "iloveyou1",
    "sakura123",
    "sakura1234",
    "welcome1",
    "welcome123",
    "letmein1",
    "p@ssw0rd",
    "p@ssw0rd1",
    "passw0rd",
    "pass1234",
    "pa55word",
];

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
    let stem = lower.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_ascii_punctuation());
    let mut chars = lower.chars();
    let one_char = chars.next().is_some_and(|first| chars.filter(|c| *c != first).count() <= 1);
    if one_char || stem == "password" || stem == "mcs" || COMMON.contains(&lower.as_str()) {
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
    check_password(password)?;
    let letters = letters(password.expose());
    let is_name = |name: &&str| {
        let name = self::letters(name);
        !name.is_empty() && *name == *letters
    };
    if names.iter().any(is_name) { Err(PasswordFault::Name) } else { Ok(()) }
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
        for text in
            ["password1", "PassWord2026!", "qwerty123", "ｑｗｅｒｔｙ１２３", "aaaaaaa1", "mcs20261122"]
        {
            assert_eq!(check(text), Err(PasswordFault::Common), "{text}");
        }
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
