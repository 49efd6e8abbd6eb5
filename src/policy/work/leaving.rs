//! A person comes or goes: what they hold and what is still open, ahead of the day and after it (第8条, 第9条, 留意事項).
//!
//! A last day of work is one recorded fact ([`Fact::LeavingAnnounced`]). Everything here follows from it and from what the
//! register says that the person holds: nothing is written ahead that another last day would make wrong, and the judge
//! flags by itself from the day after.

use crate::{
    policy::{
        judge::{
            presence::{has_id, has_left, is_active, is_registered},
            waivers::runs_for,
        },
        rule::Rule,
    },
    register::{
        Date, Fact, Key, Register,
        id::{DeviceId, GroupId, MembershipId, PersonId, TakeOutId},
        records::{Membership, Staff, non_blank},
        review,
        subject::Subject,
        words::{DecisionResult, DeviceStatus, Ownership, RestrictionKind, Role},
    },
};

/// Something of a person that is to be settled before nothing is left.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// The person is the only MCS administrator: another one has to take over (第7条).
    AdministratorHandOver,
    /// The person is the office's manager.
    ManagerHandOver,
    /// The pledge is not signed; it binds after leaving too (第9条(2)).
    Pledge,
    /// The account is to be deleted by the person, in MCS, before the last day is over: nobody else can do it.
    AccountDeletion,
    /// The last day has passed: only スタッフ解除 is possible, and the account remains.
    AccountRelease,
    /// Released, and the account remains: only the person can delete it.
    AccountRemains,
    /// A current membership: to be removed in MCS, and nobody else tells the group.
    Membership {
        /// The group.
        group: GroupId,
        /// The membership.
        membership: MembershipId,
    },
    /// A patient group whose attending doctor the person is (第16条(1)).
    AttendingDoctor {
        /// The group.
        group: GroupId,
    },
    /// A device of the office that the person holds.
    Device {
        /// The device.
        device: DeviceId,
    },
    /// The person's own device that is registered: its data and its logins are taken off, and it is retired here.
    OwnDevice {
        /// The device.
        device: DeviceId,
    },
    /// A take-out that is outside.
    TakeOutOut {
        /// The take-out.
        take_out: TakeOutId,
    },
    /// A take-out that is asked for or approved and has not left.
    TakeOutAsked {
        /// The take-out.
        take_out: TakeOutId,
    },
    /// A review's question that the person is to answer.
    Question {
        /// The group.
        group: GroupId,
        /// The review's place in the group's list.
        review: u32,
        /// The membership that it is about.
        membership: MembershipId,
    },
    /// A review that the person has begun and nobody has signed.
    Review {
        /// The group.
        group: GroupId,
        /// The review's place in the group's list.
        review: u32,
    },
    /// A restriction that was ordered and not carried out.
    Restriction {
        /// Its kind.
        kind: RestrictionKind,
    },
}

/// Whether a matter is asked for already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Ahead of the last day, or while none is known: preparation.
    Preparation,
    /// On the last day: today is the day to do it.
    LastDay,
    /// After the last day: it is flagged.
    Flagged,
}

/// A matter with what settles it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenMatter {
    /// What it is.
    pub matter: Matter,
    /// Whether it is asked for already.
    pub stage: Stage,
    /// The fact that settles it; `None` where the record's form asks for more.
    pub fact: Option<Fact>,
    /// The record that it is about.
    pub key: Key,
}

/// What is still open of a person, in the order of [`Matter`]; empty when all is settled or the person is nobody's.
///
/// `by` is the person at the keyboard, where the register knows them; a removal records who did it.
pub fn open_matters(
    register: &Register,
    person: &PersonId,
    today: Date,
    by: Option<&PersonId>,
) -> Vec<OpenMatter> {
    let staff = register.staff().get(person);
    let stage =
        staff.and_then(|staff| staff.left_on).map_or(Stage::Preparation, |day| match day.cmp(&today) {
            std::cmp::Ordering::Greater => Stage::Preparation,
            std::cmp::Ordering::Equal => Stage::LastDay,
            std::cmp::Ordering::Less => Stage::Flagged,
        });
    let mut found = Collect { register, today, by, person, stage, matters: Vec::new() };
    if let Some(staff) = staff {
        found.hand_over(staff);
        found.account(staff);
        found.devices();
        found.take_outs();
        found.restrictions(staff);
    }
    found.groups();
    found.matters.sort_by(|a, b| a.matter.cmp(&b.matter));
    found.matters
}

