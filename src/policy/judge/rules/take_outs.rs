//! Take-outs: approval, form, countersign, return, period, overlap (第8条, 第13条(9)).

use rustc_hash::FxHashMap;

use crate::{
    policy::judge::{asked::Asked, finding::Finding, presence::has_left},
    register::{
        Date,
        id::{DeviceId, PersonId},
        records::{TakeOut, non_blank},
        subject::Subject,
        words::DecisionResult,
    },
};

fn subject(take_out: &TakeOut) -> Subject {
    Subject::TakeOut(take_out.id.clone())
}

/// The decision of a *decided* take-out: it needs a result and a day that has come.
fn decided(asked: &Asked, take_out: &TakeOut) -> Option<(DecisionResult, Date)> {
    Some((take_out.decision.result?, asked.past(take_out.decision.on)?))
}

fn is_refused(asked: &Asked, take_out: &TakeOut) -> bool {
    decided(asked, take_out).is_some_and(|(result, _)| result == DecisionResult::Refused)
}

/// Every take-out is decided on.
pub(super) fn all(asked: &Asked) -> usize {
    asked.register.take_outs().len()
}

pub(super) fn approval(asked: &Asked, findings: &mut Vec<Finding>) {
    for take_out in asked.register.take_outs() {
        let out_on = asked.past(take_out.out_on);
        let finding = match decided(asked, take_out) {
            None if out_on.is_some() => asked.now(subject(take_out)).detail("out").since(out_on),
            None => match take_out.from.filter(|from| *from > asked.today) {
                Some(from) => asked.soon(subject(take_out), from),
                None => asked.now(subject(take_out)).since(asked.past(take_out.requested_on)),
            }
            .detail("waiting"),
            Some((DecisionResult::Refused, _))
                if out_on.is_some() && !asked.happened(take_out.returned_on) =>
            {
                asked.now(subject(take_out)).detail("refused").since(out_on)
            }
            Some(_) => continue,
        };
        findings.push(finding);
    }
}

/// What is neither back nor refused.
fn going_on<'a>(asked: &Asked<'a>) -> impl Iterator<Item = &'a TakeOut> {
    let asked = *asked;
    let take_outs = asked.register.take_outs().iter();
    take_outs.filter(move |row| !asked.happened(row.returned_on) && !is_refused(&asked, row))
}

pub(super) fn neither_back_nor_refused(asked: &Asked) -> usize {
    going_on(asked).count()
}

pub(super) fn form(asked: &Asked, findings: &mut Vec<Finding>) {
    let blank = |text: &Option<String>| non_blank(text.as_deref()).is_none();
    for take_out in going_on(asked) {
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
}

/// Whether somebody else than the one who decided has countersigned.
pub(super) fn is_countersigned(by: &PersonId, countersigned_by: Option<&PersonId>) -> bool {
    countersigned_by.is_some_and(|other| other != by)
}

/// What somebody decided who asked for it, with who and when.
fn decided_by_requester<'a>(asked: &Asked<'a>) -> impl Iterator<Item = (&'a TakeOut, &'a PersonId, Date)> {
    let asked = *asked;
    asked.register.take_outs().iter().filter_map(move |take_out| {
        let (_, on) = decided(&asked, take_out)?;
        let by = take_out.decision.by.as_ref().filter(|by| take_out.requester.as_ref() == Some(*by))?;
        Some((take_out, by, on))
    })
}

pub(super) fn own_decisions(asked: &Asked) -> usize {
    decided_by_requester(asked).count()
}

pub(super) fn countersign(asked: &Asked, findings: &mut Vec<Finding>) {
    for (take_out, by, on) in decided_by_requester(asked) {
        if !is_countersigned(by, take_out.decision.countersigned_by.as_ref()) {
            findings.push(asked.now(subject(take_out)).since(Some(on)));
        }
    }
}

/// What went out, back or not.
pub(super) fn went_out(asked: &Asked) -> usize {
    asked.register.take_outs().iter().filter(|take_out| asked.happened(take_out.out_on)).count()
}

pub(super) fn due_back(asked: &Asked, findings: &mut Vec<Finding>) {
    for take_out in asked.register.take_outs() {
        if !asked.happened(take_out.out_on) || asked.happened(take_out.returned_on) {
            continue;
        }
        let requester = take_out.requester.as_ref().and_then(|id| asked.register.staff().get(id));
        let left_on = requester.filter(|staff| has_left(asked.today, staff)).and_then(|staff| staff.left_on);
        match take_out.until.into_iter().chain(left_on).min() {
            None => findings.push(asked.unknown(subject(take_out))),
            Some(due) => findings.extend(asked.overdue_or_soon(|| subject(take_out), due)),
        }
    }
}

/// What is out now, with the day since when.
fn out_now<'a>(asked: &Asked<'a>) -> impl Iterator<Item = (&'a TakeOut, Date)> + use<'a> {
    let today = asked.today;
    let rows = asked.register.take_outs().iter().filter(move |row| !today.happened(row.returned_on));
    rows.filter_map(move |row| Some((row, today.past(row.out_on)?)))
}

/// What is out now and approved, with the day since when, and the one from when it may be.
fn approved_from<'a>(asked: &Asked<'a>) -> impl Iterator<Item = (&'a TakeOut, Date, Date)> {
    let asked = *asked;
    let approved = move |row: &TakeOut| {
        decided(&asked, row).is_some_and(|(result, _)| result == DecisionResult::Approved)
    };
    let out = out_now(&asked).filter(move |(take_out, _)| approved(take_out));
    out.filter_map(|(take_out, out_on)| Some((take_out, out_on, take_out.from?)))
}

pub(super) fn approved_and_out(asked: &Asked) -> usize {
    approved_from(asked).count()
}

pub(super) fn period(asked: &Asked, findings: &mut Vec<Finding>) {
    for (take_out, out_on, from) in approved_from(asked) {
        if out_on < from {
            findings.push(asked.now(subject(take_out)).since(Some(out_on)));
        }
    }
}

/// What is out now with a device of the register.
pub(super) fn out_with_device(asked: &Asked) -> usize {
    out_now(asked).filter(|(take_out, _)| take_out.device.is_some()).count()
}

pub(super) fn overlap(asked: &Asked, findings: &mut Vec<Finding>) {
    let mut by_device: FxHashMap<&DeviceId, Vec<(&TakeOut, Date)>> = FxHashMap::default();
    for (take_out, out_on) in out_now(asked) {
        if let Some(device) = &take_out.device {
            by_device.entry(device).or_default().push((take_out, out_on));
        }
    }
    for rows in by_device.values() {
        for (take_out, out_on) in rows {
            // A requester that is not recorded counts as another.
            let by_another = |other: &TakeOut| {
                other.id != take_out.id
                    && (other.requester.is_none() || other.requester != take_out.requester)
            };
            let others = rows.iter().filter(|(other, _)| by_another(other));
            let mut others: Vec<&str> = others.map(|(other, _)| other.id.as_str()).collect();
            others.sort_unstable();
            if !others.is_empty() {
                let finding = asked.now(subject(take_out)).since(Some(*out_on));
                findings.push(finding.detail_text(&others.join(",")));
            }
        }
    }
}
