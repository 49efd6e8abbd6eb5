//! The register document (JSON, `mcs-register/1`): a whole register as text, one record as a line of the audit trail,
//! and one command as a line of a script.
//!
//! Reading is strict: what the format does not know is a fault with its place, and nothing is read in part.

mod command;
mod difference;
mod fact;
mod fault;
mod path;
mod references;
mod review;
mod sections;
mod shape;
mod text;
mod tree;
mod value;
mod writer;

pub use command::{Request, RequestFault, command_to_json};
pub use difference::{Difference, difference, each_value};
pub use fault::{DocumentError, Encoding, Fault, Found, Wanted};
pub use shape::RECORD_FIELDS;

use super::{
    Parts, Record, RecordKind, Register,
    added::{AddedFacts, Declared, Used},
    kinds::{with_kinds, with_lists},
    records::{PaperText, PolicySheet},
    slots::Slot as _,
    words::AnyControl,
};
use path::Path;
use sections::SectionsSeed;
use shape::Shape as _;
use tree::{Carrier, Json};
use value::{Read, fields, write_field};
use writer::Writer;

/// The format that this version reads and writes.
pub const FORMAT: &str = "mcs-register/1";

/// Reads a register document.
///
/// `flags` gives the kinds of subject that a rule of the policy flags, or `None` for a rule that is not known: waivers
/// are checked against it.
///
/// # Errors
/// The first fault with its place. Text that is no JSON comes first, then an unknown format, then the first field that is
/// wrong, then ids and references that do not fit together.
pub fn decode(
    bytes: &[u8],
    flags: &dyn Fn(&str) -> Option<&'static [RecordKind]>,
) -> Result<Register, DocumentError> {
    decode_for(bytes, flags, &|_| Ok(PolicySays::default()))
}

/// What the policy of a document says for its reading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PolicySays {
    /// The controls that it asks the office to consider; those of the built-in policy are understood under any.
    pub considered: Vec<AnyControl>,
    /// The names that it has beyond the fixed words.
    pub declared: Declared,
}

/// What the policy of a document says for its reading, or why it is no policy, in both languages.
pub type OfPolicy<'p> = dyn Fn(&PolicySheet) -> Result<PolicySays, [String; 2]> + 'p;

/// Reads a register document with what its policy says.
///
/// # Errors
/// As for [`decode`].
pub fn decode_for(
    bytes: &[u8],
    flags: &dyn Fn(&str) -> Option<&'static [RecordKind]>,
    of_policy: &OfPolicy<'_>,
) -> Result<Register, DocumentError> {
    read_document(bytes, flags, of_policy, references::check_ids)
}

/// Reads a register document as earlier versions did: an id may have a blank at an end, and what names it has it too. For a
/// register whose ids are put right before it is taken in ([`super::rename::trim_ids`]).
///
/// # Errors
/// As for [`decode`].
pub fn decode_untrimmed(
    bytes: &[u8],
    flags: &dyn Fn(&str) -> Option<&'static [RecordKind]>,
) -> Result<Register, DocumentError> {
    decode_untrimmed_for(bytes, flags, &|_| Ok(PolicySays::default()))
}

/// The same with what its policy says, as for [`decode_for`].
///
/// # Errors
/// As for [`decode`].
pub fn decode_untrimmed_for(
    bytes: &[u8],
    flags: &dyn Fn(&str) -> Option<&'static [RecordKind]>,
    of_policy: &OfPolicy<'_>,
) -> Result<Register, DocumentError> {
    read_document(bytes, flags, of_policy, |_| Ok(()))
}

fn read_document(
    bytes: &[u8],
    flags: &dyn Fn(&str) -> Option<&'static [RecordKind]>,
    of_policy: &OfPolicy<'_>,
    check_ids: impl Fn(&Parts) -> Read<()>,
) -> Result<Register, DocumentError> {
    let text = text::utf8(bytes)?;
    let carrier = Carrier::default();
    let sections = tree::read_whole(text, SectionsSeed { carrier: &carrier })
        .map_err(|error| carrier.error(&error, text))?;
    let checked = || {
        let mut parts = sections.into_parts()?;
        check_ids(&parts)?;
        let declared = references::check(&parts, flags, of_policy)?;
        parts.policy.declare(&declared);
        Ok(parts)
    };
    let parts: Read<Parts> = checked();
    parts.map(Register::from_parts).map_err(|fault| *fault)
}

