//! Putting a backup back, and trying one: from the list of backups to the yes, and what comes of it.

use std::path::PathBuf;

use crate::{
    register::Lang,
    store::{Known, Shelf, Standing},
    tui::{
        app::{
            App, Denied, Effect, Env, Request, Stage,
            allowed::always,
            binding::{Binding, row},
            door::Door,
            page::Page,
            restoring::{BackupTask, Drilled, LookedAt, Outcome, PutBack},
        },
        keys::{Ctx, ch, ctrl, f},
        layers::{
            Answers, Confirm, Done, Purpose, Taken,
            moving::{back, bottom, down, page_down, page_up, top, up},
            sheet::{Errand, Sheet},
        },
        terminal::{input::Key, tone::Tone},
        widgets::lines::Line,
        words::{Reason, RestoreWord, Word},
    },
};

use super::backups::{Backups, made};

pub static KEYS: &[Binding] = &[
    row(Ctx::Backups, &[Key::ENTER], Word::KeyRestore, 1, may_restore, |app, _, _| ask(app, false)),
    row(Ctx::Backups, &[ch('t'), f(5)], Word::KeyDrill, 2, to_open, |app, _, _| ask(app, true)),
    row(Ctx::Backups, &[ch('f'), ctrl('f'), f(6)], Word::KeyOtherFolder, 3, always, |app, _, _| {
        app.ask(Word::AskBackupFolder, "", Elsewhere);
    }),
    back(Ctx::Backups, 4).or(&[ch('q'), Key::LEFT]),
    up(Ctx::Backups).or(&[ch('k')]),
    down(Ctx::Backups).or(&[ch('j')]),
    page_up(Ctx::Backups),
    page_down(Ctx::Backups),
    top(Ctx::Backups),
    bottom(Ctx::Backups),
];

/// A backup is selected that can be opened.
fn to_open(app: &App) -> Result<(), Reason> {
    if app.settings.practice {
        return Err(Reason::PracticeBackup);
    }
    match app.layers.top::<Backups>().and_then(Backups::selected) {
        None => Err(Reason::NoRow),
        Some(backup) if backup.known == Known::NoKeys => Err(Reason::NoKeysOfBackup),
        Some(_) => Ok(()),
    }
}

/// The same, and nothing waits that would be locked away with the present register.
fn may_restore(app: &App) -> Result<(), Reason> {
    to_open(app)?;
    if app.aside.is_empty() { Ok(()) } else { Err(Reason::BegunBefore) }
}

/// Opens the list of backups.
pub fn open(app: &mut App, effects: &mut Vec<Effect>) {
    app.layers.push(Backups::default());
    effects.push(Effect::OfBackups(BackupTask::List(None)));
}

/// Backups that lie elsewhere.
struct Elsewhere;

impl Purpose for Elsewhere {
    fn handle(&self, typed: &str, app: &mut App, _env: Env, effects: &mut Vec<Effect>) -> Taken {
        if typed.is_empty() {
            return Err(Word::FieldNeeded.fill(app.lang(), &[Word::AskBackupFolder.say(app.lang())]));
        }
        let home = app.settings.home.clone();
        let path = match (typed.strip_prefix("~/"), home) {
            (Some(rest), Some(home)) => home.join(rest),
            _ => PathBuf::from(typed),
        };
        effects.push(Effect::OfBackups(BackupTask::List(Some(path))));
        Ok(Done::Shown)
    }
}

/// The backups were read.
pub fn shelf_read(app: &mut App, outcome: Result<Shelf, String>) {
    let Some(backups) = app.layers.all_mut::<Backups>().next() else { return };
    match outcome {
        Ok(shelf) => backups.put(shelf),
        Err(why) => backups.fault = Some(why),
    }
}

/// Asks for what opens the selected backup.
fn ask(app: &mut App, drill: bool) {
    let lang = app.lang();
    let own = app.session().map_or(&app.login.name, |session| &session.account).clone();
    let Some(backup) = app.layers.top::<Backups>().and_then(Backups::selected) else { return };
    let sheet =
        Sheet::of_backup(backup.path.clone(), made(backup, lang), drill, backup.asks_login, &own, lang);
    app.layers.push(sheet);
}

/// Sends what opens a backup; says whether the sheet is about one.
pub fn send(sheet: &mut Sheet, lang: Lang, effects: &mut Vec<Effect>) -> bool {
    let Errand::OfBackup { drill, .. } = sheet.errand else { return false };
    if let Some(backup) = sheet.accept_of_backup(lang) {
        let task = if drill { BackupTask::Drill(backup) } else { BackupTask::LookAt(backup) };
        effects.push(Effect::OfBackups(task));
    }
    true
}

