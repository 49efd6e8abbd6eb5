//! A list to choose from, narrowed by typing.

use ratatui::layout::{Position, Rect};

use crate::{
    register::{
        Lang,
        kana::{Query, SearchKey},
    },
    tui::{
        app::{App, Effect, Env, Layer, Scene, Typed, binding::Handler},
        keys::Ctx,
        terminal::{
            buffer::{Buffer, put},
            input::Key,
            tone::Tone,
            width::{fit, visible},
        },
        widgets::{
            frame::{frame, middle},
            scroll::{ListPlace, scrollbar},
            text_input::{Edit, TextInput},
        },
        words::{BulkWord, Word},
    },
};

/// Something to choose.
pub struct Item {
    /// What is shown.
    pub label: String,
    /// What the search looks at.
    pub key: SearchKey,
    /// Why it cannot be chosen now.
    pub reason: Option<String>,
    /// Whether it is offered whatever is typed.
    pub always: bool,
}

impl Item {
    /// Something found by what is shown and by more words.
    pub fn new<'a>(label: String, more: impl IntoIterator<Item = &'a str>) -> Self {
        let mut fields: Vec<&str> = more.into_iter().collect();
        fields.push(&label);
        let key = SearchKey::new(fields);
        Self { key, label, reason: None, always: false }
    }

    /// That nothing is meant; nothing that is typed leads to it.
    pub fn none(lang: Lang) -> Self {
        let (label, key) = (Word::PickNone.say(lang).to_owned(), SearchKey::default());
        Self { label, key, reason: None, always: false }
    }
}

/// What choosing does with items, by their places among all: one, unless several can be ticked.
type Pick = Box<dyn FnOnce(&mut App, &[usize], Env, &mut Vec<Effect>)>;

/// What is done with what was typed where no item is called so.
type Otherwise = Box<dyn FnOnce(&mut App, &str, Env, &mut Vec<Effect>)>;

/// A list to choose from.
pub struct Picker {
    title: String,
    items: Vec<Item>,
    shown: Vec<usize>,
    input: TextInput,
    place: ListPlace,
    ticked: Option<Vec<bool>>,
    pick: Pick,
    otherwise: Option<Otherwise>,
    once: Option<&'static str>,
    closest_first: bool,
}

