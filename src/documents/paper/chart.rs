//! Stacked columns with their numbers. Told apart by pattern, not by grey alone: papers go by fax.

use super::{
    flow::{Block, Flow},
    lines::Edge,
    measures::{MM, Measures},
    model::{Bar, Chart},
    sheet::{Belongs, Ink, Mark, Pages, SetLine, Style, f32_of},
    tags::{NodeId, Role},
};

/// What stands left of the columns: the numbers of the scale.
const SCALE: f32 = 9.0 * MM;
/// Names of places, numbers of the scale and above the columns, names of the series.
const LABEL: Style = Style::new(8.0, 9.5);
/// A sample of a pattern in the legend.
const SAMPLE: f32 = 7.0;
/// How much of its place a column takes.
const COLUMN: f32 = 0.6;
/// The widest a place becomes, so that three columns do not look like walls.
const WIDEST: f32 = 22.0 * MM;
/// The distance of the lines of a pattern.
const LINES: f32 = 2.5;
/// The most lines of the scale.
const STEPS: u64 = 5;
/// What stands where nothing is known.
pub(super) const UNKNOWN: &str = "記録なし";

/// Draws a chart; it is never split.
pub(super) fn draw(flow: &mut Flow<'_>, measures: &Measures, chart: &Chart) {
    let node = flow.node(Role::Figure(said(chart)));
    let above = flow.above();
    let pages = &mut *flow.pages;
    let mut drawing = Drawing { block: Block::new(above, 0.0), node, left: pages.left(), y: 0.0 };
    drawing.legend(pages, chart);
    let greatest = chart.bars.iter().map(Bar::sum).max().unwrap_or(0);
    let step = step(greatest);
    let top_of_scale = step * greatest.div_ceil(step).max(1);
    let (left, width) = (pages.left() + SCALE, pages.width() - SCALE);
    // Room for the number above the highest column.
    let top = drawing.y + LABEL.leading;
    let floor = top + measures.plot;
    let height_of = |value: u64| measures.plot * small(value) / small(top_of_scale);
    let mut value = 0;
    while value <= top_of_scale {
        let y = floor - height_of(value);
        drawing.rule((left, y), (left + width, y), if value == 0 { 0.9 } else { 0.3 });
        for line in pages.set(&value.to_string(), LABEL, SCALE, Edge::Ragged) {
            drawing.put(&line, (left - line.width() - 3.0, y - LABEL.leading / 2.0));
        }
        value += step;
    }
    let place = (width / f32_of(chart.bars.len().max(1))).min(WIDEST);
    let mut below = 1;
    for (number, bar) in chart.bars.iter().enumerate() {
        let middle = left + place * (f32_of(number) + 0.5);
        let mut y = floor;
        for (series, value) in bar.values.iter().flatten().enumerate() {
            let height = height_of(u64::from(*value));
            y -= height;
            let kind = if chart.series.len() == 1 { LIGHT } else { series };
            drawing.pattern(kind, (middle - place * COLUMN / 2.0, y, place * COLUMN, height));
        }
        let said = if bar.values.is_some() { bar.sum().to_string() } else { UNKNOWN.to_owned() };
        let lines = set(pages, &said, place);
        if let Some(line) = lines.first() {
            // The scale does not run through what is said.
            let height = LABEL.leading * f32_of(lines.len());
            let width = lines.iter().map(SetLine::width).fold(line.width(), f32::max) + 2.0;
            drawing.clear((middle - width / 2.0, y - LABEL.leading - 1.0, width, height));
        }
        drawing.centred(&lines, middle, y - LABEL.leading - 1.0);
        let lines = set(pages, &bar.label, place);
        below = below.max(lines.len());
        drawing.centred(&lines, middle, floor + 2.0);
    }
    drawing.block.height = floor + f32_of(below) * LABEL.leading + 2.0;
    flow.push(drawing.block);
}

/// What the chart says, in words, for those who do not see it.
fn said(chart: &Chart) -> String {
    let bar = |bar: &Bar| {
        let values = bar.values.as_ref().map_or_else(
            || UNKNOWN.to_owned(),
            |values| {
                let names = chart.series.iter().zip(values);
                names.map(|(name, value)| format!("{name} {value}")).collect::<Vec<_>>().join("、")
            },
        );
        format!("{}：{values}", bar.label)
    };
    let bars: Vec<String> = chart.bars.iter().map(bar).collect();
    format!("{}ごとの件数の図。{}", chart.axis, bars.join("。"))
}

/// A chart while it is drawn.
struct Drawing {
    block: Block,
    node: NodeId,
    left: f32,
    y: f32,
}

impl Drawing {
    fn put(&mut self, line: &SetLine, at: (f32, f32)) {
        self.block.put(line, at, LABEL.leading, Belongs::To(self.node));
    }

