//! Draws a form: its sections in one column or two, labels in a column, fields beside them, and below a field what is to be
//! said of it.

use ratatui::{
    layout::{Position, Rect},
    style::Style,
};

use crate::{
    register::{Lang, Moment, Time},
    tui::{
        terminal::{
            buffer::{Buffer, put},
            theme::Theme,
            width::{cells, fit, truncate, visible, wrap},
        },
        widgets::frame::frame,
        words::{FormWord, Word, moment_beside, moment_long},
    },
};

use super::{
    Form, Target,
    day::fitting,
    field::{Candidates, Entry, Field},
    layout::{Item, WIDE, columns, side_by_side},
};

/// The width of a field that names a record by its id.
const REFERENCE_CELLS: u16 = 20;

/// The width of a field that takes a day or a minute.
const DAY_CELLS: u16 = 18;

/// The least room that a field keeps beside its label.
const LEAST: u16 = 18;

/// The cells before a label: for the mark of the focus, and for what is wrong or needed.
const SIGNS: usize = 2;

/// The cells between two columns.
const BETWEEN: u16 = 3;

/// What people call a record that a field names.
pub struct Called {
    /// Its name.
    pub name: String,
    /// What tells two of one name apart.
    pub more: String,
}

/// Tells what people call a record of the register that a field names.
pub type Calls<'a> = dyn Fn(Candidates, &str) -> Option<Called> + 'a;

/// How fields are drawn: what is the same for all of a form.
pub struct Look<'a> {
    /// The colours.
    pub theme: &'a Theme,
    /// The language.
    pub lang: Lang,
    /// What is typed is read at this time.
    pub now: Option<Time>,
    /// The cells of the labels.
    pub labels: usize,
    /// Whether a field that is not in focus says only what it says: no words that could be chosen too, a name in the place of
    /// an id.
    pub compact: bool,
    /// Whether an empty field says that nothing is recorded.
    pub says_blank: bool,
    /// What people call a record of the register that a field names.
    pub called: &'a Calls<'a>,
}

impl Form {
    /// Draws the form; says where the caret rests.
    ///
    /// `called` tells what people call a record of the register that a field names.
    pub fn draw(&mut self, called: &Calls<'_>, theme: &Theme, area: Rect, buf: &mut Buffer) -> Position {
        let wide = area.width >= WIDE;
        let inner = frame(&self.title, theme, area, buf);
        let foot = self.foot(theme, inner.width);
        let lines = u16::try_from(foot.len()).unwrap_or(u16::MAX);
        let room = Rect { height: inner.height.saturating_sub(lines), ..inner };
        let all = columns(&self.fields, wide, room.height);
        let beside = if wide && all.len() > 1 { 2 } else { 1 };
        let here = all.iter().position(|column| column.contains(&Item::Field(self.focus))).unwrap_or(0);
        let first = here - here % beside;
        let shown = || all.iter().skip(first).take(beside);
        let widths = if wide {
            let needed: Vec<u16> = shown().map(|column| self.needed(column, called)).collect();
            side_by_side(room.width - BETWEEN, &needed)
        } else {
            [room.width; 2]
        };
        let says_blank = matches!(self.target, Target::Edit { .. });
        let look = Look {
            theme,
            lang: self.lang,
            now: Some(self.now),
            labels: 0,
            compact: true,
            says_blank,
            called,
        };
        let mut caret = Position::new(room.x, room.y);
        let fields = |items: &[Item]| items.iter().filter(|item| matches!(item, Item::Field(_))).count();
        let before: usize = all.iter().take(first).map(|column| fields(column)).sum();
        let after: usize = all.iter().skip(first + beside).map(|column| fields(column)).sum();
        let mut hidden = (before, after);
        let mut x = room.x;
        for ((place, column), width) in all.iter().enumerate().skip(first).take(beside).zip(widths) {
            let at = Rect { x, width, ..room };
            let (above, below) = self.draw_column(place, column, &look, at, buf, &mut caret);
            hidden = (hidden.0 + above, hidden.1 + below);
            x = (x + width + BETWEEN).min(room.right());
        }
        self.draw_foot(&foot, hidden, theme, Rect { y: room.bottom(), height: lines, ..inner }, buf);
        caret
    }

