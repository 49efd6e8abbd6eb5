//! Papers: one model ([`Paper`]) and three writers, for PDF, Markdown and plain text.
//!
//! A paper is drawn in four steps, each in a file of its own: [`shape`] turns a text into glyphs, [`lines`] breaks
//! it into lines as Japanese is set, [`sheet`], [`parts`] and [`grid`] put lines and rules on pages, and [`pdf`] writes
//! these down. Nothing knows the register: what stands on a paper has been decided before.

mod cells;
mod chart;
mod fonts;
mod grid;
mod letter;
mod lines;
mod markdown;
mod model;
mod parts;
mod pdf;
mod plain_text;
mod record;
mod shape;
mod sheet;

#[cfg(test)]
mod tests;

pub(super) use model::sign;
pub use model::{
    Align, Bar, ByHand, Chart, Check, Column, Content, Field, Letter, Line, Paper, Part, Sheet, Table,
};
pub use pdf::{Pdf, PdfError};
