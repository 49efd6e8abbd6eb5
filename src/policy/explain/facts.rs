//! The recorded facts behind a finding, each with its label: how they are told, and those that several rules share.

use super::wording::{Namer, group_name, not_recorded};
use crate::{
    policy::{
        file::additions::DutyShape,
        judge::{
            finding::Finding,
            presence::{is_in_service, sits_in},
            rules::staff::same_login_as,
        },
    },
    register::{
        AddedFacts, AddedValue, Date, Lang, Moment, Register, Time,
        contradictions::Contradicts,
        hidden::visible,
        id::{DeviceId, PersonId},
        labels::Label,
        records::{
            Consent, Considered, Device, Filing, Group, GroupSheet, Incident, Measure, Membership, Office,
            Partner, Question, Restriction, Review, Staff, TakeOut, Training, Waiver, non_blank,
        },
        review::last_decisions,
        subject::Subject,
        words::{AnyControl, ControlState, EnumWord, FilingKind, Rights, Role},
    },
};

/// A fact that a finding waits for, on a day that lies ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ahead {
    pub label: Label,
    /// The row of a list that it stands in, from 1.
    pub row: Option<usize>,
    pub on: Date,
}

/// Facts as they are collected.
pub(super) struct Facts<'a> {
    finding: &'a Finding,
    namer: Namer<'a>,
    today: Date,
    list: Vec<(String, String)>,
    ahead: Option<Ahead>,
    /// The field that the finding is about, with its row from 1; whether it is the one that is to be filled in.
    field: Option<(Label, Option<usize>)>,
    found: bool,
}

impl<'a> Facts<'a> {
    pub fn new(finding: &'a Finding, namer: Namer<'a>, today: Date) -> Self {
        Self { finding, namer, today, list: Vec::new(), ahead: None, field: None, found: false }
    }

