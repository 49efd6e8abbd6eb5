//! Papers and exports: chosen, looked at, and asked where they go.

use std::sync::Arc;

use zeroize::Zeroizing;

use crate::{
    documents::{
        self, Naming, NextReport, Paper, PaperError, PaperHistory, PaperKind, PaperOptions, Sheet, paper,
        paper_file_name, template_names,
    },
    register::{Key as RecordKey, Register, Work, words::ReportStage},
    tui::{
        app::{
            App, Effect, Env, Layer, Stage,
            allowed::{always, write},
            binding::{Binding, row},
            delivery::{Format, Outgoing, ReadyMade, Wanted, with_next_format},
            door::Kind,
            exports::{ExportKind, ExportSource, preview},
            page::Page,
        },
        desk::{reports::Outdated, sending::Before},
        features::papers,
        keys::{Ctx, ch, ctrl, named},
        layers::{
            Answers, Confirm, Prompt,
            moving::{back, bottom, down, page_down, page_up, top, up},
            picker::{Item, Picker},
            sheet::{self, Errand},
        },
        lists::RowKey,
        terminal::{input::Key, tone::Tone, width::wrap},
        widgets::{lines::Line, text_input::TextInput},
        words::{ExportWord, PaperWord, Reason, Word, naming_label, paper_label},
    },
};

use super::{
    Preview,
    deliver::Place,
    offers::{begin, called},
};

/// The width of an upright sheet in a window of 80 columns, beside its frame.
const PREVIEW: usize = 76;

pub static KEYS: &[Binding] = &[
    row(Ctx::Place, &[ctrl('t')], Word::KeyFormat, 3, has_formats, |app, env, _| next_format(app, env)),
    row(Ctx::Place, &[ctrl('r')], Word::KeyStage, 4, is_report, |app, env, _| next_stage(app, env)),
    row(Ctx::Paper, &[Key::ENTER, ctrl('w')], Word::KeyWritePaper, 1, always, |app, env, _| {
        ask_path(app, env);
    }),
    row(Ctx::Paper, &[ch('f'), ctrl('t')], Word::KeyFormat, 2, has_formats, |app, env, _| {
        next_format(app, env);
    }),
    row(Ctx::Paper, &[ch('n'), ctrl('n')], Word::KeyNames, 3, has_names, |app, env, _| {
        switch_names(app, env);
    }),
    row(Ctx::Paper, &[ch('r'), ctrl('r')], Word::KeyStage, 3, is_report, |app, env, _| {
        next_stage(app, env);
    }),
    row(Ctx::Paper, &[ch('c'), ctrl('k')], Word::KeyCopyValue, 4, has_values, |app, env, _| {
        copy_values(app, 0, env);
    }),
    row(Ctx::Paper, &[ch('a'), ctrl('a')], Word::KeyFindings, 4, may_have_findings, |app, env, _| {
        switch_findings(app, env);
    }),
    back(Ctx::Paper, 4).or(&[ch('q')]),
    row(Ctx::Paper, &[Key::RIGHT], Word::KeyPanRight, 5, is_wider, |app, _, _| pan(app, true)),
    row(Ctx::Paper, &[Key::LEFT], Word::KeyPanLeft, 0, is_wider, |app, _, _| pan(app, false)),
    up(Ctx::Paper).or(&[ch('k')]),
    down(Ctx::Paper).or(&[ch('j')]),
    page_up(Ctx::Paper),
    page_down(Ctx::Paper).or(&[Key::SPACE]),
    top(Ctx::Paper),
    bottom(Ctx::Paper),
    row(Ctx::Anywhere, named::PAPERS, Word::KeyPapers, 0, always, |app, _, _| begin(app)),
];

/// Not the whole width of the paper is in sight.
fn is_wider(app: &App) -> Result<(), Reason> {
    match app.layers.top::<Preview>() {
        Some(preview) if !preview.is_wider => Err(Reason::FitsWindow),
        _ => Ok(()),
    }
}

