//! A screen as an SVG picture, for the README: drawn from a real frame, byte for byte the same each time.

use std::fmt::Write as _;

use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};

use mcs_register::tui::terminal::{
    buffer::{Buffer, Cell},
    look::ansi,
    theme::Ground,
};

/// The size of a cell, in units of the picture: half as wide as the letters are high, as Japanese fonts have it, so that
/// the text stands straight even where a viewer does not heed `textLength`.
const CELL: (u32, u32) = (8, 20);

/// From the top of a cell to the base line of its text.
const BASE: u32 = 15;

/// The frame around the screen, and the bar above it.
const PAD: u32 = 14;
const BAR: u32 = 34;

/// Fonts of one width with Japanese, of the usual systems.
const FONTS: &str =
    "'Noto Sans Mono CJK JP','BIZ UDGothic','MS Gothic','Osaka-Mono','Hiragino Sans','IPAGothic',monospace";

/// The picture of a screen in a window with a title; the cursor is drawn where it is given.
///
/// Every run of text is set at its cell and spaced out to its cells, so that columns stay straight with any font. Lines
/// and blocks are drawn, not written: fonts have them in one cell or in two, and lower than a cell.
pub fn svg(buffer: &Buffer, title: &str, cursor: Option<Position>, ground: Ground) -> String {
    let palette = Palette::of(ground);
    let (columns, rows) = (u32::from(buffer.area.width), u32::from(buffer.area.height));
    let (width, height) = (columns * CELL.0 + 2 * PAD, rows * CELL.1 + BAR + PAD);
    let [bar_ground, line, named] = palette.window;
    let mut out = String::new();
    let _ = write!(
        out,
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" aria-label="{label}">
<rect x="0.5" y="0.5" width="{inner_width}" height="{inner_height}" rx="8" fill="#{ground:06x}" stroke="#{line:06x}"/>
<path d="M0.5 {bar}V8.5a8 8 0 0 1 8-8H{right}a8 8 0 0 1 8 8V{bar}z" fill="#{bar_ground:06x}" stroke="#{line:06x}"/>
<circle cx="18" cy="13" r="5" fill="#{line:06x}"/><circle cx="35" cy="13" r="5" fill="#{line:06x}"/><circle cx="52" cy="13" r="5" fill="#{line:06x}"/>
<text x="{middle}" y="18" text-anchor="middle" font-family="{FONTS}" font-size="13" fill="#{named:06x}">{label}</text>
<g font-family="{FONTS}" font-size="16" fill="#{text:06x}" xml:space="preserve" style="white-space:pre">
"##,
        label = Escaped(title),
        inner_width = width - 1,
        inner_height = height - 1,
        bar = BAR - 8,
        right = width - 9,
        middle = width / 2,
        ground = palette.ground,
        text = palette.text,
    );
    for y in 0..buffer.area.height {
        for run in runs(buffer, y, palette) {
            run.draw(u32::from(y) * CELL.1 + BAR, palette, &mut out);
        }
    }
    if let Some(cursor) = cursor.filter(|&at| buffer.area.contains(at)) {
        let x = u32::from(cursor.x - buffer.area.x) * CELL.0 + PAD;
        let y = u32::from(cursor.y - buffer.area.y) * CELL.1 + BAR;
        let _ = writeln!(
            out,
            r##"<rect x="{x}" y="{y}" width="2" height="{}" fill="#{:06x}"/>"##,
            CELL.1, palette.caret
        );
    }
    out.push_str("</g>\n</svg>\n");
    out
}

/// How a run of cells is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Look {
    fill: u32,
    behind: Option<u32>,
    modifier: Modifier,
}

impl Look {
    fn of(cell: Cell, palette: &Palette) -> Self {
        let (fg, bg) = (palette.shade(cell.fg()), palette.shade(cell.bg()));
        let (fill, behind) = if cell.modifier().contains(Modifier::REVERSED) {
            (bg.unwrap_or(palette.ground), Some(fg.unwrap_or(palette.text)))
        } else {
            (fg.unwrap_or(palette.text), bg)
        };
        Self { fill, behind, modifier: cell.modifier() - Modifier::REVERSED }
    }
}

