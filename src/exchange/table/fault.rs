//! Why a file of tables is not read: what it is, and what to do.

use std::fmt;

use super::{Bound, Format};
use crate::register::{Lang, hidden::visible};

/// Why a file of tables is not read. Nothing was read in part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableFault {
    /// Nothing stands in it.
    Empty,
    /// It is something else.
    NotATable(Foreign),
    /// An encrypted workbook; its password is asked for.
    NeedsPassword,
    /// An encrypted workbook, and the password is another one.
    WrongPassword,
    /// Encrypted in a way that this program does not open.
    Encrypted(Format),
    /// The file says what it is and is not whole.
    Damaged(Format),
    /// A part of the file declares entities (`DOCTYPE`), as no spreadsheet program writes it.
    Declares(Format),
    /// It holds too much.
    TooLarge(Bound),
    /// There is no encoding of this name.
    NoSuchEncoding(String),
    /// How the text is encoded was not found out.
    UnknownEncoding,
    /// A byte that is no text.
    BrokenByte {
        /// The line, from 1.
        line: usize,
        /// How the rest is encoded.
        encoding: &'static str,
    },
    /// Quotation marks that do not enclose a whole cell.
    Quotes {
        /// The line on which they begin, from 1.
        line: usize,
        /// Whether they are closed at all.
        closed: bool,
    },
}

/// What a file is that holds no tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    /// A Word document, a presentation, or something else in such a package.
    OtherOffice,
    /// An Excel workbook in binary (`.xlsb`).
    Xlsb,
    /// An Excel workbook of before 1997.
    OldExcel,
    /// An Apple Numbers document.
    Numbers,
    /// A PDF.
    Pdf,
    /// A picture.
    Picture,
    /// A page of the web, or other text with marks in angle brackets.
    Markup,
    /// A register document or other JSON.
    Json,
    /// Packed files.
    Archive,
    /// Nothing that is known.
    Unknown,
}

impl From<Bound> for TableFault {
    fn from(bound: Bound) -> Self {
        Self::TooLarge(bound)
    }
}

