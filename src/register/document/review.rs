//! A step of a review as JSON, beside the command's `group`.
//!
//! | step       | fields                                                                        |
//! |------------|-------------------------------------------------------------------------------|
//! | `begin`    | `reviewer` where it is known                                                  |
//! | `amend`    | `reviewer` where it is known                                                  |
//! | `decide`   | `decided`: a list of `membership`, `decision` and what goes with the decision |
//! | `take-in`  |                                                                               |
//! | `spend`    | `minutes`                                                                     |
//! | `sign`     | `reviewer`, `on`, and `minutes` where some are to be added                    |
//! | `abandon`  |                                                                               |
//!
//! `remove` needs a `reason`; `ask` may say `whom` and `what`; without a `decision` a membership is open again.

use crate::register::{
    id::MembershipId,
    review::{ReviewStep, Verdict},
    words::ReviewDecision,
};

use super::{
    command::Given,
    fault::Fault,
    path::Path,
    tree::Json,
    value::{Read, Value, write_field},
    writer::Writer,
};

/// The words of the steps.
const STEPS: &[&str] = &["begin", "amend", "decide", "take-in", "spend", "sign", "abandon"];

/// Reads the fields of a step.
pub(super) fn read(given: &mut Given<'_>, at: &Path<'_>) -> Read<ReviewStep> {
    let word = given.word("step", at)?;
    Ok(match word.as_ref() {
        "begin" => ReviewStep::Begin { reviewer: given.field("reviewer", at)? },
        "amend" => ReviewStep::Amend { reviewer: given.field("reviewer", at)? },
        "decide" => {
            let decided: Vec<Decided> = Value::read(given.required("decided", at)?, &at.key("decided"))?;
            ReviewStep::Decide {
                decided: decided.into_iter().map(|Decided(id, verdict)| (id, verdict)).collect(),
            }
        }
        "take-in" => ReviewStep::TakeIn,
        "spend" => ReviewStep::Spend { minutes: given.field("minutes", at)? },
        "sign" => ReviewStep::Sign {
            reviewer: given.field("reviewer", at)?,
            minutes: given.field::<Option<u32>>("minutes", at)?.unwrap_or(0),
            on: given.field("on", at)?,
        },
        "abandon" => ReviewStep::Abandon,
        _ => {
            let (word, allowed) = (word.into_owned(), STEPS.to_vec());
            return Err(at.key("step").fault(Fault::UnknownWord { word, allowed }));
        }
    })
}

/// Writes the fields of a step.
pub(super) fn write(step: &ReviewStep, out: &mut Writer) {
    let mut named = |word| {
        out.key("step");
        out.plain(word);
    };
    match step {
        ReviewStep::Begin { reviewer } => {
            named("begin");
            write_field(out, "reviewer", reviewer);
        }
        ReviewStep::Amend { reviewer } => {
            named("amend");
            write_field(out, "reviewer", reviewer);
        }
        ReviewStep::Decide { decided } => {
            named("decide");
            let decided: Vec<Decided> =
                decided.iter().map(|(id, verdict)| Decided(id.clone(), verdict.clone())).collect();
            out.key("decided");
            decided.write(out);
        }
        ReviewStep::TakeIn => named("take-in"),
        ReviewStep::Spend { minutes } => {
            named("spend");
            write_field(out, "minutes", minutes);
        }
        ReviewStep::Sign { reviewer, minutes, on } => {
            named("sign");
            write_field(out, "on", on);
            write_field(out, "reviewer", reviewer);
            write_field(out, "minutes", minutes);
        }
        ReviewStep::Abandon => named("abandon"),
    }
}

/// What is decided on one membership.
struct Decided(MembershipId, Verdict);

impl Value for Decided {
    fn read(json: Json<'_>, at: &Path<'_>) -> Read<Self> {
        let mut given = Given::of(json, at)?;
        let membership = given.field("membership", at)?;
        let verdict = match given.field("decision", at)? {
            None => Verdict::Open,
            Some(ReviewDecision::Keep) => Verdict::Keep,
            Some(ReviewDecision::Remove) => Verdict::Remove { reason: given.field("reason", at)? },
            Some(ReviewDecision::Ask) => Verdict::Ask {
                whom: given.field("whom", at)?,
                what: given.field::<Option<String>>("what", at)?.unwrap_or_default(),
            },
        };
        given.end(at)?;
        Ok(Self(membership, verdict))
    }

    fn write(&self, out: &mut Writer) {
        let Self(membership, verdict) = self;
        out.object(|out| {
            write_field(out, "membership", membership);
            match verdict {
                Verdict::Open => {}
                Verdict::Keep => write_field(out, "decision", &ReviewDecision::Keep),
                Verdict::Remove { reason } => {
                    write_field(out, "decision", &ReviewDecision::Remove);
                    write_field(out, "reason", reason);
                }
                Verdict::Ask { whom, what } => {
                    write_field(out, "decision", &ReviewDecision::Ask);
                    write_field(out, "whom", whom);
                    if !what.is_empty() {
                        write_field(out, "what", what);
                    }
                }
            }
        });
    }
}
