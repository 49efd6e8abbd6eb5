//! An incident led from the screen: clocks, what it may touch, near misses.

use crate::{
    pages::{ALL, EN_WIDE, JA, NARROW, Page, WIDE, each_page},
    screen::Bench,
};
use mcs_register::{
    register::{
        Command, Key, Lang, Record, Register,
        records::Incident,
        words::{Assessment, Circumstance, IncidentKind},
    },
    tui::app::Access,
};

fn last(register: &Register) -> Incident {
    register.incidents().iter().last().unwrap().clone()
}

/// Another session changes an incident.
fn edited_elsewhere(bench: &mut Bench, before: Incident, after: Incident) {
    bench.elsewhere(&Command::Edit {
        key: Key::Incident(before.id.clone()),
        before: Box::new(Record::Incident(Box::new(before))),
        after: Box::new(Record::Incident(Box::new(after))),
    });
}

#[test]
fn the_first_response_shows_the_clocks_and_what_may_be_touched() {
    let led = Page(
        "led",
        "F8 Enter Enter",
        &[
            "== R8-007 機器の紛失 初動対応 ==",
            "[ ] 最後に使った場所と時刻を確かめた [ ] 全端末からログアウトした [ ] MCSのパスワードを変更した",
            "[期限] 事務局への報告 2026-11-23まで（あと1日） 速報（個人情報保護委員会） 報告対象なら 2026-11-26まで（あと4日）",
            "確報（個人情報保護委員会） 報告対象なら 2026-12-21まで（あと29日） [台帳から分かる影響（a で報告書に取り込む）]",
            "機器の使用者 𠮷田 真理子",
            "インシデント R8-007を保存しました。u で元に戻せます。",
            "Space 今の時刻で記録  w 報告書  r 報告した  a 影響を取り込む",
        ],
        &[
            "== R8-007 Loss of a device First response ==",
            "[ ] Established where and when it was last used [ ] Logged the ID out on all devices",
            "[Deadlines] Report to the secretariat by 2026-11-23 (days left: 1)",
            "Preliminary report if reportable, by 2026-11-26 (days left: 4)",
            "Final report if reportable, by 2026-12-21 (days left: 29)",
            "Holder of the device 𠮷田 真理子",
            "Saved Incidents R8-007. u takes it back.",
            "Space Stamp now  w Report  r Reported  a Take over",
        ],
    );
    each_page(
        &[led],
        &[("led", &[JA, EN_WIDE])],
        |lang, size, keys| {
            let mut bench = Bench::demo(lang, size);
            bench.press(keys);
            bench
        },
        |name, screen| insta::assert_snapshot!(name, screen),
    );
}

/// One key takes over what the register proposes; a second time there is nothing left to propose.
#[test]
fn what_is_proposed_is_taken_over_with_one_key() {
    let mut bench = Bench::demo(Lang::Ja, WIDE);
    bench.press("F8 Enter Enter");
    assert!(last(bench.register()).groups.is_empty());
    bench.press("a");
    let after = last(bench.register());
    assert!(!after.groups.is_empty());
    assert!(bench.press("a").screen().contains("提案できるものはありません"), "{}", bench.screen());
    assert_eq!(last(bench.register()), after);
    bench.press("Esc u");
    assert!(last(bench.register()).groups.is_empty(), "it can be taken back");
}

#[test]
fn a_near_miss_is_one_line_and_can_grow() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    let before = bench.register().incidents().len();
    bench.press("F8 \"near-miss\" Enter Enter");
    assert_eq!(bench.register().incidents().len(), before, "a near miss says what happened");
    bench.press("\"別の患者のグループに書きかけた\" Enter");
    let near = last(bench.register());
    assert_eq!((near.kind, near.known_at), (IncidentKind::NearMiss.into(), Some(bench.now)));
    assert!(bench.app.layers.is_empty());
    bench.press("7 / \"書きかけた\" Enter s");
    assert!(!bench.screen().contains("期限"), "{}", bench.screen());
    // What is asked for a wrong post is asked for here as well.
    bench.press("g \"wrong-post\" Enter");
    assert_eq!(last(bench.register()), near, "not before the group was asked for: {}", bench.screen());
    bench.press("\"分からない\" Enter");
    let grown = last(bench.register());
    assert_eq!(grown, Incident { kind: IncidentKind::WrongPost.into(), ..near });
    bench.shows("== R8-007 誤投稿 初動対応 ==");
    bench.shows(
        "[ ] 該当の投稿を削除した [ ] 誰が読んだかを確かめた [ ] 読んだ人へ破棄と口外しないことを依頼した",
    );
    bench.shows("別の患者のグループに書きかけた [期限] 事務局への報告 2026-11-23まで（あと1日）");
    bench.shows("[個人情報保護法による報告の要否] 判断 未判断。h で手引きを開いて確かめます。");
    assert!(bench.press("g").screen().contains("ヒヤリハットの記録で使えます"));
}

