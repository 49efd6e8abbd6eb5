//! The pages of a paper: what stands where. Lengths in points (1/72 inch), from the upper left corner of the sheet.

use std::{
    collections::{BTreeMap, HashMap},
    rc::Rc,
};

use super::{
    fonts::Fonts,
    lines::{Edge, Line, break_lines},
    measures::MM,
    model::{Foot, Sheet},
    shape::{Shaped, Weight, shape},
    tags::{NodeId, Tree},
};
use crate::register::{Stopped, work::Stretch};

/// How far the ink of a line reaches above its baseline, in em of the own font.
const ASCENT: f32 = 0.88;
/// Where header and body begin.
const HEADER_TOP: f32 = 12.0 * MM;
const BODY_TOP: f32 = 20.0 * MM;
/// What stays free below the body at least; the footer stands in it.
const BOTTOM: f32 = 19.0 * MM;
/// Where the last line of the footer stands, from below.
const FOOTER: f32 = 12.0 * MM;
/// The blank between body and footer at least.
const ABOVE_FOOTER: f32 = 8.0;

/// Something that stands on a page.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub belongs: Belongs,
    pub ink: Ink,
}

/// What a mark is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Belongs {
    /// What is read.
    To(NodeId),
    /// What stands on every page.
    Header,
    Footer,
    PageNumber,
    /// What is looked at only, such as the rules of a table, or is said a second time.
    Drawing,
}

/// What is drawn. It is black, or it is not there: papers go by fax, which knows no grey.
#[derive(Debug, Clone)]
pub(super) enum Ink {
    /// A line of text.
    Text { x: f32, baseline: f32, size: f32, shaped: Rc<Shaped>, line: Line },
    /// A rule from one point to another.
    Rule { from: (f32, f32), to: (f32, f32), width: f32 },
    /// A black area: left, top, width, height.
    Black { area: (f32, f32, f32, f32) },
    /// An area in which nothing of what lies under it is seen.
    White { area: (f32, f32, f32, f32) },
}

impl Mark {
    /// The mark further down; as part of something else, where that is said.
    pub fn moved(&self, down: f32, belongs: Option<Belongs>) -> Self {
        let mut moved = self.clone();
        match &mut moved.ink {
            Ink::Text { baseline, .. } => *baseline += down,
            Ink::Rule { from, to, .. } => {
                from.1 += down;
                to.1 += down;
            }
            Ink::Black { area } | Ink::White { area } => area.1 += down,
        }
        moved.belongs = belongs.unwrap_or(moved.belongs);
        moved
    }
}

/// A line of text before it has a place.
#[derive(Debug, Clone)]
pub(super) struct SetLine {
    shaped: Rc<Shaped>,
    line: Line,
    size: f32,
}

impl SetLine {
    /// Its width in points.
    pub fn width(&self) -> f32 {
        self.line.width * self.size
    }

    /// The line at a place; `top` is that of its leading.
    pub fn mark(&self, (x, top): (f32, f32), leading: f32, belongs: Belongs) -> Mark {
        let baseline = top + (leading - self.size) / 2.0 + ASCENT * self.size;
        let (shaped, line) = (Rc::clone(&self.shaped), self.line.clone());
        Mark { belongs, ink: Ink::Text { x, baseline, size: self.size, shaped, line } }
    }
}

/// How a text stands: size and distance of lines in points, and weight.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub size: f32,
    pub leading: f32,
    pub weight: Weight,
}

impl Style {
    pub const fn new(size: f32, leading: f32) -> Self {
        Self { size, leading, weight: Weight::Regular }
    }

    pub const fn bold(self) -> Self {
        Self { weight: Weight::Bold, ..self }
    }
}

/// The pages so far.
pub(super) struct Pages {
    pub fonts: Fonts,
    /// Texts that were shaped: a paper that is set closer shapes none of them again.
    shaped: HashMap<(String, Weight), Vec<Rc<Shaped>>>,
    pub sheets: Vec<Vec<Mark>>,
    /// What stands on them, for those who do not see them.
    pub tree: Tree,
    sheet: Sheet,
    body_top: f32,
    /// What stays free below the body.
    bottom: f32,
    /// The pages on which a sheet of the paper begins, each with the title of the sheet.
    begins: Vec<(usize, String)>,
    /// How far the setting is, and whether it goes on.
    pub setting: Option<Stretch>,
}

impl Pages {
    /// No page yet.
    pub fn new(sheet: Sheet) -> Self {
        Self {
            fonts: Fonts::new(),
            shaped: HashMap::new(),
            sheets: Vec::new(),
            tree: Tree::default(),
            sheet,
            body_top: BODY_TOP,
            bottom: BOTTOM,
            begins: Vec::new(),
            setting: None,
        }
    }

    /// One more row is to be set.
    pub fn goes_on(&self) -> Result<(), Stopped> {
        self.setting.as_ref().map_or(Ok(()), Stretch::step)
    }

    /// Width and height of the sheet.
    pub fn size(&self) -> (f32, f32) {
        match self.sheet {
            Sheet::Portrait => (210.0 * MM, 297.0 * MM),
            Sheet::Landscape => (297.0 * MM, 210.0 * MM),
        }
    }

    /// Where the body begins from the left.
    pub fn left(&self) -> f32 {
        match self.sheet {
            Sheet::Portrait => 20.0 * MM,
            Sheet::Landscape => 15.0 * MM,
        }
    }

    /// The width of the body.
    pub fn width(&self) -> f32 {
        self.size().0 - 2.0 * self.left()
    }

    /// The height of a whole body.
    pub fn height(&self) -> f32 {
        self.size().1 - self.bottom - self.body_top
    }

