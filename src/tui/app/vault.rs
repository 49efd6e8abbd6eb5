//! What the vault says about itself.

/// Where the history stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadFacts {
    /// Its head in the short form, where it is known.
    pub code: Option<String>,
    /// That of the last change, which papers carry, where it is another: what left the register moves the head alone.
    pub printed: Option<String>,
    /// How many entries there are.
    pub entries: u64,
    /// When the last was written: local time with its offset.
    pub last_at: Option<String>,
}

/// A backup that was made and found good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// When: local time with its offset.
    pub at: String,
    /// Where it lies.
    pub place: String,
    /// How many entries its history has.
    pub entries: u64,
    /// Whether it does not verify, and so lies apart from the good ones.
    pub doubtful: bool,
}

/// What a look through the whole vault found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Whether everything fits together.
    pub fits: bool,
    /// What was looked at and found, in the reader's language.
    pub text: String,
}

/// What the vault has to say about itself; what could not be read is missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// Where the history stands.
    pub head: Option<HeadFacts>,
    /// The version of the file's form.
    pub schema: Option<u32>,
    /// Where the key file lies.
    pub key_file: String,
    /// The last good backup.
    pub backup: Option<Backup>,
    /// How many backups do not verify and are kept apart, and the last of them.
    pub apart: Option<(usize, Backup)>,
    /// How many bytes of the file are free and given back before the next backup.
    pub room: Option<u64>,
    /// Where backups go.
    pub backup_dir: String,
    /// Why something could not be read, in the reader's language.
    pub fault: Option<String>,
}