impl TableFault {
    /// What the file is, why it is not read, and what to do.
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Ja => self.ja(),
            Lang::En => self.en(),
        }
    }

    fn ja(&self) -> String {
        match self {
            Self::Empty => "ファイルに何も書かれていません。台帳のファイルか確かめてください。".to_owned(),
            Self::NotATable(what) => {
                let (is, then) = what.words(Lang::Ja);
                format!("{is}です。{then}")
            }
            Self::NeedsPassword => "Excelで暗号化されたブックです。ブックを開くときのパスワードを入力してください。\
                パスワードが分からないときは、Excelで開き、パスワードを外して別名で保存したファイルを取り込み、\
                取り込んだ後にそのファイルを消してください。"
                .to_owned(),
            Self::WrongPassword => "Excelで暗号化されたブックですが、パスワードが違います。\
                大文字と小文字、全角と半角を確かめて、もう一度入力してください。"
                .to_owned(),
            Self::Encrypted(Format::Xls) => "パスワードで保護されたExcel 97-2003ブック（.xls）です。この形式の暗号は開けません。\
                Excelで開き、パスワードを外してExcelブック（.xlsx）で保存し、そのファイルを取り込んでください。"
                .to_owned(),
            Self::Encrypted(Format::Ods) => "パスワードで保護されたOpenDocument表計算（.ods）です。この形式の暗号は開けません。\
                LibreOfficeで開き、「パスワード付きで保存」を外して保存し、そのファイルを取り込んでください。"
                .to_owned(),
            Self::Encrypted(_) => "暗号化されたブックですが、この暗号の方式には対応していません。\
                Excelで開き、パスワードを外して別名で保存したファイルを取り込んでください。"
                .to_owned(),
            Self::Damaged(format) => format!(
                "{}ですが、壊れているか途中で切れているため読めません。{}で開けるか確かめ、開けたら保存し直してください。",
                format.word(Lang::Ja),
                opener(*format)
            ),
            Self::Declares(format) => format!(
                "{}ですが、表計算ソフトの書かない宣言（DOCTYPE）が含まれるため読みません。ファイルの出どころを確かめ、\
                {}で開いて保存し直してください。",
                format.word(Lang::Ja),
                opener(*format)
            ),
            Self::TooLarge(bound) => {
                format!(
                    "台帳としては大きすぎます：{}。要る行だけを別のファイルに写して取り込んでください。",
                    bound.message(Lang::Ja)
                )
            }
            Self::NoSuchEncoding(name) => format!(
                "「{}」という文字コードはありません。utf-8、cp932、utf-16le などを指定してください。",
                visible(name)
            ),
            Self::UnknownEncoding => "文字コードを判別できないテキストです。文字コードを指定するか、\
                Excelで開いて「CSV UTF-8」で保存し直してください。"
                .to_owned(),
            Self::BrokenByte { line, encoding } => format!(
                "文字コードは{encoding}ですが、{line}行目に文字でないバイトがあります。\
                その行をメモ帳などで直すか、別の文字コードを指定してください。"
            ),
            Self::Quotes { line, closed: false } => {
                format!("{line}行目の引用符「\"」が閉じていません。その行の引用符を直してください。")
            }
            Self::Quotes { line, closed: true } => format!(
                "{line}行目で始まる引用符「\"」の後に、区切りでない文字が続いています。その行の引用符を直してください。"
            ),
        }
    }

    fn en(&self) -> String {
        match self {
            Self::Empty => "Nothing stands in the file. See whether it is the ledger.".to_owned(),
            Self::NotATable(what) => {
                let (is, then) = what.words(Lang::En);
                format!("This is {is}. {then}")
            }
            Self::NeedsPassword => "This is a workbook encrypted by Excel. Enter the password with which it is opened. \
                If you do not know it, have the workbook opened in Excel and saved as a copy without a password, \
                import the copy, and delete it afterwards."
                .to_owned(),
            Self::WrongPassword => "This is a workbook encrypted by Excel, and the password is another one. \
                Check capitals and full-width characters, and enter it again."
                .to_owned(),
            Self::Encrypted(Format::Xls) => "This is an Excel 97-2003 workbook (.xls) with a password, which this program \
                does not open. Open it in Excel, save it without a password as an Excel workbook (.xlsx), and import that."
                .to_owned(),
            Self::Encrypted(Format::Ods) => "This is an OpenDocument spreadsheet (.ods) with a password, which this program \
                does not open. Open it in LibreOffice, save it without the password, and import that."
                .to_owned(),
            Self::Encrypted(_) => "This is an encrypted workbook, and its kind of encryption is not known here. \
                Open it in Excel, save a copy without a password, and import that."
                .to_owned(),
            Self::Damaged(format) => format!(
                "This is an {}, and it cannot be read: it is damaged or cut off. See whether {} opens it, and save it anew.",
                format.word(Lang::En),
                opener(*format)
            ),
            Self::Declares(format) => format!(
                "This is an {} with a declaration (DOCTYPE) that no spreadsheet program writes, so it is not read. \
                See where it comes from, open it in {}, and save it anew.",
                format.word(Lang::En),
                opener(*format)
            ),
            Self::TooLarge(bound) => format!(
                "This is too large for a ledger: {}. Copy the rows that matter into another file and import that.",
                bound.message(Lang::En)
            ),
            Self::NoSuchEncoding(name) => {
                format!("There is no encoding \"{}\". Name utf-8, cp932, utf-16le or another.", visible(name))
            }
            Self::UnknownEncoding => "How this text is encoded was not found out. Name the encoding, or open the file in \
                Excel and save it as \"CSV UTF-8\"."
                .to_owned(),
            Self::BrokenByte { line, encoding } => format!(
                "The text is {encoding}, and line {line} has a byte that is no text. Mend that line in an editor, or name \
                another encoding."
            ),
            Self::Quotes { line, closed: false } => {
                format!("The quotation mark (\") of line {line} is not closed. Mend the marks of that line.")
            }
            Self::Quotes { line, closed: true } => format!(
                "After the quotation marks (\") that begin on line {line}, something stands that is no separator. \
                Mend the marks of that line."
            ),
        }
    }
}

