//! A register in which nobody is named: for tables and lists that leave the office.

use unicode_normalization::UnicodeNormalization as _;

use super::names::{HIDDEN, Namer, Names};
use crate::register::{
    Parts, Register,
    records::{Device, Filing, Group, Incident, Partner, Staff, TakeOut, said},
    table::{Keyed, Table},
    words::GroupKind,
};

/// The same register with people and patients' groups by number, without readings, logins and telephones, and with the
/// names that the register knows taken out of free text. The judge finds the same in it, since the rules ask whether
/// something is recorded and when, not what people are called.
pub fn masked(register: &Register) -> Register {
    let mask = Mask::new(register);
    let waivers = register.waivers().iter().map(|row| {
        let mut row = row.clone();
        row.reason = mask.namer.text(&row.reason);
        row
    });
    Register::from_parts(Parts {
        office: register.office().clone(),
        filings: rows(register.filings(), |row| mask.filing(row)),
        staff: rows(register.staff(), |row| mask.staff(row)),
        partners: rows(register.partners(), |row| mask.partner(row)),
        devices: rows(register.devices(), |row| mask.device(row)),
        take_outs: rows(register.take_outs(), |row| mask.take_out(row)),
        groups: rows(register.groups(), |row| mask.group(row)),
        incidents: rows(register.incidents(), |row| mask.incident(row)),
        waivers: waivers.collect(),
    })
}

/// What masks a register.
struct Mask<'a> {
    namer: Namer<'a>,
    /// The logins as two of them are compared, sorted.
    logins: Vec<String>,
}

impl<'a> Mask<'a> {
    fn new(register: &'a Register) -> Self {
        let recorded = register.staff().iter().filter_map(|row| said(row.mcs.login.as_deref()));
        let mut logins: Vec<String> = recorded.map(compared).collect();
        logins.sort();
        logins.dedup();
        Self { namer: Namer::new(register, Names::Masked), logins }
    }

    fn text(&self, text: &mut Option<String>) {
        if let Some(text) = text {
            *text = self.namer.text(text);
        }
    }

    fn boxed(&self, text: &mut Option<Box<str>>) {
        if let Some(text) = text {
            *text = self.namer.text(text).into();
        }
    }

    /// Two people with one login stay two people with one login: that is a finding.
    fn login(&self, login: &str) -> String {
        let place = self.logins.binary_search(&compared(login)).unwrap_or(0);
        format!("（伏せる {}）", place + 1)
    }

    fn filing(&self, row: &Filing) -> Filing {
        let mut row = row.clone();
        self.text(&mut row.reference);
        self.text(&mut row.note);
        row
    }

    fn staff(&self, row: &Staff) -> Staff {
        let mut row = row.clone();
        row.name = row.name.is_some().then(|| format!("職員 {}", row.id));
        row.kana = None;
        row.mcs.login = said(row.mcs.login.as_deref()).map(|login| self.login(login));
        hide(&mut row.phone);
        for text in [&mut row.profession, &mut row.pledge.exempt, &mut row.memo] {
            self.text(text);
        }
        for training in &mut row.trainings {
            self.text(&mut training.title);
        }
        for restriction in &mut row.restrictions {
            self.text(&mut restriction.reason);
        }
        row
    }

    fn partner(&self, row: &Partner) -> Partner {
        let mut row = row.clone();
        row.name = row.name.is_some().then(|| format!("連携先 {}", row.id));
        row.kana = None;
        hide(&mut row.phone);
        self.text(&mut row.profession);
        self.text(&mut row.affiliation);
        row
    }

    fn device(&self, row: &Device) -> Device {
        let mut row = row.clone();
        hide(&mut row.line);
        self.text(&mut row.name);
        self.text(&mut row.memo);
        row
    }

    fn take_out(&self, row: &TakeOut) -> TakeOut {
        let mut row = row.clone();
        for text in [&mut row.content, &mut row.medium, &mut row.purpose, &mut row.decision.note] {
            self.text(text);
        }
        row
    }

    fn group(&self, row: &Group) -> Group {
        let mut row = row.clone();
        let sheet = &mut row.sheet;
        self.text(&mut sheet.memo);
        if sheet.kind == GroupKind::Patient {
            sheet.name = sheet.name.is_some().then(|| format!("患者グループ {}", sheet.id));
            sheet.kana = None;
        } else {
            self.text(&mut sheet.name);
        }
        for membership in &mut row.memberships {
            self.boxed(&mut membership.reason);
            self.boxed(&mut membership.removal.reason);
        }
        for decision in row.reviews.iter_mut().flat_map(|review| &mut review.decisions) {
            self.boxed(&mut decision.reason);
            if let Some(question) = &mut decision.question {
                self.boxed(&mut question.answer);
            }
        }
        row
    }

    fn incident(&self, row: &Incident) -> Incident {
        let mut row = row.clone();
        for text in [
            &mut row.affected_data,
            &mut row.summary,
            &mut row.cause,
            &mut row.secondary_damage,
            &mut row.people_told,
            &mut row.published,
            &mut row.prevention,
            &mut row.remarks,
            &mut row.authority.assessment_reason,
        ] {
            self.text(text);
        }
        for step in &mut row.first_response {
            self.text(&mut step.text);
            self.text(&mut step.note);
        }
        for measure in &mut row.measures {
            self.text(&mut measure.text);
        }
        for report in &mut row.reports {
            // Word by word as it went out: whoever wants it without names asks for the paper.
            report.paper = None;
        }
        row
    }
}

/// What tells who somebody is.
fn hide(text: &mut Option<String>) {
    *text = said(text.as_deref()).map(|_| HIDDEN.to_owned());
}

/// The same ids in the same order, so nothing is there twice.
fn rows<T: Keyed>(table: &Table<T>, row: impl Fn(&T) -> T) -> Table<T> {
    Table::from_rows(table.iter().map(row).collect()).unwrap_or_default()
}

/// A login as two of them are compared.
fn compared(login: &str) -> String {
    login.trim().nfkc().collect::<String>().to_lowercase()
}
