//! Groups, memberships and reviews. The two long lists are clustered by group and read in one scan.

use std::sync::LazyLock;

use rusqlite::{OptionalExtension as _, params, params_from_iter};
use rustc_hash::FxHashMap;

use super::{
    Book, Columns, List, Span, Sql,
    column::{Column as _, Values, columns_of, or_null},
    insert, refused, unreadable, upsert,
};
use crate::register::{
    RecordKind,
    id::MembershipId,
    records::{GroupSheet, Membership, MembershipDecision, Question, Review},
    words::ReviewDecision,
};

/// The columns of a membership, of a review and of a question, which are read and written many times.
static MEMBERSHIP: LazyLock<String> = LazyLock::new(|| columns_of::<Membership>().join(", "));
static REVIEW: LazyLock<String> = LazyLock::new(|| columns_of::<Review>().join(", "));
static DECISION: LazyLock<String> = LazyLock::new(|| {
    let question = columns_of::<Question>().join(", ");
    format!("decision, reason, question, {question}")
});

pub(in crate::store) fn load_groups(book: &Book, span: Span) -> Sql<Vec<(i64, GroupSheet)>> {
    book.load(RecordKind::Group, span)
}

/// Writes a group's sheet and says its number.
pub(in crate::store) fn save_group(book: &Book, sheet: &GroupSheet, position: i64) -> Sql<i64> {
    book.save(RecordKind::Group, sheet.id.as_str(), position, sheet)
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

/// Reads the memberships and reviews of the groups with these numbers, each list in its order.
pub(in crate::store) fn load_group_lists(book: &Book, groups: Span) -> Sql<Vec<(i64, GroupLists)>> {
    let mut all: Vec<(i64, GroupLists)> = Vec::new();
    let mut statement = book.prepare(&format!(
        "SELECT group_no, no, {} FROM memberships WHERE group_no BETWEEN ?1 AND ?2 ORDER BY group_no, no",
        *MEMBERSHIP
    ))?;
    let mut rows = statement.query([groups.0, groups.1])?;
    while let Some(row) = rows.next()? {
        let mut columns = Columns::of(row);
        let group = columns.no()?;
        let no = columns.no()?;
        let membership = Membership::read(&mut columns, book)?;
        let lists = last(&mut all, group);
        lists.numbers.push(no);
        lists.memberships.push(membership);
    }
    let mut statement = book.prepare(&format!(
        "SELECT group_no, no, {} FROM reviews WHERE group_no BETWEEN ?1 AND ?2 ORDER BY group_no, no",
        *REVIEW
    ))?;
    let mut rows = statement.query([groups.0, groups.1])?;
    let mut extra: Vec<(i64, GroupLists)> = Vec::new();
    while let Some(row) = rows.next()? {
        let mut columns = Columns::of(row);
        let group = columns.no()?;
        let no = columns.no()?;
        let review = Review::read(&mut columns, book)?;
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
    let mut statement = book.prepare(&format!(
        "SELECT group_no, review, membership, {} FROM decisions WHERE group_no BETWEEN ?1 AND ?2 ORDER BY group_no, review, \
         place",
        *DECISION
    ))?;
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
        let decision = decision(book, &mut columns, membership)?;
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
    book.prepare(&format!("SELECT {} FROM memberships WHERE id = ?1 AND group_no = ?2", *MEMBERSHIP))?
        .query_row(params![id.as_str(), group], |row| Membership::read(&mut Columns::of(row), book))
        .optional()
}

pub(in crate::store) fn save_membership(book: &Book, group: i64, no: i64, row: &Membership) -> Sql<()> {
    static COLUMNS: LazyLock<String> = LazyLock::new(|| format!("group_no, no, {}", *MEMBERSHIP));
    static WRITE: LazyLock<String> = LazyLock::new(|| upsert("memberships", 2, &COLUMNS));
    // A million times, and a statement that may update keeps what it would have to take back.
    static ADD: LazyLock<String> = LazyLock::new(|| insert("memberships", &COLUMNS));
    let mut values: Values<'_> = vec![group.into(), no.into()];
    row.write(book, &mut values)?;
    let sql = if book.lists_are_new() { &ADD } else { &WRITE };
    book.prepare(sql)?.execute(params_from_iter(values)).map(drop)
}

/// The rest of a decision, from its columns; a question is told by a column of its own, since all of its others may be empty.
fn decision(book: &Book, columns: &mut Columns, membership: Option<MembershipId>) -> Sql<MembershipDecision> {
    let (decision, reason) = (columns.word(ReviewDecision::from_word)?, columns.str()?.map(Box::from));
    let asked = columns.flag()? == Some(true);
    let question = Question::read(columns, book)?;
    Ok(MembershipDecision { membership, decision, reason, question: asked.then(|| Box::new(question)) })
}

pub(super) fn read_review(book: &Book, group: i64, place: u32) -> Sql<Option<Review>> {
    let Some(no) = List::in_group("reviews", group).position(book, place)? else { return Ok(None) };
    let mut review = book
        .prepare(&format!("SELECT {} FROM reviews WHERE group_no = ?1 AND no = ?2", *REVIEW))?
        .query_row([group, no], |row| Review::read(&mut Columns::of(row), book))?;
    let mut statement = book.prepare(&format!(
        "SELECT (SELECT id FROM memberships AS m WHERE m.group_no = d.group_no AND m.no = d.membership), {} FROM decisions AS \
         d WHERE group_no = ?1 AND review = ?2 ORDER BY place",
        *DECISION
    ))?;
    let decisions = statement.query_map([group, no], |row| {
        let mut columns = Columns::of(row);
        let membership = columns.str()?.map(MembershipId::trusted);
        decision(book, &mut columns, membership)
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
    book.put("reviews", 2, &[("group_no", Some(group)), ("no", Some(no))], review)?;
    book.prepare("DELETE FROM decisions WHERE group_no = ?1 AND review = ?2")?.execute([group, no])?;
    let columns = format!("group_no, review, place, membership, {}", *DECISION);
    let mut statement = book.prepare(&insert("decisions", &columns))?;
    let none = Question::default();
    for (place, decision) in (0_i64..).zip(&review.decisions) {
        let mut values: Values<'_> = vec![
            group.into(),
            no.into(),
            place.into(),
            or_null(decision.membership.as_ref().map(&membership).transpose()?),
            or_null(decision.decision.map(ReviewDecision::word)),
            or_null(decision.reason.as_deref()),
            or_null(decision.question.as_ref().map(|_| true)),
        ];
        decision.question.as_deref().unwrap_or(&none).write(book, &mut values)?;
        statement.execute(params_from_iter(values))?;
    }
    Ok(())
}
