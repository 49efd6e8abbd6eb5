//! What may be wrong with a register document, as a type and as one sentence in each language.

use std::fmt;

use crate::register::{RecordKind, hidden::is_hidden, id::IdFault, lang::Lang};

/// Where a document is wrong, and what is wrong there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentError {
    /// The JSON pointer (RFC 6901) of the place; empty for the document as a whole.
    pub pointer: String,
    /// Line and column, from 1, where the text is not JSON. Columns are counted in characters.
    pub line_column: Option<(usize, usize)>,
    /// What is wrong.
    pub fault: Fault,
}

/// How a file that is not UTF-8 seems to be encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-16, as some Windows programs save "Unicode".
    Utf16,
    /// CP932 (`Shift_JIS`), as older Japanese Windows programs save.
    Cp932,
    /// Neither is likely.
    Unknown,
}

/// What the format wants at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// A string.
    Text,
    /// One of the fixed words, as a string.
    Word,
    /// An id, as a string.
    Id,
    /// A day, as a string.
    Date,
    /// A minute of a day, as a string.
    Time,
    /// `true` or `false`.
    Boolean,
    /// A whole number from 0.
    WholeNumber,
    /// A list.
    List,
    /// An object.
    Object,
}

/// What stands at a place instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A whole number from 0.
    WholeNumber,
    /// Any other number.
    OtherNumber,
    /// A string.
    Text,
    /// A list.
    List,
    /// An object.
    Object,
}

/// What is wrong with a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// What judges the register is no policy; in both languages.
    #[allow(missing_docs, reason = "the two languages")]
    Policy { ja: String, en: String },
    /// The bytes are not UTF-8.
    NotUtf8(Encoding),
    /// Nothing but blanks.
    Empty,
    /// The text ends inside a value.
    Truncated,
    /// The text is not JSON.
    NotJson,
    /// Something follows the document.
    SomethingFollows,
    /// Half a surrogate pair in an escape.
    HalfSurrogate,
    /// A control character inside a string that is not escaped.
    RawControl,
    /// Nested deeper than the format needs.
    TooDeep,
    /// One key twice in one object.
    SameKeyTwice {
        /// The key.
        key: String,
    },
    /// The document is not an object.
    NotAnObject,
    /// A format that this version does not know.
    UnknownFormat {
        /// The format that the document names.
        format: String,
    },
    /// A field that the format does not know.
    UnknownField {
        /// Its name.
        name: String,
    },
    /// A required field is absent or `null`.
    Required,
    /// A required text is blank.
    Blank,
    /// A list holds `null`.
    NullInList,
    /// A value of another type.
    WrongType {
        /// What the format wants.
        wanted: Wanted,
        /// What stands there.
        found: Found,
    },
    /// A whole number too large to be meant.
    TooLarge,
    /// A word that the format does not know here.
    UnknownWord {
        /// The word.
        word: String,
        /// The words that may stand here.
        allowed: Vec<&'static str>,
    },
    /// A text that is no day.
    NotADate {
        /// The text.
        text: String,
    },
    /// A text that is no minute of a day.
    NotATime {
        /// The text.
        text: String,
    },
    /// A text that is no id.
    BadId(IdFault),
    /// An id that another record has already.
    DuplicateId {
        /// The id.
        id: String,
    },
    /// No staff has this id.
    NoStaff {
        /// The id.
        id: String,
        /// Whether a partner has it.
        is_partner: bool,
    },
    /// Neither staff nor a partner has this id.
    NoPerson {
        /// The id.
        id: String,
    },
    /// No device has this id.
    NoDevice {
        /// The id.
        id: String,
    },
    /// No group has this id.
    NoGroup {
        /// The id.
        id: String,
    },
    /// The review's own group has no membership with this id.
    NoMembership {
        /// The id.
        id: String,
    },
    /// A review decides on one membership twice.
    DecidedTwice {
        /// The membership's id.
        id: String,
    },
    /// A waiver's rule is not known.
    UnknownRule {
        /// The name.
        name: String,
    },
    /// A waiver's subject is not written `kind/id` or `office`.
    NotASubject {
        /// The text.
        text: String,
    },
    /// A waiver's subject is not there.
    NoSubject {
        /// The subject as it is written.
        subject: String,
    },
    /// A waiver's rule does not flag subjects of this kind.
    RuleDoesNotFlag {
        /// The rule.
        rule: String,
        /// The kind that the waiver names.
        kind: RecordKind,
        /// The kinds that the rule flags.
        flags: Vec<RecordKind>,
    },
    /// A command is an object.
    NotACommand,
    /// Something follows the command in its line.
    CommandFollows,
}

