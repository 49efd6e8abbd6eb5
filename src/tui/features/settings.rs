//! 設定: what the office settles itself, and another policy in the place of the one in force. What a change does to today's
//! findings is said before it is recorded.

use crate::{
    documents::policy_with_forms,
    policy::{AS_SHIPPED, Chosen, NewerEdition, OfficeSetting, Policy, PolicyError, simulation::PolicyStep},
    register::{Date, Lang, records::PolicySheet},
    store::AccountRole,
    tui::{
        app::{
            App, Effect, Env, Next,
            allowed::{always, write},
            binding::{Binding, row},
            typed_place::place,
        },
        keys::{Ctx, ch, ctrl, f},
        layers::{
            Answers, Confirm, Done, Prompt, Purpose, Taken,
            picker::{Item, Picker},
        },
        recording::commit::{carry_asked, doubts_about},
        terminal::{
            input::Key,
            tone::Tone,
            width::{self, visible},
        },
        words::{PolicyWord, Word},
    },
};

/// Shift+F9, and F21 on terminals that count on from F12.
const ANYWHERE: &[Key] = &[Key { shift: true, ..f(9) }];

pub static KEYS: &[Binding] = &[
    row(Ctx::Anywhere, ANYWHERE, Word::KeySettings, 0, always, |app, _, _| open(app, None)).or(&[f(21)]),
    row(Ctx::Office, &[ch('s'), ctrl('r')], Word::KeySettings, 4, always, |app, _, _| open(app, None)),
];

/// What a row of the list is.
#[derive(Clone, PartialEq)]
enum Row {
    Setting(OfficeSetting),
    Newer(NewerEdition),
    /// Other policies that come with the program.
    Others,
}

/// Why the account changes none of it.
fn closed(app: &App) -> Option<String> {
    let lang = app.lang();
    if let Err(reason) = write(app) {
        return Some(reason.say(lang).to_owned());
    }
    if app.settings.policy_of.is_none() {
        return Some(PolicyWord::NotWithOnce.say(lang).to_owned());
    }
    let role = app.session().and_then(|session| session.role);
    let administers = role.is_none_or(|role| role == AccountRole::Administrator);
    (!administers).then(|| PolicyWord::AdministratorsOnly.say(lang).to_owned())
}

/// Shows the list, with a setting selected.
fn open(app: &mut App, at: Option<OfficeSetting>) {
    let lang = app.lang();
    let reason = closed(app);
    let Some(session) = app.session() else { return };
    let (policy, register) = (&session.desk.policy, &session.desk.register);
    let (sheet, office) = (register.policy(), register.office());
    let mut rows: Vec<(String, String, Row)> = Vec::new();
    if let Some(newer) = NewerEdition::of(sheet) {
        let label = PolicyWord::TakeNewer.fill(lang, &[&newer.waits]);
        rows.push((newer.judges.clone(), label, Row::Newer(newer)));
    }
    for setting in policy.office_settings() {
        let said = |value| policy.setting_text(setting, value, lang);
        let now = policy.chosen(setting, office);
        let was = policy.as_left().chosen(setting, office);
        let label = policy.setting_label(setting, lang);
        let label = if was != now && setting.range().is_some() {
            PolicyWord::Shipped.fill(lang, &[&label, &said(was)])
        } else {
            label
        };
        rows.push((said(now), label, Row::Setting(setting)));
    }
    rows.push((String::new(), PolicyWord::TakePolicy.say(lang).to_owned(), Row::Others));
    let widest = rows.iter().map(|(value, ..)| width::cells(value)).max().unwrap_or_default();
    let place = at.and_then(|at| rows.iter().position(|(_, _, row)| *row == Row::Setting(at)));
    let items = rows.into_iter().map(|(value, label, row)| {
        let name = match &row {
            Row::Setting(setting) => setting.name(),
            Row::Newer(_) | Row::Others => "policy".to_owned(),
        };
        // The end of a long line is cut: the value stands first.
        let item = Item::new(format!("{}  {label}", width::fit(&value, widest)), [name.as_str()]);
        (Item { reason: reason.clone(), ..item }, row)
    });
    let title = PolicyWord::ListTitle.fill(lang, &[policy.title(lang)]);
    let picker = Picker::new(title, items.collect::<Vec<_>>(), |app, row, env, _| chosen(app, row, env));
    app.layers.push(picker.at(place.unwrap_or_default()));
}

