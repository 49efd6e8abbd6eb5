//! What is done about an incident, as a report tells it: done on a day, to be done by one, or not done. 「未確認」 is for
//! facts alone.

use super::source::{Source, day};
use crate::{
    documents::{
        template::{Facts, Value},
        text::{UNRECORDED, visible},
        words,
    },
    policy::{
        Rule,
        clocks::{ClockState, clocks},
    },
    register::{
        Date, Lang,
        records::{Incident, Measure, Response, non_blank},
        words::{AnyAddressee, Assessment, IncidentKind, ReportStage, stage_label},
    },
};

/// Says everything that was or will be done, one deed a line.
pub(super) fn facts(source: &Source<'_>, incident: &Incident, to: AnyAddressee, facts: &mut Facts) {
    facts.say("deeds.responses", responses(source, incident));
    facts.say("deeds.persons", Some(persons(source, incident)));
    facts.say("deeds.published", source.text(incident.published.as_deref()).or_else(not_done));
    facts.say("deeds.told", source.text(incident.people_told.as_deref()).or_else(not_done));
    facts
        .say("deeds.plan", source.text(incident.prevention.as_deref()).or_else(|| Some(PLANNING.to_owned())));
    facts.say("deeds.prevention", Some(prevention(source, incident)));
    facts.say("deeds.authority", Some(authority(source, incident)));
    facts.say("deeds.ahead", Some(ahead(source, incident)));
    facts.say("deeds.before", before(source, incident, to));
}

/// That nobody has said yet what keeps it from happening again.
const PLANNING: &str = "検討中";

/// What was not done, as far as anybody recorded.
#[allow(clippy::unnecessary_wraps, reason = "a value among values")]
fn not_done() -> Value {
    Some("未実施".to_owned())
}

/// The first response in the order in which it was done; what has no time stands at the end, as it was recorded.
fn responses(source: &Source<'_>, incident: &Incident) -> Value {
    let year = incident.known_at.or(incident.occurred_at).map(|at| at.date.year());
    let mut responses: Vec<&Response> = incident.first_response.iter().collect();
    responses.sort_by_key(|response| (response.at.is_none(), response.at));
    let line = |response: &Response| {
        let text = source.text(response.text.as_deref());
        let note = source.text(response.note.as_deref()).map(|note| format!("（{note}）"));
        let by = response.by.as_ref().map(|by| format!("　{}", source.namer.by(by)));
        let at = response.at.map_or_else(|| format!("時刻{UNRECORDED}"), |at| words::minute_after(at, year));
        let text = text.unwrap_or_else(|| UNRECORDED.to_owned());
        format!("{at}　{text}{}{}", note.unwrap_or_default(), by.unwrap_or_default())
    };
    let lines: Vec<String> = responses.into_iter().map(line).collect();
    if lines.is_empty() { not_done() } else { Some(lines.join("\n")) }
}

/// That the persons were told, or what was done in place of it.
fn persons(source: &Source<'_>, incident: &Incident) -> String {
    let authority = &incident.authority;
    let told = day(authority.persons_notified_on).map(|on| format!("{on} 通知"));
    let alternative = source.text(authority.notice_alternative.as_deref());
    let alternative = alternative.map(|text| format!("通知に代わる措置：{text}"));
    let lines: Vec<String> =
        [told, source.text(incident.people_told.as_deref()), alternative].into_iter().flatten().collect();
    if lines.is_empty() { "未実施".to_owned() } else { lines.join("\n") }
}

/// What keeps it from happening again, then each measure with its day.
fn prevention(source: &Source<'_>, incident: &Incident) -> String {
    let measures = incident.measures.iter().map(|measure| measure_line(source, measure));
    let lines: Vec<String> =
        source.text(incident.prevention.as_deref()).into_iter().chain(measures).collect();
    if lines.is_empty() { PLANNING.to_owned() } else { lines.join("\n") }
}

/// A measure with the day on which it was or will be carried out.
pub(super) fn measure_line(source: &Source<'_>, measure: &Measure) -> String {
    let text = source.text(measure.text.as_deref()).unwrap_or_else(|| UNRECORDED.to_owned());
    format!("・{text}（{}）", measure_state(source.today, measure))
}

