//! The pages of a paper while it is drawn: where the next thing goes, and what stands where. Lengths in points
//! (1/72 inch), from the upper left corner of the sheet.

use std::rc::Rc;

use super::{
    fonts::Fonts,
    lines::{Edge, Line, break_lines},
    model::Sheet,
    shape::{Shaped, Weight, shape},
};

/// Points in a millimetre.
pub(super) const MM: f32 = 72.0 / 25.4;
/// How far the ink of a line reaches above its baseline, in em of the own font.
const ASCENT: f32 = 0.88;
/// Where header and body begin.
const HEADER_TOP: f32 = 12.0 * MM;
const BODY_TOP: f32 = 20.0 * MM;
/// What stays free below the body; the footer stands in it.
const BOTTOM: f32 = 19.0 * MM;
/// Where the footer stands, from below.
const FOOTER: f32 = 12.0 * MM;

/// Something that stands on a page.
#[derive(Debug, Clone)]
pub(super) enum Mark {
    /// A line of text.
    Text { x: f32, baseline: f32, size: f32, shaped: Rc<Shaped>, line: Line },
    /// A rule from one point to another.
    Rule { from: (f32, f32), to: (f32, f32), width: f32 },
    /// A grey area: left, top, width, height; 0 is black.
    Fill { area: (f32, f32, f32, f32), grey: f32 },
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
    pub sheets: Vec<Vec<Mark>>,
    /// How far the current page is filled.
    pub y: f32,
    current: usize,
    /// What has to stay free on the page for what comes next.
    pub reserve: f32,
    sheet: Sheet,
    body_top: f32,
}

impl Pages {
    /// The first page, empty.
    pub fn new(sheet: Sheet) -> Self {
        Self {
            fonts: Fonts::new(),
            sheets: vec![Vec::new()],
            y: BODY_TOP,
            current: 0,
            reserve: 0.0,
            sheet,
            body_top: BODY_TOP,
        }
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
        self.size().1 - BOTTOM - self.body_top
    }

    /// What is left on the current page.
    pub fn room(&self) -> f32 {
        self.size().1 - BOTTOM - self.y - self.reserve
    }

    /// Begins a page.
    pub fn new_page(&mut self) {
        self.current = self.sheets.len();
        self.sheets.push(Vec::new());
        self.y = self.body_top;
    }

    /// Whether something stands on the current page.
    pub fn begun(&self) -> bool {
        self.y > self.body_top
    }

    /// Begins a page where less than a height is left, unless nothing stands on this one.
    pub fn need(&mut self, height: f32) {
        if height > self.room() && self.begun() {
            self.new_page();
        }
    }

    /// Leaves room, though not at the top of a page.
    pub fn space(&mut self, height: f32) {
        if self.begun() {
            self.y += height;
        }
    }

    /// Breaks a text into lines of a width.
    pub fn set(&mut self, text: &str, style: Style, width: f32, edge: Edge) -> Vec<SetLine> {
        let mut set = Vec::new();
        for shaped in shape(&mut self.fonts, text, style.weight) {
            let shaped = Rc::new(shaped);
            let lines = break_lines(&shaped, width / style.size, edge);
            set.extend(lines.into_iter().map(|line| SetLine {
                shaped: Rc::clone(&shaped),
                line,
                size: style.size,
            }));
        }
        set
    }

    /// Puts a line at a place; `top` is that of its leading.
    pub fn put(&mut self, line: &SetLine, x: f32, top: f32, leading: f32) {
        let baseline = top + (leading - line.size) / 2.0 + ASCENT * line.size;
        let mark = Mark::Text {
            x,
            baseline,
            size: line.size,
            shaped: Rc::clone(&line.shaped),
            line: line.line.clone(),
        };
        self.mark(mark);
    }

    /// Adds a mark to the current page.
    pub fn mark(&mut self, mark: Mark) {
        if let Some(page) = self.sheets.get_mut(self.current) {
            page.push(mark);
        }
    }

    /// A frame: left, top, width, height.
    pub fn frame(&mut self, (left, top, width, height): (f32, f32, f32, f32), rule: f32) {
        let (right, bottom) = (left + width, top + height);
        for (from, to) in [
            ((left, top), (right, top)),
            ((left, bottom), (right, bottom)),
            ((left, top), (left, bottom)),
            ((right, top), (right, bottom)),
        ] {
            self.mark(Mark::Rule { from, to, width: rule });
        }
    }

    /// Text over the width of the body, from page to page.
    pub fn flow(&mut self, lines: &[SetLine], x: f32, leading: f32) {
        for (number, line) in lines.iter().enumerate() {
            // Neither the first nor the last line of a text stands alone.
            let company =
                if number == 0 || number + 2 == lines.len() { 2.0_f32.min(f32_of(lines.len())) } else { 1.0 };
            self.need(leading * company);
            let top = self.y;
            self.put(line, x, top, leading);
            self.y += leading;
        }
    }

    /// Header and footer of every page, when their number is known. The header was measured by [`Pages::measure_header`].
    pub fn finish(&mut self, header: &Header, head_line: Option<&str>) {
        let style = Header::STYLE;
        let count = self.sheets.len();
        let (width, height) = self.size();
        let (left, body) = (self.left(), self.width());
        let head_line = head_line.map(|text| self.set(text, Style::new(7.0, 9.0), body * 0.42, Edge::Ragged));
        for number in 0..count {
            let page_number = self.set(&format!("{} / {count}", number + 1), style, body, Edge::Ragged);
            self.current = number;
            for (place, line) in header.office.iter().enumerate() {
                self.put(line, left, HEADER_TOP + style.leading * f32_of(place), style.leading);
            }
            let right = if number == 0 { &header.date } else { &header.title_date };
            for (place, line) in right.iter().enumerate() {
                let x = left + body - line.width();
                self.put(line, x, HEADER_TOP + style.leading * f32_of(place), style.leading);
            }
            let footer = height - FOOTER;
            for (place, line) in head_line.iter().flatten().enumerate() {
                self.put(line, left, footer + 9.0 * f32_of(place), 9.0);
            }
            for line in &page_number {
                self.put(line, (width - line.width()) / 2.0, footer, style.leading);
            }
        }
    }

    /// Sets the header and makes room for it.
    pub fn measure_header(&mut self, office: &str, title: &str, date: &str) -> Header {
        let half = self.width() * 0.48;
        let header = Header {
            office: self.set(office, Header::STYLE, half, Edge::Ragged),
            date: self.set(date, Header::STYLE, half, Edge::Ragged),
            title_date: self.set(&format!("{title}　{date}"), Header::STYLE, half, Edge::Ragged),
        };
        let lines = header.office.len().max(header.title_date.len());
        self.body_top = BODY_TOP.max(HEADER_TOP + f32_of(lines.min(24)) * Header::STYLE.leading + 4.0);
        self.y = self.body_top;
        header
    }
}

/// What stands above the body of every page.
pub(super) struct Header {
    office: Vec<SetLine>,
    date: Vec<SetLine>,
    title_date: Vec<SetLine>,
}

impl Header {
    const STYLE: Style = Style::new(8.0, 11.0);
}

/// A small number as a length.
#[allow(clippy::cast_precision_loss, reason = "lines and columns of a page")]
pub(super) fn f32_of(number: usize) -> f32 {
    number as f32
}
