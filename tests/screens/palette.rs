//! The palette finds every action and goes to it; the bar shows what is possible now.

use mcs_register::{
    register::{Key as RecordKey, Lang, Register},
    tui::{
        app::{Effect, binding::Of},
        keys::Ctx,
        lists::Tab,
        shell::keymap::KEYS,
        words::{Reason, Word},
    },
};

use crate::{
    pages::{NARROW, WIDE},
    screen::Bench,
};

/// What is typed, and what the first line that is found then says.
const FOUND: &[(&str, &str)] = &[
    ("死亡", "死亡・転居で終了"),
    ("逝去", "死亡・転居で終了"),
    ("亡くなった", "死亡・転居で終了"),
    ("しぼう", "死亡・転居で終了"),
    ("転居", "死亡・転居で終了"),
    ("shibou", "死亡・転居で終了"),
    ("印刷", "書類"),
    ("いんさつ", "書類"),
    ("insatsu", "書類"),
    ("バックアップ", "バックアップ"),
    ("ばっくあっぷ", "バックアップ"),
    ("backup", "> backup > 今すぐバックアップ"),
    ("ヒヤリ", "インシデント"),
    ("ひやり", "インシデント"),
    ("hiyari", "インシデント"),
    ("たいしょく", "退職"),
    ("taishoku", "退職"),
    ("研修", "教育"),
    ("せいさ", "精査"),
    ("れいがい", "例外承認"),
    ("並び替え", "並べ替え"),
    ("ヘルプ", "キー一覧"),
    ("取り消し", "元に戻す"),
    ("紛失", "紛失・盗難"),
    ("速報", "報告"),
];

#[test]
fn an_action_is_found_by_its_reading_its_romaji_and_what_else_it_is_called() {
    for number in 1..=9 {
        for (typed, found) in FOUND {
            let mut bench = Bench::demo(Lang::Ja, WIDE);
            bench.press(&format!("{number} C-p \"{typed}\"")).shows(found);
        }
    }
}

#[test]
fn every_action_of_every_screen_is_offered_on_every_screen() {
    let mut bench = Bench::demo(Lang::Ja, WIDE);
    for number in [1, 2, 9] {
        for binding in KEYS.iter() {
            let elsewhere = matches!(
                binding.ctx,
                Ctx::Staff | Ctx::Devices | Ctx::TakeOuts | Ctx::Groups | Ctx::Memberships | Ctx::Incidents
            );
            if elsewhere {
                let label = binding.label.say(Lang::Ja);
                bench.press(&format!("Esc Esc {number} C-p \"{label}\"")).shows(&format!("{label} ("));
            }
        }
    }
}

#[test]
fn the_palette_goes_to_where_an_action_lives_and_tells_its_key() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    // The finding that is selected is about this person, who is selected there too.
    bench.press("/ \"池島\" Enter C-p \"たいしょく\" Enter");
    let session = bench.app.session().unwrap();
    assert_eq!(session.tab, Tab::Staff);
    bench.shows("> S-012").shows("職員の画面です。行を選んで x（退職）を押してください。");
    assert!(bench.app.layers.is_empty(), "nothing is done with a row that nobody chose there");
    // What needs no row is done.
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("C-p \"教育の一括\" Enter").shows("教育の受講をまとめて記録");
    // A page is opened.
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench
        .press("C-p \"今すぐバックアップ\" Enter")
        .shows("「この台帳について」を開きました。ここで b（今すぐバックアップ）");
    assert!(!bench.effects.contains(&Effect::BackUp));
}

#[test]
fn the_palette_says_what_is_not_possible_and_why() {
    let mut bench = Bench::new(Register::default(), Lang::Ja, WIDE);
    bench.press("5 C-p \"精査\" Enter").shows("選ばれた行がありません。");
    // From a page it leaves the page; from what is being typed it does not.
    let mut bench = Bench::demo(Lang::Ja, WIDE);
    bench.press("F5 C-p \"たいしょく\" Enter");
    assert_eq!(bench.app.session().unwrap().tab, Tab::Staff);
    let mut bench = Bench::demo(Lang::Ja, WIDE);
    bench.press("2 e \"x\" C-p");
    assert_eq!(bench.app.layers.len(), 1, "{}", bench.screen());
}

/// The first keys of the bar.
fn first(bench: &mut Bench, count: usize) -> String {
    bench.bar().split("  ").take(count).collect::<Vec<_>>().join("  ")
}

