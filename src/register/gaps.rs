//! Why a number is missing between others: the monthly page says it.

use std::collections::BTreeMap;

use super::{in_memory::Register, kinds::RecordKind, numbering::counted};

/// When, by whom and how a record went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Going {
    /// When: the office's local time with its offset, as the history has it.
    pub at: String,
    /// The account.
    pub account: String,
    /// How.
    pub how: How,
}

/// How a record went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// It was removed.
    Removed,
    /// What had made it was taken back.
    TakenBack,
    /// A document took the place of the whole register.
    Imported,
    /// A backup took the place of the whole register.
    Restored,
}

/// A number of a record that is gone, as the history tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoneNumber {
    /// The kind of the record.
    pub kind: RecordKind,
    /// Its number.
    pub id: String,
    /// How it went; `None` where a version that did not say so is why.
    pub going: Option<Going>,
}

/// A number that is missing between others, or several that follow each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The kind.
    pub kind: RecordKind,
    /// The number.
    pub first: String,
    /// The last of several.
    pub last: Option<String>,
    /// How the record went; `None` where no record is known to have had the number.
    pub going: Option<Going>,
}

/// The gaps in the numbers that papers are known by: what is gone, and below the greatest number of a series what no record
/// is known to have had. In the order of the numbers.
pub fn gaps(register: &Register, gone: &[GoneNumber]) -> Vec<Gap> {
    let mut series: BTreeMap<(RecordKind, &str, u64, &str), Option<Gap>> = BTreeMap::new();
    let of = |kind, id| counted(id).map_or((kind, id, 0, id), |(prefix, number)| (kind, prefix, number, id));
    for GoneNumber { kind, id, going } in gone {
        // One that was put right went with the blank at its end.
        let id = id.trim();
        let gap = Gap { kind: *kind, first: id.to_owned(), last: None, going: going.clone() };
        series.insert(of(*kind, id), Some(gap));
    }
    let reviews = register.review_numbers();
    let reviews = reviews.iter().map(|id| (RecordKind::Review, id.as_str()));
    let mut standing: Vec<(RecordKind, &str)> = reviews.collect();
    register.each_id(|kind, id| standing.extend(kind.is_known_by_number().then_some((kind, id.trim()))));
    let reports: Vec<String> = register.report_numbers().collect();
    standing.extend(reports.iter().map(|number| (RecordKind::Incident, number.as_str())));
    for (kind, id) in standing {
        series.insert(of(kind, id), None);
    }
    let mut found = Vec::new();
    let mut last: Option<(RecordKind, &str, u64)> = None;
    for ((kind, prefix, number, id), gap) in series {
        let next = match last {
            Some((of, before, last)) if (of, before) == (kind, prefix) => last.saturating_add(1),
            _ => 1,
        };
        if number > next && is_given(kind, prefix) {
            let width = id.len().saturating_sub(prefix.len());
            let named = |number: u64| format!("{prefix}{number:0width$}");
            let last = (number - 1 > next).then(|| named(number - 1));
            found.push(Gap { kind, first: named(next), last, going: None });
        }
        found.extend(gap);
        last = Some((kind, prefix, number));
    }
    found
}

/// Whether numbers of a series are given one after the other: what somebody wrote by hand in a manner of their own leaves no
/// gaps.
fn is_given(kind: RecordKind, prefix: &str) -> bool {
    let year = || prefix.strip_prefix('R')?.strip_suffix('-')?.parse::<u16>().ok();
    match kind {
        RecordKind::Incident => year().is_some(),
        kind => kind.numbering().is_some_and(|(begin, _)| begin == prefix),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::document::decode_untrimmed;

    fn said(text: &str, gone: &[(RecordKind, &str)]) -> Vec<String> {
        let register = format!(r#"{{"format": "mcs-register/1", {text}}}"#);
        let register = decode_untrimmed(register.as_bytes(), &|_| None).unwrap();
        let going =
            Going {
                at: "2026-11-20T09:00:00+09:00".to_owned(), account: "港".to_owned(), how: How::Removed
            };
        let gone: Vec<GoneNumber> = gone
            .iter()
            .map(|(kind, id)| GoneNumber { kind: *kind, id: (*id).to_owned(), going: Some(going.clone()) })
            .collect();
        let say = |gap: Gap| {
            let why = if gap.going.is_some() { "gone" } else { "unused" };
            format!("{}{} {why}", gap.first, gap.last.map(|last| format!("-{last}")).unwrap_or_default())
        };
        gaps(&register, &gone).into_iter().map(say).collect()
    }

    #[test]
    fn every_number_that_is_missing_has_its_line() {
        let incident = |id: &str| format!(r#"{{"id": "{id}", "kind": "other"}}"#);
        let list: Vec<String> =
            ["R8-002", "R8-007", "R7-001", "2026-11-19", "事故"].into_iter().map(incident).collect();
        let text = format!(r#""incidents": [{}], "take_outs": [{{"id": "T-001"}}]"#, list.join(","));
        let gone =
            [(RecordKind::Incident, "R8-004"), (RecordKind::TakeOut, "T-002"), (RecordKind::TakeOut, "控え")];
        assert_eq!(
            said(&text, &gone),
            [
                "T-002 gone",
                "控え gone",
                "R8-001 unused",
                "R8-003 unused",
                "R8-004 gone",
                "R8-005-R8-006 unused"
            ]
        );
    }

    #[test]
    fn what_stands_again_is_no_gap_and_neither_is_a_blank_at_its_end() {
        let text = r#""take_outs": [{"id": "T-001"}, {"id": "T-002　"}]"#;
        assert!(said(text, &[(RecordKind::TakeOut, "T-001")]).is_empty());
        assert!(said(text, &[(RecordKind::TakeOut, "T-002"), (RecordKind::TakeOut, "T-002　")]).is_empty());
        assert!(said("\"office\": {}", &[]).is_empty());
    }
}
