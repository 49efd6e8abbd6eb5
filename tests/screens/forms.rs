//! Forms over records: what was not touched stays as it was, whatever the record holds.

use crate::{
    pages::{NARROW, WIDE},
    screen::{Bench, minato},
    support::arbitrary,
};
use mcs_register::{
    register::{
        Command, Key, Lang, Record, Register, Time,
        id::GroupId,
        records::{Consent, Device, GroupSheet, Membership, Office, Staff},
    },
    tui::{
        forms::{Form, Target},
        layers::Confirm,
    },
};
use proptest::prelude::*;

fn now() -> Time {
    Time::new(crate::screen::today(), 9, 10).unwrap()
}

fn through_the_form(record: &Record) -> Record {
    let target = Target::Edit { key: Key::Office, before: Box::new(record.clone()) };
    let mut form = Form::new(String::new(), record.clone(), target, minato(), Lang::Ja, now());
    match form.command(now()) {
        Ok(Command::Edit { after, .. }) => *after,
        other => panic!("{record:?}: {other:?}"),
    }
}

fn records(register: &Register) -> Vec<Record> {
    arbitrary::records(register)
}

#[test]
fn a_form_that_is_only_looked_at_changes_nothing() {
    let demo = mcs_register::cli::demo_office::demo_office(crate::screen::today()).unwrap();
    for record in records(&demo) {
        assert_eq!(through_the_form(&record), record);
    }
}

#[test]
fn a_form_follows_what_another_session_wrote_and_keeps_what_was_typed() {
    let demo = mcs_register::cli::demo_office::demo_office(crate::screen::today()).unwrap();
    let mine = demo.staff()[0].clone();
    let key = Key::Staff(mine.id.clone());
    let before = Record::Staff(mine.clone());
    let target = Target::Edit { key: key.clone(), before: Box::new(before.clone()) };
    let mut form = Form::new(String::new(), before, target, minato(), Lang::Ja, now());
    // The profession is typed here, the memo and the profession are changed elsewhere.
    form.move_focus(2);
    form.put("保健師");
    let mut theirs = mine;
    theirs.memo = Some("別の画面から".to_owned());
    theirs.profession = Some("助産師".to_owned());
    form.rebase(&Record::Staff(theirs.clone()));
    assert_eq!(form.fields.iter().filter(|field| field.waits()).count(), 1);
    // Nothing is saved before somebody has chosen between the two.
    assert!(form.command(now()).is_err());
    assert_eq!(form.field().and_then(|field| field.typed()), Some("保健師"));
    form.swap_theirs();
    assert_eq!(form.field().and_then(|field| field.typed()), Some("助産師"));
    form.swap_theirs();
    let Ok(Command::Edit { before, after, .. }) = form.command(now()) else { panic!("no edit") };
    assert_eq!(*before, Record::Staff(theirs.clone()));
    theirs.profession = Some("保健師".to_owned());
    assert_eq!(*after, Record::Staff(theirs));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Rows of a list in which nothing is recorded go; everything else stays to the letter.
    #[test]
    fn any_record_survives_its_form(register in arbitrary::register()) {
        for record in records(&register) {
            let once = through_the_form(&record);
            prop_assert_eq!(&through_the_form(&once), &once);
        }
    }
}

/// A form of a record of the demo office, and its screen.
fn opened(keys: &str, lang: Lang, size: (u16, u16)) -> Bench {
    let mut bench = Bench::demo(lang, size);
    bench.press(keys);
    bench
}

#[test]
fn the_first_field_of_a_form_is_one_to_type_in() {
    for (keys, label) in
        [("2 n", Staff::name), ("3 n", Device::name), ("5 n", GroupSheet::name), ("9 e", Office::name)]
    {
        let bench = opened(keys, Lang::Ja, NARROW);
        let form = bench.app.layers.top::<Form>().unwrap();
        assert_eq!(form.field().unwrap().label, label.unfilled(Lang::Ja), "{keys}");
    }
    let demo = mcs_register::cli::demo_office::demo_office(crate::screen::today()).unwrap();
    for record in records(&demo) {
        let target = Target::Edit { key: Key::Office, before: Box::new(record.clone()) };
        let form = Form::new(String::new(), record, target, minato(), Lang::Ja, now());
        assert!(form.field().unwrap().takes_text(), "{}", form.field().unwrap().label);
    }
}

