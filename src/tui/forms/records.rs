//! The fields of every record, in the order in which a form shows them, and what stands in them before anything is typed.

use crate::{
    policy::Rule,
    register::{
        AddedName, Date, Lang, Record, RecordKind, Register, Time,
        id::{DeviceId, FilingId, GroupId, IncidentId, MembershipId, PersonId, TakeOutId},
        labels::Label,
        records::{
            Authority, Consent, Considered, Controls, Decision, Device, Filing, GroupSheet, Incident,
            McsAccount, Measure, Membership, Office, Partner, Pledge, PolicySheet, Removal, Response,
            Restriction, Review, Staff, TakeOut, Training, Waiver,
        },
        subject::Subject,
        words::{
            AnyControl, ConsideredResult, Control, DeviceStatus, FilingKind, GroupKind, IncidentKind,
            Ownership, RestrictionKind, Rights, Role,
        },
    },
    tui::words::{EnumWord, SectionWord as Section, Word, not_asked},
};

use super::{
    binder::{Binder, Wanted, numbered},
    field::{Candidates, Foreign},
};

/// Binds all fields of a record.
pub fn bind(record: &mut Record, binder: &mut Binder<'_>) {
    match record {
        Record::Office(row) => office(row, binder),
        Record::Filing(row) => filing(row, binder),
        Record::Staff(row) => staff(row, binder),
        Record::Partner(row) => partner(row, binder),
        Record::Device(row) => device(row, binder),
        Record::TakeOut(row) => take_out(row, binder),
        Record::Group(row) => group(row, binder),
        Record::Membership(row) => membership(row, binder),
        Record::Review(row) => review(row, binder),
        Record::Incident(row) => incident(row, binder),
        Record::Waiver(row) => waiver(row, binder),
        Record::Policy(row) => policy(row, binder),
    }
}

/// Nobody types it: it is taken in whole, and the history says what was.
fn policy(row: &mut PolicySheet, b: &mut Binder<'_>) {
    b.text(PolicySheet::id, &mut row.id);
    b.text(PolicySheet::version, &mut row.version);
    b.day(PolicySheet::in_force_on, &mut row.in_force_on);
    b.text(PolicySheet::base, &mut row.base);
    b.text(PolicySheet::base_version, &mut row.base_version);
    b.day(PolicySheet::since, &mut row.since);
    b.area(PolicySheet::layer, &mut row.layer);
}

fn office(row: &mut Office, b: &mut Binder<'_>) {
    b.section(Section::Office);
    b.text(Office::name, &mut row.name);
    b.text(Office::kind, &mut row.kind);
    b.person(Office::manager, Candidates::Staff, &mut row.manager);
    b.text(Office::phone, &mut row.phone);
    b.text(Office::address, &mut row.address);
    b.text(Office::corporation, &mut row.corporation);
    b.text(Office::representative, &mut row.representative);
    b.section(Section::Keeping);
    b.day(Office::kept_since, &mut row.kept_since);
    b.choice(Office::default_host, &mut row.default_host);
    b.day(Office::guideline_confirmed_on, &mut row.guideline_confirmed_on);
    b.section(Section::Policy);
    b.added(RecordKind::Office, &mut row.added);
    b.section(Section::Considered);
    considered(&mut row.considered, b);
}

/// A decision of the office while it is typed: what it has to have may still be missing.
#[derive(Clone, PartialEq, Default)]
struct ConsideredDraft {
    control: Option<AnyControl>,
    result: Option<ConsideredResult>,
    on: Option<Date>,
    reason: Option<String>,
    decided_by: Option<PersonId>,
}

