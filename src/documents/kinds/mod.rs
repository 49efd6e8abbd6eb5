//! The kinds of papers, and the facts that each takes from the register.

mod authority;
mod catalogue;
mod cover;
mod deeds;
mod devices;
mod error;
mod groups;
mod hand_over;
mod incident;
mod legend;
mod monthly;
mod notice;
mod of_rule;
mod office;
mod open_matters;
mod past;
mod people;
mod policy_forms;
mod report;
mod source;
mod take_outs;
mod templates;
mod touched;

use std::{borrow::Cow, collections::BTreeSet};

pub use catalogue::{OwnForm, PaperKind};
pub(super) use cover::Cover;
pub use error::PaperError;
pub use past::PaperHistory;
pub use report::NextReport;
pub use templates::{Templates, TemplatesError};
pub use touched::findings_about;

use super::{
    names::Naming,
    paper::Paper,
    template::{Facts, Frame, Template, TemplateError},
    text::{UNRECORDED, visible},
};
use crate::{
    policy::{Finding, Policy, PolicyError, judge},
    register::{
        Date, Lang, RecordKind, Register,
        document::decode,
        records::{PolicySheet, non_blank},
        words::{Addressee, GroupKind, ReportStage},
    },
};
use incident::Version;
pub(super) use source::AtHand;
use source::Source;

/// What else decides a paper. The default asks for nothing in particular.
#[derive(Debug, Clone, Copy, Default)]
pub struct PaperOptions<'a> {
    /// The record that the paper is about, for the kinds that are about one ([`PaperKind::about`]).
    pub id: Option<&'a str>,
    /// Of the kinds that are for a patient or family, the group of theirs ([`PaperKind::is_for_a_group`]).
    pub group: Option<&'a str>,
    /// For everybody of whom it is due, each on a sheet of their own, for the kinds that are asked for so
    /// ([`PaperKind::takes_due`]).
    pub due: bool,
    /// Who is named; else as the form says: those who answer for the office where the paper leaves it.
    pub names: Option<Naming>,
    /// The head code of the register's history, for the footer.
    pub head: Option<&'a str>,
    /// What the judge found on the day, where it is known already.
    pub findings: Option<&'a [Finding]>,
    /// Forms of one's own instead of the built-in ones.
    pub forms: Option<&'a Templates>,
    /// Which report of an incident it is; else as the record has it.
    pub stage: Option<ReportStage>,
    /// Whether the report is recorded as it is written; else its number is marked as a draft's.
    pub recorded: bool,
    /// Whether a report brings along, as an annex, what the office's own check found about the event. It has to be asked for.
    pub with_findings: bool,
    /// What the history knows, for the kinds that say something of the past ([`PaperKind::tells_the_past`]).
    pub history: Option<&'a PaperHistory>,
    /// The recovery key, for its sheet. It is in no register.
    pub recovery_key: Option<&'a str>,
    /// What lies under the cover of an evidence pack.
    pub cover: Option<&'a Cover>,
}

/// Makes a paper, in Japanese. Pure: the same input gives the same paper.
///
/// Every fact that is not recorded stands as 「未確認」; nothing is left out for want of a record.
///
/// # Errors
/// When the record that the paper is about is not named or not there, or the form has a mistake.
pub fn paper(
    kind: PaperKind,
    register: &Register,
    policy: &Policy,
    today: Date,
    options: &PaperOptions<'_>,
) -> Result<Paper, PaperError> {
    paper_by(kind, register, policy, today, options, None)
}

