//! The administrator's work by keys: removals, who leaves and who joins, take-outs; and what the exported register says of it.

use crate::{
    pages::{self, JA, NARROW, WIDE, each_page},
    screen::{Bench, settings},
};
use mcs_register::{
    policy::{Policy, Urgency, judge},
    register::{
        Lang, Register,
        document::{decode, encode},
        id::PersonId,
    },
    tui::{
        app::{Access, App, Effect, Opened},
        terminal::input::parse_keys,
    },
};
use serde_json::Value;

/// A small office that is not the demo's: 石田 is the only administrator, 夕凪 leaves, 池島 is a partner.
const OFFICE: &str = r#"{"format": "mcs-register/1",
  "office": {"name": "築港クリニック", "manager": "S-1"},
  "staff": [
    {"id": "S-1", "name": "石田 早苗", "kana": "イシダ サナエ", "profession": "看護師", "joined_on": "2020-04-01",
     "mcs": {"login": "ishida@chikko.example", "role": "administrator", "registered_on": "2020-04-01", "password_changed_on": "2026-11-01", "profile": true},
     "pledge": {"signed_on": "2020-04-01"}, "trainings": [{"on": "2026-06-20", "title": "個人情報保護"}]},
    {"id": "S-2", "name": "夕凪 明", "kana": "ユウナギ アキラ", "profession": "看護師", "joined_on": "2021-04-01",
     "mcs": {"login": "yunagi@chikko.example", "role": "user", "registered_on": "2021-04-01", "password_changed_on": "2026-11-01", "profile": true},
     "pledge": {"signed_on": "2021-04-01"}, "trainings": [{"on": "2026-06-20", "title": "個人情報保護"}]},
    {"id": "S-3", "name": "波除 晴", "kana": "ナミヨケ ハル", "profession": "医療事務", "joined_on": "2026-12-01"}],
  "partners": [
    {"id": "P-1", "name": "池島 薫", "kana": "イケジマ カオル", "profession": "薬剤師", "affiliation": "池島薬局"},
    {"id": "P-2", "name": "磯路 誠", "kana": "イソジ マコト", "profession": "医師", "affiliation": "磯路医院"}],
  "devices": [
    {"id": "D-1", "kind": "tablet", "name": "訪問用タブレット", "ownership": "office", "holder": "S-2", "lent_on": "2026-04-01", "status": "in-use"},
    {"id": "D-2", "kind": "tablet", "name": "予備のタブレット", "ownership": "office", "status": "spare"}],
  "take_outs": [
    {"id": "T-001", "requester": "S-2", "device": "D-1", "requested_on": "2026-11-18", "content": "訪問記録", "medium": "タブレット",
     "purpose": "訪問看護", "from": "2026-11-19", "until": "2026-11-25",
     "decision": {"result": "approved", "on": "2026-11-18", "by": "S-1"}, "out_on": "2026-11-19"},
    {"id": "T-002", "requester": "S-1", "requested_on": "2026-11-21", "content": "会議資料", "medium": "紙", "purpose": "担当者会議",
     "from": "2026-11-24", "until": "2026-11-24"}],
  "groups": [
    {"id": "G-1", "kind": "patient", "name": "八幡屋 一郎様", "kana": "ヤハタヤ イチロウ", "opened_on": "2026-04-01", "attending_doctor": "P-2", "patients": 1,
     "memberships": [
      {"id": "M-1", "person": "S-1", "approved_on": "2026-04-01", "joined_on": "2026-04-01"},
      {"id": "M-2", "person": "S-2", "approved_on": "2026-04-01", "joined_on": "2026-04-01", "reason": "訪問看護の担当"},
      {"id": "M-3", "person": "P-1", "approved_on": "2026-04-01", "joined_on": "2026-04-01",
       "removal": {"requested_on": "2026-11-20", "reason": "薬局の変更"}},
      {"id": "M-4", "person": "P-2", "invited_on": "2026-10-01", "invited_by": "S-2", "approved_on": "2026-10-01"}]},
    {"id": "G-2", "kind": "patient", "name": "三津屋 キヨ様", "kana": "ミツヤ キヨ", "opened_on": "2026-04-01", "attending_doctor": "P-2", "patients": 1,
     "memberships": [
      {"id": "M-5", "person": "S-2", "approved_on": "2026-04-01", "joined_on": "2026-04-01"},
      {"id": "M-6", "person": "P-1", "approved_on": "2026-04-01", "joined_on": "2026-04-01", "off_duty_on": "2026-11-10"},
      {"id": "M-7", "person": "P-2", "invited_on": "2026-11-20", "invited_by": "S-2"}]}]}"#;