    pub fn register(&self) -> &'a Register {
        self.namer.register
    }

    /// Which of several the finding is about.
    pub fn detail(&self) -> Option<&'a str> {
        self.finding.detail.as_deref()
    }

    pub fn done(self) -> Vec<(String, String)> {
        self.list
    }

    /// The first fact that the finding waits for and that lies ahead.
    pub fn ahead(&self) -> Option<Ahead> {
        self.ahead
    }

    /// The finding waits for this day: where it lies ahead, it is recorded all the same.
    pub fn awaits(&mut self, label: Label, on: Option<Date>) {
        self.awaits_at(label, None, on);
    }

    /// The same for a row of a list, by its place from 0.
    fn awaits_in_row(&mut self, label: Label, place: usize, on: Option<Date>) {
        self.awaits_at(label, Some(place + 1), on);
    }

    fn awaits_at(&mut self, label: Label, row: Option<usize>, on: Option<Date>) {
        let ahead = on.filter(|day| *day > self.today).map(|on| Ahead { label, row, on });
        self.ahead = self.ahead.or(ahead);
        // What has come already is not what it waits for.
        self.about(label, row, !self.today.happened(on));
    }

    /// The field that the finding is about, where no day is awaited in it.
    pub fn is_about(&mut self, label: Label) {
        self.about(label, None, true);
    }

    fn about(&mut self, label: Label, row: Option<usize>, open: bool) {
        if self.field.is_none() || open && !self.found {
            self.field = Some((label, row));
            self.found = open;
        }
    }

    /// The first field that the finding is about, with its row of a list from 1.
    pub fn field(&self) -> Option<(Label, Option<usize>)> {
        self.field
    }

    /// The newest of several days that has come; where none has, the newest that lies ahead.
    fn newest<'r, R>(&self, rows: &'r [R], on: fn(&R) -> Option<Date>) -> Option<(usize, &'r R)> {
        let come = |row: &R| on(row).is_some_and(|day| day <= self.today);
        rows.iter()
            .enumerate()
            .filter(|(_, row)| on(row).is_some())
            .max_by_key(|(_, row)| (come(row), on(row)))
    }

    fn pick<'t>(&self, ja: &'t str, en: &'t str) -> &'t str {
        match self.namer.lang {
            Lang::Ja => ja,
            Lang::En => en,
        }
    }

    pub fn push(&mut self, ja: &str, en: &str, value: Option<String>) {
        let label = self.pick(ja, en).to_owned();
        let value = value.unwrap_or_else(|| not_recorded(self.namer.lang).to_owned());
        self.list.push((label, value));
    }

    /// A day on which something happened. A day ahead says that it does not count yet.
    pub fn date(&mut self, ja: &str, en: &str, date: Option<Date>) {
        let ahead = self.lies_ahead();
        let today = self.today;
        let value = date.map(|date| if date > today { format!("{date}{ahead}") } else { date.to_string() });
        self.push(ja, en, value);
    }

    /// A day that may lie ahead.
    pub fn plan(&mut self, ja: &str, en: &str, date: Option<Date>) {
        self.push(ja, en, date.map(|date| date.to_string()));
    }

    /// A minute at which something happened, told like a day.
    pub fn time(&mut self, ja: &str, en: &str, time: Option<Time>) {
        let ahead = self.lies_ahead();
        let today = self.today;
        let written = |time: Time| {
            let ahead = if time.date > today { ahead } else { "" };
            format!("{}{ahead}", Moment::Minute(time))
        };
        self.push(ja, en, time.map(written));
    }

    fn lies_ahead(&self) -> &'static str {
        match self.namer.lang {
            Lang::Ja => "（先の日付のため、まだ数えません）",
            Lang::En => " (lies ahead: does not count yet)",
        }
    }

    pub fn text(&mut self, ja: &str, en: &str, text: Option<&str>) {
        self.push(ja, en, non_blank(text).map(|text| visible(text).into_owned()));
    }

    pub fn person(&mut self, ja: &str, en: &str, person: Option<&PersonId>) {
        let name = person.map(|id| self.namer.person(id));
        self.push(ja, en, name);
    }

    pub fn word(&mut self, ja: &str, en: &str, word: Option<impl EnumWord>) {
        let lang = self.namer.lang;
        self.push(ja, en, word.map(|word| word.say(lang).to_owned()));
    }

    pub fn yes_no(&mut self, ja: &str, en: &str, flag: Option<bool>) {
        let word = flag.map(|flag| if flag { self.pick("はい", "yes") } else { self.pick("いいえ", "no") });
        let word = word.map(str::to_owned);
        self.push(ja, en, word);
    }

    /// Several names, or that there is nobody.
    pub fn names(&mut self, ja: &str, en: &str, names: &[String]) {
        let joined = names.join(self.pick("、", ", "));
        let nobody = self.pick("なし", "none").to_owned();
        self.push(ja, en, Some(if names.is_empty() { nobody } else { joined }));
    }

    /// The last filing of a kind.
    pub fn filed(&mut self, kind: FilingKind) {
        let filings = self.register().filings().iter().filter(|filing| filing.kind == kind);
        let last = filings.max_by_key(|filing| filing.submitted_on);
        self.awaits(Filing::submitted_on, last.and_then(|filing| filing.submitted_on));
        self.date("提出日", "Submitted on", last.and_then(|filing| filing.submitted_on));
        self.text("文書・番号", "Reference", last.and_then(|filing| filing.reference.as_deref()));
    }

    pub fn administrators(&mut self) {
        let staff = self.register().staff().iter();
        let recorded = staff.filter(|row| row.mcs.role == Some(Role::Administrator));
        let names: Vec<String> = recorded.map(|row| self.namer.person(&row.id)).collect();
        self.names("役割がMCS管理者の職員", "Staff whose role is administrator", &names);
    }

    pub fn same_login(&mut self, row: &Staff) {
        let others = same_login_as(row, self.register(), self.today);
        let names: Vec<String> = others.map(|other| self.namer.person(&other.id)).collect();
        self.names("同じIDの人", "Same login as", &names);
    }

    /// The device that the finding names.
    pub fn held_device(&mut self) {
        let id = self.detail().map(DeviceId::trusted);
        let Some(row) = id.and_then(|id| self.register().devices().get(&id)) else { return };
        let name = self.namer.device(&row.id);
        self.push("機器", "Device", Some(name));
        self.word("状態", "Status", row.status);
        self.date("貸与日", "Lent on", row.lent_on);
        self.date("返却日", "Returned on", row.returned_on);
        self.awaits(Device::returned_on, row.returned_on);
    }

    /// The last training attended, or the next one that is announced.
    pub fn trainings(&mut self, row: &Staff) {
        let last = self.newest(&row.trainings, |training| training.on);
        let (place, training) = last.map_or((0, None), |(place, training)| (place, Some(training)));
        let on = training.and_then(|training| training.on);
        self.awaits_in_row(Training::on, place, on);
        self.date("最後の受講日", "Last training on", on);
        self.text("題名", "Title", training.and_then(|training| training.title.as_deref()));
    }

    /// The last day of work of somebody, where they are own staff.
    pub fn leaving_of(&mut self, person: Option<&PersonId>) {
        let staff = person.and_then(|id| self.register().staff().get(id));
        self.plan("最終勤務日", "Last day of work", staff.and_then(|staff| staff.left_on));
    }

    /// The two facts that cannot both be right.
    pub fn contradiction(&mut self, row: &impl Contradicts) {
        let Some(found) = row.contradiction() else { return };
        self.is_about(found.label);
        self.push(found.label.unfilled(Lang::Ja), found.label.unfilled(Lang::En), Some(found.on.to_string()));
        self.push(
            found.than.unfilled(Lang::Ja),
            found.than.unfilled(Lang::En),
            Some(found.than_on.to_string()),
        );
    }

    /// What is recorded of the duty of the policy's own that the finding is about.
    pub fn duty(&mut self, facts: &AddedFacts) {
        let policy = self.namer.policy;
        let Some(duty) = self.detail().and_then(|name| policy.additions().duty(name)) else { return };
        let recorded = duty.recorded(facts);
        let label = |lang| duty.is.label.get(lang);
        match duty.shape {
            DutyShape::Yes => {
                self.yes_no(label(Lang::Ja), label(Lang::En), recorded.and_then(AddedValue::flag));
            }
            DutyShape::Day { .. } | DutyShape::Paper => {
                self.date(label(Lang::Ja), label(Lang::En), recorded.and_then(AddedValue::day));
            }
        }
    }

    /// When an incident was reported to whom the finding is about.
    pub fn addressee(&mut self, row: &Incident) {
        let policy = self.namer.policy;
        let Some(one) = self.detail().and_then(|name| policy.additions().addressee(name)) else { return };
        self.awaits(Incident::known_at, row.known_at.map(|time| time.date));
        self.date(one.is.label.get(Lang::Ja), one.is.label.get(Lang::En), row.added.day(one.is.name));
    }

    /// What every finding about an incident tells first.
    pub fn incident(&mut self, row: &Incident) {
        self.time("発生", "Occurred at", row.occurred_at);
        self.time("気づいた日時", "Known since", row.known_at);
        self.person("報告した人", "Reporter", row.reporter.as_ref());
    }
}

