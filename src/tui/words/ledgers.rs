//! Wording of what comes in from an office's own ledgers: questions, choices, what was done and what was left out.

use std::borrow::Cow;

use crate::{
    exchange::{
        columns::{Meaning, NoLayout, Why},
        question::{Choice, LeftOut, Note, What},
    },
    policy::{Policy, visible},
    register::{Lang, RecordKind, Register, id::PersonId, labels::Label},
};

use super::refusal;

words! { "A fixed piece of wording about ledgers that come in." LedgerWord:
    // What is asked.
    NotADay: "「{}」は日付として読めません。", "\"{}\" is not a day.";
    DoneNoDay: "「{}」とだけあり、日付がありません。", "It says \"{}\" without a day.";
    Serial: "「{}」はExcelの日付の数値（{}）のようです。", "\"{}\" looks like a day as Excel counts them ({}).";
    NoYear: "「{}」など、年のない日付があります。何年度（4月始まり）の日付ですか？", "Days without a year, such as \"{}\": of which fiscal year (from April) are they?";
    Ahead: "{}はまだ来ていません。年の書き間違いではありませんか？", "{} lies ahead. Is the year right?";
    NoResult: "数式の計算結果がファイルにないか、エラーです（{}）。", "The result of a formula is not in the file, or it is an error ({}).";
    DayOfMonth: "{}の欄に「{}」とだけあり、何日かが分かりません。", "Under {} it says \"{}\" without the day.";
    UnknownWord: "「{}」がどれに当たるか分かりません。", "It is not known what \"{}\" means here.";
    UnsureMark: "「{}」の意味を決めてください。", "What does \"{}\" mean here?";
    UnsureMarkSays: "「{}」（{}）の意味を決めてください。", "What does \"{}\" ({}) mean here?";
    NotANumber: "「{}」は数として読めません。", "\"{}\" is not a number.";
    NotAName: "「{}」は氏名に見えません。", "\"{}\" does not look like a name.";
    HiddenCharacters: "「{}」に、目に見えない文字が混ざっていました。取り除いた氏名で取り込みますか？", "Characters that nobody sees stood in \"{}\". Is the name without them right?";
    UnknownPeople: "台帳にいない人が{}名います：{}", "{} {person is|people are} not in the register: {}";
    UnknownStaff: "台帳にいない職員が{}名います：{}", "{} staff {member is|members are} not in the register: {}";
    Alike: "「{}」は、台帳の {} と同じ人ですか？", "Is \"{}\" the same as {} of the register?";
    Several: "「{}」に当たる記録が複数あります。", "Several records could be \"{}\".";
    OtherThanKnown: "「{}」は、台帳の {} と食い違います。同じ人ですか？", "\"{}\" differs from {} of the register. Is it the same person?";
    NotAPerson: "「{}」は人の名前ではありません。", "\"{}\" is nobody's name.";
    UnknownDevice: "機器「{}」は台帳にありません。", "The device \"{}\" is not in the register.";
    WhichGroup: "グループ「{}」がどれに当たるか分かりません。", "It is not known which group \"{}\" is.";
    FreeGroup: "グループ「{}」の種類を決めてください。", "What kind of group is \"{}\"?";
    NumberTaken: "番号「{}」は、台帳では {} の番号です。", "In the register the number {} is that of {}.";
    NumbersAlike: "番号「{}」と「{}」は、先頭の0だけが違います。別のものですか？", "The numbers {} and {} differ only in leading zeros. Are they two different ones?";
    TwiceInFile: "「{}」は{}行目にもあります。", "\"{}\" stands in row {} as well.";
    Differs: "{}が台帳と違います（例：台帳「{}」、ファイル「{}」）。", "{} differs from the register (such as \"{}\" there and \"{}\" in the file).";
    ContradictsIt: "{}（{}）が{}（{}）より前になっています。どちらかが誤りです。", "{} ({}) lies before {} ({}). One of the two is wrong.";
    Refused: "このままでは記録できません。{}", "It cannot be recorded like this. {}";
    PlannedLeave: "「{}」とあります。最終勤務日として記録しますか？", "It says \"{}\". Is that the last day of work?";
    OnLeave: "「{}」とあります。休みの人として退職日は入れず、備考に残します。", "It says \"{}\": on leave. No last day is recorded; the remark is kept.";
    PledgeDash: "誓約書の欄が「{}」です。不要なのか、まだないのかが分かりません。", "The pledge says \"{}\": not needed, or not there yet?";
    OtherMedium: "媒体は「{}」ですが、機器は {} です。", "The medium is \"{}\", but the device is {}.";
    AttendingDoctor: "{} が主治医とあります。グループ「{}」の主治医として記録しますか？", "{} is called the attending doctor. Is that to be recorded of the group \"{}\"?";
    Undated: "招待日も参加日もない参加者がいます。台帳の記録開始日（{}）より前からの参加者として扱い、招待の承認は確かめません。", "Some have neither a day of invitation nor of joining. They count as members from before this register was kept (since {}), whose approval nobody asks for.";
    Secretariat: "「{}」は「{}」とあります。事務局の人として記録しますか？", "{} is listed under {}. Is this somebody of the secretariat?";
    Birth: "生年月日（{}）から数えると{}歳です。書き間違いではありませんか（生年月日は取り込みません）。", "By the birthday ({}) the age is {}. Is that right? (The birthday is not taken in.)";

    // What may be answered.
    TypeIt: "正しい値を入力する", "type what is right";
    SameAs: "{} と同じ", "the same as {}";
    AddNew: "新しい記録として加える", "add as new";
    AddEach: "自事業所の人は職員、ほかは関係者として加える", "add own people as staff, others as partners";
    AddStaff: "職員として加える", "add as staff";
    AddPartners: "関係者として加える", "add as partners";
    AsItIs: "このまま取り込む", "take it as it is";
    AsBefore: "記録開始日より前からの参加者として取り込む", "take them in as members from before";
    TypeJoined: "全員の参加日を入力する", "type the day on which all of them joined";
    NotOfIt: "事務局の人ではない", "nobody of the secretariat";
    RecordIt: "記録する", "record it";
    KeepThat: "{}の方を記録する", "record {}";
    KeepInMemo: "備考に残して取り込む", "keep the remark";
    TakeFile: "ファイルの値にする", "take the file's";
    KeepKnown: "台帳の値のままにする", "keep the register's";
    LeaveField: "この欄は空のままにする", "leave it empty";
    LeaveRow: "この行を取り込まない", "leave the row out";

    // What was done without asking.
    Zero: "「{}」の先頭の0を補い、{} としました。", "The leading zero of \"{}\" was put back: {}.";
    DayInside: "「{}」から {} を読み取りました。", "\"{}\" was read as {}.";
    EndedEra: "「{}」は元号が終わった後の日付です。{} としました。", "\"{}\" goes on in an era that had ended; taken as {}.";
    FamilyName: "「{}」は {} としました（同じ姓の人がほかにいません）。", "\"{}\" was taken for {}: nobody else has the family name.";
    Namesake: "「{}」は、台帳の {} とは別の人（自事業所の人）としました。", "\"{}\" works here and was taken for somebody else than {}.";
    Older: "{}：台帳の {} の方が新しいため、{} にはしません。", "{}: {} in the register is later than {}, and stays.";
    OtherNumber: "番号「{}」ですが、台帳では {} です。台帳の番号のままにします。", "The number is {} here and {} in the register, which stays.";
    NotTaken: "「{}」は取り込みません。", "\"{}\" is not taken in.";
    Joined: "{}行目の続きとして読みました。", "Read as going on from row {}.";
    FromRemark: "「{}」から{}を記録します。", "\"{}\" says something of {}, which is recorded.";
    AsRecorded: "{}：台帳の「{}」のままにします（ファイルは「{}」）。", "{}: stays \"{}\" (the file says \"{}\").";

    // Why something is left out.
    Total: "合計などの行です。", "It is a total.";
    Remark: "注記の行です。", "It is a note.";
    NoResultOut: "氏名などの数式の計算結果がファイルにないため、誰の行か分かりません。Excelで開いて保存し直してください。", "Whom it is about is the result of a formula, which is not in the file. Open it in Excel and save it.";
    NoName: "誰の、または何の行かが書かれていません。", "It does not say whom or what it is about.";
    AnsweredOut: "取り込まないと答えた行です。", "You said to leave the row out.";
    MarkOut: "「{}」の「{}」は、今は該当しないため取り込みません。", "Under \"{}\", \"{}\" is nothing to record now.";
    ColumnUnknown: "「{}」に当たる項目が見つからないため取り込みません。", "No field is known for \"{}\".";
    ColumnNotKept: "{}は台帳にない項目のため取り込みません。", "{} is no field of the register.";
    ColumnDerived: "{}はほかの項目から計算できるため取り込みません。", "{} follows from other columns.";
    ColumnNumber: "{}は行の番号のため取り込みません。", "{} is the number of the row.";
    ColumnPassword: "{}はパスワードのため取り込みません。台帳にパスワードは記録できません。ファイルからも消してください。", "{} holds passwords, which no register may keep. Take them out of the file as well.";
    ColumnTwice: "{}に当たる項目には、別の列を使いました。", "Another column was used for the field of {}.";
    ColumnHidden: "非表示の列のため取り込みません。", "The column is hidden.";
    ColumnGiven: "{}は対応表により取り込みません。", "{} is left out by the map.";
    SheetEmpty: "何も書かれていません。", "Nothing stands in it.";
    SheetHidden: "非表示のシートのため取り込みません。", "The sheet is hidden.";
    SheetExample: "記入例のシートのため取り込みません。", "The sheet is an example.";
    SheetOther: "取り込みの対象ではない一覧です。", "It is a list of another sort.";
    SheetSaid: "取り込まないと選んだシートです。", "You said to leave the sheet out.";
    SheetUnknown: "見出しの行が見つからないため取り込みません。表の種類と見出しの行を指定すると取り込めます（画面では左右と h、コマンドでは --as と --header）。", "No row of headings was found. What the table is and its row of headings can be named (Left/Right and h on the screen, --as and --header on the command line).";

    // Why a column goes where it goes.
    WhyHeading: "見出しから", "by its heading";
    WhyBelow: "下の値から", "by what stands below";
    WhyGiven: "指定により", "as was said";
    WhyMarks: "印の列", "a column of marks";

    // What the command line says.
    SheetLine: "■ {}：{}（見出し{}行目{}）", "# {}: {} (headings in row {}{})";
    SheetOut: "■ {}：取り込みません。{}", "# {}: not taken in. {}";
    Counts: "  新規 {}件、変更 {}件、同じ {}件、確認 {}件、取り込まない {}件", "  {} new, {} changed, {} the same, {} {question|questions}, {} left out";
    AskHeading: "  確認が必要です：", "  Questions:";
    NoteHeading: "  お知らせ：", "  Notes:";
    OutHeading: "  取り込まないもの：", "  Left out:";
    ChangeHeading: "  変わるもの：", "  What changes:";
    RowOf: "{}行目", "row {}";
    ColumnOf: "{}列", "column {}";
    RowsMore: "ほか{}行", "and {} more {row|rows}";
    More: "ほか{}件", "and {} more";
    ActionNew: "新規", "new";
    ActionChange: "変更", "change";
    StillOpen: "確認が{}件あるため、取り込んでいません。--save-map FILE で書き出した answers に答えを入れて --map FILE で渡すか、--partly で確認のない行だけを取り込んでください。", "{} {question is|questions are} open, so nothing was imported. Answer in the \"answers\" that --save-map FILE writes and give it with --map FILE, or import the rows without a question with --partly.";
    WouldDo: "取り込みの試行です。台帳は変わっていません。", "This was a trial: the register is unchanged.";
    NothingToDo: "台帳に変わるところはありません。", "Nothing in the register changes.";
    Imported: "{} から{}件を取り込みました。元に戻すときは、画面で u を押してください。", "From {}: {} {record|records} imported. To take it back, press u on the screen.";
    AskFilePassword: "{} を開くパスワード: ", "Password of {}: ";
    NoVaultYet: "台帳がまだないため、空の台帳に取り込んだ場合を示します。", "There is no register yet: this is what an empty one would get.";
    NotWithLedger: "{} は、台帳のJSONファイルを読み込むときの指定です。Excelなどの表には使えません。", "{} is for register documents in JSON and not for tables such as Excel's.";
    OnlyWithLedger: "{} は、Excelなどの表を取り込むときの指定です。台帳のJSONファイルには使えません。", "{} is for tables such as Excel's and not for register documents in JSON.";
    NoSuchSheet: "「{}」というシートはありません。あるのは：{}", "There is no sheet \"{}\". There are: {}";
    NoSuchKind: "「{}」という種類はありません。選べるもの：{}", "There is no kind \"{}\". There are: {}";
    MapNotText: "{} を文字（UTF-8）として読めません。UTF-8で保存し直してください。", "{} is not text in UTF-8. Save it again as UTF-8.";
    NothingFound: "{}: 取り込める表が見つかりません。{}", "{}: no table that could be taken in was found. {}";
    HistoryLabel: "{} から{}件", "from {}: {} {record|records}";
}