/// What a cell is drawn as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Glyph {
    /// A letter of so many cells.
    Letter(u32),
    /// A letter of one cell that fonts with Japanese may have in two: set at its own cell and narrowed to it.
    Alone,
    /// A line from the middle of the cell to the left, the right, the top, the bottom.
    Line([bool; 4]),
    /// A filled part of the cell, in eighths: from the left, from the top, wide, high.
    Block([u32; 4]),
}

impl Glyph {
    fn of(symbol: &str, width: u32) -> Self {
        const ACROSS: [bool; 4] = [true, true, false, false];
        match symbol {
            "─" => Self::Line(ACROSS),
            "│" => Self::Line([false, false, true, true]),
            "┌" => Self::Line([false, true, false, true]),
            "┐" => Self::Line([true, false, false, true]),
            "└" => Self::Line([false, true, true, false]),
            "┘" => Self::Line([true, false, true, false]),
            "├" => Self::Line([false, true, true, true]),
            "┤" => Self::Line([true, false, true, true]),
            "┬" => Self::Line([true, true, false, true]),
            "┴" => Self::Line([true, true, true, false]),
            "┼" => Self::Line([true; 4]),
            "█" => Self::Block([0, 0, 8, 8]),
            "▌" => Self::Block([0, 0, 4, 8]),
            "▐" => Self::Block([4, 0, 4, 8]),
            "▀" => Self::Block([0, 0, 8, 4]),
            "▄" => Self::Block([0, 4, 8, 4]),
            _ if width == 1 && !symbol.is_ascii() => Self::Alone,
            _ => Self::Letter(width),
        }
    }

    const fn cells(self) -> u32 {
        match self {
            Self::Letter(cells) => cells,
            Self::Alone | Self::Line(_) | Self::Block(_) => 1,
        }
    }

    /// Whether one path or one text takes several of it.
    const fn joins(self) -> bool {
        matches!(self, Self::Letter(_) | Self::Line([true, true, false, false]))
    }
}

/// Cells next to each other that look the same and are drawn in the same way.
struct Run {
    start: u32,
    cells: u32,
    glyph: Glyph,
    look: Look,
    text: String,
}

