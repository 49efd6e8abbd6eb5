//! Under another association's policy no screen and no paper names the one that is built in.

use std::sync::Arc;

use crate::{
    built_in_policy::{articles, holds_nothing_but, named},
    screen::{Bench, settings, today},
};
use mcs_register::{
    documents::{Naming, PaperError, PaperKind, PaperOptions, calendar_file, ledgers, paper},
    policy::{Parameter, Policy, Rule, findings_to_text, judge},
    register::{Date, Lang, RecordKind, Register, document::decode, records::PolicySheet},
    store::{Care, PasswordFault},
    tui::{
        app::{App, Opened, Settings, door::Door},
        words::CitingWord,
    },
};

const LANGS: [Lang; 2] = [Lang::Ja, Lang::En];

/// What is named otherwise there.
const OTHERWISE: [(&str, &str); 17] = [
    ("連携元事業所", "取りまとめ役"),
    ("hosting office", "lead office"),
    ("連携守秘誓約書", "守秘の誓い"),
    ("Pledge on confidentiality in cooperation", "Vow of secrecy"),
    ("業務情報保持誓約書", "業務の誓い"),
    ("Staff pledge on business information", "Vow of staff"),
    ("患者同意書", "情報共有の同意"),
    ("様式", "別記"),
    ("留意事項", "利用心得"),
    ("【港あんしんネット】", "［津つなぐ］"),
    ("港あんしんネット", "津つなぐネット"),
    ("大阪市港区医師会事務局", "津市在宅医療推進室"),
    ("医師会事務局", "推進室"),
    ("医師会", "推進室"),
    ("Minato Anshin Net", "Tsu Tsunagu"),
    ("Minato Ward Medical Association", "city of Tsu"),
    ("minato-anshin-net", "tsu-tsunagu"),
];

