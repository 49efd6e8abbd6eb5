//! The round (棚卸し) on the screen: the groups, how far each is, and the summary at its end.

use ratatui::layout::{Position, Rect};

use crate::{
    policy::round::{self, RoundSummary, Scope, State},
    register::{Date, Lang, id::GroupId, review::Progress},
    tui::{
        app::{Layer, Scene},
        desk::Desk,
        keys::Ctx,
        terminal::{buffer::Buffer, tone::Tone, width::visible},
        widgets::{columns::Columns, lines::Line, scroll::ListPlace},
        words::ReviewWord,
    },
};

use super::{minutes_said, view::draw_round};

/// A group of the round; every text is safe to show.
pub struct RoundRow {
    /// Which.
    pub group: GroupId,
    /// What it is called.
    pub name: String,
    /// The last good day for its review.
    pub due: String,
    /// How far it is.
    pub state: String,
    /// What came of it.
    pub result: String,
    /// How pressing it is.
    pub tone: Tone,
}

/// The round on the screen.
pub struct Round {
    /// Which groups it is about.
    pub scope: Scope,
    /// Since when a signature counts.
    pub since: Option<Date>,
    /// The groups: done, in progress, waiting.
    pub rows: Vec<RoundRow>,
    /// The selected one.
    pub place: ListPlace,
    /// How many are done, and of how many.
    pub progress: (usize, usize),
    /// The group to go on with.
    pub next: Option<GroupId>,
    /// A signature is on its way: the next group follows by itself.
    pub go_on: bool,
    pub(super) columns: Columns,
}

impl Round {
    /// The round over the groups that are due.
    pub fn new(desk: &Desk) -> Self {
        let mut round = Self {
            scope: Scope::Due,
            since: None,
            rows: Vec::new(),
            place: ListPlace::new(),
            progress: (0, 0),
            next: None,
            go_on: false,
            columns: Columns::default(),
        };
        round.refresh(desk);
        round.select_next();
        round
    }

    /// Reads the register again.
    pub fn refresh(&mut self, desk: &Desk) {
        let lang = desk.lang;
        let here = self.selected().map(|row| row.group.clone());
        let now = as_it_stands(desk, self.scope);
        self.since = Some(now.since);
        self.progress = now.progress();
        self.next = now.next().cloned();
        self.rows = now
            .groups
            .iter()
            .map(|row| {
                let sheet = &row.group.sheet;
                let overdue = row.due.is_some_and(|due| due < desk.today);
                let (state, result, tone) = match row.state {
                    State::Done(place) => {
                        let review = row.group.reviews.get(place as usize);
                        let on = review.and_then(|review| review.signed_on).map(|day| day.to_string());
                        let Progress { kept, removed, asked, .. } =
                            review.map(Progress::of).unwrap_or_default();
                        let counts = [kept, removed, asked].map(|n| n.to_string());
                        (
                            ReviewWord::RoundDone.fill(lang, &[&on.unwrap_or_default()]),
                            ReviewWord::RoundResult.fill(lang, &counts.each_ref().map(String::as_str)),
                            Tone::Good,
                        )
                    }
                    State::InProgress(progress) => {
                        let counts = [progress.decided(), progress.all].map(|n| n.to_string());
                        let said =
                            ReviewWord::RoundInProgress.fill(lang, &counts.each_ref().map(String::as_str));
                        (said, String::new(), Tone::Soon)
                    }
                    State::Waiting => {
                        let tone = if overdue { Tone::Overdue } else { Tone::Plain };
                        (ReviewWord::RoundWaiting.say(lang).to_owned(), String::new(), tone)
                    }
                };
                RoundRow {
                    group: sheet.id.clone(),
                    name: visible(sheet.name.as_deref().unwrap_or(sheet.id.as_str())).into_owned(),
                    due: row.due.map(|day| day.to_string()).unwrap_or_default(),
                    state,
                    result,
                    tone,
                }
            })
            .collect();
        if let Some(place) = here.and_then(|id| self.rows.iter().position(|row| row.group == id)) {
            self.place.select(place);
        }
    }

