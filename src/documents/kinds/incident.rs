//! The facts of an incident: for the secretariat (第8条・留意事項(3)) and for the law's report (個人情報保護法26条).

use super::{
    authority, deeds,
    source::{Source, blank, day, minute, number, plain, word, yes_no},
    touched,
};
use crate::{
    documents::{
        names::Namer,
        template::{Facts, Value},
        text::{UNRECORDED, visible},
        words,
    },
    policy::{
        Finding, Rule, Urgency,
        clocks::{Clock, ClockState, clocks, next},
        first_response::steps,
    },
    register::{
        AddedName, Date, Lang,
        id::GroupId,
        records::{Device, Incident, Measure, Response},
        subject::Subject,
        words::{
            Addressee, AnyAddressee, Assessment, GroupKind, IncidentKind, Ownership, ReportStage, stage_label,
        },
    },
};

/// Which report of an incident a paper is.
pub(super) struct Version<'a> {
    pub to: AnyAddressee,
    /// Of a letter to a patient or family, the group.
    pub group: Option<&'a GroupId>,
    /// Whether what the office's own check found about the event goes along, as an annex.
    pub findings: bool,
    /// As the record has it where none is given.
    pub stage: Option<ReportStage>,
    /// Whether its number is given for good, since the report is recorded as it stands.
    pub recorded: bool,
}

/// Says everything that is recorded of an incident. What the register says of the office on the day of the paper (devices,
/// groups, MCS administrator) is taken as it stands.
pub(super) fn facts(source: &Source<'_>, incident: &Incident, version: &Version<'_>, facts: &mut Facts) {
    let stage = version.stage.unwrap_or_else(|| incident.next_stage(version.to, version.group, source.today));
    let about = About {
        source,
        incident,
        to: version.to,
        settles: settles(version.to, stage),
        recorded: version.recorded,
        findings: version.findings,
    };
    let policy = source.policy;
    let addressee = version.to.added().and_then(|name| policy.additions().addressee(name.as_str()));
    let report = addressee.map_or(policy.rule_article(Rule::IncidentReport), |one| &one.is.article);
    let duty = [report, policy.rule_article(Rule::DeviceMissing)];
    let duty: Vec<&str> = duty.into_iter().filter(|article| !article.is_empty()).collect();
    if let Some(addressee) = addressee {
        // Where the letter is addressed, on whatever form.
        facts.say("secretariat", Some(format!("{} 御中", visible(addressee.is.label.get(Lang::Ja)))));
    }
    facts.say("id", plain(Some(incident.id.as_str())));
    let gone = source.register.gone();
    let number = visible(&incident.next_report_number(version.to, version.group, gone));
    facts.say("number", Some(if version.recorded { number } else { format!("{number}（下書き）") }));
    let missing = incident.missing_reports(version.to, gone);
    let missing = (!missing.is_empty()).then(|| format!("{} は欠番", visible(&missing.join("、"))));
    facts.say("number.missing", missing);
    let exempt = exempt(incident).filter(|_| version.to == Addressee::Authority && !version.recorded);
    let which = exempt.unwrap_or_else(|| stage_label(version.to, stage, Lang::Ja));
    facts.say("stage", word(Some(which)));
    let kind = visible(policy.incident_kind_name(&incident.kind, Lang::Ja));
    facts.say("stage.kind", Some(format!("{which}　{kind}")));
    facts.say("person", source.person(incident.person.as_ref()));
    facts.say("reporter", source.person(incident.reporter.as_ref()));
    facts.say("contact.manager", source.contact(source.register.office().manager.as_ref()));
    facts.say("contact.administrators", source.administrators(Namer::contact, "\n"));
    facts.say("contact.reporter", source.contact(incident.reporter.as_ref()));
    facts.say("basis", Some(format!("{} {}", visible(policy.title(Lang::Ja)), visible(&duty.join("・")))));
    facts.say("kind", Some(kind));
    facts.say("occurred", minute(incident.occurred_at));
    facts.say("place", source.text(incident.place.as_deref()));
    facts.say("known", minute(incident.known_at));
    facts.say("reported", about.or_due(incident.reported_on, Rule::IncidentReport));
    facts.say("delay", source.text(incident.delay_reason.as_deref()));
    facts.list("addressees", &["label", "value"], about.addressees());
    facts.say("closed", day(incident.closed_on));
    facts.say("clock.next", Some(about.next_due(version.to)));
    facts.say("summary", source.text(incident.summary.as_deref()));
    facts.say("cause", source.text(incident.cause.as_deref()));
    facts.say("prevention", source.text(incident.prevention.as_deref()));
    facts.say("secondary_damage", source.text(incident.secondary_damage.as_deref()));
    facts.say("people_told", source.text(incident.people_told.as_deref()));
    facts.say("law.persons_notified", day(incident.authority.persons_notified_on));
    facts.say("law.notice_alternative", source.text(incident.authority.notice_alternative.as_deref()));
    facts.say("published", source.text(incident.published.as_deref()));
    facts.say("remarks", source.text(incident.remarks.as_deref()));
    deeds::facts(source, incident, version.to, facts);
    if version.to == Addressee::Authority {
        authority::facts(source, incident, stage, facts);
    }
    facts.say("annex", version.findings.then(String::new));
    about.device(facts);
    about.people(facts);
    about.law(facts);
    about.lists(facts);
}

