//! 解除待ち: every removal that was decided and is not done, and the invitations that wait (第6条, 第8条, 留意事項).

use crate::{
    policy::removals::{self, Invitation, InvitationState, OpenRemoval, Origin},
    register::{Fact, Key as RecordKey, records::Group},
    tui::{
        desk::Desk,
        terminal::{tone::Tone, width::shown},
        words::{EnumWord, PeopleWord},
    },
};

use super::{Does, Item, PeopleList, Row};

/// The part of the removals, and that of the invitations.
const REMOVALS: u8 = 0;
const INVITATIONS: u8 = 1;

/// What a group is called.
pub fn group_name(group: &Group) -> String {
    shown(Some(group.sheet.name.as_deref().unwrap_or(group.sheet.id.as_str())))
}

/// Fills the page.
pub fn make(list: &mut PeopleList, desk: &Desk, by_person: bool) {
    let lang = desk.lang;
    let open = removals::open(&desk.register, &desk.findings, desk.today);
    let invitations = removals::invitations(&desk.register, &desk.findings, desk.today);
    let order = if by_person { PeopleWord::ByPerson } else { PeopleWord::ByGroup };
    let counts = [open.len().to_string(), invitations.len().to_string()];
    PeopleWord::RemovalsTitle.say(lang).clone_into(&mut list.title);
    list.head = PeopleWord::RemovalsHead.fill(lang, &[&counts[0], &counts[1], order.say(lang)]);
    PeopleWord::RemovalsNone.say(lang).clone_into(&mut list.empty);
    list.rows.clear();
    let heading = |name: &str, count: usize| {
        Row::Heading(PeopleWord::HeadingCount.fill(lang, &[name, &count.to_string()]))
    };
    if by_person {
        for (id, rows) in removals::by_person(&open) {
            list.rows.push(heading(&desk.name(id), rows.len()));
            list.rows.extend(rows.iter().map(|row| removal(desk, row, group_name(row.group))));
        }
    } else {
        for (_, rows) in removals::by_group(&open) {
            let name = rows.first().map(|row| group_name(row.group)).unwrap_or_default();
            list.rows.push(heading(&name, rows.len()));
            list.rows.extend(rows.iter().map(|row| removal(desk, row, desk.name(&row.membership.person))));
        }
    }
    if !invitations.is_empty() {
        list.rows.push(heading(PeopleWord::Invitations.say(lang), invitations.len()));
        list.rows.extend(invitations.iter().map(|row| invitation(desk, row)));
    }
}

fn removal(desk: &Desk, row: &OpenRemoval<'_>, label: String) -> Row {
    let lang = desk.lang;
    let membership = row.membership;
    let mut note = row.origins.first().map(|origin| from(desk, origin)).unwrap_or_default();
    if row.origins.len() > 1 {
        note.push_str(&PeopleWord::FromMore.fill(lang, &[&(row.origins.len() - 1).to_string()]));
    }
    let urgency = row.finding.urgency;
    let hint = PeopleWord::HowToRemove.fill(lang, &[&group_name(row.group), &desk.name(&membership.person)]);
    Row::Item(Box::new(Item {
        id: membership.id.to_string(),
        part: REMOVALS,
        label,
        note,
        flag: Some((urgency.word_short().say(lang).to_owned(), Tone::of(urgency))),
        key: RecordKey::Membership(row.group.sheet.id.clone(), membership.id.clone()),
        person: Some(membership.person.clone()),
        does: Does::Fact(Fact::RemovalDone { membership: membership.id.clone(), by: desk.decider() }),
        hint,
    }))
}

/// Where a removal comes from.
fn from(desk: &Desk, origin: &Origin<'_>) -> String {
    let lang = desk.lang;
    let day = origin.day().to_string();
    let with = |word: PeopleWord, more: Option<&str>| {
        let mut text = word.fill(lang, &[&day]);
        if let Some(more) = more {
            text.push_str(&PeopleWord::FromOrderedBy.fill(lang, &[&shown(Some(more))]));
        }
        text
    };
    match *origin {
        Origin::Review { reason, .. } => with(PeopleWord::FromReview, reason),
        Origin::Requested { reason, .. } => with(PeopleWord::FromRequest, reason),
        Origin::OffDuty { .. } => with(PeopleWord::FromOffDuty, None),
        Origin::Left { .. } => with(PeopleWord::FromLeft, None),
        Origin::Expelled { by, reason, .. } => {
            with(PeopleWord::FromExpelled, reason.or(by.map(|by| by.say(lang))))
        }
    }
}

fn invitation(desk: &Desk, row: &Invitation<'_>) -> Row {
    let lang = desk.lang;
    let membership = row.membership;
    let inviter = membership.invited_by.as_ref().map_or_else(|| "?".to_owned(), |id| desk.name(id));
    let (word, tone) = match row.state {
        InvitationState::JoinedUnapproved => (PeopleWord::InvitedJoined, Tone::Now),
        InvitationState::Unapproved => (PeopleWord::InvitedUnapproved, Tone::Now),
        InvitationState::Unanswered => (PeopleWord::InvitedUnanswered, Tone::Overdue),
        InvitationState::Sent => (PeopleWord::InvitedSent, Tone::Quiet),
    };
    let id = membership.id.clone();
    let approved = Fact::InvitationApproved { membership: id.clone(), by: desk.decider() };
    let (fact, hint) = match row.state {
        InvitationState::JoinedUnapproved => (approved, PeopleWord::HowToApproveLate.say(lang).to_owned()),
        InvitationState::Unapproved => (approved, PeopleWord::HowToApprove.say(lang).to_owned()),
        InvitationState::Unanswered | InvitationState::Sent => (
            Fact::InvitationJoined { membership: id.clone() },
            PeopleWord::HowToRemind.fill(lang, &[&inviter]),
        ),
    };
    let since = row.since.map(|day| day.to_string()).unwrap_or_default();
    let note = PeopleWord::InvitedBy.fill(lang, &[&inviter, &since]);
    Row::Item(Box::new(Item {
        id: id.to_string(),
        part: INVITATIONS,
        label: format!("{}　{}", desk.name(&membership.person), group_name(row.group)),
        note: note.trim_end().to_owned(),
        flag: Some((word.say(lang).to_owned(), tone)),
        key: RecordKey::Membership(row.group.sheet.id.clone(), id),
        person: Some(membership.person.clone()),
        does: Does::Fact(fact),
        hint,
    }))
}
