//! What stands beside the subject of a finding in a row of a list: in which group, on which device, which of several.

use super::wording::{Namer, group_name, membership_of};
use crate::{
    policy::{
        file::rulebook::Policy,
        judge::{finding::Finding, presence::sits_in, rules::staff::same_login_as},
        rule::{Rule, rows::for_every_rule},
    },
    register::{
        Date, Lang, RecordKind, Register,
        contradictions::Contradicts as _,
        filling::counted,
        hidden::visible,
        records::{Group, GroupSheet, Staff, TakeOut, non_blank},
        subject::Subject,
        words::EnumWord as _,
    },
};

/// What stands beside the subject.
#[derive(Clone, Copy)]
enum Beside {
    /// The subject and the rule say it all.
    Nothing,
    /// Which of several the finding is about.
    Detail,
    /// The group of a membership.
    Group,
    /// Who holds the device.
    Holder,
    /// Whether the device was lost or stolen.
    Status,
    /// What is taken out.
    TakenOut,
    /// Who has the same login.
    SameLogin,
    /// The last day of work.
    Leaving,
    /// How many sit in the group.
    Members,
    /// Whose group is at its end, and since when.
    Ending,
    /// What is the matter with the consent.
    Consent,
    /// How many patients the group is about.
    Patients,
    /// The kind of the group.
    Kind,
    /// What the measure is.
    Measure,
    /// The field that lies before another although it cannot.
    Contradiction,
}

macro_rules! rows {
    ($($(#[$doc:meta])* $rule:ident = $name:literal $parameters:tt $sentences:tt {
        $($kind:ident($judge:path, $applies:path $(, beside $beside:ident)?) $explained:tt)+
    })*) => {
        fn of(rule: Rule, kind: RecordKind) -> Beside {
            match (rule, kind) {
                $($($((Rule::$rule, RecordKind::$kind) => Beside::$beside,)?)+)*
                _ => Beside::Nothing,
            }
        }
    };
}

for_every_rule!(rows);

impl Policy {
    /// What a row says of a finding beside its subject and its matter: where, of whom, which of several. Safe to show.
    pub fn beside(&self, finding: &Finding, register: &Register, today: Date, lang: Lang) -> Option<String> {
        let beside = Facing { finding, namer: Namer { policy: self, register, lang }, today };
        beside.say(of(finding.rule, finding.subject.kind())).filter(|text| !text.trim().is_empty())
    }
}

/// A finding, and where its row finds its names.
struct Facing<'a> {
    finding: &'a Finding,
    namer: Namer<'a>,
    today: Date,
}

