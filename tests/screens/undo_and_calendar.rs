//! Steps back, the calendar, waivers, and what is recorded for many people at once: keys in, the screen as text out.

use crate::{
    pages::{self, ALL, EN_WIDE, JA, Look, NARROW, WIDE, each_page},
    screen::{Bench, settings, today},
};
use mcs_register::{
    policy::{Urgency, calendar::calendar},
    register::{
        Change, Command, Key, Lang, Record, RecordChange, RecordKind, Register,
        document::{decode, encode},
        id::DeviceId,
        records::Staff,
    },
    store::PastChange,
    tui::{
        app::{Access, App, Effect, Message, Opened},
        lists::RowKey,
    },
};

/// A small office that is not the demo: a password, a training and a pledge to come, and a waiver that ends soon.
fn office() -> Register {
    let text = r#"{"format": "mcs-register/1", "office": {"name": "はまかぜ訪問看護", "manager": "S-01"},
        "staff": [
            {"id": "S-01", "name": "青木 聡", "kana": "アオキ サトシ", "profession": "管理者", "joined_on": "2020-04-01",
             "mcs": {"login": "aoki", "role": "administrator", "password_changed_on": "2026-10-20", "profile": true},
             "trainings": [{"on": "2026-06-01", "title": "全体研修"}]},
            {"id": "S-02", "name": "石井 恵", "kana": "イシイ メグミ", "profession": "看護師", "joined_on": "2021-04-01",
             "mcs": {"login": "ishii", "role": "user", "password_changed_on": "2026-08-01", "profile": true},
             "pledge": {"signed_on": "2026-04-01"}, "trainings": [{"on": "2025-06-01"}]},
            {"id": "S-03", "name": "上田 進", "kana": "ウエダ ススム", "profession": "理学療法士", "joined_on": "2022-04-01",
             "mcs": {"login": "ueda", "role": "user", "password_changed_on": "2026-09-10", "profile": false}},
            {"id": "S-04", "name": "江口 玲", "kana": "エグチ レイ", "profession": "事務", "joined_on": "2022-04-01",
             "left_on": "2026-03-31"}],
        "waivers": [{"rule": "profile", "subject": "staff/S-03", "reason": "入力の代行を調整中", "approved_by": "S-01",
            "until": "2026-11-30"}]}"#;
    decode(text.as_bytes(), &|_| Some(&[RecordKind::Staff])).unwrap()
}

fn bench(lang: Lang, size: (u16, u16)) -> Bench {
    Bench::new(office(), lang, size)
}

/// How many keys a text of keys is.
fn count(keys: &str) -> usize {
    mcs_register::tui::terminal::input::parse_keys(keys).unwrap().len()
}

const MADE: &str = "2 p Down p Down s \"11/22\" Enter y";

#[test]
fn the_screens_of_this_work() {
    let kept: [(&str, &[Look]); 4] =
        [("steps", &[JA]), ("calendar", &[JA, EN_WIDE]), ("training", &[JA]), ("waiver-form", &[JA])];
    each_page(
        pages::undo_and_calendar::PAGES,
        &kept,
        |lang, size, keys| {
            let mut bench = bench(lang, size);
            bench.press(keys);
            bench
        },
        |name, screen| insta::assert_snapshot!(name, screen),
    );
}

/// The last key of the calendar goes to the last due date; the weeks after it are there to be read.
#[test]
fn the_end_of_the_calendar_is_its_last_due_date() {
    for (lang, size) in ALL {
        let mut bench = bench(lang, size);
        let begins = bench.press("F10").screen();
        let end = bench.press("End").screen();
        let ((text, from), (same, to)) = (parted(&begins), parted(&end));
        assert_eq!(text, same, "nothing moves where all of it fits");
        // From the first line of the list to that of the last due date, nine lines below.
        assert_eq!(to.1, from.1 + 9, "{end}");
        let line = text.lines().nth(to.1).unwrap();
        assert!(line.contains("2026-12-20") && line.contains("青木 聡"), "{line}");
    }
}

/// A screen and the place of its cursor.
fn parted(screen: &str) -> (&str, (usize, usize)) {
    let (text, cursor) = screen.trim_end().rsplit_once("(cursor ").unwrap();
    let (x, y) = cursor.trim_end_matches(')').split_once(", ").unwrap();
    (text, (x.parse().unwrap(), y.parse().unwrap()))
}

