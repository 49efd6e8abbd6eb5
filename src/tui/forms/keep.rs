//! A form as text, so that what is being typed can wait inside the vault while the register is closed.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{
    policy::Policy,
    register::{
        Key as RecordKey, Lang, Record, RecordKind, Register, Time,
        document::{record_from_json, record_to_json},
        id::GroupId,
    },
    tui::{
        app::{
            Layer,
            kept::{Ground, Keep, Unfit},
        },
        words::Word,
    },
};

use super::{
    Form, Target,
    binder::{At, Binder},
    field::{Entry, Field},
    records,
};

/// A field that was typed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptField {
    /// Its place in the form.
    at: usize,
    /// Its label, for a form that cannot be opened any more.
    label: String,
    /// What was typed, or the word that was chosen.
    text: String,
    /// Which of the words, where it is a choice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    choice: Option<usize>,
}

impl KeptField {
    fn of(at: usize, field: &Field) -> Self {
        let choice = match &field.entry {
            Entry::Choice { at, .. } => Some(*at),
            _ => None,
        };
        Self { at, label: field.label.clone(), text: field.entry.shown().to_owned(), choice }
    }

    /// All fields of a form that take anything.
    pub fn all(fields: &[Field]) -> Vec<Self> {
        let fields = fields.iter().enumerate();
        fields
            .filter(|(_, field)| !matches!(field.entry, Entry::Fixed(_)))
            .map(|(at, field)| Self::of(at, field))
            .collect()
    }

    /// Puts what was typed into the fields again; nothing where one of them is there no more.
    pub fn put_all(typed: &[Self], fields: &mut [Field]) -> Option<()> {
        for kept in typed {
            // Another version may have the field at another place.
            let here = fields.get(kept.at).is_some_and(|field| field.label == kept.label);
            let found = || fields.iter().position(|field| field.label == kept.label);
            let place = if here { Some(kept.at) } else { found() };
            put(fields.get_mut(place?)?, kept)?;
        }
        Some(())
    }

    /// What was typed, as text.
    pub fn as_text(typed: &[Self]) -> Vec<(String, String)> {
        typed.iter().map(|field| (field.label.clone(), field.text.clone())).collect()
    }
}

/// A form that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptForm {
    title: String,
    /// The kind of its record, and the record that it began from.
    kind: String,
    record: String,
    /// Whether the record is new.
    new: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    group: Option<String>,
    #[serde(default)]
    place: u32,
    /// How many fields there were.
    count: usize,
    focus: usize,
    typed: Vec<KeptField>,
}

impl Keep for KeptForm {
    const KIND: &'static str = "form";

    fn open(self, Ground { register, policy, lang, now }: Ground<'_>) -> Result<Box<dyn Layer>, Unfit> {
        match self.try_open(register, policy, lang, now) {
            Some(form) => Ok(Box::new(form)),
            None => Err(self.unfit()),
        }
    }
}

impl KeptForm {
    /// The form as it is now.
    pub fn of(form: &Form) -> Self {
        let (new, group, place) = match &form.target {
            Target::Add { group } => (true, group.clone(), 0),
            Target::Edit { key, .. } => (false, key.group().cloned(), key.place().unwrap_or(0)),
        };
        let fresh = form.unchanged();
        let fields = form.fields.iter().enumerate();
        let typed = fields.filter(|(at, field)| fresh.get(*at).is_none_or(|was| was.says() != field.says()));
        Self {
            title: form.title.clone(),
            kind: form.base.kind().word().to_owned(),
            record: record_to_json(&form.base),
            new,
            group: group.map(|group| group.to_string()),
            place,
            count: form.fields.len(),
            focus: form.focus,
            typed: typed.map(|(at, field)| KeptField::of(at, field)).collect(),
        }
    }

    /// What was typed, as text.
    fn unfit(&self) -> Unfit {
        Unfit { title: self.title.clone(), typed: KeptField::as_text(&self.typed) }
    }

    fn try_open(&self, register: &Register, policy: &Arc<Policy>, lang: Lang, now: Time) -> Option<Form> {
        let base = record_from_json(RecordKind::from_word(&self.kind)?, &self.record).ok()?;
        let group = self.group.as_deref().map(GroupId::trusted);
        let target = if self.new {
            if group.as_ref().is_some_and(|group| register.group(group).is_none()) {
                return None;
            }
            Target::Add { group }
        } else {
            let key = RecordKey::of(base.kind(), base.id(), group.as_ref(), self.place)?;
            let (key, _) = super::rebase::find(&key, &base, register)?;
            Target::Edit { key, before: Box::new(base.clone()) }
        };
        let title = Form::title_for(&base, self.new, lang);
        let mut form = Form::new(title, base, target, Arc::clone(policy), lang, now);
        if form.fields.len() != self.count {
            return None;
        }
        KeptField::put_all(&self.typed, &mut form.fields)?;
        form.focus = self.focus.min(form.fields.len().saturating_sub(1));
        form.changed = true;
        form.follow_typed();
        Some(form)
    }
}

fn put(field: &mut Field, kept: &KeptField) -> Option<()> {
    match (&mut field.entry, kept.choice) {
        (Entry::Choice { options, at }, Some(choice)) if choice < options.len() => *at = choice,
        (
            Entry::Text(input)
            | Entry::Day(input)
            | Entry::Moment(input)
            | Entry::Number(input)
            | Entry::Reference { id: input, .. },
            None,
        ) => input.set_text(&kept.text),
        (Entry::Area(area), None) => area.set_text(&kept.text),
        _ => return None,
    }
    field.fresh = false;
    Some(())
}

/// The facts of a record as people read them, in the order of its form: label and value, empty where nothing is
/// recorded.
pub fn facts_of(record: &Record, policy: &Policy, lang: Lang, now: Time) -> Vec<Field> {
    let mut binder = Binder::load(At { lang, now, new: false, policy });
    records::bind(&mut record.clone(), &mut binder);
    let not_recorded = Word::NotRecorded.say(lang);
    let mut fields = binder.finish().0;
    for field in &mut fields {
        if let Entry::Choice { options, at } = &mut field.entry
            && options.get(*at).is_some_and(|word| word == not_recorded)
        {
            options[*at].clear();
        }
    }
    fields
}
