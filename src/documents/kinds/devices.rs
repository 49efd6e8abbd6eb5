//! The facts of devices (第13条).

use super::source::{Source, blank, plain, short_day, word};
use crate::{
    documents::{
        facts::{Facts, Value},
        text::{UNRECORDED, visible},
        words,
    },
    register::{
        Lang,
        records::Device,
        words::{ControlState, DeviceStatus, Ownership},
    },
};

/// All devices, each with its controls.
pub(super) fn ledger(source: &Source<'_>, facts: &mut Facts) {
    let row = |device: &Device| -> [Value; 10] {
        let in_service = DeviceStatus::in_service(device.status);
        let personal = device.ownership == Some(Ownership::Personal);
        [
            plain(Some(device.id.as_str())),
            word(device.kind.map(words::device_kind)),
            source.text(device.name.as_deref()),
            word(device.ownership.map(words::ownership)),
            if personal { short_day(device.byod_approved_on) } else { blank() },
            device
                .holder
                .as_ref()
                .and_then(|id| source.namer.name(id))
                .or_else(|| (!in_service).then(String::new)),
            word(device.status.map(words::device_status)),
            if in_service { short_day(device.inspected_on) } else { blank() },
            Some(controls(source, device)),
            if in_service { short_day(device.boot_password_changed_on) } else { blank() },
        ]
    };
    facts.list(
        "devices",
        &[
            "id",
            "kind",
            "name",
            "ownership",
            "approved",
            "holder",
            "status",
            "inspected",
            "controls",
            "boot_password",
        ],
        source.register.devices().iter().map(row),
    );
    // The key to the signs of the column of controls.
    let key: Vec<String> = source
        .policy
        .controls(Lang::Ja)
        .enumerate()
        .map(|(place, control)| {
            format!("{} {}（{}）", sign_of(place), visible(control.name), visible(control.article))
        })
        .collect();
    let key = format!("{}\n○ 実施・採用　× 未実施　－ 見送り　／ 対象外　？ {UNRECORDED}", key.join("\n"));
    facts.say("controls.key", Some(key));
}

/// The controls in the order of the policy, each a number and a sign: ①○ ②× ③？.
fn controls(source: &Source<'_>, device: &Device) -> String {
    let controls = source.policy.controls(Lang::Ja).enumerate();
    let signs: Vec<String> = controls
        .map(|(place, control)| format!("{}{}", sign_of(place), sign(device.controls.get(control.control))))
        .collect();
    signs.concat()
}

fn sign(state: Option<ControlState>) -> &'static str {
    match state {
        Some(ControlState::Met | ControlState::Adopted) => "○",
        Some(ControlState::Unmet) => "×",
        Some(ControlState::Declined) => "－",
        Some(ControlState::NotApplicable) => "／",
        None => "？",
    }
}

/// ① for the first.
fn sign_of(place: usize) -> char {
    "①②③④⑤⑥⑦⑧⑨".chars().nth(place).unwrap_or('・')
}
