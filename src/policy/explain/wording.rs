//! From a finding to words: the policy file's sentences with names, dates and numbers put in.

use crate::{
    policy::{
        file::{
            rulebook::Policy,
            texts::{Piece, pieces},
        },
        judge::finding::{Finding, Urgency},
        rule::{
            Rule,
            parameter::{Parameter, Unit},
        },
    },
    register::{
        Date, Lang, Person, Register,
        contradictions::Contradicts as _,
        filling::counted,
        hidden::visible,
        id::{DeviceId, PersonId},
        records::{Group, Membership, non_blank},
        subject::Subject,
        words::{EnumWord as _, RestrictionKind},
    },
};

/// A number of days with its unit.
pub(super) fn days_text(days: u64, lang: Lang) -> String {
    match (lang, days) {
        (Lang::Ja, _) => format!("{days}日"),
        (Lang::En, _) => counted(days, "day", "days"),
    }
}

/// A number of months with its unit.
fn months_text(months: u16, lang: Lang) -> String {
    match (lang, months) {
        (Lang::Ja, _) => format!("{months}か月"),
        (Lang::En, 1) => "month".to_owned(),
        (Lang::En, _) => format!("{months} months"),
    }
}

/// The value of a parameter with its unit.
fn number_text(value: u16, parameter: Parameter, lang: Lang) -> String {
    match parameter.unit() {
        // "every month" is said without its number.
        Unit::Months => months_text(value, lang),
        unit => unit.text(value, lang),
    }
}

/// How far ahead a due day lies.
fn left_text(days: u64, lang: Lang) -> String {
    match (lang, days) {
        (Lang::Ja, 0) => "本日".to_owned(),
        (Lang::Ja, 1) => "明日".to_owned(),
        (Lang::Ja, _) => format!("{days}日後"),
        (Lang::En, 0) => "today".to_owned(),
        (Lang::En, 1) => "tomorrow".to_owned(),
        (Lang::En, _) => format!("in {days} days"),
    }
}

/// What stands for a fact that is not recorded.
pub(super) fn not_recorded(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "記録なし",
        Lang::En => "not recorded",
    }
}

/// Where a sentence finds its names.
#[derive(Clone, Copy)]
pub(super) struct Namer<'a> {
    pub policy: &'a Policy,
    pub register: &'a Register,
    pub lang: Lang,
}

