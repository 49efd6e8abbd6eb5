//! The open register with what the screens derive from it: findings, flags, names, orders. No input or output.

mod alike;
pub mod beginning;
mod called;
pub mod care;
pub mod cares;
pub mod considered;
pub mod first_steps;
mod found;
pub mod incident;
mod ranks;
pub mod reports;
pub mod sending;
mod standing;
pub mod waiver;

use std::sync::Arc;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::{
    documents::Templates,
    policy::{Counts, Finding, Policy, Remedy, Rule, Urgency, judge, remedy},
    register::{
        Change, Conflict, Date, Lang, RecordKind, Register,
        id::PersonId,
        kana::SearchKey,
        records::{Device, Membership},
        subject::Subject,
        words::Role,
    },
};

use super::terminal::width::visible;

pub use called::{device_called, subject_called, subject_name, take_out_called};
pub use standing::{MembershipRow, Standing};

use alike::ByRule;
use found::Found;

use care::{Care, CareAction};
use cares::of_the_ids;
use ranks::ranks;
use reports::Outdated;

/// Staff and partners in one numbering: staff first, then partners, each in the order of their list.
#[derive(Debug, Default)]
pub struct People {
    rows: FxHashMap<PersonId, u32>,
    /// Rank by reading.
    pub rank: Vec<u32>,
    /// What the search looks at.
    pub keys: Vec<SearchKey>,
}

impl People {
    /// The row of a person.
    pub fn row(&self, id: &PersonId) -> Option<u32> {
        self.rows.get(id).copied()
    }
}

/// What was judged, and the register it was judged from.
pub struct Desk {
    /// The register.
    pub register: Register,
    /// The policy in force.
    pub policy: Arc<Policy>,
    /// The language of the screens.
    pub lang: Lang,
    /// The day that the findings are of.
    pub today: Date,
    /// Goes up whenever the register is judged anew: what was made before that is out of date.
    pub judged: u64,
    /// The person at the keyboard, where the account that is in names one of the staff.
    pub keeper: Option<PersonId>,
    /// The only active administrator, where there is exactly one.
    administrator: Option<PersonId>,
    /// The findings in order.
    pub findings: Vec<Finding>,
    /// How many of each urgency.
    pub counts: Counts,
    /// How many findings are open on records of each kind.
    open: FxHashMap<RecordKind, u32>,
    by_rule: ByRule,
    /// What the vault itself asks for; shown before the findings.
    pub cares: Vec<Care>,
    /// The care for ids with a blank at an end: all of them are looked through for it, so only where the register changed.
    of_the_ids: Option<Care>,
    /// The office's own forms, by which its reports are written.
    forms: Option<Arc<Templates>>,
    /// The reports that no longer say what the register says.
    outdated: Vec<Outdated>,
    /// Nobody has answered yet from when the register is kept and who hosts the patients' groups.
    pub asks_beginning: bool,
    /// Nobody has put the first steps of a new register away.
    pub first_steps: bool,
    by_subject: Option<BySubject>,
    found: Found,
    people: Option<People>,
    memberships: Option<Vec<MembershipRow>>,
    group_rank: Option<Vec<u32>>,
    group_keys: Option<Vec<SearchKey>>,
    open_memberships: Option<Vec<u32>>,
    held: Option<Held>,
}

/// The findings of each subject: the first one, and for each finding the next on the same subject.
struct BySubject {
    first: FxHashMap<Subject, u32>,
    next: Vec<Option<u32>>,
}

/// The memberships of each person, as rows of [`Desk::memberships`]: those of person `p` stand at
/// `starts[p]..starts[p + 1]`.
struct Held {
    starts: Vec<u32>,
    rows: Vec<u32>,
    /// The places of the devices that each person holds or held.
    devices: FxHashMap<PersonId, Vec<u32>>,
}

