//! Wording of the pages by which an office's own ledgers come in.

use crate::register::Lang;

words! { "A fixed piece of wording about importing ledgers." ImportWord:
    // The pages.
    FileTitle: "台帳の取り込み　1 ファイル", "Import a ledger: 1 File";
    ColumnsTitle: "台帳の取り込み　2 列", "Import a ledger: 2 Columns";
    TrialTitle: "台帳の取り込み　3 取り込む内容", "Import a ledger: 3 What would happen";
    DoneTitle: "台帳の取り込み　4 結果", "Import a ledger: 4 Done";

    // The file.
    Folder: "フォルダー：{}", "Folder: {}";
    File: "ファイル：", "File: ";
    Up: "（上のフォルダー）", "(the folder above)";
    IsFolder: "フォルダー", "folder";
    NoFiles: "取り込めるファイルがありません。", "No file here can be read.";
    NoMatch: "「{}」に合うファイルはありません。", "Nothing here is called \"{}\".";
    CutFolder: "ファイルがとても多いため、一部だけを示しています。名前を入力すると開けます。", "There are very many files; only some are shown. Type the name of one.";
    FileHint: "ExcelやCSVのファイルを選びます。この画面にファイルをドラッグしても、Excelでコピーした表を貼り付けても構いません。", "Choose a file of Excel or CSV. A file may be dropped on this window, and a table copied in Excel may be pasted.";
    EncodingIs: "文字コード：{}", "Encoding: {}";
    EncodingFound: "自動", "detected";
    Reading: "読み込んでいます…（Escでやめます）", "Reading... (Esc stops it)";
    Listing: "フォルダーを開いています…", "Looking into the folder...";
    Copying: "コピーされた表を調べています…", "Looking for what was copied...";
    NotThere: "そのファイルやフォルダーはありません。", "There is no such file or folder.";
    OnWindows: "これはお手元のWindowsのファイルの場所です。この台帳は別のコンピューターで動いているため、直接は開けません。Excelで表をコピーして、ここに貼り付けてください。", "This is a place on your own Windows computer. The register runs on another one and cannot open it: copy the table in Excel and paste it here.";
    NotAllowed: "読む権限がありません。", "You may not read it.";
    InUse: "ほかのプログラムが使っています。Excelで開いているときは閉じてください。", "Another program is using it. Close it in Excel.";
    NotAFile: "ファイルではありません。", "It is no file.";
    NotRead: "読めませんでした（{}）。", "It could not be read ({}).";
    Document: "これは台帳のJSONファイルです。コマンドの mcs-register import で読み込んでください。", "This is a register document in JSON. Read it with the command mcs-register import.";
    AskPassword: "「{}」を開くパスワード（記録しません）", "Password of {} (not kept)";
    WrongPassword: "パスワードが違います。大文字と小文字、全角と半角を確かめてください。", "That is not the password. Check capitals and full-width characters.";
    NothingKept: "「{}」を取り込む途中でした。ファイルをもう一度選ぶと、答えた内容のまま続けられます。", "{} was being imported. Choose the file again to go on with your answers.";
    PastedName: "貼り付けた表", "pasted table";
    Pasted: "貼り付けた表（{}行）。Enterで次へ、Escで捨てます。", "A pasted table of {} {row|rows}. Enter goes on, Esc drops it.";
    PastedGone: "貼り付けた表を捨てました。", "The pasted table was dropped.";
    ClipboardEmpty: "コピーされた文字がありません。Excelで表を選んでコピーしてください。", "Nothing was copied. Copy the table in Excel.";
    NoClipboard: "コピーされた表を読むプログラムがありません。端末の貼り付け（右クリックや Shift+Insert など）を使ってください。", "No program here tells what was copied. Paste with the terminal (right click, Shift+Insert or the like).";

    // The columns.
    SheetIs: "■ {}：{}", "# {}: {}";
    HeadingsIn: "見出し{}行目", "headings in row {}";
    SheetNotTaken: "取り込みません", "not taken in";
    Nowhere: "取り込まない", "left out";
    IsMarks: "印の列", "marks";
    Examples: "例", "such as";
    GoesTo: "取り込み先", "goes to";
    Because: "理由", "because";
    Missing: "足りない列：{}", "Missing: {}";
    MissingIn: "「{}」に、{}の列がありません。列の取り込み先を選ぶか、シートを「取り込まない」にしてください。", "{} has no column for: {}. Choose where its columns go, or leave the sheet out.";
    Or: "または", " or ";
    NothingChosen: "取り込むシートがありません。", "No sheet is taken in.";
    MovedFrom: "{}は、{}列から移しました。", "{} was moved here from column {}.";
    PickField: "「{}」の列の取り込み先", "Where \"{}\" goes";
    PickKind: "シート「{}」の種類", "What the sheet {} is";
    AskHeader: "見出しは何行目ですか", "In which row do the headings stand?";
    NotARow: "行の番号を数字で入力してください。", "Type the number of a row.";
    WithHidden: "非表示の行・列・シートも取り込みます。", "Hidden rows, columns and sheets are taken too.";
    WithoutHidden: "非表示の行・列・シートは取り込みません。", "Hidden rows, columns and sheets are left out.";
    NoHiddenInPasted: "貼り付けた表に、非表示のものはありません。", "A pasted table hides nothing.";
    ColumnsHint: "左右で取り込み先（シートの行では種類）を変えます。Enterで、取り込む内容を確かめます。まだ何も書き込みません。", "Left/Right changes where a column goes, or what a sheet is. Enter shows what would happen; nothing is written yet.";

    // What would happen.
    Asked: "確認", "Questions";
    New: "新規", "New";
    Changed: "変更", "Changed";
    Same: "同じ", "The same";
    LeftOut: "取り込まない", "Left out";
    Told: "お知らせ", "Notes";
    NothingYet: "まだ何も書き込んでいません。", "Nothing is written yet.";
    Simulating: "取り込む内容を調べています…（Escでやめます）", "Finding out what would happen... (Esc stops it)";
    SimulatingAt: "取り込む内容を調べています… {}／{}行（Escでやめます）", "Finding out what would happen... {} of {} rows (Esc stops it)";
    CountOpen: "確認が{}件あります。番号で答えてください。", "{} {question is|questions are} open: answer with a number.";
    EnterTakes: "Enterで{}件を取り込みます。", "Enter imports {} {record|records}.";
    NothingChanges: "台帳に変わるところはありません。Enterで終えます。", "Nothing in the register changes. Enter ends it.";
    Stale: "答えや台帳が変わっています。Enterで、取り込む内容を調べ直します。", "Answers or the register have changed. Enter finds out anew what would happen.";
    StillOpen: "確認が{}件残っています。番号で答えるか、pで確認のない行だけを取り込めます。", "{} {question is|questions are} open. Answer, or press p for the rows without a question.";
    Partly: "確認のない行だけを取り込みます（{}件の確認は残します）。", "Only the rows without a question are imported ({} {question stays|questions stay} open).";
    Whole: "すべての行を取り込みます。", "All rows are imported.";
    HeldBack: "確認が残っているため取り込みません：{}", "A question is open: {}";
    KnownAgain: "前回と同じ見出しの表です。前回の列の対応を使いました（Backspaceで列を見られます）。", "The headings are those of last time, and so is where the columns go (Backspace shows them).";
    RowSays: "{}行目", "row {}";
    RowsAlike: "{}行目ほか{}行", "row {} and {} more";
    InColumn: "{}列", "column {}";
    NotSeenQuestion: "質問を読んでから、番号で答えてください。", "Read the question, then answer it.";
    OnlyThisRow: "この行だけの答えを選びます（oで戻します）。", "The answer is for this row only (o switches back).";
    NotThatMany: "{}番の答えはありません。", "There is no answer {}.";
    AskTyped: "正しい値", "What is right";
    AskTypedDay: "正しい日付（例：R8.4.1、2026-04-01）", "The right day (such as R8.4.1, 2026-04-01)";
    AskTypedYear: "何年度ですか（例：8、R8、2026）", "Which fiscal year? (such as R8, 2026)";
    NotAYear: "年度として読めません。R8 や 2026 のように入力してください。", "That is no year: type R8 or 2026.";
    NotANumber: "数として読めません。", "That is no number.";
    NoQuestion: "この行に質問はありません。", "There is no question on this row.";
    NoneAsked: "確認することはありません。", "There is nothing to ask.";
    NoneHere: "ありません。", "None.";
    StillRunning: "調べ終わるまでお待ちください。", "Please wait until that is found out.";
    NotSeen: "取り込む内容を確かめてから Enter を押してください。", "Look at what would happen, then press Enter.";
    LeftFor: "取り込みを途中で閉じました。{}で続きから始められます。", "The import waits; {} goes on with it.";
    TooLargeToKeep: "大きなファイルのため、ロックすると、続けるときにファイルをもう一度選ぶ必要があります。", "The file is large: after a lock it has to be chosen again.";

    // Done.
    Came: "{} から{}件を取り込みました。", "From {}: {} {record was|records were} imported.";
    CameUndo: "元に戻すときは u を1回押してください。", "Press u once to take it back.";
    CameNothing: "{}：台帳に変わるところはありませんでした。", "{}: nothing in the register changed.";
    TakenBack: "この取り込みは元に戻しました。", "This import was taken back.";
    NotTaken: "取り込まなかったもの（{}件）", "Not taken in ({})";
    AllTaken: "取り込まなかったものはありません。", "Everything was taken in.";
    NextMonth: "同じ見出しの表は、次からファイルを選んで Enter を2回押すだけです。", "A table with these headings needs the file and Enter twice from now on.";
    ListTitle: "台帳に取り込まなかったもの", "Not taken into the register";
    ListWhere: "ファイルのどこ", "Where in the file";
    ListWhy: "取り込まなかった理由", "Why";
    ListFile: "取り込まなかったもの", "not-taken-in";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_the_same_in_both_languages() {
        for word in ImportWord::ALL {
            let places = |lang| word.say(lang).matches("{}").count();
            assert_eq!(places(Lang::Ja), places(Lang::En), "{word:?}");
        }
    }
}
