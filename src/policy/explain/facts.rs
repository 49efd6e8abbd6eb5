//! The recorded facts behind a finding, each with its label.

use super::wording::{Namer, group_name, membership_of, not_recorded};
use crate::{
    policy::judge::{
        finding::{Finding, Rule},
        rules::staff::same_login_as,
    },
    register::{
        Date, Lang, Time,
        hidden::visible,
        id::{DeviceId, PersonId},
        records::{Device, Group, Incident, Membership, Restriction, Review, Staff, TakeOut, said},
        subject::Subject,
        words::{Control, EnumWord, FilingKind, Role},
    },
};

/// Facts as they are collected.
pub(super) struct Facts<'a> {
    namer: Namer<'a>,
    today: Date,
    list: Vec<(String, String)>,
}

impl<'a> Facts<'a> {
    pub fn new(namer: Namer<'a>, today: Date) -> Self {
        Self { namer, today, list: Vec::new() }
    }

    pub fn done(self) -> Vec<(String, String)> {
        self.list
    }

    fn pick<'t>(&self, ja: &'t str, en: &'t str) -> &'t str {
        match self.namer.lang {
            Lang::Ja => ja,
            Lang::En => en,
        }
    }

    fn push(&mut self, ja: &str, en: &str, value: Option<String>) {
        let label = self.pick(ja, en).to_owned();
        let value = value.unwrap_or_else(|| not_recorded(self.namer.lang).to_owned());
        self.list.push((label, value));
    }

    /// A day on which something happened. A day ahead says that it does not count yet.
    fn date(&mut self, ja: &str, en: &str, date: Option<Date>) {
        let ahead = self.pick("（先の日付のため、まだ数えません）", " (lies ahead: does not count yet)");
        let today = self.today;
        let value = date.map(|date| if date > today { format!("{date}{ahead}") } else { date.to_string() });
        self.push(ja, en, value);
    }

    /// A day that may lie ahead.
    pub fn plan(&mut self, ja: &str, en: &str, date: Option<Date>) {
        self.push(ja, en, date.map(|date| date.to_string()));
    }

    fn time(&mut self, ja: &str, en: &str, time: Option<Time>) {
        let written = |time: Time| format!("{} {:02}:{:02}", time.date, time.hour(), time.minute());
        self.push(ja, en, time.map(written));
    }

    pub fn text(&mut self, ja: &str, en: &str, text: Option<&str>) {
        self.push(ja, en, said(text).map(|text| visible(text).into_owned()));
    }

    pub fn person(&mut self, ja: &str, en: &str, person: Option<&PersonId>) {
        let name = person.map(|id| self.namer.person(id));
        self.push(ja, en, name);
    }

    fn word(&mut self, ja: &str, en: &str, word: Option<impl EnumWord>) {
        let lang = self.namer.lang;
        self.push(ja, en, word.map(|word| word.say(lang).to_owned()));
    }

    fn yes_no(&mut self, ja: &str, en: &str, flag: Option<bool>) {
        let word = flag.map(|flag| if flag { self.pick("はい", "yes") } else { self.pick("いいえ", "no") });
        let word = word.map(str::to_owned);
        self.push(ja, en, word);
    }

    /// Several names, or that there is nobody.
    fn names(&mut self, ja: &str, en: &str, names: &[String]) {
        let joined = names.join(self.pick("、", ", "));
        let nobody = self.pick("なし", "none").to_owned();
        self.push(ja, en, Some(if names.is_empty() { nobody } else { joined }));
    }
}

/// Collects the facts behind a finding.
pub(super) fn collect(finding: &Finding, facts: &mut Facts) {
    let register = facts.namer.register;
    match &finding.subject {
        Subject::Office => office(finding.rule, facts),
        Subject::Staff(id) => {
            if let Some(row) = register.staff().get(id) {
                staff(finding, row, facts);
            }
        }
        Subject::Device(id) => {
            if let Some(row) = register.devices().get(id) {
                device(finding, row, facts);
            }
        }
        Subject::TakeOut(id) => {
            if let Some(row) = register.take_outs().get(id) {
                take_out(row, facts);
            }
        }
        Subject::Group(id) => {
            if let Some(row) = register.groups().get(id) {
                group(finding.rule, row, facts);
            }
        }
        Subject::Membership(_) => {
            if let Some((group, row)) = membership_of(finding, register) {
                membership(finding.rule, group, row, facts);
            }
        }
        Subject::Incident(id) => {
            if let Some(row) = register.incidents().get(id) {
                incident(finding, row, facts);
            }
        }
        // No rule flags these.
        Subject::Filing(_) | Subject::Partner(_) => {}
    }
}

