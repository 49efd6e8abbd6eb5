//! What lies over the list.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
};

use crate::tui::{
    app::App,
    desk::Desk,
    forms::field::Candidates,
    layers::{
        Layer, Prompt,
        confirm::{Answers, Confirm, Focus},
        page::Page,
        picker::Picker,
    },
    text::Word,
    theme::Theme,
    widgets::{clear, scroll::scrollbar},
    width::{cells, fit, put, visible, wrap},
};
use crate::{
    policy::Rule,
    register::{
        Lang,
        id::{DeviceId, GroupId, PersonId},
    },
};

use super::{case, lines, papers, vault};

/// Draws the layers, the topmost last; says where the caret rests.
pub fn draw(app: &mut App, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let lang = app.lang();
    let theme = app.settings.theme;
    // The notice and the bar stay in sight.
    let area = Rect { height: area.height - 2, ..area };
    let mut layers = std::mem::take(&mut app.layers);
    let mut cursor = None;
    for layer in &mut layers {
        cursor = Some(match layer {
            Layer::Form(form) => {
                let desk = app.session().map(|session| &session.desk);
                form.draw(&|from, id| desk.and_then(|desk| name_of(desk, from, id)), &theme, area, buf)
            }
            Layer::Picker(picker) => draw_picker(picker, lang, &theme, area, buf),
            Layer::Confirm(confirm) => draw_confirm(confirm, lang, &theme, area, buf),
            Layer::Prompt(prompt) => draw_prompt(prompt, &theme, area, buf),
            Layer::Page(page) => draw_page(page, &theme, area, buf),
            Layer::Responses(case) => case::draw_responses(app, case, area, buf),
            Layer::Guide(case) => case::draw_guide(app, case, area, buf),
            Layer::Accounts(accounts) => vault::draw_accounts(app, accounts, area, buf),
            Layer::Sheet(sheet) => vault::draw_sheet(app, sheet, area, buf),
            Layer::About(about) => draw_page(&mut about.page, &theme, area, buf),
            Layer::Paper(preview) => papers::draw(preview, &theme, area, buf),
            Layer::History(page) => crate::tui::history::draw(page, &theme, area, buf),
            Layer::Review(review) => super::review::draw(app, review, area, buf),
            Layer::Round(round) => super::review::draw_round(round, lang, &theme, area, buf),
            Layer::Routine(work) => crate::tui::routine::draw(app, work, area, buf),
            Layer::Work(work) => crate::tui::work::draw(work, &theme, area, buf),
        });
    }
    // What another layer covers is not seen, and what is read over everything covers all of them.
    if app.reading.is_none() {
        match layers.last_mut() {
            Some(Layer::Confirm(confirm)) => confirm.focus.show(),
            Some(Layer::Review(review)) => review.show(),
            _ => {}
        }
    }
    app.layers = layers;
    cursor
}

/// What people call the record that a field names.
fn name_of(desk: &Desk, from: Candidates, id: &str) -> Option<String> {
    let register = &desk.register;
    let name = match from {
        Candidates::People | Candidates::Staff => {
            let person = register.person(&PersonId::held(id).ok()?)?;
            let more = person.profession().unwrap_or_default();
            return Some(format!("{} {more}", person.name()?));
        }
        Candidates::Devices => register.devices().get(&DeviceId::held(id).ok()?)?.name.as_deref(),
        Candidates::Groups => register.group(&GroupId::held(id).ok()?)?.sheet.name.as_deref(),
        Candidates::Rules => Some(desk.policy.rule_label(Rule::from_name(id)?, desk.lang)),
        Candidates::Subjects => None,
    };
    name.map(str::to_owned)
}

/// Clears a box for a layer and writes its title; gives the room inside.
pub fn frame(title: &str, theme: &Theme, area: Rect, buf: &mut Buffer) -> Rect {
    clear(area, buf);
    let width = usize::from(area.width);
    let line = "=".repeat(width);
    put(buf, area.x, area.y, &line, width, theme.dim);
    let title = format!(" {} ", visible(title));
    put(buf, area.x + 2, area.y, &fit(&title, cells(&title).min(width - 4)), width - 4, theme.heading);
    if area.height > 2 {
        put(buf, area.x, area.bottom() - 1, &line, width, theme.dim);
    }
    Rect { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: area.height.saturating_sub(2) }
}

/// A box in the middle.
pub(super) fn middle(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height }
}

