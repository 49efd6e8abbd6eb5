//! Facts, records and refusals in words.

use crate::register::{
    Completed, Date, Fact, Key, Lang, Moment, NoNames, Record, RecordKind, Refusal, Register, ReviewStep,
    Shown,
    filling::counted,
    id::{GroupId, IdFault, has_blank_end},
    labels::Label,
    subject::Subject,
    wareki::{format_wareki, format_wareki_short, format_wareki_year},
    words::EnumWord as _,
};

use super::Word;

words! { "What is said and asked before somebody else's act or word is recorded." AskWord:
    FormTitle: "{}（{}件）", "Record: {} ({})";
    HintDay: "いつのことかを入力してください。次の画面で確かめてから記録します。", "Say on which day it was. It is recorded after one more question.";
    HintDayAndSigner: "いつ、誰がしたことかを入力してください。次の画面で確かめてから記録します。", "Say on which day, and by whom. It is recorded after one more question.";
    HintConsent: "いつ、誰が同意したかを入力してください。次の画面で確かめてから記録します。", "Say on which day, and who agreed. It is recorded after one more question.";
    HintSigner: "誰が確認したかを入力してください。次の画面で確かめてから記録します。", "Say who it was. It is recorded after one more question.";
    HintLogin: "MCSで使っているID（メールアドレス）を入力してください。次の画面で確かめてから記録します。", "Type the login that is used in MCS. It is recorded after one more question.";
    Along: "あわせて、{}しました。", "Changed along: {}.";
    AlongCleared: "「{}」{}を消去", "\"{}\" {} cleared";
    AlongSet: "「{}」を{}に変更", "\"{}\" set to {}";
    AlongMore: "ほか{}項目を変更", "and {} more";
    HintExtension: "いつまで延長するかと、その決定日・決定者を入力してください。延長は新しい決定として記録します。", "Say until when it may last, and when and by whom that was decided. An extension is a decision of its own.";
    AskMany: "{}件に「{}」を{}付で記録します。", "\"{}\" will be recorded in {} {record|records} on {}.";
    AskDecided: "法の報告対象かの判断を、{}に{}が判断したものとして記録します。日付や判断した人が違うときは、入力に戻って直してください。", "The decision under the law is recorded as made on {} by {}. If that is not so, go back and put the day and the person right.";
    AskDecidedNobody: "（判断した人は未記録）", "(nobody recorded)";
    HintDays: "日付の書き方：2026-11-20、R8.11.20、11/20、昨日、今日", "Days: 2026-11-20, R8.11.20, 11/20, yesterday, today";
    AskConfirmed: "{}さんが確認したことを{}件の{}に記録します。", "Record that {} countersigned {} {record|records} ({}).";
    AskFacts: "{}「{}」（{}）を{}{}に記録します。", "Record {}\"{}\" ({}): {}, {}.";
    AskState: "「{}」を{}{}に記録します。", "Record \"{}\": {}, {}.";
    AskBy: "{}さんによる", "by {} ";
    Records: "{}件", "{} {record|records}";
    People: "{}名", "{} {person|people}";
    AskWhich: "対象：{}。よろしいですか？", " They are: {}. Go on?";
    AskMore: "{} ほか{}件", "{} and {} more";
    ConsentOf: "同意した人：{}", "consent by: {}";
    CopiesHeld: "同意書は双方が所持", "both sides hold a copy";
    CopiesNotHeld: "同意書は双方の所持ではない", "not both sides hold a copy";
    LoginOf: "ID：{}", "login: {}";
    TitleOf: "題名：{}", "title: {}";
    LeftOut: "{}件は日付や人を確かめるため、別に記録してください（印を残しました）。", "{} {asks for a day or a person: record it by itself|ask for a day or a person: record them by themselves} (still marked).";
}

/// The days of the week from Monday.
const WEEKDAYS: [(&str, &str); 7] = [
    ("月", "Monday"),
    ("火", "Tuesday"),
    ("水", "Wednesday"),
    ("木", "Thursday"),
    ("金", "Friday"),
    ("土", "Saturday"),
    ("日", "Sunday"),
];