/// A question in words.
pub fn question(what: &What, lang: Lang) -> String {
    use LedgerWord as W;
    match what {
        What::NotADay { text, why } => {
            let said = W::NotADay.fill(lang, &[text]);
            match (why, lang) {
                (None, _) => said,
                (Some(why), Lang::Ja) => said + &why.message(lang),
                (Some(why), Lang::En) => format!("{said} {}", why.message(lang)),
            }
        }
        What::DoneNoDay { text } => W::DoneNoDay.fill(lang, &[text]),
        What::Serial { text, day } => W::Serial.fill(lang, &[text, &day.to_string()]),
        What::NoYear { text } => W::NoYear.fill(lang, &[text]),
        What::Ahead { day } => W::Ahead.fill(lang, &[&day.to_string()]),
        What::NoResult { text } => W::NoResult.fill(lang, &[text]),
        What::DayOfMonth { text, month } => W::DayOfMonth.fill(lang, &[month, text]),
        What::UnknownWord { text } => W::UnknownWord.fill(lang, &[text]),
        What::UnsureMark { text, legend: None } => W::UnsureMark.fill(lang, &[text]),
        What::UnsureMark { text, legend: Some(legend) } => W::UnsureMarkSays.fill(lang, &[text, legend]),
        What::NotANumber { text } => W::NotANumber.fill(lang, &[text]),
        What::NotAName { text } => W::NotAName.fill(lang, &[text]),
        What::HiddenCharacters { name } => W::HiddenCharacters.fill(lang, &[name]),
        What::UnknownPeople { names } => {
            W::UnknownPeople.fill(lang, &[&names.len().to_string(), &listed(names, lang)])
        }
        What::UnknownStaff { names } => {
            W::UnknownStaff.fill(lang, &[&names.len().to_string(), &listed(names, lang)])
        }
        What::Alike { name, known } => W::Alike.fill(lang, &[name, known]),
        What::Several { name } => W::Several.fill(lang, &[name]),
        What::OtherThanKnown { name, known } => W::OtherThanKnown.fill(lang, &[name, known]),
        What::NotAPerson { text } => W::NotAPerson.fill(lang, &[text]),
        What::UnknownDevice { text } => W::UnknownDevice.fill(lang, &[text]),
        What::WhichGroup { name } => W::WhichGroup.fill(lang, &[name]),
        What::FreeGroup { name } => W::FreeGroup.fill(lang, &[name]),
        What::NumberTaken { id, known } => W::NumberTaken.fill(lang, &[id, known]),
        What::NumbersAlike { one, other } => W::NumbersAlike.fill(lang, &[one, other]),
        What::Twice { name, row } => W::TwiceInFile.fill(lang, &[name, &row.to_string()]),
        What::Differs { label, before, after } => W::Differs.fill(lang, &[of(label, lang), before, after]),
        What::Contradicts(found) => {
            let label = |label: Label| label.unfilled(lang).to_owned();
            let (one, on) = (label(found.label), found.on.to_string());
            let (other, other_on) = (label(found.than), found.than_on.to_string());
            W::ContradictsIt.fill(lang, &[&one, &on, &other, &other_on])
        }
        What::Refused(why) => W::Refused.fill(lang, &[&refusal(why, lang)]),
        What::PlannedLeave { text, .. } => W::PlannedLeave.fill(lang, &[text]),
        What::OnLeave { text } => W::OnLeave.fill(lang, &[text]),
        What::Undated { since } => W::Undated.fill(lang, &[&since.to_string()]),
        What::Secretariat { name, text } => W::Secretariat.fill(lang, &[name, text]),
        What::PledgeDash { text } => W::PledgeDash.fill(lang, &[text]),
        What::OtherMedium { medium, device } => W::OtherMedium.fill(lang, &[medium, device]),
        What::AttendingDoctor { name, group } => W::AttendingDoctor.fill(lang, &[name, group]),
        What::Birth { text, age } => W::Birth.fill(lang, &[text, &age.to_string()]),
    }
}

