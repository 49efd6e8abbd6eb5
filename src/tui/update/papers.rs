//! Papers: chosen, looked at, and written to a place.

use std::path::PathBuf;

use zeroize::Zeroizing;

use crate::{
    documents::{Names, Paper, PaperKind, PaperOptions, Pdf, Sheet, paper, paper_file_name},
    register::{Key as RecordKey, Lang, Register, id::IncidentId, subject::SubjectKind},
    tui::{
        app::{App, Effect, Env, Output, Session, Stage, WriteFault},
        door::Kind,
        keymap::Action,
        layers::{
            Confirm, Layer, Prompt, Purpose, Then,
            page::Page,
            picker::{Choice, Item, Picker},
            sheet::Errand,
        },
        papers::{Format, Preview, Wanted, with_next_format},
        screens::{Line, RowKey, Tab},
        text::{PaperWord, Word, paper_label},
        tone::Tone,
        widgets::text_input::TextInput,
    },
};

use super::open::record_of;

/// How many of the characters that cannot be printed are named.
const NAMED: usize = 8;

/// Carries out what a key asks for.
pub fn perform(app: &mut App, action: Action, env: Env) {
    match action {
        Action::Papers => begin(app),
        Action::WritePaper => ask_path(app, env),
        Action::NextFormat => next_format(app),
        Action::PanLeft | Action::PanRight => pan(app, action == Action::PanRight),
        Action::SwitchNames => switch_names(app, env),
        Action::KeySheet => warn_of_key_sheet(app),
        _ => {}
    }
}

/// Asks which paper: those about the selected record first, then those of the list in front, then the rest.
fn begin(app: &mut App) {
    let lang = app.lang();
    let Some(session) = app.session() else { return };
    let about = selected(session);
    let mut papers: Vec<(u8, Wanted)> = PaperKind::ALL
        .iter()
        .filter(|kind| kind.from_register())
        .map(|kind| {
            let here = about.as_ref().filter(|(of, _)| kind.about() == Some(*of));
            let wanted = Wanted::new(*kind, here.map(|(_, id)| id.clone()));
            let rank = match kind.about() {
                Some(_) if wanted.about.is_some() => 0,
                Some(_) => 3,
                None if of_tab(*kind, session.tab) => 1,
                None => 2,
            };
            (rank, wanted)
        })
        .collect();
    papers.sort_by_key(|(rank, _)| *rank);
    let other = if lang == Lang::Ja { Lang::En } else { Lang::Ja };
    let items = papers.iter().map(|(_, wanted)| {
        let label = paper_label(wanted.kind, lang);
        let label = match &wanted.about {
            Some(id) => format!("{label} {id}"),
            None => label.to_owned(),
        };
        let mut item = Item::new(label, [wanted.kind.word(), paper_label(wanted.kind, other)]);
        if let Some(of) = wanted.kind.about().filter(|_| wanted.about.is_none()) {
            item.reason = Some(PaperWord::NeedsRecord.fill(lang, &[about_word(of).say(lang)]));
        }
        item
    });
    let items = items.collect();
    let choice = Choice::Paper(papers.into_iter().map(|(_, wanted)| wanted).collect());
    let title = PaperWord::Title.say(lang).to_owned();
    app.layers.push(Layer::Picker(Box::new(Picker::new(title, items, choice))));
}

/// The record that the selected row is about, as papers know it: a member's papers are those of the group.
fn selected(session: &Session) -> Option<(SubjectKind, String)> {
    let key = match session.selected()? {
        RowKey::Record(key) => key,
        RowKey::Finding(_, subject, _) => record_of(&session.desk, &subject)?,
        RowKey::Care(_) | RowKey::Heading => return None,
    };
    Some(match key {
        RecordKey::Incident(id) => (SubjectKind::Incident, id.to_string()),
        RecordKey::TakeOut(id) => (SubjectKind::TakeOut, id.to_string()),
        RecordKey::Staff(id) => (SubjectKind::Staff, id.to_string()),
        RecordKey::Group(id) | RecordKey::Membership(id, _) | RecordKey::Review(id, _) => {
            (SubjectKind::Group, id.to_string())
        }
        _ => return None,
    })
}

