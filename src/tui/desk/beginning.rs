//! The register's beginning: what moving it, or who hosts, does to the findings, in words.

use crate::{
    policy::{Policy, difference::Difference},
    register::{Change, Date, Lang, Record, Register, records::Office},
    tui::words::BeginningWord,
};

/// What a change of the register's beginning, or of who hosts, has done to the findings; `None` where it is none or has done
/// nothing.
pub fn told(
    change: &Change,
    register: &Register,
    policy: &Policy,
    today: Date,
    lang: Lang,
) -> Option<String> {
    let of = |record: &Option<Record>| match record {
        Some(Record::Office(Office { kept_since, default_host, .. })) => Some((*kept_since, *default_host)),
        _ => None,
    };
    if change.records.iter().all(|record| of(&record.before) == of(&record.after)) {
        return None;
    }
    let Difference { gone, come } = Difference::of(change, register, policy, today);
    let said =
        [(BeginningWord::Gone, gone), (BeginningWord::Come, come)].into_iter().filter_map(|(word, found)| {
            let count = found.sum();
            (count > 0).then(|| word.fill(lang, &[&count.to_string(), &found.say(policy, lang)]))
        });
    let said: Vec<String> = said.collect();
    (!said.is_empty()).then(|| said.join(if lang == Lang::Ja { "" } else { " " }))
}