/// A report whose limit runs from the day of knowing.
pub(super) fn report(row: &Incident, label: Label, on: Option<Date>, facts: &mut Facts) {
    facts.awaits(Incident::known_at, row.known_at.map(|time| time.date));
    facts.awaits(label, on);
}

/// How long a group is kept after a death.
pub(super) fn retention(row: &Group, facts: &mut Facts) {
    if row.sheet.retain_until.is_none() {
        facts.is_about(GroupSheet::retain_until);
    }
    facts.date("死亡日", "Deceased on", row.sheet.deceased_on);
    facts.plan("保管の期限", "Kept until", row.sheet.retain_until);
    facts.date("保管日", "Archived on", row.sheet.archived_on);
    facts.awaits(GroupSheet::deleted_on, row.sheet.deleted_on);
    facts.date("削除日", "Deleted on", row.sheet.deleted_on);
}

/// Why a group is to go to the archive.
pub(super) fn archiving(row: &Group, facts: &mut Facts) {
    facts.awaits(GroupSheet::archived_on, row.sheet.archived_on);
    facts.date("利用の終了日", "Ended on", row.sheet.ended_on);
    facts.date("死亡日", "Deceased on", row.sheet.deceased_on);
    facts.date("保管日", "Archived on", row.sheet.archived_on);
}

/// The patient's consent.
pub(super) fn consent(row: &Group, facts: &mut Facts) {
    let consent = &row.sheet.consent;
    match facts.detail() {
        Some("withdrawn") => facts.is_about(Consent::withdrawn_on),
        Some("copy") => facts.is_about(Consent::both_copies),
        _ => {}
    }
    facts.awaits(Consent::signed_on, consent.signed_on);
    facts.date("署名日", "Signed on", consent.signed_on);
    facts.word("署名した人", "Signed by", consent.by);
    facts.yes_no("双方が所持", "Both sides hold a copy", consent.both_copies);
    facts.date("撤回日", "Withdrawn on", consent.withdrawn_on);
}