    /// The cells that a column needs to show its labels, and the texts of its fields, whole.
    fn needed(&self, column: &[Item], called: &Calls<'_>) -> u16 {
        let of = |item: &Item| match item {
            Item::Field(field) => self.fields.get(*field),
            _ => None,
        };
        let fields = || column.iter().filter_map(of);
        let labels = fields().map(|field| cells(&field.label)).max().unwrap_or(0);
        let value = |field: &Field| match &field.entry {
            Entry::Text(input) => cells(&visible(input.text())),
            Entry::Reference { from, id } => called(*from, id.text())
                .map_or(0, |called| cells(&visible(&called.name)) + 2 + cells(&visible(&called.more)))
                .max(LEAST.into()),
            _ => usize::from(LEAST),
        };
        u16::try_from(labels + SIGNS + 2 + fields().map(value).max().unwrap_or(0)).unwrap_or(u16::MAX)
    }

    /// Draws a column, scrolled so that the field in focus is in sight with what is said of it; says how many of its fields
    /// have no room above and below.
    fn draw_column(
        &mut self,
        place: usize,
        column: &[Item],
        look: &Look<'_>,
        area: Rect,
        buf: &mut Buffer,
        caret: &mut Position,
    ) -> (usize, usize) {
        let of = |item: &Item| match item {
            Item::Field(field) => self.fields.get(*field),
            _ => None,
        };
        let widest = column.iter().filter_map(of).map(|field| cells(&field.label)).max().unwrap_or(0);
        let labels = widest.min(usize::from(area.width) * 2 / 5);
        let look = Look { labels, ..*look };
        let told: Vec<Vec<(String, Style)>> = column
            .iter()
            .map(|item| match item {
                Item::Field(field) => self.told(*field, &look, area.width),
                _ => Vec::new(),
            })
            .collect();
        let mut heights: Vec<u16> = column
            .iter()
            .zip(&told)
            .map(|(item, told)| item.height(&self.fields) + u16::try_from(told.len()).unwrap_or(0))
            .collect();
        // What a column leaves empty shows in whole what one line would cut.
        let mut empty = area.height.saturating_sub(heights.iter().sum());
        for (item, height) in column.iter().zip(&mut heights) {
            let Some(field) = of(item).filter(|_| *item != Item::Field(self.focus)) else { continue };
            let more = look.lines(field, area.width).saturating_sub(1);
            if more <= empty {
                *height += more;
                empty -= more;
            }
        }
        let tops: Vec<u16> = heights
            .iter()
            .scan(0_u16, |line, height| {
                let top = *line;
                *line += height;
                Some(top)
            })
            .collect();
        let focused = column.iter().position(|item| *item == Item::Field(self.focus));
        let scroll =
            focused.map_or(0, |at| self.keep_in_sight(place, column, at, &tops, &heights, area.height));
        let (mut above, mut below) = (0, 0);
        for (((item, top), height), told) in column.iter().zip(&tops).zip(&heights).zip(&told) {
            let is_field = usize::from(matches!(item, Item::Field(_)));
            if *top < scroll {
                above += is_field;
                continue;
            }
            let y = area.y + top - scroll;
            let own = height - u16::try_from(told.len()).unwrap_or(0);
            if y + own > area.bottom() {
                below += is_field;
                continue;
            }
            let at = Rect { y, height: own, ..area };
            match item {
                Item::Gap => {}
                Item::Heading(section) => heading(section.say(self.lang), look.theme, at, buf),
                Item::Field(field) => {
                    let focused = *field == self.focus;
                    let Some(field) = self.fields.get(*field) else { continue };
                    let position = look.field(field, focused, at, buf);
                    if focused {
                        *caret = position;
                    }
                    let room = look.told_room(field, told, area);
                    for (y, (text, style)) in (at.bottom()..area.bottom()).zip(told) {
                        put(buf, room.x, y, text, usize::from(room.width), *style);
                    }
                }
            }
        }
        (above, below)
    }

