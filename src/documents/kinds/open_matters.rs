//! What is open, as the manager's page and the hand-over both tell it: counts, weeks ahead, waivers, incidents.

use std::collections::BTreeSet;

use super::source::{Source, number, plain, short_day};
use crate::{
    documents::{
        template::{Facts, Value},
        text::visible,
        words,
    },
    policy::{
        Counts, Finding, Rule, Urgency,
        calendar::{Week, calendar},
        clocks::{Clock, ClockState, clocks},
    },
    register::{
        Lang,
        records::{Incident, Waiver},
        words::IncidentKind,
    },
};

/// How many weeks ahead due days are counted.
const WEEKS: u16 = 12;

/// The rows of a list that stand on the page, and all of them for the annex where they are more than there is room for.
pub(super) fn paged<T>(rows: &[T], most: usize) -> (&[T], &[T]) {
    match rows.get(..most) {
        Some(page) if rows.len() > most => (page, rows),
        _ => (rows, &[]),
    }
}

/// That the annex has more of a list.
pub(super) fn in_the_annex<T>(rows: &[T], most: usize) -> Value {
    let rest = rows.len().saturating_sub(most);
    (rest > 0).then(|| format!("ほか{rest}件は、別紙の一覧にあります。"))
}

/// The articles of a rule; where its findings cite their own, these.
pub(super) fn articles(source: &Source<'_>, rule: Rule, found: &[&Finding]) -> String {
    let article = source.policy.rule_article(rule);
    if !article.is_empty() {
        return visible(article);
    }
    let cited: BTreeSet<&str> = found.iter().map(|finding| source.policy.article(finding)).collect();
    visible(&cited.into_iter().collect::<Vec<_>>().join("\n"))
}

pub(super) fn counts(source: &Source<'_>, facts: &mut Facts) {
    let counts = Counts::of(source.findings);
    let cell = |urgency| Some(format!("{}件", counts.get(urgency)));
    facts.say("count.overdue", cell(Urgency::Overdue));
    facts.say("count.now", cell(Urgency::Now));
    facts.say("count.unknown", cell(Urgency::Unknown));
    facts.say("count.soon", cell(Urgency::Soon));
    facts.say("count.waived", cell(Urgency::Waived));
    let row = [Urgency::Overdue, Urgency::Now, Urgency::Unknown, Urgency::Soon, Urgency::Waived].map(cell);
    facts.list("counts", &["overdue", "now", "unknown", "soon", "waived"], [row]);
}

/// What falls due in the next weeks, counted.
pub(super) fn weeks(source: &Source<'_>, facts: &mut Facts) {
    let calendar = calendar(source.register, source.policy, source.today, WEEKS);
    let row = |week: &Week| -> [Value; 2] {
        [Some(words::month_and_day(week.monday)), Some(week.dues.len().to_string())]
    };
    facts.list("weeks", &["label", "count"], calendar.weeks.iter().map(row));
}

pub(super) fn waivers(source: &Source<'_>, facts: &mut Facts) {
    let running = source.register.waivers().iter().filter(|waiver| {
        waiver.until >= source.today && waiver.approved_on.is_none_or(|day| day <= source.today)
    });
    let row = |waiver: &Waiver| -> [Value; 5] {
        let rule = Rule::from_name(&waiver.rule);
        [
            rule.map(|rule| visible(source.policy.rule_label(rule, Lang::Ja))),
            Some(source.subject(&waiver.subject)),
            source.text(Some(&waiver.reason)),
            source.namer.name(&waiver.approved_by),
            short_day(Some(waiver.until)),
        ]
    };
    facts.list("waivers", &["rule", "subject", "reason", "approved_by", "until"], running.map(row));
}

/// Incidents that are not closed.
pub(super) fn incidents(source: &Source<'_>, facts: &mut Facts) {
    let open = source.register.incidents().iter().filter(|incident| !source.past(incident.closed_on));
    let row = |(place, incident): (usize, &Incident)| -> [Value; 7] {
        let clocks = clocks(incident, source.policy, source.today);
        let state = |rule| clocks.iter().find(|clock| clock.rule == rule).map(clock_state);
        let near_miss = incident.kind == IncidentKind::NearMiss;
        let state = |rule| state(rule).or_else(|| near_miss.then(|| "－".to_owned()));
        [
            number(place),
            plain(Some(incident.id.as_str())),
            Some(visible(source.policy.incident_kind_name(&incident.kind, Lang::Ja))),
            short_day(incident.known_at.map(|time| time.date)),
            state(Rule::IncidentReport).or_else(|| short_day(incident.reported_on)),
            state(Rule::IncidentPreliminary),
            state(Rule::IncidentFinal),
        ]
    };
    let names = &["number", "id", "kind", "known", "reported", "preliminary", "final"];
    facts.list("incidents", names, open.clone().enumerate().map(row));
    // On a page that has not room for all, near misses come last: no day is set for them.
    let mut rows: Vec<&Incident> = open.collect();
    if rows.len() > source.rows_of_a_list {
        rows.sort_by_key(|incident| incident.kind == IncidentKind::NearMiss);
    }
    let (page, more) = paged(&rows, source.rows_of_a_list);
    facts.say("incidents.rest", in_the_annex(&rows, source.rows_of_a_list));
    facts.list("incidents.page", names, page.iter().copied().enumerate().map(row));
    facts.list("incidents.more", names, more.iter().copied().enumerate().map(row));
}

/// A report in a narrow column: when it was made, or until when it is asked for.
fn clock_state(clock: &Clock) -> String {
    match clock.state {
        ClockState::Done(on) => format!("{} 済", words::short_day(on)),
        ClockState::NotAsked => "対象外".to_owned(),
        ClockState::NotKnown { .. } => Urgency::Unknown.name(Lang::Ja).to_owned(),
        ClockState::Runs { due, left, undecided, .. } => {
            let until = words::short_day(due);
            match (left < 0, undecided) {
                (_, true) => format!("要否未判断\n（対象なら {until}）"),
                (true, false) => format!("{until}\n{}", Urgency::Overdue.name(Lang::Ja)),
                (false, false) => format!("{until} まで"),
            }
        }
    }
}
