//! The fixed words of the register in the spellings of offices: one row a field.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{
    marks::{Mark, mark, mark_at_the_beginning},
    plain,
};
use crate::register::{
    Lang,
    kana::search_key,
    words::{
        AnyControl, ConsentBy, ControlState, DecisionResult, DeviceKind, DeviceStatus, EnumWord, FilingKind,
        GroupKind, Host, Ownership, Rights, Role,
    },
};

macro_rules! fields {
    ($($field:literal: $word:ident [$($value:ident: $($spelling:literal)*;)*])*) => {
        /// The spellings of each field's words, folded, with the words.
        static TABLE: LazyLock<FxHashMap<&'static str, FxHashMap<String, &'static str>>> = LazyLock::new(|| {
            let mut table = FxHashMap::default();
            $({
                let mut words: FxHashMap<String, &'static str> = FxHashMap::default();
                for word in $word::ALL {
                    for said in [word.say(Lang::Ja), word.say(Lang::En), word.word()] {
                        words.insert(search_key(said), word.word());
                    }
                }
                $($(words.insert(search_key($spelling), $word::$value.word());)*)*
                table.insert($field, words);
            })*
            table
        });

        /// The words that a field may hold, each with its name.
        pub fn choices(field: &str) -> Vec<(&'static str, [&'static str; 2])> {
            match field {
                $($field => $word::ALL.iter().map(|word| (word.word(), [word.say(Lang::Ja), word.say(Lang::En)])).collect(),)*
                _ if control(field).is_some() => {
                    ControlState::ALL.iter().map(|word| (word.word(), [word.say(Lang::Ja), word.say(Lang::En)])).collect()
                }
                _ => Vec::new(),
            }
        }
    };
}

/// The word of the register that a cell means in a field of fixed words; `None` where it is none of them.
pub fn word(field: &str, text: &str) -> Option<&'static str> {
    TABLE.get(field)?.get(&search_key(text)).copied()
}

/// A word as the screens, papers or documents say it.
fn said<W: EnumWord + std::fmt::Display>(key: &str) -> Option<W> {
    W::CHOICES.iter().copied().find(|word| {
        [word.say(Lang::Ja), word.say(Lang::En)].iter().any(|said| search_key(said) == key)
            || search_key(&word.to_string()) == key
    })
}

fields! {
    "/staff/mcs/role": Role [
        Administrator: "管理者" "MCS管理者" "主管理者" "管理者（正）" "管理者（副）" "管理";
        User: "一般" "利用者" "一般利用者" "ユーザー" "スタッフ" "メンバー" "一般ユーザー";
    ]
    "/membership/rights": Rights [
        Admin: "管理者" "管理" "グループ管理者" "◎" "管理者権限" "あり";
        Member: "一般" "メンバー" "参加者" "参加" "○" "一般利用者" "閲覧・投稿" "利用者" "スタッフ" "ユーザー";
    ]
    "/device/kind": DeviceKind [
        Pc: "ＰＣ" "パソコン" "ノートPC" "ノートパソコン" "ノート" "デスクトップ" "デスクトップPC" "サーバー";
        Tablet: "タブレット" "タブレット端末" "iPad" "タブレットPC";
        Phone: "スマートフォン・電話" "スマホ" "スマートフォン" "携帯" "携帯電話" "iPhone" "ガラケー" "PHS" "Android" "業務用携帯";
        Media: "USB" "USBメモリ" "USBメモリー" "USBﾒﾓﾘ" "外付けHDD" "外付けSSD" "HDD" "SDカード" "記録媒体" "外部媒体" "CD" "DVD" "外部記憶媒体";
        Other: "その他";
    ]
    "/device/ownership": Ownership [
        Office: "事業所" "法人" "会社" "事業所所有" "法人所有" "会社所有" "社用" "業務用" "貸与" "法人貸与" "会社貸与" "施設";
        Personal: "個人" "個人（BYOD）" "BYOD" "私物" "個人所有" "個人端末" "自己所有" "本人";
    ]
    "/device/status": DeviceStatus [
        InUse: "使用中" "利用中" "稼働中" "貸出中" "貸与中" "使用" "稼働" "現用";
        Spare: "予備" "予備機" "未使用" "保管" "保管中" "待機" "在庫" "返却済" "返却済み" "返却";
        Repair: "修理中" "修理" "故障" "故障中";
        Lost: "紛失" "紛失中";
        Stolen: "盗難";
        Retired: "廃棄" "廃棄済" "廃棄済み" "処分済" "廃止" "除却";
    ]
    "/take-out/decision/result": DecisionResult [
        Approved: "承認" "承認済" "承認済み" "許可" "可" "○" "済" "OK" "はい" "認める";
        Refused: "却下" "不許可" "否" "不可" "×" "NG" "不承認";
    ]
    "/group/kind": GroupKind [
        Patient: "患者" "患者グループ" "利用者" "患者G";
        Free: "自由" "自由グループ" "フリー" "連絡用" "自由G";
        Disaster: "災害" "災害・緊急" "災害・緊急グループ" "緊急" "災害グループ";
    ]
    "/group/host": Host [
        Own: "自事業所" "当事業所" "当院" "当ステーション" "自施設" "当薬局";
        Other: "他" "他事業所" "他の事業所";
    ]
    "/group/consent/by": ConsentBy [
        Patient: "本人" "患者" "患者本人" "ご本人";
        Family: "家族" "ご家族" "代理人" "妻" "夫" "長男" "長女" "娘" "息子";
    ]
    "/filing/kind": FilingKind [
        Application: "利用申込書" "利用申込" "申込書";
        ConfidentialityPledge: "連携守秘誓約書" "守秘誓約書" "誓約書";
        FreeGroup: "自由グループの許可申請" "自由グループ申請" "自由グループ" "自由グループ許可申請";
        DisasterPost: "災害・緊急グループの投稿申請" "災害グループ投稿申請" "災害投稿";
        Other: "その他";
    ]
}

