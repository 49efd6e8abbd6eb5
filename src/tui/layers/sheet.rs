//! Small forms. About the vault itself: an account, a password, the recovery key; these are no records of the register, are
//! never put aside, and whatever changes anything asks for the present password: an unlocked workstation must not let a
//! stranger in for good. And what is asked for before something is recorded: a day, a person (`asked.rs`), from when the
//! register is kept and who hosts (`beginning.rs`).

use std::path::PathBuf;

use ratatui::layout::{Position, Rect};
use zeroize::Zeroizing;

use crate::{
    policy::Policy,
    register::{Asks, Fact, Lang, id::GroupId, records::Staff, table::Table, words::GroupKind},
    store::AccountRole,
    tui::{
        app::{Denied, Layer, Says, Scene, Typed, door::is_last_group, kept::Kept},
        forms::field::{Candidates, Entry, Field, Seek, not_taken},
        keys::Ctx,
        terminal::{buffer::Buffer, input::Key},
        widgets::{
            frame::{BOX, BOX_LINES},
            text_input::{Edit, TextInput},
        },
        words::{AskWord, BeginningWord, CitingWord, EndingWord, EnumWord as _, RestoreWord, Word},
    },
};

use super::{
    asked,
    sheet_view::draw_sheet,
    survey::{Question, Survey},
};

/// The most characters of an account's name.
const NAME_CHARS: usize = 64;

/// What a sheet is for.
pub enum Errand {
    /// One more account.
    Add,
    /// This account less.
    Remove(String),
    /// Another password for the account that is in.
    Password,
    /// Another recovery key.
    RecoveryKey,
    /// A backup is opened, to be put back or only to be tried.
    OfBackup {
        /// Its folder.
        path: PathBuf,
        /// When it was made.
        made: String,
        /// Whether it is only tried.
        drill: bool,
    },
    /// The new recovery key is copied onto paper.
    CopyKey(Zeroizing<String>),
    /// What facts of one kind ask for.
    Facts {
        /// The facts.
        facts: Vec<Fact>,
        /// What they ask for.
        asks: Asks,
    },
    /// Many records are answered at once.
    Survey {
        /// The records.
        survey: Survey,
        /// What each field asks.
        questions: Vec<Question>,
    },
    /// From when the register is kept, and who hosts the patients' groups.
    Beginning,
    /// What ended the use of a group.
    Ending {
        /// The group.
        group: GroupId,
        /// Its kind.
        kind: GroupKind,
    },
}

/// A small form about the vault.
pub struct Sheet {
    /// What it is for.
    pub errand: Errand,
    /// Its fields.
    pub fields: Vec<Field>,
    /// The field in focus.
    pub focus: usize,
    seek: Seek,
    /// Why it was not taken, or why a letter did nothing.
    pub message: Option<String>,
    /// Whether the vault is at work on it.
    pub busy: bool,
    /// Whether somebody has typed or chosen something.
    pub(super) touched: bool,
}

/// What a new name and a new password are held against.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The policy, which says what a password has to be.
    pub policy: &'a Policy,
    /// The names of the accounts that are there.
    pub accounts: &'a [String],
    /// The account that is in.
    pub own: &'a str,
    /// The office's name.
    pub office: &'a str,
    /// The staff, of whom one may be behind an account.
    pub staff: &'a Table<Staff>,
}

impl Sheet {
    /// Asks for another account.
    pub fn add(lang: Lang) -> Self {
        let roles = AccountRole::CHOICES.iter().map(|role| role.say(lang).to_owned()).collect::<Vec<_>>();
        // The least that an account may do is what it is given unless more is chosen.
        let at = roles.len().saturating_sub(1);
        let fields = vec![
            Field::needed(Word::NewAccountName, Entry::Text(TextInput::new().max_chars(NAME_CHARS)), lang),
            Field::needed(Word::ColAccountRole, Entry::Choice { options: roles, at }, lang),
            Field {
                needed: false,
                ..Field::needed(
                    Word::AccountStaff,
                    Entry::Reference { from: Candidates::Staff, id: TextInput::new() },
                    lang,
                )
            },
            secret(Word::NewAccountPassword, lang),
            secret(Word::NewAccountPasswordAgain, lang),
            secret(Word::YourPassword, lang),
        ];
        Self::new(Errand::Add, fields)
    }

