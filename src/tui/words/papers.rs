//! Wording of papers: their names on the screen, and what is told when they are written.

use std::{borrow::Cow, collections::BTreeSet, io};

use crate::{
    documents::{Naming, PaperKind, Unprinted},
    policy::Policy,
    register::{Lang, Names, labels::Label},
};

use super::ExportWord;

words! { "A fixed piece of wording about papers." PaperWord:

    Title: "書類を選ぶ", "Choose a paper";
    PreviewTitle: "プレビュー：{}　［{}］　{}", "Preview: {} [{}] {}";
    NamesMasked: "氏名を伏せる", "names masked";
    NamesResponsible: "責任者名のみ", "in charge named";
    NamesShown: "氏名を出す", "names shown";
    ByForm: "{}（様式の決まり）", "{} (by the form)";
    AsItWasWritten: "作成時の控え", "as it was written";
    Draft: "（下書き）", " (draft)";
    IncidentTo: "インシデント報告書（{}あて）", "Incident report for {}";
    WrittenReport: "作成済み {} {}（{}）", "Written: {} {} ({})";
    Sent: "{} 送付", "sent {}";
    NotSent: "未送付", "not sent";
    BeforeTitle: "── 送る前に確かめること（書類には載りません） ──", "-- To look at before it goes (not on the paper) --";
    BeforeUnknown: "未確認のまま：{}", "Not known yet (in the paper's words): {}";
    BeforeDue: "期限：{}　{}", "Due: {}, {}";
    BeforeDelay: "期限を過ぎた報告です。遅延理由を記録すると（インシデントを e で開く）、報告書に載ります。", "It comes after its day: a reason for the delay (e on the incident) goes on the report.";
    BeforeSteps: "初動対応の一覧で印のない項目：{}", "Steps of the first response that nobody has ticked: {}";
    BeforeFindings: "この件に関わる指摘が{}件あります（書類には載せていません。「指摘の別紙」で付けられます）。", "The rules find {} {thing about this event. It is|things about this event. They are} not on the paper; \"Findings\" adds {it|them} as an annex.";
    BeforeNames: "自由記載では、台帳にある氏名・電話番号・メールアドレスなどを伏せています。台帳にない人の氏名が残っていないか、確かめてください。", "Recorded names, telephone numbers and addresses are hidden in free text. See that no name is left of somebody whom the register does not know.";
    ValuesTitle: "コピーする項目を選ぶ（Enter でコピーし、次へ進みます）", "Choose what to copy (Enter copies it and goes on)";
    ValueCopied: "「{}」を端末のクリップボードへ送りました（対応していない端末もあります）。", "Sent \"{}\" to the clipboard of the terminal, which not every terminal takes.";
    LetterTo: "{}　{}", "{} {}";
    NeedsGroups: "先にインシデントに関係する患者グループを記録してください", "record the patients' groups that the incident concerns first";
    NamesOfLetter: "宛先の方と責任者のみ", "the patient and those in charge";
    NumberTaken: "作成している間に、別の画面で {} が送付されました。{} として作成し直します。", "While it was being made, another session sent {}. It is made anew as {}.";
    NumberOfAnother: "{} は別のインシデントの番号でもあるため、この控えは開けません（証跡パッケージに含まれます）。", "{} is the number of another incident as well, so this copy cannot be opened here (the evidence pack has it).";
    QuestionWaits: "書き出しの確認が、この画面を閉じたあとに表示されます。", "What was to be written asks something: it is shown once this is closed.";
    Dropped: "ロックの前に始めた書き出しは、取りやめました。", "What was begun before the lock was not written.";
    ReadingPast: "操作履歴を読んでいます…", "Reading the history...";
    Markdown: "Markdown", "Markdown";
    PlainText: "テキスト", "plain text";
    NeedsRecord: "先に{}の行を選んでください", "select a {} first";
    ForDue: "{}　対象すべて（{}件）", "{}: all that are due ({})";
    Blank: "{}（白紙）", "{} (blank)";
    NothingDue: "いま必要な対象はありません", "nothing is due today";
    OfPatients: "患者グループだけの書類です", "for a patient's group alone";
    Making: "PDFを作成しています…", "Making the PDF...";
    NotMade: "書類を作成できませんでした。{}", "The paper could not be made. {}";
    Missing: "印刷に使える書体にない文字や異体字が{}種類あります（{}）。書類では「〓」または標準の字形となり、末尾に番号を載せます。このまま書き出しますか？", "The fonts lack {} of the characters or their variants ({}). What is lacking is printed as 〓 or in the usual shape and listed at the end of the paper. Write it all the same?";
    NotWritten: "書き出せませんでした。{}", "It could not be written. {}";
    AskPathOf: "書類の保存先　{}", "Write the paper to: {}";
    NoPlace: "保存先を入力してください。", "Type where it goes.";
    OtherEnding: "この名前では書き出せません。名前の終わりを {} にしてください。", "It is not written under this name. Let it end in {}.";
    NoFolder: "フォルダーがありません。保存先を確かめてください。", "The folder is not there. Check the place.";
    NotAFolder: "フォルダーが必要なところに、ファイルかリンクがあります。別の保存先を指定してください。", "There is a file or a link where a folder is needed. Choose another place.";
    InUse: "ここは使用中のため、置き換えられません。Excelなどで開いているときは閉じるか、新しい名前を指定してください。", "What lies there is in use and cannot be replaced. Close it in Excel or the like, or give a new name.";
    NotAllowed: "この場所には書き込めません。別の保存先を指定してください。", "This place may not be written to. Choose another one.";
    Full: "空き容量がありません。別の保存先を指定してください。", "There is no room left. Choose another place.";
    NotOrdinary: "パイプや装置には書き出せません。ファイルの名前を入力してください。", "A pipe or a device takes no file. Type the name of a file.";
    Unfinished: "書き出しの途中で残っていたファイルを削除しました：{}", "What an earlier writing had left unfinished was removed: {}";
    IsFolder: "同じ名前のフォルダーがあります。ファイル名を入力してください。", "There is a folder of this name. Type the name of a file.";
    InVault: "台帳・鍵・バックアップの置き場所には書き出せません。別のフォルダーを指定してください。", "Nothing else is written where the register, its key or its backups lie. Choose another folder.";
    BadName: "この名前は使えません。ファイル名を短くするか、記号を除いてください。", "The name cannot be used. Shorten it or leave out special characters.";

    KeyWarning: "復旧キーをファイルに書き出します。このファイルを開いた人は誰でも台帳を開けます。印刷したら、ファイルをすぐに削除し、ごみ箱も空にしてください。書き出しますか？", "The recovery key goes into a file. Whoever opens that file can open the register. Print it, then delete the file at once and empty the bin. Write it?";
    OpeningFile: "開いています：{}", "Opening {}";
    NoProgram: "この端末には、ファイルを開くプログラムがありません。Alt+C で場所をコピーできます：{}", "There is no program on this machine that opens files. Alt+C copies the place: {}";
    NotOpened: "開けませんでした（{}）。Alt+C で場所をコピーできます：{}", "It could not be opened ({}). Alt+C copies the place: {}";
    PlaceCopied: "場所を端末のクリップボードへ送りました（対応していない端末もあります）：{}", "Sent the place to the clipboard of the terminal, which not every terminal takes: {}";
    KeyWritten: "書き出しました。印刷したら、必ずこのファイルを削除してください：{}", "Written. Delete this file as soon as it is printed: {}";
}

