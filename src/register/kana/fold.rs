//! One form for all ways of writing a text, for searching.

use std::borrow::Cow;

use icu_casemap::CaseMapper;
use unicode_normalization::UnicodeNormalization as _;

/// Families of kanji that people use for one another in names; each is folded to its first.
///
/// From the pairs that registers in Japan trip over: forms with a ladder, old forms, and forms of one family that only
/// the family keeps apart.
const VARIANTS: &str = "\
    高髙 崎﨑嵜碕 辺邉邊 斉齊斎齋 浜濱濵 徳德 恵惠 沢澤 広廣 国國圀 島嶋嶌 桜櫻 真眞 瀬瀨 吉𠮷 曽曾 館舘 \
    関關 鉄鐵 竜龍 滝瀧 栄榮 円圓 亀龜 蔵藏 条條 静靜 富冨 柳栁桺 峰峯 渕淵渊 槙槇 桑桒 梅楳 兎兔 児兒 \
    実實 寿壽 黒黑 緑綠 戸戶 彦彥 産產 薫薰 郎郞 清淸 青靑 角⻆ 巌巖 尭堯 遥遙 穂穗 来來 礼禮 与與 万萬 \
    会會 学學 宝寶 将將 岳嶽 巣巢 応應 恒恆 悦悅 戦戰 晋晉 暁曉 気氣 豊豐 賢贒 弥彌 顕顯 頼賴 鶏鷄 麦麥 \
    黄黃 塩鹽 桧檜 藪薮 諌諫 蛍螢 渓溪 聡聰 総總 縄繩 薗園 芦蘆 双雙 台臺 団團 囲圍 壮壯 壱壹 奥奧 嬢孃 \
    寛寬 専專 尽盡 帯帶 庁廳 弁辨 当當 従從 懐懷 戯戲 択擇 担擔 拡擴 旧舊 昼晝 検檢 楽樂 様樣 横橫 歩步 \
    歳歲 浄淨 渋澁 湾灣 満滿 為爲 画畫 県縣 砕碎 祢禰 称稱 窃竊 粛肅 経經 継繼 続續 声聲 胆膽 舎舍 芸藝 \
    荘莊 虎乕 覚覺 誉譽 読讀 譲讓 転轉 逓遞 鎌鐮 陥陷 隠隱 雑雜 霊靈 騒騷 験驗 髄髓 鴎鷗 藤籐 橋𣘺 土𡈽";

/// What the key of a text is: compatibility forms, case, 片仮名 and kanji variants folded; blanks, middle dots, controls
/// and variation selectors gone; long-vowel marks kept. The key of a key is the key.
pub fn search_key(text: &str) -> String {
    let mut key = fold(text);
    // Dropping a character can bring two together that compose; a second round is rare, a third has not been seen.
    for _ in 0..4 {
        if is_plain(&key) {
            break;
        }
        let next = fold(&key);
        if next == key {
            break;
        }
        key = next;
    }
    key
}

fn fold(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    if is_simple(text) {
        key.extend(text.chars().map(|c| c.to_ascii_lowercase()).filter_map(fold_char));
        return key;
    }
    let kept: String = text.chars().filter(|c| !is_dropped(*c)).nfkc().collect();
    let folded: Cow<'_, str> = CaseMapper::new().fold_string(&kept);
    key.extend(folded.chars().filter_map(fold_char).nfkc());
    key
}

/// Characters that neither normalisation nor case folding beyond ASCII changes, alone or together.
fn is_simple(text: &str) -> bool {
    text.chars().all(|c| {
        matches!(c, ' '..='~' | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '・' | '一'..='\u{9FFF}' | '\u{3000}' | '々')
    })
}

/// Whether a text is a key beyond doubt: the simple case, folded.
fn is_plain(key: &str) -> bool {
    is_simple(key) && key.chars().all(|c| fold_char(c) == Some(c) && !c.is_ascii_uppercase())
}

/// Characters that say nothing in a search.
fn is_dropped(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E0FFF}')
}

