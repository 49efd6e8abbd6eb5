//! From when the register is kept and who hosts: asked for until it is answered, and what moving either does.

use mcs_register::{
    policy::Urgency,
    register::{Date, Lang, Register, document::decode, words::Host},
    store::{AccountRole, Answered},
    tui::{
        app::{Access, App, Effect, Opened, Waiting, door::Door},
        desk::care::{Care, CareAction},
    },
};

use crate::screen::{Bench, settings};

/// A station whose patients' groups were opened by clinics, long ago.
fn office() -> Register {
    office_that(r#"{"name": "波除訪問看護"}"#)
}

fn office_that(says: &str) -> Register {
    let document = r#"{"format": "mcs-register/1", "office": OFFICE,
        "staff": [{"id": "S-1", "name": "波除 春", "mcs": {"role": "administrator", "login": "haru"}}, {"id": "S-2", "name": "海老江 涼"}],
        "groups": [{"id": "G-1", "kind": "patient", "name": "田中様", "memberships": [
            {"id": "M-1", "person": "S-1", "joined_on": "2024-05-01"}]}]}"#;
    decode(document.replace("OFFICE", says).as_bytes(), &|_| None).unwrap()
}

fn opened(register: Register) -> Opened {
    let role = Some(AccountRole::Administrator);
    Opened { register, role, asks_beginning: true, account: "波除 春".to_owned(), ..Opened::default() }
}

fn unlocked(opened: Opened, lang: Lang, size: (u16, u16)) -> Bench {
    let mut bench = Bench::with(App::new(settings(lang), Door::unlock()), size);
    bench.open(opened);
    bench
}

/// The same, with the question open.
fn asked(lang: Lang) -> Bench {
    let mut bench = unlocked(opened(office()), lang, (80, 24));
    assert!(!bench.screen().contains(TITLE));
    bench.press("o");
    bench
}

const TITLE: &str = "記録開始日と患者グループを管理する事業所";
const ROW: &str = "未回答";

fn day(text: &str) -> Option<Date> {
    text.parse().ok()
}

#[test]
fn it_asks_and_records_what_is_answered() {
    let mut bench = asked(Lang::Ja);
    insta::assert_snapshot!("beginning-80x24-ja", bench.screen());
    let before = bench.app.session().unwrap().desk.findings.len();
    bench.press("\"2026-11-01\" Enter 2");
    bench.shows("[他の事業所]");
    let effects = bench.press("Enter").effects.clone();
    assert!(effects.contains(&Effect::Answered(Answered::Beginning)), "{effects:?}");
    let office = bench.register().office();
    assert_eq!((office.kept_since, office.default_host), (day("2026-11-01"), Some(Host::Other)));
    assert!(!bench.screen().contains(TITLE) && !bench.screen().contains(ROW));
    let gone = before - bench.app.session().unwrap().desk.findings.len();
    assert!(gone > 4, "{gone}");
    bench.shows(&format!("指摘が{gone}件なくなりました"));
    // Taken back like any change; answered is answered.
    bench.press("Esc u");
    assert_eq!(bench.app.session().unwrap().desk.findings.len(), before);
    assert!(!bench.screen().contains(ROW));
}

#[test]
fn both_may_stay_open_and_that_is_an_answer_too() {
    let mut bench = asked(Lang::En);
    insta::assert_snapshot!("beginning-80x24-en", bench.screen());
    let effects = bench.press("Enter Enter").effects.clone();
    assert_eq!(effects, [Effect::Answered(Answered::Beginning)]);
    assert_eq!(*bench.register(), office());
    assert!(!bench.screen().contains("not answered"));
}

/// Whoever types on after the password does not type into a question.
#[test]
fn a_line_and_a_row_on_today_ask_until_it_is_answered() {
    let mut bench = unlocked(opened(office()), Lang::Ja, (80, 24));
    assert!(!bench.screen().contains(TITLE));
    bench.shows("いつから付けている台帳か");
    let first = bench.app.session().unwrap().desk.findings[0].rule;
    assert_eq!(bench.app.session().unwrap().desk.count(Urgency::Unknown), unknown(&bench), "{first:?}");
    bench.press("End");
    bench.shows(ROW);
    // A lock and an unlock are no new session.
    bench.press("C-l");
    bench.open(opened(office()));
    assert!(!bench.screen().contains("いつから付けている台帳か"));
    bench.press("End d");
    bench.shows(TITLE);
    bench.press("Esc");
    bench.shows("まだ記録していません");
    bench.press("d Enter 1 F10");
    assert_eq!(bench.register().office().default_host, Some(Host::Own));
    assert!(!bench.press("End").screen().contains(ROW));
}

/// How many findings say that something is not recorded.
fn unknown(bench: &Bench) -> u32 {
    let findings = &bench.app.session().unwrap().desk.findings;
    u32::try_from(findings.iter().filter(|finding| finding.urgency == Urgency::Unknown).count()).unwrap()
}

