//! What the pack says of itself: what is in it, and how it is checked.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::{EvidenceSource, Kept, KeptPaper, kept};
use crate::{
    documents::{names::Naming, text::visible, words},
    register::{Lang, records::non_blank},
};

/// What a pack says of itself: what each file is, and how the whole is checked. It can be read before the pack is made.
pub fn evidence_readme(source: &EvidenceSource<'_>) -> String {
    let office =
        non_blank(source.register.office().name.as_deref()).map_or_else(|| "事業所".to_owned(), visible);
    let policy = visible(source.policy.title(Lang::Ja));
    let head = visible(source.head);
    let masked = source.names != Naming::Full;
    let free_text = "自由記載では、台帳にある氏名と、電話番号・メールアドレス・ローマ字の氏名とみられるものを伏せています。台帳にない人の氏名が残ることがあります。渡す前に確認してください。";
    let names = match source.names {
        Naming::Masked => format!("氏名は伏せ、番号で示しています。{free_text}"),
        Naming::Named => format!(
            "氏名は、事業所の代表者・管理者・MCS管理者と、インシデントの報告者（その報告書だけ）を記載しています。ほかの人は伏せ、番号で示しています。{free_text}"
        ),
        Naming::Full => "氏名を記載しています。取り扱いに注意してください。".to_owned(),
    };
    let history =
        if masked { "操作履歴（記載内容の文字は伏せています）" } else { "操作履歴" };
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
         内容\n\
         \x20 findings.json・findings.txt  作成日時点の指摘\n\
         \x20 ledgers.xlsx                 台帳の一覧（下のCSVをExcelにしたもの）\n\
         \x20 ledgers/                     台帳ごとのCSV（精査 reviews、解除 removals、持ち出し take-outs、インシデント incidents など）\n\
         \x20 history.json                 {history}\n\
         \x20 papers/                      台帳・精査記録・インシデント報告のPDF（R8-001-1 のように番号の付いた報告書は、作成した時のまま一語も変えていない控え）\n\
         \x20 policy.toml                  適用した運用ポリシーのファイル\n",
        words::day(source.today),
        source.version,
    );
    if !masked {
        text.push_str("  register.json                台帳の全記録\n");
    }
    text.push_str("  MANIFEST                     全ファイルのSHA-256\n");
    let (mut everybody, mut responsible, mut unread) = (Vec::new(), Vec::new(), Vec::new());
    for Kept { number, paper, .. } in kept(source) {
        match paper {
            KeptPaper::Drawn(_) => {}
            KeptPaper::NamesMore(Naming::Named) => responsible.push(visible(&number)),
            KeptPaper::NamesMore(_) => everybody.push(visible(&number)),
            KeptPaper::Unreadable => unread.push(visible(&number)),
        }
    }
    if !unread.is_empty() {
        let _ =
            writeln!(text, "\nこの版では読めない報告書の控え（PDFは含まれません）\n  {}", unread.join("、"));
    }
    if !(everybody.is_empty() && responsible.is_empty()) {
        text.push_str("\n含めていないもの\n");
    }
    for (numbers, why, word) in [
        (
            responsible,
            "責任者の氏名を記載しているため。責任者の氏名を記載した証跡パッケージには含まれます",
            Naming::Named,
        ),
        (everybody, "氏名を記載しているため。氏名を記載した証跡パッケージには含まれます", Naming::Full),
    ] {
        if !numbers.is_empty() {
            let _ = writeln!(text, "  報告書の控え {}（{why}：--names {}）", numbers.join("、"), word.word());
        }
    }
    // Writing to a `String` does not fail.
    let _ = write!(
        text,
        "\n\
         CSVの空欄は記録がないことを示します。数式とみなされる文字で始まる欄には、先頭に「'」を付けています。\n\
         Excelの1つの欄に入らない長い文章は、ledgers.xlsxでは途中までです。CSVには全文があります。\n\
         \n\
         確かめ方\n\
         \x20 1. このフォルダーで次を実行すると、作成後に変更されたファイルがないか分かります。\n\
         \x20      Linux     sha256sum -c MANIFEST\n\
         \x20      macOS     shasum -a 256 -c MANIFEST\n\
         \x20      Windows   certutil -hashfile ファイル名 SHA256 の結果をMANIFESTと見比べます。\n\
         \x20 2. 事業所の台帳で次を実行すると、この履歴コードの時点の履歴が今も変わらず残っているか分かります。\n\
         \x20      mcs-register verify --head {head}\n\
         \n\
         To check: run \"sha256sum -c MANIFEST\" in this folder, and at the office \"mcs-register verify --head\" with the code above.\n",
    );
    text
}

/// The sums of all files, as `sha256sum -c` reads them; what else there is to say stands behind `#`.
pub(super) fn manifest(source: &EvidenceSource<'_>, files: &[(String, Vec<u8>)]) -> String {
    let mut text = format!(
        "{FIRST_LINE}\n# day: {}\n# head: {}\n# program: mcs-register {}\n# policy: {}\n# names: {}\n# check: sha256sum -c MANIFEST\n",
        source.today,
        one_line(source.head),
        source.version,
        one_line(source.policy.id()),
        source.names.word(),
    );
    for (name, bytes) in files {
        for byte in Sha256::digest(bytes) {
            let _ = write!(text, "{byte:02x}");
        }
        let _ = writeln!(text, "  {name}");
    }
    text
}

/// The name of the manifest.
pub(super) const MANIFEST: &str = "MANIFEST";

/// How a manifest begins.
pub(super) const FIRST_LINE: &str = "# MCS evidence pack";

/// The files that a manifest lists.
pub(super) fn listed(manifest: &str) -> impl Iterator<Item = &str> {
    let sums = manifest.lines().filter(|line| !line.starts_with('#'));
    sums.filter_map(|line| line.split_once("  ")).map(|(_, name)| name)
}

fn one_line(text: &str) -> String {
    visible(text).replace('\n', " ")
}
