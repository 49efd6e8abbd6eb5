//! What a text names of the policy that is built in: another association's policy has none of it.

use std::sync::LazyLock;

use mcs_register::{
    policy::{Policy, citable},
    register::Lang,
};

/// Its names, and what they are called in short.
static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let policy = Policy::minato().unwrap();
    let (ja, en) = (Lang::Ja, Lang::En);
    let names = [policy.network(ja), policy.network(en), policy.free_group_prefix(), policy.secretariat(ja)];
    // Of its guidance for users an article is cited as well; what is called an application or a consent elsewhere too is not
    // its own.
    let short = [policy.secretariat(en), "留意事項", "医師会", "Medical Association", "連携元"];
    let forms = (2..=4).flat_map(|number| [ja, en].map(|lang| policy.form_title(number, lang)));
    let forms = forms.filter(|name| *name != "Patient's consent");
    let roles = [policy.host(ja), policy.host(en), "様式1", "様式2", "様式3", "様式4"];
    names.into_iter().chain(short).chain(forms).chain(roles).map(str::to_owned).collect()
});

/// Each article, network, prefix, secretariat, title of a role and name of a form of the built-in policy that a text names.
pub fn named(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let names = NAMES.iter().filter(|name| text.contains(*name) || lower.contains(&name.to_lowercase()));
    let mut found: Vec<String> = names.cloned().collect();
    for (before, after) in [("第", "条"), ("art. ", ""), ("Art. ", ""), ("Article ", "")] {
        let articles = text.split(before).skip(1).filter(|rest| {
            let rest = rest.trim_start();
            let after_number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            after_number.len() < rest.len() && after_number.trim_start().starts_with(after)
        });
        found.extend(articles.map(|rest| format!("{before}{}", rest.chars().take(8).collect::<String>())));
    }
    found
}

/// Fails where a text names the built-in policy, or holds a citation that nobody put in. Articles that a policy has itself may be
/// numbered as the first one's.
#[allow(dead_code, reason = "not every test binary uses it")]
#[track_caller]
pub fn holds_nothing_but(said: &str, what: &str, own: &[String]) {
    let mut found = named(said);
    found.retain(|name| !own.iter().any(|own| name.starts_with(own.as_str())));
    let open = citable().find(|name| said.contains(&format!("{{{name}")));
    assert_eq!(open, None, "{what} has a citation that nobody put in:\n{said}");
    let lines = said.lines().filter(|line| !named(line).is_empty());
    assert!(found.is_empty(), "{what} names {found:?}:\n{}", lines.collect::<Vec<_>>().join("\n"));
}

/// The articles that a policy cites, and what its forms are called, where the first one says the same.
#[allow(dead_code, reason = "not every test binary uses it")]
pub fn articles(policy: &Policy) -> Vec<String> {
    let langs = [Lang::Ja, Lang::En];
    let cited = langs.into_iter().flat_map(|lang| citable().filter_map(move |name| policy.cited(name, lang)));
    let articles = cited.filter(|text| text.starts_with("第") || text.starts_with("art. "));
    let articles = articles.map(|text| text.split(['(', '・', ',']).next().unwrap_or_default().to_owned());
    let forms = langs.into_iter().flat_map(|lang| policy.forms().iter().map(move |form| form.name.get(lang)));
    let roles = langs.map(|lang| policy.host(lang));
    articles.chain(forms.chain(roles).flat_map(named)).collect()
}