fn office() -> Register {
    decode(OFFICE.as_bytes(), &|_| None).unwrap()
}

fn bench(lang: Lang, size: (u16, u16)) -> Bench {
    Bench::new(office(), lang, size)
}

/// The register as it is exported.
fn exported(bench: &Bench) -> Value {
    serde_json::from_str(&encode(bench.register())).unwrap()
}

fn row<'a>(list: &'a Value, id: &str) -> &'a Value {
    list.as_array().unwrap().iter().find(|row| row["id"] == id).unwrap()
}

fn member<'a>(register: &'a Value, id: &str) -> &'a Value {
    let groups = register["groups"].as_array().unwrap();
    groups
        .iter()
        .flat_map(|group| group["memberships"].as_array().unwrap())
        .find(|row| row["id"] == id)
        .unwrap()
}

fn take_out(bench: &Bench, id: &str) -> Value {
    row(&exported(bench)["take_outs"], id).clone()
}

fn commits(bench: &Bench) -> usize {
    bench.effects.iter().filter(|effect| matches!(effect, Effect::Commit { .. })).count()
}

#[test]
fn every_page_of_work() {
    each_page(
        pages::people_and_take_outs::PAGES,
        &[("removals-by-group", &[JA]), ("sheet", &[JA]), ("leaving", &[JA])],
        |lang, size, keys| {
            let mut bench = bench(lang, size);
            bench.press(keys);
            bench
        },
        |name, screen| insta::assert_snapshot!(name, screen),
    );
}

#[test]
fn a_removal_is_open_until_somebody_records_that_it_was_done() {
    let mut bench = bench(Lang::Ja, NARROW);
    bench.press("R d");
    let after = exported(&bench);
    let done: Vec<&Value> = ["M-3", "M-6"]
        .into_iter()
        .map(|id| member(&after, id))
        .filter(|row| !row["released_on"].is_null())
        .collect();
    assert_eq!(done.len(), 1);
    assert_eq!(
        (done[0]["released_on"].as_str(), done[0]["released_by"].as_str()),
        (Some("2026-11-22"), Some("S-1"))
    );
    assert!(bench.screen().contains("解除待ち 1件"), "{}", bench.screen());
    bench.press("u");
    assert_eq!(*bench.register(), office());
    assert!(bench.screen().contains("解除待ち 2件"), "{}", bench.screen());
}

/// Who did it is the staff member whom the account names, also where another one is the administrator.
#[test]
fn the_person_at_the_keyboard_is_recorded() {
    let staff = Some(PersonId::new("S-2").unwrap());
    let opened = Opened { register: office(), staff, ..Opened::default() };
    let mut bench = Bench::with(App::open(settings(Lang::Ja), opened, crate::screen::today()), NARROW);
    bench.press("R * d");
    let after = exported(&bench);
    assert!(["M-3", "M-6"].iter().all(|id| member(&after, id)["released_by"] == "S-2"));
}

/// Whoever only looks sees all of it and records nothing.
#[test]
fn a_reader_looks_at_the_work_and_records_nothing() {
    for keys in ["R d", "R D", "2 P x", "2 P c", "2 x", "4 c", "4 s", "4 x"] {
        let opened = Opened { register: office(), access: Access::Reader, ..Opened::default() };
        let mut bench = Bench::with(App::open(settings(Lang::Ja), opened, crate::screen::today()), NARROW);
        bench.press(keys);
        assert_eq!(commits(&bench), 0, "{keys}");
        assert!(bench.screen().contains("閲覧のみ"), "{keys}: {}", bench.screen());
    }
}

#[test]
fn many_removals_are_marked_and_recorded_as_one_change() {
    let mut bench = bench(Lang::Ja, NARROW);
    // All of one part: invitations are not swept along.
    bench.press("R f * d");
    assert_eq!(commits(&bench), 1);
    let after = exported(&bench);
    assert!(["M-3", "M-6"].iter().all(|id| member(&after, id)["released_on"] == "2026-11-22"));
    assert!(member(&after, "M-4")["joined_on"].is_null());
    assert!(bench.screen().contains("解除待ち 0件"), "{}", bench.screen());
    bench.press("u");
    assert_eq!(*bench.register(), office());
}

