//! What each of the office's jobs may cost: strings of keys from the unlocked list of today, counted, and what the register
//! says then. Typed text does not count. The hand-over is a command (`tests/cli/backup.rs`).

use std::fs;

use mcs_register::{
    policy::{Rule, Urgency},
    register::{
        Lang, Register,
        document::{decode, encode},
    },
    tui::{
        app::{App, Effect, Message, Opened, Settings, door::Door},
        lists::RowKey,
        terminal::input::parse_keys,
    },
};
use serde_json::{Value, json};

use crate::screen::{Bench, settings, today};

/// Both languages, in every size that the program is made for.
const LOOKS: [(Lang, (u16, u16)); 5] = [
    (Lang::Ja, (80, 24)),
    (Lang::Ja, (120, 36)),
    (Lang::Ja, (60, 16)),
    (Lang::En, (80, 24)),
    (Lang::En, (120, 36)),
];

/// A nursing station of 20: 汐見 answers for MCS and is at the keyboard, 千代崎 has a tablet outside, 立葉 has left, eight have an
/// old password, a group of all 20 waits for its review, 安治川 asks for a take-out.
pub(crate) fn office(somebody_left: bool) -> Register {
    let names = [
        "汐見 文",
        "千代崎 守",
        "安治川 栞",
        "境川 望",
        "九条 歩",
        "立葉 司",
        "南市岡 環",
        "抱月 楓",
        "桂 真澄",
        "本田 凪",
        "川口 澄",
        "江之子 律",
        "靱 遥",
        "土佐堀 巡",
        "京町 縁",
        "阿波座 縫",
        "西長堀 櫂",
        "新町 奏",
        "北堀 湊",
        "幸町 灯",
    ];
    let staff = names.iter().zip(1..).map(|(name, n)| {
        let mut person = json!({"id": format!("S-{n:02}"), "name": name, "kana": format!("ショクイン {n:02}"), "profession": "看護師",
            "joined_on": "2021-04-01", "pledge": {"signed_on": "2021-04-01"}, "trainings": [{"on": "2026-06-20"}],
            "mcs": {"login": format!("s{n:02}@shiomi.example"), "role": if n == 1 { "administrator" } else { "user" },
                "registered_on": "2021-04-01", "password_changed_on": if n > 12 { "2026-02-01" } else { "2026-11-01" }, "profile": true}});
        if somebody_left && n == 6 {
            person["left_on"] = json!("2026-11-20");
        }
        person
    });
    let members = (1..=20).map(|n| {
        json!({"id": format!("M-{n:02}"), "person": format!("S-{n:02}"), "rights": if n == 1 { "admin" } else { "member" },
            "reason": "訪問看護の担当", "invited_on": "2026-04-01", "invited_by": "S-01", "approved_on": "2026-04-01",
            "approved_by": "S-01", "joined_on": "2026-04-02"})
    });
    let document = json!({"format": "mcs-register/1",
        "office": {"name": "汐見橋訪問看護", "manager": "S-03", "kept_since": "2026-04-01", "default_host": "own"},
        "staff": staff.collect::<Vec<_>>(),
        "partners": [{"id": "P-1", "name": "磯路 誠", "kana": "イソジ マコト", "profession": "医師", "affiliation": "磯路医院"}],
        "devices": [
            {"id": "D-1", "kind": "tablet", "name": "訪問用タブレット", "ownership": "office", "holder": "S-02",
                "lent_on": "2026-04-01", "status": "in-use"},
            {"id": "D-2", "kind": "tablet", "name": "予備のタブレット", "ownership": "office", "status": "spare"},
            {"id": "D-3", "kind": "pc", "name": "窓口のパソコン", "ownership": "office", "status": "in-use"}],
        "take_outs": [
            {"id": "T-1", "requester": "S-02", "device": "D-1", "requested_on": "2026-11-18", "content": "訪問記録",
                "medium": "タブレット", "purpose": "訪問看護", "from": "2026-11-19", "until": "2026-11-25",
                "decision": {"result": "approved", "on": "2026-11-18", "by": "S-01"}, "out_on": "2026-11-19"},
            {"id": "T-2", "requester": "S-03", "requested_on": "2026-11-21", "content": "会議資料", "medium": "紙",
                "purpose": "担当者会議", "from": "2026-11-24", "until": "2026-11-24"}],
        "groups": [{"id": "G-1", "kind": "patient", "name": "松島 ハナ様", "kana": "マツシマ ハナ", "opened_on": "2026-04-01",
            "patients": 1, "attending_doctor": "P-1", "consent": {"signed_on": "2026-04-01", "by": "patient", "both_copies": true},
            "memberships": members.collect::<Vec<_>>()}]});
    decode(document.to_string().as_bytes(), &|name| Rule::from_name(name).map(Rule::waivable)).unwrap()
}

