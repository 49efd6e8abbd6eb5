//! How a text is read (ふりがな), as spreadsheets keep it: beside the text, in parts.

use super::MAX_CELL_BYTES;

/// The reading of a part of a text: from where to where in UTF-16.
#[derive(Debug)]
pub(super) struct Run {
    pub first: usize,
    pub end: usize,
    pub text: String,
}

/// The reading of a whole text: of what has none of its own, kana and blanks stand for themselves. `None` where kanji stay
/// unread.
pub(super) fn whole(text: &str, mut runs: Vec<Run>) -> Option<String> {
    runs.retain(|run| !run.text.trim().is_empty());
    if runs.is_empty() {
        return None;
    }
    runs.sort_by_key(|run| run.first);
    let mut read = String::new();
    let mut runs = runs.into_iter().peekable();
    let (mut place, mut covered) = (0, 0);
    for character in text.chars() {
        while let Some(run) = runs.next_if(|run| run.first <= place) {
            read.push_str(&run.text);
            covered = run.end.max(covered);
        }
        if place >= covered {
            if is_kanji(character) {
                return None;
            }
            read.push(character);
        }
        place += character.len_utf16();
    }
    Some(read).filter(|read| read.len() <= MAX_CELL_BYTES)
}

fn is_kanji(character: char) -> bool {
    matches!(character, '々' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_stands_for_the_whole_text() {
        let run = |first, end, text: &str| Run { first, end, text: text.to_owned() };
        let name = vec![run(3, 5, "ミツヨ"), run(0, 2, "イソジ")];
        assert_eq!(whole("磯路 光代", name), Some("イソジ ミツヨ".to_owned()));
        assert_eq!(whole("磯路 光代", vec![run(0, 5, "イソジ　ミツヨ")]), Some("イソジ　ミツヨ".to_owned()));
        assert_eq!(whole("表 ソノ", vec![run(0, 1, "オモテ")]), Some("オモテ ソノ".to_owned()));
        let runs = vec![run(0, 3, "ヨシダ"), run(4, 5, "シゲル")];
        assert_eq!(whole("𠮷田 茂", runs), Some("ヨシダ シゲル".to_owned()));
        // Kanji without a reading, as after a correction by hand.
        assert_eq!(whole("磯路 光代", vec![run(0, 2, "イソジ")]), None);
        assert_eq!(whole("磯路", Vec::new()), None);
        assert_eq!(whole("磯路", vec![run(0, 2, " ")]), None);
        assert_eq!(whole("磯路", vec![run(70, 2, "x")]), None);
    }
}
