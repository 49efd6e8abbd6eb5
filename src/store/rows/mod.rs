//! Records as rows. Each module reads and writes the tables of one kind of record, in bulk and one at a time by the
//! same statements.

mod cases;
mod column;
mod groups;
mod office;
mod people;
mod things;

use std::cell::RefCell;

use rusqlite::{CachedStatement, Connection, OptionalExtension as _, params_from_iter, types::Type};
use rustc_hash::FxHashMap;

use cases::{load_incidents, save_incident};
pub(super) use cases::{load_waivers, save_waiver};
use column::{Column, Columns, Values, columns_of, or_null, values_of};
pub(super) use groups::{
    GroupLists, load_group_lists, load_groups, save_group, save_membership, save_review, save_review_of,
};
pub(super) use office::{load_office, load_policy, save_office, save_policy};
use people::{load_staff, number_person, save_staff};
use things::{load_devices, save_device};

use crate::register::{
    Key, Record, RecordKind,
    id::{DeviceId, GroupId, PersonId},
    kinds::with_lists,
};

pub(super) type Sql<T> = rusqlite::Result<T>;

/// A row holds what this program never writes: the file is damaged or was edited by something else.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Unreadable(String);

pub(super) fn unreadable(what: impl Into<String>) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, Type::Null, Box::new(Unreadable(what.into())))
}

/// A record names something that is not there.
pub(super) fn refused(what: impl Into<String>) -> rusqlite::Error {
    rusqlite::Error::ToSqlConversionFailure(Box::new(Unreadable(what.into())))
}

/// The rows to read: all of them, or the one of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span(pub i64, pub i64);

impl Span {
    pub(super) const ALL: Self = Self(i64::MIN, i64::MAX);

    pub(super) fn one(no: i64) -> Self {
        Self(no, no)
    }
}

/// The table in which a kind has its numbers and ids: a person is one as staff and as partner, in a table of their own.
fn numbers(kind: RecordKind) -> &'static str {
    match kind.numbered_as() {
        RecordKind::Staff => "people",
        kind => kind.list(),
    }
}

/// Ids and numbers of one connection: looked up one by one for a single record, or all held for a bulk run.
pub(super) struct Book<'c> {
    pub connection: &'c Connection,
    people: Option<Vec<Option<PersonId>>>,
    numbers: Option<RefCell<FxHashMap<PersonId, i64>>>,
}

/// More people than this have never worked in one office: a larger number is a damaged file.
const MOST_PEOPLE: i64 = 1 << 24;

impl<'c> Book<'c> {
    /// For a single record.
    pub(super) fn new(connection: &'c Connection) -> Self {
        Self { connection, people: None, numbers: None }
    }