/// What is about to be written has several formats.
fn has_formats(app: &App) -> Result<(), Reason> {
    match outgoing(app) {
        Some(Outgoing::Paper(_) | Outgoing::ReadyMade(_)) => Ok(()),
        _ => Err(Reason::OneFormat),
    }
}

/// What is about to be written may name people or mask them.
fn has_names(app: &App) -> Result<(), Reason> {
    match outgoing(app) {
        Some(Outgoing::Paper(wanted)) if is_kept(app, wanted) => Err(Reason::AsItWasWritten),
        Some(Outgoing::Paper(wanted)) if wanted.kind.is_for_a_group() => Err(Reason::NamesAreFixed),
        Some(Outgoing::ReadyMade(_)) => Err(Reason::AsItWasWritten),
        _ => Ok(()),
    }
}

/// What is about to be written is a report of which it can be said which one it is.
fn is_report(app: &App) -> Result<(), Reason> {
    write(app)?;
    match outgoing(app).zip(app.session()) {
        Some((Outgoing::Paper(wanted), session))
            if wanted.next_report(&session.desk.register, session.desk.today).is_some() =>
        {
            Ok(())
        }
        Some((Outgoing::Paper(wanted), _)) if is_kept(app, wanted) => Err(Reason::AsItWasWritten),
        _ => Err(Reason::NotAReport),
    }
}

/// What is shown is a report to which findings may be added.
fn may_have_findings(app: &App) -> Result<(), Reason> {
    match outgoing(app) {
        Some(Outgoing::Paper(wanted)) if is_kept(app, wanted) => Err(Reason::AsItWasWritten),
        Some(Outgoing::Paper(wanted)) if wanted.kind.may_have_findings() => Ok(()),
        _ => Err(Reason::NotAReport),
    }
}

/// What is shown has values that can be copied one by one.
fn has_values(app: &App) -> Result<(), Reason> {
    match app.layers.top::<Preview>() {
        Some(preview) if !preview.values.is_empty() => Ok(()),
        _ => Err(Reason::NothingToCopy),
    }
}

/// Copies the values of what is shown, one after the other, from one of them on.
fn copy_values(app: &mut App, from: usize, _env: Env) {
    let lang = app.lang();
    let Some(preview) = app.layers.top::<Preview>() else { return };
    let offered = preview.values.iter().enumerate().map(|(place, (label, value))| {
        let shown = value.lines().collect::<Vec<_>>().join(" ");
        (Item::new(format!("{label}：{shown}"), []), (place, label.clone(), value.clone()))
    });
    let title = PaperWord::ValuesTitle.say(lang);
    let picker =
        Picker::new(title, offered.collect::<Vec<_>>(), |app, (place, label, value), env, effects| {
            app.tell(PaperWord::ValueCopied.fill(app.lang(), &[&label]), Tone::Plain);
            effects.push(Effect::Copy(value));
            copy_values(app, place + 1, env);
        });
    app.layers.push(picker.at(from));
}

/// Adds what the rules find about the event as an annex, or leaves it away.
fn switch_findings(app: &mut App, env: Env) {
    if let Some(Outgoing::Paper(wanted)) = outgoing(app) {
        let wanted = Wanted { with_findings: !wanted.with_findings, ..wanted.clone() };
        again(app, Outgoing::Paper(wanted), env);
    }
}

/// The report that is recorded when the paper is written: a reader's stays a draft.
pub fn next_report<'a>(app: &'a App, wanted: &Wanted, env: Env) -> Option<NextReport<'a>> {
    let session = app.session().filter(|_| write(app).is_ok())?;
    wanted.next_report(&session.desk.register, env.today())
}

/// The paper as the register stands now; the sheet of the recovery key is made before the register is open.
pub fn build(app: &App, wanted: &Wanted, env: Env) -> Result<Paper, String> {
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
        group: wanted.group.as_deref(),
        due: wanted.due,
        names: wanted.names,
        head: head.as_deref(),
        findings,
        forms: app.settings.forms.as_deref(),
        stage: wanted.stage,
        recorded: next_report(app, wanted, env).is_some(),
        with_findings: wanted.with_findings,
        history: wanted.history.as_deref(),
        recovery_key: wanted.key.as_ref().map(|key| key.as_str()),
        cover: None,
    };
    paper(wanted.kind, register, &app.settings.policy, env.today(), &options)
        .map_err(|error| PaperWord::NotMade.fill(lang, &[&error.message(lang)]))
}