pub(super) fn account(row: &Staff, facts: &mut Facts) {
    facts.plan("最終勤務日", "Last day of work", row.left_on);
    facts.text("ログイン名", "Login", row.mcs.login.as_deref());
    facts.date("MCSの登録日", "Registered in MCS on", row.mcs.registered_on);
    facts.date("スタッフ解除日", "Released on", row.mcs.released_on);
    facts.date("アカウントの削除日", "Account deleted on", row.mcs.deleted_on);
    facts.date("削除を依頼した日", "Asked to delete it on", row.mcs.deletion_asked_on);
}

/// Those of the kind that the finding names.
pub(super) fn restrictions(row: &Staff, facts: &mut Facts) {
    let kind = facts.detail();
    let of_kind = row.restrictions.iter().enumerate().filter(|(_, row)| Some(row.kind.word()) == kind);
    for (place, row) in of_kind {
        facts.awaits_in_row(Restriction::enforced_on, place, row.enforced_on);
        facts.awaits_in_row(Restriction::lifted_on, place, row.lifted_on);
        facts.word("種類", "Kind", Some(row.kind));
        facts.word("指示した人", "Ordered by", row.by);
        facts.date("指示日", "Ordered on", row.ordered_on);
        facts.date("実施日", "Carried out on", row.enforced_on);
        facts.date("解除日", "Lifted on", row.lifted_on);
        facts.text("理由", "Reason", row.reason.as_deref());
    }
}

pub(super) fn take_out(row: &TakeOut, facts: &mut Facts) {
    facts.person("申請者", "Requester", row.requester.as_ref());
    facts.date("申請日", "Requested on", row.requested_on);
    let device = row.device.as_ref().map(|id| facts.namer.device(id));
    facts.push("機器", "Device", device);
    facts.text("内容", "Content", row.content.as_deref());
    facts.text("媒体", "Medium", row.medium.as_deref());
    facts.text("目的", "Purpose", row.purpose.as_deref());
    facts.plan("開始日", "First day", row.from);
    facts.plan("終了日", "Last day", row.until);
    facts.word("決定", "Decision", row.decision.result);
    facts.date("決定日", "Decided on", row.decision.on);
    facts.person("決定者", "Decided by", row.decision.by.as_ref());
    facts.person("確認者", "Countersigned by", row.decision.countersigned_by.as_ref());
    facts.date("持ち出した日", "Out on", row.out_on);
    facts.date("返却日", "Returned on", row.returned_on);
}

/// The first entry of the form that is blank.
pub(super) fn blank_entries(row: &TakeOut, facts: &mut Facts) {
    let entries = [
        (TakeOut::content, "content"),
        (TakeOut::medium, "medium"),
        (TakeOut::purpose, "purpose"),
        (TakeOut::from, "from"),
        (TakeOut::until, "until"),
    ];
    let blank = facts.detail().unwrap_or_default();
    for (label, _) in entries.iter().filter(|(_, entry)| blank.split(',').any(|blank| blank == *entry)) {
        facts.is_about(*label);
    }
    take_out(row, facts);
}

pub(super) fn newest_review(row: &Group, facts: &mut Facts) {
    let newest = facts.newest(&row.reviews, |review| review.signed_on).map(|(_, review)| review);
    facts.awaits(Review::signed_on, newest.and_then(|review| review.signed_on));
    facts.date("開設日", "Opened on", row.sheet.opened_on);
    facts.date("最後の精査", "Last review", newest.and_then(|review| review.signed_on));
    facts.person("精査した人", "Reviewer", newest.and_then(|review| review.reviewer.as_ref()));
    let other = newest.and_then(|review| review.countersigned_by.as_ref());
    facts.person("確認者", "Countersigned by", other);
}

pub(super) fn secretariat(group: &Group, facts: &mut Facts) {
    let happened = |date: Option<Date>| facts.today.happened(date);
    let sits = |membership: &&Membership| {
        let partner = facts.register().partners().get(&membership.person);
        happened(membership.joined_on)
            && !happened(membership.released_on)
            && partner.is_some_and(|partner| partner.secretariat == Some(true))
    };
    let members = group.memberships.iter().filter(sits);
    let names: Vec<String> = members.map(|membership| facts.namer.person(&membership.person)).collect();
    facts.names("参加している事務局のメンバー", "Members of the secretariat", &names);
}

