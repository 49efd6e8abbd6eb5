//! The facts of groups: the review of their members (留意事項(1)) and the disaster group (第15条).

use std::collections::{BTreeMap, BTreeSet};

use super::source::{Source, blank, day, number, plain, short_day, short_day_or_blank, word, yes_no};
use crate::{
    documents::{
        template::{Facts, Value},
        text::{UNRECORDED, visible},
        words,
    },
    register::{
        Person,
        id::PersonId,
        records::{Group, Membership, MembershipDecision, Review, Staff},
        words::{GroupKind, ReviewDecision, Rights},
    },
};

/// The latest review of a group: who sits in it, what was decided, what of it was done in MCS.
pub(super) fn review(source: &Source<'_>, group: &Group, facts: &mut Facts) {
    let sheet = &group.sheet;
    let latest = latest(group);
    let review = latest.map(|(_, review)| review);
    facts.say("group", Some(source.namer.group(&sheet.id)));
    facts.say("group.kind", word(Some(words::group_kind(sheet.kind))));
    facts.say("opened", day(sheet.opened_on));
    facts.say("attending_doctor", source.person(sheet.attending_doctor.as_ref()));
    facts.say("consent", day(sheet.consent.signed_on));
    facts.say("number", latest.and_then(|(place, _)| source.register.review_number(&sheet.id, place)));
    facts.say("reviewed", review.and_then(|review| day(review.signed_on)));
    facts.say("reviewer", review.and_then(|review| source.person(review.reviewer.as_ref())));
    facts.say("countersigned_by", review.and_then(|review| source.person(review.countersigned_by.as_ref())));
    let decision_on = |membership: &Membership| {
        review?.decisions.iter().find(|decision| decision.membership.as_ref() == Some(&membership.id))
    };
    // Who sat in it on the day of the review, and of whom it says something; whoever came later is told apart.
    let on = review
        .and_then(|review| review.signed_on)
        .filter(|day| source.past(Some(*day)))
        .unwrap_or(source.today);
    let came_later = |membership: &Membership| {
        decision_on(membership).is_none() && membership.joined_on.is_some_and(|day| day > on)
    };
    let concerned = |membership: &&Membership| {
        let gone = |day| membership.released_on.is_some_and(|released| released <= day);
        decision_on(membership).is_some()
            || if came_later(membership) { !gone(source.today) } else { !gone(on) }
    };
    let order = source.namer.shown().members_in_order(group);
    let mut members: Vec<&Membership> = order.into_iter().filter(concerned).collect();
    members.sort_by_key(|membership| came_later(membership));
    let reviewed = members.iter().filter(|membership| !came_later(membership)).count();
    let row = |(place, membership): (usize, &&Membership)| -> [Value; 7] {
        let decision = decision_on(membership);
        let result = decision.and_then(|decision| decision.decision);
        // Of whoever stays, and of whoever is not concerned, no release is to be written down.
        let stays = came_later(membership) || result == Some(ReviewDecision::Keep);
        [
            number(place),
            source.namer.name(&membership.person),
            with_rights(source, membership),
            short_day(membership.joined_on),
            if came_later(membership) {
                Some("精査後に参加（対象外）".to_owned())
            } else {
                decision.and_then(|decision| decided(source, decision))
            },
            if stays {
                short_day_or_blank(membership.released_on)
            } else {
                short_day(membership.released_on)
            },
            stays.then(String::new),
        ]
    };
    facts.say("members.count", Some(format!("{reviewed}名")));
    facts.list(
        "members",
        &["number", "name", "belongs", "joined", "decision", "released", "released_by"],
        members.iter().enumerate().map(row),
    );
}

/// The review that was signed last; of two on one day the later recorded one.
fn latest(group: &Group) -> Option<(usize, &Review)> {
    group.reviews.iter().enumerate().max_by_key(|(_, review)| review.signed_on)
}

/// A decision with its reason.
fn decided(source: &Source<'_>, decision: &MembershipDecision) -> Value {
    let word = words::ja(decision.decision?);
    let reason = source.text(decision.reason.as_deref());
    Some(reason.map_or_else(|| word.to_owned(), |reason| format!("{word}（{reason}）")))
}

