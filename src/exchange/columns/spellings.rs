//! How offices spell the headings of their ledgers: a row a field.

#[allow(clippy::enum_glob_use, reason = "a table of them")]
use super::kind::Kind::{self, *};

/// Ledgers whose rows are staff.
pub(super) const PEOPLE: &[Kind] = &[Staff, Pledges, Passwords];
/// Ledgers that name whom a row is about.
const NAMING: &[Kind] = &[Members, Trainings];

/// How much a heading says about the kind of its ledger: something, or nearly all.
pub(super) const PLAIN: u8 = 1;
pub(super) const OWN: u8 = 3;

/// In which ledgers, which field, how much it says, and the spellings, the likeliest first.
pub(super) type Row = (&'static [Kind], &'static str, u8, &'static [&'static str]);

/// A row is `[ledgers] field how-much: spellings;`.
macro_rules! rows {
    ($([$($kinds:ident),+] $field:literal $weight:ident: $($word:literal)+;)*) => {
        /// The table.
        pub(super) const ROWS: &[Row] = &[$((ledgers!($($kinds),+), $field, $weight, &[$($word),+])),*];
    };
}

macro_rules! ledgers {
    (PEOPLE) => {
        PEOPLE
    };
    (NAMING) => {
        NAMING
    };
    ($($kind:ident),+) => {
        &[$($kind),+]
    };
}

