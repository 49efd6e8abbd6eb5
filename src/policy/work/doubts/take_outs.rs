//! Doubts about what leaves the house (第13条(9)).

use super::{Doubt, Planned, changed};
use crate::register::{id::DeviceId, records::TakeOut, words::DecisionResult};

/// Whether a take-out is asked for, approved or taken along by the change; one that is over is only written down.
pub(super) fn is_sought(planned: &Planned<'_>, before: Option<&TakeOut>, after: &TakeOut) -> bool {
    let refused = after.decision.result == Some(DecisionResult::Refused);
    if refused || planned.happened(after.returned_on) {
        return false;
    }
    let Some(before) = before else { return true };
    let approved = |row: &TakeOut| {
        let decision = &row.decision;
        (decision.result == Some(DecisionResult::Approved)).then(|| (decision.on, decision.by.clone()))
    };
    let asked = (&before.device, &before.requester) != (&after.device, &after.requester);
    let approved = approved(after).is_some() && approved(after) != approved(before);
    let left = after.out_on.is_some() && before.out_on.is_none();
    asked || approved || left
}

/// The devices that the change takes along, as far as it says which.
pub(super) fn devices<'a>(planned: &'a Planned<'a>) -> impl Iterator<Item = (&'a TakeOut, &'a DeviceId)> {
    let sought = changed!(planned, TakeOut).filter(|(before, after)| is_sought(planned, *before, after));
    sought.filter_map(|(_, after)| Some((after, after.device.as_ref()?)))
}

pub(super) fn still_out(planned: &Planned<'_>, doubt: &mut dyn FnMut(Doubt)) {
    for (row, device) in devices(planned) {
        let others = planned.register.take_outs().iter();
        let out = others.filter(|other| other.id != row.id && other.device.as_ref() == Some(device));
        for other in out.filter(|other| other.is_out(planned.today)) {
            let Some(since) = other.out_on else { continue };
            let (device, take_out) = (device.clone(), other.id.clone());
            doubt(Doubt::StillOut { device, take_out, since });
        }
    }
}
