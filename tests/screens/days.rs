//! A day as it is typed, across New Year: which one is meant, shown in full before it is saved, and refused where it lies
//! ahead and only what has happened is recorded. Keys in, the screen out.

use mcs_register::{
    register::{
        Key as RecordKey, Lang, Moment, Record, Register, Time,
        document::decode,
        id::{IncidentId, PersonId, TakeOutId},
        labels::Label,
        records::{Device, Incident, McsAccount, Staff, TakeOut},
    },
    tui::{
        app::{App, Effect, Opened},
        forms::{Form, Target, field::Entry},
        layers::{Prompt, sheet::Sheet},
        words::{moment_forms, moment_long},
    },
};

use crate::screen::{Bench, minato, settings};

const SIZES: [(u16, u16); 3] = [(60, 16), (80, 24), (120, 36)];

/// One of the staff whose password was never changed, a device, a take-out with a request, an incident.
fn office() -> Register {
    let text = r#"{"format": "mcs-register/1", "office": {"name": "築港クリニック"},
        "staff": [{"id": "S-1", "name": "石田 早苗", "joined_on": "2020-04-01",
            "mcs": {"login": "ishida@example.jp", "role": "administrator", "registered_on": "2020-04-01"}}],
        "devices": [{"id": "D-1", "kind": "tablet", "name": "iPad 1号", "status": "in-use"}],
        "take_outs": [{"id": "T-1", "requester": "S-1", "from": "2026-12-28"}],
        "incidents": [{"id": "R8-001", "kind": "near-miss"}]}"#;
    decode(text.as_bytes(), &|_| None).unwrap()
}

fn time(text: &str) -> Time {
    text.parse().unwrap()
}

/// The office at some minute.
fn at(now: &str, lang: Lang, size: (u16, u16)) -> Bench {
    let now = time(now);
    let opened = Opened { register: office(), ..Opened::default() };
    let mut bench = Bench::with(App::open(settings(lang), opened, now.date), size);
    bench.now = now;
    bench
}

/// Opens the form of the record of a tab, with a field in focus.
fn form(bench: &mut Bench, keys: &str, label: Label) {
    bench.press(keys);
    let lang = bench.app.lang();
    let Some(form) = bench.app.layers.top_mut::<Form>() else { panic!("no form: {}", bench.screen()) };
    form.focus = form.fields.iter().position(|field| field.label == label.unfilled(lang)).unwrap();
}

fn commits(bench: &Bench) -> usize {
    bench.effects.iter().filter(|effect| matches!(effect, Effect::Commit { .. })).count()
}

fn long(day: &str, lang: Lang) -> String {
    moment_long(Moment::Day(day.parse().unwrap()), lang)
}

#[test]
fn in_a_form_a_deed_is_the_last_day_that_has_come_and_is_shown_in_full() {
    for lang in [Lang::Ja, Lang::En] {
        for size in SIZES {
            let mut bench = at("2027-01-05T09:10", lang, size);
            form(&mut bench, "3 e", Device::inspected_on);
            bench.press("\"12/28\"");
            let screen = bench.screen();
            assert!(screen.contains(&long("2026-12-28", lang)), "{screen}");
            bench.press("F10");
            assert_eq!(commits(&bench), 1, "{}", bench.screen());
            let device = bench.register().devices().at(0).unwrap().clone();
            assert_eq!(device.inspected_on, "2026-12-28".parse().ok());
        }
    }
}

#[test]
fn a_deed_dated_ahead_is_told_while_it_is_typed_marked_when_it_is_left_and_not_saved() {
    for lang in [Lang::Ja, Lang::En] {
        for size in SIZES {
            let mut bench = at("2026-12-28T09:10", lang, size);
            form(&mut bench, "3 e", Device::inspected_on);
            let told = if lang == Lang::Ja { "はまだ来ていません" } else { "lies ahead" };
            assert!(!bench.screen().contains(told));
            bench.press("\"2027-01-05\"");
            assert!(bench.screen().contains(told), "{}", bench.screen());
            bench.press("Tab");
            bench.shows(&format!("!{}", Device::inspected_on.unfilled(lang))).shows(told);
            bench.press("F10");
            assert_eq!(commits(&bench), 0);
            assert!(bench.app.layers.is_top::<Form>());
            // Put right, it goes.
            bench.press("C-u \"12/27\" F10");
            assert_eq!(commits(&bench), 1, "{}", bench.screen());
        }
    }
}

/// The parser's reason, and not only that it is no day.
#[test]
fn what_is_no_day_says_why_where_it_is_left() {
    let mut bench = at("2027-01-05T09:10", Lang::Ja, SIZES[1]);
    form(&mut bench, "3 e", Device::inspected_on);
    bench.press("\"2/30\"");
    bench.shows("2026年2月は28日までです。30日はありません。");
    bench.press("Tab");
    bench.shows("!点検日 2/30 2026年2月は28日までです。30日はありません。");
    // Half of a day says nothing while it is typed.
    form(&mut bench, "Esc y 3 e", Device::inspected_on);
    bench.press("\"12/\"");
    assert!(!bench.screen().contains("年月日がそろっていません"));
    bench.press("Tab");
    bench.shows("!点検日 12/ 日付として読めません");
}

