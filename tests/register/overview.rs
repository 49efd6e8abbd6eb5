//! To how much each duty applies, and how much of that is kept: on any register, and counted on a small one.

use std::collections::BTreeMap;

use mcs_register::{
    policy::{
        Policy, Rule, Urgency, judge,
        overview::{Duty, Overview},
    },
    register::{Date, Register, document::decode},
};
use proptest::prelude::*;

use crate::support::arbitrary::{date, register};

fn today() -> Date {
    "2026-11-22".parse().unwrap()
}

fn read(text: &str) -> Register {
    decode(text.as_bytes(), &|rule| Rule::from_name(rule).map(Rule::waivable)).unwrap()
}

fn overview(register: &Register) -> Overview {
    Overview::of(register, &Policy::minato().unwrap(), today())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    /// What is found is a part of what a duty applies to, so that the parts of a bar are the whole.
    #[test]
    fn the_parts_of_a_duty_are_what_it_applies_to(register in register(), day in date()) {
        let policy = Policy::minato().unwrap();
        let findings = judge(&register, &policy, day);
        let overview = Overview::new(&register, &policy, day, &findings);
        let mut counted = 0;
        for duty in &overview.duties {
            let found: usize = Urgency::ALL.iter().map(|urgency| duty.count(*urgency)).sum();
            prop_assert!(found <= duty.applies, "{}: {found} of {}", duty.rule, duty.applies);
            prop_assert_eq!(duty.kept() + found, duty.applies);
            prop_assert_eq!(found, findings.iter().filter(|finding| finding.rule == duty.rule).count());
            counted += found;
        }
        prop_assert_eq!(counted, findings.len());
        let waived = findings.iter().filter(|finding| finding.urgency == Urgency::Waived).count();
        prop_assert_eq!(overview.open() + waived, counted);
    }
}