struct Collect<'a> {
    register: &'a Register,
    today: Date,
    by: Option<&'a PersonId>,
    person: &'a PersonId,
    stage: Stage,
    matters: Vec<OpenMatter>,
}

impl Collect<'_> {
    fn add(&mut self, matter: Matter, fact: Option<Fact>, key: Key) {
        self.matters.push(OpenMatter { matter, stage: self.stage, fact, key });
    }

    fn happened(&self, day: Option<Date>) -> bool {
        self.today.happened(day)
    }

    /// Whether a waiver runs for a rule and this person.
    fn is_waived(&self, rule: Rule) -> bool {
        runs_for(self.register, rule, &Subject::Staff(self.person.clone()), self.today)
    }

    fn hand_over(&mut self, staff: &Staff) {
        let key = Key::Staff(staff.id.clone());
        let others = self.register.staff().iter().filter(|other| {
            other.id != staff.id
                && other.mcs.role == Some(Role::Administrator)
                // Who leaves no later than this person is no successor.
                && other.left_on.is_none_or(|day| staff.left_on.is_some_and(|left| day > left))
                && is_active(self.today, other)
                && has_id(self.today, other)
        });
        if staff.mcs.role == Some(Role::Administrator) && others.count() == 0 {
            self.add(Matter::AdministratorHandOver, None, key.clone());
        }
        if self.register.office().manager.as_ref() == Some(&staff.id) {
            self.add(Matter::ManagerHandOver, None, Key::Office);
        }
        let pledged =
            self.happened(staff.pledge.signed_on) || non_blank(staff.pledge.exempt.as_deref()).is_some();
        if !pledged && has_id(self.today, staff) && !self.is_waived(Rule::StaffPledge) {
            let fact = Fact::PledgeSigned { staff: staff.id.clone() };
            self.add(Matter::Pledge, Some(fact), key);
        }
    }

    fn account(&mut self, staff: &Staff) {
        let key = Key::Staff(staff.id.clone());
        let person = staff.id.clone();
        let deletion = Some(Fact::AccountDeleted { staff: person.clone() });
        if has_id(self.today, staff) {
            if has_left(self.today, staff) {
                self.add(Matter::AccountRelease, Some(Fact::AccountReleased { staff: person }), key);
            } else {
                self.add(Matter::AccountDeletion, deletion, key);
            }
        } else if is_registered(self.today, staff)
            && self.happened(staff.mcs.released_on)
            && !self.happened(staff.mcs.deleted_on)
            && !self.is_waived(Rule::ResidualAccount)
        {
            self.add(Matter::AccountRemains, deletion, key);
        }
    }

    fn devices(&mut self) {
        let register = self.register;
        for device in register.devices() {
            let held = device.holder.as_ref() == Some(self.person)
                && DeviceStatus::in_service(device.status)
                && !self.happened(device.returned_on);
            if !held {
                continue;
            }
            let key = Key::Device(device.id.clone());
            let id = device.id.clone();
            match device.ownership {
                Some(Ownership::Personal) => {
                    let fact = Fact::DeviceReturned { device: id.clone() };
                    self.add(Matter::OwnDevice { device: id }, Some(fact), key);
                }
                // Whose it is may not be recorded: then it is asked for as well.
                Some(Ownership::Office) | None => {
                    let fact = Fact::DeviceReturned { device: id.clone() };
                    self.add(Matter::Device { device: id }, Some(fact), key);
                }
            }
        }
    }

    fn take_outs(&mut self) {
        let register = self.register;
        let own = register.take_outs().iter().filter(|row| row.requester.as_ref() == Some(self.person));
        for row in own {
            let key = Key::TakeOut(row.id.clone());
            let id = row.id.clone();
            let decided = row.decided(self.today).map(|(result, _)| result);
            if row.is_out(self.today) {
                let fact = Fact::TakeOutReturned { take_out: id.clone() };
                self.add(Matter::TakeOutOut { take_out: id }, Some(fact), key);
            } else if decided == Some(DecisionResult::Refused) || self.happened(row.returned_on) {
            } else if decided.is_none() {
                let fact = Fact::TakeOutDecided {
                    take_out: id.clone(),
                    result: DecisionResult::Refused,
                    by: self.by.cloned(),
                    note: None,
                };
                self.add(Matter::TakeOutAsked { take_out: id }, Some(fact), key);
            } else if row.until.is_none_or(|day| day >= self.today) {
                // Approved and still here: once its period is over it is nothing any more.
                self.add(Matter::TakeOutAsked { take_out: id }, None, key);
            }
        }
    }

    fn restrictions(&mut self, staff: &Staff) {
        for kind in RestrictionKind::ALL {
            let waits = staff.restrictions.iter().any(|row| {
                row.kind == *kind
                    && self.happened(row.ordered_on)
                    && !self.happened(row.enforced_on)
                    && !self.happened(row.lifted_on)
            });
            if waits {
                let fact = Fact::RestrictionEnforced { staff: staff.id.clone(), kind: *kind };
                self.add(Matter::Restriction { kind: *kind }, Some(fact), Key::Staff(staff.id.clone()));
            }
        }
    }

    fn groups(&mut self) {
        let register = self.register;
        for group in register.groups() {
            if group.sheet.is_put_away(self.today) {
                continue;
            }
            let id = &group.sheet.id;
            if group.sheet.attending_doctor.as_ref() == Some(self.person) {
                self.add(Matter::AttendingDoctor { group: id.clone() }, None, Key::Group(id.clone()));
            }
            if let Some((place, row)) = review::in_progress(group)
                && row.reviewer.as_ref() == Some(self.person)
            {
                let matter = Matter::Review { group: id.clone(), review: place };
                self.add(matter, None, Key::Review(id.clone(), place));
            }
            let own = group.memberships.iter().filter(|row| self.is_own(row));
            for row in own.collect::<Vec<_>>() {
                let fact = Fact::RemovalDone { membership: row.id.clone(), by: self.by.cloned() };
                let matter = Matter::Membership { group: id.clone(), membership: row.id.clone() };
                self.add(matter, Some(fact), Key::Membership(id.clone(), row.id.clone()));
            }
        }
        let questions = review::open_questions(register, self.today);
        for asked in questions.iter().filter(|asked| asked.whom == Some(self.person)) {
            let group = asked.group.sheet.id.clone();
            let membership = asked.membership.id.clone();
            let fact = Fact::QuestionAnswered {
                group: group.clone(),
                review: asked.review,
                membership: membership.clone(),
                answer: None,
            };
            let key = Key::Review(group.clone(), asked.review);
            self.add(Matter::Question { group, review: asked.review, membership }, Some(fact), key);
        }
    }

    fn is_own(&self, row: &Membership) -> bool {
        row.person == *self.person && review::is_current(row, self.today)
    }
}