fn open_by_kind(findings: &[Finding]) -> FxHashMap<RecordKind, u32> {
    let mut open = FxHashMap::default();
    for finding in findings.iter().filter(|finding| finding.urgency != Urgency::Waived) {
        *open.entry(finding.subject.kind()).or_insert(0) += 1;
    }
    open
}

impl Desk {
    /// Judges a register.
    pub fn new(register: Register, policy: Arc<Policy>, lang: Lang, today: Date) -> Self {
        // The first screen names memberships: they are made ready while the rules are judged.
        let (findings, of_the_ids) = std::thread::scope(|scope| {
            let beside = scope.spawn(|| {
                register.index_memberships();
                of_the_ids(&register, lang)
            });
            (judge(&register, &policy, today), beside.join().unwrap_or_default())
        });
        let mut desk = Self {
            register,
            policy,
            lang,
            today,
            judged: 0,
            keeper: None,
            administrator: None,
            findings: Vec::new(),
            counts: Counts::default(),
            open: FxHashMap::default(),
            by_rule: ByRule::default(),
            cares: Vec::new(),
            of_the_ids,
            forms: None,
            outdated: Vec::new(),
            asks_beginning: false,
            first_steps: false,
            by_subject: None,
            found: Found::default(),
            people: None,
            memberships: None,
            group_rank: None,
            group_keys: None,
            open_memberships: None,
            held: None,
        };
        desk.judged_as(findings);
        desk
    }

    /// The office writes its papers by forms of its own.
    #[must_use]
    pub fn with_forms(mut self, forms: Option<Arc<Templates>>) -> Self {
        if forms.is_some() {
            self.forms = forms;
            self.compare_reports();
        }
        self
    }

    /// Judges again, for example because the day has changed.
    pub fn judge(&mut self, today: Date) {
        if self.today != today {
            // Where a membership stands may change with the day.
            self.memberships = None;
            self.held = None;
        }
        self.today = today;
        self.judged = self.judged.wrapping_add(1);
        self.judged_as(judge(&self.register, &self.policy, today));
    }

    fn judged_as(&mut self, findings: Vec<Finding>) {
        self.findings = findings;
        self.counts = Counts::of(&self.findings);
        self.open = open_by_kind(&self.findings);
        self.by_rule = ByRule::of(&self.findings);
        self.by_subject = None;
        self.found = Found::default();
        self.open_memberships = None;
        self.administrator = self.only_administrator();
        self.compare_reports();
        let cares = std::mem::take(&mut self.cares);
        self.set_cares(cares);
    }

    /// Judges by another policy from now on.
    pub fn judge_by(&mut self, policy: Arc<Policy>) {
        self.policy = policy;
        self.judge(self.today);
    }

    /// Puts another register in place, such as one that another session changed.
    pub fn replace(&mut self, register: Register) {
        self.register = register;
        self.forget_orders();
        self.judge(self.today);
    }

    /// How many findings and cares there are of an urgency; what is only asked, or is a step of the beginning, is none.
    pub fn count(&self, urgency: Urgency) -> u32 {
        let asks = |care: &Care| matches!(care.action, CareAction::Beginning | CareAction::FirstStep(_));
        let presses = |care: &&Care| care.urgency == urgency && !asks(care);
        let cares = self.cares.iter().filter(presses).count();
        self.counts.get(urgency).saturating_add(u32::try_from(cares).unwrap_or(u32::MAX))
    }

    /// How many findings are open on records of a kind; what is waived for a time is not.
    pub fn open_on(&self, kind: RecordKind) -> u32 {
        self.open.get(&kind).copied().unwrap_or(0)
    }

    /// Follows changes that are in the vault.
    ///
    /// # Errors
    /// When one does not fit; then the register has to be loaded again.
    pub fn apply(&mut self, changes: &[&Change]) -> Result<(), Conflict> {
        for change in changes {
            self.register.apply(change)?;
            if let (Some(keeper), Some(by)) = (&mut self.keeper, change.renames())
                && let Some(to) = by.person(keeper)
            {
                // Whoever is at the keyboard is the same person under another id.
                *keeper = to;
            }
        }
        self.forget_orders();
        self.judge(self.today);
        Ok(())
    }