#[test]
fn a_near_miss_that_is_being_typed_waits_behind_the_lock() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    let register = bench.register().clone();
    bench.press("F8 \"near-miss\" Enter \"書きかけ\" C-l");
    bench.unlock(register);
    bench.press("Enter");
    assert_eq!(last(bench.register()).summary.as_deref(), Some("書きかけ"));
}

#[test]
fn the_number_that_was_given_is_asked_for_after_the_stamp() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("F8 Enter Enter");
    for _ in 0..12 {
        bench.press("Space");
        if bench.screen().contains("受付番号") {
            break;
        }
    }
    bench.shows("== 受付番号 ==").shows("Enter 決定  Esc やめる");
    let stamped = last(bench.register()).first_response;
    let line = stamped.iter().position(|row| row.text.as_deref() == Some("回線停止を依頼した")).unwrap();
    assert_eq!(stamped[line].note, None, "the stamp is there before its number");
    bench.press("\"A-123\" Enter");
    assert_eq!(last(bench.register()).first_response[line].note.as_deref(), Some("A-123"));
    bench.shows("[x] 回線停止を依頼した（A-123） 2026-11-22 09:10 港 花子 [ ] リモートワイプを実行した");
    assert_eq!(bench.notice(), "インシデント R8-007を保存しました。u で元に戻せます。");
    assert!(bench.bar().starts_with("Space 今の時刻で記録"), "{}", bench.bar());
    // It can be put right, or written later.
    bench.press("Up m C-u \"B-4\" Enter");
    assert_eq!(last(bench.register()).first_response[line].note.as_deref(), Some("B-4"));
    // Right after the stamp it is that of the step above; elsewhere a step that was not done has no number.
    let stamps = last(bench.register()).first_response.len();
    bench.press("Down m C-u \"C-5\" Enter");
    let after = last(bench.register()).first_response;
    assert_eq!(after.len(), stamps);
    assert_eq!(after[line].note.as_deref(), Some("C-5"), "{}", bench.screen());
    assert!(bench.press("Down m").screen().contains("先に Space で記録してください"), "{}", bench.screen());
}

#[test]
fn a_number_that_is_being_typed_waits_behind_the_lock() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("F8 Enter Enter");
    while !bench.screen().contains("受付番号") {
        bench.press("Space");
    }
    let register = bench.register().clone();
    bench.press("\"A-1\" C-l");
    bench.unlock(register);
    bench.press("Enter");
    assert!(last(bench.register()).first_response.iter().any(|row| row.note.as_deref() == Some("A-1")));
}

#[test]
fn a_step_is_stamped_with_another_time_and_put_right() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("F8 Enter Enter D");
    bench.press("\"8:55\" Enter");
    let at = |bench: &Bench| last(bench.register()).first_response[0].at.unwrap().to_string();
    assert_eq!(at(&bench), "2026-11-22T08:55");
    bench.press("C-t C-a");
    bench.shows("== 最後に使った場所と時刻を確かめた：いつですか（今の記録 2026-11-22 08:55） ==");
    bench.press("Esc");
    bench.shows("[x] 最後に使った場所と時刻を確かめた 2026-11-22 08:55 港 花子 [ ] 全端末からログアウトした");
    // What has not happened yet is not recorded.
    bench.press("Down D \"23:59\" Enter");
    assert_eq!(last(bench.register()).first_response.len(), 1);
    assert!(bench.screen().contains("はまだ来ていません"), "{}", bench.screen());
    bench.press("Esc");
    bench.press("n \"近くを捜した\" Enter");
    let own = last(bench.register()).first_response;
    assert_eq!(own[1].text.as_deref(), Some("近くを捜した"));
    assert!(own[1].at == Some(bench.now) && own[1].by.is_some());
}