    /// Selects the group to go on with.
    pub fn select_next(&mut self) {
        let next = self.next.as_ref();
        if let Some(place) = self.rows.iter().position(|row| Some(&row.group) == next) {
            self.place.select(place);
        }
    }

    /// Takes the other groups.
    pub fn change_scope(&mut self, desk: &Desk) {
        self.scope = if self.scope == Scope::Due { Scope::All } else { Scope::Due };
        self.refresh(desk);
        self.select_next();
    }

    /// The selected group.
    pub fn selected(&self) -> Option<&RoundRow> {
        self.rows.get(self.place.selected(self.rows.len())?)
    }
}

impl Layer for Round {
    fn ctx(&self) -> Ctx {
        Ctx::Round
    }

    fn draw(&mut self, scene: Scene<'_>, area: Rect, buf: &mut Buffer) -> Position {
        draw_round(self, scene, area, buf)
    }

    fn step(&mut self, by: isize, _scene: Scene<'_>) {
        self.place.step(by, self.rows.len());
    }

    fn jump(&mut self, end: bool) {
        self.place.jump(end, self.rows.len());
    }
}

fn as_it_stands(desk: &Desk, scope: Scope) -> round::Round<'_> {
    let since = round::began(&desk.register, &desk.policy, desk.today);
    round::round(&desk.register, &desk.findings, desk.today, since, scope)
}

/// The summary of the round as it stands, for a page.
pub fn summary(desk: &Desk, scope: Scope) -> Vec<Line> {
    let lang = desk.lang;
    let now = as_it_stands(desk, scope);
    let sheet = RoundSummary::of(&now);
    let name = |id: &GroupId| {
        let group = desk.register.group(id).and_then(|group| group.sheet.name.as_deref());
        visible(group.unwrap_or(id.as_str())).into_owned()
    };
    let said = |words: ReviewWord, head: &str, progress: Progress, tail: &str| {
        let Progress { all, kept, removed, asked, .. } = progress;
        let [all, kept, removed, asked] = [all, kept, removed, asked].map(|n| n.to_string());
        words.fill(lang, &[head, &all, &kept, &removed, &asked, tail])
    };
    let mut lines = Vec::new();
    if now.next().is_none() && !sheet.lines.is_empty() {
        lines.push(Line::Text(ReviewWord::RoundFinished.say(lang).to_owned()));
    }
    let count = sheet.lines.len().to_string();
    let spent = minutes_said(sheet.minutes, lang);
    lines.push(Line::Heading(said(ReviewWord::SummaryTotal, &count, sheet.total, &spent)));
    if sheet.lines.is_empty() {
        lines.push(Line::Text(ReviewWord::SummaryNone.say(lang).to_owned()));
    }
    for line in &sheet.lines {
        let spent = line.minutes.map(|minutes| minutes_said(minutes, lang)).unwrap_or_default();
        lines.push(Line::Text(said(ReviewWord::SummaryLine, &name(&line.group), line.progress, &spent)));
        let by = line.reviewer.as_ref().map(|id| desk.name(id)).unwrap_or_default();
        let on = line.signed_on.map(|day| day.to_string()).unwrap_or_default();
        let mut signed = ReviewWord::SummaryBy.fill(lang, &[&on, &by]);
        match &line.countersigned_by {
            Some(id) => {
                signed = format!("{signed}  {}", ReviewWord::SummaryCounter.fill(lang, &[&desk.name(id)]));
            }
            None if line.own => signed = format!("{signed}  {}", ReviewWord::SummaryWaits.say(lang)),
            None => {}
        }
        lines.push(Line::Text(format!("  {signed}")));
    }
    if !sheet.left.is_empty() {
        lines.push(Line::Heading(ReviewWord::SummaryLeft.say(lang).to_owned()));
        lines.push(Line::Text(ReviewWord::SummaryLeftSaid.say(lang).to_owned()));
        lines.extend(sheet.left.iter().map(|id| Line::Text(name(id))));
    }
    lines
}

/// The title of the round.
pub fn title(round: &Round, lang: Lang) -> String {
    let (done, all) = round.progress;
    ReviewWord::RoundTitle.fill(lang, &[&done.to_string(), &all.to_string()])
}
