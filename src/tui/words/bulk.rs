//! Wording of answers for many records at once.

use crate::register::Lang;

words! { "What is asked and said where many records are answered at once." BulkWord:
    ControlsTitle: "機器の安全管理（{}台）", "Controls of {} {device|devices}";
    ConsideredTitle: "事業所での検討（対策{}件）", "The office's decision on {} {control|controls}";
    MembersTitle: "参加の記録（{}件）", "{} {membership|memberships}";
    GroupsTitle: "患者グループの記録（{}件）", "{} patient {group|groups}";
    JoiningTitle: "グループへの追加（{}名）", "Add {} {person|people} to the group";
    HintJoining: "選んだ全員に同じ内容で、1回の操作として記録します。違うところは、あとで1人ずつ直せます。", "The same for all of them, in one step of the history. What differs is put right one by one later.";
    PickJoining: "{}に追加する人", "Who joins {}";
    FromGroup: "ほかのグループの参加者を選んだ状態にする", "Tick the members of another group";
    PickFromGroup: "参加者を写すグループ", "The group whose members are ticked";
    NobodyToAdd: "追加できる人がいません。登録されている人は全員参加しています。", "There is nobody to add: everybody on record is a member.";
    Ticked: "{}（{}名を選択）", "{} ({} ticked)";
    HintLeft: "「変えない」と空欄は、今の記録をそのまま残します。次の画面で確かめてから記録します。", "Fields left as they are do not change. You confirm once more before anything is recorded.";
    HintInspected: "点検日は、確かめた日がすべて同じときに入力します。空欄なら点検は記録しません。", "Give the day only if all were inspected on the same day; left empty, no inspection is recorded.";
    HintConsidered: "誰がいつ決めたかを入力します。ご自身が今日決めたことなら、日付は空欄で構いません。", "Say who decided and when. Leave the day empty if you decided it yourself today.";
    HintJoined: "参加日は、選んだ全員に同じ日を記録します。参加日の記録がある人はそのままです。", "The same day of joining is recorded for all of them; a day that is already recorded stays.";
    HintConsent: "同意の日付は、選んだすべてのグループに同じ日を記録します。同意書の記録があるグループはそのままです。", "The same day of consent is recorded for all of them; a consent that is already recorded stays.";
    AsItIs: "変えない", "as it is";
    One: "1名", "one";
    Reason: "理由", "Reason";
    OnDay: "{}（{}）", "{} ({})";
    Nothing: "答えがまだありません。どれかの欄を選ぶか、入力してください。", "Nothing is answered yet. Choose or type something.";
    AllRecorded: "選んだものすべてに、同じ内容または日付がすでに記録されています。", "All of them have that, or a day, recorded already.";
    Ask: "{}に記録します：{}。", "Record for {}: {}.";
    OfDevices: "機器{}台", "{} {device|devices}";
    OfOffice: "事業所", "the office";
    OfMembers: "参加{}件", "{} {membership|memberships}";
    OfGroups: "患者グループ{}件", "{} patient {group|groups}";
    AskWhich: "対象：{}。", " They are: {}.";
    AskChanges: "このうち{}件は、今ある記録を変えます。", " {} of them {changes|change} what is recorded now.";
    AskKept: "{}件はすでに日付の記録があるため、そのままにします。", " {} {has|have} a day already, which stays.";
    GoOn: "よろしいですか？", " Go on?";
}
