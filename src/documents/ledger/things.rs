//! The ledgers of devices, of what the office decided on them, and of what leaves the office.

use super::{Book, LANG, Ledger, LedgerKind, column, day, number, table, text, word, yes_no};
use crate::{
    documents::{text::visible, words},
    register::{
        RecordKind,
        records::{Considered, Device, TakeOut},
        words::{AnyControl, Control},
    },
};

impl Book<'_> {
    /// The devices, with a column for every control (第13条(1)-(8)・第12条(6)).
    pub(super) fn devices(&self) -> Ledger {
        let mut columns = vec![
            column("機器番号", 10, |row: &&Device| text(Some(row.id.as_str()))),
            column("種類", 20, |row: &&Device| word(row.kind.map(words::ja))),
            column("名称", 24, |row: &&Device| text(row.name.as_deref())),
            column("所有", 14, |row: &&Device| word(row.ownership.map(words::ja))),
            column("個人所有機器の承認日", 21, |row: &&Device| day(row.byod_approved_on)),
            column("情報の消去を確かめた日", 22, |row: &&Device| day(row.erased_on)),
            column("使用者", 24, |row: &&Device| self.who(row.holder.as_ref())),
            column("貸与日", 12, |row: &&Device| day(row.lent_on)),
            column("返却日", 12, |row: &&Device| day(row.returned_on)),
            column("状態", 12, |row: &&Device| word(row.status.map(words::ja))),
            column("紛失・盗難の日", 15, |row: &&Device| day(row.missing_since)),
            column("点検日", 12, |row: &&Device| day(row.inspected_on)),
            column("起動時パスワード変更日", 23, |row: &&Device| day(row.boot_password_changed_on)),
        ];
        let added = self.policy.additions().controls.iter().map(|(name, _)| AnyControl::Added(*name));
        for control in Control::ALL.iter().copied().map(AnyControl::Fixed).chain(added) {
            let known = self.policy.control(control, LANG);
            let label = known.map_or_else(|| control.word().to_owned(), |known| visible(known.name));
            columns
                .push(column(label, 16, move |row: &&Device| word(row.controls.get(control).map(words::ja))));
        }
        columns.push(column("保存領域の暗号化", 18, |row: &&Device| yes_no(row.encrypted)));
        columns.push(column("回線・停止の連絡先", 28, |row: &&Device| text(row.line.as_deref())));
        columns.push(column("型番", 16, |row: &&Device| text(row.model.as_deref())));
        columns.push(column("製造番号", 18, |row: &&Device| text(row.serial.as_deref())));
        columns.push(column("OS", 16, |row: &&Device| text(row.os.as_deref())));
        columns.push(column("取得日", 12, |row: &&Device| day(row.acquired_on)));
        columns.push(column("廃棄日", 12, |row: &&Device| day(row.disposed_on)));
        columns.push(column("メモ", 30, |row: &&Device| text(row.memo.as_deref())));
        columns.extend(self.duties(RecordKind::Device, |row: &&Device| &row.added));
        table(LedgerKind::Devices, columns, self.register.devices())
    }

    /// What the office decided on controls, once for all devices (第13条(6)-(8)).
    pub(super) fn considered(&self) -> Ledger {
        let columns = vec![
            column("対策", 20, |row: &&Considered| {
                let known = self.policy.control(row.control, LANG);
                text(Some(known.map_or(row.control.word(), |known| known.name)))
            }),
            column("結果", 10, |row: &&Considered| word(Some(words::ja(row.result)))),
            column("決定日", 12, |row: &&Considered| day(Some(row.on))),
            column("理由", 40, |row: &&Considered| text(row.reason.as_deref())),
            column("決定者", 24, |row: &&Considered| self.who(row.decided_by.as_ref())),
        ];
        table(LedgerKind::Considered, columns, &self.register.office().considered)
    }

    pub(super) fn take_outs(&self) -> Ledger {
        let columns = vec![
            column("持ち出し番号", 14, |row: &&TakeOut| text(Some(row.id.as_str()))),
            column("申請者", 24, |row: &&TakeOut| self.who(row.requester.as_ref())),
            column("申請日", 12, |row: &&TakeOut| day(row.requested_on)),
            column("持ち出す情報の内容", 40, |row: &&TakeOut| text(row.content.as_deref())),
            column("格納する媒体", 20, |row: &&TakeOut| text(row.medium.as_deref())),
            column("機器", 24, |row: &&TakeOut| self.device_name(row.device.as_ref())),
            column("持ち出す目的", 30, |row: &&TakeOut| text(row.purpose.as_deref())),
            column("持ち出し先", 20, |row: &&TakeOut| text(row.destination.as_deref())),
            column("件数", 8, |row: &&TakeOut| number(row.records)),
            column("保護の方法", 20, |row: &&TakeOut| text(row.protection.as_deref())),
            column("いつから", 12, |row: &&TakeOut| day(row.from)),
            column("いつまで", 12, |row: &&TakeOut| day(row.until)),
            column("期間中の毎日の承認", 19, |row: &&TakeOut| yes_no(row.standing)),
            column("決定", 10, |row: &&TakeOut| word(row.decision.result.map(words::ja))),
            column("決定日", 12, |row: &&TakeOut| day(row.decision.on)),
            column("決定者", 24, |row: &&TakeOut| self.who(row.decision.by.as_ref())),
            column("確認者", 24, |row: &&TakeOut| self.who(row.decision.countersigned_by.as_ref())),
            column("決定の備考", 24, |row: &&TakeOut| text(row.decision.note.as_deref())),
            column("持ち出した日", 14, |row: &&TakeOut| day(row.out_on)),
            column("返却日", 12, |row: &&TakeOut| day(row.returned_on)),
            column("返却後の点検日", 15, |row: &&TakeOut| day(row.checked_on)),
            column("点検者", 24, |row: &&TakeOut| self.who(row.checked_by.as_ref())),
            column("情報の消去を確かめた日", 22, |row: &&TakeOut| day(row.erasure_checked_on)),
        ];
        table(LedgerKind::TakeOuts, columns, self.register.take_outs())
    }
}