impl Run {
    fn draw(&self, top: u32, palette: &Palette, out: &mut String) {
        let (x, width) = (self.start * CELL.0 + PAD, self.cells * CELL.0);
        if let Some(behind) = self.look.behind {
            let _ = writeln!(
                out,
                r##"<rect x="{x}" y="{top}" width="{width}" height="{}" fill="#{behind:06x}"/>"##,
                CELL.1
            );
        }
        match self.glyph {
            Glyph::Line(to) => return self.line(to, [x, top, width], out),
            Glyph::Block([left, above, wide, high]) => {
                let _ = writeln!(
                    out,
                    r##"<rect x="{}" y="{}" width="{}" height="{}" fill="#{:06x}"/>"##,
                    x + left * CELL.0 / 8,
                    top + above * CELL.1 / 8,
                    wide * CELL.0 / 8,
                    high * CELL.1 / 8,
                    self.look.fill
                );
                return;
            }
            Glyph::Letter(_) | Glyph::Alone => {}
        }
        let text = self.text.trim_end_matches(' ');
        let seen = text.trim_start_matches(' ');
        let has = |modifier| self.look.modifier.contains(modifier);
        if seen.is_empty() || has(Modifier::HIDDEN) {
            if has(Modifier::UNDERLINED) {
                let y = top + BASE + 2;
                let _ = writeln!(out, r##"<path d="M{x} {y}.5h{width}" stroke="#{:06x}"/>"##, self.look.fill);
            }
            return;
        }
        let before = u32::try_from(text.len() - seen.len()).unwrap_or(0);
        let glyphs = (self.cells / self.glyph.cells())
            .saturating_sub(u32::try_from(self.text.len() - text.len()).unwrap_or(0));
        let length = (glyphs - before) * self.glyph.cells() * CELL.0;
        let _ = write!(out, r#"<text x="{}" y="{}" textLength="{length}""#, x + before * CELL.0, top + BASE);
        if self.glyph == Glyph::Alone {
            out.push_str(r#" lengthAdjust="spacingAndGlyphs""#);
        }
        if self.look.fill != palette.text {
            let _ = write!(out, r##" fill="#{:06x}""##, self.look.fill);
        }
        for (modifier, attribute) in [
            (Modifier::BOLD, r#" font-weight="bold""#),
            (Modifier::DIM, r#" opacity="0.65""#),
            (Modifier::ITALIC, r#" font-style="italic""#),
        ] {
            if has(modifier) {
                out.push_str(attribute);
            }
        }
        let _ = writeln!(out, ">{}</text>", Escaped(seen));
        if has(Modifier::UNDERLINED) {
            let y = top + BASE + 2;
            let _ = writeln!(out, r##"<path d="M{x} {y}.5h{width}" stroke="#{:06x}"/>"##, self.look.fill);
        }
        if has(Modifier::CROSSED_OUT) {
            let y = top + BASE - 5;
            let _ = writeln!(out, r##"<path d="M{x} {y}.5h{width}" stroke="#{:06x}"/>"##, self.look.fill);
        }
    }
}

impl Run {
    /// Draws lines from the middle of the cell to its sides; `place` is its left, its top and the width of the run.
    fn line(&self, [left, right, up, down]: [bool; 4], place: [u32; 3], out: &mut String) {
        let [x, top, width] = place;
        let (middle, centre) = (x + CELL.0 / 2, top + CELL.1 / 2);
        out.push_str("<path d=\"");
        if left || right {
            let from = if left { x } else { middle };
            let to = if right { x + width } else { middle };
            let _ = write!(out, "M{from} {centre}.5H{to}");
        }
        if up || down {
            let from = if up { top } else { centre };
            let to = if down { top + CELL.1 } else { centre };
            let _ = write!(out, "M{middle}.5 {from}V{to}");
        }
        let _ = writeln!(out, r##"" stroke="#{:06x}"/>"##, self.look.fill);
    }
}

/// The runs of one row; blanks in the default look are left out at the ends of runs.
fn runs(buffer: &Buffer, row: u16, palette: &Palette) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut x = 0;
    while x < buffer.area.width {
        let Some(cell) = buffer.cell((buffer.area.x + x, buffer.area.y + row)) else { break };
        let (look, symbol) = (Look::of(cell, palette), cell.symbol());
        let glyph = Glyph::of(&symbol, u32::from(cell.width()).max(1));
        let cells = glyph.cells();
        match runs.last_mut() {
            Some(run) if run.look == look && run.glyph == glyph && glyph.joins() => {
                run.cells += cells;
                run.text.push_str(&symbol);
            }
            _ => runs.push(Run { start: u32::from(x), cells, glyph, look, text: symbol.to_string() }),
        }
        x += u16::try_from(cells).unwrap_or(1);
    }
    runs
}

/// The colours of a window, as `0xrrggbb`.
struct Palette {
    ground: u32,
    text: u32,
    /// The bar with the title, its lines, and the text in it.
    window: [u32; 3],
    caret: u32,
    ansi: [u32; 16],
}

/// The grounds with the colours that terminals have on them.
const DARK: Palette = Palette {
    ground: 0x0c_0c0c,
    text: 0xd4_d4d4,
    window: [0x1f_1f1f, 0x3a_3a3a, 0xa0_a0a0],
    caret: 0xf2_f2f2,
    ansi: [
        0x0c_0c0c, 0xc5_0f1f, 0x13_a10e, 0xc1_9c00, 0x00_37da, 0x88_1798, 0x3a_96dd, 0xcc_cccc, 0x76_7676,
        0xe7_4856, 0x16_c60c, 0xf9_f1a5, 0x3b_78ff, 0xb4_009e, 0x61_d6d6, 0xf2_f2f2,
    ],
};

const LIGHT: Palette = Palette {
    ground: 0xfd_fdfb,
    text: 0x24_292e,
    window: [0xe8_eaed, 0xc9_ccd1, 0x57_606a],
    caret: 0x05_50ae,
    ..DARK
};

impl Palette {
    const fn of(ground: Ground) -> &'static Self {
        match ground {
            Ground::Dark => &DARK,
            Ground::Light => &LIGHT,
        }
    }

    /// A colour; nothing for the one that the window has anyway.
    fn shade(&self, colour: Color) -> Option<u32> {
        let number = ansi(colour)?;
        Some(match number {
            0..16 => self.ansi[usize::from(number)],
            16..232 => {
                let part = |n: u8| if n == 0 { 0 } else { 55 + 40 * u32::from(n) };
                let n = number - 16;
                part(n / 36) << 16 | part(n / 6 % 6) << 8 | part(n % 6)
            }
            232.. => (8 + 10 * u32::from(number - 232)) * 0x01_0101,
        })
    }
}

/// A text inside of XML.
struct Escaped<'a>(&'a str);

impl std::fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                c if c.is_control() => f.write_char('?')?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use mcs_register::tui::terminal::buffer::put;

    use super::*;

    fn picture() -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 3));
        put(&mut buffer, 0, 0, "MCS 管理台帳 <A&B>", 20, Style::new().bold());
        put(&mut buffer, 2, 1, "山田 花子", 20, Style::new().reversed());
        put(&mut buffer, 14, 1, "超過", 20, Style::new().red());
        svg(&buffer, "mcs-register", Some(Position::new(2, 1)), Ground::Light)
    }

    #[test]
    fn every_run_stands_at_its_cell_with_its_width() {
        let svg = picture();
        assert!(
            svg.contains(r#"<text x="14" y="49" textLength="24" font-weight="bold">MCS</text>"#),
            "{svg}"
        );
        assert!(
            svg.contains(r#"<text x="46" y="49" textLength="64" font-weight="bold">管理台帳</text>"#),
            "{svg}"
        );
        assert!(svg.contains("&lt;A&amp;B&gt;"));
        assert!(svg.contains(r##"<rect x="30" y="54" width="32" height="20" fill="#24292e"/>"##), "{svg}");
        assert!(svg.contains(r##"fill="#c50f1f">超過</text>"##));
    }

    /// Fonts have lines, blocks, marks in one cell or in two.
    #[test]
    fn lines_and_blocks_are_drawn_and_marks_stand_alone() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 10, 1));
        put(&mut buffer, 0, 0, "┌── 3… ▐", 20, Style::new());
        let svg = svg(&buffer, "", None, Ground::Dark);
        assert!(svg.contains(r##"<path d="M18 44.5H22M18.5 44V54" stroke="#d4d4d4"/>"##), "{svg}");
        assert!(svg.contains(r##"<path d="M22 44.5H38" stroke="#d4d4d4"/>"##), "{svg}");
        assert!(
            svg.contains(r#"<text x="54" y="49" textLength="8" lengthAdjust="spacingAndGlyphs">…</text>"#),
            "{svg}"
        );
        assert!(svg.contains(r##"<rect x="74" y="34" width="4" height="20" fill="#d4d4d4"/>"##), "{svg}");
        for written in ["┌</text>", "─</text>", "▐</text>"] {
            assert!(!svg.contains(written), "{svg}");
        }
    }

    #[test]
    fn the_same_screen_is_the_same_picture() {
        assert_eq!(picture(), picture());
        assert!(svg(&Buffer::empty(Rect::ZERO), "", None, Ground::Dark).ends_with("</svg>\n"));
    }
}