/// Makes a paper with what is at hand, which for a large register takes longer to find than the paper to make. It names as
/// [`PaperOptions::names`] says.
///
/// # Errors
/// As for [`paper`].
pub(super) fn paper_by(
    kind: PaperKind,
    register: &Register,
    policy: &Policy,
    today: Date,
    options: &PaperOptions<'_>,
    at_hand: Option<&AtHand<'_>>,
) -> Result<Paper, PaperError> {
    if let Some(sent) = recorded(kind, register, options.id)? {
        return Ok(sent);
    }
    let (text, file) = template_of(kind, options.forms, policy);
    let template = Template::parse(&text).map_err(|error| error.in_file(file))?.citing(policy);
    // A letter names its patient and whom to ask, and nobody else: that is not chosen.
    let letter = kind.is_for_a_group().then_some(Naming::Named);
    let names = letter.or(options.names).unwrap_or_else(|| template.names());
    let judged;
    let findings = if let Some(findings) = options.findings {
        findings
    } else {
        judged = judge(register, policy, today);
        &judged
    };
    let shared = at_hand.filter(|_| !kind.is_for_a_group());
    let own;
    let at_hand = if let Some(shared) = shared {
        shared
    } else {
        own = AtHand::new(register, names, today);
        &own
    };
    let mut source = Source::new(register, policy, today, findings, at_hand);
    let office = non_blank(register.office().name.as_deref())
        .map_or_else(|| format!("事業所名 {UNRECORDED}"), |name| visible(name).replace('\n', " "));
    let names = if kind.is_for_a_group() { Naming::Full } else { names };
    let edition = visible(&policy.named_with_edition(Lang::Ja)).replace('\n', " ");
    let frame = Frame { office: &office, date: today, head: options.head, policy: Some(&edition), names };
    loop {
        let sheets = gather(kind, &source, options, &template.facts())?;
        let paper = template.fill(&sheets, &frame).map_err(|error| error.in_file(file))?;
        // A letter ends before its notes.
        let paper = if kind.addressee().is_none() { legend::explained(paper) } else { paper };
        // What the manager signs is one page: of each list as many rows as it has room for.
        if kind != PaperKind::Monthly || source.rows_of_a_list < 2 || paper.begins_with_one_page() {
            return Ok(paper);
        }
        source.rows_of_a_list -= 1;
    }
}

/// The facts of a kind, for each of its sheets; `unsaid` knows what of them the form reads.
fn gather(
    kind: PaperKind,
    source: &Source<'_>,
    options: &PaperOptions<'_>,
    unsaid: &Facts,
) -> Result<Vec<Facts>, PaperError> {
    let id = options.id.filter(|id| !id.is_empty());
    if !options.due {
        return gather_of(kind, source, options, id, unsaid.clone()).map(|facts| vec![facts]);
    }
    if id.is_some() || !kind.takes_due() {
        return Err(PaperError::TakesNoDue { kind });
    }
    let due = due(kind, source);
    if due.is_empty() {
        return Err(PaperError::NobodyDue { kind });
    }
    due.into_iter().map(|id| gather_of(kind, source, options, Some(id), unsaid.clone())).collect()
}

/// Of whom or of what a rule asks for the paper today, in the order in which papers list them.
fn due<'a>(kind: PaperKind, source: &Source<'a>) -> Vec<&'a str> {
    let asked: BTreeSet<&str> = PaperKind::due(kind, source.findings, source.policy).collect();
    let ids: Vec<&str> = match kind.about() {
        Some(RecordKind::Staff) => source.staff_in_order().into_iter().map(|row| row.id.as_str()).collect(),
        Some(RecordKind::Group) => source.register.groups().iter().map(|row| row.sheet.id.as_str()).collect(),
        _ => Vec::new(),
    };
    ids.into_iter().filter(|id| asked.contains(id)).collect()
}