/// Hands at the screen: what they press is counted, what they type is not.
struct Hands {
    bench: Bench,
    keys: usize,
}

impl Hands {
    /// The register has just been unlocked: the list of today stands there.
    fn new(look: (Lang, (u16, u16))) -> Self {
        Self::with(office(true), look)
    }

    fn with(register: Register, (lang, size): (Lang, (u16, u16))) -> Self {
        let mut bench = Bench::with(App::new(settings(lang), Door::unlock()), size);
        let opened = Opened { register, account: "汐見 文".to_owned(), ..Opened::default() };
        bench.send(Message::Unlocked(Ok(Box::new(opened))));
        Self { bench, keys: 0 }
    }

    fn press(&mut self, keys: &str) -> &mut Self {
        self.keys += count(keys);
        self.bench.press(keys);
        self
    }

    /// Selects the first row that is this, as whoever sees it does; the keys to it are no part of a job that begins there.
    fn at(&mut self, wanted: impl Fn(&RowKey) -> bool) -> &mut Self {
        let rows = self.bench.app.session().unwrap().list().rows().len();
        for _ in 0..rows {
            if self.bench.app.session().unwrap().selected().is_some_and(|row| wanted(&row)) {
                return self;
            }
            self.bench.press("Down");
        }
        panic!("{}", self.bench.screen());
    }

    fn costs(&self, most: usize) {
        assert!(self.keys <= most, "{} keys of {most}\n{}", self.keys, self.bench.screen());
    }

    /// The register as it is exported.
    fn register(&self) -> Value {
        serde_json::from_str(&encode(self.bench.register())).unwrap()
    }

    fn record(&self, list: &str, id: &str) -> Value {
        let register = self.register();
        register[list].as_array().unwrap().iter().find(|row| row["id"] == id).unwrap().clone()
    }
}

/// How many keys a text is, without what is typed.
fn count(keys: &str) -> usize {
    keys.split('"').step_by(2).map(|pressed| parse_keys(pressed).unwrap().len()).sum()
}

/// J1: what is overdue, due now, not known and due soon, and the worst of it with its next step, without a key.
#[test]
fn the_morning_look() {
    for look in LOOKS {
        let hands = Hands::new(look);
        let screen = hands.bench.screen();
        let desk = &hands.bench.app.session().unwrap().desk;
        let counted = [Urgency::Overdue, Urgency::Now, Urgency::Unknown, Urgency::Soon];
        let room = if look.1.0 < 80 { 2 } else { 4 };
        for urgency in counted.into_iter().take(room).filter(|urgency| desk.count(*urgency) > 0) {
            let said = format!("{} {}", urgency.word_long().say(look.0), desk.count(urgency));
            assert!(screen.contains(&said), "{said}\n{screen}");
        }
        assert!(screen.contains("│  d  ") || screen.contains("│  Enter  "), "{screen}");
        hands.costs(0);
    }
}

fn changed_today(hands: &Hands) -> usize {
    let today = Some(today());
    hands.bench.register().staff().iter().filter(|row| row.mcs.password_changed_on == today).count()
}

