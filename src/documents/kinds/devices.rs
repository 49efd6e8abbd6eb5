//! The facts of devices (第13条).

use super::source::{Source, blank, plain, short_day, short_day_or_blank, word};
use crate::{
    documents::{
        template::{Facts, Value},
        text::{UNRECORDED, visible},
        words,
    },
    register::{
        Date, Lang,
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
            word(device.kind.map(words::ja)),
            name_and_line(source, device),
            word(device.ownership.map(words::ja)),
            if personal { short_day(device.byod_approved_on) } else { blank() },
            holder(source, device).or_else(|| (!in_service).then(String::new)),
            word(device.status.map(words::ja)),
            asked(in_service, device.inspected_on),
            Some(controls(source, device)),
            asked(in_service, device.boot_password_changed_on),
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
    let key = format!(
        "{}\n暗号化　保存領域の暗号化\n○ 実施・採用　× 未実施　－ 見送り　／ 対象外　？ {UNRECORDED}",
        key.join("\n")
    );
    facts.say("controls.key", Some(key));
}

/// A day that is asked for only while the device serves; recorded, it always stands.
fn asked(in_service: bool, day: Option<Date>) -> Value {
    if in_service { short_day(day) } else { short_day_or_blank(day) }
}

/// The name, and its line with whom to call to have it stopped.
fn name_and_line(source: &Source<'_>, device: &Device) -> Value {
    let line = source.namer.private(device.line.as_deref()).map(|line| format!("回線 {line}"));
    let name = source.text(device.name.as_deref());
    match (name, line) {
        (Some(name), Some(line)) => Some(format!("{name}\n{line}")),
        (None, Some(line)) => Some(format!("{UNRECORDED}\n{line}")),
        (name, None) => name,
    }
}

/// Who has it, since when, and until when they had it.
fn holder(source: &Source<'_>, device: &Device) -> Value {
    let name = device.holder.as_ref().and_then(|id| source.namer.name(id))?;
    let part = |what: &str, day| Some(format!("\n{what} {}", short_day(day)?));
    let lent = part("貸与", device.lent_on).unwrap_or_default();
    let returned = part("返却", device.returned_on).unwrap_or_default();
    Some(format!("{name}{lent}{returned}"))
}

/// The controls in the order of the policy, each a number and a sign: ①○ ②× ③？.
fn controls(source: &Source<'_>, device: &Device) -> String {
    let controls = source.policy.controls(Lang::Ja).enumerate();
    let signs: Vec<String> = controls
        .map(|(place, control)| format!("{}{}", sign_of(place), sign(device.controls.get(control.control))))
        .collect();
    let encrypted = match device.encrypted {
        Some(true) => "○",
        Some(false) => "×",
        None => "？",
    };
    format!("{}\n暗号化{encrypted}", signs.concat())
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