/// Writes a register document: indented, in the order of the format's description, only what is recorded. The same
/// register always gives the same text. Control characters are escaped.
pub fn encode(register: &Register) -> String {
    let mut out = Writer::pretty();
    write_document(register, &mut out);
    out.finish()
}

/// The SHA-256 of a register's document, which is not held for it.
pub fn sum(register: &Register) -> [u8; 32] {
    let mut out = Writer::summed();
    write_document(register, &mut out);
    out.finish_sum()
}

fn write_document(register: &Register, out: &mut Writer) {
    out.object(|out| {
        out.key("format");
        out.text(FORMAT);
        write_field(out, "office", register.office());
        macro_rules! write_lists {
            ($($kind:ident in $list:ident: $row:ident by $id:ident,)*) => {
                $(write_rows(out, stringify!($list), register.$list().as_slice());)*
            };
        }
        with_lists! { write_lists }
        write_rows(out, "waivers", register.waivers());
        write_field(out, "policy", &declaring(register));
    });
    out.end();
}

/// The policy with every name declared under which something is recorded, also of a policy that was taken back meanwhile: what
/// is written is read again.
fn declaring(register: &Register) -> PolicySheet {
    let mut used = Used::default();
    register.office().look((), &mut used);
    register.staff().iter().for_each(|row| row.look((), &mut used));
    register.devices().iter().for_each(|row| row.look((), &mut used));
    register.groups().iter().for_each(|row| row.sheet.look((), &mut used));
    register.incidents().iter().for_each(|row| row.look((), &mut used));
    let mut policy = register.policy().clone();
    policy.declare(&used.0);
    policy
}

/// A paper as it is recorded with a report.
///
/// # Errors
/// When the text is no JSON object of texts, whole numbers, lists and objects.
pub fn paper_text(text: &str) -> Result<PaperText, DocumentError> {
    let read = tree::parse(text).and_then(|json| <PaperText as value::Value>::read(json, &Path::ROOT));
    read.map_err(|fault| *fault)
}

/// What is recorded under names that a policy added, in one line.
pub fn added_to_json(added: &AddedFacts) -> String {
    let mut out = Writer::line();
    value::Value::write(added, &mut out);
    out.finish()
}

/// Reads what [`added_to_json`] wrote.
///
/// # Errors
/// When the text is no object of days, yes and no.
pub fn added_from_json(text: &str) -> Result<AddedFacts, DocumentError> {
    let read = tree::parse(text).and_then(|json| <AddedFacts as value::Value>::read(json, &Path::ROOT));
    read.map_err(|fault| *fault)
}

fn write_rows<T: value::Value>(out: &mut Writer, section: &str, rows: &[T]) {
    if !rows.is_empty() {
        out.key(section);
        out.list(rows, |out, row| row.write(out));
    }
}

macro_rules! record_shapes {
    ($($kind:ident,)*) => {
        fn write_record(out: &mut Writer, record: &Record) {
            out.object(|out| match record { $(Record::$kind(record) => record.write_fields(out)),* });
        }

        fn read_record(kind: RecordKind, json: Json<'_>, at: &Path<'_>) -> Read<Record> {
            let fields = fields(json, at)?;
            Ok(match kind { $(RecordKind::$kind => Record::$kind(shape::Shape::read_fields(fields, at)?)),* })
        }
    };
}

with_kinds! { record_shapes }

/// Writes one record in one line, its fields in a fixed order, only what is recorded. The same record always gives the same
/// bytes.
pub fn record_to_json(record: &Record) -> String {
    let mut out = Writer::line();
    write_record(&mut out, record);
    out.finish()
}

/// Reads one record; the pointer of a fault begins at the record. References are not followed.
///
/// # Errors
/// When the text is no JSON, or no record of this kind.
pub fn record_from_json(kind: RecordKind, text: &str) -> Result<Record, DocumentError> {
    tree::parse(text).and_then(|json| read_record(kind, json, &Path::ROOT)).map_err(|fault| *fault)
}
