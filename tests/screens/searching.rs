//! What a search finds, what it says of the rest, and the marks that stand through it.

use mcs_register::{
    policy::{Policy, Rule},
    register::{Lang, Register, document::decode, kana::search_key},
    tui::{app::Effect, lists::RowKey},
};
use serde_json::json;

use crate::{
    pages::{NARROW, WIDE},
    screen::Bench,
};

/// Five people, one of whom has left, with findings of several articles.
fn office() -> Register {
    let staff = |id: &str, name: &str, kana: &str, phone: &str| {
        json!({"id": id, "name": name, "kana": kana, "phone": phone, "joined_on": "2020-04-01",
            "profession": "看護師", "pledge": {"signed_on": "2026-04-01"},
            "mcs": {"login": format!("{id}@example.jp"), "role": "user", "password_changed_on": "2025-01-10"}})
    };
    let mut people = vec![
        staff("S-1", "石田 早苗", "イシダ サナエ", "06-6571-0012"),
        staff("S-2", "井上 正", "イノウエ タダシ", "09012345678"),
        staff("S-3", "岡田 光", "オカダ ヒカル", "080-1111-2222"),
        staff("S-4", "岡本 悟", "オカモト サトル", "070-3333-4444"),
        staff("S-5", "大西 瞳", "オオニシ ヒトミ", ""),
    ];
    people[2]["left_on"] = json!("2024-03-31");
    people[4]["pledge"] = json!({});
    let document = json!({
        "format": "mcs-register/1",
        "office": {"name": "築港クリニック", "kept_since": "2026-11-22"},
        "staff": people,
        "groups": [{"id": "G-1", "kind": "patient", "name": "小川 義男様", "kana": "オガワ ヨシオ",
            "memberships": [{"id": "M-1", "person": "S-1", "joined_on": "2026-04-02"}]}],
    });
    decode(document.to_string().as_bytes(), &|name| Rule::from_name(name).map(Rule::waivable)).unwrap()
}

fn bench() -> Bench {
    Bench::new(office(), Lang::Ja, NARROW)
}

fn rows(bench: &Bench) -> usize {
    bench.app.session().unwrap().list().rows().len()
}

fn marks(bench: &Bench) -> usize {
    bench.app.session().unwrap().list().marks.len()
}

fn changed_today(bench: &Bench) -> Vec<String> {
    let today = crate::screen::today();
    let staff = bench.register().staff().iter();
    staff.filter(|row| row.mcs.password_changed_on == Some(today)).map(|row| row.id.to_string()).collect()
}

#[test]
fn a_search_says_how_many_are_outside_the_filter_and_one_key_takes_it_off() {
    for (size, lang) in [(NARROW, Lang::Ja), (NARROW, Lang::En), ((60, 16), Lang::Ja), (WIDE, Lang::En)] {
        let mut bench = Bench::new(office(), lang, size);
        bench.press("2 / \"おか\"");
        assert_eq!(rows(&bench), 1);
        let said = if lang == Lang::Ja {
            "ほかに1件が絞り込みの外（Ctrl+Gで外す）"
        } else {
            "1 more outside the filter (Ctrl+G lifts it)"
        };
        bench.shows(said);
        bench.press("C-g");
        assert_eq!(rows(&bench), 2);
        bench.hides(said);
        // The filter is back with the search's end.
        bench.press("Esc");
        assert_eq!(rows(&bench), 4);
        // From the list as well.
        bench.press("/ \"おか\" Enter f");
        assert_eq!(rows(&bench), 2);
    }
    let mut bench = bench();
    bench.press("2 / \"岡田\"").shows("0件／5件");
    bench.shows("絞り込み（在籍中）の中にはありません。ほかに1件が絞り込みの外にあります。");
    bench.press("Enter").shows("fで絞り込みを外します。");
}

#[test]
fn a_telephone_number_finds_its_owner_with_hyphens_or_without() {
    for typed in ["06-6571", "0665710012", "6571-0012"] {
        let mut bench = bench();
        bench.press(&format!("2 / \"{typed}\""));
        assert_eq!(rows(&bench), 1, "{typed}");
        bench.shows("> S-1");
    }
    let mut bench = bench();
    bench.press("2 / \"090-1234-5678\"").shows("> S-2");
}