#[test]
fn several_steps_are_taken_back_one_after_another_and_done_again() {
    let mut bench = bench(Lang::Ja, NARROW);
    let start = bench.register().clone();
    bench.press(MADE);
    let end = bench.register().clone();
    assert_eq!(bench.past.len(), 3);
    // The list shows what is selected before and after; one key each takes them all back.
    bench.press("U");
    assert!(bench.screen().contains("誓約"), "{}", bench.screen());
    bench.press("u");
    assert!(matches!(
        bench.effects.as_slice(),
        [Effect::TakeBack { batch: 3, .. }, Effect::ReadPastChanges(_)]
    ));
    bench.press("Down u Down Down u");
    assert_eq!(*bench.register(), start);
    // Each undo is a change that stands, and is taken back in its turn.
    assert!(bench.past.iter().all(|past| past.undoes.is_some()), "{:?}", bench.past);
    bench.press("Home u Down u Down Down u");
    assert_eq!(*bench.register(), end);
}

#[test]
fn one_key_still_takes_back_the_last_change_and_tells_which() {
    let mut bench = bench(Lang::Ja, WIDE);
    let start = bench.register().clone();
    bench.press("2 p");
    assert_ne!(*bench.register(), start);
    bench.press("u");
    assert_eq!(*bench.register(), start);
    let said = "職員 S-01 青木 聡：パスワード変更日「2026-11-22」を取り消し「2026-10-20」に戻しました。";
    assert!(bench.screen().contains(said), "{}", bench.screen());
    // What the list took back is not taken back by the key a second time.
    bench.press("p Down p U Down u Esc u");
    assert_eq!(*bench.register(), start);
}

/// A register with a lost tablet, whose last change was made before it was opened now.
fn lost_tablet() -> (Register, Opened) {
    let text = r#"{"format": "mcs-register/1", "office": {"name": "はまかぜ訪問看護"},
        "staff": [{"id": "S-01", "name": "青木 聡", "mcs": {"role": "administrator"}}],
        "devices": [{"id": "D-001", "kind": "tablet", "name": "iPad 3号", "ownership": "office", "status": "in-use"}]}"#;
    let before = decode(text.as_bytes(), &|_| None).unwrap();
    let register = decode(text.replace("in-use", "lost").as_bytes(), &|_| None).unwrap();
    let key = Key::Device(DeviceId::trusted("D-001"));
    let of = |held: &Register| held.record(&key).map(|(_, record)| record);
    let step = RecordChange { key: key.clone(), place: 0, before: of(&before), after: of(&register) };
    let last = Some((Change { records: vec![step] }, "機器 D-001".to_owned()));
    (before, Opened { register, last, ..Opened::default() })
}

#[test]
fn what_was_recorded_before_the_register_was_opened_is_named_and_asked_about() {
    for (lang, names) in [
        (Lang::Ja, "D-001 iPad 3号：状態「紛失」を取り消し「使用中」に戻します。"),
        (Lang::En, "D-001 iPad 3号: Status \"lost\" is taken back to \"in use\"."),
    ] {
        let (before, opened) = lost_tablet();
        let register = opened.register.clone();
        let mut bench = Bench::with(App::open(settings(lang), opened, today()), NARROW);
        // Its list is in front, and still it is asked about.
        bench.press("3 u");
        bench.shows(names);
        for no in ["Enter", "Esc"] {
            bench.press(no);
            assert!(bench.app.layers.is_empty() && *bench.register() == register, "{no}: {}", bench.screen());
            bench.press("u");
        }
        bench.press("y");
        assert_eq!(*bench.register(), before);
        bench.press("u");
        assert_eq!(*bench.register(), before, "an undo is not taken back with the same key");
    }
}

/// After a lock and an unlock the last change is one of before, whoever made it.
#[test]
fn an_unlock_lies_between_a_change_and_its_undo() {
    let mut bench = bench(Lang::Ja, WIDE);
    bench.press("2 p");
    let (changed, step) = (bench.register().clone(), bench.past[0].change.clone());
    bench.press("C-l");
    let last = Some((step, "職員".to_owned()));
    let opened = Opened { register: changed.clone(), last, ..Opened::default() };
    bench.send(Message::Unlocked(Ok(Box::new(opened))));
    bench.press("2 u");
    assert_eq!(*bench.register(), changed);
    bench.press("y");
    assert_eq!(*bench.register(), office());
}

