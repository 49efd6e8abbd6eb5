//! Wording about the register's beginning: from when it is kept, who hosts the patients' groups, and what moving either does.

use crate::register::Lang;

words! { "A fixed piece of wording about the register's beginning." BeginningWord:
    Title: "記録開始日と患者グループの連携元", "From when this register is kept, and who hosts";
    HintSince: "記録開始日より前からのことは、あらためて指摘しません。空欄にすると、はじめから確かめます。", "What was before that day is not asked for again. Left empty, everything is asked for.";
    HintHost: "他の事業所が連携元の患者グループは、自事業所の務めだけを指摘します。", "Of patient groups that another office hosts, only this office's own duties are flagged.";
    HostOpen: "グループごとに記録", "recorded with each group";
    AnsweredOpen: "はじめからすべて確かめ、連携元はグループごとに記録します。", "Everything is asked for from the beginning; who hosts is recorded with each group.";
    Asked: "いつから付けている台帳か、患者グループの連携元はどこかを教えてください。o で答えられます。", "From when is this register kept, and who hosts the patient groups? Press o to answer.";
    PutOff: "まだ記録していません。「本日の対応」の行から、いつでも答えられます。", "It is not answered yet. The row on Today asks again whenever you like.";
    Gone: "指摘が{}件なくなりました：{}。", "{} findings are no more: {}.";
    Come: "指摘が{}件増えました：{}。", "{} findings are new: {}.";

    // The row on Today.
    CareAbout: "記録開始日と連携元", "since when, who hosts";
    CareLabel: "未回答", "not answered";
    CareSentence: "この台帳をいつから付けているか、患者グループの連携元がどこかが、まだ記録されていません。記録するまで、昔からの参加や、他の事業所の務めまで指摘します。", "It is not recorded from when this register is kept, nor who hosts the patient groups. Until it is, members of long ago and the duties of other offices are flagged too.";
    CareToDo: "2つの質問に答えてください。あとから「9 事業所」の o でも変えられます。", "Answer the two questions. They can be changed later with o on the list Office (9).";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_the_same_in_both_languages() {
        for word in BeginningWord::ALL {
            let places = |lang| word.say(lang).matches("{}").count();
            assert_eq!(places(Lang::Ja), places(Lang::En), "{word:?}");
        }
    }
}