impl DocumentError {
    /// Whether the document as a whole is wrong and not a place inside.
    pub fn is_whole(&self) -> bool {
        self.pointer.is_empty()
    }

    /// The place as it is shown: the pointer, or `(document)` with line and column.
    pub fn place(&self, lang: Lang) -> String {
        if !self.is_whole() {
            return escaped(&self.pointer);
        }
        match (self.line_column, lang) {
            (None, _) => "(document)".to_owned(),
            (Some((line, column)), Lang::Ja) => format!("(document) {line}行目 {column}文字目"),
            (Some((line, column)), Lang::En) => format!("(document) line {line}, column {column}"),
        }
    }

    /// One sentence: the place, what is wrong there, and what to do. It holds no control character.
    pub fn message(&self, lang: Lang) -> String {
        format!("{}: {}", self.place(lang), self.fault.sentence(lang))
    }
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for DocumentError {}

/// The most characters of a document's own text that a message repeats.
const SHOWN_CHARS: usize = 80;

/// A text of the document as a message may show it: control characters and invisible ones as escapes, long texts cut.
fn quoted(text: &str) -> String {
    let mut shown: String = text.chars().take(SHOWN_CHARS).collect();
    if text.chars().nth(SHOWN_CHARS).is_some() {
        shown.push('…');
    }
    escaped(&shown)
}

fn escaped(text: &str) -> String {
    use fmt::Write as _;
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hidden(c) {
            let _ = write!(shown, "\\u{:04x}", u32::from(c));
        } else {
            shown.push(c);
        }
    }
    shown
}

impl Fault {
    /// What is wrong and what to do, without the place.
    pub fn sentence(&self, lang: Lang) -> String {
        match lang {
            Lang::Ja => self.ja(),
            Lang::En => self.en(),
        }
    }