fn considered(rows: &mut Vec<Considered>, b: &mut Binder<'_>) {
    let draft = |row: Considered| ConsideredDraft {
        control: Some(row.control),
        result: Some(row.result),
        on: Some(row.on),
        reason: row.reason,
        decided_by: row.decided_by,
    };
    let blank = ConsideredDraft::default();
    let mut drafts: Vec<ConsideredDraft> = rows.drain(..).map(draft).collect();
    b.rows(&mut drafts, 3, &blank, |b, draft, number| {
        let label = numbered(Considered::control, number);
        b.open_choice(label, &b.additions().controls, &mut draft.control);
        b.row_choice(Considered::result, number, &mut draft.result);
        b.row_day(Considered::on, number, &mut draft.on);
        b.row_text(Considered::reason, number, &mut draft.reason);
        b.row_person(Considered::decided_by, number, &mut draft.decided_by);
        if *draft != blank {
            let missing = [draft.control.is_none(), draft.result.is_none(), draft.on.is_none()];
            for (back, _) in (3..=5).rev().zip(missing).filter(|(_, missing)| *missing) {
                b.fault_back(back, Word::FaultNeeded);
            }
        }
    });
    rows.extend(drafts.into_iter().filter_map(|draft| {
        let row = Considered::new(draft.control?, draft.result?, draft.on?);
        Some(Considered { reason: draft.reason, decided_by: draft.decided_by, ..row })
    }));
}

fn filing(row: &mut Filing, b: &mut Binder<'_>) {
    b.section(Section::Filing);
    b.id(Filing::id, &mut row.id, FilingId::as_str, |id| FilingId::new(id).ok());
    b.needed_choice(Filing::kind, &mut row.kind);
    b.day(Filing::submitted_on, &mut row.submitted_on);
    b.day(Filing::approved_on, &mut row.approved_on);
    b.day(Filing::refused_on, &mut row.refused_on);
    b.section(Section::FilingFor);
    b.reference(
        |lang| Filing::group.unfilled(lang).to_owned(),
        &Wanted::optional(Candidates::Groups),
        &mut row.group,
        GroupId::to_string,
        |id| GroupId::held(id).ok(),
    );
    b.text(Filing::reference, &mut row.reference);
    b.text(Filing::note, &mut row.note);
}

fn staff(row: &mut Staff, b: &mut Binder<'_>) {
    b.section(Section::Person);
    b.id(Staff::id, &mut row.id, PersonId::as_str, |id| PersonId::new(id).ok());
    b.text(Staff::name, &mut row.name);
    b.text(Staff::kana, &mut row.kana);
    b.text_offering(Staff::profession, Candidates::Professions, &mut row.profession);
    b.section(Section::Employment);
    b.day(Staff::joined_on, &mut row.joined_on);
    b.day(Staff::left_on, &mut row.left_on);
    b.section(Section::Account);
    b.login(McsAccount::login, &mut row.mcs.login);
    b.choice(McsAccount::role, &mut row.mcs.role);
    b.day(McsAccount::registered_on, &mut row.mcs.registered_on);
    b.day(McsAccount::password_changed_on, &mut row.mcs.password_changed_on);
    b.day(McsAccount::long_password_since, &mut row.mcs.long_password_since);
    b.day(McsAccount::two_factor_since, &mut row.mcs.two_factor_since);
    b.flag(McsAccount::profile, &mut row.mcs.profile);
    b.flag(McsAccount::shared, &mut row.mcs.shared);
    b.day(McsAccount::released_on, &mut row.mcs.released_on);
    b.day(McsAccount::deletion_asked_on, &mut row.mcs.deletion_asked_on);
    b.day(McsAccount::deleted_on, &mut row.mcs.deleted_on);
    b.section(Section::Pledge);
    b.day(Pledge::signed_on, &mut row.pledge.signed_on);
    b.text(Pledge::exempt, &mut row.pledge.exempt);
    b.section(Section::Trainings);
    b.rows(&mut row.trainings, 2, &Training::default(), |b, training, number| {
        b.row_day(Training::on, number, &mut training.on);
        b.row_text(Training::title, number, &mut training.title);
    });
    b.section(Section::Restrictions);
    restrictions(&mut row.restrictions, b);
    b.section(Section::Policy);
    b.added(RecordKind::Staff, &mut row.added);
    b.section(Section::Others);
    b.flag(Staff::disaster_eligible, &mut row.disaster_eligible);
    b.text(Staff::phone, &mut row.phone);
    b.text(Staff::memo, &mut row.memo);
}

