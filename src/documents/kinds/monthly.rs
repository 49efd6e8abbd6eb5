//! The page that the office manager reads once a month.

use super::past::{PaperHistory, missing};
use super::source::{Source, blank, short_day};
use super::{
    office::settings,
    open_matters::{articles, counts, in_the_annex, incidents, paged, waivers, weeks},
};
use crate::{
    documents::{
        template::{Facts, Value},
        text::visible,
        words,
    },
    policy::{
        Counts, Finding, Rule, Urgency, of_urgency, overview::duty_of, standing::account_left_standing,
    },
    register::{Date, Lang, records::Staff},
};

/// How many of what is overdue longest stand on the manager's page by name.
const OLDEST: usize = 5;

/// The page that the office manager reads once a month.
pub(super) fn monthly(source: &Source<'_>, history: Option<&PaperHistory>, facts: &mut Facts) {
    counts(source, facts);
    settings(source, facts);
    let course = history.map(|history| history.course.as_slice());
    facts.list(
        "course",
        &["label", "overdue", "now", "unknown", "soon", "waived"],
        course.unwrap_or_default().iter().map(|point| {
            let number = |urgency| Some(point.counts?.get(urgency).to_string());
            [
                Some(words::month(point.day)),
                number(Urgency::Overdue),
                number(Urgency::Now),
                number(Urgency::Unknown),
                number(Urgency::Soon),
                number(Urgency::Waived),
            ]
        }),
    );
    weeks(source, facts);
    let additions = source.policy.additions();
    let duties = additions.duties.iter().map(|duty| (Rule::PolicyDuty, Some(duty.is.name)));
    let addressees = additions.addressees.iter().map(|one| (Rule::PolicyAddressee, Some(one.is.name)));
    let by_rule =
        Rule::ALL.iter().map(|rule| (*rule, None)).chain(duties).chain(addressees).filter_map(|duty| {
            let found: Vec<&Finding> =
                source.findings.iter().filter(|finding| duty_of(finding) == duty).collect();
            let counts = Counts::of(found.iter().copied());
            let cell = |urgency| {
                let count = counts.get(urgency);
                Some(if count == 0 { String::new() } else { count.to_string() })
            };
            (!found.is_empty()).then(|| -> [Value; 7] {
                [
                    Some(visible(source.policy.duty_label(duty, Lang::Ja))),
                    Some(articles(source, duty.0, &found)),
                    cell(Urgency::Overdue),
                    cell(Urgency::Now),
                    cell(Urgency::Unknown),
                    cell(Urgency::Soon),
                    cell(Urgency::Waived),
                ]
            })
        });
    facts.list("rules", &["rule", "article", "overdue", "now", "unknown", "soon", "waived"], by_rule);
    let mut ahead: Vec<&Finding> = of_urgency(source.findings, Urgency::Soon).collect();
    ahead.sort_by_key(|finding| finding.due);
    let row = |finding: &&Finding| -> [Value; 3] {
        [short_day(finding.due), Some(source.article(finding)), Some(source.sentence(finding))]
    };
    facts.list("ahead", &["due", "article", "sentence"], ahead.iter().map(row));
    let mut late: Vec<&Finding> = of_urgency(source.findings, Urgency::Overdue).collect();
    late.sort_by_key(|finding| finding.due);
    let (names, oldest) = (&["due", "article", "sentence"], source.rows_of_a_list.min(OLDEST));
    let (page, more) = paged(&late, oldest);
    facts.say("late.rest", in_the_annex(&late, oldest));
    facts.list("late", names, page.iter().map(row));
    facts.list("late.more", names, more.iter().map(row));
    let countersigns = source.findings.iter().filter(|finding| finding.rule == Rule::Countersign);
    let countersigns: Vec<_> =
        countersigns.map(|finding| [Some(source.sentence(finding)), blank()]).collect();
    let names = &["text", "done"];
    facts.list("countersigns", names, countersigns.iter().cloned());
    let (page, more) = paged(&countersigns, source.rows_of_a_list);
    facts.say("countersigns.rest", in_the_annex(&countersigns, source.rows_of_a_list));
    facts.list("countersigns.page", names, page.iter().cloned());
    facts.list("countersigns.more", names, more.iter().cloned());
    waivers(source, facts);
    incidents(source, facts);
    missing(source, history, facts);
    standing(source, facts);
}

/// Accounts of those who left that only they can delete, and have been asked to.
fn standing(source: &Source<'_>, facts: &mut Facts) {
    let asked = source.staff_in_order().into_iter();
    let asked = asked.filter_map(|staff| Some((staff, account_left_standing(staff, source.today)?)));
    let row = |(staff, asked): (&Staff, Date)| -> [Value; 4] {
        [
            Some(source.namer.person(&staff.id)),
            short_day(staff.left_on),
            short_day(staff.mcs.released_on),
            short_day(Some(asked)),
        ]
    };
    let rows: Vec<[Value; 4]> = asked.map(row).collect();
    let names = &["person", "left", "released", "asked"];
    let (page, more) = paged(&rows, source.rows_of_a_list);
    facts.say("standing.rest", in_the_annex(&rows, source.rows_of_a_list));
    facts.list("standing.page", names, page.iter().cloned());
    facts.list("standing.more", names, more.iter().cloned());
    facts.list("standing", names, rows);
}
