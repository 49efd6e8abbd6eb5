//! The kinds of record, one row each: what a record of the kind is, where it is found, what it is called in documents
//! and in the history, and what people call it.
//!
//! From it come [`Record`], [`Key`] and [`Subject`], which are one of any kind, and the lists of the [`Register`]. A match
//! on kinds elsewhere says something of its own about them. The types of their ids are rows of a table below.

use super::{
    Lang,
    id::{DeviceId, FilingId, GroupId, IncidentId, MembershipId, PersonId, TakeOutId},
    in_memory::Register,
    labels::{Described, Steps},
    records::{
        Device, Filing, Group, GroupSheet, Incident, Membership, Office, Partner, PolicySheet, Review, Staff,
        TakeOut, Waiver,
    },
    slots::Slot as _,
    table::{Keyed, List, Listed, Table},
};

/// A row is `kind(record) = word: ja, en in list`. What is `of` a row stands in a list in which it is found by its id;
/// anything else says what its key holds, and whether findings and entries are `about` it. `next` is how ids begin and
/// how many digits follow, where the next one is found by counting.
macro_rules! kinds {
    ($(
        $(#[$doc:meta])*
        $kind:ident($record:ty) $(by ($($part:ty),+))? = $word:literal: $ja:literal, $en:literal
        in $list:ident $(of $row:ident by $id:ident)? $(, about $about:ident $(($own:ty))?)?
        $(, next $prefix:literal $digits:literal)?;
    )*) => {
        /// A kind of record.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum RecordKind { $($(#[$doc])* $kind),* }

        impl RecordKind {
            /// Every kind, in the order of the document.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];

            /// Its word in documents and in the history.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$kind => $word),* }
            }

            /// The kind of a word; `None` for a word that is not known.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$kind),)* _ => None }
            }

            /// What people call its list, and one of it before its number.
            pub const fn title(self, lang: Lang) -> &'static str {
                match (self, lang) { $((Self::$kind, Lang::Ja) => $ja, (Self::$kind, Lang::En) => $en),* }
            }

            /// Its list in the document, and its table in the vault.
            pub const fn list(self) -> &'static str {
                match self { $(Self::$kind => stringify!($list)),* }
            }

            /// What the field at a pointer into a record of this kind is called and holds; `None` where there is none.
            pub fn field(self, path: &str) -> Option<Described> {
                let steps = &mut Steps::of(path);
                match self { $(Self::$kind => <$record>::describe(None, (), steps)),* }
            }

            /// How its ids begin and how many digits follow, where the next one is found by counting.
            pub(super) fn numbering(self) -> Option<(&'static str, usize)> {
                match self { $($(Self::$kind => Some(($prefix, $digits)),)?)* _ => None }
            }
        }

        /// One record of any kind.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Record { $($(#[$doc])* $kind($record)),* }

        impl Record {
            /// Its kind.
            pub fn kind(&self) -> RecordKind {
                match self { $(Self::$kind(_) => RecordKind::$kind),* }
            }

            /// Its id, where it has one of its own.
            pub fn id(&self) -> Option<&str> {
                match self {
                    $($(Self::$kind(row) => { let id: &$id = &row.id; Some(id.as_str()) })?)*
                    Self::Membership(row) => Some(row.id.as_str()),
                    Self::Office(_) | Self::Review(_) | Self::Waiver(_) | Self::Policy(_) => None,
                }
            }
        }

        /// Where a record is found: by its id, and a review or a waiver at its place.
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Key { $($(#[$doc])* $kind $(($($part),+))? $(($id))?),* }

        impl Key {
            /// Its kind.
            pub fn kind(&self) -> RecordKind {
                match self { $(Self::$kind { .. } => RecordKind::$kind),* }
            }

            /// The key of a record, of all that records are found by; `None` where its kind needs more.
            pub fn of(
                kind: RecordKind,
                id: Option<&str>,
                group: Option<&GroupId>,
                place: u32,
            ) -> Option<Self> {
                Some(match kind {
                    $($(RecordKind::$kind => Self::$kind($id::trusted(id?)),)?)*
                    RecordKind::Office => Self::Office,
                    RecordKind::Membership => Self::Membership(group?.clone(), MembershipId::trusted(id?)),
                    RecordKind::Review => Self::Review(group?.clone(), place),
                    RecordKind::Waiver => Self::Waiver(place),
                    RecordKind::Policy => Self::Policy,
                })
            }

            /// The id of the record, where it has one of its own.
            pub fn id(&self) -> Option<&str> {
                match self {
                    $($(Self::$kind(id) => { let id: &$id = id; Some(id.as_str()) })?)*
                    Self::Membership(_, id) => Some(id.as_str()),
                    Self::Office | Self::Review(..) | Self::Waiver(_) | Self::Policy => None,
                }
            }

            /// What the history says that an entry is about. A review is about its group; a waiver about the office.
            pub fn subject(&self) -> Subject {
                match self {
                    $($(Self::$kind(id) => { let id: &$id = id; Subject::$kind(id.clone()) })?)*
                    Self::Membership(_, id) => Subject::Membership(id.clone()),
                    Self::Review(group, _) => Subject::Group(group.clone()),
                    Self::Office | Self::Waiver(_) => Subject::Office,
                    Self::Policy => Subject::Policy,
                }
            }
        }

        /// What a finding, a waiver or an entry of the history is about, written `kind/id` (or `office`).
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Subject { $($(#[doc = $ja] $about $(($own))?,)? $(#[doc = $ja] $kind($id),)?)* }

        impl Subject {
            /// Its kind.
            pub fn kind(&self) -> RecordKind {
                match self {
                    $($(Self::$kind(id) => { let _: &$id = id; RecordKind::$kind })?)*
                    Self::Office => RecordKind::Office,
                    Self::Policy => RecordKind::Policy,
                    Self::Membership(_) => RecordKind::Membership,
                }
            }

            /// The subject of a kind with an id; `None` where there is none.
            pub fn of(kind: RecordKind, id: &str) -> Option<Self> {
                Some(match kind {
                    $($(RecordKind::$kind => Self::$kind($id::trusted(id)),)?)*
                    RecordKind::Membership => Self::Membership(MembershipId::trusted(id)),
                    RecordKind::Office | RecordKind::Policy | RecordKind::Review | RecordKind::Waiver => {
                        return None;
                    }
                })
            }

            /// The id after the slash; empty for the office and the policy.
            pub fn id(&self) -> &str {
                match self {
                    $($(Self::$kind(id) => { let id: &$id = id; id.as_str() })?)*
                    Self::Membership(id) => id.as_str(),
                    Self::Office | Self::Policy => "",
                }
            }
        }

        /// What a register holds: what a document or the vault gives, before it is one.
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct Parts {
            /// The office.
            pub office: Office,
            $($(#[doc = $ja] pub $list: Table<$row>,)?)*
            /// Waivers, in the order in which they were recorded.
            pub waivers: Vec<Waiver>,
            /// The policy.
            pub policy: PolicySheet,
        }

        impl Parts {
            /// The list of a kind in which records are found by id.
            pub fn list(&self, kind: RecordKind) -> Option<&dyn List> {
                match kind {
                    $($(RecordKind::$kind => { let list: &Table<$row> = &self.$list; Some(list) })?)*
                    _ => None,
                }
            }

            pub(super) fn list_mut(&mut self, kind: RecordKind) -> Option<&mut dyn List> {
                match kind {
                    $($(RecordKind::$kind => { let list: &mut Table<$row> = &mut self.$list; Some(list) })?)*
                    _ => None,
                }
            }
        }

        impl Register {
            $($(#[doc = $ja] pub fn $list(&self) -> &Table<$row> { &self.parts.$list })?)*
        }

        $($(listed! { $kind $row $id })?)*

        /// Gives the kinds whose records are found by id, each with its list and the types of its rows and of their ids, to
        /// another macro.
        macro_rules! with_lists {
            ($then:ident) => { $then! { $($($kind in $list: $row by $id,)?)* } };
        }

        /// Gives the kinds to another macro.
        macro_rules! with_kinds {
            ($then:ident) => { $then! { $($kind,)* } };
        }
    };
}

/// A row of a list as a record.
macro_rules! listed {
    // A group's memberships and reviews are records of their own.
    (Group Group $id:ident) => {
        impl Keyed for Group {
            type Id = $id;
            fn id(&self) -> &$id {
                &self.sheet.id
            }
        }

        impl Listed for Group {
            fn record(&self) -> Record {
                Record::Group(self.sheet.clone())
            }

            fn new(record: Record) -> Option<Self> {
                let Record::Group(sheet) = record else { return None };
                Some(Self { sheet, memberships: Vec::new(), reviews: Vec::new() })
            }

            fn renew(&mut self, record: Record) -> Option<()> {
                self.sheet = Self::new(record)?.sheet;
                Some(())
            }
        }
    };
    ($kind:ident $row:ident $id:ident) => {
        impl Keyed for $row {
            type Id = $id;
            fn id(&self) -> &$id {
                &self.id
            }
        }

        impl Listed for $row {
            fn record(&self) -> Record {
                Record::$kind(self.clone().into())
            }

            fn new(record: Record) -> Option<Self> {
                let Record::$kind(row) = record else { return None };
                let row: Box<Self> = row.into();
                Some(*row)
            }
        }
    };
}

kinds! {
    /// The office; there is one.
    Office(Office) = "office": "事業所", "Office" in office, about Office;
    /// A filing.
    Filing(Filing) = "filing": "届出", "Filing" in filings of Filing by FilingId, next "F-" 1;
    /// A staff member.
    Staff(Staff) = "staff": "職員", "Staff" in staff of Staff by PersonId, next "S-" 3;
    /// A person of another office or of the secretariat.
    Partner(Partner) = "partner": "関係者", "Partners" in partners of Partner by PersonId, next "P-" 3;
    /// A device.
    Device(Device) = "device": "機器", "Devices" in devices of Device by DeviceId, next "D-" 3;
    /// A take-out.
    TakeOut(TakeOut) = "take-out": "持ち出し", "Take-outs" in take_outs of TakeOut by TakeOutId, next "T-" 3;
    /// A group without its memberships and reviews.
    Group(GroupSheet) = "group": "グループ", "Groups" in groups of Group by GroupId, next "G-" 3;
    /// A membership of a group.
    Membership(Membership) by (GroupId, MembershipId) = "membership": "参加者", "Membership"
        in memberships, about Membership(MembershipId), next "M-" 4;
    /// A review of a group, by its place in the list.
    Review(Review) by (GroupId, u32) = "review": "精査", "Review" in reviews;
    /// An incident. Boxed: it is much larger than the others, and rarer.
    Incident(Box<Incident>) = "incident": "インシデント", "Incidents" in incidents of Incident by IncidentId;
    /// A waiver, by its place in the list.
    Waiver(Waiver) by (u32) = "waiver": "例外承認", "Waiver" in waivers;
    /// The policy by which the register is judged; there is one, of which nothing need be recorded.
    Policy(PolicySheet) = "policy": "運用ポリシー", "Policy" in policy, about Policy;
}

/// Gives the types of ids to a macro, a row each: which kinds are numbered by it, and as what it is named and shown.
macro_rules! with_ids {
    ($then:ident) => {
        $then! {
            /// A staff member or a partner: the two share one space of ids.
            PersonId of Staff | Partner, named Person, holds Person;
            /// A device.
            DeviceId of Device, named Device, holds Device;
            /// A take-out.
            TakeOutId of TakeOut, named TakeOut, holds Id;
            /// A group.
            GroupId of Group, named Group, holds Group;
            /// A membership, unique in the whole register.
            MembershipId of Membership, named Membership, holds Id;
            /// An incident, numbered by 令和 year and serial: `R8-001`.
            IncidentId of Incident, named Incident, holds Id;
            /// A filing with the secretariat.
            FilingId of Filing, named Filing, holds Id;
        }
    };
}

pub(crate) use {with_ids, with_kinds, with_lists};

impl RecordKind {
    /// What people call one of it in a sentence.
    pub fn noun(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Ja => self.title(lang),
            Lang::En => self.word(),
        }
    }

    /// Whether there is exactly one of it, always: nobody adds or removes it.
    pub const fn is_always_there(self) -> bool {
        matches!(self, Self::Office | Self::Policy)
    }

    /// The kinds of which people ask how many there are.
    pub fn counted() -> impl Iterator<Item = Self> {
        let beside = |kind: &Self| matches!(kind, Self::Filing | Self::Review | Self::Waiver);
        Self::ALL.iter().copied().filter(move |kind| !kind.is_always_there() && !beside(kind))
    }

    /// The kind whose ids it shares: a person has one id as staff and as partner.
    #[must_use]
    pub fn numbered_as(self) -> Self {
        if self == Self::Partner { Self::Staff } else { self }
    }
}

impl Key {
    /// The group that the record belongs to.
    pub fn group(&self) -> Option<&GroupId> {
        match self {
            Self::Membership(group, _) | Self::Review(group, _) => Some(group),
            _ => None,
        }
    }

    /// The place of the record, where it is found by nothing else.
    pub fn place(&self) -> Option<u32> {
        match self {
            Self::Review(_, place) | Self::Waiver(place) => Some(*place),
            _ => None,
        }
    }
}