#[test]
fn it_comes_over_nothing_that_waits_and_to_nobody_who_may_not_answer() {
    let kept = r#"[{"text":{"title":"記録","typed":[["","途中"]]}}]"#;
    let waiting = Waiting { text: kept.to_owned().into(), when: "2026-11-22T09:10:00+09:00".to_owned() };
    let doubt = Care {
        id: "history".into(),
        urgency: Urgency::Overdue,
        about: "履歴".to_owned(),
        label: "履歴が前回と合わない".to_owned(),
        sentence: "合いません。".to_owned(),
        to_do: String::new(),
        due: None,
        article: None,
        action: CareAction::AcceptHistory,
    };
    for (what, opened, row) in [
        ("a draft", Opened { waiting: Some(waiting), ..opened(office()) }, true),
        ("a notice", Opened { notices: vec!["直しました。".to_owned()], ..opened(office()) }, true),
        ("a doubt", Opened { cares: vec![doubt], ..opened(office()) }, true),
        (
            "a reader",
            Opened { access: Access::Reader, role: Some(AccountRole::Reader), ..opened(office()) },
            true,
        ),
        ("only to look", Opened { access: Access::LookOnly, ..opened(office()) }, true),
        ("a deputy", Opened { role: Some(AccountRole::Deputy), ..opened(office()) }, true),
        ("answered", Opened { asks_beginning: false, ..opened(office()) }, false),
        ("since when", opened(office_that(r#"{"kept_since": "2026-11-01"}"#)), false),
        ("who hosts", opened(office_that(r#"{"default_host": "own"}"#)), false),
    ] {
        let bench = unlocked(opened, Lang::Ja, (80, 24));
        assert!(!bench.screen().contains(TITLE) && !bench.screen().contains("いつから付けている"), "{what}");
        let cares = &bench.app.session().unwrap().desk.cares;
        assert_eq!(cares.iter().any(|care| care.action == CareAction::Beginning), row, "{what}");
    }
    // Whoever only looks does not get the form by its keys either.
    let reader = Opened { access: Access::Reader, role: Some(AccountRole::Reader), ..opened(office()) };
    let mut bench = unlocked(reader, Lang::Ja, (80, 24));
    for keys in ["o", "End d", "9 o"] {
        assert!(!bench.press(keys).screen().contains(TITLE), "{keys}");
    }
}

#[test]
fn a_day_that_cannot_be_is_told_where_it_stands() {
    let mut bench = asked(Lang::Ja);
    bench.press("\"2026-11-23\" F10");
    bench.shows(TITLE).shows("まだ来ていません");
    bench.press("C-u \"2026-13-01\" F10");
    bench.shows(TITLE);
    assert!(bench.register().office().kept_since.is_none());
}

#[test]
fn a_key_and_the_palette_ask_again_with_what_is_recorded() {
    let mut bench = Bench::demo(Lang::Ja, (80, 24));
    assert!(!bench.screen().contains(TITLE));
    bench.press("9 o");
    bench.shows(TITLE).shows("[自事業所]");
    bench.press("Esc");
    assert!(!bench.screen().contains("まだ記録していません"));
    bench.press("o F10");
    bench.shows("変更はありません");
    bench.press("1 C-p \"連携元\" Enter");
    bench.shows(TITLE);
}

#[test]
fn a_later_day_says_what_goes_before_it_is_recorded_and_an_earlier_one_what_comes_after() {
    let kept = r#"{"kept_since": "2024-01-01", "default_host": "own"}"#;
    let mut bench = Bench::new(office_that(kept), Lang::Ja, (80, 24));
    let findings = |bench: &Bench| bench.app.session().unwrap().desk.findings.len();
    let before = findings(&bench);
    bench.press("9 o C-u \"2026-11-01\" F10");
    bench.shows("指摘が2件なくなります（").shows("> Esc");
    bench.press("Enter");
    assert_eq!(bench.register().office().kept_since, day("2024-01-01"));
    bench.press("F10 y");
    assert_eq!(bench.register().office().kept_since, day("2026-11-01"));
    assert!(!bench.screen().contains(TITLE), "{}", bench.screen());
    bench.shows("指摘が2件なくなりました");
    assert_eq!(findings(&bench), before - 2);
    // The same in the office's own form, the other way round: nothing is asked.
    bench.press("u");
    assert_eq!((bench.register().office().kept_since, findings(&bench)), (day("2024-01-01"), before));
    bench.press("o Enter 2 F10 y");
    assert_eq!(bench.register().office().default_host, Some(Host::Other));
    let fewer = before - findings(&bench);
    bench.press("o Enter 1 F10");
    assert_eq!((bench.register().office().default_host, findings(&bench)), (Some(Host::Own), before));
    bench.shows(&format!("指摘が{fewer}件増えました"));
}

#[test]
fn whoever_is_entered_without_a_day_is_asked_about() {
    let mut bench = Bench::new(office_that(r#"{"kept_since": "2026-04-01"}"#), Lang::Ja, (80, 24));
    bench.press("5 Enter n \"S-2\" Down Down Down C-u C-s");
    bench.shows("海老江 涼さん（S-2）の招待日も参加日も未記録です").shows("2026-04-01");
    let members =
        |bench: &Bench| bench.register().groups().iter().map(|group| group.memberships.len()).sum::<usize>();
    bench.press("Enter");
    assert_eq!(members(&bench), 1);
    bench.press("C-s y");
    assert_eq!(members(&bench), 2);
}

/// A register that was made a moment ago, and nobody has put its first steps away.
fn new_register(lang: Lang, size: (u16, u16)) -> Bench {
    let document = r#"{"format": "mcs-register/1", "office": {"name": "築港クリニック"}}"#;
    let register = decode(document.as_bytes(), &|_| None).unwrap();
    unlocked(Opened { first_steps: true, ..opened(register) }, lang, size)
}

fn steps(bench: &Bench) -> Vec<(String, String)> {
    let cares = &bench.app.session().unwrap().desk.cares;
    let steps = cares.iter().filter(|care| matches!(care.action, CareAction::FirstStep(_)));
    steps.map(|care| (care.label.clone(), care.about.clone())).collect()
}

#[test]
fn a_new_register_begins_with_its_steps_and_each_goes_where_it_is_done() {
    let mut bench = new_register(Lang::Ja, (80, 24));
    bench.shows("はじめに 6件 > 未 記録開始日など").shows("Enter 開く n 追加");
    bench.press("d").shows("この行には記録する日付がありません。").hides(TITLE);
    for label in ["職員", "機器", "関係者", "グループと参加者"] {
        assert!(steps(&bench).contains(&(label.to_owned(), "まだ".to_owned())), "{:?}", steps(&bench));
    }
    // It presses nobody: it is in no count, and the question is asked in one place only.
    assert_eq!(bench.app.session().unwrap().desk.count(Urgency::Unknown), unknown(&bench));
    bench.hides(ROW);
    bench.press("Enter").shows(TITLE).press("\"2026-11-01\" Enter 1 F10").hides(TITLE);
    bench.shows("済 記録開始日など 済み");
    // The command is said where there is no key.
    bench.press("Home Down").shows("何が記録されるかを確かめてから取り込み");
    bench.press("Enter").shows("台帳の取り込み").press("Esc");
    for (tab, downs) in [(1, 2), (2, 3), (7, 4), (4, 5)] {
        bench.press("1 Home");
        bench.press(&"Down ".repeat(downs)).press("Enter");
        assert_eq!(bench.app.session().unwrap().tab.place(), tab);
    }
}

/// What was done is counted; with the last step all of them go, and nothing is left of them after a lock.
#[test]
fn the_steps_go_when_they_are_done() {
    let mut bench = new_register(Lang::Ja, (80, 24));
    bench.press("2 n \"港 花子\" C-s 1");
    assert!(steps(&bench).contains(&("職員".to_owned(), "1名".to_owned())), "{:?}", steps(&bench));
    let register = office_that(r#"{"name": "波除訪問看護", "kept_since": "2026-11-01"}"#);
    let mut bench = unlocked(Opened { first_steps: true, ..opened(register) }, Lang::Ja, (80, 24));
    // It is in use: what is open stands below everything else, and nothing else of them.
    let open = [("機器".to_owned(), "まだ".to_owned())];
    assert_eq!(steps(&bench), open, "{}", bench.screen());
    bench.press("End").shows("はじめに 1件 > 未 機器").press("Home").hides("> 未");
    bench.press("3 n Tab \"iPad 1号\" C-s 1");
    assert!(steps(&bench).is_empty(), "{:?}\n{}", steps(&bench), bench.screen());
    bench.hides("はじめに");
}

/// What is open when the register is in use may not be needed here: its row puts it away.
#[test]
fn a_step_has_its_title_and_what_is_not_needed_goes() {
    let mut bench = new_register(Lang::Ja, (120, 36));
    for title in ["記録開始日など", "Excel台帳の取り込み", "職員"] {
        assert!(bench.screen().contains(&format!("┌─ {title} ─")), "{}", bench.screen());
        bench.press("Down");
    }
    let register = office_that(r#"{"name": "波除訪問看護", "kept_since": "2026-11-01"}"#);
    let mut bench = unlocked(Opened { first_steps: true, ..opened(register) }, Lang::Ja, (80, 24));
    bench.press("End Del").hides("はじめに 1件");
    assert!(steps(&bench).is_empty());
}

#[test]
fn the_steps_are_put_away_for_good_and_the_question_stays() {
    let mut bench = new_register(Lang::Ja, (80, 24));
    let effects = bench.press("Del").effects.clone();
    assert_eq!(effects, [Effect::Answered(Answered::FirstSteps)]);
    assert!(steps(&bench).is_empty());
    bench.shows("「はじめに」をしまいました").press("End").shows(ROW);
    // Elsewhere on the list the key does nothing.
    let mut bench = new_register(Lang::En, (80, 24));
    bench.shows("First steps").press("End Del").shows("This row has no record to edit.");
    assert_eq!(steps(&bench).len(), 6);
}

#[test]
fn whoever_only_looks_has_no_steps_to_take() {
    let role = Some(AccountRole::Reader);
    let reader = Opened { access: Access::Reader, role, first_steps: true, ..opened(office()) };
    let bench = unlocked(reader, Lang::Ja, (80, 24));
    assert!(steps(&bench).is_empty());
}
