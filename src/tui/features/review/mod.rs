//! The screen of a membership review (精査): the frozen list, the member that is selected, the signature.
//!
//! Nothing is remembered here that the register does not hold: each decision is written when it is made, and what is
//! shown is read from the register again after every change. Leaving and coming back is resuming.

pub(crate) mod keys;
pub mod round;
pub(crate) mod round_keys;
mod rows;
mod view;

use ratatui::layout::{Position, Rect};

use crate::{
    policy::proposal::{self, Concern, Reviewing},
    register::{
        Lang, Time,
        id::{GroupId, MembershipId, PersonId},
        records::Group,
        review::{self, Progress, Verdict},
        words::ReviewDecision,
    },
    tui::{
        app::{Focus, Layer, Scene, Typed, a_page, binding::Handler},
        desk::Desk,
        keys::Ctx,
        layers::confirm::PAGE,
        terminal::{
            buffer::Buffer,
            input::{Code, Folded, Key},
            width::visible,
        },
        widgets::{columns::Columns, lines::Line, scroll::ListPlace, text_input::TextInput},
        words::{CitingWord, EnumWord, ReviewWord, Word},
    },
};

use self::{keys as update, view::draw};

pub use rows::{Row, details};

/// What the screen of a review asks for.
pub enum Mode {
    /// A key on the list.
    List,
    /// The reason for removing the selected member.
    Reason(TextInput),
    /// The signature.
    Sign {
        /// Who signs, where that is known.
        reviewer: Option<PersonId>,
        /// What the page says.
        lines: Vec<Line>,
        /// The answer in focus.
        focus: Focus,
        /// The first line of the page that is in sight.
        scroll: usize,
        /// Whether the page is longer than the window, as it was drawn last.
        reads_on: bool,
    },
}

/// The review of a group on the screen.
pub struct Review {
    /// Which group.
    pub group: GroupId,
    /// What it is called.
    pub name: String,
    /// Since when the time spent has not been recorded.
    pub since: Time,
    /// How far it is.
    pub progress: Progress,
    /// Minutes that are recorded already.
    pub minutes: u32,
    /// How many became members since the begin.
    pub joined: usize,
    /// How many of those listed were released since the begin.
    pub released: usize,
    /// The members.
    pub rows: Vec<Row>,
    /// The selected one.
    pub place: ListPlace,
    /// What is asked for.
    pub mode: Mode,
    /// The member whose decision is on its way: once it is written, the next open one is selected.
    pub sent: Option<MembershipId>,
    /// How many of the round are done, and of how many, where this is part of one.
    pub round: Option<(usize, usize)>,
    /// How many rows were in sight last.
    pub page: usize,
    columns: Columns,
}

impl Review {
    /// The review of a group that is in progress, its first open member selected.
    pub fn new(group: GroupId, now: Time) -> Self {
        Self {
            group,
            name: String::new(),
            since: now,
            progress: Progress::default(),
            minutes: 0,
            joined: 0,
            released: 0,
            rows: Vec::new(),
            place: ListPlace::new(),
            mode: Mode::List,
            sent: None,
            round: None,
            page: 10,
            columns: Columns::default(),
        }
    }

    /// Reads the register again. `false` where no review of the group is in progress any more.
    pub fn refresh(&mut self, desk: &Desk, now: Time) -> bool {
        let Some(group) = desk.register.group(&self.group) else { return false };
        let Some((_, review)) = review::in_progress(group) else { return false };
        let first = self.rows.is_empty();
        let here = self.selected().map(|row| row.membership.clone());
        self.name = visible(group.sheet.name.as_deref().unwrap_or(group.sheet.id.as_str())).into_owned();
        self.progress = Progress::of(review);
        self.minutes = review.minutes.unwrap_or(0);
        let meanwhile = review::meanwhile(group, review, desk.today);
        (self.joined, self.released) = (meanwhile.joined.len(), meanwhile.released.len());
        self.rows = rows::rows(desk, group);
        if let Some(place) = here.and_then(|id| self.rows.iter().position(|row| row.membership == id)) {
            self.place.select(place);
        }
        let sent = self.sent.take();
        if first {
            self.next_open(true);
        } else if sent.is_some_and(|id| self.row(&id).is_some_and(|row| !row.is_open())) {
            self.next_open(false);
        }
        if let Mode::Sign { reviewer, .. } = &self.mode {
            let reviewer = reviewer.clone();
            if self.progress.open > 0 {
                self.mode = Mode::List;
            } else {
                self.sign_page(desk, reviewer, now);
            }
        }
        true
    }

    /// The selected member.
    pub fn selected(&self) -> Option<&Row> {
        self.rows.get(self.place.selected(self.rows.len())?)
    }

    fn row(&self, id: &MembershipId) -> Option<&Row> {
        self.rows.iter().find(|row| row.membership == *id)
    }