impl Facing<'_> {
    fn say(&self, what: Beside) -> Option<String> {
        match what {
            Beside::Nothing => None,
            Beside::Detail => Some(self.namer.what(self.finding)),
            Beside::Group => self.group_of_member(),
            Beside::Holder => {
                let Subject::Device(id) = &self.finding.subject else { return None };
                let holder = self.namer.register.devices().get(id)?.holder.as_ref()?;
                Some(self.namer.person(holder))
            }
            Beside::Status => {
                let Subject::Device(id) = &self.finding.subject else { return None };
                Some(self.namer.register.devices().get(id)?.status?.say(self.namer.lang).to_owned())
            }
            Beside::TakenOut => self.taken_out(),
            Beside::SameLogin => {
                let others = same_login_as(self.staff()?, self.namer.register, self.today);
                let names: Vec<String> = others.map(|other| self.namer.person(&other.id)).collect();
                Some(names.join(self.pick("、", ", ")))
            }
            Beside::Leaving => Some(self.dated(self.staff()?.left_on?, "退職", "left")),
            Beside::Members => {
                let sitting = self.group()?.memberships.iter();
                let count = sitting.filter(|row| sits_in(self.today, row)).count();
                Some(match self.namer.lang {
                    Lang::Ja => format!("{count}名"),
                    Lang::En => counted(count, "member", "members"),
                })
            }
            Beside::Ending => {
                let GroupSheet { deceased_on, ended_on, .. } = &self.group()?.sheet;
                match (deceased_on, ended_on) {
                    (Some(on), _) => Some(self.dated(*on, "逝去", "died")),
                    (None, Some(on)) => Some(self.dated(*on, "利用終了", "ended")),
                    (None, None) => None,
                }
            }
            Beside::Consent => match self.finding.detail.as_deref()? {
                "withdrawn" => {
                    self.group()?.sheet.consent.withdrawn_on.map(|on| self.dated(on, "撤回", "withdrawn"))
                }
                "copy" => Some(self.pick("双方の所持", "both copies").to_owned()),
                _ => None,
            },
            Beside::Patients => {
                let patients = self.group()?.sheet.patients?;
                Some(match self.namer.lang {
                    Lang::Ja => format!("患者{patients}名"),
                    Lang::En => counted(patients, "patient", "patients"),
                })
            }
            Beside::Kind => Some(self.group()?.sheet.kind.say(self.namer.lang).to_owned()),
            Beside::Measure => {
                let Subject::Incident(id) = &self.finding.subject else { return None };
                let place = self.finding.detail.as_deref()?.parse::<usize>().ok()?.checked_sub(1)?;
                let measure = self.namer.register.incidents().get(id)?.measures.get(place)?;
                non_blank(measure.text.as_deref()).map(|text| visible(text).into_owned())
            }
            Beside::Contradiction => self.contradicting().or_else(|| self.group_of_member()),
        }
    }

    fn pick<'t>(&self, ja: &'t str, en: &'t str) -> &'t str {
        match self.namer.lang {
            Lang::Ja => ja,
            Lang::En => en,
        }
    }

    /// A day of this year without its year, and what happened on it.
    fn dated(&self, on: Date, ja: &str, en: &str) -> String {
        let day = if on.year() == self.today.year() {
            format!("{}/{}", on.month(), on.day())
        } else {
            on.to_string()
        };
        match self.namer.lang {
            Lang::Ja => format!("{day} {ja}"),
            Lang::En => format!("{en} {day}"),
        }
    }

    fn staff(&self) -> Option<&Staff> {
        let Subject::Staff(id) = &self.finding.subject else { return None };
        self.namer.register.staff().get(id)
    }

    fn group(&self) -> Option<&Group> {
        let Subject::Group(id) = &self.finding.subject else { return None };
        self.namer.register.group(id)
    }

    fn group_of_member(&self) -> Option<String> {
        membership_of(self.finding, self.namer.register).map(|(group, _)| group_name(group))
    }

    /// The device, else the information; of a waiver that its own person approved, what it waives.
    fn taken_out(&self) -> Option<String> {
        let Subject::TakeOut(id) = &self.finding.subject else {
            let rule = Rule::from_name(self.finding.detail.as_deref()?)?;
            return Some(self.namer.policy.rule_matter(rule, self.namer.lang).to_owned());
        };
        let TakeOut { device, content, medium, .. } = self.namer.register.take_outs().get(id)?;
        let text = |text: &Option<String>| non_blank(text.as_deref()).map(|text| visible(text).into_owned());
        let device = device.as_ref().map(|id| self.namer.device(id));
        device.or_else(|| text(content)).or_else(|| text(medium))
    }

    fn contradicting(&self) -> Option<String> {
        let register = self.namer.register;
        let found = match &self.finding.subject {
            Subject::Staff(id) => register.staff().get(id)?.contradiction(),
            Subject::Device(id) => register.devices().get(id)?.contradiction(),
            Subject::TakeOut(id) => register.take_outs().get(id)?.contradiction(),
            Subject::Group(id) => register.groups().get(id)?.sheet.contradiction(),
            Subject::Incident(id) => register.incidents().get(id)?.contradiction(),
            _ => None,
        };
        found.map(|found| found.label.unfilled(self.namer.lang).to_owned())
    }
}
