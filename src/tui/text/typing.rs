//! What is said of keys that do nothing.

use crate::register::Lang;

words! { "A fixed piece of wording about typing and about answers." TypingWord:

    // Letters.
    NoSuchChoice: "「{}」で始まる選択肢はありません（左右の矢印か番号でも選べます）。", "No choice begins with {} (Left/Right or its number choose as well).";
    Fixed: "この欄は変更できません。", "This field cannot be changed.";
    Pasted: "貼り付けた文字は操作になりません（何もしていません）。キーは1つずつ押してください。", "Pasted text is no command; nothing was done. Press one key at a time.";
    OnlyAnswers: "質問には、表示されているキーで答えてください（矢印で選び、Enter でも答えられます）。", "Answer with a key that is shown (or choose with the arrows and press Enter).";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_the_same_in_both_languages() {
        for word in TypingWord::ALL {
            let places = |lang| word.say(lang).matches("{}").count();
            assert_eq!(places(Lang::Ja), places(Lang::En), "{word:?}");
        }
    }
}