/// The facts of one sheet.
fn gather_of(
    kind: PaperKind,
    source: &Source<'_>,
    options: &PaperOptions<'_>,
    id: Option<&str>,
    mut facts: Facts,
) -> Result<Facts, PaperError> {
    let Source { register, .. } = *source;
    office::common(source, &mut facts);
    let wanted = || error::wanted(kind, register, id);
    match kind {
        PaperKind::Incident | PaperKind::NineItems | PaperKind::Notice | PaperKind::IncidentTo(_) => {
            let incident = id.and_then(|id| register.incidents().named(id));
            let to = kind.addressee().unwrap_or(Addressee::Secretariat.into());
            let incident = incident.ok_or_else(wanted)?;
            let told = notice::told(kind, register, incident, options.group)?;
            let group = told.map(|group| &group.sheet.id);
            let version = Version {
                to,
                group,
                findings: options.with_findings,
                stage: options.stage,
                recorded: options.recorded,
            };
            let source = source.with_contact(incident.reporter.as_ref(), group);
            incident::facts(&source, incident, &version, &mut facts);
            if let Some(group) = told {
                notice::facts(&source, incident, group, &mut facts);
            }
        }
        PaperKind::TakeOut => {
            let take_out = id.and_then(|id| register.take_outs().named(id));
            take_outs::slip(source, take_out.ok_or_else(wanted)?, options.history, &mut facts);
        }
        PaperKind::Review => {
            let group = id.and_then(|id| register.groups().named(id));
            groups::review(source, group.ok_or_else(wanted)?, &mut facts);
        }
        PaperKind::Leaver => {
            let staff = id.and_then(|id| register.staff().named(id));
            people::leaver(source, staff.ok_or_else(wanted)?, &mut facts);
        }
        PaperKind::StaffPledge | PaperKind::SelfCheck => {
            let staff = id.map(|id| register.staff().named(id).ok_or_else(wanted));
            policy_forms::person(source, staff.transpose()?, &mut facts);
        }
        PaperKind::Consent => {
            let group = id.and_then(|id| register.groups().named(id));
            let group = group.ok_or_else(wanted)?;
            if group.sheet.kind != GroupKind::Patient {
                return Err(PaperError::NotOfPatient { id: group.sheet.id.to_string() });
            }
            policy_forms::consent(source, Some(group), &mut facts);
        }
        PaperKind::ReviewBlank => {
            let group = id.and_then(|id| register.groups().named(id));
            policy_forms::review(source, group.ok_or_else(wanted)?, &mut facts);
        }
        PaperKind::Own(form) if kind.about().is_some() => {
            policy_forms::own(source, form.of, id, &mut facts).ok_or_else(wanted)?;
        }
        _ if id.is_some() => return Err(PaperError::TakesNoId { kind }),
        PaperKind::TakeOutLedger => take_outs::ledger(source, &mut facts),
        PaperKind::StaffLedger => people::ledger(source, &mut facts),
        PaperKind::DeviceLedger => devices::ledger(source, &mut facts),
        PaperKind::Training => people::training(source, &mut facts),
        PaperKind::Filings => office::filings(source, &mut facts),
        PaperKind::Monthly => monthly::monthly(source, options.history, &mut facts),
        PaperKind::DisasterList => groups::disaster(source, &mut facts),
        PaperKind::Handover => hand_over::handover(source, &mut facts),
        PaperKind::EvidenceCover => cover::facts(options.cover, &mut facts),
        PaperKind::Application | PaperKind::ConfidentialityPledge | PaperKind::Own(_) => {
            policy_forms::application(source, &mut facts);
        }
        PaperKind::TakeOutBlank => {}
        PaperKind::TrainingSheet => policy_forms::training(source, &mut facts),
        PaperKind::Handout => policy_forms::contacts(source, &mut facts),
        PaperKind::RecoveryKey => {
            let key = options.recovery_key.ok_or(PaperError::NoRecoveryKey)?;
            office::recovery_key(key, &mut facts);
        }
    }
    Ok(facts)
}

/// One record of each kind: which names a form may use depends on the paper alone.
const ONE_OF_EACH: &str = r#"{"format": "mcs-register/1", "staff": [{"id": "1"}], "devices": [{"id": "1"}], "take_outs": [{"id": "1"}],
    "groups": [{"id": "1", "kind": "patient"}],
    "incidents": [{"id": "1", "kind": "device-loss", "groups": ["1"]}]}"#;

/// Any day, as `yyyymmdd`.
const A_DAY: u32 = 20_260_401;

/// Whether a form is one of this kind: it is filled once.
///
/// # Errors
/// The first mistake in it.
pub(super) fn check_template(kind: PaperKind, text: &str) -> Result<(), TemplateError> {
    let template = Template::parse(text)?;
    let register = decode(ONE_OF_EACH.as_bytes(), &|_| None);
    let (Ok(register), Ok(policy), Ok(today)) = (register, Policy::minato(), Date::from_number(A_DAY)) else {
        return Ok(());
    };
    let at_hand = AtHand::new(&register, Naming::Masked, today);
    let source = Source::new(&register, &policy, today, &[], &at_hand);
    let id = kind.about().map(|_| "1");
    let group = kind.is_for_a_group().then_some("1");
    let options = PaperOptions { id, group, recovery_key: Some(""), ..PaperOptions::default() };
    let Ok(sheets) = gather(kind, &source, &options, &template.facts()) else { return Ok(()) };
    let frame = Frame { office: "", date: today, head: None, policy: None, names: Naming::Masked };
    template.fill(&sheets, &frame).map(drop)
}

