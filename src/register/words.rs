//! The fixed words of the register document: one enum each, with the word as it is written there, and as people read it on
//! the screen, in findings, on papers and in ledgers alike.

use std::fmt;

use super::{
    Lang,
    added::{Additive, Adds, Open},
};

/// A value of a few that people choose from.
pub trait EnumWord: Copy + PartialEq + 'static {
    /// Every value in the order in which it is offered.
    const CHOICES: &'static [Self];
    /// The value as people read it.
    fn say(self, lang: Lang) -> &'static str;
}

/// A fixed word beside which a policy may have others.
pub trait FixedWord: EnumWord {
    /// The word as it stands in a document.
    fn as_word(self) -> &'static str;
    /// The value of a word.
    fn of_word(word: &str) -> Option<Self>;
}

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal: $ja:literal, $en:literal;)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $(#[doc = $ja] $(#[$vdoc])* $variant),* }

        impl $name {
            /// Every word, in the order of the format's description.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word as it stands in a document.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// The value of a word; `None` for a word that the format does not know.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }
        }

        impl EnumWord for $name {
            const CHOICES: &'static [Self] = Self::ALL;

            fn say(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((Self::$variant, Lang::Ja) => $ja, (Self::$variant, Lang::En) => $en,)*
                }
            }
        }

        impl FixedWord for $name {
            fn as_word(self) -> &'static str {
                self.word()
            }

            fn of_word(word: &str) -> Option<Self> {
                Self::from_word(word)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.word())
            }
        }
    )*};
}

