//! The history, the last visit, the vault's own cares, and two sessions on one record: keys in, the screen as text out.

use crate::{
    pages::{self, EN_WIDE, JA, Look, NARROW, WIDE, each_page},
    screen::{Bench, settings, today},
};
use mcs_register::{
    policy::Urgency,
    register::{Change, Key, Lang, Record, RecordChange, Register, id::PersonId},
    store::HistoryEntry,
    tui::{
        app::{App, Effect, Message, Opened, Visit},
        desk::care::{Care, CareAction},
        features::history::PART,
    },
};

fn demo() -> Register {
    crate::screen::demo_office()
}

fn entry(seq: u64, at: &str, account: &str, action: &str) -> HistoryEntry {
    HistoryEntry {
        seq,
        batch: seq,
        at: at.to_owned(),
        account: account.to_owned(),
        action: action.to_owned(),
        undoes: None,
        key: None,
        before: None,
        after: None,
        note: [None, None],
    }
}

/// A record of the demo office, with some facts of it changed.
fn changed(key: &Key, change: impl FnOnce(&mut Record)) -> (Option<Record>, Option<Record>) {
    let (_, before) = demo().record(key).unwrap();
    let mut after = before.clone();
    change(&mut after);
    (Some(before), Some(after))
}

fn staff(id: &str) -> Key {
    Key::Staff(PersonId::new(id).unwrap())
}

