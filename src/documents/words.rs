//! The Japanese words of the reports.

use crate::{
    policy::Urgency,
    register::{
        Date,
        wareki::reiwa_year,
        words::{Assessment, ControlState, DeviceKind, DeviceStatus, GroupKind, Ownership},
    },
};

/// A day as the papers write it: 令和8年11月22日.
pub(super) use crate::register::wareki::format_wareki as day;

/// A minute as the papers write it: 令和8年11月22日 9時05分.
pub(super) use crate::register::wareki::format_time as minute;

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
