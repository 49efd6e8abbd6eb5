//! Wording of an incident that is led: its clocks, and what it may touch.

use crate::register::Lang;

words! { "A fixed piece of wording about an incident's clocks and what it may touch." IncidentWord:

    ClocksTitle: "期限", "Deadlines";
    ClockDue: "{}まで（{}）", "by {} ({})";
    ClockToday: "今日", "today";
    ClockLeft: "あと{}日", "days left: {}";
    ClockOver: "{}日超過", "days over: {}";
    ClockMoved: "{}、休日のため{}まで延びます", "{}; moves to {} for the days off";
    ClockUndecided: "報告対象なら {}", "if reportable, {}";
    ClockDone: "済み（{}）", "done ({})";
    ClockAhead: "気づいた日時が先の日付（{}）のため分かりません", "cannot be told: the time of knowing lies ahead ({})";
    ClockNotKnown: "気づいた日時の記録がないため分かりません", "cannot be told: the time of knowing is not recorded";
    ClockNotAsked: "不要（報告対象外と判断）", "not needed (judged not reportable)";

    AskClose: "未対応の指摘が{}件あります（{}）。完了にすると、その一部は指摘に出なくなります。完了にしますか？", "{} {finding is|findings are} still open ({}). Once this is closed, not all that is open is still shown. Close it all the same?";
    DeviceState: "機器の状態", "State of the device";
    DeviceStateOld: "台帳では「{}」のままです。機器の一覧（3）で e を押し、「{}」に変えてください。", "{} in the register still: change it to {} with e in the list of devices (3).";
    AskSent: "{}を{}に送付したものとして記録しますか？　送付した報告書は、以後変更も取り消しもできません（新しい事情は次の報告書に書きます）。", "Record that {} was sent on {}? What was sent is neither changed nor taken back any more: what comes later goes into another report.";
    ReportWrittenAt: "{}〔{} 作成〕", "{}, written {},";
    Outdated: "{}は、作成したあとで記録が変わり、今の内容と違っています（未送付）", "{} is out of date: the record has changed since it was written (not sent yet)";
    OutdatedLabel: "報告書の作成後に変更あり", "changed since written";
    OutdatedToDo: "作成し直すと、番号はそのままで今の記録の内容になります。作成したときの内容のまま送ったときは、インシデントの一覧（7）で r を押して送付を記録してください。", "Writing it again keeps its number and brings it up to date. If it was already sent as it stands, record that with r in the list of incidents (7).";
    OutdatedDo: "報告書を作成し直す", "write the report anew";
    SeeFirst: "送付済みにしないで、内容を確かめる", "Do not mark it as sent; look at it first";
    WriteAnew: "まだ送っていない：今の記録で作成し直す", "It was not sent yet: write it anew";
    SentAsWritten: "作成したときの内容のまま送った", "It was sent as it was written";
    WrittenAnew: "別の画面で報告書が作成し直されています。送ったものと同じか確かめてから、もう一度記録してください。", "Another session wrote the report anew: see whether it is the one that was sent, then record it again.";
    ReportTo: "{} {}（{}あて）", "{} {} (to the {})";

    PickUnknown: "（分からない・台帳にない。あとで記録する）", "(not known, or not in the register; to be recorded later)";
    IncidentRuns: "{} で対応中", "under way as {}";
    PickWhose: "誰のIDですか", "Whose ID is it?";
    PickWhere: "どのグループですか", "Which group?";
    NearMissGrows: "インシデントになったときは g（番号はそのまま）", "g makes it an incident (the number stays)";
    Note: "番号・備考", "Number or note";
    NoteMissing: "{}が未記入です（m で記入）。", "Still missing: {} (m to write it).";
    DoneAlready: "記録済みです（時刻は D、消すのは Delete）。", "It is recorded already (D: its time, Delete: take it out).";
    NothingToRemove: "消す記録がありません。", "There is nothing to take out.";
    AskRemoval: "「{}」の記録を消しますか？（操作履歴には残ります）", "Take out the record of {}? (The history keeps it.)";
    BeforeKnown: "保存しました。気づいた日時（{}）より前の時刻です。確かめてください。", "Saved. That is before the time of knowing ({}): please check.";
    TakenOver: "取り込みました：{}。u で元に戻せます。", "Taken over: {}. u takes it back.";
    TakenGroups: "グループ {}件", "{} {group|groups}";
    TakenPeople: "対象者 {}名", "{} {person|people}";
    TakenData: "対象となる情報", "what data";
    Told: "別に記載あり。済んでいれば Space で記録", "told below; Space if it is done";
    NotDoneYet: "まだ記録していない項目です。先に Space で記録してください。", "This step is not recorded yet: press Space first.";
    AskWhen: "{}：いつですか（例：9:10、11/20 9:10）", "{}: when? (such as 9:10, 11/20 9:10)";
    AskOtherTime: "{}：いつですか（今の記録 {}）", "{}: when? (now {})";
    AskOwn: "行ったこと（今の時刻で記録します）", "What was done (recorded with the time of now)";

    ReportsTitle: "報告書", "Reports";
    ReportSent: "{}　{}送付", "{}, sent {}";
    ReportNotSent: "{}　未送付", "{}, not sent yet";
    ReportOutdated: "{}　未送付・作成後に変更あり", "{}, not sent yet, changed since it was written";

    LawAsOf: "質問は{}時点の法令によります（質問の版 {}）。その後の改正は含みません。", "The questions follow the law as of {} (their edition: {}). What was amended later is not in them.";
    GuideTitle: "個人情報保護法による報告の要否", "Does the law ask for a report?";
    GuideHelp: "確かめること", "To find out";
    GuideSource: "根拠", "Source";
    GuideTold: "台帳の記録", "The register says";
    GuideMeans: "この答えの意味", "What it means";
    GuideSpeaksFor: "必要と考えられる点", "For a report";
    GuideSpeaksAgainst: "不要と考えられる点", "Against a report";
    GuideSpeaksNeither: "どちらともいえない点", "Neither way";
    Answered: "問{}：{}（未回答 {}問）　u で元に戻す", "Question {}: {} (open: {})  u: undo";
    NoAnswer: "答えなし", "no answer";
    AskAllTheSame: "報告が必要と考えられる点が{}件、未回答が{}問あります。それでも「報告対象外」と判断したことを記録しますか？", "{} {answer speaks|answers speak} for a report, and {} {question is|questions are} open. Record that no report is needed all the same?";
    GuideWeighed: "報告についての答えの整理", "What the answers come to";
    GuideOpen: "未回答 {}問", "questions still open: {}";
    GuideFor: "報告が必要と考えられる点 {}", "points for a report: {}";
    GuideForNone: "報告が必要と考えられる点なし", "no point for a report";
    Unanswered: "未回答", "open";
    GuideNothing: "まだありません", "nothing yet";
    GuideDecision: "判断", "Decision";
    GuideUndecided: "未判断。この手引きは判断しません。事業所で判断し、Enter で記録してください。", "None yet. This guide does not decide: somebody of the office does. Record it with Enter.";
    GuideNotOpened: "未判断。h で手引きを開いて確かめます。", "None yet. Press h for the guide.";
    GuideAssessed: "{}（{} {}）", "{} ({} {})";
    GuideReason: "理由", "Reason";
    NobodyRecorded: "判断者は未記入", "by nobody on record";
    PickAssessment: "どう判断しましたか", "What was decided?";
    PickAssessor: "{}と判断したのは誰ですか", "Who decided: {}?";
    AskAssessmentReason: "{}と判断した理由（空欄でも可）", "Reason for deciding: {} (may be empty)";
    WhichSent: "どれを報告しましたか", "Which was reported?";
    SentTo: "{}（{}あて）を送付した", "{} was sent to the {}";
    ToldAddressee: "{}へ報告した", "reported: {}";
    ToldSecretariat: "事務局へ報告した（報告書の控えなし）", "the secretariat was told (no report kept)";
    SentRecorded: "{} の送付を記録しました。", "Recorded that {} was sent.";
    NothingToSend: "送っていない報告書はありません。続報は w で作成します。", "No report waits to be sent. w writes a further one.";

    AffectedTitle: "台帳から分かる影響", "What it may touch, by the register";
    AffectedToTake: "台帳から分かる影響（a で報告書に取り込む）", "What it may touch, by the register (a takes it over)";
    AffectedHolder: "機器の使用者", "Holder of the device";
    AffectedGroups: "見られるおそれのあるグループ", "Groups that could be seen";
    AffectedNamed: "関係グループの患者", "Patients of the groups named";
    AffectedCount: "{}件（患者 {}）", "{} (patients: {})";
    AffectedPatients: "{}名", "{}";
    AffectedUnsure: "未確認のグループあり", "some groups do not say";
    AffectedData: "持ち出した内容", "Carried on it";
    AffectedControls: "機器の保護", "Protection";
    AffectedEncrypted: "保存領域の暗号化", "Storage encrypted";
    AffectedLine: "回線・停止の連絡先", "Line, and whom to call";
    AffectedUnrecorded: "未確認", "not recorded";
}
