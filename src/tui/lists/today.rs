//! 本日の対応: every finding, grouped by urgency, in the order in which it presses.

use rustc_hash::FxHashMap;

use crate::{
    documents::PaperKind,
    policy::{Finding, Rule, Urgency, article_short},
    register::{
        Date, Lang, RecordKind,
        id::GroupId,
        kana::{Query, SearchKey},
    },
    tui::{
        desk::{
            Desk,
            care::{Care, CareAction},
            cares::stands_among_findings,
            first_steps, subject_called, waiver,
        },
        keys::named,
        terminal::{
            signs::{FOLDED, UNFOLDED},
            tone::Tone,
            width::shown,
        },
        widgets::lines::Line,
        words::{FirstWord, HistoryWord, NextWord, Word, day_short, days_late, days_late_short},
    },
};

use super::{
    Cell, Column, RowKey, Screen, Shape,
    fold::{Fold, Folded, MOST_ALIKE, Unfolded},
    next,
    search::Search,
    steps,
};
/// The list of findings.
pub struct TodayScreen;

/// Rows from here on are the headings of the urgencies.
const HEADINGS: u32 = u32::MAX - 5;
/// The heading of what the vault itself asks for.
const CARES_HEADING: u32 = HEADINGS - 1;
/// The heading of the first steps of a new register.
const STEPS_HEADING: u32 = HEADINGS - 2;
/// Rows from here to those headings are the cares.
const CARES: u32 = STEPS_HEADING - 1000;

fn heading_of(row: u32) -> Option<Urgency> {
    row.checked_sub(HEADINGS).and_then(|place| Urgency::ALL.get(place as usize).copied())
}

fn care(desk: &Desk, row: u32) -> Option<&Care> {
    let place = row.checked_sub(CARES).filter(|_| row < STEPS_HEADING)?;
    desk.cares.get(place as usize)
}

/// Rows from here to the cares are folds: of every urgency and rule one that is closed and one that is open.
const FOLDS: u32 = CARES - 2 * FOLDS_OF_A_SORT;
const FOLDS_OF_A_SORT: u32 = 5 * RULES;
const RULES: u32 = 256;
const _: () = assert!(Rule::ALL.len() < RULES as usize && Urgency::ALL.len() == 5);

/// Findings below an open fold have this besides their place.
const INSIDE: u32 = 1 << 30;

fn fold_row(urgency: Urgency, rule: Rule, open: bool) -> u32 {
    let rule = u32::try_from(rule.place()).unwrap_or_default();
    FOLDS + if open { FOLDS_OF_A_SORT } else { 0 } + urgency as u32 * RULES + rule
}

/// Which urgency and rule a fold is of, and whether it is open.
fn fold_at(row: u32) -> Option<(Urgency, Rule, bool)> {
    let place = row.checked_sub(FOLDS).filter(|_| row < CARES)?;
    let (open, place) = (place >= FOLDS_OF_A_SORT, place % FOLDS_OF_A_SORT);
    let urgency = Urgency::ALL.get((place / RULES) as usize)?;
    Some((*urgency, *Rule::ALL.get((place % RULES) as usize)?, open))
}

