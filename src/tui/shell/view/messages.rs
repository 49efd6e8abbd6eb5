//! Messages in full: in the lines that they have where they stand, else over everything else until they are closed.

use ratatui::layout::{Position, Rect};

use crate::tui::{
    app::{App, Layer, Says, Stage, reading::Reading},
    features::door::view as door,
    terminal::{
        buffer::{Buffer, put},
        theme::Theme,
        tone::Tone,
    },
    widgets::{
        frame::{BOX, ENDS, LINES, SIDES, lines, middle},
        lines::lay,
    },
    words::wait_sentence,
};

use super::LEAST;

/// Takes every message that has no room where it stands away from there, to be read in full and closed.
pub fn take_long(app: &mut App) {
    let lang = app.lang();
    let (width, height) = (app.size.0.max(LEAST.0), app.size.1.max(LEAST.1));
    let overflows = |text: &str, width: u16, most: usize| lines(text, width).len() > most;
    let mut texts = Vec::new();
    let mut file = None;
    if app.notice.as_ref().is_some_and(|notice| overflows(&notice.text, width, notice_lines(width)))
        && let Some(notice) = app.notice.take()
    {
        texts.push(notice.text);
        file = notice.file;
    }
    for Says { text, widest, lines, instead } in app.layers.iter_mut().filter_map(Layer::says) {
        if text.as_ref().is_some_and(|text| overflows(text, width.min(widest) - SIDES, lines)) {
            texts.extend(std::mem::replace(text, instead.map(|word| word.say(lang).to_owned())));
        }
    }
    if let Stage::Door(door) = &mut app.stage {
        let waits = if app.wait > 0 {
            lines(&wait_sentence(app.wait, lang), width.min(door::WIDEST)).len()
        } else {
            0
        };
        let most = door::room(door, &app.settings, width, height).saturating_sub(waits);
        if door.message.as_ref().is_some_and(|text| overflows(text, width.min(door::WIDEST), most)) {
            texts.extend(door.message.take());
        }
    }
    for text in texts {
        match &mut app.reading {
            Some(reading) => reading.add(text),
            None => app.reading = Some(Reading::new(text, lang)),
        }
    }
    if let Some(reading) = app.reading.as_mut().filter(|_| file.is_some()) {
        reading.file = file;
    }
}

/// The most lines of a message at the bottom: in a narrow window as much is said as in one of 80 columns.
fn notice_lines(width: u16) -> usize {
    if width < 80 { LINES + 1 } else { LINES }
}

/// How many lines what was told last takes above the bar; one is kept for it.
pub fn lines_of_notice(app: &App, width: u16) -> u16 {
    let lines = app.notice.as_ref().map_or(1, |notice| lines(&notice.text, width).len().max(1));
    u16::try_from(lines.min(notice_lines(width))).unwrap_or(1)
}

/// Draws what was told last above the bar, in as many lines as it needs.
pub fn draw_notice(app: &App, area: Rect, buf: &mut Buffer) {
    let Some(notice) = &app.notice else { return };
    let style = if notice.tone == Tone::Plain {
        app.settings.theme.heading
    } else {
        notice.tone.style(&app.settings.theme)
    };
    let lines = lines(&notice.text, area.width);
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(area.height.saturating_sub(1));
    let room = Rect { y: area.bottom() - 1 - height, height, ..area };
    buf.clear(room);
    for (y, line) in (room.top()..room.bottom()).zip(&lines) {
        put(buf, room.x, y, line, usize::from(room.width), style);
    }
}

/// Draws what is to be read in full; says where the cursor rests.
pub fn draw_reading(reading: &mut Reading, theme: &Theme, area: Rect, buf: &mut Buffer) -> Position {
    let width = area.width.min(BOX);
    let count = lay(&reading.page.lines, theme, width - SIDES, usize::MAX).len();
    let height = u16::try_from(count + usize::from(ENDS)).unwrap_or(u16::MAX);
    reading.shown = true;
    reading.page.draw(theme, middle(area, width, height), buf)
}
