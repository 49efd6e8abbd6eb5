//! What leaves the register on its way to a file: made, asked about where it holds less than was entered, recorded where
//! it is a report, written.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::{
    documents::{Naming, Paper, PaperKind, Pdf, is_of_another_format},
    register::{Command, Lang, words::ReportStage},
    tui::{
        app::{
            App, Content, Delivered, Effect, Env, Layer, Next, Output, WriteFault,
            delivery::{Delivery, Format, Outgoing, Wanted, Written},
            exports::{ExportKind, Made},
            kept::{Ground, Keep, Kept, Unfit},
            leaving::{Leaving, Untold},
        },
        keys::Ctx,
        layers::{Answers, Confirm, Done, Prompt, Purpose, Taken},
        recording::commit::carry,
        terminal::tone::Tone,
        words::{ExportWord, PaperWord, Word, unprintable},
    },
};

use super::{
    Preview,
    keys::{ask_anew, build, next_report, prompt, shown_key},
    place_question, report_label,
};

/// The place of something is typed.
pub struct Place(pub Outgoing);

/// What is kept of the place of a paper; that of an export is chosen again in two keys.
#[derive(Serialize, Deserialize)]
pub struct KeptPlace {
    kind: String,
    about: Option<String>,
    #[serde(default)]
    group: Option<String>,
    #[serde(default)]
    due: bool,
    /// Who is named, where that was chosen.
    #[serde(default)]
    names: Option<Naming>,
    /// The same as earlier versions kept it: everybody, or nobody.
    #[serde(default, skip_serializing)]
    named: Option<bool>,
    /// Which report of an incident, where that was chosen.
    #[serde(default)]
    stage: Option<String>,
    #[serde(default)]
    with_findings: bool,
    text: String,
}

impl Purpose for Place {
    fn handle(&self, typed: &str, app: &mut App, env: Env, effects: &mut Vec<Effect>) -> Taken {
        if typed.is_empty() {
            return Err(PaperWord::NoPlace.say(app.lang()).to_owned());
        }
        make(app, &self.0, typed, env, effects).map(|()| Done::Recorded)
    }

    fn ctx(&self) -> Option<Ctx> {
        Some(Ctx::Place)
    }

    fn keep(&self, typed: &str) -> Option<Kept> {
        let Outgoing::Paper(wanted) = &self.0 else { return None };
        // A recovery key is kept nowhere; what says something of the past reads the history first.
        if wanted.key.is_some() || wanted.history.is_some() {
            return None;
        }
        Kept::of(&KeptPlace {
            kind: wanted.kind.word().into_owned(),
            about: wanted.about.clone(),
            group: wanted.group.clone(),
            due: wanted.due,
            names: wanted.names,
            named: None,
            stage: wanted.stage.map(|stage| stage.word().to_owned()),
            with_findings: wanted.with_findings,
            text: typed.to_owned(),
        })
    }
}

impl KeptPlace {
    /// Who is named, where that was chosen.
    fn names(&self) -> Option<Naming> {
        let earlier = || self.named.map(|named| if named { Naming::Full } else { Naming::Masked });
        self.names.or_else(earlier)
    }
}

impl Keep for KeptPlace {
    const KIND: &'static str = "paper";

    fn open(self, Ground { register, policy, lang, now, .. }: Ground<'_>) -> Result<Box<dyn Layer>, Unfit> {
        let names = self.names();
        let Self { kind, about, group, due, stage, with_findings, text, .. } = self;
        let stage = stage.and_then(|stage| ReportStage::from_word(&stage));
        let wanted = PaperKind::find(&kind, policy)
            .map(|kind| Wanted { group, due, names, stage, with_findings, ..Wanted::new(kind, about) })
            .filter(|wanted| wanted.is_in(register));
        let Some(wanted) = wanted else { return Err(Unfit::new(Word::AskPath.say(lang), text)) };
        let report = wanted.next_report(register, now.date);
        let report = report.map(|report| report_label(&report, lang));
        let question = place_question(report.as_deref(), lang);
        Ok(Box::new(Prompt::new(question, &text, Place(Outgoing::Paper(wanted)))))
    }
}

