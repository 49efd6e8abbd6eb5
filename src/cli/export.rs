//! `export`: the register as a document.

use super::{
    args::{Export, ExportFormat},
    context::Context,
    failure::Failure,
    output,
};
use crate::register::document::encode;

/// Writes the register.
pub(super) fn run(context: &Context<'_>, args: &Export) -> Result<(), Failure> {
    let register = context.read()?;
    let text = match args.format {
        ExportFormat::Json => encode(&register),
    };
    output::deliver(&text, &args.target, context.lang)
}
