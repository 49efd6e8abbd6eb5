//! A field as columns: its type says how it is read and written, the table of fields where.

use rusqlite::{
    Row,
    types::{ToSqlOutput, Value, ValueRef},
};

use super::{Book, Sql, unreadable};
use crate::register::{
    AddedFacts, Date, Open, Time,
    document::{added_from_json, added_to_json, paper_text},
    fields::records,
    kinds::with_ids,
    subject::Subject,
};
#[allow(clippy::wildcard_imports, reason = "the table of fields has every type of them")]
use crate::register::{id::*, records::*, words::*};

/// Reads a row column by column.
pub(super) struct Columns<'r, 's> {
    row: &'r Row<'s>,
    next: usize,
}

impl<'r, 's> Columns<'r, 's> {
    pub(super) fn of(row: &'r Row<'s>) -> Self {
        Self { row, next: 0 }
    }

    fn wrong(&self) -> rusqlite::Error {
        let column = self.row.as_ref().column_name(self.next - 1).unwrap_or("?").to_owned();
        unreadable(format!("a value of the column {column}"))
    }

    fn value(&mut self) -> Sql<ValueRef<'r>> {
        let value = self.row.get_ref(self.next);
        self.next += 1;
        value
    }

    pub(super) fn integer(&mut self) -> Sql<Option<i64>> {
        match self.value()? {
            ValueRef::Null => Ok(None),
            ValueRef::Integer(number) => Ok(Some(number)),
            _ => Err(self.wrong()),
        }
    }

    /// A number that is always there.
    pub(super) fn no(&mut self) -> Sql<i64> {
        self.integer()?.ok_or_else(|| self.wrong())
    }

    pub(super) fn count(&mut self) -> Sql<Option<u32>> {
        let Some(number) = self.integer()? else { return Ok(None) };
        u32::try_from(number).map(Some).map_err(|_| self.wrong())
    }

    pub(super) fn flag(&mut self) -> Sql<Option<bool>> {
        Ok(self.integer()?.map(|number| number != 0))
    }

    pub(super) fn date(&mut self) -> Sql<Option<Date>> {
        match self.integer()? {
            None => Ok(None),
            Some(number) => date(number).map(Some).ok_or_else(|| self.wrong()),
        }
    }

    pub(super) fn time(&mut self) -> Sql<Option<Time>> {
        let Some(number) = self.integer()? else { return Ok(None) };
        let small = |number: i64| u8::try_from(number).ok();
        date(number / 10_000)
            .and_then(|date| Time::new(date, small(number / 100 % 100)?, small(number % 100)?).ok())
            .map(Some)
            .ok_or_else(|| self.wrong())
    }

    pub(super) fn str(&mut self) -> Sql<Option<&'r str>> {
        match self.value()? {
            ValueRef::Null => Ok(None),
            ValueRef::Text(bytes) => std::str::from_utf8(bytes).map(Some).map_err(|_| self.wrong()),
            _ => Err(self.wrong()),
        }
    }

    /// A text that is always there.
    pub(super) fn known_str(&mut self) -> Sql<&'r str> {
        self.str()?.ok_or_else(|| self.wrong())
    }

    pub(super) fn text(&mut self) -> Sql<Option<String>> {
        Ok(self.str()?.map(str::to_owned))
    }

    pub(super) fn word<T>(&mut self, from: fn(&str) -> Option<T>) -> Sql<Option<T>> {
        match self.str()? {
            None => Ok(None),
            Some(word) => from(word).map(Some).ok_or_else(|| self.wrong()),
        }
    }

    pub(super) fn known_word<T>(&mut self, from: fn(&str) -> Option<T>) -> Sql<T> {
        self.word(from)?.ok_or_else(|| self.wrong())
    }
}

fn date(number: i64) -> Option<Date> {
    u32::try_from(number).ok().and_then(|number| Date::from_number(number).ok())
}

/// A minute as its number.
fn minute(time: Time) -> i64 {
    i64::from(time.date.number()) * 10_000 + i64::from(time.hour()) * 100 + i64::from(time.minute())
}

/// What stands in the columns of a row, in their order.
pub(super) type Values<'v> = Vec<ToSqlOutput<'v>>;

