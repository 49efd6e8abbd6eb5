//! What a reviewer sees beside each member: who this is, why here, what the policy already says. Proposed, never decided.

use rustc_hash::FxHashMap;

use crate::{
    policy::{
        judge::{
            finding::{Finding, Urgency},
            presence::has_left,
        },
        rule::Rule,
    },
    register::{
        Date, Lang, Person, Register,
        hidden::visible,
        id::{MembershipId, PersonId},
        records::{Group, Membership, MembershipDecision, Review, Staff},
        review::{self, Decided, Verdict},
        subject::Subject,
        words::{GroupKind, RestrictionKind, ReviewDecision, Rights},
    },
};

/// Why the policy already asks for a removal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ground {
    /// The removal was done in MCS since the review was begun.
    Released,
    /// Expelled by the secretariat (第14条).
    Expelled,
    /// Left the office.
    Left,
    /// No longer in charge of the patient.
    OffDuty,
    /// A removal was asked for before.
    Requested,
    /// The use of MCS is suspended (第14条, 留意事項(2)).
    Suspended,
    /// The patient's consent is withdrawn (第10条).
    ConsentWithdrawn,
    /// The invitation is not answered in time.
    Unanswered,
    /// May not sit in the disaster group (第15条(1)).
    Ineligible,
}

impl Ground {
    /// The reason as it is recorded with the removal.
    pub fn reason(self, lang: Lang) -> &'static str {
        match (lang, self) {
            (Lang::Ja, Self::Released) => "MCSで解除済みのため",
            (Lang::Ja, Self::Expelled) => "事務局の退去指示のため",
            (Lang::Ja, Self::Left) => "退職したため",
            (Lang::Ja, Self::OffDuty) => "担当から外れたため",
            (Lang::Ja, Self::Requested) => "解除の依頼が出ているため",
            (Lang::Ja, Self::Suspended) => "利用停止中のため",
            (Lang::Ja, Self::ConsentWithdrawn) => "患者の同意が撤回されたため",
            (Lang::Ja, Self::Unanswered) => "招待に応答がないため",
            (Lang::Ja, Self::Ineligible) => "災害・緊急グループの参加資格がないため",
            (Lang::En, Self::Released) => "Removed in MCS already",
            (Lang::En, Self::Expelled) => "Expelled by the secretariat",
            (Lang::En, Self::Left) => "Left the office",
            (Lang::En, Self::OffDuty) => "No longer on the patient's team",
            (Lang::En, Self::Requested) => "A removal was asked for",
            (Lang::En, Self::Suspended) => "Use of MCS is suspended",
            (Lang::En, Self::ConsentWithdrawn) => "The patient withdrew the consent",
            (Lang::En, Self::Unanswered) => "The invitation was not answered",
            (Lang::En, Self::Ineligible) => "May not sit in the disaster group",
        }
    }
}

/// That the policy already asks for a removal, and since when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Why.
    pub ground: Ground,
    /// Since when, where a day is recorded.
    pub since: Option<Date>,
    /// A reason that was written down with it.
    pub written: Option<String>,
}

impl Proposal {
    /// The reason as it is recorded when the proposal is taken: what was written down, else the ground's own words. Safe
    /// to show.
    pub fn reason(&self, lang: Lang) -> String {
        match &self.written {
            Some(written) => visible(written).into_owned(),
            None => self.ground.reason(lang).to_owned(),
        }
    }

    /// One line for the reviewer: the reason and since when.
    pub fn sentence(&self, lang: Lang) -> String {
        let reason = self.reason(lang);
        match (self.since, lang) {
            (None, _) => reason,
            (Some(since), Lang::Ja) => format!("{reason}（{since}から）"),
            (Some(since), Lang::En) => format!("{reason} (since {since})"),
        }
    }
}

