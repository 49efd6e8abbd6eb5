//! One command as a line of JSON: what a script asks for, and what the same command of the screen would look like.
//!
//! | command  | fields                                                              |
//! |----------|---------------------------------------------------------------------|
//! | `add`    | `kind`, `record`, and `group` for a membership or a review          |
//! | `edit`   | `subject`, `record`, and `before` where it has to stand there still |
//! | `set`    | `subject`, `fields`: those to change; `null` clears one             |
//! | `remove` | `subject`                                                           |
//! | `facts`  | `facts`, and `on` where they did not happen today                   |
//! | `review` | `group`, `step` and what the step needs: see [`super::review`]      |
//! | `rename` | `ids`: of each `subject`, and `to` where it shall not be the proposed |
//!
//! A review and a waiver have no id: `"subject": "group/G-001", "review": 0` and `"subject": "office", "waiver": 0` name
//! them by their place. Every command may say `"confirm": true`: what the screen asks about first is meant. Reading is as
//! strict as that of the register document.

use std::borrow::Cow;

use crate::register::{
    Command, Date, Fact, Key, Record, RecordKind, Refusal, Register,
    id::GroupId,
    rename::{Rename, untrimmed},
    review::ReviewStep,
    subject::Subject,
};

use super::{
    fault::{DocumentError, Fault, Wanted},
    path::Path,
    read_record, record_to_json,
    references::{check_new_id, facts_are_declared, names_are_declared, waiver_fits_its_rule},
    review, text,
    tree::{self, Field, Json},
    value::{Read, Value, absent, fields, write_field, wrong_type},
    write_record,
    writer::Writer,
};

/// What a line asks for. It becomes a [`Command`] against the register as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request<'t> {
    asked: Asked<'t>,
    confirmed: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Asked<'t> {
    Add {
        record: Box<Record>,
        group: Option<GroupId>,
    },
    Edit {
        target: Target,
        before: Option<Box<Record>>,
        after: Box<Record>,
    },
    Set {
        target: Target,
        fields: Vec<Field<'t>>,
    },
    Remove {
        target: Target,
    },
    Facts {
        facts: Vec<Fact>,
        on: Option<Date>,
    },
    Review {
        group: GroupId,
        step: ReviewStep,
    },
    /// Without a list every id that has a blank at an end; without an id the proposed one.
    Rename {
        ids: Option<Vec<Renamed>>,
    },
}

/// A record and the id that it shall have, where one is named.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Renamed {
    subject: Subject,
    to: Option<String>,
}

/// Why a request does not become a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestFault {
    /// Something in the line is wrong.
    Wrong(DocumentError),
    /// The register does not have what the line names.
    Refused(Refusal),
}

/// The words of the commands.
const COMMANDS: &[&str] = &["add", "edit", "set", "remove", "facts", "review", "rename"];

impl<'t> Request<'t> {
    /// Reads one line.
    ///
    /// # Errors
    /// When the line is not JSON, or no command: the first fault with its place.
    pub fn read(line: &'t [u8]) -> Result<Self, DocumentError> {
        let json = tree::parse(text::utf8(line)?).map_err(|mut error| {
            error.fault = match error.fault {
                Fault::SomethingFollows => Fault::CommandFollows,
                other => other,
            };
            *error
        })?;
        if !matches!(json, Json::Object(_)) {
            return Err(*Path::ROOT.fault(Fault::NotACommand));
        }
        Self::of(json, &Path::ROOT).map_err(|fault| *fault)
    }

    fn of(json: Json<'t>, at: &Path<'_>) -> Read<Self> {
        let mut given = Given::of(json, at)?;
        let asked = Asked::read(&mut given, at)?;
        let confirmed: Option<bool> = given.field("confirm", at)?;
        given.end(at)?;
        Ok(Self { asked, confirmed: confirmed == Some(true) })
    }

    /// Whether the line says that it is meant in spite of what there is to ask about.
    pub fn is_confirmed(&self) -> bool {
        self.confirmed
    }