/// The requests that take a person out of every group, for somebody of another office who leaves or is ordered to: their
/// last day is not in the register. What is requested already is not requested again.
pub fn removal_requests(
    register: &Register,
    person: &PersonId,
    reason: Option<&str>,
    today: Date,
) -> Vec<Fact> {
    let open = register
        .groups()
        .iter()
        .filter(|group| !group.sheet.is_put_away(today))
        .flat_map(|group| &group.memberships);
    let own = open.filter(|row| {
        row.person == *person
            && review::is_current(row, today)
            && row.removal.requested_on.is_none_or(|day| day > today)
    });
    own.map(|row| Fact::RemovalRequested { membership: row.id.clone(), reason: reason.map(str::to_owned) })
        .collect()
}

/// What a new ID still needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// The pledge of 第9条.
    Pledge,
    /// A training (第9条).
    Training,
    /// The registration in MCS (第8条).
    Registration,
    /// The login is not recorded.
    Login,
    /// The role is not recorded.
    Role,
    /// The first password of one's own (第12条(3)).
    Password,
    /// The profile (留意事項(3)).
    Profile,
    /// A device: none is recorded with this person.
    Device,
    /// The approval of the person's own device (第13条(10)).
    DeviceApproval,
}

/// A need with the fact that meets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenNeed {
    /// What is needed.
    pub need: Need,
    /// The fact that meets it; `None` where a form asks for more.
    pub fact: Option<Fact>,
    /// The record that it is about.
    pub key: Key,
}

