//! Groups, memberships and reviews. The two long lists are clustered by group and read in one scan.

use rusqlite::{OptionalExtension as _, params};
use rustc_hash::FxHashMap;

use super::{Book, Columns, List, Span, Sql, day, refused, unreadable};
use crate::register::{
    RecordKind,
    id::{GroupId, MembershipId},
    records::{Consent, GroupSheet, Membership, MembershipDecision, Question, Removal, Review},
    words::{ConsentBy, GroupKind, ReviewDecision, Rights},
};

pub(in crate::store) fn load_groups(book: &Book, span: Span) -> Sql<Vec<(i64, GroupSheet)>> {
    let mut statement = book.prepare(
        "SELECT no, id, kind, name, kana, opened_on, patients, attending_doctor, consent_signed_on, consent_by, \
         consent_both_copies, consent_withdrawn_on, ended_on, deceased_on, retain_until, archived_on, permission_on, \
         purpose_announced_on, patient_data_found_on, memo FROM groups WHERE no BETWEEN ?1 AND ?2 ORDER BY position",
    )?;
    let rows = statement.query_map([span.0, span.1], |row| {
        let mut columns = Columns::of(row);
        let no = columns.no()?;
        let sheet = GroupSheet {
            id: GroupId::trusted(columns.known_str()?),
            kind: columns.known_word(GroupKind::from_word)?,
            name: columns.text()?,
            kana: columns.text()?,
            opened_on: columns.date()?,
            patients: columns.count()?,
            attending_doctor: book.person(columns.integer()?)?,
            consent: Consent {
                signed_on: columns.date()?,
                by: columns.word(ConsentBy::from_word)?,
                both_copies: columns.flag()?,
                withdrawn_on: columns.date()?,
            },
            ended_on: columns.date()?,
            deceased_on: columns.date()?,
            retain_until: columns.date()?,
            archived_on: columns.date()?,
            permission_on: columns.date()?,
            purpose_announced_on: columns.date()?,
            patient_data_found_on: columns.date()?,
            memo: columns.text()?,
        };
        Ok((no, sheet))
    })?;
    rows.collect()
}

/// Writes a group's sheet and says its number.
pub(in crate::store) fn save_group(book: &Book, sheet: &GroupSheet, position: i64) -> Sql<i64> {
    let no = book.number(RecordKind::Group, sheet.id.as_str())?;
    let consent = &sheet.consent;
    book.upsert(
        "groups",
        1,
        &[
            "no",
            "id",
            "position",
            "kind",
            "name",
            "kana",
            "opened_on",
            "patients",
            "attending_doctor",
            "consent_signed_on",
            "consent_by",
            "consent_both_copies",
            "consent_withdrawn_on",
            "ended_on",
            "deceased_on",
            "retain_until",
            "archived_on",
            "permission_on",
            "purpose_announced_on",
            "patient_data_found_on",
            "memo",
        ],
        params![
            no,
            sheet.id.as_str(),
            position,
            sheet.kind.word(),
            sheet.name,
            sheet.kana,
            day(sheet.opened_on),
            sheet.patients,
            book.person_no(sheet.attending_doctor.as_ref())?,
            day(consent.signed_on),
            consent.by.map(ConsentBy::word),
            consent.both_copies,
            day(consent.withdrawn_on),
            day(sheet.ended_on),
            day(sheet.deceased_on),
            day(sheet.retain_until),
            day(sheet.archived_on),
            day(sheet.permission_on),
            day(sheet.purpose_announced_on),
            day(sheet.patient_data_found_on),
            sheet.memo
        ],
    )?;
    no.map_or_else(|| Ok(book.connection.last_insert_rowid()), Ok)
}

/// The memberships and reviews of one group.
#[derive(Debug, Default)]
pub(in crate::store) struct GroupLists {
    pub memberships: Vec<Membership>,
    pub reviews: Vec<Review>,
    /// The numbers of the memberships, in step with them; decisions name these.
    numbers: Vec<i64>,
    /// The numbers of the reviews.
    review_numbers: Vec<i64>,
}