    /// Selects the next member that is open, after the selected one or from it on; around the end to the beginning.
    pub fn next_open(&mut self, from_here: bool) {
        let count = self.rows.len();
        let Some(here) = self.place.selected(count) else { return };
        let start = if from_here { here } else { here + 1 };
        let places = (0..count).map(|step| (start + step) % count);
        let open = places.into_iter().find(|place| self.rows.get(*place).is_some_and(Row::is_open));
        if let Some(place) = open {
            self.place.select(place);
        }
    }

    /// The whole minutes since the time spent was recorded last.
    pub fn spent(&self, now: Time) -> u32 {
        let minutes = |time: Time| i64::from(time.hour()) * 60 + i64::from(time.minute());
        let days = now.date.days_since(self.since.date);
        u32::try_from(days * 24 * 60 + minutes(now) - minutes(self.since)).unwrap_or(0)
    }

    /// Those that are open and have no proposal are kept.
    pub fn keep_others(&self, desk: &Desk) -> Vec<(MembershipId, Verdict)> {
        self.judged(desk, proposal::keep_the_others)
    }

    /// Those that are open and proposed are removed, for the reasons proposed.
    pub fn proposals(&self, desk: &Desk) -> Vec<(MembershipId, Verdict)> {
        self.judged(desk, |rows| proposal::take_proposals(rows, desk.lang))
    }

    /// What follows from the rows as the policy sees them; nothing where the group is gone.
    fn judged<T: Default>(&self, desk: &Desk, what: impl FnOnce(&[proposal::Row]) -> T) -> T {
        desk.register.group(&self.group).map_or_else(T::default, |group| what(&reviewing(desk).rows(group)))
    }

    /// Shows the page for the signature.
    pub fn sign_page(&mut self, desk: &Desk, reviewer: Option<PersonId>, now: Time) {
        let minutes = self.minutes.saturating_add(self.spent(now));
        let lines = desk
            .register
            .group(&self.group)
            .map(|group| self.sign_lines(desk, group, reviewer.as_ref(), minutes))
            .unwrap_or_default();
        let (focus, scroll, reads_on) = match self.mode {
            Mode::Sign { focus, scroll, reads_on, .. } => (focus, scroll, reads_on),
            _ => (Focus::default(), 0, false),
        };
        self.mode = Mode::Sign { reviewer, lines, focus, scroll, reads_on };
    }

    fn sign_lines(&self, desk: &Desk, group: &Group, reviewer: Option<&PersonId>, minutes: u32) -> Vec<Line> {
        let lang = desk.lang;
        let Progress { all, kept, removed, asked, .. } = self.progress;
        let sum = ReviewWord::SignSum
            .fill(lang, &[kept, removed, asked, all].map(|n| n.to_string()).each_ref().map(String::as_str));
        let by = reviewer.map_or_else(|| ReviewWord::SignNoReviewer.say(lang).to_owned(), |id| desk.name(id));
        let mut lines = vec![
            Line::Heading(sum),
            Line::Fact(ReviewWord::SignReviewer.say(lang).to_owned(), by),
            Line::Fact(ReviewWord::SignMinutes.say(lang).to_owned(), minutes_said(minutes, lang)),
        ];
        if let Some((_, review)) = review::in_progress(group) {
            let own = reviewer.is_some_and(|reviewer| review::judges_own(group, review, reviewer));
            if own {
                lines.push(Line::Text(CitingWord::SignOwn.say(&desk.policy, lang)));
            }
            for concern in proposal::concerns(&desk.register, group, review, desk.today) {
                let cite = |word: CitingWord| word.say(&desk.policy, lang);
                lines.push(Line::Text(match concern {
                    Concern::SecretariatGoes => cite(CitingWord::ConcernSecretariat),
                    Concern::SecretariatWithoutRights => cite(CitingWord::ConcernRights),
                    Concern::NoAdminLeft => ReviewWord::ConcernAdmin.say(lang).to_owned(),
                    Concern::DoctorGoes => cite(CitingWord::ConcernDoctor),
                }));
            }
        }
        if self.joined > 0 {
            let joined = ReviewWord::JoinedSince.fill(lang, &[&self.joined.to_string()]);
            lines.push(Line::Text(joined));
        }
        lines.push(Line::Text(ReviewWord::SignThen.say(lang).to_owned()));
        // The names stand last: where they are too many for the window, nothing else has to be looked for.
        for (decision, title) in
            [(ReviewDecision::Remove, ReviewWord::SignRemoved), (ReviewDecision::Ask, ReviewWord::SignAsked)]
        {
            let those = self.rows.iter().filter(|row| row.decision == Some(decision));
            for (place, row) in those.enumerate() {
                let label = if place == 0 { title.say(lang) } else { "" };
                let gap = if lang == Lang::Ja { "　" } else { "  " };
                let said = format!("{}{gap}{}", row.name, row.said);
                lines.push(Line::Fact(label.to_owned(), said));
            }
        }
        lines
    }