fn otherwise(text: &str) -> String {
    OTHERWISE.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// The text of a made-up policy: the built-in one with other names, and 規程 31 where that has 第1条.
fn text() -> String {
    let otherwise = otherwise(Policy::minato_text());
    let mut parts = otherwise.split('第');
    let mut text = parts.next().unwrap().to_owned();
    for part in parts {
        match part.split_once('条').and_then(|(number, rest)| Some((number.parse::<u32>().ok()?, rest))) {
            Some((number, rest)) => text.extend(["規程", &(number + 30).to_string(), rest]),
            None => text.extend(["第", part]),
        }
    }
    text
}

fn policy() -> Policy {
    Policy::parse(&text()).unwrap()
}

/// The demo office, were it of that network.
fn office() -> Register {
    let text = otherwise(include_str!("../../data/demo/office.json"));
    decode(text.as_bytes(), &|rule| Rule::from_name(rule).map(Rule::waivable)).unwrap()
}

/// Every other policy: the whole file above, one that comes with the program, and an office's own layer in Japanese alone.
fn policies() -> Vec<Policy> {
    let layer = Policy::parse(include_str!("../data/tempozan-care-net.toml")).unwrap();
    let today = "2026-11-22".parse().unwrap();
    let shipped = Policy::take_shipped("tsuyama", &PolicySheet::default(), today).unwrap();
    // One with controls, duties, a kind of incident and an addressee of its own.
    let adds = Policy::parse(include_str!("../data/kamome-care-net.toml")).unwrap();
    vec![policy(), Policy::of(&shipped).unwrap(), layer, adds]
}

fn other(policy: Policy, lang: Lang) -> Settings {
    let policy_text = Arc::clone(policy.text());
    Settings { policy: Arc::new(policy), policy_text, policy_of: None, ..settings(lang) }
}

fn bench(policy: &Policy, lang: Lang, size: (u16, u16)) -> Bench {
    let opened = Opened { register: office(), ..Opened::default() };
    Bench::with(App::open(other(policy.clone(), lang), opened, today()), size)
}

fn holds_nothing_of_the_first(said: &str, what: &str) {
    holds_nothing_but(said, what, &[]);
}

/// Else nothing below could fail.
#[test]
fn the_built_in_policy_is_found_where_it_is_named() {
    let (register, policy) = (office(), Policy::minato().unwrap());
    let said = |kind: PaperKind, id| {
        let options = PaperOptions { id, ..PaperOptions::default() };
        paper(kind, &register, &policy, today(), &options).unwrap().plain_text()
    };
    assert!(named(&said(PaperKind::TakeOut, Some("T-001"))).len() >= 2);
    assert!(named(&said(PaperKind::Filings, None)).len() >= 5);
    for lang in LANGS {
        assert!(CitingWord::ALL.iter().any(|word| !named(&word.say(&policy, lang)).is_empty()));
        assert!(
            named(&findings_to_text(&policy, &register, &judge(&register, &policy, today()), today(), lang))
                .len()
                > 20
        );
    }
}

#[test]
fn no_paper_and_no_ledger_of_another_policy_names_the_first() {
    for policy in policies() {
        nothing_on_paper_names_the_first(&policy);
    }
    let (register, policy) = (office(), policy());
    let options = PaperOptions { id: Some("T-001"), ..PaperOptions::default() };
    let said = paper(PaperKind::TakeOut, &register, &policy, today(), &options).unwrap().plain_text();
    assert!(said.replace(['\n', ' '], "").contains("津つなぐネット運用ポリシー規程43(9)に基づき"));
}

fn nothing_on_paper_names_the_first(policy: &Policy) {
    let (register, own) = (office(), articles(policy));
    for kind in PaperKind::all(policy) {
        let ids: Vec<Option<String>> = match kind.about() {
            None => vec![None],
            Some(RecordKind::Incident) => {
                register.incidents().iter().map(|row| Some(row.id.to_string())).collect()
            }
            Some(RecordKind::TakeOut) => {
                register.take_outs().iter().map(|row| Some(row.id.to_string())).collect()
            }
            Some(RecordKind::Group) => {
                register.groups().iter().map(|row| Some(row.sheet.id.to_string())).collect()
            }
            Some(RecordKind::Device) => {
                register.devices().iter().map(|row| Some(row.id.to_string())).collect()
            }
            Some(_) => register.staff().iter().map(|row| Some(row.id.to_string())).collect(),
        };
        assert!(!ids.is_empty(), "{kind:?}");
        for (id, names) in ids.iter().flat_map(|id| Naming::ALL.map(|names| (id, names))) {
            let options = PaperOptions {
                id: id.as_deref(),
                names: Some(names),
                recovery_key: Some("7F3KQ-9XW2M"),
                ..PaperOptions::default()
            };
            let of_group = |group: &str| {
                let options = PaperOptions { group: Some(group), ..options };
                paper(kind, &register, policy, today(), &options)
            };
            let made = match paper(kind, &register, policy, today(), &options) {
                // A letter to a patient of one of the groups that an incident concerns.
                Err(PaperError::NotConcerned { known, .. }) => match known.first() {
                    Some(group) => of_group(group).unwrap(),
                    None => continue,
                },
                // Of the groups, only those of patients are consented to.
                Err(PaperError::NotOfPatient { .. }) => continue,
                made => made.unwrap(),
            };
            let said = made.plain_text();
            assert!(!said.contains(['{', '}']), "{kind:?} {said}");
            holds_nothing_but(&said, &kind.word(), &own);
        }
    }
    let findings = judge(&register, policy, today());
    let found = format!("{:?}", ledgers(&register, policy, &findings, today(), Naming::Full));
    holds_nothing_but(&found, "ledgers", &own);
    holds_nothing_but(&calendar_file(&register, policy, today(), Naming::Full, &[]), "calendar", &own);
    for lang in LANGS {
        holds_nothing_but(&findings_to_text(policy, &register, &findings, today(), lang), "check", &own);
    }
}

#[test]
fn no_screen_of_another_policy_names_the_first() {
    let screens = [
        "",
        "Down Right",
        "2",
        "2 Right",
        "3",
        "3 Right",
        "4",
        "4 Right",
        "5",
        "5 Right",
        "6",
        "7",
        "7 Right",
        "8",
        "9",
        "9 s",
        "9 s Enter",
        "9 s \"既定 host\" Enter",
        "9 o",
        "o",
        "2 e",
        "3 e",
        "4 e",
        "5 e",
        "7 e",
        "9 e",
        "2 n",
        "3 n",
        "4 n",
        "5 n",
        "5 Enter n",
        "6 n",
        "7 n",
        "8 n",
        "9 n",
        "F6",
        "2 F6",
        "5 F6",
        "7 F6",
        "?",
        "R",
        "R f",
        "2 P",
        "2 P f",
        "2 P f f",
        "2 x \"R8.12.15\" Enter",
        "r",
        "5 s",
        "5 s K y p y s",
        "5 s x 1 x 1 x 1 x 1 K y p y s",
        "7 Enter",
        "7 w",
        "u",
        "U",
        "H",
        "B",
        "F6",
        "F7",
        "F8",
        "F9",
        "n",
    ];
    for (policy, lang) in policies().iter().flat_map(|policy| LANGS.map(|lang| (policy, lang))) {
        let own = articles(policy);
        for keys in screens {
            let said = bench(policy, lang, (120, 50)).press(keys).screen();
            holds_nothing_but(&said, &format!("{} {lang:?} {keys:?}", policy.id()), &own);
        }
        let mut details = bench(policy, lang, (140, 60));
        details.press("Right");
        let count = details.app.session().unwrap().desk.findings.len();
        for _ in 0..count {
            holds_nothing_but(&details.press("Down").screen(), "details", &own);
        }
        let first_run =
            Bench::with(App::new(other(policy.clone(), lang), Door::first_run()), (80, 24)).screen();
        let cited = policy.cited(Rule::PasswordAge.name(), lang);
        assert!(cited.is_none_or(|article| first_run.contains(&*article)), "{first_run}");
        holds_nothing_but(&first_run, "first run", &own);
    }
}

#[test]
fn no_sentence_of_the_program_names_the_first() {
    let policy = policy();
    for lang in LANGS {
        for word in CitingWord::ALL {
            let said = word.say(&policy, lang);
            assert!(lang == Lang::En || said.contains("規程") || said.contains("利用心得"), "{said}");
            holds_nothing_of_the_first(&said, &format!("{word:?}"));
        }
        for fault in [PasswordFault::TooShort, PasswordFault::NoLetter, PasswordFault::NoDigit] {
            let said = fault.message(Some(&policy), lang);
            assert!(said.contains("規程42(3)"), "{said}");
            holds_nothing_of_the_first(&said, "password");
        }
        let due: Date = "2026-11-22".parse().unwrap();
        let care = Care::PasswordOld { account: "{password-age}".to_owned(), due };
        let said = care.message(&policy, lang);
        assert!(said.contains("規程42(3)") && said.contains("{password-age}"), "{said}");
        // What an account is called is no citation.
        holds_nothing_of_the_first(&said.replace("{password-age}", "港"), "care");
        // A policy that asks for something else is not cited for what this program asks for.
        let other =
            Policy::parse(&text().replacen("interval_months = 2\n", "interval_months = 3\n", 1)).unwrap();
        assert_eq!(other.parameter(Rule::PasswordAge, Parameter::IntervalMonths), Some(3));
        assert!(!care.message(&other, lang).contains("規程"));
    }
}

/// Where a policy has nothing to cite, the sentence goes on without, and a note that says only that is left out.
#[test]
fn what_a_policy_does_not_have_is_not_cited() {
    let table = text();
    let (before, rest) = table.split_once("[citations]\n").unwrap();
    let (places, after) = rest.split_once("\n\n").unwrap();
    let off: Vec<String> =
        places.lines().map(|line| format!("{} = \"off\"", line.split_once(" =").unwrap().0)).collect();
    let none = Policy::parse(&format!("{before}[citations]\n{}\n\n{after}", off.join("\n"))).unwrap();
    let register = office();
    let said = |kind, id| {
        let options = PaperOptions { id, ..PaperOptions::default() };
        // With every cell whole: in text a sentence may run on under another column.
        paper(kind, &register, &none, today(), &options).unwrap().markdown()
    };
    assert!(!said(PaperKind::DisasterList, None).contains("投稿"));
    assert!(said(PaperKind::StaffLedger, None).contains("パスワードそのものは記録しません。"));
    let options = PaperOptions { id: Some("S-001"), ..PaperOptions::default() };
    let leaver = paper(PaperKind::Leaver, &register, &none, today(), &options).unwrap();
    // Not set in columns, whose lines break within words.
    assert!(leaver.markdown().contains("（誓約書）"));
    assert_eq!(CitingWord::OfficeBasis.say(&none, Lang::En), "the office's choice");
}
