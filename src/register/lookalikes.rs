//! Characters that look the same to a reader: what an old file has where the register has another.

/// What CP932 lacks, with what it has that looks like it. Wave dash, minus, dash, parallel and yen: as another table of the
/// same Japanese characters has them, which look the same. Then kanji of names and of JIS X 0213, with the shape that
/// stands for them where only CP932 is at hand.
pub const LOOKALIKES: &[(char, char)] = &[
    ('\u{301C}', '\u{FF5E}'),
    ('\u{2212}', '\u{FF0D}'),
    ('\u{2014}', '\u{2015}'),
    ('\u{2016}', '\u{2225}'),
    ('\u{A5}', '\u{FFE5}'),
    ('𠮷', '吉'),
    ('𡈽', '土'),
    ('圡', '土'),
    ('𣘺', '橋'),
    ('槗', '橋'),
    ('𦚰', '脇'),
    ('𫝆', '今'),
    ('㐂', '喜'),
    ('㟢', '崎'),
    ('𠮟', '叱'),
    ('鷗', '鴎'),
    ('噓', '嘘'),
    ('剝', '剥'),
    ('塡', '填'),
    ('頰', '頬'),
    ('繫', '繋'),
    ('蠟', '蝋'),
    ('瀆', '涜'),
    ('瘦', '痩'),
    ('驒', '騨'),
    ('簞', '箪'),
    ('嚙', '噛'),
    ('囊', '嚢'),
    ('顚', '顛'),
    ('搔', '掻'),
    ('焰', '焔'),
    ('萊', '莱'),
    ('麴', '麹'),
    ('屛', '屏'),
    ('幷', '并'),
    ('禱', '祷'),
    ('蔣', '蒋'),
    ('醬', '醤'),
    ('俠', '侠'),
    ('啞', '唖'),
    ('姸', '妍'),
    ('屢', '屡'),
    ('摑', '掴'),
    ('潑', '溌'),
    ('鹼', '鹸'),
    ('戶', '戸'),
    ('說', '説'),
    ('稅', '税'),
    ('銳', '鋭'),
    ('强', '強'),
    ('黃', '黄'),
    ('內', '内'),
    ('吳', '呉'),
    ('吕', '呂'),
    ('吿', '告'),
    ('產', '産'),
    ('卽', '即'),
    ('揭', '掲'),
    ('渴', '渇'),
    ('錄', '録'),
    ('尙', '尚'),
    ('步', '歩'),
    ('涉', '渉'),
    ('虛', '虚'),
    ('戾', '戻'),
];

/// The character of old files that looks like one which they lack.
pub fn lookalike(character: char) -> Option<char> {
    LOOKALIKES.iter().find(|(lacking, _)| *lacking == character).map(|(_, alike)| *alike)
}

/// Whether a character only says which shape of its neighbour is meant.
pub const fn is_variation_selector(character: char) -> bool {
    matches!(character, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}