/// What somebody else has changed since is not taken back by a key, and neither is an older change that nobody means.
#[test]
fn no_older_change_is_taken_back_where_the_last_was_overtaken() {
    let mut bench = bench(Lang::Ja, WIDE);
    bench.press("2 Down p Up p");
    let both = bench.register().clone();
    let last = bench.app.session().unwrap().last_step().unwrap().change.records[0].key.clone();
    let Some((_, Record::Staff(before))) = bench.register().record(&last) else { panic!("{last:?}") };
    let after = Staff { memo: Some("別の端末で".to_owned()), ..before.clone() };
    bench.elsewhere(&Command::Edit {
        key: Key::Staff(before.id.clone()),
        before: Box::new(Record::Staff(before)),
        after: Box::new(Record::Staff(after)),
    });
    let now = bench.register().clone();
    assert_ne!(now, both);
    bench.press("u").shows("ほかの人が同じ記録を変更しました");
    assert_eq!(*bench.register(), now);
    assert!(bench.app.layers.is_empty(), "nothing is asked");
}

#[test]
fn what_is_out_of_sight_is_asked_about_and_what_is_in_sight_is_not() {
    for (keys, asks) in [
        ("2 p u", false),
        // The finding is gone with what settled it: the screen is the same.
        ("Down d u", false),
        ("2 p 3 u", true),
        // Another list that shows the person.
        ("2 p / \"石井\" Enter u", true),
        ("2 p / \"青木\" Enter u", false),
        ("2 p 3 2 u", false),
        // Many at once: each has to be there.
        ("2 Space Space p u", false),
        ("2 Space Space p / \"青木\" Enter u", true),
    ] {
        let mut bench = bench(Lang::Ja, WIDE);
        bench.press(keys);
        assert_eq!(*bench.register() == office(), !asks, "{keys}: {}", bench.screen());
        if asks {
            assert!(bench.screen().contains("この画面にない記録"), "{keys}: {}", bench.screen());
            bench.press("Enter");
            assert_ne!(*bench.register(), office(), "{keys}");
            bench.press("u y");
            assert_eq!(*bench.register(), office(), "{keys}");
        }
    }
}

#[test]
fn many_records_and_many_fields_are_counted_behind_the_first() {
    let mut bench = bench(Lang::Ja, WIDE);
    bench.press("2 Space Space p u");
    let screen = bench.screen();
    assert!(
        screen.contains("「2026-11-22」を取り消し「") && screen.contains("ほか1件も同じ操作です。"),
        "{screen}"
    );
    bench.press("e").at_field(Staff::profession).press("C-u \"保健師\"");
    bench.at_field(Staff::joined_on).press("C-u \"R3.5.1\" C-s u");
    assert!(bench.screen().contains("に戻しました。（ほか1項目）"), "{}", bench.screen());
    assert_eq!(*bench.register(), office());
}

/// The list of steps takes back what another session or an earlier one made only after a question, and shows where the whole
/// register was replaced.
#[test]
fn the_list_of_steps_asks_before_an_earlier_one_and_ends_where_the_register_was_replaced() {
    let (before, opened) = lost_tablet();
    let register = opened.register.clone();
    let step = opened.last.clone().unwrap().0;
    let mut bench = Bench::with(App::open(settings(Lang::Ja), opened, today()), NARROW);
    let past = |batch, action: &str, change| PastChange {
        batch,
        at: "2026-11-20T09:10:00+09:00".to_owned(),
        account: "池島 薫".to_owned(),
        action: action.to_owned(),
        undoes: None,
        change,
    };
    bench.past = vec![past(4, "restored", Change::default()), past(5, "edit", step)];
    bench.press("U End u");
    bench.shows("これより前の操作は元に戻せません");
    assert_eq!(*bench.register(), register);
    bench.press("Home u");
    bench.shows("「紛失」を取り消し「使用中」に戻します。");
    bench.press("Esc");
    assert_eq!(*bench.register(), register);
    bench.press("u y");
    assert_eq!(*bench.register(), before);
    // Done again at once: it was taken back here.
    bench.press("Home u");
    assert_eq!(*bench.register(), register);
}

