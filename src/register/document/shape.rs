//! The fields of each record, read and written in the order of their table. A field's name is its name in the document.

#[allow(clippy::wildcard_imports, reason = "the table of fields has every type of them")]
use crate::register::records::*;
use crate::register::{fields::records, kinds::with_lists};

use super::{
    fault::Fault,
    path::Path,
    tree::{Field, Json},
    value::{Read, Value, absent, fields, write_field},
    writer::Writer,
};

/// A record whose fields are read and written one by one.
pub(super) trait Shape: Sized {
    /// Reads the fields; an unknown one is a fault.
    fn read_fields(given: Vec<Field<'_>>, at: &Path<'_>) -> Read<Self>;

    /// Writes the recorded fields.
    fn write_fields(&self, out: &mut Writer);
}

macro_rules! shapes {
    ($($(#[$about:meta])* $record:ident { $(
        $(#[$more:meta])* $field:ident $([$needed:ident])? : $type:ty $(as $class:ident)?
            $(= $ja:literal, $en:literal $(in $column:literal)?)?;
    )* })*) => {
        /// Every record with the names of its fields, in the order in which they are written. A group's memberships and
        /// reviews are records of their own; its sheet does not list them.
        pub const RECORD_FIELDS: &[(&str, &[&str])] =
            &[$((stringify!($record), &[$(stringify!($field)),*])),*];

        $(impl Shape for $record {
            fn read_fields(given: Vec<Field<'_>>, at: &Path<'_>) -> Read<Self> {
                $(let mut $field = None;)*
                for (key, value) in given {
                    let at = at.key(&key);
                    match (key.as_ref(), value) {
                        $((stringify!($field), Json::Null) => {})*
                        $((stringify!($field), value) => $field = Some(Value::read(value, &at)?),)*
                        _ => return Err(at.fault(Fault::UnknownField { name: key.to_string() })),
                    }
                }
                Ok(Self {
                    $($field: match $field {
                        Some(value) => value,
                        None => absent(&at.key(stringify!($field)))?,
                    }),*
                })
            }

            fn write_fields(&self, out: &mut Writer) {
                $(write_field(out, stringify!($field), &self.$field);)*
            }
        })*
    };
}

/// An object that is always there: the element of a list.
macro_rules! elements {
    ($($record:ident),* $(,)?) => {$(
        impl Value for $record {
            fn read(json: Json<'_>, at: &Path<'_>) -> Read<Self> {
                Self::read_fields(fields(json, at)?, at)
            }

            fn write(&self, out: &mut Writer) {
                out.object(|out| self.write_fields(out));
            }
        }
    )*};
}

/// An object inside a record: absent means that none of its fields is recorded.
macro_rules! parts {
    ($($record:ident),* $(,)?) => {$(
        impl Value for $record {
            fn absent() -> Option<Self> {
                Some(Self::default())
            }

            fn read(json: Json<'_>, at: &Path<'_>) -> Read<Self> {
                Self::read_fields(fields(json, at)?, at)
            }

            fn is_recorded(&self) -> bool {
                *self != Self::default()
            }

            fn write(&self, out: &mut Writer) {
                out.object(|out| self.write_fields(out));
            }
        }
    )*};
}

records! { shapes }

elements! {
    Considered, Training, Restriction, GroupSheet, Membership, Review, MembershipDecision, Response, Report, Measure, Waiver,
    Question,
}

macro_rules! listed {
    ($($kind:ident in $list:ident: $row:ident by $id:ident,)*) => { elements! { $($row),* } };
}

with_lists! { listed }

parts! { Office, PolicySheet, McsAccount, Pledge, Decision, Consent, Removal, Authority }

impl<T: Shape> Shape for Box<T> {
    fn read_fields(given: Vec<Field<'_>>, at: &Path<'_>) -> Read<Self> {
        T::read_fields(given, at).map(Self::new)
    }

    fn write_fields(&self, out: &mut Writer) {
        T::write_fields(self, out);
    }
}

impl Shape for Group {
    fn read_fields(given: Vec<Field<'_>>, at: &Path<'_>) -> Read<Self> {
        let mut memberships = Vec::new();
        let mut reviews = Vec::new();
        let mut sheet = Vec::with_capacity(given.len());
        for (key, value) in given {
            match (key.as_ref(), value) {
                ("memberships" | "reviews", Json::Null) => {}
                ("memberships", value) => memberships = Value::read(value, &at.key("memberships"))?,
                ("reviews", value) => reviews = Value::read(value, &at.key("reviews"))?,
                (_, value) => sheet.push((key, value)),
            }
        }
        Ok(Self { sheet: GroupSheet::read_fields(sheet, at)?, memberships, reviews })
    }

    fn write_fields(&self, out: &mut Writer) {
        self.sheet.write_fields(out);
        write_field(out, "memberships", &self.memberships);
        write_field(out, "reviews", &self.reviews);
    }
}