/// A restriction while it is typed: its kind may still be missing.
#[derive(Clone, PartialEq)]
struct RestrictionDraft {
    kind: Option<RestrictionKind>,
    /// All but its kind.
    row: Restriction,
}

fn restrictions(rows: &mut Vec<Restriction>, b: &mut Binder<'_>) {
    let of_no_kind = Restriction::new(RestrictionKind::Attention);
    let blank = RestrictionDraft { kind: None, row: of_no_kind.clone() };
    let draft = |row: Restriction| RestrictionDraft {
        kind: Some(row.kind),
        row: Restriction { kind: of_no_kind.kind, ..row },
    };
    let mut drafts: Vec<RestrictionDraft> = rows.drain(..).map(draft).collect();
    b.rows(&mut drafts, 1, &blank, |b, draft, number| {
        b.row_choice(Restriction::kind, number, &mut draft.kind);
        b.row_choice(Restriction::by, number, &mut draft.row.by);
        b.row_day(Restriction::ordered_on, number, &mut draft.row.ordered_on);
        b.row_day(Restriction::enforced_on, number, &mut draft.row.enforced_on);
        b.row_day(Restriction::lifted_on, number, &mut draft.row.lifted_on);
        b.row_text(Restriction::reason, number, &mut draft.row.reason);
        if draft.kind.is_none() && *draft != blank {
            b.fault_back(6, Word::FaultNeeded);
        }
    });
    rows.extend(drafts.into_iter().filter_map(|draft| Some(Restriction { kind: draft.kind?, ..draft.row })));
}

fn partner(row: &mut Partner, b: &mut Binder<'_>) {
    b.section(Section::Person);
    b.id(Partner::id, &mut row.id, PersonId::as_str, |id| PersonId::new(id).ok());
    b.text(Partner::name, &mut row.name);
    b.text(Partner::kana, &mut row.kana);
    b.text_offering(Partner::profession, Candidates::Professions, &mut row.profession);
    b.text(Partner::affiliation, &mut row.affiliation);
    b.section(Section::Others);
    b.flag(Partner::secretariat, &mut row.secretariat);
    b.flag(Partner::disaster_eligible, &mut row.disaster_eligible);
    b.text(Partner::phone, &mut row.phone);
}

fn device(row: &mut Device, b: &mut Binder<'_>) {
    b.section(Section::Device);
    b.id(Device::id, &mut row.id, DeviceId::as_str, |id| DeviceId::new(id).ok());
    b.text(Device::name, &mut row.name);
    b.choice(Device::kind, &mut row.kind);
    b.choice(Device::ownership, &mut row.ownership);
    b.text(Device::model, &mut row.model);
    b.text(Device::serial, &mut row.serial);
    b.text(Device::os, &mut row.os);
    b.text(Device::line, &mut row.line);
    b.day(Device::acquired_on, &mut row.acquired_on);
    b.section(Section::Holder);
    b.person(Device::holder, Candidates::Staff, &mut row.holder);
    b.day(Device::lent_on, &mut row.lent_on);
    b.day(Device::returned_on, &mut row.returned_on);
    b.section(Section::OwnDevice);
    b.of_kind(other(Device::ownership, row.ownership, &[Ownership::Personal], b.lang()), |b| {
        b.day(Device::byod_approved_on, &mut row.byod_approved_on);
    });
    b.section(Section::State);
    b.choice(Device::status, &mut row.status);
    b.day(Device::missing_since, &mut row.missing_since);
    b.day(Device::erased_on, &mut row.erased_on);
    b.day(Device::disposed_on, &mut row.disposed_on);
    b.day(Device::inspected_on, &mut row.inspected_on);
    b.section(Section::Controls);
    b.day(Device::boot_password_changed_on, &mut row.boot_password_changed_on);
    for control in Control::ALL {
        let mut state = row.controls.get(*control);
        b.choice_with(|lang| control.say(lang).to_owned(), &mut state);
        row.controls.set(*control, state);
    }
    let (policy, additions) = (b.policy(), b.additions());
    for (name, label) in &additions.controls {
        added_control(&mut row.controls, *name, b, |lang| label.get(lang).to_owned());
    }
    let asked = |name: &AddedName| additions.controls.iter().any(|(known, _)| known == name);
    let others: Vec<AddedName> = row.controls.added().filter(|name| !asked(name)).collect();
    for name in others {
        added_control(&mut row.controls, name, b, |lang| not_asked(name, policy, lang));
    }
    b.flag(Device::encrypted, &mut row.encrypted);
    b.section(Section::Policy);
    b.added(RecordKind::Device, &mut row.added);
    b.section(Section::Memo);
    b.text(Device::memo, &mut row.memo);
}

