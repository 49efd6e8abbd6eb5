//! The top level of the document: its sections, each element decoded as soon as it is read.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};

use crate::register::{
    Parts,
    kinds::with_lists,
    records::{self, Office, PolicySheet, Waiver},
};

use super::{
    FORMAT,
    fault::{DocumentError, Fault, Wanted},
    path::Path,
    references::table,
    tree::{Carrier, Elements, Json, KeySeed, Seed},
    value::{Read, Value, wrong_type},
};

/// A list of the document, as a section reads it and the register holds it.
macro_rules! sections {
    ($($kind:ident in $list:ident: $row:ident by $id:ident,)*) => {
        /// What the sections of a document hold, before it is known whether they fit together.
        #[derive(Default)]
        pub(super) struct Sections {
            /// The fault of `format`: without a known format nothing else can be trusted.
            format: Option<Box<DocumentError>>,
            /// The first fault of any other place. Reading goes on, for text that is no JSON says more.
            fault: Option<Box<DocumentError>>,
            office: Office,
            $($list: Vec<records::$row>,)*
            waivers: Vec<Waiver>,
            policy: PolicySheet,
        }

        impl Sections {
            /// The lists of a register, or the first fault.
            pub(super) fn into_parts(self) -> Read<Parts> {
                if let Some(fault) = self.format.or(self.fault) {
                    return Err(fault);
                }
                Ok(Parts {
                    office: self.office,
                    $($list: table(self.$list, stringify!($list))?,)*
                    waivers: self.waivers,
                    policy: self.policy,
                })
            }

            /// Reads a section; `None` where there is no such.
            fn read<'de, A: MapAccess<'de>>(
                &mut self,
                name: &str,
                map: &mut A,
                seed: Seed<'_>,
                fault: &mut Option<Box<DocumentError>>,
            ) -> Result<Option<()>, A::Error> {
                match name {
                    $(stringify!($list) => list(map, seed, name, &mut self.$list, fault)?,)*
                    "waivers" => list(map, seed, name, &mut self.waivers, fault)?,
                    _ => return Ok(None),
                }
                Ok(Some(()))
            }
        }
    };
}

with_lists! { sections }

/// Reads the top level.
pub(super) struct SectionsSeed<'c> {
    /// Carries typed faults of the JSON itself.
    pub(super) carrier: &'c Carrier,
}

impl<'de> DeserializeSeed<'de> for SectionsSeed<'_> {
    type Value = Sections;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Sections, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for SectionsSeed<'_> {
    type Value = Sections;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a register")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Sections, A::Error> {
        let seed = Seed::new(self.carrier).inside();
        let mut sections = Sections::default();
        let mut fault = None;
        let mut format = Err(Path::ROOT.key("format").fault(Fault::Required));
        let mut read = Vec::new();
        while let Some(key) = map.next_key_seed(KeySeed)? {
            if read.contains(&key) {
                return Err(self.carrier.same_key(&key));
            }
            match key.as_ref() {
                "format" => format = read_format(map.next_value_seed(seed)?),
                "office" => one(map.next_value_seed(seed)?, "office", &mut sections.office, &mut fault),
                "policy" => one(map.next_value_seed(seed)?, "policy", &mut sections.policy, &mut fault),
                name if sections.read(name, &mut map, seed, &mut fault)?.is_some() => {}
                _ => {
                    map.next_value_seed(seed)?;
                    let name = key.to_string();
                    fault = fault.or_else(|| Some(Path::ROOT.key(&key).fault(Fault::UnknownField { name })));
                    // Only the first is told, so a document of a million unknown fields is no million to search.
                    continue;
                }
            }
            read.push(key);
        }
        sections.fault = fault;
        sections.format = format.err();
        Ok(sections)
    }
}

fn read_format(json: Json<'_>) -> Read<()> {
    let root = &Path::ROOT;
    let at = root.key("format");
    match json {
        Json::Text(format) if format == FORMAT => Ok(()),
        Json::Text(format) => Err(at.fault(Fault::UnknownFormat { format: format.into_owned() })),
        Json::Null => Err(at.fault(Fault::Required)),
        other => Err(wrong_type(&other, Wanted::Text, &at)),
    }
}

/// What there is one of.
fn one<T: Value>(json: Json<'_>, section: &str, into: &mut T, fault: &mut Option<Box<DocumentError>>) {
    if matches!(json, Json::Null) {
        return;
    }
    match T::read(json, &Path::ROOT.key(section)) {
        Ok(read) => *into = read,
        Err(wrong) if fault.is_none() => *fault = Some(wrong),
        Err(_) => {}
    }
}

fn list<'de, T: Value, A: MapAccess<'de>>(
    map: &mut A,
    seed: Seed<'_>,
    section: &str,
    rows: &mut Vec<T>,
    fault: &mut Option<Box<DocumentError>>,
) -> Result<(), A::Error> {
    let root = &Path::ROOT;
    let at = root.key(section);
    let elements = Elements::new(seed, |place, json| {
        if fault.is_none() {
            match T::read(json, &at.item(place)) {
                Ok(row) => rows.push(row),
                Err(wrong) => *fault = Some(wrong),
            }
        }
    });
    let other = map.next_value_seed(elements)?;
    if let Some(other) = other
        && !matches!(other, Json::Null)
        && fault.is_none()
    {
        *fault = Some(wrong_type(&other, Wanted::List, &at));
    }
    Ok(())
}
