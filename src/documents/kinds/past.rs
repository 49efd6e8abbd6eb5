//! What papers say of the past: numbers that are missing, and what was decided before. The register alone does not hold it;
//! whoever has the history hands it in.

use super::source::{Source, short_day};
use crate::{
    documents::{
        template::{Facts, Value},
        text::visible,
    },
    policy::course::CoursePoint,
    register::{
        Date, Lang,
        decisions::TakeOutState,
        gaps::{Gap, Going, GoneNumber, How, gaps},
    },
};

/// What the history knows that a paper says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PaperHistory {
    /// The findings at the end of each month, for the manager's page.
    pub course: Vec<CoursePoint>,
    /// The numbers of what is gone, for the manager's page.
    pub gone: Vec<GoneNumber>,
    /// What a take-out was, one state after the other, for its slip.
    pub take_out: Vec<TakeOutState>,
}

/// How many missing numbers stand on the manager's page: the page is for a month.
const MISSING: usize = 10;

/// The numbers that are missing between others, what went last first, each with the reason.
pub(super) fn missing(source: &Source<'_>, history: Option<&PaperHistory>, facts: &mut Facts) {
    let gaps = history.map(|history| gaps(source.register, &history.gone)).unwrap_or_default();
    let (mut gone, unused): (Vec<&Gap>, Vec<&Gap>) = gaps.iter().partition(|gap| gap.going.is_some());
    gone.sort_by(|one, other| at(other).cmp(&at(one)));
    let row = |gap: &&Gap| -> [Value; 3] {
        let last = gap.last.as_ref().map(|last| format!("〜{last}")).unwrap_or_default();
        [
            Some(gap.kind.title(Lang::Ja).to_owned()),
            Some(visible(&format!("{}{last}", gap.first))),
            Some(gap.going.as_ref().map_or_else(unknown, |going| reason(source, going))),
        ]
    };
    let shown: Vec<&Gap> = gone.into_iter().chain(unused).collect();
    let more = shown.len().saturating_sub(MISSING);
    let rest = (more > 0).then(|| -> [Value; 3] {
        [
            Some("ほか".to_owned()),
            Some(format!("{more}件")),
            Some("mcs-register history で確かめられます".to_owned()),
        ]
    });
    facts.list("missing", &["kind", "id", "why"], shown.iter().take(MISSING).map(row).chain(rest));
}

fn at(gap: &Gap) -> Option<&str> {
    gap.going.as_ref().map(|going| going.at.as_str())
}

/// When, by whom and how a record went.
fn reason(source: &Source<'_>, going: &Going) -> String {
    let on = day_of(&going.at).unwrap_or_else(|| visible(&going.at));
    let by = source.namer.private(Some(&going.account)).unwrap_or_default();
    match going.how {
        How::Removed => format!("{on} に削除（{by}）"),
        How::TakenBack => format!("{on} に登録を取り消し（{by}）"),
        How::Imported => format!("{on} の文書の取り込みで、台帳からなくなりました（{by}）"),
        How::Restored => format!("{on} のバックアップからの復元で、台帳からなくなりました（{by}）"),
    }
}

fn unknown() -> String {
    "使われた記録がありません".to_owned()
}

/// The day of a stamp of the history: R8.11.22.
pub(super) fn day_of(at: &str) -> Value {
    short_day(at.get(..10).and_then(|day| day.parse::<Date>().ok()))
}