#[test]
fn after_a_restoring_the_key_says_why_it_takes_nothing_back() {
    let opened = Opened { register: office(), replaced: true, ..Opened::default() };
    let mut bench = Bench::with(App::open(settings(Lang::Ja), opened, today()), WIDE);
    bench.press("u");
    assert!(
        bench.screen().contains("復元や全件の読み込みより前の操作は元に戻せません"),
        "{}",
        bench.screen()
    );
    bench.press("2 p u");
    assert_eq!(*bench.register(), office());
}

#[test]
fn what_came_later_is_named_and_has_to_go_first() {
    let mut bench = bench(Lang::Ja, WIDE);
    bench.press("2 p s \"11/22\" Enter y");
    let before = bench.register().clone();
    bench.press("U Down");
    let screen = bench.screen();
    assert!(screen.contains("先に元に戻すもの"), "{screen}");
    bench.press("u");
    assert_eq!(*bench.register(), before);
    bench.press("Home u Home Down u");
    assert_eq!(*bench.register(), office());
}

#[test]
fn a_reader_sees_the_steps_and_takes_none_back() {
    let mut bench = Bench::demo_as(Access::Reader, Lang::Ja, NARROW);
    bench.press("U u");
    assert!(!bench.effects.iter().any(|effect| matches!(effect, Effect::TakeBack { .. })));
    bench.press("Esc 2 W");
    assert!(bench.app.layers.is_empty());
}

#[test]
fn the_calendar_leads_to_the_record_and_shows_every_week() {
    let mut bench = bench(Lang::Ja, (120, 60));
    let policy = mcs_register::policy::Policy::minato().unwrap();
    let expected = calendar(bench.register(), &policy, today(), 12);
    bench.press("F10");
    let screen = bench.screen();
    for week in &expected.weeks {
        assert!(screen.contains(&week.monday.to_string()), "{} is missing\n{screen}", week.monday);
    }
    assert!(screen.contains("予定なし"));
    bench.press("Enter");
    assert!(bench.app.layers.is_empty());
    assert_ne!(bench.app.session().unwrap().tab, mcs_register::tui::lists::Tab::Today);
}

#[test]
fn a_training_is_recorded_once_for_all_who_were_there() {
    let mut bench = bench(Lang::Ja, NARROW);
    bench.press("2 T a Space Enter \"11/20\" Enter \"研修\" Enter Enter");
    assert!(bench.past.is_empty(), "a no leaves the form");
    bench.press("Enter y");
    let register = bench.register();
    let last = |id: &str| {
        let row = register.staff().iter().find(|row| row.id.as_str() == id).unwrap();
        row.trainings.last().map(|row| (row.on.unwrap().to_string(), row.title.clone().unwrap_or_default()))
    };
    let there = Some(("2026-11-20".to_owned(), "研修".to_owned()));
    assert_eq!((last("S-02"), last("S-03")), (there.clone(), there));
    assert_ne!(last("S-01").unwrap().0, "2026-11-20", "the tick was taken away");
    assert_eq!(last("S-04"), None, "who has left is not there");
    assert!(bench.app.layers.is_empty());
    // One step of the history for all of them.
    assert_eq!(bench.past.len(), 1);
    assert_eq!(bench.past[0].change.records.len(), 2);
}

#[test]
fn a_round_of_passwords_takes_five_keys_for_all_who_are_due() {
    let mut bench = bench(Lang::Ja, NARROW);
    let keys = "2 W * Enter Enter";
    assert_eq!(count(keys), 5);
    let due = |bench: &Bench| {
        let findings = &bench.app.session().unwrap().desk.findings;
        findings.iter().filter(|it| it.rule == mcs_register::policy::Rule::PasswordAge).count()
    };
    assert!(due(&bench) > 1);
    bench.press(keys);
    assert_eq!(due(&bench), 0, "{}", bench.screen());
    assert!(bench.app.layers.is_empty());
}

