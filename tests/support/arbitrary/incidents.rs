//! Random incidents: every field, answers, and reports with papers of any shape.

use mcs_register::register::{
    document::paper_text,
    id::{DeviceId, GroupId, IncidentId, PersonId},
    records::{Answers, Authority, Incident, Measure, PaperText, Report, Response},
    words::{Addressee, AnyAddressee, AnyIncidentKind, Assessment, Circumstance, IncidentKind, ReportStage},
};
use proptest::{
    collection::vec,
    option::of,
    prelude::*,
    sample::{Index, select},
};

use super::{Pick, added, day, id_text, maybe, named, pick, some_text, text, time, word};

/// An incident before it is known whom and what it can name.
#[derive(Debug, Clone)]
pub struct Planned {
    incident: Incident,
    /// Reporter, person, who decided.
    people: [Pick; 3],
    device: Pick,
    groups: Vec<Index>,
    /// Who did each step, who wrote each report.
    doers: Vec<Pick>,
    writers: Vec<Pick>,
}

impl Planned {
    /// The incident among these people, devices and groups.
    pub fn join(self, own: &[PersonId], machines: &[DeviceId], rooms: &[GroupId]) -> Incident {
        let Self { mut incident, people: [reporter, person, decider], device, groups, doers, writers } = self;
        incident.reporter = named(reporter, own);
        incident.person = named(person, own);
        incident.authority.assessed_by = named(decider, own);
        incident.device = named(device, machines);
        incident.groups = groups.into_iter().filter_map(|group| named(Some(group), rooms)).collect();
        for (response, by) in incident.first_response.iter_mut().zip(doers) {
            response.by = named(by, own);
        }
        for (report, by) in incident.reports.iter_mut().zip(writers) {
            report.written_by = named(by, own);
        }
        incident
    }
}

/// Any paper, though no paper of ours: what stands on it is not the register's business.
fn paper() -> impl Strategy<Value = PaperText> {
    let leaf = prop_oneof![
        text().prop_map(serde_json::Value::from),
        any::<bool>().prop_map(serde_json::Value::from),
        any::<u32>().prop_map(serde_json::Value::from),
        Just(serde_json::Value::Null),
    ];
    let part = leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(serde_json::Value::from),
            vec((text(), inner), 0..3)
                .prop_map(|fields| serde_json::Value::Object(fields.into_iter().collect())),
        ]
    });
    (text(), vec(part, 0..3)).prop_map(|(title, parts)| {
        let json = serde_json::json!({"title": title, "parts": parts});
        paper_text(&json.to_string()).unwrap()
    })
}

/// One of the fixed addressees, or the one that the policy declares.
fn addressee() -> impl Strategy<Value = AnyAddressee> {
    let added = AnyAddressee::from_word("ward-office").unwrap();
    prop_oneof![4 => select(Addressee::ALL).prop_map(AnyAddressee::Fixed), 1 => Just(added)]
}

fn report() -> impl Strategy<Value = (Report, Pick)> {
    let number = of(1..=u32::MAX);
    (addressee(), number, select(ReportStage::ALL), of(time()), day(), of(paper()), pick()).prop_map(
        |(to, number, stage, written_at, sent_on, paper, by)| {
            (Report { to, number, group: None, stage, written_at, written_by: None, sent_on, paper }, by)
        },
    )
}

fn answers() -> impl Strategy<Value = Answers> {
    let asked = Circumstance::ALL.iter().copied().filter(|about| *about != Circumstance::Wrongful);
    vec((select(asked.collect::<Vec<_>>()), any::<bool>()), 0..9).prop_map(|given| {
        let mut answers = Answers::default();
        for (about, answer) in given {
            answers.set(about, Some(answer));
        }
        answers
    })
}

fn authority() -> impl Strategy<Value = Authority> {
    (
        maybe(word(Assessment::ALL)),
        any::<Option<bool>>(),
        day(),
        day(),
        [day(), day()],
        [some_text(), some_text()],
        answers(),
    )
        .prop_map(|(assessment, wrongful, preliminary_on, final_on, days, texts, answers)| {
            let ([assessed_on, persons_notified_on], [assessment_reason, notice_alternative]) = (days, texts);
            Authority {
                assessment,
                assessed_on,
                assessed_by: None,
                assessment_reason,
                answers,
                wrongful,
                preliminary_on,
                final_on,
                persons_notified_on,
                notice_alternative,
            }
        })
}

fn response() -> impl Strategy<Value = (Response, Pick)> {
    (of(time()), some_text(), some_text(), pick())
        .prop_map(|(at, text, note, by)| (Response { at, text, by: None, note }, by))
}

/// A kind of the fixed ones, or the one that the policy declares.
fn kind() -> impl Strategy<Value = AnyIncidentKind> {
    let added = AnyIncidentKind::from_word("wifi-misuse").unwrap();
    prop_oneof![4 => word(IncidentKind::ALL).prop_map(AnyIncidentKind::Fixed), 1 => Just(added)]
}

/// An incident of any kind.
pub fn incident() -> impl Strategy<Value = Planned> {
    let texts = || [some_text(), some_text(), some_text(), some_text()];
    (
        (id_text(), kind(), of(time()), of(time()), any::<Option<u32>>(), day(), day()),
        (texts(), texts()),
        authority(),
        vec(
            (some_text(), day(), day()).prop_map(|(text, due, done_on)| Measure { text, due, done_on }),
            0..3,
        ),
        vec(response(), 0..3),
        vec(report(), 0..3),
        (([pick(), pick(), pick()], pick(), vec(any::<Index>(), 0..3)), [some_text(), some_text()], added()),
    )
        .prop_map(
            |(
                own,
                (some, more),
                authority,
                measures,
                responses,
                reports,
                (picks, [place, delay_reason], added),
            )| {
                let (id, kind, occurred_at, known_at, affected_people, reported_on, closed_on) = own;
                let [affected_data, summary, cause, prevention] = some;
                let [secondary_damage, people_told, published, remarks] = more;
                let (first_response, doers) = responses.into_iter().unzip();
                let (reports, writers) = reports.into_iter().unzip();
                let (people, device, groups) = picks;
                let incident = Incident {
                    id: IncidentId::new(&id).unwrap(),
                    kind,
                    occurred_at,
                    place,
                    known_at,
                    reporter: None,
                    person: None,
                    device: None,
                    groups: Vec::new(),
                    affected_people,
                    affected_data,
                    summary,
                    first_response,
                    cause,
                    secondary_damage,
                    people_told,
                    published,
                    prevention,
                    remarks,
                    reports,
                    reported_on,
                    delay_reason,
                    authority,
                    measures,
                    closed_on,
                    added,
                };
                Planned { incident, people, device, groups, doers, writers }
            },
        )
}
