//! What is wrong, in one sentence. A fact that is recorded on a day that has not come counts as not recorded until then; to
//! say so would send people looking for what stands there, so the sentence names the field and its day instead.

use super::{
    explained::collect,
    facts::{Ahead, Facts},
    wording::{Namer, case, days_text, group_name, membership_of},
};
use crate::{
    policy::{
        file::rulebook::Policy,
        judge::{
            finding::{Finding, Urgency},
            waivers,
        },
        rule::Rule,
    },
    register::{Date, Lang, Register, ahead::has_deed_ahead, records::Group, subject::Subject},
};

impl Policy {
    /// What is wrong, in one plain sentence that names whom or what it is about; of a fact that is dated ahead, that it is.
    /// Safe to show: control characters in names are marks.
    pub fn sentence(&self, finding: &Finding, register: &Register, today: Date, lang: Lang) -> String {
        let namer = Namer { policy: self, register, lang };
        let sentence = if let Some(ahead) = find(finding, namer, today) {
            told(ahead, finding, namer)
        } else {
            let text = self.words(finding.rule).sentence(case(finding));
            self.fill(text.map_or("", |text| text.get(lang)), finding, &namer)
        };
        if finding.urgency != Urgency::Waived {
            return sentence;
        }
        match (waivers::covering(finding, register).map(|waiver| waiver.until), lang) {
            (Some(until), Lang::Ja) => format!("{sentence}（例外承認中、{until}まで）"),
            (None, Lang::Ja) => format!("{sentence}（例外承認中）"),
            (Some(until), Lang::En) => format!("{sentence} (Waived until {until}.)"),
            (None, Lang::En) => format!("{sentence} (Waived.)"),
        }
    }
}

/// What the finding waits for, where that is dated ahead.
fn find(finding: &Finding, namer: Namer, today: Date) -> Option<Ahead> {
    // Hardly any record has such a day, and all facts are collected for it.
    if !may_wait(finding, namer.register, today) {
        return None;
    }
    let mut facts = Facts::new(finding, namer, today);
    collect(finding, &mut facts);
    facts.ahead()
}

/// What is wrong, in the place of the rule's own sentence.
fn told(ahead: Ahead, finding: &Finding, namer: Namer) -> String {
    let Namer { policy, lang, .. } = namer;
    let Ahead { label, row, on } = ahead;
    let rule = policy.rule_label(finding.rule, lang);
    let field = label.numbered(lang, row.unwrap_or_default(), policy);
    let of = owner(finding, namer);
    let said = match lang {
        Lang::Ja => format!("{rule}：{of}「{field}」が先の日付（{on}）のため、まだ数えません。"),
        Lang::En => format!("{rule}: \"{field}\"{of} lies ahead ({on}) and does not count yet."),
    };
    let late = finding.due.zip(finding.days).filter(|(_, days)| *days > 0);
    let late = late.map(|(due, days)| (due, days_text(days.unsigned_abs(), lang)));
    match (late, lang) {
        (None, _) => said,
        (Some((due, days)), Lang::Ja) => format!("{said}期限（{due}）を{days}過ぎています。"),
        (Some((due, days)), Lang::En) => format!("{said} It was due on {due}, {days} ago."),
    }
}

/// Whose field it is; nobody's name where the office has only the one.
fn owner(finding: &Finding, namer: Namer) -> String {
    let member = membership_of(finding, namer.register)
        .map(|(group, row)| (namer.person(&row.person), group_name(group)));
    match (&finding.subject, member, namer.lang) {
        (Subject::Office, ..) => String::new(),
        (_, Some((person, group)), Lang::Ja) => format!("{person}さんの「{group}」への参加の"),
        (_, Some((person, group)), Lang::En) => format!(" of {person} in {group}"),
        (subject @ Subject::Staff(_), None, Lang::Ja) => format!("{}さんの", namer.subject(subject)),
        (subject @ Subject::Group(_), None, Lang::Ja) => format!("「{}」の", namer.subject(subject)),
        (subject, None, Lang::Ja) => format!("{}の", namer.subject(subject)),
        (subject, None, Lang::En) => format!(" of {}", namer.subject(subject)),
    }
}

