//! The facts of the office as a whole: what every paper may say, filings, the manager's page, hand-over.

use std::collections::BTreeSet;

use super::past::{PaperHistory, missing};
use super::source::{Source, blank, day, number, plain, short_day, short_day_or_blank, word, yes_no};
use crate::{
    documents::{
        names::Namer,
        template::{Facts, Value},
        text::visible,
        words,
    },
    policy::{
        Counts, Finding, Rule, Urgency,
        calendar::{Week, calendar},
        clocks::{Clock, ClockState, clocks},
        of_urgency,
        overview::duty_of,
        standing::account_left_standing,
    },
    register::{
        Date, Lang,
        records::{Filing, Group, Incident, Staff, TakeOut, Waiver},
        subject::Subject,
        words::{DeviceStatus, FilingKind, GroupKind, IncidentKind},
    },
};

/// How many of what is overdue longest stand on the manager's page by name.
const OLDEST: usize = 5;

/// How many rows of what waits and of what happened stand there; more go to the annex.
const ON_THE_PAGE: usize = 6;

/// How many of those whom alike findings are about are named in one row.
const MOST_ABOUTS: usize = 20;

/// How many weeks ahead due days are counted.
const WEEKS: u16 = 12;

/// What every paper may say.
pub(super) fn common(source: &Source<'_>, facts: &mut Facts) {
    let office = source.register.office();
    facts.say("office.name", plain(office.name.as_deref()));
    facts.say("office.kind", plain(office.kind.as_deref()));
    facts.say("office.phone", plain(office.phone.as_deref()));
    facts.say("office.address", plain(office.address.as_deref()));
    facts.say("office.corporation", plain(office.corporation.as_deref()));
    facts.say("office.manager", source.person(office.manager.as_ref()));
    facts.say("office.administrators", source.administrators(Namer::person, "、"));
    facts.say("sender.manager", office.manager.as_ref().map(|id| source.namer.sender(id)));
    facts.say("sender.administrators", source.administrators(Namer::sender, "\n"));
    facts.say("office.guideline_confirmed", day(office.guideline_confirmed_on));
    facts.say("office.address", plain(office.address.as_deref()));
    facts.say("office.corporation", plain(office.corporation.as_deref()));
    facts.say("office.representative", source.namer.of_the_office(office.representative.as_deref()));
    facts.say("secretariat", Some(format!("{} 御中", visible(source.policy.secretariat_addressed()))));
    facts.say("policy", Some(visible(source.policy.title(Lang::Ja))));
    facts.say("policy.edition", Some(visible(&source.policy.edition(Lang::Ja))));
    facts.say("today", Some(words::day(source.today)));
}

/// Application, pledges and consents: what is there and what is not.
pub(super) fn filings(source: &Source<'_>, facts: &mut Facts) {
    let filing = |filing: &Filing| -> [Value; 6] {
        [
            plain(Some(filing.id.as_str())),
            word(Some(words::ja(filing.kind))),
            short_day(filing.submitted_on),
            if let Some(refused_on) = filing.refused_on.filter(|_| filing.approved_on.is_none()) {
                short_day(Some(refused_on)).map(|day| format!("不許可 {day}"))
            } else if asks_for_approval(filing.kind) {
                short_day(filing.approved_on)
            } else {
                short_day_or_blank(filing.approved_on)
            },
            source.text(filing.reference.as_deref()).or_else(blank),
            source.text(filing.note.as_deref()).or_else(blank),
        ]
    };
    let filings = source.register.filings().iter().map(filing);
    facts.list("filings", &["id", "kind", "submitted", "approved", "reference", "note"], filings);
    let pledge = |staff: &Staff| -> [Value; 5] {
        let exempt = source.text(staff.pledge.exempt.as_deref());
        [
            plain(Some(staff.id.as_str())),
            source.namer.name(&staff.id),
            source.text(staff.profession.as_deref()),
            short_day(staff.pledge.signed_on).or_else(|| exempt.as_ref().map(|_| String::new())),
            exempt.map(|why| format!("省略：{why}")).or_else(blank),
        ]
    };
    let staff = source.staff_in_order().into_iter().filter(|staff| source.serves(staff));
    facts.list("pledges", &["id", "name", "profession", "signed", "note"], staff.map(pledge));
    let consent = |group: &Group| -> [Value; 6] {
        let consent = &group.sheet.consent;
        [
            plain(Some(group.sheet.id.as_str())),
            Some(source.namer.group(&group.sheet.id)),
            short_day(consent.signed_on),
            word(consent.by.map(words::ja)),
            yes_no(consent.both_copies, "双方所持", "片方のみ"),
            short_day_or_blank(consent.withdrawn_on),
        ]
    };
    let open =
        |group: &&Group| group.sheet.kind == GroupKind::Patient && !group.sheet.is_put_away(source.today);
    let groups = source.register.groups().iter().filter(open);
    facts.list("consents", &["id", "group", "signed", "by", "copies", "withdrawn"], groups.map(consent));
}

