//! The pages about the vault by keys: accounts, own password, recovery key, about the register; and what an account that
//! only looks may do.

use crate::{
    pages::{self, JA, NARROW, Size, WIDE, each_page},
    screen::Bench,
};
use mcs_register::{
    register::{Lang, id::PersonId},
    store::{Account, AccountRole},
    tui::app::{
        Access, AccountChange, AccountsAfter, Denied, Effect, Message,
        vault::{Backup, Facts, HeadFacts, Verified},
    },
};
use zeroize::Zeroizing;

const KEY: &str = "00001-00002-00003-00004-00005-00006-00007-00008";
const PRESENT: &str = "hato4-beam";

fn account(name: &str, role: AccountRole, staff: Option<&str>, changed: &str) -> Account {
    Account {
        name: name.to_owned(),
        role,
        staff: staff.map(|id| PersonId::new(id).unwrap()),
        created_at: "2026-04-01T08:45:10+09:00".to_owned(),
        password_changed_at: format!("{changed}T08:45:10+09:00"),
    }
}

fn four() -> Vec<Account> {
    vec![
        account("弁天 恵", AccountRole::Administrator, Some("S-001"), "2026-11-01"),
        account("八幡屋", AccountRole::Deputy, Some("S-002"), "2026-09-30"),
        account("所長", AccountRole::Manager, None, "2026-09-01"),
        account("監査", AccountRole::Reader, None, "2026-11-20"),
    ]
}

fn accounts(access: Access, lang: Lang, size: Size) -> Bench {
    let mut bench = Bench::demo_as(access, lang, size);
    bench.press("9 a");
    assert_eq!(bench.effects, [Effect::ReadAccounts]);
    bench.send(Message::AccountsRead(Ok(four())));
    bench
}

fn about(access: Access, lang: Lang, size: Size) -> Bench {
    let mut bench = Bench::demo_as(access, lang, size);
    bench.press("F2");
    assert_eq!(bench.effects, [Effect::ReadAbout]);
    bench.send(Message::AboutRead(Box::new(facts())));
    bench
}

fn facts() -> Facts {
    Facts {
        head: Some(HeadFacts {
            code: Some("312-7F3KQ-0A2BC-9XY4T-MN05R".to_owned()),
            printed: None,
            entries: 312,
            last_at: Some("2026-11-21T17:42:08+09:00".to_owned()),
        }),
        schema: Some(2),
        key_file: "/vault/register.keys".to_owned(),
        backup: Some(Backup {
            at: "2026-11-21T17:43:00+09:00".to_owned(),
            place: "/vault/backups/20261121-174300-312".to_owned(),
            entries: 312,
            doubtful: false,
        }),
        apart: None,
        room: None,
        backup_dir: "/vault/backups".to_owned(),
        fault: None,
    }
}

#[test]
fn every_page_about_the_vault() {
    each_page(
        pages::vault::PAGES,
        &[("accounts", &[JA]), ("account-add", &[JA])],
        |lang, size, keys| {
            let mut bench = accounts(Access::Full, lang, size);
            bench.press(keys);
            bench
        },
        |name, screen| insta::assert_snapshot!(name, screen),
    );
    each_page(
        pages::vault::ABOUT,
        &[("about", &[JA])],
        |lang, size, _| about(Access::Full, lang, size),
        |name, screen| insta::assert_snapshot!(name, screen),
    );
}

/// After something was written out, papers carry another code than the last entry's: the page says both.
#[test]
fn the_code_on_papers_stands_beside_the_last_where_it_is_another() {
    for lang in [Lang::Ja, Lang::En] {
        let mut bench = about(Access::Full, lang, NARROW);
        assert!(!bench.screen().contains("310-"), "{}", bench.screen());
        let mut facts = facts();
        facts.head.as_mut().unwrap().printed = Some("310-AAAAA-BBBBB-CCCCC-DDDDD".to_owned());
        bench.press("Esc F2");
        bench.send(Message::AboutRead(Box::new(facts)));
        let screen = bench.screen();
        for code in ["312-7F3KQ-0A2BC-9XY4T-MN05R", "310-AAAAA-BBBBB-CCCCC-DDDDD"] {
            assert!(screen.contains(code), "{code}\n{screen}");
        }
    }
}

