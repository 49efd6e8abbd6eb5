//! The members of a review as the screen shows them.

use crate::{
    policy::proposal,
    register::{
        Date, Lang, Person,
        id::{MembershipId, PersonId},
        labels::Label,
        records::{Group, Membership, MembershipDecision, non_blank},
        words::ReviewDecision,
    },
    tui::{
        desk::Desk,
        terminal::{
            tone::Tone,
            width::{truncate, visible},
        },
        widgets::lines::Line,
        words::{EnumWord, ReviewWord, Word},
    },
};

use super::{day_said, decision_said, reviewing};

/// The most cells of a name below the list.
const NAME_CELLS: usize = 60;

/// A member as the screen shows them; every text is safe to show.
pub struct Row {
    /// The membership.
    pub membership: MembershipId,
    /// Who.
    pub person: PersonId,
    /// What the person is called.
    pub name: String,
    /// The profession.
    pub profession: String,
    /// The office.
    pub affiliation: String,
    /// Member or invited since.
    pub since: String,
    /// Who invited.
    pub invited_by: String,
    /// What the last signed review decided, and when.
    pub last: String,
    /// Whether the person is part of the review.
    pub listed: bool,
    /// What is decided.
    pub decision: Option<ReviewDecision>,
    /// The reason of the decision, or whom to ask; empty where there is none.
    pub said: String,
    /// The reason of the removal that the policy asks for.
    pub proposal: Option<String>,
    /// What to look at, in a line.
    pub notes: String,
    /// How pressing that is.
    pub tone: Tone,
    /// What is told below the list.
    pub below: [String; 3],
}

impl Row {
    /// Whether it is part of the review and not decided.
    pub fn is_open(&self) -> bool {
        self.listed && self.decision.is_none()
    }
}

/// The members of a group in the order of its review.
pub fn rows(desk: &Desk, group: &Group) -> Vec<Row> {
    reviewing(desk).rows(group).iter().map(|row| row_of(desk, row)).collect()
}

/// What stands between two parts of a line.
fn gap(lang: Lang) -> &'static str {
    if lang == Lang::Ja { "　" } else { "  " }
}

fn shown(text: Option<&str>) -> String {
    visible(non_blank(text).unwrap_or_default()).into_owned()
}

fn row_of(desk: &Desk, row: &proposal::Row) -> Row {
    let lang = desk.lang;
    let membership = row.membership;
    let name = desk.name(&membership.person);
    let profession = shown(row.person.and_then(Person::profession));
    let affiliation = shown(row.affiliation);
    let rights = membership.rights.map(|rights| rights.say(lang)).unwrap_or_default();
    let invited_by = membership.invited_by.as_ref().map(|id| desk.name(id)).unwrap_or_default();
    let last = row.last_seen.and_then(|last| {
        let decision = last.decision.decision?;
        Some((last.on.to_string(), decision_said(decision, lang)))
    });
    let said = row.decision.map(|decision| reason(desk, decision)).unwrap_or_default();
    let (short, tone) = notes(desk, row, false);
    let (full, _) = notes(desk, row, true);
    let gap = gap(lang);
    let mut third = match &last {
        Some((on, decision)) => ReviewWord::LastSeen.fill(lang, &[on, decision]),
        None => ReviewWord::NeverSeen.say(lang).to_owned(),
    };
    if let Some(why) = crate::register::records::non_blank(membership.reason.as_deref()) {
        third = format!("{}{gap}{third}", ReviewWord::Why.fill(lang, &[&visible(why)]));
    }
    let joined = day_said(membership.joined_on, lang);
    let invited = day_said(membership.invited_on, lang);
    let between = if lang == Lang::Ja { "・" } else { ", " };
    let whose: Vec<&str> =
        [profession.as_str(), affiliation.as_str()].into_iter().filter(|text| !text.is_empty()).collect();
    let whose = whose.join(between);
    // A name without end leaves room for what the decision needs.
    let called = truncate(&name, NAME_CELLS);
    let below = [
        ReviewWord::Who.fill(lang, &[&called, &whose, rights]),
        format!("{}{gap}{third}", ReviewWord::Since.fill(lang, &[&joined, &invited, &invited_by])),
        full,
    ];
    Row {
        membership: membership.id.clone(),
        person: membership.person.clone(),
        name,
        profession,
        affiliation,
        since: row.since.map(|day| day.to_string()).unwrap_or_default(),
        invited_by,
        last: last.map(|(on, decision)| format!("{on} {decision}")).unwrap_or_default(),
        listed: row.decision.is_some(),
        decision: row.decided(),
        said,
        proposal: row.proposal.as_ref().map(|proposal| proposal.reason(lang)),
        notes: short,
        tone,
        below,
    }
}

/// The reason of a decision, or whom and what to ask.
fn reason(desk: &Desk, decision: &MembershipDecision) -> String {
    let reason = shown(decision.reason.as_deref());
    match decision.decision {
        Some(ReviewDecision::Ask) => {
            let whom = decision.question.as_deref().and_then(|question| question.whom.as_ref());
            let whom = whom.map(|id| desk.name(id));
            match (whom, reason.is_empty()) {
                (Some(whom), true) => whom,
                (Some(whom), false) => format!("{whom}{}{reason}", gap(desk.lang)),
                (None, true) => ReviewWord::AskLater.say(desk.lang).to_owned(),
                (None, false) => reason,
            }
        }
        _ => reason,
    }
}

