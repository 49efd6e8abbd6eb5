//! Random valid registers with texts that hurt.

mod incidents;

use mcs_register::policy::Policy;
use mcs_register::register::{
    AddedFacts, AddedName, AddedValue, Adds, Date, Declared, Parts, Record, Register, Time,
    id::{DeviceId, FilingId, GroupId, MembershipId, PersonId, TakeOutId},
    records::{
        Consent, Considered, Controls, Decision, Device, Filing, Group, GroupSheet, McsAccount, Membership,
        MembershipDecision, Office, Partner, Pledge, PolicySheet, Question, Removal, Restriction, Review,
        SettingValue, Staff, TakeOut, Training, Waiver,
    },
    subject::Subject,
    table::{Keyed, Table},
    words::{
        AnyControl, ConsentBy, ConsideredResult, Control, ControlState, DecisionResult, DeviceKind,
        DeviceStatus, FilingKind, GroupKind, Host, OrderedBy, Ownership, RestrictionKind, ReviewDecision,
        Rights, Role,
    },
};
use proptest::{
    collection::vec,
    option::{of, weighted},
    prelude::*,
    sample::{Index, select},
};

/// Texts with controls, variation selectors, kanji outside the first plane, right-to-left marks, quotes, blanks, nothing.
pub fn text() -> impl Strategy<Value = String> {
    let hard = select(vec![
        "",
        " ",
        "　",
        "\"",
        "\\",
        "\\u0000",
        "\u{0}",
        "\u{1b}[2J",
        "\u{7}",
        "\u{7f}",
        "\u{9b}31m",
        "\r\n",
        "\t",
        "葛\u{E0100}城",
        "辻\u{FE00}",
        "𠮷野",
        "𩸽",
        "👩\u{200d}⚕\u{fe0f}",
        "ﾊﾝｶｸ",
        "か\u{3099}",
        "שלום",
        "\u{202E}evil",
        "\u{200B}",
        "\u{FEFF}",
        "\u{2028}",
        "null",
        "</script>",
        "=1+1",
        "\u{FFFF}",
        "\u{10FFFF}",
        "港 花子",
    ]);
    prop_oneof![
        3 => "[ぁ-んァ-ヶ一-龠]{0,6}",
        1 => vec(hard, 0..4).prop_map(|parts| parts.concat()),
        1 => any::<String>().prop_map(|text| text.chars().take(20).collect()),
    ]
}

/// A text that waivers accept as a reason.
pub fn said() -> impl Strategy<Value = String> {
    text().prop_map(|text| if text.trim().is_empty() { format!("理由{text}") } else { text })
}

/// Days near one another, and the ends of the calendar.
pub fn date() -> impl Strategy<Value = Date> {
    let middle = "2026-11-22".parse::<Date>().unwrap();
    prop_oneof![
        8 => (-400_i64..400).prop_map(move |days| middle.plus_days(days)),
        1 => Just(Date::MAX),
        1 => Just("0001-01-01".parse().unwrap()),
        1 => Just("2028-02-29".parse().unwrap()),
    ]
}

/// A minute of such a day.
pub fn time() -> impl Strategy<Value = Time> {
    (date(), 0_u8..24, 0_u8..60).prop_map(|(date, hour, minute)| Time::new(date, hour, minute).unwrap())
}

/// An id's text: short and plain, or at the edges of what is allowed.
fn id_text() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "[A-Z]-[0-9]{1,4}",
        1 => "[あ-ん𠮷/~ .\"\\\\]{0,8}x".prop_map(|text| text.trim().to_owned()),
        1 => Just("長".repeat(64)),
    ]
}

fn maybe<S: Strategy>(of_what: S) -> impl Strategy<Value = Option<S::Value>>
where
    S::Value: Clone,
{
    of(of_what)
}

fn some_text() -> impl Strategy<Value = Option<String>> {
    of(text())
}

fn boxed_text() -> impl Strategy<Value = Option<Box<str>>> {
    of(text().prop_map(Into::into))
}