    /// Where the body begins from above.
    pub fn body_top(&self) -> f32 {
        self.body_top
    }

    /// Begins a page.
    pub fn new_page(&mut self) {
        self.sheets.push(Vec::new());
    }

    /// A sheet begins with the next page.
    pub fn begin_sheet(&mut self, title: &str) {
        self.begins.push((self.sheets.len(), title.to_owned()));
    }

    /// Breaks a text into lines of a width.
    pub fn set(&mut self, text: &str, style: Style, width: f32, edge: Edge) -> Vec<SetLine> {
        let key = (text.to_owned(), style.weight);
        if !self.shaped.contains_key(&key) {
            let shaped = shape(&mut self.fonts, text, style.weight).into_iter().map(Rc::new).collect();
            self.shaped.insert(key.clone(), shaped);
        }
        let mut set = Vec::new();
        for shaped in self.shaped.get(&key).into_iter().flatten() {
            let lines = break_lines(shaped, width / style.size, edge);
            set.extend(lines.into_iter().map(|line| SetLine {
                shaped: Rc::clone(shaped),
                line,
                size: style.size,
            }));
        }
        set
    }

    /// Adds a mark to the last page.
    pub fn mark(&mut self, mark: Mark) {
        if let Some(page) = self.sheets.last_mut() {
            page.push(mark);
        }
    }

    /// Header and footer of every page, when their number is known. They were measured by [`Pages::measure_header`] and
    /// [`Pages::measure_footer`].
    pub fn finish(&mut self, header: &Header, footer: &Footer) {
        let style = Header::STYLE;
        let (width, height) = self.size();
        let (left, body) = (self.left(), self.width());
        let begins = std::mem::take(&mut self.begins);
        for page in 0..self.sheets.len() {
            // Every sheet is numbered by itself.
            let own = begins.iter().rposition(|(first, _)| *first <= page).unwrap_or_default();
            let first = begins.get(own).map_or(0, |(first, _)| *first);
            let after = begins.get(own + 1).map_or(self.sheets.len(), |(first, _)| *first);
            let (number, count) = (page - first, after - first);
            let title = begins.get(own).and_then(|(_, title)| header.titles.get(title));
            let page_number = self.set(&format!("{} / {count}", number + 1), style, body, Edge::Ragged);
            let mut marks = Vec::new();
            let mut put = |lines: &[SetLine], x: &dyn Fn(&SetLine) -> f32, top: f32, belongs| {
                for (place, line) in lines.iter().enumerate() {
                    let at = (x(line), top + style.leading * f32_of(place));
                    marks.push(line.mark(at, style.leading, belongs));
                }
            };
            put(&header.office, &|_| left, HEADER_TOP, Belongs::Header);
            let right = title.filter(|_| number > 0).unwrap_or(&header.date);
            put(right, &|line| left + body - line.width(), HEADER_TOP, Belongs::Header);
            let low = height - FOOTER;
            let above = low - style.leading * f32_of(footer.policy.len());
            put(&footer.policy, &|_| left, above, Belongs::Footer);
            put(&footer.head, &|_| left, low, Belongs::Footer);
            put(&page_number, &|line| (width - line.width()) / 2.0, low, Belongs::PageNumber);
            if let Some(page) = self.sheets.get_mut(page) {
                page.extend(marks);
            }
        }
    }

    /// Sets the header and makes room for it, under whichever of the titles.
    pub fn measure_header<'t>(
        &mut self,
        office: &str,
        titles: impl IntoIterator<Item = &'t str>,
        date: &str,
    ) -> Header {
        let half = self.width() * 0.48;
        let mut set = BTreeMap::new();
        for title in titles {
            if !set.contains_key(title) {
                let lines = self.set(&format!("{title}　{date}"), Header::STYLE, half, Edge::Ragged);
                set.insert(title.to_owned(), lines);
            }
        }
        let header = Header {
            office: self.set(office, Header::STYLE, half, Edge::Ragged),
            date: self.set(date, Header::STYLE, half, Edge::Ragged),
            titles: set,
        };
        let lines = header.titles.values().map(Vec::len).fold(header.office.len(), usize::max);
        self.body_top = BODY_TOP.max(HEADER_TOP + f32_of(lines.min(24)) * Header::STYLE.leading + 4.0);
        header
    }

    /// Sets the footer and makes room for it.
    pub fn measure_footer(&mut self, foot: &Foot) -> Footer {
        let width = self.width();
        let mut set = |text: &Option<String>, part: f32| {
            text.as_deref().map(|text| self.set(text, Header::STYLE, width * part, Edge::Ragged))
        };
        let [policy, head] = [set(&foot.policy, 1.0), set(&foot.head, 0.42)].map(Option::unwrap_or_default);
        let above = f32_of(policy.len().min(24)) * Header::STYLE.leading;
        self.bottom = BOTTOM.max(FOOTER + above + ABOVE_FOOTER);
        Footer { policy, head }
    }
}

/// What stands below the body of every page.
pub(super) struct Footer {
    /// Over its last line.
    policy: Vec<SetLine>,
    /// Beside the number of the page.
    head: Vec<SetLine>,
}

/// What stands above the body of every page.
pub(super) struct Header {
    office: Vec<SetLine>,
    date: Vec<SetLine>,
    /// Each title with the day, for the pages after the first of its sheet.
    titles: BTreeMap<String, Vec<SetLine>>,
}

impl Header {
    const STYLE: Style = Style::new(8.0, 11.0);
}

/// A small number as a length.
#[allow(clippy::cast_precision_loss, reason = "lines and columns of a page")]
pub(super) fn f32_of(number: usize) -> f32 {
    number as f32
}
