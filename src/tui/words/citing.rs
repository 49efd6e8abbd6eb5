//! Wording that cites the policy: what stands between braces comes from it ([`Policy::cite`]).

use crate::{policy::Policy, register::Lang};

macro_rules! citing {
    ($($name:ident: $ja:literal, $en:literal;)*) => {
        /// A piece of wording that cites the policy.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[expect(missing_docs, reason = "each is its own wording, a line below")]
        pub enum CitingWord { $($name),* }

        impl CitingWord {
            /// Every piece of wording.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            fn words(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((Self::$name, Lang::Ja) => $ja, (Self::$name, Lang::En) => $en,)*
                }
            }
        }
    };
}

citing! {
    OfficeBasis: "事業所の設定{、office-choice}", "the office's choice{, office-choice}";
    PasswordHint: "8文字以上、英字と数字を混ぜてください{（password-age）}。長いほど安全です。", "At least 8 characters with letters and digits{ (password-age)}; longer is safer.";

    // Leaving.
    HandOverHint: "ほかにMCS管理者がいません{（administrator-appointed）}。d で後任を選びます。MCSでも管理者の権限を付け、台帳のアカウント（F7）・復旧キー・バックアップの場所を引き継いでください。", "There is no other MCS administrator{ (administrator-appointed)}. d chooses the successor. Give the rights in MCS too, and hand over an account (F7), the recovery key and the place of the backups.";
    PledgeHint: "秘密を守る義務は退職後も続きます{（secrecy-after-leaving）}。最終日までに誓約書を受け取り、d で記録してください。", "The duty of confidentiality outlasts the employment{ (secrecy-after-leaving)}. Have the pledge signed before the last day, then press d.";
    DoctorHint: "d でグループの記録を開き、新しい主治医を選んでください{（patient-group-management）}。", "d opens the group: choose the new attending doctor{ (patient-group-management)}.";

    // Joining.
    NeedPledge: "誓約書の提出{（staff-pledge）}", "Pledge{ (staff-pledge)}";
    NeedTraining: "教育の受講{（training）}", "Training{ (training)}";
    NeedRegistration: "MCSへの登録{（staff-registration）}", "Registration in MCS{ (staff-registration)}";
    NeedPassword: "最初のパスワードの変更{（password-age）}", "First password of one's own{ (password-age)}";
    NeedProfile: "プロフィールの登録{（profile）}", "Profile";
    NeedDeviceApproval: "個人所有の機器の承認{（byod-approval）}", "Approval of the own device{ (byod-approval)}";

    // Take-outs and reviews.
    DecidedOwn: "申請者本人の決定です。別の人の確認が必要です{（countersign）}。", "Decided by whoever asked: somebody else has to countersign{ (countersign)}.";
    SignOwn: "精査した人自身の参加が含まれます。署名のあと、ほかの人（事業所の管理者など）の確認が求められます{（countersign）}。", "The reviewer decided on a membership of their own. Once signed, somebody else (such as the office manager) is asked to countersign{ (countersign)}.";
    ConcernSecretariat: "注意：事務局の参加者が自由グループからいなくなります{（free-groups）}。", "Note: nobody of the secretariat would be left in the free group{ (free-groups)}.";
    ConcernRights: "注意：事務局の管理者権限がなくなります{（free-groups）}。", "Note: the secretariat would have no admin rights any more{ (free-groups)}.";
    ConcernDoctor: "注意：主治医がグループからいなくなります{（patient-groups）}。", "Note: the attending doctor would leave the group{ (patient-groups)}.";
}

impl CitingWord {
    /// The wording under a policy, in one language.
    pub fn say(self, policy: &Policy, lang: Lang) -> String {
        policy.cite(self.words(lang), lang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::not_citable;

    #[test]
    fn every_word_cites_what_policies_have() {
        for word in CitingWord::ALL {
            for lang in [Lang::Ja, Lang::En] {
                assert_eq!(not_citable(word.words(lang)), None, "{word:?}");
            }
            assert!(word.words(Lang::Ja).contains('{'), "{word:?}");
        }
    }
}