/// A history with something of everything, oldest first.
pub(crate) fn history() -> Vec<HistoryEntry> {
    let key = staff("S-012");
    let (before, after) = changed(&key, |record| {
        let Record::Staff(row) = record else { unreachable!() };
        row.mcs.password_changed_on = Some("2026-11-20".parse().unwrap());
        row.memo = Some("長い備考です。".repeat(12));
        row.mcs.shared = Some(false);
    });
    let password = HistoryEntry {
        key: Some(key.clone()),
        before: before.clone(),
        after: after.clone(),
        ..entry(3, "2026-11-20T09:10:11+09:00", "管理者", "password-changed")
    };
    let undo = HistoryEntry {
        key: Some(key),
        before: after,
        after: before,
        undoes: Some(3),
        ..entry(4, "2026-11-20T09:12:40+09:00", "副管理者", "undo")
    };
    let register = demo();
    let group = register.groups().iter().find(|group| !group.memberships.is_empty()).unwrap();
    let key = Key::Membership(group.sheet.id.clone(), group.memberships[0].id.clone());
    let (_, after) = register.record(&key).unwrap();
    let member = HistoryEntry {
        key: Some(key),
        after: Some(after),
        batch: 5,
        ..entry(6, "2026-11-21T17:00:00+09:00", "副管理者", "add")
    };
    let note = HistoryEntry {
        note: [None, Some(r#"{"why":"{\"slot\":\"2\"}"}"#.to_owned())],
        ..entry(2, "2026-11-01T08:30:00+09:00", "*recovery-key*", "account-password")
    };
    let strange = entry(5, "not a stamp", "管理者", "something-newer");
    vec![
        entry(1, "2026-11-01T08:00:00+09:00", "管理者", "vault-created"),
        note,
        password,
        undo,
        strange,
        member,
    ]
}

fn bench(lang: Lang, size: (u16, u16)) -> Bench {
    let visit = Some(Visit { at: "2026-11-20T09:11:00+09:00".to_owned(), seq: 3, others: 3 });
    let opened = Opened { register: demo(), visit, cares: cares(), ..Opened::default() };
    let mut bench = Bench::with(App::open(settings(lang), opened, today()), size);
    bench.history = history();
    bench
}

fn cares() -> Vec<Care> {
    vec![
        Care {
            id: "history".into(),
            urgency: Urgency::Overdue,
            about: "履歴".to_owned(),
            label: "履歴が前回と合わない".to_owned(),
            sentence: "台帳の履歴が、前に開いたときと合いません（前回312件、今回300件）。".to_owned(),
            to_do: "新しいバックアップがあれば復元してください。".to_owned(),
            due: None,
            article: None,
            action: CareAction::AcceptHistory,
        },
        Care {
            id: "password/副管理者".into(),
            urgency: Urgency::Soon,
            about: "副管理者".to_owned(),
            label: "アカウントのパスワード".to_owned(),
            sentence: "「副管理者」のパスワードは58日前に変更されたままです。".to_owned(),
            to_do: "本人が開いてパスワードを変えてください。".to_owned(),
            due: Some("2026-11-24".parse().unwrap()),
            article: Some("第12条(3)".to_owned()),
            action: CareAction::None,
        },
    ]
}

#[test]
fn every_screen_of_the_history() {
    let kept: [(&str, &[Look]); 3] =
        [("visit-and-cares", &[JA]), ("history-whole", &[JA, EN_WIDE]), ("history-entry-changed", &[JA])];
    each_page(
        pages::history::PAGES,
        &kept,
        |lang, size, keys| {
            let mut bench = bench(lang, size);
            bench.press(keys);
            bench
        },
        |name, screen| insta::assert_snapshot!(name, screen),
    );
}

#[test]
fn an_empty_history_says_so() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    assert!(bench.press("F5").screen().contains("履歴はありません"));
    // No earlier visit: the key says why it does nothing.
    bench.press("Esc F12");
    assert!(bench.app.layers.is_empty() && bench.screen().contains("前回の記録がない"), "{}", bench.screen());
}

#[test]
fn what_the_vault_asks_for_is_counted_and_goes_when_it_is_settled() {
    let mut bench = bench(Lang::Ja, WIDE);
    let overdue = |bench: &Bench| bench.app.session().unwrap().desk.count(Urgency::Overdue);
    let before = overdue(&bench);
    bench.press("d");
    assert!(bench.effects.is_empty(), "a question comes first");
    bench.press("y");
    assert!(bench.effects.contains(&Effect::AcceptHistory));
    assert_eq!(overdue(&bench), before - 1);
    assert!(bench.screen().contains("対応しました"), "{}", bench.screen());
}

#[test]
fn nothing_else_happens_to_a_care() {
    let mut bench = bench(Lang::Ja, NARROW);
    let before = bench.register().clone();
    for keys in ["e", "Del", "a", "x", "Enter Esc", "Space", "D"] {
        bench.press(keys);
        bench.press("Esc Esc Home");
    }
    assert_eq!(*bench.register(), before);
}

#[test]
fn a_long_history_is_read_as_far_as_it_is_looked_at() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.history = (1..=10_000)
        .map(|seq| {
            let key = if seq == 7 { staff("S-012") } else { staff("S-001") };
            HistoryEntry { key: Some(key), ..entry(seq, "2026-11-20T09:10:11+09:00", "管理者", "edit") }
        })
        .collect();
    bench.press("F5");
    let asked =
        |bench: &Bench| bench.effects.iter().filter(|effect| matches!(effect, Effect::History(_))).count();
    assert_eq!(asked(&bench), 1, "one part is enough for the first screen");
    bench.press("PgDn PgDn");
    assert_eq!(asked(&bench), 0);
    // To the end of what is there: more comes, and the selection stays where it is.
    bench.press("End");
    assert_eq!(asked(&bench), 1);
    assert!(bench.screen().contains(&format!("{}", 10_000 - PART + 1)), "{}", bench.screen());
    // A search goes through all of it.
    bench.press("/ \"S-012\"");
    assert!(bench.screen().contains("1件  "), "{}", bench.screen());
    assert!(bench.screen().contains("     7 2026-11-20"), "{}", bench.screen());
}

#[test]
fn an_answer_to_an_earlier_question_is_dropped() {
    let mut bench = bench(Lang::Ja, NARROW);
    bench.press("F5");
    let late = mcs_register::tui::app::asked::Part { ticket: 1, entries: Err("zu spät".to_owned()) };
    bench.press("f").send(Message::History(late));
    assert!(!bench.screen().contains("zu spät"), "{}", bench.screen());
}

// ------------------------------------------------------------------------------------------- two sessions

fn change(register: &Register, key: &Key, change: impl FnOnce(&mut Record)) -> Change {
    let (place, before) = register.record(key).unwrap();
    let mut after = before.clone();
    change(&mut after);
    Change {
        records: vec![RecordChange { key: key.clone(), place, before: Some(before), after: Some(after) }],
    }
}

