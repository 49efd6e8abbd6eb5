//! The small form that asks for what opens a backup.

use std::path::PathBuf;

use crate::{
    register::Lang,
    tui::{
        app::restoring::OfBackup,
        forms::field::{Entry, Field},
        widgets::text_input::TextInput,
        words::{RestoreWord, Word},
    },
};

use super::sheet::{Errand, Sheet, secret};

impl Sheet {
    /// Asks for what opens a backup that was made at this moment.
    pub fn of_backup(
        path: PathBuf,
        made: String,
        drill: bool,
        asks_login: bool,
        own: &str,
        lang: Lang,
    ) -> Self {
        let login = Field::needed(Word::Login, Entry::Text(TextInput::with_text(own)), lang);
        let password = secret(Word::BackupPassword, lang);
        let fields: Vec<Field> = asks_login.then_some(login).into_iter().chain([password]).collect();
        let focus = usize::from(asks_login && !own.is_empty());
        let mut sheet = Self::new(Errand::OfBackup { path, made, drill }, fields);
        sheet.focus = focus;
        sheet
    }

    /// What opens the backup; nothing where a field is empty, which is told.
    pub fn accept_of_backup(&mut self, lang: Lang) -> Option<OfBackup> {
        let Errand::OfBackup { path, .. } = &self.errand else { return None };
        let path = path.clone();
        if self.busy || !self.is_filled(lang) {
            return None;
        }
        let account = (self.fields.len() > 1).then(|| self.text(0).trim().to_owned());
        let password = self.secret(self.present());
        self.busy = true;
        self.message = Some(RestoreWord::Opening.say(lang).to_owned());
        Some(OfBackup { path, account, password })
    }
}