fn of(label: &[String; 2], lang: Lang) -> &str {
    let [ja, en] = label;
    match lang {
        Lang::Ja => ja,
        Lang::En => en,
    }
}

/// How many names a sentence lists.
const LISTED: usize = 8;

fn listed(names: &[String], lang: Lang) -> String {
    let between = match lang {
        Lang::Ja => "、",
        Lang::En => ", ",
    };
    let shown: Vec<&str> = names.iter().take(LISTED).map(String::as_str).collect();
    let more = names.len().saturating_sub(LISTED);
    let more = if more > 0 {
        format!("{between}{}", LedgerWord::More.fill(lang, &[&more.to_string()]))
    } else {
        String::new()
    };
    format!("{}{more}", shown.join(between))
}

/// A choice in words. `about` is what is asked, `register` has the names of those who are meant by their numbers.
pub fn choice(choice: &Choice, about: &What, register: &Register, policy: &Policy, lang: Lang) -> String {
    use LedgerWord as W;
    match choice {
        Choice::Take(value) if matches!(about, What::Contradicts(_)) => {
            W::KeepThat.fill(lang, &[&taken(value, about, policy, lang)])
        }
        Choice::Add if matches!(about, What::OtherMedium { .. }) => W::AsItIs.say(lang).to_owned(),
        Choice::Add if matches!(about, What::AttendingDoctor { .. }) => W::RecordIt.say(lang).to_owned(),
        Choice::Add if matches!(about, What::Secretariat { .. }) => W::RecordIt.say(lang).to_owned(),
        Choice::Leave if matches!(about, What::Secretariat { .. }) => W::NotOfIt.say(lang).to_owned(),
        Choice::Add if matches!(about, What::Undated { .. }) => W::AsBefore.say(lang).to_owned(),
        Choice::Type if matches!(about, What::Undated { .. }) => W::TypeJoined.say(lang).to_owned(),
        Choice::Leave if matches!(about, What::Birth { .. }) => W::AsItIs.say(lang).to_owned(),
        Choice::Leave if matches!(about, What::OnLeave { .. } | What::PlannedLeave { .. }) => {
            W::KeepInMemo.say(lang).to_owned()
        }
        Choice::Take(value) => taken(value, about, policy, lang),
        Choice::Type => W::TypeIt.say(lang).to_owned(),
        Choice::Same(id) => {
            let name = register.person(&PersonId::trusted(id)).and_then(crate::register::Person::name);
            let shown = name.map_or_else(|| id.clone(), |name| format!("{id} {name}"));
            W::SameAs.fill(lang, &[&shown])
        }
        Choice::Add if matches!(about, What::UnknownPeople { .. }) => W::AddEach.say(lang).to_owned(),
        Choice::Add => W::AddNew.say(lang).to_owned(),
        Choice::AddStaff => W::AddStaff.say(lang).to_owned(),
        Choice::AddPartners => W::AddPartners.say(lang).to_owned(),
        Choice::Change => W::TakeFile.say(lang).to_owned(),
        Choice::Keep => W::KeepKnown.say(lang).to_owned(),
        Choice::Leave => W::LeaveField.say(lang).to_owned(),
        Choice::LeaveRow => W::LeaveRow.say(lang).to_owned(),
    }
}