    #[allow(clippy::too_many_lines, reason = "one sentence a fault, best read together")]
    fn ja(&self) -> String {
        match self {
            Self::NotUtf8(Encoding::Utf16) => {
                "UTF-8ではありません（UTF-16で保存されたようです）。UTF-8で保存し直してください。".into()
            }
            Self::NotUtf8(Encoding::Cp932) => {
                "UTF-8ではありません（シフトJISで保存されたようです）。UTF-8で保存し直してください。".into()
            }
            Self::NotUtf8(Encoding::Unknown) => "UTF-8ではありません。UTF-8で保存し直してください。".into(),
            Self::Empty => "ファイルが空です。台帳のJSONファイルを指定してください。".into(),
            Self::Truncated => {
                "途中で終わっています。ファイルが最後まで保存されているか確かめてください。".into()
            }
            Self::NotJson => "JSONとして読めません。この位置の書き方を確かめてください。".into(),
            Self::SomethingFollows => {
                "台帳の終わりの後に余分な文字があります。1つのファイルには台帳を1つだけ入れてください。"
                    .into()
            }
            Self::HalfSurrogate => "\\u のサロゲートが片方だけです。文字をそのまま書いてください。".into(),
            Self::RawControl => {
                "文字列に制御文字がそのまま入っています。取り除くか、\\n や \\u001b の形で書いてください。"
                    .into()
            }
            Self::TooDeep => {
                "入れ子が深すぎます。台帳の形式ではここまで深くなりません。内側を取り除いてください。".into()
            }
            Self::SameKeyTwice { key } => {
                format!("同じ項目「{}」が2回あります。どちらか一方を消してください。", quoted(key))
            }
            Self::NotAnObject => "台帳は { で始まるJSONオブジェクトです。".into(),
            Self::UnknownFormat { format } => format!(
                "形式「{}」はこの版では読めません。読めるのは「{}」です。新しい版のプログラムで開いてください。",
                quoted(format),
                super::FORMAT
            ),
            Self::UnknownField { name } => {
                format!("「{}」という項目はありません。つづりを確かめるか、消してください。", quoted(name))
            }
            Self::Required => "必須の項目です（nullは未記録を表します）。記入してください。".into(),
            Self::Blank => "空白だけでは記入したことになりません。内容を書いてください。".into(),
            Self::NullInList => "一覧の中にnullは置けません。消してください。".into(),
            Self::WrongType { wanted, found } => {
                format!("{}が必要ですが、{}があります。", wanted.ja(), found.ja())
            }
            Self::Policy { ja, .. } => ja.into(),
            Self::TooLarge => "数が大きすぎます。正しい数に直してください。".into(),
            Self::UnknownWord { word, allowed } => {
                format!("「{}」は使えません。使えるのは {} です。", quoted(word), allowed.join("、"))
            }
            Self::NotADate { text } if text.trim().is_empty() => {
                "空の文字列は日付ではありません。未記録ならnullにするか、項目を消してください。".into()
            }
            Self::NotADate { text } => format!(
                "「{}」は日付ではありません。実在する日を 2026-11-22 の形（半角）で書いてください。",
                quoted(text)
            ),
            Self::NotATime { text } => format!(
                "「{}」は日時ではありません。2026-11-22T09:10 の形（半角、0時から23時、秒なし）で書いてください。",
                quoted(text)
            ),
            Self::BadId(IdFault::Blank) => "IDが空です。1文字以上のIDを付けてください。".into(),
            Self::BadId(IdFault::TooLong) => "IDが長すぎます。64文字までにしてください。".into(),
            Self::BadId(IdFault::Control) => "IDに制御文字が入っています。取り除いてください。".into(),
            Self::BadId(IdFault::BlankEnd) => {
                "IDの前か後ろに空白（全角を含む）があります。空白を取り除いてください。".into()
            }
            Self::DuplicateId { id } => {
                format!("ID「{}」がすでに使われています。別のIDにしてください。", quoted(id))
            }
            Self::NoStaff { id, is_partner: false } => {
                format!("職員「{}」がいません。職員を登録するか、IDを直してください。", quoted(id))
            }
            Self::NoStaff { id, is_partner: true } => {
                format!("職員「{}」がいません（関係者の人です）。職員のIDに直してください。", quoted(id))
            }
            Self::NoPerson { id } => {
                format!("職員・関係者に「{}」がいません。登録するか、IDを直してください。", quoted(id))
            }
            Self::NoDevice { id } => {
                format!("機器「{}」がありません。機器を登録するか、IDを直してください。", quoted(id))
            }
            Self::NoGroup { id } => {
                format!("グループ「{}」がありません。グループを登録するか、IDを直してください。", quoted(id))
            }
            Self::NoMembership { id } => format!(
                "このグループに参加「{}」がありません。同じグループの参加のIDに直してください。",
                quoted(id)
            ),
            Self::DecidedTwice { id } => {
                format!("参加「{}」への判断が2つあります。どちらか一方を消してください。", quoted(id))
            }
            Self::UnknownRule { name } => {
                format!("規則「{}」はありません。つづりを確かめてください。", quoted(name))
            }
            Self::NotASubject { text } => format!(
                "「{}」は対象として読めません。staff/S-001 のように種類とIDで書くか、office と書いてください。",
                quoted(text)
            ),
            Self::NoSubject { subject } => {
                format!(
                    "対象「{}」が台帳にありません。IDを直すか、例外承認を消してください。",
                    quoted(subject)
                )
            }
            Self::RuleDoesNotFlag { rule, kind, flags } => format!(
                "規則「{}」の対象は {} で、{} ではありません。対象を直してください。",
                quoted(rule),
                kinds(flags, "、"),
                kind.word()
            ),
            Self::NotACommand => "命令は { で始まるJSONオブジェクトです。1行に1つ書いてください。".into(),
            Self::CommandFollows => {
                "命令の後に余分な文字があります。1行に命令を1つだけ書いてください。".into()
            }
        }
    }