#[test]
fn every_article_that_is_cited_finds_the_findings_that_cite_it_and_no_other() {
    let policy = Policy::minato().unwrap();
    let mut bench = Bench::demo(Lang::Ja, WIDE);
    let findings = bench.app.session().unwrap().desk.findings.clone();
    for number in 1..=20 {
        let word = format!("{number}条");
        let citing = findings.iter().filter(|finding| {
            let article = search_key(policy.article(finding));
            article.split(|c: char| !c.is_ascii_digit()).any(|it| it == number.to_string())
                && article.contains(&format!("第{word}"))
        });
        let expected = citing.count();
        if !policy.articles().any(|article| search_key(article).contains(&format!("第{word}"))) {
            continue;
        }
        bench.press(&format!("1 Esc Esc / \"{word}\" Enter"));
        let session = bench.app.session().unwrap();
        let found = session.list().rows().iter().filter(|row| {
            matches!(session.list().tab.screen().key(&session.desk, **row), RowKey::Finding(..))
        });
        assert_eq!(found.count(), expected, "{word}");
    }
    // Among the staff it finds those with whom something is wrong by that article.
    bench.press("2 / \"第9条\" Enter");
    let some = rows(&bench);
    assert!(some > 0 && some < bench.register().staff().len(), "{some}");
}

#[test]
fn words_of_the_sentence_find_a_finding_and_may_stand_beside_a_name() {
    let mut bench = Bench::demo(Lang::Ja, WIDE);
    let session = bench.app.session().unwrap();
    let desk = &session.desk;
    let sentence =
        |place: usize| desk.policy.sentence(&desk.findings[place], &desk.register, desk.today, Lang::Ja);
    let sentences: Vec<String> = (0..desk.findings.len()).map(sentence).collect();
    for (place, sentence) in sentences.iter().enumerate() {
        let part: String = sentence.chars().skip(place % 5).take(14).filter(|c| *c != '"').collect();
        bench.press(&format!("1 Esc Esc / \"{part}\" Enter"));
        assert!(rows(&bench) > 1, "{part} of {sentence}");
    }
    let mut bench = Bench::new(office(), Lang::Ja, WIDE);
    bench.press("/ \"おおにし 誓約書\" Enter");
    // Its heading and the finding.
    assert_eq!(rows(&bench), 2);
}

#[test]
fn marks_stand_through_search_filter_and_screens_and_are_always_counted() {
    let mut bench = bench();
    bench.press("2 Space Space").shows("印 2件");
    bench.press("/ \"おかもと\"").shows("印 2件（うち2件は表示の外）");
    bench.press("Esc f").shows("印 2件").press("f").shows("印 2件（うち2件は表示の外）");
    bench.press("F F 5").shows("職員の印 2件").press("2").shows("印 2件");
    bench.resize((60, 16));
    bench.press("/ \"おかもと\"").shows("印 2件（うち2件は表示の外）");
    // What narrows goes first, the marks only then.
    bench.press("Esc Esc");
    assert_eq!((bench.app.session().unwrap().tab.place(), marks(&bench)), (1, 0));
    bench.shows("2件の印を外しました。");
}

#[test]
fn the_key_for_all_marks_what_is_shown_and_takes_only_that_away() {
    let mut bench = bench();
    bench.press("2 / \"いしだ\" Enter *");
    assert_eq!(marks(&bench), 1);
    bench.press("Esc / \"い\" Enter *");
    assert_eq!(marks(&bench), 2, "石田 and 井上");
    bench.press("/ Backspace \"いのうえ\" Enter *");
    assert_eq!(marks(&bench), 1, "what is not shown stays marked");
}

#[test]
fn a_row_under_a_search_answers_as_it_would_without_it() {
    let mut bench = bench();
    bench.press("2 / \"いのうえ\" Enter p");
    assert_eq!(changed_today(&bench), ["S-2"]);
}