#[test]
fn the_palette_finds_the_accounts_and_the_page_about_the_register() {
    for (keys, effect) in [
        ("C-p \"アカウント\" Enter", Effect::ReadAccounts),
        ("F7", Effect::ReadAccounts),
        ("C-p \"この台帳\" Enter", Effect::ReadAbout),
    ] {
        assert_eq!(Bench::demo(Lang::Ja, NARROW).press(keys).effects, [effect], "{keys}");
    }
    // In the office's own list the key is told once.
    let screen = Bench::demo(Lang::Ja, NARROW).press("9 C-p \"アカウント\"").screen();
    assert_eq!(screen.matches("アカウント  (").count(), 1, "{screen}");
}

#[test]
fn an_account_is_added_with_its_staff_member_and_the_password_of_who_adds_it() {
    let mut bench = accounts(Access::Full, Lang::Ja, NARROW);
    // Left: from the least that an account may do to the next role. Enter on the staff picks from a list.
    bench.press(
        "n \"高潮\" Enter Left Enter Enter \"ben\" Down Enter \"himawari-7\" Enter \"himawari-7\" Enter",
    );
    assert!(bench.screen().contains(">あなたの今の"), "{}", bench.screen());
    bench.press("\"hato4-beam\" Enter");
    let effects = bench.effects.clone();
    let [Effect::ChangeAccounts { change, present }] = effects.as_slice() else {
        unreachable!("{effects:?}")
    };
    let AccountChange::Add { name, role, staff, password } = change else { unreachable!("{change:?}") };
    assert_eq!((name.as_str(), *role, password.as_str()), ("高潮", AccountRole::Manager, "himawari-7"));
    assert!(staff.is_some());
    assert_eq!(present.as_str(), PRESENT);
    // Nothing else is begun until the answer is there.
    assert!(bench.press("Enter Esc").effects.is_empty());
    assert!(bench.screen().contains("処理しています"), "{}", bench.screen());
    let mut all = four();
    all.push(account("高潮", AccountRole::Manager, None, "2026-11-22"));
    bench.send(Message::AccountsChanged(Ok(AccountsAfter { accounts: all, ..AccountsAfter::default() })));
    let screen = bench.screen();
    assert!(screen.contains("アカウント「高潮」を追加しました"), "{screen}");
    assert!(screen.lines().any(|line| line.contains("> 高潮")), "{screen}");
}

#[test]
fn what_is_wrong_with_a_new_account_is_told_before_the_vault_is_asked() {
    for (typed, said) in [
        ("\"\" Enter", "アカウント名を入力してください"),
        ("\" 監査　\"", "アカウント名「監査」はすでに使われています"),
        ("\"高潮\" Tab Tab Tab \"himawari-7\" Tab \"himawari-8\"", "一致しません"),
        ("\"高潮\" Tab Tab Tab \"short1\" Tab \"short1\"", "8文字以上にしてください"),
        (
            "\"takashio\" Tab Tab Tab \"takashio1\" Tab \"takashio1\"",
            "名を付けただけ|名に数字や記号を付けただけ",
        ),
    ] {
        let mut bench = accounts(Access::Full, Lang::Ja, NARROW);
        let fill = if typed.contains("Tab") { "" } else { "Tab Tab Tab \"himawari-7\" Tab \"himawari-7\"" };
        bench.press(&format!("n {typed} {fill} Tab \"{PRESENT}\" C-s"));
        assert!(bench.effects.is_empty(), "{typed}");
        let screen = bench.screen().replace('\n', "");
        let screen: String = screen.split_whitespace().collect();
        assert!(said.split('|').any(|said| screen.contains(said)), "{typed}: {}", bench.screen());
    }
}