fn measure_state(today: Date, measure: &Measure) -> String {
    match (measure.done_on, measure.due) {
        (Some(on), _) if today.happened(Some(on)) => format!("{} 実施", words::day(on)),
        (Some(on), _) => format!("{} 予定", words::day(on)),
        (None, Some(due)) if due < today => format!("未実施、期限 {}", words::day(due)),
        (None, Some(due)) => format!("{}までに実施予定", words::day(due)),
        (None, None) => "未実施".to_owned(),
    }
}

/// How the report to the authority stands.
fn authority(source: &Source<'_>, incident: &Incident) -> String {
    if incident.kind == IncidentKind::NearMiss {
        return "対象外（ヒヤリハット）".to_owned();
    }
    let recorded = &incident.authority;
    let mut lines = Vec::new();
    match recorded.assessment {
        Some(Assessment::NotReportable) => lines.push("報告対象外と判断".to_owned()),
        Some(Assessment::Reportable) => {}
        None => lines.push("報告の要否を検討中".to_owned()),
    }
    let words = [(Rule::IncidentPreliminary, "速報"), (Rule::IncidentFinal, "確報")];
    for clock in clocks(incident, source.policy, source.today) {
        let Some((_, word)) = words.iter().find(|(rule, _)| *rule == clock.rule) else { continue };
        match clock.state {
            ClockState::Done(on) => lines.push(format!("{word}　{} 提出", words::day(on))),
            ClockState::Runs { due, undecided: false, .. } => {
                lines.push(format!("{word}　未提出（期限 {}）", words::day(due)));
            }
            ClockState::Runs { due, undecided: true, .. } => {
                lines.push(format!("{word}　報告対象の場合の期限 {}", words::day(due)));
            }
            ClockState::NotKnown { .. } if recorded.assessment == Some(Assessment::Reportable) => {
                lines.push(format!("{word}　未提出"));
            }
            ClockState::NotKnown { .. } | ClockState::NotAsked => {}
        }
    }
    lines.join("\n")
}

/// What comes next: what is not done yet, each with its day, and the report that will follow.
fn ahead(source: &Source<'_>, incident: &Incident) -> String {
    let today = source.today;
    if let Some(on) = incident.closed_on.filter(|on| today.happened(Some(*on))) {
        return format!("{} 対応完了", words::day(on));
    }
    let mut lines = Vec::new();
    let reportable = incident.authority.assessment == Some(Assessment::Reportable);
    let told = today.happened(incident.authority.persons_notified_on)
        || non_blank(incident.authority.notice_alternative.as_deref()).is_some()
        || non_blank(incident.people_told.as_deref()).is_some();
    if reportable && !told {
        lines.push("本人・家族への通知（未実施、速やかに行います）".to_owned());
    }
    let open = incident.measures.iter().filter(|measure| !today.happened(measure.done_on));
    if let Some(last) = open.filter_map(|measure| measure.due).filter(|due| *due >= today).max() {
        lines.push(format!("再発防止策の実施（{}まで）", words::day(last)));
    }
    lines.push("対応中（新たに判明したことは続報で、完了は最終報告で報告します）".to_owned());
    lines.join("\n")
}

/// The report to the same addressee that was sent last.
fn before(source: &Source<'_>, incident: &Incident, to: AnyAddressee) -> Value {
    let sent = incident.reports.iter().enumerate().filter(|(_, report)| report.to == to);
    let last = sent.filter_map(|(place, report)| Some((report.sent_on?, place, report.stage)));
    let (on, place, stage) =
        last.filter(|(on, ..)| source.past(Some(*on))).max_by_key(|(on, place, _)| (*on, *place))?;
    let stage = stage_label(to, stage, Lang::Ja);
    let number = visible(&incident.report_number(place));
    Some(format!("{number} {stage}（{}）", words::day(on)))
}

/// What the stage of a report to the authority is called in its form.
pub(super) fn kind_in_form(stage: ReportStage) -> &'static str {
    match stage {
        ReportStage::First => "新規（速報）",
        ReportStage::Further => "続報",
        ReportStage::Final => "確報",
    }
}
