//! The fields of each record, in the order in which they are written. A field's name is its name in the document.

use crate::register::{
    records::{
        Authority, Consent, Decision, Device, Filing, Group, GroupSheet, Incident, McsAccount, Measure,
        Membership, MembershipDecision, Office, Partner, Pledge, Question, Removal, Report, Response,
        Restriction, Review, Staff, TakeOut, Training, Waiver,
    },
    rename::Renames,
};

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

    /// Gives every id in the fields its new form.
    fn rename_fields(&mut self, by: &Renames);
}

macro_rules! shapes {
    ($($record:ident { $($field:ident),* $(,)? })*) => {
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

            fn rename_fields(&mut self, by: &Renames) {
                $(Value::rename(&mut self.$field, by);)*
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

            fn rename(&mut self, by: &Renames) {
                self.rename_fields(by);
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

            fn rename(&mut self, by: &Renames) {
                self.rename_fields(by);
            }
        }
    )*};
}

shapes! {
    Office { name, kind, manager, guideline_confirmed_on, phone }
    Filing { id, kind, submitted_on, approved_on, reference, note }
    Staff { id, name, kana, profession, joined_on, left_on, mcs, pledge, trainings, restrictions, phone, memo }
    McsAccount {
        login, role, registered_on, password_changed_on, two_factor_since, profile, shared, released_on, deleted_on
    }
    Pledge { signed_on, exempt }
    Training { on, title }
    Restriction { kind, by, ordered_on, enforced_on, lifted_on, reason }
    Partner { id, name, kana, profession, affiliation, secretariat, disaster_eligible, phone }
    Device {
        id, kind, name, ownership, holder, lent_on, returned_on, status, byod_approved_on, inspected_on,
        boot_password_changed_on, controls, encrypted, line, memo
    }
    TakeOut {
        id, device, requester, requested_on, content, medium, purpose, from, until, decision, out_on, returned_on,
        standing, checked_on, checked_by
    }
    Decision { result, on, by, countersigned_by, note }
    GroupSheet {
        id, kind, name, kana, opened_on, patients, attending_doctor, consent, ended_on, deceased_on, retain_until,
        archived_on, permission_on, purpose_announced_on, patient_data_found_on, memo
    }
    Consent { signed_on, by, both_copies, withdrawn_on }
    Membership {
        id, person, rights, invited_on, invited_by, approved_on, approved_by, joined_on, off_duty_on, removal,
        released_on, released_by, reason
    }
    Removal { requested_on, reason }
    Review { begun_on, signed_on, reviewer, countersigned_by, minutes, decisions }
    MembershipDecision { membership, decision, reason, question }
    Question { whom, answered_on, answer }
    Incident {
        id, kind, occurred_at, known_at, reporter, person, device, groups, affected_people, affected_data, summary,
        first_response, cause, secondary_damage, people_told, published, prevention, remarks, reports, reported_on,
        authority, measures, closed_on
    }
    Response { at, text, by, note }
    Report { to, stage, written_at, written_by, sent_on, paper }
    Authority {
        assessment, wrongful, preliminary_on, final_on, assessed_on, assessed_by, assessment_reason, answers
    }
    Measure { text, due, done_on }
    Waiver { rule, subject, reason, approved_by, until }
}

elements! {
    Filing, Staff, Training, Restriction, Partner, Device, TakeOut, GroupSheet, Membership, Review, MembershipDecision,
    Incident, Response, Report, Measure, Waiver, Question,
}

parts! { Office, McsAccount, Pledge, Decision, Consent, Removal, Authority }

impl<T: Shape> Shape for Box<T> {
    fn read_fields(given: Vec<Field<'_>>, at: &Path<'_>) -> Read<Self> {
        T::read_fields(given, at).map(Self::new)
    }

    fn write_fields(&self, out: &mut Writer) {
        T::write_fields(self, out);
    }

    fn rename_fields(&mut self, by: &Renames) {
        T::rename_fields(self, by);
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

    fn rename_fields(&mut self, by: &Renames) {
        self.sheet.rename_fields(by);
        self.memberships.rename(by);
        self.reviews.rename(by);
    }
}

elements! { Group }