/// A policy that comes with the program.
fn taken(id: &str, sheet: &PolicySheet, today: Date) -> Result<Policy, PolicyError> {
    Policy::of(&Policy::take_shipped(id, sheet, today)?)
}

fn chosen(app: &mut App, row: Row, env: Env) {
    let lang = app.lang();
    let Some(session) = app.session() else { return };
    let (policy, register) = (&session.desk.policy, &session.desk.register);
    let sheet = match row {
        Row::Setting(setting) => {
            let now = policy.chosen(setting, register.office());
            let question = question(policy, setting, lang);
            let text = if now == Chosen::NotRecorded { String::new() } else { now.typed() };
            app.layers.push(Prompt::new(question, &text, Typing(setting)));
            return;
        }
        Row::Newer(newer) => newer.taken(register.policy(), env.today()),
        Row::Others => {
            others(app);
            return;
        }
    };
    take(app, sheet, env);
}

/// Offers the other policies that come with the program, and one of a file.
fn others(app: &mut App) {
    let lang = app.lang();
    let Some(session) = app.session() else { return };
    let (sheet, today) = (session.desk.register.policy(), session.desk.today);
    let now = session.desk.policy.id();
    let ids = Policy::shipped_ids();
    let offered = ids.split(", ").filter(|id| *id != now).map(|id| {
        let title = taken(id, sheet, today).map_or_else(
            |_| id.to_owned(),
            |policy| PolicyWord::Judged.fill(lang, &[policy.title(lang), &policy.edition(lang)]),
        );
        (Item::new(title, [id]), Some(id.to_owned()))
    });
    let file = (Item::new(PolicyWord::FromFile.say(lang).to_owned(), ["file"]), None);
    let offered: Vec<_> = offered.chain([file]).collect();
    let picker = Picker::new(PolicyWord::TakePolicy.say(lang), offered, |app, id: Option<String>, env, _| {
        let Some(id) = id else {
            app.layers.push(Prompt::new(PolicyWord::AskFile.say(app.lang()), "", Place));
            return;
        };
        let Some(session) = app.session() else { return };
        let sheet = Policy::take_shipped(&id, session.desk.register.policy(), env.today());
        take(app, sheet, env);
    });
    app.layers.push(picker);
}

/// The place of a policy file is typed or pasted.
struct Place;

impl Purpose for Place {
    fn handle(&self, typed: &str, app: &mut App, _env: Env, effects: &mut Vec<Effect>) -> Taken {
        if typed.is_empty() {
            return Err(Word::FieldNeeded.fill(app.lang(), &[PolicyWord::AskFile.say(app.lang())]));
        }
        let home = app.settings.home.as_deref();
        let folder = home.unwrap_or(&app.settings.report_dir);
        effects.push(Effect::ReadPolicy(place(typed, folder, home)));
        Ok(Done::Shown)
    }
}

/// A policy file was read: what it would change is shown before it is taken.
pub fn read(app: &mut App, outcome: Result<String, String>, env: Env) {
    if let Some(reason) = closed(app) {
        return app.tell(reason, Tone::Plain);
    }
    let Some(session) = app.session() else { return };
    match outcome {
        Ok(text) => {
            let sheet = Policy::take_file(&text, session.desk.register.policy(), env.today());
            let sheet = sheet.and_then(|sheet| {
                policy_with_forms(&sheet)?;
                Ok(sheet)
            });
            take(app, sheet, env);
        }
        Err(why) => app.tell(why, Tone::Error),
    }
}

