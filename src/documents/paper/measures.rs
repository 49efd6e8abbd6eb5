//! How large texts are and how close things stand.

use super::sheet::Style;

/// Points in a millimetre.
pub(super) const MM: f32 = 72.0 / 25.4;

/// Lengths in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measures {
    /// Running text.
    pub text: Style,
    /// Headings of parts.
    pub heading: Style,
    /// Labelled rows, and tables on an upright sheet.
    pub cell: Style,
    /// Tables on a sheet that lies on its long side.
    pub small_cell: Style,
    /// Notes at the end.
    pub note: Style,
    /// The blank in a cell above and below its text.
    pub inset: f32,
    /// The height of a line that is written by hand.
    pub hand: f32,
    /// The height of a place for a seal.
    pub seal: f32,
    /// The blank between parts.
    pub gap: f32,
    /// The height of the columns of a chart.
    pub plot: f32,
    /// Whether two short fields stand side by side.
    pub pairs: bool,
}

/// As long as there is room.
pub(super) const USUAL: Measures = Measures {
    text: Style::new(10.0, 16.0),
    heading: Style::new(10.5, 16.0).bold(),
    cell: Style::new(9.0, 13.0),
    small_cell: Style::new(8.0, 11.5),
    note: Style::new(8.0, 12.0),
    inset: 2.5,
    hand: 8.5 * MM,
    seal: 20.0 * MM,
    gap: 6.0,
    plot: 25.0 * MM,
    pairs: false,
};

/// A little closer.
pub(super) const PAIRED: Measures = Measures { pairs: true, ..USUAL };

/// As close as can be read and written in: texts keep their size.
pub(super) const CLOSE: Measures = Measures {
    text: Style::new(9.5, 13.0),
    heading: Style::new(10.0, 13.0).bold(),
    cell: Style::new(9.0, 11.0),
    small_cell: Style::new(8.0, 10.0),
    note: Style::new(8.0, 10.0),
    inset: 1.5,
    hand: 6.0 * MM,
    seal: 16.0 * MM,
    gap: 3.5,
    plot: 17.0 * MM,
    pairs: true,
};