fn profession(register: &Register, key: &Key, name: &str) -> Change {
    change(register, key, |record| {
        let Record::Staff(row) = record else { unreachable!() };
        row.profession = Some(name.to_owned());
    })
}

#[test]
fn another_sessions_change_comes_in_without_losing_the_place_or_the_text() {
    let mut bench = bench(Lang::Ja, NARROW);
    bench.press("2 Down Down Down e Tab \"ー入力中\"");
    let selected = bench.app.session().unwrap().selected();
    let theirs = profession(bench.register(), &staff("S-001"), "作業療法士");
    bench.send(Message::Followed(vec![theirs]));
    let screen = bench.screen();
    assert!(screen.contains("ー入力中") && screen.contains("別の画面での変更を読み込みました"), "{screen}");
    assert_eq!(bench.app.session().unwrap().selected(), selected);
    assert_eq!(bench.register().staff()[0].profession.as_deref(), Some("作業療法士"));
}

#[test]
fn of_two_edits_of_one_field_both_are_shown_until_one_is_chosen() {
    let key = staff("S-001");
    for (choose, stays) in [("F2", "作業療法士"), ("F3", "保健師"), ("F2 F2", "保健師")] {
        let mut bench = Bench::demo(Lang::Ja, NARROW);
        bench.press("2 / \"S-001\" Enter e Tab Tab C-u \"保健師\"");
        let theirs = profession(bench.register(), &key, "作業療法士");
        bench.send(Message::Followed(vec![theirs]));
        if choose == "F2" {
            insta::assert_snapshot!("two-values", bench.screen());
        }
        bench.press("C-s");
        assert!(!bench.effects.iter().any(|effect| matches!(effect, Effect::Commit { .. })));
        assert!(
            bench.screen().contains("作業療法士") && bench.screen().contains("保健師"),
            "{}",
            bench.screen()
        );
        bench.press(choose).press("C-s");
        assert_eq!(bench.register().staff()[0].profession.as_deref(), Some(stays), "{choose}");
    }
}

#[test]
fn a_change_that_does_not_fit_what_is_in_memory_reads_everything_anew() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    let mut theirs = profession(bench.register(), &staff("S-001"), "作業療法士");
    theirs.records[0].before = theirs.records[0].after.clone();
    theirs.records[0].after = None;
    bench.send(Message::Followed(vec![theirs]));
    assert!(bench.effects.contains(&Effect::Reload));
}

#[test]
fn an_empty_change_draws_nothing_and_says_nothing() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    let before = bench.screen();
    bench.send(Message::Followed(Vec::new()));
    assert_eq!(bench.screen(), before);
}

#[test]
fn a_record_that_went_while_it_was_being_edited_is_told() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("9 n Down Enter");
    bench.press("Esc y 1");
    let register = demo();
    let key = Key::Partner(register.partners().iter().last().unwrap().id.clone());
    let (place, before) = register.record(&key).unwrap();
    bench.press("8 f End e Tab \"入力\"");
    let gone = RecordChange { key, place, before: Some(before), after: None };
    bench.send(Message::Followed(vec![Change { records: vec![gone] }]));
    assert!(!bench.app.layers.is_empty());
}

#[test]
fn a_number_that_another_session_took_is_not_taken_twice() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("2 n \"築港 さくら\"");
    // The other session was faster with the same number.
    let mut theirs = bench.register().staff()[0].clone();
    let number = bench.register().staff().len();
    let taken = PersonId::new(&format!("S-{:03}", number + 1)).unwrap();
    theirs.id = taken.clone();
    let place = u32::try_from(number).unwrap();
    let added =
        RecordChange { key: Key::Staff(taken), place, before: None, after: Some(Record::Staff(theirs)) };
    bench.send(Message::Followed(vec![Change { records: vec![added] }]));
    bench.press("C-s");
    let rows = bench.register().staff();
    assert_eq!(rows.len(), number + 2, "{}", bench.screen());
    assert_eq!(rows.iter().last().unwrap().name.as_deref(), Some("築港 さくら"));
}

// ------------------------------------------------------------------------------------------- drafts

