//! The Japanese words of the papers.

use crate::{
    policy::Urgency,
    register::{
        Date,
        wareki::reiwa_year,
        words::{
            Addressee, Assessment, ConsentBy, ControlState, DecisionResult, DeviceKind, DeviceStatus,
            FilingKind, GroupKind, OrderedBy, Ownership, ReportStage, RestrictionKind, ReviewDecision,
            Rights, Role,
        },
    },
};

/// A day as the papers write it: 令和8年11月22日.
pub(super) use crate::register::wareki::format_wareki as day;

/// A day in a narrow column: R8.11.22.
pub(super) use crate::register::wareki::format_wareki_short as short_day;

/// A minute as the papers write it: 令和8年11月22日 9時05分.
pub(super) use crate::register::wareki::format_time as minute;

/// A month in a narrow place: R8.11.
pub(super) fn month(date: Date) -> String {
    match reiwa_year(date) {
        Some(year) => format!("R{year}.{}", date.month()),
        None => format!("{}.{}", date.year(), date.month()),
    }
}

/// A day of a week that begins with it: 11/23〜.
pub(super) fn month_and_day(date: Date) -> String {
    format!("{}/{}〜", date.month(), date.day())
}

/// A day as it stands in file names: `R081122`; western before 令和.
pub(super) fn era_digits(date: Date) -> String {
    let year = match reiwa_year(date) {
        Some(year) => format!("R{year:02}"),
        None => format!("{:04}", date.year()),
    };
    format!("{year}{:02}{:02}", date.month(), date.day())
}

/// A sentence of the policy with its days (`2026-11-22`) as the papers write them.
pub(super) fn with_days(sentence: &str) -> String {
    let chars: Vec<char> = sentence.chars().collect();
    let digit = |place: usize| chars.get(place).is_some_and(char::is_ascii_digit);
    let mut out = String::with_capacity(sentence.len());
    let mut place = 0;
    while let Some(c) = chars.get(place) {
        let stands_alone = !(place.checked_sub(1).is_some_and(digit) || digit(place + DAY_CHARS));
        let written = chars.get(place..place + DAY_CHARS).filter(|_| stands_alone);
        if let Some(date) = written.and_then(|word| word.iter().collect::<String>().parse().ok()) {
            out.push_str(&day(date));
            place += DAY_CHARS;
        } else {
            out.push(*c);
            place += 1;
        }
    }
    out
}

/// How many characters `2026-11-22` has.
const DAY_CHARS: usize = 10;

pub(super) fn group_kind(kind: GroupKind) -> &'static str {
    match kind {
        GroupKind::Patient => "患者グループ",
        GroupKind::Free => "自由グループ",
        GroupKind::Disaster => "災害・緊急グループ",
    }
}

pub(super) fn device_kind(kind: DeviceKind) -> &'static str {
    match kind {
        DeviceKind::Pc => "パソコン",
        DeviceKind::Tablet => "タブレット",
        DeviceKind::Phone => "スマートフォン・携帯電話",
        DeviceKind::Media => "記憶媒体",
        DeviceKind::Other => "その他の機器",
    }
}

pub(super) fn ownership(ownership: Ownership) -> &'static str {
    match ownership {
        Ownership::Office => "事業所の貸与",
        Ownership::Personal => "個人所有",
    }
}

pub(super) fn device_status(status: DeviceStatus) -> &'static str {
    match status {
        DeviceStatus::InUse => "使用中",
        DeviceStatus::Spare => "予備",
        DeviceStatus::Repair => "修理中",
        DeviceStatus::Lost => "紛失",
        DeviceStatus::Stolen => "盗難",
        DeviceStatus::Retired => "廃棄済み",
    }
}

pub(super) fn control_state(state: ControlState) -> &'static str {
    match state {
        ControlState::Met => "実施",
        ControlState::Unmet => "未実施",
        ControlState::Adopted => "採用",
        ControlState::Declined => "見送り",
        ControlState::NotApplicable => "対象外",
    }
}

pub(super) fn assessment(assessment: Assessment) -> &'static str {
    match assessment {
        Assessment::Reportable => "報告対象",
        Assessment::NotReportable => "報告対象外",
    }
}

pub(super) fn urgency(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Overdue => "期限超過",
        Urgency::Now => "要対応",
        Urgency::Unknown => "判定不能",
        Urgency::Soon => "期限間近",
        Urgency::Waived => "例外承認中",
    }
}

pub(super) fn decision_result(result: DecisionResult) -> &'static str {
    match result {
        DecisionResult::Approved => "承認",
        DecisionResult::Refused => "却下",
    }
}

pub(super) fn review_decision(decision: ReviewDecision) -> &'static str {
    match decision {
        ReviewDecision::Keep => "継続",
        ReviewDecision::Remove => "解除",
        ReviewDecision::Ask => "要確認",
    }
}

pub(super) fn rights(rights: Rights) -> &'static str {
    match rights {
        Rights::Admin => "グループ管理者",
        Rights::Member => "メンバー",
    }
}

pub(super) fn role(role: Role) -> &'static str {
    match role {
        Role::Administrator => "MCS管理者",
        Role::User => "利用者",
    }
}

pub(super) fn filing_kind(kind: FilingKind) -> &'static str {
    match kind {
        FilingKind::Application => "利用申込書",
        FilingKind::ConfidentialityPledge => "連携守秘誓約書",
        FilingKind::FreeGroup => "自由グループの許可申請",
        FilingKind::DisasterPost => "災害・緊急グループへの投稿の事前申請",
        FilingKind::Other => "その他",
    }
}

pub(super) fn consent_by(by: ConsentBy) -> &'static str {
    match by {
        ConsentBy::Patient => "本人",
        ConsentBy::Family => "家族",
    }
}

pub(super) fn restriction_kind(kind: RestrictionKind) -> &'static str {
    match kind {
        RestrictionKind::Attention => "注意",
        RestrictionKind::Guidance => "指導",
        RestrictionKind::Suspension => "利用停止",
        RestrictionKind::Expulsion => "退去",
    }
}

pub(super) fn ordered_by(by: OrderedBy) -> &'static str {
    match by {
        OrderedBy::Secretariat => "事務局",
        OrderedBy::Administrator => "MCS管理者",
    }
}

/// Which report it is: the law has words of its own.
pub(super) fn report_stage(to: Addressee, stage: ReportStage) -> &'static str {
    match (to, stage) {
        (Addressee::Secretariat, ReportStage::First) => "第一報",
        (Addressee::Authority, ReportStage::First) => "速報",
        (_, ReportStage::Further) => "続報",
        (Addressee::Secretariat, ReportStage::Final) => "最終報告",
        (Addressee::Authority, ReportStage::Final) => "確報",
    }
}

pub(super) fn addressee(to: Addressee) -> &'static str {
    match to {
        Addressee::Secretariat => "事務局",
        Addressee::Authority => "個人情報保護委員会",
    }
}

/// Whether something is so.
pub(super) fn yes(said: bool) -> &'static str {
    if said { "はい" } else { "いいえ" }
}

/// Whether a wrongful purpose is possible.
pub(super) fn wrongful(wrongful: bool) -> &'static str {
    if wrongful { "あり" } else { "なし" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_sentences_become_japanese() {
        for (sentence, expected) in [
            ("期限（2026-10-01）を52日", "期限（令和8年10月1日）を52日"),
            ("2026-11-22", "令和8年11月22日"),
            ("12026-11-22", "12026-11-22"),
            ("2026-13-01と2026-11-220", "2026-13-01と2026-11-220"),
        ] {
            assert_eq!(with_days(sentence), expected);
        }
    }
}