fn finding(desk: &Desk, row: u32) -> Option<&Finding> {
    let place = if row < FOLDS { row & !INSIDE } else { row };
    desk.findings.get(place as usize)
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
        let search = query.map(|query| Search::with_names(desk, query));
        let mut rows = Vec::with_capacity(desk.findings.len() + Urgency::ALL.len());
        let mut group = None;
        let cares = (CARES..STEPS_HEADING).zip(&desk.cares).filter(|(_, care)| {
            let fields = [care.label.as_str(), &care.about, &care.id];
            wanted.is_none_or(|urgency| urgency == care.urgency)
                && query.is_none_or(|query| query.matches(&SearchKey::new(fields)))
        });
        let (steps, cares): (Vec<_>, Vec<_>) = cares.partition(|(_, care)| first_steps::is_step(care));
        // A new register begins with them; none of them is of an urgency.
        let steps = if wanted.is_none() { steps } else { Vec::new() };
        let tell_steps = |rows: &mut Vec<u32>| {
            if !steps.is_empty() {
                rows.push(STEPS_HEADING);
                rows.extend(steps.iter().map(|(row, _)| *row));
            }
        };
        if !desk.is_in_use() {
            tell_steps(&mut rows);
        }
        let (mut among, of_the_vault): (Vec<_>, Vec<_>) =
            cares.into_iter().partition(|(_, care)| stands_among_findings(care));
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
        // What is no finding stands before the findings of its urgency.
        among.sort_by_key(|(_, care)| care.urgency as u32);
        let mut among = among.into_iter().peekable();
        let mut tell_until = |rows: &mut Vec<u32>, group: &mut Option<Urgency>, last: Urgency| {
            while let Some((row, care)) = among.next_if(|(_, care)| care.urgency as u32 <= last as u32) {
                if *group != Some(care.urgency) {
                    *group = Some(care.urgency);
                    rows.push(HEADINGS + care.urgency as u32);
                }
                rows.push(row);
            }
        };
        for (row, finding) in (0_u32..).zip(&desk.findings) {
            if wanted.is_some_and(|urgency| urgency != finding.urgency) {
                continue;
            }
            if search.as_ref().is_some_and(|search| !search.finding(row as usize)) {
                continue;
            }
            tell_until(&mut rows, &mut group, finding.urgency);
            if group != Some(finding.urgency) {
                group = Some(finding.urgency);
                rows.push(HEADINGS + finding.urgency as u32);
            }
            rows.push(row);
        }
        tell_until(&mut rows, &mut group, Urgency::Waived);
        if !below.is_empty() {
            rows.push(CARES_HEADING);
            rows.extend(below.into_iter().map(|(row, _)| row));
        }
        if desk.is_in_use() {
            tell_steps(&mut rows);
        }
        rows
    }

    fn of_duty(&self, desk: &Desk, rows: Vec<u32>, rule: Rule) -> Vec<u32> {
        let mut of_duty = Vec::new();
        let mut heading = None;
        for row in rows {
            if self.heading(desk, row).is_some() {
                heading = Some(row);
            } else if finding(desk, row).is_some_and(|found| found.rule == rule) {
                of_duty.extend(heading.take());
                of_duty.push(row);
            }
        }
        of_duty
    }

    fn fold(&self, desk: &Desk, rows: Vec<u32>, open: &Unfolded) -> Folded {
        let says = |row: &u32| finding(desk, *row).map(|found| (found.urgency, found.rule));
        let mut alike: FxHashMap<(Urgency, Rule), Vec<u32>> = FxHashMap::default();
        for row in &rows {
            if let Some(says) = says(row) {
                alike.entry(says).or_default().push(*row);
            }
        }
        alike.retain(|_, rows| rows.len() > MOST_ALIKE);
        let mut folded = Folded::default();
        for row in rows {
            let Some((members, (urgency, rule))) =
                says(&row).and_then(|says| Some((alike.get(&says)?, says)))
            else {
                folded.rows.push(row);
                continue;
            };
            // They stand where the first of them stood.
            if members.first() != Some(&row) {
                continue;
            }
            let open = open.contains(&RowKey::Fold(rule, urgency));
            let fold = fold_row(urgency, rule, open);
            let members: Vec<u32> = members.iter().map(|row| row | INSIDE).collect();
            folded.rows.push(fold);
            if open {
                folded.rows.extend(&members);
            }
            folded.folds.insert(fold, Fold { members, open });
        }
        folded
    }

    fn total(&self, desk: &Desk, _scope: Option<&GroupId>) -> usize {
        desk.findings.len() + desk.cares.len()
    }

    fn key(&self, desk: &Desk, row: u32) -> RowKey {
        if let Some(care) = care(desk, row) {
            return RowKey::Care(care.id.clone());
        }
        if let Some((urgency, rule, _)) = fold_at(row) {
            return RowKey::Fold(rule, urgency);
        }
        finding(desk, row).map_or(RowKey::Heading, RowKey::of)
    }

    fn finding<'d>(&self, desk: &'d Desk, row: u32) -> Option<&'d Finding> {
        finding(desk, row)
    }

    fn columns(&self, Shape { wide, narrow, .. }: Shape) -> Vec<Column> {
        if narrow {
            return vec![
                Column::straight(Word::ColUrgency, 7),
                Column::new(Word::ColSubject, 12),
                Column::rest(Word::ColMatter),
                Column::straight(Word::ColDue, 9),
                Column::number(Word::ColDays, 7),
                Column { spare: true, ..Column::straight(Word::ColArticleShort, 5) },
            ];
        }
        let (beside, matter) = if wide {
            (Column::rest(Word::ColBeside), Column::new(Word::ColMatter, 20))
        } else {
            (Column::new(Word::ColBeside, 11), Column::rest(Word::ColMatter))
        };
        vec![
            Column::straight(Word::ColUrgency, 7),
            Column::new(Word::ColSubject, if wide { 22 } else { 15 }),
            matter,
            beside,
            Column { spare: true, ..Column::straight(Word::ColDue, 9) },
            Column::number(Word::ColDays, 7),
            Column { spare: true, ..Column::straight(Word::ColArticleShort, if wide { 12 } else { 5 }) },
        ]
    }

    fn cells(&self, desk: &Desk, row: u32, shape: Shape) -> Vec<Cell> {
        let mut cells = all_cells(desk, row, shape);
        // Where it is stands dim after what it is.
        if shape.narrow && cells.len() > BESIDE {
            let Cell { text: beside, .. } = cells.remove(BESIDE);
            if let Some(matter) = cells.get_mut(BESIDE - 1).filter(|_| !beside.is_empty()) {
                matter.after = beside;
            }
        }
        cells
    }

    fn rank(&self, desk: &Desk, row: u32, column: Word) -> Option<i64> {
        let day = |date: Option<crate::register::Date>| date.map(|date| i64::from(date.number()));
        match (column, finding(desk, row), care(desk, row)) {
            (Word::ColDue, Some(finding), _) => day(finding.due),
            (Word::ColDue, None, Some(care)) => day(care.due),
            (Word::ColDays, Some(finding), _) => finding.days,
            _ => None,
        }
    }

    fn details(&self, desk: &Desk, row: u32) -> Vec<Line> {
        if let Some(care) = care(desk, row) {
            return match care.action {
                CareAction::FirstStep(step) => steps::details(desk, step, care),
                _ => care_details(desk, care),
            };
        }
        if let Some((urgency, rule, open)) = fold_at(row) {
            return fold_details(desk, (urgency, rule), open);
        }
        finding(desk, row).map(|finding| finding_details(desk, finding)).unwrap_or_default()
    }

    fn heading(&self, desk: &Desk, row: u32) -> Option<&'static str> {
        if row == CARES_HEADING {
            return Some(HistoryWord::Cares.say(desk.lang));
        }
        if row == STEPS_HEADING {
            return Some(FirstWord::Title.say(desk.lang));
        }
        heading_of(row).map(|urgency| urgency.word_long().say(desk.lang))
    }
}

