//! Who was in a group on a day.

use super::{
    date::Date,
    records::{Group, Membership},
};

/// A membership that held on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MemberOn<'a> {
    /// The membership.
    pub membership: &'a Membership,
    /// Whether the day of joining is recorded. Where it is not, the person may have joined later, or never.
    pub certain: bool,
}

/// The memberships of a group that held on a day, as they are recorded: joined on that day or before, and not yet
/// released. Who was released on that very day could still read on it and counts.
pub fn members_on(group: &Group, day: Date) -> Vec<MemberOn<'_>> {
    let held = |membership: &&Membership| {
        let begun = membership.joined_on.or(membership.invited_on).is_none_or(|joined| joined <= day);
        begun && membership.released_on.is_none_or(|released| released >= day)
    };
    let member = |membership| MemberOn { membership, certain: membership.joined_on.is_some() };
    group.memberships.iter().filter(held).map(member).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::{
        Record, RecordKind,
        document::record_from_json,
        id::{GroupId, MembershipId, PersonId},
    };

    #[test]
    fn counts_from_the_day_of_joining_to_the_day_of_release() {
        let Ok(Record::Group(sheet)) = record_from_json(RecordKind::Group, r#"{"id":"G","kind":"free"}"#)
        else {
            panic!("a group")
        };
        assert_eq!(sheet.id, GroupId::new("G").unwrap());
        let mut group = Group { sheet, memberships: Vec::new(), reviews: Vec::new() };
        for (number, days) in [
            r#""joined_on":"2026-11-22""#,
            r#""joined_on":"2026-11-23""#,
            r#""joined_on":"2026-01-01","released_on":"2026-11-22""#,
            r#""joined_on":"2026-01-01","released_on":"2026-11-21""#,
            r#""invited_on":"2026-11-22""#,
            r#""invited_on":"2026-11-23""#,
            r#""released_on":"2026-11-25""#,
        ]
        .into_iter()
        .enumerate()
        {
            let text = format!(r#"{{"id":"{number}","person":"S",{days}}}"#);
            let Ok(Record::Membership(row)) = record_from_json(RecordKind::Membership, &text) else {
                panic!("{text}")
            };
            assert_eq!(
                (&row.person, row.id.as_str()),
                (&PersonId::new("S").unwrap(), number.to_string().as_str())
            );
            group.memberships.push(row);
        }
        let found: Vec<(&MembershipId, bool)> = members_on(&group, "2026-11-22".parse().unwrap())
            .into_iter()
            .map(|member| (&member.membership.id, member.certain))
            .collect();
        let id = |number: usize| &group.memberships[number].id;
        assert_eq!(found, [(id(0), true), (id(2), true), (id(4), false), (id(6), false)]);
    }
}