#[test]
fn what_was_stamped_or_answered_is_taken_back_where_it_was_done() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("F8 Enter Enter Space h y u");
    assert_eq!(last(bench.register()).authority.answer(Circumstance::PersonalData), None);
    bench.press("Esc u");
    assert!(last(bench.register()).first_response.is_empty());
    let count = bench.register().incidents().len();
    // With the incident itself its layers go.
    bench.press("u");
    assert_eq!(bench.register().incidents().len(), count - 1);
    assert!(bench.app.layers.is_empty());
}

#[test]
fn whose_id_and_which_group_are_asked_for_where_it_matters() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("2 Down F8 \"unauthorised\" Enter");
    bench
        .shows("== 誰のIDですか ==")
        .shows("> S-014 石田 浩二 言語聴覚士 S-012 池島 修 理学療法士 S-007 磯路 さゆり");
    bench.press("Enter");
    assert!(last(bench.register()).person.is_some());
    bench.press("Esc 5 F8 \"wrong-post\" Enter Enter");
    let group = last(bench.register()).groups;
    assert_eq!(group.len(), 1);
    bench.press("Esc F8 \"wrong-post\" Enter \"分からない\" Enter");
    assert!(last(bench.register()).groups.is_empty());
    bench.press("Esc F8 \"free-group\" Enter Enter");
    let group = last(bench.register()).groups.remove(0);
    let kind = bench.register().group(&group).unwrap().sheet.kind;
    assert_eq!(kind, mcs_register::register::words::GroupKind::Free);
}

#[test]
fn an_incident_is_opened_over_whatever_is_being_done() {
    for before in
        ["2 n \"港 花子\"", "7 s", "H", "1 Right", "5 v", "3 F6 Enter Enter", "/ \"港\"", "F1", "7 h"]
    {
        let mut bench = Bench::demo(Lang::Ja, NARROW);
        let count = bench.register().incidents().len();
        bench.press(before);
        let layers = bench.app.layers.len();
        bench.press("F8 F8 Enter Enter");
        assert_eq!(bench.register().incidents().len(), count + 1, "{before}: {}", bench.screen());
        bench.press("Esc");
        assert_eq!(bench.app.layers.len(), layers, "{before}: what was there is there again");
    }
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("2 n Down \"港 花子\" F8 Enter Enter Space Esc");
    assert!(bench.screen().contains("港 花子"), "{}", bench.screen());
}

#[test]
fn the_guide_says_what_speaks_for_a_report_and_records_who_decided() {
    for (lang, size) in ALL {
        let said: [&[&str]; 5] = match lang {
            Lang::Ja => [
                &[
                    "== R8-007 機器の紛失 個人情報保護法による報告の要否 ==",
                    "患者・利用者や職員の情報が、外へ漏れたり、失われたり、使えなくなったりしましたか（そのおそれがある場合を含みます）。",
                    "確かめること 「おそれ」だけでも対象です。",
                    "根拠 個人情報保護法26条1項、通則ガイドライン3-5-1、3-5-3-1",
                    "[報告についての答えの整理] 必要と考えられる点 まだありません 不要と考えられる点 まだありません",
                    "y はい  n いいえ  Enter 判断を記録",
                ],
                &[
                    "[いいえ] 不正に使われると",
                    "必要と考えられる点 要配慮個人情報が含まれます（1人分から対象）。 不要と考えられる点 まだありません",
                    "未回答 5問",
                    "判断 未判断。この手引きは判断しません。",
                ],
                &["== どう判断しましたか ==", "> 報告対象 報告対象外 ==", "Enter 決定  Esc やめる"],
                &[
                    "== 報告対象と判断したのは誰ですか ==",
                    "> S-001 港 花子 看護師 S-002 弁天 太郎 看護師",
                    "Enter 決定  Esc やめる",
                ],
                &[
                    "判断 報告対象（2026-11-22 港 花子） 理由 1人分の病歴",
                    "記録しました：インシデント R8-007　法の報告対象と判断（2026-11-22） u で元に戻す",
                ],
            ],
            Lang::En => [
                &[
                    "== R8-007 Loss of a device Does the law ask for a report? ==",
                    "Did data about patients or staff leak, get lost or become unusable, or may they have?",
                    "To find out The mere possibility counts: without proof, where the facts known by then point to it.",
                    "Source Personal information act, art. 26(1); general guidelines 3-5-1, 3-5-3-1",
                    "[What the answers come to] For a report nothing yet",
                    "y Yes  n No  Enter Record the decision",
                ],
                &[
                    "[yes] Are data about living persons among them?",
                    "[no ] Could their misuse cause the people financial harm?",
                    "For a report Sensitive data are among them (one person is enough). Against a report nothing yet \
                    ",
                    "questions still open: 5",
                    "Decision None yet. This guide does not decide: somebody of the office does. Record it with Enter.",
                ],
                &["== What was decided? ==", "> reportable not reportable ==", "Enter Choose  Esc Cancel"],
                &[
                    "== Who decided: reportable? ==",
                    "> S-001 港 花子 看護師 S-002 弁天 太郎 看護師",
                    "Enter Choose  Esc Cancel",
                ],
                &[
                    "Decision reportable (2026-11-22 港 花子) Reason 1人分の病歴",
                    "Recorded: Incidents R8-007　assessed as reportable (2026-11-22) u: undo",
                ],
            ],
        };
        let mut steps = said.into_iter();
        let mut shows = |bench: &mut Bench| {
            for words in steps.next().unwrap() {
                bench.shows(words);
            }
        };
        let mut bench = Bench::demo(lang, size);
        bench.press("F8 Enter Enter h");
        shows(&mut bench);
        shows(bench.press("y y y n PageDown PageDown PageDown"));
        if (lang, size) == JA {
            insta::assert_snapshot!("guide-answered-ja-80x24", bench.screen());
        }
        let incident = last(bench.register());
        assert_eq!(incident.authority.assessment, None, "it never decides");
        shows(bench.press("Enter"));
        shows(bench.press("Enter"));
        shows(bench.press("Enter \"1人分の病歴\" Enter"));
        let authority = last(bench.register()).authority;
        assert_eq!(authority.assessment, Some(Assessment::Reportable));
        assert_eq!(authority.assessed_on, Some(bench.now.date));
        assert!(authority.assessed_by.is_some());
        assert_eq!(authority.assessment_reason.as_deref(), Some("1人分の病歴"));
    }
}