/// A day or a minute with its weekday, from the fullest way of writing it to the shortest.
pub fn moment_forms(on: Moment, lang: Lang) -> Vec<String> {
    let day = on.day();
    let clock = match on {
        Moment::Day(_) => String::new(),
        Moment::Minute(time) => format!(" {:02}:{:02}", time.hour(), time.minute()),
    };
    let (ja, en) = WEEKDAYS.get(day.weekday()).copied().unwrap_or_default();
    match lang {
        Lang::Ja => vec![
            format!("{day}（{ja}）{}{clock}", format_wareki(day)),
            format!("{day}（{ja}）{}{clock}", format_wareki_short(day)),
            format!("{day}（{ja}）{clock}"),
            format!("{day}({ja}){clock}"),
        ],
        Lang::En => {
            let short = en.get(..3).unwrap_or(en);
            vec![format!("{en} {day}{clock}"), format!("{short} {day}{clock}")]
        }
    }
}

/// What stands beside a day or a minute that is written in figures, from the fullest way to the shortest: the year of the era
/// and the weekday.
pub fn moment_beside(on: Moment, lang: Lang) -> Vec<String> {
    let day = on.day();
    let (ja, en) = WEEKDAYS.get(day.weekday()).copied().unwrap_or_default();
    match lang {
        Lang::Ja => {
            let year = format_wareki_year(day);
            vec![format!("{year} {ja}曜日"), format!("{ja}曜日"), format!("（{ja}）")]
        }
        Lang::En => vec![en.to_owned(), en.get(..3).unwrap_or(en).to_owned()],
    }
}

/// A day as the bar at the top shows it, from the fullest way of writing it to the shortest.
pub fn day_in_bar(day: Date, lang: Lang) -> Vec<String> {
    let (weekday, year) = (weekday_short(day, lang), format_wareki_year(day));
    let (month, date) = (day.month(), day.day());
    match lang {
        Lang::Ja => vec![
            format!("{month}月{date}日({weekday}) {year} {day}"),
            format!("{day}({weekday}) {year}"),
            format!("{month}/{date}({weekday})"),
        ],
        Lang::En => vec![day_long(day, lang), format!("{weekday} {day}"), day.to_string()],
    }
}

/// The weekday of a day in one character or three.
pub(super) fn weekday_short(day: Date, lang: Lang) -> &'static str {
    let (ja, en) = WEEKDAYS.get(day.weekday()).copied().unwrap_or_default();
    match lang {
        Lang::Ja => ja,
        Lang::En => en.get(..3).unwrap_or(en),
    }
}

/// That only what has come is recorded, with the day or the minute that has not.
pub fn not_yet(on: Moment, lang: Lang) -> String {
    let when = moment_long(on, lang);
    match (lang, on) {
        (Lang::Ja, Moment::Day(_)) => {
            format!("{when}はまだ来ていません。今日までの日付で記録してください。")
        }
        (Lang::Ja, Moment::Minute(_)) => {
            format!("{when}はまだ来ていません。今までの日時で記録してください。")
        }
        (Lang::En, _) => format!("{when} lies ahead. Record what was done when it was done."),
    }
}

/// A day or a minute in full, with its weekday.
pub fn moment_long(on: Moment, lang: Lang) -> String {
    moment_forms(on, lang).swap_remove(0)
}

/// A day in full, with its weekday.
pub fn day_long(day: Date, lang: Lang) -> String {
    moment_long(Moment::Day(day), lang)
}

/// What a field is called, with the number of its row where it stands in a list.
fn numbered(label: Label, row: Option<usize>, lang: Lang) -> String {
    label.unfilled(lang).replacen("{}", &row.unwrap_or_default().to_string(), 1)
}