/// Whether anything behind the finding is dated ahead.
fn may_wait(finding: &Finding, register: &Register, today: Date) -> bool {
    let in_group = |group: &Group| {
        has_deed_ahead(&group.sheet, today)
            || group.reviews.iter().any(|review| review.signed_on.is_some_and(|day| day > today))
    };
    match &finding.subject {
        Subject::Office => {
            has_deed_ahead(register.office(), today)
                || register.filings().iter().any(|filing| has_deed_ahead(filing, today))
        }
        // What it has lent comes back by the device's own record.
        Subject::Staff(_) if finding.rule == Rule::DeviceReturn => true,
        Subject::Group(id) => register.group(id).is_some_and(in_group),
        // Its answer stands in the review.
        Subject::Membership(_) if finding.rule == Rule::ReviewQuestion => true,
        Subject::Membership(id) => register.membership(id).is_some_and(|(_, row)| has_deed_ahead(row, today)),
        listed => register.list(listed.kind()).is_some_and(|list| list.has_deed_ahead(listed.id(), today)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{policy::judge::judge, register::document::decode};

    /// Everything that a rule waits for is dated ahead.
    const AHEAD: &str = r#"{"format": "mcs-register/1",
        "office": {"name": "築港クリニック", "guideline_confirmed_on": "2027-01-05"},
        "filings": [{"id": "F-1", "kind": "application", "submitted_on": "2027-01-05"},
            {"id": "F-2", "kind": "free-group", "submitted_on": "2026-10-01", "approved_on": "2027-01-05"}],
        "staff": [
            {"id": "S-1", "name": "石田 早苗", "mcs": {"login": "a@example.jp", "registered_on": "2020-04-01",
                "password_changed_on": "2027-01-05"}, "pledge": {"signed_on": "2027-01-05"},
                "trainings": [{"title": "予定"}, {"on": "2027-01-05"}],
                "restrictions": [{"kind": "suspension", "ordered_on": "2026-12-01", "enforced_on": "2027-01-05"}]},
            {"id": "S-2", "name": "大野 満", "left_on": "2026-12-01", "mcs": {"login": "b@example.jp",
                "registered_on": "2020-04-01", "released_on": "2027-01-05"}},
            {"id": "S-3", "name": "夕凪 明", "left_on": "2026-12-01", "mcs": {"login": "c@example.jp",
                "registered_on": "2020-04-01", "released_on": "2026-12-01", "deletion_asked_on": "2027-01-05"}}],
        "partners": [{"id": "P-1", "name": "磯路 誠"}],
        "devices": [
            {"id": "D-1", "name": "iPad 1号", "ownership": "office", "holder": "S-2", "inspected_on": "2027-01-05",
                "boot_password_changed_on": "2027-01-05", "controls": {"boot-password": "met"},
                "returned_on": "2027-01-05"},
            {"id": "D-2", "name": "私物", "ownership": "personal", "holder": "S-1", "byod_approved_on": "2027-01-05"},
            {"id": "D-3", "name": "私物2", "ownership": "personal", "holder": "S-2", "status": "in-use",
                "erased_on": "2027-01-05"}],
        "take_outs": [
            {"id": "T-1", "requester": "S-1", "out_on": "2026-12-20", "until": "2026-12-24",
                "decision": {"result": "approved", "on": "2026-12-19", "by": "S-3"}, "returned_on": "2027-01-05"},
            {"id": "T-2", "requester": "S-1", "decision": {"result": "approved", "on": "2027-01-05"}}],
        "groups": [
            {"id": "G-1", "kind": "patient", "name": "田中様", "consent": {"signed_on": "2027-01-05"},
                "ended_on": "2026-12-01", "archived_on": "2027-01-05", "memberships": [
                {"id": "M-1", "person": "S-1", "joined_on": "2026-11-01", "approved_on": "2027-01-05"},
                {"id": "M-2", "person": "P-1", "approved_on": "2026-11-01", "invited_on": "2026-11-01",
                    "joined_on": "2027-01-05"},
                {"id": "M-3", "person": "S-2", "approved_on": "2026-01-01", "joined_on": "2026-01-01",
                    "released_on": "2027-01-05"}],
                "reviews": [{"signed_on": "2027-01-05"}]},
            {"id": "G-2", "kind": "free", "name": "勉強会", "permission_on": "2027-01-05",
                "purpose_announced_on": "2027-01-05"},
            {"id": "G-3", "kind": "patient", "name": "佐藤様", "deceased_on": "2021-01-01",
                "retain_until": "2026-01-01", "deleted_on": "2027-01-05", "memberships": [
                    {"id": "M-4", "person": "S-1", "joined_on": "2026-11-01", "approved_on": "2026-11-01"}],
                "reviews": [{"signed_on": "2026-11-10", "reviewer": "S-3", "decisions": [{"membership": "M-4",
                    "decision": "ask", "question": {"answered_on": "2027-01-05"}}]}]}],
        "incidents": [
            {"id": "R8-001", "kind": "device-loss", "known_at": "2026-12-01T09:00", "reported_on": "2027-01-05",
                "authority": {"assessment": "reportable", "preliminary_on": "2027-01-05", "final_on": "2027-01-05",
                    "persons_notified_on": "2027-01-05"},
                "measures": [{"text": "点検表", "due": "2026-12-10", "done_on": "2027-01-05"}]},
            {"id": "R8-002", "kind": "device-loss", "known_at": "2027-01-05T09:00",
                "authority": {"assessment": "reportable"}}]}"#;

    fn sentences(json: &str, lang: Lang) -> Vec<(String, String)> {
        let register = decode(json.as_bytes(), &|_| None).unwrap();
        let policy = Policy::minato().unwrap();
        let today = "2026-12-28".parse().unwrap();
        judge(&register, &policy, today)
            .iter()
            .map(|found| {
                (format!("{} {}", found.rule, found.subject), policy.sentence(found, &register, today, lang))
            })
            .collect()
    }

    #[test]
    fn a_finding_that_waits_for_a_day_ahead_says_so_with_its_field_and_day() {
        let (ja, en) = (sentences(AHEAD, Lang::Ja), sentences(AHEAD, Lang::En));
        for (about, field) in [
            ("guideline-confirmed office", "「ガイドライン確認日」"),
            ("office-application office", "「提出日」"),
            ("filing-open office", "「承認日」"),
            ("password-age staff/S-1", "石田 早苗さんの「パスワード変更日」"),
            ("staff-pledge staff/S-1", "石田 早苗さんの「誓約書の提出日」"),
            ("training staff/S-1", "石田 早苗さんの「教育2 受講日」"),
            ("restriction-enforced staff/S-1", "石田 早苗さんの「措置1 実施日」"),
            ("account-removal staff/S-2", "大野 満さんの「スタッフ解除日」"),
            ("residual-account staff/S-3", "夕凪 明さんの「削除の依頼日（本人へ）」"),
            ("device-return staff/S-2", "大野 満さんの「返却日」"),
            ("device-inspection device/D-1", "iPad 1号の「点検日」"),
            ("device-boot-password-age device/D-1", "iPad 1号の「起動時パスワード変更日」"),
            ("byod-approval device/D-2", "私物の「個人所有の機器の承認日」"),
            ("byod-erased device/D-3", "私物2の「情報の消去を確かめた日」"),
            ("take-out-return take-out/T-1", "石田 早苗さんの持ち出し（T-1）の「返却日」"),
            ("take-out-approval take-out/T-2", "石田 早苗さんの持ち出し（T-2）の「決定日」"),
            ("patient-consent group/G-1", "「田中様」の「同意書の日付」"),
            ("membership-review group/G-1", "「田中様」の「精査日」"),
            ("archive group/G-1", "「田中様」の「保管庫へ移した日」"),
            ("retention group/G-3", "「佐藤様」の「グループを削除した日」"),
            ("free-group-permission group/G-2", "「勉強会」の「事務局の許可日（自由）」"),
            ("free-group-purpose group/G-2", "「勉強会」の「趣旨を伝えた日（自由）」"),
            ("invitation-approval membership/M-1", "石田 早苗さんの「田中様」への参加の「招待の承認日」"),
            ("invitation-stale membership/M-2", "磯路 誠さんの「田中様」への参加の「参加日」"),
            ("membership-removal membership/M-3", "大野 満さんの「田中様」への参加の「MCSで解除した日」"),
            ("review-question membership/M-4", "石田 早苗さんの「佐藤様」への参加の「精査1 回答日」"),
            ("incident-report incident/R8-001", "「事務局への報告日」"),
            ("incident-preliminary incident/R8-001", "「速報の日」"),
            ("incident-final incident/R8-001", "「確報の日」"),
            ("incident-notice incident/R8-001", "「本人へ通知した日」"),
            ("incident-measure incident/R8-001", "「対策1 実施日」"),
            ("incident-report incident/R8-002", "「気づいた日時」"),
            ("incident-preliminary incident/R8-002", "「気づいた日時」"),
        ] {
            let found = |all: &[(String, String)]| {
                let found = all.iter().find(|(found, _)| found == about);
                found.unwrap_or_else(|| panic!("{about}: {all:#?}")).1.clone()
            };
            let said = found(&ja);
            assert!(said.contains(&format!("{field}が先の日付（2027-01-05）")), "{about}: {said}");
            assert!(!said.contains("記録が"), "{about}: {said}");
            let said = found(&en);
            assert!(said.contains("lies ahead (2027-01-05)"), "{about}: {said}");
        }
        let late = ja.iter().find(|(found, _)| found == "take-out-return take-out/T-1").unwrap();
        assert!(late.1.ends_with("期限（2026-12-24）を4日過ぎています。"), "{}", late.1);
    }

    /// What is not recorded at all is not hidden behind another day that lies ahead.
    #[test]
    fn another_day_ahead_hides_nothing() {
        let json = r#"{"format": "mcs-register/1", "staff": [{"id": "S-1", "name": "石田 早苗", "mcs": {
            "login": "a@example.jp", "two_factor_since": "2027-01-05"},
            "trainings": [{"on": "2024-06-01"}, {"on": "2027-01-20"}]}]}"#;
        let said = sentences(json, Lang::Ja);
        let of = |rule: &str| said.iter().find(|(found, _)| found.starts_with(rule)).unwrap().1.clone();
        assert_eq!(of("password-age"), "石田 早苗さんがパスワードをいつ変更したかの記録がありません。");
        // The last one attended counts, whatever is announced.
        assert!(of("training").contains("教育の期限（2025-06-01）を"), "{}", of("training"));
    }
}
