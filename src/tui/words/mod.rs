//! All wording of the screens and the command line, in Japanese and English, side by side: a word that lacks one
//! of the two does not compile.

macro_rules! words {
    ($about:literal $words:ident: $($name:ident: $ja:expr, $en:expr;)*) => {
        #[doc = $about]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "each is its own wording, a line below")]
        pub enum $words { $($name),* }

        impl $words {
            /// Every piece of wording.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The wording in one language.
            pub fn say(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((Self::$name, Lang::Ja) => $ja, (Self::$name, Lang::En) => $en,)*
                }
            }

            /// The wording with its places `{}` filled in, in order.
            pub fn fill(self, lang: Lang, values: &[&str]) -> String {
                crate::register::filling::filled(self.say(lang), values)
            }
        }
    };
}

#[macro_use]
mod vault;
#[macro_use]
mod command_line;
#[macro_use]
mod forms;

mod accounts;
mod actions;
mod beginning;
mod bulk;
mod citing;
mod ending;
mod entries;
mod enums;
pub use enums::law_as_of;
mod exports;
mod facts;
mod history;
mod importing;
mod incident;
pub mod leaving;
pub mod ledgers;
mod listed;
mod lists;
mod next;
mod overview;
mod papers;
mod people;
mod policy;
mod readings;
mod reasons;
mod restoring;
mod review;
mod rows;
mod synonyms;
mod times;
mod typing;
mod work;

use crate::register::{Lang, RecordKind, labels::Label};

pub use crate::register::words::{EnumWord, stage_label};
pub use accounts::{AccountWord, account_role};
pub use actions::{action_label, field_label, not_asked, value_label};
pub use beginning::{BeginningWord, FirstWord};
pub use bulk::BulkWord;
pub use citing::CitingWord;
pub use ending::EndingWord;
pub use entries::{EntryWords, HistoryWords, VerifyWords, history_words, note_lines, verify_words};
pub use exports::{ExportWord, cut_of, missing_of};
pub use facts::{
    AskWord, changed_along, day_in_bar, day_long, key_label, list_label, moment_beside, moment_forms,
    moment_long, not_yet, record_label, refusal, step_label,
};
pub use forms::{FormWord, SectionWord};
pub use history::HistoryWord;
pub use importing::ImportWord;
pub use incident::IncidentWord;
pub use leaving::{what_left, where_left};
pub use ledgers::LedgerWord;
pub use listed::ListedWord;
pub use lists::ListWord;
pub use next::{NextWord, day_short, days_late, days_late_short, recorded};
pub use overview::{OverviewWord, month_short};
pub use papers::{PaperWord, naming_label, paper_label, place_fault, unprintable};
pub use people::PeopleWord;
pub use policy::PolicyWord;
pub use readings::reading;
pub use reasons::Reason;
pub use restoring::RestoreWord;
pub use review::ReviewWord;
pub use rows::RowsWord;
pub use times::{moment, show_time, wait_sentence, when_short};
pub use typing::{AnswerWord, TypingWord};
pub use work::{WorkWord, progress};

impl From<Word> for Label {
    fn from(word: Word) -> Self {
        Self::new(word.say(Lang::Ja), word.say(Lang::En), None)
    }
}