    /// Asks whether an account is to go.
    pub fn remove(name: String, lang: Lang) -> Self {
        Self::new(Errand::Remove(name), vec![secret(Word::YourPassword, lang)])
    }

    /// Asks for another password of one's own.
    pub fn password(lang: Lang) -> Self {
        let words = [Word::PresentPassword, Word::NewPassword, Word::NewPasswordAgain];
        Self::new(Errand::Password, words.map(|word| secret(word, lang)).into())
    }

    /// Asks whether the recovery key is to be another one.
    pub fn recovery_key(lang: Lang) -> Self {
        Self::new(Errand::RecoveryKey, vec![secret(Word::YourPassword, lang)])
    }

    /// Shows the new recovery key until its last group is typed.
    pub fn copy_key(key: Zeroizing<String>, lang: Lang) -> Self {
        let last = Field::needed(Word::LastGroup, Entry::Text(TextInput::new()), lang);
        Self::new(Errand::CopyKey(key), vec![last])
    }

    pub(super) fn new(errand: Errand, fields: Vec<Field>) -> Self {
        Self { errand, fields, focus: 0, seek: Seek::default(), message: None, busy: false, touched: false }
    }

    /// The title.
    pub fn title(&self, lang: Lang) -> String {
        let word = match &self.errand {
            Errand::Add => Word::AddAccountTitle,
            Errand::Remove(_) => Word::RemoveAccountTitle,
            Errand::Password => Word::OwnPasswordTitle,
            Errand::RecoveryKey => Word::RenewKeyTitle,
            Errand::CopyKey(_) => Word::RecoveryTitle,
            Errand::OfBackup { drill, made, .. } => {
                let word = if *drill { RestoreWord::DrillTitle } else { RestoreWord::RestoreTitle };
                return format!("{}  {made}", word.say(lang));
            }
            Errand::Facts { facts, .. } => return asked::title(facts, lang),
            Errand::Survey { survey, .. } => return survey.title(lang),
            Errand::Beginning => return BeginningWord::Title.say(lang).to_owned(),
            Errand::Ending { group, .. } => return EndingWord::Title.fill(lang, &[group.as_str()]),
        };
        word.say(lang).to_owned()
    }

    /// Whether it is about the vault, which asks for the present password; what else it asks for is recorded in the register.
    pub fn is_about_the_vault(&self) -> bool {
        !matches!(
            self.errand,
            Errand::Facts { .. } | Errand::Survey { .. } | Errand::Beginning | Errand::Ending { .. }
        )
    }

    /// What stands above the fields; the recovery key itself is a line of its own.
    pub fn hints(&self, policy: &Policy, lang: Lang) -> Vec<String> {
        match &self.errand {
            Errand::Add => vec![
                Word::AddAccountHint.say(lang).to_owned(),
                Word::RolesAreHabits.say(lang).to_owned(),
                CitingWord::PasswordHint.say(policy, lang),
            ],
            Errand::Remove(name) => {
                vec![
                    Word::AskRemoveAccount.fill(lang, &[name]),
                    Word::RemoveAccountHint.say(lang).to_owned(),
                    Word::RemoveAccountCopies.say(lang).to_owned(),
                ]
            }
            Errand::Password => vec![CitingWord::PasswordHint.say(policy, lang)],
            Errand::RecoveryKey => vec![Word::RenewKeyHint.say(lang).to_owned()],
            Errand::OfBackup { drill, .. } => {
                let word = if *drill { RestoreWord::DrillHint } else { RestoreWord::PasswordHint };
                vec![word.say(lang).to_owned()]
            }
            Errand::CopyKey(key) => vec![
                Word::RecoveryHint.say(lang).to_owned(),
                String::new(),
                key.to_string(),
                String::new(),
                Word::RecoveryNext.say(lang).to_owned(),
            ],
            Errand::Facts { asks, .. } => asked::hints(*asks, lang),
            Errand::Survey { survey, .. } => survey.hints(lang),
            Errand::Ending { .. } => {
                vec![EndingWord::Hint.say(lang).to_owned(), AskWord::HintDays.say(lang).to_owned()]
            }
            Errand::Beginning => {
                let words = [BeginningWord::HintSince.say(lang), BeginningWord::HintHost.say(lang)];
                words.into_iter().chain([AskWord::HintDays.say(lang)]).map(str::to_owned).collect()
            }
        }
    }

