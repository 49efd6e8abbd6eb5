//! Stacked columns with their numbers. Told apart by pattern, not by grey alone: papers go by fax.

use super::{
    lines::Edge,
    model::{Bar, Chart},
    sheet::{MM, Mark, Pages, SetLine, Style, f32_of},
};

/// The height of the columns.
const PLOT: f32 = 25.0 * MM;
/// What stands left of the columns: the numbers of the scale.
const SCALE: f32 = 9.0 * MM;
/// Names of places, numbers of the scale and above the columns, names of the series.
const LABEL: Style = Style::new(7.0, 9.0);
/// A sample of a pattern in the legend.
const SAMPLE: f32 = 7.0;
/// How much of its place a column takes.
const COLUMN: f32 = 0.6;
/// The widest a place becomes, so that three columns do not look like walls.
const WIDEST: f32 = 22.0 * MM;
/// The distance of the lines of a pattern.
const LINES: f32 = 2.0;
/// The most lines of the scale.
const STEPS: u64 = 5;
/// What stands where nothing is known.
pub(super) const UNKNOWN: &str = "記録なし";

/// Draws a chart; it is never split.
pub(super) fn draw(pages: &mut Pages, chart: &Chart) {
    let legend = legend_height(pages, chart);
    pages.need(legend + LABEL.leading + PLOT + 2.0 * LABEL.leading + 6.0);
    draw_legend(pages, chart);
    let greatest = chart.bars.iter().map(Bar::sum).max().unwrap_or(0);
    let step = step(greatest);
    let top_of_scale = step * greatest.div_ceil(step).max(1);
    let (left, width) = (pages.left() + SCALE, pages.width() - SCALE);
    // Room for the number above the highest column.
    let top = pages.y + LABEL.leading;
    let floor = top + PLOT;
    let height_of = |value: u64| PLOT * small(value) / small(top_of_scale);
    let mut value = 0;
    while value <= top_of_scale {
        let y = floor - height_of(value);
        let rule = if value == 0 { 0.8 } else { 0.2 };
        pages.mark(Mark::Rule { from: (left, y), to: (left + width, y), width: rule });
        for line in pages.set(&value.to_string(), LABEL, SCALE, Edge::Ragged) {
            let x = left - line.width() - 3.0;
            pages.put(&line, x, y - LABEL.leading / 2.0, LABEL.leading);
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
            pattern(pages, kind, (middle - place * COLUMN / 2.0, y, place * COLUMN, height));
        }
        let said = if bar.values.is_some() { bar.sum().to_string() } else { UNKNOWN.to_owned() };
        let lines = set(pages, &said, place);
        if let Some(line) = lines.first().filter(|_| bar.values.is_some()) {
            // The scale does not run through the number.
            let area = (
                middle - line.width() / 2.0 - 1.0,
                y - LABEL.leading,
                line.width() + 2.0,
                LABEL.leading - 1.0,
            );
            pages.mark(Mark::Fill { area, grey: 1.0 });
        }
        centred(pages, &lines, middle, y - LABEL.leading - 1.0);
        let lines = set(pages, &bar.label, place);
        below = below.max(lines.len());
        centred(pages, &lines, middle, floor + 2.0);
    }
    pages.y = floor + f32_of(below) * LABEL.leading + 2.0;
}

/// A text in the width of a place, on two lines at most.
fn set(pages: &mut Pages, text: &str, place: f32) -> Vec<SetLine> {
    let mut lines = pages.set(text, LABEL, place.max(4.0 * LABEL.size), Edge::Ragged);
    lines.truncate(2);
    lines
}

/// Lines around a middle.
fn centred(pages: &mut Pages, lines: &[SetLine], middle: f32, top: f32) {
    for (number, line) in lines.iter().enumerate() {
        pages.put(line, middle - line.width() / 2.0, top + f32_of(number) * LABEL.leading, LABEL.leading);
    }
}

fn legend_height(pages: &mut Pages, chart: &Chart) -> f32 {
    let rows = legend_places(pages, chart).last().map_or(0, |(_, row, _)| row + 1);
    f32_of(rows) * (LABEL.leading + 2.0)
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

fn draw_legend(pages: &mut Pages, chart: &Chart) {
    let (left, top) = (pages.left(), pages.y);
    let places = legend_places(pages, chart);
    for (number, (x, row, name)) in places.iter().enumerate() {
        let y = top + f32_of(*row) * (LABEL.leading + 2.0);
        pattern(pages, number, (left + x, y + (LABEL.leading - SAMPLE) / 2.0, SAMPLE, SAMPLE));
        for line in pages.set(name, LABEL, pages.width(), Edge::Ragged).iter().take(1) {
            pages.put(line, left + x + SAMPLE + 3.0, y, LABEL.leading);
        }
    }
    pages.y += f32_of(places.last().map_or(0, |(_, row, _)| row + 1)) * (LABEL.leading + 2.0);
}

/// A framed area with the pattern of a series: dark, lying lines, standing lines, white, light.
fn pattern(pages: &mut Pages, series: usize, area: (f32, f32, f32, f32)) {
    let (left, top, width, height) = area;
    if height <= 0.0 {
        return;
    }
    let fill = match series % 5 {
        0 => Some(0.2),
        4 => Some(0.85),
        _ => None,
    };
    if let Some(grey) = fill {
        pages.mark(Mark::Fill { area, grey });
    }
    let mut line = LINES;
    match series % 5 {
        1 => {
            while line < height {
                let y = top + height - line;
                pages.mark(Mark::Rule { from: (left, y), to: (left + width, y), width: 0.7 });
                line += LINES;
            }
        }
        2 => {
            while line < width {
                let x = left + line;
                pages.mark(Mark::Rule { from: (x, top), to: (x, top + height), width: 0.4 });
                line += LINES * 1.5;
            }
        }
        _ => {}
    }
    pages.frame(area, 0.5);
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
