//! What is being typed, as it waits inside the vault while the register is closed.

use std::sync::Arc;

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use zeroize::Zeroizing;

use crate::{
    policy::Policy,
    register::{Lang, Register, Time},
};

use super::Layer;

/// What is kept of a layer, as it is written.
pub struct Kept(pub Zeroizing<String>);

impl Kept {
    /// As it is written, where it can be.
    pub fn of<K: Keep>(kept: &K) -> Option<Self> {
        let text = Zeroizing::new(serde_json::to_string(kept).ok()?);
        Some(Self(Zeroizing::new(format!("{{\"{}\":{}}}", K::KIND, *text))))
    }
}

/// What a layer is opened again on.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The register as it is now.
    pub register: &'a Register,
    /// The policy.
    pub policy: &'a Arc<Policy>,
    /// The language of the screens.
    pub lang: Lang,
    /// The time.
    pub now: Time,
}

/// What is kept of one kind of layer. Whatever was written once is read for ever.
pub trait Keep: Serialize + DeserializeOwned {
    /// The word that it is written with.
    const KIND: &'static str;

    /// Opens the layer again.
    ///
    /// # Errors
    /// What was typed, where it no longer fits the register.
    fn open(self, ground: Ground<'_>) -> Result<Box<dyn Layer>, Unfit>;
}

impl Keep for Unfit {
    const KIND: &'static str = "text";

    fn open(self, _ground: Ground<'_>) -> Result<Box<dyn Layer>, Unfit> {
        Err(self)
    }
}

/// Something that cannot be opened any more: its title and what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unfit {
    /// Its title.
    pub title: String,
    /// The labels with what was typed.
    pub typed: Vec<(String, String)>,
}

impl Unfit {
    /// One text without a label.
    pub fn new(title: impl Into<String>, text: impl Into<String>) -> Self {
        Self { title: title.into(), typed: vec![(String::new(), text.into())] }
    }
}