#[test]
fn an_answer_is_taken_back_and_a_decision_changed() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("F8 Enter Enter F9 C-y");
    let answer = |bench: &Bench| last(bench.register()).authority.answer(Circumstance::PersonalData);
    assert_eq!(answer(&bench), Some(true));
    // An answer goes on to the next question; Space and Delete stay.
    bench.press("Up Space");
    assert_eq!(answer(&bench), Some(false));
    bench.press("Delete");
    assert_eq!(answer(&bench), None);
    // A key apart from what was encrypted is asked about only where something was.
    let asked = |bench: &mut Bench| bench.screen().contains("復号の鍵");
    assert!(!asked(&mut bench));
    bench.press("Down Down Down Down Down Down y");
    assert!(asked(&mut bench), "{}", bench.screen());
    // What speaks for a report, and what is still open, is asked about once more.
    bench.press("Enter Down Enter Enter Enter");
    assert_eq!(last(bench.register()).authority.assessment, None, "{}", bench.screen());
    bench.shows(
        "報告が必要と考えられる点が0件、未回答が9問あります。それでも「報告対象外」と判断したことを記録しますか？",
    );
    bench.shows("> Esc 記録しない y/F10 記録する");
    bench.press("y");
    assert_eq!(last(bench.register()).authority.assessment, Some(Assessment::NotReportable));
    bench.press("Enter Down Enter Enter \"暗号化済み\" Enter");
    let authority = last(bench.register()).authority;
    assert_eq!(authority.assessment_reason.as_deref(), Some("暗号化済み"));
}

#[test]
fn the_finding_that_asks_for_an_assessment_opens_the_guide() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("7 / \"R8-006\" Enter d");
    if bench.screen().contains("の指摘 ─") {
        bench.press("\"判断\" Enter");
    }
    assert!(bench.screen().contains("個人情報保護法による報告の要否"), "{}", bench.screen());
}

#[test]
fn a_reader_reads_the_guide_and_answers_nothing() {
    let mut bench = Bench::demo_as(Access::Reader, Lang::Ja, NARROW);
    bench.press("7 h y");
    assert!(bench.screen().contains("閲覧のみ"), "{}", bench.screen());
    bench.press("Enter");
    assert!(bench.screen().contains("閲覧のみ"), "{}", bench.screen());
    assert!(bench.effects.is_empty());
}