/// The place that was typed: in the folder where papers go, unless it says otherwise.
fn place_of(app: &App, typed: &str) -> PathBuf {
    let home = typed.strip_prefix("~/").zip(app.settings.home.as_ref());
    let path = home.map_or_else(|| PathBuf::from(typed), |(rest, home)| home.join(rest));
    app.settings.report_dir.join(path)
}

/// The ending of a file whose name was typed without one.
fn usual_ending(what: &Outgoing) -> Option<&'static str> {
    match what {
        Outgoing::Paper(_) | Outgoing::ReadyMade(_) => Some(Format::default().ending()),
        Outgoing::Export(export) => match export.kind {
            ExportKind::Workbook => Some("xlsx"),
            ExportKind::Calendar => Some("ics"),
            ExportKind::Csv | ExportKind::CsvCp932 | ExportKind::Evidence => None,
        },
    }
}

/// Whether the ending of a place is one of what goes there: what is in the file must be what its name says.
fn ending(what: &Outgoing, path: &Path, lang: Lang) -> Result<(), String> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    let is = |wanted: &[&str]| ending.as_deref().is_some_and(|ending| wanted.contains(&ending));
    let (right, wanted) = match what {
        Outgoing::Paper(_) | Outgoing::ReadyMade(_) => (is(&["pdf", "md", "txt"]), ".pdf / .md / .txt"),
        Outgoing::Export(export) => match export.kind {
            ExportKind::Workbook => (is(&["xlsx"]), ".xlsx"),
            ExportKind::Calendar => (is(&["ics"]), ".ics"),
            // Any other ending is a part of a folder's name.
            ExportKind::Evidence => (!is_of_another_format(path, "zip"), ".zip"),
            ExportKind::Csv | ExportKind::CsvCp932 => return Ok(()),
        },
    };
    if right { Ok(()) } else { Err(PaperWord::OtherEnding.fill(lang, &[wanted])) }
}

/// Makes what goes to a place: a paper as its ending asks for.
///
/// # Errors
/// Why it cannot be made, in the reader's language.
fn make(
    app: &mut App,
    what: &Outgoing,
    path: &str,
    env: Env,
    effects: &mut Vec<Effect>,
) -> Result<(), String> {
    let mut path = place_of(app, path);
    if let Some(ending) = usual_ending(what).filter(|_| path.extension().is_none()) {
        path.set_extension(ending);
    }
    ending(what, &path, app.lang())?;
    let wanted = match what {
        Outgoing::Paper(wanted) => wanted,
        Outgoing::ReadyMade(made) => {
            let leaving = Leaving::Untold(Untold::OfImport);
            let delivery = Delivery { what: what.clone(), path, leaving, report: None, visit: app.visit };
            write_down(app, Paper::clone(&made.paper), delivery, effects);
            return Ok(());
        }
        Outgoing::Export(export) => {
            app.tell(ExportWord::Making.say(app.lang()), Tone::Plain);
            let leaving = (*export).into();
            let delivery = Delivery { what: what.clone(), path, leaving, report: None, visit: app.visit };
            effects.push(Effect::Export { export: *export, delivery });
            return Ok(());
        }
    };
    let paper = build(app, wanted, env)?;
    let next = next_report(app, wanted, env);
    // In another format it is the same report, with the head code that stands on the first.
    let before = next.as_ref().and_then(|report| report.written_already(&paper));
    let next = next.filter(|_| before.is_none());
    let paper = before.unwrap_or(paper);
    let by = app.session().and_then(|session| session.desk.decider());
    let report = next.map(|report| Written {
        number: report.number(),
        fact: Box::new(report.written(env.now, by, &paper)),
    });
    let (about, group) = (wanted.about.as_deref(), wanted.group.as_deref());
    let leaving = Leaving::paper(wanted.kind, about, group, paper.names);
    let delivery = Delivery { what: what.clone(), path, leaving, report, visit: app.visit };
    write_down(app, paper, delivery, effects);
    Ok(())
}

