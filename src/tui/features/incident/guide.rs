//! The guide to whether the law asks for a report of an incident: answers, and what somebody decided.

use serde::{Deserialize, Serialize};

use crate::{
    register::{
        Command, Date, Fact, Record,
        id::{IncidentId, PersonId},
        records::{Authority, Incident},
        words::{Assessment, Circumstance},
    },
    tui::{
        app::{
            App, Effect, Env, Layer, Next, Session,
            allowed::always,
            binding::{Binding, writes},
            kept::{Ground, Keep, Kept, Unfit},
        },
        forms::field::Candidates,
        keys::{Ctx, ch, ctrl},
        layers::{
            Prompt, Purpose, Taken,
            moving::{back, bottom, down, step, top, up},
            picker::{Item, Picker},
            recorded,
        },
        recording::{asking, candidates::candidates, settle},
        terminal::input::Key,
        words::{AskWord, EnumWord, IncidentWord, Reason, Word, day_long},
    },
};

use super::{edit, guide_on_top, led, read_down, read_up, tell_instead};

pub static KEYS: &[Binding] = &[
    writes(Ctx::Guide, &[ch('y'), ctrl('y')], Word::KeyAnswerYes, 1, always, |app, env, effects| {
        answer(app, |_| Some(true), true, env, effects);
    }),
    writes(Ctx::Guide, &[ch('n'), ctrl('n')], Word::KeyAnswerNo, 1, always, |app, env, effects| {
        answer(app, |_| Some(false), true, env, effects);
    }),
    writes(Ctx::Guide, &[Key::SPACE], Word::KeyAnswerNext, 0, always, |app, env, effects| {
        let next = |now| match now {
            None => Some(true),
            Some(true) => Some(false),
            Some(false) => None,
        };
        answer(app, next, false, env, effects);
    }),
    writes(Ctx::Guide, &[Key::DELETE], Word::KeyAnswerNothing, 3, is_answered, |app, env, effects| {
        answer(app, |_| None, false, env, effects);
    }),
    writes(Ctx::Guide, &[Key::ENTER], Word::KeyDecide, 2, always, |app, _, _| ask_assessment(app))
        .or(&[ch('d'), ctrl('d')]),
    read_down(Ctx::Guide, 4),
    read_up(Ctx::Guide),
    back(Ctx::Guide, 4).or(&[ch('q'), Key::LEFT]),
    up(Ctx::Guide).or(&[ch('k')]),
    down(Ctx::Guide).or(&[ch('j')]),
    top(Ctx::Guide),
    bottom(Ctx::Guide),
];

/// The circumstances that are asked about, as far as it was answered.
pub fn asked(session: &Session, incident: &Incident) -> Vec<Circumstance> {
    session.desk.policy.guide().asked(&incident.authority).map(|question| question.about).collect()
}

/// What the selected question is about.
fn selected_question(app: &App) -> Option<(Circumstance, &Incident)> {
    let (case, session) = guide_on_top(app).zip(app.session())?;
    let incident = session.desk.register.incidents().get(&case.incident)?;
    let questions = asked(session, incident);
    Some((*questions.get(case.place.selected(questions.len())?)?, incident))
}

/// The selected question has an answer that can be taken away.
fn is_answered(app: &App) -> Result<(), Reason> {
    match selected_question(app) {
        Some((about, incident)) if incident.authority.answer(about).is_none() => Err(Reason::NotAnswered),
        _ => Ok(()),
    }
}

/// What the guide waits for: an answer, or once all are there what was decided.
pub fn next(app: &App) -> Option<Vec<Word>> {
    let (case, session) = guide_on_top(app).zip(app.session())?;
    let incident = session.desk.register.incidents().get(&case.incident)?;
    let all = session.desk.policy.guide().weigh(&incident.authority).open == 0;
    Some(if all { vec![Word::KeyDecide] } else { vec![Word::KeyAnswerYes, Word::KeyAnswerNo] })
}

