//! Devices.

use rusqlite::params;
use rustc_hash::FxHashMap;

use super::{Book, Columns, Span, Sql};
use crate::register::{
    RecordKind,
    records::{Controls, Device},
    words::{AnyControl, ControlState},
};

pub(in crate::store) fn load_devices(book: &Book, span: Span) -> Sql<Vec<Device>> {
    let mut controls: FxHashMap<i64, Controls> = FxHashMap::default();
    let mut statement =
        book.prepare("SELECT device, control, state FROM controls WHERE device BETWEEN ?1 AND ?2")?;
    let mut rows = statement.query([span.0, span.1])?;
    while let Some(row) = rows.next()? {
        let mut columns = Columns::of(row);
        let device = columns.no()?;
        let control = columns.known_word(AnyControl::from_word)?;
        controls.entry(device).or_default().set(control, columns.word(ControlState::from_word)?);
    }
    let rows = book.load::<Device>(RecordKind::Device, span)?.into_iter();
    Ok(rows
        .map(|(no, device)| Device { controls: controls.remove(&no).unwrap_or_default(), ..device })
        .collect())
}

pub(in crate::store) fn save_device(book: &Book, device: &Device, position: i64) -> Sql<()> {
    let no = book.save(RecordKind::Device, device.id.as_str(), position, device)?;
    book.clear("controls", "device", no)?;
    for (control, state) in device.controls.recorded() {
        book.prepare("INSERT INTO controls (device, control, state) VALUES (?1, ?2, ?3)")?
            .execute(params![no, control.word(), state.word()])?;
    }
    Ok(())
}
