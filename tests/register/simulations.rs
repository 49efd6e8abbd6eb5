//! What is shown before a policy or a setting changes is what then happens, and it can be taken back.

use mcs_register::{
    cli::demo_office::demo_office,
    policy::{AS_SHIPPED, Counts, Finding, Policy, judge, simulation::PolicyStep},
    register::{Date, Register},
};
use proptest::prelude::*;

/// Another association's, as a file.
const LAYER: &str = include_str!("../data/tempozan-care-net.toml");

fn today() -> Date {
    "2026-11-22".parse().unwrap()
}

/// A change that somebody may want: another policy, or a setting of those that are open by then.
#[derive(Debug, Clone)]
enum Wish {
    Shipped(&'static str),
    File,
    Setting { place: usize, number: u16, word: Option<&'static str> },
}

fn wish() -> impl Strategy<Value = Wish> {
    let word = prop_oneof![
        4 => Just(None), 1 => Just(Some("off")), 1 => Just(Some(AS_SHIPPED)), 1 => Just(Some("2026-06-01")),
        1 => Just(Some("own")), 1 => Just(Some("other")),
    ];
    prop_oneof![
        1 => Just(Wish::Shipped("tsuyama")),
        1 => Just(Wish::Shipped("minato-anshin-net")),
        1 => Just(Wish::File),
        6 => (any::<usize>(), prop_oneof![0_u16..8, 0_u16..400], word)
            .prop_map(|(place, number, word)| Wish::Setting { place, number, word }),
    ]
}

/// The step to it; `None` where it is refused, as a number outside its bounds is.
fn step(wish: &Wish, register: &Register, policy: &Policy) -> Option<PolicyStep> {
    let sheet = match wish {
        Wish::Setting { place, number, word } => {
            let settings = policy.office_settings();
            let name = settings[place % settings.len()].name();
            let typed = word.map_or_else(|| number.to_string(), str::to_owned);
            return PolicyStep::set(&name, &typed, register, policy, today()).ok();
        }
        Wish::Shipped(id) => Policy::take_shipped(id, register.policy(), today()),
        Wish::File => Policy::take_file(LAYER, register.policy(), today()),
    };
    Some(PolicyStep::to(sheet.unwrap(), register, policy, today()).unwrap())
}

/// The findings that have no match among others.
fn without<'f>(findings: &'f [Finding], others: &[Finding]) -> Vec<&'f Finding> {
    let is = |one: &Finding, other: &Finding| {
        (one.rule, &one.subject, &one.detail) == (other.rule, &other.subject, &other.detail)
    };
    findings.iter().filter(|one| !others.iter().any(|other| is(one, other))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn a_simulation_is_what_then_happens(wishes in prop::collection::vec(wish(), 1..6)) {
        let mut register = demo_office(today()).unwrap();
        for wish in wishes {
            let policy = Policy::of(register.policy()).unwrap();
            let before = judge(&register, &policy, today());
            let Some(step) = step(&wish, &register, &policy) else { continue };
            let Ok(change) = step.command.plan(&register, today()) else {
                prop_assert!(step.changes_nothing(), "{wish:?}");
                continue;
            };
            let mut then = register.clone();
            then.apply(&change).unwrap();
            // As another session reads it, from what the register holds.
            let kept = Policy::of(then.policy()).unwrap();
            prop_assert_eq!(&kept, &step.policy);
            let after = judge(&then, &kept, today());
            prop_assert_eq!(step.simulation.counts(None), [&before, &after].map(|all| Counts::of(all.iter())));
            prop_assert_eq!(step.simulation.gone(), without(&before, &after));
            prop_assert_eq!(step.simulation.come(), without(&after, &before));
            let mut back = then.clone();
            back.apply(&change.inverse()).unwrap();
            prop_assert_eq!(&back, &register);
            prop_assert_eq!(judge(&back, &Policy::of(back.policy()).unwrap(), today()), before);
            register = then;
        }
    }
}
