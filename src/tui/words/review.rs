//! Wording of the membership review (精査) and of the round (棚卸し).

use crate::register::Lang;

words! { "A fixed piece of wording about the review of a group's members and about the round." ReviewWord:
    MemberReason: "理由", "Reason";

    // The list.
    Title: "精査　{}", "Review: {}";
    TitleRound: "棚卸し {} / {}　精査　{}", "Round {} / {} - review: {}";
    Counts: "全{}名：継続 {}　解除 {}　要確認 {}　未決 {}", "All {}: keep {}  remove {}  ask {}  open {}";
    JoinedSince: "開始後に参加 {}名（t で加える）", "{} joined since (t takes in)";
    ReleasedSince: "開始後に解除 {}名", "{} removed since";
    ColDecision: "判断", "Decision";
    ColNotes: "確認すること", "To look at";
    ColLast: "前回の精査", "Last review";
    NotListed: "対象外", "not in it";
    Open: "未決", "open";
    Proposed: "提案：解除　{}", "Proposed: remove - {}";
    DecidedRemove: "解除：{}", "remove: {}";
    DecidedAsk: "要確認：{}", "ask: {}";
    AskLater: "相手は未定", "not said whom";
    IsNew: "精査の開始後に参加", "joined after the review was begun";
    LeftOn: "退職 {}", "left {}";
    LeavesOn: "退職予定 {}", "leaves {}";
    OffDutySince: "担当外 {}", "off duty {}";
    OffDutyFrom: "担当外の予定 {}", "off duty from {}";
    Restricted: "{}中", "{}";
    IsDoctor: "主治医", "attending doctor";
    IsDoctorAndLastAdmin: "主治医（外すと管理者がいなくなります）", "attending doctor (nobody else has admin rights)";
    IsLastAdmin: "外すと管理者がいなくなります", "nobody else has admin rights";
    Invited: "招待中 {}", "invited {}";
    Nobody: "このグループに参加者はいません。s で署名できます。", "Nobody is a member of this group. Press s to sign.";

    // The selected row.
    Who: "{}（{}）　権限 {}", "{} ({})  rights: {}";
    Since: "参加 {}　招待 {} {}", "Member since {}  invited {} {}";
    Why: "参加の理由：{}", "Why a member: {}";
    LastSeen: "前回の精査 {} {}", "Last review {}: {}";
    NeverSeen: "前回の精査の記録なし", "No earlier review decided on this member";

    // Deciding.
    Decided: "{}：{}", "{}: {}";
    Saved: "{}：保存しました。", "{}: saved.";
    StepOf: "{}　{}", "{}: {}";
    Reopened: "{}：未決に戻しました", "{}: open again";
    AllDecided: "全員の判断が終わりました。s（F10）で署名に進みます。", "Everybody is decided on. Press s (F10) to sign.";
    ReasonTitle: "{}を解除する理由（番号で選ぶか、入力して Enter）", "Why {} is removed (a number, or type it and press Enter)";
    ReasonEmpty: "Enter：{}", "Enter: {}";
    AskTitle: "{}　誰に確かめますか（一覧になければ、聞くことを入力して Enter）", "{}: whom to ask (or type what to ask and press Enter)";
    AskNobody: "相手はあとで決める", "Decide later whom to ask";
    AskKeepOthers: "未決の{}名のうち、解除の提案がない{}名を継続にしますか？", "Of the {} that are open, keep the {} for whom nothing is proposed?";
    AskProposals: "未決の{}名のうち、提案のある{}名を解除にしますか？　理由は提案のとおり記録します。", "Of the {} that are open, remove the {} that are proposed? The reasons are recorded as proposed.";
    AskAbandon: "この精査を取りやめますか？　これまでの判断（{}名）は使われません。", "Give this review up? What was decided so far ({}) will not count.";
    NoOthers: "継続にする未決の人はいません（提案のある人は1人ずつ決めます）。", "Nobody is left to keep; those proposed are decided one by one.";
    NoProposals: "解除の提案がある未決の人はいません。", "No removal is proposed for anybody who is open.";
    NobodyJoined: "精査の開始後に参加した人はいません。", "Nobody has joined since the review was begun.";
    NotPart: "この人は精査の開始後に参加しました。t で精査に加えてから決めてください。", "This member joined after the review was begun. Press t to take them in first.";
    AndMore: " ほか{}名", " and {} more";
    StillOpen: "まだ{}名が未決です：{}", "{} still open: {}";
    Interrupted: "精査を中断しました。判断は保存されています（{} / {}名）。", "The review is interrupted; what was decided is kept ({} of {}).";

    // The signature.
    SignTitle: "精査の署名　{}", "Sign the review: {}";
    SignSum: "継続 {} ＋ 解除 {} ＋ 要確認 {} ＝ 全{}名", "keep {} + remove {} + ask {} = all {}";
    SignReviewer: "精査した人", "Reviewer";
    SignNoReviewer: "選ばれていません（p で選びます）", "not named (p names one)";
    SignMinutes: "かかった時間", "Time spent";
    Minutes: "{}分", "{} min";
    UnderAMinute: "1分未満", "under a minute";
    SignRemoved: "解除する人", "To be removed";
    SignAsked: "確かめる人", "To be asked about";
    SignThen: "署名すると変更できません。直すときは、もう一度精査してください。解除は「MCSで解除した」と記録するまで残ります。", "Once signed it cannot be changed; to correct it, review once more. Each removal stays open until it is recorded as done in MCS.";
    AskSignedOn: "{}さんが署名した日（例：11/20、R8.11.20、昨日）", "On which day did {} sign it? (such as 11/20, R8.11.20, yesterday)";
    PickSigner: "精査した人", "Who reviewed";
    ConcernAdmin: "注意：管理者権限を持つ参加者がいなくなります。", "Note: nobody with admin rights would be left.";
    PickStart: "{}の精査", "Review of {}";
    StartNew: "新しい精査を始める（全員を見直す）", "Begin a new review (everybody anew)";
    StartAmend: "前回の精査（{}）を改める（判断を引き継ぐ）", "Amend the last review ({}), with its decisions";

    // The round.
    RoundTitle: "棚卸し　{} / {}グループ", "Round: {} / {} {group|groups}";
    RoundSince: "{}から　{}", "since {}  {}";
    RoundDue: "精査の期限が近い・過ぎたグループ", "groups whose review is due";
    RoundAll: "すべてのグループ", "all groups";
    RoundEmpty: "精査が必要なグループはありません。f ですべてのグループを表示します。", "No group's review is due. f shows all groups.";
    RoundDone: "済 {}", "done {}";
    RoundInProgress: "途中 {} / {}", "{} of {}";
    RoundWaiting: "未着手", "waiting";
    RoundResult: "継続 {}・解除 {}・要確認 {}", "{} kept, {} removed, {} asked";
    RoundFinished: "棚卸しが終わりました。", "The round is finished.";
    SummaryTitle: "棚卸しのまとめ", "Summary of the round";
    SummaryTotal: "{}グループ・のべ{}名：継続 {}　解除 {}　要確認 {}　時間 {}", "{} {group|groups}, {} {member|members}: {} kept, {} removed, {} asked, {}";
    SummaryLine: "{}　全{}名：継続 {}　解除 {}　要確認 {}　{}", "{}  all {}: {} kept, {} removed, {} asked, {}";
    SummaryBy: "{}　{}", "{}, {}";
    SummaryCounter: "確認 {}", "countersigned by {}";
    SummaryWaits: "確認待ち（自分の参加を含む）", "countersign asked for (own membership)";
    SummaryLeft: "まだのグループ", "Not done";
    SummaryLeftSaid: "まだのグループの参加者はそのまま継続し、指摘は残ります。", "Members of these groups stay, and the findings stay.";
    SummaryNone: "まだ署名した精査はありません。", "No review has been signed yet.";
    ColGroup: "グループ", "Group";
    ColDue: "期限", "Due";
    ColHow: "状況", "State";
    ColResult: "結果", "Result";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_the_same_in_both_languages() {
        for word in ReviewWord::ALL {
            let places = |lang| word.say(lang).matches("{}").count();
            assert_eq!(places(Lang::Ja), places(Lang::En), "{word:?}");
        }
    }
}
