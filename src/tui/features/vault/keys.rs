//! The accounts, the recovery key and the page about the register: what is asked of the vault, and its answers.

use crate::{
    store::Account,
    tui::{
        app::{
            AccountsAfter, App, Denied, Effect, Stage,
            allowed::{always, write_own},
            binding::{Binding, row, writes},
            page::Page,
            vault::{Backup, Facts, Verified},
        },
        keys::{Ctx, ch, ctrl, f},
        layers::{
            moving::{back, bottom, down, page_down, page_up, top, up},
            sheet::{Errand, Known, Sheet},
        },
        terminal::{input::Key, tone::Tone},
        words::{AnswerWord, Reason, Word},
    },
};

use super::{
    about::{About, Loading},
    accounts::Accounts,
    restoring,
};

pub static KEYS: &[Binding] = &[
    row(Ctx::Office, &[ch('a'), ctrl('a')], Word::KeyAccounts, 3, always, |app, _, effects| {
        accounts(app, effects);
    }),
    writes(
        Ctx::Accounts,
        &[ch('n'), ctrl('n'), Key::INSERT],
        Word::KeyNew,
        1,
        accounts_read_in,
        |app, _, _| sheet(app, Sheet::add(app.lang())),
    ),
    writes(Ctx::Accounts, &[ch('p'), f(9)], Word::KeyChangePassword, 2, accounts_read_in, |app, _, _| {
        sheet(app, Sheet::password(app.lang()));
    })
    .if_may(write_own),
    writes(Ctx::Accounts, &[Key::DELETE], Word::KeyRemoveAccount, 3, another_account, |app, _, _| {
        remove(app);
    }),
    writes(Ctx::Accounts, &[ch('r'), ctrl('r')], Word::KeyRenewRecovery, 4, accounts_read_in, |app, _, _| {
        sheet(app, Sheet::recovery_key(app.lang()));
    }),
    back(Ctx::Accounts, 5).or(&[ch('q'), Key::LEFT]),
    up(Ctx::Accounts).or(&[ch('k')]),
    down(Ctx::Accounts).or(&[ch('j')]),
    page_up(Ctx::Accounts),
    page_down(Ctx::Accounts),
    top(Ctx::Accounts),
    bottom(Ctx::Accounts),
    row(Ctx::About, &[ch('v'), f(5)], Word::KeyVerify, 1, not_verifying, |app, _, effects| {
        verify(app, effects);
    }),
    row(Ctx::About, &[ch('b'), f(7)], Word::KeyBackUp, 2, may_back_up, |app, _, effects| {
        back_up(app, effects);
    }),
    row(Ctx::About, &[ch('r'), f(9)], Word::KeyBackups, 3, always, |app, _, effects| {
        restoring::open(app, effects);
    }),
    row(Ctx::About, &[Key::ESC, Key::ENTER], Word::KeyBack, 4, always, |app, _, _| {
        app.layers.pop();
    })
    .or(&[ch('q'), Key::LEFT]),
    up(Ctx::About).or(&[ch('k')]),
    down(Ctx::About).or(&[ch('j')]),
    page_up(Ctx::About),
    page_down(Ctx::About).or(&[Key::SPACE]),
    top(Ctx::About),
    bottom(Ctx::About),
    row(Ctx::Anywhere, &[f(2)], Word::KeyAbout, 0, always, |app, _, effects| about(app, effects)),
    row(Ctx::Anywhere, &[f(7)], Word::KeyAccounts, 0, always, |app, _, effects| accounts(app, effects)),
];

/// The accounts may be changed: they were read, and the register is a real one.
fn accounts_read_in(app: &App) -> Result<(), Reason> {
    if app.settings.practice {
        return Err(Reason::PracticeAccounts);
    }
    match app.layers.top::<Accounts>() {
        Some(accounts) if accounts.rows.is_some() => Ok(()),
        _ => Err(Reason::AccountsUnread),
    }
}

/// An account is selected that is not the one that is in.
fn another_account(app: &App) -> Result<(), Reason> {
    accounts_read_in(app)?;
    let Some(accounts) = app.layers.top::<Accounts>() else { return Err(Reason::AccountsUnread) };
    let own = app.session().map(|session| session.account.as_str());
    match accounts.selected() {
        None => Err(Reason::NoRow),
        Some(account) if own == Some(account.name.as_str()) => Err(Reason::OwnAccount),
        Some(_) => Ok(()),
    }
}

/// Nothing else is looking the vault through.
fn not_verifying(app: &App) -> Result<(), Reason> {
    match app.layers.top::<About>() {
        Some(about) if about.check == Loading::Running => Err(Reason::Running),
        _ => Ok(()),
    }
}