/// A value that may be taken: the name of a field, one of its fixed words, a year or the value itself.
fn taken(value: &str, about: &What, policy: &Policy, lang: Lang) -> String {
    if value.starts_with('/') {
        let kinds = RecordKind::ALL.iter();
        let label = kinds
            .filter_map(|kind| kind.field(value))
            .map(|described| described.label.say(lang, policy))
            .next();
        return label.map_or_else(|| value.to_owned(), Cow::into_owned);
    }
    if matches!(about, What::NoYear { .. }) {
        return match lang {
            Lang::Ja => format!("{value}年度"),
            Lang::En => format!("fiscal year {value}"),
        };
    }
    let fields = [
        "/device/kind",
        "/device/ownership",
        "/device/status",
        "/group/kind",
        "/membership/rights",
        "/staff/mcs/role",
        "/take-out/decision/result",
        "/device/controls/mdm",
        "/filing/kind",
        "/group/host",
        "/group/consent/by",
    ];
    let words = fields.iter().flat_map(|field| crate::exchange::values::words::choices(field));
    let said = words
        .filter(|(word, _)| *word == value)
        .map(|(_, [ja, en])| if lang == Lang::Ja { ja } else { en })
        .next();
    said.unwrap_or(value).to_owned()
}

/// What was done without asking.
pub fn note(note: &Note, policy: &Policy, lang: Lang) -> String {
    use LedgerWord as W;
    match note {
        Note::Zero { text, whole } => W::Zero.fill(lang, &[text, whole]),
        Note::DayInside { text, day } => W::DayInside.fill(lang, &[text, &day.to_string()]),
        Note::EndedEra { text, day } => W::EndedEra.fill(lang, &[text, &day.to_string()]),
        Note::FamilyName { text, name } => W::FamilyName.fill(lang, &[text, name]),
        Note::Namesake { name, known } => W::Namesake.fill(lang, &[name, known]),
        Note::Older { label, kept, file } => W::Older.fill(lang, &[of(label, lang), kept, file]),
        Note::OtherNumber { text, id } => W::OtherNumber.fill(lang, &[text, id]),
        Note::NotTaken { text } => W::NotTaken.fill(lang, &[text]),
        Note::Joined { above } => W::Joined.fill(lang, &[&above.to_string()]),
        Note::FromRemark { text, field } => {
            W::FromRemark.fill(lang, &[text, &field_label(field, policy, lang)])
        }
        Note::AsRecorded { label, kept, file } => W::AsRecorded.fill(lang, &[of(label, lang), kept, file]),
    }
}