#[test]
fn a_minute_ahead_is_told_by_the_clock() {
    for (typed, taken) in
        [("14:00", true), ("14:06", false), ("12/28 23:59", true), ("2027-01-05 14:06", false)]
    {
        let mut bench = at("2027-01-05T14:05", Lang::Ja, SIZES[1]);
        form(&mut bench, "7 e", Incident::known_at);
        bench.press(&format!("\"{typed}\" F10"));
        let incident = bench.register().incidents().get(&IncidentId::new("R8-001").unwrap()).unwrap().clone();
        assert_eq!(incident.known_at.is_some(), taken, "{typed}: {}", bench.screen());
        if !taken {
            bench.shows("2027-01-05（火）令和9年1月5日 14:06はまだ来ていません");
        }
    }
}

/// The end is looked for from the begin, though that was typed a moment before and lies in the past.
#[test]
fn the_last_day_of_a_period_is_the_first_one_after_its_begin() {
    for (now, from, until) in [
        ("2026-12-27T09:00", "2026-12-28", "2027-01-05"),
        ("2027-03-01T09:00", "2026-12-28", "2027-01-05"),
        ("2027-11-30T09:00", "2027-12-28", "2028-01-05"),
    ] {
        let mut bench = at(now, Lang::Ja, SIZES[1]);
        form(&mut bench, "4 e", TakeOut::from);
        bench.press("C-u \"12/28\" Tab \"1/5\"");
        bench.shows(&long(until, Lang::Ja));
        bench.press("F10");
        let row = bench.register().take_outs().get(&TakeOutId::new("T-1").unwrap()).unwrap().clone();
        assert_eq!((row.from, row.until), (from.parse().ok(), until.parse().ok()), "{now}");
    }
}

#[test]
fn the_prompt_for_a_day_shows_it_in_full_and_refuses_what_lies_ahead() {
    for lang in [Lang::Ja, Lang::En] {
        for size in SIZES {
            let mut bench = at("2027-01-05T09:10", lang, size);
            let word = if lang == Lang::Ja { "パスワード" } else { "password" };
            bench.press(&format!("/ \"{word}\" Enter D"));
            assert!(bench.app.layers.is_top::<Prompt>(), "{}", bench.screen());
            bench.press("\"2027-01-06\"");
            let screen = bench.screen();
            assert!(screen.contains(&long("2027-01-06", lang)), "{screen}");
            bench.press("Enter");
            assert!(bench.app.layers.is_top::<Prompt>() && commits(&bench) == 0, "{}", bench.screen());
            bench.press("C-u \"12/28\"");
            let screen = bench.screen();
            assert!(screen.contains(&long("2026-12-28", lang)), "{screen}");
            bench.press("Enter");
            let staff = bench.register().staff().get(&PersonId::new("S-1").unwrap()).unwrap().clone();
            assert_eq!(staff.mcs.password_changed_on, "2026-12-28".parse().ok(), "{}", bench.screen());
        }
    }
}

#[test]
fn a_last_day_of_work_is_the_nearest_before_or_after_today() {
    for (now, typed, day) in [
        ("2026-12-28T09:00", "1/31", "2027-01-31"),
        ("2027-01-05T09:00", "12/28", "2026-12-28"),
        ("2027-01-05T09:00", "28日", "2026-12-28"),
    ] {
        let mut bench = at(now, Lang::Ja, SIZES[0]);
        bench.press(&format!("2 x \"{typed}\""));
        bench.shows(&long(day, Lang::Ja));
        bench.press("Enter");
        let staff = bench.register().staff().get(&PersonId::new("S-1").unwrap()).unwrap().clone();
        assert_eq!(staff.left_on, day.parse().ok(), "{typed}: {}", bench.screen());
    }
}

#[test]
fn a_small_form_shows_the_day_in_full_and_refuses_what_lies_ahead() {
    for lang in [Lang::Ja, Lang::En] {
        for size in SIZES {
            let mut bench = at("2027-01-05T09:10", lang, size);
            let word = if lang == Lang::Ja { "誓約書" } else { "pledge" };
            bench.press(&format!("/ \"{word}\" Enter d"));
            assert!(bench.app.layers.is_top::<Sheet>(), "{}", bench.screen());
            bench.press("\"2027-01-06\"");
            let screen = bench.screen();
            assert!(screen.contains(&long("2027-01-06", lang)), "{screen}");
            bench.press("F10");
            assert!(bench.app.layers.is_top::<Sheet>());
            bench.press("C-u \"12/28\"");
            let screen = bench.screen();
            assert!(screen.contains(&long("2026-12-28", lang)), "{screen}");
        }
    }
}