fn day() -> impl Strategy<Value = Option<Date>> {
    of(date())
}

fn word<T: Clone + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    select(all)
}

/// Which of some ids to name, chosen when it is known how many there are.
type Pick = Option<Index>;

fn pick() -> impl Strategy<Value = Pick> {
    weighted(0.6, any::<Index>())
}

fn named<T: Clone>(pick: Pick, ids: &[T]) -> Option<T> {
    pick.filter(|_| !ids.is_empty()).map(|index| index.get(ids).clone())
}

/// Gives each record an id of its own and drops those that share one.
fn distinct<T: Keyed>(rows: Vec<T>) -> Table<T> {
    let mut kept: Vec<T> = Vec::new();
    for row in rows {
        if kept.iter().all(|other| other.id() != row.id()) {
            kept.push(row);
        }
    }
    Table::from_rows(kept).unwrap()
}

fn ids<T: Keyed>(table: &Table<T>) -> Vec<T::Id> {
    table.iter().map(|row| row.id().clone()).collect()
}

/// A decision of the office on a control, and who decided.
fn considered() -> impl Strategy<Value = (Considered, Pick)> {
    let controls = vec![Control::RemoteWipe, Control::LineSuspension, Control::Mdm];
    (select(controls), word(ConsideredResult::ALL), date(), some_text(), pick()).prop_map(
        |(control, result, on, reason, by)| {
            (Considered { control: control.into(), result, on, reason, decided_by: None }, by)
        },
    )
}

type PlannedOffice =
    ([Option<String>; 6], Pick, [Option<Date>; 2], Option<Host>, Vec<(Considered, Pick)>, AddedFacts);

fn office() -> impl Strategy<Value = PlannedOffice> {
    let texts = [some_text(), some_text(), some_text(), some_text(), some_text(), some_text()];
    (texts, pick(), [day(), day()], maybe(word(Host::ALL)), vec(considered(), 0..3), added())
}

fn join_office(
    (texts, manager, days, default_host, considered, added): PlannedOffice,
    own: &[PersonId],
) -> Office {
    let [name, kind, phone, address, corporation, representative] = texts;
    let [guideline_confirmed_on, kept_since] = days;
    let decided = considered.into_iter();
    let decided = decided.map(|(row, by)| Considered { decided_by: named(by, own), ..row });
    Office {
        name,
        kind,
        manager: named(manager, own),
        guideline_confirmed_on,
        kept_since,
        default_host,
        considered: decided.collect(),
        phone,
        address,
        corporation,
        representative,
        added,
    }
}

fn filing() -> impl Strategy<Value = (Filing, Pick)> {
    (id_text(), word(FilingKind::ALL), [day(), day(), day()], some_text(), some_text(), pick()).prop_map(
        |(id, kind, [submitted_on, approved_on, refused_on], reference, note, group)| {
            let id = FilingId::new(&id).unwrap();
            let filing =
                Filing { id, kind, submitted_on, approved_on, refused_on, group: None, reference, note };
            (filing, group)
        },
    )
}

fn account() -> impl Strategy<Value = McsAccount> {
    (
        some_text(),
        maybe(word(Role::ALL)),
        day(),
        [day(), day()],
        day(),
        any::<Option<bool>>(),
        any::<Option<bool>>(),
        day(),
        [day(), day()],
    )
        .prop_map(
            |(
                login,
                role,
                registered,
                [changed, long],
                two_factor,
                profile,
                shared,
                released,
                [deleted, asked],
            )| McsAccount {
                login,
                role,
                registered_on: registered,
                password_changed_on: changed,
                long_password_since: long,
                two_factor_since: two_factor,
                profile,
                shared,
                released_on: released,
                deleted_on: deleted,
                deletion_asked_on: asked,
            },
        )
}