impl GroupLists {
    fn membership(&self, no: i64) -> Option<&MembershipId> {
        // Without gaps, which is the rule, the number is the place.
        let guess = usize::try_from(no).ok().filter(|place| self.numbers.get(*place) == Some(&no));
        let place = guess.or_else(|| self.numbers.binary_search(&no).ok())?;
        self.memberships.get(place).map(|membership| &membership.id)
    }

    fn review_mut(&mut self, no: i64) -> Option<&mut Review> {
        let place = self.review_numbers.binary_search(&no).ok()?;
        self.reviews.get_mut(place)
    }
}

const MEMBERSHIP_COLUMNS: &str = "no, id, person, rights, invited_on, invited_by, approved_on, approved_by, joined_on, \
                                  off_duty_on, removal_requested_on, released_on, released_by, reason, removal_reason";

fn membership(book: &Book, columns: &mut Columns) -> Sql<Membership> {
    Ok(Membership {
        id: MembershipId::trusted(columns.known_str()?),
        person: book.person(columns.integer()?)?.ok_or_else(|| unreadable("a membership of nobody"))?,
        rights: columns.word(Rights::from_word)?,
        reason: None,
        invited_on: columns.date()?,
        invited_by: book.person(columns.integer()?)?,
        approved_on: columns.date()?,
        approved_by: book.person(columns.integer()?)?,
        joined_on: columns.date()?,
        off_duty_on: columns.date()?,
        removal: Removal { requested_on: columns.date()?, reason: None },
        released_on: columns.date()?,
        released_by: book.person(columns.integer()?)?,
    })
}

/// Reads the memberships and reviews of the groups with these numbers, each list in its order.
pub(in crate::store) fn load_group_lists(book: &Book, groups: Span) -> Sql<Vec<(i64, GroupLists)>> {
    let mut all: Vec<(i64, GroupLists)> = Vec::new();
    let mut statement = book.prepare(&format!(
        "SELECT group_no, {MEMBERSHIP_COLUMNS} FROM memberships WHERE group_no BETWEEN ?1 AND ?2 ORDER BY group_no, no"
    ))?;
    let mut rows = statement.query([groups.0, groups.1])?;
    while let Some(row) = rows.next()? {
        let mut columns = Columns::of(row);
        let group = columns.no()?;
        let no = columns.no()?;
        let mut membership = membership(book, &mut columns)?;
        membership.reason = columns.str()?.map(Box::from);
        membership.removal.reason = columns.str()?.map(Box::from);
        let lists = last(&mut all, group);
        lists.numbers.push(no);
        lists.memberships.push(membership);
    }
    let mut statement = book.prepare(
        "SELECT group_no, no, begun_on, signed_on, reviewer, countersigned_by, minutes FROM reviews WHERE group_no BETWEEN ?1 AND ?2 \
         ORDER BY group_no, no",
    )?;
    let mut rows = statement.query([groups.0, groups.1])?;
    let mut extra: Vec<(i64, GroupLists)> = Vec::new();
    while let Some(row) = rows.next()? {
        let mut columns = Columns::of(row);
        let group = columns.no()?;
        let no = columns.no()?;
        let review = review_sheet(book, &mut columns)?;
        let lists = match all.binary_search_by_key(&group, |(no, _)| *no) {
            Ok(place) => &mut all[place].1,
            Err(_) => last(&mut extra, group),
        };
        lists.review_numbers.push(no);
        lists.reviews.push(review);
    }
    if !extra.is_empty() {
        all.append(&mut extra);
        all.sort_by_key(|(no, _)| *no);
    }
    let mut statement = book.prepare(
        "SELECT group_no, review, membership, decision, reason, question, question_whom, answered_on, answer FROM decisions \
         WHERE group_no BETWEEN ?1 AND ?2 ORDER BY group_no, review, place",
    )?;
    let mut rows = statement.query([groups.0, groups.1])?;
    let mut place = 0;
    while let Some(row) = rows.next()? {
        let mut columns = Columns::of(row);
        let group = columns.no()?;
        let review = columns.no()?;
        while all.get(place).is_some_and(|(no, _)| *no < group) {
            place += 1;
        }
        let lists = all.get_mut(place).filter(|(no, _)| *no == group).map(|(_, lists)| lists);
        let lists = lists.ok_or_else(|| unreadable("a decision without its group"))?;
        let membership = match columns.integer()? {
            None => None,
            Some(no) => {
                let id = lists.membership(no).ok_or_else(|| unreadable("a decision on no membership"))?;
                Some(id.clone())
            }
        };
        let decision = MembershipDecision {
            membership,
            decision: columns.word(ReviewDecision::from_word)?,
            reason: columns.str()?.map(Box::from),
            question: question(book, &mut columns)?,
        };
        let review = lists.review_mut(review).ok_or_else(|| unreadable("a decision without its review"))?;
        review.decisions.push(decision);
    }
    Ok(all)
}