fn draw_picker(picker: &mut Picker, lang: Lang, theme: &Theme, area: Rect, buf: &mut Buffer) -> Position {
    let height = u16::try_from(picker.len() + 3).unwrap_or(u16::MAX).clamp(6, area.height);
    let inner = frame(
        &picker.title,
        theme,
        middle(area, if area.width < 100 { area.width } else { area.width * 2 / 3 }, height),
        buf,
    );
    let search = Rect { height: 1, ..inner };
    let prefix = "> ";
    put(buf, search.x, search.y, prefix, 2, theme.key);
    let field = Rect { x: search.x + 2, width: search.width - 2, ..search };
    buf.set_style(field, theme.field_focus);
    let caret = picker.input.view(field, buf, theme.field_focus);
    let rows = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
    let count = picker.len();
    let range = picker.place.visible_range(count, usize::from(rows.height));
    let selected = picker.place.selected(count);
    let width = usize::from(rows.width - 1);
    for (y, (place, item)) in (rows.y..).zip(picker.shown().enumerate().skip(range.start).take(range.len())) {
        let text = match &item.reason {
            Some(reason) => format!("{}  -- {reason}", item.label),
            None => item.label.clone(),
        };
        let style = match (selected == Some(place), item.reason.is_some()) {
            (true, _) => theme.selected,
            (false, true) => theme.dim,
            (false, false) => theme.text,
        };
        put(buf, rows.x, y, &fit(&visible(&text), width), width, style);
    }
    if picker.is_empty() {
        put(buf, rows.x, rows.y, &fit(Word::EmptyPicker.say(lang), width), width, theme.dim);
    }
    let bar = Rect { x: rows.right() - 1, width: 1, ..rows };
    scrollbar(range, count, bar, buf, theme.dim);
    caret
}

fn sentence(text: &str, style: Style, area: Rect, buf: &mut Buffer) -> u16 {
    let width = usize::from(area.width);
    let mut y = area.y;
    for line in wrap(&visible(text), width) {
        if y < area.bottom() {
            put(buf, area.x, y, &line, width, style);
        }
        y += 1;
    }
    y
}

/// Draws a question in full, and below it its answers; what has no room can be scrolled.
fn draw_confirm(confirm: &mut Confirm, lang: Lang, theme: &Theme, area: Rect, buf: &mut Buffer) -> Position {
    let width = if area.width < 100 { area.width } else { 80 };
    let lines = wrap(&visible(&confirm.question), usize::from(width - 3));
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(3 + ANSWERS);
    let inner = frame(Word::Program.say(lang), theme, middle(area, width, height), buf);
    let room = Rect { height: inner.height.saturating_sub(1 + ANSWERS), ..inner };
    let seen = usize::from(room.height);
    confirm.scroll = confirm.scroll.min(lines.len().saturating_sub(seen));
    let shown = confirm.scroll..(confirm.scroll + seen).min(lines.len());
    for (y, line) in (room.top()..room.bottom()).zip(lines.iter().skip(shown.start)) {
        put(buf, room.x, y, line, usize::from(room.width), theme.text);
    }
    let bar = Rect { x: room.right() - 1, width: 1, ..room };
    scrollbar(shown, lines.len(), bar, buf, theme.dim);
    draw_answers(confirm.answers(), confirm.focus, lang, theme, inner, buf)
}

/// How many lines the answers take.
pub(super) const ANSWERS: u16 = 2;

/// Draws the two answers at the end of an area, the safe one first, with their keys; says where the one in focus stands.
pub(super) fn draw_answers(
    answers: Answers,
    focus: Focus,
    lang: Lang,
    theme: &Theme,
    area: Rect,
    buf: &mut Buffer,
) -> Position {
    let width = usize::from(area.width);
    let mut cursor = Position::new(area.x, area.y);
    let first = area.bottom().saturating_sub(ANSWERS);
    for (y, (yes, keys, word)) in (first..).zip([(false, "Esc", answers.no), (true, "y/F10", answers.yes)]) {
        let here = focus.is_yes() == yes;
        let text = format!("{} {keys:<7}{}", if here { ">" } else { " " }, word.say(lang));
        put(buf, area.x, y, &fit(&text, width), width, if here { theme.selected } else { theme.text });
        if here {
            cursor = Position::new(area.x, y);
        }
    }
    cursor
}

fn draw_prompt(prompt: &Prompt, theme: &Theme, area: Rect, buf: &mut Buffer) -> Position {
    let inner = frame(&prompt.question, theme, middle(area, area.width.min(super::messages::BOX), 6), buf);
    let field = Rect { height: 1, ..inner };
    buf.set_style(field, theme.field_focus);
    let caret = prompt.input.view(field, buf, theme.field_focus);
    if let Some(message) = &prompt.message {
        let room = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
        sentence(message, theme.error, room, buf);
    }
    caret
}

pub(super) fn draw_page(page: &mut Page, theme: &Theme, area: Rect, buf: &mut Buffer) -> Position {
    let inner = frame(&page.title, theme, area, buf);
    let room = Rect { width: inner.width - 1, ..inner };
    let laid = lines::lay(&page.lines, theme, room.width, usize::MAX);
    let height = usize::from(room.height);
    page.scroll = page.scroll.min(laid.len().saturating_sub(height));
    lines::draw(laid.iter().skip(page.scroll), room, buf);
    let bar = Rect { x: inner.right() - 1, width: 1, ..inner };
    scrollbar(page.scroll..(page.scroll + height).min(laid.len()), laid.len(), bar, buf, theme.dim);
    Position::new(inner.x, inner.y)
}