rows! {
    // People.
    [PEOPLE] "/staff/id" PLAIN: "職員番号" "職員No" "職員コード" "社員番号" "社員No" "社員コード" "スタッフ番号" "職員ID" "番号";
    [PEOPLE] "/staff/name" PLAIN: "氏名" "職員氏名" "職員名" "名前" "従業者氏名" "従業者名" "従業員名" "スタッフ名" "スタッフ氏名"
        "お名前" "職員" "name";
    [PEOPLE] "/staff/family" PLAIN: "姓" "氏" "苗字" "名字";
    [PEOPLE] "/staff/given" PLAIN: "名";
    [PEOPLE] "/staff/kana" PLAIN: "フリガナ" "氏名フリガナ" "氏名カナ" "カナ氏名" "カナ" "読み" "読み仮名" "読みがな" "よみがな" "よみ"
        "kana";
    [PEOPLE] "/staff/family-kana" PLAIN: "セイ" "姓カナ" "姓フリガナ" "フリガナ姓" "カナ姓" "姓よみ";
    [PEOPLE] "/staff/given-kana" PLAIN: "メイ" "名カナ" "名フリガナ" "フリガナ名" "カナ名" "名よみ";
    [PEOPLE] "/staff/profession" PLAIN: "職種" "職種・資格" "資格・職種" "職名" "資格" "役職";
    [PEOPLE] "/staff/joined_on" OWN: "入職日" "入職年月日" "入社日" "入社年月日" "採用日" "採用年月日" "雇用年月日" "勤務開始日" "着任日"
        "就職日";
    [PEOPLE] "/staff/left_on" OWN: "退職日" "退職年月日" "退社日" "離職日" "最終勤務日" "退職";
    [Staff] "/staff/phone" PLAIN: "電話番号" "電話" "携帯電話" "携帯番号" "携帯" "連絡先" "TEL" "連絡先電話番号" "緊急連絡先";
    [PEOPLE] "/staff/mcs/login" PLAIN: "MCSのID" "MCSログインID" "ログインID" "MCSID" "MCS ID" "ID（メール）"
        "メールアドレス" "メール" "e-mail" "email" "mail" "ユーザーID" "MCSアカウント" "アカウント" "ID";
    [PEOPLE] "/staff/mcs/role" PLAIN: "MCSでの役割" "MCSの権限" "MCS権限" "MCS役割" "権限" "役割";
    [PEOPLE] "/staff/mcs/registered_on" PLAIN: "MCS登録日" "登録日" "アカウント登録日" "ID登録日" "ID発行日";
    [PEOPLE] "/staff/mcs/password_changed_on" OWN: "パスワード変更日" "PW変更日" "PW変更" "パスワード変更" "パスワード最終変更日"
        "最終変更日" "PW更新日" "パスワード更新日" "PASS変更日";
    [Passwords] "/staff/mcs/password_changed_on" OWN: "今回変更日" "変更日" "今回" "最新変更日" "変更年月日" "実施日";
    [PEOPLE] "/staff/mcs/long_password_since" PLAIN: "13文字以上にした日" "13文字以上" "13文字以上の設定日";
    [PEOPLE] "/staff/mcs/two_factor_since" PLAIN: "二要素認証の利用開始日" "2要素認証の開始日" "二要素認証" "2要素認証" "二段階認証"
        "2段階認証" "多要素認証" "二要素認証開始日" "二要素認証設定日";
    [PEOPLE] "/staff/mcs/profile" PLAIN: "プロフィール登録" "プロフィール";
    [PEOPLE] "/staff/mcs/shared" PLAIN: "IDの共有" "ID共有" "共有ID";
    [PEOPLE] "/staff/mcs/released_on" PLAIN: "スタッフ解除日" "MCS解除日" "登録解除日" "MCS退会日";
    [PEOPLE] "/staff/mcs/deletion_asked_on" PLAIN: "削除を依頼した日" "削除依頼日";
    [PEOPLE] "/staff/mcs/deleted_on" PLAIN: "アカウント削除日" "ID削除日";
    [Staff, Pledges] "/staff/pledge/signed_on" OWN: "誓約書の署名日" "誓約書提出日" "誓約書" "誓約日" "誓約書署名日"
        "誓約書の提出日" "誓約書受領日" "誓約書日付" "守秘誓約書";
    [Pledges] "/staff/pledge/signed_on" PLAIN: "提出日" "署名日" "受領日" "提出年月日" "提出" "提出状況" "記入日";
    [PEOPLE] "/staff/pledge/exempt" PLAIN: "誓約書の省略理由" "省略理由" "省略の理由";
    [PEOPLE] "/staff/disaster_eligible" PLAIN: "災害・緊急グループへの参加資格" "災害グループ";
    [PEOPLE] "/staff/memo" PLAIN: "メモ" "備考" "摘要" "特記事項" "備考欄" "その他" "memo";
    // Whom a row of another ledger is about.
    [NAMING] "/person/id" PLAIN: "職員・関係者番号" "職員番号" "参加者番号" "社員番号" "職員No" "職員コード" "職員ID";
    [NAMING] "/person/name" PLAIN: "氏名" "参加者" "参加者名" "参加者氏名" "名前" "メンバー" "メンバー名" "担当者" "担当者名" "職員氏名"
        "職員名" "担当職員" "職員" "スタッフ名" "スタッフ" "受講者" "受講者名" "受講者氏名" "お名前";
    [NAMING] "/person/family" PLAIN: "姓" "苗字" "名字";
    [NAMING] "/person/given" PLAIN: "名";
    [NAMING] "/person/kana" PLAIN: "フリガナ" "カナ" "読み" "氏名カナ" "よみがな";
    [NAMING] "/person/affiliation" PLAIN: "所属" "事業所" "所属事業所" "所属機関" "事業所名" "機関名" "勤務先" "所属先";
    [NAMING] "/person/profession" PLAIN: "職種" "資格" "職名" "役職";
    [NAMING] "/person/login" PLAIN: "MCSのID" "ログインID" "メールアドレス" "メール" "MCSログインID";
    // Memberships.
    [Members] "/group/id" PLAIN: "グループ番号" "患者番号" "利用者番号" "患者No" "利用者No";
    [Members] "/group/name" OWN: "グループ" "グループ名" "患者グループ" "患者グループ名" "患者" "患者名" "患者氏名" "利用者" "利用者名"
        "利用者氏名" "ご利用者名" "ご利用者" "MCSグループ" "グループ名称";
    [Members] "/group/kind" PLAIN: "グループ種別" "グループの種類" "種別" "種類";
    [Members] "/membership/id" OWN: "参加番号";
    [Members] "/membership/rights" PLAIN: "権限" "グループ権限" "管理権限" "役割";
    [Members] "/membership/reason" PLAIN: "参加の理由" "参加理由" "担当" "役目" "担当内容";
    [Members] "/membership/invited_on" OWN: "招待日" "招待年月日" "招待した日";
    [Members] "/membership/invited_by" PLAIN: "招待者" "招待した人";
    [Members] "/membership/approved_on" PLAIN: "承認日" "招待の承認日" "招待承認日";
    [Members] "/membership/approved_by" PLAIN: "承認者" "承認した人";
    [Members] "/membership/joined_on" OWN: "参加日" "参加年月日" "加入日" "参加した日" "グループ参加日" "開始日" "担当開始日";
    [Members] "/membership/off_duty_on" PLAIN: "担当から外れた日" "担当終了日" "終了日";
    [Members] "/membership/removal/requested_on" PLAIN: "解除を求めた日" "解除を決めた日" "解除依頼日";
    [Members] "/membership/removal/reason" PLAIN: "解除の理由" "解除理由";
    [Members] "/membership/released_on" OWN: "解除日" "退室日" "退出日" "解除年月日" "脱退日";
    [Members] "/membership/released_by" PLAIN: "解除した人" "解除者";
    [Members] "/row/remark" PLAIN: "備考" "メモ" "摘要" "特記事項";
    // Trainings.
    [Trainings] "/training/on" OWN: "受講日" "研修日" "実施日" "開催日" "受講年月日" "日付" "年月日" "参加日";
    [Trainings] "/training/title" OWN: "研修名" "研修" "研修内容" "研修テーマ" "テーマ" "題名" "研修会名" "内容" "講座名";
    [Trainings] "/row/remark" PLAIN: "備考" "メモ" "摘要";
    // Partners.
    [Partners] "/partner/id" PLAIN: "関係者番号" "番号";
    [Partners] "/partner/name" PLAIN: "氏名" "名前" "担当者" "担当者名" "担当者氏名" "お名前";
    [Partners] "/partner/family" PLAIN: "姓" "苗字";
    [Partners] "/partner/given" PLAIN: "名";
    [Partners] "/partner/kana" PLAIN: "フリガナ" "カナ" "読み" "氏名カナ";
    [Partners] "/partner/profession" PLAIN: "職種" "資格" "職名" "役職";
    [Partners] "/partner/affiliation" OWN: "所属" "所属事業所" "事業所名" "事業所" "機関名" "医療機関名" "医療機関" "所属機関"
        "会社名" "勤務先" "施設名";
    [Partners] "/partner/secretariat" PLAIN: "事務局";
    [Partners] "/partner/disaster_eligible" PLAIN: "災害・緊急グループへの参加資格";
    [Partners] "/partner/phone" PLAIN: "電話番号" "電話" "連絡先" "TEL" "携帯電話";
    // Devices.
    [Devices] "/device/id" OWN: "機器番号" "管理番号" "管理No" "端末番号" "機器ID" "端末ID" "資産番号" "機器No" "端末No"
        "備品番号" "番号";
    [Devices] "/device/kind" PLAIN: "種別" "種類" "機器種別" "端末種別" "機器の種類" "区分" "分類";
    [Devices] "/device/name" OWN: "名称" "機器名" "端末名" "機器名称" "端末名称" "品名" "製品名" "機種名" "機種" "機器";
    [Devices] "/device/ownership" OWN: "所有" "所有者" "所有区分" "所有形態" "所有別";
    [Devices] "/device/byod_approved_on" PLAIN: "個人所有の機器の承認日" "個人所有機器の承認日" "私物利用の承認日" "BYOD承認日" "BYOD承認";
    [Devices] "/device/erased_on" PLAIN: "情報の消去を確かめた日" "消去確認日" "データ消去日" "初期化日";
    [Devices] "/device/holder" OWN: "使用者" "使用者名" "利用者" "貸与者" "貸与先" "使用職員" "保管者" "所持者" "担当者" "使用者氏名"
        "貸出先" "使っている人" "管理者";
    [Devices] "/device/lent_on" PLAIN: "貸与日" "貸出日" "配布日" "貸与年月日" "使用開始日" "貸与開始日";
    [Devices] "/device/returned_on" PLAIN: "返却日" "返納日" "返却年月日" "回収日";
    [Devices] "/device/status" PLAIN: "状態" "使用状況" "状況" "現況" "ステータス" "稼働状況";
    [Devices] "/device/missing_since" PLAIN: "紛失・盗難の日" "紛失日";
    [Devices] "/device/inspected_on" OWN: "点検日" "最終点検日" "点検年月日" "前回点検日" "点検実施日" "確認日" "棚卸日";
    [Devices] "/device/boot_password_changed_on" PLAIN: "起動時パスワード変更日" "起動PW変更日";
    [Devices] "/device/controls/boot-password" OWN: "起動時パスワード" "起動時PW" "起動パスワード" "起動PW" "起動時PW設定"
        "起動時パスワード設定" "ログインPW" "ログインパスワード" "端末PW" "パスコード";
    [Devices] "/device/controls/no-file-sharing" OWN: "ファイル交換ソフト" "ファイル交換ソフトなし" "ファイル共有ソフトなし"
        "ファイル交換ソフトの禁止";
    [Devices] "/device/controls/antivirus" OWN: "ウイルス対策ソフト" "ウイルス対策" "ウィルス対策" "ウィルス対策ソフト"
        "セキュリティソフト" "アンチウイルス";
    [Devices] "/device/controls/no-saved-passwords" OWN: "ブラウザに記憶させない" "PW記憶なし" "パスワード記憶なし"
        "パスワードを記憶させない";
    [Devices] "/device/controls/no-download-copy-screenshot" OWN: "ダウンロード等をしない" "ダウンロード禁止" "DL禁止"
        "スクリーンショット禁止";
    [Devices] "/device/controls/screen-lock" OWN: "画面ロック" "スクリーンロック" "自動ロック" "オートロック";
    [Devices] "/device/controls/remote-wipe" OWN: "リモートワイプ" "遠隔消去" "リモート消去" "遠隔ロック・消去" "リモートワイプ設定";
    [Devices] "/device/controls/line-suspension" OWN: "緊急回線停止" "回線停止" "回線の停止";
    [Devices] "/device/controls/mdm" OWN: "MDM" "端末・利用者管理(MDM)" "端末管理" "MDM導入" "端末管理MDM";
    [Devices] "/device/encrypted" PLAIN: "保存領域の暗号化" "暗号化" "ディスク暗号化" "ストレージ暗号化";
    [Devices] "/device/line" PLAIN: "回線・停止の連絡先" "電話番号" "回線番号" "契約回線" "回線" "回線契約" "通信会社" "キャリア"
        "携帯会社" "SIM";
    [Devices] "/device/model" PLAIN: "型番" "型式" "モデル" "モデル番号";
    [Devices] "/device/serial" PLAIN: "製造番号" "シリアル番号" "シリアル" "S/N" "シリアルNo" "IMEI";
    [Devices] "/device/os" PLAIN: "OS" "OSバージョン" "OS名" "基本ソフト";
    [Devices] "/device/acquired_on" PLAIN: "取得日" "購入日" "導入日" "購入年月日" "取得年月日";
    [Devices] "/device/disposed_on" OWN: "廃棄日" "廃棄年月日" "処分日";
    [Devices] "/device/memo" PLAIN: "メモ" "備考" "摘要" "特記事項";
    // Take-outs.
    [TakeOuts] "/take-out/id" PLAIN: "持ち出し番号" "持出番号" "受付番号" "申請番号" "管理番号" "番号";
    [TakeOuts] "/take-out/requester" OWN: "申請者" "持出者" "持ち出し者" "持出し者" "申請者名" "申請者氏名" "持ち出す人" "借用者"
        "使用者" "氏名" "利用者" "貸出者";
    [TakeOuts] "/take-out/requested_on" OWN: "申請日" "申請年月日" "受付日" "申込日" "日付" "年月日" "月日";
    [TakeOuts] "/take-out/content" PLAIN: "持ち出す情報の内容" "持ち出す情報" "持出情報" "情報の内容" "持出内容" "持ち出し内容" "内容"
        "情報" "品名";
    [TakeOuts] "/take-out/medium" PLAIN: "格納する媒体" "媒体" "記録媒体" "格納媒体";
    [TakeOuts] "/take-out/device" PLAIN: "機器" "持出機器" "持ち出し機器" "持ち出す機器" "端末" "端末名" "機器番号" "機器名"
        "端末番号" "機種" "物品";
    [TakeOuts] "/take-out/purpose" PLAIN: "持ち出す目的" "持出目的" "目的" "使用目的" "持ち出し理由" "持出理由" "利用目的" "理由";
    [TakeOuts] "/take-out/destination" PLAIN: "持ち出し先" "持出先" "行先" "行き先" "訪問先" "使用場所";
    [TakeOuts] "/take-out/records" PLAIN: "件数" "人数";
    [TakeOuts] "/take-out/protection" PLAIN: "保護の方法" "保護方法" "暗号化" "安全対策" "保護措置";
    [TakeOuts] "/take-out/period" OWN: "持出期間" "持ち出し期間" "期間" "貸出期間" "使用期間";
    [TakeOuts] "/take-out/step" PLAIN: "区分" "貸出・返却" "持出・返却" "貸返" "種別" "処理";
    [TakeOuts] "/take-out/from" PLAIN: "いつから" "期間の初日" "期間（自）" "期間自" "開始日" "持出予定日" "持出開始日" "自";
    [TakeOuts] "/take-out/until" PLAIN: "いつまで" "期間の最終日" "期間（至）" "期間至" "終了日" "返却予定日" "返却予定" "返却期限" "至";
    [TakeOuts] "/take-out/standing" PLAIN: "期間中の毎日の承認" "日常使用の承認";
    [TakeOuts] "/take-out/decision/result" PLAIN: "決定" "承認・却下" "可否" "承認可否" "承認結果" "許可";
    [TakeOuts] "/take-out/approval" PLAIN: "承認" "承認印" "管理者印" "承認者印" "承認者" "許可者" "管理者" "管理者承認";
    [TakeOuts] "/take-out/decision/on" PLAIN: "決定日" "承認日" "許可日";
    [TakeOuts] "/take-out/decision/by" PLAIN: "決定者";
    [TakeOuts] "/take-out/decision/countersigned_by" PLAIN: "確認者";
    [TakeOuts] "/take-out/decision/note" PLAIN: "決定の備考" "条件" "却下理由" "備考";
    [TakeOuts] "/take-out/out_on" OWN: "持ち出した日" "持出日" "持ち出し日" "貸出日" "貸出" "持出" "貸出年月日";
    [TakeOuts] "/take-out/returned_on" OWN: "返却日" "返却" "返却年月日" "返納日" "持ち帰り日";
    [TakeOuts] "/take-out/checked_on" PLAIN: "返却後の点検日" "返却確認日" "返却後の確認日";
    [TakeOuts] "/take-out/checked_by" PLAIN: "点検者" "返却確認者" "返却確認" "受領者";
    [TakeOuts] "/take-out/erasure_checked_on" PLAIN: "情報の消去を確かめた日" "消去確認日" "消去確認";
    // Groups.
    [Groups] "/group/id" PLAIN: "グループ番号" "患者番号" "利用者番号" "番号";
    [Groups] "/group/name" OWN: "名称" "グループ名" "グループ" "患者グループ" "患者名" "患者氏名" "利用者名" "利用者氏名" "ご利用者名"
        "氏名" "患者" "利用者" "名前";
    [Groups] "/group/kind" PLAIN: "種類" "種別" "グループ種別" "区分";
    [Groups] "/group/kana" PLAIN: "フリガナ" "カナ" "読み" "よみがな";
    [Groups] "/group/opened_on" PLAIN: "開設日" "開始日" "作成日" "利用開始日" "グループ作成日" "MCS開始日";
    [Groups] "/group/host" PLAIN: "連携元事業所" "連携元";
    [Groups] "/group/host_name" PLAIN: "連携元事業所の名称" "連携元の名称";
    [Groups] "/group/patients" PLAIN: "患者数" "患者の人数";
    [Groups] "/group/attending_doctor" OWN: "主治医" "かかりつけ医" "主治医名";
    [Groups] "/group/consent/signed_on" OWN: "同意書の署名日" "患者同意書の日付" "同意日" "同意書" "同意書日付" "同意年月日"
        "同意書取得日" "患者同意書" "同意書受領日";
    [Groups] "/group/consent/by" PLAIN: "同意書の署名者" "同意した人" "署名者" "同意者";
    [Groups] "/group/consent/relation" PLAIN: "続柄" "関係";
    [Groups] "/group/consent/explained_by" PLAIN: "説明した人" "説明者";
    [Groups] "/group/consent/both_copies" PLAIN: "双方が控えを保管" "双方所持";
    [Groups] "/group/consent/kept_at" PLAIN: "同意書の保管場所" "保管場所";
    [Groups] "/group/consent/withdrawn_on" PLAIN: "同意の撤回日" "撤回日";
    [Groups] "/group/ended_on" PLAIN: "利用終了日" "終了日";
    [Groups] "/group/deceased_on" PLAIN: "死亡日" "逝去日" "ご逝去日";
    [Groups] "/group/retain_until" PLAIN: "保存期限";
    [Groups] "/group/archived_on" PLAIN: "保管庫へ移した日" "アーカイブ日";
    [Groups] "/group/deleted_on" PLAIN: "削除した日" "グループ削除日";
    [Groups] "/group/association" PLAIN: "ネットワークの自由グループ";
    [Groups] "/group/permission_on" PLAIN: "事務局の許可日";
    [Groups] "/group/purpose_announced_on" PLAIN: "目的を周知した日";
    [Groups] "/group/patient_data_found_on" PLAIN: "患者情報を確認した日";
    [Groups] "/group/memo" PLAIN: "メモ" "備考" "摘要" "特記事項";
    // Filings.
    [Filings] "/filing/id" PLAIN: "届出番号" "番号";
    [Filings] "/filing/kind" OWN: "種類" "届出" "書類名" "届出の種類" "書類" "様式名" "申請名";
    [Filings] "/filing/submitted_on" OWN: "提出日" "届出日" "提出年月日";
    [Filings] "/filing/approved_on" PLAIN: "承認日" "許可日";
    [Filings] "/filing/refused_on" PLAIN: "不許可の日" "不許可日";
    [Filings] "/filing/group" PLAIN: "対象のグループ" "対象グループ";
    [Filings] "/filing/reference" PLAIN: "様式・番号" "様式・受付番号" "受付番号" "様式";
    [Filings] "/filing/note" PLAIN: "備考" "メモ" "摘要";
}
