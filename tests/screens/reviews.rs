//! The membership review (精査) and the round (棚卸し): keys in, the screen as text out, and what the register says then.

use crate::{
    pages::{self, EN_WIDE, JA, Look, NARROW, WIDE, each_page},
    screen::{Bench, settings, today},
};
use mcs_register::{
    policy::{Rule, Urgency, judge},
    register::{
        Change, Command, Key, Lang, Register, ReviewStep,
        document::{decode, encode},
        id::{GroupId, MembershipId, PersonId},
        review::{Progress, Verdict, in_progress, newest_signed},
        words::ReviewDecision,
    },
    tui::{
        app::{App, Effect, Message, Opened},
        terminal::input::parse_keys,
    },
};

/// An office with groups of 20, of whom the 8th has left and the 15th is off duty; all reviews are overdue.
fn office(groups: usize) -> Register {
    let staff = |n: usize| {
        let left = if n == 8 { r#", "left_on": "2026-10-31""# } else { "" };
        let role = if n == 1 { "administrator" } else { "user" };
        let password = if n == 4 { "2026-05-01" } else { "2026-11-01" };
        format!(
            r#"{{"id": "S-{n:02}", "name": "職員 {n:02}", "kana": "ショクイン", "profession": "看護師", "joined_on": "2020-04-01"{left},
            "mcs": {{"login": "u{n}@example.jp", "role": "{role}", "registered_on": "2020-04-01", "password_changed_on": "{password}", "profile": true}},
            "pledge": {{"signed_on": "2020-04-01"}}, "trainings": [{{"on": "2026-06-01"}}]}}"#
        )
    };
    let member = |g: usize, n: usize| {
        let off = if n == 15 { r#", "off_duty_on": "2026-11-10""# } else { "" };
        let rights = if n == 1 { "admin" } else { "member" };
        format!(
            r#"{{"id": "M-{g:03}-{n:02}", "person": "S-{n:02}", "rights": "{rights}", "invited_on": "2026-04-01", "invited_by": "S-01",
            "approved_on": "2026-04-01", "approved_by": "S-02", "joined_on": "2026-04-02"{off}}}"#
        )
    };
    let group = |g: usize| {
        let members: Vec<String> = (1..=20).map(|n| member(g, n)).collect();
        format!(
            r#"{{"id": "G-{g:03}", "kind": "patient", "name": "患者 {g:03}様", "kana": "カンジャ", "opened_on": "2026-04-01", "patients": 1,
            "attending_doctor": "P-1", "consent": {{"signed_on": "2026-04-01", "by": "patient", "both_copies": true}}, "memberships": [{}]}}"#,
            members.join(",")
        )
    };
    let people: Vec<String> = (1..=20).map(staff).collect();
    let list: Vec<String> = (1..=groups).map(group).collect();
    let text = format!(
        r#"{{"format": "mcs-register/1", "office": {{"name": "弁天訪問看護"}}, "staff": [{}],
        "partners": [{{"id": "P-1", "name": "医師 一", "kana": "イシ イチ", "profession": "医師", "affiliation": "港診療所"}}],
        "groups": [{}]}}"#,
        people.join(","),
        list.join(",")
    );
    decode(text.as_bytes(), &|name| Rule::from_name(name).map(Rule::waivable)).unwrap()
}

fn group(n: usize) -> GroupId {
    GroupId::trusted(&format!("G-{n:03}"))
}

fn member(g: usize, n: usize) -> MembershipId {
    MembershipId::trusted(&format!("M-{g:03}-{n:02}"))
}

fn progress(bench: &Bench, g: usize) -> Progress {
    Progress::of(in_progress(bench.register().group(&group(g)).unwrap()).unwrap().1)
}

/// The keys that review a group of 20 with two removals: the reasons of the policy file's list, then the signature.
const DECIDE: &str = "k k k k k k k x 1 k k k k k k x 2 k k k k k";