/// What to look at: the decision with its reason, the proposal (`full`: since when), then what is known of the person.
fn notes(desk: &Desk, row: &proposal::Row, full: bool) -> (String, Tone) {
    let lang = desk.lang;
    let mut notes: Vec<String> = Vec::new();
    let mut tone = Tone::Plain;
    match (row.decided(), row.decision) {
        (Some(ReviewDecision::Remove), Some(decision)) => {
            notes.push(ReviewWord::DecidedRemove.fill(lang, &[&reason(desk, decision)]));
        }
        (Some(ReviewDecision::Ask), Some(decision)) => {
            notes.push(ReviewWord::DecidedAsk.fill(lang, &[&reason(desk, decision)]));
        }
        _ => {}
    }
    if row.is_new {
        notes.push(ReviewWord::IsNew.say(lang).to_owned());
    }
    if let Some(proposal) = &row.proposal
        && row.decided() != Some(ReviewDecision::Remove)
    {
        let said = if full { proposal.sentence(lang) } else { proposal.reason(lang) };
        notes.push(ReviewWord::Proposed.fill(lang, &[&said]));
        tone = Tone::Now;
    }
    let day = |word: ReviewWord, day: Date| word.fill(lang, &[&day.to_string()]);
    if let Some(last) = row.last_day {
        notes.push(day(if row.has_left { ReviewWord::LeftOn } else { ReviewWord::LeavesOn }, last));
    }
    if let Some(off) = row.membership.off_duty_on {
        let word = if off <= desk.today { ReviewWord::OffDutySince } else { ReviewWord::OffDutyFrom };
        notes.push(day(word, off));
    }
    if let Some(restriction) = row.restriction {
        notes.push(ReviewWord::Restricted.fill(lang, &[restriction.say(lang)]));
    }
    if row.membership.joined_on.is_none_or(|joined| joined > desk.today)
        && let Some(invited) = row.membership.invited_on
    {
        notes.push(day(ReviewWord::Invited, invited));
    }
    let stays_for = match (row.is_doctor, row.is_last_admin) {
        (true, true) => Some(ReviewWord::IsDoctorAndLastAdmin),
        (true, false) => Some(ReviewWord::IsDoctor),
        (false, true) => Some(ReviewWord::IsLastAdmin),
        (false, false) => None,
    };
    notes.extend(stays_for.map(|word| word.say(lang).to_owned()));
    for finding in &row.owed {
        notes.push(desk.policy.label(finding, lang));
        tone = if tone == Tone::Plain { Tone::of(finding.urgency) } else { tone };
    }
    if row.is_new {
        tone = Tone::Soon;
    } else if row.decided().is_some() {
        tone = Tone::Plain;
    }
    (notes.join(if lang == Lang::Ja { "、" } else { "; " }), tone)
}

/// Everything about one member, for a page.
pub fn details(desk: &Desk, group: &Group, membership: &MembershipId) -> Vec<Line> {
    let lang = desk.lang;
    let reviewing = reviewing(desk);
    let rows = reviewing.rows(group);
    let Some(row) = rows.iter().find(|row| row.membership.id == *membership) else { return Vec::new() };
    let fact = |label: Label, text: String| Line::Fact(label.say(lang, &*desk.policy).into_owned(), text);
    let by = |day: Option<Date>, by: Option<&PersonId>| {
        let by = by.map(|id| desk.name(id)).unwrap_or_default();
        format!("{} {by}", day_said(day, lang))
    };
    let member = row.membership;
    let shortly = row_of(desk, row);
    let mut lines: Vec<Line> = Vec::new();
    let [_, _, notes] = shortly.below;
    if !notes.is_empty() {
        lines.push(Line::Text(notes));
    }
    for finding in &row.owed {
        let sentence = desk.policy.sentence(finding, &desk.register, desk.today, lang);
        lines.push(Line::Finding(finding.urgency, sentence));
    }
    lines.push(Line::Heading(Word::Facts.say(lang).to_owned()));
    lines.push(fact(Word::ColProfession.into(), shortly.profession));
    lines.push(fact(Word::ColAffiliation.into(), shortly.affiliation));
    lines.push(fact(
        Membership::rights,
        member.rights.map(|rights| rights.say(lang)).unwrap_or_default().to_owned(),
    ));
    lines.push(fact(Membership::invited_on, by(member.invited_on, member.invited_by.as_ref())));
    lines.push(fact(Membership::approved_on, by(member.approved_on, member.approved_by.as_ref())));
    lines.push(fact(Membership::joined_on, day_said(member.joined_on, lang)));
    lines.push(Line::Fact(ReviewWord::MemberReason.say(lang).to_owned(), shown(member.reason.as_deref())));
    lines.push(Line::Fact(ReviewWord::ColLast.say(lang).to_owned(), shortly.last));
    lines
}