fn of_tab(kind: PaperKind, tab: Tab) -> bool {
    match tab {
        Tab::Today => kind == PaperKind::Monthly,
        Tab::Staff => matches!(kind, PaperKind::StaffLedger | PaperKind::Training),
        Tab::Devices => kind == PaperKind::DeviceLedger,
        Tab::TakeOuts => kind == PaperKind::TakeOutLedger,
        Tab::Groups | Tab::Memberships => kind == PaperKind::DisasterList,
        Tab::Office => matches!(kind, PaperKind::Filings | PaperKind::Handover),
        Tab::Incidents | Tab::Partners => false,
    }
}

fn about_word(kind: SubjectKind) -> Word {
    match kind {
        SubjectKind::Incident => Word::Incidents,
        SubjectKind::TakeOut => Word::TakeOuts,
        SubjectKind::Group => Word::Groups,
        _ => Word::Staff,
    }
}

/// The paper as the register stands now; the sheet of the recovery key is made before the register is open.
fn build(app: &App, wanted: &Wanted, env: Env) -> Result<Paper, String> {
    let lang = app.lang();
    let (register, findings) = match &app.stage {
        Stage::Open(session) => (&session.desk.register, Some(session.desk.findings.as_slice())),
        Stage::Door(door) => match &door.kind {
            Kind::Recovery { opened: Some(opened), .. } => (&opened.register, None),
            _ => return Err(PaperWord::NotMade.fill(lang, &[""])),
        },
    };
    let head = env.head.map(|head| head.to_string());
    let options = PaperOptions {
        id: wanted.about.as_deref(),
        names: wanted.names,
        head: head.as_deref(),
        findings,
        recovery_key: wanted.key.as_ref().map(|key| key.as_str()),
        ..PaperOptions::default()
    };
    paper(wanted.kind, register, &app.settings.policy, env.today(), &options)
        .map_err(|error| PaperWord::NotMade.fill(lang, &[&error.message(lang)]))
}

/// Shows a paper as it will read.
pub fn show(app: &mut App, wanted: Wanted, env: Env) {
    match build(app, &wanted, env) {
        Ok(paper) => {
            let lines = paper.plain_text().lines().map(|line| Line::Text(line.to_owned())).collect();
            let preview = Preview {
                wanted,
                format: Format::default(),
                page: Page::new(String::new(), lines),
                shift: 0,
            };
            app.layers.push(Layer::Paper(Box::new(preview)));
            entitle(app);
        }
        Err(why) => app.tell(why, Tone::Error),
    }
}

/// Says above the preview what will be written.
fn entitle(app: &mut App) {
    let lang = app.lang();
    let Some(Layer::Paper(preview)) = app.layers.last_mut() else { return };
    let names = match preview.wanted.names {
        None => PaperWord::AsTheForm,
        Some(Names::Full) => PaperWord::Named,
        Some(Names::Masked) => PaperWord::MaskedNames,
    };
    let label = paper_label(preview.wanted.kind, lang);
    preview.page.title =
        PaperWord::PreviewTitle.fill(lang, &[label, preview.format.name(lang), names.say(lang)]);
}

/// Goes on to the next format, in the preview or in the place that is being typed.
fn next_format(app: &mut App) {
    match app.layers.last_mut() {
        Some(Layer::Paper(preview)) => {
            preview.format = preview.format.next();
            entitle(app);
        }
        Some(Layer::Prompt(prompt)) => {
            let path = with_next_format(prompt.input.text());
            prompt.input = TextInput::with_text(&path.display().to_string());
        }
        _ => {}
    }
}

/// Moves a wide paper under the window by half of an upright sheet.
fn pan(app: &mut App, right: bool) {
    if let Some(Layer::Paper(preview)) = app.layers.last_mut() {
        let by = Sheet::Portrait.cells() / 2;
        preview.shift = if right { preview.shift + by } else { preview.shift.saturating_sub(by) };
    }
}