#[test]
fn a_removal_is_recorded_on_the_day_on_which_it_was_done() {
    let mut bench = bench(Lang::Ja, NARROW);
    bench.press("R * D \"昨日\" Enter");
    let after = exported(&bench);
    assert!(["M-3", "M-6"].iter().all(|id| member(&after, id)["released_on"] == "2026-11-21"));
}

#[test]
fn an_invitation_is_approved_where_the_removals_are() {
    let mut bench = bench(Lang::Ja, NARROW);
    let screen = bench.press("R End Up").screen();
    assert!(screen.contains("招待：夕凪 明 2026-11-20"), "{screen}");
    bench.press("d");
    let approved = member(&exported(&bench), "M-7").clone();
    assert_eq!(
        (approved["approved_on"].as_str(), approved["approved_by"].as_str()),
        (Some("2026-11-22"), Some("S-1"))
    );
}

/// J5: everything that a leaver holds is listed after eight keys at most and ticked with one key an item.
#[test]
fn a_leaver_takes_eight_keys_and_one_an_item() {
    let keys = "2 / \"yunagi\" Enter x \"R8.11.30\" Enter";
    let count = parse_keys(keys).unwrap().len() - "yunagi".len() - "R8.11.30".len();
    assert!(count <= 8, "{count}");
    let mut bench = bench(Lang::Ja, NARROW);
    let screen = bench.press(keys).screen();
    // Account, two memberships, device, take-out.
    assert!(screen.contains("2026-11-30（令和8年11月30日）　残り5件"), "{screen}");
    assert!(screen.contains("スタッフ解除しかできず、アカウントが残ります"), "{screen}");
    assert_eq!(row(&exported(&bench)["staff"], "S-2")["left_on"], "2026-11-30");
    for left in (0..5).rev() {
        bench.press("d");
        assert_eq!(commits(&bench), 1);
        assert!(bench.screen().contains(&format!("残り{left}件")), "{}", bench.screen());
    }
    assert!(bench.screen().contains("残りはありません。"), "{}", bench.screen());
    let after = exported(&bench);
    assert_eq!(row(&after["staff"], "S-2")["mcs"]["deleted_on"], "2026-11-22");
    assert!(["M-2", "M-5"].iter().all(|id| {
        let row = member(&after, id);
        row["released_on"] == "2026-11-22" && row["released_by"] == "S-1"
    }));
    assert_eq!(row(&after["devices"], "D-1")["returned_on"], "2026-11-22");
    assert_eq!(row(&after["take_outs"], "T-001")["returned_on"], "2026-11-22");
    // The judge agrees: after the last day nothing about them is flagged.
    let later = "2026-12-15".parse().unwrap();
    let found = judge(bench.register(), &Policy::minato().unwrap(), later);
    let theirs = ["staff/S-2", "membership/M-2", "membership/M-5", "take-out/T-001"];
    let about: Vec<_> =
        found.iter().filter(|finding| theirs.contains(&finding.subject.to_string().as_str())).collect();
    assert!(about.is_empty(), "{about:?}");
    assert!(!found.iter().any(|finding| finding.rule.name() == "device-return"));
}

/// Ahead of the day it is preparation, from the day after it is flagged, and only a release is left of the account.
#[test]
fn a_last_day_that_has_passed_flags_and_leaves_only_the_release() {
    let mut bench = bench(Lang::Ja, WIDE);
    let screen = bench.press("2 End x \"11/30\" Enter").screen();
    assert!(screen.contains("準備") && !screen.contains("要対応"), "{screen}");
    let screen = bench.press("x C-u \"11/20\" Enter").screen();
    assert!(screen.contains("MCSのスタッフ解除") && screen.contains("要対応"), "{screen}");
    assert!(!screen.contains("アカウントの削除（本人）"), "{screen}");
    // Released, the account remains and stays on the list until the person has deleted it.
    let screen = bench.press("d").screen();
    assert!(screen.contains("残っているアカウント"), "{screen}");
    let found = judge(bench.register(), &Policy::minato().unwrap(), crate::screen::today());
    assert!(
        found
            .iter()
            .any(|finding| finding.subject.to_string() == "membership/M-2"
                && finding.urgency != Urgency::Waived)
    );
}

