//! The ledgers of groups, memberships and reviews.

use std::collections::BTreeSet;

use super::{Book, Cell, LANG, Ledger, LedgerKind, column, day, number, table, text, word, yes_no};
use crate::{
    documents::words,
    policy::removals,
    register::{
        Person, RecordKind,
        id::MembershipId,
        records::{Group, GroupSheet, Membership, MembershipDecision, Review, non_blank},
        words::ReviewDecision,
    },
};

/// A membership in its group.
type Member<'a> = (&'a Group, &'a Membership);
/// A decision in its review; a review that is about nobody has none.
type Decided<'a> = (&'a Group, &'a Review, Option<&'a MembershipDecision>);

impl Book<'_> {
    fn members<'g>(&self, group: &'g Group) -> impl Iterator<Item = Member<'g>> + use<'g> {
        self.register.members_in_order(group).into_iter().map(move |row| (group, row))
    }

    pub(super) fn groups(&self) -> Ledger {
        let mut columns = vec![
            column("グループ番号", 14, |row: &&Group| text(Some(row.sheet.id.as_str()))),
            column("種類", 20, |row: &&Group| word(Some(words::group_kind(row.sheet.kind)))),
            column("名称", 24, |row: &&Group| text(row.sheet.name.as_deref())),
            column("フリガナ", 20, |row: &&Group| text(row.sheet.kana.as_deref())),
            column("開設日", 12, |row: &&Group| day(row.sheet.opened_on)),
            column(GroupSheet::host.say(LANG, self.policy), 14, |row: &&Group| {
                word(row.sheet.host.map(words::ja))
            }),
            column(GroupSheet::host_name.say(LANG, self.policy), 24, |row: &&Group| {
                text(row.sheet.host_name.as_deref())
            }),
            column("患者数", 8, |row: &&Group| number(row.sheet.patients)),
            column("主治医", 24, |row: &&Group| self.who(row.sheet.attending_doctor.as_ref())),
            column("同意書の署名日", 15, |row: &&Group| day(row.sheet.consent.signed_on)),
            column("同意書の署名者", 15, |row: &&Group| word(row.sheet.consent.by.map(words::ja))),
            column("続柄", 10, |row: &&Group| text(row.sheet.consent.relation.as_deref())),
            column("説明した人", 24, |row: &&Group| self.who(row.sheet.consent.explained_by.as_ref())),
            column("双方が控えを保管", 17, |row: &&Group| yes_no(row.sheet.consent.both_copies)),
            column("同意書の保管場所", 17, |row: &&Group| text(row.sheet.consent.kept_at.as_deref())),
            column("同意の撤回日", 14, |row: &&Group| day(row.sheet.consent.withdrawn_on)),
            column("利用終了日", 12, |row: &&Group| day(row.sheet.ended_on)),
            column("死亡日", 12, |row: &&Group| day(row.sheet.deceased_on)),
            column("保存期限", 12, |row: &&Group| day(row.sheet.retain_until)),
            column("保管庫へ移した日", 17, |row: &&Group| day(row.sheet.archived_on)),
            column("削除した日", 12, |row: &&Group| day(row.sheet.deleted_on)),
            column("ネットワークの自由グループ", 27, |row: &&Group| {
                yes_no(row.sheet.association)
            }),
            column("事務局の許可日", 15, |row: &&Group| day(row.sheet.permission_on)),
            column("目的を周知した日", 17, |row: &&Group| day(row.sheet.purpose_announced_on)),
            column("患者情報を確認した日", 21, |row: &&Group| day(row.sheet.patient_data_found_on)),
            column("参加者数", 10, |row: &&Group| {
                let here = row.memberships.iter().filter(|row| row.released_on.is_none()).count();
                number(i64::try_from(here).ok())
            }),
            column("最後の精査日", 14, |row: &&Group| {
                day(row.reviews.iter().filter_map(|review| review.signed_on).max())
            }),
            column("メモ", 30, |row: &&Group| text(row.sheet.memo.as_deref())),
        ];
        columns.extend(self.duties(RecordKind::Group, |row: &&Group| &row.sheet.added));
        table(LedgerKind::Groups, columns, self.register.groups())
    }

    pub(super) fn memberships(&self) -> Ledger {
        let columns = vec![
            column("参加番号", 10, |(_, row): &Member<'_>| text(Some(row.id.as_str()))),
            column("グループ", 28, |(group, _): &Member<'_>| self.group_name(&group.sheet.id)),
            column("職員・関係者番号", 17, |(_, row): &Member<'_>| text(Some(row.person.as_str()))),
            column("氏名", 18, |(_, row): &Member<'_>| self.name(&row.person)),
            column("所属", 24, |(_, row): &Member<'_>| self.belongs(row)),
            column("権限", 16, |(_, row): &Member<'_>| word(row.rights.map(words::ja))),
            column("参加の理由", 30, |(_, row): &Member<'_>| text(row.reason.as_deref())),
            column("招待日", 12, |(_, row): &Member<'_>| day(row.invited_on)),
            column("招待者", 24, |(_, row): &Member<'_>| self.who(row.invited_by.as_ref())),
            column("承認日", 12, |(_, row): &Member<'_>| day(row.approved_on)),
            column("承認者", 24, |(_, row): &Member<'_>| self.who(row.approved_by.as_ref())),
            column("参加日", 12, |(_, row): &Member<'_>| day(row.joined_on)),
            column("担当から外れた日", 17, |(_, row): &Member<'_>| day(row.off_duty_on)),
            column("解除を求めた日", 15, |(_, row): &Member<'_>| day(row.removal.requested_on)),
            column("解除の理由", 30, |(_, row): &Member<'_>| text(row.removal.reason.as_deref())),
            column("解除日", 12, |(_, row): &Member<'_>| day(row.released_on)),
            column("解除した人", 24, |(_, row): &Member<'_>| self.who(row.released_by.as_ref())),
        ];
        let groups = self.register.groups().iter();
        table(LedgerKind::Memberships, columns, groups.flat_map(|group| self.members(group)))
    }

    /// A partner's office; staff belong here.
    fn belongs(&self, row: &Membership) -> Cell {
        match self.register.person(&row.person) {
            Some(Person::Staff(_)) => word(Some("自事業所")),
            Some(Person::Partner(partner)) => text(partner.affiliation.as_deref()),
            None => Cell::Blank,
        }
    }

    pub(super) fn reviews(&self) -> Ledger {
        let member = |group: &Group, id: Option<&MembershipId>| {
            group.memberships.iter().find(|row| Some(&row.id) == id).map(|row| row.person.clone())
        };
        let columns = vec![
            column("グループ", 28, |(group, ..): &Decided<'_>| self.group_name(&group.sheet.id)),
            column("精査の開始日", 14, |(_, review, _): &Decided<'_>| day(review.begun_on)),
            column("精査の完了日", 14, |(_, review, _): &Decided<'_>| day(review.signed_on)),
            column("精査者", 24, |(_, review, _): &Decided<'_>| self.who(review.reviewer.as_ref())),
            column("確認者", 24, |(_, review, _): &Decided<'_>| {
                self.who(review.countersigned_by.as_ref())
            }),
            column("所要時間（分）", 15, |(_, review, _): &Decided<'_>| number(review.minutes)),
            column("参加番号", 10, |(.., row): &Decided<'_>| {
                text(row.and_then(|row| row.membership.as_ref()).map(MembershipId::as_str))
            }),
            column("対象者", 24, move |(group, _, row): &Decided<'_>| {
                self.who(member(group, row.and_then(|row| row.membership.as_ref())).as_ref())
            }),
            column("判断", 10, |(.., row): &Decided<'_>| {
                word(row.and_then(|row| row.decision).map(words::ja))
            }),
            column("理由", 30, |(.., row): &Decided<'_>| text(row.and_then(|row| row.reason.as_deref()))),
            column("確認先", 24, |(.., row): &Decided<'_>| {
                self.who(row.and_then(|row| row.question.as_ref()?.whom.as_ref()))
            }),
            column("回答日", 12, |(.., row): &Decided<'_>| {
                day(row.and_then(|row| row.question.as_ref()?.answered_on))
            }),
            column("回答", 30, |(.., row): &Decided<'_>| {
                text(row.and_then(|row| non_blank(row.question.as_ref()?.answer.as_deref())))
            }),
        ];
        let reviews = self
            .register
            .groups()
            .iter()
            .flat_map(|group| group.reviews.iter().map(move |review| (group, review)));
        let rows = reviews.flat_map(|(group, review)| {
            let alone = review.decisions.is_empty().then_some((group, review, None));
            let mut decisions: Vec<&MembershipDecision> = review.decisions.iter().collect();
            decisions.sort_by_cached_key(|row| {
                let person = member(group, row.membership.as_ref());
                (person.is_none(), person.map(|id| self.register.place_of(&id)))
            });
            decisions.into_iter().map(move |row| (group, review, Some(row))).chain(alone)
        });
        table(LedgerKind::Reviews, columns, rows)
    }

    /// Whoever was removed or is to be: what asked for it, and when it was done in MCS.
    pub(super) fn removals(&self) -> Ledger {
        let today = self.today;
        let open = removals::open(self.register, self.findings, today);
        let open: BTreeSet<&str> = open.iter().map(|removal| removal.membership.id.as_str()).collect();
        let decided = |(group, row): &Member<'_>| {
            let removes = |review: &&Review| {
                review.signed_on.is_some()
                    && review.decisions.iter().any(|decision| {
                        decision.membership.as_ref() == Some(&row.id)
                            && decision.decision == Some(ReviewDecision::Remove)
                    })
            };
            group.reviews.iter().filter(removes).filter_map(|review| review.signed_on).max()
        };
        let left = |row: &Membership| self.register.staff().get(&row.person).and_then(|staff| staff.left_on);
        let done = move |row: &Membership| today.happened(row.released_on);
        let columns = vec![
            column("参加番号", 10, |(_, row): &Member<'_>| text(Some(row.id.as_str()))),
            column("グループ", 28, |(group, _): &Member<'_>| self.group_name(&group.sheet.id)),
            column("職員・関係者番号", 17, |(_, row): &Member<'_>| text(Some(row.person.as_str()))),
            column("氏名", 18, |(_, row): &Member<'_>| self.name(&row.person)),
            column("所属", 24, |(_, row): &Member<'_>| self.belongs(row)),
            column("精査で解除とした日", 19, move |member: &Member<'_>| day(decided(member))),
            column("解除を求めた日", 15, |(_, row): &Member<'_>| day(row.removal.requested_on)),
            column("解除の理由", 30, |(_, row): &Member<'_>| text(row.removal.reason.as_deref())),
            column("担当から外れた日", 17, |(_, row): &Member<'_>| day(row.off_duty_on)),
            column("退職日", 12, move |(_, row): &Member<'_>| day(left(row))),
            column("状態", 10, move |(_, row): &Member<'_>| {
                word(Some(if done(row) { "解除済み" } else { "未解除" }))
            }),
            column("解除日", 12, |(_, row): &Member<'_>| day(row.released_on)),
            column("解除した人", 24, |(_, row): &Member<'_>| self.who(row.released_by.as_ref())),
        ];
        let groups = self.register.groups().iter();
        let rows = groups.flat_map(|group| self.members(group));
        let concerned = |(_, row): &Member<'_>| row.released_on.is_some() || open.contains(row.id.as_str());
        table(LedgerKind::Removals, columns, rows.filter(concerned))
    }
}