#[test]
fn a_wrong_present_password_keeps_what_was_typed_and_waits_like_the_door() {
    let mut bench = accounts(Access::Full, Lang::Ja, NARROW);
    bench.press("Down Down Del \"hato4-bean\" Enter");
    let [Effect::ChangeAccounts { change: AccountChange::Remove { name }, .. }] = bench.effects.as_slice()
    else {
        unreachable!("{:?}", bench.effects)
    };
    assert_eq!(name, "所長");
    bench.effects.clear();
    let denied =
        Denied { why: "パスワードが違います。".to_owned(), wait: 4, wrong_password: true };
    bench.send(Message::AccountsChanged(Err(denied)));
    assert_eq!(bench.effects, [Effect::CountDown(4)]);
    bench.shows("「所長」のアカウントを削除しますか？");
    bench.shows(">あなたの今のパスワード パスワードが違います。 次に試せるまで、あと4秒お待ちください。");
    assert!(bench.press("\"hato4-beam\" Enter").effects.is_empty(), "the wait is not over");
    bench.send(Message::WaitLeft(0));
    assert_eq!(bench.press("Enter").effects.len(), 1);
    let rest = four().into_iter().filter(|row| row.name != "所長").collect();
    bench.send(Message::AccountsChanged(Ok(AccountsAfter { accounts: rest, ..AccountsAfter::default() })));
    assert!(
        bench.screen().contains("アカウント「所長」を削除し、データの鍵を新しくしました"),
        "{}",
        bench.screen()
    );
}

#[test]
fn ones_own_account_cannot_be_removed() {
    let mut bench = accounts(Access::Full, Lang::Ja, NARROW);
    assert!(
        bench.press("Del").screen().contains("今使っているアカウントは削除できません"),
        "{}",
        bench.screen()
    );
}

#[test]
fn ones_own_password_takes_the_present_one_and_another_one_twice() {
    let mut bench = accounts(Access::Full, Lang::Ja, NARROW);
    bench.press("p \"hato4-beam\" Enter \"hato4-beam\" Enter \"hato4-beam\" Enter");
    assert!(bench.effects.is_empty());
    assert!(bench.screen().contains("今と同じパスワードです"), "{}", bench.screen());
    bench.press("\"himawari-7\" Enter \"himawari-7\" Enter");
    let effects = bench.effects.clone();
    let [Effect::ChangeAccounts { change: AccountChange::Password { password }, present }] =
        effects.as_slice()
    else {
        unreachable!("{effects:?}")
    };
    assert_eq!((password.as_str(), present.as_str()), ("himawari-7", PRESENT));
    bench.send(Message::AccountsChanged(Ok(AccountsAfter { accounts: four(), ..AccountsAfter::default() })));
    assert!(bench.screen().contains("パスワードを変更しました"), "{}", bench.screen());
}

#[test]
fn a_new_recovery_key_stays_until_its_last_group_is_typed() {
    for (lang, told, asked, keys) in [
        (
            Lang::Ja,
            "== 復旧キー（この画面で一度だけ表示します） == パスワードを忘れたときに台帳を開く唯一の手段です。\
             紙に書き写し、金庫など端末とは別の場所に保管してください。",
            "書き写したら、最後の5文字（最後のハイフンの後）を入力して Enter を押してください。 >最後の5文字",
            "F6 用紙を書き出す",
        ),
        (
            Lang::En,
            "== Recovery key (shown only once) == It is the only way in when the password is forgotten. \
             Copy it onto paper and keep it apart from this computer.",
            "Once it is copied, type its last five characters (those after the last hyphen) and press Enter. \
             >Last five characters",
            "F6 Write the sheet",
        ),
    ] {
        let mut bench = renewed(lang);
        bench.shows(&format!("{told} {KEY} {asked}")).shows(keys);
        for keys in ["Enter", "Esc", "C-q", "\"00007\" Enter"] {
            assert!(bench.press(keys).effects.is_empty(), "{keys}");
            assert!(bench.screen().contains(KEY), "{keys}: {}", bench.screen());
        }
        bench.press("C-u \"００００８\" Enter");
        assert!(!bench.screen().contains(KEY));
    }
}