fn restriction() -> impl Strategy<Value = Restriction> {
    (word(RestrictionKind::ALL), maybe(word(OrderedBy::ALL)), day(), day(), day(), some_text()).prop_map(
        |(kind, by, ordered_on, enforced_on, lifted_on, reason)| Restriction {
            kind,
            by,
            ordered_on,
            enforced_on,
            lifted_on,
            reason,
        },
    )
}

fn staff() -> impl Strategy<Value = Staff> {
    (
        (id_text(), some_text(), some_text(), some_text(), day(), day()),
        prop_oneof![Just(McsAccount::default()), account()],
        (day(), some_text()),
        vec((day(), some_text()).prop_map(|(on, title)| Training { on, title }), 0..3),
        vec(restriction(), 0..3),
        ([some_text(), some_text()], any::<Option<bool>>(), added()),
    )
        .prop_map(
            |(
                (id, name, kana, profession, joined_on, left_on),
                mcs,
                pledge,
                trainings,
                restrictions,
                ([phone, memo], disaster_eligible, added),
            )| {
                Staff {
                    id: PersonId::new(&id).unwrap(),
                    name,
                    kana,
                    profession,
                    joined_on,
                    left_on,
                    mcs,
                    pledge: Pledge { signed_on: pledge.0, exempt: pledge.1 },
                    trainings,
                    restrictions,
                    disaster_eligible,
                    phone,
                    memo,
                    added,
                }
            },
        )
}

fn partner() -> impl Strategy<Value = Partner> {
    (
        id_text(),
        some_text(),
        some_text(),
        some_text(),
        some_text(),
        any::<Option<bool>>(),
        any::<Option<bool>>(),
        some_text(),
    )
        .prop_map(|(id, name, kana, profession, affiliation, secretariat, disaster_eligible, phone)| {
            Partner {
                id: PersonId::new(&format!("P{id}").chars().take(64).collect::<String>()).unwrap(),
                name,
                kana,
                profession,
                affiliation,
                secretariat,
                disaster_eligible,
                phone,
            }
        })
}

fn controls() -> impl Strategy<Value = Controls> {
    let added = of((select(vec!["no-wifi", "x"]), word(ControlState::ALL)));
    (vec((word(Control::ALL), word(ControlState::ALL)), 0..9), added).prop_map(|(states, added)| {
        let mut controls = Controls::default();
        for (control, state) in states {
            controls.set(control, Some(state));
        }
        if let Some((name, state)) = added {
            controls.set(AnyControl::from_word(name).unwrap(), Some(state));
        }
        controls
    })
}

/// What is recorded under names that a policy added; [`policy`] declares them.
pub fn added() -> impl Strategy<Value = AddedFacts> {
    let value = prop_oneof![date().prop_map(AddedValue::Day), any::<bool>().prop_map(AddedValue::Flag)];
    vec((select(vec!["yearly", "x-1"]), value), 0..2).prop_map(|facts| {
        let mut added = AddedFacts::default();
        for (name, value) in facts {
            added.set(AddedName::new(name).unwrap(), Some(value));
        }
        added
    })
}

fn device() -> impl Strategy<Value = (Device, Pick)> {
    (
        (id_text(), maybe(word(DeviceKind::ALL)), some_text(), maybe(word(Ownership::ALL)), pick()),
        (day(), day(), maybe(word(DeviceStatus::ALL)), day(), day(), day()),
        controls(),
        (any::<Option<bool>>(), [some_text(), some_text(), some_text(), some_text(), some_text()]),
        [day(), day(), day(), day()],
        added(),
    )
        .prop_map(
            |((id, kind, name, ownership, holder), days, controls, (encrypted, texts), later, added)| {
                let [line, memo, model, serial, os] = texts;
                let [missing_since, erased_on, acquired_on, disposed_on] = later;
                let device = Device {
                    id: DeviceId::new(&id).unwrap(),
                    kind,
                    name,
                    ownership,
                    holder: None,
                    lent_on: days.0,
                    returned_on: days.1,
                    status: days.2,
                    missing_since,
                    byod_approved_on: days.3,
                    erased_on,
                    inspected_on: days.4,
                    boot_password_changed_on: days.5,
                    controls,
                    encrypted,
                    line,
                    model,
                    serial,
                    os,
                    acquired_on,
                    disposed_on,
                    memo,
                    added,
                };
                (device, holder)
            },
        )
}

