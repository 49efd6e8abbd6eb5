//! What the pack says of itself: what is in it, and how it is checked.

use std::fmt::Write as _;

use super::{EvidenceSource, Kept, KeptPaper, kept, too_long, too_many};
use crate::{
    documents::{names::Naming, text::visible, words},
    register::{Lang, records::non_blank},
};

/// A file or folder of the pack.
pub(super) struct Content {
    pub name: &'static str,
    what: &'static str,
    /// What it is where not everybody is named; nothing where it is then left out.
    masked: Option<&'static str>,
}

impl Content {
    const fn new(name: &'static str, what: &'static str) -> Self {
        Self { name, what, masked: Some(what) }
    }

    pub fn is_in(&self, names: Naming) -> bool {
        names == Naming::Full || self.masked.is_some()
    }

    pub fn what(&self, names: Naming) -> &'static str {
        self.masked.filter(|_| names != Naming::Full).unwrap_or(self.what)
    }
}

/// What is in a pack, in the order in which it is read.
pub(super) const CONTENTS: [Content; 11] = [
    Content::new("cover.pdf", "表紙（期間、内容、作成時の検証の結果、署名欄）"),
    Content::new("README.txt", "この説明と、確かめ方"),
    Content::new("findings.json・findings.txt", "作成日時点の指摘"),
    Content::new("ledgers.xlsx", "台帳の一覧（下のCSVをExcelにしたもの）"),
    Content::new(
        "ledgers/",
        "台帳ごとのCSV（精査 reviews、解除 removals、持ち出し take-outs、インシデント incidents など）",
    ),
    Content {
        name: "history.csv",
        what: "操作履歴を文章にした表（古い順）",
        masked: Some("操作履歴を文章にした表（古い順。記載内容の文字は伏せています）"),
    },
    Content {
        name: "history.json",
        what: "操作履歴（プログラムで読む形式）",
        masked: Some("操作履歴（プログラムで読む形式。記載内容の文字は伏せています）"),
    },
    Content::new(
        "papers/",
        "管理者確認書・台帳・持ち出し届・退職時確認表・精査記録・インシデント報告のPDF（R8-001-1 のように番号の付いた報告書は、作成した時のまま一語も変えていない控え）",
    ),
    Content::new("policy.toml", "適用した運用ポリシーの全文（土台のポリシーと事業所の設定を含む）"),
    Content { name: "register.json", what: "台帳の全記録", masked: None },
    Content::new("MANIFEST", "全ファイルのSHA-256"),
];

/// What is left out, each with the reason: papers that nobody reads, and reports.
pub(super) fn left_out(source: &EvidenceSource<'_>) -> Vec<(String, String)> {
    let (mut everybody, mut responsible, mut unread) = (Vec::new(), Vec::new(), Vec::new());
    for Kept { number, paper, .. } in kept(source) {
        match paper {
            KeptPaper::Drawn(_) => {}
            KeptPaper::NamesMore(Naming::Named) => responsible.push(visible(&number)),
            KeptPaper::NamesMore(_) => everybody.push(visible(&number)),
            KeptPaper::Unreadable => unread.push(visible(&number)),
        }
    }
    let more = |who: &str, word: Naming| {
        format!(
            "{who}の氏名を記載しているため。{who}の氏名を記載した証跡パッケージには含まれます：--names {}",
            word.word()
        )
    };
    let long = too_long(source.register).map(|(kind, rows)| {
        let why =
            format!("{rows}行あり、紙で読むには長すぎるため。同じ記録は ledgers.xlsx と ledgers/ にあります");
        (format!("papers/{}.pdf", kind.word()), why)
    });
    let many = too_many(source.register).into_iter().map(|(kind, count)| {
        let why = format!(
            "{count}件あり、一つのパッケージには多すぎるため。同じ記録は ledgers.xlsx と ledgers/ にあり、必要な書類は1件ずつ作成できます"
        );
        (format!("papers/{}-*.pdf", kind.word()), why)
    });
    let rows = [
        (responsible, more("責任者", Naming::Named)),
        (everybody, more("関係者", Naming::Full)),
        (unread, "この版では読めないため".to_owned()),
    ];
    let row = |(numbers, why): (Vec<String>, String)| (format!("報告書の控え {}", numbers.join("、")), why);
    long.chain(many).chain(rows.into_iter().filter(|(numbers, _)| !numbers.is_empty()).map(row)).collect()
}