/// Writes a paper as the ending of its file asks for.
fn write_down(app: &mut App, paper: Paper, delivery: Delivery, effects: &mut Vec<Effect>) {
    let text = match Format::of(&delivery.path) {
        Format::Pdf => {
            app.tell(PaperWord::Making.say(app.lang()), Tone::Plain);
            effects.push(Effect::Render { paper: Box::new(paper), delivery });
            return;
        }
        Format::Markdown => paper.markdown(),
        Format::Text => paper.plain_text(),
    };
    let content = Content::File(Zeroizing::new(text.into_bytes()));
    send(Output { delivery, content }, false, effects);
}

/// Writes it. Of a report it is seen first whether the place would take it: then it is recorded, and its file follows.
pub fn send(output: Output, overwrite: bool, effects: &mut Vec<Effect>) {
    effects.push(if output.delivery.report.is_some() {
        Effect::TryPlace { output, overwrite }
    } else {
        Effect::Write { output, overwrite }
    });
}

/// A place would take a report, or would not.
pub fn place_tried(
    app: &mut App,
    mut output: Output,
    overwrite: bool,
    outcome: Result<(), WriteFault>,
    env: Env,
    effects: &mut Vec<Effect>,
) {
    if let Err(why) = outcome {
        written(app, output, Err(why), env);
        return;
    }
    if !stands(app, &output.delivery) {
        return;
    }
    if let Some(Written { number, fact }) = output.delivery.report.take() {
        if let Outgoing::Paper(wanted) = &output.delivery.what
            && next_report(app, wanted, env).is_none_or(|report| report.number() != number)
        {
            // Another session sent a report while this one was being made: it bears that one's number. Which one it is now
            // follows from that.
            let wanted = Wanted { stage: None, ..wanted.clone() };
            let label = next_report(app, &wanted, env).map(|report| report_label(&report, app.lang()));
            let why = PaperWord::NumberTaken.fill(app.lang(), &[&number, &label.unwrap_or_default()]);
            let format = Format::of(&output.delivery.path);
            ask_anew(app, Outgoing::Paper(wanted), format, why, env);
            return;
        }
        let command = Command::Facts { facts: vec![*fact], on: env.today() };
        let write = move |_: &mut App, _, effects: &mut Vec<Effect>| {
            effects.push(Effect::Write { output, overwrite });
        };
        carry(app, &command, Next::then(write), env, effects);
        return;
    }
    effects.push(Effect::Write { output, overwrite });
}

/// Whether what it was made from is still in front of its reader: not behind a lock, nor in front of another one.
fn stands(app: &mut App, delivery: &Delivery) -> bool {
    if let Outgoing::Paper(Wanted { key: Some(_), .. }) = &delivery.what {
        return shown_key(app).is_some();
    }
    let open = app.session().is_some();
    if open && delivery.visit != app.visit {
        app.tell(PaperWord::Dropped.say(app.lang()), Tone::Plain);
    }
    open && delivery.visit == app.visit
}

/// Shows what a delivery has to ask: at once where nothing was begun meanwhile, else once that is closed. A key that was
/// meant for something else must not answer it.
fn ask_in_turn(app: &mut App, layer: impl Layer) {
    if app.layers.last().is_none_or(Layer::lets_ask) {
        app.layers.push(layer);
    } else {
        app.layers.insert(0, layer);
        app.tell(PaperWord::QuestionWaits.say(app.lang()), Tone::Plain);
    }
}

/// Asks whether a file is written. With a no its place is there to be changed.
fn about_file(question: String, answers: Answers, output: Output, overwrite: bool) -> Confirm {
    let delivery = output.delivery.clone();
    let write = move |_: &mut App, _, effects: &mut Vec<Effect>| send(output, overwrite, effects);
    Confirm::new(question, answers, write).or(move |app, env, _| {
        let again = prompt(app, delivery.what, &delivery.path.display().to_string(), None, env);
        app.layers.push(again);
    })
}