    fn forget_orders(&mut self) {
        self.people = None;
        self.memberships = None;
        self.group_rank = None;
        self.group_keys = None;
        self.held = None;
        self.of_the_ids = of_the_ids(&self.register, self.lang);
    }

    fn index_findings(&mut self) {
        if self.by_subject.is_some() {
            return;
        }
        let mut first = FxHashMap::default();
        let mut next = vec![None; self.findings.len()];
        for (place, finding) in self.findings.iter().enumerate().rev() {
            let number = u32::try_from(place).unwrap_or(u32::MAX);
            let following = first.insert(finding.subject.clone(), number);
            if let Some(slot) = next.get_mut(place) {
                *slot = following;
            }
        }
        self.by_subject = Some(BySubject { first, next });
    }

    /// Makes what the lists need ready: findings by subject, readings in order, search keys.
    pub fn ready(&mut self) {
        self.index_findings();
        self.people();
        self.group_rank();
        self.open_memberships();
        if self.group_keys.is_none() {
            let keys = self.register.groups().iter().map(|group| {
                let sheet = &group.sheet;
                let fields = [sheet.name.as_deref(), sheet.kana.as_deref(), Some(sheet.id.as_str())];
                SearchKey::new(fields.into_iter().flatten())
            });
            self.group_keys = Some(keys.collect());
        }
    }

    /// Groups in the order of their readings, once [`Desk::ready`] was called.
    pub fn groups_in_order(&self) -> Vec<u32> {
        let mut order: Vec<u32> = (0_u32..).take(self.register.groups().len()).collect();
        if let Some(ranks) = &self.group_rank {
            order.sort_by_key(|row| ranks.get(*row as usize).copied());
        }
        order
    }

    /// A person's rank by reading, once [`Desk::ready`] was called.
    pub fn person_rank(&self, id: &PersonId) -> Option<i64> {
        let people = self.people.as_ref()?;
        people.rank.get(people.row(id)? as usize).copied().map(i64::from)
    }

    /// A group's rank by reading, by its place, once [`Desk::ready`] was called.
    pub fn rank_of_group(&self, place: u32) -> Option<i64> {
        self.group_rank.as_ref()?.get(place as usize).copied().map(i64::from)
    }

    /// The finding of a rule on a subject.
    pub fn finding(&self, rule: Rule, subject: &Subject, detail: &Option<SmolStr>) -> Option<&Finding> {
        let is = |it: &&Finding| it.rule == rule && it.subject == *subject && it.detail == *detail;
        match &self.by_subject {
            Some(_) => self.findings_on(subject).find(is),
            None => Urgency::ALL.iter().flat_map(|urgency| self.alike(*urgency, rule)).find(is),
        }
    }

    /// The findings on a subject in order, once [`Desk::ready`] was called.
    pub fn findings_on(&self, subject: &Subject) -> impl Iterator<Item = &Finding> {
        let index = self.by_subject.as_ref();
        let mut place = index.and_then(|index| index.first.get(subject).copied());
        std::iter::from_fn(move || {
            let at = place? as usize;
            place = index.and_then(|index| index.next.get(at).copied().flatten());
            self.findings.get(at)
        })
    }

    /// The most pressing finding on a subject, once [`Desk::ready`] was called.
    pub fn flag(&self, subject: &Subject) -> Option<Urgency> {
        self.findings_on(subject).next().map(|finding| finding.urgency)
    }

    /// Staff and partners.
    pub fn people(&mut self) -> &People {
        if self.people.is_none() {
            self.people = Some(self.gather_people());
        }
        self.people.get_or_insert_with(People::default)
    }

    /// Staff and partners, once [`Desk::ready`] was called.
    pub fn ready_people(&self) -> Option<&People> {
        self.people.as_ref()
    }