#[test]
fn the_only_administrator_hands_over_before_leaving() {
    let mut bench = bench(Lang::Ja, NARROW);
    let screen = bench.press("2 / \"ishida\" Enter x \"12/31\" Enter").screen();
    assert!(
        screen.contains("MCS管理者の引き継ぎ") && screen.contains("事業所の管理者の引き継ぎ"),
        "{screen}"
    );
    assert!(screen.contains("復旧キー"), "{screen}");
    let screen = bench.press("d Enter").screen();
    assert_eq!(row(&exported(&bench)["staff"], "S-2")["mcs"]["role"], "administrator");
    assert!(!screen.contains("MCS管理者の引き継ぎ"), "{screen}");
}

#[test]
fn a_mixed_queue_asks_once_before_all_of_it_is_recorded() {
    let mut bench = bench(Lang::Ja, NARROW);
    bench.press("2 End x \"11/30\" Enter").press("* d");
    assert_eq!(commits(&bench), 0, "{}", bench.screen());
    bench.press("y");
    assert_eq!(commits(&bench), 1);
    assert!(bench.screen().contains("残りはありません。"), "{}", bench.screen());
}

#[test]
fn a_partner_who_leaves_is_asked_out_of_every_group() {
    let mut bench = bench(Lang::Ja, NARROW);
    bench.press("8 / \"isoji\" Enter x Enter");
    let after = exported(&bench);
    for id in ["M-4", "M-7"] {
        let removal = &member(&after, id)["removal"];
        assert_eq!(
            (removal["requested_on"].as_str(), removal["reason"].as_str()),
            (Some("2026-11-22"), Some("退職・異動"))
        );
    }
}

#[test]
fn a_new_id_is_told_what_it_needs_and_gets_it_one_key_each() {
    let mut bench = bench(Lang::Ja, NARROW);
    let screen = bench.press("2 / \"nami\" Enter P f f").screen();
    assert!(screen.contains("入職の手続き　残り8件"), "{screen}");
    // Pledge with its day; training with its day and title; registration; the login is skipped; role from a list; password;
    // profile; device.
    bench.press("d \"11/20\" Enter y d \"昨日\" Enter \"初任者研修\" Enter y d Down d Enter d d d Enter");
    let after = exported(&bench);
    let staff = row(&after["staff"], "S-3");
    assert_eq!(staff["pledge"]["signed_on"], "2026-11-20");
    assert_eq!(staff["trainings"][0], serde_json::json!({"on": "2026-11-21", "title": "初任者研修"}));
    assert_eq!(staff["mcs"]["registered_on"], "2026-11-22");
    assert!(staff["mcs"]["role"].is_string() && staff["mcs"]["profile"] == true, "{staff}");
    assert_eq!(row(&after["devices"], "D-2")["holder"], "S-3");
    assert!(bench.screen().contains("残り1件"), "{}", bench.screen());
}

#[test]
fn who_is_off_duty_or_changes_the_role_is_recorded_on_the_sheet() {
    let mut bench = bench(Lang::Ja, WIDE);
    bench.press("2 End P / Down Down Down Down Down Down");
    // The first membership, wherever the parts before it end.
    bench.down_to("担当から外れたときは t");
    bench.press("t");
    let after = exported(&bench);
    let off = ["M-2", "M-5"].iter().filter(|id| member(&after, id)["off_duty_on"] == "2026-11-22").count();
    assert_eq!(off, 1);
    bench.press("c Enter");
    assert!(row(&exported(&bench)["staff"], "S-2")["mcs"]["role"].is_string());
    assert_eq!(commits(&bench), 1);
}

/// Each line of a sheet leads to its record.
#[test]
fn every_line_opens_its_record() {
    let mut bench = bench(Lang::En, WIDE);
    bench.press("2 End P");
    for _ in 0..20 {
        let before = bench.app.layers.len();
        bench.press("Enter");
        assert_eq!(bench.app.layers.len(), before + 1, "{}", bench.screen());
        bench.press("Esc Down");
    }
}