fn fold_char(c: char) -> Option<char> {
    match c {
        '・' | '·' | '‧' | '･' | '•' => None,
        '‐' | '‑' | '‒' | '–' | '—' | '−' => Some('-'),
        // 片仮名 stand 0x60 above 平仮名.
        'ァ'..='ヶ' | 'ヽ' | 'ヾ' => char::from_u32(u32::from(c) - 0x60),
        _ if c.is_ascii() => (c != ' ').then_some(c),
        _ if c.is_whitespace() || is_dropped(c) => None,
        _ => Some(variant(c)),
    }
}

fn variant(c: char) -> char {
    use std::sync::LazyLock;

    use rustc_hash::FxHashMap;

    static TABLE: LazyLock<FxHashMap<char, char>> = LazyLock::new(|| {
        let mut table = FxHashMap::default();
        for family in VARIANTS.split_whitespace() {
            let mut members = family.chars();
            let Some(first) = members.next() else { continue };
            table.extend(members.map(|member| (member, first)));
        }
        table
    });
    if c < '\u{2E80}' { c } else { TABLE.get(&c).copied().unwrap_or(c) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_key_for_every_way_of_writing() {
        for (texts, key) in [
            (&["タナカ ハナコ", "ﾀﾅｶ ﾊﾅｺ", "たなか　はなこ", "たなか・はなこ"][..], "たなかはなこ"),
            (&["ガ", "ｶﾞ", "か\u{3099}", "が"], "が"),
            (&["iPad 3号", "ＩＰＡＤ３号", "ipad3号"], "ipad3号"),
            (&["Straße", "STRASSE"], "strasse"),
            (&["コーヒー"], "こーひー"),
            (&["S-001", "Ｓ－００１", "s‐001", "S−001"], "s-001"),
            (&["葛\u{E0100}城", "葛城"], "葛城"),
            (&["港\u{1b}\u{7}花子"], "港花子"),
            (&["高橋", "髙橋", "髙𣘺"], "高橋"),
            (&["山﨑", "山崎", "山嵜"], "山崎"),
            (&["渡辺", "渡邉", "渡邊", "渡邊\u{E0101}"], "渡辺"),
            (&["斎藤", "齋藤", "齊藤", "斉藤"], "斉藤"),
            (&["𠮷田", "吉田"], "吉田"),
            (&["浜", "濱", "濵"], "浜"),
        ] {
            for text in texts {
                assert_eq!(search_key(text), key, "{text}");
            }
        }
        for pair in ["德徳", "惠恵", "澤沢", "廣広", "國国", "嶋島", "嶌島", "櫻桜", "眞真", "瀨瀬"]
        {
            let keys: Vec<String> = pair.chars().map(|c| search_key(&c.to_string())).collect();
            assert_eq!(keys[0], keys[1], "{pair}");
        }
    }

    #[test]
    fn no_kanji_stands_in_two_families() {
        let mut members: Vec<char> = VARIANTS.chars().filter(|c| *c != ' ').collect();
        for member in &members {
            assert_eq!(variant(variant(*member)), variant(*member), "{member}");
        }
        let count = members.len();
        members.sort_unstable();
        members.dedup();
        assert_eq!(members.len(), count, "a kanji stands in two families");
    }

    proptest! {
        #[test]
        fn the_key_of_a_key_is_the_key(
            text in "\\PC{0,16}|[ぁ-ゖァ-ヺｦ-ﾟ\u{3099}\u{309A}゛゜・ー 　\u{E0100}\u{FE00}\u{200D}A-Za-zÅßŉ一-鿿\u{0}-\u{20}]{0,16}"
        ) {
            let key = search_key(&text);
            prop_assert_eq!(search_key(&key), key);
        }

        #[test]
        fn the_quick_way_is_the_long_way(text in "[ -~ぁ-ゖァ-ヺー・一-鿿　々]{0,16}") {
            let kept: String = text.nfkc().collect();
            let long: String =
                CaseMapper::new().fold_string(&kept).chars().filter_map(fold_char).nfkc().collect();
            prop_assert_eq!(search_key(&text), long);
        }
    }
}
