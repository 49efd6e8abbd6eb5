//! Facts that somebody else signed, confirmed or permitted: a small form asks for their day and the person, and a question names
//! records, field and person before anything is recorded.

use crate::{
    policy::doubts::Doubt,
    register::{Answers, Asks, Change, Command, Date, Fact, Key as RecordKey, Lang, Record},
    tui::{
        app::{App, Effect, Env, Next},
        desk::{Desk, device_called, take_out_called},
        layers::{
            Confirm, Prompt, confirm,
            sheet::{Errand, Sheet},
        },
        terminal::{tone::Tone, width::visible},
        words::{AskWord, BulkWord, EnumWord as _, Word, day_long, key_label, refusal},
    },
};

use super::{
    closing::close_asking,
    commit::{carry, carry_asked, doubts_about, doubts_in_words},
    reports::reports_sent,
    settle,
};
/// So many records are named in the question; the others are counted.
const NAMED: usize = 3;

/// What facts of one kind ask for, at this keyboard.
fn asks_of(app: &App, facts: &[Fact]) -> Asks {
    let keyboard = app.session().and_then(|session| session.desk.decider());
    facts
        .iter()
        .map(|fact| fact.asks(keyboard.as_ref()))
        .find(|asks| *asks != Asks::Nothing)
        .unwrap_or(Asks::Nothing)
}

/// Those of several facts that can be recorded together, and how many are left out: deeds of today of whatever kind, else
/// those that say the same and ask for the same.
pub fn together(app: &App, mut facts: Vec<Fact>) -> (Vec<Fact>, usize) {
    let all = facts.len();
    let lang = app.lang();
    let keyboard = app.session().and_then(|session| session.desk.decider());
    let asks = |fact: &Fact| fact.asks(keyboard.as_ref());
    let says = |fact: &Fact| (fact.say(&*app.settings.policy, lang), asks(fact));
    let Some(first) = facts.first().map(says) else { return (facts, 0) };
    if facts.iter().any(|fact| asks(fact) == Asks::Nothing) {
        facts.retain(|fact| asks(fact) == Asks::Nothing);
    } else {
        facts.retain(|fact| says(fact) == first);
    }
    let left = all - facts.len();
    (facts, left)
}

/// Asks for what the facts ask for, which are of one kind; says whether they ask for anything.
pub fn ask(app: &mut App, facts: &[Fact], env: Env) -> bool {
    let lang = app.lang();
    match asks_of(app, facts) {
        Asks::Nothing => return false,
        Asks::Yes => {
            if let Err(why) = question(app, facts.to_vec(), env.today(), &Answers::default(), env) {
                app.tell(why, Tone::Error);
            }
        }
        Asks::Extension => {
            let decider = app.session().and_then(|session| session.desk.decider());
            app.layers.push(Sheet::extension(facts.to_vec(), decider.as_ref(), env.today(), lang));
        }
        asks => {
            let sheet = Sheet::facts(facts.to_vec(), asks, "", lang);
            app.layers.push(sheet);
        }
    }
    true
}

/// Ends the form on top: the question before anything is recorded, or what is wrong with what was typed.
pub fn send(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    let Some(mut sheet) = app.layers.pop_top::<Sheet>() else { return };
    let answers = sheet.answers(env.today(), lang);
    let facts = match &sheet.errand {
        Errand::Facts { facts, .. } => facts.clone(),
        _ => Vec::new(),
    };
    app.layers.push(sheet);
    let Some((on, answers)) = answers else { return };
    let facts: Vec<Fact> = facts.into_iter().map(|fact| fact.with(&answers)).collect();
    // One's own decision of today, with its day and its person in sight already.
    let decider = app.session().and_then(|session| session.desk.decider());
    let own = answers.until.is_some() && on == env.today() && decider.is_some() && answers.signer == decider;
    if own {
        let command = Command::Facts { facts, on };
        if carry(app, &command, Next::Stay, env, effects) {
            close_asking(app, &command);
        }
        return;
    }
    if let Err(why) = question(app, facts, on, &answers, env)
        && let Some(sheet) = app.layers.top_mut::<Sheet>()
    {
        sheet.message = Some(why);
    }
}

/// Asks whether facts are recorded as they are said now. What cannot be recorded is not asked about.
fn question(app: &mut App, facts: Vec<Fact>, on: Date, answers: &Answers, env: Env) -> Result<(), String> {
    let lang = app.lang();
    let Some(session) = app.session() else { return Ok(()) };
    let desk = &session.desk;
    let command = Command::Facts { facts, on };
    let change = command.plan(&desk.register, env.today()).map_err(|why| refusal(&why, lang))?;
    let Command::Facts { facts, .. } = &command else { return Ok(()) };
    let question = in_words(facts, on, answers, &change, desk);
    let reports = reports_sent(&change);
    if reports.is_empty() {
        confirm(app, question, command);
    } else {
        // What was sent with it is sealed for good.
        let question = if lang == Lang::Ja { question } else { format!("{question} ") };
        settle::ask_to_seal(app, &question, command, reports, on);
    }
    Ok(())
}

