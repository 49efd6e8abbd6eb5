//! Risks that stay although the office has done what it can: no finding asks for anything any more, and nobody should forget
//! them.

use crate::{
    policy::judge::presence::keeps_account,
    register::{Date, records::Staff},
};

/// The day on which the office asked somebody who left and was released to delete the account, which only they could: as long
/// as they have not, it is there.
pub fn account_left_standing(staff: &Staff, today: Date) -> Option<Date> {
    staff.mcs.deletion_asked_on.filter(|asked| *asked <= today && keeps_account(today, staff))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::{Record, RecordKind, document::record_from_json};

    fn standing(more: &str) -> Option<Date> {
        let json = format!(
            r#"{{"id": "S-1", "left_on": "2026-09-30", "mcs": {{"registered_on": "2025-04-01", "released_on": "2026-10-01"{more}}}}}"#
        );
        let Record::Staff(staff) = record_from_json(RecordKind::Staff, &json).unwrap() else {
            unreachable!()
        };
        account_left_standing(&staff, "2026-11-22".parse().unwrap())
    }

    #[test]
    fn an_account_stands_from_the_day_of_asking_until_it_is_deleted() {
        let asked = r#", "deletion_asked_on": "2026-10-05""#;
        assert_eq!(standing(asked), Some("2026-10-05".parse().unwrap()));
        assert_eq!(standing(""), None, "that is a finding");
        assert_eq!(standing(r#", "deletion_asked_on": "2026-11-23""#), None, "not yet");
        assert_eq!(standing(&format!(r#"{asked}, "deleted_on": "2026-11-01""#)), None);
        assert!(standing(&format!(r#"{asked}, "deleted_on": "2026-12-01""#)).is_some(), "a day ahead");
    }
}
