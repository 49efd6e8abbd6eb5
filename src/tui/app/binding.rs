//! A key's row: where it counts, what it is called, whether it is possible now, and what it does. The rows stand beside
//! their handlers; the shell joins them.

use crate::{
    register::{Fact, id::PersonId},
    tui::{
        keys::Ctx,
        lists::RowKey,
        terminal::input::Key,
        words::{Reason, Word},
    },
};

use super::{App, Effect, Env, Session, allowed::write};

/// What a key does.
pub type Handler = fn(&mut App, Env, &mut Vec<Effect>);

/// Says why something is not possible now.
pub type Check = fn(&App) -> Result<(), Reason>;

/// The fact that is recorded of a row; by whom, where it asks for that.
pub type FactOf = fn(&RowKey, Option<PersonId>) -> Option<Fact>;

/// A row of the table of keys.
#[derive(Clone, Copy)]
#[must_use = "a row outside the table is no key"]
pub struct Binding {
    /// Where.
    pub ctx: Ctx,
    /// The keys that are shown.
    pub keys: &'static [Key],
    /// Keys that work too and are not shown.
    pub silent: &'static [Key],
    /// What it is called.
    pub label: Word,
    /// Place in the bar: the smaller, the sooner it is shown; 0 is not in the bar.
    pub bar: u8,
    /// Whether the account may: each row says what it changes.
    may: Check,
    /// Whether there is something to do it with.
    possible: Check,
    /// Whether the key means this, or goes to what is being typed. A key for everywhere is asked where something lies
    /// over the list or is typed, every other key always.
    pub counts: fn(&App, Key) -> bool,
    /// What of the list it is done with.
    pub of: Of,
    /// The fact that it records of a row, where it records one.
    pub fact: Option<FactOf>,
    /// What it does.
    pub handler: Handler,
}

/// What of a list something is done with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// Nothing in particular.
    Nothing,
    /// The selected row.
    Row,
    /// The marked rows, or the selected one where none is marked.
    Marks,
}

/// A key that changes nothing in the register or the vault, nor what was typed of a record.
pub const fn row(
    ctx: Ctx,
    keys: &'static [Key],
    label: Word,
    bar: u8,
    possible: Check,
    handler: Handler,
) -> Binding {
    let counts: fn(&App, Key) -> bool = if matches!(ctx, Ctx::Anywhere) { |_, _| false } else { |_, _| true };
    Binding {
        ctx,
        keys,
        silent: &[],
        label,
        bar,
        may: |_| Ok(()),
        possible,
        counts,
        of: Of::Nothing,
        fact: None,
        handler,
    }
}

/// A key that changes something, which not everybody may.
pub const fn writes(
    ctx: Ctx,
    keys: &'static [Key],
    label: Word,
    bar: u8,
    possible: Check,
    handler: Handler,
) -> Binding {
    Binding { may: write, ..row(ctx, keys, label, bar, possible, handler) }
}

impl Binding {
    /// With more keys that are not shown.
    pub const fn or(self, silent: &'static [Key]) -> Self {
        Self { silent, ..self }
    }

    /// Under another name, with its place in the bar.
    pub const fn called(self, label: Word, bar: u8) -> Self {
        Self { label, bar, ..self }
    }

    /// It is done with the selected row.
    pub const fn on_row(self) -> Self {
        Self { of: Of::Row, ..self }
    }

    /// It is done with the marked rows, or the selected one where none is marked.
    pub const fn on_marks(self) -> Self {
        Self { of: Of::Marks, ..self }
    }

    /// It records this fact of each row that is marked, or of the selected one.
    pub const fn recording(self, fact: FactOf) -> Self {
        Self { fact: Some(fact), ..self.on_marks() }
    }

    /// Where who may is another question than who may change the register.
    pub const fn if_may(self, may: Check) -> Self {
        Self { may, ..self }
    }

    /// Where it is not always possible.
    pub const fn where_possible(self, possible: Check) -> Self {
        Self { possible, ..self }
    }

    /// Where it counts is another question than where it stands.
    pub const fn counting(self, counts: fn(&App, Key) -> bool) -> Self {
        Self { counts, ..self }
    }

    /// Whether it is possible now.
    ///
    /// # Errors
    /// Why it is not: the account only looks, or what the row itself asks for is not there.
    pub fn possible(&self, app: &App) -> Result<(), Reason> {
        self.allowed(app)?;
        match (self.possible)(app) {
            // Those that are marked stand elsewhere, and are asked about.
            Err(Reason::NoRow) if self.of == Of::Marks && app.session().is_some_and(Session::has_marks) => {
                Ok(())
            }
            said => said,
        }
    }

    /// Whether the account may do it at all.
    ///
    /// # Errors
    /// That it only looks.
    pub fn allowed(&self, app: &App) -> Result<(), Reason> {
        (self.may)(app)
    }

    /// The keys that are shown.
    pub fn shown_keys(&self) -> impl Iterator<Item = Key> + '_ {
        self.keys.iter().copied()
    }

    /// The keys that are shown and those that are not.
    pub fn all_keys(&self) -> impl Iterator<Item = Key> + '_ {
        self.shown_keys().chain(self.silent.iter().copied())
    }
}