#[test]
fn an_action_says_which_marks_are_out_of_sight_before_it_is_done() {
    let begin = || {
        let mut bench = bench();
        bench.press("2 Space / \"いのうえ\" Enter p");
        bench.shows("表示の外にも印があります").shows("この行だけ：職員 S-2 井上 正");
        bench.shows("印を付けた1件すべて（うち1件は表示の外：職員 S-1 石田 早苗）");
        assert!(!bench.effects.iter().any(|effect| matches!(effect, Effect::Commit { .. })));
        bench
    };
    // The row that is selected, and the marks stay.
    let mut bench = begin();
    bench.press("Enter");
    assert_eq!((changed_today(&bench), marks(&bench)), (vec!["S-2".to_owned()], 1));
    // All that are marked.
    let mut bench = begin();
    bench.press("Down Enter");
    assert_eq!(changed_today(&bench), ["S-1"]);
    // Nothing.
    let mut bench = begin();
    bench.press("Esc");
    assert_eq!((changed_today(&bench).len(), marks(&bench)), (0, 1));
    // Only those that are in sight.
    let mut bench = begin();
    bench.press("Esc Space p").shows("表示されている印 1件だけ").press("Enter");
    assert_eq!((changed_today(&bench), marks(&bench)), (vec!["S-2".to_owned()], 1));
}

#[test]
fn what_is_laid_aside_for_a_question_is_marked_again_with_its_answer() {
    let mut bench = bench();
    // Approval needs a day and a person: a small form stands between.
    bench.press("2 Space / \"いのうえ\" Enter s Enter Esc");
    assert_eq!(marks(&bench), 1, "{}", bench.screen());
}

/// From a finding to its record and back to the finding, whatever filter the record needed.
#[test]
fn esc_goes_back_to_the_row_that_one_came_from() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    for place in [1, 3, 4, 8, 12, 20] {
        bench.press(&format!("1 Home {}", "Down ".repeat(place)));
        let row = bench.app.session().unwrap().selected();
        bench.press("Enter");
        let there = bench.app.session().unwrap().tab;
        bench.press("Esc");
        let session = bench.app.session().unwrap();
        assert_eq!((session.tab.place(), session.selected()), (0, row), "from {there:?}");
    }
    // Nothing of it is left in the lists that were come to.
    bench.press("2").shows("絞り込み: 在籍中");
}

/// Home and End go to the ends of whatever is a list.
#[test]
fn home_and_end_work_in_every_list() {
    for (keys, rows) in [("2", 5), ("C-p", 20), ("F6", 5), ("7 s", 2), ("F5", 0), ("C", 5), ("2 T", 5)] {
        let mut bench = Bench::demo(Lang::Ja, NARROW);
        bench.press(keys);
        let begin = bench.screen();
        bench.press("End");
        let end = bench.screen();
        assert!(rows == 0 || begin != end, "{keys}: {end}");
        bench.press("Home");
        let home = bench.screen();
        assert!(home == begin, "{keys}: {home}\n{begin}");
    }
}

/// What comes too fast for a hand, with its brackets or without, runs nothing on any list.
#[test]
fn pasted_text_is_no_run_of_commands_on_any_list() {
    use mcs_register::tui::{
        app::Message,
        terminal::input::{Input, parse_keys},
    };
    for number in 1..=9 {
        for text in ["dxiq", "nnew", "d\nd\n", "2026-11-22", "x y"] {
            let keys: Vec<_> = text
                .chars()
                .flat_map(|c| match c {
                    '\n' => parse_keys("Enter").unwrap(),
                    ' ' => parse_keys("Space").unwrap(),
                    c => parse_keys(&c.to_string()).unwrap(),
                })
                .collect();
            for input in [Input::Burst(keys), Input::Paste(text.to_owned())] {
                let mut bench = Bench::demo(Lang::Ja, NARROW);
                bench.press(&format!("{number}"));
                let before = bench.register().clone();
                bench.send(Message::Input(input));
                assert_eq!(*bench.register(), before);
                assert!(bench.app.layers.is_empty() && bench.app.session().is_some());
                bench.shows("貼り付けた文字は操作になりません");
            }
        }
    }
}

/// A filter that keeps every row out leaves the marked ones to be asked about.
#[test]
fn marked_rows_are_asked_about_where_the_list_is_empty() {
    let mut bench = bench();
    bench.press("2 Space Space / \"誰でもない\" Enter").shows("うち2件は表示の外");
    bench.press("p").shows("印を付けた2件すべて");
    let before = bench.register().clone();
    bench.press("Enter");
    assert_ne!(*bench.register(), before);
    // Without marks there is nothing that could be meant.
    self::bench().press("2 / \"誰でもない\" Enter p").shows("選ばれた行がありません");
}