impl Namer<'_> {
    /// A person's name, else the id.
    pub fn person(&self, id: &PersonId) -> String {
        name_or(self.register.person(id).and_then(Person::name), id.as_str())
    }

    pub fn device(&self, id: &DeviceId) -> String {
        name_or(self.register.devices().get(id).and_then(|device| device.name.as_deref()), id.as_str())
    }

    /// What a sentence calls its subject.
    pub fn subject(&self, subject: &Subject) -> String {
        match subject {
            Subject::Office => {
                let office = self.register.office().name.as_deref();
                name_or(
                    office,
                    match self.lang {
                        Lang::Ja => "事業所",
                        Lang::En => "the office",
                    },
                )
            }
            Subject::Group(id) => match self.register.groups().get(id) {
                Some(group) => group_name(group),
                None => visible(id.as_str()).into_owned(),
            },
            Subject::TakeOut(id) => {
                let take_out = self.register.take_outs().get(id);
                let requester = take_out.and_then(|take_out| take_out.requester.as_ref());
                let id = visible(id.as_str());
                match (self.lang, requester.map(|id| self.person(id))) {
                    (Lang::Ja, Some(name)) => format!("{name}さんの持ち出し（{id}）"),
                    (Lang::Ja, None) => format!("持ち出し（{id}）"),
                    (Lang::En, Some(name)) => format!("{name}'s take-out {id}"),
                    (Lang::En, None) => format!("{id} (take-out)"),
                }
            }
            Subject::Incident(id) => {
                let incident = self.register.incidents().get(id);
                let kind = incident.map(|incident| self.policy.incident_kind_name(&incident.kind, self.lang));
                let id = visible(id.as_str());
                match (self.lang, kind) {
                    (Lang::Ja, Some(kind)) => format!("{id}（{kind}）"),
                    (Lang::En, Some(kind)) => format!("{id} ({})", lower_first(kind)),
                    (_, None) => id.into_owned(),
                }
            }
            Subject::Policy => self.policy.title(self.lang).to_owned(),
            Subject::Membership(id) => visible(id.as_str()).into_owned(),
            listed => {
                let list = self.register.list(listed.kind());
                name_or(list.and_then(|list| list.name(listed.id())), listed.id())
            }
        }
    }

    /// The words for a finding's detail.
    pub fn what(&self, finding: &Finding) -> String {
        let Some(detail) = finding.detail.as_deref() else { return String::new() };
        match finding.rule {
            Rule::DeviceControl | Rule::ControlConsideration => {
                self.policy.control_of(finding).map_or(detail, |entry| entry.name.get(self.lang)).to_owned()
            }
            Rule::PolicyDuty | Rule::PolicyAddressee => {
                let own = self.policy.declaration_of(finding);
                own.map_or(detail, |is| is.label.get(self.lang)).to_owned()
            }
            Rule::DeviceReturn => self.device(&DeviceId::trusted(detail)),
            Rule::RestrictionEnforced => {
                RestrictionKind::from_word(detail).map_or(detail, |kind| kind.say(self.lang)).to_owned()
            }
            Rule::TakeOutForm => {
                let entries: Vec<&str> =
                    detail.split(',').map(|entry| entry_name(entry, self.lang)).collect();
                entries.join(match self.lang {
                    Lang::Ja => "、",
                    Lang::En => ", ",
                })
            }
            Rule::IncidentMeasure => self.measure(finding, detail),
            Rule::FilingOpen => self.filing(detail),
            Rule::Countersign => match Rule::from_name(detail) {
                Some(rule) => self.policy.rule_label(rule, self.lang).to_owned(),
                None => visible(detail).into_owned(),
            },
            Rule::RecordContradiction => {
                self.contradiction(&finding.subject).unwrap_or_else(|| detail.to_owned())
            }
            _ => visible(detail).into_owned(),
        }
    }

    /// Who holds a device, else the device.
    fn holder(&self, subject: &Subject) -> String {
        let Subject::Device(id) = subject else { return visible(subject.id()).into_owned() };
        let holder = self.register.devices().get(id).and_then(|device| device.holder.as_ref());
        holder.map_or_else(|| self.device(id), |holder| self.person(holder))
    }

    fn filing(&self, id: &str) -> String {
        let filing = self.register.filings().iter().find(|filing| filing.id.as_str() == id);
        let id = visible(id);
        match (filing.map(|filing| filing.kind.say(self.lang)), self.lang) {
            (Some(kind), Lang::Ja) => format!("{kind}（{id}）"),
            (Some(kind), Lang::En) => format!("{kind} ({id})"),
            (None, _) => id.into_owned(),
        }
    }

    /// Which two facts cannot both be right.
    fn contradiction(&self, subject: &Subject) -> Option<String> {
        let register = self.register;
        let found = match subject {
            Subject::Staff(id) => register.staff().get(id)?.contradiction(),
            Subject::Device(id) => register.devices().get(id)?.contradiction(),
            Subject::TakeOut(id) => register.take_outs().get(id)?.contradiction(),
            Subject::Group(id) => register.groups().get(id)?.sheet.contradiction(),
            Subject::Membership(id) => register.membership(id)?.1.contradiction(),
            Subject::Incident(id) => register.incidents().get(id)?.contradiction(),
            _ => None,
        }?;
        let (label, than) = (found.label.unfilled(self.lang), found.than.unfilled(self.lang));
        Some(match self.lang {
            Lang::Ja => format!("{label} {} が {than} {} より前", found.on, found.than_on),
            Lang::En => format!("{label} {} is before {than} {}", found.on, found.than_on),
        })
    }

    fn measure(&self, finding: &Finding, number: &str) -> String {
        let Subject::Incident(id) = &finding.subject else { return number.to_owned() };
        let place = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let measure = self.register.incidents().get(id).zip(place);
        let measure = measure.and_then(|(incident, place)| incident.measures.get(place));
        match (measure.and_then(|measure| non_blank(measure.text.as_deref())), self.lang) {
            (Some(text), Lang::Ja) => format!("{number}「{}」", visible(text)),
            (Some(text), Lang::En) => format!("{number} ({})", visible(text)),
            (None, _) => number.to_owned(),
        }
    }
}

/// A group's name, else the id.
pub(super) fn group_name(group: &Group) -> String {
    name_or(group.sheet.name.as_deref(), group.sheet.id.as_str())
}

fn name_or(name: Option<&str>, id: &str) -> String {
    visible(non_blank(name).unwrap_or(id)).into_owned()
}

/// A name in the middle of an English sentence; `MCS` stays as it is.
fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() || second == ' ' => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => text.to_owned(),
    }
}