#[test]
fn what_was_being_typed_waits_in_the_vault_and_follows_the_record() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("2 / \"S-001\" Enter e Tab Tab C-u \"保健師\" Tab").send(Message::Idle);
    assert!(bench.draft.as_ref().is_some_and(|draft| draft.contains("保健師") && !draft.contains('\n')));
    // Meanwhile somebody else changed another fact of the record.
    let mut register = demo();
    let theirs = change(&register, &staff("S-001"), |record| {
        let Record::Staff(row) = record else { unreachable!() };
        row.memo = Some("別の画面から".to_owned());
    });
    register.apply(&theirs).unwrap();
    bench.unlock(register);
    bench
        .shows("== 職員の編集　S-001 ==")
        .shows("氏名 港 花子")
        .shows("職種 保健師 在職期間 >入職日 2020-07-07");
    bench.shows("別の画面での変更を取り込みました。この入力はまだ保存していません。");
    bench.shows("入力の途中だった内容があります（2026-11-22 09:10）。まだ保存していません。");
    assert!(bench.bar().starts_with("Ctrl+S 保存  Esc やめる"), "{}", bench.bar());
    bench.press("C-s");
    let row = &bench.register().staff()[0];
    assert_eq!(row.profession.as_deref(), Some("保健師"));
    assert_eq!(row.memo.as_deref(), Some("別の画面から"));
}

#[test]
fn a_draft_whose_record_is_gone_is_shown_to_copy_and_kept_until_it_is_closed() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("2 / \"S-001\" Enter e Tab Tab C-u \"保健師\"").send(Message::Idle);
    bench.unlock(Register::default());
    insta::assert_snapshot!("draft-unfit", bench.screen());
    bench.send(Message::Idle);
    bench.unlock(Register::default());
    assert!(bench.screen().contains("保健師"), "{}", bench.screen());
    bench.press("Esc").send(Message::Idle);
    assert_eq!(bench.draft, None);
}

#[test]
fn new_records_and_prompts_come_back_as_well() {
    for (keys, text) in [
        ("2 n \"築港 さくら\" Tab \"チッコウ\" Tab Tab Tab Tab Tab Right", "チッコウ"),
        ("5 Down Enter x \"異動のため\"", "異動のため"),
        ("2 t Tab \"秋の研修\"", "秋の研修"),
        ("7 w \"-控え\"", "-控え"),
        ("5 f x Right Tab \"2026-11-20\"", "2026-11-20"),
        ("9 o \"2026-11-03\"", "2026-11-03"),
        ("5 Enter N Space Enter \"2026-11-19\"", "2026-11-19"),
        ("7 e Tab Tab Tab Tab Tab \"概要の途中\"", "概要の途中"),
    ] {
        let mut bench = Bench::demo(Lang::Ja, WIDE);
        bench.press(keys);
        let before: Vec<String> = bench.screen().lines().map(str::to_owned).collect();
        bench.send(Message::Idle);
        assert!(!bench.screen().contains(text), "{keys}");
        bench.unlock(demo());
        let after = bench.screen();
        assert!(after.contains(text) && before.join("\n").contains(text), "{keys}\n{after}");
    }
}

#[test]
fn what_could_not_be_kept_is_gone_and_that_is_told() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("2 n \"築港 さくら\"").send(Message::Idle);
    bench.draft.take().unwrap();
    bench.send(Message::DraftNotKept("容量不足".to_owned()));
    assert!(bench.screen().contains("容量不足") && !bench.screen().contains("築港"), "{}", bench.screen());
    bench.unlock(demo());
    assert!(!bench.screen().contains("築港 さくら"), "{}", bench.screen());
}

#[test]
fn a_draft_of_another_version_is_shown_as_it_is() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.send(Message::Idle);
    bench.draft = Some("[{\"form-of-tomorrow\":\"何かの文\"}]".to_owned());
    bench.unlock(demo());
    assert!(bench.screen().contains("何かの文"), "{}", bench.screen());
}

#[test]
fn a_line_that_drops_keeps_what_was_being_typed() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("2 n \"築港 さくら\"");
    bench.effects.clear();
    bench.send(Message::Input(mcs_register::tui::terminal::input::Input::Closed));
    assert!(matches!(bench.effects.as_slice(), [Effect::Lock { draft: Some(_), .. }, Effect::Quit]));
}
