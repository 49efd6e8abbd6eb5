//! The keys of the overview.

use crate::{
    documents::PaperKind,
    policy::{
        Finding,
        overview::{Month, duty_of},
    },
    tui::{
        app::{
            App, Request,
            allowed::always,
            binding::{Binding, row},
        },
        keys::{Ctx, ch, ctrl, f},
        layers::moving::{back, bottom, down, page_down, page_up, top, up},
        lists::{RowKey, Tab},
        terminal::{input::Key, tone::Tone},
        words::{OverviewWord, Reason, Word},
    },
};

use super::{Course, OverviewPage};

pub static KEYS: &[Binding] = &[
    opens(Ctx::Today, 9),
    opens(Ctx::Office, 4),
    row(Ctx::Overview, &[Key::ENTER], Word::KeyItsFindings, 1, has_findings, |app, _, _| findings(app)),
    row(Ctx::Overview, &[f(6)], Word::KeyMonthlyPaper, 2, always, |app, _, _| {
        app.request(Request::Paper(PaperKind::Monthly));
    }),
    row(Ctx::Overview, &[Key::LEFT], Word::KeyEarlierMonth, 3, course_is_known, |app, _, _| {
        turn(app, true);
    }),
    row(Ctx::Overview, &[Key::RIGHT], Word::KeyLaterMonth, 4, course_is_known, |app, _, _| {
        turn(app, false);
    }),
    back(Ctx::Overview, 5).or(&[ch('q')]),
    up(Ctx::Overview).or(&[ch('k')]),
    down(Ctx::Overview).or(&[ch('j')]),
    page_up(Ctx::Overview),
    page_down(Ctx::Overview).or(&[Key::SPACE]),
    top(Ctx::Overview),
    bottom(Ctx::Overview),
];

const fn opens(ctx: Ctx, bar: u8) -> Binding {
    row(ctx, const { &[ch('v'), ctrl('s')] }, Word::KeyOverview, bar, always, |app, _, _| open(app))
}

fn open(app: &mut App) {
    let Some(session) = app.session_mut() else { return };
    session.asked = session.asked.wrapping_add(1);
    let page = OverviewPage::new(&session.desk, session.asked);
    app.layers.push(page);
}

/// The first of what is found today of the selected duty.
fn found(app: &App) -> Option<&Finding> {
    let duty = app.layers.top::<OverviewPage>()?.selected()?;
    app.session()?.desk.findings.iter().find(|finding| duty_of(finding) == duty)
}

fn has_findings(app: &App) -> Result<(), Reason> {
    found(app).map(|_| ()).ok_or(Reason::NothingFound)
}

fn course_is_known(app: &App) -> Result<(), Reason> {
    let page = app.layers.top::<OverviewPage>();
    match page.map(|page| &page.course) {
        Some(Course::Known(_)) | None => Ok(()),
        Some(Course::Wanted | Course::Awaited) => Err(Reason::CourseComes),
        Some(Course::Failed(_)) => Err(Reason::NoCourse),
    }
}

/// Goes to what is found today of the selected duty.
fn findings(app: &mut App) {
    let Some((rule, first)) = found(app).map(|finding| (finding.rule, RowKey::of(finding))) else { return };
    app.layers.pop();
    let lang = app.lang();
    let Some(session) = app.session_mut() else { return };
    let label = session.desk.policy.rule_label(rule, lang).to_owned();
    session.lists[Tab::Today.place()].show_duty(rule);
    session.go(Tab::Today);
    let (list, desk) = session.list_and_desk();
    list.select(desk, &first);
    app.tell(OverviewWord::OnlyThis.fill(lang, &[&label]), Tone::Plain);
}

fn turn(app: &mut App, earlier: bool) {
    if let Some(page) = app.layers.top_mut::<OverviewPage>() {
        page.turn_month(earlier);
    }
}

/// The months were read, or could not be.
pub fn receive(app: &mut App, ticket: u32, months: &Result<Vec<Month>, String>) {
    for page in app.layers.all_mut::<OverviewPage>() {
        page.receive(ticket, months.clone());
    }
}