/// J2: one person's changed password is two keys from its finding at the most, that of many their mark and one key.
#[test]
fn a_changed_password() {
    for look in LOOKS {
        let mut hands = Hands::new(look);
        hands.press("2 Down p").costs(3);
        assert_eq!(changed_today(&hands), 1, "{}", hands.bench.screen());
        // Eight that say the same are one row: unfolded, one of them.
        let mut hands = Hands::new(look);
        hands.at(|row| matches!(row, RowKey::Fold(Rule::PasswordAge, _))).press("Right Down").keys = 0;
        hands.press("d").costs(2);
        assert_eq!(changed_today(&hands), 1, "{}", hands.bench.screen());
        // All of them, and three of them.
        let mut hands = Hands::new(look);
        hands.at(|row| matches!(row, RowKey::Fold(Rule::PasswordAge, _))).press("Space d");
        assert_eq!(changed_today(&hands), 8, "{}", hands.bench.screen());
        hands.costs(2);
        let mut hands = Hands::new(look);
        hands.at(|row| matches!(row, RowKey::Fold(Rule::PasswordAge, _))).press("Right Down").keys = 0;
        hands.press("Space Space Space d").costs(4);
        assert_eq!(changed_today(&hands), 3, "{}", hands.bench.screen());
    }
}

/// J3: a group of 20 is reviewed, two are removed wherever they stand in the list, and it is signed.
#[test]
fn a_review_of_twenty() {
    let walk = |look, first: usize, second: usize| {
        // Whoever goes is decided first, the nearer way; the others are kept with one key and a yes.
        let to = |from: usize, to: usize| match (to - from, 21 - to) {
            (down, up) if down <= up => "Down ".repeat(down),
            (_, up) => format!("End {}", "Up ".repeat(up - 1)),
        };
        let keys = format!("5 s {}x 1 {}x 1 K y s y", to(1, first), to(first + 1, second));
        let mut hands = Hands::with(office(false), look);
        hands.press(&keys).costs(24);
        let group = hands.record("groups", "G-1");
        let review = &group["reviews"][0];
        let told = || format!("{first} {second}: {keys}\n{}", hands.bench.screen());
        assert_eq!(
            (&review["signed_on"], &review["reviewer"]),
            (&json!("2026-11-22"), &json!("S-01")),
            "{}",
            told()
        );
        let memberships = group["memberships"].as_array().unwrap();
        let asked = memberships.iter().filter(|row| row["removal"]["requested_on"] == "2026-11-22");
        let asked: Vec<&str> = asked.filter_map(|row| row["id"].as_str()).collect();
        assert_eq!(asked, [format!("M-{first:02}"), format!("M-{second:02}")], "{}", told());
    };
    for look in LOOKS {
        walk(look, 6, 15);
    }
    for first in 1..20 {
        for second in first + 1..=20 {
            walk(LOOKS[0], first, second);
        }
    }
}

/// J3: where the register knows who has left, that is proposed: two keys for all of them.
#[test]
fn a_review_that_takes_what_is_proposed() {
    let mut hands = Hands::new(LOOKS[0]);
    hands.press("5 s p y K y s y").costs(24);
    let group = hands.record("groups", "G-1");
    assert_eq!(group["reviews"][0]["signed_on"], "2026-11-22");
    assert_eq!(group["memberships"][5]["removal"]["requested_on"], "2026-11-22");
}

/// J4: a take-out is approved, or refused with its reason; the tablet that is outside comes back.
#[test]
fn a_take_out_and_its_return() {
    for look in LOOKS {
        let mut hands = Hands::new(look);
        hands.press("4 a").costs(3);
        let decision = hands.record("take_outs", "T-2")["decision"].clone();
        assert_eq!(decision, json!({"result": "approved", "on": "2026-11-22", "by": "S-01"}));
        let mut hands = Hands::new(look);
        hands.press("4 x \"紙では持ち出さない\" Enter").costs(3);
        let decision = hands.record("take_outs", "T-2")["decision"].clone();
        assert_eq!(
            (&decision["result"], &decision["note"]),
            (&json!("refused"), &json!("紙では持ち出さない"))
        );
        let mut hands = Hands::new(look);
        hands.press("4 Down r").costs(3);
        assert_eq!(hands.record("take_outs", "T-1")["returned_on"], "2026-11-22");
        // From its finding it is one key.
        let mut hands = Hands::new(look);
        hands.at(|row| matches!(row, RowKey::Finding(Rule::TakeOutApproval, ..))).press("a").costs(1);
        assert_eq!(hands.record("take_outs", "T-2")["decision"]["result"], "approved");
    }
}