/// One member as the reviewer sees them.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a plain fact about the member")]
pub struct Row<'a> {
    /// The membership: since when, who invited, which rights, why.
    pub membership: &'a Membership,
    /// Who; `None` only where the register names nobody by this id.
    pub person: Option<Person<'a>>,
    /// Own office or the partner's, where it is recorded.
    pub affiliation: Option<&'a str>,
    /// Whether this is the patient's attending doctor.
    pub is_doctor: bool,
    /// Whether this is the only one with admin rights who is not to be removed.
    pub is_last_admin: bool,
    /// The last day of work of own staff, come or ahead.
    pub last_day: Option<Date>,
    /// Whether that day has passed.
    pub has_left: bool,
    /// The strictest restriction that is in effect.
    pub restriction: Option<RestrictionKind>,
    /// What own staff owe: password, pledge, training, shared ID, as the judge found it.
    pub owed: Vec<&'a Finding>,
    /// Member since: the day of joining, else of the invitation.
    pub since: Option<Date>,
    /// What the last signed review decided on this membership, and when.
    pub last_seen: Option<Decided<'a>>,
    /// Whether it became a member after the review was begun and is not part of it.
    pub is_new: bool,
    /// What the review in progress says; `None` where there is none or it is not part of it.
    pub decision: Option<&'a MembershipDecision>,
    /// That the policy already asks for a removal. Never a decision.
    pub proposal: Option<Proposal>,
}

impl Row<'_> {
    /// What is decided, if anything is.
    pub fn decided(&self) -> Option<ReviewDecision> {
        self.decision.and_then(|row| row.decision)
    }

    /// Whether it is part of the review in progress and not decided yet.
    pub fn is_open(&self) -> bool {
        self.decision.is_some_and(|row| row.decision.is_none())
    }
}

/// What the judge found, by whom it is about: made once for many groups.
pub struct Reviewing<'a> {
    register: &'a Register,
    today: Date,
    of_staff: FxHashMap<&'a PersonId, Vec<&'a Finding>>,
    of_memberships: FxHashMap<&'a MembershipId, Vec<&'a Finding>>,
}

impl<'a> Reviewing<'a> {
    /// Sorts the findings of `judge` for reviewing. What a waiver covers asks for nothing.
    pub fn new(register: &'a Register, findings: &'a [Finding], today: Date) -> Self {
        let mut of_staff: FxHashMap<&PersonId, Vec<&Finding>> = FxHashMap::default();
        let mut of_memberships: FxHashMap<&MembershipId, Vec<&Finding>> = FxHashMap::default();
        for finding in findings.iter().filter(|finding| finding.urgency != Urgency::Waived) {
            match &finding.subject {
                Subject::Staff(id) => of_staff.entry(id).or_default().push(finding),
                Subject::Membership(id) => of_memberships.entry(id).or_default().push(finding),
                _ => {}
            }
        }
        Self { register, today, of_staff, of_memberships }
    }

