//! What is said of keys that do nothing, and the words of questions: what each answer does, and what was not done.

use crate::register::Lang;

words! { "A fixed piece of wording about typing and about answers." TypingWord:

    // Letters.
    NoSuchChoice: "「{}」で始まる選択肢はありません（左右の矢印か番号でも選べます）。", "No choice begins with {} (Left/Right or its number choose as well).";
    Fixed: "この欄は変更できません。", "This field cannot be changed.";
    PickFor: "{}（{}）", "{} ({})";
    Pasted: "貼り付けた文字は操作になりません（何もしていません）。キーは1つずつ押してください。", "Pasted text is no command; nothing was done. Press one key at a time.";
    AccountsNotRead: "アカウントを読み込めませんでした。", "The accounts could not be read.";
    OnlyAnswers: "質問には、表示されているキーで答えてください（矢印で選び、Enter でも答えられます）。", "Answer with a key that is shown (or choose with the arrows and press Enter).";
}

words! { "What an answer does, and what is told after a no." AnswerWord:
    Record: "記録する", "Record it";
    RecordNot: "記録しない", "Do not record it";
    NotRecorded: "記録していません。", "Nothing was recorded.";
    Seal: "送付済みとして記録する", "Record it as sent";
    SealNot: "記録しない", "Do not record it";
    NotSealed: "送付済みとして記録していません。", "It is not recorded as sent.";
    Sign: "署名する", "Sign";
    SignNot: "署名しないで一覧に戻る", "Do not sign; back to the list";
    NotSigned: "署名していません。これまでの判断は保存されています。", "The review is not signed. What was decided is kept.";
    Add: "追加する", "Add it";
    AddNot: "追加しない", "Do not add it";
    NotAdded: "追加していません。", "Nothing was added.";
    Change: "変更する", "Change it";
    ChangeNot: "変更しない", "Leave it as it is";
    NotChanged: "変更していません。", "Nothing was changed.";
    Remove: "誤登録として削除する", "Delete it as a mistake";
    RemoveNot: "削除しない", "Do not delete it";
    NotRemoved: "削除していません。", "Nothing was deleted.";
    TakeOut: "記録を消す", "Take it out";
    TakeOutNot: "消さない", "Leave it in";
    NotTakenOut: "記録は消していません。", "Nothing was taken out.";
    Close: "完了にする", "Close it";
    CloseNot: "完了にしない", "Leave it open";
    NotClosed: "完了にしていません。", "It is not closed.";
    EndWaiver: "例外承認を終える", "End the waiver";
    EndWaiverNot: "例外承認を続ける", "Let it run";
    WaiverRunsOn: "例外承認は終えていません。", "The waiver still runs.";
    Keep: "継続にする", "Keep them";
    TakeProposals: "提案どおり解除にする", "Remove them as proposed";
    DecideNot: "未決のままにする", "Leave them open";
    NotDecided: "未決のままです。判断は記録していません。", "They are still open; nothing was decided.";
    Abandon: "精査を取りやめる", "Give the review up";
    AbandonNot: "精査を続ける", "Go on with it";
    NotAbandoned: "精査は取りやめていません。続けられます。", "The review was not given up; go on.";
    SaveReopened: "保存して承認待ちに戻す", "Save it; it waits for approval again";
    Save: "このまま保存する", "Save it as it is";
    SaveNot: "保存しないで入力に戻る", "Do not save it; back to the form";
    NotSaved: "保存していません。前の決定はそのままです。", "Nothing was saved; the decision stands.";
    SavedNothing: "保存していません。入力した内容はそのままです。", "Nothing was saved; what you typed is still here.";
    TakeBack: "元に戻す", "Take it back";
    TakeBackNot: "戻さない", "Leave it as it is";
    NotTakenBack: "元に戻していません。", "Nothing was taken back.";
    Rename: "番号を直す", "Put the numbers right";
    RenameNot: "直さない", "Leave them as they are";
    NotRenamed: "番号は直していません。", "No number was changed.";
    Discard: "破棄して閉じる", "Discard it and close";
    DiscardNot: "入力を続ける", "Go on typing";
    NotDiscarded: "破棄していません。入力した内容はそのままです。", "Nothing was discarded; what you typed is still here.";
    Quit: "入力を破棄して終了する", "Discard it and quit";
    QuitNot: "終了しない", "Do not quit";
    NotQuit: "終了していません。入力した内容はそのままです。", "The program goes on; what you typed is still here.";
    Accept: "この履歴を承認する", "Accept this history";
    AcceptNot: "承認しない", "Do not accept it";
    NotAccepted: "履歴の食い違いは承認していません。", "The history was not accepted.";
    Overwrite: "上書きする", "Overwrite it";
    OverwriteNot: "上書きしない（別の保存先を入力する）", "Do not overwrite it; type another place";
    NotOverwritten: "上書きしていません。", "Nothing was overwritten.";
    Write: "このまま書き出す", "Write it all the same";
    WriteNot: "書き出さない", "Do not write it";
    NotWritten: "書き出していません。", "Nothing was written.";
    KeySheet: "用紙を書き出す", "Write the sheet";
    KeySheetNot: "書き出さない", "Do not write it";
    Restore: "バックアップから戻す", "Restore the backup";
    RestoreDoubtful: "疑いのあるまま戻す", "Restore it, doubtful as it is";
    RestoreNot: "戻さない", "Do not restore it";
    NotRestored: "バックアップは戻していません。台帳はそのままです。", "No backup was restored; the register is as it was.";
    NoKeySheet: "復旧キーの用紙は書き出していません。", "The sheet of the recovery key was not written.";

    // Small forms about the vault that are left.
    NoAccountAdded: "アカウントは追加していません。", "No account was added.";
    NoAccountRemoved: "アカウントは削除していません。", "No account was removed.";
    PasswordStays: "パスワードは変更していません。", "The password was not changed.";
    RecoveryKeyStays: "復旧キーは更新していません。", "The recovery key was not renewed.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_the_same_in_both_languages() {
        for word in TypingWord::ALL {
            let places = |lang| word.say(lang).matches("{}").count();
            assert_eq!(places(Lang::Ja), places(Lang::En), "{word:?}");
        }
        for word in AnswerWord::ALL {
            let places = |lang| word.say(lang).matches("{}").count();
            assert_eq!((places(Lang::Ja), places(Lang::En)), (0, 0), "{word:?}");
        }
    }
}
