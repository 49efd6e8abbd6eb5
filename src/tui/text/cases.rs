//! Wording of an incident that is led: its clocks, and what it may touch.

use crate::register::Lang;

words! { "A fixed piece of wording about an incident's clocks and what it may touch." CaseWord:

    ClocksTitle: "期限", "Deadlines";
    ClockDue: "{}まで（{}）", "by {} ({})";
    ClockToday: "今日", "today";
    ClockLeft: "あと{}日", "days left: {}";
    ClockOver: "{}日超過", "days over: {}";
    ClockMoved: "{}　休日に当たるため{}まで延びます", "{}; moves to {} for the days off";
    ClockUndecided: "{}　報告対象と判断した場合", "{}; if it is judged reportable";
    ClockDone: "済み（{}）", "done ({})";
    ClockNotKnown: "覚知日時の記録がないため分かりません", "cannot be told: the time of knowing is not recorded";
    ClockNotAsked: "不要（報告対象外と判断）", "not needed (judged not reportable)";

    AskSent: "報告書 {} を{}に送付したものとして記録しますか？ 送付した報告書は、以後変更も取り消しもできません（新しい事情は続報に書きます）。", "Record that report {} was sent on {}? What was sent is neither changed nor taken back any more: what comes later goes into a further report.";

    AffectedTitle: "台帳から分かる影響", "What it may touch, by the register";
    AffectedHolder: "機器の使用者", "Holder of the device";
    AffectedGroups: "見られるおそれのあるグループ", "Groups that could be seen";
    AffectedCount: "{}件（患者 {}）", "{} (patients: {})";
    AffectedPatients: "{}名", "{}";
    AffectedUnsure: "未確認のグループあり", "some groups do not say";
    AffectedData: "持ち出した内容", "Carried on it";
    AffectedControls: "機器の保護", "Protection";
    AffectedEncrypted: "保存領域の暗号化", "Storage encrypted";
    AffectedLine: "回線・停止の連絡先", "Line, and whom to call";
    AffectedUnrecorded: "未確認", "not recorded";
}
