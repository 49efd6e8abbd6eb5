//! What comes back from the threads that read and find out.

use zeroize::Zeroizing;

use crate::{
    register::Lang,
    tui::{
        app::{
            App, Effect, Env, Scene,
            imports::{Came, ImportNews, NotRead, Source},
        },
        layers::Prompt,
        terminal::{tone::Tone, width::visible},
        widgets::text_input::TextInput,
        words::ImportWord as W,
    },
};

use super::{Does, Import, Step, keys::OfWorkbook, trial::Trial};

/// Something was read or found out.
pub fn receive(app: &mut App, news: ImportNews, env: Env, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    let (layers, scene) = app.split();
    let awaits =
        |import: &&mut Import| import.running.as_ref().is_some_and(|running| running.ticket == news.ticket);
    let Some((import, session)) = layers.all_mut::<Import>().find(awaits).zip(scene.session) else { return };
    if let Came::At(done, all) = news.came {
        if let Some(running) = &mut import.running {
            running.at = Some((done, all));
        }
        return;
    }
    let Some(mut running) = import.running.take() else { return };
    let does = std::mem::replace(&mut running.does, Does::Lists);
    match (news.came, does) {
        (Came::Folder(Ok(listing)), _) => import.file.show(listing),
        (Came::Folder(Err(why)) | Came::Clipboard(Err(why)), _) => import.message = Some(why),
        (Came::Clipboard(Ok(text)), _) => import.file.paste(&text),
        (Came::Read(Ok(read)), Does::Reads(source)) => {
            let pasted = matches!(source, Source::Pasted(_) | Source::Kept { pasted: true, .. });
            let goes_on = import.waiting.as_ref().is_some_and(|waiting| waiting.trial);
            let waits = import.waiting.is_some();
            import.file.pasted = Zeroizing::default();
            let kept = read.kept;
            import.take(*read, pasted, &session.desk.policy, env.today(), lang);
            let ledger = import.ledger.as_ref();
            let known = ledger.is_some_and(|ledger| ledger.known);
            let ready = ledger.is_some_and(|ledger| ledger.columns.missing(lang).is_none());
            if ready && (goes_on || (known && !waits)) {
                import.simulate(Vec::new(), effects);
            }
            if known {
                app.tell(W::KnownAgain.say(lang), Tone::Plain);
            } else if !kept {
                app.tell(W::TooLargeToKeep.say(lang), Tone::Plain);
            }
        }
        (Came::Read(Err(NotRead::Password { wrong })), Does::Reads(source)) => {
            let name = match &source {
                Source::File(path) => path.file_name().map(|name| name.to_string_lossy().into_owned()),
                Source::Kept { name, .. } => Some(name.clone()),
                Source::Pasted(_) => None,
            };
            let question = W::AskPassword.fill(lang, &[&visible(&name.unwrap_or_default())]);
            let prompt = Prompt::new(question, "", OfWorkbook(source));
            let message = wrong.then(|| W::WrongPassword.say(lang).to_owned());
            app.layers.push(Prompt { input: TextInput::password(), message, ..prompt });
        }
        (Came::Read(Err(NotRead::NothingKept)), _) => nothing_kept(import, lang, effects),
        (Came::Read(Err(NotRead::Told(why))), _) => {
            import.step = Step::File;
            if import.file.listing.entries.is_empty() {
                let folder = folder_of(import, scene);
                import.list(folder, effects);
            }
            import.message = Some(why);
        }
        (Came::Simulated(simulation), Does::Simulates { partly, held }) => {
            let mut trial = Trial::new(*simulation, env.today(), partly, held);
            let Some(ledger) = &mut import.ledger else { return };
            if let Some(before) = &ledger.trial {
                trial.stand_like(before);
            }
            ledger.trial = Some(trial);
            if import.step == Step::Columns {
                import.step = Step::Trial;
            }
        }
        _ => {}
    }
}

/// What waited is not there: another import has taken its place, or it was too large. From where it lies it may be read again.
fn nothing_kept(import: &mut Import, lang: Lang, effects: &mut Vec<Effect>) {
    let Some(waiting) = &import.waiting else { return };
    match waiting.path.clone() {
        Some(path) => import.read(Source::File(path.into()), None, effects),
        None => import.message = Some(W::NothingKept.fill(lang, &[&visible(&waiting.name)])),
    }
}

fn folder_of(import: &Import, scene: Scene<'_>) -> std::path::PathBuf {
    let here = Some(import.file.listing.folder.clone()).filter(|folder| !folder.as_os_str().is_empty());
    let home = || scene.settings.home.clone().unwrap_or_else(|| scene.settings.report_dir.clone());
    here.unwrap_or_else(home)
}
