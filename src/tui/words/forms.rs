//! The wording of forms: their titles and what is wrong with what was typed. What a field is called stands in the table
//! of fields (`register::fields`).

use crate::register::Lang;

words! { "The heading of a section of a form." SectionWord:
    Office: "事業所", "The office";
    Keeping: "台帳の前提", "How the register is kept";
    Considered: "検討した対策", "Controls considered";
    Filing: "届出", "The paper";
    FilingFor: "対象と備考", "What it is about";
    Person: "氏名と職種", "Who";
    Employment: "在職期間", "Employment";
    Account: "MCSのID", "MCS account";
    Pledge: "誓約書", "Pledge";
    Trainings: "教育", "Trainings";
    Restrictions: "利用の制限", "Restrictions";
    Others: "その他", "Other facts";
    Device: "機器", "The device";
    Holder: "使用者", "Who has it";
    State: "状態と点検", "State and inspection";
    OwnDevice: "個人所有の機器", "Private device";
    Controls: "安全対策", "Controls";
    Request: "申請", "Request";
    Period: "期間", "Period";
    Decision: "承認", "Decision";
    OutAndBack: "持ち出しと返却", "Out and back";
    Group: "誰のグループか", "Whose group";
    GroupPatient: "患者", "The patient";
    Consent: "患者の同意", "The patient's consent";
    GroupEnd: "利用の終わり", "End of use";
    FreeGroup: "自由グループ", "Free group";
    Policy: "ポリシー独自の項目", "Asked by the policy";
    Memo: "備考", "Memo";
    Member: "参加者", "The member";
    Joining: "招待と参加", "Invitation";
    Removal: "解除", "Removal";
    Review: "精査", "The review";
    Event: "できごと", "What happened";
    Affected: "影響", "Who and what is affected";
    FirstResponse: "初動", "First response";
    Handling: "原因と対応", "Cause and handling";
    Measures: "再発防止の対策", "Measures against recurrence";
    Reporting: "報告と完了", "Reports and closing";
    Waived: "例外の対象", "What is waived";
    Approval: "承認と期限", "Approval and end";
}

words! { "What a form says of itself." FormWord:
    Foreign: "{}が「{}」のため、{}の欄は出していません。", "{} is \"{}\": the fields of {} are left out.";
    Blank: "空欄は「記録なし」になります。", "An empty field means: not recorded.";
    Follows: "あと{}欄", "{} more below";
    LinesFollow: "あと{}行", "{} more {line|lines}";
    Before: "上に{}欄", "{} above";
    Changes: "変更{}", "{} changed";
}

/// Hands the words of the forms to the one table of words, and with them those of the command line.
macro_rules! with_words_of_the_forms {
    ($table:ident! { $($words:tt)* }) => {
        with_words_of_the_command_line! { $table! {
            $($words)*

    // Titles of forms.
    FormNew: "{}の追加", "Add: {}";
    FormEdit: "{}の編集　{}", "Edit: {} {}";
    RecordReview: RecordKind::Review.title(Lang::Ja), RecordKind::Review.title(Lang::En);

    // Faults of fields.
    FaultNumber: "0以上の整数を入力してください。", "Type a whole number, 0 or more.";
    FaultNeeded: "この欄は必須です。", "This field is required.";
    FaultId: "番号は1～64文字で入力してください。", "A number has 1 to 64 characters.";
    FaultIdBlank: "番号の前か後ろに空白（全角を含む）があります。空白を消してください。", "There is a space before or after the number. Remove it.";
    FaultSubject: "「staff/S-001」の形で、台帳にある対象を指定してください。", "Name a subject of the register, such as staff/S-001.";
        } }
    };
}