    /// The first line of a column that is shown, so that the field in focus is in sight.
    fn keep_in_sight(
        &mut self,
        place: usize,
        column: &[Item],
        at: usize,
        tops: &[u16],
        heights: &[u16],
        room: u16,
    ) -> u16 {
        let of = |lines: &[u16], at: usize| lines.get(at).copied().unwrap_or(0);
        let bottom = of(tops, at) + of(heights, at);
        // The heading above a field goes with it.
        let headed = at > 0 && matches!(column.get(at - 1), Some(Item::Heading(_)));
        let top = of(tops, if headed { at - 1 } else { at });
        let total = tops.last().copied().unwrap_or(0) + heights.last().copied().unwrap_or(0);
        let (of_column, mut scroll) = self.scroll;
        if of_column != place {
            scroll = 0;
        }
        scroll = scroll.min(total.saturating_sub(room)).max(bottom.saturating_sub(room)).min(top);
        self.scroll = (place, scroll);
        scroll
    }

    /// What is said below a field, in full: what is wrong with it, and of the one in focus what may be typed, or the whole of a
    /// day that has no room beside it.
    fn told(&self, place: usize, look: &Look<'_>, width: u16) -> Vec<(String, Style)> {
        let Some(field) = self.fields.get(place) else { return Vec::new() };
        let focused = place == self.focus;
        let theme = look.theme;
        let said = match field.fault {
            _ if focused && field.theirs.is_some() => {
                Some((self.other_value(field), if field.waits() { theme.error } else { theme.quiet }))
            }
            Some(fault) => Some((fault.say(self.lang), theme.error)),
            None if focused => {
                look.day_below(field, width).or_else(|| Some((field.hint(self.lang).to_owned(), theme.quiet)))
            }
            None => None,
        };
        let Some((text, style)) = said.filter(|(text, _)| !text.is_empty()) else { return Vec::new() };
        let text = visible(&text);
        let beside = usize::from(look.value(field, Rect { width, ..Rect::default() }).width);
        // What has no room in one line below the field begins below its label.
        let room = if cells(&text) <= beside { beside } else { usize::from(width).saturating_sub(SIGNS) };
        wrap(&text, room.max(1)).into_iter().map(|line| (line, style)).collect()
    }

    /// What stands at the end of a form: what is left out and why, and why it was not saved. Its last line has room for how
    /// many fields are out of sight.
    fn foot(&self, theme: &Theme, width: u16) -> Vec<(String, Style)> {
        let width = usize::from(width);
        let mut notes = self.left_out();
        if matches!(self.target, Target::Edit { .. }) {
            notes.push(FormWord::Blank.say(self.lang).to_owned());
        }
        let between = if self.lang == Lang::Ja { "" } else { " " };
        let room = width.saturating_sub(COUNTS);
        // What explains the rest only stands where there is room for it.
        while notes.len() > 1 && cells(&notes.join(between)) > room {
            notes.pop();
        }
        let told = self.message.iter().flat_map(|text| wrap(&visible(text), width));
        let told = told.map(|line| (line, theme.error));
        let notes = wrap(&visible(&notes.join(between)), room);
        told.chain(notes.into_iter().map(|line| (line, theme.quiet))).collect()
    }

    /// Which fields belong to another kind of record, and so are left out.
    fn left_out(&self) -> Vec<String> {
        let out = self.fields.iter().filter(|field| !field.is_shown());
        let mut said: Vec<(String, &'static str, Vec<&'static str>)> = Vec::new();
        for (foreign, section) in out.filter_map(|field| field.foreign.zip(field.section)) {
            let (of, section) =
                (foreign.of.say(self.lang, &*self.policy).into_owned(), section.say(self.lang));
            match said.iter_mut().find(|(label, says, _)| *label == of && *says == foreign.says) {
                Some((.., sections)) if sections.contains(&section) => {}
                Some((.., sections)) => sections.push(section),
                None => said.push((of, foreign.says, vec![section])),
            }
        }
        let between = if self.lang == Lang::Ja { "・" } else { ", " };
        let each = said.into_iter();
        each.map(|(of, says, sections)| {
            FormWord::Foreign.fill(self.lang, &[&of, says, &sections.join(between)])
        })
        .collect()
    }