/// Where columns go that are no field of a record by themselves.
const READ_APART: &[(&str, &str, &str)] = &[
    ("/staff/family", "姓", "family name"),
    ("/staff/given", "名", "given name"),
    ("/staff/family-kana", "セイ", "reading of the family name"),
    ("/staff/given-kana", "メイ", "reading of the given name"),
    ("/partner/family", "姓", "family name"),
    ("/partner/given", "名", "given name"),
    ("/person/id", "職員・関係者の番号", "number of the person"),
    ("/person/name", "氏名", "name"),
    ("/person/family", "姓", "family name"),
    ("/person/given", "名", "given name"),
    ("/person/kana", "フリガナ", "reading"),
    ("/person/affiliation", "所属", "office"),
    ("/person/profession", "職種", "profession"),
    ("/person/login", "MCSのID", "MCS login"),
    ("/row/remark", "備考", "remark"),
    ("/training/on", "受講日", "day of the training"),
    ("/training/title", "教育の題名", "title of the training"),
    ("/take-out/period", "持ち出しの期間", "period"),
    ("/take-out/step", "持ち出し・返却の別", "taken out or returned"),
    ("/take-out/approval", "承認（印・承認者）", "approval"),
];

/// What a field of a column is called.
pub fn field_label(field: &str, policy: &Policy, lang: Lang) -> String {
    if let Some((_, ja, en)) = READ_APART.iter().find(|(known, _, _)| *known == field) {
        return if lang == Lang::Ja { ja } else { en }.to_string();
    }
    let mut parts = field.splitn(3, '/').skip(1);
    let described = parts.next().and_then(RecordKind::from_word).zip(parts.next());
    let described = described.and_then(|(kind, rest)| kind.field(&format!("/{rest}")));
    described.map_or_else(
        || field.to_owned(),
        |described| described.label.numbered(lang, described.row.unwrap_or(1), policy),
    )
}

