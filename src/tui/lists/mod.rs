//! The lists of the register: what each shows of its rows, in which order, and what a row's details say.

pub mod cache;
mod devices;
pub mod fold;
mod groups;
mod incidents;
pub mod list;
mod memberships;
pub mod next;
mod office;
mod partners;
mod search;
pub mod sort;
mod staff;
pub mod steps;
mod take_outs;
pub mod today;

use smol_str::SmolStr;

use crate::{
    policy::{Finding, Rule, Urgency},
    register::{
        AddedFacts, AddedName, AddedValue, Date, Key as RecordKey, Lang, Person, RecordKind, Timing,
        id::{GroupId, PersonId},
        kana::Query,
        labels::Label,
        records::{Partner, Staff, non_blank},
        subject::Subject,
    },
};

use super::{
    desk::Desk,
    keys::{Ctx, named},
    terminal::{
        tone::Tone,
        width::{cells, shown, visible},
    },
    widgets::{
        columns::{Stays, Widest, Wish},
        lines::Line,
    },
    words::{NextWord, Word, not_asked},
};

use fold::{Folded, Unfolded};
pub use staff::standing_account;
pub use take_outs::state as take_out_state;

/// A row is a tab with its list, what it is called, and the kinds of record that are found there.
macro_rules! tabs {
    ($($(#[$doc:meta])* $tab:ident, $screen:expr, $long:ident / $short:ident $(, $($kind:ident)|+)?;)*) => {
        /// A list of the open register.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Tab { $($(#[$doc])* $tab),* }

        impl Tab {
            /// The tabs in order.
            pub const ALL: [Self; [$(Self::$tab),*].len()] = [$(Self::$tab),*];

            /// The list behind the tab.
            pub fn screen(self) -> &'static dyn Screen {
                match self { $(Self::$tab => &$screen),* }
            }

            /// The context of its keys.
            pub fn ctx(self) -> Ctx {
                match self { $(Self::$tab => Ctx::$tab),* }
            }

            /// The tab where records of a kind are found.
            pub fn of(kind: RecordKind) -> Self {
                match kind { $($($(RecordKind::$kind)|+ => Self::$tab,)?)* }
            }

            /// What it is called, and the same in short.
            pub fn words(self) -> [Word; 2] {
                match self { $(Self::$tab => [Word::$long, Word::$short]),* }
            }

            /// Its place among the tabs.
            pub fn place(self) -> usize {
                self as usize
            }
        }
    };
}

tabs! {
    /// 本日の対応
    Today, today::TodayScreen, TabToday / TabToday;
    /// 職員
    Staff, staff::StaffScreen, Staff / Staff, Staff;
    /// 機器
    Devices, devices::DeviceScreen, Devices / TabDevicesShort, Device;
    /// 持ち出し
    TakeOuts, take_outs::TakeOutScreen, TakeOuts / TabTakeOutsShort, TakeOut;
    /// グループ
    Groups, groups::GroupScreen, Groups / Groups, Group | Review;
    /// 参加
    Memberships, memberships::MembershipScreen, Memberships / TabMembershipsShort, Membership;
    /// インシデント
    Incidents, incidents::IncidentScreen, Incidents / TabIncidentsShort, Incident;
    /// 関係者
    Partners, partners::PartnerScreen, Partners / TabPartnersShort, Partner;
    /// 事業所
    Office, office::OfficeScreen, Office / Office, Office | Policy | Filing | Waiver;
}

/// What a row is: selection and marks hold on to it, never to a row number.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum RowKey {
    /// A finding.
    Finding(Rule, Subject, Option<SmolStr>),
    /// A record.
    Record(RecordKey),
    /// Findings of one rule and urgency that stand as one row.
    Fold(Rule, Urgency),
    /// Something about the vault itself.
    Care(SmolStr),
    /// A heading; it is never selected.
    Heading,
}

impl RowKey {
    /// The key of a finding.
    pub fn of(finding: &Finding) -> Self {
        Self::Finding(finding.rule, finding.subject.clone(), finding.detail.clone())
    }

