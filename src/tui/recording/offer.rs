//! The small form about many records: which controls are asked of which device, and which findings it answers together.

use crate::{
    policy::{Finding, Rule, Urgency},
    register::{id::DeviceId, subject::Subject, words::AnyControl},
    tui::{
        app::App,
        desk::Desk,
        layers::{sheet::Sheet, survey::Survey},
        terminal::tone::Tone,
        words::Reason,
    },
};

/// Asks about these records, where there are any.
pub fn show(app: &mut App, survey: Survey) {
    if survey.count() == 0 {
        app.tell(Reason::NotForMany.say(app.lang()), Tone::Plain);
        return;
    }
    let sheet = Sheet::survey(survey, &app.settings.policy, app.lang());
    app.layers.push(sheet);
}

/// The controls that apply to a device.
pub fn controls_of(desk: &Desk, id: &DeviceId) -> Vec<AnyControl> {
    let kind = desk.register.devices().get(id).and_then(|device| device.kind);
    let all = desk.policy.controls(desk.lang).map(|info| info.control);
    all.filter(|control| desk.policy.applies(*control, kind)).collect()
}

/// Asks about findings that are all of controls; says whether they are.
pub fn ask_about(app: &mut App, findings: &[Finding]) -> bool {
    let all = |rule| findings.iter().all(|it| it.rule == rule && it.urgency != Urgency::Waived);
    let control = |finding: &Finding| finding.detail.as_deref().and_then(AnyControl::from_word);
    let survey = if all(Rule::ControlConsideration) {
        Survey::Considered(findings.iter().filter_map(control).collect())
    } else if findings.len() > 1 && all(Rule::DeviceControl) {
        let mut devices: Vec<(DeviceId, Vec<AnyControl>)> = Vec::new();
        for finding in findings {
            let (Subject::Device(id), Some(control)) = (&finding.subject, control(finding)) else { continue };
            match devices.iter_mut().find(|(device, _)| device == id) {
                Some((_, controls)) => controls.push(control),
                None => devices.push((id.clone(), vec![control])),
            }
        }
        Survey::Controls(devices)
    } else {
        return false;
    };
    show(app, survey);
    true
}
