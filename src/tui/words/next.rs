//! Wording of the list of the day: what is to be done next, how late it is, and how many are folded into one row.

use crate::register::{Asks, Date, Fact, Lang, Names};

use super::facts::weekday_short;

words! { "What the list of the day says beside its records." NextWord:
    DoneToday: "本日{}", "{} today";
    FillIn: "「{}」を入れる", "Fill in \"{}\"";
    Say: "{}を記録", "Record: {}";
    SayMore: "{}を記録（日付などを入れる）", "Record: {} (with its day)";
    SaySigner: "{}を記録（確認した人を入れる）", "Record: {} (by whom)";
    Confirm: "確かめて記録（{}）", "Confirm and record: {}";
    Choose: "選んで記録", "Choose and record";
    ChooseFinding: "指摘を選んで記録", "Choose the finding";
    Of: "{}：{}", "{}: {}";
    Field: "「{}」の欄（{}）", "\"{}\", {}";
    Members: "参加者の一覧", "the list of members";
    Review: "精査を始める", "Begin the review";
    Assess: "質問に答えて判断する", "Answer the questions and decide";
    Incident: "インシデントを起票する", "Open an incident";
    Care: "実行する", "Do it";
    Today: "今日", "today";
    Late: "{}日超過", "{}d late";
    Left: "あと{}日", "{}d left";
    LateShort: "{}日", "{}d";
    People: "{}名", "{} {person|people}";
    Devices: "{}台", "{} {device|devices}";
    Rows: "{}件", "{} {row|rows}";
    Folded: "「{}」が{}あります。", "{}: {}.";
    FoldedDue: "「{}」が{}あります。最初の期限は{}（{}）です。", "{}: {}. The first is due on {} ({}).";
    Alike: "{}（{} {}件）：{}", "{} ({}, {}): {}";
    SettleAll: "{}をまとめて記録", "Record all {}";
    Open: "1件ずつ", "each of them";
    All: "すべて", "all of them";
    More: "ほか{}件", "and {} more";
    MoreArticles: "{}他", "{}+";
}

/// What somebody has done, in words that follow on "today"; a row a deed that one key records.
macro_rules! deeds {
    ($($fact:ident: $ja:literal, $en:literal;)*) => {
        fn deed(fact: &Fact, lang: Lang) -> Option<&'static str> {
            Some(match (fact, lang) {
                $((Fact::$fact { .. }, Lang::Ja) => $ja, (Fact::$fact { .. }, Lang::En) => $en,)*
                _ => return None,
            })
        }
    };
}

deeds! {
    GuidelineConfirmed: "確認した", "Confirmed";
    PasswordChanged: "変更した", "Changed";
    SharingEnded: "共有をやめた", "No longer shared";
    ProfileRegistered: "登録した", "Registered";
    AccountReleased: "解除した", "Released";
    AccountDeleted: "削除した", "Deleted";
    DeletionAsked: "依頼した", "Asked";
    RestrictionEnforced: "実施した", "Carried out";
    DeviceReturned: "返却された", "Returned";
    DeviceErased: "確かめた", "Seen to be cleared";
    DeviceInspected: "点検した", "Inspected";
    BootPasswordChanged: "変更した", "Changed";
    TakeOutReturned: "返却された", "Returned";
    OnePatientConfirmed: "確かめた", "Confirmed";
    GroupArchived: "移した", "Archived";
    GroupDeleted: "削除した", "Deleted";
    PurposeAnnounced: "伝えた", "Told";
    PatientDataRemoved: "削除された", "Removed";
    InvitationJoined: "参加した", "Joined";
    RemovalDone: "解除した", "Removed";
    MeasureDone: "実施した", "Carried out";
}

/// What one key does with a fact; `field` is what the record's form calls the day that it fills in.
pub fn recorded(fact: &Fact, asks: Asks, field: Option<&str>, (names, lang): (&dyn Names, Lang)) -> String {
    let said = fact.say(names, lang);
    let field = field.unwrap_or(&said);
    match asks {
        Asks::Nothing => match deed(fact, lang) {
            Some(deed) => NextWord::DoneToday.fill(lang, &[deed]),
            None => NextWord::Say.fill(lang, &[&said]),
        },
        Asks::Yes => NextWord::Confirm.fill(lang, &[&said]),
        Asks::Day | Asks::Login => NextWord::FillIn.fill(lang, &[field]),
        Asks::Signer => NextWord::SaySigner.fill(lang, &[&said]),
        Asks::DayAndTitle | Asks::DayAndConsent | Asks::DayAndSigner | Asks::Extension => {
            NextWord::SayMore.fill(lang, &[&said])
        }
    }
}

/// How many days ago something was due, or how many are left.
pub fn days_late(days: i64, lang: Lang) -> String {
    let count = days.unsigned_abs().to_string();
    match days {
        0 => NextWord::Today.say(lang).to_owned(),
        1.. => NextWord::Late.fill(lang, &[&count]),
        _ => NextWord::Left.fill(lang, &[&count]),
    }
}

/// The same below a heading that says "late": only what is still to come says so itself.
pub fn days_late_short(days: i64, lang: Lang) -> String {
    if days > 0 { NextWord::LateShort.fill(lang, &[&days.to_string()]) } else { days_late(days, lang) }
}

/// A day in at most nine cells: of this year with its weekday, else with its year.
pub fn day_short(day: Date, today: Date, lang: Lang) -> String {
    if day.year() != today.year() {
        return format!("{}/{}/{}", day.year(), day.month(), day.day());
    }
    let weekday = weekday_short(day, lang);
    match lang {
        Lang::Ja => format!("{}/{}({weekday})", day.month(), day.day()),
        Lang::En => format!("{weekday} {}/{}", day.month(), day.day()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_the_same_in_both_languages() {
        for word in NextWord::ALL {
            let places = |lang| word.say(lang).matches("{}").count();
            assert_eq!(places(Lang::Ja), places(Lang::En), "{word:?}");
        }
    }

    #[test]
    fn days_are_told_from_today() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let today = day("2026-11-30");
        assert_eq!(day_short(day("2026-10-26"), today, Lang::Ja), "10/26(月)");
        assert_eq!(day_short(day("2026-10-26"), today, Lang::En), "Mon 10/26");
        assert_eq!(day_short(day("2027-01-05"), today, Lang::Ja), "2027/1/5");
        assert_eq!([56, 0, -3].map(|days| days_late(days, Lang::Ja)), ["56日超過", "今日", "あと3日"]);
        assert_eq!([1, 0, -1].map(|days| days_late(days, Lang::En)), ["1d late", "today", "1d left"]);
        assert_eq!([56, 0, -3].map(|days| days_late_short(days, Lang::Ja)), ["56日", "今日", "あと3日"]);
        assert_eq!([1, 0, -1].map(|days| days_late_short(days, Lang::En)), ["1d", "today", "1d left"]);
    }
}