/// Why something is not taken in.
pub fn left_out(why: &LeftOut, lang: Lang) -> String {
    use LedgerWord as W;
    match why {
        LeftOut::Total { .. } => W::Total.say(lang).to_owned(),
        LeftOut::Remark { .. } => W::Remark.say(lang).to_owned(),
        LeftOut::NoName => W::NoName.say(lang).to_owned(),
        LeftOut::NoResult => W::NoResultOut.say(lang).to_owned(),
        LeftOut::Answered => W::AnsweredOut.say(lang).to_owned(),
        LeftOut::Mark { heading, text } => W::MarkOut.fill(lang, &[heading, text]),
        LeftOut::Sheet(why) => sheet_out(*why).say(lang).to_owned(),
        LeftOut::Column { heading, why } => {
            let word = match why {
                Why::LeftOut(Meaning::NotKept) => W::ColumnNotKept,
                Why::LeftOut(Meaning::Derived) => W::ColumnDerived,
                Why::LeftOut(Meaning::RowNumber) => W::ColumnNumber,
                Why::LeftOut(Meaning::Password) => W::ColumnPassword,
                Why::Twice => W::ColumnTwice,
                Why::Hidden => W::ColumnHidden,
                Why::Given => W::ColumnGiven,
                _ => W::ColumnUnknown,
            };
            word.fill(lang, &[heading])
        }
    }
}

