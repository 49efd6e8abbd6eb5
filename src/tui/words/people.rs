//! Wording of the administrator's work: removals that wait, a person's sheet, who leaves and who joins, take-outs.

use crate::register::Lang;

words! { "A fixed piece of wording about removals, people who come and go, and take-outs." PeopleWord:

    // Removals.
    RemovalsTitle: "解除待ち・招待", "Removals and invitations";
    RemovalsHead: "解除待ち {}件　招待 {}件　並べ方：{}", "To remove: {}  Invitations: {}  By {}";
    ByGroup: "グループごと", "group";
    ByPerson: "人ごと", "person";
    RemovalsNone: "解除待ちも、返事のない招待もありません。", "Nobody is waiting to be removed, and no invitation is open.";
    HeadingCount: "{}　{}件", "{}  {}";
    Invitations: "招待", "Invitations";
    FromReview: "精査で決定 {}", "decided in the review of {}";
    FromRequest: "解除を決定 {}", "decided on {}";
    FromOffDuty: "担当から外れた {}", "off duty since {}";
    FromLeft: "退職 {}", "left on {}";
    FromExpelled: "退去の命令 {}", "ordered to leave on {}";
    FromOrderedBy: "（{}）", " ({})";
    FromMore: "　ほか{}件", "  and {} more";
    HowToRemove: "MCSで「{}」を開き、メンバーの一覧から{}さんを選んで「解除」します。済んだら d で記録してください。", "In MCS, open \"{}\", choose {} in the list of its members and remove them. Then press d to record it.";
    InvitedUnapproved: "承認待ち", "to approve";
    InvitedJoined: "未承認で参加", "not approved";
    InvitedUnanswered: "返事なし", "unanswered";
    InvitedSent: "返事待ち", "sent";
    InvitedBy: "招待：{} {}", "by {} {}";
    HowToApprove: "招待してよい人かを確かめ、MCSで承認してから d で記録します。断るときは、MCSで招待を取り消し、そのことを参加の記録に書きます。", "See whether this person may be invited, approve it in MCS, then press d. To turn it down, withdraw it in MCS and record that in the membership.";
    HowToApproveLate: "承認の記録がないまま参加しています。参加してよい人かを確かめてから d で承認を記録するか、解除を決めてください。", "This person joined without a recorded approval. Approve it now with d, or decide on the removal.";
    HowToRemind: "MCSで再送や取り消しができるのは、招待した人（{}）だけです。届いたかを本人に確かめてください。参加したら d で記録します。", "Only who invited ({}) can send it again or withdraw it in MCS. Ask whether it arrived; once joined, press d.";

    // A person's sheet.
    PersonTitle: "{}の記録", "The record of {}";
    SheetHead: "表示：記録　f で退職の手続き（残り{}件）・入職の手続き（残り{}件）", "Showing: record.  f: leaving ({} open), joining ({} open)";
    SheetHeadPartner: "表示：記録　f で参加の整理（残り{}件）", "Showing: record.  f: leaving ({} open)";
    LeavingHead: "退職の手続き　最終勤務日 {}　残り{}件", "Leaving.  Last day {}  {} open";
    LeavingHeadNoDay: "退職の手続き　最終勤務日は未記録（x で記録）　残り{}件", "Leaving.  Last day not recorded (x records it)  {} open";
    LeavingHeadPartner: "参加の整理　残り{}件（x ですべての解除を決めます）", "Leaving.  {} open (x decides on all removals)";
    JoiningHead: "入職の手続き　残り{}件", "Joining.  {} open";
    NothingLeft: "残りはありません。", "Nothing is left.";
    NoHoldings: "記録がありません。", "Nothing is recorded.";
    SectionId: "ID・誓約書・教育", "ID, pledge, trainings";
    SectionFindings: "指摘", "Findings";
    SectionGroups: "参加グループ", "Groups";
    SectionDevices: "機器", "Devices";
    SectionTakeOuts: "持ち出し", "Take-outs";
    SectionIncidents: "インシデント", "Incidents";
    AccountIs: "MCSのID", "MCS ID";
    AccountNone: "登録の記録なし", "not registered";
    Training: "教育", "Training";
    Restriction: "措置", "Restriction";
    LentOn: "貸与 {}", "lent {}";
    Since: "参加 {}", "since {}";
    Until: "{}まで", "until {}";
    Open: "未了", "open";
    SheetHint: "Enter で記録を開きます。", "Enter opens the record.";
    SheetHintMembership: "Enter で参加の記録を開きます。担当から外れたときは t で記録します。", "Enter opens the membership. Press t when this person is no longer in charge.";
    SheetHintFinding: "Enter で指摘のもとの記録を開きます。", "Enter opens the record behind the finding.";

    // Leaving.
    StagePreparation: "準備", "prepare";
    StageLastDay: "本日まで", "today";
    StageFlagged: "要対応", "now";
    ReasonLeft: "退職・異動", "left their office";
    HandOver: "MCS管理者の引き継ぎ", "Hand over as MCS administrator";
    PickSuccessor: "後任のMCS管理者", "The next MCS administrator";
    NoSuccessor: "後任にできる職員（在職中でMCSのIDがある人）がいません。", "No staff member with an MCS ID can take over.";
    ManagerHandOver: "事業所の管理者の引き継ぎ", "Hand over as office manager";
    ManagerHint: "d を押すと、事業所の編集が開きます。新しい管理者を選んでください。", "d opens the office's record: choose the new manager.";
    Pledge: "誓約書の提出", "Pledge";
    AccountDeletion: "MCSアカウントの削除（本人）", "Account deleted by the person";
    AccountDeletionHint: "最終日までに、本人がMCSにログインして自分のアカウントを削除します。最終日を過ぎるとスタッフ解除しかできず、アカウントが残ります。", "Before the last day is over, the person logs in to MCS and deletes the account. Afterwards it can only be released, and the account remains.";
    AccountRelease: "MCSのスタッフ解除", "Account released in MCS";
    AccountReleaseHint: "最終日を過ぎたので、MCSで施設のスタッフから解除します。アカウントは残ります。削除できるのは本人だけです。", "The last day has passed: release the person from the facility's staff in MCS. The account remains; only the person can delete it.";
    AccountRemains: "残っているアカウントの削除（本人）", "Remaining account deleted";
    AccountRemainsHint: "スタッフ解除は済みましたが、アカウントは残っています。本人に削除を頼み、確かめられたら d で記録します。頼めないときは例外承認にします。", "The account was released and still exists. Ask the person to delete it, then press d. Where that is impossible, record a waiver.";
    MembershipOf: "「{}」からの解除", "Removal from \"{}\"";
    DoctorOf: "「{}」の主治医の変更", "Another attending doctor for \"{}\"";
    DeviceOf: "機器の返却：{}", "Device back: {}";
    DeviceHint: "機器を受け取り、d で返却を記録します。", "Take the device back, then press d.";
    OwnDeviceOf: "個人所有の機器の利用終了：{}", "Own device: {}";
    OwnDeviceHint: "本人の前で、MCSのデータとログイン情報が残っていないことを確かめ、d で記録します。", "See with its owner that no data and no login of MCS is left on it, then press d.";
    TakeOutOf: "持ち出しの返却：{}", "Take-out back: {}";
    TakeOutHint: "持ち出したものを受け取り、d で返却を記録します。", "Take back what went out, then press d.";
    AskedOf: "持ち出しの申請：{}", "Take-out asked for: {}";
    AskedHint: "まだ決めていない申請です。d で理由を書いて却下します。承認するときは Enter で開きます。", "Not decided yet. d refuses it with a reason; Enter opens it.";
    AskedApprovedHint: "承認済みで、まだ持ち出していません。Enter で開き、期間を直すなどしてください。", "Approved and still here. Enter opens it, for example to end its period.";
    QuestionOf: "要確認への回答：{}　{}", "Question to answer: {}  {}";
    QuestionHint: "この人に尋ねている確認です。最終日までに答えを聞き、d で記録します。", "This person is to answer it. Ask before the last day, then press d.";
    ReviewOf: "途中の精査：「{}」", "Review in progress: \"{}\"";
    ReviewHint: "この人が始めた精査に署名がありません。最終日までに署名するか、別の人が改めて精査します。Enter で参加者を開きます。", "A review that this person began is not signed. Sign it before the last day, or let another one review. Enter shows the members.";
    RestrictionOf: "{}の実施", "{} carried out";
    RestrictionHint: "命じられた措置がまだ実施されていません。MCSで実施し、d で記録します。", "An order that is not carried out. Do it in MCS, then press d.";

    // Joining.
    NeedLogin: "MCSのIDの記録", "MCS login";
    NeedRole: "役割の記録", "Role";
    NeedDevice: "使う機器", "A device";
    NeedHint: "済んだら d で記録します。日付を選ぶときは D です。", "Press d when it is done, D for another day.";
    NeedOpenHint: "d を押すと、職員の編集が開きます。", "d opens this person's record to edit.";
    NeedDeviceHint: "d で、貸し出す機器を選びます。個人所有の機器は、機器の画面で登録します。", "d chooses the device to lend. An own device is recorded in the list of devices.";
    PickLent: "どの機器を貸しますか", "Lend which device?";
    NoSpare: "貸し出せる機器がありません。機器の画面で登録してください。", "No device is free. Record one in the list of devices.";
    PickRole: "役割", "Role";

    // Take-outs.
    OutUnapproved: "承認のない持ち出しです。", "It left without an approval.";
    ApprovedLater: "事後承認として残ります。", "Recorded as approved afterwards.";
    Standing: "日常使用の承認", "Standing approval";
    StandingUntil: "{}まで有効", "until {}";
    StandingOver: "有効ではない", "not in force";
    CheckedOn: "返却後の確認", "Checked after return";
}