    /// The command that the line asks for, against the register as it stands. `flags` gives the kinds of subject that a
    /// rule flags, as in [`super::decode`].
    ///
    /// # Errors
    /// When a record is not there, a field is wrong, or a waiver does not fit its rule.
    pub fn command(
        &self,
        register: &Register,
        today: Date,
        flags: &dyn Fn(&str) -> Option<&'static [RecordKind]>,
    ) -> Result<Command, RequestFault> {
        let wrong = |fault: Box<DocumentError>| RequestFault::Wrong(*fault);
        let standing = |target: &Target| {
            let key = target.key(register).map_err(RequestFault::Refused)?;
            let gone = || RequestFault::Refused(Refusal::Gone(key.subject()));
            let (_, record) = register.record(&key).ok_or_else(gone)?;
            Ok((key, record))
        };
        let declared = register.policy().declared();
        let fits = |record: &Record, before: Option<&Record>, at: &Path<'_>| {
            names_are_declared(record, before, &declared, at).map_err(wrong)?;
            match record {
                Record::Waiver(waiver) => waiver_fits_its_rule(waiver, flags, at).map_err(wrong),
                _ => Ok(()),
            }
        };
        if let Asked::Facts { facts, .. } = &self.asked {
            facts_are_declared(facts, &declared).map_err(wrong)?;
        }
        let root = &Path::ROOT;
        Ok(match &self.asked {
            Asked::Add { record, group } => {
                fits(record, None, &root.key("record"))?;
                Command::Add { record: record.clone(), group: group.clone() }
            }
            Asked::Edit { target, before, after } => {
                let (key, now) = standing(target)?;
                fits(after, Some(&now), &root.key("record"))?;
                let before = before.clone().unwrap_or_else(|| Box::new(now));
                Command::Edit { key, before, after: after.clone() }
            }
            Asked::Set { target, fields } => {
                let (key, now) = standing(target)?;
                let at = root.key("fields");
                let after = with_fields(&now, fields, &at).map_err(wrong)?;
                fits(&after, Some(&now), &at)?;
                Command::Edit { key, before: Box::new(now), after: Box::new(after) }
            }
            Asked::Remove { target } => Command::Remove { key: standing(target)?.0 },
            Asked::Facts { facts, on } if !self.confirmed => {
                let said = |fact: &Fact| fact.is_said(on.is_some());
                facts.iter().try_for_each(said).map_err(RequestFault::Refused)?;
                Command::Facts { facts: facts.clone(), on: on.unwrap_or(today) }
            }
            Asked::Facts { facts, on } => Command::Facts { facts: facts.clone(), on: on.unwrap_or(today) },
            Asked::Review { step: ReviewStep::Sign { on: None, .. }, .. } if !self.confirmed => {
                return Err(RequestFault::Refused(Refusal::DayUnsaid("review-signed")));
            }
            Asked::Review { group, step } => Command::Review { group: group.clone(), step: step.clone() },
            Asked::Rename { ids } => Command::Rename { ids: renamed(register, ids.as_deref()) },
        })
    }

    /// The facts that the line asks for, where it does.
    pub fn facts(&self) -> Option<&[Fact]> {
        match &self.asked {
            Asked::Facts { facts, .. } => Some(facts),
            _ => None,
        }
    }

    /// Whether the line names a record by its place in a list, or adds one that will be named so.
    pub fn goes_by_place(&self) -> bool {
        let by_place = |kind| matches!(kind, RecordKind::Review | RecordKind::Waiver);
        match &self.asked {
            Asked::Add { record, .. } => by_place(record.kind()),
            Asked::Edit { target, .. } | Asked::Set { target, .. } | Asked::Remove { target } => {
                by_place(target.kind())
            }
            Asked::Facts { facts, .. } => {
                let by_place = |fact: &Fact| {
                    matches!(
                        fact,
                        Fact::ReviewCountersigned { .. }
                            | Fact::QuestionAnswered { .. }
                            | Fact::WaiverEnded { .. }
                    )
                };
                facts.iter().any(by_place)
            }
            // The group's one review in progress.
            Asked::Review { .. } | Asked::Rename { .. } => false,
        }
    }
}

