//! Draws a form: labels in one column, fields beside them, the one in focus in sight.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
};

use crate::{
    register::{Lang, Time},
    tui::{
        terminal::{
            theme::Theme,
            width::{cells, fit, put, truncate, visible, wrap},
        },
        widgets::frame::frame,
        words::moment_long,
    },
};

use super::{
    Form,
    day::{FieldFault, fitting},
    field::{Candidates, Entry, Field},
};

/// The width of a field that names a record by its id.
const REFERENCE_CELLS: u16 = 20;

impl Form {
    /// Draws the form; says where the caret rests.
    ///
    /// `name` tells what people call a record of the register that a field names.
    pub fn draw(
        &mut self,
        name: &dyn Fn(Candidates, &str) -> Option<String>,
        theme: &Theme,
        area: Rect,
        buf: &mut Buffer,
    ) -> Position {
        let inner = frame(&self.title, theme, area, buf);
        let labels = self.fields.iter().map(|field| cells(&field.label)).max().unwrap_or(0);
        let column = labels.min(usize::from(inner.width) * 2 / 5) + 2;
        let below = self.below(column, theme, inner.width);
        let lines = u16::try_from(below.len()).unwrap_or(u16::MAX);
        let room = Rect { height: inner.height.saturating_sub(lines), ..inner };
        self.keep_in_sight(room.height);
        let mut caret = Position::new(room.x, room.y);
        let mut line = 0_u16;
        for (place, field) in self.fields.iter().enumerate() {
            let top = line;
            line += field.height();
            if top < self.scroll || line > self.scroll + room.height {
                continue;
            }
            let y = room.y + top - self.scroll;
            let focused = place == self.focus;
            let at = Rect { y, height: field.height(), ..room };
            let position = draw_field(field, focused, column, theme, at, buf);
            if let Entry::Reference { from, id } = &field.entry
                && let Some(name) = name(*from, id.text())
            {
                draw_name(&name, column, theme, at, buf);
            }
            draw_day(field, focused, column, self.now, self.lang, theme, at, buf);
            if focused {
                caret = position;
            }
        }
        let width = usize::from(inner.width);
        for (y, (line, style)) in (room.bottom()..inner.bottom()).zip(&below) {
            put(buf, inner.x, y, &fit(line, width), width, *style);
        }
        caret
    }

    /// What stands below the fields, in full: what may be typed or what is wrong with it, and why it was not saved.
    fn below(&self, column: usize, theme: &Theme, width: u16) -> Vec<(String, Style)> {
        let hint = self.field().map(|field| match field.fault {
            _ if field.theirs.is_some() => {
                (self.other_value(field), if field.waits() { theme.error } else { theme.dim })
            }
            Some(fault) => (fault.say(self.lang), theme.error),
            None => day_below(field, column, width, self.now, self.lang, theme)
                .unwrap_or_else(|| (field.hint(self.lang).to_owned(), theme.dim)),
        });
        // What is wrong with a day is told where it is left, and not only where somebody comes back to it.
        let left = self.fields.iter().enumerate().find(|(place, field)| {
            *place != self.focus && matches!(field.fault, Some(FieldFault::Day(_) | FieldFault::Ahead(_)))
        });
        let left = left.and_then(|(_, field)| {
            let said = field.fault?.say(self.lang);
            let said = match self.lang {
                Lang::Ja => format!("{}：{said}", field.label),
                Lang::En => format!("{}: {said}", field.label),
            };
            Some((said, theme.error))
        });
        let message = self.message.clone().map(|message| (message, theme.error));
        left.into_iter()
            .chain(hint)
            .chain(message)
            .flat_map(|(text, style)| {
                let lines = wrap(&visible(&text), usize::from(width));
                lines.into_iter().map(move |line| (line, style))
            })
            .collect()
    }

    /// Scrolls so that the field in focus is in sight.
    fn keep_in_sight(&mut self, height: u16) {
        let top: u16 = self.fields.iter().take(self.focus).map(Field::height).sum();
        let bottom = top + self.field().map_or(1, Field::height);
        if top < self.scroll {
            self.scroll = top;
        } else if bottom > self.scroll + height {
            self.scroll = bottom - height;
        }
    }
}

/// What people call the record that a field names, beside its id.
pub fn draw_name(name: &str, column: usize, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let x = area.x + u16::try_from(column).unwrap_or(0) + REFERENCE_CELLS + 1;
    let room = usize::from(area.right().saturating_sub(x));
    put(buf, x, area.y, &truncate(&visible(name), room), room, theme.dim);
}

