//! What the options and the environment say, read when a command needs it.

use std::{
    env,
    io::{self, Read},
    path::{Path, PathBuf},
};

use etcetera::BaseStrategy as _;
use zeroize::{Zeroize as _, Zeroizing};

use crate::{
    cli::{args::Options, failure::Failure, output, progress, prompt},
    documents::{Templates, TemplatesError, check_policy_forms, policy_with_forms},
    exchange::json::{self, ReadError},
    input_file::{self, FileFault},
    policy::{NewerEdition, POLICY_BYTES, Policy, PolicyError, Rule},
    register::{
        Date, Lang, Register, Work,
        document::{Fault, PolicySays},
        id::IdFault,
        records::PolicySheet,
        rename::{Rename, trim_ids},
    },
    store::{
        Offer, PasswordFileFault, Places, Presence, Secret, StoreError, Vault, doubtful_backups, presence,
    },
    tui::{
        Clock,
        app::leaving::Left,
        words::{PolicyWord, Word},
    },
};
/// Names the folder of the register.
const VAULT: &str = "MCS_REGISTER_VAULT";
/// Names the folder of the register's own backups.
const BACKUPS: &str = "MCS_REGISTER_BACKUPS";
/// Names the folder of the office's own forms.
const FORMS: &str = "MCS_REGISTER_FORMS";
/// Names the account that unlocks.
const ACCOUNT: &str = "MCS_REGISTER_ACCOUNT";
/// Names the file of the password.
const PASSWORD_FILE: &str = "MCS_REGISTER_PASSWORD_FILE";
/// More than any password has, so that a wrong file name cannot fill the memory.
const MAX_PASSWORD_BYTES: u64 = 1 << 16;

/// The options of every command, with what follows from them.
pub(super) struct Context<'a> {
    options: &'a Options,
    /// The reader's language.
    pub lang: Lang,
    /// Tells the time, on the day given by hand where there is one.
    pub clock: Clock,
    /// The policy of a file that judges this once.
    once: Option<Policy>,
    /// What this command does, watched where somebody sits at a terminal.
    pub work: Work,
}

impl<'a> Context<'a> {
    /// Takes the options; a day that is none is wrong use.
    pub fn new(options: &'a Options, lang: Lang) -> Result<Self, Failure> {
        let read = |text: &str| text.parse().map_err(|_| Failure::usage(Word::CliToday.fill(lang, &[text])));
        let day: Option<Date> = options.today.as_deref().map(read).transpose()?;
        // A file that is none is told before any password is asked for.
        let once = options.policy.as_deref().map(|path| policy_in(path, lang)).transpose()?;
        let once = once.map(|(_, policy)| policy);
        Ok(Self { options, lang, clock: Clock { day }, once, work: Work::default() })
    }

    /// The same whose long work is told on the terminal, and stopped by Ctrl+C.
    pub fn watched(self) -> Self {
        Self { work: progress::watch(self.lang), ..self }
    }

    /// The day.
    pub fn today(&self) -> Date {
        self.clock.now().date
    }

    /// The policy of the file that judges this once, where one is named.
    pub fn once(&self) -> Option<&Policy> {
        self.once.as_ref()
    }

    /// The policy where there is no register to say which.
    pub fn policy(&self) -> Result<Policy, Failure> {
        self.policy_kept(&PolicySheet::default())
    }

    /// The policy by which a register is judged, as it says itself, but for a file that judges this once.
    pub fn policy_kept(&self, sheet: &PolicySheet) -> Result<Policy, Failure> {
        match &self.once {
            Some(policy) => Ok(policy.clone()),
            None => Policy::of(sheet).map_err(|error| Failure::policy(&error, self.lang)),
        }
    }

    /// The policy by which an open register is judged.
    pub fn policy_of(&self, vault: &mut Vault) -> Result<Policy, Failure> {
        self.policy_kept(&vault.policy().map_err(|error| Failure::store(&error, self.lang))?)
    }

    /// The policy that judges now. Says so where that is a file, and which editions there are where a newer one waits.
    pub fn policy_judging(&self, sheet: &PolicySheet) -> Result<Policy, Failure> {
        let policy = self.policy_kept(sheet)?;
        self.tell_policy(sheet);
        Ok(policy)
    }