fn renewed(lang: Lang) -> Bench {
    let mut bench = accounts(Access::Full, lang, NARROW);
    bench.press("r \"hato4-beam\" Enter");
    assert!(matches!(
        bench.effects.as_slice(),
        [Effect::ChangeAccounts { change: AccountChange::RecoveryKey, .. }]
    ));
    let key = Some(Zeroizing::new(KEY.to_owned()));
    bench.send(Message::AccountsChanged(Ok(AccountsAfter {
        accounts: four(),
        key,
        ..AccountsAfter::default()
    })));
    bench
}

/// The key is never left behind a lock; that it is lost is told where the next one reads it.
#[test]
fn a_lock_hides_a_key_that_was_not_copied_and_says_so() {
    let mut bench = renewed(Lang::Ja);
    bench.press("C-l");
    bench.shows(
        "ロックしました。新しい復旧キーは、書き写しが済んでいないため、もう表示できません。古いキーも使えません。\
         開いてから、アカウントの画面で復旧キーをもう一度更新してください。",
    );
    bench.hides(KEY);
    let mut bench = accounts(Access::Full, Lang::Ja, NARROW);
    bench.press("r \"hato4-beam\" Enter C-l");
    let key = Some(Zeroizing::new(KEY.to_owned()));
    bench.send(Message::AccountsChanged(Ok(AccountsAfter {
        accounts: four(),
        key,
        ..AccountsAfter::default()
    })));
    assert!(
        !bench.screen().contains(KEY) && bench.screen().contains("復旧キーをもう一度"),
        "{}",
        bench.screen()
    );
}

#[test]
fn accounts_that_cannot_be_read_say_why_and_nothing_is_offered() {
    let mut bench = Bench::demo_as(Access::Full, Lang::Ja, NARROW);
    bench.press("F7").send(Message::AccountsRead(Err("ファイルを読めません。".to_owned())));
    assert!(bench.screen().contains("ファイルを読めません。"), "{}", bench.screen());
    assert!(bench.press("n").effects.is_empty());
    assert!(bench.screen().contains("まだ読み込んでいません"), "{}", bench.screen());
}

#[test]
fn the_register_is_verified_and_backed_up_from_its_page() {
    let mut bench = about(Access::Full, Lang::Ja, NARROW);
    assert_eq!(bench.press("v").effects, [Effect::Verify]);
    assert!(bench.screen().contains("検証しています…"), "{}", bench.screen());
    assert!(bench.press("v").effects.is_empty(), "it runs already");
    assert_eq!(bench.press("b").effects, [Effect::BackUp]);
    let found =
        Verified { fits: true, text: "履歴312件、記録84件を確かめました。".to_owned() };
    bench.send(Message::Verified(Ok(found)));
    bench.send(Message::BackedUp(Err("ディスクに空きがありません。".to_owned())));
    bench.shows("検証 合っています。 履歴312件、記録84件を確かめました。");
    bench.shows("最後のバックアップ バックアップできませんでした。ディスクに空きがありません。");
    assert_eq!(bench.notice(), "バックアップできませんでした。ディスクに空きがありません。");
    // Its end is told also to who has gone on.
    bench.press("v Esc");
    bench.send(Message::Verified(Ok(Verified {
        fits: false, text: "17件目が合いません。".to_owned()
    })));
    assert!(bench.screen().contains("検証: 合わないところがあります。"), "{}", bench.screen());
}