/// What a pack says of itself: what each file is, and how the whole is checked. It can be read before the pack is made.
pub fn evidence_readme(source: &EvidenceSource<'_>) -> String {
    let office =
        non_blank(source.register.office().name.as_deref()).map_or_else(|| "事業所".to_owned(), visible);
    let policy = visible(&source.policy.named_with_edition(Lang::Ja));
    let head = visible(source.head);
    let free_text = "自由記載では、台帳にある氏名と、電話番号・メールアドレス・生年月日・番地・ローマ字の氏名とみられるものを伏せています。台帳にない人の氏名が残ることがあります。渡す前に確認してください。";
    let names = match source.names {
        Naming::Masked => format!("氏名は伏せ、番号で示しています。{free_text}"),
        Naming::Named => format!(
            "氏名は、事業所の代表者・管理者・MCS管理者と、インシデントの報告者（その報告書だけ）を記載しています。ほかの人は伏せ、番号で示しています。{free_text}"
        ),
        Naming::Full => "氏名を記載しています。取り扱いに注意してください。".to_owned(),
    };
    let mut text = format!(
        "MCSの運用に関する証跡パッケージ\n\
         \n\
         事業所：{office}\n\
         作成日：{}\n\
         運用ポリシー：{policy}\n\
         履歴コード：{head}\n\
         作成したプログラム：mcs-register {}\n\
         {names}\n\
         \n\
         内容\n",
        words::day(source.today),
        source.version,
    );
    // Writing to a `String` does not fail.
    for row in CONTENTS.iter().filter(|row| row.is_in(source.names)) {
        let _ = writeln!(text, "  {}\n    {}", row.name, row.what(source.names));
    }
    let left_out = left_out(source);
    if !left_out.is_empty() {
        text.push_str("\n含めていないもの\n");
    }
    for (what, why) in left_out {
        let _ = writeln!(text, "  {what}（{why}）");
    }
    let _ = write!(
        text,
        "\n\
         CSVの空欄は記録がないことを示します。数式とみなされる文字で始まる欄には、先頭に「'」を付けています。\n\
         Excelの1つの欄に入らない長い文章は、ledgers.xlsxでは途中までです。CSVには全文があります。\n\
         \n\
         確かめ方と、それで分かること\n\
         \x20 1. 受け取った方（台帳は不要）\n\
         \x20    このフォルダーで次を実行すると、MANIFESTの作成後に変更・追加・削除されたファイルがないか分かります。\n\
         \x20      Linux     sha256sum -c MANIFEST\n\
         \x20      macOS     shasum -a 256 -c MANIFEST\n\
         \x20      Windows   certutil -hashfile ファイル名 SHA256 の結果をMANIFESTと見比べます。\n\
         \x20    MANIFESTに載っていないファイルは、このパッケージのものではありません。\n\
         \x20    これだけでは、MANIFESTごと作り直されていないかどうかは分かりません。MANIFEST自身のSHA-256を、事業所が別の方法（電話・書面など）で伝えた値と比べてください。同じなら、作成した時のパッケージと一字一句同じものです。\n\
         \x20    history.json の中だけでは、履歴が台帳のとおりかどうかは確かめられません。\n\
         \x20 2. 事業所（台帳のあるところ）\n\
         \x20      mcs-register verify --pack このフォルダーまたはzip\n\
         \x20    次のことが分かります。\n\
         \x20    ・すべてのファイルが、履歴コードの時点の台帳から同じプログラムと様式で作り直したものと、一字一句同じこと\n\
         \x20    ・操作履歴の各項目が、台帳の履歴と同じこと。台帳の履歴が途中で書き換えられていないこと\n\
         \x20    ・このパッケージの作成が、台帳の履歴に記録されていること（誰が、いつ、MANIFESTのSHA-256）\n\
         \x20    ・作成の後に台帳で変わったこと（元に戻したものを含む）\n\
         \x20    プログラムの版か様式が変わった後は、作り直しても同じものになりません。その場合は、履歴に記録されたSHA-256だけで確かめます。\n\
         \x20 3. どちらでも分からないこと\n\
         \x20    ・記録された内容が事実かどうか、記録されていないことがないか\n\
         \x20    ・台帳を開ける人が、台帳と履歴をすべて作り直していないかどうか（以前に紙に残した履歴コードと比べると分かります：mcs-register verify --head 履歴コード）\n\
         \x20    ・日時とアカウント名が正しいかどうか（パソコンの時計と、その時に開いていたアカウントです）\n\
         \n\
         To check: run \"sha256sum -c MANIFEST\" in this folder, compare the SHA-256 of MANIFEST with what the office tells you by another way,\n\
         and at the office run \"mcs-register verify --pack\" with this folder or zip: it makes the pack anew from the register of the head code.\n",
    );
    text
}