/// The place of where something is among the cells of a row.
const BESIDE: usize = 3;

fn all_cells(desk: &Desk, row: u32, shape: Shape) -> Vec<Cell> {
    if let Some(care) = care(desk, row) {
        return match care.action {
            CareAction::FirstStep(step) => steps::cells(desk, step, care),
            _ => care_cells(desk, care),
        };
    }
    if let Some((urgency, rule, open)) = fold_at(row) {
        return fold_cells(desk, (urgency, rule), open, shape);
    }
    let Some(finding) = finding(desk, row) else { return Vec::new() };
    let (mut name, id) = subject_called(desk, &finding.subject);
    if row & INSIDE != 0 {
        name.insert(0, ' ');
    }
    let Desk { policy, register, lang, today, .. } = desk;
    vec![
        Cell::chip(desk, finding.urgency),
        Cell { after: id, ..name.into() },
        policy.matter(finding, *lang).into(),
        policy.beside(finding, register, *today, *lang).unwrap_or_default().into(),
        due(desk, finding.due),
        late(desk, finding.urgency, finding.due),
        articles(desk, policy.article(finding), shape).into(),
    ]
}

fn due(desk: &Desk, due: Option<Date>) -> Cell {
    due.map(|due| day_short(due, desk.today, desk.lang)).unwrap_or_default().into()
}