words! {
    /// What was filed with the secretariat (第4条, 第15条, 第17条).
    FilingKind {
        Application = "application": "利用申込書", "application";
        ConfidentialityPledge = "confidentiality-pledge": "事業所の守秘誓約書", "confidentiality pledge";
        FreeGroup = "free-group": "自由グループの許可申請", "free group";
        /// 災害・緊急グループへの投稿の事前申請
        DisasterPost = "disaster-post": "災害・緊急グループの投稿申請", "disaster group post";
        Other = "other": "その他", "other";
    }

    /// A person's role in MCS.
    Role {
        Administrator = "administrator": "MCS管理者", "administrator";
        User = "user": "利用者", "user";
    }

    /// A measure against an unsuitable user (第14条, 留意事項(2)).
    RestrictionKind {
        Attention = "attention": "注意", "caution";
        Guidance = "guidance": "指導", "guidance";
        Suspension = "suspension": "利用停止", "suspension";
        Expulsion = "expulsion": "退去", "expulsion";
    }

    /// Who ordered a restriction.
    OrderedBy {
        Secretariat = "secretariat": "事務局", "secretariat";
        Administrator = "administrator": "MCS管理者", "administrator";
    }

    /// The kind of a device.
    DeviceKind {
        Pc = "pc": "パソコン", "PC";
        Tablet = "tablet": "タブレット", "tablet";
        Phone = "phone": "スマートフォン・電話", "phone";
        Media = "media": "記録媒体", "storage medium";
        Other = "other": "その他", "other";
    }

    /// Whose device it is (第13条(10)).
    Ownership {
        Office = "office": "事業所", "office";
        Personal = "personal": "個人所有", "personal";
    }

    /// Where a device stands.
    DeviceStatus {
        InUse = "in-use": "使用中", "in use";
        Spare = "spare": "予備", "spare";
        Repair = "repair": "修理中", "repair";
        Lost = "lost": "紛失", "lost";
        Stolen = "stolen": "盗難", "stolen";
        Retired = "retired": "廃棄済み", "retired";
    }

    /// A control of 第13条(1)-(8) and 第12条(6), in the order of the rules.
    Control {
        /// 起動時パスワード 第13条(1)
        BootPassword = "boot-password": "起動時パスワード", "start-up password";
        /// ファイル交換ソフトの禁止 第13条(2)
        NoFileSharing = "no-file-sharing": "ファイル交換ソフトなし", "no file sharing";
        /// ウイルス対策ソフト 第13条(3)
        Antivirus = "antivirus": "ウイルス対策ソフト", "antivirus";
        /// ブラウザに記憶させない 第13条(4)
        NoSavedPasswords = "no-saved-passwords": "ブラウザに記憶させない", "no saved passwords";
        /// ダウンロード等をしない 第13条(5)
        NoDownloadCopyScreenshot = "no-download-copy-screenshot": "ダウンロード等をしない", "no download or copy";
        /// 画面ロック 第12条(6)
        ScreenLock = "screen-lock": "画面ロック", "screen lock";
        /// リモートワイプ 第13条(6)
        RemoteWipe = "remote-wipe": "リモートワイプ", "remote wipe";
        /// 緊急回線停止 第13条(7)
        LineSuspension = "line-suspension": "緊急回線停止", "line suspension";
        /// 端末管理・利用者管理(MDM) 第13条(8)
        Mdm = "mdm": "端末・利用者管理(MDM)", "MDM";
    }

    /// What is recorded of a control on a device; absent means not recorded.
    ControlState {
        Met = "met": "実施", "met";
        Unmet = "unmet": "未実施", "unmet";
        Adopted = "adopted": "採用", "adopted";
        Declined = "declined": "見送り", "declined";
        NotApplicable = "n/a": "対象外", "n/a";
    }

    /// The result of a take-out request (第13条(9)).
    DecisionResult {
        Approved = "approved": "承認", "approved";
        Refused = "refused": "却下", "refused";
    }

    /// What the office decided on a control that the policy asks to consider.
    ConsideredResult {
        Adopted = "adopted": "採用", "adopted";
        Declined = "declined": "見送り", "declined";
    }

    /// Who is the hosting office of a group (連携元事業所, 第5条).
    Host {
        Own = "own": "自事業所", "this office";
        Other = "other": "他の事業所", "another office";
    }

    /// The kind of a group.
    GroupKind {
        /// 患者グループ (第16条)
        Patient = "patient": "患者", "patient";
        /// 自由グループ (第17条)
        Free = "free": "自由", "free";
        /// 災害・緊急グループ (第15条)
        Disaster = "disaster": "災害・緊急", "disaster";
    }

    /// Who signed the patient's consent (第10条).
    ConsentBy {
        Patient = "patient": "本人", "patient";
        Family = "family": "家族", "family";
    }

    /// A member's rights in a group.
    Rights {
        Admin = "admin": "管理者", "admin";
        Member = "member": "メンバー", "member";
    }

    /// A reviewer's decision on a membership (留意事項(1)).
    ReviewDecision {
        Keep = "keep": "継続", "keep";
        Remove = "remove": "解除", "remove";
        Ask = "ask": "要確認", "ask";
    }

    /// The kind of an incident.
    IncidentKind {
        DeviceLoss = "device-loss": "機器の紛失", "device lost";
        DeviceTheft = "device-theft": "機器の盗難", "device stolen";
        UnauthorisedAccess = "unauthorised-access": "不正アクセス", "unauthorised access";
        WrongPost = "wrong-post": "誤投稿", "wrong post";
        WrongInvitation = "wrong-invitation": "誤招待", "wrong invitation";
        SharedId = "shared-id": "IDの共有", "shared ID";
        FreeGroupPatientData = "free-group-patient-data": "自由グループへの患者情報", "patient data in a free group";
        SystemFault = "system-fault": "システム異常", "system fault";
        NearMiss = "near-miss": "ヒヤリハット", "near miss";
        Other = "other": "その他", "other";
    }

    /// The office's assessment of whether the law asks for a report (個人情報保護法26条).
    Assessment {
        Reportable = "reportable": "報告対象", "reportable";
        NotReportable = "not-reportable": "報告対象外", "not reportable";
    }

    /// A circumstance that speaks for or against a report by law (個人情報保護法26条, 施行規則7条), in the order in which it
    /// is asked about.
    Circumstance {
        /// Personal data leaked, was lost or damaged, or may have been.
        PersonalData = "personal-data": "個人データの漏えい等", "personal data leaked";
        /// Data about living persons are among them.
        LivingPerson = "living-person": "生存する人の情報", "living persons";
        /// Sensitive data (要配慮個人情報) are among them.
        SensitiveData = "sensitive-data": "要配慮個人情報", "sensitive data";
        /// They could be misused to somebody's financial harm.
        FinancialHarm = "financial-harm": "財産的被害のおそれ", "financial harm";
        /// A wrongful purpose is possible. Recorded as the law's own fact, since it decides a due date.
        Wrongful = "wrongful": "不正の目的のおそれ", "wrongful purpose";
        /// What the office was about to collect, to become personal data, is among what was taken (since April 2024).
        BeingCollected = "being-collected": "取得しようとしていた情報", "data about to be collected";
        /// More than 1,000 people are concerned.
        OverThousand = "over-thousand": "1,000人を超える", "more than 1,000 people";
        /// The data were under a recognised encryption.
        Encrypted = "encrypted": "高度な暗号化", "recognised encryption";
        /// The key was kept apart, or could be erased from afar.
        KeyApart = "key-apart": "鍵を別に管理", "key kept apart";
        /// Everything came back before anybody saw it.
        RecoveredUnseen = "recovered-unseen": "見られる前にすべて回収", "recovered unseen";
        /// The data are handled on behalf of another office (委託).
        Entrusted = "entrusted": "委託を受けた情報", "on behalf of another office";
    }

    /// Whom a report of an incident goes to.
    Addressee {
        /// 事務局 (第8条)
        Secretariat = "secretariat": "事務局", "secretariat";
        /// 個人情報保護委員会 (個人情報保護法26条)
        Authority = "authority": "個人情報保護委員会", "Personal Information Protection Commission";
        /// 本人又は家族 (個人情報保護法26条2項), of one patient's group
        Person = "person": "本人・家族", "patient or family";
    }

    /// Which of the reports of an incident it is.
    ReportStage {
        /// 第一報; to the authority 速報
        First = "first": "第一報", "first";
        Further = "further": "続報", "further";
        /// 最終報告; to the authority 確報
        Final = "final": "最終報告", "final";
    }
}

