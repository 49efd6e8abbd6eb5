//! Putting findings right: one fact with one key, many marked ones at once.

use crate::{
    policy::{Finding, Remedy, doubts::Doubt},
    register::{
        Command, Date, Fact, Key as RecordKey, Lang, Timing,
        subject::Subject,
        words::{DeviceStatus, IncidentKind},
    },
    tui::{
        app::{App, Effect, Env, Next, Request, allowed::write},
        desk::Desk,
        forms::day::Reading,
        layers::{
            Answers, Confirm, on_day,
            picker::{Item, Picker},
            recorded,
            sheet::Sheet,
        },
        lists::RowKey,
        terminal::tone::Tone,
        words::{AnswerWord, AskWord, IncidentWord, Reason, Word, key_label, show_time},
    },
};

use super::{
    asking,
    closing::{close_asking, close_recorded},
    commit::{carry, carry_asked},
    offer,
    reports::{SentReport, reports_sent},
};

/// When facts happened.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Today.
    Today,
    /// On a day that is asked for.
    Asked,
}

/// So many of the rows that are marked, or that a fold stands for, are looked at before it is known whether something can be
/// settled; of more it is seen when it is done.
const LOOKED_AT: usize = 100;

/// Whether something of what is marked or selected can be settled then.
///
/// # Errors
/// Why nothing can.
pub fn possible(app: &App, when: When) -> Result<(), Reason> {
    let session = app.session().ok_or(Reason::NoRow)?;
    let (desk, list) = (&session.desk, session.list());
    if list.marks.len() > LOOKED_AT {
        return Ok(());
    }
    if !list.marks.is_empty() {
        let marked = list.targets(desk);
        if let [one] = marked.as_slice() {
            return of_row(desk, one, when);
        }
        return together(desk, marked.iter().filter_map(|row| row.finding(desk)));
    }
    match session.selected().ok_or(Reason::NoRow)? {
        RowKey::Fold(..) => together(desk, list.first_below(desk, LOOKED_AT)),
        row => of_row(desk, &row, when),
    }
}

fn of_row(desk: &Desk, row: &RowKey, when: When) -> Result<(), Reason> {
    match row {
        RowKey::Record(RecordKey::Filing(id))
            if desk.register.filings().get(id).is_some_and(|row| row.submitted_on.is_none()) =>
        {
            Ok(())
        }
        RowKey::Record(key) => {
            let subject = key.subject();
            let mut findings = desk.findings_on(&subject).map(|finding| alone(&desk.remedy(finding), when));
            match (findings.next(), findings.next()) {
                (None, _) => Err(Reason::NoFinding),
                (Some(one), None) => one,
                (Some(_), Some(_)) if when == When::Today => Ok(()),
                (Some(one), Some(other)) => {
                    one.or(other).or_else(|why| findings.find_map(Result::ok).ok_or(why))
                }
            }
        }
        row => alone(&desk.remedy(row.finding(desk).ok_or(Reason::NoFinding)?), when),
    }
}

/// Whether one finding leads anywhere; what is begun now, or looked through, has no other day.
fn alone(remedy: &Remedy, when: When) -> Result<(), Reason> {
    match remedy {
        Remedy::Waived => Err(Reason::WaiverRuns),
        Remedy::NobodyToCountersign => Err(Reason::NobodyToCountersign),
        Remedy::Decision => Err(Reason::NeedsDecision),
        Remedy::Review | Remedy::NewIncident(_) | Remedy::Assessment(_) if when == When::Asked => {
            Err(Reason::NoDayHere)
        }
        _ => Ok(()),
    }
}

/// Whether one of many findings is settled by a fact.
fn together<'f>(desk: &Desk, mut findings: impl Iterator<Item = &'f Finding>) -> Result<(), Reason> {
    let by_a_fact = |found: &Finding| matches!(desk.remedy(found), Remedy::Fact(_) | Remedy::Choice(_));
    if findings.any(by_a_fact) { Ok(()) } else { Err(Reason::NoneByAFact) }
}

/// Settles what is marked, or what is selected.
pub fn settle(app: &mut App, when: When, env: Env, effects: &mut Vec<Effect>) {
    let Some(session) = app.session() else { return };
    let targets = session.list().targets(&session.desk);
    // One row that stands for many: nobody has looked at each of them.
    let folded = session.list().marks.is_empty() && targets.len() > 1;
    if let [RowKey::Record(key)] = targets.as_slice() {
        let key = key.clone();
        settle_record(app, &key, when, env, effects);
        return;
    }
    let findings: Vec<Finding> =
        targets.iter().filter_map(|key| key.finding(&session.desk).cloned()).collect();
    match findings.as_slice() {
        [] => app.tell(Reason::NoFinding.say(app.lang()), Tone::Plain),
        [one] => {
            let one = one.clone();
            settle_one(app, &one, when, env, effects);
        }
        many => settle_many(app, many, folded, when, env, effects),
    }
}