#[test]
fn a_waiver_is_granted_from_its_finding_and_ended_with_a_key() {
    let mut bench = bench(Lang::Ja, NARROW);
    let waived = |bench: &Bench| bench.app.session().unwrap().desk.count(Urgency::Waived);
    let before = waived(&bench);
    let first = bench.app.session().unwrap().desk.findings[0].clone();
    bench.press("w C-s");
    assert_eq!(bench.register().waivers().len(), 1, "no reason, no waiver");
    bench.press("\"産休のため\" C-s");
    let added = bench.register().waivers().last().unwrap().clone();
    assert_eq!(
        (added.rule.as_str(), &added.subject),
        (first.rule.name(), &first.subject),
        "{}",
        bench.screen()
    );
    assert_eq!((added.reason.as_str(), added.approved_by.as_str()), ("産休のため", "S-01"));
    assert_eq!(waived(&bench), before + 1);
    let text = encode(bench.register());
    assert!(text.contains("産休のため"));
    // Under the waiver, the key for a new one says why not; the other ends it.
    bench.press("f f f f f Home w");
    assert!(bench.app.layers.is_empty());
    bench.press("z y");
    assert!(bench.register().waivers().iter().any(|row| row.until < today()), "{}", bench.screen());
    assert_eq!(waived(&bench), before);
}

#[test]
fn an_exception_of_ones_own_is_asked_about_and_one_that_runs_too_long_names_the_last_day() {
    let mut bench = bench(Lang::Ja, NARROW);
    bench.press("9 n Down Enter Up \"staff-pledge\" Down C-u \"staff/S-01\" Down \"様式の改訂待ち\" C-s");
    bench.shows("青木 聡さん（S-01）についての例外を本人が承認").shows("確認者（本人以外）");
    bench.press("Enter");
    assert_eq!(bench.register().waivers().len(), 1, "Enter does not save it");
    bench.press("Down Down Down C-u \"2027-11-23\" C-s");
    bench.shows("2027-11-22").shows("12か月以内");
    bench.press("C-u \"2027-11-22\" Down \"S-02\" C-s");
    let added = bench.register().waivers().last().unwrap();
    assert_eq!(
        added.countersigned_by.as_ref().map(mcs_register::register::id::PersonId::as_str),
        Some("S-02"),
        "countersigned: no question"
    );
}

#[test]
fn a_waiver_that_ends_soon_is_renewed_from_its_warning_and_never_doubled() {
    let mut bench = bench(Lang::Ja, NARROW);
    // From the warning, a new one with the same reason.
    bench.press("f f f f w C-s");
    let until = bench.register().waivers()[0].until;
    assert_eq!(bench.register().waivers().len(), 2, "{}", bench.screen());
    assert!(bench.register().waivers()[1].until > until);
    assert_eq!(bench.register().waivers()[1].reason, "入力の代行を調整中");
    // The warning is gone: the new one outlasts the old.
    assert!(!bench.screen().contains("例外の期限"), "{}", bench.screen());
    // Once more the same from the office list: rule, subject, the same end.
    bench.press("f f f f f f 9 n Down Enter Up \"profile\" Down C-u \"staff/S-03\" Down \"もう一度\" C-s");
    assert_eq!(bench.register().waivers().len(), 2, "{}", bench.screen());
    assert!(bench.screen().contains("それより後まで続いています"), "{}", bench.screen());
}

/// The cursor goes back to the row of what was taken back, on the list of records and on that of findings.
#[test]
fn the_cursor_goes_back_to_what_was_taken_back() {
    for (keys, down) in [("2 Down p Home", "End"), ("1 / \"パスワードの変更\" Enter d Home", "Down")]
    {
        let mut bench = Bench::demo(Lang::Ja, (120, 36));
        bench.press(keys);
        let screen = bench.screen();
        let past = bench.past.last().unwrap_or_else(|| panic!("{keys}: {screen}"));
        let changed = past.change.records[0].key.subject();
        bench.press(down).press("u");
        if bench.app.layers.is_top::<mcs_register::tui::layers::Confirm>() {
            bench.press("y");
        }
        let row = bench.app.session().unwrap().selected().unwrap();
        let subject = match row {
            RowKey::Record(key) => key.subject(),
            RowKey::Finding(_, subject, _) => subject,
            _ => panic!("{}", bench.screen()),
        };
        assert_eq!(subject, changed, "{keys}");
    }
}
