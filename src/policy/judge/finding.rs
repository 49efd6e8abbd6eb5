//! What the judge finds.

use smol_str::SmolStr;

use crate::{
    policy::rule::{Rule, words::graded_words},
    register::{Lang, date::Date, subject::Subject},
};

graded_words! {
    /// How pressing a finding is, in the order in which findings are listed.
    Urgency {
        Overdue = "overdue": "期限超過", "Overdue";
        Now = "now": "要対応", "To do now";
        Unknown = "unknown": "判定不能", "Unknown";
        Soon = "soon": "期限間近", "Due soon";
        Waived = "waived": "例外承認中", "Waived";
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
    /// How pressing it would be without the waiver that covers it.
    pub unwaived: Urgency,
    /// The day that the table's row names.
    pub since: Option<Date>,
    /// The last good day.
    pub due: Option<Date>,
    /// Today minus `due`, in days; negative before it.
    pub days: Option<i64>,
}

/// The findings of an urgency, in their order. What stands in a list beside a number of [`Counts`] comes from here.
pub fn of_urgency<'f>(
    findings: impl IntoIterator<Item = &'f Finding>,
    urgency: Urgency,
) -> impl Iterator<Item = &'f Finding> {
    findings.into_iter().filter(move |finding| finding.urgency == urgency)
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