    /// The rows of a group: those of the review in progress in its order, then those who joined since; without a review
    /// the current members.
    pub fn rows(&self, group: &'a Group) -> Vec<Row<'a>> {
        let last = review::last_decisions(group, self.today);
        let places: FxHashMap<&MembershipId, &Membership> =
            group.memberships.iter().map(|membership| (&membership.id, membership)).collect();
        let open = review::in_progress(group).map(|(_, review)| review);
        let mut rows: Vec<Row> = Vec::new();
        for decision in open.map(|review| review.decisions.as_slice()).unwrap_or_default() {
            let membership = decision.membership.as_ref().and_then(|id| places.get(id).copied());
            rows.extend(membership.map(|row| self.row(group, row, Some(decision), &last)));
        }
        let listed: rustc_hash::FxHashSet<&MembershipId> =
            rows.iter().map(|row| &row.membership.id).collect();
        let others = group.memberships.iter().filter(|membership| {
            review::is_current(membership, self.today) && !listed.contains(&membership.id)
        });
        let others: Vec<Row> = others.map(|row| self.row(group, row, None, &last)).collect();
        rows.extend(others.into_iter().map(|row| Row { is_new: open.is_some(), ..row }));
        let mut admins = rows.iter_mut().filter(|row| {
            row.membership.rights == Some(Rights::Admin)
                && review::is_current(row.membership, self.today)
                && self.today.happened(row.membership.joined_on)
                && row.decided() != Some(ReviewDecision::Remove)
        });
        if let (Some(last), None) = (admins.next(), admins.next()) {
            last.is_last_admin = true;
        }
        rows
    }

    fn row(
        &self,
        group: &'a Group,
        membership: &'a Membership,
        decision: Option<&'a MembershipDecision>,
        last: &FxHashMap<&MembershipId, Decided<'a>>,
    ) -> Row<'a> {
        let person = self.register.person(&membership.person);
        let staff = self.register.staff().get(&membership.person);
        let found = self.of_staff.get(&membership.person).map(Vec::as_slice).unwrap_or_default();
        let owed = |finding: &&&Finding| {
            matches!(finding.rule, Rule::PasswordAge | Rule::SharedId | Rule::StaffPledge | Rule::Training)
                && finding.urgency != Urgency::Soon
        };
        Row {
            membership,
            person,
            affiliation: match person {
                Some(Person::Partner(partner)) => partner.affiliation.as_deref(),
                Some(Person::Staff(_)) => self.register.office().name.as_deref(),
                None => None,
            },
            is_last_admin: false,
            is_doctor: group.sheet.attending_doctor.as_ref() == Some(&membership.person),
            last_day: staff.and_then(|staff| staff.left_on),
            has_left: staff.is_some_and(|staff| has_left(self.today, staff)),
            restriction: staff.and_then(|staff| self.restriction(staff)).map(|(kind, _)| kind),
            owed: found.iter().filter(owed).copied().collect(),
            since: membership.joined_on.or(membership.invited_on),
            last_seen: last.get(&membership.id).copied(),
            is_new: false,
            decision,
            proposal: self.proposal(group, membership, staff),
        }
    }

    /// The strictest restriction that was ordered and not lifted.
    fn restriction(&self, staff: &Staff) -> Option<(RestrictionKind, Date)> {
        let past = |day: Option<Date>| day.filter(|day| *day <= self.today);
        let in_effect = staff.restrictions.iter().filter(|row| past(row.lifted_on).is_none());
        in_effect.filter_map(|row| Some((row.kind, past(row.ordered_on)?))).max_by_key(|(kind, _)| *kind)
    }

    fn proposal(&self, group: &Group, membership: &Membership, staff: Option<&Staff>) -> Option<Proposal> {
        let plain = |ground, since| Proposal { ground, since, written: None };
        if let Some(day) = membership.released_on.filter(|day| *day <= self.today) {
            return Some(plain(Ground::Released, Some(day)));
        }
        let found = self.of_memberships.get(&membership.id).map(Vec::as_slice).unwrap_or_default();
        let of = |rule: Rule| found.iter().find(|finding| finding.rule == rule);
        if let Some(finding) = of(Rule::MembershipRemoval) {
            let ground = match finding.detail.as_deref() {
                Some("off-duty") => Ground::OffDuty,
                Some("left") => Ground::Left,
                Some("expelled") => Ground::Expelled,
                _ => Ground::Requested,
            };
            let written = membership.removal.reason.as_deref().filter(|_| ground == Ground::Requested);
            let written = crate::register::records::non_blank(written).map(str::to_owned);
            return Some(Proposal { ground, since: finding.since, written });
        }
        if let Some((_, since)) = staff
            .and_then(|staff| self.restriction(staff))
            .filter(|(kind, _)| *kind == RestrictionKind::Suspension)
        {
            return Some(plain(Ground::Suspended, Some(since)));
        }
        let withdrawn_on = group.sheet.consent.withdrawn_on.filter(|day| *day <= self.today);
        if group.sheet.kind == GroupKind::Patient && withdrawn_on.is_some() {
            return Some(plain(Ground::ConsentWithdrawn, withdrawn_on));
        }
        if of(Rule::DisasterEligibility).is_some() {
            return Some(plain(Ground::Ineligible, None));
        }
        of(Rule::InvitationStale)
            .filter(|finding| finding.urgency == Urgency::Overdue)
            .map(|_| plain(Ground::Unanswered, membership.invited_on))
    }
}