/// What does not verify is told beside the last good one, and a backup that was made so is no good news.
#[test]
fn backups_that_do_not_verify_are_told_apart_from_the_last_good_one() {
    let doubtful = Backup {
        at: "2026-11-22T17:43:00+09:00".to_owned(),
        place: "/vault/backups/doubtful/2026-11-22T174300-000313".to_owned(),
        entries: 313,
        doubtful: true,
    };
    for (lang, good, kept, made, told) in [
        (
            Lang::Ja,
            "最後のバックアップ 2026-11-21 17:43　/vault/backups/20261121-174300-312（履歴312件）",
            "分けて保管 検証で合わないものが2件あります。最後は 2026-11-22 17:43　\
             /vault/backups/doubtful/2026-11-22T174300-000313（履歴313件）。合うバックアップには影響しません。\
             r を押すと一覧で確かめられます。",
            "分けて保管 台帳の記録と操作履歴が合わないため、合うバックアップとは別に作りました。2026-11-22 17:43　\
             /vault/backups/doubtful/2026-11-22T174300-000313（履歴313件）",
            "台帳の記録と操作履歴が合わないため、分けてバックアップしました： \
             /vault/backups/doubtful/2026-11-22T174300-000313 v 検証する",
        ),
        (
            Lang::En,
            "Last backup 2026-11-21 17:43 /vault/backups/20261121-174300-312 (312 entries)",
            "Kept apart 2 do not verify; the last 2026-11-22 17:43 \
             /vault/backups/doubtful/2026-11-22T174300-000313 (313 entries). The good ones are not affected. \
             Press r for the list.",
            "Kept apart The records and the history do not fit, so this one was made apart from the good ones: \
             2026-11-22 17:43 /vault/backups/doubtful/2026-11-22T174300-000313 (313 entries)",
            "The records and the history do not fit; a backup was made apart: \
             /vault/backups/doubtful/2026-11-22T174300-000313 v Verify",
        ),
    ] {
        let mut bench = about(Access::Full, lang, NARROW);
        let facts = Facts { apart: Some((2, doubtful.clone())), ..facts() };
        bench.send(Message::AboutRead(Box::new(facts)));
        bench.shows(good).shows(kept);
        bench.press("b").send(Message::BackedUp(Ok(doubtful.clone())));
        bench.shows(good).shows(made).shows(told).hides(kept);
    }
}

#[test]
fn a_file_that_is_mostly_free_says_that_the_next_backup_gives_that_back() {
    for (lang, told) in [
        (Lang::Ja, "台帳ファイルの半分より多く（33 MB）が空いています。"),
        (Lang::En, "More than half of the register's file (33 MB) is free."),
    ] {
        let mut bench = about(Access::Full, lang, NARROW);
        bench.hides(told);
        let facts = Facts { room: Some(33_554_432), ..facts() };
        bench.send(Message::AboutRead(Box::new(facts)));
        bench.shows(told);
    }
}

/// Forms open to be looked at; whatever writes is greyed and says why.
#[test]
fn who_only_looks_changes_nothing() {
    let reasons = [(Access::Reader, "閲覧のみ"), (Access::LookOnly, "読み取り専用")];
    for (access, reason) in reasons {
        let mut bench = Bench::demo_as(access, Lang::Ja, NARROW);
        let before = bench.register().clone();
        assert!(
            bench.screen().lines().next().unwrap().contains(&format!(" {reason} ")),
            "{}",
            bench.screen()
        );
        for keys in [
            "d",
            "D",
            "u",
            "F8",
            "2 n",
            "2 p",
            "2 s",
            "2 t",
            "2 Del",
            "3 c",
            "3 r",
            "4 a",
            "4 x",
            "4 o",
            "4 r",
            "5 z",
            "6 a",
            "6 o",
            "6 t",
            "6 x",
            "6 r",
            "7 r",
            "7 z",
            "7 s Space",
            "2 e C-s",
            "2 e \"x\"",
            "2 e BS",
            "2 e Down Down Down C-t",
        ] {
            bench.press(keys);
            let writes = bench.effects.iter().any(|effect| matches!(effect, Effect::Commit { .. }));
            assert!(!writes, "{keys}");
            let told = bench.app.notice.as_ref().is_some_and(|notice| notice.text.contains(reason));
            assert!(told, "{keys}: {}", bench.screen());
            bench.press("Esc");
        }
        bench
            .press("2 e Tab Tab")
            .send(Message::Input(mcs_register::tui::terminal::input::Input::Paste("貼付".to_owned())));
        assert!(!bench.screen().contains("貼付"), "{}", bench.screen());
        assert_eq!(*bench.register(), before);
    }
}

