//! The wording of the command line.

/// Hands the words of the command line, and with them those of the vault, to the one table of words.
macro_rules! with_words_of_the_command_line {
    ($table:ident! { $($words:tt)* }) => {
        with_words_of_the_vault! { $table! {
            $($words)*

    // The command line.
    CliError: "エラー", "error";
    CliNotice: "お知らせ", "notice";
    CliNoTerminal: "画面を表示できません（標準出力が端末ではありません）。台帳には触れていません。端末から起動するか、check・export・report などの命令を使ってください（--help で一覧）。", "There is no screen to show: standard output is no terminal. The register was not touched. Start it in a terminal, or use a command such as check, export or report (--help lists them).";
    CliNoPassword: "台帳は閉じたままです。パスワードを書いたファイルを --password-file（または環境変数 MCS_REGISTER_PASSWORD_FILE）で指定してください。「-」とすると標準入力から読みます。", "The register stays locked. Name a file that holds the password with --password-file (or MCS_REGISTER_PASSWORD_FILE); \"-\" reads it from standard input.";
    CliAskPassword: "パスワード: ", "Password: ";
    CliAskNewPassword: "新しいパスワード（8文字以上、英字と数字）: ", "New password (at least 8 characters, letters and digits): ";
    CliAskAgain: "もう一度: ", "Once more: ";
    CliPasswordsDiffer: "2回のパスワードが一致しません。何も変えていません。もう一度やり直してください。", "The two passwords differ. Nothing was changed. Please try again.";
    CliCancelled: "取り消しました。台帳には触れていません。", "Cancelled. The register was not touched.";
    CliInitNoPassword: "台帳は作成していません。新しいパスワードを書いたファイルを --password-file（または環境変数 MCS_REGISTER_PASSWORD_FILE）で指定するか、端末で mcs-register とだけ入力して画面から設定してください。", "No register was made. Name a file that holds the new password with --password-file (or MCS_REGISTER_PASSWORD_FILE), or start mcs-register alone in a terminal and set it up on the screen.";
    CliPasswordFile: "パスワードのファイル {} を読めませんでした（{}）。台帳には触れていません。場所と権限を確かめてください。", "The password file {} could not be read ({}). The register was not touched. Check the place and its permissions.";
    CliPasswordNotText: "パスワードのファイル {} は文字（UTF-8、またはBOMのあるUTF-16）として読めません。台帳には触れていません。パスワードだけを1行で書いたファイルを指定してください。", "The password file {} is not text (UTF-8, or UTF-16 with its byte order mark). The register was not touched. Name a file that holds the password alone, on one line.";
    CliPasswordEmpty: "パスワードのファイル {} には何も書かれていません。台帳には触れていません。パスワードだけを1行で書いたファイルを指定してください。", "There is no password in the password file {}. The register was not touched. Name a file that holds the password alone, on one line.";
    CliPasswordNotTypable: "パスワードのファイル {} には、余分な改行など、画面では入力できない文字があります。何も変えていません。パスワードだけを1行で書いたファイルを指定してください。", "The password file {} has a further line end or another character in it that nobody can type on the screen. Nothing was changed. Name a file that holds the password alone, on one line.";
    CliPolicyFile: "運用ポリシーのファイル {} を読めませんでした（{}）。台帳には触れていません。場所と権限を確かめてください。", "The policy file {} could not be read ({}). The register was not touched. Check the place and its permissions.";
    CliPolicyNotText: "運用ポリシーのファイル {} は文字（UTF-8）として読めません。UTF-8で保存し直してください。", "The policy file {} is not text in UTF-8. Save it again as UTF-8.";
    CliToday: "--today「{}」は日付として読めません。2026-11-22 のように、年4桁-月2桁-日2桁の半角で指定してください。", "--today \"{}\" is no date. Give it as 2026-11-22: four digits of the year, two of the month, two of the day.";
    CliNoDataDir: "台帳を置くフォルダーが決まりません。--vault DIR（または環境変数 MCS_REGISTER_VAULT）で指定してください。", "There is no known folder for the register. Name one with --vault DIR (or MCS_REGISTER_VAULT).";
    CliImportRefused: "台帳にはすでに記録があるため、読み込みませんでした。台帳は変わっていません。すべて置き換えてよければ --replace を付けてください（先に export で控えを取ることをお勧めします）。", "Nothing was imported: the register holds records already, and is unchanged. To replace all of them, add --replace (export a copy first).";
    CliImportSeals: "送付済みの報告書または署名済みの精査が、読み込んだ内容では元のままではありません：{}。元の記録は操作履歴に残っています（history）。", "Reports that were sent, or reviews that were signed, are not as they were in what was imported: {}. The history keeps what they were (history).";
    CliTrimIdsHint: "以前の版で書き出したファイルであれば、mcs-register import に --trim-ids を付けると、番号（ID）から空白を取り除き、それを指す記録もまとめて直して読み込みます。", "Where an earlier version wrote the file, mcs-register import takes it in with --trim-ids: the ids lose their blanks, and what names them follows.";
    CliIdsTrimmed: "番号（ID）を直しました：{}", "Ids corrected: {}";
    CliNoIdsToTrim: "前か後ろに空白のある番号（ID）はありません。何も変えていません。", "No id has a blank at an end. Nothing was changed.";
    CliAndMore: "、ほか{}件", " and {} more";
    CliImported: "読み込みました：職員{}名、関係者{}名、機器{}台、持ち出し{}件、グループ{}件、参加{}件、インシデント{}件。", "Imported {} staff, {} partners, {} devices, {} take-outs, {} groups, {} memberships, {} incidents.";
    CliBadDocument: "{}: {}", "{}: {}";
    CliExists: "{} は既にあります。上書きしていません。上書きしてよければ --force を付けるか、別の名前を指定してください。", "{} exists and was not overwritten. Add --force to overwrite it, or choose another name.";
    CliNotWritten: "{} に書き出せませんでした。台帳は変わっていません。{}", "{} could not be written. The register is unchanged. {}";
    CliOutput: "標準出力に書き出せませんでした（{}）。台帳は変わっていません。", "Standard output could not be written ({}). The register is unchanged.";
    CliWritten: "書き出しました：{}", "Written: {}";
    CliCreated: "台帳を作成しました：{}", "The register was made: {}";
    CliRecovery: "上の復旧キーは一度だけ表示します。紙に書き写し、端末とは別の場所に保管してください。", "The recovery key above is shown only once. Copy it onto paper and keep it apart from this computer.";
    CliRecoveryLost: "台帳は作成しましたが、復旧キーを表示できませんでした（{}）。キーは二度と表示できません。{} のファイルを取り除き、init をやり直してください。", "The register was made, but its recovery key could not be shown ({}) and cannot be shown again. Remove the files in {} and run init once more.";
    CliTerminal: "画面を使えませんでした（{}）。保存した内容は無事です。別の端末で試してください。", "The terminal could not be used ({}). What was saved is safe. Try another terminal.";
    CliNoPaper: "「{}」という書類はありません。作成できる書類：{}", "There is no paper \"{}\". There are: {}";
    CliPaperNeedsOut: "PDFは画面に出せません。--out で書き出すファイルを指定してください。", "A PDF cannot go to the screen. Name its file with --out.";
    CliPaperMissing: "印刷に使える書体にない文字は「〓」で示し、書類の末尾に番号を載せました：{}。手書きで補ってください。", "Characters that no font here has stand as 〓 and are listed at the end of the paper: {}. Fill them in by hand.";
    CliCares: "台帳そのもの", "The register itself";
    CliHistoryAccepted: "今の履歴を正しいものとし、操作履歴に記録しました。", "The present history is accepted, and the history says so.";
    CliNothingToAccept: "確かめが必要な履歴の食い違いはありません。何も記録していません。", "There is nothing to accept; nothing was recorded.";
    CliExportNeedsOut: "{} は画面に出せません。--out で書き出す先を指定してください。", "{} cannot go to the screen. Say with --out where it goes.";
    CliExportEncoding: "--encoding は csv にだけ使えます。", "--encoding is for csv only.";
    CliExportJsonMasked: "json は台帳の写しなので、氏名を伏せられません。csv・xlsx・ics を使ってください。", "json is the register itself and cannot be masked. Use csv, xlsx or ics.";
    CliExportMissing: "cp932にない文字{}件を似た文字か〔U+番号〕で書き、missing-characters.csv に一覧を書きました：{}", "Characters that cp932 has not ({} places) stand as one that looks the same or as 〔U+number〕 and are listed in missing-characters.csv: {}";
    CliExportCut: "Excelの1つの欄に入らない文章{}件を途中までにしました。全文はCSVにあります：{}", "Texts longer than a cell of Excel ({}) were cut. CSV has them whole: {}";
    CliFolderNotOurs: "{} には、この命令が作成したもの以外のファイルがあります。何も変えていません。別の名前を指定してください。", "{} holds files that this command did not make. Nothing was changed. Choose another name.";
    CliOtherEnding: "{} の拡張子は、書き出す内容（{}）と違う形式のものです。何も書き出していません。名前の終わりを .{} にしてください（選べる形式：{}）。", "{} ends like another format than what goes into it ({}). Nothing was written. Let it end in .{} (formats: {}).";
    CliOutDash: "--out に「-」は指定できません。標準出力に書き出すときは、--out を付けずに実行してください。", "--out does not take \"-\". Leave --out away to write to standard output.";
    CliNoDash: "{} に「-」は指定できません。書き出す先の名前を指定してください。", "{} does not take \"-\". Name the place to write to.";
    CliInVault: "{} は台帳・鍵・バックアップの置き場所です。台帳を失わないよう、ここには書き出しません（--force を付けても同じです）。別のフォルダーを指定してください。", "{} is where the register, its key or its backups lie: nothing else is written there, not even with --force. Choose another folder.";
    CliDrawing: "書類 {} 件を作成しています…", "Making {} papers...";
    CliDemo: "練習用の台帳を用意できませんでした（{}）。実際の台帳には触れていません。", "The practice register could not be made ({}). No real register was touched.";
    CliRestorePassword: "このパスワードではバックアップを開けません。何も変更していません。バックアップを作成した時点のパスワードを指定してください。", "This password does not open the backup. Nothing was changed. Give the password of the time when the backup was made.";
    CliHead: "履歴コード：{}（この時点の履歴を後から確かめるときに使います）", "Head code: {} (proves later what the history was)";
    CliMore: "ほか{}件", "and {} more";

    // What the command line says when it is used wrongly.
    CliHint: "使い方は mcs-register --help で表示します。", "mcs-register --help shows how it is used.";
    CliUnknown: "「{}」という引数はありません。", "There is no argument \"{}\".";
    CliUnknownCommand: "「{}」という命令はありません。", "There is no command \"{}\".";
    CliDidYouMean: "「{}」のことですか。", "Did you mean \"{}\"?";
    CliRequired: "{} を指定してください。", "Please give {}.";
    CliBadValue: "「{}」は {} に指定できません。", "\"{}\" cannot be given for {}.";
    CliNoValue: "{} の値を指定してください。", "{} needs a value.";
    CliValues: "使えるもの：{}。", "Possible: {}.";
    CliTwice: "{} は一度だけ指定してください。", "{} may be given only once.";
    CliOtherUse: "引数の指定が正しくありません（{}）。", "The arguments are not right ({}).";

    CliApplyBothInputs: "標準入力（-）は、パスワードと命令のどちらか一方にだけ使えます。パスワードはファイルで指定してください。", "Standard input (-) can give either the password or the commands. Name a file for the password.";
    CliApplyFile: "命令のファイル {} を読めません（{}）。場所と権限を確かめてください。", "The file of commands {} could not be read ({}). Check the place and its permissions.";
    CliApplyStopped: "{}行目で止まりました。記録できた命令は{}件です。{}", "Stopped at line {}. Commands recorded before: {}. {}";
    CliApplyUnheard: "結果を出力できませんでした（{}）。この行は記録されている可能性があります。台帳で確かめてください。", "The answer could not be written ({}). This line may have been recorded; see the register.";
    CliApplyTooLong: "1行が1 MiBを超えています。命令を分けてください。", "The line is longer than 1 MiB. Divide the command.";
    CliApplyReopened: "{}行目：{}の決定は前の内容に対するものなので取り消し、承認待ちに戻しました。新しい決定も同じ行に書けば、そのまま残ります。",
        "line {}: the decision on {} was about what it was before, so it is taken back and waits for approval again. A line that brings its own new decision keeps that.";
    CliApplyRecorded: "{}には既に記録があります。直すときは set か edit を使ってください。", "That is already recorded for {}. To correct it, use set or edit.";
    CliApplyChanged: "{}は before の内容から変更されています。今の内容を確かめて、before を書き直してください。", "{} is no longer what \"before\" says. Look at it as it is now and write \"before\" anew.";
    CliApplyFileRefused: "この変更は台帳の決まりに合わないため、記録していません（{}）。", "The change does not fit the rules of the register and was not recorded ({}).";

    // What --help says.
    HelpTemplate: "{about}\n\n使い方: {usage}\n\n{all-args}{after-help}", "{about}\n\nUsage: {usage}\n\n{all-args}{after-help}";
    HelpStatuses: "終了コード:\n  0   正常（check では対応が必要なものなし）\n  1   check で、期限超過・要対応・判定不能のものがある\n  2   使い方の誤り\n  65  読み込んだファイルの内容の誤り、verify で合わないところがある\n  74  ファイルを読み書きできない\n  77  台帳が閉じている、パスワードの誤り", "Exit status:\n  0   done (check: nothing asks for action)\n  1   check: something is overdue, to be done now or unknown\n  2   wrong use\n  65  what was read is not right (verify: something does not fit)\n  74  a file could not be read or written\n  77  the register is locked, or the password is wrong";
    HelpCommands: "命令", "Commands";
    HelpArguments: "引数", "Arguments";
    HelpOptions: "オプション", "Options";
    HelpAbout: "MCS（メディカルケアステーション）を使う事業所の管理台帳。命令を付けなければ画面で開きます", "The register of one office's MCS administrator. Without a command it opens on the screen";
    HelpVault: "台帳のフォルダー（省略時は MCS_REGISTER_VAULT、なければ利用者のデータフォルダー）", "Folder of the register (else MCS_REGISTER_VAULT, else the user's data folder)";
    HelpKeys: "鍵ファイル（台帳と別の場所に置く場合）", "Key file, where it is kept apart from the register";
    HelpPasswordFile: "パスワードを書いたファイル（省略時は MCS_REGISTER_PASSWORD_FILE、なければ端末で尋ねる）。「-」は標準入力", "File that holds the password (else MCS_REGISTER_PASSWORD_FILE, else it is asked for at the terminal); - is standard input";
    CliPaperNoReport: "--stage と --record は、インシデントの報告書（incident、nine-items）だけに使えます。", "--stage and --record are for the reports of an incident alone (incident, nine-items).";
    CliReportRecorded: "報告書 {} の控えを台帳に残しました。送付したら、画面のインシデント（7）で r を押すか、apply の report-sent で記録してください。", "The report {} is recorded as written. Once it is sent, press r on the incidents' screen (7), or apply report-sent.";
    CliReportReplaced: "まだ送付していない {} の控えを、今回のものに置き換えました。前のものを送付済みの場合は、先に送付を記録してから作成し直してください（元の控えは操作履歴にあります）。", "What was kept under {} and was not recorded as sent is replaced by this. If it was sent already, record that first and write the report again (the history has what it was).";
    CliReportKept: "番号の付いた報告書は作成時のまま出力します。--stage・--record・--unmasked は、インシデントの番号（R8-001 など）に付けてください。", "A report that is named by its own number is printed as it was written. With --stage, --record or --unmasked, name the incident (such as R8-001).";
    CliRecordedNotWritten: "報告書 {} の控えは台帳に残しましたが、書き出せませんでした（{}）。{} で再び作成できます。", "The report {} is recorded, but could not be written ({}). It can be made again with: {}";
    CliKeySheetNotWritten: "復旧キーの用紙を書き出せませんでした。上の復旧キーはすでに有効です。必ず紙に書き写してください。{}", "The sheet of the recovery key could not be written. The key above is in force already: copy it onto paper. {}";
    CliPaperNoKey: "復旧キーの用紙は、復旧キーを作るときだけ書き出せます。init --sheet または account recovery-key --sheet を使ってください。", "The sheet of the recovery key is written only when a key is made: use init --sheet or account recovery-key --sheet.";
    CliKeySheet: "復旧キーの用紙を書き出しました。印刷したら、必ずこのファイルを削除してください：{}", "The sheet of the recovery key is written. Delete this file as soon as it is printed: {}";
    HelpForms: "事業所独自の様式のフォルダー（書類の種類.toml。省略時は環境変数 MCS_REGISTER_FORMS、なければ組み込みの様式）", "Folder of forms of your own, each KIND.toml (else MCS_REGISTER_FORMS, else the built-in forms)";
    HelpStage: "報告区分：first（第一報・速報）、further（続報）、final（最終報告・確報）。省略時は記録から判断する", "Which report: first, further or final (else as the record has it)";
    HelpRecord: "報告書の控えを台帳に残し、報告番号を確定する", "Record the report as it is written, under its number";
    HelpSheet: "復旧キーの用紙をこのファイルに書き出す（印刷後すぐに削除する）", "Write the sheet of the recovery key into this file; delete it once it is printed";
    HelpPolicy: "別の運用ポリシーのファイル（省略時は港あんしんネット）", "Another policy file (else that of Minato Anshin Net)";
    HelpLang: "言語：ja（省略時）または en", "Language: ja (the default) or en";
    HelpToday: "この日（2026-11-22 の形）の時点で判定する", "Judge as on this day, given as 2026-11-22";
    HelpHelp: "この説明を表示する", "Show this help";
    HelpVersion: "版を表示する", "Show the version";
    HelpInit: "新しい台帳を作成し、復旧キーを一度だけ表示する", "Make a new register and print its recovery key once";
    HelpOffice: "事業所名", "Name of the office";
    HelpAccount: "アカウント名（省略時は MCS_REGISTER_ACCOUNT。アカウントが1つなら不要）。init では最初のアカウントの名前（操作履歴に残る）", "Name of the account that unlocks (else MCS_REGISTER_ACCOUNT; not needed where there is one). With init, the name of the first account, kept in the history";
    HelpAccounts: "アカウントの一覧・追加・削除、パスワードと復旧キーの変更", "List, add and remove accounts; change a password or the recovery key";
    HelpAccountList: "アカウントの一覧を表示する", "List the accounts";
    HelpAccountAdd: "アカウントを追加する", "Add an account";
    HelpAccountRemove: "アカウントを外し、台帳の鍵を更新する", "Remove an account and renew the key of the data";
    HelpAccountPassword: "自分のパスワードを変更する", "Change your own password";
    HelpAccountRecoveryKey: "復旧キーを作り直し、一度だけ表示する（前の紙は使えなくなる）", "Make another recovery key and print it once; the old paper is void";
    HelpAccountName: "アカウントの名前", "Name of the account";
    HelpAccountRole: "役割：administrator（管理者）、deputy（代行者）、manager（事業所の管理者）、reader（閲覧のみ）", "Role: administrator, deputy, manager or reader";
    HelpAccountStaff: "職員の番号（例：S-001）", "Number of the staff member, such as S-001";
    HelpNewPasswordFile: "新しいパスワードを書いたファイル（省略時は端末で尋ねる）。「-」は標準入力", "File that holds the new password (else it is asked for at the terminal); - is standard input";
    HelpListFormat: "形式：text（省略時）または json", "Format: text (the default) or json";
    HelpImport: "JSONファイルから台帳を読み込む（全件、または一件も読み込まない）", "Read a register from a JSON file, all or nothing";
    HelpFile: "台帳のJSONファイル（- は標準入力）", "JSON file of a register (- is standard input)";
    HelpReplace: "台帳にある記録をすべて置き換える", "Replace everything that the register holds";
    HelpImportTrimIds: "番号（ID）の前後の空白を取り除き、それを指す記録も直して読み込む（以前の版で書き出したファイル用）", "Take the blanks from the ends of ids, with what names them (for a file of an earlier version)";
    HelpTrimIds: "番号（ID）の前後の空白を取り除き、それを指す記録もまとめて直す（画面の u で元に戻せる）", "Take the blanks from the ends of ids, with everything that names them (u on the screen takes it back)";
    HelpExport: "台帳をJSON・CSV・Excel（XLSX）で、期限をカレンダー（ICS）で書き出す", "Write the register as JSON, CSV or Excel (XLSX), or its due dates as a calendar (ICS)";
    HelpExportFormat: "形式：json、csv、xlsx または ics（省略時は --out の拡張子から。なければ json）", "Format: json, csv, xlsx or ics (else by the ending of --out, else json)";
    HelpExportEncoding: "CSVの文字コード：utf-8（省略時、BOM付き）または cp932。cp932にない文字は似た文字か番号で書き、一覧のファイルを添える", "Encoding of CSV: utf-8 (the default, with a byte order mark) or cp932. Characters that cp932 has not stand as one that looks the same or by number, and are listed in a file";
    HelpExportMasked: "csv・xlsx：氏名とIDを伏せて書く（省略時は記録どおり）", "csv, xlsx: leave out names and IDs (else as recorded)";
    HelpExportUnmasked: "ics：予定の件名に氏名を書く（省略時は伏せる）", "ics: name people in the titles of events (else they stand by number)";
    HelpExportOut: "書き出す先。csv はフォルダー（台帳ごとに1ファイル）、ほかはファイル。途中までのものは残さない", "Where to write: a folder for csv (a file for each ledger), else a file. Written whole or not at all";
    HelpEvidence: "監査のための証跡パッケージ（指摘・台帳・精査・解除・持ち出し・インシデント・操作履歴・運用ポリシー・PDF・SHA-256の一覧）を作成する", "Make an evidence pack for an audit: findings, ledgers, reviews, removals, take-outs, incidents, history, policy, PDFs and a manifest of SHA-256 sums";
    HelpEvidenceOut: "作成するフォルダー、または .zip のファイル。途中までのものは残さない", "Folder to make, or a file that ends in .zip. Written whole or not at all";
    HelpOut: "書き出すファイル（省略時は標準出力）。途中までのファイルは残さない", "File to write, whole or not at all (else standard output)";
    HelpForce: "ファイルが既にあれば上書きする", "Overwrite the file where it exists";
    HelpCheck: "運用ポリシーに照らして判定する（対応が必要なものがあれば終了コード1）", "Judge the register by the policy (status 1 where something asks for action)";
    HelpRegister: "台帳の代わりにこのJSONファイルを判定する（- は標準入力。パスワード不要）", "Judge this JSON file (- is standard input) instead of the register; needs no password";
    HelpCheckFormat: "形式：text（省略時）または json", "Format: text (the default) or json";
    HelpReport: "事務局へのインシデント報告書を作成する（paper incident の短い形）", "Write the report on an incident for the secretariat (short for paper incident)";
    HelpIncident: "インシデントの番号（例：R8-001）", "Number of the incident, such as R8-001";
    HelpReportFormat: "形式：pdf、md または txt（省略時は --out の拡張子から。なければ md）", "Format: pdf, md or txt (else by the ending of --out, else md)";
    HelpUnmasked: "氏名を伏せずに書く", "Name people in full";
    HelpBackups: "台帳のバックアップを自動で作成するフォルダー（省略時は MCS_REGISTER_BACKUPS、なければ台帳のフォルダーの backups）", "Folder of the register's own backups (else MCS_REGISTER_BACKUPS, else backups in its folder)";
    HelpBackup: "検証済みのバックアップを作成し、その場所を表示する", "Make a verified backup and print its place";
    HelpBackupTo: "バックアップを作成するフォルダー（例：USBメモリー）", "Folder in which the backup is made, such as a USB stick";
    HelpRestore: "バックアップを --vault の台帳に戻す", "Put a backup in the place of the register at --vault";
    HelpRestoreBackup: "バックアップのフォルダー、またはバックアップが1つだけあるフォルダー", "Folder of the backup, or one that holds exactly one";
    HelpRestoreReplace: "今の台帳にしかない変更が失われるとしても戻す（今のファイルは残す）", "Restore even where changes of the present register are lost (its files are kept)";
    HelpRestoreDrill: "台帳は変えずに、戻せることを一時フォルダーで確かめ、結果を履歴に記録する", "Change nothing: prove in a temporary folder that it can be restored, and record the result";
    HelpApply: "命令（JSON、1行に1つ）を順に実行し、1行ごとに結果を答える", "Carry out commands, one JSON object a line, and answer each with one line";
    HelpApplyFile: "命令を書いたファイル（- は標準入力）", "File of the commands (- is standard input)";
    HelpVerify: "台帳のファイルと履歴が書き換えられていないか調べる（合わなければ終了コード65）", "Check that neither the file nor its history was tampered with (status 65 where something does not fit)";
    HelpHeadCode: "紙に書かれた履歴コードと突き合わせる", "Compare with the head code on a paper";
    HelpVerifyFormat: "形式：text（省略時）または json", "Format: text (the default) or json";
    HelpHead: "今の履歴コードを表示する", "Print the present head code of the history";
    HelpHistory: "操作履歴を新しい順に表示する", "Show the history, the newest entry first";
    HelpSubject: "この対象に関わるものだけ（例：staff/S-001、group/G-001）", "Only what is about this subject, such as staff/S-001 or group/G-001";
    HelpSince: "この日から（2026-11-22 または 令和8年11月22日）", "From this day on (2026-11-22 or 令和8年11月22日)";
    HelpSinceVisit: "前回この台帳を画面で開いてから", "Since this account last saw the register on the screen";
    HelpMembersOn: "--subject のグループに、この日に参加していた人を表示する", "Show who was in the group of --subject on this day";
    HelpPaper: "書類を作成する（PDF、Markdown、テキスト）", "Write a paper as PDF, Markdown or plain text (in Japanese)";
    HelpPaperKind: "書類の種類：incident、nine-items、take-out、take-out-ledger、review、leaver、staff-ledger、device-ledger、training、filings、monthly、disaster-list、handover", "Which paper: incident, nine-items, take-out, take-out-ledger, review, leaver, staff-ledger, device-ledger, training, filings, monthly, disaster-list, handover";
    HelpPaperId: "対象の番号。incident と nine-items はインシデント、take-out は持ち出し、review はグループ、leaver は職員", "Its record: an incident for incident and nine-items, a take-out, a group for review, staff for leaver";
    HelpAcceptHistory: "鍵ファイルの覚えている履歴と違う今の履歴を、確かめたうえで正しいものとする（操作履歴に記録）", "Accept the present history although the key file knew another; recorded in the history";
    HelpDemo: "架空の事業所で練習する（何も保存しない）", "Practise on a made-up office; nothing is kept";
        } }
    };
}
