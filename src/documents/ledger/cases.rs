//! The ledgers of incidents, filings, waivers and findings.

use super::{Book, Cell, LANG, Ledger, LedgerKind, column, day, minute, number, table, text, word};
use crate::{
    documents::{text::visible, words},
    policy::{Finding, Rule},
    register::{
        records::{Filing, Incident, Measure, Report, Response, Waiver},
        subject::Subject,
        words::stage_label,
    },
};

impl Book<'_> {
    pub(super) fn incidents(&self) -> Ledger {
        let mut columns = vec![
            column("番号", 10, |row: &&Incident| text(Some(row.id.as_str()))),
            column("種類", 20, |row: &&Incident| {
                text(Some(self.policy.incident_kind_name(&row.kind, LANG)))
            }),
            column("発生日時", 17, |row: &&Incident| minute(row.occurred_at)),
            column("発生場所", 20, |row: &&Incident| text(row.place.as_deref())),
            column("気づいた日時", 17, |row: &&Incident| minute(row.known_at)),
            column("報告者", 24, |row: &&Incident| self.who(row.reporter.as_ref())),
            column("関係する職員", 24, |row: &&Incident| self.who(row.person.as_ref())),
            column("機器", 24, |row: &&Incident| self.device_name(row.device.as_ref())),
            column("グループ", 28, |row: &&Incident| {
                let groups: Vec<String> =
                    row.groups.iter().filter_map(|id| written(self.group_name(id))).collect();
                text(Some(&groups.join("\n")))
            }),
            column("影響する人数", 14, |row: &&Incident| number(row.affected_people)),
            column("影響する情報", 30, |row: &&Incident| text(row.affected_data.as_deref())),
            column("概要", 50, |row: &&Incident| text(row.summary.as_deref())),
            column("原因", 40, |row: &&Incident| text(row.cause.as_deref())),
            column("二次被害", 30, |row: &&Incident| text(row.secondary_damage.as_deref())),
            column("本人への対応", 30, |row: &&Incident| text(row.people_told.as_deref())),
            column("公表の状況", 24, |row: &&Incident| text(row.published.as_deref())),
            column("再発防止", 40, |row: &&Incident| text(row.prevention.as_deref())),
            column("その他参考となる事項", 30, |row: &&Incident| text(row.remarks.as_deref())),
            column("事務局への報告日", 17, |row: &&Incident| day(row.reported_on)),
            column("遅延理由", 30, |row: &&Incident| text(row.delay_reason.as_deref())),
            column("法に基づく報告の判断", 21, |row: &&Incident| {
                word(row.authority.assessment.map(words::ja))
            }),
            column("判断日", 12, |row: &&Incident| day(row.authority.assessed_on)),
            column("判断者", 24, |row: &&Incident| self.who(row.authority.assessed_by.as_ref())),
            column("判断の理由", 30, |row: &&Incident| text(row.authority.assessment_reason.as_deref())),
            column("不正の目的のおそれ", 19, |row: &&Incident| {
                word(row.authority.wrongful.map(words::wrongful))
            }),
            column("速報の提出日", 14, |row: &&Incident| day(row.authority.preliminary_on)),
            column("確報の提出日", 14, |row: &&Incident| day(row.authority.final_on)),
            column("本人への通知日", 15, |row: &&Incident| day(row.authority.persons_notified_on)),
            column("通知に代わる措置", 30, |row: &&Incident| {
                text(row.authority.notice_alternative.as_deref())
            }),
            column("完了日", 12, |row: &&Incident| day(row.closed_on)),
        ];
        columns.extend(self.policy.additions().addressees.iter().map(|one| {
            let label = format!("{}への報告日", visible(one.is.label.get(LANG)));
            column(label, 17, |row: &&Incident| day(row.added.day(one.is.name)))
        }));
        table(LedgerKind::Incidents, columns, self.register.incidents())
    }

    pub(super) fn first_responses(&self) -> Ledger {
        let columns = vec![
            column("番号", 10, |(incident, _): &(&Incident, &Response)| text(Some(incident.id.as_str()))),
            column("日時", 17, |(_, row): &(&Incident, &Response)| minute(row.at)),
            column("対応", 50, |(_, row): &(&Incident, &Response)| text(row.text.as_deref())),
            column("番号・備考", 20, |(_, row): &(&Incident, &Response)| text(row.note.as_deref())),
            column("対応者", 24, |(_, row): &(&Incident, &Response)| self.who(row.by.as_ref())),
        ];
        let incidents = self.register.incidents().iter();
        table(
            LedgerKind::FirstResponses,
            columns,
            incidents.flat_map(|incident| incident.first_response.iter().map(move |row| (incident, row))),
        )
    }

    /// The reports that were written, each with its number.
    pub(super) fn reports(&self) -> Ledger {
        type Row<'r> = (&'r Incident, usize, &'r Report);
        let columns = vec![
            column("報告番号", 14, |(incident, place, _): &Row<'_>| {
                text(Some(&incident.report_number(*place)))
            }),
            column("宛先", 22, |(_, _, row): &Row<'_>| text(Some(&row.to.say(self.policy, LANG)))),
            column("報告区分", 10, |(_, _, row): &Row<'_>| {
                word(Some(stage_label(row.to, row.stage, LANG)))
            }),
            column("作成日時", 17, |(_, _, row): &Row<'_>| minute(row.written_at)),
            column("作成者", 24, |(_, _, row): &Row<'_>| self.who(row.written_by.as_ref())),
            column("送付日", 12, |(_, _, row): &Row<'_>| day(row.sent_on)),
        ];
        let rows = self.register.incidents().iter().flat_map(|incident| {
            incident.reports.iter().enumerate().map(move |(place, row)| (incident, place, row))
        });
        table(LedgerKind::Reports, columns, rows)
    }

    pub(super) fn measures(&self) -> Ledger {
        let columns = vec![
            column("番号", 10, |(incident, _): &(&Incident, &Measure)| text(Some(incident.id.as_str()))),
            column("内容", 50, |(_, row): &(&Incident, &Measure)| text(row.text.as_deref())),
            column("期限", 12, |(_, row): &(&Incident, &Measure)| day(row.due)),
            column("実施日", 12, |(_, row): &(&Incident, &Measure)| day(row.done_on)),
        ];
        let incidents = self.register.incidents().iter();
        table(
            LedgerKind::Measures,
            columns,
            incidents.flat_map(|incident| incident.measures.iter().map(move |row| (incident, row))),
        )
    }

    pub(super) fn filings(&self) -> Ledger {
        let columns = vec![
            column("届出番号", 10, |row: &&Filing| text(Some(row.id.as_str()))),
            column("種類", 38, |row: &&Filing| word(Some(words::ja(row.kind)))),
            column("提出日", 12, |row: &&Filing| day(row.submitted_on)),
            column("承認日", 12, |row: &&Filing| day(row.approved_on)),
            column("不許可の日", 12, |row: &&Filing| day(row.refused_on)),
            column("対象のグループ", 28, |row: &&Filing| -> Cell {
                row.group.as_ref().map_or(Cell::Blank, |id| self.group_name(id))
            }),
            column("様式・番号", 20, |row: &&Filing| text(row.reference.as_deref())),
            column("備考", 30, |row: &&Filing| text(row.note.as_deref())),
        ];
        table(LedgerKind::Filings, columns, self.register.filings())
    }

    pub(super) fn waivers(&self) -> Ledger {
        let columns = vec![
            column("規則", 28, |row: &&Waiver| {
                let rule = Rule::from_name(&row.rule);
                text(Some(rule.map_or(row.rule.as_str(), |rule| self.policy.rule_label(rule, LANG))))
            }),
            column("対象", 28, |row: &&Waiver| self.about(&row.subject)),
            column("理由", 40, |row: &&Waiver| text(Some(&row.reason))),
            column("承認者", 24, |row: &&Waiver| self.who(Some(&row.approved_by))),
            column("承認日", 12, |row: &&Waiver| day(row.approved_on)),
            column("確認者", 24, |row: &&Waiver| self.who(row.countersigned_by.as_ref())),
            column("期限", 12, |row: &&Waiver| day(Some(row.until))),
        ];
        table(LedgerKind::Waivers, columns, self.register.waivers())
    }

    pub(super) fn findings(&self) -> Ledger {
        let columns = vec![
            column("緊急度", 12, |row: &&Finding| word(Some(row.urgency.name(LANG)))),
            column("規則", 28, |row: &&Finding| text(Some(&self.policy.label(row, LANG)))),
            column("条文", 20, |row: &&Finding| text(Some(self.policy.article(row)))),
            column("位置づけ", 10, |row: &&Finding| text(Some(self.policy.level(row).name(LANG)))),
            column("対象", 28, |row: &&Finding| self.about(&row.subject)),
            column("指摘", 60, |row: &&Finding| {
                text(Some(&self.policy.sentence(row, self.register, self.today, LANG)))
            }),
            column("起算日", 12, |row: &&Finding| day(row.since)),
            column("期限", 12, |row: &&Finding| day(row.due)),
            column("期限からの日数", 15, |row: &&Finding| number(row.days)),
        ];
        table(LedgerKind::Findings, columns, self.findings)
    }

    /// Whom or what something is about, by number and name.
    fn about(&self, subject: &Subject) -> Cell {
        match subject {
            Subject::Office => Cell::Text(
                self.register.office().name.as_deref().map_or_else(|| "事業所".to_owned(), visible),
            ),
            Subject::Staff(id) | Subject::Partner(id) => self.who(Some(id)),
            Subject::Device(id) => self.device_name(Some(id)),
            Subject::Group(id) => self.group_name(id),
            Subject::Membership(id) => match self.register.membership(id) {
                Some((group, row)) => {
                    let parts =
                        [written(self.group_name(&group.sheet.id)), written(self.who(Some(&row.person)))];
                    Cell::Text(parts.into_iter().flatten().collect::<Vec<_>>().join("："))
                }
                None => text(Some(id.as_str())),
            },
            other => text(Some(other.id())),
        }
    }
}

fn written(cell: Cell) -> Option<String> {
    match cell {
        Cell::Text(text) => Some(text),
        _ => None,
    }
}