/// By how much it is late, or what is left.
fn late(desk: &Desk, urgency: Urgency, due: Option<Date>) -> Cell {
    let said = due.map(|due| days_late_short(desk.today.days_since(due), desk.lang)).unwrap_or_default();
    if urgency == Urgency::Overdue { Cell::toned(said, Tone::Overdue) } else { said.into() }
}

/// What is cited, as far as there is room; in a narrow list the first of several.
fn articles(desk: &Desk, citation: &str, shape: Shape) -> String {
    let short = article_short(citation);
    match short.as_slice() {
        [first, _, ..] if !shape.wide => NextWord::MoreArticles.fill(desk.lang, &[first]),
        all => all.join(","),
    }
}

/// The one that presses most: the first in order.
fn fold_cells(desk: &Desk, (urgency, rule): (Urgency, Rule), open: bool, shape: Shape) -> Vec<Cell> {
    let first = desk.alike(urgency, rule).next();
    let Some((first, together)) = first.zip(desk.together(urgency, rule)) else { return Vec::new() };
    let sign = if open { UNFOLDED } else { FOLDED };
    vec![
        Cell::chip(desk, first.urgency),
        format!("{sign} {}", desk.how_many(urgency, rule)).into(),
        if together.of_one_duty {
            desk.policy.matter(first, desk.lang)
        } else {
            desk.policy.rule_matter(first.rule, desk.lang)
        }
        .into(),
        Cell::default(),
        due(desk, first.due),
        late(desk, first.urgency, first.due),
        articles(desk, &together.articles, shape).into(),
    ]
}

/// So many are named in the details of a fold.
const NAMED: usize = 40;

fn fold_details(desk: &Desk, (urgency, rule): (Urgency, Rule), open: bool) -> Vec<Line> {
    let findings = desk.alike(urgency, rule);
    let more = findings.len().saturating_sub(NAMED);
    let Some(first) = findings.clone().next() else { return Vec::new() };
    let lang = desk.lang;
    let label = desk.policy.rule_label(first.rule, lang);
    let many = desk.how_many(urgency, rule);
    let sentence = match first.due.zip(first.days) {
        Some((due, days)) => {
            let (due, days) = (day_short(due, desk.today, lang), days_late(days, lang));
            NextWord::FoldedDue.fill(lang, &[label, &many, &due, &days])
        }
        None => NextWord::Folded.fill(lang, &[label, &many]),
    };
    let turn = if open {
        (next::name(desk, named::FOLD), Word::KeyFold.say(lang).to_owned())
    } else {
        next::key_of(desk, named::DETAILS, Word::KeyDetails, NextWord::Open.say(lang))
    };
    let keys = [
        (next::name(desk, named::SETTLE), NextWord::SettleAll.fill(lang, &[&many])),
        turn,
        next::key_of(desk, named::MARK, Word::KeyMark, NextWord::All.say(lang)),
    ];
    let keys = keys.into_iter().chain(next::paper(desk, PaperKind::of_rule(first.rule)));
    let mut lines = vec![
        Line::Finding(first.urgency, sentence),
        Line::Heading(Word::NextStep.say(lang).to_owned()),
        Line::Keys(keys.collect()),
        Line::Text(desk.policy.next_step(first, &desk.register, lang)),
        Line::Heading(Word::ColSubject.say(lang).to_owned()),
    ];
    for found in findings.take(NAMED) {
        let (name, id) = subject_called(desk, &found.subject);
        let beside = desk.policy.beside(found, &desk.register, desk.today, lang);
        let when = found.due.map(|due| day_short(due, desk.today, lang));
        let says: Vec<String> = [beside, when].into_iter().flatten().collect();
        lines.push(Line::Fact(format!("{name} {id}").trim_end().to_owned(), says.join("  ")));
    }
    if more > 0 {
        lines.push(Line::Text(NextWord::More.fill(lang, &[&more.to_string()])));
    }
    lines
}