/// Writes a command in one line, as [`Request::read`] reads it.
pub fn command_to_json(command: &Command) -> String {
    let mut out = Writer::line();
    out.object(|out| {
        let record = |out: &mut Writer, name, record: &Record| {
            out.key(name);
            write_record(out, record);
        };
        out.key("command");
        match command {
            Command::Add { record: new, group } => {
                out.plain("add");
                out.key("kind");
                out.plain(new.kind().word());
                write_field(out, "group", group);
                record(out, "record", new);
            }
            Command::Edit { key, before, after } => {
                out.plain("edit");
                Target::of(key).write(out);
                record(out, "before", before);
                record(out, "record", after);
            }
            Command::Remove { key } => {
                out.plain("remove");
                Target::of(key).write(out);
            }
            Command::Facts { facts, on } => {
                out.plain("facts");
                write_field(out, "on", on);
                out.key("facts");
                facts.write(out);
                let unsaid = facts.iter().any(|fact| fact.is_said(true).is_err());
                write_field(out, "confirm", &unsaid.then_some(true));
            }
            Command::Review { group, step } => {
                out.plain("review");
                write_field(out, "group", group);
                review::write(step, out);
                let unsaid = matches!(step, ReviewStep::Sign { on: None, .. });
                write_field(out, "confirm", &unsaid.then_some(true));
            }
            Command::Rename { ids } => {
                out.plain("rename");
                out.key("ids");
                let ids = ids.iter().map(|Rename { subject, to }| (subject.clone(), Some(to.clone())));
                let ids: Vec<Renamed> = ids.map(|(subject, to)| Renamed { subject, to }).collect();
                ids.write(out);
            }
        }
    });
    out.finish()
}

/// The ids that are to be given anew, each with the one that it gets.
fn renamed(register: &Register, ids: Option<&[Renamed]>) -> Vec<Rename> {
    let proposed = untrimmed(register);
    let Some(ids) = ids else { return proposed };
    let to = |asked: &Renamed| {
        let proposed = proposed.iter().find(|rename| rename.subject == asked.subject);
        // What has no blank is refused by the command, and what is not there too.
        let kept = || asked.subject.id().to_owned();
        asked.to.clone().unwrap_or_else(|| proposed.map_or_else(kept, |rename| rename.to.clone()))
    };
    ids.iter().map(|asked| Rename { subject: asked.subject.clone(), to: to(asked) }).collect()
}

impl Value for Renamed {
    fn read(json: Json<'_>, at: &Path<'_>) -> Read<Self> {
        let mut given = Given::of(json, at)?;
        let read = Self { subject: given.field("subject", at)?, to: given.field("to", at)? };
        given.end(at)?;
        Ok(read)
    }

    fn write(&self, out: &mut Writer) {
        out.object(|out| {
            write_field(out, "subject", &self.subject);
            write_field(out, "to", &self.to);
        });
    }
}

impl<'t> Asked<'t> {
    fn read(given: &mut Given<'t>, at: &Path<'_>) -> Read<Self> {
        let word = given.word("command", at)?;
        Ok(match word.as_ref() {
            "add" => {
                let kind = new_kind(given, at)?;
                let record = Box::new(given.record("record", kind, at)?);
                // Here, where the place can be named.
                check_new_id(&record, &at.key("record"))?;
                Self::Add { record, group: given.field("group", at)? }
            }
            "edit" => {
                let target = Target::read(given, at)?;
                let kind = target.kind();
                let before =
                    given.is_there("before").then(|| given.record("before", kind, at)).transpose()?;
                let after = Box::new(given.record("record", kind, at)?);
                Self::Edit { target, before: before.map(Box::new), after }
            }
            "set" => {
                let target = Target::read(given, at)?;
                Self::Set { target, fields: fields(given.required("fields", at)?, &at.key("fields"))? }
            }
            "remove" => Self::Remove { target: Target::read(given, at)? },
            "facts" => {
                let facts = Value::read(given.required("facts", at)?, &at.key("facts"))?;
                Self::Facts { facts, on: given.field("on", at)? }
            }
            "review" => Self::Review { group: given.field("group", at)?, step: review::read(given, at)? },
            "rename" => Self::Rename { ids: given.field("ids", at)? },
            _ => {
                let (word, allowed) = (word.into_owned(), COMMANDS.to_vec());
                return Err(at.key("command").fault(Fault::UnknownWord { word, allowed }));
            }
        })
    }
}

/// The kind of a new record. The office and its policy are always there.
fn new_kind(given: &mut Given<'_>, at: &Path<'_>) -> Read<RecordKind> {
    let word = given.word("kind", at)?;
    RecordKind::from_word(&word).filter(|kind| !kind.is_always_there()).ok_or_else(|| {
        let kinds = RecordKind::ALL.iter().filter(|kind| !kind.is_always_there());
        let allowed = kinds.map(|kind| kind.word()).collect();
        at.key("kind").fault(Fault::UnknownWord { word: word.into_owned(), allowed })
    })
}

