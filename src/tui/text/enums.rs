//! The fixed words of the format as people read them.

use crate::{
    policy::{Basis, Urgency},
    register::{
        Lang,
        subject::SubjectKind,
        words::{
            Addressee, Assessment, Circumstance, ConsentBy, Control, ControlState, DecisionResult,
            DeviceKind, DeviceStatus, FilingKind, GroupKind, IncidentKind, OrderedBy, Ownership, ReportStage,
            RestrictionKind, ReviewDecision, Rights, Role,
        },
    },
};

use super::Word;

/// A value that people read in their language.
pub trait EnumWord: Copy + PartialEq + 'static {
    /// Every value in the order in which it is offered.
    const CHOICES: &'static [Self];
    /// The value as people read it.
    fn say(self, lang: Lang) -> &'static str;
}

macro_rules! enum_words {
    ($($kind:ident { $($variant:ident: $ja:literal, $en:literal;)* })*) => {$(
        impl EnumWord for $kind {
            const CHOICES: &'static [Self] = $kind::ALL;

            fn say(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $(($kind::$variant, Lang::Ja) => $ja, ($kind::$variant, Lang::En) => $en,)*
                }
            }
        }
    )*};
}

enum_words! {
    Addressee {
        Secretariat: "事務局", "secretariat";
        Authority: "個人情報保護委員会", "Personal Information Protection Commission";
    }
    ReportStage {
        First: "第一報", "first";
        Further: "続報", "further";
        Final: "最終報告", "final";
    }
    Circumstance {
        PersonalData: "個人データの漏えい等", "personal data leaked";
        LivingPerson: "生存する人の情報", "living persons";
        SensitiveData: "要配慮個人情報", "sensitive data";
        FinancialHarm: "財産的被害のおそれ", "financial harm";
        Wrongful: "不正の目的のおそれ", "wrongful purpose";
        OverThousand: "1,000人を超える", "more than 1,000 people";
        Encrypted: "高度な暗号化", "recognised encryption";
        KeyApart: "鍵を別に管理", "key kept apart";
        RecoveredUnseen: "見られる前に全て回収", "recovered unseen";
        Entrusted: "委託を受けた情報", "on behalf of another office";
    }
    FilingKind {
        Application: "利用申込書", "application";
        ConfidentialityPledge: "連携守秘誓約書", "confidentiality pledge";
        FreeGroup: "自由グループの許可申請", "free group";
        DisasterPost: "災害グループの投稿申請", "disaster group post";
        Other: "その他", "other";
    }
    Role {
        Administrator: "管理者", "administrator";
        User: "利用者", "user";
    }
    RestrictionKind {
        Attention: "注意", "attention";
        Guidance: "指導", "guidance";
        Suspension: "利用停止", "suspension";
        Expulsion: "退去", "expulsion";
    }
    OrderedBy {
        Secretariat: "事務局", "secretariat";
        Administrator: "MCS管理者", "administrator";
    }
    DeviceKind {
        Pc: "パソコン", "PC";
        Tablet: "タブレット", "tablet";
        Phone: "電話", "phone";
        Media: "記録媒体", "media";
        Other: "その他", "other";
    }
    Ownership {
        Office: "事業所", "office";
        Personal: "私物", "personal";
    }
    DeviceStatus {
        InUse: "使用中", "in use";
        Spare: "予備", "spare";
        Repair: "修理中", "repair";
        Lost: "紛失", "lost";
        Stolen: "盗難", "stolen";
        Retired: "廃棄済み", "retired";
    }
    Control {
        BootPassword: "起動時パスワード", "start-up password";
        NoFileSharing: "ファイル交換ソフトなし", "no file sharing";
        Antivirus: "ウイルス対策ソフト", "antivirus";
        NoSavedPasswords: "ブラウザに記憶させない", "no saved passwords";
        NoDownloadCopyScreenshot: "ダウンロード等をしない", "no download or copy";
        ScreenLock: "画面ロック", "screen lock";
        RemoteWipe: "リモートワイプ", "remote wipe";
        LineSuspension: "緊急回線停止", "line suspension";
        Mdm: "端末・利用者管理(MDM)", "MDM";
    }
    ControlState {
        Met: "実施", "met";
        Unmet: "未実施", "unmet";
        Adopted: "採用", "adopted";
        Declined: "見送り", "declined";
        NotApplicable: "対象外", "n/a";
    }
    DecisionResult {
        Approved: "承認", "approved";
        Refused: "却下", "refused";
    }
    GroupKind {
        Patient: "患者", "patient";
        Free: "自由", "free";
        Disaster: "災害・緊急", "disaster";
    }
    ConsentBy {
        Patient: "本人", "patient";
        Family: "家族", "family";
    }
    Rights {
        Admin: "管理者", "admin";
        Member: "メンバー", "member";
    }
    ReviewDecision {
        Keep: "継続", "keep";
        Remove: "解除", "remove";
        Ask: "要確認", "ask";
    }
    IncidentKind {
        DeviceLoss: "機器の紛失", "device lost";
        DeviceTheft: "機器の盗難", "device stolen";
        UnauthorisedAccess: "不正アクセス", "unauthorised access";
        WrongPost: "誤投稿", "wrong post";
        WrongInvitation: "誤招待", "wrong invitation";
        SharedId: "IDの共有", "shared ID";
        FreeGroupPatientData: "自由グループへの患者情報", "patient data in a free group";
        SystemFault: "システム異常", "system fault";
        NearMiss: "ヒヤリハット", "near miss";
        Other: "その他", "other";
    }
    Assessment {
        Reportable: "報告対象", "reportable";
        NotReportable: "報告対象外", "not reportable";
    }
}

impl Urgency {
    /// The urgency in full.
    pub fn word_long(self) -> Word {
        match self {
            Self::Overdue => Word::Overdue,
            Self::Now => Word::Now,
            Self::Unknown => Word::Unknown,
            Self::Soon => Word::Soon,
            Self::Waived => Word::Waived,
        }
    }

    /// The urgency in at most seven cells.
    pub fn word_short(self) -> Word {
        match self {
            Self::Overdue => Word::OverdueShort,
            Self::Now => Word::NowShort,
            Self::Unknown => Word::UnknownShort,
            Self::Soon => Word::SoonShort,
            Self::Waived => Word::WaivedShort,
        }
    }
}

impl Basis {
    /// How people read the basis.
    pub fn label(self) -> Word {
        match self {
            Self::Policy => Word::PolicyBasis,
            Self::Office => Word::OfficeBasis,
            Self::Law => Word::LawBasis,
        }
    }
}

impl SubjectKind {
    /// What people call this kind.
    pub fn label(self) -> Word {
        match self {
            Self::Office => Word::Office,
            Self::Filing => Word::RecordFiling,
            Self::Staff => Word::Staff,
            Self::Partner => Word::Partners,
            Self::Device => Word::Devices,
            Self::TakeOut => Word::TakeOuts,
            Self::Group => Word::Groups,
            Self::Membership => Word::RecordMembership,
            Self::Incident => Word::Incidents,
        }
    }
}
