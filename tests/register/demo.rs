//! The demo office: its size, its findings on every day of four years, and that it is a valid document.

use std::collections::BTreeSet;

use mcs_register::{
    cli::demo_office::demo_office,
    policy::{Finding, Policy, Rule, Urgency, judge},
    register::{
        Date, Register,
        document::{decode, encode},
        shift::shifted,
    },
};

/// The rules that cannot be flagged in an office that somebody administers, and whose records do not contradict themselves.
const LEFT_OUT: [Rule; 4] =
    [Rule::AdministratorAppointed, Rule::PolicyDuty, Rule::PolicyAddressee, Rule::RecordContradiction];

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// What a finding is, apart from its dates.
fn kind(finding: &Finding) -> (Rule, String, Option<String>, Urgency) {
    let detail = finding.detail.as_ref().map(ToString::to_string);
    (finding.rule, finding.subject.to_string(), detail, finding.urgency)
}

fn office() -> (Register, Policy) {
    (demo_office(day("2026-11-22")).unwrap(), Policy::minato().unwrap())
}

#[test]
fn has_the_promised_size() {
    let (register, _) = office();
    let memberships: usize = register.groups().iter().map(|group| group.memberships.len()).sum();
    let sizes = (register.staff().len(), register.devices().len(), register.groups().len(), memberships);
    assert_eq!(sizes, (25, 30, 60, 500));
}

#[test]
fn shows_every_rule_but_most_records_are_in_order() {
    let (register, policy) = office();
    let findings = judge(&register, &policy, day("2026-11-22"));
    let found: BTreeSet<Rule> = findings.iter().map(|finding| finding.rule).collect();
    let missing: Vec<Rule> = Rule::ALL.iter().copied().filter(|rule| !found.contains(rule)).collect();
    assert_eq!(missing, LEFT_OUT);
    assert!((70..=115).contains(&findings.len()), "{}", findings.len());
}

#[test]
fn shows_every_urgency_and_detail_that_the_rules_name() {
    let (register, policy) = office();
    let findings = judge(&register, &policy, day("2026-11-22"));
    let found: BTreeSet<String> = findings
        .iter()
        .map(|finding| {
            let detail = match finding.rule {
                Rule::DeviceReturn => "-",
                _ => finding.detail.as_deref().unwrap_or("-"),
            };
            format!("{} {detail} {}", finding.rule, finding.urgency.word())
        })
        .collect();
    let expected = "
        office-application - now; office-confidentiality-pledge - now; guideline-confirmed - soon;
        control-consideration mdm unknown; filing-open F-5 overdue; id-recorded - unknown;
        password-age - overdue; password-age - soon; password-age - unknown; password-age - waived;
        shared-id - now; staff-pledge - now; training - overdue; training - soon; training - unknown;
        profile - now; profile - unknown; account-removal - overdue; account-removal - soon;
        residual-account - now; device-return - overdue; restriction-enforced attention now;
        restriction-enforced guidance now; restriction-enforced suspension now; restriction-enforced expulsion now;
        device-control boot-password now; device-control no-file-sharing unknown; device-control antivirus now;
        device-control no-saved-passwords now; device-control no-download-copy-screenshot unknown;
        device-control screen-lock now; device-control remote-wipe unknown; 
        device-inspection - overdue; device-inspection - soon;
        device-inspection - unknown; device-boot-password-age - overdue; device-boot-password-age - soon;
        device-boot-password-age - unknown; byod-approval - now; byod-approval - unknown; device-missing - now;
        take-out-approval out now; take-out-approval waiting soon; take-out-approval waiting now;
        take-out-approval refused now; take-out-form medium,purpose now; take-out-form until now;
        countersign - now; take-out-return - overdue; take-out-return - soon; take-out-return - unknown;
        patient-consent missing now; patient-consent withdrawn now; patient-consent copy now;
        patient-consent copy unknown; attending-doctor - now; one-patient - now; one-patient - unknown;
        membership-review - overdue; membership-review - soon; archive - overdue;
        archive - now; archive deceased soon; byod-erased - now; countersign training now; group-admin - now;
        group-admin - unknown; incident-notice - now; review-question - overdue; take-out-overlap T-007 now;
        take-out-overlap T-008 now; take-out-period - now; retention undecided now; retention - overdue; free-group-permission - now;
        free-group-name - now; free-group-secretariat absent now; free-group-secretariat rights now;
        free-group-purpose - now; free-group-patient-data - now; disaster-eligibility - now;
        invitation-approval joined now; invitation-approval invited now; 
        invitation-stale - overdue; invitation-stale - unknown; membership-removal requested overdue;
        membership-removal off-duty overdue; membership-removal off-duty now; membership-removal left overdue;
        membership-removal expelled overdue; incident-report - overdue; incident-report - now;
        incident-report - unknown; incident-assessment - now; incident-preliminary - overdue;
        incident-preliminary - now; incident-preliminary - unknown; incident-final - overdue;
        incident-final - soon; incident-final - unknown; incident-measure 1 overdue; incident-measure 2 soon";
    let expected: BTreeSet<String> = expected.split(';').map(|line| line.trim().to_owned()).collect();
    assert_eq!(found, expected);
}

#[test]
fn shows_the_same_on_every_day_of_four_years() {
    let (register, policy) = office();
    let first = day("2026-11-22");
    let kinds = |register: &Register, today: Date| -> BTreeSet<_> {
        judge(register, &policy, today).iter().map(kind).collect()
    };
    let expected = kinds(&register, first);
    for days in 1..=1461 {
        let today = first.plus_days(days);
        assert_eq!(kinds(&shifted(&register, days), today), expected, "{today}");
    }
}

#[test]
fn is_dated_relative_to_the_day_it_is_opened() {
    let (register, _) = office();
    for today in ["2026-11-21", "2028-02-29", "2031-01-01"] {
        let today = day(today);
        let moved = without_papers(&demo_office(today).unwrap());
        let register = without_papers(&register);
        assert!(moved == shifted(&register, today.days_since(day("2026-11-22"))), "{today}");
        assert!(shifted(&moved, day("2026-11-22").days_since(today)) == register, "{today}");
    }
}

/// What stands on a report keeps its days, as ink does.
fn without_papers(register: &Register) -> Register {
    let mut document: serde_json::Value = serde_json::from_str(&encode(register)).unwrap();
    let mut papers = 0;
    for incident in document["incidents"].as_array_mut().unwrap() {
        for report in incident["reports"].as_array_mut().into_iter().flatten() {
            papers += usize::from(report.as_object_mut().unwrap().remove("paper").is_some());
        }
    }
    assert_eq!(papers, 2);
    let flags = |rule: &str| Rule::from_name(rule).map(Rule::waivable);
    decode(document.to_string().as_bytes(), &flags).unwrap()
}

#[test]
fn is_a_document_that_reads_back_the_same() {
    let (register, _) = office();
    let flags = |rule: &str| Rule::from_name(rule).map(Rule::waivable);
    assert_eq!(decode(encode(&register).as_bytes(), &flags).unwrap(), register);
}