/// A day that a document brought in lies ahead and may stay, until somebody changes it.
#[test]
fn a_day_ahead_that_stands_there_hinders_no_other_field() {
    let mut register = office();
    let mut staff = register.staff().at(0).unwrap().clone();
    staff.mcs.password_changed_on = "2027-03-01".parse().ok();
    let key = RecordKey::Staff(staff.id.clone());
    let (place, before) = register.record(&key).unwrap();
    let after = Some(Record::Staff(staff));
    let record = mcs_register::register::RecordChange { key, place, before: Some(before), after };
    register.apply(&mcs_register::register::Change { records: vec![record] }).unwrap();
    let opened = Opened { register, ..Opened::default() };
    let now = time("2027-01-05T09:10");
    let mut bench = Bench::with(App::open(settings(Lang::Ja), opened, now.date), SIZES[1]);
    bench.now = now;
    form(&mut bench, "2 e", McsAccount::password_changed_on);
    bench.press("Tab S-Tab");
    assert!(!bench.screen().contains("まだ来ていません"), "{}", bench.screen());
    form(&mut bench, "Esc 2 e", Staff::profession);
    bench.press("\"看護師\" F10");
    assert_eq!(commits(&bench), 1, "{}", bench.screen());
    form(&mut bench, "2 e", McsAccount::password_changed_on);
    bench.press("C-u \"2027-03-02\" F10");
    assert_eq!(commits(&bench), 0, "{}", bench.screen());
}

/// Neither the finding nor the facts of a record say of a day that stands there that nothing is recorded.
#[test]
fn a_day_ahead_that_a_document_brought_is_called_so() {
    let text = r#"{"format": "mcs-register/1", "staff": [{"id": "S-1", "name": "石田 早苗", "trainings": [{"on": "2027-03-02"}],
        "mcs": {"login": "i@example.jp", "registered_on": "2020-04-01", "password_changed_on": "2027-03-01"}}],
        "groups": [{"id": "G-1", "kind": "patient", "name": "田中様", "consent": {"signed_on": "2027-03-03"},
            "reviews": [{"signed_on": "2027-03-04"}]}]}"#;
    let opened = Opened { register: decode(text.as_bytes(), &|_| None).unwrap(), ..Opened::default() };
    let now = time("2027-01-05T09:10");
    let mut bench = Bench::with(App::open(settings(Lang::Ja), opened, now.date), (200, 60));
    bench.now = now;
    for (keys, days) in [
        ("2", [("パスワード変更日", "2027-03-01"), ("教育1 受講日", "2027-03-02")]),
        ("5", [("同意書の日付", "2027-03-03"), ("精査日", "2027-03-04")]),
    ] {
        bench.press(keys);
        for (field, day) in days {
            bench.shows(&format!("「{field}」が先の日付（{day}）のため"));
            let era = mcs_register::register::wareki::format_wareki_year(day.parse().unwrap());
            bench.shows(&format!("{day} {era}（先の日付のため、まだ数えません）"));
        }
    }
    bench.press("2 P");
    let screen: String = bench.screen().split_whitespace().collect();
    assert!(screen.contains("2027-03-02（先の日付のため"), "{}", bench.screen());
}

/// Beside whatever field, in a narrow window as in a wide one, stands a whole day or none.
#[test]
fn the_day_beside_its_field_is_never_cut() {
    let mut seen: Vec<Record> = Vec::new();
    for record in crate::support::arbitrary::records(&crate::screen::demo_office()) {
        let kind = record.kind();
        if seen.iter().any(|there| there.kind() == kind) {
            continue;
        }
        seen.push(record.clone());
        for (lang, size) in
            [(Lang::Ja, SIZES[0]), (Lang::Ja, SIZES[1]), (Lang::En, SIZES[0]), (Lang::En, SIZES[1])]
        {
            let now = time("2027-01-05T09:10");
            let target = Target::Edit { key: RecordKey::Office, before: Box::new(record.clone()) };
            let fields = Form::new("x".to_owned(), record.clone(), target, minato(), lang, now).fields;
            let days = fields.iter().enumerate();
            let days = days.filter(|(_, field)| matches!(field.entry, Entry::Day(_) | Entry::Moment(_)));
            for (place, field) in days {
                let mut bench = at("2027-01-05T09:10", lang, size);
                let target = Target::Edit { key: RecordKey::Office, before: Box::new(record.clone()) };
                let mut form = Form::new("x".to_owned(), record.clone(), target, minato(), lang, now);
                form.focus = place;
                bench.app.layers.push(form);
                let minute = matches!(field.entry, Entry::Moment(_));
                bench.press(&format!("C-u \"{}\"", if minute { "2026-12-28 9:10" } else { "2026-12-28" }));
                let on = if minute {
                    Moment::Minute(time("2026-12-28T09:10"))
                } else {
                    Moment::Day(now.date.plus_days(-8))
                };
                let screen = bench.screen();
                let forms = moment_forms(on, lang);
                assert!(screen.contains(&forms[0]), "{} at {size:?}: {screen}", field.label);
                let row = screen.lines().find(|line| line.contains('>') && line.contains("2026-12-28"));
                let row = row.unwrap_or_else(|| panic!("{}: {screen}", field.label));
                let beside = row.rsplit_once("2026-12-28").unwrap();
                assert!(!beside.1.contains(".."), "{row}");
            }
        }
    }
}