/// Answers the selected question, and goes on to the next where that is wanted.
fn answer(
    app: &mut App,
    to: impl FnOnce(Option<bool>) -> Option<bool>,
    go_on: bool,
    env: Env,
    effects: &mut Vec<Effect>,
) {
    let Some(case) = guide_on_top(app) else { return };
    let place = case.place;
    let Some(before) = led(app) else { return };
    let Some(session) = app.session() else { return };
    let questions = asked(session, &before);
    let Some(place) = place.selected(questions.len()) else { return };
    let Some(about) = questions.get(place) else { return };
    let now = before.authority.answer(*about);
    let answer = to(now);
    if answer != now {
        let mut after = before.clone();
        after.authority.set_answer(*about, answer);
        let open = session.desk.policy.guide().weigh(&after.authority).open.to_string();
        let lang = app.lang();
        let said = match answer {
            Some(true) => Word::Yes.say(lang),
            Some(false) => Word::No.say(lang),
            None => IncidentWord::NoAnswer.say(lang),
        };
        let told = IncidentWord::Answered.fill(lang, &[&(place + 1).to_string(), said, &open]);
        if !edit(app, before, after, Next::Stay, env, effects) {
            return;
        }
        tell_instead(app, told);
    }
    if go_on {
        step(app, 1);
    }
}

/// Asks what was decided: nothing follows from the answers by itself.
fn ask_assessment(app: &mut App) {
    let lang = app.lang();
    let Some(incident) = led(app) else { return };
    let choices = Assessment::ALL.iter();
    let choices = choices.map(|choice| (Item::new(choice.say(lang).to_owned(), [choice.word()]), *choice));
    let title = IncidentWord::PickAssessment.say(lang);
    app.layers.push(Picker::new(title, choices, |app, assessment, _, _| {
        ask_assessor(app, incident.id, assessment);
    }));
}

/// Asks who decided it: the manager of the office and whoever is at the keyboard stand first.
fn ask_assessor(app: &mut App, incident: IncidentId, assessment: Assessment) {
    let lang = app.lang();
    let Some(session) = app.session() else { return };
    let desk = &session.desk;
    let manager = desk.register.office().manager.clone();
    let decider = desk.decider();
    let rank = |id: &PersonId| match () {
        () if decider.as_ref() == Some(id) => 0,
        () if manager.as_ref() == Some(id) => 1,
        () => 2,
    };
    let (_, offered) = candidates(desk, Candidates::Staff, None, lang);
    let offered = offered.into_iter().map(|(item, id)| (item, Some(PersonId::trusted(&id))));
    let mut offered: Vec<(Item, Option<PersonId>)> = offered.collect();
    offered.sort_by_key(|(_, id)| id.as_ref().map(rank));
    offered.push((Item::none(lang), None));
    let title = IncidentWord::PickAssessor.fill(lang, &[assessment.say(lang)]);
    app.layers.push(Picker::new(title, offered, move |app, by, _, _| {
        ask_reason(app, incident, assessment, by);
    }));
}

/// Asks for the reason.
fn ask_reason(app: &mut App, incident: IncidentId, assessment: Assessment, by: Option<PersonId>) {
    let lang = app.lang();
    let reason = app
        .session()
        .and_then(|session| session.desk.register.incidents().get(&incident))
        // The reason for having decided otherwise is none for this.
        .filter(|incident| incident.authority.assessment == Some(assessment))
        .and_then(|incident| incident.authority.assessment_reason.clone());
    let question = IncidentWord::AskAssessmentReason.fill(lang, &[assessment.say(lang)]);
    let purpose = Assessed { incident, assessment, by };
    app.layers.push(Prompt::new(question, &reason.unwrap_or_default(), purpose));
}

