//! From one picture to the next in few bytes.

use std::io::Write as _;

use ratatui::layout::Rect;

use super::{
    super::{
        buffer::{Buffer, Cell},
        look::Attr,
    },
    sequence::Sequence,
};

/// Blanks in the middle of a row from which on erasing (ECH and a move) is shorter than writing them.
const ERASE_FROM: usize = 10;

/// The most bytes of a move within a row.
const LONGEST_MOVE: usize = 6;

/// The state of the terminal as far as it matters for what is written, and the bytes so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Painter {
    pub(super) out: Vec<u8>,
    /// The cursor is not to be trusted after an ambiguous character.
    pub(super) ambiguous_shifts: bool,
    attr: Attr,
    /// Where the cursor is, when that is certain.
    at: Option<(u16, u16)>,
    /// The last column was written: the cursor stands on it, or behind it, depending on the terminal.
    hanging: bool,
    columns: u16,
    /// Buffers of trials that are over, to be used again.
    spare: Vec<Vec<u8>>,
}

impl Painter {
    /// Erases everything; from here on the state is known.
    pub(super) fn clear_screen(&mut self) {
        self.out.extend_from_slice(b"\x1b[r\x1b[m\x1b[H\x1b[2J");
        self.attr = Attr::default();
        self.at = Some((0, 0));
        self.hanging = false;
    }

    /// Scrolls the rows `top..=bottom` by `by` rows, up where it is positive.
    pub(super) fn scroll(&mut self, top: u16, bottom: u16, by: i32) {
        self.turn_blank();
        let direction = if by > 0 { 'S' } else { 'T' };
        let _ = write!(
            self.out,
            "\x1b[{};{}r\x1b[{}",
            u32::from(top) + 1,
            u32::from(bottom) + 1,
            Count(by.unsigned_abs())
        );
        let _ = write!(self.out, "{direction}\x1b[r");
        self.at = Some((0, 0));
        self.hanging = false;
    }

    /// Writes what turns `shown` into `next`.
    pub(super) fn paint(&mut self, shown: &Buffer, next: &Buffer) {
        let Rect { width, height, .. } = next.area;
        self.columns = width;
        let differs = |y: u16| shown.row(y) != next.row(y);
        // Rows at the end that are empty: erased all at once when more than one of them is not so yet.
        let mut end = height;
        while end > 0 && next.row(end - 1).iter().all(|cell| cell.is_erased()) {
            end -= 1;
        }
        let below: Vec<u16> = (end..height).filter(|&y| differs(y)).collect();
        for y in (0..end).filter(|&y| differs(y)) {
            if cfg!(windows) {
                // A console that passes sequences on but counts them as text (wine's) counts anew from here, and a row that it
                // broke all the same leads no other one astray.
                self.out.push(b'\r');
                self.at = None;
            }
            self.row(y, shown.row(y), next.row(y));
        }
        match below.as_slice() {
            [] => {}
            [y] => self.row(*y, shown.row(*y), next.row(*y)),
            [y, ..] => {
                self.go(0, *y);
                self.turn_blank();
                self.out.extend_from_slice(b"\x1b[J");
            }
        }
    }

    fn row(&mut self, y: u16, shown: &[Cell], next: &[Cell]) {
        let end = next.iter().rposition(|cell| !cell.is_erased()).map_or(0, |last| last + 1);
        let mut differing = shown.iter().zip(next).map(|(shown, next)| shown != next);
        let last = differing.clone().rposition(|differs| differs).map_or(0, |last| last + 1);
        let mut x = differing.position(|differs| differs).unwrap_or(0);
        let dirty = |x: usize| shown.get(x) != next.get(x);
        let mut after_shift = false;
        while x < end && (x < last || after_shift) {
            let Some(cell) = next.get(x) else { break };
            if !(dirty(x) || after_shift) || cell.width() == 0 {
                x += 1;
                continue;
            }
            self.reach(x, y, next);
            if cell.is_erased() {
                let blanks = next.iter().skip(x).take_while(|cell| cell.is_erased()).count();
                let blanks = (0..blanks).rev().find(|&i| dirty(x + i)).map_or(1, |i| i + 1);
                if blanks >= ERASE_FROM {
                    self.turn_blank();
                    let _ = write!(self.out, "\x1b[{blanks}X");
                    x += blanks;
                    after_shift = false;
                    continue;
                }
            }
            self.cell(*cell);
            after_shift = self.at.is_none();
            x += usize::from(cell.width()).max(1);
        }
        self.row_end(y, end, shown, next.len());
    }

    /// Empties the rest of a row from `end` on.
    fn row_end(&mut self, y: u16, end: usize, shown: &[Cell], columns: usize) {
        let is_dirty = |x: &usize| shown.get(*x).is_some_and(|cell| !cell.is_erased());
        let (Some(first), Some(last)) = ((end..columns).find(is_dirty), (end..columns).rev().find(is_dirty))
        else {
            return;
        };
        let here = match self.at {
            Some((x, row)) if row == y && !self.hanging && (end..=first).contains(&usize::from(x)) => {
                usize::from(x)
            }
            _ => {
                // Any column between the text and the first cell to erase will do: the cheaper of the two ends.
                let to = if self.cost(end, y) <= self.cost(first, y) { end } else { first };
                self.go(column(to), y);
                to
            }
        };
        self.turn_blank();
        if last - here < 2 && last + 1 < columns {
            let n = last - here + 1;
            self.out.extend(std::iter::repeat_n(b' ', n));
            self.at = Some((column(here + n), y));
        } else {
            self.out.extend_from_slice(b"\x1b[K");
        }
    }