    fn draw_foot(
        &self,
        foot: &[(String, Style)],
        (above, below): (usize, usize),
        theme: &Theme,
        area: Rect,
        buf: &mut Buffer,
    ) {
        let width = usize::from(area.width);
        for (y, (line, style)) in (area.top()..area.bottom()).zip(foot) {
            put(buf, area.x, y, &fit(line, width), width, *style);
        }
        let counted =
            [(FormWord::Changes, self.changes()), (FormWord::Before, above), (FormWord::Follows, below)];
        let counted = counted.into_iter().filter(|(_, count)| *count > 0);
        let counted = counted.map(|(word, count)| word.fill(self.lang, &[&count.to_string()]));
        let counted = counted.collect::<Vec<_>>().join("  ");
        let taken = cells(&counted).min(width);
        if let Some(y) = area.bottom().checked_sub(1).filter(|_| area.height > 0) {
            let x = area.right() - u16::try_from(taken).unwrap_or(0);
            put(buf, x, y, &counted, taken, theme.text);
        }
    }
}

/// The cells that are kept for how many fields are out of sight.
const COUNTS: usize = 26;

/// Draws the heading of a section.
fn heading(text: &str, theme: &Theme, area: Rect, buf: &mut Buffer) {
    put(buf, area.x, area.y, &fit(text, usize::from(area.width)), usize::from(area.width), theme.heading);
}

