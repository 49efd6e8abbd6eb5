//! One fact of a command: its word, and the fields of its kind.

use crate::register::command::{Fact, with_facts};

use super::{
    command::Given,
    fault::Fault,
    path::Path,
    tree::Json,
    value::{Read, Value, write_field},
    writer::Writer,
};

macro_rules! facts {
    ($($variant:ident = $word:literal { $($field:ident),* })*) => {
        impl Value for Fact {
            fn read(json: Json<'_>, at: &Path<'_>) -> Read<Self> {
                let mut given = Given::of(json, at)?;
                let word = given.word("fact", at)?;
                let fact = match word.as_ref() {
                    $($word => Self::$variant { $($field: given.field(stringify!($field), at)?),* },)*
                    _ => {
                        let (word, allowed) = (word.into_owned(), Self::WORDS.to_vec());
                        return Err(at.key("fact").fault(Fault::UnknownWord { word, allowed }));
                    }
                };
                given.end(at)?;
                Ok(fact)
            }

            fn write(&self, out: &mut Writer) {
                out.object(|out| {
                    out.key("fact");
                    out.plain(self.word());
                    match self {
                        $(Self::$variant { $($field),* } => {
                            $(write_field(out, stringify!($field), $field);)*
                        })*
                    }
                });
            }
        }
    };
}

with_facts! { facts }
