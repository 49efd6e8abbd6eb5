//! What went wrong with the vault, in Japanese.

use super::{StoreError, waiting};
use crate::register::Lang;

impl StoreError {
    #[expect(clippy::too_many_lines, reason = "a table of sentences, one a case")]
    pub(super) fn ja(&self) -> String {
        match self {
            Self::NotThere(dir) => format!(
                "台帳がありません（{}）。何も作成していません。これまで使っていた台帳なら、フォルダーが移動や削除をされていないか、\
                 USBメモリーや共有フォルダーがつながっているかを確かめるか、バックアップから戻してください。初めて使うときは \
                 `mcs-register init` で作成するか、--vault で場所を指定してください。",
                dir.display()
            ),
            Self::OnlyBackups(dir, count) => format!(
                "このフォルダー（{}）には台帳の2つのファイルがなく、バックアップだけが{count}件あります。何も作成せず、バックアップにも\
                 手を付けていません。画面の「復元する」（F4）か `mcs-register restore` で戻してください。新しい台帳を\
                 始めるときは、別の場所を --vault で指定してください。",
                dir.display()
            ),
            Self::AlreadyThere(path) => format!(
                "すでに台帳のファイルがあります（{}）。上書きはしていません。別の場所を --vault で指定してください。",
                path.display()
            ),
            Self::Missing(path) => format!(
                "台帳の2つのファイルのうち、一方（{}）が見つかりません。もう一方には手を付けていません。ファイルを移動して\
                 いないか確かめてください。見つからないときは、`mcs-register restore` でバックアップから戻してください。",
                path.display()
            ),
            Self::PasswordRefused(fault) => fault.message(None, Lang::Ja),
            Self::WrongPassword => {
                "パスワードが違います。台帳は閉じたままで、内容に影響はありません。もう一度入力してください。忘れたときは、\
                 画面の「復旧キーで開く」を使ってください。"
                    .to_owned()
            }
            Self::WrongRecoveryKey => {
                "この復旧キーでは開けません。台帳の内容に影響はありません。別の台帳のものや、作り直す前の古いものでないか、\
                 紙を確かめてください。"
                    .to_owned()
            }
            Self::KeysPutRight => {
                "鍵ファイルが台帳本体と合わなかったため、台帳の中の控えから正しいものに戻しました。内容は無事です。\
                 現在のパスワードをもう一度入力してください。"
                    .to_owned()
            }
            Self::KeysPutRightBehind { known, found } => format!(
                "鍵ファイルが台帳本体と合わなかったため、台帳の中の控えに合わせました。ただし、台帳の履歴が前に開いたときと合いません\
                 （前回{known}件、今回{found}件）。台帳本体が古いファイルに戻されているかもしれません。台帳本体の時期のパスワードを\
                 もう一度入力して開き、新しいバックアップがないか確かめてください。"
            ),
            Self::KeysDamaged(path) => format!(
                "鍵ファイル（{}）が壊れています。台帳本体には手を付けていません。鍵ファイルのバックアップを同じ場所に\
                 戻してください。",
                path.display()
            ),
            Self::LaterVersion(path) => format!(
                "このファイル（{}）は新しい版のプログラムで書かれています。内容は無事で、手を付けていません。\
                 プログラムを更新してから開いてください。",
                path.display()
            ),
            Self::Foreign(path) => format!(
                "このファイル（{}）は台帳ではありません。手を付けていません。場所の指定（--vault）を確かめてください。",
                path.display()
            ),
            Self::NotAPair(path) => format!(
                "鍵ファイルと台帳本体（{}）が別々の台帳のものか、台帳本体の先頭が壊れています。どちらにも手を付けて\
                 いません。正しい組み合わせにするか、`mcs-register restore` でバックアップから戻してください。",
                path.display()
            ),
            Self::Empty(path) => format!(
                "台帳本体（{}）が空です。コピーの途中で止まった可能性があります。手を付けていません。\
                 `mcs-register restore` でバックアップから戻してください。",
                path.display()
            ),
            Self::Damaged(path, what) => format!(
                "台帳本体（{}）に読めないところがあります（{what}）。これ以上は書き込みません。このファイルは別の\
                 場所に取っておき、`mcs-register restore` でバックアップから戻してください。",
                path.display()
            ),
            Self::ChangedElsewhere(key) => format!(
                "この記録（{}）は、ほかの画面で先に変更されています。今の入力は書き込んでいません。最新の内容を確かめて\
                 から、もう一度操作してください。",
                key.subject()
            ),
            Self::Refused(what) => format!(
                "この変更は台帳の決まりに合わないため、何も書き込んでいません（{what}）。ほかの記録がこの記録を参照して\
                 いないか確かめてください。"
            ),
            Self::Busy => {
                "ほかの画面が書き込み中です。今の変更は書き込んでいません。少し待ってから、もう一度操作してください。"
                    .to_owned()
            }
            Self::ClosedUntidy(_) => {
                "記録はすべて保存されています。ただし、閉じるときの整理が終わりませんでした。ディスクの空きと、フォルダーに\
                 書き込めることを確かめてください。整理の続きは、次に台帳を閉じるときに行います。"
                    .to_owned()
            }
            Self::DiskFull(path) => format!(
                "ディスクに空きがありません（{}）。今の変更は書き込んでいません。これまでの内容は無事です。空きを作って\
                 から、もう一度操作してください。",
                path.display()
            ),
            Self::ReadOnly(path) => format!(
                "この場所（{}）には書き込めません。内容は変わっていません。フォルダーの権限を確かめるか、書き込める場所へ\
                 移してください。",
                path.display()
            ),
            Self::OfAnotherUser(path) => format!(
                "{} は、この端末の別の利用者（OSのアカウント）のもので、その利用者だけが開けます。内容は変わっていません。台帳を作成した\
                 利用者でログインして開いてください。何人かで使うときは、全員がその同じ利用者として端末に入り、台帳の中の\
                 アカウントで分けてください。",
                path.display()
            ),
            Self::InUse(path) => format!(
                "ほかのプログラムがファイル（{}）を開いているため、読み書きできません。台帳の内容は変わっていません。そのファイルを\
                 開いているプログラム（ウイルス対策、同期、バックアップなど）が終わってから、もう一度お試しください。",
                path.display()
            ),
            Self::File(path, error) => format!(
                "ファイル（{}）を読み書きできません（{error}）。台帳の内容は変わっていません。場所と権限を確かめてください。",
                path.display()
            ),
            Self::NoRandomness => {
                "OSから乱数を得られないため、安全な鍵を作れません。何も書き込んでいません。コンピューターを再起動してから、\
                 もう一度お試しください。".to_owned()
            }
            Self::OutOfMemory => {
                "鍵の計算に必要なメモリーが足りません。内容に影響はありません。ほかのプログラムを閉じてから、もう一度\
                 操作してください。"
                    .to_owned()
            }
            Self::Database(what) => format!(
                "台帳を読み書きできません（{what}）。途中の変更は取り消されています。プログラムを開き直してください。それでも\
                 続くときは、バックアップを確かめてください。"
            ),
            Self::OpenedToLook(dir) => format!(
                "この場所（{}）には書き込めないため、台帳を閲覧用に開いています。何も書き込んでいません。変更するときは、\
                 フォルダーの権限と空き容量を確かめるか、書き込める場所へ移してから開き直してください。",
                dir.display()
            ),
            Self::LogLeft(path) => format!(
                "この場所には書き込めず、台帳の最後の変更がまだ {} に残っているため、閲覧用にも開けません。どのファイルにも手を\
                 付けていません。フォルダーごと書き込める場所へコピーして、そこで開いてください。",
                path.display()
            ),
            Self::Replaced(path) => format!(
                "台帳を開いている間に、台帳本体（{}）が別のファイルに置き換えられたか、削除されました。今の変更は保存して\
                 いません。今あるファイルには手を付けていません。画面に見えているのは、それまでの内容です。変更しようとした\
                 ことを書き留め、同期やバックアップのプログラムが触れていないか確かめ、正しいファイルを元の場所に戻してから\
                 開き直してください。",
                path.display()
            ),
            Self::NotOrdinary(path) => format!(
                "{} は通常のファイルではありません（リンク、パイプなど）。台帳のファイルはリンクをたどって開きません。リンクの先のファイル\
                 にも手を付けていません。誰が置いたものか確かめ、リンクを取り除いて本来のファイルをこの場所に置くか、鍵なら \
                 --keys で本来の場所を指定してください。",
                path.display()
            ),
            Self::BackupNotMade(dir, why) => format!(
                "バックアップを {} に作成できませんでした（{}）。台帳と、これまでのバックアップは無事です。空き容量と書き込みの\
                 権限を確かめるか、`mcs-register backup --to フォルダー` で別の場所に作成してください。",
                dir.display(),
                why.reason(Lang::Ja)
            ),
            Self::NoBackup(path) => format!(
                "バックアップが見つかりません（{}）。何も変更していません。`2026-11-22T164000-000312` のような名前の\
                 フォルダーを指定してください。",
                path.display()
            ),
            Self::SeveralBackups(dir, names) => format!(
                "{} にはバックアップが{}件あります。何も変更していません。戻したいものを1つ指定してください（新しい順）：{}",
                dir.display(),
                names.len(),
                names.join("、")
            ),
            Self::HalfBackup(path) => format!(
                "バックアップの2つのファイルのうち、一方（{}）がありません。これだけでは開けないため、何も変更していません。\
                 別のバックアップを使うか、鍵ファイルを別に保管しているときは --keys で指定してください。",
                path.display()
            ),
            Self::BackupDamaged(path, what) => format!(
                "このバックアップ（{}）は壊れているため、戻していません（{what}）。台帳には手を付けていません。別の\
                 バックアップを使ってください。",
                path.display()
            ),
            Self::BackupOfAnother(path) => format!(
                "このバックアップ（{}）は、開いている台帳のものではなく、別の台帳のものです。復元の訓練はしていません。台帳にもバックアップにも\
                 手を付けていません。この台帳のバックアップを選んでください。",
                path.display()
            ),
            Self::BackupDoubtful(dir, doubt) => format!(
                "このバックアップ（{}）は、記録と操作履歴に合わないところがあるため、戻していません（{}）。何も変更していません。\
                 合っていたころのバックアップを使ってください。内容を承知のうえで戻すときだけ、--accept-doubtful を付けて\
                 ください。",
                dir.display(),
                doubt.found(Lang::Ja)
            ),
            Self::WouldReplace(path, standing) => standing.refusal(path, Lang::Ja),
            Self::Signed(_) => {
                "署名済みの精査は変更も取り消しもできません。何も書き込んでいません。新しい精査で改めてください。".to_owned()
            }
            Self::Wait { seconds } => format!(
                "パスワードの誤りが続いたため、あと{}お待ちください。台帳は閉じたままで、内容に影響はありません。時間がたってから、\
                 もう一度入力してください。",
                waiting(*seconds, Lang::Ja)
            ),
            Self::GuessUnderWay => {
                "ほかの画面か処理でパスワードを確かめている途中で、30秒待っても終わりませんでした。今のパスワードはまだ試していません。\
                 台帳は閉じたままで、内容に影響はありません。止まっている mcs-register があれば終了してから、もう一度入力してください。"
                    .to_owned()
            }
            Self::ReadersOnlyLook => {
                "閲覧者のアカウントでは変更できません。何も書き込んでいません。変更が必要なときは、管理者か代行者に依頼して\
                 ください。"
                    .to_owned()
            }
            Self::AdministratorsOnly => {
                "運用ポリシーと事業所の設定を変えられるのは管理者だけです。何も書き込んでいません。管理者に依頼してください。".to_owned()
            }
            Self::NoPolicy(error) => {
                format!("{}台帳には何も書き込んでいません。直してから、もう一度行ってください。", error.message(Lang::Ja))
            }
            Self::NameNeeded => {
                "この台帳には複数のアカウントがあります。アカウント名も指定してください（命令では --account 名前）。"
                    .to_owned()
            }
            Self::NoSuchAccount(name) => format!(
                "「{name}」というアカウントはありません。何も変えていません。`mcs-register account list` で名前を確かめてください。"
            ),
            Self::AccountExists(name) => format!(
                "「{name}」というアカウントはすでにあります（大文字と小文字の違いや、見分けのつきにくい字の違いだけのものも\
                 使えません）。何も変えていません。別の名前にしてください。"
            ),
            Self::AccountNameRefused => {
                "アカウント名は1～64文字にしてください（改行などの制御文字、目に見えない文字、ラテン文字に混ざったキリル文字の\
                 ような、見分けのつきにくい字は使えません）。何も変えていません。別の名前にしてください。"
                    .to_owned()
            }
            Self::LastManager => {
                "台帳を管理できるアカウントがなくなるため、外せません。何も変えていません。先に別の管理者を追加してください。"
                    .to_owned()
            }
            Self::KeysChanged => {
                "ほかの画面で台帳の鍵が変わりました。保存済みの内容は無事です。今の操作は書き込んでいません。台帳を開き直して\
                 ください。"
                    .to_owned()
            }
            Self::KeysOfAnotherTime(path) => format!(
                "鍵ファイル（{}）と台帳本体の鍵の時期が合いません。どちらかが、鍵を更新する前の古いものです。どちらにも手を付けて\
                 いません。同じ時期の2つのファイルを揃えるか、restore でバックアップから2つとも戻してください。",
                path.display()
            ),
            Self::KeysOlder(path, fitting) => format!(
                "鍵ファイル（{}）は、鍵を更新する前の古いものです。台帳本体に合うのは、バックアップの鍵ファイル（{}）です。どちらにも\
                 手を付けていません。今の鍵ファイルを別の場所へ移し、合う鍵ファイルをその名前でコピーしてから、開き直してください。",
                path.display(),
                fitting.display()
            ),
            Self::RenewalUnfinished(why) => format!(
                "登録は済みましたが、鍵の更新が終わりませんでした。外した人は、もう開けません。内容は無事です。次に台帳を開く\
                 ときに続きを行います。（{}）",
                why.message(Lang::Ja)
            ),
            Self::Unconfirmed(path) => format!(
                "ディスク（{}）が書き込みの完了を確認できませんでした。これまでの内容は無事ですが、今の変更は保存されたかどうか\
                 分かりません。プログラムを開き直し、記録があるか確かめてから、必要ならもう一度操作してください。続くときは、\
                 ディスクの故障を疑い、バックアップを確かめてください。",
                path.display()
            ),
            Self::LogOfAnother(database, log) => format!(
                "台帳本体（{}）と、隣に残っている変更のファイル（{}）が、別の時点のものです。古いファイルに戻されたか、一方だけが\
                 置き換えられています。どちらにも手を付けていません。新しいほうの台帳本体があれば、元の場所に戻してから開いて\
                 ください。なければ、最新のバックアップを restore で戻してください。今の台帳本体だけで続けるときは\
                 （変更のファイルの中身は台帳に入りません）、変更のファイルを別の場所へ移してから開いてください。",
                database.display(),
                log.display()
            ),
            Self::Stopped => {
                "途中で中止しました。何も書き込んでおらず、台帳は変わっていません。いつでもやり直せます。".to_owned()
            }
        }
    }
}
