//! How the overview is drawn: the duties with their bars, and below them the course of the open findings.

use ratatui::{
    layout::{Position, Rect},
    style::Style,
};

use crate::{
    policy::{
        Policy, Urgency,
        overview::{Duty, DutyKey, Month, Overview},
    },
    register::Lang,
    tui::{
        app::{Scene, below},
        terminal::{
            buffer::{Buffer, put},
            signs::SHADES,
            theme::Theme,
            tone::Tone,
            width::{cells, fit, fit_right, visible, wrap},
        },
        widgets::{
            columns::{Widest, lent},
            frame::frame,
            scroll::scrollbar,
        },
        words::{OverviewWord, Word, month_short},
    },
};

use super::{
    Course, OverviewPage,
    bar::{height, share},
};

/// The parts of a bar: its sign, what it is called, how it looks, and how much of a duty it is.
const PARTS: [Part; 5] = [
    Part { sign: SHADES[0], word: OverviewWord::Kept, tone: Tone::Good, of: Duty::kept },
    Part {
        sign: SHADES[1],
        word: OverviewWord::Soon,
        tone: Tone::Soon,
        of: |duty| duty.count(Urgency::Soon),
    },
    Part { sign: SHADES[2], word: OverviewWord::Broken, tone: Tone::Overdue, of: Duty::broken },
    Part {
        sign: SHADES[3],
        word: OverviewWord::Unknown,
        tone: Tone::Unknown,
        of: |duty| duty.count(Urgency::Unknown),
    },
    Part {
        sign: ":",
        word: OverviewWord::Waived,
        tone: Tone::Waived,
        of: |duty| duty.count(Urgency::Waived),
    },
];

struct Part {
    sign: &'static str,
    word: OverviewWord,
    tone: Tone,
    of: fn(&Duty) -> usize,
}

/// What a column of the course is drawn with.
const COLUMN: &str = SHADES[0];

/// The widths of the columns.
struct Columns {
    article: usize,
    duty: usize,
    bar: usize,
    /// The columns of numbers, each with a blank before it.
    numbers: [usize; 5],
}

impl Columns {
    /// Articles and duties have the room that they need, as far as the bars keep theirs.
    fn of(width: usize, page: &OverviewPage, policy: &Policy, lang: Lang) -> Self {
        let duties = page.shown().map(|overview| overview.duties.as_slice()).unwrap_or_default();
        let numbers = PARTS.each_ref().map(|part| {
            let most = duties.iter().map(part.of).max().unwrap_or(0);
            most.to_string().len().max(2) + 1
        });
        let widest =
            |text: &dyn Fn(DutyKey) -> usize| page.order.iter().map(|duty| text(*duty)).max().unwrap_or(0);
        let (article, duty) = match width {
            ..70 => (11, 16),
            70..100 => (13, 28),
            _ => (30, 36),
        };
        let article = article.min(widest(&|duty| cells(&visible(&cited(policy, duty, lang)))));
        let duty = duty.min(widest(&|duty| cells(&visible(policy.duty_label(duty, lang)))));
        let taken = article + duty + 3 + numbers.iter().sum::<usize>();
        Self { article, duty, bar: width.saturating_sub(taken), numbers }
    }
}

