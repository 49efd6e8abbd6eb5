//! What can be wrong with a form, and what to do about it.

use crate::register::Lang;

/// Why a form cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub struct TemplateError {
    /// The file, where it is one of the office's own.
    pub file: Option<String>,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub fault: TemplateFault,
}

/// What is wrong at the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TemplateFault {
    /// Not TOML, or a key or value that a form does not know; with the reader's own words.
    Unreadable(String),
    /// A fact or list that this paper does not have.
    Unknown {
        /// As it is written.
        name: String,
        /// Those that there are.
        known: Vec<String>,
    },
    /// A part that is nothing, or two things at once.
    NotOneThing,
    /// A table without columns, or columns without something that has rows.
    TableAndColumns,
    /// A column that has no fact and is not written by hand.
    ColumnShape,
    /// A key that says something of another one, which is not there.
    Alone {
        /// The key.
        key: &'static str,
        /// Those of which one has to be there.
        beside: &'static str,
    },
    /// A chart without series or axis, or one of these without a chart.
    ChartAndSeries,
    /// A row that is neither a label with a fact, or with room to write, nor a list.
    RowShape,
    /// A column too narrow for text.
    Narrow {
        /// The least width in cells.
        least: usize,
    },
    /// Columns wider than the sheet.
    TooWide {
        /// The width of the sheet in cells.
        cells: usize,
        /// How many cells are too many.
        over: usize,
    },
    /// An empty text.
    Blank,
}

impl TemplateError {
    /// A fault at a byte of the text.
    pub(super) fn at(text: &str, byte: usize, fault: TemplateFault) -> Self {
        let line = text.bytes().take(byte).filter(|byte| *byte == b'\n').count() + 1;
        Self { file: None, line, fault }
    }

    /// The same fault in a file.
    pub(in crate::documents) fn in_file(self, file: Option<&str>) -> Self {
        Self { file: file.map(str::to_owned), ..self }
    }

    /// What is wrong, in which line, and what to do.
    pub fn message(&self, lang: Lang) -> String {
        let line = self.line;
        let file = self.file.as_deref().unwrap_or_default();
        let message = match lang {
            Lang::Ja if file.is_empty() => {
                format!("様式のファイルを使えません。{line}行目: {}", self.fault.ja())
            }
            Lang::Ja => format!("様式のファイル {file} を使えません。{line}行目: {}", self.fault.ja()),
            Lang::En if file.is_empty() => {
                format!("The form cannot be used. Line {line}: {}", self.fault.en())
            }
            Lang::En => format!("The form {file} cannot be used. Line {line}: {}", self.fault.en()),
        };
        // Names and the reader's words quote the file.
        crate::policy::visible(&message).into_owned()
    }
}

impl TemplateFault {
    /// What is wrong and what to do.
    pub(in crate::documents) fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Ja => self.ja(),
            Lang::En => self.en(),
        }
    }

    fn ja(&self) -> String {
        match self {
            Self::Unreadable(words) => {
                format!("読み取れない箇所があります（{words}）。この行を直してください。")
            }
            Self::Unknown { name, known } => {
                format!("「{name}」という項目はこの書類にありません。使えるもの: {}", known.join(", "))
            }
            Self::NotOneThing => {
                "[[part]] には rows・text・display・words・clauses・table・chart・checks・checklist・seals のうち一つだけを書いてください。"
                    .to_owned()
            }
            Self::TableAndColumns => {
                "table には columns が要ります。columns と blank_rows は table・checks・checklist にだけ書けます。".to_owned()
            }
            Self::ColumnShape => "列には fact か write（手書きの欄）を書いてください。".to_owned(),
            Self::Alone { key, beside } => format!("{key} は {beside} と組で書いてください。"),
            Self::ChartAndSeries => "chart・axis・series はそろえて書いてください。".to_owned(),
            Self::RowShape => {
                "行は { label = \"…\", fact = \"…\" }、{ label = \"…\", words = \"…\" }、{ label = \"…\", write = \"…\" } または { each = \"…\" } としてください。".to_owned()
            }
            Self::Narrow { least } => format!("width は 0 か {least} 以上にしてください。"),
            Self::TooWide { cells, over } => {
                format!("列の幅の合計が用紙（半角{cells}文字）より半角{over}文字広くなっています。幅を減らしてください。")
            }
            Self::Blank => "空です。文を書いてください。".to_owned(),
        }
    }

    fn en(&self) -> String {
        match self {
            Self::Unreadable(words) => format!("it cannot be read ({words}). Put this line right."),
            Self::Unknown { name, known } => {
                format!("this paper has nothing called \"{name}\". There are: {}", known.join(", "))
            }
            Self::NotOneThing => {
                "write exactly one of rows, text, display, words, clauses, table, chart, checks, checklist, seals in a [[part]]."
                    .to_owned()
            }
            Self::TableAndColumns => {
                "a table needs columns; columns and blank_rows stand with table, checks or checklist only.".to_owned()
            }
            Self::ColumnShape => "give the column a fact, or write (room to write by hand).".to_owned(),
            Self::Alone { key, beside } => format!("write {key} together with {beside}."),
            Self::ChartAndSeries => "write chart, axis and series together.".to_owned(),
            Self::RowShape => {
                "write a row as { label = \"…\", fact = \"…\" }, { label = \"…\", words = \"…\" }, { label = \"…\", write = \"…\" } or { each = \"…\" }.".to_owned()
            }
            Self::Narrow { least } => format!("let width be 0, or {least} and more."),
            Self::TooWide { cells, over } => {
                format!(
                    "the columns are {over} cells wider than the sheet ({cells} cells). Make them narrower."
                )
            }
            Self::Blank => "this is empty. Write a text.".to_owned(),
        }
    }
}
