//! 本日の対応: every finding, grouped by urgency, in the order in which it presses.

use crate::{
    policy::{Finding, Rule, Urgency},
    register::{
        Lang, RecordKind,
        id::GroupId,
        kana::{Query, SearchKey},
        subject::Subject,
    },
    tui::{
        desk::{
            About, Desk,
            care::{Care, CareAction},
            subject_name, subject_word, waiver,
        },
        terminal::{
            tone::Tone,
            width::{cells, shown},
        },
        widgets::lines::Line,
        words::{HistoryWord, Word},
    },
};

use super::{Cell, Column, RowKey, Screen, Shape};
/// The list of findings.
pub struct TodayScreen;

/// A name of more cells than this leaves no room for what is said about it.
const LONGEST_NAME: usize = 36;

/// Rows from here on are the headings of the urgencies.
const HEADINGS: u32 = u32::MAX - 5;
/// The heading of what the vault itself asks for.
const CARES_HEADING: u32 = HEADINGS - 1;
/// Rows from here to that heading are the cares.
const CARES: u32 = CARES_HEADING - 1000;

fn heading_of(row: u32) -> Option<Urgency> {
    row.checked_sub(HEADINGS).and_then(|place| Urgency::ALL.get(place as usize).copied())
}

fn care(desk: &Desk, row: u32) -> Option<&Care> {
    let place = row.checked_sub(CARES).filter(|_| row < CARES_HEADING)?;
    desk.cares.get(place as usize)
}

fn finding(desk: &Desk, row: u32) -> Option<&Finding> {
    desk.findings.get(row as usize)
}

impl Screen for TodayScreen {
    fn title(&self) -> Word {
        Word::Today
    }

