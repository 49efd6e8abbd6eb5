//! Why an action is not possible now.

use crate::register::Lang;

macro_rules! reasons {
    ($($name:ident: $ja:literal, $en:literal;)*) => {
        /// Why an action is greyed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "each is its own wording, a line below")]
        pub enum Reason { $($name),* }

        impl Reason {
            /// The reason in one language.
            pub fn say(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((Self::$name, Lang::Ja) => $ja, (Self::$name, Lang::En) => $en,)*
                }
            }
        }
    };
}

reasons! {
    NoRow: "選ばれた行がありません。", "No row is selected.";
    NoFileTold: "書き出した直後、保存先が表示されている間に使えます。", "Works while the place of a file that was just written is shown.";
    NotSorted: "> で並べ替える列を選んでから使います。", "Choose a column with > first.";
    OneFilter: "この一覧に絞り込みはありません。", "This list has no filters.";
    NothingOutside: "絞り込みの外に、検索に合う行はありません。", "The filter keeps no match of the search out.";
    NoRecord: "この行には編集できる記録がありません。", "This row has no record to edit.";
    NothingToUndo: "今回、元に戻せる変更はもうありません。", "Nothing more to take back in this session.";
    ReplacedSince: "復元や全件の読み込みより前の操作は元に戻せません。", "Changes from before the restore or the import cannot be taken back.";
    OvertakenSince: "直前の操作のあとに、ほかの人が同じ記録を変更しました。U の一覧で、どの操作を元に戻すかを選んでください。", "Somebody else has changed the record of your last change since. U lists what can be taken back.";
    LastIsElsewhere: "直前の操作は別の記録です。Esc で一覧に戻ってから元に戻してください。", "The last change was of another record: go back with Esc, then take it back.";
    NotHere: "この画面では追加できません。", "Nothing can be added on this screen.";
    NotForMany: "機器・患者グループ・参加者の行で使えます。", "Works on devices, patient groups and memberships.";
    NotFolded: "まとめた行か、その中の行で使えます。", "Works on a row that stands for several, or on one of them.";
    NotOfThisRow: "この行には使えません。", "Does not apply to this row.";
    NoDayHere: "この行には記録する日付がありません。", "This row has no day to record.";
    ByTheDetails: "この行は、説明にある操作で対応します。", "What the details say settles this row.";
    NotMarked: "印は、指摘と記録の行に付けられます。", "Only findings and records can be marked.";
    NoGroupOpen: "グループを開いてから（5 で選んで Enter）追加します。", "Open a group first (5, then Enter).";
    NoneByAFact: "選んだ指摘は、1件ずつ開いて直します。", "These findings are put right one by one: open each.";
    NoFinding: "この行に指摘はありません。", "There is no finding on this row.";
    WaiverRuns: "例外承認中のため、期限までは対応不要です。", "A waiver runs; nothing is due before it ends.";
    NeedsDecision: "1つの記録では済みません。Enter で開いて直してください。", "No single fact settles this: press Enter to open the record.";
    NobodyToCountersign: "決めた人のほかに在籍中の職員がいません。確認する人を職員に登録すると記録できます。持ち出しと精査の分は、例外承認にもできます。", "Nobody else is on the staff. Enter whoever countersigns among the staff; for a take-out or a review a waiver is possible too.";
    NotATakeOut: "持ち出しの承認待ちの行で使えます。", "Works on a take-out that waits for approval.";
    NotExtendable: "承認され、終了日があり、まだ返却されていない持ち出しだけを延長できます。", "Only an approved take-out that has an end and is not back yet can be extended.";
    NotAChoice: "選択肢のある欄で使えます。", "Works in a field with choices.";
    NothingToPick: "候補のある欄で使えます。", "Works in a field that has something to choose from.";
    OneIsChosen: "ここでは1つだけ選びます。", "Only one can be chosen here.";
    NoneBefore: "新しい記録を追加する画面で、同じ種類の記録があるときに使えます。", "Works when a record is added and there is another of its kind already.";
    NotATime: "日付・日時の欄で使えます。", "Works in a field for a day or a time.";
    NoVisit: "前回の記録がないため、前回からの変更は分かりません。", "No earlier visit is recorded, so there is nothing to compare with.";
    OneValue: "別の画面の値がある欄で使えます。", "Works in a field that another session changed too.";
    OneField: "入力する欄は1つだけです。", "There is only one field.";
    ReaderLooks: "「閲覧のみ」のアカウントでは変更できません。変更できる人に依頼してください。", "This account may only view. Ask somebody whose account may make changes.";
    OpenedToLook: "読み取り専用で開いているため、変更できません。", "The register is open read-only: nothing can be changed.";
    AccountsUnread: "アカウントをまだ読み込んでいません。", "The accounts have not been read yet.";
    OwnAccount: "今使っているアカウントは削除できません。別のアカウントで開いてください。", "The account in use cannot be removed: open the register with another one.";
    PracticeAccounts: "練習用の台帳ではアカウントを変更できません。", "The accounts of the practice register cannot be changed.";
    NoKeysOfBackup: "鍵ファイルがないため、このバックアップは開けません", "its key file is not there";
    BegunBefore: "途中の入力が残っています。先に保存するか破棄してください", "finish or discard first what was begun";
    PracticeBackup: "練習用の台帳のバックアップはとりません。", "No backup is made of the practice register.";
    NotAPerson: "職員・関係者の行で使えます。", "Works on a row about a person.";
    NotAMembership: "参加者の行で使えます。", "Works on a membership.";
    NotALeaver: "人の記録の画面か、職員・関係者の行で使えます。", "Works on a person.";
    OneFormat: "形式は1つだけです。", "There is only one format.";
    NotAReport: "事務局・個人情報保護委員会への報告書で使えます。", "Works on a report to the secretariat or the commission.";
    NamesAreFixed: "本人・家族への通知は、宛先の方と責任者だけを氏名で書きます。", "A letter names its patient and those in charge, and nobody else.";
    NothingToCopy: "書き写すための控え（漏えい等報告）で使えます。", "Works on what is made to be copied (the nine items).";
    AsItWasWritten: "作成時の控えのため、変えられません。", "It is kept as it was written and does not change.";
    OneScope: "ほかに切り替える範囲はありません。", "There is no other scope to switch to.";
    NoEntries: "履歴がまだ読み込まれていないか、1件もありません。", "No entry of the history is here.";
    FitsWindow: "横幅はすべて表示されています。", "The whole width is in sight.";
    AllInSight: "すべて表示されています。", "All of it is in sight.";
    NotAnswered: "この質問にはまだ答えていません。", "This question is not answered yet.";
    NothingAffected: "台帳から提案できるものはありません（機器・使用者・グループの記録がないか、すでに記録済みです）。", "The register has nothing more to propose: no device, holder or group, or all of it is recorded.";
    OnlyANearMiss: "ヒヤリハットに法律の報告はありません。インシデントになったときは、初動対応（s）で g を押してください。", "The law asks for no report of a near miss. Once it is an incident: g in its first response (s).";
    NotANearMiss: "ヒヤリハットの記録で使えます。", "Works on a near miss.";
    NotToStop: "今は中止できません。まもなく終わります。", "It cannot be stopped now and ends in a moment.";
    Running: "実行中です。終わるまでお待ちください。", "It is running. Please wait for its end.";
    NotAFolder: "フォルダーの行で使えます。", "Works on a folder.";
    AllTaken: "取り込まなかったものはありません。", "Everything was taken in.";
    OneRow: "1行だけについての質問です。", "The question is about one row.";
    NoQuestion: "確認の質問の行で使えます。", "Works on a question.";
    NoWaiver: "例外承認がかかっている行で使えます。", "Works on a row under a waiver.";
    NotWaivable: "例外承認は、「本日の対応」の指摘で使えます。", "Works on a finding of today's list.";
    NothingFound: "今日、この義務の指摘はありません。", "This duty has no findings today.";
    CourseComes: "12か月の動きを数えています。お待ちください。", "The twelve months are being counted. Please wait.";
    NoCourse: "12か月の動きは、履歴から数えられませんでした。", "The twelve months could not be counted from the history.";
}