impl Look<'_> {
    /// Where a field has its value; a label that is longer than the others takes the room that it needs, and a text that has no
    /// room beside all labels begins right behind its own.
    fn value(&self, field: &Field, area: Rect) -> Rect {
        let own = cells(&field.label) + SIGNS + 1;
        let beside_all = own.max(self.labels + SIGNS + 1);
        let is_long = |text: &str| beside_all + cells(&visible(text)) >= usize::from(area.width);
        let wanted = match &field.entry {
            Entry::Text(input) if is_long(input.text()) => own,
            _ => beside_all,
        };
        // A choice needs no more than its longest word with its brackets.
        let least = match &field.entry {
            Entry::Choice { options, .. } => options.iter().map(|word| cells(word) + 2).max().unwrap_or(0),
            _ => usize::from(LEAST),
        };
        let at = wanted.min(usize::from(area.width).saturating_sub(least.min(LEAST.into())));
        let at = u16::try_from(at).unwrap_or(area.width);
        Rect { x: area.x + at, width: area.width.saturating_sub(at), ..area }
    }

    /// The cells of a field that names a record: fewer where the name beside it has no room otherwise.
    fn reference(&self, from: Candidates, id: &str, room: u16) -> u16 {
        let name = (self.called)(from, id).map_or(0, |called| cells(&visible(&called.name)) + 1);
        let beside = usize::from(room).saturating_sub(name).max(cells(&visible(id)) + 2);
        u16::try_from(beside).unwrap_or(room).min(REFERENCE_CELLS).min(room)
    }

    /// How many lines the text of a field takes that is not in focus.
    fn lines(&self, field: &Field, width: u16) -> u16 {
        let Entry::Text(input) = &field.entry else { return 1 };
        let width = self.value(field, Rect { width, ..Rect::default() }).width.max(1);
        u16::try_from(wrap(&visible(input.text()), width.into()).len()).unwrap_or(u16::MAX)
    }

    /// Where what is said of a field stands below it.
    fn told_room(&self, field: &Field, told: &[(String, Style)], area: Rect) -> Rect {
        let value = self.value(field, area);
        if matches!(told, [(line, _)] if cells(line) <= usize::from(value.width)) {
            return value;
        }
        let signs = u16::try_from(SIGNS).unwrap_or(0);
        Rect { x: area.x + signs, width: area.width.saturating_sub(signs), ..area }
    }

    /// Draws one field with its label; says where the caret would rest.
    pub fn field(&self, field: &Field, focused: bool, area: Rect, buf: &mut Buffer) -> Position {
        let theme = self.theme;
        let wrong = field.fault.is_some() || field.waits();
        let signs = match (focused, wrong, field.needed) {
            (true, true, _) => ">!",
            (true, false, _) => " >",
            (false, true, _) => " !",
            (false, false, true) => " *",
            (false, false, false) => "  ",
        };
        let value = self.value(field, area);
        let width = usize::from(value.x - area.x);
        let label = format!("{signs}{}", fit(&field.label, width.saturating_sub(SIGNS + 1)));
        let style = match (wrong, focused) {
            (true, _) => theme.error,
            (false, true) => theme.accent,
            (false, false) => theme.label,
        };
        put(buf, area.x, area.y, &label, width, style);
        let nothing = Position::new(value.x, value.y);
        if !focused && self.compact && self.unfocused(field, value, buf) {
            return nothing;
        }
        let style = if focused { theme.field_focus } else { theme.field };
        match &field.entry {
            Entry::Fixed(text) => {
                let width = usize::from(value.width);
                put(buf, value.x, value.y, &fit(&visible(text), width), width, theme.quiet);
                nothing
            }
            Entry::Choice { options, at } => self.choices(options, *at, focused, value, buf),
            Entry::Area(text) => {
                buf.set_style(value, style);
                text.view(value, buf, style)
            }
            Entry::Text(input)
            | Entry::Day(input)
            | Entry::Moment(input)
            | Entry::Number(input)
            | Entry::Reference { id: input, .. } => {
                let width = match &field.entry {
                    Entry::Text(_) => value.width,
                    Entry::Reference { from, id } => self.reference(*from, id.text(), value.width),
                    _ => value.width.min(DAY_CELLS),
                };
                let typed = Rect { width, height: 1, ..value };
                if focused || !self.compact {
                    buf.set_style(typed, style);
                }
                let style = if focused || !self.compact { style } else { theme.text };
                let caret = input.view(typed, buf, style);
                // A day that is written in figures takes less than what may be typed.
                let narrow = self.compact && !focused && matches!(field.entry, Entry::Day(_));
                let taken = if narrow { cells(field.entry.shown()) + 2 } else { usize::from(width) + 1 };
                let taken = u16::try_from(taken).unwrap_or(u16::MAX).min(value.width);
                let rest = Rect { x: value.x + taken, width: value.width - taken, ..typed };
                self.beside(field, focused, rest, buf);
                caret
            }
        }
    }

    /// What a field says that is not in focus, where that is not what was typed: that nothing is recorded, the name of a
    /// record, the word that was chosen.
    fn unfocused(&self, field: &Field, area: Rect, buf: &mut Buffer) -> bool {
        let width = usize::from(area.width);
        match &field.entry {
            Entry::Choice { options, at } => {
                let style = if field.is_blank() { self.theme.quiet } else { self.theme.text };
                let word = options.get(*at).map_or("", String::as_str);
                put(buf, area.x, area.y, &fit(word, width), width, style);
                true
            }
            Entry::Fixed(_) => false,
            _ if field.is_blank() => {
                if self.says_blank {
                    let word = Word::NotRecorded.say(self.lang);
                    put(buf, area.x, area.y, &fit(word, width), width, self.theme.quiet);
                }
                self.says_blank
            }
            Entry::Reference { from, id } => match (self.called)(*from, id.text()) {
                Some(called) => {
                    let name = truncate(&visible(&called.name), width);
                    let taken = cells(&name);
                    put(buf, area.x, area.y, &name, width, self.theme.text);
                    let rest = width.saturating_sub(taken + 2);
                    let x = area.right() - u16::try_from(rest).unwrap_or(0);
                    put(
                        buf,
                        x,
                        area.y,
                        &truncate(&visible(called.more.trim()), rest),
                        rest,
                        self.theme.quiet,
                    );
                    true
                }
                None => false,
            },
            // From its beginning, and not where the caret was left.
            Entry::Text(input) => {
                let text = visible(input.text());
                let lines = if area.height > 1 { wrap(&text, width) } else { vec![truncate(&text, width)] };
                for (y, line) in (area.top()..area.bottom()).zip(lines) {
                    put(buf, area.x, y, &line, width, self.theme.text);
                }
                true
            }
            _ => false,
        }
    }

    /// What stands beside what is typed: the name of the record, the day in full with its weekday.
    fn beside(&self, field: &Field, focused: bool, area: Rect, buf: &mut Buffer) {
        let room = usize::from(area.width);
        let text = match &field.entry {
            Entry::Reference { from, id } => {
                let called = (self.called)(*from, id.text());
                called.map(|called| truncate(&visible(&called.name), room))
            }
            _ => match self.now.and_then(|now| field.day_so_far(now)) {
                // What is being typed is told in full.
                Some(Ok(on)) if !focused && is_plain(field, on) => {
                    moment_beside(on, self.lang).into_iter().find(|form| cells(form) <= room)
                }
                Some(Ok(on)) => fitting(on, self.lang, room).0,
                _ => None,
            },
        };
        if let Some(text) = text {
            put(buf, area.x, area.y, &text, room, self.theme.quiet);
        }
    }

    /// What is said below a day that is being typed: why it is none, or the whole of it where that has no room beside it.
    pub fn day_below(&self, field: &Field, width: u16) -> Option<(String, Style)> {
        let area = self.value(field, Rect { width, ..Rect::default() });
        let room = usize::from(area.width.saturating_sub(DAY_CELLS + 1));
        match field.day_so_far(self.now?)? {
            Err(fault) => Some((fault.say(self.lang), self.theme.error)),
            Ok(on) if fitting(on, self.lang, room).1 => None,
            Ok(on) => Some((moment_long(on, self.lang), self.theme.quiet)),
        }
    }

    /// The words of a choice, as many as have room, with the chosen one in sight and a sign where there are more.
    fn choices(
        &self,
        options: &[String],
        at: usize,
        focused: bool,
        area: Rect,
        buf: &mut Buffer,
    ) -> Position {
        let theme = self.theme;
        let first = first_shown(options, at, area.width.saturating_sub(MORE * 2));
        let mut x = area.x;
        let mut caret = Position::new(x, area.y);
        if first > 0 {
            put(buf, x, area.y, "<", 1, theme.quiet);
            x += MORE;
        }
        for (place, option) in options.iter().enumerate().skip(first) {
            let chosen = place == at;
            let text = if chosen { format!("[{option}]") } else { format!(" {option} ") };
            let width = u16::try_from(cells(&text)).unwrap_or(0);
            let last = place + 1 == options.len();
            let end = if last { area.right() } else { area.right().saturating_sub(MORE) };
            if x + width > end && !chosen {
                put(buf, x, area.y, ">", 1, theme.quiet);
                break;
            }
            let style = match (chosen, focused) {
                (true, true) => theme.selected,
                (true, false) => theme.heading,
                (false, _) => theme.quiet,
            };
            let room = usize::from(area.right().saturating_sub(x));
            put(buf, x, area.y, &truncate(&text, room), room, style);
            if chosen {
                caret = Position::new((x + 1).min(area.right().saturating_sub(1)), area.y);
            }
            x = x.saturating_add(width).min(area.right());
        }
        caret
    }
}

/// The cells of the sign that there are more words.
const MORE: u16 = 1;

/// Whether the day stands in the field as it is recorded.
fn is_plain(field: &Field, on: Moment) -> bool {
    field.typed().is_some_and(|typed| typed.trim() == on.to_string())
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
