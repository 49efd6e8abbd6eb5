//! What goes over a list, or changes what it shows, says.

use super::Page;

pub const PAGES: &[Page] = &[
    Page(
        "today-details",
        "Down Right",
        &[
            "== 詳細 ==",
            "池島 修さんのパスワードは2か月の期限（2026-10-18）を35日過ぎています。",
            "[国のガイドラインとの違い]",
        ],
        &[
            "== Details ==",
            "池島 修's password passed its limit of 2 months on 2026-10-18, 35 days ago. [What to do next]",
            "[Facts] Login ikejima.osamu@minato-houkan.example Last changed on 2026-08-18",
            "[The policy says] Article 第12条(3) recommended (set by the policy) A password has at least 8 letters \
             and digits and is changed at least once every 2 months.",
            "[Where the number is from] 2 months is the policy's number, art. 12(3). The warning 14 days ahead is the \
             office's own choice (art. 18).",
            "[The national guideline] Under version 6.0 of the ministry's guideline, 13 characters or a second \
             factor make periodic change unnecessary",
            "[What to do next] d Changed today D On a day Have the person change the password in MCS and record the day. The password itself is \
             never written down.",
            "Esc Back",
        ],
    ),
    Page(
        "keys",
        "?",
        &["== キー一覧 ==", "この画面"],
        &["== Keys ==", "This screen", "a / Ctrl+A Approve", "Esc Back  PageDown Page down"],
    ),
    Page(
        "palette",
        "C-p",
        &["== 操作を探す ==", "> 開く (Enter) 済みにする (d / Ctrl+D)"],
        &[
            "== Find an action ==",
            "> Open (Enter) Done today (d / Ctrl+D) On a day (D / Ctrl+T) Add (n / Ctrl+N / Insert) \
             Incident (i / F8) Mark (Space) Edit (e / F4) Search (/ / Ctrl+F) Round of reviews (r / Ctrl+R)",
            "This person (P / F11) -- Works on a row about a person.",
            "Undo (u / Ctrl+U) -- Nothing more to take back in this session.",
            "Enter Choose  Esc Cancel",
        ],
    ),
    Page(
        "search",
        "2 / \"nakam\"",
        &[
            "検索: nakam 1件／25件",
            "> S-017 中村 陽子",
            "中村 陽子さんの教育の期限（2026-10-26）を27日過ぎています。",
            "Enter 一覧へ  Esc 検索をやめる",
        ],
        &[
            "Search: nakam 1 of 25 rows  Filter: active",
            "> S-017 中村 陽子",
            "中村 陽子's training was due on 2026-10-26, 27 days ago.",
            "Enter To the list  Esc Clear",
        ],
    ),
    Page(
        "filter",
        "f",
        &["絞り込み: 期限超過", "期限超過 25件 > 超過"],
        &["Filter: Overdue", "Overdue 25 rows > Overdue"],
    ),
    Page(
        "marks",
        "Space Space Down Space",
        &[
            "印 3件",
            "期限超過 25件 *超過",
            "> 超過",
            "「小川 義男様」のメンバーの精査の期限（2026-11-02）を20日過ぎています。",
        ],
        &[
            "3 marked",
            "Overdue 25 rows *Overdue",
            "> Overdue",
            "The review of the members of 小川 義男様 was due on 2026-11-02, 20 days ago.",
        ],
    ),
];
