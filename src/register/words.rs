//! The fixed words of the register document: one enum each, with the word as it is written.

use std::fmt;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),* }

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
        /// 利用申込書
        Application = "application",
        /// 連携守秘誓約書
        ConfidentialityPledge = "confidentiality-pledge",
        /// 自由グループの許可申請
        FreeGroup = "free-group",
        /// 災害・緊急グループへの投稿の事前申請
        DisasterPost = "disaster-post",
        /// Anything else.
        Other = "other",
    }

    /// A person's role in MCS.
    Role {
        /// MCS管理者
        Administrator = "administrator",
        /// 利用者
        User = "user",
    }

    /// A measure against an unsuitable user (第14条, 留意事項(2)).
    RestrictionKind {
        /// 注意
        Attention = "attention",
        /// 指導
        Guidance = "guidance",
        /// 利用停止
        Suspension = "suspension",
        /// 退去
        Expulsion = "expulsion",
    }

    /// Who ordered a restriction.
    OrderedBy {
        /// 事務局
        Secretariat = "secretariat",
        /// MCS管理者
        Administrator = "administrator",
    }

    /// The kind of a device.
    DeviceKind {
        /// A personal computer.
        Pc = "pc",
        /// A tablet.
        Tablet = "tablet",
        /// A phone.
        Phone = "phone",
        /// A storage medium.
        Media = "media",
        /// Anything else.
        Other = "other",
    }

    /// Whose device it is (第13条(10)).
    Ownership {
        /// The office's.
        Office = "office",
        /// The user's own.
        Personal = "personal",
    }

    /// Where a device stands.
    DeviceStatus {
        /// 使用中
        InUse = "in-use",
        /// 予備
        Spare = "spare",
        /// 修理中
        Repair = "repair",
        /// 紛失
        Lost = "lost",
        /// 盗難
        Stolen = "stolen",
        /// 廃棄済み
        Retired = "retired",
    }

    /// A control of 第13条(1)-(8) and 第12条(6), in the order of the rules.
    Control {
        /// 起動時パスワード 第13条(1)
        BootPassword = "boot-password",
        /// ファイル交換ソフトの禁止 第13条(2)
        NoFileSharing = "no-file-sharing",
        /// ウイルス対策ソフト 第13条(3)
        Antivirus = "antivirus",
        /// ブラウザに記憶させない 第13条(4)
        NoSavedPasswords = "no-saved-passwords",
        /// ダウンロード等をしない 第13条(5)
        NoDownloadCopyScreenshot = "no-download-copy-screenshot",
        /// 画面ロック 第12条(6)
        ScreenLock = "screen-lock",
        /// リモートワイプ 第13条(6)
        RemoteWipe = "remote-wipe",
        /// 緊急回線停止 第13条(7)
        LineSuspension = "line-suspension",
        /// 端末管理・利用者管理(MDM) 第13条(8)
        Mdm = "mdm",
    }

    /// What is recorded of a control on a device; absent means not recorded.
    ControlState {
        /// 実施
        Met = "met",
        /// 未実施
        Unmet = "unmet",
        /// 採用
        Adopted = "adopted",
        /// 見送り
        Declined = "declined",
        /// 対象外
        NotApplicable = "n/a",
    }

    /// The result of a take-out request (第13条(9)).
    DecisionResult {
        /// 承認
        Approved = "approved",
        /// 却下
        Refused = "refused",
    }

    /// The kind of a group.
    GroupKind {
        /// 患者グループ (第16条)
        Patient = "patient",
        /// 自由グループ (第17条)
        Free = "free",
        /// 災害・緊急グループ (第15条)
        Disaster = "disaster",
    }

    /// Who signed the patient's consent (第10条).
    ConsentBy {
        /// 本人
        Patient = "patient",
        /// 家族
        Family = "family",
    }

    /// A member's rights in a group.
    Rights {
        /// グループ管理者
        Admin = "admin",
        /// メンバー
        Member = "member",
    }

    /// A reviewer's decision on a membership (留意事項(1)).
    ReviewDecision {
        /// 継続
        Keep = "keep",
        /// 解除
        Remove = "remove",
        /// 要確認
        Ask = "ask",
    }

    /// The kind of an incident.
    IncidentKind {
        /// 機器の紛失
        DeviceLoss = "device-loss",
        /// 機器の盗難
        DeviceTheft = "device-theft",
        /// 不正アクセス
        UnauthorisedAccess = "unauthorised-access",
        /// 誤投稿
        WrongPost = "wrong-post",
        /// 誤招待
        WrongInvitation = "wrong-invitation",
        /// IDの共有
        SharedId = "shared-id",
        /// 自由グループへの患者情報
        FreeGroupPatientData = "free-group-patient-data",
        /// システム異常
        SystemFault = "system-fault",
        /// ヒヤリハット
        NearMiss = "near-miss",
        /// その他
        Other = "other",
    }

    /// The office's assessment of whether the law asks for a report (個人情報保護法26条).
    Assessment {
        /// 報告対象
        Reportable = "reportable",
        /// 報告対象外
        NotReportable = "not-reportable",
    }

    /// A circumstance that speaks for or against a report by law (個人情報保護法26条, 施行規則7条), in the order in which it
    /// is asked about.
    Circumstance {
        /// Personal data leaked, was lost or damaged, or may have been.
        PersonalData = "personal-data",
        /// Data about living persons are among them.
        LivingPerson = "living-person",
        /// Sensitive data (要配慮個人情報) are among them.
        SensitiveData = "sensitive-data",
        /// They could be misused to somebody's financial harm.
        FinancialHarm = "financial-harm",
        /// A wrongful purpose is possible. Recorded as the law's own fact, since it decides a due date.
        Wrongful = "wrongful",
        /// More than 1,000 people are concerned.
        OverThousand = "over-thousand",
        /// The data were under a recognised encryption.
        Encrypted = "encrypted",
        /// The key was kept apart, or could be erased from afar.
        KeyApart = "key-apart",
        /// Everything came back before anybody saw it.
        RecoveredUnseen = "recovered-unseen",
        /// The data are handled on behalf of another office (委託).
        Entrusted = "entrusted",
    }

    /// Whom a report of an incident goes to.
    Addressee {
        /// 事務局 (第8条)
        Secretariat = "secretariat",
        /// 個人情報保護委員会 (個人情報保護法26条)
        Authority = "authority",
    }

    /// Which of the reports of an incident it is.
    ReportStage {
        /// 第一報; to the authority 速報
        First = "first",
        /// 続報
        Further = "further",
        /// 最終報告; to the authority 確報
        Final = "final",
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

impl Control {
    /// The control's place in the order of the rules, from 0.
    pub fn place(self) -> usize {
        self as usize
    }
}