/// The width of a field that takes a day or a minute.
const DAY_CELLS: u16 = 18;

/// How much room is beside a day for the same day in full.
fn beside_day(column: usize, width: u16) -> usize {
    usize::from(width.saturating_sub(DAY_CELLS + 1)).saturating_sub(column)
}

/// The day that is meant by what was typed, with its weekday, as far as there is room beside it.
#[expect(clippy::too_many_arguments, reason = "what every field is drawn with, and the time")]
pub fn draw_day(
    field: &Field,
    focused: bool,
    column: usize,
    now: Time,
    lang: Lang,
    theme: &Theme,
    area: Rect,
    buf: &mut Buffer,
) {
    let Some(Ok(on)) = field.day_so_far(now) else { return };
    let is_plain = |typed: &str| typed.trim() == on.to_string();
    if !focused && field.typed().is_some_and(is_plain) {
        return;
    }
    let room = beside_day(column, area.width);
    if let Some(text) = fitting(on, lang, room).0 {
        put(buf, area.right() - u16::try_from(room).unwrap_or(0), area.y, &text, room, theme.dim);
    }
}

/// What is said below a day that is being typed: why it is none, or the whole of it where that has no room beside it.
pub fn day_below(
    field: &Field,
    column: usize,
    width: u16,
    now: Time,
    lang: Lang,
    theme: &Theme,
) -> Option<(String, Style)> {
    match field.day_so_far(now)? {
        Err(fault) => Some((fault.say(lang), theme.error)),
        Ok(on) if fitting(on, lang, beside_day(column, width)).1 => None,
        Ok(on) => Some((moment_long(on, lang), theme.dim)),
    }
}

/// Draws one field with its label; says where the caret would rest.
pub fn draw_field(
    field: &Field,
    focused: bool,
    column: usize,
    theme: &Theme,
    area: Rect,
    buf: &mut Buffer,
) -> Position {
    let sign = match (focused, field.fault.is_some() || field.waits(), field.needed) {
        (_, true, _) => "!",
        (true, _, _) => ">",
        (false, false, true) => "*",
        (false, false, false) => " ",
    };
    let label = format!("{sign}{}", fit(&field.label, column - 1));
    let style = if field.fault.is_some() || field.waits() { theme.error } else { theme.label };
    put(buf, area.x, area.y, &label, column, style);
    let at = u16::try_from(column).unwrap_or(0);
    let area = Rect { x: area.x + at, width: area.width.saturating_sub(at), ..area };
    let style = if focused { theme.field_focus } else { theme.field };
    match &field.entry {
        Entry::Fixed(text) => {
            let width = usize::from(area.width);
            put(buf, area.x, area.y, &fit(&visible(text), width), width, theme.dim);
            Position::new(area.x, area.y)
        }
        Entry::Text(input)
        | Entry::Day(input)
        | Entry::Moment(input)
        | Entry::Number(input)
        | Entry::Reference { id: input, .. } => {
            let width = match field.entry {
                Entry::Text(_) => area.width,
                Entry::Reference { .. } => area.width.min(REFERENCE_CELLS),
                _ => area.width.min(DAY_CELLS),
            };
            let area = Rect { width, height: 1, ..area };
            buf.set_style(area, style);
            input.view(area, buf, style)
        }
        Entry::Area(text) => {
            buf.set_style(area, style);
            text.view(area, buf, style)
        }
        Entry::Choice { options, at } => {
            let mut x = area.x;
            let mut caret = Position::new(area.x, area.y);
            for (place, option) in options.iter().enumerate().skip(first_shown(options, *at, area.width)) {
                let chosen = place == *at;
                let text = if chosen { format!("[{option}]") } else { format!(" {option} ") };
                let width = u16::try_from(cells(&text)).unwrap_or(0);
                if x + width > area.right() {
                    break;
                }
                let style = match (chosen, focused) {
                    (true, true) => theme.selected,
                    (true, false) => theme.heading,
                    (false, _) => theme.dim,
                };
                buf.set_string(x, area.y, &text, style);
                if chosen {
                    caret = Position::new(x + 1, area.y);
                }
                x += width;
            }
            caret
        }
    }
}

/// The first word to be shown, so that the chosen one is in sight.
fn first_shown(options: &[String], at: usize, width: u16) -> usize {
    let mut room = usize::from(width);
    let before = options.iter().enumerate().take(at + 1).rev();
    let fits = before.take_while(|(_, option)| {
        let left = room.checked_sub(cells(option) + 2);
        room = left.unwrap_or(0);
        left.is_some()
    });
    fits.last().map_or(at, |(place, _)| place)
}
