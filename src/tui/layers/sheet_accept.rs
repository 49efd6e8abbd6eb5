//! What a small form about the vault asks for, once its fields hold.

use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use crate::{
    register::{Lang, id::PersonId},
    store::{AccountRole, Secret, check_password_of},
    tui::{
        app::AccountChange,
        forms::field::Entry,
        words::{AccountWord, EnumWord as _, Word},
    },
};

use super::sheet::{Errand, Known, Sheet};

impl Sheet {
    /// What was asked for, with the present password; nothing where a field has a fault, which is told.
    pub fn accept(&mut self, known: Known<'_>, lang: Lang) -> Option<(AccountChange, Zeroizing<String>)> {
        let named = |sheet: &mut Self| sheet.name_is_free(known, lang) && sheet.staff_is_there(known, lang);
        if self.busy || !self.is_filled(lang) || !named(self) {
            return None;
        }
        if !self.password_holds(known, lang) {
            return None;
        }
        let change = match &self.errand {
            Errand::CopyKey(_)
            | Errand::OfBackup { .. }
            | Errand::Facts { .. }
            | Errand::Survey { .. }
            | Errand::Beginning
            | Errand::Ending { .. } => {
                return None;
            }
            Errand::Add => AccountChange::Add {
                name: self.text(0).trim().to_owned(),
                role: self.role(),
                staff: PersonId::held(self.text(2)).ok(),
                password: self.secret(3),
            },
            Errand::Remove(name) => AccountChange::Remove { name: name.clone() },
            Errand::Password => AccountChange::Password { password: self.secret(1) },
            Errand::RecoveryKey => AccountChange::RecoveryKey,
        };
        let present = self.secret(self.present());
        self.busy = true;
        self.message = Some(Word::Working.say(lang).to_owned());
        Some((change, present))
    }

    fn role(&self) -> AccountRole {
        let at = match self.fields.get(1).map(|field| &field.entry) {
            Some(Entry::Choice { at, .. }) => *at,
            _ => usize::MAX,
        };
        AccountRole::CHOICES.get(at).copied().unwrap_or(AccountRole::Reader)
    }

    pub(super) fn is_filled(&mut self, lang: Lang) -> bool {
        // The first word of a choice about facts is *not recorded*.
        let facts = matches!(self.errand, Errand::Facts { .. } | Errand::Ending { .. });
        let empty = self.fields.iter().position(|field| match &field.entry {
            Entry::Choice { at, .. } => facts && field.needed && *at == 0,
            _ => field.needed && field.typed().is_some_and(|text| text.trim().is_empty()),
        });
        if let Some(at) = empty {
            let label = self.fields.get(at).map(|field| field.label.clone()).unwrap_or_default();
            self.fault(at, Word::FieldNeeded.fill(lang, &[&label]));
        }
        empty.is_none()
    }

    fn name_is_free(&mut self, known: Known<'_>, lang: Lang) -> bool {
        if !matches!(self.errand, Errand::Add) {
            return true;
        }
        let name = folded(self.text(0));
        let taken = known.accounts.iter().any(|there| folded(there) == name);
        if taken {
            self.fault(0, Word::AccountTaken.fill(lang, &[&name]));
        }
        !taken
    }

    /// An id names exactly one of the staff or nobody.
    fn staff_is_there(&mut self, known: Known<'_>, lang: Lang) -> bool {
        let typed = self.text(2);
        if !matches!(self.errand, Errand::Add) || typed.trim().is_empty() {
            return true;
        }
        let there = PersonId::held(typed).is_ok_and(|id| known.staff.contains(&id));
        if !there {
            let said = AccountWord::NoSuchStaff.fill(lang, &[typed]);
            self.fault(2, said);
        }
        there
    }

    fn password_holds(&mut self, known: Known<'_>, lang: Lang) -> bool {
        let Some(at) = self.new_password() else { return true };
        if self.text(at) != self.text(at + 1) {
            self.clear(at + 1);
            self.fault(at + 1, Word::PasswordsDiffer.say(lang).to_owned());
            return false;
        }
        let name = if matches!(self.errand, Errand::Add) { self.text(0) } else { known.own };
        let same = matches!(self.errand, Errand::Password) && self.text(0) == self.text(at);
        let why = match check_password_of(&Secret::new(self.text(at).to_owned()), &[name, known.office]) {
            Err(fault) => fault.message(Some(known.policy), lang),
            Ok(()) if same => Word::SamePassword.say(lang).to_owned(),
            Ok(()) => return true,
        };
        self.clear(at);
        self.clear(at + 1);
        self.fault(at, why);
        false
    }
}

/// A name as names are compared: in one width, without blanks about it.
fn folded(name: &str) -> String {
    name.trim().nfkc().collect()
}
