//! 期日の予定: what falls due in the next weeks, week by week, with the empty ones.

use crate::{
    policy::{
        Urgency,
        calendar::{Calendar, Due, What, calendar},
    },
    register::{AddedName, Date, Lang, subject::Subject},
    tui::{
        app::{
            App, Env,
            allowed::always,
            binding::{Binding, row},
        },
        desk::{Desk, subject_name},
        keys::{Ctx, ch, f},
        layers::{
            moving::{back, bottom, down, page_down, page_up, top, up},
            rows::{Listing, Row, Rows, join},
        },
        recording::open::go_to,
        terminal::{input::Key, tone::Tone},
        widgets::scroll::ListPlace,
        words::{Reason, RowsWord, Word},
    },
};

/// How many weeks are shown, the present one included.
pub const WEEKS: u16 = 12;

/// The calendar as rows.
pub struct Weeks {
    rows: Vec<Row>,
    subjects: Vec<Option<Subject>>,
    overdue: usize,
    ahead: usize,
}

impl Weeks {
    /// The next weeks of a register.
    pub fn of(desk: &Desk) -> Self {
        let lang = desk.lang;
        let Calendar { overdue, weeks } = calendar(&desk.register, &desk.policy, desk.today, WEEKS);
        let ahead = weeks.iter().map(|week| week.dues.len()).sum();
        let mut all = Self { rows: Vec::new(), subjects: Vec::new(), overdue: overdue.len(), ahead };
        if !overdue.is_empty() {
            all.heading(&RowsWord::CalendarOverdue.fill(lang, &[&overdue.len().to_string()]));
            for due in &overdue {
                all.due(due, desk);
            }
        }
        for (place, week) in weeks.iter().enumerate() {
            let days = RowsWord::CalendarWeek
                .fill(lang, &[&week.monday.to_string(), &short(week.monday.plus_days(6))]);
            let which = match place {
                0 => RowsWord::CalendarThisWeek.say(lang).to_owned(),
                1 => RowsWord::CalendarNextWeek.say(lang).to_owned(),
                _ => RowsWord::CalendarInWeeks.fill(lang, &[&place.to_string()]),
            };
            let count = match week.dues.len() {
                0 => RowsWord::CalendarNothing.say(lang).to_owned(),
                count => Word::Count.fill(lang, &[&count.to_string()]),
            };
            all.heading(&format!("{days}  {which}  {count}"));
            for due in &week.dues {
                all.due(due, desk);
            }
        }
        all
    }

    fn heading(&mut self, text: &str) {
        self.rows.push(Row { cells: vec![text.to_owned()], heading: true, tone: Tone::Plain });
        self.subjects.push(None);
    }

    fn due(&mut self, due: &Due, desk: &Desk) {
        let lang = desk.lang;
        let what = match &due.what {
            What::Duty { rule, detail: None } => desk.policy.rule_label(*rule, lang).to_owned(),
            What::Duty { rule, detail } => finding_label(due, desk).unwrap_or_else(|| {
                let added = detail.as_deref().and_then(AddedName::new);
                desk.policy.duty_label((*rule, added), lang).to_owned()
            }),
            What::WaiverEnds { waiver } => {
                let rule = desk.register.waivers().get(*waiver as usize).map(|row| row.rule.as_str());
                let rule = rule.and_then(crate::policy::Rule::from_name);
                let rule = rule.map_or("", |rule| desk.policy.rule_label(rule, lang));
                RowsWord::CalendarWaiverEnds.fill(lang, &[rule])
            }
        };
        let days = due.day.days_since(desk.today);
        let tone = match days {
            ..0 => Tone::of(Urgency::Overdue),
            0..=14 => Tone::of(Urgency::Soon),
            _ => Tone::Plain,
        };
        let left = match days {
            0 => RowsWord::CalendarToday.say(lang).to_owned(),
            1.. => RowsWord::CalendarDaysLeft.fill(lang, &[&days.to_string()]),
            ..0 => RowsWord::CalendarDaysOver.fill(lang, &[&(-days).to_string()]),
        };
        let cells = vec![with_weekday(due.day, lang), left, what, subject_name(desk, &due.subject)];
        self.rows.push(Row { cells, heading: false, tone });
        self.subjects.push(Some(due.subject.clone()));
    }

    /// What the selected row is about.
    pub fn subject(&self, place: ListPlace) -> Option<&Subject> {
        self.subjects.get(place.selected(self.subjects.len())?)?.as_ref()
    }
}

impl Rows for Weeks {
    fn ctx(&self) -> Ctx {
        Ctx::Weeks
    }

    fn title(&self) -> RowsWord {
        RowsWord::CalendarTitle
    }

    fn rows(&self) -> &[Row] {
        &self.rows
    }

    fn summary(&self, lang: Lang) -> String {
        join(&[
            &RowsWord::CalendarOverdue.fill(lang, &[&self.overdue.to_string()]),
            &RowsWord::CalendarAhead.fill(lang, &[&WEEKS.to_string(), &self.ahead.to_string()]),
        ])
    }

    fn made_for(&self) -> &'static [u16] {
        &[16, 10, 14, 12]
    }
}

pub static KEYS: &[Binding] = &[
    row(Ctx::Weeks, &[Key::ENTER, Key::RIGHT], Word::KeyToRecord, 1, leads_to_record, |app, env, _| {
        to_record(app, env);
    }),
    back(Ctx::Weeks, 2).or(&[ch('q'), Key::LEFT]),
    up(Ctx::Weeks).or(&[ch('k')]),
    down(Ctx::Weeks).or(&[ch('j')]),
    page_up(Ctx::Weeks),
    page_down(Ctx::Weeks).or(&[Key::SPACE]),
    top(Ctx::Weeks),
    bottom(Ctx::Weeks),
    row(Ctx::Anywhere, &[ch('C'), f(10)], Word::KeyCalendar, 0, always, |app, _, _| {
        open(app);
    }),
];

fn leads_to_record(app: &App) -> Result<(), Reason> {
    match app.layers.top::<Listing<Weeks>>() {
        Some(listing) if listing.of.subject(listing.place).is_some() => Ok(()),
        _ => Err(Reason::NoRow),
    }
}

fn open(app: &mut App) {
    let weeks = app.session().map(|session| Weeks::of(&session.desk));
    app.layers.extend(weeks.map(Listing::new));
}

/// Goes to the record of the selected row of the calendar.
fn to_record(app: &mut App, env: Env) {
    let subject = app.layers.top::<Listing<Weeks>>().and_then(|listing| listing.of.subject(listing.place));
    if let Some(subject) = subject.cloned() {
        app.layers.pop();
        go_to(app, &subject, env);
    }
}

/// What the finding behind a due day is called, where it is found today already.
fn finding_label(due: &Due, desk: &Desk) -> Option<String> {
    let What::Duty { rule, detail } = &due.what else { return None };
    let found = desk.findings.iter().find(|finding| {
        finding.rule == *rule
            && finding.subject == due.subject
            && finding.detail.as_ref().map(ToString::to_string) == *detail
    })?;
    Some(desk.policy.label(found, desk.lang))
}

fn short(day: Date) -> String {
    format!("{:02}-{:02}", day.month(), day.day())
}

/// A day with the day of its week.
pub fn with_weekday(day: Date, lang: Lang) -> String {
    let names = match lang {
        Lang::Ja => ["月", "火", "水", "木", "金", "土", "日"],
        Lang::En => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    };
    let name = names.get(day.weekday()).copied().unwrap_or_default();
    match lang {
        Lang::Ja => format!("{day}（{name}）"),
        Lang::En => format!("{day} {name}"),
    }
}