/// Which report of an incident it is, in the addressee's words.
pub fn stage_label(to: AnyAddressee, stage: ReportStage, lang: Lang) -> &'static str {
    // Whom a policy adds is reported to as the secretariat is.
    let (ja, en) = match (to.fixed().unwrap_or(Addressee::Secretariat), stage) {
        (Addressee::Authority, ReportStage::First) => ("速報", "preliminary report"),
        (Addressee::Authority, ReportStage::Final) => ("確報", "final report"),
        (Addressee::Secretariat, ReportStage::First) => ("第一報", "first report"),
        (Addressee::Secretariat, ReportStage::Final) => ("最終報告", "final report"),
        (Addressee::Person, ReportStage::First) => ("通知", "notice"),
        (Addressee::Person, _) => ("追加の通知", "further notice"),
        (_, ReportStage::Further) => ("続報", "further report"),
    };
    match lang {
        Lang::Ja => ja,
        Lang::En => en,
    }
}

impl DeviceStatus {
    /// Whether a device with this status is still used here; one whose status is not recorded counts as in service.
    pub fn in_service(status: Option<Self>) -> bool {
        matches!(status, None | Some(Self::InUse | Self::Spare | Self::Repair))
    }

    /// Lost or stolen.
    pub fn is_missing(self) -> bool {
        matches!(self, Self::Lost | Self::Stolen)
    }
}

impl Additive for Control {
    const ADDS: Adds = Adds::Control;
}

impl Additive for IncidentKind {
    const ADDS: Adds = Adds::IncidentKind;
}

impl Additive for Addressee {
    const ADDS: Adds = Adds::Addressee;
}

/// Whom a report goes to of the fixed ones, or somebody whom a policy adds.
pub type AnyAddressee = Open<Addressee>;

/// A kind of incident of the fixed ones, or one of a policy's own.
pub type AnyIncidentKind = Open<IncidentKind>;

/// A control of the fixed ones, or one of a policy's own.
pub type AnyControl = Open<Control>;

impl AnyControl {
    /// One of the fixed ones that the office decides on once, for all devices (第13条(6)-(8)).
    pub fn is_to_consider(self) -> bool {
        self.fixed().is_some_and(Control::is_to_consider)
    }
}

impl Control {
    /// The control's place in the order of the rules, from 0.
    pub fn place(self) -> usize {
        self as usize
    }

    /// One of those that the office decides on once, for all devices (第13条(6)-(8)).
    pub fn is_to_consider(self) -> bool {
        matches!(self, Self::RemoteWipe | Self::LineSuspension | Self::Mdm)
    }
}
