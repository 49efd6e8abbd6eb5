//! `policy` and `settings`: by what a register is judged, kept inside it.

use std::fs;

use mcs_register::{
    policy::Policy,
    store::{Entry, Places, Secret, Vault},
};
use serde_json::Value;

use crate::run::{Desk, Outcome, PASSWORD, finish};

const OFFICE: &str = r#"{"format": "mcs-register/1", "office": {"name": "みなと訪問看護", "kept_since": "2026-04-01"},
    "staff": [{"id": "S-001", "name": "港 花子", "mcs": {"login": "a", "registered_on": "2026-04-01"}}],
    "groups": [
        {"id": "G-001", "kind": "patient", "opened_on": "2026-05-01"},
        {"id": "G-002", "kind": "patient", "opened_on": "2026-07-15"}]}"#;

/// Another association's, in Japanese alone.
const LAYER: &str = "base = \"minato-anshin-net\"\nid = \"tempozan\"\nversion = \"2\"\nin_force_on = \"2024-04-01\"\n\
    title = \"天保山ケアネット運用指針\"\nunnamed = \"off\"\n\
    [rules.membership-review]\narticle = \"第9条\"\ninterval_months = 2\n";

fn json(outcome: &Outcome) -> Value {
    assert_eq!(outcome.status, Some(0), "{}", outcome.stderr);
    serde_json::from_str(&outcome.stdout).unwrap()
}

fn show(desk: &Desk) -> Value {
    json(&desk.open(&["policy", "show", "--format", "json"]))
}

/// The rules that are flagged, each as often as it is.
fn flagged(desk: &Desk, more: &[&str]) -> Vec<(String, String)> {
    let args = [&["check", "--format", "json", "--today", "2026-11-30"], more].concat();
    let check: Value = serde_json::from_str(&desk.open(&args).stdout).unwrap();
    let findings = check["findings"].as_array().unwrap().iter();
    let of = |finding: &Value, field: &str| finding[field].as_str().unwrap().to_owned();
    findings.map(|finding| (of(finding, "rule"), of(finding, "article"))).collect()
}

