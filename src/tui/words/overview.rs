//! Wording of the overview of all duties.

use crate::register::Lang;

words! { "A fixed piece of wording about the overview of all duties." OverviewWord:

    Title: "見渡し：ポリシーの義務ごとの状態", "Overview: how each duty of the policy stands";
    Today: "今日 {}", "Today, {}";
    MonthEnd: "{} の終わり", "End of {}";
    DutiesBroken: "要対応の義務 {}", "Duties to see to {}";
    DutiesUnknown: "不明 {}", "unknown {}";
    DutiesKept: "守られている {}", "kept {}";
    DutiesOfNothing: "該当なし {}", "not applicable {}";
    NotKnown: "履歴からは分かりません。", "The history does not say.";
    Duty: "義務", "Duty";
    State: "状態", "State";
    Kept: "守られている", "Kept";
    Broken: "超過・要対応", "To do";
    Unknown: "不明", "Unknown";
    Soon: "間近", "Soon";
    Waived: "例外", "Waived";
    NothingToApplyTo: "該当なし", "not applicable";
    DutyNotKnown: "分かりません", "not known";
    Numbers: "{} {}：{}件のうち、守られているもの {}件", "{} {}: of {}, kept {}";
    AndOthers: "{}ほか", "{} and others";
    Course: "未対応の指摘　12か月の動き", "Open findings over twelve months";
    CourseFrom: "未対応の指摘　12か月の動き（履歴から分かるのは {} からです）", "Open findings over twelve months (the history tells them from {} on)";
    CourseComes: "12か月の動きを履歴から数えています…", "Counting the twelve months from the history...";
    CourseFailed: "12か月の動きを数えられませんでした。{}", "The twelve months could not be counted. {}";
    OnlyThis: "「{}」の指摘だけを出しています。Esc で全体に戻ります。", "Only the findings of \"{}\" are shown. Esc shows all again.";
}

/// A month in a narrow column.
pub fn month_short(number: i8, lang: Lang) -> String {
    let english = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    match lang {
        Lang::Ja => format!("{number}月"),
        Lang::En => {
            let place = usize::try_from(number).unwrap_or(0).wrapping_sub(1);
            english.get(place).copied().unwrap_or_default().to_owned()
        }
    }
}