    #[allow(clippy::too_many_lines, reason = "one sentence a fault, best read together")]
    fn en(&self) -> String {
        match self {
            Self::NotUtf8(Encoding::Utf16) => {
                "not UTF-8; it looks like UTF-16. Save the file as UTF-8.".into()
            }
            Self::NotUtf8(Encoding::Cp932) => {
                "not UTF-8; it looks like CP932 (Shift_JIS). Save the file as UTF-8.".into()
            }
            Self::NotUtf8(Encoding::Unknown) => "not UTF-8. Save the file as UTF-8.".into(),
            Self::Empty => "the file is empty. Name the JSON file of a register.".into(),
            Self::Truncated => {
                "the document ends inside a value. See whether the file was saved to its end.".into()
            }
            Self::NotJson => "not JSON. See what is written at this place.".into(),
            Self::SomethingFollows => {
                "something follows the document. A file holds one register only.".into()
            }
            Self::HalfSurrogate => {
                "half a surrogate pair is not a character. Write the character itself.".into()
            }
            Self::RawControl => {
                "a raw control character inside a string. Remove it or escape it, as \\n or \\u001b.".into()
            }
            Self::TooDeep => "nested deeper than a register ever is. Remove the inner levels.".into(),
            Self::SameKeyTwice { key } => {
                format!("the key \"{}\" stands twice. Remove one of the two.", quoted(key))
            }
            Self::NotAnObject => "a register is a JSON object; it begins with {.".into(),
            Self::UnknownFormat { format } => format!(
                "the format \"{}\" is not known to this version, which reads \"{}\". Open it with a newer version.",
                quoted(format),
                super::FORMAT
            ),
            Self::UnknownField { name } => {
                format!("unknown field \"{}\". Check the spelling or remove it.", quoted(name))
            }
            Self::Required => "required, and null means not recorded. Fill it in.".into(),
            Self::Blank => "spaces alone say nothing. Fill it in.".into(),
            Self::NullInList => "a list holds no null. Remove it.".into(),
            Self::WrongType { wanted, found } => format!("{} is wanted, not {}.", wanted.en(), found.en()),
            Self::Policy { en, .. } => en.into(),
            Self::TooLarge => "the number is too large. Correct it.".into(),
            Self::UnknownWord { word, allowed } => {
                format!("unknown word \"{}\". Use one of: {}.", quoted(word), allowed.join(", "))
            }
            Self::NotADate { text } if text.trim().is_empty() => {
                "an empty string is not a date. Where it is not recorded, write null or leave the field out."
                    .into()
            }
            Self::NotADate { text } => format!(
                "\"{}\" is not a date. Write a day of the calendar as YYYY-MM-DD, for example 2026-11-22.",
                quoted(text)
            ),
            Self::NotATime { text } => format!(
                "\"{}\" is not a time. Write YYYY-MM-DDTHH:MM, local to the office, for example 2026-11-22T09:10.",
                quoted(text)
            ),
            Self::BadId(IdFault::Blank) => "the id is empty. Give one of at least one character.".into(),
            Self::BadId(IdFault::TooLong) => "the id is longer than 64 characters. Shorten it.".into(),
            Self::BadId(IdFault::Control) => "the id holds a control character. Remove it.".into(),
            Self::BadId(IdFault::BlankEnd) => "the id has a space at an end. Remove it.".into(),
            Self::DuplicateId { id } => format!("a second \"{}\". Give it another id.", quoted(id)),
            Self::NoStaff { id, is_partner: false } => {
                format!("no staff \"{}\". Record the person or correct the id.", quoted(id))
            }
            Self::NoStaff { id, is_partner: true } => {
                format!("no staff \"{}\": it is a partner. Name one of the staff.", quoted(id))
            }
            Self::NoPerson { id } => {
                format!("no staff or partner \"{}\". Record the person or correct the id.", quoted(id))
            }
            Self::NoDevice { id } => format!("no device \"{}\". Record it or correct the id.", quoted(id)),
            Self::NoGroup { id } => format!("no group \"{}\". Record it or correct the id.", quoted(id)),
            Self::NoMembership { id } => {
                format!("no membership \"{}\" in this group. Name one of the group's own.", quoted(id))
            }
            Self::DecidedTwice { id } => {
                format!("a second decision on the membership \"{}\". Remove one of the two.", quoted(id))
            }
            Self::UnknownRule { name } => format!("unknown rule \"{}\". Check the spelling.", quoted(name)),
            Self::NotASubject { text } => format!(
                "\"{}\" is not a subject. Write its kind and id, for example staff/S-001, or office.",
                quoted(text)
            ),
            Self::NoSubject { subject } => {
                format!("no \"{}\" in the register. Correct the id or remove the waiver.", quoted(subject))
            }
            Self::RuleDoesNotFlag { rule, kind, flags } => format!(
                "{} is about {}, not about {}. Name another subject.",
                quoted(rule),
                kinds(flags, ", "),
                kind.word()
            ),
            Self::NotACommand => "a command is a JSON object; it begins with {. Write one a line.".into(),
            Self::CommandFollows => "something follows the command. A line holds one command only.".into(),
        }
    }
}