/// Who is a member of what.
fn member<'a>(group: &Group, row: &Membership, facts: &mut Facts<'a>) -> Option<&'a Partner> {
    facts.push("グループ", "Group", Some(group_name(group)));
    facts.person("参加者", "Member", Some(&row.person));
    let partner = facts.register().partners().get(&row.person);
    if let Some(partner) = partner {
        facts.text("所属", "Affiliation", partner.affiliation.as_deref());
    }
    partner
}

pub(super) fn eligibility(group: &Group, row: &Membership, facts: &mut Facts) {
    if let Some(partner) = member(group, row, facts) {
        facts.yes_no("参加資格", "May sit in the disaster group", partner.disaster_eligible);
    }
    if let Some(staff) = facts.register().staff().get(&row.person) {
        facts.word("役割", "Role", staff.mcs.role);
        facts.yes_no("参加資格", "May sit in the disaster group", staff.disaster_eligible);
    }
}

pub(super) fn invitation(group: &Group, row: &Membership, facts: &mut Facts) {
    member(group, row, facts);
    facts.word("権限", "Rights", row.rights);
    facts.date("招待日", "Invited on", row.invited_on);
    facts.person("招待者", "Invited by", row.invited_by.as_ref());
    facts.date("承認日", "Approved on", row.approved_on);
    facts.date("参加日", "Joined on", row.joined_on);
}

/// The invitation that waits for its approval.
pub(super) fn approval(group: &Group, row: &Membership, facts: &mut Facts) {
    invitation(group, row, facts);
    facts.awaits(Membership::approved_on, row.approved_on);
    facts.awaits(Membership::joined_on, row.joined_on);
    facts.awaits(Membership::invited_on, row.invited_on);
}

/// The invitation that waits for its answer.
pub(super) fn answer(group: &Group, row: &Membership, facts: &mut Facts) {
    invitation(group, row, facts);
    facts.awaits(Membership::joined_on, row.joined_on);
    facts.awaits(Membership::invited_on, row.invited_on);
}

pub(super) fn removal(group: &Group, row: &Membership, facts: &mut Facts) {
    invitation(group, row, facts);
    facts.date("担当から外れた日", "Off duty on", row.off_duty_on);
    facts.date("解除の依頼日", "Removal requested on", row.removal.requested_on);
    facts.text("解除の理由", "Reason for the removal", row.removal.reason.as_deref());
    let today = facts.today;
    let reviewed = group
        .reviews
        .iter()
        .filter(|review| review.decisions.iter().any(|decided| decided.membership.as_ref() == Some(&row.id)));
    let last = reviewed.filter_map(|review| review.signed_on).filter(|day| *day <= today).max();
    facts.date("この参加を判断した精査", "Review of this membership", last);
    if let Some(staff) = facts.register().staff().get(&row.person) {
        facts.plan("最終勤務日", "Last day of work", staff.left_on);
    }
    facts.date("解除日", "Released on", row.released_on);
    facts.awaits(Membership::released_on, row.released_on);
}

/// On which devices a control is not settled.
pub(super) fn consideration(_: &Office, facts: &mut Facts) {
    let Some(control) = facts.detail().and_then(AnyControl::from_word) else { return };
    let register = facts.register();
    let open = register.devices().iter().filter(|device| {
        is_in_service(facts.today, device, register)
            && facts.namer.policy.applies(control, device.kind)
            && matches!(device.controls.get(control), None | Some(ControlState::Unmet))
    });
    let names: Vec<String> = open.map(|device| facts.namer.device(&device.id)).collect();
    facts.names("記録のない機器", "Devices without a record", &names);
    for (place, row) in
        register.office().considered.iter().enumerate().filter(|(_, row)| row.control == control)
    {
        facts.awaits_in_row(Considered::on, place, Some(row.on));
    }
}

/// The filing that the finding names.
pub(super) fn open_filing(_: &Office, facts: &mut Facts) {
    let Some(id) = facts.detail() else { return };
    let register = facts.register();
    let Some(row) = register.filings().iter().find(|row| row.id.as_str() == id) else { return };
    facts.word("種類", "Kind", Some(row.kind));
    facts.date("提出日", "Submitted on", row.submitted_on);
    facts.date("承認日", "Approved on", row.approved_on);
    facts.date("不許可の日", "Refused on", row.refused_on);
    facts.awaits(Filing::approved_on, row.approved_on);
    facts.awaits(Filing::refused_on, row.refused_on);
    facts.text("文書・番号", "Reference", row.reference.as_deref());
    if let Some(group) = row.group.as_ref().and_then(|id| register.group(id)) {
        facts.push("グループ", "Group", Some(group_name(group)));
    }
}