fn office(rule: Rule, facts: &mut Facts) {
    let register = facts.namer.register;
    let filed = |facts: &mut Facts, kind| {
        let last =
            register.filings().iter().filter(|filing| filing.kind == kind).max_by_key(|f| f.submitted_on);
        facts.date("提出日", "Submitted on", last.and_then(|filing| filing.submitted_on));
        facts.text("文書・番号", "Reference", last.and_then(|filing| filing.reference.as_deref()));
    };
    match rule {
        Rule::OfficeApplication => filed(facts, FilingKind::Application),
        Rule::OfficeConfidentialityPledge => filed(facts, FilingKind::ConfidentialityPledge),
        Rule::AdministratorAppointed => {
            let recorded = register.staff().iter().filter(|row| row.mcs.role == Some(Role::Administrator));
            let names: Vec<String> = recorded.map(|row| facts.namer.person(&row.id)).collect();
            facts.names("役割がMCS管理者の職員", "Staff whose role is administrator", &names);
            facts.person("事業所の管理者", "Office manager", register.office().manager.as_ref());
        }
        _ => facts.date("確認日", "Confirmed on", register.office().guideline_confirmed_on),
    }
}

fn staff(finding: &Finding, row: &Staff, facts: &mut Facts) {
    match finding.rule {
        Rule::PasswordAge => {
            facts.text("ログイン名", "Login", row.mcs.login.as_deref());
            facts.date("最後に変更した日", "Last changed on", row.mcs.password_changed_on);
            facts.date("二要素認証の開始日", "Second factor since", row.mcs.two_factor_since);
        }
        Rule::SharedId => {
            facts.text("ログイン名", "Login", row.mcs.login.as_deref());
            facts.yes_no("共有していると記録", "Recorded as shared", row.mcs.shared);
            let others = same_login_as(row, facts.namer.register, facts.today);
            let names: Vec<String> = others.map(|other| facts.namer.person(&other.id)).collect();
            facts.names("同じIDの人", "Same login as", &names);
        }
        Rule::StaffPledge => {
            facts.date("署名日", "Signed on", row.pledge.signed_on);
            facts.text("省略の理由", "Why a pledge already held suffices", row.pledge.exempt.as_deref());
        }
        Rule::Training => {
            let last = row.trainings.iter().max_by_key(|training| training.on);
            facts.date("最後の受講日", "Last training on", last.and_then(|training| training.on));
            facts.text("題名", "Title", last.and_then(|training| training.title.as_deref()));
        }
        Rule::Profile => facts.yes_no("プロフィールの登録", "Profile registered", row.mcs.profile),
        Rule::DeviceReturn => {
            facts.plan("最終勤務日", "Last day of work", row.left_on);
            let held = finding.detail.as_deref().map(DeviceId::trusted);
            if let Some(device) = held.and_then(|id| facts.namer.register.devices().get(&id)) {
                held_device(device, facts);
            }
        }
        Rule::RestrictionEnforced => {
            let kind = finding.detail.as_deref();
            for restriction in row.restrictions.iter().filter(|row| Some(row.kind.word()) == kind) {
                ordered(restriction, facts);
            }
        }
        _ => {
            facts.plan("最終勤務日", "Last day of work", row.left_on);
            facts.text("ログイン名", "Login", row.mcs.login.as_deref());
            facts.date("MCSの登録日", "Registered in MCS on", row.mcs.registered_on);
            facts.date("スタッフ解除日", "Released on", row.mcs.released_on);
            facts.date("アカウントの削除日", "Account deleted on", row.mcs.deleted_on);
        }
    }
}

