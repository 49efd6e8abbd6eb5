//! Staff and partners, who share one space of ids and numbers.

use rusqlite::params;
use rustc_hash::FxHashMap;

use super::{Book, Columns, Span, Sql, day, refused};
use crate::register::{
    RecordKind,
    id::PersonId,
    records::{McsAccount, Partner, Pledge, Restriction, Staff, Training},
    words::{OrderedBy, RestrictionKind, Role},
};

pub(in crate::store) fn load_staff(book: &Book, span: Span) -> Sql<Vec<Staff>> {
    let mut trainings: FxHashMap<i64, Vec<Training>> = FxHashMap::default();
    let mut statement = book.prepare(
        "SELECT staff, held_on, title FROM trainings WHERE staff BETWEEN ?1 AND ?2 ORDER BY staff, place",
    )?;
    let mut rows = statement.query([span.0, span.1])?;
    while let Some(row) = rows.next()? {
        let mut columns = Columns::of(row);
        let staff = columns.no()?;
        let training = Training { on: columns.date()?, title: columns.text()? };
        trainings.entry(staff).or_default().push(training);
    }
    let mut restrictions: FxHashMap<i64, Vec<Restriction>> = FxHashMap::default();
    let mut statement = book.prepare(
        "SELECT staff, kind, ordered_by, ordered_on, enforced_on, lifted_on, reason FROM restrictions WHERE staff \
         BETWEEN ?1 AND ?2 ORDER BY staff, place",
    )?;
    let mut rows = statement.query([span.0, span.1])?;
    while let Some(row) = rows.next()? {
        let mut columns = Columns::of(row);
        let staff = columns.no()?;
        let restriction = Restriction {
            kind: columns.known_word(RestrictionKind::from_word)?,
            by: columns.word(OrderedBy::from_word)?,
            ordered_on: columns.date()?,
            enforced_on: columns.date()?,
            lifted_on: columns.date()?,
            reason: columns.text()?,
        };
        restrictions.entry(staff).or_default().push(restriction);
    }
    let mut statement = book.prepare(
        "SELECT no, (SELECT id FROM people WHERE people.no = staff.no), name, kana, profession, joined_on, left_on, \
         mcs_login, mcs_role, mcs_registered_on, mcs_password_changed_on, mcs_two_factor_since, mcs_profile, \
         mcs_shared, mcs_released_on, mcs_deleted_on, pledge_signed_on, pledge_exempt, phone, memo FROM staff WHERE no BETWEEN \
         ?1 AND ?2 ORDER BY position",
    )?;
    let rows = statement.query_map([span.0, span.1], |row| {
        let mut columns = Columns::of(row);
        let no = columns.no()?;
        Ok(Staff {
            id: PersonId::trusted(columns.known_str()?),
            name: columns.text()?,
            kana: columns.text()?,
            profession: columns.text()?,
            joined_on: columns.date()?,
            left_on: columns.date()?,
            mcs: McsAccount {
                login: columns.text()?,
                role: columns.word(Role::from_word)?,
                registered_on: columns.date()?,
                password_changed_on: columns.date()?,
                two_factor_since: columns.date()?,
                profile: columns.flag()?,
                shared: columns.flag()?,
                released_on: columns.date()?,
                deleted_on: columns.date()?,
            },
            pledge: Pledge { signed_on: columns.date()?, exempt: columns.text()? },
            trainings: trainings.remove(&no).unwrap_or_default(),
            restrictions: restrictions.remove(&no).unwrap_or_default(),
            phone: columns.text()?,
            memo: columns.text()?,
        })
    })?;
    rows.collect()
}