    /// For reading everything.
    pub(super) fn for_reading(connection: &'c Connection) -> Sql<Self> {
        let mut people = Vec::new();
        let mut statement = connection.prepare_cached("SELECT no, id FROM people ORDER BY no")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let mut columns = Columns::of(row);
            let no = columns.no()?;
            let slot = usize::try_from(no).ok().filter(|_| no < MOST_PEOPLE);
            let slot = slot.ok_or_else(|| unreadable("the number of a person"))?;
            people.resize(slot + 1, None);
            people[slot] = Some(PersonId::trusted(columns.known_str()?));
        }
        Ok(Self { connection, people: Some(people), numbers: None })
    }

    /// For writing everything into lists that were emptied.
    pub(super) fn for_writing(connection: &'c Connection) -> Self {
        Self { connection, people: None, numbers: Some(RefCell::default()) }
    }

    /// Whether no record of a list stands in the file but those that this wrote.
    fn lists_are_new(&self) -> bool {
        self.numbers.is_some()
    }

    fn id_of(&self, kind: RecordKind, no: i64) -> Sql<String> {
        let sql = format!("SELECT id FROM {} WHERE no = ?1", numbers(kind));
        let id: Option<String> = self.prepare(&sql)?.query_row([no], |row| row.get(0)).optional()?;
        id.ok_or_else(|| unreadable(format!("a reference to {} {no}", numbers(kind))))
    }

    fn person(&self, no: Option<i64>) -> Sql<Option<PersonId>> {
        let Some(no) = no else { return Ok(None) };
        match &self.people {
            Some(people) => {
                let known = usize::try_from(no).ok().and_then(|no| people.get(no)?.as_ref());
                known.cloned().map(Some).ok_or_else(|| unreadable(format!("a reference to person {no}")))
            }
            None => Ok(Some(PersonId::trusted(&self.id_of(RecordKind::Staff, no)?))),
        }
    }

    fn device(&self, no: Option<i64>) -> Sql<Option<DeviceId>> {
        no.map(|no| Ok(DeviceId::trusted(&self.id_of(RecordKind::Device, no)?))).transpose()
    }

    fn group(&self, no: i64) -> Sql<GroupId> {
        Ok(GroupId::trusted(&self.id_of(RecordKind::Group, no)?))
    }

    /// The number of an id, where the table has it.
    pub(super) fn number(&self, kind: RecordKind, id: &str) -> Sql<Option<i64>> {
        let sql = format!("SELECT no FROM {} WHERE id = ?1", numbers(kind));
        self.prepare(&sql)?.query_row([id], |row| row.get(0)).optional()
    }

    fn known_number(&self, kind: RecordKind, id: &str) -> Sql<i64> {
        self.number(kind, id)?.ok_or_else(|| refused(format!("no {} {id}", numbers(kind))))
    }

    fn person_no(&self, id: &PersonId) -> Sql<i64> {
        let Some(numbers) = &self.numbers else {
            return self.known_number(RecordKind::Staff, id.as_str());
        };
        if let Some(no) = numbers.borrow().get(id) {
            return Ok(*no);
        }
        let no = self.known_number(RecordKind::Staff, id.as_str())?;
        numbers.borrow_mut().insert(id.clone(), no);
        Ok(no)
    }

    fn device_no(&self, id: &DeviceId) -> Sql<i64> {
        self.known_number(RecordKind::Device, id.as_str())
    }

    pub(super) fn group_no(&self, id: &GroupId) -> Sql<i64> {
        self.known_number(RecordKind::Group, id.as_str())
    }

    pub(super) fn prepare(&self, sql: &str) -> Sql<CachedStatement<'c>> {
        self.connection.prepare_cached(sql)
    }

    /// The rows of a span of numbers in their order, each with its number.
    fn rows<T: Column>(
        &self,
        table: &str,
        number: &str,
        order: &str,
        columns: &[String],
        span: Span,
    ) -> Sql<Vec<(i64, T)>> {
        let mut statement = self.prepare(&format!(
            "SELECT {number}, {} FROM {table} WHERE {number} BETWEEN ?1 AND ?2 ORDER BY {order}",
            columns.join(", ")
        ))?;
        let rows = statement.query_map([span.0, span.1], |row| {
            let columns = &mut Columns::of(row);
            Ok((columns.no()?, T::read(columns, self)?))
        })?;
        rows.collect()
    }

    /// The records of a kind, each with its number.
    fn load<T: Column>(&self, kind: RecordKind, span: Span) -> Sql<Vec<(i64, T)>> {
        let (list, numbers) = (kind.list(), numbers(kind));
        let mut columns = columns_of::<T>();
        if let Some(id) = columns.first_mut().filter(|_| list != numbers) {
            *id = format!("(SELECT id FROM {numbers} WHERE {numbers}.no = {list}.no)");
        }
        self.rows(list, "no", "position", &columns, span)
    }

    /// The rows that are lists of other records, by the numbers of those.
    fn lists<T: Column>(&self, table: &str, parent: &str, span: Span) -> Sql<FxHashMap<i64, Vec<T>>> {
        let mut lists: FxHashMap<i64, Vec<T>> = FxHashMap::default();
        let order = format!("{parent}, place");
        for (no, row) in self.rows(table, parent, &order, &columns_of::<T>(), span)? {
            lists.entry(no).or_default().push(row);
        }
        Ok(lists)
    }

    /// Writes a record of a kind, and says its number.
    fn save<T: Column>(&self, kind: RecordKind, id: &str, position: i64, row: &T) -> Sql<i64> {
        if kind.list() != numbers(kind) {
            let no = number_person(self, id, kind)?;
            let given = [("no", Some(no)), ("position", Some(position))];
            let (columns, values) = (columns_of::<T>().split_off(1), values_of(row, self)?.split_off(1));
            return self.put_values(kind.list(), 1, &given, columns, values).map(|()| no);
        }
        let no = self.number(kind, id)?;
        self.put(kind.list(), 1, &[("no", no), ("position", Some(position))], row)?;
        no.map_or_else(|| Ok(self.connection.last_insert_rowid()), Ok)
    }

    /// Writes a list of a record anew.
    fn save_list<T: Column>(&self, table: &str, parent: &str, no: i64, rows: &[T]) -> Sql<()> {
        self.clear(table, parent, no)?;
        let columns = columns_of::<T>();
        let sql = insert(table, &format!("{parent}, place, {}", columns.join(", ")));
        for (place, row) in (0_i64..).zip(rows) {
            let mut values: Values<'_> = vec![no.into(), place.into()];
            row.write(self, &mut values)?;
            self.prepare(&sql)?.execute(params_from_iter(values))?;
        }
        Ok(())
    }

    /// Inserts a row, or updates the one with the same key (the first `keys` of the numbers given with it).
    fn put<T: Column>(&self, table: &str, keys: usize, given: &[(&str, Option<i64>)], row: &T) -> Sql<()> {
        self.put_values(table, keys, given, columns_of::<T>(), values_of(row, self)?)
    }

    fn put_values(
        &self,
        table: &str,
        keys: usize,
        given: &[(&str, Option<i64>)],
        columns: Vec<String>,
        values: Values<'_>,
    ) -> Sql<()> {
        let names: Vec<String> = given.iter().map(|(name, _)| (*name).to_owned()).chain(columns).collect();
        let values = given.iter().map(|(_, number)| or_null(*number)).chain(values);
        self.prepare(&upsert(table, keys, &names.join(", ")))?.execute(params_from_iter(values))?;
        Ok(())
    }

    /// Deletes the rows of a parent in a table of its parts.
    pub(super) fn clear(&self, table: &str, parent: &str, no: i64) -> Sql<()> {
        self.prepare(&format!("DELETE FROM {table} WHERE {parent} = ?1"))?.execute([no])?;
        Ok(())
    }
}