fn ordered(row: &Restriction, facts: &mut Facts) {
    let lang = facts.namer.lang;
    facts.push("種類", "Kind", Some(row.kind.say(lang).to_owned()));
    facts.word("指示した人", "Ordered by", row.by);
    facts.date("指示日", "Ordered on", row.ordered_on);
    facts.date("実施日", "Carried out on", row.enforced_on);
    facts.date("解除日", "Lifted on", row.lifted_on);
    facts.text("理由", "Reason", row.reason.as_deref());
}

fn held_device(row: &Device, facts: &mut Facts) {
    let name = facts.namer.device(&row.id);
    facts.push("機器", "Device", Some(name));
    status(row, facts);
    facts.date("貸与日", "Lent on", row.lent_on);
    facts.date("返却日", "Returned on", row.returned_on);
}

fn status(row: &Device, facts: &mut Facts) {
    facts.word("状態", "Status", row.status);
}

fn device(finding: &Finding, row: &Device, facts: &mut Facts) {
    facts.person("持っている人", "Holder", row.holder.as_ref());
    match finding.rule {
        Rule::DeviceControl => {
            let control = finding.detail.as_deref().and_then(Control::from_word);
            let state = control.and_then(|control| row.controls.get(control));
            facts.word("対策の状態", "State of the control", state);
            facts.date("点検日", "Inspected on", row.inspected_on);
        }
        Rule::DeviceBootPasswordAge => {
            facts.date(
                "起動時パスワードの変更日",
                "Start-up password changed on",
                row.boot_password_changed_on,
            );
        }
        Rule::ByodApproval => {
            facts.word("所有", "Whose it is", row.ownership);
            facts.date("承認日", "Approved on", row.byod_approved_on);
        }
        Rule::DeviceMissing => status(row, facts),
        _ => facts.date("点検日", "Inspected on", row.inspected_on),
    }
}

