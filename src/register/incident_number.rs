//! The number of an incident: 令和 year and serial, `R8-001`.

use super::{Date, RecordKind, Register, id::IncidentId, wareki::reiwa_year};

/// The next free number for an incident recorded today: one more than the greatest serial of this 令和 year, be the incident
/// there or gone. Serials begin at 1 each year.
pub fn next_incident_id(register: &Register, today: Date) -> IncidentId {
    let year = year_word(today);
    let serial = |id: &str| {
        let (of_year, serial) = id.trim().split_once('-')?;
        let digits = !serial.is_empty() && serial.bytes().all(|byte| byte.is_ascii_digit());
        if of_year == year && digits { serial.parse::<u64>().ok() } else { None }
    };
    let ids = register.incidents().iter().map(|incident| incident.id.as_str());
    let last = ids.chain(register.gone().of(RecordKind::Incident)).filter_map(serial).max().unwrap_or(0);
    let mut next = last.saturating_add(1);
    loop {
        let id = IncidentId::trusted(&format!("{year}-{next:03}"));
        // A serial is only missed above when it is too large for a number; then the next free small one serves.
        let kind = RecordKind::Incident;
        if !register.id_is_taken(kind, id.as_str()) && !register.id_was_given(kind, id.as_str()) {
            return id;
        }
        next = if next == u64::MAX { 1 } else { next + 1 };
    }
}

/// `R8` in 2026; days before 令和 are numbered by the western year.
fn year_word(day: Date) -> String {
    reiwa_year(day).map_or_else(|| day.year().to_string(), |year| format!("R{year}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::document::decode;

    fn next(ids: &[&str], today: &str) -> String {
        let incidents: Vec<String> =
            ids.iter().map(|id| format!(r#"{{"id": "{id}", "kind": "other"}}"#)).collect();
        let text = format!(r#"{{"format": "mcs-register/1", "incidents": [{}]}}"#, incidents.join(","));
        let register = decode(text.as_bytes(), &|_| None).unwrap();
        next_incident_id(&register, today.parse().unwrap()).to_string()
    }

    #[test]
    fn counts_within_the_year_of_reiwa() {
        assert_eq!(next(&[], "2026-11-22"), "R8-001");
        assert_eq!(next(&["R8-001", "R8-007", "R7-012"], "2026-12-31"), "R8-008");
        assert_eq!(next(&["R8-001", "R8-007"], "2027-01-01"), "R9-001");
        assert_eq!(next(&["R8-999"], "2026-11-22"), "R8-1000");
        assert_eq!(next(&[], "2019-05-01"), "R1-001");
        assert_eq!(next(&[], "2019-04-30"), "2019-001");
    }

    #[test]
    fn other_forms_of_number_do_not_count_and_are_never_given_twice() {
        assert_eq!(next(&["R8-1", "R8-x", "事故-5", "R8--3"], "2026-11-22"), "R8-002");
        assert_eq!(next(&["R8-18446744073709551615", "R8-001"], "2026-11-22"), "R8-002");
    }
}