/// What takes every proposal among the rows that are not decided yet; others stay as they are. For a key that asks first.
pub fn take_proposals(rows: &[Row], lang: Lang) -> Vec<(MembershipId, Verdict)> {
    let open = rows.iter().filter(|row| row.is_open());
    open.filter_map(|row| {
        let reason = row.proposal.as_ref()?.reason(lang);
        Some((row.membership.id.clone(), Verdict::Remove { reason }))
    })
    .collect()
}

/// What keeps every row that is not decided yet and for which nothing is proposed; others stay as they are. For a key that asks
/// first.
pub fn keep_the_others(rows: &[Row]) -> Vec<(MembershipId, Verdict)> {
    let open = rows.iter().filter(|row| row.is_open() && row.proposal.is_none());
    open.map(|row| (row.membership.id.clone(), Verdict::Keep)).collect()
}

/// What a review would leave behind that the group's own rules do not allow (第15-17条).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Concern {
    /// Nobody of the secretariat would be left in a free group (第17条(5)(8)).
    SecretariatGoes,
    /// The secretariat would be left without admin rights (第17条(5)).
    SecretariatWithoutRights,
    /// Nobody with admin rights would be left.
    NoAdminLeft,
    /// The attending doctor would go (第16条(1)).
    DoctorGoes,
}

