//! Marks in the place of words: ○, ×, －, 済.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::plain;

/// What a mark says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// ○ 済 有 はい
    Yes,
    /// ◎, more than ○.
    Double,
    /// × 無 いいえ
    No,
    /// － ／: does not apply, or nothing is said.
    Dash,
    /// 未: not yet.
    NotYet,
    /// △ and what else somebody has to explain.
    Unsure,
}

const MARKS: &[(Mark, &[&str])] = &[
    (
        Mark::Yes,
        &[
            "○",
            "◯",
            "〇",
            "⭕",
            "●",
            "o",
            "✓",
            "✔",
            "☑",
            "レ",
            "済",
            "済み",
            "完了",
            "有",
            "有り",
            "あり",
            "はい",
            "yes",
            "y",
            "true",
            "実施",
            "実施済",
            "実施済み",
            "参加",
            "出席",
            "受講",
            "受講済",
            "提出済",
            "提出済み",
            "可",
            "1",
            "ok",
            "設定済",
            "設定済み",
            "導入済",
            "導入済み",
        ],
    ),
    (Mark::Double, &["◎", "☆", "★"]),
    (
        Mark::No,
        &[
            "×",
            "✕",
            "✖",
            "x",
            "无",
            "無",
            "無し",
            "なし",
            "いいえ",
            "no",
            "n",
            "false",
            "欠",
            "欠席",
            "不参加",
            "未実施",
            "0",
            "ng",
            "否",
            "解除",
            "解除済",
        ],
    ),
    (
        Mark::Dash,
        &[
            "-",
            "−",
            "―",
            "‐",
            "–",
            "—",
            "ー",
            "/",
            "＼",
            "\\",
            "・",
            "対象外",
            "該当なし",
            "n/a",
            "na",
            "不要",
        ],
    ),
    (
        Mark::NotYet,
        &[
            "未",
            "未済",
            "未定",
            "未提出",
            "未受講",
            "未登録",
            "未参加",
            "未確認",
            "確認中",
            "検討中",
            "予定",
            "未設定",
            "未導入",
        ],
    ),
    (Mark::Unsure, &["△", "▲", "▽", "▼", "?", "要確認", "不明", "□"]),
];

/// The mark that a whole text is.
pub fn mark(text: &str) -> Option<Mark> {
    let key = plain(text).to_lowercase();
    if key.is_empty() || key.chars().count() > 6 {
        return None;
    }
    TABLE.get(&key).copied()
}

/// The marks by the form in which they are compared.
static TABLE: LazyLock<FxHashMap<String, Mark>> = LazyLock::new(|| {
    let words =
        MARKS.iter().flat_map(|(mark, words)| words.iter().map(|word| (plain(word).to_lowercase(), *mark)));
    words.collect()
});

/// A mark and what stands in brackets behind it: `○（2026/4/1〜）`.
pub fn mark_at_the_beginning(text: &str) -> Option<Mark> {
    let key = plain(text);
    let head = key.split(['(', ' ', '→', '[']).next().unwrap_or_default();
    mark(head)
}

/// Whether the text says that it is as in the row above: 〃, 同上.
pub fn is_ditto(text: &str) -> bool {
    matches!(text.trim(), "〃" | "同上" | "々" | "仝" | "″" | "〃〃" | "”" | "同じ" | "\"" | "''" | "゛")
}