/// A PDF was made: it is written, after a question where some characters cannot be printed.
pub fn rendered(
    app: &mut App,
    delivery: Delivery,
    outcome: Result<Pdf, String>,
    env: Env,
    effects: &mut Vec<Effect>,
) {
    let lang = app.lang();
    let made = outcome.map_err(|why| PaperWord::NotMade.fill(lang, &[&why])).map(|pdf| {
        let doubt = unprintable(&pdf.missing, lang);
        Made { content: Content::File(Zeroizing::new(pdf.bytes)), doubt }
    });
    receive(app, delivery, made, env, effects);
}

/// Ledgers, a calendar or the pack were made: they are written, after a question where something is not in them as it was
/// entered.
pub fn exported(
    app: &mut App,
    delivery: Delivery,
    outcome: Result<Made, String>,
    env: Env,
    effects: &mut Vec<Effect>,
) {
    let lang = app.lang();
    let made = outcome.map_err(|why| ExportWord::NotMade.fill(lang, &[&why]));
    receive(app, delivery, made, env, effects);
}

fn receive(
    app: &mut App,
    delivery: Delivery,
    made: Result<Made, String>,
    env: Env,
    effects: &mut Vec<Effect>,
) {
    if !stands(app, &delivery) {
        return;
    }
    app.notice = None;
    match made {
        Ok(Made { content, doubt: None }) => send(Output { delivery, content }, false, effects),
        Ok(Made { content, doubt: Some(question) }) => {
            let output = Output { delivery, content };
            ask_in_turn(app, about_file(question, Answers::WRITE, output, false));
        }
        Err(why) => {
            let path = delivery.path.display().to_string();
            ask_in_turn(app, prompt(app, delivery.what, &path, Some(why), env));
        }
    }
}

/// Files were written: the preview has done its work. What was not is asked for again, with what was typed.
pub fn written(app: &mut App, output: Output, outcome: Result<Delivered, WriteFault>, env: Env) {
    let lang = app.lang();
    if !stands(app, &output.delivery) {
        return;
    }
    let path = &output.delivery.path;
    let shown = path.display().to_string();
    match outcome {
        Ok(Delivered { cleared, unrecorded }) => {
            let told = |said: String| {
                cleared.iter().fold(said, |said, left| {
                    format!("{said} {}", PaperWord::Unfinished.fill(lang, &[&left.display().to_string()]))
                })
            };
            let own = |preview: &Preview| preview.what == output.delivery.what;
            if app.layers.top::<Preview>().is_some_and(own) {
                app.layers.pop();
            }
            if matches!(&output.delivery.what, Outgoing::Paper(wanted) if wanted.key.is_some()) {
                app.tell_written(told(PaperWord::KeyWritten.fill(lang, &[&shown])), path.clone());
                return;
            }
            // The name first: a long folder must not push it out of sight.
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            let folder = path.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
            let said = Word::ReportWritten.fill(lang, &[&name.unwrap_or_default(), &folder]);
            app.tell_written(told(said), path.clone());
            if let (Some(why), Some(notice)) = (unrecorded, &mut app.notice) {
                notice.text = format!("{} {}", notice.text, ExportWord::NotRecorded.fill(lang, &[&why]));
                notice.tone = Tone::Error;
            }
        }
        Err(WriteFault::Exists) => {
            let question = Word::AskOverwrite.fill(lang, &[&shown]);
            ask_in_turn(app, about_file(question, Answers::OVERWRITE, output, true));
        }
        Err(WriteFault::Other(why)) => {
            let why = PaperWord::NotWritten.fill(lang, &[&why]);
            ask_in_turn(app, prompt(app, output.delivery.what, &shown, Some(why), env));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What an earlier version kept over a lock said only whether people are named.
    #[test]
    fn a_place_that_an_earlier_version_kept_opens_as_it_was() {
        let read = |names: &str| {
            let text = format!(r#"{{"kind": "monthly", "about": null, {names} "text": "a.pdf"}}"#);
            let kept: KeptPlace = serde_json::from_str(&text).unwrap();
            kept.names()
        };
        assert_eq!(read(r#""named": true,"#), Some(Naming::Full));
        assert_eq!(read(r#""named": false,"#), Some(Naming::Masked));
        assert_eq!(read(r#""named": null,"#), None);
        assert_eq!(read(r#""names": "named","#), Some(Naming::Named));
    }
}