/// The number of a person of this kind; a new one where the id is new.
fn number_person(book: &Book, id: &PersonId, kind: &str) -> Sql<i64> {
    if let Some(no) = book.number(RecordKind::Staff, id.as_str())? {
        let same: bool = book
            .prepare("SELECT kind = ?2 FROM people WHERE no = ?1")?
            .query_row(params![no, kind], |row| row.get(0))?;
        return if same { Ok(no) } else { Err(refused(format!("the id {id} is both staff and partner"))) };
    }
    book.prepare("INSERT INTO people (id, kind) VALUES (?1, ?2)")?.insert(params![id.as_str(), kind])
}

pub(in crate::store) fn save_staff(book: &Book, staff: &Staff, position: i64) -> Sql<()> {
    let no = number_person(book, &staff.id, "staff")?;
    let mcs = &staff.mcs;
    book.upsert(
        "staff",
        1,
        &[
            "no",
            "position",
            "name",
            "kana",
            "profession",
            "joined_on",
            "left_on",
            "mcs_login",
            "mcs_role",
            "mcs_registered_on",
            "mcs_password_changed_on",
            "mcs_two_factor_since",
            "mcs_profile",
            "mcs_shared",
            "mcs_released_on",
            "mcs_deleted_on",
            "pledge_signed_on",
            "pledge_exempt",
            "phone",
            "memo",
        ],
        params![
            no,
            position,
            staff.name,
            staff.kana,
            staff.profession,
            day(staff.joined_on),
            day(staff.left_on),
            mcs.login,
            mcs.role.map(Role::word),
            day(mcs.registered_on),
            day(mcs.password_changed_on),
            day(mcs.two_factor_since),
            mcs.profile,
            mcs.shared,
            day(mcs.released_on),
            day(mcs.deleted_on),
            day(staff.pledge.signed_on),
            staff.pledge.exempt,
            staff.phone,
            staff.memo
        ],
    )?;
    book.clear("trainings", "staff", no)?;
    for (place, training) in (0_i64..).zip(&staff.trainings) {
        book.prepare("INSERT INTO trainings (staff, place, held_on, title) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![no, place, day(training.on), training.title])?;
    }
    book.clear("restrictions", "staff", no)?;
    for (place, restriction) in (0_i64..).zip(&staff.restrictions) {
        book.prepare(
            "INSERT INTO restrictions (staff, place, kind, ordered_by, ordered_on, enforced_on, lifted_on, reason) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            no,
            place,
            restriction.kind.word(),
            restriction.by.map(OrderedBy::word),
            day(restriction.ordered_on),
            day(restriction.enforced_on),
            day(restriction.lifted_on),
            restriction.reason
        ])?;
    }
    Ok(())
}

pub(in crate::store) fn load_partners(book: &Book, span: Span) -> Sql<Vec<Partner>> {
    let mut statement = book.prepare(
        "SELECT (SELECT id FROM people WHERE people.no = partners.no), name, kana, profession, affiliation, secretariat, \
         disaster_eligible, phone FROM partners WHERE no BETWEEN ?1 AND ?2 ORDER BY position",
    )?;
    let rows = statement.query_map([span.0, span.1], |row| {
        let mut columns = Columns::of(row);
        Ok(Partner {
            id: PersonId::trusted(columns.known_str()?),
            name: columns.text()?,
            kana: columns.text()?,
            profession: columns.text()?,
            affiliation: columns.text()?,
            secretariat: columns.flag()?,
            disaster_eligible: columns.flag()?,
            phone: columns.text()?,
        })
    })?;
    rows.collect()
}

pub(in crate::store) fn save_partner(book: &Book, partner: &Partner, position: i64) -> Sql<()> {
    let no = number_person(book, &partner.id, "partner")?;
    book.upsert(
        "partners",
        1,
        &[
            "no",
            "position",
            "name",
            "kana",
            "profession",
            "affiliation",
            "secretariat",
            "disaster_eligible",
            "phone",
        ],
        params![
            no,
            position,
            partner.name,
            partner.kana,
            partner.profession,
            partner.affiliation,
            partner.secretariat,
            partner.disaster_eligible,
            partner.phone
        ],
    )
}