/// Something that stands in one column or several; a list stands in a table of its own and in none here.
pub(super) trait Column: Sized {
    /// Its columns, by the path to it.
    fn columns(path: &str, out: &mut Vec<String>);
    /// Reads it from its columns.
    fn read(columns: &mut Columns<'_, '_>, book: &Book<'_>) -> Sql<Self>;
    /// What stands in its columns.
    fn write<'v>(&'v self, book: &Book<'_>, out: &mut Values<'v>) -> Sql<()>;
}

/// The columns of a record.
pub(super) fn columns_of<T: Column>() -> Vec<String> {
    let mut columns = Vec::new();
    T::columns("", &mut columns);
    columns
}

/// What stands in the columns of a record.
pub(super) fn values_of<'v>(row: &'v impl Column, book: &Book<'_>) -> Sql<Values<'v>> {
    let mut values = Vec::new();
    row.write(book, &mut values)?;
    Ok(values)
}

/// A value where one is recorded.
pub(super) fn or_null<'v>(value: Option<impl Into<ToSqlOutput<'v>>>) -> ToSqlOutput<'v> {
    value.map_or(ToSqlOutput::Owned(Value::Null), Into::into)
}

/// Something that stands in one column.
trait Cell: Sized {
    fn read(columns: &mut Columns<'_, '_>, book: &Book<'_>) -> Sql<Option<Self>>;
    fn write(&self, book: &Book<'_>) -> Sql<ToSqlOutput<'_>>;
}

impl<T: Cell> Column for Option<T> {
    fn columns(path: &str, out: &mut Vec<String>) {
        out.push(path.to_owned());
    }

    fn read(columns: &mut Columns<'_, '_>, book: &Book<'_>) -> Sql<Self> {
        T::read(columns, book)
    }

    fn write<'v>(&'v self, book: &Book<'_>, out: &mut Values<'v>) -> Sql<()> {
        out.push(or_null(self.as_ref().map(|value| value.write(book)).transpose()?));
        Ok(())
    }
}

impl<T: Column> Column for Box<T> {
    fn columns(path: &str, out: &mut Vec<String>) {
        T::columns(path, out);
    }

    fn read(columns: &mut Columns<'_, '_>, book: &Book<'_>) -> Sql<Self> {
        T::read(columns, book).map(Self::new)
    }

    fn write<'v>(&'v self, book: &Book<'_>, out: &mut Values<'v>) -> Sql<()> {
        T::write(self, book, out)
    }
}

macro_rules! cells {
    ($($type:ty: |$columns:ident, $book:ident| $read:expr, |$value:ident| $write:expr;)*) => {$(
        impl Cell for $type {
            #[allow(unused_variables, reason = "most ask for nothing but the row")]
            fn read($columns: &mut Columns<'_, '_>, $book: &Book<'_>) -> Sql<Option<Self>> {
                $read
            }

            #[allow(unused_variables, reason = "most ask for nothing but the value")]
            fn write(&self, $book: &Book<'_>) -> Sql<ToSqlOutput<'_>> {
                let $value = self;
                Ok($write.into())
            }
        }

        /// Where it has to be there.
        impl Column for $type {
            fn columns(path: &str, out: &mut Vec<String>) {
                out.push(path.to_owned());
            }

            fn read(columns: &mut Columns<'_, '_>, book: &Book<'_>) -> Sql<Self> {
                <Self as Cell>::read(columns, book)?.ok_or_else(|| columns.wrong())
            }

            fn write<'v>(&'v self, book: &Book<'_>, out: &mut Values<'v>) -> Sql<()> {
                out.push(Cell::write(self, book)?);
                Ok(())
            }
        }
    )*};
}