/// Inserts a row, or updates the one with the same key (the first `keys` columns). Never replaces: a replaced row would take
/// the rows that refer to it with it.
fn upsert(table: &str, keys: usize, columns: &str) -> String {
    let names: Vec<&str> = columns.split(", ").collect();
    let (key, rest) = names.split_at(keys.min(names.len()));
    let set: Vec<String> = rest.iter().map(|column| format!("{column} = excluded.{column}")).collect();
    format!("{} ON CONFLICT ({}) DO UPDATE SET {}", insert(table, columns), key.join(", "), set.join(", "))
}

/// Inserts a row whose key is not there yet.
fn insert(table: &str, columns: &str) -> String {
    let marks = vec!["?"; columns.split(", ").count()].join(", ");
    format!("INSERT INTO {table} ({columns}) VALUES ({marks})")
}

/// A list whose order a column keeps.
#[derive(Debug, Clone, Copy)]
pub(super) struct List {
    table: &'static str,
    column: &'static str,
    /// The group that the list belongs to; lists of the whole register have none.
    group: Option<i64>,
}

/// Out of the way of every position while rows are moved.
const ASIDE: i64 = 1 << 40;

impl List {
    pub(super) fn of(table: &'static str) -> Self {
        Self { table, column: "position", group: None }
    }

    pub(super) fn in_group(table: &'static str, group: i64) -> Self {
        Self { table, column: "no", group: Some(group) }
    }

    fn within(self) -> String {
        self.group.map_or_else(|| "1".to_owned(), |_| "group_no = :group".to_owned())
    }