fn take_out() -> impl Strategy<Value = (TakeOut, [Pick; 5])> {
    (
        (id_text(), day(), some_text(), some_text(), some_text(), day(), day(), day(), day()),
        (maybe(word(DecisionResult::ALL)), day(), some_text()),
        (any::<Option<bool>>(), day(), [some_text(), some_text()], any::<Option<u32>>(), day()),
        [pick(), pick(), pick(), pick(), pick()],
    )
        .prop_map(|(own, (result, on, note), (standing, checked_on, texts, records, erased), picks)| {
            let [destination, protection] = texts;
            let take_out = TakeOut {
                id: TakeOutId::new(&own.0).unwrap(),
                device: None,
                requester: None,
                requested_on: own.1,
                content: own.2,
                medium: own.3,
                purpose: own.4,
                from: own.5,
                until: own.6,
                destination,
                records,
                protection,
                decision: Decision { result, on, by: None, countersigned_by: None, note },
                out_on: own.7,
                returned_on: own.8,
                standing,
                checked_on,
                checked_by: None,
                erasure_checked_on: erased,
            };
            (take_out, picks)
        })
}

fn sheet() -> impl Strategy<Value = GroupSheet> {
    (
        (id_text(), word(GroupKind::ALL), [some_text(), some_text()], day(), any::<Option<u32>>()),
        (day(), maybe(word(ConsentBy::ALL)), any::<Option<bool>>(), day(), [some_text(), some_text()]),
        (day(), day(), day(), day(), day(), day(), day(), day()),
        (some_text(), maybe(word(Host::ALL)), some_text(), any::<Option<bool>>(), added()),
    )
        .prop_map(|((id, kind, [name, kana], opened_on, patients), consent, days, more)| GroupSheet {
            id: GroupId::new(&id).unwrap(),
            kind,
            name,
            kana,
            opened_on,
            host: more.1,
            host_name: more.2,
            patients,
            attending_doctor: None,
            consent: Consent {
                signed_on: consent.0,
                by: consent.1,
                relation: consent.4[0].clone(),
                explained_by: None,
                both_copies: consent.2,
                kept_at: consent.4[1].clone(),
                withdrawn_on: consent.3,
            },
            ended_on: days.0,
            deceased_on: days.1,
            retain_until: days.2,
            archived_on: days.3,
            deleted_on: days.7,
            association: more.3,
            permission_on: days.4,
            purpose_announced_on: days.5,
            patient_data_found_on: days.6,
            memo: more.0,
            added: more.4,
        })
}

/// A membership without its id, and whom it names: person, inviter, approver, who released it.
fn membership() -> impl Strategy<Value = (Membership, Index, [Pick; 3])> {
    (
        maybe(word(Rights::ALL)),
        (day(), day(), day(), day(), day(), day()),
        [boxed_text(), boxed_text()],
        any::<Index>(),
        [pick(), pick(), pick()],
    )
        .prop_map(|(rights, days, [why, reason], person, picks)| {
            let membership = Membership {
                id: MembershipId::trusted("M"),
                person: PersonId::trusted("S"),
                rights,
                reason: why,
                invited_on: days.0,
                invited_by: None,
                approved_on: days.1,
                approved_by: None,
                joined_on: days.2,
                off_duty_on: days.3,
                removal: Removal { requested_on: days.4, reason },
                released_on: days.5,
                released_by: None,
            };
            (membership, person, picks)
        })
}

type Asked = Option<(Pick, Option<Date>, Option<Box<str>>)>;

type Judged = Vec<(Pick, Option<ReviewDecision>, Option<Box<str>>, Asked)>;

type Reviewed = ([Option<Date>; 2], Option<u32>, [Pick; 2], Judged);

