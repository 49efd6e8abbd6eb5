//! Keeps `docs/keys.md` true: it is made from the one table of keys. `UPDATE_DOCS=1 cargo test --test screens keys_page`
//! writes it anew.

use std::{collections::BTreeSet, env, fmt::Write as _, fs, path::Path};

use mcs_register::{
    register::Lang,
    tui::{app::binding::Binding, keys::Ctx, shell::keymap::KEYS, words::Word},
};

#[test]
fn docs_keys_md_is_the_table_of_keys() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/keys.md");
    let page = page();
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &page).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == page,
        "docs/keys.md is out of date: run UPDATE_DOCS=1 cargo test --test screens keys_page"
    );
}

#[test]
fn every_row_of_the_table_stands_under_a_heading() {
    let page = page();
    let rows = page.lines().filter(|line| line.starts_with("| `")).count();
    assert_eq!(rows, KEYS.len());
}

fn page() -> String {
    let mut page = String::from(
        "# キー一覧 / Keys\n\n\
         この一覧は、プログラムのキー表から自動で作られています。画面では F1（または ?）で同じ一覧を、Ctrl+P で操作を探せます。\
         全角の文字でも同じキーとして働きます。\n\n\
         This page is made from the program's own table of keys. On the screen, F1 (or ?) shows the same list and Ctrl+P finds an \
         action. Full-width letters count as the plain ones.\n",
    );
    let contexts: BTreeSet<Ctx> = KEYS.iter().map(|binding| binding.ctx).collect();
    for ctx in contexts {
        let (ja, en) = heading(ctx);
        let _ = write!(page, "\n## {ja} / {en}\n\n| キー / Key | 操作 | Action |\n|---|---|---|\n");
        for binding in KEYS.iter().filter(|binding| binding.ctx == ctx) {
            row(binding, &mut page);
        }
    }
    page
}

fn row(binding: &Binding, page: &mut String) {
    let keys: Vec<String> = binding
        .shown_keys()
        .map(|key| {
            let (ja, en) = (key.name(Lang::Ja), key.name(Lang::En));
            if ja == en { format!("`{en}`") } else { format!("`{en}`（{ja}）") }
        })
        .collect();
    assert_eq!(keys.len(), binding.keys.len(), "a key that cannot be read: {:?}", binding.keys);
    let _ = writeln!(
        page,
        "| {} | {} | {} |",
        keys.join(", "),
        binding.label.say(Lang::Ja),
        binding.label.say(Lang::En)
    );
}

/// What each context is called; a context without a heading does not compile.
fn heading(ctx: Ctx) -> (&'static str, &'static str) {
    let word = match ctx {
        Ctx::List => return ("すべての一覧", "Every list"),
        Ctx::Today => Word::Today,
        Ctx::Staff => Word::Staff,
        Ctx::Devices => Word::Devices,
        Ctx::TakeOuts => Word::TakeOuts,
        Ctx::Groups => Word::Groups,
        Ctx::Memberships => Word::Memberships,
        Ctx::Incidents => Word::Incidents,
        Ctx::Partners => Word::Partners,
        Ctx::Office => Word::Office,
        Ctx::Search => return ("検索の入力中", "Typing a search"),
        Ctx::Form => return ("入力欄（フォーム）", "Forms"),
        Ctx::Picker => return ("候補の一覧", "Lists to choose from"),
        Ctx::Confirm => return ("確認の質問", "Questions"),
        Ctx::Place => {
            return (
                "保存先の入力（1行の入力のキーに加えて）",
                "The place of a file (besides the keys of one line)",
            );
        }
        Ctx::Prompt => return ("1行の入力", "One line to type"),
        Ctx::Working => return ("時間のかかる処理の途中", "While something takes long"),
        Ctx::Page => return ("詳細・キー一覧などのページ", "Pages to read"),
        Ctx::Responses => return ("初動対応", "First response"),
        Ctx::Guide => return ("報告の要否の手引き", "The guide to the report by law"),
        Ctx::Accounts => Word::AccountsTitle,
        Ctx::Sheet => return ("アカウント・パスワードの入力", "Accounts and passwords: forms"),
        Ctx::Survey => {
            return (
                "まとめての記録（入力のキーに加えて）",
                "Records for many (besides the keys of a small form)",
            );
        }
        Ctx::About => Word::AboutTitle,
        Ctx::Backups => return ("バックアップの一覧", "Backups"),
        Ctx::ImportFile => return ("取り込み：ファイル", "Import: the file"),
        Ctx::ImportColumns => return ("取り込み：列", "Import: the columns"),
        Ctx::ImportTrial => return ("取り込み：取り込む内容", "Import: what would happen"),
        Ctx::ImportDone => return ("取り込み：結果", "Import: what came in"),
        Ctx::History => return ("履歴", "History"),
        Ctx::Review => return ("精査", "Membership review"),
        Ctx::ReviewSign => return ("精査の署名", "Signing a review"),
        Ctx::Round => return ("棚卸し", "Round of reviews"),
        Ctx::Steps => return ("元に戻せる操作", "Changes that can be taken back"),
        Ctx::Weeks => return ("期日の予定", "Calendar"),
        Ctx::Overview => return ("見渡し", "Overview"),
        Ctx::Session => return ("教育・パスワード変更の一括記録", "Trainings and passwords for many"),
        Ctx::People => return ("解除待ち・人の記録", "Removals, and a person's record"),
        Ctx::Anywhere => return ("どの画面でも", "Everywhere"),
        Ctx::Door => return ("台帳を開く画面・はじめての設定", "Unlock and first run"),
        Ctx::Unlock => return ("台帳を開く画面（パスワード）", "Unlock: the password"),
        Ctx::FirstRun => return ("はじめての設定", "First run"),
        Ctx::Paper => return ("書類のプレビュー", "A paper before it is written"),
        Ctx::Recovery => return ("復旧キーの画面", "The recovery key"),
        Ctx::Recover => return ("復旧キーで開く画面", "Open with the recovery key"),
    };
    (word.say(Lang::Ja), word.say(Lang::En))
}