/// Names the people on the paper, masks them, or leaves it to the form again.
fn switch_names(app: &mut App, env: Env) {
    let Some(Layer::Paper(preview)) = app.layers.last() else { return };
    let names = match preview.wanted.names {
        None => Some(Names::Full),
        Some(Names::Full) => Some(Names::Masked),
        Some(Names::Masked) => None,
    };
    let (format, scroll) = (preview.format, preview.page.scroll);
    let wanted = Wanted { names, ..preview.wanted.clone() };
    app.layers.pop();
    show(app, wanted, env);
    if let Some(Layer::Paper(preview)) = app.layers.last_mut() {
        (preview.format, preview.page.scroll) = (format, scroll);
        entitle(app);
    }
}

/// Asks where the paper in the preview goes.
fn ask_path(app: &mut App, env: Env) {
    let Some(Layer::Paper(preview)) = app.layers.last() else { return };
    let (wanted, format) = (preview.wanted.clone(), preview.format);
    ask(app, wanted, format, env);
}

/// Asks where the report of the selected incident goes: Markdown unless its ending is changed.
pub fn ask_report(app: &mut App, env: Env) {
    let Some(session) = app.session() else { return };
    let id: IncidentId = match (app.layers.last(), session.selected()) {
        (Some(Layer::Responses(layer)), _) => layer.incident.clone(),
        (_, Some(RowKey::Record(RecordKey::Incident(id)))) => id,
        _ => return,
    };
    ask(app, Wanted::new(PaperKind::Incident, Some(id.to_string())), Format::Markdown, env);
}

fn ask(app: &mut App, wanted: Wanted, format: Format, env: Env) {
    let lang = app.lang();
    let register = match &app.stage {
        Stage::Open(session) => &session.desk.register,
        Stage::Door(door) => match &door.kind {
            Kind::Recovery { opened: Some(opened), .. } => &opened.register,
            _ => return,
        },
    };
    match file_name(register, &wanted, format, env) {
        Ok(name) => {
            let path = app.settings.report_dir.join(name);
            prompt(app, wanted, &path.display().to_string(), None);
        }
        Err(why) => app.tell(PaperWord::NotMade.fill(lang, &[&why.message(lang)]), Tone::Error),
    }
}

fn file_name(
    register: &Register,
    wanted: &Wanted,
    format: Format,
    env: Env,
) -> Result<String, crate::documents::PaperError> {
    paper_file_name(wanted.kind, register, wanted.about.as_deref(), env.today(), format.ending(), None)
}

fn prompt(app: &mut App, wanted: Wanted, path: &str, message: Option<String>) {
    let question = if wanted.key.is_some() { Word::AskKeyPath } else { Word::AskPath };
    let input = TextInput::with_text(path);
    app.layers.push(Layer::Prompt(Prompt { question, input, purpose: Purpose::Paper(wanted), message }));
}

/// Makes the paper for a place: what its ending asks for.
///
/// # Errors
/// Why it cannot be made, in the reader's language.
pub fn make(app: &mut App, wanted: &Wanted, path: &str, env: Env) -> Result<Effect, String> {
    let paper = build(app, wanted, env)?;
    let (path, wanted): (PathBuf, _) = (path.into(), wanted.clone());
    let text = match Format::of(&path) {
        Format::Pdf => {
            app.tell(PaperWord::Making.say(app.lang()), Tone::Plain);
            return Ok(Effect::Render { paper: Box::new(paper), wanted, path });
        }
        Format::Markdown => paper.markdown(),
        Format::Text => paper.plain_text(),
    };
    let output = Output { path, bytes: Zeroizing::new(text.into_bytes()), wanted };
    Ok(Effect::Write { output, overwrite: false })
}

