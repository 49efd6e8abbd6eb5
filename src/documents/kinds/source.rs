//! What the papers take their facts from, and how single facts are written.

use std::{cell::OnceCell, rc::Rc};

use rustc_hash::FxHashMap;

use crate::{
    documents::{
        names::{Namer, Naming, administrators},
        template::Value,
        text::visible,
        words,
    },
    policy::{Basis, Finding, Policy, Rule},
    register::{
        Date, Lang, Register, Time,
        id::{GroupId, PersonId},
        records::{Device, Group, Membership, Staff, TakeOut, non_blank},
        subject::Subject,
    },
};

/// What takes long to find of a large register, and is the same for all papers that are made of it on a day.
pub(in crate::documents) struct AtHand<'a> {
    pub namer: Rc<Namer<'a>>,
    lookups: Rc<Lookups>,
}

impl<'a> AtHand<'a> {
    pub fn new(register: &'a Register, names: Naming, today: Date) -> Self {
        Self { namer: Rc::new(Namer::new(register, names, today)), lookups: Rc::default() }
    }

    /// The same for a pack of a large register, whose masking takes a while; at each person it is asked whether to go on.
    ///
    /// # Errors
    /// When it is not to go on.
    pub fn watched<E>(
        register: &'a Register,
        names: Naming,
        today: Date,
        step: &dyn Fn() -> Result<(), E>,
    ) -> Result<Self, E> {
        let watched = Namer::watched(register, names, today, step)?;
        Ok(Self { namer: Rc::new(watched), lookups: Rc::default() })
    }
}

/// What papers look up again and again, each found once it is asked for.
#[derive(Default)]
struct Lookups {
    administrators: OnceCell<Vec<PersonId>>,
    held: OnceCell<FxHashMap<PersonId, Held>>,
}

/// The places in the register of what somebody has: memberships with their groups, devices and take-outs.
#[derive(Default)]
struct Held {
    memberships: Vec<(usize, usize)>,
    devices: Vec<usize>,
    take_outs: Vec<usize>,
}

impl Held {
    fn of(register: &Register) -> FxHashMap<PersonId, Self> {
        let mut all: FxHashMap<PersonId, Self> = FxHashMap::default();
        for (place, group) in register.groups().iter().enumerate() {
            for (at, membership) in group.memberships.iter().enumerate() {
                all.entry(membership.person.clone()).or_default().memberships.push((place, at));
            }
        }
        for (place, device) in register.devices().iter().enumerate() {
            if let Some(holder) = &device.holder {
                all.entry(holder.clone()).or_default().devices.push(place);
            }
        }
        for (place, take_out) in register.take_outs().iter().enumerate() {
            if let Some(requester) = &take_out.requester {
                all.entry(requester.clone()).or_default().take_outs.push(place);
            }
        }
        all
    }
}

/// How many rows of a list stand on a paper that is to be one page, at most; the rest goes to its annex.
const ROWS_OF_A_LIST: usize = 6;

/// Everything that a paper can be made of.
pub(super) struct Source<'a> {
    pub register: &'a Register,
    pub policy: &'a Policy,
    pub today: Date,
    pub findings: &'a [Finding],
    pub namer: Rc<Namer<'a>>,
    /// How many rows of a list stand on a paper that is to be one page.
    pub rows_of_a_list: usize,
    lookups: Rc<Lookups>,
}

impl<'a> Source<'a> {
    pub fn new(
        register: &'a Register,
        policy: &'a Policy,
        today: Date,
        findings: &'a [Finding],
        at_hand: &AtHand<'a>,
    ) -> Self {
        let AtHand { namer, lookups } = at_hand;
        let (namer, lookups) = (Rc::clone(namer), Rc::clone(lookups));
        let rows_of_a_list = ROWS_OF_A_LIST;
        Self { register, policy, today, findings, namer, rows_of_a_list, lookups }
    }

    /// Those who administer MCS today.
    pub fn administering(&self) -> &[PersonId] {
        self.lookups
            .administrators
            .get_or_init(|| administrators(self.register, self.today).map(|staff| staff.id.clone()).collect())
    }

    /// The memberships of somebody, each with its group.
    pub fn memberships_of(&self, id: &PersonId) -> impl Iterator<Item = (&'a Group, &'a Membership)> {
        let (held, groups) = (self.held_by(id), self.register.groups());
        let places = held.into_iter().flat_map(|held| &held.memberships);
        places.filter_map(|(place, at)| {
            let group = groups.at(*place)?;
            Some((group, group.memberships.get(*at)?))
        })
    }