/// What people call a record: its kind, its number and its name.
pub fn key_label(key: &Key, register: &Register, lang: Lang) -> String {
    let kind = key.kind().title(lang);
    match (key.id().or(key.group().map(GroupId::as_str)), register.name_of(key)) {
        (None, _) => kind.to_owned(),
        (Some(id), None) => format!("{kind} {id}"),
        (Some(id), Some(name)) => format!("{kind} {id} {}", crate::tui::terminal::width::visible(name)),
    }
}

/// What people call a record that is not in the register: its kind and its number.
pub fn record_label(record: &Record, lang: Lang) -> String {
    format!("{} {}", record.kind().title(lang), record.id().unwrap_or_default())
}

/// What people call the list of a kind.
pub fn list_label(kind: RecordKind, lang: Lang) -> &'static str {
    match kind {
        RecordKind::Membership => Word::Memberships.say(lang),
        kind => kind.title(lang),
    }
}

/// What people call the subject of a finding.
fn subject_label(subject: &Subject, lang: Lang) -> String {
    let kind = subject.kind().title(lang);
    match subject {
        Subject::Office => kind.to_owned(),
        other => format!("{kind} {}", other.id()),
    }
}

/// What a step of a review says.
pub fn step_label(step: &ReviewStep, lang: Lang) -> String {
    let (ja, en) = match step {
        ReviewStep::Begin { .. } => ("精査の開始".to_owned(), "review begun".to_owned()),
        ReviewStep::Amend { .. } => ("精査の訂正の開始".to_owned(), "amendment begun".to_owned()),
        ReviewStep::Decide { decided } => {
            (format!("{}件の判断", decided.len()), format!("{} decided", decided.len()))
        }
        ReviewStep::TakeIn => ("途中で加わった人の追加".to_owned(), "newcomers added".to_owned()),
        ReviewStep::Spend { .. } => ("精査の中断".to_owned(), "review interrupted".to_owned()),
        ReviewStep::Sign { .. } => ("精査の署名".to_owned(), "review signed".to_owned()),
        ReviewStep::Abandon => ("精査の取りやめ".to_owned(), "review given up".to_owned()),
    };
    match lang {
        Lang::Ja => ja,
        Lang::En => en,
    }
}

/// What a fact or a signature is called, by its word.
fn fact_word(word: &str, lang: Lang) -> &str {
    Fact::action(word, lang).unwrap_or(match (word, lang) {
        ("review-signed", Lang::Ja) => "精査の署名",
        ("review-signed", Lang::En) => "review signed",
        _ => word,
    })
}

/// What a command changed along, beyond what was typed.
pub fn changed_along(along: &[(&Key, Completed)], lang: Lang) -> Option<String> {
    const NAMED: usize = 4;
    let part = |(_, done): &(&Key, Completed)| {
        let label = done.label.unfilled(lang);
        let shown = |value: Shown| match value {
            Shown::Day(day) => day.map(|day| day.to_string()),
            Shown::Status(status) => status.map(|status| status.say(lang).to_owned()),
        };
        match shown(done.now) {
            Some(now) => AskWord::AlongSet.fill(lang, &[label, &now]),
            None => AskWord::AlongCleared.fill(lang, &[label, &shown(done.was).unwrap_or_default()]),
        }
    };
    let mut parts: Vec<String> = along.iter().take(NAMED).map(part).collect();
    if let Some(more) = along.len().checked_sub(NAMED).filter(|more| *more > 0) {
        parts.push(AskWord::AlongMore.fill(lang, &[&more.to_string()]));
    }
    let between = if lang == Lang::Ja { "、" } else { ", " };
    (!parts.is_empty()).then(|| AskWord::Along.fill(lang, &[&parts.join(between)]))
}

