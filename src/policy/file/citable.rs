//! What wording may cite of a policy, by name: the names of the policy itself and of its forms, the articles of the rules, and
//! the places below that are no rule's.

use std::collections::BTreeMap;

use super::error::{PolicyError, PolicyFault};
use crate::{policy::rule::Rule, register::hidden::visible};

/// The number of a form in wording (`form-5`, and `form-5-name` without what stands in brackets behind), and whether it is the
/// latter.
pub(super) fn form_cited(name: &str) -> Option<(u8, bool)> {
    let rest = name.strip_prefix("form-")?;
    let (digits, short) = match rest.strip_suffix("-name") {
        Some(digits) => (digits, true),
        None => (rest, false),
    };
    let number = digits.parse::<u8>().ok().filter(|number| *number > 0)?;
    // One way of writing it.
    (number.to_string() == digits).then_some((number, short))
}

/// What the office settles itself.
pub const OFFICE_CHOICE: &str = "office-choice";

/// The table of the file; each place is there.
pub(in crate::policy) type Citations = BTreeMap<String, String>;

/// Each place, and the rule whose article stands in for it where a file has no such table, as before there was one.
pub(super) const PLACES: [(&str, Option<Rule>); 12] = [
    (OFFICE_CHOICE, None),
    ("staff-registration", Some(Rule::AccountRemoval)),
    ("secrecy-after-leaving", Some(Rule::StaffPledge)),
    ("password-secrecy", None),
    ("user-conduct", None),
    ("filings", Some(Rule::OfficeApplication)),
    ("member-review", Some(Rule::MembershipReview)),
    ("patient-groups", Some(Rule::AttendingDoctor)),
    ("patient-group-management", Some(Rule::AttendingDoctor)),
    ("free-groups", Some(Rule::FreeGroupSecretariat)),
    ("disaster-posting", None),
    ("disaster-poster", None),
];

/// Names of the policy itself.
const NAMES: [&str; 4] = ["policy", "network", "secretariat", "host"];

/// The names of its forms, of which a policy need not have all.
pub(super) const FORM_NAMES: [&str; 4] = ["form-1", "form-2", "form-3", "form-4"];

/// The same without what stands in brackets behind them, and what the paper is called where a policy has no such form.
pub(super) const FORM_TITLES: [(&str, [&str; 2]); 4] = [
    ("form-1-name", ["利用申込書", "Application for use"]),
    ("form-2-name", ["事業所の守秘誓約書", "Pledge on confidentiality"]),
    ("form-3-name", ["職員の誓約書", "Staff pledge"]),
    ("form-4-name", ["患者の同意書", "Patient's consent"]),
];

/// Checks the table: it is whole, or not there at all.
pub(super) fn checked(file: Option<Citations>) -> Result<Option<Citations>, PolicyError> {
    let Some(mut file) = file else { return Ok(None) };
    let at = |place: &str, fault| Err(PolicyError::at(format!("citations.{place}"), fault));
    let mut found = Citations::new();
    for (place, _) in PLACES {
        match file.remove(place) {
            None => return at(place, PolicyFault::Missing),
            Some(text) if text.trim().is_empty() => return at(place, PolicyFault::Blank),
            Some(text) => found.insert(place.to_owned(), visible(&text).into_owned()),
        };
    }
    file.keys().next().map_or(Ok(Some(found)), |place| at(place, PolicyFault::Unknown))
}

/// Everything that wording may cite.
pub fn citable() -> impl Iterator<Item = &'static str> {
    let places = PLACES.iter().map(|(place, _)| *place);
    let titles = FORM_TITLES.iter().map(|(name, _)| *name);
    NAMES
        .into_iter()
        .chain(FORM_NAMES)
        .chain(places)
        .chain(titles)
        .chain(Rule::ALL.iter().map(|rule| rule.name()))
}

/// The first thing that a wording cites and no policy has.
pub fn not_citable(text: &str) -> Option<String> {
    let cited = text.split('{').skip(1).filter_map(|part| part.split_once('}'));
    let runs: Vec<(bool, String)> = cited.flat_map(|(inside, _)| runs(inside)).collect();
    // A policy may have any number of forms.
    let known = |run: &str| form_cited(run).is_some() || citable().any(|known| known == run);
    runs.into_iter().find(|(name, run)| *name && !known(run)).map(|(_, run)| run)
}

/// The pieces of what stands between braces: names, and what goes along with them.
pub(super) fn runs(inside: &str) -> Vec<(bool, String)> {
    let of_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let chars: Vec<char> = inside.chars().collect();
    let runs = chars.chunk_by(|one, next| of_name(*one) == of_name(*next));
    runs.map(|run| (run.first().is_some_and(char::is_ascii_lowercase), run.iter().collect())).collect()
}

/// Whether braces hold a citation that policies know.
pub(super) fn cites(inside: &str) -> bool {
    let runs = runs(inside);
    runs.iter().any(|(name, _)| *name) && not_citable(&format!("{{{inside}}}")).is_none()
}
