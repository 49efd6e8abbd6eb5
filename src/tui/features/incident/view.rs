//! An incident that is led: a list of its own above, and below it what there is to read.

use ratatui::{
    layout::{Position, Rect},
    style::Style,
};

use crate::{
    register::{
        records::{Incident, non_blank},
        words::IncidentKind,
    },
    tui::{
        app::{Scene, Session},
        desk::incident::{
            affected_lines, assessment_lines, clock_lines, clock_results, guide_results, question_lines,
            report_lines, weighed_lines,
        },
        terminal::{
            buffer::{Buffer, put},
            theme::Theme,
            tone::Tone,
            width::{cells, fit, visible, wrap_within},
        },
        widgets::{
            frame::{Frame, SIDES, WIDE, frame},
            lines::{self, Line},
            scroll::scrollbar,
        },
        words::{IncidentWord, Word, law_as_of, show_time},
    },
};

use super::{
    Case,
    guide::asked,
    response::{Step, steps},
};

/// The most cells that the window takes.
const WIDEST: u16 = 100;

/// The cells that the window takes.
fn box_width(area: Rect) -> u16 {
    if area.width < WIDE { area.width } else { area.width.min(WIDEST) }
}

/// The fewest lines that are kept for what is read, of five parts of the window.
const FIFTHS_READ: u16 = 2;

/// Draws the first response; says where the cursor rests.
pub fn draw_responses(scene: Scene<'_>, case: &mut Case, area: Rect, buf: &mut Buffer) -> Position {
    let lang = scene.lang();
    let Some((session, incident)) = incident(scene, case) else { return Position::new(area.x, area.y) };
    let desk = &session.desk;
    let all = steps(session, &case.incident);
    let width = usize::from(box_width(area).saturating_sub(SIDES));
    let selected = case.place.selected(all.len());
    let rows: Vec<Row> = all.iter().map(|step| step_row(session, step, width)).collect();
    let mut read = selected
        .and_then(|place| all.get(place))
        .map(|step| step_lines(step, width, lang))
        .unwrap_or_default();
    if let Some(summary) = non_blank(incident.summary.as_deref()) {
        // Enough to know it by.
        read.push(Line::Text(wrap_within(&visible(summary).replace('\n', " "), width, 2).join("\n")));
    }
    if incident.kind == IncidentKind::NearMiss {
        read.push(Line::Text(IncidentWord::NearMissGrows.say(lang).to_owned()));
    }
    read.extend(clock_lines(desk, incident));
    read.extend(affected_lines(desk, incident));
    read.extend(report_lines(desk, incident));
    read.extend(assessment_lines(desk, incident));
    let results = clock_results(desk, incident);
    draw(scene, case, Word::ResponsesTitle.say(lang), Parts { results, rows, read }, area, buf)
}

/// Draws the guide; says where the cursor rests.
pub fn draw_guide(scene: Scene<'_>, case: &mut Case, area: Rect, buf: &mut Buffer) -> Position {
    let lang = scene.lang();
    let Some((session, incident)) = incident(scene, case) else { return Position::new(area.x, area.y) };
    let desk = &session.desk;
    let authority = &incident.authority;
    let width = usize::from(box_width(area).saturating_sub(SIDES));
    let open = IncidentWord::Unanswered.say(lang);
    let answers = [Word::Yes.say(lang), Word::No.say(lang), open];
    let column = answers.iter().map(|answer| cells(answer)).max().unwrap_or(0);
    let rows: Vec<Row> = desk
        .policy
        .guide()
        .asked(authority)
        .map(|question| {
            let (answer, tone) = match authority.answer(question.about) {
                Some(true) => (Word::Yes.say(lang), Tone::Plain),
                Some(false) => (Word::No.say(lang), Tone::Plain),
                None => (open, Tone::Unknown),
            };
            let room = width.saturating_sub(column + 3);
            let text = fit(&visible(question.ask.get(lang)), room);
            Row { mark: format!("[{}] ", fit(answer, column)), tone, text }
        })
        .collect();
    let questions = asked(session, incident);
    let mut read = case
        .place
        .selected(questions.len())
        .and_then(|place| questions.get(place))
        .map(|about| question_lines(desk, incident, *about))
        .unwrap_or_default();
    read.extend(weighed_lines(desk, incident));
    let guide = desk.policy.guide();
    let as_of = IncidentWord::LawAsOf.fill(lang, &[&law_as_of(&desk.policy, lang), &guide.version]);
    read.push(Line::Text(as_of));
    let results = guide_results(desk, incident);
    draw(scene, case, IncidentWord::GuideTitle.say(lang), Parts { results, rows, read }, area, buf)
}

fn incident<'a>(scene: Scene<'a>, case: &Case) -> Option<(&'a Session, &'a Incident)> {
    let session = scene.session?;
    Some((session, session.desk.register.incidents().get(&case.incident)?))
}

/// A row of the list: whether it is done or answered, in the tone of that, and what it is about.
struct Row {
    mark: String,
    tone: Tone,
    text: String,
}

/// What the window shows, from its top: what is looked for first, the list, what there is to read.
struct Parts {
    results: Vec<(Tone, String)>,
    rows: Vec<Row>,
    read: Vec<Line>,
}