fn added_control(
    controls: &mut Controls,
    name: AddedName,
    b: &mut Binder<'_>,
    label: impl FnOnce(Lang) -> String,
) {
    let mut state = controls.get(AnyControl::Added(name));
    b.choice_with(label, &mut state);
    controls.set(AnyControl::Added(name), state);
}

/// What a field says in the place of the kinds to which the next fields belong; nothing where it says one of them, or
/// nothing at all.
fn other<T: EnumWord + PartialEq>(of: Label, now: Option<T>, kinds: &[T], lang: Lang) -> Option<Foreign> {
    now.filter(|kind| !kinds.contains(kind)).map(|kind| Foreign { of, says: kind.say(lang) })
}

fn take_out(row: &mut TakeOut, b: &mut Binder<'_>) {
    b.section(Section::Request);
    b.id(TakeOut::id, &mut row.id, TakeOutId::as_str, |id| TakeOutId::new(id).ok());
    b.person(TakeOut::requester, Candidates::Staff, &mut row.requester);
    b.day(TakeOut::requested_on, &mut row.requested_on);
    b.device(TakeOut::device, &mut row.device);
    b.text(TakeOut::content, &mut row.content);
    b.text(TakeOut::medium, &mut row.medium);
    b.text(TakeOut::purpose, &mut row.purpose);
    b.text(TakeOut::destination, &mut row.destination);
    b.number(TakeOut::records, &mut row.records);
    b.text(TakeOut::protection, &mut row.protection);
    b.section(Section::Period);
    b.day(TakeOut::from, &mut row.from);
    b.end(TakeOut::until, row.from, &mut row.until);
    b.flag(TakeOut::standing, &mut row.standing);
    b.section(Section::Decision);
    b.choice(Decision::result, &mut row.decision.result);
    b.day(Decision::on, &mut row.decision.on);
    b.person(Decision::by, Candidates::Staff, &mut row.decision.by);
    b.person(Decision::countersigned_by, Candidates::Staff, &mut row.decision.countersigned_by);
    b.text(Decision::note, &mut row.decision.note);
    b.section(Section::OutAndBack);
    b.day(TakeOut::out_on, &mut row.out_on);
    b.day(TakeOut::returned_on, &mut row.returned_on);
    b.day(TakeOut::checked_on, &mut row.checked_on);
    b.person(TakeOut::checked_by, Candidates::Staff, &mut row.checked_by);
    b.day(TakeOut::erasure_checked_on, &mut row.erasure_checked_on);
}