/// Why a place takes no file, and what to do.
pub fn place_fault(why: &io::Error, lang: Lang) -> String {
    let word = match why.kind() {
        io::ErrorKind::NotFound => PaperWord::NoFolder,
        io::ErrorKind::NotADirectory => PaperWord::NotAFolder,
        io::ErrorKind::ResourceBusy => PaperWord::InUse,
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => PaperWord::NotAllowed,
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => PaperWord::Full,
        io::ErrorKind::IsADirectory => PaperWord::IsFolder,
        io::ErrorKind::Unsupported => PaperWord::NotOrdinary,
        io::ErrorKind::InvalidFilename => PaperWord::BadName,
        io::ErrorKind::DirectoryNotEmpty => return ExportWord::NotOurFolder.say(lang).to_owned(),
        _ => return why.to_string(),
    };
    word.say(lang).to_owned()
}

/// How many characters of the named ones are told.
const NAMED: usize = 8;

/// The question whether something is written although characters in it cannot be printed; `None` where all can be.
pub fn unprintable(missing: &BTreeSet<Unprinted>, lang: Lang) -> Option<String> {
    let mut named: Vec<String> =
        missing.iter().take(NAMED).map(|one| format!("{} {one}", one.character())).collect();
    if missing.len() > NAMED {
        named.push("…".to_owned());
    }
    let count = missing.len().to_string();
    (!missing.is_empty()).then(|| PaperWord::Missing.fill(lang, &[&count, &named.join(", ")]))
}

