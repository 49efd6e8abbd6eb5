//! The name under which a paper is written to disk.

use crate::register::{
    Date, Register,
    records::{Office, said},
};

use super::{
    forms::Forms,
    kinds::{PaperError, PaperKind, file_word},
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

/// The file name of a paper, such as `R081122_みなと訪問看護ステーション_事故報告_R8-001-1.md`: the day in 令和, the office,
/// the paper, the number of the record that the paper is about, and of a report of an incident its own. It names no person;
/// what Windows refuses in a name is replaced by `_`.
///
/// `extension` is given without a dot.
///
/// # Errors
/// When the form of the paper has a mistake: it says what the paper is called.
pub fn paper_file_name(
    kind: PaperKind,
    register: &Register,
    id: Option<&str>,
    today: Date,
    extension: &str,
    forms: Option<&Forms>,
) -> Result<String, PaperError> {
    let number = kind.addressee().and_then(|to| {
        let incident = register.incidents().iter().find(|incident| Some(incident.id.as_str()) == id)?;
        Some(incident.report_number(incident.next_report(to)))
    });
    let word = file_word(kind, forms)?;
    Ok(name(register.office(), &word, number.as_deref().or(id), today, Some(extension)))
}

/// The name of a file or, without an extension, of a folder about the whole office: the day in 令和, the office, and what
/// it is, such as `R081122_みなと訪問看護ステーション_台帳.xlsx`.
pub fn file_name(office: &Office, what: &str, today: Date, extension: Option<&str>) -> String {
    name(office, what, None, today, extension)
}

fn name(office: &Office, what: &str, id: Option<&str>, today: Date, extension: Option<&str>) -> String {
    let office = part(said(office.name.as_deref()).unwrap_or("事業所"), OFFICE_BYTES);
    let id = id.map(|id| format!("_{}", number(id))).unwrap_or_default();
    let ending = extension.map(|extension| format!(".{}", part(extension, 8))).unwrap_or_default();
    format!("{}_{office}_{}{id}{ending}", era_digits(today), part(what, PAPER_BYTES))
}

/// The number of a record as a part of a file name: where it is too long, its middle is left out, since two numbers often
/// differ in their ends alone.
fn number(id: &str) -> String {
    let whole = part(id, usize::MAX);
    if whole.len() <= ID_BYTES {
        return whole;
    }
    let tail = whole.char_indices().map(|(at, _)| at).find(|at| whole.len() - at <= ID_TAIL_BYTES);
    let tail = tail.and_then(|at| whole.get(at..)).unwrap_or_default();
    format!("{}~{tail}", part(&whole, ID_BYTES - ID_TAIL_BYTES - 1))
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
        paper_file_name(PaperKind::Incident, &register, Some(id), today, "md", None).unwrap()
    }

    #[test]
    fn names_the_day_the_office_and_the_report() {
        assert_eq!(name(Some("みなと訪問看護"), "R8-001"), "R081122_みなと訪問看護_事故報告_R8-001-1.md");
        assert_eq!(name(None, "R8-001"), "R081122_事業所_事故報告_R8-001-1.md");
    }

    #[test]
    fn holds_nothing_that_a_file_system_refuses() {
        assert_eq!(name(Some("../a:b\u{202E}*c"), "R8/1"), "R081122____a_b__c_事故報告_R8_1-1.md");
        let long = name(Some(&"港".repeat(300)), &"番".repeat(64));
        assert!(long.len() < 255 && long.ends_with("番-1.md"), "a long number keeps its end: {long}");
    }
}
