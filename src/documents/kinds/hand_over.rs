//! What a successor has to know: the hand-over.

use super::open_matters::{articles, counts, incidents, waivers, weeks};
use super::source::{Source, plain, short_day, short_day_or_blank, word};
use crate::{
    documents::{
        template::{Facts, Value},
        text::visible,
        words,
    },
    policy::{Finding, Urgency, overview::duty_of},
    register::{Lang, records::TakeOut, subject::Subject, words::DeviceStatus},
};

/// How many of those whom alike findings are about are named in one row.
const MOST_ABOUTS: usize = 20;

/// What a successor has to know: what is open, who is who, and where things are kept.
pub(super) fn handover(source: &Source<'_>, facts: &mut Facts) {
    counts(source, facts);
    weeks(source, facts);
    let pressing = source.findings.iter().filter(|finding| {
        matches!(finding.urgency, Urgency::Overdue | Urgency::Now | Urgency::Unknown | Urgency::Soon)
    });
    let row = |finding: &Finding| -> [Value; 4] {
        [
            word(Some(finding.urgency.name(Lang::Ja))),
            Some(source.article(finding)),
            Some(source.sentence(finding)),
            Some(finding.due.map(words::short_day).unwrap_or_default()),
        ]
    };
    facts.list("findings", &["urgency", "article", "sentence", "due"], pressing.clone().map(row));
    alike(source, pressing, facts);
    let out = source.register.take_outs().iter().filter(|take_out| take_out.is_out(source.today));
    let row = |take_out: &TakeOut| -> [Value; 4] {
        [
            plain(Some(take_out.id.as_str())),
            take_out.requester.as_ref().and_then(|id| source.namer.name(id)),
            source.text(take_out.content.as_deref()),
            short_day(take_out.until),
        ]
    };
    facts.list("take_outs", &["id", "requester", "content", "until"], out.map(row));
    waivers(source, facts);
    incidents(source, facts);
    let register = source.register;
    let here = register.staff().iter().filter(|staff| source.serves(staff)).count();
    let groups = register.groups().iter().filter(|group| !group.sheet.is_put_away(source.today)).count();
    facts.say("count.staff", Some(format!("{here}名")));
    let devices = register.devices().iter().filter(|device| DeviceStatus::in_service(device.status)).count();
    facts.say("count.devices", Some(format!("{devices}台")));
    facts.say("count.groups", Some(format!("{groups}件")));
}

/// Findings of one rule that are alike urgent in one row, with those whom they are about; one that is alone as it is worded.
fn alike<'f>(source: &Source<'_>, findings: impl Iterator<Item = &'f Finding>, facts: &mut Facts) {
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    for finding in findings {
        let same = |group: &&mut Vec<&Finding>| {
            group
                .first()
                .is_some_and(|first| (first.urgency, duty_of(first)) == (finding.urgency, duty_of(finding)))
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    let row = |group: &Vec<&Finding>| -> Option<[Value; 5]> {
        let first = group.first()?;
        let (article, what) = if group.len() == 1 {
            (source.article(first), source.sentence(first))
        } else {
            let label = visible(&source.policy.label(first, Lang::Ja));
            let about = abouts(source, group);
            let what = if about.is_empty() { label } else { format!("{label}：{about}") };
            (articles(source, first.rule, group), what)
        };
        let due = group.iter().filter_map(|finding| finding.due).min();
        Some([
            word(Some(first.urgency.name(Lang::Ja))),
            Some(article),
            Some(what),
            Some(group.len().to_string()),
            short_day_or_blank(due),
        ])
    };
    facts.list("alike", &["urgency", "article", "what", "count", "due"], groups.iter().filter_map(row));
}

/// Whom or what findings are about, the first of many and how many more.
fn abouts(source: &Source<'_>, findings: &[&Finding]) -> String {
    let mut abouts: Vec<String> = Vec::new();
    for finding in findings {
        let about = match &finding.subject {
            Subject::Staff(id) => source.namer.briefly(id),
            // Its own number is known to nobody.
            Subject::Membership(id) => match source.register.membership(id) {
                Some((group, row)) => {
                    format!("{}（{}）", source.namer.briefly(&row.person), visible(group.sheet.id.as_str()))
                }
                None => visible(id.as_str()),
            },
            Subject::Office => continue,
            other => visible(other.id()),
        };
        if !abouts.contains(&about) {
            abouts.push(about);
        }
    }
    let more = abouts.len().saturating_sub(MOST_ABOUTS);
    abouts.truncate(MOST_ABOUTS);
    let said = abouts.join("、");
    if more == 0 { said } else { format!("{said}、ほか{more}件") }
}