/// Shows which findings another policy makes go and come, and takes it where that is meant.
fn take(app: &mut App, sheet: Result<PolicySheet, PolicyError>, env: Env) {
    let lang = app.lang();
    let Some(session) = app.session() else { return };
    let (policy, register) = (&session.desk.policy, &session.desk.register);
    match sheet.and_then(|sheet| PolicyStep::to(sheet, register, policy, env.today())) {
        Ok(step) if step.changes_nothing() => {
            app.tell(PolicyWord::NothingChanged.say(lang), Tone::Plain);
        }
        Ok(step) => simulate(app, step, 0),
        Err(error) => app.tell(error.message(lang), Tone::Error),
    }
}

/// The findings that go and come as a list to look through; its first row takes the policy.
fn simulate(app: &mut App, step: PolicyStep, at: usize) {
    let lang = app.lang();
    let Some(session) = app.session() else { return };
    let (desk, today) = (&session.desk, session.desk.today);
    let lists = [
        (PolicyWord::ThatGoes, step.simulation.gone(), &*desk.policy),
        (PolicyWord::ThatComes, step.simulation.come(), &step.policy),
    ];
    let rows = lists.into_iter().flat_map(|(word, findings, policy)| {
        findings.into_iter().map(move |finding| {
            let said = policy.sentence(finding, &desk.register, today, lang);
            Item::new(word.fill(lang, &[&visible(&said)]), [finding.rule.name()])
        })
    });
    let first = Item { always: true, ..Item::new(PolicyWord::TakeIt.say(lang).to_owned(), []) };
    let items: Vec<(Item, usize)> = std::iter::once(first).chain(rows).zip(0..).collect();
    let title = PolicyWord::Judged.fill(lang, &[&step.say(lang), &step.policy.edition(lang)]);
    let picker = Picker::new(title, items, move |app, row, _, _| match row {
        0 => ask(app, step, None),
        // A finding is there to be read.
        row => simulate(app, step, row),
    });
    app.layers.push(picker.at(at));
}

/// What is asked for, with the article and the bounds.
fn question(policy: &Policy, setting: OfficeSetting, lang: Lang) -> String {
    let label = policy.setting_label(setting, lang);
    let article = policy.setting_article(setting, lang);
    let bounds = match setting.range() {
        Some((least, greatest)) => {
            let off = if setting.may_be_off() { " / off" } else { "" };
            format!("{least}-{greatest}{off}")
        }
        None => setting.words().to_owned(),
    };
    PolicyWord::AskValue.fill(lang, &[&label, &article, &bounds, AS_SHIPPED])
}

/// A setting is typed.
struct Typing(OfficeSetting);

impl Purpose for Typing {
    fn handle(&self, typed: &str, app: &mut App, env: Env, _: &mut Vec<Effect>) -> Taken {
        let lang = app.lang();
        let session = app.session().ok_or_else(String::new)?;
        let (policy, register) = (&session.desk.policy, &session.desk.register);
        let step = PolicyStep::set(&self.0.name(), typed, register, policy, env.today());
        let step = step.map_err(|fault| fault.message(lang))?;
        if step.setting.is_some_and(|(_, was, is)| was == is) {
            return Err(PolicyWord::NothingChanged.say(lang).to_owned());
        }
        ask(app, step, Some(self.0));
        Ok(Done::Recorded)
    }
}

/// Says what a change does and asks whether it is meant; after it the list is there again.
fn ask(app: &mut App, step: PolicyStep, at: Option<OfficeSetting>) {
    const ANSWERS: Answers = Answers::CHANGE;
    let lang = app.lang();
    let said = step.say(lang);
    let question = PolicyWord::AskChange.fill(lang, &[&said]);
    app.layers.push(Confirm::new(question, ANSWERS, move |app, env, effects| {
        // What it does was said just now.
        let asked = doubts_about(app, &step.command);
        app.layers.pop_top::<Prompt>();
        let next = Next::then(move |app, _, _| open(app, at));
        if carry_asked(app, &step.command, next, &asked, env, effects)
            && let Some(pending) = &mut app.pending
        {
            pending.notice.clone_from(&said);
            pending.label = said;
        }
    }));
}