    /// What is to be known of the policy that judges.
    fn tell_policy(&self, sheet: &PolicySheet) {
        let lang = self.lang;
        let tell = |text: &str| output::tell(Word::CliNotice.say(lang), text);
        if let Some(once) = &self.once {
            let kept = Policy::of(sheet).map(|policy| policy.title(lang).to_owned());
            tell(&PolicyWord::Once.fill(lang, &[once.title(lang), kept.as_deref().unwrap_or("?")]));
        } else if let Some(NewerEdition { base, judges, waits }) = NewerEdition::of(sheet) {
            tell(&PolicyWord::NewerWaits.fill(lang, &[&base, &judges, &waits]));
        }
    }

    /// The forms of the office's own, where a folder is named for them.
    pub fn forms(&self) -> Result<Option<Templates>, Failure> {
        let Some(folder) = self.options.forms.clone().or_else(|| variable(FORMS)) else { return Ok(None) };
        Templates::read(&folder).map(Some).map_err(|error| {
            let message = error.message(self.lang);
            match error {
                TemplatesError::Unread { .. } => Failure::file(message),
                TemplatesError::NoFile { .. }
                | TemplatesError::TooLarge { .. }
                | TemplatesError::NotText { .. }
                | TemplatesError::NoSuchPaper { .. }
                | TemplatesError::Template(_) => Failure::data(message),
            }
        })
    }

    /// Where the vault lies.
    pub fn places(&self) -> Result<Places, Failure> {
        let given = self.options.vault.clone().or_else(|| variable(VAULT));
        let dir = if let Some(dir) = given {
            dir
        } else {
            let strategy = etcetera::base_strategy::choose_native_strategy()
                .map_err(|_| Failure::file(Word::CliNoDataDir.say(self.lang)))?;
            let [data, local] =
                [strategy.data_dir(), strategy.cache_dir()].map(|dir| dir.join("mcs-register"));
            // What Windows takes along from one computer to another (AppData\Roaming) is copied whole at each logging off:
            // what was recorded on one of two would be gone. What lies there already is still found.
            if cfg!(windows) && !data.is_dir() { local } else { data }
        };
        let backups = self.options.backups.clone().or_else(|| variable(BACKUPS));
        Ok(Places { dir, keys: self.options.keys.clone(), backups })
    }

    /// The name of the account that unlocks, where one is given.
    pub fn account(&self) -> Option<String> {
        let given = self.options.account.clone();
        given.or_else(|| env::var(ACCOUNT).ok().filter(|name| !name.is_empty()))
    }

    /// The file that is named for the password.
    pub fn password_file(&self) -> Option<PathBuf> {
        self.options.password_file.clone().or_else(|| variable(PASSWORD_FILE))
    }

    /// Whether the password comes by standard input, which then has room for nothing else.
    pub fn password_from_stdin(&self) -> bool {
        self.password_file().is_some_and(|path| path.as_os_str() == "-")
    }

    /// The password, where a file is named for it.
    pub fn password(&self) -> Result<Option<Secret>, Failure> {
        self.password_file().map(|path| self.password_in(&path)).transpose()
    }

    /// The password in a file, whose one line is all that there is.
    pub fn password_in(&self, path: &Path) -> Result<Secret, Failure> {
        let shown = path.display().to_string();
        let bytes = read_password(path).map_err(|fault| {
            Failure::file(Word::CliPasswordFile.fill(self.lang, &[&shown, &fault.reason(self.lang)]))
        })?;
        Secret::of_file(&bytes).map_err(|fault| {
            let word = match fault {
                PasswordFileFault::NotText => Word::CliPasswordNotText,
                PasswordFileFault::Empty => Word::CliPasswordEmpty,
            };
            Failure::data(word.fill(self.lang, &[&shown]))
        })
    }

    /// A password in a file that is to open something from now on: one that nobody could type is none.
    pub fn new_password_in(&self, path: &Path) -> Result<Secret, Failure> {
        let password = self.password_in(path)?;
        if password.is_typable() {
            return Ok(password);
        }
        let shown = path.display().to_string();
        Err(Failure::data(Word::CliPasswordNotTypable.fill(self.lang, &[&shown])))
    }

    /// Opens the vault with the name and password that are given, or asked for where somebody sits at a terminal.
    pub fn open_vault(&self) -> Result<Vault, Failure> {
        let places = self.places()?;
        let (account, password) = self.ask(self.must_be_there(&places)?)?;
        self.open_vault_as(&places, account.as_deref(), &password)
    }

    /// The password that is given, or asked for where somebody sits at a terminal; and the name where there are
    /// several accounts.
    pub fn ask(&self, asks_login: bool) -> Result<(Option<String>, Secret), Failure> {
        let given = self.password()?;
        let account = match self.account() {
            None if given.is_none() && asks_login => prompt::name(self.lang)?,
            account => account,
        };
        let password = match given {
            Some(password) => Some(password),
            None => prompt::password(Word::CliAskPassword, self.lang)?,
        };
        let password = password.ok_or_else(|| Failure::locked(Word::CliNoPassword.say(self.lang)))?;
        Ok((account, password))
    }