fn review() -> impl Strategy<Value = Reviewed> {
    let asked = || of((pick(), day(), boxed_text()));
    let judged = vec((pick(), maybe(word(ReviewDecision::ALL)), boxed_text(), asked()), 0..4);
    ([day(), day()], any::<Option<u32>>(), [pick(), pick()], judged)
}

type Planned = (GroupSheet, [Pick; 2], Vec<(Membership, Index, [Pick; 3])>, Vec<Reviewed>);

fn group() -> impl Strategy<Value = Planned> {
    (sheet().boxed(), [pick(), pick()], vec(membership(), 0..4), vec(review(), 0..3))
}

/// A policy that can judge: none recorded, one with settings of the office, a layer.
fn policy() -> impl Strategy<Value = PolicySheet> {
    let today = Date::from_number(20_261_122).unwrap();
    let built_in = PolicySheet::default();
    let set = built_in.with_setting("training.interval_months", Some(SettingValue::Number(7))).unwrap();
    let set = set.with_setting("waiver_longest_months", Some(SettingValue::Off)).unwrap();
    let text =
        "base = \"minato-anshin-net\"\nid = \"x\"\nversion = \"1\\u0001\"\ntitle = \"\\u202e　\\\"𠮷\"\n";
    let layer = Policy::take_file(text, &set, today).unwrap();
    let more = PolicySheet {
        controls: vec!["a\u{1}".to_owned()],
        incident_kinds: vec![String::new()],
        ..layer.clone()
    };
    let declares = |mut sheet: PolicySheet| {
        let name = |name: &str| AddedName::new(name).unwrap();
        let mut declared = Declared::default();
        for text in ["no-wifi", "x"] {
            declared.add(Adds::Control, name(text));
        }
        declared.add(Adds::IncidentKind, name("wifi-misuse"));
        declared.add(Adds::Addressee, name("ward-office"));
        for text in ["yearly", "x-1"] {
            declared.add(Adds::Duty, name(text));
            declared.add(Adds::Addressee, name(text));
        }
        sheet.declare(&declared);
        sheet
    };
    select([built_in, set, layer, more].map(declares).to_vec())
}

/// A valid register. Its waivers name the rule `password-age` and staff.
pub fn register() -> impl Strategy<Value = Register> {
    (
        // Boxed: together they outgrow the stack of a test's thread.
        (office().boxed(), policy()),
        (vec(filing().boxed(), 0..3), vec(staff().boxed(), 0..5), vec(partner().boxed(), 0..4)),
        (vec(device().boxed(), 0..4), vec(take_out().boxed(), 0..3)),
        vec(group().boxed(), 0..4),
        vec(incidents::incident().boxed(), 0..3),
        vec((any::<Index>(), said(), any::<Index>(), date(), day(), pick()), 0..3),
    )
        .prop_map(
            |(
                (office, policy),
                (filings, staff, partners),
                (devices, take_outs),
                groups,
                incidents,
                waivers,
            )| {
                let staff = distinct(staff);
                let partners: Vec<Partner> =
                    partners.into_iter().filter(|partner| !staff.contains(&partner.id)).collect();
                let partners = distinct(partners);
                let own = ids(&staff);
                let people: Vec<PersonId> = own.iter().cloned().chain(ids(&partners)).collect();
                let devices = devices
                    .into_iter()
                    .map(|(device, holder)| Device { holder: named(holder, &own), ..device });
                let devices = distinct(devices.collect());
                let machines = ids(&devices);
                let take_outs =
                    take_outs.into_iter().map(|(take_out, [device, requester, by, counter, checker])| {
                        TakeOut {
                            device: named(device, &machines),
                            requester: named(requester, &own),
                            checked_by: named(checker, &own),
                            decision: Decision {
                                by: named(by, &own),
                                countersigned_by: named(counter, &own),
                                ..take_out.decision
                            },
                            ..take_out
                        }
                    });
                let take_outs = distinct(take_outs.collect());
                let mut serial = 0;
                let groups =
                    groups.into_iter().map(|planned| join_group(planned, &own, &people, &mut serial));
                let groups = distinct(groups.collect());
                let rooms = ids(&groups);
                let filings = filings.into_iter();
                let filings = filings.map(|(row, group)| Filing { group: named(group, &rooms), ..row });
                let filings = distinct(filings.collect());
                let incidents = incidents.into_iter().map(|planned| planned.join(&own, &machines, &rooms));
                let waivers = waivers.into_iter().filter_map(
                    |(subject, reason, approver, until, approved_on, counter)| {
                        Some(Waiver {
                            rule: "password-age".to_owned(),
                            subject: Subject::Staff(named(Some(subject), &own)?),
                            reason,
                            approved_by: named(Some(approver), &own)?,
                            until,
                            approved_on,
                            countersigned_by: named(counter, &own),
                        })
                    },
                );
                Register::from_parts(Parts {
                    policy,
                    office: join_office(office, &own),
                    filings,
                    incidents: distinct(incidents.collect()),
                    waivers: waivers.collect(),
                    staff,
                    partners,
                    devices,
                    take_outs,
                    groups,
                })
            },
        )
}

