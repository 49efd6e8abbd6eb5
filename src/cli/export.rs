//! `export`: the register as a document.

use super::{
    args::{Export, ExportFormat},
    context::Context,
    failure::Failure,
    output,
};
use crate::{register::document::encode, tui::text::Word};

/// Writes the register.
pub(super) fn run(context: &Context<'_>, args: &Export) -> Result<(), Failure> {
    let (vault, register) = context.open()?;
    let head = vault.head().map_err(|error| Failure::store(&error, context.lang))?.code();
    context.close(vault);
    let text = match args.format {
        ExportFormat::Json => encode(&register),
    };
    output::deliver(text.as_bytes(), &args.target, context.lang)?;
    // Beside the document and not in it: its readers are strict about fields that they do not know.
    let said = Word::CliHead.fill(context.lang, &[&head.to_string()]);
    output::tell(Word::CliNotice.say(context.lang), &said);
    Ok(())
}