fn group(row: &mut GroupSheet, b: &mut Binder<'_>) {
    b.section(Section::Group);
    b.id(GroupSheet::id, &mut row.id, GroupId::as_str, |id| GroupId::new(id).ok());
    b.text(GroupSheet::name, &mut row.name);
    b.text(GroupSheet::kana, &mut row.kana);
    b.needed_choice(GroupSheet::kind, &mut row.kind);
    b.choice(GroupSheet::host, &mut row.host);
    b.text(GroupSheet::host_name, &mut row.host_name);
    b.day(GroupSheet::opened_on, &mut row.opened_on);
    let kind = row.kind;
    let only = |kinds: &[GroupKind], lang| other(GroupSheet::kind, Some(kind), kinds, lang);
    b.of_kind(only(&[GroupKind::Patient], b.lang()), |b| {
        b.section(Section::GroupPatient);
        b.number(GroupSheet::patients, &mut row.patients);
        b.person(GroupSheet::attending_doctor, Candidates::People, &mut row.attending_doctor);
        b.section(Section::Consent);
        b.day(Consent::signed_on, &mut row.consent.signed_on);
        b.choice(Consent::by, &mut row.consent.by);
        b.text_offering(Consent::relation, Candidates::Relations, &mut row.consent.relation);
        b.person(Consent::explained_by, Candidates::Staff, &mut row.consent.explained_by);
        b.flag(Consent::both_copies, &mut row.consent.both_copies);
        b.text(Consent::kept_at, &mut row.consent.kept_at);
        b.day(Consent::withdrawn_on, &mut row.consent.withdrawn_on);
    });
    b.section(Section::GroupEnd);
    b.day(GroupSheet::ended_on, &mut row.ended_on);
    b.of_kind(only(&[GroupKind::Patient], b.lang()), |b| {
        b.day(GroupSheet::deceased_on, &mut row.deceased_on);
    });
    b.day(GroupSheet::retain_until, &mut row.retain_until);
    b.day(GroupSheet::archived_on, &mut row.archived_on);
    b.day(GroupSheet::deleted_on, &mut row.deleted_on);
    b.of_kind(only(&[GroupKind::Free], b.lang()), |b| {
        b.section(Section::FreeGroup);
        b.flag(GroupSheet::association, &mut row.association);
        b.day(GroupSheet::permission_on, &mut row.permission_on);
        b.day(GroupSheet::purpose_announced_on, &mut row.purpose_announced_on);
        b.day(GroupSheet::patient_data_found_on, &mut row.patient_data_found_on);
    });
    b.section(Section::Policy);
    b.added(RecordKind::Group, &mut row.added);
    b.section(Section::Memo);
    b.text(GroupSheet::memo, &mut row.memo);
}

fn membership(row: &mut Membership, b: &mut Binder<'_>) {
    b.section(Section::Member);
    b.id(Membership::id, &mut row.id, MembershipId::as_str, |id| MembershipId::new(id).ok());
    b.needed_person(Membership::person, Candidates::People, &mut row.person);
    b.choice(Membership::rights, &mut row.rights);
    b.short_text(Membership::reason, &mut row.reason);
    b.section(Section::Joining);
    b.day(Membership::invited_on, &mut row.invited_on);
    b.person(Membership::invited_by, Candidates::People, &mut row.invited_by);
    b.day(Membership::approved_on, &mut row.approved_on);
    b.person(Membership::approved_by, Candidates::Staff, &mut row.approved_by);
    b.day(Membership::joined_on, &mut row.joined_on);
    b.section(Section::Removal);
    b.day(Membership::off_duty_on, &mut row.off_duty_on);
    b.day(Removal::requested_on, &mut row.removal.requested_on);
    b.short_text(Removal::reason, &mut row.removal.reason);
    b.day(Membership::released_on, &mut row.released_on);
    b.person(Membership::released_by, Candidates::People, &mut row.released_by);
}

fn review(row: &mut Review, b: &mut Binder<'_>) {
    b.section(Section::Review);
    b.person(Review::countersigned_by, Candidates::Staff, &mut row.countersigned_by);
}