/// What belongs to another kind of group is left out, and this is said; what is recorded there stands all the same.
#[test]
fn what_belongs_to_another_kind_is_not_shown() {
    let mut bench = opened("5 n", Lang::Ja, WIDE);
    bench.shows("種類が「患者」のため、自由グループの欄は出していません。").shows("同意書の日付");
    bench.hides("事務局の許可日（自由）").at_field(GroupSheet::kind);
    bench.press("\"じゆう\"");
    bench.shows("事務局の許可日（自由）").hides("同意書の日付").shows("種類が「自由」のため");
    // What was typed is never hidden.
    bench.press("\"かんじゃ\"").at_field(Consent::relation);
    bench.press("\"長女\"").at_field(GroupSheet::kind);
    bench.press("\"じゆう\"");
    bench.shows("続柄 長女").hides("同意書の日付");
    // The focus goes over what is not shown.
    for _ in 0..40 {
        bench.press("Down");
        assert!(bench.app.layers.top::<Form>().unwrap().field().unwrap().is_shown());
    }
}

#[test]
fn home_and_end_go_to_the_ends_of_a_choice_and_of_a_list_to_choose_from() {
    let mut bench = opened("3 e", Lang::Ja, NARROW);
    bench.at_field(Device::status).press("End");
    bench.shows("[廃棄済み]").press("Home");
    bench.shows("[記録なし]").press("F4 End Enter");
    let form = bench.app.layers.top::<Form>().unwrap();
    let status = form.fields.iter().find(|field| field.label == Device::status.unfilled(Lang::Ja)).unwrap();
    assert_eq!(status.entry.shown(), "廃棄済み");
}

/// What stands in the field narrows the list; Enter takes the first match, and never that nobody is meant.
#[test]
fn a_picker_begins_with_what_was_typed() {
    let mut bench = opened("3 n", Lang::Ja, NARROW);
    bench.at_field(Device::holder).press("\"minato\" Enter Enter");
    bench.shows("使用者 港 花子");
    // Nothing else was typed: the first of all, not nobody.
    bench.press("Esc y 3 n").at_field(Device::holder).press("Enter");
    bench.hides("（指定しない）").press("\"していしない\" Enter");
    bench.shows("該当する候補がありません。").press("Esc");
    // Where somebody stands, taking them out is the last choice.
    bench.press("Esc 3 e").at_field(Device::holder).press("Enter End Enter");
    bench.press("C-s");
    let screen = bench.screen();
    let device = bench.register().devices().iter().next().unwrap();
    assert_eq!(device.holder, None, "{screen}");
}

/// Enter picks a record, but goes on to the next field where words are offered: the bar names the key that picks.
#[test]
fn the_bar_of_a_form_names_the_key_that_picks() {
    let mut bench = opened("2 e", Lang::Ja, WIDE);
    bench.at_field(Staff::profession).press("End").shows("F4 候補から選ぶ").hides("Enter 候補から選ぶ");
    let mut bench = opened("3 e", Lang::Ja, WIDE);
    bench.at_field(Device::holder).press("End").shows("Enter 候補から選ぶ");
}

#[test]
fn professions_and_relations_are_offered() {
    let mut bench = opened("2 n", Lang::Ja, NARROW);
    bench.at_field(Staff::profession).press("F4");
    bench.shows("介護支援専門員").press("\"けあまね\" Enter C-s");
    let staff = bench.register().staff().iter().last().unwrap();
    assert_eq!(staff.profession.as_deref(), Some("介護支援専門員"));
    let mut bench = opened("5 n", Lang::En, NARROW);
    bench.at_field(Consent::relation).press("F4 \"daughter\" Enter");
    bench.shows("Relation eldest daughter");
}

/// The field at fault keeps the mark of the focus, and what is wrong stands below it.
#[test]
fn what_is_wrong_stands_below_its_field_which_keeps_the_focus() {
    for size in [(60, 16), NARROW, WIDE] {
        let mut bench = opened("2 e", Lang::Ja, size);
        bench.at_field(Staff::joined_on).press("C-u \"13/40\" F10");
        let screen = bench.screen();
        let lines: Vec<&str> = screen.lines().collect();
        let at =
            lines.iter().position(|line| line.contains(">!入職日")).unwrap_or_else(|| panic!("{screen}"));
        assert!(lines[at + 1].contains("2026年13月40日という日はありません"), "{screen}");
    }
}

#[test]
fn how_many_fields_follow_is_said() {
    let mut bench = opened("7 e", Lang::Ja, NARROW);
    let screen = bench.screen();
    assert!(screen.contains("あと") && screen.contains("欄"), "{screen}");
    bench.press(&"PageDown ".repeat(12));
    bench.hides("あと").shows("上に");
    let mut bench = opened("8 e", Lang::En, WIDE);
    bench.hides("more below");
}

/// Days that stand recorded show their weekday beside the field, minutes too.
#[test]
fn every_day_shows_its_weekday() {
    let bench = opened("2 e", Lang::Ja, WIDE);
    let form = bench.app.layers.top::<Form>().unwrap();
    let days = form.fields.iter().filter(|field| {
        matches!(field.entry, mcs_register::tui::forms::field::Entry::Day(_)) && !field.is_blank()
    });
    let days = days.count();
    assert!(days > 3);
    assert_eq!(bench.screen().matches("曜日").count(), days, "{}", bench.screen());
    let mut bench = opened("7 e", Lang::Ja, NARROW);
    bench.shows("発生日時 2026-11-21 18:00 令和8年 土曜日");
}