/// A record with other fields. An object is changed field by field, anything else replaced.
fn with_fields(record: &Record, changed: &[Field<'_>], at: &Path<'_>) -> Read<Record> {
    fn merge<'a>(into: &mut Vec<Field<'a>>, changed: &[Field<'a>]) {
        for (key, value) in changed {
            match (into.iter_mut().find(|(name, _)| name == key), value) {
                (Some((_, Json::Object(inner))), Json::Object(changed)) => merge(inner, changed),
                // A null stays in its place: whoever reads the record knows whether there is such a field.
                (Some((_, slot)), value) => *slot = value.clone(),
                (None, value) => into.push((key.clone(), value.clone())),
            }
        }
    }
    let text = record_to_json(record);
    let mut merged = fields(tree::parse(&text)?, at)?;
    merge(&mut merged, changed);
    read_record(record.kind(), Json::Object(merged), at)
}

/// Which record a line is about.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Target {
    Subject(Subject),
    Review(GroupId, u32),
    Waiver(u32),
}

impl Target {
    fn read(given: &mut Given<'_>, at: &Path<'_>) -> Read<Self> {
        let subject = Subject::read(given.required("subject", at)?, &at.key("subject"))?;
        Ok(match subject {
            Subject::Group(id) if given.is_there("review") => Self::Review(id, given.field("review", at)?),
            Subject::Office if given.is_there("waiver") => Self::Waiver(given.field("waiver", at)?),
            other => Self::Subject(other),
        })
    }

    fn of(key: &Key) -> Self {
        match key {
            Key::Review(group, place) => Self::Review(group.clone(), *place),
            Key::Waiver(place) => Self::Waiver(*place),
            other => Self::Subject(other.subject()),
        }
    }

    fn write(&self, out: &mut Writer) {
        out.key("subject");
        match self {
            Self::Subject(subject) => subject.write(out),
            Self::Review(group, place) => {
                Subject::Group(group.clone()).write(out);
                write_field(out, "review", place);
            }
            Self::Waiver(place) => {
                Subject::Office.write(out);
                write_field(out, "waiver", place);
            }
        }
    }

    fn kind(&self) -> RecordKind {
        match self {
            Self::Review(..) => RecordKind::Review,
            Self::Waiver(_) => RecordKind::Waiver,
            Self::Subject(subject) => subject.kind(),
        }
    }

    fn key(&self, register: &Register) -> Result<Key, Refusal> {
        Ok(match self {
            Self::Review(group, place) => Key::Review(group.clone(), *place),
            Self::Waiver(place) => Key::Waiver(*place),
            Self::Subject(subject) => {
                register.key_of(subject).ok_or_else(|| Refusal::Gone(subject.clone()))?
            }
        })
    }
}

/// The fields of an object that are not read yet.
pub(super) struct Given<'t>(Vec<Field<'t>>);

impl<'t> Given<'t> {
    pub(super) fn of(json: Json<'t>, at: &Path<'_>) -> Read<Self> {
        fields(json, at).map(Self)
    }

    fn is_there(&self, name: &str) -> bool {
        self.0.iter().any(|(key, value)| key == name && *value != Json::Null)
    }

    fn take(&mut self, name: &str) -> Option<Json<'t>> {
        let place = self.0.iter().position(|(key, _)| key == name)?;
        match self.0.remove(place).1 {
            Json::Null => None,
            value => Some(value),
        }
    }

    pub(super) fn required(&mut self, name: &str, at: &Path<'_>) -> Read<Json<'t>> {
        self.take(name).ok_or_else(|| at.key(name).fault(Fault::Required))
    }

    /// A field that may be absent where its type may be.
    pub(super) fn field<T: Value>(&mut self, name: &str, at: &Path<'_>) -> Read<T> {
        let at = at.key(name);
        self.take(name).map_or_else(|| absent(&at), |value| T::read(value, &at))
    }

    /// The word that says what the object is.
    pub(super) fn word(&mut self, name: &str, at: &Path<'_>) -> Read<Cow<'t, str>> {
        match self.required(name, at)? {
            Json::Text(word) => Ok(word),
            other => Err(wrong_type(&other, Wanted::Word, &at.key(name))),
        }
    }

    fn record(&mut self, name: &str, kind: RecordKind, at: &Path<'_>) -> Read<Record> {
        read_record(kind, self.required(name, at)?, &at.key(name))
    }

    /// What is left is not known.
    pub(super) fn end(self, at: &Path<'_>) -> Read<()> {
        match self.0.into_iter().next() {
            None => Ok(()),
            Some((name, _)) => Err(at.key(&name).fault(Fault::UnknownField { name: name.to_string() })),
        }
    }
}
