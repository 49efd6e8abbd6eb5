//! The facts of take-outs (第13条(9)).

use super::past::{self, PaperHistory};
use super::source::{Source, day, plain, short_day, short_day_or_blank, word, yes_no};
use crate::{
    documents::{
        template::{Facts, Value},
        text::{UNRECORDED, visible},
        words,
    },
    register::{
        decisions::Decided,
        records::{Device, TakeOut},
        words::DecisionResult,
    },
};

/// One take-out: request, approval, return.
pub(super) fn slip(
    source: &Source<'_>,
    take_out: &TakeOut,
    history: Option<&PaperHistory>,
    facts: &mut Facts,
) {
    let decision = &take_out.decision;
    facts.say("id", plain(Some(take_out.id.as_str())));
    facts.say("requester", source.person(take_out.requester.as_ref()));
    facts.say("requested", day(take_out.requested_on));
    facts.say("content", source.text(take_out.content.as_deref()));
    facts.say("medium", source.text(take_out.medium.as_deref()));
    facts.say("purpose", source.text(take_out.purpose.as_deref()));
    facts.say("destination", source.text(take_out.destination.as_deref()));
    facts.say("records", take_out.records.map(|count| format!("{count}件")));
    facts.say("protection", source.text(take_out.protection.as_deref()));
    facts.say("from", day(take_out.from));
    facts.say("until", day(take_out.until));
    facts.say("device", device(source, take_out).map(|device| device_line(source, device)));
    facts.say("decision", word(decision.result.map(|result| result_of(take_out, result))));
    // What was refused and stayed here is neither checked before it goes nor when it is back.
    let refused = decision.result == Some(DecisionResult::Refused) && take_out.out_on.is_none();
    facts.say("refused", refused.then(String::new));
    facts.say("decided", day(decision.on));
    facts.say("decided_by", source.person(decision.by.as_ref()));
    let countersigned = source.person(decision.countersigned_by.as_ref());
    facts.say("countersigned_by", countersigned.or_else(|| lacks_countersign(take_out)));
    facts.say("note", source.text(decision.note.as_deref()));
    facts.say("out", day(take_out.out_on));
    facts.say("returned", day(take_out.returned_on));
    facts.say("standing", yes_no(take_out.standing, "認める", "認めない"));
    facts.say("checked", day(take_out.checked_on));
    facts.say("checked_by", source.person(take_out.checked_by.as_ref()));
    facts.say("erasure_checked", day(take_out.erasure_checked_on));
    let states = history.map(|history| history.take_out.as_slice()).unwrap_or_default();
    let decisions = decisions(source, take_out, &take_out.decisions(states));
    facts.list("decisions", &["decision", "covers", "state"], decisions);
}

/// What was decided when, by whom and on what; nothing where the decision in force is the only one and covers what is
/// written above it.
fn decisions(source: &Source<'_>, take_out: &TakeOut, found: &[Decided]) -> Vec<[Value; 3]> {
    if let [] | [Decided { until: None, .. }] = found
        && found.iter().all(|only| only.take_out.carries_the_same(take_out))
    {
        return Vec::new();
    }
    let mut before: Option<&TakeOut> = None;
    let mut rows = Vec::new();
    for Decided { take_out: then, until } in found {
        let lines = covered(source, then);
        let old = before.map(|before| covered(source, before));
        let marked = lines.iter().enumerate().map(|(place, line)| {
            let same = old.as_ref().is_none_or(|old| old.get(place) == Some(line));
            if same { line.clone() } else { format!("※{line}") }
        });
        let covers = marked.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
        let state = match until {
            Some(at) => past::day_of(at).map_or_else(|| "以前の決定".to_owned(), |day| format!("{day} まで")),
            None if then.carries_the_same(take_out) => "現在の決定".to_owned(),
            None => "現在の決定\n（その後に内容の変更あり）".to_owned(),
        };
        rows.push([Some(decided(source, then)), Some(covers), Some(state)]);
        before = Some(then);
    }
    if take_out.decision.result.is_none() {
        rows.push([
            Some("未決".to_owned()),
            Some("上記の内容（変更後）".to_owned()),
            Some("決定待ち".to_owned()),
        ]);
    }
    rows
}