fn kinds(kinds: &[RecordKind], between: &str) -> String {
    let words: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
    words.join(between)
}

impl Wanted {
    fn ja(self) -> &'static str {
        match self {
            Self::Text => "文字列",
            Self::Word => "決められた語の文字列",
            Self::Id => "IDの文字列",
            Self::Date => "日付（2026-11-22 の形の文字列）",
            Self::Time => "日時（2026-11-22T09:10 の形の文字列）",
            Self::Boolean => "真偽値（trueかfalse）",
            Self::WholeNumber => "0以上の整数",
            Self::List => "一覧（[ ]）",
            Self::Object => "オブジェクト（{ }）",
        }
    }

    fn en(self) -> &'static str {
        match self {
            Self::Text => "a string",
            Self::Word => "one of the fixed words, as a string,",
            Self::Id => "an id, as a string,",
            Self::Date => "a date, as a string YYYY-MM-DD,",
            Self::Time => "a time, as a string YYYY-MM-DDTHH:MM,",
            Self::Boolean => "true or false",
            Self::WholeNumber => "a whole number from 0",
            Self::List => "a list",
            Self::Object => "an object",
        }
    }
}

impl Found {
    fn ja(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "真偽値",
            Self::WholeNumber => "数",
            Self::OtherNumber => "小数か負の数",
            Self::Text => "文字列",
            Self::List => "一覧",
            Self::Object => "オブジェクト",
        }
    }

    fn en(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "true or false",
            Self::WholeNumber => "a number",
            Self::OtherNumber => "a fraction or a negative number",
            Self::Text => "a string",
            Self::List => "a list",
            Self::Object => "an object",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whoever reads the message has to see what the document says, and nothing in it may steer a terminal.
    #[test]
    fn what_is_hidden_in_a_document_is_quoted_as_an_escape() {
        for c in ('\0'..=char::MAX).filter(|c| is_hidden(*c)) {
            let quoted = quoted(&format!("a{c}b"));
            assert_eq!(quoted, format!("a\\u{:04x}b", u32::from(c)));
        }
        assert_eq!(quoted("葛\u{e0100}城"), "葛\u{e0100}城");
    }
}