/// No backup is on its way, and the register is a real one.
fn may_back_up(app: &App) -> Result<(), Reason> {
    match app.layers.top::<About>() {
        _ if app.settings.practice => Err(Reason::PracticeBackup),
        Some(about) if about.backup == Loading::Running => Err(Reason::Running),
        _ => Ok(()),
    }
}

/// Opens the list of accounts and asks for them.
fn accounts(app: &mut App, effects: &mut Vec<Effect>) {
    app.layers.push(Accounts::default());
    effects.push(Effect::ReadAccounts);
}

/// Opens a sheet of the list of accounts.
fn sheet(app: &mut App, sheet: Sheet) {
    app.layers.push(sheet);
}

/// Asks whether the selected account is to go.
fn remove(app: &mut App) {
    let lang = app.lang();
    if let Some(accounts) = app.layers.top::<Accounts>()
        && let Some(account) = accounts.selected()
    {
        let name = account.name.clone();
        sheet(app, Sheet::remove(name, lang));
    }
}

fn listed(app: &mut App) -> Option<&mut Accounts> {
    app.layers.all_mut().next()
}

/// The accounts were read.
pub fn accounts_read(app: &mut App, outcome: Result<Vec<Account>, String>) {
    let Some(accounts) = listed(app) else { return };
    match outcome {
        Ok(rows) => {
            accounts.fault = None;
            accounts.rows = Some(rows);
        }
        Err(why) => accounts.fault = Some(why),
    }
}

/// Ends the sheet on top: sends what it asks for, or tells what is wrong with it.
pub fn send(app: &mut App, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    let Some(mut sheet) = app.layers.pop_top::<Sheet>() else { return };
    if matches!(sheet.errand, Errand::CopyKey(_)) {
        if sheet.is_copied() {
            app.tell(Word::KeyRenewed.say(lang), Tone::Good);
        } else {
            sheet.message = Some(Word::NotCopied.say(lang).to_owned());
            app.layers.push(sheet);
        }
        return;
    }
    if restoring::send(&mut sheet, lang, effects) {
        app.layers.push(sheet);
        return;
    }
    if app.wait > 0 {
        // The sentence with the seconds stands on the sheet.
        app.layers.push(sheet);
        return;
    }
    let names: Vec<String> = listed(app)
        .map(|list| list.accounts().iter().map(|row| row.name.clone()).collect())
        .unwrap_or_default();
    if let Some(session) = app.session() {
        let office = session.desk.register.office().name.as_deref().unwrap_or_default();
        let staff = session.desk.register.staff();
        let known =
            Known { policy: &session.desk.policy, accounts: &names, own: &session.account, office, staff };
        if let Some((change, present)) = sheet.accept(known, lang) {
            effects.push(Effect::ChangeAccounts { change, present });
        }
    }
    app.layers.push(sheet);
}

/// Leaves the sheet on top, unless the vault is at work on it or a recovery key would be lost.
pub fn leave(app: &mut App) {
    let lang = app.lang();
    let Some(sheet) = app.layers.top_mut::<Sheet>() else { return };
    if sheet.busy {
        return;
    }
    if sheet.is_copied() {
        let not_done = match sheet.errand {
            Errand::Add => Some(AnswerWord::NoAccountAdded),
            Errand::Remove(_) => Some(AnswerWord::NoAccountRemoved),
            Errand::Password => Some(AnswerWord::PasswordStays),
            Errand::RecoveryKey => Some(AnswerWord::RecoveryKeyStays),
            Errand::Facts { .. } | Errand::Survey { .. } | Errand::Ending { .. } => {
                Some(AnswerWord::NotRecorded)
            }
            Errand::Beginning | Errand::CopyKey(_) | Errand::OfBackup { .. } => None,
        };
        app.layers.pop();
        if let Some(not_done) = not_done {
            app.tell(not_done.say(lang), Tone::Plain);
        }
    } else {
        sheet.message = Some(Word::NotCopied.say(lang).to_owned());
    }
}

/// Whether a new recovery key stands on the screen and was not copied.
pub fn shows_key(app: &App) -> bool {
    app.layers.all::<Sheet>().any(|sheet| !sheet.is_copied())
}