/// Several people come into a group in one step, ticked one by one or as the members of another group.
#[test]
fn several_people_come_into_a_group_at_once() {
    let mut bench = opened("5 Enter", Lang::Ja, NARROW);
    let group = bench.app.session().unwrap().list().scope.clone().unwrap();
    let before: Vec<String> = members(&bench, &group);
    let steps = bench.past.len();
    bench.press("N").shows("に追加する人").shows("[ ]");
    // What was typed finds somebody; Space ticks and clears it.
    bench.press("\"yunagi\" Space \"yahataya\" Space");
    bench.shows("2名を選択").press("Enter");
    bench.shows("グループへの追加（2名）").shows("招待日 2026-11-22");
    bench.at_sheet_field(Membership::reason).press("\"訪問看護\" F10");
    bench.shows("夕凪 美咲").shows("八幡屋 千恵").press("y");
    let after = members(&bench, &group);
    assert_eq!(after.len(), before.len() + 2, "{}", bench.screen());
    assert_eq!(bench.past.len(), steps + 1);
    let rows = &bench.register().group(&group).unwrap().memberships;
    for row in &rows[rows.len() - 2..] {
        assert_eq!(row.reason.as_deref(), Some("訪問看護"));
        assert_eq!(row.invited_on, Some(crate::screen::today()));
        assert_eq!(row.rights, Some(mcs_register::register::words::Rights::Member));
    }
    bench.press("u");
    if bench.app.layers.is_top::<Confirm>() {
        bench.press("y");
    }
    assert_eq!(members(&bench, &group), before);
}

#[test]
fn the_members_of_another_group_can_be_copied() {
    let mut bench = opened("5 Enter", Lang::Ja, NARROW);
    let here = bench.app.session().unwrap().list().scope.clone().unwrap();
    let there = bench.register().groups().iter().map(|group| group.sheet.id.clone()).find(|id| *id != here);
    let there = there.unwrap();
    let inside = members(&bench, &here);
    let missing: Vec<String> =
        members(&bench, &there).into_iter().filter(|person| !inside.contains(person)).collect();
    assert!(!missing.is_empty());
    bench.press("N End Enter").shows("参加者を写すグループ");
    bench.press(&format!("\"{there}\" Enter")).shows(&format!("{}名を選択", missing.len()));
    bench.press("Enter F10");
    // What there is to ask about stands in the one question before.
    bench.press("y");
    let now = members(&bench, &here);
    assert!(missing.iter().all(|person| now.contains(person)), "{}", bench.screen());
}

fn members(bench: &Bench, group: &GroupId) -> Vec<String> {
    let today = crate::screen::today();
    let rows = &bench.register().group(group).unwrap().memberships;
    let current = rows.iter().filter(|row| mcs_register::register::review::is_current(row, today));
    current.map(|row| row.person.to_string()).collect()
}

#[test]
fn a_new_record_takes_over_what_repeats() {
    let mut bench = opened("2 n", Lang::Ja, NARROW);
    let last = bench.register().staff().iter().last().unwrap().clone();
    bench.press("\"新田 光\" F5");
    bench.shows("から引き継ぎました").press("C-s");
    let new = bench.register().staff().iter().last().unwrap();
    assert_eq!(new.name.as_deref(), Some("新田 光"));
    assert_eq!((&new.profession, new.joined_on), (&last.profession, last.joined_on));
    assert_ne!(new.id, last.id);
    assert_eq!(new.mcs.login, None);
    // Of a record that is there nothing is taken over.
    bench.press("e F5").shows("新しい記録を追加する画面で");
}

#[test]
fn deleting_says_what_goes_with_it() {
    let mut bench = opened("2 n", Lang::Ja, NARROW);
    bench.press("\"新田 光\" Tab \"ニッタ ヒカル\" C-s Delete");
    bench.shows("一緒になくなる内容：氏名 新田 光、フリガナ ニッタ ヒカル");
    bench.shows("番号は、次の追加では使われません。");
    let id = bench.register().staff().iter().last().unwrap().id.to_string();
    bench.press("y 2 n");
    bench.hides(&id);
}

/// A long address is not cut in a row, or beside a column, that has room for it.
#[test]
fn a_long_value_takes_the_room_that_is_there() {
    let address = "ikejima.osamu@minato-houkan.example";
    for (lang, size) in [(Lang::Ja, (60, 16)), (Lang::Ja, NARROW), (Lang::Ja, WIDE), (Lang::En, WIDE)] {
        let mut bench = Bench::demo(lang, size);
        bench.press("2 / \"S-012\" Enter e");
        assert!(bench.screen().contains(address), "{size:?}\n{}", bench.screen());
    }
}
