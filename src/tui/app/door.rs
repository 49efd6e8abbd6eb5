//! In front of the register: unlock, first run, and the recovery key that is shown once.

use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use crate::{
    policy::Policy,
    register::Lang,
    store::{RecoveryKey, Secret, check_password},
    tui::{
        terminal::input::Key,
        widgets::text_input::{Edit, TextInput},
        words::Word,
    },
};

use super::{Denied, Effect, Login, Opened};

/// What the door asks for.
pub enum Kind {
    /// The password of a register that is there.
    Unlock,
    /// The office and the first account of a register that is not there yet.
    FirstRun,
    /// The recovery key of a register that is there, and a new password.
    Recover,
    /// The end of the recovery key, which it shows until it is copied.
    Recovery {
        /// The key.
        key: Zeroizing<String>,
        /// What opens then.
        opened: Option<Box<Opened>>,
    },
}

/// The closed register.
pub struct Door {
    /// What it asks for.
    pub kind: Kind,
    /// The fields with their labels.
    pub fields: Vec<(Word, TextInput)>,
    /// The field in focus.
    pub focus: usize,
    /// What went wrong, or what goes on.
    pub message: Option<String>,
    /// Whether the message only says that a password was mistyped.
    pub mistyped: bool,
    /// Whether an answer is awaited.
    pub busy: bool,
}

impl Door {
    /// Asks for the password.
    pub fn unlock() -> Self {
        Self::new(Kind::Unlock, vec![(Word::Password, TextInput::password())])
    }

    /// Asks for an account's name and its password; the name may be filled in.
    pub fn log_in(name: &str) -> Self {
        let fields = vec![(Word::Login, TextInput::with_text(name)), (Word::Password, TextInput::password())];
        Self { focus: usize::from(!name.is_empty()), ..Self::new(Kind::Unlock, fields) }
    }

    /// Asks for what opens a register that is there.
    pub fn closed(login: &Login) -> Self {
        if login.asked { Self::log_in(&login.name) } else { Self::unlock() }
    }

    /// Asks for the office and the first account.
    pub fn first_run() -> Self {
        Self::new(
            Kind::FirstRun,
            vec![
                (Word::OfficeName, TextInput::new()),
                (Word::AccountName, TextInput::new()),
                (Word::Password, TextInput::password()),
                (Word::PasswordAgain, TextInput::password()),
            ],
        )
    }

    /// Asks for the recovery key and a new password, and where there are several accounts, for whom it is.
    pub fn recover(login: &Login) -> Self {
        let mut fields = vec![
            (Word::RecoveryKey, TextInput::password().unmasked()),
            (Word::NewPassword, TextInput::password()),
            (Word::NewPasswordAgain, TextInput::password()),
        ];
        if login.asked {
            fields.insert(1, (Word::Login, TextInput::with_text(&login.name)));
        }
        Self::new(Kind::Recover, fields)
    }

    /// Shows the recovery key.
    pub fn recovery(key: Zeroizing<String>, opened: Box<Opened>) -> Self {
        Self::new(Kind::Recovery { key, opened: Some(opened) }, vec![(Word::LastGroup, TextInput::new())])
    }

    fn new(kind: Kind, fields: Vec<(Word, TextInput)>) -> Self {
        Self { kind, fields, focus: 0, message: None, mistyped: false, busy: false }
    }

    /// The title.
    pub fn title(&self) -> Word {
        match self.kind {
            Kind::Unlock => Word::UnlockTitle,
            Kind::FirstRun => Word::FirstRunTitle,
            Kind::Recover => Word::RecoverTitle,
            Kind::Recovery { .. } => Word::RecoveryTitle,
        }
    }

    /// Whether the recovery key on the screen was copied: its last group was typed.
    pub fn is_copied(&self) -> bool {
        let Kind::Recovery { key, .. } = &self.kind else { return true };
        self.fields.first().is_some_and(|(_, input)| is_last_group(key, input.text()))
    }

    /// What was typed into the field of this name, without blanks about it.
    fn typed(&self, label: Word) -> Option<String> {
        let field = self.fields.iter().find(|(word, _)| *word == label);
        field.map(|(_, input)| input.text().trim().to_owned())
    }

    fn place_of(&self, label: Word) -> usize {
        self.fields.iter().position(|(word, _)| *word == label).unwrap_or(0)
    }

    /// Whether an account's name is asked for.
    pub fn asks_login(&self) -> bool {
        self.fields.iter().any(|(word, _)| *word == Word::Login)
    }

    /// Gives a key to the field in focus; says whether the field took it.
    pub fn type_key(&mut self, key: Key) -> bool {
        if self.busy {
            return true;
        }
        let taken = self.fields.get_mut(self.focus).map(|(_, input)| input.handle(key));
        if taken == Some(Edit::Changed) {
            self.message = None;
        }
        taken.is_some_and(|edit| edit != Edit::Ignored)
    }

    /// Pastes into the field in focus.
    pub fn paste(&mut self, text: &str) {
        if let Some((_, input)) = self.fields.get_mut(self.focus).filter(|_| !self.busy) {
            input.paste(text);
        }
    }

    /// Whether Enter, pressed here, does what the door is there for.
    pub fn at_end(&self) -> bool {
        self.focus + 1 >= self.fields.len()
    }