fn select(bench: &mut Bench, meant: impl Fn(&RecordKey, &Register) -> bool) {
    let session = bench.app.session().unwrap();
    let screen = session.tab.screen();
    let place = session.list().rows().iter().position(|row| match screen.key(&session.desk, *row) {
        mcs_register::tui::lists::RowKey::Record(key) => meant(&key, &session.desk.register),
        _ => false,
    });
    let place = place.unwrap();
    bench.press(&format!("Home {}", "Down ".repeat(place)));
}

#[test]
fn the_bar_begins_with_what_takes_the_row_a_step_on() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("Down");
    assert!(first(&mut bench, 2).starts_with("d 本日変更した  D 日付を指定"), "{}", bench.bar());
    // Where it asks for its day, one key is enough; for many it says how many, and of a fold how many it stands for.
    bench.press("Up");
    assert!(bench.bar().starts_with("d 「速報の日」を入れる  Enter 開く"), "{}", bench.bar());
    bench.press("Space Space");
    assert!(bench.bar().starts_with("d 2件をまとめて記録"), "{}", bench.bar());
    let mut english = Bench::demo(Lang::En, NARROW);
    assert!(english.press("Down").bar().starts_with("d Changed today  D On a day"), "{}", english.bar());
    assert!(
        english.press("Up").bar().starts_with("d Fill in \"Preliminary report\"  Enter Open"),
        "{}",
        english.bar()
    );
    // An approved take-out goes out; one that is out comes back; a decided one is not decided again.
    let today = crate::screen::today();
    let state = |key: &RecordKey, register: &Register| {
        let RecordKey::TakeOut(id) = key else { return None };
        Some(mcs_register::tui::lists::take_out_state(register.take_outs().get(id)?, today))
    };
    for (wanted, begins) in [
        (Word::StateWaiting, "a 承認  x 却下"),
        (Word::StateApproved, "o 持ち出した"),
        (Word::StateOut, "r 返却（本日）"),
    ] {
        let mut bench = Bench::demo(Lang::Ja, NARROW);
        bench.press("4");
        select(&mut bench, |key, register| state(key, register) == Some(wanted));
        assert!(bench.bar().starts_with(begins), "{wanted:?}: {}", bench.bar());
        if wanted == Word::StateApproved {
            assert!(!bench.bar().contains("承認"), "what is decided is not decided again: {}", bench.bar());
        }
    }
}

#[test]
fn on_an_empty_list_the_bar_begins_with_what_fills_it() {
    for (size, number) in [(NARROW, 2), (NARROW, 3), ((60, 16), 4), (WIDE, 5), (NARROW, 7), (NARROW, 8)] {
        let mut bench = Bench::new(Register::default(), Lang::Ja, size);
        bench.press(&format!("{number}"));
        assert!(bench.bar().starts_with("n 追加"), "{number}: {}", bench.bar());
        assert!(!bench.bar().contains("済みにする"), "{}", bench.bar());
    }
}

#[test]
fn the_first_response_tells_what_comes_next() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("F8 Enter Enter");
    assert!(bench.bar().starts_with("Space 今の時刻で記録"), "{}", bench.bar());
    bench.shows("r 報告した");
    // Once a report is written, that it was sent is what is missing.
    bench.press("w Enter");
    assert!(
        bench.bar().starts_with("Alt+O ファイルを開く  Alt+C 場所をコピー  r 報告した"),
        "{}",
        bench.bar()
    );
    bench.press("Down");
    assert!(bench.bar().starts_with("r 報告した"), "{}", bench.bar());
}

#[test]
fn pages_have_bars_of_their_own() {
    for (keys, own) in [
        ("F5", "Esc 戻る"),
        ("C", "Enter 記録へ移る"),
        ("R", "Esc 戻る"),
        ("7 h", "y はい"),
        ("F6 Enter", "Enter 書き出す"),
        ("F2", "v 検証する"),
    ] {
        let mut bench = Bench::demo(Lang::Ja, NARROW);
        bench.press(keys);
        assert!(bench.bar().contains(own), "{keys}: {}", bench.bar());
        assert!(!bench.bar().contains("済みにする") || keys == "R", "{keys}: {}", bench.bar());
    }
}

/// What needs a row says so in the table: the palette does nothing with a row that nobody chose.
#[test]
fn what_needs_a_row_says_so() {
    for number in 1..=9 {
        let mut bench = Bench::new(Register::default(), Lang::Ja, NARROW);
        bench.press(&format!("{number}"));
        let ctx = bench.app.session().unwrap().tab.ctx();
        for binding in KEYS.iter().filter(|binding| binding.ctx == ctx) {
            if binding.possible(&bench.app) == Err(Reason::NoRow) {
                assert_ne!(binding.of, Of::Nothing, "{:?}", binding.label);
            }
        }
    }
}