/// Why the authority gets no report of an incident.
fn exempt(incident: &Incident) -> Option<&'static str> {
    match (incident.kind.fixed(), incident.authority.assessment) {
        (Some(IncidentKind::NearMiss), _) => Some("対象外（ヒヤリハット）"),
        (_, Some(Assessment::NotReportable)) => Some("対象外（報告対象外と判断）"),
        _ => None,
    }
}

/// The duty that a report settles once it is sent.
fn settles(to: AnyAddressee, stage: ReportStage) -> Option<(Rule, Option<AddedName>)> {
    let rule = match (to.fixed(), stage) {
        (Some(Addressee::Secretariat), _) => Rule::IncidentReport,
        (Some(Addressee::Authority), ReportStage::First) => Rule::IncidentPreliminary,
        (Some(Addressee::Authority), ReportStage::Final) => Rule::IncidentFinal,
        (Some(Addressee::Authority), ReportStage::Further) => return None,
        (Some(Addressee::Person), _) => Rule::IncidentNotice,
        (None, _) => Rule::PolicyAddressee,
    };
    Some((rule, to.added()))
}

struct About<'a> {
    source: &'a Source<'a>,
    incident: &'a Incident,
    /// Whom it goes to.
    to: AnyAddressee,
    /// What the paper itself settles as a report, and to whom of those that the policy adds.
    settles: Option<(Rule, Option<AddedName>)>,
    /// Whether the paper is the report, and no draft.
    recorded: bool,
    /// Whether findings go along.
    findings: bool,
}