#[test]
fn what_is_told_of_a_step_does_not_say_that_it_was_done() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("F8 Enter Enter n \"回線停止を依頼していない\" Enter");
    bench.shows(
        "[ ] 回線停止を依頼した（別に記載あり。済んでいれば Space で記録） [ ] リモートワイプを実行した",
    );
    bench.shows("[ ] 本人・家族へ連絡した [x] 回線停止を依頼していない 2026-11-22 09:10 港 花子");
    bench.press("Down Down Down Down Space Esc");
    let texts: Vec<_> =
        last(bench.register()).first_response.into_iter().filter_map(|row| row.text).collect();
    assert_eq!(texts, ["回線停止を依頼していない", "回線停止を依頼した"]);
}

#[test]
fn another_step_does_not_get_the_number() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("F8 Enter Enter Space Space Space Up m \"A-1\"");
    let before = last(bench.register());
    let mut after = before.clone();
    after.first_response.remove(0);
    edited_elsewhere(&mut bench, before, after);
    bench.press("Enter");
    assert!(bench.screen().contains("A-1"), "what was typed stays: {}", bench.screen());
    assert!(last(bench.register()).first_response.iter().all(|row| row.note.is_none()));
}

#[test]
fn who_decides_otherwise_decides_today() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    // Decided yesterday by the manager; the MCS administrator confirms it today.
    let authority = |bench: &Bench| {
        let row = bench.register().incidents().iter().find(|row| row.id.as_str() == "R8-005").unwrap();
        row.authority.clone()
    };
    let before = authority(&bench);
    bench.press("7 h Enter Enter Enter Enter");
    let after = authority(&bench);
    assert_ne!(after.assessed_by, before.assessed_by);
    assert_eq!(after.assessed_on, Some(bench.now.date));
}

#[test]
fn the_patients_of_a_group_that_was_named_are_shown_before_they_are_taken_over() {
    let mut bench = Bench::demo(Lang::Ja, WIDE);
    bench.press("5 F8 \"wrong-invitation\" Enter Enter");
    assert!(bench.screen().contains("関係グループの患者"), "{}", bench.screen());
    bench.press("Esc F8 \"wrong-post\" Enter Enter");
    assert!(!bench.screen().contains("台帳から分かる影響"), "{}", bench.screen());
    assert!(bench.press("a").screen().contains("提案できるものはありません"));
}

#[test]
fn a_device_that_is_not_in_the_register_keeps_no_incident_waiting() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    let count = bench.register().incidents().len();
    bench.press("F8 Enter \"ない機器\"");
    bench.shows("== どの機器ですか == > ない機器 > （分からない・台帳にない。あとで記録する） ==");
    bench.press("Enter");
    assert_eq!(bench.register().incidents().len(), count + 1);
    assert_eq!(last(bench.register()).device, None);
}

/// The same loss is not opened twice by mistake.
#[test]
fn a_device_whose_loss_is_being_led_says_so() {
    let mut bench = Bench::demo(Lang::Ja, WIDE);
    bench.press("F8 Enter \"D-005\"");
    assert!(bench.screen().contains("R8-005 で対応中"), "{}", bench.screen());
}

/// The register goes on saying what it said until somebody changes it: that is told where the loss is led.
#[test]
fn a_lost_device_that_the_register_has_in_use_is_told() {
    let mut bench = Bench::demo(Lang::Ja, WIDE);
    bench.press("F8 Enter \"D-007\" Enter");
    assert!(bench.screen().contains("台帳では「使用中」のままです"), "{}", bench.screen());
    let mut bench = Bench::demo(Lang::Ja, WIDE);
    bench.press("F8 Enter \"D-005\" Enter");
    assert!(!bench.screen().contains("のままです"), "{}", bench.screen());
}

/// Enter opened the incident; pressed once more it records nothing that nobody did.
#[test]
fn enter_stamps_no_step() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("F8 Enter Enter Enter Enter");
    assert!(last(bench.register()).first_response.is_empty(), "{}", bench.screen());
}

#[test]
fn a_step_that_was_stamped_by_mistake_is_taken_out_after_a_question() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("F8 Enter Enter Delete");
    assert!(bench.screen().contains("消す記録がありません"), "{}", bench.screen());
    bench.press("Space Space Up Up Delete");
    assert!(bench.screen().contains("の記録を消しますか"), "{}", bench.screen());
    bench.press("Esc");
    let stamped = last(bench.register()).first_response;
    assert_eq!(stamped.len(), 2);
    bench.press("Delete y");
    assert_eq!(last(bench.register()).first_response, stamped[1..]);
    bench.press("Space");
    assert_eq!(last(bench.register()).first_response.len(), 2, "it can be stamped again");
    bench.press("Up Space");
    assert!(bench.screen().contains("記録済みです"), "{}", bench.screen());
}

