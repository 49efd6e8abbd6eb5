//! The ledgers of people: staff and IDs, trainings, restrictions, partners.

use super::{Book, Cell, Ledger, LedgerKind, column, day, table, text, word, yes_no};
use crate::{
    documents::words,
    register::{
        RecordKind,
        records::{Partner, Restriction, Staff, Training},
    },
};

impl Book<'_> {
    /// There is no column for a password: 第12条(1) forbids notes of it.
    pub(super) fn staff(&self) -> Ledger {
        let mut columns = vec![
            column("職員番号", 10, |row: &&Staff| text(Some(row.id.as_str()))),
            column("氏名", 18, |row: &&Staff| text(row.name.as_deref())),
            column("フリガナ", 20, |row: &&Staff| text(row.kana.as_deref())),
            column("職種", 14, |row: &&Staff| text(row.profession.as_deref())),
            column("入職日", 12, |row: &&Staff| day(row.joined_on)),
            column("退職日", 12, |row: &&Staff| day(row.left_on)),
            column("MCSのID", 26, |row: &&Staff| text(row.mcs.login.as_deref())),
            column("MCSでの役割", 14, |row: &&Staff| word(row.mcs.role.map(words::ja))),
            column("MCS登録日", 12, |row: &&Staff| day(row.mcs.registered_on)),
            column("パスワード変更日", 17, |row: &&Staff| day(row.mcs.password_changed_on)),
            column("13文字以上にした日", 19, |row: &&Staff| day(row.mcs.long_password_since)),
            column("二要素認証の利用開始日", 22, |row: &&Staff| day(row.mcs.two_factor_since)),
            column("プロフィール登録", 17, |row: &&Staff| yes_no(row.mcs.profile)),
            column("IDの共有", 10, |row: &&Staff| yes_no(row.mcs.shared)),
            column("誓約書の署名日", 15, |row: &&Staff| day(row.pledge.signed_on)),
            column("誓約書の省略理由", 20, |row: &&Staff| text(row.pledge.exempt.as_deref())),
            column("スタッフ解除日", 15, |row: &&Staff| day(row.mcs.released_on)),
            column("削除を依頼した日", 17, |row: &&Staff| day(row.mcs.deletion_asked_on)),
            column("アカウント削除日", 17, |row: &&Staff| day(row.mcs.deleted_on)),
            column("災害・緊急グループへの参加資格", 30, |row: &&Staff| {
                yes_no(row.disaster_eligible)
            }),
            column("電話番号", 16, |row: &&Staff| text(row.phone.as_deref())),
            column("メモ", 30, |row: &&Staff| text(row.memo.as_deref())),
        ];
        columns.extend(self.duties(RecordKind::Staff, |row: &&Staff| &row.added));
        table(LedgerKind::Staff, columns, self.register.staff_in_order())
    }

    pub(super) fn trainings(&self) -> Ledger {
        let columns = vec![
            column("職員番号", 10, |(staff, _): &(&Staff, &Training)| text(Some(staff.id.as_str()))),
            column("氏名", 18, |(staff, _): &(&Staff, &Training)| text(staff.name.as_deref())),
            column("受講日", 12, |(_, row): &(&Staff, &Training)| day(row.on)),
            column("研修名", 40, |(_, row): &(&Staff, &Training)| text(row.title.as_deref())),
        ];
        let rows = self.register.staff_in_order().into_iter();
        table(
            LedgerKind::Trainings,
            columns,
            rows.flat_map(|staff| staff.trainings.iter().map(move |row| (staff, row))),
        )
    }

    pub(super) fn restrictions(&self) -> Ledger {
        let columns = vec![
            column("職員番号", 10, |(staff, _): &(&Staff, &Restriction)| text(Some(staff.id.as_str()))),
            column("氏名", 18, |(staff, _): &(&Staff, &Restriction)| text(staff.name.as_deref())),
            column("内容", 12, |(_, row): &(&Staff, &Restriction)| word(Some(words::ja(row.kind)))),
            column("指示者", 12, |(_, row): &(&Staff, &Restriction)| word(row.by.map(words::ja))),
            column("指示日", 12, |(_, row): &(&Staff, &Restriction)| day(row.ordered_on)),
            column("実施日", 12, |(_, row): &(&Staff, &Restriction)| day(row.enforced_on)),
            column("解除日", 12, |(_, row): &(&Staff, &Restriction)| day(row.lifted_on)),
            column("理由", 40, |(_, row): &(&Staff, &Restriction)| text(row.reason.as_deref())),
        ];
        let rows = self.register.staff_in_order().into_iter();
        table(
            LedgerKind::Restrictions,
            columns,
            rows.flat_map(|staff| staff.restrictions.iter().map(move |row| (staff, row))),
        )
    }

    pub(super) fn partners(&self) -> Ledger {
        let columns = vec![
            column("関係者番号", 12, |row: &&Partner| text(Some(row.id.as_str()))),
            column("氏名", 18, |row: &&Partner| text(row.name.as_deref())),
            column("フリガナ", 20, |row: &&Partner| text(row.kana.as_deref())),
            column("職種", 14, |row: &&Partner| text(row.profession.as_deref())),
            column("所属", 30, |row: &&Partner| text(row.affiliation.as_deref())),
            column("事務局", 10, |row: &&Partner| yes_no(row.secretariat)),
            column("災害・緊急グループへの参加資格", 30, |row: &&Partner| -> Cell {
                yes_no(row.disaster_eligible)
            }),
            column("電話番号", 16, |row: &&Partner| text(row.phone.as_deref())),
        ];
        table(LedgerKind::Partners, columns, self.register.partners_in_order())
    }
}