/// What exports are made of, besides what only the vault knows.
fn with_source<T>(app: &App, env: Env, give: impl FnOnce(&ExportSource<'_>) -> T) -> Option<T> {
    let desk = &app.session()?.desk;
    let head = env.head.map(|head| head.to_string()).unwrap_or_default();
    Some(give(&ExportSource {
        register: &desk.register,
        policy: &app.settings.policy,
        policy_text: &app.settings.policy_text,
        forms: app.settings.forms.as_deref(),
        findings: &desk.findings,
        today: env.today(),
        head: &head,
        lang: app.lang(),
        work: &Work::default(),
    }))
}

/// Shows a paper that is made already as it will read.
pub fn show_made(app: &mut App, made: ReadyMade, env: Env) {
    show(app, Outgoing::ReadyMade(made), env);
}

/// Shows what was chosen as it will read; some papers need the history first.
pub fn choose(app: &mut App, what: Outgoing, env: Env, effects: &mut Vec<Effect>) {
    match what {
        Outgoing::Paper(wanted) if wanted.kind.tells_the_past() && wanted.history.is_none() => {
            app.tell(PaperWord::ReadingPast.say(app.lang()), Tone::Plain);
            effects.push(Effect::ReadPast(wanted));
        }
        what => show(app, what, env),
    }
}

/// Shows a paper about the whole register.
pub fn offer(app: &mut App, kind: PaperKind, env: Env, effects: &mut Vec<Effect>) {
    choose(app, Outgoing::Paper(Wanted::new(kind, None)), env, effects);
}

/// The history was read: the paper is shown, unless something else was begun meanwhile.
pub fn past_read(app: &mut App, wanted: Wanted, outcome: Result<PaperHistory, String>, env: Env) {
    if app.session().is_none() || app.layers.last().is_some_and(|layer| !layer.lets_ask()) {
        return;
    }
    app.notice = None;
    match outcome {
        Ok(history) => {
            let wanted = Wanted { history: Some(Arc::new(history)), ..wanted };
            show(app, Outgoing::Paper(wanted), env);
        }
        Err(why) => app.tell(PaperWord::NotMade.fill(app.lang(), &[&why]), Tone::Error),
    }
}

fn show(app: &mut App, what: Outgoing, env: Env) {
    let mut values = Vec::new();
    let lines = match &what {
        Outgoing::Paper(wanted) => build(app, wanted, env).map(|paper| {
            let copied = paper.values().into_iter().filter(|_| paper.one_line);
            values = copied.map(|(label, value)| (label.to_owned(), value.to_owned())).collect();
            let mut lines = before(app, wanted, &paper, env);
            lines.extend(paper.plain_text_within(PREVIEW).lines().map(str::to_owned));
            lines
        }),
        Outgoing::ReadyMade(made) => {
            Ok(made.paper.plain_text_within(PREVIEW).lines().map(str::to_owned).collect())
        }
        Outgoing::Export(export) => {
            Ok(with_source(app, env, |source| preview(*export, source)).unwrap_or_default())
        }
    };
    match lines {
        Ok(lines) => {
            let lines: Vec<String> = lines;
            let page = Page::new(String::new(), lines.into_iter().map(Line::Text).collect());
            app.layers.push(Preview {
                what,
                format: Format::default(),
                page,
                shift: 0,
                is_wider: false,
                values,
            });
            entitle(app, env);
        }
        Err(why) => app.tell(why, Tone::Error),
    }
}

/// What is to be looked at before a report goes, above it; nothing above one that is kept as it was written.
fn before(app: &App, wanted: &Wanted, paper: &Paper, env: Env) -> Vec<String> {
    let Some(session) = app.session().filter(|_| !is_kept(app, wanted)) else { return Vec::new() };
    let (desk, lang) = (&session.desk, app.lang());
    let before = Before {
        register: &desk.register,
        policy: &app.settings.policy,
        findings: &desk.findings,
        today: env.today(),
        lang,
    };
    let lines = before.sending(wanted.kind, wanted.about.as_deref(), paper);
    if lines.is_empty() {
        return lines;
    }
    let said = lines.iter().flat_map(|line| wrap(&format!("・{line}"), PREVIEW));
    let title = [PaperWord::BeforeTitle.say(lang).to_owned()];
    title.into_iter().chain(said).chain(["─".repeat(PREVIEW / 2), String::new()]).collect()
}

/// Says above the preview what will be written.
fn entitle(app: &mut App, env: Env) {
    let lang = app.lang();
    let Some(preview) = app.layers.top::<Preview>() else { return };
    let title = match &preview.what {
        Outgoing::Paper(wanted) => {
            let report = report_label(app, wanted, env);
            let of_record = || app.session().map(|session| called(session, wanted, lang));
            let label = report
                .or_else(of_record)
                .unwrap_or_else(|| paper_label(wanted.kind, &app.settings.policy, lang).into_owned());
            let names = match wanted.names {
                _ if is_kept(app, wanted) => PaperWord::AsItWasWritten.say(lang).to_owned(),
                _ if wanted.kind.is_for_a_group() => PaperWord::NamesOfLetter.say(lang).to_owned(),
                None => PaperWord::ByForm.fill(lang, &[naming_label(names_of_form(app, wanted)).say(lang)]),
                Some(chosen) => naming_label(chosen).say(lang).to_owned(),
            };
            PaperWord::PreviewTitle.fill(lang, &[&label, preview.format.name(lang), &names])
        }
        Outgoing::ReadyMade(made) => {
            let names = PaperWord::NamesShown.say(lang);
            PaperWord::PreviewTitle.fill(lang, &[&made.name, preview.format.name(lang), names])
        }
        Outgoing::Export(export) => {
            let names = naming_label(export.names).say(lang);
            ExportWord::PreviewTitle.fill(lang, &[export.kind.label().say(lang), names])
        }
    };
    if let Some(preview) = app.layers.top_mut::<Preview>() {
        preview.page.title = title;
    }
}

/// Whom a paper names unless somebody says otherwise.
fn names_of_form(app: &App, wanted: &Wanted) -> Naming {
    template_names(wanted.kind, app.settings.forms.as_deref(), &app.settings.policy).unwrap_or_default()
}

/// The number and the kind of the report that a paper is, where it is one.
fn report_label(app: &App, wanted: &Wanted, env: Env) -> Option<String> {
    let lang = app.lang();
    let register = &app.session()?.desk.register;
    if let Some(report) = wanted.next_report(register, env.today()) {
        let draft = if write(app).is_ok() { "" } else { PaperWord::Draft.say(lang) };
        return Some(format!("{}{draft}", papers::report_label(&report, lang)));
    }
    is_kept(app, wanted).then(|| wanted.about.clone()).flatten()
}

/// Whether a paper is a report that was written already and stays as it was.
fn is_kept(app: &App, wanted: &Wanted) -> bool {
    let Some((number, session)) = wanted.about.as_deref().zip(app.session()) else { return false };
    wanted.kind.addressee().is_some() && session.desk.register.report(number).is_some()
}

/// What is about to be written: in the preview, or where its place is typed.
pub fn outgoing(app: &App) -> Option<&Outgoing> {
    if let Some(preview) = app.layers.top::<Preview>() {
        return Some(&preview.what);
    }
    app.layers.top::<Prompt>()?.purpose().map(|Place(what)| what)
}

/// Goes on to the next format, in the preview or in the place that is being typed.
fn next_format(app: &mut App, env: Env) {
    if let Some(preview) = app.layers.top_mut::<Preview>() {
        preview.format = preview.format.next();
        entitle(app, env);
    } else if let Some(prompt) = app.layers.top_mut::<Prompt>() {
        let path = with_next_format(prompt.input.text());
        prompt.input = TextInput::with_text(&path.display().to_string());
        prompt.message = None;
    }
}

/// Another kind of report: the first, a further one, the final one.
fn next_stage(app: &mut App, env: Env) {
    let Some(Outgoing::Paper(wanted)) = outgoing(app) else { return };
    let Some(report) = next_report(app, wanted, env) else { return };
    let place = ReportStage::ALL.iter().position(|stage| *stage == report.stage).unwrap_or(0);
    let stage = ReportStage::ALL.iter().cycle().nth(place + 1).copied();
    let wanted = Wanted { stage, ..wanted.clone() };
    if app.layers.is_top::<Preview>() {
        again(app, Outgoing::Paper(wanted), env);
        return;
    }
    let question = place_question(app, &Outgoing::Paper(wanted.clone()), env);
    if let Some(prompt) = app.layers.top_mut::<Prompt>() {
        prompt.purpose = Box::new(Place(Outgoing::Paper(wanted)));
        prompt.question = question;
    }
}

/// Moves a wide paper under the window by half of an upright sheet.
fn pan(app: &mut App, right: bool) {
    if let Some(preview) = app.layers.top_mut::<Preview>() {
        let by = Sheet::Portrait.cells() / 2;
        preview.shift = if right { preview.shift + by } else { preview.shift.saturating_sub(by) };
    }
}

/// Goes on to the next degree of naming people; the form's own is left to the form.
fn switch_names(app: &mut App, env: Env) {
    let Some(preview) = app.layers.top::<Preview>() else { return };
    let what = match &preview.what {
        Outgoing::Paper(wanted) => {
            let of_form = names_of_form(app, wanted);
            let next = wanted.names.unwrap_or(of_form).next();
            let names = Some(next).filter(|names| *names != of_form);
            Outgoing::Paper(Wanted { names, ..wanted.clone() })
        }
        Outgoing::ReadyMade(_) => return,
        Outgoing::Export(export) => Outgoing::Export(export.switched()),
    };
    again(app, what, env);
}

/// Shows the preview anew, at the same place.
fn again(app: &mut App, what: Outgoing, env: Env) {
    let Some(before) = app.layers.pop_top::<Preview>() else { return };
    show(app, what, env);
    match app.layers.top_mut::<Preview>() {
        Some(preview) => {
            (preview.format, preview.page.scroll, preview.shift) =
                (before.format, before.page.scroll, before.shift);
        }
        None => app.layers.push(before),
    }
    entitle(app, env);
}

/// Asks where what is in the preview goes.
fn ask_path(app: &mut App, env: Env) {
    let Some(preview) = app.layers.top::<Preview>() else { return };
    let (what, format) = (preview.what.clone(), preview.format);
    ask(app, what, format, env);
}

/// Asks where the report of the selected incident goes: a page to sign and to send, unless its ending is changed.
pub fn ask_report(app: &mut App, env: Env) {
    let Some(session) = app.session() else { return };
    let led = app.layers.last().and_then(Layer::record);
    let selected = || match session.selected()? {
        RowKey::Record(key) => Some(key),
        _ => None,
    };
    let Some(RecordKey::Incident(id)) = led.or_else(selected) else { return };
    ask(app, Outgoing::Paper(Wanted::new(PaperKind::Incident, Some(id.to_string()))), Format::Pdf, env);
}

/// Asks where a report goes that is written anew.
pub fn ask_anew_for(app: &mut App, report: &Outdated, env: Env) {
    let group = report.group.as_ref().map(ToString::to_string);
    let kind = PaperKind::report_to(report.to);
    let wanted = Wanted { group, ..Wanted::new(kind, Some(report.incident.to_string())) };
    ask(app, Outgoing::Paper(wanted), Format::Pdf, env);
}

/// Asks for the place again, with the name that it has now, and says why.
pub fn ask_anew(app: &mut App, what: Outgoing, format: Format, why: String, env: Env) {
    ask(app, what, format, env);
    if let Some(prompt) = app.layers.top_mut::<Prompt>() {
        prompt.message = Some(why);
    }
}

fn ask(app: &mut App, what: Outgoing, format: Format, env: Env) {
    let lang = app.lang();
    let register = match &app.stage {
        Stage::Open(session) => &session.desk.register,
        Stage::Door(door) => match &door.kind {
            Kind::Recovery { opened: Some(opened), .. } => &opened.register,
            _ => return,
        },
    };
    match file_name(app, register, &what, format, env) {
        Ok(name) => {
            let path = app.settings.report_dir.join(name);
            let layer = prompt(app, what, &path.display().to_string(), None, env);
            app.layers.push(layer);
        }
        Err(why) => app.tell(PaperWord::NotMade.fill(lang, &[&why.message(lang)]), Tone::Error),
    }
}

fn file_name(
    app: &App,
    register: &Register,
    what: &Outgoing,
    format: Format,
    env: Env,
) -> Result<String, PaperError> {
    match what {
        Outgoing::Paper(wanted) => {
            let forms = app.settings.forms.as_deref();
            let (id, group) = (wanted.about.as_deref(), wanted.group.as_deref());
            let options = PaperOptions { id, group, forms, ..PaperOptions::default() };
            let policy = &app.settings.policy;
            paper_file_name(wanted.kind, register, policy, env.today(), &options, format.ending())
        }
        Outgoing::ReadyMade(made) => {
            Ok(documents::file_name(register.office(), &made.name, env.today(), Some(format.ending())))
        }
        Outgoing::Export(export) => Ok(export.kind.file_name(register, env.today())),
    }
}

/// What is asked for where a place is typed: also which report it is that will be recorded.
fn place_question(app: &App, what: &Outgoing, env: Env) -> String {
    let lang = app.lang();
    match what {
        Outgoing::Paper(wanted) if wanted.key.is_some() => Word::AskKeyPath.say(lang).to_owned(),
        Outgoing::Paper(wanted) => papers::place_question(report_label(app, wanted, env).as_deref(), lang),
        Outgoing::ReadyMade(_) => papers::place_question(None, lang),
        Outgoing::Export(export) => match export.kind {
            ExportKind::Workbook | ExportKind::Calendar => ExportWord::AskFile,
            ExportKind::Csv | ExportKind::CsvCp932 => ExportWord::AskFolder,
            ExportKind::Evidence => ExportWord::AskPack,
        }
        .say(lang)
        .to_owned(),
    }
}

/// The question for a place, with what was typed before and why it was not taken.
pub fn prompt(app: &App, what: Outgoing, path: &str, message: Option<String>, env: Env) -> Prompt {
    let question = place_question(app, &what, env);
    let prompt = Prompt::new(question, path, Place(what));
    Prompt { message, ..prompt }
}

/// The recovery key on the screen, where one is.
pub fn shown_key(app: &App) -> Option<&Zeroizing<String>> {
    match &app.stage {
        Stage::Door(door) => match &door.kind {
            Kind::Recovery { key, .. } => Some(key),
            _ => None,
        },
        Stage::Open(_) => app.layers.all::<sheet::Sheet>().find_map(|sheet| match &sheet.errand {
            Errand::CopyKey(key) => Some(key),
            _ => None,
        }),
    }
}

/// Says what a file with the recovery key means before it is written.
pub fn warn_of_key_sheet(app: &mut App) {
    if shown_key(app).is_some() {
        let question = PaperWord::KeyWarning.say(app.lang()).to_owned();
        app.layers.push(Confirm::new(question, Answers::KEY_SHEET, |app, env, _| ask_key_path(app, env)));
    }
}

/// Asks where the sheet of the recovery key goes.
fn ask_key_path(app: &mut App, env: Env) {
    if let Some(key) = shown_key(app).cloned() {
        let wanted = Wanted { key: Some(key), ..Wanted::new(PaperKind::RecoveryKey, None) };
        ask(app, Outgoing::Paper(wanted), Format::Pdf, env);
    }
}
