//! The name under which a paper is written to disk.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};
use unicode_normalization::UnicodeNormalization as _;

use crate::{
    policy::Policy,
    register::{
        Date, Register,
        records::{Office, non_blank},
    },
};

use crate::documents::{
    kinds::{NextReport, PaperError, PaperKind, PaperOptions, file_word},
    words::era_digits,
};

/// The most bytes that the office's name takes in a file name, so that the whole stays below 255.
const OFFICE_BYTES: usize = 100;
/// The most bytes that the paper's own name takes.
const PAPER_BYTES: usize = 60;
/// The most bytes that the number of a record takes.
const ID_BYTES: usize = 60;
/// How many of them are for its end, where it is too long.
const ID_TAIL_BYTES: usize = 16;
/// How many digits mark a number that a file name does not carry whole.
const MARK_BYTES: usize = 16;

/// The file name of a paper, such as `R081122_みなと訪問看護ステーション_事故報告_R8-001-1.md`: the day in 令和, the office,
/// the paper, the number of the record that the paper is about, and of a report of an incident its own. It names no person;
/// what Windows refuses in a name is replaced by `_`, and a number that is not carried whole gets a mark of its own.
///
/// `extension` is given without a dot.
///
/// # Errors
/// When the form of the paper has a mistake: it says what the paper is called.
pub fn paper_file_name(
    kind: PaperKind,
    register: &Register,
    policy: &Policy,
    today: Date,
    options: &PaperOptions<'_>,
    extension: &str,
) -> Result<String, PaperError> {
    let (id, group) = (options.id, options.group);
    let number = NextReport::find(register, kind, id, group, None, today).map(|report| report.number());
    let word = file_word(kind, options.forms, policy)?;
    Ok(name(register.office(), &word, number.as_deref().or(id), today, Some(extension)))
}

/// The name of a file or, without an extension, of a folder about the whole office: the day in 令和, the office, and what
/// it is, such as `R081122_みなと訪問看護ステーション_台帳.xlsx`.
pub fn file_name(office: &Office, what: &str, today: Date, extension: Option<&str>) -> String {
    name(office, what, None, today, extension)
}

fn name(office: &Office, what: &str, id: Option<&str>, today: Date, extension: Option<&str>) -> String {
    let office = part(non_blank(office.name.as_deref()).unwrap_or("事業所"), OFFICE_BYTES);
    let id = id.map(|id| format!("_{}", number(id))).unwrap_or_default();
    let ending = extension.map(|extension| format!(".{}", part(extension, 8))).unwrap_or_default();
    format!("{}_{office}_{}{id}{ending}", era_digits(today), part(what, PAPER_BYTES))
}

/// The number of a record as a part of a file name.
fn number(id: &str) -> String {
    marked(id, &part(id, usize::MAX))
}

/// The number of a record as a part of a file name of ASCII, which every system reads back the same.
pub(in crate::documents) fn ascii_number(id: &str) -> String {
    let kept = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' };
    marked(id, &id.chars().map(kept).collect::<String>())
}

/// What a file name carries of a number: all of it, or else a part with a mark of the whole. So no two numbers share a file, be
/// they different in a blank, in a sign that no file name has, or in what some systems do not tell apart: small and capital
/// letters, and the two ways of writing が. Where it is too long its middle is left out.
fn marked(id: &str, kept: &str) -> String {
    let told_apart = !kept.contains('~') && id.nfc().eq(id.chars()) && id.to_uppercase() == id;
    if kept == id && kept.len() <= ID_BYTES && told_apart {
        return kept.to_owned();
    }
    let mut mark = String::from("~");
    for byte in Sha256::digest(id).iter().take(MARK_BYTES / 2) {
        let _ = write!(mark, "{byte:02x}");
    }
    let room = ID_BYTES.saturating_sub(mark.len());
    if kept.len() <= room {
        return kept.to_owned() + &mark;
    }
    let tail = kept.char_indices().map(|(at, _)| at).find(|at| kept.len() - at <= ID_TAIL_BYTES);
    let tail = tail.and_then(|at| kept.get(at..)).unwrap_or_default();
    format!("{}~{tail}{mark}", part(kept, room.saturating_sub(ID_TAIL_BYTES + 1)))
}