/// The waiver that its own person approved.
pub(super) fn own_waiver(row: &Staff, facts: &mut Facts) {
    facts.is_about(Waiver::countersigned_by);
    let subject = Subject::Staff(row.id.clone());
    let rule = facts.detail();
    let waivers = facts.register().waivers().iter();
    for waiver in waivers.filter(|row| row.subject == subject && Some(row.rule.as_str()) == rule) {
        facts.date("承認した日", "Approved on", waiver.approved_on);
        facts.person("承認者", "Approved by", Some(&waiver.approved_by));
        facts.person("確認者", "Countersigned by", waiver.countersigned_by.as_ref());
        facts.text("理由", "Reason", Some(&waiver.reason));
        facts.plan("期限", "Until", Some(waiver.until));
    }
}

/// Who sits in a group with admin rights, and of whom the rights are not recorded.
pub(super) fn admins(group: &Group, facts: &mut Facts) {
    let today = facts.today;
    let sitting = group
        .memberships
        .iter()
        .filter(|row| sits_in(today, row) && row.released_on.is_none_or(|day| day > today));
    let of = |rights: Option<Rights>, facts: &Facts| -> Vec<String> {
        let rows = sitting.clone().filter(|row| row.rights == rights);
        rows.map(|row| facts.namer.person(&row.person)).collect()
    };
    let (admins, unknown) = (of(Some(Rights::Admin), facts), of(None, facts));
    facts.names("管理者の権限の人", "With administrator's rights", &admins);
    facts.names("権限の記録がない人", "Rights not recorded", &unknown);
}

/// The question of the newest review that decided on a membership.
pub(super) fn question(group: &Group, row: &Membership, facts: &mut Facts) {
    member(group, row, facts);
    let Some(last) = last_decisions(group, facts.today).remove(&row.id) else { return };
    facts.date("精査日", "Reviewed on", Some(last.on));
    facts.text("確認すること", "What is asked", last.decision.reason.as_deref());
    let question = last.decision.question.as_deref();
    facts.person("確認する相手", "Whom to ask", question.and_then(|question| question.whom.as_ref()));
    let answered = question.and_then(|question| question.answered_on);
    facts.date("回答日", "Answered on", answered);
    let decisions = group.reviews.get(last.review as usize).map_or(&[][..], |review| &review.decisions);
    let place = decisions.iter().position(|decision| decision.membership.as_ref() == Some(&row.id));
    facts.awaits_in_row(Question::answered_on, place.unwrap_or(0), answered);
}

pub(super) fn contradicting_membership(group: &Group, row: &Membership, facts: &mut Facts) {
    member(group, row, facts);
    if facts.detail() == Some("duplicate") {
        let others =
            group.memberships.iter().filter(|other| other.person == row.person && other.id != row.id);
        let ids: Vec<String> = others.map(|other| other.id.to_string()).collect();
        facts.names("同じ人の参加", "Other memberships of the person", &ids);
        return;
    }
    facts.contradiction(row);
}

pub(super) fn law(row: &Incident, facts: &mut Facts) {
    facts.incident(row);
    facts.word("法律の判断", "Assessment", row.authority.assessment);
    facts.yes_no("不正の目的のおそれ", "Wrongful purpose possible", row.authority.wrongful);
    facts.date("速報の提出日", "Preliminary report on", row.authority.preliminary_on);
    facts.date("確報の提出日", "Final report on", row.authority.final_on);
    facts.date("本人への通知日", "Persons told on", row.authority.persons_notified_on);
    facts.text("通知に代わる措置", "Done in place of it", row.authority.notice_alternative.as_deref());
    facts.date("終了日", "Closed on", row.closed_on);
}

/// The measure that the finding names.
pub(super) fn measure(row: &Incident, facts: &mut Facts) {
    facts.incident(row);
    let place = facts.detail().and_then(|number| number.parse::<usize>().ok());
    let measure = place.and_then(|number| row.measures.get(number.checked_sub(1)?));
    facts.text("対策", "Measure", measure.and_then(|measure| measure.text.as_deref()));
    facts.plan("期限", "Due", measure.and_then(|measure| measure.due));
    let done = measure.and_then(|measure| measure.done_on);
    facts.date("実施日", "Done on", done);
    facts.awaits_in_row(Measure::done_on, place.unwrap_or(1).saturating_sub(1), done);
}
