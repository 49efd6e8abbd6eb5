//! What people type when they look for an action: its reading, and what else it is called. A row an action.

use super::Word;

macro_rules! synonyms {
    ($($name:ident: $words:literal;)*) => {
        impl Word {
            /// By which other words the action of this name is found: readings and synonyms in both languages.
            pub fn synonyms(self) -> &'static str {
                match self { $(Self::$name => $words,)* _ => "" }
            }
        }
    };
}

synonyms! {
    // The lists.
    Today: "ほんじつのたいおう きょうのたいおう 指摘 してき やること ダッシュボード ホーム home dashboard findings to do";
    Staff: "しょくいん スタッフ 従業員 じゅうぎょういん 社員 staff people employees";
    Devices: "きき 端末 たんまつ パソコン タブレット スマートフォン 電話 devices tablets phones";
    TakeOuts: "もちだし 持出 take-outs";
    Groups: "ぐるーぷ 患者 かんじゃ 利用者 りようしゃ 自由グループ patients groups";
    Memberships: "さんかしゃ メンバー めんばー 招待 しょうたい 参加 さんか members invitations";
    Incidents: "いんしでんと 事故 じこ ヒヤリハット ひやり 紛失 漏えい ろうえい accidents incidents";
    Partners: "かんけいしゃ 連携先 れんけい 医師 いし ケアマネジャー ケアマネ 他事業所 たじぎょうしょ 事務局 じむきょく partners doctors";
    Office: "じぎょうしょ 届出 とどけで 例外承認 れいがいしょうにん 設定 せってい office filings settings";

    // Every list.
    KeyOpen: "ひらく open show";
    KeyDetails: "しょうさい 内容 ないよう 根拠 こんきょ 条文 じょうぶん 理由 りゆう details why article";
    KeySearch: "けんさく さがす 探す 名前 電話番号 でんわばんごう 条 find search";
    KeyFilter: "しぼりこみ 絞る しぼる 退職者 保管済み すべて表示 filter narrow";
    KeyFilterBack: "まえのしぼりこみ filter back";
    KeyWiden: "しぼりこみをはずす すべて widen";
    KeyMark: "しるし 選択 せんたく チェック 複数 ふくすう mark select tick";
    KeyMarkAll: "すべてにしるし 全部 ぜんぶ 全選択 ぜんせんたく 全員 ぜんいん mark all select all";
    KeySortNext: "ならべかえ 並び替え ソート 順番 じゅんばん 五十音 ごじゅうおん sort order";
    KeySortPrevious: "ならべかえ 並び替え ソート 順番 じゅんばん sort order";
    KeySortTurn: "ならびじゅんをぎゃくに 降順 こうじゅん 昇順 しょうじゅん 逆順 ぎゃくじゅん 新しい順 古い順 sort reverse descending";
    KeyNextTab: "つぎのがめん next screen";
    KeyPreviousTab: "まえのがめん previous screen";
    KeyEdit: "へんしゅう 変更 へんこう 修正 しゅうせい 直す なおす 訂正 ていせい edit change correct";
    KeyNew: "ついか 新規 しんき 登録 とうろく 入力 にゅうりょく 作成 さくせい 入職 にゅうしょく add new create register";
    KeyRemove: "ごとうろくのさくじょ 削除 さくじょ 消す けす 取り消し とりけし まちがい delete erase mistake";
    KeySettle: "すみにする 済み 完了 かんりょう 対応済み たいおうずみ 記録 きろく 実施 じっし done settle record";
    KeySettleOnDay: "ひづけをしてい 日付 ひづけ 過去 かこ 昨日 きのう さかのぼる on a day date back";
    KeyHistory: "このきろくのりれき 変更履歴 だれが いつ 誰 history who when audit";
    KeyPerson: "このひとのきろく 人 ひと 担当 たんとう 所持 しょじ 持ち物 person holdings";
    KeyAddPeople: "なんにんかついか まとめて招待 しょうたい 参加者の追加 さんかしゃのついか 写す うつす コピー add several people members copy";
    KeyFold: "たたむ 閉じる とじる まとめる fold close";
    KeyMarkSame: "おなじしてきにしるし まとめて 一括 いっかつ same mark";
    KeyMany: "まとめてきろく 一括 いっかつ いっぺんに 複数 ふくすう bulk many at once";

    // The staff.
    KeyPasswordChanged: "パスワード ぱすわーど PW 変更した へんこう 定期変更 ていきへんこう password changed";
    KeyPledgeSigned: "せいやくしょをきろく 誓約 せいやく 署名 しょめい 秘密保持 ひみつほじ 守秘義務 しゅひぎむ pledge signed confidentiality";
    KeyTrainingAttended: "きょういくをきろく 研修 けんしゅう 受講 じゅこう 勉強会 べんきょうかい training course";
    KeyLeaves: "たいしょく 離職 りしょく 辞める やめる 辞職 じしょく 異動 いどう 転勤 てんきん 最終勤務日 さいしゅうきんむび leaves resigns quits leaver";
    KeyTrainingRound: "きょういくのいっかつきろく 研修 けんしゅう 勉強会 全員 ぜんいん training for all";
    KeyPasswordRound: "PWへんこうのいっかつきろく パスワード ぱすわーど 全員 ぜんいん passwords for all";
    KeyChangeRole: "やくわりのへんこう 権限 けんげん 管理者 かんりしゃ 交代 こうたい 後任 こうにん role administrator successor";

    // Devices and take-outs.
    KeyDeviceInspected: "てんけん 確認 かくにん チェック 棚卸し inspected checked";
    KeyReturned: "へんきゃく 返す かえす 返した 戻した もどした returned back";
    KeyFound: "みつかった 発見 はっけん 出てきた でてきた found";
    KeyMissing: "ふんしつ とうなん 無くした なくした 失くした 盗まれた ぬすまれた 置き忘れ おきわすれ lost stolen missing";
    KeyApprove: "しょうにん 許可 きょか 認める みとめる approve allow";
    KeyRefuse: "きゃっか 不許可 ふきょか 断る ことわる 差し戻し さしもどし refuse reject";
    KeyLeft: "もちだした 持出 外へ そとへ took out went out";
    KeyExtend: "えんちょう 延ばす のばす 期限 きげん extend longer";
    KeyAgain: "おなじないようでしんせい 再申請 さいしんせい 複製 ふくせい コピー もう一度 again copy repeat";
    KeyChecked: "へんきゃくごのかくにん データ消去 しょうきょ 点検 てんけん checked after return";

    // Groups and members.
    KeyEndGroup: "りようをおえる 死亡 しぼう 逝去 せいきょ 亡くなった なくなった 亡くなられた 他界 たかい お看取り 看取り みとり 転居 てんきょ 引っ越し ひっこし 入所 にゅうしょ 入院 にゅういん 利用終了 りようしゅうりょう 契約終了 けいやくしゅうりょう 解約 かいやく died death deceased moved ended closes";
    KeyArchive: "ほかんこへうつした 保管 ほかん アーカイブ 閉じる とじる しまう archived closed";
    KeyMembersOn: "そのひのさんかしゃ 過去 かこ ある日 誰がいた だれがいた members on a day past";
    KeyReview: "せいさ メンバーの精査 見直し みなおし 確認 かくにん 棚卸し review check members";
    KeyRound: "たなおろし 定期精査 ていきせいさ 一斉 いっせい 見直し みなおし round of reviews";
    KeyApproveInvitation: "しょうたいをしょうにん 招待 しょうたい 許可 きょか approve invitation";
    KeyJoined: "さんかした 加入 かにゅう 入った はいった joined entered";
    KeyOffDuty: "たんとうからはずれた 担当変更 たんとうへんこう 交代 こうたい off duty";
    KeyRequestRemoval: "かいじょをきめる 解除 かいじょ 外す はずす 退会 たいかい removal decide";
    KeyRemovalDone: "MCSでかいじょした 解除済み かいじょずみ 外した はずした removed done";

    // Incidents.
    KeyNewIncident: "いんしでんと 事故 じこ ヒヤリ ひやり ヒヤリハット 紛失 ふんしつ 盗難 とうなん 漏えい ろうえい 漏洩 誤送信 ごそうしん 誤招待 ごしょうたい のぞき見 ウイルス 無くした なくした 亡失 incident accident lost near miss leak";
    KeyResponses: "しょどうたいおう 初動 しょどう 応急 おうきゅう first response";
    KeyReport: "ほうこくしょをかきだす 報告書 ほうこくしょ 事務局 じむきょく 速報 そくほう 確報 かくほう 印刷 いんさつ report print";
    KeyReportHere: "ほうこくしょ 報告 事務局 じむきょく 速報 そくほう 印刷 いんさつ report print";
    KeyReported: "ほうこくした 報告済み ほうこくずみ 送った おくった 送付 そうふ 提出 ていしゅつ 事務局 じむきょく reported sent";
    KeyGuide: "ほうのようひ 個人情報保護委員会 こじんじょうほうほごいいんかい 法律 ほうりつ 報告義務 ほうこくぎむ 速報 by law commission duty";
    KeyClose: "かんりょうにする 終わり おわり 収束 しゅうそく 解決 かいけつ close finished";
    KeyStampResponse: "いまのじこくできろく 時刻 じこく stamp now";
    KeyEditIncident: "くわしくかく 原因 げんいん 再発防止 さいはつぼうし 概要 がいよう cause prevention more";
    KeyStampAt: "じこくをしてい 時刻 じこく さかのぼる at a time";
    KeyNote: "ばんごう・びこう 備考 びこう 受理番号 じゅりばんごう note number";
    KeyOwnResponse: "おこなったことをついか 対応を追加 たいおう add a step";
    KeyRemoveResponse: "きろくをけす 取り消し とりけし take out";
    KeyTakeOver: "えいきょうをとりこむ 影響範囲 えいきょうはんい take over affected";
    KeyGrow: "いんしでんとにかえる 格上げ かくあげ 実際に起きた grow incident";
    KeyAnswerYes: "はい yes";
    KeyAnswerNo: "いいえ no";
    KeyAnswerNext: "こたえをかえる change answer";
    KeyAnswerNothing: "こたえをけす no answer";
    KeyDecide: "はんだんをきろく 要否 ようひ 決定 けってい record decision";

    // Waivers and the register's beginning.
    KeyWaive: "れいがいしょうにん 例外 れいがい 猶予 ゆうよ 延期 えんき 見送り みおくり 除外 じょがい waive exception postpone";
    KeyEndWaiver: "れいがいしょうにんをおえる 例外 れいがい 終了 しゅうりょう 取り消し end waiver";
    KeyBeginning: "きろくかいしびとれんけいもと 開始日 かいしび 連携元 れんけいもと ホスト はじめに 設定 せってい kept since host settings";
    KeySettings: "じぎょうしょのせってい 設定 せってい 間隔 かんかく 予告 よこく 猶予 ゆうよ 自動ロック じどうろっく 運用ポリシー うんようぽりしー settings interval warning policy";

    // Papers, files and the history.
    KeyImport: "だいちょうのとりこみ 取込 とりこみ 取り込む 読み込み よみこみ インポート エクセル Excel CSV 貼り付け はりつけ 名簿 めいぼ はじめに import excel csv paste spreadsheet";
    KeyPapers: "しょるい 印刷 いんさつ プリント PDF 様式 ようしき 帳票 ちょうひょう 台帳 だいちょう 一覧表 いちらんひょう エクセル Excel CSV 出力 しゅつりょく 書き出し かきだし エクスポート 引き継ぎ ひきつぎ 監査 かんさ 証跡 カレンダー papers print export ledger handover";
    KeyWritePaper: "かきだす 保存 ほぞん 印刷 いんさつ 出力 しゅつりょく write save print";
    KeyFormat: "けいしきをかえる PDF CSV エクセル Excel format";
    KeyNames: "しめいのうむ 匿名 とくめい マスキング 名前を隠す かくす names masked anonymous";
    KeyFindings: "してきのべっし 別紙 べっし 添付 てんぷ annex findings with";
    KeyCopyValue: "あたいをこぴー 写す うつす 転記 てんき クリップボード copy value clipboard";
    KeyStage: "ほうこくくぶん 速報 そくほう 確報 かくほう which report";
    KeyPanRight: "みぎをみる 横 よこ right";
    KeyPanLeft: "ひだりをみる 横 よこ left";
    KeyOpenFile: "かきだしたファイルをひらく 開く ひらく 見る みる 表示 ひょうじ open file show";
    KeyCopyPlace: "ほぞんさきをコピー 場所 ばしょ パス クリップボード copy path place";
    KeyHistoryAll: "すべてのりれき 操作履歴 そうさりれき ログ 監査 かんさ だれが 誰 history log audit";
    KeyHistorySince: "ぜんかいからのへんこう 差分 さぶん 最近 さいきん 留守中 るすちゅう since last visit changes";
    KeyUndo: "もとにもどす 取り消し とりけし やり直し やりなおし まちがえた アンドゥ undo take back";
    KeySteps: "もとにもどせるそうさのいちらん 取り消し とりけし 前の操作 まえのそうさ undo list steps";
    KeyTakeBack: "もとにもどす 取り消し とりけし take back undo";
    KeyStepDetails: "ぜんぶん 詳細 しょうさい in full";
    KeyCalendar: "きじつのよてい 予定 よてい カレンダー 期限 きげん 来週 らいしゅう 今月 こんげつ calendar due dates";
    KeyOverview: "みわたし 概況 がいきょう 全体 ぜんたい 達成率 たっせいりつ グラフ 義務 ぎむ 統計 とうけい 推移 すいい overview dashboard duties chart statistics";
    KeyItsFindings: "そのぎむのしてき 指摘 義務 findings of a duty";
    KeyMonthlyPaper: "げつじのかみ 月報 げっぽう 月次報告 げつじほうこく 印刷 いんさつ monthly page report print";
    KeyEarlierMonth: "まえのつき 先月 せんげつ 前月 ぜんげつ 過去 かこ month before";
    KeyLaterMonth: "つぎのつき 翌月 よくげつ month after";
    KeyToRecord: "きろくへうつる 開く ひらく go to record";
    KeyRemovals: "かいじょまち 解除 かいじょ 外す はずす 退職者 たいしょくしゃ removals pending";
    KeySwitch: "ひょうじのきりかえ 人別 ひとべつ switch view";

    // Many people at once.
    KeyTick: "えらぶ チェック tick";
    KeyTickDue: "きげんのひとをぜんいん 期限 きげん all who are due";
    KeyTickAll: "ぜんいん 全部 ぜんぶ everybody all";
    KeyRecordTicked: "ひづけをいれてきろく 記録 きろく record date";

    // The register itself.
    KeyAbout: "このだいちょうについて バックアップの状況 ばっくあっぷのじょうきょう 控え ひかえ 検証 けんしょう 版 バージョン 保存場所 ほぞんばしょ 規程 きてい about backups verify version";
    KeyVerify: "けんしょうする 改ざん かいざん 確認 かくにん 検査 けんさ verify check tamper";
    KeyBackups: "ばっくあっぷのいちらん 控え ひかえ 復元 ふくげん 戻す もどす リストア 訓練 くんれん restore drill";
    KeyRestore: "ふくげんする バックアップから戻す もどす リストア restore backup";
    KeyDrill: "ふくげんのくんれん 試す ためす 復元 リストア drill test";
    KeyOtherFolder: "べつのばしょ フォルダー USBメモリー 共有フォルダー folder stick";
    KeyBackUp: "いますぐバックアップ バックアップ ばっくあっぷ 控え ひかえ 複製 ふくせい 保存 ほぞん backup back up copy";
    KeyAccounts: "あかうんと 利用者 りようしゃ ユーザー ログイン パスワード ぱすわーど 復旧キー ふっきゅうキー 引き継ぎ accounts users login password";
    KeyChangePassword: "じぶんのPWへんこう パスワード ぱすわーど my password";
    KeyRemoveAccount: "さくじょ アカウント削除 remove account";
    KeyRenewRecovery: "ふっきゅうキーをこうしん 復旧 ふっきゅう 紛失 recovery key";
    KeyKeys: "きーいちらん ヘルプ へるぷ 使い方 つかいかた 操作方法 そうさほうほう help keys how";
    KeyPalette: "そうさをさがす コマンド 検索 palette commands actions";
    KeyStop: "ちゅうし 止める とめる やめる stop cancel";
    KeyLock: "ろっく 席を離れる せきをはなれる 離席 りせき 画面を閉じる ログアウト lock leave logout";
    KeySuspend: "ろっくしてちゅうだん 中断 ちゅうだん suspend";
    KeyQuit: "しゅうりょう 終わる おわる やめる 閉じる とじる quit exit close";

    // Reviews.
    KeyReviewKeep: "けいぞく 残す のこす keep";
    KeyReviewRemove: "かいじょ 外す はずす remove";
    KeyReviewAsk: "ようかくにん 確認 かくにん 質問 しつもん ask";
    KeyReviewSign: "しょめいへ 署名 しょめい 完了 sign";
    KeyReviewInterrupt: "ちゅうだん 戻る もどる interrupt";
    KeyReviewKeepOthers: "のこりをけいぞく 全員 ぜんいん keep all others";
    KeyReviewProposals: "ていあんどおりかいじょ 提案 ていあん take proposals";
    KeyReviewTakeIn: "とちゅうさんかをくわえる 途中参加 とちゅうさんか take in joined";
    KeyReviewReopen: "みけつにもどす 未決 みけつ 取り消し open again";
    KeyReviewNext: "つぎのみけつ 未決 みけつ next open";
    KeyReviewAbandon: "とりやめる 中止 ちゅうし give up";
    KeyRoundGo: "せいさへ 始める はじめる go on";
    KeyRoundSummary: "まとめ 集計 しゅうけい 結果 けっか summary";
    KeyRoundScope: "たいしょうのきりかえ 対象 たいしょう which groups";
}
