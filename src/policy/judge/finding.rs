//! What the judge finds.

use smol_str::SmolStr;

use crate::{
    policy::rule::Rule,
    register::{date::Date, subject::Subject},
};

/// How pressing a finding is, in the order in which findings are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Urgency {
    /// 期限超過
    Overdue,
    /// 要対応
    Now,
    /// 判定不能
    Unknown,
    /// 期限間近
    Soon,
    /// 例外承認中
    Waived,
}

impl Urgency {
    /// Every urgency in order.
    pub const ALL: [Self; 5] = [Self::Overdue, Self::Now, Self::Unknown, Self::Soon, Self::Waived];

    /// The word in documents.
    pub fn word(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Now => "now",
            Self::Unknown => "unknown",
            Self::Soon => "soon",
            Self::Waived => "waived",
        }
    }
}

/// One thing that is not as the policy wants it. One (rule, subject, detail) gives at most one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which rule.
    pub rule: Rule,
    /// About what.
    pub subject: Subject,
    /// Which control, which copy, which reason; as the tables say.
    pub detail: Option<SmolStr>,
    /// How pressing.
    pub urgency: Urgency,
    /// The day that the table's row names.
    pub since: Option<Date>,
    /// The last good day.
    pub due: Option<Date>,
    /// Today minus `due`, in days; negative before it.
    pub days: Option<i64>,
}

/// How many findings there are of each urgency.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts([u32; 5]);

impl Counts {
    /// Counts findings.
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Self {
        let mut counts = Self::default();
        for finding in findings {
            counts.0[finding.urgency as usize] += 1;
        }
        counts
    }

    /// How many of one urgency.
    pub fn get(&self, urgency: Urgency) -> u32 {
        self.0[urgency as usize]
    }

    /// Whether something is overdue, to be done now or unknown.
    pub fn asks_for_action(&self) -> bool {
        [Urgency::Overdue, Urgency::Now, Urgency::Unknown].iter().any(|urgency| self.get(*urgency) > 0)
    }
}