/// J4: a take-out is approved, or refused with its reason, and comes back, with three keys each.
#[test]
fn a_take_out_is_decided_and_comes_back_with_three_keys_each() {
    for (keys, typed) in [("4 a", 0), ("4 x \"紙は不可\" Enter", "紙は不可".chars().count()), ("4 Down r", 0)]
    {
        assert!(parse_keys(keys).unwrap().len() - typed <= 3, "{keys}");
    }
    let mut approving = bench(Lang::Ja, NARROW);
    approving.press("4 a");
    let decision = take_out(&approving, "T-002")["decision"].clone();
    assert_eq!((decision["result"].as_str(), decision["by"].as_str()), (Some("approved"), Some("S-1")));
    // Who asked decided: that is told and flagged.
    assert!(approving.screen().contains("申請者本人の決定です"), "{}", approving.screen());
    let found = &approving.app.session().unwrap().desk.findings;
    assert!(found.iter().any(|finding| finding.rule.name() == "countersign"));

    let mut refusing = bench(Lang::Ja, NARROW);
    refusing.press("4 x Enter");
    assert!(take_out(&refusing, "T-002")["decision"].is_null(), "a refusal needs its reason");
    refusing.press("\"紙は不可\" Enter");
    let decision = take_out(&refusing, "T-002")["decision"].clone();
    assert_eq!((decision["result"].as_str(), decision["note"].as_str()), (Some("refused"), Some("紙は不可")));

    let mut returning = bench(Lang::Ja, NARROW);
    returning.press("4 Down r");
    assert_eq!(take_out(&returning, "T-001")["returned_on"], "2026-11-22");
    returning.press("/ \"T-001\" Enter s");
    let checked = take_out(&returning, "T-001");
    assert_eq!(
        (checked["checked_on"].as_str(), checked["checked_by"].as_str()),
        (Some("2026-11-22"), Some("S-1"))
    );
}

#[test]
fn what_was_approved_is_changed_only_with_a_word_that_the_decision_is_open_again() {
    let before = take_out(&bench(Lang::Ja, NARROW), "T-001");
    assert_eq!(before["decision"]["result"], "approved");
    for lang in [Lang::Ja, Lang::En] {
        let mut bench = bench(lang, NARROW);
        bench.press("4 Down e Down Down Down \"と全患者の名簿\" C-s");
        let screen = bench.screen();
        let asked = if lang == Lang::Ja { "承認待ちに戻ります" } else { "waits for approval again" };
        assert!(screen.replace(['\n', ' '], "").contains(&asked.replace(' ', "")), "{screen}");
        assert_eq!(take_out(&bench, "T-001"), before);
        // A no goes back to the form with what was typed.
        bench.press("Esc");
        assert_eq!(take_out(&bench, "T-001"), before);
        bench.press("C-s y");
        let after = take_out(&bench, "T-001");
        assert_eq!(after["content"], "訪問記録と全患者の名簿", "{}", bench.screen());
        assert!(after["decision"].is_null());
        bench.press("u");
        assert_eq!(take_out(&bench, "T-001"), before);
    }
}

#[test]
fn the_last_request_again_is_one_key_and_a_save() {
    let mut bench = bench(Lang::Ja, NARROW);
    // The tablet is not back from the last one: that is asked about.
    bench.press("4 Down c C-s");
    bench.shows("D-1（訪問用タブレット）はT-001（夕凪 明）で2026-11-19から持ち出し中");
    bench.press("Enter");
    bench.shows("保存していません。入力した内容はそのままです。");
    assert_eq!(commits(&bench), 0);
    bench.press("C-s y");
    assert!(bench.app.layers.is_empty());
    let again = take_out(&bench, "T-003");
    assert_eq!(again["content"], "訪問記録");
    assert_eq!((again["from"].as_str(), again["until"].as_str()), (Some("2026-11-22"), Some("2026-11-28")));
    assert!(again["decision"].is_null() && again["out_on"].is_null(), "{again}");
}

#[test]
fn out_without_approval_is_recorded_flagged_and_approved_afterwards() {
    let mut bench = bench(Lang::Ja, WIDE);
    bench.press("4 o");
    assert!(bench.screen().contains("承認のない持ち出しです"), "{}", bench.screen());
    let found = &bench.app.session().unwrap().desk.findings;
    assert!(
        found
            .iter()
            .any(|finding| finding.rule.name() == "take-out-approval" && finding.urgency == Urgency::Now)
    );
    // The next day.
    bench.now = mcs_register::register::Time::new(crate::screen::today().plus_days(1), 9, 10).unwrap();
    bench.press("a");
    let screen = bench.screen();
    assert!(screen.contains("事後承認として残ります"), "{screen}");
    assert!(screen.contains("事後承認"), "{screen}");
}