/// What a decision covers, a line each; a line is empty where nothing is recorded.
fn covered(source: &Source<'_>, take_out: &TakeOut) -> Vec<String> {
    let line =
        |label: &str, value: Value| value.map_or_else(String::new, |value| format!("{label}：{value}"));
    vec![
        line("期間", period(take_out)),
        line("毎日の持ち出し", yes_no(take_out.standing, "認める", "認めない")),
        line("機器", take_out.device.as_ref().map(|id| visible(id.as_str()))),
        line("内容", source.text(take_out.content.as_deref())),
        line("媒体", source.text(take_out.medium.as_deref())),
        line("目的", source.text(take_out.purpose.as_deref())),
        line("持ち出し先", source.text(take_out.destination.as_deref())),
        line("件数", take_out.records.map(|count| format!("{count}件"))),
        line("保護", source.text(take_out.protection.as_deref())),
    ]
}

/// All take-outs, the latest request last.
pub(super) fn ledger(source: &Source<'_>, facts: &mut Facts) {
    let row = |take_out: &TakeOut| -> [Value; 10] {
        [
            plain(Some(take_out.id.as_str())),
            take_out.requester.as_ref().and_then(|id| source.namer.name(id)),
            short_day(take_out.requested_on),
            source.text(take_out.content.as_deref()),
            medium(source, take_out),
            source.text(take_out.purpose.as_deref()),
            period(take_out),
            Some(decided(source, take_out)),
            short_day_or_blank(take_out.out_on),
            returned(take_out),
        ]
    };
    facts.list(
        "take_outs",
        &[
            "id",
            "requester",
            "requested",
            "content",
            "medium",
            "purpose",
            "period",
            "decision",
            "out",
            "returned",
        ],
        source.register.take_outs().iter().map(row),
    );
}

/// The decision in a word; an approval after it had left is told as such.
fn result_of(take_out: &TakeOut, result: DecisionResult) -> &'static str {
    if take_out.approved_afterwards() { "事後承認" } else { words::ja(result) }
}

/// Whoever decided on what they asked for themselves: somebody else has to confirm it (第8条).
fn lacks_countersign(take_out: &TakeOut) -> Value {
    take_out.decided_by_requester().then(|| format!("{UNRECORDED}（届出者本人が決定）"))
}

/// Result, day, who decided, and who confirmed it where that is needed, in one column.
fn decided(source: &Source<'_>, take_out: &TakeOut) -> String {
    let decision = &take_out.decision;
    let Some(result) = decision.result else { return "未決".to_owned() };
    let on = short_day(decision.on).unwrap_or_else(|| format!("日付{UNRECORDED}"));
    let by = decision.by.as_ref().and_then(|id| source.namer.name(id));
    let by = by.unwrap_or_else(|| format!("決定者{UNRECORDED}"));
    let other = decision.countersigned_by.as_ref().and_then(|id| source.namer.name(id));
    let other = other
        .map(|name| format!("\n確認 {name}"))
        .or_else(|| take_out.decided_by_requester().then(|| format!("\n本人が決定\n確認 {UNRECORDED}")));
    format!("{} {on}\n{by}{}", result_of(take_out, result), other.unwrap_or_default())
}

/// The day of the return; unconfirmed only of what went out.
fn returned(take_out: &TakeOut) -> Value {
    if take_out.out_on.is_some() {
        short_day(take_out.returned_on)
    } else {
        short_day_or_blank(take_out.returned_on)
    }
}

fn period(take_out: &TakeOut) -> Value {
    (take_out.from.is_some() || take_out.until.is_some()).then(|| {
        let end = |day| short_day(day).unwrap_or_else(|| UNRECORDED.to_owned());
        format!("{}〜{}", end(take_out.from), end(take_out.until))
    })
}

fn medium(source: &Source<'_>, take_out: &TakeOut) -> Value {
    let medium = source.text(take_out.medium.as_deref());
    match (medium, &take_out.device) {
        (Some(medium), Some(device)) => Some(format!("{medium}（{}）", visible(device.as_str()))),
        (medium, device) => medium.or_else(|| device.as_ref().map(|device| visible(device.as_str()))),
    }
}

fn device<'a>(source: &Source<'a>, take_out: &TakeOut) -> Option<&'a Device> {
    take_out.device.as_ref().and_then(|id| source.register.devices().get(id))
}

/// A device in one line: number, kind and name.
fn device_line(source: &Source<'_>, device: &Device) -> String {
    let kind = device.kind.map(words::ja).map(str::to_owned);
    let parts = [Some(visible(device.id.as_str())), kind, source.text(device.name.as_deref())];
    parts.into_iter().flatten().collect::<Vec<_>>().join("　")
}
