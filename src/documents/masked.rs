//! A register in which nobody is named: for tables and lists that leave the office.

use unicode_normalization::UnicodeNormalization as _;

use super::names::{Namer, Names};
use crate::register::{
    Parts, Register,
    records::{Device, Group, Incident, Partner, Staff, TakeOut, said},
    table::{Keyed, Table},
    words::GroupKind,
};

/// The same register with people and patients' groups by number, without readings and logins, and with the names that the
/// register knows taken out of free text. The judge finds the same in it, since the rules ask whether something is
/// recorded and when, not what people are called.
pub fn masked(register: &Register) -> Register {
    let namer = Namer::new(register, Names::Masked);
    let text = |text: &Option<String>| text.as_deref().map(|text| namer.text(text));
    let boxed = |text: &Option<Box<str>>| text.as_deref().map(|text| namer.text(text).into());
    // Two people with one login stay two people with one login: that is a finding.
    let recorded = register.staff().iter().filter_map(|row| said(row.mcs.login.as_deref()));
    let mut logins: Vec<String> = recorded.map(compared).collect();
    logins.sort();
    logins.dedup();
    let staff = |row: &Staff| {
        let mut row = row.clone();
        row.name = row.name.is_some().then(|| format!("職員 {}", row.id));
        row.kana = None;
        row.profession = text(&row.profession);
        row.mcs.login = row.mcs.login.as_deref().and_then(|login| said(Some(login))).map(|login| {
            let place = logins.iter().position(|known| *known == compared(login)).unwrap_or(0);
            format!("（伏せる {}）", place + 1)
        });
        row.pledge.exempt = text(&row.pledge.exempt);
        row.memo = text(&row.memo);
        for training in &mut row.trainings {
            training.title = text(&training.title);
        }
        for restriction in &mut row.restrictions {
            restriction.reason = text(&restriction.reason);
        }
        row
    };
    let partner = |row: &Partner| Partner {
        name: row.name.is_some().then(|| format!("連携先 {}", row.id)),
        kana: None,
        profession: text(&row.profession),
        affiliation: text(&row.affiliation),
        ..row.clone()
    };
    let device = |row: &Device| Device { name: text(&row.name), memo: text(&row.memo), ..row.clone() };
    let take_out = |row: &TakeOut| {
        let mut row = row.clone();
        row.content = text(&row.content);
        row.medium = text(&row.medium);
        row.purpose = text(&row.purpose);
        row.decision.note = text(&row.decision.note);
        row
    };
    let group = |row: &Group| {
        let mut row = row.clone();
        let sheet = &mut row.sheet;
        sheet.memo = text(&sheet.memo);
        if sheet.kind == GroupKind::Patient {
            sheet.name = sheet.name.is_some().then(|| format!("患者グループ {}", sheet.id));
            sheet.kana = None;
        } else {
            sheet.name = text(&sheet.name);
        }
        for membership in &mut row.memberships {
            membership.reason = boxed(&membership.reason);
            membership.removal.reason = boxed(&membership.removal.reason);
        }
        for decision in row.reviews.iter_mut().flat_map(|review| &mut review.decisions) {
            decision.reason = boxed(&decision.reason);
            if let Some(question) = &mut decision.question {
                question.answer = boxed(&question.answer);
            }
        }
        row
    };
    let incident = |row: &Incident| {
        let mut row = row.clone();
        for field in [&mut row.affected_data, &mut row.summary, &mut row.cause, &mut row.prevention] {
            *field = text(field);
        }
        for step in &mut row.first_response {
            step.text = text(&step.text);
        }
        for measure in &mut row.measures {
            measure.text = text(&measure.text);
        }
        row
    };
    let filings = rows(register.filings(), |row| {
        let mut row = row.clone();
        row.reference = text(&row.reference);
        row.note = text(&row.note);
        row
    });
    let waivers = register.waivers().iter().map(|row| {
        let mut row = row.clone();
        row.reason = namer.text(&row.reason);
        row
    });
    Register::from_parts(Parts {
        office: register.office().clone(),
        filings,
        staff: rows(register.staff(), staff),
        partners: rows(register.partners(), partner),
        devices: rows(register.devices(), device),
        take_outs: rows(register.take_outs(), take_out),
        groups: rows(register.groups(), group),
        incidents: rows(register.incidents(), incident),
        waivers: waivers.collect(),
    })
}

/// The same ids in the same order, so nothing is there twice.
fn rows<T: Keyed>(table: &Table<T>, row: impl Fn(&T) -> T) -> Table<T> {
    Table::from_rows(table.iter().map(row).collect()).unwrap_or_default()
}

/// A login as two of them are compared.
fn compared(login: &str) -> String {
    login.trim().nfkc().collect::<String>().to_lowercase()
}