/// The vault has changed the accounts, or not.
pub fn accounts_changed(app: &mut App, outcome: Result<AccountsAfter, Denied>, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    if let Stage::Door(door) = &mut app.stage {
        // Locked meanwhile: what was done is done, but the key is shown to nobody in front of the door.
        if outcome.is_ok_and(|after| after.key.is_some()) {
            door.message = Some(Word::KeyNotCopied.say(lang).to_owned());
        }
        return;
    }
    match outcome {
        Err(denied) => {
            wait(app, denied.wait, effects);
            let sheet = app.layers.all_mut::<Sheet>().find(|sheet| sheet.busy);
            match sheet {
                Some(sheet) => sheet.refused(denied),
                None => app.tell(denied.why, Tone::Error),
            }
        }
        Ok(after) => {
            let errand = app.layers.take(|sheet: &Sheet| sheet.busy).map(|sheet| sheet.errand);
            // No list where it could not be read again: a vault is never without an account.
            if let Some(accounts) = listed(app).filter(|_| !after.accounts.is_empty()) {
                let selected = match &errand {
                    Some(Errand::Add) => None,
                    _ => accounts.selected().map(|account| account.name.clone()),
                };
                let before: Vec<String> = accounts.accounts().iter().map(|row| row.name.clone()).collect();
                let here = after.accounts.iter().position(|row| match &selected {
                    Some(name) => row.name == *name,
                    None => !before.contains(&row.name),
                });
                accounts.place.select(here.unwrap_or(0));
                accounts.rows = Some(after.accounts);
            }
            let said = match &errand {
                Some(Errand::Add) => {
                    let name = listed(app).and_then(|list| list.selected()).map(|row| row.name.clone());
                    Word::AccountAdded.fill(lang, &[&name.unwrap_or_default()])
                }
                Some(Errand::Remove(name)) => Word::AccountRemoved.fill(lang, &[name]),
                Some(Errand::Password) => Word::PasswordSet.say(lang).to_owned(),
                _ => String::new(),
            };
            if let Some(text) = after.unfinished {
                app.layers.extend(Page::notices(&[text], lang));
            }
            if let Some(key) = after.key {
                sheet(app, Sheet::copy_key(key, lang));
            } else if !said.is_empty() {
                app.tell(said, Tone::Good);
            }
        }
    }
}

/// The next password may be tried only after some seconds, which are counted down.
pub fn wait(app: &mut App, seconds: u32, effects: &mut Vec<Effect>) {
    app.wait = seconds;
    if seconds > 0 {
        effects.push(Effect::CountDown(seconds));
    }
}

/// Opens the page about the register and asks for what the vault has to say.
fn about(app: &mut App, effects: &mut Vec<Effect>) {
    let Some(session) = app.session() else { return };
    let about = About::new(session, &app.settings);
    app.layers.push(about);
    effects.push(Effect::ReadAbout);
}

/// Changes the page about the register, where it is open; says whether it is.
fn with_about(app: &mut App, change: impl FnOnce(&mut About)) -> bool {
    let Stage::Open(session) = &app.stage else { return false };
    let Some(about) = app.layers.all_mut::<About>().next() else { return false };
    change(about);
    about.renew(session, &app.settings);
    true
}

/// Begins to look the whole vault through.
fn verify(app: &mut App, effects: &mut Vec<Effect>) {
    if with_about(app, |about| about.check = Loading::Running) {
        effects.push(Effect::Verify);
    }
}

/// Begins a backup.
fn back_up(app: &mut App, effects: &mut Vec<Effect>) {
    if with_about(app, |about| about.backup = Loading::Running) {
        effects.push(Effect::BackUp);
    }
}

/// The vault has said what there is to say about it.
pub fn about_read(app: &mut App, facts: Facts) {
    with_about(app, |about| about.facts = Some(facts));
}

/// The vault was looked through: told on the page, and at the bottom where the page is no longer open.
pub fn verified(app: &mut App, outcome: Result<Verified, String>) {
    let lang = app.lang();
    if app.session().is_none() {
        return;
    }
    let (said, tone) = match &outcome {
        Ok(found) if found.fits => (Word::AboutFits.say(lang).to_owned(), Tone::Good),
        Ok(_) => (Word::AboutDoesNotFit.say(lang).to_owned(), Tone::Error),
        Err(why) => (Word::AboutNotChecked.fill(lang, &[why]), Tone::Error),
    };
    with_about(app, |about| about.check = Loading::Done(outcome));
    app.tell(format!("{}: {said}", Word::AboutCheck.say(lang)), tone);
}

/// A backup was made or not.
pub fn backed_up(app: &mut App, outcome: Result<Backup, String>) {
    let lang = app.lang();
    if app.session().is_none() {
        return;
    }
    let (said, tone) = match &outcome {
        Ok(backup) if backup.doubtful => (Word::BackupMadeApart.fill(lang, &[&backup.place]), Tone::Error),
        Ok(backup) => (Word::BackupMade.fill(lang, &[&backup.place]), Tone::Good),
        Err(why) => (Word::AboutNoBackup.fill(lang, &[why]), Tone::Error),
    };
    with_about(app, |about| about.backup = Loading::Done(outcome));
    app.tell(said, tone);
}