    fn gather_people(&self) -> People {
        let staff = self.register.staff().iter().map(|row| {
            (
                &row.id,
                row.name.as_deref(),
                row.kana.as_deref(),
                [row.profession.as_deref(), row.mcs.login.as_deref(), row.phone.as_deref()],
            )
        });
        let partners = self.register.partners().iter().map(|row| {
            (
                &row.id,
                row.name.as_deref(),
                row.kana.as_deref(),
                [row.profession.as_deref(), row.affiliation.as_deref(), row.phone.as_deref()],
            )
        });
        let mut people = People::default();
        let mut readings = Vec::new();
        for (row, (id, name, kana, more)) in (0_u32..).zip(staff.chain(partners)) {
            people.rows.insert(id.clone(), row);
            let fields = [name, kana, Some(id.as_str())].into_iter().chain(more);
            people.keys.push(SearchKey::new(fields.flatten()));
            readings.push((kana, name, id.as_str()));
        }
        people.rank = ranks(&readings);
        people
    }

    /// The rank of each group by reading, then name.
    fn group_rank(&mut self) -> &[u32] {
        if self.group_rank.is_none() {
            let names: Vec<_> = self
                .register
                .groups()
                .iter()
                .map(|group| &group.sheet)
                .map(|sheet| (sheet.kana.as_deref(), sheet.name.as_deref(), sheet.id.as_str()))
                .collect();
            self.group_rank = Some(ranks(&names));
        }
        self.group_rank.as_deref().unwrap_or_default()
    }

    /// Rows `0..count` in the order of their readings, names and ids.
    pub fn in_order(&self, readings: &[(Option<&str>, Option<&str>, &str)]) -> Vec<u32> {
        let ranks = ranks(readings);
        let mut order = vec![0_u32; ranks.len()];
        for (row, rank) in (0_u32..).zip(ranks) {
            if let Some(slot) = order.get_mut(rank as usize) {
                *slot = row;
            }
        }
        order
    }

    /// All memberships, ordered by the group's reading and then by the person's reading.
    pub fn memberships(&mut self) -> &[MembershipRow] {
        if self.memberships.is_none() {
            self.people();
            self.group_rank();
            self.memberships = Some(self.order_memberships());
        }
        self.memberships.as_deref().unwrap_or_default()
    }

    /// All memberships in order, once [`Desk::memberships`] was called.
    pub fn ready_memberships(&self) -> &[MembershipRow] {
        self.memberships.as_deref().unwrap_or_default()
    }

    fn order_memberships(&self) -> Vec<MembershipRow> {
        let (Some(people), Some(ranks)) = (&self.people, &self.group_rank) else { return Vec::new() };
        let mut groups = vec![0_u32; ranks.len()];
        for (group, rank) in (0_u32..).zip(ranks) {
            if let Some(slot) = groups.get_mut(*rank as usize) {
                *slot = group;
            }
        }
        let count = self.register.groups().iter().map(|group| group.memberships.len()).sum();
        let mut rows = Vec::with_capacity(count);
        for group in groups {
            let start = rows.len();
            let members: &[Membership] =
                self.register.groups().at(group as usize).map_or(&[], |group| &group.memberships);
            rows.extend((0_u32..).zip(members).map(|(place, membership)| MembershipRow {
                group,
                place,
                person: people.row(&membership.person).unwrap_or(u32::MAX),
                standing: Standing::of(membership, self.today),
            }));
            if let Some(members) = rows.get_mut(start..) {
                members.sort_by_key(|row| people.rank.get(row.person as usize).copied());
            }
        }
        rows
    }

    /// How many people of each group sit in it today, by the group's place.
    fn open_memberships(&mut self) -> &[u32] {
        let today = self.today;
        self.open_memberships.get_or_insert_with(|| {
            self.register
                .groups()
                .iter()
                .map(|group| {
                    let open =
                        group.memberships.iter().filter(|row| row.released_on.is_none_or(|day| day > today));
                    u32::try_from(open.count()).unwrap_or(u32::MAX)
                })
                .collect()
        })
    }

