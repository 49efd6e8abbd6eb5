//! Wording of what leaves the register beside papers.

use std::collections::BTreeSet;

use crate::{
    documents::{Cut, Unencodable},
    register::Lang,
};

use super::Word;

/// How many places a sentence names.
const TOLD: usize = 10;

words! { "A fixed piece of wording about ledgers as tables, due dates as a calendar and the evidence pack." ExportWord:

    Workbook: "台帳（Excel）", "Ledgers for Excel";
    Csv: "台帳（CSV・UTF-8）", "Ledgers as CSV (UTF-8)";
    CsvCp932: "台帳（CSV・CP932）", "Ledgers as CSV (CP932)";
    Calendar: "期限のカレンダー（ICS）", "Due dates as a calendar (ICS)";
    Evidence: "証跡パッケージ（監査用）", "Evidence pack for an audit";
    Document: "台帳の全データ（JSON）", "The whole register (JSON)";
    Backup: "バックアップ（暗号化したまま）", "Backup (encrypted)";
    To: "書き出し先：{}", "Written to: {}";
    ToStandardOutput: "標準出力", "standard output";
    PreviewTitle: "プレビュー：{}　{}", "Preview: {}, {}";
    AskFile: "保存先", "Write to";
    AskFolder: "保存先のフォルダー", "Write to the folder";
    AskPack: "保存先（.zip を消すとフォルダーになります）", "Write to (without .zip it becomes a folder)";
    WorkbookSays: "台帳ごとに1枚のシートになります。以下は各シートの最初の数行です。", "Each ledger becomes a sheet. These are the first rows of each.";
    CsvSays: "台帳ごとに1つのファイルになります。以下は各ファイルの最初の数行です。", "Each ledger becomes a file. These are the first rows of each.";
    CalendarSays: "期限を過ぎたものと今後1年の期限{}件を、終日の予定にします。", "What is overdue and what falls due within a year ({}) become all-day events.";
    EvidenceSays: "指摘 {}件、精査 {}回、持ち出し {}件、インシデント {}件を入れます。", "It holds {} {finding|findings}, {} {review|reviews}, {} {take-out|take-outs} and {} {incident|incidents},";
    EvidenceSaysToo: "作成済みの報告書 {}通と、すべての操作履歴も入れます。", "{} {report as it was|reports as they were} written, and the whole history.";
    Missing: "CP932にない文字：{}か所（{}）。似た文字か〔U+番号〕で書き、一覧を missing-characters.csv に入れます。", "CP932 lacks characters in {} {place|places} ({}). Each is replaced by a look-alike or by 〔U+number〕, and they are listed in missing-characters.csv.";
    Cut: "Excelの1つの欄に入らない文章が{}件あり、途中までになります（{}）。CSVには全文が入ります。", "{} {text is longer than a cell of Excel and is|texts are longer than a cell of Excel and are} cut ({}). CSV has everything whole.";
    Ledger: "■ {}（{}件）", "# {} ({})";
    Place: "{}.csv {}行目 {}", "{}.csv row {} {}";
    Making: "作成しています…", "Making it...";
    NotMade: "作成できませんでした。{}", "It could not be made. {}";
    WriteAllTheSame: "{} このまま書き出しますか？", "{} Write it all the same?";
    NotRecorded: "ただし、書き出したことを履歴に記録できませんでした（{}）。", "But it could not be recorded in the history ({}).";
    NotOurFolder: "このフォルダーには、台帳から書き出したもの以外のファイルがあります。別の名前を入力してください。", "This folder holds other files than those written from the register. Type another name.";
}

/// How many places have a character that CP932 lacks, and which characters they are.
pub fn missing_of(missing: &[Unencodable], lang: Lang) -> [String; 2] {
    let characters: BTreeSet<char> = missing.iter().map(|found| found.character).collect();
    let characters = characters.into_iter().map(|c| format!("U+{:04X}", u32::from(c)));
    [missing.len().to_string(), first(characters, lang)]
}

/// How many texts are longer than a cell of Excel, and where they are.
pub fn cut_of(cut: &[Cut], lang: Lang) -> [String; 2] {
    let places = cut.iter().map(|cut| format!("{} {} {}", cut.sheet, cut.row, cut.column));
    [cut.len().to_string(), first(places, lang)]
}

/// The first of some places, and how many more there are.
fn first(places: impl ExactSizeIterator<Item = String>, lang: Lang) -> String {
    let more = places.len().saturating_sub(TOLD);
    let mut told: Vec<String> = places.take(TOLD).collect();
    if more > 0 {
        told.push(Word::CliMore.fill(lang, &[&more.to_string()]));
    }
    told.join(", ")
}
