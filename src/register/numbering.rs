//! The next id of a list, in the manner of those that are there and of those that were.

use super::{Date, RecordKind, Register, incident_number::next_incident_id};

impl Register {
    /// The id that a new record of a kind gets; `None` where it has none of its own.
    pub fn next_id(&self, kind: RecordKind, today: Date) -> Option<String> {
        if kind == RecordKind::Incident {
            return Some(next_incident_id(self, today).to_string());
        }
        self.next_counted(kind)
    }

    /// The ids that so many new records of a kind get, whose ids are counted.
    pub fn next_ids(&self, kind: RecordKind, count: usize) -> Vec<String> {
        let mut ids: Vec<String> = self.next_counted(kind).into_iter().take(count).collect();
        while let (Some((prefix, digits)), Some(last)) =
            (kind.numbering(), ids.last().filter(|_| ids.len() < count))
        {
            ids.push(next_id(prefix, digits, std::iter::once(last.as_str())));
        }
        ids
    }

    /// The next id of a kind whose ids are counted.
    pub(super) fn next_counted(&self, kind: RecordKind) -> Option<String> {
        let (prefix, digits) = kind.numbering()?;
        let mut ids: Vec<&str> = self.gone().of(kind).collect();
        self.each_id(|of, id| {
            if of.numbered_as() == kind.numbered_as() {
                ids.push(id);
            }
        });
        Some(next_id(prefix, digits, ids.into_iter()))
    }
}

/// The next free id with this prefix: one above the greatest number in use, as wide as the widest (at least `width` digits).
/// One that differs from another in a blank at its end alone would be mistaken for it.
pub(super) fn next_id<'a>(prefix: &str, width: usize, ids: impl Iterator<Item = &'a str>) -> String {
    let mut greatest = 0_u64;
    let mut digits = width;
    for (value, number) in ids.filter_map(|id| number(prefix, id)) {
        greatest = greatest.max(value);
        digits = digits.max(number.len());
    }
    format!("{prefix}{:0digits$}", greatest.saturating_add(1))
}

/// The number of an id with this prefix, and as it is written.
pub(super) fn number<'a>(prefix: &str, id: &'a str) -> Option<(u64, &'a str)> {
    let number = id.trim().strip_prefix(prefix)?;
    let digits = number.bytes().all(|byte| byte.is_ascii_digit());
    if digits { Some((number.parse().ok()?, number)) } else { None }
}

/// What stands before the number at the end of an id, and the number; `None` where it ends in none.
pub(super) fn counted(id: &str) -> Option<(&str, u64)> {
    let prefix = id.trim_end_matches(|c: char| c.is_ascii_digit());
    Some((prefix, id.strip_prefix(prefix)?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_the_ids_in_use() {
        assert_eq!(next_id("S-", 3, ["S-001", "S-024", "P-100", "S-x"].into_iter()), "S-025");
        assert_eq!(next_id("S-", 3, ["S-001", "　S-024 "].into_iter()), "S-025");
        assert_eq!(next_id("M-", 4, ["M-0000009"].into_iter()), "M-0000010");
        assert_eq!(next_id("D-", 3, std::iter::empty()), "D-001");
    }

    #[test]
    fn an_id_is_counted_by_the_number_at_its_end() {
        assert_eq!(counted("R8-007"), Some(("R8-", 7)));
        assert_eq!(counted("G-001-12"), Some(("G-001-", 12)));
        assert_eq!(counted("12"), Some(("", 12)));
        assert_eq!(counted("事故"), None);
        assert_eq!(counted("T-99999999999999999999"), None, "too large for a number");
    }
}
