//! What the choice of a paper, its preview and its place say.

use super::Page;

pub const PAGES: &[Page] = &[
    Page(
        "papers",
        "7 F6",
        &[
            "== 書類を選ぶ ==",
            "> インシデント報告書（事務局あて） R8-005 漏えい等報告の9項目（個人情報保護法） R8-005",
        ],
        &[
            "== Choose a paper ==",
            "> Incident report for the secretariat R8-005 Nine items of the law's report R8-005",
            "Letter to the patient or family R8-005 岡崎 フミ様 Letter to the patient or family R8-005 安田 トメ様",
            "Letter to the patient or family R8-005 上野 実様 Take-out ledger \
             Staff and ID ledger Device ledger Training list Application, pledges and consents",
            "Monthly page for the manager Disaster group call list Hand-over page Application for use \
             Pledge on confidentiality in cooperation Staff pledge on business information: all that are due (1) \
             Staff pledge on business information (blank) Patient's consent (two copies): all that are due (4)",
            "Enter Choose  Esc Cancel",
        ],
    ),
    Page(
        "paper-preview",
        "7 F6 Enter",
        &["== プレビュー：R8-005-1 第一報　［PDF］　責任者名のみ（様式の決まり） =="],
        &[
            "== Preview: R8-005-1 first report [PDF] in charge named (by the form) ==",
            "To look at before it goes (not on the paper)",
            "Not known yet (in the paper's words): 発生場所、原因、二次被害（おそれ）",
            "一般社団法人大阪市港区医師会事務局 御中",
            "Enter Write  f Format  n Names  r Which report  a Findings  Esc Back",
        ],
    ),
    Page(
        "paper-path",
        "7 F6 Enter f Enter",
        &[
            "== 書類の保存先　R8-005-1 第一報 ==",
            "/reports/R081122_みなと訪問看護ステーション_事故報告_R8-005-1.md",
            "Enter 決定  Esc やめる  Ctrl+T 形式を変える  Ctrl+R 報告区分",
        ],
        &[
            "== Write the paper to: R8-005-1 first report ==",
            "/reports/R081122_みなと訪問看護ステーション_事故報告_R8-005-1.md",
            "Enter OK  Esc Cancel  Ctrl+T Format  Ctrl+R Which report",
        ],
    ),
];