fn join_group(planned: Planned, own: &[PersonId], people: &[PersonId], serial: &mut u32) -> Group {
    let (sheet, [doctor, explainer], memberships, reviews) = planned;
    let mut joined = Vec::new();
    for (membership, person, [inviter, approver, releaser]) in memberships {
        let Some(person) = named(Some(person), people) else { continue };
        *serial += 1;
        joined.push(Membership {
            id: MembershipId::new(&format!("M-{serial}")).unwrap(),
            person,
            invited_by: named(inviter, people),
            approved_by: named(approver, own),
            released_by: named(releaser, people),
            ..membership
        });
    }
    let members: Vec<MembershipId> = joined.iter().map(|membership| membership.id.clone()).collect();
    let review = |([begun_on, signed_on], minutes, [reviewer, counter], judged): Reviewed| {
        let mut decisions: Vec<MembershipDecision> = Vec::new();
        for (membership, decision, reason, asked) in judged {
            let question = asked.map(|(whom, answered_on, answer)| {
                Box::new(Question { whom: named(whom, people), answered_on, answer })
            });
            let membership = named(membership, &members);
            if membership.is_none() || decisions.iter().all(|other| other.membership != membership) {
                decisions.push(MembershipDecision { membership, decision, reason, question });
            }
        }
        Review {
            begun_on,
            signed_on,
            reviewer: named(reviewer, own),
            countersigned_by: named(counter, own),
            minutes,
            decisions,
        }
    };
    Group {
        sheet: GroupSheet {
            attending_doctor: named(doctor, people),
            consent: Consent { explained_by: named(explainer, own), ..sheet.consent },
            ..sheet
        },
        reviews: reviews.into_iter().map(review).collect(),
        memberships: joined,
    }
}

/// Every record of a register, as the audit trail keeps them.
pub fn records(register: &Register) -> Vec<Record> {
    let mut records =
        vec![Record::Office(register.office().clone()), Record::Policy(register.policy().clone())];
    records.extend(register.filings().iter().cloned().map(Record::Filing));
    records.extend(register.staff().iter().cloned().map(Record::Staff));
    records.extend(register.partners().iter().cloned().map(Record::Partner));
    records.extend(register.devices().iter().cloned().map(Record::Device));
    records.extend(register.take_outs().iter().cloned().map(Record::TakeOut));
    for group in register.groups() {
        records.push(Record::Group(group.sheet.clone()));
        records.extend(group.memberships.iter().cloned().map(Record::Membership));
        records.extend(group.reviews.iter().cloned().map(Record::Review));
    }
    records.extend(register.incidents().iter().cloned().map(Box::new).map(Record::Incident));
    records.extend(register.waivers().iter().cloned().map(Record::Waiver));
    records
}