impl About<'_> {
    /// A day that is recorded; else that this paper is what was due, or 「未確認」, with the day until which a finding asks for
    /// it.
    fn or_due(&self, recorded: Option<Date>, rule: Rule) -> Value {
        let about = Subject::Incident(self.incident.id.clone());
        let due = self.source.open(rule).get(&about).and_then(|finding| finding.due);
        let due = due.map(|due| format!("（期限 {}）", words::day(due)));
        let by_this = self.recorded && self.settles == Some((rule, None));
        day(recorded).or_else(|| match due {
            due if by_this => Some(format!("この報告書による{}", due.unwrap_or_default())),
            Some(due) => Some(format!("{UNRECORDED}{due}")),
            None => None,
        })
    }

    /// To whom else the policy has the incident reported, and when it was; else until when it is. Whom the policy adds is told
    /// of the secretariat as well.
    fn addressees(&self) -> Vec<[Value; 2]> {
        let Source { policy, today, .. } = *self.source;
        let (to, secretariat) = (self.to.added(), policy.secretariat(Lang::Ja).to_owned());
        let other = |clock: &Clock| match clock.to {
            Some(name) => Some(name) != to,
            None => to.is_some() && clock.rule == Rule::IncidentReport,
        };
        let clocks = clocks(self.incident, policy, today).into_iter().filter(other);
        let row = |clock: Clock| {
            let said = match clock.state {
                ClockState::Done(on) => words::day(on),
                ClockState::Runs { due, .. } => format!("{UNRECORDED}（期限 {}）", words::day(due)),
                ClockState::NotKnown { .. } | ClockState::NotAsked => UNRECORDED.to_owned(),
            };
            let whom =
                clock.to.map_or_else(|| secretariat.clone(), |_| clock.label(policy, Lang::Ja).to_owned());
            [Some(format!("{}への報告", visible(&whom))), Some(said)]
        };
        clocks.map(row).collect()
    }

    /// Which report is due next, until when, and how many days are left; then what is due only if somebody judges it reportable.
    /// On the authority's paper these are its own.
    fn next_due(&self, to: AnyAddressee) -> String {
        let Source { policy, today, .. } = *self.source;
        let mut clocks = clocks(self.incident, policy, today);
        clocks.retain(|clock| {
            let of_law = !matches!(clock.rule, Rule::IncidentReport | Rule::PolicyAddressee);
            let own = !matches!(to.fixed(), Some(Addressee::Authority | Addressee::Person)) || of_law;
            own && (!self.recorded || self.settles != Some((clock.rule, clock.to)))
        });
        let undecided = |clock: &&Clock| matches!(clock.state, ClockState::Runs { undecided: true, .. });
        let mut lines: Vec<String> = next(&clocks)
            .into_iter()
            .chain(clocks.iter().find(undecided))
            .filter_map(|clock| self.until(clock))
            .collect();
        let not_known = clocks.iter().find_map(|clock| match clock.state {
            ClockState::NotKnown { ahead } => Some(ahead),
            _ => None,
        });
        if let Some(ahead) = not_known {
            let why = match ahead {
                None => "気づいた日時の記録がなく".to_owned(),
                Some(on) => format!("気づいた日時が先の日付（{}）のため", words::day(on)),
            };
            lines.push(format!("{}（{why}、期限が分かりません）", Urgency::Unknown.name(Lang::Ja)));
        }
        if lines.is_empty() { "なし".to_owned() } else { lines.join("\n") }
    }

    fn until(&self, clock: &Clock) -> Option<String> {
        let ClockState::Runs { due, left, moved, undecided } = clock.state else { return None };
        let only_if = if undecided { "報告対象と判断した場合、" } else { "" };
        let how = match left {
            0 => "今日".to_owned(),
            1.. => format!("あと{left}日"),
            _ => format!("{}日超過", left.unsigned_abs()),
        };
        let label = visible(clock.label(self.source.policy, Lang::Ja));
        let moved = moved.map(|day| format!("、休日のため{}まで延びます", words::day(day)));
        Some(format!("{only_if}{label}　{}まで（{how}{}）", words::day(due), moved.unwrap_or_default()))
    }

    fn device(&self, facts: &mut Facts) {
        let source = self.source;
        let device = touched::device(source.register, self.incident);
        facts.say("device.id", device.map(|device| visible(device.id.as_str())));
        facts.say("device.kind", word(device.and_then(|device| device.kind).map(words::ja)));
        facts.say("device.name", device.and_then(|device| source.text(device.name.as_deref())));
        facts.say("device.ownership", word(device.and_then(|device| device.ownership).map(words::ja)));
        facts.say("device.status", word(device.and_then(|device| device.status).map(words::ja)));
        facts.say("device.line", device.and_then(|device| source.namer.private(device.line.as_deref())));
        let brief = |device: &Device| {
            let words = [
                device.kind.map(words::ja),
                device.ownership.map(|of| match of {
                    Ownership::Office => "事業所の機器",
                    Ownership::Personal => "個人の機器",
                }),
            ];
            let name = source.text(device.name.as_deref());
            let [kind, of] = words.map(|word| word.map(str::to_owned));
            let name = name.filter(|name| Some(name) != kind.as_ref());
            let status = device.status.map(|status| format!("状態：{}", words::ja(status)));
            let encrypted = yes_no(device.encrypted, "あり", "なし").unwrap_or_else(|| UNRECORDED.to_owned());
            let encrypted = format!("暗号化：{encrypted}");
            let id = visible(device.id.as_str());
            let said: Vec<String> =
                [kind, name, Some(id), of, status, Some(encrypted)].into_iter().flatten().collect();
            said.join("　")
        };
        facts.say("device.brief", device.map(brief));
        facts.say("device.holder", device.and_then(|device| source.person(device.holder.as_ref())));
        facts.say("device.inspected", device.and_then(|device| day(device.inspected_on)));
        facts.say("device.encrypted", device.and_then(|device| yes_no(device.encrypted, "あり", "なし")));
        let controls = source.policy.controls(Lang::Ja).filter_map(|control| {
            let state = device?.controls.get(control.control).map_or(UNRECORDED, words::ja);
            Some([Some(visible(control.name)), Some(format!("{state}（{}）", visible(control.article)))])
        });
        facts.list("device.controls", &["label", "value"], controls);
    }

    fn people(&self, facts: &mut Facts) {
        let incident = self.incident;
        let groups: Vec<String> = incident.groups.iter().map(|id| self.source.namer.group(id)).collect();
        facts.say("groups", (!groups.is_empty()).then(|| groups.join("\n")));
        facts.say("groups.count", (!groups.is_empty()).then(|| format!("{}件", groups.len())));
        facts.say("groups.patients", self.patients(&incident.groups));
        let people = incident
            .affected_people
            .map_or_else(|| format!("人数{UNRECORDED}"), |people| format!("{people}名"));
        let concerned = if groups.is_empty() {
            people
        } else {
            format!("{people}（{}）", groups.join("、").replace("、患者グループ ", "、"))
        };
        facts.say("affected.line", Some(concerned));
        facts.say("affected.people", incident.affected_people.map(|people| format!("{people}名")));
        facts.say("affected.data", self.source.text(incident.affected_data.as_deref()));
    }

    /// How many patients the named patients' groups are about; unknown where one of them does not say.
    fn patients(&self, groups: &[GroupId]) -> Value {
        let sheets = groups.iter().filter_map(|id| self.source.register.group(id)).map(|group| &group.sheet);
        let counts: Option<Vec<u64>> = sheets
            .filter(|sheet| sheet.kind == GroupKind::Patient)
            .map(|sheet| sheet.patients.map(u64::from))
            .collect();
        counts.filter(|_| !groups.is_empty()).map(|counts| format!("{}名", counts.iter().sum::<u64>()))
    }

    fn law(&self, facts: &mut Facts) {
        let authority = &self.incident.authority;
        let filed = |day: Option<Date>, rule| match authority.assessment {
            Some(Assessment::NotReportable) if day.is_none() => Some("不要（報告対象外と判断）".to_owned()),
            _ => self.or_due(day, rule),
        };
        facts.say("law.as_of", Some(format!("{}時点", words::day(self.source.policy.guide().as_of))));
        facts.say("law.assessment", word(authority.assessment.map(words::ja)));
        facts.say("law.assessed", day(authority.assessed_on));
        facts.say("law.assessed_by", self.source.person(authority.assessed_by.as_ref()));
        facts.say("law.reason", self.source.text(authority.assessment_reason.as_deref()));
        facts.say("law.wrongful", word(authority.wrongful.map(words::wrongful)));
        let asked = self.source.policy.guide().asked(authority).map(|question| {
            let answer = authority.answer(question.about);
            [
                Some(visible(&question.ask.ja)),
                answer.map(|answer| words::yes(answer).to_owned()),
                Some(answer.map_or_else(String::new, |answer| visible(&question.meaning(answer).text.ja))),
                Some(visible(&question.source.ja)),
            ]
        });
        facts.list("law.answers", &["question", "answer", "meaning", "source"], asked);
        facts.say("law.preliminary", filed(authority.preliminary_on, Rule::IncidentPreliminary));
        facts.say("law.final", filed(authority.final_on, Rule::IncidentFinal));
    }

    /// The steps of the policy's list for this kind that nobody has recorded as done.
    fn open_steps(&self) -> Value {
        let steps = steps(self.source.policy, self.incident);
        let open: Vec<String> = steps
            .iter()
            .filter(|step| step.done.is_none())
            .filter_map(|step| {
                // Of what is told in words of its own, the table above says whether it was done.
                step.asked.filter(|_| !step.told).map(|asked| visible(&asked.text.ja))
            })
            .collect();
        (!open.is_empty()).then(|| open.join("、"))
    }

    fn lists(&self, facts: &mut Facts) {
        let Source { register, findings, today, .. } = *self.source;
        let response = |response: &Response| {
            let text = self.source.text(response.text.as_deref());
            let note = self.source.text(response.note.as_deref());
            let whole = match (&text, &note) {
                (text, None) => text.clone(),
                (text, Some(note)) => Some(format!("{}（{note}）", text.as_deref().unwrap_or(UNRECORDED))),
            };
            [minute(response.at), text, note.or_else(blank), whole, self.source.person(response.by.as_ref())]
        };
        // In the order in which it was done; what has no time stands at the end, as it was recorded.
        let mut responses: Vec<&Response> = self.incident.first_response.iter().collect();
        responses.sort_by_key(|response| (response.at.is_none(), response.at));
        facts.list("responses", &["at", "text", "note", "done", "by"], responses.into_iter().map(response));
        facts.say("responses.open", self.open_steps());
        // Whoever takes the report in writes there.
        facts.list("reception", &["day", "number", "by"], [[blank(), blank(), blank()]]);
        let measure = |(place, measure): (usize, &Measure)| {
            [number(place), self.source.text(measure.text.as_deref()), day(measure.due), day(measure.done_on)]
        };
        let measures = self.incident.measures.iter().enumerate().map(measure);
        facts.list("measures", &["number", "text", "due", "done"], measures);
        // What the report itself settles, in time, is not held against whoever sends it.
        let settled = |finding: &&Finding| {
            let of = finding.detail.as_deref();
            self.settles.is_some_and(|(rule, to)| {
                rule == finding.rule && to.is_none_or(|name| Some(name.as_str()) == of)
            }) && matches!(finding.urgency, Urgency::Now | Urgency::Soon)
        };
        let touched = touched::findings_about(register, self.incident, findings, today);
        let touched = touched.filter(|finding| self.findings && !settled(finding)).map(|finding| {
            [
                Some(self.source.article(finding)),
                word(Some(finding.urgency.name(Lang::Ja))),
                Some(self.source.sentence(finding)),
            ]
        });
        facts.list("findings", &["article", "urgency", "sentence"], touched);
    }
}
