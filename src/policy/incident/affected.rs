//! What an incident may touch, as far as the register can tell: a proposal, never a finding.

use crate::{
    policy::file::rulebook::Policy,
    register::{
        Date, Lang, Register,
        id::{GroupId, PersonId},
        records::{Group, GroupSheet, Incident, non_blank},
        review::is_current,
        words::{AnyControl, ControlState, GroupKind, IncidentKind},
    },
};

/// What the register proposes for an incident about a device, somebody's ID or some groups.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Affected {
    /// Who held the device.
    pub holder: Option<PersonId>,
    /// The groups in which the holder, and whose ID it is about, are now: what could be seen.
    pub groups: Vec<GroupId>,
    /// How many patients these groups and those that the incident names are about; `None` where one of the patients'
    /// groups does not say.
    pub patients: Option<u32>,
    /// What was carried on the device, where it is out of the house.
    pub data: Option<String>,
    /// The device.
    pub device: Option<AffectedDevice>,
}

/// How the device of an incident is protected.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AffectedDevice {
    /// Its controls in the order of the policy's list; `None` where nothing is recorded.
    pub controls: Vec<(AnyControl, Option<ControlState>)>,
    /// Whether what lies on it is encrypted.
    pub encrypted: Option<bool>,
    /// Its line, and whom to call to have it stopped.
    pub line: Option<String>,
}

/// What the register proposes for an incident; empty where the incident names nothing that is known.
pub fn affected(register: &Register, policy: &Policy, incident: &Incident, today: Date) -> Affected {
    let device = incident.device.as_ref().and_then(|id| register.devices().get(id));
    let holder = device.and_then(|device| device.holder.clone());
    let open = |sheet: &GroupSheet| !sheet.is_put_away(today);
    let sits_in = |group: &Group| {
        group.memberships.iter().any(|row| {
            let person = Some(&row.person);
            (person == holder.as_ref() || person == incident.person.as_ref()) && is_current(row, today)
        })
    };
    let groups: Vec<GroupId> = register
        .groups()
        .iter()
        .filter(|group| open(&group.sheet) && sits_in(group))
        .map(|group| group.sheet.id.clone())
        .collect();
    // Of a post that went to the wrong group, it is about somebody else than that group's patients.
    let counts_named = incident.kind != IncidentKind::WrongPost;
    let named = incident.groups.iter().filter(|id| counts_named && !groups.contains(id));
    let mut counts = groups
        .iter()
        .chain(named)
        .filter_map(|id| register.group(id))
        .filter(|group| group.sheet.kind == GroupKind::Patient)
        .map(|group| group.sheet.patients)
        .peekable();
    let patients = counts
        .peek()
        .is_some()
        .then(|| counts.try_fold(0_u32, |sum, count| sum.checked_add(count?)))
        .flatten();
    let out = device.and_then(|device| {
        register.take_outs().iter().find(|row| {
            row.device.as_ref() == Some(&device.id)
                && today.happened(row.out_on)
                && row.returned_on.is_none_or(|day| day > today)
        })
    });
    let data = out.and_then(|row| non_blank(row.content.as_deref())).map(str::to_owned);
    let device = device.map(|device| AffectedDevice {
        controls: policy
            .controls(Lang::Ja)
            .map(|control| (control.control, device.controls.get(control.control)))
            .collect(),
        encrypted: device.encrypted,
        line: non_blank(device.line.as_deref()).map(str::to_owned),
    });
    Affected { holder, groups, patients, data, device }
}

impl Affected {
    /// Whether what is proposed adds something to what is recorded.
    pub fn adds_to(&self, incident: &Incident) -> bool {
        self.groups.iter().any(|id| !incident.groups.contains(id))
            || incident.affected_people.is_none() && self.patients.is_some_and(|patients| patients > 0)
            || non_blank(incident.affected_data.as_deref()).is_none() && self.data.is_some()
    }

