//! `hand-over`: what whoever takes the register over needs, in one command: a page of what is open, a new recovery key, and
//! a verified backup that it opens.

use zeroize::Zeroizing;

use crate::{
    cli::{
        args::HandOver,
        backup,
        context::Context,
        failure::Failure,
        output::{self, Held},
        paper::KeySheet,
        place::{self, Outgoing},
    },
    documents::{PaperKind, PaperOptions, paper},
    policy::visible,
    register::exit_status::{DATA, DONE},
    tui::{
        app::{Content, leaving::Leaving, past::PastOfPaper},
        words::{AccountWord, Word},
    },
};

/// Prints the new key, and where the backup and the page are, a line each. The exit status is `DATA` where the history in the
/// backup does not fit.
pub(super) fn run(context: &Context<'_>, args: &HandOver) -> Result<u8, Failure> {
    let lang = context.lang;
    let store = |error| Failure::store(&error, lang);
    let outgoing = Outgoing { option: "--page", format: "pdf", endings: ".pdf", streams: false };
    place::check(context, Some(&args.page), outgoing)?;
    let mut page = Held::new(&args.page, false, lang)?;
    let sheet = KeySheet::prepare(context, args.sheet.as_deref())?;
    let forms = context.forms()?;
    let (mut vault, register) = context.open()?;
    vault.may_write().map_err(store)?;
    let policy = context.policy_judging(register.policy())?;
    let head = vault.code_to_print().map_err(store)?.to_string();
    let past = PastOfPaper::read(&mut vault, PaperKind::Handover, None, context.today()).map_err(store)?;
    let history = past.told(&policy).map_err(store)?;
    let options = PaperOptions {
        head: Some(&head),
        forms: forms.as_ref(),
        history: Some(&history),
        ..PaperOptions::default()
    };
    let made = paper(PaperKind::Handover, &register, &policy, context.today(), &options);
    let made = made.map_err(|error| Failure::data(error.message(lang)))?;
    let pdf = made.pdf().map_err(|error| Failure::data(error.message(lang)))?;
    page.fill_or_tell(&pdf.bytes, lang)?;
    // Before the backup: the key that is handed over opens it.
    let key = vault.renew_recovery_key(&context.clock.stamp()).map_err(store)?;
    let line = Zeroizing::new(format!("{key}\n"));
    output::write_out(&line)
        .map_err(|error| Failure::file(AccountWord::RecoveryLost.fill(lang, &[&error.to_string()])))?;
    let notice = |text: &str| output::tell(Word::CliNotice.say(lang), text);
    notice(AccountWord::RecoveryRenewed.say(lang));
    notice(Word::CliRecovery.say(lang));
    let leaving = Leaving::paper(PaperKind::Handover, None, None, made.names);
    let sheets = Content::File(Zeroizing::new(pdf.bytes));
    let left = page.keep(leaving, &sheets).map_err(|error| Failure::file(error.to_string()))?;
    context.tell_left(&mut vault, left);
    let backup = backup::make(context, &mut vault, &args.to);
    let doubt = vault.history_doubt().map(|doubt| doubt.message(lang));
    context.close_written(vault, &policy);
    sheet.write(context, &policy, &register, &key.to_string())?;
    let backup = backup.map_err(store)?;
    let [made, written] = [backup.path.display(), args.page.display()].map(|place| place.to_string());
    let lines = format!("{}\n{}\n", visible(&made), visible(&written));
    output::print(&lines, lang)?;
    if backup.doubtful {
        notice(Word::CliBackupApart.say(lang));
    }
    Ok(doubt.map_or(DONE, |doubt| {
        notice(&doubt);
        DATA
    }))
}