/// What the removals decided so far would leave behind, to be said before the signature. It keeps nobody from signing.
pub fn concerns(register: &Register, group: &Group, review: &Review, today: Date) -> Vec<Concern> {
    let removed: rustc_hash::FxHashSet<&MembershipId> = review
        .decisions
        .iter()
        .filter(|decision| decision.decision == Some(ReviewDecision::Remove))
        .filter_map(|decision| decision.membership.as_ref())
        .collect();
    let joined = |row: &&Membership| review::is_current(row, today) && today.happened(row.joined_on);
    let now: Vec<&Membership> = group.memberships.iter().filter(joined).collect();
    let goes = |row: &Membership| removed.contains(&row.id);
    // Whether there is somebody of a kind now and nobody afterwards.
    let ends = |is: &dyn Fn(&Membership) -> bool| {
        now.iter().any(|row| is(row)) && !now.iter().any(|row| is(row) && !goes(row))
    };
    let admin = |row: &Membership| row.rights == Some(Rights::Admin);
    let secretariat = |row: &Membership| {
        register.partners().get(&row.person).is_some_and(|partner| partner.secretariat == Some(true))
    };
    let doctor = |row: &Membership| group.sheet.attending_doctor.as_ref() == Some(&row.person);
    let mut concerns = Vec::new();
    if group.sheet.kind == GroupKind::Free {
        if ends(&secretariat) {
            concerns.push(Concern::SecretariatGoes);
        } else if ends(&|row| secretariat(row) && admin(row)) {
            concerns.push(Concern::SecretariatWithoutRights);
        }
    }
    if ends(&admin) {
        concerns.push(Concern::NoAdminLeft);
    }
    if group.sheet.kind == GroupKind::Patient && ends(&doctor) {
        concerns.push(Concern::DoctorGoes);
    }
    concerns
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        policy::{Policy, judge},
        register::{Command, ReviewStep, document::decode, id::GroupId, review::in_progress},
    };

    fn today() -> Date {
        "2026-11-22".parse().unwrap()
    }

    fn office(group: &str) -> Register {
        let text = format!(
            r#"{{"format": "mcs-register/1", "office": {{"name": "みなと訪問看護ステーション"}}, "staff": [
            {{"id": "S-1", "profession": "看護師", "mcs": {{"login": "a@example.jp", "role": "administrator", "password_changed_on": "2026-01-01"}}}},
            {{"id": "S-2", "left_on": "2026-10-31"}}, {{"id": "S-3", "left_on": "2026-12-31"}},
            {{"id": "S-4", "restrictions": [{{"kind": "suspension", "ordered_on": "2026-11-10"}}, {{"kind": "guidance", "ordered_on": "2026-11-11"}}]}}],
            "partners": [{{"id": "P-1", "affiliation": "築港医院"}}, {{"id": "P-2", "secretariat": true}}], "groups": [{group}]}}"#
        );
        decode(text.as_bytes(), &|_| None).unwrap()
    }

    const MEMBERS: &str = r#""memberships": [
        {"id": "M-1", "person": "S-1", "rights": "admin", "approved_on": "2026-04-01", "joined_on": "2026-04-01", "reason": "訪問看護"},
        {"id": "M-2", "person": "S-2", "approved_on": "2026-04-01", "joined_on": "2026-04-01"},
        {"id": "M-3", "person": "S-3", "approved_on": "2026-04-01", "joined_on": "2026-04-01"},
        {"id": "M-4", "person": "S-4", "approved_on": "2026-04-01", "joined_on": "2026-04-01"},
        {"id": "M-5", "person": "P-1", "invited_on": "2026-10-01", "approved_on": "2026-10-01"},
        {"id": "M-6", "person": "P-2", "rights": "admin", "approved_on": "2026-04-01", "joined_on": "2026-04-01", "off_duty_on": "2026-11-01"}]"#;

    fn grounds(register: &Register) -> Vec<Option<Ground>> {
        let findings = judge(register, &Policy::minato().unwrap(), today());
        let reviewing = Reviewing::new(register, &findings, today());
        reviewing
            .rows(&register.groups()[0])
            .iter()
            .map(|row| row.proposal.as_ref().map(|p| p.ground))
            .collect()
    }

    #[test]
    fn what_the_policy_condemns_is_proposed_and_nothing_else() {
        let register = office(&format!(r#"{{"id": "G-1", "kind": "patient", {MEMBERS}}}"#));
        let wanted = [
            None,
            Some(Ground::Left),
            None,
            Some(Ground::Suspended),
            Some(Ground::Unanswered),
            Some(Ground::OffDuty),
        ];
        assert_eq!(grounds(&register), wanted);
        let withdrawn = r#""consent": {"signed_on": "2026-04-01", "withdrawn_on": "2026-11-01"}"#;
        let register = office(&format!(r#"{{"id": "G-1", "kind": "patient", {withdrawn}, {MEMBERS}}}"#));
        assert_eq!(grounds(&register)[0], Some(Ground::ConsentWithdrawn));
        let register = office(&format!(r#"{{"id": "G-1", "kind": "disaster", {MEMBERS}}}"#));
        assert_eq!(grounds(&register)[0], None, "an administrator may sit there");
        assert_eq!(grounds(&register)[2], Some(Ground::Ineligible));
    }

    #[test]
    fn a_row_says_what_a_decision_needs_and_decides_nothing() {
        let mut register = office(&format!(
            r#"{{"id": "G-1", "kind": "patient", "attending_doctor": "P-1", {MEMBERS}, "reviews": [
            {{"signed_on": "2026-08-01", "decisions": [{{"membership": "M-3", "decision": "ask"}}]}}]}}"#
        ));
        let begin =
            Command::Review { group: GroupId::trusted("G-1"), step: ReviewStep::Begin { reviewer: None } };
        let change = begin.plan(&register, today()).unwrap();
        register.apply(&change).unwrap();
        let findings = judge(&register, &Policy::minato().unwrap(), today());
        let reviewing = Reviewing::new(&register, &findings, today());
        let rows = reviewing.rows(&register.groups()[0]);
        assert!(rows.iter().all(|row| row.decision.is_some() && row.decided().is_none() && !row.is_new));
        assert_eq!(rows[0].affiliation, Some("みなと訪問看護ステーション"));
        let owed: Vec<Rule> = rows[0].owed.iter().map(|finding| finding.rule).collect();
        assert!(owed.contains(&Rule::PasswordAge) && owed.contains(&Rule::StaffPledge));
        assert_eq!((rows[1].has_left, rows[2].has_left), (true, false));
        assert_eq!(rows[2].last_day, Some("2026-12-31".parse().unwrap()));
        assert_eq!(rows[2].last_seen.and_then(|seen| seen.decision.decision), Some(ReviewDecision::Ask));
        assert_eq!(rows[3].restriction, Some(RestrictionKind::Suspension));
        assert!(rows[4].is_doctor && rows[4].affiliation == Some("築港医院"));
        let sentence = rows[1].proposal.as_ref().unwrap().sentence(Lang::Ja);
        assert_eq!(sentence, "退職したため（2026-10-31から）");
        let removed = take_proposals(&rows, Lang::Ja);
        assert_eq!(removed.len(), 4);
        assert_eq!(removed[0].1, Verdict::Remove { reason: "退職したため".into() });
        let kept: Vec<MembershipId> = keep_the_others(&rows).into_iter().map(|(id, _)| id).collect();
        assert_eq!(kept, ["M-1", "M-3"].map(MembershipId::trusted));
    }

    #[test]
    fn the_last_with_admin_rights_is_named_while_others_are_removed() {
        let members = r#""memberships": [
            {"id": "M-1", "person": "S-1", "joined_on": "2026-04-01", "rights": "admin"},
            {"id": "M-2", "person": "P-1", "joined_on": "2026-04-01", "rights": "admin"},
            {"id": "M-3", "person": "S-2", "invited_on": "2026-11-20", "rights": "admin"}]"#;
        let mut register = office(&format!(r#"{{"id": "G-1", "kind": "patient", {members}}}"#));
        let last = |register: &Register| {
            let reviewing = Reviewing::new(register, &[], today());
            let rows = reviewing.rows(&register.groups()[0]);
            rows.iter()
                .filter(|row| row.is_last_admin)
                .map(|row| row.membership.id.clone())
                .collect::<Vec<_>>()
        };
        assert!(last(&register).is_empty(), "two are there");
        let group = GroupId::trusted("G-1");
        let remove = (MembershipId::trusted("M-1"), Verdict::Remove { reason: "異動".into() });
        for step in [ReviewStep::Begin { reviewer: None }, ReviewStep::Decide { decided: vec![remove] }] {
            let change = Command::Review { group: group.clone(), step }.plan(&register, today()).unwrap();
            register.apply(&change).unwrap();
        }
        assert_eq!(last(&register), [MembershipId::trusted("M-2")]);
    }

    #[test]
    fn what_the_groups_own_rules_do_not_allow_is_said_before_signing() {
        let mut register = office(&format!(r#"{{"id": "G-1", "kind": "free", {MEMBERS}}}"#));
        let group = GroupId::trusted("G-1");
        let remove = |id| (MembershipId::trusted(id), Verdict::Remove { reason: "異動".into() });
        for step in [
            ReviewStep::Begin { reviewer: None },
            ReviewStep::Decide { decided: vec![remove("M-1"), remove("M-6")] },
        ] {
            let change = Command::Review { group: group.clone(), step }.plan(&register, today()).unwrap();
            register.apply(&change).unwrap();
        }
        let group = register.group(&group).unwrap();
        let (_, review) = in_progress(group).unwrap();
        assert_eq!(
            concerns(&register, group, review, today()),
            [Concern::SecretariatGoes, Concern::NoAdminLeft]
        );
    }
}