cells! {
    String: |columns, book| columns.text(), |text| text.as_str();
    Box<str>: |columns, book| Ok(columns.str()?.map(Self::from)), |text| &**text;
    Date: |columns, book| columns.date(), |date| date.number();
    Time: |columns, book| columns.time(), |time| minute(*time);
    bool: |columns, book| columns.flag(), |flag| *flag;
    u32: |columns, book| columns.count(), |number| *number;
    Subject: |columns, book| columns.word(Self::parse), |subject| subject.to_string();
    PersonId: |columns, book| book.person(columns.integer()?), |id| book.person_no(id)?;
    DeviceId: |columns, book| book.device(columns.integer()?), |id| book.device_no(id)?;
    GroupId: |columns, book| columns.integer()?.map(|no| book.group(no)).transpose(), |id| book.group_no(id)?;
    PaperText: |columns, book| {
        columns.str()?.map(|text| paper_text(text).map_err(|_| unreadable("a paper"))).transpose()
    }, |paper| paper.as_str();
}

macro_rules! words {
    ($($word:ty),* $(,)?) => {
        cells! { $($word: |columns, book| columns.word(Self::from_word), |word| word.word();)* }
    };
}

words! {
    FilingKind, Role, RestrictionKind, OrderedBy, DeviceKind, Ownership, DeviceStatus, DecisionResult, GroupKind, ConsentBy,
    Rights, Assessment, Addressee, ReportStage, ConsideredResult, Host,
}

impl<T: FixedWord> Cell for Open<T> {
    fn read(columns: &mut Columns<'_, '_>, _: &Book<'_>) -> Sql<Option<Self>> {
        columns.word(Self::from_word)
    }

    fn write(&self, _: &Book<'_>) -> Sql<ToSqlOutput<'_>> {
        Ok(self.word().into())
    }
}

impl<T: FixedWord> Column for Open<T> {
    fn columns(path: &str, out: &mut Vec<String>) {
        out.push(path.to_owned());
    }

    fn read(columns: &mut Columns<'_, '_>, _: &Book<'_>) -> Sql<Self> {
        columns.known_word(Self::from_word)
    }

    fn write<'v>(&'v self, book: &Book<'_>, out: &mut Values<'v>) -> Sql<()> {
        out.push(Cell::write(self, book)?);
        Ok(())
    }
}

/// One JSON object, as documents have it.
impl Column for AddedFacts {
    fn columns(path: &str, out: &mut Vec<String>) {
        out.push(path.to_owned());
    }

    fn read(columns: &mut Columns<'_, '_>, _: &Book<'_>) -> Sql<Self> {
        let Some(text) = columns.str()? else { return Ok(Self::default()) };
        added_from_json(text).map_err(|_| columns.wrong())
    }

    fn write<'v>(&'v self, _: &Book<'_>, out: &mut Values<'v>) -> Sql<()> {
        out.push(or_null((!self.is_empty()).then(|| added_to_json(self))));
        Ok(())
    }
}

macro_rules! tables_of_their_own {
    ($([$($of:tt)*] $list:ty),*) => {$(
        impl<$($of)*> Column for $list {
            fn columns(_: &str, _: &mut Vec<String>) {}

            fn read(_: &mut Columns<'_, '_>, _: &Book<'_>) -> Sql<Self> {
                Ok(Self::default())
            }

            fn write<'v>(&'v self, _: &Book<'_>, _: &mut Values<'v>) -> Sql<()> {
                Ok(())
            }
        }
    )*};
}

tables_of_their_own! { [T] Vec<T>, [] Controls, [] Answers, [] PolicySettings }

/// The id of the record itself: it stands as it is, and not as a number.
trait Own: Sized {
    fn own(id: &str) -> Self;
    fn text(&self) -> &str;
}

