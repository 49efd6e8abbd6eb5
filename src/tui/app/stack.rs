//! The layers over the list, the topmost last. The stack knows none of its members: who looks for one names its type.

use std::any::Any;

use crate::tui::desk::Desk;

use super::{Effect, Layer, Now};

/// What lies over the list.
#[derive(Default)]
pub struct Layers(Vec<Box<dyn Layer>>);

fn of<T: Layer>(layer: &dyn Layer) -> Option<&T> {
    (layer as &dyn Any).downcast_ref()
}

fn of_mut<T: Layer>(layer: &mut dyn Layer) -> Option<&mut T> {
    (layer as &mut dyn Any).downcast_mut()
}

impl Layers {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether the list is in front.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &dyn Layer> {
        self.0.iter().map(|layer| &**layer)
    }

    /// All of them.
    pub fn iter_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut dyn Layer> {
        self.0.iter_mut().map(|layer| &mut **layer)
    }

    /// The topmost.
    pub fn last(&self) -> Option<&dyn Layer> {
        self.iter().next_back()
    }

    /// The topmost.
    pub fn last_mut(&mut self) -> Option<&mut dyn Layer> {
        self.iter_mut().next_back()
    }

    /// The topmost, where it is of this type.
    pub fn top<T: Layer>(&self) -> Option<&T> {
        of(self.last()?)
    }

    /// The topmost, where it is of this type.
    pub fn top_mut<T: Layer>(&mut self) -> Option<&mut T> {
        of_mut(self.last_mut()?)
    }

    /// Whether the topmost is of this type.
    pub fn is_top<T: Layer>(&self) -> bool {
        self.top::<T>().is_some()
    }

    /// Those of a type, the topmost first.
    pub fn all<T: Layer>(&self) -> impl Iterator<Item = &T> {
        self.iter().rev().filter_map(of)
    }

    /// Those of a type, the topmost first.
    pub fn all_mut<T: Layer>(&mut self) -> impl Iterator<Item = &mut T> {
        self.iter_mut().rev().filter_map(of_mut)
    }

    /// Lays something over everything else.
    pub fn push(&mut self, layer: impl Layer) {
        self.put(Box::new(layer));
    }

    /// Lays something over everything else of which only the caller knows what it is.
    pub fn put(&mut self, layer: Box<dyn Layer>) {
        self.0.push(layer);
    }

    /// Lays several things over everything else.
    pub fn extend<T: Layer>(&mut self, layers: impl IntoIterator<Item = T>) {
        layers.into_iter().for_each(|layer| self.push(layer));
    }

    /// Lays something below those from a place on.
    pub fn insert(&mut self, place: usize, layer: impl Layer) {
        self.0.insert(place, Box::new(layer));
    }

    /// Takes the topmost away.
    pub fn pop(&mut self) -> bool {
        self.0.pop().is_some()
    }

    /// Takes the topmost away, where it is of this type.
    pub fn pop_top<T: Layer>(&mut self) -> Option<T> {
        self.is_top::<T>().then(|| self.remove(self.len() - 1)).flatten()
    }

    /// Takes the topmost of those of a type away that are meant.
    pub fn take<T: Layer>(&mut self, meant: impl Fn(&T) -> bool) -> Option<T> {
        let place = self.0.iter().rposition(|layer| of(&**layer).is_some_and(&meant))?;
        self.remove(place)
    }

    fn remove<T: Layer>(&mut self, place: usize) -> Option<T> {
        let layer: Box<dyn Any> = self.0.remove(place);
        layer.downcast().ok().map(|layer| *layer)
    }

    /// Closes the topmost of this type and everything over it.
    pub fn close<T: Layer>(&mut self) {
        if let Some(place) = self.0.iter().rposition(|layer| of::<T>(&**layer).is_some()) {
            self.0.truncate(place);
        }
    }

    /// Takes those away that were left for later.
    #[must_use]
    pub fn split_resting(&mut self) -> Self {
        let (resting, others) = std::mem::take(&mut self.0).into_iter().partition(|layer| layer.rests());
        self.0 = others;
        Self(resting)
    }

    /// Closes all of them.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Adds those of another stack on top.
    pub fn append(&mut self, mut layers: Self) {
        self.0.append(&mut layers.0);
    }

    /// Closes what the register no longer has, and lets the others follow it.
    pub fn refresh(&mut self, desk: &mut Desk, rewritten: bool, effects: &mut Vec<Effect>) {
        self.0.retain(|layer| !layer.is_gone(&desk.register));
        let top = self.0.len().saturating_sub(1);
        for (place, layer) in self.0.iter_mut().enumerate() {
            layer.refresh(desk, Now { on_top: place == top, rewritten }, effects);
        }
    }
}