with_words_of_the_forms! { words! { "A fixed piece of wording." Word:
    // The program and its frame.
    Program: "MCS管理台帳", "MCS register";
    Practice: "練習用", "practice";
    PracticeHint: "練習用の台帳です。何を変えても保存されません。終了は q です。", "This register is for practice: nothing is kept. Press q to quit.";
    PracticeNoLock: "練習用の台帳にはロックがありません。", "The practice register has no lock.";
    DayGiven: "基準日を指定中", "day set by hand";
    TooSmall: "画面が小さすぎます。60桁×16行以上に広げてください。", "The window is too small: please make it at least 60 x 16.";
    JapaneseInput: "日本語入力がオンです（半角/全角で切替）", "Japanese input is on (switch it off with Hankaku/Zenkaku)";
    NoSuchKey: "「{}」に割り当てられた操作はありません（F1でキー一覧）", "{} does nothing here (F1 lists the keys)";

    // Tabs.
    Today: "本日の対応", "Today";
    Staff: RecordKind::Staff.title(Lang::Ja), RecordKind::Staff.title(Lang::En);
    Devices: RecordKind::Device.title(Lang::Ja), RecordKind::Device.title(Lang::En);
    TakeOuts: RecordKind::TakeOut.title(Lang::Ja), RecordKind::TakeOut.title(Lang::En);
    Groups: RecordKind::Group.title(Lang::Ja), RecordKind::Group.title(Lang::En);
    Memberships: RecordKind::Membership.title(Lang::Ja), "Members";
    Incidents: RecordKind::Incident.title(Lang::Ja), RecordKind::Incident.title(Lang::En);
    Partners: RecordKind::Partner.title(Lang::Ja), RecordKind::Partner.title(Lang::En);
    Office: RecordKind::Office.title(Lang::Ja), RecordKind::Office.title(Lang::En);
    TabToday: "本日", "Today";
    TabTakeOutsShort: "持出", "Out";
    TabDevicesShort: "機器", "Dev.";
    TabMembershipsShort: "参加", "Memb.";
    TabIncidentsShort: "事故", "Inc.";
    TabPartnersShort: "関係", "Part.";

    // Urgencies.
    Overdue: "期限超過", "Overdue";
    Now: "要対応", "To do now";
    Unknown: "判定不能", "Unknown";
    Soon: "期限間近", "Due soon";
    Waived: "例外承認中", "Waived";
    OverdueShort: "超過", "Overdue";
    NowShort: "対応", "To do";
    UnknownShort: "不明", "Unknown";
    SoonShort: "間近", "Soon";
    WaivedShort: "例外", "Waived";
    PolicyBasis: "ポリシーの定め", "set by the policy";
    LawBasis: "法令の定め（{}時点）", "set by law (as of {})";

    // Columns and counts.
    Count: "{}件", "{} {row|rows}";
    CountOf: "{}件／{}件", "{} of {} {row|rows}";
    SearchLabel: "検索", "Search";
    FilterLabel: "絞り込み", "Filter";
    ColUrgency: "区分", "State";
    ColSubject: "対象", "About";
    ColDate: "日付", "Date";
    ColSentence: "内容", "What";
    ColDue: "期限", "Due";
    ColDays: "超過", "Late";
    ColMatter: "用件", "What";
    ColBeside: "どこ／何", "Where";
    ColArticle: "条項", "Article";
    ColArticleShort: "条", "Art.";
    ColId: "番号", "No.";
    ColName: "氏名", "Name";
    ColDeviceName: "名称", "Name";
    ColGroupName: "グループ名", "Group";
    ColKana: "フリガナ", "Reading";
    ColPhone: "電話", "Phone";
    ColReason: "参加の理由", "Why";
    ColProfession: "職種", "Profession";
    ColState: "状態", "State";
    ColRole: "役割", "Role";
    ColPassword: "PW変更日", "Password";
    ColFlag: "指摘", "Flag";
    ColKind: "種別", "Kind";
    ColOwnership: "所有", "Owner";
    ColHolder: "使用者", "Holder";
    ColInspected: "点検日", "Inspected";
    ColRequester: "申請者", "Requester";
    ColContent: "持ち出す情報", "Content";
    ColDecision: "承認", "Decision";
    ColMembers: "人数", "Size";
    ColDoctor: "主治医", "Doctor";
    ColReviewed: "精査日", "Reviewed";
    ColFrom: "いつから", "From";
    ColUntil: "いつまで", "Until";
    ColAffiliation: "所属", "Office";
    ColJoined: "参加日", "Joined";
    ColRights: "権限", "Rights";
    ColKnown: "気づいた日時", "Known";
    ColSummary: "概要", "Summary";
    ColReported: "事務局報告", "Reported";
    ColSecretariat: "事務局", "Secr.";
    ColWhat: "項目", "Item";
    ColValue: "内容", "Value";

    // Filters.
    FilterAll: "すべて", "all";
    FilterActive: "在籍中", "active";
    FilterLeft: "退職", "left";
    FilterFlagged: "指摘あり", "flagged";
    FilterInService: "使用中", "in service";
    FilterOutOfService: "使用外", "out of service";
    FilterWaiting: "承認待ち", "waiting";
    FilterOut: "持ち出し中", "out";
    FilterReturned: "返却済み", "returned";
    FilterOpenGroups: "利用中", "open";
    FilterArchived: "保管済み", "archived";
    FilterPatient: "患者", "patient";
    FilterFree: "自由", "free";
    FilterMembersNow: "参加中", "members now";
    FilterInvited: "招待中", "invited";
    FilterToRemove: "解除待ち", "to remove";
    FilterReleased: "解除済み", "released";
    FilterOpenIncidents: "対応中", "open";
    FilterClosed: "完了", "closed";
    FilterSecretariat: "事務局", "secretariat";

    // States of records.
    StateActive: "在籍", "active";
    StateLeaving: "退職予定", "leaving";
    StateLeft: "退職", "left";
    StateNotYet: "入職前", "not yet";
    StateWaiting: "承認待ち", "waiting";
    StateApproved: "承認済み", "approved";
    StateRefused: "却下", "refused";
    StateOut: "持ち出し中", "out";
    StateReturned: "返却済み", "returned";
    StateApprovedLater: "事後承認", "approved later";
    StateOpen: "利用中", "open";
    StateNoted: "記録済み", "noted";
    StateArchived: "保管済み", "archived";
    StateDeceased: "逝去", "deceased";
    StateEnded: "利用終了", "ended";
    StateNotOpened: "開始前", "not open";
    StateMember: "参加中", "member";
    StateInvited: "招待中", "invited";
    StateToRemove: "解除待ち", "to remove";
    StateReleased: "解除済み", "released";
    StateOffDuty: "担当外", "off duty";
    StateClosed: "完了", "closed";
    StateReported: "報告済み", "reported";
    StateNotReported: "未報告", "not reported";
    StateOutdated: "要再作成", "write anew";
    NotRecorded: "記録なし", "not recorded";
    NoLongerAsked: "{}（いまのポリシーにない項目）", "{} (no longer asked by the policy in force)";
    LiesAhead: "{}（先の日付のため、まだ数えません）", "{} (lies ahead: does not count yet)";
    Yes: "はい", "yes";
    No: "いいえ", "no";
    None: "なし", "none";

    FactTraining: "最後の教育", "Last training";

    // Headings of details.
    Facts: "記録", "Facts";
    PolicySays: "ポリシーの定め", "The policy says";
    NumberSays: "期間の根拠", "Where the number is from";
    GuidelineSays: "国のガイドラインとの違い", "The national guideline";
    NextStep: "次にすること", "What to do next";
    Findings: "指摘", "Findings";
    NoFindings: "指摘はありません。", "No findings.";
    Holdings: "所持・参加", "Holds";
    LentDevices: "貸与機器", "Devices";
    OpenTakeOuts: "持ち出し", "Take-outs";
    GroupsOf: "参加グループ", "Groups";
    StandingRisk: "残存リスク", "Standing risk";
    StandingAccount: "アカウントの削除が記録されていません（本人への依頼 {}）", "the deletion of the account is not recorded (asked on {})";

    // Empty lists.
    EmptyPicker: "該当する候補がありません。", "Nothing matches.";

    // Labels of keys.
    KeyUp: "上へ", "Up";
    KeyDown: "下へ", "Down";
    KeyPageUp: "前のページ", "Page up";
    KeyPageDown: "次のページ", "Page down";
    KeyTop: "先頭へ", "First";
    KeyBottom: "末尾へ", "Last";
    KeyOpen: "開く", "Open";
    KeyDetails: "詳細", "Details";
    KeyFold: "たたむ", "Fold";
    KeySearch: "検索", "Search";
    KeyFilter: "絞り込み", "Filter";
    KeyWiden: "絞り込みを外す", "Without filter";
    KeyFilterBack: "前の絞り込み", "Filter back";
    KeyMark: "印", "Mark";
    KeyMarkAll: "すべてに印", "Mark all";
    KeyMarkSame: "同じ指摘に印", "Mark the same";
    KeyMany: "まとめて記録", "Record for many";
    KeyRestSame: "残りも同じ", "Same for the rest";
    KeyFound: "見つかった", "Found";
    KeyMissing: "紛失・盗難", "Missing";
    KeySortNext: "並べ替え（次の列）", "Sort by the next column";
    KeySortPrevious: "並べ替え（前の列）", "Sort by the column before";
    KeySortTurn: "並び順を逆に", "Reverse the order";
    KeyNextTab: "次の画面", "Next screen";
    KeyPreviousTab: "前の画面", "Previous screen";
    KeyBack: "戻る", "Back";
    KeyEdit: "編集", "Edit";
    KeyNew: "追加", "Add";
    KeyRemove: "誤登録の削除", "Delete a mistake";
    KeySettle: "済みにする", "Done today";
    KeySettleOnDay: "日付を指定", "On a day";
    KeyPasswordChanged: "PW変更（本日）", "Password changed";
    KeyPledgeSigned: "誓約書を記録", "Pledge signed";
    KeyTrainingAttended: "教育を記録", "Training";
    KeyDeviceInspected: "点検（本日）", "Inspected";
    KeyReturned: "返却（本日）", "Returned";
    KeyApprove: "承認", "Approve";
    KeyRefuse: "却下", "Refuse";
    KeyLeft: "持ち出した", "Went out";
    KeyEndGroup: "死亡・転居で終了", "Death or move";
    KeyArchive: "保管庫へ移した", "Archived";
    KeyApproveInvitation: "招待を承認", "Approve";
    KeyJoined: "参加した", "Joined";
    KeyOffDuty: "担当から外れた", "Off duty";
    KeyRequestRemoval: "解除を決める", "Decide removal";
    KeyRemovalDone: "MCSで解除した", "Removed in MCS";
    KeyResponses: "初動対応", "First response";
    KeyReport: "報告書を書き出す", "Write report";
    KeyReported: "報告した", "Reported";
    KeyClose: "完了にする", "Close";
    KeySearchDone: "一覧へ", "To the list";
    KeySearchClear: "検索をやめる", "Clear";
    KeySave: "保存", "Save";
    KeyCancel: "やめる", "Cancel";
    KeyNextField: "次の欄", "Next field";
    KeyPreviousField: "前の欄", "Previous field";
    KeyPick: "候補から選ぶ", "Pick";
    KeyNextChoice: "次の選択肢", "Next choice";
    KeyPreviousChoice: "前の選択肢", "Previous choice";
    KeyStamp: "今の日時", "Now";
    KeyChoose: "決定", "Choose";
    KeyYes: "はい", "Yes";
    KeyNo: "いいえ", "No";
    KeyAnswer: "選んだ答えにする", "Answer";
    KeyOtherAnswer: "もう一方の答え", "The other answer";
    KeyAccept: "決定", "OK";
    KeyStampResponse: "今の時刻で記録", "Stamp now";
    KeyEditIncident: "詳しく書く", "Write more";
    KeyNewIncident: "インシデント", "Incident";
    KeyUndo: "元に戻す", "Undo";
    KeyKeys: "キー一覧", "Keys";
    KeyPalette: "操作を探す", "Find an action";
    KeyOpenFile: "ファイルを開く", "Open the file";
    KeyCopyPlace: "場所をコピー", "Copy its place";
    KeyStop: "中止", "Stop";
    KeyLock: "ロック", "Lock";
    KeySuspend: "ロックして中断", "Lock and suspend";
    KeyQuit: "終了", "Quit";
    KeyUseRecovery: "復旧キーで開く", "Use the recovery key";
    KeyBackToPassword: "パスワードに戻る", "Back to password";
    KeyHistory: "この記録の履歴", "History of this";
    KeyHistoryAll: "すべての履歴", "The whole history";
    KeyHistorySince: "前回からの変更", "Since my last visit";
    KeyMembersOn: "その日の参加者", "Members on a day";
    KeyTakeTheirs: "別の画面の値と入替", "Swap with theirs";
    KeyKeepMine: "この入力を残す", "Keep mine";
    KeyPerson: "この人の記録", "This person";
    KeyRemovals: "解除待ち", "Removals";
    KeyLeaves: "退職", "Leaves";
    KeyChangeRole: "役割の変更", "Change the role";
    KeySwitch: "表示の切替", "Switch view";
    KeyAgain: "同じ内容で申請", "Ask again";
    ExtendUntil: "延長後の終了日", "Extended until";
    KeyExtend: "延長", "Extend";
    KeyChecked: "返却後の確認", "Checked";

    // Steps back, the calendar, waivers, sessions.
    KeySteps: "元に戻せる操作の一覧", "Changes to take back";
    KeyTakeBack: "元に戻す", "Take back";
    KeyStepDetails: "全文", "In full";
    KeyCalendar: "期日の予定", "Calendar";
    KeyOverview: "見渡し", "Overview";
    KeyItsFindings: "その義務の指摘", "Its findings";
    KeyMonthlyPaper: "月次の紙にする", "Monthly page";
    KeyEarlierMonth: "前の月", "Month before";
    KeyLaterMonth: "次の月", "Month after";
    KeyToRecord: "記録へ移る", "Go to record";
    KeyTrainingRound: "教育の一括記録", "Training for many";
    KeyPasswordRound: "PW変更の一括記録", "Passwords for many";
    KeyAddPeople: "何人か追加", "Add several";
    KeySameAgain: "値を引き継ぐ", "Same again";
    KeyTick: "選ぶ", "Tick";
    KeyTickDue: "期限の人を全員", "All who are due";
    KeyTickAll: "全員", "Everybody";
    KeyRecordTicked: "日付を入れて記録", "Date and record";
    KeyWaive: "例外承認", "Waive";
    KeyEndWaiver: "例外承認を終える", "End waiver";

    // Groups of the keys page.
    SectionHere: "この画面", "This screen";
    SectionLists: "一覧", "Lists";
    SectionEverywhere: "どの画面でも", "Everywhere";

    // Notices.
    Done: "記録しました：{}（{}） u で元に戻す", "Recorded: {} ({}) u: undo";
    DoneMany: "{}件を記録しました（{}） u で元に戻す", "Recorded {} {fact|facts} ({}) u: undo";
    Saved: "{}を保存しました。u で元に戻せます。", "Saved {}. u takes it back.";
    ReviewSigned: "{}。直すときは、もう一度精査してください。", "{}. To correct it, begin a new review.";
    Removed: "{}を削除しました。u で元に戻せます。", "Deleted {}. u takes it back.";
    SkippedSome: "{}件は1件ずつ記録してください（印を残しました）。", "{} {needs a look by itself|need a look one by one} (still marked).";
    ReportWritten: "書き出しました：{}（{}）", "Written: {} ({})";
    WaitingForCommit: "保存しています…", "Saving...";
    ChangedElsewhere: "別の画面での変更を読み込みました。", "Loaded what was changed in another session.";

    TakenIn: "別の画面での変更を取り込みました。この入力はまだ保存していません。", "Took in what another session changed. What you typed is not saved yet.";
    OpenAgain: "別の画面で変更されています。この入力は保存できません。控えてから開き直してください。", "Another session changed this record. Note what you typed, then open it again.";

    // Questions and prompts.
    AskRemove: "{}を誤登録として削除しますか？（操作履歴には残ります）", "Delete {} as a mistake? (The history keeps it.)";
    RemoveSays: "一緒になくなる内容：{}。", " With it goes: {}.";
    RemoveMore: "{} ほか{}項目", "{} and {} more {field|fields}";
    RemoveNumber: "番号は、次の追加では使われません。", " Its number is not given to the next one.";
    OfferAnother: "次の追加は n（F5で値を引き継ぎ）。", " Next: n (F5 takes over what repeats).";
    TakenOver: "{}から引き継ぎました：{}", "Taken over from {}: {}";
    NothingTakenOver: "{}から引き継ぐ値はありません。", "There is nothing to take over from {}.";
    AskMixed: "種類の違う{}件（{}）を、すべて{}付で済みにしますか？", "Record {} {fact|facts} of several kinds ({}) as done {}?";
    MixedToday: "本日", "today";
    MixedOn: "{}", "on {}";
    ChoiceOf: "{}：{}", "{}: {}";
    MixedKind: "{} {}件", "{}: {}";
    MixedOthers: "ほかの{}件は、別に記録してください。", " {} {other is|others are} recorded separately.";
    SavedReopened: "{}を保存しました。承認待ちに戻っています。", "Saved {}. It waits for approval again.";
    AskDespite: "このまま記録しますか？", "Record it all the same?";
    AskDiscard: "入力中の内容を破棄しますか？", "Discard what was typed?";
    AskDay: "いつの日付で記録しますか（例：11/20、R8.11.20、昨日）", "On which day? (such as 11/20, R8.11.20, yesterday)";
    AskTraining: "教育の題名（空欄でも可）", "Title of the training (may be empty)";
    AskReason: "解除の理由", "Reason for the removal";
    AskRefusal: "却下の理由", "Reason for refusing";
    AskLastDay: "最終勤務日（例：R8.12.31、12/31。先の日付も可）", "Last day of work (such as 2026-12-31, 12/31; may lie ahead)";
    AskMembersDay: "いつの参加者を調べますか（例：R8.10.1、2026-10-01、昨日）", "Members on which day? (such as R8.10.1, 2026-10-01, yesterday)";
    AskPath: "書類の保存先", "Write the paper to";
    AskKeyPath: "復旧キーの用紙の保存先（印刷後に必ず削除）", "Write the key's sheet to (delete it once printed)";
    KeyTakeOver: "影響を取り込む", "Take over";
    KeyReportHere: "報告書", "Report";
    KeyRemoveResponse: "記録を消す", "Take out";
    KeyStampAt: "時刻を指定", "At a time";
    KeyNote: "番号・備考", "Number, note";
    KeyOwnResponse: "行ったことを追加", "Add a step";
    KeyGuide: "法の要否", "By law?";
    KeyReadDown: "下を読む", "Read on";
    KeyReadUp: "上を読む", "Read back";
    KeyAnswerYes: "はい", "Yes";
    KeyAnswerNo: "いいえ", "No";
    KeyAnswerNext: "答えを変える", "Change the answer";
    KeyAnswerNothing: "答えを消す", "No answer";
    KeyDecide: "判断を記録", "Record the decision";
    KeyGrow: "インシデントに変える", "Make it an incident";
    AskNearMiss: "ヒヤリハットの内容（1行）", "What nearly happened, in a line";
    PickGrow: "何に変えますか（番号はそのままです）", "What is it now? The number stays.";
    KeyPapers: "書類", "Papers";
    KeyWritePaper: "書き出す", "Write";
    KeyFormat: "形式を変える", "Format";
    KeyStage: "報告区分", "Which report";
    KeyFindings: "指摘の別紙", "Findings";
    KeyCopyValue: "値をコピー", "Copy value";
    KeyPanLeft: "左を見る", "Left";
    KeyPanRight: "右を見る", "Right";
    KeyNames: "氏名の有無", "Names";
    KeyKeySheet: "用紙を書き出す", "Write the sheet";
    AskOverwrite: "{}はすでにあります。上書きしますか？", "{} exists. Overwrite it?";
    PickRemedy: "どれを記録しますか", "Which is it?";
    PickFinding: "{}の指摘", "Findings on {}";
    PickIncidentKind: "何が起きましたか", "What happened?";
    PickDevice: "どの機器ですか", "Which device?";
    PickPerson: "職員・関係者を選ぶ", "Choose a person";
    PickStaff: "職員を選ぶ", "Choose a staff member";
    PickGroup: "グループを選ぶ", "Choose a group";
    PickWord: "候補から選ぶ", "Choose";
    PickSubject: "対象を選ぶ", "Choose the subject";
    PickRule: "指摘の種類を選ぶ", "Choose the rule";
    PickNew: "何を追加しますか", "Add what?";
    PickNone: "（指定しない）", "(none)";
    PaletteTitle: "操作を探す", "Find an action";
    KeysTitle: "キー一覧", "Keys";
    DetailsTitle: "詳細", "Details";
    ResponsesTitle: "初動対応", "First response";

    // The door.
    UnlockTitle: "台帳を開く", "Open the register";
    Password: "パスワード", "Password";
    PasswordAgain: "パスワード（確認）", "Password again";
    Unlocking: "開いています…", "Opening...";
    Locked: "ロックしました。", "Locked.";
    FirstRunTitle: "はじめての設定", "First run";
    FirstRunHint: "この台帳を使う事業所と、あなたのアカウントを決めます。前からの台帳があるはずのときは、作成せず、F4 でバックアップから復元してください。", "Name the office and make your account. If there should be a register already, make none: press F4 to restore a backup.";
    OfficeName: "事業所名", "Office name";
    AccountName: "アカウント名（操作履歴に残る名前）", "Account name (kept in the history)";
    PasswordsDiffer: "2回のパスワードが一致しません。", "The two passwords differ.";
    FieldNeeded: "{}を入力してください。", "Please fill in: {}.";
    RecoveryTitle: "復旧キー（この画面で一度だけ表示します）", "Recovery key (shown only once)";
    RecoveryHint: "パスワードを忘れたときに台帳を開く唯一の手段です。紙に書き写し、金庫など端末とは別の場所に保管してください。", "It is the only way in when the password is forgotten. Copy it onto paper and keep it apart from this computer.";
    RecoveryNext: "書き写したら、最後の5文字（最後のハイフンの後）を入力して Enter を押してください。", "Once it is copied, type its last five characters (those after the last hyphen) and press Enter.";
    LastGroup: "最後の5文字", "Last five characters";
    NotCopied: "最後の5文字が違います。復旧キーは二度と表示されません。書き写してから入力してください。", "Those are not its last five characters. The key is never shown again: copy it first, then type its end.";
    RecoverTitle: "復旧キーで開く", "Open with the recovery key";
    RecoverHint: "紙の復旧キーと、これから使うパスワードを入力してください。", "Type the recovery key from its paper, and a new password.";
    RecoveryKey: "復旧キー", "Recovery key";
    NewPassword: "新しいパスワード", "New password";
    NewPasswordAgain: "新しいパスワード（確認）", "New password again";
    Recovered: "パスワードを新しくしました。復旧キーはこれまでのものが使えます。", "The password is the new one. The recovery key is still the one you have.";
    DoorHint: "台帳の場所：{}", "Register: {}";

    // Keys of the review and of the round.
    KeyReview: "精査", "Review";
    KeyRound: "棚卸し", "Round of reviews";
    KeyReviewKeep: "継続", "Keep";
    KeyReviewRemove: "解除", "Remove";
    KeyReviewAsk: "要確認", "Ask";
    KeyReviewReopen: "未決に戻す", "Open again";
    KeyReviewNext: "次の未決", "Next open";
    KeyReviewKeepOthers: "残りを継続", "Keep all others";
    KeyReviewProposals: "提案どおり解除", "Take all proposals";
    KeyReviewTakeIn: "途中参加を加える", "Take in who joined";
    KeyReviewSign: "署名へ", "Sign";
    KeyReviewAbandon: "取りやめる", "Give up";
    KeyReviewInterrupt: "中断", "Interrupt";
    KeyReviewSigner: "精査した人", "Reviewer";
    KeyReviewSignNow: "署名する", "Sign";
    KeyRoundGo: "精査へ", "Go on";
    KeyRoundSummary: "まとめ", "Summary";
    KeyRoundScope: "対象の切替", "Which groups";

    // Keys of ledgers that come in.
    KeyImport: "台帳の取り込み", "Import a ledger";
    KeyImportOpen: "開く", "Open";
    KeyImportFolder: "フォルダーを開く", "Open the folder";
    KeyImportUp: "上のフォルダー", "Folder above";
    KeyImportClipboard: "コピーした表", "What was copied";
    KeyImportEncoding: "文字コード", "Encoding";
    KeyImportGo: "取り込む内容", "What would happen";
    KeyImportNextField: "次の取り込み先", "Next field";
    KeyImportPreviousField: "前の取り込み先", "Previous field";
    KeyImportPick: "一覧から選ぶ", "Choose from a list";
    KeyImportFound: "見つけたとおりに", "As it was found";
    KeyImportHeader: "見出しの行", "Row of headings";
    KeyImportHidden: "非表示も", "Hidden too";
    KeyImportBack: "前のページ", "Page before";
    KeyImportLater: "中断（続きはあとで）", "Close, go on later";
    KeyImportTake: "取り込む・答える", "Import, answer";
    KeyImportPartly: "確認のない行だけ", "Without questions";
    KeyImportNextList: "次の一覧", "Next list";
    KeyImportPreviousList: "前の一覧", "List before";
    KeyImportAnswer: "答えを選ぶ", "Choose an answer";
    KeyImportSingle: "この行だけ", "This row only";
    KeyImportReopen: "答えを消す", "No answer";
    KeyImportPrint: "印刷用に書き出す", "Write the list";
    KeyImportAnother: "次のファイル", "Another file";

    // Failures.
    CommitFailed: "保存できませんでした。台帳は変わっていません。{}", "Not saved; the register is unchanged. {}";
} }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_the_same_in_both_languages() {
        for word in Word::ALL {
            let places = |lang| word.say(lang).matches("{}").count();
            assert_eq!(places(Lang::Ja), places(Lang::En), "{word:?}");
        }
    }

    #[test]
    fn a_count_has_its_word_only_where_it_is_filled_in() {
        let text = |word: &Word| word.say(Lang::En).split_once('|').map(|(before, _)| before.contains("{}"));
        assert!(Word::ALL.iter().filter_map(text).all(|follows| follows));
        assert_eq!(Word::Count.fill(Lang::En, &["1"]), "1 row");
    }
}
