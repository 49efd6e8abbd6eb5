//! In which order records stand: by reading, then name, then id.

use crate::register::kana::person_sort_key;

/// The rank of each row by reading, then name, then id.
pub fn ranks(rows: &[(Option<&str>, Option<&str>, &str)]) -> Vec<u32> {
    let mut order: Vec<_> =
        (0_u32..).zip(rows).map(|(row, (kana, name, id))| (person_sort_key(*kana, *name, id), row)).collect();
    order.sort_unstable();
    let mut ranks = vec![0; rows.len()];
    for (rank, (_, row)) in (0_u32..).zip(order) {
        if let Some(slot) = ranks.get_mut(row as usize) {
            *slot = rank;
        }
    }
    ranks
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::{
        policy::Policy,
        register::{Date, Lang, document::decode},
        tui::desk::Desk,
    };

    #[test]
    fn groups_stand_and_are_found_by_their_reading() {
        let document = r#"{"format": "mcs-register/1", "groups": [
            {"id": "G-1", "kind": "patient", "name": "安田 トメ様", "kana": "ヤスダ トメ"},
            {"id": "G-2", "kind": "patient", "name": "永井 三郎様", "kana": "ナガイ サブロウ"},
            {"id": "G-3", "kind": "patient", "name": "岡崎 フミ様", "kana": "オカザキ フミ"}]}"#;
        let register = decode(document.as_bytes(), &|_| None).unwrap();
        let today = Date::from_number(20_261_122).unwrap();
        let mut desk = Desk::new(register, Arc::new(Policy::minato().unwrap()), Lang::Ja, today);
        desk.ready();
        assert_eq!(desk.groups_in_order(), [2, 1, 0]);
        let query = crate::register::kana::Query::new("やすだ");
        let found: Vec<bool> = desk.group_keys().iter().map(|key| query.matches(key)).collect();
        assert_eq!(found, [true, false, false]);
    }
}