/// One office with a bit of everything.
fn office() -> Register {
    read(
        r#"{"format": "mcs-register/1",
        "office": {"default_host": "own", "guideline_confirmed_on": "2026-06-01", "kept_since": "2026-01-01",
            "considered": [{"control": "mdm", "result": "adopted", "on": "2026-02-01"}]},
        "filings": [
            {"id": "F-1", "kind": "application", "submitted_on": "2026-01-05"},
            {"id": "F-2", "kind": "free-group", "submitted_on": "2026-11-01"},
            {"id": "F-3", "kind": "free-group", "submitted_on": "2026-05-01", "approved_on": "2026-05-09"},
            {"id": "F-4", "kind": "disaster-post"}],
        "staff": [
            {"id": "S-1", "mcs": {"login": "a", "role": "administrator", "registered_on": "2025-01-01", "profile": true,
                "password_changed_on": "2026-11-01"}, "pledge": {"signed_on": "2025-01-01"},
             "trainings": [{"on": "2026-05-01"}]},
            {"id": "S-2", "mcs": {"login": "b", "registered_on": "2025-01-01"},
             "restrictions": [{"kind": "suspension", "ordered_on": "2026-11-01", "enforced_on": "2026-11-02"},
                {"kind": "attention", "ordered_on": "2026-11-01"}]},
            {"id": "S-3"},
            {"id": "S-4"},
            {"id": "S-5", "left_on": "2026-10-31", "mcs": {"login": "e", "registered_on": "2025-01-01"}},
            {"id": "S-6", "left_on": "2026-03-31", "mcs": {"login": "f", "registered_on": "2025-01-01",
                "released_on": "2026-04-01", "deleted_on": "2026-04-02"}},
            {"id": "S-7", "left_on": "2026-03-31", "mcs": {"login": "g", "registered_on": "2025-01-01",
                "released_on": "2026-04-01"}},
            {"id": "S-8", "left_on": "2026-11-30", "mcs": {"login": "h", "registered_on": "2025-01-01"}}],
        "partners": [{"id": "P-1", "secretariat": true}, {"id": "P-2"}],
        "devices": [
            {"id": "D-1", "kind": "tablet", "ownership": "office", "status": "in-use", "holder": "S-1", "inspected_on": "2026-10-01",
             "boot_password_changed_on": "2026-10-01",
             "controls": {"boot-password": "met", "antivirus": "n/a", "screen-lock": "unmet", "no-file-sharing": "declined"}},
            {"id": "D-2", "kind": "media", "status": "in-use"},
            {"id": "D-3", "kind": "phone", "ownership": "office", "status": "in-use", "holder": "S-5"},
            {"id": "D-4", "kind": "phone", "ownership": "office", "status": "spare", "holder": "S-6", "returned_on": "2026-04-01"},
            {"id": "D-5", "kind": "phone", "ownership": "personal", "status": "in-use", "holder": "S-7"},
            {"id": "D-6", "kind": "phone", "ownership": "personal", "status": "in-use", "holder": "S-1",
             "byod_approved_on": "2026-02-01"},
            {"id": "D-7", "kind": "phone", "ownership": "office", "status": "lost"}],
        "take_outs": [
            {"id": "T-1", "requester": "S-1", "device": "D-1", "content": "a", "medium": "tablet", "purpose": "b",
             "from": "2026-11-01", "until": "2026-11-30", "out_on": "2026-11-02",
             "decision": {"result": "approved", "on": "2026-11-01", "by": "S-1"}},
            {"id": "T-2", "requester": "S-2", "from": "2026-12-01"},
            {"id": "T-3", "requester": "S-2", "out_on": "2026-05-01", "returned_on": "2026-05-02",
             "decision": {"result": "approved", "on": "2026-05-01", "by": "S-1"}},
            {"id": "T-4", "requester": "S-2", "decision": {"result": "refused", "on": "2026-05-01", "by": "S-1"}}],
        "groups": [
            {"id": "G-1", "kind": "patient", "opened_on": "2026-02-01", "patients": 1, "attending_doctor": "P-2",
             "consent": {"signed_on": "2026-02-01", "both_copies": true},
             "memberships": [
                {"id": "M-1", "person": "S-1", "rights": "admin", "approved_on": "2026-02-01", "joined_on": "2026-02-01"},
                {"id": "M-2", "person": "S-3", "invited_on": "2026-11-01", "joined_on": "2026-11-02"},
                {"id": "M-3", "person": "P-2", "invited_on": "2026-10-01", "approved_on": "2026-10-01"},
                {"id": "M-4", "person": "S-2", "joined_on": "2025-02-01", "released_on": "2026-05-01"},
                {"id": "M-5", "person": "S-5", "joined_on": "2025-02-01"}],
             "reviews": [{"signed_on": "2026-11-01", "reviewer": "S-1", "decisions": [
                {"membership": "M-1", "decision": "keep"},
                {"membership": "M-2", "decision": "ask", "question": {"answered_on": "2026-11-03"}},
                {"membership": "M-3", "decision": "ask"}]}]},
            {"id": "G-2", "kind": "patient", "opened_on": "2026-02-01", "deceased_on": "2026-03-01", "archived_on": "2026-04-01"},
            {"id": "G-3", "kind": "patient", "opened_on": "2026-02-01", "ended_on": "2026-10-01", "retain_until": "2031-10-01"},
            {"id": "G-4", "kind": "patient", "opened_on": "2026-02-01", "host": "other", "memberships": [
                {"id": "M-6", "person": "P-2", "joined_on": "2026-02-02"},
                {"id": "M-7", "person": "S-1", "approved_on": "2026-02-01", "joined_on": "2026-02-02"}]},
            {"id": "G-5", "kind": "free", "opened_on": "2026-02-01", "name": "x"},
            {"id": "G-6", "kind": "free", "opened_on": "2026-02-01", "association": false},
            {"id": "G-7", "kind": "free", "opened_on": "2026-02-01", "host": "other"},
            {"id": "G-8", "kind": "disaster", "opened_on": "2026-02-01", "memberships": [
                {"id": "M-8", "person": "S-1", "approved_on": "2026-02-01", "joined_on": "2026-02-02"},
                {"id": "M-9", "person": "S-2", "approved_on": "2026-02-01", "joined_on": "2026-02-02"},
                {"id": "M-10", "person": "P-2", "approved_on": "2026-02-01", "joined_on": "2026-02-02"}]}],
        "incidents": [
            {"id": "R8-001", "kind": "device-loss", "known_at": "2026-11-01T09:00", "device": "D-7", "reported_on": "2026-11-01",
             "authority": {"assessment": "reportable", "preliminary_on": "2026-11-03"},
             "measures": [{"text": "a", "due": "2026-10-01"}, {"text": "b"}, {"text": "c", "done_on": "2026-11-02"}]},
            {"id": "R8-002", "kind": "near-miss", "known_at": "2026-11-01T09:00"},
            {"id": "R8-003", "kind": "other", "known_at": "2026-05-01T09:00", "closed_on": "2026-05-09"}],
        "waivers": [{"rule": "profile", "subject": "staff/S-1", "reason": "a", "approved_by": "S-1", "until": "2026-12-31"},
            {"rule": "profile", "subject": "staff/S-2", "reason": "a", "approved_by": "S-1", "until": "2026-12-31"}]}"#,
    )
}