    /// The finding that it is.
    pub fn finding<'d>(&self, desk: &'d Desk) -> Option<&'d Finding> {
        let Self::Finding(rule, subject, detail) = self else { return None };
        desk.finding(*rule, subject, detail)
    }
}

/// A column of a list.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its heading.
    pub heading: Word,
    /// Its width in cells where there is no room for its widest value; 0 takes what is left.
    pub width: u16,
    /// Numbers stand at the right.
    pub right: bool,
    /// Where there is no room for all, it goes before the others: what it says stands in the details too.
    pub spare: bool,
    /// It stands straight in every row: a text beside it takes none of its room.
    pub straight: bool,
}

impl Column {
    /// A column of a fixed width.
    pub const fn new(heading: Word, width: u16) -> Self {
        Self { heading, width, right: false, spare: false, straight: false }
    }

    /// A column that takes what is left.
    pub const fn rest(heading: Word) -> Self {
        Self { heading, width: 0, right: false, spare: false, straight: false }
    }

    /// A column that can be done without.
    pub const fn spare(heading: Word, width: u16) -> Self {
        Self { spare: true, ..Self::new(heading, width) }
    }

    /// A column of days, states or other words of ours, which are read down the list.
    pub const fn straight(heading: Word, width: u16) -> Self {
        Self { straight: true, ..Self::new(heading, width) }
    }

    /// A column of numbers.
    pub const fn number(heading: Word, width: u16) -> Self {
        Self { right: true, ..Self::straight(heading, width) }
    }
}

impl Column {
    /// What it would like in a language.
    pub fn wish(&self, lang: Lang) -> Wish {
        Wish {
            made_for: self.width,
            heading: Widest::of(self.heading.say(lang)).text,
            stays: if self.spare { Stays::WithRoom } else { Stays::Always },
            straight: self.straight,
        }
    }
}

/// What stands in one column of a row.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    /// The text; it is cut to the column.
    pub text: String,
    /// What stands dim after it, where there is room for the whole of it.
    pub after: String,
    /// Its tone.
    pub tone: Tone,
    /// It is a word on a ground of its own.
    pub chip: bool,
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self { text, ..Self::default() }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl Cell {
    /// A text in a tone.
    pub fn toned(text: impl Into<String>, tone: Tone) -> Self {
        Self { text: text.into(), tone, ..Self::default() }
    }

    /// An urgency in a short word, as a chip.
    pub fn chip(desk: &Desk, urgency: Urgency) -> Self {
        let cell = Self::toned(urgency.word_short().say(desk.lang), Tone::of(urgency));
        Self { chip: true, ..cell }
    }

    /// How many cells its text takes, and how many with what stands after it; a chip has a cell of its ground on both sides.
    pub fn widths(&self) -> Widest {
        let text = cells(&visible(&self.text)) + if self.chip { 2 } else { 0 };
        let after = if self.after.is_empty() { 0 } else { cells(&self.after) + 1 };
        let cells = |cells: usize| u16::try_from(cells).unwrap_or(u16::MAX);
        Widest { text: cells(text), all: cells(text + after) }
    }

    /// The flag of a subject: its urgency in a short word.
    pub fn flag(desk: &Desk, subject: &Subject) -> Self {
        match desk.flag(subject) {
            Some(urgency) => Self::chip(desk, urgency),
            None => Self::default(),
        }
    }
}

/// What decides which columns there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// The window is wide enough for the columns that can be done without.
    pub wide: bool,
    /// The window is too narrow for all columns: what can be said together is.
    pub narrow: bool,
    /// Only the members of one group are listed, whose name stands above.
    pub scoped: bool,
}

/// A list of the register.
pub trait Screen: Sync {
    /// What it is called.
    fn title(&self) -> Word;

    /// The filters; the first is the one at the start.
    fn filters(&self) -> &'static [Word];

