//! How much a file may hold.

use crate::register::Lang;

/// The most that a file may hold once it is unpacked, in bytes.
pub const MAX_UNPACKED: u64 = 256 << 20;

/// The most rows of a sheet in which something stands.
pub const MAX_ROWS: usize = 200_000 + ABOVE;

/// How many rows a title and the headings may take above 200,000 records.
const ABOVE: usize = 20;

/// The most columns.
pub const MAX_COLUMNS: usize = 1_000;

/// The longest text of a cell, in bytes of UTF-8.
pub const MAX_CELL_BYTES: usize = 64 << 10;

/// The most memory that the cells of a file may take: wide sheets of many rows are refused before the bounds of both.
const MAX_CONTENT: usize = 240 << 20;

/// A bound that a file goes beyond.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// [`MAX_UNPACKED`], or as many tags of XML as that may hold.
    Unpacked,
    /// [`MAX_ROWS`].
    Rows,
    /// [`MAX_COLUMNS`].
    Columns,
    /// [`MAX_CELL_BYTES`], with the row.
    Cell {
        /// The row, from 1; 0 where it is not known.
        row: u32,
    },
    /// All cells together.
    Content,
}

impl Bound {
    /// What is too much, with the bound.
    pub fn message(self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Unpacked, Lang::Ja) => "展開すると256MBを超えるか、書式だけのセルが多すぎます".to_owned(),
            (Self::Unpacked, Lang::En) => {
                "it is larger than 256 MB unpacked, or has too many cells with nothing but a format"
                    .to_owned()
            }
            (Self::Rows, Lang::Ja) => "記入のある行が20万行を超えます".to_owned(),
            (Self::Rows, Lang::En) => "more than 200,000 of its rows are filled in".to_owned(),
            (Self::Columns, Lang::Ja) => "列が1,000列を超えます".to_owned(),
            (Self::Columns, Lang::En) => "it has more than 1,000 columns".to_owned(),
            (Self::Cell { row: 0 }, Lang::Ja) => "64KBを超えるセルがあります".to_owned(),
            (Self::Cell { row: 0 }, Lang::En) => "a cell is longer than 64 KB".to_owned(),
            (Self::Cell { row }, Lang::Ja) => format!("{row}行目に64KBを超えるセルがあります"),
            (Self::Cell { row }, Lang::En) => format!("a cell of row {row} is longer than 64 KB"),
            (Self::Content, Lang::Ja) => "セルの数と文字の量が多すぎます".to_owned(),
            (Self::Content, Lang::En) => "it has too many cells with too much text".to_owned(),
        }
    }
}

/// What a text takes besides its bytes.
const ALLOCATED: usize = 16;

/// What the cells of a file have taken so far.
#[derive(Debug, Default)]
pub(super) struct Room {
    taken: usize,
}

impl Room {
    /// Takes room for some cells, and for the bytes of their texts.
    pub fn take(&mut self, cells: usize, bytes: usize) -> Result<(), Bound> {
        self.taken += cells * (size_of::<super::Cell>() + ALLOCATED) + bytes;
        if self.taken > MAX_CONTENT { Err(Bound::Content) } else { Ok(()) }
    }
}