fn settle_record(app: &mut App, key: &RecordKey, when: When, env: Env, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    let subject = key.subject();
    let Some(session) = app.session() else { return };
    if let RecordKey::Filing(id) = key
        && let Some(filing) = session.desk.register.filings().get(id)
        && filing.submitted_on.is_none()
    {
        // The finding is on the office; what settles it is this paper.
        let kind = filing.kind;
        record(app, vec![Fact::FilingSubmitted { kind }], when, env, effects);
        return;
    }
    let findings: Vec<Finding> = session.desk.findings_on(&subject).cloned().collect();
    match findings.as_slice() {
        [] => app.tell(Reason::NoFinding.say(lang), Tone::Plain),
        [one] => {
            let one = one.clone();
            settle_one(app, &one, when, env, effects);
        }
        many => {
            let desk = &session.desk;
            let leads = |(_, finding): &(usize, &Finding)| {
                when == When::Today || alone(&desk.remedy(finding), when).is_ok()
            };
            let offered = many.iter().enumerate().filter(leads).map(|(place, finding)| {
                let sentence = desk.policy.sentence(finding, &desk.register, desk.today, lang);
                (Item::new(sentence, []), place)
            });
            let title = Word::PickFinding.fill(lang, &[&key_label(key, &desk.register, lang)]);
            let picker = Picker::new(title, offered, move |app, place, env, effects| {
                let finding = app.session().and_then(|it| it.desk.findings_on(&subject).nth(place).cloned());
                if let Some(finding) = finding {
                    settle_one(app, &finding, when, env, effects);
                }
            });
            app.layers.push(picker);
        }
    }
}

/// Settles one finding: records its fact, or asks for what is missing.
pub fn settle_one(app: &mut App, finding: &Finding, when: When, env: Env, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    if offer::ask_about(app, std::slice::from_ref(finding)) {
        return;
    }
    let Some(session) = app.session() else { return };
    match session.desk.remedy(finding) {
        Remedy::Fact(fact) => record(app, vec![fact], when, env, effects),
        Remedy::Choice(facts) => {
            let desk = &session.desk;
            let offered = facts.into_iter().map(|fact| (choice(desk, &fact), vec![fact])).collect();
            pick_for(app, Word::PickRemedy.say(lang), offered, when);
        }
        Remedy::Assessment(incident) => app.request(Request::Guide(incident)),
        Remedy::Form(key) => super::open::edit_at(app, &key, Some(finding), env),
        Remedy::Members(group) => super::open::members(app, group),
        Remedy::NewIncident(device) => {
            let stolen = session
                .desk
                .register
                .devices()
                .get(&device)
                .is_some_and(|row| row.status == Some(DeviceStatus::Stolen));
            let kind = if stolen { IncidentKind::DeviceTheft } else { IncidentKind::DeviceLoss };
            app.request(Request::Incident(kind, device));
        }
        Remedy::Waived => app.tell(Reason::WaiverRuns.say(lang), Tone::Plain),
        Remedy::Review => {
            if let Subject::Group(group) = &finding.subject {
                app.request(Request::Review(group.clone()));
            }
        }
        Remedy::NobodyToCountersign => app.tell(Reason::NobodyToCountersign.say(lang), Tone::Plain),
        Remedy::Decision => app.tell(Reason::NeedsDecision.say(lang), Tone::Plain),
    }
}

/// Records one of several facts, each with what it is called.
pub fn pick(app: &mut App, title: &str, offered: Vec<(String, Fact)>) {
    let offered = offered.into_iter().map(|(label, fact)| (label, vec![fact])).collect();
    pick_for(app, title, offered, When::Today);
}

fn pick_for(app: &mut App, title: &str, offered: Vec<(String, Vec<Fact>)>, when: When) {
    let offered = offered.into_iter().map(|(label, facts)| (Item::new(label, []), facts));
    app.layers.push(Picker::new(title, offered, move |app, facts, env, effects| {
        record(app, facts, when, env, effects);
    }));
}

/// What a choice is called: a fact about one of several people names the person.
fn choice(desk: &Desk, fact: &Fact) -> String {
    let person = match fact {
        Fact::RightsRecorded { membership, .. } => {
            desk.register.membership(membership).map(|(_, row)| &row.person)
        }
        Fact::RoleChanged { staff, .. } => Some(staff),
        _ => None,
    };
    let said = fact.say(&*desk.policy, desk.lang);
    person.map_or_else(|| said.clone(), |id| Word::ChoiceOf.fill(desk.lang, &[&desk.name(id), &said]))
}