    /// What a new record here is; empty where nothing is added.
    fn drafts(&self) -> &'static [RecordKind] {
        &[]
    }

    /// Makes ready what [`Screen::rows`] and the rest look at.
    fn prepare(&self, desk: &mut Desk) {
        desk.ready();
    }

    /// The rows that pass the filter and match the search, in order.
    fn rows(&self, desk: &Desk, filter: usize, query: Option<&Query>, scope: Option<&GroupId>) -> Vec<u32>;

    /// Those of the rows that are about one duty.
    fn of_duty(&self, _desk: &Desk, rows: Vec<u32>, _rule: Rule) -> Vec<u32> {
        rows
    }

    /// The rows with those that say the same folded into one.
    fn fold(&self, _desk: &Desk, rows: Vec<u32>, _open: &Unfolded) -> Folded {
        Folded::none(rows)
    }

    /// How many rows there are without filter and search.
    fn total(&self, desk: &Desk, scope: Option<&GroupId>) -> usize;

    /// What a row is.
    fn key(&self, desk: &Desk, row: u32) -> RowKey;

    /// The finding that a row is, in a list of findings.
    fn finding<'d>(&self, _desk: &'d Desk, _row: u32) -> Option<&'d Finding> {
        None
    }

    /// The columns for a shape of the window.
    fn columns(&self, shape: Shape) -> Vec<Column>;

    /// A row's cells, one for each column of this shape.
    fn cells(&self, desk: &Desk, row: u32, shape: Shape) -> Vec<Cell>;

    /// A row's details.
    fn details(&self, desk: &Desk, row: u32) -> Vec<Line>;

    /// Where a row stands in the order of a column, where the texts of the cells do not say it: by a reading, or a day.
    fn rank(&self, _desk: &Desk, _row: u32, _column: Word) -> Option<i64> {
        None
    }

    /// What a heading says, where the row is one and not a record.
    fn heading(&self, _desk: &Desk, _row: u32) -> Option<&'static str> {
        None
    }
}

