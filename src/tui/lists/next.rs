//! What puts a finding right, by the key that does it: what details say after their sentence.

use crate::{
    documents::PaperKind,
    policy::{Finding, Remedy},
    register::{Asks, Fact, Key as RecordKey, labels::in_short, subject::Subject, words::DecisionResult},
    tui::{
        desk::{
            Desk,
            care::{Care, CareAction},
        },
        keys::named,
        terminal::input::Key,
        widgets::lines::Line,
        words::{IncidentWord, NextWord, Reason, Word, key_label, paper_label, recorded},
    },
};

use super::Tab;

/// What to do next about a finding: the keys, then what is done in MCS or on paper. `opens` are the keys by which this list
/// opens the record of a finding.
pub fn about(desk: &Desk, finding: &Finding, opens: &[Key]) -> Vec<Line> {
    let lang = desk.lang;
    let remedy = desk.remedy(finding);
    let how = match &remedy {
        Remedy::Waived => Reason::WaiverRuns.say(lang).to_owned(),
        Remedy::NobodyToCountersign => Reason::NobodyToCountersign.say(lang).to_owned(),
        _ => desk.policy.next_step(finding, &desk.register, lang),
    };
    let mut keys = keys(desk, finding, &remedy, opens);
    keys.extend(
        paper(desk, PaperKind::of_finding(finding, &desk.policy))
            .filter(|_| !matches!(remedy, Remedy::Waived)),
    );
    let mut lines = vec![Line::Heading(Word::NextStep.say(lang).to_owned()), Line::Keys(keys)];
    lines.push(Line::Text(how));
    lines
}

/// The key by which the paper is printed that a finding asks for, where there is one.
pub fn paper(desk: &Desk, kind: Option<PaperKind>) -> Option<(String, String)> {
    // Beside the key there is room for what it is called, not for what goes with that in brackets.
    let label = paper_label(kind?, &desk.policy, desk.lang);
    let label = in_short(&label).unwrap_or(&label);
    Some(key_of(desk, named::PAPERS, Word::KeyPapers, label))
}

/// A key under the name that it has everywhere, with what it is done with here.
pub fn key_of(desk: &Desk, keys: &[Key], label: Word, of: &str) -> (String, String) {
    (name(desk, keys), NextWord::Of.fill(desk.lang, &[label.say(desk.lang), of]))
}

/// What to do next about one of several findings.
pub fn about_one_of(desk: &Desk) -> Vec<Line> {
    let choose = NextWord::ChooseFinding.say(desk.lang).to_owned();
    vec![
        Line::Heading(Word::NextStep.say(desk.lang).to_owned()),
        Line::Keys(vec![(name(desk, named::SETTLE), choose)]),
    ]
}

/// The first of some keys, as the screen calls it.
pub fn name(desk: &Desk, keys: &[Key]) -> String {
    keys.first().map(|key| key.name(desk.lang)).unwrap_or_default()
}

/// What the keys that settle do with the very row that is selected.
#[derive(Debug, Default)]
pub struct Settling {
    /// What the one does; nothing where that has no words of its own.
    pub does: Option<String>,
    /// Whether the other one, which takes another day, is of any use beside it.
    pub on_another_day: bool,
    /// Whether it does what the key does that opens the row.
    pub opens: bool,
}

/// What the keys that settle do with a finding, where those keys open its record.
pub fn settling(desk: &Desk, finding: &Finding, opens: &[Key]) -> Settling {
    let keys = keys(desk, finding, &desk.remedy(finding), opens);
    let does = |key: &[Key]| {
        let name = name(desk, key);
        keys.iter().find(|(key, _)| *key == name).map(|(_, does)| does.clone())
    };
    let settles = does(named::SETTLE);
    // Where the day is asked for anyway, one key is enough.
    let on_another_day = settles.is_none() || does(named::SETTLE_ON_DAY).is_some();
    Settling { does: settles, on_another_day, opens: false }
}

/// What the key that settles does with what is no finding.
pub fn settles_care(desk: &Desk, care: &Care) -> String {
    match care.action {
        CareAction::WriteReport => IncidentWord::OutdatedDo.say(desk.lang),
        _ => NextWord::Care.say(desk.lang),
    }
    .to_owned()
}

fn keys(desk: &Desk, finding: &Finding, remedy: &Remedy, opens: &[Key]) -> Vec<(String, String)> {
    let lang = desk.lang;
    let say = |keys: &[Key], does: String| (name(desk, keys), does);
    let settle = |word: NextWord| vec![say(named::SETTLE, word.say(lang).to_owned())];
    let open = |key: Option<&RecordKey>| {
        let record = key.map_or_else(String::new, |key| key_label(key, &desk.register, lang));
        key_of(desk, named::OPEN, Word::KeyOpen, &record)
    };
    match remedy {
        Remedy::Fact(fact) => {
            let asks = fact.asks(desk.decider().as_ref());
            let field = desk.policy.field(finding, &desk.register, desk.today, lang);
            let mut keys =
                vec![say(named::SETTLE, recorded(fact, asks, field.as_deref(), (&*desk.policy, lang)))];
            if asks == Asks::Nothing {
                keys.push(say(named::SETTLE_ON_DAY, Word::KeySettleOnDay.say(lang).to_owned()));
            }
            if matches!(fact, Fact::TakeOutDecided { result: DecisionResult::Approved, .. }) {
                keys.push(say(named::REFUSE, Word::KeyRefuse.say(lang).to_owned()));
            }
            keys
        }
        Remedy::Choice(_) => settle(NextWord::Choose),
        Remedy::Form(key) => {
            let record = key_label(key, &desk.register, lang);
            let field = desk.policy.field(finding, &desk.register, desk.today, lang);
            let of = field.map_or(record.clone(), |field| NextWord::Field.fill(lang, &[&field, &record]));
            vec![key_of(desk, opens, Word::KeyOpen, &of)]
        }
        Remedy::Members(_) => vec![key_of(desk, opens, Word::KeyOpen, NextWord::Members.say(lang))],
        Remedy::NewIncident(_) => settle(NextWord::Incident),
        Remedy::Assessment(_) => settle(NextWord::Assess),
        Remedy::Review => settle(NextWord::Review),
        // Somebody is missing: what is wrong with the office is put right among its staff.
        Remedy::Decision if finding.subject == Subject::Office => {
            let staff = Tab::Staff.screen().title().say(lang).to_owned();
            vec![((Tab::Staff.place() + 1).to_string(), staff)]
        }
        Remedy::Waived | Remedy::NobodyToCountersign | Remedy::Decision => {
            vec![open(desk.register.key_of(&finding.subject).as_ref())]
        }
    }
}