/// A step with its stamp and its number.
fn step_row(session: &Session, step: &Step, width: usize) -> Row {
    let row = |mark: &str, text: String| Row { mark: mark.to_owned(), tone: Tone::Plain, text };
    let Some(done) = &step.done else {
        let told = if step.told {
            format!("（{}）", IncidentWord::Told.say(session.desk.lang))
        } else {
            String::new()
        };
        return row("[ ] ", format!("{}{told}", visible(&step.text)));
    };
    let stamp = done.at.map(show_time).unwrap_or_default();
    let by = done.by.as_ref().map(|id| session.desk.name(id)).unwrap_or_default();
    let text = fit(&visible(&with_note(step)), text_room(width));
    row("[x] ", format!("{text} {} {}", fit(&stamp, 16), fit(&by, 13)))
}

/// The cells that a step has beside its mark, its time and whoever did it.
fn text_room(width: usize) -> usize {
    width.saturating_sub(4 + 17 + 14)
}

fn with_note(step: &Step) -> String {
    match step.done.as_ref().and_then(|done| done.note.as_deref()) {
        Some(note) => format!("{}（{note}）", step.text),
        None => step.text.clone(),
    }
}

/// What the row has no room for, and the number that is still missing.
fn step_lines(step: &Step, width: usize, lang: crate::register::Lang) -> Vec<Line> {
    let mut read = Vec::new();
    let whole = with_note(step);
    let room = if step.done.is_some() { text_room(width) } else { width.saturating_sub(4) };
    if cells(&visible(&whole)) > room {
        read.push(Line::Text(whole));
    }
    if let (Some(asks), Some(done)) = (&step.asks, &step.done)
        && done.note.is_none()
    {
        read.push(Line::Text(IncidentWord::NoteMissing.fill(lang, &[asks])));
    }
    read
}

/// Draws the rows and below them what is read; where there is no room for both, both move. What is looked for first stands
/// above them and does not move.
fn draw(
    scene: Scene<'_>,
    case: &mut Case,
    what: &str,
    Parts { results, rows, read }: Parts,
    area: Rect,
    buf: &mut Buffer,
) -> Position {
    let theme = &scene.settings.theme;
    let width = box_width(area);
    let laid = lines::lay(&read, theme, width.saturating_sub(SIDES), usize::MAX);
    // The whole height: nothing of a layer below shows at its ends.
    let middle = Rect { x: area.x + (area.width - width) / 2, width, ..area };
    let kind = incident(scene, case).map(|(session, incident)| {
        session.desk.policy.incident_kind_name(&incident.kind, scene.lang()).to_owned()
    });
    let title = format!("{} {} {what}", case.incident, kind.unwrap_or_default());
    let inner = frame(&title, theme, middle, buf);
    let results = if results.is_empty() { Vec::new() } else { vec![Line::Results(results)] };
    let results = lines::lay(&results, theme, inner.width, 1);
    lines::draw(results.iter().take(1), inner, buf);
    let top = u16::from(!results.is_empty());
    let inner = Rect { y: inner.y + top, height: inner.height.saturating_sub(top), ..inner };
    let (above, below) = split(inner, rows.len(), laid.len());
    let cursor = draw_rows(case, &rows, theme, above, buf);
    if above.bottom() < inner.bottom() {
        let parting = Frame { title: "", note: "", focus: true };
        parting.part(theme, Rect { y: above.bottom(), ..middle }, buf);
    }
    let shown = usize::from(below.height);
    case.reads_on = laid.len() > shown;
    case.scroll = case.scroll.min(laid.len().saturating_sub(shown));
    lines::draw(laid.iter().skip(case.scroll), below, buf);
    bar(case.scroll..(case.scroll + shown).min(laid.len()), laid.len(), below, buf, theme.quiet);
    cursor
}

/// The room for the rows, and that for what is read below a line.
fn split(inner: Rect, rows: usize, read: usize) -> (Rect, Rect) {
    let count = |lines: usize| u16::try_from(lines).unwrap_or(u16::MAX);
    let room = inner.height.saturating_sub(1);
    let least = count(read).min(room * FIFTHS_READ / 5);
    let above = count(rows).min(room.saturating_sub(least));
    let y = (inner.y + above + 1).min(inner.bottom());
    (Rect { height: above, ..inner }, Rect { y, height: inner.bottom() - y, ..inner })
}

fn draw_rows(case: &mut Case, rows: &[Row], theme: &Theme, area: Rect, buf: &mut Buffer) -> Position {
    let range = case.place.visible_range(rows.len(), usize::from(area.height));
    let selected = case.place.selected(rows.len());
    let width = usize::from(area.width);
    let mut cursor = Position::new(area.x, area.y);
    for (y, (place, row)) in (area.y..).zip(rows.iter().enumerate().skip(range.start).take(range.len())) {
        put(buf, area.x, y, &fit(&format!("{}{}", row.mark, row.text), width), width, theme.text);
        put(buf, area.x, y, &row.mark, width, row.tone.style(theme));
        if selected == Some(place) {
            theme.select(Rect { y, height: 1, ..area }, buf);
            cursor = Position::new(area.x, y);
        }
    }
    bar(range, rows.len(), area, buf, theme.quiet);
    cursor
}

fn bar(range: std::ops::Range<usize>, count: usize, area: Rect, buf: &mut Buffer, style: Style) {
    scrollbar(range, count, Rect { x: area.right(), width: 1, ..area }, buf, style);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_parts_keep_room_in_a_small_window() {
        let inner = Rect { x: 1, y: 1, width: 78, height: 20 };
        let heights = |rows, read| {
            let (above, below) = split(inner, rows, read);
            (above.height, below.height)
        };
        assert_eq!(heights(5, 9), (5, 14));
        assert_eq!(heights(12, 30), (12, 7));
        assert_eq!(heights(40, 30), (12, 7));
        assert_eq!(heights(40, 0), (19, 0));
        assert_eq!(heights(0, 3), (0, 19));
    }
}