/// Who is named.
pub fn naming_label(names: Naming) -> PaperWord {
    match names {
        Naming::Masked => PaperWord::NamesMasked,
        Naming::Named => PaperWord::NamesResponsible,
        Naming::Full => PaperWord::NamesShown,
    }
}

/// What a paper is called on the screen.
pub fn paper_label(kind: PaperKind, policy: &Policy, lang: Lang) -> Cow<'static, str> {
    let (ja, en) = match kind {
        PaperKind::Incident => ("インシデント報告書（事務局あて）", "Incident report for the secretariat"),
        PaperKind::NineItems => ("漏えい等報告の9項目（個人情報保護法）", "Nine items of the law's report"),
        PaperKind::Notice => ("本人・家族への通知（個人情報保護法）", "Letter to the patient or family"),
        PaperKind::TakeOut => ("持ち出し届出書 兼 承認書", "Take-out slip"),
        PaperKind::TakeOutLedger => ("持ち出し台帳", "Take-out ledger"),
        PaperKind::Review => ("参加メンバーの精査記録", "Review of a group's members"),
        PaperKind::Leaver => ("退職・異動時の確認表", "Leaver's sheet"),
        PaperKind::StaffLedger => ("職員・MCS ID 台帳", "Staff and ID ledger"),
        PaperKind::DeviceLedger => ("機器台帳", "Device ledger"),
        PaperKind::Training => ("教育受講一覧", "Training list"),
        PaperKind::Filings => ("届出・誓約書・同意書の状況一覧", "Application, pledges and consents"),
        PaperKind::Monthly => ("運用状況の管理者確認書（毎月）", "Monthly page for the manager"),
        PaperKind::DisasterList => ("災害・緊急時の連絡表", "Disaster group call list"),
        PaperKind::Application => ("{form-1-name}", "{form-1-name}"),
        PaperKind::ConfidentialityPledge => ("{form-2-name}", "{form-2-name}"),
        PaperKind::StaffPledge => ("{form-3-name}", "{form-3-name}"),
        PaperKind::Consent => ("{form-4-name}（2部）", "{form-4-name} (two copies)"),
        PaperKind::TakeOutBlank => ("持ち出し届出書（記入用）", "Take-out slip (blank)"),
        PaperKind::ReviewBlank => ("参加メンバーの精査表（記入用）", "Review sheet (to be filled in)"),
        PaperKind::TrainingSheet => ("教育の受講者名簿（署名用）", "Training sheet (to be signed)"),
        PaperKind::SelfCheck => ("利用者の自己点検票", "Users' self-check"),
        PaperKind::Handout => ("利用者のきまり（掲示用）", "Rules for users (for the wall)"),
        PaperKind::Handover => ("引き継ぎ書", "Hand-over page"),
        PaperKind::EvidenceCover => ("証跡パッケージの表紙", "Cover of an evidence pack"),
        PaperKind::RecoveryKey => ("復旧キーの用紙", "Recovery key sheet"),
        PaperKind::IncidentTo(name) => {
            let to = Names::added(policy, name.as_str(), lang).unwrap_or(name.as_str());
            return PaperWord::IncidentTo.fill(lang, &[to]).into();
        }
        PaperKind::Own(form) => {
            return policy.form_name(form.number, lang).unwrap_or_default().to_owned().into();
        }
    };
    Label::new(ja, en, None).say(lang, policy)
}