/// J3: a group of 20, two of them removed, signed, in 24 keys once the review stands on the screen.
#[test]
fn twenty_members_two_removals_and_the_signature_take_24_keys() {
    let mut bench = Bench::new(office(1), Lang::Ja, NARROW);
    bench.press("5 s");
    bench.now = mcs_register::register::Time::new(today(), 9, 16).unwrap();
    let keys = format!("{DECIDE} s y");
    assert_eq!(parse_keys(&keys).unwrap().len(), 24);
    bench.press(&keys);
    let row = bench.register().group(&group(1)).unwrap().clone();
    let (_, signed) = newest_signed(&row, today()).unwrap();
    assert_eq!(Progress::of(signed), Progress { all: 20, kept: 18, removed: 2, asked: 0, open: 0 });
    assert_eq!((signed.reviewer.as_ref().map(PersonId::as_str), signed.minutes), (Some("S-01"), Some(6)));
    let removals: Vec<(&str, Option<&str>)> = row
        .memberships
        .iter()
        .filter(|row| row.removal.requested_on == Some(today()))
        .map(|row| (row.id.as_str(), row.removal.reason.as_deref()))
        .collect();
    assert_eq!(removals, [("M-001-08", Some("退職したため")), ("M-001-15", Some("担当から外れたため"))]);
    // What is written out says the same, and the review is no longer asked for.
    let document = encode(bench.register());
    let again = decode(document.as_bytes(), &|name| Rule::from_name(name).map(Rule::waivable)).unwrap();
    assert_eq!(again.group(&group(1)), bench.register().group(&group(1)));
    assert!(document.contains(r#""signed_on": "2026-11-22""#), "{document}");
    let policy = mcs_register::policy::Policy::minato().unwrap();
    let findings = judge(&again, &policy, today());
    let asked = findings.iter().any(|f| f.rule == Rule::MembershipReview && f.urgency != Urgency::Soon);
    assert!(!asked);
    // The reviewer sits in the group: the countersign of somebody else is asked for.
    assert!(findings.iter().any(|finding| finding.rule == Rule::Countersign), "{findings:?}");
}

/// Whoever is at the keyboard signs today; for somebody else the day of the signature is asked for.
#[test]
fn a_signature_of_somebody_else_asks_for_its_day() {
    let mut bench = Bench::new(office(1), Lang::Ja, NARROW);
    bench.press(&format!("5 s {DECIDE} s p \"05\" Enter y"));
    bench.shows("職員 05さんが署名した日");
    bench.press("\"2026-11-23\" Enter");
    bench.shows("まだ来ていません");
    assert!(newest_signed(bench.register().group(&group(1)).unwrap(), today()).is_none());
    bench.press("C-u \"11/20\" Enter");
    let row = bench.register().group(&group(1)).unwrap();
    let (_, signed) = newest_signed(row, today()).unwrap();
    let on = Some("2026-11-20".parse().unwrap());
    assert_eq!((signed.reviewer.as_ref().map(PersonId::as_str), signed.signed_on), (Some("S-05"), on));
    assert_eq!(row.memberships.iter().filter(|row| row.removal.requested_on == on).count(), 2);
}

/// Each step of the review and of the round.
#[test]
fn every_screen() {
    let kept: [(&str, &[Look]); 3] = [("deciding", &[JA, EN_WIDE]), ("sign", &[JA]), ("round-over", &[JA])];
    each_page(
        pages::reviews::PAGES,
        &kept,
        |lang, size, keys| {
            let mut bench = Bench::new(office(2), lang, size);
            bench.press(keys);
            bench
        },
        |name, screen| insta::assert_snapshot!(name, screen),
    );
}

/// The key on today's list begins the review, and later goes on with it.
#[test]
fn todays_list_begins_and_resumes() {
    let mut bench = Bench::new(office(1), Lang::Ja, NARROW);
    bench.press("/ \"かんじゃ\" Enter d");
    assert_eq!(progress(&bench, 1).open, 20, "{}", bench.screen());
    bench.press("k k x 3 Esc");
    assert_eq!(progress(&bench, 1).open, 17);
    bench.press("d");
    assert!(bench.screen().contains("未決 17"), "{}", bench.screen());
}

/// A lock in the middle of a reason loses what is typed and no decision.
#[test]
fn a_lock_loses_no_decision() {
    let mut bench = Bench::new(office(1), Lang::Ja, NARROW);
    bench.press("5 s k k x 1 x \"長い\"");
    let register = bench.register().clone();
    bench.press("C-l");
    assert!(bench.app.session().is_none());
    bench.unlock(register);
    bench.press("5 s");
    let now = progress(&bench, 1);
    assert_eq!((now.kept, now.removed, now.open), (2, 1, 17));
    // The next open one is selected: the fourth.
    bench.press("k");
    let (_, review) = in_progress(bench.register().group(&group(1)).unwrap()).unwrap();
    assert_eq!(review.decisions[3].decision, Some(ReviewDecision::Keep));
}

/// The time spent is recorded however the review is left; the clock stands still meanwhile.
#[test]
fn the_time_spent_is_added_up() {
    let at = |minute| mcs_register::register::Time::new(today(), 10, minute).unwrap();
    let mut bench = Bench::new(office(1), Lang::Ja, NARROW);
    bench.now = at(0);
    bench.press("5 s k");
    bench.now = at(7);
    bench.press("Esc");
    bench.now = at(30);
    bench.press("s K y p y");
    bench.now = at(33);
    bench.press("C-l");
    let Some(Effect::Commit { change, action }) = bench.effects.first().cloned() else { panic!() };
    assert_eq!(action, "review-interrupted");
    let record = change.records[0].after.clone();
    let Some(mcs_register::register::Record::Review(review)) = record else { panic!() };
    assert_eq!((review.minutes, review.signed_on), (Some(10), None));
}

/// A decision is changed by deciding again; taken back it is open.
#[test]
fn decisions_are_changed() {
    let mut bench = Bench::new(office(1), Lang::Ja, NARROW);
    bench.press("5 s k k Home x \"異動する\" Enter Home Down o");
    let (_, review) = in_progress(bench.register().group(&group(1)).unwrap()).unwrap();
    assert_eq!(review.decisions[0].reason.as_deref(), Some("異動する"));
    assert_eq!(
        (review.decisions[0].decision, review.decisions[1].decision),
        (Some(ReviewDecision::Remove), None)
    );
    // Enter takes the proposed reason where nothing is typed.
    bench.press("Home Down Down Down Down Down Down Down Delete Enter");
    let (_, review) = in_progress(bench.register().group(&group(1)).unwrap()).unwrap();
    assert_eq!(review.decisions[7].reason.as_deref(), Some("退職したため"));
}

/// Asking names whom to ask, or what.
#[test]
fn questions_name_whom_or_what() {
    let mut bench = Bench::new(office(1), Lang::Ja, NARROW);
    bench.press("5 s a Down Enter a \"いし\" Enter a \"夜勤の当番か\" Enter");
    let (_, review) = in_progress(bench.register().group(&group(1)).unwrap()).unwrap();
    let whom: Vec<Option<&str>> = review.decisions[..3]
        .iter()
        .map(|row| row.question.as_ref().unwrap().whom.as_ref().map(PersonId::as_str))
        .collect();
    assert_eq!(whom, [Some("S-01"), Some("P-1"), None]);
    assert_eq!(review.decisions[2].reason.as_deref(), Some("夜勤の当番か"));
}

/// Another session decides and adds a member while the review is open here: both are seen, nothing is overwritten.
#[test]
fn another_session_changes_things_meanwhile() {
    let mut bench = Bench::new(office(1), Lang::Ja, NARROW);
    bench.press("5 s k");
    let mut theirs = bench.register().clone();
    let mut changes: Vec<Change> = Vec::new();
    let decided = vec![(member(1, 2), Verdict::Remove { reason: "異動".into() })];
    let decide = Command::Review { group: group(1), step: ReviewStep::Decide { decided } };
    let change = decide.plan(&theirs, today()).unwrap();
    theirs.apply(&change).unwrap();
    changes.push(change);
    let key = Key::Membership(group(1), member(1, 20));
    let (_, record) = theirs.record(&key).unwrap();
    let mcs_register::register::Record::Membership(mut added) = record else { panic!() };
    added.id = MembershipId::trusted("M-NEW");
    added.person = PersonId::trusted("P-1");
    let change = Change {
        records: vec![mcs_register::register::RecordChange {
            key: Key::Membership(group(1), added.id.clone()),
            place: 20,
            before: None,
            after: Some(mcs_register::register::Record::Membership(added)),
        }],
    };
    theirs.apply(&change).unwrap();
    changes.push(change);
    bench.send(Message::Followed(changes));
    let screen = bench.screen();
    assert!(screen.contains("解除 1") && screen.contains("開始後に参加 1名"), "{screen}");
    // The one decided there is still selected here: keeping goes over it only when that is said.
    bench.press("Tab k t End");
    assert_eq!(progress(&bench, 1), Progress { all: 21, kept: 2, removed: 1, asked: 0, open: 18 });
    // Signed elsewhere, the screen closes.
    let mut theirs = bench.register().clone();
    let mut changes = Vec::new();
    let open: Vec<(MembershipId, Verdict)> = in_progress(theirs.group(&group(1)).unwrap())
        .unwrap()
        .1
        .decisions
        .iter()
        .filter(|row| row.decision.is_none())
        .map(|row| (row.membership.clone().unwrap(), Verdict::Keep))
        .collect();
    for step in [
        ReviewStep::Decide { decided: open },
        ReviewStep::Sign { reviewer: PersonId::trusted("S-02"), minutes: 3, on: None },
    ] {
        let change = Command::Review { group: group(1), step }.plan(&theirs, today()).unwrap();
        theirs.apply(&change).unwrap();
        changes.push(change);
    }
    bench.send(Message::Followed(changes));
    assert!(bench.app.layers.is_empty());
    assert!(newest_signed(bench.register().group(&group(1)).unwrap(), today()).is_some());
}

/// Giving a review up asks first and leaves nothing behind.
#[test]
fn a_review_is_given_up_after_a_question() {
    let mut bench = Bench::new(office(1), Lang::Ja, NARROW);
    bench.press("5 s k X Esc");
    assert_eq!(progress(&bench, 1).kept, 1);
    bench.press("X y");
    assert!(bench.register().group(&group(1)).unwrap().reviews.is_empty());
    assert!(bench.app.layers.is_empty());
}

/// Amending begins a new review with the decisions of the signed one.
#[test]
fn what_is_signed_is_amended_by_a_new_review() {
    let mut bench = Bench::new(office(1), Lang::Ja, NARROW);
    bench.press(&format!("5 s {DECIDE} s y s Down Enter Home x 3 s y"));
    let row = bench.register().group(&group(1)).unwrap();
    assert_eq!(row.reviews.len(), 2);
    assert_eq!(Progress::of(&row.reviews[0]).removed, 2);
    assert_eq!(Progress::of(&row.reviews[1]).removed, 3);
}

/// Those who only look neither begin nor decide.
#[test]
fn readers_only_look() {
    let opened =
        Opened { register: office(1), access: mcs_register::tui::app::Access::Reader, ..Opened::default() };
    let mut bench = Bench::with(App::open(settings(Lang::Ja), opened, today()), NARROW);
    bench.press("5 s");
    assert!(bench.effects.is_empty() && bench.app.layers.is_empty());
}

/// A hundred groups of twenty in a row: each decision is written at once, no row is wrong, and the round ends with its
/// summary.
#[test]
fn a_hundred_groups_in_a_row() {
    let groups = 100;
    let mut bench = Bench::new(office(groups), Lang::Ja, NARROW);
    bench.press("r Enter");
    let mut keys = 0;
    let start = std::time::Instant::now();
    let mut slowest = std::time::Duration::ZERO;
    for n in 0..groups {
        let each = if n % 10 == 0 { format!("{DECIDE} s y") } else { "K y p y s y".to_owned() };
        keys += parse_keys(&each).unwrap().len();
        let mut written = false;
        for key in each.split(' ') {
            let pressed = std::time::Instant::now();
            bench.press(key);
            slowest = slowest.max(pressed.elapsed());
            written |= bench.effects.iter().any(|effect| matches!(effect, Effect::Commit { .. }));
        }
        assert!(written);
    }
    let each = start.elapsed().as_secs_f64() * 1000.0 / f64::from(u32::try_from(keys).unwrap());
    println!("{keys} keys, {each:.1} ms each, the slowest {slowest:?}");
    let screen = bench.screen();
    assert!(screen.contains("棚卸しが終わりました"), "{screen}");
    for row in bench.register().groups() {
        let (_, signed) = newest_signed(row, today()).unwrap();
        assert_eq!(Progress::of(signed), Progress { all: 20, kept: 18, removed: 2, asked: 0, open: 0 });
        let removed: Vec<&str> = row
            .memberships
            .iter()
            .filter(|row| row.removal.requested_on.is_some())
            .map(|row| row.person.as_str())
            .collect();
        assert_eq!(removed, ["S-08", "S-15"]);
    }
}

/// A round that is left goes on where it was, from the register alone.
#[test]
fn a_round_is_interrupted_and_resumed() {
    let mut bench = Bench::new(office(3), Lang::Ja, NARROW);
    bench.press("r Enter K y p y s y k k Esc Esc");
    let register = bench.register().clone();
    let mut bench = Bench::new(register, Lang::Ja, NARROW);
    bench.press("r");
    let screen = bench.screen();
    assert!(screen.contains("1 / 3グループ") && screen.contains("途中 2 / 20"), "{screen}");
    bench.press("Enter k");
    assert_eq!(progress(&bench, 2).kept, 3);
}

#[test]
fn a_long_name_leaves_room_for_what_the_decision_needs() {
    let text = encode(&office(1)).replace("職員 08", &"寿".repeat(300));
    let register = decode(text.as_bytes(), &|rule| Rule::from_name(rule).map(Rule::waivable)).unwrap();
    for size in [NARROW, WIDE] {
        let mut bench = Bench::new(register.clone(), Lang::Ja, size);
        bench.press("5 s");
        // The member's name is shown whole below the list, as far as there is room.
        for _ in 0..20 {
            if bench.screen().contains(&"寿".repeat(20)) {
                break;
            }
            bench.press("Down");
        }
        let screen = bench.screen();
        assert!(screen.contains("参加 2026-04-02") && screen.contains("2026-10-31"), "{screen}");
    }
}
