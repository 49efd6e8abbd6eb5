//! A person's sheet: what is recorded of them, each line leading to its record; what is open when they leave; what a new ID
//! still needs (第8条, 留意事項).

use crate::{
    policy::{
        Urgency,
        leaving::{joining, open_matters},
    },
    register::{
        Date, Key as RecordKey, Lang,
        id::PersonId,
        records::{Incident, McsAccount, Pledge, Staff, non_blank},
        review::is_current,
        subject::Subject,
        wareki::format_wareki,
    },
    tui::{
        desk::{Desk, Standing, device_called, take_out_called},
        lists::{day_told, standing_account, take_out_state},
        terminal::{tone::Tone, width::shown},
        words::{EnumWord, PeopleWord, Word},
    },
};

use super::{
    Does, Item, PeopleList, Row, View,
    matters::{is_open, matter, need, person_called},
    removals::group_name,
};
/// Fills the page.
pub fn make(list: &mut PeopleList, desk: &Desk, id: &PersonId, view: View) {
    let lang = desk.lang;
    let staff = desk.register.staff().get(id);
    list.title = PeopleWord::PersonTitle.fill(lang, &[&person_called(desk, id)]);
    list.rows.clear();
    let open = open_matters(&desk.register, id, desk.today, desk.decider().as_ref());
    let needs = joining(&desk.register, id, desk.today);
    let (left, wanted) = (open.len().to_string(), needs.len().to_string());
    PeopleWord::NothingLeft.say(lang).clone_into(&mut list.empty);
    match view {
        View::Sheet => {
            list.head = if staff.is_some() {
                PeopleWord::SheetHead.fill(lang, &[&left, &wanted])
            } else {
                PeopleWord::SheetHeadPartner.fill(lang, &[&left])
            };
            PeopleWord::NoHoldings.say(lang).clone_into(&mut list.empty);
            sheet(list, desk, id, staff);
        }
        View::Leaving => {
            list.head = match staff.map(|staff| staff.left_on) {
                Some(Some(day)) => PeopleWord::LeavingHead.fill(lang, &[&long(day, lang), &left]),
                Some(None) => PeopleWord::LeavingHeadNoDay.fill(lang, &[&left]),
                None => PeopleWord::LeavingHeadPartner.fill(lang, &[&left]),
            };
            list.rows.extend(open.iter().map(|open| matter(desk, id, open)));
        }
        View::Joining => {
            list.head = PeopleWord::JoiningHead.fill(lang, &[&wanted]);
            list.rows.extend(needs.iter().map(|open| need(desk, id, open)));
        }
    }
}

fn long(day: Date, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{day}（{}）", format_wareki(day)),
        Lang::En => day.to_string(),
    }
}

/// The parts of the sheet, in order.
#[derive(Clone, Copy)]
enum Part {
    Findings,
    Id,
    Groups,
    Devices,
    TakeOuts,
    Incidents,
}

struct Sheet<'a> {
    desk: &'a Desk,
    rows: Vec<Row>,
}

impl Sheet<'_> {
    fn heading(&mut self, word: PeopleWord, count: Option<usize>) {
        let lang = self.desk.lang;
        self.rows.push(Row::Heading(match count {
            Some(count) => PeopleWord::HeadingCount.fill(lang, &[word.say(lang), &count.to_string()]),
            None => word.say(lang).to_owned(),
        }));
    }

    fn item(&mut self, part: Part, label: String, note: String, key: RecordKey) {
        let flag = self.flag(&key);
        self.push(part, None, flag, (label, note), key);
    }

    fn push(
        &mut self,
        part: Part,
        id: Option<String>,
        flag: Option<(String, Tone)>,
        (label, note): (String, String),
        key: RecordKey,
    ) {
        let lang = self.desk.lang;
        let hint = match part {
            Part::Groups => PeopleWord::SheetHintMembership,
            Part::Findings => PeopleWord::SheetHintFinding,
            _ => PeopleWord::SheetHint,
        };
        let item = Item {
            id: id.unwrap_or_else(|| format!("{}-{}", part as u8, self.rows.len())),
            part: part as u8,
            label,
            note,
            flag,
            key,
            person: None,
            does: Does::Open,
            hint: hint.say(lang).to_owned(),
        };
        self.rows.push(Row::Item(Box::new(item)));
    }

    /// The most pressing finding on a record, but not on the person: those have a part of their own.
    fn flag(&self, key: &RecordKey) -> Option<(String, Tone)> {
        match key {
            RecordKey::Staff(_) | RecordKey::Partner(_) => None,
            _ => self
                .desk
                .flag(&key.subject())
                .map(|urgency| (urgency.word_short().say(self.desk.lang).to_owned(), Tone::of(urgency))),
        }
    }
}