/// The name of an entry of the take-out form (第13条(9)).
pub(super) fn entry_name(entry: &str, lang: Lang) -> &str {
    match (lang, entry) {
        (Lang::Ja, "content") => "内容",
        (Lang::Ja, "medium") => "媒体",
        (Lang::Ja, "purpose") => "目的",
        (Lang::Ja, "from") => "開始日",
        (Lang::Ja, "until") => "終了日",
        (Lang::En, "from") => "first day",
        (Lang::En, "until") => "last day",
        _ => entry,
    }
}

impl Policy {
    /// The value of a rule's parameter with its unit; `None` where the rule has no such parameter or is off.
    pub fn parameter_text(&self, rule: Rule, parameter: Parameter, lang: Lang) -> Option<String> {
        let value = self.parameter(rule, parameter)?;
        Some(number_text(value, parameter, lang))
    }

    /// What a rule is called, in a few words.
    pub fn rule_label(&self, rule: Rule, lang: Lang) -> &str {
        self.words(rule).label.get(lang)
    }

    /// What a rule asks, in a word or two.
    pub fn rule_matter(&self, rule: Rule, lang: Lang) -> &str {
        self.words(rule).matter.get(lang)
    }

    /// What a finding is called, in a few words.
    pub fn label(&self, finding: &Finding, lang: Lang) -> String {
        let own = self.declaration_of(finding).map(|is| is.label.get(lang));
        own.unwrap_or_else(|| self.rule_label(finding.rule, lang)).to_owned()
    }

    /// What a finding asks, in a word or two.
    pub fn matter(&self, finding: &Finding, lang: Lang) -> &str {
        let own = self.declaration_of(finding).map(|is| is.label.get(lang));
        own.unwrap_or_else(|| self.rule_matter(finding.rule, lang))
    }

    /// Puts names, dates and numbers into a text of the policy file.
    pub(super) fn fill(&self, text: &str, finding: &Finding, namer: &Namer) -> String {
        let Ok(pieces) = pieces(text) else { return text.to_owned() };
        let mut filled = String::with_capacity(text.len() + 32);
        for piece in pieces {
            match piece {
                Piece::Words(words) => filled.push_str(words),
                Piece::Placeholder(name) => filled.push_str(&self.value(name, finding, namer)),
            }
        }
        filled
    }

    fn value(&self, placeholder: &str, finding: &Finding, namer: &Namer) -> String {
        let lang = namer.lang;
        let days = finding.days.unwrap_or(0).unsigned_abs();
        let date =
            |date: Option<Date>| date.map_or_else(|| not_recorded(lang).to_owned(), |date| date.to_string());
        match placeholder {
            "name" => namer.subject(&finding.subject),
            "person" if matches!(finding.subject, Subject::Device(_)) => namer.holder(&finding.subject),
            "person" | "group" => match membership_of(finding, namer.register) {
                Some((_, membership)) if placeholder == "person" => namer.person(&membership.person),
                Some((group, _)) => group_name(group),
                None => visible(finding.subject.id()).into_owned(),
            },
            "what" => namer.what(finding),
            "due" => date(finding.due),
            "since" => date(finding.since),
            "days" => days_text(days, lang),
            "left" => left_text(days, lang),
            "prefix" => self.free_group_prefix().to_owned(),
            _ => match Parameter::from_placeholder(placeholder) {
                Some(parameter) => number_text(self.settings(finding.rule).get(parameter), parameter, lang),
                None => self.secretariat(lang).to_owned(),
            },
        }
    }
}

/// The membership that a finding is about, with its group.
pub(super) fn membership_of<'a>(
    finding: &Finding,
    register: &'a Register,
) -> Option<(&'a Group, &'a Membership)> {
    match &finding.subject {
        Subject::Membership(id) => register.membership(id),
        _ => None,
    }
}

