//! A register moved in time, every day and minute in it by the same number of days.

use super::{
    Date, Parts, Register, Time,
    records::{Device, Filing, Group, Incident, Office, Staff, TakeOut, Waiver},
};

/// The same register, with every date moved by a number of days. Ids stay as they are, the numbers of incidents
/// too. Dates are held at the ends of the calendar.
#[must_use]
pub fn shifted(register: &Register, days: i64) -> Register {
    let mut parts = Parts {
        office: register.office().clone(),
        filings: register.filings().clone(),
        staff: register.staff().clone(),
        partners: register.partners().clone(),
        devices: register.devices().clone(),
        take_outs: register.take_outs().clone(),
        groups: register.groups().clone(),
        incidents: register.incidents().clone(),
        waivers: register.waivers().to_vec(),
    };
    let by = Shift(days);
    by.office(&mut parts.office);
    parts.filings.rows_mut().iter_mut().for_each(|row| by.filing(row));
    parts.staff.rows_mut().iter_mut().for_each(|row| by.staff(row));
    parts.devices.rows_mut().iter_mut().for_each(|row| by.device(row));
    parts.take_outs.rows_mut().iter_mut().for_each(|row| by.take_out(row));
    parts.groups.rows_mut().iter_mut().for_each(|row| by.group(row));
    parts.incidents.rows_mut().iter_mut().for_each(|row| by.incident(row));
    parts.waivers.iter_mut().for_each(|row| by.waiver(row));
    Register::from_parts(parts)
}

/// A number of days. The records are taken apart field by field, so that a field added later cannot be forgotten.
#[derive(Clone, Copy)]
struct Shift(i64);

impl Shift {
    fn days<const N: usize>(self, days: [&mut Option<Date>; N]) {
        for day in days.into_iter().flatten() {
            *day = day.plus_days(self.0);
        }
    }

    fn times<const N: usize>(self, times: [&mut Option<Time>; N]) {
        for time in times.into_iter().flatten() {
            time.date = time.date.plus_days(self.0);
        }
    }

    fn office(self, row: &mut Office) {
        let Office { name: _, kind: _, manager: _, guideline_confirmed_on, phone: _ } = row;
        self.days([guideline_confirmed_on]);
    }

    fn filing(self, row: &mut Filing) {
        let Filing { id: _, kind: _, submitted_on, approved_on, reference: _, note: _ } = row;
        self.days([submitted_on, approved_on]);
    }

    fn staff(self, row: &mut Staff) {
        let Staff {
            id: _,
            name: _,
            kana: _,
            profession: _,
            joined_on,
            left_on,
            mcs,
            pledge,
            trainings,
            restrictions,
            phone: _,
            memo: _,
        } = row;
        self.days([
            joined_on,
            left_on,
            &mut mcs.registered_on,
            &mut mcs.password_changed_on,
            &mut mcs.two_factor_since,
            &mut mcs.released_on,
            &mut mcs.deleted_on,
            &mut pledge.signed_on,
        ]);
        for training in trainings {
            self.days([&mut training.on]);
        }
        for restriction in restrictions {
            self.days([
                &mut restriction.ordered_on,
                &mut restriction.enforced_on,
                &mut restriction.lifted_on,
            ]);
        }
    }

    fn device(self, row: &mut Device) {
        let Device {
            id: _,
            kind: _,
            name: _,
            ownership: _,
            holder: _,
            lent_on,
            returned_on,
            status: _,
            byod_approved_on,
            inspected_on,
            boot_password_changed_on,
            controls: _,
            encrypted: _,
            line: _,
            memo: _,
        } = row;
        self.days([lent_on, returned_on, byod_approved_on, inspected_on, boot_password_changed_on]);
    }

    fn take_out(self, row: &mut TakeOut) {
        let TakeOut {
            id: _,
            device: _,
            requester: _,
            requested_on,
            content: _,
            medium: _,
            purpose: _,
            from,
            until,
            decision,
            out_on,
            returned_on,
            standing: _,
            checked_on,
            checked_by: _,
        } = row;
        self.days([requested_on, from, until, &mut decision.on, out_on, returned_on, checked_on]);
    }

    fn group(self, row: &mut Group) {
        let Group { sheet, memberships, reviews } = row;
        self.days([
            &mut sheet.opened_on,
            &mut sheet.consent.signed_on,
            &mut sheet.consent.withdrawn_on,
            &mut sheet.ended_on,
            &mut sheet.deceased_on,
            &mut sheet.retain_until,
            &mut sheet.archived_on,
            &mut sheet.permission_on,
            &mut sheet.purpose_announced_on,
            &mut sheet.patient_data_found_on,
        ]);
        for membership in memberships {
            self.days([
                &mut membership.invited_on,
                &mut membership.approved_on,
                &mut membership.joined_on,
                &mut membership.off_duty_on,
                &mut membership.removal.requested_on,
                &mut membership.released_on,
            ]);
        }
        for review in reviews {
            self.days([&mut review.begun_on, &mut review.signed_on]);
            for question in review.decisions.iter_mut().filter_map(|decision| decision.question.as_mut()) {
                self.days([&mut question.answered_on]);
            }
        }
    }

    fn incident(self, row: &mut Incident) {
        let Incident {
            id: _,
            kind: _,
            occurred_at,
            known_at,
            reporter: _,
            person: _,
            device: _,
            groups: _,
            affected_people: _,
            affected_data: _,
            summary: _,
            first_response,
            cause: _,
            secondary_damage: _,
            people_told: _,
            published: _,
            prevention: _,
            remarks: _,
            reports,
            reported_on,
            authority,
            measures,
            closed_on,
        } = row;
        self.times([occurred_at, known_at]);
        self.days([
            reported_on,
            &mut authority.preliminary_on,
            &mut authority.final_on,
            &mut authority.assessed_on,
            closed_on,
        ]);
        // What stands on a paper is left: its days are words.
        for report in reports {
            self.times([&mut report.written_at]);
            self.days([&mut report.sent_on]);
        }
        for response in first_response {
            self.times([&mut response.at]);
        }
        for measure in measures {
            self.days([&mut measure.due, &mut measure.done_on]);
        }
    }

    fn waiver(self, row: &mut Waiver) {
        row.until = row.until.plus_days(self.0);
    }
}