fn refused(app: &mut App, denied: Denied) {
    let sheet = app.layers.all_mut::<Sheet>().find(|sheet| sheet.busy);
    match sheet {
        Some(sheet) => sheet.refused(denied),
        None => app.tell(denied.why, Tone::Error),
    }
}

/// A drill has ended.
pub fn drilled(app: &mut App, outcome: Result<Drilled, Denied>) {
    let lang = app.lang();
    let Drilled { said, doubt, guesses } = match outcome {
        Ok(drilled) => drilled,
        Err(denied) => return refused(app, denied),
    };
    if app.layers.take(|sheet: &Sheet| sheet.busy).is_none() {
        return;
    }
    let mut lines = vec![Line::Text(said)];
    lines.extend(doubt.map(|doubt| Line::Text(RestoreWord::DrillDoubtful.fill(lang, &[&doubt.found(lang)]))));
    lines.extend(guesses.map(|guesses| Line::Text(guesses.message(lang))));
    app.layers.push(Page::new(RestoreWord::DrillTitle.say(lang).to_owned(), lines));
}

/// A backup was opened and compared: what would come of it is asked about.
pub fn looked_at(app: &mut App, outcome: Result<Box<LookedAt>, Denied>) {
    match outcome {
        Err(denied) => refused(app, denied),
        Ok(found) => {
            if app.layers.take(|sheet: &Sheet| sheet.busy).is_some() {
                question(app, *found, None);
            }
        }
    }
}

fn question(app: &mut App, found: LookedAt, before: Option<RestoreWord>) {
    let lang = app.lang();
    let LookedAt { backup, prospect, place } = found;
    let there = !matches!(prospect.stands, Standing::Nothing);
    let comes = match () {
        () if !there => RestoreWord::NothingThere.fill(lang, &[&place.display().to_string()]),
        () if prospect.stands.gives_way() => RestoreWord::NothingLost.say(lang).to_owned(),
        () => prospect.stands.loss(&place, lang),
    };
    let accounts = prospect.accounts.join(Word::ListComma.say(lang));
    let parts = [
        before.map(|word| word.say(lang).to_owned()),
        Some(RestoreWord::Ask.fill(lang, &[&prospect.backup, &prospect.entries.to_string()])),
        Some(comes),
        there.then(|| RestoreWord::KeptAside.say(lang).to_owned()),
        Some(RestoreWord::Accounts.fill(lang, &[&accounts])),
        app.session().map(|_| RestoreWord::LocksFirst.say(lang).to_owned()),
    ];
    let asked: Vec<String> = parts.into_iter().flatten().collect();
    let asked = asked.join(if lang == Lang::Ja { "" } else { " " });
    let (stands, doubt) = (prospect.stands, prospect.doubt);
    app.layers.push(Confirm::new(asked, Answers::RESTORE, move |app, _, _| {
        let doubtful = doubt.is_some();
        let wanted = PutBack { backup, stands, doubtful };
        let Some(doubt) = doubt else {
            app.request(Request::PutBack(Box::new(wanted)));
            return;
        };
        let asked = RestoreWord::AskDoubtful.fill(app.lang(), &[&doubt.found(app.lang())]);
        app.layers.push(Confirm::new(asked, Answers::RESTORE_DOUBTFUL, move |app, _, _| {
            app.request(Request::PutBack(Box::new(wanted)));
        }));
    }));
}

/// Begins to put a backup back, in front of the closed door.
pub fn put_back(app: &mut App, wanted: PutBack, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    app.layers.clear();
    if let Stage::Door(door) = &mut app.stage {
        door.busy = true;
        door.mistyped = false;
        door.message = Some(RestoreWord::Restoring.say(lang).to_owned());
    }
    effects.push(Effect::OfBackups(BackupTask::PutBack(wanted)));
}

/// A backup is the register now, or is not.
pub fn put(app: &mut App, outcome: Result<Outcome, Denied>) {
    let Stage::Door(door) = &mut app.stage else { return };
    door.busy = false;
    match outcome {
        Err(denied) => door.message = Some(denied.why),
        Ok(Outcome::Done(said)) => {
            app.login.name.clear();
            let message = Some(said);
            app.stage = Stage::Door(Door { message, ..Door::closed(&app.login) });
        }
        Ok(Outcome::Moved(found)) => {
            door.message = None;
            question(app, *found, Some(RestoreWord::Moved));
        }
    }
}