/// Whether what a paper was made from is still in front of its reader: not behind a lock.
fn stands(app: &App, wanted: &Wanted) -> bool {
    if wanted.key.is_some() { shown_key(app).is_some() } else { app.session().is_some() }
}

/// A PDF was made: it is written, after a question where some characters cannot be printed.
pub fn rendered(
    app: &mut App,
    wanted: Wanted,
    path: PathBuf,
    outcome: Result<Pdf, String>,
    effects: &mut Vec<Effect>,
) {
    let lang = app.lang();
    if !stands(app, &wanted) {
        return;
    }
    app.notice = None;
    match outcome {
        Ok(pdf) => {
            let output = Output { path, bytes: Zeroizing::new(pdf.bytes), wanted };
            if pdf.missing.is_empty() {
                effects.push(Effect::Write { output, overwrite: false });
                return;
            }
            let mut named: Vec<String> =
                pdf.missing.iter().take(NAMED).map(|c| format!("{c} U+{:04X}", u32::from(*c))).collect();
            if pdf.missing.len() > NAMED {
                named.push("…".to_owned());
            }
            let count = pdf.missing.len().to_string();
            let question = PaperWord::Missing.fill(lang, &[&count, &named.join(", ")]);
            app.layers.push(Layer::Confirm(Confirm { question, then: Then::Write(output) }));
        }
        Err(why) => {
            let why = PaperWord::NotMade.fill(lang, &[&why]);
            prompt(app, wanted, &path.display().to_string(), Some(why));
        }
    }
}

/// A file was written: the preview has done its work. One that was not is asked for again, with what was typed.
pub fn written(app: &mut App, output: Output, outcome: Result<(), WriteFault>) {
    let lang = app.lang();
    if !stands(app, &output.wanted) {
        return;
    }
    let shown = output.path.display().to_string();
    match outcome {
        Ok(()) => {
            if matches!(app.layers.last(), Some(Layer::Paper(_))) {
                app.layers.pop();
            }
            if output.wanted.key.is_some() {
                app.tell(PaperWord::KeyWritten.fill(lang, &[&shown]), Tone::Good);
                return;
            }
            // The name first: a long folder must not push it out of sight.
            let name = output.path.file_name().map(|name| name.to_string_lossy().into_owned());
            let folder = output.path.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
            app.tell(Word::ReportWritten.fill(lang, &[&name.unwrap_or_default(), &folder]), Tone::Good);
        }
        Err(WriteFault::Exists) => {
            let question = Word::AskOverwrite.fill(lang, &[&shown]);
            app.layers.push(Layer::Confirm(Confirm { question, then: Then::Overwrite(output) }));
        }
        Err(WriteFault::Other(why)) => {
            let why = PaperWord::NotWritten.fill(lang, &[&why]);
            prompt(app, output.wanted, &shown, Some(why));
        }
    }
}

/// The recovery key on the screen, where one is.
fn shown_key(app: &App) -> Option<&Zeroizing<String>> {
    match &app.stage {
        Stage::Door(door) => match &door.kind {
            Kind::Recovery { key, .. } => Some(key),
            _ => None,
        },
        Stage::Open(_) => app.layers.iter().find_map(|layer| match layer {
            Layer::Sheet(sheet) => match &sheet.errand {
                Errand::CopyKey(key) => Some(key),
                _ => None,
            },
            _ => None,
        }),
    }
}

/// Says what a file with the recovery key means before it is written.
fn warn_of_key_sheet(app: &mut App) {
    if shown_key(app).is_some() {
        let question = PaperWord::KeyWarning.say(app.lang()).to_owned();
        app.layers.push(Layer::Confirm(Confirm { question, then: Then::KeySheet }));
    }
}

/// Asks where the sheet of the recovery key goes.
pub fn ask_key_path(app: &mut App, env: Env) {
    if let Some(key) = shown_key(app).cloned() {
        let wanted = Wanted { key: Some(key), ..Wanted::new(PaperKind::RecoveryKey, None) };
        ask(app, wanted, Format::Pdf, env);
    }
}
