//! What an incident may touch, as far as the register can tell: a proposal, never a finding.

use super::Policy;
use crate::register::{
    Date, Register,
    id::{GroupId, PersonId},
    records::{Incident, said},
    review::is_current,
    words::{Control, ControlState, GroupKind},
};

/// What the register proposes for an incident about a device.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Affected {
    /// Who held the device.
    pub holder: Option<PersonId>,
    /// The groups in which the holder is now: what the device could show.
    pub groups: Vec<GroupId>,
    /// How many patients these groups are about; `None` where one of the patients' groups does not say.
    pub patients: Option<u32>,
    /// What was carried on the device, where it is out of the house.
    pub data: Option<String>,
    /// How the device is protected, in the order of the policy's list; `None` where nothing is recorded.
    pub controls: Vec<(Control, Option<ControlState>)>,
}

/// What the register proposes for an incident; empty where the incident names no device that is known.
pub fn affected(register: &Register, policy: &Policy, incident: &Incident, today: Date) -> Affected {
    let Some(device) = incident.device.as_ref().and_then(|id| register.devices().get(id)) else {
        return Affected::default();
    };
    let holder = device.holder.clone();
    let mut groups = Vec::new();
    let mut patients = Some(0_u32);
    for group in register.groups() {
        let sheet = &group.sheet;
        let holds = group
            .memberships
            .iter()
            .any(|row| Some(&row.person) == holder.as_ref() && is_current(row, today));
        if !holds || sheet.archived_on.is_some_and(|day| day <= today) {
            continue;
        }
        groups.push(sheet.id.clone());
        if sheet.kind == GroupKind::Patient {
            patients = patients.zip(sheet.patients).and_then(|(sum, more)| sum.checked_add(more));
        }
    }
    let out = register.take_outs().iter().find(|row| {
        row.device.as_ref() == Some(&device.id)
            && row.out_on.is_some_and(|day| day <= today)
            && row.returned_on.is_none_or(|day| day > today)
    });
    let data = out.and_then(|row| said(row.content.as_deref())).map(str::to_owned);
    let controls = policy
        .controls(crate::register::Lang::Ja)
        .map(|control| (control.control, device.controls.get(control.control)))
        .collect();
    Affected { holder, patients: patients.filter(|_| !groups.is_empty()), groups, data, controls }
}

impl Affected {
    /// The incident with what is proposed, where that adds something: nothing that is recorded is changed.
    pub fn taken_over(&self, incident: &Incident) -> Option<Incident> {
        let mut after = incident.clone();
        for id in &self.groups {
            if !after.groups.contains(id) {
                after.groups.push(id.clone());
            }
        }
        if after.affected_people.is_none() {
            after.affected_people = self.patients.filter(|patients| *patients > 0);
        }
        if said(after.affected_data.as_deref()).is_none() {
            after.affected_data.clone_from(&self.data);
        }
        (after != *incident).then_some(after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{policy::Rule, register::document::decode};

    fn office(patients: &str) -> Register {
        let text = format!(
            r#"{{"format": "mcs-register/1", "staff": [{{"id": "S-1"}}, {{"id": "S-2"}}],
            "devices": [{{"id": "D-1", "holder": "S-1", "controls": {{"remote-wipe": "adopted"}}}}],
            "take_outs": [{{"id": "T-1", "device": "D-1", "content": "担当患者の記録", "out_on": "2026-11-20"}},
                {{"id": "T-2", "device": "D-1", "content": "旧い記録", "out_on": "2026-10-01", "returned_on": "2026-10-02"}}],
            "groups": [
                {{"id": "G-1", "kind": "patient", "patients": 1, "memberships": [{{"id": "M-1", "person": "S-1"}}]}},
                {{"id": "G-2", "kind": "patient"{patients}, "memberships": [{{"id": "M-2", "person": "S-1"}}]}},
                {{"id": "G-3", "kind": "free", "memberships": [{{"id": "M-3", "person": "S-1"}}]}},
                {{"id": "G-4", "kind": "patient", "memberships": [{{"id": "M-4", "person": "S-1", "released_on": "2026-11-01"}}]}},
                {{"id": "G-5", "kind": "patient", "memberships": [{{"id": "M-5", "person": "S-2"}}]}}],
            "incidents": [{{"id": "R8-001", "kind": "device-loss", "device": "D-1", "groups": ["G-3"]}}]}}"#
        );
        decode(text.as_bytes(), &|rule| Rule::from_name(rule).map(Rule::flags)).unwrap()
    }

    #[test]
    fn the_holders_groups_are_proposed_and_nothing_recorded_is_lost() {
        let policy = Policy::minato().unwrap();
        let today = "2026-11-22".parse().unwrap();
        let register = office(r#", "patients": 2"#);
        let incident = register.incidents().iter().next().unwrap();
        let found = affected(&register, &policy, incident, today);
        let groups: Vec<&str> = found.groups.iter().map(GroupId::as_str).collect();
        assert_eq!(groups, ["G-1", "G-2", "G-3"]);
        assert_eq!(found.patients, Some(3));
        assert_eq!(found.data.as_deref(), Some("担当患者の記録"));
        let after = found.taken_over(incident).unwrap();
        let groups: Vec<&str> = after.groups.iter().map(GroupId::as_str).collect();
        assert_eq!(groups, ["G-3", "G-1", "G-2"]);
        assert_eq!(after.affected_people, Some(3));
        assert_eq!(found.taken_over(&after), None, "a second time it adds nothing");
        let by_hand = Incident { affected_people: Some(1), ..incident.clone() };
        assert_eq!(found.taken_over(&by_hand).unwrap().affected_people, Some(1));
    }

    #[test]
    fn a_group_that_does_not_say_leaves_the_number_open() {
        let policy = Policy::minato().unwrap();
        let register = office("");
        let incident = register.incidents().iter().next().unwrap();
        let found = affected(&register, &policy, incident, "2026-11-22".parse().unwrap());
        assert_eq!(found.patients, None);
        let nowhere = Incident { device: None, ..incident.clone() };
        assert_eq!(
            affected(&register, &policy, &nowhere, "2026-11-22".parse().unwrap()),
            Affected::default()
        );
    }
}
