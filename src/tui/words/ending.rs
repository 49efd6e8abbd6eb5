//! Wording of what ends the use of a group.

use crate::register::{Lang, labels::Label};

words! { "A fixed piece of wording about the end of a group." EndingWord:
    Title: "利用を終える：{}", "End of use: {}";
    Hint: "亡くなられたとき、転居・入所されたとき、利用が終わったときに記録します。保管する期限は、決まっていなければ空欄のままで構いません。", "For a death, a move, or the end of the service. The day until which the group is kept may stay empty while it is undecided.";
    What: "何がありましたか", "What happened";
    On: "その日付", "On which day";
    Open: "（選んでください）", "(please choose)";
    Death: "亡くなられた", "The patient has died";
    Move: "転居・入所などで担当を離れた", "The patient has moved or entered a home";
    Over: "契約の終了などで使わなくなった", "The service is over";
    KeptBefore: "保管する期限は、その日付より後にしてください。", "The day until which it is kept has to be later than that.";
    AskDeath: "{}：逝去日 {} を記録します。", "{}: the day of death {} is recorded.";
    AskEnd: "{}：利用終了日 {}（{}）を記録します。", "{}: the end of use {} ({}) is recorded.";
    AskKept: "保管する期限は {} です。", " It is kept until {}.";
    AskOpen: "保管する期限は未定のままです。", " Until when it is kept stays open.";
    GoOn: "よろしいですか？", " Go on?";
    Queue: "記録しました。残りの作業を一覧にしました（{}件）。上から順に、終えたものを d で記録してください。u で元に戻せます。", "Recorded. What is left to do is listed ({}): work from the top and record with d what is done. u takes it back.";
    QueueEmpty: "記録しました。このグループに残りの作業はありません。u で元に戻せます。", "Recorded. Nothing is left to do about this group. u takes it back.";
    Already: "このグループの利用は、すでに終わっています。編集（e）で直せます。", "The use of this group has ended already: e edits it.";
}

impl EndingWord {
    /// As the label of a field.
    pub fn label(self) -> Label {
        Label::new(self.say(Lang::Ja), self.say(Lang::En), None)
    }
}
