//! `account`: who may open the register.

use std::path::Path;

use zeroize::Zeroizing;

use crate::{
    cli::{
        args::{AccountAdd, AccountCommand, AccountRemove, ListFormat, NewPassword, RecoveryKey},
        context::Context,
        failure::Failure,
        output,
        paper::KeySheet,
        prompt,
    },
    policy::{Policy, visible},
    register::id::PersonId,
    store::{Account, NewAccount, Secret, StoreError, Vault, password_due},
    tui::{
        terminal::width,
        words::{AccountWord, Word, account_role},
    },
};
/// Lists or changes the accounts.
pub(super) fn run(context: &Context<'_>, command: &AccountCommand) -> Result<(), Failure> {
    match command {
        AccountCommand::List(args) => list(context, args.format),
        AccountCommand::Add(args) => add(context, args),
        AccountCommand::Remove(args) => remove(context, args),
        AccountCommand::Password(args) => password(context, args),
        AccountCommand::RecoveryKey(args) => recovery_key(context, args),
    }
}

fn list(context: &Context<'_>, format: ListFormat) -> Result<(), Failure> {
    let mut vault = context.open_vault()?;
    let accounts = vault.accounts().map_err(|error| failed(context, &error))?;
    context.close(vault);
    let text = match format {
        ListFormat::Text => table(context, &accounts),
        ListFormat::Json => json(context, &accounts),
    };
    output::print(&text, context.lang)
}

/// The accounts in columns.
fn table(context: &Context<'_>, accounts: &[Account]) -> String {
    let lang = context.lang;
    let head =
        [AccountWord::HeadName, AccountWord::HeadRole, AccountWord::HeadStaff, AccountWord::HeadPassword];
    let rows = accounts.iter().map(|account| {
        let due = password_due(account, context.today())
            .map(|due| AccountWord::PasswordDue.fill(lang, &[&due.to_string()]))
            .unwrap_or_default();
        [
            account.name.clone(),
            account_role(account.role).say(lang).to_owned(),
            account.staff.as_ref().map(ToString::to_string).unwrap_or_default(),
            format!("{}{due}", day_of(&account.password_changed_at)),
        ]
    });
    let rows: Vec<[String; 4]> = std::iter::once(head.map(|word| word.say(lang).to_owned()))
        .chain(rows)
        .map(|row| row.map(|cell| visible(&cell).into_owned()))
        .collect();
    let width_of = |column: usize| rows.iter().map(|row| width::cells(&row[column])).max().unwrap_or(0);
    let widths = [width_of(0), width_of(1), width_of(2), width_of(3)];
    let mut text = String::new();
    for row in &rows {
        let cells = row.iter().zip(widths).map(|(cell, width)| width::fit(cell, width));
        text.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        text.push('\n');
    }
    text
}

fn json(context: &Context<'_>, accounts: &[Account]) -> String {
    let list: Vec<_> = accounts
        .iter()
        .map(|account| {
            serde_json::json!({
                "name": account.name,
                "role": account.role.word(),
                "staff": account.staff.as_ref().map(PersonId::as_str),
                "created_at": account.created_at,
                "password_changed_at": account.password_changed_at,
                "password_overdue_since": password_due(account, context.today()).map(|due| due.to_string()),
            })
        })
        .collect();
    format!("{:#}\n", serde_json::json!({ "accounts": list }))
}

fn day_of(stamp: &str) -> &str {
    stamp.split('T').next().unwrap_or_default()
}

fn add(context: &Context<'_>, args: &AccountAdd) -> Result<(), Failure> {
    let lang = context.lang;
    one_from_input(context, &args.password)?;
    let (mut vault, register) = context.open()?;
    let policy = context.policy_kept(register.policy())?;
    may_write(context, &vault)?;
    let unknown = |text: &str| Failure::usage(AccountWord::NoSuchStaff.fill(lang, &[text]));
    let staff = match &args.staff {
        None => None,
        Some(text) => {
            let id = PersonId::held(text).map_err(|_| unknown(text))?;
            register.staff().get(&id).ok_or_else(|| unknown(text))?;
            Some(id)
        }
    };
    let office = register.office().name.clone().unwrap_or_default();
    let password = new_password(context, &policy, &args.password, &[&args.name, &office])?;
    let new =
        NewAccount { name: &args.name, role: args.role.role(), staff: staff.as_ref(), password: &password };
    vault
        .add_account(&new, &context.clock.stamp())
        .map_err(|error| Failure::store_citing(&error, &policy, lang))?;
    context.close_written(vault, &policy);
    prompt::advise(&password, lang);
    say(context, &AccountWord::Added.fill(lang, &[args.name.trim()]))
}