/// A form that turns a decision about the report by law over, and leaves its day, its decider or its reason as it was, would
/// ascribe the new one to whoever decided the other way: what it leaves is of today, of this keyboard, and without a reason.
pub fn decided_now(command: Command, decider: Option<PersonId>, today: Date) -> Command {
    let Command::Edit { key, before, after } = command else { return command };
    let mut after = after;
    if let (Record::Incident(before), Record::Incident(after)) = (&*before, &mut *after) {
        let (was, now) = (&before.authority, &mut after.authority);
        if now.assessment != was.assessment {
            if now.assessed_on == was.assessed_on {
                now.assessed_on = now.assessment.map(|_| today);
            }
            if now.assessed_by == was.assessed_by {
                now.assessed_by = now.assessment.and(decider);
            }
            if now.assessment_reason == was.assessment_reason {
                now.assessment_reason = None;
            }
        }
    }
    Command::Edit { key, before, after }
}

/// The question where a day or a person was put in for a decision whose own were left as they were.
pub fn presumed(typed: &Command, decided: &Command, app: &App) -> Option<String> {
    let (Command::Edit { after: typed, .. }, Command::Edit { after: decided, .. }) = (typed, decided) else {
        return None;
    };
    let (Record::Incident(typed), Record::Incident(decided)) = (&**typed, &**decided) else { return None };
    let of = |row: &Authority| (row.assessed_on, row.assessed_by.clone());
    let (typed, now) = (of(&typed.authority), of(&decided.authority));
    let on = now.0.filter(|_| typed != now)?;
    let lang = app.lang();
    let by = now.1.zip(app.session()).map(|(id, session)| session.desk.name(&id));
    let by = by.unwrap_or_else(|| AskWord::AskDecidedNobody.say(lang).to_owned());
    Some(AskWord::AskDecided.fill(lang, &[&day_long(on, lang), &by]))
}

/// The reason for what was decided about an incident's report by law is typed.
struct Assessed {
    incident: IncidentId,
    assessment: Assessment,
    by: Option<PersonId>,
}

/// What is kept of it.
#[derive(Serialize, Deserialize)]
pub struct KeptAssessment {
    incident: String,
    assessment: String,
    by: Option<String>,
    text: String,
}

impl Purpose for Assessed {
    fn handle(&self, typed: &str, app: &mut App, env: Env, effects: &mut Vec<Effect>) -> Taken {
        let Self { incident, assessment, by } = self;
        recorded(assessed(app, incident, *assessment, by.as_ref(), typed, env, effects))
    }

    fn keep(&self, typed: &str) -> Option<Kept> {
        Kept::of(&KeptAssessment {
            incident: self.incident.to_string(),
            assessment: self.assessment.word().to_owned(),
            by: self.by.as_ref().map(PersonId::to_string),
            text: typed.to_owned(),
        })
    }
}

impl Keep for KeptAssessment {
    const KIND: &'static str = "assessed";

    fn open(self, Ground { register, lang, .. }: Ground<'_>) -> Result<Box<dyn Layer>, Unfit> {
        let incident = IncidentId::trusted(&self.incident);
        let decided = Assessment::from_word(&self.assessment);
        let reason =
            decided.map(|decided| IncidentWord::AskAssessmentReason.fill(lang, &[decided.say(lang)]));
        let reason = reason.unwrap_or_else(|| IncidentWord::GuideReason.say(lang).to_owned());
        let title = format!("{incident} {reason}");
        let by = self.by.map(|by| PersonId::trusted(&by)).filter(|by| register.staff().contains(by));
        match decided.filter(|_| register.incidents().contains(&incident)) {
            Some(assessment) => {
                Ok(Box::new(Prompt::new(title, &self.text, Assessed { incident, assessment, by })))
            }
            None => Err(Unfit::new(title, self.text)),
        }
    }
}