/// The choices of several findings: what is called the same is chosen for all that have it, with their number.
fn choices(desk: &Desk, offered: Vec<Fact>) -> Vec<(String, Vec<Fact>)> {
    let mut choices: Vec<(String, Vec<Fact>)> = Vec::new();
    for fact in offered {
        let label = choice(desk, &fact);
        match choices.iter_mut().find(|(other, _)| *other == label) {
            Some((_, facts)) => facts.push(fact),
            None => choices.push((label, vec![fact])),
        }
    }
    // What fits the most stands first.
    choices.sort_by_key(|(_, facts)| std::cmp::Reverse(facts.len()));
    let counted = |(label, facts): (String, Vec<Fact>)| {
        (Word::MixedKind.fill(desk.lang, &[&label, &facts.len().to_string()]), facts)
    };
    choices.into_iter().map(counted).collect()
}

/// Settles those of many findings that one fact settles; the others stay marked and are counted. What is `folded` into one
/// row is asked about, however few they are.
fn settle_many(
    app: &mut App,
    findings: &[Finding],
    folded: bool,
    when: When,
    env: Env,
    effects: &mut Vec<Effect>,
) {
    let lang = app.lang();
    if offer::ask_about(app, findings) {
        return;
    }
    let Some(session) = app.session() else { return };
    let mut facts = Vec::new();
    let mut offered = Vec::new();
    let mut skipped = 0_usize;
    for finding in findings {
        match session.desk.remedy(finding) {
            // Two findings may ask for one fact; it is recorded once.
            Remedy::Fact(fact) if facts.contains(&fact) => {}
            Remedy::Fact(fact) => facts.push(fact),
            Remedy::Choice(choice) => {
                offered.extend(choice);
                skipped += 1;
            }
            _ => skipped += 1,
        }
    }
    let one_rule = findings.windows(2).all(|pair| pair[0].rule == pair[1].rule);
    if facts.is_empty() && one_rule && !offered.is_empty() {
        let offered = choices(&session.desk, offered);
        pick_for(app, Word::PickRemedy.say(lang), offered, when);
        return;
    }
    if facts.is_empty() {
        app.tell(Word::SkippedSome.fill(lang, &[&skipped.to_string()]), Tone::Plain);
        return;
    }
    let (facts, left) = asking::together(app, facts);
    if when == When::Today && asking::is_mixed(&facts) {
        let question = asking::mixed(app, &facts, skipped + left, env.today(), env);
        asking::confirm_facts(app, question, facts, env);
        return;
    }
    if folded && when == When::Today {
        if !asking::ask(app, &facts, env) {
            asking::confirm_many(app, facts, env);
        }
        return;
    }
    record(app, facts, when, env, effects);
    tell_left_out(app, left, skipped);
}

/// Adds to what is told how many of those that are marked wait: for a day or a person, or for a look at each.
pub fn tell_left_out(app: &mut App, left: usize, skipped: usize) {
    let lang = app.lang();
    let some = |count: usize, said: String| (count > 0).then_some(said);
    let told: Vec<String> = [
        some(skipped, Word::SkippedSome.fill(lang, &[&skipped.to_string()])),
        some(left, AskWord::LeftOut.fill(lang, &[&left.to_string()])),
    ]
    .into_iter()
    .flatten()
    .collect();
    if told.is_empty() {
        return;
    }
    // Japanese sentences follow each other without a blank.
    let between = if lang == Lang::Ja { "" } else { " " };
    let told = told.join(between);
    match &mut app.pending {
        Some(pending) => pending.notice = format!("{}{between}{told}", pending.notice),
        None => app.tell(told, Tone::Plain),
    }
}

/// Records facts today, or asks for their day first; of what is somebody else's act or word, for the person as well.
pub fn record(app: &mut App, facts: Vec<Fact>, when: When, env: Env, effects: &mut Vec<Effect>) {
    if facts.is_empty() || asking::ask(app, &facts, env) {
        return;
    }
    match when {
        When::Today if facts.len() >= asking::MANY => asking::confirm_many(app, facts, env),
        When::Today => {
            record_on(app, facts, env.today(), env, effects);
        }
        When::Asked => ask_day(app, "", facts),
    }
}

/// Asks for the day of facts, and records them.
pub fn ask_day(app: &mut App, typed: &str, facts: Vec<Fact>) {
    let take = on_day(Reading::day(Timing::Deed), move |app, on, env, effects| {
        let done = record_asked(app, facts.clone(), on, env, effects);
        if done {
            close_recorded(app);
        }
        recorded(done)
    });
    app.ask(Word::AskDay, typed, take);
}

