//! What left the register for a place that it does not know: each time an entry of the history.
//!
//! Readers leave one too: it changes no record, and says what nobody else could say afterwards.

use serde_json::Value;

use crate::store::{
    error::StoreError,
    history::{audit, audit::Entry, query::HistoryEntry},
    keys,
    vault::Vault,
};

/// The action of something that left the register.
pub const HANDED_OUT: &str = "handed-out";

/// Something that left the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedOut<'a> {
    /// What it is, as the command line calls it: `evidence`, `export csv`, `backup`.
    pub what: &'a str,
    /// Who is named in it, by the word of the degree.
    pub names: Option<&'a str>,
    /// What proves that it is the same: the SHA-256 of the file; of an evidence pack that of its manifest.
    pub sha256: Option<[u8; 32]>,
}

impl HandedOut<'_> {
    fn told(&self) -> String {
        let sum = self.sha256.map(|sum| keys::hex(&sum));
        serde_json::json!({ "what": self.what, "names": self.names, "sha256": sum }).to_string()
    }
}

impl HistoryEntry {
    /// Whether it is the entry of something that left with this SHA-256.
    pub fn hands_out(&self, sha256: &[u8; 32]) -> bool {
        let [_, after] = &self.note;
        let said = || serde_json::from_str::<Value>(after.as_deref()?).ok();
        self.action == HANDED_OUT
            && said().is_some_and(|said| said["sha256"].as_str() == Some(&keys::hex(sha256)))
    }
}

impl Vault {
    /// Records that something left the register, by whatever role. Says the number of the entry.
    ///
    /// # Errors
    /// When the entry cannot be written, as where the place takes no changes. What left has left all the same.
    pub fn record_handed_out(&mut self, out: &HandedOut<'_>, at: &str) -> Result<u64, StoreError> {
        let head = self.write(|vault, transaction| {
            let run = || {
                let entry = Entry::new(HANDED_OUT, at);
                let mut writer =
                    audit::Writer::begin(transaction, &vault.access.database, &vault.account, entry)?;
                writer.note(None, Some(&out.told()))?;
                Ok(writer.finish())
            };
            run().map_err(|error| vault.failed(&error))
        })?;
        self.mark_now_and_then();
        Ok(head.length)
    }
}