    fn positions(self, book: &Book, offset: u32, limit: u32) -> Sql<Vec<i64>> {
        let Self { table, column, .. } = self;
        let sql = format!(
            "SELECT {column} FROM {table} WHERE {} ORDER BY {column} LIMIT {limit} OFFSET :offset",
            self.within()
        );
        let mut statement = book.prepare(&sql)?;
        statement.raw_bind_parameter(":offset", offset)?;
        if let Some(group) = self.group {
            statement.raw_bind_parameter(":group", group)?;
        }
        let mut rows = statement.raw_query();
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(row.get(0)?);
        }
        Ok(found)
    }

    /// The first and the last position; each is found by itself at the end of an index.
    fn reach(self, book: &Book) -> Sql<Option<(i64, i64)>> {
        let Self { table, column, .. } = self;
        let end = |which: &str| format!("(SELECT {which}({column}) FROM {table} WHERE {})", self.within());
        let mut statement = book.prepare(&format!("SELECT {}, {}", end("min"), end("max")))?;
        if let Some(group) = self.group {
            statement.raw_bind_parameter(":group", group)?;
        }
        let mut rows = statement.raw_query();
        let Some(row) = rows.next()? else { return Ok(None) };
        Ok(row.get::<_, Option<i64>>(0)?.zip(row.get(1)?))
    }

    /// The position of the record at a place, from 0.
    pub(super) fn position(self, book: &Book, place: u32) -> Sql<Option<i64>> {
        Ok(self.positions(book, place, 1)?.first().copied())
    }

    /// A free position for a record that is to stand at a place; those behind it move only where no gap is left.
    pub(super) fn make_room(self, book: &Book, place: u32) -> Sql<i64> {
        let Self { table, column, .. } = self;
        if place == 0 {
            return Ok(self.position(book, 0)?.map_or(0, |first| first - 1));
        }
        // No list is longer than its positions reach: then the place is the end, and no row has to be counted.
        if let Some((first, last)) = self.reach(book)?
            && i64::from(place) > last - first
        {
            return Ok(last + 1);
        }
        let around = self.positions(book, place - 1, 2)?;
        let (before, after) = match around.as_slice() {
            [before, after, ..] => (*before, *after),
            [last] => return Ok(last + 1),
            // Behind the end: the end.
            [] => return Ok(self.reach(book)?.map_or(0, |(_, last)| last + 1)),
        };
        if after - before <= 1 {
            for (change, from) in [(ASIDE, before), (1 - ASIDE, ASIDE / 2)] {
                let sql = format!(
                    "UPDATE {table} SET {column} = {column} + :change WHERE {} AND {column} > :from",
                    self.within()
                );
                let mut statement = book.prepare(&sql)?;
                statement.raw_bind_parameter(":change", change)?;
                statement.raw_bind_parameter(":from", from)?;
                if let Some(group) = self.group {
                    statement.raw_bind_parameter(":group", group)?;
                }
                statement.raw_execute()?;
            }
        }
        Ok(before + 1)
    }
}

/// The record at a key as the file has it.
pub(super) fn read(book: &Book, key: &Key) -> Sql<Option<Record>> {
    Ok(match key {
        Key::Office => Some(Record::Office(load_office(book)?)),
        Key::Policy => Some(Record::Policy(load_policy(book)?)),
        Key::Membership(group, id) => match book.number(RecordKind::Group, group.as_str())? {
            Some(group) => groups::read_membership(book, group, id)?.map(Record::Membership),
            None => None,
        },
        Key::Review(group, place) => match book.number(RecordKind::Group, group.as_str())? {
            Some(group) => groups::read_review(book, group, *place)?.map(Record::Review),
            None => None,
        },
        Key::Waiver(place) => match List::of("waivers").position(book, *place)? {
            Some(position) => load_waivers(book, Span::one(position))?.pop().map(Record::Waiver),
            None => None,
        },
        listed => match book.number(listed.kind(), listed.id().unwrap_or_default())? {
            Some(no) => load_records(book, listed.kind(), Span::one(no))?.pop(),
            None => None,
        },
    })
}

/// The records of a kind that have numbers, in the order of their list.
pub(super) fn load_records(book: &Book, kind: RecordKind, span: Span) -> Sql<Vec<Record>> {
    match kind {
        RecordKind::Staff => Ok(records(load_staff(book, span)?, Record::Staff)),
        RecordKind::Device => Ok(records(load_devices(book, span)?, Record::Device)),
        RecordKind::Incident => {
            Ok(records(load_incidents(book, span)?, |incident| Record::Incident(Box::new(incident))))
        }
        plain => load_plain(book, plain, span),
    }
}

/// Writes a record that has a number and a position in its list.
pub(super) fn save_record(book: &Book, record: &Record, position: i64) -> Sql<()> {
    match record {
        Record::Staff(row) => save_staff(book, row, position),
        Record::Device(row) => save_device(book, row, position),
        Record::Incident(row) => save_incident(book, row, position),
        plain => save_plain(book, plain, position),
    }
}

fn records<T>(rows: Vec<T>, record: impl Fn(T) -> Record) -> Vec<Record> {
    rows.into_iter().map(record).collect()
}