/// What whoever only looks sees: how it is named, what it may not do and why, and that the rest is there to be read.
#[test]
fn what_looking_alone_looks_like() {
    for (access, lang, name, why) in [
        (
            Access::Reader,
            Lang::Ja,
            " 閲覧のみ ",
            "「閲覧のみ」のアカウントでは変更できません。変更できる人に依頼してください。",
        ),
        (
            Access::Reader,
            Lang::En,
            " view only ",
            "This account may only view. Ask somebody whose account may make changes.",
        ),
        (Access::LookOnly, Lang::Ja, " 読み取り専用 ", "読み取り専用で開いているため、変更できません。"),
        (
            Access::LookOnly,
            Lang::En,
            " read-only ",
            "The register is open read-only: nothing can be changed.",
        ),
    ] {
        let (edit, writes, reads): (_, [&str; 7], [&str; 8]) = match lang {
            Lang::Ja => (
                format!(
                    "== 職員の編集　S-012 [{}] == 氏名と職種 番号 S-012 >氏名 池島 修 フリガナ イケジマ オサム",
                    name.trim()
                ),
                [
                    "PW変更（本日）",
                    "誓約書を記録",
                    "教育を記録",
                    "退職",
                    "教育の一括記録",
                    "PW変更の一括記録",
                    "済みにする",
                ],
                [
                    "開く  (Enter)",
                    "印  (Space)",
                    "編集  (e / F4)",
                    "検索  (/ / Ctrl+F)",
                    "詳細  (右)",
                    "絞り込み  (f / Ctrl+G)",
                    "この人の記録  (P / F11)",
                    "この記録の履歴  (H / F3)",
                ],
            ),
            Lang::En => (
                format!(
                    "== Edit: Staff S-012 [{}] == Who No. S-012 >Name 池島 修 Reading イケジマ オサム",
                    name.trim()
                ),
                [
                    "Password changed",
                    "Pledge signed",
                    "Training",
                    "Leaves",
                    "Training for many",
                    "Passwords for many",
                    "Done today",
                ],
                [
                    "Open  (Enter)",
                    "Mark  (Space)",
                    "Edit  (e / F4)",
                    "Search  (/ / Ctrl+F)",
                    "Details  (Right)",
                    "Filter  (f / Ctrl+G)",
                    "This person  (P / F11)",
                    "History of this  (H / F3)",
                ],
            ),
        };
        let begun = |keys: &str| {
            let mut bench = Bench::demo_as(access, lang, NARROW);
            bench.press(keys);
            bench
        };
        let mut today = begun("");
        assert!(today.line_with("2026-11-22").contains(name), "{}", today.screen());
        assert!(today.line_with("│> ").contains("R8-003"), "{}", today.screen());
        begun("2 e").shows(&edit).shows("ikejima.osamu@minato-houkan.example");
        let mut keys = begun("2 ?");
        // Six of them are of this list; the last is of every list.
        for writes in &writes[..6] {
            keys.shows(&format!("{writes} -- {why}"));
        }
        let mut palette = begun("2 C-p");
        for writes in writes {
            assert!(palette.line_with(&format!(" {writes}  (")).contains("  -- "), "{}", palette.screen());
        }
        for reads in reads {
            assert!(!palette.line_with(reads).contains("--"), "{}", palette.screen());
        }
        if (access, lang) == (Access::Reader, Lang::Ja) {
            insta::assert_snapshot!("reader-palette-ja", palette.screen());
        }
        let mut accounts = accounts(access, lang, WIDE);
        accounts.press("n").shows("> 弁天 恵").shows("監査");
        assert_eq!(accounts.notice(), why);
    }
}

