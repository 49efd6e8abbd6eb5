//! `evidence`: the evidence pack for an audit, as a folder or a zip.

use crate::{
    cli::{
        args::{Evidence, Target},
        context::Context,
        failure::Failure,
        output,
        place::{self, Outgoing},
    },
    documents::{
        EvidenceSource, Naming, evidence, evidence_files, evidence_papers, evidence_sum, hex, zipped,
    },
    tui::{
        app::{
            Content,
            leaving::Leaving,
            packing::{Packing, PackingRead},
        },
        words::{Word, leaving::EVIDENCE},
    },
};
/// More papers than this are not drawn in silence: it takes a while.
const MANY: usize = 200;

/// Writes the pack.
pub(super) fn run(context: &Context<'_>, args: &Evidence) -> Result<(), Failure> {
    let lang = context.lang;
    let names = args.names.wanted(lang)?.unwrap_or(Naming::Named);
    let outgoing = Outgoing { option: "--out", format: "zip", endings: ".zip", streams: false };
    place::check(context, Some(&args.out), outgoing)?;
    let forms = context.forms()?;
    let mut vault = context.open_vault()?;
    let sheet = vault.policy().map_err(|error| Failure::store(&error, lang))?;
    let policy = context.policy_judging(&sheet)?;
    let read = PackingRead::now(&mut vault, context.today()).map_err(|error| Failure::store(&error, lang))?;
    let packing = Packing::of(read, &policy).map_err(|error| Failure::store(&error, lang))?;
    let source = EvidenceSource {
        register: &packing.register,
        policy: &policy,
        policy_text: policy.whole_text(),
        forms: forms.as_ref(),
        today: context.today(),
        names,
        head: &packing.head,
        history: &packing.history,
        past: &packing.past,
        version: env!("CARGO_PKG_VERSION"),
        work: &context.work,
    };
    let papers = evidence_papers(&source);
    if papers > MANY {
        output::tell(Word::CliNotice.say(lang), &Word::CliDrawing.fill(lang, &[&papers.to_string()]));
    }
    let pack = evidence(&source).map_err(|error| Failure::pack(&error, &args.out, lang))?;
    let sum = evidence_sum(&pack.files);
    let packed = if args.out.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip")) {
        let bytes = zipped(pack.files, source.today, &context.work)
            .map_err(|error| Failure::pack(&error, &args.out, lang))?;
        Content::File(bytes.into())
    } else {
        Content::Folder(pack.files)
    };
    let target = Target { out: Some(args.out.clone()), force: args.force };
    let leaving = Leaving::export(EVIDENCE, names);
    let left = output::deliver(leaving, &packed, &target, &evidence_files(&args.out), &context.work, lang)?;
    context.close_left(vault, left);
    output::tell_cut(&pack.cut, lang);
    let notice = |text: &str| output::tell(Word::CliNotice.say(lang), text);
    if !pack.missing.is_empty() {
        let missing: Vec<String> = pack.missing.iter().map(ToString::to_string).collect();
        notice(&Word::CliPaperMissing.fill(lang, &[&missing.join(", ")]));
    }
    if let Some(sum) = sum {
        notice(&Word::CliPackSum.fill(lang, &[&hex(&sum)]));
    }
    notice(&Word::CliHead.fill(lang, &[&packing.head]));
    Ok(())
}