    /// The field in focus.
    pub fn field(&self) -> Option<&Field> {
        self.fields.get(self.focus)
    }

    /// Whether the field in focus is one of a few words.
    pub fn takes_choice(&self) -> bool {
        matches!(self.field(), Some(Field { entry: Entry::Choice { .. }, .. }))
    }

    /// Moves the focus; it stops at the ends.
    pub fn move_focus(&mut self, by: isize) {
        self.seek.forget();
        let last = self.fields.len().saturating_sub(1);
        self.focus = self.focus.saturating_add_signed(by).min(last);
    }

    /// Whether Enter, pressed here, ends the sheet. Somebody who has to be named is picked first.
    pub fn at_end(&self) -> bool {
        let to_pick = matches!(self.field(), Some(Field { entry: Entry::Reference { id, .. }, needed: true, .. })
            if id.is_empty());
        self.focus + 1 >= self.fields.len() && !to_pick
    }

    /// Chooses another word of the field in focus.
    pub fn choose(&mut self, by: isize) {
        self.choose_with(|count, at| {
            let count = isize::try_from(count).unwrap_or(1).max(1);
            usize::try_from((isize::try_from(at).unwrap_or(0) + by).rem_euclid(count)).unwrap_or(0)
        });
    }

    /// Chooses the word at a place of the field in focus.
    pub fn choose_at(&mut self, place: usize) {
        self.choose_with(|count, _| place.min(count.saturating_sub(1)));
    }

    fn choose_with(&mut self, next: impl FnOnce(usize, usize) -> usize) {
        if self.busy {
            return;
        }
        self.seek.forget();
        self.message = None;
        self.touched = true;
        if let Some(Field { entry: Entry::Choice { options, at }, .. }) = self.fields.get_mut(self.focus) {
            *at = next(options.len(), *at);
        }
    }

    /// Chooses the word of the field in focus that what is typed leads to; where none does, this is told and nothing
    /// changes.
    fn seek(
        &mut self,
        typed: &str,
        lang: Lang,
        find: impl FnOnce(&mut Seek, &[String], usize) -> Option<usize>,
    ) {
        let Some(Field { entry, .. }) = self.fields.get_mut(self.focus) else { return };
        let found = match entry {
            Entry::Choice { options, at } => find(&mut self.seek, options, *at),
            _ => None,
        };
        match (entry, found) {
            (Entry::Choice { at, .. }, Some(place)) => {
                *at = place;
                self.touched = true;
                self.message = None;
            }
            (entry, _) => self.message = Some(not_taken(entry, typed, lang)),
        }
    }

    /// Gives a key to the field in focus; says whether the field took it. No letter is ever left over for a command.
    pub fn type_key(&mut self, key: Key, lang: Lang) -> bool {
        if self.busy {
            return true;
        }
        if let (Some(c), true) = (key.text(), self.takes_choice()) {
            if matches!(c, ' ' | '\u{3000}') {
                self.choose(1);
            } else {
                self.seek(c.encode_utf8(&mut [0; 4]), lang, |seek, options, at| seek.key(c, options, at));
            }
            return true;
        }
        if matches!(key, Key::HOME | Key::END) && self.takes_choice() {
            self.choose_at(if key == Key::HOME { 0 } else { usize::MAX });
            return true;
        }
        let Some(field) = self.fields.get_mut(self.focus) else { return false };
        let edit = match &mut field.entry {
            Entry::Text(input) | Entry::Day(input) | Entry::Reference { id: input, .. } => input.handle(key),
            _ => Edit::Ignored,
        };
        if edit == Edit::Changed {
            self.touched = true;
            self.message = None;
        }
        edit != Edit::Ignored
    }

