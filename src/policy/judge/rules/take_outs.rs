//! Take-outs: approval, form, countersign, return (第8条, 第13条(9)).

use super::has_left;
use crate::{
    policy::judge::{
        asked::Judge,
        finding::{Finding, Rule},
    },
    register::{
        Date,
        id::PersonId,
        records::{TakeOut, said},
        subject::Subject,
        words::DecisionResult,
    },
};

/// Judges the take-outs.
pub(in crate::policy::judge) fn judge(judge: &Judge, findings: &mut Vec<Finding>) {
    for take_out in judge.register.take_outs() {
        approval(judge, take_out, findings);
        form(judge, take_out, findings);
        countersign(judge, take_out, findings);
        take_out_return(judge, take_out, findings);
    }
}

fn subject(take_out: &TakeOut) -> Subject {
    Subject::TakeOut(take_out.id.clone())
}

/// The decision of a *decided* take-out: it needs a result and a day that has come.
fn decided(judge: &Judge, take_out: &TakeOut) -> Option<(DecisionResult, Date)> {
    Some((take_out.decision.result?, judge.past(take_out.decision.on)?))
}

fn is_refused(judge: &Judge, take_out: &TakeOut) -> bool {
    decided(judge, take_out).is_some_and(|(result, _)| result == DecisionResult::Refused)
}

fn approval(judge: &Judge, take_out: &TakeOut, findings: &mut Vec<Finding>) {
    let Some(asked) = judge.rule(Rule::TakeOutApproval) else { return };
    let out_on = judge.past(take_out.out_on);
    match decided(judge, take_out) {
        None if out_on.is_some() => findings.push(asked.now(subject(take_out)).detail("out").since(out_on)),
        None => {
            let finding = match take_out.from.filter(|from| *from > judge.today) {
                Some(from) => asked.soon(subject(take_out), from),
                None => asked.now(subject(take_out)).since(judge.past(take_out.requested_on)),
            };
            findings.push(finding.detail("waiting"));
        }
        Some((DecisionResult::Refused, _)) if out_on.is_some() && !judge.happened(take_out.returned_on) => {
            findings.push(asked.now(subject(take_out)).detail("refused").since(out_on));
        }
        Some(_) => {}
    }
}

fn form(judge: &Judge, take_out: &TakeOut, findings: &mut Vec<Finding>) {
    let Some(asked) = judge.rule(Rule::TakeOutForm) else { return };
    if judge.happened(take_out.returned_on) || is_refused(judge, take_out) {
        return;
    }
    let blank = |text: &Option<String>| said(text.as_deref()).is_none();
    let missing: Vec<&str> = [
        ("content", blank(&take_out.content)),
        ("medium", blank(&take_out.medium)),
        ("purpose", blank(&take_out.purpose)),
        ("from", take_out.from.is_none()),
        ("until", take_out.until.is_none()),
    ]
    .into_iter()
    .filter_map(|(entry, missing)| missing.then_some(entry))
    .collect();
    if !missing.is_empty() {
        findings.push(asked.now(subject(take_out)).detail_text(&missing.join(",")));
    }
}

/// Whether somebody else than the one who decided has countersigned.
pub(super) fn is_countersigned(by: &PersonId, countersigned_by: Option<&PersonId>) -> bool {
    countersigned_by.is_some_and(|other| other != by)
}

fn countersign(judge: &Judge, take_out: &TakeOut, findings: &mut Vec<Finding>) {
    let Some(asked) = judge.rule(Rule::Countersign) else { return };
    let Some((_, on)) = decided(judge, take_out) else { return };
    let Some(by) = &take_out.decision.by else { return };
    if take_out.requester.as_ref() == Some(by)
        && !is_countersigned(by, take_out.decision.countersigned_by.as_ref())
    {
        findings.push(asked.now(subject(take_out)).since(Some(on)));
    }
}

fn take_out_return(judge: &Judge, take_out: &TakeOut, findings: &mut Vec<Finding>) {
    let Some(asked) = judge.rule(Rule::TakeOutReturn) else { return };
    if !judge.happened(take_out.out_on) || judge.happened(take_out.returned_on) {
        return;
    }
    let requester = take_out.requester.as_ref().and_then(|id| judge.register.staff().get(id));
    let left_on = requester.filter(|staff| has_left(judge.today, staff)).and_then(|staff| staff.left_on);
    match take_out.until.into_iter().chain(left_on).min() {
        None => findings.push(asked.unknown(subject(take_out))),
        Some(due) => findings.extend(asked.overdue_or_soon(|| subject(take_out), due)),
    }
}