pub fn draw(page: &mut OverviewPage, scene: Scene<'_>, area: Rect, buf: &mut Buffer) -> Position {
    let (theme, lang) = (&scene.settings.theme, scene.lang());
    let inner = frame(OverviewWord::Title.say(lang), theme, area, buf);
    let width = usize::from(inner.width);
    let mut left = inner;
    let mut next = |lines: u16| {
        let lines = lines.min(left.height);
        let taken = Rect { height: lines, ..left };
        left = Rect { y: left.y + lines, height: left.height - lines, ..left };
        taken
    };
    put(buf, inner.x, next(1).y, &sums(page, width, lang), width, theme.heading);
    if inner.height >= 12 {
        legend(theme, lang, next(1), buf);
    }
    let columns = Columns::of(width, page, &scene.settings.policy, lang);
    headings(&columns, theme, lang, next(1), buf);
    let course = match inner.height {
        ..10 => 0,
        10..16 => 2,
        16..24 => 6,
        _ => 12,
    };
    let details = if inner.height < 10 { 1 } else { 2 };
    let rows = next(left_of(inner.height, course + details, inner.height >= 12));
    let cursor = duties(page, &columns, scene, rows, buf);
    if let Some(duty) = selected_duty(page) {
        let said = wrap(&visible(&details_of(&duty, &scene.settings.policy, lang)), width);
        for (y, line) in (next(details).y..).zip(said.iter().take(usize::from(details))) {
            put(buf, inner.x, y, line, width, theme.text);
        }
        below::follow(said.len().saturating_sub(usize::from(details)), area, (theme, lang), buf);
    } else {
        next(details);
    }
    draw_course(page, scene, next(course), buf);
    cursor
}

/// How many rows are left for the duties.
fn left_of(height: u16, below: u16, legend: bool) -> u16 {
    height.saturating_sub(below + 2 + u16::from(legend))
}

/// Of which day it is, and how many duties stand how, as far as there is room.
fn sums(page: &OverviewPage, width: usize, lang: Lang) -> String {
    let day = page.day().to_string();
    let day = if page.back == 0 { OverviewWord::Today } else { OverviewWord::MonthEnd }.fill(lang, &[&day]);
    let Some(overview) = page.shown() else {
        return fit(&format!("{day}  {}", OverviewWord::NotKnown.say(lang)), width);
    };
    let mut counts = [
        (OverviewWord::DutiesBroken, 0_usize),
        (OverviewWord::DutiesUnknown, 0),
        (OverviewWord::DutiesKept, 0),
        (OverviewWord::DutiesOfNothing, 0),
    ];
    for duty in &overview.duties {
        let place = match duty {
            _ if duty.broken() > 0 => 0,
            _ if duty.count(Urgency::Unknown) > 0 => 1,
            _ if duty.applies > 0 => 2,
            _ => 3,
        };
        counts[place].1 += 1;
    }
    let mut said = day;
    for (word, count) in counts {
        let more = format!("{said}  {}", word.fill(lang, &[&count.to_string()]));
        if cells(&more) > width {
            break;
        }
        said = more;
    }
    said
}

/// What the signs of the bars mean.
fn legend(theme: &Theme, lang: Lang, area: Rect, buf: &mut Buffer) {
    let mut x = area.x;
    for part in &PARTS {
        let text = format!("{} {}", part.sign, part.word.say(lang));
        let room = usize::from(area.right().saturating_sub(x));
        put(buf, x, area.y, &text, room, part.tone.style(theme));
        x += u16::try_from(cells(&text) + 3).unwrap_or(0);
    }
}

fn headings(columns: &Columns, theme: &Theme, lang: Lang, area: Rect, buf: &mut Buffer) {
    let names = [
        (Word::ColArticle.say(lang), columns.article),
        (OverviewWord::Duty.say(lang), columns.duty),
        (OverviewWord::State.say(lang), columns.bar),
    ];
    let mut x = area.x;
    for (name, width) in names {
        put(buf, x, area.y, &fit(name, width), width, theme.label);
        x += u16::try_from(width + 1).unwrap_or(0);
    }
    for (part, width) in PARTS.iter().zip(columns.numbers) {
        put(buf, x, area.y, &fit_right(part.sign, width), width, part.tone.style(theme));
        x += u16::try_from(width).unwrap_or(0);
    }
}