    /// The title of the screen.
    pub fn title(&self, lang: Lang) -> String {
        match self.round {
            Some((done, all)) => {
                ReviewWord::TitleRound.fill(lang, &[&done.to_string(), &all.to_string(), &self.name])
            }
            None => ReviewWord::Title.fill(lang, &[&self.name]),
        }
    }

    /// Who is still open, a few by name.
    pub fn open_names(&self, lang: Lang) -> String {
        let open: Vec<&str> =
            self.rows.iter().filter(|row| row.is_open()).map(|row| row.name.as_str()).collect();
        let mut said = open.iter().take(3).copied().collect::<Vec<_>>().join(if lang == Lang::Ja {
            "、"
        } else {
            ", "
        });
        if let Some(more @ 1..) = open.len().checked_sub(3) {
            said.push_str(&ReviewWord::AndMore.fill(lang, &[&more.to_string()]));
        }
        said
    }
}

impl Layer for Review {
    fn ctx(&self) -> Ctx {
        match self.mode {
            Mode::List => Ctx::Review,
            Mode::Reason(_) => Ctx::Prompt,
            Mode::Sign { .. } => Ctx::ReviewSign,
        }
    }

    fn draw(&mut self, scene: Scene<'_>, area: Rect, buf: &mut Buffer) -> Position {
        draw(self, scene, area, buf)
    }

    fn takes_text(&self) -> bool {
        matches!(self.mode, Mode::Reason(_))
    }

    fn asks(&self) -> bool {
        matches!(self.mode, Mode::Sign { .. })
    }

    /// A digit chooses one of the reasons of the policy file while nothing is typed; everything else is typed.
    fn type_key(&mut self, key: Key, scene: Scene<'_>) -> Typed {
        let Mode::Reason(input) = &mut self.mode else { return Typed::Ignored };
        let digit = match key.fold() {
            Folded::Command(Key { code: Code::Char(c), ctrl: false, alt: false, .. }) => c.to_digit(10),
            _ => None,
        };
        let chosen = digit.filter(|_| input.is_empty()).and_then(|digit| {
            let place = usize::try_from(digit).ok()?.checked_sub(1)?;
            scene.settings.policy.removal_reasons(scene.lang()).nth(place).map(str::to_owned)
        });
        match chosen {
            Some(reason) => {
                let verdict = Verdict::Remove { reason };
                Typed::Act(Box::new(|app, env, effects| update::decide(app, verdict, env, effects)))
            }
            None => input.handle(key).into(),
        }
    }

    fn paste(&mut self, text: &str, _lang: Lang) {
        if let Mode::Reason(input) = &mut self.mode {
            input.paste(text);
        }
    }

    /// Moves the selection; on the page for the signature what is in sight.
    fn step(&mut self, by: isize, _scene: Scene<'_>) {
        match &mut self.mode {
            Mode::Sign { scroll, .. } => *scroll = scroll.saturating_add_signed(by),
            _ => self.place.step(by, self.rows.len()),
        }
    }

    fn jump(&mut self, end: bool) {
        match &mut self.mode {
            Mode::Sign { scroll, .. } => *scroll = if end { usize::MAX } else { 0 },
            _ => self.place.jump(end, self.rows.len()),
        }
    }

    fn page(&self) -> Option<usize> {
        Some(if self.asks() { PAGE } else { a_page(self.page) })
    }

    fn focus(&mut self) -> Option<&mut Focus> {
        match &mut self.mode {
            Mode::Sign { focus, .. } => Some(focus),
            _ => None,
        }
    }

    fn accept(&self) -> Handler {
        if self.asks() { update::sign_now } else { update::accept }
    }

    fn cancel(&self) -> Handler {
        |app, _, _| update::cancel(app)
    }

    fn spot(&self) -> Option<String> {
        Some(self.group.to_string())
    }
}

/// Minutes as people say them.
pub fn minutes_said(minutes: u32, lang: Lang) -> String {
    match minutes {
        0 => ReviewWord::UnderAMinute.say(lang).to_owned(),
        some => ReviewWord::Minutes.fill(lang, &[&some.to_string()]),
    }
}

/// What a decision is called.
fn decision_said(decision: ReviewDecision, lang: Lang) -> &'static str {
    decision.say(lang)
}

/// A day, or that none is recorded.
fn day_said(day: Option<crate::register::Date>, lang: Lang) -> String {
    day.map_or_else(|| Word::NotRecorded.say(lang).to_owned(), |day| day.to_string())
}

/// The judge's findings, sorted for the rows of one group.
fn reviewing(desk: &Desk) -> Reviewing<'_> {
    Reviewing::new(&desk.register, &desk.findings, desk.today)
}