/// Records facts on the day that was typed for them, after a question where they are of several kinds.
fn record_asked(app: &mut App, facts: Vec<Fact>, on: Date, env: Env, effects: &mut Vec<Effect>) -> bool {
    let command = Command::Facts { facts, on };
    let Command::Facts { facts, .. } = &command else { return false };
    let fits = app.session().is_some_and(|session| command.plan(&session.desk.register, env.today()).is_ok());
    if !fits || !asking::is_mixed(facts) || write(app).is_err() {
        return record_on(app, facts.clone(), on, env, effects);
    }
    let question = asking::mixed(app, facts, 0, on, env);
    asking::confirm(app, question, command);
    true
}

/// Records facts on a day, after a question where that seals a report; says whether there is nothing more to be typed. What
/// asks for a day or a person of its own is asked for it.
pub fn record_on(app: &mut App, facts: Vec<Fact>, on: Date, env: Env, effects: &mut Vec<Effect>) -> bool {
    asking::ask(app, &facts, env) || record_asked_about(app, facts, on, &[], env, effects)
}

/// Records facts on a day where these doubts were named in a question and answered with a yes.
pub fn record_asked_about(
    app: &mut App,
    facts: Vec<Fact>,
    on: Date,
    asked: &[Doubt],
    env: Env,
    effects: &mut Vec<Effect>,
) -> bool {
    let command = Command::Facts { facts, on };
    let planned = app.session().and_then(|session| command.plan(&session.desk.register, env.today()).ok());
    let reports = planned.map(|change| reports_sent(&change)).unwrap_or_default();
    if reports.is_empty() || write(app).is_err() {
        return carry_asked(app, &command, Next::Stay, asked, env, effects);
    }
    ask_to_seal(app, "", command, reports, on);
    true
}

/// Asks before a fact is recorded that seals reports; what else is recorded with it is said before. Where what a report is
/// about has changed since it was written, it is asked first which of them was sent.
pub fn ask_to_seal(app: &mut App, before: &str, command: Command, reports: Vec<SentReport>, on: Date) {
    let lang = app.lang();
    let outdated = app
        .session()
        .and_then(|session| reports.iter().find_map(|sent| session.desk.outdated(&sent.number).cloned()));
    let Some(outdated) = outdated else {
        ask_sent(app, before, command, reports, on);
        return;
    };
    let title = outdated.says(lang);
    let before = before.to_owned();
    let ways = [IncidentWord::SeeFirst, IncidentWord::WriteAnew, IncidentWord::SentAsWritten];
    let offered = ways.map(|way| (Item::new(way.say(lang).to_owned(), []), way));
    app.layers.push(Picker::new(title, offered, move |app, way, _, _| match way {
        IncidentWord::WriteAnew => app.request(Request::WriteAnew(outdated)),
        IncidentWord::SentAsWritten => ask_sent(app, &before, command, reports, on),
        _ => app.tell(AnswerWord::NotSealed.say(app.lang()), Tone::Plain),
    }));
}

fn ask_sent(app: &mut App, before: &str, command: Command, reports: Vec<SentReport>, on: Date) {
    let lang = app.lang();
    let named: Vec<String> = reports.iter().map(|sent| written_report(app, sent, lang)).collect();
    let sent = IncidentWord::AskSent.fill(lang, &[&named.join(", "), &on.to_string()]);
    let yes = move |app: &mut App, env, effects: &mut Vec<Effect>| {
        asking::answered(app);
        seal(app, &command, &reports, env, effects);
    };
    app.layers.push(Confirm::new(format!("{before}{sent}"), Answers::SEAL, yes));
}

/// A report with who wrote it when: it may be another one than was sent.
fn written_report(app: &App, sent: &SentReport, lang: Lang) -> String {
    let SentReport { report, .. } = sent;
    let by = report.written_by.as_ref().zip(app.session()).map(|(id, session)| session.desk.name(id));
    let parts = [report.written_at.map(show_time), by];
    let written = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let label = sent.label(&app.settings.policy, lang);
    if written.is_empty() { label } else { IncidentWord::ReportWrittenAt.fill(lang, &[&label, &written]) }
}

/// Records that reports were sent, where they are still those that were asked about.
fn seal(app: &mut App, command: &Command, asked: &[SentReport], env: Env, effects: &mut Vec<Effect>) {
    let planned = app.session().and_then(|session| command.plan(&session.desk.register, env.today()).ok());
    if planned.is_some_and(|change| reports_sent(&change) != asked) {
        app.tell(IncidentWord::WrittenAnew.say(app.lang()), Tone::Error);
        return;
    }
    let in_form = app.layers.is_top::<Sheet>();
    if carry(app, command, Next::Stay, env, effects) && in_form {
        close_asking(app, command);
    }
}
