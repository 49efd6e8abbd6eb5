//! Doubts about the office's own word: an exception that somebody approves for themselves, and from when the register is kept.

use super::{Doubt, Planned, changed};
use crate::{
    policy::{file::written::Text, work::difference::Difference},
    register::{
        Lang,
        records::{Membership, Office, Waiver},
        subject::Subject,
        words::Host,
    },
};

/// An exception about somebody, approved by them, that nobody else has countersigned.
pub(super) fn approved_own(planned: &Planned<'_>, doubt: &mut dyn FnMut(Doubt)) {
    let own = |row: &Waiver| {
        let by = &row.approved_by;
        let countersigned = row.countersigned_by.as_ref().is_some_and(|other| other != by);
        matches!(&row.subject, Subject::Staff(id) if id == by) && !countersigned
    };
    for (before, after) in changed!(planned, Waiver) {
        let same = |was: &Waiver| (&was.rule, &was.subject) == (&after.rule, &after.subject);
        let stood = before.is_some_and(|was| own(was) && same(was) && was.until >= after.until);
        if own(after) && after.until >= planned.today && !stood {
            doubt(Doubt::ApprovedOwn { person: after.approved_by.clone() });
        }
    }
}

/// The register's beginning is moved to a later day, or the patients' groups to another office: findings are no more.
pub(super) fn hides(planned: &Planned<'_>, doubt: &mut dyn FnMut(Doubt)) {
    let later =
        |was: &Office, is: &Office| was.kept_since.zip(is.kept_since).is_some_and(|(was, is)| is > was);
    let elsewhere = |was: &Office, is: &Office| {
        is.default_host == Some(Host::Other) && was.default_host != is.default_host
    };
    for (before, after) in changed!(planned, Office) {
        if !before.is_some_and(|before| later(before, after) || elsewhere(before, after)) {
            continue;
        }
        let Planned { register, policy, change, today, .. } = planned;
        let gone = Difference::of(change, register, policy, *today).gone;
        if gone.sum() > 0 {
            let rules = Text { ja: gone.say(policy, Lang::Ja), en: gone.say(policy, Lang::En) };
            doubt(Doubt::Hides { count: gone.sum(), rules });
        }
    }
}