    /// Opens the vault with a name and password that were given already, and tells what the unlock found.
    pub fn open_vault_as(
        &self,
        places: &Places,
        account: Option<&str>,
        password: &Secret,
    ) -> Result<Vault, Failure> {
        self.must_be_there(places)?;
        let vault = self.unlock(places, account, password)?;
        for notice in vault.notices() {
            output::tell(Word::CliNotice.say(self.lang), &notice.message(self.lang));
        }
        Ok(vault)
    }

    /// Opens a vault with what was given.
    pub fn unlock(
        &self,
        places: &Places,
        account: Option<&str>,
        password: &Secret,
    ) -> Result<Vault, Failure> {
        let opened = Vault::open_watched(places, &Offer::Password { login: account, password }, &self.work);
        let several = || matches!(presence(places), Ok(Presence::Vault { asks_login: true }));
        let watched = opened.map(|mut vault| {
            vault.watched_by(&self.work);
            vault
        });
        watched.map_err(|error| match error {
            // Perhaps it is right, for a name that was not given.
            StoreError::WrongPassword if account.is_none() && several() => {
                Failure::store(&StoreError::NameNeeded, self.lang)
            }
            // Which of the two was wrong is not known.
            StoreError::WrongPassword if account.is_some() => {
                Failure::locked(Word::WrongNameOrPassword.say(self.lang))
            }
            error => Failure::store(&error, self.lang),
        })
    }

    /// Opens the vault, reads the register and tells what the unlock found.
    pub fn open(&self) -> Result<(Vault, Register), Failure> {
        let mut vault = self.open_vault()?;
        let register = vault.load().map_err(|error| Failure::store(&error, self.lang))?;
        Ok((vault, register))
    }

    /// Closes a vault. What was committed is durable: that closing was not tidy is told and stops nothing.
    pub fn close(&self, vault: Vault) {
        if let Err(error) = vault.lock() {
            output::tell(Word::CliNotice.say(self.lang), &error.message(self.lang));
        }
    }

    /// Closes a vault that was written to, after a backup of it. A backup that could not be made is told: what was written is
    /// durable all the same.
    pub fn close_written(&self, mut vault: Vault, policy: &Policy) {
        let notice = |text: &str| output::tell(Word::CliNotice.say(self.lang), text);
        let dir = vault.places().backup_dir();
        let before = doubtful_backups(&dir).unwrap_or_default();
        match vault.back_up(&policy.backup_rules(), &self.clock.stamp()) {
            Ok(Some(made)) => {
                if let Some(doubt) = vault.history_doubt() {
                    notice(&doubt.message(self.lang));
                }
                let mut apart = doubtful_backups(&dir).unwrap_or_default();
                apart.retain(|backup| *backup != made && !before.contains(backup));
                let names: Vec<String> = apart.iter().map(|backup| backup.name.to_string()).collect();
                if let Some(place) = apart.first().and_then(|backup| backup.path.parent()) {
                    let (place, names) =
                        (place.display().to_string(), names.join(Word::ListComma.say(self.lang)));
                    notice(&Word::CliBackupsSetApart.fill(self.lang, &[&place, &names]));
                }
            }
            Ok(None) => {}
            Err(error) => notice(&error.message(self.lang)),
        }
        self.close(vault);
    }

    /// Tells the history what has left, and closes the vault.
    pub fn close_left(&self, mut vault: Vault, left: Left) {
        self.tell_left(&mut vault, left);
        self.close(vault);
    }

    /// Tells the history what has left. Where it cannot be told, as where the place takes no changes, that is said.
    pub fn tell_left(&self, vault: &mut Vault, left: Left) {
        if let Err(why) = left.record(vault, &self.clock.stamp()) {
            let said = Word::CliNotRecorded.fill(self.lang, &[&why.message(self.lang)]);
            output::tell(Word::CliNotice.say(self.lang), &said);
        }
    }

    /// Reads a register document; `-` is standard input.
    pub fn document(&self, path: &Path) -> Result<Register, Failure> {
        self.document_in(path, &self.file(path)?)
    }

    /// Reads a file whole; `-` is standard input.
    pub fn file(&self, path: &Path) -> Result<Vec<u8>, Failure> {
        json::read_file(path).map_err(|error| self.not_a_document(&error))
    }