    /// The devices that somebody holds.
    pub fn devices_of(&self, id: &PersonId) -> impl Iterator<Item = &'a Device> {
        let (held, devices) = (self.held_by(id), self.register.devices());
        held.into_iter().flat_map(|held| &held.devices).filter_map(|place| devices.at(*place))
    }

    /// What somebody asked to take out.
    pub fn take_outs_of(&self, id: &PersonId) -> impl Iterator<Item = &'a TakeOut> {
        let (held, take_outs) = (self.held_by(id), self.register.take_outs());
        held.into_iter().flat_map(|held| &held.take_outs).filter_map(|place| take_outs.at(*place))
    }

    fn held_by(&self, id: &PersonId) -> Option<&Held> {
        self.lookups.held.get_or_init(|| Held::of(self.register)).get(id)
    }

    /// The staff in the order in which they stand on every list: that of what is shown, so that a number says nothing of a name.
    pub fn staff_in_order(&self) -> Vec<&'a Staff> {
        let shown = self.namer.shown().staff_in_order();
        shown.into_iter().filter_map(|staff| self.register.staff().get(&staff.id)).collect()
    }

    /// A recorded free text, without names where they are masked.
    pub fn text(&self, text: Option<&str>) -> Value {
        non_blank(text).map(|text| self.namer.text(text))
    }

    /// A recorded person.
    pub fn person(&self, id: Option<&PersonId>) -> Value {
        id.map(|id| self.namer.person(id))
    }

    /// Whether a day has come.
    pub fn past(&self, day: Option<Date>) -> bool {
        self.today.happened(day)
    }

    /// Whether somebody works here today.
    pub fn serves(&self, staff: &Staff) -> bool {
        staff.joined_on.is_none_or(|day| day <= self.today)
            && staff.left_on.is_none_or(|day| day >= self.today)
    }

    /// A recorded person with how they are reached, where they stand by name.
    pub fn contact(&self, id: Option<&PersonId>) -> Value {
        id.map(|id| self.namer.contact(id))
    }

    /// A recorded person as one signs: without number and telephone.
    pub fn signed(&self, id: Option<&PersonId>) -> Value {
        id.map(|id| self.namer.signature(id))
    }

    /// Those who administer MCS today, each as `written`.
    pub fn administrators(&self, written: impl Fn(&Namer<'a>, &PersonId) -> String, between: &str) -> Value {
        let found: Vec<String> = self.administering().iter().map(|id| written(&self.namer, id)).collect();
        (!found.is_empty()).then(|| found.join(between))
    }

    /// The same for a paper about what somebody reports, and for a letter to the patient of a group.
    pub fn with_contact(&self, contact: Option<&PersonId>, patient: Option<&GroupId>) -> Self {
        let Self { register, policy, today, findings, rows_of_a_list, ref namer, ref lookups } = *self;
        let (namer, lookups) = (Rc::new(namer.with_contact(contact, patient)), Rc::clone(lookups));
        Self { register, policy, today, findings, namer, rows_of_a_list, lookups }
    }

    /// A finding in the policy's words, with days and names as the paper writes them. The policy's own words are never masked:
    /// what is recorded is, before it comes between them.
    pub fn sentence(&self, finding: &Finding) -> String {
        let sentence = self.policy.sentence(finding, self.namer.shown(), self.today, Lang::Ja);
        self.namer.sentence(&words::with_days(&sentence))
    }

    /// The article that a finding cites, with how strictly it is worded, and that the number is none of the policy's own where
    /// it is not.
    pub fn article(&self, finding: &Finding) -> String {
        let article = visible(self.policy.article(finding));
        let level = self.policy.level(finding).name(Lang::Ja);
        let basis = match self.policy.basis(finding) {
            Basis::Policy => "",
            Basis::Office => "（期間は事業所の設定）",
            Basis::Law => "（法令）",
        };
        format!("{article}\n{level}{basis}")
    }

    /// What something is about, as it is called.
    pub fn subject(&self, subject: &Subject) -> String {
        match subject {
            Subject::Staff(id) => self.namer.person(id),
            Subject::Group(id) => self.namer.group(id),
            other => visible(other.id()),
        }
    }

    /// What a rule has open, the first finding of each subject.
    pub fn open(&self, rule: Rule) -> FxHashMap<&'a Subject, &'a Finding> {
        let found = self.findings.iter().filter(|found| found.rule == rule);
        found.rev().map(|found| (&found.subject, found)).collect()
    }
}

/// A recorded text that names nobody: the office, a number.
pub(super) fn plain(text: Option<&str>) -> Value {
    non_blank(text).map(visible)
}

/// A day: 令和8年11月22日.
pub(super) fn day(day: Option<Date>) -> Value {
    day.map(words::day)
}

/// A day in a narrow column: R8.11.22.
pub(super) fn short_day(day: Option<Date>) -> Value {
    day.map(words::short_day)
}

/// A day in a narrow column of which there need be none yet.
#[allow(clippy::unnecessary_wraps, reason = "a value among values")]
pub(super) fn short_day_or_blank(day: Option<Date>) -> Value {
    Some(day.map(words::short_day).unwrap_or_default())
}

/// A minute: 令和8年11月22日 9時05分.
pub(super) fn minute(time: Option<Time>) -> Value {
    time.map(words::minute)
}

/// A fixed word.
pub(super) fn word(word: Option<&'static str>) -> Value {
    word.map(str::to_owned)
}

/// What is known to be blank: nothing is to be recorded.
#[allow(clippy::unnecessary_wraps, reason = "a value among values")]
pub(super) fn blank() -> Value {
    Some(String::new())
}

/// Yes or no in the words of a column.
pub(super) fn yes_no(said: Option<bool>, yes: &'static str, no: &'static str) -> Value {
    said.map(|said| if said { yes } else { no }.to_owned())
}

/// A number as a running number of a list, from 1.
#[allow(clippy::unnecessary_wraps, reason = "a value among values")]
pub(super) fn number(place: usize) -> Value {
    Some((place + 1).to_string())
}