/// What somebody who joins still needs for an ID, in the order in which it is done; empty for who has left.
pub fn joining(register: &Register, person: &PersonId, today: Date) -> Vec<OpenNeed> {
    let Some(staff) = register.staff().get(person).filter(|staff| !has_left(today, staff)) else {
        return Vec::new();
    };
    let happened = |day: Option<Date>| today.happened(day);
    let key = || Key::Staff(staff.id.clone());
    let id = || staff.id.clone();
    let own = register.devices().iter().filter(|device| {
        device.holder.as_ref() == Some(person)
            && DeviceStatus::in_service(device.status)
            && !happened(device.returned_on)
    });
    let own: Vec<_> = own.collect();
    let unapproved = own
        .iter()
        .find(|device| device.ownership == Some(Ownership::Personal) && !happened(device.byod_approved_on));
    let mcs = &staff.mcs;
    let needs = [
        (
            happened(staff.pledge.signed_on) || non_blank(staff.pledge.exempt.as_deref()).is_some(),
            Need::Pledge,
            Some(Fact::PledgeSigned { staff: id() }),
        ),
        (
            staff.trainings.iter().any(|training| happened(training.on)),
            Need::Training,
            Some(Fact::TrainingAttended { staff: id(), title: None }),
        ),
        (happened(mcs.registered_on), Need::Registration, Some(Fact::Registered { staff: id() })),
        (non_blank(mcs.login.as_deref()).is_some(), Need::Login, None),
        (mcs.role.is_some(), Need::Role, Some(Fact::RoleChanged { staff: id(), role: Role::User })),
        (happened(mcs.password_changed_on), Need::Password, Some(Fact::PasswordChanged { staff: id() })),
        (mcs.profile == Some(true), Need::Profile, Some(Fact::ProfileRegistered { staff: id() })),
        (!own.is_empty(), Need::Device, None),
    ];
    let mut open: Vec<OpenNeed> = needs
        .into_iter()
        .filter(|(met, ..)| !met)
        .map(|(_, need, fact)| OpenNeed { need, fact, key: key() })
        .collect();
    open.extend(unapproved.map(|device| OpenNeed {
        need: Need::DeviceApproval,
        fact: Some(Fact::ByodApproved { device: device.id.clone() }),
        key: Key::Device(device.id.clone()),
    }));
    open
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        policy::{Policy, Rule, Urgency, judge},
        register::{Command, document::decode},
    };

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn s1() -> PersonId {
        PersonId::trusted("S-1")
    }

    fn office() -> Register {
        let text = r#"{"format": "mcs-register/1", "office": {"manager": "S-2"}, "staff": [
            {"id": "S-1", "pledge": {"signed_on": "2026-04-01"}, "mcs": {"login": "a@example.jp", "role": "administrator"}},
            {"id": "S-2", "mcs": {"login": "b@example.jp", "role": "user"}}],
            "devices": [{"id": "D-1", "ownership": "office", "holder": "S-1"}, {"id": "D-2", "ownership": "personal", "holder": "S-1"},
              {"id": "D-3", "ownership": "office", "holder": "S-1", "returned_on": "2026-05-01"}],
            "take_outs": [{"id": "T-1", "requester": "S-1", "decision": {"result": "approved", "on": "2026-11-01", "by": "S-2"}, "out_on": "2026-11-01"},
              {"id": "T-2", "requester": "S-1"}, {"id": "T-3", "requester": "S-2"}],
            "groups": [{"id": "G-1", "kind": "patient", "memberships": [{"id": "M-1", "person": "S-1", "approved_on": "2026-04-01", "joined_on": "2026-04-01"},
                {"id": "M-2", "person": "S-2"}],
              "reviews": [{"signed_on": "2026-11-01", "reviewer": "S-2", "decisions": [
                {"membership": "M-2", "decision": "ask", "question": {"whom": "S-1"}}]}]},
              {"id": "G-2", "kind": "patient", "archived_on": "2026-10-01", "memberships": [{"id": "M-3", "person": "S-1"}]}]}"#;
        decode(text.as_bytes(), &|_| None).unwrap()
    }

    fn carry(register: &mut Register, facts: Vec<Fact>, on: Date) {
        let change = Command::Facts { facts, on }.plan(register, on).unwrap();
        register.apply(&change).unwrap();
    }

    fn matters(register: &Register, today: Date) -> Vec<(Matter, Stage)> {
        open_matters(register, &s1(), today, None).into_iter().map(|row| (row.matter, row.stage)).collect()
    }

    #[test]
    fn everything_is_told_ahead_and_nothing_is_left_when_all_is_settled() {
        let mut register = office();
        let (today, last_day) = (day("2026-11-22"), day("2026-11-30"));
        carry(&mut register, vec![Fact::LeavingAnnounced { staff: s1(), last_day }], today);
        let open = open_matters(&register, &s1(), today, None);
        assert_eq!(open.len(), 8, "{open:#?}");
        assert!(open.iter().all(|row| row.stage == Stage::Preparation));
        assert!(open.iter().any(|row| row.matter == Matter::AccountDeletion));
        let role = Fact::RoleChanged { staff: PersonId::trusted("S-2"), role: Role::Administrator };
        carry(&mut register, vec![role], today);
        let facts = open_matters(&register, &s1(), today, None).into_iter().filter_map(|row| row.fact);
        let facts = facts.collect();
        carry(&mut register, facts, today);
        assert_eq!(matters(&register, today), []);
        let findings = judge(&register, &Policy::minato().unwrap(), day("2026-12-01"));
        let about = |finding: &&crate::policy::Finding| {
            matches!(
                finding.rule,
                Rule::AccountRemoval | Rule::ResidualAccount | Rule::DeviceReturn | Rule::MembershipRemoval
            )
        };
        assert_eq!(findings.iter().filter(about).count(), 0, "and nothing is flagged afterwards");
    }

    #[test]
    fn after_the_last_day_only_a_release_is_possible_and_the_account_remains() {
        let mut register = office();
        carry(
            &mut register,
            vec![Fact::LeavingAnnounced { staff: s1(), last_day: day("2026-11-20") }],
            day("2026-11-10"),
        );
        assert!(matters(&register, day("2026-11-20")).contains(&(Matter::AccountDeletion, Stage::LastDay)));
        let today = day("2026-11-22");
        assert!(matters(&register, today).contains(&(Matter::AccountRelease, Stage::Flagged)));
        carry(&mut register, vec![Fact::AccountReleased { staff: s1() }], today);
        assert!(matters(&register, today).contains(&(Matter::AccountRemains, Stage::Flagged)));
        carry(&mut register, vec![Fact::AccountDeleted { staff: s1() }], today);
        assert!(matters(&register, today).iter().all(|(matter, _)| !matches!(
            matter,
            Matter::AccountRemains | Matter::AccountRelease | Matter::AccountDeletion
        )));
    }

    #[test]
    fn whatever_the_judge_flags_of_a_leaver_is_among_the_open_matters() {
        let mut register = office();
        let today = day("2026-11-22");
        carry(
            &mut register,
            vec![Fact::LeavingAnnounced { staff: s1(), last_day: day("2026-11-20") }],
            today,
        );
        let open = open_matters(&register, &s1(), today, None);
        let findings = judge(&register, &Policy::minato().unwrap(), today);
        for finding in findings.iter().filter(|finding| finding.urgency != Urgency::Waived) {
            let wanted = match (finding.rule, &finding.subject) {
                (Rule::AccountRemoval, _) => Matter::AccountRelease,
                (Rule::DeviceReturn, _) => {
                    Matter::Device { device: DeviceId::trusted(finding.detail.as_deref().unwrap()) }
                }
                (Rule::TakeOutReturn, Subject::TakeOut(id)) => Matter::TakeOutOut { take_out: id.clone() },
                (Rule::MembershipRemoval, Subject::Membership(id)) => {
                    let group = register.membership(id).unwrap().0.sheet.id.clone();
                    Matter::Membership { group, membership: id.clone() }
                }
                (Rule::AdministratorAppointed, _) => Matter::AdministratorHandOver,
                _ => continue,
            };
            assert!(open.iter().any(|row| row.matter == wanted), "{wanted:?}");
        }
    }

    #[test]
    fn a_partner_who_leaves_is_asked_out_of_every_open_group_once() {
        let mut register = office();
        let today = day("2026-11-22");
        let requests = removal_requests(&register, &s1(), Some("退職"), today);
        assert_eq!(requests.len(), 1);
        carry(&mut register, requests, today);
        assert!(removal_requests(&register, &s1(), None, today).is_empty());
    }

    #[test]
    fn a_new_id_is_told_what_it_needs_until_it_has_it() {
        let text = r#"{"format": "mcs-register/1", "staff": [{"id": "S-1", "joined_on": "2026-12-01"}],
            "devices": [{"id": "D-1", "ownership": "personal"}]}"#;
        let mut register = decode(text.as_bytes(), &|_| None).unwrap();
        let today = day("2026-11-22");
        let needs = |register: &Register| -> Vec<Need> {
            joining(register, &s1(), today).into_iter().map(|row| row.need).collect()
        };
        let all = [
            Need::Pledge,
            Need::Training,
            Need::Registration,
            Need::Login,
            Need::Role,
            Need::Password,
            Need::Profile,
            Need::Device,
        ];
        assert_eq!(needs(&register), all);
        carry(&mut register, vec![Fact::DeviceLent { device: DeviceId::trusted("D-1"), staff: s1() }], today);
        assert!(needs(&register).contains(&Need::DeviceApproval));
        let facts = joining(&register, &s1(), today).into_iter().filter_map(|row| row.fact).collect();
        carry(&mut register, facts, today);
        assert_eq!(needs(&register), [Need::Login]);
    }
}