macro_rules! ids {
    ($(
        $(#[$doc:meta])* $id:ident of $kind:ident $(| $also:ident)*, named $named:ident, holds $holds:ident;
    )*) => {$(
        impl Own for $id {
            fn own(id: &str) -> Self {
                Self::trusted(id)
            }

            fn text(&self) -> &str {
                self.as_str()
            }
        }
    )*};
}

with_ids! { ids }

macro_rules! rows {
    ($($(#[$about:meta])* $record:ident { $(
        $(#[$more:meta])* $field:ident $([$needed:ident])? : $type:ty $(as $class:ident)?
            $(= $ja:literal, $en:literal $(in $column:literal)?)?;
    )* })*) => {
        $(row! { $record $($field [$($class)?] [$($($column)?)?])* })*
    };
}

macro_rules! row {
    // A decision names a membership by its number in the group: see `groups`.
    (MembershipDecision $($rest:tt)*) => {};
    ($record:ident $($field:ident [$($class:ident)?] [$($column:literal)?])*) => {
        impl Column for $record {
            fn columns(path: &str, out: &mut Vec<String>) {
                $(
                    let at = &path_of(path, stringify!($field), None$(.or(Some($column)))?);
                    columns!([$($class)?] $record $field, at, out);
                )*
            }

            fn read(columns: &mut Columns<'_, '_>, book: &Book<'_>) -> Sql<Self> {
                Ok(Self { $($field: taken!([$($class)?] columns, book)),* })
            }

            fn write<'v>(&'v self, book: &Book<'_>, out: &mut Values<'v>) -> Sql<()> {
                $(put!([$($class)?] &self.$field, book, out);)*
                Ok(())
            }
        }
    };
}

macro_rules! columns {
    ([Own] $record:ident $field:ident, $path:expr, $out:expr) => {
        $out.push($path.to_owned())
    };
    ([$($class:ident)?] $record:ident $field:ident, $path:expr, $out:expr) => {
        columns_of_field(|row: &$record| &row.$field, $path, $out)
    };
}

macro_rules! taken {
    ([Own] $columns:ident, $book:ident) => {
        Own::own($columns.known_str()?)
    };
    ([$($class:ident)?] $columns:ident, $book:ident) => {
        Column::read($columns, $book)?
    };
}

macro_rules! put {
    ([Own] $field:expr, $book:ident, $out:ident) => {
        $out.push(Own::text($field).into())
    };
    ([$($class:ident)?] $field:expr, $book:ident, $out:ident) => {
        Column::write($field, $book, $out)?
    };
}

fn columns_of_field<R, T: Column>(_: fn(&R) -> &T, path: &str, out: &mut Vec<String>) {
    T::columns(path, out);
}

/// The column of a field, or the path to the columns of its parts.
fn path_of(within: &str, field: &str, named: Option<&str>) -> String {
    match named {
        Some(column) => column.to_owned(),
        None if within.is_empty() => field.to_owned(),
        None => format!("{within}_{field}"),
    }
}

records! { rows }

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rusqlite::Connection;

    use super::*;
    use crate::store::schema::MIGRATIONS;

    /// A column that no field has would be read by nothing and written by nothing.
    #[test]
    fn the_tables_have_the_columns_of_the_fields_and_no_others() {
        let connection = Connection::open_in_memory().unwrap();
        for migration in MIGRATIONS {
            connection.execute_batch(migration.sql).unwrap();
        }
        let check = |table: &str, beside: &str, columns: Vec<String>| {
            let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1)").unwrap();
            let there: BTreeSet<String> =
                statement.query_map([table], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
            let beside = beside.split(' ').map(str::to_owned);
            assert_eq!(there, columns.into_iter().chain(beside).collect(), "{table}");
        };
        let without_id = |columns: Vec<String>| columns.into_iter().filter(|column| column != "id").collect();
        check("office", "only", columns_of::<Office>());
        check("considered", "office place", columns_of::<Considered>());
        check("filings", "no position", columns_of::<Filing>());
        check("staff", "no position kind", without_id(columns_of::<Staff>()));
        check("trainings", "staff place", columns_of::<Training>());
        check("restrictions", "staff place", columns_of::<Restriction>());
        check("partners", "no position kind", without_id(columns_of::<Partner>()));
        check("devices", "no position", columns_of::<Device>());
        check("take_outs", "no position", columns_of::<TakeOut>());
        check("groups", "no position", columns_of::<GroupSheet>());
        check("memberships", "group_no no", columns_of::<Membership>());
        check("reviews", "group_no no", columns_of::<Review>());
        let decisions = "group_no review place membership decision reason question";
        check("decisions", decisions, columns_of::<Question>());
        check("incidents", "no position", columns_of::<Incident>());
        check("first_responses", "incident place", columns_of::<Response>());
        check("incident_reports", "incident place", columns_of::<Report>());
        check("measures", "incident place", columns_of::<Measure>());
        check("waivers", "no position", columns_of::<Waiver>());
    }
}