fn remove(context: &Context<'_>, args: &AccountRemove) -> Result<(), Failure> {
    let lang = context.lang;
    let mut vault = context.open_vault()?;
    let policy = context.policy_of(&mut vault)?;
    let removed = vault.remove_account(&args.name, &context.clock.stamp());
    if matches!(removed, Ok(()) | Err(StoreError::RenewalUnfinished(_))) {
        output::tell(Word::CliNotice.say(lang), AccountWord::OldCopies.say(lang));
    }
    removed.map_err(|error| failed(context, &error))?;
    context.close_written(vault, &policy);
    say(context, &AccountWord::Removed.fill(lang, &[args.name.trim()]))
}

fn password(context: &Context<'_>, args: &NewPassword) -> Result<(), Failure> {
    one_from_input(context, args)?;
    let mut vault = context.open_vault()?;
    let policy = context.policy_of(&mut vault)?;
    let account = vault.account().to_owned();
    let password = new_password(context, &policy, args, &[&account])?;
    let cost = vault.slot_cost();
    vault
        .set_password(&password, cost, &context.clock.stamp())
        .map_err(|error| Failure::store_citing(&error, &policy, context.lang))?;
    context.close_written(vault, &policy);
    prompt::advise(&password, context.lang);
    say(context, AccountWord::PasswordSet.say(context.lang))
}

/// Prints the new key alone on standard output.
fn recovery_key(context: &Context<'_>, args: &RecoveryKey) -> Result<(), Failure> {
    let lang = context.lang;
    let sheet = KeySheet::prepare(context, args.sheet.as_deref())?;
    let (mut vault, register) = context.open()?;
    let policy = context.policy_kept(register.policy())?;
    let key = vault.renew_recovery_key(&context.clock.stamp()).map_err(|error| failed(context, &error))?;
    context.close_written(vault, &policy);
    let line = Zeroizing::new(format!("{key}\n"));
    output::write_out(&line)
        .map_err(|error| Failure::file(AccountWord::RecoveryLost.fill(lang, &[&error.to_string()])))?;
    let notice = Word::CliNotice.say(lang);
    output::tell(notice, AccountWord::RecoveryRenewed.say(lang));
    output::tell(notice, Word::CliRecovery.say(lang));
    sheet.write(context, &policy, &register, &key.to_string())
}

/// The new password from its file, or as somebody types it twice.
fn new_password(
    context: &Context<'_>,
    policy: &Policy,
    args: &NewPassword,
    names: &[&str],
) -> Result<Secret, Failure> {
    if let Some(path) = &args.new_password_file {
        return context.new_password_in(path);
    }
    prompt::new_password(names, policy, context.lang)?
        .ok_or_else(|| Failure::usage(AccountWord::NoNewPassword.say(context.lang)))
}

/// Standard input gives one password.
fn one_from_input(context: &Context<'_>, args: &NewPassword) -> Result<(), Failure> {
    let input = |path: Option<&Path>| path.is_some_and(|path| path.as_os_str() == "-");
    if input(args.new_password_file.as_deref()) && input(context.password_file().as_deref()) {
        return Err(Failure::usage(AccountWord::TwoFromInput.say(context.lang)));
    }
    Ok(())
}

/// Before a password is asked for in vain.
fn may_write(context: &Context<'_>, vault: &Vault) -> Result<(), Failure> {
    vault.may_write().map_err(|error| failed(context, &error))
}

fn failed(context: &Context<'_>, error: &StoreError) -> Failure {
    Failure::store(error, context.lang)
}

fn say(context: &Context<'_>, text: &str) -> Result<(), Failure> {
    output::print(&format!("{}\n", visible(text)), context.lang)
}
