//! The history: one entry for every change, each hashed over the one before it; what is asked of it, and what was found
//! wrong with it.

pub(super) mod audit;
mod document;
pub(super) mod doubt;
mod drafts;
pub(super) mod entries;
pub(super) mod gone;
mod handed_out;
pub(super) mod head_code;
mod imports;
pub(in crate::store) mod moment;
pub(super) mod named;
pub(super) mod notice;
mod past;
pub(super) mod query;
mod states;

pub use audit::{
    ACCOUNT_ADDED, ACCOUNT_REMOVED, ACCOUNT_STAFF_RENAMED, CLOCK_SET_BACK, CREATED, Entry, HANDED_OUT,
    HISTORY_ACCEPTED, Head, IMPORT, LEDGER_IMPORTED, LastChange, PastChange, UNDO,
};
pub use document::history_document;
pub use doubt::HistoryDoubt;
pub use drafts::Draft;
pub use handed_out::HandedOut;
pub use head_code::{HEAD_GROUPS, HeadCode, HeadCodeFault};
pub use imports::MAX_KEPT_FILE;
pub use moment::{EarlierMoment, Moment};
pub use notice::Notice;
pub use past::Past;
pub use query::{HistoryEntry, HistoryQuery, Since, Visit};