    /// Writes what a cell shows at the cursor.
    fn cell(&mut self, cell: Cell) {
        if !(cell.is_erased() && self.attr.leaves_blank()) {
            self.turn(cell.attr());
        }
        cell.write(&mut self.out);
        let shifts = self.ambiguous_shifts && cell.is_ambiguous();
        self.at = self.at.and_then(|(x, y)| {
            let x = x + cell.width();
            self.hanging = x >= self.columns;
            (!shifts).then_some((x.min(self.columns.saturating_sub(1)), y))
        });
    }

    fn turn(&mut self, attr: Attr) {
        if self.attr != attr {
            self.attr.turn(attr, &mut self.out);
            self.attr = attr;
        }
    }

    /// Takes on a look in which erasing leaves plain blanks.
    fn turn_blank(&mut self) {
        if !self.attr.leaves_blank() {
            self.turn(Attr::default());
        }
    }

    /// Gets to a cell of the row that is being painted: by a move, or by writing again what lies between.
    fn reach(&mut self, x: usize, y: u16, next: &[Cell]) {
        let to = column(x);
        if let Some((from, row)) = self.at {
            if (from, row) == (to, y) && !self.hanging {
                return;
            }
            let gap = usize::from(from)..x;
            if row == y && !self.hanging && !gap.is_empty() && gap.len() <= LONGEST_MOVE {
                let between = next.get(gap).unwrap_or_default();
                // What takes more bytes than a move is not tried.
                let bytes: usize = between.iter().map(|cell| cell.bytes()).sum();
                let shifts = bytes > LONGEST_MOVE
                    || self.ambiguous_shifts && between.iter().any(|cell| cell.is_ambiguous());
                // From the middle of a wide character nothing can be written again.
                let whole = between.first().is_some_and(|cell| cell.width() > 0);
                if whole
                    && !shifts
                    && let Some(target) = next.get(x)
                {
                    let moved = self.length_of(|trial| {
                        trial.go(to, y);
                        trial.turn(target.attr());
                    });
                    let written = self.length_of(|trial| {
                        for cell in between.iter().filter(|cell| cell.width() > 0) {
                            trial.cell(*cell);
                        }
                        trial.turn(target.attr());
                    });
                    if written <= moved {
                        for cell in between.iter().filter(|cell| cell.width() > 0) {
                            self.cell(*cell);
                        }
                        return;
                    }
                }
            }
        }
        self.go(to, y);
    }

    /// How many bytes some steps would take from here.
    fn length_of(&mut self, steps: impl FnOnce(&mut Self)) -> usize {
        let out = self.spare.pop().unwrap_or_default();
        let mut trial = Self { out, spare: Vec::new(), ..*self };
        steps(&mut trial);
        let Self { mut out, .. } = trial;
        let length = out.len();
        out.clear();
        self.spare.push(out);
        length
    }

    fn cost(&mut self, x: usize, y: u16) -> usize {
        self.length_of(|trial| trial.go(column(x), y))
    }

    /// Moves the cursor by the shortest sequence.
    pub(super) fn go(&mut self, x: u16, y: u16) {
        if self.at == Some((x, y)) && !self.hanging {
            return;
        }
        let mut best = absolute(x, y);
        if let Some((from_x, from_y)) = self.at {
            let mut consider = |candidate: Sequence| {
                if candidate.len() < best.len() {
                    best = candidate;
                }
            };
            let down = y.checked_sub(from_y);
            // To the left edge, down line by line, and then right. A line feed is never written on the last row.
            if let Some(down) = down.filter(|&down| down <= 4) {
                let mut path = Sequence::new();
                path.push(b"\r");
                for _ in 0..down {
                    path.push(b"\n");
                }
                right(x, &mut path);
                consider(path);
            }
            if !self.hanging {
                let mut path = Sequence::new();
                match (down, from_y.checked_sub(y)) {
                    (Some(n), _) if n > 0 => path.push_counted(n, b'B'),
                    (None, Some(n)) => path.push_counted(n, b'A'),
                    _ => {}
                }
                let mut relative = path;
                if x >= from_x {
                    right(x - from_x, &mut relative);
                } else if from_x - x <= 3 {
                    for _ in x..from_x {
                        relative.push(b"\x08");
                    }
                } else {
                    relative.push_counted(from_x - x, b'D');
                }
                consider(relative);
                let mut edge = path;
                edge.push(b"\r");
                right(x, &mut edge);
                consider(edge);
                let mut column = path;
                column.push_counted(x.saturating_add(1), b'G');
                consider(column);
            }
        }
        self.out.extend_from_slice(best.as_bytes());
        self.at = Some((x, y));
        self.hanging = false;
    }
}

/// A repeat count as a parameter: 1 is left out.
struct Count(u32);

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0 == 1 { Ok(()) } else { write!(f, "{}", self.0) }
    }
}

fn column(x: usize) -> u16 {
    u16::try_from(x).unwrap_or(u16::MAX)
}

fn right(n: u16, path: &mut Sequence) {
    if n > 0 {
        path.push_counted(n, b'C');
    }
}

fn absolute(x: u16, y: u16) -> Sequence {
    let (row, column) = (u32::from(y) + 1, u32::from(x) + 1);
    let mut path = Sequence::new();
    path.push(b"\x1b[");
    if row > 1 {
        path.push_number(row);
    }
    if column > 1 {
        path.push(b";");
        path.push_number(column);
    }
    path.push(b"H");
    path
}
