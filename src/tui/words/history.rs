//! Wording of the history, of what is kept while the register is locked, of two sessions, and of the vault's own cares.

use crate::register::Lang;

words! { "A fixed piece of wording about the history, what is kept while locked, two sessions and the vault." HistoryWord:

    // The history.
    HistoryTitle: "履歴", "History";
    HistoryOf: "履歴：{}", "History: {}";
    HistoryWhole: "すべて", "all";
    HistorySince: "前回から", "since last visit";
    HistoryAbout: "この記録", "this record";
    HistoryPerson: "この人に関わるもの", "all about this person";
    HistoryLoading: "読み込んでいます…", "Loading...";
    HistoryEmpty: "履歴はありません。", "There is no entry.";
    HistoryNoMatch: "条件に合う履歴がありません。Esc で検索を解除します。", "No entry matches. Esc clears the search.";
    HistoryMore: "{}件以上", "{} or more";
    HistoryOrMore: "{}以上", "{} or more";
    HistoryFailed: "履歴を読めませんでした。{}", "The history could not be read. {}";
    ColWhen: "日時", "When";
    ColWho: "操作した人", "Who";
    ColDid: "操作", "What";
    ColOf: "対象", "About";

    // One entry.
    EntryTitle: "履歴 {}", "Entry {}";
    EntryWhen: "日時", "When";
    EntryWho: "操作した人", "Who";
    EntryDid: "操作", "What";
    EntryOf: "対象", "About";
    EntryGroup: "グループ", "Group";
    EntryUndoes: "元に戻した操作", "Takes back";
    EntryUndoesNumber: "{}番から始まる操作", "the command that begins with entry {}";
    EntryTogether: "同じ操作", "Same command";
    EntryTogetherNumber: "{}番から始まる操作の一部", "part of the command that begins with entry {}";
    EntryChanges: "変わったこと", "What changed";
    EntryAdded: "登録した内容", "What was recorded";
    EntryRemoved: "削除した内容", "What was deleted";
    EntryRenamedFrom: "訂正前の番号での内容", "Under the former number";
    EntryRenamedTo: "訂正後の番号での内容", "Under the corrected number";
    EntryNothing: "記録の内容に違いはありません。", "The record says the same before and after.";
    EntryBefore: "前：{}", "before: {}";
    EntryAfter: "後：{}", "after: {}";
    EntryNote: "控え", "Note";
    FieldSignedOn: "精査日", "Reviewed on";
    FieldReviewer: "精査した人", "Reviewed by";
    FieldDecisionOf: "{}の判断", "Decision on {}";
    RecoveryHolder: "復旧キーの使用者", "whoever holds the recovery key";

    // Since the last visit.
    VisitOthers: "前回（{}）から、ほかの人の変更が{}件あります。F12 で確かめられます。", "Since your last visit ({}) others made {} {change. F12 shows it|changes. F12 shows them}.";

    // Who was in a group on a day.
    MembersOnTitle: "{}の参加者　{}", "Members of {} on {}";
    MembersOnCount: "{}に参加していた人：{}名", "Members on {}: {}";
    MembersOnNobody: "この日に参加していた記録はありません。", "Nobody is recorded as a member on this day.";
    MembersOnUnsure: "参加していたか記録から分からない人：{}名", "Cannot be told from the records: {}";
    MembersOnSince: "参加 {}", "joined {}";
    MembersOnUntil: "解除 {}", "removed {}";
    MembersOnStill: "解除の記録なし", "no removal recorded";
    MembersOnNoJoin: "参加日の記録なし", "day of joining not recorded";
    MembersOnOffDuty: "担当外 {}", "off duty {}";
    MembersOnNote: "誤登録として削除した参加は含みません。グループの履歴で確かめられます。", "Memberships deleted as mistakes are not counted; the history has them.";

    // What was being typed.
    DraftBack: "入力の途中だった内容があります（{}）。まだ保存していません。", "What you were typing is back ({}). It is not saved yet.";
    DraftUnfit: "入力の途中だった内容（入力先がなくなったもの）", "What was being typed (its record is gone)";
    DraftUnfitHint: "入力していた記録がいまの台帳にないため、入力欄には戻せません。必要なものは書き写してください。閉じると消えます。", "The record is no longer in the register, so its form cannot be opened. Copy what you need; closing this page drops it.";
    DraftNotKept: "入力の途中だった内容は、台帳に控えられなかったため残っていません。もう一度入力してください。（{}）", "What was being typed could not be kept in the register and is gone; type it again. ({})";
    DraftNotRead: "入力の途中だった内容を読み戻せませんでした（{}）。台帳の中に残っています。", "What was being typed could not be read back ({}). It is still kept in the register.";
    DraftUnreadable: "読み取れなかった控え", "A draft that could not be read";

    // Two sessions.
    Theirs: "別の画面の値：{}（F2 で入れ替え、F3 でこの入力を残す）", "Theirs: {} (F2 swaps, F3 keeps yours)";
    Mine: "あなたの入力：{}（F2 で戻す、F3 でこの値に決める）", "Yours: {} (F2 swaps back, F3 settles it)";
    Blank: "（空欄）", "(empty)";
    ChooseFirst: "別の画面と値の違う欄が{}か所あります。F2・F3 で残す方を選んでから保存してください。", "{} {field differs|fields differ} from the other session's: choose with F2 or F3, then save.";
    GoneElsewhere: "この記録は別の画面で変更・削除され、見つかりません。入力を控えてから閉じてください。", "Another session changed or deleted this record; it is not found. Note what you typed, then close.";
    NumberTaken: "番号が別の画面で使われたため、{}に変えました。", "Another session took the number; it is now {}.";
    FollowedOne: "別の画面での変更を読み込みました：{}", "Another session changed: {}";
    FollowedMany: "別の画面での変更を読み込みました：{} ほか{}件", "Another session changed: {} and {} more";

    // The vault's own cares.
    Cares: "台帳そのもの", "The register itself";
    CareSubject: "台帳", "register";
    CareDone: "対応しました：{}", "Done: {}";
    CareFailed: "対応できませんでした。{}", "It could not be done. {}";
    CareToDo: "次にすること", "What to do next";
    CareAskHistory: "履歴の食い違いを承認しますか？　原因を確かめてから承認してください（承認も履歴に残ります）。", "Accept the history as it is now? Find out why first; the history records that you accepted it.";
    CareHistoryLabel: "履歴が前回と合わない", "the history does not match";
    CareHistoryToDo: "新しいバックアップがあれば復元してください。原因が分かり、このまま使うと決めたときは、承認すると指摘が消えます（承認したことも履歴に残ります）。", "Restore a newer backup where there is one. Once you know the cause and mean to go on, accept the history: the acceptance is recorded too.";
    CareDoubtToDo: "「この台帳について」（F2）で検証し、合わないところを確かめてください。合うバックアップがあれば、`mcs-register restore` で戻してください。", "Verify on \"About this register\" (F2) and see what does not fit. If there is a backup that fits, go back to it with `mcs-register restore`.";
    CarePasswordLabel: "台帳のパスワードの期限切れ", "register password too old";
    CarePasswordToDo: "本人が台帳を開き、パスワードを変更してください（ほかの人は変更できません）。", "Its owner opens the register and changes it; nobody else can.";
    CareBackupLabel: "バックアップができていない", "no good backup";
    CareBackupToDo: "保存先につながっているか、空きがあるかを確かめ、もう一度バックアップしてください。", "See that the place is there and has room, then back up again.";
    CareIdsAbout: "番号 {}件", "{} {number|numbers}";
    CareIdsLabel: "番号の前後に空白", "space at an end";
    CareIdsSentence: "番号の前か後ろに空白があるものが{}件あります。空白だけが違う番号と取り違えるおそれがあります。次のように直せます：{}。", "{} {number has|numbers have} a space at an end and {is|are} easily taken for {another. It|others. They} can be corrected: {}.";
    CareIdsToDo: "番号から空白を取り除きます。その番号を使っている記録も、まとめて直します（u で元に戻せます）。空白を除いた番号がすでに使われているときは、空いている番号にします。", "The spaces are removed from the numbers, and every record that names them follows (u takes it back). Where the number without its space is in use, the next free one is taken.";
    CareAskIds: "{}直します。その番号を使っている記録も、まとめて直します。よろしいですか？", "Correct {}? Every record that names them follows.";
    CareAskFurtherIds: "空白を除いた番号が使用中のものは、空いている番号にします。{}直します。その番号を使っている記録も、まとめて直します。よろしいですか？", "Where the number without its space is in use, the next free one is taken. Correct {}? Every record that names them follows.";
    IdsRenamed: "番号を{}件直しました（u で元に戻せます）：{}", "{} {number|numbers} corrected (u takes it back): {}";
    IdsRenaming: "番号の訂正（{}件）", "{} {number|numbers} corrected";
}