fn take_out(row: &TakeOut, facts: &mut Facts) {
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

fn group(rule: Rule, row: &Group, facts: &mut Facts) {
    let sheet = &row.sheet;
    match rule {
        Rule::PatientConsent => {
            facts.date("署名日", "Signed on", sheet.consent.signed_on);
            facts.word("署名した人", "Signed by", sheet.consent.by);
            facts.yes_no("双方が所持", "Both sides hold a copy", sheet.consent.both_copies);
            facts.date("撤回日", "Withdrawn on", sheet.consent.withdrawn_on);
        }
        Rule::AttendingDoctor => facts.person("主治医", "Attending doctor", sheet.attending_doctor.as_ref()),
        Rule::OnePatient => {
            facts.push("患者数", "Patients", sheet.patients.map(|patients| patients.to_string()));
        }
        Rule::MembershipReview | Rule::Countersign => {
            let newest = newest_review(row, facts.today);
            facts.date("開設日", "Opened on", sheet.opened_on);
            facts.date("最後の精査", "Last review", newest.and_then(|review| review.signed_on));
            facts.person("精査した人", "Reviewer", newest.and_then(|review| review.reviewer.as_ref()));
            let other = newest.and_then(|review| review.countersigned_by.as_ref());
            facts.person("確認者", "Countersigned by", other);
        }
        Rule::Archive => {
            facts.date("利用の終了日", "Ended on", sheet.ended_on);
            facts.date("保管日", "Archived on", sheet.archived_on);
        }
        Rule::Retention => {
            facts.date("死亡日", "Deceased on", sheet.deceased_on);
            facts.plan("保管の期限", "Kept until", sheet.retain_until);
        }
        Rule::FreeGroupPermission => facts.date("許可日", "Permitted on", sheet.permission_on),
        Rule::FreeGroupName => facts.text("グループ名", "Name", sheet.name.as_deref()),
        Rule::FreeGroupSecretariat => {
            let names = secretariat_of(row, facts);
            facts.names("参加している事務局のメンバー", "Members of the secretariat", &names);
        }
        Rule::FreeGroupPurpose => {
            facts.date("趣旨を伝えた日", "Purpose told on", sheet.purpose_announced_on);
        }
        _ => facts.date("見つかった日", "Found on", sheet.patient_data_found_on),
    }
}

fn newest_review(group: &Group, today: Date) -> Option<&Review> {
    let signed = group.reviews.iter().filter(|review| review.signed_on.is_some_and(|day| day <= today));
    signed.max_by_key(|review| review.signed_on)
}

fn secretariat_of(group: &Group, facts: &Facts) -> Vec<String> {
    let register = facts.namer.register;
    let happened = |date: Option<Date>| date.is_some_and(|date| date <= facts.today);
    let sits = |membership: &&Membership| {
        let partner = register.partners().get(&membership.person);
        happened(membership.joined_on)
            && !happened(membership.released_on)
            && partner.is_some_and(|partner| partner.secretariat == Some(true))
    };
    group.memberships.iter().filter(sits).map(|membership| facts.namer.person(&membership.person)).collect()
}

fn membership(rule: Rule, group: &Group, row: &Membership, facts: &mut Facts) {
    let register = facts.namer.register;
    let name = group_name(group);
    facts.push("グループ", "Group", Some(name));
    facts.person("参加者", "Member", Some(&row.person));
    let partner = register.partners().get(&row.person);
    if let Some(partner) = partner {
        facts.text("所属", "Affiliation", partner.affiliation.as_deref());
    }
    let staff = register.staff().get(&row.person);
    if rule == Rule::DisasterEligibility {
        if let Some(partner) = partner {
            facts.yes_no("参加資格", "May sit in the disaster group", partner.disaster_eligible);
        }
        let sits_as = staff.and_then(|staff| staff.mcs.role);
        if staff.is_some() {
            facts.word("役割", "Role", sits_as);
        }
        return;
    }
    facts.word("権限", "Rights", row.rights);
    facts.date("招待日", "Invited on", row.invited_on);
    facts.person("招待者", "Invited by", row.invited_by.as_ref());
    facts.date("承認日", "Approved on", row.approved_on);
    facts.date("参加日", "Joined on", row.joined_on);
    if rule == Rule::MembershipRemoval {
        facts.date("担当から外れた日", "Off duty on", row.off_duty_on);
        facts.date("解除の依頼日", "Removal requested on", row.removal.requested_on);
        facts.text("解除の理由", "Reason for the removal", row.removal.reason.as_deref());
        let reviewed = group.reviews.iter().filter(|review| {
            review.decisions.iter().any(|decided| decided.membership.as_ref() == Some(&row.id))
        });
        facts.date("この参加を判断した精査", "Review of this membership", {
            let today = facts.today;
            reviewed.filter_map(|review| review.signed_on).filter(|day| *day <= today).max()
        });
        if let Some(staff) = staff {
            facts.plan("最終勤務日", "Last day of work", staff.left_on);
        }
        facts.date("解除日", "Released on", row.released_on);
    }
}

fn incident(finding: &Finding, row: &Incident, facts: &mut Facts) {
    facts.time("発生", "Occurred at", row.occurred_at);
    facts.time("把握", "Known at", row.known_at);
    facts.person("報告した人", "Reporter", row.reporter.as_ref());
    match finding.rule {
        Rule::IncidentMeasure => {
            let place = finding.detail.as_deref().and_then(|number| number.parse::<usize>().ok());
            let measure = place.and_then(|number| row.measures.get(number.checked_sub(1)?));
            facts.text("対策", "Measure", measure.and_then(|measure| measure.text.as_deref()));
            facts.plan("期限", "Due", measure.and_then(|measure| measure.due));
            facts.date("実施日", "Done on", measure.and_then(|measure| measure.done_on));
        }
        Rule::IncidentReport => facts.date("事務局への報告日", "Reported on", row.reported_on),
        _ => {
            facts.word("法律の判断", "Assessment", row.authority.assessment);
            facts.yes_no("不正の目的のおそれ", "Wrongful purpose possible", row.authority.wrongful);
            facts.date("速報の提出日", "Preliminary report on", row.authority.preliminary_on);
            facts.date("確報の提出日", "Final report on", row.authority.final_on);
            facts.date("終了日", "Closed on", row.closed_on);
        }
    }
}
