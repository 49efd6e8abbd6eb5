//! Wording of the lists: what is searched for, marked and sorted, and what an empty one says.

use crate::register::Lang;

words! { "A fixed piece of wording about searching, marking and sorting." ListWord:

    // Searching.
    Outside: "ほかに{}件が絞り込みの外（{}で外す）", "{} more outside the filter ({} lifts it)";
    EmptyInside: "絞り込み（{}）の中にはありません。ほかに{}件が絞り込みの外にあります。{}で絞り込みを外します。", "No row matches within the filter ({}). {} more {is|are} outside it: {} lifts it.";

    // A list without rows.
    AllClear: "対応が必要な指摘はありません。", "Nothing needs to be done.";
    EmptyList: "まだ登録がありません。n で追加します。", "Nothing recorded yet. Press n to add.";
    EmptyMatch: "条件に合う行がありません。Esc で検索・絞り込みを解除します。", "No row matches. Esc clears search and filter.";

    // One duty.
    OnlyDuty: "「{}」だけ", "Only: {}";

    // The palette.
    CloseFirst: "入力中の画面があります。保存するか閉じてから、もう一度選んでください。", "Something is being typed: save or close it first, then choose again.";
    KeyOnRow: "{}の画面です。行を選んで {}（{}）を押してください。", "This is {}. Choose a row and press {} ({}).";
    KeyThere: "「{}」を開きました。ここで {}（{}）を押してください。", "Opened: {}. Press {} here ({}).";

    // Sorting.
    Sorted: "並び: {}{}", "Sorted: {}{}";
    SortedUp: "「{}」の順に並べました（! で逆順、> で次の列）。", "Sorted by {} (! reverses the order, > takes the next column).";
    SortedDown: "「{}」の逆順に並べました（! で元の順、> で次の列）。", "Sorted by {}, the last first (! reverses the order, > takes the next column).";
    OwnOrder: "元の並びに戻しました。", "The list stands in its own order again.";

    // Marks.
    Marked: "印 {}件", "{} marked";
    MarkedHidden: "印 {}件（うち{}件は表示の外）", "{} marked, {} out of sight";
    MarkedElsewhere: "{}の印 {}件", "{}: {} marked";
    MarksGone: "{}件の印を外しました。", "{} {mark|marks} taken away.";
    AskMarks: "{}：表示の外にも印があります。どれを対象にしますか？", "{}: there are marks out of sight. For which?";
    OnlyRow: "この行だけ：{}", "this row only: {}";
    OnlyShown: "表示されている印 {}件だけ：{}", "the {} marked {row|rows} in sight: {}";
    AllMarked: "印を付けた{}件すべて（うち{}件は表示の外：{}）", "all {} marked {row|rows} ({} of them out of sight: {})";
    AndMore: "{} ほか{}件", "{} and {} more";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_the_same_in_both_languages() {
        for word in ListWord::ALL {
            let places = |lang| word.say(lang).matches("{}").count();
            assert_eq!(places(Lang::Ja), places(Lang::En), "{word:?}");
        }
    }
}
