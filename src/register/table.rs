//! A list of records in the order of the document, found by id.

use std::{borrow::Borrow, hash::Hash, ops::Index};

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::{ahead::has_deed_ahead, date::Date, kinds::Record, names::Seek, slots::Slot, subject::Subject};

/// A record that has an id of its own.
pub trait Keyed {
    /// The type of its id.
    type Id: Clone + Eq + Hash + Borrow<str>;
    /// Its id.
    fn id(&self) -> &Self::Id;
}

/// A row of a list that stands for one record.
pub(super) trait Listed: Keyed + Sized {
    /// The record.
    fn record(&self) -> Record;
    /// A new row; `None` where the record is of another kind.
    fn new(record: Record) -> Option<Self>;
    /// The row with another state of its record.
    fn renew(&mut self, record: Record) -> Option<()> {
        *self = Self::new(record)?;
        Some(())
    }
}

/// A list of records of any one kind, found by id.
pub trait List {
    /// How many there are.
    fn count(&self) -> usize;
    /// The id at a place.
    fn id_at(&self, place: usize) -> Option<&str>;
    /// The place of an id.
    fn place_of(&self, id: &str) -> Option<u32>;
    /// The record of an id, with its place.
    fn record(&self, id: &str) -> Option<(u32, Record)>;
    /// The name of the record of an id, where it has one that is recorded.
    fn name(&self, id: &str) -> Option<&str>;
    /// The id of the first record that names a subject, and is not it.
    fn naming(&self, subject: &Subject) -> Option<&str>;
    /// Whether the record of an id says of a day ahead that something happened on it.
    fn has_deed_ahead(&self, id: &str, today: Date) -> bool;
    /// Puts a record in place; `None` where it does not fit.
    fn put(&mut self, place: u32, record: Record, new: bool) -> Option<()>;
    /// Takes a record out.
    fn take(&mut self, id: &str) -> Option<()>;
}

impl<T: Listed + Slot<Class = ()>> List for Table<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn id_at(&self, place: usize) -> Option<&str> {
        Some(self.at(place)?.id().borrow())
    }

    fn place_of(&self, id: &str) -> Option<u32> {
        self.places.get::<str>(id).copied()
    }

    fn record(&self, id: &str) -> Option<(u32, Record)> {
        let place = self.place_of(id)?;
        Some((place, self.at(place as usize)?.record()))
    }

    fn name(&self, id: &str) -> Option<&str> {
        self.at(self.place_of(id)? as usize)?.called()
    }

    fn naming(&self, subject: &Subject) -> Option<&str> {
        let mut rows = self.rows.iter();
        rows.find(|row| Seek::of(*row, subject).referred).map(|row| row.id().borrow())
    }

    fn has_deed_ahead(&self, id: &str, today: Date) -> bool {
        let row = self.place_of(id).and_then(|place| self.at(place as usize));
        row.is_some_and(|row| has_deed_ahead(row, today))
    }

    fn put(&mut self, place: u32, record: Record, new: bool) -> Option<()> {
        if new {
            self.insert(place as usize, T::new(record)?);
            return Some(());
        }
        let place = *self.places.get::<str>(record.id()?)?;
        self.rows.get_mut(place as usize)?.renew(record)
    }

    fn take(&mut self, id: &str) -> Option<()> {
        self.remove(id).map(drop)
    }
}

/// Records in order, each found by its id in constant time.
#[derive(Debug, Clone)]
pub struct Table<T: Keyed> {
    rows: Vec<T>,
    places: FxHashMap<T::Id, u32>,
}

impl<T: Keyed> Default for Table<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), places: FxHashMap::default() }
    }
}

impl<T: Keyed + PartialEq> PartialEq for Table<T> {
    fn eq(&self, other: &Self) -> bool {
        self.rows == other.rows
    }
}

impl<T: Keyed + Eq> Eq for Table<T> {}

/// The place of the second of two records with one id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duplicate {
    /// Its place in the list, from 0.
    pub place: usize,
}

impl<T: Keyed> Table<T> {
    /// Takes a list of records.
    ///
    /// # Errors
    /// When two of them have the same id.
    pub fn from_rows(rows: Vec<T>) -> Result<Self, Duplicate> {
        let mut places = FxHashMap::with_capacity_and_hasher(rows.len(), FxBuildHasher);
        for (place, row) in rows.iter().enumerate() {
            if places.insert(row.id().clone(), index(place)).is_some() {
                return Err(Duplicate { place });
            }
        }
        Ok(Self { rows, places })
    }

    /// The records in order.
    pub fn as_slice(&self) -> &[T] {
        &self.rows
    }

    /// The records in order.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.rows.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The place of an id in the list.
    pub fn place(&self, id: &T::Id) -> Option<usize> {
        self.places.get::<T::Id>(id).map(|place| *place as usize)
    }

    /// The record of an id.
    pub fn get(&self, id: &T::Id) -> Option<&T> {
        self.place(id).and_then(|place| self.rows.get(place))
    }

    /// The record whose id is written so.
    pub fn named(&self, id: &str) -> Option<&T> {
        self.places.get::<str>(id).and_then(|place| self.rows.get(*place as usize))
    }

    /// The record at a place.
    pub fn at(&self, place: usize) -> Option<&T> {
        self.rows.get(place)
    }

    /// Whether there is a record with this id.
    pub fn contains(&self, id: &T::Id) -> bool {
        self.places.contains_key::<T::Id>(id)
    }

    pub(super) fn get_mut(&mut self, id: &T::Id) -> Option<&mut T> {
        let place = self.place(id)?;
        self.rows.get_mut(place)
    }

    /// The records in order, to change anything but their ids.
    pub(super) fn rows_mut(&mut self) -> &mut [T] {
        &mut self.rows
    }

    /// Puts a record at a place; at the end when the place lies behind it. The caller knows that the id is new.
    fn insert(&mut self, place: usize, row: T) {
        let place = place.min(self.rows.len());
        self.rows.insert(place, row);
        self.renumber(place);
    }

    fn remove(&mut self, id: &str) -> Option<T> {
        let place = self.places.remove::<str>(id)? as usize;
        let row = self.rows.remove(place);
        self.renumber(place);
        Some(row)
    }

    fn renumber(&mut self, from: usize) {
        for (place, row) in self.rows.iter().enumerate().skip(from) {
            self.places.insert(row.id().clone(), index(place));
        }
    }
}

impl<T: Keyed> Index<usize> for Table<T> {
    type Output = T;
    fn index(&self, place: usize) -> &T {
        &self.rows[place]
    }
}

impl<'a, T: Keyed> IntoIterator for &'a Table<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.rows.iter()
    }
}

fn index(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
