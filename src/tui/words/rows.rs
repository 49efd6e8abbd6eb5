//! Wording of what lies in rows over a list: the steps that can be taken back, the calendar, many people at once; and of
//! waivers.

use crate::register::Lang;

words! { "A fixed piece of wording about steps back, the calendar, waivers and sessions." RowsWord:

    // Steps that can be taken back.
    StepsTitle: "元に戻せる操作", "Changes that can be taken back";
    StepsCan: "うち今すぐ元に戻せるもの {}件", "{} can be taken back now";
    StepsNone: "元に戻せる操作はありません。", "There is no change to take back.";
    StepBack: "元に戻す", "Taking back";
    StepCan: "できます（u）。履歴には新しい操作として残ります。", "possible (u). It becomes a new entry of the history.";
    StepRedo: "できます（u）。元に戻した操作を、もう一度記録します。", "possible (u). What was taken back is done again.";
    StepAfter: "あとの操作で変わっています。先に元に戻すもの：{}", "changed since; take back first: {}";
    StepChanged: "あとの操作で変わっているため、元に戻せません。", "changed since, so it cannot be taken back.";
    StepMore: "{} ほか{}件", "{} and {} more";
    StepReplaced: "ここで台帳全体が置き換わりました（{}）。これより前の操作は元に戻せません。", "The whole register was replaced here ({}). What came before it cannot be taken back.";
    UndoField: "{}：{}「{}」を取り消し「{}」に戻します。", "{}: {} \"{}\" is taken back to \"{}\".";
    UndoneField: "{}：{}「{}」を取り消し「{}」に戻しました。", "{}: {} \"{}\" was taken back to \"{}\".";
    UndoFields: "（ほか{}項目）", " ({} more {field|fields})";
    UndoRecords: "ほか{}件も同じ操作です。", " {} more {record|records} of the same step.";
    UndoAdded: "{}：追加を取り消し、この記録をなくします。", "{}: its adding is taken back; the record goes.";
    UndoneAdded: "{}：追加を取り消し、この記録をなくしました。", "{}: its adding was taken back; the record is gone.";
    UndoRemoved: "{}：削除を取り消し、この記録を戻します。", "{}: its deletion is taken back; the record returns.";
    UndoneRemoved: "{}：削除を取り消し、この記録を戻しました。", "{}: its deletion was taken back; the record is there again.";
    UndoRenamed: "番号を元に戻します：{}。", "Ids go back: {}.";
    UndoneRenamed: "番号を元に戻しました：{}。", "Ids went back: {}.";
    UndoChange: "{}：変更を取り消します。", "{}: the change is taken back.";
    UndoneChange: "{}：変更を取り消しました。", "{}: the change was taken back.";
    AskUndoEarlier: "今回開く前、または別の画面での操作です。{}よろしいですか？", "This was recorded before the register was opened now, or by another session. {} Go on?";
    AskUndoElsewhere: "この画面にない記録の操作です。{}よろしいですか？", "This was recorded on another screen. {} Go on?";

    // The calendar.
    CalendarTitle: "期日の予定（12週間）", "Due dates of the next 12 weeks";
    CalendarOverdue: "期限超過 {}件", "overdue: {}";
    CalendarAhead: "今日から{}週の予定 {}件", "within {} {week|weeks}: {}";
    CalendarWeek: "{} - {}", "{} - {}";
    CalendarThisWeek: "今週", "this week";
    CalendarNextWeek: "来週", "next week";
    CalendarInWeeks: "{}週後", "in {} {week|weeks}";
    CalendarNothing: "予定なし", "nothing due";
    CalendarToday: "今日", "today";
    CalendarDaysLeft: "あと{}日", "{} {day|days}";
    CalendarDaysOver: "{}日超過", "{} {day|days} ago";
    CalendarWaiverEnds: "例外承認の終わり：{}", "waiver ends: {}";

    // Many people at once.
    TrainingTitle: "教育の受講をまとめて記録", "Record a training for many";
    PasswordsTitle: "パスワードの変更をまとめて記録", "Record changed passwords for many";
    ColLastTraining: "最後の受講", "Last one";
    ColLastPassword: "最後の変更", "Last change";
    Ticked: "選択 {}名 / {}名", "{} of {} ticked";
    DueCount: "期限が来ている人 {}名", "{} due";
    NobodyToTick: "対象になる在籍中の職員がいません。", "No member of the staff comes into question.";
    NobodyTicked: "誰も選ばれていません。Space で選んでください。", "Nobody is ticked. Space ticks a person.";

    // Waivers.
    AskEndWaiver: "{}の例外承認（{}まで）を昨日までで終えますか？　今日から通常どおり指摘されます。", "End the waiver of {} (until {}) as of yesterday? From today on it is flagged as usual.";
    WaiverNoRule: "この指摘は運用ポリシーにないか、使わない設定です。指摘を選び直してください。", "The policy has no such rule, or it is off. Choose another rule.";
    WaiverNotFlagged: "この指摘は、この種類の対象にはありません。対象を選び直してください。", "This rule never flags a subject of this kind. Choose another subject.";
    WaiverNoReason: "例外承認には理由が必要です。", "A waiver needs a reason.";
    WaiverEnded: "期限が過ぎています。今日以降の日付を入力してください。", "Its end has passed. Give today or a later day.";
    WaiverRunsAlready: "同じ指摘と対象の例外承認が、この期限かそれより後まで続いています。", "A waiver of the same rule and subject runs at least as long.";
    WaiverTooLong: "例外承認の期限は、承認した日から{}か月以内です。{}までの日付にしてください。", "A waiver runs for {} {month|months} at most from the day of its approval. Give a day until {}.";
    WaiverOfOwnCheck: "確認を受ける本人は、その確認を省く例外を承認できません。別の人を承認者にしてください。", "Whoever is to be checked cannot approve doing without the check. Name somebody else as the approver.";
    WaiverOwnCountersign: "確認者は、承認者とは別の人にしてください。", "Name somebody else than the approver as the countersigner.";
    WaiverEnds: "例外の期限：{}", "waiver ends: {}";
    WaiverEndsSentence: "{}の「{}」の例外承認は {} まで（あと{}日）です。理由：{}　承認者：{}　現在の例外承認は{}件です。", "The waiver of {} (\"{}\") ends on {} (in {} {day|days}). Reason: {}. Approved by {}. {} {waiver runs|waivers run} now.";
    WaiverEndsToDo: "期限の翌日から、また指摘されます。期限までに対応を済ませるか、続ける理由があれば事業所の画面で新しい例外承認を登録してください。z で終えられます。", "It is flagged again from the day after. Settle it until then, or record a new waiver in the office list if there is a reason to go on. z ends it now.";
}
