//! The incident report for the secretariat (第8条・留意事項(3)).

use super::{
    names::{Namer, Names},
    report::{Block, Field, Report, Section, UNRECORDED, visible},
    touched, words,
};
use crate::{
    policy::{Finding, Policy, Rule},
    register::{
        Date, Lang, Register,
        id::GroupId,
        records::{Incident, Measure, Response, Staff, said},
        subject::Subject,
        words::{Assessment, GroupKind, Role},
    },
};

/// What the report needs beside the register and the incident.
#[derive(Debug, Clone, Copy)]
pub struct ReportContext<'a> {
    /// The day of the report.
    pub today: Date,
    /// What the judge found on that day; the report cites those that the incident touches.
    pub findings: &'a [Finding],
    /// The policy under which the findings were judged.
    pub policy: &'a Policy,
    /// Whether people are named.
    pub names: Names,
    /// The head code of the register's history, where the register comes from a vault: it proves the file against
    /// this paper.
    pub head: Option<&'a str>,
}

/// The report of an incident to the secretariat, in Japanese.
///
/// Every fact that is not recorded is shown as 「未確認」; nothing is left out for want of a record. What the
/// register says of the office on the day of the report (devices, groups, MCS administrator) is taken as it stands.
pub fn incident_report(register: &Register, incident: &Incident, context: &ReportContext<'_>) -> Report {
    let writer = Writer { register, incident, context: *context, namer: Namer::new(register, context.names) };
    Report {
        title: "インシデント報告書".to_owned(),
        head: writer.head(),
        sections: vec![
            section("区分と日時", vec![Block::Fields(writer.times())]),
            section("関係する機器", vec![Block::Fields(writer.device())]),
            section("関係するグループと対象者", vec![Block::Fields(writer.people())]),
            section("概要", vec![writer.free_text(incident.summary.as_deref())]),
            section("初動対応", vec![writer.first_response()]),
            section("原因", vec![writer.free_text(incident.cause.as_deref())]),
            section("再発防止策", vec![writer.free_text(incident.prevention.as_deref()), writer.measures()]),
            section("個人情報保護法による報告の要否", vec![Block::Fields(writer.law())]),
            section("該当する運用ポリシーの条項", vec![writer.findings()]),
        ],
        notes: writer.notes(),
        footer: context.head.map(|head| format!("台帳の履歴コード：{}", visible(head))),
    }
}

fn section(heading: &str, blocks: Vec<Block>) -> Section {
    Section { heading: heading.to_owned(), blocks }
}

fn field(label: &str, value: impl Into<String>) -> Field {
    (label.to_owned(), value.into())
}

fn day_or(day: Option<Date>) -> String {
    day.map_or_else(|| UNRECORDED.to_owned(), words::day)
}

struct Writer<'a> {
    register: &'a Register,
    incident: &'a Incident,
    context: ReportContext<'a>,
    namer: Namer<'a>,
}