    fn filters(&self) -> &'static [Word] {
        &[Word::FilterAll, Word::Overdue, Word::Now, Word::Unknown, Word::Soon, Word::Waived]
    }

    fn drafts(&self) -> &'static [RecordKind] {
        &[
            RecordKind::Staff,
            RecordKind::Device,
            RecordKind::TakeOut,
            RecordKind::Group,
            RecordKind::Partner,
            RecordKind::Filing,
            RecordKind::Waiver,
        ]
    }

    /// The first screen is shown before anything but the findings is ready.
    fn prepare(&self, _desk: &mut Desk) {}

    fn rows(&self, desk: &Desk, filter: usize, query: Option<&Query>, _scope: Option<&GroupId>) -> Vec<u32> {
        let wanted = filter.checked_sub(1).and_then(|place| Urgency::ALL.get(place).copied());
        let search = query.map(|query| Search::new(desk, query));
        let mut rows = Vec::with_capacity(desk.findings.len() + Urgency::ALL.len());
        let mut group = None;
        let cares = (CARES..CARES_HEADING).zip(&desk.cares).filter(|(_, care)| {
            let fields = [care.label.as_str(), &care.about, &care.id];
            wanted.is_none_or(|urgency| urgency == care.urgency)
                && query.is_none_or(|query| query.matches(&SearchKey::new(fields)))
        });
        let (mut ending, of_the_vault): (Vec<_>, Vec<_>) =
            cares.partition(|(_, care)| waiver::is_warning(care));
        // What is only asked presses nobody: alone it stands below everything.
        let (asked, mut of_the_vault): (Vec<_>, Vec<_>) =
            of_the_vault.into_iter().partition(|(_, care)| care.action == CareAction::Beginning);
        let below = if of_the_vault.is_empty() {
            asked
        } else {
            of_the_vault.extend(asked);
            Vec::new()
        };
        if !of_the_vault.is_empty() {
            rows.push(CARES_HEADING);
        }
        rows.extend(of_the_vault.into_iter().map(|(row, _)| row));
        // Waivers that end soon stand before what is due soon.
        let mut tell_ending = |rows: &mut Vec<u32>, group: &mut Option<Urgency>| {
            if !ending.is_empty() {
                *group = Some(Urgency::Soon);
                rows.push(HEADINGS + Urgency::Soon as u32);
                rows.extend(ending.drain(..).map(|(row, _)| row));
            }
        };
        let about = desk.about().iter().copied().chain(std::iter::repeat(About::default()));
        for ((row, finding), about) in (0_u32..).zip(&desk.findings).zip(about) {
            if wanted.is_some_and(|urgency| urgency != finding.urgency) {
                continue;
            }
            if search.as_ref().is_some_and(|search| !search.matches(finding, about)) {
                continue;
            }
            if finding.urgency as u32 >= Urgency::Soon as u32 {
                tell_ending(&mut rows, &mut group);
            }
            if group != Some(finding.urgency) {
                group = Some(finding.urgency);
                rows.push(HEADINGS + finding.urgency as u32);
            }
            rows.push(row);
        }
        tell_ending(&mut rows, &mut group);
        if !below.is_empty() {
            rows.push(CARES_HEADING);
            rows.extend(below.into_iter().map(|(row, _)| row));
        }
        rows
    }

    fn total(&self, desk: &Desk, _scope: Option<&GroupId>) -> usize {
        desk.findings.len() + desk.cares.len()
    }

    fn key(&self, desk: &Desk, row: u32) -> RowKey {
        if let Some(care) = care(desk, row) {
            return RowKey::Care(care.id.clone());
        }
        finding(desk, row).map_or(RowKey::Heading, RowKey::of)
    }

    fn columns(&self, shape: Shape) -> Vec<Column> {
        let wide = shape.wide;
        vec![
            Column::new(Word::ColUrgency, 7),
            Column::new(Word::ColSubject, if wide { 8 } else { 16 }),
            Column::rest(Word::ColSentence),
            Column::new(Word::ColDue, 10),
            Column::number(Word::ColDays, 5),
            Column::new(Word::ColArticle, if wide { 21 } else { 14 }),
        ]
    }

    fn cells(&self, desk: &Desk, row: u32, shape: Shape) -> Vec<Cell> {
        if let Some(care) = care(desk, row) {
            return care_cells(desk, care, shape);
        }
        let Some(finding) = finding(desk, row) else { return Vec::new() };
        let tone = Tone::of(finding.urgency);
        let level = desk.policy.level(finding).name(desk.lang);
        // A sentence that is cut says nothing: where there is no room, or a name takes it all, what it is about does.
        let name = subject_name(desk, &finding.subject);
        let label = || desk.policy.label(finding, desk.lang);
        let (subject, what) = match (shape.wide, cells(&name) > LONGEST_NAME) {
            (false, _) => (name, label()),
            (true, true) => (subject_word(desk, &finding.subject), label()),
            (true, false) => {
                let sentence = desk.policy.sentence(finding, &desk.register, desk.today, desk.lang);
                (subject_word(desk, &finding.subject), sentence)
            }
        };
        vec![
            Cell::toned(finding.urgency.word_short().say(desk.lang), tone),
            subject.into(),
            what.into(),
            super::day(finding.due).into(),
            finding.days.map(|days| days.to_string()).unwrap_or_default().into(),
            format!("{} {level}", desk.policy.article(finding)).into(),
        ]
    }

    fn details(&self, desk: &Desk, row: u32) -> Vec<Line> {
        if let Some(care) = care(desk, row) {
            return care_details(desk, care);
        }
        finding(desk, row).map(|finding| finding_details(desk, finding)).unwrap_or_default()
    }

    fn heading(&self, desk: &Desk, row: u32) -> Option<&'static str> {
        if row == CARES_HEADING {
            return Some(HistoryWord::Cares.say(desk.lang));
        }
        heading_of(row).map(|urgency| urgency.word_long().say(desk.lang))
    }
}