#[test]
fn a_policy_is_tried_taken_shown_and_taken_back() {
    let desk = Desk::with_vault(OFFICE);
    let before = flagged(&desk, &[]);
    assert!(before.iter().any(|(rule, _)| rule == "patient-consent"));
    let first = show(&desk);
    assert_eq!((&first["id"], &first["since"]), (&"minato-anshin-net".into(), &Value::Null));
    assert_eq!((&first["in_force_on"], &first["revised_on"]), (&"2020-04-01".into(), &"2020-10-01".into()));

    let file = desk.file("tempozan.toml", LAYER);
    let file = file.to_str().unwrap();
    let tried = desk.open(&["policy", "try", file, "--today", "2026-11-30"]);
    assert_eq!(tried.status, Some(0), "{}", tried.stderr);
    assert!(tried.stdout.starts_with("天保山ケアネット運用指針："), "{}", tried.stdout);
    assert!(
        tried.stdout.contains("患者同意書") && tried.stdout.contains("加わる指摘 0件"),
        "{}",
        tried.stdout
    );
    assert_eq!(show(&desk), first, "trying changes nothing");

    let taken = desk.open(&["policy", "use", file, "--today", "2026-11-30"]);
    assert_eq!((taken.status, taken.stderr.as_str()), (Some(0), ""));
    assert_eq!(tried.stdout.lines().next(), Some(taken.stdout.trim_end()));
    let now = show(&desk);
    assert_eq!(
        (&now["id"], &now["version"], &now["base"]),
        (&"tempozan".into(), &"2".into(), &"minato-anshin-net".into())
    );
    assert_eq!(
        (&now["since"], &now["by"], &now["once"]),
        (&"2026-11-30".into(), &"管理者".into(), &false.into())
    );
    let reviews = vec![("membership-review".to_owned(), "第9条".to_owned()); 2];
    assert_eq!(flagged(&desk, &[]), reviews);
    let again = desk.open(&["policy", "use", file, "--today", "2026-11-30"]);
    assert!(again.stdout.contains("何も変えていません"), "{}", again.stdout);

    let text = desk.open(&["policy", "show"]).stdout;
    for part in ["天保山ケアネット運用指針", "2024-04-01（令和6年4月1日）", "2026-11-30", "管理者"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(desk.open(&["policy", "show", "--format", "toml"]).stdout, LAYER);
    let history = desk.open(&["history", "--subject", "policy"]).stdout;
    assert!(history.contains("運用ポリシー") && history.contains("tempozan"), "{history}");
    assert_eq!(desk.open(&["verify"]).status, Some(0));
    let places = Places::in_dir(desk.path("vault"));
    let mut vault = Vault::unlock(&places, &Secret::new(PASSWORD.to_owned())).unwrap();
    let last = vault.last_change().unwrap().unwrap();
    let at = "2026-11-30T10:00:00+09:00";
    vault.commit(&last.change.inverse(), &Entry::undo(last.batch, at)).unwrap();
    vault.lock().unwrap();
    assert_eq!(show(&desk), first);
    assert_eq!(flagged(&desk, &[]), before);
    assert_eq!(desk.open(&["verify"]).status, Some(0));
}

#[test]
fn a_policy_travels_with_the_document_and_through_a_backup() {
    let desk = Desk::with_vault(OFFICE);
    let file = desk.file("tempozan.toml", LAYER);
    assert_eq!(desk.open(&["policy", "use", file.to_str().unwrap()]).status, Some(0));
    assert_eq!(desk.open(&["settings", "set", "membership-review.interval_months", "9"]).status, Some(0));
    let document = desk.open(&["export"]).stdout;
    let policy = &serde_json::from_str::<Value>(&document).unwrap()["policy"];
    assert_eq!((&policy["id"], &policy["layer"]), (&"tempozan".into(), &LAYER.into()));
    assert_eq!(policy["settings"]["membership-review.interval_months"], 9);
    let register = desk.file("register.json", &document);
    let judged = flagged(&desk, &[]);
    assert_eq!(flagged(&desk, &["--register", register.to_str().unwrap()]), judged);

    let other = Desk::with_vault(OFFICE);
    let run = other.open(&["import", register.to_str().unwrap(), "--replace"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert_eq!((show(&other)["id"].as_str(), other.open(&["export"]).stdout), (Some("tempozan"), document));
    assert_eq!(other.open(&["verify"]).status, Some(0));
    // A document that says nothing of it leaves it as it is.
    let silent = other.file("silent.json", OFFICE);
    let run = other.open(&["import", silent.to_str().unwrap(), "--replace"]);
    assert!(run.status == Some(0) && run.stderr.contains("これまでの運用ポリシー"), "{}", run.stderr);
    assert_eq!(show(&other)["id"], "tempozan");
    assert_eq!(other.open(&["verify"]).status, Some(0));

    let to = desk.path("copies");
    fs::create_dir(&to).unwrap();
    assert_eq!(desk.open(&["backup", "--to", to.to_str().unwrap()]).status, Some(0));
    assert_eq!(desk.open(&["policy", "use", "minato-anshin-net"]).status, Some(0));
    assert_eq!(show(&desk)["id"], "minato-anshin-net");
    let copy = fs::read_dir(&to).unwrap().next().unwrap().unwrap().path();
    let run = desk.open(&["restore", copy.to_str().unwrap(), "--replace"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert_eq!(show(&desk)["id"], "tempozan");
    assert_eq!(flagged(&desk, &[]), judged);
}

#[test]
fn a_document_whose_policy_is_none_is_refused_with_its_place() {
    let desk = Desk::with_vault(OFFICE);
    for (policy, said) in [
        (
            r#"{"layer": "base = \"minato-anshin-net\"\nrules.trainings.enabled = false\n"}"#,
            "rules.trainings",
        ),
        (r#"{"base": "nowhere"}"#, "minato-anshin-net"),
        (r#"{"settings": {"membership-review.interval_months": 0}}"#, "1から1200"),
        (
            r#"{"settings": {"membership-review.interval_months": "never"}}"#,
            "/policy/settings/membership-review.interval_months",
        ),
        (r#"{"colour": "red"}"#, "/policy/colour"),
        (BAD_FORM, "7行1桁: forms[number=6].form: 様式の5行目"),
    ] {
        let text = OFFICE.replacen('{', &format!(r#"{{"policy": {policy}, "#), 1);
        let file = desk.file("register.json", &text);
        let run = desk.open(&["import", file.to_str().unwrap(), "--replace"]);
        assert_eq!(run.status, Some(65), "{policy}: {}", run.stderr);
        assert!(run.stderr.contains("/policy") && run.stderr.contains(said), "{policy}: {}", run.stderr);
    }
    assert_eq!(show(&desk)["since"], Value::Null);
}

/// A layer whose own form names a fact that no paper has.
const BAD_FORM: &str = r#"{"layer": "base = \"minato-anshin-net\"\n[[forms]]\nnumber = 6\nname = \"届\"\n\n\nform = '''\ntitle = \"届\"\nfile = \"届\"\nnames = \"masked\"\n[[part]]\ntext = \"office.nmae\"\n'''\n"}"#;

/// A form is looked at when it is taken, by whatever way, and not when its paper is due; the next lines go on.
#[test]
fn a_line_with_a_policy_that_is_none_is_refused_by_line_and_key() {
    let desk = Desk::with_vault(OFFICE);
    let set = |fields: &str| format!(r#"{{"command":"set","subject":"policy","fields":{fields}}}"#);
    let bad = set(BAD_FORM);
    let good = set(&BAD_FORM.replace("office.nmae", "office.name"));
    let bounds = set(r#"{"settings":{"membership-review.interval_months":0}}"#);
    let file = desk.file("lines.jsonl", &format!("{bad}\n{bounds}\n{good}\n"));
    let run = desk.open(&["apply", file.to_str().unwrap()]);
    assert_eq!(run.status, Some(65), "{}", run.stderr);
    let said: Vec<&str> = run.stdout.lines().collect();
    let place = "7行1桁: forms[number=6].form: 様式の5行目";
    assert!(said[0].starts_with("refused 1: ") && said[0].contains(place), "{said:?}");
    assert!(said[1].starts_with("refused 2: ") && said[1].contains("1から1200"), "{said:?}");
    assert!(said[2].starts_with("ok "), "{said:?}");
}

#[test]
fn a_file_judges_once_and_says_so() {
    let desk = Desk::with_vault(OFFICE);
    let file = desk.file("tempozan.toml", LAYER);
    let file = file.to_str().unwrap();
    assert_eq!(flagged(&desk, &["--policy", file]).len(), 2);
    let run = desk.open(&["check", "--policy", file]);
    let said =
        "「天保山ケアネット運用指針」で判定します（台帳の運用ポリシーは「港あんしんネット運用ポリシー」）";
    assert!(run.stderr.contains(said), "{}", run.stderr);
    assert_eq!(show(&desk)["id"], "minato-anshin-net");
    let run = desk.open(&["settings", "set", "idle_lock_minutes", "9", "--policy", file]);
    assert_eq!(run.status, Some(2), "{}", run.stderr);
    // Where the register has its own, a start without the option judges by that.
    assert_eq!(desk.open(&["policy", "use", file]).status, Some(0));
    assert_eq!(flagged(&desk, &[]).len(), 2);
}

#[test]
fn what_is_no_policy_is_refused_by_line_and_key() {
    let desk = Desk::with_vault(OFFICE);
    let file = desk.file("wrong.toml", "base = \"minato-anshin-net\"\nrules.training.interval_months = 0\n");
    let file = file.to_str().unwrap();
    for args in [&["policy", "try", file][..], &["policy", "use", file], &["check", "--policy", file]] {
        let run = desk.open(args);
        assert_eq!((run.status, run.stdout.as_str()), (Some(65), ""), "{args:?}");
        assert!(
            run.stderr.contains("2行") && run.stderr.contains("rules.training.interval_months"),
            "{}",
            run.stderr
        );
    }
    let run = desk.open(&["policy", "use", "minato"]);
    assert_eq!(run.status, Some(74), "{}", run.stderr);
}

#[test]
fn a_setting_says_what_it_changes_and_that_happens() {
    let desk = Desk::with_vault(OFFICE);
    let name = "membership-review.interval_months";
    let rows = || json(&desk.open(&["settings", "--format", "json"]))["settings"].as_array().unwrap().clone();
    let row = || rows().into_iter().find(|row| row["name"] == name).unwrap();
    let shipped = row();
    assert_eq!(
        (&shipped["value"], &shipped["shipped"], &shipped["set"]),
        (&3.into(), &3.into(), &false.into())
    );
    assert_eq!(
        (&shipped["least"], &shipped["greatest"], &shipped["unit"]),
        (&1.into(), &1200.into(), &"months".into())
    );
    assert_eq!(shipped["article"], "留意事項(1)");
    let count =
        |desk: &Desk| flagged(desk, &[]).iter().filter(|(rule, _)| rule == "membership-review").count();
    assert_eq!(count(&desk), 2);

    let set = desk.open(&["settings", "set", name, "6", "--today", "2026-11-30"]);
    assert_eq!(set.status, Some(0), "{}", set.stderr);
    assert_eq!(set.stdout.trim_end(), "メンバーの精査：間隔 3か月→6か月：期限超過 2→1");
    assert_eq!(count(&desk), 1);
    assert_eq!((&row()["value"], &row()["shipped"], &row()["set"]), (&6.into(), &3.into(), &true.into()));
    assert_eq!(show(&desk)["settings"][name], 6);
    let toml = desk.open(&["policy", "show", "--format", "toml"]).stdout;
    let policy = Policy::parse(&toml).unwrap();
    assert_eq!(policy.id(), "minato-anshin-net");
    let text = desk.open(&["policy", "show"]).stdout;
    assert!(text.contains("3か月→6か月"), "{text}");
    let history = desk.open(&["history", "--subject", "policy"]).stdout;
    assert!(history.contains("運用ポリシー") && history.contains('6'), "{history}");

    for (name, value, status, said) in [
        (name, "0", 2, "1 から 1200"),
        (name, "off", 2, "1 から 1200"),
        ("idle_lock_minutes", "-3", 2, "1 から 1440"),
        ("reviews", "3", 2, "reviews"),
        ("default_host", "us", 2, "own"),
    ] {
        let run = desk.open(&["settings", "set", name, value]);
        assert_eq!((run.status, run.stdout.as_str()), (Some(status), ""), "{name} {value}");
        assert!(run.stderr.contains(said), "{}", run.stderr);
    }
    assert_eq!(desk.open(&["settings", "set", name, "default"]).status, Some(0));
    assert_eq!(row(), shipped);
    assert_eq!(desk.open(&["settings", "set", "default_host", "other"]).status, Some(0));
    assert_eq!(count(&desk), 0);
    let listed = desk.open(&["settings", "--lang", "en"]).stdout;
    for row in rows() {
        assert!(listed.contains(row["name"].as_str().unwrap()), "{listed}");
    }
    assert_eq!(desk.open(&["verify"]).status, Some(0));
}

#[test]
fn only_an_administrator_changes_either() {
    let desk = Desk::with_vault(OFFICE);
    let layer = desk.file("tempozan.toml", LAYER);
    for role in ["deputy", "manager", "reader"] {
        let password = desk.file(role, "kawa-no-47-ishi\n");
        let add = ["account", "add", role, "--role", role, "--account", "管理者", "--new-password-file"];
        let run = desk.open(&[&add as &[&str], &[password.to_str().unwrap()]].concat());
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        let as_role = |args: &[&str]| {
            let mut command = desk.command(args);
            finish(command.env("MCS_REGISTER_PASSWORD_FILE", &password).env("MCS_REGISTER_ACCOUNT", role))
        };
        for args in [
            &["policy", "use", layer.to_str().unwrap()][..],
            &["settings", "set", "idle_lock_minutes", "9"],
            &["settings", "set", "default_host", "other"],
        ] {
            let run = as_role(args);
            assert_eq!((run.status, run.stdout.as_str()), (Some(77), ""), "{role} {args:?} {}", run.stderr);
        }
        for args in [&["policy", "show"][..], &["settings"], &["policy", "try", layer.to_str().unwrap()]] {
            assert_eq!(as_role(args).status, Some(0), "{role} {args:?}");
        }
        let line = r#"{"command":"set","subject":"policy","fields":{"settings":{"idle_lock_minutes":9}}}"#;
        let lines = desk.file("lines.jsonl", &format!("{line}\n"));
        assert_eq!(as_role(&["apply", lines.to_str().unwrap()]).status, Some(77), "{role}");
    }
}

/// The page is what offices build on.
#[test]
fn the_documentation_lists_every_setting_with_its_bounds() {
    let page = include_str!("../../docs/policy-file.md");
    let policy = Policy::minato().unwrap();
    let rows: Vec<String> = policy
        .office_settings()
        .into_iter()
        .map(|setting| {
            let bounds = match setting.range() {
                Some((least, greatest)) => {
                    format!("{least}～{greatest}{}", if setting.may_be_off() { "、off" } else { "" })
                }
                None => String::new(),
            };
            format!("| `{}` | {bounds} |", setting.name())
        })
        .collect();
    let missing: Vec<&str> = rows.iter().map(String::as_str).filter(|row| !page.contains(row)).collect();
    assert!(missing.is_empty(), "docs/policy-file.md lacks:\n{}", missing.join("\n"));
}