#[test]
fn a_daily_tablet_gets_a_standing_approval_with_an_end() {
    let mut bench = bench(Lang::Ja, WIDE);
    bench.press("4 Down c");
    for _ in 0..20 {
        if !bench.screen().contains(">日常使用") {
            bench.press("Down");
        }
    }
    bench.press("Right C-s y");
    let again = take_out(&bench, "T-003");
    assert_eq!(again["standing"], true, "{}", bench.screen());
    assert_eq!(again["until"], "2026-11-28");
    bench.press("/ \"T-003\" Enter a");
    bench.shows("持ち出し中で、返却の記録がありません。このまま記録しますか？");
    bench.press("y Right");
    assert!(bench.screen().contains("2026-11-28まで有効"), "{}", bench.screen());
}

/// An extension is a decision of its own: one's own of today without a question, anybody else's with its day and a question.
#[test]
fn a_take_out_is_extended_by_a_decision_with_its_day_and_its_person() {
    let mut bench = bench(Lang::Ja, NARROW);
    bench.press("4 / \"T-001\" Enter t");
    bench.shows("持ち出しの延長（1件）").shows("延長後の終了日");
    bench.press("\"2026-11-30\" F10");
    assert_eq!(commits(&bench), 1);
    let row = take_out(&bench, "T-001");
    let decision =
        |row: &Value| ["on", "by", "result"].map(|field| row["decision"][field].as_str().unwrap().to_owned());
    assert_eq!(row["until"], "2026-11-30");
    assert_eq!(decision(&row), ["2026-11-22", "S-1", "approved"]);
    bench.press("t \"2026-11-30\" F10");
    bench.shows("今の終了日より後ではありません");
    bench.press("C-u \"2026-12-05\" Down C-u \"2026-11-21\" Down C-u \"S-3\" F10");
    assert_eq!(commits(&bench), 0);
    bench.shows("持ち出しを2026-12-05まで延長");
    bench.shows("2026-11-21");
    bench.press("y");
    let row = take_out(&bench, "T-001");
    assert_eq!((row["until"].as_str(), decision(&row)[0].as_str()), (Some("2026-12-05"), "2026-11-21"));
    assert_eq!(row["decision"]["by"], "S-3");
    // What waits for its first decision is not extended.
    bench.press("Esc / \"T-002\" Enter t");
    assert!(bench.app.layers.is_empty(), "{}", bench.screen());
}

#[test]
fn what_never_left_neither_comes_back_nor_is_looked_over_by_a_key() {
    for keys in ["4 / \"T-002\" Enter r", "4 / \"T-002\" Enter s"] {
        let mut bench = bench(Lang::Ja, NARROW);
        bench.press(keys);
        bench.shows("持ち出した日の記録がありません");
        assert_eq!(commits(&bench), 0, "{keys}");
    }
}

#[test]
fn a_device_that_comes_back_is_no_longer_in_use_and_that_is_said() {
    let mut bench = bench(Lang::Ja, NARROW);
    bench.press("3 / \"D-1\" Enter r");
    bench.shows("あわせて、「状態」を予備に変更しました。");
    let after = exported(&bench);
    let device = row(&after["devices"], "D-1");
    assert_eq!(
        (device["returned_on"].as_str(), device["status"].as_str()),
        (Some("2026-11-22"), Some("spare"))
    );
    bench.press("u");
    assert_eq!(*bench.register(), office());
}

/// Two keys must not record a deed of today for everybody unseen.
#[test]
fn many_facts_of_one_key_are_asked_about_first() {
    let mut bench = Bench::demo(Lang::Ja, WIDE);
    let before = bench.register().clone();
    bench.press("5 * z");
    bench.shows("件に「保管庫への移動」を2026-11-22");
    bench.press("Enter");
    bench.shows("記録していません。");
    assert_eq!(*bench.register(), before);
    bench.shows("印");
    bench.press("z y");
    assert_ne!(*bench.register(), before);
    bench.press("u");
    assert_eq!(*bench.register(), before);
}