fn care_cells(desk: &Desk, care: &Care) -> Vec<Cell> {
    let about = if waiver::is_warning(care) {
        RecordKind::Waiver.title(desk.lang)
    } else if care.action == CareAction::WriteReport {
        RecordKind::Incident.title(desk.lang)
    } else {
        HistoryWord::CareSubject.say(desk.lang)
    };
    vec![
        Cell::chip(desk, care.urgency),
        about.into(),
        shown(Some(&care.label)).into(),
        shown(Some(&care.about)).into(),
        due(desk, care.due),
        late(desk, care.urgency, care.due),
        care.article.as_deref().map(|article| article_short(article).join(",")).unwrap_or_default().into(),
    ]
}

fn care_details(desk: &Desk, care: &Care) -> Vec<Line> {
    let lang = desk.lang;
    let mut lines = vec![Line::Finding(care.urgency, care.sentence.clone())];
    lines.push(Line::Heading(HistoryWord::CareToDo.say(lang).to_owned()));
    if care.action != CareAction::None {
        let key = next::name(desk, named::SETTLE);
        lines.push(Line::Keys(vec![(key, next::settles_care(desk, care))]));
    }
    lines.push(Line::Text(care.to_do.clone()));
    if let Some(article) = &care.article {
        lines.push(Line::Fact(Word::ColArticle.say(lang).to_owned(), article.clone()));
    }
    lines
}

/// Everything behind a finding: what is wrong, what to do next, the facts, the policy, where its number is from, the
/// guideline.
pub fn finding_details(desk: &Desk, finding: &Finding) -> Vec<Line> {
    let lang = desk.lang;
    let policy = &desk.policy;
    let explanation = policy.explain(finding, &desk.register, desk.today, lang);
    let heading = |word: Word| Line::Heading(word.say(lang).to_owned());
    let mut lines =
        vec![Line::Finding(finding.urgency, policy.sentence(finding, &desk.register, desk.today, lang))];
    lines.extend(next::about(desk, finding, named::OPEN));
    if !explanation.facts.is_empty() {
        lines.push(heading(Word::Facts));
        lines.extend(explanation.facts.into_iter().map(|(label, value)| Line::Fact(label, value)));
    }
    let level = policy.level(finding).name(lang);
    let basis = policy.basis(finding).label(policy, lang);
    lines.push(heading(Word::PolicySays));
    lines.push(Line::Fact(
        Word::ColArticle.say(lang).to_owned(),
        match lang {
            Lang::Ja => format!("{} {level}（{basis}）", policy.article(finding)),
            Lang::En => format!("{} {level} ({basis})", policy.article(finding)),
        },
    ));
    if !explanation.policy_says.is_empty() {
        lines.push(Line::Text(explanation.policy_says));
    }
    for (word, text) in [(Word::NumberSays, explanation.number), (Word::GuidelineSays, explanation.guideline)]
    {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            lines.push(heading(word));
            lines.push(Line::Text(text));
        }
    }
    lines
}