fn sheet(list: &mut PeopleList, desk: &Desk, id: &PersonId, staff: Option<&Staff>) {
    let mut sheet = Sheet { desk, rows: Vec::new() };
    if let Some(staff) = staff {
        findings(&mut sheet, staff);
        account(&mut sheet, staff);
    }
    groups(&mut sheet, id);
    if staff.is_some() {
        holdings(&mut sheet, id);
    }
    list.rows = sheet.rows;
}

fn findings(sheet: &mut Sheet<'_>, staff: &Staff) {
    let desk = sheet.desk;
    let subject = Subject::Staff(staff.id.clone());
    let found: Vec<(Urgency, String)> = desk
        .findings_on(&subject)
        .map(|finding| {
            (finding.urgency, desk.policy.sentence(finding, &desk.register, desk.today, desk.lang))
        })
        .collect();
    if found.is_empty() {
        return;
    }
    sheet.heading(PeopleWord::SectionFindings, Some(found.len()));
    for (urgency, sentence) in found {
        let flag = Some((urgency.word_short().say(desk.lang).to_owned(), Tone::of(urgency)));
        let key = RecordKey::Staff(staff.id.clone());
        sheet.push(Part::Findings, None, flag, (sentence, String::new()), key);
    }
}

fn account(sheet: &mut Sheet<'_>, staff: &Staff) {
    let desk = sheet.desk;
    let lang = desk.lang;
    let key = || RecordKey::Staff(staff.id.clone());
    sheet.heading(PeopleWord::SectionId, None);
    let mcs = &staff.mcs;
    let login = non_blank(mcs.login.as_deref());
    let role = mcs.role.map(|role| role.say(lang)).unwrap_or_default();
    let login = match (login, mcs.registered_on) {
        (None, None) => PeopleWord::AccountNone.say(lang).to_owned(),
        (login, _) => format!("{} {role}", shown(login)).trim().to_owned(),
    };
    sheet.item(Part::Id, PeopleWord::AccountIs.say(lang).to_owned(), login, key());
    let facts = [
        (McsAccount::registered_on, mcs.registered_on, true),
        (McsAccount::password_changed_on, mcs.password_changed_on, true),
        (McsAccount::released_on, mcs.released_on, false),
        (McsAccount::deletion_asked_on, mcs.deletion_asked_on, false),
        (McsAccount::deleted_on, mcs.deleted_on, false),
        (Staff::joined_on, staff.joined_on, true),
        (Staff::left_on, staff.left_on, false),
    ];
    for (label, date, always) in facts {
        if always || date.is_some() {
            let told = day_told(sheet.desk, label, date);
            sheet.item(Part::Id, label.unfilled(lang).to_owned(), told, key());
        }
    }
    if let Some(standing) = standing_account(desk, staff) {
        sheet.item(Part::Id, Word::StandingRisk.say(lang).to_owned(), standing, key());
    }
    let exempt = non_blank(staff.pledge.exempt.as_deref()).filter(|_| staff.pledge.signed_on.is_none());
    let pledge = exempt.map_or_else(
        || day_told(sheet.desk, Pledge::signed_on, staff.pledge.signed_on),
        |why| shown(Some(why)),
    );
    sheet.item(Part::Id, Pledge::signed_on.unfilled(lang).to_owned(), pledge, key());
    if staff.trainings.is_empty() {
        let none = Word::NotRecorded.say(lang).to_owned();
        sheet.item(Part::Id, PeopleWord::Training.say(lang).to_owned(), none, key());
    }
    let mut trainings: Vec<_> = staff.trainings.iter().collect();
    trainings.sort_by_key(|training| std::cmp::Reverse(training.on));
    for training in trainings {
        let when = training.on.map(|on| on.to_string()).unwrap_or_default();
        let announced = training.on.is_some_and(|on| on > sheet.desk.today);
        let when = if announced { Word::LiesAhead.fill(lang, &[&when]) } else { when };
        let note = format!("{when} {}", shown(training.title.as_deref())).trim().to_owned();
        sheet.item(Part::Id, PeopleWord::Training.say(lang).to_owned(), note, key());
    }
    for row in &staff.restrictions {
        let when = row.ordered_on.map(|day| day.to_string()).unwrap_or_default();
        let note =
            format!("{} {when} {}", row.kind.say(lang), shown(row.reason.as_deref())).trim().to_owned();
        sheet.item(Part::Id, PeopleWord::Restriction.say(lang).to_owned(), note, key());
    }
}