/// Asks before a command is carried out. What else there is to ask about it stands in the same question.
pub fn confirm(app: &mut App, question: String, command: Command) {
    let answers = confirm::Answers::of_command(&command);
    let (question, doubts) = with_doubts(app, question, &command);
    app.layers.push(Confirm::new(question, answers, move |app, env, effects| {
        answered(app);
        if carry_asked(app, &command, Next::Stay, &doubts, env, effects)
            && matches!(command, Command::Facts { .. })
        {
            close_asking(app, &command);
        }
    }));
}

/// Asks before facts are recorded today.
pub fn confirm_facts(app: &mut App, question: String, facts: Vec<Fact>, env: Env) {
    let answers = confirm::Answers::of_facts(&facts);
    let command = Command::Facts { facts, on: env.today() };
    let (question, doubts) = with_doubts(app, question, &command);
    app.layers.push(Confirm::new(question, answers, move |app, env, effects| {
        answered(app);
        let Command::Facts { facts, .. } = &command else { return };
        if !ask(app, facts, env)
            && settle::record_asked_about(app, facts.clone(), env.today(), &doubts, env, effects)
        {
            close_asking(app, &command);
        }
    }));
}

/// From so many facts on that one key would record today, it is asked whether all of them are meant.
pub const MANY: usize = 10;

/// Asks whether many facts of today are meant: their number, what they say, the day, and of which records.
pub fn confirm_many(app: &mut App, facts: Vec<Fact>, env: Env) {
    let lang = app.lang();
    let said = facts.first().map(|fact| fact.say(&*app.settings.policy, lang)).unwrap_or_default();
    let (count, day) = (facts.len().to_string(), day_long(env.today(), lang));
    let values: [&str; 3] = match lang {
        Lang::Ja => [&count, &said, &day],
        Lang::En => [&said, &count, &day],
    };
    let which = which(app, &facts, env.today());
    let question =
        format!("{}{}", AskWord::AskMany.fill(lang, &values), AskWord::AskWhich.fill(lang, &[&which]));
    confirm_facts(app, question, facts, env);
}

/// The records of facts by name.
fn which(app: &App, facts: &[Fact], on: Date) -> String {
    let Some(session) = app.session() else { return String::new() };
    let desk = &session.desk;
    let change = Command::Facts { facts: facts.to_vec(), on }.plan(&desk.register, desk.today);
    // What cannot be recorded is told after the answer.
    change.map(|change| names(&change, desk)).unwrap_or_default()
}

/// A question after what else there is to ask about a command.
fn with_doubts(app: &App, mut question: String, command: &Command) -> (String, Vec<Doubt>) {
    let doubts = doubts_about(app, command);
    if !doubts.is_empty() {
        let between = if app.lang() == Lang::Ja { "" } else { " " };
        question.insert_str(0, &format!("{}{between}", doubts_in_words(app, &doubts)));
    }
    (question, doubts)
}

/// What was typed and asked about has its answer.
pub fn answered(app: &mut App) {
    if app.layers.pop_top::<Prompt>().is_some()
        && let Some(session) = app.session_mut()
    {
        session.list_and_desk().0.marks.clear();
    }
}

/// Records, field, day and person of facts of one kind.
fn in_words(facts: &[Fact], on: Date, answers: &Answers, change: &Change, desk: &Desk) -> String {
    let lang = desk.lang;
    let Some(fact) = facts.first() else { return String::new() };
    let between = if lang == Lang::Ja { "、" } else { ", " };
    let count = change.records.len().to_string();
    let record = change.records.first().and_then(|record| record.after.as_ref());
    let kind = record.map(|record| record.kind().title(lang)).unwrap_or_default();
    let people = matches!(record, Some(Record::Staff(_)));
    let many = if people { AskWord::People } else { AskWord::Records }.fill(lang, &[&count]);
    let who = fact.by().map(|id| desk.name(id));
    let label = fact.say(&*desk.policy, lang);
    let keyboard = desk.decider();
    let said = match fact.asks(keyboard.as_ref()) {
        Asks::Signer => AskWord::AskConfirmed.fill(lang, &[&who.unwrap_or_default(), &count, kind]),
        Asks::Yes => AskWord::AskState.fill(lang, &[&label, kind, &many]),
        Asks::Login => {
            let login = answers.login.as_deref().map(visible).unwrap_or_default();
            let login = AskWord::LoginOf.fill(lang, &[&login]);
            AskWord::AskFacts.fill(lang, &["", &label, &login, kind, &many])
        }
        _ => {
            let by = who.map(|who| AskWord::AskBy.fill(lang, &[&who])).unwrap_or_default();
            let mut when = vec![day_long(on, lang)];
            when.extend(answers.consent_by.map(|by| AskWord::ConsentOf.fill(lang, &[by.say(lang)])));
            when.extend(answers.both_copies.map(|both| {
                let word = if both { AskWord::CopiesHeld } else { AskWord::CopiesNotHeld };
                word.say(lang).to_owned()
            }));
            when.extend(answers.title.as_ref().map(|title| AskWord::TitleOf.fill(lang, &[title])));
            AskWord::AskFacts.fill(lang, &[&by, &label, &when.join(between), kind, &many])
        }
    };
    format!("{said}{}", AskWord::AskWhich.fill(lang, &[&names(change, desk)]))
}