    fn ink(&mut self, ink: Ink) {
        self.block.marks.push(Mark { belongs: Belongs::To(self.node), ink });
    }

    fn rule(&mut self, from: (f32, f32), to: (f32, f32), width: f32) {
        self.ink(Ink::Rule { from, to, width });
    }

    fn clear(&mut self, area: (f32, f32, f32, f32)) {
        self.ink(Ink::White { area });
    }

    /// Lines around a middle.
    fn centred(&mut self, lines: &[SetLine], middle: f32, top: f32) {
        for (number, line) in lines.iter().enumerate() {
            self.put(line, (middle - line.width() / 2.0, top + f32_of(number) * LABEL.leading));
        }
    }

    fn legend(&mut self, pages: &mut Pages, chart: &Chart) {
        let (left, top) = (self.left, self.y);
        let places = legend_places(pages, chart);
        for (number, (x, row, name)) in places.iter().enumerate() {
            let y = top + f32_of(*row) * (LABEL.leading + 2.0);
            self.pattern(number, (left + x, y + (LABEL.leading - SAMPLE) / 2.0, SAMPLE, SAMPLE));
            for line in pages.set(name, LABEL, pages.width(), Edge::Ragged).iter().take(1) {
                self.put(line, (left + x + SAMPLE + 3.0, y));
            }
        }
        self.y += f32_of(places.last().map_or(0, |(_, row, _)| row + 1)) * (LABEL.leading + 2.0);
    }

    /// A framed area with the pattern of a series: black, lying lines, standing lines, white, few lying lines.
    fn pattern(&mut self, series: usize, area: (f32, f32, f32, f32)) {
        let (left, top, width, height) = area;
        if height <= 0.0 {
            return;
        }
        self.ink(if series.is_multiple_of(5) { Ink::Black { area } } else { Ink::White { area } });
        let lines = |distance: f32, length: f32| {
            let places = (1..).map(move |number| distance * f32_of(number));
            places.take_while(move |place| *place < length)
        };
        match series % 5 {
            1 | LIGHT => {
                let distance = if series % 5 == LIGHT { 2.0 * LINES } else { LINES };
                for line in lines(distance, height) {
                    let y = top + height - line;
                    self.rule((left, y), (left + width, y), 0.5);
                }
            }
            2 => {
                for line in lines(LINES, width) {
                    self.rule((left + line, top), (left + line, top + height), 0.5);
                }
            }
            _ => {}
        }
        let (right, bottom) = (left + width, top + height);
        self.rule((left, top), (right, top), 0.6);
        self.rule((left, bottom), (right, bottom), 0.6);
        self.rule((left, top), (left, bottom), 0.6);
        self.rule((right, top), (right, bottom), 0.6);
    }
}

/// A text in the width of a place, on two lines at most.
fn set(pages: &mut Pages, text: &str, place: f32) -> Vec<SetLine> {
    let mut lines = pages.set(text, LABEL, place.max(4.0 * LABEL.size), Edge::Ragged);
    lines.truncate(2);
    lines
}

/// The pattern of a single series: nothing has to be told apart, and less ink does.
const LIGHT: usize = 4;

/// For each series: where its sample begins, in which row, and its name.
fn legend_places(pages: &mut Pages, chart: &Chart) -> Vec<(f32, usize, String)> {
    let width = pages.width();
    let (mut x, mut row) = (SCALE, 0);
    let mut places = Vec::new();
    // A single one is named by the heading.
    for series in chart.series.iter().filter(|_| chart.series.len() > 1) {
        let text: f32 = pages.set(series, LABEL, width, Edge::Ragged).first().map_or(0.0, SetLine::width);
        let wanted = SAMPLE + 3.0 + text + 12.0;
        if x + wanted > width && x > SCALE {
            (x, row) = (SCALE, row + 1);
        }
        places.push((x, row, series.clone()));
        x += wanted;
    }
    places
}

/// The distance of the lines of the scale: 1, 2 or 5 and their tens, so that there are few of them.
fn step(greatest: u64) -> u64 {
    let mut tens = 1;
    loop {
        for step in [1, 2, 5] {
            if greatest <= step * tens * STEPS {
                return step * tens;
            }
        }
        tens *= 10;
    }
}

/// A number as a length.
#[allow(clippy::cast_precision_loss, reason = "counted findings")]
fn small(number: u64) -> f32 {
    number as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_has_few_lines_and_reaches_the_greatest() {
        for (greatest, expected) in
            [(0, 1), (1, 1), (5, 1), (6, 2), (10, 2), (11, 5), (25, 5), (26, 10), (4_000, 1_000)]
        {
            assert_eq!(step(greatest), expected, "{greatest}");
        }
        assert!(step(u64::from(u32::MAX) * 5).checked_mul(STEPS).is_some());
    }
}