/// Whether the secretariat has to permit what was filed (第15条(3)・第17条(3)).
fn asks_for_approval(kind: FilingKind) -> bool {
    matches!(kind, FilingKind::FreeGroup | FilingKind::DisasterPost)
}

/// What the office set otherwise than the policy has it.
fn settings(source: &Source<'_>, facts: &mut Facts) {
    let policy = source.policy;
    let rows = policy.set_otherwise(source.register.office()).into_iter().map(|row| -> [Value; 4] {
        let value = |value| Some(visible(&policy.setting_text(row.setting, value, Lang::Ja)));
        [
            Some(visible(&policy.setting_label(row.setting, Lang::Ja))),
            Some(visible(&policy.setting_article(row.setting, Lang::Ja))),
            value(row.shipped),
            value(row.now),
        ]
    });
    facts.list("settings", &["setting", "article", "shipped", "now"], rows);
}

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
    facts.list("late", &["due", "article", "sentence"], late.iter().take(OLDEST).map(row));
    let countersigns = source.findings.iter().filter(|finding| finding.rule == Rule::Countersign);
    let countersigns: Vec<_> =
        countersigns.map(|finding| [Some(source.sentence(finding)), blank()]).collect();
    let names = &["text", "done"];
    facts.list("countersigns", names, countersigns.iter().cloned());
    let (page, more) = paged(&countersigns);
    facts.say("countersigns.rest", in_the_annex(&countersigns));
    facts.list("countersigns.page", names, page.iter().cloned());
    facts.list("countersigns.more", names, more.iter().cloned());
    waivers(source, facts);
    incidents(source, facts);
    missing(source, history, facts);
    standing(source, facts);
}

/// The rows of a list that stand on the page, and all of them for the annex where they are more.
fn paged<T>(rows: &[T]) -> (&[T], &[T]) {
    match rows.get(..ON_THE_PAGE) {
        Some(page) if rows.len() > ON_THE_PAGE => (page, rows),
        _ => (rows, &[]),
    }
}

/// That the annex has more of a list.
fn in_the_annex<T>(rows: &[T]) -> Value {
    let rest = rows.len().saturating_sub(ON_THE_PAGE);
    (rest > 0).then(|| format!("ほか{rest}件は、別紙の一覧にあります。"))
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
    facts.list("standing", &["person", "left", "released", "asked"], asked.map(row));
}

/// The articles of a rule; where its findings cite their own, these.
fn articles(source: &Source<'_>, rule: Rule, found: &[&Finding]) -> String {
    let article = source.policy.rule_article(rule);
    if !article.is_empty() {
        return visible(article);
    }
    let cited: BTreeSet<&str> = found.iter().map(|finding| source.policy.article(finding)).collect();
    visible(&cited.into_iter().collect::<Vec<_>>().join("\n"))
}

/// What falls due in the next weeks, counted.
fn weeks(source: &Source<'_>, facts: &mut Facts) {
    let calendar = calendar(source.register, source.policy, source.today, WEEKS);
    let row = |week: &Week| -> [Value; 2] {
        [Some(words::month_and_day(week.monday)), Some(week.dues.len().to_string())]
    };
    facts.list("weeks", &["label", "count"], calendar.weeks.iter().map(row));
}

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

fn counts(source: &Source<'_>, facts: &mut Facts) {
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

fn waivers(source: &Source<'_>, facts: &mut Facts) {
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
fn incidents(source: &Source<'_>, facts: &mut Facts) {
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
    if rows.len() > ON_THE_PAGE {
        rows.sort_by_key(|incident| incident.kind == IncidentKind::NearMiss);
    }
    let (page, more) = paged(&rows);
    facts.say("incidents.rest", in_the_annex(&rows));
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

/// The recovery key, to be kept on paper alone.
pub(super) fn recovery_key(key: &str, facts: &mut Facts) {
    // Four groups a line, so that nobody loses their place.
    let groups: Vec<&str> = key.trim().split('-').collect();
    let lines: Vec<String> = groups.chunks(4).map(|groups| groups.join("-")).collect();
    facts.say("key", Some(visible(&lines.join("-\n"))));
}