/// The rules of what a policy adds, which the built-in one does not.
const OF_ADDITIONS: usize = 2;

/// To how much each rule applies in [`office`], and where it is kept.
const COUNTED: &[(Rule, usize, usize)] = &[
    (Rule::OfficeApplication, 1, 1),
    (Rule::OfficeConfidentialityPledge, 1, 0),
    (Rule::AdministratorAppointed, 1, 1),
    (Rule::GuidelineConfirmed, 1, 1),
    // Of the three controls to consider one is decided on.
    (Rule::ControlConsideration, 3, 1),
    // F-4 is not submitted, F-1 asks for no answer; F-2 is within its days.
    (Rule::FilingOpen, 2, 2),
    // S-1, S-2 and S-3 sit in a group; S-3 has no ID.
    (Rule::IdRecorded, 3, 2),
    // S-1 and S-8: S-2 is locked out. S-8 has no day.
    (Rule::PasswordAge, 2, 1),
    (Rule::SharedId, 3, 3),
    (Rule::StaffPledge, 3, 1),
    (Rule::Training, 3, 1),
    (Rule::Profile, 2, 1),
    // S-5 still has it, S-6 and S-7 were released, S-8 leaves soon.
    (Rule::AccountRemoval, 4, 2),
    (Rule::ResidualAccount, 2, 1),
    (Rule::DeviceReturn, 2, 1),
    (Rule::RestrictionEnforced, 2, 1),
    // Six recommended controls and the adopted one: D-1 without the one that does not apply, D-3, D-4 and D-6.
    (Rule::DeviceControl, 6 + 7 * 3, 1),
    (Rule::DeviceInspection, 5, 1),
    (Rule::DeviceBootPasswordAge, 1, 1),
    // D-2, whose owner is not recorded, and D-6.
    (Rule::ByodApproval, 2, 1),
    (Rule::ByodErased, 1, 0),
    (Rule::DeviceMissing, 1, 1),
    (Rule::TakeOutApproval, 4, 3),
    (Rule::TakeOutForm, 2, 1),
    // T-1, the newest review of G-1, and the waiver of S-1 for S-1.
    (Rule::Countersign, 3, 0),
    (Rule::TakeOutReturn, 2, 2),
    (Rule::TakeOutPeriod, 1, 1),
    (Rule::TakeOutOverlap, 1, 1),
    // G-1 and G-3: G-2 is archived, G-4 another office's.
    (Rule::PatientConsent, 2, 1),
    (Rule::AttendingDoctor, 2, 1),
    (Rule::OnePatient, 2, 1),
    (Rule::GroupAdmin, 2, 1),
    (Rule::MembershipReview, 2, 1),
    (Rule::ReviewQuestion, 2, 1),
    (Rule::Archive, 2, 1),
    (Rule::Retention, 2, 1),
    (Rule::FreeGroupPermission, 1, 0),
    (Rule::FreeGroupName, 1, 0),
    (Rule::FreeGroupSecretariat, 1, 0),
    (Rule::FreeGroupPurpose, 2, 0),
    (Rule::FreeGroupPatientData, 3, 3),
    // M-8, M-9 and M-10; only the administrator may sit there.
    (Rule::DisasterEligibility, 3, 1),
    // M-1 to M-3, M-7 to M-10: M-4 is released, M-5 older than the register, M-6 another office's.
    (Rule::InvitationApproval, 7, 6),
    (Rule::InvitationStale, 6, 5),
    // M-5, who left, and M-4, who went.
    (Rule::MembershipRemoval, 2, 1),
    (Rule::IncidentReport, 2, 1),
    // R8-003 was closed without.
    (Rule::IncidentAssessment, 1, 1),
    (Rule::IncidentPreliminary, 1, 1),
    (Rule::IncidentFinal, 1, 0),
    (Rule::IncidentNotice, 1, 0),
    // The second is neither done nor due.
    (Rule::IncidentMeasure, 2, 1),
    (Rule::RecordContradiction, 8 + 7 + 4 + 8 + 10 + 3, 40),
];