/// Where somebody belongs, and that they administer the group where they do.
fn with_rights(source: &Source<'_>, membership: &Membership) -> Value {
    let belongs = belongs(source, &membership.person);
    match membership.rights {
        Some(Rights::Admin) => {
            let belongs = belongs.unwrap_or_else(|| UNRECORDED.to_owned());
            Some(format!("{belongs}\n（{}）", words::ja(Rights::Admin)))
        }
        _ => belongs,
    }
}

/// Side, number and profession; of a partner the office too.
pub(super) fn belongs(source: &Source<'_>, id: &PersonId) -> Value {
    let person = source.register.person(id)?;
    let profession = source.text(person.profession());
    match person {
        Person::Staff(_) => {
            Some(format!("職員{}", profession.map(|said| format!("・{said}")).unwrap_or_default()))
        }
        Person::Partner(partner) => {
            let office = source.text(partner.affiliation.as_deref());
            let parts: Vec<String> = [office, profession].into_iter().flatten().collect();
            (!parts.is_empty()).then(|| parts.join("・"))
        }
    }
}

/// A telephone number; a place to write one where none is recorded.
fn phone(source: &Source<'_>, id: &PersonId) -> Value {
    source.namer.phone(id).or_else(blank)
}

/// Everybody whom the disaster groups reach, with room to write down who answered.
pub(super) fn disaster(source: &Source<'_>, facts: &mut Facts) {
    let groups: Vec<&Group> =
        source.register.groups().iter().filter(|group| group.sheet.kind == GroupKind::Disaster).collect();
    let names: Vec<String> = groups.iter().map(|group| source.namer.group(&group.sheet.id)).collect();
    facts.say("groups", (!names.is_empty()).then(|| names.join("\n")));
    let current = |membership: &&Membership| !source.past(membership.released_on);
    // Who is in which of them: somebody in a group for drills is not reached in an emergency.
    let mut sits_in: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for group in &groups {
        for membership in group.memberships.iter().filter(current) {
            sits_in.entry(membership.person.as_str()).or_default().push(group.sheet.id.as_str());
        }
    }
    let mut people: Vec<(&Membership, Option<Person<'_>>)> = groups
        .iter()
        .flat_map(|group| &group.memberships)
        .filter(current)
        .map(|membership| (membership, source.register.person(&membership.person)))
        .collect();
    // Somebody in two of the groups is called once.
    let mut seen = BTreeSet::new();
    people.retain(|(membership, _)| seen.insert(membership.person.as_str().to_owned()));
    people.sort_by_cached_key(|(membership, _)| source.namer.shown().place_of(&membership.person));
    let row = |(place, (membership, person)): (usize, &(&Membership, Option<Person<'_>>))| -> [Value; 10] {
        let eligible = match person {
            Some(Person::Partner(partner)) => yes_no(partner.disaster_eligible, "○", "×"),
            _ => blank(),
        };
        [
            number(place),
            source.namer.name(&membership.person),
            source.namer.kana(&membership.person),
            belongs(source, &membership.person),
            sits_in.get(membership.person.as_str()).map(|ids| visible(&ids.join("\n"))),
            eligible,
            short_day(membership.joined_on),
            phone(source, &membership.person),
            blank(),
            blank(),
        ]
    };
    facts.say("people.count", Some(format!("{}名", people.len())));
    facts.list(
        "people",
        &["number", "name", "kana", "belongs", "in", "eligible", "joined", "phone", "reached", "answer"],
        people.iter().enumerate().map(row),
    );
    let staff: Vec<_> = source.staff_in_order().into_iter().filter(|staff| source.serves(staff)).collect();
    let row = |(place, staff): (usize, &&Staff)| -> [Value; 7] {
        [
            number(place),
            source.namer.name(&staff.id),
            source.text(staff.profession.as_deref()),
            plain(Some(staff.id.as_str())),
            phone(source, &staff.id),
            blank(),
            blank(),
        ]
    };
    facts.list(
        "staff",
        &["number", "name", "profession", "id", "phone", "reached", "answer"],
        staff.iter().enumerate().map(row),
    );
}