#[test]
fn a_time_before_that_of_knowing_is_recorded_and_told() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("F8 Enter Enter D \"8:55\" Enter");
    assert_eq!(last(bench.register()).first_response.len(), 1);
    assert!(bench.screen().contains("より前の時刻です"), "{}", bench.screen());
}

/// What was done elsewhere before is out of sight here.
#[test]
fn an_undo_here_leaves_other_records_alone() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("7 / \"R8-002\" Enter s");
    let register = bench.register().clone();
    bench.press("u");
    assert_eq!(*bench.register(), register);
    bench.press("Esc 2 e C-u \"港 花枝\" C-s");
    let renamed = bench.register().clone();
    assert_ne!(renamed, register, "{}", bench.screen());
    bench.press("7 s u");
    assert!(bench.screen().contains("直前の操作は別の記録です"), "{}", bench.screen());
    assert_eq!(*bench.register(), renamed);
    // On the list of incidents nobody sees whom it was about: it is asked about by name.
    bench.press("Esc u");
    assert_eq!(*bench.register(), renamed);
    assert!(bench.screen().contains("港 花枝"), "{}", bench.screen());
    bench.press("y");
    assert_eq!(*bench.register(), register);
}

/// Opened over something half done, it is the new one that the keys of its list are meant for.
#[test]
fn the_new_incident_is_selected_in_its_list() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("2 n \"港\" F8 Enter Enter Esc");
    let new = last(bench.register()).id;
    bench.press("Esc y 7 r y");
    let sent = bench.register().incidents().get(&new).unwrap();
    assert_eq!(sent.reported_on, Some(bench.now.date));
    bench.press("F8 \"near-miss\" Enter \"宛先を間違えかけた\" Enter 7 s");
    assert!(bench.screen().contains("宛先を間違えかけた"), "{}", bench.screen());
}

/// The reason for having decided one way is none for having decided the other.
#[test]
fn a_reason_is_offered_again_only_for_the_same_decision() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("F8 Enter Enter h Enter Enter Enter \"1人分の病歴\" Enter");
    bench.press("Enter Enter Enter");
    assert!(bench.screen().contains("1人分の病歴"), "{}", bench.screen());
    bench.press("Esc Enter Down Enter Enter Enter y");
    let authority = last(bench.register()).authority;
    assert_eq!(authority.assessment, Some(Assessment::NotReportable));
    assert_eq!(authority.assessment_reason, None);
}

#[test]
fn a_near_miss_has_no_guide() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("F8 \"near-miss\" Enter \"宛先を間違えかけた\" Enter 7 h");
    assert!(bench.screen().contains("ヒヤリハットに法律の報告はありません"), "{}", bench.screen());
    bench.press("s h");
    assert!(bench.screen().contains("ヒヤリハットに法律の報告はありません"), "{}", bench.screen());
}

/// Another session stamped the step while its time was being typed.
#[test]
fn a_step_is_not_stamped_twice() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("F8 Enter Enter Space");
    let stamped = last(bench.register());
    bench.press("u Up D \"9:05\"");
    let now = last(bench.register());
    assert!(now.first_response.is_empty());
    edited_elsewhere(&mut bench, now, stamped);
    bench.press("Enter");
    assert_eq!(last(bench.register()).first_response.len(), 1);
    assert!(bench.screen().contains("記録済みです"), "{}", bench.screen());
}

/// What is closed is asked for no more: what is still open is told first.
#[test]
fn an_incident_with_something_open_is_closed_after_a_question() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("F8 Enter Enter Esc 7");
    let id = last(bench.register()).id;
    let closed = |bench: &Bench| bench.register().incidents().get(&id).unwrap().closed_on;
    bench.press("z").shows(
        "未対応の指摘が2件あります（事務局への報告、報告対象かどうかの判断）。完了にすると、その一部は指摘に\
         出なくなります。完了にしますか？",
    );
    bench.shows("> Esc 完了にしない y/F10 完了にする");
    bench.press("Esc");
    assert!(bench.line_with("> R8-007").contains("未報告"));
    assert_eq!(closed(&bench), None);
    bench.press("z y");
    assert_eq!(closed(&bench), Some(bench.now.date));
    // A near miss asks for nothing, and is closed at once.
    bench.press("F8 \"near-miss\" Enter \"宛先を間違えかけた\" Enter 7 z");
    assert_eq!(last(bench.register()).closed_on, Some(bench.now.date), "{}", bench.screen());
}