#[test]
fn every_duty_is_counted_in_a_small_office() {
    let found: BTreeMap<&str, (usize, usize)> = overview(&office())
        .duties
        .iter()
        .map(|duty: &Duty| (duty.rule.name(), (duty.applies, duty.kept())))
        .collect();
    let wanted: BTreeMap<&str, (usize, usize)> =
        COUNTED.iter().map(|(rule, applies, kept)| (rule.name(), (*applies, *kept))).collect();
    assert_eq!(wanted.len(), Rule::ALL.len() - OF_ADDITIONS);
    let wrong: Vec<_> = wanted.iter().filter(|(rule, counts)| found.get(*rule) != Some(counts)).collect();
    let instead: Vec<_> = wrong.iter().map(|(rule, _)| found.get(*rule)).collect();
    assert!(wrong.is_empty(), "{wrong:?} and found {instead:?}");
}

#[test]
fn a_waived_finding_is_neither_kept_nor_open() {
    let office = overview(&office());
    let profile = office.duties.iter().find(|duty| duty.rule == Rule::Profile).unwrap();
    // S-2 is locked out, so that the waiver covers nothing; S-8 is asked.
    assert_eq!((profile.count(Urgency::Waived), profile.count(Urgency::Unknown)), (0, 1));
    let waived = read(
        r#"{"format": "mcs-register/1", "staff": [{"id": "S-1", "mcs": {"login": "a"}}],
        "waivers": [{"rule": "profile", "subject": "staff/S-1", "reason": "a", "approved_by": "S-1", "until": "2026-12-31"}]}"#,
    );
    let overview = overview(&waived);
    let profile = overview.duties.iter().find(|duty| duty.rule == Rule::Profile).unwrap();
    assert_eq!((profile.applies, profile.kept(), profile.count(Urgency::Waived)), (1, 0, 1));
    assert_eq!(overview.open(), judge(&waived, &Policy::minato().unwrap(), today()).len() - 1);
}

#[test]
fn where_nothing_is_recorded_nothing_is_kept() {
    let empty = overview(&Register::default());
    assert_eq!(empty.duties.iter().map(Duty::kept).sum::<usize>(), 0);
    assert_eq!(empty.duties.iter().map(|duty| duty.applies).sum::<usize>(), 4, "the office's own duties");
    assert_eq!(empty.duties.len(), Rule::ALL.len() - OF_ADDITIONS);
}

#[test]
fn what_the_policy_sets_off_is_no_duty() {
    let on = "[rules.staff-pledge]\nenabled = true";
    let text = Policy::minato_text();
    assert!(text.contains(on));
    let policy = Policy::parse(&text.replace(on, "[rules.staff-pledge]\nenabled = false")).unwrap();
    let duties = Overview::of(&office(), &policy, today()).duties;
    assert_eq!(duties.len(), Rule::ALL.len() - OF_ADDITIONS - 1);
    assert!(duties.iter().all(|duty| duty.rule != Rule::StaffPledge));
}