    /// The register document of a file that was read.
    pub fn document_in(&self, path: &Path, bytes: &[u8]) -> Result<Register, Failure> {
        let flags = |rule: &str| Rule::from_name(rule).map(Rule::waivable);
        json::register_in(path, bytes, &flags, &|sheet| self.policy_says(sheet))
            .map_err(|error| self.not_a_document(&error))
    }

    /// The register document of a file as an earlier version may have written it, without the blanks at the ends of its ids. Says
    /// which were renamed.
    pub fn document_trimmed(&self, path: &Path, bytes: &[u8]) -> Result<(Register, Vec<Rename>), Failure> {
        let flags = |rule: &str| Rule::from_name(rule).map(Rule::waivable);
        let read = json::untrimmed_in(path, bytes, &flags, &|sheet| self.policy_says(sheet));
        let mut register = read.map_err(|error| self.not_a_document(&error))?;
        let renamed = trim_ids(&mut register);
        Ok((register, renamed))
    }

    /// What a document's policy says for its reading, or why it is none.
    fn policy_says(&self, sheet: &PolicySheet) -> Result<PolicySays, [String; 2]> {
        let said = |error: PolicyError| [error.message(Lang::Ja), error.message(Lang::En)];
        let kept = policy_with_forms(sheet).map_err(said)?;
        Ok(self.once.as_ref().unwrap_or(&kept).for_reading())
    }

    fn not_a_document(&self, error: &ReadError) -> Failure {
        let message = error.message(self.lang);
        match error {
            ReadError::File { .. } => Failure::file(message),
            ReadError::Document { error: fault, .. } => {
                let said = Word::CliBadDocument.fill(self.lang, &[&error.name(self.lang), &message]);
                let trims = matches!(fault.fault, Fault::BadId(IdFault::BlankEnd));
                let hint = if trims { Word::CliTrimIdsHint.say(self.lang) } else { "" };
                let between = if hint.is_empty() { "" } else { " " };
                Failure::data(format!("{said}{between}{hint}"))
            }
        }
    }

    /// Whether there is no register yet.
    pub fn has_no_register(&self) -> Result<bool, Failure> {
        Ok(matches!(presence(&self.places()?), Ok(Presence::Nothing | Presence::OnlyBackups(_))))
    }

    /// Whether a day was given by hand.
    pub fn day_given(&self) -> bool {
        self.clock.day.is_some()
    }

    /// Says whether there are several accounts to choose from.
    fn must_be_there(&self, places: &Places) -> Result<bool, Failure> {
        let missing = match presence(places) {
            Ok(Presence::Vault { asks_login }) => return Ok(asks_login),
            Ok(Presence::Nothing) => StoreError::NotThere(places.dir.clone()),
            Ok(Presence::OnlyBackups(count)) => StoreError::OnlyBackups(places.dir.clone(), count),
            Ok(Presence::Missing(path)) => StoreError::Missing(path),
            Err(error) => error,
        };
        Err(Failure::store(&missing, self.lang))
    }
}

/// A policy file with its text.
pub(super) fn policy_in(path: &Path, lang: Lang) -> Result<(String, Policy), Failure> {
    let shown = path.display().to_string();
    let bytes = input_file::open(path)
        .and_then(|file| input_file::read_at_most(file, POLICY_BYTES))
        .map_err(|fault| Failure::file(Word::CliPolicyFile.fill(lang, &[&shown, &fault.reason(lang)])))?;
    let text =
        String::from_utf8(bytes).map_err(|_| Failure::data(Word::CliPolicyNotText.fill(lang, &[&shown])))?;
    let policy = Policy::parse(&text).map_err(|error| Failure::policy(&error, lang))?;
    check_policy_forms(&policy).map_err(|error| Failure::policy(&error, lang))?;
    Ok((text, policy))
}

/// A variable of the environment that names a path; an empty one names none.
fn variable(name: &str) -> Option<PathBuf> {
    env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

fn read_password(path: &Path) -> Result<Zeroizing<Vec<u8>>, FileFault> {
    // With room for all from the start, growing leaves no copy behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(1 << 16));
    let read = if path.as_os_str() == "-" {
        io::stdin().lock().take(MAX_PASSWORD_BYTES).read_to_end(&mut bytes)
    } else {
        input_file::open(path)?.take(MAX_PASSWORD_BYTES).read_to_end(&mut bytes)
    };
    if let Err(error) = read {
        bytes.zeroize();
        return Err(FileFault::of(error));
    }
    Ok(bytes)
}