fn groups(sheet: &mut Sheet<'_>, id: &PersonId) {
    let desk = sheet.desk;
    let lang = desk.lang;
    let mut rows = Vec::new();
    for group in desk.register.groups() {
        if group.sheet.is_put_away(desk.today) {
            continue;
        }
        let own = group.memberships.iter().filter(|row| row.person == *id && is_current(row, desk.today));
        for row in own {
            let state = match Standing::of(row, desk.today) {
                Standing::Invited => Word::StateInvited,
                Standing::Member => Word::StateMember,
                Standing::OffDuty => Word::StateOffDuty,
                Standing::ToRemove => Word::StateToRemove,
                Standing::Released => Word::StateReleased,
            };
            let since = row.joined_on.map(|day| PeopleWord::Since.fill(lang, &[&day.to_string()]));
            let reason = shown(non_blank(row.reason.as_deref()));
            let note = format!("{} {} {reason}", state.say(lang), since.unwrap_or_default());
            let key = RecordKey::Membership(group.sheet.id.clone(), row.id.clone());
            rows.push((group_name(group), note.trim().to_owned(), key, row.id.to_string()));
        }
    }
    sheet.heading(PeopleWord::SectionGroups, Some(rows.len()));
    for (label, note, key, id) in rows {
        let flag = sheet.flag(&key);
        sheet.push(Part::Groups, Some(id), flag, (label, note), key);
    }
}

fn holdings(sheet: &mut Sheet<'_>, id: &PersonId) {
    let desk = sheet.desk;
    let lang = desk.lang;
    let held = desk.register.devices().iter().filter(|device| {
        device.holder.as_ref() == Some(id) && device.returned_on.is_none_or(|day| day > desk.today)
    });
    let held: Vec<_> = held.collect();
    sheet.heading(PeopleWord::SectionDevices, Some(held.len()));
    for device in &held {
        let owner = device.ownership.map(|owner| owner.say(lang)).unwrap_or_default();
        let lent = device.lent_on.map(|day| PeopleWord::LentOn.fill(lang, &[&day.to_string()]));
        let note = format!("{owner} {}", lent.unwrap_or_default()).trim().to_owned();
        let key = RecordKey::Device(device.id.clone());
        sheet.item(Part::Devices, device_called(desk, &device.id), note, key);
    }
    let mut asked: Vec<_> =
        desk.register.take_outs().iter().filter(|row| row.requester.as_ref() == Some(id)).collect();
    asked.sort_by_key(|row| (!is_open(desk, row), std::cmp::Reverse(row.requested_on)));
    sheet.heading(PeopleWord::SectionTakeOuts, Some(asked.len()));
    for row in asked {
        let word = take_out_state(row, desk.today).say(lang);
        let until = row.until.map(|day| PeopleWord::Until.fill(lang, &[&day.to_string()]));
        let note = format!("{word} {}", until.unwrap_or_default()).trim().to_owned();
        sheet.item(Part::TakeOuts, take_out_called(desk, &row.id), note, RecordKey::TakeOut(row.id.clone()));
    }
    let incidents: Vec<_> = desk
        .register
        .incidents()
        .iter()
        .filter(|row| {
            let device = row.device.as_ref().is_some_and(|device| held.iter().any(|held| held.id == *device));
            row.reporter.as_ref() == Some(id) || device
        })
        .collect();
    sheet.heading(PeopleWord::SectionIncidents, Some(incidents.len()));
    for row in incidents {
        let when = row.known_at.map(|time| time.date.to_string()).unwrap_or_default();
        let note = row.closed_on.map_or_else(
            || PeopleWord::Open.say(lang).to_owned(),
            |day| format!("{} {day}", Incident::closed_on.unfilled(lang)),
        );
        let label = format!("{} {} {when}", row.id, sheet.desk.policy.incident_kind_name(&row.kind, lang))
            .trim_end()
            .to_owned();
        sheet.item(Part::Incidents, label, note, RecordKey::Incident(row.id.clone()));
    }
}
