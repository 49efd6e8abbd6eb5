//! The first response of an incident: what is to be done with its stamps, the clocks, and what it may touch.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use crate::tui::{
    app::App,
    cases::{affected_lines, clock_lines},
    forms::binder::show_time,
    layers::Responses,
    text::Word,
    update::steps,
    width::{fit, put, visible},
};

use super::{layers::frame, lines};

/// Draws the first response; says where the cursor rests.
pub fn draw(app: &App, responses: &mut Responses, area: Rect, buf: &mut Buffer) -> Position {
    let lang = app.lang();
    let theme = &app.settings.theme;
    let Some(session) = app.session() else { return Position::new(area.x, area.y) };
    let all = steps(session, &responses.incident);
    let incident = session.desk.register.incidents().get(&responses.incident);
    let more = incident.map(|incident| {
        let mut more = clock_lines(&session.desk, incident);
        more.extend(affected_lines(&session.desk, incident));
        more
    });
    let width = area.width.min(100);
    let more = lines::lay(&more.unwrap_or_default(), theme, width.saturating_sub(2), usize::MAX);
    let kind = incident.map(|incident| app.settings.policy.incident_kind_name(incident.kind, lang));
    let title =
        format!("{} {} {}", responses.incident, kind.unwrap_or_default(), Word::ResponsesTitle.say(lang));
    let height = u16::try_from(all.len() + 4 + more.len()).unwrap_or(u16::MAX).clamp(6, area.height);
    let middle =
        Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
    let inner = frame(&title, theme, middle, buf);
    let rows = u16::try_from(all.len()).unwrap_or(u16::MAX).min(inner.height);
    let range = responses.place.visible_range(all.len(), usize::from(rows));
    let selected = responses.place.selected(all.len());
    let width = usize::from(inner.width);
    let mut cursor = Position::new(inner.x, inner.y);
    for (y, (place, step)) in (inner.y..).zip(all.iter().enumerate().skip(range.start).take(range.len())) {
        let stamp = step.done.as_ref().and_then(|done| done.at).map(show_time).unwrap_or_default();
        let by = step.done.as_ref().and_then(|done| done.by.as_ref()).map(|id| session.desk.name(id));
        let mark = if step.done.is_some() { "[x]" } else { "[ ]" };
        let room = width.saturating_sub(4 + 17 + 15);
        let text = format!(
            "{mark} {} {} {}",
            fit(&visible(&step.text), room),
            fit(&stamp, 16),
            fit(&by.unwrap_or_default(), 14)
        );
        let style = if selected == Some(place) { theme.selected } else { theme.text };
        put(buf, inner.x, y, &fit(&text, width), width, style);
        if selected == Some(place) {
            cursor = Position::new(inner.x, y);
        }
    }
    // What is left below the steps: they come first.
    let y = inner.y + rows + 1;
    if y < inner.bottom() {
        lines::draw(more.iter(), Rect { y, height: inner.bottom() - y, ..inner }, buf);
    }
    cursor
}
