//! Where a line of Japanese may end (禁則処理), alike on paper, in plain text and on the screen.

/// May not begin a line (行頭禁則).
const NOT_FIRST: &str = "、。，．・：；？！゛゜ヽヾゝゞ々〻ー」』）］｝〕〉》】〙〗〟’”｠»ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ\
    ㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ‐–〜～‥…‼⁇⁈⁉％‰℃°′″)]},.:;?!%｡｣､･ｧｨｩｪｫｬｭｮｯｰﾞﾟ\u{A0}";
/// May not end a line (行末禁則).
const NOT_LAST: &str = "「『（［｛〔〈《【〘〖〝‘“｟｢«([{￥＄£＃#$№〒\u{A0}";

/// Whether a line may end between two characters (each with the marks that belong to it).
pub fn may_break(before: &str, after: &str) -> bool {
    may_break_word(before, after) && !(in_word(before) && in_word(after))
}

/// Whether a line may end between two characters where a word has to be cut because it is longer than the line.
pub fn may_break_word(before: &str, after: &str) -> bool {
    // A blank stays at the end of its line, and of two dashes or leaders neither goes alone.
    let pair = before == after && matches!(after, "…" | "―" | "‥" | "—");
    !(contains(NOT_FIRST, after) || contains(NOT_LAST, before) || after == " " || pair)
}

/// Letters and numbers other than those of Chinese and Japanese, and ASCII signs: what stays together as a word.
fn in_word(piece: &str) -> bool {
    piece.chars().next().is_some_and(|c| c.is_ascii_graphic() || (c < '\u{2E80}' && c.is_alphanumeric()))
}

fn contains(set: &str, piece: &str) -> bool {
    piece.chars().next().is_some_and(|c| set.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_where_japanese_allows_it() {
        for (before, after, allowed) in [
            ("あ", "い", true),
            ("あ", "、", false),
            ("「", "あ", false),
            ("」", "あ", true),
            ("a", "b", false),
            ("8", "年", true),
            ("é", "t", false),
            ("…", "…", false),
            ("カ", "ー", false),
            ("あ", " ", false),
            (" ", "あ", true),
        ] {
            assert_eq!(may_break(before, after), allowed, "{before}{after}");
        }
        assert!(may_break_word("a", "b") && !may_break_word("a", ","));
    }
}