/// The duties in sight; says where the cursor rests.
fn duties(
    page: &mut OverviewPage,
    columns: &Columns,
    scene: Scene<'_>,
    area: Rect,
    buf: &mut Buffer,
) -> Position {
    let (theme, lang) = (&scene.settings.theme, scene.lang());
    page.page = usize::from(area.height);
    let range = page.place.visible_range(page.order.len(), page.page);
    let selected = page.place.selected(page.order.len());
    let mut cursor = Position::new(area.x, area.y);
    for (y, place) in (area.y..area.bottom()).zip(range.clone()) {
        let Some(key) = page.order.get(place) else { continue };
        let at = Rect { y, height: 1, ..area };
        let policy = &scene.settings.policy;
        draw_duty(*key, duty_of(page.shown(), *key), columns, (policy, theme, lang), at, buf);
        if selected == Some(place) {
            theme.select(at, buf);
            cursor = Position::new(area.x, y);
        }
    }
    let bar = Rect { x: area.right(), width: 1, ..area };
    scrollbar(range, page.order.len(), bar, buf, theme.quiet);
    cursor
}

fn duty_of(overview: Option<&Overview>, key: DutyKey) -> Option<Duty> {
    overview?.duties.iter().find(|duty| duty.key() == key).copied()
}

fn selected_duty(page: &OverviewPage) -> Option<Duty> {
    duty_of(page.shown(), page.selected()?)
}

fn draw_duty(
    key: DutyKey,
    duty: Option<Duty>,
    columns: &Columns,
    (policy, theme, lang): (&Policy, &Theme, Lang),
    area: Rect,
    buf: &mut Buffer,
) {
    let (mut x, y) = (area.x, area.y);
    let mut cell = |text: &str, width: usize, style: Style, buf: &mut Buffer| {
        put(buf, x, y, text, width, style);
        x += u16::try_from(width).unwrap_or(0);
    };
    let asked = duty.filter(|duty| duty.applies > 0);
    let style = if asked.is_some() { theme.text } else { theme.quiet };
    let name = policy.duty_label(key, lang);
    let cited = cited(policy, key, lang);
    // The bars begin below each other; what the one text leaves empty before them is room for the other.
    let widths = [(columns.article, &*cited), (columns.duty, name)];
    let widths =
        widths.map(|(width, text)| (u16::try_from(width).unwrap_or(u16::MAX), Some(Widest::of(text))));
    let widths: Vec<usize> = lent(widths.into_iter()).into_iter().map(usize::from).collect();
    let (article, duty_width) = (widths.first().copied().unwrap_or(0), widths.get(1).copied().unwrap_or(0));
    cell(&in_column(&visible(&cited), article, lang), article + 1, style, buf);
    cell(&fit(&visible(name), duty_width), duty_width + 1, style, buf);
    let Some(duty) = asked else {
        let said = if duty.is_some() { OverviewWord::NothingToApplyTo } else { OverviewWord::DutyNotKnown };
        cell(&fit(said.say(lang), columns.bar), columns.bar + 1, style, buf);
        return;
    };
    let parts = PARTS.each_ref().map(|part| (part.of)(&duty));
    for (part, width) in PARTS.iter().zip(share(columns.bar, parts)) {
        cell(&part.sign.repeat(width), width, part.tone.style(theme), buf);
    }
    cell("", 1, style, buf);
    for ((part, count), width) in PARTS.iter().zip(parts).zip(columns.numbers) {
        let number = if count == 0 { String::new() } else { count.to_string() };
        cell(&fit_right(&number, width), width, part.tone.style(theme), buf);
    }
}

/// The article of a duty; where each of its controls has its own, the first.
fn cited(policy: &Policy, duty: DutyKey, lang: Lang) -> String {
    let article = policy.duty_article(duty);
    if !article.is_empty() {
        return article.to_owned();
    }
    let first = policy.controls(lang).next().map(|control| control.article).unwrap_or_default();
    OverviewWord::AndOthers.fill(lang, &[first])
}

/// Articles in a column: of several the first, where they have no room. All of them stand below.
fn in_column(article: &str, width: usize, lang: Lang) -> String {
    let first = article.split('・').next().unwrap_or_default();
    let shorter = OverviewWord::AndOthers.fill(lang, &[first]);
    let shortens = cells(article) > width && first.len() < article.len() && cells(&shorter) <= width;
    fit(if shortens { &shorter } else { article }, width)
}