fn incident(row: &mut Incident, b: &mut Binder<'_>) {
    b.section(Section::Event);
    b.id(Incident::id, &mut row.id, IncidentId::as_str, |id| IncidentId::new(id).ok());
    b.needed_open_choice(Incident::kind, &b.additions().incident_kinds, &mut row.kind);
    b.moment(Incident::known_at, &mut row.known_at);
    b.moment(Incident::occurred_at, &mut row.occurred_at);
    b.text(Incident::place, &mut row.place);
    b.person(Incident::reporter, Candidates::Staff, &mut row.reporter);
    b.person(Incident::person, Candidates::Staff, &mut row.person);
    b.device(Incident::device, &mut row.device);
    b.area(Incident::summary, &mut row.summary);
    b.section(Section::Affected);
    let mut groups: Vec<Option<GroupId>> = row.groups.drain(..).map(Some).collect();
    b.rows(&mut groups, 3, &None, |b, group, number| {
        let label = numbered(Incident::groups, number);
        let make = |id: &str| GroupId::held(id).ok();
        b.reference(label, &Wanted::optional(Candidates::Groups), group, GroupId::to_string, make);
    });
    row.groups.extend(groups.into_iter().flatten());
    b.number(Incident::affected_people, &mut row.affected_people);
    b.text(Incident::affected_data, &mut row.affected_data);
    b.section(Section::FirstResponse);
    b.rows(&mut row.first_response, 3, &Response::default(), |b, response, number| {
        b.row_moment(Response::at, number, &mut response.at);
        b.row_text(Response::text, number, &mut response.text);
        b.row_person(Response::by, number, &mut response.by);
        b.row_text(Response::note, number, &mut response.note);
    });
    b.section(Section::Handling);
    b.area(Incident::cause, &mut row.cause);
    b.area(Incident::secondary_damage, &mut row.secondary_damage);
    b.area(Incident::people_told, &mut row.people_told);
    b.area(Incident::published, &mut row.published);
    b.area(Incident::prevention, &mut row.prevention);
    b.area(Incident::remarks, &mut row.remarks);
    b.section(Section::Measures);
    b.rows(&mut row.measures, 2, &Measure::default(), |b, measure, number| {
        b.row_text(Measure::text, number, &mut measure.text);
        b.row_day(Measure::due, number, &mut measure.due);
        b.row_day(Measure::done_on, number, &mut measure.done_on);
    });
    b.section(Section::Reporting);
    b.day(Incident::reported_on, &mut row.reported_on);
    b.text(Incident::delay_reason, &mut row.delay_reason);
    b.added(RecordKind::Incident, &mut row.added);
    b.choice(Authority::assessment, &mut row.authority.assessment);
    b.day(Authority::assessed_on, &mut row.authority.assessed_on);
    b.person(Authority::assessed_by, Candidates::Staff, &mut row.authority.assessed_by);
    b.text(Authority::assessment_reason, &mut row.authority.assessment_reason);
    b.flag(Authority::wrongful, &mut row.authority.wrongful);
    b.day(Authority::preliminary_on, &mut row.authority.preliminary_on);
    b.day(Authority::final_on, &mut row.authority.final_on);
    b.day(Authority::persons_notified_on, &mut row.authority.persons_notified_on);
    b.text(Authority::notice_alternative, &mut row.authority.notice_alternative);
    b.day(Incident::closed_on, &mut row.closed_on);
}

fn waiver(row: &mut Waiver, b: &mut Binder<'_>) {
    b.section(Section::Waived);
    let mut rule = Some(row.rule.clone()).filter(|rule| !rule.is_empty());
    b.reference(
        |lang| Waiver::rule.unfilled(lang).to_owned(),
        &Wanted::needed(Candidates::Rules, Word::FaultNeeded),
        &mut rule,
        String::clone,
        |name| Rule::from_name(name).map(|rule| rule.name().to_owned()),
    );
    let flags = rule.as_deref().and_then(Rule::from_name).map(Rule::waivable);
    let mut subject = Some(row.subject.clone());
    b.reference(
        |lang| Waiver::subject.unfilled(lang).to_owned(),
        &Wanted::needed(Candidates::Subjects, Word::FaultSubject),
        &mut subject,
        Subject::to_string,
        Subject::parse,
    );
    if let (Some(kinds), Some(subject)) = (flags, &subject)
        && !kinds.contains(&subject.kind())
    {
        b.fault_back(1, Word::FaultSubject);
    }
    row.rule = rule.unwrap_or_default();
    if let Some(subject) = subject {
        row.subject = subject;
    }
    b.needed_text(Waiver::reason, &mut row.reason);
    b.section(Section::Approval);
    b.needed_person(Waiver::approved_by, Candidates::Staff, &mut row.approved_by);
    b.day(Waiver::approved_on, &mut row.approved_on);
    b.needed_day(Waiver::until, &mut row.until);
    b.person(Waiver::countersigned_by, Candidates::Staff, &mut row.countersigned_by);
}

