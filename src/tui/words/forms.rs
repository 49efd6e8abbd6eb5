//! The wording of forms: their titles and what is wrong with what was typed. What a field is called stands in the table
//! of fields (`register::fields`).

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
    FaultNumber: "0以上の整数を入力してください。", "A whole number from 0 is wanted.";
    FaultNeeded: "この欄は必要です。", "This field is needed.";
    FaultId: "番号は1～64文字で入力してください。", "A number has 1 to 64 characters.";
    FaultIdBlank: "番号の前か後ろに空白（全角を含む）があります。空白を消してください。", "There is a blank before or behind the number. Take it away.";
    FaultSubject: "「staff/S-001」の形で、台帳にある対象を指定してください。", "Name a subject of the register, such as staff/S-001.";
        } }
    };
}