/// The lists of a group that comes last in the order of the rows.
fn last(all: &mut Vec<(i64, GroupLists)>, group: i64) -> &mut GroupLists {
    if all.last().is_none_or(|(no, _)| *no != group) {
        // Groups of an office are of much the same size; the copies of a growing list cost a tenth of the reading.
        let room = all.last().map_or(0, |(_, before)| before.memberships.len().min(128));
        let mut lists = GroupLists::default();
        lists.memberships.reserve_exact(room);
        lists.numbers.reserve_exact(room);
        all.push((group, lists));
    }
    let end = all.len() - 1;
    &mut all[end].1
}

pub(super) fn membership_no(book: &Book, id: &MembershipId) -> Sql<Option<(i64, i64)>> {
    book.prepare("SELECT group_no, no FROM memberships WHERE id = ?1")?
        .query_row([id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()
}

pub(super) fn read_membership(book: &Book, group: i64, id: &MembershipId) -> Sql<Option<Membership>> {
    book.prepare(&format!("SELECT {MEMBERSHIP_COLUMNS} FROM memberships WHERE id = ?1 AND group_no = ?2"))?
        .query_row(params![id.as_str(), group], |row| {
            let mut columns = Columns::of(row);
            columns.no()?;
            let mut membership = membership(book, &mut columns)?;
            membership.reason = columns.str()?.map(Box::from);
            membership.removal.reason = columns.str()?.map(Box::from);
            Ok(membership)
        })
        .optional()
}

pub(in crate::store) fn save_membership(book: &Book, group: i64, no: i64, row: &Membership) -> Sql<()> {
    book.upsert(
        "memberships",
        2,
        &[
            "group_no",
            "no",
            "id",
            "person",
            "rights",
            "invited_on",
            "invited_by",
            "approved_on",
            "approved_by",
            "joined_on",
            "off_duty_on",
            "removal_requested_on",
            "released_on",
            "released_by",
            "reason",
            "removal_reason",
        ],
        params![
            group,
            no,
            row.id.as_str(),
            book.person_no(Some(&row.person))?,
            row.rights.map(Rights::word),
            day(row.invited_on),
            book.person_no(row.invited_by.as_ref())?,
            day(row.approved_on),
            book.person_no(row.approved_by.as_ref())?,
            day(row.joined_on),
            day(row.off_duty_on),
            day(row.removal.requested_on),
            day(row.released_on),
            book.person_no(row.released_by.as_ref())?,
            row.reason.as_deref(),
            row.removal.reason.as_deref()
        ],
    )
}

/// A review without its decisions, from the columns begun, signed, reviewer, countersigned, minutes.
fn review_sheet(book: &Book, columns: &mut Columns) -> Sql<Review> {
    Ok(Review {
        begun_on: columns.date()?,
        signed_on: columns.date()?,
        reviewer: book.person(columns.integer()?)?,
        countersigned_by: book.person(columns.integer()?)?,
        minutes: columns.count()?,
        decisions: Vec::new(),
    })
}

/// A decision's question, from the columns question, whom, answered, answer.
fn question(book: &Book, columns: &mut Columns) -> Sql<Option<Box<Question>>> {
    let asked = columns.flag()? == Some(true);
    let question = Question {
        whom: book.person(columns.integer()?)?,
        answered_on: columns.date()?,
        answer: columns.str()?.map(Box::from),
    };
    Ok(asked.then(|| Box::new(question)))
}

pub(super) fn read_review(book: &Book, group: i64, place: u32) -> Sql<Option<Review>> {
    let Some(no) = List::in_group("reviews", group).position(book, place)? else { return Ok(None) };
    let mut review = book
        .prepare(
            "SELECT begun_on, signed_on, reviewer, countersigned_by, minutes FROM reviews WHERE group_no = ?1 AND no = ?2",
        )?
        .query_row([group, no], |row| {
            review_sheet(book, &mut Columns::of(row))
        })?;
    let mut statement = book.prepare(
        "SELECT (SELECT id FROM memberships AS m WHERE m.group_no = d.group_no AND m.no = d.membership), decision, reason, \
         question, question_whom, answered_on, answer FROM decisions AS d WHERE group_no = ?1 AND review = ?2 ORDER BY place",
    )?;
    let decisions = statement.query_map([group, no], |row| {
        let mut columns = Columns::of(row);
        Ok(MembershipDecision {
            membership: columns.str()?.map(MembershipId::trusted),
            decision: columns.word(ReviewDecision::from_word)?,
            reason: columns.str()?.map(Box::from),
            question: question(book, &mut columns)?,
        })
    })?;
    review.decisions = decisions.collect::<Sql<_>>()?;
    Ok(Some(review))
}

/// Writes a review of a group whose memberships stand in the file.
pub(in crate::store) fn save_review(book: &Book, group: i64, no: i64, review: &Review) -> Sql<()> {
    save_review_with(book, group, no, review, |id| match membership_no(book, id)? {
        Some((its_group, no)) if its_group == group => Ok(no),
        _ => Err(refused(format!("the review decides on {id}, which is no membership of the group"))),
    })
}

/// Writes a review of a group of which all memberships were just written, numbered by their places.
pub(in crate::store) fn save_review_of(
    book: &Book,
    group: i64,
    no: i64,
    review: &Review,
    places: &FxHashMap<&MembershipId, i64>,
) -> Sql<()> {
    save_review_with(book, group, no, review, |id| {
        let missing = || refused(format!("the review decides on {id}, which is no membership of the group"));
        places.get(id).copied().ok_or_else(missing)
    })
}

fn save_review_with(
    book: &Book,
    group: i64,
    no: i64,
    review: &Review,
    membership: impl Fn(&MembershipId) -> Sql<i64>,
) -> Sql<()> {
    book.upsert(
        "reviews",
        2,
        &["group_no", "no", "begun_on", "signed_on", "reviewer", "countersigned_by", "minutes"],
        params![
            group,
            no,
            day(review.begun_on),
            day(review.signed_on),
            book.person_no(review.reviewer.as_ref())?,
            book.person_no(review.countersigned_by.as_ref())?,
            review.minutes
        ],
    )?;
    book.prepare("DELETE FROM decisions WHERE group_no = ?1 AND review = ?2")?.execute([group, no])?;
    let mut statement = book.prepare(
        "INSERT INTO decisions (group_no, review, place, membership, decision, reason, question, question_whom, answered_on, \
         answer) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?;
    for (place, decision) in (0_i64..).zip(&review.decisions) {
        let question = decision.question.as_deref();
        statement.execute(params![
            group,
            no,
            place,
            decision.membership.as_ref().map(&membership).transpose()?,
            decision.decision.map(ReviewDecision::word),
            decision.reason.as_deref(),
            question.map(|_| true),
            book.person_no(question.and_then(|question| question.whom.as_ref()))?,
            question.and_then(|question| day(question.answered_on)),
            question.and_then(|question| question.answer.as_deref())
        ])?;
    }
    Ok(())
}
