//! What a paper may say: facts and lists of rows by name. The form says where they stand.

use std::collections::{BTreeMap, BTreeSet};

use crate::documents::text::UNRECORDED;

/// A fact as it is written; `None` where nothing is recorded, an empty text where nothing is to be.
pub(in crate::documents) type Value = Option<String>;

/// Everything that the form of one paper can name. Which names there are depends on the kind of the paper alone, never on
/// what is recorded: so a form is right for every register or for none.
#[derive(Debug, Clone, Default)]
pub(in crate::documents) struct Facts {
    values: BTreeMap<&'static str, Value>,
    lists: BTreeMap<&'static str, List>,
    /// The lists whose rows are worked out; all of them where nothing is said.
    read: Option<BTreeSet<String>>,
}

/// Rows, each with a value for every name.
#[derive(Debug, Clone)]
pub(in crate::documents) struct List {
    pub names: &'static [&'static str],
    pub rows: Vec<Vec<Value>>,
}

impl List {
    /// The place of a name in each row.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| *known == name)
    }
}

impl Facts {
    /// Facts for a form that names these lists: of the others it costs nothing to say them.
    pub fn for_lists(read: BTreeSet<String>) -> Self {
        Self { read: Some(read), ..Self::default() }
    }

    /// Says a fact.
    pub fn say(&mut self, name: &'static str, value: impl Into<Value>) {
        self.values.insert(name, value.into());
    }

    /// Says rows. Those of a list that the form does not name are not worked out.
    pub fn list<const N: usize>(
        &mut self,
        name: &'static str,
        names: &'static [&'static str; N],
        rows: impl IntoIterator<Item = [Value; N]>,
    ) {
        let is_read = self.read.as_ref().is_none_or(|read| read.contains(name));
        let rows = if is_read { rows.into_iter().map(Vec::from).collect() } else { Vec::new() };
        self.lists.insert(name, List { names, rows });
    }

    /// A fact; `None` where the paper knows no such name.
    pub fn value(&self, name: &str) -> Option<&Value> {
        self.values.get(name)
    }

    /// Rows; `None` where the paper knows no such name.
    pub fn rows(&self, name: &str) -> Option<&List> {
        self.lists.get(name)
    }

    /// The names of all facts.
    pub fn value_names(&self) -> Vec<&'static str> {
        self.values.keys().copied().collect()
    }

    /// The names of all lists.
    pub fn list_names(&self) -> Vec<&'static str> {
        self.lists.keys().copied().collect()
    }
}

/// A value as it stands on the paper.
pub(in crate::documents) fn shown(value: &Value) -> String {
    value.as_deref().unwrap_or(UNRECORDED).to_owned()
}