/// Reads and writes what stands in one table and in no other.
macro_rules! plain {
    ($($kind:ident in $list:ident: $row:ident by $id:ident,)*) => {
        fn load_plain(book: &Book, kind: RecordKind, span: Span) -> Sql<Vec<Record>> {
            match kind {
                $(RecordKind::$kind => Ok(records(book.load(kind, span)?, |(_, row)| Record::$kind(row))),)*
                _ => Ok(Vec::new()),
            }
        }

        fn save_plain(book: &Book, record: &Record, position: i64) -> Sql<()> {
            match (record, record.id()) {
                $((Record::$kind(row), Some(id)) => book.save(record.kind(), id, position, row).map(drop),)*
                _ => Err(refused("a record that has no number")),
            }
        }
    };
}

with_lists! { plain }

/// Writes a record; `place` is where a new one stands in its list.
pub(super) fn write(book: &Book, key: &Key, place: u32, record: &Record) -> Sql<()> {
    let other = || refused("a record under the key of another");
    if (key.kind(), key.id()) != (record.kind(), record.id()) {
        return Err(other());
    }
    match record {
        Record::Office(row) => save_office(book, row),
        Record::Policy(row) => save_policy(book, row),
        Record::Membership(row) => {
            let group = book.group_no(key.group().ok_or_else(other)?)?;
            let no = match groups::membership_no(book, &row.id)? {
                Some((its_group, no)) if its_group == group => no,
                Some(_) => return Err(refused(format!("membership {} is in another group", row.id))),
                None => List::in_group("memberships", group).make_room(book, place)?,
            };
            save_membership(book, group, no, row)
        }
        Record::Review(_) | Record::Waiver(_) => Err(other()),
        numbered => save_record(book, numbered, position_of(book, key, place)?),
    }
}

/// Writes a review or a waiver, which have no id but a place.
pub(super) fn write_at(book: &Book, key: &Key, record: &Record, new: bool) -> Sql<()> {
    let position = |list: List, place: u32| {
        if new {
            list.make_room(book, place)
        } else {
            list.position(book, place)?.ok_or_else(|| refused("a place that is not there"))
        }
    };
    match (key, record) {
        (Key::Review(group, place), Record::Review(row)) => {
            let group = book.group_no(group)?;
            let no = position(List::in_group("reviews", group), *place)?;
            save_review(book, group, no, row)
        }
        (Key::Waiver(place), Record::Waiver(row)) => {
            let list = List::of("waivers");
            if new {
                let position = position(list, *place)?;
                save_waiver(book, row, None, position)
            } else {
                let position = position(list, *place)?;
                let no: i64 = book
                    .prepare("SELECT no FROM waivers WHERE position = ?1")?
                    .query_row([position], |row| row.get(0))?;
                save_waiver(book, row, Some(no), position)
            }
        }
        _ => Err(refused("a record under the key of another")),
    }
}

/// Takes a record out of the file.
pub(super) fn delete(book: &Book, key: &Key) -> Sql<()> {
    match key {
        Key::Office | Key::Policy => Err(refused("the office and its policy are always there")),
        Key::Membership(group, id) => {
            let group = book.group_no(group)?;
            book.prepare("DELETE FROM memberships WHERE id = ?1 AND group_no = ?2")?
                .execute(rusqlite::params![id.as_str(), group])
                .map(drop)
        }
        Key::Review(group, place) => {
            let group = book.group_no(group)?;
            let no = List::in_group("reviews", group).position(book, *place)?;
            book.prepare("DELETE FROM reviews WHERE group_no = ?1 AND no = ?2")?
                .execute([Some(group), no])
                .map(drop)
        }
        Key::Waiver(place) => {
            let position = List::of("waivers").position(book, *place)?;
            book.prepare("DELETE FROM waivers WHERE position = ?1")?.execute([position]).map(drop)
        }
        listed => {
            let sql = format!("DELETE FROM {} WHERE id = ?1", numbers(listed.kind()));
            book.prepare(&sql)?.execute([listed.id()]).map(drop)
        }
    }
}

/// Where a record stands already, or room for it.
fn position_of(book: &Book, key: &Key, place: u32) -> Sql<i64> {
    let (list, numbers) = (key.kind().list(), numbers(key.kind()));
    let sql = if list == numbers {
        format!("SELECT position FROM {list} WHERE id = ?1")
    } else {
        format!("SELECT position FROM {list} JOIN {numbers} USING (no) WHERE id = ?1")
    };
    let known: Option<i64> = book.prepare(&sql)?.query_row([key.id()], |row| row.get(0)).optional()?;
    known.map_or_else(|| List::of(list).make_room(book, place), Ok)
}