    /// How many people sit in the group at a place, once [`Desk::ready`] was called.
    pub fn members_of(&self, group: u32) -> u32 {
        self.open_memberships.as_ref().and_then(|counts| counts.get(group as usize).copied()).unwrap_or(0)
    }

    /// The membership of a row.
    pub fn membership(&self, row: MembershipRow) -> Option<(&crate::register::records::Group, &Membership)> {
        let group = self.register.groups().at(row.group as usize)?;
        Some((group, group.memberships.get(row.place as usize)?))
    }

    /// A person's name as it may be shown; the id where no name is recorded.
    pub fn name(&self, id: &PersonId) -> String {
        let name = self.register.person(id).and_then(crate::register::Person::name);
        let name = name.filter(|name| !name.trim().is_empty());
        visible(name.unwrap_or(id.as_str())).into_owned()
    }

    /// The person at the keyboard: whom the account names, else the only active administrator, where there is exactly one.
    pub fn decider(&self) -> Option<PersonId> {
        let keeper = self.keeper.as_ref().filter(|id| self.register.staff().get(id).is_some());
        keeper.or(self.administrator.as_ref()).cloned()
    }

    fn only_administrator(&self) -> Option<PersonId> {
        let today = self.today;
        let mut administrators = self.register.staff().iter().filter(|row| {
            row.mcs.role == Some(Role::Administrator)
                && row.joined_on.is_none_or(|day| day <= today)
                && row.left_on.is_none_or(|day| day >= today)
        });
        administrators.next().filter(|_| administrators.next().is_none()).map(|only| only.id.clone())
    }

    /// What puts a finding right.
    pub fn remedy(&self, finding: &Finding) -> Remedy {
        remedy(finding, &self.register, &self.policy, self.today, self.decider().as_ref())
    }

    /// Makes the memberships of each person ready.
    pub fn ready_holdings(&mut self) {
        if self.held.is_some() {
            return;
        }
        self.memberships();
        let rows = self.memberships.as_deref().unwrap_or_default();
        let people = self.people.as_ref().map_or(0, |people| people.keys.len());
        let mut starts = vec![0_u32; people + 1];
        for row in rows {
            if let Some(count) = starts.get_mut(row.person as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut held = vec![0_u32; rows.len()];
        for (place, row) in (0_u32..).zip(rows) {
            if let Some(slot) = next.get_mut(row.person as usize) {
                if let Some(entry) = held.get_mut(*slot as usize) {
                    *entry = place;
                }
                *slot += 1;
            }
        }
        let mut devices: FxHashMap<PersonId, Vec<u32>> = FxHashMap::default();
        for (place, device) in (0_u32..).zip(self.register.devices()) {
            if let Some(holder) = &device.holder {
                devices.entry(holder.clone()).or_default().push(place);
            }
        }
        self.held = Some(Held { starts, rows: held, devices });
    }

    /// The devices that name a person as their holder, once [`Desk::ready_holdings`] was called.
    pub fn devices_of(&self, person: &PersonId) -> impl Iterator<Item = &Device> {
        let places = self.held.as_ref().and_then(|held| held.devices.get(person));
        places.into_iter().flatten().filter_map(|place| self.register.devices().at(*place as usize))
    }

    /// The memberships of a person, once [`Desk::ready_holdings`] was called.
    pub fn held_by(&self, person: &PersonId) -> impl Iterator<Item = MembershipRow> + '_ {
        let range = self.held.as_ref().zip(self.people.as_ref()).and_then(|(held, people)| {
            let row = people.row(person)? as usize;
            held.rows.get(*held.starts.get(row)? as usize..*held.starts.get(row + 1)? as usize)
        });
        let rows = self.ready_memberships();
        range.unwrap_or_default().iter().filter_map(|place| rows.get(*place as usize).copied())
    }
}
