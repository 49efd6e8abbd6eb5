//! Papers: one model ([`Paper`]) and three writers, for PDF, Markdown and plain text.
//!
//! A paper is drawn in five steps, each in a file of its own: [`shape`] turns a text into glyphs, [`lines`] breaks
//! it into lines as Japanese is set, [`parts`], [`grid`] and [`chart`] make blocks of lines and rules and say what they
//! are ([`tags`]), [`flow`] puts these on pages ([`sheet`]), and [`pdf`] writes them down. Nothing knows the register: what
//! stands on a paper has been decided before.

mod cells;
mod chart;
mod flow;
mod fonts;
mod grid;
mod letter;
mod lines;
mod markdown;
mod measures;
mod model;
mod parts;
mod pdf;
mod plain;
mod plain_text;
mod record;
mod shape;
mod sheet;
mod tags;
mod variants;

#[cfg(test)]
mod tests;

pub(super) use model::sign;
pub use model::{
    Align, Bar, ByHand, Chart, Check, Clauses, Column, Content, Field, Letter, Line, NextSheet, Paper, Part,
    Sheet, Table,
};
pub use pdf::{Pdf, PdfError};
pub use variants::Unprinted;