/// A text as a part of a file name, cut at a number of bytes between characters.
fn part(text: &str, bytes: usize) -> String {
    let mut out = String::new();
    for c in text.trim().chars() {
        let refused = c.is_control()
            || c.is_whitespace()
            || matches!(c, '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' | '.')
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}');
        let c = if refused { '_' } else { c };
        if out.len() + c.len_utf8() > bytes {
            break;
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::register::document::decode;

    fn name(office: Option<&str>, id: &str) -> String {
        let office =
            office.map(|name| format!(r#","office":{{"name":{}}}"#, serde_json::to_string(name).unwrap()));
        let text = format!(
            r#"{{"format":"mcs-register/1","incidents":[{{"id":"{id}","kind":"other"}}]{}}}"#,
            office.unwrap_or_default()
        );
        let register = decode(text.as_bytes(), &|_| None).unwrap();
        let today = "2026-11-22".parse().unwrap();
        let (policy, options) =
            (Policy::minato().unwrap(), PaperOptions { id: Some(id), ..PaperOptions::default() });
        paper_file_name(PaperKind::Incident, &register, &policy, today, &options, "md").unwrap()
    }

    #[test]
    fn names_the_day_the_office_and_the_report() {
        assert_eq!(name(Some("みなと訪問看護"), "R8-001"), "R081122_みなと訪問看護_事故報告_R8-001-1.md");
        assert_eq!(name(None, "R8-001"), "R081122_事業所_事故報告_R8-001-1.md");
    }

    #[test]
    fn holds_nothing_that_a_file_system_refuses() {
        let refused = name(Some("../a:b\u{202E}*c"), "R8/1");
        assert!(refused.starts_with("R081122____a_b__c_事故報告_R8_1-1~"), "{refused}");
        let long = name(Some(&"港".repeat(300)), &"番".repeat(64));
        assert!(long.len() < 255 && long.contains("番-1~"), "a long number keeps its end: {long}");
    }

    #[test]
    fn a_plain_number_is_carried_as_it_is() {
        for id in ["G-001", "R8-001-1", "事故-5", "ゼ_1"] {
            assert_eq!(number(id), id);
        }
        assert_eq!(ascii_number("R8-001-1"), "R8-001-1");
    }

    /// What every system tells apart: no capital letters, no two ways of writing one character, no blank at an end.
    fn on_disk(name: &str) -> String {
        name.to_uppercase().to_lowercase().nfd().collect::<String>().trim_end_matches([' ', '.']).to_owned()
    }

    proptest! {
        #[test]
        fn no_two_numbers_share_a_file(
            one in "[ \u{3000}\u{A0}]{0,2}[GgＧ/_~.:かが\u{3099}é-]{1,4}[ \u{3000}]{0,2}",
            other in "[ \u{3000}\u{A0}]{0,2}[GgＧ/_~.:かが\u{3099}é-]{1,4}[ \u{3000}]{0,2}",
            long in 0_usize..60,
        ) {
            let long = |id: &str| format!("{}{id}", "長".repeat(long)).chars().take(64).collect::<String>();
            for (one, other) in [(one.clone(), other.clone()), (long(&one), long(&other)), (one.clone(), format!("{one} "))] {
                for number in [number, ascii_number] {
                    let names = [number(&one), number(&other)];
                    let same = names.each_ref().map(|name| on_disk(name));
                    prop_assert_eq!(one == other, same[0] == same[1], "{:?}", names);
                    let refused = [' ', '\u{3000}', '/', '.'];
                    prop_assert!(names[0].len() <= ID_BYTES && !names[0].contains(refused));
                }
            }
        }
    }
}
