//! The wording of forms: their titles, their fields, and what is wrong with what was typed.

/// Hands the words of the forms to the one table of words, and with them those of the command line.
macro_rules! with_words_of_the_forms {
    ($table:ident! { $($words:tt)* }) => {
        with_words_of_the_command_line! { $table! {
            $($words)*

    // Fields of forms.
    FieldId: "番号", "No.";
    FieldName: "氏名", "Name";
    FieldKana: "フリガナ", "Reading";
    FieldProfession: "職種", "Profession";
    FieldJoinedOn: "入職日", "First day";
    FieldLeftOn: "退職日（最終勤務日）", "Last day of work";
    FieldLogin: "MCSのID（メール）", "MCS login";
    FieldRole: "MCSの権限", "MCS role";
    FieldRegisteredOn: "MCS登録日", "Registered in MCS";
    FieldPasswordChangedOn: "パスワード変更日", "Password changed";
    FieldTwoFactor: "2要素認証の開始日", "Two-factor since";
    FieldProfile: "プロフィール登録", "Profile registered";
    FieldShared: "IDの共有", "ID is shared";
    FieldReleasedOn: "スタッフ解除日", "Released in MCS";
    FieldDeletedOn: "アカウント削除日（本人）", "Account deleted (by the person)";
    FieldPledgeOn: "誓約書の提出日", "Pledge signed";
    FieldPledgeExempt: "誓約書を省略する理由", "Why no pledge is needed";
    FieldTrainingOn: "教育{} 受講日", "Training {}: day";
    FieldTrainingTitle: "教育{} 題名", "Training {}: title";
    FieldRestrictionKind: "措置{} 種類", "Restriction {}: kind";
    FieldRestrictionBy: "措置{} 命じた者", "Restriction {}: by";
    FieldRestrictionOrdered: "措置{} 命令日", "Restriction {}: ordered";
    FieldRestrictionEnforced: "措置{} 実施日", "Restriction {}: enforced";
    FieldRestrictionLifted: "措置{} 解除日", "Restriction {}: lifted";
    FieldRestrictionReason: "措置{} 理由", "Restriction {}: reason";
    FieldMemo: "備考", "Memo";
    FieldAffiliation: "所属", "Office";
    FieldSecretariat: "事務局の人", "Of the secretariat";
    FieldDisasterEligible: "災害グループの参加資格", "May join the disaster group";
    FieldDeviceKind: "種別", "Kind";
    FieldDeviceName: "名称", "Name";
    FieldOwnership: "所有", "Owner";
    FieldHolder: "使用者", "Holder";
    FieldLentOn: "貸与日", "Lent";
    FieldReturnedOn: "返却日", "Returned";
    FieldStatus: "状態", "Status";
    FieldByodOn: "私物利用の承認日", "Personal use approved";
    FieldInspectedOn: "点検日", "Inspected";
    FieldBootPasswordOn: "起動時パスワード変更日", "Start-up password changed";
    FieldDevice: "機器", "Device";
    FieldRequester: "申請者", "Requester";
    FieldRequestedOn: "申請日", "Requested";
    FieldContent: "持ち出す情報の内容", "Content";
    FieldMedium: "格納する媒体", "Medium";
    FieldPurpose: "持ち出す目的", "Purpose";
    FieldFrom: "期間（自）", "From";
    FieldUntil: "期間（至）", "Until";
    FieldDecision: "承認・却下", "Decision";
    FieldDecidedOn: "決定日", "Decided";
    FieldDecidedBy: "決定者", "Decided by";
    FieldCountersignedBy: "確認者（本人以外）", "Countersigned by";
    FieldDecisionNote: "条件・却下理由", "Conditions or reason";
    FieldOutOn: "持ち出した日", "Went out";
    FieldStanding: "日常使用の承認（期間中は毎日可）", "Approved for daily use";
    FieldCheckedOn: "返却後の確認日", "Checked after return";
    FieldCheckedBy: "確認した人", "Checked by";
    FieldMemberReason: "参加の理由（担当）", "Why a member";
    FieldReleasedBy: "MCSで解除した人", "Removed by";
    FieldGroupKind: "種類", "Kind";
    FieldGroupName: "グループ名", "Name";
    FieldOpenedOn: "開始日", "Opened";
    FieldPatients: "患者の人数", "Patients";
    FieldDoctor: "主治医", "Attending doctor";
    FieldConsentOn: "患者同意書の日付", "Consent signed";
    FieldConsentBy: "同意した人", "Consent by";
    FieldConsentCopies: "同意書を双方が所持", "Both sides hold a copy";
    FieldWithdrawnOn: "同意の撤回日", "Consent withdrawn";
    FieldEndedOn: "利用終了日（死亡以外）", "Use ended (not by death)";
    FieldDeceasedOn: "逝去日", "Deceased";
    FieldRetainUntil: "保管する期限", "Keep until";
    FieldArchivedOn: "保管庫へ移した日", "Archived";
    FieldPermissionOn: "事務局の許可日（自由）", "Permitted (free group)";
    FieldPurposeOn: "趣旨を伝えた日（自由）", "Purpose told (free group)";
    FieldPatientDataOn: "患者情報を見つけた日（自由）", "Patient data found (free group)";
    FieldPerson: "参加者", "Person";
    FieldRights: "権限", "Rights";
    FieldInvitedOn: "招待日", "Invited";
    FieldInvitedBy: "招待した人", "Invited by";
    FieldApprovedOn: "招待の承認日", "Approved";
    FieldApprovedBy: "承認した人", "Approved by";
    FieldJoinedGroupOn: "参加日", "Joined";
    FieldOffDutyOn: "担当から外れた日", "Off duty since";
    FieldRemovalOn: "解除を決めた日", "Removal decided";
    FieldRemovalReason: "解除の理由", "Why";
    FieldRemovedOn: "MCSで解除した日", "Removed in MCS";
    FieldIncidentKind: "種別", "Kind";
    FieldOccurredAt: "発生日時", "Occurred";
    FieldKnownAt: "覚知日時", "Known since";
    FieldReporter: "報告者", "Reporter";
    FieldIncidentGroup: "関係グループ{}", "Group {}";
    FieldAffectedPeople: "対象者の人数", "People affected";
    FieldAffectedData: "対象の情報", "Data affected";
    FieldSummary: "概要", "What happened";
    FieldResponseAt: "初動{} 日時", "Response {}: time";
    FieldResponseText: "初動{} 内容", "Response {}: what";
    FieldResponseBy: "初動{} 実施者", "Response {}: by";
    FieldCause: "原因", "Cause";
    FieldPrevention: "再発防止策", "Prevention";
    FieldReportedOn: "事務局への報告日", "Reported to the secretariat";
    FieldAssessment: "法の報告対象か", "Reportable by law";
    FieldWrongful: "不正の目的のおそれ", "Wrongful purpose possible";
    FieldPreliminaryOn: "速報の日", "Preliminary report";
    FieldFinalOn: "確報の日", "Final report";
    FieldMeasureText: "対策{} 内容", "Measure {}: what";
    FieldMeasureDue: "対策{} 期限", "Measure {}: due";
    FieldMeasureDone: "対策{} 実施日", "Measure {}: done";
    FieldClosedOn: "完了日", "Closed";
    FieldFilingKind: "種類", "Kind";
    FieldSubmittedOn: "提出日", "Submitted";
    FieldFilingApprovedOn: "承認日", "Approved";
    FieldReference: "様式・受付番号", "Form or number";
    FieldNote: "備考", "Note";
    FieldOfficeName: "事業所名", "Office name";
    FieldOfficeKind: "事業所の種別", "Kind of office";
    FieldManager: "事業所の管理者", "Office manager";
    FieldGuidelineOn: "ガイドライン確認日", "Guidelines confirmed";
    FieldReviewer: "精査した人", "Reviewer";
    FieldWaiverRule: "対象の指摘", "Rule";
    FieldWaiverSubject: "対象", "Subject";
    FieldWaiverReason: "理由", "Reason";
    FieldWaiverBy: "承認者", "Approved by";
    FieldWaiverUntil: "期限（この日まで）", "Until (this day included)";

    // Titles of forms.
    FormNew: "{}の追加", "Add: {}";
    FormEdit: "{}の編集　{}", "Edit: {} {}";
    RecordFiling: "届出", "Filing";
    RecordWaiver: "例外承認", "Waiver";
    RecordReview: "精査", "Review";
    RecordMembership: "参加", "Membership";

    // Faults of fields.
    FaultDate: "日付として読めません。例：2026-11-22、R8.11.22、11/22、昨日", "Not a date. Try 2026-11-22, R8.11.22, 11/22, yesterday";
    FaultTime: "日時として読めません。例：11/22 9:10、9:10、今日 14:30", "Not a time. Try 11/22 9:10, 9:10, today 14:30";
    FaultNumber: "0以上の整数を入力してください。", "A whole number from 0 is wanted.";
    FaultNeeded: "この欄は必要です。", "This field is needed.";
    FaultId: "番号は1～64文字で入力してください。", "A number has 1 to 64 characters.";
    FaultSubject: "「staff/S-001」の形で、台帳にある対象を指定してください。", "Name a subject of the register, such as staff/S-001.";
        } }
    };
}