/// A reader's own password is theirs to change; where the files are only looked at, nobody's is.
#[test]
fn a_reader_may_change_their_own_password() {
    let keys = "p \"hato4-beam\" Enter \"himawari-7\" Enter \"himawari-7\" C-s";
    assert_eq!(accounts(Access::Reader, Lang::Ja, NARROW).press(keys).effects.len(), 1);
    assert!(accounts(Access::LookOnly, Lang::Ja, NARROW).press(keys).effects.is_empty());
    for keys in ["n", "Down Del", "r"] {
        let mut bench = accounts(Access::Reader, Lang::Ja, NARROW);
        assert!(bench.press(keys).screen().contains("変更できる人に依頼"), "{keys}: {}", bench.screen());
    }
}

/// Whatever was open: behind a lock there is nothing of the register, in the state or on the screen.
#[test]
fn a_lock_leaves_nothing_of_the_register() {
    let names: Vec<String> = {
        let bench = Bench::demo(Lang::Ja, WIDE);
        let register = bench.register();
        let staff = register.staff().iter().filter_map(|row| row.name.clone());
        let partners = register.partners().iter().filter_map(|row| row.name.clone());
        let groups = register.groups().iter().filter_map(|group| group.sheet.name.clone());
        let office = register.office().name.clone();
        staff.chain(partners).chain(groups).chain(office).collect()
    };
    assert!(names.len() > 20);
    let before = [
        "",
        "Right",
        "2 / \"na\"",
        "2 e",
        "2 n",
        "C-p",
        "?",
        "F8",
        "2 t",
        "Down D",
        "2 Del",
        "7 s",
        "7 w",
        "* d",
        "F2",
        "F2 v",
        "F7",
        "F7 n",
        "F7 p \"hato4\"",
        "2 Space * p",
    ];
    for keys in before {
        for lock in ["C-l", "C-z", ""] {
            let mut bench = Bench::demo_as(Access::Full, Lang::Ja, WIDE);
            bench.press(keys);
            bench.send(Message::AccountsRead(Ok(four())));
            bench.effects.clear();
            if lock.is_empty() {
                bench.send(Message::Idle);
            } else {
                bench.press(lock);
            }
            assert!(matches!(bench.effects.first(), Some(Effect::Lock { .. })), "{keys} {lock}");
            assert_eq!(bench.effects.contains(&Effect::Suspend), lock == "C-z", "{keys} {lock}");
            let app = &bench.app;
            assert!(app.session().is_none() && app.layers.is_empty(), "{keys} {lock}");
            assert!(app.notice.is_none() && app.pending.is_none(), "{keys} {lock}");
            for keys in ["", "F3", "Esc Esc"] {
                let screen = bench.press(keys).screen();
                for name in &names {
                    assert!(!screen.contains(name.as_str()), "{keys} {lock}: {name}: {screen}");
                }
            }
            // What a worker sends late finds nobody.
            bench.send(Message::AccountsRead(Ok(four())));
            bench.send(Message::AboutRead(Box::new(facts())));
            bench.send(Message::Verified(Err("弁天 恵".to_owned())));
            assert!(!bench.screen().contains("弁天 恵"), "{}", bench.screen());
        }
    }
}

/// The account's name that is filled in behind the lock is all that is kept of who was in.
#[test]
fn the_name_is_filled_in_after_a_lock() {
    let mut bench = Bench::demo_as(Access::Full, Lang::Ja, NARROW);
    bench.press("C-l").send(Message::AsksLogin(true));
    bench.shows("台帳を開く アカウント名 弁天 恵 パスワード ロックしました。 台帳の場所：/vault");
    bench.press("\"hato4-beam\" Enter");
    let [Effect::Unlock { account, password }] = bench.effects.as_slice() else { unreachable!() };
    assert_eq!((account.as_deref(), password.as_str()), (Some("弁天 恵"), PRESENT));
}

#[test]
fn the_practice_register_keeps_its_account_and_makes_no_backup() {
    let mut bench = accounts(Access::Full, Lang::Ja, NARROW);
    bench.app.settings.practice = true;
    for keys in ["n", "p", "Down Del", "r", "Esc F2 b"] {
        assert!(!bench.press(keys).effects.iter().any(|effect| *effect != Effect::ReadAbout), "{keys}");
        assert!(bench.screen().contains("練習用の台帳"), "{}", bench.screen());
    }
}