impl Writer<'_> {
    fn head(&self) -> Vec<Field> {
        let office = self.register.office();
        let policy = self.context.policy;
        let duty = [policy.rule_article(Rule::IncidentReport), policy.rule_article(Rule::DeviceMissing)];
        let duty: Vec<&str> = duty.into_iter().filter(|article| !article.is_empty()).collect();
        let plain = |text: Option<&str>| said(text).map_or_else(|| UNRECORDED.to_owned(), visible);
        vec![
            field("宛先", format!("{} 御中", visible(policy.secretariat(Lang::Ja)))),
            field("報告番号", visible(self.incident.id.as_str())),
            field("報告日", words::day(self.context.today)),
            field("報告区分", self.stage()),
            field("事業所名", plain(office.name.as_deref())),
            field("事業所種別", plain(office.kind.as_deref())),
            field("事業所の管理者", self.namer.person_or(office.manager.as_ref())),
            field("MCS管理者", self.administrators()),
            field("報告者", self.namer.person_or(self.incident.reporter.as_ref())),
            field("報告の根拠", format!("{} {}", visible(policy.title(Lang::Ja)), visible(&duty.join("・")))),
        ]
    }

    /// First, further or final report, as the record stands.
    fn stage(&self) -> &'static str {
        let today = self.context.today;
        let past = |day: Option<Date>| day.is_some_and(|day| day <= today);
        if past(self.incident.closed_on) {
            "最終報告"
        } else if past(self.incident.reported_on) {
            "続報"
        } else {
            "第一報"
        }
    }

    fn administrators(&self) -> String {
        let today = self.context.today;
        let serves = |staff: &&Staff| {
            let gone = |day: Option<Date>| day.is_some_and(|day| day <= today);
            staff.mcs.role == Some(Role::Administrator)
                && staff.joined_on.is_none_or(|day| day <= today)
                && staff.left_on.is_none_or(|day| day >= today)
                && !gone(staff.mcs.released_on)
                && !gone(staff.mcs.deleted_on)
        };
        let found: Vec<String> =
            self.register.staff().iter().filter(serves).map(|staff| self.namer.person(&staff.id)).collect();
        if found.is_empty() { UNRECORDED.to_owned() } else { found.join("、") }
    }

    fn times(&self) -> Vec<Field> {
        let minute = |time: Option<_>| time.map_or_else(|| UNRECORDED.to_owned(), words::minute);
        let kind = self.context.policy.incident_kind_name(self.incident.kind, Lang::Ja);
        vec![
            field("種別", visible(kind)),
            field("発生日時", minute(self.incident.occurred_at)),
            field("覚知日時", minute(self.incident.known_at)),
            field("事務局への報告日", self.or_due(self.incident.reported_on, Rule::IncidentReport)),
            field("対応の完了日", day_or(self.incident.closed_on)),
        ]
    }

    /// A day that is recorded, or 「未確認」 with the day until which a finding asks for it.
    fn or_due(&self, recorded: Option<Date>, rule: Rule) -> String {
        if let Some(day) = recorded {
            return words::day(day);
        }
        let about = Subject::Incident(self.incident.id.clone());
        let asked = self.context.findings.iter().find(|found| found.rule == rule && found.subject == about);
        match asked.and_then(|found| found.due) {
            Some(due) => format!("{UNRECORDED}（期限 {}）", words::day(due)),
            None => UNRECORDED.to_owned(),
        }
    }

    fn device(&self) -> Vec<Field> {
        let Some(device) = touched::device(self.register, self.incident) else {
            return vec![field("機器", UNRECORDED), field("機器の保持者", UNRECORDED)];
        };
        let word = |word: Option<&'static str>| word.unwrap_or(UNRECORDED);
        let mut rows = vec![
            field("機器の番号", visible(device.id.as_str())),
            field("機器の種類", word(device.kind.map(words::device_kind))),
            field("機器の名称", self.namer.text_or(device.name.as_deref())),
            field("所有", word(device.ownership.map(words::ownership))),
            field("状態", word(device.status.map(words::device_status))),
            field("機器の保持者", self.namer.person_or(device.holder.as_ref())),
            field("最終点検日", day_or(device.inspected_on)),
        ];
        for control in self.context.policy.controls(Lang::Ja) {
            let state = word(device.controls.get(control.control).map(words::control_state));
            rows.push(field(&visible(control.name), format!("{state}（{}）", visible(control.article))));
        }
        rows
    }

    fn people(&self) -> Vec<Field> {
        let groups = &self.incident.groups;
        let (list, count) = if groups.is_empty() {
            (UNRECORDED.to_owned(), UNRECORDED.to_owned())
        } else {
            let list: Vec<String> = groups.iter().map(|id| self.namer.group(id)).collect();
            (list.join("\n"), format!("{}件", groups.len()))
        };
        let affected = self.incident.affected_people;
        vec![
            field("関係するグループ", list),
            field("グループの数", count),
            field("グループの患者数", self.patients(groups)),
            field("対象者数", affected.map_or_else(|| UNRECORDED.to_owned(), |people| format!("{people}名"))),
            field("対象となる情報", self.namer.text_or(self.incident.affected_data.as_deref())),
        ]
    }

    /// How many patients the named patients' groups are about; unknown where one of them does not say.
    fn patients(&self, groups: &[GroupId]) -> String {
        let sheets = groups.iter().filter_map(|id| self.register.group(id)).map(|group| &group.sheet);
        let counts: Option<Vec<u64>> = sheets
            .filter(|sheet| sheet.kind == GroupKind::Patient)
            .map(|sheet| sheet.patients.map(u64::from))
            .collect();
        match counts {
            Some(counts) if !groups.is_empty() => format!("{}名", counts.iter().sum::<u64>()),
            _ => UNRECORDED.to_owned(),
        }
    }

    fn free_text(&self, text: Option<&str>) -> Block {
        Block::Text(self.namer.text_or(text))
    }

    fn first_response(&self) -> Block {
        let row = |response: &Response| {
            vec![
                response.at.map_or_else(|| UNRECORDED.to_owned(), words::minute),
                self.namer.text_or(response.text.as_deref()),
                self.namer.person_or(response.by.as_ref()),
            ]
        };
        table(&[("日時", 24), ("内容", 0), ("実施者", 20)], self.incident.first_response.iter().map(row))
    }

    fn measures(&self) -> Block {
        let row = |(number, measure): (usize, &Measure)| {
            vec![
                number.to_string(),
                self.namer.text_or(measure.text.as_deref()),
                day_or(measure.due),
                day_or(measure.done_on),
            ]
        };
        let measures = (1..).zip(&self.incident.measures).map(row);
        table(&[("番号", 6), ("対策", 0), ("期限", 18), ("実施日", 18)], measures)
    }

    fn law(&self) -> Vec<Field> {
        let authority = &self.incident.authority;
        let judged = authority.assessment.map_or(UNRECORDED, words::assessment);
        let filed = |day: Option<Date>, rule| match authority.assessment {
            Some(Assessment::NotReportable) if day.is_none() => "不要（報告対象外と判断）".to_owned(),
            _ => self.or_due(day, rule),
        };
        vec![
            field("事業所の判断", judged),
            field("不正の目的のおそれ", authority.wrongful.map_or(UNRECORDED, words::wrongful)),
            field("速報の提出日", filed(authority.preliminary_on, Rule::IncidentPreliminary)),
            field("確報の提出日", filed(authority.final_on, Rule::IncidentFinal)),
        ]
    }

    fn findings(&self) -> Block {
        let ReportContext { today, findings, policy, .. } = self.context;
        let rows: Vec<Vec<String>> = touched::findings(self.register, self.incident, findings, today)
            .map(|finding| {
                vec![
                    visible(policy.article(finding)),
                    words::urgency(finding.urgency).to_owned(),
                    self.namer.text(&words::with_days(&policy.sentence(finding, self.register, Lang::Ja))),
                ]
            })
            .collect();
        if rows.is_empty() {
            return Block::Text("この件に関わる指摘はありません。".to_owned());
        }
        table(&[("条項", 20), ("状況", 10), ("内容", 0)], rows)
    }

    fn notes(&self) -> Vec<String> {
        let mut notes = vec![format!("「{UNRECORDED}」は、台帳に記録がないことを示します。")];
        match self.context.names {
            Names::Masked => {
                notes.push(
                    "自由記載の氏名は台帳にある氏名のみ伏せています。送付前に確認してください。".to_owned(),
                );
            }
            Names::Full => {
                notes.push("氏名を伏せていません。取り扱いに注意してください。".to_owned());
            }
        }
        notes
    }
}

/// A table, with one row of 「未確認」 where nothing is recorded.
fn table(columns: &[(&str, usize)], rows: impl IntoIterator<Item = Vec<String>>) -> Block {
    let mut rows: Vec<Vec<String>> = rows.into_iter().collect();
    if rows.is_empty() {
        rows.push(vec![UNRECORDED.to_owned(); columns.len()]);
    }
    let columns = columns.iter().map(|(head, width)| ((*head).to_owned(), *width)).collect();
    Block::Table { columns, rows }
}