/// Whether the forms that a policy says itself are such. It is asked wherever a policy file is taken in.
///
/// # Errors
/// The first mistake, at its place in the policy's file.
pub fn check_policy_forms(policy: &Policy) -> Result<(), PolicyError> {
    for form in policy.forms() {
        let (Some(text), Some(kind)) = (&form.text, PaperKind::of_form(form)) else { continue };
        // What it is called may be a citation that the policy does not have.
        let named = || Template::parse(text)?.citing(policy).is_named();
        check_template(kind, text).and_then(|()| named()).map_err(|error| {
            let what = [Lang::Ja, Lang::En].map(|lang| error.fault.say(lang));
            policy.form_fault(form.number, error.line, what)
        })?;
    }
    Ok(())
}

/// The policy that a register is to be judged by from now on, with forms that are such: what is wrong with one is told when it
/// is taken, and not when its paper is due.
///
/// # Errors
/// When it is no policy, or the first mistake in one of its forms.
pub fn policy_with_forms(sheet: &PolicySheet) -> Result<Policy, PolicyError> {
    let policy = Policy::of(sheet)?;
    check_policy_forms(&policy)?;
    Ok(policy)
}

/// The form of a kind, and the file where it is one of the office's own: that goes before what the policy says, and this before
/// what is built in.
fn template_of<'f>(
    kind: PaperKind,
    forms: Option<&'f Templates>,
    policy: &'f Policy,
) -> (Cow<'f, str>, Option<&'f str>) {
    let filed = match kind {
        PaperKind::IncidentTo(_) => PaperKind::Incident,
        kind => kind,
    };
    let own = forms.and_then(|forms| forms.get(filed));
    let of_policy = || {
        let form = policy.forms().iter().find(|form| PaperKind::of_form(form) == Some(kind));
        form.and_then(|form| form.text.as_deref())
    };
    let (text, file) = match own {
        Some((text, file)) => (text, Some(file)),
        None => (of_policy().unwrap_or(kind.template()), None),
    };
    let text = match kind {
        // What it cites of the report to the secretariat is another article.
        PaperKind::IncidentTo(name) => {
            let addressee = policy.additions().addressee(name.as_str());
            let article = addressee.map(|one| one.is.article.as_str()).unwrap_or_default();
            text.replace("{（incident-report）}", &format!("（{}）", in_toml(article))).into()
        }
        PaperKind::Own(form) => text.replace("{number}", &form.number.to_string()).into(),
        _ => text.into(),
    };
    (text, file)
}

/// A text as it stands between the quotation marks of a form.
fn in_toml(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

/// A report that was recorded, where it is named by its number (`R8-001-1`): it stays as it was written.
fn recorded(kind: PaperKind, register: &Register, id: Option<&str>) -> Result<Option<Paper>, PaperError> {
    let (Some(to), Some(id)) = (kind.addressee(), id) else { return Ok(None) };
    let found = register.report(id).and_then(|(incident, place)| incident.reports.get(place));
    let Some(report) = found else { return Ok(None) };
    if report.to != to {
        let kind = PaperKind::report_to(report.to);
        return Err(PaperError::OtherAddressee { number: id.to_owned(), kind });
    }
    let paper = report.paper.as_ref().and_then(Paper::from_recorded);
    paper.map(Some).ok_or_else(|| PaperError::NotKept { number: id.to_owned() })
}

/// Whom the paper of a kind names unless somebody says otherwise.
///
/// # Errors
/// When the form has a mistake.
pub fn template_names(
    kind: PaperKind,
    forms: Option<&Templates>,
    policy: &Policy,
) -> Result<Naming, PaperError> {
    let (text, file) = template_of(kind, forms, policy);
    Ok(Template::parse(&text).map_err(|error| error.in_file(file))?.names())
}

/// What the paper of a kind is called in file names.
///
/// # Errors
/// When the form has a mistake.
pub(super) fn file_word(
    kind: PaperKind,
    forms: Option<&Templates>,
    policy: &Policy,
) -> Result<String, PaperError> {
    let (text, file) = template_of(kind, forms, policy);
    Ok(Template::parse(&text).map_err(|error| error.in_file(file))?.file_word().to_owned())
}

#[cfg(test)]
mod forms_doc;