/// Which of the rule's sentences says what is wrong.
pub(super) fn case(finding: &Finding) -> &'static str {
    let urgency = finding.unwaived;
    let detail = finding.detail.as_deref().unwrap_or_default();
    let wanted = match finding.rule {
        Rule::TakeOutApproval if urgency == Urgency::Soon => "announced",
        Rule::PatientConsent if urgency == Urgency::Unknown => "copy-unknown",
        Rule::Countersign if matches!(finding.subject, Subject::TakeOut(_)) => "take-out",
        Rule::Countersign if matches!(finding.subject, Subject::Staff(_)) => "staff",
        Rule::Countersign => "group",
        Rule::AccountRemoval if urgency == Urgency::Now && finding.due.is_none() => "expelled",
        Rule::Archive if detail == "deceased" && urgency == Urgency::Soon => "deceased-soon",
        Rule::Archive if detail == "deceased" => "deceased-overdue",
        Rule::RecordContradiction if detail == "duplicate" => "duplicate",
        Rule::RecordContradiction if matches!(finding.subject, Subject::Membership(_)) => "membership",
        Rule::TakeOutApproval
        | Rule::PatientConsent
        | Rule::FreeGroupSecretariat
        | Rule::InvitationApproval
        | Rule::MembershipRemoval => detail,
        Rule::Retention if finding.due.is_none() => "undecided",
        _ => urgency.word(),
    };
    finding.rule.sentences().iter().copied().find(|case| *case == wanted).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::RecordKind;

    fn finding(rule: Rule) -> Finding {
        let mut subject = rule.flags().iter().map(|kind| match kind {
            RecordKind::Office => "office".to_owned(),
            kind => format!("{}/X-1", kind.word()),
        });
        let subject = subject.find_map(|text| Subject::parse(&text)).unwrap();
        let day = "2026-11-21".parse().ok();
        let urgency = Urgency::Overdue;
        Finding {
            rule,
            subject,
            detail: None,
            urgency,
            unwaived: urgency,
            since: day,
            due: day,
            days: Some(1),
        }
    }

    #[test]
    fn every_text_of_every_rule_is_filled_in_both_languages() {
        let policy = Policy::minato().unwrap();
        let register = Register::default();
        for rule in Rule::ALL {
            let finding = finding(*rule);
            let words = policy.words(*rule);
            assert_eq!(words.sentences.len(), rule.sentences().len(), "{rule}");
            for lang in [Lang::Ja, Lang::En] {
                let namer = Namer { policy: &policy, register: &register, lang };
                let sentences = words.sentences.iter().map(|(_, text)| text);
                for text in sentences.chain(words.texts().map(|(_, text)| text)) {
                    let filled = policy.fill(text.get(lang), &finding, &namer);
                    assert!(!filled.contains(['{', '}']), "{rule}: {filled}");
                    assert!(!filled.is_empty(), "{rule}");
                }
                let end = if lang == Lang::Ja { '。' } else { '.' };
                for (case, text) in &words.sentences {
                    assert!(text.get(lang).ends_with(end), "{rule} {case}: {}", text.get(lang));
                }
            }
        }
    }

    /// A membership has no name of its own, and nothing else has a group.
    #[test]
    fn sentences_name_what_their_subject_has() {
        let policy = Policy::minato().unwrap();
        for rule in Rule::ALL {
            for (case, text) in &policy.words(*rule).sentences {
                let of_membership = match rule {
                    Rule::RecordContradiction => *case != "now",
                    rule => rule.flags() == [RecordKind::Membership],
                };
                // A leaver's own device is theirs.
                let of_person = of_membership || *rule == Rule::ByodErased;
                for text in [&text.ja, &text.en] {
                    assert_eq!(of_person, text.contains("{person}"), "{rule} {case}");
                    assert!(!of_membership || text.contains("{group}"), "{rule} {case}");
                    let office = rule.flags() == [RecordKind::Office];
                    assert_eq!(!of_membership && !office, text.contains("{name}"), "{rule} {case}");
                }
            }
        }
    }

    #[test]
    fn a_waived_finding_keeps_the_sentence_of_what_it_would_be() {
        let policy = Policy::minato().unwrap();
        let register = Register::default();
        let mut finding = finding(Rule::PasswordAge);
        let today = "2026-11-22".parse().unwrap();
        let overdue = policy.sentence(&finding, &register, today, Lang::Ja);
        finding.urgency = Urgency::Waived;
        assert_eq!(policy.sentence(&finding, &register, today, Lang::Ja), format!("{overdue}（例外承認中）"));
        finding.unwaived = Urgency::Soon;
        assert_eq!(case(&finding), "soon");
        finding.unwaived = Urgency::Unknown;
        assert_eq!(case(&finding), "unknown");
    }

    #[test]
    fn numbers_have_their_units() {
        let policy = Policy::minato().unwrap();
        let text = |rule, parameter, lang| policy.parameter_text(rule, parameter, lang);
        assert_eq!(text(Rule::PasswordAge, Parameter::IntervalMonths, Lang::Ja).as_deref(), Some("2か月"));
        assert_eq!(text(Rule::IncidentReport, Parameter::DueDays, Lang::En).as_deref(), Some("1 day"));
        assert_eq!(text(Rule::Profile, Parameter::DueDays, Lang::En), None);
        assert_eq!(left_text(0, Lang::Ja), "本日");
        assert_eq!(left_text(12, Lang::En), "in 12 days");
    }
}