/// Why a command was refused, and what to do.
#[expect(clippy::too_many_lines, reason = "a table of sentences, one a case")]
pub fn refusal(refusal: &Refusal, lang: Lang) -> String {
    let label = |subject: &Subject| subject_label(subject, lang);
    let (ja, en) = match refusal {
        // The blank is not seen, so it is named.
        Refusal::NoSuch(subject) | Refusal::Gone(subject) if has_blank_end(subject.id()) => (
            format!(
                "{}「{}」は台帳にありません。番号の前か後ろに空白（全角を含む）があります。",
                subject.kind().title(lang),
                subject.id()
            ),
            format!(
                "{} is not in the register: there is a space before or after the number.",
                label(subject)
            ),
        ),
        Refusal::Gone(subject) => (
            format!("{}は台帳にありません。削除された可能性があります。", label(subject)),
            format!("{} is not in the register (any more).", label(subject)),
        ),
        Refusal::ChangedMeanwhile(subject) => (
            format!("{}は表示後に変更されています。開き直してから編集してください。", label(subject)),
            format!("{} was changed since you opened it. Open it again and edit.", label(subject)),
        ),
        Refusal::IdTaken(id) => (
            format!("番号「{id}」はすでに使われています。別の番号にしてください。"),
            format!("The number {id} is taken. Choose another."),
        ),
        Refusal::ReportTwice(number) => (
            format!("報告書の番号「{number}」が2つになります。reports の number を確かめてください。"),
            format!("Two reports would bear the number {number}: see the numbers in reports."),
        ),
        Refusal::ReportStays(number) => (
            format!(
                "報告書「{number}」は、記録から外すことも番号や宛先を変えることもできません（渡した書類と番号で結びついて\
                 います）。内容を直すときは、報告書を作成し直してください。番号はそのままです。"
            ),
            format!(
                "The report {number} is neither taken out nor given another number or addressee: papers are known by it. To \
                 correct it, write it anew; it keeps its number."
            ),
        ),
        Refusal::IdWasGiven(id) => (
            format!(
                "番号「{id}」は、削除した記録または取り消した記録の番号のため、使えません。別の番号にしてください。同じ記録を\
                 戻すときは、その削除を元に戻してください。"
            ),
            format!(
                "The number {id} was that of a record that was deleted or taken back, and is not given again. Choose another; \
                 to get that record back, undo its deletion."
            ),
        ),
        Refusal::BadId(IdFault::BlankEnd) => (
            "番号の前か後ろに空白（全角を含む）があります。空白を消してください。".to_owned(),
            "There is a space before or after the number. Remove it.".to_owned(),
        ),
        Refusal::BadId(_) => (
            "番号や必須の欄が空か、長すぎます。1～64文字で入力してください。".to_owned(),
            "A number or a required field is empty or too long (1 to 64 characters).".to_owned(),
        ),
        Refusal::IdIsFixed => {
            ("番号は後から変えられません。".to_owned(), "A number cannot be changed later.".to_owned())
        }
        Refusal::NoSuch(subject) => (
            format!("{}は台帳にありません。先に登録してください。", label(subject)),
            format!("{} is not in the register. Record it first.", label(subject)),
        ),
        Refusal::NotStaff(id) => (
            format!("{id}は自事業所の職員ではありません。職員を指定してください。"),
            format!("{id} is not own staff. Name a staff member."),
        ),
        Refusal::Named(subject) => (
            format!(
                "{}がこの記録を指しているため、削除できません。先にそちらの記録を直してください。",
                label(subject)
            ),
            format!("{} names it, so it cannot be deleted. Correct that record first.", label(subject)),
        ),
        Refusal::GroupNotEmpty => (
            "グループに参加や精査の記録があるため、削除できません。".to_owned(),
            "The group has memberships or reviews and cannot be deleted.".to_owned(),
        ),
        Refusal::AlreadyRecorded(subject) => (
            format!("{}にはすでに記録があります。直すときは e（編集）を使ってください。", label(subject)),
            format!("That is already recorded for {}. To correct it, press e (edit).", label(subject)),
        ),
        Refusal::NotYet(day) => return not_yet(Moment::Day(*day), lang),
        Refusal::Ahead(ahead) => (
            format!(
                "{}の「{}」{}は先の日付です。済んだことは、今日までの日付で記録してください。",
                label(&ahead.subject),
                numbered(ahead.label, ahead.row, lang),
                moment_long(ahead.on, lang)
            ),
            format!(
                "\"{}\" of {} lies ahead: {}. Record what was done on a day that has come.",
                numbered(ahead.label, ahead.row, lang),
                label(&ahead.subject),
                moment_long(ahead.on, lang)
            ),
        ),
        Refusal::Contradicts(subject, found) => {
            let (field, than) = (found.label.unfilled(lang), found.than.unfilled(lang));
            (
                format!(
                    "{}：「{field}」{}は「{than}」{}より前です。どちらかの日付を直してください。",
                    label(subject),
                    found.on,
                    found.than_on
                ),
                format!(
                    "{}: \"{field}\" {} is before \"{than}\" {}. Put one of the two right.",
                    label(subject),
                    found.on,
                    found.than_on
                ),
            )
        }
        Refusal::AlreadyMember(there) => {
            let (person, id) = (&there.person, &there.id);
            let since = there.joined_on.or(there.invited_on).map(|day| day.to_string());
            let since = |before: &str, after: &str| {
                since.as_ref().map(|day| format!("{before}{day}{after}")).unwrap_or_default()
            };
            (
                format!(
                    "{person}はこのグループにすでに参加しています（{id}{}）。解除してから登録するか、その記録を直してください。",
                    since("、", "から")
                ),
                format!(
                    "{person} is a member of this group already ({id}{}). Edit that record, or record its removal first.",
                    since(", since ", "")
                ),
            )
        }
        Refusal::NotOut(subject) => (
            format!("{}は、持ち出した日の記録がありません。先に持ち出しを記録してください。", label(subject)),
            format!("{} is not recorded as having left. Record that first.", label(subject)),
        ),
        Refusal::NoExtension(day) => (
            format!("{day}は今の終了日より後ではありません。延長後の終了日を確かめてください。"),
            format!("{day} is not later than the present end. Check the new one."),
        ),
        Refusal::DayUnsaid(word) => (
            format!(
                "「{}」は、日付（on）がないと記録しません。今日のことで間違いなければ、行に \"confirm\": true を加えてください。",
                fact_word(word, lang)
            ),
            format!(
                "\"{}\" is not recorded without its day (on). If it was today, add \"confirm\": true to the line.",
                fact_word(word, lang)
            ),
        ),
        Refusal::SignerUnsaid(word) => (
            format!(
                "「{}」は、誰がしたか（by）がないと記録しません。分からないときは、行に \"confirm\": true を加えてください。",
                fact_word(word, lang)
            ),
            format!(
                "\"{}\" is not recorded without who it was (by). Where nobody knows, add \"confirm\": true to the line.",
                fact_word(word, lang)
            ),
        ),
        Refusal::Unconfirmed(word) => (
            format!(
                "「{}」は、確かめたうえで、行に \"confirm\": true を加えてください。",
                fact_word(word, lang)
            ),
            format!(
                "\"{}\" lies with somebody else: make sure, and add \"confirm\": true to the line.",
                fact_word(word, lang)
            ),
        ),
        Refusal::NothingChanged => ("変更はありません。".to_owned(), "Nothing was changed.".to_owned()),
        Refusal::NobodyNamed(_) => {
            ("確認した人を指定してください。".to_owned(), "Say who countersigned it.".to_owned())
        }
        Refusal::CountersignByOneself(_) => (
            "自分の決定を自分で確認することはできません。別の人を指定してください。".to_owned(),
            "Nobody countersigns their own decision. Name somebody else.".to_owned(),
        ),
        Refusal::NotDecided(_) => (
            "まだ承認も却下も記録されていません。先に決定を記録してください。".to_owned(),
            "It has been neither approved nor refused yet. Record the decision first.".to_owned(),
        ),
        Refusal::ReviewDoesNotFit => (
            "精査の対象がこのグループの参加者と合いません。参加者を確かめてください。".to_owned(),
            "The review does not fit the members of the group. Check who they are.".to_owned(),
        ),
        Refusal::GroupMissing => ("グループを指定してください。".to_owned(), "Name the group.".to_owned()),
        Refusal::Signed(Subject::Incident(_)) => (
            "送付済みの報告書は変更も取り消しもできません。内容が変わったときは、続報を作成してください。"
                .to_owned(),
            "A report that was sent is neither changed nor taken back. Write a further one.".to_owned(),
        ),
        Refusal::Signed(_) => (
            "署名済みの精査は変更も取り消しもできません。直すときは、もう一度精査してください。".to_owned(),
            "A signed review is neither changed nor taken back. Amend it by a new review.".to_owned(),
        ),
        Refusal::NotSigned(_) => (
            "この精査はまだ署名されていません。署名してから確認を記録してください。".to_owned(),
            "This review is not signed yet. It is countersigned afterwards.".to_owned(),
        ),
        Refusal::ReviewInProgress(_) => (
            "このグループの精査は途中です。続きから進めるか、取りやめてください。".to_owned(),
            "A review of this group is in progress. Go on with it or give it up.".to_owned(),
        ),
        Refusal::NoReviewInProgress(_) => (
            "このグループに途中の精査はありません。先に精査を始めてください。".to_owned(),
            "No review of this group is in progress. Begin one first.".to_owned(),
        ),
        Refusal::NothingToAmend(_) => (
            "このグループに署名済みの精査はありません。新しく精査を始めてください。".to_owned(),
            "This group has no signed review. Begin a new one.".to_owned(),
        ),
        Refusal::Archived(subject) => (
            format!("{}は保管庫にあります。精査は要りません。", label(subject)),
            format!("{} is in the archive and needs no review.", label(subject)),
        ),
        Refusal::Undecided(open) => (
            format!("{}件がまだ判断されていません。継続・解除・要確認のどれかにしてください。", open.len()),
            format!(
                "{} not decided yet: keep, remove or ask.",
                counted(open.len(), "member is", "members are")
            ),
        ),
        Refusal::NotInReview(subject) => (
            format!("{}はこの精査の対象ではありません。", label(subject)),
            format!("{} is not part of this review.", label(subject)),
        ),
        Refusal::ReasonMissing(_) => (
            "解除には理由が必要です。理由を選ぶか、入力してください。".to_owned(),
            "A removal needs a reason. Choose or type one.".to_owned(),
        ),
        Refusal::NotAsked(subject) => (
            format!("{}に回答待ちの確認はありません。", label(subject)),
            format!("No question about {} is open.", label(subject)),
        ),
        Refusal::NotToConsider(control) => (
            format!(
                "「{}」は事業所で検討する対策ではありません。機器ごとに記録してください。",
                control.say(&NoNames, Lang::Ja)
            ),
            format!(
                "\"{}\" is not decided for the office; record it with each device.",
                control.say(&NoNames, Lang::En)
            ),
        ),
        Refusal::Undeclared(name) => (
            format!(
                "「{name}」は、この台帳の運用ポリシーにない項目です。その項目のあるポリシーを「policy use」で使ってから記録してください。"
            ),
            format!(
                "The policy of this register has nothing called \"{name}\". Take one that has it with \"policy use\" first."
            ),
        ),
        Refusal::NoSuchMeasure(number) => (
            format!("対策{number}は記録されていません。番号を確かめてください。"),
            format!("There is no measure {number}. Check its number."),
        ),
        Refusal::NoSuchReport(number) => (
            format!("報告書{number}は記録されていません。番号を確かめてください。"),
            format!("There is no report {number}. Check its number."),
        ),
        Refusal::WrittenLater(day) => (
            format!("この報告書は{day}に作成したものです。送付日はその日以後にしてください。"),
            format!("This report was written on {day}. It cannot have been sent before."),
        ),
    };
    match lang {
        Lang::Ja => ja,
        Lang::En => en,
    }
}