/// The fields that usually say the same in one record and the next of a kind.
pub fn repeats(kind: RecordKind) -> &'static [Label] {
    match kind {
        RecordKind::Staff => {
            &[Staff::profession, Staff::joined_on, McsAccount::role, McsAccount::registered_on]
        }
        RecordKind::Partner => &[Partner::profession, Partner::affiliation, Partner::secretariat],
        RecordKind::Device => &[
            Device::kind,
            Device::ownership,
            Device::model,
            Device::os,
            Device::line,
            Device::acquired_on,
            Device::lent_on,
        ],
        RecordKind::TakeOut => &[
            TakeOut::requester,
            TakeOut::device,
            TakeOut::content,
            TakeOut::medium,
            TakeOut::purpose,
            TakeOut::destination,
            TakeOut::protection,
        ],
        RecordKind::Group => &[
            GroupSheet::kind,
            GroupSheet::host,
            GroupSheet::host_name,
            GroupSheet::attending_doctor,
            Consent::explained_by,
            Consent::kept_at,
        ],
        RecordKind::Membership => {
            &[Membership::rights, Membership::reason, Membership::invited_on, Membership::invited_by]
        }
        _ => &[],
    }
}

/// A new record with the next number; `None` of what is not added by a form. `actor` is the person at the keyboard, where the
/// register knows them.
pub fn draft(kind: RecordKind, register: &Register, now: Time, actor: Option<&PersonId>) -> Option<Record> {
    let today = Some(now.date);
    let id = register.next_id(kind, now.date).unwrap_or_default();
    Some(match kind {
        RecordKind::Staff => {
            let mut staff = Staff::new(PersonId::trusted(&id));
            staff.mcs.role = Some(Role::User);
            Record::Staff(staff)
        }
        RecordKind::Partner => Record::Partner(Partner::new(PersonId::trusted(&id))),
        RecordKind::Device => Record::Device(Device {
            ownership: Some(Ownership::Office),
            status: Some(DeviceStatus::InUse),
            ..Device::new(DeviceId::trusted(&id))
        }),
        RecordKind::TakeOut => Record::TakeOut(TakeOut {
            requested_on: today,
            from: today,
            ..TakeOut::new(TakeOutId::trusted(&id))
        }),
        RecordKind::Group => Record::Group(GroupSheet {
            opened_on: today,
            ..GroupSheet::new(GroupId::trusted(&id), GroupKind::Patient)
        }),
        RecordKind::Membership => Record::Membership(Membership {
            rights: Some(Rights::Member),
            invited_on: today,
            invited_by: actor.cloned(),
            ..Membership::new(MembershipId::trusted(&id), PersonId::trusted(""))
        }),
        RecordKind::Incident => Record::Incident(Box::new(Incident {
            known_at: Some(now),
            reporter: actor.cloned(),
            ..Incident::new(IncidentId::trusted(&id), IncidentKind::Other.into())
        })),
        RecordKind::Filing => Record::Filing(Filing {
            submitted_on: today,
            ..Filing::new(FilingId::trusted(&id), FilingKind::Application)
        }),
        RecordKind::Waiver => {
            let approver = register.office().manager.as_ref().or(actor).cloned();
            let approver = approver.unwrap_or_else(|| PersonId::trusted(""));
            let until = now.date.plus_months(3);
            let waiver = Waiver::new(String::new(), Subject::Office, String::new(), approver, until);
            Record::Waiver(Waiver { approved_on: today, ..waiver })
        }
        RecordKind::Office | RecordKind::Policy | RecordKind::Review => return None,
    })
}
