//! How long work says how far it is.

use crate::register::{Lang, Progress, Stage};

words! { "A fixed piece of wording about long work." WorkWord:
    Reading: "記録の読み込み", "Reading the records";
    Writing: "台帳への書き込み", "Writing to the register";
    Pages: "台帳ファイルの点検", "Looking through the register's file";
    History: "操作履歴の照合", "Going through the history";
    Searching: "操作履歴の検索", "Searching the history";
    Indexing: "操作履歴の索引の作成", "Making the index of the history";
    Shrinking: "台帳ファイルの空きの整理", "Giving room back to the disk";
    Unlocking: "パスワードの確認", "Checking the password";
    Rekeying: "台帳の暗号化のやり直し", "Encrypting the register anew";
    Copying: "台帳ファイルの複写", "Copying the register's file";
    Judging: "規則による判定", "Judging by the rules";
    Ledger: "一覧表の読み取り", "Reading the ledger";
    Ledgers: "台帳の一覧表の作成", "Making the ledgers";
    Papers: "書類の作成", "Drawing the papers";
    Rows: "書類の割り付け（行）", "Setting the rows of a paper";
    Sheets: "書類の書き込み（ページ）", "Writing the pages of a paper";
    Packing: "ファイルの圧縮", "Packing the files";
    Files: "ファイルの書き出し", "Writing the files";
    OfAll: "{}  {}／{}（{}％）", "{}  {} of {} ({} %)";
    OfUnknown: "{}  {}{}", "{}  {} {}";
    Records: "件", "records";
    Entries: "件", "entries";
    OfFile: "ページ", "pages";
    Points: "時点", "points in time";
    Tables: "表", "tables";
    Drawn: "部", "papers";
    Lines: "行", "rows";
    Made: "件", "files";
    Steps: "段階", "steps";
    Stopping: "中止しています（{}）…", "Stopping ({})...";
    ToStop: "Ctrl+C で中止", "Ctrl+C stops it";
    GoesOn: "中止できません", "cannot be stopped now";
    Title: "処理中", "Working";
    StoppedByLock: "画面のロックにより、途中の処理を中止しました。", "The work under way was stopped by the lock.";
}

/// What a stage is called, and what it counts.
fn stage(stage: Stage) -> (WorkWord, WorkWord) {
    match stage {
        Stage::Reading => (WorkWord::Reading, WorkWord::Records),
        Stage::Writing => (WorkWord::Writing, WorkWord::Records),
        Stage::Pages => (WorkWord::Pages, WorkWord::OfFile),
        Stage::History => (WorkWord::History, WorkWord::Entries),
        Stage::Searching => (WorkWord::Searching, WorkWord::Entries),
        Stage::Indexing => (WorkWord::Indexing, WorkWord::Entries),
        Stage::Shrinking => (WorkWord::Shrinking, WorkWord::OfFile),
        Stage::Unlocking => (WorkWord::Unlocking, WorkWord::Steps),
        Stage::Rekeying => (WorkWord::Rekeying, WorkWord::OfFile),
        Stage::Copying => (WorkWord::Copying, WorkWord::OfFile),
        Stage::Judging => (WorkWord::Judging, WorkWord::Points),
        Stage::Ledger => (WorkWord::Ledger, WorkWord::Lines),
        Stage::Ledgers => (WorkWord::Ledgers, WorkWord::Tables),
        Stage::Papers => (WorkWord::Papers, WorkWord::Drawn),
        Stage::Rows => (WorkWord::Rows, WorkWord::Lines),
        Stage::Sheets => (WorkWord::Sheets, WorkWord::OfFile),
        Stage::Packing => (WorkWord::Packing, WorkWord::Made),
        Stage::Files => (WorkWord::Files, WorkWord::Made),
    }
}

/// What is being done, and how far it is.
pub fn progress(of: &Progress, lang: Lang) -> String {
    let (what, counted) = stage(of.stage);
    let (what, counted) = (what.say(lang), counted.say(lang));
    if of.stopped {
        return WorkWord::Stopping.fill(lang, &[what]);
    }
    match of.percent() {
        Some(percent) => {
            let parts = [of.done.min(of.total), of.total].map(grouped);
            WorkWord::OfAll.fill(lang, &[what, &parts[0], &parts[1], &percent.to_string()])
        }
        None if of.done > 0 => WorkWord::OfUnknown.fill(lang, &[what, &grouped(of.done), counted]),
        None => format!("{what}…"),
    }
}

/// A number with commas between its thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_far_it_is_stands_in_numbers() {
        let of =
            |done, total| Progress { stage: Stage::History, done, total, stoppable: true, stopped: false };
        assert_eq!(progress(&of(123_456, 500_000), Lang::Ja), "操作履歴の照合  123,456／500,000（24％）");
        assert_eq!(progress(&of(1_000, 999), Lang::En), "Going through the history  999 of 999 (100 %)");
        assert_eq!(progress(&of(0, 0), Lang::Ja), "操作履歴の照合…");
        assert_eq!(progress(&of(12, 0), Lang::En), "Going through the history  12 entries");
        let ledgers = Progress { stage: Stage::Ledgers, ..of(4, 0) };
        assert_eq!(progress(&ledgers, Lang::Ja), "台帳の一覧表の作成  4表");
        let stopped = Progress { stopped: true, ..of(12, 0) };
        assert_eq!(progress(&stopped, Lang::Ja), "中止しています（操作履歴の照合）…");
    }
}