impl Picker {
    /// A list with its first item selected, and what choosing does with what stands beside an item.
    pub fn new<T: 'static>(
        title: impl Into<String>,
        offered: impl IntoIterator<Item = (Item, T)>,
        pick: impl FnOnce(&mut App, T, Env, &mut Vec<Effect>) + 'static,
    ) -> Self {
        Self::with(title, offered, |app, values, env, effects| {
            if let Some(value) = values.into_iter().next() {
                pick(app, value, env, effects);
            }
        })
    }

    /// A list in which several items can be ticked; choosing takes those, or the selected one where none is.
    pub fn many<T: 'static>(
        title: impl Into<String>,
        offered: impl IntoIterator<Item = (Item, T, bool)>,
        pick: impl FnOnce(&mut App, Vec<T>, Env, &mut Vec<Effect>) + 'static,
    ) -> Self {
        let mut ticked = Vec::new();
        let offered = offered.into_iter().map(|(item, value, tick)| {
            ticked.push(tick);
            (item, value)
        });
        let picker = Self::with(title, offered.collect::<Vec<_>>(), pick);
        Self { ticked: Some(ticked), ..picker }
    }

    fn with<T: 'static>(
        title: impl Into<String>,
        offered: impl IntoIterator<Item = (Item, T)>,
        pick: impl FnOnce(&mut App, Vec<T>, Env, &mut Vec<Effect>) + 'static,
    ) -> Self {
        let (items, values): (Vec<Item>, Vec<T>) = offered.into_iter().unzip();
        Self {
            title: title.into(),
            shown: (0..items.len()).collect(),
            items,
            input: TextInput::new(),
            place: ListPlace::new(),
            ticked: None,
            pick: Box::new(move |app, places, env, effects| {
                let values = values.into_iter().enumerate();
                let chosen = values.filter(|(place, _)| places.contains(place)).map(|(_, value)| value);
                pick(app, chosen.collect(), env, effects);
            }),
            otherwise: None,
            once: None,
            closest_first: false,
        }
    }

    /// What is called just as was typed stands first, and then what begins so.
    #[must_use]
    pub fn closest_first(mut self) -> Self {
        self.closest_first = true;
        self
    }

    /// Whether several items can be ticked.
    pub fn takes_many(&self) -> bool {
        self.ticked.is_some()
    }

    /// The items that are ticked, by their places among all.
    fn ticks(&self) -> Vec<usize> {
        let ticked = self.ticked.iter().flatten().enumerate();
        ticked.filter(|(_, ticked)| **ticked).map(|(place, _)| place).collect()
    }

    /// Ticks the selected item, or takes the tick away. What was typed to find it has done its work.
    fn tick(&mut self) {
        let Some((place, _)) = self.chosen() else { return };
        if let Some(ticked) = self.ticked.as_mut().and_then(|ticked| ticked.get_mut(place)) {
            *ticked = !*ticked;
        }
        if self.input.text().is_empty() {
            self.place.step(1, self.shown.len());
        } else {
            self.input.clear();
            self.narrow();
            self.select(place);
        }
    }

    fn select(&mut self, item: usize) {
        if let Some(place) = self.shown.iter().position(|shown| *shown == item) {
            self.place.select(place);
        }
    }

    /// What is done with what was typed where no item is called so.
    #[must_use]
    pub fn or(mut self, otherwise: impl FnOnce(&mut App, &str, Env, &mut Vec<Effect>) + 'static) -> Self {
        self.otherwise = Some(Box::new(otherwise));
        self
    }

    /// It asks something that is asked once at a time.
    #[must_use]
    pub fn once(mut self, what: &'static str) -> Self {
        self.once = Some(what);
        self
    }

    /// Whether it asks what is asked once at a time.
    pub fn asks(&self, what: &str) -> bool {
        self.once == Some(what)
    }

    /// The items that match, in order.
    fn shown(&self) -> impl ExactSizeIterator<Item = &Item> + '_ {
        self.shown.iter().map(|place| &self.items[*place])
    }

    /// How many items match.
    fn len(&self) -> usize {
        self.shown.len()
    }

    /// Whether no item matches.
    fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// Narrows the list to what is typed; what begins with it stands first, and what is offered in any case last.
    fn narrow(&mut self) {
        let query = Query::new(self.input.text());
        let rank = |item: &Item| match () {
            () if query.is_empty() => Some(0),
            () if query.begins(&item.key) => Some(0),
            () if query.matches(&item.key) => Some(1),
            () if item.always => Some(2),
            () => None,
        };
        let found = self.items.iter().enumerate();
        let close = |item: &Item| if self.closest_first { query.closeness(&item.key) } else { 0 };
        let mut found: Vec<(u8, u8, usize)> =
            found.filter_map(|(place, item)| Some((close(item), rank(item)?, place))).collect();
        found.sort_unstable();
        self.shown = found.into_iter().map(|(_, _, place)| place).collect();
        self.place = ListPlace::new();
    }

    /// With an item selected, by its place among all.
    #[must_use]
    pub fn at(mut self, item: usize) -> Self {
        self.select(item);
        self
    }

    /// With something typed already.
    #[must_use]
    pub fn narrowed(mut self, typed: &str) -> Self {
        self.input.set_text(typed);
        self.narrow();
        self
    }

    /// The chosen item, by its place among all.
    fn chosen(&self) -> Option<(usize, &Item)> {
        let place = *self.shown.get(self.place.selected(self.shown.len())?)?;
        Some((place, self.items.get(place)?))
    }
}