fn care_cells(desk: &Desk, care: &Care, shape: Shape) -> Vec<Cell> {
    let (subject, what) = if shape.wide {
        let about = if waiver::is_warning(care) {
            RecordKind::Waiver.title(desk.lang)
        } else {
            HistoryWord::CareSubject.say(desk.lang)
        };
        (about.to_owned(), format!("{}  {}", care.label, care.about))
    } else {
        (care.about.clone(), care.label.clone())
    };
    let days = care.due.map(|due| desk.today.days_since(due));
    vec![
        Cell::toned(care.urgency.word_short().say(desk.lang), Tone::of(care.urgency)),
        shown(Some(&subject)).into(),
        shown(Some(what.trim_end())).into(),
        super::day(care.due).into(),
        days.map(|days| days.to_string()).unwrap_or_default().into(),
        care.article.clone().unwrap_or_default().into(),
    ]
}

fn care_details(desk: &Desk, care: &Care) -> Vec<Line> {
    let lang = desk.lang;
    let mut lines = vec![Line::Finding(care.urgency, care.sentence.clone())];
    if let Some(article) = &care.article {
        lines.push(Line::Fact(Word::ColArticle.say(lang).to_owned(), article.clone()));
    }
    lines.push(Line::Heading(HistoryWord::CareToDo.say(lang).to_owned()));
    lines.push(Line::Text(care.to_do.clone()));
    if care.action != CareAction::None {
        lines.push(Line::Text(HistoryWord::CareKey.say(lang).to_owned()));
    }
    lines
}

/// A search over findings: what matches is worked out once a rule, a person and a group, not once a finding.
struct Search<'a> {
    desk: &'a Desk,
    query: &'a Query,
    rules: Vec<bool>,
    people: Vec<bool>,
    groups: Vec<bool>,
}

impl<'a> Search<'a> {
    fn new(desk: &'a Desk, query: &'a Query) -> Self {
        let rules = Rule::ALL.iter().map(|rule| {
            let label = desk.policy.rule_label(*rule, desk.lang);
            query.matches(&SearchKey::new([label, rule.name()]))
        });
        Self {
            desk,
            query,
            rules: rules.collect(),
            people: desk.matching_people(query),
            groups: desk.matching_groups(query),
        }
    }

    fn id(&self, id: &str) -> bool {
        self.query.matches(&SearchKey::new(std::iter::once(id)))
    }

    fn matches(&self, finding: &Finding, about: About) -> bool {
        let hit =
            |list: &[bool], place: Option<u32>| place.is_some_and(|at| list.get(at as usize) == Some(&true));
        if self.rules.get(finding.rule.place()) == Some(&true)
            || hit(&self.people, about.person)
            || hit(&self.groups, about.group)
        {
            return true;
        }
        match &finding.subject {
            Subject::Device(id) => {
                let name = self.desk.register.devices().get(id).and_then(|row| row.name.as_deref());
                self.id(id.as_str()) || name.is_some_and(|name| self.id(name))
            }
            Subject::TakeOut(id) => self.id(id.as_str()),
            Subject::Incident(id) => self.id(id.as_str()),
            _ => false,
        }
    }
}

/// Everything behind a finding: what is wrong, the facts, the policy, where its number is from, the guideline.
pub fn finding_details(desk: &Desk, finding: &Finding) -> Vec<Line> {
    let lang = desk.lang;
    let policy = &desk.policy;
    let explanation = policy.explain(finding, &desk.register, desk.today, lang);
    let mut lines =
        vec![Line::Finding(finding.urgency, policy.sentence(finding, &desk.register, desk.today, lang))];
    let level = policy.level(finding).name(lang);
    let basis = policy.basis(finding).label(policy, lang);
    lines.push(Line::Fact(
        Word::ColArticle.say(lang).to_owned(),
        match lang {
            Lang::Ja => format!("{} {level}（{basis}）", policy.article(finding)),
            Lang::En => format!("{} {level} ({basis})", policy.article(finding)),
        },
    ));
    lines.extend(explanation.facts.into_iter().map(|(label, value)| Line::Fact(label, value)));
    for (heading, text) in [
        (Word::PolicySays, Some(explanation.policy_says)),
        (Word::NumberSays, explanation.number),
        (Word::GuidelineSays, explanation.guideline),
        (Word::NextStep, explanation.next_step),
    ] {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            lines.push(Line::Heading(heading.say(lang).to_owned()));
            lines.push(Line::Text(text));
        }
    }
    lines
}
