//! What was done or left out while a table was read.

use crate::register::Lang;

/// One thing that was done or left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// The sheet is hidden and was not read.
    HiddenSheetLeft,
    /// Hidden rows were not read: how many with something in them, and the first.
    HiddenRowsLeft {
        /// How many.
        rows: usize,
        /// The number of the first.
        first: u32,
    },
    /// Hidden columns were not read: their letters.
    HiddenColumnsLeft {
        /// `C`, `F`.
        columns: Vec<String>,
    },
    /// Merged cells hold their value in each of their cells.
    MergedSpread {
        /// How many merged areas.
        areas: usize,
    },
    /// Formulas without a result in the file.
    NoValues {
        /// How many.
        cells: usize,
        /// The row of the first.
        first: u32,
    },
    /// Formulas that failed.
    Faults {
        /// How many.
        cells: usize,
        /// The row of the first.
        first: u32,
    },
    /// Quotation marks of a pasted table do not enclose cells, and were taken as they stand.
    MarksTaken,
    /// Links to other files were not followed.
    LinksLeft,
    /// Macros were not run.
    MacrosLeft,
}

impl Told {
    /// One sentence.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::HiddenSheetLeft, Lang::Ja) => "非表示のシートのため、読み込んでいません。".to_owned(),
            (Self::HiddenSheetLeft, Lang::En) => "The sheet is hidden and was not read.".to_owned(),
            (Self::HiddenRowsLeft { rows, first }, Lang::Ja) => {
                format!("非表示の{rows}行（{first}行目から）は読み込んでいません。")
            }
            (Self::HiddenRowsLeft { rows: 1, first }, Lang::En) => {
                format!("One hidden row was not read (row {first}).")
            }
            (Self::HiddenRowsLeft { rows, first }, Lang::En) => {
                format!("{rows} hidden rows were not read (the first is row {first}).")
            }
            (Self::HiddenColumnsLeft { columns }, Lang::Ja) => {
                format!("非表示の列（{}）は読み込んでいません。", columns.join("、"))
            }
            (Self::HiddenColumnsLeft { columns }, Lang::En) => {
                format!("Hidden columns were not read ({}).", columns.join(", "))
            }
            (Self::MergedSpread { areas }, Lang::Ja) => {
                format!("結合されたセル{areas}か所の値は、それぞれのセルの値として読みました。")
            }
            (Self::MergedSpread { areas: 1 }, Lang::En) => {
                "The value of a merged cell was read in each of its cells.".to_owned()
            }
            (Self::MergedSpread { areas }, Lang::En) => {
                format!("The values of {areas} merged cells were read in each of their cells.")
            }
            (Self::NoValues { cells, first }, Lang::Ja) => format!(
                "計算結果が保存されていない数式が{cells}か所あります（{first}行目から）。Excelで開いて保存し直すと読めます。"
            ),
            (Self::NoValues { cells, first }, Lang::En) => format!(
                "Formulas without a saved result: {cells}, the first in row {first}. Open the file in Excel and save it \
                 to have them read."
            ),
            (Self::Faults { cells, first }, Lang::Ja) => {
                format!("エラーになっている数式が{cells}か所あります（{first}行目から）。")
            }
            (Self::Faults { cells, first }, Lang::En) => {
                format!("Formulas that failed: {cells}, the first in row {first}.")
            }
            (Self::MarksTaken, Lang::Ja) => {
                "引用符「\"」の組み合わせが合わないため、文字として読みました。行の分かれ方を確かめてください。".to_owned()
            }
            (Self::MarksTaken, Lang::En) => {
                "Quotation marks (\") that do not fit together were taken as they stand. See where the rows end.".to_owned()
            }
            (Self::LinksLeft, Lang::Ja) => "ほかのファイルへのリンクは開いていません。".to_owned(),
            (Self::LinksLeft, Lang::En) => "Links to other files were not followed.".to_owned(),
            (Self::MacrosLeft, Lang::Ja) => "マクロは実行していません。".to_owned(),
            (Self::MacrosLeft, Lang::En) => "Macros were not run.".to_owned(),
        }
    }
}