fn choose(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    let Some(mut picker) = app.layers.pop_top::<Picker>() else { return };
    let ticks = picker.ticks();
    match picker.chosen() {
        _ if !ticks.is_empty() => (picker.pick)(app, &ticks, env, effects),
        Some((place, Item { reason: None, .. })) => (picker.pick)(app, &[place], env, effects),
        Some((_, Item { reason: Some(reason), .. })) => {
            let reason = reason.clone();
            app.layers.push(picker);
            app.tell(reason, Tone::Plain);
        }
        None => match picker.otherwise.take() {
            Some(otherwise) => otherwise(app, picker.input.text().trim(), env, effects),
            None => app.layers.push(picker),
        },
    }
}

impl Layer for Picker {
    fn ctx(&self) -> Ctx {
        Ctx::Picker
    }

    fn draw(&mut self, scene: Scene<'_>, area: Rect, buf: &mut Buffer) -> Position {
        let theme = &scene.settings.theme;
        let height = u16::try_from(self.len() + 3).unwrap_or(u16::MAX).clamp(6, area.height);
        let width = area.width * 2 / 3;
        let ticks = self.ticks();
        let title = match ticks.len() {
            0 => self.title.clone(),
            count => BulkWord::Ticked.fill(scene.lang(), &[&self.title, &count.to_string()]),
        };
        let inner = frame(&title, theme, middle(area, width, height), buf);
        let search = Rect { height: 1, ..inner };
        let prefix = "> ";
        put(buf, search.x, search.y, prefix, 2, theme.accent);
        let field = Rect { x: search.x + 2, width: search.width - 2, ..search };
        buf.set_style(field, theme.field_focus);
        let caret = self.input.view(field, buf, theme.field_focus);
        let rows = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
        let count = self.len();
        let range = self.place.visible_range(count, usize::from(rows.height));
        let selected = self.place.selected(count);
        let width = usize::from(rows.width);
        for (y, (place, item)) in (rows.y..).zip(self.shown().enumerate().skip(range.start).take(range.len()))
        {
            let tick = match (self.takes_many(), self.shown.get(place).is_some_and(|at| ticks.contains(at))) {
                (false, _) => "",
                (true, true) => "[x] ",
                (true, false) => "[ ] ",
            };
            let text = match &item.reason {
                Some(reason) => format!("{}  -- {reason}", item.label),
                None => format!("{tick}{}", item.label),
            };
            let style = match (selected == Some(place), item.reason.is_some()) {
                (true, _) => theme.selected,
                (false, true) => theme.quiet,
                (false, false) => theme.text,
            };
            // What is chosen is told by more than its colour.
            let sign = if selected == Some(place) { "> " } else { "  " };
            put(buf, rows.x, y, &fit(&format!("{sign}{}", visible(&text)), width), width, style);
        }
        if self.is_empty() {
            put(buf, rows.x, rows.y, &fit(Word::EmptyPicker.say(scene.lang()), width), width, theme.quiet);
        }
        let bar = Rect { x: rows.right(), width: 1, ..rows };
        scrollbar(range, count, bar, buf, theme.quiet);
        caret
    }

    fn takes_text(&self) -> bool {
        true
    }

    fn type_key(&mut self, key: Key, _scene: Scene<'_>) -> Typed {
        if self.takes_many() && matches!(key.text(), Some(' ' | '\u{3000}')) {
            self.tick();
            return Typed::Taken;
        }
        let edit = self.input.handle(key);
        if edit == Edit::Changed {
            self.narrow();
        }
        edit.into()
    }

    fn paste(&mut self, text: &str, _lang: Lang) {
        self.input.paste(text);
        self.narrow();
    }

    fn step(&mut self, by: isize, _scene: Scene<'_>) {
        self.place.step(by, self.shown.len());
    }

    fn jump(&mut self, end: bool) {
        self.place.jump(end, self.shown.len());
    }

    fn accept(&self) -> Handler {
        choose
    }

    fn spot(&self) -> Option<String> {
        None
    }
}