/// A day in a cell; empty where none is recorded.
pub fn day(date: Option<Date>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

/// A day in details, with the Japanese year in Japanese (month and day are the same in both); told where none is recorded.
pub fn day_long(desk: &Desk, date: Option<Date>) -> String {
    use crate::register::{Lang, wareki::format_wareki_year};
    match (date, desk.lang) {
        (None, lang) => Word::NotRecorded.say(lang).to_owned(),
        (Some(date), Lang::En) => date.to_string(),
        (Some(date), Lang::Ja) => format!("{date} {}", format_wareki_year(date)),
    }
}

/// A day in details, as its field has it: of what has happened it is told where it lies ahead.
pub fn day_told(desk: &Desk, label: Label, date: Option<Date>) -> String {
    let told = day_long(desk, date);
    let counts = !matches!(label.timing, Some(Timing::Deed | Timing::Announced));
    if counts || date.is_none_or(|date| date <= desk.today) {
        return told;
    }
    Word::LiesAhead.fill(desk.lang, &[&told])
}

/// A day with its label.
pub fn dated(desk: &Desk, label: Label, date: Option<Date>) -> Line {
    fact(desk, label, &day_told(desk, label, date))
}

/// The newest of some days that has come; where none has, the newest that is announced.
pub fn newest(days: impl Iterator<Item = Date>, today: Date) -> Option<Date> {
    days.max_by_key(|day| (*day <= today, *day))
}

/// The findings on a subject, most pressing first, and what to do next.
pub fn finding_lines(desk: &Desk, subject: &Subject) -> Vec<Line> {
    let mut lines = vec![Line::Heading(Word::Findings.say(desk.lang).to_owned())];
    let findings: Vec<&Finding> = desk.findings_on(subject).collect();
    for alike in findings.chunk_by(|one, next| one.urgency == next.urgency && one.rule == next.rule) {
        lines.extend(in_one(desk, alike).map_or_else(|| in_sentences(desk, alike), |line| vec![line]));
    }
    match findings.as_slice() {
        [] => lines.push(Line::Text(Word::NoFindings.say(desk.lang).to_owned())),
        [one] => lines.extend(next::about(desk, one, named::SETTLE)),
        _ => lines.extend(next::about_one_of(desk)),
    }
    lines
}

fn in_sentences(desk: &Desk, findings: &[&Finding]) -> Vec<Line> {
    let sentence = |finding: &&Finding| desk.policy.sentence(finding, &desk.register, desk.today, desk.lang);
    findings.iter().map(|finding| Line::Finding(finding.urgency, sentence(finding))).collect()
}

/// So many sentences of one rule are read; more that differ in a word are one line with these words.
const MOST_SENTENCES: usize = 2;

/// Many findings of one rule about as many things of one record in one line.
fn in_one(desk: &Desk, findings: &[&Finding]) -> Option<Line> {
    let first = findings.first().filter(|_| findings.len() > MOST_SENTENCES)?;
    let what = |finding: &&Finding| {
        finding.detail.as_ref()?;
        desk.policy.beside(finding, &desk.register, desk.today, desk.lang)
    };
    let whats: Vec<String> = findings.iter().map(what).collect::<Option<_>>()?;
    let (state, rule) = (first.urgency.word_long(), desk.policy.rule_label(first.rule, desk.lang));
    let (count, whats) = (findings.len().to_string(), whats.join(Word::ListComma.say(desk.lang)));
    let said = NextWord::Alike.fill(desk.lang, &[rule, state.say(desk.lang), &count, &whats]);
    Some(Line::Finding(first.urgency, said))
}

/// Where somebody is reached, where that is recorded.
pub fn phone_of(desk: &Desk, person: &PersonId) -> Option<Line> {
    let (label, phone) = match desk.register.person(person)? {
        Person::Staff(staff) => (Staff::phone, staff.phone.as_deref()),
        Person::Partner(partner) => (Partner::phone, partner.phone.as_deref()),
    };
    non_blank(phone).map(|phone| fact(desk, label, &shown(Some(phone))))
}

/// A fact with its label; told where nothing is recorded.
pub fn fact(desk: &Desk, label: impl Into<Label>, value: &str) -> Line {
    let value = if value.trim().is_empty() { Word::NotRecorded.say(desk.lang) } else { value };
    Line::Fact(label.into().say(desk.lang, &*desk.policy).into_owned(), value.to_owned())
}

/// What a policy adds to a record, as details tell it: what it asks, then what is recorded although it does not ask for it.
pub fn added_lines(desk: &Desk, kind: RecordKind, facts: &AddedFacts) -> Vec<Line> {
    let lang = desk.lang;
    let additions = desk.policy.additions();
    let value = |value: Option<AddedValue>| match value {
        None => Word::NotRecorded.say(lang).to_owned(),
        Some(AddedValue::Flag(flag)) => if flag { Word::Yes } else { Word::No }.say(lang).to_owned(),
        Some(AddedValue::Day(day)) => {
            let told = day_long(desk, Some(day));
            if day > desk.today { Word::LiesAhead.fill(lang, &[&told]) } else { told }
        }
    };
    let asked: Vec<(String, AddedName)> = match kind {
        RecordKind::Incident => {
            additions.addressees.iter().map(|one| (one.is.label.get(lang).to_owned(), one.is.name)).collect()
        }
        kind => {
            additions.duties_of(kind).map(|duty| (duty.is.label.get(lang).to_owned(), duty.is.name)).collect()
        }
    };
    let asked = asked.into_iter().map(|(label, name)| Line::Fact(label, value(facts.get(name))));
    let others = additions.no_longer_asked(facts, kind);
    let others =
        others.map(|(name, found)| Line::Fact(not_asked(name, &*desk.policy, lang), value(Some(found))));
    asked.chain(others).collect()
}

/// Rows `0..count` that pass.
pub fn pick(order: Vec<u32>, passes: impl Fn(u32) -> bool) -> Vec<u32> {
    let mut order = order;
    order.retain(|row| passes(*row));
    order
}
