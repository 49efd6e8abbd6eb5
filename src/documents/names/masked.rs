//! A register in which nobody is named: for tables and lists that leave the office.

use unicode_normalization::UnicodeNormalization as _;

use super::{HIDDEN, Namer, Names};
use crate::register::{
    Parts, Register,
    records::{
        Authority, Consent, Decision, Device, Filing, Group, GroupSheet, Incident, McsAccount, Measure,
        Membership, MembershipDecision, Office, Partner, Pledge, Question, Removal, Report, Response,
        Restriction, Review, Staff, TakeOut, Training, Waiver, said,
    },
    table::{Keyed, Table},
    words::GroupKind,
};

/// The same register with people and patients' groups by number, without readings, logins and telephones, and with names
/// taken out of free text. The judge finds the same in it, since the rules ask whether something is recorded and when, not
/// what people are called.
pub fn masked(register: &Register) -> Register {
    masked_by(register, &Namer::new(register, Names::Masked))
}

/// The same with a namer that is at hand and masks.
pub(super) fn masked_by(register: &Register, namer: &Namer<'_>) -> Register {
    let mask = Mask::new(register, namer);
    Register::from_parts(Parts {
        office: changed(register.office(), Mask::office),
        filings: rows(register.filings(), |row| mask.filing(row)),
        staff: rows(register.staff(), |row| mask.staff(row)),
        partners: rows(register.partners(), |row| mask.partner(row)),
        devices: rows(register.devices(), |row| mask.device(row)),
        take_outs: rows(register.take_outs(), |row| mask.take_out(row)),
        groups: rows(register.groups(), |row| mask.group(row)),
        incidents: rows(register.incidents(), |row| mask.incident(row)),
        waivers: register.waivers().iter().map(|row| changed(row, |row| mask.waiver(row))).collect(),
    })
}

/// What masks a register. The records are taken apart field by field, so that a field added later does not compile until
/// somebody says what becomes of it here: what is left as it is, a number, a day or a fixed word, is named with `_`.
struct Mask<'a> {
    namer: &'a Namer<'a>,
    /// The logins as two of them are compared, sorted.
    logins: Vec<String>,
}

impl<'a> Mask<'a> {
    fn new(register: &Register, namer: &'a Namer<'a>) -> Self {
        let recorded = register.staff().iter().filter_map(|row| said(row.mcs.login.as_deref()));
        let mut logins: Vec<String> = recorded.map(compared).collect();
        logins.sort();
        logins.dedup();
        Self { namer, logins }
    }

    fn texts<const N: usize>(&self, texts: [&mut Option<String>; N]) {
        for text in texts.into_iter().flatten() {
            *text = self.namer.text(text);
        }
    }

    fn boxed<const N: usize>(&self, texts: [&mut Option<Box<str>>; N]) {
        for text in texts.into_iter().flatten() {
            *text = self.namer.text(text).into();
        }
    }

    /// Two people with one login stay two people with one login: that is a finding.
    fn login(&self, login: &str) -> String {
        let place = self.logins.binary_search(&compared(login)).unwrap_or(0);
        format!("（伏せる {}）", place + 1)
    }

    /// Whose papers these are stands on everything that leaves the office.
    fn office(row: &mut Office) {
        let Office { name: _, kind: _, manager: _, guideline_confirmed_on: _, phone: _ } = row;
    }

    fn filing(&self, row: &mut Filing) {
        let Filing { id: _, kind: _, submitted_on: _, approved_on: _, reference, note } = row;
        self.texts([reference, note]);
    }

    fn staff(&self, row: &mut Staff) {
        let Staff {
            id,
            name,
            kana,
            profession,
            joined_on: _,
            left_on: _,
            mcs,
            pledge,
            trainings,
            restrictions,
            phone,
            memo,
        } = row;
        let McsAccount {
            login,
            role: _,
            registered_on: _,
            password_changed_on: _,
            two_factor_since: _,
            profile: _,
            shared: _,
            released_on: _,
            deleted_on: _,
        } = mcs;
        let Pledge { signed_on: _, exempt } = pledge;
        number(name, "職員", id.as_str());
        *kana = None;
        *login = said(login.as_deref()).map(|login| self.login(login));
        hide(phone);
        self.texts([profession, exempt, memo]);
        for Training { on: _, title } in trainings {
            self.texts([title]);
        }
        for restriction in restrictions {
            let Restriction { kind: _, by: _, ordered_on: _, enforced_on: _, lifted_on: _, reason } =
                restriction;
            self.texts([reason]);
        }
    }

    fn partner(&self, row: &mut Partner) {
        let Partner { id, name, kana, profession, affiliation, secretariat: _, disaster_eligible: _, phone } =
            row;
        number(name, "関係者", id.as_str());
        *kana = None;
        hide(phone);
        self.texts([profession, affiliation]);
    }