/// The control that a field is about.
pub fn control(field: &str) -> Option<AnyControl> {
    AnyControl::from_word(field.strip_prefix("/device/controls/")?)
}

/// What a cell says of a control.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// A state.
    State(ControlState),
    /// Nothing is recorded.
    Nothing,
    /// It could mean several states.
    Unsure,
}

/// What a cell says of a control. Of one that is to be considered, that it is not there does not say whether the office
/// decided against it.
pub fn state(control: impl Into<AnyControl>, text: &str) -> Said {
    let key = search_key(text);
    if let Some(state) = said::<ControlState>(&key) {
        return Said::State(state);
    }
    let considered = control.into().is_to_consider();
    match mark(text).or_else(|| mark_at_the_beginning(text)) {
        _ if plain(text) == "検討中" => Said::Nothing,
        Some(Mark::Yes | Mark::Double) => {
            Said::State(if considered { ControlState::Adopted } else { ControlState::Met })
        }
        Some(Mark::No) if !considered => Said::State(ControlState::Unmet),
        Some(Mark::Dash) => Said::State(ControlState::NotApplicable),
        _ => Said::Unsure,
    }
}

/// What kind of device a name, a model or the title of a sheet speaks of.
pub fn device_kind(text: &str) -> Option<DeviceKind> {
    const SIGNS: &[(&str, DeviceKind)] = &[
        ("ipad", DeviceKind::Tablet),
        ("タブレット", DeviceKind::Tablet),
        ("iphone", DeviceKind::Phone),
        ("スマホ", DeviceKind::Phone),
        ("スマートフォン", DeviceKind::Phone),
        ("携帯", DeviceKind::Phone),
        ("usb", DeviceKind::Media),
        ("hdd", DeviceKind::Media),
        ("ssd", DeviceKind::Media),
        ("sdカード", DeviceKind::Media),
        ("dvd", DeviceKind::Media),
        ("パソコン", DeviceKind::Pc),
        ("ノートpc", DeviceKind::Pc),
        ("デスクトップ", DeviceKind::Pc),
        ("thinkpad", DeviceKind::Pc),
        ("dynabook", DeviceKind::Pc),
        ("lavie", DeviceKind::Pc),
        ("macbook", DeviceKind::Pc),
        ("surface", DeviceKind::Pc),
    ];
    let key = search_key(text);
    SIGNS.iter().find(|(sign, _)| key.contains(&search_key(sign))).map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::words::Control;

    #[test]
    fn words_are_known_in_the_spellings_of_offices_and_in_our_own() {
        for (field, text, word) in [
            ("/device/kind", "USBﾒﾓﾘ", "media"),
            ("/device/kind", "ＰＣ", "pc"),
            ("/device/kind", "タブレット", "tablet"),
            ("/device/ownership", "個人（BYOD）", "personal"),
            ("/device/ownership", "会社", "office"),
            ("/device/status", "廃棄済み", "retired"),
            ("/membership/rights", "管理者", "admin"),
            ("/membership/rights", "メンバー", "member"),
            ("/take-out/decision/result", "却下", "refused"),
            ("/group/kind", "災害・緊急グループ", "disaster"),
        ] {
            assert_eq!(super::word(field, text), Some(word), "{field} {text}");
        }
        assert_eq!(super::word("/device/kind", "冷蔵庫"), None);
    }

    #[test]
    fn of_what_is_to_be_considered_no_is_no_decision() {
        assert_eq!(state(Control::ScreenLock, "○"), Said::State(ControlState::Met));
        assert_eq!(state(Control::ScreenLock, "×"), Said::State(ControlState::Unmet));
        assert_eq!(state(Control::ScreenLock, "未"), Said::Unsure);
        assert_eq!(state(Control::Antivirus, "－"), Said::State(ControlState::NotApplicable));
        assert_eq!(state(Control::RemoteWipe, "×"), Said::Unsure);
        assert_eq!(state(Control::RemoteWipe, "○"), Said::State(ControlState::Adopted));
        assert_eq!(state(Control::RemoteWipe, "検討中"), Said::Nothing);
        assert_eq!(state(Control::Mdm, "見送り"), Said::State(ControlState::Declined));
    }
}