/// Somebody is put into a group without any day: that counts as before the register's beginning, and nothing is asked of it.
pub(super) fn undated(planned: &Planned<'_>, doubt: &mut dyn FnMut(Doubt)) {
    let kept_since = planned.today.past(planned.register.office().kept_since);
    let Some(since) = kept_since else { return };
    let dated =
        |row: &Membership| [row.invited_on, row.approved_on, row.joined_on].iter().any(Option::is_some);
    for (before, after) in changed!(planned, Membership) {
        if !dated(after) && !planned.happened(after.released_on) && before.is_none_or(dated) {
            doubt(Doubt::Undated { person: after.person.clone(), since });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        policy::{Policy, Rule, work::doubts::doubts},
        register::{
            Command, Date, Lang, Register,
            document::{Request, decode},
        },
    };

    fn today() -> Date {
        "2026-11-22".parse().unwrap()
    }

    fn flags(rule: &str) -> Option<&'static [crate::register::RecordKind]> {
        Rule::from_name(rule).map(Rule::waivable)
    }

    /// S-1 has approved an exception of their own; a group of a patient has a member of before, and one who joined since.
    fn office(says: &str) -> Register {
        let text = r#"{"format": "mcs-register/1", "office": OFFICE,
            "staff": [{"id": "S-1", "name": "港 花子", "mcs": {"login": "hanako"}}, {"id": "S-2"}, {"id": "S-3", "name": "築港 涼"}],
            "groups": [{"id": "G-1", "kind": "patient", "opened_on": "2026-05-01", "memberships": [
                {"id": "M-1", "person": "S-2", "joined_on": "2026-05-01"}, {"id": "M-2", "person": "S-1", "invited_on": "2026-11-20"}]}],
            "waivers": [{"rule": "training", "subject": "staff/S-1", "reason": "産休", "approved_by": "S-1", "until": "2027-01-31"}]}"#;
        decode(text.replace("OFFICE", says).as_bytes(), &flags).unwrap()
    }

    fn command(register: &Register, line: &str) -> Command {
        let line = format!(r#"{{"command": {line}}}"#);
        Request::read(line.as_bytes()).unwrap().command(register, today(), &flags).unwrap()
    }

    fn asked(register: &Register, line: &str) -> Vec<String> {
        let command = command(register, line);
        let change = command.plan(register, today()).unwrap();
        let found = doubts(register, &Policy::minato().unwrap(), &command, &change, today());
        found.iter().map(|doubt| doubt.say(register, Lang::En)).collect()
    }

    const KEPT: &str = r#"{"kept_since": "2026-04-01", "default_host": "own"}"#;

    #[test]
    fn an_exception_of_ones_own_asks_who_else_has_checked_it() {
        let register = office("{}");
        let own = |line: &str| asked(&register, line).iter().any(|said| said.contains("their own exception"));
        let add = |by: &str, more: &str| {
            own(&format!(
                r#""add", "kind": "waiver", "record": {{"rule": "profile", "subject": "staff/S-1", "reason": "休職",
                    "approved_by": "{by}", "until": "2027-01-31"{more}}}"#
            ))
        };
        assert!(add("S-1", "") && !add("S-2", ""));
        assert!(!add("S-1", r#", "countersigned_by": "S-2""#));
        let set =
            |fields: &str| own(&format!(r#""set", "subject": "office", "waiver": 0, "fields": {fields}"#));
        // What stands there is nothing to ask about again, but for a longer time it is.
        assert!(!set(r#"{"reason": "育休"}"#) && !set(r#"{"until": "2026-12-31"}"#));
        assert!(set(r#"{"until": "2027-02-01"}"#));
        assert!(!set(r#"{"until": "2027-02-01", "countersigned_by": "S-2"}"#));
        assert!(!set(r#"{"approved_by": "S-2"}"#));
        assert!(set(r#"{"rule": "profile"}"#));
        assert!(!own(r#""facts", "on": "2026-11-22", "facts": [{"fact": "waiver-ended", "waiver": 0}]"#));
    }

    #[test]
    fn a_later_begin_and_another_host_say_how_many_findings_go() {
        let set = |says: &str, fields: &str| {
            asked(&office(says), &format!(r#""set", "subject": "office", "fields": {fields}"#))
        };
        let later = set(KEPT, r#"{"kept_since": "2026-11-22"}"#);
        assert!(
            matches!(later.as_slice(), [one] if one.starts_with("This takes 2 findings away (")),
            "{later:?}"
        );
        let other = set(KEPT, r#"{"default_host": "other"}"#);
        assert!(matches!(other.as_slice(), [one] if one.contains("Patient's consent 1")), "{other:?}");
        assert_eq!(set("{}", r#"{"default_host": "other"}"#).len(), 1, "where nothing is recorded the same");
        for fields in [
            r#"{"kept_since": "2026-01-01"}"#,
            r#"{"kept_since": null}"#,
            // A day later takes nothing away.
            r#"{"kept_since": "2026-04-02"}"#,
            r#"{"name": "波除訪問看護"}"#,
        ] {
            assert_eq!(set(KEPT, fields), Vec::<String>::new(), "{fields}");
        }
        let moved = r#"{"kept_since": "2026-04-01", "default_host": "other"}"#;
        assert!(set(moved, r#"{"default_host": "own"}"#).is_empty());
        // The first answer about the day is no move.
        assert!(set("{}", r#"{"kept_since": "2026-11-22"}"#).is_empty());
    }

    #[test]
    fn whoever_is_entered_later_without_a_day_is_asked_about() {
        let add = |says: &str, days: &str| {
            let record = format!(r#"{{"id": "M-9", "person": "S-3"{days}}}"#);
            let line = format!(r#""add", "kind": "membership", "group": "G-1", "record": {record}"#);
            asked(&office(says), &line)
        };
        let said = add(KEPT, "");
        assert!(
            matches!(said.as_slice(), [one] if one.contains("築港 涼") && one.contains("2026-04-01")),
            "{said:?}"
        );
        for day in ["invited_on", "approved_on", "joined_on"] {
            assert!(add(KEPT, &format!(r#", "{day}": "2026-11-20""#)).is_empty(), "{day}");
        }
        // Whoever was removed is only written down; and where nothing is recorded, everything is asked for.
        assert!(add(KEPT, r#", "released_on": "2026-11-20""#).is_empty());
        assert!(add("{}", "").is_empty() && add(r#"{"kept_since": "2026-11-23"}"#, "").is_empty());
        // Taking the only day away comes to the same.
        let set = |fields: &str| {
            let line = format!(r#""set", "subject": "membership/M-2", "fields": {fields}"#);
            asked(&office(KEPT), &line).len()
        };
        assert_eq!((set(r#"{"invited_on": null}"#), set(r#"{"rights": "admin"}"#)), (1, 0));
    }
}