    fn device(&self, row: &mut Device) {
        let Device {
            id: _,
            kind: _,
            name,
            ownership: _,
            holder: _,
            lent_on: _,
            returned_on: _,
            status: _,
            byod_approved_on: _,
            inspected_on: _,
            boot_password_changed_on: _,
            controls: _,
            encrypted: _,
            line,
            memo,
        } = row;
        hide(line);
        self.texts([name, memo]);
    }

    fn take_out(&self, row: &mut TakeOut) {
        let TakeOut {
            id: _,
            device: _,
            requester: _,
            requested_on: _,
            content,
            medium,
            purpose,
            from: _,
            until: _,
            decision,
            out_on: _,
            returned_on: _,
            standing: _,
            checked_on: _,
            checked_by: _,
        } = row;
        let Decision { result: _, on: _, by: _, countersigned_by: _, note } = decision;
        self.texts([content, medium, purpose, note]);
    }

    fn group(&self, row: &mut Group) {
        let Group { sheet, memberships, reviews } = row;
        self.sheet(sheet);
        for membership in memberships {
            let Membership {
                id: _,
                person: _,
                rights: _,
                reason,
                invited_on: _,
                invited_by: _,
                approved_on: _,
                approved_by: _,
                joined_on: _,
                off_duty_on: _,
                removal: Removal { requested_on: _, reason: removed },
                released_on: _,
                released_by: _,
            } = membership;
            self.boxed([reason, removed]);
        }
        for review in reviews {
            let Review { begun_on: _, signed_on: _, reviewer: _, countersigned_by: _, minutes: _, decisions } =
                review;
            for MembershipDecision { membership: _, decision: _, reason, question } in decisions {
                self.boxed([reason]);
                if let Some(question) = question {
                    let Question { whom: _, answered_on: _, answer } = &mut **question;
                    self.boxed([answer]);
                }
            }
        }
    }

    fn sheet(&self, sheet: &mut GroupSheet) {
        let GroupSheet {
            id,
            kind,
            name,
            kana,
            opened_on: _,
            patients: _,
            attending_doctor: _,
            consent: Consent { signed_on: _, by: _, both_copies: _, withdrawn_on: _ },
            ended_on: _,
            deceased_on: _,
            retain_until: _,
            archived_on: _,
            permission_on: _,
            purpose_announced_on: _,
            patient_data_found_on: _,
            memo,
        } = sheet;
        if *kind == GroupKind::Patient {
            number(name, "患者グループ", id.as_str());
        } else {
            self.texts([name]);
        }
        // Whatever the group is for: a reading says the names in it once more.
        *kana = None;
        self.texts([memo]);
    }

    fn incident(&self, row: &mut Incident) {
        let Incident {
            id: _,
            kind: _,
            occurred_at: _,
            known_at: _,
            reporter: _,
            person: _,
            device: _,
            groups: _,
            affected_people: _,
            affected_data,
            summary,
            first_response,
            cause,
            secondary_damage,
            people_told,
            published,
            prevention,
            remarks,
            reports,
            reported_on: _,
            authority,
            measures,
            closed_on: _,
        } = row;
        let Authority {
            assessment: _,
            assessed_on: _,
            assessed_by: _,
            assessment_reason,
            answers: _,
            wrongful: _,
            preliminary_on: _,
            final_on: _,
        } = authority;
        self.texts([affected_data, summary, cause, secondary_damage, people_told]);
        self.texts([published, prevention, remarks, assessment_reason]);
        for Response { at: _, text, by: _, note } in first_response {
            self.texts([text, note]);
        }
        for Measure { text, due: _, done_on: _ } in measures {
            self.texts([text]);
        }
        for Report { to: _, stage: _, written_at: _, written_by: _, sent_on: _, paper } in reports {
            // Word by word as it went out: whoever wants it without names asks for the paper.
            *paper = None;
        }
    }

    fn waiver(&self, row: &mut Waiver) {
        let Waiver { rule: _, subject: _, reason, approved_by: _, until: _ } = row;
        *reason = self.namer.text(reason);
    }
}

/// The number in place of a name.
fn number(name: &mut Option<String>, side: &str, id: &str) {
    *name = name.is_some().then(|| format!("{side} {id}"));
}

/// What tells who somebody is.
fn hide(text: &mut Option<String>) {
    *text = said(text.as_deref()).map(|_| HIDDEN.to_owned());
}

/// The same ids in the same order, so nothing is there twice.
fn rows<T: Keyed + Clone>(table: &Table<T>, change: impl Fn(&mut T)) -> Table<T> {
    Table::from_rows(table.iter().map(|row| changed(row, &change)).collect()).unwrap_or_default()
}

fn changed<T: Clone>(row: &T, change: impl Fn(&mut T)) -> T {
    let mut row = row.clone();
    change(&mut row);
    row
}

/// A login as two of them are compared.
fn compared(login: &str) -> String {
    login.trim().nfkc().collect::<String>().to_lowercase()
}