    /// Pastes into the field in focus.
    pub fn paste(&mut self, text: &str, lang: Lang) {
        if self.takes_choice() && !self.busy {
            self.seek(text, lang, |seek, options, at| seek.text(text, options, at));
            return;
        }
        let field = self.fields.get_mut(self.focus).filter(|_| !self.busy);
        if let Some(Field {
            entry: Entry::Text(input) | Entry::Day(input) | Entry::Reference { id: input, .. },
            ..
        }) = field
        {
            input.paste(text);
            self.touched = true;
        }
    }

    /// Puts the id of what was picked into the field in focus.
    pub fn put(&mut self, id: &str) {
        let field = self.fields.get_mut(self.focus);
        if let Some(Field { entry: Entry::Reference { id: input, .. }, .. }) = field {
            input.set_text(id);
            self.touched = true;
        }
    }

    pub(super) fn text(&self, at: usize) -> &str {
        self.fields.get(at).and_then(Field::typed).unwrap_or_default()
    }

    pub(super) fn secret(&self, at: usize) -> Zeroizing<String> {
        Zeroizing::new(self.text(at).to_owned())
    }

    /// Says what is wrong with a field, which comes into focus.
    pub fn fault(&mut self, at: usize, message: String) {
        self.focus = at;
        self.message = Some(message);
    }

    pub(super) fn clear(&mut self, at: usize) {
        if let Some(Field { entry: Entry::Text(input), .. }) = self.fields.get_mut(at) {
            input.clear();
        }
    }

    /// Where the present password is typed.
    pub(super) fn present(&self) -> usize {
        match self.errand {
            Errand::Password => 0,
            _ => self.fields.len().saturating_sub(1),
        }
    }

    /// Where the new password is typed, which comes again in the field after it.
    pub(super) fn new_password(&self) -> Option<usize> {
        match self.errand {
            Errand::Add => Some(3),
            Errand::Password => Some(1),
            _ => None,
        }
    }

    /// Whether the recovery key that is shown was copied.
    pub fn is_copied(&self) -> bool {
        match &self.errand {
            Errand::CopyKey(key) => is_last_group(key, self.text(0)),
            _ => true,
        }
    }

    /// The vault has said no.
    pub fn refused(&mut self, denied: Denied) {
        self.busy = false;
        self.message = Some(denied.why);
        if denied.wrong_password {
            let at = self.present();
            self.clear(at);
            self.focus = at;
        }
    }
}

impl Layer for Sheet {
    fn ctx(&self) -> Ctx {
        Ctx::Sheet
    }

    fn draw(&mut self, scene: Scene<'_>, area: Rect, buf: &mut Buffer) -> Position {
        draw_sheet(scene, self, area, buf)
    }

    fn first_ctx(&self) -> Option<Ctx> {
        match self.errand {
            Errand::CopyKey(_) => Some(Ctx::Recovery),
            Errand::Survey { .. } => Some(Ctx::Survey),
            _ => None,
        }
    }

    /// Whatever field has the focus: a letter is text there, or it chooses.
    fn takes_text(&self) -> bool {
        true
    }

    fn takes_passwords(&self) -> bool {
        self.is_about_the_vault()
    }

    fn type_key(&mut self, key: Key, scene: Scene<'_>) -> Typed {
        self.type_key(key, scene.lang()).into()
    }

    fn paste(&mut self, text: &str, lang: Lang) {
        self.paste(text, lang);
    }

    fn step(&mut self, by: isize, _scene: Scene<'_>) {
        self.move_focus(by);
    }

    fn says(&mut self) -> Option<Says<'_>> {
        Some(Says { text: &mut self.message, widest: BOX, lines: BOX_LINES, instead: None })
    }

    fn keep(&self) -> Option<Kept> {
        Kept::of(&self.kept()?)
    }

    fn spot(&self) -> Option<String> {
        None
    }

    fn lets_ask(&self) -> bool {
        self.is_about_the_vault()
    }
}

pub(super) fn secret(label: Word, lang: Lang) -> Field {
    Field::needed(label, Entry::Text(TextInput::password()), lang)
}
