//! What a finding, a waiver or an entry of the audit trail is about.

use std::fmt;

use super::id::{DeviceId, FilingId, GroupId, IncidentId, MembershipId, PersonId, TakeOutId};

/// The subject of a finding, written `kind/id` (or `office`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The office itself.
    Office,
    /// A filing.
    Filing(FilingId),
    /// A staff member.
    Staff(PersonId),
    /// A partner.
    Partner(PersonId),
    /// A device.
    Device(DeviceId),
    /// A take-out.
    TakeOut(TakeOutId),
    /// A group.
    Group(GroupId),
    /// A membership.
    Membership(MembershipId),
    /// An incident.
    Incident(IncidentId),
}

/// The kind of a [`Subject`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SubjectKind {
    /// The office itself.
    Office,
    /// A filing.
    Filing,
    /// A staff member.
    Staff,
    /// A partner.
    Partner,
    /// A device.
    Device,
    /// A take-out.
    TakeOut,
    /// A group.
    Group,
    /// A membership.
    Membership,
    /// An incident.
    Incident,
}

impl SubjectKind {
    /// The word before the slash.
    pub fn word(self) -> &'static str {
        match self {
            Self::Office => "office",
            Self::Filing => "filing",
            Self::Staff => "staff",
            Self::Partner => "partner",
            Self::Device => "device",
            Self::TakeOut => "take-out",
            Self::Group => "group",
            Self::Membership => "membership",
            Self::Incident => "incident",
        }
    }
}

impl Subject {
    /// Its kind.
    pub fn kind(&self) -> SubjectKind {
        match self {
            Self::Office => SubjectKind::Office,
            Self::Filing(_) => SubjectKind::Filing,
            Self::Staff(_) => SubjectKind::Staff,
            Self::Partner(_) => SubjectKind::Partner,
            Self::Device(_) => SubjectKind::Device,
            Self::TakeOut(_) => SubjectKind::TakeOut,
            Self::Group(_) => SubjectKind::Group,
            Self::Membership(_) => SubjectKind::Membership,
            Self::Incident(_) => SubjectKind::Incident,
        }
    }

    /// The id after the slash; empty for the office.
    pub fn id(&self) -> &str {
        match self {
            Self::Office => "",
            Self::Filing(id) => id.as_str(),
            Self::Staff(id) | Self::Partner(id) => id.as_str(),
            Self::Device(id) => id.as_str(),
            Self::TakeOut(id) => id.as_str(),
            Self::Group(id) => id.as_str(),
            Self::Membership(id) => id.as_str(),
            Self::Incident(id) => id.as_str(),
        }
    }

    /// Reads `kind/id` or `office`; `None` for an unknown kind or an impossible id. Nothing of the id is trimmed.
    pub fn parse(text: &str) -> Option<Self> {
        if text == "office" {
            return Some(Self::Office);
        }
        let (kind, id) = text.split_once('/')?;
        Some(match kind {
            "filing" => Self::Filing(FilingId::held(id).ok()?),
            "staff" => Self::Staff(PersonId::held(id).ok()?),
            "partner" => Self::Partner(PersonId::held(id).ok()?),
            "device" => Self::Device(DeviceId::held(id).ok()?),
            "take-out" => Self::TakeOut(TakeOutId::held(id).ok()?),
            "group" => Self::Group(GroupId::held(id).ok()?),
            "membership" => Self::Membership(MembershipId::held(id).ok()?),
            "incident" => Self::Incident(IncidentId::held(id).ok()?),
            _ => return None,
        })
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Office => f.write_str("office"),
            _ => write!(f, "{}/{}", self.kind().word(), self.id()),
        }
    }
}