/// The program that a file is opened with.
const fn opener(format: Format) -> &'static str {
    match format {
        Format::Ods => "LibreOffice",
        _ => "Excel",
    }
}

impl Foreign {
    /// What it is, and what to do.
    const fn words(self, lang: Lang) -> (&'static str, &'static str) {
        match (self, lang) {
            (Self::OtherOffice, Lang::Ja) => (
                "表計算でないOffice文書",
                "表の部分をExcelに貼り付けて保存し、そのファイルを取り込んでください。",
            ),
            (Self::OtherOffice, Lang::En) => {
                ("an office document without sheets", "Paste its table into Excel, save it, and import that.")
            }
            (Self::Xlsb, Lang::Ja) => {
                ("Excelバイナリブック（.xlsb）", "Excelで開き、Excelブック（.xlsx）で保存し直してください。")
            }
            (Self::Xlsb, Lang::En) => (
                "a binary Excel workbook (.xlsb)",
                "Open it in Excel and save it as an Excel workbook (.xlsx).",
            ),
            (Self::OldExcel, Lang::Ja) => {
                ("Excel 95以前のブック", "Excelで開き、Excelブック（.xlsx）で保存し直してください。")
            }
            (Self::OldExcel, Lang::En) => (
                "a workbook of Excel 95 or older",
                "Open it in Excel and save it as an Excel workbook (.xlsx).",
            ),
            (Self::Numbers, Lang::Ja) => {
                ("Numbersの書類", "Numbersの「書き出す」でExcel（.xlsx）にしてから取り込んでください。")
            }
            (Self::Numbers, Lang::En) => {
                ("a Numbers document", "Export it from Numbers to Excel (.xlsx), and import that.")
            }
            (Self::Pdf, Lang::Ja) => ("PDF", "PDFの元になったExcelやCSVのファイルを取り込んでください。"),
            (Self::Pdf, Lang::En) => ("a PDF", "Import the Excel or CSV file that it was made from."),
            (Self::Picture, Lang::Ja) => ("画像", "表のファイル（Excel、CSVなど）を取り込んでください。"),
            (Self::Picture, Lang::En) => ("a picture", "Import a file of the table (Excel, CSV)."),
            (Self::Markup, Lang::Ja) => {
                ("HTMLやXMLのテキスト", "Excelで開き、Excelブック（.xlsx）で保存し直してください。")
            }
            (Self::Markup, Lang::En) => {
                ("a text of HTML or XML", "Open it in Excel and save it as an Excel workbook (.xlsx).")
            }
            (Self::Json, Lang::Ja) => {
                ("JSONのテキスト", "台帳のファイルなら、名前の終わりを .json にしてください。")
            }
            (Self::Json, Lang::En) => {
                ("a text of JSON", "If it is a register document, let its name end in .json.")
            }
            (Self::Archive, Lang::Ja) => {
                ("圧縮されたファイル", "中のファイルを取り出してから取り込んでください。")
            }
            (Self::Archive, Lang::En) => ("a packed file", "Take the file out of it, and import that."),
            (Self::Unknown, Lang::Ja) => (
                "表として読めないファイル",
                "Excel（.xlsx、.xls）、OpenDocument（.ods）、CSVのファイルを取り込んでください。",
            ),
            (Self::Unknown, Lang::En) => (
                "no table that can be read",
                "Import a file of Excel (.xlsx, .xls), OpenDocument (.ods) or CSV.",
            ),
        }
    }
}

impl fmt::Display for TableFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for TableFault {}