/// J5: the last day of somebody lists all that they hold, and each of it is ticked with one key.
#[test]
fn somebody_leaves() {
    for look in LOOKS {
        let mut hands = Hands::new(look);
        hands.press("2 / \"千代崎\" Enter x \"11/22\" Enter").costs(8);
        assert_eq!(hands.record("staff", "S-02")["left_on"], "2026-11-22");
        hands.keys = 0;
        // The ID, the membership, the device, the take-out.
        for done in 1..=4 {
            hands.press("d").costs(done);
            let commits = hands.bench.effects.iter().filter(|effect| matches!(effect, Effect::Commit { .. }));
            assert_eq!(commits.count(), 1, "{done}\n{}", hands.bench.screen());
        }
        let register = hands.register();
        assert_eq!(hands.record("staff", "S-02")["mcs"]["deleted_on"], "2026-11-22");
        assert_eq!(register["groups"][0]["memberships"][1]["released_on"], "2026-11-22");
        assert_eq!(hands.record("devices", "D-1")["returned_on"], "2026-11-22");
        assert_eq!(hands.record("take_outs", "T-1")["returned_on"], "2026-11-22");
    }
}

/// J6: a tablet is lost: the incident is open after four keys, its first response is stamped, its report is on the disk after two.
#[test]
fn a_tablet_is_lost() {
    for look in LOOKS {
        let mut hands = Hands::new(look);
        hands.press("F8 Enter \"訪問用\" Enter").costs(4);
        let incident = hands.register()["incidents"][0].clone();
        assert_eq!((&incident["kind"], &incident["device"]), (&json!("device-loss"), &json!("D-1")));
        assert_eq!(incident["known_at"], "2026-11-22T09:10");
        // One key a step.
        hands.press("Space Space");
        assert_eq!(hands.register()["incidents"][0]["first_response"].as_array().unwrap().len(), 2);
        hands.keys = 0;
        hands.press("w Enter").costs(2);
        let (name, bytes) = hands.bench.written().unwrap();
        assert!(name.ends_with("-1.pdf") && bytes.starts_with(b"%PDF-"), "{name}");
        assert_eq!(hands.register()["incidents"][0]["reports"].as_array().unwrap().len(), 1);
    }
}

/// J7: the first run: office, account and recovery key, then the Excel ledger, with nothing but what the screen says.
#[test]
fn the_first_run() {
    for look in LOOKS {
        let folder = tempfile::tempdir().unwrap();
        let rows = (1..=12).map(|n| format!("{n},汐見 {n}子,シオミ {n}コ,看護師,R{}.4.1\n", n % 6 + 2));
        let text = format!("番号,氏名,フリガナ,職種,入職日\n{}", rows.collect::<String>());
        fs::write(folder.path().join("職員名簿.csv"), text).unwrap();
        let settings = Settings { home: Some(folder.path().to_owned()), ..settings(look.0) };
        let mut hands = Hands { bench: Bench::with(App::new(settings, Door::first_run()), look.1), keys: 0 };
        hands.press("\"汐見橋訪問看護\" Enter \"汐見 文\" Enter \"shio9-tori\" Enter \"shio9-tori\" Enter");
        let created = |effect: &Effect| matches!(effect, Effect::Create { .. });
        assert!(hands.bench.effects.iter().any(created), "{}", hands.bench.screen());
        let opened = Opened {
            account: "汐見 文".to_owned(),
            first_steps: true,
            asks_beginning: true,
            ..Opened::default()
        };
        let key = "00001-00002-00003-00004-00005-00006-00007-00008";
        hands.bench.send(Message::Created(Ok((Box::new(opened), key.to_owned().into()))));
        hands.press("\"00008\" Enter");
        hands.press("I Enter Enter Enter");
        assert_eq!(hands.bench.register().staff().len(), 12, "{}", hands.bench.screen());
        hands.costs(12);
    }
}