fn sheet_out(why: NoLayout) -> LedgerWord {
    match why {
        NoLayout::Empty => LedgerWord::SheetEmpty,
        NoLayout::Hidden => LedgerWord::SheetHidden,
        NoLayout::Example => LedgerWord::SheetExample,
        NoLayout::Other => LedgerWord::SheetOther,
        NoLayout::NoHeadings => LedgerWord::SheetUnknown,
        NoLayout::Said => LedgerWord::SheetSaid,
    }
}

/// Why a sheet is not taken in.
pub fn sheet_why(why: NoLayout, lang: Lang) -> String {
    sheet_out(why).say(lang).to_owned()
}

/// Why a column goes where it goes.
pub fn column_why(why: Why, heading: &str, lang: Lang) -> String {
    match why {
        Why::Heading => LedgerWord::WhyHeading.say(lang).to_owned(),
        Why::Below => LedgerWord::WhyBelow.say(lang).to_owned(),
        Why::Given => LedgerWord::WhyGiven.say(lang).to_owned(),
        Why::Marks => LedgerWord::WhyMarks.say(lang).to_owned(),
        other => left_out(&LeftOut::Column { heading: heading.to_owned(), why: other }, lang),
    }
}

/// What the history says of an import: the file and how many records, of the word that was written then.
pub fn import_label(action: &str, lang: Lang) -> Option<String> {
    let (count, file) =
        action.strip_prefix(crate::store::LEDGER_IMPORTED)?.strip_prefix('/')?.split_once('/')?;
    Some(LedgerWord::HistoryLabel.fill(lang, &[&visible(file), count]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::columns::{Headings, Kind};

    #[test]
    fn every_field_that_a_column_may_go_to_has_words() {
        let policy = Policy::minato().unwrap();
        for field in Kind::ALL.iter().flat_map(|kind| Headings::fields(*kind)) {
            for lang in [Lang::Ja, Lang::En] {
                assert!(!field_label(field, &policy, lang).starts_with('/'), "{field}");
            }
        }
    }

    #[test]
    fn places_are_the_same_in_both_languages() {
        for word in LedgerWord::ALL {
            let places = |lang| word.say(lang).matches("{}").count();
            assert_eq!(places(Lang::Ja), places(Lang::En), "{word:?}");
        }
    }
}
