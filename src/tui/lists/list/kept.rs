//! A list as it waits inside the vault while the register is closed: ids and what was searched for, no record.

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::{
    policy::{Rule, Urgency},
    register::{Key as RecordKey, RecordKind, id::GroupId, subject::Subject},
    tui::{widgets::scroll::ListPlace, words::Word},
};

use super::{List, RowKey, Sort, TextInput};

/// What is kept of a list. What a later version wrote and this one does not know is passed over.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeptList {
    search: String,
    searching: bool,
    filter: usize,
    narrowed: Option<usize>,
    scope: Option<String>,
    duty: Option<String>,
    sort: Option<(String, bool)>,
    place: ListPlace,
    anchor: Option<KeptRow>,
    marks: Vec<KeptRow>,
    unfolded: Vec<KeptRow>,
}

/// A row, as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum KeptRow {
    Finding { rule: String, subject: String, detail: Option<String> },
    Record { kind: String, id: Option<String>, group: Option<String>, place: u32 },
    Fold { rule: String, urgency: String },
    Care(String),
}

impl KeptRow {
    fn of(row: &RowKey) -> Option<Self> {
        Some(match row {
            RowKey::Finding(rule, subject, detail) => Self::Finding {
                rule: rule.name().to_owned(),
                subject: subject.to_string(),
                detail: detail.as_ref().map(ToString::to_string),
            },
            RowKey::Record(key) => Self::Record {
                kind: key.kind().word().to_owned(),
                id: key.id().map(str::to_owned),
                group: key.group().map(ToString::to_string),
                place: key.place().unwrap_or(0),
            },
            RowKey::Fold(rule, urgency) => {
                Self::Fold { rule: rule.name().to_owned(), urgency: format!("{urgency:?}") }
            }
            RowKey::Care(id) => Self::Care(id.to_string()),
            RowKey::Heading => return None,
        })
    }

    fn row(&self) -> Option<RowKey> {
        Some(match self {
            Self::Finding { rule, subject, detail } => RowKey::Finding(
                Rule::from_name(rule)?,
                Subject::parse(subject)?,
                detail.as_deref().map(Into::into),
            ),
            Self::Record { kind, id, group, place } => {
                let group = group.as_deref().map(GroupId::held).transpose().ok()?;
                let kind = RecordKind::from_word(kind)?;
                RowKey::Record(RecordKey::of(kind, id.as_deref(), group.as_ref(), *place)?)
            }
            Self::Fold { rule, urgency } => {
                let urgency = Urgency::ALL.iter().find(|one| format!("{one:?}") == *urgency)?;
                RowKey::Fold(Rule::from_name(rule)?, *urgency)
            }
            Self::Care(id) => RowKey::Care(id.as_str().into()),
        })
    }

    fn all<'r>(rows: impl IntoIterator<Item = &'r RowKey>) -> Vec<Self> {
        rows.into_iter().filter_map(Self::of).collect()
    }

    fn rows(rows: &[Self]) -> FxHashSet<RowKey> {
        rows.iter().filter_map(Self::row).collect()
    }
}

impl List {
    /// What is kept of it while the register is closed.
    pub fn kept(&self) -> KeptList {
        KeptList {
            search: self.search.text().to_owned(),
            searching: self.searching,
            filter: self.filter,
            narrowed: self.narrowed,
            scope: self.scope.as_ref().map(ToString::to_string),
            duty: self.duty.map(|rule| rule.name().to_owned()),
            sort: self.sort.map(|sort| (format!("{:?}", sort.column), sort.down)),
            place: self.place,
            anchor: self.anchor.as_ref().and_then(KeptRow::of),
            marks: KeptRow::all(self.marks.iter().chain(&self.aside)),
            unfolded: KeptRow::all(&self.unfolded),
        }
    }

    /// Is again as it was kept; it looks anew at the register.
    pub fn take_up(&mut self, kept: &KeptList) {
        let column = |name: &str| Word::ALL.iter().copied().find(|word| format!("{word:?}") == name);
        *self = Self {
            search: TextInput::with_text(&kept.search),
            searching: kept.searching,
            filter: kept.filter.min(self.tab.screen().filters().len().saturating_sub(1)),
            narrowed: kept.narrowed,
            scope: kept.scope.as_deref().and_then(|id| GroupId::held(id).ok()),
            duty: kept.duty.as_deref().and_then(Rule::from_name),
            sort: kept
                .sort
                .as_ref()
                .and_then(|(name, down)| Some(Sort { column: column(name)?, down: *down })),
            place: kept.place,
            anchor: kept.anchor.as_ref().and_then(KeptRow::row),
            marks: KeptRow::rows(&kept.marks),
            unfolded: KeptRow::rows(&kept.unfolded),
            ..Self::new(self.tab)
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::lists::Tab;

    #[test]
    fn a_list_is_taken_up_as_it_was_kept() {
        let mut list = List::new(Tab::Today);
        list.search = TextInput::with_text("港");
        list.place.select(7);
        list.sort = Some(Sort { column: Word::ColFlag, down: true });
        list.scope = GroupId::held("G-001").ok();
        list.duty = Some(Rule::PasswordAge);
        let subject = Subject::parse("staff/S-001").unwrap();
        let staff = RecordKey::of(RecordKind::Staff, Some("S-001"), None, 0).unwrap();
        let waiver = RecordKey::of(RecordKind::Waiver, None, None, 2).unwrap();
        list.anchor = Some(RowKey::Finding(Rule::PasswordAge, subject, Some("mcs".into())));
        list.marks = [RowKey::Record(staff), RowKey::Record(waiver)].into_iter().collect();
        list.aside = [RowKey::Care("backup".into())].into_iter().collect();
        list.unfolded = [RowKey::Fold(Rule::PasswordAge, Urgency::Soon)].into_iter().collect();
        let written = serde_json::to_string(&list.kept()).unwrap();
        let mut again = List::new(Tab::Today);
        again.take_up(&serde_json::from_str(&written).unwrap());
        assert_eq!(again.kept(), KeptList { marks: again.kept().marks, ..list.kept() });
        assert_eq!((again.anchor, again.unfolded, again.sort), (list.anchor, list.unfolded, list.sort));
        list.marks.extend(list.aside);
        assert_eq!(again.marks, list.marks);
    }

    #[test]
    fn what_is_not_known_is_passed_over() {
        let strange = r#"{"tomorrow": 1, "filter": 99, "duty": "no-rule", "sort": ["NoWord", true],
            "anchor": {"finding": {"rule": "x", "subject": "y", "detail": null}}, "marks": [{"care": "a"}]}"#;
        let mut list = List::new(Tab::Staff);
        list.take_up(&serde_json::from_str(strange).unwrap());
        assert!(list.filter < 99 && list.duty.is_none() && list.sort.is_none() && list.anchor.is_none());
        assert_eq!(list.marks.len(), 1);
    }
}