    /// The incident with what is proposed, where that adds something: nothing that is recorded is changed.
    pub fn taken_over(&self, incident: &Incident) -> Option<Incident> {
        if !self.adds_to(incident) {
            return None;
        }
        let mut after = incident.clone();
        for id in &self.groups {
            if !after.groups.contains(id) {
                after.groups.push(id.clone());
            }
        }
        if after.affected_people.is_none() {
            after.affected_people = self.patients.filter(|patients| *patients > 0);
        }
        if non_blank(after.affected_data.as_deref()).is_none() {
            // What a slip says was carried need not be all that could be seen.
            after.affected_data = self.data.as_ref().map(|data| format!("持ち出しの届出による：{data}"));
        }
        Some(after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        policy::Rule,
        register::{document::decode, words::Control},
    };

    fn office(patients: &str) -> Register {
        let text = format!(
            r#"{{"format": "mcs-register/1", "staff": [{{"id": "S-1"}}, {{"id": "S-2"}}],
            "devices": [{{"id": "D-1", "holder": "S-1", "encrypted": true, "line": "停止 0120-000-000",
                "controls": {{"remote-wipe": "adopted"}}}}],
            "take_outs": [{{"id": "T-1", "device": "D-1", "content": "担当患者の記録", "out_on": "2026-11-20"}},
                {{"id": "T-2", "device": "D-1", "content": "旧い記録", "out_on": "2026-10-01", "returned_on": "2026-10-02"}}],
            "groups": [
                {{"id": "G-1", "kind": "patient", "patients": 1, "memberships": [{{"id": "M-1", "person": "S-1"}}]}},
                {{"id": "G-2", "kind": "patient"{patients}, "memberships": [{{"id": "M-2", "person": "S-1"}}]}},
                {{"id": "G-3", "kind": "free", "memberships": [{{"id": "M-3", "person": "S-1"}}]}},
                {{"id": "G-4", "kind": "patient", "memberships": [{{"id": "M-4", "person": "S-1", "released_on": "2026-11-01"}}]}},
                {{"id": "G-5", "kind": "patient", "memberships": [{{"id": "M-5", "person": "S-2"}}]}}],
            "incidents": [{{"id": "R8-001", "kind": "device-loss", "device": "D-1", "groups": ["G-3"]}},
                {{"id": "R8-002", "kind": "unauthorised-access", "person": "S-2"}},
                {{"id": "R8-003", "kind": "wrong-invitation", "groups": ["G-1"]}},
                {{"id": "R8-004", "kind": "wrong-post", "groups": ["G-1"]}}]}}"#
        );
        decode(text.as_bytes(), &|rule| Rule::from_name(rule).map(Rule::waivable)).unwrap()
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
    fn the_groups_of_an_id_and_the_patients_of_a_named_group_are_proposed() {
        let policy = Policy::minato().unwrap();
        let today = "2026-11-22".parse().unwrap();
        let register = office(r#", "patients": 2"#);
        let of = |place: usize| affected(&register, &policy, &register.incidents()[place], today);
        let groups: Vec<String> = of(1).groups.iter().map(ToString::to_string).collect();
        assert_eq!(groups, ["G-5"]);
        assert_eq!((of(1).patients, of(1).device), (None, None), "G-5 does not say how many");
        assert_eq!((of(2).groups.len(), of(2).patients), (0, Some(1)));
        assert_eq!(of(3), Affected::default(), "whose data were posted the group does not say");
        let after = of(2).taken_over(&register.incidents()[2]).unwrap();
        assert_eq!(after.affected_people, Some(1));
    }

    #[test]
    fn how_the_device_is_protected_is_told() {
        let policy = Policy::minato().unwrap();
        let register = office("");
        let found = affected(&register, &policy, &register.incidents()[0], "2026-11-22".parse().unwrap());
        let device = found.device.unwrap();
        assert!(device.controls.contains(&(Control::RemoteWipe.into(), Some(ControlState::Adopted))));
        assert!(device.controls.contains(&(Control::ScreenLock.into(), None)));
        assert_eq!((device.encrypted, device.line.as_deref()), (Some(true), Some("停止 0120-000-000")));
    }

    #[test]
    fn a_group_that_does_not_say_leaves_the_number_open() {
        let policy = Policy::minato().unwrap();
        let register = office("");
        let incident = register.incidents().iter().next().unwrap();
        let found = affected(&register, &policy, incident, "2026-11-22".parse().unwrap());
        assert_eq!(found.patients, None);
        let nowhere = Incident { device: None, groups: Vec::new(), ..incident.clone() };
        assert_eq!(
            affected(&register, &policy, &nowhere, "2026-11-22".parse().unwrap()),
            Affected::default()
        );
    }
}
