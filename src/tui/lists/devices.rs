//! 機器: the devices on which MCS is used, their controls and who holds them.

use crate::{
    register::{
        AddedName, Key as RecordKey, RecordKind,
        id::GroupId,
        kana::{Query, SearchKey},
        records::Device,
        subject::Subject,
        words::{AnyControl, Control, DeviceStatus},
    },
    tui::{
        desk::Desk,
        terminal::{tone::Tone, width::shown},
        widgets::lines::Line,
        words::{EnumWord, Word, not_asked},
    },
};

use super::{
    Cell, Column, RowKey, Screen, Shape, added_lines, dated, day, fact, finding_lines, phone_of, pick,
    search::Search, staff::flagged,
};

/// The list of devices.
pub struct DeviceScreen;

fn at(desk: &Desk, row: u32) -> Option<&Device> {
    desk.register.devices().at(row as usize)
}

fn subject(device: &Device) -> Subject {
    Subject::Device(device.id.clone())
}

fn holder(desk: &Desk, device: &Device) -> String {
    device.holder.as_ref().map(|id| desk.name(id)).unwrap_or_default()
}

/// The controls of the policy's own, then those that are recorded although it has none of the name.
fn added_controls(desk: &Desk, device: &Device) -> Vec<Line> {
    let lang = desk.lang;
    let own = &desk.policy.additions().controls;
    let said = |name: AddedName| {
        let state = device.controls.get(AnyControl::Added(name));
        state.map_or(Word::NotRecorded.say(lang), |state| state.say(lang)).to_owned()
    };
    let asked = own.iter().map(|(name, label)| Line::Fact(label.get(lang).to_owned(), said(*name)));
    let others = device.controls.added().filter(|name| !own.iter().any(|(known, _)| known == name));
    let others = others.map(|name| Line::Fact(not_asked(name, &*desk.policy, lang), said(name)));
    asked.chain(others).collect()
}

impl Screen for DeviceScreen {
    fn title(&self) -> Word {
        Word::Devices
    }

    fn filters(&self) -> &'static [Word] {
        &[Word::FilterInService, Word::FilterFlagged, Word::FilterOutOfService, Word::FilterAll]
    }

    fn drafts(&self) -> &'static [RecordKind] {
        &[RecordKind::Device]
    }

    fn rows(&self, desk: &Desk, filter: usize, query: Option<&Query>, _scope: Option<&GroupId>) -> Vec<u32> {
        let ids: Vec<_> = desk.register.devices().iter().map(|row| (None, None, row.id.as_str())).collect();
        let search = query.map(|query| Search::new(desk, query));
        pick(desk.in_order(&ids), |row| {
            let Some(device) = at(desk, row) else { return false };
            let in_service = DeviceStatus::in_service(device.status);
            let passes = match filter {
                0 => in_service,
                1 => flagged(desk, &subject(device)),
                2 => !in_service,
                _ => true,
            };
            passes
                && search.as_ref().is_none_or(|search| {
                    let holder = device.holder.as_ref().and_then(|id| desk.register.person(id));
                    let fields = [
                        Some(device.id.as_str()),
                        device.name.as_deref(),
                        device.kind.map(|kind| kind.say(desk.lang)),
                        holder.and_then(crate::register::Person::name),
                        holder.and_then(crate::register::Person::kana),
                        device.line.as_deref(),
                        device.memo.as_deref(),
                    ];
                    search.record(&SearchKey::new(fields.into_iter().flatten()), || subject(device))
                })
        })
    }

    fn total(&self, desk: &Desk, _scope: Option<&GroupId>) -> usize {
        desk.register.devices().len()
    }

    fn key(&self, desk: &Desk, row: u32) -> RowKey {
        at(desk, row).map_or(RowKey::Heading, |device| RowKey::Record(RecordKey::Device(device.id.clone())))
    }

    fn columns(&self, shape: Shape) -> Vec<Column> {
        let mut columns = vec![
            Column::straight(Word::ColId, 7),
            Column::rest(Word::ColDeviceName),
            Column::new(Word::ColKind, 10),
        ];
        if shape.wide {
            columns.push(Column::new(Word::ColOwnership, 6));
        }
        columns.extend([
            Column::new(Word::ColHolder, if shape.wide { 24 } else { 14 }),
            Column::straight(Word::ColState, 8),
            Column::straight(Word::ColInspected, 10),
            Column::straight(Word::ColFlag, 7),
        ]);
        columns
    }

    fn cells(&self, desk: &Desk, row: u32, shape: Shape) -> Vec<Cell> {
        let Some(device) = at(desk, row) else { return Vec::new() };
        let tone = match device.status {
            Some(status) if status.is_missing() => Tone::Overdue,
            Some(DeviceStatus::Retired) => Tone::Quiet,
            _ => Tone::Plain,
        };
        let mut cells: Vec<Cell> = vec![
            shown(Some(device.id.as_str())).into(),
            shown(device.name.as_deref()).into(),
            device.kind.map(|kind| kind.say(desk.lang)).unwrap_or_default().into(),
        ];
        if shape.wide {
            let ownership = device.ownership.map(|ownership| ownership.say(desk.lang));
            cells.push(ownership.unwrap_or_default().into());
        }
        cells.extend([
            Cell::from(holder(desk, device)),
            Cell::toned(device.status.map(|status| status.say(desk.lang)).unwrap_or_default(), tone),
            day(device.inspected_on).into(),
            Cell::flag(desk, &subject(device)),
        ]);
        cells
    }

    fn rank(&self, desk: &Desk, row: u32, column: Word) -> Option<i64> {
        let holder = at(desk, row)?.holder.as_ref().filter(|_| column == Word::ColHolder)?;
        desk.person_rank(holder)
    }

    fn details(&self, desk: &Desk, row: u32) -> Vec<Line> {
        let Some(device) = at(desk, row) else { return Vec::new() };
        let mut lines = finding_lines(desk, &subject(device));
        lines.push(Line::Heading(Word::Facts.say(desk.lang).to_owned()));
        lines.push(fact(desk, Device::holder, &holder(desk, device)));
        lines.extend(device.holder.as_ref().and_then(|id| phone_of(desk, id)));
        lines.push(dated(desk, Device::lent_on, device.lent_on));
        lines.push(dated(desk, Device::returned_on, device.returned_on));
        lines.push(dated(desk, Device::inspected_on, device.inspected_on));
        lines.push(dated(desk, Device::boot_password_changed_on, device.boot_password_changed_on));
        for control in Control::ALL {
            let state = device.controls.get(*control).map(|state| state.say(desk.lang)).unwrap_or_default();
            let value = if state.is_empty() { Word::NotRecorded.say(desk.lang) } else { state };
            lines.push(Line::Fact(control.say(desk.lang).to_owned(), value.to_owned()));
        }
        lines.extend(added_controls(desk, device));
        lines.extend(added_lines(desk, RecordKind::Device, &device.added));
        let encrypted = device.encrypted.map(|encrypted| if encrypted { Word::Yes } else { Word::No });
        let encrypted = encrypted.map(|word| word.say(desk.lang)).unwrap_or_default();
        lines.push(fact(desk, Device::encrypted, encrypted));
        lines.push(fact(desk, Device::line, &shown(device.line.as_deref())));
        if let Some(memo) = crate::register::records::non_blank(device.memo.as_deref()) {
            lines.push(fact(desk, Device::memo, &shown(Some(memo))));
        }
        lines
    }
}
