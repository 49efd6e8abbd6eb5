//! Wording about the register's beginning: from when it is kept, who hosts the patients' groups, and what moving either does.

use crate::register::Lang;

words! { "A fixed piece of wording about the register's beginning." BeginningWord:
    Title: "記録開始日と患者グループを管理する事業所", "From when this register is kept, and who hosts";
    HintSince: "記録開始日より前からのことは、改めて指摘しません。空欄にすると、はじめから確かめます。", "What was before that day is not asked for again. Left empty, everything is asked for.";
    HintHost: "他の事業所が管理する患者グループは、自事業所の務めだけを指摘します。", "Of patient groups that another office hosts, only this office's own duties are flagged.";
    HostOpen: "グループごとに記録", "recorded with each group";
    AnsweredOpen: "はじめからすべて確かめ、管理する事業所はグループごとに記録します。", "Everything is asked for from the beginning; who hosts is recorded with each group.";
    Asked: "いつから付けている台帳か、患者グループをどの事業所が管理するかを教えてください。o で答えられます。", "From when is this register kept, and who hosts the patient groups? Press o to answer.";
    PutOff: "まだ記録していません。「本日の対応」の行から、いつでも答えられます。", "It is not answered yet. The row on Today asks again whenever you like.";
    Gone: "指摘が{}件なくなりました：{}。", "{} {finding is|findings are} gone: {}.";
    Come: "指摘が{}件増えました：{}。", "{} {finding is|findings are} new: {}.";

    // The row on Today.
    CareAbout: "記録開始日と管理する事業所", "since when, who hosts";
    CareLabel: "未回答", "not answered";
    CareSentence: "この台帳をいつから付けているか、患者グループをどの事業所が管理するかが、まだ記録されていません。記録するまで、昔からの参加や、他の事業所の務めまで指摘します。", "It is not recorded from when this register is kept, nor who hosts the patient groups. Until it is, members of long ago and the duties of other offices are flagged too.";
    CareToDo: "2つの質問に答えてください。あとから「9 事業所」の o でも変えられます。", "Answer the two questions. They can be changed later with o on the list Office (9).";
}

words! { "What the first steps of a new register say." FirstWord:
    Title: "はじめに", "First steps";
    Done: "済み", "done";
    ChipDone: "済", "done";
    ChipOpen: "未", "open";
    Open: "まだ", "not yet";
    Optional: "任意", "if you like";
    People: "{}名", "{} {person|people}";
    DevicesCount: "{}台", "{} {device|devices}";
    GroupsOnly: "{}グループ", "{} {group|groups}";
    Answer: "2つの質問に答える", "answer two questions";
    PutAway: "「はじめに」をしまう", "put the first steps away";
    PutAwayDone: "「はじめに」をしまいました。記録は、各画面の n でいつでも追加できます。", "The first steps are put away. Records are added on each screen with n.";

    Office: "記録開始日など", "Kept since";
    OfficeWhat: "この台帳をいつから付けるか、患者グループをどの事業所が管理するかを決めます。昔からの参加や、他の事業所の務めまで指摘しないためです。", "Say from when this register is kept and who hosts the patient groups, so that neither members of long ago nor the duties of other offices are flagged.";
    OfficeToDo: "2つの質問に答えてください。空欄のままでも先へ進めます。", "Answer two questions. Both may be left empty.";
    Ledger: "Excel台帳の取り込み", "Ledgers";
    LedgerWhat: "職員・機器・グループなどの台帳がExcelやCSVにあれば、まとめて取り込めます。", "Where staff, devices or groups stand in Excel or CSV already, they are brought in together.";
    LedgerToDo: "ファイルを選ぶか、表を貼り付けます。何が記録されるかを確かめてから取り込み、u で元に戻せます。", "Choose the file or paste the table. What would be recorded is shown first, and u takes it back.";
    Staff: "職員", "Staff";
    StaffWhat: "MCSを使う職員を登録します。誰が使っているかが、すべての確認のもとになります。", "Record the staff who use MCS: every check begins with who they are.";
    StaffToDo: "職員の一覧を開き、n で1人ずつ追加してください。", "Open the list of staff and add them with n.";
    Devices: "機器", "Devices";
    DevicesWhat: "MCSを使うパソコン・タブレット・スマートフォンを登録します。", "Record the computers, tablets and phones on which MCS is used.";
    DevicesToDo: "機器の一覧を開き、n で1台ずつ追加してください。", "Open the list of devices and add them with n.";
    Partners: "関係者", "Partners";
    PartnersWhat: "グループに参加している、他の事業所の人を登録します。", "Record the people of other offices who sit in the groups.";
    PartnersToDo: "関係者の一覧を開き、n で1人ずつ追加してください。", "Open the list of partners and add them with n.";
    Groups: "グループと参加者", "Groups, members";
    GroupsWhat: "MCSのグループと、そこに参加している人を登録します。", "Record the groups of MCS and who sits in them.";
    GroupsToDo: "グループの一覧を開き、n でグループを追加してください。Enter で開いたグループに、n で参加者を追加できます。", "Open the list of groups and add them with n; Enter opens a group, where n adds its members.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_the_same_in_both_languages() {
        let places = |text: &str| text.matches("{}").count();
        for word in BeginningWord::ALL {
            assert_eq!(places(word.say(Lang::Ja)), places(word.say(Lang::En)), "{word:?}");
        }
        for word in FirstWord::ALL {
            assert_eq!(places(word.say(Lang::Ja)), places(word.say(Lang::En)), "{word:?}");
        }
    }
}
