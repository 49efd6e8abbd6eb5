//! Japanese text: keys for searching as one types, and the order of the kana.

mod fold;
mod order;
mod reading;
mod search;

pub use fold::search_key;
pub use order::{SortKey, kana_order, person_sort_key, sort_key};
pub use search::{Query, SearchKey};