/// The selected duty in words, whole.
fn details_of(duty: &Duty, policy: &Policy, lang: Lang) -> String {
    let name = policy.duty_label(duty.key(), lang);
    let numbers = [duty.applies, duty.kept()].map(|count| count.to_string());
    let mut said =
        OverviewWord::Numbers.fill(lang, &[&cited(policy, duty.key(), lang), name, &numbers[0], &numbers[1]]);
    for part in PARTS.iter().skip(1) {
        let count = (part.of)(duty);
        if count > 0 {
            said = format!("{said}  {} {count}", part.word.say(lang));
        }
    }
    said
}

/// The open findings at the end of each month, a column each; the month that is shown is marked.
fn draw_course(page: &OverviewPage, scene: Scene<'_>, area: Rect, buf: &mut Buffer) {
    let (theme, lang) = (&scene.settings.theme, scene.lang());
    if area.height < 2 {
        return;
    }
    let width = usize::from(area.width);
    let months = page.months();
    let heading = match &page.course {
        Course::Wanted | Course::Awaited => OverviewWord::CourseComes.say(lang).to_owned(),
        Course::Failed(why) => OverviewWord::CourseFailed.fill(lang, &[why]),
        Course::Known(months) => match months.iter().find(|month| month.overview.is_some()) {
            Some(first) if months.first() != Some(first) => {
                OverviewWord::CourseFrom.fill(lang, &[&first.day.to_string()])
            }
            _ => OverviewWord::Course.say(lang).to_owned(),
        },
    };
    let mut area = area;
    // Where there is no room for both, what is not known yet, or never, is told in the place of the columns.
    let has_columns = !months.is_empty();
    if area.height > 2 || !has_columns {
        put(buf, area.x, area.y, &fit(&visible(&heading), width), width, theme.heading);
        area = Rect { y: area.y + 1, height: area.height - 1, ..area };
    }
    if !has_columns {
        return;
    }
    let column = width / months.len();
    let rows = usize::from(area.height) - 1;
    let open = |month: &Month, back: usize| match back {
        0 => Some(page.now.open()),
        _ => month.overview.as_ref().map(Overview::open),
    };
    let backs = (0..months.len()).rev();
    let counts: Vec<Option<usize>> =
        months.iter().zip(backs.clone()).map(|(month, back)| open(month, back)).collect();
    let most = counts.iter().flatten().copied().max().unwrap_or(0);
    for ((place, month), (count, back)) in months.iter().enumerate().zip(counts.iter().zip(backs)) {
        let x = area.x + u16::try_from(place * column).unwrap_or(0);
        let bottom = area.bottom() - 1;
        let style = if back == page.back { theme.selected } else { theme.label };
        put(buf, x, bottom, &label(month, column, lang), column - 1, style);
        let high = count.map_or(0, |count| height(count, most, rows.saturating_sub(1)));
        for row in 1..=high {
            let y = bottom - u16::try_from(row).unwrap_or(0);
            put(buf, x, y, &COLUMN.repeat(column.saturating_sub(2).clamp(1, 6)), column - 1, theme.text);
        }
        let y = bottom - u16::try_from(high + 1).unwrap_or(0);
        put(buf, x, y, &number(*count, column - 1), column - 1, theme.text);
    }
}

/// A month in a column; its number where there is no room.
fn label(month: &Month, column: usize, lang: Lang) -> String {
    let number = month.day.month();
    if column > 5 { month_short(number, lang) } else { number.to_string() }
}

/// A count in a column; thousands where there is no room for it.
fn number(count: Option<usize>, room: usize) -> String {
    let Some(count) = count else { return "?".to_owned() };
    let whole = count.to_string();
    if whole.len() <= room { whole } else { format!("{}k", count / 1000) }
}