/// Records what was decided, by whom and why.
fn assessed(
    app: &mut App,
    incident: &IncidentId,
    assessment: Assessment,
    by: Option<&PersonId>,
    reason: &str,
    env: Env,
    effects: &mut Vec<Effect>,
) -> bool {
    let reason = Some(reason.to_owned()).filter(|reason| !reason.is_empty());
    let before = app.session().and_then(|session| session.desk.register.incidents().get(incident).cloned());
    if let Some(before) = before
        && before.authority.assessment == Some(assessment)
    {
        // The same decision with another reason, or of somebody else.
        let mut after = before.clone();
        after.authority.assessed_by = by.cloned();
        after.authority.assessment_reason = reason;
        // Somebody else's decision has a day of its own.
        let same = before.authority.assessed_by.as_ref() == by;
        after.authority.assessed_on = before.authority.assessed_on.filter(|_| same).or(Some(env.today()));
        return after == before || edit(app, before, after, Next::Stay, env, effects);
    }
    let fact = Fact::IncidentAssessed { incident: incident.clone(), assessment, by: by.cloned(), reason };
    match against_the_answers(app, incident, assessment) {
        Some(question) => {
            asking::confirm_facts(app, question, vec![fact], env);
            true
        }
        None => settle::record_on(app, vec![fact], env.today(), env, effects),
    }
}

/// The question whether no report is needed all the same, where answers speak for one or are still open.
fn against_the_answers(app: &App, incident: &IncidentId, assessment: Assessment) -> Option<String> {
    let desk = &app.session()?.desk;
    let row = desk.register.incidents().get(incident)?;
    let weighed = desk.policy.guide().weigh(&row.authority);
    let (speak, open) = (weighed.speaks_for.len(), weighed.open);
    let doubtful = assessment == Assessment::NotReportable && speak + open > 0;
    doubtful.then(|| IncidentWord::AskAllTheSame.fill(app.lang(), &[&speak.to_string(), &open.to_string()]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::{Key, RecordKind, document::record_from_json};

    /// A form that turns a decision over and gives it a reason: it is of today, whatever the form left of the old one.
    #[test]
    fn a_decision_that_a_form_turns_over_is_of_today() {
        let record = |authority: &str| {
            let json = format!(r#"{{"id": "R8-001", "kind": "other", "authority": {{{authority}}}}}"#);
            record_from_json(RecordKind::Incident, &json).unwrap()
        };
        let today: Date = "2026-11-25".parse().unwrap();
        let decided = |after: &str| {
            let before = record(
                r#""assessment": "not-reportable", "assessed_on": "2026-11-20", "assessed_by": "S-1", "assessment_reason": "回収""#,
            );
            let key = Key::Incident(IncidentId::new("R8-001").unwrap());
            let command = Command::Edit { key, before: Box::new(before), after: Box::new(record(after)) };
            let Command::Edit { after, .. } = decided_now(command, PersonId::new("S-2").ok(), today) else {
                panic!("another command")
            };
            *after
        };
        for (after, expected) in [
            (
                r#""assessment": "reportable", "assessed_on": "2026-11-20", "assessed_by": "S-1", "assessment_reason": "閲覧された""#,
                r#""assessment": "reportable", "assessed_on": "2026-11-25", "assessed_by": "S-2", "assessment_reason": "閲覧された""#,
            ),
            (
                r#""assessment": "reportable", "assessed_on": "2026-11-24", "assessed_by": "S-1", "assessment_reason": "回収""#,
                r#""assessment": "reportable", "assessed_on": "2026-11-24", "assessed_by": "S-2""#,
            ),
            (r#""assessed_on": "2026-11-20", "assessed_by": "S-1", "assessment_reason": "回収""#, ""),
            (
                r#""assessment": "not-reportable", "assessed_on": "2026-11-20", "assessed_by": "S-1", "assessment_reason": "暗号化""#,
                r#""assessment": "not-reportable", "assessed_on": "2026-11-20", "assessed_by": "S-1", "assessment_reason": "暗号化""#,
            ),
        ] {
            assert_eq!(decided(after), record(expected), "{after}");
        }
    }
}
