//! Doubts about devices that are gone, or came back.

use super::{Doubt, Planned, changed, take_outs};
use crate::register::{id::DeviceId, records::Device, words::DeviceStatus};

/// The devices that the change lends to somebody.
pub(super) fn lent<'a>(planned: &'a Planned<'a>) -> impl Iterator<Item = &'a Device> {
    let lent = changed!(planned, Device).filter(|(before, after)| {
        let to = |row: &Device| (row.holder.clone(), row.lent_on);
        // One that is back is only written down.
        let back = planned.happened(after.returned_on);
        after.holder.is_some() && !back && before.is_none_or(|before| to(before) != to(after))
    });
    lent.map(|(_, after)| after)
}

pub(super) fn gone(planned: &Planned<'_>, doubt: &mut dyn FnMut(Doubt)) {
    let mut found = |device: &DeviceId, status: Option<DeviceStatus>| {
        if let Some(status @ (DeviceStatus::Lost | DeviceStatus::Stolen | DeviceStatus::Retired)) = status {
            doubt(Doubt::Gone { device: device.clone(), status });
        }
    };
    for (_, device) in take_outs::devices(planned) {
        found(device, planned.register.devices().get(device).and_then(|row| row.status));
    }
    for row in lent(planned) {
        found(&row.id, row.status);
    }
}

pub(super) fn returned_in_use(planned: &Planned<'_>, doubt: &mut dyn FnMut(Doubt)) {
    let stays = |row: &Device| row.status == Some(DeviceStatus::InUse) && planned.happened(row.returned_on);
    for (before, after) in changed!(planned, Device) {
        if stays(after)
            && !before.is_some_and(stays)
            && let Some(holder) = after.holder.clone()
        {
            doubt(Doubt::ReturnedInUse { device: after.id.clone(), holder });
        }
    }
}