/// The first records of a change by name, and how many more there are.
pub fn names(change: &Change, desk: &Desk) -> String {
    let between = if desk.lang == Lang::Ja { "、" } else { ", " };
    let named = change.records.iter().take(NAMED).map(|record| match (&record.before, &record.after) {
        // It is not in the register yet.
        (None, Some(Record::Membership(row))) => {
            visible(&format!("{} {}", row.person, desk.name(&row.person))).into_owned()
        }
        _ => name(&record.key, desk),
    });
    let named = named.collect::<Vec<_>>().join(between);
    match change.records.len().saturating_sub(NAMED) {
        0 => named,
        more => AskWord::AskMore.fill(desk.lang, &[&named, &more.to_string()]),
    }
}

/// From so many facts of several kinds on it is asked whether all of them are meant.
const ASK_FROM: usize = 3;

/// Whether facts are so many of several kinds that nobody marks them all by one thought.
pub fn is_mixed(facts: &[Fact]) -> bool {
    facts.len() >= ASK_FROM && of_several_kinds(facts)
}

/// Whether facts are not all of one kind.
pub fn of_several_kinds(facts: &[Fact]) -> bool {
    facts.windows(2).any(|pair| pair[0].word() != pair[1].word())
}

/// Whether facts of several kinds are all meant for a day: each kind with its number, the records by name, and how many wait
/// besides.
pub fn mixed(app: &App, facts: &[Fact], others: usize, on: Date, env: Env) -> String {
    let lang = app.lang();
    let mut kinds: Vec<(String, usize)> = Vec::new();
    for fact in facts {
        let label = fact.say(&*app.settings.policy, lang);
        match kinds.iter_mut().find(|(kind, _)| *kind == label) {
            Some((_, count)) => *count += 1,
            None => kinds.push((label, 1)),
        }
    }
    let kinds = kinds.iter().map(|(kind, count)| Word::MixedKind.fill(lang, &[kind, &count.to_string()]));
    let between = if lang == Lang::Ja { "、" } else { ", " };
    let kinds = kinds.collect::<Vec<_>>().join(between);
    let day = if on == env.today() {
        Word::MixedToday.say(lang).to_owned()
    } else {
        Word::MixedOn.fill(lang, &[&on.to_string()])
    };
    let asked = Word::AskMixed.fill(lang, &[&facts.len().to_string(), &kinds, &day]);
    let which = BulkWord::AskWhich.fill(lang, &[&which(app, facts, on)]);
    let others = match others {
        0 => String::new(),
        more => Word::MixedOthers.fill(lang, &[&more.to_string()]),
    };
    format!("{asked}{which}{others}")
}

/// A record by its number and name; its kind is said beside.
fn name(key: &RecordKey, desk: &Desk) -> String {
    let of =
        |id: &str, name: Option<&str>| format!("{id} {}", name.unwrap_or_default()).trim_end().to_owned();
    let text = match key {
        RecordKey::Staff(id) | RecordKey::Partner(id) => of(id.as_str(), Some(&desk.name(id))),
        RecordKey::Device(id) => device_called(desk, id),
        RecordKey::TakeOut(id) => take_out_called(desk, id),
        RecordKey::Group(id) | RecordKey::Review(id, _) => {
            of(id.as_str(), desk.register.group(id).and_then(|group| group.sheet.name.as_deref()))
        }
        RecordKey::Membership(group, id) => {
            let person = desk.register.membership(id).map(|(_, row)| desk.name(&row.person));
            format!(
                "{}（{}）",
                of(id.as_str(), person.as_deref()),
                name(&RecordKey::Group(group.clone()), desk)
            )
        }
        _ => key_label(key, &desk.register, desk.lang),
    };
    visible(&text).into_owned()
}