    /// Moves the focus.
    pub fn move_focus(&mut self, by: isize) {
        let last = self.fields.len().saturating_sub(1);
        self.focus = self.focus.saturating_add_signed(by).min(last);
    }

    /// Enter: the next field, or what the door is there for.
    pub fn accept(&mut self, policy: &Policy, lang: Lang) -> Option<Effect> {
        if self.busy {
            return None;
        }
        if !self.at_end() {
            // A slip in the recovery key is told before a password is thought of.
            if !matches!(self.kind, Kind::Recover) || self.focus > 0 || self.recovery_key(lang).is_some() {
                self.focus += 1;
            }
            return None;
        }
        match self.kind {
            Kind::Unlock => {
                let account = self.typed(Word::Login);
                if account.as_ref().is_some_and(String::is_empty) {
                    self.needs(0, lang);
                    return None;
                }
                let password = self.fields.last_mut()?.1.take_secret();
                self.busy = true;
                self.mistyped = false;
                self.message = Some(Word::Unlocking.say(lang).to_owned());
                Some(Effect::Unlock { account, password })
            }
            Kind::FirstRun => self.accept_first_run(lang),
            Kind::Recover => self.accept_recover(policy, lang),
            Kind::Recovery { .. } => None,
        }
    }

    /// The recovery key that was typed; where it has a slip, this is told and its field comes into focus.
    fn recovery_key(&mut self, lang: Lang) -> Option<RecoveryKey> {
        match RecoveryKey::parse(self.fields.first()?.1.text()) {
            Ok(key) => Some(key),
            Err(fault) => {
                self.focus = 0;
                self.message = Some(fault.message(lang));
                None
            }
        }
    }

    fn accept_recover(&mut self, policy: &Policy, lang: Lang) -> Option<Effect> {
        let key = self.recovery_key(lang)?;
        if self.lacks_a_field(lang) || self.passwords_differ(lang) {
            return None;
        }
        let at = self.place_of(Word::NewPassword);
        let password = Zeroizing::new(self.fields.get(at)?.1.text().to_owned());
        // Before the slow work, and while it is known which field is at fault.
        if let Err(fault) = check_password(&Secret::new(password.to_string())) {
            self.focus = at;
            self.fields.iter_mut().skip(at).for_each(|(_, input)| input.clear());
            self.message = Some(fault.message(Some(policy), lang));
            return None;
        }
        self.busy = true;
        self.message = Some(Word::Unlocking.say(lang).to_owned());
        Some(Effect::Recover { key, account: self.typed(Word::Login), password })
    }

    /// Tells the first field that is empty.
    fn lacks_a_field(&mut self, lang: Lang) -> bool {
        let empty = self.fields.iter().position(|(_, input)| input.text().trim().is_empty());
        if let Some(place) = empty {
            self.needs(place, lang);
        }
        empty.is_some()
    }

    fn needs(&mut self, place: usize, lang: Lang) {
        self.focus = place;
        let label = self.fields.get(place).map_or("", |(label, _)| label.say(lang));
        self.message = Some(Word::FieldNeeded.fill(lang, &[label]));
    }

    /// Tells that the last two fields are not the same; the second is typed anew.
    fn passwords_differ(&mut self, lang: Lang) -> bool {
        let [.., (_, password), (_, again)] = self.fields.as_mut_slice() else { return false };
        if password.text() == again.text() {
            return false;
        }
        again.clear();
        self.message = Some(Word::PasswordsDiffer.say(lang).to_owned());
        true
    }

    fn accept_first_run(&mut self, lang: Lang) -> Option<Effect> {
        if self.lacks_a_field(lang) || self.passwords_differ(lang) {
            return None;
        }
        let [(_, office), (_, account), (_, password), _] = self.fields.as_slice() else {
            return None;
        };
        self.busy = true;
        self.message = Some(Word::Unlocking.say(lang).to_owned());
        Some(Effect::Create {
            office: office.text().trim().to_owned(),
            account: account.text().trim().to_owned(),
            password: Zeroizing::new(password.text().to_owned()),
        })
    }

    /// The answer was no: the question stands again.
    pub fn refused(&mut self, Denied { why, wrong_password, .. }: Denied) {
        self.busy = false;
        self.message = Some(why);
        self.mistyped = wrong_password;
        match self.kind {
            // The name stands: it is the password that is typed anew.
            Kind::Unlock => {
                self.focus = self.fields.len().saturating_sub(1);
                if let Some((_, input)) = self.fields.last_mut() {
                    input.clear();
                }
            }
            Kind::FirstRun => {
                // A password that was refused is typed anew, twice.
                self.focus = 2;
                for (_, input) in self.fields.iter_mut().skip(2) {
                    input.clear();
                }
            }
            // What was typed stands, so that another paper needs no second typing of the password.
            Kind::Recover => self.focus = 0,
            Kind::Recovery { .. } => {}
        }
    }
}

/// Whether a text is the last group of a recovery key, in whatever width and case it was typed.
pub fn is_last_group(key: &str, typed: &str) -> bool {
    let typed: String = typed.nfkc().collect();
    key.rsplit('-').next().is_some_and(|last| last.trim().eq_ignore_ascii_case(typed.trim()))
}
